/**
 * How much is drawn. Every day a quarter of it, so that the suite stays short; all of it with `npm run test:all`. Seeds are the same, so
 * what is drawn every day is the beginning of what is drawn then.
 */
const ALL = process.env['DRAW'] === 'all'

/** So many draws, or a quarter of them. */
export function sized(all: number): number {
  return ALL ? all : Math.ceil(all / 4)
}

/** Of all that are alike, a quarter from the first to the last, or all. */
export function drawnFrom<T>(all: readonly T[]): T[] {
  const every = Math.ceil(all.length / sized(all.length))
  return all.filter((_, i) => i % every === 0)
}
