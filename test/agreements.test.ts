/** Agreements: drafts of tiny cases against all proposals that keep to them; conflicts; what each costs; and liars. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AgreementInForce } from '../src/domain/agreement.js'
import { InputError } from '../src/domain/errors.js'
import type { RuleConflict } from '../src/domain/proposal.js'
import { check, draft, verify, type Draft } from '../src/index.js'
import {
  bestLevels,
  columnSums,
  consultationOfCase,
  levelNames,
  levelsOfCase,
  proposalsOf,
  scenarioOfCase,
  startOf,
  sum,
  tinyCase,
  type Matrix,
  type Rule,
  type TinyCase,
} from './proposal-cases.js'
import { sized } from './size.js'
import { tally } from './tally.js'

const SEED = 20271314

const { seen, count } = tally()

/** An agreement of some kind, by numbers that a tiny case makes places of. */
interface Drawn {
  readonly kind: 'cell' | 'total' | 'row' | 'advice' | 'base'
  readonly ends: 'exactly' | 'least' | 'most' | 'between'
  readonly s: number
  readonly o: number
  readonly by: number
  readonly more: number
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom('cell', 'cell', 'total', 'total', 'row', 'advice', 'base'),
  ends: fc.constantFrom('exactly', 'least', 'most', 'between'),
  s: fc.nat(5),
  o: fc.nat(5),
  by: fc.integer({ min: -2, max: 2 }),
  more: fc.nat(2),
})

/** What a draft without agreements says, from which places near the base are known. */
async function beginOf(given: TinyCase): Promise<Draft | null> {
  try {
    return await draft(scenarioOfCase(given), consultationOfCase(given))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return null
  }
}

/** The agreements as a consultation states them; one for a place and a kind. */
function statedOf(list: readonly Drawn[], { rows, columns, rowTotals, base, consultation }: Draft): object[] {
  const stated = new Map<string, object>()
  for (const { kind, ends, s, o, by: shift, more } of list) {
    const [row, column] = [s % rows.length, o % columns.length]
    const [specialty, oor] = [rows[row]!, columns[column]!]
    const near = kind === 'total' ? columnSums(base!)[column]! : base![row]![column]!
    const low = Math.max(0, near + shift)
    const bounds = { exactly: { low, high: low }, least: { low }, most: { high: low }, between: { low, high: low + more } }[ends] // prettier-ignore
    const by = `${kind} ${ends}`
    if (kind === 'cell') stated.set(`${specialty}:${oor}`, { specialty, oor, ...bounds, by })
    if (kind === 'total') stated.set(oor, { oor, ...bounds, by, date: '2026-06-08' })
    if (kind === 'base') stated.set(specialty, { specialty, row: 'base', by })
    const advised = consultation.advices.some((advice) => advice.specialty === specialty)
    if (kind === 'advice' && advised) stated.set(specialty, { specialty, row: 'advice', by, reason: 'x' })
    if (kind === 'row') {
      const places = [...base![row]!]
      const from = places.findIndex((each) => each > 0)
      if (from >= 0 && from !== column) {
        places[from]!--
        places[column]!++
      }
      if (sum(places) === rowTotals[row]) stated.set(specialty, { specialty, row: places, by })
    }
  }
  return [...stated.values()]
}

/** Whether a proposal keeps to an agreement, read from its own words. */
function keeps(agreement: AgreementInForce, { rows, columns, base, consultation }: Draft, proposal: Matrix): boolean {
  return off(agreement, { rows, columns, base, consultation } as Draft, proposal) === 0
}

/** By how many places a proposal lies off an agreement. */
function off(
  { specialty, oor, low, high, row }: AgreementInForce,
  { rows, columns, base, consultation }: Draft,
  proposal: Matrix,
): number {
  const beyond = (places: number) => Math.max(0, (low ?? 0) - places, places - (high ?? 999))
  if (specialty === null) return beyond(columnSums(proposal)[columns.indexOf(oor!)]!)
  const own = proposal[rows.indexOf(specialty)]!
  if (oor !== null) return beyond(own[columns.indexOf(oor)]!)
  const wanted =
    row === 'base'
      ? base![rows.indexOf(specialty)]!
      : row === 'advice'
        ? consultation.advices.find((each) => each.specialty === specialty)!.row
        : (row as readonly number[])
  return sum(own.map((places, o) => Math.abs(places - wanted[o]!)))
}

const FRAME_RULES: readonly Rule[] = [
  'zero-cells',
  'zero-target',
  'bounds',
  'leeway-total',
  'leeway-per-oor',
  'floor',
  'staffel',
]

