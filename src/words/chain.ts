/** What is said of the whole chain, from care use to the formats of institutions. */
import { wholeText, type Language, type Text } from '../domain/language.js'
import type { WholeChain, ChainStep } from '../shapes/answers/chain.js'
import type { Verification } from '../shapes/answers/verification.js'
import { FIXED } from './fixed.js'
import { commandLine, inShell, type Given } from './recipe.js'
import { small, TERM } from './terms.js'
import { CLAIM, mismatchText, STATUS } from './texts.js'

export const CHAIN = {
  title: { nl: 'Van zorggebruik tot instelling', en: 'From care use to institution' },
  verified: { nl: 'Nagerekend', en: 'Verified' },
  proves: { nl: 'Wat daarmee vaststaat', en: 'What that establishes' },
  file: { nl: 'Staat in', en: 'Stands in' },
  againNote: {
    nl: 'Met deze map en het zorggebruik ernaast rekent een vreemde alles na, zonder ons te hoeven geloven. De eerste opdracht doet dat in één keer: elke stap, dat de ene uit de andere volgt, en beide formats; de andere doen het stap voor stap:',
    en: 'With this folder, and the care use beside it, a stranger verifies all of it, without having to believe us. The first command does so at once: every step, that one follows from the other, and both formats; the others do it step by step:',
  },
  againWithAdvices: {
    nl: 'Met deze map, en het zorggebruik en de adviezen ernaast, rekent een vreemde alles na, zonder ons te hoeven geloven. De eerste opdracht doet dat in één keer: elke stap, dat de ene uit de andere volgt, en beide formats; de andere doen het stap voor stap:',
    en: 'With this folder, and the care use and the advices beside it, a stranger verifies all of it, without having to believe us. The first command does so at once: every step, that one follows from the other, and both formats; the others do it step by step:',
  },
  noFormats: {
    nl: 'Er zijn geen formats: wat niet is bewezen, wordt niet uitgegeven',
    en: 'There are no formats: what is not proven is not given out',
  },
} as const satisfies Readonly<Record<string, Text>>

/** What each step does. */
export const CHAIN_STEP = {
  solve: {
    nl: 'Zorggebruik naar plaatsen per specialisme en OOR (P26 I.2, FAQ 4-7)',
    en: 'Care use to places per specialty and OOR (P26 I.2, FAQ 4-7)',
  },
  draft: {
    nl: 'Integraal voorstel binnen de regelruimte (P26 II.1.3)',
    en: 'Integral proposal within the leeway (P26 II.1.3)',
  },
  institutions: {
    nl: 'Plaatsen van elke OOR over haar instellingen (P26 III)',
    en: 'Places of every OOR over its institutions (P26 III)',
  },
  bols: { nl: 'BOLS-format, geschreven en teruggelezen (P26 V)', en: 'BOLS format, written and read back (P26 V)' },
  vws: { nl: 'VWS-format, geschreven en teruggelezen (P26 V)', en: 'VWS format, written and read back (P26 V)' },
} as const satisfies Readonly<Record<ChainStep['name'], Text>>

/** What a stranger finds of the files that are no answers. */
export const CHAIN_PART: Readonly<Record<string, Text>> = {
  'geval.json': { nl: 'de cellen zijn die van de stap ervoor', en: 'its cells are those of the step before it' },
  'keten.json': { nl: 'wat de keten van zichzelf zegt klopt', en: 'what the chain says of itself is right' },
}

const OUTCOME = {
  accepted: { nl: 'elke stap is nagerekend en klopt', en: 'every step was verified, and is right' },
  rejected: { nl: 'een stap klopt niet', en: 'a step is not right' },
  unproven: small(FIXED.unproven),
  infeasible: { nl: 'de keten houdt op: een stap heeft geen oplossing', en: 'the chain stops: a step has no solution' },
  'time-limit': { nl: 'de tijd was op voor alle stappen gedaan waren', en: 'time ran out before all steps were done' },
} as const satisfies Readonly<Record<WholeChain['status'], Text>>

/** What came of a step. What is only feasible claims nothing, so that the checker finds nothing wrong with it: proven it is not. */
export function stepOutcome({
  status,
  places,
  verified,
}: Pick<ChainStep, 'status' | 'places' | 'verified'>): ChainStep['outcome'] {
  if (verified === 'rejected') return 'rejected'
  if (status === 'time-limit') return 'time-limit'
  if (verified === 'unproven') return 'unproven'
  if (places === null) return 'infeasible'
  return status === 'optimal' ? 'accepted' : 'unproven'
}

