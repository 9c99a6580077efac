/** What each of a few things has more or fewer, as a bar within the room that it has: whoever is outside it is seen at once. */
import { html, type Content, type Markup } from '../report/markup.js'
import { BOLD, columnsOf, fitting, svgOf, WIDTH, type Told, type Written } from './frame.js'
import { scaleOf, type Scale } from './scale.js'

export interface LeewayBar {
  readonly word: string
  readonly value: number
  /** The ends of its room, on both sides of 0; null without any. */
  readonly room: readonly [least: number, most: number] | null
  /** What it had and has, and the difference as it is read beside the bar. */
  readonly from: string
  readonly to: string
  readonly text: string
}

const [ROW, TOP] = [24, 26]
/** Where words end, figures end, and bars stand. */
const [FROM, TO, LEFT, RIGHT] = [172, 236, 262, WIDTH - 64]

export interface LeewayWords {
  readonly from: string
  readonly to: string
  readonly difference: string
  readonly axis: string
}

export function leewayChart(told: Told, all: readonly LeewayBar[], words: LeewayWords, written: Written): Markup {
  const ends = all.flatMap(({ value, room }) => [value, ...(room ?? [])])
  const scale = scaleOf([-1, 0, 1, ...ends], LEFT, RIGHT, 8)
  const bottom = TOP + all.length * ROW + 4
  return svgOf(told, bottom + 38, [
    html`<text class="tick end" x="${FROM}" y="14">${words.from}</text>
      <text class="tick end" x="${TO}" y="14">${words.to}</text>
      <text class="tick end" x="${WIDTH}" y="14">${words.difference}</text>`,
    all.map(({ room }, i) => (room === null ? null : roomOf(scale.at(room[0]), scale.at(room[1]), TOP + 4 + i * ROW))),
    columnsOf(scale, [TOP, bottom], written),
    all.map((each, i) => rowOf(each, TOP + 4 + i * ROW, scale)),
    html`<text class="small middle" x="${(LEFT + RIGHT) / 2}" y="${bottom + 32}">${words.axis}</text>`,
  ])
}

function rowOf({ word, value, room, from, to, text }: LeewayBar, y: number, scale: Scale): Content {
  const [zero, end, middle] = [scale.at(0), scale.at(value), y + 10]
  const isOutside = room !== null && (value < room[0] || value > room[1])
  return [
    html`<text class="strong" x="0" y="${middle + 4}">${fitting(word, FROM - 50, BOLD)}</text>
      <text class="end" x="${FROM}" y="${middle + 4}">${from}</text>
      <text class="end" x="${TO}" y="${middle + 4}">${to}</text>`,
    html`<rect
        class="${isOutside ? 'shade-3' : 'shade-1'}"
        x="${Math.min(zero, end)}"
        y="${y + 6}"
        width="${Math.max(0.5, Math.abs(end - zero))}"
        height="8"
      />
      <circle class="${isOutside ? 'shade-3' : 'point'}" cx="${end}" cy="${middle}" r="4" />
      <text class="strong end" x="${WIDTH}" y="${middle + 4}">${text}${isOutside ? ' !' : ''}</text>`,
  ]
}

/** The room: a pale field with a line at each of its ends. */
function roomOf(from: number, to: number, y: number): Content {
  return html`<rect class="room" x="${from}" y="${y + 2}" width="${Math.max(0, to - from)}" height="16" />
    <path class="whisker" d="M${from} ${y}v20M${to} ${y}v20" />`
}
