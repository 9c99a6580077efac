/** Chapter 1 of the rules in computing order: from care use to a target, the matrix that is then rounded. */
import { fixNano, nanoToPlaces } from '../domain/decimal.js'
import { InputError } from '../domain/errors.js'
import { optionsInForce, type Options } from '../domain/options.js'
import type { LeftOut, Scenario } from '../domain/scenario.js'
import { blend, shares, type Matrix, type Shares } from './care-use.js'
import { fit, type ImpossibleFit } from './fit.js'
import { floorPlaces, liftRows, liftToFloor, type FlooredTotals } from './floor.js'
import { roundTotals } from './totals.js'

/** Every step on the way to the target; matrices are specialties x OORs. */
export interface Adherence {
  readonly options: Options
  /** Shares of care use per criterion, and blended by the weights of the criterion. */
  readonly shares: { readonly all: Matrix; readonly training: Matrix | null; readonly blended: Matrix }
  /** 1.4: national intake times share, in places. */
  readonly raw: Matrix
  /** 1.5, 1.6, 1.7: column totals, in billionths and whole places. */
  readonly totals: {
    readonly rawNano: readonly number[]
    readonly flooredNano: readonly number[]
    readonly rounded: readonly number[]
  }
  readonly flooredOors: readonly boolean[]
  /** 1.8: the matrix after the floor, in places; null when the zeros in the care use forbid the floored totals. */
  readonly afterFloor: Matrix | null
  /** 1.9: after the zero cells were emptied, fixed at 9 decimals: billionths, row by row. null when impossible. */
  readonly targetNano: Float64Array | null
  /** Why there is no target. */
  readonly impossible: ImpossibleFit | null
  /** What it is that could not be fitted, for those who check that. */
  readonly unfitted: Unfitted | null
  readonly leftOut: LeftOut | null
}

/** A matrix whose zeros forbid its column totals, and the sets of rows and columns that prove it. */
export interface Unfitted {
  readonly cut: ImpossibleFit
  readonly matrix: Matrix
  /** In places. */
  readonly columnTotals: readonly number[]
}

/** One criterion on its way: its raw matrix, its totals, and what the floor made of them. */
interface Lifted {
  readonly raw: Matrix
  readonly rawTotals: readonly number[]
  readonly lifted: FlooredTotals
  readonly inner: Matrix | Unfitted
}

/**
 * Computes the target of a scenario: 1.2 to 1.9 of the rules (P26 I.2, FAQ 4-7), with the scenario's options.
 * Zeros in the care use that forbid the totals are an outcome (`impossible`).
 * @throws InputError when the fit does not converge, naming the zero pattern, or when a floor in whole places cannot hold
 */
export function computeTarget(scenario: Scenario): Adherence {
  const options = optionsInForce(scenario.options)
  const share = shares(scenario)
  checkUsed(scenario, share)
  const intakes = scenario.specialties.map(({ intake }) => intake)
  const national = intakes.reduce((sum, intake) => sum + intake, 0)
  const isZero = zeroMask(scenario)

  // 1.3 - 1.6, 1.8
  const lifted = liftCriteria(scenario, options, share, national, isZero)

  // 1.7 "Het berekende totaal aantal instroomplaatsen per OOR wordt rekenkundig afgerond" (FAQ 7.2)
  const flooredNano = lifted.lifted.totals.map(fixNano)
  const codes = scenario.oors.map(({ code }) => code)
  const floorNano = scenario.floor === null ? 0 : fixNano(floorOf(scenario.floor.share, national, scenario, options))
  const rounded = roundTotals(flooredNano, codes, national, floorNano, options.half, options['totals.rounding'])

  // 1.9 "Vervolgens worden aan OOR Leiden geen opleidingsplaatsen Klinische Geriatrie en Plastische Chirurgie toegewezen"
  const emptied = isMatrix(lifted.inner)
    ? emptyZeroCells(lifted.inner, isZero, intakes, lifted.lifted.totals, options, scenario)
    : lifted.inner

  return {
    options,
    shares: { all: share.all, training: share.training, blended: blend(share.all, share.training, scenario.criterion) },
    raw: lifted.raw,
    totals: { rawNano: lifted.rawTotals.map(fixNano), flooredNano, rounded },
    flooredOors: lifted.lifted.floored,
    afterFloor: isMatrix(lifted.inner) ? lifted.inner : null,
    targetNano: isMatrix(emptied) ? Float64Array.from(emptied.flat(), fixNano) : null,
    impossible: isMatrix(emptied) ? null : emptied.cut,
    unfitted: isMatrix(emptied) ? null : emptied,
    leftOut: share.leftOut,
  }
}

