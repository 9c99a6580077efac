/** What is published gives nothing of the care use away beyond what the allocation itself says (FAQ 14). */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { METHODS, OBJECTIVES, publish, solve, verify } from '../src/index.js'
import { commandIn } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-publish-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = (args: readonly string[]) => commandIn('.', args)

/**
 * Two scenarios with other care use but the same allocation: nobody who sees the published answers may tell them apart.
 * That is the strongest thing to ask: whatever is published is then a function of the allocation and the frame alone.
 */
function twins(): [object, object] {
  const oors = ['A', 'B', 'C'].map((code) => ({ code }))
  const specialties = [
    { code: '1', intake: 10 },
    { code: '2', intake: 7 },
    { code: '3', intake: 5 },
  ]
  const scenario = (all: number[][]) => ({
    id: 'twin',
    year: 2027,
    oors,
    specialties,
    careUse: { all, unit: 'percent' },
  })
  return [
    scenario([
      [51, 28, 21],
      [29, 44, 27],
      [20, 38, 42],
    ]),
    scenario([
      [50, 31, 19],
      [28, 42, 30],
      [20, 41, 39],
    ]),
  ]
}

/** What is left to compare: not the fingerprint of the input, which says no more than "another input", nor the time. */
function bare(result: object): object {
  return { ...result, input: null, made: null, milliseconds: null } // `made` tells of the input too
}

describe('a published result', () => {
  it('is the same for other care use with the same allocation, for every method and objective', async () => {
    const [one, other] = twins()
    let compared = 0
    for (const method of METHODS) {
      for (const objective of OBJECTIVES) {
        if (method !== 'optimal' && objective !== 'next-best') continue
        const [a, b] = [await solve(one, { method, objective }), await solve(other, { method, objective })]
        expect(a.target).not.toEqual(b.target)
        if (JSON.stringify([a.allocation, a.status]) !== JSON.stringify([b.allocation, b.status])) continue
        const counts = (result: typeof a) => result.levels!.slice(0, 2).map(({ value }) => value)
        if (JSON.stringify(counts(a)) !== JSON.stringify(counts(b)) && objective === 'next-best') continue
        compared++
        expect(bare(publish(a))).toEqual(bare(publish(b)))
      }
    }
    expect(compared).toBeGreaterThan(3)
  })

  it('holds no number of the way to the allocation', async () => {
    const result = await solve('2027-base')
    const secrets = new Set<string>()
    const collect = (value: unknown): void => {
      if (typeof value === 'number' && !Number.isInteger(value)) secrets.add(String(value))
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect)
    }
    collect({ ...result, milliseconds: 0 })
    collect(result.certificate)
    expect(secrets.size).toBeGreaterThan(200)
    const text = JSON.stringify({ ...publish(result), milliseconds: 0 })
    expect([...secrets].filter((secret) => text.includes(secret))).toEqual([])
    for (const potential of result.certificate && 'rowPotentials' in result.certificate
      ? result.certificate.rowPotentials
      : []) {
      expect(text).not.toContain(String(potential))
    }
  })

  it('can still be checked for totals, bounds and zero cells, and for no more: that it is optimal is unproven', async () => {
    const published = publish(await solve('2027-base'))
    const { status, proves, faults, unproven } = await verify(published)
    expect({ status, proves, faults }).toEqual({
      status: 'unproven',
      proves: ['margins', 'bounds', 'zero-cells'],
      faults: [],
    })
    expect(unproven.map(({ path, claim }) => [path, claim])).toEqual([
      ['status', 'optimality'],
      ['levels', 'levels'],
    ])
    expect((await verify(published, { scenario: '2027-base' })).status).toBe('accepted')
    const allocation = published.allocation!.map((row) => [...row])
    allocation[0]![0]!++
    expect((await verify({ ...published, allocation })).status).toBe('rejected')
  })
})

