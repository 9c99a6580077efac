/** The shipped example of a proposal: its draft is what was worked out by hand. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check, draft, solve, verify, type Checked, type Draft } from '../src/index.js'
import { readConsultation } from '../src/io/read/consultation.js'
import { readScenario } from '../src/io/read/scenario.js'

const FOLDER = 'scenarios/2027-proposal'
const ADVICES = `${FOLDER}/advices.json`
const OORS = ['NO', 'ON', 'Utrecht', 'NWN', 'Leiden', 'ZWN', 'ZON']

type PerOor = Readonly<Record<string, number>>

/** What is asserted of the file by reading it here, apart from the program's own reader. */
interface AdvicesFile {
  readonly data: string
  readonly advices: readonly {
    readonly specialty: string
    readonly row: PerOor
    readonly shift?: Readonly<Record<string, readonly [number, number]>>
    readonly weight?: number
    readonly rationale: string
  }[]
  readonly attentionPoints: readonly { readonly oor: string; readonly category: string; readonly direction: string }[]
  readonly motivations: readonly object[]
  readonly current: PerOor
  readonly history: Readonly<Record<string, PerOor>>
}

interface Expected {
  readonly columnTotals: readonly number[]
  readonly total: number
  readonly draft: {
    readonly columnTotals: readonly number[]
    readonly levels: Readonly<Record<string, number>>
    readonly withinRoom: readonly string[]
    readonly notFollowed: Readonly<Record<string, readonly string[]>>
    readonly motivations: Readonly<Record<string, readonly string[]>>
    readonly moved: object
    readonly againstBase: Readonly<Record<string, PerOor>>
  }
}

const file = JSON.parse(readFileSync(ADVICES, 'utf8')) as AdvicesFile
const expected = JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8')) as Expected

/** The 210 published cells, which are the base distribution. */
const published = new Map(
  readFileSync('scenarios/2027-base/expected.csv', 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
    .map(([specialty, ...cells]) => [specialty!, cells.map(Number)]),
)
const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)
const row = (places: PerOor) => OORS.map((oor) => places[oor] ?? 0)

let folder = ''
let drafted: Draft
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evenredig-proposal-'))
  drafted = await draft('2027-proposal', ADVICES)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the invented consultation', () => {
  it('stands alone, with the base distribution that was published', async () => {
    const { allocation, columnTotals, rows, data } = await solve('2027-proposal')
    expect(data).toBe('synthetic')
    expect(columnTotals).toEqual(expected.columnTotals)
    expect(sum(expected.columnTotals)).toBe(expected.total)
    expect(allocation).toEqual(rows.map((specialty) => published.get(specialty)))
  })

  it('has an advice per specialty that sums to its intake, and says that it is made up', () => {
    expect(file.data).toBe('synthetic')
    expect(file.advices.map(({ specialty }) => specialty)).toEqual([...published.keys()])
    for (const { specialty, row: places, rationale } of file.advices) {
      expect(sum(row(places))).toBe(sum(published.get(specialty)!))
      expect(rationale).not.toBe('')
    }
    expect(file.advices.filter(({ shift }) => shift === undefined).map(({ specialty }) => specialty)).toEqual(['03'])
  })

  it('has points of attention of every OOR, in all categories and directions', () => {
    const all = (key: 'oor' | 'category' | 'direction') => new Set(file.attentionPoints.map((point) => point[key]))
    expect(all('oor')).toEqual(new Set(OORS))
    expect(all('category').size).toBe(5)
    expect(all('direction')).toEqual(new Set(['up', 'down', 'keep']))
    expect(sum(Object.values(file.current))).toBe(1050) // P26 Tabel 2
    for (const [specialty, places] of Object.entries(file.history)) {
      expect(sum(row(places))).toBe(3 * sum(published.get(specialty)!))
    }
  })

  // -8 and +10 are what P26 allows; the sums of the advices are those of source.md
  it('asks more of NWN and takes more from NO than the leeway allows, whatever room is used', () => {
    const beyond = (oor: string, end: 0 | 1) =>
      sum(
        file.advices.map(({ specialty, row: places, shift }) => {
          const base = published.get(specialty)![OORS.indexOf(oor)]!
          return (shift?.[oor]?.[end] ?? places[oor]!) - base
        }),
      )
    expect(beyond('NWN', 0)).toBe(13)
    expect(beyond('NO', 1)).toBe(-10)
    const asked = (o: number) => sum(file.advices.map((each) => row(each.row)[o]! - published.get(each.specialty)![o]!))
    expect(OORS.map((_, o) => asked(o))).toEqual([-12, 1, 3, 16, 0, -7, -1])
  })
})

