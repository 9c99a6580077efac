/**
 * The check of a whole result, as a stranger would do it who has nothing but the file (and perhaps the scenario): the table is
 * put together again from the result's own fields, and every claim is recomputed from it. Where the same question was answered
 * again, the file is held against that answer too, field by field; what is taken as it stands is listed in `notChecked`.
 */
import { admitsNear, movedFrom, type NearTo } from '../domain/near.js'
import type { Table } from '../domain/table.js'
import { checkCarry, checkCarryShape, totalsWithArrears, type EarlierFile } from './carry.js'
import { placeOfNear } from './certificate.js'
import { verifyConflict } from './conflict.js'
import { differences } from './differences.js'
import { parted, type Claimed, type FileCheck, type OwnCheck, type VerifyFault } from './fault.js'
import { NANO } from './rank.js'
import { checkClaims, checkDeviations, checkOorTotals, checkShape } from './result-claims.js'
import {
  cellFinder,
  cellsThatStayEmpty,
  completed,
  short,
  SILENCE,
  tableOf,
  type Again,
  type ExpectedResult,
  type Proves,
  type ResultFile,
} from './result-file.js'
import { checkTotals, verify } from './verify.js'

/** What nobody can see: with what and when it was made, and whether a seed was picked for what it draws. */
const HEARSAY = ['solver', 'seed', 'milliseconds'] as const

/** The question itself, which only a scenario can tell. */
const QUESTION = [
  'scenario',
  'data',
  'rows',
  'columns',
  'rowTotals',
  'columnTotals',
  'oorTotals.raw',
  'oorTotals.floored',
  'flooredOors',
  'target',
  'zeroCells',
  'bounds',
  'leftOut',
  'remarks',
  'input.sha256',
  'year',
] as const

/** A proof needs no other beside it: there may be several, and the cells it shows to be contested stand in any order. */
const PROVEN_BY_ITSELF = ['certificate', 'contested'] as const

/** What follows from the rest, but is not seen without answering again. */
const RECOMPUTED = [
  'method',
  'ties',
  'optima',
  'chains',
  'trace',
  'remarks',
  'lottery.fitted',
  'lottery.expectation',
] as const

/** Of a conflict only the sums are proven by the table alone. */
const ABOUT_CONFLICT = ['stage', 'restrictions', 'restrictionCount', 'repairs', 'text', 'texts'] as const

/**
 * Checks a result file.
 * @param given of the right shape; see `SILENCE` for what it may lack
 * @param expected from the scenario; null when there is only the file
 * @param again null when there was no time for it, or too little to do it from
 * @param near what it is near to, in its own order; null when that is not given
 * @param earlier the results that it carries over from, oldest first; null when they are not given
 */
export function checkResult(
  given: ResultFile,
  expected: ExpectedResult | null,
  again: Again | null,
  near: NearTo | null = null,
  earlier: readonly EarlierFile[] | null = null,
): FileCheck<Proves> {
  const file = completed(given)
  const unsaid = Object.keys(SILENCE).filter((name) => !(name in given))
  const absent = ['conflict', 'lottery', ...unsaid].filter((name) => !(name in given))
  const itself = checkItself(file, expected, near, earlier, unsaid)
  const { beyond = [] } = itself
  const notChecked = [...new Set([...notCheckedOf(file, expected, again, near, earlier), ...absent, ...beyond])]
  const passed = expected === null ? [...notChecked, 'oorTotals'] : [...notChecked]
  const faults = [
    itself.faults,
    checkOorTotals(file),
    again === null ? [] : differencesWith(file, again, passed, notChecked),
  ].find((each) => each.length > 0)
  if (faults !== undefined) return { proves: [], faults, unproven: [], notChecked }
  const filled = again === null ? null : checkFilled(file, expected, again, beyond.length > 0, near, earlier)
  if (filled !== null && filled.faults.length > 0) {
    return { proves: [], faults: filled.faults, unproven: [], notChecked }
  }
  const proves = filled?.proves ?? itself.proves
  const unproven = [
    ...claimsOf(file).filter(({ claim }) => !proves.some((each) => each === claim)),
    ...byHand(file, again),
  ]
  return { proves, faults: [], unproven, notChecked }
}

