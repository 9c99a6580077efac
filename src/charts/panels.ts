/** Small charts of the same kind beside each other, on the same scales: one for each OOR, or for each method. */
import { html, type Content, type Markup } from '../report/markup.js'
import { linesOf, points, svgOf, WIDTH, type Told, type Written } from './frame.js'
import { scaleOf, type Scale } from './scale.js'

const [LEFT, GAP, TOP, TITLE, HIGH] = [44, 14, 6, 20, 108]

interface Grid {
  readonly across: number
  /** Along the lower edge of every small chart, first and last. */
  readonly ends: readonly [first: string, last: string]
  readonly axis: string
}

/** A field of the grid: its own left and right edge, and what turns a figure into a height. */
interface Field {
  readonly left: number
  readonly right: number
  readonly y: Scale
}

function panelsOf<T>(
  told: Told,
  all: readonly T[],
  values: readonly number[],
  { across, ends, axis }: Grid,
  written: Written,
  draw: (each: T, field: Field) => readonly [word: string, content: Content],
): Markup {
  const wide = (WIDTH - LEFT - (across - 1) * GAP) / across
  const high = TITLE + HIGH + 26
  const fields = all.map((each, i) => {
    const left = Math.round(LEFT + (i % across) * (wide + GAP))
    const right = Math.round(left + wide)
    const top = TOP + 20 + Math.floor(i / across) * high + TITLE
    const y = scaleOf(values, top + HIGH, top, 4)
    const [word, content] = draw(each, { left, right, y })
    return [
      html`<text class="strong" x="${left}" y="${top - 7}">${word}</text>`,
      linesOf(y, [left, right], i % across === 0 ? written : null),
      content,
      html`<text class="tick" x="${left}" y="${top + HIGH + 14}">${ends[0]}</text>
        <text class="tick end" x="${right}" y="${top + HIGH + 14}">${ends[1]}</text>`,
    ]
  })
  const rows = Math.ceil(all.length / across)
  return svgOf(told, TOP + 20 + rows * high, [html`<text class="small" x="0" y="14">${axis}</text>`, fields])
}

/** What may happen over time: the mean, and between which ends most of it lies. */
export interface Fan {
  readonly mean: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** A fan for each of a few things; beside it, dashed, that of another way. */
export function fansChart(
  told: Told,
  fans: readonly { readonly word: string; readonly fan: Fan; readonly other: Fan | null }[],
  grid: Grid,
  written: Written,
): Markup {
  const both = fans.flatMap(({ fan, other }) => [fan, ...(other === null ? [] : [other])])
  const ends = [0, ...both.flatMap(({ low, high }) => [...low, ...high])]
  return panelsOf(told, fans, ends, grid, written, ({ word, fan, other }, { left, right, y }) => {
    const times = fan.mean.length
    const x = (t: number) => Math.round(left + ((right - left) * (t + 1)) / times)
    const line = (values: readonly number[]) =>
      points([[left, y.at(0)], ...values.map((each, t) => [x(t), y.at(each)] as const)])
    const band = ({ low, high }: Fan) => `${line(high)} ${line(low).split(' ').toReversed().join(' ')}`
    return [
      word,
      [
        html`<polygon class="band" points="${band(fan)}" /> <polyline class="mean" points="${line(fan.mean)}" />`,
        other === null
          ? null
          : html`<polyline class="other" points="${line(other.low)}" />
              <polyline class="other" points="${line(other.high)}" />
              <polyline class="other mean" points="${line(other.mean)}" />`,
      ],
    ]
  })
}

/** A figure with its interval; null where there is none. */
export type Point = { readonly value: number; readonly low: number | null; readonly high: number | null } | null

/** Points with their intervals in a row, for each of a few things, against the row of one that all are held to. */
export function rowsChart(
  told: Told,
  rows: readonly { readonly word: string; readonly points: readonly Point[] }[],
  held: readonly Point[] | null,
  grid: Grid,
  written: Written,
): Markup {
  // intervals of what seldom occurs may be wide: they do not make all else flat, and are cut off at the edge
  const values = rows.flatMap(({ points: all }) => all.flatMap((point) => (point === null ? [] : [point.value])))
  const most = Math.max(...values.map(Math.abs), 1e-9) * 1.3
  return panelsOf(told, rows, [-most, most], grid, written, ({ word, points: all }, { left, right, y }) => {
    const x = (i: number) => Math.round(left + ((right - left) * (i + 0.5)) / all.length)
    const at = (value: number) => y.at(Math.max(y.ticks[0]!, Math.min(y.ticks.at(-1)!, value)))
    const line = held?.flatMap((point, i) => (point === null ? [] : [[x(i), at(point.value)] as const]))
    return [
      word,
      [
        line === undefined ? null : html`<polyline class="held" points="${points(line)}" />`,
        all.map((point, i) => {
          if (point === null) return null
          const { value, low, high } = point
          const bar = low === null || high === null ? '' : `M${x(i)} ${at(low)}V${at(high)}`
          return html`<path class="whisker" d="${bar}" />
            <circle class="point" cx="${x(i)}" cy="${at(value)}" r="2.2" />`
        }),
      ],
    ]
  })
}
