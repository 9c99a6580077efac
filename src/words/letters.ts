/** What letters to associations and OORs say: whole sentences, formal, without words that only drafters know. */
import { numberText, placesText, signedPlaces, wholeText, type Language, type Text } from '../domain/language.js'
import type { AttentionCategory, Direction, ProposalLevelName, RuleId } from '../domain/proposal.js'
import { dateText } from './heading.js'
import { small, TERM } from './terms.js'
import { FOLLOWED } from './texts.js'

const t = (language: Language, nl: string, en: string) => ({ nl, en })[language]

/** "1 plaats", "12 plaatsen". */
export function placesWords(places: number, language: Language): string {
  const number = wholeText(places, language)
  if (places === 1) return t(language, `${number} plaats`, `${number} place`)
  return t(language, `${number} plaatsen`, `${number} places`)
}

/** "8 plaatsen minder dan", "2 plaatsen meer dan", "evenveel plaatsen als". */
function againstWords(by: number, language: Language): string {
  if (by === 0) return t(language, 'evenveel plaatsen als', 'as many places as')
  const places = placesWords(Math.abs(by), language)
  if (by > 0) return t(language, `${places} meer dan`, `${places} more than`)
  return t(language, `${places} minder dan`, `${places} fewer than`)
}

/** "NO, ON en Leiden". */
export function listWords(names: readonly string[], language: Language): string {
  if (names.length < 2) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')} ${t(language, 'en', 'and')} ${names.at(-1)}`
}

export const LETTER = {
  kind: { nl: 'Integraal verdeelvoorstel', en: 'Integral proposal for the division' },
  sender: { nl: 'Federatie Medisch Specialisten', en: 'Federatie Medisch Specialisten' },
  toAssociation: {
    nl: 'Aan het bestuur van de wetenschappelijke vereniging voor',
    en: 'To the board of the scientific association for',
  },
  toOor: { nl: 'Aan het bestuur van de onderwijs- en opleidingsregio', en: 'To the board of the training region' },
  date: TERM.date,
  subject: TERM.subject,
  reference: { nl: 'Ons kenmerk', en: 'Our reference' },
  board: { nl: 'Geacht bestuur,', en: 'Dear members of the board,' },
  regards: { nl: 'Met vriendelijke groet,', en: 'Yours sincerely,' },
  base: TERM.baseDistribution,
  advised: { nl: 'Uw advies', en: 'Your advice' },
  room: { nl: 'Uw schuifruimte', en: 'Your room to shift' },
  proposed: TERM.givenThere,
  againstAdvice: { nl: 'Verschil met uw advies', en: 'Difference from your advice' },
  againstBase: TERM.differenceFromBase,
  why: TERM.why,
  cost: { nl: 'Wat het had gekost om uw advies te volgen', en: 'What following your advice would have cost' },
  what: { nl: 'Wat het voorstel u geeft', en: 'What the proposal gives you' },
  motivation: TERM.motivation,
  points: { nl: 'Uw aandachtspunten', en: 'Your points of attention' },
  pointsRead: { nl: 'Ontvangen aandachtspunten', en: 'Points of attention received' },
  pointsOfOthers: {
    nl: 'Wat opleidingsregio’s over uw specialisme inbrachten',
    en: 'What training regions brought in about your specialty',
  },
  from: { nl: 'Waar het verschil vandaan komt', en: 'Where the difference comes from' },
  rationale: { nl: 'Uw onderbouwing', en: 'Your rationale' },
  askedFor: { nl: 'Wie erom vroeg', en: 'Who asked for it' },
  asked: { nl: 'U vroeg', en: 'You asked' },
  inProposal: { nl: 'Voorstel tegenover de basisverdeling', en: 'Proposal against the base distribution' },
  outcome: TERM.outcome,
  follow: small(TERM.followed),
  notFollowed: FOLLOWED.no,
  noTraining: { nl: 'geen opleiding in uw regio', en: 'no training in your region' },
  everywhere: { nl: 'alle regio’s', en: 'all regions' },
  whole: { nl: 'uw regio als geheel', en: 'your region as a whole' },
  fallback: { nl: 'Als het voorstel niet wordt vastgesteld', en: 'If the proposal is not adopted' },
  next: { nl: 'Hoe het verdergaat', en: 'What happens next' },
  overview: { nl: 'Overzicht van de brieven', en: 'Overview of the letters' },
  associations: { nl: 'Wetenschappelijke verenigingen', en: 'Scientific associations' },
  regions: { nl: 'Onderwijs- en opleidingsregio’s', en: 'Training regions' },
  letter: { nl: 'Brief', en: 'Letter' },
  back: { nl: 'Naar het overzicht', en: 'To the overview' },
} as const satisfies Readonly<Record<string, Text>>

