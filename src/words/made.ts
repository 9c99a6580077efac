/** Which version an answer is, in words. */
import type { Made } from '../shapes/answers/parts.js'
import { TERM } from './terms.js'
import { printable, type Language, type Text } from './texts.js'

export const FINGERPRINT: Text = { nl: 'Vingerafdruk', en: 'Fingerprint' }
export const AGAIN: Text = { nl: 'Opnieuw te maken met', en: 'Made again by' }

/** In a line: the fingerprint, the version of the program, and the command. */
export function madeText({ version, fingerprint, command }: Made, language: Language): string {
  const by = command === undefined ? '' : `: ${printable(command)}`
  return `${FINGERPRINT[language]} ${fingerprint}, evenredig ${version}${by}`
}

const TABLE: Text = { nl: 'Tabel', en: 'Table' }

const INPUT: Readonly<Record<string, Text>> = {
  scenario: TERM.scenario,
  scenarios: TERM.scenario,
  a: TERM.first,
  b: TERM.second,
  problem: TABLE,
  table: TABLE,
  advices: { nl: 'Adviezen, punten, motiveringen en wensen', en: 'Advices, points, motivations and wishes' },
  proposal: TERM.proposal,
  proposals: TERM.proposal,
  near: { nl: 'Zo dicht mogelijk bij', en: 'As near as can be to' },
  carry: { nl: 'Eerdere jaren', en: 'Earlier years' },
}

/** What an answer was made from, input by input; what was asked of that stands in the command. */
export function madeFacts({ from }: Made, language: Language): { readonly word: string; readonly value: string }[] {
  return Object.entries(from).flatMap(([name, value]) => {
    const word = INPUT[name]
    return word === undefined ? [] : [{ word: word[language], value: [value].flat().join(', ') }]
  })
}
