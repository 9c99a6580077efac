/**
 * How long a draft takes, and how many are proven: seeded random consultations about 2027, by option. Years apart and together too.
 *
 *   npm run bench:proposals [consultations per option, default 10]
 */
import { draft, solve, years, type Result } from '../src/index.js'
import { uniform } from '../src/domain/random.js'

/** Thirty advices near the base distribution, some with room; sizes of today; two points of attention. */
function consultation(base: Result, seed: number, prefer?: readonly string[]): object {
  const random = uniform(seed)
  const below = (most: number) => Math.floor(random() * most)
  const { rows, columns, allocation, columnTotals } = base
  const advices = rows.map((specialty, s) => {
    const row = [...allocation![s]!]
    for (let move = 0; move < 3; move++) {
      const [from, to] = [below(columns.length), below(3)] // the first three OORs are wanted by all
      if (from === to || row[from] === 0) continue
      row[from]!--
      row[to]!++
    }
    const shift = columns.flatMap((oor, o) =>
      random() < 0.4 ? [[oor, [Math.max(0, row[o]! - 1), row[o]! + 1]] as const] : [],
    )
    return {
      specialty,
      row: Object.fromEntries(columns.map((oor, o) => [oor, row[o]!])),
      shift: Object.fromEntries(shift),
    }
  })
  const current = columns.map(
    (oor, o) => [oor, Math.round(Number(columnTotals![o]!) * 0.92 + random() * 8 - 4)] as const,
  )
  return {
    advices,
    current: Object.fromEntries(current),
    attentionPoints: [
      { oor: columns[4]!, category: 'capacity', direction: 'up', text: 'invented' },
      { oor: columns[0]!, specialty: rows[0]!, category: 'care-demand', direction: 'down', text: 'invented' },
    ],
    ...(prefer && { prefer }),
  }
}

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