export function titleWords(year: string, language: Language): string {
  return t(language, `Toewijzing ${year}`, `Allocation ${year}`)
}

export function subjectAssociation(year: string, name: string, language: Language): string {
  return t(
    language,
    `Toewijzing ${year}: verdeling van de instroomplaatsen ${name}`,
    `Allocation ${year}: division of the entry places for ${name}`,
  )
}

export function subjectOor(year: string, name: string, language: Language): string {
  return t(language, `Toewijzing ${year}: instroomplaatsen in ${name}`, `Allocation ${year}: entry places in ${name}`)
}

/** What the letter answers. */
export function openingAssociation(
  { year, places, advised }: { readonly year: string; readonly places: number; readonly advised: boolean },
  language: Language,
): string {
  const counted = t(
    language,
    `${wholeText(places, 'nl')} ${places === 1 ? 'instroomplaats' : 'instroomplaatsen'}`,
    `${wholeText(places, 'en')} entry ${places === 1 ? 'place' : 'places'}`,
  )
  if (advised) {
    return t(
      language,
      `U hebt advies uitgebracht over de verdeling van de ${counted} voor uw specialisme in ${year} over de onderwijs- en opleidingsregio’s (OOR’s). In deze brief leest u wat daarmee in het integrale verdeelvoorstel is gedaan.`,
      `You advised on how the ${counted} for your specialty in ${year} should be divided over the training regions (OORs). This letter says what the integral proposal does with that advice.`,
    )
  }
  return t(
    language,
    `Met deze brief informeren wij u over de verdeling van de ${counted} voor uw specialisme in ${year} over de onderwijs- en opleidingsregio’s (OOR’s) in het integrale verdeelvoorstel. Van uw vereniging is geen advies ontvangen; het voorstel gaat daarom voor uw specialisme uit van de basisverdeling.`,
    `This letter informs you how the integral proposal divides the ${counted} for your specialty in ${year} over the training regions (OORs). No advice was received from your association; for your specialty the proposal therefore starts from the base distribution.`,
  )
}

/** To an association whose specialty is outside the frame (P26 I.1, II.1.4). */
export function openingOutside(
  { name, places, year }: { readonly name: string; readonly places: number; readonly year: string },
  language: Language,
): string {
  return t(
    language,
    `U hebt advies uitgebracht over de verdeling van ${wholeText(places, 'nl')} ${places === 1 ? 'instroomplaats' : 'instroomplaatsen'} ${name} in ${year} over de onderwijs- en opleidingsregio’s (OOR’s). Dit specialisme valt buiten het bestuurlijk kader: er geldt geen ondergrens en geen regelruimte, en de plaatsen tellen niet mee in het landelijk totaal. Het integrale verdeelvoorstel gaat er daarom niet over.`,
    `You advised on how ${wholeText(places, 'en')} entry ${places === 1 ? 'place' : 'places'} for ${name} in ${year} should be divided over the training regions (OORs). This specialty is outside the administrative frame: there is no floor and no leeway, and its places are no part of the national total. The integral proposal is therefore not about it.`,
  )
}

export const OUTSIDE_OUTCOME: Text = {
  nl: 'Uw advies is ontvangen en gaat ongewijzigd, naast het voorstel, naar de Stichting BOLS.',
  en: 'Your advice was received and goes to Stichting BOLS unchanged, beside the proposal.',
}

/** "BOLS neemt kennis van de adviezen van de VSG en de NVvO" (P26 II.2.3). */
export const OUTSIDE_NEXT: Text = {
  nl: 'De Stichting BOLS neemt kennis van uw advies en stelt daarna de verdeling vast; tot dan kunt u aan deze aantallen geen rechten ontlenen.',
  en: 'Stichting BOLS takes note of your advice and then adopts the division; until then no rights can be derived from these numbers.',
}

