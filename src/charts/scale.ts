/** From figures to places on a drawing, and the round figures that stand along an axis. */

export interface Scale {
  /** Where a figure stands. */
  readonly at: (value: number) => number
  /** Round figures from end to end. */
  readonly ticks: readonly number[]
  /** How many decimals tell ticks apart. */
  readonly digits: number
}

/** A scale that holds all figures, widened to round ends. @param from,to where it begins and ends on the drawing */
export function scaleOf(values: readonly number[], from: number, to: number, ticks: number): Scale {
  const least = Math.min(...values)
  const most = Math.max(...values)
  // figures that are all alike, or as good as, stand in a span of their own size
  const span = most - least > 1e-9 * Math.max(1, Math.abs(most)) ? most - least : Math.max(1e-6, Math.abs(most))
  const step = roundStep(span / ticks)
  const first = Math.floor(least / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(most / step - 1e-9))
  const [low, high] = [first * step, last * step]
  return {
    at: (value) => px(from + ((value - low) / (high - low)) * (to - from)),
    ticks: Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12))),
    digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)),
  }
}

/** One, two or five times a power of ten, at least so large. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= least * (1 - 1e-9))!
}

/** A tenth of a unit of a drawing is as fine as anybody sees. */
export function px(value: number): number {
  return Math.round(value * 10) / 10
}
