/** Long work over several processes by way of PostgreSQL: nothing is lost, nothing counts twice, and no password is told. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signOf } from '../src/ask/parts.js'
import { workOn } from '../src/ask/sweeps.js'
import { EngineError } from '../src/domain/errors.js'
import { VERSION } from '../src/domain/version.js'
import { openStore } from '../src/host/store.js'
import type { Queue, Store } from '../src/io/store.js'
import { commandIn } from './command.js'
import { noPostgres, PASSWORD, startPostgres, type Database } from './postgres.js'

const CLI = new URL('../dist/cli.js', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'evenredig-worker-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Nothing, as it is asked. */
const ASKED = JSON.stringify({ scenario: {}, question: {}, sign: signOf(VERSION, {} as never, {} as never) })

const ADDRESS = 'postgres://evenredig:zeer-geheim-wachtwoord@127.0.0.1:9/x'

describe('a store that cannot be opened', () => {
  it.each([
    [['worker'], 'missing', '--store'],
    [['worker', '--store', 'folder'], 'usage', '--store'],
    [['worker', '--store', ADDRESS], 'unreadable', 'ECONNREFUSED'],
    [['fairness', '2027-base', '--store', ADDRESS], 'unreadable', 'ECONNREFUSED'],
    [['fairness', '2027-base', '--store', ADDRESS.replace('postgres', 'postgre')], 'usage', 'postgre://…'],
    [['worker', '--store', ADDRESS.replace(':9/', ':x y:/')], 'unreadable', '--store'],
  ])('%j is refused without a word of its password', async (args, _, named) => {
    const { exit, out, err } = await commandIn(folder, args, { EVENREDIG_STORE: '' })
    expect([exit, out]).toEqual([2, ''])
    expect(err).toContain(named)
    expect(err).not.toContain(PASSWORD)
  })
})

