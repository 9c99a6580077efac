/**
 * Files that are no workbook, or one made to hurt. They are read in a process of their own, by the built library, so that its
 * memory is its own too. What it took is printed; only memory is asserted, since other work may slow a machine.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError, type Fault } from '../src/index.js'
import { uniform, wholeBelow } from '../src/domain/random.js'
import { readScenario } from '../src/io/read/scenario.js'
import { faultText } from '../src/words/texts.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { scenarioFromWorkbook } from '../src/io/read/workbook-scenario.js'
import { readProposalWorkbook } from '../src/io/read/workbook-tables.js'
import { readAdvicesWorkbook } from '../src/io/read/advices.js'
import { sized } from './size.js'
import { book, rawBook, rawSheet, rezipped, zipOf, type Part, type Typed } from './workbooks.js'

const LIBRARY = new URL('../dist/index.js', import.meta.url)
const MOST_MEGABYTES = 300

let folder = ''
beforeAll(() => {
  if (!existsSync(fileURLToPath(LIBRARY))) throw new Error('dist is not there: run "npm run build" before these tests')
  folder = mkdtempSync(join(tmpdir(), 'evenredig-hostile-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Outcome {
  readonly faults: readonly Fault[]
  readonly milliseconds: number
  readonly megabytes: number
}

/** Reads one file after another as a scenario. Of each it tells the most that it had in memory since the one before, where the system knows. */
const READER = `
  import { readFileSync, writeFileSync } from 'node:fs'
  const { solve, InputError } = await import(${JSON.stringify(LIBRARY.href)})
  const forgotten = () => {
    globalThis.gc()
    try {
      writeFileSync('/proc/self/clear_refs', '5')
    } catch {}
  }
  const peak = () => {
    try {
      return Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024
    } catch {
      return process.resourceUsage().maxRSS / 1024
    }
  }
  process.on('message', async (path) => {
    forgotten()
    const start = performance.now()
    const faults = await solve(path).then(() => [], (error) => {
      if (error instanceof InputError) return error.faults.slice(0, 5)
      throw error
    })
    process.send({ faults, milliseconds: performance.now() - start, megabytes: peak() })
  })`

let reader: ChildProcess
beforeAll(() => {
  const script = join(folder, 'reader.mjs')
  writeFileSync(script, READER)
  reader = fork(script, { execArgv: ['--expose-gc'] })
})
afterAll(() => reader.kill('SIGKILL'))

/** Reads a file as a scenario in another process. */
async function read(bytes: Uint8Array): Promise<Outcome> {
  const path = join(folder, 'x.xlsx')
  writeFileSync(path, bytes)
  reader.send(path)
  const [outcome] = (await Promise.race([
    once(reader, 'message'),
    once(reader, 'exit').then(([code]) => Promise.reject(new Error(`the reader ends with ${code}`))),
  ])) as [Outcome]
  return outcome
}

const megabytes = (count: number) => 'x'.repeat(count * 1_000_000)
const cellsIn = (row: number, count: number) => `<row r="${row}">${'<c><v>1</v></c>'.repeat(count)}</row>`
const withSheet = (xml: string, change: (part: Part) => Part = (part) => part): Uint8Array =>
  zipOf(rawBook([xml]).map((part) => (part.name.endsWith('sheet1.xml') ? change(part) : part)))

/** What an old Excel writes begins so; with a password, "EncryptedPackage" stands in it. */
const compound = (text: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(600),
    Buffer.from(text, 'utf16le'),
    Buffer.alloc(600),
  ])

