/**
 * The whole of a consultation in a spreadsheet program: the template with the figures of a scenario, filled in, drafted from, changed by
 * hand, checked, and drafted anew around what was changed. Between every two steps LibreOffice opens, computes and saves the workbook,
 * as a person would.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { templateWorkbook, type Checked, type Draft, type Verification } from '../src/index.js'
import { consultationFromBytes } from '../src/io/read/consultation.js'
import { parseScenario } from '../src/io/read/scenario.js'
import { commandIn } from './command.js'
import { typeInto } from './filled.js'
import { cellsOf, hasProgram, withoutValues } from './workbooks.js'

const SCENARIO = {
  id: 'klein',
  title: 'Klein',
  year: 2027,
  data: 'synthetic',
  oors: ['NO', 'ON', 'ZWN', 'ZON'].map((code) => ({ code, name: `OOR ${code}` })),
  specialties: [12, 8, 6, 9, 5].map((intake, s) => ({ code: `0${s + 1}`, name: ['Een', 'Twee', 'Drie', 'Vier', 'Vijf'][s]!, intake })), // prettier-ignore
  careUse: { all: [[5, 3, 2, 2], [2, 2, 2, 2], [3, 1, 1, 1], [2, 3, 3, 1], [2, 2, 1, 0]] }, // prettier-ignore
  zeroCells: [{ specialty: '05', oor: 'ZON', reason: 'geen opleiding' }],
  leeway: { total: 6, below: 2, above: 3 },
}
const scenario = parseScenario(SCENARIO)
/** In the words of the protocol, and in those of our own letters. */
const CATEGORIES = [
  'Specifieke speerpunten van een OOR',
  'Optimale benutting van de beschikbare opleidingscapaciteit (krimp, doelmatigheid)',
  'Het accomoderen van nieuwe erkenningen van een zorgopleiding in een OOR;',
  'Ontwikkeling van de zorgvraag binnen de OOR en de gewenste exposure voor aios',
  'Redelijke verdeling met het oog op OOR-grootte.',
]
const POINTS = CATEGORIES.map((category, i) => [['NO', 'ON', 'ZWN', 'ZON', 'NO'][i]!, '', category, ['meer plaatsen', 'gelijk houden', 'hetzelfde aantal', 'minder', 'keep'][i]!, `Punt ${i + 1}.`]) // prettier-ignore

/** Values by cell, for a table that begins in a cell. */
function from(sheet: string, row: number, column: number, rows: readonly (readonly (string | number)[])[]) {
  return rows.flatMap(
    (values, r) =>
    values.flatMap((value, c) => (value === '' ? [] : [[`${sheet}!${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column + c]}${row + r}`, value] as const])), // prettier-ignore
  )
}

/** What the filled-in workbook says, as it must be read. */
const AGREED = { oor: 'NO', low: 11, high: 14, by: 'OOR NO', date: '2026-07-01', reason: 'gesprek' }
const ADVISED = [
  [4, 4, 2, 2],
  [2, 2, 2, 2],
  [3, 1, 1, 1],
]

