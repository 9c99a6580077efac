/** What is said of one place more or fewer: every sentence against the numbers that it claims, over all allocations of small scenarios. */
import { describe, expect, it } from 'vitest'
import { levelsOf } from '../src/allocation/measures.js'
import { uniform } from '../src/domain/random.js'
import { explain, publishExplanation, solve, type Explanation } from '../src/index.js'
import { alternativeText, careUseText, whyNotNatural } from '../src/words/alternative.js'
import { freedomText, uniqueText } from '../src/words/freedom.js'
import { tableOf, type ResultFile } from '../src/verify/result-file.js'
import { everyAllocation } from './every-allocation.js'
import { sized } from './size.js'

type Alternative = NonNullable<Explanation['oneMore']>

/** Three specialties over three OORs, with coarse care use, so that much is close, ties or is impossible. */
function small(seed: number): object {
  const random = uniform(seed)
  const below = (most: number) => Math.floor(random() * most)
  const codes = ['A', 'B', 'C']
  return {
    id: 'small',
    year: 2027,
    data: 'synthetic',
    oors: codes.map((code) => ({ code })),
    specialties: ['1', '2', '3'].map((code) => ({ code, intake: 1 + below(4) })),
    careUse: { all: codes.map(() => codes.map(() => 1 + below(seed % 2 === 0 ? 4 : 1_000))) },
    criterion: { all: 1, training: 0 },
    zeroCells: below(3) === 0 ? [{ specialty: '1', oor: codes[below(3)], reason: 'geen', source: 'x' }] : [],
    options: { tieBreak: seed % 3 === 0 ? 'none' : 'error', 'zeroCells.places': seed % 5 === 0 ? 'rounding' : 'ipf' },
  }
}

/** The levels of all allocations in which a cell has so many places. */
function levelsWith(file: ResultFile, cell: number, places: number): number[][] {
  const table = tableOf(file)
  return everyAllocation(table)
    .filter((allocation) => allocation[cell] === places)
    .map((allocation) => levelsOf({ ...table, tieBreak: 'error' }, Int32Array.from(allocation), 'next-best').map(({ value }) => value)) // prettier-ignore
}

/** The least of each level, one after another. */
function least(all: readonly number[][], levels: number): number[] | null {
  const sorted = all.toSorted((a, b) => {
    const level = a.slice(0, levels).findIndex((value, i) => Math.abs(value - b[i]!) > 5e-10)
    return level === -1 ? 0 : a[level]! - b[level]!
  })
  return sorted[0]?.slice(0, levels) ?? null
}

const PLACE = String.raw`(\d+(?:,\d+)?)`
const VARIANTS = {
  choice: new RegExp(`^(\\d+) kan ook, met evenveel next bests; (\\d+) is in totaal dichterbij, met ${PLACE} plaats; het protocol kiest niet\\.$`),
  equal: /^(\d+) kan ook, met evenveel next bests, en verder even goed; het protocol kiest niet\.$/,
  silent: /^(\d+) kan ook, met evenveel next bests; het protocol kiest niet\.$/,
  more: /^(\d+) zou (één|\d+) next bests? meer kosten\.$/,
  beyond: /^(\d+) zou (één|\d+) (?:stap|stappen) verder dan next best(?: en (één|\d+) next bests? (meer|minder))? kosten\.$/,
  impossible: /^(\d+) kan niet: .+\.$/,
} as const // prettier-ignore

const number = (text: string | undefined) =>
  text === undefined ? 0 : text === 'één' ? 1 : Number(text.replace(',', '.'))

/** Holds a sentence against all allocations. @returns which variant it is */
function held(explanation: Explanation, cell: number, alternative: Alternative, by: 1 | -1): keyof typeof VARIANTS {
  const file = explanation.result as unknown as ResultFile
  const now = explanation.result.allocation!.flat()[cell]!
  expect(alternative.places).toBe(now + by)
  const sentence = alternativeText(alternative, now, 'nl')
  const found = (Object.keys(VARIANTS) as (keyof typeof VARIANTS)[]).filter((each) => VARIANTS[each].test(sentence))
  expect(found, sentence).toHaveLength(1)
  const match = VARIANTS[found[0]!].exec(sentence)!
  expect(Number(match[1])).toBe(now + by)

  const levels = explanation.result.options['tieBreak'] === 'none' ? 2 : 3
  const best = least(levelsWith(file, cell, now), levels)!
  const other = least(levelsWith(file, cell, now + by), levels)
  expect(alternative.extra?.map(({ value }) => value) ?? null).toEqual(other && other.map((each, i) => expect.closeTo(each - best[i]!, 8))) // prettier-ignore
  expect(alternative.sameNextBests).toBe(other !== null && other[0] === best[0] && other[1] === best[1])
  const [beyond, nextBests, error] = other === null ? [NaN, NaN, NaN] : other.map((each, i) => each - best[i]!)
  const claims = {
    choice: () => [
      beyond === 0,
      nextBests === 0,
      Number(match[2]) === now,
      Math.abs(error! - number(match[3])) < 0.0006,
    ],
    equal: () => [beyond === 0, nextBests === 0, Math.abs(error!) < 5e-9],
    silent: () => [beyond === 0, nextBests === 0, levels === 2],
    more: () => [beyond === 0, nextBests === number(match[2])],
    beyond: () => [beyond === number(match[2]), nextBests === (match[4] === 'minder' ? -1 : 1) * number(match[3])],
    impossible: () => [other === null],
  } satisfies Record<keyof typeof VARIANTS, () => boolean[]>
  expect(claims[found[0]!](), `${sentence} ${beyond} ${nextBests} ${error}`).not.toContain(false)
  return found[0]!
}

