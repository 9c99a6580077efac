/** The check of a file of several years: each year's table put together again, and every claim recomputed. */
import type { Options } from '../domain/options.js'
import type { BoundTree } from './bound.js'
import { parted, twiceFaults, type OwnCheck, type VerifyFault } from './fault.js'
import { NANO } from './rank.js'
import { tableOf, type Expected, type Proves } from './result-file.js'
import { checkYears, checkYearsFrame, yearsValues, YEARS_LEVELS, type YearsClaim } from './years.js'

type Matrix = readonly (readonly number[])[]

interface OutcomeFile {
  readonly allocations: readonly Matrix[]
  readonly sum: Matrix
  readonly levels: readonly { readonly name: string; readonly value: number | null }[]
}

/** The fields of a file of years that say something about its numbers; one entry a year. */
export interface YearsFile {
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'time-limit'
  readonly options: readonly Pick<Options, 'half' | 'zeroTarget'>[]
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly (readonly number[])[]
  readonly columnTotals: readonly (readonly (number | readonly [number, number])[] | null)[]
  readonly targets: readonly (Matrix | null)[]
  readonly zeroCells: readonly (readonly (readonly [string, string])[])[]
  readonly bounds: readonly (readonly (readonly [string, string, number, number])[])[]
  readonly together: OutcomeFile | null
  readonly apart: OutcomeFile | null
  readonly certificate: { readonly levels: readonly { readonly name: string; readonly proof: BoundTree }[] } | null
  readonly input: { readonly sha256: readonly string[] }
}

/** Checks a file of years. @param expected of the years whose scenario is known, in any order */
export function checkYearsFile(file: YearsFile, expected: readonly Expected[]): OwnCheck<Proves> {
  const shape = checkShape(file)
  if (shape.length > 0) return { proves: [], faults: shape }
  const faults = expected.flatMap((each) => compareWith(file, each))
  if (faults.length > 0) return { proves: [], faults }
  // the target of the years is that of all of them
  const known = file.input.sha256.every((hash) => expected.some(({ sha256 }) => sha256 === hash))
  const fromScenario: Proves[] = known && !file.targets.includes(null) ? ['target'] : []
  const { together, apart, status, certificate } = file
  if (together === null || apart === null) {
    const claimed = status === 'optimal' || status === 'feasible'
    return {
      proves: claimed ? [] : fromScenario,
      faults: claimed ? [{ path: 'together', found: 'null', expected: status }] : [],
    }
  }
  const tables = file.rowTotals.map((rowTotals, k) => ({
    ...tableOf({
      carry: null,
      method: 'optimal',
      objective: 'next-best',
      options: file.options[k]!,
      rows: file.rows,
      columns: file.columns,
      rowTotals,
      columnTotals: file.columnTotals[k] ?? null,
      target: file.targets[k] ?? null,
      zeroCells: file.zeroCells[k]!,
      bounds: file.bounds[k]!,
    }),
  }))
  const published = file.targets.includes(null)
  for (const [name, outcome] of Object.entries({ together, apart })) {
    const claim: YearsClaim = { tables, allocations: outcome.allocations.map((matrix) => matrix.flat()) }
    const own = [...checkYearsFrame(claim), ...checkSum(outcome)]
    if (own.length === 0 && !published) own.push(...checkLevels(outcome, claim))
    faults.push(...own.map((fault) => ({ ...fault, path: `${name}.${fault.path}` })))
  }
  if (faults.length > 0) return { proves: [], faults }
  const proves: Proves[] = [...fromScenario, 'margins', 'bounds', 'zero-cells']
  if (published) return { proves, faults }
  const proof = parted(
    checkProof(status, certificate, { tables, allocations: together.allocations.map((each) => each.flat()) }),
  )
  if (proof.faults.length > 0) return { proves: [], faults: proof.faults }
  const optimal = certificate !== null && proof.beyond === undefined
  return { proves: [...proves, 'levels', ...(optimal ? (['optimality'] as const) : [])], ...proof }
}

