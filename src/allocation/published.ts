/** A distribution that others computed, as it was published: places without a target, so without anything that needs one. */
import type { Options } from '../domain/options.js'
import type { Remark } from '../domain/result.js'
import type { PublishedTable, Scenario } from '../domain/scenario.js'
import type { Result } from '../shapes/answers/result.js'
import { yearTold } from '../words/heading.js'
import { remark } from './remarks.js'

/** The places as a result: it meets its totals (`feasible`), and nothing is claimed of how it was rounded. */
export function publishedResult(scenario: Scenario, places: PublishedTable, options: Options): Result {
  const totals = scenario.oors.map((_, o) => places.reduce((sum, row) => sum + row[o]!, 0))
  return {
    status: 'feasible',
    published: true,
    scenario: scenario.id,
    data: scenario.data,
    method: 'optimal',
    objective: 'next-best',
    solver: null,
    options,
    rows: scenario.specialties.map(({ code }) => code),
    columns: scenario.oors.map(({ code }) => code),
    rowTotals: scenario.specialties.map(({ intake }) => intake),
    columnTotals: totals,
    oorTotals: { raw: null, floored: null, rounded: totals },
    flooredOors: null,
    remarks: [],
    target: null,
    allocation: places,
    levels: null,
    deviations: [],
    zeroCells: scenario.zeroCells.map(({ specialty, oor }) => [specialty, oor] as const),
    bounds: [],
    unique: null,
    contested: null,
    freedom: null,
    ties: null,
    optima: null,
    certificate: null,
    conflict: null,
    chains: null,
    seed: null,
    lottery: null,
    trace: null,
    leftOut: null,
    input: { sha256: scenario.sha256 },
    year: yearTold(scenario),
    carry: null,
    near: null,
    precision: null,
    milliseconds: 0,
  }
}

/** That nothing was computed, and what stands in for the target. */
export function publishedRemark({ id }: Pick<Scenario, 'id'>): Remark {
  const [said] = remark('published-base', [id], (language) =>
    language === 'nl'
      ? 'De basisverdeling is als tabel gegeven en niet nagerekend: zonder zorggebruik is er geen doel. Afwijking en afronding zijn vanaf de tabel zelf geteld; welke cellen zonder zorggebruik zijn, is niet bekend.'
      : 'The base distribution was given as a table and not recomputed: without care use there is no target. Deviation and rounding are counted from the table itself; which cells are without care use is not known.',
  )
  return said!
}