describe.skipIf(!hasProgram('soffice'))('a consultation in LibreOffice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-loop-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const here = (name: string) => join(folder, name)
  const bytes = (name: string) => readFileSync(here(name))

  /** Opens, computes and saves workbooks: `x.xlsx` becomes `saved/x.xlsx`. */
  function saved(...names: readonly string[]): void {
    // what was typed outside of it is computed only where no value stands
    for (const name of names) writeFileSync(here(name), withoutValues(bytes(name)))
    const profile = `-env:UserInstallation=file://${here('profile')}`
    const target = ['--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', here('saved')]
    execFileSync('soffice', [profile, '--headless', ...target, ...names.map(here)], { stdio: 'pipe', timeout: 110_000 })
  }

  async function answered<A>(...args: readonly string[]): Promise<A> {
    const { out, err, exit } = await commandIn(folder, [...args, '--json'])
    expect(exit, err).toBeLessThan(2)
    return JSON.parse(out) as A
  }

  const texts = (name: string, sheet: string, at: readonly string[]) => {
    const cells = cellsOf(bytes(name), sheet)
    return at.map((each) => cells.get(each)?.text ?? '')
  }

  let drafted: Draft
  beforeAll(async () => {
    writeFileSync(here('klein.json'), JSON.stringify(SCENARIO))
    const { exit, err } = await commandIn(folder, ['template', 'vullen.xlsx', '--scenario', 'klein.json'])
    expect(exit, err).toBe(0)
    writeFileSync(here('leeg.xlsx'), await templateWorkbook())
    typeInto(here('leeg.xlsx'), new Map([['Adviezen!C5', 3]]))
    typeInto(
      here('vullen.xlsx'),
      new Map<string, string | number>([
        ...from('Adviezen', 5, 2, ADVISED),
        // Vier: one too many
        ...from('Adviezen', 8, 2, [[2, 3, 3, 2]]),
        ...from('Buiten kader', 6, 1, [[1, 1, 1, 1]]),
        ...from('Aandachtspunten', 5, 0, POINTS),
        ...from('Motiveringen', 5, 0, [
          ['ON', '', 'het bestaande opleidingspalet in de regio; opleidingseisen', 'Er is ruimte.'],
          ['NO', '', 'De ontwikkeling van de regionale zorgvraag', 'Minder zorg.'],
        ]),
        ...from('Omvang', 5, 1, [[9], [8], [8], [5]]),
        ...from('Afspraken', 5, 1, [['NO', 11, 14, 'OOR NO', '2026-07-01', 'gesprek']]),
      ]),
    )
    saved('vullen.xlsx', 'leeg.xlsx')
  }, 120_000)

  it('a right advice is right by the workbook’s own checks, and a wrong one is not', () => {
    // Een, Twee and Drie sum to the intake that the template came with, Vier has one too many, and Vijf is empty
    const at = [5, 6, 7, 8, 9].map((row) => `I${row}`)
    expect(texts('saved/vullen.xlsx', 'Adviezen', at)).toEqual(['✓', '✓', '✓', 'FOUT +1', ''])
    expect(texts('saved/vullen.xlsx', 'Instroom', ['C5', 'C9', 'C10'])).toEqual(['12', '5', '40'])
    // beside it the base distribution, under its label
    expect(texts('saved/vullen.xlsx', 'Adviezen', ['C3', 'J4', 'M4'])).toEqual([
      'SYNTHETISCHE GEGEVENS: verzonnen zorggebruik, geen schatting van het echte',
      'NO basis',
      'ZON basis',
    ])
    expect(texts('saved/vullen.xlsx', 'Adviezen', ['J6', 'K6', 'L6', 'M6'])).toEqual(['2', '2', '2', '2'])
    // where no intake is known yet nothing is wrong
    expect(texts('saved/leeg.xlsx', 'Adviezen', ['L5'])).toEqual([''])
  })

  it('what is wrong is refused by its cell; put right, all of it is read as it was meant', async () => {
    const wrong = await commandIn(folder, ['draft', 'klein.json', '--advices', 'saved/vullen.xlsx'])
    expect([wrong.exit, wrong.err]).toEqual([2, expect.stringMatching(/Adviezen!C8.*10/)])
    typeInto(here('vullen.xlsx'), new Map([['Adviezen!F8', 1]]))
    saved('vullen.xlsx')
    expect(texts('saved/vullen.xlsx', 'Adviezen', ['I8'])).toEqual(['✓'])
    const read = consultationFromBytes(bytes('saved/vullen.xlsx'), scenario, 'x.xlsx')
    expect(read.advices.map(({ specialty, row }) => [specialty, row])).toEqual([
      ...ADVISED.map((row, s) => [`0${s + 1}`, row]),
      ['04', [2, 3, 3, 1]],
    ])
    expect(read.outside!.map(({ specialty, row }) => [specialty, row])).toEqual([['Sportgeneeskunde', [1, 1, 1, 1]]])
    expect(read.attentionPoints.map(({ category, direction }) => `${category} ${direction}`)).toEqual([
      'focal-point up',
      'capacity keep',
      'new-recognition keep',
      'care-demand down',
      'oor-size keep',
    ])
    expect(read.motivations.map(({ oor, grounds }) => [oor, ...grounds])).toEqual([
      ['ON', 'training-palette', 'training-requirements'],
      ['NO', 'care-demand'],
    ])
    expect([read.current, read.agreements]).toEqual([[9, 8, 8, 5], [{ ...AGREED, specialty: null, row: null }]])
  }, 120_000)

  it('is drafted from, changed by hand, checked, and drafted anew around the change', async () => {
    const asked = ['klein.json', '--advices', 'saved/vullen.xlsx']
    drafted = await answered<Draft>('draft', ...asked)
    expect(drafted.status).toBe('optimal')
    expect((await commandIn(folder, ['draft', ...asked, '--out', 'voorstel.xlsx'])).exit).toBe(0)

    // by hand: of Vijf, which has no advice, one place from one OOR to another; and of Twee one place to ZWN that is taken from nowhere
    const cells = cellsOf(bytes('voorstel.xlsx'), 'Voorstel')
    const heads = [...cells.values()].filter(({ text }) => ['NO', 'ON', 'ZWN', 'ZON'].includes(text)).slice(0, 4)
    const [first] = heads
    const top = Number(/\d+/.exec(first!.address)![0])
    const place = (s: number, o: number) => `${/[A-Z]+/.exec(heads[o]!.address)![0]}${top + 1 + s}`
    const places = drafted.allocation!.map((row) => [...row])
    const change = (s: number, o: number, by: number) => {
      places[s]![o]! += by
      return [`Voorstel!${place(s, o)}`, places[s]![o]!] as const
    }
    typeInto(here('voorstel.xlsx'), new Map([change(4, 0, -1), change(4, 1, 1), change(1, 2, 1)]))
    saved('voorstel.xlsx')
    expect(texts('saved/voorstel.xlsx', 'Voorstel', [place(4, 0), place(1, 2)])).toEqual([`${places[4]![0]}`, `${places[1]![2]}`]) // prettier-ignore
    const shown = [...cellsOf(bytes('saved/voorstel.xlsx'), 'Voorstel').values()].map(({ text }) => text)
    expect(shown).toContain('FOUT +1') // Twee has one too many

    // both proposal and advices come from the one workbook that was changed
    const edited = ['klein.json', 'saved/voorstel.xlsx', '--advices', 'saved/voorstel.xlsx']
    const checked = await answered<Checked>('check', ...edited)
    expect(checked.allocation).toEqual(places)
    expect(checked.status).toBe('not-compliant')
    const failing = checked.rules.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)
    expect(failing).toEqual(expect.arrayContaining(['row-totals', 'national-total']))
    expect((await commandIn(folder, ['check', ...edited, '--out', 'toets.xlsx'])).exit).toBe(1)
    saved('toets.xlsx')

    // from the workbook of the check: the same consultation, and as near to the hand-made proposal as the frame allows
    const near = ['klein.json', '--advices', 'saved/toets.xlsx', '--near', 'saved/voorstel.xlsx']
    const again = await answered<Draft>('draft', ...near)
    const sorted = ({ motivations, ...rest }: Draft['consultation']) => ({ ...rest, motivations: motivations.toSorted((a, b) => (a.oor < b.oor ? -1 : 1)) }) // prettier-ignore
    expect(sorted(again.consultation)).toEqual(sorted(drafted.consultation))
    expect(again.status).toBe('optimal')
    expect(again.levels![0]).toEqual({ name: 'near', value: 0 }) // nothing gained over it: Twee gives its one too many back
    expect(again.near!.lost).toBe(1)
    expect(again.allocation![4]).toEqual(places[4])
    writeFileSync(here('weer.json'), JSON.stringify(again))
    const verified = await answered<Verification>('verify', 'weer.json', '--scenario', 'klein.json', '--advices', 'saved/toets.xlsx', '--near', 'saved/voorstel.xlsx') // prettier-ignore
    expect([verified.status, verified.faults]).toEqual(['accepted', []])
  }, 240_000)
})
