/**
 * The solver-neutral program: a transportation table with convex integer costs.
 *
 *   minimise, level after level,  sum over cells of cost(cell, y)
 *   subject to   sum of a row = rowTotals,   sum of a column = columnTotals,   low <= y <= high,   y integer
 *
 * Its constraint matrix is totally unimodular, so the linear relaxation over unit increments has an integral optimum
 * (Hoffman & Kruskal 1956). What is wider than a table of exact totals is brought into this form by the models: an
 * interval total, for one, is an extra row of free slack.
 */

/** One level of a lexicographic objective, as convex costs per cell. */
export interface Level {
  readonly name: string
  /** `cost(cell, y + 1) - cost(cell, y)`: an integer that does not fall as `y` rises (given the levels above). */
  readonly marginal: (cell: number, y: number) => number
  /** A bound on this level's absolute marginal costs, for all that the totals allow. */
  readonly steepest: number
  /** How many units of this level's marginals make one place (or one cell): 1 or 1e9. Adapters scale by it. */
  readonly unit: number
}

/** Matrices are flat and row by row. */
export interface Program {
  readonly rows: number
  readonly columns: number
  readonly rowTotals: Int32Array
  readonly columnTotals: Int32Array
  readonly low: Int32Array
  readonly high: Int32Array
  /** Per cell a value within its bounds at which it costs least on all levels: where a solver may begin. */
  readonly start: Int32Array
  /** Most important first. None at all asks for any solution. */
  readonly levels: readonly Level[]
}
