/** The parts of a page about many years: what stands for a reader, the assumptions, and each chart with its table. */
import { barsChart, type BarGroup } from '../charts/bars.js'
import { dotsChart } from '../charts/dots.js'
import { fansChart, rowsChart, type Fan } from '../charts/panels.js'
import { squaresChart } from '../charts/squares.js'
import { capital } from '../domain/language.js'
import {
  aheadTable,
  cellNoise,
  cellTables,
  claimTable,
  effectTable,
  measureTable,
  methodTable,
  missTable,
  offShare,
  oorTable,
  sizeTable,
  steadyMethods,
} from '../documents/fairness.js'
import { fairnessSummary } from '../documents/fairness-summary.js'
import type { Estimate, Fairness } from '../shapes/answers/fairness.js'
import { CARRYING, CONTENDER, intervalText, KNOWN, POPULATION, settingsText, WORDS } from '../words/fairness.js'
import { fairnessRecipe } from '../words/recipe.js'
import { small, TERM } from '../words/terms.js'
import { numberText, printable, signedText, wholeText, type Language } from '../words/texts.js'
import { CHART } from '../words/charts.js'
import { chartFigure, figureTable, shortened } from './figures.js'
import { html, typed, type Content, type Markup } from './markup.js'
import { factList, type Section } from './page.js'
import type { PageSetting, PageSubject } from './setting.js'

export function fairnessSummarySection(answer: Fairness, beside: Fairness | null, { language }: PageSetting): Section {
  return {
    id: 'samenvatting',
    title: TERM.summary[language],
    content: [
      html`<ul class="summary">
        ${fairnessSummary(answer, beside, language).map((each) => html`<li>${typed(printable(each))}</li>`)}
      </ul>`,
      html`<p>${KNOWN[language]}</p>`,
    ],
  }
}

/** How the years were drawn: nothing on the page holds without it. */
export function assumptionsSection(answer: Fairness, { language }: PageSetting): Section {
  const { population, draws, years, seed, audited, carry, withoutTarget } = answer
  const w = (word: keyof typeof WORDS) => WORDS[word][language]
  const settings = settingsText(answer, language)
  return {
    id: 'aannamen',
    title: CHART.assumptions[language],
    content: [
      html`<p>${capital(POPULATION[population][language])}${settings === '' ? '' : ` (${settings})`}.</p>`,
      factList(
        [
          { word: w('runs'), value: wholeText(draws, language) },
          { word: capital(w('years')), value: wholeText(years, language) },
          { word: w('carry'), value: CARRYING[carry][language] },
          { word: capital(w('seed')), value: String(seed) },
          { word: w('audited'), value: wholeText(audited, language) },
          ...(withoutTarget === 0
            ? []
            : [{ word: capital(w('withoutTarget')), value: wholeText(withoutTarget, language) }]),
        ],
        'facts',
      ),
    ],
  }
}

/** Criterion, floor and rounding on one axis. */
export function effectsSection(answer: Fairness, setting: PageSetting): Section {
  const { language } = setting
  const groups = answer.effects.map(({ oor, criterion, floor, rounding }): BarGroup => {
    const bar = (word: string, effect: Estimate | null, shade: 1 | 2 | 3) =>
      effect === null ? [] : [{ word, value: effect.mean, low: effect.low, high: effect.high, shade, text: signedText(effect.mean, language, 2) }] // prettier-ignore
    return {
      word: printable(oor),
      bars: [
        ...bar(CHART.criterion[language], criterion, 2),
        ...bar(WORDS.floor[language], floor, 3),
        ...bar(WORDS.rounding[language], rounding, 1),
      ],
    }
  })
  const title = CHART.effects[language]
  const told = { id: 'effecten-tekening', title, description: describedEffects(answer, language) }
  const written = (value: number, digits: number) => signedText(value, language, digits)
  return {
    id: 'effecten',
    title: CHART.effectsTitle[language],
    content: [
      chartFigure(
        told.id,
        title,
        barsChart(told, groups, WORDS.effects[language], written),
        CHART.effectsNote[language],
      ),
      figureTable(effectTable(answer, language), setting),
      figureTable(oorTable(answer, language), setting),
    ],
  }
}

function describedEffects({ effects }: Fairness, language: Language): string {
  const one = (effect: Estimate | null) => (effect === null ? '–' : signedText(effect.mean, language, 2))
  const each = effects.map(
    ({ oor, criterion, floor, rounding }) =>
      `${printable(oor)}: ${CHART.criterion[language]} ${one(criterion)}, ${WORDS.floor[language]} ${one(floor)}, ${WORDS.rounding[language]} ${one(rounding)}`,
  )
  return `${each.join('; ')}.`
}

