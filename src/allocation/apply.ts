/** A repair done as it is told: the input with its changes made. */
import type { RepairChange } from '../domain/conflict.js'
import type { Problem } from '../domain/problem.js'
import type { Scenario } from '../domain/scenario.js'
import type { Table } from '../domain/table.js'

type Changes = readonly RepairChange[]

/** A problem with its changes made: totals, bounds, zero cells, and `zeroTarget: free` where a place goes to a target of 0. */
export function problemWith(problem: Problem, changes: Changes): Problem {
  const totalOf = (code: string, side: 'row' | 'column', end: RepairChange['end']) =>
    changes.find((each) => each[side] === code && each[side === 'row' ? 'column' : 'row'] === null && each.end === end)
  const cells = cellChanges(changes)
  return {
    ...problem,
    rowTotals: problem.rows.map((row, s) => totalOf(row, 'row', 'total')?.to ?? problem.rowTotals[s]!),
    columnTotals: problem.columns.map((column, o) => {
      const given = problem.columnTotals[o]!
      const whole = totalOf(column, 'column', 'total')
      if (whole !== undefined) return whole.to
      const ends = ['low', 'high'].map((end) => totalOf(column, 'column', end as 'low' | 'high')?.to)
      if (ends.every((end) => end === undefined)) return given
      const [low, high] = typeof given === 'number' ? [given, given] : given
      return [ends[0] ?? low, ends[1] ?? high] as const
    }),
    zeroCells: problem.zeroCells.filter(([row, column]) => !cells.some((each) => opens(each, row, column))),
    bounds: [
      ...problem.bounds.map(([row, column, low, high]) => {
        const [least, most] = widened(cells, row, column, low, high)
        return [row, column, least, most] as const
      }),
      ...opened(cells).map(({ row, column, to }) => [row, column, 0, to] as const),
    ],
    options: { ...problem.options, ...(freesTargets(cells) && { zeroTarget: 'free' }) },
  }
}

/** A scenario with its changes made: intakes, agreed bounds, zero cells, `zeroTarget`. Its OOR totals follow; see `withTotals`. */
export function scenarioWith(scenario: Scenario, changes: Changes): Scenario {
  const cells = cellChanges(changes)
  const intakes = new Map(changes.filter(({ column }) => column === null).map(({ row, to }) => [row, to]))
  return {
    ...scenario,
    specialties: scenario.specialties.map((each) => ({ ...each, intake: intakes.get(each.code) ?? each.intake })),
    zeroCells: scenario.zeroCells.filter(({ specialty, oor }) => !cells.some((each) => opens(each, specialty, oor))),
    bounds: [
      ...scenario.bounds.map((bound) => {
        const [low, high] = widened(cells, bound.specialty, bound.oor, bound.low, bound.high)
        return { ...bound, low, high }
      }),
      ...opened(cells).map(({ row, column, to }) => ({ specialty: row, oor: column, low: 0, high: to, reason: '' })),
    ],
    options: { ...scenario.options, ...(freesTargets(cells) && { zeroTarget: 'free' }) },
  }
}

/** OOR totals of a scenario follow from its care use; a change of one is a difference from what follows. */
export function withTotals(table: Table, changes: Changes): Table {
  const by = table.columns.map((code) =>
    changes.reduce((sum, { row, column, from, to }) => sum + (row === null && column === code ? to - from : 0), 0),
  )
  return {
    ...table,
    columnLow: table.columnLow.map((total, o) => total + by[o]!),
    columnHigh: table.columnHigh.map((total, o) => total + by[o]!),
  }
}

type CellChange = RepairChange & { readonly row: string; readonly column: string }

function cellChanges(changes: Changes): CellChange[] {
  return changes.flatMap((each) => {
    const { row, column } = each
    return row === null || column === null ? [] : [{ ...each, row, column }]
  })
}

function opens({ row, column, rules }: CellChange, atRow: string, atColumn: string): boolean {
  return row === atRow && column === atColumn && rules.includes('zero-cell')
}

/** Zero cells that become cells with room for some places. */
function opened(cells: readonly CellChange[]): CellChange[] {
  return cells.filter(({ end, rules }) => end === 'high' && rules.includes('zero-cell'))
}

function widened(
  cells: readonly CellChange[],
  row: string,
  column: string,
  low: number,
  high: number,
): readonly [number, number] {
  const here = cells.filter((each) => each.row === row && each.column === column && each.rules.includes('bound'))
  const ends = (end: 'low' | 'high') => here.filter((each) => each.end === end).map(({ to }) => to)
  return [Math.min(low, ...ends('low')), Math.max(high, ...ends('high'))]
}

function freesTargets(cells: readonly CellChange[]): boolean {
  return cells.some(({ rules }) => rules.includes('no-care-use'))
}
