/** Letters: everybody gets one, it says what was asked, given and why, and none goes out about a draft that does not hold. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import answer from '../src/http/thread.js'
import { PLAIN_CSV } from '../src/io/csv.js'
import { draft, letters, type Draft, type Letter } from '../src/index.js'
import { costWords } from '../src/words/letters.js'
import { letterNames } from '../src/report/letter-names.js'
import { commandIn } from './command.js'

/** Three specialties over three OORs, by hand: 01 is followed, 02 within its room, 03 not; A loses, B gains, C stays. */
const SCENARIO = {
  id: 'klein',
  title: 'Klein',
  year: 2027,
  data: 'synthetic',
  oors: [
    { code: 'A', name: 'Aa' },
    { code: 'B', name: 'Bee' },
    { code: 'C', name: 'Cee' },
  ],
  specialties: [
    { code: '01', name: 'Een' },
    { code: '02', name: 'Twee' },
    { code: '03', name: '<b>Drie</b>' },
    { code: '04', name: 'Vier' },
  ],
  frame: { status: 'provisional', date: '2026-06-08' },
  leeway: { total: 9, below: 1, above: 9 },
  published: { base: [[3, 3, 3], [4, 4, 4], [5, 5, 5], [2, 2, 2]] }, // prettier-ignore
}
const ADVICES = {
  advices: [
    { specialty: '01', row: { A: 2, B: 4, C: 3 }, weight: 2, rationale: 'Minder in Aa.' },
    { specialty: '02', row: { A: 3, B: 5, C: 4 }, shift: { A: [3, 4], B: [4, 5] } },
    { specialty: '03', row: { A: 4, B: 6, C: 5 }, rationale: '<script>x</script>' },
  ],
  attentionPoints: [
    { oor: 'A', specialty: '01', category: 'capacity', direction: 'keep', text: 'Houd ons gelijk.' },
    { oor: 'B', category: 'care-demand', direction: 'up', text: 'Wij groeien.' },
  ],
  motivations: [{ oor: 'A', specialty: '01', grounds: ['care-demand'], text: 'De zorgvraag daalt.' }],
  current: { A: 15, B: 12, C: 14 },
}

let drafted: Draft
let pages: ReadonlyMap<string, string>
const byName = (written: readonly Letter[]) => new Map(written.map(({ name, html }) => [name, html]))
/** What a reader sees, without tags. */
const seen = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

beforeAll(async () => {
  drafted = await draft(SCENARIO, ADVICES)
  pages = byName(await letters(SCENARIO, drafted, { advices: ADVICES, date: '2026-07-20' }))
})

