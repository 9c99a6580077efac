/** Wrong input of every kind: an InputError that names every fault by its path, with what was found and what is expected. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EngineError, InputError, type Fault, type FaultCode } from '../src/domain/errors.js'
import { compare, compareMethods, explain, round, shippedScenarios, solve, type Request } from '../src/index.js'
import { csvText } from '../src/io/csv.js'
import { writeWhole } from '../src/host/files.js'
import { inputPlaceText } from '../src/words/phrases.js'
import { faultText } from '../src/words/texts.js'
import { sized } from './size.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenredig-inputs-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every code that some test below has met, for the last test of the file. */
const met = new Set<FaultCode>()

async function faultsOf(answer: Promise<unknown>): Promise<readonly Fault[]> {
  const outcome = await answer.then(
    () => null,
    (error: unknown) => error,
  )
  if (outcome === null) return []
  if (!(outcome instanceof InputError)) throw outcome
  for (const fault of outcome.faults) {
    met.add(fault.code)
    for (const language of ['nl', 'en'] as const) {
      const text = faultText(fault, language)
      expect(text).toContain(inputPlaceText(fault.path, language).replace(/\p{Cc}/gu, '\uFFFD'))
      expect(text).not.toMatch(/undefined|\[object|\p{Cc}/u)
    }
    expect(fault.path).not.toBe('')
  }
  return outcome.faults
}

/** Code, path and what was found of every fault. */
async function shortFaults(answer: Promise<unknown>): Promise<string[]> {
  return (await faultsOf(answer)).map(({ code, path, found }) => `${code} ${path} ${found}`)
}

const USE = 'specialty,NO,ON,Utrecht\n01,50,30,20\n02,10,60,30\n44,20,20,60\n'

/** A valid scenario that names its data file. */
function valid(): Record<string, unknown> {
  return {
    id: 'test',
    year: 2027,
    oors: [
      { code: 'NO', name: 'Noord-Oost' },
      { code: 'ON', name: 'Oost Nederland', aliases: ['Nijmegen'] },
      { code: 'Utrecht', name: 'Utrecht' },
    ],
    specialties: [
      { code: '01', name: 'Anesthesiologie', intake: 10 },
      { code: '02', name: 'Cardiologie', intake: 7 },
      { code: '44', name: 'Ziekenhuisapotheker', intake: 5, aliases: ['Ziekenhuisfarmacie'] },
    ],
    careUse: { all: 'use.csv' },
  }
}

const MATRIX = [
  [50, 30, 20],
  [10, 60, 30],
  [20, 20, 60],
]

/** The same scenario, with its data in it. */
function inMemory(more: object = {}): Record<string, unknown> {
  return { ...valid(), careUse: { all: MATRIX }, ...more }
}

let cases = 0
/** Writes a scenario and its files to a folder of their own. @returns the folder */
function written(scenario: unknown, files: Readonly<Record<string, string | Uint8Array>> = { 'use.csv': USE }): string {
  const place = join(folder, `case-${cases++}`)
  mkdirSync(place)
  const text = typeof scenario === 'string' || scenario instanceof Uint8Array ? scenario : JSON.stringify(scenario)
  writeFileSync(join(place, 'scenario.json'), text)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(place, name), content)
  return place
}

const problem = () => ({
  rows: ['r', 's'],
  columns: ['a', 'b', 'c'],
  target: [
    [1.2, 0.5, 0.3],
    [0.8, 1.5, 1.7],
  ],
  rowTotals: [2, 4],
  columnTotals: [2, [1, 3], 2],
})

/** The places that care use in a file must come out at, to see that it was read as meant. */
const expected = await solve(inMemory())

async function readsAs(
  files: Readonly<Record<string, string | Uint8Array>>,
  scenario: unknown = valid(),
): Promise<void> {
  const result = await solve(written(scenario, files))
  expect(result.target).toEqual(expected.target)
  expect(result.allocation).toEqual(expected.allocation)
}

