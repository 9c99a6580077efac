/** The library on the whole chain: from care use to the formats that are handed over, each step verified, for a stranger to verify again. */
import { InputError, type Fault } from '../domain/errors.js'
import { mostCareful, type Scenario } from '../domain/scenario.js'
import { DELIVERY_FORMATS, checkAuthorityCodes } from '../domain/delivery.js'
import type { InstitutionCase } from '../domain/institutions.js'
import { caseFile } from '../io/read/fixed.js'
import { readCase, withCells, type CaseInput } from '../io/read/institutions.js'
import type { WholeChain, ChainStep } from '../shapes/answers/chain.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import type { Result } from '../shapes/answers/result.js'
import type { Verification } from '../shapes/answers/verification.js'
import type { Language } from '../words/texts.js'
import { deliveryCsv } from './delivery.js'
import { isReadBack } from './handing-over.js'
import { scenarioOf, type InFrame, type ScenarioInput } from './inputs.js'
import { institutions, withOptions, type InstitutionsRequest } from './institutions.js'
import { withMade } from './made.js'
import { solve } from './rounding.js'
import { verify } from './verifying.js'
import { deliveryWorkbook } from './workbooks.js'

/** How the chain is asked. */
export interface ChainRequest extends InstitutionsRequest, Pick<InFrame, 'frame'> {
  readonly language?: Language | undefined
}

/**
 * From care use (care records too) to the BOLS and VWS formats in one run: the scenario is solved, its cells go over the institutions of the
 * case, and both formats are written; every answer is verified, and every format read back. The files hold all that a stranger needs to
 * verify it again.
 * @throws InputError for wrong input; for a case of another year, or of OORs and specialties that the scenario has not
 */
export async function chain(
  scenario: ScenarioInput,
  given: CaseInput,
  { frame, language = 'nl', ...request }: ChainRequest = {},
): Promise<WholeChain> {
  const read = scenarioOf(scenario, frame)
  const of = readCase(given)
  checkSameQuestion(read, of)
  checkAuthorityCodes(of.institutions)
  const { timeLimit, signal } = request
  const solved = await solve(read, { timeLimit, signal })
  const parts = new Parts()
  parts.add('solve', solved, totalOf(solved.allocation?.flat()), await verify(solved, { scenario: read, language }))
  const within = solved.allocation === null ? null : withCells(of, cellsOf(solved))
  const divided = within === null ? null : await institutions(within, request)
  if (within !== null && divided !== null) {
    parts.files['geval.json'] = textOf(caseFile(withOptions(within, request.options)))
    const checked = await verify(divided, { case: within, language })
    parts.add('institutions', divided, totalOf(divided.places?.map(({ places }) => places)), checked)
    if (divided.places !== null) await addFormats(parts, divided, language)
  }
  const answer = {
    kind: 'chain' as const,
    status: statusOf(parts.steps, [solved.status, divided?.status]),
    scenario: read.id,
    case: of.id,
    year: read.year,
    data: mostCareful([read.data, of.data])!,
    steps: parts.steps,
    input: { scenario: read.sha256, case: of.sha256 },
  }
  const { objective, options } = request
  const made = withMade(answer, 'chain', { scenario: read.sha256, case: of.sha256, objective, options })
  const { chainPage } = await import('../report/chain.js')
  return { ...made, files: { 'index.html': chainPage(made, language), ...parts.files } }
}

/** As a file of its own. */
function textOf(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`
}

/** What stands in the folder, and what was verified of it. */
class Parts {
  readonly steps: ChainStep[] = []
  readonly files: Record<string, string | Uint8Array> = {}

  add(
    name: 'solve' | 'institutions',
    answer: Result | Institutions,
    places: number | null,
    { status, proves, notChecked }: Verification,
  ): void {
    const file = { solve: 'toewijzing.json', institutions: 'instellingen.json' }[name]
    this.files[file] = textOf(answer)
    this.steps.push({ name, status: answer.status, places, verified: status, proves, notChecked, file })
  }
}

/** Both formats, as Excel and CSV; each is read back, and has the places of the answer. */
async function addFormats(parts: Parts, divided: Institutions, language: Language): Promise<void> {
  for (const format of DELIVERY_FORMATS) {
    const csv = deliveryCsv(divided, format)
    const workbook = await deliveryWorkbook(divided, format, { language })
    parts.files[`${format}.csv`] = csv
    parts.files[`${format}.xlsx`] = workbook
    const isSame = [new TextEncoder().encode(csv), workbook].every((bytes) => isReadBack(bytes, divided, format))
    parts.steps.push({
      name: format,
      status: 'written',
      places: totalOf(divided.places!.map(({ places }) => places)),
      verified: isSame ? 'accepted' : 'rejected',
      proves: isSame ? ['margins'] : [],
      notChecked: [],
      file: `${format}.xlsx`,
    })
  }
}

function totalOf(places: readonly number[] | undefined): number | null {
  return places === undefined ? null : places.reduce((sum, each) => sum + each, 0)
}

/** The cells of a result, by specialty and OOR. */
function cellsOf({ rows, columns, allocation }: Result) {
  return rows.flatMap((specialty, s) => columns.map((oor, o) => ({ specialty, oor, places: allocation![s]![o]! })))
}

function statusOf(steps: readonly ChainStep[], answers: readonly (string | undefined)[]): WholeChain['status'] {
  if (answers.includes('time-limit')) return 'time-limit'
  if (steps.length < 4) return 'infeasible'
  const worst = (['rejected', 'unproven'] as const).find((each) => steps.some(({ verified }) => verified === each))
  return worst ?? 'accepted'
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
