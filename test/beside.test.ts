/** Proposals side by side: what is counted of them, by whichever door and in whichever form. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../src/cli/commands.js'
import answer from '../src/http/thread.js'
import { PLAIN_CSV } from '../src/io/csv.js'
import {
  check,
  compareProposals,
  draft,
  draftWorkbook,
  InputError,
  publishBeside,
  type SideBySide,
} from '../src/index.js'
import { exampleDraft } from './answers.js'
import { sized } from './size.js'

const ADVICES = 'scenarios/2027-proposal/advices.json'
const advices = JSON.parse(readFileSync(ADVICES, 'utf8')) as object
const HAND = join(process.cwd(), 'scenarios/2027-proposal/proposal-by-hand.csv')

const SMALL = {
  id: 'small',
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
  specialties: [
    { code: '01', intake: 6 },
    { code: '02', intake: 5 },
  ],
  careUse: {
    all: [
      [3, 2, 1],
      [1, 3, 1],
    ],
  },
  leeway: { total: 3, below: 2, above: 2 },
}
const ASKED = {
  advices: [
    { specialty: '01', row: { A: 2, B: 3, C: 1 }, shift: { A: [2, 3] }, rationale: 'invented' },
    { specialty: '02', row: { A: 1, B: 3, C: 1 }, rationale: 'invented' },
  ],
  attentionPoints: [
    { oor: 'C', category: 'capacity', direction: 'up', text: 'invented' },
    { oor: 'A', specialty: '01', category: 'capacity', direction: 'down', text: 'invented' },
  ],
  prefer: ['advice', 'moved'],
}
const proposal = (allocation: readonly (readonly number[])[]) => ({ rows: ['01', '02'], columns: ['A', 'B', 'C'], allocation }) // prettier-ignore

/** Every division of a row. */
const rowsOf = (places: number): number[][] =>
  Array.from({ length: places + 1 }, (_, a) => Array.from({ length: places + 1 - a }, (__, b) => [a, b, places - a - b])).flat() // prettier-ignore
const drawn = fc
  .tuple(fc.constantFrom(...rowsOf(6)), fc.constantFrom(...rowsOf(5)))
  .map(([one, two]) => proposal([one, two]))

