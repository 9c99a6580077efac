/** What is said of the whole chain, from care use to the formats of institutions. */
import { wholeText, type Language, type Text } from '../domain/language.js'
import { small, TERM } from './terms.js'
import type { WholeChain, ChainStep } from '../shapes/answers/chain.js'

export const CHAIN = {
  title: { nl: 'Van zorggebruik tot instelling', en: 'From care use to institution' },
  verified: { nl: 'Nagerekend', en: 'Verified' },
  proves: { nl: 'Wat daarmee vaststaat', en: 'What that establishes' },
  file: { nl: 'Staat in', en: 'Stands in' },
  againNote: {
    nl: 'Met deze map en het zorggebruik rekent een vreemde alles na, zonder ons te hoeven geloven:',
    en: 'With this folder and the care use a stranger verifies all of it, without having to believe us:',
  },
} as const satisfies Readonly<Record<string, Text>>

/** What each step does. */
export const CHAIN_STEP = {
  solve: {
    nl: 'Zorggebruik naar plaatsen per specialisme en OOR (P26 I.2, FAQ 4-7)',
    en: 'Care use to places per specialty and OOR (P26 I.2, FAQ 4-7)',
  },
  institutions: {
    nl: 'Plaatsen van elke OOR over haar instellingen (P26 III)',
    en: 'Places of every OOR over its institutions (P26 III)',
  },
  bols: { nl: 'BOLS-format, geschreven en teruggelezen (P26 V)', en: 'BOLS format, written and read back (P26 V)' },
  vws: { nl: 'VWS-format, geschreven en teruggelezen (P26 V)', en: 'VWS format, written and read back (P26 V)' },
} as const satisfies Readonly<Record<ChainStep['name'], Text>>

const OUTCOME = {
  accepted: { nl: 'elke stap is nagerekend en klopt', en: 'every step was verified, and is right' },
  rejected: { nl: 'een stap klopt niet', en: 'a step is not right' },
  unproven: { nl: 'een stap is niet bewezen en niet weerlegd', en: 'a step is neither proven nor refuted' },
  infeasible: { nl: 'de keten houdt op: een stap heeft geen oplossing', en: 'the chain stops: a step has no solution' },
  'time-limit': { nl: 'de tijd was op voor alle stappen gedaan waren', en: 'time ran out before all steps were done' },
} as const satisfies Readonly<Record<WholeChain['status'], Text>>

/** What came of it, in a sentence. */
export function chainOutcome({ status, steps }: Pick<WholeChain, 'status' | 'steps'>, language: Language): string {
  const places = steps.at(-1)?.places ?? null
  const outcome = OUTCOME[status][language]
  if (places === null || status !== 'accepted') return outcome
  return `${outcome}: ${wholeText(places, language)} ${small(TERM.places)[language]}`
}

/** The commands by which a stranger verifies the folder. */
export function chainCommands({ scenario }: Pick<WholeChain, 'scenario'>): string[] {
  return [
    `evenredig verify toewijzing.json --scenario ${scenario}`,
    'evenredig verify instellingen.json --case geval.json',
    'evenredig institutions geval.json --format bols --out bols-opnieuw.csv',
    'evenredig institutions geval.json --format vws --out vws-opnieuw.csv',
  ]
}
