/** What an integral proposal minimises: a convex cost per variable for each level, most important first (P26 II.1.3). */
import type { Level } from '../src/program/program.js'
import { moved, naturalRoundings, objectiveLevels } from './costs.js'
import type { Attention, ProposalCase, ProposalVariables } from './integral-proposal.js'

/** The convex costs of all levels; those of `motivations` are its charge. */
export function levelCosts(given: ProposalCase, at: ProposalVariables): Level[] {
  const { table, advised } = given
  const columns = table.columns.length
  const cells = table.target.length
  const heaviest = advised.reduce((most, { weight }) => Math.max(most, weight), 1)
  const yielding = yieldingMarginal(given, at)
  const rounding = new Map(
    objectiveLevels('next-best', table, naturalRoundings(table)).map((level) => [level.name, level]),
  )
  const onCells = (name: string, steepest: number, unit: number, marginal: Level['marginal']): Level => ({
    name,
    steepest,
    unit,
    marginal: (variable, x) => (variable < cells && table.zero[variable] === 0 ? marginal(variable, x) : 0),
  })
  return given.levels.map((name): Level => {
    switch (name) {
      case 'near': {
        const { steepest, unit, marginal } = moved(given.near ?? given.frame.base)
        return onCells(name, steepest, unit, marginal)
      }
      case 'outside-room':
        return addedTo(
          onCells(name, heaviest, 1000, (cell, y) => {
            const { room, weight } = advised[Math.floor(cell / columns)]!
            const [low, high] = room[cell % columns]!
            return y < low ? -weight : y >= high ? weight : 0
          }),
          yielding,
        )
      case 'advised-distance':
        return onCells(name, heaviest, 1000, (cell, y) => {
          const { row, weight } = advised[Math.floor(cell / columns)]!
          return y < row[cell % columns]! ? -weight : weight
        })
      case 'motivations':
        return { name, steepest: 1, unit: 1, marginal: () => 0 }
      case 'moved':
        return {
          name,
          steepest: 1,
          unit: 1,
          marginal: (variable) => (variable >= at.gained && variable < at.gained + columns ? 1 : 0),
        }
      case 'mutation':
        return { name, steepest: 1, unit: given.today.parts, marginal: (variable) => (variable === at.change ? 1 : 0) }
      case 'attention':
        return { name, steepest: 2 * given.attention.length, unit: 1, marginal: attentionMarginal(given, at) }
      case 'beyond-next-best':
      case 'next-best':
      case 'error': {
        const level = rounding.get(name)!
        return onCells(name, level.steepest, level.unit, level.marginal)
      }
    }
  })
}

/** What agreements that may give way add: in thousandths for every place that a cell, or a total, lies outside one of them. */
function yieldingMarginal(
  { frame, yielding, table }: ProposalCase,
  at: ProposalVariables,
): { readonly steepest: number; readonly marginal: Level['marginal'] } | null {
  if (yielding === undefined) return null
  const columns = table.columns.length
  type Ends = { readonly low: number; readonly high: number }
  const byPlace = new Map<number, readonly Ends[]>()
  const add = (place: number, ends: Ends) => byPlace.set(place, [...(byPlace.get(place) ?? []), ends])
  yielding.cells.forEach(({ cell, ...ends }) => add(cell, ends))
  yielding.totals.forEach(({ column, ...ends }) => add(at.given + column, ends))
  const most = [...byPlace.values()].reduce((longest, { length }) => Math.max(longest, length), 0)
  /** What one more than y adds. */
  const more = (place: number, y: number) =>
    (byPlace.get(place) ?? []).reduce((sum, { low, high }) => sum + (y < low ? -WEIGHT : y >= high ? WEIGHT : 0), 0)
  return {
    steepest: WEIGHT * most,
    marginal: (variable, x) => {
      if (variable < at.given) return table.zero[variable] === 0 ? more(variable, x) : 0
      if (variable >= at.gained + columns) return 0
      const o = (variable - at.given) % columns
      const total = frame.baseTotals[o]!
      // one more given is one fewer left
      return variable < at.gained ? -more(at.given + o, total - x - 1) : more(at.given + o, total + x)
    },
  }
}

/** An advice counts in thousandths, and so does an agreement beside it. */
const WEIGHT = 1000

function addedTo(level: Level, more: ReturnType<typeof yieldingMarginal>): Level {
  if (more === null) return level
  return {
    ...level,
    steepest: level.steepest + more.steepest,
    marginal: (variable, x) => level.marginal(variable, x) + more.marginal(variable, x),
  }
}

/**
 * Places by which the directions of points of attention are missed: up asks for at least one more than the base, down for at
 * least one fewer, keep for the base itself.
 */
function attentionMarginal({ table, frame, attention }: ProposalCase, at: ProposalVariables): Level['marginal'] {
  const columns = table.columns.length
  const byCell = new Map<number, readonly Attention['direction'][]>()
  for (const { row, column, direction } of attention) {
    const key = row === null ? at.given + column : row * columns + column
    byCell.set(key, [...(byCell.get(key) ?? []), direction])
  }
  /** What one more beyond `more` than the base adds: `more` may be negative. */
  const missed = (directions: readonly Attention['direction'][], more: number) =>
    directions.reduce((sum, direction) => {
      if (direction === 'up') return sum - (more < 1 ? 1 : 0)
      if (direction === 'down') return sum + (more >= -1 ? 1 : 0)
      return sum + (more < 0 ? -1 : 1)
    }, 0)
  return (variable, x) => {
    if (variable < at.given) return missed(byCell.get(variable) ?? [], x - frame.base[variable]!)
    const o = (variable - at.given) % columns
    if (variable < at.gained) return -missed(byCell.get(at.given + o) ?? [], -x - 1)
    return variable < at.gained + columns ? missed(byCell.get(at.given + o) ?? [], x) : 0
  }
}
