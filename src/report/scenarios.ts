/** Two scenarios side by side: what is said of them, per OOR and per cell, taken apart by cause. */
import { frameFacts } from '../words/heading.js'
import { OPTION_NAMES } from '../domain/options.js'
import { signedText, wholeText } from '../words/texts.js'
import type { Comparison } from '../shapes/answers/comparison.js'
import { comparisonSentences, oorFigure, oorLines, partsOf } from '../documents/comparison.js'
import { columnSums, matrixKind, sumOf } from './allocation.js'
import { html, typed, type Markup } from './markup.js'
import { andMore, headRow, heard, MOST_LINES, numberCell, oorFigures, tableOf, type Section } from './page.js'
import { leewayFigure, waterfallFigure } from './pictures.js'
import { columnName, rowName, thing, type PageSetting, type PageSubject } from './setting.js'
import { causeSteps } from '../documents/steps.js'
import { PICTURE } from '../words/pictures.js'
import { small, TERM } from '../words/terms.js'

type Matrix = readonly (readonly number[])[]

/** What is said of the two, the OORs first. */
export function differenceSummary(comparison: Comparison, setting: PageSetting): Section {
  const { language } = setting
  const [from = 'a', to = 'b'] = setting.names.map((name) => QUOTED.replace('#', () => name))
  const sentences = comparisonSentences(comparison, [from, to], language)
  const columns = comparison.difference?.columns ?? null
  return {
    id: 'samenvatting',
    title: TERM.summary[language],
    content: [
      columns === null
        ? null
        : oorFigures(comparison.a.columns, columns.map((by) => signedText(by, language)), setting), // prettier-ignore
      html`<p class="summary">${sentences.join(' ')}</p>`,
    ],
  }
}

/** A title within a sentence. */
const QUOTED = '‘#’'

/** Per OOR in the form of the protocol's tables: places and percentages of both, their difference, and what it is made of. */
export function totalsDifference(comparison: Comparison, setting: PageSetting): Section | null {
  if (comparison.difference === null) return null
  return {
    id: 'per-oor',
    title: TERM.perOor[setting.language],
    content: [differenceFigure(comparison, setting), oorsTable(comparison, setting), causesFigure(comparison, setting)],
  }
}

function oorsTable(comparison: Comparison, setting: PageSetting): Markup {
  const { language } = setting
  const [first = 'a', second = 'b'] = setting.names
  const body = oorLines(comparison).map(({ kind, of, word, shown }) => {
    const label = kind === 'places' ? typed(of === 'a' ? first : second) : word![language]
    return html`<tr class="${kind === 'difference' ? 'first' : ''}">
      <th scope="row">${label}</th>
      ${shown.map((value, o) => numberCell(oorFigure(kind, value, language), o === shown.length - 1 ? 'total' : ''))}
    </tr> `
  })
  return tableOf({
    id: 'per-oor-tabel',
    caption: {
      nl: `Plaatsen per OOR, en ${second} min ${first}`,
      en: `Places per OOR, and ${second} minus ${first}`,
    }[language],
    head: html`<tr>
      <th scope="col">Scenario</th>
      ${comparison.a.columns.map((code) => html`<th scope="col" class="number">${columnName(code, setting)}</th>`)}
      <th scope="col" class="number total">${TERM.total[language]}</th>
    </tr>`,
    body,
  })
}

/** What each OOR has more or fewer; within the leeway, where the one is a base distribution and the other a reference. */
export function differenceFigure({ a, b, difference, leeway }: Comparison, setting: PageSetting): Markup | null {
  const sums = [a, b].map(({ allocation, columns }) => columnSums(allocation!, columns.length))
  const [from, to] = (leeway?.base === 'b' ? sums.toReversed() : sums) as [number[], number[]]
  const lines = a.columns.map((oor, o) => ({
    oor,
    from: from[o]!,
    to: to[o]!,
    by: leeway?.base === 'b' ? -difference!.columns[o]! : difference!.columns[o]!,
    room: leeway === null ? null : ([-leeway.below, leeway.above] as const),
  }))
  const { language } = setting
  const heads = leeway === null ? [WORDS.first, WORDS.second] : [small(TERM.base), WORDS.reference]
  const [head, other] = heads.map((word) => word[language]) as [string, string]
  return leewayFigure('per-oor-tekening', lines, [head, other], setting)
}

const WORDS = {
  first: small(TERM.first),
  second: small(TERM.second),
  reference: { nl: 'referentie', en: 'reference' },
} as const

/** From the places of the first to those of the second, cause by cause. */
function causesFigure(comparison: Comparison, setting: PageSetting): Markup | null {
  const steps = causeSteps(comparison)
  if (steps === null) return null
  const { language } = setting
  const told = { title: PICTURE.causes[language], axis: PICTURE.causesAxis[language], digits: [0, 2] as const }
  return waterfallFigure('oorzaken-tekening', comparison.a.columns, steps, told, setting)
}

/** A matrix of differences to show: rows, columns and whole numbers with their signs. */
export interface HeatMap {
  /** Its address on the page. */
  readonly id: string
  readonly caption: string
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly differences: Matrix
}

/**
 * Differences per cell: the sign and the number say it, bold and frames show how large, colour only helps. No difference is
 * a dot.
 */
