/** What reading a table brings to light: faults, and what was used, passed over and doubted. */
import type { Fault } from '../../domain/errors.js'
import type { ReadingRemark, SkippedCode, UsedCode, WarningCode } from '../../domain/reading.js'

/** What reading brings to light: faults, and the account of what was read well. */
export interface Account {
  readonly faults: Fault[]
  readonly used: ReadingRemark<UsedCode>[]
  readonly skipped: ReadingRemark<SkippedCode>[]
  readonly warnings: ReadingRemark<WarningCode>[]
}

export function newAccount(faults: Fault[] = []): Account {
  return { faults, used: [], skipped: [], warnings: [] }
}

/** One account after another. */
export function addTo(account: Account, { faults, used, skipped, warnings }: Account): void {
  for (const each of faults) account.faults.push(each)
  for (const each of used) account.used.push(each)
  for (const each of skipped) account.skipped.push(each)
  for (const each of warnings) account.warnings.push(each)
}

/** More remarks are more than a person reads. */
export const MOST_REMARKS = 200
