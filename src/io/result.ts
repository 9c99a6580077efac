/** A result file read back: what `solve --json` wrote, or what somebody made of it. */
import { InputError } from '../domain/errors.js'
import { checkShape, parseJson } from './check.js'
import { readText } from './files.js'
import { draftSchema, resultSchema, type DraftJson, type ResultJson } from './schemas.js'

/** Reads a result file, of `solve`, `round` or `draft`. @throws InputError when it is not a result at all */
export function readResult(path: string): ResultJson | DraftJson {
  return parseResult(parseJson(readText(path), path), path)
}

/** Checks the shape of a result in memory; whether its claims are true is not checked here. @throws InputError */
export function parseResult(value: unknown, path = 'result'): ResultJson | DraftJson {
  if (typeof value === 'object' && value !== null && 'status' in value && 'rows' in value) {
    if ('kind' in value && value.kind === 'draft') return checkShape(draftSchema, value, path)
    return checkShape(resultSchema, value, path)
  }
  throw new InputError([{ code: 'type', path, found: '-', expected: 'result' }])
}
