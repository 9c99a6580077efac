/** The only registry of solvers. Each is loaded when it is asked for, so that `flow` never loads a vendor. */
import type { Solver } from './solver.js'

/** The first is the default. */
export const SOLVER_NAMES = ['flow', 'highs', 'glpk', 'jslp'] as const
export type SolverName = (typeof SOLVER_NAMES)[number]

/** A solver by its name. */
export async function loadSolver(name: SolverName): Promise<Solver> {
  switch (name) {
    case 'flow':
      return (await import('./flow.js')).flow
    case 'highs':
      return (await import('./highs.js')).highs
    case 'glpk':
      return (await import('./glpk.js')).glpk
    case 'jslp':
      return (await import('./jslp.js')).jslp
  }
}
