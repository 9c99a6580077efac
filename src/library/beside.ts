/** The library on proposals side by side. */
import { ask } from '../ask/ask.js'
import { InputError, type Fault } from '../domain/errors.js'
import type { Options } from '../domain/options.js'
import type { Consultation, Proposal } from '../domain/proposal.js'
import type { Scenario } from '../domain/scenario.js'
import { fingerprint } from '../io/canonical.js'
import { here, shippedScenarios } from '../io/machine.js'
import { parseConsultation, consultationFromBytes } from '../io/read/consultation.js'
import { aroundCodes, type Around } from '../io/read/near.js'
import { parseProposal, proposalFromBytes } from '../io/read/proposal.js'
import { said } from '../io/read/readings.js'
import { readShipped } from '../io/read/scenario.js'
import { tableIn } from '../io/read/table.js'
import { holdsAdvices } from '../io/read/told.js'
import { decode, isWorkbook } from '../io/text.js'
import { faultsIn, parseJson } from '../shapes/check.js'
import type { SideBySide } from '../shapes/answers/beside.js'
import { consultation as consultationShape } from '../shapes/answers/proposal.js'
import type { Language } from '../words/texts.js'
import type { Request } from '../allocation/request.js'
import { fileOf } from './carrying.js'
import {
  checkedRequest,
  consultationOf,
  scenarioOf,
  type ConsultationInput,
  type InFrame,
  type ScenarioInput,
} from './inputs.js'
import { optionsFor, withMade } from './made.js'

/** A proposal, a draft or a result: the path of a file (.json, .csv, .xlsx), its bytes, or `{ rows, columns, allocation }`. */
export type ProposalInput = string | Uint8Array | object

/** What proposals are held against. */
export interface BesideRequest extends Pick<Request, 'signal' | 'timeLimit'>, InFrame {
  /** The scenario that they belong to; left out, the shipped one that a draft says it was made of. */
  readonly scenario?: ScenarioInput | undefined
  /** What was asked; left out, what the drafts among them were made from. */
  readonly advices?: ConsultationInput | undefined
  readonly options?: Partial<Options> | undefined
  /** What they are called; left out, by their paths, or a, b, c. */
  readonly names?: readonly string[] | undefined
  readonly language?: Language | undefined
}

/** More are no longer side by side. */
export const MOST_BESIDE = 10

/**
 * Proposals of one frame side by side: the cells and OORs that differ, and each two of them compared: advices won and lost, wishes level by
 * level, motivations. What needs the scenario or advices, and did not get them, is null, and `needs` says so.
 * @throws InputError for fewer than two, for other rows or columns, and for another intake: a proposal of another frame
 */
