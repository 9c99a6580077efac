import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { draft, verify } from '/work/wt-proposals/src/index.js'
import { InputError } from '/work/wt-proposals/src/domain/errors.js'
import * as C from '/work/wt-proposals/test/proposal-cases.js'
it('explore', async () => {
  const seed = Number(process.env.SEED ?? 1), n = Number(process.env.N ?? 200)
  const cases = fc.sample(C.tinyCase(), { seed, numRuns: n })
  const tally: Record<string, number> = {}
  const count = (k: string) => (tally[k] = (tally[k] ?? 0) + 1)
  let fails = 0
  let brute = 0, drafting = 0
  for (const [i, g] of cases.entries()) {
    process.env.LOG && console.log(i)
    let d
    const t0 = performance.now()
    try { d = await draft(C.scenarioOfCase(g), C.consultationOfCase(g)) } catch (e) {
      if (e instanceof InputError) { count('input:' + e.faults[0]!.code); continue }
      fails++; console.log('THROW', i, (e as Error).stack?.split('\n').slice(0,6).join('\n'), JSON.stringify(g)); continue
    }
    drafting += performance.now() - t0
    count(d.status + ':' + (d.solver?.name ?? '-'))
    if (d.base === null) { count('nobase'); continue }
    const t1 = performance.now()
    const start = C.startOf(d)
    const names = C.levelNames(g)
    const all = C.proposalsOf(g, start)
    const best = C.bestLevels(g, start, names, all)
    brute += performance.now() - t1
    try {
    if (best === null) expect(d.status).toBe('infeasible')
    else {
      expect(d.allocation).not.toBe(null)
      expect(d.levels!.map(l => l.name)).toEqual(names)
      expect(d.levels!.map(l => l.value)).toEqual(best)
      expect(d.status).toBe('optimal')
      const own = C.levelsOfCase(g, start, d.allocation!)
      expect(names.map(x => own[x])).toEqual(best)
      expect(all.some(m => JSON.stringify(m) === JSON.stringify(d.allocation))).toBe(true)
      const v = await verify(JSON.parse(JSON.stringify(d)))
      expect(v.faults).toEqual([])
      const v2 = await verify(JSON.parse(JSON.stringify(d)), {scenario: C.scenarioOfCase(g)})
      expect(v2.faults).toEqual([])
    }
    } catch (e) { fails++; if (fails < 6) console.log('FAIL', i, (e as Error).message, JSON.stringify(g), JSON.stringify({...d, certificate: undefined, check: undefined})) }
  }
  console.log(tally, 'fails', fails, 'draft ms', drafting, 'brute', brute)
}, 600000)
