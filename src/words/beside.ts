/** The words of proposals side by side. */
import { signedPlaces, placesText } from '../domain/language.js'
import type { BesidePair, SideBySide } from '../shapes/answers/beside.js'
import { TERM } from './terms.js'
import { numberText, PROPOSAL_LEVEL, wholeText, type Language, type Text } from './texts.js'

export const BESIDE = {
  title: { nl: 'Voorstellen naast elkaar', en: 'Proposals side by side' },
  verdict: { nl: 'Past in het kader', en: 'Fits the frame' },
  notTested: { nl: 'niet getoetst', en: 'not tested' },
  moved: { nl: 'Verschoven', en: 'Moved' },
  followed: TERM.advicesFollowed,
  outside: TERM.placesOutsideRoom,
  unmotivated: TERM.motivationsToWrite,
  overview: { nl: 'De voorstellen', en: 'The proposals' },
  cells: TERM.differingCells,
  wishes: { nl: 'Wens voor wens; lager is beter', en: 'Wish by wish; lower is better' },
  best: { nl: 'Beste', en: 'Best' },
  advices: {
    nl: 'Adviezen die niet in elk voorstel even dichtbij zijn',
    en: 'Advices that are not as near in every proposal',
  },
  points: {
    nl: 'Aandachtspunten die niet in elk voorstel even goed staan',
    en: 'Points of attention that do not stand as well in every proposal',
  },
  motivations: {
    nl: 'Afwijkingen die een motivering nodig hebben, en niet overal gelijk zijn',
    en: 'Deviations that need a motivation, and are not the same everywhere',
  },
  same: { nl: 'Alle voorstellen zijn cel voor cel gelijk.', en: 'All proposals are the same, cell by cell.' },
  noDeviation: { nl: 'geen afwijking', en: 'no deviation' },
  carried: {
    nl: 'Adviezen en aandachtspunten: die waarvan de voorstellen zelf zijn gemaakt.',
    en: 'Advices and points of attention: those that the proposals themselves were made from.',
  },
} as const satisfies Record<string, Text>

/** What was not given, and would tell more. */
const NEEDS: Readonly<Record<SideBySide['needs'][number], Text>> = {
  scenario: {
    nl: 'Van welk scenario de voorstellen zijn, is niet gegeven (--scenario); basis, kader en wensen blijven daarom weg.',
    en: 'Which scenario the proposals are of was not given (--scenario), so base, frame and wishes are left out.',
  },
  advices: {
    nl: 'Eén stel adviezen waarvan alles is gemaakt, is er niet bij (--advices); wie wint en wie verliest blijft daarom weg.',
    en: 'There is no one set of advices that all was made from (--advices), so who wins and who loses is left out.',
  },
}

/** a, b, c: what a proposal is called in a table. */
export function letterOf(i: number): string {
  return String.fromCodePoint(97 + i)
}

/** "a: draft.json"; without a name of its own its letter. */
export function besideNames({ proposals }: SideBySide): string[] {
  return proposals.map(({ name }, i) => (name === letterOf(i) ? name : `${letterOf(i)}: ${name}`))
}

/** What is said of each two of them, and of what was not given. @param nameOf a specialty by its code */
export function besideSentences(answer: SideBySide, nameOf: (code: string) => string, language: Language): string[] {
  const { pairs, cells, needs, columns } = answer
  const pair = (each: BesidePair) => pairSentences(each, columns, nameOf, language).join(' ')
  return [
    ...(cells.length === 0 ? [BESIDE.same[language]] : pairs.map(pair)),
    ...(answer.advicesFrom === 'proposals' ? [BESIDE.carried[language]] : []),
    ...needs.filter((each) => each === 'scenario' || !needs.includes('scenario')).map((each) => NEEDS[each][language]),
  ]
}

function pairSentences(
  { a, b, cells, more, fewer, columns: by, advices, points, levels, better }: BesidePair,
  columns: readonly string[],
  nameOf: (code: string) => string,
  language: Language,
): string[] {
  const [one, other] = [letterOf(a), letterOf(b)]
  const oors = columns.flatMap((oor, o) => (by[o] === 0 ? [] : [`${oor} ${signedPlaces(by[o]!, language)}`])).join(', ')
  const names = (codes: readonly string[]) => codes.map(nameOf).join(', ')
  const counts = {
    cells: wholeText(cells, language),
    more: placesText(more, language),
    fewer: placesText(fewer, language),
  }
  const level = levels?.find(({ name }) => name === better?.level)
  const value = (which: 'a' | 'b') => numberText(level?.[which] ?? 0, language, 9)
  const best = better?.which === 'a' ? one : other
  const told: Record<Language, readonly (string | false | null | undefined)[]> = {
    nl: [
      cells === 0
        ? `${other} is gelijk aan ${one}.`
        : `${other} naast ${one}: ${cells === 1 ? 'één cel' : `${counts.cells} cellen`} anders, ${counts.more} erbij en ${counts.fewer} eraf; ${oors === '' ? 'geen OOR-totaal verandert' : oors}.`,
      advices && advices.won.length > 0 && `Dichter bij het advies: ${names(advices.won)}.`,
      advices && advices.lost.length > 0 && `Verder ervan: ${names(advices.lost)}.`,
      points &&
        points.won.length + points.lost.length > 0 &&
        `Aandachtspunten: ${points.won.length} erbij gevolgd, ${points.lost.length} niet meer.`,
      level &&
        `Naar de wensen in hun volgorde is ${best} beter: ${PROPOSAL_LEVEL[level.name].nl} ${value('a')} in ${one}, ${value('b')} in ${other}.`,
    ],
    en: [
      cells === 0
        ? `${other} is the same as ${one}.`
        : `${other} beside ${one}: ${cells === 1 ? 'one cell differs' : `${counts.cells} cells differ`}, ${counts.more} more and ${counts.fewer} fewer; ${oors === '' ? 'no OOR total changes' : oors}.`,
      advices && advices.won.length > 0 && `Nearer to the advice: ${names(advices.won)}.`,
      advices && advices.lost.length > 0 && `Further from it: ${names(advices.lost)}.`,
      points &&
        points.won.length + points.lost.length > 0 &&
        `Points of attention: ${points.won.length} more followed, ${points.lost.length} no longer.`,
      level &&
        `By the wishes in their order ${best} is better: ${PROPOSAL_LEVEL[level.name].en} ${value('a')} in ${one}, ${value('b')} in ${other}.`,
    ],
  }
  return told[language].filter((each): each is string => typeof each === 'string')
}
