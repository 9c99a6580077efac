/** What following an advice would cost, held against all proposals of tiny cases, and against liars; and the reasons of the example. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commands } from '../src/cli/commands.js'
import { draft, InputError, letters, publishDraft, verify, type Draft } from '../src/index.js'
import { exampleDraft } from './answers.js'
import {
  consultationOfCase,
  levelsOfCase,
  proposalsOf,
  scenarioOf,
  scenarioOfCase,
  startOf,
  sum,
  tinyCase,
  type Matrix,
  type TinyCase,
} from './proposal-cases.js'
import { sized } from './size.js'
import { tally } from './tally.js'

const EXAMPLE = 'scenarios/2027-proposal/advices.json'
const NATURAL = new Set(['beyond-next-best', 'next-best', 'error'])

const { seen, count } = tally()

async function drafted(given: TinyCase): Promise<Draft | null> {
  try {
    return await draft(scenarioOfCase(given), consultationOfCase(given), { why: true })
  } catch (error) {
    if (error instanceof InputError) return null // a bound on a zero cell, and the like
    throw error
  }
}

const outside = (matrix: Matrix, { s, room }: TinyCase['advices'][number]) =>
  sum(matrix[s]!.map((places, o) => Math.max(0, room[o]![0] - places, places - room[o]![1])))

/** The first in which two lists differ decides. */
function isLess(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, i) => value !== other[i])
  return at >= 0 && one[at]! < other[at]!
}

describe('following an advice', () => {
  it('costs what the best of all proposals that follow it is worse in', async () => {
    const one = async (given: TinyCase) => {
      const answer = await drafted(given)
      if (answer === null || answer.allocation === null) return
      const start = startOf(answer)
      const names = answer.levels!.map(({ name }) => name)
      const valued = (matrix: Matrix) => {
        const levels = levelsOfCase(given, start, matrix)
        return names.map((name) => levels[name]!)
      }
      const own = valued(answer.allocation)
      const all = proposalsOf(given, start)
      for (const [i, advice] of given.advices.entries()) {
        const { followed, ifFollowed } = answer.advices[i]!
        if (followed !== 'no') {
          expect(ifFollowed).toBeNull()
          continue
        }
        const following = all.filter((matrix) => outside(matrix, advice) === 0)
        count(following.length === 0 ? 'impossible' : 'possible')
        if (following.length === 0) {
          expect(ifFollowed).toEqual({ possible: false, asGood: false, levels: [], advices: [], changes: [] })
          continue
        }
        const best = following.map(valued).reduce((a, b) => (isLess(b, a) ? b : a))
        const differing = names.flatMap((name, l) =>
          best[l] === own[l] || NATURAL.has(name) ? [] : [{ name, now: own[l]!, after: best[l]! }],
        )
        expect(ifFollowed).toMatchObject({ possible: true, asGood: differing.length === 0, levels: differing })
        if (differing.length === 0) count('as good')
        // the proposal that it names is one of the best, and the other advices stand in it as it says
        const then = answer.allocation.map((row) => [...row])
        for (const { specialty, oor, from, to } of ifFollowed!.changes) {
          const [s, o] = [answer.rows.indexOf(specialty), answer.columns.indexOf(oor)]
          expect(then[s]![o]).toBe(from)
          then[s]![o] = to
        }
        expect(following.map(String)).toContain(String(then))
        expect(valued(then)).toEqual(best)
        const others = given.advices.flatMap((other) => {
          const [now, after] = [outside(answer.allocation!, other), outside(then, other)]
          return other === advice || now === after ? [] : [{ specialty: String(other.s + 1), now, after }]
        })
        expect(ifFollowed!.advices).toEqual(others)
      }
    }
    await fc.assert(fc.asyncProperty(tinyCase(), one), { seed: 20_27, numRuns: sized(120) })
    expect(seen.get('possible')).toBeGreaterThan(sized(20))
    expect(seen.get('impossible')).toBeGreaterThan(sized(10))
  })

  it('in the example costs radiologie 2 places and attention 18 to 20, which its letter says', async () => {
    const answer = await draft('2027-proposal', EXAMPLE, { why: true })
    const of = (code: string) => answer.advices.find(({ specialty }) => specialty === code)!
    expect(of('28')).toMatchObject({
      preventedBy: ['leeway-per-oor'],
      ifFollowed: {
        possible: true,
        asGood: false,
        levels: [{ name: 'attention', now: 18, after: 20 }],
        advices: [{ specialty: '37', now: 0, after: 2 }],
      },
    })
    expect(of('23').ifFollowed).toMatchObject({ possible: false })
    expect(of('01').ifFollowed).toBeNull()
    const plain = await exampleDraft()
    expect(plain.allocation).toEqual(answer.allocation)
    expect(plain.advices.some((each) => 'ifFollowed' in each)).toBe(false)
    expect(publishDraft(answer).advices.map((each) => each.ifFollowed ?? null)).toEqual(answer.advices.map(() => null))
    const pages = await letters('2027-proposal', answer, { advices: EXAMPLE })
    expect(pages.find(({ name }) => name === 'vereniging-28.html')!.html).toContain(
      'Daarin wijkt het advies over Radiologie (2 plaatsen buiten de eigen schuifruimte in plaats van 0).',
    )
  })

  it('names no zero cell of others as a reason, and says what could have been followed as well', async () => {
    const { advices } = await draft('2027-proposal', EXAMPLE, { why: true, options: { 'leeway.floor': 'hard' } })
    const of = (code: string) => advices.find(({ specialty }) => specialty === code)!
    // neurologie has no zero cell
    for (const code of ['04', '28', '37', '41']) expect(of(code).preventedBy).toEqual(['leeway-per-oor', 'floor'])
    expect(of('23').preventedBy).toEqual(['zero-cells'])
    expect(of('04').ifFollowed).toMatchObject({ possible: true, asGood: true, levels: [] })
  })
})

