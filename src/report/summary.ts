/** What a board member needs to know of a result: three sentences and a few figures. */
import type { Result } from '../shapes/answers/result.js'
import { LEVEL, METHOD, wholeText, type Language } from '../words/texts.js'
import { columnSums, meetsTotals, sumOf } from './allocation.js'
import { html, joined, typed, type Markup } from './markup.js'
import { factList, oorFigures, type Fact, type Section } from './page.js'
import type { PageSetting } from './setting.js'
import { capital } from '../domain/language.js'
import { uniqueText } from '../words/freedom.js'
import { small, TERM } from '../words/terms.js'

/** The level of a name, where the objective has it and it may be shown. */
function levelOf({ levels }: Result, name: 'next-best' | 'beyond-next-best'): number | null {
  return levels?.find((level) => level.name === name)?.value ?? null
}

/** How many cells are not rounded naturally; null where that is not to be told. */
function nextBests(result: Result): number | null {
  return levelOf(result, 'next-best') ?? ('published' in result ? null : result.deviations.length)
}

/** What a board member needs: three sentences and four figures. */
export function summarySection(result: Result, year: number | null, setting: PageSetting): Section {
  const { language } = setting
  const sentences = [
    extentSentence(result, year, setting),
    roundingSentence(result, setting),
    standingSentence(result, setting),
  ]
  return {
    id: 'samenvatting',
    title: TERM.summary[language],
    content: [
      placesFigures(result, setting),
      html`<p class="summary">
        ${joined(
          sentences.filter((each) => each !== ''),
          ' ',
        )}
      </p>`,
      factList(figures(result, language), 'figures'),
    ],
  }
}

/** What each OOR gets, as it is asked first; nothing where the totals are not met. */
function placesFigures(result: Result, setting: PageSetting): Markup | null {
  const { allocation, columns } = result
  if (allocation === null || !meetsTotals(result)) return null
  const sums = columnSums(allocation, columns.length)
  return oorFigures(columns, sums.map((sum) => wholeText(sum, setting.language)), setting) // prettier-ignore
}

/** What an answer says of itself: where a rule could not be followed to the letter. */
export function remarksSection({ remarks }: Pick<Result, 'remarks'>, { language }: PageSetting): Section | null {
  if (remarks.length === 0) return null
  return {
    id: 'opmerkingen',
    title: TERM.note[language],
    content: remarks.map(({ texts }) => html`<p>${typed(texts[language])}</p>`),
  }
}

/** How much is divided over how many, and whether the totals are met. */
function extentSentence(result: Result, year: number | null, setting: PageSetting): string {
  const { language } = setting
  const text = setting.things === 'table' ? tableExtent(result, setting) : scenarioExtent(result, year, setting)
  const no = { nl: 'er is geen verdeling die alle totalen haalt', en: 'there is no allocation that meets all totals' }
  return `${text.extent}: ${meetsTotals(result) ? text.met : no[language]}.`
}

function scenarioExtent(
  result: Result,
  year: number | null,
  { language }: PageSetting,
): { extent: string; met: string } {
  const [places, rows, columns] = extentOf(result, language)
  return {
    nl: {
      extent: `${year === null ? 'Er' : `In ${year}`} zijn ${year === null ? '' : 'er '}${places} opleidingsplaatsen van ${rows} specialismen te verdelen over ${columns} OOR’s`,
      met: 'elk specialisme en elke OOR krijgt precies zijn totaal',
    },
    en: {
      extent: `${year === null ? 'There' : `In ${year} there`} are ${places} training places of ${rows} specialties to divide over ${columns} OORs`,
      met: 'every specialty and every OOR gets exactly its total',
    },
  }[language]
}

function tableExtent(result: Result, { language }: PageSetting): { extent: string; met: string } {
  const [places, rows, columns] = extentOf(result, language)
  const open = result.columnTotals?.some((total) => typeof total !== 'number') ?? false
  return {
    nl: {
      extent: `Er zijn ${places} plaatsen van ${rows} rijen te verdelen over ${columns} kolommen`,
      met: `elke rij krijgt precies haar totaal, en elke kolom ${open ? 'blijft binnen haar grenzen' : 'ook'}`,
    },
    en: {
      extent: `There are ${places} places of ${rows} rows to divide over ${columns} columns`,
      met: `every row gets exactly its total, and every column ${open ? 'stays within its ends' : 'does so too'}`,
    },
  }[language]
}

/** Places, rows and columns, as they are written. */
function extentOf({ rowTotals, rows, columns }: Result, language: Language): [string, string, string] {
  return [wholeText(sumOf(rowTotals), language), wholeText(rows.length, language), wholeText(columns.length, language)]
}

/** How many cells were rounded as they lie, and how many were not. */
export function roundingSentence(result: Result, { language }: PageSetting): string {
  const against = nextBests(result)
  if (result.allocation === null || against === null) return ''
  const cells = result.rows.length * result.columns.length - result.zeroCells.length
  const [all, natural, next] = [cells, cells - against, against].map((each) => wholeText(each, language))
  if (against === 0) {
    return {
      nl: `Alle ${all} cellen die een plaats kunnen krijgen, zijn natuurlijk afgerond: op het dichtstbijzijnde hele getal.`,
      en: `All ${all} cells that can have a place are rounded naturally: to the nearest whole number.`,
    }[language]
  }
  const further = beyondWords(levelOf(result, 'beyond-next-best') ?? beyondCells(result), language)
  return {
    nl: `Van de ${all} cellen die een plaats kunnen krijgen, ${cells - against === 1 ? 'is' : 'zijn'} er ${natural} natuurlijk afgerond, op het dichtstbijzijnde hele getal, en ${next} ${further}.`,
    en: `Of the ${all} cells that can have a place, ${natural} ${cells - against === 1 ? 'is' : 'are'} rounded naturally, to the nearest whole number, and ${next} ${further}.`,
  }[language]
}

