import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { chain, draft, InputError, placesInDelivery, verify, type Institutions } from '../src/index.js'
import type { WholeChain } from '../src/shapes/answers/chain.js'
import { chainOutcome, stepOutcome, stepTexts } from '../src/words/chain.js'
import { smallCase } from './institution-cases.js'

/** Care use of which the cells of the small case come out, and the institutions of those. */
const SCENARIO = {
  id: 'klein', year: 2027, data: 'synthetic', oors: [{ code: 'X' }, { code: 'Y' }],
  specialties: [{ code: '01', intake: 10 }, { code: '02', intake: 7 }],
  careUse: { all: [[70, 30], [40, 30]] },
} // prettier-ignore

const parsed = (text: unknown) => JSON.parse(text as string) as Institutions
const chained = (text: unknown) => JSON.parse(text as string) as Told

/** What the chain says of itself, to be lied about. */
interface Told {
  status: string
  scenario: string
  year: number
  steps: { places: number; outside: number; status: string }[]
  input: { case: string; advices: string | null }
  made: { fingerprint: string }
}

/** Files as JSON holds them. */
function asJson(files: WholeChain['files']): Record<string, string | { base64: string }> {
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [
      name,
      typeof file === 'string' ? file : { base64: Buffer.from(file).toString('base64') },
    ]),
  )
}

/** The same with room for a proposal, what is advised of it, and the draft of that. */
const ROOM = { ...SCENARIO, leeway: { total: 4, below: 2, above: 2 } }
const ADVICES = { advices: [{ specialty: '01', row: { X: 6, Y: 4 }, rationale: 'Verzonnen.' }] }

const faultsIn = (run: Promise<unknown>) =>
  run.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof InputError)) throw error
      return error.faults.map(({ code, path }) => `${code} ${path}`)
    },
  )

