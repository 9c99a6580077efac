/** The library on checking places over institutions, as a stranger would. */
import { ask } from '../ask/ask.js'
import { InputError } from '../domain/errors.js'
import { fingerprint } from '../io/canonical.js'
import { readCase } from '../io/read/institutions.js'
import type { Verification } from '../shapes/answers/verification.js'
import type { InstitutionsJson } from '../shapes/institutions.js'
import { checkRequest } from '../shapes/request.js'
import { SOLVER_NAMES } from '../solvers/index.js'
import { checkMade } from '../verify/made.js'
import { CLAIM } from '../words/texts.js'
import { withOptions } from './institutions.js'
import { fingerprintOf, withMade } from './made.js'
import { toldFaults, VERIFY_SECONDS, type VerifyRequest } from './verifying.js'

/** The check of places over institutions. */
export async function verifyInstitutions(
  { made, ...file }: InstitutionsJson,
  { case: given, scenario, scenarios = [], advices, carry, near, timeLimit, signal, language = 'nl' }: VerifyRequest,
): Promise<Verification> {
  const others = { scenario: scenario ?? scenarios[0], advices, carry: carry?.[0], near }
  const stray = Object.entries(others).filter(([, value]) => value !== undefined)
  if (stray.length > 0) {
    throw new InputError(
      stray.map(([path]) => ({ code: 'usage', path, found: 'institutions', expected: 'case' }) as const),
    )
  }
  const { timeLimit: seconds = VERIFY_SECONDS } = checkRequest({ timeLimit }, SOLVER_NAMES)
  const read = given === undefined ? null : withOptions(readCase(given), file.options)
  const checked = await ask('verify-institutions', [file, read], { timeLimit: seconds, signal })
  const { sha256 } = file.input
  const from = { question: 'institutions', case: sha256, options: file.options }
  const objective = file.objective === 'next-best' ? null : file.objective
  const version =
    made === undefined ? null : checkMade(made, fingerprint(made.from), { ...from, objective, near: file.near?.sha256 })
  // what is near to something is a version of what was fixed, and its chain says what that was
  const ofVersion = file.near === null ? [] : [{ path: 'near', found: 'given', expected: 'null' }]
  const faults = [...ofVersion, ...checked.faults, ...(version?.faults ?? [])]
  const verification: Verification = {
    of: 'institutions',
    status: faults.length > 0 ? 'rejected' : checked.unproven.length > 0 ? 'unproven' : 'accepted',
    proves: faults.length > 0 ? [] : checked.proves,
    notChecked: [...checked.notChecked, ...(version?.notChecked ?? [])],
    unproven: checked.unproven.map((each) => ({ ...each, text: CLAIM[each.claim][language] })),
    ...toldFaults(faults, [], language),
  }
  return withMade(verification, 'verify', { result: fingerprintOf({ ...file, made: undefined }), case: read?.sha256 })
}