export async function compareProposals(
  proposals: readonly ProposalInput[],
  { scenario, advices, frame, options, names, signal, timeLimit, language = 'nl' }: BesideRequest = {},
): Promise<SideBySide> {
  const { checked: flags, limits } = checkedRequest({ options, signal, timeLimit })
  if (proposals.length < 2 || proposals.length > MOST_BESIDE) {
    throw new InputError([
      { code: 'usage', path: 'proposals', found: String(proposals.length), expected: `2 – ${MOST_BESIDE}` },
    ])
  }
  const opened = proposals.map((each, i) => open(each, typeof each === 'string' ? each : `proposals[${i}]`))
  const known = scenario === undefined ? scenarioSaidBy(opened) : scenarioOf(scenario, frame)
  if (advices !== undefined && known === null) {
    throw new InputError([{ code: 'missing', path: 'scenario', found: '-', expected: 'id | .json | .xlsx' }])
  }
  const around = known ?? aroundFirst(opened[0]!)
  const read = readAll(opened, around)
  const [rows, columns] = [around.specialties, around.oors].map((side) => side.map(({ code }) => code)) as [
    string[],
    string[],
  ]
  const tables = read.map(({ places }) =>
    rows.map((_, s) => places.slice(s * columns.length, (s + 1) * columns.length)),
  )
  const rowTotals = known?.specialties.map(({ intake }) => intake) ?? tables[0]!.map(sumOf)
  checkIntakes(opened, tables, rows, rowTotals)
  const consultation = known === null ? null : consultationAbout(opened, advices, known)
  const judged =
    known === null
      ? null
      : await ask(
          'beside',
          [known, read, consultation ?? parseConsultation({}, known), { options: flags.options }],
          limits,
        )
  const { sideBySide } = await import('../proposals/beside.js')
  const answer = sideBySide(
    {
      scenario: known?.id ?? null,
      data: known?.data ?? dataOf(opened),
      rows,
      columns,
      rowTotals,
      consultation,
      advicesFrom: consultation === null ? null : advices === undefined ? 'proposals' : 'asked',
      needs: [
        ...(known === null ? (['scenario'] as const) : []),
        ...(consultation === null ? (['advices'] as const) : []),
      ],
    },
    opened.map((_, i) => ({
      name: names?.[i] ?? (typeof proposals[i] === 'string' ? proposals[i] : String.fromCodePoint(97 + i)),
      sha256: fingerprint({ rows, columns, allocation: tables[i]! }),
      allocation: tables[i]!,
    })),
    judged,
  )
  return withMade(said(answer, [known, consultation, ...read], language), 'compare', {
    proposals: read.map(({ places, outside }) => fingerprint({ places, outside })),
    scenario: known?.sha256,
    advices: consultation === null ? null : fingerprint(consultation),
    options: known === null ? null : optionsFor(known, flags.options),
  })
}

interface Opened {
  /** What a fault calls it. */
  readonly path: string
  /** JSON, or the bytes of a CSV or a workbook. */
  readonly content: object
}

