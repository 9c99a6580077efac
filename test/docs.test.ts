/**
 * What the documents say: each command in them is run, in the order of its document, in a folder of that document; what is shown is what
 * is printed, code compiles and prints what it says, links lead somewhere, and nothing that has a name goes unexplained.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, normalize, resolve } from 'node:path'
import { transformSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPTION_TABLE } from '../src/domain/options.js'
import { RULES } from '../src/domain/proposal.js'
import { REMARK_CODES } from '../src/domain/result.js'
import { FAULT_CODES, faultMessage, READING_CODES, remarkText, RULE, STATUS } from '../src/words/texts.js'
import { commandIn, type Run } from './command.js'
import {
  commandsOf,
  differs,
  elementsOf,
  headingsOf,
  helpOf,
  linksOf,
  stepsOf,
  withHelp,
  wordsOf,
  type Element,
  type Help,
} from './documents.js'
import { fillIn, typeInto } from './filled.js'

const ROOT = resolve('.')
const README = 'README.md'
const GUIDE = 'docs/handleiding.md'
const COMMANDS = 'docs/commands.md'
const ENGINEERS = 'docs/engineers.md'
const DOCUMENTS = [README, GUIDE, COMMANDS, ENGINEERS]

const read = (file: string) => readFileSync(file, 'utf8')

let root = ''
const helps = new Map<string, Help>()
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'evenredig-docs-'))
  const help = async (...args: readonly string[]) => (await commandIn('.', [...args, '--help', '--lang', 'en'])).out
  for (const name of commandsOf(await help())) helps.set(name, helpOf(await help(name)))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** What the reader of the README has at hand under the names that its table uses. */
async function exampleFiles(folder: string): Promise<void> {
  const of = (name: string) => join('scenarios', name)
  cpSync(of('2027-proposal/advices.json'), join(folder, 'advices.json'))
  cpSync(of('2027-proposal/proposal-by-hand.csv'), join(folder, 'proposal.csv'))
  cpSync(of('2027-base/expected.csv'), join(folder, 'table.csv'))
  const table = {
    rows: ['r', 's'],
    columns: ['A', 'B'],
    target: [
      [1.4, 2.6],
      [2.5, 0.5],
    ],
    rowTotals: [4, 3],
    columnTotals: [4, 3],
  }
  writeFileSync(join(folder, 'table.json'), JSON.stringify(table))
  await commandIn(folder, ['solve', '2027-base', '--out', 'result.json'])
}

describe.each(DOCUMENTS)('%s', (document) => {
  it('is what the commands do', async () => {
    const folder = join(root, basename(document, '.md'))
    mkdirSync(folder)
    if (document === README) await exampleFiles(folder)
    if (document === COMMANDS || document === ENGINEERS)
      cpSync('scenarios', join(folder, 'scenarios'), { recursive: true })
    const session = new Session(folder)
    try {
      for (const element of elementsOf(document)) await session.take(element, `${document}:${element.line}`)
    } finally {
      await session.end()
    }
    expect(session.commands, 'commands that were run').toBeGreaterThan(5)
  }, 300_000)

  it('links to what there is, also in the package', () => {
    const missing = linksOf(read(document)).filter(({ path, heading }) => {
      const file = path === '' ? document : normalize(join(dirname(document), path))
      return !isPacked(file) || !existsSync(file) || (heading !== '' && !headingsOf(read(file)).includes(heading))
    })
    expect(missing).toEqual([])
  })
})

/** Whether a file is in the package: npm adds these three to what `files` names. */
function isPacked(file: string): boolean {
  const { files } = JSON.parse(read('package.json')) as { readonly files: readonly string[] }
  const always = ['README.md', 'LICENSE', 'package.json']
  return [...always, ...files].some((name) => file === name || file.startsWith(`${name}/`))
}

interface Service {
  readonly process: ChildProcess
  /** Its exit status, once it has ended. */
  readonly ended: Promise<number | null>
  readonly port: string
}

/** Which version an answer is, in its last line. */
const MADE = /\n?(?:Vingerafdruk|Fingerprint) [0-9a-f]{64}, evenredig [^\n]*(?:\n|$)/g

