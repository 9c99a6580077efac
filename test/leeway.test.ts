/** The certificate with leeway arcs: potentials and one multiplier for the cap, on random tables (mathematics of the certificate). */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ProposalCase } from '../models/integral-proposal.js'
import { solveCase } from '../src/proposals/solve.js'
import type { BoundLeaf } from '../src/verify/bound.js'
import { oorTotal } from '../src/proposals/frame.js'
import { roundTable } from '../src/rounding/methods.js'
import { tableArbitrary } from './arbitraries.js'

/** A base distribution with leeway around it. */
interface Around {
  readonly below: number
  readonly above: number
  readonly total: number
}

const around: fc.Arbitrary<Around> = fc.record({
  below: fc.integer({ min: 0, max: 3 }),
  above: fc.integer({ min: 0, max: 3 }),
  total: fc.integer({ min: 0, max: 6 }),
})

/** What a drafted OOR total must say of its potential v, with w the worth of the leeway's cap. */
function holds(v: bigint, w: bigint, by: number, { below, above }: Around): boolean {
  const mayFall = by > -below
  const mayRise = by < above
  if (by < 0) return v >= 0n && (!mayFall || v === 0n)
  if (by > 0) return v <= -w && (!mayRise || v === -w)
  // at the base: giving a place away must not pay, nor gaining one at the price of the cap
  return (!mayFall || v <= 0n) && (!mayRise || v >= -w)
}

it('proves drafts within a leeway by potentials v and a multiplier w of the cap, in 300 tables', async () => {
  let [cases, moving, capped] = [0, 0, 0]
  await fc.assert(
    fc.asyncProperty(tableArbitrary({ rows: 6, columns: 5, places: 12 }), around, async (drawn, leeway) => {
      const exact = { ...drawn, columnLow: drawn.columnHigh }
      const base = await roundTable({ table: exact, method: 'optimal', objective: 'next-best', solver: 'flow' })
      fc.pre(base.allocation !== null)
      const baseTotals = exact.columns.map((_, o) => oorTotal(base.allocation!, exact.columns.length, o))
      const given: ProposalCase = {
        table: exact,
        frame: {
          base: base.allocation,
          baseTotals,
          totalLow: baseTotals.map((total) => Math.max(0, total - leeway.below)),
          totalHigh: baseTotals.map((total) => total + leeway.above),
          leeway,
          measure: 'places-moved',
          floor: null,
        },
        advised: exact.rows.map((_, s) => ({
          row: [...base.allocation!.subarray(s * exact.columns.length, (s + 1) * exact.columns.length)],
          room: exact.columns.map(() => [0, 0] as const),
          weight: 1000,
        })),
        attention: [],
        today: { parts: 1, sizes: exact.columns.map(() => null) },
        levels: ['beyond-next-best', 'next-best', 'error'],
        motivated: 'oor',
      }
      const solved = await solveCase(given)
      expect([solved.status, solved.solver.name]).toEqual(['optimal', 'flow'])
      const leaf = solved.proofs!.trees[2] as BoundLeaf
      const [rows, columns] = [exact.rows.length, exact.columns.length]
      const w = -BigInt(leaf.constraints[rows + columns]!)
      expect(w >= 0n).toBe(true)
      let gained = 0
      const totals = exact.columns.map((_, o) => oorTotal(solved.allocation!, columns, o) - baseTotals[o]!)
      totals.forEach((by, o) => {
        gained += Math.max(0, by)
        // an OOR of 3 cannot give 8: its own end is where it stands empty
        const own = { ...leeway, below: Math.min(leeway.below, baseTotals[o]!) }
        expect(holds(BigInt(leaf.constraints[rows + o]!), w, by, own)).toBe(true)
      })
      const most = Math.min(leeway.total, columns * leeway.above)
      if (gained < most) expect(w).toBe(0n) // 0 unless the cap is used up
      cases++
      moving += Number(gained > 0)
      capped += Number(w > 0n)
    }),
    { seed: 4, numRuns: 300 },
  )
  expect(cases).toBe(300)
  expect([moving > 30, capped > 5]).toEqual([true, true]) // the cases are not all alike
})