/**
 * Whoever asks for another criterion than the scenario was read with may find a specialty with nothing to divide by.
 * @throws InputError naming the specialty
 */
function checkUsed({ specialties, criterion }: Scenario, share: Shares): void {
  const empty = (matrix: Matrix | null, weight: number, path: string) =>
    (weight > 0 && matrix !== null ? matrix : []).flatMap((row, s) => {
      const { code, intake } = specialties[s]!
      const used = intake === 0 || row.some((each) => each > 0)
      return used ? [] : [{ code: 'empty-row' as const, path: `${path}: ${code}`, found: '0', expected: '> 0' }]
    })
  const faults = [
    ...empty(share.all, criterion.all, 'careUse.all'),
    ...empty(share.training, criterion.training, 'careUse.training'),
  ]
  if (faults.length > 0) throw new InputError(faults)
}

/** `floor.blend`: the floor on the blended shares, or on each criterion before they are blended (P26 Tabel 3). */
function liftCriteria(
  scenario: Scenario,
  options: Options,
  share: Shares,
  national: number,
  isZero: (s: number, o: number) => boolean,
): Lifted {
  const lift = (criterion: Matrix) => liftCriterion(scenario, options, criterion, national, isZero)
  const { criterion } = scenario
  const single = share.training === null || criterion.training === 0 || criterion.all === 0
  // one criterion is nothing to blend: the other, of weight 0, is not looked at
  if (options['floor.blend'] === 'after' || single) return lift(blend(share.all, share.training, criterion))
  const all = lift(share.all)
  const training = lift(share.training)
  const mix = (a: number, b: number) => criterion.all * a + criterion.training * b
  return {
    raw: blend(all.raw, training.raw, criterion),
    rawTotals: all.rawTotals.map((total, o) => mix(total, training.rawTotals[o]!)),
    lifted: {
      totals: all.lifted.totals.map((total, o) => mix(total, training.lifted.totals[o]!)),
      floored: all.lifted.floored.map((floored, o) => floored || training.lifted.floored[o]!),
    },
    inner: !isMatrix(all.inner)
      ? all.inner
      : !isMatrix(training.inner)
        ? training.inner
        : blend(all.inner, training.inner, criterion),
  }
}

/** 1.4, 1.5, 1.6 and 1.8 for one matrix of shares. */
function liftCriterion(
  scenario: Scenario,
  options: Options,
  share: Matrix,
  national: number,
  isZero: (s: number, o: number) => boolean,
): Lifted {
  const intakes = scenario.specialties.map(({ intake }) => intake)
  // 1.4 "worden de specialisme-specifieke percentages vermenigvuldigd met de landelijke instroom" (FAQ 6)
  const products = share.map((row, s) => row.map((each) => intakes[s]! * each))
  const raw = options['zeroCells.inTotals'] === 'excluded' ? rowProRata(products, isZero, intakes) : products
  // 1.5 "een verticale optelling" (FAQ 6)
  const rawTotals = columnSums(raw)
  // 1.6 "een ondergrens van 10% van de landelijke instroom" (P26 I.2)
  const lifted = applyFloor(scenario, options, rawTotals, national)
  // 1.8 our reading of "naar rato" (P26 I.2), which speaks of totals only: the matrix follows by IPF
  if (!lifted.floored.includes(true)) return { raw, rawTotals, lifted, inner: raw }
  const inner =
    options['floor.inner'] === 'ipf'
      ? fitOrFail(raw, intakes, lifted.totals, scenario)
      : liftRows(raw, rawTotals, lifted)
  return { raw, rawTotals, lifted, inner }
}

