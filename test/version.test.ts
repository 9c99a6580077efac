/**
 * Which version an answer is: any one thing that it is computed from makes another fingerprint, the command that it names makes it again,
 * every form says the same, and a false one is rejected.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VERSION } from '../src/domain/version.js'
import { solve, verify, type Draft, type Result } from '../src/index.js'
import { fingerprint } from '../src/io/canonical.js'
import { QUESTIONS } from '../src/questions/index.js'
import { commandIn } from './command.js'
import { exampleDraft, twoYears } from './answers.js'
import { smallCase } from './institution-cases.js'
import { drawnFrom } from './size.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-version-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Names that a shell would read otherwise. */
const FILES = {
  advices: "adviezen van 't najaar.json",
  proposal: '$voorstel (2).json',
  near: '-dichtbij.json',
  table: 'tabel; rm -rf x.json',
  result: 'uit`komst`.json',
}

const SCENARIO = {
  id: 'klein',
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'A' }, { code: 'B' }],
  specialties: [
    { code: '01', intake: 5 },
    { code: '02', intake: 4 },
  ],
  careUse: { all: 'care.csv', training: 'training.csv' },
  leeway: { total: 2, below: 1, above: 1 },
}
const CARE = 'specialty,A,B\n01,3,2\n02,1,4\n'
const ADVICES = {
  advices: [{ specialty: '01', row: { A: 4, B: 1 } }],
  attentionPoints: [{ oor: 'A', specialty: '01', category: 'capacity', direction: 'up', text: 'x' }],
  motivations: [{ oor: 'A', grounds: ['care-demand'], text: 'x' }],
  current: { A: 4, B: 5 },
  history: { '01': { A: 20, B: 20 } },
  prefer: ['advice', 'motivations', 'moved', 'mutation'],
}
const PROPOSAL = { rows: ['01', '02'], columns: ['A', 'B'], allocation: [[4, 1], [1, 3]] } // prettier-ignore
const TABLE = { rows: ['a', 'b'], columns: ['x', 'y'], target: [[1.5, 1.5], [0.25, 2.75]], rowTotals: [3, 3], columnTotals: [2, 4] } // prettier-ignore

const put = (name: string, value: object) => writeFileSync(join(folder, name), JSON.stringify(value))

function scenarioFolder(name: string, change: object = {}, care = CARE): void {
  mkdirSync(join(folder, name))
  put(`${name}/scenario.json`, { ...SCENARIO, ...change })
  writeFileSync(join(folder, name, 'care.csv'), care)
  writeFileSync(join(folder, name, 'training.csv'), CARE)
}

beforeAll(async () => {
  scenarioFolder('s')
  scenarioFolder('s-care', {}, CARE.replace('01,3,2', '01,3,2.5'))
  scenarioFolder('s-floor', { floor: { share: 0.1 } })
  scenarioFolder('s-bounds', { bounds: [{ specialty: '01', oor: 'A', low: 3, high: 3 }] })
  scenarioFolder('s-28', { id: 'volgend', year: 2028 })
  put(FILES.advices, ADVICES)
  put('a-row.json', { ...ADVICES, advices: [{ specialty: '01', row: { A: 3, B: 2 } }] })
  put('a-room.json', { ...ADVICES, advices: [{ specialty: '01', row: { A: 4, B: 1 }, shift: { A: [3, 4] } }] })
  put('a-weight.json', { ...ADVICES, advices: [{ specialty: '01', row: { A: 4, B: 1 }, weight: 2 }] })
  put('a-point.json', { ...ADVICES, attentionPoints: [] })
  put('a-motivation.json', { ...ADVICES, motivations: [] })
  put('a-current.json', { ...ADVICES, current: { A: 5, B: 4 } })
  put('a-history.json', { ...ADVICES, history: {} })
  put('a-wish.json', { ...ADVICES, prefer: ['moved', 'advice', 'motivations', 'mutation'] })
  put(FILES.proposal, PROPOSAL)
  put('p-other.json', { ...PROPOSAL, allocation: [[4, 1], [2, 2]] }) // prettier-ignore
  put(FILES.near, { ...PROPOSAL, allocation: [[3, 2], [1, 3]] }) // prettier-ignore
  put('n-other.json', { ...PROPOSAL, allocation: [[2, 3], [1, 3]] }) // prettier-ignore
  put(FILES.table, TABLE)
  put('t-other.json', { ...TABLE, target: [[1.5, 1.5], [0.5, 2.5]] }) // prettier-ignore
  put('t-near.json', { rows: ['a', 'b'], columns: ['x', 'y'], allocation: [[1, 2], [1, 2]] }) // prettier-ignore
  const earlier = await solve({ ...SCENARIO, year: 2026, careUse: { all: [[3, 2], [1, 4]] } }) // prettier-ignore
  put('eerder.json', earlier)
  put('eerder-2.json', await solve({ ...SCENARIO, year: 2026, careUse: { all: [[3, 3], [1, 4]] } })) // prettier-ignore
  put(FILES.result, await solve(join(folder, 's')))
  put('r-other.json', await solve(join(folder, 's-care')))
  put('voorstel-uit.json', earlier)
  put('case.json', smallCase())
  put('case-other.json', smallCase({ change: { below: 3 } }))
})

