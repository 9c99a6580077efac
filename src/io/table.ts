/** A published table of whole places, from CSV or JSON, and what is written about care use reconstructed from it. */
import { decimalText, parseDecimal } from '../domain/decimal.js'
import { InputError, type Fault } from '../domain/errors.js'
import type { Scenario } from '../domain/scenario.js'
import { matrixFromCsv, PASSED_OVER } from './care-use.js'
import { checkNational, checkShape } from './check.js'
import { csvText, parseCsv, type CsvTable } from './csv.js'
import { readText } from './files.js'
import { codesOf } from './names.js'
import { tableSchema } from './schemas.js'

/** Whole places, specialties x OORs, with names where they are known. */
export interface PlacesTable {
  readonly specialties: Scenario['specialties']
  readonly oors: Scenario['oors']
  readonly places: readonly (readonly number[])[]
}

/** Names and order of specialties and OORs; null: as the table has them. */
type Names = Pick<Scenario, 'specialties' | 'oors'> | null

/** Reads a table from a CSV file: the header `specialty,<oor>,...`. @throws InputError with every fault found */
export function readTable(path: string, names: Names): PlacesTable {
  return tableFrom(parseCsv(readText(path), path), path, names)
}

/** Checks a table in memory: `{ rows, columns, allocation }`. @throws InputError with every fault found */
export function parseTable(value: unknown, names: Names): PlacesTable {
  const { rows, columns, allocation } = checkShape(tableSchema, value, 'table')
  if (allocation.length !== rows.length) {
    throw new InputError([
      { code: 'shape', path: 'table.allocation', found: String(allocation.length), expected: String(rows.length) },
    ])
  }
  const lines = rows.map((row, i) => ({ line: i + 2, cells: [row, ...allocation[i]!.map(String)] }))
  return tableFrom({ dutch: false, header: ['specialty', ...columns], lines }, 'table', names)
}

function tableFrom(csv: CsvTable, path: string, names: Names): PlacesTable {
  const faults: Fault[] = []
  const { specialties, oors } = names ?? namesOf(csv)
  if (specialties.length === 0 || oors.length === 0) {
    throw new InputError([{ code: 'shape', path, found: csv.header.join(', '), expected: 'specialty,<oor>,...' }])
  }
  const matrix = matrixFromCsv(csv, path, codesOf(specialties), codesOf(oors), faults)
  const places = matrix.map((row, s) =>
    row.map((typed, o) => {
      const text = decimalText(parseDecimal(typed) ?? { digits: 0n, scale: 0 })
      if (/^-?\d+$/.test(text)) return Number(text)
      const where = `${path}: ${specialties[s]!.code}-${oors[o]!.code}`
      faults.push({ code: 'not-whole', path: where, found: typed, expected: '' })
      return 0
    }),
  )
  const intakes = places.map((row) => row.reduce((sum, each) => sum + each, 0))
  checkNational(intakes, path, faults)
  if (faults.length > 0) throw new InputError(faults)
  return { specialties: specialties.map((each, s) => ({ ...each, intake: intakes[s]! })), oors, places }
}

/** Codes as the table has them; a column or row of totals or names is none. */
function namesOf({ header, lines }: CsvTable): NonNullable<Names> {
  const codes = (all: readonly string[]) => [...new Set(all.filter((code) => code !== '' && !PASSED_OVER.test(code)))]
  return {
    specialties: codes(lines.map(({ cells }) => cells[0] ?? '')).map((code) => ({
      code,
      name: code,
      intake: 0,
      aliases: [],
    })),
    oors: codes(header.slice(1)).map((code) => ({ code, name: code, aliases: [] })),
  }
}

/** A reconstruction as it is written: everything of a scenario but its care use, the volumes, and how they were found. */
export interface Reconstructed {
  readonly frame: Omit<Scenario, 'careUse' | 'criterion' | 'sha256'>
  readonly places: readonly (readonly number[])[]
  readonly volumes: readonly (readonly number[])[]
  readonly seed: number
  readonly attempts: number
  readonly floored: readonly string[]
}

/** The scenario file, with `all` as its care use: the name of a file, or the volumes themselves. */
export function reconstructedScenario({ frame }: Reconstructed, all: string | Reconstructed['volumes']): object {
  const {
    id,
    title,
    year,
    data,
    sources,
    oors,
    specialties,
    floor,
    zeroCells,
    leeway,
    frame: dates,
    bounds,
    options,
  } = frame
  return {
    id,
    title,
    year,
    data,
    sources,
    oors,
    specialties,
    careUse: { unit: 'volume', all },
    criterion: { all: 1, training: 0 },
    floor,
    zeroCells,
    leeway,
    frame: dates,
    bounds,
    options,
  }
}

/** What the folder of a reconstructed scenario holds. */
export const RECONSTRUCTED_FILES = ['scenario.json', 'care-use-all.csv', 'expected.csv', 'source.md'] as const

/** The files of a scenario folder, by name. The same reconstruction, the same bytes. */
export function reconstructedFiles(
  found: Reconstructed,
): Readonly<Record<(typeof RECONSTRUCTED_FILES)[number], string>> {
  const { frame, places, volumes } = found
  const codes = frame.oors.map(({ code }) => code)
  const lines = (matrix: Reconstructed['places'], ...last: string[]) =>
    frame.specialties.map(({ code }, s) => [code, ...matrix[s]!, ...last])
  return {
    'scenario.json': `${JSON.stringify(reconstructedScenario(found, 'care-use-all.csv'), null, 2)}\n`,
    'care-use-all.csv': csvText([['specialty', ...codes, 'data'], ...lines(volumes, frame.data)]),
    'expected.csv': csvText([['specialty', ...codes], ...lines(places)]),
    'source.md': sourceText(found),
  }
}

function sourceText({ frame, seed, attempts, floored }: Reconstructed): string {
  return `# ${frame.id}: what is real and what is not

**Given.** The places of \`expected.csv\`, and from them the intake per specialty; the floor, the zero cells, the bounds and the
options of \`scenario.json\`.

**Reconstructed (made up).** \`care-use-all.csv\`: volumes drawn with seed ${seed} so that the default method gives exactly
\`expected.csv\` (draw ${attempts}). They are one of countless sets that fit: never the real care use, and no estimate of it. Another
seed gives other volumes, and what-if answers that differ from seed to seed say more about the seed than about care.
They stand for care use under one criterion (100%), whatever criterion the table was made with.

**Lifted to the floor.** ${floored.length === 0 ? 'No OOR: all totals come from the care use itself.' : `${floored.join(', ')}: drawn below the floor.`}

**What must come out.** \`expected.csv\`, cell for cell.
`
}