describe('its draft', () => {
  it('is optimal, and the one worked out by hand in all 210 cells', () => {
    expect(drafted.status).toBe('optimal')
    expect(drafted.gap).toBeNull()
    const byHand = [...published].map(([specialty, cells]) => {
      const change = expected.draft.againstBase[specialty] ?? {}
      return cells.map((places, o) => places + (change[OORS[o]!] ?? 0))
    })
    expect(drafted.allocation).toEqual(byHand)
    expect(drafted.columnTotals).toEqual(expected.draft.columnTotals)
    expect(drafted.moved).toEqual(expected.draft.moved)
  })

  it('reaches the levels worked out by hand', () => {
    const reached = drafted.levels!.map(({ name, value }) => [name, value])
    expect(reached.slice(0, 6)).toEqual(Object.entries(expected.draft.levels))
  })

  it('follows all but four advices, and says which rule prevents those', () => {
    const of = (followed: string) => drafted.advices.filter((each) => each.followed === followed)
    expect(of('within-room').map(({ specialty }) => specialty)).toEqual(expected.draft.withinRoom)
    const not = of('no').map(({ specialty, preventedBy }) => [specialty, preventedBy])
    expect(Object.fromEntries(not)).toEqual(expected.draft.notFollowed)
    expect(of('exactly')).toHaveLength(30 - 3 - 4)
  })

  it('needs six motivations, of which one is missing and one has no ground', () => {
    const missing = drafted.motivations.map((each) => [each.oor, each.missing])
    expect(Object.fromEntries(missing)).toEqual(expected.draft.motivations)
  })

  /**
   * Leiden: 112 where 10% of 1,140 is 114. Sum of ups and downs: 2 x 16. The guideline against history, with history for three
   * years: 01 NO 14 - 53/3 = -3.67 (at most 3), 25 ON 6 - 11/3 = 2.33 (at most 2), 38 NWN 4 - 7/3 = 1.67 (at most 1).
   */
  it('passes its test but for the motivations, with warnings on the floor, another reading of the 30 and history', () => {
    const rules = new Map(drafted.check!.rules.map((rule) => [rule.id, rule]))
    const outcomes = (outcome: string) =>
      [...rules.values()].filter((each) => each.outcome === outcome).map(({ id }) => id)
    expect(outcomes('fail')).toEqual(['motivation'])
    expect(outcomes('warn')).toEqual(['leeway-total', 'floor', 'staffel'])
    const found = (id: 'leeway-total' | 'floor' | 'staffel') =>
      rules.get(id)!.findings.map((each) => [each.specialty, each.oor, each.found])
    expect(found('leeway-total')).toEqual([[undefined, undefined, 32]])
    expect(found('floor')).toEqual([[undefined, 'Leiden', 112]])
    expect(found('staffel')).toEqual([
      ['01', 'NO', -3.67],
      ['25', 'ON', 2.33],
      ['38', 'NWN', 1.67],
    ])
  })

  // 34: NWN 3 - 14/3 = -1.67, within 2 if 20 places belong to 20-60, and outside 1 if they belong to 5-20
  it('has one warning more where 20 places belong to the class below', async () => {
    const places = { rows: drafted.rows, columns: drafted.columns, allocation: drafted.allocation }
    const answer = await check('2027-proposal', places, { advices: ADVICES, options: { 'staffel.boundary': 'upper' } })
    const staffel = answer.rules.find(({ id }) => id === 'staffel')!
    expect(staffel.findings.map(({ specialty }) => specialty)).toEqual(['01', '25', '34', '38'])
  })

  it('verifies with its scenario, and not when a place is moved', async () => {
    const path = join(folder, 'drafted.json')
    writeFileSync(path, JSON.stringify(drafted))
    expect((await verify(path, { scenario: '2027-proposal' })).status).toBe('accepted')
    const allocation = drafted.allocation!.map((cells) => [...cells])
    allocation[0]![1]!++
    allocation[0]![6]!--
    writeFileSync(path, JSON.stringify({ ...drafted, allocation }))
    expect((await verify(path, { scenario: '2027-proposal' })).status).toBe('rejected')
  })
})

