/** Parts of many years, as they are written and read back: whole, unchanged, and with sums that can be. */
import { InputError, readIn } from '../domain/errors.js'
import type { Scenario } from '../domain/scenario.js'
import { partFaults, type Part, type Range } from '../fairness/part.js'
import type { FairnessQuestion } from '../fairness/question.js'
import { soundFaults, type SummedOver } from '../fairness/sound.js'
import { fingerprint } from '../io/canonical.js'
import { readText } from '../io/machine.js'
import { checkShape, parseJson } from '../shapes/check.js'
import { fairnessBatch, fairnessPart, type FairnessPart, type FairnessSums } from '../shapes/answers/fairness.js'

/** @throws InputError when it is no part, or was changed */
export function readPart(path: string): FairnessPart {
  return parsePart(
    readIn(path, () => parseJson(readText(path), path)),
    path,
  )
}

/** The same in memory. */
export function parsePart(value: unknown, path = 'part'): FairnessPart {
  return readIn(path, () => {
    const part = checkShape(fairnessPart, value, path)
    const { sha256, made: _, ...rest } = part // how it was made is told beside it
    const faults = partFaults(part)
    if (faults.length > 0) throw new InputError(faults)
    const found = fingerprint(rest)
    if (found !== sha256) throw new InputError([{ code: 'changed', path: 'sha256', found, expected: sha256 }])
    return part
  })
}

/** A part with what tells whether it was changed later. */
export function sealed(part: Part): FairnessPart {
  return { ...part, sha256: fingerprint(part) }
}

/** A question by what its batches are of: where one was changed on its way to who makes a batch, that is of another. */
export function signOf(version: string, scenario: Scenario, question: FairnessQuestion): string {
  return fingerprint({ version, scenario, question })
}

/** Sums over a batch as they are kept: with what tells whether they were changed later, or are of another batch. @param of its question */
export function batchText(of: string, batch: Range, sums: FairnessSums): string {
  return JSON.stringify({ ...sums, sha256: fingerprint({ of, batch, sums }) })
}

/** Sums over a batch, as they were kept. @throws InputError when they are none, by their name */
export function sumsIn(
  text: string,
  name: string,
  of: string,
  batch: Range,
  claimed: Omit<SummedOver, 'draws'>,
): FairnessSums {
  return readIn(name, () => {
    const { sha256, ...sums } = checkShape(fairnessBatch, parseJson(text, name), name)
    const faults = soundFaults({ ...claimed, draws: [batch] }, sums)
    if (faults.length > 0) throw new InputError(faults)
    const found = fingerprint({ of, batch, sums })
    if (found !== sha256) throw new InputError([{ code: 'changed', path: 'sha256', found, expected: sha256 }])
    return sums
  })
}