export function heatMap({ id, caption, rows, columns, differences }: HeatMap, setting: PageSetting): Markup {
  const { language } = setting
  const most = Math.max(1, ...differences.map((row) => Math.max(0, ...row.map(Math.abs))))
  const sums = columnSums(differences, columns.length)
  const TOTAL = TERM.total[language]
  const cell = (by: number) => {
    if (by === 0) return html`<td class="number none"><span aria-hidden="true">·</span>${heard('0')}</td>`
    const strength = Math.min(3, Math.ceil((3 * Math.abs(by)) / Math.max(3, most)))
    return html`<td class="number ${by > 0 ? 'more' : 'less'}-${strength}">${signedText(by, language)}</td>`
  }
  return tableOf({
    id,
    caption,
    kind: `${matrixKind(columns.length)} unmarked heat`,
    head: html`<tr>
      <th scope="col">${thing('row', setting)}</th>
      ${columns.map((code) => html`<th scope="col" class="number">${columnName(code, setting)}</th>`)}
      <th scope="col" class="number total">${TOTAL}</th>
    </tr>`,
    body: rows.map(
      (row, s) =>
        html`<tr>
          <th scope="row">${rowName(row, setting)}</th>
          ${differences[s]!.map(cell)}${numberCell(signedText(sumOf(differences[s]!), language), 'total')}
        </tr> `,
    ),
    foot: html`<tr>
      <th scope="row">${TOTAL}</th>
      ${sums.map((sum) => numberCell(signedText(sum, language)))}${numberCell(signedText(sumOf(sums), language), 'total')}
    </tr>`,
  })
}

/** The difference in every cell, on a sheet of its own. */
export function cellsDifference({ a, difference }: Comparison, setting: PageSetting): Section | null {
  if (difference === null) return null
  const { language } = setting
  const [first = 'a', second = 'b'] = setting.names
  return {
    id: 'per-cel',
    title: TERM.differencePerCell[language],
    ownSheet: true,
    content: heatMap(
      {
        id: 'per-cel-tabel',
        caption: {
          nl: `${second} min ${first}; + is meer, - is minder, · is gelijk`,
          en: `${second} minus ${first}; + is more, - is fewer, · is equal`,
        }[language],
        rows: a.rows,
        columns: a.columns,
        differences: difference.allocation,
      },
      setting,
    ),
  }
}

/** The cells that differ, each with both numbers and its difference taken apart. */
export function changedCells({ a, b, difference }: Comparison, setting: PageSetting): Section | null {
  if (difference === null) return null
  const { language } = setting
  const cells = a.rows.flatMap((row, s) =>
    a.columns.flatMap((column, o) => (difference.allocation[s]![o] === 0 ? [] : [{ row, column, s, o }])),
  )
  if (cells.length === 0) return null
  const { allocation } = difference
  const parts = partsOf(difference)
  const number = (text: string) => ({ number: text })
  const body = cells.slice(0, MOST_LINES).map(
    ({ row, column, s, o }) =>
      html`<tr>
        <th scope="row">${rowName(row, setting)}</th>
        <td>${columnName(column, setting)}</td>
        ${numberCell(wholeText(a.allocation![s]![o]!, language))}${numberCell(wholeText(b.allocation![s]![o]!, language))}${numberCell(html`<b>${signedText(allocation[s]![o]!, language)}</b>`)}${parts.map(({ values }) => numberCell(signedText(values[s]![o]!, language, 3)))}
      </tr> `,
  )
  return {
    id: 'cellen',
    title: { nl: 'De cellen die verschillen', en: 'The cells that differ' }[language],
    content: [
      tableOf({
        id: 'cellen-tabel',
        kind: 'titled',
        caption: {
          nl: `${wholeText(cells.length, language)} cellen`,
          en: `${wholeText(cells.length, language)} cells`,
        }[language],
        head: headRow([
          thing('row', setting),
          thing('column', setting),
          ...setting.names.map(number),
          number(TERM.difference[language]),
          ...parts.map(({ word }) => number(small(word)[language])),
        ]),
        body,
      }),
      andMore(cells.length, setting),
    ],
  }
}

/** In what the two questions differ, before any calculation. */
export function framesSection(
  subjects: readonly [PageSubject, PageSubject],
  options: readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>],
  setting: PageSetting,
): Section {
  const { language } = setting
  const [factsA, factsB] = subjects.map((subject) =>
    frameFacts(subject, language)
      .slice(1)
      .map(({ word, value }) => [word, value] as const),
  )
  const [valuesA, valuesB] = [new Map(factsA), new Map(factsB)]
  const words = [...new Map([...factsA!, ...factsB!]).keys()]
  const others = OPTION_NAMES.filter((name) => options[0][name] !== options[1][name]).map(
    (name) => [name, options[0][name]!, options[1][name]!] as const,
  )
  const lines = [...words.map((word) => [word, valuesA.get(word) ?? '–', valuesB.get(word) ?? '–'] as const), ...others]
  return {
    id: 'kaders',
    title: { nl: 'De twee scenario’s', en: 'The two scenarios' }[language],
    content: tableOf({
      id: 'kaders-tabel',
      caption: { nl: 'Waarin zij verschillen (vet) en overeenkomen', en: 'In what they differ (bold) and agree' }[
        language
      ],
      head: html`<tr>
        <th scope="col">${TERM.field[language]}</th>
        ${setting.names.map((name) => html`<th scope="col">${typed(name)}</th>`)}
      </tr>`,
      body: lines.map(
        ([word, first, second]) =>
          html`<tr>
            <th scope="row">${word}</th>
            ${[first, second].map((value) => (first === second ? html`<td>${typed(value)}</td>` : html`<td><b>${typed(value)}</b></td>`))}
          </tr> `,
      ),
    }),
  }
}
