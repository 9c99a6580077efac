/** What goes to the thread of a question, and what comes back. */
import type { Fault } from '../domain/errors.js'
import type { PlaceOf } from '../domain/places.js'
import type { QuestionName } from './questions.js'

/** Plain data. */
export interface Errand {
  readonly name: QuestionName
  readonly args: readonly unknown[]
  /** Which inputs came from a table, by index among all arguments and the members of those that are lists. */
  readonly placed: readonly number[]
  /** By the clock on the wall, in milliseconds; null for no limit. */
  readonly end: number | null
}

export type Message =
  | { readonly answer: unknown }
  | { readonly faults: readonly Fault[] }
  | { readonly failure: string; readonly ofEngine: boolean }

/** In no file name and no field. */
const MARK = '\u0000'

/** The places of an input's fields stay behind; in a thread a field's place is a mark that says whose field it is. */
export function marked(input: number): PlaceOf {
  return (field) => `${MARK}${input}${MARK}${field}`
}

/** Whose field a mark means; null for any other path. */
export function fieldOf(path: string): { readonly input: number; readonly field: string } | null {
  const [before, input, field] = path.split(MARK)
  return before === '' && input !== undefined && field !== undefined ? { input: Number(input), field } : null
}
