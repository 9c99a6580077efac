/** Answers as text for a terminal. Made-up data are labelled in every one of them. */
import type { Text } from '../domain/language.js'
import { CHAIN_PART } from '../words/chain.js'
import { carriedTable, carriedText } from '../documents/carried.js'
import { small } from '../words/terms.js'
import { figureText, type OorTable } from '../documents/per-oor.js'
import Table from 'cli-table3'
import type { Read } from '../domain/reading.js'
import { alternativeText, careUseText } from '../words/alternative.js'
import { freedomText, uniqueText } from '../words/freedom.js'
import { changeText } from '../domain/language.js'
import { placeText } from '../words/phrases.js'
import { nearText } from '../words/near.js'
import { precisionText } from '../words/precision.js'
import { warningLines } from '../words/read.js'
import type { Conflict } from '../domain/conflict.js'
import type { Chain, Deviation, LevelValue, MultiplierCertificate } from '../domain/result.js'
import type { Result } from '../shapes/answers/result.js'
import {
  NOT_SOUGHT,
  ACTION,
  DATA_LABEL,
  LEVEL,
  METHOD,
  numberText,
  OBJECTIVE,
  printable,
  signedText,
  STATUS,
  stepWords,
  wholeText,
  type Language,
} from '../words/texts.js'
import type { Comparison, MethodComparison, ScenarioComparison } from '../shapes/answers/comparison.js'
import { comparisonSentences, oorFigure, oorLines } from '../documents/comparison.js'
import type { Verification } from '../library.js'
import type { Alternative, Explanation } from '../shapes/answers/explanation.js'
import { DECIDED, PROVES, PROVES_WITHIN, STEP, VERDICT, WORDS } from '../words/terminal.js'

/** A result as it is, or without what would give care use away. */
type Shown = Result

/** What a text needs besides the result: names of the rows, and the language. */
export interface TextSetting {
  readonly language: Language
  readonly title: string | null
  /** Criterion, floor and frame, in one line. */
  readonly frame?: string | null
  readonly names: Readonly<Record<string, string>>
}

/** Why there is no allocation, and what would have to give way. */
export function conflictLines({ texts, repairs }: Conflict, language: Language): string[] {
  const proposals = repairs?.map((repair) => `  - ${printable(repair.texts[language])}`) ?? [
    `  ${NOT_SOUGHT[language]}`,
  ]
  const above = proposals.length === 0 ? [] : ['', `${WORDS.repairs[language]}:`]
  return [printable(texts[language]), ...above, ...proposals]
}

/** A result as a table with marks, totals, levels and the cells not rounded naturally. */
export function resultText(result: Shown, setting: TextSetting): string {
  const { language } = setting
  const lines = [...heading(result, setting)]
  if (result.allocation === null) lines.push(WORDS.noAllocation[language])
  else lines.push(matrixTable(result, setting), legend(result, language))
  lines.push('', statusLine(result, language))
  if (result.conflict !== null) lines.push('', ...conflictLines(result.conflict, language))
  if (result.levels !== null) lines.push(...result.levels.map((level) => `  ${levelText(level, language)}`))
  const near = nearText(result, language)
  if (near !== null) lines.push(`  ${near}`)
  if (result.unique !== null) lines.push(`  ${tiesText(result, language)}`)
  for (const said of [freedomText(result, language), precisionText(result, language)]) {
    if (said !== null) lines.push(`  ${said}`)
  }
  if (result.optima !== null) {
    const { count, complete } = result.optima
    lines.push(`  ${WORDS.optima[language]}: ${complete ? '' : '≥ '}${wholeText(count, language)} (--json)`)
  }
  if (result.lottery !== null) lines.push(`  ${lotteryText(result, language)}`)
  lines.push(...remarkLines(result, language), ...carriedLines(result, language))
  if (result.leftOut !== null) lines.push(leftOutText(result, language))
  if (result.deviations.length > 0) {
    lines.push('', `${WORDS.deviations[language]} (${wholeText(result.deviations.length, language)}):`)
    for (const deviation of result.deviations) lines.push(`  ${deviationText(deviation, setting)}`)
  }
  if (result.chains !== null && result.chains.length > 0 && result.method === 'optimal') {
    lines.push('', `${WORDS.chains[language]}:`)
    for (const chain of result.chains) lines.push(`  ${chainText(chain, setting)}`)
  }
  if (result.trace !== null) lines.push('', ...traceLines(result, setting))
  // an appendix: for whoever checks the proof
  if (result.certificate !== null && 'rowMultipliers' in result.certificate) {
    lines.push('', ...multiplierLines(result, result.certificate, setting))
  }
  return lines.join('\n')
}

