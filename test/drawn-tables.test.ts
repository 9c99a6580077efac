/**
 * Workbooks and CSV drawn by a seed, in all that people put around a table: read as what was put in, or refused by name; never
 * something else, and a good table is not refused. More by hand: DRAWN=2000 npx vitest run test/drawn-tables.test.ts
 */
import { describe, expect, it } from 'vitest'
import { InputError, type Fault } from '../src/domain/errors.js'
import { csvSheet, parseCsv } from '../src/io/csv.js'
import { matrixFromCsv } from '../src/io/read/care-use.js'
import { consultationFromBytes } from '../src/io/read/consultation.js'
import { newAccount } from '../src/io/read/account.js'
import { codesOf } from '../src/io/read/names.js'
import { problemIn } from '../src/io/read/problem-table.js'
import { proposalFromBytes } from '../src/io/read/proposal.js'
import { readScenario } from '../src/io/read/scenario.js'
import { scenarioFromWorkbook } from '../src/io/read/workbook-scenario.js'
import { problemFromWorkbook } from '../src/io/read/workbook-tables.js'
import type { ProblemFile } from '../src/shapes/files.js'
import { decode } from '../src/io/text.js'
import { faultText } from '../src/words/texts.js'
import {
  bookBytes,
  Chance,
  csvBytes,
  drawCsvForm,
  drawTable,
  type Draw,
  type Kind,
  type Spoil,
  SPOILS,
} from './drawn-tables.js'

const RUNS = Number(process.env['DRAWN'] ?? 25)
const FROM = Number(process.env['DRAWN_FROM'] ?? 1)
const BASE = readScenario('2027-base')
const INTAKES = Object.fromEntries(BASE.specialties.map(({ code, intake }) => [code, intake]))

const scenarioOf = ({ rows }: Draw) => ({
  ...BASE,
  specialties: BASE.specialties.filter(({ code }) => rows.includes(code)),
  zeroCells: [],
})

type Matrix = readonly (readonly number[])[]

/** What was put in, in the order of the scenario. */
function meant(draw: Draw): Matrix {
  if (draw.kind === 'a table to round') return draw.values
  return scenarioOf(draw).specialties.map(({ code }) =>
    BASE.oors.map((oor) => draw.values[draw.rows.indexOf(code)]![draw.columns.indexOf(oor.code)]!),
  )
}

/** Care use counts by its shares. */
const shares = (matrix: Matrix) =>
  matrix.map((row) => row.map((each) => Math.round((each / row.reduce((a, b) => a + b, 0)) * 1e9)))

function problemOf({ target, rows, columns, rowTotals, columnTotals }: ProblemFile) {
  return { matrix: target.map((row) => row.map(Number)), names: [rows, columns], totals: [rowTotals, columnTotals] }
}

function readAs(draw: Draw, bytes: Uint8Array, isBook: boolean): object {
  const path = isBook ? 'x.xlsx' : 'x.csv'
  const scenario = scenarioOf(draw)
  switch (draw.kind) {
    case 'a table to round':
      return problemOf(
        isBook ? problemFromWorkbook(bytes, path) : problemIn(csvSheet(parseCsv(decode(bytes), path), path), 'x'),
      )
    case 'a proposal': {
      const { places } = proposalFromBytes(bytes, scenario, path)
      return { matrix: scenario.specialties.map((_, s) => places.slice(7 * s, 7 * s + 7)) }
    }
    case 'advices': {
      const { advices } = consultationFromBytes(bytes, scenario, path)
      return {
        matrix: scenario.specialties.map(({ code }) => advices.find((each) => each.specialty === code)?.row ?? null),
      }
    }
    case 'care use': {
      if (isBook) {
        const { careUse } = scenarioFromWorkbook(bytes, { path, scenario, known: BASE })
        return { matrix: shares((careUse!.all as string[][]).map((row) => row.map(Number))) }
      }
      const account = newAccount()
      const sides = { specialties: codesOf(scenario.specialties), oors: codesOf(scenario.oors) }
      const { matrix } = matrixFromCsv(
        parseCsv(decode(bytes), path),
        path,
        draw.style.percent ? 'percent' : 'volume',
        sides,
        account,
      )
      if (account.faults.length > 0) throw new InputError(account.faults)
      return { matrix: shares(matrix.map((row) => row.map(Number))) }
    }
  }
}

