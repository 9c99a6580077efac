/** What a reader who has one minute has to know of many years: sentences that claim what the intervals carry, and nothing else. */
import { numberText, wholeText, type Language, type Text } from '../domain/language.js'
import type { Contender } from '../domain/contenders.js'
import type { Estimate, Fairness } from '../shapes/answers/fairness.js'
import { steadyMethods } from './fairness.js'
import { CARRYING, CONTENDER, intervalText, sizeText } from '../words/fairness.js'

type Claim = Fairness['claims'][number]

/** @param beside the same runs under another rule of carrying over */
export function fairnessSummary(answer: Fairness, beside: Fairness | null, language: Language): string[] {
  return [
    extent(answer, language),
    oorSentence(answer, language),
    scaleSentence(answer, language),
    ...methodSentences(answer, language),
    sizeSentence(answer, language),
    timeSentence(answer, beside, language),
  ].filter((each) => each !== '')
}

function extent({ draws, years, methods }: Fairness, language: Language): string {
  const [all, runs] = [wholeText(draws * years, language), wholeText(draws, language)]
  const of = {
    nl: years > 1 ? ` (${runs} reeksen van ${years})` : '',
    en: years > 1 ? ` (${runs} runs of ${years})` : '',
  }
  const methodsText = {
    nl: methods.length === 1 ? 'één methode' : `${methods.length} methoden`,
    en: methods.length === 1 ? 'one method' : `${methods.length} methods`,
  }
  return {
    nl: `Getrokken zijn ${all} jaren${of.nl}, afgerond door ${methodsText.nl}. Winst, verlies of verschil heet hieronder alleen wat groter is dan toeval (kans daarop onder 3%, gecorrigeerd voor alles waarnaar is gekeken).`,
    en: `${all} years were drawn${of.en}, rounded by ${methodsText.en}. Gain, loss or difference is below only what is larger than chance (below 3%, adjusted for all that was looked at).`,
  }[language]
}

/** "0,074 plaats (95%: 0,045 tot 0,103)", without its sign. */
function by({ mean, low, high }: Estimate, language: Language, digits = 3): string {
  const turned = mean < 0 ? { low: high === null ? null : -high, high: low === null ? null : -low } : { low, high }
  return `${numberText(Math.abs(mean), language, digits)} (${intervalText(turned, language)})`
}

/** Who wins and who loses by rounding, and how much the intervals still allow the others. */
function oorSentence({ claims, methods }: Fairness, language: Language): string {
  const found = claims.filter(({ about }) => about === 'oor')
  const rest = methods[0]!.oors.filter(({ oor }) => !found.some((claim) => claim.oor === oor))
  const ends = rest.flatMap(({ gain }) => (gain?.low == null || gain.high === null ? [] : [-gain.low, gain.high]))
  const most = numberText(Math.max(0, ...ends), language, 3)
  const told = found.map((claim) => {
    const verb = { nl: claim.mean > 0 ? 'wint' : 'verliest', en: claim.mean > 0 ? 'gains' : 'loses' }[language]
    return { nl: `${claim.oor} ${verb} door afronden gemiddeld ${by(claim, 'nl')} plaats per jaar`, en: `${claim.oor} ${verb} ${by(claim, 'en')} place a year by rounding on average` }[language] // prettier-ignore
  })
  const others = {
    nl: found.length === 0 ? 'Van geen enkele OOR' : 'Van de andere OOR’s',
    en: found.length === 0 ? 'Of no OOR' : 'Of the other OORs no',
  }
  const allowed = {
    nl: `${others.nl} is${found.length === 0 ? '' : ' niet'} aangetoond dat zij door afronden stelselmatig ${found.length === 0 ? 'wint of verliest' : 'winnen of verliezen'}: hun intervallen laten hoogstens ${most} plaats per jaar toe.`,
    en: `${others.en} systematic gain or loss by rounding is shown: their intervals allow ${most} place a year at most.`,
  }
  const sentences = [
    ...(told.length === 0 ? [] : [`${told.join('; ')}.`]),
    ...(ends.length === 0 ? [] : [allowed[language]]),
  ]
  return sentences.join(' ')
}

