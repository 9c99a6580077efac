/** Tables as people type them: read as they are meant, or refused by their cell; never something else in silence. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError, type Fault } from '../src/domain/errors.js'
import { check, draft, explain, reconstruct, round, solve, verify } from '../src/index.js'
import { matrixFromCsv } from '../src/io/read/care-use.js'
import { csvSheet, parseCsv } from '../src/io/csv.js'
import { newAccount } from '../src/io/read/account.js'
import { codesOf } from '../src/io/read/names.js'
import { problemIn } from '../src/io/read/problem-table.js'
import { proposalIn } from '../src/io/read/proposal-table.js'
import { readingOf } from '../src/io/read/readings.js'
import { readScenario } from '../src/io/read/scenario.js'
import { scenarioFromWorkbook } from '../src/io/read/workbook-scenario.js'
import { problemFromWorkbook, readProposalWorkbook } from '../src/io/read/workbook-tables.js'
import {
  csvOf,
  csvStyles,
  DOUBTFUL,
  drawn,
  layouts,
  ODDITIES,
  type CsvStyle,
  type Drawn,
  type Table,
} from './layouts.js'
import { book } from './workbooks.js'

/** More by hand: TABLES=2000 npx vitest run test/tables.test.ts */
const RUNS = Number(process.env['TABLES'] ?? 40)
const BASE = readScenario('2027-base')
const OORS = ['OOR NO', 'OOR ON', 'OOR Utrecht', 'OOR Amsterdam', 'OOR Leiden', 'OOR ZWN', 'OOR ZON']
const scenario = { ...BASE, specialties: BASE.specialties.slice(0, 5) }
const NAMES = scenario.specialties.map(({ code, name }) => `${code} ${name}`)

/** What a reader made of it: the numbers, or the faults. */
type Outcome =
  | { readonly values: readonly (readonly number[])[]; readonly remarks: number }
  | { readonly faults: readonly Fault[] }

function outcome<T extends object>(read: () => T, values: (read: T) => readonly (readonly number[])[]): Outcome {
  try {
    const found = read()
    const reading = readingOf(found)
    return { values: values(found), remarks: (reading?.skipped.length ?? 0) + (reading?.warnings.length ?? 0) }
  } catch (error) {
    if (error instanceof InputError) return { faults: error.faults }
    throw error
  }
}

/** A table with one thing wrong, and what may be read then; nothing where it may only be refused. */
interface Mutated {
  readonly rows: Drawn['rows']
  readonly draw: Drawn
  readonly label: string
  readonly may: readonly (readonly (readonly number[])[])[]
  /** Where that differs in CSV, whose numbers are text. */
  readonly mayInCsv?: Mutated['may']
}

/** A kind of table, from a workbook and from CSV. */
interface Kind {
  readonly table: fc.Arbitrary<Table>
  readonly totals: 'always' | 'perhaps'
  readonly given: (table: Table) => Parameters<typeof drawn>[2]
  readonly workbook: (bytes: Uint8Array) => Outcome
  readonly csv: (text: string) => Outcome
}

const decimals = fc.nat({ max: 500_000 }).map((n) => n / 100)
const matrix = (rows: number, columns: number, cell: fc.Arbitrary<number>) =>
  fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows })

