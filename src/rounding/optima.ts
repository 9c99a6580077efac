/**
 * All allocations that are equally good, found by moving along tie arcs: from a row to a column where one more costs nothing,
 * from a column to a row where one fewer does. A directed cycle of them leads to another optimum, and every other optimum is
 * reached so.
 */
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import { codeOrder } from '../domain/decimal.js'
import type { Program } from '../program/program.js'
import { tieStep, type Proof } from '../program/proof.js'
import { contestedCells } from '../verify/ties.js'

/**
 * Walks over the optimal solutions of a program. Cells are decided in the order of `cells`; all others follow freely.
 * Every step throws OutOfTime when the budget has stopped.
 */
export class Optima {
  readonly y: Int32Array
  /** Cells that may no longer move. */
  private readonly fixed: Uint8Array
  private readonly before: Int32Array
  private readonly queue: Int32Array

  constructor(
    private readonly program: Program,
    private readonly proof: Proof,
    y: Int32Array,
    private readonly cells: readonly number[],
    private readonly budget: Budget = UNLIMITED,
  ) {
    this.y = y.slice()
    this.fixed = new Uint8Array(y.length)
    this.before = new Int32Array(program.rows + program.columns)
    this.queue = new Int32Array(program.rows + program.columns)
  }

  /** Moves to the lexicographically largest optimum in the order of the cells. */
  largest(): void {
    this.raiseFrom(0)
    this.fixed.fill(0)
  }

  /** Moves to the next smaller optimum. False when there is none. */
  next(): boolean {
    const { cells, fixed } = this
    for (const cell of cells) fixed[cell] = 1
    for (let i = cells.length - 1; i >= 0; i--) {
      fixed[cells[i]!] = 0
      if (!this.move(cells[i]!, -1)) continue
      fixed[cells[i]!] = 1
      this.raiseFrom(i + 1)
      fixed.fill(0)
      return true
    }
    fixed.fill(0)
    return false
  }

  private raiseFrom(first: number): void {
    for (const cell of this.cells.slice(first)) {
      while (this.move(cell, 1));
      this.fixed[cell] = 1
    }
  }

  /** One more (or fewer) in a cell, with the cycle of tie arcs that makes up for it. False when there is none. */
  private move(cell: number, by: 1 | -1): boolean {
    const { program, y } = this
    look(this.budget)
    if (!this.tie(cell, by)) return false
    const row = Math.floor(cell / program.columns)
    const column = program.rows + (cell % program.columns)
    const [from, to] = by === 1 ? [column, row] : [row, column]
    if (!this.findPath(from, to, cell)) return false
    for (let node = to; node !== from; node = this.before[node]!) {
      const other = this.before[node]!
      if (other < program.rows) y[other * program.columns + node - program.rows]!++
      else y[node * program.columns + other - program.rows]!--
    }
    y[cell]! += by
    return true
  }

  private tie(cell: number, by: 1 | -1): boolean {
    const y = this.y[cell]!
    return tieStep(this.program, this.proof, cell, by === 1 ? y : y - 1)
  }

  /** Breadth first along tie arcs of cells that may still move. */
  private findPath(from: number, to: number, avoided: number): boolean {
    const { rows, columns } = this.program
    const { before, queue, fixed } = this
    before.fill(-1)
    before[from] = from
    queue[0] = from
    for (let head = 0, tail = 1; head < tail; head++) {
      const node = queue[head]!
      if (node === to) return true
      const rising = node < rows
      const count = rising ? columns : rows
      for (let i = 0; i < count; i++) {
        const next = rising ? rows + i : i
        const cell = rising ? node * columns + i : i * columns + node - rows
        if (before[next] !== -1 || cell === avoided || fixed[cell] === 1 || !this.tie(cell, rising ? 1 : -1)) continue
        before[next] = node
        queue[tail++] = next
      }
    }
    return false
  }
}

/**
 * The optimum that stands for all: the lexicographically largest in the program's own order, whichever of them a solver found.
 * @throws OutOfTime
 */
export function largestOptimum(program: Program, proof: Proof, y: Int32Array, budget: Budget = UNLIMITED): Int32Array {
  const { rows, columns } = program
  const { mayRise, mayFall } = proof
  const walk = new Optima(program, proof, y, contestedCells({ rows, columns, mayRise, mayFall }, budget), budget)
  walk.largest()
  return walk.y
}

/** Cells of a table in reading order of stable codes, whatever their order in the input. */
export function readingOrder(rows: readonly string[], columns: readonly string[]): number[] {
  return codeOrder(rows).flatMap((s) => codeOrder(columns).map((o) => s * columns.length + o))
}
