/**
 * What differs from machine to machine: files, shipped scenarios and threads. Node reads a disk; a browser has what comes with the
 * package and takes all else as bytes. Each entry of the package says once on what it runs (`runOn`); nothing else knows.
 */
import { InputError, nearest, type Fault } from '../domain/errors.js'
import { decode } from './text.js'

/** A path means what it means on that machine. */
export interface Machine {
  /** A file as it is. @throws InputError with `shownAs`, or else the path, as the path */
  readonly read: (path: string, shownAs?: string) => Uint8Array
  /** A file that a file names, in its folder or below it. @throws InputError with the name as the path */
  readonly readNamed: (path: string, name: string) => Uint8Array
  /** Whether a file of this name stands in the folder of a file. */
  readonly hasNamed: (path: string, name: string) => boolean
  /** The path of the file of this name, or else `scenario.json`, that is meant by an id, a folder or a path. @throws InputError `not-found` */
  readonly findScenario: (given: string, name?: string) => string
  /** The path of the file of a shipped scenario, by its id and nothing else. @throws InputError with `shownAs` as the path */
  readonly findShipped: (id: string, shownAs: string, name?: string) => string
  /** Whether a path is of a file that comes with the package. */
  readonly isShipped: (path: string) => boolean
  /** Ids of the shipped folders that have a file of this name, sorted; of the scenarios where none is named. */
  readonly shipped: (name?: 'scenario.json' | 'case.json') => string[]
  /** Threads that can be ended; null where there are none, or this is one. */
  readonly openThread: OpenThread | null
  /** How many threads it can run at a time. */
  readonly cores: number
}

/** What ends an errand before its answer: a signal, or milliseconds. A thread that was asked so is to be ended too. */
export interface Ends {
  readonly signal?: AbortSignal | undefined
  readonly killMs: number | null
}

/** A thread that answers errands of plain data, one after another; whoever opened it ends it. */
export interface Thread {
  /** @returns null when the clock ended it; @throws the signal's reason; EngineError when the thread fails */
  readonly ask: <M>(errand: unknown, ends: Ends) => Promise<M | null>
  readonly end: () => Promise<void>
}

/** Opens the thread of this name. */
export type OpenThread = (thread: string) => Thread

let machine: Machine | null = null

/** Says on what this runs, from here on. */
export function runOn(given: Machine): void {
  machine = given
}

/** The machine that this runs on. */
export function here(): Machine {
  if (machine === null) throw new Error('no entry of the package was imported: see runOn')
  return machine
}

/** Ids of the shipped scenarios, sorted. */
export function shippedScenarios(): string[] {
  return here().shipped()
}

/** Ids of the shipped cases within OORs, sorted. */
export function shippedCases(): string[] {
  return here().shipped('case.json')
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
