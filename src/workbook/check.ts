/**
 * A check as a workbook: Toets with every finding, the proposal with live checks, Balans, Gevolgen, the consultation, where asked Herstel,
 * and every other sheet that it was given.
 */
import { yearText } from '../words/heading.js'
import { checkRecipe } from '../words/recipe.js'
import { MEASURE, numberText, printable, STATUS } from '../words/texts.js'
import type { KeptSheet } from '../domain/reading.js'
import type { Look, WrittenSheet } from '../io/xlsx/write.js'
import type { Checked } from '../shapes/answers/check.js'
import type { Repaired } from '../shapes/answers/check.js'
import { accountPage, line, readings, recipeLines, scenarioFacts, type SheetRow } from './account.js'
import { consultationSheets, effectsSheet } from './effects.js'
import { keptSheets } from './kept.js'
import { agreedCells, agreedTotals } from '../documents/agreements.js'
import { agreementsSheet } from './agreements.js'
import { motivationsSheet, rulesSheet } from './dossier.js'
import { cell, heightOf, LOOK } from './looks.js'
import { balanceSheet, tableRows } from './balance.js'
import { placesLook, type SheetSubject } from './places.js'
import { proposalSheet } from './proposal.js'
import { WORDS } from '../words/workbook-proposal.js'
import { TERM } from '../words/terms.js'
import { headerOf, heading, labelOf, nameOf, workbookOf, type Context } from './setting.js'
import { repairText } from '../words/near.js'
import { SHEET, WORDS as COMMON } from '../words/workbook.js'

/**
 * The workbook of a check. The same check, the same bytes.
 * @param given sheets of the workbooks that it was made from: those that it does not write anew go along
 * @throws InputError `too-large` for a table of more than a hundred thousand cells
 */
export async function checkWorkbook(
  checked: Checked,
  context: Context,
  given: readonly KeptSheet[] = [],
): Promise<Uint8Array> {
  const written = sheetsOf(checked, context)
  const last = account(checked, context)
  const kept = keptSheets(given, [...written, last], headerOf(checked.data, context.language))
  return workbookOf(titleOf(checked, context), [...written, last, ...kept])
}

function sheetsOf(checked: Checked, context: Context): WrittenSheet[] {
  const subject = subjectOf(checked, context)
  const title = titleOf(checked, context)
  if (subject === null) return [nothingSheet(checked, context), ...consultationSheets(checked, title, context)]
  const { effects, consultation } = checked
  return [
    rulesSheet(checked.rules, subject, context),
    proposalSheet(subject, context),
    balanceSheet(subject, context),
    ...(checked.agreements.length === 0 ? [] : [agreementsSheet({ ...checked, title: subject.title }, context)]),
    ...(effects === null ? [] : [effectsSheet(effects, checked, title, context)]),
    ...consultationSheets(checked, title, context),
    motivationsSheet(checked, consultation.motivations, subject, context),
    ...(checked.repair === null ? [] : repairSheets(checked, checked.repair, subject, context)),
  ]
}

function titleOf({ scenario: id }: Checked, { scenario }: Context): string {
  return scenario?.title ?? id
}

function subjectOf(checked: Checked, context: Context): SheetSubject | null {
  const { base, frame } = checked
  if (base === null || frame === null) return null
  const { zeroCells = [], bounds = [] } = context.scenario ?? {}
  return {
    ...checked,
    base,
    frame: agreedTotals(frame, checked.agreements, checked.columns),
    title: titleOf(checked, context),
    about: verdictOf(checked, context),
    zeroCells: zeroCells.map(({ specialty, oor }) => [specialty, oor] as const),
    bounds: [
      ...bounds.map(({ specialty, oor, low, high }) => [specialty, oor, low, high] as const),
      ...agreedCells(checked.agreements, checked.columns),
    ],
  }
}

function verdictOf({ status }: Checked, { language }: Context): string {
  const word = status === 'not-compliant' ? 'notCompliant' : status
  return WORDS[word][language]
}

/** Where there is nothing to check against: why. */
function nothingSheet(checked: Checked, context: Context): WrittenSheet {
  const { language } = context
  const text = printable(
    checked.conflict?.texts[language] ??
      STATUS[checked.status === 'time-limit' ? 'time-limit' : 'infeasible'][language],
  )
  return {
    name: SHEET.rules[language],
    header: headerOf(checked.data, language),
    rows: [
      ...heading(titleOf(checked, context), checked.data, verdictOf(checked, context), context),
      [],
      [cell(text, LOOK.note)],
    ],
    widths: [110],
    heights: { 4: heightOf(text, 110) },
    frozen: { rows: 0, columns: 0 },
  }
}

