/**
 * How long a draft takes, and how many are proven: seeded random consultations about 2027, by option. Years apart and together too.
 *
 *   npm run bench:proposals [consultations per option, default 10]
 */
import { draft, solve, years } from '../src/index.js'
import { consultation } from './consultation.js'

const CASES: readonly { readonly name: string; readonly prefer?: readonly string[]; readonly options?: object }[] = [
  { name: 'default' },
  { name: 'network: advice, moved', prefer: ['advice', 'moved'] },
  { name: 'motivations first', prefer: ['motivations', 'moved', 'advice', 'mutation'] },
  { name: 'sum-absolute, hard floor', options: { 'leeway.measure': 'sum-absolute', 'leeway.floor': 'hard' } },
  { name: 'cells', options: { 'leeway.measure': 'cells' } },
  { name: 'motivation per cell', options: { 'motivation.level': 'cell' } },
]

const count = Number(process.argv[2] ?? 10)
const base = await solve('2027-base')
console.log(`${count} seeded consultations per line, Node ${process.version}\n`)
console.log('| draft | proven optimal | median ms | longest ms |\n|---|---:|---:|---:|')
for (const { name, prefer, options } of CASES) {
  const times: number[] = []
  let proven = 0
  for (let seed = 1; seed <= count; seed++) {
    const { status, milliseconds } = await draft('2027-base', consultation(base, seed, prefer), { options })
    proven += Number(status === 'optimal')
    times.push(milliseconds)
  }
  times.sort((a, b) => a - b)
  const median = times[Math.floor(times.length / 2)]!
  console.log(`| ${name} | ${proven} of ${count} | ${Math.round(median)} | ${Math.round(times.at(-1)!)} |`)
}
for (const pair of [
  ['2026-base', '2027-base'],
  ['2026-reference', '2027-reference'],
]) {
  const { status, milliseconds } = await years(pair)
  console.log(`| years ${pair.join(' + ')} | ${status} | ${Math.round(milliseconds)} | |`)
}
