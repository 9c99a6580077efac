/** What every method of rounding returns. "Why it stopped" and "what there is" are separate. */
import type { Status, TraceStep } from '../domain/result.js'
import type { Allocation } from '../domain/table.js'
import type { Expectation } from './lottery.js'
import type { Proven } from './proven.js'

export interface Rounding {
  readonly status: Status
  /** Also shown when the method got stuck or left the totals off; null when there is nothing to show. */
  readonly allocation: Allocation | null
  /** What a hand method did, step by step; null for the optimum. */
  readonly trace: readonly TraceStep[] | null
  /** Only of an optimum: its proof, and how it stands to others that are equally good. */
  readonly proven?: Proven
  /** Only of a lottery. */
  readonly expectation?: Expectation
}
