/** Fixed versions of places over institutions, and what amends them: read from files, and a case written as a file that stands alone. */
import { EngineError, InputError, readIn, type Fault } from '../../domain/errors.js'
import { NANO, nanoToPlaces } from '../../domain/decimal.js'
import { inPlaceOf, placedAs, withPlaces } from '../../domain/places.js'
import type { Amendment, CaseNote, InstitutionCase } from '../../domain/institutions.js'
import { checkShape, clipped, parseJson, shown } from '../../shapes/check.js'
import {
  amendmentsSchema,
  fixedSchema,
  type FixedJson,
  type InlineCaseFile,
  type InstitutionsJson,
} from '../../shapes/institutions.js'
import { here, readText } from '../machine.js'
import { decode, isWorkbook } from '../text.js'
import { amendmentsInTable } from './case-tables.js'
import { dayOf, parseCase } from './institutions.js'
import { codeOf, codesOf } from './names.js'

/** Reads a fixed version. Whether its chain is whole is not checked here. @throws InputError when it is none at all */
export function readFixed(given: string | object): FixedJson {
  const place = typeof given === 'string' ? given : 'fixed'
  const value = typeof given === 'string' ? parseJson(readText(given), given, { exact: true }) : given
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError([{ code: 'type', path: place, found: shown(value), expected: 'fix | amend' }])
  }
  const kind = 'kind' in value ? value.kind : null
  if (kind !== 'fixed') {
    const found = typeof kind === 'string' ? clipped(kind) : 'solve, round'
    throw new InputError([{ code: 'other-answer', path: place, found, expected: 'fix | amend' }])
  }
  checkShape(fixedSchema, value, place)
  return value as FixedJson // and not what a shape makes of it: every blank counts for its hash
}

/** Whether what stands for a case is a version of its places: the path of one, or itself. */
export function isFixed(given: string | object): boolean {
  if (typeof given !== 'string') return 'kind' in given && given.kind === 'fixed'
  const path = here().findScenario(given, 'case.json')
  const bytes = here().read(path)
  if (isWorkbook(path, bytes)) return false
  try {
    const value: unknown = parseJson(decode(bytes), path)
    return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'fixed'
  } catch (error) {
    if (error instanceof InputError) return false // refused where it is read as a case
    throw error
  }
}

/**
 * Reads what amends a version, by the codes of its case.
 * @param given the path of a file in JSON, CSV or .xlsx; the bytes of such a table; or what it holds
 * @throws InputError with every fault, of tables each by its cell
 */
export function readAmendments(given: string | object, about: InstitutionCase): Amendment[] {
  const place = typeof given === 'string' ? given : 'amendment'
  const bytes = typeof given === 'string' ? here().read(given) : given
  const value = bytes instanceof Uint8Array ? amendmentsIn(bytes, place) : bytes
  return inPlaceOf(value, () => placedAs(value, amendmentsOf(value, place, about)))
}