describe('files that are not there or not what they should be', () => {
  it('a scenario that does not exist, with a hint for a slip of the pen', async () => {
    expect(await faultsOf(solve('2027-bse'))).toEqual([
      {
        code: 'not-found',
        path: '2027-bse',
        found: '-',
        expected: shippedScenarios().join(' | '),
        hint: '2027-base',
      },
    ])
    for (const given of ['', '.', '..', '../..', '/', '\0', 'no/such/folder', 'x'.repeat(5000)]) {
      expect((await shortFaults(solve(given || ' ')))[0]).toMatch(/^(not-found|unreadable)/)
    }
  })

  it('a data file that does not exist, a folder given as a file, and every other fault besides', async () => {
    const place = written({
      ...valid(),
      careUse: { all: 'gone.csv', training: '.' },
      criterion: { all: 0.5, training: 0.6 },
      zeroCells: [{ specialty: '03', oor: 'NO' }],
    })
    expect(await shortFaults(solve(place))).toEqual([
      'criterion-sum criterion 0.5 + 0.6',
      'unknown-code zeroCells[0].specialty 03',
      'not-found gone.csv -',
      'unreadable . a folder',
    ])
  })

  it('a folder without a scenario, a problem file that is not there, a folder as problem', async () => {
    expect((await shortFaults(solve(folder)))[0]).toBe(`not-found ${folder} -`)
    expect(await shortFaults(round(join(folder, 'none.json')))).toEqual([`not-found ${join(folder, 'none.json')} -`])
    expect(await shortFaults(round(folder))).toEqual([`unreadable ${folder} a folder`])
  })

  it('a device is not read, for it may never end', async () => {
    expect(await shortFaults(solve('/dev/zero'))).toEqual(['unreadable /dev/zero -'])
  })

  it('a file beyond 50 MB is refused before it is read', async () => {
    const place = written(valid(), { 'use.csv': new Uint8Array(50_000_001) })
    expect(await shortFaults(solve(place))).toEqual(['too-large use.csv 50000001 bytes'])
  })

  it('data files stand in the folder of the scenario or below it: no name and no link leads out', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'evenredig-outside-'))
    writeFileSync(join(outside, 'use.csv'), USE)
    const own = written(valid())
    const naming = (careUse: object) => {
      writeFileSync(join(own, 'scenario.json'), JSON.stringify({ ...valid(), careUse }))
      return solve(own)
    }
    const named = (all: string) => shortFaults(naming({ all }))
    mkdirSync(join(own, 'below'), { recursive: true })
    writeFileSync(join(own, 'below', 'use.csv'), USE)
    expect((await naming({ all: 'below/use.csv' })).allocation).toEqual(expected.allocation)
    symlinkSync(outside, join(own, 'link'))
    symlinkSync(join(outside, 'use.csv'), join(own, 'link.csv'))
    symlinkSync(join(own, 'below', 'use.csv'), join(own, 'within.csv'))
    for (const name of [
      '../shared-use.csv',
      'below/../../use.csv',
      join(outside, 'use.csv'),
      '..\\use.csv',
      'C:\\use.csv',
      'C:use.csv',
      'link/use.csv',
      'link.csv',
      '/dev/stdin',
    ]) {
      expect((await named(name))[0], name).toMatch(/^unreadable .* outside the folder$/)
    }
    expect((await naming({ all: 'within.csv' })).allocation).toEqual(expected.allocation)
    expect((await named('no-such-use.csv'))[0]).toMatch(/^not-found .*no-such-use\.csv -$/)
    expect((await named('a\0b'))[0]).toMatch(/^(not-found|unreadable)/)
    expect((await named('us\uFFFD.csv'))[0]).toMatch(/^unreadable .* a name that is not UTF-8$/)
    expect(await shortFaults(naming({ records: 'link.csv', institutions: '../institutions.csv' }))).toEqual([
      'unreadable ../institutions.csv outside the folder',
      'unreadable link.csv outside the folder',
    ])
    rmSync(outside, { recursive: true })
  })

  it('JSON that is cut off, empty or something else, by its line', async () => {
    const text = JSON.stringify(valid(), null, 1)
    const at = (content: string | Uint8Array) => {
      const path = join(folder, `json-${cases++}.json`)
      writeFileSync(path, content)
      return path
    }
    const cut = at(text.slice(0, text.length - 20))
    expect(await shortFaults(solve(cut))).toEqual([`not-json ${cut}:${text.split('\n').length - 2} end of file`])
    const empty = at('')
    expect(await shortFaults(solve(empty))).toEqual([`not-json ${empty}:1 end of file`])
    const comma = at('{\n "id": "x",\n}')
    expect((await shortFaults(round(comma)))[0]).toMatch(new RegExp(`^not-json ${comma}:[23] `))
    const csv = at(USE)
    expect((await shortFaults(solve(csv)))[0]).toMatch(new RegExp(`^not-json ${csv}:1 "specialty`))
    const junk = at(Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + 13 * (i >> 3)) % 256))
    expect((await shortFaults(solve(junk)))[0]).toMatch(/^not-json /)
    expect((await shortFaults(round(junk)))[0]).toMatch(/^not-json /)
  })

  it('JSON that is no object: the file itself is wrong', async () => {
    for (const text of ['[]', 'null', '7', '"x"', 'true']) {
      const path = join(folder, `whole-${cases++}.json`)
      writeFileSync(path, text)
      expect(await faultsOf(solve(path))).toMatchObject([{ code: 'type', path, expected: 'object' }])
      expect(await faultsOf(round(path))).toMatchObject([{ code: 'type', path, expected: 'object' }])
    }
    expect(await shortFaults(solve([]))).toEqual(['type scenario []'])
    expect(await shortFaults(round([]))).toEqual(['type problem []'])
  })

  it('binary junk as CSV', async () => {
    const junk = Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + 13 * (i >> 3)) % 256)
    expect((await faultsOf(solve(written(valid(), { 'use.csv': junk })))).length).toBeGreaterThan(0)
  })
})

describe('care use as people and spreadsheets write it', () => {
  const dutch = 'specialisme;NO;ON;Utrecht\r\n01;50,0;30,0;20,0\r\n02;10;60;30\r\n44;20;20;60\r\n'

  it('with a byte order mark, in UTF-16, or in Windows-1252', async () => {
    await readsAs({ 'use.csv': `\uFEFF${USE}` })
    await readsAs({ 'use.csv': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(USE, 'utf16le')]) })
    await readsAs({ 'use.csv': Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(USE, 'utf16le').swap16()]) })
    const scenario = valid()
    scenario['specialties'] = [
      { code: '01', name: 'Café-anesthesiologie', intake: 10 },
      ...(scenario['specialties'] as object[]).slice(1),
    ]
    const cafe = Buffer.from(USE.replace('01,', 'Café-anesthesiologie,'), 'latin1')
    await readsAs({ 'use.csv': cafe }, scenario)
  })

  it('a scenario with a byte order mark, and one in UTF-16', async () => {
    const text = JSON.stringify(valid())
    expect((await solve(written(`\uFEFF${text}`))).allocation).toEqual(expected.allocation)
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    expect((await solve(written(wide as unknown as string))).allocation).toEqual(expected.allocation)
  })

  it('with semicolons and decimal commas, CRLF, quotes, tabs, and empty lines', async () => {
    await readsAs({ 'use.csv': dutch })
    await readsAs({ 'use.csv': dutch.replaceAll('\r\n', '\r') })
    await readsAs({ 'use.csv': `\r\n${dutch}\r\n;;;\r\n` })
    await readsAs({ 'use.csv': 'specialty,"NO","ON","Utrecht"\n"01","50,0","30,0","20,0"\n02,10,60,30\n44,"20",20,60' })
    await readsAs({ 'use.csv': USE.replaceAll(',', '\t') })
    await readsAs({ 'use.csv': USE.replaceAll(',', ' , ') })
  })

  it('with rows and columns in another order, by name, alias, or code without its zero', async () => {
    await readsAs({
      'use.csv': 'x,Utrecht,Nijmegen,noord-oost\nziekenhuisfarmacie,60,20,20\n2,30,60,10\nANESTHESIOLOGIE,20,30,50\n',
    })
  })

  it('with totals, names and a label of where it comes from', async () => {
    await readsAs({
      'use.csv':
        'specialty,name,NO,ON,Utrecht,Totaal,data\n01,An,50,30,20,100,synthetic\n02,Ca,10,60,30,100,synthetic\n44,Zi,20,20,60,100,synthetic\nTotaal,,80,110,110,300,\n',
    })
  })

  it('an alias that two share is nobody’s', async () => {
    const scenario = valid()
    scenario['oors'] = [{ code: 'NO', aliases: ['X'] }, { code: 'ON', aliases: ['X'] }, { code: 'Utrecht' }]
    const place = written(scenario, { 'use.csv': USE.replace('NO,ON', 'X,ON') })
    expect(await shortFaults(solve(place))).toEqual(['unknown-code use.csv:1 X'])
  })

  it('codes that differ in capitals only stay apart', async () => {
    const scenario = { ...inMemory(), oors: [{ code: 'a' }, { code: 'A' }, { code: 'B' }] }
    const result = await solve({ ...scenario, zeroCells: [{ specialty: '01', oor: 'a' }] })
    expect(result.zeroCells).toEqual([['01', 'a']])
    expect(result.allocation![0]![0]).toBe(0)
  })
})

