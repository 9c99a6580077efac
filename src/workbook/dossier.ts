/** What a draft and a check have to account for in words: the motivations that are needed, and the rules with their findings. */
import { neededLines } from '../documents/motivations.js'
import type { Motivation, RuleOutcome, RuleReport } from '../domain/proposal.js'
import { GROUND } from '../words/consultation.js'
import { OUTCOME, findingText, printable, printableLines, RULE } from '../words/texts.js'
import type { Look, WrittenCell, WrittenSheet } from '../io/xlsx/write.js'
import type { NeededMotivation } from '../shapes/answers/proposal.js'
import { cell, heightOf, LOOK } from './looks.js'
import type { SheetSubject } from './places.js'
import { WORDS } from '../words/workbook-proposal.js'
import { headerOf, heading, nameOf, type Context, type Rows } from './setting.js'
import { SHEET, WORDS as COMMON } from '../words/workbook.js'

/** Still to be written: as yellow as what is to be filled in. */
const TO_WRITE: Look = { ...LOOK.long, fill: 'FFFBE6' }

const GIVEN_WIDTHS = [10, 28, 13, 34, 66, 18]

/**
 * The motivations that are needed, with what was written and what is still missing; below them those that were written and that
 * nothing needs. Read back by `io/read/advices.ts`.
 */
export function motivationsSheet(
  { motivations }: { readonly motivations: readonly NeededMotivation[] },
  written: readonly Motivation[],
  { title, data }: Pick<SheetSubject, 'title' | 'data'>,
  context: Context,
): WrittenSheet {
  const { language } = context
  const grounds = (given: Motivation | null) =>
    (given?.grounds ?? []).map((ground) => GROUND[ground][language]).join('; ')
  const needed = neededLines(motivations)
  const rest = written.filter((each) => needed.every((line) => line.written !== each))
  const lines = [
    ...needed.map(({ oor, specialty, difference, written: given, missing }) => ({
      oor,
      specialty: given?.specialty ?? specialty,
      difference,
      given,
      lacks: missing.map((each) => WORDS.missing[each][language]).join(', '),
      state: missing.length === 0 ? WORDS.complete[language] : '',
      missing,
    })),
    ...rest.map((given) => ({
      oor: given.oor,
      specialty: given.specialty,
      difference: null,
      given,
      lacks: '',
      state: WORDS.notNeeded[language],
      missing: [],
    })),
  ]
  const rows: Rows = lines.map(({ oor, specialty, difference, given, lacks, state, missing }) => {
    const look = (part: 'ground' | 'text'): Look =>
      missing.some((each) => each === part || each === 'motivation') ? TO_WRITE : LOOK.long
    const text = given?.text ?? ''
    return [
      cell(oor, LOOK.long),
      cell(specialty === null ? null : nameOf(specialty, context), LOOK.long),
      cell(difference, { ...LOOK.signed, wrap: true, bold: true }),
      cell(grounds(given) || null, look('ground')),
      cell(text === '' ? null : printableLines(text), look('text')),
      cell(lacks === '' ? state : lacks, lacks === '' ? LOOK.long : { ...TO_WRITE, bold: true }),
    ]
  })
  const about = lines.length === 0 ? WORDS.noMotivations[language] : WORDS.motivationsNote[language]
  const [name, label, note] = heading(title, data, about, context)
  const top: Rows = [name!, label!, note!.map((each) => each && { ...each, look: LOOK.note })]
  return {
    name: SHEET.motivations[language],
    header: headerOf(data, language),
    rows: [
      ...top,
      [
        cell(COMMON.oor[language], LOOK.head),
        cell(COMMON.specialty[language], LOOK.head),
        cell(COMMON.difference[language].replace(/ .*/, ''), LOOK.headNumber),
        cell(WORDS.ground[language], LOOK.head),
        cell(WORDS.text[language], LOOK.head),
        cell(WORDS.toDo[language], LOOK.head),
      ],
      ...rows,
    ],
    widths: GIVEN_WIDTHS,
    heights: {
      2: heightOf(about, 155),
      ...Object.fromEntries(
        lines.map(({ given, specialty }, i) => [
          top.length + 1 + i,
          Math.max(
            heightOf(given?.text ?? '', GIVEN_WIDTHS[4]!),
            heightOf(grounds(given), GIVEN_WIDTHS[3]!),
            heightOf(specialty === null ? '' : nameOf(specialty, context), GIVEN_WIDTHS[1]!),
          ) - 2,
        ]),
      ),
    },
    merges: [{ row: 2, from: 0, to: GIVEN_WIDTHS.length - 1 }],
    frozen: { rows: top.length + 1, columns: 0 },
  }
}