/** What stands in a file, before its codes are known: JSON, or a table, whose faults are told by its cells. @throws InputError */
export function amendmentsIn(bytes: Uint8Array, path: string): object {
  const isTable = isWorkbook(path, bytes) || !/^\s*[[{]/.test(decode(bytes))
  if (!isTable) return parseJson(decode(bytes), path) as object
  const { list, places } = amendmentsInTable(bytes, path)
  return withPlaces(list, (field) => {
    // "a.csv: [3].date" where it is read, "amendments[3].before (…)" where it is held against the version
    const own = [`${path}: `, 'amendments', 'amendment'].find((each) => field.startsWith(`${each}[`))
    const [, index, part = ''] = own === undefined ? [] : (/^\[(\d+)\](\.\w+)?/.exec(field.slice(own.length)) ?? [])
    return index === undefined ? undefined : places[Number(index)]!.in(`amendments[${index}]${part}`)
  })
}

function amendmentsOf(
  value: unknown,
  place: string,
  { institutions, specialties, oors }: InstitutionCase,
): Amendment[] {
  const file = readIn(place, () => checkShape(amendmentsSchema, value, place))
  const known = {
    institution: codesOf(institutions.map(asNamed)),
    specialty: codesOf(specialties.map(asNamed)),
    oor: codesOf(oors.map(asNamed)),
  }
  const faults: Fault[] = []
  const seen = new Set<string>()
  const list = Array.isArray(file) ? file : [file]
  const amendments = list.map((each, i): Amendment => {
    const path = Array.isArray(file) ? `${place}: [${i}]` : `${place}: `
    const at = (field: string) => (Array.isArray(file) ? `${path}.${field}` : `${path}${field}`)
    const code = (kind: keyof typeof known) => codeOf(each[kind], () => at(kind), known[kind], faults)
    const training = { institution: code('institution'), specialty: code('specialty'), oor: code('oor') }
    const key = Object.values(training).join('-')
    if (seen.has(key)) faults.push({ code: 'duplicate', path: at('institution'), found: key, expected: '' })
    seen.add(key)
    const { before, after, ground, date } = each
    return { ...training, before, after, ground, date: dayOf(date, at('date'), faults) ?? '' }
  })
  if (faults.length > 0) throw new InputError(faults)
  return amendments
}

function asNamed({ code, name }: { readonly code: string; readonly name: string }) {
  return { code, name, intake: 0, aliases: [] }
}

/** What an answer says of its case, for where that is not at hand: its cells, seats and rules, without the lists that they came from. */
export function caseStated(result: Omit<InstitutionsJson, 'made' | 'milliseconds'>): InstitutionCase {
  const { case: id, title, year, data, oors, specialties, institutions, cells, seats, rules, input } = result
  const { referenceDate, addressee, options, notes } = result
  return {
    id, title, year, data, oors, specialties, institutions, cells, referenceDate, addressee, options,
    recognitions: [], history: [], capacity: [], change: null, agreements: [], advices: [],
    stated: { seats: seats.map((seat) => ({ ...seat, target: Math.round(seat.target * NANO) })), rules, notes: notes.map(noteOf) },
    sha256: input.sha256,
  } // prettier-ignore
}

function noteOf({ code, institution, specialty, oor, found }: InstitutionsJson['notes'][number]): CaseNote {
  return { code: code as CaseNote['code'], institution, specialty, oor, found }
}

/** A case as a file that holds all of it. @throws EngineError unless it is read back as it is */
export function caseFile(given: InstitutionCase): InlineCaseFile {
  const { sha256, history, change, agreements, advices, cells, specialties, oors, amendments: _, ...rest } = given
  const per = <T>(list: readonly T[]) => list.map((each) => ({ ...each }))
  const at = new Map(cells.map(({ specialty, oor, places }) => [`${specialty}\n${oor}`, places]))
  const file: InlineCaseFile = {
    ...rest,
    oors: per(oors),
    specialties: per(specialties),
    institutions: per(given.institutions),
    recognitions: per(given.recognitions),
    capacity: per(given.capacity),
    options: { ...given.options },
    history: history.map((past) => ({
      ...past,
      inflow: nanoToPlaces(past.inflow),
      throughflow: nanoToPlaces(past.throughflow),
    })),
    change: change && {
      ...(change.below !== null && { below: change.below }),
      ...(change.above !== null && { above: change.above }),
    },
    agreements: per(agreements),
    advices: advices.map(({ specialty, oor, by }) => ({
      specialty,
      oor,
      by: Object.fromEntries(by.map(({ institution, places }) => [institution, places])),
    })),
    cells: {
      rows: specialties.map(({ code }) => code),
      columns: oors.map(({ code }) => code),
      allocation: specialties.map((specialty) => oors.map((oor) => at.get(`${specialty.code}\n${oor.code}`) ?? 0)),
    },
  }
  if (parseCase(structuredClone(file)).sha256 === sha256) return file
  throw new EngineError('the case is not read back as it is')
}
