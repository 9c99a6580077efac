/**
 * Chapter 1 of the rules once more, written from their text and sharing nothing with the engine: exact fractions all the way, but for
 * iterative proportional fitting, which has none. Tables are tiny, so that the best allocation is found by looking at all of them.
 */
import * as fc from 'fast-check'

/** A fraction with a positive denominator, not reduced. */
export interface Q {
  readonly n: bigint
  readonly d: bigint
}

export const q = (n: bigint | number, d: bigint | number = 1): Q => ({ n: BigInt(n), d: BigInt(d) })
const reduce = ({ n, d }: Q): Q => {
  let [a, b] = [n < 0n ? -n : n, d]
  while (b > 0n) [a, b] = [b, a % b]
  return a === 0n ? q(0) : { n: n / a, d: d / a }
}
export const plus = (a: Q, b: Q): Q => reduce({ n: a.n * b.d + b.n * a.d, d: a.d * b.d })
export const minus = (a: Q, b: Q): Q => plus(a, { n: -b.n, d: b.d })
export const times = (a: Q, b: Q): Q => reduce({ n: a.n * b.n, d: a.d * b.d })
export const over = (a: Q, b: Q): Q =>
  reduce(b.n < 0n ? { n: -a.n * b.d, d: a.d * -b.n } : { n: a.n * b.d, d: a.d * b.n })
export const less = (a: Q, b: Q): boolean => a.n * b.d < b.n * a.d
export const sum = (list: readonly Q[]): Q => list.reduce(plus, q(0))
export const value = ({ n, d }: Q): number => Number((n * 10n ** 18n) / d) / 1e18
const floorOf = ({ n, d }: Q): bigint => (n < 0n && n % d !== 0n ? n / d - 1n : n / d)
const distance = (whole: bigint, t: Q): Q => {
  const by = minus(q(whole), t)
  return by.n < 0n ? { n: -by.n, d: by.d } : by
}

type Half = 'up' | 'even' | 'down'

/** The nearest whole number; of a precise half what `half` says. */
export function natural(t: Q, half: Half): bigint {
  const below = floorOf(t)
  const twice = times(minus(t, q(below)), q(2))
  if (less(twice, q(1))) return below
  if (less(q(1), twice)) return below + 1n
  if (half === 'even') return below % 2n === 0n ? below : below + 1n
  return half === 'up' ? below + 1n : below
}

export interface TinyScenario {
  readonly oors: readonly string[]
  readonly specialties: readonly string[]
  readonly intakes: readonly number[]
  readonly all: readonly (readonly number[])[]
  readonly training: readonly (readonly number[])[]
  /** In hundredths. */
  readonly weightOfAll: number
  /** In thousandths; null for none. */
  readonly floor: number | null
  readonly zero: readonly (readonly [number, number])[]
  readonly options: TinyOptions
}

export interface TinyOptions {
  readonly 'floor.appliesTo': 'fractional-totals' | 'rounded-totals' | 'ceil'
  readonly 'floor.paidFrom': 'totals' | 'surplus-above-floor' | 'equal'
  readonly 'floor.inner': 'ipf' | 'row-pro-rata'
  readonly 'floor.blend': 'after' | 'before'
  readonly 'totals.rounding': 'nearest' | 'largest-remainder'
  readonly 'zeroCells.inTotals': 'counted' | 'excluded'
  readonly 'zeroCells.places': 'ipf' | 'row-pro-rata' | 'rounding'
  readonly zeroTarget: 'stays-zero' | 'free'
  readonly half: Half
}

/** As `solve` takes it. */
export function scenarioOf({ oors, specialties, intakes, all, training, ...tiny }: TinyScenario): object {
  return {
    id: 'tiny',
    year: 2027,
    data: 'synthetic',
    oors: oors.map((code) => ({ code })),
    specialties: specialties.map((code, s) => ({ code, intake: intakes[s] })),
    careUse: { all, training },
    criterion: { all: tiny.weightOfAll / 100, training: (100 - tiny.weightOfAll) / 100 },
    floor: tiny.floor === null ? null : { share: tiny.floor / 1000 },
    zeroCells: tiny.zero.map(([s, o]) => ({ specialty: specialties[s], oor: oors[o], reason: 'r', source: 's' })),
    options: tiny.options,
  }
}

