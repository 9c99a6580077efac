/** What is kept outside this process, and work that waits there. Node gives folders and PostgreSQL (`src/host`); a browser has neither. */

/** Texts by name, so that work that was ended goes on where it was. */
export interface Kept {
  readonly find: (name: string) => Promise<string | null>
  readonly keep: (name: string, text: string) => Promise<void>
}

/** A place to keep texts in, each set of them apart: it goes as a whole. */
export interface Shelves {
  readonly names: () => Promise<readonly string[]>
  readonly shelf: (name: string) => Kept
  readonly remove: (name: string) => Promise<void>
}

/** A piece of work that somebody took. */
export interface Taken {
  readonly id: string
  /** Of the work that it is a piece of. */
  readonly work: string
  /** Its own name in that. */
  readonly piece: string
  /** By whom it was asked. */
  readonly asker: string
}

/** How far work is. */
export interface Standing {
  /** How many pieces have a result. */
  readonly done: number
  /** Why it cannot be finished; null while nothing is wrong. */
  readonly failure: string | null
}

/** Pieces of work that wait for whoever takes them, on this machine or another; each gets one result. */
export interface Queue {
  /** Puts in the pieces that have no result yet. @param asked what whoever takes one has to know; @returns who asks */
  readonly put: (work: string, asked: string, pieces: readonly string[]) => Promise<string>
  /** One piece, for as long as this process lives; null when none waits. */
  readonly take: () => Promise<Taken | null>
  /** What was asked; null when it is not asked any more. */
  readonly asked: (taken: Taken) => Promise<string | null>
  /** A result, and that its piece is done: both or neither. */
  readonly finish: (taken: Taken, result: string) => Promise<void>
  /** For somebody else to take. */
  readonly giveBack: (taken: Taken) => Promise<void>
  /** Nobody needs it any more. */
  readonly drop: (taken: Taken) => Promise<void>
  /** Says that nobody can do this. */
  readonly fail: (taken: Taken, why: string) => Promise<void>
  readonly standing: (work: string) => Promise<Standing>
  readonly result: (work: string, piece: string) => Promise<string | null>
  /** It is not asked any more; results stay. */
  readonly withdraw: (work: string, asker: string) => Promise<void>
  /** Waits a little, or until the signal. */
  readonly pause: (signal: AbortSignal) => Promise<void>
}

/** Where work is kept, by its address; whoever opened it closes it. */
export interface Store {
  readonly kept: Kept | undefined
  readonly queue: Queue | undefined
  readonly shelves: Shelves
  /** Takes the shelves for this process alone, until it closes. @throws InputError `in-use` */
  readonly claim: () => void
  readonly close: () => Promise<void>
}