/** A question, and each of its fields with what it can be otherwise. */
interface Asked {
  readonly question: string
  readonly args: readonly string[]
  /** By field: the whole line with that field changed, once or more. */
  readonly otherwise: Readonly<Record<string, readonly (readonly string[])[]>>
  /** What makes no other answer, in these fields. */
  readonly same?: readonly string[]
}

/** How an answer is found or shown. */
const ASIDE = [
  'format',
  'frame',
  'publish',
  'names',
  'totals',
  'threads',
  'store',
  'tables',
  'tablesAs',
  'beside',
  'page',
  'timeLimit',
]

const SOLVED: Asked['otherwise'] = {
  objective: [['--objective', 'squares']],
  solver: [['--solver', 'highs']],
  options: [['--option', 'half=even'], ['--option', 'floor.inner=row-pro-rata']], // prettier-ignore
  ties: [['--ties', 'stop']],
  seed: [['--ties', 'lot', '--seed', '2'], ['--ties', 'lot', '--seed', '3']], // prettier-ignore
  optima: [['--optima', '2']],
  noFreedom: [['--no-freedom']],
}
const SCENARIOS = [['s-care'], ['s-floor'], ['s-bounds'], ['s-28']]
const CARRY: Asked['otherwise'] = {
  carry: [['--carry', 'eerder.json'], ['--carry', 'eerder-2.json']], // prettier-ignore
  carryRule: [['--carry', 'eerder.json', '--carry-rule', 'totals']],
}
const OTHER_ADVICES = ['row', 'room', 'weight', 'point', 'motivation', 'current', 'history', 'wish'].map(
  (each) => `a-${each}.json`,
)

/** More flags behind a line. */
const behind = (line: readonly string[], more: Asked['otherwise']): Asked['otherwise'] =>
  Object.fromEntries(Object.entries(more).map(([field, flags]) => [field, flags.map((each) => [...line, ...each])]))

