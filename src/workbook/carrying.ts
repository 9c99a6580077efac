/** A consultation fitted to a new frame as a workbook: the list of what to ask again, and what goes along on sheets that are read back. */
import type { Scenario } from '../domain/scenario.js'
import type { Consultation } from '../domain/proposal.js'
import type { WrittenSheet } from '../io/xlsx/write.js'
import type { CarriedConsultation } from '../shapes/answers/carry.js'
import { outsideSheets } from './outside.js'
import { accountPage } from './account.js'
import { agreementRow } from './agreements.js'
import type { Agreement } from '../domain/agreement.js'
import { CARRIED, carriedLines, countWords, deadlineWords } from '../words/carrying.js'
import { GROUND, PREFERENCE } from '../words/consultation.js'
import { TERM } from '../words/terms.js'
import { printableLines } from '../words/texts.js'
import { SHEET, WORDS as COMMON } from '../words/workbook.js'
import { WORDS } from '../words/workbook-proposal.js'
import { attentionSheet, historySheet, sizesSheet } from './draft.js'
import { cell, heightOf, LOOK } from './looks.js'
import { headerOf, heading, labelled, nameOf, workbookOf, type Context, type Rows } from './setting.js'

type Fitted = Context & { readonly scenario: Scenario }

/**
 * @param kept what goes along, as it is read back
 * @throws InputError `too-large` for a table of more than a hundred thousand cells
 */
export async function carryWorkbook(
  carried: CarriedConsultation,
  kept: Consultation,
  context: Fitted,
): Promise<Uint8Array> {
  const { id, title, data, specialties, oors } = context.scenario
  const codes = (of: readonly { readonly code: string }[]) => of.map(({ code }) => code)
  const held = { scenario: id, data, rows: codes(specialties), columns: codes(oors), consultation: kept }
  return workbookOf(title, [
    againSheet(carried, context),
    ...(kept.advices.length === 0 ? [] : [advicesSheet(kept, context)]),
    ...(kept.attentionPoints.length === 0 ? [] : [attentionSheet(held, context)]),
    ...outsideSheets(held, title, context),
    ...(kept.motivations.length === 0 ? [] : [motivationsSheet(kept, context)]),
    ...(kept.current.every((size) => size === null) ? [] : [sizesSheet(held, context)]),
    ...(kept.history.every((row) => row === null) ? [] : [historySheet(held, context)]),
    wishesSheet(kept, context),
    ...((kept.agreements ?? []).length === 0 ? [] : [agreedSheet(kept.agreements ?? [], context)]),
    accountPage({ title, data, about: countWords(carried, context.language) }, [], context),
  ])
}

/** A sheet with a head and lines of text under it. */
function listed(
  name: string,
  about: string,
  heads: readonly string[],
  lines: readonly (readonly (string | number | null)[])[],
  widths: readonly number[],
  context: Fitted,
): WrittenSheet {
  const { scenario, language } = context
  const top = heading(scenario.title, scenario.data, about, context)
  const start = top.length + 1
  const heightAt = (line: readonly (string | number | null)[]) =>
    Math.max(15, ...line.map((value, i) => (typeof value === 'string' ? heightOf(value, widths[i]!) - 2 : 15)))
  return {
    name,
    header: headerOf(scenario.data, language),
    rows: [
      ...top,
      heads.map((word) => cell(word, LOOK.head)),
      ...lines.map((line) =>
        line.map((value) => cell(typeof value === 'string' ? printableLines(value) : value, LOOK.long)),
      ),
    ],
    widths: [...widths],
    heights: Object.fromEntries(lines.map((line, i) => [start + i, heightAt(line)])),
    frozen: { rows: start, columns: 0 },
  }
}

