/** The library on institutions: the places of an OOR's cells over those that train (P26 III, VIS V). */
import { ask } from '../ask/ask.js'
import type { CaseOptions, InstitutionCase, SeatObjective } from '../domain/institutions.js'
import { readCase, type CaseInput } from '../io/read/institutions.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import { checkShape } from '../shapes/check.js'
import { caseAsked, type GivenOptions } from '../shapes/institutions.js'
import { checkedRequest } from './inputs.js'
import { said } from '../io/read/readings.js'
import { withMade } from './made.js'
import type { Request } from '../allocation/request.js'
import type { Language } from '../domain/language.js'

/** How a case is asked. */
export interface InstitutionsRequest extends Pick<Request, 'timeLimit' | 'signal'> {
  /** Of what is said of the tables that were read. */
  readonly language?: Language | undefined
  readonly objective?: SeatObjective | undefined
  /** Readings of the rules, in the place of those of the case. */
  readonly options?: Partial<CaseOptions> | undefined
}

/**
 * The places of every cell of the OORs over the institutions that are recognised: the cells add up, bounds hold, and each training is
 * as near as can be to its cluster's advice, or else to its share of three years (P26 III.1, I.3; VIS V).
 * @param given the id of a shipped case, a path, or a case with its lists in it
 * @throws InputError for wrong input, with every fault; EngineError when a solver breaks its contract
 * @example const { places } = await institutions('2027-institutions')
 */
export async function institutions(given: CaseInput, request: InstitutionsRequest = {}): Promise<Institutions> {
  const { objective, options, language = 'nl', ...rest } = request
  const checked = checkShape(caseAsked, { objective, options }, 'request')
  const { limits } = checkedRequest(rest)
  const whole = readCase(given)
  const read = withOptions(whole, checked.options)
  const answered = await ask('institutions', [read, { objective: checked.objective }], limits)
  return withMade(said(answered, [whole], language), 'institutions', {
    case: read.sha256,
    objective: checked.objective,
    options: read.options,
  })
}

/** A case under other readings; its hash stays that of what was read. */
export function withOptions(read: InstitutionCase, options: GivenOptions | undefined): InstitutionCase {
  const given = Object.entries(options ?? {}).filter(([, value]) => value !== undefined)
  return given.length === 0 ? read : { ...read, options: { ...read.options, ...Object.fromEntries(given) } }
}
