/**
 * What code says was found or expected, in both languages. A code, a name of a field or a value of an option stays as files have
 * it; every other phrase stands here, and a test walks through the source for those that do not.
 */
import type { Language, Text } from '../domain/language.js'
import { around, small, TERM } from './terms.js'
import { FRAME_WORD, SHEET } from './workbook.js'

/** A phrase as code has it, and as people read it. */
export const PHRASE: Readonly<Record<string, Text>> = {
  'every year once': { nl: 'elk jaar één keer', en: 'every year once' },
  'every hash once': { nl: 'elke hash één keer', en: 'every hash once' },
  'outside the frame': { nl: 'buiten het kader', en: 'outside the frame' },
  'every code once': { nl: 'elke code één keer', en: 'every code once' },
  'every wish once': { nl: 'elke wens één keer', en: 'every wish once' },
  'every agreement once': { nl: 'elke afspraak één keer', en: 'every agreement once' },
  'a code twice': { nl: 'een code twee keer', en: 'a code twice' },
  'a cell of the file': { nl: 'een cel van het bestand', en: 'a cell of the file' },
  'too many places': { nl: 'te veel plaatsen', en: 'too many places' },
  given: { nl: 'opgegeven', en: 'given' },
  once: { nl: 'één keer', en: 'once' },
  'one total': { nl: 'één totaal', en: 'one total' },
  'no limit': { nl: 'geen grens', en: 'no limit' },
  'whole numbers': small(TERM.wholeNumbers),
  'above 0': { nl: 'meer dan 0', en: 'above 0' },
  'low..high': { nl: 'laagste..hoogste', en: 'low..high' },
  fields: small(TERM.fields),
  levels: { nl: 'niveaus', en: 'levels' },
  result: { nl: 'een uitkomst', en: 'a result' },
  potentials: { nl: 'potentialen', en: 'potentials' },
  optimal: small(TERM.optimal),
  feasible: { nl: 'sluitend', en: 'feasible' },
  training: { nl: 'zorggebruik bij opleidende instellingen', en: 'care use at training institutions' },
  institutions: small(TERM.institutions),
  'all, records': { nl: 'all en records', en: 'all and records' },
  'proposals only': { nl: 'alleen voorstellen', en: 'proposals only' },
  'advices, methods': { nl: 'advices en methods', en: 'advices and methods' },
  'yes | no': { nl: 'ja | nee', en: 'yes | no' },
  yes: small(TERM.yes),
  no: small(TERM.no),
  Instroom: TERM.intake,
  Totaal: TERM.total,
  Adviezen: TERM.advices,
  Voorstel: TERM.proposal,
  Doel: TERM.target,
  Minimaal: TERM.minimum,
  Maximaal: TERM.maximum,
  Specialisme: TERM.specialty,
  Optie: TERM.option,
  Waarde: TERM.value,
  Naam: TERM.name,
  'Specialisme, OOR': { nl: 'Specialisme, OOR', en: 'Specialty, OOR' },
  [SHEET.all.nl]: SHEET.all,
  [SHEET.training.nl]: SHEET.training,
  ...Object.fromEntries(Object.values(FRAME_WORD).map((text) => [text.nl, text])),
  'Code, Specialisme, Instroom': { nl: 'Code, Specialisme, Instroom', en: 'Code, Specialty, Intake' },
}

/** Where figures come from, as workbooks and the scenarios of the package say it; what others wrote stays as it is. */
export const SOURCE: Readonly<Record<string, Text>> = {
  'intake and care use (workbook)': { nl: 'instroom en zorggebruik (werkmap)', en: 'intake and care use (workbook)' },
  'national total of 1,050 places and OOR totals (published)': {
    nl: 'landelijk totaal van 1.050 plaatsen en OOR-totalen (gepubliceerd)',
    en: 'national total of 1,050 places and OOR totals (published)',
  },
  'intake per specialty (published)': {
    nl: 'instroom per specialisme (gepubliceerd)',
    en: 'intake per specialty (published)',
  },
  'intake per specialty (SYNTHETIC, sums to the published 1,050)': {
    nl: 'instroom per specialisme (SYNTHETISCH, telt op tot de gepubliceerde 1.050)',
    en: 'intake per specialty (SYNTHETIC, sums to the published 1,050)',
  },
  'floor of 10%, criterion, leeway (assumed unchanged for 2027)': {
    nl: 'ondergrens van 10%, criterium, regelruimte (voor 2027 ongewijzigd verondersteld)',
    en: 'floor of 10%, criterion, leeway (assumed unchanged for 2027)',
  },
  'consultation (INVENTED: advices, points of attention, motivations, sizes, history)': {
    nl: 'consultatie (VERZONNEN: adviezen, aandachtspunten, motiveringen, omvang, historie)',
    en: 'consultation (INVENTED: advices, points of attention, motivations, sizes, history)',
  },
  'places per specialty and OOR (as given)': {
    nl: 'plaatsen per specialisme en OOR (zoals gegeven)',
    en: 'places per specialty and OOR (as given)',
  },
  'care use (RECONSTRUCTED: made up so that these places come out)': {
    nl: 'zorggebruik (GERECONSTRUEERD: zo verzonnen dat deze plaatsen eruit komen)',
    en: 'care use (RECONSTRUCTED: made up so that these places come out)',
  },
  'care use (SYNTHETIC, calibrated so that Tabel 1 comes out)': {
    nl: 'zorggebruik (SYNTHETISCH, zo gekozen dat Tabel 1 eruit komt)',
    en: 'care use (SYNTHETIC, calibrated so that Tabel 1 comes out)',
  },
  'care use (SYNTHETIC, calibrated so that Tabel 2 and 3 come out)': {
    nl: 'zorggebruik (SYNTHETISCH, zo gekozen dat Tabel 2 en 3 eruit komen)',
    en: 'care use (SYNTHETIC, calibrated so that Tabel 2 and 3 come out)',
  },
}

