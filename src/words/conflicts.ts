/** A conflict and its repairs in sentences, Dutch and English. Rows are specialties and columns OORs only in a scenario. */
import type { CellRule, Conflict, RepairChange, Restriction } from '../domain/conflict.js'
import { capital, numberText, wholeText, type Language, type Text } from '../domain/language.js'

/** What rows and columns are called, and how each of them is named. */
export interface Naming {
  readonly of: 'scenario' | 'table'
  readonly rows: readonly string[]
  readonly columns: readonly string[]
}

/** A row or column of the conflict: its name and its total in places. */
export interface Member {
  readonly name: string
  readonly places: number
}

/** What a sentence is made from. */
export interface Facts {
  readonly conflict: Omit<Conflict, 'text' | 'texts' | 'repairs'>
  readonly of: Naming['of']
  readonly rows: readonly Member[]
  readonly columns: readonly Member[]
  /** Whether these are all rows, or all columns, of the table. */
  readonly allRows: boolean
  readonly allColumns: boolean
  /** The rules that keep cells outside from taking more. */
  readonly rules: readonly CellRule[]
}

/** Names, cells and changes that one sentence lists before it says how many more there are. */
const MOST_LISTED = 8

interface Nouns {
  readonly row: string
  readonly rows: string
  readonly column: string
  readonly columns: string
  /** What allows or demands places: "lege cellen laten er 2 toe". */
  readonly rules: Readonly<Record<CellRule, string>>
  /** One such cell: "lege cel 23-Leiden". */
  readonly rule: Readonly<Record<CellRule, string>>
  /** What keeps one cell empty: "nu lege cel". */
  readonly keeps: Readonly<Record<CellRule, string>>
  readonly sumBecomes: string
}

const NOUNS: Readonly<Record<Naming['of'], Readonly<Record<Language, Nouns>>>> = {
  scenario: {
    nl: {
      row: 'specialisme',
      rows: 'specialismen',
      column: 'OOR',
      columns: 'OORs',
      rules: { 'zero-cell': 'lege cellen', 'no-care-use': 'cellen zonder zorggebruik', bound: 'afgesproken grenzen' },
      rule: { 'zero-cell': 'lege cel', 'no-care-use': 'geen zorggebruik in', bound: 'afgesproken grens' },
      keeps: { 'zero-cell': 'lege cel', 'no-care-use': 'zonder zorggebruik', bound: 'afgesproken grens' },
      sumBecomes: 'het landelijk totaal wordt dan',
    },
    en: {
      row: 'specialty',
      rows: 'specialties',
      column: 'OOR',
      columns: 'OORs',
      rules: { 'zero-cell': 'zero cells', 'no-care-use': 'cells without care use', bound: 'agreed bounds' },
      rule: { 'zero-cell': 'zero cell', 'no-care-use': 'no care use in', bound: 'agreed bound' },
      keeps: { 'zero-cell': 'zero cell', 'no-care-use': 'without care use', bound: 'agreed bound' },
      sumBecomes: 'the national total becomes',
    },
  },
  table: {
    nl: {
      row: 'rij',
      rows: 'rijen',
      column: 'kolom',
      columns: 'kolommen',
      rules: { 'zero-cell': 'lege cellen', 'no-care-use': 'cellen met doel 0', bound: 'grenzen' },
      rule: { 'zero-cell': 'lege cel', 'no-care-use': 'doel 0 in', bound: 'grens' },
      keeps: { 'zero-cell': 'lege cel', 'no-care-use': 'doel 0', bound: 'grens' },
      sumBecomes: 'de rijen tellen dan op tot',
    },
    en: {
      row: 'row',
      rows: 'rows',
      column: 'column',
      columns: 'columns',
      rules: { 'zero-cell': 'zero cells', 'no-care-use': 'cells with target 0', bound: 'bounds' },
      rule: { 'zero-cell': 'zero cell', 'no-care-use': 'target 0 in', bound: 'bound' },
      keeps: { 'zero-cell': 'zero cell', 'no-care-use': 'target 0', bound: 'bound' },
      sumBecomes: 'the rows add up to',
    },
  },
}

