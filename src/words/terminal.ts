/** The words of the terminal's answers, Dutch and English side by side. */
import type { TieDecision } from '../domain/result.js'
import type { DraftProves } from '../verify/draft.js'
import type { Proves } from '../verify/result-file.js'
import type { PlainStep } from '../domain/steps.js'
import type { Text } from '../domain/language.js'
import { small, TERM } from './terms.js'

export const WORDS = {
  ...TERM,
  percent: TERM.beforeRounding,
  percentAfter: TERM.afterRounding,
  solver: small(TERM.solver),
  withScenario: {
    nl: 'met het scenario erbij (--scenario) wordt dit nagerekend',
    en: 'with the scenario beside it (--scenario) this is computed again',
  },
  withNear: {
    nl: 'met de verdeling waar dit dichtbij blijft erbij (--near) wordt ook dat niveau en het bewijs nagerekend',
    en: 'with the allocation that this is near to beside it (--near) its level and its proof are computed again too',
  },
  withCase: {
    nl: 'met het geval erbij (--case) wordt dit nagerekend',
    en: 'with the case beside it (--case) this is computed again',
  },
  notChecked: { nl: 'niet nagekeken', en: 'not checked' },
  verified: {
    nl: 'totalen, grenzen, lege cellen en niveaus onafhankelijk nagerekend',
    en: 'totals, bounds, zero cells and levels recomputed independently',
  },
  verifiedPartly: {
    nl: 'grenzen, lege cellen en niveaus onafhankelijk nagerekend',
    en: 'bounds, zero cells and levels recomputed independently',
  },
  up: small(TERM.roundedUp),
  down: small(TERM.roundedDown),
  beyond: small(TERM.beyondNextBest),
  zero: small(TERM.zeroCellExplained),
  bounded: small(TERM.agreedBound),
  floored: small(TERM.lifted),
  deviations: TERM.notRoundedNaturally,
  target: small(TERM.target),
  natural: small(TERM.natural),
  allocated: small(TERM.allocated),
  extra: small(TERM.extraError),
  drawn: {
    nl: 'geloot uit het doel: gemiddeld krijgt elke cel precies dat',
    en: 'drawn from the target: on average every cell gets exactly that',
  },
  drawnFitted: {
    nl: 'geloot uit het doel, eerst op de afgeronde totalen gepast (IPF): gemiddeld krijgt elke cel precies dat',
    en: 'drawn from the target, fitted to the rounded totals first (IPF): on average every cell gets exactly that',
  },
  multipliers: {
    nl: 'Vermenigvuldigers: doel × kolom × rij, afgerond, is de verdeling',
    en: 'Multipliers: target × column × row, rounded, is the allocation',
  },
  leftOut: { nl: 'Weggelaten uit het zorggebruik', en: 'Left out of the care use' },
  lines: { nl: 'regels', en: 'lines' },
  of: small(TERM.of),
  gp: { nl: 'verrichtingen voor huisartsen', en: 'procedures for GPs' },
  cells: TERM.differencePerCell,
  differing: { nl: 'Cellen die verschillen van', en: 'Cells that differ from' },
  none: small(TERM.none),
  splits: {
    nl: 'Per cel gesplitst naar oorzaak: --json of --csv.',
    en: 'Split per cell by cause: --json or --csv.',
  },
  tooManyTies: { nl: 'niet geloot: er zijn er meer dan 1.000', en: 'no lot drawn: there are more than 1,000' },
  unpublished: small(TERM.unpublished),
  tied: {
    nl: 'bewezen: geen andere is beter; deze cellen verschillen tussen even goede verdelingen',
    en: 'proven: no other is better; these cells differ between equally good allocations',
  },
  ring: small(TERM.ring),
  and: small(TERM.and),
  optima: { nl: 'even goede verdelingen', en: 'equally good allocations' },
  changes: { nl: 'dan verandert', en: 'then changes' },
  off: { nl: 'nog niet kloppend (gevonden min gewenst)', en: 'still off (found minus wanted)' },
  row: small(TERM.row),
  column: small(TERM.column),
} as const

export const DECIDED: Readonly<Record<TieDecision, { nl: string; en: string }>> = {
  canonical: { nl: 'getoond is de eerste in vaste volgorde', en: 'shown is the first in a fixed order' },
  lot: { nl: 'beslist door het lot', en: 'decided by lot' },
  stop: { nl: 'niet beslist, zoals gevraagd', en: 'left undecided, as asked' },
}

