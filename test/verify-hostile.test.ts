/** Files that lie by their form: two readers would see two files, or one would be spent on reading it. */
import { describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { draft, publish, round, solve, verify } from '../src/index.js'
import { parseJson } from '../src/shapes/check.js'
import { parseResult } from '../src/io/read/result.js'

const TABLE = {
  rows: ['a', 'b'],
  columns: ['x', 'y'],
  target: [
    [1.2, 1.8],
    [2.8, 0.2],
  ],
  rowTotals: [3, 3],
  columnTotals: [4, 2],
}

/** "code path" of each fault; none when it is taken. */
async function faultsOf(run: () => unknown): Promise<string[]> {
  try {
    await run()
    return []
  } catch (error) {
    if (error instanceof InputError) return error.faults.map(({ code, path }) => `${code} ${path}`)
    throw error
  }
}

describe('JSON that is read', () => {
  const read = (text: string, exact = false) => faultsOf(() => parseJson(text, 'x.json', { exact }))

  it('has each key once, however it is written, and says where it is twice', async () => {
    expect(await read('{"a": 1, "b": {"c": [{"d": 1}, {"d": 1, "\\u0064": 2}]}, "a": 2}')).toEqual([
      'duplicate b.c[1].d',
      'duplicate a',
    ])
    // the same key elsewhere, and text that looks like a key, are none
    expect(await read('{"a": {"a": "a"}, "b": [{"a": 1}, {"a": 1}], "c": "\\"a\\": 1, \\"a\\": 2"}')).toEqual([])
    // what is no JSON is told as that
    expect((await read('{"a": 1, "a": '))[0]).toMatch(/^not-json/)
  })

  it('is neither too deep nor too much, refused before it is held in memory', async () => {
    const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
    expect(await read(deep(500))).toEqual([])
    expect(await read(deep(501))).toEqual(['too-large x.json'])
    expect(await read('['.repeat(10_000_000))).toEqual(['too-large x.json'])
    expect(await read(`[${'{},'.repeat(4_000_000)}`)).toEqual(['too-large x.json'])
    expect(await read(`[${'1,'.repeat(10_000_000)}1]`)).toEqual(['too-large x.json'])
    expect(await read(`{${Array.from({ length: 10_001 }, (_, i) => `"k${i}":1`).join(',')}}`)).toEqual([
      'too-large x.json',
    ])
    // a table of a million cells is well within
    const row = `[${Array.from({ length: 1_000 }, () => '0.123456789').join(',')}]`
    expect(await read(`[${Array.from({ length: 1_000 }, () => row).join(',')}]`)).toEqual([])
  })

  it('of a result holds numbers that every reader reads alike', async () => {
    const wrong = [
      '-0',
      '-0.0',
      '1e400',
      '1.00000000000000000001',
      '0.1000000000000000055511151231257827',
      '9007199254740993',
    ]
    for (const number of wrong) {
      expect(await read(`{"a": [1, ${number}]}`, true), number).toEqual(['value a[1]'])
    }
    for (const number of ['0', '-1', '1.50', '1e-9', '1E+2', '16.478210145', '9007199254740991', '1e300']) {
      expect(await read(`{"a": [1, ${number}]}`, true), number).toEqual([])
    }
    expect(await read('{"a": "-0"}', true)).toEqual([])
    expect(await read('{"__proto__": 1}', true)).toEqual(['unknown-key __proto__'])
  })

  it('of a result holds targets in billionths, as they are checked: a little less than a half is no half', async () => {
    const halves = { rows: ['a'], columns: ['x', 'y'], target: [[0.5, 0.5]], rowTotals: [1], columnTotals: [1, 0] }
    const result = await round(halves, { objective: 'squares' })
    expect((await verify(result)).status).toBe('accepted')
    for (const target of [0.4999999999, 0.50000000000001, 1e-10]) {
      expect(await faultsOf(() => verify({ ...result, target: [[target, 0.5]] })), `${target}`).toEqual([
        'value target[0][0]',
      ])
    }
    // whatever is a whole number of billionths stands as it is, however large
    for (const nano of [1, 333_333_333, 2 ** 52 + 1, 9_007_198_999_999_999]) {
      const target = [[nano / 1e9, 0.5]]
      expect(await faultsOf(() => verify({ ...result, target })), `${nano}`).toEqual([])
    }
  })

  it('of a million wrong values names a hundred, and stops there', async () => {
    const result = {
      ...(await round(TABLE)),
      target: Array.from({ length: 100 }, () => Array.from({ length: 5_000 }, () => null)),
    }
    expect(await faultsOf(() => parseResult(result))).toHaveLength(100)
  })
})

describe('a file that is verified', () => {
  it('is what its kind says, and nothing else decides that', async () => {
    const result = await round(TABLE)
    for (const kind of ['result', 'Draft', 'draft ', '', null, 1, ['draft']]) {
      expect(await faultsOf(() => verify({ ...result, kind })), JSON.stringify(kind)).toEqual(['value kind'])
    }
    const [scenario] = [
      {
        id: 's',
        year: 2027,
        oors: [{ code: 'A' }, { code: 'B' }],
        specialties: [{ code: '1', intake: 5 }],
        careUse: { all: [[3, 2]] },
        leeway: { total: 1, below: 1, above: 1 },
      },
    ]
    const { kind: _, ...kindless } = await draft(scenario)
    expect(await faultsOf(() => verify(kindless))).toContain('unknown-key consultation')
    for (const stray of ['together', 'consultation', 'frame', 'constructor', 'toString', 'x']) {
      expect(await faultsOf(() => verify({ ...result, [stray]: null })), stray).toEqual([`unknown-key ${stray}`])
      const inside = { ...result, certificate: { ...result.certificate, [stray]: [] } }
      expect(await faultsOf(() => verify(inside)), stray).toEqual([`unknown-key certificate.${stray}`])
    }
  })

  it('of the hand method, short as it is, does not ask for a million steps: it is unproven', async () => {
    const { trace: _, chains: _ignored, ...file } = await round({ ...TABLE, rowTotals: [3, 3] }, { method: 'stepwise' })
    // two by two, and each cell four hundred thousand from its target: a file of a page, followed again in steps of a place
    const far = 400_000
    const target = [
      [1.4, 1.4],
      [1.4, 1.4],
    ]
    const deviations = ['a', 'b'].flatMap((row) =>
      ['x', 'y'].map((column) => {
        const rank = 2 * (far - 1) - 1
        return { row, column, target: 1.4, natural: 1, allocated: far, rank, extraError: 399_998.2 }
      }),
    )
    const stated = {
      ...file,
      target,
      deviations,
      rowTotals: [2 * far, 2 * far],
      columnTotals: [2 * far, 2 * far],
      allocation: [
        [far, far],
        [far, far],
      ],
      levels: [
        { name: 'beyond-next-best', value: 4 * (2 * (far - 1) - 2) },
        { name: 'next-best', value: 4 },
        { name: 'error', value: 4 * far - 5.6 },
      ],
    }
    const { status, faults, unproven, notChecked } = await verify(stated)
    expect([status, faults]).toEqual(['unproven', []])
    expect(unproven.map(({ path, claim }) => [path, claim])).toEqual([['method', 'method']])
    expect(notChecked).toEqual(expect.arrayContaining(['method', 'chains', 'trace']))
    // what is wrong by its own numbers rejects it all the same
    expect(await verify({ ...stated, deviations: [] })).toMatchObject({ status: 'rejected' })
  })

  it('holds no more of a consultation than one that is read, and each wish once', async () => {
    const scenario = {
      id: 's',
      year: 2027,
      oors: [{ code: 'A' }, { code: 'B' }],
      specialties: [{ code: '1', intake: 5 }],
      careUse: { all: [[3, 2]] },
      leeway: { total: 1, below: 1, above: 1 },
    }
    const file = await draft(scenario)
    const faults = (consultation: object) =>
      faultsOf(() => verify({ ...file, consultation: { ...file.consultation, ...consultation } }))
    const point = { oor: 'A', specialty: null, category: 'capacity', direction: 'up', text: 'x' }
    const motivation = { oor: 'A', specialty: null, grounds: ['care-demand'], text: 'x' }
    const many = <T>(each: T, length: number) => Array.from({ length }, () => each)
    expect(await faults({ attentionPoints: many(point, 10_000), motivations: many(motivation, 10_000) })).toEqual([])
    expect(await faults({ attentionPoints: many(point, 10_001) })).toEqual(['too-large consultation.attentionPoints'])
    expect(await faults({ motivations: many(motivation, 10_001) })).toEqual(['too-large consultation.motivations'])
    expect(await faults({ motivations: [{ ...motivation, grounds: many('care-demand', 4) }] })).toEqual([
      'too-large consultation.motivations[0].grounds',
    ])
    expect(await faults({ prefer: many('moved', 100_000) })).toEqual(['too-large consultation.prefer'])
    const consultation = { ...file.consultation, prefer: ['moved', 'advice', 'moved'] }
    const { faults: twice } = await verify({ ...file, consultation })
    expect(twice.map(({ path, found }) => `${path} ${found}`)).toContain('consultation.prefer[2] moved')
    const advice = { specialty: '1', row: [3, 2], room: many([3, 3], 2), weight: 1000, rationale: '' }
    expect(await faults({ advices: many(advice, 5_001) })).toEqual(['too-large consultation.advices'])
  })

  it('may be silent about what the contract does not ask for, and says that it is not checked', async () => {
    const { status, scenario, data, method, objective, rows, columns, rowTotals, columnTotals, ...rest } =
      await round(TABLE)
    const { target, allocation, levels, deviations, zeroCells, bounds, unique, contested, certificate, input } = rest
    const asked = {
      status,
      scenario,
      data,
      method,
      objective,
      rows,
      columns,
      rowTotals,
      columnTotals,
      target,
      allocation,
    }
    const options = { half: 'up', zeroTarget: 'stays-zero' }
    const file = { ...asked, levels, deviations, zeroCells, bounds, unique, contested, certificate, input, options }
    const checked = await verify(file)
    expect(checked).toMatchObject({ status: 'accepted', faults: [] })
    expect(checked.notChecked).toEqual(expect.arrayContaining(['ties', 'chains', 'optima', 'conflict', 'remarks']))
  })

  it('has methods, objectives and options that there are', async () => {
    const result = await round(TABLE)
    const wrong: [object, string][] = [
      [{ method: 'optimaal' }, 'value method'],
      [{ method: 'stepwise ' }, 'value method'],
      [{ objective: 'next-Best' }, 'value objective'],
      [{ options: { ...result.options, half: 'odd' } }, 'value options.half'],
      [{ options: { ...result.options, 'floor.outer': 'ipf' } }, 'unknown-key options.floor.outer'],
      [{ options: { half: 'up' } }, 'missing options.zeroTarget'],
    ]
    for (const [change, fault] of wrong) expect(await faultsOf(() => verify({ ...result, ...change }))).toContain(fault)
  })

  it('holds no character that steers, turns or hides', async () => {
    const result = await round(TABLE)
    for (const hidden of [
      '\u001b[2J',
      '\u202e',
      '\u2066',
      '\u200b',
      '\u2028',
      '\u00ad',
      '\ufeff',
      '\u0000',
      '\n',
      '\u007f',
    ]) {
      const rows = [`a${hidden}`, 'b']
      expect((await faultsOf(() => verify({ ...result, rows })))[0], JSON.stringify(hidden)).toBe('value rows[0]')
      const solver = { name: `flow${hidden}`, version: '1' }
      expect(await faultsOf(() => verify({ ...result, solver }))).toEqual(['value solver.name'])
    }
    expect(await faultsOf(() => verify({ ...result, rows: ['a ', 'b'] }))).toEqual(['value rows[0]'])
  })

  it('has codes that people tell apart, and so has what it was made from', async () => {
    const problem = { rows: ['é', 'b'], columns: ['X', 'Y'], target: [[1, 1], [1, 1]], rowTotals: [2, 2], columnTotals: [2, 2] } // prettier-ignore
    const result = JSON.parse(JSON.stringify(await round(problem))) as object
    expect((await verify(result)).status).toBe('accepted')
    for (const twin of ['e\u0301', 'é']) {
      const { status, faults } = await verify({ ...result, rows: ['é', twin] })
      expect([status, faults[0]?.path]).toEqual(['rejected', 'rows, columns'])
      await expect(round({ ...problem, rows: ['é', twin] })).rejects.toMatchObject({
        faults: [{ code: 'duplicate', path: 'rows[1]', found: twin }],
      })
    }
    expect((await verify({ ...result, columns: ['Ａ', 'A'] })).faults[0]?.path).toBe('rows, columns')
  })

  it('that is published where ties stopped it is unproven: it does not say that there were any', async () => {
    const problem = { rows: ['a', 'b'], columns: ['X', 'Y'], target: [[0.5, 0.5], [0.5, 0.5]], rowTotals: [1, 1], columnTotals: [1, 1] } // prettier-ignore
    const stopped = publish(await round(problem, { ties: 'stop' }))
    expect([stopped.status, stopped.allocation]).toEqual(['optimal', null])
    expect(await verify(stopped)).toMatchObject({ status: 'unproven', proves: [], faults: [] })
    expect((await verify({ ...stopped, status: 'feasible' })).status).toBe('rejected')
  })

  it('that claims the opposite of what comes out is rejected, where the proof is left out too', async () => {
    const result = await solve('2027-base')
    const none = {
      unique: null,
      contested: null,
      certificate: null,
      ties: null,
      optima: null,
      chains: null,
      levels: null,
      deviations: [],
      allocation: null,
    }
    const conflict = {
      kind: 'too-little-room',
      stage: 'target',
      rows: ['01'],
      columns: ['NO'],
      required: 81,
      room: 80,
      elsewhere: 0,
      short: 1,
      restrictions: [],
      restrictionCount: 0,
      repairs: [],
      text: 'x',
      texts: { nl: 'x', en: 'x' },
    }
    const lies: [string, object][] = [
      ['infeasible without a conflict', { ...none, status: 'infeasible' }],
      ['infeasible before rounding by an invented conflict', { ...none, status: 'infeasible', target: null, conflict }],
      [
        'infeasible in rounding by an invented conflict',
        { ...none, status: 'infeasible', conflict: { ...conflict, stage: 'rounding' } },
      ],
      ['published, infeasible without a conflict', { ...publish(result), ...none, status: 'infeasible' }],
      ['the target dropped', { ...none, allocation: result.allocation, levels: result.levels, target: null }],
      [
        'by hand',
        {
          ...none,
          method: 'stepwise',
          status: 'feasible',
          allocation: result.allocation,
          levels: result.levels,
          deviations: result.deviations,
          trace: [],
          chains: result.chains,
          solver: null,
        },
      ],
      [
        'stopped by ties',
        { allocation: null, deviations: [], chains: null, unique: false, ties: { decided: 'stop', seed: null } },
      ],
    ]
    for (const [name, lie] of lies) {
      const alone = await verify({ ...result, ...lie })
      expect(alone.status, name).not.toBe('accepted')
      expect((await verify({ ...result, ...lie }, { scenario: '2027-base' })).status, name).toBe('rejected')
    }
  })

  it('of which ties stopped the answer: false levels are rejected, also a little off', async () => {
    const tied = {
      ...TABLE,
      target: [
        [1.5, 1.5],
        [2.5, 0.5],
      ],
    }
    const stopped = await round(tied, { ties: 'stop' })
    expect([stopped.status, stopped.allocation]).toEqual(['optimal', null])
    expect(await verify(stopped)).toMatchObject({ status: 'accepted', proves: ['levels', 'optimality', 'freedom'] })
    for (const [i] of stopped.levels!.entries()) {
      const levels = stopped.levels!.map((level, l) => (l === i ? { ...level, value: level.value! + 1e-9 } : level))
      expect((await verify({ ...stopped, levels })).faults.map(({ path }) => path)).toEqual([`levels[${i}].value`])
    }
    const other = { ...stopped, certificate: { rowPotentials: [5, 0], columnPotentials: [0, 0] } }
    expect((await verify(other)).status).toBe('rejected')
  })

  it('of a lottery: the expectation is the fit of the target, and the draw that of the seed', async () => {
    const drawn = await round(TABLE, { method: 'lottery', seed: 3 })
    expect((await verify(drawn)).status).toBe('accepted')
    // it meets all totals, every cell keeps its floor and ceiling, but it is another lottery
    const expectation = drawn.lottery!.expectation.map((row) => [...row])
    const rigged = (by: number) => expectation.map((row, s) => row.map((each, o) => each + (s === o ? by : -by)))
    for (const by of [1e-9, 0.05]) {
      const { status, faults } = await verify({ ...drawn, lottery: { fitted: true, expectation: rigged(by) } })
      expect([status, faults[0]?.path]).toEqual(['rejected', expect.stringMatching(/^lottery/)])
    }
    expect((await verify({ ...drawn, lottery: { ...drawn.lottery!, fitted: !drawn.lottery!.fitted } })).status).toBe(
      'rejected',
    )
  })

  it('for which there is no time: it says what was not checked, and what rests on that is unproven', async () => {
    const published = publish(await solve('2027-base'))
    expect(await verify(published)).toMatchObject({ status: 'unproven' })
    const { status, unproven, notChecked } = await verify(published, { language: 'en' })
    expect(status).toBe('unproven')
    expect(unproven.map(({ text }) => text)[0]).toBe('that no other allocation is better is neither proven nor refuted')
    expect(notChecked).toEqual(expect.arrayContaining(['solver', 'seed', 'milliseconds', 'target', 'method']))
  })
})
