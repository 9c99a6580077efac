/**
 * Room for the arrays of a program while it is solved: one buffer instead of many arrays, and used again by the programs after it.
 * A table of 30 x 7 is solved in less than ten times what it takes to get its room anew.
 */

/** What is larger is not kept: it would hold its memory for nothing. */
const MOST_BYTES = 262_144
/** As many sizes at a time as a sweep over a few kinds of table asks for. */
const MOST_ROOMS = 8

class Room {
  private readonly bytes: Uint8Array<ArrayBuffer>
  /** In the order in which they were asked for: whoever asks for as much room asks for the same, as a rule. */
  private readonly arrays: (Float64Array | Int32Array)[] = []
  private asked = 0
  private float = 0
  private integer: number

  constructor(
    readonly floatCount: number,
    readonly integerCount: number,
  ) {
    this.bytes = new Uint8Array(8 * floatCount + 4 * integerCount)
    this.integer = 8 * floatCount
  }

  get isSmall(): boolean {
    return this.bytes.length <= MOST_BYTES
  }

  /** All zeros, and nothing handed out. */
  clear(): void {
    this.bytes.fill(0)
    this.asked = 0
    this.float = 0
    this.integer = 8 * this.floatCount
  }

  floats(length: number): Float64Array {
    const begin = this.float
    this.float += 8 * length
    const known = this.arrays[this.asked++]
    if (known instanceof Float64Array && known.byteOffset === begin && known.length === length) return known
    return this.kept(new Float64Array(this.bytes.buffer, begin, length))
  }

  integers(length: number): Int32Array {
    const begin = this.integer
    this.integer += 4 * length
    const known = this.arrays[this.asked++]
    if (known instanceof Int32Array && known.byteOffset === begin && known.length === length) return known
    return this.kept(new Int32Array(this.bytes.buffer, begin, length))
  }

  private kept<T extends Float64Array | Int32Array>(array: T): T {
    this.arrays[this.asked - 1] = array
    return array
  }
}

let free: Room[] = []
/** Of the program that is being solved; null when none is. */
let taken: Room[] | null = null

/** Zeroed room for so many numbers. */
export function roomFor(floatCount: number, integerCount: number): Room {
  const at = free.findIndex((room) => room.floatCount === floatCount && room.integerCount === integerCount)
  if (taken === null || at === -1) {
    const room = new Room(floatCount, integerCount)
    taken?.push(room)
    return room
  }
  const [room] = free.splice(at, 1) as [Room]
  room.clear()
  taken.push(room)
  return room
}

/** Solves one program; its rooms are free for the next afterwards, so nothing in them may be held on to. */
export function inRooms<T>(solve: () => T): T {
  const outer = taken
  taken = []
  try {
    return solve()
  } finally {
    free = [...taken.filter((room) => room.isSmall), ...free].slice(0, MOST_ROOMS)
    taken = outer
  }
}
