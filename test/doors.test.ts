/** Every question that both doors have, the command and the service, gives the same bytes in every form. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../src/cli/commands.js'
import type { Format } from '../src/http/formats.js'
import { OPERATIONS } from '../src/http/operations.js'
import answer from '../src/http/thread.js'
import { PLAIN_CSV } from '../src/io/csv.js'
import { draft, fix, institutions, solve } from '../src/index.js'
import { LANGUAGES, type Language } from '../src/words/texts.js'
import { smallCase } from './institution-cases.js'
import { runOnBuilt } from './node.js'

/** What a service calls the files of a question that came without names, by language. */
const FILES = {
  nl: {
    proposal: 'voorstel.csv',
    advices: 'adviezen.json',
    problem: 'tabel.json',
    near: 'gegeven.json',
    earlier: 'eerder-1.json',
    result: 'uitkomst.json',
    first: 'proposal-1.json',
    other: 'proposal-2.json',
  },
  en: {
    proposal: 'proposal.csv',
    advices: 'advices.json',
    problem: 'table.json',
    near: 'given.json',
    earlier: 'earlier-1.json',
    result: 'result.json',
    first: 'proposal-1.json',
    other: 'proposal-2.json',
  },
} as const

const TABLE = {
  rows: ['a', 'b'],
  columns: ['x', 'y'],
  target: [
    [1.5, 1.5],
    [0.25, 2.75],
  ],
  rowTotals: [3, 3],
  columnTotals: [2, 4],
}

/** Of its equals, the other one. */
const CLOSE = {
  rows: ['b', 'a'],
  columns: ['x', 'y'],
  allocation: [
    [1, 2],
    [1, 2],
  ],
}

interface Case {
  readonly question: string
  readonly args: (files: (typeof FILES)[Language]) => readonly string[]
  readonly body: () => object | Promise<object>
  readonly forms: readonly Exclude<Format, never>[]
  /** What stands in the file of advices, where that is not the example. */
  readonly advices?: object
}

/** Care use of which the cells of the small case come out, with room for a proposal. */
const SMALL_SCENARIO = {
  id: 'klein', year: 2027, data: 'synthetic', oors: [{ code: 'X' }, { code: 'Y' }],
  specialties: [{ code: '01', intake: 10 }, { code: '02', intake: 7 }],
  careUse: { all: [[70, 30], [40, 30]] },
  leeway: { total: 4, below: 2, above: 2 },
} // prettier-ignore
const SMALL_ADVICES = { advices: [{ specialty: '01', row: { X: 6, Y: 4 }, rationale: 'Verzonnen.' }] }

const ALL = ['json', 'csv', 'html', 'xlsx'] as const
const advices = JSON.parse(readFileSync('scenarios/2027-proposal/advices.json', 'utf8')) as object
const RULING = { institution: 'A', specialty: '01', oor: 'X', before: 5, after: 6, ground: 'K&G 3', date: '2026-06-20' }
/** All that is advised, but wishes that a network serves. */
const SOONER = { ...advices, prefer: ['advice', 'moved'] }
const byHand = readFileSync('scenarios/2027-proposal/proposal-by-hand.csv', 'utf8')