async function judge([given, list, inScenario]: readonly [TinyCase, readonly Drawn[], boolean]): Promise<void> {
  const begin = await beginOf(given)
  if (begin === null || begin.base === null) return
  const stated = statedOf(list, begin)
  const own = inScenario ? stated.slice(0, 1) : []
  const scenario = { ...scenarioOfCase(given), agreements: own }
  const consultation = { ...consultationOfCase(given), agreements: stated.slice(own.length) }
  const answer = await draft(scenario, consultation)
  expect(answer.agreements).toHaveLength(stated.length)
  const start = startOf(answer)
  const within = (all: readonly Matrix[], kept: readonly AgreementInForce[] = answer.agreements) =>
    all.filter((each) => kept.every((agreement) => keeps(agreement, answer, each)))
  const all = proposalsOf(given, start)
  const names = levelNames(given)
  const best = bestLevels(given, start, names, within(all))
  if (best === null) return judgeConflict(given, answer, all, within)
  count(`by ${answer.solver!.name}`)
  for (const { by } of answer.agreements) count(by)
  expect(answer.status).toBe('optimal')
  expect(answer.levels!.map(({ value }) => value)).toEqual(best)
  expect(within(all).map(String)).toContain(String(answer.allocation))
  const levels = levelsOfCase(given, start, answer.allocation!)
  expect(names.map((name) => levels[name])).toEqual(best)
  for (const agreement of answer.agreements) {
    expect(agreement.holds).toBe(true)
    const without = bestLevels(
      given,
      start,
      names,
      within(
        all,
        answer.agreements.filter((each) => each !== agreement),
      ),
    )!
    const first = without.findIndex((value, i) => value !== best[i])
    count(first === -1 ? 'costs nothing' : 'costs something')
    expect(agreement.cost).toEqual(
      first === -1 ? [] : [{ name: names[first], with: best[first], without: without[first] }],
    )
  }
}

/** Those named leave no proposal together with the rules named, and without any one of them there is one; the repair is the cheapest. */
function judgeConflict(
  given: TinyCase,
  answer: Draft,
  all: readonly Matrix[],
  within: (all: readonly Matrix[], kept?: readonly AgreementInForce[]) => readonly Matrix[],
): void {
  expect(answer).toMatchObject({ status: 'infeasible', allocation: null })
  const { rules, agreed } = answer.conflict as RuleConflict
  expect(rules!.length).toBeGreaterThan(0)
  const start = startOf(answer)
  const only = (kept: readonly string[]) =>
    proposalsOf(given, start, new Set(FRAME_RULES.filter((each) => !kept.includes(each))))
  if (agreed === undefined) {
    count('rules alone')
    expect(only(rules!)).toEqual([])
    return
  }
  count(`conflict of ${agreed.agreements.length} with ${agreed.collisions.length > 0 ? 'rules' : 'each other'}`)
  expect(agreed.agreements.length).toBeGreaterThan(0)
  const beside = only(rules!)
  expect(within(beside, agreed.agreements)).toEqual([])
  for (const each of agreed.agreements) {
    expect(
      within(
        beside,
        agreed.agreements.filter((other) => other !== each),
      ).length,
    ).toBeGreaterThan(0)
  }
  for (const rule of rules!.filter((id) => id !== 'agreements')) {
    expect(within(only(rules!.filter((id) => id !== rule)), agreed.agreements).length, rule).toBeGreaterThan(0)
  }
  const way = (proposal: Matrix, yielding: readonly AgreementInForce[]) =>
    sum(yielding.map((each) => off(each, answer, proposal)))
  const least = (yielding: readonly AgreementInForce[]) => {
    const others = answer.agreements.filter((each) => !yielding.some((one) => JSON.stringify(one.row) === JSON.stringify(each.row) && one.specialty === each.specialty && one.oor === each.oor)) // prettier-ignore
    return Math.min(Infinity, ...within(all, others).map((each) => way(each, yielding)))
  }
  const alone = agreed.agreements.map((each) => least([each])).filter(Number.isFinite)
  const together = least(answer.agreements)
  const expected = [
    ...alone,
    ...(alone.every((each) => together < each) && Number.isFinite(together) ? [together] : []),
  ]
  expect(agreed.repairs!.map(({ places }) => places)).toEqual(expected.toSorted((a, b) => a - b))
  count(agreed.repairs!.length > 0 ? 'repaired' : 'no repair')
}

