/** The allocation to stay near to: places as a proposal has them, whole ones, over the same rows and columns. */
import { InputError, type Fault } from '../../domain/errors.js'
import type { NearTo, NearRank } from '../../domain/near.js'
import type { Proposal } from '../../domain/proposal.js'
import type { Scenario } from '../../domain/scenario.js'
import type { ProposalFile } from '../../shapes/files.js'
import { fingerprint } from '../canonical.js'
import { parseProposal, proposalFromBytes, readProposal } from './proposal.js'
import { readingOf, withReading } from './readings.js'

/** By which rows and columns it is read, in whose order it comes out. */
export type Around = Pick<Scenario, 'specialties' | 'oors'>

/** A result, a proposal, a matrix: the path of a file (.json, .csv, .xlsx), its bytes, or `{ rows, columns, allocation }`. */
export type NearInput = string | Uint8Array | object

/** Rows and columns that have no other names than their codes. */
export function aroundCodes(rows: readonly string[], columns: readonly string[]): Around {
  const named = (code: string) => ({ code, name: code, aliases: [] })
  return { specialties: rows.map((code) => ({ ...named(code), intake: 0 })), oors: columns.map(named) }
}

/** Reads one. @param path what to call it where it is no file; @throws InputError with every fault, other rows and columns too */
export function readNear(given: NearInput, around: Around, path = 'near'): ProposalFile {
  const proposal =
    typeof given === 'string'
      ? readProposal(given, around)
      : given instanceof Uint8Array
        ? proposalFromBytes(given, around, path)
        : parseProposal(given, around, path)
  return wholeTable(proposal, around, typeof given === 'string' ? given : path)
}

/** Half places nobody can stay near to, nor what the table has no row for. */
function wholeTable(proposal: Proposal, { specialties, oors }: Around, path: string): ProposalFile {
  const { places, outside, notWhole = [] } = proposal
  const [rows, columns] = [specialties, oors].map((side) => side.map(({ code }) => code)) as [string[], string[]]
  const faults = notWhole.map(({ path: place, value }): Fault => {
    return { code: 'not-whole', path: place, found: String(value), expected: '>= 0' }
  })
  if (outside.length > 0) {
    faults.push({ code: 'unknown-code', path, found: outside.join(', '), expected: rows.join(', ') })
  }
  if (faults.length > 0) throw new InputError(faults)
  const allocation = rows.map((_, s) => places.slice(s * columns.length, (s + 1) * columns.length))
  return withReading({ rows, columns, allocation }, readingOf(proposal))
}

/** The same as the engine takes it. */
export function nearTo({ rows, columns, allocation }: ProposalFile, rank: NearRank = 'after'): NearTo {
  return { places: Int32Array.from(allocation.flat()), sha256: fingerprint({ rows, columns, allocation }), rank }
}
