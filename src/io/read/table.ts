/** A published table of whole places, from CSV or JSON, and what is written about care use reconstructed from it. */
import { InputError } from '../../domain/errors.js'
import type { ReadingRemark } from '../../domain/reading.js'
import type { Scenario } from '../../domain/scenario.js'
import { checkNational, checkShape, clipped } from '../../shapes/check.js'
import { csvSheet, csvText, parseCsv } from '../csv.js'
import { here } from '../machine.js'
import { decode, isWorkbook } from '../text.js'
import { addTo, newAccount } from './account.js'
import { checkTotals } from './table-totals.js'
import { gridOf, valuesOf } from './grid.js'
import { isNumber } from './headings.js'
import { codesOf } from './names.js'
import { readWhole } from './numbers.js'
import { once } from './once.js'
import { withReading } from './readings.js'
import { tableSchema } from '../../shapes/files.js'
import { byRow, jsonSheet, type Row, type Sheet } from './sheet.js'
import { tidy } from './spelling.js'
import { isAbout, isAside, isIntake, isNoLabel, isTotal } from '../../words/around-tables.js'
import { placesInWorkbook } from './workbook-tables.js'

/** Whole places, specialties x OORs, with names where they are known. */
export interface PlacesTable {
  readonly specialties: Scenario['specialties']
  readonly oors: Scenario['oors']
  readonly places: readonly (readonly number[])[]
}

/** Names and order of specialties and OORs; null: as the table has them. */
type Names = Pick<Scenario, 'specialties' | 'oors'> | null

/** Reads a table from a CSV file or a workbook: specialties down and OORs across. @throws InputError with every fault found */
export function readTable(path: string, names: Names): PlacesTable {
  return tableIn(here().read(path), names, path)
}

/** The same from bytes. @param path what to call them in a fault; @throws InputError with every fault found */
export function tableIn(bytes: Uint8Array, names: Names, path = 'table'): PlacesTable {
  if (isWorkbook(path, bytes)) return placesInWorkbook(bytes, path, (sheet) => tableFrom(sheet, names))
  const csv = parseCsv(decode(bytes), path)
  return tableFrom(csvSheet(csv, path), names, csv.skipped)
}

/** The same from the text of a CSV file, with names that are known. @throws InputError with every fault found */
export function tableInText(text: string, path: string, names: NonNullable<Names>): PlacesTable {
  const csv = parseCsv(text, path)
  return tableFrom(csvSheet(csv, path), names, csv.skipped)
}

/** Checks a table in memory: `{ rows, columns, allocation }`. @throws InputError with every fault found */
export function parseTable(value: unknown, names: Names): PlacesTable {
  return once('table', names, value, () => tableOf(value, names))
}

function tableOf(value: unknown, names: Names): PlacesTable {
  const { rows, columns, allocation } = checkShape(tableSchema, value, 'table')
  if (allocation.length !== rows.length) {
    throw new InputError([
      { code: 'shape', path: 'table.allocation', found: String(allocation.length), expected: String(rows.length) },
    ])
  }
  return tableFrom(jsonSheet({ rows, columns, allocation }, 'table', 'specialty'), names)
}

/** As many specialties and OORs as a table in JSON may have. */
const MOST_NAMES = 5_000

function tableFrom(sheet: Sheet, names: Names, skipped: readonly ReadingRemark<'separator-line'>[] = []): PlacesTable {
  const { specialties, oors } = names ?? namesOf(sheet)
  const { path } = sheet
  for (const [side, { length }] of Object.entries({ rows: specialties, columns: oors })) {
    if (length <= MOST_NAMES) continue
    const [found, expected] = [`${length} ${side}`, `<= ${MOST_NAMES} ${side}`]
    throw new InputError([{ code: 'too-large', path, found, expected }])
  }
  if (specialties.length === 0 || oors.length === 0) {
    const found = clipped([...(sheet.rows[0]?.cells.values() ?? [])].map(({ text }) => text).join(', '))
    throw new InputError([{ code: 'shape', path, found, expected: 'specialty,<oor>,...' }])
  }
  const account = newAccount()
  addTo(account, { ...newAccount(), skipped: [...skipped] })
  const { faults } = account
  const purpose = { specialties: codesOf(specialties), oors: codesOf(oors), kind: 'places' } as const
  const grid = gridOf(sheet, purpose, account)
  if (grid === null) throw new InputError(faults)
  const places = valuesOf(grid, purpose.specialties.codes, purpose.oors.codes, 0, faults, (cell, at) =>
    readWhole(cell, at, grid.notation, faults),
  )
  checkTotals(grid, purpose.specialties, account)
  const intakes = places.map((row) => row.reduce((sum, each) => sum + each, 0))
  checkNational(intakes, path, faults)
  if (faults.length > 0) throw new InputError(byRow(faults, sheet))
  const table = { specialties: specialties.map((each, s) => ({ ...each, intake: intakes[s]! })), oors, places }
  return withReading(table, account)
}

