/** The workbook of a case within OORs to fill in: a sheet for every list, empty or with what a case holds. */
import { NANO } from '../domain/decimal.js'
import type { InstitutionCase } from '../domain/institutions.js'
import type { Language } from '../domain/language.js'
import { outsideFrame } from '../domain/outside.js'
import type { WrittenSheet } from '../io/xlsx/write.js'
import { CASE_ABOUT, CASE_HEAD, CASE_TEMPLATE_TITLE } from '../words/case-template.js'
import { CASE_SETTING } from '../words/case-tables.js'
import { PACK } from '../words/pack.js'
import { TERM } from '../words/terms.js'
import { DATA_KIND, SHEET } from '../words/workbook.js'
import { cell, heightOf, LOOK } from './looks.js'
import { workbookOf, type Rows } from './setting.js'

type Value = string | number | null
type Sheet = keyof typeof CASE_ABOUT
type Head = keyof typeof CASE_HEAD

/** Empty lines under what is filled in. */
const ROOM = 100
const WIDTH = 100

/** @param filled whether all of the case is written, or its OORs and specialties only */
export async function caseTemplate(given: InstitutionCase, filled: boolean, language: Language): Promise<Uint8Array> {
  const list = (sheet: Sheet, heads: readonly Head[], lines: readonly (readonly Value[])[]) =>
    listSheet(sheet, heads, filled ? lines : [], language)
  const { institutions, recognitions, history, capacity, agreements, advices } = given
  const outside = given.specialties.filter(isOutside)
  return workbookOf(CASE_TEMPLATE_TITLE[language], [
    frameSheet(given, filled, language),
    list('institutions', ['code', 'name', 'kind', 'nza'], institutions.map((each) => [each.code, each.name, each.kind, each.nza])),
    list('recognitions', ['institution', 'specialty', 'oor', 'from', 'to'], recognitions.map((each) => [each.institution, each.specialty, each.oor, each.from, each.to])),
    list('history', ['institution', 'specialty', 'oor', 'year', 'inflow', 'throughflow'], history.map((each) => [each.institution, each.specialty, each.oor, each.year, each.inflow / NANO, each.throughflow / NANO])),
    list('capacity', ['institution', 'specialty', 'module', 'min', 'max'], capacity.map((each) => [each.institution, each.specialty, each.module, each.min, each.max])),
    list('agreements', ['institution', 'specialty', 'oor', 'low', 'high', 'by', 'date', 'reason'], agreements.map((each) => [each.institution, each.specialty, each.oor, each.low, each.high, each.by, each.date, each.reason])),
    list('advices', ['specialty', 'oor', 'institution', 'places'], advices.flatMap(({ specialty, oor, by }) => by.map((each) => [specialty, oor, each.institution, each.places]))),
    cellsSheet('cells', given.specialties.filter((each) => !isOutside(each)), given, filled, language),
    ...(outside.length === 0 ? [] : [cellsSheet('outside', outside, given, filled, language)]),
  ]) // prettier-ignore
}

function isOutside({ code, name }: { readonly code: string; readonly name: string }): boolean {
  return outsideFrame(name) !== undefined || outsideFrame(code) !== undefined
}

function inputCell(value: Value) {
  return cell(
    value === '' ? null : value,
    typeof value === 'number' ? { ...LOOK.input, format: 'General' } : LOOK.inputText,
  )
}

function sheetOf(sheet: Sheet, rows: Rows, widths: readonly number[], language: Language): WrittenSheet {
  const about = CASE_ABOUT[sheet][language]
  return {
    name: SHEET_OF[sheet][language],
    header: '',
    rows: [[cell(SHEET_OF[sheet][language], LOOK.title)], [cell(about, LOOK.note)], [], ...rows],
    widths,
    heights: {
      1: heightOf(
        about,
        Math.min(
          WIDTH,
          widths.reduce((sum, each) => sum + each, 0),
        ),
      ),
    },
    merges: [{ row: 1, from: 0, to: widths.length - 1 }],
    frozen: { rows: 4, columns: 0 },
    tab: 'F2C94C',
  }
}

const SHEET_OF = { ...SHEET, institutions: TERM.institutions, recognitions: PACK.recognitions, capacity: { nl: 'Capaciteit', en: 'Capacity' }, cells: TERM.cells } as const // prettier-ignore

function listSheet(sheet: Sheet, heads: readonly Head[], lines: readonly (readonly Value[])[], language: Language) {
  const empty = Array.from({ length: ROOM }, () => heads.map(() => null))
  const rows: Rows = [
    heads.map((head) => cell(CASE_HEAD[head][language], LOOK.head)),
    ...[...lines, ...empty].map((line) => line.map(inputCell)),
  ]
  const widths = heads.map((head) => (head === 'name' || head === 'reason' ? 44 : 16))
  return sheetOf(sheet, rows, widths, language)
}

function frameSheet(given: InstitutionCase, filled: boolean, language: Language): WrittenSheet {
  const values: Readonly<Record<string, Value>> = {
    id: given.id,
    title: given.title,
    year: given.year,
    data: DATA_KIND[given.data][language],
    referenceDate: given.referenceDate,
    addressee: given.addressee,
    below: given.change?.below ?? null,
    above: given.change?.above ?? null,
    split: given.options.split,
  }
  const rows: Rows = [
    [cell(TERM.field[language], LOOK.head), cell(TERM.value[language], LOOK.head)],
    ...Object.entries(CASE_SETTING).map(([key, words]) => [
      cell((language === 'nl' ? words[0] : words.at(-1)) ?? key, LOOK.text),
      inputCell(filled ? (values[key] ?? null) : null),
    ]),
  ]
  return sheetOf('frame', rows, [40, 60], language)
}

function cellsSheet(sheet: 'cells' | 'outside', rows: InstitutionCase['specialties'], given: InstitutionCase, filled: boolean, language: Language) {
  const places = new Map(given.cells.map((each) => [`${each.specialty}\n${each.oor}`, each.places]))
  const head = [cell(CASE_HEAD.code[language], LOOK.head), cell(CASE_HEAD.name[language], LOOK.head)]
  const lines: Rows = [
    [...head, ...given.oors.map(({ code }) => cell(code, LOOK.headNumber))],
    ...rows.map(({ code, name }) => [
      cell(code, LOOK.text),
      cell(name, LOOK.text),
      ...given.oors.map((oor) => cell(filled ? (places.get(`${code}\n${oor.code}`) ?? 0) : null, LOOK.input)),
    ]),
  ]
  return sheetOf(sheet, lines, [10, 34, ...given.oors.map(() => 10)], language)
} // prettier-ignore
