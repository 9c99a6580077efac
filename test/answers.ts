/** Answers that several files of tests look at: found once for all files of a worker. Whoever changes one, changes a copy. */
import { draft, years } from '../src/index.js'

export const EXAMPLE_ADVICES = 'scenarios/2027-proposal/advices.json'

/** The draft of the shipped example, with its fallback. */
export const exampleDraft = once(() => draft('2027-proposal', EXAMPLE_ADVICES, { fallback: true }))

/** 2026 and 2027 together. */
export const twoYears = once(() => years(['2026-base', '2027-base']))

function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined
  return () => (found ??= find())
}
