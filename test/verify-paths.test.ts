/** Everything in a result is checked, or said not to be: each place of each kind of result, changed or deleted, by itself. */
import { describe, expect, it } from 'vitest'
import { CARRY_RULES, type CarryRule } from '../src/domain/carry.js'
import { InputError } from '../src/domain/errors.js'
import type { Result } from '../src/shapes/answers/result.js'
import { publish, round, solve, verify, type Verification } from '../src/index.js'
import { drawnFrom, sized } from './size.js'

/** A floor that lifts, a zero cell, a bound that binds, a name and a reason. */
const SCENARIO = {
  id: 'small',
  title: 'Klein',
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'A', name: 'Aa' }, { code: 'B' }, { code: 'C' }],
  specialties: [
    { code: '1', name: 'Een', intake: 10 },
    { code: '2', intake: 7 },
    { code: '3', intake: 5 },
  ],
  careUse: {
    all: [
      ['51.5', '42.4', '6.1'],
      ['29', '62', '9'],
      ['20', '78', '2'],
    ],
    unit: 'percent',
  },
  floor: { share: 0.2 },
  zeroCells: [{ specialty: '3', oor: 'A', reason: 'geen opleiding', source: 'FAQ 7.3' }],
  bounds: [{ specialty: '1', oor: 'A', low: 2, high: 5, reason: 'afgesproken' }],
  options: { half: 'even' },
}
/** Zero cells that leave specialty 3 nowhere to go, before rounding and in rounding. */
const UNFITTED = {
  ...SCENARIO,
  bounds: [],
  zeroCells: ['A', 'B'].map((oor) => ({ specialty: '3', oor })),
  floor: null,
  careUse: {
    all: [
      ['50', '50', '0'],
      ['50', '50', '0'],
      ['50', '30', '20'],
    ],
    unit: 'percent',
  },
  options: { 'zeroCells.inTotals': 'counted' },
}
const IMPOSSIBLE = {
  ...SCENARIO,
  bounds: [
    { specialty: '1', oor: 'A', low: 0, high: 1, reason: 'x' },
    { specialty: '1', oor: 'B', low: 0, high: 1, reason: '' },
  ],
}
const TABLE = {
  rows: ['a', 'b', 'c', 'd'],
  columns: ['x', 'y', 'z'],
  target: [
    [2.5, 3.25, 1.26],
    [0.7, 0, 4.3],
    [5.5, 1.1, 2.4],
    [1.2, 3.4, 0.4],
  ],
  rowTotals: [7, 5, 10, 5],
  columnTotals: [11, [7, 9], [7, 10]],
  zeroCells: [['d', 'z']],
  bounds: [['c', 'y', 2, 4]],
}
const FIXED = { ...TABLE, columnTotals: [11, 8, 8], bounds: [] }
const TIED = {
  rows: ['a', 'b', 'c'],
  columns: ['x', 'y', 'z'],
  target: [
    [1.5, 1.5, 2],
    [1.5, 1.5, 2],
    [2.2, 1.9, 0.9],
  ],
  rowTotals: [5, 5, 5],
  columnTotals: [5, 5, 5],
}
const NO_ROOM = {
  ...TIED,
  zeroCells: [
    ['a', 'z'],
    ['b', 'z'],
    ['c', 'z'],
  ],
  data: 'synthetic',
}

/** The year before, of which something is left owed. */
const EARLIER = { ...SCENARIO, year: 2026, bounds: [], specialties: SCENARIO.specialties.map((each) => ({ ...each, intake: each.intake + 1 })) } // prettier-ignore
const before = async () => [await solve(EARLIER)]
const carried = async (carryRule: CarryRule) => solve(SCENARIO, { carry: await before(), carryRule })

