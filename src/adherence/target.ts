/** Chapter 1 of the rules in computing order: from care use to a target, the matrix that is then rounded. */
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { fixNano, NANO, nanoToPlaces } from '../domain/decimal.js'
import { InputError, type Fault } from '../domain/errors.js'
import { indexOf } from '../domain/index-of.js'
import { naturalRounding } from '../domain/natural.js'
import { optionsInForce, type Options } from '../domain/options.js'
import type { LeftOut, Scenario } from '../domain/scenario.js'
import { blend, shares, type Matrix, type Shares } from './care-use.js'
import { fit, rowByRow, type ImpossibleFit } from './fit.js'
import { floorPlaces, liftRows, liftToFloor, type FlooredTotals } from './floor.js'
import { roundTotals, wholeTotals } from './totals.js'

/** Every step on the way to the target; matrices are specialties x OORs. */
export interface Adherence {
  readonly options: Options
  /** Shares of care use per criterion, and blended by the weights of the criterion. */
  readonly shares: { readonly all: Matrix; readonly training: Matrix | null; readonly blended: Matrix }
  /** 1.4 to 1.8, in places. */
  readonly way: Way
  /** Under `floor.blend: before`, where two criteria count: the ways that were blended into `way`. */
  readonly criteria: { readonly all: Way; readonly training: Way } | null
  /** 1.5, 1.6, 1.7: column totals, in billionths and whole places. */
  readonly totals: {
    readonly rawNano: readonly number[]
    readonly flooredNano: readonly number[]
    readonly rounded: readonly number[]
    /** By index: where the repair chose among equals. */
    readonly chosen: readonly number[]
  }
  readonly flooredOors: readonly boolean[]
  /** 1.9: after the zero cells were emptied, fixed at 9 decimals: billionths, row by row. null when impossible. */
  readonly targetNano: Float64Array | null
  /** Whether time ran out before there was a target. */
  readonly late: boolean
  /** Why there is no target. */
  readonly impossible: ImpossibleFit | null
  /** What it is that could not be fitted, for those who check that. */
  readonly unfitted: Unfitted | null
  readonly exceptions: Exceptions
  readonly leftOut: LeftOut | null
}

/** Where a rule could not be followed to the letter, by index. */
export interface Exceptions {
  /** 1.7: OORs that the repair of the totals took below the floor, because none could stay at it; and the floor in places. */
  readonly belowFloor: { readonly oors: readonly number[]; readonly floor: number }
  /** OORs that what they are owed from earlier years took below the floor: they had too much. */
  readonly carriedBelow: readonly number[]
  /** `floor.inner: row-pro-rata`: specialties with too little elsewhere for what the floor asks. They keep what they had. */
  readonly notLifted: readonly number[]
  /** `zeroCells` under row-pro-rata or `inTotals: excluded`: specialties with nothing outside their zero cells. */
  readonly nowhere: readonly number[]
}

/** A matrix whose zeros forbid its column totals, and the sets of rows and columns that prove it. */
export interface Unfitted {
  readonly cut: ImpossibleFit
  readonly matrix: Matrix
  /** In places. */
  readonly columnTotals: readonly number[]
}

/** Instead of a matrix whose fit was not done in time. */
type Late = 'time-limit'

/** One criterion, or what was blended, on its way from shares to what the floor made of it. */
export interface Way {
  /** 1.4 */
  readonly raw: Matrix
  /** `zeroCells.inTotals: excluded`: raw after the zero cells gave their places to the rest of the row; null where they did not. */
  readonly emptied: Matrix | null
  /** 1.5 */
  readonly rawTotals: readonly number[]
  /** `floor.appliesTo: rounded-totals`: the whole totals that the floor is tested on; null elsewhere. */
  readonly tested: readonly number[] | null
  /** 1.6 */
  readonly lifted: FlooredTotals
  /** 1.8; a matrix that cannot be fitted when the zeros in the care use forbid the floored totals. */
  readonly inner: Matrix | Unfitted | Late
  readonly notLifted: readonly number[]
}

/**
 * Computes the target of a scenario: 1.2 to 1.9 of the rules (P26 I.2, FAQ 4-7), with the scenario's options.
 * Zeros in the care use that forbid the totals are an outcome (`impossible`), and so is a fit that is not done in time (`late`).
 * @throws InputError when the fit does not converge, naming the zero pattern, or when a floor in whole places cannot hold
 */
export function computeTarget(scenario: Scenario, budget: Budget = UNLIMITED): Adherence {
  return targetOf(scenario, shares(scenario), budget)
}

