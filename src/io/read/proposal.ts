/** A proposal from CSV, JSON or a workbook: a matrix of numbers over the specialties and OORs of its scenario, judged by nobody yet. */
import { InputError } from '../../domain/errors.js'
import type { Proposal } from '../../domain/proposal.js'
import { checkBoth, parseJson, refuseAnswers, refuseCrowd, type Follows } from '../../shapes/check.js'
import { csvSheet, parseCsv } from '../csv.js'
import { here } from '../machine.js'
import { decode, isWorkbook } from '../text.js'
import { once } from './once.js'
import { proposalIn, type PlacesFrame, type ProposalTable } from './proposal-table.js'
import { readingOf, withReading } from './readings.js'
import { proposalSchema, type ProposalFile } from '../../shapes/files.js'
import { jsonSheet } from './sheet.js'
import { readProposalWorkbook } from './workbook-tables.js'

/** What a proposal is read by. */
type Frame = PlacesFrame

/** Reads a proposal from a `.csv`, `.json` or `.xlsx` file. @throws InputError with every fault found */
export function readProposal(path: string, scenario: Frame): Proposal {
  return proposalFromBytes(here().read(path), scenario, path)
}

/** The same from bytes. @param path what to call them in a fault; @throws InputError with every fault found */
export function proposalFromBytes(bytes: Uint8Array, scenario: Frame, path = 'proposal'): Proposal {
  if (isWorkbook(path, bytes)) return proposalOf(readProposalWorkbook(bytes, scenario, path))
  const text = decode(bytes)
  if (/^\s*\{/.test(text)) return parseProposal(parseJson(text, path), scenario, path)
  return proposalOf(proposalTable(text, scenario, path))
}

/** A proposal from CSV, its places in the order of the scenario. @throws InputError with every fault, each by its line */
export function proposalFromCsv(bytes: Uint8Array, scenario: Frame, path: string): ProposalTable {
  return proposalTable(decode(bytes), scenario, path)
}

function proposalTable(text: string, scenario: Frame, path: string): ProposalTable {
  const csv = parseCsv(text, path)
  return proposalIn(csvSheet(csv, path), scenario, csv.skipped)
}

/** Checks a proposal in memory: `{ rows, columns, allocation }`, and so also the answer of `solve` or `draft`. */
export function parseProposal(value: unknown, scenario: Frame, path = 'proposal'): Proposal {
  return once('proposal', scenario, value, () => {
    // a check holds two tables: the one that was handed in, and the one that complies
    refuseAnswers(value, path, 'draft | solve | check --repair --out x.csv', ['draft', 'solve, round'])
    refuseCrowd(value)
    return checkBoth(proposalSchema, value, path, (file) => placesIn(file, scenario, path), follows)
  })
}

/** A row is judged when all of its cells are numbers, and codes that are missing when all names are. */
const follows: Follows = ({ code, path }, isGone) => {
  const [, row] = /\.allocation\[(\d+)\]/.exec(path) ?? []
  if (code === 'missing' || code === 'shape') return isGone(/^(rows|columns)\b/) || isGone(/^allocation$/)
  return row !== undefined && isGone(new RegExp(`^(allocation|rows)\\[${row}\\]`))
}

function placesIn({ rows, columns, allocation }: ProposalFile, scenario: Frame, path: string): Proposal {
  if (allocation.length !== rows.length) {
    const [found, expected] = [String(allocation.length), String(rows.length)]
    throw new InputError([{ code: 'shape', path: `${path}.allocation`, found, expected }])
  }
  return plain(proposalIn(jsonSheet({ rows, columns, allocation }, path), scenario))
}

function proposalOf(table: ProposalTable): Proposal {
  return withReading(plain(table), readingOf(table))
}

function plain({ allocation, outside, notWhole }: ProposalTable): Proposal {
  const faulty = notWhole.map(({ path, value }) => ({ path, value }))
  return { places: allocation.flat(), outside, ...(faulty.length > 0 && { notWhole: faulty }) }
}
