/** The words by which the tables of a case within OORs are read: its sheets, the fields of its lists, and its setting. */
import { LANGUAGES } from '../domain/language.js'
import type { DataKind } from '../domain/scenario.js'
import { DATA_KIND } from './workbook.js'

/** The sheets of a workbook; the first word is what a fault calls it. */
export const CASE_SHEET = {
  frame: ['Kader', 'Frame', 'Setting'],
  institutions: ['Instellingen', 'Institutions'],
  recognitions: ['Erkenningen', 'Recognitions'],
  history: ['Historie', 'Geschiedenis', 'History', 'Past years'],
  capacity: ['Capaciteit', 'Capacity'],
  agreements: ['Afspraken', 'Agreements'],
  advices: ['Adviezen', 'Advices'],
  cells: ['Cellen', 'Toewijzing', 'Cells', 'Allocation'],
  outside: ['Buiten kader', 'Outside the frame', 'Outside frame', 'Outside'],
  // of what was fixed, and so no part of the case itself
  amendments: ['Wijzigingen', 'Amendments'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type SheetOfCase = keyof typeof CASE_SHEET

/** What people write above a column, by the field that it fills. */
export const CASE_FIELD: Readonly<Record<string, readonly string[]>> = {
  code: ['Code'],
  name: ['Naam', 'Name', 'Instelling', 'Specialisme'],
  kind: ['Soort', 'Type', 'Kind'],
  nza: ['NZa-code', 'NZa code', 'nza_code', 'NZa'],
  institution: ['Instelling', 'Institution'],
  specialty: ['Specialisme', 'Specialty'],
  oor: ['OOR'],
  from: ['Van', 'Vanaf', 'From'],
  to: ['Tot en met', 'T/m', 'Tot', 'To', 'Up to', 'Until'],
  year: ['Jaar', 'Year'],
  inflow: ['Instroom', 'Inflow', 'Intake'],
  throughflow: ['Doorstroom', 'Throughflow'],
  module: ['Stagemodule', 'Module', 'Stage module'],
  min: ['Minimaal', 'Minimum', 'Min'],
  max: ['Maximaal', 'Maximum', 'Max'],
  low: ['Minimaal', 'Minimum', 'Low'],
  high: ['Maximaal', 'Maximum', 'High'],
  by: ['Door', 'By'],
  date: ['Datum', 'Date'],
  reason: ['Reden', 'Reason'],
  places: ['Plaatsen', 'Places'],
  before: ['Vóór', 'Voor', 'Van', 'Before', 'From'],
  after: ['Na', 'Naar', 'After', 'To'],
  ground: ['Grond', 'Ground'],
}

/** The fields of what amends a version, in the order in which they are filled in. */
export const AMENDMENT_FIELDS = ['institution', 'specialty', 'oor', 'before', 'after', 'ground', 'date'] as const

/** What stands on sheet Kader, by the field of the case. */
export const CASE_SETTING: Readonly<Record<string, readonly string[]>> = {
  id: ['Kenmerk', 'Id'],
  title: ['Titel', 'Title'],
  year: ['Jaar', 'Year'],
  data: ['Gegevens', 'Data'],
  referenceDate: ['Peildatum', 'Peildatum van de OOR-indeling', 'Reference date'],
  addressee: ['Bestemd voor', 'Addressee'],
  below: ['Hoogstens minder dan instroom', 'At most below inflow'],
  above: ['Hoogstens meer dan instroom', 'At most above inflow'],
  split: ['Verdeling over twee OOR’s', "Verdeling over twee OOR's", 'Split'],
}

/** Whether a text is a field by its own name or by a word for it; capitals and blanks aside. */
export function isWord(text: string, field: string, words: readonly string[]): boolean {
  const folded = text.trim().toLowerCase()
  return folded === field.toLowerCase() || words.some((word) => word.toLowerCase() === folded)
}

/** What data are, as a workbook says it; what is no such word stays as it is, for the shape to refuse. */
export function dataKindOf(text: string): string {
  const folded = text.trim().toLowerCase()
  const kinds = Object.keys(DATA_KIND) as DataKind[]
  return kinds.find((kind) => kind === folded || LANGUAGES.some((each) => DATA_KIND[kind][each] === folded)) ?? text
}
