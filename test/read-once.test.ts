/** What a door has read is not read again by the library: every reader takes back what it made. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { solve } from '../src/index.js'
import { parseConsultation } from '../src/io/read/consultation.js'
import { parseProblem } from '../src/io/read/problem.js'
import { parseProposal } from '../src/io/read/proposal.js'
import { parseResult } from '../src/io/read/result.js'
import { readScenario } from '../src/io/read/scenario.js'
import { parseTable } from '../src/io/read/table.js'

const scenario = readScenario('2027-proposal')
const advices = JSON.parse(readFileSync('scenarios/2027-proposal/advices.json', 'utf8')) as object
const table = { rows: ['a'], columns: ['x', 'y'], allocation: [[1, 2]] }
const problem = { rows: ['a'], columns: ['x', 'y'], target: [[1, 2]], rowTotals: [3], columnTotals: [1, 2] }

it('a consultation, a proposal, a table, a problem and a result are read once', async () => {
  const result = await solve('2027-proposal')
  const readers: readonly ((given: unknown) => object)[] = [
    (given) => parseConsultation(given, scenario),
    (given) => parseProposal(given, scenario),
    (given) => parseTable(given, null),
    (given) => parseProblem(given),
    (given) => parseResult(given),
  ]
  const inputs = [advices, result, table, problem, result]
  readers.forEach((read, i) => {
    const made = read(inputs[i])
    expect(made).not.toBe(inputs[i])
    expect(read(made)).toBe(made)
    expect(read(inputs[i])).not.toBe(made) // what somebody may have changed since is looked at again
  })
})

it('with the names of another scenario it is read anew', () => {
  const made = parseConsultation(advices, scenario)
  expect(() => parseConsultation(made, readScenario('2027-proposal'))).toThrow(/advices/)
})
