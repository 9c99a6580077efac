/**
 * A draft as a workbook: Voorstel, Balans, what became of each advice, the dossier of motivations, the wishes, the test against
 * the frame, and where it was asked for the fallback. The sheets of the consultation are written as they are read, so that the
 * workbook can be handed in again: as a proposal to `check`, and as its advices.
 */
import type { Advice, RuleId } from '../domain/proposal.js'
import { outsideSheets } from './outside.js'
import { fallbackLeewayText } from '../documents/per-oor.js'
import { ifFollowedTable } from '../documents/if-followed.js'
import { IF_FOLLOWED } from '../words/if-followed.js'
import { yearText } from '../words/heading.js'
import { draftRecipe } from '../words/recipe.js'
import { ATTENTION_CATEGORY, DIRECTION, PREFERENCE } from '../words/consultation.js'
import {
  FOLLOWED,
  MEASURE,
  NOT_SOUGHT,
  numberText,
  printable,
  printableLines,
  PROPOSAL_LEVEL,
  RULE,
  STATUS,
  type Language,
} from '../words/texts.js'
import type { Look, WrittenSheet } from '../io/xlsx/write.js'
import { address } from '../io/xlsx/read.js'
import type { Draft, KeptReport } from '../shapes/answers/draft.js'
import { accountPage, line, readings, recipeLines, scenarioFacts, type SheetRow } from './account.js'
import { figuresSheet } from './figures.js'
import { cell, formula, heightOf, LOOK, range } from './looks.js'
import { agreedCells, agreedTotals } from '../documents/agreements.js'
import { agreementsSheet } from './agreements.js'
import { motivationsSheet, rulesSheet } from './dossier.js'
import { BALANCE_FROM, balanceSheet, tableRows } from './balance.js'
import { proposalSheet } from './proposal.js'
import { type SheetSubject } from './places.js'
import { WORDS } from '../words/workbook-proposal.js'
import {
  behindLabels,
  headerOf,
  heading,
  labelled,
  labelOf,
  nameOf,
  sumOf,
  workbookOf,
  type Context,
  type Rows,
} from './setting.js'
import { KEPT, keptSentences, keptWhy } from '../words/near.js'
import { TERM } from '../words/terms.js'
import { SHEET, WORDS as COMMON } from '../words/workbook.js'

/**
 * The workbook of a draft. The same draft, the same bytes.
 * @throws InputError `too-large` for a table of more than a hundred thousand cells
 */
export async function draftWorkbook(draft: Draft, context: Context): Promise<Uint8Array> {
  const subject = subjectOf(draft, context)
  const { consultation } = draft
  if (subject === null)
    return workbookOf(titleOf(draft, context), [
      nothingSheet(draft, context),
      ...(draft.agreements.length === 0
        ? []
        : [agreementsSheet({ ...draft, title: titleOf(draft, context) }, context)]),
      account(draft, context),
    ])
  return workbookOf(subject.title, [
    proposalSheet(subject, context),
    balanceSheet(subject, context),
    ...(draft.agreements.length === 0 ? [] : [agreementsSheet({ ...draft, title: subject.title }, context)]),
    ...(draft.near === null ? [] : [keptSheet(draft, draft.near, context)]),
    ...(draft.advices.length === 0 ? [] : [advicesSheet(draft, subject, context)]),
    ...ifFollowedSheets(draft, subject, context),
    ...(consultation.attentionPoints.length === 0 ? [] : [attentionSheet(draft, context)]),
    ...outsideSheets(draft, subject.title, context),
    motivationsSheet(draft, consultation.motivations, subject, context),
    wishesSheet(draft, context),
    ...(draft.check === null ? [] : [rulesSheet(draft.check.rules, subject, context)]),
    ...(draft.fallback === null ? [] : fallbackSheets(draft, subject, context)),
    ...(consultation.current.every((size) => size === null) ? [] : [sizesSheet(draft, context)]),
    ...(consultation.history.every((row) => row === null) ? [] : [historySheet(draft, context)]),
    account(draft, context),
  ])
}

