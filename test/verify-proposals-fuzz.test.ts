/**
 * The checker of drafts and of years against brute force: cases so small that every proposal can be listed, and files that are
 * consistent in all they say but lie about the question, the proposal or the proof. What is accepted is true. Set FUZZ to run so
 * many times as many.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UNLIMITED } from '../src/domain/budget.js'
import { EngineError, InputError } from '../src/domain/errors.js'
import type { Options } from '../src/domain/options.js'
import type { Result } from '../src/shapes/answers/result.js'
import { draft, publishDraft, publishYears, verify, years, type Draft, type Verification } from '../src/index.js'
import { parseConsultation } from '../src/io/read/consultation.js'
import { fingerprint } from '../src/io/canonical.js'
import { parseScenario } from '../src/io/read/scenario.js'
import { caseOf } from '../src/proposals/case.js'
import { conflictOf } from '../src/proposals/conflict.js'
import { adviceReports } from '../src/proposals/advices.js'
import { answerOf, countedOf } from '../src/proposals/draft.js'
import { levelsOf } from '../src/proposals/levels.js'
import { wishReports } from '../src/proposals/wishes.js'
import { basisOf } from '../src/proposals/frame.js'
import { valuesIn } from '../src/proposals/solve.js'
import { outcomeOf, sumTable } from '../src/proposals/years.js'
import type { Years } from '../src/shapes/answers/years.js'
import { deviationsOf } from '../src/allocation/measures.js'
import { solveScenario } from '../src/allocation/solve.js'
import type { BoundTree } from '../src/verify/bound.js'
import {
  bestLevels,
  caseOfDraft,
  columnSums,
  compositions,
  consultationOfCase,
  levelNames,
  levelsOfCase,
  lexicographic,
  proposalsOf,
  rank,
  scenarioOfCase,
  sum,
  tinyCase,
  type Matrix,
  type Rule,
  type TinyCase,
} from './proposal-cases.js'

const TIMES = Number(process.env['FUZZ'] ?? 1)
const SEED = Number(process.env['FUZZ_SEED'] ?? 20270801)

/** Numbers for whatever has to be chosen, drawn with the case. */
const CHOICES = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 16, maxLength: 16 })

/** Deals out the drawn numbers one by one. */
function chooser(drawn: readonly number[]) {
  let at = 0
  const below = (count: number) => drawn[at++ % drawn.length]! % count
  const one = <T>(list: readonly T[]): T => list[below(list.length)]!
  return { below, one }
}
type Chooser = ReturnType<typeof chooser>

/** null where a file is refused, or a case has nothing to begin from. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof InputError || error instanceof EngineError) return null
    throw error
  }
}

/** One thing of a case otherwise than it was asked. */
function twisted(given: TinyCase, { below, one }: Chooser): TinyCase {
  const [s, o] = [below(given.intake.length), below(given.columns)]
  const option = <K extends keyof TinyCase['options']>(
    name: K,
    values: readonly TinyCase['options'][K][],
  ): TinyCase => ({
    ...given,
    options: { ...given.options, [name]: one(values) },
  })
  const put = <T>(matrix: readonly (readonly T[])[], value: T) =>
    matrix.map((row, i) => (i === s ? row.with(o, value) : row))
  const twists: readonly (() => TinyCase)[] = [
    () => given,
    () => ({ ...given, leeway: { ...given.leeway, total: below(6) } }),
    () => ({ ...given, leeway: { ...given.leeway, below: below(4), above: below(4) } }),
    () => ({ ...given, floor: one([null, 0.1, 0.25, 1 / 3]) }),
    () => ({ ...given, zero: put(given.zero, !given.zero[s]![o]!) }),
    () => ({ ...given, careUse: put(given.careUse, below(13)) }),
    () => ({ ...given, bounds: below(2) === 0 ? [] : [{ s, o, low: below(3), high: 2 + below(3) }] }),
    () => ({ ...given, current: given.current.with(o, one([null, 1, 5, 9])) }),
    () => ({ ...given, history: given.history.with(s, one([null, given.intake.slice(0, given.columns)])) }),
    () => ({ ...given, prefer: given.prefer.toReversed() }),
    () => ({ ...given, prefer: given.prefer.slice(1) }),
    () => ({ ...given, advices: given.advices.slice(1) }),
    () => ({ ...given, advices: given.advices.map((each) => ({ ...each, weight: one([1, 0.5, 2.25]) })) }),
    () => ({
      ...given,
      advices: given.advices.map((each) => ({
        ...each,
        room: each.room.map(([low, high]) => [low, high + 1] as const),
      })),
    }),
    () => ({ ...given, attention: given.attention.slice(1) }),
    () => ({ ...given, attention: [...given.attention, { s, o, direction: one(['up', 'down', 'keep']) }] }),
    () => option('leeway.measure', ['places-moved', 'sum-absolute', 'cells']),
    () => option('leeway.floor', ['warn', 'hard', 'off']),
    () => option('motivation.level', ['oor', 'cell']),
    () => option('staffel.force', ['warn', 'hard', 'off']),
    () => option('staffel.boundary', ['lower', 'upper', 'lenient', 'strict']),
    () => option('half', ['up', 'even', 'down']),
    () => option('zeroTarget', ['stays-zero', 'free']),
  ]
  return one(twists)()
}

