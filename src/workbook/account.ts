/** Sheet Verantwoording: how an answer came about, from what, by which readings of the protocol, and how to check it. */
import { OPTION_NAMES, OPTION_TABLE } from '../domain/options.js'
import { LEVEL, METHOD, numberText, OBJECTIVE, printable, STATUS, type Language } from '../io/texts.js'
import type { WrittenCell, WrittenSheet } from '../io/xlsx.js'
import { cell, heightOf, LOOK } from './looks.js'
import { headerOf, heading, labelOf, titleOf, type Context, type Shown } from './sheet.js'
import { MEETS_TOTALS, SHEET, WORDS } from './words.js'

type Line = readonly (WrittenCell | null)[]

const WIDTHS = [34, 68, 66, 14]

/** What, which value, why, and the source. */
function line(...texts: readonly (string | number)[]): Line {
  return [0, 1, 2, 3].map((i) =>
    cell(typeof texts[i] === 'string' ? printable(texts[i]) : (texts[i] ?? ''), { ...LOOK.long, align: 'left' }),
  )
}

export function accountSheet(result: Shown, context: Context): WrittenSheet {
  const { language } = context
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const block = (head: readonly string[], lines: readonly Line[]): Line[] =>
    lines.length === 0 ? [] : [[], head.map((text) => cell(text, LOOK.head)), ...lines]
  const rows: Line[] = [
    ...heading(titleOf(result, context), result.data, t('shaWhy'), language),
    ...block([t('what'), t('value'), t('why'), t('source')], facts(result, context)),
    ...block([t('levels'), t('value'), '', ''], levels(result, language)),
    ...block([t('options'), t('value'), t('why'), t('source')], options(result, language)),
    ...block([t('sources'), t('document'), t('section'), ''], sources(context)),
    ...block([t('zeroCells'), t('oor'), t('why'), t('source')], zeroCells(result, context)),
    ...block([t('verify'), '', '', ''], howToVerify(result, language)),
  ]
  rows[2] = [cell(`${STATUS[result.status][language]}, ${t('sha')}: ${result.input.sha256}`, LOOK.quiet)]
  const heights = rows.map((row) =>
    Math.max(15, ...row.map((each, i) => (each?.look?.wrap ? heightOf(String(each.value ?? ''), WIDTHS[i]!) : 15))),
  )
  return {
    name: SHEET.account[language],
    header: headerOf(result.data, language),
    rows,
    widths: WIDTHS,
    heights: Object.fromEntries([...heights.entries()].filter(([r, height]) => r > 2 && height > 17)),
    frozen: { rows: 3, columns: 0 },
  }
}

function facts(result: Shown, { scenario, language }: Context): Line[] {
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const percent = (share: number) => `${numberText(100 * share, language, 4)}%`
  const { solver, leftOut, seed } = result
  const lines: (Line | null)[] = [
    result.scenario === null ? null : line(t('scenario'), result.scenario, scenario?.title ?? ''),
    scenario === null ? null : line(t('year'), scenario.year),
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
    seed === null ? null : line(t('seed'), seed),
    line(t('sha'), result.input.sha256, t('shaWhy')),
    leftOut === null
      ? null
      : line(t('leftOut'), `${leftOut.zbc} ZBC, ${leftOut.procedureGp} (${leftOut.records})`, '', 'P26 I.2'),
  ]
  if (scenario !== null) {
    const { criterion, floor, leeway } = scenario
    lines.push(
      line(
        t('criterion'),
        `${percent(criterion.all)} ${t('criterionAll')}, ${percent(criterion.training)} ${t('criterionTraining')}`,
        '',
        'P26 I.2',
      ),
      line(t('floor'), floor === null ? t('none') : percent(floor.share), '', 'P26 I.2'),
      result.flooredOors === null ? null : line(t('floored'), result.flooredOors.join(', ') || t('none')),
      leeway === null ? null : line(t('leeway'), `${leeway.total} (−${leeway.below}, +${leeway.above})`, '', 'P26'),
    )
  }
  return lines.filter((each) => each !== null)
}

function proofOf(result: Shown, language: Language): string {
  if ('published' in result) return WORDS.unpublished[language]
  if (result.conflict !== null) return result.conflict.texts[language]
  if (result.unique === null) return WORDS.unproven[language]
  if (result.unique) return WORDS.unique[language]
  const cells = (result.contested ?? []).map(([row, column]) => `${row}-${column}`)
  const shown = cells.length > 30 ? `${cells.slice(0, 30).join(', ')}, … (${cells.length})` : cells.join(', ')
  return `${WORDS.tied[language]}: ${shown}`
}

function levels(result: Shown, language: Language): Line[] {
  return (result.levels ?? []).map(({ name, value }) =>
    line(LEVEL[name][language], value ?? WORDS.unpublished[language]),
  )
}

/** All readings in force, and what else could have been read. */
function options(result: Shown, language: Language): Line[] {
  return OPTION_NAMES.map((name) => {
    const { values, source, [language]: why } = OPTION_TABLE[name]
    const others = values.filter((value) => value !== result.options[name]).join(', ')
    return line(name, result.options[name], `${why}. ${WORDS.others[language]}: ${others}`, source)
  })
}

function sources({ scenario }: Context): Line[] {
  return (scenario?.sources ?? []).map(({ what, document, section = '' }) => line(what, document, section))
}

function zeroCells(result: Shown, { scenario }: Context): Line[] {
  return result.zeroCells.slice(0, 1_000).map(([row, column]) => {
    const given = scenario?.zeroCells.find(({ specialty, oor }) => specialty === row && oor === column)
    const name = scenario?.specialties.find(({ code }) => code === row)?.name ?? ''
    return line(`${row} ${name}`.trim(), column, given?.reason ?? '', given?.source ?? '')
  })
}

function howToVerify(result: Shown, language: Language): Line[] {
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const [command, given] = result.scenario === null ? ['round', 'table.json'] : ['solve', result.scenario]
  const scenario = result.scenario === null ? '' : ` --scenario ${given}`
  return [
    line(t('verifyFile'), `evenredig ${command} ${given} --out result.json`),
    line(t('verifyRun'), `evenredig verify result.json${scenario}`),
    line(t('verifySame'), result.input.sha256),
  ]
}
