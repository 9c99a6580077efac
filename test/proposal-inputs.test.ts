/** What the consultation and proposals are read from: JSON, both forms of CSV, the answers of other commands; and every fault by its place. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { check, draft, solve, type Draft } from '../src/index.js'
import { faultText } from '../src/words/texts.js'
import { proposalOf, scenarioOf } from './proposal-cases.js'
import { sized } from './size.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-proposal-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | object): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const SCENARIO = {
  ...scenarioOf(
    [
      [4, 3, 2],
      [2, 2, 2],
    ],
    { leeway: { total: 3, below: 3, above: 3 } },
  ),
  oors: [{ code: 'A', name: 'Noord' }, { code: 'B' }, { code: 'C', name: 'Zuid' }],
  specialties: [
    { code: '01', name: 'Anesthesiologie', intake: 9 },
    { code: '02', name: 'Cardiologie', intake: 6, aliases: ['Hart'] },
  ],
}

/** The faults that an input meets, as `code path`. */
async function faults(consultation: string | object): Promise<string[]> {
  return thrown(() => draft(SCENARIO, consultation))
}

async function thrown(action: () => Promise<unknown>): Promise<string[]> {
  try {
    await action()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const fault of error.faults) {
      for (const language of ['nl', 'en'] as const) {
        const text = faultText(fault, language)
        expect(text).toContain(fault.path.slice(0, 20))
        expect(text).not.toMatch(/undefined|\[object|\p{Cc}/u)
      }
    }
    return error.faults.map(({ code, path }) => `${code} ${path.replace(`${folder}/`, '')}`)
  }
  return []
}

const PROPOSAL = {
  rows: ['01', '02'],
  columns: ['A', 'B', 'C'],
  allocation: [
    [4, 3, 2],
    [2, 2, 2],
  ],
}

const CONSULTATION = {
  advices: [
    {
      specialty: '01',
      row: { A: 3, B: 4, C: 2 },
      shift: { A: [2, 4], B: [3, 5] },
      weight: 1.5,
      rationale: 'groei, vooral in B',
    },
    { specialty: '02', row: { A: 3, B: 3 } },
  ],
  attentionPoints: [
    { oor: 'B', specialty: '02', category: 'care-demand', direction: 'up', text: 'vergrijzing' },
    { oor: 'C', category: 'oor-size', direction: 'keep', text: 'klein' },
  ],
  motivations: [{ oor: 'A', grounds: ['care-demand', 'training-requirements'], text: 'minder vraag' }],
  current: { A: 5, B: 6, C: 4 },
  history: { '01': { A: 10, B: 9, C: 5 } },
}

/** The same, a line each. */
const LONG = `kind,specialty,oor,places,low,high,weight,category,direction,grounds,text
advice,01,A,3,2,4,1.5,,,,"groei, vooral in B"
advice,01,B,4,3,5,,,,,
advice,01,C,2,,,,,,,
advice,02,A,3,,,,,,,
advice,02,B,3,,,,,,,
attention,02,B,,,,,care-demand,up,,vergrijzing
attention,,C,,,,,oor-size,keep,,klein
motivation,,A,,,,,,,care-demand training-requirements,minder vraag
current,,A,5,,,,,,,
current,,B,6,,,,,,,
current,,C,4,,,,,,,
history,01,A,10,,,,,,,
history,01,B,9,,,,,,,
history,01,C,5,,,,,,,
`
/** The advices alone, as a matrix. */
const MATRIX = `specialty,A,B,C,weight,rationale
01,3 (2-4),4 (3-5),2,1.5,"groei, vooral in B"
02,3,3,0,,
`

/** A draft without its time, and without what was read for it. */
function bare(answer: Draft): object {
  const { read: _, ...rest } = answer
  return { ...rest, milliseconds: null }
}