/** The file as it stands, by nothing but its own numbers and what the scenario says the question was. */
function checkItself(
  file: ResultFile,
  expected: ExpectedResult | null,
  near: NearTo | null,
  earlier: readonly EarlierFile[] | null,
  unsaid: readonly string[] = [],
): OwnCheck<Proves> {
  const shape = [...checkShape(file), ...checkCarryShape(file)]
  if (shape.length > 0) return { proves: [], faults: shape }
  const said = ({ path }: VerifyFault) => !unsaid.includes(path.split('.')[0]!)
  const faults = expected === null ? [] : compareWith(file, expected, earlier).filter(said)
  const staysEmpty = cellsThatStayEmpty(file)
  faults.push(
    ...checkClaims(file),
    ...checkNear(file, near),
    ...checkCarry(file, staysEmpty, earlier),
    ...checkConflict(file),
  )
  const fromScenario: Proves[] = [
    ...(expected !== null && file.target !== null ? (['target'] as const) : []),
    ...(earlier !== null ? (['carry'] as const) : []),
  ]
  if (file.allocation === null) {
    if (faults.length > 0) return { proves: [], faults }
    return { proves: [...fromScenario, ...(provesConflict(file) ? (['infeasibility'] as const) : [])], faults }
  }

  // what an allocation is near to stands in another file: without that, nothing is proven that depends on it, nor at a rank that
  // its objective has no weight for
  const isBlind = file.near !== null && (near === null || !admitsNear(file.objective, file.near.rank))
  const table = tableNear(file, isBlind ? null : near)
  const cellOf = cellFinder(file)
  const meetsTotals = file.status === 'optimal' || file.status === 'feasible'
  const allocation = file.allocation.flat()
  const found = verify({
    table,
    allocation,
    objective: file.objective,
    levels:
      file.target === null
        ? null
        : (file.levels ?? [])
            .filter(({ name }) => name !== 'near' || !isBlind)
            .map(({ name, value }) => ({ name, value: value ?? Number.NaN })),
    meetsTotals,
    certificate: isBlind ? null : file.certificate,
    contested: isBlind ? null : (file.contested?.map(([row, column]) => cellOf(row, column)) ?? null),
    freedom: file.freedom && {
      ...file.freedom,
      free: file.freedom.free.map((each) => ({ ...each, cell: cellOf(each.row, each.column) })),
    },
    expectation: file.lottery?.expectation.flat().map((each) => Math.round(each * Number(NANO))) ?? null,
  })
  const { faults: wrong, ...ended } = parted(found)
  faults.push(
    ...wrong,
    ...(file.target === null || !allocation.every(Number.isInteger) ? [] : checkDeviations(file, table)),
  )
  if (!meetsTotals && faults.length === 0 && checkTotals(table, allocation).length === 0) {
    faults.push({ path: 'status', found: file.status, expected: 'feasible' }) // it says that totals are off
  }
  if (faults.length > 0) return { proves: [], faults }
  const proves: Proves[] = [...fromScenario, ...(meetsTotals ? (['margins'] as const) : []), 'bounds', 'zero-cells']
  if (file.target !== null && !isBlind) proves.push('levels')
  const { beyond = [] } = ended
  if (file.certificate !== null && !isBlind && beyond.every(isAboutFreedom)) proves.push('optimality')
  if (proves.includes('optimality') && file.unique === true) proves.push('uniqueness')
  if (proves.includes('optimality') && file.freedom !== null && beyond.length === 0) proves.push('freedom')
  return { proves, faults, ...ended }
}

/** What is free rests on an optimum, and not the other way round. */
function isAboutFreedom(path: string): boolean {
  return path === 'freedom' || path.startsWith('certificate.freedom')
}

/** What the file says otherwise than the answer found again. */
function differencesWith(
  file: ResultFile,
  { same }: Again,
  passed: readonly string[],
  notSaid: string[],
): VerifyFault[] {
  const proven = PROVEN_BY_ITSELF.filter((name) => file[name] !== null)
  return differences(file, same, new Set([...passed, ...proven]), notSaid)
}

/**
 * What the file leaves out and the answer found again has: the target of a published result, the allocation where ties were to
 * stop it, a proof that can be checked within the budget. In all else the two say the same, so what is established of the one
 * holds for the other.
 * @returns null where the file leaves nothing out
 */
