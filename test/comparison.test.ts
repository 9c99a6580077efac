/** Two scenarios compared: in pairs against trying everything, by cause against the path itself, and each sentence against its numbers. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparisonSentences, oorFigure, oorLines, partsOf } from '../src/documents/comparison.js'
import { compare, InputError, publishComparison, solve, verify, type Comparison } from '../src/index.js'
import { tableOf } from '../src/verify/result-file.js'
import { TERM } from '../src/words/terms.js'
import { leastLevels } from './all-allocations.js'
import { scenarioOf, tinyScenario, type TinyScenario } from './oracle.js'
import { sized } from './size.js'

const SEED = 20_270_102
const PARTS = ['intake', 'careUse', 'criterion', 'floor', 'zeroCells', 'options'] as const
const CAUSES = [...PARTS, 'rounding'] as const

/** A scenario with a part of another, brought to its own size. */
function withPart(a: TinyScenario, b: TinyScenario, part: (typeof PARTS)[number]): TinyScenario {
  const matrix = (of: TinyScenario['all']) => a.specialties.map((_, s) => a.oors.map((__, o) => of[s % of.length]![o % of[0]!.length]!)) // prettier-ignore
  const used = (of: TinyScenario['all']) => matrix(of).map((row) => (row.every((each) => each === 0) ? [1, ...row.slice(1)] : row)) // prettier-ignore
  switch (part) {
    case 'intake':
      return { ...a, intakes: a.intakes.map((_, s) => b.intakes[s % b.intakes.length]!) }
    case 'careUse':
      return { ...a, all: used(b.all), training: used(b.training) }
    case 'criterion':
      return { ...a, weightOfAll: b.weightOfAll }
    case 'floor':
      return { ...a, floor: b.floor === null ? null : Math.min(b.floor, Math.floor(1000 / a.oors.length)) }
    case 'zeroCells':
      return { ...a, zero: b.zero.filter(([s, o]) => s < a.specialties.length && o < a.oors.length) }
    case 'options':
      return { ...a, options: b.options }
  }
}

/** Two scenarios of the same codes, of which any of the parts may be the same. */
function pairs(most: Parameters<typeof tinyScenario>[0]): fc.Arbitrary<readonly [TinyScenario, TinyScenario]> {
  return fc
    .tuple(tinyScenario(most), tinyScenario(most), fc.subarray([...PARTS], { minLength: 1 }))
    .map(([a, other, parts]) => [a, parts.reduce((b, part) => withPart(b, other, part), a)] as const)
}