interface Proofs {
  readonly levels: readonly { readonly name: string; readonly proof: BoundTree }[]
}

/** Every leaf of a tree otherwise. */
function leaves(
  tree: BoundTree,
  change: (scale: number, multipliers: readonly unknown[]) => readonly unknown[],
): BoundTree {
  if ('variable' in tree) return { ...tree, below: leaves(tree.below, change), above: leaves(tree.above, change) }
  return { ...tree, constraints: change(tree.scale, tree.constraints) } as BoundTree
}

/** A proof of something, as a liar may choose it. @param own of the question as it is told @param other of the question as it was */
function proofOf(
  own: Proofs | null,
  other: Proofs | null,
  names: readonly string[],
  { below, one }: Chooser,
): Proofs | null {
  const from = one([own, own, other])
  if (from === null) return null
  const named = (proofs: readonly BoundTree[]) => ({
    levels: names.map((name, i) => ({ name, proof: structuredClone(proofs[Math.min(i, proofs.length - 1)]!) })),
  })
  const proofs = from.levels.map(({ proof }) => proof)
  if (proofs.length === 0) return null
  const ways: readonly (() => Proofs | null)[] = [
    () => named(proofs),
    () => named(proofs),
    () => named(proofs),
    () => named(proofs.map(() => one(proofs))),
    () => named(proofs.map((tree) => leaves(tree, (_, each) => each.map((value) => Number(value) * 2)))),
    () => named(proofs.map((tree) => leaves(tree, (_, each) => each.map(() => 0)))),
    () => named(proofs.map((tree) => leaves(tree, (scale, each) => each.with(below(each.length), scale)))),
    () => named(proofs.map((tree) => ('variable' in tree ? tree.below : tree))),
    () => named(proofs.map((tree) => ('variable' in tree ? tree : { ...tree, scale: 0 }))),
    () => ({ levels: [] }),
    () => null,
  ]
  return one(ways)()
}

const TRAINING = { training: 0.25, all: 0.75 }

/** The 75/25 distribution of a case, as its own scenario would have it. */
async function fallbackTable(scenario: object, options: Partial<Options>): Promise<Result> {
  const { floor, oors } = scenario as { readonly floor: object | null; readonly oors: readonly object[] }
  const share = { share: Math.min(0.1, 1 / oors.length) }
  const asked = { ...scenario, criterion: TRAINING, floor: floor ?? share, bounds: [] }
  return (await solveScenario(parseScenario(asked), { options })).result
}

