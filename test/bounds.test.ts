/**
 * What an input may cost that is refused: 300 MB above what the process has when it does nothing, and 2 seconds of a processor of
 * today. Both are the system's own figures. Of the seconds only a multiple is asserted: other work slows a processor too.
 */
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { XLSX } from '../src/http/forms.js'
import { readForm } from '../src/http/multipart.js'
import { watchedBy } from './http-service.js'
import { JSONS, LISTS, READ, TABLES, WORKBOOKS } from './hostile-inputs.js'

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const MOST_MEGABYTES = 300
const MOST_SECONDS = 10

let folder = ''
beforeAll(() => {
  if (!existsSync(CLI)) throw new Error(`${CLI} is not there: run "npm run build" before these tests`)
  folder = mkdtempSync(join(tmpdir(), 'evenredig-bounds-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Says at the end, on stderr, the most that the process had in memory, and how long it kept a processor busy. */
const PEAK = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs'
  process.on('exit', () => {
    const peak = /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]
    const { user, system } = process.cpuUsage()
    process.stderr.write('PEAK ' + peak + ' ' + (user + system) / 1e6 + '\\n')
  })`)}`

interface Run {
  readonly exit: number | null
  readonly err: string
  readonly megabytes: number
  readonly seconds: number
}

/** Runs the command in a process of its own. @returns its exit status, what it says, and what it took */
function run(...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    const options = { encoding: 'utf8', maxBuffer: 10_000_000 } as const
    const child = execFile(process.execPath, ['--import', PEAK, CLI, ...args], options, (_, __, err) => {
      const [, peak, seconds] = /PEAK (\d+) ([\d.]+)/.exec(err) ?? []
      resolve({ exit: child.exitCode, err, megabytes: Number(peak) / 1024, seconds: Number(seconds) })
    })
  })
}

/** Puts an input in a file, and has it refused. */
async function expectRefused(
  name: string,
  file: string,
  content: string | Uint8Array,
  command: readonly string[],
  idle: number,
  says = /./,
): Promise<void> {
  const own = mkdtempSync(join(folder, 'x-'))
  writeFileSync(join(own, file), content)
  const { exit, err, megabytes, seconds } = await run(...command, join(own, file))
  rmSync(own, { recursive: true })
  console.info(`${name}: ${seconds.toFixed(1)} s, ${Math.round(megabytes - idle)} MB above idle`)
  expect([exit, err], name).toEqual([2, expect.not.stringMatching(/^ {4}at |heap|Onverwachte fout/m)])
  expect(err.replaceAll(join(own, file), file), name).toMatch(says)
  expect(megabytes - idle, name).toBeLessThan(MOST_MEGABYTES)
  expect(seconds, name).toBeLessThan(MOST_SECONDS)
}

const linux = existsSync('/proc/self/status')

// two at a time, in processes of their own
describe.runIf(linux).concurrent('an input that is refused by the command', { timeout: 300_000 }, () => {
  let idle = 0
  beforeAll(async () => {
    idle = (await run('solve', 'no-such-scenario')).megabytes
    expect(idle).toBeGreaterThan(20)
  })

  it.each(['entities in a cell', 'entities in shared texts', 'styles without end'])('a workbook: %s', (name) =>
    expectRefused(name, 'x.xlsx', WORKBOOKS[name]!(), ['solve'], idle),
  )

  it.each(['lists in lists', 'the same key', 'lines without end'])('JSON: %s', (name) =>
    expectRefused(name, 'x.json', JSONS[name]!(20_000_000), ['solve'], idle),
  )

  it.each(Object.keys(LISTS))('a list of a million: %s', (name) => {
    const [command, made, said] = LISTS[name]!
    return expectRefused(name, 'x.json', JSON.stringify(made()), READ[command], idle, said)
  })

  it.each(['18 MB of rows of nobody', '20 MB of quotes'])('CSV: %s', (name) =>
    expectRefused(name, 'x.csv', TABLES[name]!(), ['check', '2027-base'], idle),
  )
})

/** A form as programs send it. */
function form(parts: readonly (readonly [string, string | Uint8Array, string?])[], boundary = 'x'): Buffer {
  const chunks = parts.flatMap(([name, value, file]) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n`,
    ),
    Buffer.from(value as Uint8Array),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)])
}

const FORM = 'multipart/form-data; boundary=x'

describe.runIf(linux)('an input that is refused by the service', () => {
  it('costs no more, one after another', { timeout: 300_000 }, async () => {
    const { EVENREDIG_TOKEN: _, ...env } = process.env
    const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--threads', '2', '--lang', 'en'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    try {
      let said = ''
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
      const port = await vi.waitFor(() => Number(/ http:\/\/\S+:(\d+) \(/.exec(said)![1]), 300_000)
      const memory = (name: 'VmRSS' | 'VmHWM') =>
        Number(
          new RegExp(`${name}:\\s*(\\d+)`).exec(readFileSync(`/proc/${watchedBy(child.pid!)}/status`, 'utf8'))![1],
        ) / 1024
      const post = (path: string, type: string, body: Uint8Array | string) =>
        new Promise<{ status: number; seconds: number; text: string }>((resolve, reject) => {
          const began = performance.now()
          const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body) }
          const sent = request({ port, host: '127.0.0.1', path, method: 'POST', headers }, (answer) => {
            let text = ''
            answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
            answer.once('end', () =>
              resolve({ status: answer.statusCode ?? 0, seconds: (performance.now() - began) / 1000, text }),
            )
          })
          sent.once('error', reject)
          sent.end(body)
        })
      const solve = () => post('/v1/solve', 'application/json', '{"scenario":"2027-base"}')
      for (const { status } of await Promise.all(Array.from({ length: 6 }, solve))) expect(status).toBe(200)
      const idle = memory('VmRSS')
      const many = form(Array.from({ length: 70_000 }, (__, i) => [`f${i}`, '']))
      const cases: readonly (readonly [string, string, string, Uint8Array | string, number])[] = [
        ['70,000 parts of a form', '/v1/solve', FORM, many, 413],
        ['a field __proto__', '/v1/solve', FORM, form([['scenario', '2027-base'], ['__proto__', '{"publish":true}']]), 422],
        ['a field constructor', '/v1/solve', FORM, form([['scenario', '2027-base'], ['constructor', '1']]), 422],
        ['a table that is none', '/v1/round', FORM, form([['problem', 'null', 'x.json']]), 422],
        ['a table with __proto__', '/v1/round', FORM, form([['problem', '{"__proto__":{"rows":[]}}', 'x.json']]), 422],
        ['entities', '/v1/solve', XLSX, WORKBOOKS['entities in a cell']!(), 422],
        ['entities in a form', '/v1/solve', FORM, form([['scenario', WORKBOOKS['entities in a cell']!(), 'x.xlsx']]), 422],
        ['styles', '/v1/round', XLSX, WORKBOOKS['styles without end']!(), 0] /* no sheet, or no table */,
        ['lists in lists', '/v1/solve', 'application/json', JSONS['lists in lists']!(4_900_000), 413],
        ['numbers', '/v1/round', 'application/json', JSONS['a list of numbers']!(4_900_000), 413],
      ] // prettier-ignore
      for (const [name, path, type, body, status] of cases) {
        const answer = await post(path, type, body)
        console.info(
          `${name}: ${answer.status} in ${answer.seconds.toFixed(1)} s, ${Math.round(memory('VmHWM') - idle)} MB above idle so far`,
        )
        expect(answer.text).toContain('"errors"')
        if (status === 0) expect([404, 422]).toContain(answer.status)
        else expect([name, answer.status]).toEqual([name, status])
        expect(answer.seconds, name).toBeLessThan(2 * MOST_SECONDS)
      }
      expect(memory('VmHWM') - idle).toBeLessThan(MOST_MEGABYTES)
      expect((await solve()).status).toBe(200)
    } finally {
      child.kill('SIGKILL')
    }
  })
})

describe('a form', () => {
  it('is read as browsers and curl send it', () => {
    const body = form([
      ['scenario', Buffer.from([0x50, 0x4b, 0x0d, 0x0a, 0x2d, 0x2d]), 'de \\"eigen\\".xlsx'],
      ['a%22b', 'één\r\n--y'],
      ['empty', ''],
    ])
    const parts = readForm(Buffer.concat([Buffer.from('preamble\r\n'), body, Buffer.from('epilogue')]), FORM)
    expect(parts.map(({ name, file, bytes }) => [name, file, Buffer.from(bytes).toString()])).toEqual([
      ['scenario', 'de "eigen".xlsx', 'PK\r\n--'],
      ['a"b', null, 'één\r\n--y'],
      ['empty', null, ''],
    ])
    expect(readForm(form([['a', '1']], 'a b'), 'multipart/form-data; boundary="a b"; charset=utf-8')).toHaveLength(1)
  })

  it.each([
    ['no boundary', form([['a', '1']]), 'multipart/form-data'],
    ['another boundary', form([['a', '1']]), 'multipart/form-data; boundary=y'],
    ['no end', form([['a', '1']]).subarray(0, -8), FORM],
    ['no blank line', Buffer.from('--x\r\nContent-Disposition: form-data; name="a"\r\n--x--'), FORM],
    ['no name', Buffer.from('--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--'), FORM],
    ['a header without end', Buffer.from(`--x\r\nX: ${'x'.repeat(10_000)}\r\n\r\n1\r\n--x--`), FORM],
    ['nothing', Buffer.alloc(0), FORM],
  ])('is none: %s', (_, body, type) => {
    expect(() => readForm(body, type)).toThrow(/multipart\/form-data/)
  })
})
