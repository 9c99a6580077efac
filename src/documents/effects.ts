/** Who gains and who loses by a proposal, as words and figures: a line per association, per OOR, and per point of attention. */
import type { AdviceEffect, Effects } from '../shapes/answers/proposal.js'
import { FOLLOWED, type Language } from '../words/texts.js'
import { CHANGE } from '../words/effects.js'

type SpecialtyEffect = Effects['specialties'][number]

/** The associations in the order in which they are told: those that lose first, then those that win, then the others. */
export function associationsTold({ specialties }: Effects): readonly SpecialtyEffect[] {
  const rank = ({ advice }: SpecialtyEffect) => (advice === null ? 3 : { worse: 0, better: 1, same: 2 }[advice.change])
  return specialties
    .filter(({ advice, gained, lost }) => advice !== null || gained + lost > 0)
    .toSorted((a, b) => rank(a) - rank(b))
}

/** How an advice stands in the base and in the proposal, in words. */
export function standingWords(
  advice: AdviceEffect | null,
  language: Language,
): { readonly before: string; readonly after: string; readonly change: string } {
  if (advice === null) return { before: '–', after: '–', change: '–' }
  return {
    before: FOLLOWED[advice.before][language],
    after: FOLLOWED[advice.after][language],
    change: CHANGE[advice.change][language],
  }
}

/** How many of what, before and after: of advices that are followed, and of points that are served or hurt. */
function effectCounts({ specialties, attentionPoints }: Effects) {
  const advices = specialties.flatMap(({ advice }) => (advice === null ? [] : [advice]))
  const count = (of: (advice: AdviceEffect) => boolean) => advices.filter(of).length
  return {
    advices: advices.length,
    before: count(({ before }) => before !== 'no'),
    after: count(({ after }) => after === 'exactly' || after === 'within-room'),
    partly: count(({ after }) => after === 'partly'),
    not: count(({ after }) => after === 'no'),
    better: count(({ change }) => change === 'better'),
    worse: count(({ change }) => change === 'worse'),
    points: attentionPoints.length,
    servedBefore: attentionPoints.filter(({ before }) => before === 'served').length,
    served: attentionPoints.filter(({ after }) => after === 'served').length,
    hurt: attentionPoints.filter(({ after }) => after === 'hurt').length,
  }
}

/** What became of all of it, in two sentences; none where nothing was asked. */
export function effectSentences(effects: Effects, language: Language): string[] {
  const { advices, before, after, partly, not, better, worse, points, servedBefore, served, hurt } =
    effectCounts(effects)
  const told = {
    nl: [
      advices === 0
        ? ''
        : `Van de ${advices} adviezen zijn er ${after} gevolgd (in de basis ${before}), ${partly} deels en ${not} niet; tegenover de basis zijn ${better} verenigingen beter af en ${worse} slechter.`,
      points === 0
        ? ''
        : `Van de ${points} aandachtspunten zijn er ${served} gevolgd (in de basis ${servedBefore}); tegen ${hurt} gaat het voorstel in.`,
    ],
    en: [
      advices === 0
        ? ''
        : `Of ${advices} advices ${after} are followed (in the base ${before}), ${partly} in part and ${not} not; against the base ${better} associations are better off and ${worse} worse.`,
      points === 0
        ? ''
        : `Of ${points} points of attention ${served} are followed (in the base ${servedBefore}); the proposal goes against ${hurt}.`,
    ],
  }[language]
  return told.filter((each) => each !== '')
}
