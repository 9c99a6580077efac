/** Every repair that is offered is done as it is told, and the input is solved again. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Conflict, Repair } from '../src/domain/conflict.js'
import { InputError } from '../src/domain/errors.js'
import { round, solve } from '../src/index.js'
import { scenarioOf, tinyScenario } from './oracle.js'

/** By hand with more: REPAIR_RUNS=20000 npx vitest run test/repairs.test.ts */
const RUNS = Number(process.env['REPAIR_RUNS'] ?? 400)
const SEED = Number(process.env['REPAIR_SEED'] ?? 9)

interface TinyProblem {
  readonly rows: string[]
  readonly columns: string[]
  readonly target: number[][]
  readonly rowTotals: number[]
  readonly columnTotals: (number | [number, number])[]
  readonly zeroCells: [string, string][]
  readonly bounds: [string, string, number, number][]
  readonly options: { readonly zeroTarget: 'stays-zero' | 'free' }
}

const tinyProblem: fc.Arbitrary<TinyProblem> = fc
  .record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 3 }) })
  .chain(({ rows, columns }) => {
    const list = <T>(each: fc.Arbitrary<T>, length: number) => fc.array(each, { minLength: length, maxLength: length })
    const cell = fc.record({ s: fc.nat(rows - 1), o: fc.nat(columns - 1), low: fc.nat(2), more: fc.nat(2) })
    const apart = (cells: { s: number; o: number; low: number; more: number }[]) =>
      cells.filter(({ s, o }, i) => cells.findIndex((each) => each.s === s && each.o === o) === i)
    const row = (s: number) => `r${s}`
    const column = (o: number) => `c${o}`
    return fc.record({
      rows: fc.constant(Array.from({ length: rows }, (_, s) => row(s))),
      columns: fc.constant(Array.from({ length: columns }, (_, o) => column(o))),
      target: list(list(fc.constantFrom(0, 0, 0.5, 1, 1.3, 2), columns), rows),
      rowTotals: list(fc.nat(4), rows),
      columnTotals: list(
        fc.oneof(
          fc.nat(4),
          fc.tuple(fc.nat(2), fc.nat(3)).map(([low, more]): [number, number] => [low, low + more]),
        ),
        columns,
      ),
      zeroCells: fc
        .array(cell, { maxLength: 3 })
        .map((cells) => apart(cells).map(({ s, o }): [string, string] => [row(s), column(o)])),
      bounds: fc
        .array(cell, { maxLength: 3 })
        .map((cells) =>
          apart(cells).map(({ s, o, low, more }): [string, string, number, number] => [
            row(s),
            column(o),
            low,
            low + more,
          ]),
        ),
      options: fc.record({ zeroTarget: fc.constantFrom('stays-zero' as const, 'free') }),
    })
  })

/** Read from its data alone, as another program would. */
function doneTo(problem: TinyProblem, { changes }: Repair): object {
  const told = structuredClone(problem) as { -readonly [K in keyof TinyProblem]: TinyProblem[K] }
  for (const { row, column, end, to, rules } of changes) {
    if (row === null) {
      const o = told.columns.indexOf(column!)
      const given = told.columnTotals[o]!
      const [low, high] = typeof given === 'number' ? [given, given] : given
      told.columnTotals[o] = end === 'total' ? to : end === 'low' ? [to, high] : [low, to]
    } else if (column === null) told.rowTotals[told.rows.indexOf(row)] = to
    else {
      if (rules.includes('zero-cell')) told.zeroCells = told.zeroCells.filter(([a, b]) => a !== row || b !== column)
      if (rules.includes('no-care-use')) told.options = { zeroTarget: 'free' }
      told.bounds = told.bounds.map((bound) => {
        const [a, b, low, high] = bound
        if (a !== row || b !== column || !rules.includes('bound')) return bound
        return end === 'low' ? [a, b, to, high] : [a, b, low, to]
      })
    }
  }
  return told
}

const conflictsSeen = (kinds: Record<string, number>, { repairs }: Conflict) => {
  for (const { kind } of repairs!) kinds[kind] = (kinds[kind] ?? 0) + 1
}