export const OUTSIDE_OOR: Text = {
  nl: 'Voor deze specialismen is een eigen advies uitgebracht. Zij vallen buiten het bestuurlijk kader en zitten niet in de aantallen hierboven.',
  en: 'On these specialties there is an advice of its own. They are outside the administrative frame, and not in the numbers above.',
}

export const AGREED: Text = {
  nl: 'Hierover zijn afspraken gemaakt; het voorstel houdt zich daaraan.',
  en: 'On this there are agreements, to which the proposal keeps.',
}

export const ONLY_ASSUMED: Text = {
  nl: 'Bij het opstellen van dit voorstel is hiervan uitgegaan.',
  en: 'This was assumed when this proposal was drafted.',
}

/** Of what was asked with the question alone. */
export const ASSUMED: Text = {
  nl: 'aangenomen, niet afgesproken',
  en: 'assumed, not agreed',
}

/** In one sentence what became of an advice, or of a specialty without one. */
export function outcomeAssociation(
  {
    followed,
    outside,
    differing,
  }: {
    readonly followed: 'exactly' | 'within-room' | 'no' | null
    readonly outside: number
    readonly differing: readonly string[]
  },
  language: Language,
): string {
  const named = listWords(differing, language)
  if (followed === 'exactly') return t(language, 'Uw advies is geheel overgenomen.', 'Your advice is adopted in full.')
  if (followed === 'within-room') {
    return t(
      language,
      `Uw advies is gevolgd: waar het voorstel ervan afwijkt (${named}), blijft het binnen de schuifruimte die u hebt aangegeven.`,
      `Your advice is followed: where the proposal departs from it (${named}), it stays within the room to shift that you gave.`,
    )
  }
  if (followed === 'no') {
    const places = placesWords(outside, language)
    return t(
      language,
      `Uw advies kon niet geheel worden gevolgd: het voorstel ligt met ${places} buiten wat u hebt geadviseerd en aan schuifruimte hebt aangegeven (${named}).`,
      `Your advice could not be followed in full: the proposal lies ${places} outside what you advised and gave as room to shift (${named}).`,
    )
  }
  if (differing.length === 0) {
    return t(
      language,
      'Het voorstel volgt voor uw specialisme de basisverdeling.',
      'For your specialty the proposal follows the base distribution.',
    )
  }
  return t(
    language,
    `Het voorstel wijkt voor uw specialisme af van de basisverdeling (${named}).`,
    `For your specialty the proposal departs from the base distribution (${named}).`,
  )
}

/** What an OOR gets, against its base. */
export function outcomeOor(
  {
    base,
    proposal,
    roomBelow,
    roomAbove,
  }: { readonly base: number; readonly proposal: number; readonly roomBelow: number; readonly roomAbove: number },
  language: Language,
): string {
  const by = againstWords(proposal - base, language)
  const [low, high] = [proposal - roomBelow, proposal + roomAbove].map((each) => wholeText(each, language))
  return t(
    language,
    `Het voorstel geeft uw regio ${placesWords(proposal, language)}, ${by} in de basisverdeling (${wholeText(base, language)}). Binnen het kader kan een voorstel uw regio ${low} tot ${high} plaatsen geven.`,
    `The proposal gives your region ${placesWords(proposal, language)}, ${by} in the base distribution (${wholeText(base, language)}). Within the frame a proposal can give your region ${low} to ${high} places.`,
  )
}

export function openingOor(year: string, points: number, language: Language): string {
  const brought = {
    0: t(
      language,
      'Van uw regio zijn geen aandachtspunten ontvangen.',
      'No points of attention were received from your region.',
    ),
    1: t(language, 'U hebt één aandachtspunt ingebracht.', 'You brought in one point of attention.'),
  }[points]
  const many = t(
    language,
    `U hebt ${points} aandachtspunten ingebracht.`,
    `You brought in ${points} points of attention.`,
  )
  return `${brought ?? many} ${t(
    language,
    `In deze brief leest u hoeveel instroomplaatsen uw regio in ${year} krijgt in het integrale verdeelvoorstel, waar het verschil met de basisverdeling vandaan komt en wat met uw inbreng is gedaan.`,
    `This letter says how many entry places the integral proposal gives your region in ${year}, where the difference from the base distribution comes from, and what was done with what you brought in.`,
  )}`
}

