/**
 * The library without Node, for browsers and their workers: a scenario is the id of a shipped one or an object with its data in it, and
 * workbooks and CSV are bytes. Nothing is fetched but `highs.wasm` or
 * `glpk.wasm`, by the questions that those solve; the scenarios of the package are inside. To stop an answer for sure, end the
 * worker that it is asked in.
 */
import shipped from 'shipped-scenarios'
import { runOn } from './io/machine.js'
import { idsIn, onlyWith } from './io/packed.js'

runOn(onlyWith(shipped))

/** Brings in the shipped cases within OORs, which are larger than all else that is inside: from then on they are known by their ids. */
export async function loadShippedCases(): Promise<string[]> {
  const { default: cases } = await import('shipped-cases')
  runOn(onlyWith({ ...shipped, ...cases }))
  return idsIn(cases, 'case.json')
}

export * from './library.js'
export { locateSolverParts, type Locate } from './solvers/parts.js'