/** Warnings about what was read stand on top. */
function heading(
  result: Shown,
  { title, frame, language }: TextSetting,
  { read }: { readonly read?: Read } = result,
): string[] {
  const lines = [...warningLines(read, language), title, frame ?? null].filter((each) => each !== null)
  if (result.data !== null) lines.push(DATA_LABEL[result.data][language])
  return lines.length > 0 ? [...lines, ''] : lines
}

function matrixTable(result: Shown, { names, language }: TextSetting): string {
  const allocation = result.allocation!
  const marks = marksOf(result)
  const whole = (value: number) => wholeText(value, language)
  const columnSums = result.columns.map((_, o) => allocation.reduce((sum, row) => sum + row[o]!, 0))
  const national = columnSums.reduce((sum, each) => sum + each, 0)
  const table = new Table({
    head: [
      '',
      ...result.columns.map((code) => (result.flooredOors?.includes(code) ? `${code} *` : code)),
      WORDS.total[language],
    ],
    colAligns: ['left', ...result.columns.map(() => 'right' as const), 'right'],
    style: { head: [], border: [], compact: true },
  })
  result.rows.forEach((row, s) => {
    const cells = result.columns.map((column, o) => marks(row, column, whole(allocation[s]![o]!)))
    table.push([named(row, names), ...cells, `${whole(allocation[s]!.reduce((sum, each) => sum + each, 0))} `])
  })
  table.push([WORDS.total[language], ...columnSums.map((sum) => `${whole(sum)} `), `${whole(national)} `])
  const floored = result.oorTotals?.floored ?? null
  if (floored !== null) {
    // P26 Tabel 2 prints percentages of the totals before rounding: 11.2% where 117 / 1,050 would print 11.1%
    const shares = floored.map((total) => `${numberText((100 * total) / national, language, 1, true)} `)
    table.push([WORDS.percent[language], ...shares, `${numberText(100, language, 1, true)} `])
    // L27 Tabel 1 prints those of the whole totals: 127 / 1,140 is 11.1%
    const after = columnSums.map((total) => `${numberText((100 * total) / national, language, 1, true)} `)
    table.push([WORDS.percentAfter[language], ...after, `${numberText(100, language, 1, true)} `])
  }
  return table.toString()
}

/** A cell with its mark: ▲ or ▼ for next best, doubled for beyond; – for a zero cell; [n] for an agreed bound. */
function marksOf(result: Shown): (row: string, column: string, text: string) => string {
  const key = (row: string, column: string) => `${row}\n${column}`
  const deviations = new Map(result.deviations.map((each) => [key(each.row, each.column), each]))
  const zeros = new Set(result.zeroCells.map(([row, column]) => key(row, column)))
  const bounds = new Set(result.bounds.map(([row, column]) => key(row, column)))
  return (row, column, text) => {
    if (zeros.has(key(row, column))) return '– '
    const deviation = deviations.get(key(row, column))
    const shown = bounds.has(key(row, column)) ? `[${text}]` : text
    if (deviation === undefined) return `${shown} `
    const mark = deviation.allocated > deviation.natural ? '▲' : '▼'
    return `${shown}${deviation.rank > 1 ? mark + mark : mark}`
  }
}

function legend(result: Shown, language: Language): string {
  const parts = [
    result.deviations.length > 0 ? `▲ ${WORDS.up[language]}, ▼ ${WORDS.down[language]}` : '',
    result.deviations.some(({ rank }) => rank > 1) ? `▲▲ ▼▼ ${WORDS.beyond[language]}` : '',
    result.zeroCells.length > 0 ? `– ${WORDS.zero[language]}` : '',
    result.bounds.length > 0 ? `[ ] ${WORDS.bounded[language]}` : '',
    result.flooredOors !== null && result.flooredOors.length > 0 ? `* ${WORDS.floored[language]}` : '',
  ]
  return parts.filter((part) => part !== '').join('   ')
}

/** What an answer says of itself. */
export function remarkLines({ remarks }: Pick<Result, 'remarks'>, language: Language): string[] {
  return remarks.map(({ texts }) => `! ${printable(texts[language])}`)
}

