/**
 * The library on the whole chain: from care use to the formats that are handed over, each step verified, for a stranger to verify again.
 *
 *   P26 I.2        solve           care use to places per specialty and OOR
 *   P26 II.1.3     draft           the integral proposal, where advices, a draft or a proposal to keep near to are given
 *   P26 III        institutions    the places of every OOR over its institutions
 *   P26 V          bols, vws       both formats: of what is proven, and of nothing else
 */
import { InputError, type Fault } from '../domain/errors.js'
import { mostCareful, type Scenario } from '../domain/scenario.js'
import { DELIVERY_FORMATS, checkAuthorityCodes } from '../domain/delivery.js'
import type { InstitutionCase } from '../domain/institutions.js'
import { caseFile } from '../io/read/fixed.js'
import { readCase, withCells, type CaseInput } from '../io/read/institutions.js'
import { nearTo, readNear, type NearInput } from '../io/read/near.js'
import { said } from '../io/read/readings.js'
import { CHAIN_FILE } from '../io/read/result.js'
import type { WholeChain, ChainStep } from '../shapes/answers/chain.js'
import type { Draft } from '../shapes/answers/draft.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import type { Result } from '../shapes/answers/result.js'
import type { Verification } from '../shapes/answers/verification.js'
import { stepOutcome, stepTexts } from '../words/chain.js'
import type { Given } from '../words/recipe.js'
import type { Language } from '../words/texts.js'
import { ANSWER_FILE, CASE_FILE, cellsOf, outsideOf, placesIn, statusOfSteps } from './chained.js'
import { deliveryCsv } from './delivery.js'
import type { Propose } from './drafted.js'
import { isReadBack } from './handing-over.js'
import { consultationOf, scenarioOf, type ConsultationInput, type InFrame, type ScenarioInput } from './inputs.js'
import { institutions, withOptions, type InstitutionsRequest } from './institutions.js'
import { fingerprintOf, withMade } from './made.js'
import { solve } from './rounding.js'
import { verifyUnlessLate } from './verifying.js'
import { deliveryWorkbook } from './workbooks.js'

/** How the chain is asked. */
export interface ChainRequest extends InstitutionsRequest, Pick<InFrame, 'frame'> {
  /** What the integral proposal is drafted from; or what `draft` was made from. */
  readonly advices?: ConsultationInput | undefined
  /** A proposal that is there already: the path of what `draft --out x.json` wrote, or that answer itself; it is verified first. */
  readonly draft?: string | object | undefined
  /** A proposal to keep near to, before all wishes; or what `draft` keeps near to. */
  readonly near?: NearInput | undefined
  /** What the inputs are called in the commands of the report. */
  readonly given?: Given | undefined
}

/**
 * From care use (care records too) to the BOLS and VWS formats in one run: the scenario is solved; where advices are given an integral
 * proposal is drafted within the leeway; the cells of the one or the other go over the institutions of the case; and both formats are
 * written. Every answer is verified, and every format read back. There are formats only where all before them is proven. The files hold
 * all that a stranger needs to verify it again.
 * @param propose how an integral proposal is made or taken in: whoever only divides does without, so that it is handed over
 * @throws InputError for wrong input; for a case of another year, or of OORs and specialties that the scenario has not; for a draft
 *   that is rejected or not proven
 */
