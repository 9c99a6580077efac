/** Proposals side by side as a workbook: the summary with the proposals and the OORs, the cells, the wishes, who is asked, and the account. */
import { besideTables } from '../documents/beside.js'
import type { WrittenSheet } from '../io/xlsx/write.js'
import type { SideBySide } from '../shapes/answers/beside.js'
import { BESIDE, besideNames, besideSentences } from '../words/beside.js'
import { TERM } from '../words/terms.js'
import { printable } from '../words/texts.js'
import { SHEET, WORDS } from '../words/workbook.js'
import { accountPage, line, readings, scenarioFacts } from './account.js'
import { figuresSheet } from './figures.js'
import { cell, heightOf, LOOK } from './looks.js'
import { checkSize, headerOf, heading, labelOf, nameOf, workbookOf, type Context, type Rows } from './setting.js'

/**
 * The workbook of proposals side by side. The same answer, the same bytes.
 * @throws InputError `too-large` for tables of more than a hundred thousand cells
 */
export async function besideWorkbook(answer: SideBySide, context: Context): Promise<Uint8Array> {
  const { language, scenario } = context
  checkSize(answer.cells.length, 2 * answer.proposals.length + 3)
  const title = scenario?.title ?? BESIDE.title[language]
  const tables = besideTables(answer, (code) => nameOf(code, context), language)
  const about = besideNames(answer).join('; ')
  const sheet = (name: string, ids: readonly string[], first: number): WrittenSheet[] => {
    const chosen = tables.filter(({ id }) => ids.includes(id))
    if (chosen.length === 0) return []
    return [figuresSheet({ name, title, data: answer.data, about: printable(about), first }, chosen, context)]
  }
  return workbookOf(title, [
    summarySheet(title, answer, context),
    // no names of sheets that are read as a proposal, as advices or as wishes
    ...sheet(SHEET.perOor[language], ['voorstellen', 'per-oor'], 44),
    ...sheet(TERM.cells[language], ['cellen'], 38),
    ...sheet(BESIDE.wishes[language], ['wensen'], 70),
    ...sheet(SHEET.consequences[language], ['adviezen', 'aandachtspunten', 'motiveringen'], 44),
    account(title, answer, context),
  ])
}

const WIDE = 110

function summarySheet(title: string, answer: SideBySide, context: Context): WrittenSheet {
  const { language } = context
  const told = [...besideNames(answer), ...besideSentences(answer, (code) => nameOf(code, context), language)]
  const top = heading(title, answer.data, BESIDE.title[language], context)
  const rows: Rows = [...top, [], ...told.map((text) => [cell(printable(text), LOOK.long)])]
  const heights = rows.map(([first]) => heightOf(String(first?.value ?? ''), WIDE))
  return {
    name: TERM.summary[language],
    header: headerOf(answer.data, language),
    rows,
    widths: [WIDE],
    heights: Object.fromEntries([...heights.entries()].filter(([r, height]) => r >= top.length && height > 17)),
    frozen: { rows: top.length, columns: 0 },
  }
}

function account(title: string, answer: SideBySide, context: Context): WrittenSheet {
  const { language, scenario } = context
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const { input, data, options, proposals } = answer
  const names = besideNames(answer)
  const zeroCells = (scenario?.zeroCells ?? []).map(({ specialty, oor }) => [specialty, oor] as const)
  return accountPage(
    { title, data, about: input === null ? '' : `${t('sha')}: ${input.sha256}` },
    [
      {
        head: [t('what'), t('value'), t('why'), t('source')],
        lines: [
          ...proposals.map(({ sha256 }, i) => line(TERM.proposal[language], names[i]!, sha256)),
          ...(answer.scenario === null ? [] : [line(t('scenario'), answer.scenario, title)]),
          line(t('data'), labelOf(data, language)),
          ...(scenario === null ? [] : scenarioFacts(scenario, language)),
          ...(input === null ? [] : [line(t('sha'), input.sha256, t('shaWhy'))]),
        ],
      },
      ...(options === null ? [] : readings({ options, zeroCells }, context)),
    ],
    context,
  )
}