/** A fallback that is another's, or has another allocation, total, status or balance. */
function fallbackOf(own: Draft['fallback'], honest: Draft['fallback'], { below, one }: Chooser): Draft['fallback'] {
  const from = structuredClone(one([own, own, honest])) as Mutable<Draft['fallback']>
  if (from === null) return null
  const { result, balance } = from
  const matrix = result.allocation
  const ways: readonly (() => unknown)[] = [
    () => null,
    () => null,
    () => (result.allocation = matrix && matrix.toReversed()),
    () => (result.allocation = matrix && matrix.with(0, matrix[0]!.toReversed())),
    () => matrix && (matrix[0]![below(matrix[0]!.length)]! += 1),
    () => balance[0] && (balance[0].fallback += 1),
    () => balance[0] && (balance[0].againstBase -= 1),
    () => (result.status = one(['optimal', 'feasible', 'infeasible'])),
    () => result.target && (result.target[0]![0]! += 0.25),
    () => (result.levels = result.levels && result.levels.map((level) => ({ ...level, value: 0 }))),
  ]
  one(ways)()
  return from
}
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T

/** A draft that says of its question, its proposal and its proof what a liar chose, and all that follows from those rightly. */
async function lieOf(honest: Draft, told: TinyCase, choose: Chooser): Promise<Draft | null> {
  const { below, one } = choose
  const own = await orNull(() => draft(trained(told), consultationOfCase(told), { fallback: true }))
  if (own === null || own.base === null || own.target === null) return null
  const scenario = parseScenario(trained(told))
  const consultation = parseConsultation(consultationOfCase(told), scenario)
  const fallback = below(3) === 0 ? fallbackOf(own.fallback, honest.fallback, choose) : null
  const found = await basisOf(scenario, {})
  if (found.frame === null) return null
  // another base, as if it had come out so
  const bases = told.intake.map((places) =>
    compositions(
      places,
      told.careUse[0]!.map(() => 0),
      told.careUse[0]!.map(() => places),
    ),
  )
  const invented = below(6) === 0 ? bases.map((rows) => one(rows)) : own.base
  const baseTotals = columnSums(invented)
  const { leeway, floor } = found.frame
  const least = told.options['leeway.floor'] === 'hard' && floor !== null ? floor : 0
  const frame = {
    ...found.frame,
    base: Int32Array.from(invented.flat()),
    baseTotals,
    totalLow: baseTotals.map((total) => Math.max(0, total - leeway.below, least)),
    totalHigh: baseTotals.map((total) => Math.min(sum(told.intake), total + leeway.above)),
  }
  const basis = { ...found, frame, base: { ...found.base, allocation: invented } }
  const given = caseOf(basis, frame, consultation)
  const sha256 = fingerprint(consultation)
  const asked = { ...honest.input, advicesSha256: sha256 }
  const nothing = { columnTotals: null, allocation: null, levels: null, deviations: [], certificate: null, gap: null }
  const empty = {
    balance: [],
    moved: null,
    advices: [],
    agreements: [],
    motivations: [],
    wishes: [],
    check: null,
    near: null,
  }
  if (below(8) === 0) {
    const conflict = await orNull(() => conflictOf(basis, frame, consultation))
    const none = { status: 'infeasible', solver: honest.solver, ...nothing, ...empty, conflict } as const
    return { ...answerOf(basis, none, null, consultation, sha256), fallback, input: asked, milliseconds: 1 }
  }
  const start = { base: invented, target: own.target, floor }
  const some = proposalsOf(
    told,
    start,
    below(5) === 0 ? new Set<Rule>(['leeway-total', 'floor', 'bounds', 'zero-target', 'staffel']) : new Set(),
  )
  const stated = [own.allocation, honest.allocation].filter((each) => each !== null)
  const matrix = below(3) > 0 && some.length > 0 ? one(some) : stated.length > 0 ? one(stated) : null
  if (matrix === null) return null
  const allocation = Int32Array.from(matrix.flat())
  const values = valuesIn(given, allocation)
  const certificate = proofOf(own.certificate, honest.certificate, given.levels, choose)
  const status = certificate === null && below(4) > 0 ? 'feasible' : 'optimal'
  const drafted = {
    status,
    solver: honest.solver,
    ...nothing,
    ...countedOf(basis, frame, consultation, allocation, 'nl'),
    certificate: certificate as Draft['certificate'],
    levels: levelsOf(given, values),
    deviations: deviationsOf(given.table, allocation),
    advices: await adviceReports(basis, frame, consultation, given, { values, allocation }, false),
    agreements: [],
    wishes: await wishReports(given, consultation, values, UNLIMITED),
    near: null,
    conflict: null,
  } as const
  return { ...answerOf(basis, drafted, null, consultation, sha256), fallback, input: asked, milliseconds: 1 }
}

