/** Flags that do nothing for what was asked: said on stderr, since nobody types one for nothing. */
import { OPTION_NAMES } from '../domain/options.js'
import { METHODS } from '../domain/table.js'
import { isProposalFile } from '../io/read/told.js'
import { TERM } from '../words/terms.js'
import type { Language, Text } from '../words/texts.js'

/** The flags that may do nothing, as they were typed. */
interface Idle {
  readonly option?: readonly string[]
  readonly method?: string
  /** Of `compare`, with commas between them. */
  readonly methods?: string
  readonly ties?: string
  readonly seed?: string
  readonly solver?: string
  readonly optima?: string
}

/** Commands that read what a proposal leaves open; to the others leeway, motivations and staffel are nothing. */
const ABOUT_PROPOSALS: ReadonlySet<string> = new Set(['draft', 'check'])

/** Whether a reading of the protocol changes nothing in what a command answers. Of a loose table that is refused. */
function isIdle(name: string, command: string, isBeside: boolean): boolean {
  const isOfProposals = OPTION_NAMES.some((each) => each === name) && /^(leeway|motivation|staffel|today)\./.test(name)
  return isOfProposals && !ABOUT_PROPOSALS.has(command) && command !== 'round' && !isBeside
}

/** What a flag does nothing for. */
const WHY = {
  proposal: { nl: 'geldt alleen voor draft en check', en: 'holds for draft and check only' },
  lots: { nl: 'er wordt niet geloot (--ties lot of --method lottery)', en: 'no lots are drawn (--ties lot or --method lottery)' }, // prettier-ignore
  method: { nl: 'geldt alleen voor methode optimal', en: 'holds for method optimal only' },
} as const satisfies Record<string, Text>

const NOTHING: Text = { nl: 'doet hier niets', en: 'does nothing here' }

/** Every flag of a command that changes nothing, a line each. @param command its name; @param first what it is asked about first */
export function idleLines(command: string, flags: Idle, language: Language, first?: string): string[] {
  const isBeside = command === 'compare' && first !== undefined && isProposalFile(first)
  const methods = new Set((flags.methods ?? flags.method ?? 'optimal').split(',').map((each) => each.trim()))
  // that there is no such method is another fault
  const isByHand = !methods.has('optimal') && [...methods].every((each) => METHODS.some((method) => method === each))
  const drawsLots = (flags.ties === 'lot' && !isByHand) || methods.has('lottery')
  const idle: [string, keyof typeof WHY][] = [
    ...(flags.option ?? [])
      .map((pair) => pair.split('=')[0]!)
      .filter((name) => isIdle(name, command, isBeside))
      .map((name): [string, 'proposal'] => [`--option ${name}`, 'proposal']),
    ...(flags.seed !== undefined && !drawsLots && SOLVES.has(command) ? [['--seed', 'lots'] as [string, 'lots']] : []),
    ...(['solver', 'ties', 'optima'] as const)
      .filter((name) => isByHand && flags[name] !== undefined)
      .map((name): [string, 'method'] => [`--${name}`, 'method']),
  ]
  return idle.map(([flag, why]) => `${TERM.note[language]}: ${flag} ${NOTHING[language]}: ${WHY[why][language]}`)
}

/** The commands whose seed is one of lots. */
const SOLVES: ReadonlySet<string> = new Set(['solve', 'round', 'compare', 'explain'])
