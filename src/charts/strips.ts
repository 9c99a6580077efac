/** How far every cell lies from what it should be: a dot a cell, stacked where they lie alike, one row for each of a few ways. */
import { html, type Content, type Markup } from '../report/markup.js'
import { columnsOf, fitting, svgOf, WIDTH, type Told, type Written } from './frame.js'
import { scaleOf, type Scale } from './scale.js'

export interface Strip {
  readonly word: string
  /** What it comes to, below its name. */
  readonly text: string
  readonly dots: readonly { readonly at: number; readonly isFilled: boolean }[]
}

const [HIGH, TOP, LEFT] = [74, 8, 210]
/** Dots of so many units, and stacks of so many dots. */
const [DOT, MOST] = [4.6, 13]

/** @param eachTold said where a dot stands for several cells */
export function stripsChart(
  told: Told,
  strips: readonly Strip[],
  axis: string,
  eachTold: (count: number) => string,
  written: Written,
): Markup {
  const scale = scaleOf([-1, 1, ...strips.flatMap(({ dots }) => dots.map(({ at }) => at))], LEFT, WIDTH - 8, 8)
  const stacks = strips.map(({ dots }) => stacked(dots, scale))
  const highest = Math.max(1, ...stacks.flatMap((each) => [...each.values()].map((stack) => stack.length)))
  const each = Math.ceil(highest / MOST)
  const bottom = TOP + strips.length * HIGH
  return svgOf(told, bottom + 52, [
    columnsOf(scale, [TOP, bottom], written),
    html`<path class="other" d="M${scale.at(-0.5)} ${TOP}V${bottom}M${scale.at(0.5)} ${TOP}V${bottom}" />`,
    strips.map((strip, i) => stripOf(strip, stacks[i]!, TOP + (i + 1) * HIGH, each)),
    html`<text class="small middle" x="${(LEFT + WIDTH) / 2}" y="${bottom + 32}">${axis}</text>`,
    each === 1
      ? null
      : html`<text class="small middle" x="${(LEFT + WIDTH) / 2}" y="${bottom + 47}">${eachTold(each)}</text>`,
  ])
}

type Stacks = ReadonlyMap<number, readonly boolean[]>

/** The dots at each place along the axis, the open ones below. */
function stacked(dots: Strip['dots'], scale: Scale): Stacks {
  const stacks = new Map<number, boolean[]>()
  for (const { at, isFilled } of dots) {
    const x = Math.round(Math.round(scale.at(at) / DOT) * DOT * 10) / 10
    stacks.set(x, [...(stacks.get(x) ?? []), isFilled])
  }
  return new Map([...stacks].map(([x, stack]) => [x, stack.toSorted((a, b) => Number(a) - Number(b))]))
}

function stripOf({ word, text }: Strip, stacks: Stacks, bottom: number, each: number): Content {
  return [
    html`<text class="small strong" x="0" y="${bottom - 40}">${fitting(word, LEFT - 12, 6.5)}</text>
      <text class="tick" x="0" y="${bottom - 25}">${fitting(text, LEFT - 12)}</text>
      <path class="leader" d="M${LEFT} ${bottom}H${WIDTH}" />`,
    [...stacks].map(([x, stack]) =>
      stack
        .filter((_, i) => i % each === 0)
        .map((isFilled, i) => {
          const y = Math.round((bottom - 3 - i * DOT) * 10) / 10
          return html`<circle class="${isFilled ? 'point' : 'plain-dot'}" cx="${x}" cy="${y}" r="2" />`
        }),
    ),
  ]
}
