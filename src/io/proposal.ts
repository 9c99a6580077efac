/** A proposal from CSV, JSON or a workbook: a matrix of numbers over the specialties and OORs of its scenario, judged by nobody yet. */
import { decimalText, parseDecimal, NANO } from '../domain/decimal.js'
import { InputError, type Fault } from '../domain/errors.js'
import { outsideFrame } from '../domain/outside.js'
import type { Proposal } from '../domain/proposal.js'
import type { Scenario } from '../domain/scenario.js'
import { PASSED_OVER } from './care-use.js'
import { checkShape, clipped, parseJson } from './check.js'
import { parseCsv } from './csv.js'
import { isWorkbook, readBytes, readText } from './files.js'
import { codesOf, unknownCode } from './names.js'
import { proposalSchema } from './schemas.js'
import { readProposalWorkbook } from './workbook-tables.js'

/** Reads a proposal from a `.csv`, `.json` or `.xlsx` file. @throws InputError with every fault found */
export function readProposal(path: string, scenario: Scenario): Proposal {
  if (isWorkbook(path)) return proposalInWorkbook(readBytes(path), scenario, path)
  const text = readText(path)
  if (/^\s*\{/.test(text)) return parseProposal(parseJson(text, path), scenario, path)
  const { header, lines } = parseCsv(text, path)
  const rows = lines.map(({ line, cells }) => ({ place: `${path}:${line}`, cells }))
  return proposalFrom(header.slice(1), rows, scenario, path)
}

/** Reads a proposal from the bytes of a workbook. @throws InputError with every fault, each by sheet and cell */
export function proposalInWorkbook(bytes: Uint8Array, scenario: Scenario, path = 'workbook'): Proposal {
  const { allocation, outside } = readProposalWorkbook(bytes, scenario, path)
  return { places: allocation.flat(), outside }
}

/** Checks a proposal in memory: `{ rows, columns, allocation }`, and so also the answer of `solve` or `draft`. */
export function parseProposal(value: unknown, scenario: Scenario, path = 'proposal'): Proposal {
  const { rows, columns, allocation } = checkShape(proposalSchema, value, path)
  if (allocation.length !== rows.length) {
    const [found, expected] = [String(allocation.length), String(rows.length)]
    throw new InputError([{ code: 'shape', path: `${path}.allocation`, found, expected }])
  }
  const lines = rows.map((row, s) => ({
    place: `${path}.allocation[${s}]`,
    cells: [row, ...allocation[s]!.map((each) => String(each))],
  }))
  return proposalFrom(columns, lines, scenario, path)
}

function proposalFrom(
  header: readonly string[],
  lines: readonly { readonly place: string; readonly cells: readonly string[] }[],
  { specialties, oors }: Scenario,
  path: string,
): Proposal {
  const faults: Fault[] = []
  const [specialtyCodes, oorCodes] = [codesOf(specialties), codesOf(oors)]
  const columns = new Map<string, number>()
  header.forEach((given, i) => {
    const oor = oorCodes.find(given)
    if (oor === undefined) {
      if (given !== '' && !PASSED_OVER.test(given)) faults.push(unknownCode(path, given, oorCodes))
    } else if (columns.has(oor)) faults.push({ code: 'duplicate', path, found: given, expected: '' })
    else columns.set(oor, i + 1)
  })
  for (const oor of oorCodes.codes) {
    if (!columns.has(oor)) faults.push({ code: 'missing', path, found: clipped(header.join(', ')), expected: oor })
  }
  const lastColumn = Math.max(0, ...columns.values())
  const outside: string[] = []
  const rows = new Map<string, number[]>()
  for (const { place, cells } of lines) {
    const [given = ''] = cells
    if (given === '' || PASSED_OVER.test(given)) continue
    // a decimal comma splits a number in two, and then nothing stands where it should
    if (cells.length <= lastColumn || cells.slice(header.length + 1).some((cell) => cell !== '')) {
      const [found, expected] = [String(cells.length), String(header.length + 1)]
      faults.push({ code: 'shape', path: place, found, expected })
    }
    const specialty = specialtyCodes.find(given)
    const apart = specialty === undefined ? outsideFrame(given) : undefined
    if (apart !== undefined) outside.push(apart)
    else if (specialty === undefined) faults.push(unknownCode(place, given, specialtyCodes))
    else if (rows.has(specialty)) faults.push({ code: 'duplicate', path: place, found: given, expected: '' })
    else {
      const read = (oor: string) => placesOf(cells[columns.get(oor) ?? -1] ?? '', `${place}:${oor}`, faults)
      rows.set(specialty, oorCodes.codes.map(read))
    }
  }
  for (const code of specialtyCodes.codes) {
    if (!rows.has(code)) faults.push({ code: 'missing', path, found: '-', expected: code })
  }
  if (faults.length > 0) throw new InputError(faults)
  return { places: specialtyCodes.codes.flatMap((code) => rows.get(code)!), outside: [...new Set(outside)] }
}

/** A number of places; whether it is whole is for the check to say. An empty cell is none. */
function placesOf(text: string, path: string, faults: Fault[]): number {
  const decimal = text === '' ? { digits: 0n, scale: 0 } : parseDecimal(text)
  const places = decimal === null ? Number.NaN : Math.round(Number(decimalText(decimal)) * NANO) / NANO
  if (Math.abs(places) <= MOST_PLACES) return places
  const code = decimal === null ? 'not-decimal' : 'value'
  faults.push({ code, path, found: clipped(text), expected: decimal === null ? '' : `<= ${MOST_PLACES}` })
  return 0
}

const MOST_PLACES = 1_000_000