/** What a rule came to, in a colour that print shows too. */
const OUTCOME_LOOK: Readonly<Record<RuleOutcome, Look>> = {
  fail: { bold: true, color: 'FFFFFF', fill: 'B42318' },
  warn: { bold: true, fill: 'FBE3D0' },
  judge: { italic: true },
  pass: { color: '2F6B3A' },
}

const RULE_WIDTHS = [27, 18, 56, 25, 9, 13, 16, 21]

/** Rule by rule, a line per finding. */
export function rulesSheet(
  rules: readonly RuleReport[],
  { title, data }: Pick<SheetSubject, 'title' | 'data'>,
  context: Context,
): WrittenSheet {
  const { language } = context
  const fails = rules.some(({ outcome }) => outcome === 'fail')
  const top = heading(title, data, '', context)
  top[2] = [cell((fails ? WORDS.notCompliant : WORDS.compliant)[language], LOOK.section)]
  const heads = [
    WORDS.rule,
    WORDS.outcome,
    WORDS.finding,
    COMMON.specialty,
    COMMON.oor,
    WORDS.found,
    WORDS.allowed,
    COMMON.source,
  ]
  const numeric: Look = { ...LOOK.long, align: 'center' }
  const found = (value: string | number): WrittenCell =>
    cell(typeof value === 'string' ? printable(findingText(value, language)) : value, numeric)
  const lines = rules.flatMap(({ id, outcome, source, findings }) =>
    (findings.length === 0 ? [null] : findings).map((finding, i) => ({ id, outcome, source, finding, first: i === 0 })),
  )
  const rows: Rows = lines.map(({ id, outcome, source, finding, first }) => [
    cell(first ? RULE[id][language] : null, { ...LOOK.long, bold: true }),
    cell(first ? OUTCOME[outcome][language] : null, first ? { ...LOOK.long, ...OUTCOME_LOOK[outcome] } : LOOK.long),
    cell(finding === null ? null : printable(finding.text), LOOK.long),
    cell(finding?.specialty === undefined ? null : printable(nameOf(finding.specialty, context)), LOOK.long),
    cell(finding?.oor ?? null, LOOK.long),
    ...(finding === null || outcome === 'judge'
      ? [cell(null, LOOK.long), cell(null, LOOK.long)]
      : [found(finding.found), found(finding.allowed)]),
    cell(first ? source : null, LOOK.long),
  ])
  return {
    name: SHEET.rules[language],
    header: headerOf(data, language),
    rows: [
      ...top,
      heads.map((word, i) => cell(word[language], i === 5 || i === 6 ? { ...LOOK.head, align: 'center' } : LOOK.head)),
      ...rows,
    ],
    widths: RULE_WIDTHS,
    heights: Object.fromEntries(
      rows.map((row, r) => [
        top.length + 1 + r,
        Math.max(...row.map((each, i) => heightOf(String(each?.value ?? ''), RULE_WIDTHS[i]!))) - 2,
      ]),
    ),
    frozen: { rows: top.length + 1, columns: 0 },
    tab: fails ? 'B42318' : '2F6B3A',
  }
}
