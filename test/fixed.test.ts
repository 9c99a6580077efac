/** Versions of places over institutions: fixed, amended against brute force, and chains that somebody altered. */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { amend, fix, history, InputError, institutions, type Fixed } from '../src/index.js'
import { fingerprint } from '../src/io/canonical.js'
import type { FixedJson, InlineCaseFile, InstitutionsJson } from '../src/shapes/institutions.js'
import { problemIn } from '../src/verify/institutions-file.js'
import { checkSeats, seatValues } from '../src/verify/institutions.js'
import { allPlaces, lexicographic } from './institution-brute.js'
import { placesIn, smallCase } from './institution-cases.js'
import { sized } from './size.js'

const RULING = { ground: 'Uitspraak K&G 3', date: '2026-06-20' }
const at = (institution: string, specialty: string, oor: string, before: number, after: number) => {
  return { institution, specialty, oor, before, after, ...RULING }
}

const faultsOf = (run: () => Promise<unknown>) =>
  run().then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof InputError)) throw error
      return error.faults.map(({ code, path, found, expected }) => `${code} ${path}: ${found} / ${expected}`)
    },
  )

async function fixedCase(changes: Partial<InlineCaseFile> = {}): Promise<Fixed> {
  const given = smallCase(changes)
  return fix(await institutions(given), { case: given })
}

async function amended(version: object, amendment: object): Promise<Fixed> {
  const answer = await amend(version, amendment)
  if (answer.kind !== 'fixed') throw new Error(answer.conflict?.text)
  return answer
}

describe('a fixed version', () => {
  it('holds the result, the case and a hash of all but that, the same at every time and in every file', async () => {
    const one = await fixedCase()
    const { hash, ...rest } = one
    expect(fingerprint(rest)).toBe(hash)
    expect(one).toMatchObject({ number: 1, previous: null, amendments: [], changes: [], informed: [], moved: 0 })
    expect((await fixedCase()).hash).toBe(hash)
    expect((await fixedCase({ title: 'Anders' })).hash).not.toBe(hash)
    const again = await institutions(one.of!)
    expect(again.places).toEqual(one.result.places)
    expect(again.input.sha256).toBe(one.result.input.sha256)
    expect(await history(JSON.parse(JSON.stringify(one)) as object)).toMatchObject({ status: 'accepted', faults: [] })
  })

  it('is none of what is feasible alone: that claims nothing, and anybody could write it', async () => {
    const given = smallCase()
    const whole = await institutions(given)
    const forged = {
      ...structuredClone(whole),
      status: 'feasible',
      certificate: null,
      unique: null,
      contested: null,
      freedom: null,
    }
    expect(await faultsOf(() => fix(forged, { case: given }))).toEqual([
      'result-unproven result: status: feasible / optimal',
    ])
    const one = await fixedCase()
    const { hash: _, ...rest } = {
      ...one,
      result: { ...one.result, status: 'feasible', certificate: null, unique: null, contested: null, freedom: null },
    }
    const found = await history({ ...rest, hash: fingerprint(rest) })
    expect(found.status).toBe('rejected')
    expect(found.faults).toMatchObject([{ version: 1, path: 'result.status', found: 'feasible', expected: 'optimal' }])
  })

  it('needs no case: cells, seats and rules are in the result, and amendments come out alike', async () => {
    const given = smallCase({ capacity: [{ institution: 'B', specialty: '02', max: 2 }] })
    const result = await institutions(given)
    const [without, within] = [await fix(result), await fix(result, { case: given })]
    expect(without.of).toBeNull()
    for (const amendment of [at('A', '01', 'X', 5, 6), at('A', '01', 'Y', 0, 1)]) {
      const [a, b] = [await amended(without, amendment), await amended(within, amendment)]
      expect(a.changes).toEqual(b.changes)
      expect(a.result.places).toEqual(b.result.places)
      expect(await history(a)).toMatchObject({ status: 'accepted', faults: [] })
    }
    const shipped = await fix(await institutions('2027-institutions'))
    expect(shipped.of).not.toBeNull()
  })

  it('keeps the readings and the objective that it was asked with', async () => {
    const given = smallCase()
    const result = await institutions(given, { objective: 'squares', options: { split: 'inflow-only' } })
    const one = await fix(result, { case: given })
    const two = await amended(one, at('A', '01', 'X', 5, 6))
    expect(two.result).toMatchObject({ objective: 'squares', options: { split: 'inflow-only' } })
    expect((await history(two)).status).toBe('accepted')
  })

  it('is not made of what is altered, of another case, of no places, or of a version', async () => {
    const given = smallCase()
    const result = JSON.parse(JSON.stringify(await institutions(given))) as InstitutionsJson
    const refused = (change: (file: InstitutionsJson) => void, of: object = given) => {
      const file = structuredClone(result)
      change(file)
      return faultsOf(() => fix(file, { case: of }))
    }
    expect(await refused(() => {})).toEqual([])
    const swapped = await refused((file) => {
      file.places![0]!.places -= 1
      file.places![1]!.places += 1
    })
    expect(swapped[0]).toMatch(/^result-rejected result: levels\[\d\]\.value: \S+ \/ \S+$/)
    expect((await refused(() => {}, smallCase({ year: 2028 })))[0]).toMatch(/^result-rejected result: /)
    expect((await refused((file) => (file.input.sha256 = '0'.repeat(64))))[0]).toMatch(/^result-rejected .*sha256/)
    const crowded = smallCase({ capacity: [{ institution: 'A', max: 0 }, { institution: 'B', max: 0 }] }) // prettier-ignore
    const none = await institutions(crowded)
    expect(await faultsOf(() => fix(none, { case: crowded }))).toEqual([
      'result-unproven result: status: infeasible / optimal',
    ])
    const near = { sha256: '0'.repeat(64), places: Array<number>(7).fill(0) }
    expect(await faultsOf(() => fix({ ...result, near }, { case: given }))).toEqual([
      `result-rejected result: near: ${near.sha256} / null`,
    ])
    const one = await fixedCase()
    expect(await faultsOf(() => fix(one, { case: given }))).toEqual(['already-fixed result: fixed / institutions'])
    expect(await faultsOf(() => amend(result, at('A', '01', 'X', 5, 6)))).toEqual([
      'other-answer fixed: institutions / fix | amend',
    ])
  })
})