/** A reader who does what a document says, from top to bottom. */
class Session {
  /** How many commands were run. */
  commands = 0
  private note: string | null = null
  private service: Service | null = null

  constructor(private readonly folder: string) {}

  async take(element: Element, where: string): Promise<void> {
    if (element.kind === 'note') return this.heed(element.text, where)
    if (element.kind === 'inline') return this.mention(element.text, where)
    const { language, text } = element
    const { note } = this
    this.note = null
    if (note?.startsWith('not run: ')) return
    const [, how, file] = /^(file|in): (.*)$/.exec(note ?? '') ?? []
    if (how === 'file') writeFileSync(this.at(file!), text)
    if (how === 'in') {
      const [before, more] = [read(this.at(file!)), `{${text}}`].map((json) => JSON.parse(json) as object)
      writeFileSync(this.at(file!), JSON.stringify({ ...before, ...more }))
    }
    if (language === 'sh' || language === 'console') {
      for (const step of stepsOf(language, text)) {
        const { exit, printed } = await this.run(step.command, where)
        expect({ where, command: step.command, exit, printed: exit === step.exit ? '' : printed }).toEqual({
          where,
          command: step.command,
          exit: step.exit,
          printed: '',
        })
        // the fingerprint below each answer is explained once
        const told = step.shown?.some((line) => line.includes(' evenredig 0.')) ? printed : printed.replaceAll(MADE, '')
        if (step.shown !== null) expect(differs(step.shown, told), `${where}: ${step.command}`).toBeNull()
      }
      return
    }
    expect(['ts', 'json'], `${where}: a language that is run, compiled or read`).toContain(language)
  }

  /** What a person does between two commands. */
  private heed(note: string, where: string): void {
    const [, what, file, place, value] = /^([a-z ]+): (\S+)(?: (.+) (\S+))?$/.exec(note) ?? []
    if (what === 'filled in') fillIn(this.at(file!))
    else if (what === 'typed') typeInto(this.at(file!), new Map([[place!, Number(value) || value!]]))
    else if (what === 'changed') this.change(file!, place!.split('.'), Number(value))
    else if (/^(?:file|in|not run): /.test(note)) this.note = note
    else expect(note, where).toMatch(/^(?:help \w+|end)$/)
  }