describe('letters', () => {
  it('are one for everybody, and a list of all', () => {
    expect([...pages.keys()]).toEqual([
      'index.html',
      ...['01', '02', '03', '04'].map((code) => `vereniging-${code}.html`),
      ...['A', 'B', 'C'].map((code) => `oor-${code}.html`),
    ])
    for (const name of [...pages.keys()].slice(1)) expect(pages.get('index.html')).toContain(`href="${name}"`)
    for (const page of pages.values()) {
      expect(page).toContain('SYNTHETISCHE GEGEVENS')
      expect(page).not.toContain('<script')
      expect(page).not.toContain('<b>Drie')
    }
  })

  it('tell an association what it asked, what it gets and why', () => {
    expect(drafted.advices.map(({ followed }) => followed)).toEqual(['exactly', 'within-room', 'no'])
    const [full, room, not, none] = ['01', '02', '03', '04'].map((code) => seen(pages.get(`vereniging-${code}.html`)!))
    expect(full).toContain('Uw advies is geheel overgenomen.')
    expect(full).toContain('Minder in Aa.')
    expect(full).toContain('De zorgvraag daalt.')
    expect(full).toContain('20 juli 2026')
    expect(full).toContain('voorlopig (kader van 8 juni 2026)')
    expect(full).toContain('Basisverdeling 3 3 3 9 Uw advies 2 4 3 9 In het voorstel 2 4 3 9')
    expect(room).toContain('binnen de schuifruimte die u hebt aangegeven')
    expect(room).toContain('3–4 4–5')
    expect(not).toContain('ligt met 2 plaatsen buiten')
    expect(not).toContain('hoogstens 1 plaats minder en 9 plaatsen meer')
    expect(not).toContain('Aa heeft met 13 plaatsen al het minste dat mag')
    // also where the draft was made without working that out
    expect(not).toContain('Wat het had gekost om uw advies te volgen')
    expect(full).not.toContain('Wat het had gekost')
    expect(none).toContain('Van uw vereniging is geen advies ontvangen')
    expect(none).toContain('volgt voor uw specialisme de basisverdeling')
  })

  it('tell an OOR what it gets, from which cells that comes, and who asked for them', () => {
    const [a, b, c] = ['A', 'B', 'C'].map((code) => seen(pages.get(`oor-${code}.html`)!))
    expect(a).toContain('geeft uw regio 13 plaatsen, 1 plaats minder dan in de basisverdeling (14)')
    expect(a).toContain(
      'Nu heeft uw regio 15 plaatsen. Met de landelijke instroom meegerekend komt dat overeen met 15,4; in het voorstel zijn het er 2,4 minder.',
    )
    expect(a).toMatch(/Een 3 2 -1 de vereniging voor Een, in haar advies/)
    expect(a).toContain('De zorgvraag daalt.')
    expect(a).toContain('niet gevolgd')
    expect(b).toContain('1 plaats meer dan')
    expect(b).toContain('de vereniging voor Een, in haar advies en uw regio, in een aandachtspunt')
    expect(b).toContain('Voor deze afwijking is nog geen motivering geschreven.')
    expect(c).toContain('evenveel plaatsen als')
    expect(c).toContain('In geen enkel specialisme wijkt het voorstel voor uw regio af')
  })

  it('add up: the cells of every OOR are its difference', () => {
    drafted.columns.forEach((column, o) => {
      const page = seen(pages.get(`oor-${column}.html`)!)
      const told = [...page.matchAll(/ (\d+) (\d+) ([+-]\d+) (?:de vereniging|uw regio|niemand|afgesproken)/g)]
      const sum = told.reduce((total, [, , , by]) => total + Number(by), 0)
      expect(sum).toBe(drafted.balance[o]!.difference)
    })
  })

  it('are the same bytes each time, and English where that is asked', async () => {
    const again = byName(await letters(SCENARIO, structuredClone(drafted), { advices: ADVICES, date: '2026-07-20' }))
    expect([...again]).toEqual([...pages])
    const english = byName(await letters(SCENARIO, drafted, { advices: ADVICES, language: 'en' }))
    const page = seen(english.get('vereniging-03.html')!)
    expect(page).toContain('Dear members of the board,')
    expect(page).toContain('Your advice could not be followed in full')
    expect(page).not.toMatch(/uw|Geacht|Datum/)
    expect(page).not.toContain('Date ')
  })
})

it('what stands in the way of an advice may be what was agreed', () => {
  const never = { possible: false, asGood: false, levels: [], others: [] }
  expect(costWords({ ...never, agreed: true }, 'nl')).toContain('binnen het kader en de gemaakte afspraken')
  expect(costWords({ ...never, agreed: false }, 'nl')).not.toContain('afspraken')
})

describe('no letters', () => {
  const refused = async (given: unknown, request: object = { advices: ADVICES }) => {
    try {
      await letters(SCENARIO, given as object, request)
    } catch (error) {
      return (error as { faults: readonly { code: string; path: string }[] }).faults.map(
        ({ code, path }) => `${code} ${path}`,
      )
    }
    return null
  }

  it('about a draft that lies, each lie by its place', async () => {
    type Loose = Record<string, unknown>
    interface File extends Loose {
      readonly allocation: unknown[]
      readonly advices: Loose[]
      readonly balance: Loose[]
      readonly motivations: Loose[]
      readonly consultation: { readonly advices: Loose[] }
    }
    const lies: readonly (readonly [(file: File) => void, RegExp])[] = [
      [(file) => (file.allocation[0] = [3, 3, 3]), /^draft-rejected draft: /],
      [(file) => (file.advices[2]!['followed'] = 'exactly'), /^draft-rejected draft: advices\[2\]/],
      [(file) => (file.advices[2]!['preventedBy'] = ['floor']), /^draft-rejected draft: advices\[2\]/],
      [(file) => (file.balance[0]!['proposal'] = 14), /^draft-rejected draft: balance/],
      [(file) => (file.consultation.advices[0]!['rationale'] = 'Iets anders.'), /^draft-rejected draft: /],
      [(file) => (file.motivations[1]!['missing'] = []), /^draft-rejected draft: motivations/],
    ]
    for (const [lie, expected] of lies) {
      const file = structuredClone(drafted) as unknown as File
      lie(file)
      expect((await refused(file))?.[0] ?? 'written', String(lie)).toMatch(expected)
    }
  })

  it('about a draft near another, without that; with it there are', async () => {
    const { rows, columns, base } = drafted
    const near = { rows, columns, allocation: base! }
    const close = await draft(SCENARIO, ADVICES, { near })
    expect(await refused(close)).toEqual(['missing near'])
    const given = await letters(SCENARIO, close, { advices: ADVICES, near })
    expect(given).toHaveLength(pages.size)
    const other = { ...near, allocation: base!.with(0, [2, 4, 3]) }
    expect((await refused(close, { advices: ADVICES, near: other }))![0]).toMatch(
      /^draft-(rejected|unproven) draft: near/,
    )
  })

  it('about other advices, none, another answer, no places or no day', async () => {
    expect((await refused(drafted, { advices: {} }))![0]).toMatch(/^draft-rejected draft: /)
    expect(await refused(drafted, {})).toEqual(['missing advices'])
    expect(await refused(drafted, { advices: ADVICES, date: '2026-02-30' })).toEqual(['value date'])
    expect((await refused({ ...drafted, kind: 'check' }))![0]).toMatch(/^not-verified/)
    const bounds = [{ specialty: '01', oor: 'A', low: 0, high: 0 }, { specialty: '01', oor: 'B', low: 0, high: 0 }, { specialty: '01', oor: 'C', low: 0, high: 0 }] // prettier-ignore
    const narrow = { ...SCENARIO, bounds }
    const none = await draft(narrow)
    expect(none.allocation).toBeNull()
    await expect(letters(narrow, none)).rejects.toMatchObject({ faults: [{ code: 'no-proposal' }] })
  })
})