/** What a criterion, or their blend, looks like at every step; `inner` null where it cannot be fitted. */
export interface OracleWay {
  readonly raw: Q[][]
  readonly emptied: Q[][] | null
  readonly totals: Q[]
  readonly tested: bigint[] | null
  readonly floored: Q[]
  readonly lifted: boolean[]
  readonly inner: number[][] | null
}

export interface Oracle {
  readonly shares: { readonly all: Q[][]; readonly training: Q[][]; readonly blended: Q[][] }
  readonly way: OracleWay
  readonly criteria: { readonly all: OracleWay; readonly training: OracleWay } | null
  readonly rounded: bigint[]
  readonly target: number[][] | null
}

const columnsOf = (matrix: readonly (readonly Q[])[]): Q[] =>
  matrix[0]!.map((_, o) => sum(matrix.map((row) => row[o]!)))

export function oracle(tiny: TinyScenario): Oracle {
  const { options, intakes, zero } = tiny
  const national = intakes.reduce((a, b) => a + b, 0)
  const isZero = (s: number, o: number) => zero.some(([a, b]) => a === s && b === o)
  const shareOf = (matrix: TinyScenario['all']) =>
    matrix.map((row) => {
      const total = row.reduce((a, b) => a + b, 0)
      return row.map((use) => (total === 0 ? q(0) : q(use, total)))
    })
  const [all, training] = [shareOf(tiny.all), shareOf(tiny.training)]
  const w = q(tiny.weightOfAll, 100)
  const mix = (a: Q, b: Q) => plus(times(w, a), times(minus(q(1), w), b))
  const mixed = (a: Q[][], b: Q[][]) => a.map((row, s) => row.map((each, o) => mix(each, b[s]![o]!)))
  const blended = mixed(all, training)

  const exact = tiny.floor === null ? null : q(tiny.floor * national, 1000)
  // `ceil`: the next whole number
  const floor =
    exact !== null && options['floor.appliesTo'] === 'ceil' ? q(-floorOf({ n: -exact.n, d: exact.d })) : exact

  /** The places of the zero cells to the other cells of their row, in proportion. */
  const emptiedOf = (matrix: Q[][]) =>
    matrix.map((row, s) => {
      const kept = row.map((each, o) => (isZero(s, o) ? q(0) : each))
      const left = sum(kept)
      return left.n === 0n ? kept : kept.map((each) => over(times(each, sum(row)), left))
    })

  const wayOf = (shares: Q[][]): OracleWay => {
    const raw = shares.map((row, s) => row.map((each) => times(q(intakes[s]!), each)))
    const emptied = options['zeroCells.inTotals'] === 'excluded' && zero.length > 0 ? emptiedOf(raw) : null
    const start = emptied ?? raw
    const totals = columnsOf(start)
    const onWhole = options['floor.appliesTo'] === 'rounded-totals' && floor !== null
    const tested = onWhole ? wholeTotals(totals, tiny, national, q(0)) : null
    const { lifted, floored } =
      floor === null ? nobody(totals) : lift(tested?.map((each) => q(each)) ?? totals, floor, options['floor.paidFrom'])
    if (!lifted.includes(true)) {
      return { raw, emptied, totals, tested, floored: totals, lifted, inner: start.map((row) => row.map(value)) }
    }
    const inner =
      options['floor.inner'] === 'ipf'
        ? ipf(start, intakes, floored)
        : start.map((row) => liftRow(row, totals, floored, lifted).map(value))
    return { raw, emptied, totals, tested, floored, lifted, inner }
  }

  const single = tiny.weightOfAll === 0 || tiny.weightOfAll === 100
  let way: OracleWay
  let criteria: Oracle['criteria'] = null
  if (options['floor.blend'] === 'after' || single) way = wayOf(blended)
  else {
    const [a, b] = [wayOf(all), wayOf(training)]
    criteria = { all: a, training: b }
    way = {
      raw: mixed(a.raw, b.raw),
      emptied: a.emptied && mixed(a.emptied, b.emptied!),
      totals: a.totals.map((each, o) => mix(each, b.totals[o]!)),
      tested: null,
      floored: a.floored.map((each, o) => mix(each, b.floored[o]!)),
      lifted: a.lifted.map((each, o) => each || b.lifted[o]!),
      inner:
        a.inner === null || b.inner === null
          ? null
          : a.inner.map((row, s) => row.map((each, o) => value(w) * each + (1 - value(w)) * b.inner![s]![o]!)),
    }
  }
  const rounded = wholeTotals(way.floored, tiny, national, floor ?? q(0))
  const target = way.inner && targetOf(way.inner, way.floored, tiny, isZero)
  return { shares: { all, training, blended }, way, criteria, rounded, target }
}

