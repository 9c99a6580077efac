/** The library on letters: a page for everyone whom an integral proposal concerns. */
import { InputError } from '../domain/errors.js'
import type { Options } from '../domain/options.js'
import { inPlaceOf } from '../domain/places.js'
import type { Scenario } from '../domain/scenario.js'
import type { NearInput } from '../io/read/near.js'
import type { Letter, Placed } from '../report/letter-setting.js'
import type { Draft } from '../shapes/answers/draft.js'
import { titled } from '../words/heading.js'
import { checkGoesWith, draftFaults, draftIn } from './drafted.js'
import { scenarioOf, type ConsultationInput, type InFrame, type ScenarioInput } from './inputs.js'
import { fingerprintOf, withMade } from './made.js'
import { draft as draftAgain } from './proposals.js'
import type { Letters } from '../shapes/answers/letters.js'
import { verify, type VerifyRequest } from './verifying.js'

/** How letters are written. */
export interface LettersRequest extends InFrame, Pick<VerifyRequest, 'timeLimit' | 'signal'> {
  /** What the draft was made from; needed where it was made from anything. */
  readonly advices?: ConsultationInput | undefined
  /** What a draft with `near` keeps to; needed for one. */
  readonly near?: NearInput | undefined
  /** The date above the letters, as 2026-07-20; none is written where it is not given. */
  readonly date?: string | undefined
}

/**
 * Letters about a draft: `index.html` lists them, `vereniging-<code>.html` is for an association, `oor-<code>.html` for an OOR; each says
 * what was asked, what the proposal gives, and why (P26 II.1.3). The draft is verified first, against scenario and advices.
 * @param draft the path of what `draft --out x.json` wrote, or that answer itself
 * @throws InputError for wrong input, for a draft without places, and for one that is rejected or not proven
 */
export async function letters(
  scenario: ScenarioInput,
  draft: string | object,
  request: LettersRequest = {},
): Promise<Letter[]> {
  const { files } = await lettersAnswer(scenario, draft, request)
  return Object.entries(files).map(([name, html]) => ({ name, html }))
}

/** The same as one answer, which says which version it is. */
export async function lettersAnswer(
  scenario: ScenarioInput,
  draft: string | object,
  { advices, near, date, frame, language = 'nl', timeLimit, signal }: LettersRequest = {},
): Promise<Letters> {
  const read = scenarioOf(scenario, frame)
  if (date !== undefined) checkDate(date)
  const { file, drafted, place } = draftIn(draft)
  checkGoesWith(drafted, { advices, near })
  const checked = await verify(file, { scenario: read, advices, near, language, timeLimit, signal })
  if (checked.status !== 'accepted') throw new InputError(draftFaults(checked, place))
  if (!isPlaced(drafted)) {
    throw new InputError([{ code: 'no-proposal', path: place, found: drafted.status, expected: '' }])
  }
  const told = await withCosts(drafted, read, { advices, language, timeLimit, signal })
  const { letterPages } = await import('../report/letters.js')
  const { id, data, sha256 } = read
  const answer = withMade({ kind: 'letters' as const, scenario: id, data, input: { sha256 } }, 'letters', {
    scenario: sha256,
    advices: drafted.input.advicesSha256,
    result: fingerprintOf({ ...drafted, made: undefined }),
    date,
  })
  const { fingerprint } = answer.made
  const pages = inPlaceOf(read, () => letterPages(told, titled(read, language), language, date ?? null, fingerprint))
  return { ...answer, files: Object.fromEntries(pages.map(({ name, html }) => [name, html])) }
}

/**
 * What following each advice would have cost, which a letter to its association tells: worked out here where the draft was made without
 * `why`. Not where it cannot be asked for again (near a proposal, with what-ifs, published), or where other places came out.
 */
async function withCosts(
  drafted: Draft & Placed,
  scenario: Scenario,
  { advices, language, timeLimit, signal }: LettersRequest & Pick<VerifyRequest, 'language'>,
): Promise<Draft & Placed> {
  const isOpen = drafted.advices.some(({ followed, ifFollowed }) => followed === 'no' && ifFollowed === undefined)
  const isAskable = drafted.near === null && drafted.published !== true && !drafted.agreements.some(({ from }) => from === 'question') // prettier-ignore
  if (!isOpen || !isAskable) return drafted
  const options = drafted.options as Partial<Options> // as it was verified with
  const again = await draftAgain(scenario, advices, { why: true, options, language, timeLimit, signal })
  const isSame = JSON.stringify(again.allocation) === JSON.stringify(drafted.allocation)
  return isSame ? { ...drafted, advices: again.advices } : drafted
}

function isPlaced(draft: Draft): draft is Placed {
  return draft.allocation !== null && draft.base !== null && draft.frame !== null
}

/** A day that there is. */
function checkDate(date: string): void {
  const day = new Date(`${date}T00:00:00Z`)
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)) return
  throw new InputError([{ code: 'value', path: 'date', found: date, expected: '2026-07-20' }])
}
