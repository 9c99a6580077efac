/** What a test of drawn cases saw, told at the end: to be sure that every kind was there. */
import { afterAll } from 'vitest'

export function tally(): { readonly seen: ReadonlyMap<string, number>; readonly count: (what: string) => void } {
  const seen = new Map<string, number>()
  afterAll(() => {
    console.log([...seen].map(([what, times]) => `${what}: ${times}`).join('\n'))
  })
  return { seen, count: (what) => void seen.set(what, (seen.get(what) ?? 0) + 1) }
}