const CASES: readonly Case[] = [
  { question: 'solve', args: () => ['2027-base'], body: () => ({ scenario: '2027-base' }), forms: ALL },
  {
    question: 'solve',
    args: () => ['2027-base', '--publish', '--objective', 'squares', '--option', 'half=even'],
    body: () => ({ scenario: '2027-base', publish: true, objective: 'squares', options: { half: 'even' } }),
    forms: ALL,
  },
  {
    question: 'solve',
    args: () => ['2027-base', '--method', 'stepwise'],
    body: () => ({ scenario: '2027-base', method: 'stepwise' }),
    forms: ALL,
  },
  {
    question: 'solve',
    args: (files) => ['2027-base', '--carry', files.earlier, '--carry-rule', 'cells'],
    body: async () => ({ scenario: '2027-base', carry: [await solve('2026-base')], carryRule: 'cells' }),
    forms: ALL,
  },
  {
    question: 'explain',
    args: (files) => ['2027-base', '10', 'Leiden', '--carry', files.earlier],
    body: async () => ({ scenario: '2027-base', specialty: '10', oor: 'Leiden', carry: [await solve('2026-base')] }),
    forms: ['json', 'csv', 'html'],
  },
  {
    question: 'verify',
    args: (files) => [files.result, '--scenario', '2027-base', '--carry', files.earlier],
    body: async () => {
      const carry = [await solve('2026-base')]
      return { result: await solve('2027-base', { carry }), scenario: '2027-base', carry }
    },
    forms: ['json'],
  },
  {
    question: 'solve',
    args: (files) => ['2027-reference', '--near', files.near, '--near-rank', 'first'],
    body: async () => ({ scenario: '2027-reference', near: await solve('2027-base'), nearRank: 'first' }),
    forms: ALL,
  },
  { question: 'round', args: (files) => [files.problem], body: () => TABLE, forms: ALL },
  {
    question: 'round',
    args: (files) => [files.problem, '--near', files.near],
    body: () => ({ ...TABLE, near: CLOSE }),
    forms: ['json', 'csv'],
  },
  {
    question: 'compare',
    args: () => ['2026-base', '2026-reference'],
    body: () => ({ a: '2026-base', b: '2026-reference' }),
    forms: ALL,
  },
  {
    question: 'compare',
    args: () => ['2027-base', '2027-reference', '--paired'],
    body: () => ({ a: '2027-base', b: '2027-reference', paired: true }),
    forms: ALL,
  },
  {
    question: 'compare',
    args: () => ['2027-base', '--methods', 'optimal,stepwise'],
    body: () => ({ a: '2027-base', methods: 'optimal,stepwise' }),
    forms: ALL,
  },
  {
    question: 'compare',
    args: (files) => [files.first, files.other, '--scenario', '2027-proposal', '--advices', files.advices],
    body: () => ({ a: tableOf(byHand), b: tableOf(byHand), scenario: '2027-proposal', advices }),
    forms: ALL,
  },
  {
    question: 'solve',
    args: () => ['2027-reference', '--page', 'board'],
    body: () => ({ scenario: '2027-reference', page: 'board' }),
    forms: ['html'],
  },
  {
    question: 'compare',
    args: () => ['2026-base', '2027-reference', '--page', 'board'],
    body: () => ({ a: '2026-base', b: '2027-reference', page: 'board' }),
    forms: ['html'],
  },
  {
    question: 'explain',
    args: () => ['2027-base', '10', 'Leiden'],
    body: () => ({ scenario: '2027-base', specialty: '10', oor: 'Leiden' }),
    forms: ['json', 'csv', 'html'],
  },
  {
    question: 'draft',
    args: (files) => ['2027-proposal', '--advices', files.advices],
    body: () => ({ scenario: '2027-proposal', advices }),
    forms: ['json'],
  },
  {
    question: 'draft',
    args: (files) => ['2027-proposal', '--advices', files.advices],
    body: () => ({ scenario: '2027-proposal', advices: SOONER }),
    forms: ['csv', 'html', 'xlsx'],
    advices: SOONER,
  },
  {
    question: 'check',
    args: (files) => ['2027-proposal', files.proposal, '--advices', files.advices, '--repair'],
    body: () => ({ scenario: '2027-proposal', proposal: tableOf(byHand), advices, repair: true }),
    forms: ['json', 'html', 'xlsx'],
  },
  {
    question: 'carry',
    args: (files) => [files.advices, '--from', '2027-base', '--to', '2027-proposal'],
    body: () => ({ consultation: advices, from: '2027-base', to: '2027-proposal' }),
    forms: ['json', 'html', 'xlsx'],
  },
  {
    question: 'years',
    args: () => ['2026-base', '2027-base'],
    body: () => ({ scenarios: ['2026-base', '2027-base'] }),
    forms: ALL,
  },
  {
    question: 'institutions',
    args: () => ['2027-institutions'],
    body: () => ({ case: '2027-institutions' }),
    forms: ALL,
  },
  {
    question: 'fix',
    args: (files) => [files.result, '--case', 'small.json'],
    body: async () => ({ result: await institutions(smallCase()), case: smallCase() }),
    forms: ['json'],
  },
  {
    question: 'amend',
    args: () => ['fixed.json', '--amendment', 'ruling.json'],
    body: async () => ({ fixed: await fixedSmall(), amendment: RULING }),
    forms: ['json'],
  },
  {
    question: 'history',
    args: () => ['fixed.json'],
    body: async () => ({ fixed: await fixedSmall() }),
    forms: ALL,
  },
  ...(['bols', 'vws'] as const).map((format) => ({
    question: 'history',
    args: () => ['fixed.json', '--format', format],
    body: async () => ({ fixed: await fixedSmall(), format }),
    forms: ['csv', 'xlsx'] as const,
  })),
  ...(['bols', 'vws'] as const).map((format) => ({
    question: 'institutions',
    args: () => ['2027-institutions', '--format', format],
    body: () => ({ case: '2027-institutions', format }),
    forms: ['csv', 'xlsx'] as const,
  })),
  {
    question: 'chain',
    args: () => ['klein.json', 'geval.json'],
    body: () => ({ scenario: SMALL_SCENARIO, case: smallCase() }),
    forms: ['json'],
  },
  {
    question: 'chain',
    args: (files) => ['klein.json', 'geval.json', '--draft', 'draft.json', '--advices', files.advices],
    body: async () => ({ scenario: SMALL_SCENARIO, case: smallCase(), advices: SMALL_ADVICES, draft: await draft(SMALL_SCENARIO, SMALL_ADVICES) }), // prettier-ignore
    forms: ['json'],
    advices: SMALL_ADVICES,
  },
  {
    question: 'pack',
    args: () => ['2027-institutions', 'ON-05'],
    body: () => ({ case: '2027-institutions', institution: 'ON-05' }),
    forms: ['json', 'html'],
  },
  {
    question: 'sensitivity',
    args: () => ['2027-base', '--pairs', '--draws', '2', '--seed', '3'],
    body: () => ({ scenario: '2027-base', pairs: true, draws: 2, seed: 3 }),
    forms: ALL,
  },
  {
    question: 'verify',
    args: (files) => [files.result, '--scenario', '2027-base'],
    body: async () => ({ result: await solve('2027-base'), scenario: '2027-base' }),
    forms: ['json'],
  },
]