describe('an amendment', () => {
  it('has what was ruled, and changes as little else as can be', async () => {
    const one = await fixedCase()
    expect(placesIn(one.result.places)).toMatchObject({ 'A 01 X': 5, 'B 01 X': 2 })
    const two = await amended(one, at('A', '01', 'X', 5, 6))
    expect(two).toMatchObject({ number: 2, previous: one.hash, moved: 1, informed: ['A', 'B'] })
    expect(two.changes).toEqual([
      { institution: 'A', specialty: '01', oor: 'X', from: 5, to: 6 },
      { institution: 'B', specialty: '01', oor: 'X', from: 2, to: 1 },
    ])
    expect(two.result.levels![0]).toEqual({ name: 'near', value: 1 })
    expect(two.result.rules.at(-1)).toMatchObject({ kind: 'amendment', low: 6, high: 6, by: RULING.ground })
  })

  it('of who was not recognised makes a training; before must be nothing', async () => {
    const one = await fixedCase()
    expect(placesIn(one.result.places)).not.toHaveProperty('C 01 X')
    const two = await amended(one, { ...at('C', '01', 'X', 0, 1), ground: 'Nieuwe erkenning RGS', date: '1-6-2026' })
    expect(placesIn(two.result.places)).toMatchObject({ 'C 01 X': 1 })
    expect(two.moved).toBe(1)
    expect(two.amendments[0]!.date).toBe('2026-06-01')
    expect(await faultsOf(() => amend(one, at('C', '01', 'X', 2, 1)))).toEqual([
      'other-before amendments[0].before (C, 01, X): 2 / 0',
    ])
  })

  it('is refused where its before is not what was fixed, naming both; nor codes, days or trainings that are wrong', async () => {
    const one = await fixedCase()
    const refused = (amendment: object) => faultsOf(() => amend(one, amendment))
    expect(await refused(at('A', '01', 'X', 4, 6))).toEqual(['other-before amendments[0].before (A, 01, X): 4 / 5'])
    expect((await refused(at('Z', '01', 'X', 4, 6)))[0]).toMatch(/^unknown-code amendment: institution/)
    expect((await refused({ ...at('A', '01', 'X', 5, 6), date: '31-6-2026' }))[0]).toMatch(/^value amendment: date/)
    expect((await refused({ ...at('A', '01', 'X', 5, 6), ground: ' ' }))[0]).toMatch(/ground/)
    expect((await refused([at('A', '01', 'X', 5, 6), at('A', '01', 'X', 5, 4)]))[0]).toMatch(/^duplicate/)
  })

  it('stays, whatever is amended later; the latest of a training holds', async () => {
    const one = await fixedCase()
    const two = await amended(one, at('A', '01', 'X', 5, 6))
    const three = await amended(two, [at('B', '02', 'X', 2, 3)])
    expect(placesIn(three.result.places)).toMatchObject({ 'A 01 X': 6, 'B 02 X': 3 })
    const four = await amended(three, at('A', '01', 'X', 6, 4))
    expect(placesIn(four.result.places)).toMatchObject({ 'A 01 X': 4, 'B 02 X': 3 })
    expect(four.result.rules.filter(({ kind }) => kind === 'amendment')).toHaveLength(2)
    expect(four.earlier.map(({ hash }) => hash)).toEqual([one.hash, two.hash, three.hash])
    const looked = await history(four)
    expect(looked).toMatchObject({ status: 'accepted', faults: [] })
    expect(looked.versions.map(({ previous }) => previous)).toEqual([null, one.hash, two.hash, three.hash])
  })

  it('that leaves the places as they are is told to whom it is about', async () => {
    const two = await amended(await fixedCase(), at('C', '02', 'Y', 0, 0))
    expect(two).toMatchObject({ changes: [], moved: 0, informed: ['C'] })
  })

  it('that cannot be says why, and fixes nothing', async () => {
    const one = await fixedCase()
    const no = await amend(one, at('C', '01', 'Y', 3, 2))
    expect(no).toMatchObject({ kind: 'unamended', status: 'infeasible', previous: one.hash })
    if (no.kind !== 'unamended') return
    expect(no.conflict!.texts.nl).toContain('OOR Y heeft 3 plaatsen voor Anesthesiologie (01)')
    expect(no.conflict!.texts.nl).toContain(RULING.ground)
    expect(no.conflict!.repairs!.length).toBeGreaterThan(0)
  })

  it('of any small case changes the fewest places, and is the best of those: brute force', async () => {
    const seen = { fixed: 0, unamended: 0, recognised: 0, moved: 0 }
    const codes = ['A', 'B', 'C']
    const cells = fc.array(fc.nat(3), { minLength: 4, maxLength: 4 })
    const drawn = fc.record({
      cells,
      dropped: fc.nat(6),
      capacity: fc.array(
        fc.record({
          institution: fc.constantFrom(...codes),
          specialty: fc.constantFrom(null, '01', '02'),
          max: fc.integer({ min: 1, max: 5 }),
        }),
        { maxLength: 2 },
      ),
      objective: fc.constantFrom('next-best', 'next-best', 'absolute', 'squares', 'largest', 'largest' as const),
      amendments: fc.uniqueArray(
        fc.record({
          institution: fc.constantFrom(...codes),
          specialty: fc.constantFrom('01', '02'),
          oor: fc.constantFrom('X', 'Y'),
          after: fc.nat(3),
        }),
        {
          minLength: 1,
          maxLength: 2,
          selector: (each) => JSON.stringify([each.institution, each.specialty, each.oor]),
        },
      ),
    })
    await fc.assert(
      fc.asyncProperty(drawn, async ({ cells: [a, b, c, d], dropped, capacity, objective, amendments }) => {
        const given = smallCase({
          cells: { rows: ['01', '02'], columns: ['X', 'Y'], allocation: [[a!, b!], [c!, d!]] },
          recognitions: smallCase().recognitions.filter((_, i) => i !== dropped),
          capacity,
        }) // prettier-ignore
        const result = await institutions(given, { objective: objective as 'next-best' })
        if (result.status !== 'optimal') return
        const one = await fix(result, { case: given })
        const had = placesIn(one.result.places)
        const keyOf = (each: { institution: string; specialty: string; oor: string }) =>
          `${each.institution} ${each.specialty} ${each.oor}`
        const told = amendments.map((each) => ({ ...each, before: had[keyOf(each)] ?? 0, ...RULING }))
        const answer = await amend(one, told)
        // what it is about, from the fixed version and the amendments alone
        const seats = [...result.seats]
        for (const { institution, specialty, oor } of amendments) {
          if (had[keyOf({ institution, specialty, oor })] !== undefined) continue
          seats.push({ institution, specialty, oor, target: 0, from: 'history' })
          seen.recognised++
        }
        const found = answer.kind === 'fixed' ? answer.result : null
        const targets = new Map((found ?? result).seats.map((seat) => [keyOf(seat), seat.target]))
        const pinned = seats.map((seat) => ({ ...seat, target: targets.get(keyOf(seat)) ?? 0 }))
        const own = { ...result, seats: pinned, near: { places: seats.map((seat) => had[keyOf(seat)] ?? 0) } }
        const problem = problemIn(own)
        const isRuled = (places: readonly number[]) =>
          amendments.every((each) => places[seats.findIndex((seat) => keyOf(seat) === keyOf(each))] === each.after)
        let best: bigint[] | null = null
        for (const places of allPlaces(problem)) {
          if (!isRuled(places) || checkSeats({ problem, places }).length > 0) continue
          const values = seatValues({ problem, places })
          if (best === null || lexicographic(values, best) < 0) best = values
        }
        if (answer.kind !== 'fixed') {
          seen.unamended++
          expect(best).toBeNull()
          return
        }
        seen.fixed++
        const after = placesIn(answer.result.places)
        const places = seats.map((seat) => after[keyOf(seat)] ?? 0)
        expect(Object.keys(after)).toHaveLength(seats.length)
        expect(isRuled(places)).toBe(true)
        expect(checkSeats({ problem, places })).toEqual([])
        expect(seatValues({ problem, places })).toEqual(best)
        expect(answer.moved).toBe(Number(best![0]))
        expect(new Set(answer.changes.map((each) => `${keyOf(each)} ${each.from} ${each.to}`))).toEqual(
          new Set(
            Object.entries(after).flatMap(([key, to]) =>
              (had[key] ?? 0) === to ? [] : [`${key} ${had[key] ?? 0} ${to}`],
            ),
          ),
        )
        if (answer.moved > 1) seen.moved++
        expect((await history(answer)).status).toBe('accepted')
      }),
      { seed: 15, numRuns: sized(500) },
    )
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(5)
  })
})

