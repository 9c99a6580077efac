/** Seeded consultations about a base distribution: the same seed, the same advices. */
import { uniform } from '../src/domain/random.js'
import type { Result } from '../src/index.js'

/** Thirty advices near the base distribution, some with room; sizes of today; two points of attention. */
export function consultation(base: Result, seed: number, prefer?: readonly string[]): object {
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
