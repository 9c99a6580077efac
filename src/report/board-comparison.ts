/** The sheet of two scenarios compared. */
import { comparisonSentences, pairedSentences, partsOf } from '../documents/comparison.js'
import { adding } from '../documents/adding.js'
import type { Comparison } from '../shapes/answers/comparison.js'
import { frameFacts } from '../words/heading.js'
import { numberText, printable, signedText, STATUS, wholeText, type Language } from '../words/texts.js'
import { small, TERM } from '../words/terms.js'
import { columnSums, sumOf } from './allocation.js'
import type { Board, BoardTable } from './board.js'
import { checkLine, cut, dataSentences, frameSentence, PART, readingsSentence } from './board-words.js'
import { differenceFigure } from './scenarios.js'
import type { PageSetting, PageSubject } from './setting.js'

/** A title within a sentence or at the head of a column. */
const SHORT = 44

export function boardOfComparison(
  comparison: Comparison,
  subjects: readonly PageSubject[],
  setting: PageSetting,
): Board {
  const { language } = setting
  const { a, b, difference } = comparison
  const names = setting.names.map((name) => `‘${cut(printable(name), SHORT)}’`) as [string, string]
  const together = pairedSentences(comparison, language)
  const [first, ...rest] = comparisonSentences(comparison, names, language)
  const sentences = rest.filter((each) => !together.includes(each))
  return {
    kind: { nl: 'twee scenario’s op één blad', en: 'two scenarios on one sheet' },
    title: setting.names.map((name) => cut(name, 90)).join(` ${small(TERM.beside)[language]} `),
    about: differingFacts(subjects, language),
    table:
      difference === null
        ? null
        : tableOf(
            comparison,
            subjects.map(({ id }) => cut(printable(id), 18)),
            language,
          ),
    picture: difference === null ? null : differenceFigure(comparison, setting),
    parts: [
      { word: PART.why, sentences: difference === null ? [first!, ...conflicts(comparison, language)] : sentences },
      { word: PART.certain, sentences: [provenSentence(comparison, names, language), ...together] },
      {
        word: PART.chosen,
        sentences: [choiceSentence(comparison, language), ...readings(comparison, names, language)],
      },
      {
        word: PART.open,
        sentences: [
          ...new Set(subjects.map((subject) => frameSentence(subject, language))),
          ...new Set(subjects.flatMap((subject) => dataSentences(subject, [], language))),
          ...[a, b].flatMap(({ remarks }) => remarks.map(({ texts }) => texts[language])),
        ],
      },
    ],
    checks: checkLine([a.input.sha256, b.input.sha256], language),
  }
}

/** In what the two differ, before any calculation. */
function differingFacts(subjects: readonly PageSubject[], language: Language): string {
  const [one, other] = subjects.map((subject) => frameFacts(subject, language))
  const told = one!.flatMap(({ word, value }) => {
    const beside = other!.find((each) => each.word === word)?.value ?? '–'
    return value === beside ? [] : [`${word}: ${value} / ${beside}`]
  })
  return `${told.join('; ')}.`
}

function tableOf(comparison: Comparison, ids: readonly string[], language: Language): BoardTable {
  const { a, b, difference } = comparison
  const sums = [a, b].map(({ allocation, columns }) => columnSums(allocation!, columns.length)) as [number[], number[]]
  const all = partsOf(difference!)
  const parts = all.length > 4 ? partsOf({ ...difference!, causes: null }) : all
  const by = parts.map(({ values }) => columnSums(values, a.columns.length))
  const national = sums.map(sumOf)
  const shown = a.columns.map((_, o) => adding(sums[0][o]!, by.map((each) => each[o]!), 2)) // prettier-ignore
  const percent = (side: 0 | 1, part: number) => (national[side] === 0 ? '–' : `${numberText((100 * part) / national[side]!, language, 1, true)}%`) // prettier-ignore
  const whole = (value: number) => wholeText(value, language)
  return {
    caption: { nl: 'Wat elke OOR in beide krijgt', en: 'What each OOR gets in both' }[language],
    head: [
      TERM.oor[language],
      small(TERM.difference)[language],
      ids[0]!,
      '%',
      ids[1]!,
      '%',
      ...parts.map(({ word }) => small(word)[language]),
    ],
    lines: a.columns.map((oor, o) => ({
      oor: printable(oor),
      name: printable(oor),
      figures: [
        signedText(difference!.columns[o]!, language),
        whole(sums[0][o]!),
        percent(0, sums[0][o]!),
        whole(sums[1][o]!),
        percent(1, sums[1][o]!),
        ...shown[o]!.map((each) => signedText(each, language, 2)),
      ],
    })),
    total: [
      TERM.total[language],
      signedText(sumOf(difference!.columns), language),
      whole(national[0]!),
      percent(0, national[0]!),
      whole(national[1]!),
      percent(1, national[1]!),
      ...by.map((each) => signedText(Math.round(sumOf(each) * 1e6) / 1e6, language, 2)),
    ],
  }
}

function conflicts({ a, b }: Comparison, language: Language): string[] {
  return [a, b].flatMap(({ conflict }) => (conflict === null ? [] : [conflict.texts[language]]))
}

/** Which of the two is proven to be the best. */
function provenSentence({ a, b }: Comparison, names: readonly [string, string], language: Language): string {
  const proven = (result: Comparison['a']) => result.status === 'optimal'
  if (proven(a) && proven(b)) {
    return {
      nl: 'Van beide verdelingen is bewezen dat er geen betere is; de bewijzen zijn onafhankelijk nagerekend.',
      en: 'Of both allocations it is proven that none is better; the proofs were recomputed independently.',
    }[language]
  }
  const told = [a, b].map((result, i) => `${names[i]!}: ${STATUS[result.status][language]}`)
  return { nl: `Niet beide zijn bewezen: ${told.join('; ')}.`, en: `Not both are proven: ${told.join('; ')}.` }[
    language
  ]
}

/** How far the choice that is ours reaches in both. */
function choiceSentence({ a, b }: Comparison, language: Language): string {
  const free = [a, b].map(({ freedom }) => freedom?.free.length ?? null)
  if (free.includes(null)) return ''
  const [one, other] = free.map((count) => wholeText(count!, language))
  return {
    nl: `In de eerste laat het protocol ${one} cellen vrij en in de tweede ${other}; wat daartussen beslist, is onze keuze. Een verschil in zo’n cel is daarom nog geen gevolg van beleid.`,
    en: `In the first the protocol leaves ${one} cells free and in the second ${other}; what decides among them is our choice. So a difference in such a cell does not by itself follow from policy.`,
  }[language]
}

/** The readings of both, once where they are the same. */
function readings({ a, b }: Comparison, names: readonly [string, string], language: Language): string[] {
  const both = [a, b].map(({ options }) => readingsSentence(options, language)) as [string, string]
  return both[0] === both[1] ? [both[0]] : both.map((sentence, i) => `${names[i]!}: ${sentence}`)
}
