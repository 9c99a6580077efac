/** Tables with a line per OOR, as every form shows them: words and figures, without a look. Workbooks have them live, by formulas. */
import type { OorBalance } from '../domain/proposal.js'
import { numberText, placesText, signedPlaces, type Language, type Text } from '../domain/language.js'
import type { Fallback } from '../shapes/answers/draft.js'
import { TERM } from '../words/terms.js'
import { signedText } from '../words/texts.js'

export interface Column {
  readonly word: Text
  /** A difference has a sign. */
  readonly signed?: boolean
  /** Measured, so to as many decimals in every line; counted when left out. */
  readonly decimals?: number
  /** What the table is about. */
  readonly strong?: boolean
}

export interface OorTable {
  readonly columns: readonly Column[]
  /** In places; null where that is not known. */
  readonly lines: readonly { readonly oor: string; readonly figures: readonly (number | null)[] }[]
  /** Of all OORs together; undefined under a column that adds up to nothing. */
  readonly total: readonly (number | null | undefined)[]
}

/** A column, what it holds of each OOR, and what of all; its sum unless told otherwise. */
interface Part<Line> extends Column {
  readonly of: (line: Line) => number | null
  readonly total?: ((lines: readonly Line[]) => number | null | undefined) | undefined
}

export function oorTableOf<Line extends { readonly oor: string }>(
  lines: readonly Line[],
  parts: readonly (Part<Line> | false)[],
): OorTable {
  const columns = parts.filter((part) => part !== false)
  return {
    columns,
    lines: lines.map((line) => ({ oor: line.oor, figures: columns.map(({ of }) => of(line)) })),
    total: columns.map(({ of, total = (all) => sumOf(all.map((line) => of(line) ?? 0)) }) => total(lines)),
  }
}

/** Places need not be whole in what somebody handed in: a sum without the noise of decimals. */
function sumOf(places: readonly number[]): number {
  return Math.round(places.reduce((sum, each) => sum + each, 0) * 1e9) / 1e9
}

/** Base, proposal and what room is left (P26, Regelruimte 1); today’s sizes where they were given. */
export function balanceTable(balance: readonly OorBalance[]): OorTable {
  const sized = balance.some(({ current }) => current !== null)
  const scaled = isScaled(balance)
  // sizes of some OORs do not add up to anything
  const ofAll = (of: (line: OorBalance) => number | null) => (lines: readonly OorBalance[]) =>
    lines.every((line) => of(line) !== null) ? sumOf(lines.map((line) => of(line)!)) : null
  const none = () => undefined
  return oorTableOf(balance, [
    { word: TERM.base, of: ({ base }) => base },
    { word: TERM.proposal, of: ({ proposal }) => proposal },
    { word: TERM.difference, of: ({ difference }) => difference, signed: true, strong: true },
    { word: TERM.roomBelow, of: ({ roomBelow }) => roomBelow, total: none },
    { word: TERM.roomAbove, of: ({ roomAbove }) => roomAbove, total: none },
    sized && { word: TERM.sizeToday, of: ({ current }) => current, total: ofAll(({ current }) => current) },
    scaled && {
      word: TERM.sizeScaled,
      of: ({ currentScaled }) => currentScaled,
      total: ofAll(({ currentScaled }) => currentScaled),
      decimals: 1,
    },
    sized && {
      word: TERM.mutation,
      of: ({ mutation }) => mutation,
      total: ofAll(({ mutation }) => mutation),
      signed: true,
      ...(scaled && { decimals: 1 }),
    },
  ])
}

/** Whether today's sizes are scaled to the intake, which has then another total than they have (`today.scale`). */
export function isScaled(balance: readonly OorBalance[]): boolean {
  return balance.some(({ current, currentScaled }) => current !== currentScaled)
}

/** What holds without agreement (P26 II.3), beside the base distribution and, where there is one, the proposal. */
export function fallbackTable(balance: Fallback['balance']): OorTable {
  const proposed = balance.some(({ proposal }) => proposal !== null)
  return oorTableOf(balance, [
    { word: TERM.base, of: ({ base }) => base },
    proposed && { word: TERM.proposal, of: ({ proposal }) => proposal },
    { word: TERM.fallback, of: ({ fallback }) => fallback },
    { word: TERM.fallbackMinusBase, of: ({ againstBase }) => againstBase, signed: true },
    proposed && { word: TERM.fallbackMinusProposal, of: ({ againstProposal }) => againstProposal, signed: true },
  ])
}

/** Where the fallback lies outside the leeway that a proposal has. */
export function fallbackLeewayText({ leeway, balance }: Fallback, language: Language): string | null {
  if (leeway === null || balance.length === 0) return null
  const { below, above, outside } = leeway
  const bounds = [-below, above].map((each) => signedText(each, language)).join('/')
  const told = outside.map(({ oor, by }) => `${oor} ${signedText(by, language)}`).join(', ')
  if (outside.length === 0) {
    return {
      nl: `De terugval ligt bij elke OOR binnen de regelruimte van ${bounds}.`,
      en: `At every OOR the fallback lies within the leeway of ${bounds}.`,
    }[language]
  }
  return {
    nl: `De terugval ligt buiten de regelruimte van ${bounds} bij: ${told}. Als voorstel zou zij dus niet voldoen; zij geldt als er geen passend voorstel is.`,
    en: `The fallback lies outside the leeway of ${bounds} at: ${told}. As a proposal it would not comply; it holds where there is no fitting proposal.`,
  }[language]
}

/** A figure under its column, as people read it. */
export function figureText(value: number | null, { signed = false, decimals }: Column, language: Language): string {
  if (value === null) return '–'
  if (decimals !== undefined) {
    return signed ? signedText(value, language, decimals) : numberText(value, language, decimals, true)
  }
  return signed ? signedPlaces(value, language) : placesText(value, language)
}
