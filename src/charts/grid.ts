/**
 * A table as a picture: a field for each cell, in the order of the table. How far places lie from their target is a shade, filled above
 * and hatched below, so that paper shows it too; or between which ends a cell can lie is a line with its two ends.
 */
import { html, type Content, type Markup } from '../report/markup.js'
import { fitting, LETTER, svgOf, WIDTH, type Told } from './frame.js'
import { px } from './scale.js'

interface Names {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
}

/** A field with a number, how far that is from what it should be, and a mark where it stands out. */
export interface HeatField {
  readonly text: string
  /** From -2, far below, to 2, far above. */
  readonly step: -2 | -1 | 0 | 1 | 2
  readonly mark: string
}

/** A field of which the ends differ is free: one of them, or one between them, is what it has. */
export interface FreeField {
  readonly low: number
  readonly high: number
  readonly given: number
  /** The number as it is read, and those at the ends. */
  readonly texts: readonly [given: string, low: string, high: string]
}

interface Legend<Field> {
  readonly field: Field
  readonly word: string
}

interface Table<Field> extends Names {
  readonly fields: readonly (readonly Field[])[]
  readonly legend: readonly Legend<Field>[]
}

const [NAMES, ROW, HEAD, TOP] = [196, 17, 22, 26]

export function heatChart(told: Told, table: Table<HeatField>): Markup {
  const longest = Math.max(2, ...table.fields.flat().map(({ text }) => text.length))
  return gridChart(told, table, { least: longest * 7 + 24, swatch: 24 }, heatOf)
}

export function freedomChart(told: Told, table: Table<FreeField>): Markup {
  const longest = Math.max(2, ...table.fields.flat().flatMap(({ texts }) => texts.map((text) => text.length)))
  const least = longest * 13 + 46
  return gridChart(told, table, { least, swatch: least }, freeOf)
}

/** Where a field stands: its left and upper edge, and its width. */
interface At {
  readonly x: number
  readonly y: number
  readonly wide: number
}

function gridChart<Field>(
  told: Told,
  { rows, columns, fields, legend }: Table<Field>,
  { least, swatch }: { readonly least: number; readonly swatch: number },
  draw: (field: Field, at: At) => Content,
): Markup {
  const across = Math.max(WIDTH, NAMES + columns.length * least)
  // a few columns do not become broad fields
  const wide = Math.floor(Math.min((across - NAMES) / columns.length, Math.max(least, 68)))
  const top = TOP + HEAD
  const right = NAMES + wide * columns.length
  const bottom = top + rows.length * ROW
  const heads = columns.map((column, o) => {
    const x = NAMES + o * wide + wide / 2
    return html`<text class="small strong middle" x="${px(x)}" y="${top - 7}">${fitting(column, wide - 4)}</text>`
  })
  const lines = rows.map((row, s) => {
    const y = top + s * ROW
    return [
      html`<text class="small" x="0" y="${y + 12}">${fitting(row, NAMES - 10)}</text>
        <path class="grid" d="M0 ${y}H${right}" />`,
      fields[s]!.map((field, o) => draw(field, { x: NAMES + o * wide, y, wide })),
    ]
  })
  const frame = html`<path class="zero" d="M0 ${top}H${right}M0 ${bottom}H${right}" />`
  return svgOf(told, bottom + 6, [legendOf(legend, swatch, draw), heads, lines, frame], across)
}

function legendOf<Field>(
  legend: readonly Legend<Field>[],
  wide: number,
  draw: (field: Field, at: At) => Content,
): Content {
  let x = 0
  return legend.map(({ field, word }) => {
    const from = x
    x += wide + 22 + word.length * LETTER
    return [
      draw(field, { x: from, y: 2, wide }),
      html`<rect class="frame" x="${px(from)}" y="2" width="${wide}" height="${ROW}" />
        <text class="small" x="${px(from + wide + 6)}" y="14">${word}</text>`,
    ]
  })
}

function heatOf({ text, step, mark }: HeatField, { x, y, wide }: At): Content {
  return [
    step > 0 ? html`<rect class="heat-${step}" x="${px(x)}" y="${y}" width="${wide}" height="${ROW}" />` : null,
    step < 0 ? html`<path class="hatch" d="${hatched(x, y, wide, step === -1 ? 12 : 5)}" />` : null,
    html`<text class="small end haloed${mark === '' ? '' : ' strong'}" x="${px(x + wide - 16)}" y="${y + 12}"
      >${text}</text
    >`,
    mark === '' ? null : html`<text class="mark-of haloed" x="${px(x + wide - 13)}" y="${y + 12}">${mark}</text>`,
  ]
}

/** Slanting lines within a field, so far apart. */
function hatched(x: number, y: number, wide: number, apart: number): string {
  const lines: string[] = []
  for (let from = apart / 2 - ROW; from < wide; from += apart) {
    const [left, right] = [Math.max(0, from), Math.min(wide, from + ROW)]
    lines.push(`M${px(x + left)} ${px(y + ROW - (left - from))}L${px(x + right)} ${px(y + ROW - (right - from))}`)
  }
  return lines.join('')
}

function freeOf({ low, high, given, texts }: FreeField, { x, y, wide }: At): Content {
  const [text, least, most] = texts
  const middle = y + ROW / 2
  if (low === high) return html`<text class="tick middle" x="${px(x + wide / 2)}" y="${y + 12}">${text}</text>`
  const room = Math.max(least.length, most.length) * 6.5 + 6
  const [from, to] = [x + room + 3, x + wide - room - 3]
  const at = px(from + ((given - low) / (high - low)) * (to - from))
  const end = (value: number, place: number) =>
    value === given ? null : html`<circle class="shade-3" cx="${px(place)}" cy="${middle}" r="3" />`
  const name = (value: number, word: string) => (value === given ? `${word} strong` : word)
  return [
    html`<path class="whisker" d="M${px(from)} ${middle}H${px(to)}" />`,
    end(low, from),
    end(high, to),
    html`<circle class="point" cx="${at}" cy="${middle}" r="3.6" />
      <text class="${name(low, 'small end')}" x="${px(x + room - 3)}" y="${y + 12}">${least}</text>
      <text class="${name(high, 'small')}" x="${px(x + wide - room + 3)}" y="${y + 12}">${most}</text>`,
  ]
}
