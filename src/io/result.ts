/** A result file read back: what `solve --json` wrote, or what somebody made of it. */
import { InputError } from '../domain/errors.js'
import { checkShape, parseJson } from './check.js'
import { readText } from './files.js'
import { draftSchema, yearsSchema, type DraftJson, type YearsJson } from './proposal-schemas.js'
import { resultSchema, type ResultJson } from './schemas.js'

/** Reads a result file, of `solve`, `round`, `draft` or `years`. @throws InputError when it is not a result at all */
export function readResult(path: string): ResultJson | DraftJson | YearsJson {
  return parseResult(parseJson(readText(path), path), path)
}

/** Checks the shape of a result in memory; whether its claims are true is not checked here. @throws InputError */
export function parseResult(value: unknown, path = 'result'): ResultJson | DraftJson | YearsJson {
  if (typeof value === 'object' && value !== null && 'status' in value && 'rows' in value) {
    if ('kind' in value && value.kind === 'draft') return checkShape(draftSchema, value, path)
    if ('kind' in value && value.kind === 'years') return checkShape(yearsSchema, value, path)
    return checkShape(resultSchema, value, path)
  }
  throw new InputError([{ code: 'type', path, found: '-', expected: 'result' }])
}
