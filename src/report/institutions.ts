/** Places over institutions as a page: what is proven, per OOR and per institution, each OOR by specialty, and what readers should know. */
import {
  conflictTable,
  institutionTables,
  legendOf,
  oorMatrices,
  oorTable,
  reconciled,
  type OorMatrix,
} from '../documents/institutions.js'
import type { Figure, FigureTable } from '../documents/figures.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import {
  INSTITUTIONS,
  oorTitle,
  overviewText,
  provenSentences,
  levelLines,
  statusText,
} from '../words/institution-forms.js'
import { dateText } from '../words/heading.js'
import type { Given } from '../words/recipe.js'
import { TERM } from '../words/terms.js'
import { numberText, wholeText, type Language } from '../words/texts.js'
import { figureTable } from './figures.js'
import { html, typed, type Content, type Markup } from './markup.js'
import {
  andMore,
  factList,
  headRow,
  MOST_LINES,
  numberCell,
  pageText,
  tableOf,
  type Fact,
  type Section,
} from './page.js'
import { settingOfTable, type PageSetting } from './setting.js'

export function institutionsPage(answer: Institutions, language: Language, given?: Given): string {
  const setting = placedSetting(answer, language, given)
  return pageText(
    {
      kind: INSTITUTIONS.title[language],
      title: answer.title,
      facts: placedFacts(answer, language),
      read: answer.read,
      made: answer.made,
      running: answer.case,
      sections: placedSections(answer, setting),
    },
    setting,
  )
}

/** The setting of a page of places: rows and columns by their names. */
export function placedSetting(answer: Institutions, language: Language, given?: Given): PageSetting {
  return {
    ...settingOfTable(answer.data, language, given),
    rowNames: namesOf(answer.specialties),
    columnNames: namesOf(answer.oors),
    things: 'scenario',
  }
}

/** All that a page says of places over institutions. */
export function placedSections(answer: Institutions, setting: PageSetting): (Section | null)[] {
  const { language } = setting
  const tables = institutionTables(answer, language)
  const sectionOf = (id: string) => tables.filter((each) => each.id === id).map((each) => tableSection(each, setting))
  const apart = tables.filter(({ id }) => id.startsWith('aansluiting'))
  return [
    summarySection(answer, language),
    conflictSection(answer, setting),
    notesSection(answer, language),
    ...sectionOf('per-oor'),
    ...sectionOf('instellingen'),
    ...oorMatrices(answer).map((matrix) => matrixSection(matrix, setting)),
    ...sectionOf('meer-oors'),
    ...sectionOf('afrondingen'),
    apart.length === 0 ? null : reconciliationSection(answer, apart, setting),
    proofSection(answer, language),
  ]
}

function namesOf(list: readonly { readonly code: string; readonly name: string }[]): ReadonlyMap<string, string> {
  return new Map(list.map(({ code, name }) => [code, name]))
}

/** Year, addressee, and the day on which the OORs were fixed. */
export function placedFacts({ year, addressee, referenceDate }: Institutions, language: Language): Fact[] {
  return [
    { word: TERM.year[language], value: String(year) },
    { word: INSTITUTIONS.addressee[language], value: addressee },
    ...(referenceDate === null
      ? []
      : [{ word: INSTITUTIONS.referenceDate[language], value: dateText(referenceDate, language) }]),
  ]
}

function summarySection(answer: Institutions, language: Language): Section {
  const told =
    answer.places === null
      ? [INSTITUTIONS.noPlaces[language]]
      : [overviewText(answer, language), ...provenSentences(answer, language), reconciled(answer, language)]
  return {
    id: 'samenvatting',
    title: TERM.summary[language],
    content: [html`<p><b>${statusText(answer, language)}</b></p>`, told.map((each) => html`<p>${each}</p>`)],
  }
}

function conflictSection(answer: Institutions, setting: PageSetting): Section | null {
  const { conflict } = answer
  const { language } = setting
  const table = conflictTable(answer, language)
  if (conflict === null || table === null) return null
  const repairs = conflict.repairs ?? []
  return {
    id: 'botsing',
    title: INSTITUTIONS.conflict[language],
    content: [
      html`<p><strong>${typed(conflict.texts[language])}</strong></p>`,
      tableContent(table, setting),
      repairs.length === 0
        ? null
        : [
            html`<h3>${INSTITUTIONS.repairs[language]}</h3>`,
            html`<ol>
              ${repairs.map(({ texts }) => html`<li>${typed(texts[language])}</li>`)}
            </ol>`,
          ],
    ],
  }
}

