/** How a table is to be rounded, checked: the same names for the library, the commands and the service. */
import { CARRY_RULES, MOST_CARRIED } from '../domain/carry.js'
import { METHODS, OBJECTIVES } from '../domain/table.js'
import type { Method, Objective } from '../domain/table.js'
import type { Options } from '../domain/options.js'
import { TIE_DECISIONS, type TieDecision } from '../domain/result.js'
import * as z from 'zod'
import { checkShape } from './check.js'
import { optionsSchema } from './files.js'

export interface CheckedRequest<S extends string> {
  readonly method?: Method | undefined
  readonly objective?: Objective | undefined
  readonly solver?: S | undefined
  readonly options?: Partial<Options> | undefined
  readonly timeLimit?: number | undefined
  readonly ties?: TieDecision | undefined
  readonly seed?: number | undefined
  readonly optima?: number | undefined
  readonly noFreedom?: boolean | undefined
}

/** The shape of a request: what the flags, the library and the service have in common. */
export function requestSchema<S extends string>(solvers: readonly [S, ...S[]]) {
  return z.strictObject({
    method: z.enum(METHODS).optional(),
    objective: z.enum(OBJECTIVES).optional(),
    solver: z.enum(solvers).optional(),
    options: optionsSchema.optional(),
    timeLimit: z.number().positive().max(86_400).optional(),
    ties: z.enum(TIE_DECISIONS).optional(),
    seed: z.int().min(0).max(4_294_967_295).optional(),
    optima: z.int().min(0).max(1_000).optional(),
    noFreedom: z.boolean().optional().describe('leave out what the protocol by itself fixes and leaves free'),
  })
}

const carrying = z.object({
  /** Each is read by its own reader. */
  carry: z.array(z.unknown()).max(MOST_CARRIED).optional(),
  carryRule: z.enum(CARRY_RULES).optional(),
})

/** Checks what is carried over, and by which rule. @throws InputError with each fault by its name */
export function checkCarrying(value: object): z.infer<typeof carrying> {
  return checkShape(carrying, value, 'request')
}

/**
 * Checks a request. `signal` is passed over: only the library has it.
 * @param solvers the names of the solvers there are
 * @throws InputError with each fault by its name
 */
export function checkRequest<S extends string>(value: object, solvers: readonly [S, ...S[]]): CheckedRequest<S> {
  return checkShape(requestSchema(solvers), value, 'request')
}