/**
 * The same from shares of care use that are known already (1.1 to 1.3), such as drawn ones: the scenario's own care use is not looked at.
 * @throws InputError as `computeTarget` does
 */
export function targetOf(scenario: Scenario, share: Shares, budget: Budget = UNLIMITED): Adherence {
  const options = optionsInForce(scenario.options)
  checkUsed(scenario, share)
  const intakes = scenario.specialties.map(({ intake }) => intake)
  const national = intakes.reduce((sum, intake) => sum + intake, 0)
  const zeros = zerosOf(scenario)
  const { isZero } = zeros

  // 1.3 - 1.6, 1.8
  const blended = blend(share.all, share.training, scenario.criterion)
  const { way, criteria } = liftCriteria(
    scenario,
    options,
    { all: share.all, training: share.training, blended },
    national,
    isZero,
    budget,
  )

  // 1.7 "Het berekende totaal aantal instroomplaatsen per OOR wordt rekenkundig afgerond" (FAQ 7.2)
  const flooredNano = way.lifted.totals.map(fixNano)
  const codes = scenario.oors.map(({ code }) => code)
  const floorNano = scenario.floor === null ? 0 : fixNano(floorOf(scenario.floor.share, national, scenario, options))
  const { rounded, chosen } = wholeTotals(
    ...([flooredNano, codes, national, floorNano, options.half, options['totals.rounding']] as const),
  )

  // 1.9 "Vervolgens worden aan OOR Leiden geen opleidingsplaatsen Klinische Geriatrie en Plastische Chirurgie toegewezen"
  const emptied = isMatrix(way.inner)
    ? emptyZeroCells(way.inner, zeros, intakes, way.lifted.totals, options, scenario, budget)
    : way.inner

  return {
    options,
    shares: { all: share.all, training: share.training, blended },
    way,
    criteria,
    totals: { rawNano: way.rawTotals.map(fixNano), flooredNano, rounded, chosen },
    flooredOors: way.lifted.floored,
    targetNano: isMatrix(emptied) ? fixed(rowByRow(emptied)) : null,
    late: emptied === 'time-limit',
    impossible: isUnfitted(emptied) ? emptied.cut : null,
    unfitted: isUnfitted(emptied) ? emptied : null,
    exceptions: {
      belowFloor: { oors: takenBelow(rounded, flooredNano, floorNano, options.half), floor: nanoToPlaces(floorNano) },
      carriedBelow: [],
      notLifted: way.notLifted,
      nowhere: nowhereToGo(share, scenario, options, isZero),
    },
    leftOut: share.leftOut,
  }
}

/**
 * Whoever asks for another criterion than the scenario was read with may find a specialty with nothing to divide by.
 * @throws InputError naming the specialty
 */
function checkUsed({ specialties, criterion }: Scenario, share: Shares): void {
  const faults: Fault[] = []
  const check = (matrix: Matrix | null, weight: number, path: string) => {
    if (weight === 0 || matrix === null) return
    for (let s = 0; s < matrix.length; s++) {
      if (isUsed(matrix[s]!)) continue
      const { code, intake } = specialties[s]!
      if (intake > 0) faults.push({ code: 'empty-row', path: `${path}: ${code}`, found: '0', expected: '> 0' })
    }
  }
  check(share.all, criterion.all, 'careUse.all')
  check(share.training, criterion.training, 'careUse.training')
  if (faults.length > 0) throw new InputError(faults)
}

function isUsed(row: readonly number[]): boolean {
  for (let o = 0; o < row.length; o++) if (row[o]! > 0) return true
  return false
}

/** `floor.blend`: the floor on the blended shares, or on each criterion before they are blended (P26 Tabel 3). */
function liftCriteria(
  scenario: Scenario,
  options: Options,
  share: Adherence['shares'],
  national: number,
  isZero: (s: number, o: number) => boolean,
  budget: Budget,
): Pick<Adherence, 'way' | 'criteria'> {
  const lift = (criterion: Matrix) => liftCriterion(scenario, options, criterion, national, isZero, budget)
  const { criterion } = scenario
  const single = share.training === null || criterion.training === 0 || criterion.all === 0
  // one criterion is nothing to blend: the other, of weight 0, is not looked at
  if (options['floor.blend'] === 'after' || single) {
    return { way: lift(share.blended), criteria: null }
  }
  const all = lift(share.all)
  const training = lift(share.training)
  return { way: blendWays(all, training, criterion), criteria: { all, training } }
}