  private change(file: string, path: readonly string[], value: number): void {
    const whole = JSON.parse(read(this.at(file))) as Record<string, unknown>
    const place = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, whole)
    place[path.at(-1)!] = value
    writeFileSync(this.at(file), JSON.stringify(whole))
  }

  /** A command inside a sentence has a name and flags that there are; where it is whole, it is run, and what comes in is right. */
  private async mention(command: string, where: string): Promise<void> {
    const [, name, ...rest] = wordsOf(command)
    const flags = rest.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0])
    if (name!.startsWith('-') || name!.startsWith('<')) return
    const known = helps.get(name!)?.flags.map(({ flag }) => flag.split(' ')[0]) ?? []
    expect(known, `${where}: ${command}`).toEqual(expect.arrayContaining(flags.filter((flag) => flag !== '--help')))
    if (name === 'serve' || rest.length === 0 || /[<[…]|--help/.test(command)) return
    const { exit, printed } = await this.run(command, where)
    expect([0, 1], `${where}: ${command}\n${printed}`).toContain(exit)
  }

  private async run(command: string, where: string): Promise<{ readonly exit: number; readonly printed: string }> {
    let printed = ''
    for (const part of command.split(' && ')) {
      const { exit, out, err } = await this.runOne(part, where)
      this.commands++
      printed += err + out
      if (exit !== 0) return { exit, printed }
    }
    return { exit: 0, printed }
  }

  private async runOne(command: string, where: string): Promise<Run> {
    const [name, ...args] = wordsOf(command)
    const done: Run = { exit: 0, out: '', err: '' }
    if (name === 'evenredig' && args[0] === 'serve' && args.at(-1) === '&') return this.serve(args.slice(1, -1))
    if (name === 'evenredig') return onScreen(() => commandIn(this.folder, args))
    if (name === 'node' && args[0] === 'dist/cli.js') return onScreen(() => commandIn(ROOT, args.slice(1)))
    if (name === 'curl') return this.curl(args)
    if (name === 'npm' && args[0] === 'ci') return existsSync('package-lock.json') ? done : { ...done, exit: 1 }
    if (name === 'npm') return this.npm(args.filter((word) => !['run', '--silent'].includes(word)).join(' '), where)
    expect([name, args[0]], where).toEqual(['cp', '-r'])
    const from = args[1] === '$(npm root --global)/evenredig/scenarios' ? 'scenarios' : this.at(args[1]!)
    cpSync(from, args[2] === '.' ? this.at(basename(from)) : this.at(args[2]!), { recursive: true })
    return done
  }

  /** A script of the package, which is commands too. */
  private async npm(script: string, where: string): Promise<Run> {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
    expect(scripts[script], `${where}: npm run ${script}`).toBeDefined()
    const { exit, printed } = await this.run(scripts[script]!, where)
    return { exit, out: printed, err: '' }
  }

  /** The service itself, at a port that is free; what it says is as at the port of the document. */
  private async serve(flags: readonly string[]): Promise<Run> {
    const args = flags.map((word) => (/^\d+$/.test(word) ? '0' : word))
    const service = spawn(process.execPath, ['dist/cli.js', 'serve', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    const ended = new Promise<number | null>((found) => service.on('exit', found))
    let err = ''
    const port = await new Promise<string>((found, failed) => {
      service.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString()
        const at = /runs at http:\/\/127\.0\.0\.1:(\d+) \(.*\)\n/.exec(err)?.[1]
        if (at !== undefined) found(at)
      })
      service.on('exit', () => failed(new Error(err)))
    })
    this.service = { process: service, ended, port }
    return {
      exit: 0,
      out: '',
      err: err.replaceAll(
        port,
        flags.find((word) => /^\d+$/.test(word))!,
      ),
    }
  }

  /** What curl sends: -s, -H, -d, -F, -o and an address. */
  private async curl(args: readonly string[]): Promise<Run> {
    const of = (flag: string) => args.filter((_, i) => args[i - 1] === flag)
    const url = args.find((word, i) => word.includes('localhost:8080') && !/^-[HdFo]$/.test(args[i - 1] ?? ''))!
    const headers = Object.fromEntries(of('-H').map((header) => header.split(': ') as [string, string]))
    const parts = of('-F').map((part) => part.split('=') as [string, string])
    const form = new FormData()
    for (const [field, value] of parts) {
      if (value.startsWith('@')) form.append(field, new Blob([readFileSync(this.at(value.slice(1)))]), value.slice(1))
      else form.append(field, value)
    }
    const body = parts.length > 0 ? form : of('-d')[0]
    const address = `http://${url.replace('8080', this.service!.port)}`
    const answer = await fetch(address, body === undefined ? {} : { method: 'POST', headers, body })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const file = of('-o')[0]
    if (file !== undefined) writeFileSync(this.at(file), bytes)
    return { exit: answer.ok ? 0 : 1, out: file === undefined || !answer.ok ? bytes.toString() : '', err: '' }
  }

  /** A service ends as it was told to. */
  async end(): Promise<void> {
    if (this.service === null) return
    const { ended, process } = this.service
    process.kill('SIGTERM')
    expect(await ended).toBe(0)
  }

  private at(file: string): string {
    return join(this.folder, file)
  }
}

/** In a terminal, what was read stands on top of the answer, once. */
async function onScreen(run: () => Promise<Run>): Promise<Run> {
  const streams = [process.stdout, process.stderr]
  const before = streams.map(({ isTTY }) => isTTY)
  for (const stream of streams) stream.isTTY = true
  try {
    return await run()
  } finally {
    for (const [i, stream] of streams.entries()) stream.isTTY = before[i]!
  }
}

