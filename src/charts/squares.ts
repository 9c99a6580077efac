/**
 * Matrices as squares: the larger, the further from nothing; filled above it, open below it (Hinton diagrams). They are read in black
 * and white, and several stand beside each other with the rows named once.
 */
import { html, type Content, type Markup } from '../report/markup.js'
import { svgOf, WIDTH, type Told } from './frame.js'
import { px } from './scale.js'

export interface Squares {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly matrices: readonly { readonly word: string; readonly values: readonly (readonly number[])[] }[]
  /** What is nearer to nothing than this is drawn as a point. */
  readonly noise: number
  /** The value of the largest square. */
  readonly most: number
  /** Words for what squares of some values look like. */
  readonly legend: readonly { readonly value: number; readonly word: string }[]
}

const [LEAST_NAMES, SIDE, GAP, HEAD, TOP] = [168, 13, 26, 84, 24]

/** So wide are the names of the rows: a letter takes some six units. */
const wideOf = (rows: readonly string[]) => Math.max(LEAST_NAMES, ...rows.map((row) => row.length * 6))

export function squaresChart(told: Told, { rows, columns, matrices, noise, most, legend }: Squares): Markup {
  const left = wideOf(rows)
  const wide = columns.length * SIDE + GAP
  const top = TOP + HEAD
  const square = (value: number, x: number, y: number) => squareOf(value, x, y, { noise, most })
  const matrix = ({ word, values }: Squares['matrices'][number], at: number): Content => [
    html`<text class="strong" x="${at}" y="${TOP + 24}">${word}</text>`,
    columns.map((column, o) => {
      const x = at + o * SIDE + 10
      return html`<text class="small" transform="rotate(-90 ${x} ${top - 5})" x="${x}" y="${top - 5}">${column}</text>`
    }),
    html`<rect class="frame" x="${at}" y="${top}" width="${columns.length * SIDE}" height="${rows.length * SIDE}" />`,
    values.map((row, s) => row.map((value, o) => square(value, at + o * SIDE, top + s * SIDE))),
  ]
  const names = rows.map(
    (row, s) => html`<text class="small end" x="${left - 8}" y="${top + s * SIDE + 10}">${row}</text>`,
  )
  const content = [legendOf(legend, left, square), names, matrices.map((each, k) => matrix(each, left + k * wide))]
  return svgOf(told, top + rows.length * SIDE + 6, content, Math.max(WIDTH, left + matrices.length * wide))
}

function squareOf(value: number, x: number, y: number, { noise, most }: Pick<Squares, 'noise' | 'most'>): Content {
  const [middleX, middleY] = [x + SIDE / 2, y + SIDE / 2]
  if (value === 0) return null
  if (Math.abs(value) <= noise) return html`<circle class="point" cx="${middleX}" cy="${middleY}" r="0.8" />`
  const side = px(Math.min(1, Math.sqrt(Math.abs(value) / most)) * (SIDE - 2.5))
  return html`<rect
    class="${value > 0 ? 'shade-1' : 'shade-3'}"
    x="${px(middleX - side / 2)}"
    y="${px(middleY - side / 2)}"
    width="${side}"
    height="${side}"
  />`
}

function legendOf(
  legend: Squares['legend'],
  left: number,
  square: (value: number, x: number, y: number) => Content,
): Content {
  let x = left
  return legend.map(({ value, word }) => {
    const from = x
    x += 34 + word.length * 6.2
    return [square(value, from, 6), html`<text class="small" x="${px(from + 18)}" y="16">${word}</text>`]
  })
}