/** The sentences of one language. A list is null for a single row or column, whose name stands in the sentence. */
interface Sentences {
  readonly before: string
  readonly cell: (cell: string, low: string, high: string) => string
  readonly have: (who: string, places: string, list: string | null) => string
  readonly need: (who: string, places: string, list: string | null) => string
  readonly may: (who: string, places: string) => string
  /** `places` are "7", or "7 (10 min 3 die ...)" where something is taken off first. */
  readonly take: (who: string, places: string, list: string | null) => string
  readonly give: (who: string, places: string, list: string | null) => string
  readonly lessThere: (all: string, taken: string) => string
  readonly lessElsewhere: (all: string, taken: string) => string
  readonly these: (nouns: string) => string
  readonly all: (nouns: string) => string
  readonly allow: (rules: string, places: number, text: string) => string
  readonly allowElsewhere: (rules: string, places: number, text: string) => string
  readonly demand: (rules: string, places: string) => string
  readonly short: (places: number, text: string) => string
  readonly restricted: (cells: string) => string
  readonly places: (count: number, text: string) => string
  readonly more: (count: number) => string
  readonly and: string
  readonly atLeast: string
  readonly atMost: string
  readonly exactly: string
  readonly up: (places: string, whom: string) => string
  readonly down: (places: string, whom: string) => string
  readonly low: (to: string, from: string, where: string) => string
  readonly high: (to: string, from: string, where: string) => string
  readonly allowed: (places: string, cell: string) => string
  readonly now: string
  readonly forWhom: (whom: string) => string
  readonly inCell: (cell: string) => string
  readonly fits: (changes: string, sum: string | null) => string
}

/** The end of a sentence: with a list, or without where it would name all of them. */
const ending = (list: string | null) => (list === null || list === '' ? '.' : `: ${list}.`)

const SAY: Readonly<Record<Language, Sentences>> = {
  nl: {
    before: 'Al vóór het afronden past het niet.',
    cell: (cell, low, high) => `Cel ${cell} moet minstens ${low} en mag hoogstens ${high} krijgen.`,
    have: (who, places, list) =>
      `${capital(who)} ${list === null ? 'heeft' : 'hebben samen'} ${places} te verdelen${ending(list)}`,
    need: (who, places, list) =>
      `${capital(who)} ${list === null ? 'moet' : 'moeten samen'} minstens ${places} krijgen${ending(list)}`,
    may: (who, places) => `${capital(who)} mag hoogstens ${places} krijgen.`,
    take: (who, places, list) => `In ${who} is er plaats voor hoogstens ${places}${ending(list)}`,
    give: (who, places, list) =>
      `Daarvan ${list === null ? 'levert' : 'leveren'} ${who} er hoogstens ${places}${ending(list)}`,
    lessThere: (all, taken) => `(${all} min ${taken} die andere daar minstens moeten hebben)`,
    lessElsewhere: (all, taken) => `(${all} min ${taken} die minstens elders moeten komen)`,
    these: (nouns) => `deze ${nouns}`,
    all: (nouns) => `alle ${nouns}`,
    allow: (rules, places, text) => `${capital(rules)} laten er ${places === 0 ? 'geen' : `hoogstens ${text}`} toe.`,
    allowElsewhere: (rules, places, text) => `Elders laten ${rules} er ${places === 0 ? 'geen' : text} toe.`,
    demand: (rules, places) => `${capital(rules)} vragen er minstens ${places}.`,
    short: (places, text) => `Er ${places === 1 ? 'is' : 'zijn'} ${text} te kort.`,
    restricted: (cells) => `Het gaat om: ${cells}.`,
    places: (count, text) => `${text} ${count === 1 ? 'plaats' : 'plaatsen'}`,
    more: (count) => `nog ${count}`,
    and: 'en',
    atLeast: 'minstens',
    atMost: 'hoogstens',
    exactly: 'precies',
    up: (places, whom) => `${places} meer voor ${whom}`,
    down: (places, whom) => `${places} minder voor ${whom}`,
    low: (to, from, where) => `minstens ${to} in plaats van ${from} ${where}`,
    high: (to, from, where) => `hoogstens ${to} in plaats van ${from} ${where}`,
    allowed: (places, cell) => `${places} toegestaan in cel ${cell}`,
    now: 'nu',
    forWhom: (whom) => `voor ${whom}`,
    inCell: (cell) => `in cel ${cell}`,
    fits: (changes, sum) => `Met ${changes} past het${sum === null ? '' : ` (${sum})`}.`,
  },
  en: {
    before: 'It does not fit even before rounding.',
    cell: (cell, low, high) => `Cell ${cell} must get at least ${low} and may get at most ${high}.`,
    have: (who, places, list) =>
      `${capital(who)} ${list === null ? 'has' : 'together have'} ${places} to divide${ending(list)}`,
    need: (who, places, list) =>
      `${capital(who)} ${list === null ? '' : 'together '}must get at least ${places}${ending(list)}`,
    may: (who, places) => `${capital(who)} may get at most ${places}.`,
    take: (who, places, list) => `In ${who} there is room for at most ${places}${ending(list)}`,
    give: (who, places, list) =>
      `Of these, ${who} ${list === null ? 'gives' : 'give'} at most ${places}${ending(list)}`,
    lessThere: (all, taken) => `(${all} minus ${taken} that others must at least have there)`,
    lessElsewhere: (all, taken) => `(${all} minus ${taken} that must at least go elsewhere)`,
    these: (nouns) => `these ${nouns}`,
    all: (nouns) => `all ${nouns}`,
    allow: (rules, places, text) => `${capital(rules)} allow ${places === 0 ? 'none' : `at most ${text}`}.`,
    allowElsewhere: (rules, places, text) => `Elsewhere ${rules} allow ${places === 0 ? 'none' : text}.`,
    demand: (rules, places) => `${capital(rules)} demand at least ${places}.`,
    short: (_, text) => `That is ${text} short.`,
    restricted: (cells) => `This concerns: ${cells}.`,
    places: (count, text) => `${text} ${count === 1 ? 'place' : 'places'}`,
    more: (count) => `${count} more`,
    and: 'and',
    atLeast: 'at least',
    atMost: 'at most',
    exactly: 'exactly',
    up: (places, whom) => `${places} more for ${whom}`,
    down: (places, whom) => `${places} fewer for ${whom}`,
    low: (to, from, where) => `at least ${to} instead of ${from} ${where}`,
    high: (to, from, where) => `at most ${to} instead of ${from} ${where}`,
    allowed: (places, cell) => `${places} allowed in cell ${cell}`,
    now: 'now',
    forWhom: (whom) => `for ${whom}`,
    inCell: (cell) => `in cell ${cell}`,
    fits: (changes, sum) => `With ${changes} it fits${sum === null ? '' : ` (${sum})`}.`,
  },
}

