/**
 * Why two scenarios differ: A's is changed into B's one thing at a time, in a stated order, and each step's cause is the difference of
 * the targets before and after it (mathematics 10). So causes add up by construction; another order would give other numbers.
 */
import { shares, type Shares } from '../adherence/care-use.js'
import { targetOf } from '../adherence/target.js'
import type { Budget } from '../domain/budget.js'
import { NANO, nanoToPlaces } from '../domain/decimal.js'
import { InputError } from '../domain/errors.js'
import type { Options } from '../domain/options.js'
import type { Scenario } from '../domain/scenario.js'
import type { Causes, CausesReason } from '../shapes/answers/comparison.js'
import { matrixOf } from './measures.js'

/** What of a scenario makes its target; shares apart, as B may lack a criterion that A has. */
interface State {
  readonly scenario: Scenario
  readonly shares: Shares
}

type Matrix = readonly (readonly number[])[]

/** The steps, in their order: what each takes over from B. */
const STEPS = [
  { cause: 'intake', taken: ({ scenario: { specialties } }: State) => ({ specialties }) },
  { cause: 'careUse', taken: () => ({}) },
  { cause: 'criterion', taken: ({ scenario: { criterion } }: State) => ({ criterion }) },
  { cause: 'floor', taken: ({ scenario: { floor } }: State) => ({ floor }) },
  { cause: 'zeroCells', taken: ({ scenario: { zeroCells } }: State) => ({ zeroCells }) },
  { cause: 'options', taken: ({ scenario: { options } }: State) => ({ options }) },
] as const satisfies readonly { readonly cause: keyof Causes; readonly taken: (b: State) => Partial<Scenario> }[]

/**
 * Takes b - a apart by cause; `rounding` is what the targets leave.
 * @param asked overrules the options of both; @param places the difference in places, and `target` the two targets it came from
 * @returns the reason where some scenario on the way has no target
 */
export function causesOf(
  [a, b]: readonly [Scenario, Scenario],
  asked: Partial<Options>,
  target: readonly [Matrix, Matrix],
  places: Matrix,
  budget: Budget,
): Causes | CausesReason {
  const [from, to] = [a, b].map((scenario): State => {
    const options = { ...scenario.options, ...asked }
    return { scenario: { ...scenario, options }, shares: shares(scenario) }
  }) as [State, State]
  const [first, last] = target.map((matrix) => Float64Array.from(matrix.flat(), nano)) as [Float64Array, Float64Array]
  const causes = new Map<string, Matrix>()
  let [state, before] = [from, first]
  for (const { cause, taken } of STEPS) {
    const next = {
      scenario: { ...state.scenario, ...taken(to) },
      shares: cause === 'careUse' ? careUseOf(to, state) : state.shares,
    }
    const after = cause === 'options' ? last : targetAt(next, budget)
    if (typeof after === 'string') return after
    causes.set(cause, minus(after, before, b.oors.length))
    ;[state, before] = [next, after]
  }
  const moved = Float64Array.from(places.flat(), nano)
  const rounding = moved.map((by, cell) => by - (last[cell]! - first[cell]!))
  causes.set('rounding', minus(rounding, new Float64Array(rounding.length), b.oors.length))
  return Object.fromEntries(causes) as unknown as Causes
}

/** B's care use; a criterion that B lacks stays A's. */
function careUseOf({ shares: theirs }: State, { shares: ours }: State): Shares {
  return { ...theirs, training: theirs.training ?? ours.training }
}

function targetAt({ scenario, shares: share }: State, budget: Budget): Float64Array | CausesReason {
  try {
    const { targetNano, late } = targetOf(scenario, share, budget)
    return targetNano ?? (late ? 'time-limit' : 'no-target')
  } catch (error) {
    if (error instanceof InputError) return 'no-target'
    throw error
  }
}

function minus(after: Float64Array, before: Float64Array, columns: number): Matrix {
  const by = after.map((each, cell) => each - before[cell]!)
  return matrixOf(by, columns, nanoToPlaces)
}

function nano(places: number): number {
  return Math.round(places * NANO)
}
