/**
 * What code says was found or expected, in both languages. A code, a name of a field or a value of an option stays as files have
 * it; every other phrase stands here, and a test walks through the source for those that do not.
 */
import type { Language, Text } from '../domain/language.js'

/** A phrase as code has it, and as people read it. */
export const PHRASE: Readonly<Record<string, Text>> = {
  'every year once': { nl: 'elk jaar één keer', en: 'every year once' },
  'every hash once': { nl: 'elke hash één keer', en: 'every hash once' },
  'every code once': { nl: 'elke code één keer', en: 'every code once' },
  'a code twice': { nl: 'een code twee keer', en: 'a code twice' },
  'too many places': { nl: 'te veel plaatsen', en: 'too many places' },
  given: { nl: 'opgegeven', en: 'given' },
  once: { nl: 'één keer', en: 'once' },
  'one total': { nl: 'één totaal', en: 'one total' },
  'no limit': { nl: 'geen grens', en: 'no limit' },
  'whole numbers': { nl: 'hele getallen', en: 'whole numbers' },
  'above 0': { nl: 'meer dan 0', en: 'above 0' },
  'low..high': { nl: 'laagste..hoogste', en: 'low..high' },
  fields: { nl: 'velden', en: 'fields' },
  levels: { nl: 'niveaus', en: 'levels' },
  result: { nl: 'een uitkomst', en: 'a result' },
  optimal: { nl: 'optimaal', en: 'optimal' },
  feasible: { nl: 'sluitend', en: 'feasible' },
  training: { nl: 'zorggebruik bij opleidende instellingen', en: 'care use at training institutions' },
  institutions: { nl: 'instellingen', en: 'institutions' },
  'all, records': { nl: 'all en records', en: 'all and records' },
  'advices, methods': { nl: 'advices en methods', en: 'advices and methods' },
  'yes | no': { nl: 'ja | nee', en: 'yes | no' },
  yes: { nl: 'ja', en: 'yes' },
  no: { nl: 'nee', en: 'no' },
  Instroom: { nl: 'Instroom', en: 'Intake' },
  Totaal: { nl: 'Totaal', en: 'Total' },
  Adviezen: { nl: 'Adviezen', en: 'Advices' },
  Voorstel: { nl: 'Voorstel', en: 'Proposal' },
  Doel: { nl: 'Doel', en: 'Target' },
  Minimaal: { nl: 'Minimaal', en: 'Minimum' },
  Maximaal: { nl: 'Maximaal', en: 'Maximum' },
  Specialisme: { nl: 'Specialisme', en: 'Specialty' },
  Optie: { nl: 'Optie', en: 'Option' },
  Waarde: { nl: 'Waarde', en: 'Value' },
  Naam: { nl: 'Naam', en: 'Name' },
  Titel: { nl: 'Titel', en: 'Title' },
  Jaar: { nl: 'Jaar', en: 'Year' },
  Gegevens: { nl: 'Gegevens', en: 'Data' },
  Ondergrens: { nl: 'Ondergrens', en: 'Floor' },
  Kenmerk: { nl: 'Kenmerk', en: 'Id' },
  'Specialisme, OOR': { nl: 'Specialisme, OOR', en: 'Specialty, OOR' },
  'Criterium, alle instellingen': { nl: 'Criterium, alle instellingen', en: 'Criterion, all institutions' },
  'Criterium, opleidende instellingen': {
    nl: 'Criterium, opleidende instellingen',
    en: 'Criterion, training institutions',
  },
  'Regelruimte, totaal': { nl: 'Regelruimte, totaal', en: 'Leeway, total' },
  'Regelruimte, minder': { nl: 'Regelruimte, minder', en: 'Leeway, fewer' },
  'Regelruimte, meer': { nl: 'Regelruimte, meer', en: 'Leeway, more' },
  'Regelruimte, minder per OOR': { nl: 'Regelruimte, minder per OOR', en: 'Leeway, fewer per OOR' },
  'Regelruimte, meer per OOR': { nl: 'Regelruimte, meer per OOR', en: 'Leeway, more per OOR' },
  'Kader, status': { nl: 'Kader, status', en: 'Frame, status' },
  'Kader, datum': { nl: 'Kader, datum', en: 'Frame, date' },
  'Zorggebruik alle': { nl: 'Zorggebruik alle', en: 'Care use all' },
  'Zorggebruik opleidend': { nl: 'Zorggebruik opleidend', en: 'Care use training' },
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
  columns: { nl: 'kolommen', en: 'columns' },
  fields: { nl: 'velden', en: 'fields' },
  levels: { nl: 'niveaus diep', en: 'levels deep' },
  sheets: { nl: 'bladen', en: 'sheets' },
  rows: { nl: 'rijen', en: 'rows' },
  cells: { nl: 'cellen', en: 'cells' },
  texts: { nl: 'teksten', en: 'texts' },
  parts: { nl: 'onderdelen', en: 'parts' },
  values: { nl: 'waarden', en: 'values' },
  steps: { nl: 'stappen', en: 'steps' },
  splits: { nl: 'splitsingen', en: 'splits' },
  bytes: { nl: 'bytes', en: 'bytes' },
  characters: { nl: 'tekens', en: 'characters' },
  'bytes unpacked': { nl: 'bytes uitgepakt', en: 'bytes unpacked' },
  'whole numbers': { nl: 'hele getallen', en: 'whole numbers' },
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
  row: { nl: 'rij', en: 'row' },
  column: { nl: 'kolom', en: 'column' },
  cell: { nl: 'cel', en: 'cell' },
  year: { nl: 'jaar', en: 'year' },
}

/** Words at the end of a place, or all of it: what a question was asked about, and which side of a table. */
const PLACE_END: Readonly<Record<string, Text>> = {
  specialty: { nl: 'specialisme', en: 'specialty' },
  oor: { nl: 'OOR', en: 'OOR' },
  ': specialties': { nl: ': specialismen', en: ': specialties' },
  ': oors': { nl: ': OOR’s', en: ': OORs' },
  ' (training)': { nl: ' (opleidend)', en: ' (training)' },
  ': Zorggebruik alle': { nl: ': Zorggebruik alle', en: ': Care use all' },
  ': Instroom': { nl: ': Instroom', en: ': Intake' },
  ': Adviezen': { nl: ': Adviezen', en: ': Advices' },
  ': Voorstel': { nl: ': Voorstel', en: ': Proposal' },
  ': Doel': { nl: ': Doel', en: ': Target' },
}

/** Where a checker found something, in words: "column NO" is "kolom NO". Fields of the file stay as they are called there. */
export function placeText(path: string, language: Language): string {
  return path.replace(/\b(row|column|cell|year)(?= )/g, (word) => PLACE[word]![language])
}

/** Where an input is wrong, in words; names of files, sheets and fields stay. */
export function inputPlaceText(path: string, language: Language): string {
  return path.replace(/^\w+$|: [^:]+$| \(training\)$/, (end) => PLACE_END[end]?.[language] ?? end)
}