describe('a repair done as told repairs', () => {
  it('tables, whatever keeps their cells', { timeout: 300_000 }, async () => {
    const kinds: Record<string, number> = {}
    await fc.assert(
      fc.asyncProperty(tinyProblem, async (problem) => {
        const { status, conflict } = await round(problem)
        if (conflict === null) return
        expect(status).toBe('infeasible')
        conflictsSeen(kinds, conflict)
        for (const repair of conflict.repairs!) {
          expect((await round(doneTo(problem, repair))).status, repair.text).toBe('optimal')
        }
      }),
      { numRuns: RUNS, seed: SEED },
    )
    for (const kind of ['column-totals', 'bounds', 'zero-cells', 'row-totals', 'together']) {
      expect(kinds[kind], kind).toBeGreaterThan(0)
    }
  })

  it(
    'scenarios: intakes, zero cells and agreed bounds are changed there, and all that follows with them',
    { timeout: 300_000 },
    async () => {
      const kinds: Record<string, number> = {}
      const bounded = tinyScenario({ rows: 3, columns: 3 }).chain((tiny) =>
        fc.tuple(
          fc.constant(tiny),
          fc.array(fc.tuple(fc.nat(tiny.specialties.length - 1), fc.nat(tiny.oors.length - 1), fc.nat(3), fc.nat(2)), {
            maxLength: 2,
          }),
        ),
      )
      await fc.assert(
        fc.asyncProperty(bounded, async ([tiny, cells]) => {
          const bounds = cells
            .filter(([s, o], i) => cells.findIndex(([a, b]) => a === s && b === o) === i)
            .map(([s, o, low, more]) => ({
              specialty: tiny.specialties[s]!,
              oor: tiny.oors[o]!,
              low,
              high: low + more,
              reason: 'r',
            }))
          const given = { ...(scenarioOf(tiny) as { zeroCells: { specialty: string; oor: string }[] }), bounds }
          const conflict = await conflictOf(given)
          if (conflict === null || conflict.stage === 'target') return
          conflictsSeen(kinds, conflict)
          for (const { changes, text } of conflict.repairs!) {
            if (changes.some(({ row }) => row === null)) continue // OOR totals are nobody's to change
            const intake = (code: string, s: number) =>
              changes.find(({ row, column }) => row === code && column === null)?.to ?? tiny.intakes[s]
            const at = (specialty: string, oor: string) =>
              changes.filter(({ row, column }) => row === specialty && column === oor)
            const told = {
              ...given,
              specialties: tiny.specialties.map((code, s) => ({ code, intake: intake(code, s) })),
              zeroCells: given.zeroCells.filter(({ specialty, oor }) =>
                at(specialty, oor).every(({ rules }) => !rules.includes('zero-cell')),
              ),
              bounds: bounds.map((bound) => {
                const here = at(bound.specialty, bound.oor).filter(({ rules }) => rules.includes('bound'))
                const end = (name: 'low' | 'high') => here.find((each) => each.end === name)?.to ?? bound[name]
                return { ...bound, low: end('low'), high: end('high') }
              }),
              options: {
                ...tiny.options,
                ...(changes.some(({ rules }) => rules.includes('no-care-use')) && { zeroTarget: 'free' }),
              },
            }
            expect((await solve(told)).conflict, text).toBeNull()
          }
        }),
        { numRuns: RUNS, seed: SEED },
      )
      for (const kind of ['column-totals', 'bounds', 'zero-cells', 'row-totals'])
        expect(kinds[kind], kind).toBeGreaterThan(0)
    },
  )

  it('a bound on a cell with target 0 is not enough: both give way together, and the text says so', async () => {
    const problem = {
      rows: ['a', 'b'],
      columns: ['X', 'Y'],
      target: [
        [0, 1],
        [1, 1],
      ],
      rowTotals: [2, 2],
      columnTotals: [3, 1],
      bounds: [['a', 'X', 0, 0]],
    }
    const { conflict } = await round(problem)
    expect(conflict!.repairs!.map(({ kind }) => kind)).not.toContain('bounds')
    // with nothing else to give way: one row, one column
    const alone = await round({
      rows: ['a'],
      columns: ['X', 'Y'],
      target: [[0, 1]],
      rowTotals: [2],
      columnTotals: [1, 1],
      bounds: [['a', 'X', 0, 0]],
    })
    expect(alone.conflict!.repairs!.map(({ kind, text, changes }) => [kind, text, changes[0]!.rules])).toEqual([
      ['column-totals', 'Met 1 plaats minder voor kolom X en 1 plaats meer voor kolom Y past het.', []],
    ])
    const together = await round({
      rows: ['a', 'b'],
      columns: ['X'],
      target: [[0], [1]],
      rowTotals: [1, 0],
      columnTotals: [1],
      bounds: [
        ['a', 'X', 0, 0],
        ['b', 'X', 0, 0],
      ],
    })
    for (const { texts } of together.conflict!.repairs!) expect(texts.nl).not.toContain('toegestaan in cel a-X past')
  })

  it('does not depend on the order of rows and columns', async () => {
    await fc.assert(
      fc.asyncProperty(tinyProblem, fc.infiniteStream(fc.nat()), async (problem, numbers) => {
        const shuffled = (length: number) => {
          const order = Array.from({ length }, (_, i) => i)
          for (let i = length - 1; i > 0; i--) {
            const j = (numbers.next().value as number) % (i + 1)
            ;[order[i], order[j]] = [order[j]!, order[i]!]
          }
          return order
        }
        const [rows, columns] = [shuffled(problem.rows.length), shuffled(problem.columns.length)]
        const other = {
          ...problem,
          rows: rows.map((s) => problem.rows[s]!),
          columns: columns.map((o) => problem.columns[o]!),
          target: rows.map((s) => columns.map((o) => problem.target[s]![o]!)),
          rowTotals: rows.map((s) => problem.rowTotals[s]!),
          columnTotals: columns.map((o) => problem.columnTotals[o]!),
        }
        const said = async (given: object) => {
          const { conflict } = await round(given)
          const sorted = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each)).toSorted()
          return (
            conflict && [
              conflict.kind,
              sorted(conflict.rows),
              sorted(conflict.columns),
              conflict.short,
              conflict.repairs!.map(({ kind, places, changes }) => [kind, places, sorted(changes)]),
            ]
          )
        }
        expect(await said(other)).toEqual(await said(problem))
      }),
      { numRuns: RUNS, seed: SEED },
    )
  })
})

/** null where there is none, or where the input is refused: a floor that whole places cannot hold, or a fit that crawls. */
async function conflictOf(given: object): Promise<Conflict | null> {
  try {
    return (await solve(given)).conflict
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
