/** What readings of the protocol matter, as every form shows it: the tables, and what stands for a reader, in sentences. */
import { capital, numberText, type Language } from '../domain/language.js'
import type { Sensitivity, Switched } from '../shapes/answers/sensitivity.js'
import { byText, optionsText, SUMMARY, WORDS } from '../words/sensitivity.js'
import { TERM } from '../words/terms.js'
import { signedText, STATUS } from '../words/texts.js'
import { percent, signed, whole, word, type FigureColumn, type FigureTable } from './figures.js'

/** What a form calls specialties. */
type NameOf = (code: string) => string

/** A cell and how far from another number of places it was. */
export type NearCell = NonNullable<Sensitivity['careUse']>[number]

/** The readings by themselves. */
export function singles({ options }: Sensitivity): readonly Switched[] {
  return options.filter(isSingle)
}

function isSingle({ options }: Switched): boolean {
  return Object.keys(options).length === 1
}

/** The pairs of readings, and those of them that do something else than both apart. */
export function pairsOf({ options }: Sensitivity): {
  readonly all: readonly Switched[]
  readonly apart: readonly Switched[]
} {
  const all = options.filter((each) => !isSingle(each))
  return { all, apart: all.filter(({ together }) => together === false) }
}

/** How many cells are another under at least one reading. */
export function cellsTogether(answer: Sensitivity): number {
  return new Set(singles(answer).flatMap(({ changed }) => changed.map(([row, column]) => `${row}|${column}`))).size
}

/** The cells that turn first, nearest first; those that nothing within the range turns are last. */
export function nearestFirst(careUse: readonly NearCell[]): readonly NearCell[] {
  return careUse.toSorted((a, b) => leastOf(a) - leastOf(b))
}

/** By how much the care use of a cell has to change at least, in per cent; Infinity where nothing turns it. */
export function leastOf({ oneMore, oneFewer }: NearCell): number {
  return Math.min(...[oneMore, oneFewer].map((change) => (change === null ? Infinity : Math.abs(change.percent))))
}

/** What each reading changes: cells, totals, per OOR its gain, and in how many of the random years anything. */
export function readingTable(answer: Sensitivity, language: Language): FigureTable {
  return switchTable('lezing-tabel', w('about', language), answer, singles(answer), language)
}

/** The pairs that do something else than both apart; null where there are none. */
export function pairTable(answer: Sensitivity, language: Language): FigureTable | null {
  const { apart } = pairsOf(answer)
  return apart.length === 0 ? null : switchTable('paren-tabel', w('pairs', language), answer, apart, language)
}

function switchTable(
  id: string,
  caption: string,
  { base, draws }: Sensitivity,
  switches: readonly Switched[],
  language: Language,
): FigureTable {
  const ofYears: FigureColumn[] = draws === 0 ? [] : [percent(w('anyCell', language)), percent(w('anyTotal', language))]
  return {
    id,
    caption,
    columns: [
      word(w('reading', language)),
      whole(w('cells', language)),
      whole(w('totals', language)),
      ...base.columns.map((code) => signed(code, 0, false)),
      ...ofYears,
    ],
    rows: switches.map(({ options, cells, totals, columns, status, years }) => [
      optionsText(options),
      cells ?? STATUS[status][language],
      totals,
      ...base.columns.map((_, o) => columns?.[o] ?? null),
      ...(draws === 0 ? [] : [years?.anyCell ?? null, years?.anyTotal ?? null]),
    ]),
  }
}

/** The cells that differ, a line each; null where none does. */
export function changedTable(answer: Sensitivity, nameOf: NameOf, language: Language): FigureTable | null {
  const rows = singles(answer).flatMap(({ options, changed }) =>
    changed.map(([row, column, from, to]) => [optionsText(options), nameOf(row), column, from, to]),
  )
  if (rows.length === 0) return null
  return {
    id: 'veranderd-tabel',
    caption: w('changed', language),
    columns: [
      word(w('reading', language)),
      word(TERM.specialty[language]),
      word(TERM.oor[language]),
      whole(w('was', language)),
      whole(w('becomes', language)),
    ],
    rows,
  }
}

/** How near each cell was, nearest first; null where that was not asked, or there are none. @param most so many cells */
export function nearTable(
  { careUse }: Sensitivity,
  nameOf: NameOf,
  most: number,
  language: Language,
): FigureTable | null {
  if (careUse === null || careUse.length === 0) return null
  return {
    id: 'dichtbij-tabel',
    caption: w('nearAll', language),
    columns: [
      word(TERM.specialty[language]),
      word(TERM.oor[language]),
      whole(w('places', language)),
      signed(`${w('oneMore', language)} (%)`, 2, false),
      signed(`${w('oneFewer', language)} (%)`, 2, false),
    ],
    rows: nearestFirst(careUse)
      .slice(0, most)
      .map(({ cell: [row, column], places, oneMore, oneFewer }) => [
        nameOf(row),
        column,
        places,
        oneMore?.percent ?? null,
        oneFewer?.percent ?? null,
      ]),
  }
}

