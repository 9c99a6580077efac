/**
 * Every drawn year in two long tables, for those who go on in R or Python: what each method made of it, and what each OOR gained.
 * Measures and gains are as they are summed: places in ten-thousandths, indices in ten-millionths.
 */
import { parquetTable, type LongColumn } from '../io/parquet.js'
import type { Pieces } from '../io/pieces.js'
import { fairnessQuestion, SCALARS, type FairnessRequest, type YearRow } from '../library.js'
import type { Scenario } from '../domain/scenario.js'

export const TABLE_FILES = ['years.parquet', 'gains.parquet'] as const

const COUNTS: ReadonlySet<string> = new Set(['beyond', 'nextBests', 'quotaViolations', 'reversals'])

const KEYS: readonly LongColumn[] = [
  { name: 'draw', kind: 'whole' },
  { name: 'year', kind: 'whole' },
  { name: 'method', kind: 'text' },
]
/** On every row, as on every line of CSV: made-up data is told from real wherever a row goes. */
const DATA: LongColumn = { name: 'data', kind: 'text' }

const YEARS: readonly LongColumn[] = [
  ...KEYS,
  { name: 'status', kind: 'text' },
  ...SCALARS.map((name): LongColumn => ({ name, kind: COUNTS.has(name) ? 'whole' : 'number' })),
  DATA,
]
const GAINS: readonly LongColumn[] = [...KEYS, { name: 'oor', kind: 'text' }, { name: 'gain', kind: 'number' }, DATA]

/**
 * Tables to which years are added in their order.
 * @param asked what was asked, which stands in the files for who finds them later
 */
export async function yearTables(pieces: Pieces, { id, data, sha256, oors }: Scenario, asked: FairnessRequest) {
  const about = { scenario: id, data, sha256, question: JSON.stringify(fairnessQuestion(asked)) }
  const [yearsFile, gainsFile] = TABLE_FILES
  const years = await parquetTable(YEARS, about, (bytes) => pieces.append(yearsFile, bytes))
  const gains = await parquetTable(GAINS, about, (bytes) => pieces.append(gainsFile, bytes))
  return {
    add: (rows: readonly YearRow[]): void => {
      for (const { draw, year, method, status, measures, gains: gained } of rows) {
        years.add([draw, year, method, status, ...(measures ?? SCALARS.map(() => null)), data])
        gained?.forEach((gain, o) => gains.add([draw, year, method, oors[o]!.code, gain, data]))
      }
    },
    end: (): void => {
      years.end()
      gains.end()
      pieces.end()
    },
    drop: pieces.drop,
  }
}
