/** Where codes stand in a list. */

/** From so many look-ups on a map of all codes costs less than looking along the list. */
const FEW = 8

/** Looks codes up; -1 for one that is not there. A map is made only for who asks often: few do, and some for many tables a second. */
export function indexOf(codes: readonly string[]): (code: string) => number {
  let asked = 0
  let known: ReadonlyMap<string, number> | undefined
  return (code) => {
    if (++asked <= FEW) return codes.indexOf(code)
    known ??= new Map(codes.map((each, i) => [each, i]))
    return known.get(code) ?? -1
  }
}
