/** The words of who gains and who loses by a proposal. */
import type { AdviceEffect, PointStanding } from '../shapes/answers/proposal.js'
import { small, TERM } from './terms.js'
import type { Text } from './texts.js'

/** Of a point of attention. */
export const FOLLOWED_POINT = small(TERM.followed)

/** An association against the base distribution. */
export const CHANGE: Readonly<Record<AdviceEffect['change'], Text>> = {
  better: { nl: 'beter', en: 'better' },
  same: { nl: 'even goed', en: 'as good' },
  worse: { nl: 'slechter', en: 'worse' },
}

/** A point of attention. */
export const STANDING: Readonly<Record<PointStanding, Text>> = {
  served: FOLLOWED_POINT,
  open: { nl: 'nog niet', en: 'not yet' },
  hurt: { nl: 'ertegenin', en: 'against it' },
  'zero-cell': small(TERM.zeroCell),
}

export const EFFECTS = {
  title: { nl: 'Wie wint en wie verliest', en: 'Who gains and who loses' },
  associations: { nl: 'Per vereniging', en: 'Per association' },
  oors: {
    nl: 'Per OOR: wat erbij en eraf gaat, en wat er gevraagd is',
    en: 'Per OOR: what is gained and lost, and what was asked',
  },
  points: { nl: 'Per aandachtspunt', en: 'Per point of attention' },
  inBase: { nl: 'In de basis', en: 'In the base' },
  inProposal: TERM.givenThere,
  change: { nl: 'Tegenover de basis', en: 'Against the base' },
  gained: { nl: 'Erbij', en: 'Gained' },
  lost: { nl: 'Eraf', en: 'Lost' },
  outside: { nl: 'Buiten de ruimte', en: 'Outside the room' },
  distance: { nl: 'Afstand', en: 'Distance' },
  cellsOutside: { nl: 'Adviezen die hier buiten hun ruimte vallen', en: 'Advices that are outside their room here' },
  worse: { nl: 'Hier slechter af', en: 'Worse off here' },
  pointsServed: { nl: 'Punten gevolgd', en: 'Points followed' },
  pointsHurt: { nl: 'Punten ertegenin', en: 'Points against it' },
  note: {
    nl: 'Tegenover de basisverdeling. Gevolgd: precies, of binnen de ruimte van het advies; deels: er nog buiten, maar dichterbij dan de basis. Een aandachtspunt is gevolgd als er ten minste één meer of minder is, of niets verandert, zoals gevraagd.',
    en: 'Against the base distribution. Followed: to the letter, or within the room of the advice; in part: still outside it, but nearer than the base. A point of attention is followed where there is at least one more or fewer, or no change, as was asked.',
  },
} as const satisfies Record<string, Text>
