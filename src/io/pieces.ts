/** Files that are written piece by piece: tables too long for memory. Where there is a disk, `host` opens them. */

export interface Pieces {
  readonly append: (name: string, bytes: Uint8Array) => void
  /** Gives the files their names: before, none is there. */
  readonly end: () => void
  /** Leaves nothing behind of what has not ended. */
  readonly drop: () => void
}