describe('care use that is wrong', () => {
  const csv = (text: string) => shortFaults(solve(written(valid(), { 'use.csv': text })))

  it('names every fault of a file at once, by line and column', async () => {
    expect(
      await csv(
        'specialty,NO,ON,Utrect,NO\n01,-50,30,20,1\n02,ten,60,30,1\n01,1,1,1,1\nCardiolgie,1,1,1,1\n45,1,1,1,1\n',
      ),
    ).toEqual([
      'unknown-code use.csv:1 Utrect',
      'duplicate use.csv:1 NO',
      'negative use.csv:2:NO -50',
      'not-decimal use.csv:3:NO "ten"',
      'duplicate use.csv:4 01',
      'unknown-code use.csv:5 Cardiolgie',
      'unknown-code use.csv:6 45',
      'missing use.csv -',
    ])
  })

  it('says what may have been meant', async () => {
    const faults = await faultsOf(solve(written(valid(), { 'use.csv': USE.replace('Utrecht', 'Utrect') })))
    expect(faults[0]).toMatchObject({ hint: 'Utrecht', expected: 'NO, ON, Utrecht' })
    expect(faultText(faults[0]!, 'nl')).toBe(
      'use.csv:1: onbekende code (gevonden Utrect; verwacht NO, ON, Utrecht; bedoelt u Utrecht?)',
    )
    expect(faultText(faults[0]!, 'en')).toBe(
      'use.csv:1: unknown code (found Utrect; expected NO, ON, Utrecht; did you mean Utrecht?)',
    )
  })

  it('numbers that a decimal comma splits are not taken for other columns', async () => {
    expect(await csv('specialty,NO,ON,Utrecht\n01,0,50,0,30,0,20\n02,10,60,30\n44,20,20,60\n')).toEqual([
      'shape use.csv:2 6',
    ])
  })

  it('lines too short', async () => {
    expect(await csv('specialty,NO,ON,Utrecht\n01,50,30\n02,10,60,30\n44\n')).toEqual([
      'shape use.csv:2 2',
      'shape use.csv:4 0',
    ])
  })

  it('text that is no number', async () => {
    for (const wrong of ['', 'NaN', 'Infinity', '1.234,5', '1e', '0x10', '--1', '1 2', '½', '１']) {
      expect(await csv(USE.replace('50', `"${wrong}"`))).toEqual([`not-decimal use.csv:2:NO ${JSON.stringify(wrong)}`])
    }
  })

  it('points between thousands, in a file with semicolons, are not guessed at', async () => {
    expect(await csv('specialty;NO;ON;Utrecht\n01;12.345;987;1\n02;10;60;30\n44;0.205;20,5;60\n')).toEqual([
      'doubtful-sign use.csv:2:NO 12.345',
    ])
  })

  it('numbers beyond what can be computed', async () => {
    expect(await csv(USE.replace('50', '1e300'))).toEqual(['too-large use.csv:2:NO 1e300'])
    expect(await csv(USE.replace('50', '9'.repeat(300)))).toEqual([`too-large use.csv:2:NO ${'9'.repeat(77)}...`])
    expect(await csv(USE.replace('50', '1e-300'))).toEqual(['value use.csv:2:NO 1e-300'])
    expect(await csv(USE.replace('50', '1e999'))).toEqual(['too-large use.csv:2:NO 1e999'])
    expect(await csv(USE.replace('50', '1e-999'))).toEqual(['not-decimal use.csv:2:NO "1e-999"'])
    expect(await csv(USE.replace('50', '1e15'))).toEqual([])
    expect(await csv(USE.replace('50', '1e-9'))).toEqual([])
  })

  it('a row of zeros that has places to divide', async () => {
    expect(await csv(USE.replace('10,60,30', '0,0,0'))).toEqual(['empty-row use.csv:3 0'])
  })

  it('quotes that do not close, or close too early', async () => {
    expect(await csv('specialty,NO,ON,Utrecht\n01,"50,30,20\n')).toEqual(['shape use.csv:2 CSV_QUOTE_NOT_CLOSED'])
    expect(await csv('specialty,NO,ON,Utrecht\n01,"5"0,30,20\n')).toEqual(['shape use.csv:2 CSV_INVALID_CLOSING_QUOTE'])
  })

  it('an empty file, or a header alone', async () => {
    expect((await csv('')).map((fault) => fault.split(' ')[0])).toEqual(Array.from({ length: 6 }, () => 'missing'))
    expect(await csv('specialty,NO,ON,Utrecht\n')).toEqual(Array.from({ length: 3 }, () => 'missing use.csv -'))
  })

  it('a few rows that are missing are a fault each; most of them are one together', async () => {
    const missing = async (rows: number) => {
      const codes = Array.from({ length: 8 }, (_, k) => `s${k}`)
      const table = ['specialty,NO,ON,Utrecht', ...codes.slice(0, rows).map((code) => `${code},1,2,3`), ''].join('\n')
      const specialties = codes.map((code) => ({ code, name: code, intake: 2 }))
      return shortFaults(solve(written({ ...valid(), specialties, careUse: { all: 'use.csv' } }, { 'use.csv': table })))
    }
    expect(await missing(6)).toEqual(['missing use.csv -', 'missing use.csv -'])
    expect(await missing(2)).toEqual(['missing use.csv -'])
  })

  it('rows that do not sum to the whole, by code', async () => {
    const place = written(
      { ...valid(), careUse: { all: 'use.csv', unit: 'percent' } },
      { 'use.csv': USE.replace('30\n', '33\n') },
    )
    expect(await shortFaults(solve(place))).toEqual(['row-sum use.csv:3 103'])
  })

  it('both files of both criteria at once', async () => {
    const place = written(
      { ...valid(), careUse: { all: 'use.csv', training: 'training.csv' }, criterion: { all: 0.75, training: 0.25 } },
      { 'use.csv': USE.replace('50', 'x'), 'training.csv': USE.replace('60\n', 'y\n') },
    )
    expect(await shortFaults(solve(place))).toEqual([
      'not-decimal use.csv:2:NO "x"',
      'not-decimal training.csv:4:Utrecht "y"',
    ])
  })

  it('a matrix in the scenario: every wrong cell, row and length', async () => {
    const careUse = (all: unknown) => shortFaults(solve({ ...valid(), careUse: { all } }))
    expect(
      await careUse([
        [1, 2, 'x'],
        [1, -2],
        [1, 'NaN', 3],
      ]),
    ).toEqual([
      'not-decimal careUse.all[0][2] "x"',
      'shape careUse.all[1] 2',
      'negative careUse.all[1][1] -2',
      'not-decimal careUse.all[2][1] "NaN"',
    ])
    expect(await careUse([[1, null, true], [[1], 2, {}], 'x'])).toEqual([
      'type careUse.all[0][1] null',
      'type careUse.all[0][2] true',
      'type careUse.all[1][0] [1]',
      'type careUse.all[1][2] {}',
      'type careUse.all[2] "x"',
    ])
    expect(await careUse([])).toEqual(['shape careUse.all 0'])
    expect(await careUse([[], [], []])).toEqual([0, 1, 2].map((s) => `shape careUse.all[${s}] 0`))
    expect(
      await careUse([
        [NaN, Infinity, -Infinity],
        [1, 1, 1],
        [1, 1, 1],
      ]),
    ).toEqual(['type careUse.all[0][0] NaN', 'type careUse.all[0][1] Infinity', 'type careUse.all[0][2] -Infinity'])
    expect(await careUse(7)).toEqual(['type careUse.all 7'])
    expect(await careUse({ a: 1 })).toEqual(['type careUse.all {"a":1}'])
  })

  it('that is not there at all', async () => {
    expect(await shortFaults(solve({ ...valid(), careUse: {} }))).toEqual(['care-use-missing careUse.all -'])
    expect(await shortFaults(solve(inMemory({ criterion: { all: 0.75, training: 0.25 } })))).toEqual([
      'care-use-missing careUse.training -',
    ])
    expect(await shortFaults(solve({ ...valid(), careUse: { records: [] } }))).toEqual([
      'care-use-missing careUse.institutions -',
    ])
  })
})

