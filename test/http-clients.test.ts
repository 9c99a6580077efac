/** Clients that want in without the token, or hold the service up, over raw sockets: how a request is spelt is up to them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Admission } from '../src/http/admission.js'
import type { ProblemDetails } from '../src/http/answers.js'
import { DEFAULTS } from '../src/http/server.js'
import { service, slowProblem } from './http-service.js'

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const TOKEN = 's3cret-token-of-20'
const BODY = '{"scenario":"2027-base"}'

/** Sends bytes as they are, and waits until the service closes. @returns all that came back */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.on('error', () => undefined)
  socket.write(text)
  await once(socket, 'close')
  return Buffer.concat(chunks).toString()
}

interface Spelling {
  readonly target: string
  readonly method?: string
  readonly version?: string
  readonly host?: string | null
  readonly more?: readonly string[]
}

function requestText({ target, method = 'POST', version = '1.1', host = 'localhost', more = [] }: Spelling): string {
  const lines = [
    `${method} ${target} HTTP/${version}`,
    ...(host === null ? [] : [`Host: ${host}`]),
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${BODY.length}`,
    ...more,
  ]
  return `${lines.join('\r\n')}\r\n\r\n${BODY}`
}

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0)
}

describe('the token', () => {
  let app: Awaited<ReturnType<typeof service>>
  let port = 0
  beforeAll(async () => {
    app = await service({ host: '0.0.0.0', token: TOKEN })
    await app.listen({ port: 0, host: '127.0.0.1' })
    port = (app.server.address() as AddressInfo).port
  })
  afterAll(() => app.close())

  const PATHS = ['/v1/solve', '/v1/scenarios', '/v1/scenarios/2027-base', '/v1/no-such', '/nothing', '/openapi.json/x']
  const spelt = (path: string) => [
    path,
    path.replace('v1', '%761'),
    path.replace('v1', 'v%31'),
    path.replace('v1', '%76%31'),
    path.replace('v1', 'V1'),
    path.replace('/v1/', '/v1%2F'),
    path.replace('/v1/', '%2Fv1/'),
    path.replace('/v1/', '/v1\\'),
    `/${path}`,
    `//${path}`,
    path.replace('/v1/', '/v1//'),
    `${path}/`,
    `${path};x=1`,
    `${path}?`,
    `${path}#x`,
    `${path}%00`,
    `${path}%20`,
    `/.${path}`,
    `/x/..${path}`,
    `/docs/..${path}`,
    `/healthz/..${path}`,
    `/docs/%2e%2e${path}`,
    `/%2e/${path}`,
    `http://localhost${path}`,
    `HTTP://localhost${path}`,
    `https://127.0.0.1:80${path}`,
    `http://localhost/x/..${path}`,
    `http://user@localhost${path}`,
    `http:/${path}`,
    path.slice(1),
  ]

  it('is asked for however the address is spelt, by whatever method', { timeout: 300_000 }, async () => {
    const asked = ['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'].flatMap((method) =>
      PATHS.flatMap(spelt).map((target) => ({ method, target })),
    )
    const found = new Map<number, number>()
    const one = async (spelling: Spelling) => {
      const status = statusOf(await raw(port, requestText(spelling)))
      found.set(status, (found.get(status) ?? 0) + 1)
      // refused: no request, no token, another host; never an answer, and not even whether there is such an address
      expect([400, 401, 403], `${spelling.method} ${spelling.target}`).toContain(status)
    }
    for (let i = 0; i < asked.length; i += 50) await Promise.all(asked.slice(i, i + 50).map(one))
    expect(found.get(401)).toBeGreaterThan(500)
  })

  it('whatever bytes the address is made of', async () => {
    const word = fc.constantFrom('/', 'v1', 'solve', '%76', '%31', '%2f', '..', '.', '//', 'http://localhost', '?', ';', '#', 'scenarios', '%', 'docs', '@', ':', '\\') // prettier-ignore
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 8 }), async (words) => {
        const answer = await raw(port, requestText({ target: `/${words.join('')}`, method: 'POST' }))
        expect(answer).not.toMatch(/^HTTP\/1\.1 200 [^]*allocation/)
        expect([400, 401, 403]).toContain(statusOf(answer))
      }),
      { seed: 761, numRuns: 300 },
    )
  })

  it('opens the same addresses to who has it', async () => {
    const more = [`Authorization: Bearer ${TOKEN}`]
    for (const target of ['/v1/solve', '/%761/solve', '/v%31/solve', 'http://localhost/v1/solve']) {
      expect(statusOf(await raw(port, requestText({ target, more }))), target).toBe(200)
    }
    for (const target of ['/V1/solve', '//v1/solve', '/v1/solve/', '/x/../v1/solve', '/v1%2Fsolve']) {
      expect(statusOf(await raw(port, requestText({ target, more }))), target).toBe(404)
    }
    for (const wrong of [TOKEN.slice(1), `${TOKEN}x`, TOKEN.toUpperCase(), '', `${TOKEN},${TOKEN}`]) {
      const answer = await raw(port, requestText({ target: '/v1/solve', more: [`Authorization: Bearer ${wrong}`] }))
      expect(statusOf(answer), wrong).toBe(401)
    }
  })

  it('is not asked for where nobody’s numbers are', async () => {
    for (const target of [
      '/',
      '/page/page.js',
      '/service',
      '/healthz',
      '/openapi.json',
      '/docs',
      '/docs/',
      '/docs/json',
      '/%64ocs',
    ]) {
      expect(statusOf(await raw(port, requestText({ target, method: 'GET' }))), target).toBeLessThan(400)
    }
  })

  it('is not all: Host is asked for, once, and so is the host of an absolute address', async () => {
    const more = [`Authorization: Bearer ${TOKEN}`]
    const cases: readonly (readonly [Spelling, number])[] = [
      [{ target: '/v1/solve', host: null }, 400],
      [{ target: '/v1/solve', host: null, version: '1.0' }, 400],
      [{ target: '/v1/solve', version: '1.0' }, 200],
      [{ target: '/v1/solve', more: ['Host: localhost'] }, 400],
      [{ target: '/v1/solve', more: ['Host: evil.example'] }, 400],
      [{ target: 'http://evil.example/v1/solve' }, 403],
      [{ target: 'http://localhost@evil.example/v1/solve' }, 403],
      [{ target: 'http://localhost/v1/solve', host: 'evil.example' }, 403],
      [{ target: '/v1/solve', more: ['Origin: http://evil.example'] }, 403],
      [{ target: '/%761/solve', host: 'evil.example' }, 403],
    ]
    for (const [spelling, status] of cases) {
      const answer = await raw(port, requestText({ ...spelling, more: [...(spelling.more ?? []), ...more] }))
      expect(statusOf(answer), JSON.stringify(spelling)).toBe(status)
    }
  })
})