/** A file with every hash made anew, as who forges it would. */
function rehashed(file: FixedJson): FixedJson {
  const { kind, of, earlier, hash: _, ...last } = file
  const versions = [...earlier, { ...last, hash: '' }]
  versions.forEach((version, i) => {
    const before = versions[i - 1]
    version.previous = before?.hash ?? null
    if (version.result.near !== null && before !== undefined) version.result.near.sha256 = before.hash
    const { hash: __, ...rest } = version
    version.hash = fingerprint({ kind, ...rest, of, earlier: versions.slice(0, i) })
  })
  return { kind, ...versions.at(-1)!, of, earlier: versions.slice(0, -1) }
}

describe('a chain', () => {
  let whole: FixedJson
  beforeAll(async () => {
    const two = await amended(await fixedCase(), at('A', '01', 'X', 5, 6))
    whole = JSON.parse(JSON.stringify(await amended(two, at('B', '02', 'X', 2, 3)))) as FixedJson
  })

  const looked = async (change: (file: FixedJson) => FixedJson | void, isForged: boolean) => {
    const file = structuredClone(whole)
    const changed = change(file) ?? file
    const { status, faults } = await history(isForged ? rehashed(changed) : changed)
    return { status, faults: faults.map(({ version, path }) => `${version} ${path}`) }
  }

  it('that nobody altered is whole, also with its hashes made anew', async () => {
    expect(await looked(() => {}, false)).toEqual({ status: 'accepted', faults: [] })
    expect(rehashed(structuredClone(whole))).toEqual(whole)
  })

  it('in which anything was altered is not: the hash of that version and of all after it', async () => {
    const changes: readonly [string, (file: FixedJson) => void][] = [
      ['2 hash', (file) => void (file.earlier[1]!.amendments[0]!.ground = 'Uitspraak K&G 4')],
      ['2 hash', (file) => void (file.earlier[1]!.amendments[0]!.date = '2026-06-21')],
      ['1 hash', (file) => void (file.earlier[0]!.result.places![0]!.places += 1)],
      ['3 hash', (file) => void (file.result.title = 'Anders')],
      ['3 hash', (file) => void (file.hash = file.earlier[1]!.hash)],
      ['3 hash', (file) => void (file.informed = [])],
      ['1 hash', (file) => void (file.of!.institutions[0]!.name = 'Umc Z')],
      ['3 previous', (file) => void (file.previous = file.earlier[0]!.hash)],
    ]
    for (const [fault, change] of changes) {
      const { status, faults } = await looked(change, false)
      expect(status, fault).toBe('rejected')
      expect(faults).toContain(fault)
    }
    const { faults } = await looked((file) => void (file.earlier[0]!.result.title = 'Anders'), false)
    expect(faults).toEqual(expect.arrayContaining(['1 hash', '2 hash', '3 hash']))
  })

  it('of which versions were swapped or dropped is broken', async () => {
    const swap = (file: FixedJson) => {
      const [one, two] = file.earlier as [FixedJson['earlier'][number], FixedJson['earlier'][number]]
      ;[one.hash, two.hash] = [two.hash, one.hash]
    }
    expect((await looked(swap, false)).faults).toEqual(expect.arrayContaining(['1 hash', '2 hash', '2 previous']))
    const without = (i: number) => (file: FixedJson) => ({
      ...file,
      earlier: file.earlier.filter((_, each) => each !== i),
    })
    expect((await looked(without(1), false)).faults).toEqual(
      expect.arrayContaining(['2 hash', '2 previous', '2 number']),
    )
    expect((await looked(without(0), false)).status).toBe('rejected')
    const turned = (file: FixedJson) => ({ ...file, earlier: file.earlier.toReversed() })
    expect((await looked(turned, false)).status).toBe('rejected')
  })

  it('is broken where a forger made every hash anew, but one version does not follow from another', async () => {
    const changes: readonly [string, (file: FixedJson) => FixedJson | void][] = [
      // one version fewer, and numbered again
      ['2 ', (file) => ({ ...file, number: 2, earlier: file.earlier.slice(0, 1) })],
      ['1 ', (file) => ({ ...file, earlier: file.earlier.slice(1) })],
      // a ruling that was not what the version keeps to
      ['3 result.rules', (file) => void (file.amendments[0]!.ground = 'Uitspraak K&G 4')],
      ['3 result.rules', (file) => void (file.amendments[0]!.after = 4)],
      ['3 amendments[0].before', (file) => void (file.amendments[0]!.before = 1)],
      ['3 amendments', (file) => void (file.amendments = [])],
      ['3 amendments[1]', (file) => void (file.amendments = [...file.amendments, { ...file.amendments[0]! }])],
      ['3 changes', (file) => void (file.changes = [])],
      ['3 informed', (file) => void file.informed.pop()],
      ['3 moved', (file) => void (file.moved = 0)],
      ['3 near', (file) => void (file.result.near!.places[0]! += 1)],
      // another case than the result was made from
      ['1 result.', (file) => void (file.of!.year = 2028)],
      ['1 result.', (file) => void (file.earlier[0]!.result.places!.find(({ places }) => places > 0)!.places -= 1)],
    ]
    for (const [fault, change] of changes) {
      const { status, faults } = await looked(change, true)
      expect(status, fault).toBe('rejected')
      expect(faults.filter((each) => each.startsWith(fault)), `${fault} in ${faults.join('; ')}`).not.toEqual([]) // prettier-ignore
    }
  })

  it('is broken by a version that changes more than it has to, with all that it says of that', async () => {
    const { faults, status } = await looked((file) => {
      const seats = file.result.places!
      const find = (institution: string, oor: string) =>
        seats.find((each) => each.institution === institution && each.specialty === '02' && each.oor === oor)!
      const [b, c] = [find('B', 'Y'), find('C', 'Y')]
      b.places -= 1
      c.places += 1
      const { places: ofB, ...seatB } = b
      const { places: ofC, ...seatC } = c
      file.changes.push({ ...seatB, from: ofB + 1, to: ofB }, { ...seatC, from: ofC - 1, to: ofC })
      file.informed = ['A', 'B', 'C']
      file.moved += 1
      const problem = problemIn(file.result)
      const values = seatValues({ problem, places: seats.map(({ places }) => places) })
      file.result.levels!.forEach((level, i) => (level.value = level.name === 'error' ? Number(values[i]) / 1e9 : Number(values[i]))) // prettier-ignore
    }, true)
    expect(status).toBe('rejected')
    expect(faults.some((each) => each.startsWith('3 result.certificate'))).toBe(true)
  })

  it('that is broken is not amended, and says where', async () => {
    const file = structuredClone(whole)
    file.earlier[1]!.amendments[0]!.ground = 'Uitspraak K&G 4'
    const faults = await faultsOf(() => amend(file, at('A', '01', 'X', 6, 5)))
    expect(faults[0]).toMatch(/^chain-broken fixed: versions\[2\]\.hash: [0-9a-f]{64} \/ [0-9a-f]{64}$/)
    const strange = { ...structuredClone(whole), note: 'x' }
    expect(await faultsOf(() => history(strange))).toEqual([
      expect.stringMatching(/^unknown-key fixed: note|^unknown-key note/),
    ])
  })
})