function checkFilled(
  file: ResultFile,
  expected: ExpectedResult | null,
  again: Again,
  beyond: boolean,
  near: NearTo | null,
  earlier: readonly EarlierFile[] | null,
): OwnCheck<Proves> | null {
  if (file.target !== null && file.allocation !== null && !beyond) return null
  const whole = {
    ...again.whole,
    scenario: file.scenario, // answered again from its table alone it has none, and what has none carries nothing
    certificate: (beyond ? null : file.certificate) ?? again.whole.certificate,
    contested: file.contested ?? again.whole.contested,
  } as ResultFile
  const { proves, faults } = checkItself(whole, expected, near, earlier)
  const ofCells: ReadonlySet<Proves> = new Set(['margins', 'bounds', 'zero-cells'] as const)
  const shown = file.allocation === null ? proves.filter((each) => !ofCells.has(each)) : proves
  if (whole.target !== null || again.unfitted === null || whole.conflict === null) return { proves: shown, faults }
  const unfitted = verifyConflict(again.unfitted, whole.conflict, Number(NANO))
  return { proves: [...shown, 'infeasibility'], faults: [...faults, ...unfitted] }
}

/** What a hand method or a lot comes to has no proof but that it is followed once more. */
function byHand({ method, allocation }: ResultFile, again: Again | null): Claimed[] {
  return again === null && method !== 'optimal' && allocation !== null ? [{ path: 'method', claim: 'method' }] : []
}

function claimsOf({ status, unique, levels, freedom }: ResultFile): Claimed[] {
  return [
    ...(status === 'optimal' ? [{ path: 'status', claim: 'optimality' } as const] : []),
    ...(status === 'infeasible' ? [{ path: 'status', claim: 'infeasibility' } as const] : []),
    ...(unique === true ? [{ path: 'unique', claim: 'uniqueness' } as const] : []),
    ...(levels === null ? [] : [{ path: 'levels', claim: 'levels' } as const]),
    ...(freedom === null ? [] : [{ path: 'freedom', claim: 'freedom' } as const]),
  ]
}

function notCheckedOf(
  file: ResultFile,
  expected: ExpectedResult | null,
  again: Again | null,
  near: NearTo | null,
  earlier: readonly EarlierFile[] | null,
): string[] {
  const { conflict, ties, status } = file
  // a hand method says that it could do no more
  const saysTotals = file.freedom !== null && file.scenario !== null
  const saysNothingHelps = status === 'stuck' || status === 'off-totals'
  const about = conflict === null ? [] : ABOUT_CONFLICT.map((each) => `conflict.${each}`)
  // names and reasons stand in the scenario only
  const worded = conflict === null || expected !== null || file.scenario === null ? [] : wordsOf(conflict)
  const paths = [
    ...HEARSAY,
    ...(conflict?.repairs === null ? ['conflict.repairs'] : []), // time ran out before they were found
    ...(ties === null ? [] : ['ties.seed']),
    ...('read' in file ? ['read'] : []),
    ...(status === 'time-limit' || (again === null && saysNothingHelps) ? ['status'] : []),
    'options',
    // which totals were chosen among equals is seen from the scenario alone
    ...(file.freedom === null && file.certificate !== null && 'freedom' in file.certificate
      ? ['certificate.freedom']
      : []),
    ...(saysTotals && (expected === null || again === null) ? ['freedom.totals'] : []),
    ...(file.carry === null || earlier !== null ? [] : ['carry']),
    ...(hasUnknownTotals(file, earlier) ? ['columnTotals', 'oorTotals'] : []),
    ...(file.near !== null && near === null ? ['near', 'certificate', 'contested'] : []),
    ...(file.precision !== null && (expected === null || again === null) ? ['precision'] : []),
    ...(expected === null ? QUESTION : expected.scenario === undefined ? ['scenario'] : []),
    ...(again === null ? [...RECOMPUTED, ...about] : worded),
  ]
  return [...new Set(paths)]
}

/** The paths of what a conflict says in words. */
function wordsOf({ restrictions, repairs }: NonNullable<ResultFile['conflict']>): string[] {
  return [
    'conflict.text',
    'conflict.texts',
    ...restrictions.flatMap((_, i) => [`conflict.restrictions[${i}].reason`, `conflict.restrictions[${i}].source`]),
    ...(repairs ?? []).flatMap((_, i) => [`conflict.repairs[${i}].text`, `conflict.repairs[${i}].texts`]),
  ]
}