/** "er 7 meer", "evenveel". */
function againstToday(by: number, language: Language): string {
  if (by === 0) return t(language, 'er evenveel', 'as many')
  const number = numberText(Math.abs(by), language, Number.isInteger(by) ? 0 : 1, true)
  return by > 0
    ? t(language, `er ${number} meer`, `${number} more`)
    : t(language, `er ${number} minder`, `${number} fewer`)
}

/** @param today the size of today, what it is at the intake that is divided, and how far the proposal is from that */
export function todayWords(
  today: { readonly current: number; readonly currentScaled: number; readonly mutation: number },
  language: Language,
): string {
  const { current, currentScaled, mutation } = today
  const own = placesWords(current, language)
  if (current === currentScaled) {
    return t(
      language,
      `Nu heeft uw regio ${own}; in het voorstel zijn dat ${againstToday(mutation, language)}.`,
      `Today your region has ${own}; in the proposal that is ${againstToday(mutation, language)}.`,
    )
  }
  const scaled = numberText(currentScaled, language, 1, true)
  return t(
    language,
    `Nu heeft uw regio ${own}. Met de landelijke instroom meegerekend komt dat overeen met ${scaled}; in het voorstel zijn het ${againstToday(mutation, language)}.`,
    `Today your region has ${own}. Moved along with the national intake that comes to ${scaled}; in the proposal it is ${againstToday(mutation, language)}.`,
  )
}

/** How firm the numbers are. */
export function frameWords(
  frame: { readonly status: 'provisional' | 'definitive'; readonly date: string } | null,
  language: Language,
): string {
  if (frame === null) {
    return t(
      language,
      'Van het landelijke kader is niet vermeld of het definitief is.',
      'Whether the national frame is definitive is not told.',
    )
  }
  const date = dateText(frame.date, language)
  if (frame.status === 'definitive') {
    return t(
      language,
      `De landelijke aantallen zijn definitief (kader van ${date}).`,
      `The national numbers are definitive (frame of ${date}).`,
    )
  }
  return t(
    language,
    `De landelijke aantallen zijn voorlopig (kader van ${date}). Stelt de minister andere aantallen vast, dan volgt een nieuwe basisverdeling en een nieuwe raadpleging.`,
    `The national numbers are provisional (frame of ${date}). If the minister sets other numbers, a new base distribution and a new consultation follow.`,
  )
}

/** "[...] stuurt deze voorstellen [...] naar BOLS" and "BOLS toetst" (P26 II.1.3, II.2). */
export const NEXT: Text = {
  nl: 'Dit is een voorstel. De Stichting BOLS toetst het aan het kader en stelt daarna de verdeling vast; tot dan kunt u aan deze aantallen geen rechten ontlenen.',
  en: 'This is a proposal. Stichting BOLS tests it against the frame and then adopts the division; until then no rights can be derived from these numbers.',
}

export const THANKS = {
  advice: {
    nl: 'Wij danken u voor uw advies.',
    en: 'We thank you for your advice.',
  },
  points: {
    nl: 'Wij danken u voor uw inbreng.',
    en: 'We thank you for what you brought in.',
  },
} as const satisfies Readonly<Record<string, Text>>