describe('a request', () => {
  let app: Awaited<ReturnType<typeof service>>
  let port = 0
  beforeAll(async () => {
    app = await service()
    await app.listen({ port: 0, host: '127.0.0.1' })
    port = (app.server.address() as AddressInfo).port
  })
  afterAll(() => app.close())

  it.each([
    ['Content-Type: text/plain', 400],
    ['Content-Type: application/json', 400],
    ['Authorization: Bearer a\r\nAuthorization: Bearer b', 400],
    ['Content-Encoding: identity\r\nContent-Encoding: gzip', 400],
    ['Origin: http://localhost\r\nOrigin: http://localhost', 400],
    ['Content-Encoding: Identity', 200],
    ['Content-Encoding: gzip', 415],
    ['Expect: 100-continue', 200],
    ['Expect: wonders', 200],
    ['X-Any: a\r\nX-Any: b', 200],
  ])('says once what it says, in a way that is understood: %j', async (more, status) => {
    const answer = await raw(port, requestText({ target: '/v1/solve', more: [more] }))
    expect(statusOf(answer.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, ''))).toBe(status)
    if (status !== 200) expect(answer).toContain('urn:evenredig:problem:')
  })

  it.each([
    ['chunked', 200],
    ['Chunked', 200],
    ['gzip, chunked', 400],
    ['chunked, chunked', 400],
    ['identity', 400],
  ])('is sent as it is: Transfer-Encoding: %s', async (coding, status) => {
    const head = `POST /v1/solve HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json`
    const chunk = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`
    expect(statusOf(await raw(port, `${head}\r\nTransfer-Encoding: ${coding}\r\n\r\n${chunk}`))).toBe(status)
  })

  it('has the faults of its address named like all others', async () => {
    const faults = async (query: string) => {
      const answer = await app.inject({ url: `/v1/scenarios?${query}` })
      expect(answer.statusCode).toBe(400)
      return answer.json<ProblemDetails>().errors.map(({ code, path, found }) => [code, path, found])
    }
    expect(await faults('frmat=csv')).toEqual([['unknown-key', 'querystring.frmat', 'frmat']])
    expect(await faults('lang=de')).toEqual([['value', 'querystring.lang', '"de"']])
    expect(await faults('lang=nl&lang=en')).toEqual([['value', 'querystring.lang', '["nl","en"]']])
    expect(await faults('__proto__=1&names=1')).toEqual([
      ['value', 'querystring.names', '"1"'],
      ['unknown-key', 'querystring.__proto__', '__proto__'],
    ])
  })
})

const closing: (() => unknown)[] = []
afterAll(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A connection that is kept until the test ends. @returns when it closed */
function held(port: number, text: string): { socket: Socket; closed: Promise<unknown>; received: () => string } {
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()))
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write(text)
  closing.push(() => socket.destroy())
  return { socket, closed, received: () => received }
}

/** Sends a byte now and then, as long as it can. */
function drip({ socket }: { readonly socket: Socket }, text: string): void {
  const timer = setInterval(() => socket.write(text), 500)
  closing.push(() => clearInterval(timer))
}

const POST = 'POST /v1/solve HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'

describe('one client with many connections', () => {
  it('does not send requests ahead without end', { timeout: 300_000 }, async () => {
    const app = await service()
    closing.push(() => app.close())
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const health = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'
    const last = health.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')
    expect((await raw(port, health.repeat(50) + last)).match(/HTTP\/1\.1 200 /g)).toHaveLength(51)
    const { closed } = held(port, health.repeat(5_000))
    await closed
    expect(statusOf(await raw(port, last))).toBe(200)
  })

  it('does not take the memory of all with bodies that it does not end', { timeout: 300_000 }, async () => {
    const app = await service()
    closing.push(() => app.close())
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const begun = Array.from({ length: 30 }, (_, i) =>
      held(port, `${POST}${i % 2 === 0 ? 'Content-Length: 5000000' : 'Transfer-Encoding: chunked'}\r\n\r\n`),
    )
    const refused = () => begun.filter(({ received }) => statusOf(received()) === 429)
    await vi.waitFor(() => expect(refused()).toHaveLength(10), 300_000) // 100 MB is room for 20
    for (const { received } of refused()) expect(received()).toMatch(/retry-after: \d+/i)
    for (const { socket } of begun) socket.destroy()
    // and what was taken is given back
    await vi.waitFor(
      async () => expect(statusOf(await raw(port, requestText({ target: '/v1/solve' })))).toBe(200),
      300_000,
    )
  })
})

describe('a service that holds too much', () => {
  it('takes no new questions, says so, and still tells how it is', async () => {
    const app = await service({ memory: { heap: 0, resident: 1 } })
    closing.push(() => app.close())
    await app.ready()
    await vi.waitFor(async () => {
      const refused = await app.inject({
        method: 'POST',
        url: '/v1/solve',
        payload: BODY,
        headers: { 'content-type': 'application/json' },
      })
      expect(refused.statusCode).toBe(503)
      expect(refused.headers['retry-after']).toBe('10')
      expect(refused.json<ProblemDetails>().title).toBe('Overbelast')
    }, 300_000)
    expect((await app.inject('/healthz')).statusCode).toBe(200)
  })
})

describe('what one client may have open', () => {
  it('is bounded for it, and for all', () => {
    const admission = new Admission()
    const over = Array.from({ length: 20 }, () => admission.body('a', 5_000_000))
    expect([admission.body('a', 1), admission.body('b', 1)]).toEqual([null, expect.any(Function)])
    over[0]!()
    expect(admission.body('a', 5_000_000)).not.toBeNull()
    for (const client of ['c', 'd']) for (let i = 0; i < 19; i++) admission.body(client, 5_000_000)
    expect([admission.body('e', 20_000_000), admission.body('e', 1_000)]).toEqual([null, expect.any(Function)])
  })
})

describe.concurrent('slow clients', () => {
  it('have 15 seconds for a request, headers and body together', { timeout: 300_000 }, async () => {
    const app = await service()
    closing.push(() => app.close())
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const began = performance.now()
    const [headers, body, nothing] = [
      held(port, `${POST}X-Drip: `),
      held(port, `${POST}Content-Length: 4000000\r\n\r\n{`),
      held(port, ''),
    ]
    drip(headers, 'x')
    drip(body, ' ')
    await Promise.all([headers.closed, body.closed, nothing.closed])
    const seconds = (performance.now() - began) / 1000
    expect(seconds).toBeGreaterThan(14)
    expect(seconds).toBeLessThan(20)
    for (const { received } of [headers, body]) expect(statusOf(received())).toBe(408)
    expect(await raw(port, requestText({ target: '/v1/solve' }))).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('have a minute to read an answer, and no more', { timeout: 300_000 }, async () => {
    expect(DEFAULTS.readMs).toBe(60_000)
    const app = await service({ readMs: 300 })
    closing.push(() => app.close())
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const deaf = held(port, 'GET /docs/static/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(40))
    deaf.socket.pause()
    const open = () => new Promise<number>((resolve, reject) => app.server.getConnections((error, count) => (error ? reject(error) : resolve(count)))) // prettier-ignore
    await vi.waitFor(async () => expect(await open()).toBe(1), 300_000)
    await vi.waitFor(async () => expect(await open()).toBe(0), 300_000)
    expect(await raw(port, requestText({ target: '/v1/solve' }))).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('do not keep the command from stopping within 10 seconds', { timeout: 300_000 }, async () => {
    const { EVENREDIG_TOKEN: _, EVENREDIG_LANG: __, ...env } = process.env
    const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--threads', '1'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    closing.push(() => child.kill('SIGKILL'))
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const ended = once(child, 'close')
    const port = await vi.waitFor(() => {
      const found = / http:\/\/\S+:(\d+) \(/.exec(said)?.[1]
      if (found === undefined) throw new Error(`it says: ${said}`)
      return Number(found)
    }, 300_000)
    const clients = [
      held(port, `${POST}X-Drip: `),
      held(port, `${POST}Content-Length: 4000000\r\n\r\n{`),
      held(port, ''),
      held(port, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    ]
    drip(clients[0]!, 'x')
    drip(clients[1]!, ' ')
    // one computes longer than there is, and one does not take its answer: the whole of a page, many times over
    const slow = JSON.stringify({ ...slowProblem(), timeLimit: 60 })
    const computing = held(port, `${POST.replace('solve', 'round')}Content-Length: ${slow.length}\r\n\r\n${slow}`)
    const deaf = held(port, 'GET /docs/static/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(40))
    deaf.socket.pause()
    await vi.waitFor(async () => {
      const health = await raw(port, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
      expect(health).toMatch(/"running":1/)
    }, 300_000)
    const closed: string[] = []
    const names = { headers: clients[0]!, idle: clients[2]!, computing }
    for (const [name, { closed: over }] of Object.entries(names)) void over.then(() => closed.push(name))
    const told = performance.now()
    child.kill('SIGTERM')
    const [code] = (await ended) as [number]
    expect(performance.now() - told).toBeLessThan(10_000)
    expect(code).toBe(0)
    await computing.closed
    // those who ask nothing are not waited for
    expect(closed.toSorted()).toEqual(['computing', 'headers', 'idle'])
    expect(closed.at(-1)).toBe('computing')
    expect(computing.received()).toMatch(/^HTTP\/1\.1 503 [^]*problem:(time-limit|stopping)/)
  })
})
