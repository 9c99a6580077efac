/** 1.1 to 1.3: from care use to shares. Matrices are specialties x OORs, in the order of the scenario. */
import { InputError } from '../domain/errors.js'
import { parseDecimal, scaled, type Decimal } from '../domain/decimal.js'
import type { CareRecord, CareUse, CareUseMatrix, LeftOut, Scenario } from '../domain/scenario.js'

export type Matrix = readonly (readonly number[])[]

/** Care use per criterion as whole numbers (volumes, or shares times a power of ten), and the lines left out. */
interface CareUseTotals {
  readonly all: Matrix
  readonly training: Matrix | null
  readonly leftOut: LeftOut | null
}

/** Shares per criterion; every row sums to 1, or to 0 where nothing was used and nothing is to be divided. */
export interface Shares {
  readonly all: Matrix
  readonly training: Matrix | null
  readonly leftOut: LeftOut | null
}

/**
 * Shares of care use (aandelen in het zorggebruik) per criterion: use in the OOR divided by use in the country.
 * Source: P26 I.2, FAQ 4, 5.
 * @throws InputError `needs-care-use` for a scenario of published tables
 */
export function shares(scenario: Scenario): Shares {
  const { all, training, leftOut } = totals(scenario, scenario.careUse)
  // 1.2: "het aandeel van het zorggebruik per specialisme per OOR ten opzichte van het zorggebruik in Nederland"
  return { all: all.map(normalised), training: training && training.map(normalised), leftOut }
}

/** The same of any amounts of use, such as drawn ones. */
export function sharesOf(all: Matrix, training: Matrix | null): Shares {
  return { all: all.map(normalised), training: training && training.map(normalised), leftOut: null }
}

/** 1.3: the weighted mean of the criteria (P26 I.2, Tabel 3: 75/25). */
export function blend(all: Matrix, training: Matrix | null, weights: Scenario['criterion']): Matrix {
  if (training === null || weights.training === 0) return all
  if (weights.all === 0) return training
  return all.map((row, s) => row.map((share, o) => weights.all * share + weights.training * training[s]![o]!))
}

function totals(scenario: Scenario, careUse: CareUse): CareUseTotals {
  if (careUse.kind === 'published') {
    throw new InputError([
      { code: 'needs-care-use', path: `${scenario.id}: published`, found: '', expected: 'careUse' },
    ])
  }
  if (careUse.kind === 'records') return sumRecords(scenario, careUse.records)
  return { all: wholeNumbers(careUse.all), training: careUse.training && wholeNumbers(careUse.training), leftOut: null }
}

/** Typed decimals as whole numbers: each row times the power of ten that makes it whole. Rows are normalised anyway. */
function wholeNumbers(matrix: CareUseMatrix): Matrix {
  return matrix.map((row) => {
    const decimals = row.map((text): Decimal => parseDecimal(text) ?? { digits: 0n, scale: 0 })
    const scale = Math.max(0, ...decimals.map((decimal) => decimal.scale))
    return decimals.map((decimal) => Number(scaled(decimal, scale)))
  })
}

/** 1.1: care use of a specialty in an OOR is the sum over its institutions. */
function sumRecords(scenario: Scenario, records: readonly CareRecord[]): CareUseTotals {
  const specialty = new Map(scenario.specialties.map(({ code }, s) => [code, s]))
  const oor = new Map(scenario.oors.map(({ code }, o) => [code, o]))
  const all = scenario.specialties.map(() => scenario.oors.map(() => 0))
  const training = scenario.specialties.map(() => scenario.oors.map(() => 0))
  let zbc = 0
  let procedureGp = 0
  for (const record of records) {
    // FAQ 8-11: "Er zijn geen data van ZBC's in de adherentie berekening meegenomen"
    if (record.zbc) zbc++
    // FAQ 5: "exclusief patiënten van huisartsen"
    else if (record.component === 'procedure-gp') procedureGp++
    else {
      const s = specialty.get(record.specialty)!
      const o = oor.get(record.oor)!
      all[s]![o]! += record.count
      if (record.training) training[s]![o]! += record.count
    }
  }
  return { all, training, leftOut: { records: records.length, zbc, procedureGp } }
}

function normalised(row: readonly number[]): number[] {
  const total = row.reduce((sum, use) => sum + use, 0)
  return row.map((use) => (total === 0 ? 0 : use / total))
}
