/** Figures that add up, to the last decimal that is shown. */

/** Without the noise of adding decimals. */
export function billionths(value: number): number {
  return Math.round(value * 1e9) / 1e9
}

/**
 * Parts in so many decimals that add up to their sum in as many: each is what it adds to those before it, so none is off by a whole
 * unit of the last decimal.
 */
export function adding(from: number, parts: readonly number[], digits: number): number[] {
  const unit = 10 ** digits
  const whole = (value: number) => Math.round(billionths(value) * unit) + 0 // never -0
  let exact = from
  let shown = whole(from)
  return parts.map((part) => {
    exact = billionths(exact + part)
    const before = shown
    shown = whole(exact)
    return (shown - before) / unit
  })
}