describe.skipIf(noPostgres !== null)('a store in PostgreSQL', () => {
  let database: Database
  let sql: Client
  let store: Store
  let queue: Queue
  const started: ChildProcess[] = []
  beforeAll(async () => {
    database = await startPostgres()
    sql = new Client({ connectionString: database.address })
    sql.on('error', () => undefined)
    await sql.connect()
    store = await openStore(database.address)
    queue = store.queue!
    expect(await queue.take()).toBeNull() // its tables are there
  })
  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL')
    await store.close()
    await sql.end()
    database.stop()
  })

  /** A command in a process of its own. */
  function run(args: readonly string[]) {
    const env = { ...process.env, EVENREDIG_STORE: database.address }
    const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
    started.push(child)
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const ended = new Promise<number | null>((found) => child.once('close', found))
    return { child, ended, said: () => said }
  }

  async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  const active = async () =>
    (await sql.query("select id from evenredig_queue.job where state = 'active'")).rows.map(({ id }) => id as string)

  it('divides a question over workers; of one that is killed the batch comes back, and the bytes are those of one process', async () => {
    const question = ['fairness', '2027-base', '--draws', '4000', '--methods', 'next-best', '--json']
    const alone = await commandIn(folder, [...question, '--threads', '1'])
    const workers = [run(['worker', '--threads', '1']), run(['worker', '--threads', '1'])]
    await until(() => workers.every(({ said }) => said().includes('Ctrl-C')))
    const asking = run([...question, '--threads', '1', '--store', database.address, '--out', 'together.json'])
    await until(async () => (await active()).length === 3) // each holds one
    const [killed] = workers
    killed!.child.kill('SIGKILL')
    const since = performance.now()
    expect(await asking.ended, asking.said()).toBe(0)
    console.log(`done ${((performance.now() - since) / 1000).toFixed(1)} s after a worker was killed`)
    expect(readFileSync(join(folder, 'together.json'), 'utf8')).toBe(alone.out)
    const { rows } = await sql.query("select name from evenredig.kept where name ~ '^[0-9]'")
    expect(rows.length).toBe(8)
    // somebody took a batch anew, and it is held that short while a worker says nothing
    const retried = await sql.query(
      'select extract(epoch from expire_in)::int as seconds from evenredig_queue.job where retry_count = 1',
    )
    expect(retried.rows).toEqual([{ seconds: 7 }])

    // asked again, nothing is computed again, and what was asked is forgotten
    const again = await commandIn(folder, [...question, '--store', database.address])
    expect(again.out).toBe(alone.out)
    expect((await sql.query("select 1 from evenredig_queue.job where state <> 'completed'")).rows).toEqual([])
    expect((await sql.query("select 1 from evenredig.kept where name like 'asked%'")).rows).toEqual([])

    // a worker that is told to stop ends well, and says no password, nor does the database hold it
    workers[1]!.child.kill('SIGTERM')
    expect(await workers[1]!.ended).toBe(0)
    expect(workers[1]!.said() + asking.said()).not.toContain(PASSWORD)
    expect((await sql.query('select 1 from evenredig.kept where content like $1', [`%${PASSWORD}%`])).rows).toEqual([])
  })

  it.each([
    ['a wrong password', (address: string) => address.replace(PASSWORD, 'fout'), '28P01'],
    ['a database that is not there', (address: string) => address.replace(/postgres$/, 'nergens'), '3D000'],
    ['a user who may nothing', (address: string) => address.replace(`evenredig:${PASSWORD}`, 'lezer:x'), '42501'],
    ['a server without SSL', (address: string) => `${address}?sslmode=require`, 'SSL'],
  ])('is refused by its code: %s', async (_, changed, code) => {
    await sql.query("do $$ begin create role lezer login password 'x'; exception when others then null; end $$")
    for (const args of [['worker'], ['fairness', '2027-base']]) {
      const { exit, out, err } = await commandIn(folder, [...args, '--store', changed(database.address)])
      expect([exit, out]).toEqual([2, ''])
      expect(err).toContain(`--store: kan niet worden gelezen of geschreven (gevonden ${code}; verwacht PostgreSQL)`)
      expect(err).not.toContain(PASSWORD)
    }
  })

  it('whose queue cannot be made ends who asks, and leaves nothing running', async () => {
    await sql.query('alter table evenredig_queue.queue rename to gone')
    const asking = run(['fairness', '2027-base', '--draws', '3', '--seed', '8', '--store', database.address])
    expect(await asking.ended).toBe(3)
    await sql.query('alter table evenredig_queue.gone rename to queue')
    expect(asking.said()).toBe('Geen antwoord: PostgreSQL: 42P01\n')
  })

  it('says which batch was changed, is of other draws, or none at all', async () => {
    const asked = ['fairness', '2027-base', '--draws', '1200', '--methods', 'next-best', '--threads', '1', '--json'] // prettier-ignore
    const long = [...asked, '--store', database.address]
    await sql.query("delete from evenredig.kept where name ~ '^[0-9]'")
    const whole = await commandIn(folder, long)
    const { rows } = await sql.query(
      "select shelf, name, content from evenredig.kept where name ~ '^[0-9]' order by name",
    )
    const [first, second] = rows as { shelf: string; name: string; content: string }[]
    const put = (content: string) =>
      sql.query('update evenredig.kept set content = $3 where shelf = $1 and name = $2', [first!.shelf, first!.name, content]) // prettier-ignore
    for (const content of [second!.content, first!.content.replace(/"sha256":"../, '"sha256":"zz'), '[]', 'no', '']) {
      await put(content)
      const { exit, out, err } = await commandIn(folder, long)
      expect([exit, out]).toEqual([2, ''])
      for (const line of err.trim().split('\n')) expect(line).toContain(`${first!.shelf} ${first!.name}`)
    }
    await put(first!.content)
    expect((await commandIn(folder, long)).out).toBe(whole.out)
  })

  it('computes nothing for who was made to ask something else on the way', async () => {
    await sql.query(`create function changed() returns trigger language plpgsql as $$ begin
      if new.name like 'asked%' then new.content := replace(new.content, '"seed":9', '"seed":10'); end if; return new; end $$`)
    await sql.query('create trigger changed before insert on evenredig.kept for each row execute function changed()')
    const asked = [
      'fairness',
      '2027-base',
      '--draws',
      '3',
      '--seed',
      '9',
      '--threads',
      '1',
      '--store',
      database.address,
    ]
    const { exit, out, err } = await commandIn(folder, asked)
    await sql.query('drop trigger changed on evenredig.kept')
    expect([exit, out]).toEqual([3, ''])
    expect(err).toMatch(/^Geen antwoord: what [\da-f-]+ asked of [\da-f]+ was changed$/m)
  })

  it('that fails in a run ends who asks and who works along by its code; asked again, nothing is lost', async () => {
    const failing = await startPostgres()
    try {
      const question = ['fairness', '2027-base', '--draws', '6000', '--methods', 'next-best', '--json']
      const there = ['--store', failing.address, '--threads', '1']
      const workers = [run(['worker', ...there]), run(['worker', ...there])]
      const kept = new Client({ connectionString: failing.address })
      kept.on('error', () => undefined)
      await kept.connect()
      await until(() => workers.every(({ said }) => said().includes('Ctrl-C')))
      const asking = run([...question, ...there, '--out', 'failed.json'])
      const done = async () => (await kept.query("select 1 from evenredig.kept where name ~ '^[0-9]'")).rows.length
      await until(async () => (await done()) > 0)
      failing.fail()
      for (const { ended, said } of [asking, ...workers]) {
        expect(await ended, said()).toBe(3)
        expect(said()).toMatch(/^Geen antwoord: PostgreSQL: \w+$/m)
        expect(said()).not.toMatch(/ at |\.js|geheim/)
      }
      failing.start()
      const again = await commandIn(folder, [...question, ...there])
      expect(again.out).toBe((await commandIn(folder, [...question, '--threads', '1'])).out)
    } finally {
      failing.stop()
    }
  })

  describe('its queue', () => {
    const sweeper = (sweep: () => Promise<never>) => () => ({ sweep, end: () => Promise.resolve() })

    it('writes a result and that its piece is done both or neither', async () => {
      await queue.put('both', '{}', ['0-1'])
      const taken = (await queue.take())!
      expect(taken).toMatchObject({ work: 'both', piece: '0-1' })
      await sql.query('alter table evenredig_queue.job rename to gone')
      await expect(queue.finish(taken, 'result')).rejects.toThrow(EngineError)
      await expect(queue.take()).rejects.toThrow('PostgreSQL: 42P01') // which is not that nothing waits
      await sql.query('alter table evenredig_queue.gone rename to job')
      expect(await queue.result('both', '0-1')).toBeNull()
      await sql.query('alter table evenredig.kept rename to gone')
      await expect(queue.finish(taken, 'result')).rejects.toThrow(EngineError)
      await sql.query('alter table evenredig.gone rename to kept')
      expect(await active()).toEqual([taken.id])
      await queue.finish(taken, 'result')
      await queue.finish(taken, 'another') // from who was thought to be lost
      expect(await queue.result('both', '0-1')).toBe('result')
      expect(await queue.standing('both')).toEqual({ done: 1, failure: null })
    })

    it('lets who asks little go between the batches of who asks much', async () => {
      await queue.put('much', '{}', ['0-1', '1-2', '2-3'])
      await queue.put('little', '{}', ['0-1'])
      const taken = [(await queue.take())!, (await queue.take())!, (await queue.take())!, (await queue.take())!]
      expect(taken.map(({ work }) => work)).toEqual(['much', 'little', 'much', 'much'])
      expect(await queue.take()).toBeNull()
      for (const each of taken) await queue.drop(each)
      expect(await active()).toEqual([])
    })

    it('gives back at once what a worker does not finish, and says what nobody can do', async () => {
      const stop = new AbortController()
      await queue.put('stopped', ASKED, ['0-1'])
      const stopped = sweeper(() => {
        stop.abort()
        return Promise.reject(new Error('ended'))
      })
      await workOn(queue, { threads: 1, signal: stop.signal, openSweeper: stopped })
      expect(await queue.standing('stopped')).toEqual({ done: 0, failure: null })
      const over = new AbortController()
      const failing = sweeper(() => Promise.reject(new Error('draw 7 does not stand')))
      const working = workOn(queue, { threads: 1, signal: over.signal, openSweeper: failing })
      await until(async () => (await queue.standing('stopped')).failure !== null)
      over.abort()
      await working
      expect(await queue.standing('stopped')).toEqual({ done: 0, failure: 'draw 7 does not stand' })
      // asked anew it is tried anew
      const asker = await queue.put('stopped', ASKED, ['0-1'])
      expect((await queue.standing('stopped')).failure).toBeNull()
      await queue.withdraw('stopped', asker)
      const taken = (await queue.take())!
      expect(await queue.asked(taken)).toBeNull()
      await queue.drop(taken)
    })
  })
})
