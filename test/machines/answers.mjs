/**
 * Questions of every kind, and their answers as they would be written: run by `test/machines.test.ts` on several machines, plain
 * JavaScript so that each of them takes it as it is.
 */

/** @returns by name, texts (JSON, without the time it took) and bytes (workbooks), as JSON can hold them */
export async function answers(library, { advices, proposal }) {
  const { solve, round, compare, compareMethods, explain, draft, check, years, verify, reconstruct } = library
  const texts = {}
  const told = (name, answer) => {
    texts[name] = JSON.stringify(answer, (key, value) => (key === 'milliseconds' ? undefined : value))
    return answer
  }
  for (const id of library.shippedScenarios()) told(`solve ${id}`, await solve(id))
  const result = told('solve', await solve('2027-base'))
  for (const objective of library.OBJECTIVES) told(objective, await solve('2027-base', { objective }))
  for (const method of library.METHODS) told(method, await solve('2027-base', { method }))
  told('optima', await solve('2026-base', { optima: 5, ties: 'lot', seed: 7 }))
  told('compare', await compare('2026-base', '2026-reference'))
  told('methods', await compareMethods('2027-base', ['optimal', 'stepwise']))
  told('explain', await explain('2027-base', '10', 'Leiden'))
  told('years', await years(['2026-base', '2027-base'], { timeLimit: 300 }))
  told('round', await round(TABLE))
  told(
    'infeasible',
    await round({
      ...TABLE,
      zeroCells: [
        ['a', 'x'],
        ['a', 'y'],
      ],
    }),
  )
  told('reconstruct', (await reconstruct(PLACES)).files)
  for (const question of YEARS)
    told(`fairness ${JSON.stringify(question)}`, await library.fairness('2027-base', question))
  const shard = (index) => library.fairnessPart('2027-base', { index, of: 2 }, YEARS[0])
  told('fairness merged', await library.mergeFairness([await shard(1), await shard(2)]))
  const drafted = told('draft', await draft('2027-proposal', advices, { timeLimit: 300 }))
  told('check', await check('2027-proposal', new TextEncoder().encode(proposal), { repair: true }))
  told('verify', await verify(result, { scenario: '2027-base' }))
  const workbooks = {
    result: await library.resultWorkbook(result, { scenario: '2027-base' }),
    draft: await library.draftWorkbook(drafted, { scenario: '2027-proposal' }),
    template: await library.templateWorkbook(),
  }
  told('workbook read back', await check('2027-proposal', workbooks.draft))
  return { texts, workbooks: Object.fromEntries(Object.entries(workbooks).map(([name, bytes]) => [name, [...bytes]])) }
}

/** Of every population, by every rule of carrying over: numbers that hang on the last digit of every draw. */
const YEARS = [
  { population: 'drift', draws: 6 },
  { population: 'counting', draws: 3, years: 2 },
  { population: 'worlds', draws: 3, years: 2, carry: 'totals' },
  { population: 'simplex', draws: 3, years: 2, carry: 'arrears' },
  { population: 'drift', draws: 3, years: 3, carry: 'cells' },
]

const TABLE = {
  rows: ['a', 'b'],
  columns: ['x', 'y'],
  target: [
    [1.5, 1.5],
    ['0.25', 2.75],
  ],
  rowTotals: [3, 3],
  columnTotals: [2, 4],
}

const PLACES = {
  rows: ['a', 'b', 'c'],
  columns: ['x', 'y'],
  allocation: [
    [7, 5],
    [9, 4],
    [3, 12],
  ],
}
