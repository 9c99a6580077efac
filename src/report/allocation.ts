/** The allocation itself: the matrix with its marks and totals, the cells rounded against nature, and the chains behind them. */
import type { Chain, ChainEnd, Deviation, FreeCell } from '../domain/result.js'
import type { Result } from '../shapes/answers/result.js'
import { numberText, wholeText, type Language } from '../words/texts.js'
import { html, joined, typed, type Content, type Markup } from './markup.js'
import { andMore, headRow, heard, MOST_LINES, numberCell, tableOf, type Section } from './page.js'
import { cellName, columnName, rowName, thing, type PageSetting } from './setting.js'
import { capital } from '../domain/language.js'
import { freedomText } from '../words/freedom.js'
import { PICTURE } from '../words/pictures.js'
import { marked, small, TERM } from '../words/terms.js'
import { freedomFigure, heatFigure, isDrawable } from './pictures.js'

/** A matrix of more cells is for a spreadsheet, not for a page. */
const MOST_CELLS = 50_000

/** Whether every total is met: only then may the allocation be used. */
export function meetsTotals({ status, allocation }: Pick<Result, 'status' | 'allocation'>): boolean {
  return allocation !== null && (status === 'optimal' || status === 'feasible')
}

/** The sum of a row of numbers. */
export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0)
}

/** The sums of the columns of a matrix. */
export function columnSums(matrix: readonly (readonly number[])[], columns: number): number[] {
  return Array.from({ length: columns }, (_, o) => sumOf(matrix.map((row) => row[o]!)))
}

/** A matrix of places as it is shown: each cell's mark by its place in the table. */
interface Marks {
  readonly deviations: ReadonlyMap<string, Deviation>
  readonly zero: ReadonlySet<string>
  readonly bounded: ReadonlySet<string>
  readonly contested: ReadonlySet<string>
  readonly free: ReadonlyMap<string, FreeCell>
}

function keyOf(row: string, column: string): string {
  return JSON.stringify([row, column])
}

function marksOf(result: Matrix): Marks {
  const keys = (cells: readonly (readonly [string, string, ...unknown[]])[]) =>
    new Set(cells.map(([row, column]) => keyOf(row, column)))
  return {
    deviations: new Map(result.deviations.map((each) => [keyOf(each.row, each.column), each])),
    zero: keys(result.zeroCells),
    bounded: keys(result.bounds),
    contested: keys(result.contested ?? []),
    free: new Map((result.freedom?.free ?? []).map((each) => [keyOf(each.row, each.column), each])),
  }
}

/** What a matrix shows of a result. */
type Matrix = Pick<
  Result,
  | 'rows'
  | 'columns'
  | 'allocation'
  | 'deviations'
  | 'zeroCells'
  | 'bounds'
  | 'contested'
  | 'freedom'
  | 'flooredOors'
  | 'oorTotals'
>

/** The whole allocation with its marks and totals, on a sheet of its own. @param head its address and title, where it is not the only one */
export function matrixSection(
  result: Matrix,
  setting: PageSetting,
  head: Pick<Section, 'id' | 'title'> | null = null,
): Section | null {
  if (result.allocation === null) return null
  const { language } = setting
  const id = head?.id ?? 'toewijzing'
  const large = result.rows.length * result.columns.length > MOST_CELLS
  const tooLarge = {
    nl: 'Deze tabel is te groot voor een bladzijde; --out met .csv geeft haar wel.',
    en: 'This table is too large for a page; --out with .csv has it.',
  }
  const title =
    setting.things === 'table'
      ? { nl: 'Verdeling', en: 'Allocation' }[language]
      : { nl: 'Toewijzing per specialisme en OOR', en: 'Allocation per specialty and OOR' }[language]
  return {
    id,
    title: head?.title ?? title,
    ownSheet: true,
    content: large
      ? html`<p class="note">${tooLarge[language]}</p>`
      : [matrixTable(`${id}-tabel`, result, result.allocation, setting), legend(result, setting)],
  }
}