/** Holds against all allocations why a cell is not rounded naturally. @returns the reason */
function reasonHeld(explanation: Explanation, cell: number): string {
  const file = explanation.result as unknown as ResultFile
  const { deviation, result } = explanation
  const why = whyNotNatural(explanation, 'nl')
  if (deviation === null) {
    expect(why).toBe('')
    return 'natural'
  }
  const now = result.allocation!.flat()[cell]!
  const best = least(levelsWith(file, cell, now), 2)!
  const other = least(levelsWith(file, cell, now + Math.sign(deviation.natural - now)), 2)
  const reasons: Readonly<Record<string, boolean>> = {
    'anders niet alle totalen kloppen': other === null,
    'met evenveel next bests': other !== null && other[0] === best[0] && other[1] === best[1],
    'verder dan next best zou gaan': other !== null && other[0]! > best[0]!,
    'meer next bests zou kosten': other !== null && other[0] === best[0] && other[1]! > best[1]!,
  }
  const told = Object.keys(reasons).filter((each) => why.includes(each))
  expect(told, why).toHaveLength(1)
  expect(reasons[told[0]!], why).toBe(true)
  expect(why.includes('tieBreak=error')).toBe(told[0] === 'met evenveel next bests' && alternativeIsDearer(explanation)) // prettier-ignore
  return told[0]!
}

function alternativeIsDearer({ deviation, oneMore, oneFewer }: Explanation): boolean {
  const nearer = deviation!.allocated > deviation!.natural ? oneFewer : oneMore
  return nearer!.extra!.some(({ name, value }) => name === 'error' && value > 0)
}

describe('one place more or fewer', () => {
  it('is told as it is, in each of the ways that there are', async () => {
    const seen = new Map<string, number>()
    const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)
    for (let seed = 1; seed <= sized(300); seed++) {
      const scenario = small(seed)
      const cell = (seed * 7) % 9
      const explanation = await explain(scenario, String(1 + Math.floor(cell / 3)), 'ABC'[cell % 3]!)
      if (explanation.status !== 'optimal') continue
      for (const [alternative, by] of [[explanation.oneMore, 1], [explanation.oneFewer, -1]] as const) {
        if (alternative !== null) count(held(explanation, cell, alternative, by))
      } // prettier-ignore
      count(reasonHeld(explanation, cell))
    }
    for (const variant of Object.keys(VARIANTS)) expect(seen.get(variant) ?? 0, variant).toBeGreaterThan(sized(4))
    for (const reason of ['natural', 'met evenveel next bests', 'meer next bests zou kosten', 'verder dan next best zou gaan']) {
      expect(seen.get(reason) ?? 0, reason).toBeGreaterThan(0)
    } // prettier-ignore
  })

  it('of 2027 is what the issue was: 12 can be too, and 14 cannot without more', async () => {
    const { oneMore, oneFewer, result } = await explain('2027-base', '10', 'Leiden')
    expect(alternativeText(oneFewer!, 13, 'nl')).toBe(
      '12 kan ook, met evenveel next bests; 13 is in totaal dichterbij, met 0,388 plaats; het protocol kiest niet.',
    )
    expect(alternativeText(oneFewer!, 13, 'en')).toBe(
      '12 is possible too, with as many next bests; 13 is nearer in total, by 0.388 place; the protocol does not choose.',
    )
    expect(alternativeText(oneMore!, 13, 'en')).toBe('14 would need 2 steps beyond next best and one next best more.')
    expect(uniqueText(result, 'en')).toBe(
      'proven: one answer has the least total error as well; by the protocol alone 77 cells could differ',
    )
    expect(freedomText(result, 'nl')).toBe(
      'volgens het protocol alleen: 133 van 210 cellen vast, 77 vrij, elk hoogstens 1 plaats; wat daartussen beslist is onze keuze (tieBreak=error)',
    )
    // all 16 cells that are marked could be rounded naturally with as many next bests
    const marked = new Set(result.deviations.map(({ row, column }) => `${row}-${column}`))
    expect(marked.size).toBe(16)
    const free = new Map(result.freedom!.free.map((each) => [`${each.row}-${each.column}`, each]))
    for (const { row, column, natural } of result.deviations) {
      const { low, high } = free.get(`${row}-${column}`)!
      expect(natural >= low && natural <= high, `${row}-${column}`).toBe(true)
    }
  })

  it('is told of every objective, of what there was no time for, and of what cells are owed', () => {
    const one: Alternative = { places: 12, status: 'optimal', levels: [], extra: [], sameNextBests: null, changes: [], conflict: null, careUse: null } // prettier-ignore
    const told = (extra: Alternative['extra'], sameNextBests: boolean | null, language: 'nl' | 'en' = 'nl') =>
      alternativeText({ ...one, extra, sameNextBests }, 13, language)
    expect(told([], null)).toBe('12 kan, maar is nooit evenrediger.')
    expect(told([{ name: 'error', value: 0 }], null)).toBe('12 kan ook: dat is even goed.')
    expect(told([{ name: 'squared-error', value: 0.25 }], null)).toBe(
      '12 zou kosten: +0,250000 som van kwadraten van de fout.',
    )
    const same = [{ name: 'beyond-next-best', value: 0 }, { name: 'next-best', value: 0 }] as const // prettier-ignore
    expect(told([...same, { name: 'error', value: 0.000000004 }], true, 'en')).toBe(
      '12 is possible too, with as many next bests; 13 is nearer in total, by 0.000000004 place; the protocol does not choose.',
    )
    expect(told([...same, { name: 'near', value: 2 }, { name: 'error', value: -1 }], true)).toBe(
      '12 kan ook, met evenveel next bests; bij 13 komen er 2 plaatsen minder bij tegenover de gegeven verdeling; het protocol kiest niet.',
    )
    expect(told([{ name: 'largest-error', value: 0.1 }, ...same], true)).toBe(
      '12 kan ook, met evenveel next bests; bij 13 is de grootste fout kleiner, met 0,100 plaats; het protocol kiest niet.',
    )
    expect(told([{ name: 'beyond-next-best', value: 1 }, { name: 'next-best', value: -2 }], false)).toBe(
      '12 zou één stap verder dan next best en 2 next bests minder kosten.',
    ) // prettier-ignore
    const late = { ...one, status: 'time-limit', levels: null, extra: null } as const
    expect(alternativeText(late, 13, 'nl')).toBe('12: niet uitgezocht: de tijd was op.')
  })
})