/** Each advice alone takes A to its +2; both together would take it to +4. */
const TWO = scenarioOf([[4, 4], [4, 4]], { leeway: { total: 30, below: 2, above: 2 } }) // prettier-ignore
const ASKED = {
  advices: [
    { specialty: '1', row: { A: 6, B: 2 }, weight: 2 },
    { specialty: '2', row: { A: 6, B: 2 } },
  ],
}

describe('what is said of it', () => {
  it('is verified: what is false of it is found', async () => {
    const answer = await draft(TWO, ASKED, { why: true })
    expect(answer.advices[1]!.ifFollowed).toMatchObject({ possible: true, advices: [{ specialty: '1', now: 0, after: 4 }] }) // prettier-ignore
    const check = (change: (found: Mutable) => void) => {
      const file = structuredClone(answer) as unknown as { advices: { specialty: string; ifFollowed: Mutable }[] }
      change(file.advices[1]!.ifFollowed)
      return verify(file, { scenario: TWO, advices: ASKED })
    }
    expect((await check(() => undefined)).status).toBe('accepted')
    for (const change of [
      (found: Mutable) => (found.levels[0]!.after = 5),
      (found: Mutable) => found.levels.pop(),
      (found: Mutable) => (found.advices[0]!.after = 1),
      (found: Mutable) => found.advices.pop(),
      (found: Mutable) => (found.asGood = true),
      (found: Mutable) => (found.possible = false),
      (found: Mutable) => (found.changes[0]!.to = 5),
      (found: Mutable) => found.changes.pop(),
    ]) {
      const { status, faults } = await check(change)
      expect([status, faults[0]?.path.startsWith('advices[1].ifFollowed')]).toEqual(['rejected', true])
    }
  })

  it('may be another draft that is as good, and none that is worse', async () => {
    // 2 and 3 may both give way to 1, and it is the same to everybody which of them does
    const three = scenarioOf([[4, 4], [4, 4], [4, 4]], { leeway: { total: 30, below: 2, above: 2 } }) // prettier-ignore
    const row = { A: 6, B: 2 }
    const asked = { advices: ['1', '2', '3'].map((specialty) => ({ specialty, row })) }
    const answer = await draft(three, asked, { why: true })
    const not = answer.advices.findIndex(({ followed }) => followed === 'no')
    const found = answer.advices[not]!.ifFollowed!
    expect([found.possible, found.asGood]).toEqual([true, true])
    const file = structuredClone(answer) as unknown as { advices: { specialty: string; ifFollowed: Mutable }[] }
    expect((await verify(file, { scenario: three, advices: asked })).status).toBe('accepted')
    file.advices[not]!.ifFollowed.changes[0]!.to += 1
    expect((await verify(file, { scenario: three, advices: asked })).status).toBe('rejected')
  })

  it('is told in the terminal, on the page, and on a sheet of its own', async () => {
    const answer = await draft(TWO, ASKED, { why: true })
    const folder = mkdtempSync(join(tmpdir(), 'evenredig-why-'))
    const before = process.cwd()
    process.chdir(folder)
    try {
      writeFileSync('s.json', JSON.stringify(TWO))
      writeFileSync('a.json', JSON.stringify(ASKED))
      for (const out of ['x.txt', 'x.html', 'x.xlsx']) {
        await commands(['draft', 's.json', '--advices', 'a.json', '--why', '--out', out], 'nl')
      }
      expect(readFileSync('x.txt', 'utf8')).toContain('1 0 → 4 buiten de ruimte')
      expect(readFileSync('x.html', 'utf8')).toContain('id="volgen"')
      // the sheet does not stand in the way of reading the workbook as advices again
      const again = await draft(TWO, 'x.xlsx', { why: true })
      expect(again.advices).toEqual(answer.advices)
      expect(again.read!.skipped.some(({ found }) => found.includes('Wat volgen zou kosten'))).toBe(true)
    } finally {
      process.chdir(before)
      rmSync(folder, { recursive: true })
    }
  })
})

interface Mutable {
  possible: boolean
  asGood: boolean
  levels: { name: string; now: number; after: number }[]
  advices: { specialty: string; now: number; after: number }[]
  changes: { specialty: string; oor: string; from: number; to: number }[]
}