/** A case's scenario with care use of training institutions too: the other way round, so that it matters. */
function trained(given: TinyCase): object {
  const scenario = scenarioOfCase(given)
  return { ...scenario, careUse: { all: given.careUse, training: given.careUse.map((row) => row.toReversed()) } }
}

/** What of an accepted draft is not so, by listing all proposals; null where all is. */
function falsehoodIn(file: Draft, { status, proves }: Verification, blind: boolean): string | null {
  const blanks = 'published' in file
  const claims = (name: string) => (proves as readonly string[]).includes(name)
  if (status === 'accepted' && file.status === 'optimal' && !claims('optimality')) return 'optimal without a proof'
  if (status === 'accepted' && file.status === 'infeasible' && !claims('infeasibility'))
    return 'infeasible without a proof'
  const given = caseOfDraft({ ...file, target: file.target ?? file.base })
  if (given === null) return claims('optimality') || claims('infeasibility') ? 'no case' : null
  // which cells are without care use is not known of a published draft
  const without = new Set<Rule>(blind ? ['zero-target', 'staffel'] : [])
  const start = { base: file.base!, target: file.target ?? file.base!, floor: file.frame!.floor }
  const all = proposalsOf(given, start, without)
  if (claims('infeasibility')) return all.length === 0 ? null : 'not infeasible'
  if (file.allocation === null) return null
  if (!all.some((matrix) => String(matrix) === String(file.allocation))) return 'outside the frame'
  if (String(file.columnTotals) !== String(columnSums(file.allocation))) return 'columnTotals'
  if (!claims('levels')) return claims('optimality') ? 'optimal without levels' : null
  const names = levelNames(given)
  const levels = levelsOfCase(given, start, file.allocation)
  const values = names.map((name) => levels[name])
  // a published draft says nothing of levels that follow from the target
  const told = file.levels!.map(({ name, value }) => [name, blanks && value === null ? levels[name] : value])
  if (String(told) !== String(names.map((name) => [name, levels[name]]))) return 'levels'
  if (claims('optimality') && String(bestLevels(given, start, names, all)) !== String(values)) return 'not optimal'
  return null
}