const KINDS: Readonly<Record<string, Kind>> = {
  'a table to round': {
    table: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 4 })).chain(([rows, columns]) =>
      matrix(rows, columns, decimals).map((values) => ({
        down: ['noord', 'zuid', 'oost 2', 'west'].slice(0, rows),
        across: ['A', 'B', 'Cé', 'D d'].slice(0, columns),
        values,
      })),
    ),
    totals: 'always',
    given: ({ values, across }) => ({
      rows: values.map((row) => Math.round(row.reduce((a, b) => a + b, 0))),
      columns: across.map((_, o) => Math.round(values.reduce((a, row) => a + row[o]!, 0))),
    }),
    workbook: (bytes) =>
      outcome(
        () => problemFromWorkbook(bytes, 'x.xlsx'),
        ({ target }) => target.map((row) => row.map(Number)),
      ),
    csv: (text) =>
      outcome(
        () => problemIn(csvSheet(parseCsv(text, 'x.csv'), 'x.csv'), 'x'),
        ({ target }) => target.map((row) => row.map(Number)),
      ),
  },
  'care use': {
    table: matrix(
      5,
      7,
      fc.nat({ max: 900_000 }).map((n) => (n + 1) / 100),
    ).map((values) => ({ down: NAMES, across: OORS, values })),
    totals: 'perhaps',
    given: () => null,
    workbook: (bytes) =>
      outcome(
        () => scenarioFromWorkbook(bytes, { path: 'x.xlsx', scenario, known: scenario }),
        ({ careUse }) => (careUse!.all as string[][]).map((row) => row.map(Number)),
      ),
    csv: (text) =>
      outcome(
        () => {
          const account = newAccount()
          const sides = { specialties: codesOf(scenario.specialties), oors: codesOf(scenario.oors) }
          const read = matrixFromCsv(parseCsv(text, 'x.csv'), 'x.csv', 'volume', sides, account)
          if (account.faults.length > 0) throw new InputError(account.faults)
          return { read: read.matrix }
        },
        ({ read }) => read.map((row) => row.map(Number)),
      ),
  },
  'a proposal': {
    table: matrix(5, 7, fc.nat({ max: 2_000 })).map((values) => ({ down: NAMES, across: OORS, values })),
    totals: 'perhaps',
    given: () => null,
    workbook: (bytes) =>
      outcome(
        () => readProposalWorkbook(bytes, scenario, 'x.xlsx'),
        ({ allocation }) => allocation,
      ),
    csv: (text) =>
      outcome(
        () => proposalIn(csvSheet(parseCsv(text, 'x.csv'), 'x.csv'), scenario),
        ({ allocation }) => allocation,
      ),
  },
}

const SHEET = { 'a table to round': 'Doel', 'care use': 'Zorggebruik alle', 'a proposal': 'Voorstel' } as const

/** What numbers as text show in a file that separates cells by commas, or that a layout cannot say without a doubt. */
function isFair(kind: string, { layout, rows }: Drawn, csv: CsvStyle | null): boolean {
  if (layout.numbers && csv === null) return true
  // "1.234" in a file of programs is one and a bit, and nobody groups there with points
  if (csv?.separator === ',' && layout.style === 'dutch' && !layout.numbers) return false
  return kind !== '' && rows.length > 0
}

