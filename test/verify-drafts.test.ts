/**
 * Drafts and years as files: each path changed is refused, rejected, unproven, or among what was not looked at; and what is invented
 * as a whole, consistent in itself, is not accepted.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { draft, publishDraft, publishYears, round, verify, years, type Verification } from '../src/index.js'
import { scenarioOf } from './proposal-cases.js'

type Sources = Parameters<typeof verify>[1]
type Path = readonly (string | number)[]

interface Kind {
  readonly file: object
  readonly sources: Sources
}

const BASE = [
  [3, 2, 1],
  [1, 0, 3],
]
const CARE = [
  [31, 18, 12],
  [10, 1, 29],
]
const SCENARIO = scenarioOf(BASE, {
  careUse: { all: CARE, training: CARE },
  zeroCells: [{ specialty: '2', oor: 'B' }],
  bounds: [{ specialty: '1', oor: 'A', low: 1, high: 4 }],
  leeway: { total: 2, below: 2, above: 2 },
  floor: { share: 0.1 },
})
const ADVICES = {
  advices: [
    { specialty: '1', row: { A: 2, B: 2, C: 2 }, shift: { A: [1, 2] }, weight: 1.5, rationale: 'omdat' },
    { specialty: '2', row: { B: 1, C: 3 } },
  ],
  attentionPoints: [{ oor: 'C', specialty: '2', category: 'oor-size', direction: 'keep', text: 'zo' }],
  motivations: [{ oor: 'A', grounds: ['care-demand'], text: 'want' }],
  current: { A: 5, B: 5, C: 4 },
  history: { '1': { A: 3, B: 2, C: 2 } },
  prefer: ['advice', 'moved', 'mutation'],
}
const under = (options: object) => ({ ...SCENARIO, options })
const year = (of: number, use: number[][]) => ({ ...scenarioOf(use), id: `y${of}`, year: of })
const YEARS = [
  year(2026, [[5, 4], [3, 2]]), // prettier-ignore
  { ...year(2027, [[6, 3], [2, 3]]), careUse: { all: [[7, 3], [2, 4]] } }, // prettier-ignore
]

const kinds = new Map<string, Kind>()

async function drafted(name: string, scenario: object, more: object = {}, published = false): Promise<void> {
  const answer = await draft(scenario, ADVICES, more)
  const file = published ? publishDraft(answer) : answer
  kinds.set(name, { file: JSON.parse(JSON.stringify(file)) as object, sources: { scenario, advices: ADVICES } })
}

beforeAll(async () => {
  await drafted('draft with fallback', SCENARIO, { fallback: true })
  await drafted('draft that counts cells', under({ 'leeway.measure': 'cells', 'motivation.level': 'cell' }))
  await drafted('draft that counts sums', under({ 'leeway.measure': 'sum-absolute', half: 'even' }))
  await drafted('published draft', SCENARIO, {}, true)
  const closed = { ...SCENARIO, bounds: [{ specialty: '1', oor: 'A', low: 6, high: 6 }] }
  await drafted('infeasible draft', closed)
  await drafted('published infeasible draft', closed, {}, true)
  const { file, sources } = kinds.get('draft that counts sums')!
  kinds.set('feasible draft', { file: { ...file, status: 'feasible', certificate: null }, sources })
  const solved = JSON.parse(JSON.stringify(await years(YEARS))) as object
  kinds.set('years', { file: solved, sources: { scenarios: YEARS } })
  const hidden = JSON.parse(JSON.stringify(publishYears(await years(YEARS)))) as object
  kinds.set('published years', { file: hidden, sources: { scenarios: YEARS } })
  const full = [YEARS[0]!, { ...YEARS[1]!, bounds: [{ specialty: '1', oor: 'A', low: 12, high: 12 }] }]
  kinds.set('infeasible years', {
    file: JSON.parse(JSON.stringify(await years(full))) as object,
    sources: { scenarios: full },
  })
})

/** The paths of all leaves: what is no list and no object, or is an empty one. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  const parts = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (parts.length === 0) return [path]
  return parts.flatMap(([key, each]) => leavesOf(each, [...path, Array.isArray(value) ? Number(key) : key]))
}

function textOf(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  )
}

function changed(file: object, path: Path): object {
  const copy = structuredClone(file) as Record<string, unknown>
  const holder = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>((part, key) => part[key] as Record<string | number, unknown>, copy)
  const key = path.at(-1)!
  const value = holder[key]
  if (typeof value === 'number') holder[key] = value + 1
  else if (typeof value === 'string') holder[key] = `${value}x`
  else if (typeof value === 'boolean') holder[key] = !value
  else holder[key] = value === null ? 0 : [0]
  return copy
}

/** null where the file is refused before it is checked. */
async function answerTo(file: object, sources: Sources): Promise<Verification | null> {
  try {
    return await verify(file, sources)
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

function isCovered(path: string, notChecked: readonly string[]): boolean {
  return notChecked.some((each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`))
}

/** Of so many sorts of paths one is tried here; all of them were, by hand (`src/verify/README.md`). */
const EVERY = 4

const NAMES = [
  'draft with fallback',
  'draft that counts cells',
  'draft that counts sums',
  'published draft',
  'infeasible draft',
  'published infeasible draft',
  'feasible draft',
  'years',
  'published years',
  'infeasible years',
]

describe('each path of a file', () => {
  it.each(NAMES)('of a %s is checked, or among what was not looked at', { timeout: 300_000 }, async (name) => {
    const { file, sources } = kinds.get(name)!
    for (const given of [{}, sources]) {
      const whole = await verify(file, given)
      // without its scenario nothing is known of the target of what is published
      const open = given !== sources && name.startsWith('published')
      expect([whole.status === 'accepted' || open, whole.faults]).toEqual([true, []])
      // one of each kind of path, which one by chance that stays the same
      const sorts = new Map<string, Path[]>()
      for (const path of leavesOf(file)) {
        // a proof is its own evidence: another that proves as much is as good
        if (path[0] === 'certificate') continue
        const sort = path.map((part) => (typeof part === 'number' ? '#' : part)).join('.')
        sorts.set(sort, [...(sorts.get(sort) ?? []), path])
      }
      const unseen: string[] = []
      for (const [i, paths] of [...sorts.values()].entries()) {
        if (i % EVERY !== NAMES.indexOf(name) % EVERY) continue
        const path = paths[(i * 7) % paths.length]!
        const answer = await answerTo(changed(file, path), given)
        if (answer?.status !== 'accepted' || isCovered(textOf(path), whole.notChecked)) continue
        unseen.push(textOf(path))
      }
      expect(unseen).toEqual([])
    }
  })
})

describe('the advices beside a draft', () => {
  const [first, second] = ADVICES.advices
  const [point] = ADVICES.attentionPoints
  const points = [point, { ...point, oor: 'A' }, { ...point, specialty: '1' }]
  const motivations = [...ADVICES.motivations, { oor: 'C', grounds: ['care-demand'], text: 'daarom' }]
  const given = { ...ADVICES, attentionPoints: points, motivations }
  const made = draft(SCENARIO, given).then((answer) => JSON.parse(JSON.stringify(answer)) as object)
  const faultsBeside = async (advices: object) => {
    const { faults } = await verify(await made, { scenario: SCENARIO, advices })
    return faults.map(({ path }) => path)
  }

  it('are the same in another order of their rows', async () => {
    const sorted = {
      advices: [second, first],
      attentionPoints: points.toReversed(),
      motivations: motivations.toReversed(),
    }
    expect(await faultsBeside({ ...given, ...sorted })).toEqual([])
  })

  it('are others with another text, one more, one fewer, one twice, or another order of wishes', async () => {
    const [one, other] = motivations
    const text = [{ ...other, text: 'zomaar' }, one]
    expect(await faultsBeside({ ...given, motivations: text })).toEqual(['consultation.motivations[1].text'])
    expect(await faultsBeside({ ...given, motivations: [one] })).toEqual(['consultation.motivations'])
    expect(await faultsBeside({ ...given, attentionPoints: [...points, point] })).toEqual([
      'consultation.attentionPoints',
    ])
    expect(await faultsBeside({ ...given, attentionPoints: [points[0], points[0], points[1]] })).not.toEqual([])
    expect(await faultsBeside({ ...given, prefer: ['moved', 'advice', 'mutation'] })).not.toEqual([])
  })
})

type Loose = Record<string, unknown>

describe('the fallback of a draft', () => {
  const lies: readonly (readonly [string, (fallback: Loose) => void])[] = [
    ['fallback.balance[0].fallback', ({ balance }) => void ((balance as Loose[])[0]!['fallback'] = 99)],
    ['fallback.result.columnTotals[0]', ({ result }) => void (((result as Loose)['columnTotals'] as number[])[0] = 99)],
    ['fallback.result.status', ({ result }) => void ((result as Loose)['status'] = 'feasible')],
  ]

  it('is that of its scenario; without it, it stands as it is, and among what was not looked at', async () => {
    const { file, sources } = kinds.get('draft with fallback')!
    for (const [path, lie] of lies) {
      const doctored = JSON.parse(JSON.stringify(file)) as { fallback: Loose }
      lie(doctored.fallback)
      const known = await verify(doctored, sources)
      expect([known.status, known.faults.map((fault) => fault.path)]).toEqual(['rejected', [path]])
      const alone = await verify(doctored)
      expect([alone.status, alone.notChecked.includes('fallback')]).toEqual(['accepted', true])
    }
    expect((await verify(file, sources)).notChecked).not.toContain('fallback')
  })
})

describe('a file of before there were remarks', () => {
  /** As the first release wrote it: without remarks and the rule of `zeroTarget`, its findings in words of its language. */
  const older = (file: object) => {
    const old = JSON.parse(
      JSON.stringify(file, (key, value: unknown) => (key === 'remarks' ? undefined : value)),
    ) as Loose
    delete (old['input'] as Loose)['advicesSha256']
    delete old['made']
    const check = old['check'] as { rules: { id: string; findings: Loose[] }[] } | null
    if (!check) return old
    check.rules = check.rules.filter(({ id }) => id !== 'zero-target')
    for (const { id, findings } of check.rules) {
      if (id === 'motivation') findings.forEach((each) => Object.assign(each, { found: 'geen grond', text: 'zo' }))
    }
    return old
  }

  it.each(['draft with fallback', 'published draft', 'years', 'published years'])('is accepted: a %s', async (name) => {
    const { file, sources } = kinds.get(name)!
    const { status, faults, notChecked } = await verify(older(file), sources)
    expect([status, faults]).toEqual(['accepted', []])
    expect(notChecked).toContain('remarks')
    expect(notChecked.includes('check.rules.zero-target')).toBe(name.includes('draft'))
  })

  it('and one of now says all that there is to say', async () => {
    for (const [path, leave] of [
      ['check.rules', (file: Loose) => void (file['check'] as { rules: unknown[] }).rules.splice(4, 1)],
      ['check.rules[9].findings[0].text', ({ check }: Loose) => void (findingOf(check)['text'] = 'zo')],
    ] as const) {
      expect(await verdict('draft with fallback', leave, kinds.get('draft with fallback')!.sources)).toBe(
        `rejected ${path}`,
      )
    }
    function findingOf(check: unknown): Loose {
      const { rules } = check as { rules: { id: string; findings: Loose[] }[] }
      return rules.find(({ id }) => id === 'motivation')!.findings[0]!
    }
  })

  it('and of a conflict its repairs, with no word of the rules that they break', async () => {
    const problem = {
      rows: ['a', 'b'],
      columns: ['X', 'Y'],
      target: [[1, 1], [1, 1]], // prettier-ignore
      rowTotals: [2, 2],
      columnTotals: [3, 1],
      bounds: [['a', 'X', 0, 0]],
    }
    const file = JSON.parse(JSON.stringify(await round(problem))) as { conflict: { repairs: { changes: Loose[] }[] } }
    file.conflict.repairs.forEach(({ changes }) => changes.forEach((each) => delete each['rules']))
    const { status, notChecked } = await verify(file)
    expect(status).toBe('accepted')
    expect(notChecked).toContain('conflict.repairs[0].changes[0].rules')
    file.conflict.repairs[0]!.changes[0]!['to'] = 0
    expect((await verify(file)).status).toBe('rejected')
  })
})

/** What a changed copy is called, and on what faults. */
async function verdict(name: string, change: (file: Loose) => void, sources: Sources = {}): Promise<string> {
  const file = structuredClone(kinds.get(name)!.file) as Loose
  change(file)
  const answer = await answerTo(file, sources)
  return answer === null ? 'refused' : `${answer.status} ${answer.faults[0]?.path ?? answer.unproven[0]?.path ?? ''}`
}

describe('what is invented as a whole is not accepted', () => {
  const NONE = {
    allocation: null,
    columnTotals: null,
    levels: null,
    deviations: [],
    certificate: null,
    gap: null,
    balance: [],
    moved: null,
    advices: [],
    motivations: [],
    wishes: [],
    check: null,
    fallback: null,
  }

  it('that there is no draft: without a conflict, with an invented one, and with the target dropped', async () => {
    const name = 'draft that counts sums'
    const { sources } = kinds.get(name)!
    const none = (more: object) => (file: Loose) => void Object.assign(file, NONE, { status: 'infeasible' }, more)
    const conflict = { rules: ['bounds'], cut: null, text: 'x', texts: { nl: 'x', en: 'y' } }
    for (const given of [{}, sources]) {
      expect(await verdict(name, none({}), given)).toMatch(/^rejected /)
      expect(await verdict(name, none({ conflict }), given)).toMatch(/^rejected /)
      expect(await verdict(name, none({ conflict, target: null }), given)).not.toMatch(/^accepted/)
      expect(await verdict(name, none({ conflict, target: null, base: null, frame: null }), given)).not.toMatch(/^acc/)
      expect(await verdict(name, none({ conflict, target: null, published: true }), given)).not.toMatch(/^accepted/)
    }
  })

  it('an optimum with its target and its proof left out', async () => {
    const name = 'draft that counts sums'
    const { sources } = kinds.get(name)!
    const dropped = (file: Loose) => void Object.assign(file, { target: null, certificate: null })
    expect(await verdict(name, dropped)).not.toMatch(/^accepted/)
    expect(await verdict(name, dropped, sources)).toMatch(/^rejected/)
    // made from other advices, of which it also carries the hash
    const other = { ...ADVICES, current: { A: 6, B: 5, C: 4 } }
    const { scenario } = sources as { scenario: object }
    expect(await verdict(name, () => undefined, { scenario, advices: other })).toMatch(/^rejected consultation/)
    expect(await verdict(name, (file) => ((file['consultation'] as Loose)['prefer'] = ['moved', 'moved']))).toMatch(
      /^rej/,
    )
  })

  it('but a published draft is, where the staffel asks for places in a cell without care use', async () => {
    const use = [[3, 3, 0], [2, 2, 2]] // prettier-ignore
    const leeway = { total: 2, below: 2, above: 2 }
    const forced = { ...scenarioOf(use), leeway, options: { 'staffel.force': 'hard' } }
    const answer = await draft(forced, { history: { '1': { A: 2, B: 2, C: 2 } } }) // 2 each, one more or less
    expect(answer.allocation?.[0]).toEqual([3, 3, 0])
    const file = JSON.parse(JSON.stringify(publishDraft(answer))) as object
    expect(await verify(file)).toMatchObject({ status: 'unproven', faults: [] })
    const known = await verify(file, { scenario: forced })
    expect([known.status, known.proves.at(-1)]).toEqual(['accepted', 'optimality'])
  })

  it('a gap that is not so', async () => {
    const gap = (level: string, value: number, bound: number) =>
      verdict('feasible draft', (file) => (file['gap'] = { level, value, bound }))
    const { levels } = kinds.get('feasible draft')!.file as { levels: { name: string; value: number }[] }
    const { name, value } = levels.at(-1)!
    expect(await gap(name, value, value)).toMatch(/^accepted/) // it is the least, so that is so
    expect(await gap(name, value, value + 1)).toBe('rejected gap.bound')
    expect(await gap(name, value + 1, 0)).toBe('rejected gap.value')
    expect(await gap('nothing', value, 0)).toBe('rejected gap.level')
  })

  it('years: a total with two ends, another label, codes of nobody, a year twice, worse years apart', async () => {
    const all = kinds.get('years')!.sources
    const say = (change: (file: Loose) => void, sources: Sources = {}) => verdict('years', change, sources)
    const set = (key: string, value: unknown) => (file: Loose) => void (file[key] = value)
    expect(await say((file) => ((file['columnTotals'] as unknown[][])[0]![0] = [8, 9]))).toBe(
      'rejected columnTotals[0][0]',
    )
    expect(await say(set('data', 'published'), all)).toBe('rejected data')
    expect(await say(set('data', 'published'), { scenario: YEARS[0] })).toBe('rejected data')
    expect(await say(set('bounds', [[], [['ghost', 'A', 0, 9]]]))).toBe('rejected bounds[1][0][0]')
    expect(await say(set('zeroCells', [[['1', 'ghost']], []]))).toBe('rejected zeroCells[0][0][1]')
    expect(await say(set('years', [2026, 2026]))).toBe('rejected years[1]')
    // the second year's own scenario says that it has no agreement
    expect(await say(set('bounds', [[], [['1', 'A', 0, 9]]]), all)).toBe('rejected bounds[1]')
    // the target of a year whose scenario is given, left out
    const closed = kinds.get('infeasible years')!
    const left = (file: Loose) => ((file['targets'] as unknown[])[0] = null)
    expect(await verdict('infeasible years', left, { scenario: YEARS[0] })).toBe('rejected targets[0]')
    expect(await verdict('infeasible years', left, closed.sources)).toBe('rejected targets[0]')
    // one of two years: what is said of the other rests on nothing
    expect(await say(() => undefined, { scenario: YEARS[0] })).toBe('unproven targets[1]')
    // and what it says of the one that is given is held against that
    const called = (k: number) => (file: Loose) => void ((file['scenarios'] as string[])[k] = 'lie')
    const dated = (k: number) => (file: Loose) => void ((file['years'] as number[])[k] = 1999)
    expect(await say(called(0), { scenario: YEARS[0] })).toBe('rejected scenarios[0]')
    expect(await say(dated(0), { scenario: YEARS[0] })).toBe('rejected years[0]')
    for (const lie of [called(1), dated(1)]) expect(await say(lie, { scenario: YEARS[0] })).toBe('unproven targets[1]')
    expect(await say(() => undefined, { scenarios: [YEARS[1]!, YEARS[0]!] })).toBe('accepted ')
    expect(await say(() => undefined, { scenarios: [...YEARS, year(2028, [[1, 1], [1, 1]])] })).toBe('rejected input.sha256') // prettier-ignore
    const worse = (file: Loose) => {
      const { allocations } = file['apart'] as { allocations: number[][][] }
      const [[a, b], [c, d]] = allocations[1]! as [[number, number], [number, number]]
      allocations[1] = [[a - 1, b + 1], [c + 1, d - 1]] // prettier-ignore
    }
    expect(await say(worse)).toMatch(/^rejected apart/)
  })
})