export function statusLine(result: Shown, language: Language): string {
  const method =
    result.method === 'optimal'
      ? `${METHOD.optimal[language]}: ${OBJECTIVE[result.objective][language]}`
      : METHOD[result.method][language]
  const solver =
    result.solver === null ? '' : `, ${WORDS.solver[language]} ${result.solver.name} ${result.solver.version}`
  const meetsTotals = result.status === 'optimal' || result.status === 'feasible'
  const verified =
    result.allocation === null ? '' : `; ${meetsTotals ? WORDS.verified[language] : WORDS.verifiedPartly[language]}`
  return `${STATUS[result.status][language]} (${method}${solver}${verified})`
}

function levelText(level: { name: LevelValue['name']; value: number | null }, language: Language): string {
  const value = level.value === null ? WORDS.unpublished[language] : numberText(level.value, language, 9)
  return `${LEVEL[level.name][language]}: ${value}`
}

function deviationText(deviation: Deviation, { names, language }: TextSetting): string {
  const { row, column, target, natural, allocated, rank, extraError } = deviation
  const whole = (value: number) => wholeText(value, language)
  const beyond = rank > 1 ? `, ${WORDS.beyond[language]} (${whole(rank)})` : ''
  return (
    `${named(row, names)} – ${column}: ${WORDS.target[language]} ${numberText(target, language, 3, true)}, ` +
    `${WORDS.natural[language]} ${whole(natural)}, ${WORDS.allocated[language]} ${whole(allocated)}${beyond} ` +
    `(${WORDS.extra[language]} ${numberText(extraError, language, 3, true)})`
  )
}

/** What was drawn, and from what: the target itself, or the target fitted to the totals. */
function lotteryText({ seed, lottery }: Result, language: Language): string {
  const from = lottery!.fitted ? WORDS.drawnFitted : WORDS.drawn
  return `${from[language]} (seed ${seed})`
}

/** The multipliers of an apportionment: decimals as they are, fractions by their first digits. */
function multiplierLines(
  result: Result,
  certificate: MultiplierCertificate,
  { names, language }: TextSetting,
): string[] {
  const text = (multiplier: string) => {
    const [numerator, denominator] = multiplier.split('/')
    const exact = denominator === undefined && multiplier.length <= 20
    const shown = exact ? multiplier : `≈${Number(quotient(numerator!, denominator ?? '1').toPrecision(6))}`
    return language === 'nl' ? shown.replace('.', ',') : shown
  }
  const { rowMultipliers, columnMultipliers } = certificate
  return [
    `${WORDS.multipliers[language]}:`,
    `  ${result.columns.map((code, o) => `${code} ${text(columnMultipliers[o]!)}`).join('; ')}`,
    `  ${result.rows.map((code, s) => `${named(code, names)} ${text(rowMultipliers[s]!)}`).join('; ')}`,
  ]
}

/** The quotient of two positive numbers, whole ones of any length. */
function quotient(numerator: string, denominator: string): number {
  const excess = Math.max(0, Math.max(numerator.length, denominator.length) - 300)
  return Number(`${numerator}e-${excess}`) / Number(`${denominator}e-${excess}`)
}

/** Whether another allocation is equally good, and how that was decided. */
function tiesText(result: Result, language: Language): string {
  if (result.unique) return uniqueText(result, language)
  const cells = result.contested!.map(([row, column]) => `${row}-${column}`)
  const shown =
    cells.length > 30 ? `${cells.slice(0, 30).join(', ')}, … (${wholeText(cells.length, language)})` : cells.join(', ')
  const { decided } = result.ties!
  const how = decided === 'lot' && result.allocation === null ? WORDS.tooManyTies[language] : DECIDED[decided][language]
  return `${WORDS.tied[language]} (${how}): ${shown}`
}

/** A chain as a sentence: the totals that were off, the cells that repair them, and what that costs. */
function chainText({ ends, cells, extraError }: Chain, { names, language }: TextSetting): string {
  const off = ends.map(({ total, code, short }) => {
    const name = total === 'row' ? named(code, names) : code
    return `${name} ${short > 0 ? WORDS.tooFew[language] : WORDS.tooMany[language]}`
  })
  const why = off.length === 0 ? WORDS.ring[language] : off.join(` ${WORDS.and[language]} `)
  const moves = cells.map(({ row, column, ...change }) => `${row}-${column} ${changeText(change, language)}`).join(', ')
  return `${why}: ${moves} (${WORDS.extra[language]} ${numberText(extraError, language, 3, true)})`
}

