/** What is said of the readings of the protocol and of how near decisions were. */
import { signedText, type Language, type Text } from './texts.js'
import { small, TERM } from './terms.js'

export const WORDS = {
  about: {
    nl: 'Wat een andere lezing van het protocol uitmaakt, tegen de uitkomst zoals die nu geldt',
    en: 'What another reading of the protocol changes, against the outcome as it stands',
  },
  reading: small(TERM.reading),
  cells: small(TERM.cells),
  totals: { nl: 'OOR-totalen', en: 'OOR totals' },
  anyCell: { nl: 'jaren met een andere cel', en: 'years with another cell' },
  anyTotal: { nl: 'jaren met een ander totaal', en: 'years with another total' },
  cellsTogether: {
    nl: 'Cellen die onder minstens een van deze lezingen anders zijn',
    en: 'Cells that are another under at least one of these readings',
  },
  nothing: { nl: 'Maken dit jaar niets uit', en: 'Change nothing this year' },
  years: { nl: 'Willekeurige jaren met een uitkomst', en: 'Random years with an outcome' },
  seed: small(TERM.seed),
  assumed: {
    nl: 'Aanname: het zorggebruik loopt elk jaar weg met 5% per cel, 2% per OOR en 10% van elke instroom (zoals bij ‘fairness’).',
    en: 'Assumption: care use walks away each year by 5% a cell, 2% an OOR and 10% of each intake (as in ‘fairness’).',
  },
  pairs: {
    nl: 'Twee lezingen samen die iets anders doen dan beide apart',
    en: 'Two readings together that do something else than both apart',
  },
  near: {
    nl: 'Hoe dichtbij het was: de cellen die het eerst omslaan',
    en: 'How near it was: the cells that turn first',
  },
  cell: small(TERM.cell),
  places: small(TERM.places),
  oneMore: { nl: 'één meer bij', en: 'one more at' },
  oneFewer: { nl: 'één minder bij', en: 'one fewer at' },
  nearHow: {
    nl: 'Zoveel zou het zorggebruik van de cel moeten veranderen, alles opnieuw berekend (aandelen, ondergrens, totalen, afronding); gezocht in stappen van 0,1% tot het dubbele en de helft.',
    en: 'So much the care use of the cell would have to change, everything computed anew (shares, floor, totals, rounding); looked for in steps of 0.1% to twice and half of it.',
  },
  sheet: { nl: 'Lezingen', en: 'Readings' },
  kind: { nl: 'gevoeligheid voor lezingen', en: 'sensitivity to readings' },
  map: {
    nl: 'Per lezing en OOR: hoeveel cellen anders zijn, en hoeveel plaatsen de OOR erbij krijgt of inlevert',
    en: 'By reading and OOR: how many cells differ, and how many places the OOR gains or gives up',
  },
  mapNote: {
    nl: 'Hoe groter het vierkant, hoe meer; vol is erbij (of anders), open is eraf. Waar niets staat, verandert niets. Wie cel voor cel verliest en wint, houdt zijn totaal.',
    en: 'The larger the square, the more; filled is more (or different), open is fewer. Where nothing stands, nothing changes. An OOR that loses one cell and gains another keeps its total.',
  },
  cellsApart: { nl: 'andere cellen', en: 'other cells' },
  changed: { nl: 'De cellen die anders zijn, lezing voor lezing', en: 'The cells that differ, reading by reading' },
  was: small(TERM.now),
  becomes: small(TERM.afterwards),
  noChange: {
    nl: 'Geen enkele lezing verandert dit jaar een cel',
    en: 'No reading changes any cell this year',
  },
  yearsTitle: { nl: 'In willekeurige jaren', en: 'In random years' },
  yearsChart: {
    nl: 'In hoeveel procent van de jaren een lezing iets verandert',
    en: 'In how many per cent of the years a reading changes anything',
  },
  yearsNote: {
    nl: 'Zwart: een cel. Grijs: een OOR-totaal. Een lezing die dit jaar niets doet, kan dat in een ander jaar wel doen.',
    en: 'Black: any cell. Grey: any OOR total. A reading that does nothing this year may do so in another.',
  },
  ofYears: { nl: '% van de jaren', en: '% of the years' },
  pairsTitle: { nl: 'Twee lezingen samen', en: 'Two readings together' },
  pairsSheet: { nl: 'Paren', en: 'Pairs' },
  draws: { nl: 'Getrokken jaren', en: 'Years drawn' },
  noPairs: {
    nl: 'Elke twee lezingen samen doen wat zij apart doen',
    en: 'Each two readings together do what they do apart',
  },
  nearTitle: { nl: 'Hoe dichtbij het was', en: 'How near it was' },
  nearNote: {
    nl: 'Zwart: voor één plaats meer. Wit: voor één plaats minder.',
    en: 'Black: for one place more. White: for one place fewer.',
  },
  nearAxis: { nl: 'verandering van het zorggebruik van de cel, %', en: 'change of the care use of the cell, %' },
  nearAll: { nl: 'Alle cellen, de dichtstbijzijnde eerst', en: 'All cells, the nearest first' },
  nearNone: {
    nl: 'Tussen de helft en het dubbele van het zorggebruik slaat geen cel om',
    en: 'Between half and twice the care use no cell turns',
  },
  again: { nl: 'Opnieuw uitrekenen', en: 'Computing it again' },
  nearBack: {
    nl: 'Of het verderop terugslaat, zegt ‘explain’ van een cel.',
    en: 'Whether it turns back further out, ‘explain’ says of a cell.',
  },
} satisfies Readonly<Record<string, Text>>