describe('--publish', () => {
  /** Figures of the care use of 2027-base, as typed and as target, that no output may hold. */
  const SECRETS = [
    '0.20479',
    '0,20479',
    '20,479',
    '20.479',
    '16,478',
    '16.478',
    '213,00',
    '213.00',
    '55,06',
    '55.06',
    '12,463',
    '12.463',
    '0,074',
    '0.074',
  ]

  it('holds in every command and format', async () => {
    const commands = [
      ['solve', '2027-base'],
      ['solve', '2027-base', '--json'],
      ['solve', '2027-base', '--csv'],
      ['solve', '2027-base', '--method', 'stepwise'],
      ['solve', '2027-base', '--optima', '10', '--json'],
      ['explain', '2027-base', '10', 'Leiden'],
      ['explain', '2027-base', '10', 'Leiden', '--json'],
      ['explain', '2027-base', '10', 'Leiden', '--csv'],
      ['compare', '2027-base', '2027-reference', '--json'],
      ['compare', '2027-base', '2027-reference', '--csv'],
      ['compare', '2027-base', '--methods', 'optimal,stepwise'],
      ['compare', '2027-base', '--methods', 'optimal,lottery', '--json'],
    ]
    for (const command of commands) {
      const { out, err, exit } = await run([...command, '--publish'])
      expect(exit, command.join(' ')).toBe(0)
      expect(
        SECRETS.filter((secret) => (out + err).includes(secret)),
        command.join(' '),
      ).toEqual([])
    }
    const open = (await run(['solve', '2027-base', '--json'])).out // the same figures are there without it
    expect(open).toContain('16.478')
  })

  it('holds in errors: where the fault is, not what stands there', async () => {
    const scenario = {
      id: 'x',
      year: 2027,
      oors: [{ code: 'A' }, { code: 'B' }],
      specialties: [{ code: '1', intake: 3 }],
      careUse: { all: [['12.3456', '-98.7654']], unit: 'percent' },
    }
    const path = join(folder, 'wrong.json')
    writeFileSync(path, JSON.stringify(scenario))
    const open = await run(['solve', path])
    expect(open.err).toContain('98,7654')
    const { out, err, exit } = await run(['solve', path, '--publish'])
    expect([out, exit]).toEqual(['', 2])
    expect(err).toContain('careUse.all[0][1]')
    expect(err).not.toMatch(/98|12\.3|12,3/)
  })

  it('nor in what is expected of them, or asked: a figure with a star, a total that is no sum', async () => {
    const { careUse: _, ...frame } = JSON.parse(readFileSync('scenarios/2027-base/scenario.json', 'utf8'))
    const csv = readFileSync('scenarios/2027-base/care-use-all.csv', 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(',').slice(0, 8))
    const told = async (name: string, rows: string[][], ...more: string[]) => {
      writeFileSync(join(folder, `${name}.csv`), rows.map((row) => row.join(';')).join('\n'))
      writeFileSync(
        join(folder, `${name}.json`),
        JSON.stringify({ ...frame, careUse: { all: `${name}.csv`, unit: 'volume' } }),
      )
      return (await run(['solve', join(folder, `${name}.json`), ...more])).err
    }
    const starred = csv.map((row, r) => (r === 1 ? row.with(1, '7531*') : row))
    expect(await told('starred', starred)).toContain('bedoelt u 7531?')
    expect(await told('starred', starred, '--publish')).not.toContain('7531')
    const summed = [
      ...csv.map((row, r) => (r === 0 ? row : [row[0]!, ...row.slice(1).map(() => '2517')])),
      ['Totaal', '9999', '', '', '', '', '', ''],
    ]
    expect(await told('summed', summed)).toContain('75.510')
    expect(await told('summed', summed, '--publish')).not.toMatch(/75\.?510|9\.?999/)
  })

  it('does not write the program, which holds the target', async () => {
    const file = join(folder, 'x.lp')
    const { err, exit } = await run(['solve', '2027-base', '--out', file, '--publish'])
    expect([exit, existsSync(file)]).toEqual([2, false])
    expect(err).toContain('--publish')
  })

  it('writes what it prints', async () => {
    const file = join(folder, 'x.json')
    expect((await run(['solve', '2027-base', '--publish', '--out', file])).exit).toBe(0)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      published: true,
      target: null,
      certificate: null,
      deviations: [],
    })
  })
})