/** Rounding beside what it is small against: floor and criterion, where their intervals do not hold 0. */
function scaleSentence({ effects }: Fairness, language: Language): string {
  const sizes = effects.flatMap(({ sizes: { rounding } }) => rounding ?? [])
  if (sizes.length === 0) return ''
  const mean = numberText(sizes.reduce((sum, each) => sum + each, 0) / sizes.length, language, 2)
  const own = {
    nl: `Afronden verlegt het totaal van een OOR in een jaar gemiddeld ${mean} plaats, de ene keer omhoog en de andere keer omlaag.`,
    en: `Rounding moves the total of an OOR by ${mean} place in a year on average, now up and now down.`,
  }
  const most = (name: 'floor' | 'criterion') =>
    effects
      .flatMap(({ oor, [name]: effect }) => (effect === null || !excludesZero(effect) ? [] : [{ oor, ...effect }]))
      .toSorted((a, b) => Math.abs(b.mean) - Math.abs(a.mean))[0]
  const [floor, criterion] = [most('floor'), most('criterion')]
  const told = (found: (Estimate & { readonly oor: string }) | undefined, what: string) => {
    if (found === undefined) return []
    const up = { nl: found.mean > 0 ? 'omhoog' : 'omlaag', en: found.mean > 0 ? 'up' : 'down' }[language]
    return [
      {
        nl: `${what} ${found.oor} blijvend ${by(found, 'nl', 2)} plaatsen ${up}`,
        en: `${what} ${found.oor} ${up} for good by ${by(found, 'en', 2)} places`,
      }[language],
    ]
  }
  const beside = [
    ...told(floor, { nl: 'De ondergrens brengt', en: 'The floor moves' }[language]),
    ...told(
      criterion,
      { nl: 'opleidende instellingen laten meetellen brengt', en: 'counting training institutions moves' }[language],
    ),
  ]
  return [
    own[language],
    ...(beside.length === 0 ? [] : [`${beside.join('; ')}.`.replace(/^./, (c) => c.toUpperCase())]),
  ].join(' ')
}

function excludesZero({ low, high }: Estimate): boolean {
  return low !== null && high !== null && (low > 0 || high < 0)
}

/** What stands of the differences from the fewest next bests: never next bests without what they cost. */
function methodSentences(answer: Fairness, language: Language): string[] {
  const { claims, methods } = answer
  if (!methods.some(({ againstNextBest }) => againstNextBest !== null)) return []
  const steady = steadyMethods(answer)
  const never = methods.filter((each) => !steady.includes(each)).map(({ method }) => nameOf(method, language))
  const of = (about: Claim['about'], sign: 1 | -1) =>
    claims.filter((claim) => claim.about === about && Math.sign(claim.mean) === sign)
  const told = (found: readonly Claim[], cost: (claim: Claim) => string) =>
    found.map((claim) => `${nameOf(claim.method, language)} ${by(claim, language)}${cost(claim)}`)
  const further = ({ method }: Claim) => furtherText(answer, method, language)
  const price = ({ method }: Claim) =>
    priceText(
      of('nextBests', 1).find((each) => each.method === method),
      language,
    )
  const fewer = told(of('nextBests', -1), further)
  const hand = of('error', 1).filter(({ method }) => BY_HAND_OR_LOT.has(method))
  const best = nameOf('next-best', language)
  return [
    fewer.length === 0
      ? { nl: `Van geen vergeleken methode is aangetoond dat zij minder next best heeft dan ${best}.`, en: `No method that was compared is shown to have fewer next bests than ${best}.` }[language] // prettier-ignore
      : listed({ nl: `Minder next best per jaar dan ${best} hebben`, en: `Fewer next bests a year than ${best} have` }[language], fewer), // prettier-ignore
    listed(MORE_LESS.less[language], told(of('error', -1), price)),
    listed(MORE_LESS.more[language], told(hand, further)),
    listed(MORE_LESS.never[language], never),
  ]
}

