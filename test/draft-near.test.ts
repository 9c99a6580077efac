/** Drafts near a proposal made by hand: against all proposals of tiny cases, an own program of 2027, liars, and every door. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { RuleId } from '../src/domain/proposal.js'
import { draft, draftWorkbook, InputError, publishDraft, verify, type Draft } from '../src/index.js'
import { parseConsultation } from '../src/io/read/consultation.js'
import { nearTo } from '../src/io/read/near.js'
import { parseScenario } from '../src/io/read/scenario.js'
import { caseOf, nearFirst } from '../src/proposals/case.js'
import { basisOf } from '../src/proposals/frame.js'
import { keptReport } from '../src/proposals/kept.js'
import { levelsOf } from '../src/proposals/levels.js'
import { repairProposal } from '../src/proposals/repair.js'
import { solveCase } from '../src/proposals/solve.js'
import { keptSentences, keptWhy } from '../src/words/near.js'
import { commandIn } from './command.js'
import { typeInto } from './filled.js'
import { service } from './http-service.js'
import { EXAMPLE_ADVICES, exampleDraft } from './answers.js'
import {
  consultationOfCase,
  levelNames,
  levelsOfCase,
  lexicographic,
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

const SEED = 20_270_616
const FRAME_RULES: readonly Rule[] = ['zero-cells', 'zero-target', 'bounds', 'leeway-per-oor', 'leeway-total', 'floor', 'staffel'] // prettier-ignore

const gained = (from: Matrix, to: Matrix) =>
  sum(to.flatMap((row, s) => row.map((places, o) => Math.max(0, places - from[s]![o]!))))

const proposal = ({ rows, columns }: Pick<Draft, 'rows' | 'columns'>, allocation: Matrix) => ({ rows, columns, allocation }) // prettier-ignore

/** Tiny cases with a proposal by hand: near the base or anything at all, rows right or wrong. */
const cases: fc.Arbitrary<{ readonly given: TinyCase; readonly drawn: readonly number[]; readonly wild: boolean }> =
  fc.record({
    given: tinyCase(),
    drawn: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 12, maxLength: 12 }),
    wild: fc.boolean(),
  })

const { seen, count } = tally()