/** What a rule of the frame says, to whom it stands in the way. */
export function ruleSentence(
  rule: RuleId,
  facts: { readonly below: number; readonly above: number; readonly total: number; readonly floor: number | null },
  language: Language,
): string {
  const [below, above, total] = [facts.below, facts.above, facts.total].map((each) => placesWords(each, language))
  const floor = facts.floor === null ? '' : wholeText(facts.floor, language)
  const texts: Partial<Record<RuleId, readonly [string, string]>> = {
    'zero-cells': [
      'In een of meer van de geadviseerde regio’s wordt uw specialisme niet opgeleid; daar kunnen geen plaatsen worden toegewezen.',
      'In one or more of the advised regions there is no training in your specialty; no places can be allocated there.',
    ],
    'zero-target': [
      'In een of meer van de geadviseerde regio’s is er voor uw specialisme geen zorggebruik; daar geeft het voorstel geen plaatsen.',
      'In one or more of the advised regions there is no care use for your specialty; the proposal gives no places there.',
    ],
    bounds: [
      'Over een of meer van deze aantallen zijn afspraken gemaakt die voor het voorstel vaststaan.',
      'On one or more of these numbers there are agreements that stand for the proposal.',
    ],
    agreements: [
      'Over een of meer van deze aantallen zijn afspraken gemaakt waaraan het voorstel zich houdt.',
      'On one or more of these numbers there are agreements to which the proposal keeps.',
    ],
    'leeway-per-oor': [
      `Een regio mag in totaal hoogstens ${below} minder en ${above} meer krijgen dan in de basisverdeling.`,
      `In total a region may get at most ${below} fewer and ${above} more than in the base distribution.`,
    ],
    'leeway-total': [
      `Tussen de regio’s mogen samen hoogstens ${total} worden verschoven.`,
      `Together at most ${total} may be moved between regions.`,
    ],
    floor: [
      `Elke regio houdt in totaal ten minste ${floor} plaatsen, 10% van het landelijke aantal.`,
      `Every region keeps at least ${floor} places in total, 10% of the national number.`,
    ],
    staffel: [
      'Het aantal per regio mag maar beperkt afwijken van de verdeling naar de instroom van eerdere jaren.',
      'The number per region may depart only little from the division by the intake of earlier years.',
    ],
  }
  const [nl, en] = texts[rule] ?? [
    'Een regel van het kader laat dit niet toe.',
    'A rule of the frame does not allow this.',
  ]
  return t(language, nl, en)
}

/** Which regions stand at an end of their room, of those in which the advice was not followed. */
export function atEndWords(
  oors: readonly { readonly name: string; readonly proposal: number; readonly end: 'low' | 'high' }[],
  language: Language,
): string {
  const told = oors.map(({ name, proposal, end }) => {
    const number = wholeText(proposal, language)
    const bound = end === 'low' ? t(language, 'het minste', 'the least') : t(language, 'het meeste', 'the most')
    return t(
      language,
      `${name} heeft met ${number} plaatsen al ${bound} dat mag`,
      `${name} already has ${bound} that it may, ${number} places`,
    )
  })
  return `${listWords(told, language)}.`
}

export const GAVE_WAY: Text = {
  nl: 'Uw advies past op zichzelf binnen het kader, maar niet samen met de adviezen en wensen die in het voorstel zijn gevolgd. Die wogen samen zwaarder.',
  en: 'By itself your advice fits the frame, but not together with the advices and wishes that the proposal follows. Together these weighed more.',
}

export const NOT_KNOWN: Text = {
  nl: 'Welke regel van het kader uw advies in de weg staat, is niet uitgezocht. Wij lichten dit op verzoek toe.',
  en: 'Which rule of the frame stands in the way of your advice was not worked out. We explain this on request.',
}

/** Whoever follows an advice in full, or nearly, owes no more than this. */
export const AS_ASKED: Text = {
  nl: 'Uw advies paste binnen het kader en samen met de andere adviezen.',
  en: 'Your advice fitted the frame, and went together with the other advices.',
}

export const WITHOUT_ADVICE: Text = {
  nl: 'Zonder advies telt een specialisme als geadviseerd zoals de basisverdeling. Een afwijking komt dan doordat de aantallen per specialisme en per regio samen moeten kloppen.',
  en: 'Without advice a specialty counts as advised like the base distribution. A departure then comes from the totals per specialty and per region, which must agree together.',
}

/** Who asked for a cell to differ from its base; nobody did where it is the totals. */
export function askersWords(
  {
    association,
    region,
    agreed,
  }: { readonly association: string | null; readonly region: boolean; readonly agreed: boolean },
  language: Language,
): string {
  const told = [
    ...(association === null
      ? []
      : [
          t(
            language,
            `de vereniging voor ${association}, in haar advies`,
            `the association for ${association}, in its advice`,
          ),
        ]),
    ...(region ? [t(language, 'uw regio, in een aandachtspunt', 'your region, in a point of attention')] : []),
    ...(agreed ? [t(language, 'afgesproken', 'agreed')] : []),
  ]
  if (told.length > 0) return listWords(told, language)
  return t(
    language,
    'niemand: nodig om de totalen per specialisme en per regio te laten kloppen',
    'nobody: needed for the totals per specialty and per region to agree',
  )
}

