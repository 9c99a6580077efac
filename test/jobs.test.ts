/** Jobs of the service: asked, seen, listened to, ended, kept over a restart; bounded, and in nobody's way. */
import { spawn, type ChildProcess } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { openStore } from '../src/host/store.js'
import { EventStreams } from '../src/http/events.js'
import type { JobStanding, Jobs } from '../src/http/jobs.js'
import { commandIn } from './command.js'
import { expectDocumented, service, watchedBy } from './http-service.js'
import { noPostgres, PASSWORD, startPostgres, type Database } from './postgres.js'

type Service = Awaited<ReturnType<typeof service>>

interface Job {
  readonly id: string
  readonly state: string
  readonly progress: { readonly done: number; readonly all: number }
  readonly problem: { readonly type: string; readonly status: number } | null
  readonly answer: object | null
}

const SMALL = { scenario: '2027-base', draws: 60, methods: ['next-best', 'lottery'] }
/** Several batches. */
const MORE = { ...SMALL, draws: 4_000, methods: ['next-best'] }
/** Longer than any test. */
const LONG = { ...MORE, draws: 900_000 }

const folder = mkdtempSync(join(tmpdir(), 'evenredig-jobs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open: Service[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

async function started(settings: Parameters<typeof service>[0] = {}): Promise<Service> {
  const app = await service(settings)
  open.push(app)
  return app
}

async function ask(app: Service, question: object, headers: Readonly<Record<string, string>> = {}) {
  const answer = await app.inject({ method: 'POST', url: '/v1/fairness', headers, payload: question })
  expectDocumented(answer, 'POST', '/v1/fairness')
  return answer
}

async function see(app: Service, id: string): Promise<Job> {
  const answer = await app.inject(`/v1/jobs/${id}`)
  expectDocumented(answer, 'GET', '/v1/jobs/{id}')
  expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store'])
  return answer.json<Job>()
}

async function asked(app: Service, question: object): Promise<string> {
  const answer = await ask(app, question)
  expect(answer.statusCode, answer.body).toBe(202)
  const { id } = answer.json<Job>()
  expect(answer.headers['location']).toBe(`/v1/jobs/${id}`)
  return id
}

/** All events of a job, from now until the stream ends. */
async function eventsOf(app: Service, id: string) {
  const { body, headers, statusCode } = await app.inject(`/v1/jobs/${id}/events`)
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/event-stream'])
  return [...body.matchAll(/^event: (\w+)\ndata: (.*)\n\n/gm)].map(([, name, data]) => ({
    name: name!,
    job: JSON.parse(data!) as Job,
  }))
}

async function ended(app: Service, id: string): Promise<Job> {
  await eventsOf(app, id)
  return see(app, id)
}

const answers = new Map<object, object>()

/** What the command answers to the same. */
async function alone(question: typeof SMALL): Promise<object> {
  const flags = ['--draws', String(question.draws), '--methods', question.methods.join(','), '--threads', '1', '--json']
  const known = answers.get(question)
  const answer =
    known ?? (JSON.parse((await commandIn(folder, ['fairness', question.scenario, ...flags])).out) as object)
  answers.set(question, answer)
  return answer
}

describe('a job', () => {
  it('asked by a form, its fields typed as flags are, is the one asked in JSON', async () => {
    const app = await started()
    const fields = {
      scenario: '2027-base',
      draws: '12',
      seed: '3',
      years: '2',
      population: 'worlds',
      settings: 'cell=0.03',
      methods: 'next-best,lottery',
      carry: 'totals',
      lang: 'en',
    }
    const parts = Object.entries(fields).map(
      ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const payload = `${parts.join('')}--x--\r\n`
    const formed = await app.inject({ method: 'POST', url: '/v1/fairness', headers, payload })
    expect(formed.statusCode, formed.body).toBe(202)
    const settings = { cell: 0.03 }
    const question = { ...fields, draws: 12, seed: 3, years: 2, settings, methods: ['next-best', 'lottery'] }
    const [job, other] = [await ended(app, formed.json<Job>().id), await ended(app, await asked(app, question))]
    expect(job).toMatchObject({ state: 'done', answer: { carry: 'totals', settings: { cell: 0.03, oor: 0.02 } } })
    expect(job.answer).toEqual(other.answer)
  })

  it('is told by its id and by events, and has the answer of the command', async () => {
    const app = await started()
    const id = await asked(app, SMALL)
    const events = await eventsOf(app, id)
    expect(events.at(-1)).toMatchObject({ name: 'done', job: { id, state: 'done', progress: { done: 60, all: 60 } } })
    expect(events.slice(0, -1).every(({ name }) => name === 'progress')).toBe(true)
    const done = events.map(({ job }) => job.progress.done)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(await see(app, id)).toEqual({ ...events.at(-1)!.job, answer: await alone(SMALL) })
    expect((await eventsOf(app, id)).map(({ name }) => name)).toEqual(['done']) // whoever comes late
    const english = await ended(app, await asked(app, { ...SMALL, lang: 'en' }))
    expect(JSON.stringify(english.answer)).toContain('unbiased lottery')
  })

  it('is forgotten when it is ended, and its threads are free', async () => {
    const app = await started()
    const id = await asked(app, LONG)
    const listening = eventsOf(app, id)
    const gone = await app.inject({ method: 'DELETE', url: `/v1/jobs/${id}` })
    expect([gone.statusCode, gone.body]).toEqual([204, ''])
    expect((await listening).at(-1)).toMatchObject({ name: 'failed', job: { problem: { status: 410 } } })
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/events'],
    ] as const) {
      // prettier-ignore
      const answer = await app.inject({ method, url: `/v1/jobs/${id}${path}` })
      expect([answer.statusCode, answer.json<object>()]).toMatchObject([
        404,
        { type: 'urn:evenredig:problem:unknown-job' },
      ])
      expectDocumented(answer, method, `/v1/jobs/{id}${path}`)
    }
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok', running: 0, waiting: 0 })
  })

  it('lets quick questions through, and other clients', async () => {
    for (const threads of [1, 2]) {
      const app = await service({ threads })
      await asked(app, LONG)
      await asked(app, LONG)
      const solved = await app.inject({ method: 'POST', url: '/v1/solve', payload: { scenario: '2027-base' } })
      expect(solved.statusCode).toBe(200)
      const other = await app.inject({
        method: 'POST',
        url: '/v1/fairness',
        payload: SMALL,
        remoteAddress: '127.0.0.2',
      })
      expect((await ended(app, other.json<Job>().id)).state).toBe('done')
      await app.close()
    }
  })

  it('ends with its service, and so do its events', async () => {
    const app = await service()
    const id = await asked(app, LONG)
    const listening = eventsOf(app, id)
    await app.close()
    expect((await listening).at(-1)).toMatchObject({ name: 'failed', job: { problem: { status: 503 } } })
  })

  it('costs nothing once nobody listens', async () => {
    const app = await started()
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const id = await asked(app, LONG)
    for (let i = 0; i < 25; i++) {
      const leave = new AbortController()
      const answer = await fetch(`http://127.0.0.1:${port}/v1/jobs/${id}/events`, { signal: leave.signal })
      expect(answer.status).toBe(200) // more than one may have at the same time
      await answer.body!.getReader().read()
      leave.abort()
    }
    while ((await connections(app)) > 0) await tick()
    const many = await Promise.all(
      Array.from({ length: 21 }, () => fetch(`http://127.0.0.1:${port}/v1/jobs/${id}/events`)),
    )
    expect(many.filter(({ status }) => status === 429).length).toBe(1)
  })
})

const tick = () => new Promise((resolve) => setTimeout(resolve, 5))
const connections = (app: Service) =>
  new Promise<number>((found) => app.server.getConnections((_, count) => found(count)))

describe('events', () => {
  /** Jobs of which the test says how they stand. */
  function streamOf() {
    const standing = { id: 'x', state: 'running' as const, progress: { done: 0, all: 9 }, problem: null }
    const watchers = new Set<(now: JobStanding) => void>()
    const watch = (_: string, changed: (now: JobStanding) => void) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    }
    const jobs = { find: () => standing, watch, stopped: false } as unknown as Jobs
    const stream = new EventStreams(jobs).of('x', 'client')
    const tell = (now: Partial<JobStanding>) => {
      for (const changed of watchers) changed({ ...standing, ...now })
    }
    return { stream, watchers, tell }
  }

  it('say something every 15 seconds, and nothing once the client has left', async () => {
    vi.useFakeTimers()
    try {
      const { stream, watchers } = streamOf()
      const read = () => String(stream.read() ?? '')
      expect(read()).toMatch(/^retry: 3000\n\nevent: progress\ndata: /)
      vi.advanceTimersByTime(30_000)
      expect(read()).toBe(': \n\n: \n\n')
      expect([watchers.size, vi.getTimerCount()]).toEqual([1, 1])
      const closed = new Promise((resolve) => stream.once('close', resolve))
      stream.destroy()
      await closed
      expect([watchers.size, vi.getTimerCount()]).toEqual([0, 0])
    } finally {
      vi.useRealTimers()
    }
  })

  it('pass over what a client does not read, and tell the end all the same', () => {
    const { stream, tell } = streamOf()
    for (let done = 1; done <= 10_000; done++) tell({ progress: { done, all: 10_000 } })
    expect(stream.readableLength).toBeLessThan(100_000)
    tell({ state: 'done', progress: { done: 10_000, all: 10_000 } })
    tell({ state: 'failed' }) // nothing comes after the end
    expect(String(stream.read())).toMatch(/event: done\ndata: .*"done":10000.*\n\n$/)
  })
})

