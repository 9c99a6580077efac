/**
 * The named options: the one table of the places where the documents leave room. Every result records all of them.
 * Default first, then the other readings, then why it is open and the paragraph that leaves it so.
 */

interface OptionRow {
  readonly values: readonly [string, ...string[]]
  readonly source: string
  readonly nl: string
  readonly en: string
}

export const OPTION_TABLE = {
  'floor.appliesTo': {
    values: ['fractional-totals', 'rounded-totals', 'ceil'],
    source: 'P26 I.2',
    nl: 'P26 zegt niet of de ondergrens vóór of na het afronden geldt; ceil telt als 10% van het totaal niet heel is',
    en: 'P26 does not say whether the floor holds before or after rounding; ceil matters when 10% of the total is not whole',
  },
  'floor.paidFrom': {
    values: ['totals', 'surplus-above-floor', 'equal'],
    source: 'P26 I.2',
    nl: '"naar rato" waarover: de totalen, wat boven de ondergrens ligt, of gelijke delen',
    en: '"pro rata" over what: the totals, what lies above the floor, or equal parts',
  },
  'floor.inner': {
    values: ['ipf', 'row-pro-rata'],
    source: 'P26 I.2',
    nl: 'hoe de ondergrens de matrix in gaat; P26 spreekt alleen over totalen',
    en: 'how the floor enters the matrix; P26 speaks of totals only',
  },
  'floor.blend': {
    values: ['after', 'before'],
    source: 'P26 Tabel 3',
    nl: 'ondergrens op de gemengde aandelen, of op elk criterium vóór het mengen',
    en: 'the floor on the blended shares, or on each criterion before blending',
  },
  'totals.rounding': {
    values: ['nearest', 'largest-remainder'],
    source: 'FAQ 7.2',
    nl: 'hoe de OOR-totalen heel worden',
    en: 'how the OOR totals become whole',
  },
  'zeroCells.inTotals': {
    values: ['counted', 'excluded'],
    source: 'FAQ 7.2-7.3',
    nl: 'FAQ rondt de totalen af vóór de cellen leeg gaan',
    en: 'FAQ rounds the totals before the cells are emptied',
  },
  'zeroCells.places': {
    values: ['ipf', 'row-pro-rata', 'rounding'],
    source: 'FAQ 7.3',
    nl: 'waar de plaatsen van een lege cel heen gaan vóór het afronden',
    en: 'where the places of a zero cell go before rounding',
  },
  zeroTarget: {
    values: ['stays-zero', 'free'],
    source: 'FAQ 7',
    nl: 'mag een cel zonder zorggebruik een plaats krijgen',
    en: 'may a cell without care use get a place',
  },
  half: {
    values: ['up', 'even', 'down'],
    source: 'FAQ 7.2',
    nl: '"rekenkundig" afronden van een precieze helft',
    en: '"arithmetic" rounding of an exact half',
  },
  tieBreak: {
    values: ['error', 'none'],
    source: 'FAQ 7.5',
    nl: 'wat beslist tussen evenveel next bests: de kleinste totale fout, of niets (dan beslist --ties); het protocol zwijgt',
    en: 'what decides among equally many next bests: the least total error, or nothing (then --ties does); the protocol is silent',
  },
  'leeway.measure': {
    values: ['places-moved', 'sum-absolute', 'cells'],
    source: 'P26 Regelruimte 1',
    nl: 'wat de 30 telt: wat OOR’s erbij krijgen, dat plus wat andere inleveren, of wat cellen erbij krijgen',
    en: 'what the 30 counts: what OORs gain, that plus what others lose, or what cells gain',
  },
  'leeway.scale': {
    values: ['absolute', 'proportional'],
    source: 'P26 Regelruimte 1',
    nl: 'de grenzen zijn gesteld bij 1.050 plaatsen; proportional schaalt ze mee, naar beneden afgerond',
    en: 'the bounds were set at 1,050 places; proportional scales them, rounded down',
  },
  'leeway.floor': {
    values: ['warn', 'hard', 'off'],
    source: 'P26 I.2',
    nl: 'mag een voorstel een OOR onder de ondergrens brengen',
    en: 'may a proposal take an OOR below the floor',
  },
  'motivation.level': {
    values: ['oor', 'cell'],
    source: 'P26 Regelruimte 2',
    nl: 'welke afwijkingen een motivering nodig hebben: van OOR-totalen, of van elke cel',
    en: 'which deviations need a motivation: of OOR totals, or of every cell',
  },
  'today.scale': {
    values: ['intake', 'absolute'],
    source: 'P26 Regelruimte 1',
    nl: 'de omvang van nu telt maal de instroom gedeeld door die van toen (intake), of zoals gegeven: landelijke groei is geen mutatie van een OOR',
    en: 'the size of today counts times the intake over that of then (intake), or as given: national growth is no change of an OOR',
  },
  'staffel.boundary': {
    values: ['lower', 'upper', 'lenient', 'strict'],
    source: 'P16 1.a',
    nl: 'de klassen overlappen: hoort 20 bij 20-60 (lower), bij 5-20 (upper), of bij de ruimste of strengste; 5 heeft ±1 en 140 geen regel, hoe dan ook',
    en: 'the classes overlap: does 20 belong to 20-60 (lower), to 5-20 (upper), or to the widest or narrowest; 5 has ±1 and 140 no rule in any reading',
  },
  'staffel.force': {
    values: ['warn', 'hard', 'off'],
    source: 'P16 1.a',
    nl: 'de staffel van 2016 was een richtlijn: waarschuwen, of afdwingen',
    en: 'the sliding scale of 2016 was a guideline: warn, or enforce',
  },
} as const satisfies Record<string, OptionRow>

export type OptionName = keyof typeof OPTION_TABLE

/** All options in force. */
export type Options = { readonly [K in OptionName]: (typeof OPTION_TABLE)[K]['values'][number] }

export const OPTION_NAMES = Object.keys(OPTION_TABLE) as OptionName[]

const DEFAULTS = Object.fromEntries(OPTION_NAMES.map((name) => [name, OPTION_TABLE[name].values[0]])) as Options

/** The defaults of `domain`, overruled by `given`. */
export function optionsInForce(given: Partial<Options>): Options {
  return { ...DEFAULTS, ...given }
}