export function noCells(language: Language): string {
  return t(
    language,
    'In geen enkel specialisme wijkt het voorstel voor uw regio af van de basisverdeling.',
    'In no specialty does the proposal depart from the base distribution for your region.',
  )
}

/** How the cells of an OOR add up to its difference. */
export function sumWords(gained: number, lost: number, language: Language): string {
  return t(
    language,
    `Samen ${placesWords(gained, 'nl')} erbij en ${placesWords(lost, 'nl')} eraf: per saldo ${signedPlaces(gained - lost, 'nl')}.`,
    `Together ${placesWords(gained, 'en')} more and ${placesWords(lost, 'en')} fewer: on balance ${signedPlaces(gained - lost, 'en')}.`,
  )
}

export function missingMotivation(missing: 'motivation' | 'ground' | 'text', language: Language): string {
  return {
    motivation: t(
      language,
      'Voor deze afwijking is nog geen motivering geschreven.',
      'No motivation has been written for this departure yet.',
    ),
    ground: t(language, 'De grond ontbreekt nog.', 'The ground is still missing.'),
    text: t(language, 'De toelichting ontbreekt nog.', 'The explanation is still missing.'),
  }[missing]
}

export function groundsWords(grounds: readonly string[], language: Language): string {
  return t(
    language,
    `Grond: ${listWords(grounds, 'nl')}.`,
    `${grounds.length === 1 ? 'Ground' : 'Grounds'}: ${listWords(grounds, 'en')}.`,
  )
}

/** "[...] hanteert BOLS [...] een terugvalscenario" (P26 II.3), for one region. */
export function fallbackWords(fallback: number, againstBase: number, language: Language): string {
  return t(
    language,
    `Komt er geen passend voorstel, dan geldt de rekenkundige verdeling waarin de opleidende instellingen voor een kwart meewegen. Uw regio krijgt dan ${placesWords(fallback, 'nl')}, ${againstWords(againstBase, 'nl')} in de basisverdeling.`,
    `Without a fitting proposal the arithmetic distribution holds in which training institutions weigh for a quarter. Your region then gets ${placesWords(fallback, 'en')}, ${againstWords(againstBase, 'en')} in the base distribution.`,
  )
}

export const ASKED_FOR: Readonly<Record<Direction, Text>> = {
  up: { nl: 'meer plaatsen', en: 'more places' },
  down: { nl: 'minder plaatsen', en: 'fewer places' },
  keep: { nl: 'hetzelfde aantal', en: 'the same number' },
}

export const ABOUT: Readonly<Record<AttentionCategory, Text>> = {
  'focal-point': { nl: 'speerpunt van de regio', en: 'focal point of the region' },
  capacity: { nl: 'benutting van de opleidingscapaciteit', en: 'use of training capacity' },
  'new-recognition': { nl: 'nieuwe erkenning van een opleiding', en: 'new recognition of a training' },
  'care-demand': { nl: 'ontwikkeling van de zorgvraag', en: 'development of the care demand' },
  'oor-size': { nl: 'verdeling naar omvang van de regio', en: 'division by the size of the region' },
}

/** How the letter can be checked by whoever doubts it. */
export function madeWith(version: string, proven: boolean, language: Language): string {
  const sure = proven
    ? t(
        language,
        'binnen het kader en de volgorde van de wensen is bewezen dat geen ander voorstel beter is',
        'within the frame and the order of the wishes no other proposal is better, which is proven',
      )
    : t(language, 'dat geen ander voorstel beter is, is niet bewezen', 'that no other proposal is better is not proven')
  return t(
    language,
    `Berekend met Evenredig ${version}; nagerekend vóór verzending; ${sure}.`,
    `Computed with Evenredig ${version}; checked before it was sent; ${sure}.`,
  )
}

export function overviewIntro(associations: number, oors: number, language: Language): string {
  return t(
    language,
    `${wholeText(associations, 'nl')} brieven aan wetenschappelijke verenigingen en ${wholeText(oors, 'nl')} aan onderwijs- en opleidingsregio’s (OOR’s), elk op een eigen bladzijde om af te drukken of te versturen.`,
    `${wholeText(associations, 'en')} letters to scientific associations and ${wholeText(oors, 'en')} to training regions (OORs), each a page of its own to print or to send.`,
  )
}