/** One language at a time: its sentences, and the nouns of the table. */
interface Voice {
  readonly say: Sentences
  readonly nouns: Nouns
  readonly language: Language
}

function inBoth(of: Naming['of'], text: (voice: Voice) => string): Text {
  const voice = (language: Language): Voice => ({ say: SAY[language], nouns: NOUNS[of][language], language })
  return { nl: text(voice('nl')), en: text(voice('en')) }
}

/** The sentences of a conflict (mathematics 6: "These specialties must place R places. Of these OORs at most C fit ..."). */
export function conflictTexts(facts: Facts): Text {
  return inBoth(facts.of, (voice) =>
    [
      ...(facts.conflict.stage === 'target' ? [voice.say.before] : []),
      ...claimOf(facts, voice),
      voice.say.short(facts.conflict.short, placesText(voice, facts.conflict.short)),
      ...restrictionsOf(facts, voice),
    ].join(' '),
  )
}

/** Both sides of the inequality in words, first the one that must. */
function claimOf(facts: Facts, voice: Voice): string[] {
  const { conflict, rows, columns, allRows, allColumns } = facts
  const { say, nouns } = voice
  const required = placesText(voice, conflict.required)
  const [ofRows, ofColumns] = [sumOf(rows), sumOf(columns)]
  const have = (count: string) => about(say.have, voice, 'row', rows, allRows, count)
  const need = (count: string) => about(say.need, voice, 'column', columns, allColumns, count)
  const elsewhere = (all: boolean) => (all ? [] : [allowed(say.allowElsewhere, facts, voice)])
  switch (conflict.kind) {
    case 'cell': {
      const cell = `${conflict.rows[0]}-${conflict.columns[0]}`
      return [say.cell(cell, number(voice, conflict.required), placesText(voice, conflict.room))]
    }
    case 'too-little-room': {
      if (rows.length === 0) {
        const may = say.may(`${nouns.column} ${columns[0]!.name}`, placesText(voice, ofColumns))
        return [may, say.demand(nouns.rules.bound, number(voice, ofColumns - conflict.room))]
      }
      if (columns.length === 0) return [have(required), allowed(say.allow, facts, voice)]
      const room = less(say.lessThere, voice, ofColumns, conflict.room)
      return [have(required), about(say.take, voice, 'column', columns, allColumns, room), ...elsewhere(allColumns)]
    }
    case 'too-little-supply': {
      if (columns.length === 0) {
        return [have(placesText(voice, ofRows)), say.demand(nouns.rules.bound, number(voice, ofRows - conflict.room))]
      }
      if (rows.length === 0) return [need(required), allowed(say.allow, facts, voice)]
      const room = less(say.lessElsewhere, voice, ofRows, conflict.room)
      return [need(required), about(say.give, voice, 'row', rows, allRows, room), ...elsewhere(allRows)]
    }
  }
}

/** "Specialisme 23 heeft ...", "Deze specialismen hebben samen ...: 23 (5), 34 (7).", "Alle specialismen hebben samen ..." */
function about(
  say: Sentences['have'],
  voice: Voice,
  side: 'row' | 'column',
  members: readonly Member[],
  all: boolean,
  count: string,
): string {
  const { nouns, say: words } = voice
  if (members.length === 1) return say(`${nouns[side]} ${members[0]!.name}`, count, null)
  if (all) return say(words.all(nouns[`${side}s`]), count, '')
  const named = members.map((each) => `${each.name} (${number(voice, each.places)})`)
  return say(words.these(nouns[`${side}s`]), count, listed(voice, named, members.length))
}