describe('drafts doctored at random', () => {
  it('are believed only where brute force finds the same', { timeout: 6_000_000 }, async () => {
    const tally = { made: 0, accepted: 0, unproven: 0, rejected: 0, refused: 0, proven: 0, fallbacks: 0 }
    const one = async (drawnCase: TinyCase, drawn: readonly number[]) => {
      const choose = chooser(drawn)
      const [s, o] = [choose.below(drawnCase.intake.length), choose.below(drawnCase.columns)]
      const without = drawnCase.careUse.map((row, i) => (i === s ? row.with(o, 0) : row))
      const empty = choose.below(3) === 0 ? { ...drawnCase, careUse: without } : drawnCase
      const free = { ...empty.options, zeroTarget: 'free' as const }
      const asked = choose.below(3) === 0 ? { ...empty, options: free } : empty
      const scenario = trained(asked)
      const consultation = consultationOfCase(asked)
      const honest = await orNull(() => draft(scenario, consultation, { fallback: true }))
      if (honest === null) return
      const lie =
        honest.base !== null && choose.below(5) === 0
          ? { ...honest, fallback: fallbackOf(honest.fallback, honest.fallback, choose) }
          : await lieOf(honest, twisted(asked, choose), choose)
      if (lie === null) return
      const isPublished = choose.below(5) === 0
      const file = isPublished ? publishDraft(lie) : lie
      for (const sources of [{}, { scenario }, { scenario, advices: consultation }]) {
        tally.made++
        const answer = await orNull(() => verify(JSON.parse(JSON.stringify(file)) as object, sources))
        if (answer === null) {
          tally.refused++
          continue
        }
        tally[answer.status]++
        if (answer.status === 'rejected') continue
        const known = 'scenario' in sources
        const whole = known ? await draft(scenario, consultation, { options: file.options as Options }) : null
        const of = whole === null ? file : { ...file, target: whole.target, base: whole.base, frame: whole.frame }
        const blind = isPublished && !known
        if ((answer.proves as string[]).includes('optimality')) tally.proven++
        const wrong = [falsehoodIn(of, answer, blind)]
        for (const name of [
          'base',
          'frame',
          'zeroCells',
          'bounds',
          'rowTotals',
          ...(isPublished ? [] : ['target']),
        ] as const) {
          if (whole === null) continue
          const field = name as 'base'
          if (JSON.stringify(lie[field]) !== JSON.stringify(whole[field])) wrong.push(name)
        }
        // the fallback of a scenario that is known is that one; of one that is not, it is not looked at
        if (file.fallback !== null && known) {
          tally.fallbacks++
          const { result } = file.fallback
          const right = await fallbackTable(scenario, file.options as Options)
          if (String(result.allocation) !== String(right.allocation)) wrong.push('fallback')
          if (result.status !== right.status) wrong.push('status of the fallback')
          if (!isPublished && String(result.target) !== String(right.target)) wrong.push('target of the fallback')
          const own = result.allocation === null ? [] : columnSums(result.allocation)
          const base = file.frame?.baseTotals ?? []
          const told = file.fallback.balance.map(({ fallback, againstBase }) => [fallback, againstBase])
          const sums = own.map((total, k) => [total, total - base[k]!])
          if (String(told) !== String(sums)) wrong.push('balance of the fallback')
        } else if (file.fallback !== null && !answer.notChecked.includes('fallback')) wrong.push('fallback not listed')
        const advised = 'advices' in sources && whole !== null
        if (advised && JSON.stringify(lie.consultation) !== JSON.stringify(whole.consultation))
          wrong.push('consultation')
        expect(
          wrong.filter((each) => each !== null),
          JSON.stringify({ answer, sources, file }),
        ).toEqual([])
      }
    }
    await fc.assert(fc.asyncProperty(tinyCase(), CHOICES, one), {
      seed: SEED,
      numRuns: 40 * TIMES,
      endOnFailure: true,
    })
    if (TIMES > 1) console.log(tally)
    expect(tally.rejected).toBeGreaterThan(40)
    expect(tally.proven).toBeGreaterThan(4)
    expect(tally.fallbacks).toBeGreaterThan(0)
  })
})

/** All tables of a year, flat. */
function tablesOf(of: Years, k: number): number[][] {
  const { rows, columns } = of
  const is = (list: readonly (readonly [string, string, ...number[]])[], s: number, o: number) =>
    list.find(([row, column]) => row === rows[s] && column === columns[o])
  const ends = rows.map((_, s) =>
    columns.map((_ignored, o): [number, number] => {
      const [, , low, high] = (is(of.bounds[k]!, s, o) ?? ['', '', 0, 99]) as [string, string, number, number]
      const empty =
        is(of.zeroCells[k]!, s, o) !== undefined ||
        (of.targets[k]?.[s]?.[o] === 0 && of.options[k]!.zeroTarget !== 'free')
      return empty ? [low, 0] : [low, high]
    }),
  )
  const totals = of.columnTotals[k] as readonly number[]
  let found: number[][] = [[]]
  rows.forEach((_, s) => {
    const fills = compositions(of.rowTotals[k]![s]!, ends[s]!.map(([low]) => low), ends[s]!.map(([, high]) => high)) // prettier-ignore
    found = found.flatMap((start) => fills.map((row) => [...start, ...row]))
  })
  return found.filter((flat) =>
    totals.every((total, o) => sum(flat.filter((_, cell) => cell % columns.length === o)) === total),
  )
}

