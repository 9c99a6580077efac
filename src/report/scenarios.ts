/** Two scenarios side by side: per OOR and per cell, split into what the criterion changed and what rounding did. */
import { frameFacts } from '../words/heading.js'
import { OPTION_NAMES } from '../domain/options.js'
import { signedText, wholeText, type Language } from '../words/texts.js'
import type { ScenarioComparison } from '../allocation/compare.js'
import type { PublishedComparison } from '../allocation/publish.js'
import { columnSums, matrixKind, sumOf } from './allocation.js'
import { html, typed, type Content, type Markup } from './markup.js'
import { andMore, headRow, heard, MOST_LINES, numberCell, tableOf, type Section } from './page.js'
import { columnName, rowName, thing, type Setting, type Subject } from './setting.js'

type Comparison = ScenarioComparison | PublishedComparison
type Difference = NonNullable<Comparison['difference']>
type Matrix = readonly (readonly number[])[]

/** What changed between the two, in three sentences. */
export function differenceSummary({ difference }: Comparison, setting: Setting): Section {
  const { language } = setting
  const title = { nl: 'Samenvatting', en: 'Summary' }[language]
  if (difference === null) {
    const text = {
      nl: 'Niet voor beide scenario’s is er een verdeling; er valt dus niets te vergelijken.',
      en: 'There is no allocation for both scenarios; so there is nothing to compare.',
    }
    return { id: 'samenvatting', title, content: html`<p class="summary">${text[language]}</p>` }
  }
  const cells = difference.allocation.flat().filter((by) => by !== 0).length
  const all = difference.allocation.flat().length
  const [from = 'a', to = 'b'] = setting.names.map((name) => QUOTED.replace('#', () => name))
  const sentences = {
    nl: [
      movedSentence(difference.columns, from, to, 'nl'),
      `Van de ${wholeText(all, 'nl')} cellen zijn er ${wholeText(cells, 'nl')} anders.`,
      criterionSentence(difference, 'nl'),
    ],
    en: [
      movedSentence(difference.columns, from, to, 'en'),
      `Of the ${wholeText(all, 'en')} cells, ${wholeText(cells, 'en')} are different.`,
      criterionSentence(difference, 'en'),
    ],
  }[language]
  return { id: 'samenvatting', title, content: html`<p class="summary">${sentences.join(' ')}</p>` }
}

/** A title within a sentence. */
const QUOTED = '‘#’'

/** What OORs gain and lose; where there are more or fewer places altogether, that is no mere move. */
function movedSentence(columns: readonly number[], from: string, to: string, language: Language): string {
  const gained = sumOf(columns.map((by) => Math.max(0, by)))
  const all = sumOf(columns)
  const [gain, loss] = [wholeText(gained, language), wholeText(gained - all, language)]
  if (all === 0) {
    return {
      nl: `Van ${from} naar ${to} gaan er ${gain} plaatsen van de ene OOR naar de andere.`,
      en: `From ${from} to ${to}, ${gain} places go from one OOR to another.`,
    }[language]
  }
  return {
    nl: `Van ${from} naar ${to} verandert het landelijk totaal met ${signedText(all, 'nl')}: OOR’s krijgen er samen ${gain} plaatsen bij en leveren er ${loss} in.`,
    en: `From ${from} to ${to} the national total changes by ${signedText(all, 'en')}: OORs together gain ${gain} places and give up ${loss}.`,
  }[language]
}

/** In how many of the cells rounding did more than the criterion. */
function criterionSentence({ allocation, target, rounding }: Difference, language: Language): string {
  if (target === null || rounding === null) {
    return {
      nl: 'Wat daarvan door de doelen komt (criterium, instroom) en wat door afronding, blijft in deze uitgave weg.',
      en: 'What of that is due to the criterion and what to rounding is left out of this edition.',
    }[language]
  }
  const changed = allocation.flatMap((row, s) =>
    row.flatMap((by, o) => (by === 0 ? [] : [Math.abs(target[s]![o]!) < Math.abs(rounding[s]![o]!)])),
  )
  const byRounding = changed.filter(Boolean).length
  return {
    nl: `Bij ${wholeText(byRounding, 'nl')} daarvan komt het verschil meer door afronding dan door wat de scenario’s onderscheidt.`,
    en: `In ${wholeText(byRounding, 'en')} of those the difference is due to rounding more than to what sets the scenarios apart.`,
  }[language]
}

