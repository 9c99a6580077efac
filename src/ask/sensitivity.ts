/** What matters, and how near each decision was: asked in parts, so that there is progress and every core helps. */
import type { Scenario } from '../domain/scenario.js'
import type { Sensitivity } from '../shapes/answers/sensitivity.js'
import { ask } from './ask.js'
import { spread, type Spreading } from './spread.js'

/** What is asked beside each option by itself, all filled in. */
export interface SensitivityQuestion {
  readonly pairs: boolean
  readonly careUse: boolean
  /** Random years; 0 for none. */
  readonly draws: number
  readonly seed: number
}

export interface SensitivityLimits extends Spreading {
  /** Called after each part, with the parts done so far and all. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined
}

/** So many random years in a part. */
const BATCH = 50

/** @throws the signal's reason when cancelled */
export async function sensitivityOf(
  scenario: Scenario,
  { pairs, careUse, draws, seed }: SensitivityQuestion,
  { threads, signal, onProgress }: SensitivityLimits,
): Promise<Sensitivity> {
  const { base, options } = await ask('switches', [scenario, pairs], { signal })
  const { allocation } = base
  const rows = careUse && allocation !== null ? [...allocation.keys()] : []
  const batches = Array.from({ length: Math.ceil(draws / BATCH) }, (_, k) => k * BATCH)
  const all = rows.length + batches.length
  let done = 0
  const onAnswer = () => onProgress?.(++done, all)
  const counted = await spread(
    'switched-years',
    batches.map((from) => [scenario, pairs, seed, from, Math.min(draws, from + BATCH)]),
    { threads, signal },
    onAnswer,
  )
  const standing = { allocation: allocation ?? [], unique: base.unique === true, objective: base.objective }
  const near = await spread('care-use', rows.map((s) => [scenario, standing, s]), { threads, signal }, onAnswer) // prettier-ignore
  const years = counted.reduce((sum, each) => sum + each.years, 0)
  const share = (of: 'anyCell' | 'anyTotal', k: number) => counted.reduce((sum, each) => sum + each[of][k]!, 0) / years
  return {
    scenario: scenario.id,
    data: scenario.data,
    base,
    options: options.map((each, k) => ({
      ...each,
      years: years === 0 ? null : { anyCell: share('anyCell', k), anyTotal: share('anyTotal', k) },
    })),
    draws,
    seed,
    years,
    careUse: careUse ? near.flat() : null,
  }
}
