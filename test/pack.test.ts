/** All that a complaints committee asks of one institution: the same figures as the answer, and alternatives as a ruling would be carried out. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amend, fix, InputError, institutions, pack } from '../src/index.js'
import { complaintPage } from '../src/formats/pages.js'
import { LANGUAGES } from '../src/domain/language.js'
import type { InlineCaseFile } from '../src/shapes/institutions.js'
import { smallCase } from './institution-cases.js'
import { sized } from './size.js'

describe('a pack for the complaints committee', () => {
  it('has the figures of the answer, for every training of the institution and for no other', async () => {
    const [one, answer] = [await pack('2027-institutions', 'Umc NO'), await institutions('2027-institutions')]
    expect(one.institution.code).toBe('NO-01')
    expect(one.input).toEqual(answer.input)
    const own = answer.seats.flatMap((seat, i) => (seat.institution === 'NO-01' ? [i] : []))
    expect(own.length).toBeGreaterThan(20)
    expect(one.trainings.map(({ specialty, oor, target, from, places }) => ({ specialty, oor, target, from, places }))).toEqual(
      own.map((i) => {
        const { specialty, oor, target, from } = answer.seats[i]!
        return { specialty, oor, target, from, places: answer.places![i]!.places }
      }),
    ) // prettier-ignore
    for (const { specialty, oor, cell, institutions: count, rank, natural } of one.trainings) {
      const isHere = (each: { specialty: string; oor: string }) => each.specialty === specialty && each.oor === oor
      expect(cell).toBe(answer.cells.find(isHere)!.places)
      expect(count).toBe(answer.seats.filter(isHere).length)
      const deviation = answer.deviations.find((each) => isHere(each) && each.institution === 'NO-01')
      expect(rank).toBe(deviation?.rank ?? 0)
      if (deviation !== undefined) expect(natural).toBe(deviation.natural)
    }
    expect(one.facts.rules).toEqual(answer.rules.filter(({ institution }) => institution === 'NO-01'))
  })

  it('names each step and its rule, of a sole institution, of two OORs, of an advice, of bounds', async () => {
    const stepsOf = async (institution: string, specialty: string, oor: string, changes: Partial<InlineCaseFile> = {}) => {
      const { trainings } = await pack(smallCase(changes), institution)
      const { steps } = trainings.find((each) => each.specialty === specialty && each.oor === oor)!
      return steps.map(({ source, text }) => `${source}: ${text}`).join('\n')
    } // prettier-ignore
    expect(await stepsOf('C', '01', 'Y')).toContain('P26 III.1.1: Het is de enige instelling die daar opleidt: zij krijgt alle plaatsen van de OOR (3).') // prettier-ignore
    expect(await stepsOf('B', '02', 'X')).toMatch(/P26 I\.3: De opleiding valt onder X, Y /)
    expect(await stepsOf('A', '01', 'X')).toMatch(/P16 2: .* van de 7 plaatsen van de OOR, 4,667 \(66,67%\)\./)
    const advices = [{ specialty: '01', oor: 'X', by: { A: 4, B: 3 } }]
    expect(await stepsOf('A', '01', 'X', { advices })).toContain('P26 III.1.1: Het doel is wat het cluster adviseert: 4,000.') // prettier-ignore
    const capacity = [{ institution: 'A', specialty: '01', max: 4 }]
    const bounded = await stepsOf('A', '01', 'X', { capacity })
    expect(bounded).toMatch(/VIS V: Zij houdt zich aan het maximum van Umc A \(A\) voor Anesthesiologie \(01\): 4 /)
    expect(bounded).toMatch(/FAQ 7\.5: Natuurlijk afgerond is dat 5; toegewezen is 4 \(next best\)/)
    expect(await stepsOf('B', '01', 'X', { capacity })).not.toContain('VIS V')
    expect(await stepsOf('A', '01', 'X', { history: [] })).toContain('gelijk deel voor elk van de 2 instellingen')
  })

  it('tells one place more and one fewer as an amendment of them would come out', async () => {
    const seen = { moved: 0, further: 0, impossible: 0, alone: 0 }
    const drawn = fc.record({
      cells: fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }),
      dropped: fc.nat(9),
      isEqual: fc.boolean(), // where nobody has a history there are many equals
      institution: fc.constantFrom('A', 'B', 'C'),
      capacity: fc.array(
        fc.record({
          institution: fc.constantFrom('A', 'B', 'C'),
          specialty: fc.constantFrom(null, '01', '02'),
          max: fc.integer({ min: 1, max: 5 }),
        }),
        { maxLength: 3 },
      ),
      objective: fc.constantFrom('next-best', 'absolute', 'squares', 'largest' as const),
    })
    await fc.assert(
      fc.asyncProperty(drawn, async ({ cells: [a, b, c, d], dropped, isEqual, institution, capacity, objective }) => {
        const given = smallCase({
          cells: { rows: ['01', '02'], columns: ['X', 'Y'], allocation: [[a!, b!], [c!, d!]] },
          recognitions: [...smallCase().recognitions, { institution: 'C', specialty: '01', oor: 'X' }].filter((_, i) => i !== dropped),
          capacity,
          ...(isEqual && { history: [] }),
        }) // prettier-ignore
        const asked = { objective: objective as 'next-best' }
        const [one, answer] = [await pack(given, institution, asked), await institutions(given, asked)]
        expect(one.status).toBe(answer.status)
        if (answer.status !== 'optimal') return
        const version = await fix(answer, { case: given })
        for (const { specialty, oor, places, alternatives, institutions: count } of one.trainings) {
          expect(alternatives.map(({ by }) => by)).toEqual(places === 0 ? [1] : [1, -1])
          for (const { places: after, status, moved, levels, changes, conflict } of alternatives) {
            const told = { institution, specialty, oor, before: places!, after, ground: 'x', date: '2026-06-20' }
            const next = await amend(version, told)
            if (next.kind !== 'fixed') {
              expect({ status, changes, moved }).toEqual({ status: 'infeasible', changes: null, moved: null })
              expect(conflict === null).toBe(count === 1)
              seen[count === 1 ? 'alone' : 'impossible']++
              continue
            }
            expect(status).toBe('optimal')
            expect(moved).toBe(next.moved)
            expect(levels!.map(({ name, to }) => ({ name, value: to }))).toEqual(next.result.levels!.slice(1))
            expect(levels!.map(({ name, from }) => ({ name, value: from }))).toEqual(answer.levels)
            const keyOf = (each: { institution: string; specialty: string; oor: string; from: number; to: number }) =>
              [each.institution, each.specialty, each.oor, each.from, each.to].join(' ')
            expect(new Set(changes!.map(keyOf))).toEqual(new Set(next.changes.map(keyOf)))
            seen[moved === 1 ? 'moved' : 'further']++
          }
        }
      }),
      { seed: 15, numRuns: sized(200) },
    )
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(2)
  })

  it('of confidential data tells nothing of what others had', async () => {
    const past = (institution: string, specialty: string, oor: string, inflow: number) =>
      [2024, 2025, 2026].map((year) => ({ institution, specialty, oor, year, inflow, throughflow: 0 }))
    const given = (data: 'confidential' | 'synthetic') =>
      smallCase({
        data,
        recognitions: [...smallCase().recognitions, { institution: 'C', specialty: '02', oor: 'X' }],
        history: [...past('A', '01', 'X', 4), ...past('B', '01', 'X', 2.125), ...past('A', '02', 'X', 3), ...past('B', '02', 'X', 1.375), ...past('C', '02', 'X', 0.875)], // prettier-ignore
      })
    const [open, closed] = [await pack(given('synthetic'), 'A'), await pack(given('confidential'), 'A')]
    expect(open.trainings[0]).toMatchObject({ institutions: 2, target: 4.571428571, natural: 5, rank: 0 })
    expect(open.leftOut).toEqual([])
    expect(closed.trainings[0]).toMatchObject({ institutions: 2, target: null, natural: null, rank: null, places: 5 })
    // what one place costs there would tell on which side of its target the other is
    expect(open.trainings[0]!.alternatives.map(({ levels }) => levels === null)).toEqual([false, false])
    expect(closed.trainings[0]!.alternatives.map(({ levels }) => levels)).toEqual([null, null])
    expect(closed.trainings[1]).toMatchObject({ institutions: 3, target: expect.any(Number) as number })
    expect(closed.leftOut).toHaveLength(4)
    const told = JSON.stringify(closed)
    expect(told).not.toMatch(/2[.,]125|1[.,]375|0[.,]875|4[.,]571|"name":"error"/)
    expect(closed.facts.history).toEqual(open.facts.history)
    expect(closed.facts.history.every(({ inflow }) => inflow === 4 || inflow === 3)).toBe(true)
  })

  it('of confidential data names no bound that follows from what others came in with', async () => {
    const given = (data: 'confidential' | 'synthetic') => smallCase({ data, change: { below: 0, above: 0 } })
    const why = async (data: 'confidential' | 'synthetic') => {
      const { trainings, conflict } = await pack(given(data), 'A')
      return [conflict, ...trainings.flatMap(({ alternatives }) => alternatives.map((each) => each.conflict))]
    }
    expect((await why('synthetic')).some((each) => each?.rules.some(({ rule }) => rule.institution === 'B'))).toBe(true)
    expect((await why('confidential')).some((each) => each !== null)).toBe(false)
    expect((await pack(given('confidential'), 'A')).leftOut).toHaveLength(4)
  })

  it('is a page in both languages, with the four grounds, the deadline and room to sign', async () => {
    const packed = await pack(smallCase(), 'B')
    const pages = LANGUAGES.map((language) => complaintPage(packed, language))
    expect(pages[0]).toContain('Ziekenhuis B (B)')
    for (const { texts } of [...packed.complaint, ...packed.trainings.flatMap(({ steps }) => steps)]) {
      expect(pages[0]).toContain(texts.nl)
      expect(pages[1]).toContain(texts.en)
    }
    expect(packed.complaint.filter(({ text }) => text.startsWith('Grond '))).toHaveLength(4)
    expect(packed.complaint.map(({ text }) => text).join(' ')).toContain('4 juni 2025')
    expect(pages[0]).toContain('ondertekening-tabel')
  })

  it('of a case without an answer says why; of an institution that is not there nothing', async () => {
    const crowded = smallCase({ capacity: [{ institution: 'A', max: 0 }, { institution: 'B', max: 0 }] }) // prettier-ignore
    const none = await pack(crowded, 'A')
    expect(none).toMatchObject({
      status: 'infeasible',
      trainings: [{ places: null, alternatives: [] }, { places: null }],
    })
    expect(complaintPage(none, 'nl')).toContain(none.conflict!.text.slice(0, 20))
    await expect(pack(smallCase(), 'Z')).rejects.toThrow(InputError)
  })
})

describe('a pack of a version of fixed places', () => {
  const ruled = { institution: 'A', specialty: '01', oor: 'X', before: 5, after: 6, ground: 'Uitspraak K&G 3', date: '2026-06-20' } // prettier-ignore

  async function versionsOf(given: InlineCaseFile) {
    const one = await fix(await institutions(given), { case: given })
    const two = await amend(one, ruled)
    if (two.kind !== 'fixed') throw new Error(two.conflict?.text)
    return [one, two] as const
  }

  it('has the places of the version, and what was amended that concerns this institution', async () => {
    const [one, two] = await versionsOf(smallCase())
    for (const code of ['A', 'B', 'C']) {
      const packed = await pack(two, code)
      const own = two.result.places!.filter(({ institution }) => institution === code)
      expect(packed.trainings.map(({ specialty, oor, places }) => ({ institution: code, specialty, oor, places }))).toEqual(own) // prettier-ignore
      expect(packed.versions!.map(({ number, hash, previous }) => ({ number, hash, previous }))).toEqual([
        { number: 1, hash: one.hash, previous: null },
        { number: 2, hash: two.hash, previous: one.hash },
      ])
      const { amendments, changes } = packed.versions![1]!
      const changed = two.changes.filter(({ institution }) => institution === code)
      expect(changes).toEqual(changed.map(({ specialty, oor, from, to }) => ({ specialty, oor, from, to })))
      // the ruling moved a place of B, and none of C
      const { institution: _, ...told } = ruled
      expect(amendments).toEqual(code === 'C' ? [] : [{ institution: { code: 'A', name: 'Umc A' }, ...told }])
    }
    const steps = (await pack(two, 'A')).trainings[0]!.steps.map(({ text }) => text)
    expect(steps).toContain('Na vaststelling gewijzigd. Uitspraak K&G 3 (20 juni 2026): 5 → 6.')
    for (const language of LANGUAGES) {
      const page = complaintPage(await pack(two, 'B'), language)
      for (const text of [
        one.hash,
        two.hash,
        'Uitspraak K&amp;G 3',
        { nl: '20 juni 2026', en: '20 June 2026' }[language],
      ])
        expect(page).toMatch(text)
    }
  })

  it('counts alternatives from the places of that version, as a next amendment would come out', async () => {
    let compared = 0
    for (const capacity of [[], [{ institution: 'A', max: 7 }]]) {
      const [, two] = await versionsOf(smallCase({ capacity }))
      for (const code of ['A', 'B', 'C']) {
        const packed = await pack(two, code)
        for (const { specialty, oor, places, alternatives } of packed.trainings) {
          for (const each of alternatives) {
            const { ground, date } = ruled
            const next = await amend(two, { institution: code, specialty, oor, before: places!, after: each.places, ground, date }) // prettier-ignore
            expect(next.kind === 'fixed').toBe(each.changes !== null)
            if (next.kind !== 'fixed') continue
            compared++
            expect([each.moved, new Set(each.changes)]).toEqual([next.moved, new Set(next.changes)])
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(10)
  })

  it('is refused of a broken chain, and with an objective or options of its own', async () => {
    const [, two] = await versionsOf(smallCase())
    const faults = (given: object, request = {}) =>
      pack(given, 'A', request).then(
        () => [],
        (error: unknown) => (error as InputError).faults.map(({ code, path }) => `${code} ${path}`),
      )
    expect(await faults({ ...two, moved: 2 })).toEqual(expect.arrayContaining(['chain-broken fixed: versions[2].hash']))
    expect(await faults(two, { objective: 'squares' })).toEqual(['usage objective'])
    expect((await pack(smallCase(), 'A')).versions).toBeNull()
  })

  it('says of somebody newly recognised by what it has the training, and what it does not know without the case', async () => {
    const given = smallCase()
    const one = await fix(await institutions(given))
    const two = await amend(one, { ...ruled, institution: 'C', before: 0, after: 1, ground: 'Nieuwe erkenning' })
    const packed = await pack(two, 'C')
    const steps = packed.trainings.find(({ specialty, oor }) => specialty === '01' && oor === 'X')!.steps
    expect(steps[0]).toMatchObject({ source: 'P26 IV' })
    expect(steps[0]!.text).toMatch('niet als erkend')
    expect(packed.leftOut.map(({ text }) => text).join()).toMatch('zonder haar geval')
    const other = packed.trainings.find(({ oor }) => oor === 'Y')!.steps
    expect(other[0]!.source).toBe('P26 III.1.1')
  })
})
