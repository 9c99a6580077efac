/**
 * Small cases for the tests of proposals, and what chapter 3 says of them, written a second time and as plainly as can be: all
 * proposals of a tiny table are listed, and every level is counted from its definition.
 */
import * as fc from 'fast-check'
import type { Preference } from '../src/domain/proposal.js'
import type { Draft } from '../src/index.js'

export const OORS = ['A', 'B', 'C'] as const

/**
 * A scenario whose base distribution is the table itself: care use in proportion to it, so that every target is whole.
 * @param more what differs: leeway, floor, zero cells, options
 */
export function scenarioOf(base: readonly (readonly number[])[], more: object = {}): object {
  return {
    id: 'tiny',
    year: 2027,
    data: 'synthetic',
    oors: base[0]!.map((_, o) => ({ code: OORS[o] ?? `O${o}` })),
    specialties: base.map((row, s) => ({ code: String(s + 1), intake: sum(row) })),
    careUse: { all: base },
    ...more,
  }
}

/** A proposal as `check` takes it. */
export function proposalOf(
  allocation: readonly (readonly (number | string)[])[],
  more: object = {},
): {
  readonly rows: string[]
  readonly columns: string[]
  readonly allocation: readonly (readonly (number | string)[])[]
} {
  return {
    rows: allocation.map((_, s) => String(s + 1)),
    columns: allocation[0]!.map((_, o) => OORS[o] ?? `O${o}`),
    allocation,
    ...more,
  }
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

/** All ways to put `total` places into cells within their bounds. */
export function compositions(total: number, low: readonly number[], high: readonly number[]): number[][] {
  const [least, ...lows] = low
  const [most, ...highs] = high
  if (least === undefined || most === undefined) return total === 0 ? [[]] : []
  const found: number[][] = []
  for (let first = least; first <= Math.min(most, total); first++) {
    for (const rest of compositions(total - first, lows, highs)) found.push([first, ...rest])
  }
  return found
}

/** A case before the engine has seen it: what `draft` takes, in pieces that the brute force can read. */
export interface TinyCase {
  readonly intake: readonly number[]
  readonly columns: number
  readonly careUse: readonly (readonly number[])[]
  readonly zero: readonly (readonly boolean[])[]
  readonly bounds: readonly { readonly s: number; readonly o: number; readonly low: number; readonly high: number }[]
  readonly floor: number | null
  readonly leeway: { readonly total: number; readonly below: number; readonly above: number }
  readonly options: {
    readonly 'leeway.measure': 'places-moved' | 'sum-absolute' | 'cells'
    readonly 'leeway.floor': 'warn' | 'hard' | 'off'
    readonly 'motivation.level': 'oor' | 'cell'
    readonly 'staffel.force': 'warn' | 'hard' | 'off'
    readonly 'staffel.boundary': 'lower' | 'upper' | 'lenient' | 'strict'
    readonly half: 'up' | 'even' | 'down'
    /** Undefined for the default: sizes of today grow with the intake. */
    readonly 'today.scale'?: 'intake' | 'absolute'
    /** Undefined for the default: no places without care use. */
    readonly zeroTarget?: 'stays-zero' | 'free'
  }
  readonly advices: readonly {
    readonly s: number
    readonly row: readonly number[]
    readonly room: readonly (readonly [number, number])[]
    readonly weight: number
  }[]
  readonly attention: readonly {
    readonly s: number | null
    readonly o: number
    readonly direction: 'up' | 'down' | 'keep'
  }[]
  readonly current: readonly (number | null)[]
  readonly history: readonly (readonly number[] | null)[]
  readonly prefer: readonly Preference[]
}

export function scenarioOfCase({ intake, columns, careUse, zero, bounds, floor, leeway, options }: TinyCase): object {
  return {
    id: 'tiny',
    year: 2027,
    data: 'synthetic',
    oors: Array.from({ length: columns }, (_, o) => ({ code: OORS[o]! })),
    specialties: intake.map((each, s) => ({ code: String(s + 1), intake: each })),
    careUse: { all: careUse },
    floor: floor === null ? null : { share: floor },
    zeroCells: zero.flatMap((row, s) =>
      row.flatMap((is, o) => (is ? [{ specialty: String(s + 1), oor: OORS[o]! }] : [])),
    ),
    leeway,
    bounds: bounds.map(({ s, o, low, high }) => ({ specialty: String(s + 1), oor: OORS[o]!, low, high })),
    options,
  }
}

export function consultationOfCase({ advices, attention, current, history, prefer }: TinyCase): object {
  const perOor = <T>(values: readonly T[]) => Object.fromEntries(values.map((each, o) => [OORS[o]!, each]))
  return {
    advices: advices.map(({ s, row, room, weight }) => ({
      specialty: String(s + 1),
      row: perOor(row),
      shift: perOor(room),
      weight,
    })),
    attentionPoints: attention.map(({ s, o, direction }) => ({
      oor: OORS[o]!,
      ...(s !== null && { specialty: String(s + 1) }),
      category: 'capacity',
      direction,
      text: 'x',
    })),
    current: Object.fromEntries(current.flatMap((size, o) => (size === null ? [] : [[OORS[o]!, size]]))),
    history: Object.fromEntries(history.flatMap((row, s) => (row === null ? [] : [[String(s + 1), perOor(row)]]))),
    prefer,
  }
}

/** P16 1.a by its words: 5-20 one place, 20-60 two, 60-140 three; at a shared end what the option says. */
export function staffelMost(intake: number, boundary: TinyCase['options']['staffel.boundary']): number | null {
  const at: Readonly<Record<number, Readonly<Record<typeof boundary, number | null>>>> = {
    20: { lower: 2, upper: 1, lenient: 2, strict: 1 },
    60: { lower: 3, upper: 2, lenient: 3, strict: 2 },
  }
  if (at[intake] !== undefined) return at[intake][boundary]
  if (intake < 5 || intake >= 140) return null
  return intake < 20 ? 1 : intake < 60 ? 2 : 3
}

/** The rules of the frame that a draft may leave out. */
export type Rule = 'zero-cells' | 'zero-target' | 'bounds' | 'leeway-per-oor' | 'leeway-total' | 'floor' | 'staffel'

/** What the brute force reads of a draft: what it began from. */
export interface Start {
  readonly base: readonly (readonly number[])[]
  readonly target: readonly (readonly number[])[]
  /** Whole places; null without a floor. */
  readonly floor: number | null
}

export type Matrix = readonly (readonly number[])[]

export function columnSums(matrix: Matrix): number[] {
  return matrix[0]!.map((_, o) => sum(matrix.map((row) => row[o]!)))
}

export function movedOf({ base }: Start, matrix: Matrix): Record<TinyCase['options']['leeway.measure'], number> {
  const [before, after] = [columnSums(base), columnSums(matrix)]
  const differences = after.map((total, o) => total - before[o]!)
  const gained = sum(differences.map((each) => Math.max(0, each)))
  return {
    'places-moved': gained,
    'sum-absolute': sum(differences.map(Math.abs)),
    cells: sum(matrix.flatMap((row, s) => row.map((places, o) => Math.max(0, places - base[s]![o]!)))),
  }
}

/** All proposals that keep to the frame. @param about rules on cells are left out in this row only; of all rows where it is left out */
export function proposalsOf(
  given: TinyCase,
  start: Start,
  without: ReadonlySet<Rule> = new Set(),
  about?: number,
): Matrix[] {
  const isOut = (rule: Rule, s: number) => without.has(rule) && (about === undefined || about === s)
  const { intake, columns, zero, bounds, leeway, options, history } = given
  const cells = (value: (s: number, o: number) => number) =>
    intake.map((_, s) => Array.from({ length: columns }, (_ignored, o) => value(s, o)))
  const low = cells(() => 0)
  const high = cells((s) => intake[s]!)
  const bound = (s: number, o: number, least: number, most: number) => {
    low[s]![o] = Math.max(low[s]![o]!, least)
    high[s]![o] = Math.min(high[s]![o]!, most)
  }
  bounds.forEach(({ s, o, low: least, high: most }) => !isOut('bounds', s) && bound(s, o, least, most))
  zero.forEach((row, s) => row.forEach((is, o) => is && !isOut('zero-cells', s) && bound(s, o, 0, 0)))
  // `zeroTarget` by default: no places without care use
  const stays = options.zeroTarget !== 'free'
  const kept = (s: number, o: number) =>
    stays && !isOut('zero-target', s) && start.target[s]?.[o] === 0 && !zero[s]![o]!
  cells((s, o) => (kept(s, o) ? (bound(s, o, 0, 0), 0) : 0))
  if (options['staffel.force'] === 'hard') {
    history.forEach((row, s) => {
      const most = staffelMost(intake[s]!, options['staffel.boundary'])
      if (row === null || most === null || isOut('staffel', s)) return
      row.forEach((places, o) => {
        // a zero cell is empty whatever history says
        if ((zero[s]![o]! && !isOut('zero-cells', s)) || kept(s, o)) return
        const share = (intake[s]! * places) / sum(row)
        bound(s, o, Math.ceil(share - most - 1e-9), Math.floor(share + most + 1e-9))
      })
    })
  }
  const baseTotals = columnSums(start.base)
  const perOor = !without.has('leeway-per-oor')
  const floored = options['leeway.floor'] === 'hard' && !without.has('floor')
  const least = baseTotals.map((base) => Math.max(perOor ? base - leeway.below : 0, floored ? (start.floor ?? 0) : 0))
  const most = baseTotals.map((base) => (perOor ? base + leeway.above : Infinity))
  const rows = intake.map((total, s) => compositions(total, low[s]!, high[s]!))
  const found: Matrix[] = []
  const extend = (matrix: readonly (readonly number[])[], totals: readonly number[]) => {
    if (totals.some((total, o) => total > most[o]!)) return // rows only add to it
    if (matrix.length < rows.length) {
      for (const row of rows[matrix.length]!) {
        extend(
          [...matrix, row],
          totals.map((total, o) => total + row[o]!),
        )
      }
      return
    }
    if (totals.some((total, o) => total < least[o]!)) return
    const moved = movedOf(start, matrix)[options['leeway.measure']]
    if (without.has('leeway-total') || moved <= leeway.total) found.push(matrix)
  }
  extend(
    [],
    baseTotals.map(() => 0),
  )
  return found
}

/** How many integers lie strictly nearer to the target; the half that is not chosen counts as one further. */
export function rank(target: number, places: number, half: TinyCase['options']['half']): number {
  const away = (each: number) => Math.round(Math.abs(each - target) * 1e9)
  const floor = Math.floor(target + 1e-12)
  const isHalf = away(floor) === 500_000_000
  const chosen = half === 'up' || (half === 'even' && floor % 2 !== 0) ? floor + 1 : floor
  if (isHalf && (places === floor || places === floor + 1)) return places === chosen ? 0 : 1
  let nearer = 0
  const reach = Math.abs(places - floor) + 1 // no integer further from it is nearer
  for (let each = floor - reach; each <= floor + reach; each++) if (away(each) < away(places)) nearer++
  return nearer
}

/** The levels of a proposal by name, from their definitions; weights in places, the error in places. */
export function levelsOfCase(given: TinyCase, start: Start, matrix: Matrix): Record<string, number> {
  const { advices, zero, attention, current, options, intake } = given
  const totals = columnSums(matrix)
  const baseTotals = columnSums(start.base)
  const levels = { room: 0, distance: 0, cells: 0, beyond: 0, nextBest: 0, error: 0 }
  matrix.forEach((row, s) => {
    const advice = advices.find((each) => each.s === s)
    row.forEach((places, o) => {
      if (zero[s]![o]!) return
      const advised = advice?.row[o] ?? start.base[s]![o]!
      const [low, high] = advice?.room[o] ?? [advised, advised]
      const weight = advice?.weight ?? 1
      levels.room += weight * Math.max(0, low - places, places - high)
      levels.distance += weight * Math.abs(places - advised)
      if (places !== start.base[s]![o]!) levels.cells++
      const each = rank(start.target[s]![o]!, places, options.half)
      levels.beyond += Math.max(0, each - 1)
      levels.nextBest += each > 0 ? 1 : 0
      levels.error += Math.abs(places - start.target[s]![o]!)
    })
  })
  const missed = attention.map(({ s, o, direction }) => {
    if (s !== null && zero[s]![o]!) return 0
    const more = s === null ? totals[o]! - baseTotals[o]! : matrix[s]![o]! - start.base[s]![o]!
    if (direction === 'keep') return Math.abs(more)
    return direction === 'up' ? Math.max(0, 1 - more) : Math.max(0, more + 1)
  })
  // national growth is no change of an OOR, unless sizes count as they are given
  const then = sum(current.map((size) => size ?? 0))
  const growth = options['today.scale'] === 'absolute' || then === 0 ? 1 : sum(intake) / then
  const changes = current.flatMap((size, o) => (size === null ? [] : [Math.abs(totals[o]! - size * growth)]))
  return {
    'outside-room': round(levels.room),
    'advised-distance': round(levels.distance),
    motivations:
      options['motivation.level'] === 'cell'
        ? levels.cells
        : totals.filter((total, o) => total !== baseTotals[o]!).length,
    moved: movedOf(start, matrix)['places-moved'],
    mutation: round(Math.max(0, ...changes)),
    attention: sum(missed),
    'beyond-next-best': levels.beyond,
    'next-best': levels.nextBest,
    error: round(levels.error),
  }
}

function round(value: number): number {
  return Math.round(value * 1e9) / 1e9
}

/** The levels that a case asks for, most important first. */
export function levelNames({
  prefer,
  current,
  attention,
}: Pick<TinyCase, 'prefer' | 'current' | 'attention'>): string[] {
  const wishes = prefer.flatMap((each) => {
    if (each === 'advice') return ['outside-room', 'advised-distance']
    if (each === 'mutation') return current.some((size) => size !== null) ? ['mutation'] : []
    return [each]
  })
  const directions = attention.length > 0 ? ['attention'] : []
  return [...wishes, ...directions, 'beyond-next-best', 'next-best', 'error']
}

/** -1, 0 or 1: which of two lists is smaller at the first place where they differ. */
export function lexicographic(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const difference = Math.round(value * 1e9) - Math.round(b[i]! * 1e9)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

/** The least that a list of levels can be over all proposals; null when there is none. */
export function bestLevels(
  given: TinyCase,
  start: Start,
  names: readonly string[],
  proposals: readonly Matrix[] = proposalsOf(given, start),
): number[] | null {
  let best: number[] | null = null
  for (const matrix of proposals) {
    const levels = levelsOfCase(given, start, matrix)
    const values = names.map((name) => levels[name]!)
    if (best === null || lexicographic(values, best) < 0) best = values
  }
  return best
}

export function startOf({ base, target, frame }: Pick<Draft, 'base' | 'target' | 'frame'>): Start {
  return { base: base!, target: target!, floor: frame!.floor }
}

const PREFERRED = ['advice', 'motivations', 'moved', 'mutation'] as const

function rarely(times: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 1, max: times }).map((drawn) => drawn === times)
}

