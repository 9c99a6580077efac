/** The library on complaints: all that a committee asks of one institution. */
import { ask } from '../ask/ask.js'
import { InputError, type Fault } from '../domain/errors.js'
import type { InstitutionCase } from '../domain/institutions.js'
import { isFixed } from '../io/read/fixed.js'
import { readCase, type CaseInput } from '../io/read/institutions.js'
import { codeOf, codesOf } from '../io/read/names.js'
import { checkShape } from '../shapes/check.js'
import { caseAsked } from '../shapes/institutions.js'
import type { Pack } from '../shapes/answers/pack.js'
import { standingVersion } from './fixing.js'
import { checkedRequest } from './inputs.js'
import { withOptions, type InstitutionsRequest } from './institutions.js'
import { withMade } from './made.js'

/**
 * What a complaints committee asks of one institution (P26 IV): the facts used, each step with its rule, the outcome of every training, and what
 * one place more or fewer would cost, and whom. Of confidential data nothing is told of what others had.
 *
 * Of a version of fixed places it is about those as they stand, with what was amended; its chain is verified first.
 * @param given the id of a shipped case, a path, or a case with its lists in it; or a version, by its path or itself
 * @param institution its code or its name
 * @throws InputError for wrong input, a chain that is broken, and for an objective or options of a version: it has its own
 */
export async function pack(given: CaseInput, institution: string, request: InstitutionsRequest = {}): Promise<Pack> {
  const { objective: aim, options: choices, ...rest } = request
  const { objective, options } = checkShape(caseAsked, { objective: aim, options: choices }, 'request')
  const { limits } = checkedRequest(rest)
  if (!isFixed(given)) {
    const read = withOptions(readCase(given), options)
    const code = institutionIn(read, institution)
    const answer = await ask('pack', [read, code, { objective }], limits)
    return withMade(answer, 'pack', { case: read.sha256, institution: code, objective, options: read.options })
  }
  refuseChoices({ objective, options: choices })
  const { file, versions, given: of } = await standingVersion(given, limits)
  const code = institutionIn(of, institution)
  const fixed = { answer: { ...file.result, milliseconds: 0 }, versions }
  const answer = await ask('pack', [of, code, { fixed }], limits)
  return withMade(answer, 'pack', { result: file.hash, institution: code })
}

function institutionIn({ institutions }: InstitutionCase, given: string): string {
  const faults: Fault[] = []
  const known = codesOf(institutions.map(({ code, name }) => ({ code, name, intake: 0, aliases: [] })))
  const code = codeOf(given, () => 'institution', known, faults)
  if (faults.length > 0) throw new InputError(faults)
  return code
}

/** A version keeps what it was made with. */
function refuseChoices(given: Pick<InstitutionsRequest, 'objective' | 'options'>): void {
  const stray = Object.entries(given).filter(([, value]) => value !== undefined)
  if (stray.length === 0) return
  throw new InputError(stray.map(([path]) => ({ code: 'usage', path, found: 'fixed', expected: 'case' })))
}