describe('care records that are wrong', () => {
  const HEAD = 'year,institution,specialty,oor,source,component,count,training'
  const good = [
    '2022,u1,01,NO,vektis,first-outpatient-visit,5,yes',
    '2022,u1,02,ON,vektis,day-admission,5,ja',
    '2022,u1,44,Utrecht,dhd,procedure-own-patient,5,nee',
  ]
  const institutions = 'institution,name,type,oor\nu1,Umc,umc,NO\nz1,Kliniek,zbc,NO\n'
  const records = (lines: readonly string[], known = institutions, head = HEAD) =>
    shortFaults(
      solve(
        written(
          { ...valid(), careUse: { records: 'r.csv', institutions: 'i.csv' } },
          { 'r.csv': `${[head, ...lines].join('\n')}\n`, 'i.csv': known },
        ),
      ),
    )

  it('are right as they are', async () => {
    expect(await records(good)).toEqual([])
  })

  it('name every fault by line and column', async () => {
    expect(
      await records([
        ...good,
        '2022,u1,1,no,vektis,first-outpatient-visit,5,yes', // the first line again, spelled otherwise
        '2022,u2,03,XX,vektis,day-admission,5,yes',
        '2022,u1,01,ON,vektis,day-admission,5.5,maybe',
        '2022,u1,01,ON,vektis,procedure-gp,-1,yes',
        '2022,u1,01,ON,dhd,proceduregp,1e3,yes',
        '2022,u1,44,ON,excel,day-admission,1,yes',
        '2022,u1,01,Utrecht,vektis,treatment-plan-contact,1,yes',
        '2022,u1,01,Utrecht,vektis,day-admission,1',
        '2022,u1,01,Utrecht,vektis,day-admission,1,yes,extra',
      ]),
    ).toEqual([
      'shape r.csv:12 7',
      'shape r.csv:13 9',
      'duplicate r.csv:5 ["2022","u1","01","NO","first-outpatient-visit"]',
      'unknown-code r.csv:6:specialty 03',
      'unknown-code r.csv:6:oor XX',
      'unknown-code r.csv:6:institution u2',
      'not-whole r.csv:7:count "5.5"',
      'value r.csv:7:training "maybe"',
      'not-whole r.csv:8:count "-1"',
      'component r.csv:8:component procedure-gp',
      'not-whole r.csv:9:count "1e3"',
      'component r.csv:9:component proceduregp',
      'value r.csv:10:source "excel"',
      'component r.csv:11:component treatment-plan-contact (01)',
    ])
  })

  it('columns that are missing or there twice, in both files', async () => {
    expect(await records(good, 'institution,kind\nu1,umc\n', HEAD.replace('count', 'aantal'))).toEqual([
      'missing i.csv:1 institution, kind',
      'missing i.csv:1 institution, kind',
      'missing i.csv:1 institution, kind',
      `missing r.csv:1 ${HEAD.replace('count', 'aantal').replaceAll(',', ', ')}`,
    ])
    expect(await records([], institutions, `${HEAD},count`)).toContain('duplicate r.csv:1 count')
    expect(await records(good, `${institutions}u1,Umc,umc,NO\n`)).toEqual(['duplicate i.csv:4:institution u1'])
  })

  it('care use given both ways is refused, not chosen between', async () => {
    const careUse = { all: MATRIX, records: [], institutions: [] }
    expect(await shortFaults(solve({ ...valid(), careUse }))).toContain('value careUse all, records')
  })

  it('in memory, each by its index', async () => {
    const record = { institution: 'u1', specialty: '01', oor: 'NO', source: 'vektis', component: 'day-admission' }
    const careUse = {
      institutions: [{ institution: 'u1', type: 'umc' }],
      records: [
        { ...record, count: 1.5, training: true },
        { ...record, count: -1, training: 'yes', source: 'x' },
        { ...record, training: 3 },
      ],
    }
    expect(await shortFaults(solve({ ...valid(), careUse }))).toEqual([
      'type careUse.records[0].count 1.5',
      'value careUse.records[1].source "x"',
      'negative careUse.records[1].count -1',
      'missing careUse.records[2].count -',
      'type careUse.records[2].training 3',
    ])
  })
})

