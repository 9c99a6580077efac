/**
 * How fast it is, as measured here and now, also where another is faster.
 *
 *   npm run bench                        all parts, short: about a minute
 *   npm run bench -- growth sweeps       only these parts: growth, start, sweeps, peers
 *   npm run bench -- peers 1000x100      only these sizes
 *   npm run bench -- long                all sizes, and longer: some minutes
 */
import { cpus } from 'node:os'
import { SIZES } from './figures.js'
import { measureGrowth } from './growth.js'
import { buildLemon } from './lemon.js'
import { comparePeers } from './peers.js'
import { measureStart, measureSweeps } from './waits.js'

const PARTS = ['growth', 'start', 'sweeps', 'peers'] as const

const words = process.argv.slice(2)
const long = words.includes('long')
const named = SIZES.filter((size) => words.includes(size.join('x')))
const sizes = named.length > 0 ? named : SIZES
// the solvers of others take minutes, or all memory, where ours takes a second
const forPeers = named.length > 0 ? named : SIZES.slice(0, long ? 4 : 2)
const known = [...PARTS, ...SIZES.map((size) => size.join('x')), 'long']
const unknown = words.filter((word) => !known.includes(word))
if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: expected ${known.join(' | ')}`)
const isAsked = (part: (typeof PARTS)[number]) => words.includes(part) || !PARTS.some((each) => words.includes(each))

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}`)
const lemon = buildLemon()
try {
  if (isAsked('growth')) measureGrowth(sizes, long ? 10_000 : 1_500, lemon)
  if (isAsked('start')) measureStart(long ? 15 : 5)
  if (isAsked('sweeps')) await measureSweeps(long ? 40_000 : 8_000)
  if (isAsked('peers')) await comparePeers(forPeers, long ? 8_000 : 1_500, lemon)
} finally {
  if (typeof lemon !== 'string') lemon.remove()
}