function open(given: ProposalInput, path: string): Opened {
  const content = typeof given === 'string' ? here().read(given) : given
  if (!(content instanceof Uint8Array) || isWorkbook(path, content)) return { path, content }
  const text = decode(content)
  if (!/^\s*[[{]/.test(text)) return { path, content }
  const value = parseJson(text, path)
  return { path, content: typeof value === 'object' && value !== null ? value : {} }
}

/** Each by its own reader; the faults of all. */
function readAll(opened: readonly Opened[], around: Around): Proposal[] {
  const read: Proposal[] = []
  const faults = opened.flatMap(({ path, content }) =>
    faultsIn(() =>
      read.push(
        content instanceof Uint8Array ? proposalFromBytes(content, around, path) : parseProposal(content, around, path),
      ),
    ),
  )
  if (faults.length > 0) throw new InputError(faults)
  return read
}

/** What a draft says of itself; anything may stand there. */
interface Said {
  readonly kind?: unknown
  readonly scenario?: unknown
  readonly data?: unknown
  readonly rows?: unknown
  readonly columns?: unknown
  readonly rowTotals?: unknown
  readonly consultation?: unknown
  readonly input?: { readonly sha256?: unknown; readonly advicesSha256?: unknown } | null
}

function saidIn({ content }: Opened): Said {
  return content instanceof Uint8Array ? {} : content
}

/** The shipped scenario that answers among them were made of: by its id and its hash. */
function scenarioSaidBy(opened: readonly Opened[]): Scenario | null {
  for (const { scenario: id, input } of opened.map(saidIn)) {
    if (typeof id !== 'string' || !shippedScenarios().includes(id)) continue
    const scenario = readShipped(id, 'scenario')
    if (scenario.sha256 === input?.sha256) return scenario
  }
  return null
}

/** The strictest label among them. */
function dataOf(opened: readonly Opened[]): SideBySide['data'] {
  const kinds = new Set(opened.map(labelIn))
  return (['confidential', 'synthetic', 'reconstructed', 'published'] as const).find((kind) => kinds.has(kind)) ?? null
}

/** What an answer says of its data; in CSV it stands in the last column of every line. */
function labelIn(opened: Opened): unknown {
  const { path, content } = opened
  if (!(content instanceof Uint8Array)) return saidIn(opened).data
  if (isWorkbook(path, content)) return null
  const [head = '', line = ''] = decode(content).split(/\r?\n/)
  return /[,;\t]"?data"?$/.test(head) ? /([a-z]+)"?$/.exec(line)?.[1] : null
}

/** By which rows and columns they are read where there is no scenario: those of the first. */
function aroundFirst(first: Opened): Around {
  if (first.content instanceof Uint8Array) return tableIn(first.content, null, first.path)
  const { rows, columns } = saidIn(first)
  const areCodes = (codes: unknown): codes is string[] =>
    Array.isArray(codes) && codes.every((code) => typeof code === 'string')
  if (areCodes(rows) && areCodes(columns)) return aroundCodes(rows, columns)
  throw new InputError([{ code: 'shape', path: first.path, found: '-', expected: 'rows, columns, allocation' }])
}

/**
 * A row that does not sum to its intake is a fault of a proposal, which its check tells. Where an answer states another intake, or most rows
 * sum to another, it is a proposal of another frame.
 */
function checkIntakes(
  opened: readonly Opened[],
  tables: readonly number[][][],
  codes: readonly string[],
  intakes: readonly number[],
): void {
  const faults = opened.flatMap((each, i): Fault[] => {
    const stated = statedIn(each, codes)
    const sums = stated ?? tables[i]!.map(sumOf)
    const off = sums.filter((sum, s) => sum !== intakes[s]).length
    if (stated === null ? 2 * off <= sums.length : off === 0) return []
    const found = `${sumOf(sums)} (${off} x)`
    return [{ code: 'other-intake', path: each.path, found, expected: String(sumOf(intakes)) }]
  })
  if (faults.length > 0) throw new InputError(faults)
}

/** The intakes that an answer states, in the order of these codes. */
function statedIn(opened: Opened, codes: readonly string[]): number[] | null {
  const { rows, rowTotals } = saidIn(opened)
  if (!Array.isArray(rows) || !Array.isArray(rowTotals)) return null
  const totals = new Map(rows.map((row: unknown, s): [unknown, unknown] => [row, rowTotals[s]]))
  const stated = codes.map((code) => totals.get(code))
  return stated.every((each) => typeof each === 'number') ? stated : null
}

/** What they are held against: what was given, or else the one consultation that the drafts among them were made from. */
function consultationAbout(
  opened: readonly Opened[],
  advices: ConsultationInput | undefined,
  scenario: Scenario,
): Consultation | null {
  if (advices !== undefined) return consultationOf(advices, scenario)
  const carried = opened.flatMap((each) => carriedBy(each, scenario) ?? [])
  const hashes = new Set(carried.map(fingerprint))
  // drafts from different advices: nobody can say which of them counts
  return hashes.size === 1 ? carried[0]! : null
}

/** The consultation that a draft was made from, where it says something and is what it was when it was read. */
function carriedBy(opened: Opened, scenario: Scenario): Consultation | null {
  const { path, content } = opened
  if (content instanceof Uint8Array) {
    return isWorkbook(path, content) && holdsAdvices(content, path)
      ? consultationFromBytes(content, scenario, path)
      : null
  }
  const { consultation, input } = saidIn(opened)
  const shaped = consultationShape.safeParse(consultation)
  if (!shaped.success || fingerprint(shaped.data) !== input?.advicesSha256) return null
  const { agreements = [], ...rest } = shaped.data
  const stated = agreements.map((each) =>
    Object.fromEntries(Object.entries(each).filter(([, value]) => value !== null && value !== '')),
  )
  const whole: { read?: Consultation } = {}
  const faults = faultsIn(() => {
    const file = { ...fileOf(rest, scenario), ...(stated.length > 0 && { agreements: stated }) }
    whole.read = parseConsultation(structuredClone(file), scenario)
  })
  const { read } = whole
  if (faults.length > 0 || read === undefined || fingerprint(read) !== input.advicesSha256) return null
  const { advices, attentionPoints, motivations } = read
  return advices.length + attentionPoints.length + motivations.length === 0 ? null : read
}

function sumOf(values: readonly number[]): number {
  return Math.round(values.reduce((sum, each) => sum + each, 0) * 1e9) / 1e9
}
