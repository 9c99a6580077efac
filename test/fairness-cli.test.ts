/** The command `fairness`: the same bytes by threads, shards and after a kill; what is wrong is refused by its flag. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { commandIn } from './command.js'

const CLI = new URL('../dist/cli.js', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'evenredig-fairness-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const QUESTION = ['fairness', '2027-base', '--draws', '24', '--years', '2', '--methods', 'next-best,lottery']
const text = (name: string) => readFileSync(join(folder, name), 'utf8')

/** The command as it is built, where threads are what it is about. */
function built(args: readonly string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, stdio: 'ignore' })
  return { child, ended: new Promise<number | null>((resolve) => child.once('close', resolve)) }
}

describe('fairness', () => {
  it('gives the same bytes by threads, by shards and alone', async () => {
    const alone = await commandIn(folder, [...QUESTION, '--threads', '1', '--json'])
    expect([alone.exit, alone.err]).toEqual([0, ''])
    expect(await built([...QUESTION, '--threads', '2', '--json', '--out', 'threads.json']).ended).toBe(0)
    expect(text('threads.json')).toBe(alone.out)
    for (const shard of ['1/3', '2/3', '3/3']) {
      const out = `part${shard[0]}.json`
      const { exit } = await commandIn(folder, [
        ...QUESTION,
        '--threads',
        '1',
        '--shard',
        shard,
        '--json',
        '--out',
        out,
      ])
      expect(exit).toBe(0)
    }
    const merged = await commandIn(folder, ['fairness', 'merge', 'part3.json', 'part1.json', 'part2.json', '--json'])
    expect(merged.out).toBe(alone.out)
    const late = await commandIn(folder, ['fairness', 'merge', 'part1.json', 'part2.json', '--lang', 'en'])
    expect([late.exit, late.out]).toEqual([2, ''])
    expect(late.err).toContain('parts together must have every draw exactly once')
  })

  it('says what can be typed as it is typed, in Dutch too', async () => {
    const { exit, err } = await commandIn(folder, ['fairness', '2027-base', '--carry', 'geen'])
    expect([exit, err]).toEqual([
      2,
      '--carry: verkeerd gebruik (gevonden geen; verwacht none | totals | arrears | cells)\n',
    ])
  })

  it('goes on where a run was killed, and ends with the same bytes', async () => {
    const asked = ['fairness', '2027-base', '--draws', '1500', '--methods', 'next-best,stepwise', '--threads', '2']
    const long = [...asked, '--json', '--store', 'kept']
    const { child, ended } = built([...long, '--out', 'killed.json'])
    await new Promise<void>((resolve, reject) => {
      const timer = setInterval(() => {
        if (child.exitCode !== null) reject(new Error('it ended before it was killed'))
        if (!existsSync(join(folder, 'kept')) || readdirSync(join(folder, 'kept')).length === 0) return
        clearInterval(timer)
        resolve()
      }, 5)
    }).catch(() => undefined) // a quick machine: then there is nothing left to go on with
    child.kill('SIGKILL')
    await ended
    const before = readdirSync(join(folder, 'kept')).length
    expect(before).toBeGreaterThan(0)
    expect(await built([...long, '--out', 'resumed.json']).ended).toBe(0)
    expect(await built([...asked, '--json', '--out', 'whole.json']).ended).toBe(0)
    expect(text('resumed.json')).toBe(text('whole.json'))
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('leaves no half tables behind: %s', async (signal) => {
    const within = mkdtempSync(join(folder, 'tables-'))
    const asked = ['fairness', '2027-base', '--draws', '1000000', '--methods', 'next-best', '--threads', '1']
    const { child, ended } = built([...asked, '--tables', join(within, 'years')])
    while (child.exitCode === null && readdirSync(within).length === 0) await new Promise((go) => setTimeout(go, 5))
    child.kill(signal)
    await ended
    expect([child.signalCode, readdirSync(within)]).toEqual([signal, []])
  })

  it('says by its name which batch in a store is none', async () => {
    const asked = [
      'fairness',
      '2027-base',
      '--draws',
      '3',
      '--methods',
      'next-best',
      '--threads',
      '1',
      '--store',
      'spoilt',
    ]
    expect((await commandIn(folder, asked)).exit).toBe(0)
    const [batch] = readdirSync(join(folder, 'spoilt'))
    const kept = text(join('spoilt', batch!))
    expect((await commandIn(folder, [...asked, '--seed', '2'])).exit).toBe(0)
    const other = text(
      join(
        'spoilt',
        readdirSync(join(folder, 'spoilt')).find((name) => name !== batch)!,
      ),
    )
    const changed = kept.replace(/"sha256":"../, '"sha256":"zz')
    for (const rubbish of ['{"x":1}', '[]', 'no', '', other, changed]) {
      writeFileSync(join(folder, 'spoilt', batch!), rubbish)
      const { exit, err } = await commandIn(folder, asked)
      expect(exit).toBe(2)
      for (const line of err.trim().split('\n')) expect(line).toContain(batch!.replace('.json', ''))
    }
  })

  it('labels made-up data, says what was assumed, and claims in the language asked', async () => {
    const args = ['fairness', '2027-base', '--draws', '40', '--methods', 'next-best,lottery', '--threads', '1']
    const [dutch, english] = [await commandIn(folder, args), await commandIn(folder, [...args, '--lang', 'en'])]
    for (const words of [
      'SYNTHETISCHE GEGEVENS',
      'cel 5%, OOR 2%, instroom 10%',
      'dat is een aanname',
      '‘zuiver loten’ heeft gemiddeld',
    ]) {
      expect(dutch.out).toContain(words)
    }
    for (const words of [
      'SYNTHETIC DATA',
      'cell 5%, OOR 2%, intake 10%',
      'that is an assumption',
      '‘unbiased lottery’ has',
    ]) {
      expect(english.out).toContain(words)
    }
  })

  it.each([
    [['--draws', '0'], '--draws'],
    [['--methods', 'next-bst'], 'next-best'],
    [['--shard', '3/2'], '--shard'],
    [['--set', 'cell'], '--set'],
    [['--set', 'wind=1'], 'wind'],
    [['--population', 'tombola'], 'tombola'],
    [['--carry', 'all'], 'all'],
    [['--years', '1.5'], '--years'],
  ])('refuses %j by name', async (flags, named) => {
    const { exit, out, err } = await commandIn(folder, ['fairness', '2027-base', ...flags])
    expect([exit, out]).toEqual([2, ''])
    expect(err).toContain(named)
  })
})
