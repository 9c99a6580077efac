/** The library on the two formats in which places over institutions are handed over (P26 V). */
import { deliveryCsvText } from '../io/delivery.js'
import type { Dialect } from '../io/csv.js'
import type { DeliveryFormat } from '../domain/delivery.js'
import { deliveryIn, type Delivered, type DeliveryNames } from '../io/read/delivery.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import { bytesOf, nameOf, type WorkbookInput } from './inputs.js'

export { DELIVERY_FORMATS, type DeliveryFormat } from '../domain/delivery.js'
export type { Delivered, DeliveryNames } from '../io/read/delivery.js'

/**
 * Places over institutions in BOLS or VWS format as CSV.
 * @param dialect `excel-nl` for semicolons, as a Dutch Excel opens it
 * @throws InputError that names each institution without a code of the care authority, or with that of another, in VWS format
 */
export function deliveryCsv(
  answer: Institutions,
  format: DeliveryFormat,
  { dialect }: { readonly dialect?: Dialect | undefined } = {},
): string {
  return deliveryCsvText(answer, format, dialect)
}

/**
 * The places in a file in BOLS or VWS format, a workbook or CSV, told apart by its heads.
 * @param file a path, or its bytes
 * @param names an answer or a case: what institutions, specialties and OORs are called
 * @throws InputError with every fault, each by its place
 */
export function placesInDelivery(file: WorkbookInput, names: DeliveryNames, name?: string): Delivered {
  return deliveryIn(bytesOf(file), names, nameOf(file, name))
}