/** What one place more or fewer comes to, and the cells that would change with it. */
function alternativeLines(alternative: Alternative, now: number, language: Language): string[] {
  const changes = alternative.changes
    .map(({ row, column, ...change }) => `${row}-${column} ${changeText(change, language)}`)
    .join(', ')
  const sentence = printable(alternativeText(alternative, now, language))
  const near = careUseText(alternative, language)
  return [
    sentence,
    ...(changes === '' ? [] : [`  ${WORDS.changes[language]}: ${changes}`]),
    ...(near === null ? [] : [`  ${near}`]),
  ]
}

function leftOutText(result: Shown, language: Language): string {
  const { records, zbc, procedureGp } = result.leftOut!
  const [all, clinics, practitioners] = [records, zbc, procedureGp].map((each) => wholeText(each, language))
  return `${WORDS.leftOut[language]}: ${clinics} ZBC, ${practitioners} ${WORDS.gp[language]} (${WORDS.of[language]} ${all} ${WORDS.lines[language]})`
}

function traceLines(result: Result, { names, language }: TextSetting): string[] {
  const lines = [`${WORDS.trace[language]}:`]
  const trace = result.trace!
  for (const step of trace.slice(0, MOST_STEPS)) {
    const changes = step.changes
      .map(({ row, column, ...change }) => `${named(row, names)} – ${column} ${changeText(change, language)}`)
      .join(', ')
    const cost = step.action === 'stuck' ? '' : ` (${signedText(step.extraError, language, 3)})`
    const where = step.row === undefined ? '' : ` ${named(step.row, names)}`
    const shown = step.changes.length > 4 ? '' : changes
    lines.push(`  ${step.step}. ${ACTION[step.action][language]}${where}${shown === '' ? '' : `: ${shown}`}${cost}`)
    if (step.off !== undefined) {
      const off = (['rows', 'columns'] as const).flatMap((side) =>
        Object.entries(step.off![side]).map(
          ([code, by]) => `${WORDS[side === 'rows' ? 'row' : 'column'][language]} ${code} ${signedText(by, language)}`,
        ),
      )
      lines.push(`     ${WORDS.off[language]}: ${off.join(', ')}`)
    }
  }
  if (trace.length > MOST_STEPS) lines.push(`  … (${wholeText(trace.length, language)}, --json)`)
  return lines
}

/** Faults of a verification that are shown. */
const MOST_SHOWN = 20

/** Steps of a hand method that are shown. */
const MOST_STEPS = 500

/** A code with its name, where it has one. */
export function named(code: string, names: TextSetting['names']): string {
  const name = names[code]
  return name === undefined || name === code ? code : `${code} ${name}`
}

