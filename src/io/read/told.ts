/** What a file is, told by its content: a proposal, or a scenario. */
import { InputError } from '../../domain/errors.js'
import { parseJson } from '../../shapes/check.js'
import { shippedScenarios, here } from '../machine.js'
import { decode, isWorkbook } from '../text.js'
import { readXlsx } from '../xlsx/read.js'
import { hasNumbers, roleOf } from './workbook.js'

/**
 * Whether a path is of a proposal: a CSV matrix, JSON with an allocation, a workbook with places on a sheet Voorstel or Toewijzing and without care use. Only files that are
 * named so are opened: a pipe is read once, by who takes it.
 */
export function isProposalFile(path: string): boolean {
  if (shippedScenarios().includes(path)) return false
  const isText = /\.(csv|tsv|txt)$/i.test(path)
  if (!isText && !/\.(json|xlsx|xlsm)$/i.test(path)) return false
  try {
    const bytes = here().read(path)
    // a workbook is one by what is in it, whatever it is called
    if (isWorkbook(path, bytes)) return hasProposal(bytes, path)
    return isText || holdsAllocation(parseJson(decode(bytes), path))
  } catch (error) {
    // what cannot be read is refused by its own reader, with all that is wrong
    if (error instanceof InputError) return false
    throw error
  }
}

/** Whether what stands in a question is a proposal: an answer, or `{ rows, columns, allocation }`. */
export function holdsAllocation(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'allocation' in value
}

/** Places are told by their sheet; a workbook that holds care use too is a scenario, from which they may have come. */
function hasProposal(bytes: Uint8Array, path: string): boolean {
  const { sheets } = readXlsx(bytes, path)
  const holds = (...roles: readonly string[]) =>
    sheets.some((sheet) => roles.includes(roleOf(sheet.name) ?? '') && hasNumbers(sheet))
  return holds('proposal', 'allocation') && !holds('all')
}

/** Whether a workbook holds what was asked of a proposal, as that of a draft does. */
export function holdsAdvices(bytes: Uint8Array, path: string): boolean {
  const { sheets } = readXlsx(bytes, path)
  return sheets.some((sheet) => ['advices', 'attention'].includes(roleOf(sheet.name) ?? '') && sheet.rows.length > 1)
}
