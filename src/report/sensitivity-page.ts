/** The page about what readings of the protocol matter. */
import { barsChart, type Bar } from '../charts/bars.js'
import { squaresChart } from '../charts/squares.js'
import { capital } from '../domain/language.js'
import {
  changedTable,
  leastOf,
  nearestFirst,
  nearTable,
  pairsOf,
  pairTable,
  readingMatrices,
  readingTable,
  readingTold,
  sensitivitySummary,
  singles,
  yearsText,
  type NearCell,
} from '../documents/sensitivity.js'
import type { Sensitivity } from '../shapes/answers/sensitivity.js'
import { frameFacts } from '../words/heading.js'
import { sensitivityRecipe, type Given } from '../words/recipe.js'
import { byText, optionsText, SUMMARY, WORDS } from '../words/sensitivity.js'
import { TERM } from '../words/terms.js'
import { numberText, printable, signedText, wholeText, type Language } from '../words/texts.js'
import { conflictSection, optionsSection, sourcesSection } from './account.js'
import { chartFigure, figureTable, shortened } from './figures.js'
import { html, typed } from './markup.js'
import { andMore, factList, MOST_LINES, pageText, type Section } from './page.js'
import { settingOf, type PageSetting, type PageSubject } from './setting.js'

/** What stands for a reader, each chart with its table, and which readings are in force. */
export function sensitivityPage(answer: Sensitivity, subject: PageSubject, language: Language, given?: Given): string {
  const setting = settingOf([subject], language, given)
  return pageText(
    {
      kind: WORDS.kind[language],
      title: subject.title,
      facts: frameFacts(subject, language),
      read: answer.read,
      made: answer.made,
      running: answer.scenario,
      sections: [
        summarySection(answer, setting),
        conflictSection(answer.base, setting),
        ...(answer.base.allocation === null
          ? []
          : [
              readingsSection(answer, setting),
              yearsSection(answer, setting),
              pairsSection(answer, setting),
              nearSection(answer, setting),
            ]),
        optionsSection(answer.base.options, setting),
        againSection(answer, subject, setting),
        sourcesSection([subject], setting),
      ],
    },
    setting,
  )
}

/** "10 Interne geneeskunde" */
function nameIn({ rowNames }: PageSetting): (code: string) => string {
  return (code) => {
    const name = rowNames.get(code)
    return printable(name === undefined || name === code ? code : `${code} ${name}`)
  }
}

function summarySection(answer: Sensitivity, setting: PageSetting): Section {
  const { language } = setting
  return {
    id: 'samenvatting',
    title: TERM.summary[language],
    content: html`<ul class="summary">
      ${sensitivitySummary(answer, nameIn(setting), language).map((each) => html`<li>${typed(printable(each))}</li>`)}
    </ul>`,
  }
}

/** Readings against OORs, and the cells. */
export function readingsSection(answer: Sensitivity, setting: PageSetting): Section {
  const { language } = setting
  const w = (word: keyof typeof WORDS) => WORDS[word][language]
  const { cells, gains } = readingMatrices(answer)
  const most = Math.max(1, ...[...cells, ...gains].flat().map(Math.abs))
  const told = { id: 'gevoeligheid-tekening', title: w('map'), description: printable(readingTold(answer, language)) }
  const signed = (value: number) => signedText(value, language, 0)
  const chart = squaresChart(told, {
    rows: singles(answer).map(({ options }) => optionsText(options)),
    columns: answer.base.columns.map(printable),
    matrices: [
      { word: w('cellsApart'), values: cells },
      { word: w('places'), values: gains },
    ],
    noise: 0,
    most,
    legend: [...(most === 1 ? [] : [most]), 1, -1].map((value) => ({ value, word: signed(value) })),
  })
  const changed = changedTable(answer, nameIn(setting), language)
  return {
    id: 'gevoeligheid',
    title: w('sheet'),
    content: [
      chartFigure(told.id, told.title, chart, w('mapNote')),
      figureTable(readingTable(answer, language), setting),
      changed === null ? html`<p>${w('noChange')}.</p>` : figureTable(changed, setting),
    ],
  }
}