const cases = fc.tuple(tinyCase(), fc.array(drawn, { minLength: 1, maxLength: 4 }), fc.boolean())

describe('a draft with agreements', () => {
  it('is the best of all proposals that keep to them, or names what cannot hold', async () => {
    await fc.assert(fc.asyncProperty(cases, judge), { seed: SEED, numRuns: sized(500) })
    for (const kind of ['row exactly', 'costs something', 'costs nothing', 'repaired']) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(0) // prettier-ignore
  }, 1_200_000)
})

const SCENARIO = '2027-proposal'

describe('what is said of agreements', () => {
  const stated = [
    { oor: 'NO', low: 206, by: 'OOR NO', date: '2026-06-08', reason: 'capaciteit' },
    { specialty: '28', row: 'base', by: 'NVN' },
  ]

  it('is checked in a proposal, each by who agreed it', async () => {
    const drafted = await draft(SCENARIO, undefined, { agree: ['NO>=206'] })
    const { rows, columns, allocation } = drafted
    const checked = await check(
      SCENARIO,
      { rows, columns, allocation },
      { advices: { agreements: stated }, agree: ['41:NO=60'] },
    )
    const rule = checked.rules.find(({ id }) => id === 'agreements')!
    expect(rule).toMatchObject({ source: 'afspraak', outcome: 'fail' })
    expect(rule.findings.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^41 .* – NO: \d+, afgesproken is precies 60 \(wat als, met --agree\)$/),
    ])
    expect(checked.agreements.map(({ from, holds }) => [from, holds])).toEqual([
      ['advices', true],
      ['advices', true],
      ['question', false],
    ])
    const repaired = await check(SCENARIO, { rows, columns, allocation }, { agree: ['41:NO=12'], repair: true })
    expect(repaired.repair!.allocation![rows.indexOf('41')]![0]).toBe(12)
  })

  it('is believed only where it is so', async () => {
    const advices = { agreements: stated }
    const honest = JSON.parse(JSON.stringify(await draft(SCENARIO, advices, { agree: ['41:NO=11'] }))) as Draft
    const lie = async (changed: (file: Draft) => unknown) => {
      const file = structuredClone(honest)
      changed(file)
      const { status, faults } = await verify(file, { scenario: SCENARIO, advices, timeLimit: 60 })
      return { status, path: faults[0]?.path }
    }
    expect(await lie(() => undefined)).toEqual({ status: 'accepted', path: undefined })
    const list = (file: Draft) => file.agreements as unknown as Record<string, unknown>[]
    const lies: ((file: Draft) => unknown)[] = [
      (file) => list(file).splice(0, 1), // dropped
      (file) => list(file).splice(1, 1),
      (file) => ((file as unknown as Record<string, unknown>)['agreements'] = []),
      (file) => (list(file)[0]!['low'] = 200), // widened
      (file) => (list(file)[0]!['by'] = 'OOR ON'), // another name
      (file) => (list(file)[0]!['date'] = '2026-06-09'),
      (file) => (list(file)[0]!['from'] = 'scenario'), // which the scenario lacks
      (file) => list(file).unshift({ ...list(file)[0], oor: 'ON', low: 1, found: 127, from: 'scenario', cost: [] }),
      (file) => (list(file)[2]!['by'] = 'NVSHA'), // a what-if that was agreed by nobody
      (file) => (list(file)[2]!['found'] = 12),
      (file) => (list(file)[1]!['places'] = [1, 2, 3, 4, 5, 6, 7]),
      (file) => (list(file)[0]!['cost'] = [{ name: 'moved', with: 5, without: 0 }]),
      (file) => delete (file as unknown as Record<string, unknown>)['agreements'],
      (file) => delete (file.consultation as unknown as Record<string, unknown>)['agreements'],
    ]
    for (const [i, each] of lies.entries()) expect((await lie(each)).status, String(i)).toBe('rejected')
    // a stranger who has the file alone is told what was agreed, and sees that it is kept
    expect(await verify(honest, { timeLimit: 60 })).toMatchObject({ status: 'accepted' })
  }, 300_000)

  it('is no part of the base, and counts in the hash of what states it', async () => {
    const plain = await draft(SCENARIO, {}, {})
    const agreed = await draft(SCENARIO, { agreements: stated }, {})
    expect(agreed.base).toEqual(plain.base)
    expect(agreed.input.advicesSha256).not.toBe(plain.input.advicesSha256)
    expect((await draft(SCENARIO, { agreements: [] }, {})).input.advicesSha256).toBe(plain.input.advicesSha256)
  })
})
