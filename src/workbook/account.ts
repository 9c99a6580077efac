/** Sheet Verantwoording: how an answer came about, from what, by which readings of the protocol, and how to check it. */
import { CARRIED, carriedTable, carriedText } from '../documents/carried.js'
import { figureText } from '../documents/per-oor.js'
import type { Result } from '../shapes/answers/result.js'
import { freedomText, uniqueText } from '../words/freedom.js'
import { nearText } from '../words/near.js'
import { precisionText } from '../words/precision.js'
import { sourceText } from '../words/phrases.js'
import type { DataKind, Scenario } from '../domain/scenario.js'
import { OPTION_NAMES, OPTION_TABLE } from '../domain/options.js'
import { criterionText, floorText, frameText, ownRoomsText, yearText } from '../words/heading.js'
import { AGAIN, FINGERPRINT, madeFacts } from '../words/made.js'
import { filesRead, type FileRead } from '../words/read.js'
import { resultRecipe, type Position } from '../words/recipe.js'
import { LEVEL, METHOD, OBJECTIVE, printable, STATUS, wholeText, type Language } from '../words/texts.js'
import type { WrittenCell, WrittenSheet } from '../io/xlsx/write.js'
import { cell, heightOf, LOOK } from './looks.js'
import { headerOf, heading, labelOf, titleOf, type Context } from './setting.js'
import { MEETS_TOTALS, SHEET, WORDS } from '../words/workbook.js'

export type SheetRow = readonly (WrittenCell | null)[]

const WIDTHS = [34, 68, 66, 14]

/** What, which value, why, and the source. */
export function line(...texts: readonly (string | number)[]): SheetRow {
  return [0, 1, 2, 3].map((i) =>
    cell(typeof texts[i] === 'string' ? printable(texts[i]) : (texts[i] ?? ''), { ...LOOK.long, align: 'left' }),
  )
}

/** A part of an account: four headings, and its lines; without lines it is left out. */
interface Part {
  readonly head: readonly string[]
  readonly lines: readonly SheetRow[]
}

/** The sheet of an account: a heading with the line that sums it up, and its parts. */
export function accountPage(
  { title, data, about }: { readonly title: string; readonly data: DataKind | null; readonly about: string },
  parts: readonly Part[],
  context: Pick<Context, 'scenario' | 'language' | 'read' | 'made'>,
): WrittenSheet {
  const { language } = context
  const rows: SheetRow[] = [
    ...heading(title, data, about, context),
    ...[...parts, ...madeParts(context), ...readParts(context)].flatMap(({ head, lines }) =>
      lines.length === 0 ? [] : [[], head.map((text) => cell(text, LOOK.head)), ...lines],
    ),
  ]
  const heights = rows.map((row) =>
    Math.max(15, ...row.map((each, i) => (each?.look?.wrap ? heightOf(String(each.value ?? ''), WIDTHS[i]!) : 15))),
  )
  return {
    name: SHEET.account[language],
    header: headerOf(data, language),
    rows,
    widths: WIDTHS,
    heights: Object.fromEntries([...heights.entries()].filter(([r, height]) => r > 2 && height > 17)),
    frozen: { rows: 3, columns: 0 },
  }
}

/** Which version it is: the fingerprint, the version of the program, the command, and the hashes of what it was made from. */
function madeParts({ made, language }: Pick<Context, 'made' | 'language'>): Part[] {
  if (made === undefined) return []
  const { command } = made
  return [
    {
      head: [FINGERPRINT[language], '', '', ''],
      lines: [
        line(FINGERPRINT[language], made.fingerprint),
        line('evenredig', made.version),
        ...(command === undefined ? [] : [line(AGAIN[language], command)]),
        ...madeFacts(made, language).map(({ word, value }) => line(word, value)),
      ],
    },
  ]
}

