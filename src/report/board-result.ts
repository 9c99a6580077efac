/** The sheet of an allocation. */
import { adding } from '../documents/adding.js'
import { totalSteps } from '../documents/steps.js'
import { PROTOCOLS_OWN } from '../domain/result.js'
import type { Result } from '../shapes/answers/result.js'
import { carriedText } from '../documents/carried.js'
import { criterionText, frameLine } from '../words/heading.js'
import { PICTURE } from '../words/pictures.js'
import { LEVEL, numberText, OBJECTIVE, printable, signedText, wholeText, type Language } from '../words/texts.js'
import { small, TERM } from '../words/terms.js'
import { SHEET } from '../words/workbook.js'
import { columnSums, meetsTotals, sumOf } from './allocation.js'
import type { Board, BoardTable } from './board.js'
import { checkLine, dataSentences, frameSentence, PART, readingsSentence } from './board-words.js'
import { waterfallFigure } from './pictures.js'
import { roundingSentence, standingSentence } from './summary.js'
import { floorSentence } from './totals.js'
import type { PageSetting, PageSubject } from './setting.js'

export function boardOfResult(result: Result, subject: PageSubject, setting: PageSetting): Board {
  const { language } = setting
  const way = totalSteps(result)
  const told = {
    title: PICTURE.waterfall[language],
    axis: PICTURE.waterfallAxis[language],
    digits: [2, 2] as const,
    isBare: true,
  }
  return {
    kind: { nl: 'toewijzing op één blad', en: 'the allocation on one sheet' },
    title: subject.title,
    about: `${subject.id}. ${frameLine(subject, language)}`,
    table: meetsTotals(result) ? tableOf(result, setting) : null,
    picture:
      way === null || !meetsTotals(result)
        ? null
        : waterfallFigure('oors-tekening', result.columns, way, told, setting),
    parts: [
      { word: PART.why, sentences: why(result, subject, setting) },
      { word: PART.certain, sentences: certain(result, setting) },
      { word: PART.chosen, sentences: [...chosen(result, language), readingsSentence(result.options, language)] },
      {
        word: PART.open,
        sentences: [frameSentence(subject, language), ...dataSentences(subject, result.remarks, language)],
      },
    ],
    checks: checkLine([result.input.sha256], language),
  }
}

/** Each OOR with its places, its share of all, and where they come from; how many of its cells the protocol by itself leaves free. */
function tableOf(result: Result, { language, columnNames }: PageSetting): BoardTable {
  const { columns, rows, freedom } = result
  const sums = columnSums(result.allocation!, columns.length)
  const national = sumOf(sums)
  const way = totalSteps(result)
  const shown = way === null ? [] : columns.map((_, o) => adding(way.from.values[o]!, way.steps.map(({ by }) => by[o]!), 2)) // prettier-ignore
  const free = columns.map((code) => freedom?.free.filter(({ column }) => column === code).length ?? 0)
  const percent = (part: number) =>
    national === 0 ? '–' : `${numberText((100 * part) / national, language, 1, true)}%`
  const freeOf = (count: number, all: number) => `${wholeText(count, language)} / ${wholeText(all, language)}`
  return {
    caption: { nl: 'Wat elke OOR krijgt', en: 'What each OOR gets' }[language],
    head: [
      TERM.oor[language],
      TERM.places[language],
      '%',
      ...(way === null ? [] : [CARE_USE[language], ...way.steps.map(({ word }) => small(word === PICTURE.byRoundingTotal ? TERM.byRounding : word)[language])]), // prettier-ignore
      ...(freedom === null ? [] : [small(SHEET.freedom)[language]]),
    ],
    lines: columns.map((oor, o) => ({
      oor: printable(oor),
      name: printable(columnNames.get(oor) ?? oor),
      figures: [
        wholeText(sums[o]!, language),
        percent(sums[o]!),
        ...(way === null ? [] : [numberText(way.from.values[o]!, language, 2, true), ...shown[o]!.map((each) => signedText(each, language, 2))]), // prettier-ignore
        ...(freedom === null ? [] : [freeOf(free[o]!, rows.length)]),
      ],
    })),
    total: [
      TERM.total[language],
      wholeText(national, language),
      percent(national),
      ...(way === null ? [] : [numberText(sumOf(way.from.values), language, 2, true), ...way.steps.map(({ by }) => signedText(Math.round(sumOf(by) * 1e6) / 1e6, language, 2))]), // prettier-ignore
      ...(freedom === null ? [] : [freeOf(sumOf(free), rows.length * columns.length)]),
    ],
  }
}

const CARE_USE = { nl: 'zorggebruik opgeteld', en: 'care use summed' }

function why(result: Result, subject: PageSubject, setting: PageSetting): string[] {
  const { language } = setting
  const criterion = criterionText(subject, language)
  return [
    {
      nl: `Elke OOR telt mee naar haar deel van het zorggebruik (${criterion}), per specialisme maal de landelijke instroom.`,
      en: `Every OOR counts by its part of the care use (${criterion}), per specialty times the national intake.`,
    }[language],
    floorSentence(result, subject, setting) ?? '',
    totalsSentence(result, language),
    roundingSentence(result, setting),
    result.conflict === null ? '' : result.conflict.texts[language],
  ]
}