/** Two scenarios: what is said of them, per OOR what differs and why, and the differing cells. */
export function scenarioComparisonText(
  comparison: ScenarioComparison & Pick<Comparison, 'leeway'>,
  setting: TextSetting,
): string {
  const { language } = setting
  const { a, b, difference, read } = comparison
  const lines = heading(a, setting, { ...(read && { read }) })
  // of two kinds of data each label says whose it is
  if (b.data !== a.data) {
    const labels = [a, b].flatMap(({ scenario, data }) =>
      data === null ? [] : [`${scenario}: ${DATA_LABEL[data][language]}`],
    )
    lines.splice(a.data === null ? -1 : -2, a.data === null ? 0 : 1, ...labels)
  }
  if (difference === null) {
    for (const result of [a, b]) {
      lines.push(`${result.scenario}: ${statusLine(result, language)}`)
      if (result.conflict !== null) lines.push(...conflictLines(result.conflict, language))
    }
    lines.push(...remarksOfBoth(a, b, language))
    return lines.join('\n')
  }
  const sides = [a, b].map(({ scenario }, i) => printable(scenario ?? 'ab'[i]!)) as [string, string]
  lines.push(...comparisonSentences(comparison, sides, language), '')
  const table = new Table({
    head: ['', ...a.columns, WORDS.total[language]],
    colAligns: ['left', ...a.columns.map(() => 'right' as const), 'right'],
    style: { head: [], border: [], compact: true },
  })
  for (const { kind, of, word, shown } of oorLines(comparison)) {
    const label =
      kind === 'places'
        ? sides[of === 'a' ? 0 : 1]
        : `${kind === 'difference' ? '' : '  '}${kind === 'part' ? small(word!)[language] : word![language]}`
    table.push([label, ...shown.map((value) => oorFigure(kind, value, language))])
  }
  lines.push(table.toString(), ...remarksOfBoth(a, b, language))
  lines.push('', `${WORDS.cells[language]} (${b.scenario} − ${a.scenario}):`)
  const cells = new Table({
    head: ['', ...a.columns],
    colAligns: ['left', ...a.columns.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  })
  a.rows.forEach((row, s) =>
    cells.push([
      named(row, setting.names),
      ...difference.allocation[s]!.map((value) => (value === 0 ? '·' : signedText(value, language))),
    ]),
  )
  lines.push(cells.toString())
  if (difference.target !== null) lines.push(WORDS.splits[language])
  return lines.join('\n')
}

/** What each of two answers says of itself, by the name of its scenario; once where both say the same. */
function remarksOfBoth(a: Shown, b: Shown, language: Language): string[] {
  const [ours, theirs] = [a, b].map((result) => remarkLines(result, language)) as [string[], string[]]
  const of = ({ scenario }: Shown, lines: string[]) =>
    lines.map((line) => line.replace(/^! /, `! ${printable(scenario ?? '')}: `))
  const isSame = ours.join('\n') === theirs.join('\n')
  return isSame ? ours : [...of(a, ours), ...of(b, theirs)]
}

/** Several methods on one scenario: status and levels of each, and where each differs from the first. */
export function methodComparisonText({ results, read }: MethodComparison, setting: TextSetting): string {
  const { language } = setting
  const first = results[0]!
  const levels = results.find((result) => result.levels !== null)?.levels ?? []
  const table = new Table({
    head: [WORDS.method[language], 'Status', ...levels.map(({ name }) => LEVEL[name][language])],
    colAligns: ['left', 'left', ...levels.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  })
  for (const result of results) {
    table.push([
      METHOD[result.method][language],
      STATUS[result.status][language],
      ...levels.map((_, i) => {
        const value = result.levels?.[i]?.value ?? null
        return value === null ? '–' : numberText(value, language, 6)
      }),
    ])
  }
  const lines = [...heading(first, setting, { ...(read && { read }) }), table.toString()]
  lines.push(...new Set(results.flatMap((result) => remarkLines(result, language))))
  for (const result of results.slice(1)) {
    const cells = differingCells(first, result, language)
    lines.push(
      '',
      `${WORDS.differing[language]} ${METHOD[first.method][language]}: ${METHOD[result.method][language]} (${wholeText(cells.length, language)})`,
    )
    lines.push(cells.length === 0 ? `  ${WORDS.none[language]}` : `  ${cells.join(', ')}`)
  }
  return lines.join('\n')
}

function differingCells(a: Shown, b: Shown, language: Language): string[] {
  if (a.allocation === null || b.allocation === null) return []
  return a.rows.flatMap((row, s) =>
    a.columns.flatMap((column, o) => {
      const [mine, theirs] = [a.allocation![s]![o]!, b.allocation![s]![o]!]
      return mine === theirs ? [] : [`${row}-${column} ${changeText({ from: mine, to: theirs }, language)}`]
    }),
  )
}

/** An OOR a column: a terminal is not wide enough for the words beside each other. */
export function oorTable({ columns, lines }: OorTable, language: Language): string {
  const table = new Table({
    head: ['', ...lines.map(({ oor }) => oor)],
    colAligns: ['left', ...lines.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  })
  columns.forEach((column, i) =>
    table.push([
      small(column.word)[language],
      ...lines.map(({ figures }) => figureText(figures[i]!, column, language)),
    ]),
  )
  return table.toString()
}

/** What was carried over from earlier years, and what each OOR is owed. */
function carriedLines(result: Shown, language: Language): string[] {
  const [text, table] = [carriedText(result, language), carriedTable(result)]
  return [...(text === null ? [] : [text]), ...(table === null ? [] : [oorTable(table, language)])]
}

/** One cell's way, step by step. */
export function explanationText(explanation: Explanation, setting: TextSetting): string {
  const { language } = setting
  const { specialty, oor } = explanation
  const table = new Table({
    head: ['', WORDS.step[language], WORDS.value[language], WORDS.source[language]],
    colAligns: ['left', 'left', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  })
  for (const { rule, name, value, source } of explanation.steps) {
    if (value === null) continue
    const text = name.startsWith('share')
      ? `${numberText(100 * value, language, 4)}%`
      : Number.isInteger(value)
        ? wholeText(value, language)
        : numberText(value, language, 9)
    table.push([rule, stepWords(STEP, name, language), text, source])
  }
  const lines = [
    ...heading(explanation.result, setting, explanation),
    printable(`${specialty.code} ${specialty.name} – ${oor.code}${oor.name === oor.code ? '' : ` (${oor.name})`}`),
    table.toString(),
  ]
  if (explanation.zeroCell !== null)
    lines.push(
      printable(`– ${WORDS.zero[language]}${because(explanation.zeroCell.reason, explanation.zeroCell.source)}`),
    )
  if (explanation.bound !== null) {
    lines.push(
      printable(
        `[ ] ${WORDS.bounded[language]}: ${wholeText(explanation.bound.low, language)}..${wholeText(explanation.bound.high, language)} ${explanation.bound.reason}`,
      ),
    )
  }
  if (explanation.floored) lines.push(`* ${oor.code}: ${WORDS.floored[language]}`)
  if (explanation.deviation !== null) {
    const { deviation } = explanation
    lines.push(`${deviation.allocated > deviation.natural ? '▲' : '▼'} ${deviationText(deviation, setting)}`)
  }
  for (const chain of explanation.chains) lines.push(`${WORDS.chain[language]}: ${chainText(chain, setting)}`)
  const { oneMore, oneFewer, result } = explanation
  if (oneMore !== null) lines.push(...alternativeLines(oneMore, oneMore.places - 1, language))
  if (oneFewer !== null) lines.push(...alternativeLines(oneFewer, oneFewer.places + 1, language))
  lines.push(...remarkLines(result, language), ...carriedLines(result, language), statusLine(result, language))
  if (result.conflict !== null) lines.push('', ...conflictLines(result.conflict, language))
  return lines.join('\n')
}

/** A reason and its source, as far as they are given. */
function because(reason: string, source: string): string {
  return (reason === '' ? '' : `: ${reason}`) + (source === '' ? '' : ` (${source})`)
}

/** A file of a chain, and what was established of it. */
function partText({ file, status, proves }: NonNullable<Verification['parts']>[number], language: Language): string {
  const words: Readonly<Record<string, Text>> =
    file === 'instellingen.json' || !file.endsWith('.json') ? PROVES_WITHIN : PROVES
  const own = CHAIN_PART[file]?.[language]
  const established = own ?? proves.map((each) => words[each]?.[language] ?? each).join('; ')
  return `  ${status === 'accepted' ? '✓' : '?'} ${file}${established === '' ? '' : `: ${established}`}`
}

/** What a check established, or what is wrong. */
export function verificationText(verification: Verification, path: string, language: Language): string {
  const { status, proves, faults, unproven, notChecked } = verification
  const head = printable(`${path}: ${VERDICT[status][language]}`)
  if (status === 'rejected') {
    const shown = faults
      .slice(0, MOST_SHOWN)
      .map((fault) => `  ${printable(`${placeText(fault.path, language)}: ${fault.text}`)}`)
    const unseen = faults.length - shown.length
    const more = unseen + (verification.more ?? 0)
    const where = unseen > 0 ? ', --json' : ''
    return [head, ...shown, ...(more > 0 ? [`  … (+${wholeText(more, language)}${where})`] : [])].join('\n')
  }
  const isWithin = verification.of === 'institutions'
  const proven =
    verification.parts === undefined
      ? proves.map((each) => `  ✓ ${(isWithin ? PROVES_WITHIN : PROVES)[each][language]}`)
      : verification.parts.map((part) => printable(partText(part, language)))
  const open = unproven.map((claim) => `  ? ${placeText(claim.path, language)}: ${claim.text}`)
  const passed = notChecked.length === 0 ? [] : [printable(`  ${WORDS.notChecked[language]}: ${notChecked.join(', ')}`)]
  // the hash of the input is looked at as soon as there is a scenario to hold it against
  const alone = status === 'unproven' && notChecked.includes('input.sha256')
  const hints = [
    ...(alone ? [`  ${WORDS.withScenario[language]}`] : []),
    ...(isWithin && status === 'unproven' && notChecked.includes('input') ? [`  ${WORDS.withCase[language]}`] : []),
    ...(notChecked.includes('near') && unproven.length > 0 ? [`  ${WORDS.withNear[language]}`] : []),
  ]
  return [head, ...open, ...hints, ...proven, ...passed].join('\n')
}