/** Codes as the table has them, and names beside them; what holds totals or says something of a row is no code, and titles stand above. */
function namesOf({ rows }: Sheet): NonNullable<Names> {
  const figures = (row: Row | undefined) => [...(row?.cells.values() ?? [])].filter(isNumber).length
  const isFilled = (row: Row, i: number) => row.cells.size > 1 && 2 * figures(rows[i + 1]) >= row.cells.size
  // words above a figure are headings, also where little of the first row is filled in well; headings may be numbers too
  const isWords = (row: Row, i: number) =>
    2 * row.cells.size > (rows[i + 1]?.cells.size ?? 0) && figures(row) === 0 && figures(rows[i + 1]) > 0
  const first = Math.max(
    0,
    rows.findIndex((row, i) => isFilled(row, i) || (row.cells.size > 1 && isWords(row, i))),
  )
  const [header, ...lines] = rows.slice(first)
  const heading = (column: number) => tidy(header?.cells.get(column)?.text ?? '')
  const { labels, across } = sidesOf(header, lines)
  const filled = lines.filter(
    ({ cells }) => across.some((column) => isNumber(cells.get(column))) || across.every((column) => cells.has(column)),
  )
  const [codeAt = 0, nameAt] = labels.filter((column) => labels.length === 1 || !isNumero(heading(column)))
  const specialties = filled.flatMap(({ cells }) => {
    // totals, shares and checks stand below the table, and have no code
    const code = tidy(cells.get(codeAt)?.text ?? '')
    const name = tidy(cells.get(nameAt ?? -1)?.text ?? '') || code
    const isAround = isTotal(code) || isTotal(name) || (nameAt === undefined && isAside(code))
    return code === '' || isAround ? [] : [{ code, name, intake: 0, aliases: [] }]
  })
  const oors = across.map((column) => heading(column))
  return {
    specialties: [...new Map(specialties.toReversed().map((each) => [each.code, each])).values()].toReversed(),
    oors: [...new Set(oors)].map((code) => ({ code, name: code, aliases: [] })),
  }
}

/** "Nr" heads a column that counts rows. */
const isNumero = (heading: string) => heading !== 'NO' && isNoLabel(heading)

/** The columns that name specialties, and those of OORs: up to the first that is empty, without totals and what else stands between. */
function sidesOf(header: Row | undefined, lines: readonly Row[]) {
  const all = [...new Set([header, ...lines].flatMap((row) => [...(row?.cells.keys() ?? [])]))].toSorted(
    (a, b) => a - b,
  )
  const heading = (column: number) => tidy(header?.cells.get(column)?.text ?? '')
  const isLabel = (column: number) => {
    const filled = lines.flatMap(({ cells }) => cells.get(column) ?? [])
    const words = filled.filter((cell) => !isNumber(cell)).length
    return column === all[0] || isAbout(heading(column)) || isNumero(heading(column)) || 2 * words > filled.length
  }
  const end = all.findIndex((column) => !isLabel(column))
  const labels = all.slice(0, Math.max(1, end))
  const right = all.slice(labels.length).filter((column) => header?.cells.has(column))
  const gap = right.findIndex((column, i) => i > 0 && column > right[i - 1]! + 1)
  const isOther = (word: string) => isNumero(word) || [isTotal, isAbout, isIntake, isAside].some((is) => is(word))
  const across = right.slice(0, gap === -1 ? undefined : gap).filter((column) => !isOther(heading(column)))
  return { labels, across }
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