/** What was read, warnings first. */
function readParts({ read, language }: Pick<Context, 'read' | 'language'>): Part[] {
  if (read === undefined) return []
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const files = filesRead(read, language)
  const lines = (word: string, said: (file: FileRead) => string) =>
    files.flatMap((file) => (said(file) === '' ? [] : [line(word, said(file), file.input)]))
  return [
    {
      head: [t('read'), '', t('source'), ''],
      lines: [
        ...read.warnings.slice(0, 1_000).map(({ text, path }) => line(t('readWarning'), text, path)),
        ...lines(t('readUsed'), ({ used }) => used),
        ...lines(t('readSkipped'), ({ skipped }) => skipped),
      ],
    },
  ]
}

export function accountSheet(
  result: Result,
  context: Context,
  among: Pick<Position, 'at' | 'mark'> = {},
): WrittenSheet {
  const { language } = context
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const about = `${STATUS[result.status][language]}, ${t('sha')}: ${result.input.sha256}`
  return accountPage(
    { title: titleOf(result, context), data: result.data, about },
    [
      { head: [t('what'), t('value'), t('why'), t('source')], lines: facts(result, context) },
      { head: [t('levels'), t('value'), '', ''], lines: levels(result, language) },
      ...owedPart(result, context),
      ...readings(result, context),
      { head: [t('verify'), '', '', ''], lines: howToVerify(result, context, among) },
    ],
    context,
  )
}

/** What any answer about a scenario rests on: options, sources, zero cells. */
export function readings(result: Pick<Result, 'options' | 'zeroCells'>, context: Context): Part[] {
  const { language } = context
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  return [
    { head: [t('options'), t('value'), t('why'), t('source')], lines: options(result, language) },
    { head: [t('sources'), t('document'), t('section'), ''], lines: sources(context) },
    { head: [t('zeroCells'), t('oor'), t('why'), t('source')], lines: zeroCells(result, context) },
  ]
}

/** What each OOR is owed from earlier years. */
function owedPart(result: Result, { language }: Context): Part[] {
  const table = carriedTable(result)
  if (table === null) return []
  const shown = [0, 2, 3] // a sheet of four columns
  const lines = table.lines.map(({ oor, figures }) =>
    line(oor, ...shown.map((i) => figureText(figures[i]!, table.columns[i]!, language))),
  )
  return [{ head: [CARRIED[language], ...shown.map((i) => table.columns[i]!.word[language])], lines }]
}

function facts(result: Result, { scenario, language }: Context): SheetRow[] {
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const { solver, leftOut, seed } = result
  const carried = carriedText(result, language)
  const [near, precision] = [nearText(result, language), precisionText(result, language)]
  const lines: (SheetRow | null)[] = [
    result.scenario === null ? null : line(t('scenario'), result.scenario, scenario?.title ?? ''),
    scenario === null ? null : line(t('year'), yearText(scenario.year, language)),
    result.data === null ? null : line(t('data'), labelOf(result.data, language)),
    line(
      t('status'),
      STATUS[result.status][language],
      MEETS_TOTALS[result.status] || result.allocation !== null ? t('checked') : '',
    ),
    line(t('method'), METHOD[result.method][language]),
    line(t('objective'), OBJECTIVE[result.objective][language]),
    line(t('solver'), solver === null ? t('none') : `${solver.name} ${solver.version}`),
    line(t('proof'), proofOf(result, language)),
    near === null ? null : line(t('near'), near, result.near!.sha256),
    precision === null ? null : line(t('precision'), precision),
    seed === null ? null : line(t('seed'), seed),
    line(t('sha'), result.input.sha256, t('shaWhy')),
    ...result.remarks.map(({ texts }) => line(t('remark'), texts[language])),
    carried === null ? null : line(CARRIED[language], carried),
    leftOut === null
      ? null
      : line(t('leftOut'), `${leftOut.zbc} ZBC, ${leftOut.procedureGp} (${leftOut.records})`, '', 'P26 I.2'),
  ]
  if (scenario !== null) {
    const [criterion, floor, ...rest] = scenarioFacts(scenario, language)
    const floored = result.flooredOors
    lines.push(criterion, floor, floored === null ? null : line(t('floored'), floored.join(', ') || t('none')), ...rest)
  }
  return lines.filter((each) => each !== null)
}

