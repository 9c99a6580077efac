/** The service over real sockets: slow solves, clients that leave, threads that die, and the command that starts and stops it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { connect, createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Worker } from 'node:worker_threads'
import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ServerSettings } from '../src/http/server.js'
import { expectDocumented, service, slowDraft, slowProblem, tellsChildren, watchedBy } from './http-service.js'

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A service that listens, and the threads that it started. */
async function listening(
  settings: Partial<ServerSettings> = {},
): Promise<{ app: FastifyInstance; port: number; threads: Worker[] }> {
  const threads: Worker[] = []
  const keep = (thread: Worker) => threads.push(thread)
  process.on('worker', keep)
  const app = await service(settings)
  closing.push(async () => {
    process.removeListener('worker', keep)
    await app.close()
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { app, port: (app.server.address() as AddressInfo).port, threads }
}

interface Got {
  readonly statusCode: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Sends a request. @returns its answer, and a way to leave before it comes */
function send(port: number, path: string, body?: object): { answer: Promise<Got>; leave: () => void } {
  const text = body === undefined ? '' : JSON.stringify(body)
  const sent = request({
    port,
    host: '127.0.0.1',
    path,
    method: body === undefined ? 'GET' : 'POST',
    headers:
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
  })
  const answer = new Promise<Got>((resolve, reject) => {
    sent.once('error', reject)
    sent.once('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () =>
        resolve({
          statusCode: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
  })
  sent.end(text)
  return { answer, leave: () => sent.destroy() }
}

const FAST = { scenario: '2027-base' }
/** However slow the machine: what is waited for happens, or the test is over. */
const patience = { timeout: 300_000, interval: 5 }

/** Waits until so much has been computed that reading and checking are long done (0.1 s): what computes is the solver. */
async function midSolve(): Promise<void> {
  const began = process.cpuUsage()
  await vi.waitFor(() => expect(process.cpuUsage(began).user).toBeGreaterThan(600_000), { ...patience, interval: 25 })
}

async function health(port: number): Promise<{ status: string; running: number; waiting: number }> {
  const answer = await send(port, '/healthz').answer
  expectDocumented(answer, 'GET', '/healthz')
  return JSON.parse(answer.body) as { status: string; running: number; waiting: number }
}

describe('a slow solve', () => {
  it.each([
    ['a linear program in GLPK', '/v1/round', async () => slowProblem()],
    ['integer programs in HiGHS', '/v1/draft', slowDraft],
  ] as const)(
    'does not hold up others, ends when its client leaves, and the service goes on: %s',
    async (solver, path, question) => {
      const { port, threads } = await listening({ limitMs: 600_000 })
      const slow = send(port, path, await question())
      slow.answer.catch(() => undefined)
      await midSolve()
      const took: number[] = []
      for (let i = 0; i < 60; i++) {
        const began = performance.now()
        expect(await health(port), 'it still runs').toMatchObject({ running: 1 })
        took.push(performance.now() - began)
        if (i % 20 === 0) expect((await send(port, '/v1/solve', FAST).answer).statusCode).toBe(200)
      }
      console.log(`/healthz beside ${solver}: median ${took.toSorted((a, b) => a - b)[30]!.toFixed(1)} ms`)
      const ended = Promise.race(threads.map((thread) => once(thread, 'exit')))
      const left = performance.now()
      slow.leave()
      await ended
      console.log(
        `a client that left ${path} mid-solve: its thread had ended after ${Math.round(performance.now() - left)} ms`,
      )
      await vi.waitFor(async () => expect(await health(port)).toMatchObject({ running: 0, waiting: 0 }), patience)
      const answers = await Promise.all(Array.from({ length: 6 }, () => send(port, '/v1/solve', FAST).answer))
      expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200))
    },
  )

  it('leaves the line when its client does', async () => {
    const { port } = await listening({ limitMs: 600_000, threads: 1 })
    const slow = send(port, '/v1/round', slowProblem())
    let ended = false
    slow.answer.catch(() => undefined).finally(() => (ended = true))
    await midSolve()
    const waiting = send(port, '/v1/round', slowProblem())
    waiting.answer.catch(() => undefined)
    await vi.waitFor(async () => expect(await health(port)).toMatchObject({ running: 1, waiting: 1 }), patience)
    waiting.leave()
    await vi.waitFor(async () => expect(await health(port)).toMatchObject({ running: 1, waiting: 0 }), patience)
    expect(ended).toBe(false) // it was not its turn
    const next = send(port, '/v1/solve', FAST)
    await vi.waitFor(async () => expect(await health(port)).toMatchObject({ running: 1, waiting: 1 }), patience)
    slow.leave()
    expect((await next.answer).statusCode).toBe(200)
  })

  it.each([
    ['with a problem and its thread', '/v1/round', async () => slowProblem()],
    ['with all that it computes beside the program', '/v1/draft', slowDraft],
    [
      'however many years are drawn',
      '/v1/sensitivity',
      async () => ({ scenario: '2027-base', pairs: true, draws: 1_000_000 }),
    ],
  ] as const)('ends at the limit of the service, %s', async (_, path, question) => {
    const { port, threads } = await listening({ limitMs: 1_000, threads: 1 })
    const ended = vi.waitFor(() => expect(threads.length).toBeGreaterThan(1), patience)
    const answer = await send(port, path, await question()).answer
    expectDocumented(answer, 'POST', path)
    expect(answer.statusCode).toBe(503)
    expect(JSON.parse(answer.body)).toMatchObject({ status: 503, type: 'urn:evenredig:problem:time-limit' })
    await ended // another thread took its place
    await vi.waitFor(async () => expect(await health(port)).toMatchObject({ running: 0, waiting: 0 }), patience)
    // which on a busy machine may not have begun within that limit
    const again = async () => expect((await send(port, '/v1/solve', FAST).answer).statusCode).toBe(200)
    await vi.waitFor(again, patience)
  })

  it('ends at its own limit, inside WebAssembly too, and keeps its thread', async () => {
    const { port, threads } = await listening({ limitMs: 600_000, threads: 1 })
    const answer = await send(port, '/v1/round', { ...slowProblem(), timeLimit: 0.5, lang: 'en' }).answer
    expectDocumented(answer, 'POST', '/v1/round')
    expect(JSON.parse(answer.body)).toMatchObject({ status: 503, title: 'Time limit reached' })
    expect(threads).toHaveLength(1)
    expect((await send(port, '/v1/solve', FAST).answer).statusCode).toBe(200)
  })

  it('fails alone when its thread dies', async () => {
    const { port, threads } = await listening({ limitMs: 600_000, threads: 1 })
    const slow = send(port, '/v1/round', slowProblem())
    await vi.waitFor(async () => expect(await health(port)).toMatchObject({ running: 1 }), patience)
    const others = Array.from({ length: 10 }, () => send(port, '/v1/solve', FAST).answer)
    await midSolve()
    await vi.waitFor(async () => expect(await health(port)).toMatchObject({ running: 1, waiting: 10 }), patience)
    await threads[0]!.terminate()
    const lost = await slow.answer
    expectDocumented(lost, 'POST', '/v1/round')
    expect(lost.statusCode).toBe(503)
    expect(JSON.parse(lost.body)).toMatchObject({ type: 'urn:evenredig:problem:thread-lost' })
    for (const { statusCode } of await Promise.all(others)) expect(statusCode).toBe(200)
    await threads.at(-1)!.terminate() // an idle one may die too
    for (let i = 0; i < 4; i++) expect((await send(port, '/v1/solve', FAST).answer).statusCode).toBe(200)
  })
})

/** Sends bytes as they are. @returns all that comes back */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.on('error', () => undefined)
  socket.write(text)
  await once(socket, 'close')
  return Buffer.concat(chunks).toString()
}

describe('what is no proper request', () => {
  it('is refused as a problem too', async () => {
    const { port } = await listening()
    const cases: readonly (readonly [string, number])[] = [
      ['NONSENSE\r\n\r\n', 400],
      ['GET / HTTP/9.9\r\n\r\n', 400],
      ['GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
      ['GET /healthz HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', 403],
      ['GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', 403],
      [`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
      [
        'POST /v1/solve HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: x\r\n\r\n',
        400,
      ],
    ]
    for (const [text, status] of cases) {
      const answer = await raw(port, text)
      expect(answer, text.slice(0, 60)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
      expect(answer).toMatch(/content-type: application\/problem\+json/i)
      expect(answer).toMatch(/"requestId":"[\w-]{36}"/)
    }
    expect((await health(port)).status).toBe('ok')
  })
})

/** Starts the command. @returns its address, once it has said so */
async function serve(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ child: ChildProcess; port: number; ended: Promise<number>; said: () => string }> {
  const { EVENREDIG_TOKEN: _, EVENREDIG_LANG: __, ...rest } = process.env
  const child = spawn(process.execPath, [CLI, 'serve', ...args], {
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  closing.push(async () => child.kill('SIGKILL'))
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += `STDOUT ${chunk.toString()}`))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => code as number)
  const port = await Promise.race([
    vi.waitFor(() => {
      const found = / http:\/\/\S+:(\d+) \(/.exec(text)?.[1]
      if (found === undefined) throw new Error(`it says: ${text}`)
      return Number(found)
    }, patience),
    ended.then(() => 0),
  ])
  return { child, port, ended, said: () => text }
}

describe('evenredig serve', () => {
  it('stops when told, after what still runs has been answered', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { child, port, ended, said } = await serve(['--port', '0'])
      const slow = send(port, '/v1/round', slowProblem(140, 30)) // ends within the seconds that it gets, on a machine ten times as slow too
      await vi.waitFor(async () => expect((await health(port)).running).toBe(1), patience)
      child.kill(signal)
      await vi.waitFor(() => expect(said()).toMatch('Wat nog loopt wordt afgemaakt'), patience)
      // it says so before it closes: who comes in between is sent away
      await vi.waitFor(() => expect(send(port, '/healthz').answer).rejects.toThrow(/ECONNREFUSED/), patience)
      const answer = await slow.answer
      expectDocumented(answer, 'POST', '/v1/round')
      expect(JSON.parse(answer.body)).toMatchObject({ status: 'optimal', solver: { name: 'glpk' } })
      expect(await ended).toBe(0)
      expect(said()).not.toMatch('STDOUT')
    }
  })

  it('listens on this machine only, unless a token is set', async () => {
    const refused = await serve(['--host', '0.0.0.0', '--port', '0'])
    expect(await refused.ended).toBe(2)
    expect(refused.said()).toMatch(/EVENREDIG_TOKEN: ontbreekt/)
    const guessed = await serve(['--host', '0.0.0.0', '--port', '0'], { EVENREDIG_TOKEN: 'geheim' })
    expect(await guessed.ended).toBe(2)
    expect(guessed.said()).toContain(
      'EVENREDIG_TOKEN: waarde niet toegestaan (gevonden 6 tekens; verwacht >= 16 tekens)',
    )
    expect(guessed.said()).not.toContain('geheim')
    const { child, port, ended } = await serve(['--host', '0.0.0.0', '--port', '0', '--lang', 'en'], {
      EVENREDIG_TOKEN: 'a-token-of-17-chars',
    })
    const without = await send(port, '/v1/scenarios').answer
    expect([without.statusCode, without.headers['www-authenticate']]).toEqual([401, 'Bearer'])
    expect((await health(port)).status).toBe('ok')
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('names what is wrong with its flags, and a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const wrong = [['--port', String(port)], ['--port', 'x'], ['--port', '70000'], ['--host', 'no.such.host.invalid'], ['--time-limit', '0'], ['--threads', '0'], ['extra']] // prettier-ignore
    const runs = await Promise.all(wrong.map((args) => serve(args, { EVENREDIG_TOKEN: 'a-token-of-17-chars' })))
    for (const [i, { ended, said }] of runs.entries()) {
      expect(await ended, wrong[i]!.join(' ')).toBe(i === 0 ? 3 : 2) // nothing is wrong with asking for a port that is taken
      expect(said()).not.toMatch(/^ {4}at |STDOUT/m)
    }
    expect(runs[0]!.said()).toMatch(/--port: deze poort is al in gebruik.*EADDRINUSE/)
    taken.close()
  })

  describe.runIf(tellsChildren)('that hears nothing', () => {
    const isGone = (pid: number) => {
      const stat = `/proc/${pid}/stat`
      return !existsSync(stat) || / Z /.test(readFileSync(stat, 'utf8')) // Z: nobody has asked how it ended
    }

    it('is over in 10 seconds all the same', async () => {
      const { child, port, ended } = await serve(['--port', '0', '--threads', '1'])
      const watched = watchedBy(child.pid!)
      process.kill(watched, 'SIGSTOP') // whatever keeps it from its signals
      const told = performance.now()
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
      expect(performance.now() - told).toBeLessThan(60_000) // 10 s, but for a machine that does other work
      expect(isGone(watched)).toBe(true)
      await expect(send(port, '/healthz').answer).rejects.toThrow(/ECONNREFUSED/)
    })

    it('is over at once when told twice', async () => {
      const { child, ended } = await serve(['--port', '0', '--threads', '1'])
      const watched = watchedBy(child.pid!)
      process.kill(watched, 'SIGSTOP')
      child.kill('SIGINT')
      const again = setInterval(() => child.kill('SIGINT'), 100) // two signals at once are one
      expect(await ended).toBeNull()
      clearInterval(again)
      expect(child.signalCode).toBe('SIGINT')
      await vi.waitFor(() => expect(isGone(watched)).toBe(true), patience)
    })

    it('ends when nobody watches it any more, and its watch when it has gone', async () => {
      const [one, other] = await Promise.all([serve(['--port', '0']), serve(['--port', '0'])])
      const [first, second] = [one, other].map(({ child }) => watchedBy(child.pid!))
      one.child.kill('SIGKILL')
      await vi.waitFor(() => expect(isGone(first!)).toBe(true), patience)
      process.kill(second!, 'SIGKILL')
      expect(await other.ended).toBe(3)
    })
  })

  it('is not loaded by other commands', () => {
    const seen = new Set<string>()
    const outside = new Set<string>()
    const walk = (file: string) => {
      if (seen.has(file)) return
      seen.add(file)
      const text = readFileSync(new URL(`../dist/${file}`, import.meta.url), 'utf8')
      for (const [, to] of text.matchAll(/(?:^|[;}])\s*import\s*(?:[^'"();]*?from\s*)?["']([^"']+)["']/gm)) {
        if (to!.startsWith('./')) walk(to!.slice(2))
        else outside.add(to!)
      }
    }
    walk('cli.js')
    expect(seen.size).toBeGreaterThan(2)
    expect([...outside].filter((name) => /fastify|piscina/.test(name))).toEqual([])
  })
})