function equal(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Whether every doubtful number is decided by another of the table; else it may be refused. */
function mayDoubt({ layout }: Drawn): boolean {
  return !layout.numbers && ['dutch', 'english'].includes(layout.style)
}

const title = fc.constantFrom('Toewijzing 2027', 'Vertrouwelijk, concept', 'Peildatum 1-1-2026', 'zorggebruik')

describe.each(Object.entries(KINDS))('%s', (name, kind) => {
  const tables = fc
    .tuple(kind.table, layouts(kind.totals, title))
    .map(([table, layout]) => ({ table, draw: drawn(table, layout, kind.given(table)) }))
  const workbookOf = async (rows: Drawn['rows']) =>
    kind.workbook(await book({ [SHEET[name as keyof typeof SHEET]]: rows }))

  it('in any layout is read as it is, from a workbook', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ({ table, draw }) => {
        const read = await workbookOf(draw.rows)
        if ('faults' in read && mayDoubt(draw)) {
          expect(new Set(read.faults.map(({ code }) => code))).toEqual(new Set(['not-decimal']))
        } else expect(read).toMatchObject({ values: table.values })
      }),
      { seed: 20270901, numRuns: RUNS },
    )
  })

  it('in any layout is read as it is, from CSV', () => {
    fc.assert(
      fc.property(tables, csvStyles, ({ table, draw }, style) => {
        if (!isFair(name, draw, style)) return
        const read = kind.csv(csvOf(draw.rows, style))
        if ('faults' in read && mayDoubt(draw)) {
          expect(new Set(read.faults.map(({ code }) => code))).toEqual(new Set(['not-decimal']))
        } else expect(read).toMatchObject({ values: table.values })
      }),
      { seed: 20270902, numRuns: RUNS },
    )
  })

  /** One thing wrong, and what may be read then; null for nothing. */
  const mutations = fc
    .tuple(
      tables,
      fc.nat(),
      fc.nat(),
      fc.constantFrom('odd', 'doubt', 'number', 'twice', 'block', 'beside', 'gone', 'total'),
      fc.nat(),
    )
    .map(([{ table, draw }, r, c, what, n]): Mutated => {
      const rows = draw.rows.map((row) => [...row])
      const [s, o] = [r % table.down.length, c % table.across.length]
      const [row, column] = [draw.first[0] + s, draw.first[1] + o]
      const withValue = (value: number) => table.values.map((line, i) => (i === s ? line.with(o, value) : line))
      const label = `${what} ${s},${o}`
      if (what === 'odd') {
        const [text, meant] = ODDITIES[n % ODDITIES.length]!
        rows[row]![column] = text
        return { rows, draw, label: `${label} ${text}`, may: meant === null ? [] : [withValue(meant)] }
      }
      if (what === 'doubt') {
        const text = DOUBTFUL[n % DOUBTFUL.length]!
        rows[row]![column] = text
        // only what the layout shows can decide; places are whole, and beside whole numbers a last 0 is no decimal
        const { style, numbers } = draw.layout
        const decimal = Number(text.replace(',', '.'))
        const point = { dutch: ',', spaced: ',', narrow: ',', bareComma: ',', english: '.', swiss: '.', barePoint: '.' }
        const meant = (known: string) => (text.includes(known) ? decimal : Math.round(decimal * 1000))
        const isWhole = table.values.flat().every(Number.isInteger)
        const whole = name === 'a proposal' || (isWhole && text.endsWith('0')) ? [Math.round(decimal * 1000)] : []
        const may = [...(numbers ? [] : [meant(point[style])]), ...whole].map(withValue)
        const mayInCsv = [meant(numbers ? '.' : point[style]), ...whole].map(withValue)
        return { rows, draw, label: `${label} ${text} ${style}`, may, mayInCsv }
      }
      if (what === 'number') {
        rows[row]![column] = 7
        return { rows, draw, label, may: [withValue(7)] }
      }
      if (what === 'twice') {
        rows.splice(row, 0, [...rows[row]!])
        return { rows, draw, label, may: [] }
      }
      if (what === 'block') {
        const from = draw.first[0] - 1
        rows.push([], ...rows.slice(from, from + 1 + table.down.length).map((line) => [...line]))
        return { rows, draw, label, may: [] }
      }
      if (what === 'beside') {
        const width = Math.max(...rows.map((line) => line.length)) + 1
        for (const i of [row, row === draw.first[0] ? row + 1 : row - 1]) {
          const line = rows[i]
          if (line === undefined) continue
          while (line.length < width) line.push(null)
          line.push(11, 12)
        }
        return { rows, draw, label, may: [table.values] }
      }
      if (what === 'gone') {
        rows.splice(row, 1)
        const left = table.values.filter((_, i) => i !== s)
        return { rows, draw, label, may: name === 'a table to round' && left.length > 0 ? [left] : [] }
      }
      const total = rows.findIndex((line) => String(line[0] ?? '').includes(draw.layout.totalWord))
      if (total === -1) return { rows, draw, label, may: [table.values] }
      rows[total]![column] = ['x', null, 3.5, '4*'][n % 4]!
      return {
        rows,
        draw,
        label: `${label} ${String(rows[total]![column])}`,
        may: name === 'a table to round' ? [] : [table.values],
      }
    })

  const judge = (read: Outcome, may: readonly (readonly (readonly number[])[])[], label: string) => {
    if ('faults' in read) {
      expect(read.faults.length, label).toBeGreaterThan(0)
      for (const { path } of read.faults) expect(path, label).toMatch(/^x\.(xlsx|csv)/)
      return
    }
    expect({ label, read: read.values, right: may.some((each) => equal(each, read.values)) }).toMatchObject({
      label,
      right: true,
    })
  }

  it('with something wrong is read right or refused, from a workbook', async () => {
    await fc.assert(
      fc.asyncProperty(mutations, async ({ rows, may, label }) => judge(await workbookOf(rows), may, label)),
      { seed: 20270903, numRuns: RUNS },
    )
  })

  it('with something wrong is read right or refused, from CSV', () => {
    fc.assert(
      fc.property(mutations, csvStyles, ({ rows, may, mayInCsv, label, draw }, style) => {
        if (!isFair(name, draw, style)) return
        judge(kind.csv(csvOf(rows, style)), mayInCsv ?? may, `${label} ${style.separator}`)
      }),
      { seed: 20270904, numRuns: RUNS },
    )
  })
})

