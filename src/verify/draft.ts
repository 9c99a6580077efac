/** The check of a drafted proposal's file: the frame put together again from the file's own fields, and every claim recomputed. */
import {
  proposalLevels,
  type Consultation,
  type Moved,
  type OorBalance,
  type ProposalFrame,
} from '../domain/proposal.js'
import type { NearTo } from '../domain/near.js'
import { UNBOUNDED, type Half } from '../domain/table.js'
import { WHAT_IF, type Agreement, type AgreementInForce } from '../domain/agreement.js'
import type { BoundTree } from './bound.js'
import { parted, twiceFaults, type OwnCheck, type VerifyFault } from './fault.js'
import { motivationFaults, type MotivatedFile } from './motivations.js'
import { checkFrame, checkProposal, levelValues, type ProposalClaim } from './proposal.js'
import { NANO } from './rank.js'

/** The fields of a draft that say something about its numbers. */
export interface DraftFile extends Omit<MotivatedFile, 'options' | 'consultation'> {
  readonly published?: unknown
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'time-limit'
  readonly data: string | null
  readonly options: {
    readonly half: Half
    readonly zeroTarget: 'stays-zero' | 'free'
    readonly 'leeway.measure': ProposalFrame['measure']
    readonly 'leeway.floor': 'warn' | 'hard' | 'off'
    readonly 'motivation.level': 'oor' | 'cell'
    readonly 'today.scale': 'intake' | 'absolute'
    readonly 'staffel.force': 'warn' | 'hard' | 'off'
    readonly 'staffel.boundary': 'lower' | 'upper' | 'lenient' | 'strict'
  }
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly number[]
  readonly columnTotals: readonly number[] | null
  readonly target: readonly (readonly number[])[] | null
  readonly allocation: readonly (readonly number[])[] | null
  readonly base: readonly (readonly number[])[] | null
  readonly frame: Omit<ProposalFrame, 'base'> | null
  readonly levels: readonly { readonly name: string; readonly value: number | null }[] | null
  readonly zeroCells: readonly (readonly [string, string])[]
  readonly bounds: readonly (readonly [string, string, number, number])[]
  readonly balance: readonly OorBalance[]
  readonly moved: Moved | null
  readonly near?: { readonly sha256: string; readonly lost: number | null } | null | undefined
  readonly consultation: Consultation
  /** Files of before there were agreements have none. */
  readonly agreements?: readonly DraftAgreement[]
  readonly certificate: { readonly levels: readonly { readonly name: string; readonly proof: BoundTree }[] } | null
}

/** An agreement as a draft states it, and what became of it. */
export interface DraftAgreement extends AgreementInForce {
  readonly found: number | readonly number[] | null
  readonly holds: boolean | null
}

/** What a scenario says a draft must begin from. */
export interface ExpectedDraft {
  readonly sha256: string
  readonly data: string | null
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly number[]
  readonly target: readonly (readonly number[])[] | null
  readonly base: readonly (readonly number[])[] | null
  readonly frame: Omit<ProposalFrame, 'base'> | null
  readonly zeroCells: readonly (readonly [string, string])[]
  readonly bounds: readonly (readonly [string, string, number, number])[]
  readonly agreements: readonly Agreement[]
}

export type DraftProves =
  | 'target'
  | 'margins'
  | 'bounds'
  | 'agreements'
  | 'zero-cells'
  | 'leeway'
  | 'levels'
  | 'optimality'
  | 'infeasibility'

/**
 * Checks a draft.
 * @param expected from the scenario; null when there is only the file
 * @param near what it stays near to, in its own order; null when that is not given
 */
