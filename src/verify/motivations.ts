/** The check of what a draft says of its motivations: which it needs, and which are complete, from its own numbers and texts. */
import type { Consultation } from '../domain/proposal.js'
import type { VerifyFault } from './fault.js'

/** The fields of a draft that this needs. */
export interface MotivatedFile {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly options: { readonly 'motivation.level': 'oor' | 'cell' }
  readonly consultation: Pick<Consultation, 'motivations'>
  readonly motivations?: unknown
  readonly check?: unknown
}

type Matrix = readonly (readonly number[])[]

/** What stands in the file of one motivation. */
interface Stated {
  readonly oor?: unknown
  readonly specialty?: unknown
  readonly difference?: unknown
  readonly missing?: unknown
}

/**
 * P26 Regelruimte 2: every deviation is motivated, with a ground and a text. Of an OOR: as a whole, or all its cells that deviate.
 * @param allocation,base places and base distribution, of the same shape
 */
export function motivationFaults(file: MotivatedFile, allocation: Matrix, base: Matrix): VerifyFault[] {
  const { rows, columns, consultation, options, motivations, check } = file
  if (!Array.isArray(motivations)) return []
  const said = new Set(
    consultation.motivations
      .filter(({ grounds, text }) => grounds.length > 0 && text.match(/\p{L}/u) !== null)
      .map(({ oor, specialty }) => JSON.stringify([oor, specialty])),
  )
  const isSaid = (oor: string, specialty: string | null) => said.has(JSON.stringify([oor, specialty]))
  const moved = (s: number, o: number) => allocation[s]![o]! - base[s]![o]!
  const wanted: { oor: string; specialty: string | null; difference: number; complete: boolean }[] = []
  if (options['motivation.level'] === 'cell') {
    rows.forEach((specialty, s) =>
      columns.forEach((oor, o) => {
        const difference = moved(s, o)
        if (difference !== 0) wanted.push({ oor, specialty, difference, complete: isSaid(oor, specialty) })
      }),
    )
  } else {
    columns.forEach((oor, o) => {
      const changes = rows.map((specialty, s) => ({ specialty, by: moved(s, o) })).filter(({ by }) => by !== 0)
      const difference = changes.reduce((sum, { by }) => sum + by, 0)
      const complete = isSaid(oor, null) || changes.every(({ specialty }) => isSaid(oor, specialty))
      if (difference !== 0) wanted.push({ oor, specialty: null, difference, complete })
    })
  }
  return [...listFaults(motivations as readonly Stated[], wanted), ...ruleFaults(check, wanted)]
}

type Wanted = readonly { oor: string; specialty: string | null; difference: number; complete: boolean }[]

function listFaults(stated: readonly Stated[], wanted: Wanted): VerifyFault[] {
  if (stated.length !== wanted.length) {
    return [{ path: 'motivations', found: String(stated.length), expected: String(wanted.length) }]
  }
  return wanted.flatMap(({ complete, ...each }, i) => {
    const { oor, specialty, difference, missing } = stated[i] ?? {}
    const [found, expected] = [JSON.stringify({ oor, specialty, difference }), JSON.stringify(each)]
    if (found !== expected) return [{ path: `motivations[${i}]`, found, expected }]
    const isComplete = Array.isArray(missing) && missing.length === 0
    if (isComplete === complete) return []
    return [{ path: `motivations[${i}].missing`, found: JSON.stringify(missing), expected: complete ? '[]' : 'what is missing' }] // prettier-ignore
  })
}

/** The rule fails where a motivation is not complete, and only there. */
function ruleFaults(check: unknown, wanted: Wanted): VerifyFault[] {
  const { rules } = (check ?? {}) as {
    readonly rules?: readonly { readonly id?: unknown; readonly outcome?: unknown }[]
  }
  const i = rules?.findIndex(({ id }) => id === 'motivation') ?? -1
  if (i === -1) return []
  const [found, expected] = [rules![i]!.outcome, wanted.every(({ complete }) => complete) ? 'pass' : 'fail']
  return found === expected ? [] : [{ path: `check.rules[${i}].outcome`, found: String(found), expected }]
}
