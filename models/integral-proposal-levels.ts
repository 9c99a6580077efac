/** What an integral proposal minimises: a convex cost per variable for each level, most important first (P26 II.1.3). */
import type { Level } from '../src/program/program.js'
import { naturalRoundings, objectiveLevels } from './costs.js'
import type { Attention, ProposalCase, ProposalVariables } from './integral-proposal.js'

/** The convex costs of all levels; those of `motivations` are its charge. */
export function levelCosts(given: ProposalCase, at: ProposalVariables): Level[] {
  const { table, advised } = given
  const columns = table.columns.length
  const cells = table.target.length
  const heaviest = advised.reduce((most, { weight }) => Math.max(most, weight), 1)
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
      case 'outside-room':
        return onCells(name, heaviest, 1000, (cell, y) => {
          const { room, weight } = advised[Math.floor(cell / columns)]!
          const [low, high] = room[cell % columns]!
          return y < low ? -weight : y >= high ? weight : 0
        })
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
        return { name, steepest: 1, unit: 1, marginal: (variable) => (variable === at.change ? 1 : 0) }
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