function matrixTable(
  id: string,
  result: Matrix,
  allocation: NonNullable<Result['allocation']>,
  setting: PageSetting,
): Markup {
  const { language } = setting
  const marks = marksOf(result)
  const sums = columnSums(allocation, result.columns.length)
  const national = sumOf(sums)
  const TOTAL = TERM.total[language]
  const head = html`<tr>
    <th scope="col">${thing('row', setting)}</th>
    ${result.columns.map((code) => columnHead(code, result, setting))}
    <th scope="col" class="number total">${TOTAL}</th>
  </tr>`
  const body = result.rows.map(
    (row, s) =>
      html`<tr>
        <th scope="row">${rowName(row, setting)}</th>
        ${result.columns.map((column, o) => placesCell(allocation[s]![o]!, keyOf(row, column), marks, language))}
        <td class="number total">${wholeText(sumOf(allocation[s]!), language)}${MARK_ROOM}</td>
      </tr> `,
  )
  const totals = html`<tr class="sum">
    <th scope="row">${TOTAL}</th>
    ${sums.map((sum) => numberCell([wholeText(sum, language), MARK_ROOM]))}
    <td class="number total">${wholeText(national, language)}${MARK_ROOM}</td>
  </tr>`
  return tableOf({
    id,
    caption: {
      nl: `Plaatsen${setting.things === 'table' ? '' : ` per specialisme en OOR`}, na afronding`,
      en: `Places${setting.things === 'table' ? '' : ` per specialty and OOR`}, after rounding`,
    }[language],
    head,
    body,
    foot: [totals, percentAfterRow(result, sums, national, setting), percentRow(result, national, setting)],
    kind: matrixKind(result.columns.length),
  })
}

/** The look of a matrix: where it is about as wide as a sheet, its columns are equally wide. */
export function matrixKind(columns: number): string {
  return columns >= 5 && columns <= 8 ? 'matrix even' : 'matrix'
}

/** Keeps numbers without a mark in line with those that have one. */
const MARK_ROOM = html`<span class="mark"></span>`

export function columnHead(
  code: string,
  { flooredOors }: Pick<Result, 'flooredOors'>,
  { columnNames, language }: PageSetting,
): Markup {
  const name = columnNames.get(code) ?? code
  const floored = flooredOors?.includes(code) ?? false
  const star = floored ? [html`<span aria-hidden="true"> *</span>`, heard(` (${small(TERM.lifted)[language]})`)] : null
  return html`<th scope="col" class="number">
    ${typed(code)}${star}${name === code ? null : html`<span class="name">${typed(name)}</span>`}
  </th>`
}

/** A cell: places with ▲ or ▼ where they were rounded against nature, – for a zero cell, brackets for an agreed bound. */
function placesCell(places: number, key: string, marks: Marks, language: Language): Markup {
  if (marks.zero.has(key)) {
    return html`<td class="number none">
      <span aria-hidden="true">–</span>${heard(small(TERM.zeroCell)[language])}${MARK_ROOM}
    </td>`
  }
  const number = wholeText(places, language)
  const shown = marks.bounded.has(key) ? `[${number}]` : number
  const same = marks.contested.has(key)
    ? [html`<span aria-hidden="true">≈</span>`, heard(`${small(TERM.contested)[language]}: `)]
    : null
  const open = freeMark(marks.free.get(key), language)
  const deviation = marks.deviations.get(key)
  if (deviation === undefined) return html`<td class="number">${same}${open}${shown}${MARK_ROOM}</td>`
  const up = deviation.allocated > deviation.natural
  const arrow = (up ? '▲' : '▼').repeat(deviation.rank > 1 ? 2 : 1)
  const beyond = deviation.rank > 1 ? `, ${small(TERM.beyondNextBest)[language]}` : ''
  const spoken = ` ${small(up ? TERM.up : TERM.roundedDown)[language]}${beyond}`
  return html`<td class="number off ${up ? 'up' : 'down'}">
    ${same}${open}${shown}<span class="mark" aria-hidden="true">${arrow}</span>${heard(spoken)}
  </td>`
}

