/** The words of workbooks, Dutch and English side by side. */
import type { Status } from '../domain/result.js'
import type { DataKind, Scenario } from '../domain/scenario.js'
import type { Language, Text } from '../domain/language.js'
import { DIRECTION } from './consultation.js'
import { marked, small, TERM } from './terms.js'

/**
 * Names of sheets: at most 31 characters, and none of [ ] : * ? / \\. Those that are filled in are read back by these names and
 * others (`io/read/workbook.ts`); no other may sound like them.
 */
export const SHEET = {
  // of a result
  allocation: TERM.allocation,
  target: { nl: 'Doel en afwijking', en: 'Target and deviation' },
  rounding: { nl: 'Afrondingen', en: 'Roundings' },
  freedomMap: { nl: 'Vast en vrij', en: 'Fixed and free' },
  freedom: { nl: 'Vrije cellen', en: 'Free cells' },
  account: { nl: 'Verantwoording', en: 'Account' },
  perOor: TERM.perOor,
  comparison: { nl: 'Vergelijking', en: 'Comparison' },
  causes: { nl: 'Oorzaak van het verschil', en: 'Causes of the difference' },
  methods: { nl: 'Methoden', en: 'Methods' },
  years: { nl: 'Jaren', en: 'Years' },
  compared: { nl: 'Samen en apart', en: 'Together and apart' },
  // of many years
  effects: { nl: 'Afronden naast ondergrens', en: 'Rounding beside floor' },
  ahead: { nl: 'Voorsprong', en: 'Lead' },
  sizes: { nl: 'Naar grootte', en: 'By size' },
  cells: { nl: 'Winst per cel', en: 'Gain per cell' },
  // to fill in, and of a draft that can be handed in again
  explanation: TERM.explanation,
  intake: TERM.intake,
  all: { nl: 'Zorggebruik alle', en: 'Care use all' },
  training: { nl: 'Zorggebruik opleidend', en: 'Care use training' },
  frame: TERM.frame,
  zeroCells: TERM.zeroCells,
  bounds: { nl: 'Vastgezet', en: 'Pinned' },
  agreements: TERM.agreements,
  oors: { nl: 'OOR-lijst', en: 'OOR list' },
  options: { nl: 'Opties', en: 'Options' },
  advices: TERM.advices,
  outside: { nl: 'Buiten kader', en: 'Outside frame' },
  attention: { nl: 'Aandachtspunten', en: 'Attention points' },
  motivations: { nl: 'Motiveringen', en: 'Motivations' },
  current: { nl: 'Omvang', en: 'Current size' },
  history: { nl: 'Historie', en: 'Past years' }, // "History" is a name that Excel keeps for itself
  prefer: { nl: 'Wensen', en: 'Wishes' },
  proposal: TERM.proposal,
  lists: { nl: 'Lijsten', en: 'Lists' },
  // of a draft or a check
  balance: { nl: 'Balans', en: 'Balance' },
  kept: { nl: 'Gehouden', en: 'Kept to' },
  rules: { nl: 'Toets', en: 'Test' },
  consequences: { nl: 'Gevolgen', en: 'Consequences' },
  fallback: TERM.fallback,
  fallbackCells: { nl: 'Terugval per cel', en: 'Fallback by cell' },
  repair: { nl: 'Herstel', en: 'Repair' },
  again: { nl: 'Opnieuw te vragen', en: 'To be asked again' },
  repaired: { nl: 'Na herstel', en: 'After repair' },
} as const satisfies Record<string, Text>

/** What stands on sheet Kader, a line each, and how else people write it (`io/read/workbook-frame.ts`). */
export const FRAME_WORD = {
  title: TERM.title,
  year: TERM.year,
  data: TERM.data,
  all: { nl: 'Criterium, alle instellingen', en: 'Criterion, all institutions' },
  training: { nl: 'Criterium, opleidende instellingen', en: 'Criterion, training institutions' },
  floor: TERM.floor,
  total: { nl: 'Regelruimte, totaal', en: 'Leeway, total' },
  below: { nl: 'Regelruimte, minder per OOR', en: 'Leeway, fewer per OOR' },
  above: { nl: 'Regelruimte, meer per OOR', en: 'Leeway, more per OOR' },
  status: { nl: 'Kader, status', en: 'Frame, status' },
  date: { nl: 'Kader, datum', en: 'Frame, date' },
  oor: TERM.oor,
  id: { nl: 'Kenmerk', en: 'Id' },
} as const satisfies Record<string, Text>

/** The leeway of one OOR by itself, on a line of sheet Kader: "Regelruimte NO, minder". */
export function ownRoomWord(oor: string, end: 'below' | 'above', language: Language): string {
  const word = { below: DIRECTION.down, above: DIRECTION.up }[end]
  return `${TERM.leeway[language]} ${oor}, ${word[language]}`
}

/** What data are, as a workbook says it. */
export const DATA_KIND: Readonly<Record<DataKind, Text>> = {
  confidential: { nl: 'vertrouwelijk', en: 'confidential' },
  published: { nl: 'gepubliceerd', en: 'published' },
  reconstructed: { nl: 'gereconstrueerd', en: 'reconstructed' },
  synthetic: { nl: 'synthetisch', en: 'synthetic' },
}

/** How far a frame has come. */
export const FRAME_STATUS: Readonly<Record<NonNullable<Scenario['frame']>['status'], Text>> = {
  provisional: { nl: 'voorlopig', en: 'provisional' },
  definitive: { nl: 'definitief', en: 'definitive' },
}