/** Both totals per OOR, and their difference taken apart. */
export function totalsDifference({ a, b, difference }: Comparison, setting: Setting): Section | null {
  if (difference === null) return null
  const { language } = setting
  const [first = 'a', second = 'b'] = setting.names
  const sums = (matrix: Matrix) => columnSums(matrix, a.columns.length)
  const line = (label: Content, values: readonly number[], text: (value: number) => string) =>
    html`<tr>
      <th scope="row">${label}</th>
      ${values.map((value) => numberCell(text(value)))}${numberCell(text(sumOf(values)), 'total')}
    </tr> `
  const whole = (value: number) => wholeText(value, language)
  const signed = (digits: number) => (value: number) => signedText(value, language, digits)
  const body = [
    line(typed(first), sums(a.allocation!), whole),
    line(typed(second), sums(b.allocation!), whole),
    html`<tr class="first">
      <th scope="row">${{ nl: 'Verschil', en: 'Difference' }[language]}</th>
      ${difference.columns.map((by) => numberCell(signedText(by, language)))}${numberCell(signedText(sumOf(difference.columns), language), 'total')}
    </tr> `,
    difference.target === null
      ? null
      : line(
          { nl: 'waarvan door de doelen (criterium, instroom)', en: 'of which by the targets (criterion, intake)' }[
            language
          ],
          sums(difference.target),
          signed(2),
        ),
    difference.rounding === null
      ? null
      : line(
          { nl: 'waarvan door afronding', en: 'of which by rounding' }[language],
          sums(difference.rounding),
          signed(2),
        ),
  ]
  return {
    id: 'per-oor',
    title: { nl: 'Per OOR', en: 'Per OOR' }[language],
    content: tableOf({
      id: 'per-oor-tabel',
      caption: {
        nl: `Plaatsen per OOR, en ${second} min ${first}`,
        en: `Places per OOR, and ${second} minus ${first}`,
      }[language],
      head: html`<tr>
        <th scope="col">Scenario</th>
        ${a.columns.map((code) => html`<th scope="col" class="number">${columnName(code, setting)}</th>`)}
        <th scope="col" class="number total">${{ nl: 'Totaal', en: 'Total' }[language]}</th>
      </tr>`,
      body,
    }),
  }
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
export function heatMap({ id, caption, rows, columns, differences }: HeatMap, setting: Setting): Markup {
  const { language } = setting
  const most = Math.max(1, ...differences.map((row) => Math.max(0, ...row.map(Math.abs))))
  const sums = columnSums(differences, columns.length)
  const TOTAL = { nl: 'Totaal', en: 'Total' }[language]
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
export function cellsDifference({ a, difference }: Comparison, setting: Setting): Section | null {
  if (difference === null) return null
  const { language } = setting
  const [first = 'a', second = 'b'] = setting.names
  return {
    id: 'per-cel',
    title: { nl: 'Verschil per cel', en: 'Difference per cell' }[language],
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
export function changedCells({ a, b, difference }: Comparison, setting: Setting): Section | null {
  if (difference === null) return null
  const { language } = setting
  const cells = a.rows.flatMap((row, s) =>
    a.columns.flatMap((column, o) => (difference.allocation[s]![o] === 0 ? [] : [{ row, column, s, o }])),
  )
  if (cells.length === 0) return null
  const { target, rounding, allocation } = difference
  const split = target !== null && rounding !== null
  const number = (text: string) => ({ number: text })
  const body = cells.slice(0, MOST_LINES).map(
    ({ row, column, s, o }) =>
      html`<tr>
        <th scope="row">${rowName(row, setting)}</th>
        <td>${columnName(column, setting)}</td>
        ${numberCell(wholeText(a.allocation![s]![o]!, language))}${numberCell(wholeText(b.allocation![s]![o]!, language))}${numberCell(html`<b>${signedText(allocation[s]![o]!, language)}</b>`)}${split ? [numberCell(signedText(target[s]![o]!, language, 3)), numberCell(signedText(rounding[s]![o]!, language, 3))] : null}
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
          number({ nl: 'Verschil', en: 'Difference' }[language]),
          ...(split
            ? [
                number({ nl: 'door de doelen', en: 'by the targets' }[language]),
                number({ nl: 'door afronding', en: 'by rounding' }[language]),
              ]
            : []),
        ]),
        body,
      }),
      andMore(cells.length, setting),
    ],
  }
}

/** In what the two questions differ, before any calculation. */
export function framesSection(
  subjects: readonly [Subject, Subject],
  options: readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>],
  setting: Setting,
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
        <th scope="col">${{ nl: 'Gegeven', en: 'Item' }[language]}</th>
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