function beyondCells({ deviations }: Result): number {
  return deviations.filter(({ rank }) => rank > 1).length
}

function beyondWords(beyond: number, language: Language): string {
  if (beyond === 0) {
    return {
      nl: 'op het getal dat daarna het dichtst bij ligt (next best); geen enkele gaat verder',
      en: 'to the number that is nearest after that (next best); none goes further',
    }[language]
  }
  const count = wholeText(beyond, language)
  return {
    nl: `op een ander getal, waarvan een deel verder gaat dan het getal dat daarna het dichtst bij ligt (verder dan next best: ${count})`,
    en: `to another number, some of them further than the number that is nearest after that (beyond next best: ${count})`,
  }[language]
}

/** Proven or not, and the only one or not. */
export function standingSentence(result: Result, { language }: PageSetting): string {
  const by = METHOD[result.method][language]
  switch (result.status) {
    case 'optimal':
      return optimumSentence(result, language)
    case 'feasible':
      return result.method === 'lottery'
        ? {
            nl: 'Er is geloot: de uitkomst is een van de vele die de totalen halen, en niet bewezen de beste.',
            en: 'Lots were drawn: this is one of many that meet the totals, and not proven to be the best.',
          }[language]
        : {
            nl: `Zo komt de gekozen werkwijze uit (${by}); dat het niet beter kan, is daarmee niet bewezen.`,
            en: `This is what the chosen procedure gives (${by}); that nothing is better is not proven.`,
          }[language]
    case 'stuck':
      return {
        nl: `De werkwijze (${by}) is vastgelopen; wat hieronder staat is zo niet te gebruiken.`,
        en: `The procedure (${by}) got stuck; what is shown below cannot be used as it is.`,
      }[language]
    case 'off-totals':
      return {
        nl: `De werkwijze (${by}) haalt de totalen niet; wat hieronder staat is zo niet te gebruiken.`,
        en: `The procedure (${by}) does not meet the totals; what is shown below cannot be used as it is.`,
      }[language]
    case 'infeasible':
      return {
        nl: `De eisen spreken elkaar tegen, en dat is bewezen${result.conflict === null ? '' : '; hieronder staat welke dat zijn'}.`,
        en: `The requirements contradict each other, and that is proven${result.conflict === null ? '' : '; below is which they are'}.`,
      }[language]
    case 'time-limit':
      return {
        nl: 'Binnen de tijdslimiet is geen antwoord gevonden; of er een is, staat daarmee niet vast.',
        en: 'No answer was found within the time limit; whether there is one is thereby not known.',
      }[language]
  }
}

function optimumSentence(result: Result, language: Language): string {
  if (result.certificate === null) {
    return {
      nl: 'De verdeling is de best mogelijke; het bewijs berust op vertrouwelijk zorggebruik en staat daarom niet in deze uitgave.',
      en: 'The allocation is the best possible; the proof rests on confidential care use and is therefore not in this edition.',
    }[language]
  }
  if (result.unique) {
    return `${capital(uniqueText(result, language))}.`
  }
  const cells = wholeText(result.contested?.length ?? 0, language)
  return {
    nl: `Bewezen is dat geen andere verdeling beter is; wel zijn er die even goed zijn, en die verschillen alleen in ${cells} cellen (gemarkeerd met ≈).`,
    en: `It is proven that no other allocation is better; there are some that are equally good, and they differ in ${cells} cells only (marked ≈).`,
  }[language]
}

const FREE = { nl: 'cellen vrij volgens het protocol alleen', en: 'cells free by the protocol alone' }

function figures(result: Result, language: Language): Fact[] {
  const unknown = small(TERM.notTold)[language]
  const [against, beyond] = [nextBests(result), levelOf(result, 'beyond-next-best')]
  const yes = (value: boolean) => (value ? small(TERM.yes) : small(TERM.no))[language]
  const shown = (value: number | null) => (value === null ? unknown : wholeText(value, language))
  const rounded = result.allocation !== null
  return [
    { word: small(TERM.places)[language], value: wholeText(sumOf(result.rowTotals), language) },
    ...(rounded
      ? [
          {
            word: LEVEL['next-best'][language],
            value: shown(against),
          },
        ]
      : []),
    ...(rounded && beyond !== null ? [{ word: LEVEL['beyond-next-best'][language], value: shown(beyond) }] : []),
    result.status === 'infeasible'
      ? { word: { nl: 'bewezen onmogelijk', en: 'proven impossible' }[language], value: yes(true) }
      : {
          word: { nl: 'bewezen optimaal', en: 'proven optimal' }[language],
          value: 'published' in result ? unknown : yes(result.status === 'optimal' && result.certificate !== null),
        },
    ...(result.unique === null
      ? []
      : [
          {
            word: { nl: 'de enige beste op alle maatstaven', en: 'the only best one by all measures' }[language],
            value: yes(result.unique),
          },
        ]),
    ...(result.freedom === null
      ? []
      : [{ word: FREE[language], value: wholeText(result.freedom.free.length, language) }]),
  ]
}
