/** A file that is held against another scenario than it was made from: that is said first, in one line, and little else. */
import { describe, expect, it } from 'vitest'
import { draft, round, solve, verify } from '../src/index.js'
import { twoYears } from './answers.js'

const HAND = {
  id: 'hand',
  year: 2030,
  oors: ['A', 'B'].map((code) => ({ code, name: code })),
  specialties: ['1', '2'].map((code) => ({ code, name: code, intake: 4 })),
  careUse: {
    all: [
      [5, 2],
      [3, 6],
    ],
  },
}

describe('a file and another scenario than it was made from', () => {
  const other = (text: string, from: string, given: string) => {
    for (const word of [from, given]) expect(text).toContain(word)
    expect(text).toMatch(/\([0-9a-f]{12}…\)/)
  }

  it('are told apart first, by both names and hashes, and then a few differences and how many more', async () => {
    const result = await solve('2027-base')
    const { status, faults, more } = await verify(result, { scenario: '2026-reference' })
    expect([status, faults.length, faults.map(({ path }) => path).indexOf('input.sha256')]).toEqual(['rejected', 6, 0])
    expect(more).toBeGreaterThan(100)
    other(faults[0]!.text, '2027-base', '2026-reference')
    expect(faults[0]!.found).toBe(`${result.input.sha256} (2027-base)`)
    // the same scenario with one number changed is another version of it
    const changed = { ...HAND, title: 'Anders' }
    const version = await verify(await solve(HAND), { scenario: changed, language: 'en' })
    expect(version).toMatchObject({ status: 'rejected', faults: [{ path: 'input.sha256' }] })
    expect(version.faults).toHaveLength(1)
    expect(version.faults[0]!.text).toMatch(
      /^this file was made from hand \(\w{12}…\), and what is given is another scenario or another version: hand \(/,
    )
    expect('more' in version).toBe(false)
    // a table has no scenario
    const { target, ...table } = await solve(HAND)
    const { rows, columns, rowTotals, columnTotals } = table
    const loose = await round({ rows, columns, target: target!, rowTotals, columnTotals: columnTotals! })
    const [first] = (await verify(loose, { scenario: HAND })).faults
    expect(first!.text).toMatch(/een losse tabel \(\w{12}…\)/)
  })

  it('also a draft, and one of several years', async () => {
    const drafted = await verify(await draft('2027-base'), { scenario: '2026-base' })
    expect([drafted.status, drafted.faults.length <= 6, drafted.faults[0]!.path]).toEqual([
      'rejected',
      true,
      'input.sha256',
    ])
    other(drafted.faults[0]!.text, '2027-base', '2026-base')
    const several = await verify(await twoYears(), {
      scenarios: ['2026-base', '2027-reference'],
    })
    expect([several.status, several.faults.length]).toEqual(['rejected', 1])
    other(several.faults[0]!.text, '2027-base', '2027-reference')
    // of its own scenario nothing is a stranger
    const lie = { ...(await solve(HAND)), scenario: 'other' }
    expect((await verify(lie, { scenario: HAND })).faults.map(({ path }) => path)).toEqual(['scenario'])
  })
})
