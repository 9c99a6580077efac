/** Shape and meaning in one round: a wrong type in one place does not hide an unknown code, a wrong sum or a duplicate elsewhere. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError, type Fault } from '../src/domain/errors.js'
import { parseConsultation } from '../src/io/read/consultation.js'
import { parseProblem } from '../src/io/read/problem.js'
import { parseProposal } from '../src/io/read/proposal.js'
import { parseScenario } from '../src/io/read/scenario.js'
import { explain, round, solve } from '../src/index.js'

function thrownBy(read: () => unknown): readonly Fault[] {
  try {
    read()
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.faults
  }
}

const faultsOf = (read: () => unknown) => thrownBy(read).map(({ code, path }) => `${code} ${path}`)

const SCENARIO = {
  id: 'own',
  year: 2027,
  oors: [{ code: 'A' }, { code: 'B' }],
  specialties: [
    { code: '01', intake: 5 },
    { code: '02', intake: 4 },
    { code: '03', intake: 3 },
  ],
  careUse: {
    unit: 'percent',
    all: [
      [50, 50],
      [30, 70],
      [90, 10],
    ],
  },
  criterion: { all: 1 },
  zeroCells: [{ specialty: '01', oor: 'B' }],
  bounds: [{ specialty: '02', oor: 'A', low: 1, high: 2 }],
}

const PROBLEM = {
  rows: ['r', 's', 't'],
  columns: ['A', 'B'],
  target: [
    [1.5, 2.5],
    [2, 1],
    [1, 1],
  ],
  rowTotals: [4, 3, 2],
  columnTotals: [4, [4, 6]],
  zeroCells: [['r', 'A']],
}

const ADVICES = {
  advices: [
    { specialty: '01', row: { A: 3, B: 2 }, shift: { A: [2, 4] } },
    { specialty: '02', row: { A: 2, B: 2 } },
  ],
  motivations: [{ oor: 'A', grounds: ['care-demand'], text: 'x' }],
}

const PROPOSAL = {
  rows: ['01', '02', '03'],
  columns: ['A', 'B'],
  allocation: [
    [5, 0],
    [2, 2],
    [1, 2],
  ],
}

type Path = readonly (string | number)[]

/** The same value with others at some paths. */
function changed(value: object, changes: readonly (readonly [Path, unknown])[]): unknown {
  const copy: unknown = structuredClone(value)
  for (const [path, part] of changes) {
    const around = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy)
    ;(around as Record<string, unknown>)[path.at(-1)!] = part
  }
  return copy
}

const scenario = parseScenario(SCENARIO)

/** Places where a type can be wrong, and others where the meaning can: each with its fault. */
const KINDS = {
  scenario: {
    value: SCENARIO,
    read: (value: unknown) => parseScenario(value),
    shapes: [
      [['specialties', 0, 'intake'], 'x', 'type specialties[0].intake'],
      [['careUse', 'all', 0, 1], true, 'type careUse.all[0][1]'],
      [['year'], '2027', 'type year'],
      [['yaer'], 2027, 'unknown-key yaer'],
      [['leeway'], 3, 'type leeway'],
      [['floor'], { share: 'x' }, 'type floor.share'],
      [['options'], { half: 'sideways' }, 'value options.half'],
      [['title'], 7, 'type title'],
    ],
    meanings: [
      [['zeroCells', 0, 'specialty'], '99', 'unknown-code zeroCells[0].specialty'],
      [['bounds', 0, 'oor'], 'Z', 'unknown-code bounds[0].oor'],
      [['bounds', 0, 'low'], 3, 'value bounds[0].high'],
      [['careUse', 'all', 1, 0], 35, 'row-sum careUse.all: 02'],
      [['careUse', 'all', 2, 0], 'x', 'not-decimal careUse.all[2][0]'],
      [['specialties', 2, 'code'], '02', 'duplicate specialties[2].code'],
      [['criterion', 'all'], 0.5, 'criterion-sum criterion'],
    ],
  },
  problem: {
    value: PROBLEM,
    read: (value: unknown) => parseProblem(value),
    shapes: [
      [['target', 0, 1], null, 'type target[0][1]'],
      [['rowTotals', 0], 1.5, 'not-whole rowTotals[0]'],
      [['columnTotals', 0], 'x', 'type columnTotals[0]'],
      [['colums'], ['A'], 'unknown-key colums'],
      [['title'], 7, 'type title'],
    ],
    meanings: [
      [['zeroCells', 0, 1], 'Z', 'unknown-code zeroCells[0][1]'],
      [['columnTotals', 1], [6, 4], 'value columnTotals[1][1]'],
      [['rows', 2], 's', 'duplicate rows[2]'],
      [['target', 1], [2], 'shape target[1]'],
      [['target', 2, 0], 'x', 'not-decimal target[2][0]'],
    ],
  },
  advices: {
    value: ADVICES,
    read: (value: unknown) => parseConsultation(value, scenario),
    shapes: [
      [['advices', 0, 'row', 'A'], 'x', 'type advices[0].row.A'],
      [['advices', 0, 'weight'], 'x', 'type advices[0].weight'],
      [['motivations', 0, 'grounds'], ['hope'], 'value motivations[0].grounds[0]'],
      [['prefer'], ['luck'], 'value prefer[0]'],
      [['history'], 3, 'type history'],
    ],
    meanings: [
      [['advices', 1, 'specialty'], '99', 'unknown-code advices[1].specialty'],
      [['advices', 1, 'row', 'A'], 9, 'advice-sum advices[1].row'],
      [['motivations', 0, 'oor'], 'Z', 'unknown-code motivations[0].oor'],
    ],
  },
  proposal: {
    value: PROPOSAL,
    read: (value: unknown) => parseProposal(value, scenario),
    shapes: [[['allocation', 0, 1], true, 'type allocation[0][1]']],
    meanings: [
      [['rows', 2], '99', 'unknown-code proposal.allocation[2]'],
      [['allocation', 1, 0], 'x', 'not-decimal proposal.allocation[1]:A'],
    ],
  },
} as const satisfies Record<string, unknown>