/** The six levels of a table per year, from their definitions. */
function yearLevels(
  { targets, zeroCells, rows, columns, options }: Years,
  allocations: readonly (readonly number[])[],
): number[] {
  const levels = [0, 0, 0, 0, 0, 0]
  const count = (target: number, places: number, half: string, at: readonly [number, number, number]) => {
    const steps = rank(target, places, half as TinyCase['options']['half'])
    levels[at[0]]! += Math.max(0, steps - 1)
    levels[at[1]]! += Math.min(1, steps)
    levels[at[2]]! += Math.round(Math.abs(places - target) * 1e9)
  }
  rows.forEach((row, s) =>
    columns.forEach((column, o) => {
      const cell = s * columns.length + o
      const open = targets.flatMap((_, k) => (zeroCells[k]!.some(([r, c]) => r === row && c === column) ? [] : [k]))
      for (const k of open) count(targets[k]![s]![o]!, allocations[k]![cell]!, options[k]!.half, [0, 1, 4])
      const target = sum(open.map((k) => Math.round(targets[k]![s]![o]! * 1e9))) / 1e9
      if (open.length > 0) count(target, sum(allocations.map((each) => each[cell]!)), options[0]!.half, [2, 3, 5])
    }),
  )
  return levels.map((value, i) => (i > 3 ? value / 1e9 : value))
}

function falsehoodInYears(file: Years, { status, proves }: Verification, blind: boolean): string | null {
  const claims = (name: string) => (proves as readonly string[]).includes(name)
  if (status === 'accepted' && file.status === 'optimal' && !claims('optimality')) return 'optimal without a proof'
  if (status === 'accepted' && file.status === 'infeasible' && !claims('infeasibility'))
    return 'infeasible without a proof'
  const all = file.rowTotals.map((_, k) => (Array.isArray(file.columnTotals[k]) ? tablesOf(file, k) : []))
  if (claims('infeasibility')) return all.some((each) => each.length === 0) ? null : 'not infeasible'
  if (file.together === null) return null
  for (const { allocations } of [file.together, file.apart!]) {
    const outside = allocations.findIndex((matrix, k) => !all[k]!.some((each) => String(each) === String(matrix)))
    if (outside !== -1) return `year ${outside} outside its totals`
  }
  if (blind) return claims('optimality') || claims('levels') ? 'levels without targets' : null
  const flat = (matrices: readonly Matrix[]) => matrices.map((each) => each.flat())
  const own = yearLevels(file, flat(file.together.allocations))
  // published years say nothing of levels that follow from the target
  const told = file.together.levels.map(({ value }, i) => ('published' in file ? (value ?? own[i]!) : value!))
  if (lexicographic(own, told) !== 0) return 'levels'
  const least = (pairs: readonly (readonly number[])[][]) =>
    pairs.map((pair) => yearLevels(file, pair)).reduce((a, b) => (lexicographic(b, a) < 0 ? b : a))
  if (!claims('optimality')) return null
  const together = all.reduce<number[][][]>(
    (some, of) => some.flatMap((start) => of.map((each) => [...start, each])),
    [[]],
  )
  return lexicographic(least(together), own) === 0 ? null : 'not optimal'
}

/** Two to four years of the same codes with care use, zero cells, bounds and options each; small where there are many. */
const SOME_YEARS = fc.tuple(fc.constantFrom(2, 2, 3, 4), fc.integer({ min: 2, max: 3 })).chain(([count, most]) => {
  const columns = count === 2 ? most : 2
  const each = fc.record({
    use: fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: columns, maxLength: columns }), { minLength: 2, maxLength: 2 }), // prettier-ignore
    intake: fc.array(fc.integer({ min: 1, max: count === 4 ? 3 : 5 }), { minLength: 2, maxLength: 2 }),
    zero: fc.option(fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: columns - 1 })), { freq: 3 }),
    bound: fc.option(fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: columns - 1 }), fc.nat({ max: 1 }), fc.nat({ max: 3 })), { freq: 3 }), // prettier-ignore
    half: fc.constantFrom('up' as const, 'even' as const, 'down' as const),
    zeroTarget: fc.constantFrom('stays-zero' as const, 'stays-zero' as const, 'free' as const),
  })
  return fc.array(each, { minLength: count, maxLength: count })
})
type Year = (typeof SOME_YEARS extends fc.Arbitrary<infer T> ? T : never)[number]

