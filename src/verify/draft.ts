/** The check of a drafted proposal's file: the frame put together again from the file's own fields, and every claim recomputed. */
import {
  proposalLevels,
  type Consultation,
  type Moved,
  type OorBalance,
  type ProposalFrame,
} from '../domain/proposal.js'
import { UNBOUNDED, type Half } from '../domain/table.js'
import type { BoundTree } from './bound.js'
import { parted, twiceFaults, type OwnCheck, type VerifyFault } from './fault.js'
import { checkFrame, checkProposal, levelValues, type ProposalClaim } from './proposal.js'
import { NANO } from './rank.js'

/** The fields of a draft that say something about its numbers. */
export interface DraftFile {
  readonly published?: unknown
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'time-limit'
  readonly data: string | null
  readonly options: {
    readonly half: Half
    readonly zeroTarget: 'stays-zero' | 'free'
    readonly 'leeway.measure': ProposalFrame['measure']
    readonly 'leeway.floor': 'warn' | 'hard' | 'off'
    readonly 'motivation.level': 'oor' | 'cell'
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
  readonly consultation: Consultation
  readonly certificate: { readonly levels: readonly { readonly name: string; readonly proof: BoundTree }[] } | null
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
}

export type DraftProves =
  | 'target'
  | 'margins'
  | 'bounds'
  | 'zero-cells'
  | 'leeway'
  | 'levels'
  | 'optimality'
  | 'infeasibility'

/** Checks a draft. @param expected from the scenario; null when there is only the file */
export function checkDraft(file: DraftFile, sha256: string, expected: ExpectedDraft | null): OwnCheck<DraftProves> {
  const faults = [...checkShape(file), ...(expected === null ? [] : compareWith(file, sha256, expected))]
  if (faults.length > 0) return { proves: [], faults }
  const { allocation, base, frame, status } = file
  const fromScenario: DraftProves[] = expected !== null && file.target !== null ? ['target'] : []
  if (allocation === null || base === null || frame === null) {
    const claimed = allocation !== null || status === 'optimal' || status === 'feasible'
    if (claimed) return { proves: [], faults: [{ path: 'allocation', found: 'null', expected: status }] }
    return { proves: fromScenario, faults: [] }
  }
  const claim = claimOf(file, base, frame, allocation)
  faults.push(...checkBase(file, base, frame), ...checkFrame(claim), ...checkBalance(file, frame, claim))
  if (faults.length > 0) return { proves: [], faults }
  const proves: DraftProves[] = [...fromScenario, 'margins', 'bounds', 'zero-cells', 'leeway']
  if (file.target === null) return { proves, faults } // published
  const proof = parted([...checkLevels(file, claim), ...checkProof(file, claim)])
  if (proof.faults.length > 0) return { proves: [], faults: proof.faults }
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
    wants(`frame.totalLow[${o}]`, frame.totalLow[o]!, Math.max(0, total - frame.leeway.below, least))
    wants(`frame.totalHigh[${o}]`, frame.totalHigh[o]!, Math.min(sum(rowTotals), total + frame.leeway.above))
  })
  wants('frame.measure', frame.measure, options['leeway.measure'])
  return faults
}

function claimOf(
  file: DraftFile,
  base: readonly (readonly number[])[],
  frame: Omit<ProposalFrame, 'base'>,
  allocation: readonly (readonly number[])[],
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
    totalLow: frame.totalLow,
    totalHigh: frame.totalHigh,
    measure: frame.measure,
    leeway: frame.leeway.total,
    current: consultation.current,
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
    levels: proposalLevels(consultation),
    allocation: allocation.flat(),
  }
}

/** P16 1.a: the most that a cell may differ from its share by history; null where there is no rule. */
function staffel(intake: number, boundary: DraftFile['options']['staffel.boundary']): number | null {
  if (intake < 5 || intake >= 140) return null
  const [small, middle] = boundary === 'upper' || boundary === 'strict' ? [20, 60] : [19, 59] // the largest of their class
  return intake <= small ? 1 : intake <= middle ? 2 : 3
}

function checkBalance(
  { balance, moved, columns, columnTotals }: DraftFile,
  { baseTotals, totalLow, totalHigh }: Omit<ProposalFrame, 'base'>,
  { allocation, base, current }: ProposalClaim,
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
    const [total, start, size] = [totals[o]!, baseTotals[o]!, current[o] ?? null]
    wants(`columnTotals[${o}]`, columnTotals?.[o], total)
    const expected: OorBalance = {
      oor,
      base: start,
      proposal: total,
      difference: total - start,
      roomBelow: total - totalLow[o]!,
      roomAbove: totalHigh[o]! - total,
      current: size,
      mutation: size === null ? null : total - size,
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

function checkLevels({ levels }: DraftFile, claim: ProposalClaim): VerifyFault[] {
  const values = levelValues(claim)
  const stated = levels ?? []
  if (stated.length !== values.length) {
    return [{ path: 'levels', found: String(stated.length), expected: String(values.length) }]
  }
  return claim.levels.flatMap((name, i) => {
    const unit = name === 'error' ? Number(NANO) : name === 'outside-room' || name === 'advised-distance' ? 1000 : 1
    const value = Number(values[i]!) / unit
    const { name: found, value: number } = stated[i]!
    if (found === name && number === value) return []
    return [{ path: `levels[${i}]`, found: `${found} ${number}`, expected: `${name} ${value}` }]
  })
}

/** "Optimal" needs a proof for every level; anything less is no more than feasible. */
function checkProof({ status, certificate }: DraftFile, claim: ProposalClaim): VerifyFault[] {
  if (certificate === null) {
    return status === 'feasible' ? [] : [{ path: 'certificate', found: 'null', expected: 'levels' }]
  }
  if (status !== 'optimal') return [{ path: 'status', found: status, expected: 'optimal' }]
  const names = certificate.levels.map(({ name }) => name).join()
  if (names !== claim.levels.join()) {
    return [{ path: 'certificate.levels', found: names, expected: claim.levels.join() }]
  }
  return checkProposal(
    claim,
    certificate.levels.map(({ proof }) => proof),
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