/** Names of a table to round as they are kept: without marks of footnotes, on one line. */
const kept = (names: readonly string[]) => names.map((name) => name.replace('²', '').replace(/\s+/g, ' '))

function rightOf(draw: Draw): object {
  const matrix = draw.kind === 'care use' ? shares(meant(draw)) : meant(draw)
  if (draw.kind !== 'a table to round') return { matrix }
  return { matrix, names: [kept(draw.rows), kept(draw.columns)], totals: [draw.totals.rows, draw.totals.columns] }
}

function outcome(draw: Draw, bytes: Uint8Array, isBook: boolean): object | readonly Fault[] {
  try {
    return readAs(draw, bytes, isBook)
  } catch (error) {
    if (error instanceof InputError) return error.faults
    throw error
  }
}

const SHEET: Readonly<Record<Kind, string>> = {
  'care use': 'Zorggebruik alle',
  'a table to round': 'Doel',
  'a proposal': 'Voorstel',
  advices: 'Adviezen',
}

function bookOf(chance: Chance, kind: Kind, spoil?: Spoil): readonly [Draw, Uint8Array, string] {
  const draw = drawTable(chance, { kind, separator: null, intakes: INTAKES, spoil })
  const { cells, hiddenRows, hiddenColumns, merged } = draw
  const name = kind === 'advices' || chance.once(2) ? SHEET[kind] : chance.of(['Blad1', 'Sheet1', 'Tabel'])
  const hidden = chance.once(4)
  const sheets = [
    { name, cells, hiddenRows, hiddenColumns, merged },
    ...(hidden ? [{ name: 'lijsten', cells: [['ja'], ['nee'], [3]], hidden: true }] : []),
  ]
  return [draw, bookBytes(sheets, chance.once(2)), `${name}${hidden ? ', hidden list' : ''}`]
}

function csvOf(chance: Chance, kind: Kind, spoil?: Spoil): readonly [Draw, Uint8Array, string] {
  const form = drawCsvForm(chance)
  const draw = drawTable(chance, { kind, separator: form.separator, intakes: INTAKES, spoil })
  return [draw, csvBytes(draw, form), JSON.stringify(form)]
}

const KINDS: readonly Kind[] = ['care use', 'a table to round', 'a proposal', 'advices']