const ASKED: readonly Asked[] = [
  {
    question: 'solve',
    args: ['s'],
    otherwise: {
      scenario: SCENARIOS,
      ...behind(['s'], {
        ...SOLVED,
        ...CARRY,
        method: [['--method', 'stepwise'], ['--method', 'lottery', '--seed', '4']], // prettier-ignore
        near: [['--near', FILES.near], ['--near', 'n-other.json']], // prettier-ignore
        nearRank: [['--near', FILES.near, '--near-rank', 'first']],
        noPrecision: [['--no-precision']],
      }),
    },
  },
  {
    question: 'round',
    args: [FILES.table],
    otherwise: {
      problem: [['t-other.json']],
      ...behind([FILES.table], {
        ...SOLVED,
        options: [['--option', 'half=even']],
        method: [['--method', 'stepwise']],
        near: [['--near', 't-near.json']],
        nearRank: [['--near', 't-near.json', '--near-rank', 'first']],
      }),
    },
  },
  {
    question: 'compare',
    args: ['s', 's-care'],
    otherwise: {
      a: [['s-floor', 's-care']],
      b: [['s', 's-floor']],
      methods: [['s', '--methods', 'optimal,stepwise'], ['s', '--methods', 'optimal']], // prettier-ignore
      ...behind(['s', 's-care'], { ...SOLVED, advices: [['--advices', FILES.advices], ['--advices', 'a-row.json']], paired: [['--paired']] }), // prettier-ignore
    },
    // of proposals: below
    same: ['proposals', 'scenario'],
  },
  {
    question: 'compare',
    args: [FILES.proposal, 'p-other.json', '--scenario', 's'],
    otherwise: {
      proposals: [['p-other.json', FILES.proposal, '--scenario', 's'], [FILES.proposal, 'p-other.json', FILES.proposal, '--scenario', 's']], // prettier-ignore
      scenario: [[FILES.proposal, 'p-other.json'], [FILES.proposal, 'p-other.json', '--scenario', 's-care']], // prettier-ignore
      ...behind([FILES.proposal, 'p-other.json', '--scenario', 's'], {
        advices: [['--advices', FILES.advices], ['--advices', 'a-row.json']], // prettier-ignore
        options: [['--option', 'leeway.measure=cells']],
      }),
    },
    // of scenarios: above
    same: ['a', 'b', 'methods', 'paired', 'objective', 'solver', 'ties', 'seed', 'optima', 'noFreedom'],
  },
  {
    question: 'explain',
    args: ['s', '01', 'A'],
    otherwise: {
      scenario: SCENARIOS.map((each) => [...each, '01', 'A']),
      specialty: [['s', '02', 'A']],
      oor: [['s', '01', 'B']],
      ...behind(['s', '01', 'A'], { ...SOLVED, ...CARRY, method: [['--method', 'stepwise']] }),
    },
  },
  {
    question: 'verify',
    args: [FILES.result],
    otherwise: {
      result: [['r-other.json']],
      scenarios: [[FILES.result, '--scenario', 's']],
    },
    // of other answers: below
    same: ['advices', 'carry', 'near', 'case'],
  },
  {
    question: 'draft',
    args: ['s', '--advices', FILES.advices],
    otherwise: {
      scenario: SCENARIOS.map((each) => [...each, '--advices', FILES.advices]),
      advices: [['s'], ...OTHER_ADVICES.map((each) => ['s', '--advices', each])],
      ...behind(['s', '--advices', FILES.advices], {
        near: [['--near', FILES.near], ['--near', 'n-other.json']], // prettier-ignore
        fallback: [['--fallback']],
        why: [['--why']],
        agree: [['--agree', 'A>=5'], ['--agree', '02:A=1']], // prettier-ignore
        options: [['--option', 'leeway.measure=cells']],
      }),
    },
  },
  {
    question: 'check',
    args: ['s', FILES.proposal, '--advices', FILES.advices],
    otherwise: {
      scenario: SCENARIOS.map((each) => [...each, FILES.proposal, '--advices', FILES.advices]),
      proposal: [['s', 'p-other.json', '--advices', FILES.advices]],
      advices: [['s', FILES.proposal], ...OTHER_ADVICES.map((each) => ['s', FILES.proposal, '--advices', each])],
      ...behind(['s', FILES.proposal, '--advices', FILES.advices], {
        repair: [['--repair']],
        agree: [['--agree', 'A>=5']],
        options: [['--option', 'motivation.level=cell']],
      }),
    },
  },
  {
    question: 'years',
    args: ['s', 's-28'],
    otherwise: {
      scenarios: [['s-care', 's-28'], ['s-28', 's']], // prettier-ignore
      ...behind(['s', 's-28'], { options: [['--option', 'half=even']] }),
    },
  },
  {
    question: 'institutions',
    args: ['case.json'],
    otherwise: {
      case: [['case-other.json']],
      ...behind(['case.json'], {
        objective: [['--objective', 'squares']],
        options: [['--option', 'split=inflow-only'], ['--option', 'half=even']], // prettier-ignore
      }),
    },
    // of what is handed over: forms.test.ts
    same: ['format'],
  },
  {
    question: 'pack',
    args: ['case.json', 'A'],
    otherwise: {
      case: [['case-other.json', 'A']],
      institution: [['case.json', 'B']],
      ...behind(['case.json', 'A'], {
        objective: [['--objective', 'squares']],
        options: [['--option', 'split=inflow-only'], ['--option', 'half=even']], // prettier-ignore
      }),
    },
  },
  {
    question: 'fairness',
    args: ['s', '--draws', '4'],
    otherwise: {
      scenario: SCENARIOS.map((each) => [...each, '--draws', '4']),
      draws: [['s', '--draws', '5']],
      ...behind(['s', '--draws', '4'], {
        seed: [['--seed', '7']],
        population: [['--population', 'worlds']],
        settings: [['--set', 'cell=0.07']],
        methods: [['--methods', 'next-best,stepwise']],
        years: [['--years', '2']],
        carry: [['--years', '2', '--carry', 'totals']],
        shard: [['--shard', '1/2']],
      }),
    },
  },
  {
    question: 'sensitivity',
    args: ['s'],
    otherwise: {
      scenario: SCENARIOS,
      ...behind(['s'], {
        pairs: [['--pairs']],
        careUse: [['--care-use']],
        draws: [['--draws', '3']],
        seed: [['--draws', '3', '--seed', '2']],
      }),
    },
  },
]

