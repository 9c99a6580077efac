/** The library on drafts that are handed in: what `draft` answered, and why one is refused; and the proposal that stands in a chain. */
import { InputError, type Fault } from '../domain/errors.js'
import { parseResult, readResult } from '../io/read/result.js'
import type { Draft } from '../shapes/answers/draft.js'
import type { DraftJson } from '../shapes/proposals.js'
import type { Verification } from '../shapes/answers/verification.js'
import type { Scenario } from '../domain/scenario.js'
import type { NearInput } from '../io/read/near.js'
import type { ConsultationInput } from './inputs.js'
import { draft as draftFrom } from './proposals.js'
import { verify, verifyUnlessLate, type VerifyRequest } from './verifying.js'

/** A draft that was handed in: as it is verified, as it is read, and what to call it. */
export interface DraftGiven {
  readonly file: DraftJson
  readonly drafted: Draft
  readonly place: string
}

/** @param draft the path of what `draft --out x.json` wrote, or that answer itself; @throws InputError for another answer */
export function draftIn(draft: string | object): DraftGiven {
  const place = typeof draft === 'string' ? draft : 'draft'
  const file = typeof draft === 'string' ? readResult(draft) : parseResult(draft, place)
  if ('kind' in file && file.kind === 'draft') {
    return { file, drafted: file as unknown as Draft, place }
  }
  const found = 'kind' in file ? file.kind : 'solve, round'
  throw new InputError([{ code: 'other-answer', path: place, found, expected: 'draft' }])
}

/** Why a draft is refused, place by place. */
export function draftFaults({ status, faults, unproven }: Verification, place: string): Fault[] {
  if (status === 'unproven') {
    return unproven.map(({ path }) => ({ code: 'draft-unproven', path: `${place}: ${path}`, found: '', expected: '' }))
  }
  return faults.map(({ path, found, expected }) => ({
    code: 'draft-rejected',
    path: `${place}: ${path}`,
    found: found ?? '',
    expected: expected ?? '',
  }))
}

/** What was not given, and is needed to verify a draft. */
export function checkGoesWith(
  drafted: Draft,
  { advices, near }: { readonly advices: unknown; readonly near: unknown },
): void {
  // what people asked is held against what they sent, not against what the draft says that they did
  const { advices: given, attentionPoints, motivations } = drafted.consultation
  const isAsked = given.length + attentionPoints.length + motivations.length > 0
  if (isAsked && advices === undefined) throw new InputError([missing('advices')])
  if (drafted.near !== null && near === undefined) throw new InputError([missing('near')])
}

function missing(path: 'advices' | 'near'): Fault {
  return { code: 'missing', path, found: '-', expected: path }
}

/** What the integral proposal comes from. */
interface ProposedFrom {
  readonly advices: ConsultationInput | undefined
  readonly near: NearInput | undefined
  /** What `draft` answered, or its path; undefined where it is drafted here. */
  readonly draft: string | object | undefined
}

interface Proposed {
  readonly drafted: Draft
  readonly checked: Verification
}

export type Propose = typeof propose

/** The integral proposal, drafted here or handed in; verified either way. @throws InputError for one handed in that is not right */
export async function propose(
  scenario: Scenario,
  { advices, near, draft }: ProposedFrom,
  limits: Pick<VerifyRequest, 'timeLimit' | 'signal' | 'language'>,
): Promise<Proposed> {
  const { signal, language } = limits
  const against = { scenario, advices, near, signal, language }
  if (draft === undefined) {
    const drafted = await draftFrom(scenario, advices, { ...limits, near })
    const isNear = drafted.near !== null
    return { drafted, checked: await verifyUnlessLate(drafted, { ...against, near: isNear ? near : undefined }) }
  }
  const { file, drafted, place } = draftIn(draft)
  checkGoesWith(drafted, { advices, near })
  const checked = await verify(file, against)
  if (checked.status !== 'accepted') throw new InputError(draftFaults(checked, place))
  return { drafted, checked }
}
