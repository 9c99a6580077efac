/**
 * Every drawn year in two long tables, for those who go on in R or Python: what each method made of it, and what each OOR gained.
 * Measures and gains are as they are summed: places in ten-thousandths, indices in ten-millionths.
 */
import { csvTable } from '../io/csv.js'
import type { LongColumn, TableForm } from '../io/long-table.js'
import { parquetTable } from '../io/parquet.js'
import type { Pieces } from '../io/pieces.js'
import { fairnessQuestion, SCALARS, type FairnessRequest, type YearRow } from '../library.js'
import type { Scenario } from '../domain/scenario.js'

/** The names of their files. */
export function tableFiles(form: TableForm): readonly [years: string, gains: string] {
  return [`years.${form}`, `gains.${form}`]
}

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
export async function yearTables(
  pieces: Pieces,
  form: TableForm,
  { id, data, sha256, oors }: Scenario,
  asked: FairnessRequest,
) {
  const about = { scenario: id, data, sha256, question: JSON.stringify(fairnessQuestion(asked)) }
  const open = async (columns: readonly LongColumn[], file: string) => {
    const put = (bytes: Uint8Array) => pieces.append(file, bytes)
    return form === 'csv' ? csvTable(columns, put) : parquetTable(columns, about, put)
  }
  const [yearsFile, gainsFile] = tableFiles(form)
  const years = await open(YEARS, yearsFile)
  const gains = await open(GAINS, gainsFile)
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
