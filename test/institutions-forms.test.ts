/** Places over institutions in every form: what is shown is what the answer says, alike in terminal, page, workbook and CSV. */
import { beforeAll, describe, expect, it } from 'vitest'
import { institutionsText } from '../src/cli/render-institutions.js'
import { institutionTables, oorMatrices, oorTable, reconciled } from '../src/documents/institutions.js'
import { institutionsCsv } from '../src/formats/csv.js'
import { institutions, institutionsWorkbook, type Institutions } from '../src/index.js'
import { parseCsv } from '../src/io/csv.js'
import { institutionsPage } from '../src/report/institutions.js'
import { LANGUAGES, wholeText } from '../src/words/texts.js'
import { CROWDED_OUT, smallCase } from './institution-cases.js'
import { plainText, sectionText, tableCells } from './pages.js'
import { cellsOf, sheetNames } from './workbooks.js'

let small: Institutions
let country: Institutions
beforeAll(async () => {
  small = await institutions(
    smallCase({
      change: { below: 4, above: 3 },
      capacity: [{ institution: 'A', max: 8 }],
      recognitions: [...smallCase().recognitions, { institution: 'C', specialty: '01', oor: 'X', to: '2026-01-31' }],
    }),
  )
  country = await institutions('2027-institutions')
})

const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0)
const placesOf = ({ places }: Institutions, of: (each: NonNullable<Institutions['places']>[number]) => boolean) =>
  sum((places ?? []).filter(of).map((each) => each.places))

const tableIn = (answer: Institutions, id: string) => institutionTables(answer, 'nl').find((each) => each.id === id)!

describe.each(['small', 'country'] as const)('the tables of a %s case', (which) => {
  const answerOf = () => (which === 'small' ? small : country)

  it('add up per OOR to the cells, and to all places', () => {
    const answer = answerOf()
    const { rows } = tableIn(answer, 'per-oor')
    answer.oors.forEach(({ code }, o) => {
      const cells = sum(answer.cells.filter(({ oor }) => oor === code).map((each) => each.places))
      expect(rows[o]!.slice(1, 3)).toEqual([cells, placesOf(answer, ({ oor }) => oor === code)])
      expect(rows[o]![1]).toBe(rows[o]![2])
    })
    expect(rows.at(-1)!.slice(1, 3)).toEqual([sum(answer.cells.map((each) => each.places)), placesOf(answer, () => true)]) // prettier-ignore
  })

  it('have the places of every institution, and its mean inflow and bounds', () => {
    const answer = answerOf()
    const { rows, columns } = tableIn(answer, 'instellingen')
    expect(columns.map(({ word }) => word).slice(5)).toEqual(['Plaatsen', 'Gemiddelde instroom', 'Tegenover instroom', 'Minimaal', 'Maximaal']) // prettier-ignore
    answer.institutions.forEach(({ code }, i) => {
      const own = placesOf(answer, ({ institution }) => institution === code)
      const [, , , , , places, mean, by, low, high] = rows[i]! as number[]
      expect([rows[i]![0], places]).toEqual([code, own])
      expect(mean! + by!).toBeCloseTo(own, 6)
      expect([low! <= own, own <= high!]).toEqual([true, true])
    })
  })

  it('have in each OOR the institutions and specialties that there are, with the cells as totals', () => {
    const answer = answerOf()
    const matrices = oorMatrices(answer)
    expect(matrices.map(({ oor }) => oor.code)).toEqual(answer.oors.map(({ code }) => code))
    for (const matrix of matrices) {
      const { code } = matrix.oor
      const own = answer.seats.filter(({ oor }) => oor === code)
      expect(new Set(matrix.rows.map((row) => row.code))).toEqual(new Set(own.map(({ institution }) => institution)))
      const totals = oorTable(matrix, 'nl').rows.at(-1)!.slice(1)
      expect(totals).toEqual([...matrix.specialties.map((each) => each.cell), sum(matrix.specialties.map((each) => each.cell))]) // prettier-ignore
      for (const { code: specialty, cell } of matrix.specialties) {
        expect(cell).toBe(answer.cells.find((each) => each.specialty === specialty && each.oor === code)!.places)
      }
    }
  })

  it('mark a training under two OORs in both, and list it', () => {
    const answer = answerOf()
    const marked = oorMatrices(answer).flatMap((matrix) => oorTable(matrix, 'nl').rows.flat()).filter((each) => typeof each === 'string' && /^\d+\*$/.test(each)) // prettier-ignore
    const { rows } = tableIn(answer, 'meer-oors')
    expect(rows).toHaveLength(which === 'small' ? 2 : 10)
    expect(marked).toHaveLength(rows.length)
    for (const [, , , here, together] of rows as number[][]) expect(together).toBeGreaterThanOrEqual(here!)
    expect(sum(rows.map((row) => row[3] as number))).toBe(sum(marked.map((each) => Number.parseInt(each as string))))
  })

  it('list every seat that is not rounded naturally', () => {
    const answer = answerOf()
    expect(tableIn(answer, 'afrondingen')?.rows.length ?? 0).toBe(answer.deviations.length)
  })

  it('reconcile cells, BOLS and VWS format', () => {
    const answer = answerOf()
    const { rows } = tableIn(answer, 'aansluiting')
    for (const [, cells, bols, vws] of rows) expect([bols, vws]).toEqual([cells, cells])
    expect(reconciled(answer, 'nl')).toContain('hetzelfde totaal')
    const wrong = { ...answer, places: answer.places!.map((each, i) => (i === 0 ? { ...each, places: each.places + 2 } : each)) } // prettier-ignore
    expect(reconciled(wrong, 'en')).toContain('differ by 2 places')
  })
})