/** "half=even, floor.inner=row-pro-rata" */
export function optionsText(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')
}

/** "+2,34%"; a dash where nothing within the range does it. */
export function byText(change: { readonly percent: number } | null, language: Language): string {
  return change === null ? '–' : `${signedText(change.percent, language, 2)}%`
}

/** What stands for a reader of all readings. */
export const SUMMARY = {
  /** How many of all readings change how many cells. */
  readings: (changing: number, all: number, cells: number): Text => ({
    nl: `Van de ${all} andere lezingen ${changing === 1 ? 'verandert er dit jaar 1' : `veranderen er dit jaar ${changing}`} iets; samen ${cells === 1 ? 'gaat dat om 1 cel' : `gaat dat om ${cells} cellen`}.`,
    en: `Of the ${all} other readings ${changing === 1 ? '1 changes' : `${changing} change`} anything this year; together ${cells === 1 ? 'that is 1 cell' : `that is ${cells} cells`}.`,
  }),
  most: (reading: string, cells: number): Text => ({
    nl: `Het meeste verandert ${reading}: ${cells === 1 ? '1 cel' : `${cells} cellen`}.`,
    en: `Most is changed by ${reading}: ${cells === 1 ? '1 cell' : `${cells} cells`}.`,
  }),
  totals: (readings: readonly string[]): Text => ({
    nl: `Een OOR-totaal verandert alleen onder ${readings.join(' en ')}.`,
    en: `An OOR total changes only under ${readings.join(' and ')}.`,
  }),
  noTotals: {
    nl: 'Geen lezing verandert het totaal van een OOR.',
    en: 'No reading changes the total of an OOR.',
  },
  unanswered: (readings: readonly string[]): Text => ({
    nl: `Zonder uitkomst: ${readings.join(', ')}.`,
    en: `Without an outcome: ${readings.join(', ')}.`,
  }),
  pairs: (apart: number, all: number): Text => ({
    nl: `Van ${all} paren lezingen ${apart === 1 ? 'doet er 1' : `doen er ${apart}`} samen iets anders dan beide apart.`,
    en: `Of ${all} pairs of readings ${apart === 1 ? '1 does' : `${apart} do`} something else together than both apart.`,
  }),
  years: (years: number, reading: string, share: string): Text => ({
    nl: `In ${years} willekeurige jaren doet ${reading} het vaakst iets: in ${share} van de jaren.`,
    en: `In ${years} random years ${reading} matters most often: in ${share} of the years.`,
  }),
  near: (cell: string, more: boolean, percent: string): Text => ({
    nl: `De dichtstbijzijnde beslissing: ${cell} krijgt één plaats ${more ? 'meer' : 'minder'} als haar zorggebruik verandert met ${percent}.`,
    en: `The nearest decision: ${cell} gets one place ${more ? 'more' : 'fewer'} if its care use changes by ${percent}.`,
  }),
  noBase: (status: string): Text => ({
    nl: `De basisverdeling heeft zelf geen uitkomst: ${status}.`,
    en: `The base distribution itself has no outcome: ${status}.`,
  }),
} as const
