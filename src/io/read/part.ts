/** Answers of `fairness` and parts of them, read back. */
import { readIn } from '../../domain/errors.js'
import { checkShape, parseJson } from '../../shapes/check.js'
import { fairness, fairnessPart, type Fairness, type FairnessPart } from '../../shapes/answers/fairness.js'
import { readText } from '../machine.js'

/** @throws InputError when it is no part */
export function readPart(path: string): FairnessPart {
  return readIn(path, () => checkShape(fairnessPart, parseJson(readText(path), path), path))
}

/** The same in memory. */
export function parsePart(value: unknown, path = 'part'): FairnessPart {
  return readIn(path, () => checkShape(fairnessPart, value, path))
}

/** @throws InputError when it is no answer */
export function readFairness(path: string): Fairness {
  return checkShape(fairness, parseJson(readText(path), path), path)
}

export function parseFairness(value: unknown, path = 'answer'): Fairness {
  return checkShape(fairness, value, path)
}