function blendWays(all: Way, training: Way, criterion: Scenario['criterion']): Way {
  const mix = (a: readonly number[], b: readonly number[]) =>
    a.map((each, o) => criterion.all * each + criterion.training * b[o]!)
  return {
    raw: blend(all.raw, training.raw, criterion),
    emptied: all.emptied && blend(all.emptied, training.emptied, criterion),
    rawTotals: mix(all.rawTotals, training.rawTotals),
    tested: null,
    lifted: {
      totals: mix(all.lifted.totals, training.lifted.totals),
      floored: all.lifted.floored.map((floored, o) => floored || training.lifted.floored[o]!),
    },
    inner: !isMatrix(all.inner)
      ? all.inner
      : !isMatrix(training.inner)
        ? training.inner
        : blend(all.inner, training.inner, criterion),
    notLifted: [...new Set([...all.notLifted, ...training.notLifted])].toSorted((a, b) => a - b),
  }
}

/** 1.4, 1.5, 1.6 and 1.8 for one matrix of shares. */
function liftCriterion(
  scenario: Scenario,
  options: Options,
  share: Matrix,
  national: number,
  isZero: (s: number, o: number) => boolean,
  budget: Budget,
): Way {
  const intakes = scenario.specialties.map(({ intake }) => intake)
  // 1.4 "worden de specialisme-specifieke percentages vermenigvuldigd met de landelijke instroom" (FAQ 6)
  const raw = share.map((row, s) => times(row, intakes[s]!))
  const excluded = options['zeroCells.inTotals'] === 'excluded' && scenario.zeroCells.length > 0
  const emptied = excluded ? rowProRata(raw, isZero, intakes) : null
  const start = emptied ?? raw
  // 1.5 "een verticale optelling" (FAQ 6)
  const rawTotals = columnSums(start)
  // 1.6 "een ondergrens van 10% van de landelijke instroom" (P26 I.2)
  const { tested, lifted } = applyFloor(scenario, options, rawTotals, national)
  const way = { raw, emptied, rawTotals, tested, lifted }
  // 1.8 our reading of "naar rato" (P26 I.2), which speaks of totals only: the matrix follows by IPF
  if (!lifted.floored.includes(true)) return { ...way, inner: start, notLifted: [] }
  if (options['floor.inner'] === 'ipf') {
    return { ...way, inner: fitOrFail(start, intakes, lifted.totals, scenario, budget), notLifted: [] }
  }
  const { matrix, notLifted } = liftRows(start, rawTotals, lifted)
  return { ...way, inner: matrix, notLifted }
}

/** `floor.appliesTo`: under `rounded-totals` the rounded totals are tested and lifted; if none is below, nothing changes. */
function applyFloor(
  scenario: Scenario,
  options: Options,
  rawTotals: readonly number[],
  national: number,
): Pick<Way, 'tested' | 'lifted'> {
  const asTheyAre = { totals: rawTotals, floored: rawTotals.map(() => false) }
  if (scenario.floor === null) return { tested: null, lifted: asTheyAre }
  const floor = floorOf(scenario.floor.share, national, scenario, options)
  if (options['floor.appliesTo'] !== 'rounded-totals') {
    return { tested: null, lifted: liftToFloor(rawTotals, floor, options['floor.paidFrom']) }
  }
  const codes = scenario.oors.map(({ code }) => code)
  const tested = roundTotals(rawTotals.map(fixNano), codes, national, 0, options.half, options['totals.rounding'])
  const lifted = liftToFloor(tested, floor, options['floor.paidFrom'])
  return { tested, lifted: lifted.floored.includes(true) ? lifted : asTheyAre }
}

