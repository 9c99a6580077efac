/** Amendments as people hand them in: CSV as programs and a Dutch Excel write it, and the sheet of the workbook that is handed out. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { amend, fix, history, InputError, institutions, versionsWorkbook, type Fixed } from '../src/index.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { smallCase } from './institution-cases.js'
import { book, type Typed } from './workbooks.js'

const folder = mkdtempSync(join(tmpdir(), 'wijzigingen-'))
afterAll(() => rmSync(folder, { recursive: true }))

const RULED = { institution: 'A', specialty: '01', oor: 'X', before: 5, after: 6, ground: 'Uitspraak K&G 3', date: '2026-06-20' } // prettier-ignore
let version: Fixed
beforeAll(async () => {
  const given = smallCase()
  version = await fix(await institutions(given), { case: given })
})

async function made(amendment: string | Uint8Array): Promise<Fixed> {
  const answer = await amend(version, amendment)
  if (answer.kind !== 'fixed') throw new Error(answer.conflict?.text)
  return answer
}

function csv(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, `${lines.join('\r\n')}\r\n`)
  return path
}

const faultsOf = (amendment: string | Uint8Array) =>
  amend(version, amendment).then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof InputError)) throw error
      return error.faults.map(({ code, path, found }) => `${code} ${path.replace(`${folder}/`, '')} ${found}`)
    },
  )

const HEADS = ['Instelling', 'Specialisme', 'OOR', 'Vóór', 'Na', 'Grond', 'Datum']
/** 20 June 2026 as Excel counts days. */
const DAY = { value: 46_193, look: { format: 'dd-mm-yyyy' } }

describe('amendments in a table', () => {
  it('are those of JSON: names of fields, Dutch heads, names for codes, semicolons and Dutch days', async () => {
    const told = await amend(version, RULED)
    const fields = csv(
      'a.csv',
      'institution,specialty,oor,before,after,ground,date',
      'A,01,X,5,6,Uitspraak K&G 3,2026-06-20',
    )
    const dutch = csv('b.csv', 'sep=;', 'Instelling;Specialisme;OOR;Van;Naar;Grond;Datum', 'Umc A;Anesthesiologie;X;5;6;Uitspraak K&G 3;20-6-2026') // prettier-ignore
    const other = csv('c.csv', 'Datum;Na;Voor;OOR;Specialisme;Instelling;Grond', '20/06/2026;6;5;X;="01";A;Uitspraak K&G 3') // prettier-ignore
    for (const path of [fields, dutch, other]) expect(await made(path)).toEqual(told)
    const sheet = await book({ Wijzigingen: [['Uitspraken van juni'], [], HEADS, ['Umc A', 'Anesthesiologie', 'X', 5, 6, 'Uitspraak K&G 3', DAY]] }) // prettier-ignore
    expect(await made(sheet)).toEqual(told)
    const english = await book({ Loose: [['Institution', 'Specialty', 'OOR', 'Before', 'After', 'Ground', 'Date'], ['A', '01', 'X', 5, 6, 'Uitspraak K&G 3', '2026-06-20']] }) // prettier-ignore
    expect(await made(english)).toEqual(told)
  })

  it('are filled in on the workbook of a version, in both languages, by the names that it has to choose from', async () => {
    const chain = await history(version)
    for (const language of ['nl', 'en'] as const) {
      const { sheets } = readXlsx(await versionsWorkbook(chain, { language }), 'versies.xlsx')
      const name = { nl: 'Wijzigingen', en: 'Amendments' }[language]
      const lists = sheets.find(({ hidden }) => hidden)!
      const chosen = [0, 1, 2].map((c) => lists.rows[0]!.cells.get(c)!.text)
      expect(chosen).toEqual(['A Umc A', '01 Anesthesiologie', 'X'])
      const rows = sheets.find((each) => each.name === name)!.rows.map(({ cells }) => [0, 1, 2, 3, 4, 5, 6].map((c) => cells.get(c)?.text ?? null)) // prettier-ignore
      const filled: (readonly Typed[])[] = [...rows, [...chosen, 5, 6, 'Uitspraak K&G 3', DAY]]
      // other sheets of a workbook are not asked about
      expect(await made(await book({ Versies: [['x']], [name]: filled }))).toEqual(await amend(version, RULED))
    }
  })

  it('are refused line by line and cell by cell, and then nothing is amended', async () => {
    const lines = (...rows: readonly (readonly Typed[])[]) => book({ Wijzigingen: [HEADS, ...rows] })
    expect(await faultsOf(await lines(['A', '01', 'X', 5, null, 'K&G', '2026-06-20'], [null, null, null, 1, null, null, null]))).toEqual([
      'missing amendment:Wijzigingen!E2:E3 -',
      'missing amendment:Wijzigingen!A3 -',
      'missing amendment:Wijzigingen!B3 -',
      'missing amendment:Wijzigingen!C3 -',
      'missing amendment:Wijzigingen!F3 -',
      'missing amendment:Wijzigingen!G3 -',
    ]) // prettier-ignore
    expect(await faultsOf(await lines(['Z', '01', 'Q', 5, 6, 'K&G', 'ooit']))).toEqual([
      'unknown-code amendment:Wijzigingen!A2 Z',
      'unknown-code amendment:Wijzigingen!C2 Q',
      'value amendment:Wijzigingen!G2 ooit',
    ])
    expect(await faultsOf(await lines(['A', '01', 'X', 5.5, -1, 'K&G', '2026-06-20']))).toEqual([
      'not-whole amendment:Wijzigingen!D2 5.5',
      'not-whole amendment:Wijzigingen!E2 -1',
    ])
    expect(await faultsOf(csv('d.csv', HEADS.join(';'), 'A;01;X;5;6;;20-6-2026', 'A;01;X;5;6;K&G;20-6-2026'))).toEqual([
      'missing d.csv:2:ground -',
    ])
    expect(await faultsOf(csv('e.csv', HEADS.join(';'), 'A;01;X;5;6;K&G;20-6-2026', 'Umc A;01;X;5;7;K&G;20-6-2026'))).toEqual([
      'duplicate e.csv:3:institution A-01-X',
    ]) // prettier-ignore
    expect(await faultsOf(csv('f.csv', HEADS.join(';'), 'A;01;X;4;6;K&G;20-6-2026'))).toEqual([
      'other-before f.csv:2:before 4',
    ])
    expect(await faultsOf(csv('g.csv', HEADS.join(';')))).toEqual(['no-table g.csv:1 -'])
    expect(await faultsOf(csv('h.csv', 'Instelling;Specialisme;OOR;Vóór;Na;Grond;Datum;Wie', 'A;01;X;5;6;K&G;20-6-2026;ik'))).toContain(
      'unknown-key h.csv:1 Wie',
    ) // prettier-ignore
    expect(await faultsOf(await book({ Een: [['x']], Twee: [['y']] }))).toEqual(['missing amendment Een, Twee'])
  })
})