describe('a consultation', () => {
  it('is the same draft from JSON and from a long table', async () => {
    const json = await draft(SCENARIO, CONSULTATION)
    expect(json.status).toBe('optimal')
    expect(bare(await draft(SCENARIO, file('long.csv', LONG)))).toEqual(bare(json))
    const dutch = LONG.replace('"groei, vooral in B"', 'groei| vooral in B')
      .replaceAll(',', ';')
      .replace('1.5', '1,5')
      .replace('groei|', 'groei,')
    expect(bare(await draft(SCENARIO, file('long-nl.csv', dutch)))).toEqual(bare(json))
    expect(bare(await draft(SCENARIO, file('a.json', CONSULTATION)))).toEqual(bare(json))
  })

  it('of advices only is the same from JSON and from a matrix', async () => {
    const { advices } = CONSULTATION
    const json = await draft(SCENARIO, { advices })
    expect(json.consultation.advices[0]).toEqual({
      specialty: '01',
      row: [3, 4, 2],
      room: [
        [2, 4],
        [3, 5],
        [2, 2], // no shift means no room
      ],
      weight: 1500,
      rationale: 'groei, vooral in B',
    })
    expect(bare(await draft(SCENARIO, file('matrix.csv', MATRIX)))).toEqual(bare(json))
    const dutch =
      'Specialisme;Noord;B;Zuid;Totaal;gewicht;onderbouwing\n1;3 (2–4);4 (3..5);2;9;1,5;groei, vooral in B\nHart;3;3;;6;;\n'
    expect(bare(await draft(SCENARIO, file('matrix-nl.csv', dutch)))).toEqual(bare(json))
  })

  it('finds codes by name and without leading zeros', async () => {
    const { advices } = await draft(SCENARIO, {
      advices: [
        { specialty: 'anesthesiologie', row: { noord: 4, B: 3, zuid: 2 } },
        { specialty: '2', row: { A: 2, B: 2, C: 2 } },
      ],
    })
    expect(advices.map(({ specialty, followed }) => [specialty, followed])).toEqual([
      ['01', 'exactly'],
      ['02', 'exactly'],
    ])
  })

  it('may be empty, in any of its parts', async () => {
    for (const empty of [{}, { advices: [] }, { current: {} }, { history: {} }, { prefer: [] }, { $schema: 'x' }]) {
      expect((await draft(SCENARIO, empty)).status).toBe('optimal')
    }
    expect((await draft(SCENARIO, {})).consultation.prefer).toEqual(['advice', 'motivations', 'moved', 'mutation'])
  })

  it('with a fault names it by its place', async () => {
    const advice = (more: object) => ({ advices: [{ specialty: '01', row: { A: 4, B: 3, C: 2 }, ...more }] })
    const point = (more: object) => ({
      attentionPoints: [{ oor: 'A', category: 'capacity', direction: 'up', text: 'x', ...more }],
    })
    const motivation = (more: object) => ({
      motivations: [{ oor: 'A', grounds: ['care-demand'], text: 'x', ...more }],
    })
    const cases: readonly (readonly [object, readonly string[]])[] = [
      [advice({ specialty: '03' }), ['unknown-code advices[0].specialty']],
      [advice({ row: { A: 4, B: 3, D: 2 } }), ['unknown-code advices[0].row.D', 'advice-sum advices[0].row']],
      [advice({ row: { A: 4, B: 3, C: 3 } }), ['advice-sum advices[0].row']],
      [advice({ row: {} }), ['advice-sum advices[0].row']],
      [advice({ row: { A: 4, Noord: 4, B: 3, C: 2 } }), ['duplicate advices[0].row']],
      [advice({ row: { A: 4.5, B: 2.5, C: 2 } }), ['not-whole advices[0].row.A', 'not-whole advices[0].row.B']],
      [advice({ row: { A: -1, B: 8, C: 2 } }), ['negative advices[0].row.A']],
      [advice({ shift: { A: [5, 6] } }), ['shift-room advices[0].shift.A']],
      [advice({ shift: { A: [1, 3] } }), ['shift-room advices[0].shift.A']],
      [advice({ shift: { A: [6, 2] } }), ['shift-room advices[0].shift.A']],
      [advice({ shift: { X: [1, 3] } }), ['unknown-code advices[0].shift.X']],
      [advice({ shift: { A: [4, 4], Noord: [3, 5] } }), ['duplicate advices[0].shift.Noord']],
      [advice({ shift: { A: [4] } }), ['shape advices[0].shift.A']],
      [advice({ weight: 0 }), ['value advices[0].weight']],
      [advice({ weight: -1 }), ['value advices[0].weight']],
      [advice({ weight: 1.0005 }), ['value advices[0].weight']],
      [advice({ weight: 0.0001 }), ['value advices[0].weight']],
      [advice({ weight: 1001 }), ['value advices[0].weight']],
      [advice({ intake: 9 }), ['unknown-key advices[0].intake']],
      [
        { advices: ['01', '1', 'Anesthesiologie'].map((specialty) => ({ specialty, row: { A: 4, B: 3, C: 2 } })) },
        ['duplicate advices[1].specialty', 'duplicate advices[2].specialty'],
      ],
      [{ advices: [{ specialty: '01' }] }, ['missing advices[0].row']],
      [{ advice: [] }, ['unknown-key advice']],
      [point({ oor: 'X' }), ['unknown-code attentionPoints[0].oor']],
      [point({ specialty: 'X' }), ['unknown-code attentionPoints[0].specialty']],
      [point({ category: 'other' }), ['value attentionPoints[0].category']],
      [point({ direction: 'sideways' }), ['value attentionPoints[0].direction']],
      [point({ text: undefined }), ['missing attentionPoints[0].text']],
      [point({ note: 'meer graag' }), ['unknown-key attentionPoints[0].note']],
      [point({ wanted: 12 }), ['wanted-numbers attentionPoints[0].wanted']],
      [point({ places: { '01': 3 } }), ['wanted-numbers attentionPoints[0].places']],
      [point({ rows: [['01', 'drie', '3']] }), ['wanted-numbers attentionPoints[0].rows']],
      [motivation({ oor: 'X' }), ['unknown-code motivations[0].oor']],
      [motivation({ specialty: 'X' }), ['unknown-code motivations[0].specialty']],
      [motivation({ grounds: ['money'] }), ['value motivations[0].grounds[0]']],
      [motivation({ grounds: undefined }), ['missing motivations[0].grounds']],
      [motivation({ text: 3 }), ['type motivations[0].text']],
      [motivation({ extra: 3 }), ['unknown-key motivations[0].extra']],
      [{ current: { X: 3 } }, ['unknown-code current.X']],
      [{ current: { A: 3, Noord: 4 } }, ['duplicate current']],
      [{ current: { A: '3' } }, ['type current.A']],
      [{ history: { '09': { A: 3 } } }, ['unknown-code history.09']],
      [{ history: { '01': { X: 3 } } }, ['unknown-code history.01.X', 'empty-row history.01'].toSorted()],
      [{ history: { '01': {} } }, ['empty-row history.01']],
      [{ history: { '01': { A: 0, B: 0, C: 0 } } }, ['empty-row history.01']],
      [{ history: { '01': { A: 0 } } }, ['half-filled history.01']],
      [{ current: { A: 3 } }, ['half-filled current']],
      [{ history: { '01': { A: 1, B: 1, C: 1 }, '1': { A: 2, B: 2, C: 2 } } }, ['duplicate history.01']],
      [{ prefer: ['moved', 'moved'] }, ['duplicate prefer[1]']],
      [{ prefer: ['nothing'] }, ['value prefer[0]']],
      [{ prefer: ['moved', 'advice', 'mutation', 'motivations', 'moved'] }, ['too-large prefer']],
      [[], ['type advices']],
    ]
    for (const [given, expected] of cases) {
      const found = await faults(given)
      // integer keys come first in an object, so that either of two spellings of a code may be the second
      const sorted = (list: readonly string[]) => list.map((each) => each.replace('history.1', 'history.01')).toSorted()
      expect([given, sorted(found)]).toEqual([given, sorted(expected)])
    }
  })

  it('with an unknown code says which may have been meant', async () => {
    const scenario = { ...SCENARIO, oors: [{ code: 'Leiden' }, { code: 'Utrecht' }, { code: 'NWN' }] }
    const error = await draft(scenario, { current: { Leide: 3 } }).catch((each: unknown) => each)
    expect((error as InputError).faults).toMatchObject([
      { code: 'unknown-code', path: 'current.Leide', hint: 'Leiden' },
    ])
    const keys = await draft(scenario, { attentionpoints: [] }).catch((each: unknown) => each)
    expect((keys as InputError).faults).toMatchObject([{ code: 'unknown-key', hint: 'attentionPoints' }])
  })

  it('names every fault, not the first only', async () => {
    expect(
      await faults({
        advices: [{ specialty: 'X', row: { A: 1 } }],
        motivations: [{ oor: 'Y', grounds: [], text: '' }],
        current: { Z: 1 },
      }),
    ).toHaveLength(3)
  })

  it('refuses a table of wanted numbers in a text, and no sentence', async () => {
    const point = (text: string) => ({
      attentionPoints: [{ oor: 'A', category: 'capacity', direction: 'up', text }],
    })
    const tables = [
      'Anesthesiologie: 5\nCardiologie: 3',
      '01: 5, 02: 3',
      'Anesthesiologie = 5; Cardiologie = 3',
      '| specialisme | aantal |\n| Anesthesiologie | 5 |\n| Cardiologie | 3 |',
      'Gewenst:\nAnesthesiologie\t5\nCardiologie\t3',
      'Graag als volgt\nInterne geneeskunde (10) : 14\nLonggeneeskunde : 6',
      'Anesthesiologie: +2, Cardiologie: -1',
    ]
    for (const text of tables) {
      expect([text, await faults(point(text))]).toEqual([text, ['wanted-numbers attentionPoints[0].text']])
    }
    const sentences = [
      'Sinds 2024 is er een nieuwe erkenning voor kindergeneeskunde.',
      'De capaciteit is in 2025 gedaald; in 2026 verwachten wij herstel.',
      'Wij hebben 3 opleidende ziekenhuizen.',
      'Van de 12 opleiders gaan er 4 met pensioen, dus minder capaciteit.',
      'Groei van 15% in de regio: de vergrijzing.',
      'Zie ons beleidsplan 2025-2028, hoofdstuk 3.',
      'Speerpunt: oncologie. Let op: kleine OOR.',
      'Erkend sinds: 2024; visitatie: 2027.',
      'Opleiders: 4, verdeeld over de regio.',
      '',
    ]
    for (const text of sentences) expect([text, await faults(point(text))]).toEqual([text, []])
  })

  it('in CSV names line and column', async () => {
    const at = (name: string, text: string) => faults(file(name, text))
    const head = LONG.split('\n')[0]!
    expect(await at('1.csv', `${head}\nadvise,01,A,3,,,,,,,\n`)).toEqual(['value 1.csv:2:kind'])
    expect(await at('2.csv', `${head}\ncurrent,,A,drie,,,,,,,\n\ncurrent,,B,,,,,,,,\n`)).toEqual([
      'not-whole 2.csv:2:places',
      'not-whole 2.csv:4:places',
    ])
    expect(await at('3.csv', 'kind,speciality\nadvice,01\n')).toEqual(['unknown-key 3.csv:1'])
    expect(await at('4.csv', `${head}\ncurrent,,A,3,,,,,,,\ncurrent,,A,4,,,,,,,\n`)).toEqual(['duplicate 4.csv:3'])
    expect(await at('5.csv', `${head}\nadvice,01,A,9,,,,,,,groei, vooral\n`)).toEqual(['shape 5.csv:2'])
    expect(await at('6.csv', `${head}\nadvice,01,A,9,5,,,,,,\n`)).toEqual(['not-whole 6.csv:2:high'])
    expect(await at('7.csv', 'specialty,A,B,C\n01,4,3 tot 5,2\n')).toEqual(['value 7.csv:2:B'])
    expect(await at('8.csv', 'specialty,A,B,X\n01,4,3,2\n')).toEqual(['unknown-code 8.csv:1'])
    expect(await at('9.csv', 'specialty,A,B,C,weight\n01,4,3,2,zwaar\n')).toEqual(['not-decimal 9.csv:2:weight'])
    expect(await at('10.csv', 'specialty,A,A,C\n01,4,3,2\n')).toContain('duplicate 10.csv:1')
    expect(await at('11.csv', 'specialty,A,B,C,rationale\n01,4,3,2,groei, vooral\n')).toEqual(['shape 11.csv:2'])
    expect(await at('12.csv', `${head}\nattention,02,B,3,,,,care-demand,up,,meer\n`)).toEqual([
      'wanted-numbers 12.csv:2:places',
    ])
    expect(await at('13.csv', `${head}\nmotivation,,A,,,,,,,care-demand money,x\n`)).toEqual(['value 13.csv:2:grounds'])
    const sums = 'specialty,A,B,C,Totaal\n01,4,3,2,9\n02,1,3,3,7\n'
    expect(await at('15.csv', sums)).toEqual(['advice-sum 15.csv:3'])
    expect(await at('16.csv', sums.replace('3,7', '2,7'))).toEqual(['total 16.csv:3:Totaal'])
    expect(await at('17.csv', `${head}\n\nadvice,02,B,9,,,,,,,\n`)).toEqual(['advice-sum 17.csv:3'])
    expect(await at('18.csv', `Adviezen\n\nCode;Naam;A;B;C;Toelichting\n01;;4;3;2;groei\n02;;1;3;vier;\n`)).toEqual([
      'value 18.csv:5:C',
    ])
    expect(await at('14.json', '{"advices": [')).toEqual(['not-json 14.json:1'])
    expect(await faults(join(folder, 'nowhere.json'))).toEqual(['not-found nowhere.json'])
  })

  it('may be full of codes that every object has, and harms nothing', async () => {
    const head = LONG.split('\n')[0]!
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const lines = names.flatMap((name) => [
      `history,${name},A,3,,,,,,,`,
      `history,01,${name},3,,,,,,,`,
      `current,,${name},3,,,,,,,`,
      `advice,${name},${name},3,1,4,,,,,`,
    ])
    expect((await faults(file('names.csv', `${head}\n${lines.join('\n')}\n`))).length).toBeGreaterThan(names.length)
    expect(await faults(file('names-matrix.csv', `specialty,${names.join(',')}\n01,1,2,3,4\n`))).not.toEqual([])
    expect(
      await faults(JSON.parse('{"current": {"constructor": 3}, "history": {"toString": {"A": 1}}}') as object),
    ).toEqual(['unknown-code current.constructor', 'unknown-code history.toString'])
    const hidden = '{"current":{"__proto__":3},"history":{"01":{"__proto__":3}},"advices":[{"specialty":"01","row":{"__proto__":9}}]}' // prettier-ignore
    expect(await faults(JSON.parse(hidden) as object)).toEqual([
      'unknown-code current.__proto__',
      'unknown-code history.01.__proto__',
      'unknown-code advices[0].row.__proto__',
    ])
    expect(({} as Record<string, unknown>)['A']).toBeUndefined()
    expect(({} as Record<string, unknown>)['places']).toBeUndefined()
  })

  it('of any JSON or text at all is read or refused, never worse', async () => {
    const value = fc.jsonValue({ maxDepth: 4 })
    const near = fc.record(
      {
        advices: fc.oneof(
          value,
          fc.array(
            fc.record(
              {
                specialty: value,
                row: fc.dictionary(fc.constantFrom('A', 'X', '__proto__'), value),
                shift: value,
                weight: value,
              },
              { requiredKeys: [] },
            ),
          ),
        ),
        attentionPoints: fc.oneof(
          value,
          fc.array(
            fc.record({ oor: value, text: fc.string(), category: value, direction: value }, { requiredKeys: [] }),
          ),
        ),
        motivations: value,
        current: value,
        history: fc.oneof(value, fc.dictionary(fc.string(), fc.dictionary(fc.string(), value))),
        prefer: value,
      },
      { requiredKeys: [] },
    )
    // by check, which reads the same and has nothing to search for
    const one = async (given: unknown) => {
      await thrown(() => check(SCENARIO, PROPOSAL, { advices: given as object }))
    }
    const objects = near.filter((each) => typeof each === 'object')
    await fc.assert(fc.asyncProperty(objects, one), { seed: 20270611, numRuns: sized(500) })
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc
        .array(
          fc.constantFrom(
            'kind',
            'advice',
            'specialty',
            ',',
            ';',
            '\n',
            '"',
            'A',
            '01',
            '3',
            ' (2-4)',
            '\t',
            '\u0000',
            'ÿ',
          ),
          { maxLength: 60 },
        )
        .map((parts) => parts.join('')),
    )
    const read = async (content: string) => {
      await thrown(() => check(SCENARIO, PROPOSAL, { advices: file('any.csv', content) }))
      await thrown(() => check(SCENARIO, file('any-proposal.csv', content)))
    }
    await fc.assert(fc.asyncProperty(text, read), { seed: 20270612, numRuns: sized(500) })
  })

  it('of very long texts is refused in little time', async () => {
    const long = { oor: 'A', category: 'capacity', direction: 'up' }
    expect(await faults({ attentionPoints: [{ ...long, text: 'a'.repeat(2001) }] })).toEqual([
      'too-large attentionPoints[0].text',
    ])
    for (const text of [
      ' '.repeat(2000),
      '\n'.repeat(2000),
      'a '.repeat(1000),
      ', '.repeat(1000),
      ':\t'.repeat(1000),
    ]) {
      expect(await faults({ attentionPoints: Array.from({ length: 50 }, () => ({ ...long, text })) })).toEqual([])
    }
  })
})