/** FAQ 5, as it is printed: its headings and its specialties, slip of the pen and all. */
const FAQ_HEADINGS = ['', ...OORS, 'Totaal']
const FAQ_LABEL = ({ code, name }: { code: string; name: string }) =>
  `${code} ${name}`.replace('44 Ziekenhuisapotheker', '44 Ziekenhuisapotheeker')

describe('the table of the FAQ, typed over with numbers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-tables-'))
  const file = (name: string, rows: readonly (readonly string[])[]) => {
    writeFileSync(join(folder, name), rows.map((row) => row.join('\t')).join('\n'))
    return join(folder, name)
  }
  const careUse = BASE.careUse.kind === 'matrix' ? BASE.careUse.all : []
  const percent = (share: string) => `${(Number(share) * 100).toFixed(3).replace('.', ',')} %`
  file('care.csv', [
    FAQ_HEADINGS,
    ...BASE.specialties.map((each, s) => [FAQ_LABEL(each), ...careUse[s]!.map(percent), '100%']),
  ])
  const { careUse: _, ...frame } = JSON.parse(readFileSync('scenarios/2027-base/scenario.json', 'utf8'))
  const own = join(folder, 'scenario.json')
  writeFileSync(own, JSON.stringify({ ...frame, careUse: { all: 'care.csv', unit: 'percent' } }))

  it('solves, drafts and explains as the scenario does, and its answer is checked, rebuilt and rounded', async () => {
    const { allocation, rowTotals, columnTotals } = await solve('2027-base')
    expect((await solve(own)).allocation).toEqual(allocation)
    const { specialty, oor } = await explain(own, '10 Interne geneeskunde', 'OOR Amsterdam')
    expect([specialty.code, oor.code]).toEqual(['10', 'NWN'])
    expect((await draft(own)).status).toBe('optimal')
    const places = allocation!.map((row, s) => [
      FAQ_LABEL(BASE.specialties[s]!),
      ...row.map(String),
      String(rowTotals[s]),
    ])
    const table = file('places.csv', [FAQ_HEADINGS, ...places, ['Totaal', ...columnTotals!.map(String), '1.140']])
    expect((await check('2027-base', table)).allocation).toEqual(allocation)
    expect((await reconstruct(table, { scenario: '2027-base' })).result.allocation).toEqual(allocation)
    expect((await round(table)).allocation).toEqual(allocation)
  })
})

describe('a table of votes', () => {
  const votes = {
    rows: ['noord', 'zuid'],
    columns: ['A', 'B'],
    target: [
      [12_345_678, 1_999_999_999],
      [87_654_321, 3],
    ],
    rowTotals: [20, 30],
    columnTotals: [40, 10],
  }

  it('is rounded in proportion, and the answer verified, beyond what other objectives can hold', async () => {
    const result = await round(votes, { objective: 'proportional' })
    expect({ status: result.status, target: result.target }).toEqual({ status: 'optimal', target: votes.target })
    expect((await verify(structuredClone(result))).status).toBe('accepted')
    for (const request of [{}, { objective: 'squares' }, { method: 'stepwise', objective: 'proportional' }] as const) {
      await expect(round(votes, request)).rejects.toMatchObject({
        faults: [0, 1, 2].map((cell) => ({ code: 'value', path: `target[${Math.floor(cell / 2)}][${cell % 2}]` })),
      })
    }
  })
})