function notesSection({ notes }: Institutions, language: Language): Section | null {
  if (notes.length === 0) return null
  return {
    id: 'opmerkingen',
    title: INSTITUTIONS.notes[language],
    content: html`<ul>
      ${notes.slice(0, MOST_LINES).map(({ texts }) => html`<li>${typed(texts[language])}</li>`)}
    </ul>`,
  }
}

/** A table under its caption. */
export function tableSection(table: FigureTable, setting: PageSetting): Section {
  return { id: table.id, title: table.caption, content: tableContent(table, setting) }
}

function tableContent(table: FigureTable, setting: PageSetting): Content {
  return [
    figureTable({ ...table, id: `${table.id}-tabel`, rows: table.rows.slice(0, MOST_LINES) }, setting),
    andMore(table.rows.length, setting),
  ]
}

/** On paper an OOR has a sheet of its own: that is what goes to its institutions. */
function matrixSection(matrix: OorMatrix, setting: PageSetting): Section {
  const { language } = setting
  const { id, columns, rows } = oorTable(matrix, language)
  const names = new Map(matrix.specialties.map(({ code, name }) => [code, name]))
  const body = rows.map((figures, r) => lineOf(figures, r === rows.length - 1, language))
  return {
    id,
    title: oorTitle(matrix.oor),
    ownSheet: true,
    content: [
      tableOf({
        id: `${id}-tabel`,
        caption: INSTITUTIONS.bySpecialty[language],
        kind: 'matrix unmarked',
        head: headRow(
          columns.map(({ word, kind }) => {
            if (kind === 'word') return word
            const name = names.get(word)
            return {
              number:
                name === undefined || name === word ? typed(word) : html`<abbr title="${name}">${typed(word)}</abbr>`,
            }
          }),
        ),
        body: body.slice(0, -1),
        foot: body.at(-1)!,
      }),
      html`<p class="note">${legendOf(matrix, language)}. ${namesText(matrix)}</p>`,
    ],
  }
}

function lineOf([first, ...figures]: readonly Figure[], isTotal: boolean, language: Language): Markup {
  const last = figures.length - 1
  const said = (figure: Figure | undefined): string => {
    if (typeof figure === 'string') return figure
    return typeof figure === 'number' ? wholeText(figure, language) : '–'
  }
  return html`<tr class="${isTotal ? 'sum' : 'line'}">
    <th scope="row">${typed(said(first))}</th>
    ${figures.map((each, i) => numberCell(said(each), i === last ? 'total' : ''))}
  </tr> `
}

/** What the codes above the columns stand for. */
function namesText({ specialties }: OorMatrix): Content {
  const named = specialties.filter(({ code, name }) => name !== code)
  return named.map(({ code, name }, i) => [typed(`${code} ${name}`), i === named.length - 1 ? '.' : '; '])
}

function reconciliationSection(answer: Institutions, tables: readonly FigureTable[], setting: PageSetting): Section {
  const { language } = setting
  return {
    id: 'aansluiting',
    title: INSTITUTIONS.reconciliation[language],
    content: [html`<p>${reconciled(answer, language)}</p>`, tables.map((each) => tableContent(each, setting))],
  }
}

function proofSection(answer: Institutions, language: Language): Section {
  const { input, solver } = answer
  const levels = levelLines(answer, language)
  return {
    id: 'bewijs',
    title: TERM.proofHow[language],
    content: [
      levels.length === 0
        ? null
        : tableOf({
            id: 'bewijs-tabel',
            caption: INSTITUTIONS.levels[language],
            head: headRow([{ number: '#' }, TERM.wish[language], { number: TERM.value[language] }]),
            body: levels.map(
              ({ name, value }, i) =>
                html`<tr>
                  <td class="number">${i + 1}</td>
                  <th scope="row">${name}</th>
                  ${numberCell(numberText(value, language, 6))}
                </tr> `,
            ),
          }),
      factList(
        [
          { word: TERM.inputHash[language], value: html`<code class="hash">${input.sha256}</code>` },
          { word: TERM.solver[language], value: `${solver.name} ${solver.version}` },
        ],
        'facts',
      ),
    ],
  }
}