describe('the proposal by hand', () => {
  let checked: Checked
  beforeAll(async () => {
    checked = await check('2027-proposal', `${FOLDER}/proposal-by-hand.csv`, { advices: ADVICES, repair: true })
  })

  // 02 sums to 62 and so the whole to 1,141; 23 has a place in Leiden; NO loses 2 + 3 + 2 + 1 + 1; ON and Leiden lack words
  it('fails the rules that it was made to fail, and no others', () => {
    const failed = checked.rules.filter(({ outcome }) => outcome === 'fail')
    expect(
      failed.map(({ id, findings }) => [id, findings.map(({ specialty, oor, found }) => [specialty ?? oor, found])]),
    ).toEqual([
      ['row-totals', [['02', 62]]],
      ['national-total', [[undefined, 1141]]],
      ['zero-cells', [['23', 1]]],
      ['leeway-per-oor', [['NO', 203]]],
      [
        'motivation',
        [
          ['ON', expect.any(String)],
          ['Leiden', expect.any(String)],
        ],
      ],
    ])
    expect(checked.motivations.map(({ oor, missing }) => [oor, missing])).toContainEqual(['Leiden', ['ground']])
    expect(checked.status).toBe('not-compliant')
  })

  // one place out of 02; the one in Leiden into another cell of 23, and if that is NO's, NO is at -8 too: 1 + 2
  it('is repaired by three places, and then lacks only the words about ON', async () => {
    const { status, placesChanged, changes, allocation } = checked.repair!
    expect([status, placesChanged]).toEqual(['optimal', 3])
    expect(changes).toContainEqual({ specialty: '23', oor: 'Leiden', from: 1, to: 0 })
    expect(changes).toContainEqual({ specialty: '23', oor: 'NO', from: 5, to: 6 })
    const repaired = { rows: checked.rows, columns: checked.columns, allocation }
    const failed = (answer: Checked) =>
      answer.rules.flatMap(({ outcome, findings }) => (outcome === 'fail' ? findings.map(({ oor }) => oor) : []))
    expect(failed(await check('2027-proposal', repaired, { advices: ADVICES }))).toEqual(['ON'])
    const written = { oor: 'ON', grounds: ['training-palette'], text: 'Twee opleidingen breiden uit.' }
    const advices = { ...file, motivations: [...file.motivations, written] }
    expect((await check('2027-proposal', repaired, { advices })).status).toBe('compliant')
  })
})

describe('what is written about it', () => {
  // that it prints what it says is in docs.test.ts
  it('has its example on at most 45 lines of the guide', () => {
    const guide = readFileSync('docs/handleiding.md', 'utf8')
    const [, example] = /\n## Een integraal voorstel\n([\s\S]*?)\n##/.exec(guide)!
    expect(example!.trim().split('\n').length).toBeLessThanOrEqual(45)
    expect(example!.match(/^(?:\$ )?(?:evenredig|cp) .*/gm)!.length).toBeGreaterThan(0)
    expect(guide.match(/^\$ evenredig (?:draft|check) .*/gm)!.length).toBeGreaterThan(4)
  })

  it('shows CSV of both forms that is read as it says', () => {
    const [matrix, long] = [...readFileSync('scenarios/README.md', 'utf8').matchAll(/```csv\n([\s\S]*?)```/g)].map(
      ([, text]) => text!,
    )
    const scenario = readScenario('2027-proposal')
    const read = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return readConsultation(join(folder, name), scenario)
    }
    const { advices } = read('matrix.csv', matrix!)
    const of05 = readConsultation(ADVICES, scenario).advices.find(({ specialty }) => specialty === '05')
    expect(advices).toEqual([{ ...of05!, rationale: 'Eén van de twee plaatsen kan in NO blijven.' }])
    const all = read('long.csv', long!)
    expect(all.advices).toMatchObject([{ specialty: '03', row: [1, 0, 1, 0, 0, 1, 0], weight: 1000 }])
    expect(all.advices[0]!.room[5]).toEqual([0, 1])
    expect(all.attentionPoints).toMatchObject([{ oor: 'NO', specialty: '41', category: 'capacity', direction: 'keep' }])
    expect(all.motivations).toMatchObject([
      { oor: 'NO', specialty: null, grounds: ['care-demand', 'training-palette'] },
    ])
    expect(all.current[0]).toBe(197)
    expect(all.current.every((each) => each !== null)).toBe(true)
  })
})