/** The floor in places. @throws InputError when its whole places for all OORs together exceed the national total */
function floorOf(share: number, national: number, scenario: Scenario, options: Options): number {
  const oors = scenario.oors.length
  const given = floorPlaces(share, national, options['floor.appliesTo'])
  // a share of 1 / number of OORs is no error, though 9 decimals of it may be a billionth too much
  const most = national / oors
  const floor = given > most && given - most < 1e-9 ? most : given
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
  { zeroCells, isZero }: Zeros,
  intakes: readonly number[],
  totals: readonly number[],
  options: Options,
  scenario: Scenario,
  budget: Budget,
): Matrix | Unfitted | Late {
  const filled = zeroCells.filter(([s, o]) => inner[s]![o]! > 0)
  if (filled.length === 0) return inner
  switch (options['zeroCells.places']) {
    case 'rounding':
      return inner
    case 'row-pro-rata':
      return rowProRata(inner, isZero, intakes)
    case 'ipf': {
      return fitOrFail(without(inner, filled), intakes, totals, scenario, budget)
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

/** Specialties whose care use lies in zero cells only, where the option gives their places to the rest of the row. */
function nowhereToGo(
  share: Shares,
  { specialties, criterion }: Scenario,
  options: Options,
  isZero: (s: number, o: number) => boolean,
): number[] {
  if (options['zeroCells.inTotals'] !== 'excluded' && options['zeroCells.places'] !== 'row-pro-rata') return []
  const weighed = [criterion.all > 0 ? share.all : null, criterion.training > 0 ? share.training : null]
  const counts = weighed.filter((matrix) => matrix !== null)
  const apart = options['zeroCells.inTotals'] === 'excluded' && options['floor.blend'] === 'before'
  return specialties.flatMap(({ intake }, s) => {
    const hasElsewhere = (matrix: Matrix) => matrix[s]!.some((each, o) => each > 0 && !isZero(s, o))
    return intake === 0 || (apart ? counts.every(hasElsewhere) : counts.some(hasElsewhere)) ? [] : [s]
  })
}

/** The OORs that 1.7 took below the floor: lower than natural rounding would have them, and below it. */
export function takenBelow(
  rounded: readonly number[],
  flooredNano: readonly number[],
  floorNano: number,
  half: Options['half'],
): number[] {
  return rounded.flatMap((total, o) =>
    total * NANO < floorNano && total < naturalRounding(flooredNano[o]!, half) ? [o] : [],
  )
}

/** IPF, where not converging is an error that names the zeros that make it crawl. */
function fitOrFail(
  matrix: Matrix,
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  scenario: Scenario,
  budget: Budget,
): Matrix | Unfitted | Late {
  const fitted = fit(matrix, rowTotals, columnTotals, budget)
  if (fitted.outcome === 'fitted') return fitted.matrix
  if (fitted.outcome === 'time-limit') return fitted.outcome
  if (fitted.outcome === 'impossible') return { cut: fitted.cut, matrix, columnTotals }
  const zeros = matrix.flatMap((row, s) =>
    row.flatMap((places, o) =>
      places === 0 && rowTotals[s]! > 0 ? [`${scenario.specialties[s]!.code}-${scenario.oors[o]!.code}`] : [],
    ),
  )
  const shown = zeros.slice(0, 20).join(', ') + (zeros.length > 20 ? ` … (${zeros.length})` : '')
  throw new InputError([{ code: 'zero-pattern', path: 'careUse', found: shown, expected: '' }])
}

/** The zero cells by index, and whether a cell is one. */
interface Zeros {
  readonly zeroCells: readonly (readonly [s: number, o: number])[]
  readonly isZero: (s: number, o: number) => boolean
}

function zerosOf({ specialties, oors, zeroCells }: Scenario): Zeros {
  const row = indexOf(specialties.map(({ code }) => code))
  const column = indexOf(oors.map(({ code }) => code))
  const cells = zeroCells.map(({ specialty, oor }) => [row(specialty), column(oor)] as const)
  const zero = new Uint8Array(specialties.length * oors.length)
  for (const [s, o] of cells) zero[s * oors.length + o] = 1
  return { zeroCells: cells, isZero: (s, o) => zero[s * oors.length + o] === 1 }
}

function times(row: readonly number[], by: number): number[] {
  const scaled = row.slice() // rows that grow by one at a time take twice the room
  for (let o = 0; o < scaled.length; o++) scaled[o]! *= by
  return scaled
}

/** Empties cells; rows without any stay what they are. */
function without(matrix: Matrix, cells: readonly (readonly [s: number, o: number])[]): Matrix {
  const rows = new Map<number, number[]>()
  for (const [s, o] of cells) {
    const row = rows.get(s) ?? matrix[s]!.slice()
    row[o] = 0
    rows.set(s, row)
  }
  return matrix.map((row, s) => rows.get(s) ?? row)
}

/** Places as billionths, in their place. */
function fixed(places: Float64Array): Float64Array {
  for (let cell = 0; cell < places.length; cell++) places[cell] = fixNano(places[cell]!)
  return places
}

function columnSums(matrix: Matrix): number[] {
  const sums = (matrix[0] ?? []).map(() => 0)
  for (const row of matrix) for (let o = 0; o < sums.length; o++) sums[o]! += row[o]!
  return sums
}

/** Whether a fit came out. */
export function isMatrix(value: Matrix | Unfitted | Late): value is Matrix {
  return Array.isArray(value)
}

function isUnfitted(value: Matrix | Unfitted | Late): value is Unfitted {
  return !isMatrix(value) && value !== 'time-limit'
}