/** File, and what the fault says. */
const HOSTILE: readonly [string, () => Uint8Array | Promise<Uint8Array>, string][] = [
  ['nothing', () => new Uint8Array(), 'geen zipbestand'],
  ['text', () => Buffer.from('Code;Specialisme;NO\n01;Anesthesiologie;5\n'), 'geen zipbestand'],
  ['an old .xls', () => compound('Workbook'), 'een oude .xls'],
  ['a password', () => compound('EncryptedPackage'), 'een wachtwoord'],
  [
    'a zip with passwords on its parts',
    () => withSheet(rawSheet(''), (part) => ({ ...part, flags: 1 })),
    'een wachtwoord',
  ],
  ['a zip of something else', () => zipOf([{ name: 'a.txt', data: 'a' }]), 'een zipbestand zonder werkmap'],
  ['an .ods', () => zipOf([{ name: 'content.xml', data: '<a/>' }]), 'een .ods'],
  ['an .xlsb', () => zipOf([{ name: 'xl/workbook.bin', data: 'a' }]), 'een .xlsb'],
  ['a declared bomb: 60 MB in 60 kB', () => withSheet(megabytes(60)), 'bytes uitgepakt'],
  [
    'a bomb in a part that nobody reads',
    () =>
      zipOf([...rawBook([rawSheet('')]), ...[1, 2, 3].map((i) => ({ name: `xl/media/${i}`, data: megabytes(20) }))]),
    'bytes uitgepakt',
  ],
  [
    'a bomb that declares 100 bytes',
    () => withSheet(megabytes(300), (part) => ({ ...part, declared: 100 })),
    'meer dan het zelf opgeeft',
  ],
  [
    'a bomb that declares nothing',
    () => withSheet(megabytes(300), (part) => ({ ...part, declared: 0 })),
    'meer dan het zelf opgeeft',
  ],
  [
    'a bomb that declares more than 4 GB',
    () => withSheet('x', (part) => ({ ...part, declared: 0xffffffff })),
    '> 4 GB',
  ],
  ['less than it declares', () => withSheet('x', (part) => ({ ...part, declared: 1_000_000 })), '1000000 bytes'],
  ['a wrong checksum', () => withSheet(rawSheet(''), (part) => ({ ...part, checksum: 7 })), 'verkeerde controlesom'],
  ['packed in another way', () => withSheet('x', (part) => ({ ...part, method: 12 })), 'packed by method 12'],
  ['a million rows', () => withSheet(rawSheet('<row/>'.repeat(1_000_000))), '> 50.000 rijen'],
  ['a million cells', () => withSheet(rawSheet(cellsIn(1, 1_000_000))), '> 250.000 cellen'],
  [
    '10,000 sheets',
    () =>
      zipOf(
        rawBook(
          Array.from({ length: 1_900 }, () => rawSheet('')),
          undefined,
          Array.from({ length: 10_000 }, (_, i) => `B${i}`),
        ),
      ),
    '> 100 bladen',
  ],
  [
    '10,000 sheets, a part each',
    () => zipOf(rawBook(Array.from({ length: 10_000 }, () => rawSheet('')))),
    '10.004 onderdelen',
  ],
  [
    'a sheet that is a hundred sheets',
    () => {
      const parts = rawBook([rawSheet(cellsIn(1, 1000))], undefined, ['a', 'b'])
      return zipOf(
        parts.map((part) =>
          part.name.endsWith('workbook.xml.rels')
            ? { ...part, data: String(part.data).replace('sheet2.xml', './sheet1.xml') }
            : part,
        ),
      )
    },
    'een verwijzing naar niets',
  ],
  [
    'corners far apart',
    () =>
      withSheet(
        rawSheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
      ),
    'geen rij gevonden',
  ],
  ['a corner beyond the sheet', () => withSheet(rawSheet('<row><c r="ZZZ9999999"><v>1</v></c></row>')), 'ZZZ9999999'],
  [
    'a column for every cell',
    () => withSheet(`<worksheet><cols>${'<col min="1" max="16384"/>'.repeat(100_000)}</cols><sheetData/></worksheet>`),
    'niet gevonden',
  ],
  [
    'a million texts',
    () => zipOf(rawBook([rawSheet('')], `<sst>${'<si><t>a</t></si>'.repeat(1_000_000)}</sst>`)),
    '> 250.000 teksten',
  ],
  [
    'a text of 19 MB in every cell',
    () =>
      zipOf(
        rawBook(
          [rawSheet('<row>' + '<c t="s"><v>0</v></c>'.repeat(10_000) + '</row>')],
          `<sst><si><t>${megabytes(19)}</t></si></sst>`,
        ),
      ),
    'te groot (gevonden 10.000 kolommen',
  ],
  [
    'entities that grow',
    () => withSheet(`<!DOCTYPE a [<!ENTITY a "${'b'.repeat(1000)}">]><worksheet/>`),
    'beschadigde inhoud',
  ],
  ['a tag without an end', () => withSheet(`<worksheet><c ${'a '.repeat(5_000_000)}`), 'beschadigde inhoud'],
  [
    'attributes without end',
    () => withSheet(`<worksheet><c ${'abcdefgh '.repeat(1_500_000)}/></worksheet>`),
    'niet gevonden',
  ],
  ['a million levels deep', () => withSheet('<a>'.repeat(1_000_000)), 'niet gevonden'],
  [
    'bytes that are no text',
    () =>
      withSheet('', (part) => ({
        ...part,
        data: Buffer.from(Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 256)),
      })),
    '',
  ],
  [
    'UTF-16 without a mark',
    () => withSheet('', (part) => ({ ...part, data: Buffer.from(rawSheet(cellsIn(1, 9)), 'utf16le') })),
    'geen rij gevonden',
  ],
  [
    'words that nobody knows, 30,000 times',
    async () =>
      book({
        'Zorggebruik alle': [
          ['', 'NO', 'ON', 'Utrecht', 'NWN', 'Leiden', 'ZWN', 'ZON'],
          ...Array.from({ length: 30_000 }, (_, i): Typed[] =>
            [`${i} ${'lang woord '.repeat(8)}`, 1, 2, 3, 4, 5, 6, 7].slice(0, 7),
          ),
        ],
      }),
    'te groot (gevonden 30.001 rijen',
  ],
]