/** `floor.appliesTo`: under `rounded-totals` the rounded totals are tested and lifted; if none is below, nothing changes. */
function applyFloor(
  scenario: Scenario,
  options: Options,
  rawTotals: readonly number[],
  national: number,
): FlooredTotals {
  if (scenario.floor === null) return { totals: rawTotals, floored: rawTotals.map(() => false) }
  const floor = floorOf(scenario.floor.share, national, scenario, options)
  if (options['floor.appliesTo'] !== 'rounded-totals') return liftToFloor(rawTotals, floor, options['floor.paidFrom'])
  const codes = scenario.oors.map(({ code }) => code)
  const rounded = roundTotals(rawTotals.map(fixNano), codes, national, 0, options.half, options['totals.rounding'])
  const lifted = liftToFloor(rounded, floor, options['floor.paidFrom'])
  return lifted.floored.includes(true) ? lifted : { totals: rawTotals, floored: lifted.floored }
}

/** The floor in places. @throws InputError when its whole places for all OORs together exceed the national total */
function floorOf(share: number, national: number, scenario: Scenario, options: Options): number {
  const floor = floorPlaces(share, national, options['floor.appliesTo'])
  const oors = scenario.oors.length
  if (floor * oors > national * (1 + 1e-12)) {
    throw new InputError([
      {
        code: 'floor-too-high',
        path: 'floor.share',
        found: `${share} (${floor} x ${oors} = ${nanoToPlaces(fixNano(floor * oors))})`,
        expected: `<= ${national}`,
      },
    ])
  }
  return floor
}

/** 1.9: the zero cells are emptied; option `zeroCells.places` says where their places go before rounding. */
function emptyZeroCells(
  inner: Matrix,
  isZero: (s: number, o: number) => boolean,
  intakes: readonly number[],
  totals: readonly number[],
  options: Options,
  scenario: Scenario,
): Matrix | Unfitted {
  if (!inner.some((row, s) => row.some((places, o) => places > 0 && isZero(s, o)))) return inner
  switch (options['zeroCells.places']) {
    case 'rounding':
      return inner
    case 'row-pro-rata':
      return rowProRata(inner, isZero, intakes)
    case 'ipf': {
      const emptied = inner.map((row, s) => row.map((places, o) => (isZero(s, o) ? 0 : places)))
      return fitOrFail(emptied, intakes, totals, scenario)
    }
  }
}

/** Empties the zero cells and gives their places to the other cells of the row, in proportion. */
function rowProRata(matrix: Matrix, isZero: (s: number, o: number) => boolean, intakes: readonly number[]): Matrix {
  return matrix.map((row, s) => {
    if (!row.some((places, o) => places > 0 && isZero(s, o))) return row
    const kept = row.map((places, o) => (isZero(s, o) ? 0 : places))
    const sum = kept.reduce((a, b) => a + b, 0)
    return sum === 0 ? kept : kept.map((places) => (places * intakes[s]!) / sum)
  })
}

/** IPF, where not converging is an error that names the zeros that make it crawl. */
function fitOrFail(
  matrix: Matrix,
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  scenario: Scenario,
): Matrix | Unfitted {
  const fitted = fit(matrix, rowTotals, columnTotals)
  if (fitted.outcome === 'fitted') return fitted.matrix
  if (fitted.outcome === 'impossible') return { cut: fitted.cut, matrix, columnTotals }
  const zeros = matrix.flatMap((row, s) =>
    row.flatMap((places, o) =>
      places === 0 && rowTotals[s]! > 0 ? [`${scenario.specialties[s]!.code}-${scenario.oors[o]!.code}`] : [],
    ),
  )
  const shown = zeros.slice(0, 20).join(', ') + (zeros.length > 20 ? ` … (${zeros.length})` : '')
  throw new InputError([{ code: 'zero-pattern', path: 'careUse', found: shown, expected: '' }])
}

function zeroMask(scenario: Scenario): (s: number, o: number) => boolean {
  const zero = new Set(scenario.zeroCells.map(({ specialty, oor }) => `${specialty}\n${oor}`))
  return (s, o) => zero.has(`${scenario.specialties[s]!.code}\n${scenario.oors[o]!.code}`)
}

function columnSums(matrix: Matrix): number[] {
  const columns = matrix[0]?.length ?? 0
  return Array.from({ length: columns }, (_, o) => matrix.reduce((sum, row) => sum + row[o]!, 0))
}

function isMatrix(value: Matrix | Unfitted): value is Matrix {
  return Array.isArray(value)
}
