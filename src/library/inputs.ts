/** What the functions of the library are given: paths, bytes, or values, read and checked once. */
import { InputError, type Fault } from '../domain/errors.js'
import type { Allowed } from '../ask/ask.js'
import type { Problem } from '../domain/problem.js'
import type { Consultation, Proposal } from '../domain/proposal.js'
import type { Scenario } from '../domain/scenario.js'
import { here } from '../io/machine.js'
import { parseProblem, problemFromBytes, readProblem } from '../io/read/problem.js'
import type { Options } from '../domain/options.js'
import { checkRequest } from '../shapes/request.js'
import { consultationFromBytes, parseConsultation, readConsultation } from '../io/read/consultation.js'
import { parseProposal, proposalFromBytes, readProposal } from '../io/read/proposal.js'
import { scenariosOf } from '../io/read/scenario.js'
import { parseTable, tableIn, readTable, type PlacesTable } from '../io/read/table.js'
import type { Language } from '../words/texts.js'
import type { TableQuestion, Request } from '../allocation/request.js'
import { SOLVER_NAMES } from '../solvers/index.js'

/**
 * A scenario: the id of a shipped one, the path of a folder or a file (a workbook too), or the scenario itself with its data in it
 * (checked or not).
 */
export type ScenarioInput = string | object

/** How tables are read, and what is said of them. */
export interface InFrame {
  /** A scenario that gives all that a workbook does not hold: OORs, floor, zero cells, criterion, leeway, bounds, options. */
  readonly frame?: ScenarioInput | undefined
  /** Of the texts in `read`. */
  readonly language?: Language | undefined
}

/** A table to round: the path of a file (a workbook too), or the problem itself. */
export type ProblemInput = string | object

/** Advices, points of attention, motivations: the path of a JSON, CSV or .xlsx file, the bytes of a workbook, or the same in memory. */
export type ConsultationInput = string | Uint8Array | object

export function checkWhole(
  fields: Readonly<Record<string, readonly [value: number, least: number, most: number]>>,
): void {
  const faults = Object.entries(fields).flatMap(([path, [value, least, most]]): Fault[] =>
    Number.isSafeInteger(value) && value >= least && value <= most
      ? []
      : [{ code: 'usage', path, found: String(value), expected: `${least} – ${most}` }],
  )
  if (faults.length > 0) throw new InputError(faults)
}

export function consultationOf(given: ConsultationInput | undefined, scenario: Scenario): Consultation {
  if (given === undefined) return parseConsultation({}, scenario)
  if (given instanceof Uint8Array) return consultationFromBytes(given, scenario)
  return typeof given === 'string' ? readConsultation(given, scenario) : parseConsultation(given, scenario)
}

export function proposalOf(given: string | Uint8Array | object, scenario: Scenario): Proposal {
  if (given instanceof Uint8Array) return proposalFromBytes(given, scenario)
  return typeof given === 'string' ? readProposal(given, scenario) : parseProposal(given, scenario)
}

/** A workbook: the path of a file, or its bytes. */
export type WorkbookInput = string | Uint8Array

export function bytesOf(workbook: WorkbookInput): Uint8Array {
  return typeof workbook === 'string' ? here().read(workbook) : workbook
}

export function nameOf(workbook: WorkbookInput, name: string | undefined): string {
  return name ?? (typeof workbook === 'string' ? workbook : 'workbook')
}

/** The options that a result was made with; what is no option is refused. */
export function optionsOf({ options }: { readonly options: unknown }): Partial<Options> {
  return checkRequest({ options }, SOLVER_NAMES).options ?? {}
}

export function scenarioOf(given: ScenarioInput, frame?: ScenarioInput): Scenario {
  return scenariosOf([given], frame)[0]!
}

export function tableOf(given: string | Uint8Array | object, known: Scenario | null): PlacesTable {
  if (given instanceof Uint8Array) return tableIn(given, known)
  return typeof given === 'string' ? readTable(given, known) : parseTable(given, known)
}

export function problemOf(given: ProblemInput): Problem {
  if (given instanceof Uint8Array) return problemFromBytes(given)
  return typeof given === 'string' ? readProblem(given) : parseProblem(given)
}

/** Two parts of a question, each read by itself. @throws InputError with the faults of both */
export function bothOf<A, B>(first: () => A, second: () => B): readonly [A, B] {
  const faults: Fault[] = []
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      for (const fault of error.faults) faults.push(fault)
      return undefined
    }
  }
  const both = [attempt(first), attempt(second)] as [A, B]
  if (faults.length > 0) throw new InputError(faults)
  return both
}

/** What is asked, checked, apart from what it may take. */
export function checkedRequest({ signal, ...rest }: Request): {
  readonly checked: TableQuestion
  readonly limits: Allowed
} {
  const { timeLimit, ...checked } = checkRequest(rest, SOLVER_NAMES)
  return { checked, limits: { timeLimit, signal, solver: checked.solver } }
}
