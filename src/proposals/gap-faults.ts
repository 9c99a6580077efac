/** What is wrong with the gap that a file states. */
import type { VerifyFault } from '../verify/fault.js'

/** Published, some values are null; published years and drafts have no gap. */
type LevelValue = { readonly name: string; readonly value: number | null }

/**
 * A gap says that the levels before its own are least, and that its own is at least so much.
 * @param own the levels of the file
 * @param least the least that they can be; null where that is not proven either
 */
export function gapFaults(
  gap: { readonly level: string; readonly value: number; readonly bound: number } | null,
  own: readonly LevelValue[],
  least: readonly LevelValue[] | null,
): VerifyFault[] {
  if (gap === null) return []
  const faults: VerifyFault[] = []
  const wants = (right: boolean, path: string, found: unknown, expected: unknown) => {
    if (!right) faults.push({ path, found: String(found), expected: String(expected) })
  }
  const at = own.findIndex(({ name }) => name === gap.level)
  const level = own[at]
  if (level === undefined) {
    return [{ path: 'gap.level', found: gap.level, expected: own.map(({ name }) => name).join(' | ') }]
  }
  wants(gap.value === level.value, 'gap.value', gap.value, level.value)
  wants(gap.bound >= 0 && gap.bound <= gap.value, 'gap.bound', gap.bound, `0..${gap.value}`)
  if (least === null) return faults
  const worse = own.slice(0, at).find(({ value }, k) => value !== least[k]!.value)
  wants(worse === undefined, 'gap.level', gap.level, worse?.name)
  const most = least[at]!.value!
  if (worse === undefined) wants(gap.bound <= most, 'gap.bound', gap.bound, `<= ${most}`)
  return faults
}
