/** Arrays that are used again. Room for a table of 30 x 7 takes longer to get than most that is done in it, many thousand times a second. */

/** What is larger is not kept: it would hold its memory for nothing, and takes long to fill anyway. */
const MOST = 4_096

/** For one function that never calls itself: what it asked for before is over when it asks again. */
export class Spare {
  private kept = new Float64Array(0)

  /** Whatever was in it. */
  of(length: number): Float64Array {
    if (this.kept.length === length) return this.kept
    const array = new Float64Array(length)
    if (length <= MOST) this.kept = array
    return array
  }
}
