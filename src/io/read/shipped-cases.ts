/** Cases that were asked for by their id alone: that names them. */

const shipped = new WeakMap<object, string>()

/** Remembers the id of a case that comes with the package. */
export function asShipped<T extends { readonly id: string }>(given: T): T {
  shipped.set(given, given.id)
  return given
}

/** The id by which a case was asked for; undefined for any other. */
export function shippedIdOf(given: unknown): string | undefined {
  return typeof given === 'object' && given !== null ? shipped.get(given) : undefined
}
