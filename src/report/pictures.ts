/** The pictures of allocations and proposals, made of the figures that stand in the tables beside them. */
import { freedomChart, heatChart, type FreeField, type HeatField } from '../charts/grid.js'
import { leewayChart } from '../charts/leeway.js'
import { stripsChart } from '../charts/strips.js'
import { waterfallChart } from '../charts/waterfall.js'
import { placesText, signedPlaces } from '../domain/language.js'
import { adding } from '../documents/adding.js'
import { type OorSteps } from '../documents/steps.js'
import type { Result } from '../shapes/answers/result.js'
import { PICTURE } from '../words/pictures.js'
import { METHOD, numberText, printable, signedText, STATUS, wholeText, type Language } from '../words/texts.js'
import { small, TERM } from '../words/terms.js'
import { chartFigure } from './figures.js'
import type { Markup } from './markup.js'
import type { PageSetting } from './setting.js'

/** What an OOR has more or fewer, and the room that it has for that. */
export interface OorDifference {
  readonly oor: string
  readonly from: number
  readonly to: number
  readonly by: number
  readonly room: readonly [least: number, most: number] | null
}

/** @param heads what is deviated from, and by what */
export function leewayFigure(
  id: string,
  lines: readonly OorDifference[],
  heads: readonly [from: string, to: string],
  { language }: PageSetting,
): Markup | null {
  if (lines.length === 0 || lines.length > MOST_GROUPS) return null
  const title = (lines.some(({ room }) => room !== null) ? PICTURE.leeway : PICTURE.differences)[language]
  const deviations = lines.map(({ oor, from, to, by, room }) => ({
    word: printable(oor),
    value: by,
    room,
    from: placesText(from, language),
    to: placesText(to, language),
    text: signedPlaces(by, language),
  }))
  const description = `${deviations.map(({ word, text }) => `${word} ${text}`).join('; ')}.`
  const words = { from: heads[0], to: heads[1], difference: small(TERM.difference)[language], axis: PICTURE.leewayAxis[language] } // prettier-ignore
  const written = (value: number, digits: number) => signedText(value, language, digits)
  const note = lines.some(({ room }) => room !== null) ? PICTURE.leewayNote[language] : ''
  return chartFigure(id, title, leewayChart({ id, title, description }, deviations, words, written), note)
}

/** More groups than these are for the table. */
const MOST_GROUPS = 30

/** @param told what it is and what stands along its axis; @param digits of what it begins with and of its steps */
export function waterfallFigure(
  id: string,
  columns: readonly string[],
  { from, steps, to }: OorSteps,
  told: {
    readonly title: string
    readonly axis: string
    readonly digits: readonly [from: number, steps: number]
    /** Words and figures of the steps stand in a table beside it. */
    readonly isBare?: boolean
  },
  { language }: PageSetting,
): Markup | null {
  if (columns.length > MOST_GROUPS) return null
  const { title, axis, digits, isBare = false } = told
  const falls = columns.map((column, o) => {
    const shown = adding(from.values[o]!, steps.map(({ by }) => by[o]!), digits[1]) // prettier-ignore
    return {
      word: printable(column),
      from: numberText(from.values[o]!, language, digits[0], true),
      to: wholeText(to[o]!, language),
      steps: steps.map(({ word, by }, i) => ({
        word: small(word)[language],
        by: by[o]!,
        text: signedText(shown[i]!, language, digits[1]),
      })),
    }
  })
  const said = falls.map(
    (fall) => `${fall.word}: ${[fall.from, ...fall.steps.map(({ text }) => text)].join(' ')} = ${fall.to}`,
  )
  const written = (value: number, count: number) => signedText(value, language, count)
  const chart = waterfallChart({ id, title, description: `${said.join('; ')}.` }, falls, axis, written, isBare)
  const inTurn = `${PICTURE.inTurn[language]}: ${steps.map(({ word }) => small(word)[language]).join(', ')}. `
  return chartFigure(id, title, chart, (isBare ? inTurn : '') + PICTURE.waterfallNote[language])
}

/** A picture of more cells or columns than these is for nobody. */
const [MOST_FIELDS, MOST_ACROSS] = [3_000, 40]