/** What following each advice that is not followed would cost; none where nobody asked. */
function ifFollowedSheets(draft: Draft, { title }: SheetSubject, context: Context): WrittenSheet[] {
  const { language } = context
  const table = ifFollowedTable(draft, (code) => nameOf(code, context), language)
  const name = IF_FOLLOWED.title[language]
  const about = IF_FOLLOWED.about[language]
  return table === null ? [] : [figuresSheet({ name, title, data: draft.data, about, first: 34 }, [table], context)]
}

function titleOf({ scenario: id }: Pick<Draft, 'scenario'>, { scenario }: Context): string {
  return scenario?.title ?? id ?? 'Evenredig'
}

/** What Voorstel and Balans show; null where there is no proposal. */
function subjectOf(draft: Draft, context: Context): SheetSubject | null {
  const { allocation, base, frame, moved } = draft
  if (allocation === null || base === null || frame === null || moved === null) return null
  return {
    ...draft,
    allocation,
    base,
    frame: agreedTotals(frame, draft.agreements, draft.columns),
    bounds: [...draft.bounds, ...agreedCells(draft.agreements, draft.columns)],
    moved,
    title: titleOf(draft, context),
    about: proofOf(draft, context.language),
  }
}

function proofOf(draft: Draft, language: Language): string {
  const { status, solver, gap } = draft
  const by = solver === null ? '' : ` (${solver.name} ${solver.version})`
  const head = `${STATUS[status][language]}${by}`
  if (status === 'optimal') return `${head}: ${WORDS.proven[language]}`
  if (gap === null) return status === 'feasible' ? `${head}: ${WORDS.gap[language]}` : head
  const number = (value: number) => numberText(value, language, 9)
  const open = `${PROPOSAL_LEVEL[gap.level][language]}: ${number(gap.value)}, ${WORDS.bound[language]} ${number(gap.bound)}`
  return `${head}: ${WORDS.gap[language]} – ${open}`
}

/** A draft that cannot be: the reason instead of a table. */
function nothingSheet(draft: Draft, context: Context): WrittenSheet {
  const { language } = context
  const why = draft.conflict === null ? [] : [draft.conflict.texts[language]]
  const lines = [COMMON.noAllocation[language], ...why].map(printable)
  const top = heading(titleOf(draft, context), draft.data, proofOf(draft, language), context)
  return {
    name: SHEET.proposal[language],
    header: headerOf(draft.data, language),
    tab: '3A6EA5',
    rows: [...top, [], ...lines.map((text) => [cell(text, LOOK.note)])],
    widths: [110],
    heights: Object.fromEntries(lines.map((text, i) => [top.length + 1 + i, heightOf(text, 110)])),
    frozen: { rows: 0, columns: 0 },
  }
}

/** Advised, and where the draft gives another number that number, as part of the format: the number stays the advised one. */
function advisedLook(advised: number, [low, high]: readonly [number, number], given: number): Look {
  if (given === advised) return LOOK.whole
  const format = `#,##0" → ${given}"_W`
  return { line: 'thin', align: 'right', bold: true, format, fill: given < low || given > high ? 'FBE3D0' : 'D9E7F5' }
}

/** A consultation, and what it was held against. */
export type Consulted = Pick<Draft, 'scenario' | 'data' | 'rows' | 'columns' | 'consultation'>

/** The same, and what became of each advice; `preventedBy` is not there where that was not asked. */
interface Advised extends Consulted {
  readonly allocation: Draft['allocation']
  readonly advices: readonly {
    readonly specialty: string
    readonly followed: keyof typeof FOLLOWED
    readonly placesOutsideRoom: number
    readonly distance: number
    readonly preventedBy?: readonly RuleId[] | null
  }[]
}

