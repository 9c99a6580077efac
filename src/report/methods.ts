/** Methods side by side, and what a method did step by step. */
import { changeText } from '../domain/language.js'
import type { TraceStep } from '../domain/result.js'
import type { Result } from '../shapes/answers/result.js'
import {
  ACTION,
  LEVEL,
  METHOD,
  numberText,
  OBJECTIVE,
  signedText,
  STATUS,
  wholeText,
  type Language,
} from '../words/texts.js'
import { html, joined, type Content, type Markup } from './markup.js'
import { andMore, headRow, MOST_LINES, numberCell, tableOf, type Section } from './page.js'
import { roundedBy, stripsFigure } from './pictures.js'
import { cellName, columnName, rowName, thing, type PageSetting } from './setting.js'
import { TERM } from '../words/terms.js'

/** What a hand method did, step by step. */
export function traceSection({ trace }: Result, setting: PageSetting): Section | null {
  if (trace === null || trace.length === 0) return null
  const { language } = setting
  return {
    id: 'verloop',
    title: TERM.trace[language],
    content: [
      html`<p>
        ${{ nl: 'Wat de methode achtereenvolgens deed; tussen haakjes wat elke stap aan extra fout kostte.', en: 'What the method did in turn; between brackets what each step cost in extra error.' }[language]}
      </p>`,
      html`<ol>
        ${trace.slice(0, MOST_LINES).map((step) => html`<li>${traceLine(step, setting)}</li> `)}
      </ol>`,
      andMore(trace.length, setting),
    ],
  }
}

/** Steps that change more cells than these are told without them. */
const MOST_CHANGES = 4

function traceLine({ action, row, changes, extraError, off }: TraceStep, setting: PageSetting): Content {
  const { language } = setting
  const where = row === undefined ? null : [': ', rowName(row, setting)]
  const cells = changes.map(({ row: each, column, ...change }) => [
    cellName(each, column, setting),
    ` ${changeText(change, language)}`,
  ])
  const told = changes.length === 0 || changes.length > MOST_CHANGES ? null : [': ', joined(cells, ', ')]
  if (off === undefined) return [ACTION[action][language], where, told, ` (${signedText(extraError, language, 3)})`]
  const totals = [
    ...Object.entries(off.rows).map(([code, by]) => [rowName(code, setting), ` ${signedText(by, language)}`]),
    ...Object.entries(off.columns).map(([code, by]) => [columnName(code, setting), ` ${signedText(by, language)}`]),
  ]
  return [
    ACTION[action][language],
    { nl: '; nog niet kloppend: ', en: '; still off: ' }[language],
    joined(totals, ', '),
  ]
}

/** What the allocation was made by, and what that minimises. */
export function methodWords({ method, objective }: Pick<Result, 'method' | 'objective'>, language: Language): string {
  return method === 'optimal'
    ? `${METHOD.optimal[language]}: ${OBJECTIVE[objective][language]}`
    : METHOD[method][language]
}

/** The levels of several results of the same table, a line each. */
function levelsTable(results: readonly Result[], caption: string, setting: PageSetting): Markup {
  const { language } = setting
  const levels = results.find((result) => result.levels !== null && result.levels.length > 0)?.levels ?? []
  const unknown = '–'
  const body = results.map((result) => {
    const values = levels.map(({ name }) => result.levels?.find((level) => level.name === name)?.value ?? null)
    return html`<tr>
      <th scope="row">${METHOD[result.method][language]}</th>
      <td>${STATUS[result.status][language]}</td>
      ${values.map((value) => numberCell(value === null ? unknown : numberText(value, language, 6)))}
    </tr> `
  })
  return tableOf({
    id: 'methoden-tabel',
    caption,
    head: headRow([
      TERM.method[language],
      TERM.outcome[language],
      ...levels.map(({ name }) => ({ number: LEVEL[name][language] })),
    ]),
    body,
  })
}

/** The first result beside others of the same table: what each comes to, and the cells in which they differ from the first. */
export function methodsSection(results: readonly Result[], setting: PageSetting): Section | null {
  const [first, ...others] = results
  if (first === undefined || others.length === 0) return null
  const { language } = setting
  const caption = { nl: 'Wat elke methode ervan maakt', en: 'What each method makes of it' }[language]
  return {
    id: 'methoden',
    title:
      first.method === 'optimal'
        ? { nl: 'Naast de handmethode', en: 'Beside the hand method' }[language]
        : { nl: 'Naast andere methoden', en: 'Beside other methods' }[language],
    content: [
      html`<p>
        ${
          {
            nl: 'Dezelfde tabel, afgerond op andere manieren. Een methode die vastloopt of waarvan de totalen niet kloppen, geeft geen bruikbare verdeling, hoe klein haar fout ook is.',
            en: 'The same table, rounded in other ways. A method that gets stuck or does not meet the totals gives no usable allocation, however small its error.',
          }[language]
        }
      </p>`,
      stripsFigure('methoden-tekening', roundedBy(results, language), setting),
      levelsTable(results, caption, setting),
      differingCells(results, setting),
    ],
  }
}

/** The cells that are not the same by all methods; what differs from the first stands out. */
function differingCells(results: readonly Result[], setting: PageSetting): Content {
  const { language } = setting
  const shown = results.filter(({ allocation }) => allocation !== null)
  const [first, ...others] = shown
  if (first === undefined || others.length === 0) return null
  const cells = first.rows.flatMap((row, s) =>
    first.columns.flatMap((column, o) => {
      const places = shown.map(({ allocation }) => allocation![s]![o]!)
      return places.every((each) => each === places[0])
        ? []
        : [{ row, column, places, target: first.target?.[s]?.[o] ?? null }]
    }),
  )
  if (cells.length === 0) {
    return html`<p>
      ${{ nl: 'Alle methoden geven dezelfde verdeling.', en: 'All methods give the same allocation.' }[language]}
    </p>`
  }
  const targets = cells.some(({ target }) => target !== null)
  const head = headRow([
    thing('row', setting),
    thing('column', setting),
    ...(targets ? [{ number: TERM.target[language] }] : []),
    ...shown.map(({ method }) => ({ number: METHOD[method][language] })),
  ])
  const body = cells.slice(0, MOST_LINES).map(
    ({ row, column, places, target }) =>
      html`<tr>
        <th scope="row">${rowName(row, setting)}</th>
        <td>${columnName(column, setting)}</td>
        ${
          targets ? numberCell(target === null ? '–' : numberText(target, language, 3, true)) : null
        }${places.map((each) => (each === places[0] ? numberCell(wholeText(each, language)) : numberCell(html`<b>${wholeText(each, language)}</b>`)))}
      </tr> `,
  )
  const caption = {
    nl: `De ${wholeText(cells.length, language)} cellen die niet bij elke methode gelijk zijn; vet is anders dan ${METHOD[first.method].nl}`,
    en: `The ${wholeText(cells.length, language)} cells that are not the same by every method; bold differs from ${METHOD[first.method].en}`,
  }
  return [tableOf({ id: 'methoden-cellen', caption: caption[language], head, body }), andMore(cells.length, setting)]
}
