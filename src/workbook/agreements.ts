/** Sheet Afspraken: what was agreed, as it is read back, and behind it what became of it. */
import { agreementLines } from '../documents/agreements.js'
import type { Agreement } from '../domain/agreement.js'
import type { DataKind } from '../domain/scenario.js'
import type { WrittenSheet } from '../io/xlsx/write.js'
import type { AgreementCost, AgreementKept } from '../shapes/answers/agreement.js'
import { byText, type SpecialtyName } from '../words/agreements.js'
import { AGREED_ROW } from '../words/consultation.js'
import { small, TERM } from '../words/terms.js'
import { printable, printableLines, type Language } from '../words/texts.js'
import { SHEET } from '../words/workbook.js'
import { cell, heightOf, LOOK } from './looks.js'
import { headerOf, heading, nameOf, type Context } from './setting.js'

/** Specialisme, OOR, Minimaal, Maximaal, Door, Datum, Reden. */
export function agreementRow(
  { specialty, oor, low, high, row, by, date, reason }: Agreement,
  language: Language,
  name: SpecialtyName,
): (string | number | null)[] {
  const least = row === null ? low : typeof row === 'string' ? AGREED_ROW[row][language] : row.join(', ')
  return [
    specialty === null ? null : name(specialty),
    oor,
    least,
    high,
    printable(by),
    date,
    reason === '' ? null : printableLines(reason),
  ]
}

interface Subject {
  readonly title: string
  readonly data: DataKind | null
  readonly agreements: readonly (AgreementKept & { readonly cost?: AgreementCost | null })[]
}

/**
 * The agreements of the scenario and the consultation, to be read back; what was asked with --agree is none, and stands above them.
 */
export function agreementsSheet({ title, data, agreements }: Subject, context: Context): WrittenSheet {
  const { language } = context
  const name = (code: string) => nameOf(code, context)
  const lines = agreementLines(agreements, language, name)
  const outcome = (i: number) => {
    const { holds, found, cost } = lines[i]!
    const kept = holds === null ? '' : small(holds ? TERM.kept : TERM.notKept)[language]
    return [found, kept, cost ?? '']
  }
  const notes = agreements.flatMap((agreement, i) => {
    if (agreement.from !== 'question') return []
    const { subject, agreed } = lines[i]!
    const [found, kept, cost] = outcome(i)
    const told = [kept, found, cost].filter((each) => each !== '').join('; ')
    return [printable(`${byText(agreement, language)}: ${subject} ${agreed}${told === '' ? '' : ` (${told})`}`)]
  })
  const listed = agreements.flatMap((agreement, i) => (agreement.from === 'question' ? [] : [[agreement, i] as const]))
  const heads = [TERM.specialty, TERM.oor, TERM.minimum, TERM.maximum, TERM.agreedBy, TERM.date, TERM.reason]
  const behind = [TERM.givenThere, TERM.outcome, TERM.whatItCosts]
  const top = heading(title, data, TERM.agreementsNote[language], context)
  const start = top.length + notes.length + 1
  return {
    name: SHEET.agreements[language],
    header: headerOf(data, language),
    rows: [
      ...top,
      ...notes.map((note) => [cell(note, { ...LOOK.quiet, bold: true })]),
      [...heads, ...behind].map((word) => cell(word[language], LOOK.head)),
      ...listed.map(([agreement, i]) => [
        ...agreementRow(agreement, language, name).map((value, c) =>
          cell(value, c === 2 || c === 3 ? (typeof value === 'number' ? LOOK.whole : LOOK.long) : LOOK.long),
        ),
        ...outcome(i).map((text) => cell(text === '' ? null : text, LOOK.long)),
      ]),
    ],
    widths: [34, 14, 24, 12, 26, 14, 44, 22, 18, 44],
    heights: Object.fromEntries(
      listed.map(([{ reason }, i], k) => [
        start + k,
        Math.max(15, heightOf(reason, 44) - 2, heightOf(lines[i]!.cost ?? '', 44) - 2),
      ]),
    ),
    frozen: { rows: start, columns: 0 },
  }
}
