/** What the readings of the protocol matter, as text for a terminal. */
import Table from 'cli-table3'
import { cellsTogether, nearestFirst, pairsOf, singles, yearsText } from '../documents/sensitivity.js'
import type { Sensitivity, Switched } from '../shapes/answers/sensitivity.js'
import { DATA_LABEL, numberText, signedText, STATUS, type Language } from '../words/texts.js'
import { byText, optionsText, WORDS } from '../words/sensitivity.js'

/** So many of the nearest cells are shown; JSON has all. */
const NEAREST = 20

export function sensitivityText(
  answer: Sensitivity,
  { language, title }: { readonly language: Language; readonly title: string | null },
): string {
  const w = (word: keyof typeof WORDS) => WORDS[word][language]
  const single = singles(answer)
  const { all: pairs, apart } = pairsOf(answer)
  return [
    ...(title === null ? [] : [title]),
    DATA_LABEL[answer.data][language],
    '',
    `${w('about')}:`,
    switchTable(answer, single, language),
    `${w('cellsTogether')}: ${cellsTogether(answer)}.`,
    ...changedLines(single, language),
    ...(answer.draws === 0 ? [] : [yearsText(answer, language)]),
    ...(pairs.length === 0 ? [] : ['', `${w('pairs')}: ${apart.length} / ${pairs.length}.`]),
    ...(apart.length === 0 ? [] : [switchTable(answer, apart, language)]),
    ...(answer.careUse === null ? [] : ['', ...nearLines(answer.careUse, language)]),
  ].join('\n')
}

function switchTable({ base, draws }: Sensitivity, switches: readonly Switched[], language: Language): string {
  const w = (word: keyof typeof WORDS) => WORDS[word][language]
  const years = draws === 0 ? [] : [w('anyCell'), w('anyTotal')]
  const table = textTable([w('reading'), w('cells'), w('totals'), ...base.columns, ...years])
  const share = (value: number | undefined) =>
    value === undefined ? '–' : `${numberText(100 * value, language, 1, true)}%`
  for (const each of switches) {
    const { cells, totals, columns, status } = each
    const gains = base.columns.map((_, o) => (columns === null ? '–' : gainText(columns[o]!, language)))
    table.push([
      optionsText(each.options),
      cells === null ? STATUS[status][language] : String(cells),
      totals === null ? '–' : String(totals),
      ...gains,
      ...(draws === 0 ? [] : [share(each.years?.anyCell), share(each.years?.anyTotal)]),
    ])
  }
  return table.toString()
}

function gainText(gain: number, language: Language): string {
  return gain === 0 ? '' : signedText(gain, language, 0)
}

/** "floor.appliesTo=ceil: 10-NO 23 → 22, …" */
function changedLines(switches: readonly Switched[], language: Language): string[] {
  const none = switches.filter(({ cells }) => cells === 0).map(({ options }) => optionsText(options))
  return [
    ...switches
      .filter(({ changed }) => changed.length > 0)
      .map(({ options, changed }) => {
        const cells = changed.map(([row, column, from, to]) => `${row}-${column} ${from} → ${to}`)
        return `  ${optionsText(options)}: ${cells.join(', ')}`
      }),
    ...(none.length === 0 ? [] : [`${WORDS.nothing[language]}: ${none.join(', ')}.`]),
  ]
}

function nearLines(careUse: NonNullable<Sensitivity['careUse']>, language: Language): string[] {
  const w = (word: keyof typeof WORDS) => WORDS[word][language]
  const nearest = nearestFirst(careUse).slice(0, NEAREST)
  const table = textTable([w('cell'), w('places'), w('oneMore'), w('oneFewer')], ['left', 'right', 'right', 'right'])
  for (const { cell, places, oneMore, oneFewer } of nearest) {
    table.push([cell.join('-'), String(places), byText(oneMore, language), byText(oneFewer, language)])
  }
  return [`${w('near')}:`, table.toString(), `${w('nearHow')} ${w('nearBack')}`]
}

function textTable(head: readonly string[], aligns?: readonly ('left' | 'right')[]): Table.Table {
  return new Table({
    head: [...head],
    colAligns: [...(aligns ?? ['left' as const, ...head.slice(1).map(() => 'right' as const)])],
    style: { head: [], border: [], compact: true },
  })
}
