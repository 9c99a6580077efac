/**
 * The two formats in which places over institutions are handed over (P26 V): BOLS format, institution by specialty under each OOR; VWS format,
 * without OORs, by the code of the care authority, what an institution has from two OORs added up.
 */
import { InputError, type Fault } from './errors.js'
import type { Institution, Training } from './institutions.js'
import { foldedCode } from './language.js'

export const DELIVERY_FORMATS = ['bols', 'vws'] as const
export type DeliveryFormat = (typeof DELIVERY_FORMATS)[number]

interface Coded {
  readonly code: string
}

/** Places of one training. */
export interface TrainingPlaces extends Training {
  readonly places: number
}

/** What an answer has that is handed over. */
export interface Deliverable {
  readonly institutions: readonly Institution[]
  readonly specialties: readonly Coded[]
  readonly oors: readonly Coded[]
  readonly places: readonly TrainingPlaces[] | null
}

/** A line of a format. */
export interface DeliveryLine {
  /** In BOLS format the OOR, in VWS format the code of the care authority. */
  readonly key: string
  readonly institution: Institution
  /** How the institution is called, as no other is. */
  readonly label: string
  /** In the order of the specialties. */
  readonly places: readonly number[]
}

export interface DeliveryTable {
  readonly header: readonly string[]
  readonly lines: readonly DeliveryLine[]
}

/** The heads of the columns before those of the specialties. */
export const DELIVERY_HEAD = { bols: ['oor', 'instelling'], vws: ['nza', 'instelling'] } as const satisfies Readonly<
  Record<DeliveryFormat, readonly string[]>
>

/** The table of a format; only its header where there are no places. @throws InputError for codes that are missing or double */
export function deliveryTable(answer: Deliverable, format: DeliveryFormat): DeliveryTable {
  if (format === 'vws') checkAuthorityCodes(answer.institutions)
  const header = [...DELIVERY_HEAD[format], ...answer.specialties.map(({ code }) => code)]
  return { header, lines: format === 'bols' ? linesByOor(answer) : linesByCode(answer) }
}

function linesByOor(answer: Deliverable): DeliveryLine[] {
  const labels = institutionLabels(answer.institutions)
  const sums = sumsBy(answer, ({ institution, oor }) => JSON.stringify([oor, institution]))
  return answer.oors.flatMap(({ code: oor }) =>
    answer.institutions.flatMap((institution) => {
      const places = sums.get(JSON.stringify([oor, institution.code]))
      return places === undefined ? [] : [{ key: oor, institution, label: labels.get(institution.code)!, places }]
    }),
  )
}

/** "VWS-format: zonder OOR-indeling, met NZa-code per instelling" (P26 V): rows of two OORs are one. */
function linesByCode(answer: Deliverable): DeliveryLine[] {
  const labels = institutionLabels(answer.institutions)
  const sums = sumsBy(answer, ({ institution }) => institution)
  return answer.institutions.flatMap((institution) => {
    const places = sums.get(institution.code)
    return places === undefined
      ? []
      : [{ key: institution.nza, institution, label: labels.get(institution.code)!, places }]
  })
}

/** The places of what has one key, by specialty. */
function sumsBy(
  { places, specialties }: Deliverable,
  keyOf: (training: TrainingPlaces) => string,
): ReadonlyMap<string, readonly number[]> {
  const at = new Map(specialties.map(({ code }, s) => [code, s]))
  const sums = new Map<string, number[]>()
  for (const training of places ?? []) {
    const key = keyOf(training)
    const sum = sums.get(key) ?? specialties.map(() => 0)
    sum[at.get(training.specialty)!]! += training.places
    sums.set(key, sum)
  }
  return sums
}

/** @throws InputError that names each institution without a code of the care authority, or with that of another */
export function checkAuthorityCodes(institutions: readonly Institution[]): void {
  const faults = authorityFaults(institutions)
  if (faults.length > 0) throw new InputError(faults)
}

/** Every institution has a code of the care authority, and no two have the same: by it they apply for their money (P26 VI). */
export function authorityFaults(institutions: readonly Institution[]): Fault[] {
  const count = new Map<string, number>()
  for (const each of institutions) {
    count.set(authorityCode(each), (count.get(authorityCode(each)) ?? 0) + 1)
  }
  return institutions.flatMap((each, i): Fault[] => {
    const path = `institutions[${i}].nza`
    if (authorityCode(each) === '') return [{ code: 'missing', path, found: named(each), expected: 'text' }]
    if (count.get(authorityCode(each)) === 1) return []
    return [{ code: 'duplicate', path, found: `${each.nza} – ${named(each)}`, expected: '' }]
  })
}

/** A code of the care authority as it is told from others: a spreadsheet takes the zeros off a code of digits. */
export function authorityCode({ nza }: Pick<Institution, 'nza'>): string {
  return foldedLabel(nza).replace(/^0+(?=\d+$)/, '')
}

function named({ code, name }: Pick<Institution, 'code' | 'name'>): string {
  return name === code ? code : `${name} (${code})`
}

/** Each institution by its name; where two would look alike, with its code too. */
export function institutionLabels(institutions: readonly Institution[]): ReadonlyMap<string, string> {
  const count = new Map<string, number>()
  for (const { code, name } of institutions) {
    const own = [name, code, named({ code, name })].map(foldedLabel)
    for (const each of new Set(own)) count.set(each, (count.get(each) ?? 0) + 1)
  }
  return new Map(
    institutions.map((each) => [each.code, count.get(foldedLabel(each.name)) === 1 ? each.name : named(each)]),
  )
}

/** A label as it is told from others: spreadsheets add apostrophes, and nobody sees blanks. */
export function foldedLabel(label: string): string {
  return foldedCode(label)
    .replace(/[\p{C}']/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}
