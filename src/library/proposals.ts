/** The library on integral proposals and on years together. */
import { InputError, type Fault } from '../domain/errors.js'
import { inPlaceOf } from '../domain/places.js'
import { ask } from '../ask/ask.js'
import type { Scenario } from '../domain/scenario.js'
import { fingerprint } from '../io/canonical.js'
import { agreedHash, optionsFor, withMade } from './made.js'
import { agreedIn, checkAdvised } from '../io/read/agreements.js'
import { nearTo, readNear } from '../io/read/near.js'
import { said } from '../io/read/readings.js'
import { scenariosOf } from '../io/read/scenario.js'
import type { Language } from '../words/texts.js'
import type { Request } from '../allocation/request.js'
import type { Checked } from '../shapes/answers/check.js'
import type { DraftRequest } from '../proposals/draft.js'
import type { Draft } from '../shapes/answers/draft.js'
import type { Years } from '../shapes/answers/years.js'
import type { Nearness } from './rounding.js'
import {
  type ScenarioInput,
  type InFrame,
  type ConsultationInput,
  consultationOf,
  proposalOf,
  scenarioOf,
  bothOf,
  checkedRequest,
} from './inputs.js'

/**
 * An integral proposal within the leeway, best by the order of wishes in `prefer`, with the balance per OOR, what became of each
 * advice, the motivations that are needed and what each wish cost the next (P26 fase II). With `fallback` also the 75/25
 * distribution that comes when there is no agreement (P26 II.3); `near` a proposal made by hand, kept to as far as the frame allows,
 * before all wishes. No fitting proposal is an answer: `infeasible`.
 * @throws InputError for wrong input, with every fault
 */
export async function draft(
  scenario: ScenarioInput,
  advices?: ConsultationInput,
  request: Omit<DraftRequest, 'near' | 'agreements'> & InFrame & Agreeing & Pick<Nearness, 'near'> = {},
): Promise<Draft> {
  const { fallback, why, language, frame, agree = [], near: given, ...rest } = request
  const [{ checked: flags, limits }, checked] = bothOf(
    () => checkedRequest(rest),
    () => scenarioOf(scenario, frame),
  )
  if (fallback === true) checkFallback(checked)
  const [consultation, table] = bothOf(
    () => consultationOf(advices, checked),
    () => (given === undefined ? null : readNear(given, checked)),
  )
  const near = table === null ? undefined : nearTo(table, 'first')
  const agreements = agreedIn(agree, checked)
  checkAdvised(checked, consultation, agreements)
  const asked = { options: flags.options, near, fallback, why, language, agreements }
  const drafted = await ask('draft', [checked, consultation, fingerprint(consultation), asked], limits)
  return withMade(said(drafted, [checked, consultation, table], language), 'draft', {
    scenario: checked.sha256,
    advices: fingerprint(consultation),
    near: near?.sha256,
    options: drafted.options,
    fallback,
    why: why === true && drafted.advices.length > 0,
    agree: agreedHash(drafted.agreements),
  })
}

/**
 * A proposal against the frame, rule by rule, each with its source (P26 II.2.2); with `repair` also the nearest proposal that
 * complies.
 * @param proposal the path of a CSV, JSON or .xlsx file, the bytes of a workbook, or `{ rows, columns, allocation }`
 * @throws InputError for wrong input, with every fault
 */
export async function check(
  scenario: ScenarioInput,
  proposal: string | Uint8Array | object,
  request: CheckRequest = {},
): Promise<Checked> {
  const { advices, repair, language, frame, agree = [], ...rest } = request
  const [{ checked: flags, limits }, checked] = bothOf(
    () => checkedRequest(rest),
    () => scenarioOf(scenario, frame),
  )
  const [consultation, read] = bothOf(
    () => consultationOf(advices, checked),
    () => proposalOf(proposal, checked),
  )
  const agreements = agreedIn(agree, checked)
  checkAdvised(checked, consultation, agreements)
  const asked = { options: flags.options, repair, language, agreements }
  const tested = await ask('check', [checked, read, consultation, asked], limits)
  return withMade(said(tested, [checked, read, consultation], language), 'check', {
    scenario: checked.sha256,
    proposal: fingerprint({ places: read.places, outside: read.outside }),
    advices: fingerprint(consultation),
    options: tested.options,
    repair,
    agree: agreedHash(tested.agreements),
  })
}

/**
 * Several years solved together, each in its own frame, so that also their sum is rounded as naturally as possible in every cell;
 * compared with solving them apart (P26 hfst. 2). Proven by bounds; what is not closed is `feasible`, with its gap.
 * @throws InputError for wrong input, fewer than two scenarios, or a year that occurs twice
 */
export async function years(
  scenarios: readonly ScenarioInput[],
  request: Pick<Request, 'options' | 'timeLimit' | 'signal'> & InFrame = {},
): Promise<Years> {
  const { frame, language, ...rest } = request
  const [{ checked, limits }, read] = bothOf(
    () => checkedRequest(rest),
    () => scenariosOf(scenarios, frame),
  )
  return withMade(said(await ask('years', [read, checked.options], limits), read, language), 'years', {
    scenarios: read.map(({ sha256 }) => sha256),
    options: read.map((each) => optionsFor(each, checked.options)),
  })
}

/** What-ifs of a draft or a check. */
export interface Agreeing {
  /** Agreements beside those of the scenario and the consultation: "41:NO=11", "NO>=206", "28=advice"; by codes or names. */
  readonly agree?: readonly string[] | undefined
}

/** How a proposal is checked. */
export interface CheckRequest extends Pick<Request, 'options' | 'timeLimit' | 'signal'>, InFrame, Agreeing {
  readonly advices?: ConsultationInput | undefined
  readonly repair?: boolean | undefined
  readonly language?: Language | undefined
}

/** The fallback weighs training institutions too; from published tables it is the reference. */
function checkFallback(scenario: Scenario): void {
  const { careUse } = scenario
  if (careUse.kind === 'records') return
  const given = careUse.kind === 'published' ? careUse.reference : careUse.training
  if (given !== null) return
  const missing: Fault =
    careUse.kind === 'published'
      ? { code: 'no-reference', path: 'published.reference', found: '-', expected: '' }
      : { code: 'care-use-missing', path: 'careUse.training', found: '-', expected: 'training' }
  inPlaceOf(scenario, () => {
    throw new InputError([missing])
  })
}