function nobody(totals: Q[]): { lifted: boolean[]; floored: Q[] } {
  return { lifted: totals.map(() => false), floored: totals }
}

/** 1.6: whoever is below gets the floor, the others pay; until nobody is below. */
function lift(totals: Q[], floor: Q, paidFrom: TinyOptions['floor.paidFrom']): { lifted: boolean[]; floored: Q[] } {
  let now = totals
  const lifted = totals.map(() => false)
  while (now.some((each, o) => !lifted[o] && less(each, floor))) {
    const short = sum(now.map((each, o) => (!lifted[o] && less(each, floor) ? minus(floor, each) : q(0))))
    now = now.map((each, o) => {
      if (!lifted[o] && less(each, floor)) {
        lifted[o] = true
        return floor
      }
      return each
    })
    const weights = now.map((each, o) =>
      lifted[o] ? q(0) : paidFrom === 'equal' ? q(1) : paidFrom === 'totals' ? each : minus(each, floor),
    )
    const weight = sum(weights)
    if (weight.n !== 0n) now = now.map((each, o) => minus(each, over(times(short, weights[o]!), weight)))
  }
  return { lifted, floored: now }
}

/** `row-pro-rata`: cells of a lifted OOR grow with it, the rest of the row pays; not where the rest has too little. */
function liftRow(row: Q[], before: Q[], after: Q[], lifted: boolean[]): Q[] {
  const grown = row.map((each, o) => (lifted[o] && before[o]!.n > 0n ? over(times(each, after[o]!), before[o]!) : q(0)))
  const left = minus(sum(row), sum(grown))
  const others = sum(row.map((each, o) => (lifted[o] ? q(0) : each)))
  if (others.n <= 0n || left.n < 0n) return row
  return row.map((each, o) => (lifted[o] ? grown[o]! : over(times(each, left), others)))
}

/** 1.7 */
export function wholeTotals(totals: Q[], { oors, options }: TinyScenario, national: number, floor: Q): bigint[] {
  const nearest = options['totals.rounding'] === 'nearest'
  const whole = totals.map((each) => (nearest ? natural(each, options.half) : floorOf(each)))
  for (;;) {
    const missing = BigInt(national) - whole.reduce((a, b) => a + b, 0n)
    if (missing === 0n) return whole
    const step = missing > 0n ? 1n : -1n
    const cost = (o: number) => minus(distance(whole[o]! + step, totals[o]!), distance(whole[o]!, totals[o]!))
    const goesBelow = (o: number) => step < 0n && less(q(whole[o]! + step), floor)
    const order = totals
      .map((_, o) => o)
      .toSorted((a, b) => {
        if (goesBelow(a) !== goesBelow(b)) return goesBelow(a) ? 1 : -1
        if (less(cost(a), cost(b))) return -1
        if (less(cost(b), cost(a))) return 1
        return oors[a]! < oors[b]! ? -1 : 1
      })
    whole[order[0]!]! += step
  }
}