/** The mark of a cell that the protocol by itself leaves free, with what it can be in its tooltip. */
function freeMark(free: FreeCell | undefined, language: Language): Content {
  if (free === undefined) return null
  const range = rangeText(free, language)
  const said = { nl: `vrij volgens het protocol (${range}): `, en: `free by the protocol (${range}): ` }[language]
  return [html`<span aria-hidden="true" title="${range}">°</span>`, heard(said)]
}

function rangeText({ low, high }: FreeCell, language: Language): string {
  return `${wholeText(low, language)}–${wholeText(high, language)}`
}

/** How far each cell lies from its target, as a picture and in figures; nothing where no target is told. */
export function targetSection(result: Result, setting: PageSetting): Section | null {
  const { target, rows, columns, allocation } = result
  if (target === null || allocation === null) return null
  const { language } = setting
  if (!isDrawable(result)) return null
  const three = (value: number) => numberText(value, language, 3, true)
  const body = rows.map(
    (row, s) =>
      html`<tr>
        <th scope="row">${rowName(row, setting)}</th>
        ${target[s]!.map((value) => numberCell(three(value)))}
      </tr> `,
  )
  return {
    id: 'doel',
    title: PICTURE.heatTitle[language],
    ownSheet: true,
    content: [
      heatFigure(result, setting),
      html`<details>
        <summary>${PICTURE.targets[language]}</summary>
        ${tableOf({
          id: 'doel-tabel',
          caption: PICTURE.targetsOf[language],
          head: html`<tr>
            <th scope="col">${thing('row', setting)}</th>
            ${columns.map((code) => html`<th scope="col" class="number">${columnName(code, setting)}</th>`)}
          </tr>`,
          body,
          kind: `${matrixKind(columns.length)} unmarked`,
        })}
      </details>`,
    ],
  }
}

/** The cells that the protocol by itself leaves free, with what each can be. */
export function freedomSection(result: Result, setting: PageSetting): Section | null {
  const { freedom } = result
  if (freedom === null || freedom.free.length === 0) return null
  const { language } = setting
  const intro = {
    nl: 'Elk van deze cellen kan anders met evenveel next bests en dezelfde totalen, als andere cellen meebewegen. Het protocol kiest daar niet tussen.',
    en: 'Each of these cells could differ with as many next bests and the same totals, if other cells move with it. The protocol does not choose among them.',
  }
  const picture = freedomFigure(result, setting)
  const table = [freeTable(result, freedom.free, setting), andMore(freedom.free.length, setting)]
  return {
    id: 'vrij',
    title: TERM.freeCells[language],
    ownSheet: picture !== null,
    content: [
      html`<p>${intro[language]} ${capital(freedomText(result, language)!)}.</p>`,
      picture,
      picture === null
        ? table
        : html`<details>
            <summary>${PICTURE.freeFigures[language]}</summary>
            ${table}
          </details>`,
    ],
  }
}

function freeTable({ rows, columns, allocation }: Result, free: readonly FreeCell[], setting: PageSetting): Markup {
  const { language } = setting
  const body = free.slice(0, MOST_LINES).map(
    ({ row, column, low, high }) =>
      html`<tr>
        <th scope="row">${rowName(row, setting)}</th>
        <td>${columnName(column, setting)}</td>
        ${numberCell(wholeText(low, language))}${numberCell(wholeText(high, language))}${numberCell(placesText(allocation?.[rows.indexOf(row)]?.[columns.indexOf(column)], language))}
      </tr> `,
  )
  return tableOf({
    id: 'vrij-tabel',
    caption: {
      nl: 'Het minste en het meeste dat elke vrije cel kan hebben',
      en: 'The least and the most that each free cell can have',
    }[language],
    head: headRow([
      thing('row', setting),
      thing('column', setting),
      { number: TERM.fewestPlaces[language] },
      { number: TERM.mostPlaces[language] },
      { number: TERM.allocated[language] },
    ]),
    body,
  })
}

function placesText(places: number | undefined, language: Language): string {
  return places === undefined ? '–' : wholeText(places, language)
}

