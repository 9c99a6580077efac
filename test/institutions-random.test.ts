import { describe, expect, it } from 'vitest'
import { institutions, verify } from '../src/index.js'
import { uniform, wholeBelow } from '../src/domain/random.js'
import type { InlineCaseFile } from '../src/shapes/institutions.js'
import { sized } from './size.js'

/** A case of some size, drawn with a seed: recognitions under one OOR or two, history with gaps, advices, capacity, agreements. */
export function randomCase(seed: number): InlineCaseFile {
  const random = uniform(seed)
  const below = (most: number) => wholeBelow(random, most)
  const chance = (share: number) => random() < share
  const codes = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ code: `${prefix}${i + 1}` }))
  const [oors, specialties, institutionCodes] = [
    codes('O', 1 + below(4)),
    codes('S', 1 + below(6)),
    codes('I', 2 + below(8)),
  ]
  const pick = <T>(list: readonly T[]) => list[below(list.length)]!
  const recognitions: InlineCaseFile['recognitions'] = []
  const allocation = specialties.map(() => oors.map(() => below(9)))
  specialties.forEach(({ code: specialty }, s) =>
    oors.forEach(({ code: oor }, o) => {
      const own = institutionCodes.filter(() => chance(0.5))
      if (own.length === 0 && !chance(0.05)) own.push(pick(institutionCodes))
      if (own.length === 0) allocation[s]![o] = 0
      for (const { code: institution } of own) {
        const to = chance(0.05) ? { to: '2026-12-31' } : {}
        recognitions.push({ institution, specialty, oor, ...to })
      }
    }),
  )
  const history = recognitions.flatMap(
    ({ institution, specialty, oor }) =>
    chance(0.15)
      ? []
      : [2024, 2025, 2026].map((year) => ({
          institution, specialty, oor, year, inflow: below(60) / 10, throughflow: below(200) / 10,
        })), // prettier-ignore
  )
  const capacity = recognitions.flatMap(({ institution, specialty }) =>
    chance(0.15)
      ? [chance(0.5) ? { institution, specialty, max: 1 + below(8) } : { institution, specialty, min: below(2) }]
      : [],
  )
  const agreements = institutionCodes.flatMap(({ code: institution }) =>
    chance(0.1) ? [{ institution, oor: pick(oors).code, high: 2 + below(10), by: 'drawn' }] : [],
  )
  return {
    id: `drawn-${seed}`, year: 2027, data: 'synthetic', oors, specialties,
    institutions: institutionCodes.map(({ code }, i) => ({ code, name: `Instelling ${code}`, nza: String(1000 + i) })),
    recognitions, history, capacity, agreements,
    cells: { rows: specialties.map(({ code }) => code), columns: oors.map(({ code }) => code), allocation },
    ...(chance(0.3) && { change: { below: 6 + below(10), above: 6 + below(10) } }),
  } // prettier-ignore
}

describe('random cases within OORs', () => {
  it('have answers that a stranger can verify, or a reason that is proven', { timeout: 600_000 }, async () => {
    const seen: Record<string, number> = {}
    for (let seed = 1; seed <= sized(1_000); seed++) {
      const given = randomCase(seed)
      const objective = seed % 3 === 0 ? 'largest' : 'next-best'
      const answer = await institutions(given, { objective })
      seen[answer.status] = (seen[answer.status] ?? 0) + 1
      expect(['optimal', 'infeasible'], `seed ${seed}`).toContain(answer.status)
      const checked = await verify(answer, { case: given })
      expect(checked, `seed ${seed}`).toMatchObject({ status: 'accepted', faults: [], unproven: [] })
      expect(checked.proves).toContain(answer.status === 'optimal' ? 'optimality' : 'infeasibility')
      if (answer.status === 'optimal') {
        const off = answer.seats.map(({ target }, i) => Math.abs(answer.places![i]!.places - target))
        const level = answer.levels!.find(({ name }) => name === 'largest-error')
        expect(level === undefined, `seed ${seed}`).toBe(objective !== 'largest')
        if (level !== undefined) expect(level.value, `seed ${seed}`).toBeCloseTo(Math.max(0, ...off), 8)
      }
      if (answer.status === 'infeasible') expect(answer.conflict!.texts.en).not.toBe('')
    }
    console.log(seen)
  })
})