describe('code in the documents', () => {
  const blocks = DOCUMENTS.flatMap((document) =>
    elementsOf(document).flatMap((element) =>
      element.kind === 'block' && element.language === 'ts'
        ? [{ name: `${basename(document, '.md')}-${element.line}`, code: element.text }]
        : [],
    ),
  )
  let folder = ''
  beforeAll(() => {
    expect(existsSync('dist/index.js'), 'run `npm run build` first').toBe(true)
    folder = mkdtempSync(join(tmpdir(), 'evenredig-code-'))
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(ROOT, join(folder, 'node_modules', 'evenredig'), 'dir')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('compiles as strict TypeScript, by the types of the package', () => {
    const files = blocks.map(({ name, code }) => {
      writeFileSync(join(folder, `${name}.mts`), code)
      return `${name}.mts`
    })
    const compilerOptions = {
      target: 'ES2023',
      module: 'NodeNext',
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [resolve('node_modules/@types')],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
    const tsc = resolve('node_modules/typescript/bin/tsc')
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([0, ''])
    expect(files.length).toBeGreaterThan(2)
  })

  it.each(blocks)('prints what it says: $name', ({ name, code }) => {
    const promised = [...code.matchAll(/\/\/ → (.*)/g)].map(([, line]) => line)
    expect(promised.length).toBeGreaterThan(0)
    writeFileSync(join(folder, `${name}.mjs`), transformSync(code, { loader: 'ts' }).code)
    const printed = execFileSync(process.execPath, [`${name}.mjs`], { encoding: 'utf8', cwd: folder })
    expect(printed.trim().split('\n')).toEqual(promised)
  })
})

describe('nothing goes unexplained', () => {
  const guide = read(GUIDE)
  /** The first cells of all tables: what stands there is explained beside it. */
  const explained = [...guide.matchAll(/^\| (.*?) \|/gm)].map(([, cell]) => cell!).join('\n')

  it('no command and no flag: WRITE_DOCS=1 renews what docs/commands.md takes from --help', () => {
    const [before, now] = [read(COMMANDS), withHelp(read(COMMANDS), helps)]
    if (process.env['WRITE_DOCS'] === '1') writeFileSync(COMMANDS, now)
    else expect(before).toBe(now)
    const notes = elementsOf(COMMANDS).flatMap((element) => (element.kind === 'note' ? [element.text] : []))
    expect(notes).toEqual(expect.arrayContaining([...helps.keys(), 'flags'].map((name) => `help ${name}`)))
    expect(headingsOf(now)).toEqual(expect.arrayContaining([...helps.keys()]))
  })

  it('no remark on what was read, and none of a fault', () => {
    const said = READING_CODES.map((code) => remarkText({ code, path: '', found: '…' }, 'nl'))
    const faults = FAULT_CODES.map((code) => faultMessage({ code, path: '', found: '', expected: '' }, 'nl'))
    expect([...said, ...faults].filter((text) => !explained.includes(text))).toEqual([])
  })

  it('no status, no remark of an answer, no rule and no reading of the protocol', () => {
    const statuses = Object.values(STATUS).map(({ nl }) => nl)
    expect([...statuses, ...REMARK_CODES].filter((word) => !explained.includes(word))).toEqual([])
    const rules = RULES.map((id) => `| \`${id}\` | ${RULE[id].nl} |`)
    const options = Object.entries(OPTION_TABLE).map(([name, { values, nl, source }]) => {
      return `| \`${name}\` | ${values.map((value) => `\`${value}\``).join(', ')} | ${nl} (${source}) |`
    })
    expect([...rules, ...options].filter((row) => !guide.includes(row))).toEqual([])
  })
})

it('the README fits on two screens', () => {
  expect(read(README).split('\n').length).toBeLessThanOrEqual(100)
})

describe('what is shown is held against what is printed', () => {
  const printed = 'one\n\n  two   three\nfour\nfive\n'
  it.each([
    [['one', 'two three', 'four', 'five'], true],
    [['one', '…', 'five'], true],
    [['…', 'two … four'], false],
    [['…', 'two …', '…'], true],
    [['one', 'two three', 'four'], false],
    [['one', 'four', 'five'], false],
    [['two three', '…'], false],
    [['…', 'four', '…', 'one'], false],
    [['…', 'five', 'six'], false],
  ])('%j: %s', (shown, same) => {
    expect(differs(shown, printed) === null).toBe(same)
  })
})
