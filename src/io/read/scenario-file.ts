/** A scenario from its file: what its shape cannot say is checked here, and what it leaves out is filled in. */
import { InputError, MOST_FAULTS, stopAtEnough, type Fault } from '../../domain/errors.js'
import { foldedCode } from '../../domain/language.js'
import type { Options } from '../../domain/options.js'
import type { Scenario, Specialty } from '../../domain/scenario.js'
import { fingerprint } from '../canonical.js'
import { readInstitutions, readRecords } from './care-use.js'
import { checkNational, clipped, type Follows } from '../../shapes/check.js'
import { newAccount } from './account.js'
import { agreementsOf } from './agreements.js'
import { codeOf, codesOf, refuseStrangers, type Codes } from './names.js'
import { scenarioSchema, type ScenarioFile } from '../../shapes/files.js'
import { BEGINNING } from '../../shapes/json-text.js'
import { withReading } from './readings.js'
import { readCareUse } from './care-use-file.js'
import { checkPublished, readPublished, type PublishedTables } from './published.js'

/** Reads a data file that the scenario names; null where a scenario may not name files. */
export type ReadBeside = ((name: string) => string) | null

/** What came out of a check, so that it need not be checked again. */
export const checked = new WeakSet<object>()

/** Records say by themselves whether they are wrong, beside institutions that are all there. */
export function refuseRecords(given: unknown): void {
  const { success, data } = scenarioSchema.safeParse(given)
  if (!success) return
  const { specialties, oors } = data
  const { records, institutions } = data.careUse ?? {}
  if (!Array.isArray(records) || !Array.isArray(institutions) || institutions.length >= BEGINNING) return
  const faults: Fault[] = []
  const types = readInstitutions(institutions, 'careUse.institutions', faults)
  const codes = [codesOf(specialties.map(asNamed)), codesOf(oors.map(asNamed))] as const
  readRecords(records, 'careUse.records', types, ...codes, faults)
  if (faults.length > MOST_FAULTS) throw new InputError(faults)
}

/** Only beside lists of codes that are right by themselves are names unknown. */
export function refuseStrangersIn(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const { specialties, oors, careUse, zeroCells, bounds } = value as Readonly<Record<string, unknown>>
  const { specialties: rows, oors: columns } = scenarioSchema.shape
  const [down, across] = [rows.safeParse(shortList(specialties)), columns.safeParse(shortList(oors))]
  if (!down.success || !across.success) return
  const known = () => [codesOf(down.data.map(asNamed)), codesOf(across.data.map(asNamed))] as const
  const keys = ['specialty', 'oor'] as const
  refuseStrangers(zeroCells, 'zeroCells', keys, known)
  refuseStrangers(bounds, 'bounds', keys, known)
  const records = typeof careUse === 'object' && careUse !== null && 'records' in careUse ? careUse.records : null
  refuseStrangers(records, 'careUse.records', keys, known)
}

/** A list that a schema may look at as a whole. */
function shortList(list: unknown): unknown {
  return Array.isArray(list) && list.length <= 5_000 ? list : null
}

function asNamed<T extends { readonly code: string; readonly name?: string | undefined }>(entry: T) {
  return { ...entry, name: entry.name ?? entry.code, aliases: [] }
}

/** Faults of codes follow from a list of codes that is wrong, and that of a row of care use from one of its cells. */
export function followsIn(value: unknown): Follows {
  const specialties = typeof value === 'object' && value !== null && 'specialties' in value ? value.specialties : []
  const codes = Array.isArray(specialties) ? (specialties as unknown[]).map(codeIn) : []
  return ({ code, path }, isGone) => {
    const codesGone = (side: 'specialties' | 'oors') =>
      isGone(new RegExp(`^${side}(\\[\\d+\\](\\.(code|name|aliases)\\b.*)?)?$`))
    const isField = /^(careUse|zeroCells|bounds|agreements|leeway|specialties|oors|floor|criterion)\b(?!\.csv)/.test(
      path,
    )
    if (!isField) return codesGone('specialties') || codesGone('oors') || isGone(/^careUse/)
    const [, matrix, named] = /^careUse\.(all|training): (.*)$/s.exec(path) ?? []
    if (matrix !== undefined) return isGone(new RegExp(`^careUse\\.${matrix}\\[${codes.indexOf(named)}\\]`))
    if (code === 'unknown-code') return codesGone(path.endsWith('.oor') ? 'oors' : 'specialties')
    if (code === 'shape') return isGone(/^(specialties|oors)$/)
    return code === 'floor-too-high' && isGone(/^oors$/)
  }
}

function codeIn(entry: unknown): unknown {
  const code = typeof entry === 'object' && entry !== null && 'code' in entry ? entry.code : undefined
  return typeof code === 'string' ? code.trim() : undefined
}