/** The methods that are told of although they have more error. */
const BY_HAND_OR_LOT: ReadonlySet<Contender> = new Set(['stepwise', 'sequential', 'lottery'])

const MORE_LESS = {
  less: { nl: 'Minder plaatsen totale fout per jaar hebben', en: 'Fewer places of total error a year have' },
  more: { nl: 'Meer plaatsen totale fout per jaar hebben', en: 'More places of total error a year have' },
  never: {
    nl: 'In minder dan de helft van de getrokken jaren haalt alle totalen',
    en: 'In fewer than half of the years drawn all totals are met by',
  },
} satisfies Readonly<Record<string, Text>>

function listed(word: string, list: readonly string[]): string {
  return list.length === 0 ? '' : `${word}: ${list.join('; ')}.`
}

function nameOf(method: Contender, language: Language): string {
  return `‘${CONTENDER[method][language]}’`
}

function furtherText({ methods }: Fairness, name: Contender, language: Language): string {
  const share = methods.find(({ method }) => method === name)?.beyond ?? 0
  if (share === 0) return ''
  const text = `${numberText(100 * share, language, 1)}%`
  return {
    nl: `, en gaat in ${text} van de getrokken jaren verder dan next best`,
    en: `, and goes beyond next best in ${text} of the years drawn`,
  }[language]
}

function priceText(claim: Claim | undefined, language: Language): string {
  if (claim === undefined) return ''
  const text = by(claim, language, 2)
  return { nl: `, tegen ${text} next best meer`, en: `, for ${text} more next bests` }[language]
}

/** Which sizes of cells gain and lose by the first method. */
function sizeSentence({ claims, methods }: Fairness, language: Language): string {
  const found = claims.filter(({ about }) => about === 'size')
  if (found.length === 0) return ''
  const part = (sign: 1 | -1) => {
    const own = found.filter(({ mean }) => Math.sign(mean) === sign)
    const [most] = own.toSorted((a, b) => Math.abs(b.mean) - Math.abs(a.mean))
    if (most === undefined) return []
    const list = own.map(({ size }) => sizeText(size!, language)).join(', ')
    const verb = { nl: sign > 0 ? 'winnen' : 'verliezen', en: sign > 0 ? 'gain' : 'lose' }[language]
    const at = own.length === 1 ? '' : ` (${sizeText(most.size!, language)})`
    return [
      {
        nl: `cellen met een doel van ${list} plaatsen ${verb} gemiddeld, het meest${at} ${by(most, 'nl')} plaats`,
        en: `cells with a target of ${list} places ${verb} on average, most${at} ${by(most, 'en')} place`,
      }[language],
    ]
  }
  const text = [...part(1), ...part(-1)].join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} (${CONTENDER[methods[0]!.method][language]}).`
}

/** How far behind the unluckiest OOR is at the end of a run, under each rule that was drawn. */
function timeSentence(answer: Fairness, beside: Fairness | null, language: Language): string {
  const told = [answer, beside].flatMap((each) =>
    each?.runs == null ? [] : [`${by(each.runs.worst, language, 2)} (${CARRYING[each.carry][language]})`],
  )
  if (told.length === 0) return ''
  const { years } = answer.runs!
  return {
    nl: `Na ${years} jaar loopt de OOR die het verst achterligt gemiddeld zoveel plaatsen achter, naar wat het ene jaar aan het volgende meegeeft: ${told.join('; ')}.`,
    en: `After ${years} years the OOR that is furthest behind is so many places behind on average, by what one year hands on to the next: ${told.join('; ')}.`,
  }[language]
}