async function drafted(given: TinyCase, near?: object): Promise<Draft | null> {
  try {
    return await draft(scenarioOfCase(given), consultationOfCase(given), { near })
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** What a draft begins from; null where there is no base distribution. */
async function begun(given: TinyCase) {
  const scenario = parseScenario(scenarioOfCase(given))
  try {
    const basis = await basisOf(scenario)
    const { frame, base } = basis
    const consultation = parseConsultation(consultationOfCase(given), scenario)
    return frame && { basis, frame, consultation, rows: base.rows, columns: base.columns, base: base.allocation! }
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** What a draft says of how near it is, without all that it says of wishes and advices. */
async function nearOnly(start: NonNullable<Awaited<ReturnType<typeof begun>>>, hand: Matrix): Promise<Judged> {
  const { basis, frame, consultation, rows, columns, base } = start
  const near = nearTo({ rows: [...rows], columns: [...columns], allocation: hand.map((row) => [...row]) }, 'first')
  const given = nearFirst(caseOf(basis, frame, consultation), near)
  const { status, allocation, values, solver } = await solveCase(given)
  const matrix = allocation && base.map((row, s) => [...allocation.subarray(s * row.length, (s + 1) * row.length)])
  return {
    rows,
    columns,
    base,
    status,
    solver,
    target: basis.base.target,
    frame: { ...frame },
    allocation: matrix,
    levels: matrix && levelsOf(given, values),
    near: await keptReport({ basis, frame, consultation, near }, allocation, 'nl'),
  }
}

type Judged = Pick<Draft, 'rows' | 'columns' | 'base' | 'status' | 'solver' | 'target' | 'frame' | 'allocation' | 'levels' | 'near'> // prettier-ignore

/** The proposal by hand: the base with some places more or fewer, in half of the cases with its rows kept. */
function byHand({ base }: Pick<Draft, 'base'>, drawn: readonly number[], wild: boolean): Matrix {
  return base!.map((row, s) => {
    const by = drawn.slice(3 * s, 3 * s + row.length)
    if (wild) return row.map((places, o) => Math.max(0, places + by[o]!))
    const from = row.findIndex((places) => places > 0)
    const to = Math.abs(by[0]!) % row.length
    return row.map((places, o) => places + (o === to ? 1 : 0) - (o === from ? 1 : 0))
  })
}

/** Everything about a tiny case, by looking at all proposals. */
function judge(given: TinyCase, answer: Judged, hand: Matrix): void {
  const start = startOf(answer)
  const all = proposalsOf(given, start)
  const near = answer.near!
  if (all.length === 0) {
    count('none')
    expect(answer).toMatchObject({ status: 'infeasible', near: { lost: null, moved: [], rules: null } })
    return
  }
  const names = levelNames(given)
  const valuesOf = (matrix: Matrix) => {
    const levels = levelsOfCase(given, start, matrix)
    return [gained(hand, matrix), ...names.map((name) => levels[name]!)]
  }
  const best = all.map(valuesOf).reduce((a, b) => (lexicographic(b, a) < 0 ? b : a))
  expect(answer.levels!.map(({ name }) => name)).toEqual(['near', ...names])
  expect(answer.levels!.map(({ value }) => value)).toEqual(best)
  expect(answer.status).toBe('optimal')
  expect(near.lost).toBe(gained(answer.allocation!, hand))
  count(best[0] === 0 ? 'all kept' : 'moved')

  /** The proposals that are as near as can be without some rules. */
  const nearest = (without: readonly RuleId[]) => {
    const open = proposalsOf(given, start, new Set(without as readonly Rule[]))
    const least = Math.min(...open.map((matrix) => gained(hand, matrix)))
    return { least, those: open.filter((matrix) => gained(hand, matrix) === least) }
  }
  const { those } = nearest([])
  const changed = answer.allocation!.flatMap((row, s) =>
    row.flatMap((to, o) => (to === hand[s]![o] ? [] : [{ s, o, from: hand[s]![o]!, to }])),
  )
  expect(near.moved.map(({ specialty, oor, from, to }) => ({ specialty, oor, from, to }))).toEqual(
    changed.map(({ s, o, from, to }) => ({ specialty: answer.rows[s], oor: answer.columns[o], from, to })),
  )
  near.moved.forEach(({ must, rules }, i) => {
    const { s, o, from } = changed[i]!
    const stays = (matrices: readonly Matrix[]) => matrices.some((matrix) => matrix[s]![o] === from)
    expect(must).toBe(!stays(those))
    count(must ? 'had to differ' : 'need not')
    if (!must) expect(rules).toEqual([])
    else if (rules!.includes('row-totals')) {
      expect(rules).toEqual(['row-totals'])
      expect(stays(nearest(FRAME_RULES).those)).toBe(false)
    } else {
      expect(rules!.length).toBeGreaterThan(0)
      expect(stays(nearest(rules!).those)).toBe(true)
    }
  })
  // without the rules that are named as much can stay as without any; and each of them is needed for that
  const named = near.rules!.filter((rule) => rule !== 'row-totals')
  if (changed.length > 0) {
    const free = nearest(FRAME_RULES).least
    expect(nearest(named).least).toBe(free)
    for (const rule of named) {
      expect(nearest(named.filter((each) => each !== rule)).least, rule).toBeGreaterThan(free)
    }
    const rowsAreRight = hand.every((row, s) => sum(row) === given.intake[s])
    expect(near.rules!.includes('row-totals')).toBe(!rowsAreRight)
  }
}

describe('of tiny cases, against all proposals', () => {
  it('is the nearest that fits and of those the best, proven; and says which cells had to differ, and by which rules', async () => {
    let solved = 0
    await fc.assert(
      fc.asyncProperty(cases, async ({ given, drawn, wild }) => {
        const start = await begun(given)
        if (start === null) return
        const hand = byHand(start, drawn, wild)
        const near = proposal(start, hand)
        const found = await nearOnly(start, hand)
        judge(given, found, hand)
        if (found.allocation === null) return
        count(found.solver!.name)
        if (++solved % 8 > 0) return
        const answer = (await drafted(given, near))!
        expect(answer).toMatchObject({ allocation: found.allocation, levels: found.levels, near: found.near })
        const scenario = scenarioOfCase(given)
        const file = JSON.parse(JSON.stringify(answer)) as Draft
        expect(await verify(file, { scenario, near })).toMatchObject({ status: 'accepted', faults: [] })
        expect((await verify(file, { scenario })).faults).toEqual([])
        // near its own answer everything stays as it is
        const again = (await drafted(given, answer))!
        expect(again.levels![0]).toEqual({ name: 'near', value: 0 })
        expect(again.allocation).toEqual(answer.allocation)
        expect(again.near).toMatchObject({ lost: 0, moved: [], rules: [], broken: [] })
        // no further than by way of another proposal
        const other = byHand(start, drawn.toReversed(), !wild)
        const way = (await nearOnly(start, other)).levels![0]!.value!
        expect(answer.levels![0]!.value).toBeLessThanOrEqual(way + gained(hand, other))
      }),
      { seed: SEED, numRuns: sized(500) },
    )
    for (const kind of ['none', 'all kept', 'moved', 'had to differ', 'need not', 'flow', 'highs']) {
      expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(5)
    }
  })
})

describe('repair, against all proposals', () => {
  it('is the nearest; of those it follows the advices best, then moves least, and then is the largest in the order of the codes', async () => {
    const kinds = { tied: 0, advised: 0, network: 0 }
    await fc.assert(
      fc.asyncProperty(cases, async ({ given, drawn, wild }) => {
        const start = await begun(given)
        if (start === null) return
        const { basis, frame, consultation, base } = start
        const hand = byHand(start, drawn, wild)
        const { status, allocation, certificate } = await repairProposal(basis, frame, consultation, hand.flat())
        const of = { base, target: basis.base.target!, floor: frame.floor }
        const all = proposalsOf(given, of, new Set(['zero-target']))
        if (all.length === 0) {
          expect(status).toBe('infeasible')
          return
        }
        const names = given.advices.length > 0 ? ['outside-room', 'advised-distance', 'moved'] : ['moved']
        // zero cells are empty in every proposal, so what they held is as far from all
        const valuesOf = (matrix: Matrix) => {
          const levels = levelsOfCase(given, of, matrix)
          return [gained(hand, matrix) + gained(matrix, hand), ...names.map((name) => levels[name]!)]
        }
        const best = all.map(valuesOf).reduce((a, b) => (lexicographic(b, a) < 0 ? b : a))
        const equals = all.filter((matrix) => lexicographic(valuesOf(matrix), best) === 0)
        expect(status).toBe('optimal')
        expect(equals.map(String)).toContain(String(allocation))
        expect(certificate!.levels.map(({ name }) => name)).toEqual(['error', ...names])
        if (given.advices.length > 0) kinds.advised++
        if (given.options['leeway.measure'] === 'cells') return // no network: whichever was found
        kinds.network++
        if (equals.length > 1) kinds.tied++
        const order = [...start.columns.keys()].toSorted((a, b) => (start.columns[a]! < start.columns[b]! ? -1 : 1))
        const read = (matrix: Matrix) => matrix.flatMap((row) => order.map((o) => row[o]!))
        const largest = equals.reduce((a, b) => (lexicographic(read(a), read(b)) < 0 ? b : a))
        expect(allocation).toEqual(largest)
      }),
      { seed: SEED + 2, numRuns: sized(500) },
    )
    for (const [kind, times] of Object.entries(kinds)) expect(times, kind).toBeGreaterThan(5)
  })
})

const HAND = 'scenarios/2027-proposal/proposal-by-hand.csv'
const SCENARIO = '2027-proposal'
let found: Promise<Draft> | undefined
const near2027 = () => (found ??= draft(SCENARIO, EXAMPLE_ADVICES, { near: HAND }))

describe('of 2027', () => {
  /** The fewest places that must be gained, by a program of its own: cells, what they gain, what OORs give and gain. */
  async function fewest({ base, frame, rowTotals, zeroCells, target, rows, columns }: Draft, hand: Matrix) {
    const { default: imported } = await import('highs')
    const highs = await (imported as unknown as typeof imported.default)()
    const y = (s: number, o: number) => `y_${s}_${o}`
    const all = rows.flatMap((_, s) => columns.map((_ignored, o) => [s, o] as const))
    const totals = columns.map((_, o) => sum(base!.map((row) => row[o]!)))
    const lines = [
      'Minimize',
      all.map(([s, o]) => `g_${s}_${o}`).join(' + '),
      'Subject To',
      ...all.map(([s, o]) => `${y(s, o)} - g_${s}_${o} <= ${hand[s]![o]}`),
      ...rows.map((_, s) => `${columns.map((_ignored, o) => y(s, o)).join(' + ')} = ${rowTotals[s]}`),
      ...columns.flatMap((_, o) => {
        const column = rows.map((_ignored, s) => y(s, o)).join(' + ')
        return [`${column} >= ${totals[o]! - frame!.leeway.below}`, `${column} - p_${o} <= ${totals[o]}`]
      }),
      `${columns.map((_, o) => `p_${o}`).join(' + ')} <= ${frame!.leeway.total}`,
      'Bounds',
      ...columns.map((_, o) => `0 <= p_${o} <= ${frame!.leeway.above}`),
      ...all.map(([s, o]) => {
        const empty =
          target![s]![o] === 0 || zeroCells.some(([row, column]) => row === rows[s] && column === columns[o])
        return `0 <= ${y(s, o)} <= ${empty ? 0 : rowTotals[s]}`
      }),
      'General',
      all.map(([s, o]) => `${y(s, o)} g_${s}_${o}`).join(' '),
      'End',
    ]
    const { ObjectiveValue } = highs.solve(lines.join('\n'), { mip_rel_gap: 0, mip_abs_gap: 0 })
    return Math.round(ObjectiveValue)
  }

  it('moves as few places as a program of its own finds, whatever was moved by hand', async () => {
    const example = await exampleDraft()
    const moves = fc.array(fc.tuple(fc.nat(29), fc.nat(6), fc.nat(6), fc.integer({ min: 1, max: 6 })), {
      minLength: 1,
      maxLength: 14,
    })
    for (const drawn of fc.sample(moves, { seed: SEED, numRuns: sized(6) })) {
      const hand = example.allocation!.map((row) => [...row])
      for (const [s, from, to, places] of drawn) {
        const by = Math.min(places, hand[s]![from]!)
        hand[s]![from]! -= by
        hand[s]![to]! += by
      }
      const answer = await draft(SCENARIO, undefined, { near: proposal(example, hand) })
      expect(answer.status).toBe('optimal')
      expect(answer.levels![0]).toEqual({ name: 'near', value: await fewest(answer, hand) })
    }
  })

  it('keeps 207 of the 210 cells of the proposal by hand, and says why not the others', async () => {
    const answer = await near2027()
    expect(answer.near).toMatchObject({
      rank: 'first',
      lost: 2,
      rules: ['row-totals', 'zero-cells', 'leeway-per-oor'],
      moved: [
        { specialty: '02', from: 6, to: 5, must: false, rules: [] },
        { specialty: '23', oor: 'NO', from: 5, to: 6, must: true, rules: ['leeway-per-oor'] },
        { specialty: '23', oor: 'Leiden', from: 1, to: 0, must: true, rules: ['zero-cells'] },
      ],
    })
    expect(answer.near!.broken.map(({ id }) => id)).toEqual([
      'row-totals',
      'national-total',
      'zero-cells',
      'leeway-per-oor',
    ])
    expect(keptSentences(answer, 'nl')).toEqual([
      'Van het gegeven voorstel zijn 207 van de 210 cellen gehouden; in 3 is het anders (1 erbij, 2 eraf; minder kan niet).',
      'Dat niet alles kon blijven komt door: landelijke instroom per specialisme, lege cellen, regelruimte per OOR.',
    ])
    expect(keptWhy(answer.near!.moved[2]!, 'en')).toBe('had to differ: zero cells')
    const gap = { level: 'near', value: 1, bound: 0 } as const
    expect(keptSentences({ ...answer, status: 'feasible', gap }, 'nl')[0]).not.toContain('minder kan niet')
  })
})

describe('checked as a stranger would', () => {
  /** A tiny case in which cells had to differ by a rule, and others need not. */
  async function honest() {
    for (const { given, drawn, wild } of fc.sample(cases, { seed: SEED + 1, numRuns: 200 })) {
      const start = await begun(given)
      if (start === null) continue
      const hand = byHand(start, drawn, wild)
      const { near } = await nearOnly(start, hand)
      const had = near!.moved.findIndex(({ rules }) => rules!.length > 0 && rules![0] !== 'row-totals')
      const need = near!.moved.findIndex(({ must }) => must === false)
      if (had < 0 || need < 0 || near!.rules!.length < 2 || near!.lost! < 2) continue
      const alone = (await drafted(given))!
      const table = proposal(start, hand)
      const answer = (await drafted(given, table))!
      if (gained(hand, alone.allocation!) === answer.levels![0]!.value) continue
      return { scenario: scenarioOfCase(given), given: table, answer, alone, had, need }
    }
    throw new Error('none is so')
  }

  it('a liar is caught, with what it is near to', async () => {
    const { scenario, given, answer, alone, had, need } = await honest()
    expect((await verify(answer, { scenario, near: given })).status).toBe('accepted')
    const near = answer.near!
    const value = answer.levels![0]!.value!
    const lies: Readonly<Record<string, object>> = {
      'fewer gained': { levels: answer.levels!.with(0, { name: 'near', value: value - 1 }) },
      'more gained': { levels: answer.levels!.with(0, { name: 'near', value: value + 1 }) },
      'the level left out': { levels: answer.levels!.slice(1) },
      'the level further down': { levels: [...answer.levels!.slice(1), answer.levels![0]!] },
      'fewer lost': { near: { ...near, lost: near.lost! - 1 } },
      'another hash': { near: { ...near, sha256: 'f'.repeat(64) } },
      'near to nothing': { near: null },
      'a cell left out': { near: { ...near, moved: near.moved.slice(1) } },
      'given otherwise': { near: { ...near, moved: near.moved.with(0, { ...near.moved[0]!, from: 9 }) } },
      'had to, which it had not': { near: { ...near, moved: near.moved.with(need, { ...near.moved[need]!, must: true }) } },
      'had not to, which it had': { near: { ...near, moved: near.moved.with(had, { ...near.moved[had]!, must: false, rules: [] }) } },
      'another rule': { near: { ...near, moved: near.moved.with(had, { ...near.moved[had]!, rules: ['motivation'] }) } },
      'a rule too few': { near: { ...near, rules: near.rules!.slice(1) } },
      'breaks nothing': { near: { ...near, broken: [] } },
    } // prettier-ignore
    for (const [what, lie] of Object.entries(lies)) {
      const told = { ...answer, ...lie }
      const { status } = await verify(told, told.near === null ? { scenario } : { scenario, near: given })
      expect(status, what).toBe('rejected')
    }
    // the draft without it, said to be near
    const gains = gained(given.allocation, alone.allocation!)
    const levels = [{ name: 'near', value: gains }, ...alone.levels!]
    const lost = gained(alone.allocation!, given.allocation)
    const told = { ...alone, levels, near: { ...near, lost }, certificate: answer.certificate }
    expect((await verify(told, { near: given })).status).toBe('rejected')
    // without the file no more is claimed than can be proven
    const blind = await verify(answer, { scenario })
    expect(blind).toMatchObject({ status: 'unproven', faults: [] })
    expect(blind.notChecked).toEqual(expect.arrayContaining(['near', 'certificate']))
    expect(blind.proves).not.toContain('levels')
    expect((await verify({ ...answer, ...lies['the level left out'] })).status).toBe('rejected')
    await expect(verify(alone, { near: given })).rejects.toThrow(InputError)
  })

  it('published, it does not tell which cells are without care use', async () => {
    const { scenario, given, answer } = await honest()
    const rules: RuleId[] = ['zero-target', 'floor']
    const told = publishDraft({ ...answer, near: { ...answer.near!, rules } })
    expect(told.near!.rules).toEqual(['floor'])
    const published = JSON.parse(JSON.stringify(publishDraft(answer))) as object
    expect((await verify(published, { near: given, scenario })).status).toBe('accepted')
    expect((await verify(published, { near: given })).faults).toEqual([])
  })
})

describe('at every door', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-near-'))
  const app = service()
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await (await app).close()
  })

  it('around what was moved in our own workbook', async () => {
    const example = await exampleDraft()
    const path = join(folder, 'edited.xlsx')
    writeFileSync(path, await draftWorkbook(example, { scenario: SCENARIO }))
    const [s, o] = [example.rows.indexOf('10'), example.columns.indexOf('Leiden')]
    const at = (column: number) => `Voorstel!${'CDEFGHI'[column]}${s + 6}`
    const [from, to] = [example.allocation![s]![o]!, example.allocation![s]![o + 1]!]
    // what Excel computes anew: the totals below
    const total = (by: number, column: number) => [`Voorstel!${'CDEFGHI'[column]}36`, example.columnTotals![column]! + by] as const // prettier-ignore
    typeInto(path, new Map([[at(o), from - 1], [at(o + 1), to + 1], total(-1, o), total(1, o + 1)])) // prettier-ignore
    const answer = await draft(SCENARIO, path, { near: path })
    expect(answer.near).toMatchObject({ lost: 0, moved: [] })
    expect(answer.allocation![s]!.slice(o, o + 2)).toEqual([from - 1, to + 1])
    // what is no place is refused by sheet and cell
    typeInto(path, new Map([[at(o), from - 1.5], total(-1.5, o)]))
    const refused = await draft(SCENARIO, undefined, { near: path }).catch((error: unknown) => error)
    expect((refused as InputError).faults.map(({ path: place }) => place)).toContain(`${path}:${at(o)}`)
  })

  it('the command, the service and the library answer the same, whatever the order of the file', async () => {
    const { rows, columns, allocation } = await exampleDraft()
    const turned = {
      rows: rows.toReversed(),
      columns: columns.toReversed(),
      allocation: allocation!.map((row) => row.toReversed()).toReversed(),
    }
    const file = join(folder, 'turned.json')
    writeFileSync(file, JSON.stringify(turned))
    const library = await draft(SCENARIO, undefined, { near: { rows, columns, allocation } })
    const typed = await commandIn(folder, ['draft', SCENARIO, '--near', file, '--json'])
    // the command is of a door: the library has none
    const same = (text: string) => {
      const { made, ...rest } = JSON.parse(text) as Draft
      const { command: _, ...from } = made!
      return { ...rest, made: from, milliseconds: 0 }
    }
    expect(same(typed.out)).toEqual({ ...library, milliseconds: 0 })
    const body = { scenario: SCENARIO, near: turned }
    const sent = await (await app).inject({ method: 'POST', url: '/v1/draft', payload: body })
    expect(same(sent.body)).toEqual({ ...library, milliseconds: 0 })
    const part = (name: string, text: string, more = '') =>
      `--b\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${text}\r\n`
    const hand = part('near', readFileSync(HAND, 'utf8'), '; filename="hand.csv"')
    const formed = await (
      await app
    ).inject({
      method: 'POST',
      url: '/v1/draft',
      payload: `${hand}${part('scenario', SCENARIO)}--b--\r\n`,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    })
    expect(formed.statusCode).toBe(200)
    expect(same(formed.body).near!.sha256).toBe((await near2027()).near!.sha256)
    // years together have no given proposal
    expect((await commandIn(folder, ['years', '2026-base', '2027-base', '--near', file])).exit).toBe(2)
  })
})