function yearOf({ use, intake, zero, bound, half, zeroTarget }: Year, k: number): object {
  const cell = ([s, o]: readonly [number, number, ...number[]]) => ({ specialty: `S${s}`, oor: `O${o}` })
  return {
    id: `y${k}`,
    year: 2026 + k,
    data: 'synthetic',
    oors: use[0]!.map((_, o) => ({ code: `O${o}` })),
    specialties: intake.map((places, s) => ({ code: `S${s}`, intake: places })),
    careUse: { all: use },
    zeroCells: zero === null ? [] : [cell(zero)],
    bounds: bound === null ? [] : [{ ...cell(bound), low: bound[2], high: Math.max(bound[2], bound[3]) }],
    options: { half, zeroTarget },
  }
}

/** One thing of two of the years otherwise than it was asked. */
function twistedYears(asked: readonly Year[], choose: Chooser): readonly Year[] {
  if (choose.below(3) === 0) return asked
  const i = choose.below(asked.length)
  const j = (i + 1 + choose.below(asked.length - 1)) % asked.length
  const [a, b] = twistedPair([asked[i]!, asked[j]!], choose)
  return asked.with(i, a).with(j, b)
}

function twistedPair([a, b]: readonly [Year, Year], { below, one }: Chooser): readonly [Year, Year] {
  const [s, o] = [below(2), below(a.use[0]!.length)]
  const ways: readonly (() => readonly [Year, Year])[] = [
    () => [a, b],
    () => [a, b],
    () => [b, a],
    () => [a, a],
    () => [
      { ...a, use: b.use },
      { ...b, use: a.use },
    ],
    () => [a, { ...b, intake: b.intake.toReversed() }],
    () => [{ ...a, zero: one([null, [s, o]]) }, b],
    () => [a, { ...b, zero: a.zero }],
    () => [{ ...a, bound: one([null, [s, o, 0, 1]]) }, b],
    () => [{ ...a, half: one(['up', 'even', 'down']) }, b],
    () => [a, { ...b, half: one(['up', 'even', 'down']) }],
    () => [a, { ...b, zeroTarget: one(['stays-zero', 'free']) }],
    () => [a, { ...b, use: b.use.map((row, i) => (i === s ? row.with(o, below(31)) : row)) }],
  ]
  return one(ways)()
}

async function lieOfYears(honest: Years, told: readonly Year[], choose: Chooser): Promise<Years | null> {
  const { below, one } = choose
  const scenarios = told.map(yearOf)
  const own = await orNull(() => years(scenarios))
  if (own === null) return null
  const asked = { input: honest.input, milliseconds: 1 }
  if (own.together === null) return { ...own, ...asked }
  if (below(8) === 0) return { ...own, ...asked, status: 'infeasible', together: null, apart: null, certificate: null, gap: null, conflict: honest.conflict } // prettier-ignore
  const solved = await Promise.all(scenarios.map((each) => solveScenario(parseScenario(each), {})))
  const tables = solved.map(({ table }) => table!)
  const results = solved.map(({ result }) => result)
  const all = told.map((_, k) => tablesOf(own, k))
  const flat = (of: Years['together']) => of!.allocations.map((matrix) => matrix.flat())
  const outcome = (allocations: readonly (readonly number[])[]) =>
    outcomeOf(tables, sumTable(tables), allocations, results)
  const pair = () => all.map((each) => one(each))
  const together = outcome(one([flat(own.together), flat(own.apart), pair(), pair(), pair()]))
  const apart = outcome(one([flat(own.apart), flat(own.apart), flat(own.apart), flat(own.together), pair()]))
  const names = together.levels.map(({ name }) => name)
  const certificate = proofOf(own.certificate, honest.certificate, names, choose) as Years['certificate']
  const status = certificate === null && below(4) > 0 ? 'feasible' : 'optimal'
  const open = below(12) === 0 ? { columnTotals: own.columnTotals.map((each) => each?.map((total) => [Number(total), Number(total) + 1] as const) ?? null) } : {} // prettier-ignore
  return { ...own, ...open, ...asked, together, apart, status, certificate, gap: null }
}