export function checkDraft(
  file: DraftFile,
  sha256: string,
  expected: ExpectedDraft | null,
  near: NearTo | null = null,
): OwnCheck<DraftProves> {
  const faults = [
    ...checkShape(file),
    ...checkNear(file, near),
    ...(expected === null ? [] : compareWith(file, sha256, expected)),
  ]
  if (faults.length > 0) return { proves: [], faults }
  faults.push(...checkStated(file, expected))
  if (faults.length > 0) return { proves: [], faults }
  const { allocation, base, frame, status } = file
  const fromScenario: DraftProves[] = expected !== null && file.target !== null ? ['target'] : []
  if (allocation === null || base === null || frame === null) {
    const claimed = allocation !== null || status === 'optimal' || status === 'feasible'
    if (claimed) return { proves: [], faults: [{ path: 'allocation', found: 'null', expected: status }] }
    return { proves: fromScenario, faults: [] }
  }
  const claim = claimOf(file, base, frame, allocation, near)
  faults.push(...checkBase(file, base, frame), ...checkFrame(claim), ...checkBalance(file, frame, claim))
  faults.push(...checkKept(file, base, claim))
  if (faults.length > 0) return { proves: [], faults }
  const agreed = (file.agreements ?? []).length > 0 ? (['agreements'] as const) : []
  const proves: DraftProves[] = [...fromScenario, 'margins', 'bounds', ...agreed, 'zero-cells', 'leeway']
  const said = motivationFaults(file, allocation, base)
  if (file.target === null) return { proves: said.length > 0 ? [] : proves, faults: said } // published
  // what it stays near to stands in another file: without that, nothing is proven of what comes after it
  const isBlind = isNear(file) && near === null
  const proof = parted([...checkLevels(file, claim, isBlind), ...checkProof(file, claim, isBlind)])
  if (proof.faults.length + said.length > 0) return { proves: [], faults: [...proof.faults, ...said] }
  if (isBlind) return { proves, ...proof }
  const optimal = file.certificate !== null && proof.beyond === undefined
  return { proves: [...proves, 'levels', ...(optimal ? (['optimality'] as const) : [])], ...proof }
}

/** Lists of the right length, and codes that are those of a row or a column. */
function checkShape({
  rows,
  columns,
  rowTotals,
  target,
  allocation,
  base,
  frame,
  zeroCells,
  bounds,
  consultation,
}: DraftFile): VerifyFault[] {
  const faults: VerifyFault[] = []
  const known = (path: string, codes: readonly string[], code: string) => {
    if (!codes.includes(code)) faults.push({ path, found: code, expected: short(codes.join(', ')) })
  }
  const length = (path: string, list: readonly unknown[] | null | undefined, wanted: number) => {
    if (list && list.length !== wanted) faults.push({ path, found: String(list.length), expected: String(wanted) })
  }
  faults.push(...twiceFaults(rows, columns))
  length('rowTotals', rowTotals, rows.length)
  for (const [path, matrix] of Object.entries({ target, allocation, base })) {
    length(path, matrix, rows.length)
    matrix?.forEach((row, s) => length(`${path}[${s}]`, row, columns.length))
  }
  for (const name of ['baseTotals', 'totalLow', 'totalHigh'] as const) {
    length(`frame.${name}`, frame?.[name], columns.length)
  }
  length('consultation.current', consultation.current, columns.length)
  length('consultation.history', consultation.history, rows.length)
  consultation.history.forEach((row, s) => {
    length(`consultation.history[${s}]`, row, columns.length)
    // nothing can be divided by it
    if (row && sum(row) === 0) faults.push({ path: `consultation.history[${s}]`, found: '0', expected: '> 0' })
  })
  consultation.advices.forEach(({ row, room }, i) => {
    length(`consultation.advices[${i}].row`, row, columns.length)
    length(`consultation.advices[${i}].room`, room, columns.length)
  })
  const { outside = [] } = consultation
  outside.forEach(({ specialty, row, room }, i) => {
    length(`consultation.outside[${i}].row`, row, columns.length)
    length(`consultation.outside[${i}].room`, room, columns.length)
    // what is within the frame counts, and stands among the advices that do
    if (rows.includes(specialty)) {
      faults.push({ path: `consultation.outside[${i}].specialty`, found: specialty, expected: 'outside the frame' })
    }
  })
  for (const [path, cells] of Object.entries({ zeroCells, bounds })) {
    cells.forEach(([row, column], i) => {
      known(`${path}[${i}][0]`, rows, row)
      known(`${path}[${i}][1]`, columns, column)
    })
  }
  consultation.advices.forEach(({ specialty }, i) => {
    known(`consultation.advices[${i}].specialty`, rows, specialty)
    const again = consultation.advices.findIndex((other) => other.specialty === specialty)
    if (again < i) {
      faults.push({ path: `consultation.advices[${i}].specialty`, found: specialty, expected: 'every code once' })
    }
  })
  consultation.prefer.forEach((wish, i, wishes) => {
    if (wishes.indexOf(wish) < i) {
      faults.push({ path: `consultation.prefer[${i}]`, found: wish, expected: 'every wish once' })
    }
  })
  consultation.attentionPoints.forEach(({ specialty, oor }, i) => {
    known(`consultation.attentionPoints[${i}].oor`, columns, oor)
    if (specialty !== null) known(`consultation.attentionPoints[${i}].specialty`, rows, specialty)
  })
  return faults
}

