/** What the service refuses before it is computed with: tables that are too large, or too many of them. */
import { InputError } from '../domain/errors.js'
import type { Scenario } from '../domain/scenario.js'

/** The largest table, in cells. */
interface Most {
  readonly maxCells: number
}

export function checkCells(path: string, rows: number, columns: number, { maxCells }: Most): void {
  if (rows * columns <= maxCells) return
  throw new InputError([{ code: 'too-large', path, found: `${rows} x ${columns}`, expected: `<= ${maxCells}` }])
}

/** What a table divides, over how many columns. */
interface Size {
  readonly places: number
  readonly columns: number
}

export function sizeOf({ specialties, oors }: Scenario): Size {
  return { places: sumOf(specialties.map(({ intake }) => intake)), columns: oors.length }
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0)
}

/** Programs that are no network, and their proofs, write out what each place costs in each column. */
const PLACES_PER_CELL = 5

export function checkPlaces(path: string, sizes: readonly Size[], { maxCells }: Most): void {
  const found = sumOf(sizes.map(({ places, columns }) => places * columns))
  const most = PLACES_PER_CELL * maxCells
  if (found <= most) return
  throw new InputError([{ code: 'too-large', path, found: String(found), expected: `sum of intake x oors <= ${most}` }])
}

export function cellsOf({ specialties, oors }: Scenario): number {
  return specialties.length * oors.length
}

/** A list of optima repeats the whole table for each: together they may be so many times the largest table. */
const OPTIMA_TABLES = 10

export function checkOptima(optima: unknown, cells: readonly number[], { maxCells }: Most): void {
  const largest = Math.max(1, ...cells)
  const most = Math.floor((OPTIMA_TABLES * maxCells) / largest)
  if (typeof optima !== 'number' || optima <= most) return
  throw new InputError([{ code: 'too-large', path: 'optima', found: String(optima), expected: `<= ${most}` }])
}

export function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0
}

/** What a job may draw, in cells: a million years of 30 x 7. That takes some ten minutes of one processor for every three methods. */
const MOST_DRAWN = 1_000_000 * 30 * 7

/** The largest table of a job: of each cell a mean is told for each method. */
const MOST_CELLS = 10_000

/** @throws InputError for more than one may ask of a service that others ask too */
export function checkDraws({ draws, years }: Readonly<Record<string, unknown>>, cells: number): void {
  checkCells('scenario', cells, 1, { maxCells: MOST_CELLS })
  const [runs, each] = [draws ?? 1_000, years ?? 1].map(Number) as [number, number]
  const most = Math.floor(MOST_DRAWN / cells / each)
  if (runs <= most) return
  throw new InputError([{ code: 'too-large', path: 'draws', found: String(runs), expected: `<= ${most}` }])
}