describe('years doctored at random', () => {
  it('are believed only where brute force finds the same', { timeout: 6_000_000 }, async () => {
    const tally = { made: 0, accepted: 0, unproven: 0, rejected: 0, refused: 0, proven: 0 }
    const one = async (asked: readonly Year[], drawn: readonly number[]) => {
      const choose = chooser(drawn)
      const scenarios = asked.map(yearOf)
      const honest = await orNull(() => years(scenarios))
      if (honest === null) return
      const lie = await lieOfYears(honest, twistedYears(asked, choose), choose)
      if (lie === null) return
      const isPublished = choose.below(6) === 0
      const file = isPublished ? publishYears(lie) : lie
      for (const [of, sources] of [{}, { scenarios }, { scenarios: scenarios.slice(1) }].entries()) {
        tally.made++
        const answer = await orNull(() => verify(JSON.parse(JSON.stringify(file)) as object, sources))
        if (answer === null) {
          tally.refused++
          continue
        }
        tally[answer.status]++
        if (answer.status === 'rejected') continue
        if ((answer.proves as string[]).includes('optimality')) tally.proven++
        // the options of a year may be those of its command, so they are the file's
        const again = await Promise.all(
          scenarios.map((each, k) => solveScenario(parseScenario(each), { options: file.options[k] as Options })),
        )
        const isKnown = (k: number) => of === 1 || (of === 2 && k > 0)
        const targets = file.targets.map((target, k) => target ?? (isKnown(k) ? again[k]!.result.target : null))
        // to care use that fits no totals there is no table either
        const unfit = again.some(({ result }, k) => isKnown(k) && result.target === null)
        const told = { ...file, targets } as Years
        const wrong = [unfit ? null : falsehoodInYears(told, answer, isPublished && of !== 1)]
        for (const [k, { result }] of again.entries()) {
          if (!isKnown(k)) continue
          const { target, rowTotals, columnTotals, zeroCells, bounds } = result
          const right = [target, rowTotals, columnTotals, zeroCells, bounds]
          const said = [
            isPublished ? target : lie.targets[k],
            lie.rowTotals[k],
            lie.columnTotals[k],
            lie.zeroCells[k],
            lie.bounds[k],
          ]
          if (JSON.stringify(said) !== JSON.stringify(right)) wrong.push(`question of year ${k}`)
        }
        expect(
          wrong.filter((each) => each !== null),
          JSON.stringify({ answer, sources, file }),
        ).toEqual([])
      }
    }
    await fc.assert(fc.asyncProperty(SOME_YEARS, CHOICES, one), { seed: SEED, numRuns: 80 * TIMES, endOnFailure: true })
    if (TIMES > 1) console.log(tally)
    expect(tally.rejected).toBeGreaterThan(40)
    expect(tally.proven).toBeGreaterThan(2)
  })
})

it('a published draft that claims no more than feasible is held against the care use of its scenario', async () => {
  const asked = scenarioOfCase({
    intake: [6, 6],
    columns: 3,
    careUse: [[3, 3, 0], [2, 2, 2]], // prettier-ignore
    zero: [],
    bounds: [],
    floor: null,
    leeway: { total: 2, below: 2, above: 2 },
    options: {} as TinyCase['options'],
    advices: [],
    attention: [],
    current: [],
    history: [],
    prefer: [],
  })
  const honest = await draft(asked)
  const scenario = parseScenario(asked)
  const basis = await basisOf(scenario, {})
  const { consultation } = honest
  const saying = async (places: readonly number[]) => {
    const allocation = Int32Array.from(places)
    const given = caseOf(basis, basis.frame!, consultation)
    const values = valuesIn(given, allocation)
    const said = {
      ...countedOf(basis, basis.frame!, consultation, allocation, 'nl'),
      levels: levelsOf(given, values),
      wishes: await wishReports(given, consultation, values, UNLIMITED),
      near: null,
      deviations: deviationsOf(given.table, allocation),
    }
    return publishDraft({ ...honest, ...said, status: 'feasible', certificate: null })
  }
  const faults = async (places: readonly number[]) => {
    const file = JSON.parse(JSON.stringify(await saying(places))) as object
    return (await verify(file, { scenario: asked })).faults.map(({ path }) => path)
  }
  expect(await faults([3, 3, 0, 2, 2, 2])).toEqual([])
  expect(await faults([2, 3, 1, 3, 2, 1])).toEqual(['cell 1-C'])
})