function compareWith(file: DraftFile, sha256: string, expected: ExpectedDraft): VerifyFault[] {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['input.sha256', sha256, expected.sha256],
    ['data', file.data, expected.data],
    ['rows', file.rows, expected.rows],
    ['columns', file.columns, expected.columns],
    ['rowTotals', file.rowTotals, expected.rowTotals],
    ...(file.target === null ? [] : [['target', file.target, expected.target] as const]),
    ['base', file.base, expected.base],
    ['frame', sorted(file.frame), sorted(expected.frame)],
    ['zeroCells', file.zeroCells, expected.zeroCells],
    ['bounds', file.bounds, expected.bounds],
  ]
  return pairs.flatMap(([path, found, wanted]) => {
    const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)]
    return a === b ? [] : [{ path, found: short(a), expected: short(b) }]
  })
}

function sorted(value: object | null): unknown {
  return value && Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

/** The base meets its own totals, and the frame follows from them. */
function checkBase(
  { rows, columns, rowTotals, options }: DraftFile,
  base: readonly (readonly number[])[],
  frame: Omit<ProposalFrame, 'base'>,
): VerifyFault[] {
  const faults: VerifyFault[] = []
  const wants = (path: string, found: number | string, expected: number | string) => {
    if (found !== expected) faults.push({ path, found: String(found), expected: String(expected) })
  }
  rows.forEach((row, s) => wants(`base: row ${row}`, sum(base[s]!), rowTotals[s]!))
  const least = options['leeway.floor'] === 'hard' ? (frame.floor ?? 0) : 0
  columns.forEach((column, o) => {
    const total = frame.baseTotals[o]!
    wants(`base: column ${column}`, sum(base.map((row) => row[o]!)), total)
    const { below, above } = new Map(Object.entries(frame.leeway.perOor ?? {})).get(column) ?? frame.leeway
    wants(`frame.totalLow[${o}]`, frame.totalLow[o]!, Math.max(0, total - below, least))
    wants(`frame.totalHigh[${o}]`, frame.totalHigh[o]!, Math.min(sum(rowTotals), total + above))
  })
  for (const [oor, own] of Object.entries(frame.leeway.perOor ?? {})) {
    if (!columns.includes(oor)) wants('frame.leeway.perOor', oor, short(columns.join(', ')))
    for (const end of ['below', 'above'] as const) {
      if (own[end] > frame.leeway[end]) wants(`frame.leeway.perOor.${oor}.${end}`, own[end], `<= ${frame.leeway[end]}`)
    }
  }
  wants('frame.measure', frame.measure, options['leeway.measure'])
  return faults
}

function claimOf(
  file: DraftFile,
  base: readonly (readonly number[])[],
  frame: Omit<ProposalFrame, 'base'>,
  allocation: readonly (readonly number[])[],
  near: NearTo | null,
): ProposalClaim {
  const { rows, columns, consultation, options } = file
  const cells = rows.length * columns.length
  const cellOf = (row: string, column: string) => rows.indexOf(row) * columns.length + columns.indexOf(column)
  const [low, high, zero] = [new Int32Array(cells), new Int32Array(cells).fill(UNBOUNDED), new Uint8Array(cells)]
  for (const [row, column, least, most] of file.bounds) {
    const cell = cellOf(row, column)
    low[cell] = Math.max(low[cell]!, least)
    high[cell] = Math.min(high[cell]!, most)
  }
  // `zeroTarget`: no places without care use. In a published draft that may be any cell that is empty, also in the base.
  const kept = (cell: number) => {
    const at = (matrix: readonly (readonly number[])[]) =>
      matrix[Math.floor(cell / columns.length)]![cell % columns.length]
    if (options.zeroTarget !== 'stays-zero') return false
    if (file.target !== null) return at(file.target) === 0
    return file.published !== undefined && at(base) === 0 && at(allocation) === 0
  }
  high.forEach((_, cell) => kept(cell) && (high[cell] = 0))
  for (const [row, column] of file.zeroCells) {
    const cell = cellOf(row, column)
    zero[cell] = 1
    high[cell] = 0
  }
  if (options['staffel.force'] === 'hard') {
    consultation.history.forEach((history, s) => {
      const most = staffel(file.rowTotals[s]!, options['staffel.boundary'])
      if (history === null || most === null) return
      history.forEach((places, o) => {
        const cell = s * columns.length + o
        if (zero[cell] === 1 || kept(cell)) return
        // |y * sum - intake * places| <= most * sum
        low[cell] = Math.max(low[cell]!, Math.ceil((file.rowTotals[s]! * places - most * sum(history)) / sum(history)))
        high[cell] = Math.min(
          high[cell]!,
          Math.floor((file.rowTotals[s]! * places + most * sum(history)) / sum(history)),
        )
      })
    })
  }
  // what was agreed holds beside all else: of a cell, of a row, of the total of an OOR
  const [totalLow, totalHigh] = [[...frame.totalLow], [...frame.totalHigh]]
  for (const agreement of file.agreements ?? []) {
    const { specialty, oor } = agreement
    if (specialty === null) {
      const o = columns.indexOf(oor!)
      totalLow[o] = Math.max(totalLow[o]!, agreement.low ?? 0)
      totalHigh[o] = Math.min(totalHigh[o]!, agreement.high ?? UNBOUNDED)
    } else {
      const row = rowAgreed(agreement, file, base)
      columns.forEach((column, o) => {
        if (oor !== null && column !== oor) return
        const cell = cellOf(specialty, column)
        const [least, most] = row === null ? [agreement.low, agreement.high] : [row[o]!, row[o]!]
        low[cell] = Math.max(low[cell]!, least ?? 0)
        high[cell] = Math.min(high[cell]!, most ?? UNBOUNDED)
      })
    }
  }
  return {
    rows,
    columns,
    rowTotals: file.rowTotals,
    low,
    high,
    zero,
    target: Float64Array.from(file.target?.flat() ?? base.flat(), (each) => Math.round(each * Number(NANO))),
    half: options.half,
    base: base.flat(),
    baseTotals: frame.baseTotals,
    totalLow,
    totalHigh,
    measure: frame.measure,
    leeway: frame.leeway.total,
    today: todayOf(file),
    advised: rows.map((code, s) => {
      const advice = consultation.advices.find(({ specialty }) => specialty === code)
      return advice ?? { row: base[s]!, room: base[s]!.map((places) => [places, places] as const), weight: 1000 }
    }),
    attention: consultation.attentionPoints.map(({ specialty, oor, direction }) => ({
      row: specialty === null ? null : rows.indexOf(specialty),
      column: columns.indexOf(oor),
      direction,
    })),
    motivated: options['motivation.level'],
    ...(near !== null && { near: near.places }),
    levels: proposalLevels(consultation, isNear(file)),
    allocation: allocation.flat(),
  }
}

/**
 * "waarbij de actuele omvang van een OOR zo min mogelijk grote mutaties kent" (P26 Regelruimte 1): each size of today times what there is
 * to divide, over what all of them are together. In parts of a place: as many as make them whole, or thousandths where that takes more
 * than two thousand.
 */
function todayOf({ consultation: { current }, options, rowTotals }: DraftFile): ProposalClaim['today'] {
  const then = sum(current.map((size) => size ?? 0))
  if (options['today.scale'] === 'absolute' || then === 0 || current.includes(null)) {
    return { parts: 1, sizes: current }
  }
  const now = sum(rowTotals)
  let [divisor, rest] = [then, now]
  while (rest > 0) [divisor, rest] = [rest, divisor % rest]
  const parts = then / divisor > 2000 ? 1000 : then / divisor
  const nearest = (size: number) => (BigInt(size) * BigInt(now) * BigInt(2 * parts) + BigInt(then)) / BigInt(2 * then)
  return { parts, sizes: current.map((size) => Number(nearest(size!))) }
}

/** The row that was agreed, in numbers; null for a cell or a total. */
function rowAgreed(
  { specialty, row }: Agreement,
  { rows, consultation }: DraftFile,
  base: readonly (readonly number[])[],
): readonly number[] | null {
  if (row === 'advice') return consultation.advices.find((advice) => advice.specialty === specialty)?.row ?? null
  return row === 'base' ? base[rows.indexOf(specialty!)]! : row
}

/**
 * The agreements in force are those of the scenario, then those of the consultation, each as it stands there, then what was asked; what
 * is said twice counts once. Each is of a cell, of a total, or of a row, and of nothing else.
 */
function checkStated(file: DraftFile, expected: ExpectedDraft | null): VerifyFault[] {
  const { agreements = [], consultation, rows, columns } = file
  const plainly = ({ specialty, oor, low, high, row, by, date, reason }: Agreement) =>
    JSON.stringify([specialty, oor, low, high, row, by, date, reason])
  const faults: VerifyFault[] = []
  const listed = { scenario: expected?.agreements ?? null, advices: consultation.agreements ?? [], question: null }
  const order = Object.keys(listed)
  const all = agreements.map(plainly)
  agreements.forEach(({ from }, i) => {
    const before = agreements[i - 1]?.from ?? from
    if (order.indexOf(from) < order.indexOf(before)) {
      faults.push({ path: `agreements[${i}].from`, found: from, expected: before })
    }
    if (all.indexOf(all[i]!) < i) {
      faults.push({ path: `agreements[${i}]`, found: short(all[i]!), expected: 'every agreement once' })
    }
  })
  for (const from of ['scenario', 'advices'] as const) {
    const wanted = listed[from]
    if (wanted === null) continue
    const earlier =
      from === 'advices' ? new Set(agreements.filter((each) => each.from === 'scenario').map(plainly)) : null
    const due = [...new Set(wanted.map(plainly))].filter((each) => earlier?.has(each) !== true)
    const stated = agreements.filter((each) => each.from === from).map(plainly)
    if (JSON.stringify(stated) !== JSON.stringify(due)) {
      const off = due.findIndex((each, i) => each !== stated[i])
      const at = off === -1 ? due.length : off
      faults.push({ path: `agreements (${from})`, found: short(stated[at] ?? '-'), expected: short(due[at] ?? '-') })
    }
  }
  agreements.forEach((agreement, i) => {
    const { specialty, oor, low, high, row, from, by } = agreement
    const path = `agreements[${i}]`
    const unlike = (found: string, wanted: string) => faults.push({ path, found, expected: wanted })
    if (specialty !== null && !rows.includes(specialty)) unlike(specialty, short(rows.join(', ')))
    if (oor !== null && !columns.includes(oor)) unlike(oor, short(columns.join(', ')))
    const isRow = specialty !== null && oor === null
    if (specialty === null && oor === null) unlike('-', 'specialty | oor')
    if (isRow !== (row !== null) || isRow === (low !== null || high !== null)) unlike(short(JSON.stringify(agreement)), isRow ? 'row' : 'low, high') // prettier-ignore
    if (low !== null && high !== null && low > high) unlike(String(high), `>= ${low}`)
    if (Array.isArray(row) && row.length !== columns.length) unlike(String(row.length), String(columns.length))
    if (from === 'question' && by !== WHAT_IF) unlike(short(by), WHAT_IF)
    if (row === 'advice' && !consultation.advices.some((advice) => advice.specialty === specialty)) unlike('advice', 'an advice') // prettier-ignore
  })
  return faults
}

/** Whether what is said of each agreement is what the proposal gives. */
function checkKept(
  file: DraftFile,
  base: readonly (readonly number[])[],
  { allocation, rows, columns }: ProposalClaim,
): VerifyFault[] {
  const at = (row: string, column: string) => allocation[rows.indexOf(row) * columns.length + columns.indexOf(column)]!
  return (file.agreements ?? []).flatMap((agreement, i) => {
    const { specialty, oor, found, holds, places } = agreement
    const own =
      specialty === null
        ? sum(rows.map((row) => at(row, oor!)))
        : oor === null
          ? columns.map((column) => at(specialty, column))
          : at(specialty, oor)
    const wanted = [
      ['places', places, rowAgreed(agreement, file, base)],
      ['found', found, own],
      ['holds', holds, true], // the frame was checked with it
    ] as const
    return wanted.flatMap(([name, stated, expected]): VerifyFault[] => {
      const [a, b] = [JSON.stringify(stated), JSON.stringify(expected)]
      return a === b ? [] : [{ path: `agreements[${i}].${name}`, found: short(a), expected: short(b) }]
    })
  })
}

/** P16 1.a: the most that a cell may differ from its share by history; null where there is no rule. */
function staffel(intake: number, boundary: DraftFile['options']['staffel.boundary']): number | null {
  if (intake < 5 || intake >= 140) return null
  const [small, middle] = boundary === 'upper' || boundary === 'strict' ? [20, 60] : [19, 59] // the largest of their class
  return intake <= small ? 1 : intake <= middle ? 2 : 3
}

function checkBalance(
  { balance, moved, columns, columnTotals, consultation }: DraftFile,
  { baseTotals, totalLow, totalHigh }: Omit<ProposalFrame, 'base'>,
  { allocation, base, today }: ProposalClaim,
): VerifyFault[] {
  const faults: VerifyFault[] = []
  const wants = (path: string, found: unknown, expected: unknown) => {
    if (found !== expected) faults.push({ path, found: String(found), expected: String(expected) })
  }
  const totals = columns.map((_, o) =>
    sum(
      Array.from({ length: allocation.length / columns.length }, (_ignored, s) => allocation[s * columns.length + o]!),
    ),
  )
  columns.forEach((oor, o) => {
    const [total, start, size] = [totals[o]!, baseTotals[o]!, today.sizes[o] ?? null]
    const inPlaces = (parts: number) => Math.round((parts / today.parts) * Number(NANO)) / Number(NANO)
    wants(`columnTotals[${o}]`, columnTotals?.[o], total)
    const expected: OorBalance = {
      oor,
      base: start,
      proposal: total,
      difference: total - start,
      roomBelow: total - totalLow[o]!,
      roomAbove: totalHigh[o]! - total,
      current: consultation.current[o] ?? null,
      currentScaled: size === null ? null : inPlaces(size),
      mutation: size === null ? null : inPlaces(today.parts * total - size),
    }
    for (const [key, value] of Object.entries(expected)) {
      wants(`balance[${o}].${key}`, Object.entries(balance[o] ?? {}).find(([name]) => name === key)?.[1], value)
    }
  })
  wants('balance', balance.length, columns.length)
  const gained = sum(totals.map((total, o) => Math.max(0, total - baseTotals[o]!)))
  const lost = sum(totals.map((total, o) => Math.max(0, baseTotals[o]! - total)))
  wants('moved.placesMoved', moved?.placesMoved, gained)
  wants('moved.sumAbsolute', moved?.sumAbsolute, gained + lost)
  const cells = Array.from({ length: base.length }, (_, cell) => Math.max(0, allocation[cell]! - base[cell]!))
  wants('moved.cells', moved?.cells, sum(cells))
  return faults
}

function isNear({ near }: DraftFile): boolean {
  return near !== undefined && near !== null
}

/** That it is near to what is given, and how many places fewer there are than in that; the level itself is one of the levels. */
function checkNear(file: DraftFile, near: NearTo | null): VerifyFault[] {
  const { near: said, allocation } = file
  if (said === undefined || said === null) return []
  const faults: VerifyFault[] = []
  const wants = (path: string, found: unknown, expected: unknown) => {
    if (found !== expected) faults.push({ path, found: String(found), expected: String(expected) })
  }
  wants('near.lost', said.lost === null, allocation === null)
  if (near === null) return faults
  wants('near.sha256', said.sha256, near.sha256)
  const lost = (places: number, cell: number) => Math.max(0, near.places[cell]! - places)
  if (allocation !== null) wants('near.lost', said.lost, sum(allocation.flat().map(lost)))
  return faults
}

/** @param isBlind whether what it is near to is not known, so that nothing can be said of that level */
function checkLevels({ levels }: DraftFile, claim: ProposalClaim, isBlind: boolean): VerifyFault[] {
  const values = levelValues(claim)
  const stated = levels ?? []
  if (stated.length !== values.length) {
    return [{ path: 'levels', found: String(stated.length), expected: String(values.length) }]
  }
  return claim.levels.flatMap((name, i) => {
    const weighed = name === 'outside-room' || name === 'advised-distance'
    const unit = name === 'error' ? Number(NANO) : weighed ? 1000 : name === 'mutation' ? claim.today.parts : 1
    const value = Math.round((Number(values[i]!) / unit) * Number(NANO)) / Number(NANO)
    const { name: found, value: number } = stated[i]!
    if (found === name && (number === value || (isBlind && name === 'near'))) return []
    return [{ path: `levels[${i}]`, found: `${found} ${number}`, expected: `${name} ${value}` }]
  })
}

/** "Optimal" needs a proof for every level; anything less is no more than feasible. */
function checkProof({ status, certificate }: DraftFile, claim: ProposalClaim, isBlind: boolean): VerifyFault[] {
  if (certificate === null) {
    return status === 'feasible' ? [] : [{ path: 'certificate', found: 'null', expected: 'levels' }]
  }
  if (status !== 'optimal') return [{ path: 'status', found: status, expected: 'optimal' }]
  const names = certificate.levels.map(({ name }) => name).join()
  if (names !== claim.levels.join()) {
    return [{ path: 'certificate.levels', found: names, expected: claim.levels.join() }]
  }
  if (isBlind) return []
  return checkProposal(
    claim,
    certificate.levels.map(({ proof }) => proof),
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