/** Criterion, floor, frame and leeway, in this order; no leeway where there is none. */
export function scenarioFacts(scenario: Scenario, language: Language): [SheetRow, SheetRow, ...SheetRow[]] {
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const { leeway, own } = scenario
  return [
    line(t('criterion'), criterionText(scenario, language), '', 'P26 I.2'),
    line(t('floor'), floorText(scenario, language), '', 'P26 I.2'),
    line(t('frame'), frameText(scenario, language)),
    ...(own?.frame == null ? [] : [line(t('own'), own.frame)]),
    ...(leeway === null ? [] : [line(t('leeway'), leewayText(leeway, language), '', 'P26')]),
  ]
}

/** The leeway in places: in total, and how many fewer and more per OOR. */
function leewayText(leeway: NonNullable<Scenario['leeway']>, language: Language): string {
  const [all, fewer, more] = [leeway.total, leeway.below, leeway.above].map((each) => wholeText(each, language))
  return `${all} (−${fewer}, +${more}${ownRoomsText(leeway, language)})`
}

function proofOf(result: Result, language: Language): string {
  if ('published' in result) return WORDS.unpublished[language]
  if (result.conflict !== null) return result.conflict.texts[language]
  if (result.unique === null) return WORDS.unproven[language]
  const freedom = freedomText(result, language)
  if (result.unique) return [uniqueText(result, language), ...(freedom === null ? [] : [freedom])].join('. ')
  const cells = (result.contested ?? []).map(([row, column]) => `${row}-${column}`)
  const shown = cells.length > 30 ? `${cells.slice(0, 30).join(', ')}, … (${cells.length})` : cells.join(', ')
  return `${WORDS.tied[language]}: ${shown}`
}

function levels(result: Result, language: Language): SheetRow[] {
  return (result.levels ?? []).map(({ name, value }) =>
    line(LEVEL[name][language], value ?? WORDS.unpublished[language]),
  )
}

/** All readings in force, and what else could have been read. */
function options(result: Pick<Result, 'options'>, language: Language): SheetRow[] {
  return OPTION_NAMES.map((name) => {
    const { values, source, [language]: why } = OPTION_TABLE[name]
    const others = values.filter((value) => value !== result.options[name]).join(', ')
    return line(name, result.options[name], `${why}. ${WORDS.others[language]}: ${others}`, source)
  })
}

function sources({ scenario, language }: Context): SheetRow[] {
  return (scenario?.sources ?? []).map(({ what, document, section = '' }) =>
    line(sourceText(what, language), document, section),
  )
}

function zeroCells(result: Pick<Result, 'zeroCells'>, { scenario }: Context): SheetRow[] {
  return result.zeroCells.slice(0, 1_000).map(([row, column]) => {
    const given = scenario?.zeroCells.find(({ specialty, oor }) => specialty === row && oor === column)
    const name = scenario?.specialties.find(({ code }) => code === row)?.name ?? ''
    return line(`${row} ${name}`.trim(), column, given?.reason ?? '', given?.source ?? '')
  })
}

function howToVerify(
  result: Result,
  { scenario, given, language }: Context,
  among: Pick<Position, 'at' | 'mark'>,
): SheetRow[] {
  return recipeLines(
    resultRecipe(result, scenario, { ...among, given, language, name: 'result' }),
    result.input.sha256,
    language,
  )
}

/** The commands of a recipe: what makes the answer again, what checks it, and the hash that both should show. */
export function recipeLines(recipe: readonly string[], sha256: string, language: Language): SheetRow[] {
  const [make = '', check = ''] = recipe
  return [
    line(WORDS.verifyFile[language], make),
    ...(check === '' ? [] : [line(WORDS.verifyRun[language], check)]),
    line(WORDS.verifySame[language], sha256),
  ]
}
