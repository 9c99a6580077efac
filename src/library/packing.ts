/** The library on complaints: all that a committee asks of one institution. */
import { ask } from '../ask/ask.js'
import { InputError, type Fault } from '../domain/errors.js'
import { readCase, type CaseInput } from '../io/read/institutions.js'
import { codeOf, codesOf } from '../io/read/names.js'
import type { Pack } from '../shapes/answers/pack.js'
import { checkedRequest } from './inputs.js'
import { withOptions, type InstitutionsRequest } from './institutions.js'
import { withMade } from './made.js'

/**
 * What a complaints committee asks of one institution (P26 IV): the facts used, each step with its rule, the outcome of every training, and what
 * one place more or fewer would cost, and whom. Of confidential data nothing is told of what others had.
 * @param given the id of a shipped case, a path, or a case with its lists in it
 * @param institution its code or its name
 * @throws InputError for wrong input
 */
export async function pack(given: CaseInput, institution: string, request: InstitutionsRequest = {}): Promise<Pack> {
  const { objective, options, ...rest } = request
  const { limits } = checkedRequest(rest)
  const read = withOptions(readCase(given), options)
  const faults: Fault[] = []
  const known = codesOf(read.institutions.map(({ code, name }) => ({ code, name, intake: 0, aliases: [] })))
  const code = codeOf(institution, () => 'institution', known, faults)
  if (faults.length > 0) throw new InputError(faults)
  const answer = await ask('pack', [read, code, objective], limits)
  return withMade(answer, 'pack', { case: read.sha256, institution: code, objective, options: read.options })
}