describe('what is counted', () => {
  it('of each is what its own check says, and of each two what is counted cell by cell', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { minLength: 2, maxLength: 4 }), async (given) => {
        const beside = await compareProposals(given, { scenario: SMALL, advices: ASKED })
        const checks = await Promise.all(given.map((each) => check(SMALL, each, { advices: ASKED })))
        for (const [i, { status, balance, moved, effects, motivations, failing }] of beside.proposals.entries()) {
          const own = checks[i]!
          expect({ status, balance, moved, effects, motivations }).toEqual({
            status: own.status,
            balance: own.balance,
            moved: own.moved,
            effects: own.effects,
            motivations: own.motivations,
          })
          expect(failing).toEqual(own.rules.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id))
        }
        expect(beside.pairs).toHaveLength((given.length * (given.length - 1)) / 2)
        for (const pair of beside.pairs) checkPair(pair, given[pair.a]!.allocation, given[pair.b]!.allocation)
        const flat = given.map(({ allocation }) => allocation.flat())
        const differing = [0, 1, 2, 3, 4, 5].filter((cell) => new Set(flat.map((each) => each[cell])).size > 1)
        expect(beside.cells.map(({ specialty, oor }) => (specialty === '01' ? 0 : 3) + 'ABC'.indexOf(oor))).toEqual(differing) // prettier-ignore
      }),
      { numRuns: sized(40), seed: 11 },
    )
  })

  /** Counted by hand, from the numbers above. */
  function checkPair(
    pair: SideBySide['pairs'][number],
    one: readonly (readonly number[])[],
    other: readonly (readonly number[])[],
  ) {
    // prettier-ignore
    const by = one.flat().map((places, cell) => other.flat()[cell]! - places)
    expect(pair.cells).toBe(by.filter((each) => each !== 0).length)
    expect(pair.more - pair.fewer).toBe(0)
    expect(pair.columns).toEqual([0, 1, 2].map((o) => by[o]! + by[o + 3]!))
    const advised = [[2, 3, 1], [1, 3, 1]] // prettier-ignore
    const outside = (s: number, row: readonly number[]) =>
      row.reduce((sum, each, o) => sum + (s === 0 && o === 0 ? Math.max(0, 2 - each, each - 3) : Math.abs(each - advised[s]![o]!)), 0) // prettier-ignore
    const distance = (s: number, row: readonly number[]) => row.reduce((sum, each, o) => sum + Math.abs(each - advised[s]![o]!), 0) // prettier-ignore
    const verdict = (s: number) =>
      Math.sign(outside(s, other[s]!) - outside(s, one[s]!) || distance(s, other[s]!) - distance(s, one[s]!))
    expect(pair.advices!.won).toEqual(['01', '02'].filter((_, s) => verdict(s) < 0))
    expect(pair.advices!.lost).toEqual(['01', '02'].filter((_, s) => verdict(s) > 0))
    const level = (name: string) => pair.levels!.find((each) => each.name === name)!
    const sum = (of: typeof outside, table: readonly (readonly number[])[]) => of(0, table[0]!) + of(1, table[1]!)
    expect(level('outside-room')).toMatchObject({ a: sum(outside, one), b: sum(outside, other) })
    expect(level('advised-distance')).toMatchObject({ a: sum(distance, one), b: sum(distance, other) })
    const first = pair.levels!.find(({ a, b }) => a !== b)
    expect(pair.better).toEqual(
      first === undefined ? null : { level: first.name, which: first.b < first.a ? 'b' : 'a' },
    )
  }

  it('the levels of a draft are those that it says itself, and no proposal is better than it', async () => {
    const drafted = await draft(SMALL, ASKED)
    await fc.assert(
      fc.asyncProperty(drawn, async (other) => {
        const { proposals, pairs } = await compareProposals([drafted, other], { scenario: SMALL })
        expect(proposals[0]!.levels).toEqual(drafted.levels)
        // a draft is the best of those that keep to the frame
        if (proposals[1]!.failing.every((rule) => rule === 'motivation')) expect(pairs[0]!.better?.which).not.toBe('b')
      }),
      { numRuns: sized(60), seed: 12 },
    )
  })

  it('says nothing of wishes where places are no whole numbers', async () => {
    const beside = await compareProposals([proposal([[3.5, 1.5, 1], [1, 3, 1]]), proposal([[3, 2, 1], [1, 3, 1]])], { scenario: SMALL, advices: ASKED }) // prettier-ignore
    expect(beside.proposals.map(({ levels }) => levels === null)).toEqual([true, false])
    expect(beside.pairs[0]).toMatchObject({ cells: 2, more: 0.5, fewer: 0.5, levels: null, better: null })
  })

  it('takes the scenario and the advices that drafts were made of, and only where they are what they were', async () => {
    const drafted = await exampleDraft()
    const beside = await compareProposals([drafted, HAND])
    expect(beside).toMatchObject({ scenario: '2027-proposal', advicesFrom: 'proposals', needs: [] })
    expect(beside.pairs[0]!.advices).toEqual({
      won: ['05', '23', '28'],
      lost: ['02', '04', '18', '19', '20', '24', '26', '30', '37', '39', '40'],
    })
    expect(await compareProposals([drafted, HAND], { scenario: '2027-proposal', advices })).toMatchObject({
      pairs: beside.pairs,
      advicesFrom: 'asked',
    })
    const { consultation, input } = drafted
    const altered = { ...drafted, consultation: { ...consultation, advices: consultation.advices.slice(1) } }
    expect(await compareProposals([altered, HAND])).toMatchObject({ needs: ['advices'], consultation: null })
    const other = { ...drafted, input: { ...input, sha256: 'x' } }
    expect(await compareProposals([other, HAND])).toMatchObject({ scenario: null, needs: ['scenario', 'advices'] })
    // of two drafts from different advices nobody can say which count
    const asked = await draft('2027-proposal', { prefer: ['moved'], attentionPoints: [{ oor: 'NO', category: 'capacity', direction: 'up', text: 'invented' }] }) // prettier-ignore
    expect(await compareProposals([drafted, asked])).toMatchObject({ needs: ['advices'] })
  })

  it('reads the workbook of a draft with the advices in it', async () => {
    const drafted = await exampleDraft()
    const workbook = await draftWorkbook(drafted, { scenario: '2027-proposal' })
    const beside = await compareProposals([workbook, HAND], { scenario: '2027-proposal' })
    expect(beside.pairs).toEqual((await compareProposals([drafted, HAND])).pairs)
  })

  it('published, says nothing of how natural the proposals are', async () => {
    const { proposals, pairs } = publishBeside(await compareProposals([await exampleDraft(), HAND]))
    const natural = new Set(['beyond-next-best', 'next-best', 'error'])
    for (const { levels } of proposals) for (const { name, value } of levels!) expect(value === null).toBe(natural.has(name)) // prettier-ignore
    for (const { levels } of pairs) expect(levels!.some(({ name }) => natural.has(name))).toBe(false)
  })
})

