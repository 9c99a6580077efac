/**
 * The service under load, over loopback:
 *
 *   npm run bench:http             50 connections for 30 s, then a slow solve
 *   npm run bench:http -- 10 5     10 connections for 5 s
 *
 * The service runs in this process, so that the delay of its event loop can be measured; the load comes from another. First as many
 * 30x7 solves as go, half of them by id and half with the scenario in them; then `/healthz` while GLPK (WebAssembly) works on a table of 700x80.
 */
import { fork } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { cpus } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { NANO } from '../src/domain/decimal.js'
import { buildServer, DEFAULTS, LOOPBACK_REQUESTS_PER_MINUTE, THREAD } from '../src/http/server.js'
import { randomTable } from './instances.js'

/** The most digits of a duration that are worth printing. */
const DIGITS = 1
const HEALTH_CHECKS = 200

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
    await besideSlow(url)
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

async function besideSlow(url: string): Promise<void> {
  const [rows, columns] = [700, 80]
  const { target, rowTotals, columnLow, ...table } = randomTable(rows, columns, 1)
  const problem = {
    rows: table.rows,
    columns: table.columns,
    target: table.rows.map((_, s) =>
      Array.from(target.subarray(s * columns, (s + 1) * columns), (nano) => nano / NANO),
    ),
    rowTotals,
    columnTotals: columnLow,
    solver: 'glpk',
  }
  const stop = new AbortController()
  const slow = fetch(`${url}/v1/round`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(problem),
    signal: stop.signal,
  }).catch(() => null)
  const health = async () => (await (await fetch(`${url}/healthz`)).json()) as { running: number }
  while ((await health()).running === 0);
  const took: number[] = []
  let beside = 0
  for (let i = 0; i < HEALTH_CHECKS; i++) {
    const began = performance.now()
    beside += (await health()).running
    took.push(performance.now() - began)
  }
  stop.abort()
  await slow
  took.sort((a, b) => a - b)
  const [median, worst] = [took[HEALTH_CHECKS / 2]!, took.at(-1)!]
  console.log(`\n/healthz ${HEALTH_CHECKS} times, ${beside} of them beside a slow solve (GLPK, ${rows}x${columns}):`)
  console.log(`  median ${median.toFixed(DIGITS)} ms, most ${worst.toFixed(DIGITS)} ms`)
  if (median > 50) process.exitCode = 1
}

/** The monitor's own sampling of 10 ms is no delay. */
function ms(nanoseconds: number): string {
  return Math.max(0, nanoseconds / 1e6 - 10).toFixed(DIGITS)
}