/** L27 Tabel 1 prints percentages of the whole totals: 127 / 1,140 is 11.1%. */
function percentAfterRow(
  { oorTotals }: Pick<Result, 'oorTotals'>,
  sums: readonly number[],
  national: number,
  { language }: PageSetting,
): Content {
  if (oorTotals === null || oorTotals.raw === null || national === 0) return null
  const percent = (total: number) => `${numberText((100 * total) / national, language, 1, true)}%`
  return html`<tr>
    <th scope="row">${{ nl: 'Aandeel na afronding', en: 'Share after rounding' }[language]}</th>
    ${sums.map((total) => numberCell([percent(total), MARK_ROOM]))}
    <td class="number total">${percent(national)}${MARK_ROOM}</td>
  </tr>`
}

/** P26 Tabel 2 prints percentages of the totals before rounding: 11.2% where 117 / 1,050 would print 11.1%. */
function percentRow({ oorTotals }: Pick<Result, 'oorTotals'>, national: number, { language }: PageSetting): Content {
  const floored = oorTotals?.floored ?? null
  if (floored === null || national === 0) return null
  const percent = (total: number) => `${numberText((100 * total) / national, language, 1, true)}%`
  const head = { nl: 'Aandeel vóór afronding', en: 'Share before rounding' }[language]
  return html`<tr>
    <th scope="row">${head}</th>
    ${floored.map((total) => numberCell([percent(total), MARK_ROOM]))}
    <td class="number total">${percent(national)}${MARK_ROOM}</td>
  </tr>`
}

function legend(result: Matrix, { language }: PageSetting): Markup {
  const has = result.deviations.length > 0
  const lines: (readonly [string, { nl: string; en: string }] | null)[] = [
    has ? ['▲', small(TERM.roundedUp)] : null,
    has ? ['▼', { nl: 'naar beneden afgerond tegen de natuur in', en: 'rounded down against nature' }] : null,
    result.deviations.some(({ rank }) => rank > 1) ? ['▲▲ ▼▼', small(TERM.beyondNextBest)] : null,
    result.zeroCells.length > 0 ? ['–', small(TERM.zeroCellExplained)] : null,
    result.bounds.length > 0 ? ['[ ]', small(TERM.agreedBound)] : null,
    (result.flooredOors?.length ?? 0) > 0 ? ['*', small(TERM.lifted)] : null,
    (result.contested?.length ?? 0) > 0 ? ['≈', small(TERM.contested)] : null,
    (result.freedom?.free.length ?? 0) > 0 ? ['°', small(TERM.freeCell)] : null,
  ]
  const shown = lines.filter((line) => line !== null)
  return html`<ul class="legend">
    ${shown.map(([mark, text]) => html`<li><b>${mark}</b> ${text[language]}</li>`)}
  </ul>`
}

/** Every cell that is not rounded naturally, with what that costs. */
export function deviationsSection({ deviations }: Pick<Result, 'deviations'>, setting: PageSetting): Section | null {
  if (deviations.length === 0) return null
  const { language } = setting
  const number = (text: string) => ({ number: text })
  const head = headRow([
    thing('row', setting),
    thing('column', setting),
    number(TERM.target[language]),
    number(TERM.natural[language]),
    number(TERM.allocated[language]),
    TERM.direction[language],
    number(TERM.extraError[language]),
  ])
  const body = deviations.slice(0, MOST_LINES).map(
    ({ row, column, target, natural, allocated, rank, extraError }) =>
      html`<tr>
        <th scope="row">${rowName(row, setting)}</th>
        <td>${columnName(column, setting)}</td>
        ${numberCell(numberText(target, language, 3, true))}${numberCell(wholeText(natural, language))}${numberCell(wholeText(allocated, language), 'other')}
        <td>${direction(allocated > natural, rank, language)}</td>
        ${numberCell(numberText(extraError, language, 3, true))}
      </tr> `,
  )
  const intro = {
    nl: 'Het doel is het aantal plaatsen vóór afronding. De extra fout is hoeveel verder de toegewezen plaatsen van het doel liggen dan de natuurlijke afronding.',
    en: 'The target is the number of places before rounding. The extra error is how much further the places allocated lie from the target than natural rounding does.',
  }
  return {
    id: 'afrondingen',
    title: TERM.notRoundedNaturally[language],
    content: [
      html`<p>${intro[language]}</p>`,
      tableOf({
        id: 'afrondingen-tabel',
        caption: {
          nl: `${wholeText(deviations.length, language)} cellen, in de volgorde van de tabel`,
          en: `${wholeText(deviations.length, language)} cells, in the order of the table`,
        }[language],
        head,
        body,
      }),
      andMore(deviations.length, setting),
    ],
  }
}

