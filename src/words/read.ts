/** What is said of the tables that an answer was made from, in lines: warnings apart, since they stand on top. */
import type { Language, Text } from '../domain/language.js'
import type { Read, RemarkCode, SaidRemark } from '../domain/reading.js'
import { printable } from './texts.js'
import { SHEET } from './workbook.js'
import { small, TERM } from './terms.js'

/** Of more warnings than these only the first are said; JSON has them all. */
const MOST = 30

/** Of more names than these in a line only the count is said. */
const MOST_NAMES = 5

/** What became of one file, shortly. */
export interface FileRead {
  /** As the reader called it: "eigen.xlsx". */
  readonly input: string
  /** "bladen Zorggebruik alle, Instroom; 30 specialismen, 7 OOR’s"; empty where nothing was. */
  readonly used: string
  /** "tekst rond de tabel, totalen"; empty where nothing was. */
  readonly skipped: string
}

/** "Let op: geen ondergrens (eigen.xlsx)": a line a warning, each once. */
export function warningLines(read: Read | undefined, language: Language): string[] {
  const head = TERM.note[language]
  const lines = (read?.warnings ?? []).map(({ path, text }) => printable(`${head}: ${text} (${path})`))
  return [...new Set(lines)].slice(0, MOST)
}

/** "Gelezen: eigen.xlsx: bladen Zorggebruik alle, Instroom, 30 specialismen; overgeslagen: totalen": a line a file. */
export function readLines(read: Read | undefined, language: Language): string[] {
  const head = { nl: 'Gelezen', en: 'Read' }[language]
  return filesRead(read, language).map(({ input, used, skipped }) => {
    const over = skipped === '' ? '' : `${PASSED[language]}: ${skipped}`
    return printable(`${head}: ${input}: ${[used, over].filter((each) => each !== '').join('; ')}`)
  })
}

/** Each file by itself, in the order in which they were read. */
export function filesRead(read: Read | undefined, language: Language): FileRead[] {
  const { used = [], skipped = [] } = read ?? {}
  const inputs = [...new Set([...used, ...skipped].map(({ path }) => inputOf(path)))]
  return inputs.map((input) => {
    const own = (remarks: readonly SaidRemark[]) => remarks.filter(({ path }) => inputOf(path) === input)
    return { input, used: usedText(own(used), language), skipped: skippedText(own(skipped), own(used), language) }
  })
}

/** The remarks on one file. */
export function readOfInput({ used, skipped, warnings }: Read, isIt: (input: string) => boolean): Read {
  const own = (remarks: readonly SaidRemark[]) => remarks.filter(({ path }) => isIt(inputOf(path)))
  return { used: own(used), skipped: own(skipped), warnings: own(warnings) }
}

/** The file in a place: "x.xlsx" of "x.xlsx:Blad1!B2". */
function inputOf(path: string): string {
  return /^.*?\.[a-z]{3,4}(?=$|:)/i.exec(path)?.[0] ?? path.replace(/:.*$/s, '')
}

const PASSED: Text = small(TERM.passedOver)
const SHEETS = { one: small(TERM.sheet), more: small(TERM.sheets) }
const AROUND: Text = { nl: 'tekst rond de tabel', en: 'text around the table' }
const TOTALS: Text = { nl: 'totalen', en: 'totals' }

/** Names after what they are; of many, how many more there are. */
function named(
  words: { readonly one: Text; readonly more: Text },
  names: readonly string[],
  language: Language,
  most = MOST_NAMES,
): string[] {
  if (names.length === 0) return []
  const more = names.length - most
  const rest = more > 0 ? [{ nl: `nog ${more}`, en: `${more} more` }[language]] : []
  return [`${words[names.length === 1 ? 'one' : 'more'][language]} ${[...names.slice(0, most), ...rest].join(', ')}`]
}

function foundIn(remarks: readonly SaidRemark[], code: RemarkCode): string[] {
  return [...new Set(remarks.filter((each) => each.code === code).map(({ found }) => found))]
}

function usedText(used: readonly SaidRemark[], language: Language): string {
  const texts = used.filter(({ code }) => code !== 'sheet').map(({ text }) => text)
  return [...named(SHEETS, foundIn(used, 'sheet'), language, Infinity), ...new Set(texts)].join(', ')
}

/** What is told in a word, for it says nothing of what anybody filled in. */
const IN_A_WORD: Readonly<Partial<Record<RemarkCode, Text>>> = {
  'text-above': AROUND,
  'text-below': AROUND,
  'text-beside': AROUND,
  'separator-line': AROUND,
  'totals-row': TOTALS,
  'totals-column': TOTALS,
  'not-computed': { nl: 'totalen die niet berekend zijn', en: 'totals that were not computed' },
}

/** What goes by its name. */
const BY_NAME = [
  ['column-skipped', { one: small(TERM.column), more: small(TERM.columns) }],
  ['row-skipped', { one: small(TERM.row), more: small(TERM.rows) }],
] as const

/** Sheets of the template and of our own workbooks: they are passed over wherever they are not asked for. */
const OWN_SHEETS: ReadonlySet<string> = new Set(Object.values<Text>(SHEET).flatMap(({ nl, en }) => [nl, en]))

function skippedText(skipped: readonly SaidRemark[], used: readonly SaidRemark[], language: Language): string {
  // a sheet that is passed over as one thing may be read as another
  const read = foundIn(used, 'sheet')
  const sheets = foundIn(skipped, 'sheet-skipped').filter((name) => !read.includes(name))
  const [ours, others] = [sheets.filter((name) => OWN_SHEETS.has(name)), sheets.filter((name) => !OWN_SHEETS.has(name))]
  const open = new Set([...ours, ...foundIn(skipped, 'sheet-empty')]).size
  const told = new Set<RemarkCode>(['sheet-skipped', 'sheet-empty', ...BY_NAME.map(([code]) => code)])
  const words = skipped.flatMap(({ code }) => IN_A_WORD[code]?.[language] ?? [])
  const rest = skipped.filter(({ code }) => !told.has(code) && IN_A_WORD[code] === undefined)
  return [
    ...named(SHEETS, others, language),
    ...BY_NAME.flatMap(([code, word]) => named(word, foundIn(skipped, code), language)),
    ...listed([...new Set(rest.map(({ text }) => text))], language),
    ...new Set(words),
    ...(open > 0 ? [unneeded(open, language)] : []),
  ].join(', ')
}

function listed(texts: readonly string[], language: Language): string[] {
  const more = texts.length - MOST_NAMES
  return [...texts.slice(0, MOST_NAMES), ...(more > 0 ? [{ nl: `nog ${more}`, en: `${more} more` }[language]] : [])]
}

function unneeded(count: number, language: Language): string {
  const [nl, en] = count === 1 ? ['blad', 'sheet'] : ['bladen', 'sheets']
  return { nl: `${count} ${nl} zonder wat hier nodig is`, en: `${count} ${en} without what is needed here` }[language]
}
