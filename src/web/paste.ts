/** A block of text from a spreadsheet, as places from a cell on; refused whole, with the cell that is wrong. */

export type Pasted =
  | { readonly kind: 'block'; readonly cells: readonly (readonly number[])[] }
  /** With the codes of specialties and OORs in it: placed by those. */
  | { readonly kind: 'table' }
  | { readonly kind: 'wrong'; readonly at: readonly [row: number, column: number]; readonly found: string }

/** The most places that a cell may be given. */
const MOST = 2_000_000

/**
 * @param text tab-separated as Excel copies it, or CSV
 * @param codes of OORs: what is headed by them is a whole table
 */
export function pasted(text: string, codes: readonly string[]): Pasted {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/(\r?\n)+$/, '')
    .split(/\r?\n/)
  const separator = separatorOf(lines)
  const cells = lines.map((line) => (separator === null ? [line] : line.split(separator)).map((cell) => cell.trim()))
  const head = cells[0] ?? []
  const known = head.filter((cell) => codes.includes(cell)).length
  if (cells.length > 1 && known >= Math.min(2, codes.length)) return { kind: 'table' }
  const numbers: number[][] = []
  for (const [r, row] of cells.entries()) {
    for (const [c, cell] of row.entries()) {
      if (!/^\d{1,7}$/.test(cell) || Number(cell) > MOST) return { kind: 'wrong', at: [r, c], found: cell }
    }
    numbers.push(row.map(Number))
  }
  return { kind: 'block', cells: numbers }
}

/** One comma is a decimal sign, not two cells. */
function separatorOf(lines: readonly string[]): string | null {
  if (lines.some((line) => line.includes('\t'))) return '\t'
  if (lines.every((line) => line.includes(';'))) return ';'
  if (lines.every((line) => line.split(',').length > 2)) return ','
  return null
}