export const WORDS = {
  ...TERM,
  rowTotal: { nl: 'Rijtotaal', en: 'Row total' },
  oorTotal: { nl: 'OOR-totaal', en: 'OOR total' },
  columnTotal: { nl: 'Kolomtotaal', en: 'Column total' },
  least: { nl: 'ten minste', en: 'at least' },
  most: { nl: 'ten hoogste', en: 'at most' },
  before: TERM.beforeRounding,
  after: TERM.afterRounding,
  wrongDecimals: { nl: 'FOUT: geen heel getal', en: 'WRONG: not whole' },
  allRight: { nl: 'alle controles kloppen', en: 'all checks pass' },
  someWrong: { nl: 'controles kloppen niet', en: 'checks fail' },
  legendUp: marked('▲', TERM.roundedUp),
  legendDown: marked('▼', TERM.roundedDown),
  legendBeyond: marked('▲▲ ▼▼', TERM.beyondNextBest),
  legendZero: marked('–', TERM.zeroCellExplained),
  legendBound: marked('[ ]', TERM.agreedBound),
  legendFloored: marked('*', TERM.lifted),
  unpublished: small(TERM.unpublished),
  targetNote: {
    nl: 'Links het doel: wat elke cel zou krijgen als plaatsen deelbaar waren. Rechts de afwijking: toewijzing min doel, en live berekend.',
    en: 'Left the target: what each cell would get if places could be divided. Right the deviation: allocation minus target, computed live.',
  },
  deviation: { nl: 'Afwijking', en: 'Deviation' },
  rankNote: {
    nl: 'Rang 1 is next best: het op één na dichtstbijzijnde hele getal. Extra fout: hoeveel verder van het doel dan natuurlijk afgerond, in plaatsen.',
    en: 'Rank 1 is next best: the second nearest whole number. Extra error: how much further from the target than natural rounding, in places.',
  },
  extra: TERM.extraError,
  repaired: { nl: 'Hersteld', en: 'Repaired' },
  changes: { nl: 'Wat verandert', en: 'What changes' },
  and: small(TERM.and),
  or: small(TERM.or),
  ring: small(TERM.ring),
  noDeviations: { nl: 'Alle cellen zijn natuurlijk afgerond.', en: 'Every cell is rounded naturally.' },
  why: TERM.explanation,
  status: TERM.outcome,
  objective: { nl: 'Doelstelling', en: 'Objective' },
  none: small(TERM.none),
  tied: {
    nl: 'bewezen: geen andere is beter; even goede verdelingen verschillen in deze cellen',
    en: 'proven: no other is better; equally good allocations differ in these cells',
  },
  precision: { nl: 'Precisie van de invoer', en: 'Precision of the input' },
  near: { nl: 'Dicht bij een gegeven verdeling', en: 'Near a given allocation' },
  unproven: { nl: 'geen: deze methode bewijst niets', en: 'none: this method proves nothing' },
  checked: {
    nl: 'grenzen, lege cellen en niveaus zijn onafhankelijk nagerekend',
    en: 'bounds, zero cells and levels were recomputed independently',
  },
  floored: TERM.lifted,
  bounds: TERM.agreedCells,
  remark: TERM.note,
  leftOut: { nl: 'Weggelaten regels', en: 'Lines left out' },
  sha: { nl: 'SHA-256 van de invoer', en: 'SHA-256 of the input' },
  shaWhy: {
    nl: 'van het scenario met al zijn gegevens, in vaste schrijfwijze (RFC 8785)',
    en: 'of the scenario with all its data, in canonical form (RFC 8785)',
  },
  seed: { nl: 'Startgetal van het loten', en: 'Seed of the lots' },
  levels: { nl: 'Niveaus van de doelstelling', en: 'Levels of the objective' },
  options: { nl: 'Opties: lezingen van het protocol', en: 'Options: readings of the protocol' },
  others: { nl: 'Andere lezingen', en: 'Other readings' },
  verify: TERM.checkItYourself,
  own: TERM.completedBy,
  read: TERM.whatWasRead,
  readWarning: TERM.note,
  readUsed: small(TERM.used),
  readSkipped: small(TERM.passedOver),
  verifyFile: {
    nl: 'Bewaar de uitkomst ook als JSON, met het bewijs erin:',
    en: 'Keep the result as JSON too, with its proof in it:',
  },
  verifyRun: {
    nl: 'Laat haar los van de oplosser narekenen, in hele getallen:',
    en: 'Have it checked apart from the solver, in whole numbers:',
  },
  verifySame: {
    nl: 'De SHA-256 hierboven moet dezelfde zijn: dan is het dezelfde invoer.',
    en: 'The SHA-256 above must be the same: then the input is the same.',
  },
  conflict: { nl: 'Waarom het niet kan', en: 'Why it cannot be' },
  a: { nl: 'a', en: 'a' },
  b: { nl: 'b', en: 'b' },
  difference: { nl: 'Verschil (b − a)', en: 'Difference (b − a)' },
  first: { nl: 'Toewijzing a', en: 'Allocation a' },
  second: { nl: 'Toewijzing b', en: 'Allocation b' },
  methodsNote: {
    nl: 'Plaatsen per methode; gekleurd waar een methode anders uitkomt dan de eerste.',
    en: 'Places by method; coloured where a method differs from the first.',
  },
} as const satisfies Record<string, Text>

/** What an outcome means for whoever reads the sheet. */
export const MEETS_TOTALS: Readonly<Record<Status, boolean>> = {
  optimal: true,
  feasible: true,
  infeasible: false,
  stuck: false,
  'off-totals': false,
  'time-limit': false,
}
