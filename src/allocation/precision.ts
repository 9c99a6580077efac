/**
 * How far a result rests on the precision of typed shares. Percentages and shares are typed to so many decimals, and the use behind them
 * may lie half a unit of the last one to either side: so it is drawn there again and again, all of chapter 1 computed anew, and what
 * then changes is counted. Volumes are counted, and have no such precision.
 */
import { sharesOf, type Shares } from '../adherence/care-use.js'
import { look, type Budget } from '../domain/budget.js'
import { parseDecimal, scaled } from '../domain/decimal.js'
import { uniform } from '../domain/random.js'
import type { CareUseMatrix, Scenario } from '../domain/scenario.js'
import type { Allocation } from '../domain/table.js'
import type { Result } from '../shapes/answers/result.js'

/** How often the typed shares are drawn at most, and at least. */
const [MOST_DRAWS, LEAST_DRAWS] = [200, 10]
const SEED = 1

/** Cells times draws that take under half a second, measured: one flow a draw, several (`largest`), and all others. */
const WORK = { flow: 800_000, flows: 21_000, other: 42_000 } as const

/** How often shares are drawn, by what a draw takes: never by the clock, or the same question would have other answers. */
export function drawsFor(cells: number, pace: keyof typeof WORK): number {
  return Math.max(LEAST_DRAWS, Math.min(MOST_DRAWS, Math.floor(WORK[pace] / cells)))
}

/** Care use that was typed as shares or percentages; null where it was counted, or is not known. */
export function typedShares({ careUse }: Scenario): TypedShares | null {
  return careUse.kind === 'matrix' && careUse.unit !== 'volume' ? careUse : null
}

interface TypedShares {
  readonly all: CareUseMatrix
  readonly training: CareUseMatrix | null
}

/**
 * Draws the typed shares anew, and counts what changes.
 * @param again the places by drawn shares; null where those have no answer
 * @throws OutOfTime
 */
export async function precisionOf(
  typed: TypedShares,
  { oors }: Pick<Scenario, 'oors'>,
  standing: ArrayLike<number>,
  again: (share: Shares) => Promise<Allocation | null>,
  draws: number,
  budget: Budget,
): Promise<Result['precision']> {
  const random = uniform(SEED)
  const [every, trained] = [new Typed(typed.all), typed.training && new Typed(typed.training)]
  const changed = new Uint8Array(standing.length)
  const totals = new Uint8Array(oors.length)
  let [answered, differing] = [0, 0]
  for (let draw = 0; draw < draws; draw++) {
    look(budget)
    const places = await again(sharesOf(every.drawn(random), trained && trained.drawn(random)))
    if (places === null) continue
    answered++
    const by = new Int32Array(oors.length)
    places.forEach((each, cell) => {
      if (each === standing[cell]) return
      differing++
      changed[cell] = 1
      by[cell % oors.length]! += each - standing[cell]!
    })
    by.forEach((each, o) => each !== 0 && (totals[o] = 1))
  }
  const count = (marks: Uint8Array) => marks.reduce((sum, each) => sum + each, 0)
  return {
    draws,
    seed: SEED,
    answered,
    cells: count(changed),
    mean: answered === 0 ? 0 : Math.round((differing / answered) * 1000) / 1000,
    totals: count(totals),
  }
}

/** A matrix of shares as it was typed: the digits of each cell, in units of the finest decimal of its row. */
class Typed {
  private readonly units: readonly (readonly number[])[]

  constructor(matrix: CareUseMatrix) {
    this.units = matrix.map((row) => {
      const decimals = row.map((text) => parseDecimal(text) ?? { digits: 0n, scale: 0 })
      const finest = Math.max(0, ...decimals.map(({ scale }) => scale))
      return decimals.map((decimal) => Number(scaled(decimal, finest)))
    })
  }

  /** Each cell anywhere within half a unit, and not below nothing; what was typed as nothing is nothing. */
  drawn(random: () => number): number[][] {
    return this.units.map((row) =>
      row.map((units) => {
        const by = random() - 0.5
        return units === 0 ? 0 : units + by
      }),
    )
  }
}