it('without codes of the care authority there is one format', async () => {
  const list = smallCase().institutions.map(({ code, name, kind }) => ({ code, name, kind }))
  const answer = await institutions(smallCase({ institutions: list }))
  expect(tableIn(answer, 'aansluiting').rows.map((row) => row[3])).toEqual([null, null, null])
  expect(reconciled(answer, 'nl')).toContain('een VWS-formaat is er niet')
})

/** The lines of the tables in a text for the terminal, cell by cell. */
function terminalLines(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('│'))
  return lines.map((line) => line.split('│').slice(1, -1).map((cell) => cell.trim())) // prettier-ignore
}

describe.each(LANGUAGES)('in %s', (language) => {
  it('terminal, page and workbook show the same figures per OOR', async () => {
    const text = terminalLines(institutionsText(small, language))
    const page = tableCells(institutionsPage(small, language), 'per-oor-tabel')
    expect(page).toHaveLength(4)
    expect(text).toEqual(expect.arrayContaining(page))
    const book = await institutionsWorkbook(small, { language })
    const sheet = cellsOf(book, 'Per OOR')
    expect(['A6', 'A7', 'A8', 'A9'].map((at) => sheet.get(at)!.text)).toEqual(page.map(([first]) => first))
    expect(['B7', 'C7', 'D7', 'E7', 'F7'].map((at) => sheet.get(at)!.text)).toEqual(page[1]!.slice(1))
  })

  it('a page has a table of every OOR, and says what is proven and what its readers should know', () => {
    const page = institutionsPage(country, language)
    for (const matrix of oorMatrices(country)) {
      const { id, rows } = oorTable(matrix, language)
      const cells = tableCells(page, `${id}-tabel`)
      expect(cells.slice(1).map((row) => row.slice(1).map((each) => (each === '–' ? null : each)))).toEqual(
        rows.map((row) => row.slice(1).map((each) => (typeof each === 'number' ? wholeText(each, language) : each))),
      )
    }
    const summary = sectionText(page, 'samenvatting')
    expect(summary).toContain({ nl: 'elk niveau is bewezen', en: 'every level is proven' }[language])
    expect(summary).toContain({ nl: '554 vrij', en: '554 are free' }[language])
    expect(sectionText(page, 'opmerkingen')).toContain(plainText(country.notes[1]!.texts[language]))
    expect(plainText(page)).toContain({ nl: 'SYNTHETISCHE GEGEVENS', en: 'SYNTHETIC DATA' }[language])
  })

  it('the terminal says what is proven, who trains, and the notes', () => {
    const text = institutionsText(country, language)
    for (const { texts } of country.notes) expect(text).toContain(texts[language])
    expect(text).toContain({ nl: 'elk niveau is bewezen', en: 'every level is proven' }[language])
    const trained = terminalLines(text).filter(([code]) => country.institutions.some((each) => each.code === code))
    expect(trained).toHaveLength(72)
    expect(Math.max(...text.split('\n').filter((line) => line.startsWith('│')).map((line) => line.length))).toBeLessThan(145) // prettier-ignore
  })

  it('a conflict is told in words with its repairs, in every form', async () => {
    const answer = await institutions(CROWDED_OUT)
    expect(answer.status).toBe('infeasible')
    const told = [answer.conflict!, ...answer.conflict!.repairs!].map(({ texts }) => texts[language])
    expect(told.length).toBeGreaterThan(2)
    const text = institutionsText(answer, language)
    const page = sectionText(institutionsPage(answer, language), 'botsing')
    const book = await institutionsWorkbook(answer, { language })
    const summary = [...cellsOf(book, sheetNames(book)[0]!).values()].map((cell) => cell.text)
    for (const each of told) {
      expect(text).toContain(each)
      expect(page).toContain(each)
      expect(summary).toContain(each)
    }
    expect(sheetNames(book)).toHaveLength(3)
    const parts = tableCells(institutionsPage(answer, language), 'botsing-tabel').slice(1)
    expect(parts.map((row) => row.slice(-3))).toEqual([['–', '–', '2'], ['Y', '3', '3']]) // prettier-ignore
    expect(terminalLines(text)).toEqual(expect.arrayContaining(parts))
  })
})