/** What a source gives, for a person. */
export function sourceText(what: string, language: Language): string {
  return SOURCE[what]?.[language] ?? what
}

/** What is counted: "> 100 sheets". */
export const UNIT: Readonly<Record<string, Text>> = {
  columns: small(TERM.columns),
  fields: small(TERM.fields),
  levels: { nl: 'niveaus diep', en: 'levels deep' },
  sheets: small(TERM.sheets),
  rows: small(TERM.rows),
  cells: small(TERM.cells),
  texts: { nl: 'teksten', en: 'texts' },
  parts: { nl: 'onderdelen', en: 'parts' },
  values: { nl: 'waarden', en: 'values' },
  steps: { nl: 'stappen', en: 'steps' },
  splits: { nl: 'splitsingen', en: 'splits' },
  bytes: { nl: 'bytes', en: 'bytes' },
  characters: { nl: 'tekens', en: 'characters' },
  'bytes unpacked': { nl: 'bytes uitgepakt', en: 'bytes unpacked' },
  'whole numbers': small(TERM.wholeNumbers),
  'positive fractions': { nl: 'positieve breuken', en: 'positive fractions' },
}

const PATTERNS: readonly (readonly [RegExp, Text])[] = [
  [/^sum of intake x oors (.+)$/, { nl: 'som van instroom x OOR’s $1', en: 'sum of intake x OORs $1' }],
  [/^one of the table's (.+)$/, { nl: 'een van de $1 van de tabel', en: "one of the table's $1" }],
]

/** A phrase, or a number of something, for a person; null for what stays as it is. */
export function phraseText(text: string, language: Language): string | null {
  const known = PHRASE[text]
  if (known !== undefined) return known[language]
  const [, number, unit] = /^([<>=\s\d]+) (\D.*)$/.exec(text) ?? []
  if (unit !== undefined && UNIT[unit] !== undefined) return `${number} ${UNIT[unit][language]}`
  const pattern = PATTERNS.find(([form]) => form.test(text))
  return pattern === undefined ? null : text.replace(pattern[0], pattern[1][language])
}

const PLACE: Readonly<Record<string, Text>> = {
  row: small(TERM.row),
  column: small(TERM.column),
  cell: small(TERM.cell),
  year: small(TERM.year),
}

/** Words at the end of a place, or all of it: what a question was asked about, and which side of a table. */
const PLACE_END: Readonly<Record<string, Text>> = {
  specialty: small(TERM.specialty),
  oor: TERM.oor,
  ': specialties': around(': ', small(TERM.specialties)),
  ': oors': around(': ', TERM.oors),
  ' (training)': { nl: ' (opleidend)', en: ' (training)' },
  ...Object.fromEntries(
    [SHEET.all, SHEET.intake, SHEET.advices, SHEET.proposal, TERM.target].map((text) => [
      `: ${text.nl}`,
      around(': ', text),
    ]),
  ),
}

/** Where a checker found something, in words: "column NO" is "kolom NO". Fields of the file stay as they are called there. */
export function placeText(path: string, language: Language): string {
  return path.replace(/\b(row|column|cell|year)(?= )/g, (word) => PLACE[word]![language])
}

/** Where an input is wrong, in words; names of files, sheets and fields stay. */
export function inputPlaceText(path: string, language: Language): string {
  return path.replace(/^\w+$|: [^:]+$| \(training\)$/, (end) => PLACE_END[end]?.[language] ?? end)
}
