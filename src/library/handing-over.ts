/** The library on handing a version of fixed places over in BOLS or VWS format (P26 V): never of a broken chain, and always read back. */
import { EngineError, InputError, type Fault } from '../domain/errors.js'
import type { DeliveryFormat } from '../domain/delivery.js'
import type { Dialect } from '../io/csv.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import { placesInForce, type VersionHistory } from '../shapes/answers/fixed.js'
import { deliveryCsv, placesInDelivery } from './delivery.js'
import { deliveryWorkbook, type DeliveryWriting } from './workbooks.js'

/** How a version is handed over. */
export interface HandingOver extends Omit<DeliveryWriting, 'version'> {
  readonly format: DeliveryFormat
  readonly dialect?: Dialect | undefined
}

/**
 * The last version of a chain in BOLS or VWS format, as CSV or as the bytes of an .xlsx workbook; what was written is read back first.
 * @param history what `history` answered
 * @throws InputError for a chain that is not whole, or not proven in time, fault by fault; for codes of the care authority that are missing or double
 */
export async function handOver(
  history: VersionHistory,
  as: 'csv' | 'xlsx',
  { format, dialect, ...writing }: HandingOver,
): Promise<string | Uint8Array> {
  const answer = placesInForce(history)
  if (answer === null) throw new InputError(chainFaultsOf(history))
  const { number, hash, previous } = history.versions.at(-1)!
  const version = { number, hash, previous }
  const written =
    as === 'csv'
      ? deliveryCsv(answer, format, { dialect })
      : await deliveryWorkbook(answer, format, { ...writing, version })
  const bytes = typeof written === 'string' ? new TextEncoder().encode(written) : written
  if (isReadBack(bytes, answer, format)) return written
  throw new EngineError(`the ${format} format is not read back as it was written`)
}

/** What is wrong with a chain, as faults of what was handed in. */
export function chainFaultsOf(
  { faults }: { readonly faults: readonly Omit<VersionHistory['faults'][number], 'text'>[] },
  place = 'fixed',
): Fault[] {
  return faults.map(({ version, path, found, expected }): Fault => {
    // a version is fixed only when it is proven: what is not proven now had no time
    const code = expected === '' ? 'out-of-time' : 'chain-broken'
    return { code, path: `${place}: versions[${version}].${path}`, found, expected }
  })
}

/** Whether a file in a format has all places of an answer, and no others. */
export function isReadBack(bytes: Uint8Array, answer: Institutions, format: DeliveryFormat): boolean {
  const wanted = placesBy(answer.places!, format)
  const found = placesBy(placesInDelivery(bytes, answer, format).places, format)
  return [...new Set([...wanted.keys(), ...found.keys()])].every(
    (key) => (wanted.get(key) ?? 0) === (found.get(key) ?? 0),
  )
}

function placesBy(
  places: readonly { institution: string; specialty: string; oor: string | null; places: number }[],
  format: 'bols' | 'vws',
): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { institution, specialty, oor, places: count } of places) {
    const key = JSON.stringify([institution, specialty, format === 'bols' ? oor : null])
    sums.set(key, (sums.get(key) ?? 0) + count)
  }
  return sums
}
