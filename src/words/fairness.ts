/** What is said of many years: the methods, the assumptions behind each population, and sentences that claim only what intervals carry. */
import { numberText, wholeText, type Language, type Text } from '../domain/language.js'
import { CONTENDER_NAMES, CONTENDERS, type Carry, type Contender, type Population } from '../domain/contenders.js'
import { small, TERM } from './terms.js'
import { METHOD, OBJECTIVE, STATUS } from './texts.js'
import type { Fairness, FairnessClaim, FairnessPart } from '../shapes/answers/fairness.js'

/** A method by its name, an optimum by its objective. */
export const CONTENDER = Object.fromEntries(
  CONTENDER_NAMES.map((name) => {
    const { method, objective } = CONTENDERS[name]
    return [name, method === 'optimal' ? OBJECTIVE[objective] : METHOD[method]]
  }),
) as Readonly<Record<Contender, Text>>

export const POPULATION: Readonly<Record<Population, Text>> = {
  counting: {
    nl: 'het jaar opnieuw geteld: elke cel een Poissontelling rond haar aandeel, met zoveel contacten per plaats',
    en: 'the year counted anew: each cell a Poisson count around its share, with so many contacts per place',
  },
  drift: {
    nl: 'het zorggebruik loopt weg van dat van het scenario: elk jaar lognormale stappen per cel, per OOR en van elke instroom',
    en: 'care use walks away from that of the scenario: every year log-normal steps per cell, per OOR and of each intake',
  },
  worlds: {
    nl: 'elke reeks begint in een eigen wereld (aandelen en instroom ruim opnieuw getrokken) en loopt daarvandaan weg',
    en: 'each run begins in a world of its own (shares and intakes redrawn widely) and walks on from there',
  },
  simplex: {
    nl: 'geen uitgangspunt: elke verdeling van een rij over de OOR’s even waarschijnlijk (controle aan de theorie)',
    en: 'no base: every division of a row over the OORs equally likely (theory’s control)',
  },
}

export const CARRYING: Readonly<Record<Carry, Text>> = {
  none: small(TERM.nothing),
  totals: {
    nl: 'wat een OOR tegoed heeft, bij het afronden van haar totaal',
    en: 'what an OOR is owed, where its total is rounded',
  },
  arrears: {
    nl: 'wat een cel tegoed heeft, als derde maatstaf (er komen geen next bests bij)',
    en: 'what a cell is owed, as the third measure (with no more next bests)',
  },
  cells: { nl: 'wat een cel tegoed heeft, in het doel zelf', en: 'what a cell is owed, in the target itself' },
}

/** What no public figure says, and what one does. */
export const KNOWN: Text = {
  nl: 'Bekend is dat de aandelen van de OOR’s van 2026 op 2027 met 2,2% bewogen (standaardafwijking, de samenstelling van de instroom meegerekend). Hoeveel losse cellen bewegen, zegt geen openbaar cijfer: dat is een aanname.',
  en: 'It is known that the shares of the OORs moved by 2.2% from 2026 to 2027 (standard deviation, the mix of intake included). How much single cells move no public figure says: that is an assumption.',
}

/** What stands above and beside figures, in every form. */
export const WORDS = {
  runs: { nl: 'Trekkingen', en: 'Draws' },
  years: { nl: 'jaren per trekking', en: 'years a draw' },
  seed: small(TERM.seed),
  audited: { nl: 'Geheel bewezen en nagerekend, in jaren', en: 'Proven and verified in full, in years' },
  carry: { nl: 'Naar het volgende jaar', en: 'On to the next year' },
  methods: TERM.method,
  answered: { nl: 'beantwoord', en: 'answered' },
  stuck: STATUS.stuck,
  off: { nl: 'totalen mis', en: 'totals off' },
  nextBests: { nl: 'next best', en: 'next bests' },
  beyond: { nl: 'jaren verder', en: 'years beyond' },
  error: { nl: 'totale fout', en: 'total error' },
  largest: { nl: 'grootste fout', en: 'largest error' },
  reversals: { nl: 'omkeringen', en: 'reversals' },
  perYear: { nl: 'gemiddeld per jaar', en: 'means a year' },
  effects: { nl: 'Plaatsen per jaar', en: 'Places a year' },
  floor: small(TERM.floor),
  rounding: { nl: 'afronding', en: 'rounding' },
  size: { nl: 'afronding, zonder teken', en: 'rounding, without sign' },
  unanswered: {
    nl: 'Jaren zonder antwoord van een methode tellen voor haar niet mee; vergeleken wordt over jaren waarin beide antwoord geven.',
    en: 'Years that a method cannot answer do not count for it; compared are years that both answer.',
  },
  withoutTarget: { nl: 'jaren zonder doel (tellen nergens mee)', en: 'years without a target (count in nothing)' },
  claims: {
    nl: 'Wat de intervallen dragen (95%; kans op toeval onder 3%, gecorrigeerd voor alles waarnaar is gekeken)',
    en: 'What the intervals carry (95%; chance of coincidence below 3%, adjusted for all that was looked at)',
  },
  noClaims: { nl: 'niets: geen verschil is groter dan toeval', en: 'nothing: no difference is larger than chance' },
  ahead: { nl: 'Voorsprong na jaar', en: 'Ahead after year' },
  fan: {
    nl: 'gemiddeld, en tussen haakjes waar 90% van de reeksen ligt',
    en: 'mean, and in brackets where 90% of the runs are',
  },
  worst: { nl: 'grootste achterstand van een OOR aan het eind', en: 'largest shortfall of an OOR at the end' },
  offByOne: {
    nl: 'cellen die meer dan een plaats voor- of achterlopen',
    en: 'cells more than a place ahead or behind',
  },
  nextBestsAgainst: { nl: 'next best erbij', en: 'more next bests' },
  errorAgainst: { nl: 'fout erbij', en: 'more error' },
  quota: { nl: 'buiten floor en ceiling', en: 'outside floor and ceiling' },
  gain: { nl: 'winst op het doel', en: 'gain on the target' },
  gainToRaw: { nl: 'winst op zorggebruik alleen', en: 'gain on care use alone' },
  variance: { nl: 'variantie van één jaar', en: 'variance of one year' },
  targetSize: { nl: 'doel van de cel', en: 'target of the cell' },
  missed: { nl: 'som min landelijk totaal', en: 'sum minus national total' },
  share: { nl: 'deel van de jaren', en: 'share of the years' },
  claim: { nl: 'wat is aangetoond', en: 'what is shown' },
  chance: { nl: 'kans op toeval, gecorrigeerd', en: 'chance of coincidence, adjusted' },
} satisfies Readonly<Record<string, Text>>

