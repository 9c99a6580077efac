/** Agreements (afspraken) as files, sheets and flags state them, checked against the specialties and OORs that there are. */
import { WHAT_IF, type Agreement } from '../../domain/agreement.js'
import { InputError, stopAtEnough, type Fault } from '../../domain/errors.js'
import { inPlaceOf } from '../../domain/places.js'
import type { Consultation } from '../../domain/proposal.js'
import type { Scenario } from '../../domain/scenario.js'
import { clipped, shown } from '../../shapes/check.js'
import type { AgreementFile } from '../../shapes/files.js'
import { codeOf, codesOf, type Codes } from './names.js'

interface Sides {
  readonly specialties: Codes
  readonly oors: Codes
}

/** Agreements of a scenario or a consultation. What is wrong is added to `faults`, by its path. */
export function agreementsOf(
  given: readonly AgreementFile[],
  sides: Sides,
  specialties: Scenario['specialties'],
  faults: Fault[],
): Agreement[] {
  const agreed = given.map((each, i) => {
    stopAtEnough(faults)
    return agreementOf(each, `agreements[${i}]`, sides, specialties, faults)
  })
  checkOnce(agreed, faults)
  return agreed
}

function agreementOf(
  given: AgreementFile,
  path: string,
  { specialties: rows, oors }: Sides,
  specialties: Scenario['specialties'],
  faults: Fault[],
): Agreement {
  const { by, reason = '' } = given
  const [low, high, places, date] = [given.low ?? null, given.high ?? null, given.row ?? null, given.date ?? null]
  const specialty =
    given.specialty === undefined ? null : codeOf(given.specialty, () => `${path}.specialty`, rows, faults)
  const oor = given.oor === undefined ? null : codeOf(given.oor, () => `${path}.oor`, oors, faults)
  const fault = (field: string, found: string, expected: string, code: Fault['code'] = 'value') =>
    faults.push({ code, path: field === '' ? path : `${path}.${field}`, found, expected })
  const isRow = specialty !== null && oor === null
  if (specialty === null && oor === null) fault('', '-', 'specialty | oor | specialty, oor', 'missing')
  else if (isRow && (low !== null || high !== null))
    fault(low === null ? 'high' : 'low', String(low ?? high), 'row | oor')
  else if (isRow && places === null) fault('row', '-', 'row: [1, 2, …] | advice | base', 'missing')
  else if (!isRow && places !== null) fault('row', shown(places), 'low, high')
  else if (!isRow && low === null && high === null) fault('', '-', 'low | high', 'missing')
  if (low !== null && high !== null && low > high) fault('high', String(high), `>= ${low}`)
  if (Array.isArray(places)) {
    const intake = specialties.find(({ code }) => code === specialty)?.intake
    const sum = places.reduce((total, each) => total + each, 0)
    if (places.length !== oors.codes.length) fault('row', String(places.length), String(oors.codes.length), 'shape')
    else if (intake !== undefined && sum !== intake) fault('row', String(sum), String(intake), 'agreed-sum')
  }
  if (date !== null && !isDate(date)) fault('date', clipped(date), '2026-06-08')
  return { specialty, oor, low, high, row: places, by, date, reason }
}

/** Whether it is a day that there was or will be: 2026-02-30 is none. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1900') return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

/**
 * In one list nothing is agreed twice, and nothing that contradicts: of one place a least by one and a most by another are two
 * agreements, all else is a slip.
 */
function checkOnce(agreed: readonly Agreement[], faults: Fault[]): void {
  const before = new Map<string, { readonly low: number | null; readonly high: number | null; readonly i: number }>()
  agreed.forEach(({ specialty, oor, low, high, row }, i) => {
    if (specialty === null && oor === null) return
    const key = JSON.stringify([specialty, oor])
    const other = before.get(key)
    before.set(key, { low: low ?? other?.low ?? null, high: high ?? other?.high ?? null, i })
    if (other === undefined) return
    const path = `agreements[${i}]`
    const place = `agreements[${other.i}]`
    const twice = row !== null || (low !== null && other.low !== null) || (high !== null && other.high !== null)
    const [least, most] = [low ?? other.low, high ?? other.high]
    if (twice)
      faults.push({ code: 'agreed-twice', path, found: [specialty, oor].filter(Boolean).join('-'), expected: place })
    else if (least !== null && most !== null && least > most) {
      faults.push({ code: 'agreed-against', path, found: `>= ${least}, <= ${most}`, expected: place })
    }
  })
}