export function advicesSheet(draft: Advised, { title }: Pick<SheetSubject, 'title'>, context: Context): WrittenSheet {
  const { language } = context
  const t = (word: 'outcome' | 'outside' | 'distance' | 'because' | 'weight' | 'rationale' | 'from' | 'to') =>
    WORDS[word][language]
  const { columns, rows, consultation } = draft
  const labels = labelled(rows, context)
  const outcomes = new Map(draft.advices.map((each) => [each.specialty, each]))
  const why = (rules: readonly RuleId[] | null | undefined, followed: string): string =>
    followed !== 'no' || rules === undefined
      ? ''
      : rules === null
        ? NOT_SOUGHT[language]
        : rules.map((id) => RULE[id][language]).join(', ') || WORDS.gaveWay[language]
  const roomAt = labels.count + columns.length + 5
  const header = [
    ...labels.head,
    ...columns.map((code) => cell(code, LOOK.headNumber)),
    cell(t('outcome'), LOOK.head),
    cell(t('outside'), { ...LOOK.head, align: 'center' as const }),
    cell(t('distance'), { ...LOOK.head, align: 'center' as const }),
    cell(t('because'), LOOK.head),
    null,
    ...columns.flatMap((code) => [t('from'), t('to')].map((word) => cell(`${code} ${word}`, LOOK.headNumber))),
    cell(t('weight'), { ...LOOK.head, align: 'center' as const }),
    cell(t('rationale'), LOOK.head),
  ]
  const shift = (advice: Advice) =>
    advice.room.flatMap(([low, high], o) =>
      low === advice.row[o] && high === advice.row[o]
        ? [cell(null, LOOK.whole), cell(null, LOOK.whole)]
        : [cell(low, LOOK.whole), cell(high, LOOK.whole)],
    )
  const body: Rows = consultation.advices.map((advice) => {
    const given = draft.allocation![rows.indexOf(advice.specialty)]!
    const outcome = outcomes.get(advice.specialty)!
    const { followed, placesOutsideRoom, distance, preventedBy } = outcome
    return [
      ...labels.cells(advice.specialty).map((each) => ({ ...each, look: LOOK.text })),
      ...advice.row.map((places, o) => cell(places, advisedLook(places, advice.room[o]!, given[o]!))),
      cell(FOLLOWED[followed][language], { ...LOOK.text, bold: followed === 'no', ...(followed === 'no' && NOT) }),
      cell(placesOutsideRoom, LOOK.counted),
      cell(distance, LOOK.counted),
      cell(why(preventedBy, followed), LOOK.long),
      null,
      ...shift(advice),
      cell(advice.weight / 1000, { line: 'thin', align: 'center', format: 'General' }),
      cell(advice.rationale === '' ? null : printableLines(advice.rationale), LOOK.long),
    ]
  })
  const top = heading(title, draft.data, WORDS.advicesNote[language], context)
  const titles = behindLabels(top, labels.count, columns.length + 4, 9 * columns.length + 60)
  const start = top.length + 1
  const count = (word: keyof typeof FOLLOWED) => draft.advices.filter(({ followed }) => followed === word).length
  const summary = (['exactly', 'within-room', 'partly', 'no'] as const)
    .filter((word) => word !== 'partly' || count(word) > 0)
    .map((word) => `${count(word)} ${FOLLOWED[word][language]}`)
    .join(', ')
  return {
    name: SHEET.advices[language],
    header: headerOf(draft.data, language),
    rows: [...titles.rows, [...labels.head.map(() => null), cell(summary, LOOK.section)], header, ...body],
    widths: [...labels.widths, ...columns.map(() => 9), 16, 10, 10, 24, 3, ...columns.flatMap(() => [8, 8]), 9, 120],
    merges: titles.merges,
    heights: {
      ...titles.heights,
      [start]: 47,
      ...Object.fromEntries(
        consultation.advices.map(({ rationale, specialty }, i) => {
          const { preventedBy, followed } = outcomes.get(specialty)!
          return [
            start + 1 + i,
            Math.max(15, heightOf(rationale, 120) - 2, heightOf(why(preventedBy, followed), 24) - 2),
          ]
        }),
      ),
    },
    frozen: { rows: start + 1, columns: labels.count },
    pages: [roomAt, roomAt + 2 * columns.length],
  }
}

const NOT: Look = { fill: 'FBE3D0' }