/** 1.9 */
function targetOf(
  inner: number[][],
  totals: Q[],
  { options, intakes }: TinyScenario,
  isZero: (s: number, o: number) => boolean,
): number[][] | null {
  const inZero = inner.some((row, s) => row.some((each, o) => each > 0 && isZero(s, o)))
  if (!inZero || options['zeroCells.places'] === 'rounding') return inner
  const kept = inner.map((row, s) => row.map((each, o) => (isZero(s, o) ? 0 : each)))
  if (options['zeroCells.places'] === 'ipf') return fit(kept, [...intakes], totals.map(value))
  return kept.map((row, s) => {
    const left = row.reduce((a, b) => a + b, 0)
    const all = inner[s]!.reduce((a, b) => a + b, 0)
    return left === 0 || left === all ? row : row.map((each) => (each * all) / left)
  })
}

function ipf(matrix: Q[][], rows: readonly number[], columns: Q[]): number[][] | null {
  return fit(
    matrix.map((row) => row.map(value)),
    rows,
    columns.map(value),
  )
}

/** Columns and rows in turn, until neither moves; null where they never settle. */
function fit(start: number[][], rows: readonly number[], columns: number[]): number[][] | null {
  const now = start.map((row) => [...row])
  for (let round = 0; round < 100_000; round++) {
    let off = 0
    columns.forEach((wanted, o) => {
      const found = now.reduce((total, row) => total + row[o]!, 0)
      off = Math.max(off, Math.abs(found - wanted))
      if (found > 0) for (const row of now) row[o]! *= wanted / found
    })
    now.forEach((row, s) => {
      const found = row.reduce((a, b) => a + b, 0)
      if (found > 0) for (const o of row.keys()) row[o]! *= rows[s]! / found
    })
    const rowsMet = now.every((row, s) => Math.abs(row.reduce((a, b) => a + b, 0) - rows[s]!) < 1e-9)
    if (off < 1e-11) return rowsMet ? now : null
  }
  return null
}

/** Levels of `next-best` and the canonical optimum, by looking at every allocation; null where there is none. */
export function bestOf(
  target: readonly (readonly number[])[], // places of 9 decimals
  totals: readonly bigint[],
  { intakes, oors, specialties, zero, options }: TinyScenario,
): { readonly levels: readonly bigint[]; readonly allocation: number[][]; readonly count: number } | null {
  const nano = target.map((row) => row.map((each) => BigInt(Math.round(each * 1e9))))
  const isZero = (s: number, o: number) => zero.some(([a, b]) => a === s && b === o)
  const one = 1_000_000_000n
  const costOf = (s: number, o: number, y: number): readonly [bigint, bigint, bigint] => {
    if (isZero(s, o)) return [0n, 0n, 0n]
    const t = nano[s]![o]!
    const rank = BigInt(rankOf(y, { n: t, d: one }, options.half))
    const error = distance(BigInt(y), { n: t, d: one })
    return [rank > 1n ? rank - 1n : 0n, rank > 0n ? 1n : 0n, (error.n * one) / error.d]
  }
  const rowOrder = specialties.map((_, s) => s).toSorted((a, b) => (specialties[a]! < specialties[b]! ? -1 : 1))
  const columnOrder = oors.map((_, o) => o).toSorted((a, b) => (oors[a]! < oors[b]! ? -1 : 1))
  let best: { levels: bigint[]; allocation: number[][]; count: number } | null = null
  const left = totals.map(Number)
  const now = specialties.map(() => oors.map(() => 0))
  const search = (position: number, levels: readonly bigint[]): void => {
    if (best !== null && compare(levels, best.levels) > 0) return // levels only grow
    if (position === rowOrder.length * columnOrder.length) {
      if (left.some((each) => each !== 0)) return
      if (best === null || compare(levels, best.levels) < 0) {
        best = { levels: [...levels], allocation: now.map((row) => [...row]), count: 1 }
      } else best.count++ // the first of equals is the lexicographically largest: larger numbers are tried first
      return
    }
    const s = rowOrder[Math.floor(position / columnOrder.length)]!
    const k = position % columnOrder.length
    const o = columnOrder[k]!
    const placed = columnOrder.slice(0, k).reduce((total, c) => total + now[s]![c]!, 0)
    const rest = intakes[s]! - placed
    const stays = isZero(s, o) || (options.zeroTarget === 'stays-zero' && nano[s]![o] === 0n)
    const most = stays ? 0 : Math.min(rest, left[o]!)
    const least = k === columnOrder.length - 1 ? rest : 0
    for (let y = most; y >= least; y--) {
      now[s]![o] = y
      left[o]! -= y
      search(
        position + 1,
        levels.map((each, i) => each + costOf(s, o, y)[i]!),
      )
      left[o]! += y
    }
    now[s]![o] = 0
  }
  search(0, [0n, 0n, 0n])
  return best
}

