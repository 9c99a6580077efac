/**
 * The service under load, over loopback:
 *
 *   npm run bench:http             50 connections for 30 s, then two slow questions
 *   npm run bench:http -- 10 5     10 connections for 5 s
 *
 * The service runs in this process, so that the delay of its event loop can be measured; the load comes from another. First as many
 * 30x7 solves as go, half of them by id and half with the scenario in them; then `/healthz` while WebAssembly computes: GLPK on a table
 * of 700x80, and HiGHS on the integer programs of a draft with motivations per cell. Each client leaves, and its solve must end.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { cpus } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import type { Worker } from 'node:worker_threads'
import autocannon from 'autocannon'
import { NANO } from '../src/domain/decimal.js'
import { buildServer, DEFAULTS, LOOPBACK_REQUESTS_PER_MINUTE, THREAD } from '../src/http/server.js'
import { randomTable } from './instances.js'

/** The most digits of a duration that are worth printing. */
const DIGITS = 1
/** How long `/healthz` is asked beside a slow question. */
const BESIDE_MS = 2_000

/** All threads that the service started. */
const started: Worker[] = []

interface Load {
  readonly url: string
  readonly connections: number
  readonly seconds: number
}

if (process.send) process.once('message', (load) => void client(load as Load))
else await main(Number(process.argv[2] ?? 50), Number(process.argv[3] ?? 30))

/** The other process: asks as fast as it gets answers. */
async function client({ url, connections, seconds }: Load): Promise<void> {
  const whole: unknown = await (await fetch(`${url}/v1/scenarios/2027-base`)).json()
  const result = await autocannon({
    url: `${url}/v1/solve`,
    connections,
    duration: seconds,
    timeout: 30,
    requests: ['2027-base', whole, '2026-reference', whole].map((scenario) => ({
      method: 'POST' as const,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scenario }),
    })),
  })
  process.send!(result)
  process.disconnect()
}

async function main(connections: number, seconds: number): Promise<void> {
  const threads = Math.max(2, cpus().length)
  process.on('worker', (thread) => started.push(thread))
  const app = await buildServer({
    ...DEFAULTS,
    requestsPerMinute: LOOPBACK_REQUESTS_PER_MINUTE,
    limitMs: 120_000,
    host: '127.0.0.1',
    token: null,
    threads,
    thread: THREAD,
    log: null,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  console.log(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${threads} threads\n`,
  )
  try {
    await underLoad({ url, connections, seconds })
    await besideSlow(url, 'a linear program (GLPK, 700x80)', 'round', slowTable())
    await besideSlow(url, 'integer programs (HiGHS, a draft)', 'draft', slowDraft())
  } finally {
    await app.close()
  }
}

async function underLoad(load: Load): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  const other = fork(fileURLToPath(import.meta.url))
  delay.enable()
  other.send(load)
  const result = await new Promise<autocannon.Result>((resolve) =>
    other.once('message', (found) => resolve(found as autocannon.Result)),
  )
  delay.disable()
  const { requests, latency, errors, timeouts, non2xx, '2xx': good } = result
  const memory = Math.round(process.memoryUsage().rss / 1e6)
  console.log(`${load.connections} connections for ${load.seconds} s of 30x7 solves, half with the scenario in them:`)
  console.log(`  answered ${good}, other statuses ${non2xx}, errors ${errors}, time-outs ${timeouts}`)
  console.log(
    `  ${Math.round(requests.average)} a second; latency median ${latency.p50} ms, p99 ${latency.p99} ms, most ${latency.max} ms`,
  )
  console.log(`  event loop delay mean ${ms(delay.mean)} ms, p99 ${ms(delay.percentile(99))} ms; memory ${memory} MB`)
  if (good === 0 || non2xx + errors + timeouts > 0) process.exitCode = 1
}

/** A table that GLPK takes long over. */
function slowTable(): object {
  const [rows, columns] = [700, 80]
  const { target, rowTotals, columnLow, ...table } = randomTable(rows, columns, 1)
  return {
    rows: table.rows,
    columns: table.columns,
    target: table.rows.map((_, s) =>
      Array.from(target.subarray(s * columns, (s + 1) * columns), (nano) => nano / NANO),
    ),
    rowTotals,
    columnTotals: columnLow,
    solver: 'glpk',
  }
}

/** A draft that HiGHS takes long over. */
function slowDraft(): object {
  const advices: unknown = JSON.parse(readFileSync('scenarios/2027-proposal/advices.json', 'utf8'))
  return { scenario: '2027-proposal', advices, options: { 'motivation.level': 'cell' } }
}

/** `/healthz` while a question is computed, and how soon its thread has ended when its client leaves. */
async function besideSlow(url: string, what: string, name: string, question: object): Promise<void> {
  const stop = new AbortController()
  const slow = fetch(`${url}/v1/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
    signal: stop.signal,
  }).catch(() => null)
  const health = async () => (await (await fetch(`${url}/healthz`)).json()) as { running: number }
  while ((await health()).running === 0);
  const took: number[] = []
  let beside = 0
  for (const began = performance.now(); performance.now() - began < BESIDE_MS;) {
    const asked = performance.now()
    beside += (await health()).running
    took.push(performance.now() - asked)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const ended = Promise.race(started.map((thread) => once(thread, 'exit')))
  const left = performance.now()
  stop.abort()
  await ended
  const afterMs = performance.now() - left
  await slow
  took.sort((a, b) => a - b)
  const [median, worst] = [took[took.length >> 1]!, took.at(-1)!]
  console.log(`\n/healthz ${took.length} times, ${beside} of them beside ${what}:`)
  console.log(`  median ${median.toFixed(DIGITS)} ms, most ${worst.toFixed(DIGITS)} ms`)
  console.log(`  its client left: its thread had ended after ${afterMs.toFixed(DIGITS)} ms`)
  if (median > 50 || afterMs > 500) process.exitCode = 1
}

/** The monitor's own sampling of 10 ms is no delay. */
function ms(nanoseconds: number): string {
  return Math.max(0, nanoseconds / 1e6 - 10).toFixed(DIGITS)
}