/** What is left of a total, and how, where something is taken off. */
function less(say: Sentences['lessThere'], voice: Voice, total: number, left: number): string {
  if (total === left) return number(voice, left)
  return `${number(voice, left)} ${say(number(voice, total), number(voice, total - left))}`
}

/** "Elders laten lege cellen en afgesproken grenzen er 2 toe." */
function allowed(say: Sentences['allow'], { conflict, rules }: Facts, voice: Voice): string {
  const named = joined(
    voice,
    rules.map((rule) => voice.nouns.rules[rule]),
  )
  return say(named, conflict.elsewhere, number(voice, conflict.elsewhere))
}

/** "Het gaat om: lege cel 23-Leiden (geen opleiding in deze OOR; FAQ 7.3), ..." */
function restrictionsOf({ conflict }: Facts, voice: Voice): string[] {
  if (conflict.restrictions.length === 0) return []
  const named = conflict.restrictions.map((each) => restrictionText(each, voice))
  return [voice.say.restricted(listed(voice, named, conflict.restrictionCount))]
}

function restrictionText(cell: Restriction, voice: Voice): string {
  const bounds = cell.rule === 'bound' || cell.low > 0 ? boundsText(cell, voice) : ''
  const why = [bounds, cell.reason, cell.source].filter((part) => part !== null && part !== '')
  return `${voice.nouns.rule[cell.rule]} ${cell.row}-${cell.column}${why.length === 0 ? '' : ` (${why.join('; ')})`}`
}

/** "precies 8", "minstens 2", "hoogstens 5", "minstens 2, hoogstens 5". */
function boundsText({ low, high }: Restriction, voice: Voice): string {
  const { atLeast, atMost, exactly } = voice.say
  if (low === high) return `${exactly} ${number(voice, low)}`
  const least = low > 0 ? [`${atLeast} ${number(voice, low)}`] : []
  return [...least, ...(high === null ? [] : [`${atMost} ${number(voice, high)}`])].join(', ')
}

/**
 * "Met 1 plaats meer voor OOR NO en 1 plaats minder voor OOR Leiden past het."
 * @param changes with rows and columns by the names they are to have
 * @param nationalTotal the sum of the row totals after the repair; null where it stays as it is
 */
export function repairTexts(changes: readonly RepairChange[], of: Naming['of'], nationalTotal: number | null): Text {
  return inBoth(of, (voice) => {
    const shown = changes.slice(0, MOST_LISTED).map((change) => changeText(change, voice))
    const more = changes.length - shown.length
    const becomes = nationalTotal === null ? null : `${voice.nouns.sumBecomes} ${number(voice, nationalTotal)}`
    return voice.say.fits(joined(voice, more === 0 ? shown : [...shown, voice.say.more(more)]), becomes)
  })
}

function changeText({ row, column, end, from, to, rules }: RepairChange, voice: Voice): string {
  const { say, nouns } = voice
  const isCell = row !== null && column !== null
  if (isCell && end === 'high' && from === 0) {
    // a cell that two rules keep empty needs both to give way, and no care use is a rule that is easily missed
    const now = rules.length > 1 || rules.includes('no-care-use') ? rules.map((rule) => nouns.keeps[rule]) : []
    const why = now.length === 0 ? '' : ` (${say.now} ${joined(voice, now)})`
    return `${say.allowed(placesText(voice, to), `${row}-${column}`)}${why}`
  }
  const whom = row === null ? `${nouns.column} ${column}` : `${nouns.row} ${row}`
  if (end === 'total') return (to > from ? say.up : say.down)(placesText(voice, Math.abs(to - from)), whom)
  return say[end](
    number(voice, to),
    placesText(voice, from),
    isCell ? say.inCell(`${row}-${column}`) : say.forWhom(whom),
  )
}

/** Some of a list, and how many more there are. */
function listed({ say }: Voice, shown: readonly string[], count: number): string {
  const some = shown.slice(0, MOST_LISTED)
  return count === some.length ? some.join(', ') : `${some.join(', ')}, ${say.and} ${say.more(count - some.length)}`
}

function joined({ say }: Voice, parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${say.and} ${parts.at(-1)}`
}

/** Whole places with thousands separated; parts of places, before rounding, with 3 decimals at most. */
function number({ language }: Voice, count: number): string {
  return Number.isInteger(count) ? wholeText(count, language) : numberText(count, language, 3)
}

function placesText(voice: Voice, count: number): string {
  return voice.say.places(count, number(voice, count))
}

function sumOf(members: readonly Member[]): number {
  return members.reduce((total, each) => total + each.places, 0)
}
