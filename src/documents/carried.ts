/** What a year carries over from earlier ones, as every form tells it. */
import type { Result } from '../shapes/answers/result.js'
import { CARRYING } from '../words/fairness.js'
import { TERM } from '../words/terms.js'
import type { Language, Text } from '../words/texts.js'
import { oorTableOf, type OorTable } from './per-oor.js'

export const CARRIED: Text = { nl: 'Meegenomen uit eerdere jaren', en: 'Carried over from earlier years' }

const OWED: Text = { nl: 'Tegoed uit eerdere jaren', en: 'Owed from earlier years' }
const BEFORE: Text = { nl: 'Dit jaar, vóór afronden', en: 'This year, before rounding' }
const LEFT: Text = { nl: 'Blijft tegoed', en: 'Still owed' }

type Carrying = Pick<Result, 'carry' | 'oorTotals' | 'columns' | 'target' | 'allocation' | 'published'>

/** What was carried over, in a sentence or two; null where nothing was. */
export function carriedText({ carry, published }: Carrying, language: Language): string | null {
  if (carry === null) return null
  const count = carry.from.length
  const rule = `(${carry.rule}): ${CARRYING[carry.rule][language]}`
  const said = {
    nl: `Uit ${count === 1 ? 'één eerdere uitkomst' : `${count} eerdere uitkomsten`} is meegenomen ${rule}.`,
    en: `Carried over from ${count === 1 ? 'one earlier result' : `${count} earlier results`} ${rule}.`,
  }[language]
  const withheld = {
    nl: ' Hoeveel dat is, wordt niet gepubliceerd.',
    en: ' How much that is, is not published.',
  }[language]
  return said + (published === true ? withheld : '')
}

/** Per OOR what it was owed, what this year by itself comes to, its places, and what is owed after it. */
export function carriedTable(result: Carrying): OorTable | null {
  const { carry, oorTotals, columns, allocation } = result
  if (carry === null || carry.arrears === null || oorTotals === null) return null
  const own = carry.rule === 'totals' ? oorTotals.floored : perColumn(carry.target ?? result.target)
  const owed = carry.rule === 'totals' ? (carry.arrears as readonly number[]) : perColumn(carry.arrears as Matrix)
  const places = perColumn(allocation)
  const lines = columns.map((oor, o) => {
    const [before, given] = [own?.[o] ?? null, places?.[o] ?? null]
    const left = before === null || given === null ? null : owed![o]! + before - given
    return { oor, owed: owed![o]!, before, given, left }
  })
  return oorTableOf(lines, [
    { word: OWED, of: (line) => line.owed, signed: true, decimals: 3 },
    { word: BEFORE, of: ({ before }) => before, decimals: 3 },
    { word: TERM.places, of: ({ given }) => given, strong: true },
    { word: LEFT, of: ({ left }) => left, signed: true, decimals: 3 },
  ])
}

type Matrix = readonly (readonly number[])[]

function perColumn(matrix: Matrix | null): number[] | null {
  return matrix && matrix[0]!.map((_, o) => matrix.reduce((sum, row) => sum + row[o]!, 0))
}