/** Random tiny cases: two to four specialties, two or three OORs, few places, and every option. */
export function tinyCase(more: Partial<TinyCase> = {}): fc.Arbitrary<TinyCase> {
  return fc
    .record({ rows: fc.integer({ min: 2, max: 4 }), columns: fc.integer({ min: 2, max: 3 }) })
    .chain(({ rows, columns }) =>
      fc
        .tuple(
          // many proposals in a row only where there are few rows, so that all can be listed
          fc.array(fc.integer({ min: 1, max: columns === 3 ? 7 - rows : 6 }), { minLength: rows, maxLength: rows }),
          fc.boolean(),
        )
        .map(([intake, staffel]) => (staffel ? intake.with(0, columns === 3 && rows === 4 ? 5 : 6) : intake)),
    )
    .chain((intake) => fc.tuple(fc.constant(intake), fc.integer({ min: 2, max: intake.length === 4 ? 2 : 3 })))
    .chain(([intake, columns]) => {
      const perOor = <T>(each: fc.Arbitrary<T>) => fc.array(each, { minLength: columns, maxLength: columns })
      const perRow = <T>(each: fc.Arbitrary<T>) =>
        fc.array(each, { minLength: intake.length, maxLength: intake.length })
      const rowOf = (total: number) =>
        perOor(fc.nat({ max: 100 })).map((weights) => {
          const row = weights.map((each) => Math.floor((total * each) / Math.max(1, sum(weights))))
          row[0]! += total - sum(row)
          return row
        })
      const advice = (s: number) =>
        fc.record({
          s: fc.constant(s),
          row: rowOf(intake[s]!),
          slack: perOor(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 }))),
          weight: fc.constantFrom(1, 1, 0.5, 2.25),
        })
      return fc.record({
        intake: fc.constant(intake),
        columns: fc.constant(columns),
        careUse: perRow(perOor(fc.integer({ min: 1, max: 12 }))),
        zero: perRow(perOor(rarely(9))),
        bounds: fc.array(
          fc.record({
            s: fc.nat({ max: intake.length - 1 }),
            o: fc.nat({ max: columns - 1 }),
            low: fc.nat({ max: 2 }),
            more: fc.nat({ max: 3 }),
          }),
          { maxLength: 1 },
        ),
        floor: fc.constantFrom(null, 0.1, 0.25, 1 / 3),
        leeway: fc.record({
          total: fc.nat({ max: 5 }),
          below: fc.nat({ max: 3 }),
          above: fc.nat({ max: 3 }),
        }),
        options: fc.record({
          'leeway.measure': fc.constantFrom('places-moved', 'places-moved', 'sum-absolute', 'cells'),
          'leeway.floor': fc.constantFrom('warn', 'hard', 'off'),
          'motivation.level': fc.constantFrom('oor', 'cell'),
          'staffel.force': fc.constantFrom('warn', 'hard', 'off'),
          'staffel.boundary': fc.constantFrom('lower', 'upper', 'lenient', 'strict'),
          half: fc.constantFrom('up', 'even', 'down'),
        }),
        advices: fc
          .tuple(...intake.map((_, s) => fc.option(advice(s), { freq: 2 })))
          .map((each) => each.filter((given) => given !== null)),
        attention: fc.array(
          fc.record({
            s: fc.option(fc.nat({ max: intake.length - 1 }), { freq: 2 }),
            o: fc.nat({ max: columns - 1 }),
            direction: fc.constantFrom('up', 'down', 'keep'),
          }),
          { maxLength: 3 },
        ),
        current: fc.oneof(
          perOor(fc.constant<number | null>(null)),
          // of every OOR or of none: what is half filled is refused
          perOor(fc.integer({ min: 0, max: 12 })),
        ),
        history: perRow(fc.option(perOor(fc.integer({ min: 1, max: 9 })), { freq: 1 })),
        prefer: fc.shuffledSubarray([...PREFERRED]),
        scale: fc.constantFrom('intake', 'intake', 'absolute'),
      })
    })
    .map(({ advices, bounds, zero, scale, ...rest }): TinyCase => ({
      ...rest,
      options: { ...rest.options, 'today.scale': scale },
      // at least one cell of a row is open
      zero: zero.map((row) => (row.every((is) => is) ? row.with(0, false) : row)),
      bounds: bounds.map(({ s, o, low, more: wider }) => ({ s, o, low, high: low + wider })),
      advices: advices.map(({ s, row, slack, weight }) => ({
        s,
        row,
        weight,
        room: row.map((places, o) => [Math.max(0, places - slack[o]![0]), places + slack[o]![1]] as const),
      })),
      ...more,
    }))
}

/** The case that a file describes, for the brute force; null where it is none. */
export function caseOfDraft(file: Draft): TinyCase | null {
  const { rows, columns, consultation, frame } = file
  if (file.target === null || file.base === null || frame === null) return null
  const cell = (row: string, column: string) => [rows.indexOf(row), columns.indexOf(column)] as const
  const zero = rows.map((row) => columns.map((column) => file.zeroCells.some(([r, c]) => r === row && c === column)))
  return {
    intake: file.rowTotals,
    columns: columns.length,
    careUse: [],
    zero,
    bounds: file.bounds.map(([row, column, low, high]) => {
      const [s, o] = cell(row, column)
      return { s, o, low, high }
    }),
    floor: null,
    leeway: frame.leeway,
    options: file.options as unknown as TinyCase['options'],
    advices: consultation.advices.map(({ specialty, row, room, weight }) => ({
      s: rows.indexOf(specialty),
      row,
      room,
      weight: weight / 1000,
    })),
    attention: consultation.attentionPoints.map(({ specialty, oor, direction }) => ({
      s: specialty === null ? null : rows.indexOf(specialty),
      o: columns.indexOf(oor),
      direction,
    })),
    current: consultation.current,
    history: consultation.history,
    prefer: consultation.prefer,
  }
}