describe('refused', () => {
  const refused = async (work: Promise<unknown>) =>
    (await work.then(() => null, (error: unknown) => error) as InputError | null)?.faults.map(({ code, path }) => [code, path]) // prettier-ignore

  it('fewer than two, another frame, other codes, advices without a scenario', async () => {
    const one = proposal([[3, 2, 1], [1, 3, 1]]) // prettier-ignore
    const more = proposal([[5, 2, 1], [1, 5, 1]]) // prettier-ignore
    expect(await refused(compareProposals([one]))).toEqual([['usage', 'proposals']])
    expect(await refused(compareProposals([one, more]))).toEqual([['other-intake', 'proposals[1]']])
    expect(await refused(compareProposals([one, { ...one, rows: ['01', '03'] }]))).toEqual([
      ['unknown-code', 'proposals[1].allocation[1]'],
      ['missing', 'proposals[1]'],
    ])
    expect(await refused(compareProposals([one, one], { advices: ASKED }))).toEqual([['missing', 'scenario']])
    expect(await refused(compareProposals([await check(SMALL, one), one], { scenario: SMALL }))).toEqual([['other-answer', 'proposals[0]']]) // prettier-ignore
  })
})

describe('the doors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-beside-'))
  const before = process.cwd()
  beforeAll(async () => {
    const drafted = await exampleDraft()
    process.chdir(folder)
    writeFileSync('draft.json', JSON.stringify(drafted))
    writeFileSync('hand.csv', readFileSync(HAND))
  })
  afterAll(() => {
    process.chdir(before)
    rmSync(folder, { recursive: true })
  })

  const byCommand = async (...args: readonly string[]) => {
    await commands(['compare', ...args, '--json', '--out', 'x.json', '--force'], 'nl')
    return JSON.parse(readFileSync('x.json', 'utf8')) as SideBySide
  }
  const byService = async (body: object) => {
    const bytes = new TextEncoder().encode(JSON.stringify(body))
    const task = { operation: 'compare', body: { type: 'application/json', bytes }, fields: {}, format: 'json', csv: PLAIN_CSV, language: 'nl', known: null, maxCells: 100_000 } as const // prettier-ignore
    return answer(task)
  }

  it('tell a proposal from a scenario by what is in it', async () => {
    const beside = await byCommand('draft.json', 'hand.csv', 'draft.json')
    expect(beside.kind).toBe('side-by-side')
    expect(beside.proposals.map(({ name }) => name)).toEqual(['draft.json', 'hand.csv', 'draft.json'])
    expect(beside.made!.command).toBe('evenredig compare draft.json hand.csv draft.json')
    expect((await byCommand('2027-base', '2027-reference')).kind).toBeUndefined()
    await expect(byCommand('2027-base', 'hand.csv')).rejects.toThrow(InputError)
    await expect(byCommand('draft.json', 'hand.csv', '--paired')).rejects.toThrow(InputError)
    await expect(byCommand('2027-base', '2027-reference', '--scenario', '2027-base')).rejects.toThrow(InputError)
  })

  it('give the same, as proposals and as a and b', async () => {
    const drafted = JSON.parse(readFileSync('draft.json', 'utf8')) as object
    const table = { rows: ['41'], columns: ['NO'], allocation: [[1]] }
    const ask = async (body: object) => {
      const reply = await byService(body)
      return reply.kind === 'answer' ? (JSON.parse(String(reply.body)) as SideBySide) : reply
    }
    const own = (await byCommand('draft.json', 'hand.csv')) satisfies SideBySide
    const hand = { rows: own.rows, columns: own.columns, allocation: own.proposals[1]!.allocation }
    const first = (await ask({ proposals: [drafted, hand] })) as SideBySide
    expect(first.pairs).toEqual(own.pairs)
    expect(((await ask({ a: drafted, b: hand, scenario: '2027-proposal', advices })) as SideBySide).pairs).toEqual(own.pairs) // prettier-ignore
    expect(await ask({ proposals: [drafted, table] })).toMatchObject({ kind: 'wrong' })
    expect(await ask({ proposals: [drafted, hand], methods: ['optimal'] })).toMatchObject({ kind: 'wrong', faults: [{ path: 'methods' }] }) // prettier-ignore
    expect(await ask({ a: drafted, b: '2027-base' })).toMatchObject({ kind: 'wrong', faults: [{ code: 'usage' }] })
    expect(await ask({ scenario: '2027-base', a: '2027-base', b: '2027-base' })).toMatchObject({ kind: 'wrong' })
    // no path is ever read
    expect(await ask({ proposals: ['draft.json', 'hand.csv'] })).toMatchObject({ kind: 'wrong' })
  })

  it('take files in a form, called by their names', async () => {
    const form = new FormData()
    form.append('proposals', new Blob([readFileSync('draft.json')], { type: 'application/json' }), 'draft.json')
    form.append('proposals', new Blob([readFileSync('hand.csv')], { type: 'text/csv' }), 'hand.csv')
    form.append('scenario', '2027-proposal')
    const sent = new Response(form)
    const body = { type: sent.headers.get('content-type')!, bytes: new Uint8Array(await sent.arrayBuffer()) }
    const task = { operation: 'compare', body, fields: {}, format: 'json', csv: PLAIN_CSV, language: 'nl', known: null, maxCells: 100_000 } as const // prettier-ignore
    const reply = await answer(task)
    expect(reply.kind).toBe('answer')
    const told = JSON.parse((reply as { readonly body: string }).body) as SideBySide
    expect(told.proposals.map(({ name }) => name)).toEqual(['draft.json', 'hand.csv'])
    expect(told.pairs).toEqual((await byCommand('draft.json', 'hand.csv')).pairs)
  })

  it('in every form, in both languages', async () => {
    for (const [language, won] of [
      ['nl', 'Dichter bij het advies'],
      ['en', 'Nearer to the advice'],
    ] as const) {
      // prettier-ignore
      for (const ending of ['txt', 'html', 'csv', 'xlsx']) {
        const status = await commands(['compare', 'draft.json', 'hand.csv', '--out', `x.${ending}`, '--force', '--lang', language], language) // prettier-ignore
        expect(status).toBe(0)
      }
      const [text, html, csv] = ['txt', 'html', 'csv'].map((ending) => readFileSync(`x.${ending}`, 'utf8')) as [string, string, string] // prettier-ignore
      for (const each of [text, html]) {
        expect(each).toContain(won)
        expect(each).toContain('28 Neurologie')
      }
      expect(csv.split('\n')[0]).toBe('specialty,oor,base,a,b,data')
      expect(csv).toContain('37,ZWN,14,13,14,synthetic')
    }
  })
})
