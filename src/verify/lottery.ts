/**
 * The check of an unbiased controlled rounding (Cox 1987): what it is drawn from meets every total exactly, keeps the bounds,
 * and every cell got the whole places below or above it. That the average over many draws is that expectation cannot be seen
 * in one draw; it is tested over many.
 */
import type { VerifyFault } from './fault.js'
import type { Table } from '../domain/table.js'
import { ceiling, floor, NANO } from './rank.js'

/** @param expectation billionths per cell */
export function checkLottery(
  table: Table,
  allocation: ArrayLike<number>,
  expectation: ArrayLike<number>,
): VerifyFault[] {
  const columns = table.columns.length
  const share = Array.from(expectation, (each) => BigInt(each))
  if (share.length !== table.target.length) {
    return [{ path: 'lottery.expectation', found: String(share.length), expected: String(table.target.length) }]
  }
  const faults = share.flatMap((each, cell): VerifyFault[] => {
    const path = `lottery: ${table.rows[Math.floor(cell / columns)]}-${table.columns[cell % columns]}`
    const [low, high] = [floor(each), ceiling(each)]
    const places = BigInt(allocation[cell]!)
    const most = table.target[cell] === 0 || table.zero[cell] === 1 ? 0 : table.high[cell]!
    const found = `${Number(each) / Number(NANO)}`
    if (low < BigInt(table.low[cell]!) || high > BigInt(most)) {
      return [{ path, found, expected: `${table.low[cell]}..${most}` }]
    }
    return places < low || places > high ? [{ path, found: String(places), expected: `${low}..${high}` }] : []
  })
  const check = (path: string, sum: bigint, total: number) => {
    if (sum !== BigInt(total) * NANO)
      faults.push({ path, found: `${Number(sum) / Number(NANO)}`, expected: `${total}` })
  }
  const rowSums = table.rows.map(() => 0n)
  const columnSums = table.columns.map(() => 0n)
  share.forEach((each, cell) => {
    rowSums[Math.floor(cell / columns)]! += each
    columnSums[cell % columns]! += each
  })
  rowSums.forEach((sum, s) => check(`lottery: row ${table.rows[s]}`, sum, table.rowTotals[s]!))
  columnSums.forEach((sum, o) => check(`lottery: column ${table.columns[o]}`, sum, table.columnHigh[o]!))
  return faults
}
