/** The tables of many years, as every form shows them: words and figures, without a look. Beside each chart stands one of these. */
import { capital, numberText, type Language, type Text } from '../domain/language.js'
import type { Fairness, FairnessMethod } from '../shapes/answers/fairness.js'
import { CHART } from '../words/charts.js'
import { CARRYING, CONTENDER, sizeText, WORDS } from '../words/fairness.js'
import { TERM } from '../words/terms.js'
import { mean, percent, plain, signed, whole, word, type FigureTable } from './figures.js'

/** What a form calls specialties. */
export type NameOf = (code: string) => string

export function effectTable({ effects }: Fairness, language: Language): FigureTable {
  const w = (each: keyof typeof WORDS) => capital(WORDS[each][language])
  return {
    id: 'effecten-tabel',
    caption: CAPTION.effects[language],
    columns: [
      word('OOR'),
      signed(capital(CHART.criterion[language]), 2),
      signed(w('floor'), 2),
      signed(w('rounding'), 3),
      plain(w('size')),
    ],
    rows: effects.map(({ oor, criterion, floor, rounding, sizes }) => [
      oor,
      criterion,
      floor,
      rounding,
      sizes.rounding,
    ]),
  }
}

/** The share of years that a method goes further than next best, or does not meet the totals at all; null without any. */
export function offShare({ answered, stuck, offTotals, beyond }: FairnessMethod): number | null {
  const all = answered + stuck + offTotals
  return all === 0 ? null : ((beyond ?? 0) * answered + stuck + offTotals) / all
}

export function methodTable({ methods }: Fairness, language: Language): FigureTable {
  const w = (each: keyof typeof WORDS) => capital(WORDS[each][language])
  return {
    id: 'methoden-tabel',
    caption: CAPTION.methods[language],
    columns: [
      word(w('methods')),
      whole(w('answered')),
      whole(w('stuck')),
      whole(w('off')),
      mean(w('nextBests')),
      percent(w('beyond')),
      mean(w('error')),
      mean(w('largest'), 3),
      plain(w('reversals')),
    ],
    rows: methods.map((each) => [
      CONTENDER[each.method][language],
      each.answered,
      each.stuck,
      each.offTotals,
      each.nextBests,
      each.beyond,
      each.error,
      each.largestError,
      each.reversals,
    ]),
  }
}

/** What else is measured, and the differences from `next-best` over the same years. */
export function measureTable({ methods }: Fairness, language: Language): FigureTable {
  const w = (each: keyof typeof WORDS) => capital(WORDS[each][language])
  return {
    id: 'maten-tabel',
    caption: CAPTION.measures[language],
    columns: [
      word(w('methods')),
      signed(w('nextBestsAgainst'), 2),
      signed(w('errorAgainst'), 2),
      plain(w('quota'), 3),
      mean('Loosemore-Hanby', 4),
      mean('Gallagher', 4),
      mean('Sainte-Laguë', 5),
    ],
    rows: methods.map((each) => [
      CONTENDER[each.method][language],
      each.againstNextBest?.nextBests ?? null,
      each.againstNextBest?.error ?? null,
      each.quotaViolations,
      each.loosemoreHanby,
      each.gallagher,
      each.sainteLague,
    ]),
  }
}

/** What each OOR gains, by the first method: all that meet the totals give it the same. */
export function oorTable({ methods }: Fairness, language: Language): FigureTable {
  const w = (each: keyof typeof WORDS) => capital(WORDS[each][language])
  return {
    id: 'oor-tabel',
    caption: `${CAPTION.oors[language]} (${CONTENDER[methods[0]!.method][language]})`,
    columns: [word('OOR'), signed(w('gain'), 3), plain(w('variance'), 3), signed(w('gainToRaw'), 2)],
    rows: methods[0]!.oors.map(({ oor, gain, gainToRaw }) => [oor, gain, gain?.variance ?? null, gainToRaw]),
  }
}

/** How far ahead each OOR is, year by year of a run. */
export function aheadTable({ runs, carry }: Fairness, id: string, language: Language): FigureTable | null {
  if (runs === null) return null
  const { accumulated, years } = runs
  return {
    id,
    caption: `${CAPTION.ahead[language]} (${WORDS.carry[language]}: ${CARRYING[carry][language]})`,
    columns: [whole(TERM.year[language]), ...accumulated.map(({ oor }) => signed(oor, 2))],
    rows: Array.from({ length: years }, (_, t) => [
      t + 1,
      ...accumulated.map(({ mean: means, low, high }) => ({ mean: means[t]!, low: low[t]!, high: high[t]! })),
    ]),
  }
}