describe('the whole chain', () => {
  it('goes from care use to both formats, verified, and a stranger can verify it again', async () => {
    const answer = await chain(SCENARIO, smallCase({ cells: { rows: ['01', '02'], columns: ['X', 'Y'], allocation: [[0, 0], [0, 0]] } })) // prettier-ignore
    expect(answer.status).toBe('accepted')
    expect(answer.steps.map(({ name, places, verified }) => [name, places, verified])).toEqual([
      ['solve', 17, 'accepted'],
      ['institutions', 17, 'accepted'],
      ['bols', 17, 'accepted'],
      ['vws', 17, 'accepted'],
    ])
    const { files } = answer
    const divided = parsed(files['instellingen.json'])
    expect(divided.cells.map(({ places }) => places)).toEqual([7, 3, 4, 3])
    expect((await verify(parsed(files['toewijzing.json']), { scenario: SCENARIO })).status).toBe('accepted')
    expect((await verify(divided, { case: parsed(files['geval.json']) })).status).toBe('accepted')
    for (const format of ['bols', 'vws']) {
      for (const ending of ['csv', 'xlsx']) {
        const file = files[`${format}.${ending}`]
        const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : (file as Uint8Array)
        const { places } = placesInDelivery(bytes, divided)
        expect(places.reduce((sum, each) => sum + each.places, 0)).toBe(17)
      }
    }
    expect(files['index.html']).toMatch('SYNTHETISCHE GEGEVENS')
  })

  it('says how many places stand outside the frame of the scenario, beside those that care use divides', async () => {
    const answer = await chain('2027-base', '2027-institutions')
    expect(answer.steps.map(({ places: all, outside }) => [all, outside])).toEqual([[1140, 0], ...[0, 1, 2].map(() => [1335, 195])]) // prettier-ignore
    expect(chainOutcome(answer, 'nl')).toMatch(/1\.335 plaatsen, waarvan 195 buiten het kader$/)
    expect(answer.files['index.html']).toMatch('waarvan 195 buiten het kader')
  })

  it('stops where a step has no solution, and says so', async () => {
    const recognitions = smallCase().recognitions.filter(({ institution }) => institution !== 'C')
    const answer = await chain(SCENARIO, smallCase({ recognitions }))
    expect(answer.status).toBe('infeasible')
    expect(answer.steps.map(({ name, status }) => [name, status])).toEqual([
      ['solve', 'optimal'],
      ['institutions', 'infeasible'],
    ])
    expect(answer.steps[1]!.text).toMatch(/OOR Y/)
    for (const said of [chainOutcome(answer, 'nl'), answer.files['index.html']]) {
      expect(said).toMatch(/een stap heeft geen oplossing: Plaatsen van elke OOR over haar instellingen .*: .*OOR Y/)
    }
    const bounds = ['X', 'Y'].map((oor) => ({ specialty: '01', oor, low: 0, high: 1, reason: 'Verzonnen.' }))
    const none = await chain({ ...SCENARIO, bounds }, smallCase(), { advices: {} })
    expect(none.steps.map(({ name, outcome }) => [name, outcome])).toEqual([['solve', 'infeasible']])
    expect(chainOutcome(none, 'en')).toMatch(/^the chain stops: a step has no solution: Care use to places .*: .+/)
    expect(Object.keys(none.files).toSorted()).toEqual(['index.html', 'keten.json', 'toewijzing.json'])
    expect(await verify({ ...none, files: asJson(none.files) }, { scenario: { ...SCENARIO, bounds } })).toMatchObject({ of: 'chain', status: 'accepted' }) // prettier-ignore
  })

  it('refuses a case of another year or other codes, and institutions without a code of the care authority', async () => {
    const faults = (changes: object) =>
      chain(SCENARIO, smallCase(changes)).then(
        () => [],
        (error: unknown) => (error as InputError).faults.map(({ code, path }) => `${code} ${path}`),
      )
    expect(await faults({ year: 2028 })).toEqual(['value case: year'])
    const institutions = smallCase().institutions.map(({ code, name }) => ({ code, name }))
    expect(await faults({ institutions })).toEqual([0, 1, 2].map((i) => `missing institutions[${i}].nza`))
    const oors = [{ code: 'X' }, { code: 'Y' }, { code: 'Z' }]
    expect(await faults({ oors, cells: { rows: ['01', '02'], columns: ['X', 'Y', 'Z'], allocation: [[7, 3, 0], [4, 3, 0]] } })).toEqual(['unknown-code case: oors']) // prettier-ignore
  })

  it('puts the integral proposal in between, where advices are given: drafted here, or handed in', async () => {
    const drafted = await draft(ROOM, ADVICES)
    expect(drafted.allocation).toEqual([[6, 4], [4, 3]]) // prettier-ignore
    for (const given of [{}, { draft: drafted }, { draft: JSON.parse(JSON.stringify(drafted)) as object }]) {
      const answer = await chain(ROOM, smallCase(), { advices: ADVICES, ...given })
      expect(answer.steps.map(({ name, places, outcome, file }) => [name, places, outcome, file])).toEqual([
        ['solve', 17, 'accepted', 'toewijzing.json'],
        ['draft', 17, 'accepted', 'voorstel.json'],
        ['institutions', 17, 'accepted', 'instellingen.json'],
        ['bols', 17, 'accepted', 'bols.xlsx'],
        ['vws', 17, 'accepted', 'vws.xlsx'],
      ])
      expect(answer.steps[1]!.proves).toContain('leeway')
      const divided = parsed(answer.files['instellingen.json'])
      expect(divided.cells.map(({ places }) => places)).toEqual([6, 4, 4, 3])
      const proposed = parsed(answer.files['voorstel.json'])
      expect((await verify(proposed, { scenario: ROOM, advices: ADVICES })).status).toBe('accepted')
      expect(answer.input.advices).toBe(drafted.input.advicesSha256)
      expect(answer.files['index.html']).toMatch('verify voorstel.json --scenario klein --advices adviezen.json')
    }
    const without = await chain(ROOM, smallCase())
    expect(without.steps.map(({ name }) => name)).not.toContain('draft')
    expect(parsed(without.files['instellingen.json']).cells.map(({ places }) => places)).toEqual([7, 3, 4, 3])
  })

  it('is verified by a stranger at once: every answer, that each follows from the one before it, and both formats', async () => {
    const answer = await chain(ROOM, smallCase(), { advices: ADVICES, objective: 'largest', options: { split: 'inflow-only' } }) // prettier-ignore
    const against = { scenario: ROOM, advices: ADVICES, case: smallCase() }
    const inJson = JSON.parse(JSON.stringify({ ...answer, files: asJson(answer.files) })) as object
    expect(await verify(inJson, against)).toMatchObject({ of: 'chain', status: 'accepted', faults: [] })
    const folder = mkdtempSync(join(tmpdir(), 'evenredig-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const write = (files: typeof answer.files) => {
      for (const [name, file] of Object.entries(files)) writeFileSync(join(folder, name), file)
    }
    write(answer.files)
    for (const path of [folder, join(folder, 'keten.json')]) {
      const found = await verify(path, against)
      expect(found).toMatchObject({ of: 'chain', status: 'accepted' })
      expect(found.parts!.map(({ file }) => file)).toEqual(['toewijzing.json', 'voorstel.json', 'instellingen.json', 'geval.json', 'bols.csv', 'bols.xlsx', 'vws.csv', 'vws.xlsx', 'keten.json']) // prettier-ignore
    }
    // the end of another chain, right in itself, does not follow from this proposal
    const other = await chain(ROOM, smallCase(), { objective: 'largest', options: { split: 'inflow-only' } })
    const ends = ['geval.json', 'instellingen.json', 'bols.csv', 'bols.xlsx', 'vws.csv', 'vws.xlsx']
    write(Object.fromEntries(ends.map((name) => [name, other.files[name]!])))
    const swapped = await verify(folder, { scenario: ROOM, advices: ADVICES })
    expect(swapped.status).toBe('rejected')
    expect(swapped.faults.map(({ path }) => path)).toContain('geval.json: cells 01-X')
    write(answer.files)
    write({ 'bols.csv': other.files['bols.csv']! })
    expect((await verify(folder, against)).faults.map(({ path }) => path)).toContain('bols.csv: places')
    write(answer.files)
    rmSync(join(folder, 'vws.xlsx'))
    await expect(verify(folder, against)).rejects.toMatchObject({ faults: [{ code: 'missing', path: 'vws.xlsx' }] })
    // a case with another history is not the one that was handed in
    write(answer.files)
    const altered = smallCase({
      history: smallCase().history!.map((each) => ({ ...each, inflow: Number(each.inflow) + 1 })),
    })
    expect((await verify(folder, { ...against, case: altered })).status).toBe('rejected')
  })

  it.each<[string, (told: Told) => void]>([
    ['steps[0].places', (told) => void (told.steps[0]!.places = 18)],
    ['steps[1].outside', (told) => void (told.steps[1]!.outside = 3)],
    ['steps[1].status', (told) => void (told.steps[1]!.status = 'feasible')],
    ['steps', (told) => void told.steps.pop()],
    ['status', (told) => void (told.status = 'unproven')],
    ['scenario', (told) => void (told.scenario = 'ander')],
    ['year', (told) => void (told.year = 2028)],
    ['input.case', (told) => void (told.input.case = 'a'.repeat(64))],
    ['input.advices', (told) => void (told.input.advices = 'a'.repeat(64))],
    ['made.fingerprint', (told) => void (told.made.fingerprint = 'a'.repeat(64))],
  ])('is not believed with a lie at %s', async (path, lie) => {
    const { files } = await chain(SCENARIO, smallCase())
    const told = chained(files['keten.json'])
    lie(told)
    const found = await verify({ ...told, files: asJson(files) }, { scenario: SCENARIO })
    expect(found.faults.map((each) => each.path)).toContain(`keten.json: ${path}`)
  })

  it('keeps the proposal near to one that is given', async () => {
    const near = { rows: ['01', '02'], columns: ['X', 'Y'], allocation: [[7, 3], [3, 4]] } // prettier-ignore
    const answer = await chain(ROOM, smallCase(), { near })
    expect(answer.status).toBe('accepted')
    expect(parsed(answer.files['instellingen.json']).cells.map(({ places }) => places)).toEqual([7, 3, 3, 4])
    expect(answer.made!.from['near']).toBe(answer.input.near)
    const drafted = await draft(ROOM, undefined, { near })
    expect(await faultsIn(chain(ROOM, smallCase(), { draft: drafted }))).toEqual(['missing near'])
    expect((await chain(ROOM, smallCase(), { draft: drafted, near })).status).toBe('accepted')
  })

  it('refuses a draft that is altered, of other advices or another scenario, and what is no draft', async () => {
    const drafted = await draft(ROOM, ADVICES)
    const altered = { ...drafted, allocation: [[7, 3], [4, 3]] } // prettier-ignore
    const refused = async (given: object, advices: object | undefined = ADVICES, scenario: object = ROOM) =>
      (await faultsIn(chain(scenario, smallCase(), { draft: given, advices })))[0]
    expect(await refused(altered)).toMatch(/^draft-rejected draft: /)
    expect(await refused(drafted, { advices: [] })).toMatch(/^draft-rejected draft: /)
    expect(await refused(drafted, ADVICES, { ...ROOM, title: 'Anders' })).toMatch(/^draft-rejected draft: /)
    expect(await faultsIn(chain(ROOM, smallCase(), { draft: drafted }))).toEqual(['missing advices'])
    const { files } = await chain(ROOM, smallCase())
    expect(await refused(parsed(files['toewijzing.json']))).toBe('other-answer draft')
  })

  it('has no formats of what is not proven, and says first which step that is', async () => {
    const drafted = await draft(ROOM, ADVICES)
    const [level] = drafted.levels!
    const gap = { level: level!.name, value: level!.value!, bound: 0 }
    const open = { ...drafted, status: 'feasible', certificate: null, unique: null, contested: null, gap }
    for (const language of ['nl', 'en'] as const) {
      const answer = await chain(ROOM, smallCase(), { draft: open, advices: ADVICES, language })
      expect(answer.status).toBe('unproven')
      expect(answer.steps.map(({ name, status, outcome }) => [name, status, outcome])).toEqual([
        ['solve', 'optimal', 'accepted'],
        ['draft', 'feasible', 'unproven'],
        ['institutions', 'optimal', 'accepted'],
      ])
      expect(Object.keys(answer.files).filter((name) => /bols|vws/.test(name))).toEqual([])
      const said = chainOutcome(answer, language)
      expect(said).toMatch({ nl: /^niet alles is bewezen: Integraal voorstel .*niet bewezen en niet weerlegd.*geen formats/, en: /^not everything is proven: Integral proposal .*neither proven nor refuted.*no formats/ }[language]) // prettier-ignore
      const page = answer.files['index.html'] as string
      const [first] = /<p class="label[^"]*">.*?<\/p>/s.exec(page)!
      expect(first).toMatch(/warning/)
      expect(first).toContain(said.slice(1, 60))
      expect(page).not.toContain('--format')
    }
  })

  it('calls places over institutions that are only feasible not proven, whatever the checker finds nothing wrong with', () => {
    const checked = { status: 'accepted', proves: [], notChecked: [], unproven: [], faults: [] } as const
    const outcome = (
      status: string,
      places: number | null,
      verified: 'accepted' | 'rejected' | 'unproven' = 'accepted',
    ) =>
      // prettier-ignore
      stepOutcome({ status, places, verified })
    expect(outcome('optimal', 17)).toBe('accepted')
    expect(outcome('feasible', 17)).toBe('unproven')
    expect(outcome('optimal', 17, 'unproven')).toBe('unproven')
    expect(outcome('feasible', 17, 'rejected')).toBe('rejected')
    expect(outcome('infeasible', null)).toBe('infeasible')
    expect(outcome('infeasible', null, 'unproven')).toBe('unproven')
    expect(outcome('time-limit', null)).toBe('time-limit')
    const answer = { status: 'feasible', conflict: null } as const
    expect(stepTexts('unproven', answer, checked)!.nl).toMatch('niet bewezen')
    const claimed = { ...checked, unproven: [{ path: 'unique', claim: 'uniqueness', text: '' }] } as const
    expect(stepTexts('unproven', answer, claimed)!.en).toMatch('equally good')
    const wrong = { ...checked, faults: [{ path: 'levels', text: '', found: '2', expected: '1' }] }
    expect(stepTexts('rejected', answer, wrong)!.en).toMatch(/^levels: .*2.*1/)
    expect(stepTexts('accepted', answer, checked)).toBeNull()
  })
})