describe('hostile files', () => {
  it.each(HOSTILE)('%s', async (name, make, expected) => {
    const bytes = await make()
    const { faults, milliseconds, megabytes: used } = await read(bytes)
    expect(faults.length).toBeGreaterThan(0)
    expect(faults.map((fault) => faultText(fault, 'nl')).join('\n')).toContain(expected)
    expect(used).toBeLessThan(MOST_MEGABYTES)
    console.info(`${name}: ${bytes.length} bytes, ${Math.round(milliseconds)} ms, ${Math.round(used)} MB`)
  })

  it('a large workbook that is allowed stays within the memory too', async () => {
    const bytes = withSheet(rawSheet(Array.from({ length: 2_500 }, (_, r) => cellsIn(r + 1, 99)).join('')))
    const { milliseconds, megabytes: used } = await read(bytes)
    expect(used).toBeLessThan(MOST_MEGABYTES)
    console.info(`247,500 cells: ${Math.round(milliseconds)} ms, ${Math.round(used)} MB`)
  })
})

describe('damaged workbooks', () => {
  const scenario = readScenario('2027-base')
  const shares = scenario.careUse.kind === 'matrix' ? scenario.careUse.all : []
  const sheets = async () =>
    book({
      Instroom: [['Code', 'Instroom'], ...scenario.specialties.map(({ code, intake }): Typed[] => [code, intake])],
      'Zorggebruik alle': [
        ['Code', ...scenario.oors.map(({ code }) => code)],
        ...scenario.specialties.map(({ code }, s): Typed[] => [code, ...shares[s]!.map(Number)]),
      ],
      Voorstel: [
        ['Code', ...scenario.oors.map(({ code }) => code)],
        ...scenario.specialties.map(({ code }): Typed[] => [code, 1, 2, 3, 4, 5, 6, 7]),
      ],
    })

  /** Whether a workbook is read, or refused as it should be; anything else is thrown. */
  function refused(bytes: Uint8Array): boolean {
    let refusals = 0
    for (const attempt of [
      () => scenarioFromWorkbook(bytes, { path: 'x', scenario, known: scenario }),
      () => readProposalWorkbook(bytes, scenario),
      () => readAdvicesWorkbook(bytes, scenario),
    ]) {
      try {
        attempt()
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        expect(error.faults.length).toBeGreaterThan(0)
        for (const fault of error.faults.slice(0, 3)) expect(faultText(fault, 'nl').length).toBeLessThan(2_000)
        refusals++
      }
    }
    return refusals === 3
  }

  it('with bytes changed, cut, doubled or cut off: read or refused, never a crash', async () => {
    const whole = await sheets()
    const random = uniform(20_270_608)
    const before = process.memoryUsage().rss
    let count = 0
    for (let i = 0; i < sized(600); i++) {
      const bytes = new Uint8Array(whole)
      const kind = i % 4
      if (kind < 2) {
        const changes = 1 + wholeBelow(random, 20)
        for (let c = 0; c < changes; c++) bytes[wholeBelow(random, bytes.length)] = wholeBelow(random, 256)
        if (refused(bytes)) count++
      } else {
        const at = wholeBelow(random, bytes.length)
        const length = wholeBelow(random, 2_000)
        const rest = kind === 2 ? bytes.subarray(at + length) : bytes.subarray(Math.max(0, at - length))
        if (refused(Buffer.concat([bytes.subarray(0, at), rest]))) count++
      }
    }
    // inside the parts, behind checksums that are right again
    for (let i = 0; i < sized(400); i++) {
      const mutated = rezipped(whole, (_, text) => {
        if (wholeBelow(random, 3) > 0) return text
        const at = wholeBelow(random, text.length)
        const words = [
          '<',
          '>',
          '"',
          '&',
          '</c>',
          '<c r="A0"/>',
          '<row r="-1">',
          't="s"',
          '1e999',
          'NaN',
          '\u0000',
          '&#x110000;',
          '<v>',
          ' r="ZZ9"',
          '<si>',
        ]
        const word = words[wholeBelow(random, words.length)]!
        return text.slice(0, at) + word + text.slice(at + wholeBelow(random, 30))
      })
      if (refused(mutated)) count++
    }
    const grown = (process.memoryUsage().rss - before) / 1e6
    console.info(
      `${sized(1_000)} mutated workbooks: ${count} refused, the others read; memory grew by ${Math.round(grown)} MB`,
    )
    expect(count).toBeGreaterThan(sized(300))
    expect(count).toBeLessThan(sized(1_000))
  })

  it('cut off at every 97th byte: refused', async () => {
    const whole = await sheets()
    for (let at = 0; at < whole.length - 1; at += 97) {
      expect(() => readXlsx(whole.subarray(0, at), 'x')).toThrow(InputError)
    }
  })
})