export async function chain(
  scenario: ScenarioInput,
  given: CaseInput,
  { frame, language = 'nl', advices, near, draft, given: named, ...request }: ChainRequest,
  propose: Propose,
): Promise<WholeChain> {
  const read = scenarioOf(scenario, frame)
  const of = readCase(given)
  checkSameQuestion(read, of)
  checkAuthorityCodes(of.institutions)
  const consultation = advices === undefined ? null : consultationOf(advices, read)
  const table = near === undefined ? null : readNear(near, read)
  const limits = { timeLimit: request.timeLimit, signal: request.signal, language }
  const parts = new Parts(language)
  // P26 I.2: the base distribution
  const solved = await solve(read, limits)
  parts.add('solve', solved, await verifyUnlessLate(solved, { scenario: read, signal: limits.signal, language }))
  // P26 II.1.3: the integral proposal goes before it
  const asked = { advices: consultation ?? undefined, near: table ?? undefined, draft }
  const isDrafted = Object.values(asked).some((each) => each !== undefined)
  const proposed = solved.allocation !== null && isDrafted ? await propose(read, asked, limits) : null
  if (proposed !== null) parts.add('draft', proposed.drafted, proposed.checked)
  // P26 III.1: what every OOR gets is divided over those that train there
  const over = proposed?.drafted ?? solved
  const within = over.allocation === null ? null : withCells(withOptions(of, request.options), cellsOf(over))
  const divided = within === null ? null : await institutions(within, { ...request, language })
  if (within !== null && divided !== null) {
    const outside = outsideOf(divided, over.rows)
    parts.files[CASE_FILE] = textOf(caseFile(within))
    parts.add(
      'institutions',
      divided,
      await verifyUnlessLate(divided, { case: within, signal: limits.signal, language }),
      outside,
    )
    // P26 V: who reads a format reads no status beside it, so that there is none of what is not proven
    if (parts.areAccepted) await addFormats(parts, divided, outside, language)
  }
  const input = {
    scenario: read.sha256,
    advices: proposed?.drafted.input.advicesSha256 ?? null,
    near: table === null ? null : nearTo(table, 'first').sha256,
    case: divided?.input.sha256 ?? of.sha256,
  }
  const answer: Omit<WholeChain, 'files'> = {
    kind: 'chain',
    status: parts.status,
    scenario: read.id,
    case: of.id,
    year: read.year,
    data: mostCareful([read.data, of.data, proposed?.drafted.data])!,
    steps: parts.steps,
    input,
  }
  const { objective, options } = request
  const drafted = draft === undefined || proposed === null ? null : fingerprintOf({ ...proposed.drafted, made: undefined }) // prettier-ignore
  const made = withMade(said(answer, [read, of, consultation, table], language), 'chain', {
    ...input,
    result: drafted,
    objective,
    options,
  })
  const { chainPage } = await import('../report/chain.js')
  const page = chainPage(made, language, named)
  return { ...made, files: { 'index.html': page, [CHAIN_FILE]: textOf(made), ...parts.files } }
}

/** As a file of its own. */
function textOf(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`
}

/** What stands in the folder, and what was verified of it. */
class Parts {
  readonly steps: ChainStep[] = []
  readonly files: Record<string, string | Uint8Array> = {}
  readonly #language: Language

  constructor(language: Language) {
    this.#language = language
  }

  add(name: keyof typeof ANSWER_FILE, answer: Result | Draft | Institutions, checked: Verification, outside = 0): void {
    const places = placesIn(answer)
    const { proves, notChecked } = checked
    const file = ANSWER_FILE[name]
    const step = { status: answer.status, places, verified: checked.status }
    const outcome = stepOutcome(step)
    const texts = stepTexts(outcome, answer, checked)
    const told = { text: texts?.[this.#language] ?? null, texts }
    this.files[file] = textOf(answer)
    this.steps.push({ name, ...step, outside, outcome, ...told, proves, notChecked, file })
  }

  /** Whether all is proven so far. */
  get areAccepted(): boolean {
    return this.status === 'accepted'
  }

  /** The worst of the steps. */
  get status(): WholeChain['status'] {
    return statusOfSteps(this.steps)
  }
}

/** Both formats, as Excel and CSV; each is read back, and has the places of the answer. */
async function addFormats(parts: Parts, divided: Institutions, outside: number, language: Language): Promise<void> {
  for (const format of DELIVERY_FORMATS) {
    const csv = deliveryCsv(divided, format)
    const workbook = await deliveryWorkbook(divided, format, { language })
    parts.files[`${format}.csv`] = csv
    parts.files[`${format}.xlsx`] = workbook
    const isSame = [new TextEncoder().encode(csv), workbook].every((bytes) => isReadBack(bytes, divided, format))
    const verified = isSame ? 'accepted' : 'rejected'
    parts.steps.push({
      name: format,
      status: 'written',
      places: placesIn(divided),
      outside,
      verified,
      outcome: verified,
      text: null,
      texts: null,
      proves: isSame ? ['margins'] : [],
      notChecked: [],
      file: `${format}.xlsx`,
    })
  }
}

/** @throws InputError for another year, and for codes that the case has not */
function checkSameQuestion(scenario: Scenario, of: InstitutionCase): void {
  const faults: Fault[] = []
  if (scenario.year !== of.year) {
    faults.push({ code: 'value', path: 'case: year', found: String(of.year), expected: String(scenario.year) })
  }
  for (const list of ['specialties', 'oors'] as const) {
    const known = new Set(of[list].map(({ code }) => code))
    for (const { code } of scenario[list]) {
      if (!known.has(code)) faults.push({ code: 'missing', path: `case: ${list}`, found: '-', expected: code })
    }
  }
  const oors = new Set(scenario.oors.map(({ code }) => code))
  for (const { code } of of.oors) {
    if (!oors.has(code))
      faults.push({ code: 'unknown-code', path: 'case: oors', found: code, expected: [...oors].join(', ') })
  }
  if (faults.length > 0) throw new InputError(faults)
}
