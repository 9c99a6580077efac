/** Every allocation of a tiny table, and the least its levels can be near a given one: by looking at all of them. */
import { withoutNear } from '../src/domain/near.js'
import type { LevelledObjective, Table } from '../src/domain/table.js'
import { recomputeLevels } from '../src/verify/verify.js'

/** The least levels there are: each as it is defined, `near` by counting; null where there is no allocation. */
export function leastLevels(table: Table, objective: LevelledObjective): number[] | null {
  const bare = withoutNear(table)
  const { places, rank } = table.near!
  const found = allAllocations(table).map((y) => {
    const own = recomputeLevels(bare, y, objective).map(({ value }) => value)
    const moved = y.reduce((sum, each, cell) => sum + Math.max(0, each - places[cell]!), 0)
    const at = rank === 'first' ? 0 : objective === 'next-best' ? 2 : objective === 'largest' ? 3 : 1
    return own.toSpliced(at, 0, moved)
  })
  return found.toSorted((a, b) => a.map((each, i) => each - b[i]!).find((by) => Math.abs(by) > 1e-12) ?? 0)[0] ?? null
}

/** Every allocation within bounds and totals, cell after cell. */
function allAllocations({ rows, columns, low, high, rowTotals, columnLow, columnHigh }: Table): number[][] {
  const found: number[][] = []
  const y: number[] = []
  const rowSum = (s: number) => y.slice(s * columns.length).reduce((sum, each) => sum + each, 0)
  const walk = () => {
    const cell = y.length
    if (cell === rows.length * columns.length) {
      const sums = columns.map((_, o) => y.reduce((sum, each, i) => sum + (i % columns.length === o ? each : 0), 0))
      if (sums.every((sum, o) => sum >= columnLow[o]! && sum <= columnHigh[o]!)) found.push([...y])
      return
    }
    const s = Math.floor(cell / columns.length)
    const left = rowTotals[s]! - rowSum(s)
    const from = cell % columns.length === columns.length - 1 ? Math.max(left, low[cell]!) : low[cell]!
    for (let each = from; each <= Math.min(left, high[cell]!); each++) {
      y.push(each)
      walk()
      y.pop()
    }
  }
  walk()
  return found
}
