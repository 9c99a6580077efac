/** The sheet of a proposal. */
import { capital, placesText, signedPlaces, signedText } from '../domain/language.js'
import { isScaled } from '../documents/per-oor.js'
import type { Draft } from '../shapes/answers/draft.js'
import { PREFERENCE } from '../words/consultation.js'
import { frameLine } from '../words/heading.js'
import { FOLLOWED, OUTCOME, printable, wholeText, type Language } from '../words/texts.js'
import { small, TERM } from '../words/terms.js'
import { sumOf } from './allocation.js'
import type { Board, BoardTable } from './board.js'
import { checkLine, dataSentences, frameSentence, PART, readingsSentence } from './board-words.js'
import { adviceSentence, complianceSentence, draftExtent, motivationSentence, provenDraft } from './draft-summary.js'
import { whyWords } from './draft-advices.js'
import { balanceFigure } from './proposal.js'
import type { PageSetting, PageSubject } from './setting.js'

export function boardOfDraft(draft: Draft, subject: PageSubject, setting: PageSetting): Board {
  const { language } = setting
  const { allocation, balance, check, remarks, input, options } = draft
  const isThere = allocation !== null && balance.length > 0
  return {
    kind: { nl: 'het voorstel op één blad', en: 'the proposal on one sheet' },
    title: subject.title,
    about: `${subject.id}. ${frameLine(subject, language)}`,
    table: isThere ? tableOf(draft, setting) : null,
    picture: isThere ? balanceFigure(balance, setting) : null,
    parts: [
      { word: PART.why, sentences: why(draft, setting) },
      {
        word: PART.certain,
        sentences: [provenDraft(draft, language), ...(check === null ? [] : [complianceSentence(check, language)])],
      },
      { word: PART.chosen, sentences: [wishesSentence(draft, language), readingsSentence(options, language)] },
      {
        word: PART.open,
        sentences: [
          ...(allocation === null ? [] : [motivationSentence(draft, language), lackingSentence(draft, language)]),
          judgedSentence(draft, language),
          frameSentence(subject, language),
          ...dataSentences(subject, remarks, language),
        ],
      },
    ],
    checks: checkLine([input.sha256, input.advicesSha256], language),
  }
}

function tableOf({ balance }: Draft, { language, columnNames }: PageSetting): BoardTable {
  const sized = balance.every(({ mutation }) => mutation !== null)
  const change = (by: number) => (isScaled(balance) ? signedText(by, language, 1) : signedPlaces(by, language))
  const head = [TERM.proposal, TERM.base, TERM.difference, TERM.roomBelow, TERM.roomAbove]
  const sum = (of: (line: Draft['balance'][number]) => number) => Math.round(sumOf(balance.map(of)) * 1e9) / 1e9
  return {
    caption: { nl: 'Wat elke OOR krijgt, tegenover de basisverdeling', en: 'What each OOR gets, against the base distribution' }[language], // prettier-ignore
    head: [
      TERM.oor[language],
      ...head.map((word) => small(word)[language]),
      ...(sized ? [{ nl: 'tegen huidige omvang', en: 'against size today' }[language]] : []),
    ],
    lines: balance.map(({ oor, base, proposal, difference, roomBelow, roomAbove, mutation }) => ({
      oor: printable(oor),
      name: printable(columnNames.get(oor) ?? oor),
      figures: [
        placesText(proposal, language),
        placesText(base, language),
        signedPlaces(difference, language),
        placesText(roomBelow, language),
        placesText(roomAbove, language),
        ...(sized ? [change(mutation!)] : []),
      ],
    })),
    total: [
      TERM.total[language],
      placesText(sum(({ proposal }) => proposal), language), // prettier-ignore
      placesText(sum(({ base }) => base), language), // prettier-ignore
      signedPlaces(sum(({ difference }) => difference), language), // prettier-ignore
      '',
      '',
      ...(sized ? [change(sum(({ mutation }) => mutation!))] : []), // prettier-ignore
    ],
  }
}

function why(draft: Draft, { language, rowNames }: PageSetting): string[] {
  const { allocation, conflict, advices, moved, frame } = draft
  if (allocation === null) return [draftExtent(draft, language), conflict?.texts?.[language] ?? '']
  const measured = { 'places-moved': 'placesMoved', 'sum-absolute': 'sumAbsolute', cells: 'cells' } as const
  const used = frame === null || moved === null ? null : moved[measured[frame.measure]]
  const not = advices.filter(({ followed }) => followed === 'no')
  const named = not.map(
    (each) => `${printable(rowNames.get(each.specialty) ?? each.specialty)} (${whyWords(each, language)})`,
  )
  return [
    draftExtent(draft, language),
    used === null
      ? ''
      : {
          nl: `Van de regelruimte is ${placesText(used, 'nl')} van de ${placesText(frame!.leeway.total, 'nl')} gebruikt.`,
          en: `Of the leeway ${placesText(used, 'en')} of ${placesText(frame!.leeway.total, 'en')} is used.`,
        }[language],
    adviceSentence(draft, language),
    named.length === 0 ? '' : `${capital(FOLLOWED.no[language])}: ${named.join('; ')}.`,
  ]
}

/** The wishes, in the order in which they count. */
function wishesSentence({ wishes }: Draft, language: Language): string {
  if (wishes.length === 0) return ''
  const listed = wishes.map(({ step }, i) => `${wholeText(i + 1, language)}. ${PREFERENCE[step][language]}`).join('; ')
  return {
    nl: `De volgorde van de wensen is gekozen: ${listed}. Een wens die eerder staat gaat altijd voor.`,
    en: `The order of the wishes was chosen: ${listed}. A wish that stands earlier always goes first.`,
  }[language]
}

/** Whose motivation still lacks something. */
function lackingSentence({ motivations }: Draft, language: Language): string {
  const oors = [...new Set(motivations.filter(({ missing }) => missing.length > 0).map(({ oor }) => printable(oor)))]
  if (oors.length === 0) return ''
  return `${capital({ nl: 'nog niet volledig', en: 'not yet complete' }[language])}: ${oors.join(', ')}.`
}

/** What no computer can judge. */
function judgedSentence({ check }: Draft, language: Language): string {
  const count = check?.rules.filter(({ outcome }) => outcome === 'judge').length ?? 0
  return count === 0 ? '' : `${capital(OUTCOME.judge[language])}: ${wholeText(count, language)}.`
}