interface Answer {
  readonly made: { version: string; fingerprint: string; from: Readonly<Record<string, unknown>>; command: string }
}

/** In this thread: there is no other here. */
const alone = (question: string) => (['fairness', 'sensitivity'].includes(question) ? ['--threads', '1'] : [])

async function answerOf(question: string, args: readonly string[]): Promise<{ text: string; made: Answer['made'] }> {
  const { out, err } = await commandIn(folder, [question, ...args, ...alone(question), '--json'])
  if (out === '') throw new Error(`${question} ${args.join(' ')}: ${err}`)
  const { made } = JSON.parse(out) as Answer
  return { text: out.replace(/"milliseconds": [\d.e-]+/g, ''), made }
}

/** The words of a command, as a real shell takes them apart. */
function shellWords(command: string): string[] {
  const shown = execFileSync('/bin/sh', ['-c', `evenredig() { printf '%s\\0' "$@"; }; ${command}`], { cwd: folder })
  return shown.toString().split('\0').slice(0, -1)
}

describe.each(ASKED)('$question', ({ question, args, otherwise, same = [] }) => {
  it('has another fingerprint when any one thing is another, and the same when none is', async () => {
    const seen = new Map<string, string>()
    for (const line of [args, ...Object.values(otherwise).flat()]) {
      const { made } = await answerOf(question, line)
      expect(made.version).toBe(VERSION)
      expect(made.fingerprint, 'of what it says that it was made from').toBe(fingerprint(made.from))
      expect(seen.get(made.fingerprint), `${line.join(' ')} beside`).toBeUndefined()
      seen.set(made.fingerprint, line.join(' '))
    }
    const again = await answerOf(question, [...args, '--lang', 'en'])
    expect(seen.get(again.made.fingerprint)).toBe(args.join(' '))
  })

  it('is made again by the command that it names', async () => {
    const lines = drawnFrom([args, ...Object.values(otherwise).flatMap((each) => each.slice(-1))])
    for (const line of lines) {
      const first = await answerOf(question, line)
      const [name, ...words] = shellWords(first.made.command)
      expect(name).toBe(question)
      expect((await answerOf(question, words)).text, first.made.command).toBe(first.text)
    }
  })

  it('leaves out no flag and no file that it can be asked with', () => {
    const { command } = QUESTIONS.find(({ name }) => name === question)!
    const camel = (name: string) => name.replace(/-[a-z]/g, (part) => part.charAt(1).toUpperCase())
    const fields = [
      ...command!.positionals.map(({ field }) => field),
      ...command!.flags.map(({ name, field }) => (name === 'option' ? 'options' : (field ?? camel(name)))),
    ]
    const known = new Set([...Object.keys(otherwise), ...same, ...ASIDE])
    expect(fields.filter((field) => !known.has(field))).toEqual([])
  })

  it('is told in every form', async () => {
    const { made } = await answerOf(question, args)
    const { forms } = QUESTIONS.find(({ name }) => name === question)!
    for (const form of forms.filter((each) => each !== 'json')) {
      const run = form === 'text' ? args : [...args, '--force', '--out', `x.${form}`]
      const needed = question === 'check' && form === 'csv' ? ['--repair'] : []
      const { out, err } = await commandIn(folder, [question, ...run, ...needed, ...alone(question)])
      const said = form === 'text' ? out : form === 'csv' ? err : partsOf(readFileSync(join(folder, `x.${form}`)), form)
      if (needed.length === 0) expect(said, form).toContain(made.fingerprint)
      expect(said, form).toContain(VERSION)
    }
  })
})