describe('shape and meaning in one round', () => {
  for (const [kind, { value, read, shapes, meanings }] of Object.entries(KINDS)) {
    it(`${kind}: every wrong shape beside every wrong meaning, each once`, () => {
      const known = new Map<string, readonly string[]>()
      for (const [path, part, fault] of [...shapes, ...meanings]) {
        known.set(
          fault,
          faultsOf(() => read(changed(value, [[path, part]]))),
        )
        expect(known.get(fault)![0], fault).toBe(fault)
      }
      for (const [place, part, shape] of shapes) {
        for (const [other, wrong, meaning] of meanings) {
          const faults = faultsOf(() => read(changed(value, [[place, part], [other, wrong]]))) // prettier-ignore
          expect(faults, `${shape} and ${meaning}`).toEqual([...known.get(shape)!, ...known.get(meaning)!])
        }
      }
    })
  }

  it('what follows from a wrong part is not told', () => {
    const wrong = (...changes: (readonly [Path, unknown])[]) =>
      faultsOf(() => parseScenario(changed(SCENARIO, changes)))
    expect(wrong([['specialties'], 7])).toEqual(['type specialties'])
    expect(wrong([['oors'], []])).toEqual(['shape oors'])
    expect(wrong([['specialties', 0, 'code'], 7])).toEqual(['type specialties[0].code'])
    expect(wrong([['specialties', 0], 'x'])).toEqual(['type specialties[0]'])
    expect(wrong([['careUse'], 'x'])).toEqual(['type careUse'])
    expect(wrong([['careUse', 'all', 1], 'x'])).toEqual(['type careUse.all[1]'])
    expect(wrong([['criterion', 'all'], 'x'])).toEqual(['type criterion.all'])
    expect(wrong([['bounds', 0, 'low'], 'x'])).toEqual(['type bounds[0].low'])
  })

  it('any part replaced by anything is a fault by its path or none, and never breaks', () => {
    const paths = (value: unknown, path: Path = []): Path[] =>
      typeof value !== 'object' || value === null
        ? [path]
        : [...(path.length > 0 ? [path] : []), ...Object.entries(value).flatMap(([key, each]) => paths(each, [...path, Array.isArray(value) ? Number(key) : key]))] // prettier-ignore
    const junk = fc.constantFrom<unknown>(null, true, -1, 1.5, 'x', '', [], {}, [[]], '__proto__', 1e300)
    for (const { value, read } of Object.values(KINDS)) {
      const change = fc.tuple(fc.constantFrom(...paths(value)), junk)
      const property = fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let broken: unknown
        try {
          broken = changed(value, changes)
        } catch {
          return // a change inside what another change took away
        }
        const faults = thrownBy(() => read(broken)).map((fault) => JSON.stringify(fault))
        expect(new Set(faults).size).toBe(faults.length)
        expect(faults.join()).not.toContain('\uFDD0')
      })
      fc.assert(property, { seed: 9, numRuns: 300 })
    }
  })

  it('options of a question are told with its input', async () => {
    const wrong = { ...SCENARIO, zeroCells: [{ specialty: '99', oor: 'A' }] }
    const request = { objective: 'nicest' } as object
    const faults = async (answer: Promise<unknown>) => {
      const error: unknown = await answer.then(() => null, (thrown: unknown) => thrown) // prettier-ignore
      return error instanceof InputError ? error.faults.map(({ code, path }) => `${code} ${path}`) : error
    }
    const both = ['value objective', 'unknown-code zeroCells[0].specialty']
    expect(await faults(solve(wrong, request))).toEqual(both)
    expect(await faults(explain(wrong, '01', 'A', request))).toEqual(both)
    const table = { ...PROBLEM, zeroCells: [['r', 'Z']] }
    expect(await faults(round(table, request))).toEqual(['value objective', 'unknown-code zeroCells[0][1]'])
  })

  it('a million cells that are wrong are told as a thousand', () => {
    const zeroCells = Array.from({ length: 1_000_000 }, (_, i) => [`x${i}`, 'Z'])
    expect(thrownBy(() => parseProblem({ ...PROBLEM, zeroCells })).length).toBeLessThan(1_100)
  })
})
