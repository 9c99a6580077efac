/** A list in a sheet: a header, and an entry a row. */
import type { Fault } from '../../domain/errors.js'
import { unknownCode, type Codes } from './names.js'
import type { Cell, Row, Sheet } from './sheet.js'
import { HEADING_WITHIN } from './headings.js'
import { codesIn } from './rows.js'

/** An entry of a list: a row under a header. */
export interface ListEntry<K extends string> {
  readonly text: (key: K) => string | undefined
  readonly cell: (key: K) => Cell | undefined
  /** The path of the cell in a fault, also where it is empty. */
  readonly path: (key: K) => string
  /** The code that a cell means; null where it is empty, and, with a fault, where it is not known. */
  readonly code: (key: K, vocabulary: Codes) => string | null
}

/**
 * A list in a sheet: a header, found by its words, and an entry a row.
 * @param columns the word of each column
 * @param required columns that the header must have, and that no entry may leave empty
 */
export function listIn<K extends string>(
  sheet: Sheet,
  columns: Readonly<Record<K, RegExp>>,
  required: readonly NoInfer<K>[],
  faults: Fault[],
): ListEntry<K>[] {
  const { path } = sheet
  const keys = Object.keys(columns) as K[]
  const placed = (row: Row, key: K) => [...row.cells].find(([, { text }]) => columns[key].test(text))?.[0]
  const headers = sheet.rows
    .slice(0, HEADING_WITHIN)
    .filter((row) => required.every((key) => placed(row, key) !== undefined))
  // a title stands alone, and so does the heading of a single column
  const header = headers.find(({ cells }) => cells.size > 1) ?? (required.length === 1 ? headers[0] : undefined)
  if (header === undefined) {
    const filled = sheet.rows.length > 0
    if (filled) faults.push({ code: 'no-table', path, found: '-', expected: required.join(', ') })
    return []
  }
  const at = new Map(keys.map((key) => [key, placed(header, key)]))
  const entries = sheet.rows.filter(
    ({ number, cells }) => number > header.number && keys.some((key) => cells.has(at.get(key) ?? -1)),
  )
  return entries.map(({ number, cells }) => {
    const cell = (key: K) => cells.get(at.get(key) ?? -1)
    const where = (key: K) => sheet.at(number, at.get(key) ?? 0)
    for (const key of required) {
      if (cell(key) === undefined) faults.push({ code: 'missing', path: where(key), found: '-', expected: key })
    }
    return {
      cell,
      text: (key) => cell(key)?.text,
      path: where,
      code: (key, vocabulary) => {
        const given = cell(key)
        if (given === undefined) return null
        const [code] = codesIn(given.text, vocabulary)
        if (code === undefined) faults.push(unknownCode(where(key), given.text, vocabulary, faults.length))
        return code ?? null
      },
    }
  })
}
