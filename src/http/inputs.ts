/** The files that stand in a question, by kind: how large each is, and its reader. Its faults are named by the field it stands in. */
import { InputError, type Fault } from '../domain/errors.js'
import { placedAs } from '../domain/places.js'
import type { Scenario } from '../domain/scenario.js'
import { parseConsultation } from '../io/read/consultation.js'
import { isFixed, readFixed } from '../io/read/fixed.js'
import { parseCase, readShippedCase } from '../io/read/institutions.js'
import { parseProblem } from '../io/read/problem.js'
import { readNear } from '../io/read/near.js'
import { parseProposal } from '../io/read/proposal.js'
import { parseResult } from '../io/read/result.js'
import { parseTable } from '../io/read/table.js'
import type { InputKind } from '../questions/question.js'
import { problemSchema } from '../shapes/files.js'
import type { DraftJson, YearsJson } from '../shapes/proposals.js'
import { checkCells, checkPlaces, lengthOf, sumOf } from './limits.js'
import { collected } from './question.js'

type Fields = Readonly<Record<string, unknown>>

/** A table to round stands in the question field by field. */
export const PROBLEM_FIELDS: readonly string[] = Object.keys(problemSchema.shape)

/** Where results stand: what is checked, or carried over, is read as a file of it is. */
export const RESULTS: readonly string[] = ['result', 'draft', 'carry', 'fixed']

interface Input {
  /** What to call it, its rows and its columns. */
  readonly sizeOf?: (given: Fields, field: string) => readonly [string, number, number]
  /** @param about the scenario by whose names it is read; null where the question has none */
  readonly read: (given: Fields, field: string, about: Scenario | null, most: { readonly maxCells: number }) => unknown
}

export const INPUTS: Readonly<Record<Exclude<InputKind, 'scenario'>, Input>> = {
  advices: {
    read: (given, field, about) =>
      about === null ? given[field] : within(field, /^advices:/, () => parseConsultation(given[field], about)),
  },
  proposal: {
    sizeOf: tableSize,
    read: (given, field, about) =>
      about === null ? given[field] : within(field, /^proposal($|[.:])/, () => parseProposal(given[field], about)),
  },
  near: {
    sizeOf: tableSize,
    // of a loose table or a result that stands in the same question: read with that
    read: (given, field, about) =>
      about === null ? given[field] : within(field, /^near($|[.:])/, () => readNear(given[field] as object, about)),
  },
  table: {
    sizeOf: tableSize,
    read: (given, field, about) => within(field, /^table($|[.:])/, () => parseTable(given[field], about)),
  },
  result: {
    sizeOf: tableSize,
    read: (given, field, _, most) =>
      within(field, /^result$/, () => {
        const result = parseResult(given[field])
        checkProofs(result, most)
        return result
      }),
  },
  results: {
    read: (given, field, _, most) =>
      (given[field] as readonly unknown[]).flatMap((each, i) => {
        if (each === null) return [] // could not be read
        const place = `${field}[${i}]`
        checkCells(...tableSize({ [place]: each }, place), most)
        return within(place, /^carry\[\d+\]$/, () => parseResult(each, place))
      }),
  },
  // read by the names of a scenario that may be told by the drafts among them
  proposals: {
    read: (given, field, _, most) =>
      (given[field] as readonly unknown[]).flatMap((each, i) => {
        if (each === null) return [] // could not be read
        const place = `${field}[${i}]`
        checkCells(...tableSize({ [place]: each }, place), most)
        return [each]
      }),
  },
  case: {
    read: (given, field) =>
      typeof given[field] === 'string'
        ? readShippedCase(given[field], field)
        : isFixed(given[field] as object) // where the shape of the question has a version for it
          ? within(field, /^fixed($|[.:[])/, () => readFixed(given[field] as object))
          : within(field, /^case($|[.:[])/, () => parseCase(given[field])),
  },
  fixed: { read: (given, field) => within(field, /^fixed($|[.:[])/, () => readFixed(given[field] as object)) },
  // read by the codes of the version that it is about
  amendment: { read: (given, field) => placedAs(given, given[field] as object) },
  problem: {
    sizeOf: ({ rows, columns }) => ['rows, columns', lengthOf(rows), lengthOf(columns)],
    read: (given) => {
      const fields = Object.entries(given).filter(([key]) => PROBLEM_FIELDS.includes(key))
      return parseProblem(placedAs(given, Object.fromEntries(fields)), 'body')
    },
  },
}

function tableSize(given: Fields, field: string): readonly [string, number, number] {
  const { rows, columns } = (given[field] ?? {}) as Fields
  return [field, lengthOf(rows), lengthOf(columns)]
}

/** Reads what stands in a field; its faults are named by that. @param named which paths name it already */
function within<T>(path: string, named: RegExp, read: () => T): T | undefined {
  const place = (fault: Fault) => (named.test(fault.path) ? fault : { ...fault, path: `${path}.${fault.path}` })
  const [made, faults] = collected(read)
  if (faults.length > 0) throw new InputError(faults.map(place))
  return made
}

/** The proofs of drafts and years are checked place by place. */
function checkProofs(result: ReturnType<typeof parseResult>, most: { readonly maxCells: number }): void {
  const kind = 'kind' in result ? result.kind : null
  if (kind === 'years') {
    const { rowTotals, columns } = result as YearsJson
    const sizes = rowTotals.map((totals) => ({ places: sumOf(totals), columns: columns.length }))
    checkPlaces('rowTotals', sizes, most)
  }
  if (kind === 'draft') {
    const { rowTotals, columns, frame } = result as DraftJson
    const leeway = frame === null ? 0 : frame.leeway.below + frame.leeway.above
    checkPlaces('rowTotals', [{ places: sumOf(rowTotals) + leeway, columns: columns.length }], most)
  }
}
