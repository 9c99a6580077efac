/** What is said of two scenarios: what may set them apart, and what follows from how they were compared. */
import type { Causes, CausesReason } from '../shapes/answers/comparison.js'
import { TERM } from './terms.js'
import type { Text } from './texts.js'

/** In the order of the path from a to b. */
export const CAUSE: Readonly<Record<keyof Causes, Text>> = {
  intake: { nl: 'Door de instroom', en: 'By the intake' },
  careUse: { nl: 'Door het zorggebruik', en: 'By the care use' },
  criterion: { nl: 'Door het criterium', en: 'By the criterion' },
  floor: TERM.byFloor,
  zeroCells: { nl: 'Door lege cellen', en: 'By zero cells' },
  options: { nl: 'Door andere lezingen', en: 'By other readings' },
  rounding: TERM.byRounding,
}

export const BY_TARGETS: Text = { nl: 'Door de doelen', en: 'By the targets' }

/** Why there is no more than targets and rounding, or not even these. */
export const NO_CAUSES: Readonly<Record<CausesReason, Text>> = {
  'no-target': {
    nl: 'De oorzaken zijn niet te scheiden: halverwege van het ene naar het andere scenario bestaat er geen doel.',
    en: 'The causes cannot be told apart: halfway from one scenario to the other there is no target.',
  },
  'time-limit': {
    nl: 'Voor het scheiden van de oorzaken was er niet genoeg tijd.',
    en: 'There was not enough time to tell the causes apart.',
  },
  published: {
    nl: 'Wat van het verschil door de scenario’s komt en wat door afronding, blijft in deze uitgave weg.',
    en: 'What of the difference is due to the scenarios and what to rounding is left out of this edition.',
  },
}

export const PATH: Text = {
  nl: 'De oorzaken zijn één voor één gewijzigd, in deze volgorde, en tellen precies op; in een andere volgorde zouden het andere getallen zijn.',
  en: 'The causes were changed one by one, in this order, and add up exactly; in another order the numbers would be others.',
}
