/** The library on integral proposals and on years together. */
import { InputError, type Fault } from '../domain/errors.js'
import { inPlaceOf } from '../domain/places.js'
import { ask } from '../ask/ask.js'
import type { Scenario } from '../domain/scenario.js'
import { fingerprint } from '../io/canonical.js'
import { said } from '../io/read/readings.js'
import { scenariosOf } from '../io/read/scenario.js'
import type { Language } from '../words/texts.js'
import type { Request } from '../allocation/request.js'
import type { Checked } from '../shapes/answers/check.js'
import type { DraftRequest } from '../proposals/draft.js'
import type { Draft } from '../shapes/answers/draft.js'
import type { Years } from '../shapes/answers/years.js'
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
 * distribution that comes when there is no agreement (P26 II.3). No fitting proposal is an answer: `infeasible`.
 * @throws InputError for wrong input, with every fault
 */
export async function draft(
  scenario: ScenarioInput,
  advices?: ConsultationInput,
  request: DraftRequest & InFrame = {},
): Promise<Draft> {
  const { fallback, language, frame, ...rest } = request
  const [{ checked: flags, limits }, checked] = bothOf(
    () => checkedRequest(rest),
    () => scenarioOf(scenario, frame),
  )
  if (fallback === true) checkFallback(checked)
  const consultation = consultationOf(advices, checked)
  const asked = { options: flags.options, fallback, language }
  const drafted = await ask('draft', [checked, consultation, fingerprint(consultation), asked], limits)
  return said(drafted, [checked, consultation], language)
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
  const { advices, repair, language, frame, ...rest } = request
  const [{ checked: flags, limits }, checked] = bothOf(
    () => checkedRequest(rest),
    () => scenarioOf(scenario, frame),
  )
  const [consultation, read] = bothOf(
    () => consultationOf(advices, checked),
    () => proposalOf(proposal, checked),
  )
  const asked = { options: flags.options, repair, language }
  const tested = await ask('check', [checked, read, consultation, asked], limits)
  return said(tested, [checked, read, consultation], language)
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
  return said(await ask('years', [read, checked.options], limits), read, language)
}

/** How a proposal is checked. */
export interface CheckRequest extends Pick<Request, 'options' | 'timeLimit' | 'signal'>, InFrame {
  readonly advices?: ConsultationInput | undefined
  readonly repair?: boolean | undefined
  readonly language?: Language | undefined
}

/** The fallback weighs training institutions too. */
function checkFallback(scenario: Scenario): void {
  const { careUse } = scenario
  if (careUse.kind === 'records' || careUse.training !== null) return
  const missing: Fault = { code: 'care-use-missing', path: 'careUse.training', found: '-', expected: 'training' }
  inPlaceOf(scenario, () => {
    throw new InputError([missing])
  })
}
