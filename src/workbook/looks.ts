/** How cells look: calm, and as clear in black and white as in colour. */
import { type Look, type WrittenCell } from '../io/xlsx/write.js'
import { address } from '../io/xlsx/read.js'

export const LOOK = {
  title: { bold: true, size: 14 },
  label: { bold: true, color: '9C1C1C' },
  quiet: { color: '52606D' },
  note: { color: '52606D', wrap: true },
  head: { bold: true, fill: 'DCE3EA', line: 'thin', align: 'left', indent: true, wrap: true },
  headNumber: { bold: true, fill: 'DCE3EA', line: 'thin', align: 'right', wrap: true },
  section: { bold: true, size: 12 },
  text: { line: 'thin', align: 'left', indent: true },
  long: { line: 'thin', align: 'left', indent: true, wrap: true },
  whole: { line: 'thin', align: 'right', format: '#,##0_W' },
  decimal: { line: 'thin', align: 'right', format: '0.000' },
  oneDecimal: { line: 'thin', align: 'right', format: '0.0', color: '52606D' },
  precise: { line: 'thin', align: 'right', format: '#,##0.000000' },
  signed: { line: 'thin', align: 'right', format: '+#,##0_W;-#,##0_W;"·"_W' },
  signedOne: { line: 'thin', align: 'right', format: '+#,##0.0_W;-#,##0.0_W;"·"_W' },
  counted: { line: 'thin', align: 'center', format: '#,##0;-#,##0;"·"' },
  signedDecimal: { line: 'thin', align: 'right', format: '+0.00;-0.00;0.00' },
  percent: { line: 'thin', align: 'right', format: '0.0%', color: '52606D' },
  total: { bold: true, line: 'strong', align: 'right', format: '#,##0_W', fill: 'F2F4F7' },
  totalText: { bold: true, line: 'strong', align: 'left', indent: true, fill: 'F2F4F7' },
  rowTotal: { bold: true, line: 'thin', align: 'right', format: '#,##0_W', fill: 'F2F4F7' },
  check: { line: 'thin', align: 'center', color: '2F6B3A' },
  input: { line: 'thin', align: 'right', fill: 'FFFBE6' },
  inputText: { line: 'thin', align: 'left', indent: true, fill: 'FFFBE6', wrap: true },
  // a cell that is not rounded naturally: its mark is part of the number's format, so that the number stays a number
  up: { line: 'thin', align: 'right', bold: true, fill: 'FBE3D0', format: '#,##0"▲"' },
  down: { line: 'thin', align: 'right', bold: true, fill: 'D9E7F5', format: '#,##0"▼"' },
  upBeyond: { line: 'thin', align: 'right', bold: true, fill: 'F2B98E', format: '#,##0"▲▲"' },
  downBeyond: { line: 'thin', align: 'right', bold: true, fill: 'A9C9EA', format: '#,##0"▼▼"' },
  zero: { line: 'thin', align: 'right', color: '7B8794', format: '#,##0_W;-#,##0_W;"–"_W' },
  // a number alone is fixed by the protocol; where there are two, it leaves the choice
  fixed: { line: 'thin', align: 'right', color: '52606D', format: '#,##0_W' },
  free: { line: 'thin', align: 'right', bold: true, fill: 'DCE3EA' },
  bound: { line: 'thin', align: 'right', format: '"["#,##0"]"' },
} as const satisfies Record<string, Look>

/** A check that failed, whatever the cell looked like. */
export const WRONG: Look = { bold: true, color: 'FFFFFF', fill: 'B42318' }

/** Below, at and above the target; the extremes differ in lightness from the middle, so that print shows them too. */
export const DEVIATION_SCALE = [
  [-1, '8DB4DC'],
  [0, 'FFFFFF'],
  [1, 'F0B07C'],
] as const

/** From a small to a large cost. */
export const COST_SCALE = [
  [0, 'FFFFFF'],
  [1, 'F0B07C'],
] as const

export function cell(value: string | number | null, look?: Look): WrittenCell {
  return look === undefined ? { value } : { value, look }
}

export function formula(text: string, value: string | number, look: Look): WrittenCell {
  return { value, formula: text, look }
}

/** A formula that works on whole ranges at once. */
export function arrayFormula(text: string, value: string | number, look: Look): WrittenCell {
  return { ...formula(text, value, look), array: true }
}

/** "C6:I6": a range by rows and columns from 0. */
export function range(fromRow: number, fromColumn: number, toRow: number, toColumn: number): string {
  return `${address(fromRow, fromColumn)}:${address(toRow, toColumn)}`
}

/** "$C$6": a cell that stays where it is when a formula moves. */
export function fixed(row: number, column: number): string {
  return address(row, column).replace(/^([A-Z]+)(\d+)$/, '$$$1$$$2')
}

/** How high a row is whose longest text is wrapped in a column of a width; in points. */
export function heightOf(text: string, width: number): number {
  const lines = text.split('\n').reduce((sum, line) => sum + linesOf(line, width * 1.2), 0)
  return Math.min(400, 15 * lines + 2)
}

/** How many lines a text takes: words stay whole, save those that are longer than a line. */
function linesOf(text: string, most: number): number {
  let [lines, at] = [1, 0]
  for (const word of text.split(' ')) {
    if (at > 0 && at + 1 + word.length > most) [lines, at] = [lines + 1, 0]
    const end = (at > 0 ? at + 1 : 0) + word.length
    lines += Math.max(0, Math.ceil(end / most) - 1)
    at = end > most ? end % most : end
  }
  return lines
}
