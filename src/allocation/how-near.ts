/**
 * How near a decision was: by how much the care use of a cell would have to grow, or shrink, for one place more or fewer, when all
 * of chapter 1 is computed anew: shares, floor, totals and rounding. The cell's use is multiplied in every criterion, and its row
 * divided by its new sum.
 *
 * What a cell gets need not rise with its care use: totals are rounded, and places go where the whole table fits best. So nothing is
 * concluded from one end of a range to the other: every step outward is solved, and whether it flips back further out is told.
 */
import { shares, type Matrix, type Shares } from '../adherence/care-use.js'
import { look, UNLIMITED, type Budget } from '../domain/budget.js'
import type { Scenario } from '../domain/scenario.js'
import type { Allocation, Objective, Table } from '../domain/table.js'
import { roundTable } from '../rounding/methods.js'
import { optimumAlone } from '../rounding/optimal.js'
import type { Rounding } from '../rounding/outcome.js'
import { tableOfShares } from './scenario-table.js'

/** Care use times `factor`; `percent` is by how much that grows, or with a minus shrinks. */
export interface CareUseChange {
  readonly factor: number
  readonly percent: number
  /** Whether, further out, the cell has its place back; null where nobody looked. */
  readonly back: boolean | null
}

/** Outward in steps of a tenth of a per cent, to twice the use or half of it; the first change is then bisected to a hundredth. */
const STEPS_UP = 1_000
const STEPS_DOWN = 500
const FINE = 10

/** What was solved: the places that stand, and whether they are the only best. */
export interface SolvedBase {
  readonly allocation: readonly (readonly number[])[]
  readonly unique: boolean
  readonly objective: Objective
}

export class HowNear {
  private readonly share: Shares

  /** @param scenario with its options in it */
  constructor(
    private readonly scenario: Scenario,
    private readonly standing: SolvedBase,
    private readonly budget: Budget = UNLIMITED,
  ) {
    this.share = shares(scenario)
  }

  /**
   * The nearest change of a cell's care use that gives it one place more (`by` 1) or one fewer (-1).
   * @param further whether to look on, after the first change, if it flips back
   * @returns null where none within the range does; @throws OutOfTime
   */
  async of(s: number, o: number, by: 1 | -1, further = true): Promise<CareUseChange | null> {
    if (this.share.all[s]![o] === 0 && (this.share.training?.[s]![o] ?? 0) === 0) return null
    const found = this.isQuick ? await this.search(s, o, by, further, (table) => this.alone(table)) : 'tied'
    return found === 'tied' ? this.search(s, o, by, further, null) : found
  }

  /**
   * Goes outward. By `quick` no choice is made between equals: where it matters the table is solved in full, and if that finds equals
   * (coarse care use has them at any factor), all of it has to be.
   */
  private async search(s: number, o: number, by: 1 | -1, further: boolean, quick: null): Promise<CareUseChange | null>
  private async search(s: number, o: number, by: 1 | -1, further: boolean, quick: Quick): Promise<CareUseChange | null | 'tied'> // prettier-ignore
  private async search(
    s: number,
    o: number,
    by: 1 | -1,
    further: boolean,
    quick: Quick | null,
  ): Promise<CareUseChange | null | 'tied'> {
    const places = this.standing.allocation[s]![o]!
    const steps = by === 1 ? STEPS_UP : STEPS_DOWN
    const factorAt = (hundredths: number) => (10_000 + by * hundredths) / 10_000
    const isOther = (now: number) => (by === 1 ? now > places : now < places)
    // in hundredths of a per cent; null: there is no answer, so nothing is known beyond
    const changedAt = async (hundredths: number): Promise<boolean | null> => {
      const now = await this.placesAt(s, o, factorAt(hundredths), quick)
      return now === null ? null : isOther(now)
    }
    /** Whether what was found there stands, and is the only best. */
    const isSure = async (hundredths: number, changed: boolean): Promise<boolean> => {
      if (quick === null) return true
      const table = this.tableAt(s, o, factorAt(hundredths))
      const { allocation, proven } = await this.inFull(table!)
      return proven?.unique === true && isOther(allocation![s * this.scenario.oors.length + o]!) === changed
    }
    let found = 0
    for (let step = 1; step <= steps && found === 0; step++) {
      const changed = await changedAt(step * FINE)
      if (changed === null) return null
      if (changed) found = step
    }
    if (found === 0) return (await isSure(steps * FINE, false)) ? null : 'tied'
    let [before, after] = [(found - 1) * FINE, found * FINE]
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if ((await changedAt(middle)) === true) after = middle
      else before = middle
    }
    if (!((await isSure(before, false)) && (await isSure(after, true)))) return 'tied'
    let back = further ? false : null
    let last = found
    while (back === false && last < steps) {
      const changed = await changedAt((last + 1) * FINE)
      if (changed === null) break
      last++
      back = !changed
    }
    if (last > found && !(await isSure(last * FINE, back === false))) return 'tied'
    return { factor: factorAt(after), percent: (by * after) / 100, back }
  }

  /** What the cell gets when its care use is `factor` times what it is; null where there is no answer. */
  private async placesAt(s: number, o: number, factor: number, quick: Quick | null): Promise<number | null> {
    look(this.budget)
    const table = this.tableAt(s, o, factor)
    const allocation = table && (quick === null ? (await this.inFull(table)).allocation : quick(table))
    return allocation && allocation[s * this.scenario.oors.length + o]!
  }

  private tableAt(s: number, o: number, factor: number): Table | null {
    const { all, training } = this.share
    const share = {
      all: scaled(all, s, o, factor),
      training: training && scaled(training, s, o, factor),
      leftOut: null,
    }
    return tableOfShares(this.scenario, share, this.budget)?.table ?? null
  }

  /** Whether an optimum by itself will do, as long as it is the only one. */
  private get isQuick(): boolean {
    const { objective, unique } = this.standing
    return unique && (objective === 'next-best' || objective === 'absolute' || objective === 'squares')
  }

  private alone(table: Table): Allocation | null {
    return optimumAlone(table, this.standing.objective as Parameters<typeof optimumAlone>[1], this.budget)
  }

  private inFull(table: Table): Promise<Rounding> {
    return roundTable({ table, method: 'optimal', objective: this.standing.objective, solver: 'flow' }, this.budget)
  }
}

/** An optimum, whichever of equals. */
type Quick = (table: Table) => Allocation | null

/** A row of shares in which one cell's care use is `factor` times what it was. */
function scaled(matrix: Matrix, s: number, o: number, factor: number): Matrix {
  const row = matrix[s]!
  const sum = 1 + row[o]! * (factor - 1)
  return matrix.with(
    s,
    row.map((share, k) => (k === o ? share * factor : share) / sum),
  )
}
