/** Boxes: the bounds of every cell of a program, and what its totals leave of them. */
import type { Program } from './program.js'

/** Bounds per cell. */
export interface Box {
  readonly low: Int32Array
  readonly high: Int32Array
}

/**
 * The bounds that rows and columns leave of a box: a cell holds at most its total minus what the others must hold, and
 * at least its total minus what they can hold. Also replaces "unbounded" by a number.
 * @returns null when a cell is left without a value, which proves that the box holds no solution
 */
export function impliedBounds(program: Program, { low, high }: Box = program): Box | null {
  const { rows, columns, rowTotals, columnTotals } = program
  const box = { low: low.slice(), high: high.slice() }
  for (let row = 0; row < rows; row++) {
    if (!tighten(box, rowTotals[row]!, row * columns, 1, columns)) return null
  }
  for (let column = 0; column < columns; column++) {
    if (!tighten(box, columnTotals[column]!, column, columns, rows)) return null
  }
  return box
}

function tighten({ low, high }: Box, total: number, first: number, stride: number, count: number): boolean {
  let least = 0
  let most = 0
  for (let i = 0, cell = first; i < count; i++, cell += stride) {
    least += low[cell]!
    most += high[cell]!
  }
  for (let i = 0, cell = first; i < count; i++, cell += stride) {
    const highest = Math.min(high[cell]!, total - (least - low[cell]!))
    const lowest = Math.max(low[cell]!, total - (most - high[cell]!))
    if (lowest > highest) return false
    low[cell] = lowest
    high[cell] = highest
  }
  return true
}

/** The value of a cell, or the end of the box nearest to it. */
export function clamp(value: number, { low, high }: Box, cell: number): number {
  return value < low[cell]! ? low[cell]! : value > high[cell]! ? high[cell]! : value
}