describe('a question that becomes no job', () => {
  let app: Service
  beforeAll(async () => {
    app = await service({ token: 'a-token-of-some-length', host: '0.0.0.0' })
  })
  afterAll(() => app.close())
  const token = { authorization: 'Bearer a-token-of-some-length' }

  it.each([
    [401, {}, SMALL],
    [422, token, { ...SMALL, draws: 0 }],
    [422, token, { ...SMALL, methods: ['lotery'] }],
    [422, token, { ...SMALL, settings: { wind: 1 } }],
    [422, token, { ...SMALL, store: '/etc' }],
    [422, token, { ...SMALL, shard: '1/2' }],
    [404, token, { ...SMALL, scenario: '2099-base' }],
    [413, token, { ...SMALL, draws: 1_000_001 }],
    [413, token, { ...SMALL, draws: 100_001, years: 10 }],
  ])('%i: %j', async (status, headers, question) => {
    const answer = await ask(app, question, headers)
    expect([answer.statusCode, answer.headers['content-type']], answer.body).toEqual([
      status,
      'application/problem+json',
    ])
  })

  it('asks for the token on every route of jobs', async () => {
    const id = (await ask(app, SMALL, token)).json<Job>().id
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/events'],
    ] as const) {
      // prettier-ignore
      expect((await app.inject({ method, url: `/v1/jobs/${id}${path}` })).statusCode).toBe(401)
    }
  })

  it('there are no more than so many of one client, nor of all', async () => {
    const busy = await started()
    const of = (client: string) =>
      busy.inject({ method: 'POST', url: '/v1/fairness', payload: LONG, remoteAddress: client })
    const first = await Promise.all(Array.from({ length: 5 }, () => of('10.0.0.1')))
    expect(first.filter(({ statusCode }) => statusCode === 202).length).toBe(3)
    const refused = first.find(({ statusCode }) => statusCode === 429)!
    expectDocumented(refused, 'POST', '/v1/fairness')
    expect(refused.headers['retry-after']).toBe('60')
    const others = await Promise.all(Array.from({ length: 20 }, (_, i) => of(`10.0.1.${i}`)))
    expect(others.filter(({ statusCode }) => statusCode === 202).length).toBe(17)
  })
})