function againSheet(carried: CarriedConsultation, context: Fitted): WrittenSheet {
  const { language } = context
  const about = [countWords(carried, language), deadlineWords(carried.deadline, language)]
    .filter((each) => each !== null)
    .join(' ')
  const line = (goesAlong: boolean) =>
    carriedLines(carried, goesAlong, language).map(({ kind, oor, specialty, why, text }) => [
      goesAlong ? CARRIED.kept[language] : CARRIED.ask[language],
      kind,
      oor,
      specialty === null ? null : nameOf(specialty, context),
      why,
      text,
    ])
  const heads = [TERM.state, TERM.kind, COMMON.oor, COMMON.specialty, TERM.why, TERM.text].map((word) => word[language])
  return listed(SHEET.again[language], about, heads, [...line(false), ...line(true)], [36, 16, 12, 32, 44, 60], context)
}

function advicesSheet({ advices }: Consultation, context: Fitted): WrittenSheet {
  const { scenario, language } = context
  const labels = labelled(
    scenario.specialties.map(({ code }) => code),
    context,
  )
  const codes = scenario.oors.map(({ code }) => code)
  const head = [
    ...labels.head,
    ...codes.map((code) => cell(code, LOOK.headNumber)),
    ...codes.flatMap((code) =>
      [WORDS.from, WORDS.to].map((word) => cell(`${code} ${word[language]}`, LOOK.headNumber)),
    ),
    cell(WORDS.weight[language], LOOK.head),
    cell(WORDS.rationale[language], LOOK.head),
  ]
  const body: Rows = advices.map(({ specialty, row, room, weight, rationale }) => [
    ...labels.cells(specialty),
    ...row.map((places) => cell(places, LOOK.whole)),
    ...room.flatMap(([low, high], o) => {
      const isNone = low === row[o] && high === row[o]
      return [cell(isNone ? null : low, LOOK.whole), cell(isNone ? null : high, LOOK.whole)]
    }),
    cell(weight / 1000, { line: 'thin', align: 'center', format: 'General' }),
    cell(rationale === '' ? null : printableLines(rationale), LOOK.long),
  ])
  const top = heading(scenario.title, scenario.data, CARRIED.kept[language], context)
  return {
    name: SHEET.advices[language],
    header: headerOf(scenario.data, language),
    rows: [...top, head, ...body],
    widths: [...labels.widths, ...codes.map(() => 9), ...codes.flatMap(() => [8, 8]), 9, 90],
    frozen: { rows: top.length + 1, columns: labels.count },
  }
}

function motivationsSheet({ motivations }: Consultation, context: Fitted): WrittenSheet {
  const { language } = context
  const heads = [COMMON.oor, COMMON.specialty, WORDS.ground, WORDS.text].map((word) => word[language])
  const lines = motivations.map(({ oor, specialty, grounds, text }) => [
    oor,
    specialty === null ? null : nameOf(specialty, context),
    grounds.map((ground) => GROUND[ground][language]).join('; ') || null,
    text,
  ])
  return listed(SHEET.motivations[language], CARRIED.kept[language], heads, lines, [14, 34, 40, 90], context)
}

function agreedSheet(agreements: readonly Agreement[], context: Fitted): WrittenSheet {
  const { language } = context
  const heads = [TERM.specialty, TERM.oor, TERM.minimum, TERM.maximum, TERM.agreedBy, TERM.date, TERM.reason]
  return listed(
    SHEET.agreements[language],
    CARRIED.kept[language],
    heads.map((word) => word[language]),
    agreements.map((each) => agreementRow(each, language, (code) => nameOf(code, context))),
    [34, 14, 24, 12, 26, 14, 60],
    context,
  )
}

function wishesSheet({ prefer }: Consultation, context: Fitted): WrittenSheet {
  const { language } = context
  const heads = [WORDS.rank, WORDS.wish].map((word) => word[language])
  const lines = prefer.map((wish, i) => [i + 1, PREFERENCE[wish][language]])
  return listed(SHEET.prefer[language], CARRIED.kept[language], heads, lines, [8, 40], context)
}
