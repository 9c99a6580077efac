/** From one figure to another, step by step: each step begins where the one before it ended. One after another, on one axis. */
import { html, type Content, type Markup } from '../report/markup.js'
import { BOLD, columnsOf, fitting, LETTER, svgOf, WIDTH, type Told, type Written } from './frame.js'
import { scaleOf, type Scale } from './scale.js'

export interface Fall {
  readonly word: string
  /** Where it begins and ends, as it is read. */
  readonly from: string
  readonly to: string
  readonly steps: readonly { readonly word: string; readonly by: number; readonly text: string }[]
}

const [GAP, TOP] = [10, 8]
/** How high a step is: with its word and figure beside it, and without. */
const [TOLD_ROW, BARE_ROW] = [16, 10]
/** Where words of steps and the bars stand. */
const [WORDS, LEFT, RIGHT] = [12, 250, WIDTH - 64]

/**
 * Every fall begins at 0, whatever its figure: what counts is what changes. Filled is more, open is fewer.
 * @param isBare steps without words and figures, for where these stand elsewhere
 */
export function waterfallChart(
  told: Told,
  falls: readonly Fall[],
  axis: string,
  written: Written,
  isBare = false,
): Markup {
  const ends = falls.flatMap(({ steps }) => levelsOf(steps))
  const scale = scaleOf([0, ...ends], LEFT, RIGHT, 8)
  let y = TOP
  const rows = falls.map((fall) => {
    const from = y
    y += isBare ? Math.max(fall.steps.length * BARE_ROW, 14) + GAP : (fall.steps.length + 1) * TOLD_ROW + GAP
    return isBare ? bareFallOf(fall, from, scale) : fallOf(fall, from, scale)
  })
  const bottom = y - GAP + 4
  return svgOf(told, bottom + 38, [
    columnsOf(scale, [TOP - 4, bottom], written),
    rows,
    html`<text class="small middle" x="${(LEFT + RIGHT) / 2}" y="${bottom + 32}">${axis}</text>`,
  ])
}

/** Where each step ends. */
function levelsOf(steps: Fall['steps']): number[] {
  let level = 0
  return steps.map(({ by }) => (level += by))
}

function headOf({ word, from, to }: Fall, top: number): Content {
  return html`<text class="strong" x="0" y="${top + 12}"
      >${fitting(word, LEFT - 30 - (from.length + to.length + 3) * LETTER * 1.15, BOLD)}</text
    >
    <text class="end" x="${LEFT - 20}" y="${top + 12}">${from} → ${to}</text>`
}

function fallOf(fall: Fall, top: number, scale: Scale): Content {
  const names = fall.steps.map(({ word, text }, i) => {
    const y = top + (i + 1) * TOLD_ROW + 12
    return html`<text class="small" x="${WORDS}" y="${y}">${fitting(word, LEFT - WORDS - 12)}</text>
      <text class="small end" x="${WIDTH}" y="${y}">${text}</text>`
  })
  const start = html`<path class="leader" d="M${scale.at(0)} ${top + 8}v${TOLD_ROW - 4}" />`
  return [headOf(fall, top), start, names, barsOf(fall, top + TOLD_ROW, TOLD_ROW, scale)]
}

function bareFallOf(fall: Fall, top: number, scale: Scale): Content {
  return [headOf(fall, top), barsOf(fall, top, BARE_ROW, scale)]
}

/** The steps below each other, each with a line to where the next begins. */
function barsOf({ steps }: Fall, top: number, row: number, scale: Scale): Content {
  const levels = levelsOf(steps)
  return steps.map(({ by }, i) => {
    const y = top + i * row
    const [start, end] = [scale.at(levels[i]! - by), scale.at(levels[i]!)]
    const bar = html`<rect
      class="${by < 0 ? 'shade-3' : 'shade-1'}"
      x="${Math.min(start, end)}"
      y="${y + 2}"
      width="${Math.max(0.5, Math.abs(end - start))}"
      height="${row - 4}"
    />`
    const onward = html`<path class="leader" d="M${end} ${y + row - 2}v4" />`
    return i + 1 < steps.length ? [bar, onward] : bar
  })
}
