/** A file that somebody drops on the page, told by its content: a scenario with care use, or a proposal with its consultation. */
import { InputError } from '../domain/errors.js'
import { together, type Reading } from '../domain/reading.js'
import type { Scenario } from '../domain/scenario.js'
import { parseCsv, type CsvTable } from '../io/csv.js'
import { newAccount } from '../io/read/account.js'
import { readAdvicesWorkbook } from '../io/read/advices.js'
import { matrixFromCsv } from '../io/read/care-use.js'
import { codesOf } from '../io/read/names.js'
import { parseProposal, proposalFromCsv } from '../io/read/proposal.js'
import { readingOf } from '../io/read/readings.js'
import { parseScenario, scenarioInWorkbook, scenariosOf } from '../io/read/scenario.js'
import { readProposalWorkbook } from '../io/read/workbook-tables.js'
import { decode, isWorkbook } from '../io/text.js'
import { parseJson } from '../shapes/check.js'
import type { ConsultationFile, InlineScenarioFile } from '../shapes/files.js'

export type Opened =
  | { readonly kind: 'scenario'; readonly scenario: InlineScenarioFile; readonly reading: Reading }
  | {
      readonly kind: 'proposal'
      readonly allocation: readonly (readonly number[])[]
      /** null: the file has none, and what there was stays. */
      readonly advices: ConsultationFile | null
      readonly reading: Reading
    }

/**
 * @param wanted what the view shows: the same workbook can hold both
 * @param frame the scenario on the page: it completes what the file does not hold
 * @throws InputError with every fault, each by sheet and cell
 */
export function opened(
  bytes: Uint8Array,
  name: string,
  wanted: 'scenario' | 'proposal',
  frame: InlineScenarioFile,
): Opened {
  const known = scenariosOf([frame], undefined)[0]!
  return wanted === 'scenario' ? scenarioIn(bytes, name, known, frame) : proposalIn(bytes, name, known)
}

function scenarioIn(bytes: Uint8Array, name: string, known: Scenario, frame: InlineScenarioFile): Opened {
  if (isWorkbook(name, bytes)) return scenarioOfWorkbook(bytes, name, known)
  const text = decode(bytes)
  if (/^\s*\{/.test(text)) {
    const file = parseJson(text, name) as InlineScenarioFile
    parseScenario(file) // its faults
    return { kind: 'scenario', scenario: file, reading: NOTHING_SAID }
  }
  return scenarioOfMatrix(text, name, frame)
}

/** A workbook by itself where it holds enough, else in the frame on the page. */
function scenarioOfWorkbook(bytes: Uint8Array, name: string, known: Scenario): Opened {
  const read = (frame: Scenario | null): Opened => {
    const file = scenarioInWorkbook(bytes, name, frame)
    parseScenario(file)
    return { kind: 'scenario', scenario: file as InlineScenarioFile, reading: readingOf(file) ?? NOTHING_SAID }
  }
  try {
    return read(null)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    try {
      return read(known)
    } catch (inFrame) {
      throw inFrame instanceof InputError && inFrame.faults.length < error.faults.length ? inFrame : error
    }
  }
}

/** The label that our own tables carry in every line. */
function dataSaid({ lines }: CsvTable): InlineScenarioFile['data'] | undefined {
  const at = lines[0]?.cells.indexOf('data') ?? -1
  const found = at < 0 ? undefined : lines[1]?.cells[at]
  return DATA.find((each) => each === found)
}

const DATA = ['published', 'reconstructed', 'synthetic', 'confidential'] as const

/** Care use alone, as CSV: intake and all else are those of the scenario on the page. */
function scenarioOfMatrix(text: string, name: string, frame: InlineScenarioFile): Opened {
  const account = newAccount()
  const words = {
    specialties: codesOf(
      frame.specialties.map((each) => ({ ...each, name: each.name ?? each.code, aliases: each.aliases ?? [] })),
    ),
    oors: codesOf(frame.oors.map((each) => ({ ...each, name: each.name ?? each.code, aliases: each.aliases ?? [] }))),
  }
  const lines = parseCsv(text, name)
  const { matrix } = matrixFromCsv(lines, name, 'volume', words, account)
  if (account.faults.length > 0) throw new InputError(account.faults)
  const { title: _, sources: __, ...rest } = frame
  const scenario: InlineScenarioFile = {
    ...rest,
    id: name,
    data: dataSaid(lines) ?? 'confidential',
    careUse: { all: matrix.map((row) => [...row]) },
    criterion: { all: 1, training: 0 },
  }
  parseScenario(scenario)
  return { kind: 'scenario', scenario, reading: account }
}

function proposalIn(bytes: Uint8Array, name: string, known: Scenario): Opened {
  if (!isWorkbook(name, bytes)) {
    const text = decode(bytes)
    if (/^\s*\{/.test(text)) {
      const { places } = parseProposal(parseJson(text, name), known, name)
      return { kind: 'proposal', allocation: inRows(places, known), advices: null, reading: NOTHING_SAID }
    }
    const table = proposalFromCsv(bytes, known, name)
    return { kind: 'proposal', allocation: table.allocation, advices: null, reading: readingOf(table) ?? NOTHING_SAID }
  }
  const table = readProposalWorkbook(bytes, known, name)
  const advices = consultationIn(bytes, known, name)
  const readings = [readingOf(table), advices === null ? null : readingOf(advices)]
  return {
    kind: 'proposal',
    allocation: table.allocation,
    advices,
    reading: together(readings) ?? NOTHING_SAID,
  }
}

/** A workbook need not hold a consultation; one that does, and is wrong, is refused. */
function consultationIn(bytes: Uint8Array, known: Scenario, name: string): ConsultationFile | null {
  try {
    return readAdvicesWorkbook(bytes, known, name) as ConsultationFile
  } catch (error) {
    if (error instanceof InputError && error.faults.every(({ code }) => code === 'not-found')) return null
    throw error
  }
}

function inRows(places: readonly number[], { specialties, oors }: Scenario): number[][] {
  return specialties.map((_, s) => places.slice(s * oors.length, (s + 1) * oors.length))
}

const NOTHING_SAID: Reading = { used: [], skipped: [], warnings: [] }