/** Row agreements "as advised" need an advice. @throws InputError that names each, by where it was stated */
export function checkAdvised(scenario: Scenario, consultation: Consultation, asked: readonly Agreement[]): void {
  const advised = new Set(consultation.advices.map(({ specialty }) => specialty))
  const faultsOf = (agreements: readonly Agreement[], path: (i: number) => string) =>
    agreements.flatMap(({ specialty, row }, i): Fault[] =>
      row === 'advice' && !advised.has(specialty!)
        ? [{ code: 'not-advised', path: path(i), found: specialty!, expected: [...advised].join(', ') }]
        : [],
    )
  const refuse = (faults: readonly Fault[]) => {
    if (faults.length > 0) throw new InputError(faults)
  }
  inPlaceOf(scenario, () => refuse(faultsOf(scenario.agreements, (i) => `agreements[${i}].row`)))
  inPlaceOf(consultation, () => refuse(faultsOf(consultation.agreements ?? [], (i) => `agreements[${i}].row`)))
  refuse(faultsOf(asked, (i) => `${WHAT_IF} ${asked[i]!.specialty}=advice`))
}

const EXPECTED = '41:NO=11 | 41:NO=10..12 | "NO>=206" | "NO<=210" | NO=212 | 28=advice | 28=base | 28=1,2,…'

/** "41:NO=11", "NO>=206", "28=advice": a what-if, by codes or names. @throws InputError with what was expected */
export function agreedIn(flags: readonly string[], { specialties, oors }: Scenario): Agreement[] {
  const sides = { specialties: codesOf(specialties), oors: codesOf(oors) }
  if (!Array.isArray(flags)) {
    throw new InputError([{ code: 'usage', path: 'agree', found: shown(flags), expected: EXPECTED }])
  }
  const faults: Fault[] = []
  const agreed = flags.flatMap((flag, i) => {
    const own: Fault[] = []
    const file = flagOf(flag, sides, own)
    const agreement = file && agreementOf(file, '', sides, specialties, own)
    // a flag has no fields: it is named as it was typed
    faults.push(...own.map((fault) => ({ ...fault, path: `agree[${i}]: ${clipped(flag)}` })))
    return agreement === null ? [] : [agreement]
  })
  if (faults.length > 0) throw new InputError(faults)
  return agreed
}

function flagOf(flag: string, sides: Sides, faults: Fault[]): AgreementFile | null {
  const [, subject = '', sign = '', value = ''] = /^\s*(.+?)\s*(>=|<=|≥|≤|=)\s*(.*?)\s*$/s.exec(flag) ?? []
  const wrong = (expected = EXPECTED) => {
    faults.push({ code: 'usage', path: '', found: clipped(flag), expected })
    return null
  }
  if (subject === '' || value === '') return wrong()
  const place = placeOf(subject, sides)
  const isRow = !('oor' in place)
  const by = { ...place, by: WHAT_IF }
  if (isRow) {
    const row = /^(?:advice|advies|geadviseerd)$/i.test(value)
      ? 'advice'
      : /^(?:base|basis)$/i.test(value)
        ? 'base'
        : rowIn(value)
    return sign !== '=' || row === null ? wrong('28=advice | 28=base | 28=1,2,…') : { ...by, row }
  }
  const [, least, most] = /^(\d{1,7})(?:\s*(?:\.\.|–|-)\s*(\d{1,7}))?$/.exec(value) ?? []
  if (least === undefined || (most !== undefined && sign !== '=')) return wrong()
  if (sign === '=') return { ...by, low: Number(least), high: Number(most ?? least) }
  return sign === '>=' || sign === '≥' ? { ...by, low: Number(least) } : { ...by, high: Number(least) }
}

/** "1,2,3": places of a row; null for what is none. */
function rowIn(value: string): number[] | null {
  const parts = value.split(/\s*[,;]\s*|\s+/)
  return parts.length > 1 && parts.every((each) => /^\d{1,7}$/.test(each)) ? parts.map(Number) : null
}

/** "41:NO" is a cell; a name alone is an OOR, or else a specialty. What means neither is left to be named as unknown. */
function placeOf(subject: string, { specialties, oors }: Sides): { specialty?: string; oor?: string } {
  const [first, second] = subject.split(/\s*:\s*/, 2) as [string, string?]
  if (second !== undefined) return { specialty: first, oor: subject.slice(subject.indexOf(':') + 1).trim() }
  // a code goes before a name, and what may mean both is read as the OOR that it names
  if (specialties.codes.includes(subject))
    return oors.codes.includes(subject) ? { oor: subject } : { specialty: subject }
  return oors.find(subject) === undefined && specialties.find(subject) !== undefined
    ? { specialty: subject }
    : { oor: subject }
}

/** An agreement as a file would hold it. */
export function asStated({ specialty, oor, low, high, row, by, date, reason }: Agreement): AgreementFile {
  return {
    ...(specialty !== null && { specialty }),
    ...(oor !== null && { oor }),
    ...(low !== null && { low }),
    ...(high !== null && { high }),
    ...(row !== null && { row: typeof row === 'string' ? row : [...row] }),
    by,
    ...(date !== null && { date }),
    ...(reason !== '' && { reason }),
  }
}