export const OUTCOME_SHORT = {
  ...FOLLOWED,
  none: { nl: 'geen advies ontvangen', en: 'no advice received' },
} as const satisfies Readonly<Record<string, Text>>

/** What a draft that follows the advice would do to the others. */
interface Cost {
  readonly possible: boolean
  /** Whether something was agreed, which may be what stands in the way. */
  readonly agreed: boolean
  readonly asGood: boolean
  readonly levels: readonly { readonly name: ProposalLevelName; readonly now: number; readonly after: number }[]
  /** Names of other specialties, with the places outside their room now and then. */
  readonly others: readonly { readonly name: string; readonly now: number; readonly after: number }[]
}

/** What following an advice would have cost: who would have given way, and which wish. */
export function costWords({ possible, agreed, asGood, levels, others }: Cost, language: Language): string {
  if (!possible) {
    return t(
      language,
      `Er is geen verdeelvoorstel binnen het kader${agreed ? ' en de gemaakte afspraken' : ''} waarin uw advies wordt gevolgd.`,
      `There is no proposal within the frame${agreed ? ' and the agreements that were made' : ''} in which your advice is followed.`,
    )
  }
  const give = others.filter(({ now, after }) => after > now)
  const gain = others.filter(({ now, after }) => after < now)
  const named = (list: Cost['others']) =>
    listWords(
      list.map(({ name, now, after }) =>
        t(
          language,
          `${name} (${placesWords(after, 'nl')} buiten de eigen schuifruimte in plaats van ${wholeText(now, 'nl')})`,
          `${name} (${placesWords(after, 'en')} outside its own room to shift instead of ${wholeText(now, 'en')})`,
        ),
      ),
      language,
    )
  const wishes = levels.map((each) => wishWords(each, language))
  return [
    t(
      language,
      'Wij hebben berekend hoe het beste voorstel binnen het kader eruitziet waarin uw advies wel wordt gevolgd.',
      'We computed what the best proposal within the frame looks like in which your advice is followed.',
    ),
    give.length === 0
      ? ''
      : t(language, `Daarin wijkt het advies over ${named(give)}.`, `In it the advice on ${named(give)} gives way.`),
    gain.length === 0
      ? ''
      : t(language, `Dichter bij het advies komt ${named(gain)}.`, `Nearer to the advice comes ${named(gain)}.`),
    asGood
      ? t(
          language,
          'Aan de wensen voor het geheel zou het even goed voldoen; gekozen is voor de verdeling die het dichtst bij de rekenkundige ligt.',
          'It would meet the wishes for the whole as well; chosen was the division nearest to the arithmetic one.',
        )
      : t(
          language,
          `Voor het geheel verandert: ${listWords(wishes, language)}.`,
          `For the whole this changes: ${listWords(wishes, language)}.`,
        ),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

const WISH: Readonly<Record<ProposalLevelName, Text>> = {
  near: { nl: 'plaatsen anders dan in het gegeven voorstel', en: 'places other than in the given proposal' },
  'outside-room': {
    nl: 'plaatsen buiten de schuifruimte van adviezen (gewogen)',
    en: 'places outside the room of advices (weighed)',
  },
  'advised-distance': { nl: 'plaatsen verschil met alle adviezen', en: 'places of difference from all advices' },
  motivations: { nl: 'afwijkingen die moeten worden gemotiveerd', en: 'deviations to be motivated' },
  moved: { nl: 'plaatsen die tussen regio’s verschuiven', en: 'places that move between regions' },
  mutation: {
    nl: 'plaatsen verandering in de regio die het meest verandert',
    en: 'places of change in the region that changes most',
  },
  attention: {
    nl: 'plaatsen tegen aandachtspunten van regio’s in',
    en: 'places against points of attention of regions',
  },
  'beyond-next-best': TERM.beyondNextBest,
  'next-best': TERM.notRoundedNaturally,
  error: TERM.extraError,
}

/** "20 in plaats van 18 plaatsen tegen aandachtspunten van regio’s in" */
function wishWords({ name, now, after }: Cost['levels'][number], language: Language): string {
  const [from, to] = [placesText(now, language), placesText(after, language)]
  return t(language, `${to} in plaats van ${from} ${WISH[name].nl}`, `${to} instead of ${from} ${WISH[name].en}`)
}