function partsOf(bytes: Uint8Array, form: string): string {
  if (form !== 'xlsx') return new TextDecoder().decode(bytes)
  return Object.values(unzipSync(bytes))
    .map((part) => new TextDecoder().decode(part))
    .join('\n')
}

it('every question that computes something is among them', () => {
  // merge: its answer is that of one run (fairness.test.ts); reconstruct writes a folder, letters are of a draft that says it; carry
  // makes a file of advices, which is asked with; chain writes a folder (chain.test.ts); fixed versions have hashes of their own (fixed.test.ts); the others show what there is
  const others = new Set([
    'chain',
    'fix',
    'amend',
    'history',
    'fairness merge',
    'reconstruct',
    'letters',
    'carry',
    'scenarios',
    'scenario',
  ])
  expect(QUESTIONS.map(({ name }) => name).filter((name) => !others.has(name))).toEqual([
    ...new Set(ASKED.map(({ question }) => question)),
  ])
})

describe('a lie about the version', () => {
  const lying = (made: object, change: object) => {
    const from = { ...(made as Answer['made']).from, ...change }
    return { ...made, from, fingerprint: fingerprint(from) }
  }
  const stated = async (result: object, path: string) => {
    const { status, faults } = await verify(result)
    expect(status).toBe('rejected')
    expect(faults.map((fault) => fault.path)).toContain(path)
  }

  it('is rejected in a result', async () => {
    const result = await solve('2027-base')
    const { made } = result as Result & Answer
    expect((await verify(result, { scenario: '2027-base' })).status).toBe('accepted')
    const other = '0'.repeat(64)
    await stated({ ...result, made: { ...made, fingerprint: other } }, 'made.fingerprint')
    await stated({ ...result, made: { ...made, from: { ...made.from, extra: 1 } } }, 'made.fingerprint')
    const lies: readonly (readonly [object, string])[] = [
      [{ scenario: other }, 'made.from.scenario'],
      [{ question: 'round' }, 'made.from.question'],
      [{ near: other }, 'made.from.near'],
      [{ carry: [other] }, 'made.from.carry'],
      [{ objective: 'squares' }, 'made.from.objective'],
      [{ method: 'stepwise' }, 'made.from.method'],
      [{ advices: other }, 'made.from.advices'],
      [{ options: { ...result.options, half: 'even' } }, 'made.from.options.half'],
    ]
    for (const [change, path] of lies) await stated({ ...result, made: lying(made, change) }, path)
  })

  it('is rejected in a draft and in years', async () => {
    const draft = (await exampleDraft()) as Draft & Answer
    await stated({ ...draft, made: lying(draft.made, { advices: '1'.repeat(64) }) }, 'made.from.advices')
    await stated({ ...draft, made: lying(draft.made, { fallback: undefined }) }, 'made.from.fallback')
    const years = (await twoYears()) as object & Answer
    await stated({ ...years, made: lying(years.made, { scenarios: ['2'.repeat(64)] }) }, 'made.from.scenarios')
  })

  it('is no crash, however deep', async () => {
    const result = await solve('2027-base')
    const text = JSON.stringify(result).replace('"from":{', `"from":{"x":${'['.repeat(50_000)}${']'.repeat(50_000)},`)
    writeFileSync(join(folder, 'deep.json'), text)
    const { exit, err } = await commandIn(folder, ['verify', 'deep.json'])
    expect(exit).toBe(2)
    expect(err).not.toContain('stack')
  })
})
