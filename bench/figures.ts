/** Figures as the bench writes them. */

export type Size = readonly [rows: number, columns: number]

/** The sizes that everything is measured on, the real one first. */
export const SIZES: readonly Size[] = [
  [30, 7],
  [100, 20],
  [300, 50],
  [1000, 100],
  [1000, 1000],
  [5000, 500],
]

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

export function duration(milliseconds: number): string {
  return milliseconds < 1 ? `${(1000 * milliseconds).toFixed(0)} µs` : `${milliseconds.toFixed(1)} ms`
}

/** Processor time of this process so far, of all its threads, in milliseconds. Other work on the machine hardly counts in it. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