export function attentionSheet(draft: Consulted, context: Context): WrittenSheet {
  const { language } = context
  const heads = [COMMON.oor, COMMON.specialty, WORDS.category, WORDS.direction, WORDS.text]
  const top = heading(titleOf(draft, context), draft.data, WORDS.attentionNote[language], context)
  const points = draft.consultation.attentionPoints
  return {
    name: SHEET.attention[language],
    header: headerOf(draft.data, language),
    rows: [
      ...top,
      heads.map((word) => cell(word[language], LOOK.head)),
      ...points.map(({ oor, specialty, category, direction, text }) =>
        [
          oor,
          specialty === null ? null : nameOf(specialty, context),
          ATTENTION_CATEGORY[category][language],
          DIRECTION[direction][language],
          printableLines(text),
        ].map((value) => cell(value, LOOK.long)),
      ),
    ],
    widths: [14, 34, 22, 12, 90],
    heights: Object.fromEntries(points.map(({ text }, i) => [top.length + 1 + i, heightOf(text, 90) - 2])),
    frozen: { rows: top.length + 1, columns: 0 },
  }
}

/** What was kept of the proposal that it stays near to: the cells that differ, why, and what that proposal breaks. */
function keptSheet(draft: Draft, { moved, broken }: KeptReport, context: Context): WrittenSheet {
  const { language } = context
  const top = heading(titleOf(draft, context), draft.data, keptSentences(draft, language).join(' '), context)
  const heads = [COMMON.specialty, COMMON.oor, KEPT.given, WORDS.proposal, TERM.difference, KEPT.why]
  const cells: Rows = moved.map((each) => [
    cell(nameOf(each.specialty, context), LOOK.text),
    cell(each.oor, LOOK.text),
    cell(each.from, LOOK.whole),
    cell(each.to, { ...LOOK.whole, bold: true }),
    cell(each.to - each.from, LOOK.signed),
    cell(keptWhy(each, language), LOOK.long),
  ])
  const findings = broken.flatMap((rule) => rule.findings.map(({ text }) => printable(text)))
  return {
    name: SHEET.kept[language],
    header: headerOf(draft.data, language),
    rows: [
      ...top,
      heads.map((word, i) => cell(word[language], i >= 2 && i <= 4 ? LOOK.headNumber : LOOK.head)),
      ...cells,
      ...(findings.length === 0
        ? []
        : [[], [cell(KEPT.broken[language], LOOK.section)], ...findings.map((text) => [cell(text, LOOK.quiet)])]),
    ],
    widths: [34, 14, 10, 10, 10, 70],
    heights: Object.fromEntries(
      moved.map((each, i) => [top.length + 1 + i, heightOf(keptWhy(each, language), 70) - 2]),
    ),
    frozen: { rows: top.length + 1, columns: 0 },
  }
}

/** The wishes in order, what each reached, and what it cost the next. */
function wishesSheet(draft: Draft, context: Context): WrittenSheet {
  const { language } = context
  const t = (word: 'rank' | 'wish' | 'reached' | 'without' | 'same') => WORDS[word][language]
  const published = 'published' in draft
  const number = (value: number | null) => (value === null ? '–' : numberText(value, language, 9))
  const top = heading(titleOf(draft, context), draft.data, WORDS.wishesNote[language], context)
  const lines = draft.wishes.map(({ step, levels, next }) => {
    const reached = levels.map(({ name, value }) => `${PROPOSAL_LEVEL[name][language]}: ${number(value)}`)
    const cost = (next ?? [])
      .filter((each) => each.with !== each.without)
      .map((each) => `${PROPOSAL_LEVEL[each.name][language]}: ${number(each.without)} (${number(each.with)})`)
    const paid = next === null ? NOT_SOUGHT[language] : cost.length === 0 ? t('same') : cost.join('\n')
    const without = published ? COMMON.unpublished[language] : paid
    return { wish: PREFERENCE[step][language], reached: reached.join('\n'), without }
  })
  return {
    name: SHEET.prefer[language],
    header: headerOf(draft.data, language),
    rows: [
      ...top,
      [
        cell(t('rank'), { ...LOOK.head, align: 'center' as const }),
        ...[t('wish'), t('reached'), t('without')].map((word) => cell(word, LOOK.head)),
      ],
      ...lines.map(({ wish, reached, without }, i) => [
        cell(i + 1, { ...LOOK.long, align: 'center' as const }),
        ...[wish, reached, without].map((text) => cell(text, LOOK.long)),
      ]),
    ],
    widths: [7, 34, 56, 70],
    heights: Object.fromEntries(
      lines.map(({ reached, without }, i) => [
        top.length + 1 + i,
        Math.max(heightOf(reached, 56), heightOf(without, 70)) - 2,
      ]),
    ),
    frozen: { rows: top.length + 1, columns: 0 },
  }
}

