/** The words of the terminal's answers, Dutch and English side by side. */
import type { TieDecision } from '../domain/result.js'
import type { DraftProves } from '../verify/draft.js'
import type { Proves } from '../verify/result.js'
import type { PlainStep } from '../domain/steps.js'

export const WORDS = {
  total: { nl: 'Totaal', en: 'Total' },
  percent: { nl: '% vóór afronding', en: '% before rounding' },
  percentAfter: { nl: '% na afronding', en: '% after rounding' },
  method: { nl: 'Methode', en: 'Method' },
  solver: { nl: 'oplosser', en: 'solver' },
  withScenario: {
    nl: 'met het scenario erbij (--scenario) wordt dit nagerekend',
    en: 'with the scenario beside it (--scenario) this is computed again',
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
  repairs: {
    nl: 'Wat het passend maakt (elk voorstel alleen is genoeg)',
    en: 'What makes it fit (each proposal alone is enough)',
  },
  noAllocation: { nl: 'Er is geen verdeling om te tonen.', en: 'There is no allocation to show.' },
  up: { nl: 'naar boven afgerond tegen de natuur in', en: 'rounded up against nature' },
  down: { nl: 'naar beneden', en: 'rounded down' },
  beyond: { nl: 'verder dan next best', en: 'beyond next best' },
  zero: { nl: 'lege cel (geen opleiding)', en: 'zero cell (no training)' },
  bounded: { nl: 'afgesproken grens', en: 'agreed bound' },
  floored: { nl: 'op de ondergrens gebracht', en: 'lifted to the floor' },
  deviations: { nl: 'Niet natuurlijk afgerond', en: 'Not rounded naturally' },
  target: { nl: 'doel', en: 'target' },
  natural: { nl: 'natuurlijk', en: 'natural' },
  allocated: { nl: 'toegewezen', en: 'allocated' },
  extra: { nl: 'extra fout', en: 'extra error' },
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
  of: { nl: 'van', en: 'of' },
  gp: { nl: 'verrichtingen voor huisartsen', en: 'procedures for GPs' },
  difference: { nl: 'Verschil', en: 'Difference' },
  criterion: { nl: 'door de doelen (criterium, instroom)', en: 'by the targets (criterion, intake)' },
  rounding: { nl: 'door afronding', en: 'by rounding' },
  cells: { nl: 'Verschil per cel', en: 'Difference per cell' },
  differing: { nl: 'Cellen die verschillen van', en: 'Cells that differ from' },
  none: { nl: 'geen', en: 'none' },
  splits: {
    nl: 'Per cel gesplitst in criterium en afronding: --json of --csv.',
    en: 'Split per cell into criterion and rounding: --json or --csv.',
  },
  step: { nl: 'Stap', en: 'Step' },
  value: { nl: 'Waarde', en: 'Value' },
  source: { nl: 'Bron', en: 'Source' },
  trace: { nl: 'Verloop', en: 'Trace' },
  tooManyTies: { nl: 'niet geloot: er zijn er meer dan 1.000', en: 'no lot drawn: there are more than 1,000' },
  unpublished: { nl: 'niet gepubliceerd (vertrouwelijk zorggebruik)', en: 'not published (confidential care use)' },
  unique: {
    nl: 'bewezen: geen andere verdeling is beter of even goed',
    en: 'proven: no other allocation is better or equally good',
  },
  tied: {
    nl: 'bewezen: geen andere is beter; deze cellen verschillen tussen even goede verdelingen',
    en: 'proven: no other is better; these cells differ between equally good allocations',
  },
  chains: {
    nl: 'Ketens: welke totalen natuurlijk afronden niet haalde, en waarmee ze zijn hersteld',
    en: 'Chains: which totals natural rounding missed, and what repaired them',
  },
  chain: { nl: 'Keten', en: 'Chain' },
  tooFew: { nl: '1 te weinig', en: '1 too few' },
  tooMany: { nl: '1 te veel', en: '1 too many' },
  ring: { nl: 'ruil tussen gelijken', en: 'a trade among equals' },
  and: { nl: 'en', en: 'and' },
  oneMore: { nl: 'Eén meer zou kosten', en: 'One more would cost' },
  noneMore: { nl: 'Eén meer kan niet', en: 'One more is impossible' },
  noneFewer: { nl: 'Eén minder kan niet', en: 'One fewer is impossible' },
  optima: { nl: 'even goede verdelingen', en: 'equally good allocations' },
  oneFewer: { nl: 'Eén minder zou kosten', en: 'One fewer would cost' },
  unpriced: { nl: 'kan, maar is nooit evenrediger', en: 'possible, but never more proportional' },
  equallyGood: { nl: 'niets: even goed', en: 'nothing: equally good' },
  changes: { nl: 'dan verandert', en: 'what then changes' },
  off: { nl: 'nog niet kloppend (gevonden min gewenst)', en: 'still off (found minus wanted)' },
  row: { nl: 'rij', en: 'row' },
  column: { nl: 'kolom', en: 'column' },
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
  margins: { nl: 'alle rij- en kolomtotalen kloppen', en: 'all row and column totals are met' },
  bounds: {
    nl: 'elke cel is een heel getal binnen haar grenzen',
    en: 'every cell is a whole number within its bounds',
  },
  'zero-cells': { nl: 'lege cellen zijn leeg', en: 'zero cells are empty' },
  leeway: { nl: 'de regelruimte is niet overschreden', en: 'the leeway is not exceeded' },
  levels: { nl: 'de niveaus zijn wat er staat', en: 'the levels are as stated' },
  optimality: { nl: 'geen andere verdeling is beter', en: 'no other allocation is better' },
  infeasibility: { nl: 'geen enkele verdeling voldoet', en: 'no allocation at all complies' },
  uniqueness: { nl: 'geen andere verdeling is even goed', en: 'no other allocation is equally good' },
}

export const STEP: Readonly<Record<PlainStep, { nl: string; en: string }>> = {
  'share-all': { nl: 'aandeel in het zorggebruik, alle instellingen', en: 'share of care use, all institutions' },
  'share-training': { nl: 'aandeel, opleidende instellingen', en: 'share, training institutions' },
  share: { nl: 'aandeel volgens het criterium', en: 'share by the criterion' },
  'adherent-population': { nl: 'adherente bevolking (van 18 miljoen)', en: 'adherent population (of 18 million)' },
  intake: { nl: 'landelijke instroom van het specialisme', en: 'national intake of the specialty' },
  raw: { nl: 'instroom maal aandeel', en: 'intake times share' },
  emptied: { nl: 'cel nadat lege cellen zijn verdeeld over hun rij', en: 'cell after zero cells went to their row' },
  'oor-total-raw': { nl: 'OOR-totaal, opgeteld', en: 'OOR total, summed' },
  'oor-total-tested': { nl: 'OOR-totaal, heel, vóór de ondergrens', en: 'OOR total, whole, before the floor' },
  'oor-total-floored': { nl: 'OOR-totaal na de ondergrens', en: 'OOR total after the floor' },
  'oor-total-rounded': { nl: 'OOR-totaal, heel', en: 'OOR total, whole' },
  'after-floor': { nl: 'cel na de ondergrens', en: 'cell after the floor' },
  target: { nl: 'doel: na het legen van lege cellen', en: 'target: after zero cells were emptied' },
  natural: { nl: 'natuurlijk afgerond', en: 'rounded naturally' },
  allocated: { nl: 'toegewezen', en: 'allocated' },
}