describe.each(KINDS)('%s', (kind) => {
  it.each(['workbook', 'CSV'])('drawn as a %s', (form) => {
    const wrong: string[] = []
    for (let seed = FROM; seed < FROM + RUNS; seed++) {
      const chance = new Chance(1_000_003 * seed + KINDS.indexOf(kind) * 2 + (form === 'CSV' ? 1 : 0))
      const [draw, bytes, as] = form === 'CSV' ? csvOf(chance, kind) : bookOf(chance, kind)
      const read = outcome(draw, bytes, form !== 'CSV')
      const told = () => `${seed} (${as}; ${draw.label}; ${draw.style.point}${draw.style.between}${draw.style.typed ? ' typed' : ''}${draw.style.percent ? ' %' : ''})` // prettier-ignore
      if (Array.isArray(read)) {
        const faults = read as readonly Fault[]
        for (const { path } of faults) expect(path, told()).toMatch(/^x\.(xlsx|csv)/)
        if (draw.doubts.length === 0) wrong.push(`refused ${told()}: ${faults.slice(0, 2).map((fault) => faultText(fault, 'en')).join(' | ')}`) // prettier-ignore
      } else if (JSON.stringify(read) !== JSON.stringify(rightOf(draw))) {
        wrong.push(`WRONG ${told()}: ${JSON.stringify(read)} for ${JSON.stringify(rightOf(draw))}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

/** What may be read of a table in which something is wrong; nothing where it may only be refused. */
function mayBe(draw: Draw): readonly object[] {
  const { what, row, column } = draw.spoilt!
  const without = (value: number): Draw => ({
    ...draw,
    values: draw.values.map((each, s) => (s === row ? each.with(column, value) : each)),
  })
  // a code beside a name with a slip says which it is, and a loose table has names that nobody knows
  if (draw.kind === 'a table to round') return []
  if (what === 'label' || what === 'heading') return [rightOf(draw)]
  // an empty cell among places is none; advised rows still sum to their intake
  return what === 'empty' && draw.kind !== 'care use' ? [rightOf(without(0))] : []
}

describe.each(KINDS)('%s with something wrong', (kind) => {
  it.each(['workbook', 'CSV'])('drawn as a %s', (form) => {
    const wrong: string[] = []
    for (let seed = FROM; seed < FROM + RUNS; seed++) {
      const chance = new Chance(9_000_011 * seed + KINDS.indexOf(kind) * 2 + (form === 'CSV' ? 1 : 0))
      const some = SPOILS.filter((each) => kind === 'care use' || kind === 'a proposal' || (kind === 'advices' ? each !== 'row gone' : each === 'junk' || each === 'empty')) // prettier-ignore
      const spoil = chance.of(some)
      const [draw, bytes, as] = form === 'CSV' ? csvOf(chance, kind, spoil) : bookOf(chance, kind, spoil)
      const read = outcome(draw, bytes, form !== 'CSV')
      if (Array.isArray(read) || mayBe(draw).some((each) => JSON.stringify(each) === JSON.stringify(read))) continue
      wrong.push(
        `READ ${seed} ${as} ${draw.label}: ${JSON.stringify(draw.spoilt)} ${JSON.stringify(draw.cells)} AS ${JSON.stringify(read)}`,
      )
    }
    expect(wrong).toEqual([])
  })
})

describe('what such draws brought to light, by hand', () => {
  const csv = (text: string) => problemIn(csvSheet(parseCsv(text, 'x.csv'), 'x.csv'), 'x')
  const right = { rows: ['noord', 'zuid'], columns: ['A', 'B'], target: [['1.5', '2.5'], ['3', '4']], rowTotals: [4, 7], columnTotals: [4, 7] } // prettier-ignore

  it('decimal commas are no separators, though they stand in more lines than those', () => {
    const text = 'Bron: Vektis, DHD\nBron: BOLS, FMS\n;A;B;Totaal\nnoord;1,5;2,5;4\nzuid;3,0;4,0;7\nTotaal;4;7;11'
    expect(csv(text)).toMatchObject(right)
    expect(parseCsv('a,b\n1,2\n3,4\n5,6\n', 'x.csv').separator).toBe(',')
    expect(parseCsv('naam,uitleg\nx,een; twee\ny,drie; vier\nz,vijf; zes\n', 'x.csv').separator).toBe(',')
  })

  it('a key figure above the table is no total of it, and a count of rows no part of their names', () => {
    const lines = ['1;noord;1,5;2,5;4', '2;zuid;3;4;7', ';Totaal;4;7;11']
    expect(csv(['Totaal instroom;1140', 'Jaar;2027', 'Nr;;A;B;Totaal', ...lines].join('\n'))).toMatchObject(right)
    const account = newAccount()
    const sides = { specialties: codesOf(BASE.specialties.slice(0, 1)), oors: codesOf(BASE.oors) }
    const table = parseCsv('Totaal;1140\nSpecialisme;NO;ON;Utrecht;NWN;Leiden;ZWN;ZON\n01;1;2;3;4;5;6;7\n', 'x.csv')
    const { matrix } = matrixFromCsv(table, 'x.csv', 'volume', sides, account)
    expect([matrix, account.faults]).toEqual([[['1', '2', '3', '4', '5', '6', '7']], []])
  })

  it('a part of the total may stand between names and a total at the left', () => {
    expect(csv(';Waarvan spoed;Totaal;A;B\nnoord;2;4;1,5;2,5\nzuid;3;7;3;4\nTotaal;;11;4;7')).toMatchObject(right)
  })

  it('what Windows writes as a dash, a dagger or a quote is that', () => {
    const bytes = Uint8Array.from('noord\x96zuid\x92s \x86 \x80 \xEB', (letter) => letter.charCodeAt(0))
    expect(decode(bytes)).toBe('noord–zuid’s † € ë')
  })

  it('marks behind codes and brackets are marks', () => {
    const { find } = codesOf(BASE.specialties)
    for (const text of ['37 1)', '37 a)', '37 [2]', 'Radiologie (37) 1)', 'Radiologie (37) a)', '37 Radiologie 2)']) {
      expect(find(text) ?? text).toBe('37')
    }
  })
})
