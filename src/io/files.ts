/**
 * Files and shipped scenarios, wherever this runs: Node reads a disk, a browser has what comes with the package and takes all else as
 * bytes. What runs says so once, before it reads (`runOn`); nothing below this line knows which it is.
 */
import { InputError, nearest, type Fault } from '../domain/errors.js'
import { decode } from './text.js'

/** How files are reached. A path means what it means there. */
export interface Files {
  /** A file as it is. @throws InputError with `shownAs`, or else the path, as the path */
  readonly read: (path: string, shownAs?: string) => Uint8Array
  /** A file that a file names, in its folder or below it. @throws InputError with the name as the path */
  readonly readNamed: (path: string, name: string) => Uint8Array
  /** The path of the scenario file that is meant by an id, a folder or a path. @throws InputError `not-found` */
  readonly findScenario: (given: string) => string
  /** The path of the file of a shipped scenario, by its id and nothing else. @throws InputError with `shownAs` as the path */
  readonly findShipped: (id: string, shownAs: string) => string
  /** Whether a path is of a file that comes with the package. */
  readonly isShipped: (path: string) => boolean
  /** Ids of the shipped scenarios, sorted. */
  readonly shipped: () => string[]
}

let files: Files | null = null

/** Says how files are reached from here on. */
export function runOn(reached: Files): void {
  files = reached
}

/** How files are reached here. */
export function here(): Files {
  if (files === null) throw new Error('nothing said how files are reached: see runOn')
  return files
}

/** Ids of the shipped scenarios, sorted. */
export function shippedScenarios(): string[] {
  return here().shipped()
}

/** The text of a file. @throws InputError with `shownAs`, or else the path, as the path */
export function readText(path: string, shownAs?: string): string {
  return decode(here().read(path, shownAs))
}

/** A scenario that is not there, with those that come with the package. */
export function noScenario(given: string, path: string, found: string, ids: readonly string[]): InputError {
  const hint = given.length > 100 ? undefined : nearest(given, ids)
  const fault: Fault = { code: 'not-found', path, found, expected: ids.join(' | ') }
  return new InputError([{ ...fault, ...(hint !== undefined && { hint }) }])
}
