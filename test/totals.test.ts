/** Totals against their cells, columns of no OOR, and sheets in which nothing is filled in: each is said, by its place. */
import { describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { parseConsultation, consultationFromBytes, readConsultation } from '../src/io/read/consultation.js'
import { proposalFromBytes } from '../src/io/read/proposal.js'
import { readingOf } from '../src/io/read/readings.js'
import { parseScenario, readScenario, scenarioInWorkbook } from '../src/io/read/scenario.js'
import { templateWorkbook } from '../src/index.js'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { book, type Typed } from './workbooks.js'

const BASE = readScenario('2027-base')
const OORS = BASE.oors.map(({ code }) => code)
const CODES = BASE.specialties.map(({ code }) => code)
const use = (s: number, o: number) => 101 + ((s * 37 + o * 101) % 900)

interface Read {
  readonly faults: readonly string[]
  readonly warnings: readonly string[]
  readonly skipped: readonly string[]
}

function account(read: () => object): Read {
  try {
    const { warnings, skipped } = readingOf(read()) ?? { warnings: [], skipped: [] }
    const say = (remarks: readonly { code: string; found: string }[]) =>
      remarks.map(({ code, found }) => `${code} ${found}`)
    return { faults: [], warnings: say(warnings), skipped: say(skipped) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { faults: error.faults.map(({ code, path }) => `${code} ${path.replace(/^.*[:!]/, '')}`), warnings: [], skipped: [] } // prettier-ignore
  }
}

type Figure = (s: number, o: number) => number

/** Care use with totals below and beside it, and a column more. @param beyond figures of that column, and whether the totals count it */
async function careUse(
  figure: Figure,
  { off = 0, label = 'Totaal', more }: { off?: number; label?: string; more?: readonly [string, boolean] } = {},
): Promise<Read> {
  const extra = (s: number) => (more === undefined ? 0 : 7 + s)
  const counted = more?.[1] === true
  const sum = (numbers: readonly number[]) => Number(numbers.reduce((a, b) => a + b, 0).toFixed(6))
  const ofRow = (s: number) => sum(OORS.map((_, o) => figure(s, o))) + (counted ? extra(s) : 0)
  const down = OORS.map((_, o) => sum(CODES.map((__, s) => figure(s, o))))
  const rows: Typed[][] = [
    ['Code', ...OORS, ...(more === undefined ? [] : [more[0]]), 'Totaal'],
    ...CODES.map((code, s) => [
      code,
      ...OORS.map((_, o) => figure(s, o)),
      ...(more === undefined ? [] : [extra(s)]),
      ofRow(s),
    ]),
    [label, ...down.map((each, o) => (o === 2 ? each + off : each)), ...(more === undefined ? [] : [sum(CODES.map((_, s) => extra(s)))]), sum(CODES.map((_, s) => ofRow(s)))], // prettier-ignore
  ]
  const bytes = await book({ 'Zorggebruik alle': rows })
  return account(() => parseScenario(scenarioInWorkbook(bytes, 'x.xlsx', BASE)))
}

const differs = ({ warnings }: Read) => warnings.filter((each) => each.startsWith('totals-differ'))

describe('a total of care use', () => {
  it('that is not the sum of its column is a fault by its cell', async () => {
    expect((await careUse(use)).faults).toEqual([])
    expect((await careUse(use, { off: 400 })).faults).toEqual(['total D32'])
    expect((await careUse(use, { off: -16 })).faults).toEqual(['total D32'])
  })

  it('is a warning within the rounding of what is shown: half a unit a cell, and in hundreds where all are hundreds', async () => {
    const near = await careUse(use, { off: 15 })
    expect([near.faults, differs(near).length]).toEqual([[], 1])
    const hundreds: Figure = (s, o) => use(s, o) * 100
    expect((await careUse(hundreds, { off: 1_500 })).faults).toEqual([])
    expect((await careUse(hundreds, { off: 1_600 })).faults).toEqual(['total D32'])
  })

  it('of the country may count more: a warning', async () => {
    const wide = await careUse(use, { off: 5_000, label: 'Totaal Nederland' })
    expect([wide.faults, differs(wide).length]).toEqual([[], 1])
  })

  it('of shares is a mean: a warning', async () => {
    const share: Figure = (_, o) => [10, 20, 20, 20, 10, 10, 10][o]!
    const shares = await careUse(share, { off: 7 })
    expect([shares.faults, differs(shares).length > 0]).toEqual([[], true])
  })

  it('may count specialties outside the frame', async () => {
    const total = (more: number): Typed[][] => [
      ['Code', ...OORS],
      ...CODES.map((code, s) => [code, ...OORS.map((_, o) => use(s, o))]),
      ['Psychiatrie', ...OORS.map(() => 50)],
      ['Totaal', ...OORS.map((_, o) => CODES.reduce((sum, __, s) => sum + use(s, o), 0) + more)],
    ]
    const read = async (more: number) => {
      const bytes = await book({ 'Zorggebruik alle': total(more) })
      return account(() => parseScenario(scenarioInWorkbook(bytes, 'x.xlsx', BASE)))
    }
    expect((await read(50)).faults).toEqual([])
    expect(differs(await read(50))).toEqual([])
    expect((await read(90)).faults).toHaveLength(7)
  })
})

const UNPLACED = [
  'Overig',
  'Overige',
  'Buitenland',
  'Onbekend',
  'UMC',
  'aios',
  'Capaciteit',
  'Niet toegewezen',
] as const

describe('a column of no OOR', () => {
  it.each(UNPLACED)('%s is passed over, and its numbers are said', async (heading) => {
    const read = await careUse(use, { more: [heading, false] })
    expect(read.faults).toEqual([])
    expect(read.skipped).toContain(`numbers-skipped ${heading}: 645`)
  })

  it.each(UNPLACED)('%s is a fault where the totals only fit with it', async (heading) => {
    expect((await careUse(use, { more: [heading, true] })).faults).toEqual(['not-of-oor I1'])
  })

  it.each(['Opmerking', 'Toelichting', ...UNPLACED])('%s with words is passed over', async (heading) => {
    const rows = [['Code', ...OORS, heading], ...CODES.map((code, s) => [code, ...OORS.map((_, o) => use(s, o)), 'zie brief'])] // prettier-ignore
    const bytes = await book({ 'Zorggebruik alle': rows })
    const read = account(() => parseScenario(scenarioInWorkbook(bytes, 'x.xlsx', BASE)))
    expect([read.faults, read.skipped.includes(`column-skipped ${heading}`)]).toEqual([[], true])
  })

  it('of a proposal too', async () => {
    const places = (extra: number): Typed[][] => [
      ['Code', ...OORS, 'Buitenland', 'Totaal'],
      ...BASE.specialties.map(({ code, intake }) => [code, intake, 0, 0, 0, 0, 0, 0, 1, intake + extra]),
    ]
    const read = async (extra: number) => {
      const bytes = await book({ Voorstel: places(extra) })
      return account(() => proposalFromBytes(bytes, BASE))
    }
    expect((await read(1)).faults).toEqual(['not-of-oor I1'])
    expect(await read(0)).toMatchObject({ faults: [], skipped: expect.arrayContaining(['numbers-skipped Buitenland: 30']) as unknown }) // prettier-ignore
  })
})

describe('nothing filled in', () => {
  it('is said once for a range of cells, not for each', async () => {
    const template = await templateWorkbook({})
    for (const frame of [BASE, null]) {
      expect(account(() => parseScenario(scenarioInWorkbook(template, 'x.xlsx', frame))).faults).toEqual([
        'missing C34',
        'missing I34',
      ])
    }
  })

  it('of a sheet is a remark, and of all advices a warning', async () => {
    const template = await templateWorkbook({})
    const read = account(() => consultationFromBytes(template, BASE))
    expect([read.faults, read.warnings]).toEqual([[], ['nothing-filled ']])
    expect(read.skipped).toEqual(expect.arrayContaining(['sheet-empty Adviezen', 'sheet-empty Historie']))
    const framed = await book({ 'Zorggebruik alle': [['Code', ...OORS], ...CODES.map((code, s) => [code, ...OORS.map((_, o) => use(s, o))])], 'Lege cellen': [['Specialisme', 'OOR', 'Reden']], Vastgezet: [['Specialisme', 'OOR', 'Plaatsen']] }) // prettier-ignore
    const { skipped } = account(() => parseScenario(scenarioInWorkbook(framed, 'x.xlsx', BASE)))
    expect(skipped).toEqual(expect.arrayContaining(['sheet-empty Lege cellen', 'sheet-empty Vastgezet']))
    expect(parseConsultation({}, BASE).advices).toEqual([])
  })

  it('of CSV is a warning where its headings are known, and a fault where they are not', () => {
    const folder = mkdtempSync(join(tmpdir(), 'evenredig-totals-'))
    const read = (text: string) => {
      writeFileSync(join(folder, 'a.csv'), text)
      return account(() => readConsultation(join(folder, 'a.csv'), BASE))
    }
    for (const known of [`specialty,${OORS.join()}\n`, 'kind,specialty,oor,places\n', 'kind\n']) {
      expect(read(known)).toMatchObject({ faults: [], warnings: ['nothing-filled '] })
    }
    for (const unknown of ['Foo,Bar\n', '', 'Foo,Bar\n1,2\n']) expect(read(unknown).faults).not.toEqual([])
  })

  it('a single column of wishes has a heading too', async () => {
    const bytes = await book({ Wensen: [['Wens'], ['weinig verschuiven']] })
    expect(consultationFromBytes(bytes, BASE).prefer).toEqual(['moved'])
    const unknown = await book({ Wensen: [['Iets'], ['weinig verschuiven']] })
    expect(account(() => consultationFromBytes(unknown, BASE)).faults).toHaveLength(1)
  })
})