/** The methods that met the totals in half of the years at least: what the others gain is of other years. */
export function steadyMethods({ methods, draws, years }: Fairness): readonly FairnessMethod[] {
  return methods.filter(({ answered }) => 2 * answered >= draws * years)
}

/** Gain by size of the target, a column a method. */
export function sizeTable(answer: Fairness, language: Language): FigureTable {
  const answered = steadyMethods(answer)
  return {
    id: 'grootte-tabel',
    caption: CAPTION.sizes[language],
    columns: [
      word(capital(WORDS.targetSize[language])),
      ...answered.map(({ method }) => signed(CONTENDER[method][language], 3)),
    ],
    rows: (answered[0]?.sizes ?? []).flatMap((size, i) =>
      answered.every(({ sizes }) => sizes[i]!.gain === null)
        ? []
        : [[sizeText(size, language), ...answered.map(({ sizes }) => sizes[i]!.gain)]],
    ),
  }
}

/** Mean gain per cell, a table a method. */
export function cellTables(answer: Fairness, nameOf: NameOf, language: Language): FigureTable[] {
  return steadyMethods(answer).flatMap(({ method, cells, specialties, oors }) =>
    cells.mean === null
      ? []
      : [
          {
            id: `cellen-${method}`,
            caption: `${CAPTION.cells[language]}: ${CONTENDER[method][language]}`,
            columns: [word(TERM.specialty[language]), ...oors.map(({ oor }) => signed(oor, 3, false))],
            rows: cells.mean.map((row, s) => [nameOf(specialties[s]!.specialty), ...row]),
          },
        ],
  )
}

/**
 * What is nearer to 0 than this may be chance, in a mean per cell: a cell that is rounded down or up has a standard deviation of half
 * a place at most and runs do not hang together, so that of as many cells without any gain one is further off in 5% at most.
 */
export function cellNoise({ years }: Pick<Fairness, 'years'>, methods: readonly FairnessMethod[]): number {
  const cells = methods[0]!.oors.length * methods[0]!.specialties.length
  const runs = Math.min(...methods.map(({ answered }) => answered)) / years
  return Math.sqrt(Math.log(cells / 0.05) / (2 * runs))
}

/** By how much totals that are each rounded to the nearest miss the intake. */
export function missTable({ totals }: Fairness, language: Language): FigureTable {
  return {
    id: 'totalen-tabel',
    caption: CAPTION.missed[language],
    columns: [signed(capital(WORDS.missed[language]), 0, false), percent(capital(WORDS.share[language]))],
    rows: Object.entries(totals.missedBy)
      .map(([miss, share]): [number, number] => [Number(miss), share])
      .toSorted(([a], [b]) => a - b),
  }
}

export function claimTable({ claims }: Fairness, language: Language): FigureTable | null {
  if (claims.length === 0) return null
  return {
    id: 'bewering-tabel',
    caption: WORDS.claims[language],
    columns: [word(capital(WORDS.claim[language])), plain(capital(WORDS.chance[language]), 4)],
    rows: claims.map(({ text, holm }) => [text, holm < 1e-4 ? `< ${numberText(1e-4, language, 4)}` : holm]),
  }
}

const CAPTION = {
  effects: {
    nl: 'Plaatsen per OOR en jaar, gemiddeld, met 95%-interval',
    en: 'Places per OOR and year, means with their 95% interval',
  },
  methods: {
    nl: 'De methoden, gemiddeld per jaar, met 95%-interval',
    en: 'The methods, means a year with their 95% interval',
  },
  measures: {
    nl: 'Verder gemeten, met 95%-interval; verschillen over jaren waarin beide antwoord geven',
    en: 'Also measured, with the 95% interval; differences over years that both answer',
  },
  oors: { nl: 'Wat elke OOR per jaar wint, in plaatsen', en: 'What each OOR gains a year, in places' },
  ahead: {
    nl: 'Hoeveel plaatsen elke OOR voorloopt: gemiddeld, en waar 90% van de reeksen ligt',
    en: 'How many places each OOR is ahead: mean, and where 90% of the runs are',
  },
  sizes: {
    nl: 'Winst per cel naar grootte van het doel, in plaatsen, met 95%-interval',
    en: 'Gain per cell by size of the target, in places, with the 95% interval',
  },
  cells: { nl: 'Gemiddelde winst per cel', en: 'Mean gain per cell' },
  missed: {
    nl: 'Hoe vaak de som van natuurlijk afgeronde totalen het landelijk totaal mist',
    en: 'How often the sum of naturally rounded totals misses the national total',
  },
} satisfies Readonly<Record<string, Text>>