/** Whole numbers strictly nearer; at a half, and at a whole target, as the rules say. */
function rankOf(y: number, t: Q, half: Half): number {
  const chosen = Number(natural(t, half))
  if (y === chosen) return 0
  const by = distance(BigInt(y), t)
  let nearer = 0
  const reach = Math.abs(y - chosen) + 2
  for (let k = chosen - reach; k <= chosen + reach; k++) if (less(distance(BigInt(k), t), by)) nearer++
  return nearer === 0 ? 1 : nearer
}

function compare(a: readonly bigint[], b: readonly bigint[]): number {
  for (const [i, each] of a.entries()) if (each !== b[i]) return each < b[i]! ? -1 : 1
  return 0
}

/** Random tiny scenarios under every option: few small numbers, so that zeros, ties and halves are common. */
export function tinyScenario(
  most: { rows?: number; columns?: number; intake?: number } = {},
): fc.Arbitrary<TinyScenario> {
  const { rows = 3, columns = 4, intake = 9 } = most
  return fc
    .record({ rows: fc.integer({ min: 1, max: rows }), columns: fc.integer({ min: 2, max: columns }) })
    .chain(({ rows: r, columns: c }) => {
      const list = <T>(each: fc.Arbitrary<T>, length: number) =>
        fc.array(each, { minLength: length, maxLength: length })
      const use: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(0, 1, 1, 2, 5, 10), fc.integer({ min: 0, max: 50 }))
      const matrix: fc.Arbitrary<number[][]> = list(
        list(use, c).map((row): number[] => (row.every((each) => each === 0) ? [3, ...row.slice(1)] : row)),
        r,
      )
      const codes = (letters: string, count: number) =>
        fc.shuffledSubarray(letters.split(''), { minLength: count, maxLength: count })
      return fc.record({
        oors: codes('ABCDE', c),
        specialties: codes('12345', r),
        intakes: list(fc.integer({ min: 1, max: intake }), r),
        all: matrix,
        training: matrix,
        weightOfAll: fc.constantFrom(100, 100, 75, 50, 0),
        floor: fc.oneof(fc.constant(null), fc.integer({ min: 20, max: Math.floor(1000 / c) })),
        zero: fc
          .array(fc.tuple(fc.nat(r - 1), fc.nat(c - 1)), { maxLength: 2 })
          .map((cells) => cells.filter(([s, o], i) => cells.findIndex(([a, b]) => a === s && b === o) === i)),
        options: fc.record({
          'floor.appliesTo': fc.constantFrom('fractional-totals' as const, 'rounded-totals', 'ceil'),
          'floor.paidFrom': fc.constantFrom('totals' as const, 'surplus-above-floor', 'equal'),
          'floor.inner': fc.constantFrom('ipf' as const, 'row-pro-rata'),
          'floor.blend': fc.constantFrom('after' as const, 'before'),
          'totals.rounding': fc.constantFrom('nearest' as const, 'largest-remainder'),
          'zeroCells.inTotals': fc.constantFrom('counted' as const, 'excluded'),
          'zeroCells.places': fc.constantFrom('ipf' as const, 'row-pro-rata', 'rounding'),
          zeroTarget: fc.constantFrom('stays-zero' as const, 'free'),
          half: fc.constantFrom('up' as const, 'even', 'down'),
        }),
      })
    })
}
