/**
 * What every chart has: a name and a description for who hears it, and axes. A chart is a drawing without script, in shades, marks
 * and words: nothing in it is told by colour alone. The texts that it is handed can be shown as they are.
 */
import { html, type Content, type Markup } from '../report/markup.js'
import type { Scale } from './scale.js'

/** How wide a drawing is, in its own units; about as many pixels on a screen. */
export const WIDTH = 720

export interface Told {
  /** Its address on the page. */
  readonly id: string
  readonly title: string
  /** What is to be seen in it, in a sentence or two. */
  readonly description: string
}

export function svgOf({ id, title, description }: Told, height: number, content: Content, width = WIDTH): Markup {
  return html`<svg
    class="drawing${width > WIDTH ? ' broad' : ''}"
    role="img"
    aria-labelledby="${id}-titel"
    aria-describedby="${id}-uitleg"
    viewBox="0 0 ${width} ${height}"
  >
    <title id="${id}-titel">${title}</title>
    <desc id="${id}-uitleg">${description}</desc>
    ${content}
  </svg>`
}

/** Writes a figure with as many decimals. */
export type Written = (value: number, digits: number) => string

/** Lines down at round figures with what they stand for below; the one at 0 is heavier. */
export function columnsOf(scale: Scale, [top, bottom]: readonly [number, number], written: Written): Content {
  return scale.ticks.map((tick) => {
    const x = scale.at(tick)
    return html`<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${x}" x2="${x}" y1="${top}" y2="${bottom}" />
      <text class="tick middle" x="${x}" y="${bottom + 14}">${written(tick, scale.digits)}</text>`
  })
}

/** Lines across at round figures with what they stand for at the left; the one at 0 is heavier. */
export function linesOf(
  scale: Scale,
  [left, right]: readonly [number, number],
  written: Written | null,
  ticks = scale.ticks,
): Content {
  return ticks.map((tick) => {
    const y = scale.at(tick)
    const line = html`<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${left}" x2="${right}" y1="${y}" y2="${y}" />`
    if (written === null) return line
    return [line, html`<text class="tick end" x="${left - 6}" y="${y + 4}">${written(tick, scale.digits)}</text>`]
  })
}

/** Letters are so wide, about. */
export const LETTER = 5.9

/** As much of a word as there is room for. @param letter how wide its letters are */
export function fitting(word: string, room: number, letter = LETTER): string {
  const letters = Array.from(word)
  const most = Math.max(2, Math.floor(room / letter))
  return letters.length > most
    ? `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : word
}

/** Bold letters are so wide, about. */
export const BOLD = 7.4

/** Points as they are joined by a line. */
export function points(all: readonly (readonly [x: number, y: number])[]): string {
  return all.map(([x, y]) => `${x},${y}`).join(' ')
}