/** What was carried is not published: OOR totals cannot be computed again from the scenario alone. */
function hasUnknownTotals({ carry }: Pick<ResultFile, 'carry'>, earlier: readonly EarlierFile[] | null): boolean {
  return earlier === null && carry !== null && carry.arrears === null && carry.rule !== 'arrears'
}

/** A conflict of the table itself; one that lies before rounding has no table, and proves nothing here. */
function provesConflict(file: ResultFile): boolean {
  return file.conflict !== null && file.conflict.stage === 'rounding'
}

function checkConflict(file: ResultFile): VerifyFault[] {
  if (!provesConflict(file)) return []
  return verifyConflict(tableOf(file), file.conflict!).map((fault) => ({ ...fault, path: `conflict.${fault.path}` }))
}

/**
 * What is said of the allocation that this one is near to: its level in its place, and, where it is given, that it is that one and how
 * many places fewer there are than in it. The level itself is recomputed with the others.
 */
function checkNear(file: ResultFile, near: NearTo | null): VerifyFault[] {
  const { near: said, levels, allocation, method, objective } = file
  if (said === null) return []
  const faults: VerifyFault[] = []
  const wants = (path: string, found: unknown, expected: unknown) => {
    if (found !== expected) faults.push({ path, found: String(found), expected: String(expected) })
  }
  if (method !== 'optimal' || !admitsNear(objective, said.rank)) wants('near', `${method}, ${objective}`, 'null')
  const names: readonly string[] = (levels ?? []).map(({ name }) => name)
  const others = names.filter((name) => name !== 'near')
  if (levels !== null)
    wants('levels', names.join(', '), others.toSpliced(placeOfNear(others, said.rank), 0, 'near').join(', '))
  wants('near.lost', said.lost === null, allocation === null)
  if (near === null) return faults
  wants('near.sha256', said.sha256, near.sha256)
  if (allocation !== null) wants('near.lost', said.lost, movedFrom(near.places, allocation.flat()).lost)
  return faults
}

/** The table, with the allocation to stay near to where that is known. */
function tableNear(file: ResultFile, near: NearTo | null): Table {
  const table = tableOf(file)
  return file.near === null || near === null ? table : { ...table, near: { ...near, rank: file.near.rank } }
}

/** What the result says the question was, against what the scenario says it must be. */
function compareWith(
  file: ResultFile,
  expected: ExpectedResult,
  earlier: readonly EarlierFile[] | null,
): VerifyFault[] {
  const faults: VerifyFault[] = []
  const compare = (path: string, found: unknown, wanted: unknown) => {
    const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)]
    if (a !== b) faults.push({ path, found: short(a), expected: short(b) })
  }
  compare('input.sha256', file.input.sha256, expected.sha256)
  // a result without a scenario is one of a loose table, whatever the scenario is called
  if (expected.scenario !== undefined || file.scenario === null) {
    compare('scenario', file.scenario, expected.scenario ?? 'given')
  }
  const hasTotals = !hasUnknownTotals(file, earlier)
  const moved = totalsWithArrears(file, expected, earlier)
  const oorTotals = expected.oorTotals && { ...expected.oorTotals, ...(moved && { rounded: moved }) }
  if (hasTotals) compare('columnTotals', file.columnTotals, moved ?? expected.columnTotals)
  for (const name of ['data', 'year', 'rows', 'columns', 'rowTotals', 'zeroCells', 'bounds', 'leftOut'] as const) {
    compare(name, file[name], expected[name])
  }
  if (file.published === true) {
    if (hasTotals) compare('oorTotals.rounded', file.oorTotals?.rounded ?? null, oorTotals?.rounded ?? null)
    return faults
  }
  compare('oorTotals', file.oorTotals, oorTotals)
  compare('flooredOors', file.flooredOors, expected.flooredOors)
  // time may have run out before there was a target
  if (file.target === null && file.status !== 'time-limit') compare('target', file.target, expected.target)
  const [path, own] = file.carry?.target == null ? ['target', file.target] : ['carry.target', file.carry.target]
  own?.forEach((row, s) =>
    row.forEach((each, o) => compare(`${path}[${s}][${o}]`, each, expected.target?.[s]?.[o] ?? null)),
  )
  return faults
}