const DECIMAL_CHANGE: Look = { ...LOOK.signed, format: '+#,##0.###_W;-#,##0.###_W' }

/** What would change, and the table that complies. */
function repairSheets(
  checked: Checked,
  repair: Repaired,
  { title, zeroCells }: SheetSubject,
  context: Context,
): WrittenSheet[] {
  const { language } = context
  const top = heading(title, checked.data, WORDS.repairNote[language], context)
  const { placesChanged, allocation, changes, conflict } = repair
  const follows = repairText(repair, language)
  const summary =
    placesChanged === null || allocation === null
      ? `${STATUS[repair.status][language]}${conflict === null ? '' : `: ${conflict.texts[language]}`}`
      : changes.length === 0
        ? WORDS.nothing[language]
        : `${numberText(placesChanged, language, 9)} ${WORDS.changed[language]}${repair.status === 'optimal' ? `, ${WORDS.fewest[language]}` : ''}${follows === null ? '' : `; ${follows}`}`
  const heads = [WORDS.handedIn, SHEET.repaired, TERM.difference]
  const list: WrittenSheet = {
    name: SHEET.repair[language],
    header: headerOf(checked.data, language),
    rows: [
      ...top,
      [cell(printable(summary), LOOK.section)],
      ...(changes.length === 0
        ? []
        : [
            [
              cell(COMMON.specialty[language], LOOK.head),
              cell(COMMON.oor[language], LOOK.head),
              ...heads.map((word) => cell(word[language], LOOK.headNumber)),
            ],
          ]),
      ...changes.map(({ specialty, oor, from, to }) => [
        cell(nameOf(specialty, context), LOOK.text),
        cell(oor, LOOK.text),
        cell(from, placesLook(from)),
        cell(to, { ...LOOK.whole, bold: true }),
        cell(Math.round((to - from) * 1e9) / 1e9, Number.isInteger(from) ? LOOK.signed : DECIMAL_CHANGE),
      ]),
    ],
    widths: [44, 14, 14, 14, 14],
    frozen: { rows: top.length + (changes.length === 0 ? 0 : 2), columns: 0 },
  }
  if (allocation === null || changes.length === 0) return [list]
  const note = heading(title, checked.data, WORDS.repairedNote[language], context)
  const table = tableRows({ ...checked, zeroCells }, allocation, checked.allocation, note.length, context)
  return [
    list,
    {
      name: SHEET.repaired[language],
      header: headerOf(checked.data, language),
      rows: [...note, ...table.rows],
      widths: table.widths,
      frozen: { rows: note.length + 1, columns: table.labels },
    },
  ]
}

function account(checked: Checked, context: Context): WrittenSheet {
  const { language, scenario, given } = context
  const t = (word: keyof typeof COMMON) => COMMON[word][language]
  const { frame, input, data } = checked
  const facts: SheetRow[] = [
    line(t('scenario'), checked.scenario, scenario?.title ?? ''),
    ...(scenario === null ? [] : [line(t('year'), yearText(scenario.year, language))]),
    line(t('data'), labelOf(data, language)),
    line(t('status'), verdictOf(checked, context)),
    line(t('sha'), input.sha256, t('shaWhy')),
    ...(scenario === null ? [] : scenarioFacts(scenario, language)),
    ...checked.remarks.map(({ texts }) => line(t('remark'), texts[language])),
    ...(frame === null
      ? []
      : [line(WORDS.measure[language], MEASURE[frame.measure][language], '', 'P26 Regelruimte 1')]),
  ]
  const zeroCells = (scenario?.zeroCells ?? []).map(({ specialty, oor }) => [specialty, oor] as const)
  return accountPage(
    { title: titleOf(checked, context), data, about: `${t('sha')}: ${input.sha256}` },
    [
      { head: [t('what'), t('value'), t('why'), t('source')], lines: facts },
      ...readings({ options: checked.options, zeroCells }, context),
      {
        head: [t('verify'), '', '', ''],
        lines:
          scenario === null ? [] : recipeLines(checkRecipe(checked, scenario, given, language), input.sha256, language),
      },
    ],
    context,
  )
}