/** What stands, in sentences. */
export function sensitivitySummary(answer: Sensitivity, nameOf: NameOf, language: Language): string[] {
  const { base } = answer
  if (base.allocation === null) return [SUMMARY.noBase(STATUS[base.status][language])[language]]
  const all = singles(answer)
  const changing = all.filter(({ cells }) => (cells ?? 0) > 0)
  const moving = all.filter(({ totals }) => (totals ?? 0) > 0)
  const unanswered = all.filter(({ cells }) => cells === null)
  const names = (switches: readonly Switched[]) => switches.map(({ options }) => optionsText(options))
  return [
    SUMMARY.readings(changing.length, all.length, cellsTogether(answer)),
    ...mostOf(changing, ({ cells }) => cells ?? 0).map((each) => SUMMARY.most(optionsText(each.options), each.cells!)),
    moving.length === 0 ? SUMMARY.noTotals : SUMMARY.totals(names(moving)),
    ...(unanswered.length === 0 ? [] : [SUMMARY.unanswered(names(unanswered))]),
    ...pairSentence(answer),
    ...yearSentence(answer, language),
    ...nearSentence(answer, nameOf, language),
  ].map((text) => text[language])
}

function pairSentence(answer: Sensitivity) {
  const { all, apart } = pairsOf(answer)
  return all.length === 0 ? [] : [SUMMARY.pairs(apart.length, all.length)]
}

function yearSentence(answer: Sensitivity, language: Language) {
  const often = mostOf(singles(answer), ({ years }) => years?.anyCell ?? 0)
  return often.map(({ options, years }) =>
    SUMMARY.years(answer.years, optionsText(options), `${numberText(100 * years!.anyCell, language, 1)}%`),
  )
}

function nearSentence({ careUse }: Sensitivity, nameOf: NameOf, language: Language) {
  const [first] = nearestFirst(careUse ?? [])
  if (first === undefined) return []
  if (leastOf(first) === Infinity) return [{ nl: `${WORDS.nearNone.nl}.`, en: `${WORDS.nearNone.en}.` }]
  const { oneMore, oneFewer } = first
  const more = oneMore !== null && Math.abs(oneMore.percent) === leastOf(first)
  const cell = `${nameOf(first.cell[0])} – ${first.cell[1]}`
  return [SUMMARY.near(cell, more, byText(more ? oneMore : oneFewer, language))]
}

/** The one with most, where there is more than nothing; of equals the first. */
function mostOf<T>(all: readonly T[], sizeOf: (each: T) => number): readonly T[] {
  const most = all.reduce<T | null>((best, each) => (sizeOf(each) > (best === null ? 0 : sizeOf(best)) ? each : best), null) // prettier-ignore
  return most === null ? [] : [most]
}

/** How the random years were drawn, in a sentence. */
export function yearsText({ years, seed }: Sensitivity, language: Language): string {
  return `${w('years', language)}: ${years}; ${w('seed', language)} ${seed}. ${w('assumed', language)}`
}

/** Per reading and OOR: in how many of its cells it changes anything, and what the OOR gains. */
export function readingMatrices(answer: Sensitivity): { readonly cells: number[][]; readonly gains: number[][] } {
  const { columns } = answer.base
  return {
    cells: singles(answer).map(({ changed }) =>
      columns.map((column) => changed.filter(([, changedColumn]) => changedColumn === column).length),
    ),
    gains: singles(answer).map((each) => columns.map((_, o) => each.columns?.[o] ?? 0)),
  }
}

/** What is said of a reading and an OOR by who cannot see it. */
export function readingTold(answer: Sensitivity, language: Language): string {
  const told = singles(answer)
    .filter(({ cells }) => (cells ?? 0) > 0)
    .map(({ options, cells, columns }) => {
      const gains = answer.base.columns.flatMap((code, o) => {
        const gain = columns?.[o] ?? 0
        return gain === 0 ? [] : [`${code} ${signedText(gain, language, 0)}`]
      })
      return `${optionsText(options)}: ${cells} ${w('cellsApart', language)}${gains.length === 0 ? '' : `, ${gains.join(', ')}`}`
    })
  return told.length === 0 ? `${w('noChange', language)}.` : `${told.join('; ')}.`
}

function w(each: keyof typeof WORDS, language: Language): string {
  return capital(WORDS[each][language])
}