describe('a proposal', () => {
  const read = async (given: string | object) => (await check(SCENARIO, given)).allocation
  const PLACES = [
    [5, 2, 2],
    [1, 3, 2],
  ]

  it('is the same from CSV in either dialect, with totals, names and columns in any order', async () => {
    const files = [
      'specialty,A,B,C\n01,5,2,2\n02,1,3,2\n',
      'specialty;A;B;C\n01;5;2;2\n02;1;3;2\n',
      '\uFEFFspecialty\tA\tB\tC\r\n01\t5\t2\t2\r\n02\t1\t3\t2\r\n',
      'Specialisme;Zuid;Noord;B;Totaal\nCardiologie;2;1;3;6\nAnesthesiologie;2;5;2;9\nTotaal;4;6;5;15\n',
      'code,naam,A,B,C,data\n1,Anesthesiologie,5,2,2,synthetic\n2,Hart,1,3,2,synthetic\n',
      'specialty,A,B,C\n01,"5,0",2.0,2\n02,1,3,2\n\n',
    ]
    for (const [i, text] of files.entries()) {
      expect([text, await read(file(`p${i}.csv`, text))]).toEqual([text, PLACES])
    }
    expect(await read(file('half.csv', 'specialty;A;B;C\n01;4,5;2,5;2\n02;1;3;2\n'))).toEqual([
      [4.5, 2.5, 2],
      [1, 3, 2],
    ])
  })

  it('is the same from JSON, in a file or in memory, with numbers or decimal text', async () => {
    const json = { rows: ['01', '02'], columns: ['A', 'B', 'C'], allocation: PLACES }
    expect(await read(json)).toEqual(PLACES)
    expect(await read(file('p.json', json))).toEqual(PLACES)
    expect(
      await read({
        ...json,
        allocation: [
          ['5', '2', '2'],
          ['1', '3,0', '2.0'],
        ],
      }),
    ).toEqual(PLACES)
    const turned = {
      rows: ['Hart', 'Anesthesiologie', 'Totaal'],
      columns: ['C', 'Noord', 'B', 'Totaal'],
      allocation: [
        [2, 1, 3, 6],
        [2, 5, 2, 9],
        [4, 6, 5, 15],
      ],
    }
    expect(await read(turned)).toEqual(PLACES)
  })

  it('is what solve and draft answer, as JSON', async () => {
    const solved = await solve(SCENARIO)
    expect(await read(file('solved.json', solved))).toEqual(solved.allocation)
    const drafted = await draft(SCENARIO, CONSULTATION)
    expect(await read(file('drafted.json', drafted))).toEqual(drafted.allocation)
    const infeasible = { ...drafted, allocation: null }
    expect(await thrown(() => check(SCENARIO, infeasible))).toEqual(['type allocation'])
  })

  it('may hold specialties outside the frame, which are counted apart', async () => {
    const csv = 'specialty,A,B,C\n01,5,2,2\n02,1,3,2\nOrthodontie,3,3,3\n179 Psychiatrie,9,9,9\n'
    const answer = await check(SCENARIO, file('outside.csv', csv))
    expect(answer.allocation).toEqual(PLACES)
    const rule = answer.rules.find(({ id }) => id === 'outside-frame')!
    expect(rule.findings.map(({ found }) => found)).toEqual(['Orthodontie', 'Psychiatrie'])
  })

  it('with a fault names it by its place', async () => {
    const at = (name: string, text: string | object) => thrown(() => check(SCENARIO, file(name, text)))
    expect(await at('f1.csv', 'specialty,A,B,C\n01,5,2,2\n')).toEqual(['missing f1.csv'])
    expect(await at('f2.csv', 'specialty,A,B\n01,5,2\n02,1,3\n')).toEqual(['missing f2.csv:1'])
    expect(await at('f3.csv', 'specialty,A,B,C,D\n01,5,2,2,1\n02,1,3,2,1\n')).toEqual(['unknown-code f3.csv:1'])
    expect(await at('f4.csv', 'specialty,A,B,C\n01,5,2,2\n02,1,3,2\n03,1,1,1\n')).toEqual(['unknown-code f4.csv:4'])
    expect(await at('f5.csv', 'specialty,A,B,C\n01,5,2,2\n02,1,drie,2\n')).toEqual(['not-decimal f5.csv:3:B'])
    expect(await at('f6.csv', 'specialty,A,B,C\n01,5,2,2\n02,1,3,2\n1,5,2,2\n')).toEqual(['duplicate f6.csv:4'])
    expect(await at('f7.csv', 'specialty,A,B,C,Noord\n01,5,2,2,1\n02,1,3,2,1\n')).toEqual(['duplicate f7.csv:1'])
    // "4,5" without quotes is two cells
    expect(await at('f8.csv', 'specialty,A,B,C\n01,4,5,2,5,2\n02,1,3,2\n')).toEqual(['shape f8.csv:2'])
    expect(await at('f9.csv', 'specialty,A,B,C\n01,5,2\n02,1,3,2\n')).toEqual(['shape f9.csv:2'])
    expect(await at('f10.csv', 'specialty,A,B,C\n01,5,2,2000001\n02,1,3,2\n')).toEqual(['value f10.csv:2:C'])
    expect(await at('f11.csv', '')).not.toEqual([])
    expect(await at('f12.json', { rows: ['01'], columns: ['A', 'B', 'C'], allocation: PLACES })).toEqual([
      'shape f12.json.allocation',
    ])
    expect(
      await at('f13.json', {
        rows: ['01', '02'],
        columns: ['A', 'B', 'C'],
        allocation: [
          [5, 2],
          [1, 3, 2],
        ],
      }),
    ).toEqual(['shape f13.json.allocation[0]'])
    expect(
      await at('f14.json', {
        rows: ['01', '02'],
        columns: ['A', 'B', 'C'],
        allocation: [
          [5, 2, 2, 9],
          [1, 3, 2],
        ],
      }),
    ).toEqual(['shape f14.json.allocation[0]'])
    expect(
      await at('f15.json', {
        rows: ['01', '02'],
        columns: ['A', 'B', 'C'],
        allocation: [
          [5, 2, null],
          [1, 3, 2],
        ],
      }),
    ).toEqual(['type allocation[0][2]'])
    expect(await at('f16.json', '{')).toEqual(['not-json f16.json:1'])
    expect(await thrown(() => check(SCENARIO, join(folder, 'nowhere.csv')))).toEqual(['not-found nowhere.csv'])
    expect(await thrown(() => check(SCENARIO, folder))).toHaveLength(1)
  })

  it('of any JSON at all is read or refused, never worse', async () => {
    const value = fc.jsonValue({ maxDepth: 3 })
    const near = fc.record({
      rows: fc.oneof(value, fc.array(fc.constantFrom('01', '02', 'Totaal', '__proto__', '', 'x'), { maxLength: 4 })),
      columns: fc.oneof(value, fc.array(fc.constantFrom('A', 'B', 'C', 'Totaal', 'constructor'), { maxLength: 5 })),
      allocation: fc.oneof(
        value,
        fc.array(fc.array(fc.oneof(fc.integer(), fc.double(), fc.string(), value)), { maxLength: 4 }),
      ),
    })
    const one = async (given: unknown) => {
      await thrown(() => check(SCENARIO, given as object))
    }
    await fc.assert(fc.asyncProperty(near, one), { seed: 20270613, numRuns: sized(400) })
    // any number that is accepted is judged, not refused
    const number = fc.oneof(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    )
    const matrix = fc.array(fc.array(number, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 2 })
    const judged = async (allocation: number[][]) => {
      const answer = await check(SCENARIO, { ...proposalOf(allocation), rows: ['01', '02'] })
      expect(['compliant', 'not-compliant']).toContain(answer.status)
      expect(JSON.stringify(answer)).not.toMatch(/NaN|Infinity/)
    }
    await fc.assert(fc.asyncProperty(matrix, judged), { seed: 20270614, numRuns: sized(200) })
  })
})
