/** Answers of `fairness`, read back. */
import { checkShape, parseJson } from '../../shapes/check.js'
import { fairness, type Fairness } from '../../shapes/answers/fairness.js'
import { readText } from '../machine.js'

/** @throws InputError when it is no answer */
export function readFairness(path: string): Fairness {
  return checkShape(fairness, parseJson(readText(path), path), path)
}

export function parseFairness(value: unknown, path = 'answer'): Fairness {
  return checkShape(fairness, value, path)
}
