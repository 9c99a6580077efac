/** The folder of a service: one service at a time, taken over from who was killed; and a folder that cannot be one is told at once. */
import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { InputError } from '../src/domain/errors.js'
import { openStore } from '../src/host/store.js'
import { commandIn } from './command.js'

const CLI = new URL('../dist/cli.js', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'evenredig-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What is wrong with taking a folder, in short; null where it is taken. */
async function taking(at: string): Promise<string | null> {
  const store = await openStore(at)
  try {
    store.claim()
    return null
  } catch (error) {
    return (error as InputError).faults.map(({ code, path }) => `${code} ${path}`).join()
  } finally {
    await store.close()
  }
}

/** A folder that somebody says is in use. */
function heldBy(name: string, owner: string, secondsAgo = 0): string {
  const at = join(folder, name)
  mkdirSync(at)
  writeFileSync(join(at, '.in-use'), owner)
  const then = new Date(Date.now() - 1_000 * secondsAgo)
  utimesSync(join(at, '.in-use'), then, then)
  return at
}

describe('a folder is taken by one service at a time', () => {
  it('and given back when that ends', async () => {
    const at = join(folder, 'one')
    const store = await openStore(at)
    store.claim()
    expect(await taking(at)).toBe(`in-use ${at}`)
    await store.close()
    expect(existsSync(join(at, '.in-use'))).toBe(false)
    expect(await taking(at)).toBeNull()
  })

  const here = hostname()
  const gone = { pid: 4_194_303, host: here, since: '1' }
  const running = { pid: process.ppid, host: here, since: null }
  const elsewhere = { pid: 1, host: `not-${here}`, since: '1' }
  it.each([
    ['of who was killed', JSON.stringify(gone), 0, false],
    ['of who has the number of this process, before it', JSON.stringify({ ...gone, pid: process.pid }), 0, false],
    ['of who runs', JSON.stringify(running), 600, true],
    ['of a number that was given again', JSON.stringify({ ...running, since: '1' }), 0, !existsSync('/proc/self/stat')],
    ['of another machine that is there', JSON.stringify(elsewhere), 1, true],
    ['of another machine that has been silent', JSON.stringify(elsewhere), 120, false],
    ['empty', '', 0, false],
    ['of nobody', '{"pid":-1}', 0, false],
    ['none at all', 'null', 0, false],
  ])('a file %s', async (name, owner, secondsAgo, isHeld) => {
    const at = heldBy(name, owner, secondsAgo)
    expect(await taking(at)).toBe(isHeld ? `in-use ${at}` : null)
    if (isHeld) expect(readFileSync(join(at, '.in-use'), 'utf8')).toBe(owner)
    expect(readdirSync(at).filter((each) => each.startsWith('.evenredig'))).toEqual([])
  })

  it('a second service says whose it is, and one that was killed is followed', async () => {
    const at = join(folder, 'service')
    const serve = () => {
      const child = spawn(
        process.execPath,
        [CLI, 'serve', '--supervised', '--port', '0', '--store', at, '--lang', 'en'],
        {
          stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        },
      )
      let said = ''
      const ended = new Promise<number | null>((found) => child.once('close', found))
      const told = new Promise<string>((listening) => {
        child.stderr!.on('data', (chunk: Buffer) => {
          said += chunk.toString()
          if (/runs at|cannot|uses this folder/.test(said)) listening(said)
        })
      })
      return { child, ended, told }
    }
    const first = serve()
    expect(await first.told).toContain('runs at')
    const second = serve()
    expect(await second.told).toContain(`another service uses this folder already`)
    expect(await second.told).toContain(`${hostname()}, ${first.child.pid}`)
    expect(await second.ended).toBe(2)
    first.child.kill('SIGKILL')
    await first.ended
    const third = serve()
    expect(await third.told).toContain('runs at')
    third.child.kill('SIGTERM')
    await third.ended
    expect(existsSync(join(at, '.in-use'))).toBe(false)
  })
})

describe('what cannot be a store is told at once', () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const places = ['/proc/1', '/proc/self/fd', '/sys', '/dev/null', file, join(file, 'below'), `/x${'x'.repeat(300)}`]
  it.each(places)('by fairness: %s', async (at) => {
    const asked = ['fairness', '2027-base', '--draws', '100000000', '--store', at]
    const { exit, out, err } = await commandIn(folder, asked)
    expect([exit, out]).toEqual([2, ''])
    expect(err).toContain(at)
    expect(err).toContain('kan niet worden gelezen of geschreven')
    expect(err).not.toMatch(/\b(EEXIST|ENOENT)\b/)
  })

  it('by serve', () => {
    const asked = [CLI, 'serve', '--port', '0', '--store', '/proc/1', '--lang', 'en']
    const { status, stderr } = spawnSync(process.execPath, asked, { encoding: 'utf8' })
    expect([status, stderr]).toEqual([2, expect.stringContaining('/proc/1: cannot be read or written')])
  })
})
