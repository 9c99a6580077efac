/** What every part of a page is told beside its own figures: language, names, and what kind of data these are. */
import { DATA_LABEL, type Language } from '../words/texts.js'
import type { DataKind, Scenario } from '../domain/scenario.js'
import { namesOf } from '../words/heading.js'
import { givenOf, type Given } from '../words/recipe.js'
import { html, typed, type Content, type Markup } from './markup.js'
import { TERM } from '../words/terms.js'

/** What a page tells of a scenario. Care use is no part of it, so none can end up on a page. */
export type PageSubject = Pick<
  Scenario,
  | 'id'
  | 'title'
  | 'year'
  | 'data'
  | 'sources'
  | 'oors'
  | 'specialties'
  | 'criterion'
  | 'floor'
  | 'zeroCells'
  | 'leeway'
  | 'frame'
  | 'bounds'
  | 'options'
  | 'own'
>

/** A kind of data, and of several kinds whose it is: by name and, where room is short, by id. */
interface Labelled {
  readonly kind: DataKind
  readonly whose: { readonly name: string; readonly id: string } | null
}

export interface PageSetting {
  readonly language: Language
  /** The kinds of data on the page, each of them labelled; empty for a table that says nothing of it. */
  readonly data: readonly Labelled[]
  /** What the scenarios on the page are called. */
  readonly names: readonly string[]
  /** Names by code; a code without one goes by itself. */
  readonly rowNames: ReadonlyMap<string, string>
  readonly columnNames: ReadonlyMap<string, string>
  /** What a row and a column are called: specialties and OORs, or of a mere table rows and columns. */
  readonly things: 'scenario' | 'table'
  /** What the reader's own command called its inputs. */
  readonly given: Given
}

/** The setting of a scenario's page, or of several scenarios with the same codes. */
export function settingOf(
  subjects: readonly Pick<PageSubject, 'id' | 'title' | 'data' | 'oors' | 'specialties' | 'own'>[],
  language: Language,
  given: Given = givenOf(subjects),
): PageSetting {
  const names = (entries: readonly { readonly code: string; readonly name: string }[]) =>
    new Map(entries.map(({ code, name }) => [code, name]))
  const titles = namesOf(subjects, language)
  const kinds = [...new Set(subjects.map(({ data }) => data))]
  const whose = (kind: DataKind) => {
    const own = subjects.flatMap(({ id, data }, i) => (data === kind ? [{ id, name: titles[i]! }] : []))
    const listed = (word: 'id' | 'name') => own.map((each) => each[word]).join(', ')
    return kinds.length === 1 ? null : { id: listed('id'), name: listed('name') }
  }
  return {
    language,
    data: kinds.map((kind) => ({ kind, whose: whose(kind) })),
    names: titles,
    rowNames: names(subjects[0]?.specialties ?? []),
    columnNames: names(subjects[0]?.oors ?? []),
    things: 'scenario',
    given,
  }
}

/** The setting of a table that belongs to no scenario. */
export function settingOfTable(
  data: DataKind | null,
  language: Language,
  given: Given = { scenarios: [] },
): PageSetting {
  const kinds = data === null ? [] : [{ kind: data, whose: null }]
  return { language, data: kinds, names: [], rowNames: new Map(), columnNames: new Map(), things: 'table', given }
}

/** A row by code and name: "10 Interne geneeskunde". */
export function rowName(code: string, { rowNames }: PageSetting): Markup {
  const name = rowNames.get(code) ?? code
  return typed(name === code ? code : `${code} ${name}`)
}

/** A column as it is known in tables: by its code, with its name for who points at it. */
export function columnName(code: string, { columnNames }: PageSetting): Markup {
  const name = columnNames.get(code) ?? code
  return name === code ? typed(code) : html`<abbr title="${name}">${typed(code)}</abbr>`
}

/** A cell in running text: "10 Interne geneeskunde in Leiden". */
export function cellName(row: string, column: string, setting: PageSetting): Content {
  return [rowName(row, setting), ' in ', columnName(column, setting)]
}

/** The words that must not get lost: SYNTHETISCHE GEGEVENS, without the explanation behind them. */
export function shortLabels({ data, language }: PageSetting): string[] {
  return data.map(({ kind, whose }) => {
    const label = DATA_LABEL[kind][language].split(':', 1)[0]!
    return whose === null ? label : `${label} (${whose.id})`
  })
}

/** The whole labels, with their explanation. */
export function labels({ data, language }: PageSetting): string[] {
  return data.map(({ kind, whose }) => {
    const [label = '', ...explained] = DATA_LABEL[kind][language].split(':')
    return [whose === null ? label : `${label} (${whose.name})`, ...explained].join(':')
  })
}

/** The word for a row or a column, in the singular with a capital: it heads a column of a table. */
export function thing(side: 'row' | 'column', { things, language }: PageSetting): string {
  if (side === 'row') return things === 'table' ? TERM.row[language] : TERM.specialty[language]
  return things === 'table' ? TERM.column[language] : 'OOR'
}
