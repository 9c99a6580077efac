/**
 * A database of PostgreSQL as a store: texts in a table of our own, and a queue by pg-boss. Whoever takes a piece holds it as long as it
 * says so every two seconds; of a process that was killed a piece comes back within `LOST_SECONDS` and one round of maintenance. A result
 * and that its piece is done are one transaction, and a piece has one result, whoever made it how often.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import type PgBoss from 'pg-boss'
import { EngineError, InputError } from '../domain/errors.js'
import { VERSION } from '../domain/version.js'
import type { Kept, Queue, Shelves, Store, Taken } from '../io/store.js'

/** How long a piece is held by a process that no longer says so; how often it says so, and how often lost ones are looked for. */
const LOST_SECONDS = 7
const HELD_MS = 2_000
const LOOK_SECONDS = 1

/** How long somebody waits who found nothing to do. */
const PAUSE_MS = 300

/** How long a database may take to answer. */
const CONNECT_MS = 10_000

/** Whoever took a piece and was lost, so often: it is the piece. */
const MOST_LOST = 5

/** Pieces are of one build: another would compute something else. */
const WAITING = `fairness-${VERSION}`
const GIVEN_UP = `given-up-${VERSION}`

const QUEUE_SCHEMA = 'evenredig_queue'

/** Names in the shelf of a piece of work besides its results, which begin with a digit. */
const ASKED = 'asked by '
const FAILURE = 'failure'

/** What was asked may be confidential; of who was killed before the answer it stays no longer than this. */
const FORGOTTEN = `delete from evenredig.kept where name like '${ASKED}%' and kept_on < now() - interval '7 days'`

const TABLE = `
  select pg_advisory_xact_lock(hashtext('evenredig'));
  create schema if not exists evenredig;
  create table if not exists evenredig.kept
    (shelf text not null, name text not null, content text not null, kept_on timestamptz not null default now(),
     primary key (shelf, name))`

/** Opens a database. @throws InputError when it does not let us in: its code, never its address */
export async function postgresStore(address: string): Promise<Store> {
  const { default: pg } = await import('pg')
  const pool = poolOf(pg.Pool, address)
  pool.on('error', () => undefined) // a connection that was lost while nothing was asked: the next question tells
  try {
    const { rows } = await pool.query("select to_regclass('evenredig.kept') is not null as there")
    if ((rows as { there: boolean }[])[0]?.there !== true) await inTransaction(pool, (client) => client.query(TABLE))
    await pool.query(FORGOTTEN)
  } catch (error) {
    await pool.end()
    throw notOpened(codeOf(error))
  }
  const sql: Sql = async (text, values) => {
    try {
      return (await pool.query(text, values as unknown[])).rows as Row[]
    } catch (error) {
      throw lost(error)
    }
  }
  const boss = new Boss(pool)
  return {
    kept: undefined,
    queue: queueIn(pool, sql, boss),
    shelves: shelvesIn(sql),
    claim: () => {}, // what two services make of the same job is the same
    close: async () => {
      await boss.stop()
      await pool.end()
    },
  }
}

type Row = Readonly<Record<string, string | null>>
type Sql = (text: string, values?: readonly unknown[]) => Promise<Row[]>

function poolOf(PoolOf: typeof Pool, address: string): Pool {
  try {
    return new PoolOf({
      connectionString: address,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      application_name: 'evenredig',
    })
  } catch {
    throw notOpened('-') // what is wrong with an address may quote it
  }
}

function notOpened(found: string): InputError {
  return new InputError([{ code: 'unreadable', path: '--store', found, expected: 'PostgreSQL' }])
}

function lost(error: unknown): EngineError {
  return new EngineError(`PostgreSQL: ${codeOf(error)}`)
}

/** What the driver says itself has no code. */
const CODELESS = [
  [/timeout/i, 'ETIMEDOUT'],
  [/\bssl\b/i, 'SSL'],
  [/terminated|connection error|not queryable/i, 'ECONNRESET'],
] as const

/** The code of a system or of PostgreSQL (`ECONNREFUSED`, `28P01`); no message, which may quote anything. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if (!(error instanceof Error)) return '-'
  if ('code' in error) return String(error.code)
  return CODELESS.find(([said]) => said.test(error.message))?.[1] ?? '-'
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const onLost = () => undefined // a connection that was lost between two questions: the next one tells
  client.on('error', onLost)
  try {
    await client.query('begin')
    const made = await work(client)
    await client.query('commit')
    client.release()
    return made
  } catch (error) {
    client.release(true) // closed, and with that rolled back
    throw error
  } finally {
    client.off('error', onLost)
  }
}

const AT_ONCE = { graceful: false, close: false }

/** pg-boss, started by the first who asks for it, and stopped with the store. */
class Boss {
  readonly #pool: Pool
  #started: Promise<PgBoss> | null = null
  /** Pieces that this process holds. */
  readonly held = new Set<string>()
  #holding: NodeJS.Timeout | undefined

  constructor(pool: Pool) {
    this.#pool = pool
  }