/** Why a step is not accepted. */
export function stepTexts(
  outcome: ChainStep['outcome'],
  answer: { readonly status: keyof typeof STATUS; readonly conflict: { readonly texts: Text } | null },
  { faults, unproven }: Verification,
): Text | null {
  const both = (say: (language: Language) => string): Text => ({ nl: say('nl'), en: say('en') })
  if (outcome === 'accepted') return null
  if (outcome === 'time-limit') return STATUS['time-limit']
  if (outcome === 'infeasible') return answer.conflict?.texts ?? STATUS[answer.status]
  if (outcome === 'rejected') {
    return both((language) => faults.map((each) => `${each.path}: ${mismatchText(each, language)}`).join('; '))
  }
  const claims = unproven.length === 0 ? [CLAIM.optimality] : unproven.map(({ claim }) => CLAIM[claim])
  return both((language) => claims.map((claim) => claim[language]).join('; '))
}

/** What came of it, in a sentence; where that is not a yes, of which step and why. */
export function chainOutcome({ status, steps }: Pick<WholeChain, 'status' | 'steps'>, language: Language): string {
  const outcome = OUTCOME[status][language]
  if (status === 'accepted') return `${outcome}: ${placesText(steps.at(-1)!, language)}`
  const told = steps.flatMap(({ name, outcome: of, texts }) => {
    if (of === 'accepted') return []
    const why = texts === null ? '' : `: ${texts[language].replace(/\.$/, '')}`
    return [`${CHAIN_STEP[name][language]}${why}`]
  })
  const held = status === 'unproven' ? [CHAIN.noFormats[language]] : []
  return [`${outcome}: ${told.join('; ')}`, ...held].join('. ')
}

/** "1.335 plaatsen, waarvan 195 buiten het kader". */
function placesText({ places, outside }: Pick<ChainStep, 'places' | 'outside'>, language: Language): string {
  const all = `${wholeText(places ?? 0, language)} ${small(TERM.places)[language]}`
  return outside === 0 ? all : `${all}, ${apartText(outside, language)}`
}

/** Those of sportgeneeskunde, orthodontie and psychiatrie, which care use does not divide. */
export function apartText(outside: number, language: Language): string {
  const count = wholeText(outside, language)
  return { nl: `waarvan ${count} buiten het kader`, en: `of which ${count} outside the frame` }[language]
}

/** A stranger has the folder, not the path from where it was made. */
function baseOf(path: string): string {
  return path.split(/[\\/]/).at(-1)!
}

/** The commands by which a stranger verifies the folder. @param given what the inputs were called */
export function chainCommands(
  { scenario, steps, input, made }: Pick<WholeChain, 'scenario' | 'steps' | 'input' | 'made'>,
  given: Given | undefined,
): string[] {
  const has = (name: ChainStep['name']) => steps.some((step) => step.name === name)
  // what came without a name is called as all else in the folder is, in whatever language
  const { near = 'gegeven.json', advices = 'adviezen.json' } = given ?? {}
  const named = ['--scenario', inShell(baseOf(given?.scenarios[0] ?? scenario))]
  const frame = given?.frame === undefined ? [] : ['--frame', inShell(baseOf(given.frame))]
  const { objective } = made?.from ?? {}
  const aim = typeof objective === 'string' ? ['--objective', objective] : []
  const between = [
    ...(input.advices === null ? [] : ['--advices', inShell(baseOf(advices))]),
    ...(input.near === null ? [] : ['--near', inShell(baseOf(near))]),
  ]
  return [
    commandLine(['verify', 'keten.json', ...named, ...frame, ...between]),
    commandLine(['verify', 'toewijzing.json', ...named, ...frame]),
    ...(has('draft') ? [commandLine(['verify', 'voorstel.json', ...named, ...frame, ...between])] : []),
    ...(has('institutions') ? [commandLine(['verify', 'instellingen.json', '--case', 'geval.json'])] : []),
    ...(['bols', 'vws'] as const)
      .filter(has)
      .map((format) => commandLine(['institutions', 'geval.json', ...aim, '--format', format, '--out', `${format}-opnieuw.csv`])), // prettier-ignore
  ]
}