/** Settings as they are printed: "cel 5%, OOR 2%". */
export function settingsText({ settings }: Pick<Fairness, 'settings'>, language: Language): string {
  const names: Readonly<Record<string, Text>> = {
    cell: small(TERM.cell),
    oor: TERM.oor,
    intake: small(TERM.intake),
    worldCell: { nl: 'cel van de wereld', en: 'cell of the world' },
    worldOor: { nl: 'OOR van de wereld', en: 'OOR of the world' },
    worldIntake: { nl: 'instroom van de wereld', en: 'intake of the world' },
    contacts: { nl: 'contacten per plaats', en: 'contacts per place' },
  }
  return Object.entries(settings)
    .map(([name, value]) =>
      name === 'contacts'
        ? `${wholeText(value, language)} ${names[name]![language]}`
        : `${names[name]![language]} ${numberText(value * 100, language, value * 100 === Math.round(value * 100) ? 0 : 1)}%`,
    )
    .join(', ')
}

/** "4 tot 5", "20 en meer" */
export function sizeText(
  { from, to }: { readonly from: number; readonly to: number | null },
  language: Language,
): string {
  return to === null
    ? { nl: `${from} en meer`, en: `${from} and more` }[language]
    : { nl: `${from} tot ${to}`, en: `${from} to ${to}` }[language]
}

/** What to do with a part. */
export function joinText({ draws, question }: FairnessPart, language: Language): string {
  const ranges = draws.map(([from, to]) => `${from}–${to - 1}`).join(', ')
  return {
    nl: `Een deel: trekkingen ${ranges} van ${wholeText(question.draws, 'nl')}. Bewaar het met --json, en voeg alle delen samen met: evenredig fairness merge`,
    en: `A part: draws ${ranges} of ${wholeText(question.draws, 'en')}. Keep it with --json, and join all parts by: evenredig fairness merge`,
  }[language]
}

/** A claim in a sentence, with its interval. */
export function claimText(claim: FairnessClaim, language: Language): string {
  const { about, method, oor, size, mean } = claim
  const by = numberText(Math.abs(mean), language, 3, true)
  const between = intervalText(mean < 0 ? { low: -claim.high, high: -claim.low } : claim, language)
  const name = CONTENDER[method][language]
  if (about === 'oor') {
    const verb = { nl: mean > 0 ? 'wint' : 'verliest', en: mean > 0 ? 'gains' : 'loses' }[language]
    return {
      nl: `${oor} ${verb} door afronding gemiddeld ${by} plaats per jaar (${between}).`,
      en: `${oor} ${verb} ${by} place a year by rounding on average (${between}).`,
    }[language]
  }
  if (about === 'size') {
    const verb = { nl: mean > 0 ? 'winnen' : 'verliezen', en: mean > 0 ? 'gain' : 'lose' }[language]
    const cells = {
      nl:
        size!.to === null
          ? `Cellen van ${size!.from} plaatsen en meer`
          : `Cellen van ${size!.from} tot ${size!.to} plaatsen`,
      en:
        size!.to === null ? `Cells of ${size!.from} places and more` : `Cells from ${size!.from} to ${size!.to} places`,
    }[language]
    return {
      nl: `${cells} ${verb} gemiddeld ${by} plaats (${between}): ${name}.`,
      en: `${cells} ${verb} ${by} place on average (${between}): ${name}.`,
    }[language]
  }
  const more = { nl: mean > 0 ? 'meer' : 'minder', en: mean > 0 ? 'more' : 'fewer' }[language]
  const what = {
    nextBests: WORDS.nextBests,
    error: { nl: 'plaatsen totale fout', en: 'places of total error' },
  }[about][language]
  return {
    nl: `De methode ‘${name}’ heeft gemiddeld ${by} ${what} ${more} per jaar dan die met de minste next best (${between}).`,
    en: `The method ‘${name}’ has ${by} ${what} ${more} a year on average than the one with the fewest next bests (${between}).`,
  }[language]
}

/** "95%: 0,061 tot 0,077" */
export function intervalText(
  { low, high }: { readonly low: number | null; readonly high: number | null },
  language: Language,
): string {
  if (low === null || high === null) return { nl: 'te weinig reeksen', en: 'too few runs' }[language]
  const text = (value: number) => numberText(value, language, 3, true)
  return { nl: `95%: ${text(low)} tot ${text(high)}`, en: `95%: ${text(low)} to ${text(high)}` }[language]
}