/** What compare answers; null for input that no scenario has a target for. */
async function compared(
  a: TinyScenario,
  b: TinyScenario,
  request: { paired?: boolean } = {},
): Promise<Comparison | null> {
  try {
    return await compare(scenarioOf(a), { ...scenarioOf(b), id: 'other' }, request)
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

const nano = (value: number) => Math.round(value * 1e9)

describe('by cause', () => {
  it('adds up exactly, each step being what changes when only that is taken over', async () => {
    const seen = { whole: 0, none: 0, ...Object.fromEntries(CAUSES.map((cause) => [cause, 0])) } as Record<
      string,
      number
    >
    await fc.assert(
      fc.asyncProperty(pairs({}), async ([a, b]) => {
        const answer = await compared(a, b)
        if (answer?.difference == null) return
        const { causes, causesReason, allocation } = answer.difference
        // the path itself, walked by solving every scenario on it
        const steps: (readonly (readonly number[])[] | null)[] = [answer.a.target]
        let state = a
        for (const part of PARTS) {
          state = withPart(state, b, part)
          steps.push(await solve(scenarioOf(state)).then(({ target }) => target, () => null)) // prettier-ignore
        }
        if (causes === null) {
          seen['none']!++
          expect(causesReason).toBe('no-target')
          expect(steps).toContain(null)
          return
        }
        expect(causesReason).toBeNull()
        seen['whole']!++
        for (const [s, row] of allocation.entries()) {
          for (const [o, by] of row.entries()) {
            expect(CAUSES.reduce((sum, cause) => sum + nano(causes[cause][s]![o]!), 0)).toBe(nano(by))
            PARTS.forEach((part, k) => {
              const step = nano(steps[k + 1]![s]![o]!) - nano(steps[k]![s]![o]!)
              expect(nano(causes[part][s]![o]!), part).toBe(step)
              if (step !== 0) seen[part]!++
            })
            expect(causes.rounding[s]![o]).toBe(answer.difference.rounding![s]![o])
            if (causes.rounding[s]![o] !== 0) seen['rounding']!++
          }
        }
      }),
      { seed: SEED, numRuns: sized(500) },
    )
    for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(kind === 'none' ? 0 : 5)
  })

  it('a criterion matrix that b lacks stays that of a', async () => {
    const sides = { oors: [{ code: 'A' }, { code: 'B' }], specialties: [{ code: '1', intake: 7 }, { code: '2', intake: 5 }], year: 2027 } // prettier-ignore
    const a = { ...sides, id: 'a', careUse: { all: [[3, 2], [1, 4]], training: [[1, 1], [2, 1]] }, criterion: { all: 0.5, training: 0.5 } } // prettier-ignore
    const b = { ...sides, id: 'b', careUse: { all: [[3, 3], [1, 4]] } } // prettier-ignore
    const { difference, a: first } = await compare(a, b)
    const between = await solve({ ...a, careUse: { ...a.careUse, all: b.careUse.all } })
    expect(difference!.causes!.careUse.flat().map(nano)).toEqual(
      between.target!.flat().map((each, cell) => nano(each) - nano(first.target!.flat()[cell]!)),
    )
    expect(difference!.causes!.criterion.flat().some((by) => by !== 0)).toBe(true)
  })

  it('is not published, nor is the target', async () => {
    const { difference } = publishComparison(await compare('2026-base', '2027-reference'))
    expect(difference).toMatchObject({ causes: null, causesReason: 'published', target: null, rounding: null })
  })
})

describe('in pairs', () => {
  it('of 2027: alone 42 cells and 21 places, together 38 cells and 19 places', async () => {
    const { a, b, paired } = await compare('2027-base', '2027-reference', { paired: true })
    expect(paired).toEqual({ alone: 42, together: 38, placesAlone: 21, placesTogether: 19 })
    expect((await verify(b, { near: a, scenario: '2027-reference' })).status).toBe('accepted')
    expect((await compare('2027-base', '2027-reference')).paired).toBeNull()
  })

  it('finds what trying everything finds: fewest places among as few next bests, and never more than alone', async () => {
    const seen = { pairs: 0, fewer: 0, moreCells: 0 }
    await fc.assert(
      fc.asyncProperty(pairs({ rows: 3, columns: 3, intake: 3 }), async ([a, b]) => {
        const answer = await compared(a, b, { paired: true })
        if (answer?.paired == null) return
        seen.pairs++
        const alone = await compared(a, b)
        const [given, own, near] = [answer.a, alone!.b, answer.b].map((result) => result.allocation!.flat()) as [number[], number[], number[]] // prettier-ignore
        const cells = (y: readonly number[]) => y.filter((each, cell) => each !== given[cell]).length
        const places = (y: readonly number[]) =>
          y.reduce((sum, each, cell) => sum + Math.max(0, each - given[cell]!), 0)
        expect(answer.paired).toEqual({ alone: cells(own), together: cells(near), placesAlone: places(own), placesTogether: places(near) }) // prettier-ignore
        expect(places(near)).toBeLessThanOrEqual(places(own))
        if (places(near) < places(own)) seen.fewer++
        const file = answer.b as Parameters<typeof tableOf>[0]
        const table = { ...tableOf(file), near: { places: Int32Array.from(given), sha256: '', rank: 'after' as const } }
        expect(answer.b.levels!.map(({ value }) => value)).toEqual(leastLevels(table, 'next-best')!.map((each) => expect.closeTo(each, 9) as number)) // prettier-ignore
      }),
      { seed: SEED, numRuns: sized(1000) },
    )
    expect(seen.pairs).toBeGreaterThan(sized(1000) / 2)
    expect(seen.fewer).toBeGreaterThan(3)
  })

  it('asks for a method with equals to choose from', async () => {
    for (const request of [{ method: 'stepwise' }, { objective: 'proportional' }] as const) {
      await expect(compare('2027-base', '2027-reference', { ...request, paired: true })).rejects.toThrow('paired')
    }
  })
})

describe('the sentences say what the table says', () => {
  const said = (comparison: Comparison, language: 'nl' | 'en' = 'nl') =>
    comparisonSentences(comparison, ['a', 'b'], language)
  const signed = (by: number) => (by > 0 ? `+${by}` : `${by}`)

  it('of the published years: the OORs first', async () => {
    const year = await compare('2026-base', '2026-reference')
    expect(said(year)[0]).toBe('Van a naar b: NO -8, ON +3, Utrecht +3, NWN +6, Leiden 0, ZWN -6, ZON +2.')
    expect(said(year)[2]).toContain('bij geen enkele OOR buiten -8/+10; van de regelruimte vraagt zij 14, binnen de 30')
    const next = await compare('2027-reference', '2027-base', { paired: true })
    expect(next.leeway).toMatchObject({ base: 'b', moved: 15, outside: [{ oor: 'NO', by: -9 }] })
    expect(said(next, 'en')[2]).toContain('is outside -8/+10 at NO (-9); of the leeway it takes 15, within the 30')
    const other = await compare('2026-base', '2027-reference')
    expect(other.leeway).toBeNull()
    expect(said(other).at(-1)).toContain('één voor één')
  })

  it('of any pair', async () => {
    const seen = { moved: 0, grown: 0, paired: 0, outside: 0, over: 0, path: 0, one: 0 }
    const leeway = fc.record({ total: fc.nat(3), below: fc.nat(2), above: fc.nat(2) })
    await fc.assert(
      fc.asyncProperty(pairs({ rows: 3, columns: 3, intake: 6 }), leeway, async ([first, other], room) => {
        const [a, b] = [{ ...first, weightOfAll: 100 }, other]
        const found = await compare({ ...scenarioOf(a), leeway: room }, { ...scenarioOf(b), id: 'other' }, { paired: true }).catch(() => null) // prettier-ignore
        if (found?.difference == null) return
        const { difference, paired } = found
        const [oors, moved, ...rest] = said(found) as [string, string, ...string[]]
        expect(oors).toBe(`Van a naar b: ${found.a.columns.map((code, o) => `${code} ${signed(difference.columns[o]!)}`).join(', ')}.`) // prettier-ignore
        const all = difference.columns.reduce((sum, by) => sum + by, 0)
        const gained = difference.columns.reduce((sum, by) => sum + Math.max(0, by), 0)
        if (all === 0) {
          expect(moved).toContain(` ${gained} plaats`)
          seen.moved++
        } else {
          expect(moved).toContain(`verandert met ${signed(all)}: OOR’s krijgen er samen ${gained} plaatsen bij en leveren er ${gained - all} in`) // prettier-ignore
          seen.grown++
        }
        const text = rest.join(' ')
        const reference = b.weightOfAll < 100 && a.intakes.join() === b.intakes.join()
        expect(found.leeway !== null).toBe(reference)
        if (reference) {
          const outside = found.a.columns.flatMap((code, o) => (difference.columns[o]! < -room.below || difference.columns[o]! > room.above ? [`${code} (${signed(difference.columns[o]!)})`] : [])) // prettier-ignore
          expect(text).toContain(outside.length === 0 ? `bij geen enkele OOR buiten -${room.below}/+${room.above}` : `buiten -${room.below}/+${room.above} bij ${outside.join(', ')}`) // prettier-ignore
          expect(text).toContain(
            `vraagt zij ${gained}, ${gained > room.total ? 'meer dan' : 'binnen'} de ${room.total}.`,
          )
          if (outside.length > 0) seen.outside++
          if (gained > room.total) seen.over++
        }
        const cells = difference.allocation.flat().filter((by) => by !== 0).length
        expect(text).toContain(`Van de ${difference.allocation.flat().length} cellen ${cells === 1 ? 'is er 1' : `zijn er ${cells}`} anders`) // prettier-ignore
        if (cells === 1) seen.one++
        if (paired !== null) {
          expect(text).toContain(`verschillen ${paired.alone} cellen en ${paired.placesAlone} plaatsen, zo dicht mogelijk bij de eerste opgelost ${paired.together} cellen en ${paired.placesTogether} plaatsen: ${paired.placesTogether} plaatsen moesten verschuiven`) // prettier-ignore
          expect(paired.together).toBe(cells)
          seen.paired++
        }
        const parts = partsOf(difference)
        expect(text.includes('één voor één')).toBe(difference.causesReason === null && parts.length > 2)
        if (parts.length > 2) seen.path++
        // the table under it: the parts of each OOR add up to its difference, and percentages to a hundred
        const lines = oorLines(found)
        const shown = lines.filter(({ kind }) => kind === 'part')
        expect(shown).toHaveLength(parts.length)
        difference.columns.forEach((by, o) => {
          expect(shown.reduce((sum, { values }) => sum + nano(values[o]!), 0)).toBe(nano(by))
        })
        // as people read them, too, of all OORs together as well
        const hundredths = (value: number) => Math.round(value * 100)
        for (const [o, by] of [...difference.columns, all].entries()) {
          if (parts.length > 0) expect(shown.reduce((sum, line) => sum + hundredths(line.shown[o]!), 0)).toBe(100 * by)
        }
        for (const { kind, word, total, values } of lines) {
          if (kind !== 'percent') continue
          expect(values.reduce((sum, each) => sum + each, 0)).toBeCloseTo(total, 6)
          // a row whose zero cells leave it nowhere to go has none before rounding
          if (word === TERM.afterRounding) expect(oorFigure(kind, total, 'nl')).toBe('100,0')
        }
      }),
      { seed: SEED, numRuns: sized(1000) },
    )
    for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(2)
  })
})