/** FAQ 7.2, and the OORs whose total is not the nearest whole number, since all together would not make the national one. */
function totalsSentence(result: Result, language: Language): string {
  const way = totalSteps(result)
  if (way === null) return ''
  const last = way.steps.at(-1)!.by
  const off = result.columns.flatMap((oor, o) => (Math.abs(last[o]!) > 0.5 + 1e-9 ? [`${printable(oor)} (${signedText(last[o]!, language, 2)})`] : [])) // prettier-ignore
  if (off.length === 0) {
    return {
      nl: 'De totalen zijn daarna op hele plaatsen afgerond, elk op het dichtstbijzijnde getal.',
      en: 'The totals were then rounded to whole places, each to the nearest number.',
    }[language]
  }
  return {
    nl: `De totalen zijn daarna op hele plaatsen afgerond; niet op het dichtstbijzijnde getal: ${off.join(', ')}, omdat zij samen het landelijk totaal moeten zijn.`,
    en: `The totals were then rounded to whole places; not to the nearest number: ${off.join(', ')}, since together they must make the national total.`,
  }[language]
}

function certain(result: Result, setting: PageSetting): string[] {
  const { language } = setting
  const { freedom, objective, status, certificate } = result
  const next = result.levels?.find(({ name }) => name === 'next-best')?.value ?? null
  const isFewest = status === 'optimal' && certificate !== null && objective === 'next-best' && next !== null
  const fewest = isFewest
    ? {
        nl: `Bewezen: met minder dan ${wholeText(next, 'nl')} next bests zijn deze totalen niet te halen; het bewijs is onafhankelijk nagerekend.`,
        en: `Proven: these totals cannot be met with fewer than ${wholeText(next, 'en')} next bests; the proof was recomputed independently.`,
      }[language]
    : standingSentence(result, setting)
  if (freedom === null) return [fewest]
  const [fixed, all] = [freedom.fixed, freedom.fixed + freedom.free.length].map((each) => wholeText(each, language))
  return [
    fewest,
    {
      nl: `Volgens het protocol alleen liggen ${fixed} van de ${all} cellen vast: elke verdeling met deze totalen en zo weinig next bests heeft daar hetzelfde getal.`,
      en: `By the protocol alone ${fixed} of the ${all} cells are fixed: every allocation with these totals and as few next bests has the same number there.`,
    }[language],
  ]
}

/** What the protocol does not decide, and who did. */
function chosen(result: Result, language: Language): string[] {
  const { freedom, levels, unique, contested, objective, method } = result
  const sentences: string[] = []
  if (method === 'optimal' && objective !== 'next-best') {
    sentences.push({ nl: `Als doel is gekozen: ${OBJECTIVE[objective].nl}, en niet het doel van het protocol.`, en: `The objective that was chosen is ${OBJECTIVE[objective].en}, and not that of the protocol.` }[language]) // prettier-ignore
  }
  if (freedom !== null && freedom.free.length > 0) sentences.push(freeSentence(freedom, levels, language))
  if (freedom !== null) {
    const named = freedom.totals.map(printable).join(', ')
    sentences.push(
      freedom.totals.length === 0
        ? { nl: 'Geen totaal van een OOR is gekozen tussen gelijken.', en: 'No total of an OOR was chosen among equals.' }[language] // prettier-ignore
        : { nl: `Ook gekozen, tussen gelijken: de hele totalen van ${named}.`, en: `Chosen too, among equals: the whole totals of ${named}.` }[language], // prettier-ignore
    )
  }
  if (unique === false && contested !== null) {
    const cells = wholeText(contested.length, language)
    sentences.push({ nl: `Ook daarna zijn er even goede verdelingen; zij verschillen in ${cells} cellen.`, en: `After that there still are equally good allocations; they differ in ${cells} cells.` }[language]) // prettier-ignore
  }
  const carried = carriedText(result, language)
  return carried === null ? sentences : [...sentences, carried]
}

function freeSentence({ free }: NonNullable<Result['freedom']>, levels: Result['levels'], language: Language): string {
  const ours = (levels ?? []).filter(({ name }) => !PROTOCOLS_OWN.some((own) => own === name))
  const by = ours.map(({ name }) => LEVEL[name][language]).join(` ${small(TERM.and)[language]} `)
  const widest = free.reduce((most, { low, high }) => Math.max(most, high - low), 0)
  const [count, places] = [wholeText(free.length, language), wholeText(widest, language)]
  const each = { nl: `${places} ${widest === 1 ? 'plaats' : 'plaatsen'}`, en: `${places} ${widest === 1 ? 'place' : 'places'}` }[language] // prettier-ignore
  if (by === '') {
    return {
      nl: `Volgens het protocol kunnen ${count} cellen anders, elk hoogstens ${each}; daartussen is de eerste in een vaste volgorde genomen of geloot.`,
      en: `By the protocol ${count} cells could differ, each by at most ${each}; among these the first in a fixed order was taken, or lots were drawn.`,
    }[language]
  }
  return {
    nl: `Volgens het protocol alleen kunnen ${count} cellen anders, elk hoogstens ${each}, met andere cellen mee. Daartussen kiest het niet; dat de laagste waarde van “${by}” beslist, is onze keuze (tieBreak).`,
    en: `By the protocol alone ${count} cells could differ, each by at most ${each}, others moving with them. It does not choose among these; that the lowest “${by}” decides is our choice (tieBreak).`,
  }[language]
}