function direction(up: boolean, rank: number, language: Language): string {
  const number = wholeText(rank, language)
  const beyond = rank > 1 ? `, ${small(TERM.beyondNextBest)[language]} (${number})` : ''
  return (up ? marked('▲', TERM.up) : marked('▼', TERM.roundedDown))[language] + beyond
}

/** Why those cells: each chain repairs the totals that natural rounding missed, as a sentence. */
export function chainsSection({ chains, objective }: Result, setting: PageSetting): Section | null {
  if (chains === null || chains.length === 0) return null
  const { language } = setting
  const intro = {
    nl: 'Als elke cel natuurlijk wordt afgerond, kloppen niet alle totalen. Elke keten herstelt er een of twee',
    en: 'When every cell is rounded naturally, not all totals are met. Each chain repairs one or two of them',
  }
  const fewest = {
    nl: ', en samen veranderen zij zo min mogelijk cellen. Met evenveel cellen kan het soms ook anders; dan is dit onze keuze.',
    en: ', and together they change as few cells as possible. With as many cells it may be done otherwise; then this is our choice.',
  }
  const end = objective === 'next-best' ? fewest[language] : '.'
  return {
    id: 'ketens',
    title: { nl: 'Waarom juist deze cellen', en: 'Why these cells' }[language],
    content: [
      html`<p>${intro[language]}${end}</p>`,
      html`<ol class="chains">
        ${chains.slice(0, MOST_LINES).map((chain) => html`<li>${chainSentence(chain, setting)}</li> `)}
      </ol>`,
      andMore(chains.length, setting),
    ],
  }
}

/** A chain as a sentence: the totals that were off, what changes, and what that costs. */
export function chainSentence({ ends, cells, extraError }: Chain, setting: PageSetting): Content {
  const { language } = setting
  const and = ` ${small(TERM.and)[language]} `
  const changes = cells.map(({ row, column, from, to }) => [
    cellName(row, column, setting),
    {
      nl: ` van ${wholeText(from, 'nl')} naar ${wholeText(to, 'nl')}`,
      en: ` goes from ${wholeText(from, 'en')} to ${wholeText(to, 'en')}`,
    }[language],
  ])
  const list = [joined(changes.slice(0, -1), ', '), changes.length > 1 ? and : '', changes.at(-1) ?? '']
  const number = numberText(extraError, language, 3, true)
  const cost = { nl: `. Extra fout: ${number}.`, en: `. Extra error: ${number}.` }[language]
  if (ends.length === 0)
    return [{ nl: 'Een ruil tussen gelijken: ', en: 'A trade among equals: ' }[language], list, cost]
  const off = ends.map((end) => endWords(end, setting))
  const therefore = { nl: ' heeft, gaat ', en: '; therefore ' }[language]
  const lead = { nl: 'Omdat bij natuurlijk afronden ', en: 'Rounded naturally, ' }[language]
  return [lead, joined(off, and), therefore, list, cost]
}

function endWords({ total, code, short }: ChainEnd, setting: PageSetting): Content {
  const { language } = setting
  const name = total === 'row' ? rowName(code, setting) : columnName(code, setting)
  const by = short > 0 ? { nl: ' 1 te weinig', en: ' has 1 too few' } : { nl: ' 1 te veel', en: ' has 1 too many' }
  return [html`<strong>${name}</strong>`, by[language]]
}