describe('scenarios that are wrong', () => {
  it('everything that is missing or of the wrong kind, at once', async () => {
    expect(await shortFaults(solve({}))).toEqual([
      'missing id -',
      'missing year -',
      'missing oors -',
      'missing specialties -',
      'missing careUse -',
    ])
    expect(
      await shortFaults(
        solve({
          id: 7,
          year: '2027',
          oors: [],
          specialties: [{ code: '', intake: 1.5 }, { code: 'x'.repeat(101), intake: -1 }, { intake: '3' }, null],
          careUse: 3,
          data: 'made-up',
          criterion: { all: 2 },
          floor: { share: -0.1 },
          options: { half: 'upp', haf: 'up' },
          frame: { status: 'final', date: 1 },
          leeway: { total: 30 },
          colour: 'red',
        }),
      ),
    ).toEqual([
      'type id 7',
      'type year "2027"',
      'value data "made-up"',
      'shape oors 0',
      'missing specialties[0].code ""',
      'not-whole specialties[0].intake 1.5',
      'too-large specialties[1].code 101',
      'negative specialties[1].intake -1',
      'missing specialties[2].code -',
      'type specialties[2].intake "3"',
      'type specialties[3] null',
      'type careUse 3',
      'value criterion.all 2',
      'negative floor.share -0.1',
      'missing leeway.below -',
      'missing leeway.above -',
      'value frame.status "final"',
      'type frame.date 1',
      'value options.half "upp"',
      'unknown-key options.haf haf',
      'unknown-key colour colour',
    ])
  })

  it('fields and values nearly right, with what may have been meant', async () => {
    const faults = await faultsOf(
      solve(
        inMemory({ yeer: 1, oors: [{ code: 'NO', nam: 'x' }], options: { haf: 'up', half: 'dwn' }, data: 'sintetic' }),
      ),
    )
    expect(Object.fromEntries(faults.map(({ path, hint }) => [path, hint]))).toEqual({
      yeer: 'year',
      'oors[0].nam': 'name',
      'options.haf': 'half',
      'options.half': 'down',
      data: 'synthetic',
    })
  })

  it('codes that occur twice or are not known, in zero cells and bounds', async () => {
    expect(
      await shortFaults(
        solve(
          inMemory({
            oors: [{ code: 'NO' }, { code: 'ON' }, { code: 'NO' }],
            zeroCells: [{ specialty: '99', oor: 'NW' }],
            bounds: [
              { specialty: '1', oor: 'on', low: 3, high: 2 },
              { specialty: '01', oor: 'XYZ', low: 0, high: 2 },
            ],
          }),
        ),
      ),
    ).toEqual([
      'duplicate oors[2].code NO',
      'unknown-code zeroCells[0].specialty 99',
      'unknown-code zeroCells[0].oor NW',
      'value bounds[0].high 2',
      'unknown-code bounds[1].oor XYZ',
    ])
  })

  it('a floor that all OORs together cannot have', async () => {
    expect(await shortFaults(solve(inMemory({ floor: { share: 0.34 } })))).toEqual(['floor-too-high floor.share 0.34'])
    expect(await shortFaults(solve(inMemory({ floor: { share: 1 / 3 } })))).toEqual([])
    expect(await shortFaults(solve(inMemory({ floor: { share: 1e300 } })))).toEqual([
      'floor-too-high floor.share 1e+300',
    ])
  })

  it('weights that do not sum to 1', async () => {
    expect(await shortFaults(solve(inMemory({ criterion: { all: 0.75 } })))).toEqual([
      'criterion-sum criterion 0.75 + 0',
    ])
    expect(
      await shortFaults(
        solve(inMemory({ criterion: { all: 0.75, training: 0.26 }, careUse: { all: MATRIX, training: MATRIX } })),
      ),
    ).toEqual(['criterion-sum criterion 0.75 + 0.26'])
  })

  it('numbers too large', async () => {
    const specialties = [
      { code: '01', intake: 1_000_000 },
      { code: '02', intake: 1_000_000 },
      { code: '44', intake: 5 },
    ]
    expect(await shortFaults(solve(inMemory({ specialties })))).toEqual(['too-large specialties 2000005'])
    const huge = specialties.map((each) => ({ ...each, intake: 1e300 }))
    expect((await shortFaults(solve(inMemory({ specialties: huge }))))[0]).toMatch(
      /^(value|type|not-whole) specialties\[0\]\.intake 1e\+300/,
    )
  })

  it('a scenario in memory may name no files', async () => {
    expect(await shortFaults(solve({ ...valid(), careUse: { all: 'use.csv', training: '/etc/passwd' } }))).toEqual([
      'type careUse.all "use.csv"',
      'type careUse.training "/etc/passwd"',
    ])
    expect(
      await shortFaults(solve({ ...valid(), careUse: { records: '/etc/passwd', institutions: 'i.csv' } })),
    ).toEqual(['type careUse.institutions "i.csv"', 'type careUse.records "/etc/passwd"'])
  })

  it('keys of the prototype are fields like any other, and unknown', async () => {
    const text = JSON.stringify(inMemory()).replace('{', '{"__proto__":{"polluted":1},"constructor":1,"toString":2,')
    expect(await shortFaults(solve(written(text)))).toEqual([
      'unknown-key __proto__ __proto__',
      'unknown-key constructor constructor',
      'unknown-key toString toString',
    ])
    const options = JSON.parse('{"__proto__":"up","hasOwnProperty":"up"}') as object
    expect(await shortFaults(solve(inMemory({ options })))).toEqual([
      'unknown-key options.__proto__ __proto__',
      'unknown-key options.hasOwnProperty hasOwnProperty',
    ])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('codes named after keys of the prototype are codes like any other', async () => {
    const oors = ['__proto__', 'constructor', 'toString'].map((code) => ({ code }))
    const result = await solve(inMemory({ oors }))
    expect(result.columns).toEqual(['__proto__', 'constructor', 'toString'])
    expect(result.allocation).toEqual(expected.allocation)
    const stepwise = await solve(inMemory({ oors }), { method: 'stepwise' })
    expect(stepwise.status).toBe('feasible')
  })

  it('control characters in codes, and values that JSON cannot write', async () => {
    expect(
      await shortFaults(solve(inMemory({ oors: [{ code: 'N\u001b[31mO' }, { code: 'a\nb' }, { code: 'c' }] }))),
    ).toEqual(['value oors[0].code "N\\u001b[31mO"', 'value oors[1].code "a\\nb"'])
    const round2: Record<string, unknown> = { ...inMemory(), year: 10n }
    round2['title'] = round2
    expect(await shortFaults(solve(round2))).toEqual(['type title object', 'type year bigint'])
  })
})

describe('problems that are wrong', () => {
  it('are right as they are', async () => {
    expect((await round(problem())).status).toBe('optimal')
  })

  it('everything that is missing or of the wrong kind, at once', async () => {
    expect(await shortFaults(round({}))).toEqual(
      ['rows', 'columns', 'target', 'rowTotals', 'columnTotals'].map((key) => `missing ${key} -`),
    )
    expect(
      await shortFaults(
        round({
          ...problem(),
          target: [
            [1, null, 3],
            [1, 'x', {}],
          ],
          rowTotals: [1.5, '2'],
          columnTotals: [-1, [1], [1, 'x']],
          zeroCells: [['r']],
          bounds: [['r', 'a', 1]],
        }),
      ),
    ).toEqual([
      'type target[0][1] null',
      'type target[1][2] {}',
      'not-whole rowTotals[0] 1.5',
      'type rowTotals[1] "2"',
      'negative columnTotals[0] -1',
      'shape columnTotals[1] 1',
      'type columnTotals[2][1] "x"',
      'shape zeroCells[0] 1',
      'shape bounds[0] 3',
      'not-decimal target[1][1] "x"',
    ])
  })

  it('everything that contradicts, at once', async () => {
    expect(
      await shortFaults(
        round({
          rows: ['r', 's', 'r'],
          columns: ['a', 'b', 'b'],
          target: [
            [1, 2],
            ['NaN', -1, '1e300'],
          ],
          rowTotals: [1],
          columnTotals: [1, [3, 2]],
          zeroCells: [['x', 'a']],
          bounds: [['r', 'c', 2, 1]],
        }),
      ),
    ).toEqual([
      'duplicate rows[2] r',
      'duplicate columns[2] b',
      'shape target 2',
      'shape rowTotals 1',
      'shape columnTotals 2',
      'shape target[0] 2',
      'unknown-code zeroCells[0][0] x',
      'unknown-code bounds[0][1] c',
      'value bounds[0][3] 1',
      'value columnTotals[1][1] 2',
      'not-decimal target[1][0] "NaN"',
      'negative target[1][1] -1',
      'value target[1][2] "1e300"',
    ])
  })

  it('empty lists, numbers too large, too many cells', async () => {
    expect(await shortFaults(round({ ...problem(), rows: [], columns: [] }))).toEqual([
      'shape rows 0',
      'shape columns 0',
    ])
    expect(
      await shortFaults(
        round({
          ...problem(),
          target: [
            [1e300, 1, 1],
            [1, 1, 1],
          ],
        }),
      ),
    ).toEqual(['value target[0][0] 1e+300'])
    expect((await shortFaults(round({ ...problem(), rowTotals: [1e9, 4] })))[0]).toBe('value rowTotals[0] 1000000000')
    const three = { ...problem(), rows: ['p', 'q', 'r'], rowTotals: [1_000_000, 1_000_000, 3] }
    expect(await shortFaults(round(three))).toContain('too-large rowTotals 2000003')
    const many = Array.from({ length: 1001 }, (_, i) => `c${i}`)
    const wide = { rows: many, columns: many, target: [], rowTotals: [], columnTotals: [] }
    expect(await shortFaults(round(wide))).toContain('too-large target 1001 x 1001')
  })

  const one = { rows: ['r'], columns: ['a', 'b'], target: [[0, 0]], rowTotals: [1], columnTotals: [1, 0] }
  const forbidden = [
    one,
    { ...one, target: [[1, 0]], columnTotals: [2, 0] },
    { ...one, target: [[1, 0]], bounds: [['r', 'a', 0, 0]] },
    { ...one, target: [[1, 0]], bounds: [['r', 'a', 3, 9]] },
    {
      ...one,
      target: [[1, 0]],
      bounds: [
        ['r', 'a', 0, 0],
        ['r', 'a', 1, 1],
      ],
    },
    { ...one, target: [[1, 0]], zeroCells: [['r', 'a']], bounds: [['r', 'a', 1, 1]] },
    {
      ...one,
      target: [[1, 0]],
      columnTotals: [
        [0, 0],
        [0, 0],
      ],
    },
    { ...one, bounds: [['r', 'a', 1, 1]] }, // no care use, and yet a place
  ]

  it('totals that do not fit, zeros and bounds that forbid, are infeasible and not invalid', async () => {
    for (const given of forbidden) {
      for (const solver of ['flow', 'highs', 'glpk', 'jslp'] as const) {
        const result = await round(given, { solver })
        expect(result).toMatchObject({ status: 'infeasible', allocation: null, levels: null })
      }
    }
  })

  it('so they are for the hand methods: stuck or off the totals, never a failure of the engine', async () => {
    for (const given of forbidden) {
      for (const method of ['stepwise', 'sequential', 'largest-remainder'] as const) {
        expect(['stuck', 'off-totals', 'infeasible']).toContain((await round(given, { method })).status)
      }
    }
  })
})

describe('requests that are wrong', () => {
  it('every fault by its name', async () => {
    const request = {
      method: 'optimaal',
      objective: 'square',
      solver: 'higs',
      timeLimit: -1,
      options: { half: 'x', hlf: 'up' },
      sede: 1,
    } as unknown as Request
    const faults = await faultsOf(solve('2027-base', request))
    expect(faults.map(({ code, path, hint }) => [code, path, hint])).toEqual([
      ['value', 'method', 'optimal'],
      ['value', 'objective', 'squares'],
      ['value', 'solver', 'highs'],
      ['value', 'options.half', undefined],
      ['unknown-key', 'options.hlf', 'half'],
      ['value', 'timeLimit', undefined],
      ['unknown-key', 'sede', undefined],
    ])
    expect(await faultsOf(solve('2027-base', { timeLimit: NaN }))).toMatchObject([{ code: 'type', path: 'timeLimit' }])
    expect(await faultsOf(solve('2027-base', { timeLimit: Infinity }))).toMatchObject([{ path: 'timeLimit' }])
  })

  it('every method of a comparison', async () => {
    const faults = await faultsOf(compareMethods('2027-base', ['optimal', 'foo', 'bar'] as unknown as ['optimal']))
    expect(faults.map(({ found }) => found)).toEqual(['"foo"', '"bar"'])
  })

  it('scenarios that cannot be compared, with all codes that differ', async () => {
    const other = inMemory({ id: 'other', oors: [{ code: 'NO' }, { code: 'ON' }, { code: 'Leiden' }] })
    expect(await faultsOf(compare(inMemory(), other))).toEqual([
      { code: 'codes-differ', path: 'test, other: oors', found: 'Utrecht, Leiden', expected: '' },
    ])
  })

  it('a cell that is not there', async () => {
    expect(await faultsOf(explain('2027-base', '10', 'Leidn'))).toMatchObject([
      { code: 'unknown-code', path: 'oor', found: 'Leidn', hint: 'Leiden' },
    ])
    expect(await faultsOf(explain('2027-base', '1O', 'Leidn'))).toMatchObject([{ path: 'specialty' }, { path: 'oor' }])
  })
})

describe('writing', () => {
  it('to a place that is no place is a fault, and leaves nothing behind', () => {
    writeFileSync(join(folder, 'file'), '')
    for (const place of [join(folder, 'no-folder', 'x.json'), join(folder, 'file', 'x.json'), folder]) {
      expect(() => writeWhole(place, '{}')).toThrow(InputError)
    }
  })

  it('CSV leaves no formula to a spreadsheet', () => {
    expect(csvText([['=1+1', '+1', '-x', '@a', 'a', -3, '=1,"2"']])).toBe(`'=1+1,'+1,'-x,'@a,a,-3,"'=1,""2"""\n`)
  })
})

describe('at random', () => {
  /** Every place in a JSON value, as a path. */
  const places = (value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] => {
    if (typeof value !== 'object' || value === null) return [path]
    const inner = Array.isArray(value)
      ? value.flatMap((each, i) => places(each, [...path, i]))
      : Object.entries(value).flatMap(([key, each]) => places(each, [...path, key]))
    return [path, ...inner]
  }

  type Mutation = { readonly at: number; readonly kind: 'drop' | 'replace' | 'duplicate'; readonly by: unknown }

  const nasty = fc.constantFrom<unknown>(
    0,
    -1,
    1,
    0.5,
    1e300,
    1e-300,
    -0,
    2 ** 53,
    1_000_000,
    '',
    ' ',
    '0',
    '1e15',
    '1,5',
    'NaN',
    'NO',
    '01',
    '__proto__',
    null,
    true,
    [],
    {},
    [[]],
    [0, 0],
    [1, 0],
  )
  const mutation: fc.Arbitrary<Mutation> = fc.record({
    at: fc.nat(10_000),
    kind: fc.constantFrom('drop', 'replace', 'replace', 'replace', 'duplicate'),
    by: fc.oneof({ weight: 3, arbitrary: nasty }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) }),
  })

  const mutated = (value: unknown, { at, kind, by }: Mutation): unknown => {
    const copy = structuredClone(value)
    const paths = places(copy)
    const path = paths[at % paths.length]!
    if (path.length === 0) return kind === 'replace' ? by : copy
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], copy)
    const key = path.at(-1)!
    if (Array.isArray(parent)) {
      const index = Number(key)
      if (kind === 'drop') parent.splice(index, 1)
      else if (kind === 'duplicate') parent.splice(index, 0, structuredClone(parent[index]))
      else parent[index] = by
    } else {
      const object = parent as Record<string, unknown>
      if (kind === 'drop') delete object[key]
      else object[key] = kind === 'duplicate' ? [object[key], object[key]] : by
    }
    return copy
  }

  const STATUSES = ['optimal', 'feasible', 'infeasible', 'stuck', 'off-totals']

  /** The library answers or throws an InputError; never anything else. */
  async function answersOrRefuses(answer: Promise<{ status: string }>): Promise<void> {
    const outcome = await answer.catch((error: unknown) => error)
    if (outcome instanceof InputError) {
      expect(outcome.faults.length).toBeGreaterThan(0)
      for (const fault of outcome.faults) expect(faultText(fault, 'nl')).not.toMatch(/undefined|\[object|\p{Cc}/u)
      return
    }
    if (outcome instanceof EngineError || outcome instanceof Error) throw outcome
    expect(STATUSES).toContain((outcome as { status: string }).status)
  }

  const request = fc.record({
    method: fc.constantFrom('optimal', 'optimal', 'stepwise', 'sequential', 'largest-remainder'),
    objective: fc.constantFrom('next-best', 'absolute', 'squares', 'largest'),
  })

  const rich = () =>
    inMemory({
      data: 'synthetic',
      careUse: { unit: 'percent', all: MATRIX, training: MATRIX.toReversed() },
      criterion: { all: 0.75, training: 0.25 },
      floor: { share: 0.3 },
      zeroCells: [{ specialty: '01', oor: 'ON', reason: 'geen opleiding', source: 'FAQ 7.3' }],
      bounds: [{ specialty: '02', oor: 'NO', low: 0, high: 4 }],
      leeway: { total: 30, below: 8, above: 10 },
      frame: { status: 'definitive', date: '2026-06-08' },
      options: { 'zeroCells.places': 'row-pro-rata', half: 'even' },
    })

  it('1,200 scenarios with one to three things wrong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), request, async (mutations, how) => {
        const given = mutations.reduce<unknown>(mutated, rich())
        if (typeof given === 'string') return // the name of a scenario
        await answersOrRefuses(solve(given as object, how))
      }),
      { seed: 20270609, numRuns: sized(1200) },
    )
  })

  it('400 of them with numbers only, which go further', async () => {
    const number = fc.constantFrom<unknown>(0, 0, 1, 3, 1e-9, 99, 1e6, '0', '33,3', 1e14, 2e5)
    const one: fc.Arbitrary<Mutation> = fc.record({
      at: fc.nat(10_000),
      kind: fc.constant('replace' as const),
      by: number,
    })
    const numeric = (value: unknown, change: Mutation): unknown => {
      const paths = places(value)
      const numbers = paths.flatMap((path, i) => {
        const found = path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value)
        return typeof found === 'number' && path[0] !== 'year' ? [i] : []
      })
      return mutated(value, { ...change, at: numbers[change.at % numbers.length]! })
    }
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 6 }), request, async (mutations, how) => {
        const start = { ...rich(), careUse: { all: MATRIX, training: MATRIX } }
        await answersOrRefuses(solve(mutations.reduce<unknown>(numeric, start) as object, how))
      }),
      { seed: 4, numRuns: sized(400) },
    )
  })

  it('800 problems with one to three things wrong, in every solver', async () => {
    const start = {
      ...problem(),
      zeroCells: [['r', 'c']],
      bounds: [['s', 'a', 0, 2]],
      options: { zeroTarget: 'free' },
      data: 'published',
    }
    const solver = fc.constantFrom('flow', 'flow', 'highs', 'glpk', 'jslp')
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        request,
        solver,
        async (mutations, how, by) => {
          const given = mutations.reduce<unknown>(mutated, start)
          if (typeof given === 'string') return // the name of a file
          await answersOrRefuses(round(given as object, { ...how, solver: by }))
        },
      ),
      { seed: 7, numRuns: sized(800) },
    )
  })

  it('CSV text with one to four characters changed', async () => {
    const change = fc.tuple(
      fc.nat(USE.length),
      fc.constantFrom(',', ';', '"', '\n', '\r', '-', '0', 'x', '', '\t', '\uFEFF', '%'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const text = changes.reduce((all, [at, by]) => all.slice(0, at) + by + all.slice(at + 1), USE)
        writeFileSync(join(folder, 'fuzz.csv'), text)
        writeFileSync(join(folder, 'fuzz.json'), JSON.stringify({ ...valid(), careUse: { all: 'fuzz.csv' } }))
        await answersOrRefuses(solve(join(folder, 'fuzz.json')))
      }),
      { seed: 11, numRuns: sized(400) },
    )
  })
})

describe('every code of a fault', () => {
  it('was met above, but for those of the command line and of a fit that crawls', () => {
    const all: FaultCode[] = [
      'not-found',
      'unreadable',
      'not-json',
      'too-large',
      'missing',
      'unknown-key',
      'type',
      'value',
      'duplicate',
      'unknown-code',
      'shape',
      'not-decimal',
      'doubtful-sign',
      'negative',
      'not-whole',
      'row-sum',
      'empty-row',
      'floor-too-high',
      'criterion-sum',
      'care-use-missing',
      'component',
      'codes-differ',
    ]
    expect([...met].toSorted()).toEqual(all.toSorted())
  })
})