it('the workbook has the label on every sheet, a sheet per OOR with its sums, and a reconciliation by formulas', async () => {
  const book = await institutionsWorkbook(small, { language: 'nl' })
  const names = sheetNames(book)
  expect(names).toEqual(expect.arrayContaining(['Samenvatting', 'Per OOR', 'Instellingen', 'OOR X', 'OOR Y', 'Aansluiting', 'Verantwoording'])) // prettier-ignore
  for (const name of names) expect(cellsOf(book, name).get('A2')!.text).toContain('SYNTHETISCHE GEGEVENS')
  const sheet = cellsOf(book, 'OOR X')
  // A and B, their sum, the cells of the OOR, and what is between them
  expect(['B7', 'C7', 'D7', 'B8', 'C8', 'D8', 'B9', 'C9'].map((at) => sheet.get(at)!.text)).toEqual(['7', '4', '11', '7', '4', '11', '0', '0']) // prettier-ignore
  const sums = cellsOf(book, 'Aansluiting')
  expect(['B5', 'C5', 'D5', 'E5', 'F5', 'G5', 'H5'].map((at) => sums.get(at)!.text)).toEqual(['7', '3', '10', '10', '10', '0', '0']) // prettier-ignore
})

it('two OORs of which a sheet cannot have the name have sheets of their own', async () => {
  const code = (mark: string) => `een lange code van een regio ${mark}`
  const text = JSON.stringify(smallCase())
    .replaceAll('"X"', `"${code('A/B')}"`)
    .replaceAll('"Y"', `"${code('A?B')}"`)
  const book = await institutionsWorkbook(await institutions(JSON.parse(text) as object), { language: 'nl' })
  const names = sheetNames(book).filter((name) => name.startsWith('OOR '))
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(2)
  expect(names.every((name) => name.length <= 31)).toBe(true)
})

it('CSV has a line per training, its places and what they should come near to, and the label', () => {
  const { lines } = parseCsv(institutionsCsv(small), 'x.csv')
  expect(lines[0]!.cells).toEqual(['institution', 'specialty', 'oor', 'places', 'target', 'data'])
  expect(lines.slice(1).map(({ cells }) => cells)).toEqual(
    small.places!.map(({ institution, specialty, oor, places }, i) => [
      institution,
      specialty,
      oor,
      String(places),
      String(small.seats[i]!.target),
      'synthetic',
    ]),
  )
})
