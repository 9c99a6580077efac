/** What stands above, beside and below the charts of many years. */
import type { Contender } from '../domain/contenders.js'
import type { Text } from '../domain/language.js'
import { small, TERM } from './terms.js'
import { METHOD } from './texts.js'

/** Methods where there is room for some seventeen letters. */
const SHORT: Readonly<Record<Contender, Text>> = {
  'next-best': { nl: 'minste next best', en: 'few next bests' },
  absolute: { nl: 'kleinste fout', en: 'least error' },
  squares: { nl: 'kwadraten', en: 'squares' },
  largest: { nl: 'kleinste maximum', en: 'least maximum' },
  proportional: { nl: 'evenredig', en: 'proportional' },
  stepwise: { nl: 'hand, stapsgewijs', en: 'hand, stepwise' },
  sequential: { nl: 'hand, per rij', en: 'hand, by row' },
  'largest-remainder': { nl: 'grootste rest', en: 'largest remainder' },
  lottery: METHOD.lottery,
}

export const CHART = {
  short: SHORT,
  kind: { nl: 'eerlijkheid van het afronden', en: 'fairness of rounding' },
  assumptions: { nl: 'Wat is aangenomen', en: 'What was assumed' },
  places: small(TERM.places),
  criterion: { nl: 'ander criterium', en: 'other criterion' },
  effectsTitle: {
    nl: 'Wat afronden doet naast ondergrens en criterium',
    en: 'What rounding does beside floor and criterion',
  },
  effects: {
    nl: 'Plaatsen die een OOR er per jaar door krijgt of verliest, op één as',
    en: 'Places that an OOR gets or loses by it each year, on one axis',
  },
  effectsNote: {
    nl: 'Grijs: opleidende instellingen laten meetellen (75/25, of zoals het scenario weegt) in plaats van alle instellingen alleen. Wit: de ondergrens. Zwart: afronden. Streep: 95%-interval.',
    en: 'Grey: counting training institutions too (75/25, or as the scenario weighs) instead of all institutions alone. White: the floor. Black: rounding. Line: 95% interval.',
  },
  readingsTitle: { nl: 'Wat een andere lezing van het protocol doet', en: 'What another reading of the protocol does' },
  readingsNote: {
    nl: 'Dit geldt voor het jaar van het scenario zelf, niet voor de getrokken jaren. Hoe vaak een lezing in willekeurige jaren iets uitmaakt, zegt ‘evenredig sensitivity --draws’.',
    en: 'This is of the year of the scenario itself, not of the drawn years. How often a reading matters in random years, ‘evenredig sensitivity --draws’ says.',
  },
  dotsTitle: { nl: 'De methoden naast elkaar', en: 'The methods side by side' },
  dots: {
    nl: 'Next best tegen totale fout, een stip per methode',
    en: 'Next bests against total error, a dot a method',
  },
  dotsNote: {
    nl: 'Links onder is beter. Hoe groter de stip, hoe vaker de methode verder gaat dan next best of de totalen niet haalt: zonder dat te zien zegt weinig next best niets.',
    en: 'Lower left is better. The larger the dot, the more often the method goes beyond next best or misses the totals: without seeing that, few next bests say nothing.',
  },
  errorAxis: { nl: 'totale fout, plaatsen ↑', en: 'total error, places ↑' },
  enlarged: { nl: 'Het omlijnde deel, vergroot', en: 'The framed part, enlarged' },
  offYears: { nl: 'van de jaren verder of totalen mis', en: 'of the years beyond or totals off' },
  unseen: {
    nl: 'Haalde in minder dan de helft van de jaren de totalen, en staat daarom niet in de tekeningen van cellen',
    en: 'Met the totals in fewer than half of the years, and is therefore not in the drawings of cells',
  },
  fansTitle: { nl: 'Geluk over de jaren', en: 'Luck over the years' },
  fans: { nl: 'Opgetelde voorsprong van elke OOR', en: 'Accumulated lead of each OOR' },
  aheadAxis: { nl: 'plaatsen voor (+) of achter (-)', en: 'places ahead (+) or behind (-)' },
  fansNote: {
    nl: 'Lijn: gemiddeld. Grijs: waar 90% van de reeksen ligt (5% tot 95%). Wat het ene jaar het volgende meegeeft',
    en: 'Line: mean. Grey: where 90% of the runs are (5% to 95%). What one year hands on to the next',
  },
  besideNote: { nl: 'Gestreept hetzelfde bij', en: 'Dashed the same for' },
  sizesTitle: { nl: 'Klein en groot', en: 'Small and large' },
  sizes: {
    nl: 'Winst per cel naar de grootte van haar doel, met de loting als nullijn',
    en: 'Gain per cell by the size of its target, with the lottery as zero line',
  },
  sizeAxis: {
    nl: 'plaatsen per cel en jaar; van links naar rechts een doel van 0 tot 1, 1 tot 2, … 20 en meer',
    en: 'places per cell and year; from left to right a target of 0 to 1, 1 to 2, … 20 and more',
  },
  sizesNote: {
    nl: 'Punt: gemiddelde winst, streep: 95%-interval. Brede grijze lijn: wat de loting geeft. Vakken zijn een hele plaats breed: binnen een plaats verliest onder de helft altijd en wint daarboven altijd.',
    en: 'Point: mean gain, line: 95% interval. Broad grey line: what the lottery gives. Bins are a whole place wide: within a place, below a half always loses and above it always wins.',
  },
  cellsTitle: { nl: 'Cel voor cel', en: 'Cell by cell' },
  cells: {
    nl: 'Gemiddelde winst van elke cel, een tekening per methode, in plaatsen per jaar',
    en: 'Mean gain of each cell, a drawing a method, in places a year',
  },
  withinChance: { nl: 'kan toeval zijn', en: 'may be chance' },
  figures: { nl: 'De getallen, een tabel per methode', en: 'The figures, a table a method' },
  claimsTitle: { nl: 'Alles wat is aangetoond', en: 'All that is shown' },
  again: { nl: 'Opnieuw trekken', en: 'Drawing again' },
  againNote: {
    nl: 'Dezelfde opdracht geeft overal dezelfde jaren en dezelfde uitkomst, op hoeveel kernen of machines ook:',
    en: 'The same command gives the same years and the same outcome everywhere, on any number of cores or machines:',
  },
} as const
