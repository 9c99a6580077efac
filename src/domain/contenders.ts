/** What is compared over many random years: methods, the years themselves, and what one hands on to the next. */
import { CARRY_RULES } from './carry.js'
import type { Method, Objective } from './table.js'

/** A method with its objective under one name. `next-best` is the optimum of the protocol. */
export const CONTENDERS = {
  'next-best': { method: 'optimal', objective: 'next-best' },
  absolute: { method: 'optimal', objective: 'absolute' },
  squares: { method: 'optimal', objective: 'squares' },
  largest: { method: 'optimal', objective: 'largest' },
  proportional: { method: 'optimal', objective: 'proportional' },
  stepwise: { method: 'stepwise', objective: 'next-best' },
  sequential: { method: 'sequential', objective: 'next-best' },
  'largest-remainder': { method: 'largest-remainder', objective: 'next-best' },
  lottery: { method: 'lottery', objective: 'next-best' },
} as const satisfies Readonly<Record<string, { readonly method: Method; readonly objective: Objective }>>
export type Contender = keyof typeof CONTENDERS
export const CONTENDER_NAMES = Object.keys(CONTENDERS) as [Contender, ...Contender[]]

/** What one year hands on to the next within a run: nothing, or by a rule. */
export const CARRIES = ['none', ...CARRY_RULES] as const
export type Carry = (typeof CARRIES)[number]

/** Random years, named; see `src/fairness/populations.ts` for what each assumes. */
export const POPULATIONS = ['counting', 'drift', 'worlds', 'simplex'] as const
export type Population = (typeof POPULATIONS)[number]