/** Next bests against total error: never the one without the other, nor without who goes further. */
export function contendersSection(answer: Fairness, setting: PageSetting): Section {
  const { language } = setting
  const dots = answer.methods.flatMap((each) => {
    const { method, nextBests, error } = each
    return nextBests === null || error === null
      ? []
      : [{ word: CONTENDER[method][language], x: nextBests.mean, y: error.mean, part: offShare(each) ?? 0 }]
  })
  const steady = steadyMethods(answer)
  const unseen = answer.methods
    .filter((each) => !steady.includes(each))
    .map(({ method }) => CONTENDER[method][language])
  const title = CHART.dots[language]
  const percentText = (part: number) => `${numberText(100 * part, language, 1)}%`
  const told = {
    id: 'methoden-tekening',
    title,
    description: `${dots.map(({ word, x, y, part }) => `${word}: ${numberText(x, language, 2)} / ${numberText(y, language, 2)} / ${percentText(part)}`).join('; ')}.`,
  }
  const words = {
    x: WORDS.nextBests[language],
    y: CHART.errorAxis[language],
    enlarged: CHART.enlarged[language],
    sizes: [0, 0.1, 0.5].map((part) => ({ part, word: `${percentText(part)} ${CHART.offYears[language]}` })),
  }
  const written = (value: number, digits: number) => numberText(value, language, digits)
  return {
    id: 'methoden',
    title: CHART.dotsTitle[language],
    content: [
      dots.length === 0
        ? null
        : chartFigure(told.id, title, dotsChart(told, dots, words, written), CHART.dotsNote[language]),
      unseen.length === 0 ? null : html`<p class="note">${CHART.unseen[language]}: ${unseen.join(', ')}.</p>`,
      figureTable(methodTable(answer, language), setting),
      html`<p class="note">${WORDS.unanswered[language]}</p>`,
      figureTable(measureTable(answer, language), setting),
      figureTable(missTable(answer, language), setting),
    ],
  }
}

/** How luck adds up over the years of a run, under one rule of carrying over or two. */
export function aheadSection(answer: Fairness, beside: Fairness | null, setting: PageSetting): Section | null {
  if (answer.runs === null) return null
  const { language } = setting
  const said = ({ worst, cellsOffByOne }: NonNullable<Fairness['runs']>) =>
    [
      `${WORDS.worst[language]}: ${numberText(worst.mean, language, 2)} (${intervalText(worst, language)})`,
      `${WORDS.offByOne[language]}: ${numberText(cellsOffByOne.mean, language, 1)} (${intervalText(cellsOffByOne, language)})`,
    ].join('; ')
  return {
    id: 'jaren',
    title: CHART.fansTitle[language],
    content: [
      aheadFigure(answer, answer.runs, beside, language),
      [answer, ...(beside === null ? [] : [beside])].map((each, i) => {
        const table = aheadTable(each, `jaren-tabel-${i + 1}`, language)
        return table === null ? null : [figureTable(table, setting), html`<p>${capital(said(each.runs!))}.</p>`]
      }),
    ],
  }
}

function aheadFigure(
  { carry }: Fairness,
  { accumulated, years }: NonNullable<Fairness['runs']>,
  beside: Fairness | null,
  language: Language,
): Markup {
  const other = beside?.runs?.accumulated
  const fans = accumulated.map((each, o) => ({
    word: printable(each.oor),
    fan: fanOf(each),
    other: other === undefined ? null : fanOf(other[o]!),
  }))
  const signed = (value: number, digits: number) => signedText(value, language, digits)
  const ends = fans.map(({ word, fan }) => {
    const [mean, low, high] = [fan.mean, fan.low, fan.high].map((each) => signed(each.at(-1)!, 2))
    return `${word} ${mean} (${low} … ${high})`
  })
  const told = { id: 'jaren-tekening', title: CHART.fans[language], description: `${ends.join('; ')}.` }
  const last = `${small(TERM.year)[language]} ${years}`
  const grid = { across: 4, ends: ['0', last], axis: CHART.aheadAxis[language] } as const
  const rule = `${CHART.fansNote[language]}: ${CARRYING[carry][language]}.`
  const besides = beside === null ? '' : ` ${CHART.besideNote[language]}: ${CARRYING[beside.carry][language]}.`
  return chartFigure(told.id, told.title, fansChart(told, fans, grid, signed), rule + besides)
}

function fanOf({ mean, low, high }: Fan): Fan {
  return { mean, low, high }
}

