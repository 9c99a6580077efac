/** Parts of many years, as they are written and read back: whole, unchanged, and with sums that can be. */
import { InputError, readIn } from '../domain/errors.js'
import { partFaults, type Part } from '../fairness/part.js'
import { soundFaults, type SummedOver } from '../fairness/sound.js'
import { fingerprint } from '../io/canonical.js'
import { readText } from '../io/machine.js'
import { checkShape, parseJson } from '../shapes/check.js'
import { fairnessPart, fairnessSums, type FairnessPart, type FairnessSums } from '../shapes/answers/fairness.js'

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

/** Sums over some draws of a question, as they were kept. @throws InputError when they are none, by their name */
export function sumsIn(text: string, name: string, claimed: SummedOver): FairnessSums {
  return readIn(name, () => {
    const sums = checkShape(fairnessSums, parseJson(text, name), name)
    const faults = soundFaults(claimed, sums)
    if (faults.length > 0) throw new InputError(faults)
    return sums
  })
}
