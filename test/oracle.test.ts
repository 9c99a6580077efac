/** The engine against chapter 1 written a second time (`oracle.ts`), and `explain` against every step of it. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { explain, solve, type Explanation, type Result, type StepName } from '../src/index.js'
import {
  bestOf,
  oracle,
  scenarioOf,
  tinyScenario,
  value,
  type Oracle,
  type OracleWay,
  type Q,
  type TinyScenario,
} from './oracle.js'

/** By hand with more: ORACLE_RUNS=20000 npx vitest run test/oracle.test.ts */
const RUNS = Number(process.env['ORACLE_RUNS'] ?? 250)
const SEED = Number(process.env['ORACLE_SEED'] ?? 9)

/** null where the engine refuses: a floor that does not fit in whole places, or a fit that crawls. */
async function answered<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    expect(['floor-too-high', 'zero-pattern']).toContain(error.faults[0]!.code)
    return null
  }
}

const close = (found: number, wanted: number) => expect(Math.abs(found - wanted)).toBeLessThan(2e-7)

describe('tiny scenarios under all options', () => {
  it('have the totals, target, levels and canonical allocation that the rules give', async () => {
    const seen = { answered: 0, infeasible: 0 }
    await fc.assert(
      fc.asyncProperty(tinyScenario(), async (tiny) => {
        const result = await answered(() => solve(scenarioOf(tiny)))
        if (result === null) return
        seen.answered++
        const expected = oracle(tiny)
        expect(result.columnTotals).toEqual(expected.rounded.map(Number))
        result.oorTotals!.raw!.forEach((each, o) => close(each, value(expected.way.totals[o]!)))
        result.oorTotals!.floored!.forEach((each, o) => close(each, value(expected.way.floored[o]!)))
        expect(result.flooredOors).toEqual(tiny.oors.filter((_, o) => expected.way.lifted[o]))
        if (result.target === null) {
          seen.infeasible++
          expect([result.status, expected.target]).toEqual(['infeasible', null])
          return
        }
        result.target.forEach((row, s) => row.forEach((each, o) => close(each, expected.target![s]![o]!)))
        checkBest(result, tiny)
        if (result.allocation === null) seen.infeasible++
      }),
      { numRuns: RUNS, seed: SEED },
    )
    expect(seen.answered).toBeGreaterThan(0.8 * RUNS)
    expect(seen.infeasible).toBeGreaterThan(0)
  }, 600_000)
})

/** From the target on everything is whole: the best by looking at all. */
function checkBest(result: Result, tiny: TinyScenario): void {
  const best = bestOf(
    result.target!,
    result.columnTotals!.map((each) => BigInt(each as number)),
    tiny,
  )
  if (best === null) {
    expect(result.status).toBe('infeasible')
    return
  }
  expect(result.status).toBe('optimal')
  expect(result.levels!.map((level) => level.value)).toEqual([
    Number(best.levels[0]),
    Number(best.levels[1]),
    Number(best.levels[2]) / 1e9,
  ])
  expect(result.unique).toBe(best.count === 1)
  expect(result.allocation).toEqual(best.allocation)
}

describe('explain', () => {
  it('shows steps that follow one from the other by the rule that each names', async () => {
    await fc.assert(
      fc.asyncProperty(tinyScenario({ rows: 2, columns: 3, intake: 12 }), async (tiny) => {
        const given = scenarioOf(tiny)
        const expected = oracle(tiny)
        for (const [s, specialty] of tiny.specialties.entries()) {
          for (const [o, oor] of tiny.oors.entries()) {
            const explained = await answered(() => explain(given, specialty, oor))
            if (explained !== null) checkSteps(explained, expected, tiny, s, o)
          }
        }
      }),
      { numRuns: Math.ceil(RUNS / 5), seed: SEED },
    )
  }, 600_000)

  it('shows what an excluded zero cell had, and where it went', async () => {
    const given = {
      id: 'hand',
      year: 2027,
      oors: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
      specialties: [
        { code: '01', intake: 10 },
        { code: '02', intake: 10 },
      ],
      careUse: {
        all: [
          [4, 4, 2],
          [4, 4, 2],
        ],
      },
      zeroCells: [{ specialty: '01', oor: 'C', reason: 'geen opleiding', source: 'FAQ 7.3' }],
      options: { 'zeroCells.inTotals': 'excluded' },
    }
    const stepsOf = async (oor: string) =>
      Object.fromEntries((await explain(given, '01', oor)).steps.map(({ name, value: shown }) => [name, shown]))
    // 10 x 0.4 = 4, which is 4 of the 8 outside the zero cell: 5 of 10. A has 5 + 4.
    expect(await stepsOf('A')).toMatchObject({ share: 0.4, raw: 4, emptied: 5, 'oor-total-raw': 9, target: 5 })
    expect(await stepsOf('C')).toMatchObject({ share: 0.2, raw: 2, emptied: 0, 'oor-total-raw': 2, target: 0 })
  })
})

function checkSteps(explained: Explanation, expected: Oracle, tiny: TinyScenario, s: number, o: number): void {
  const wayOf = (way: OracleWay, suffix: '' | '-all' | '-training'): [StepName, number | null][] => [
    [`raw${suffix}`, value(way.raw[s]![o]!)],
    ...(way.emptied === null ? [] : [[`emptied${suffix}`, value(way.emptied[s]![o]!)] as [StepName, number]]),
    [`oor-total-raw${suffix}`, value(way.totals[o]!)],
    ...(way.tested === null ? [] : [[`oor-total-tested${suffix}`, Number(way.tested[o]!)] as [StepName, number]]),
    [`oor-total-floored${suffix}`, value(way.floored[o]!)],
    [`after-floor${suffix}`, way.inner && way.inner[s]![o]!],
  ]
  const { shares, way, criteria, rounded, target } = expected
  const shareOf = (matrix: Q[][]) => value(matrix[s]![o]!)
  const wanted: [StepName, number | null][] = [
    ['share-all', shareOf(shares.all)],
    ['share-training', shareOf(shares.training)],
    ['share', shareOf(shares.blended)],
    ['adherent-population', Math.round(18e6 * shareOf(shares.blended))],
    ['intake', tiny.intakes[s]!],
    ...(criteria === null ? [] : [...wayOf(criteria.all, '-all'), ...wayOf(criteria.training, '-training')]),
    ...wayOf(way, '').toSpliced(-1, 0, ['oor-total-rounded', Number(rounded[o])]),
    ['target', target && target[s]![o]!],
  ]
  expect(explained.steps.slice(0, -2).map(({ name }) => name)).toEqual(wanted.map(([name]) => name))
  explained.steps.slice(0, -2).forEach(({ name, value: shown }, i) => {
    const [, number] = wanted[i]!
    if (shown === null || number === null) expect([name, shown]).toEqual([name, number])
    else if (name === 'adherent-population') expect(Math.abs(shown - number)).toBeLessThanOrEqual(1)
    else close(shown, number)
  })
}
