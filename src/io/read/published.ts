/** A scenario from published tables alone: its base distribution, and the 75/25 reference for the fallback, as others computed them. */
import { InputError, type Fault } from '../../domain/errors.js'
import type { CareUse, PublishedTable, Scenario } from '../../domain/scenario.js'
import { shown } from '../../shapes/check.js'
import type { ScenarioFile } from '../../shapes/files.js'
import { parseDecimal, decimalText } from '../../domain/decimal.js'
import { addTo, type Account } from './account.js'
import { MAX_PLACES } from './numbers.js'
import { readingOf } from './readings.js'
import type { ReadBeside } from './scenario-file.js'
import { tableInText } from './table.js'

export type PublishedTables = Extract<CareUse, { readonly kind: 'published' }>

type Given = NonNullable<ScenarioFile['published']>

interface Around {
  readonly named: readonly Pick<Scenario['specialties'][number], 'code' | 'name' | 'aliases'>[]
  readonly oors: Scenario['oors']
  readonly readBeside: ReadBeside
}

/** Reads both tables; what is wrong in them goes to the account, by file and line or by its place in the matrix. */
export function readPublished({ base, reference }: Given, around: Around, account: Account): PublishedTables {
  return {
    kind: 'published',
    base: readTableOf(base, 'published.base', around, account),
    reference: reference === undefined ? null : readTableOf(reference, 'published.reference', around, account),
  }
}

function readTableOf(given: Given['base'], path: string, around: Around, account: Account): PublishedTable {
  const { faults } = account
  if (typeof given !== 'string') return matrixOf(given, path, around, faults)
  if (around.readBeside === null) {
    faults.push({ code: 'type', path, found: shown(given), expected: 'array' })
    return []
  }
  try {
    const specialties = around.named.map((each) => ({ ...each, intake: 0 }))
    const table = tableInText(around.readBeside(given), given, { specialties, oors: around.oors })
    const reading = readingOf(table)
    if (reading !== null)
      addTo(account, {
        faults: [],
        used: [...reading.used],
        skipped: [...reading.skipped],
        warnings: [...reading.warnings],
      })
    return table.places
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const fault of error.faults) faults.push(fault)
    return []
  }
}

/** Whole places in the order of the scenario. */
function matrixOf(
  given: readonly (readonly (number | string)[])[],
  path: string,
  { named, oors }: Around,
  faults: Fault[],
): PublishedTable {
  const before = faults.length
  if (given.length !== named.length) {
    faults.push({ code: 'shape', path, found: String(given.length), expected: String(named.length) })
  }
  const places = given.map((row, s) => {
    if (row.length !== oors.length) {
      faults.push({ code: 'shape', path: `${path}[${s}]`, found: String(row.length), expected: String(oors.length) })
    }
    return row.map((value, o) => placesOf(value, `${path}[${s}][${o}]`, faults))
  })
  return faults.length > before ? [] : places
}

function placesOf(value: number | string, path: string, faults: Fault[]): number {
  const decimal = parseDecimal(String(value))
  const text = decimal === null ? '' : decimalText(decimal)
  const wrong = (code: Fault['code'], expected: string) => {
    faults.push({ code, path, found: shown(value), expected })
    return 0
  }
  if (decimal === null) return wrong('not-decimal', '')
  if (decimal.digits < 0n) return wrong('negative', '>= 0')
  if (!/^\d+$/.test(text)) return wrong('not-whole', '')
  return Number(text) > MAX_PLACES ? wrong('too-large', `<= ${MAX_PLACES}`) : Number(text)
}

/** Rows sum to the intake, and zero cells are empty, in both tables. What could not be read is not looked at. */
export function checkPublished(
  { base, reference }: PublishedTables,
  { specialties, oors, zeroCells }: Pick<Scenario, 'specialties' | 'oors' | 'zeroCells'>,
  faults: Fault[],
): void {
  const at = (code: string, of: readonly { readonly code: string }[]) => of.findIndex((each) => each.code === code)
  for (const [name, table] of Object.entries({ base, reference: reference ?? [] })) {
    if (table.length !== specialties.length) continue
    const path = `published.${name}`
    specialties.forEach(({ code, intake }, s) => {
      const sum = table[s]!.reduce((total, places) => total + places, 0)
      if (sum === intake) return
      faults.push({ code: 'total', path: `${path}: ${code}`, found: String(sum), expected: String(intake) })
    })
    for (const { specialty, oor } of zeroCells) {
      const places = table[at(specialty, specialties)]?.[at(oor, oors)] ?? 0
      if (places === 0) continue
      faults.push({ code: 'zero-cell-filled', path: `${path}: ${specialty}-${oor}`, found: String(places), expected: '0' }) // prettier-ignore
    }
  }
}