/** The fallback per OOR, live against the proposal, and its table, coloured where it differs from the base. */
function fallbackSheets(draft: Draft, subject: SheetSubject, context: Context): WrittenSheet[] {
  const { language } = context
  const { balance, result } = draft.fallback!
  const leeway = fallbackLeewayText(draft.fallback!, language)
  const said = [WORDS.fallbackNote[language], ...(leeway === null ? [] : [printable(leeway)])].join(' ')
  const top = heading(subject.title, draft.data, said, context)
  const start = top.length + 2
  const sheet = { name: SHEET.fallback[language], header: headerOf(draft.data, language) }
  if (result.allocation === null) {
    const text = printable(result.conflict?.texts[language] ?? STATUS[result.status][language])
    const rows = [...top, [], [cell(text, LOOK.note)]]
    return [{ ...sheet, rows, widths: [110], heights: { 4: heightOf(text, 110) }, frozen: { rows: 3, columns: 0 } }]
  }
  const place = `'${SHEET.balance[language]}'!`
  const heads = [WORDS.baseHead, WORDS.proposal, WORDS.fallback, WORDS.againstBase, WORDS.againstProposal]
  const columnSums = [
    sumOf(balance.map(({ base }) => base)),
    sumOf(balance.map(({ proposal }) => proposal ?? 0)),
    sumOf(balance.map(({ fallback }) => fallback)),
    sumOf(balance.map(({ againstBase }) => againstBase)),
    sumOf(balance.map(({ againstProposal }) => againstProposal ?? 0)),
  ]
  const end = start + balance.length - 1
  const note = heading(subject.title, draft.data, WORDS.fallbackTable[language], context)
  const table = tableRows(draft, result.allocation, subject.base, note.length, context)
  return [
    {
      ...sheet,
      rows: [
        ...top,
        [],
        [cell(COMMON.oor[language], LOOK.head), ...heads.map((word) => cell(word[language], LOOK.headNumber))],
        ...balance.map((each, o) => {
          const [base, proposal, fallback] = [0, 1, 2].map((i) => address(start + o, 1 + i))
          // the balance has its OORs from row 6 on, its base and its proposal in C and D
          return [
            cell(each.oor, LOOK.text),
            formula(`${place}${address(BALANCE_FROM + o, 2)}`, each.base, LOOK.whole),
            formula(`${place}${address(BALANCE_FROM + o, 3)}`, each.proposal ?? 0, LOOK.whole),
            cell(each.fallback, { ...LOOK.whole, bold: true }),
            formula(`${fallback}-${base}`, each.againstBase, LOOK.signed),
            formula(`${fallback}-${proposal}`, each.againstProposal ?? 0, LOOK.signed),
          ]
        }),
        [
          cell(COMMON.total[language], LOOK.totalText),
          ...columnSums.map((value, i) =>
            formula(
              `SUM(${range(start, 1 + i, end, 1 + i)})`,
              value,
              i < 3 ? LOOK.total : { ...LOOK.total, format: LOOK.signed.format },
            ),
          ),
        ],
      ],
      widths: [20, 14, 14, 14, 14, 14],
      heights: { [start - 1]: 32 },
      frozen: { rows: start, columns: 1 },
    },
    {
      name: SHEET.fallbackCells[language],
      header: sheet.header,
      rows: [...note, ...table.rows],
      widths: table.widths,
      frozen: { rows: note.length + 1, columns: table.labels },
    },
  ]
}