export function isDrawable({ rows, columns }: Pick<Result, 'rows' | 'columns'>): boolean {
  return rows.length * columns.length <= MOST_FIELDS && columns.length <= MOST_ACROSS
}

/** Rows that a sheet of paper holds. */
const MOST_ROWS = 45

/** As many drawings as it takes, of about as many rows each: a sheet of paper holds one. */
function inParts(
  id: string,
  title: string,
  rows: number,
  draw: (told: { id: string; title: string }, from: number, to: number) => Markup,
): Markup[] {
  // prettier-ignore
  const parts = Math.ceil(rows / MOST_ROWS)
  return Array.from({ length: parts }, (_, i) => {
    const [from, to] = [Math.round((i * rows) / parts), Math.round(((i + 1) * rows) / parts)]
    const part = parts === 1 ? { id, title } : { id: `${id}-${i + 1}`, title: `${title} (${i + 1} / ${parts})` }
    return draw(part, from, to)
  })
}

/** How far a cell lies from its target, in quarters of a place: within one, within two, or further. */
function heatStep(by: number): HeatField['step'] {
  const size = Math.abs(by) <= 0.25 ? 0 : Math.abs(by) <= 0.5 ? 1 : 2
  return (by < 0 ? -size : size) as HeatField['step']
}

/** Places in shades of how far they lie from their target, with marks on what is not rounded naturally; null where no target is told. */
export function heatFigure(result: Result, setting: PageSetting): Markup | null {
  const { target, allocation, rows, columns, deviations, zeroCells } = result
  if (target === null || allocation === null || !isDrawable(result)) return null
  const { language } = setting
  const key = (row: string, column: string) => JSON.stringify([row, column])
  const off = new Map(deviations.map((each) => [key(each.row, each.column), each]))
  const zero = new Set(zeroCells.map(([row, column]) => key(row, column)))
  const fieldOf = (s: number, o: number): HeatField => {
    const at = key(rows[s]!, columns[o]!)
    if (zero.has(at)) return { text: '–', step: 0, mark: '' }
    const deviation = off.get(at)
    const up = deviation !== undefined && deviation.allocated > deviation.natural
    return {
      text: wholeText(allocation[s]![o]!, language),
      step: heatStep(allocation[s]![o]! - target[s]![o]!),
      mark: deviation === undefined ? '' : up ? '▲' : '▼',
    }
  }
  const title = PICTURE.heat[language]
  const told = deviations.map(({ row, column, target: wanted, allocated }) => `${printable(row)}-${printable(column)}: ${numberText(wanted, language, 3)} → ${wholeText(allocated, language)}`) // prettier-ignore
  const legend = HEAT_STEPS.map(([step, word]) => ({ field: { text: '', step, mark: '' }, word: word[language] }))
  const charts = inParts('doel-tekening', title, rows.length, (part, from, to) =>
    heatChart(
      { ...part, description: `${small(TERM.notRoundedNaturally)[language]}: ${told.slice(0, MOST_TOLD).join('; ')}` },
      {
        rows: rows.slice(from, to).map((row) => nameOf(row, setting)),
        columns: columns.map(printable),
        fields: rows.slice(from, to).map((_, s) => columns.map((_column, o) => fieldOf(from + s, o))),
        legend,
      },
    ),
  )
  return chartFigure('doel-tekening', title, charts, PICTURE.heatNote[language])
}

/** Who hears a picture does not want to hear more than these. */
const MOST_TOLD = 40

const HEAT_STEPS = [
  [2, PICTURE.farAbove],
  [1, PICTURE.above],
  [0, PICTURE.near],
  [-1, PICTURE.below],
  [-2, PICTURE.farBelow],
] as const

function nameOf(code: string, { rowNames }: PageSetting): string {
  const name = rowNames.get(code) ?? code
  return printable(name === code ? code : `${code} ${name}`)
}