function checkShape(file: YearsFile): VerifyFault[] {
  const faults: VerifyFault[] = []
  const length = (path: string, list: readonly unknown[] | null | undefined, wanted: number) => {
    if (list && list.length !== wanted) faults.push({ path, found: String(list.length), expected: String(wanted) })
  }
  const matrix = (path: string, given: Matrix | null | undefined) => {
    length(path, given, file.rows.length)
    given?.forEach((row, s) => length(`${path}[${s}]`, row, file.columns.length))
  }
  const codes = { row: new Set(file.rows), column: new Set(file.columns) }
  const cell = (path: string, [row, column]: readonly [string, string, ...number[]]) => {
    if (!codes.row.has(row)) faults.push({ path: `${path}[0]`, found: row, expected: short(file.rows.join(', ')) })
    if (!codes.column.has(column)) {
      faults.push({ path: `${path}[1]`, found: column, expected: short(file.columns.join(', ')) })
    }
  }
  const years = file.rowTotals.length
  if (years < 2) faults.push({ path: 'rowTotals', found: String(years), expected: '>= 2' })
  for (const name of ['options', 'columnTotals', 'targets', 'zeroCells', 'bounds'] as const)
    length(name, file[name], years)
  length('input.sha256', file.input.sha256, years)
  // a scenario is of one year: of a second under the same hash its numbers would not be looked at
  file.input.sha256.forEach((hash, k, hashes) => {
    if (hashes.indexOf(hash) < k) faults.push({ path: `input.sha256[${k}]`, found: hash, expected: 'every hash once' })
  })
  file.rowTotals.forEach((totals, k) => {
    length(`rowTotals[${k}]`, totals, file.rows.length)
    length(`columnTotals[${k}]`, file.columnTotals[k], file.columns.length)
    matrix(`targets[${k}]`, file.targets[k])
    file.columnTotals[k]?.forEach((total, o) => {
      // the program of the years holds every column to one total
      if (typeof total === 'number') return
      faults.push({ path: `columnTotals[${k}][${o}]`, found: total.join('..'), expected: 'one total' })
    })
    file.zeroCells[k]?.forEach((each, i) => cell(`zeroCells[${k}][${i}]`, each))
    file.bounds[k]?.forEach((each, i) => cell(`bounds[${k}][${i}]`, each))
  })
  for (const name of ['together', 'apart'] as const) {
    length(`${name}.allocations`, file[name]?.allocations, years)
    file[name]?.allocations.forEach((each, k) => matrix(`${name}.allocations[${k}]`, each))
    matrix(`${name}.sum`, file[name]?.sum)
  }
  faults.push(...twiceFaults(file.rows, file.columns))
  return faults
}

/** The year that this scenario is, by its hash. Rows and columns may stand in the order of another. */
function compareWith(file: YearsFile, expected: Expected): VerifyFault[] {
  const k = file.input.sha256.indexOf(expected.sha256)
  if (k === -1) return [{ path: 'input.sha256', found: file.input.sha256.join(', '), expected: expected.sha256 }]
  const { zeroCells, bounds } = file
  const lists: readonly (readonly [string, unknown, unknown])[] = [
    ['rows', file.rows.length, expected.rows.length],
    ['columns', file.columns.length, expected.columns.length],
    [`zeroCells[${k}]`, zeroCells[k], expected.zeroCells],
    [`bounds[${k}]`, bounds[k], expected.bounds],
  ]
  const faults = lists.flatMap(([path, found, wanted]): VerifyFault[] => {
    const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)]
    return a === b ? [] : [{ path, found: short(a), expected: short(b) }]
  })
  if (faults.length > 0) return faults
  const at = (row: string, column: string) => [expected.rows.indexOf(row), expected.columns.indexOf(column)] as const
  return file.rows.flatMap((row, s) =>
    file.columns.flatMap((column, o): VerifyFault[] => {
      const [i, j] = at(row, column)
      const wanted = [expected.target?.[i]?.[j], expected.rowTotals[i], expected.columnTotals[j]]
      const found = [file.targets[k]?.[s]![o] ?? wanted[0], file.rowTotals[k]![s], file.columnTotals[k]?.[o]]
      const path = `years[${k}]: ${row}-${column}`
      return found.join() === wanted.join() ? [] : [{ path, found: found.join(', '), expected: wanted.join(', ') }]
    }),
  )
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function checkSum({ allocations, sum }: OutcomeFile): VerifyFault[] {
  return sum.flatMap((row, s) =>
    row.flatMap((found, o): VerifyFault[] => {
      const wanted = allocations.reduce((total, matrix) => total + matrix[s]![o]!, 0)
      return found === wanted ? [] : [{ path: `sum[${s}][${o}]`, found: String(found), expected: String(wanted) }]
    }),
  )
}

function checkLevels({ levels }: OutcomeFile, claim: YearsClaim): VerifyFault[] {
  const values = yearsValues(claim)
  return YEARS_LEVELS.flatMap((name, i): VerifyFault[] => {
    const value = name.endsWith('error') ? Number(values[i]!) / Number(NANO) : Number(values[i]!)
    const stated = levels[i]
    if (stated?.name === name && stated.value === value) return []
    return [{ path: `levels[${i}]`, found: `${stated?.name} ${stated?.value}`, expected: `${name} ${value}` }]
  })
}

/** "Optimal" needs a proof for every level; anything less is no more than feasible. */
function checkProof(
  status: YearsFile['status'],
  certificate: YearsFile['certificate'],
  claim: YearsClaim,
): VerifyFault[] {
  if (certificate === null) {
    return status === 'feasible' ? [] : [{ path: 'certificate', found: 'null', expected: 'levels' }]
  }
  if (status !== 'optimal') return [{ path: 'status', found: status, expected: 'optimal' }]
  const names = certificate.levels.map(({ name }) => name).join()
  if (names !== YEARS_LEVELS.join())
    return [{ path: 'certificate.levels', found: names, expected: YEARS_LEVELS.join() }]
  return checkYears(
    claim,
    certificate.levels.map(({ proof }) => proof),
  )
}
