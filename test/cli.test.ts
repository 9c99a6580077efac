/** The command as people and scripts use it: exit statuses, streams, files, languages. */
import { spawn } from 'node:child_process'
import {
  copyFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../src/cli/commands.js'
import {
  InputError,
  METHODS,
  OBJECTIVES,
  OPTION_TABLE,
  shippedScenarios,
  SOLVER_NAMES,
  type Result,
} from '../src/index.js'
import { readScenario } from '../src/io/read/scenario.js'
import { faultText, type Language } from '../src/words/texts.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { commandIn, type Run } from './command.js'
import { book } from './workbooks.js'

const MAIN = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const COMMANDS = ['solve', 'round', 'compare', 'explain'] as const

let folder = ''
beforeAll(() => {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is not there: run "npm run build" before these tests`)
  folder = mkdtempSync(join(tmpdir(), 'evenredig-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The figures of 2027-base as a workbook. */
async function workbook(): Promise<Uint8Array> {
  const { specialties, oors, careUse } = readScenario('2027-base')
  const shares = careUse.kind === 'matrix' ? careUse.all : []
  return book({
    Instroom: [['Code', 'Instroom'], ...specialties.map(({ code, intake }) => [code, intake])],
    'Zorggebruik alle': [
      ['Code', ...oors.map(({ code }) => code)],
      ...specialties.map(({ code }, s) => [code, ...shares[s]!.map(Number)]),
    ],
  })
}

interface Setting {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

const noTrace = (text: string) =>
  expect(text).not.toMatch(/^ {4}at |node:internal|UnhandledPromise|\[object |undefined/m)

/** The command in a process of its own, where streams, threads or what is loaded are what it is about. */
const spawned = (args: readonly string[], setting: Spawned = {}) => start(process.execPath, [MAIN, ...args], setting)

interface Spawned {
  readonly env?: Readonly<Record<string, string>>
  /** A file descriptor to use as stdout. */
  readonly stdout?: number
}

async function start(command: string, args: readonly string[], { env = {}, stdout }: Spawned): Promise<Run> {
  const { EVENREDIG_LANG: _, ...rest } = process.env
  const child = spawn(command, args, {
    env: { ...rest, ...env },
    stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
  })
  const chunks = { out: [] as Buffer[], err: [] as Buffer[] }
  child.stdout?.on('data', (chunk: Buffer) => chunks.out.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => chunks.err.push(chunk))
  const exit = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const [out, err] = [Buffer.concat(chunks.out).toString(), Buffer.concat(chunks.err).toString()]
  for (const text of [out, err]) noTrace(text)
  return { exit: exit ?? -1, out, err }
}

/** Runs the command; whatever happens, it shows no stack trace, and with exit status 2 no answer. */
async function evenredig(args: readonly string[], { env, cwd = '.' }: Setting = {}): Promise<Run> {
  const run = await commandIn(cwd, args, env)
  for (const text of [run.out, run.err]) noTrace(text)
  if (run.exit === 2) {
    expect(run.out).toBe('')
    expect(run.err).not.toBe('')
  }
  return run
}

const all = (lines: readonly (readonly string[])[], setting: Setting = {}): Promise<Run[]> =>
  Promise.all(lines.map((args) => evenredig(args, setting)))

/** What the command says of wrong usage or input, without starting a process for it. */
async function refused(args: readonly string[], language: Language): Promise<string> {
  const error = await commands(args, language).catch((thrown: unknown) => thrown)
  if (!(error instanceof InputError)) throw new Error(`${args.join(' ')} is not refused`)
  return error.faults.map((fault) => faultText(fault, language)).join('\n')
}

async function json<T = Result>(args: readonly string[]): Promise<T> {
  const { exit, out, err } = await evenredig([...args, '--json'])
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  return JSON.parse(out) as T
}

/** Writes a file into the folder of this run. @returns its path */
function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const table = (more: object = {}) => ({
  rows: ['r', 's'],
  columns: ['a', 'b'],
  target: [
    [1.4, 0.6],
    [0.5, 1.5],
  ],
  rowTotals: [2, 2],
  columnTotals: [2, 2],
  ...more,
})
/** Nothing fits: r has two places, and may put none anywhere. */
const impossible = table({
  bounds: [
    ['r', 'a', 0, 0],
    ['r', 'b', 0, 0],
  ],
})

/** A table of random targets with totals that fit; the same each time. */
function large(rows: number, columns: number): object {
  let seed = 12345
  const draw = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31
  const target = Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => Math.round(draw() * 5e6) / 1e6),
  )
  const places = target.map((row) => row.map((each) => Math.floor(each + draw())))
  return {
    rows: target.map((_, s) => `r${s}`),
    columns: target[0]!.map((_, o) => `c${o}`),
    target,
    rowTotals: places.map((row) => row.reduce((sum, each) => sum + each, 0)),
    columnTotals: target[0]!.map((_, o) => places.reduce((sum, row) => sum + row[o]!, 0)),
  }
}

const LABEL = { nl: 'SYNTHETISCHE GEGEVENS', en: 'SYNTHETIC DATA' } as const

describe('exit status', () => {
  it('0 for an answer, on stdout and nothing on stderr', async () => {
    const runs = await all([
      ['solve', '2027-base'],
      ['solve', '2027-base', '--method', 'stepwise'],
      ['compare', '2026-base', '2026-reference'],
      ['compare', '2027-base', '--methods', 'stepwise,largest-remainder'],
      ['explain', '2027-base', '10', 'Leiden'],
      ['round', file('ok.json', table())],
      ['--help'],
    ])
    for (const { exit, out, err } of runs) expect([exit, err, out.length > 100]).toEqual([0, '', true])
  })

  it('1 for a negative answer, which is on stdout all the same', async () => {
    const none = file('impossible.json', impossible)
    const [text, structured, stuck, off, csv] = await all([
      ['round', none],
      ['round', none, '--json'],
      ['round', none, '--method', 'stepwise'],
      ['solve', '2027-base', '--method', 'largest-remainder'],
      ['round', none, '--csv'],
    ])
    for (const run of [text, structured, stuck, off, csv]) expect(run!.exit).toBe(1)
    for (const run of [text, structured, stuck, off]) expect(run!.err).toBe('')
    expect(text!.out).toContain('onmogelijk')
    expect(JSON.parse(structured!.out)).toMatchObject({ status: 'infeasible', allocation: null })
    expect(stuck!.out).toContain('vastgelopen')
    expect(off!.out).toContain('totalen kloppen niet')
    expect(csv!.out).toBe('specialty,a,b\n') // a table without lines; what came of it is on stderr
    expect(csv!.err).toContain('onmogelijk')
  })

  it('says on stderr that a CSV table does not meet its totals', async () => {
    const { exit, out, err } = await evenredig(['solve', '2027-base', '--method', 'largest-remainder', '--csv'])
    expect(exit).toBe(1)
    expect(out.split('\n')).toHaveLength(32)
    expect(err).toContain('totalen kloppen niet')
  })

  it('0 with the version of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    const [{ exit, out }] = (await all([['--version']])) as [Run]
    expect([exit, out]).toEqual([0, `${version}\n`])
  })

  it('never overwrites what it reads, nor a workbook that somebody may have filled in', async () => {
    const [own, somebodys] = [file('own.json', {}), join(folder, 'filled.xlsx')]
    writeFileSync(somebodys, 'mine')
    const runs = await all([
      ['draft', '2027-base', '--advices', own, '--out', own],
      ['template', somebodys],
    ])
    expect(runs.map(({ exit }) => exit)).toEqual([2, 2])
    expect([readFileSync(own, 'utf8'), readFileSync(somebodys, 'utf8')]).toEqual(['{}', 'mine'])
  })

  it('2 for wrong usage or input', async () => {
    const wrong = [
      [],
      ['solve'],
      ['solve', '2027-base', '2026-base'],
      ['solve', '2027-base', '--method'],
      ['solve', '2027-base', '--objective', 'square'],
      ['solve', '2027-base', '--solver', 'higs'],
      ['solve', '2027-base', '--option', 'half'],
      ['solve', '2027-base', '--option', 'half=upp'],
      ['solve', '2027-base', '--option', '__proto__=x'],
      ['solve', '2027-base', '--time-limit', '0'],
      ['solve', '2027-base', '--time-limit', 'Infinity'],
      ['solve', '2027-base', '--time-limit', '1e9'],
      ['solve', '2027-base', '--time-limit', 'soon'],
      ['solve', '2027-base', '--json', '--csv'],
      ['compare', '2027-base'],
      ['compare', '2026-base', '2027-base', '--methods', 'optimal'],
      ['compare', '2027-base', '--methods', ''],
      ['explain', '2027-base', '10'],
      ['round', '2027-base'],
      ['round', file('list.json', [])],
      ['--versie'],
    ]
    const runs = await all(wrong)
    expect(runs.map(({ exit }, i) => [wrong[i], exit])).toEqual(wrong.map((args) => [args, 2]))
  })

  it('names every wrong flag and every fault of a file at once', async () => {
    const flags = await evenredig([
      'solve',
      '2027-base',
      '--method',
      'best',
      '--solver',
      'higs',
      '--option',
      'haf=up',
      '--option',
      'half=x',
    ])
    expect(
      flags.err
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['--method', '--solver', '--option half', '--option haf'])
    const wrong = file('wrong.json', table({ rowTotals: [1.5, -2], columnTotals: [2], title: 3 }))
    const { err } = await evenredig(['round', wrong])
    expect(
      err
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['title', 'rowTotals[0]', 'rowTotals[1]', 'columnTotals'])
  })

  it('shows the first hundred faults of a file that has more', async () => {
    const many = Array.from({ length: 150 }, (_, i) => `r${i}`)
    const path = file('many.json', {
      rows: many,
      columns: ['a'],
      target: many.map(() => ['x']),
      rowTotals: many.map(() => 1),
      columnTotals: [150],
    })
    const { err } = await evenredig(['round', path])
    expect(err.trim().split('\n')).toHaveLength(101)
    expect(err).toContain('… en nog 50 fouten')
  })
})

describe('hints', () => {
  it.each([
    [['sove', '2027-base'], 'bedoelt u solve?'],
    [['help', 'sove'], 'bedoelt u solve?'],
    [['solve', '2027-bse'], 'bedoelt u 2027-base?'],
    [['solve', '2027-base', '--objectve', 'squares'], 'bedoelt u --objective?'],
    [['solve', '2027-base', '--method', 'optimaal'], 'bedoelt u optimal?'],
    [['solve', '2027-base', '--option', 'haf=up'], 'bedoelt u half?'],
    [['explain', '2027-base', '10', 'Leidn'], 'bedoelt u Leiden?'],
    [['compare', '2027-base', '--methods', 'optimal,stepwize'], 'bedoelt u stepwise?'],
  ])('%j: %s', async (args, hint) => {
    expect(await refused(args, 'nl')).toContain(hint)
  })
})

describe('language', () => {
  it('is Dutch, or --lang, or EVENREDIG_LANG; the flag goes first, before or after the command', async () => {
    const dutch = await evenredig(['solve', '2027-base'])
    expect(dutch.out).toContain('Niet natuurlijk afgerond (16)')
    const settings = [
      [['solve', '2027-base', '--lang', 'en'], {}],
      [['solve', '2027-base', '--lang=en'], {}],
      [['--lang', 'en', 'solve', '2027-base'], {}],
      [['solve', '2027-base'], { EVENREDIG_LANG: 'en' }],
      [['solve', '2027-base', '--lang', 'en'], { EVENREDIG_LANG: 'nl' }],
    ] as const
    const runs = await Promise.all(settings.map(async ([args, env]) => evenredig(args, { env })))
    for (const { exit, out } of runs) {
      expect(exit).toBe(0)
      expect(out).toContain('Not rounded naturally (16)')
    }
    expect((await evenredig(['solve', '2027-base'], { env: { EVENREDIG_LANG: '' } })).out).toBe(dutch.out)
  })

  it('that is not there is refused, in Dutch', async () => {
    const flag = await evenredig(['solve', '2027-base', '--lang', 'xx'])
    expect(flag.err).toBe('--lang: verkeerd gebruik (gevonden xx; verwacht nl | en)\n')
    const variable = await evenredig(['solve', '2027-base'], { env: { EVENREDIG_LANG: 'fr' } })
    expect(variable).toMatchObject({
      exit: 2,
      err: 'EVENREDIG_LANG: verkeerd gebruik (gevonden fr; verwacht nl | en)\n',
    })
  })

  it('of numbers: 1.140 and 55,061689329 in Dutch, 1,140 and 55.061689329 in English', async () => {
    expect((await evenredig(['solve', '2027-base'])).out).toMatch(/1\.140[^]*55,061689329/)
    expect((await evenredig(['solve', '2027-base', '--lang', 'en'])).out).toMatch(/1,140[^]*55\.061689329/)
  })

  const ENGLISH =
    /(?<![-<.\w"])(usage|options|arguments|commands|examples|display|default|error|unknown|missing|required|too many|did you mean|expected|found|unexpected|not valid|file|folder|seconds|list|string|number|array|name|of the|with|and)(?![\w.-])/i
  const DUTCH =
    /(?<![-<.\w"])(gebruik|vlaggen|argumenten|opdrachten|voorbeelden|toon|verwacht|gevonden|bedoelt|onbekende?|ontbreekt|bestand|map|mijn|tabel|seconden|lijst|naam|van de|het|niet)(?![\w-])/i

  it('of faults has no remnants of the other', async () => {
    const wrong = [
      ['sove', '2027-base'],
      ['solve'],
      ['solve', 'a', 'b'],
      ['solve', '2027-bse'],
      ['solve', '2027-base', '--jsn'],
      ['solve', '2027-base', '--time-limit', 'x', '--option', 'y'],
      ['solve', '2027-base', '--out', 'x.pdf'],
      ['solve', '2027-base', '--out', join(folder, 'none', 'x.json')],
      ['round', file('cut.json', '{"rows": [')],
      ['round', file('text.json', 'rows,columns\n')],
      ['round', file('empty.json', {})],
      [
        'round',
        file(
          'bad.json',
          table({
            target: [
              [1, null],
              ['x', -1],
            ],
            rowTotals: 'x',
          }),
        ),
      ],
      ['round', folder],
    ]
    for (const args of wrong) {
      expect((await refused(args, 'nl')).replaceAll(folder, '')).not.toMatch(ENGLISH)
      expect((await refused(args, 'en')).replaceAll(folder, '')).not.toMatch(DUTCH)
    }
  })

  describe.each([
    ['nl', ['Gebruik:', 'Vlaggen:', 'Voorbeelden:'], ENGLISH],
    ['en', ['Usage:', 'Options:', 'Examples:'], DUTCH],
  ] as const)('--help in %s', (lang, heads, other) => {
    it.concurrent.each(['', ...COMMANDS])('evenredig %s', async (command) => {
      const args = command === '' ? ['--help'] : [command, '--help']
      const { exit, out, err } = await evenredig([...args, '--lang', lang])
      expect([exit, err]).toEqual([0, ''])
      for (const head of heads) expect(out).toContain(head)
      expect(out).toMatch(new RegExp(`\n {2}evenredig ${command}`))
      // Names of methods, values of options, and the fields of a file are the same in every language.
      const prose = out.replaceAll(/^ {4}\S+=.*$/gm, '').replaceAll(/\{[^}]*\}/g, '')
      expect(prose).not.toMatch(other)
    })
  })

  it('the help of `solve` names every method, objective, solver and option with its values', async () => {
    const { out } = await evenredig(['help', 'solve'])
    for (const name of [...METHODS, ...OBJECTIVES, ...SOLVER_NAMES]) expect(out).toContain(name)
    for (const [name, { values }] of Object.entries(OPTION_TABLE)) expect(out).toContain(`${name}=${values.join('|')}`)
    expect(out).toContain('Afsluitcode: 0')
  })

  it('the examples of the help work', async () => {
    const helps = await all(COMMANDS.map((command) => [command, '--help']))
    file('tabel.json', table())
    expect(await evenredig(['solve', '2026-base', '--out', '2026.json'], { cwd: folder })).toMatchObject({ exit: 0 })
    writeFileSync(join(folder, 'tabel.csv'), 'rij,A,B,Totaal\nx,1.5,2.5,4\ny,2.5,1.5,4\nTotaal,4,4,8\n')
    writeFileSync(join(folder, 'werkmap.xlsx'), await workbook())
    expect(await evenredig(['draft', '2027-proposal', '--out', 'concept.json'], { cwd: folder })).toMatchObject({
      exit: 0,
    })
    copyFileSync('scenarios/2027-proposal/proposal-by-hand.csv', join(folder, 'voorstel.csv'))
    const lines = helps.flatMap(({ out }) => [...out.matchAll(/^ {2}evenredig (.*)$/gm)].map((match) => match[1]!))
    const words = lines
      .filter((line) => !line.includes('mijn-map'))
      .map((line) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!))
    expect(words.length).toBeGreaterThan(8)
    for (const { exit, err } of await all(words, { cwd: folder })) {
      // what was read of a workbook is said too
      expect([exit, err.replaceAll(/^(?:Gelezen:|Vingerafdruk|Fingerprint) .*\n/gm, '').replace(WRITTEN, '')]).toEqual([
        0,
        '',
      ])
    }
  })
})

const WRITTEN = /^(?:geschreven|written): [^\n]* \([\d.,]+ bytes\)\n$/

/** What stderr says of a file that was written, and nothing else. */
function written(name: string, word = 'geschreven'): unknown {
  return expect.stringMatching(new RegExp(`^${word}: [^\\n]*${name.replace('.', '\\.')} \\([\\d.,]+ bytes\\)\\n$`))
}

describe('workbooks', () => {
  const here = (name: string) => join(folder, name)

  it('in and out: a workbook in the frame of a scenario gives the published table, as a workbook', async () => {
    writeFileSync(here('in.xlsx'), await workbook())
    const args = ['solve', 'in.xlsx', '--scenario', '2027-base', '--out', 'uit.xlsx']
    const first = await evenredig(args, { cwd: folder })
    expect(first).toMatchObject({ exit: 0, out: '' })
    expect(first.err).toContain('aangevuld uit 2027-base')
    expect(first.err).toMatch(/^geschreven: uit\.xlsx/m)
    const again = readFileSync(here('uit.xlsx'))
    expect(await evenredig([...args, '--force'], { cwd: folder })).toMatchObject({ exit: 0 })
    expect(readFileSync(here('uit.xlsx')).equals(again)).toBe(true)
    const answer = await evenredig(['solve', here('in.xlsx'), '--scenario', '2027-base', '--json'])
    const { allocation, data } = JSON.parse(answer.out) as Result
    expect(allocation).toEqual((await json(['solve', '2027-base'])).allocation)
    expect(data).toBe('confidential')
    const sheet = readXlsx(again, 'uit.xlsx').sheets[0]!
    const texts = sheet.rows.flatMap(({ cells }) => [...cells.values()].map(({ text }) => text))
    expect(texts[0]).toBe('Eigen gegevens')
    expect(texts[1]).toMatch(
      /^Vertrouwelijke gegevens – .*100% alle instellingen; ondergrens: 10%; kader: .*uit: 2027-base$/,
    )
  })

  it('round and compare write them too; explain and verify have none', async () => {
    writeFileSync(
      here('t.xlsx'),
      await book({
        Doel: [
          ['', 'A', 'B', 'Totaal'],
          ['r', 1.4, 2.6, 4],
          ['Totaal', 1, 3, 4],
        ],
      }),
    )
    expect(await evenredig(['round', here('t.xlsx'), '--out', here('r.xlsx')])).toMatchObject({
      exit: 0,
      out: '',
      err: expect.stringMatching(/^Gelezen: .*blad Doel.*\ngeschreven: [^\n]*r\.xlsx \([\d.,]+ bytes\)\n$/),
    })
    const rounded = await evenredig(['round', here('t.xlsx'), '--json'])
    expect(rounded).toMatchObject({ exit: 0, err: expect.stringMatching(/^Gelezen: [^\n]*blad Doel[^\n]*\n$/) })
    expect(JSON.parse(rounded.out)).toMatchObject({ allocation: [[1, 3]] })
    const methods = ['compare', '2027-base', '--methods', 'optimal,stepwise', '--out', here('m.xlsx'), '--lang', 'en']
    expect(await evenredig(methods)).toMatchObject({ exit: 0, out: '', err: written('m.xlsx', 'written') })
    expect(readXlsx(readFileSync(here('m.xlsx')), 'm').sheets[0]!.name).toBe('Comparison')
    const scenarios = ['compare', '2026-base', '2026-reference', '--publish', '--out', here('c.xlsx')]
    expect(await evenredig(scenarios)).toMatchObject({ exit: 0, out: '', err: written('c.xlsx') })
    expect(await evenredig(['explain', '2027-base', '10', 'Leiden', '--out', here('e.xlsx')])).toMatchObject({
      exit: 2,
    })
    expect(existsSync(here('e.xlsx'))).toBe(false)
  })

  it('a template is written, also in English; nowhere but in .xlsx', async () => {
    expect(await evenredig(['template', here('leeg.xlsx')])).toMatchObject({
      exit: 0,
      out: '',
      err: written('leeg.xlsx'),
    })
    expect(readXlsx(readFileSync(here('leeg.xlsx')), 'x').sheets[0]!.name).toBe('Uitleg')
    expect(await evenredig(['template', here('empty.xlsx'), '--lang', 'en'])).toMatchObject({ exit: 0 })
    expect(readXlsx(readFileSync(here('empty.xlsx')), 'x').sheets[0]!.name).toBe('Explanation')
    expect(await evenredig(['template', here('leeg.csv')])).toMatchObject({ exit: 2 })
  })

  it('faults name sheet and cell, and with --publish not what stands there', async () => {
    const faulty = await book({
      Instroom: [
        ['Code', 'Instroom'],
        ['01', 'geheim 9'],
      ],
      'Zorggebruik alle': [
        ['Code', 'NO', 'ON', 'Utrecht', 'NWN', 'Leiden', 'ZWN', 'ZON'],
        ['01', 1, 2, 3, 4, 'geheim 7', 6, 7],
      ],
    })
    writeFileSync(here('f.xlsx'), faulty)
    const { exit, err } = await evenredig(['solve', 'f.xlsx'], { cwd: folder })
    expect(exit).toBe(2)
    expect(err).toContain('f.xlsx:Zorggebruik alle!F2: geen getal')
    expect(err).toContain('geheim 7')
    const published = await evenredig(['solve', 'f.xlsx', '--publish'], { cwd: folder })
    expect(published.err).toContain('f.xlsx:Zorggebruik alle!F2: geen getal')
    expect(published.err).not.toContain('geheim')
  })

  it('a frame around something that is no workbook is wrong usage', async () => {
    expect(await evenredig(['solve', '2027-base', '--scenario', '2026-base'])).toMatchObject({ exit: 2 })
  })
})

describe('--json', () => {
  const FIELDS = [
    'status',
    'scenario',
    'data',
    'method',
    'objective',
    'solver',
    'options',
    'rows',
    'columns',
    'rowTotals',
    'columnTotals',
    'oorTotals',
    'target',
    'allocation',
    'levels',
    'deviations',
    'unique',
    'contested',
    'certificate',
    'conflict',
    'input',
    'milliseconds',
  ]

  it('has every field of the contract', async () => {
    const result = await json(['solve', '2027-base'])
    expect(Object.keys(result)).toEqual(expect.arrayContaining(FIELDS))
    expect(result).toMatchObject({
      status: 'optimal',
      scenario: '2027-base',
      data: 'synthetic',
      method: 'optimal',
      objective: 'next-best',
      solver: { name: 'flow', version: expect.stringMatching(/^\d+\.\d+/) as string },
      columns: ['NO', 'ON', 'Utrecht', 'NWN', 'Leiden', 'ZWN', 'ZON'],
      columnTotals: [212, 127, 154, 191, 114, 214, 128],
      oorTotals: { rounded: [212, 127, 154, 191, 114, 214, 128] },
      levels: [
        { name: 'beyond-next-best', value: 0 },
        { name: 'next-best', value: 16 },
        { name: 'error', value: 55.061689329 },
      ],
    })
    expect(result.target![0]![0]).toBe(16.478210145)
    expect(result.oorTotals!.raw![0]).toBe(213.00849)
    expect(result.oorTotals!.floored![0]).toBeCloseTo(212.14882, 5)
    expect(result.deviations[0]).toEqual({
      row: '10',
      column: 'Leiden',
      target: 12.462970632,
      natural: 12,
      allocated: 13,
      rank: 1,
      extraError: 0.074058736,
    })
    expect(result.input.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(Object.keys(result.options)).toEqual(expect.arrayContaining(Object.keys(OPTION_TABLE)))
  })

  it('of a hand method, an infeasible table and a stopped one has the same fields', async () => {
    const none = file('none.json', impossible)
    const runs = await all([
      ['solve', '2027-base', '--method', 'stepwise', '--json'],
      ['round', none, '--json'],
      ['round', none, '--time-limit', '0.0001', '--json'],
    ])
    for (const { out } of runs) expect(Object.keys(JSON.parse(out) as object)).toEqual(expect.arrayContaining(FIELDS))
    expect(JSON.parse(runs[0]!.out)).toMatchObject({ status: 'feasible', solver: null, method: 'stepwise' })
  })

  it('is the same byte for byte from call to call, time apart', async () => {
    const [a, b] = await all([
      ['solve', '2027-base', '--json'],
      ['solve', '2027-base', '--json'],
    ])
    const timeless = ({ out }: Run) => out.replace(/"milliseconds": [\d.]+/, '')
    expect(timeless(a!)).toBe(timeless(b!))
  })

  it('a scenario is an id, a folder or a file', async () => {
    const [byId, byFolder, byFile] = await Promise.all(
      ['2027-base', 'scenarios/2027-base', 'scenarios/2027-base/scenario.json'].map((given) => json(['solve', given])),
    )
    expect(byFolder!.input).toEqual(byId!.input)
    expect(byFile!.allocation).toEqual(byId!.allocation)
  })

  it('options given several times are all in force, and the last of one counts', async () => {
    const { options } = await json([
      'solve',
      '2027-base',
      '--option',
      'floor.appliesTo=ceil',
      '--option',
      'half=even',
      '--option=half=down',
    ])
    expect(options).toMatchObject({ 'floor.appliesTo': 'ceil', half: 'down', zeroTarget: 'stays-zero' })
  })
})

describe('all ways to the same table', () => {
  it('the four solvers give the same allocation of 2027-base, and of the largest error the same levels', async () => {
    const published = readFileSync('scenarios/2027-base/expected.csv', 'utf8').trim().split('\n').slice(1)
    for (const objective of ['next-best', 'largest']) {
      const results = await Promise.all(
        SOLVER_NAMES.map((solver) => json(['solve', '2027-base', '--solver', solver, '--objective', objective])),
      )
      results.forEach(({ solver, status }, i) => expect([solver!.name, status]).toEqual([SOLVER_NAMES[i], 'optimal']))
      for (const { levels } of results) expect(levels).toEqual(results[0]!.levels)
      if (objective !== 'next-best') continue
      for (const { rows, allocation } of results) {
        expect(allocation!.map((row, s) => [rows[s], ...row].join(','))).toEqual(published)
      }
    }
  })

  it('the methods share target and totals, and none that meets the totals beats the optimum', async () => {
    const { results } = await json<{ results: Result[] }>(['compare', '2027-base', '--methods', METHODS.join(',')])
    expect(results.map(({ method }) => method)).toEqual([...METHODS])
    const [best] = results
    for (const result of results) {
      expect(result.target).toEqual(best!.target)
      expect(result.columnTotals).toEqual(best!.columnTotals)
      const alone = await json(['solve', '2027-base', '--method', result.method]).catch(() => null)
      expect(alone && { ...alone, made: null, precision: null }).toEqual(
        result.status === 'off-totals'
          ? null
          : { ...result, made: null, precision: null, milliseconds: expect.anything() as number },
      )
      if (result.status !== 'feasible') continue
      const order =
        result.levels!.map(({ value }, i) => value! - best!.levels![i]!.value!).find((each) => each !== 0) ?? 0
      expect(order).toBeGreaterThanOrEqual(0)
    }
  })
})

describe('compare', () => {
  it('shows per OOR what the reference distribution changes: -8, +3, +3, +6, 0, -6, +2', async () => {
    const { out } = await evenredig(['compare', '2026-base', '2026-reference'])
    const line = out.split('\n').find((each) => each.includes('Verschil '))!
    expect(
      line
        .split('│')
        .slice(2, -1)
        .map((cell) => cell.trim()),
    ).toEqual(['-8', '+3', '+3', '+6', '0', '-6', '+2', '0'])
    expect(out).toContain(LABEL.nl)
  })

  it('splits every cell into what the criterion and what rounding changed', async () => {
    const { a, b, difference } = await json<{
      a: Result
      b: Result
      difference: Record<'allocation' | 'target' | 'rounding', number[][]> & { columns: number[] }
    }>(['compare', '2026-base', '2026-reference'])
    expect(difference.columns).toEqual([-8, 3, 3, 6, 0, -6, 2])
    let cells = 0
    a.rows.forEach((_, s) =>
      a.columns.forEach((__, o) => {
        cells++
        const [places, target, rounding] = (['allocation', 'target', 'rounding'] as const).map(
          (part) => difference[part][s]![o]!,
        )
        expect(Math.round(target! * 1e9) + Math.round(rounding! * 1e9)).toBe(places! * 1e9)
        expect(b.allocation![s]![o]! - a.allocation![s]![o]!).toBe(places)
      }),
    )
    expect(cells).toBe(210)
  })

  it('with itself has no difference, and turned round has the opposite', async () => {
    type Compared = { difference: { allocation: number[][]; columns: number[] } }
    const [same, there, back] = await Promise.all(
      (
        [
          ['2026-base', '2026-base'],
          ['2026-base', '2026-reference'],
          ['2026-reference', '2026-base'],
        ] as const
      ).map((pair) => json<Compared>(['compare', ...pair])),
    )
    expect(same!.difference.columns).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(back!.difference.allocation).toEqual(there!.difference.allocation.map((row) => row.map((each) => 0 - each)))
  })
})

describe('explain', () => {
  it('finds a cell by code, name or alias, and shows its way', async () => {
    const runs = await all([
      ['explain', '2027-base', '10', 'Leiden'],
      ['explain', '2027-base', 'interne geneeskunde', 'leiden'],
      ['explain', '2027-base', '1', 'Amsterdam'],
      ['explain', '2027-base', '23', 'Leiden'],
    ])
    expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0, 0])
    const answered = (run: { readonly out: string } | undefined) => run!.out.replace(/\nVingerafdruk .*\n/, '')
    expect(answered(runs[1])).toBe(answered(runs[0]))
    for (const part of ['9,19%', '11,6713', '109,84244', '12,117188073', '12,462970632', '13']) {
      expect(runs[0]!.out).toContain(part)
    }
    expect(runs[2]!.out).toContain('01 Anesthesiologie – NWN')
    expect(runs[3]!.out).toContain('lege cel')
  })
})

describe('labels', () => {
  it.concurrent.each(shippedScenarios())('%s is labelled in text, JSON and CSV', async (id) => {
    const [text, structured, csv] = await all([
      ['solve', id],
      ['solve', id, '--json'],
      ['solve', id, '--csv'],
    ])
    expect(text!.out).toContain(LABEL.nl)
    expect(JSON.parse(structured!.out)).toMatchObject({ data: 'synthetic' })
    const lines = csv!.out.trim().split('\n')
    expect(lines[0]).toMatch(/,data$/)
    for (const line of lines.slice(1)) expect(line).toMatch(/,synthetic$/)
  })

  it('in English too', async () => {
    expect((await evenredig(['solve', '2027-base', '--lang', 'en'])).out).toContain(LABEL.en)
  })

  it('so are comparisons, explanations and stuck methods', async () => {
    const lines = [
      ['compare', '2026-base', '2026-reference'],
      ['compare', '2027-base', '--methods', 'optimal,stepwise'],
      ['explain', '2027-base', '10', 'Leiden'],
      ['solve', '2027-base', '--method', 'largest-remainder'],
      ['round', file('made-up.json', table({ data: 'synthetic' }))],
    ]
    for (const { out } of await all(lines)) expect(out).toContain(LABEL.nl)
    for (const { out } of await all(lines.map((line) => [...line, '--json'])))
      expect(out).toContain('"data": "synthetic"')
    for (const { out } of await all(lines.map((line) => [...line, '--csv']))) {
      for (const line of out.trim().split('\n').slice(1)) expect(line).toMatch(/,synthetic$/)
    }
  })

  it('a comparison of made-up with other data is labelled on both sides', async () => {
    const scenario = (id: string, data: string) =>
      file(`${id}.json`, {
        id,
        year: 2027,
        data,
        oors: [{ code: 'A' }, { code: 'B' }],
        specialties: [{ code: '1', intake: 4 }],
        careUse: { all: [[1, 1]] },
      })
    const args = ['compare', scenario('open', 'published'), scenario('made', 'synthetic')]
    const [text, csv] = await all([args, [...args, '--csv']])
    expect(text!.out).toContain(LABEL.nl)
    expect(csv!.out).toContain('"published, synthetic"')
  })
})

describe('--out', () => {
  const outFolder = () => mkdtempSync(join(folder, 'out-'))

  it('writes what stdout would have had, and leaves stdout empty', async () => {
    const place = outFolder()
    for (const [ending, flags] of [
      ['json', ['--json']],
      ['csv', ['--csv']],
      ['txt', []],
    ] as const) {
      const path = join(place, `x.${ending}`)
      const run = await evenredig(['solve', '2027-base', '--out', path])
      expect(run).toMatchObject({
        exit: 0,
        out: '',
        err: expect.stringMatching(new RegExp(`^geschreven: [^\\n]*x\\.${ending} \\([\\d.]+ bytes\\)\\n(?:Vingerafdruk [^\\n]*\\n)?$`)) as string, // prettier-ignore
      })
      const printed = await evenredig(['solve', '2027-base', ...flags])
      const timeless = (text: string) => text.replace(/"milliseconds": [\d.]+/, '')
      expect(timeless(readFileSync(path, 'utf8'))).toBe(timeless(printed.out))
    }
    expect(readdirSync(place).toSorted()).toEqual(['x.csv', 'x.json', 'x.txt'])
  })

  it('replaces a file whole, and writes a negative answer too', async () => {
    const path = join(outFolder(), 'x.JSON')
    writeFileSync(path, 'x'.repeat(1_000_000))
    const { exit, out } = await evenredig(['round', file('no.json', impossible), '--out', path, '--force'])
    expect([exit, out]).toEqual([1, ''])
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ status: 'infeasible' })
  })

  it('refuses an ending it does not know, or one that the flag contradicts, and writes nothing', async () => {
    const place = outFolder()
    for (const [name, ...flags] of [['x.pdf'], ['x'], ['x.json.bak'], ['x.csv', '--json'], ['x.txt', '--csv']]) {
      const { exit, err } = await evenredig(['solve', '2027-base', '--out', join(place, name!), ...flags])
      expect([name, exit]).toEqual([name, 2])
      expect(err).toMatch(/^--out: /)
    }
    const program = /\.xlsx \| \.lp \| \.mps/
    expect(await refused(['solve', '2027-base', '--out', 'x.pdf'], 'nl')).toMatch(program)
    expect(await refused(['check', '2027-base', 'y.csv', '--out', 'x.pdf'], 'nl')).not.toMatch(program)
    expect(readdirSync(place)).toEqual([])
  })

  it('leaves nothing behind where it cannot write, nor where the input is wrong', async () => {
    const place = outFolder()
    writeFileSync(join(place, 'file'), 'kept')
    const runs = await all([
      ['solve', '2027-base', '--out', join(place, 'none', 'x.json')],
      ['solve', '2027-base', '--out', join(place, 'file', 'x.json')],
      ['solve', '2027-base', '--json', '--out', place],
      ['solve', '2027-bse', '--out', join(place, 'x.json')],
    ])
    for (const { exit } of runs) expect(exit).toBe(2)
    expect(readdirSync(place)).toEqual(['file'])
    expect(readFileSync(join(place, 'file'), 'utf8')).toBe('kept')
  })
})

describe('--time-limit', () => {
  // Each far beyond what the solver does in the limit; jslp keeps a dense tableau, so less will do.
  it.each([
    ['highs', [400, 60], 'largest', 0.5],
    ['glpk', [400, 60], 'largest', 0.5],
    ['jslp', [150, 30], 'next-best', 0.5],
    ['flow', [600, 60], 'largest', 0.05],
  ] as const)('stops %s on %j', async (solver, [rows, columns], objective, limit) => {
    const path = file(`large-${solver}.json`, large(rows, columns))
    const args = ['round', path, '--solver', solver, '--objective', objective, '--time-limit', String(limit)]
    const started = performance.now()
    const run = await spawned([...args, '--json'])
    const seconds = (performance.now() - started) / 1000
    expect(run).toMatchObject({ exit: 3, err: '' })
    expect(JSON.parse(run.out)).toMatchObject({ status: 'time-limit', allocation: null, levels: null })
    expect(seconds).toBeLessThan(limit + 5)
  })

  it('is said in words, and takes a decimal comma', async () => {
    const path = file('large.json', large(600, 60))
    const run = await evenredig(['round', path, '--objective', 'largest', '--time-limit', '0,05'])
    expect(run.exit).toBe(3)
    expect(run.out).toContain('tijdslimiet bereikt')
  })

  it('does not matter where there is time enough', async () => {
    for (const solver of ['flow', 'highs']) {
      const { out } = await spawned(['solve', '2027-base', '--solver', solver, '--time-limit', '60', '--json'])
      const result = JSON.parse(out) as Result
      expect(result.levels![1]).toEqual({ name: 'next-best', value: 16 })
    }
    expect((await json(['solve', '2027-base', '--method', 'stepwise', '--time-limit', '60'])).status).toBe('feasible')
  })
})

describe('streams that end early', () => {
  const sh = (script: string) =>
    start('sh', ['-c', script], { env: { MAIN, NODE: process.execPath, LARGE: join(folder, 'pipe.json') } })

  it('a reader that stops after a line', async () => {
    file('pipe.json', large(300, 60))
    const runs = await Promise.all([
      sh('"$NODE" "$MAIN" solve 2027-base | head -1'),
      sh('"$NODE" "$MAIN" round "$LARGE" --json | head -c 1'),
      sh('"$NODE" "$MAIN" --help | head -1'),
      sh('"$NODE" "$MAIN" solve nothing 2>&1 >/dev/null | head -c 0'),
    ])
    for (const { err } of runs) expect(err).toBe('')
    expect(runs[0].out).toContain('Toewijzing 2027')
  })

  it.runIf(existsSync('/dev/full'))('a full disk', async () => {
    const full = openSync('/dev/full', 'w')
    try {
      const text = await spawned(['solve', '2027-base'], { stdout: full })
      expect(text).toMatchObject({ exit: 3, err: 'Het antwoord kon niet worden geschreven: schijf is vol\n' })
      const args = ['solve', '2027-base', '--json', '--lang', 'en']
      const structured = await spawned(args, { stdout: full })
      expect(structured).toMatchObject({ exit: 3, err: 'No answer written: disk is full\n' })
    } finally {
      closeSync(full)
    }
    const named = await evenredig(['solve', '2027-base', '--json', '--out', '/dev/full'])
    expect(named.exit).toBe(2)
    expect(named.err).toContain('schijf is vol')
  })

  it('codes and titles from a file cannot steer the terminal', async () => {
    const hostile = {
      id: 'x',
      title: 'Titel\u001b[2J\u0007\nSYNTHETISCH',
      year: 2027,
      oors: [{ code: 'A' }],
      specialties: [{ code: '1', intake: 2 }],
      careUse: { all: [[1]] },
      zeroCells: [],
      bounds: [{ specialty: '1', oor: 'A', low: 0, high: 2, reason: '\u001b]0;x\u0007' }],
    }
    const path = file('hostile.json', hostile)
    const wrong = file('hostile-wrong.json', { ...hostile, 'sleutel\u001b[2J': 1, oors: [{ code: '\u001b[2J' }] })
    const names = file('hostile-names.json', {
      ...hostile,
      oors: [{ code: 'A', name: '\u001b[31mrood' }],
      specialties: [{ code: '1', name: '\u202erood\u200b', intake: 2 }],
    })
    const runs = await all([
      ['solve', path],
      ['explain', path, '1', 'A'],
      ['compare', path, path],
      ['solve', names],
      ['solve', wrong],
      ['solve', '\u001b[2J'],
    ])
    for (const { out, err } of runs) expect(out + err).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u)
    expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0, 2, 2, 2])
  })
})

describe('what is loaded', () => {
  /** The files that a run loads, by what the coverage of the runtime itself names. */
  async function loaded(args: readonly string[]): Promise<string[]> {
    const place = mkdtempSync(join(folder, 'coverage-'))
    expect((await spawned(args, { env: { NODE_V8_COVERAGE: place } })).exit).toBe(0)
    return readdirSync(place).flatMap((name) => {
      const { result } = JSON.parse(readFileSync(join(place, name), 'utf8')) as { result: { url: string }[] }
      return result.map(({ url }) => url).filter((url) => url.startsWith('file:'))
    })
  }
  // bundled: a solver's adapter and the tables each have a chunk of their own; vendors stay packages
  const VENDOR = /node_modules\/(highs|glpk\.js|javascript-lp-solver)\/|dist\/(highs|glpk|jslp|render)-/

  it('no vendor and no table for `solve scenarios/2027-base --json`', async () => {
    const files = await loaded(['solve', 'scenarios/2027-base', '--json'])
    expect(files.some((url) => /dist\/flow-\w+\.js$/.test(url))).toBe(true)
    expect(files.filter((url) => VENDOR.test(url))).toEqual([])
  })

  it('one vendor where it is asked for', async () => {
    const files = await loaded(['solve', '2027-base', '--json', '--solver', 'highs'])
    const names = new Set(files.flatMap((url) => VENDOR.exec(url)?.slice(1).find(Boolean) ?? []))
    expect([...names]).toEqual(['highs'])
  })
})