describe('how near a cell was', () => {
  it('is said as it is, and not where nothing is known', async () => {
    const explained = await explain('2027-base', '23', 'Utrecht')
    const { oneMore, oneFewer } = explained
    expect(oneMore!.careUse).toMatchObject({ factor: 1.0063, percent: 0.63 })
    expect(careUseText(oneMore!, 'nl')).toBe(
      'Met 0,63% meer zorggebruik had deze cel er 8 of meer gekregen, alles opnieuw berekend.',
    )
    expect(careUseText(oneFewer!, 'en')).toMatch(/^With \d+\.\d\d% less care use this cell would have got 6 or fewer/)
    expect(careUseText({ ...oneMore!, careUse: { factor: 1.1, percent: 10, back: true } }, 'nl')).toContain(
      'gekregen, alles opnieuw berekend (verderop slaat dat weer terug).',
    )
    expect(careUseText({ ...oneMore!, careUse: null }, 'nl')).toBeNull()
    expect(JSON.stringify(publishExplanation(explained))).not.toContain('"factor"')
    expect((await explain('2027-base', '23', 'Leiden')).oneMore?.careUse ?? null).toBeNull()
  })

  // cells of small scenarios: three that turn back, and some that do not
  const CELLS = [[24, 1, 0], [32, 1, 1], [58, 1, 2], [1, 1, 1], [2, 1, 1], [7, 0, 0], [9, 2, 2]] as const // prettier-ignore

  it('turns back further out just where solving at that care use does', async () => {
    const seen = { back: 0, stays: 0 }
    for (const [seed, row, column] of CELLS) {
      const scenario = small(seed) as { careUse: { all: number[][] } }
      const { oneMore } = await explain(scenario, String(row + 1), 'ABC'[column]!)
      if (oneMore?.careUse == null) continue
      const placesAt = async (tenths: number) => {
        const all = scenario.careUse.all.map((uses, s) =>
          uses.map((use, o) => use * (s === row && o === column ? 1_000 + tenths : 1_000)),
        )
        return (await solve({ ...scenario, careUse: { all } })).allocation![row]![column]!
      }
      const first = Math.ceil(oneMore.careUse.percent * 10 - 1e-9)
      expect(await placesAt(first)).toBeGreaterThanOrEqual(oneMore.places)
      let turns = false
      for (let tenths = first + 1; tenths <= 1_000 && !turns; tenths++)
        turns = (await placesAt(tenths)) < oneMore.places
      expect(turns, `${seed}: ${row}, ${column}`).toBe(oneMore.careUse.back)
      seen[turns ? 'back' : 'stays']++
    }
    expect(Math.min(seen.back, seen.stays), JSON.stringify(seen)).toBeGreaterThan(0)
  })
})
