/** A matrix of places on a sheet: what it is about, where its cells stand, and how they look. */
import type { Moved, OorBalance, ProposalFrame } from '../domain/proposal.js'
import type { DataKind } from '../domain/scenario.js'
import type { Look } from '../io/xlsx/write.js'
import { LOOK } from './looks.js'
import { labelled, sumOf, type Context } from './setting.js'

/** Rows above the table: title, label, about, check and legend, header. */
export const ABOVE = 5

export type Numbers = readonly (readonly number[])[]

/** A proposal with what it is checked against. */
export interface SheetSubject {
  readonly title: string
  /** A line about how it came about, or what came of its check. */
  readonly about: string
  readonly data: DataKind | null
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly number[]
  readonly allocation: Numbers
  readonly base: Numbers
  readonly frame: Omit<ProposalFrame, 'base'>
  readonly balance: readonly OorBalance[]
  readonly moved: Moved
  readonly zeroCells: readonly (readonly [string, string])[]
  readonly bounds: readonly (readonly [string, string, number, number])[]
}

/** Blue for fewer, orange for more than the base. */
export const MORE: Look = { bold: true, fill: 'FBE3D0' }

export const FEWER: Look = { bold: true, italic: true, fill: 'D9E7F5' }

/** Where things stand on sheet Voorstel, by rows and columns from 0. */
export interface SheetPlaces {
  readonly first: number
  readonly last: number
  readonly total: number
  readonly intake: number
  readonly check: number
  /** The first column of the differences, and of the base. */
  readonly differences: number
  readonly base: number
  readonly top: number
  readonly end: number
  readonly sums: number
  readonly baseSums: number
  readonly differenceSums: number
  readonly least: number
  readonly most: number
  readonly checks: number
  /** The first of the three readings of the leeway. */
  readonly moved: number
}

export function placesOf({ rows, columns }: Pick<SheetSubject, 'rows' | 'columns'>, context: Context): SheetPlaces {
  const first = labelled(rows, context).count
  const last = first + columns.length - 1
  const [top, end] = [ABOVE, ABOVE + rows.length - 1]
  return {
    first,
    last,
    total: last + 1,
    intake: last + 2,
    check: last + 3,
    differences: last + 5,
    base: last + 6 + columns.length,
    top,
    end,
    sums: end + 1,
    baseSums: end + 2,
    differenceSums: end + 3,
    least: end + 4,
    most: end + 5,
    checks: end + 6,
    moved: end + 9,
  }
}

/** Sums of numbers that may have decimals, without noise. */
export function exactSum(values: readonly number[]): number {
  return Math.round(sumOf(values) * 1e9) / 1e9
}

/** Places as they are: a proposal that was handed in may have decimals. */
const PLAIN: Look = { line: 'thin', align: 'right', format: '#,##0.###_W' }

export function placesLook(value: number): Look {
  return Number.isInteger(value) ? LOOK.whole : PLAIN
}
