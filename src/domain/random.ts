/** Drawing lots that anyone can repeat. */

/** A small generator of uniform numbers in [0, 1) (mulberry32): the same seed gives the same numbers on every machine. */
export function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A whole number from 0 up to, not including, `end` (at most 2^32), each as likely: draws that would favour some are drawn again. */
export function wholeBelow(random: () => number, end: number): number {
  const fair = 4_294_967_296 - (4_294_967_296 % end)
  for (;;) {
    const drawn = random() * 4_294_967_296
    if (drawn < fair) return drawn % end
  }
}
