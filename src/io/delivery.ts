/** A format of places over institutions as CSV. */
import { deliveryTable, type Deliverable, type DeliveryFormat } from '../domain/delivery.js'
import type { DataKind } from '../domain/scenario.js'
import { csvText, type Dialect } from './csv.js'

/**
 * A format to hand over, as it was agreed: no other columns, except that a last one says of made-up data on every line that it is.
 * @throws InputError for codes of the care authority that are missing or double
 */
export function deliveryCsvText(
  answer: Deliverable & { readonly data: DataKind },
  format: DeliveryFormat,
  dialect: Dialect = 'plain',
): string {
  const { header, lines } = deliveryTable(answer, format)
  const isMadeUp = answer.data === 'synthetic' || answer.data === 'reconstructed'
  const label = (text: string) => (isMadeUp ? [text] : [])
  return csvText(
    [
      [...header, ...label('data')],
      ...lines.map(({ key, label: name, places }) => [key, name, ...places, ...label(answer.data)]),
    ],
    dialect,
  )
}