/** How often a reading matters at all; null where no years were drawn. */
function yearsSection(answer: Sensitivity, setting: PageSetting): Section | null {
  if (answer.draws === 0) return null
  const { language } = setting
  const w = (word: keyof typeof WORDS) => WORDS[word][language]
  const bar = (word: string, share: number | undefined, shade: 1 | 2): Bar[] =>
    share === undefined ? [] : [{ word, value: 100 * share, low: null, high: null, shade, text: `${numberText(100 * share, language, 1)}%` }] // prettier-ignore
  const groups = singles(answer)
    .filter(({ years }) => (years?.anyCell ?? 0) > 0)
    .map(({ options, years }) => ({
      word: optionsText(options),
      bars: [...bar('', years?.anyCell, 1), ...bar('', years?.anyTotal, 2)],
    }))
  const told = {
    id: 'jaren-tekening',
    title: w('yearsChart'),
    description: groups.map(({ word, bars }) => `${word}: ${bars.map(({ text }) => text).join(' / ')}`).join('; '),
  }
  const written = (value: number, digits: number) => numberText(value, language, digits)
  return {
    id: 'jaren',
    title: w('yearsTitle'),
    content: [
      groups.length === 0
        ? html`<p>${w('noChange')}.</p>`
        : chartFigure(told.id, told.title, barsChart(told, groups, w('ofYears'), written), w('yearsNote')),
      html`<p class="note">${yearsText(answer, language)}</p>`,
    ],
  }
}

function pairsSection(answer: Sensitivity, setting: PageSetting): Section | null {
  const { language } = setting
  const { all, apart } = pairsOf(answer)
  if (all.length === 0) return null
  const table = pairTable(answer, language)
  return {
    id: 'paren',
    title: WORDS.pairsTitle[language],
    content: [
      html`<p>${SUMMARY.pairs(apart.length, all.length)[language]}</p>`,
      table === null ? html`<p>${WORDS.noPairs[language]}.</p>` : figureTable(table, setting),
    ],
  }
}

/** So many of the nearest cells are drawn; the table has all that a page is for. */
const DRAWN = 15

function nearSection(answer: Sensitivity, setting: PageSetting): Section | null {
  const { careUse } = answer
  const { language } = setting
  const table = nearTable(answer, nameIn(setting), MOST_LINES, language)
  if (careUse === null || table === null) return null
  const w = (word: keyof typeof WORDS) => WORDS[word][language]
  const turning = nearestFirst(careUse).filter((each) => leastOf(each) < Infinity)
  return {
    id: 'dichtbij',
    title: w('nearTitle'),
    content: [
      turning.length === 0 ? html`<p>${w('nearNone')}.</p>` : nearFigure(turning.slice(0, DRAWN), language),
      html`<p class="note">${w('nearHow')} ${w('nearBack')}</p>`,
      figureTable(table, setting),
      andMore(careUse.length, setting),
    ],
  }
}

/** The cells that turn first, each with how far it is from a place more and from a place fewer. */
function nearFigure(cells: readonly NearCell[], language: Language) {
  const w = (word: keyof typeof WORDS) => WORDS[word][language]
  const bar = (change: NearCell['oneMore'], shade: 1 | 3): Bar[] =>
    change === null ? [] : [{ word: '', value: change.percent, low: null, high: null, shade, text: byText(change, language) }] // prettier-ignore
  const groups = cells.map(({ cell, oneMore, oneFewer }) => ({
    word: shortened(printable(cell.join('-'))),
    bars: [...bar(oneMore, 1), ...bar(oneFewer, 3)],
  }))
  const description = groups.map(({ word, bars }) => `${word}: ${bars.map(({ text }) => text).join(' / ')}`).join('; ')
  const told = { id: 'dichtbij-tekening', title: capital(w('near')), description }
  const written = (value: number, digits: number) => signedText(value, language, digits)
  return chartFigure(told.id, told.title, barsChart(told, groups, w('nearAxis'), written), w('nearNote'))
}

function againSection(answer: Sensitivity, subject: PageSubject, { language, given }: PageSetting): Section {
  return {
    id: 'herhalen',
    title: WORDS.again[language],
    content: [
      html`<pre><code>${sensitivityRecipe(answer, subject, given).join('\n')}</code></pre>`,
      factList(
        [
          { word: TERM.inputHash[language], value: html`<code class="hash">${answer.base.input.sha256}</code>` },
          ...(answer.draws === 0
            ? []
            : [{ word: capital(WORDS.draws[language]), value: wholeText(answer.draws, language) }]),
        ],
        'facts',
      ),
    ],
  }
}
