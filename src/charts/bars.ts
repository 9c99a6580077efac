/** Bars to the left and the right of nothing, in groups, each with its interval, on one axis: what is large and what is small is seen at once. */
import { html, type Content, type Markup } from '../report/markup.js'
import { columnsOf, svgOf, WIDTH, type Told, type Written } from './frame.js'
import { px, scaleOf, type Scale } from './scale.js'

export interface Bar {
  readonly word: string
  readonly value: number
  /** Of its interval; null without one. */
  readonly low: number | null
  readonly high: number | null
  /** From dark to light. */
  readonly shade: 1 | 2 | 3
  /** The figure as it is read beside the bar. */
  readonly text: string
}

export interface BarGroup {
  readonly word: string
  readonly bars: readonly Bar[]
}

const [ROW, GAP, TOP] = [16, 12, 8]
/** Where words of groups and bars, the bars themselves and their figures stand. */
const [WORDS, LEAST_LEFT, RIGHT] = [96, 180, WIDTH - 76]

/** Where bars begin: words of groups keep free of them. */
const leftOf = (groups: readonly BarGroup[]) => Math.max(LEAST_LEFT, ...groups.map(({ word }) => word.length * 6.8 + 8))

export function barsChart(told: Told, groups: readonly BarGroup[], axis: string, written: Written): Markup {
  const ends = groups.flatMap(({ bars }) => bars.flatMap(({ value, low, high }) => [value, low ?? 0, high ?? 0]))
  const left = leftOf(groups)
  const scale = scaleOf([0, ...ends], left, RIGHT, 8)
  let y = TOP
  const rows = groups.map(({ word, bars }) => {
    const from = y
    y += bars.length * ROW + GAP
    return [
      html`<text class="strong" x="0" y="${from + 12}">${word}</text>`,
      bars.map((bar, i) => barOf(bar, from + i * ROW, scale)),
    ]
  })
  const bottom = y - GAP + 4
  return svgOf(told, bottom + 40, [
    columnsOf(scale, [TOP - 4, bottom], written),
    rows,
    html`<text class="middle" x="${px((left + RIGHT) / 2)}" y="${bottom + 34}">${axis}</text>`,
  ])
}

function barOf({ word, value, low, high, shade, text }: Bar, y: number, scale: Scale): Content {
  const [zero, end, middle] = [scale.at(0), scale.at(value), y + 8]
  const left = Math.min(zero, end)
  return [
    html`<text class="small" x="${WORDS}" y="${y + 12}">${word}</text>
      <rect
        class="shade-${shade}"
        x="${left}"
        y="${y + 2}"
        width="${Math.max(0.5, Math.abs(end - zero))}"
        height="12"
      />`,
    low === null || high === null ? null : whisker(scale.at(low), scale.at(high), middle),
    html`<text class="small end" x="${WIDTH}" y="${y + 12}">${text}</text>`,
  ]
}

/** An interval as a line with ends; white around it, so that it stands out from a dark bar too. */
function whisker(from: number, to: number, y: number): Content {
  const path = `M${from} ${y - 4}v8M${from} ${y}H${to}M${to} ${y - 4}v8`
  return [html`<path class="halo" d="${path}" />`, html`<path class="whisker" d="${path}" />`]
}