/** Today's sizes, as they are read. */
export function sizesSheet(draft: Consulted, context: Context): WrittenSheet {
  const { language } = context
  const sizes = draft.consultation.current
  const top = heading(titleOf(draft, context), draft.data, WORDS.sizesNote[language], context)
  const start = top.length + 1
  return {
    name: SHEET.current[language],
    header: headerOf(draft.data, language),
    rows: [
      ...top,
      [cell(COMMON.oor[language], LOOK.head), cell(WORDS.places[language], LOOK.headNumber)],
      ...draft.columns.map((code, o) => [cell(code, LOOK.text), cell(sizes[o] ?? null, LOOK.whole)]),
      [
        cell(COMMON.total[language], LOOK.totalText),
        formula(
          `SUM(${range(start, 1, start + sizes.length - 1, 1)})`,
          sumOf(sizes.map((size) => size ?? 0)),
          LOOK.total,
        ),
      ],
    ],
    widths: [60, 12],
    frozen: { rows: start, columns: 0 },
  }
}

export function historySheet(draft: Consulted, context: Context): WrittenSheet {
  const { language } = context
  const { rows, columns, consultation } = draft
  const labels = labelled(rows, context)
  const top = heading(titleOf(draft, context), draft.data, WORDS.historyNote[language], context)
  const body = rows.flatMap((row, s) => {
    const history = consultation.history[s] ?? null
    return history === null ? [] : [[...labels.cells(row), ...history.map((places) => cell(places, LOOK.whole))]]
  })
  return {
    name: SHEET.history[language],
    header: headerOf(draft.data, language),
    rows: [...top, [...labels.head, ...columns.map((code) => cell(code, LOOK.headNumber))], ...body],
    widths: [...labels.widths, ...columns.map(() => 10)],
    frozen: { rows: top.length + 1, columns: labels.count },
  }
}

function account(draft: Draft, context: Context): WrittenSheet {
  const { language, scenario } = context
  const t = (word: keyof typeof COMMON) => COMMON[word][language]
  const { frame, solver, input } = draft
  const facts: SheetRow[] = [
    line(t('scenario'), draft.scenario ?? '', scenario?.title ?? ''),
    ...(scenario === null ? [] : [line(t('year'), yearText(scenario.year, language))]),
    ...(draft.data === null ? [] : [line(t('data'), labelOf(draft.data, language))]),
    line(t('status'), STATUS[draft.status][language], draft.allocation === null ? '' : t('checked')),
    line(t('solver'), solver === null ? t('none') : `${solver.name} ${solver.version}`),
    line(t('proof'), 'published' in draft ? t('unpublished') : proofOf(draft, language)),
    line(t('sha'), input.sha256, t('shaWhy')),
    ...(scenario === null ? [] : scenarioFacts(scenario, language)),
    ...draft.remarks.map(({ texts }) => line(t('remark'), texts[language])),
    ...(frame === null
      ? []
      : [line(WORDS.measure[language], MEASURE[frame.measure][language], '', 'P26 Regelruimte 1')]),
  ]
  const levels = (draft.levels ?? []).map(({ name, value }) =>
    line(PROPOSAL_LEVEL[name][language], value ?? t('unpublished')),
  )
  const how =
    scenario === null
      ? [line(t('verifySame'), input.sha256)]
      : recipeLines(draftRecipe(draft, scenario, context.given, language), input.sha256, language)
  return accountPage(
    {
      title: titleOf(draft, context),
      data: draft.data,
      about: `${STATUS[draft.status][language]}, ${t('sha')}: ${input.sha256}`,
    },
    [
      { head: [t('what'), t('value'), t('why'), t('source')], lines: facts },
      { head: [t('levels'), t('value'), '', ''], lines: levels },
      ...readings(draft, context),
      { head: [t('verify'), '', '', ''], lines: how },
    ],
    context,
  )
}