describe('kept in a folder', () => {
  it('a job goes on where it was when the service is started again, with the same bytes', async () => {
    const at = join(folder, 'kept')
    const store = await openStore(at)
    const first = await service({ store })
    const id = await asked(first, MORE)
    const batches = join(at, 'jobs', `${id}.batches`)
    while ((await see(first, id)).progress.done === 0) await tick()
    await first.close()
    const before = readdirSync(batches)
    const made = () => before.map((name) => statSync(join(batches, name), { throwIfNoEntry: false })?.mtimeMs)
    const times = made()
    expect(before.length).toBeGreaterThan(0)
    writeFileSync(join(at, 'jobs', 'nonsense'), '')
    const second = await started({ store })
    let seen = 0
    for (;;) {
      const [now, { state, progress }] = [made(), await see(second, id)]
      if (state !== 'running') break
      if (progress.done > 0) seen++
      // what was finished is not made again: it is there from the first
      expect(now.every((time, i) => time === times[i] || time === undefined)).toBe(true)
      await tick()
    }
    expect(seen).toBeGreaterThan(0)
    const job = await see(second, id)
    expect([job.state, job.answer]).toEqual(['done', await alone(MORE)])
    // of what was asked, and of its batches, nothing stays
    expect(readdirSync(join(at, 'jobs')).toSorted()).toEqual([id, 'nonsense'].toSorted())
    expect(readFileSync(join(at, 'jobs', id, 'job.json'), 'utf8')).not.toContain('base64')
    expect(statSync(at).mode & 0o077).toBe(0)
    await second.close()
    const third = await started({ store })
    expect((await see(third, id)).answer).toEqual(job.answer)
    await third.inject({ method: 'DELETE', url: `/v1/jobs/${id}` })
    expect(readdirSync(join(at, 'jobs'))).toEqual(['nonsense'])
  })

  it('rubbish is passed over, and stops no service', async () => {
    const at = join(folder, 'rubbish')
    const kept = {
      state: 'done',
      progress: { done: 1, all: 1 },
      problem: null,
      client: 'x',
      created: '2027',
      language: 'nl',
      asked: null,
    }
    const put = (text: (id: string) => unknown, answer?: string) => {
      const id = randomUUID()
      mkdirSync(join(at, 'jobs', id), { recursive: true })
      writeFileSync(join(at, 'jobs', id, 'job.json'), JSON.stringify(text(id)))
      if (answer !== undefined) writeFileSync(join(at, 'jobs', id, 'answer.json'), answer)
      return id
    }
    const asks = { type: 'application/json', base64: 'e30=', maxCells: 100 }
    const rubbish = [
      put(() => ({ state: 'running' })),
      put(() => null),
      put(() => []),
      put((id) => ({ ...kept, id }), 'no JSON'),
      put((id) => ({ ...kept, id })), // done, and no answer
      put((id) => ({ ...kept, id, state: 'running' })),
      put((id) => ({ ...kept, id, state: 'running', asked: { ...asks, base64: [1] } })),
      put((id) => ({ ...kept, id, language: 'xx' }), '{}'),
      put(() => ({ ...kept, id: '../../elsewhere' }), '{}'),
    ]
    const sound = put((id) => ({ ...kept, id }), '{}')
    const asking = put((id) => ({ ...kept, id, state: 'running', asked: asks })) // of no scenario
    const linked = put(() => null)
    rmSync(join(at, 'jobs', linked, 'job.json'))
    symlinkSync('/dev/zero', join(at, 'jobs', linked, 'job.json'))
    symlinkSync(join(at, 'jobs', sound), join(at, 'jobs', 'another'))
    const lines: string[] = []
    const app = await started({ store: await openStore(at), log: { write: (line) => void lines.push(line) } })
    for (const id of [...rubbish, linked, 'another', 'undefined']) {
      expect((await app.inject(`/v1/jobs/${id}`)).statusCode, id).toBe(404)
    }
    expect(lines.filter((line) => line.includes('unreadable job')).length).toBe(rubbish.length + 1)
    expect((await app.inject(`/v1/jobs/${sound}`)).json()).toMatchObject({ state: 'done', answer: {} })
    expect(await ended(app, asking)).toMatchObject({ state: 'failed', problem: { status: 422 } })
    expect((await ended(app, await asked(app, SMALL))).state).toBe('done')
  })

  it('a file where its jobs would be is told by its name', async () => {
    const at = join(folder, 'with-a-file')
    mkdirSync(at)
    writeFileSync(join(at, 'jobs'), '')
    const store = await openStore(at)
    await expect(service({ store })).rejects.toMatchObject({
      faults: [{ code: 'unreadable', path: join(at, 'jobs'), expected: 'a folder' }],
    })
  })

  it('what cannot be kept is a fault of the service, takes nobody’s place and shows no name of a folder', async () => {
    const where = join(folder, 'full')
    const store = await openStore(where)
    let isFull = true
    const full = () =>
      Promise.reject(new InputError([{ code: 'unreadable', path: where, found: 'ENOSPC', expected: '' }]))
    const shelf = (name: string) => {
      return isFull ? { find: full, keep: full } : store.shelves.shelf(name)
    }
    const app = await started({ store: { ...store, shelves: { ...store.shelves, shelf } } })
    for (let i = 0; i < 5; i++) {
      const answer = await ask(app, SMALL)
      expect([answer.statusCode, answer.body.includes(where)]).toEqual([500, false])
    }
    isFull = false
    const id = await asked(app, SMALL)
    expect((await ended(app, id)).state).toBe('done')
    isFull = true
    const answer = await app.inject(`/v1/jobs/${id}`)
    expect([answer.statusCode, answer.body.includes(where)]).toEqual([500, false])
    expectDocumented(answer, 'GET', '/v1/jobs/{id}')
  })

  it('a service that is told to stop ends at once, and says nothing of what was asked', async () => {
    const at = join(folder, 'stopped')
    const child: ChildProcess = spawn(
      process.execPath,
      ['dist/cli.js', 'serve', '--port', '0', '--store', at, '--lang', 'en'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    let said = ''
    const port = await new Promise<string>((listening) => {
      child.stderr!.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        const [, found] = /runs at http:\/\/127\.0\.0\.1:(\d+)/.exec(said) ?? []
        if (found !== undefined) listening(found)
      })
    })
    const answer = await fetch(`http://127.0.0.1:${port}/v1/fairness`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(LONG),
    })
    const { id } = (await answer.json()) as Job
    const events = await fetch(`http://127.0.0.1:${port}/v1/jobs/${id}/events`)
    expect(watchedBy(child.pid!)).toBeGreaterThan(0)
    const over = new Promise<number | null>((found) => child.once('close', found))
    child.kill('SIGTERM')
    expect(await over).toBe(0)
    expect(await events.text()).toContain('event: progress')
    expect(said).not.toContain(id)
    expect(readdirSync(join(at, 'jobs'))).toContain(id)
  })
})

describe.skipIf(noPostgres !== null)('kept in PostgreSQL', () => {
  let database: Database
  beforeAll(async () => {
    database = await startPostgres()
  })
  afterAll(() => database.stop())

  it('a job goes on when the service is started again, by workers too', async () => {
    const store = await openStore(database.address)
    try {
      const first = await service({ store })
      const id = await asked(first, MORE)
      await first.close()
      const second = await started({ store })
      const job = await ended(second, id)
      expect([job.state, job.answer]).toEqual(['done', await alone(MORE)])
      expect(JSON.stringify(job)).not.toContain(PASSWORD)
      await second.inject({ method: 'DELETE', url: `/v1/jobs/${id}` })
      expect(await store.shelves.names()).toEqual([])
      await second.close()
    } finally {
      await store.close()
    }
  })
})
