/** A result file read back: what `solve --json` wrote, or what somebody made of it. */
import { InputError, nearest } from '../../domain/errors.js'
import { checkShape, clipped, parseJson, refuseMany, shown, type Beginning } from '../../shapes/check.js'
import { readText } from '../machine.js'
import { once } from './once.js'
import { draftSchema, yearsSchema, type DraftJson, type YearsJson } from '../../shapes/proposals.js'
import { institutionsSchema, type InstitutionsJson } from '../../shapes/institutions.js'
import { resultSchema, type ResultJson } from '../../shapes/files.js'

/** Any of the answers that are checked. */
export type AnyResultJson = ResultJson | DraftJson | YearsJson | InstitutionsJson

/** What a chain says of the answers that stand beside it. */
export const CHAIN_FILE = 'keten.json'

/** A file as text, read once. */
export class FileText {
  constructor(
    readonly path: string,
    readonly text = readText(path),
  ) {}
}

/** Reads a result file, of `solve`, `round`, `draft`, `years` or `institutions`. @throws InputError when it is not a result at all */
export function readResult(file: string | FileText): AnyResultJson {
  const { path, text } = typeof file === 'string' ? new FileText(file) : file
  return shapeOf(parseJson(text, path, { exact: true, beginning }), path)
}

/** Checks the shape of a result in memory; whether its claims are true is not checked here. @throws InputError */
export function parseResult(value: unknown, path = 'result'): AnyResultJson {
  return once('result', null, value, () => shapeOf(asJson(value, path), path))
}

/** As it would be read back from a file: nothing that computes its fields, hides them or holds itself. */
function asJson(value: unknown, path: string): unknown {
  try {
    const text = JSON.stringify(value)
    if (text !== undefined) return parseJson(text, path)
  } catch (error) {
    if (error instanceof InputError) throw error
  }
  throw new InputError([{ code: 'type', path, found: shown(value), expected: 'result' }])
}

const KINDS = { draft: draftSchema, years: yearsSchema, institutions: institutionsSchema } as const

/** A large file that is wrong all over is refused by its beginning. */
function beginning(begun: Beginning): void {
  const { value } = begun
  if (typeof value !== 'object' || value === null) return
  const kind = 'kind' in value ? value.kind : null
  if (kind === null) refuseMany(resultSchema, begun)
  else if (kind === 'draft' || kind === 'years' || kind === 'institutions') refuseMany(KINDS[kind], begun)
}

/** `kind` says which of the answers it is, and nothing else does: a result of `solve` or `round` has none. */
function shapeOf(value: unknown, path: string): AnyResultJson {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError([{ code: 'type', path, found: shown(value), expected: 'result' }])
  }
  if (!('kind' in value)) {
    if (!('status' in value) && !('rows' in value)) {
      throw new InputError([{ code: 'type', path, found: '-', expected: 'result' }])
    }
    return checkShape(resultSchema, value, path)
  }
  const { kind } = value
  if (kind === 'draft' || kind === 'years') return checkShape(KINDS[kind], value, path)
  if (kind === 'institutions') return checkShape(institutionsSchema, value, path)
  const found = typeof kind === 'string' ? clipped(kind) : shown(kind)
  if (kind === 'fixed') {
    throw new InputError([{ code: 'already-fixed', path, found, expected: 'institutions' }])
  }
  if (kind === 'check') {
    throw new InputError([
      { code: 'not-verified', path, found, expected: 'solve | round | draft | years | institutions' },
    ])
  }
  const hint = typeof kind === 'string' && kind.length < 100 ? nearest(kind, Object.keys(KINDS)) : undefined
  const expected = Object.keys(KINDS).join(' | ')
  throw new InputError([{ code: 'value', path: 'kind', found, expected, ...(hint !== undefined && { hint }) }])
}