async function fixedSmall(): Promise<object> {
  return fix(await institutions(smallCase()), { case: smallCase() })
}

/** A matrix of places as JSON holds it, without the column that labels it. */
function tableOf(csv: string): object {
  const [[, ...heads], ...lines] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',')) as [string[], ...string[][]]
  const columns = heads.filter((head) => head !== 'data')
  const allocation = lines.map(([, ...cells]) => cells.slice(0, columns.length).map(Number))
  return { rows: lines.map(([row]) => row), columns, allocation }
}

const folder = mkdtempSync(join(tmpdir(), 'evenredig-doors-'))
const before = process.cwd()
beforeAll(async () => {
  runOnBuilt()
  for (const files of Object.values(FILES)) {
    for (const name of [files.proposal, files.first, files.other]) {
      writeFileSync(join(folder, name), JSON.stringify(tableOf(byHand)))
    }
    writeFileSync(join(folder, files.problem), JSON.stringify(TABLE))
  }
  const earlier = await solve('2026-base')
  for (const files of Object.values(FILES)) writeFileSync(join(folder, files.earlier), JSON.stringify(earlier))
  writeFileSync(join(folder, 'klein.json'), JSON.stringify(SMALL_SCENARIO))
  writeFileSync(join(folder, 'geval.json'), JSON.stringify(smallCase()))
  writeFileSync(join(folder, 'draft.json'), JSON.stringify(await draft(SMALL_SCENARIO, SMALL_ADVICES)))
  writeFileSync(join(folder, 'small.json'), JSON.stringify(smallCase()))
  writeFileSync(join(folder, 'fixed.json'), JSON.stringify(await fixedSmall()))
  writeFileSync(join(folder, 'ruling.json'), JSON.stringify(RULING))
  process.chdir(folder)
})
afterAll(() => {
  process.chdir(before)
  rmSync(folder, { recursive: true })
})

async function byCommand(
  question: string,
  args: readonly string[],
  format: Format,
  language: Language,
): Promise<Uint8Array> {
  await commands([question, ...args, '--force', '--lang', language, '--out', `x.${format}`], language)
  return readFileSync(`x.${format}`)
}

async function byService(operation: string, body: object, format: Format, language: Language): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(JSON.stringify(body))
  const task = {
    operation,
    body: { type: 'application/json', bytes },
    fields: {},
    format,
    csv: PLAIN_CSV,
    language,
    known: null,
    maxCells: 100_000,
  }
  const reply = await answer(task)
  if (reply.kind !== 'answer') throw new Error(JSON.stringify(reply))
  return typeof reply.body === 'string' ? new TextEncoder().encode(reply.body) : reply.body
}

/** Texts by part, without how long it took, which differs from run to run; of files in JSON too. */
function told(bytes: Uint8Array, format: Format): Record<string, string> {
  const parts = format === 'xlsx' ? unzipSync(bytes) : { whole: bytes }
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [
      name,
      new TextDecoder().decode(part).replace(/\\?"milliseconds\\?": [\d.e-]+/g, ''),
    ]),
  )
}

describe.each(LANGUAGES)('in %s', (language) => {
  const lines = CASES.flatMap(({ forms, ...rest }) => forms.map((format) => ({ ...rest, format })))
    // drafts take long, and their words have tests of their own
    .filter(({ question }) => question !== 'draft' || language === 'nl')
  it.each(lines)('$question as $format', async ({ question, args, body, format, advices: own = advices }) => {
    const asked = await body()
    const files = FILES[format === 'json' ? 'nl' : language] // JSON is alike in both languages, and calls what has no name by one
    writeFileSync(files.advices, JSON.stringify(own))
    for (const field of ['result', 'near'] as const) {
      if (field in asked) writeFileSync(files[field], JSON.stringify(asked[field as keyof typeof asked]))
    }
    expect(told(await byCommand(question, args(files), format, language), format)).toEqual(
      told(await byService(question, asked, format, language), format),
    )
  })
})

it('every question of the service that is a command is among them', () => {
  // lists, shows and files: no answer in a form; a job: its answer is held against the command in jobs.test.ts
  const only = new Set(['scenarios', 'scenario', 'reconstruct', 'letters', 'fairness'])
  const forms = CASES.map(({ question, forms: each }) => [question, new Set<string>(each)] as const)
  for (const { name, formats } of OPERATIONS.filter((each) => !only.has(each.name))) {
    const tried = forms.filter(([question]) => question === name).flatMap(([, each]) => [...each])
    expect(new Set(tried), name).toEqual(new Set(formats))
  }
})