  get started(): Promise<PgBoss> {
    this.#started ??= this.#start().catch((error: unknown) => {
      throw lost(error)
    })
    return this.#started
  }

  async #start(): Promise<PgBoss> {
    const { default: Made } = await import('pg-boss')
    const boss = new Made({
      db: onConnection(this.#pool),
      schema: QUEUE_SCHEMA,
      schedule: false,
      maintenanceIntervalSeconds: LOOK_SECONDS,
    })
    boss.on('error', () => undefined) // of its maintenance: the next question tells
    await boss.start()
    try {
      await boss.createQueue(GIVEN_UP)
      await boss.createQueue(WAITING, {
        name: WAITING,
        expireInSeconds: LOST_SECONDS,
        retryLimit: MOST_LOST,
        deadLetter: GIVEN_UP,
      })
    } catch (error) {
      await boss.stop(AT_ONCE) // its clock would keep the process alive
      throw error
    }
    this.#holding = setInterval(() => void this.#hold(), HELD_MS)
    return boss
  }

  /** pg-boss 10 has no word for "I am still at it": a piece counts as begun anew. */
  async #hold(): Promise<void> {
    if (this.held.size === 0) return
    const held = `update ${QUEUE_SCHEMA}.job set started_on = now() where name = $1 and id = any($2::uuid[]) and state = 'active'`
    await this.#pool.query(held, [WAITING, [...this.held]]).catch(() => undefined) // the next question tells
  }

  async stop(): Promise<void> {
    clearInterval(this.#holding)
    const boss = await this.#started?.catch(() => undefined)
    await boss?.stop(AT_ONCE)
  }
}

/** What pg-boss asks, on a connection of ours. */
function onConnection(connection: Pool | PoolClient, onError: (error: unknown) => void = () => {}): PgBoss.Db {
  return {
    executeSql: async (text, values) => {
      try {
        return await connection.query(text, values)
      } catch (error) {
        onError(error)
        throw error
      }
    },
  }
}

const KEEP = `insert into evenredig.kept (shelf, name, content) values ($1, $2, $3) on conflict (shelf, name) do nothing`

function queueIn(pool: Pool, sql: Sql, boss: Boss): Queue {
  const find = async (shelf: string, name: string) =>
    (await sql('select content from evenredig.kept where shelf = $1 and name = $2', [shelf, name]))[0]?.['content'] ??
    null
  const transaction = async (work: (client: PoolClient) => Promise<unknown>): Promise<void> => {
    await inTransaction(pool, work).catch((error: unknown) => {
      throw lost(error)
    })
  }
  const take = async (queue: string): Promise<Taken | null> => {
    let failed: unknown
    const db = onConnection(pool, (error) => (failed = error))
    const [job] = await (await boss.started).fetch<Omit<Taken, 'id'>>(queue, { db })
    if (failed !== undefined) throw lost(failed) // pg-boss takes it for an empty queue, and would be asked for ever
    return job === undefined ? null : { id: job.id, ...job.data }
  }
  /** Says that a piece is done, and writes a text with it: both or neither. */
  const done = async ({ id, work }: Taken, name: string | null, text = '', queue = WAITING): Promise<void> => {
    const started = await boss.started
    await transaction(async (client) => {
      if (name !== null) await client.query(KEEP, [work, name, text])
      await started.complete(queue, id, { db: onConnection(client) })
    })
    boss.held.delete(id)
  }
  return {
    put: async (work, asked, pieces) => {
      const there = await sql('select name from evenredig.kept where shelf = $1', [work])
      const known = new Set(there.map(({ name }) => name))
      const open = pieces.filter((piece) => !known.has(piece))
      const started = await boss.started
      const asker = randomUUID()
      await transaction(async (client) => {
        await client.query('delete from evenredig.kept where shelf = $1 and name = $2', [work, FAILURE])
        await client.query(KEEP, [work, ASKED + asker, asked])
        // the first piece of every question comes before the second of any: who asks much lets others go between
        const jobs = open.map((piece, i) => ({ name: WAITING, data: { work, piece, asker }, priority: -i }))
        if (jobs.length > 0) await started.insert(jobs, { db: onConnection(client) })
      })
      return asker
    },
    take: async () => {
      const taken = await take(WAITING)
      if (taken !== null) {
        boss.held.add(taken.id)
        return taken
      }
      const lostOften = await take(GIVEN_UP)
      if (lostOften !== null) await done(lostOften, FAILURE, `${lostOften.piece}: lost ${MOST_LOST} times`, GIVEN_UP)
      return null
    },
    asked: ({ work, asker }) => find(work, ASKED + asker),
    finish: (taken, result) => done(taken, taken.piece, result),
    fail: (taken, why) => done(taken, FAILURE, why),
    drop: (taken) => done(taken, null),
    giveBack: async ({ id }) => {
      boss.held.delete(id)
      await (await boss.started).fail(WAITING, id)
    },
    standing: async (work) => {
      const [row] = await sql(
        `select count(*) filter (where name ~ '^\\d') as done, max(content) filter (where name = $2) as failure
         from evenredig.kept where shelf = $1`,
        [work, FAILURE],
      )
      return { done: Number(row?.['done'] ?? 0), failure: row?.['failure'] ?? null }
    },
    result: find,
    withdraw: async (work, asker) => {
      await sql('delete from evenredig.kept where shelf = $1 and name = $2', [work, ASKED + asker])
    },
    pause: (signal) => wait(PAUSE_MS, undefined, { signal }).catch(() => undefined),
  }
}

/** What is kept for the service, beside what pieces of work gave. */
function shelvesIn(sql: Sql): Shelves {
  const shelfOf = (name: string): Kept => ({
    find: async (text) => {
      const asked = 'select content from evenredig.kept where shelf = $1 and name = $2'
      return (await sql(asked, [JOB + name, text]))[0]?.['content'] ?? null
    },
    keep: async (title, text) => {
      await sql(KEEP.replace('nothing', 'update set content = excluded.content'), [JOB + name, title, text])
    },
  })
  return {
    names: async () => {
      const found = await sql('select distinct shelf from evenredig.kept where starts_with(shelf, $1)', [JOB])
      return found.map(({ shelf }) => shelf!.slice(JOB.length))
    },
    shelf: shelfOf,
    remove: async (name) => void (await sql('delete from evenredig.kept where shelf = $1', [JOB + name])),
  }
}

const JOB = 'job '
