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
