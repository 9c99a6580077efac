/**
 * Which version an answer is: of all that it was computed from, a fingerprint. Two answers with one fingerprint were asked the same of the
 * same; where two differ, `from` shows in what.
 *
 * What counts, each by the SHA-256 of its canonical JSON (RFC 8785) as it was read, whatever file it came in:
 *
 *   scenario    with its data files, options, agreed cells and all else that it holds (`input.sha256`)
 *   advices     advices, points of attention, motivations, sizes, history, wishes and agreements (`input.advicesSha256`)
 *   proposal    its places, and what it holds outside the frame
 *   near, carry the given allocation, and each earlier result
 *   agree       what-ifs of the question itself
 *   table, problem, result, parts   the table, the loose problem, or the file that was asked about
 *
 * and by their values: the question, all options in force, and every other thing asked that is not the default (method, objective,
 * seed, fallback, repair …). What does not count: the time allowed, the names of files, the language, the form of the answer, what `publish` leaves
 * out, the number of threads, and the version of the program, which stands beside it.
 */
import { optionsInForce, type Options } from '../domain/options.js'
import type { Scenario } from '../domain/scenario.js'
import { VERSION } from '../domain/version.js'
import { fingerprint } from '../io/canonical.js'
import { readingOf, withReading } from '../io/read/readings.js'
import type { AgreementKept } from '../shapes/answers/agreement.js'
import type { Made } from '../shapes/answers/parts.js'

/** What holds when nothing is said: to say it makes no other question. */
const USUAL: Readonly<Record<string, unknown>> = {
  method: 'optimal',
  objective: 'next-best',
  ties: 'canonical',
  nearRank: 'after',
  optima: 0,
}

/** An answer with its fingerprint. @param from what it was computed from: hashes and values; what is not there does not count */
export function withMade<A extends object>(
  answer: A,
  question: string,
  from: Readonly<Record<string, unknown>>,
): A & { readonly made: Made } {
  const said = Object.entries(from)
    .filter(([name, value]) => value !== undefined && value !== null && value !== false && value !== USUAL[name])
    .toSorted(([a], [b]) => (a < b ? -1 : 1)) // whatever the order in which it was asked
  const whole = { question, ...Object.fromEntries(said) }
  const made = { version: VERSION, fingerprint: fingerprint(whole), from: whole }
  return withReading({ ...answer, made }, readingOf(answer))
}

/** Of what was agreed in the question itself; those of the scenario and the consultation are in theirs. */
export function agreedHash(agreements: readonly AgreementKept[] = []): string | null {
  const asked = agreements.filter(({ from }) => from === 'question')
  const stated = asked.map(({ specialty, oor, low, high, row }) => ({ specialty, oor, low, high, row }))
  return stated.length === 0 ? null : fingerprint(stated)
}

/** All options in force for a scenario. */
export function optionsFor({ options }: Pick<Scenario, 'options'>, given: Partial<Options> | undefined): Options {
  return optionsInForce({ ...options, ...given })
}

/** Of a result that is read: all but what differs from run to run, and what is said of its files. */
export function fingerprintOf(file: object): string {
  const { milliseconds: _, read: __, made: ___, ...rest } = file as Readonly<Record<string, unknown>>
  // a draft holds its fallback as a result of its own
  const { fallback } = rest as { readonly fallback?: { readonly result: object } | null }
  if (fallback == null) return fingerprint(rest)
  const { milliseconds: ____, ...result } = fallback.result as Readonly<Record<string, unknown>>
  return fingerprint({ ...rest, fallback: { ...fallback, result } })
}