type Kind = readonly [name: string, result: () => Promise<object>, scenario?: object, carry?: () => Promise<object[]>]
const KINDS: readonly Kind[] = [
  ...(['next-best', 'absolute', 'squares', 'largest'] as const).map((objective): Kind => [
    `intervals, ${objective}`,
    () => round(TABLE, { objective }),
  ]),
  ['proportional', () => round(FIXED, { objective: 'proportional' })],
  ...(['stepwise', 'sequential', 'largest-remainder', 'lottery'] as const).map((method): Kind => [
    method,
    () => round(FIXED, { method, seed: 7 }),
  ]),
  ['stepwise with intervals', () => round(TABLE, { method: 'stepwise' })],
  ['ties to the canonical one, with optima', () => round(TIED, { optima: 3 })],
  ['all optima', () => round(TIED, { optima: 1_000 })],
  ['ties to a lot', () => round(TIED, { ties: 'lot', seed: 5 })],
  ['ties stop it', () => round(TIED, { ties: 'stop' })],
  ['infeasible', () => round(NO_ROOM)],
  ['stuck', () => round(NO_ROOM, { method: 'stepwise' })],
  ['scenario, alone', () => solve(SCENARIO)],
  ['scenario', () => solve(SCENARIO), SCENARIO],
  ['scenario, stepwise', () => solve(SCENARIO, { method: 'stepwise' }), SCENARIO],
  ['scenario, lottery', () => solve({ ...SCENARIO, bounds: [] }, { method: 'lottery' }), { ...SCENARIO, bounds: [] }],
  ['scenario, ties stop it', () => solve(SCENARIO, { ties: 'stop' }), SCENARIO],
  ['scenario, infeasible before rounding', () => solve(UNFITTED), UNFITTED],
  ['scenario, infeasible before rounding, alone', () => solve(UNFITTED)],
  ['scenario, infeasible in rounding', () => solve(IMPOSSIBLE), IMPOSSIBLE],
  ['scenario, infeasible in rounding, alone', () => solve(IMPOSSIBLE)],
  ['published', async () => publish(await solve(SCENARIO)), SCENARIO],
  ['published, alone', async () => publish(await solve(SCENARIO))],
  ['published, stepwise', async () => publish(await solve(SCENARIO, { method: 'stepwise' })), SCENARIO],
  ['published, infeasible', async () => publish(await solve(IMPOSSIBLE)), IMPOSSIBLE],
  ['published, infeasible before rounding', async () => publish(await solve(UNFITTED)), UNFITTED],
  ...CARRY_RULES.flatMap((rule): Kind[] => [
    [`carrying ${rule} over, alone`, () => carried(rule)],
    [`carrying ${rule} over`, () => carried(rule), SCENARIO],
    [`carrying ${rule} over, with what it carries`, () => carried(rule), SCENARIO, before],
    [`carrying ${rule} over, published`, async () => publish(await carried(rule)), SCENARIO, before],
  ]),
]

type Path = readonly (string | number)[]

/** Every place that holds a value without parts, and every key. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([key, each]) =>
    placesIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return inner.length === 0 ? [path] : inner
}

/** Of places that differ in a number only, as cells do, a part; of each other kind all. */
function someOfEach(places: readonly Path[]): Path[] {
  const kinds = new Map<string, Path[]>()
  for (const path of places) {
    const kind = path.map((part) => (typeof part === 'number' ? '#' : part)).join('.')
    kinds.set(kind, [...(kinds.get(kind) ?? []), path])
  }
  return [...kinds.values()].flatMap(drawnFrom)
}

function pathText(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  )
}

function changed(value: unknown): unknown[] {
  if (typeof value === 'number') return [value + 1, value - 1, -0.5]
  if (typeof value === 'string') return [`${value}x`, '']
  if (typeof value === 'boolean') return [!value, null]
  if (value === null) return [0, 'x', true, [], {}]
  return [['x'], [0], null]
}

const DELETED = Symbol('deleted')

function withAt(value: unknown, [part, ...rest]: Path, to: unknown): unknown {
  if (part === undefined) return to
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >
  if (rest.length === 0 && to === DELETED) {
    if (Array.isArray(copy)) copy.splice(Number(part), 1)
    else delete copy[part]
  } else copy[part] = withAt(copy[part], rest, to)
  return copy
}

function covered(path: string, { notChecked }: Verification): boolean {
  return notChecked.some((each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`))
}

describe('each place of a result', () => {
  for (const [kind, make, scenario, earlier] of KINDS) {
    it(`${kind}: changed or deleted, it is not accepted, or it is said not to be checked`, async () => {
      const result = JSON.parse(JSON.stringify(await make())) as Result
      const carry = await earlier?.()
      const untouched = await verify(result, { scenario, carry })
      expect(untouched.faults).toEqual([])
      let tried = 0
      for (const path of someOfEach(placesIn(result))) {
        const value = path.reduce<unknown>((at, part) => (at as Record<string | number, unknown>)[part], result)
        for (const to of [...changed(value), DELETED]) {
          const text = pathText(path)
          if (covered(text, untouched)) continue
          tried++
          try {
            const after = await verify(withAt(result, path, to) as object, { scenario, carry })
            const { status, proves } = after
            // what is not said is said not to be checked
            if ((to === DELETED || to === null) && covered(text, after)) continue
            // a proof may be changed into another that proves the same
            if (status === 'accepted' && text.startsWith('certificate.')) expect(proves).toContain('optimality')
            else if (status === 'accepted')
              expect.fail(`${text} is accepted as ${to === DELETED ? 'deleted' : JSON.stringify(to)}`)
          } catch (error) {
            if (!(error instanceof InputError)) throw error
          }
        }
      }
      expect(tried).toBeGreaterThan(sized(50))
    })
  }

  it('with its scenario nothing is left but hearsay and the choice of options', async () => {
    expect((await verify(await solve(SCENARIO), { scenario: SCENARIO })).notChecked).toEqual([
      'solver',
      'seed',
      'milliseconds',
      'ties.seed',
      'options',
      'made.version',
    ])
    const files = await before()
    const { notChecked } = await verify(await carried('arrears'), { scenario: SCENARIO, carry: files })
    expect(notChecked).toEqual(['solver', 'seed', 'milliseconds', 'ties.seed', 'options', 'made.version'])
  })
})