export const VERDICT = {
  accepted: { nl: 'goedgekeurd', en: 'accepted' },
  rejected: { nl: 'afgekeurd', en: 'rejected' },
  unproven: { nl: 'niet bewezen', en: 'unproven' },
} as const

export const PROVES: Readonly<Record<Proves | DraftProves, { nl: string; en: string }>> = {
  target: { nl: 'het doel volgt uit het scenario', en: 'the target follows from the scenario' },
  carry: {
    nl: 'wat is meegenomen volgt uit de eerdere uitkomsten',
    en: 'what was carried over follows from the earlier results',
  },
  margins: { nl: 'alle rij- en kolomtotalen kloppen', en: 'all row and column totals are met' },
  bounds: {
    nl: 'elke cel is een heel getal binnen haar grenzen',
    en: 'every cell is a whole number within its bounds',
  },
  'zero-cells': { nl: 'lege cellen zijn leeg', en: 'zero cells are empty' },
  agreements: { nl: 'alle afspraken zijn nagekomen', en: 'all agreements are kept' },
  leeway: { nl: 'de regelruimte is niet overschreden', en: 'the leeway is not exceeded' },
  levels: { nl: 'de niveaus zijn wat er staat', en: 'the levels are as stated' },
  optimality: { nl: 'geen andere verdeling is beter', en: 'no other allocation is better' },
  infeasibility: { nl: 'geen enkele verdeling voldoet', en: 'no allocation at all complies' },
  freedom: {
    nl: 'welke cellen volgens het protocol alleen vrij zijn, met hun grenzen',
    en: 'which cells are free by the protocol alone, with their ranges',
  },
  uniqueness: { nl: 'geen andere verdeling is even goed', en: 'no other allocation is equally good' },
}

/** The same of places over institutions, which come from a case and have no rows and columns. */
export const PROVES_WITHIN: Readonly<Record<Proves | DraftProves, Text>> = {
  ...PROVES,
  target: { nl: 'opleidingen, doelen en grenzen volgen uit het geval', en: 'trainings, targets and bounds follow from the case' }, // prettier-ignore
  margins: {
    nl: 'elke cel telt op tot de plaatsen van haar OOR',
    en: 'every cell adds up to the places of its OOR',
  },
  bounds: {
    nl: 'elke opleiding heeft een heel aantal plaatsen binnen haar grenzen',
    en: 'every training has a whole number of places within its bounds',
  },
  freedom: {
    nl: 'welke opleidingen volgens het protocol alleen vrij zijn, met hun grenzen',
    en: 'which trainings are free by the protocol alone, with their ranges',
  },
}

export const STEP: Readonly<Record<PlainStep, { nl: string; en: string }>> = {
  'share-all': { nl: 'aandeel in het zorggebruik, alle instellingen', en: 'share of care use, all institutions' },
  'share-training': { nl: 'aandeel, opleidende instellingen', en: 'share, training institutions' },
  share: small(TERM.byCriterionShare),
  'adherent-population': { nl: 'adherente bevolking (van 18 miljoen)', en: 'adherent population (of 18 million)' },
  intake: small(TERM.nationalIntakeOf),
  raw: small(TERM.intakeTimesShare),
  emptied: { nl: 'cel nadat lege cellen zijn verdeeld over hun rij', en: 'cell after zero cells went to their row' },
  'oor-total-raw': { nl: 'OOR-totaal, opgeteld', en: 'OOR total, summed' },
  'oor-total-tested': { nl: 'OOR-totaal, heel, vóór de ondergrens', en: 'OOR total, whole, before the floor' },
  'oor-total-floored': { nl: 'OOR-totaal na de ondergrens', en: 'OOR total after the floor' },
  'oor-total-arrears': { nl: 'tegoed van de OOR uit eerdere jaren', en: 'owed to the OOR from earlier years' },
  'oor-total-rounded': { nl: 'OOR-totaal, heel', en: 'OOR total, whole' },
  'after-floor': { nl: 'cel na de ondergrens', en: 'cell after the floor' },
  target: { nl: 'doel: na het legen van lege cellen', en: 'target: after zero cells were emptied' },
  arrears: { nl: 'tegoed van de cel uit eerdere jaren', en: 'owed to the cell from earlier years' },
  'target-with-arrears': { nl: 'doel met tegoed, ten minste 0', en: 'target with what is owed, at least 0' },
  natural: { nl: 'natuurlijk afgerond', en: 'rounded naturally' },
  allocated: small(TERM.allocated),
}
