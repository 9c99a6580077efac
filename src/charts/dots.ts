/** A dot for each of a few things by two figures, its size a third; where some lie far off, those that lie together are drawn again, enlarged. */
import { html, type Content, type Markup } from '../report/markup.js'
import { columnsOf, linesOf, svgOf, WIDTH, type Told, type Written } from './frame.js'
import { px, scaleOf, type Scale } from './scale.js'

export interface Dot {
  readonly word: string
  readonly x: number
  readonly y: number
  /** Between 0 and 1; the area of the dot grows with it. */
  readonly part: number
}

export interface DotWords {
  readonly x: string
  readonly y: string
  /** What is said over the part that is drawn again. */
  readonly enlarged: string
  /** The sizes of dots: what some parts look like. */
  readonly sizes: readonly { readonly part: number; readonly word: string }[]
}

const [TOP, BOTTOM, LABELS] = [48, 300, 190]
/** Of the sizes of dots: one below the other, since their words are as wide as half a drawing. */
const [SIZES, LINE] = [BOTTOM + 58, 24]

export function dotsChart(told: Told, dots: readonly Dot[], words: DotWords, written: Written): Markup {
  const near = together(dots)
  const all = near.length < dots.length
  const close: Box = { left: all ? 340 : 50, right: WIDTH - LABELS - 20, of: near }
  const right = panel(close, words, written)
  const title = html`<text class="strong" x="${close.left - 40}" y="14">${words.enlarged}</text>`
  return svgOf(told, SIZES + words.sizes.length * LINE, [
    all ? overview({ left: 50, right: 290, of: dots }, near, words, written) : null,
    all ? title : null,
    right.content,
    labels(near, right),
    sizesOf(words),
  ])
}

/** A field that dots are drawn in. */
interface Box {
  readonly left: number
  readonly right: number
  readonly of: readonly Dot[]
}

interface Panel {
  readonly x: Scale
  readonly y: Scale
  readonly right: number
  readonly content: Content
}

function panel({ left, right, of }: Box, words: DotWords, written: Written): Panel {
  const x = scaleOf(of.map((dot) => dot.x), left, right, 5) // prettier-ignore
  const y = scaleOf(of.map((dot) => dot.y), BOTTOM, TOP, 5) // prettier-ignore
  const content = [
    columnsOf(x, [TOP, BOTTOM], written),
    linesOf(y, [left, right], written),
    html`<text class="small" x="${left - 40}" y="${TOP - 12}">${words.y}</text>
      <text class="small end" x="${right}" y="${BOTTOM + 30}">${words.x} →</text>`,
    of.map((dot) => html`<circle class="dot" cx="${x.at(dot.x)}" cy="${y.at(dot.y)}" r="${radius(dot.part)}" />`),
  ]
  return { x, y, right, content }
}

/** All dots; those far off by name, the others in a frame. */
function overview(box: Box, near: readonly Dot[], words: DotWords, written: Written): Content {
  const { x, y, content } = panel(box, words, written)
  const [xs, ys] = [near.map((dot) => x.at(dot.x)), near.map((dot) => y.at(dot.y))]
  const [left, top] = [Math.min(...xs) - 10, Math.min(...ys) - 10]
  const far = box.of.filter((dot) => !near.includes(dot))
  return [
    content,
    html`<rect
      class="frame"
      x="${px(left)}"
      y="${px(top)}"
      width="${px(Math.max(...xs) + 10 - left)}"
      height="${px(Math.max(...ys) + 10 - top)}"
    />`,
    far.map((dot) => {
      const atRight = x.at(dot.x) > (box.left + box.right) / 2
      const at = x.at(dot.x) + (atRight ? -1 : 1) * (radius(dot.part) + 5)
      return html`<text class="small${atRight ? ' end' : ''}" x="${px(at)}" y="${y.at(dot.y) + 4}">${dot.word}</text>`
    }),
  ]
}

/** Names in a column at the right, each with a line to its dot, however close dots lie. */
function labels(dots: readonly Dot[], { x, y, right }: Panel): Content {
  const sorted = dots.toSorted((a, b) => b.y - a.y || a.x - b.x)
  let last = TOP - 16
  const wanted = sorted.map((dot) => (last = Math.max(last + 17, y.at(dot.y))))
  const shift = Math.max(0, last - BOTTOM)
  return sorted.map((dot, i) => {
    const at = px(wanted[i]! - shift)
    const [fromX, fromY] = [px(x.at(dot.x) + radius(dot.part)), y.at(dot.y)]
    return html`<path class="leader" d="M${fromX} ${fromY}L${right + 8} ${at}h6" />
      <text class="small" x="${right + 18}" y="${at + 4}">${dot.word}</text>`
  })
}

function sizesOf({ sizes }: DotWords): Content {
  return sizes.map(({ part, word }, i) => {
    const y = SIZES + i * LINE
    return html`<circle class="dot" cx="58" cy="${y}" r="${radius(part)}" />
      <text class="small" x="76" y="${y + 4}">${word}</text>`
  })
}

function radius(part: number): number {
  return px(Math.sqrt(12 + part * 180))
}

/** The most dots that lie together: between those that do, no gap is wider than a quarter of the whole, in either figure. */
function together(dots: readonly Dot[]): readonly Dot[] {
  const most = [({ x }: Dot) => x, ({ y }: Dot) => y].reduce((left, figure) => {
    const all = dots.map(figure)
    return largestGroup(left, figure, (Math.max(...all) - Math.min(...all)) / 4)
  }, dots)
  return most.length < 3 ? dots : most
}

function largestGroup(dots: readonly Dot[], figure: (dot: Dot) => number, gap: number): readonly Dot[] {
  const sorted = dots.toSorted((a, b) => figure(a) - figure(b))
  const groups: Dot[][] = []
  for (const [i, dot] of sorted.entries()) {
    if (i === 0 || figure(dot) - figure(sorted[i - 1]!) > gap) groups.push([dot])
    else groups.at(-1)!.push(dot)
  }
  return groups.reduce((most, group) => (group.length > most.length ? group : most))
}