/** What the protocol by itself fixes, and between which ends it leaves the other cells free. */
export function freedomFigure(result: Result, setting: PageSetting): Markup | null {
  const { freedom, allocation, rows, columns, zeroCells } = result
  if (freedom === null || allocation === null || freedom.free.length === 0 || !isDrawable(result)) return null
  const { language } = setting
  const key = (row: string, column: string) => JSON.stringify([row, column])
  const free = new Map(freedom.free.map((each) => [key(each.row, each.column), each]))
  const zero = new Set(zeroCells.map(([row, column]) => key(row, column)))
  const fieldOf = (s: number, o: number): FreeField => {
    const given = allocation[s]![o]!
    const at = key(rows[s]!, columns[o]!)
    const { low, high } = free.get(at) ?? { low: given, high: given }
    const text = (value: number) => (zero.has(at) ? '–' : wholeText(value, language))
    return { low, high, given, texts: [text(given), text(low), text(high)] }
  }
  const title = PICTURE.freedom[language]
  const told = freedom.free.map(({ row, column, low, high }) => `${printable(row)}-${printable(column)} ${wholeText(low, language)}–${wholeText(high, language)}`) // prettier-ignore
  const legend = [
    { field: { low: 2, high: 3, given: 2, texts: ['2', '2', '3'] as const }, word: PICTURE.has[language] },
    { field: { low: 2, high: 2, given: 2, texts: ['2', '2', '2'] as const }, word: PICTURE.fixed[language] },
  ]
  const charts = inParts('vrij-tekening', title, rows.length, (part, from, to) =>
    freedomChart(
      { ...part, description: `${TERM.freeCells[language]}: ${told.slice(0, MOST_TOLD).join('; ')}` },
      {
        rows: rows.slice(from, to).map((row) => nameOf(row, setting)),
        columns: columns.map(printable),
        fields: rows.slice(from, to).map((_, s) => columns.map((_column, o) => fieldOf(from + s, o))),
        legend,
      },
    ),
  )
  return chartFigure('vrij-tekening', title, charts, PICTURE.freedomNote[language])
}

/** A way to round, as a row of dots. */
export interface Rounded extends Pick<
  Result,
  'rows' | 'columns' | 'allocation' | 'target' | 'deviations' | 'zeroCells'
> {
  readonly word: string
  readonly text: string
}

/** Methods of which the target is told and that came to places. */
export function roundedBy(results: readonly Result[], language: Language): Rounded[] {
  return results.map((result) => {
    const off = `${wholeText(result.deviations.length, language)} ${PICTURE.nextBest[language]}`
    return { ...result, word: METHOD[result.method][language], text: `${STATUS[result.status][language]}; ${off}` }
  })
}

/** How far every cell lies from its target, one way below the other; null where nothing can be drawn. */
export function stripsFigure(id: string, ways: readonly Rounded[], { language }: PageSetting): Markup | null {
  const drawn = ways.filter(({ target, allocation }) => target !== null && allocation !== null)
  const first = drawn[0]
  if (first === undefined || first.rows.length * first.columns.length > MOST_DOTS) return null
  const title = PICTURE.strips[language]
  const strips = drawn.map((way) => ({ word: way.word, text: way.text, dots: dotsOf(way) }))
  const description = `${strips.map(({ word, text }) => `${word}: ${text}`).join('. ')}.`
  const written = (value: number, digits: number) => signedText(value, language, digits)
  const each = (count: number) => ({ nl: `een stip is ${count} cellen`, en: `a dot is ${count} cells` })[language]
  const chart = stripsChart({ id, title, description }, strips, PICTURE.stripsAxis[language], each, written)
  return chartFigure(id, title, chart, PICTURE.stripsNote[language])
}

const MOST_DOTS = 20_000

function dotsOf({ rows, columns, allocation, target, deviations, zeroCells }: Rounded) {
  const key = (row: string, column: string) => JSON.stringify([row, column])
  const off = new Set(deviations.map(({ row, column }) => key(row, column)))
  const zero = new Set(zeroCells.map(([row, column]) => key(row, column)))
  return rows.flatMap((row, s) =>
    columns.flatMap((column, o) => {
      const at = key(row, column)
      return zero.has(at) ? [] : [{ at: allocation![s]![o]! - target![s]![o]!, isFilled: off.has(at) }]
    }),
  )
}