export function scenarioOfFile(file: ScenarioFile, readBeside: ReadBeside): Scenario {
  const faults: Fault[] = []
  const named = file.specialties.map(({ code, name = code, aliases = [] }) => ({ code, name, aliases }))
  const oors = file.oors.map(({ code, name = code, aliases = [] }) => ({ code, name, aliases }))
  const account = newAccount(faults)
  const published = file.published && readPublished(file.published, { named, oors, readBeside }, account)
  const specialties = named.map((each, s): Specialty => ({ ...each, intake: intakeOf(file, published, s, faults) }))
  checkDuplicates(specialties, 'specialties', faults)
  checkDuplicates(oors, 'oors', faults)
  checkNational(
    specialties.map(({ intake }) => intake),
    'specialties',
    faults,
  )
  const specialtyCodes = codesOf(specialties)
  const oorCodes = codesOf(oors)
  const criterion = readCriterion(file, faults)
  checkFloor(file, faults)
  const cellOf = (cell: { readonly specialty: string; readonly oor: string }, path: () => string) => {
    stopAtEnough(faults)
    return {
      specialty: codeOf(cell.specialty, () => `${path()}.specialty`, specialtyCodes, faults),
      oor: codeOf(cell.oor, () => `${path()}.oor`, oorCodes, faults),
    }
  }
  const zeroCells = (file.zeroCells ?? []).map((cell, i) => ({
    ...cellOf(cell, () => `zeroCells[${i}]`),
    reason: cell.reason ?? '',
    source: cell.source ?? '',
  }))
  const bounds = (file.bounds ?? []).map((bound, i) => {
    if (bound.low > bound.high) {
      faults.push({ code: 'value', path: `bounds[${i}].high`, found: String(bound.high), expected: `>= ${bound.low}` })
    }
    return {
      ...cellOf(bound, () => `bounds[${i}]`),
      low: bound.low,
      high: bound.high,
      reason: bound.reason ?? '',
    }
  })
  const agreements = agreementsOf(
    file.agreements ?? [],
    { specialties: specialtyCodes, oors: oorCodes },
    specialties,
    faults,
  )
  const leeway = leewayOf(file, oorCodes, faults)
  checkOneOf(file, faults)
  const careUse = published ?? readCareUse(file, specialties, specialtyCodes, oorCodes, criterion, readBeside, account)
  if (published) checkPublished(published, { specialties, oors, zeroCells }, faults)
  if (faults.length > 0) throw new InputError(faults)
  const own = file.own ?? null
  const scenario = {
    id: file.id,
    title: file.title ?? (own === null ? file.id : ''),
    year: file.year,
    data: file.data ?? ('confidential' as const),
    sources: file.sources ?? [],
    oors,
    specialties,
    careUse,
    criterion,
    floor: file.floor ?? null,
    zeroCells,
    leeway,
    frame: file.frame ?? null,
    bounds,
    options: (file.options ?? {}) as Partial<Options>,
  }
  // where a workbook stands and what it is called is no part of what is in it
  const agreed = agreements.length === 0 ? {} : { agreements }
  const content = { ...scenario, ...agreed, ...(own !== null && { id: '', sources: [] }) }
  const whole = { ...scenario, agreements, own, sha256: fingerprint(content) }
  checked.add(whole)
  return account.used.length === 0 ? whole : withReading(whole, account)
}

/** Leeway with what the frame gives OORs by themselves: "only narrower than the national ones". */
function leewayOf({ leeway }: ScenarioFile, oors: Codes, faults: Fault[]): Scenario['leeway'] {
  if (leeway == null) return null
  const { perOor, ...national } = leeway
  const own = new Map<string, { below: number; above: number }>()
  for (const [given, room] of Object.entries(perOor ?? {})) {
    const path = `leeway.perOor.${clipped(given)}`
    const oor = codeOf(given, () => path, oors, faults)
    if (own.has(oor)) faults.push({ code: 'duplicate', path, found: clipped(given), expected: '' })
    for (const end of ['below', 'above'] as const) {
      const places = room[end] ?? national[end]
      if (places <= national[end]) continue
      faults.push({ code: 'value', path: `${path}.${end}`, found: String(places), expected: `<= ${national[end]}` })
    }
    own.set(oor, { below: room.below ?? national.below, above: room.above ?? national.above })
  }
  // in the order of the OORs: another order is no other frame
  const listed = oors.codes.flatMap((code) => (own.has(code) ? [[code, own.get(code)!] as const] : []))
  return { ...national, ...(listed.length > 0 && { perOor: Object.fromEntries(listed) }) }
}

/** Care use, or the tables that came from it. */
function checkOneOf({ careUse, published }: ScenarioFile, faults: Fault[]): void {
  if (careUse === undefined && published === undefined) {
    faults.push({ code: 'missing', path: 'careUse', found: '-', expected: 'object' })
  }
  if (careUse !== undefined && published !== undefined) {
    faults.push({ code: 'value', path: 'published', found: 'careUse, published', expected: 'careUse | published' })
  }
}

/** The intake of a specialty as it is told, or as a published row sums to it. */
function intakeOf({ specialties }: ScenarioFile, published: PublishedTables | undefined, s: number, faults: Fault[]) {
  const { intake } = specialties[s]!
  if (intake !== undefined) return intake
  if (published === undefined) {
    faults.push({ code: 'missing', path: `specialties[${s}].intake`, found: '-', expected: 'int' })
  }
  return (published?.base[s] ?? []).reduce((sum, places) => sum + places, 0)
}

function checkDuplicates(entries: readonly { code: string }[], path: string, faults: Fault[]): void {
  const seen = new Set<string>()
  entries.forEach(({ code }, i) => {
    const folded = foldedCode(code)
    if (seen.has(folded)) faults.push({ code: 'duplicate', path: `${path}[${i}].code`, found: code, expected: '' })
    seen.add(folded)
  })
}

/** 1.3 "Any weights that sum to 1 are allowed." */
function readCriterion(file: ScenarioFile, faults: Fault[]): { all: number; training: number } {
  const { all, training = 0 } = file.criterion ?? { all: 1, training: 0 }
  if (Math.abs(all + training - 1) > 1e-9) {
    faults.push({ code: 'criterion-sum', path: 'criterion', found: `${all} + ${training}`, expected: '1' })
  }
  return { all, training }
}

/** 1.6 "A share above 1 / number of OORs is an error." */
function checkFloor(file: ScenarioFile, faults: Fault[]): void {
  const share = file.floor?.share ?? 0
  if (share * file.oors.length > 1 + 1e-12) {
    faults.push({
      code: 'floor-too-high',
      path: 'floor.share',
      found: String(share),
      expected: `<= 1/${file.oors.length}`,
    })
  }
}