/** Gain by size of the target, each method against the lottery. */
export function sizesSection(answer: Fairness, setting: PageSetting): Section | null {
  const { language } = setting
  const answered = steadyMethods(answer)
  if (answered.length === 0) return null
  const pointsOf = ({ sizes }: Fairness['methods'][number]) =>
    sizes.map(({ gain }) => (gain === null ? null : { value: gain.mean, low: gain.low, high: gain.high }))
  const lottery = answered.find(({ method }) => method === 'lottery')
  const shown = answered.length === 1 ? answered : answered.filter((each) => each !== lottery)
  const title = CHART.sizes[language]
  const first = shown.map(({ method, sizes }) => {
    const gain = sizes[0]!.gain
    return `${CONTENDER[method][language]}, 0–1: ${gain === null ? '–' : signedText(gain.mean, language, 3)}`
  })
  const told = { id: 'grootte-tekening', title, description: `${first.join('; ')}.` }
  const grid = { across: 4, ends: ['0', `20+ ${CHART.places[language]}`], axis: CHART.sizeAxis[language] } as const
  const rows = shown.map((each) => ({ word: CHART.short[each.method][language], points: pointsOf(each) }))
  const written = (value: number, digits: number) => signedText(value, language, digits)
  const chart = rowsChart(
    told,
    rows,
    lottery === undefined || lottery === shown[0] ? null : pointsOf(lottery),
    grid,
    written,
  )
  return {
    id: 'grootte',
    title: CHART.sizesTitle[language],
    content: [
      chartFigure(told.id, title, chart, CHART.sizesNote[language]),
      figureTable(sizeTable(answer, language), setting),
    ],
  }
}

/** What each cell gains, a matrix a method. */
export function cellsSection(answer: Fairness, setting: PageSetting): Section | null {
  const { language, rowNames } = setting
  const nameOf = (code: string) => printable(rowNames.has(code) && rowNames.get(code) !== code ? `${code} ${rowNames.get(code)!}` : code) // prettier-ignore
  const tables = cellTables(answer, nameOf, language)
  if (tables.length === 0) return null
  const answered = steadyMethods(answer)
  const noise = cellNoise(answer, answered)
  const most = Math.max(2 * noise, ...answered.flatMap(({ cells }) => cells.mean!.flat().map(Math.abs)))
  const middle = (most + noise) / 2
  const title = CHART.cells[language]
  const signed = (value: number) => signedText(value, language, 3)
  const told = { id: 'cellen-tekening', title, description: describedCells(answered, language) }
  const { specialties, oors } = answered[0]!
  const chart = squaresChart(told, {
    rows: specialties.map(({ specialty }) => shortened(nameOf(specialty))),
    columns: oors.map(({ oor }) => printable(oor)),
    matrices: answered.map(({ method, cells }) => ({ word: CHART.short[method][language], values: cells.mean! })),
    noise,
    most,
    legend: [
      { value: most, word: signed(most) },
      { value: middle, word: signed(middle) },
      { value: -middle, word: signed(-middle) },
      { value: -most, word: signed(-most) },
      { value: noise / 2, word: CHART.withinChance[language] },
    ],
  })
  const chance = numberText(noise, language, 3)
  const note = {
    nl: `Vol is winst, open is verlies; het oppervlak is de grootte. Per cel is geen interval berekend: een stip is een cel waarvan het gemiddelde binnen ±${chance} plaats ligt, wat toeval kan zijn. Een leeg vakje is een lege cel. Specialismen winnen niets: hun rij is samen 0.`,
    en: `Filled is gain, open is loss; the area is how much. No interval was computed per cell: a point is a cell whose mean is within ±${chance} place, which may be chance. An empty field is a zero cell. Specialties gain nothing: their row adds up to 0.`,
  }[language]
  return {
    id: 'cellen',
    title: CHART.cellsTitle[language],
    content: [
      chartFigure(told.id, title, chart, note),
      html`<details>
        <summary>${CHART.figures[language]}</summary>
        ${tables.map((each) => figureTable(each, setting))}
      </details>`,
    ],
  }
}

/** The cells that gain and lose most by each method. */
function describedCells(methods: Fairness['methods'], language: Language): string {
  const each = methods.map(({ method, cells, specialties, oors }) => {
    const all = cells.mean!.flatMap((row, s) => row.map((value, o) => ({ value, name: printable(`${specialties[s]!.specialty}-${oors[o]!.oor}`) }))) // prettier-ignore
    const sorted = all.toSorted((a, b) => a.value - b.value)
    const one = ({ name, value }: (typeof all)[number]) => `${name} ${signedText(value, language, 3)}`
    return `${CONTENDER[method][language]}: ${one(sorted[0]!)} … ${one(sorted.at(-1)!)}`
  })
  return `${each.join('; ')}.`
}

/** All that stands, and how to make it again. */
export function claimsSection(answer: Fairness, setting: PageSetting): Section {
  const { language } = setting
  const table = claimTable(answer, language)
  return {
    id: 'aangetoond',
    title: CHART.claimsTitle[language],
    content: table === null ? html`<p>${capital(WORDS.noClaims[language])}.</p>` : figureTable(table, setting),
  }
}

export function againSection(
  answers: readonly Fairness[],
  subject: PageSubject | null,
  { language, given }: PageSetting,
): Section {
  const commands: Content = answers.flatMap((answer) => fairnessRecipe(answer, subject, given)).join('\n')
  return {
    id: 'herhalen',
    title: CHART.again[language],
    content: [
      html`<p>${CHART.againNote[language]}</p>`,
      html`<pre><code>${commands}</code></pre>`,
      factList(
        [{ word: TERM.inputHash[language], value: html`<code class="hash">${answers[0]!.input.sha256}</code>` }],
        'facts',
      ),
    ],
  }
}