it('files are named by codes, in letters that every disk takes, and never twice', () => {
  const { associations, oors } = letterNames({
    rows: ['01', '../x', 'é', 'a/b', 'a b', 'A B'],
    columns: ['NO', 'no', ''],
  })
  expect([...associations.values()]).toEqual([
    'vereniging-01.html',
    'vereniging--x.html',
    'vereniging-e.html',
    'vereniging-a-b.html',
    'vereniging-a-b-2.html',
    'vereniging-A-B-3.html',
  ])
  expect([...oors.values()]).toEqual(['oor-NO.html', 'oor-no-2.html', 'oor-.html'])
})

describe('in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'letters-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const flags = ['letters', 'klein.json', 'voorstel.json', '--advices', 'adviezen.json', '--out', 'brieven']

  it('come whole, and over nothing that is there', async () => {
    writeFileSync(join(folder, 'klein.json'), JSON.stringify(SCENARIO))
    writeFileSync(join(folder, 'adviezen.json'), JSON.stringify(ADVICES))
    await commandIn(folder, ['draft', 'klein.json', '--advices', 'adviezen.json', '--out', 'voorstel.json'])
    const { exit, out, err } = await commandIn(folder, [...flags, '--date', '2026-07-20'])
    expect([exit, out]).toEqual([0, ''])
    expect(err).toContain('7 brieven')
    expect(err).toContain('SYNTHETISCHE')
    expect(new Set(readdirSync(join(folder, 'brieven')))).toEqual(new Set(pages.keys()))
    const page = readFileSync(join(folder, 'brieven', 'vereniging-03.html'), 'utf8')
    expect(page).toBe(pages.get('vereniging-03.html'))
    expect((await commandIn(folder, flags)).exit).toBe(2)
    expect((await commandIn(folder, [...flags, '--force', '--lang', 'en'])).exit).toBe(0)
  })

  it('are not there at all where the draft is refused', async () => {
    const lie = { ...drafted, allocation: drafted.base }
    writeFileSync(join(folder, 'leugen.json'), JSON.stringify(lie))
    const args = ['letters', 'klein.json', 'leugen.json', '--advices', 'adviezen.json', '--out', 'geen']
    const { exit, err } = await commandIn(folder, args)
    expect([exit, err]).toEqual([2, expect.stringContaining('leugen.json: ')])
    expect(existsSync(join(folder, 'geen'))).toBe(false)
    expect((await commandIn(folder, args.slice(0, -2))).exit).toBe(2) // where to?
  })
})

it('the service gives the same pages, by name', async () => {
  const body = { scenario: SCENARIO, draft: drafted, advices: ADVICES, date: '2026-07-20' }
  const reply = await answer({
    operation: 'letters',
    body: { type: 'application/json', bytes: new TextEncoder().encode(JSON.stringify(body)) },
    fields: {},
    format: 'json',
    csv: PLAIN_CSV,
    language: 'nl',
    known: null,
    maxCells: 100_000,
  })
  if (reply.kind !== 'answer') throw new Error(JSON.stringify(reply))
  const { files } = JSON.parse(reply.body as string) as { readonly files: Readonly<Record<string, string>> }
  expect(Object.entries(files)).toEqual([...pages])
})
