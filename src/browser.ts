/**
 * The library without Node, for browsers and their workers: a scenario is the id of a shipped one or an object with its data in it, and
 * workbooks and CSV are bytes. Nothing is fetched but `highs.wasm` or
 * `glpk.wasm`, by the questions that those solve; the scenarios of the package are inside. To stop an answer for sure, end the
 * worker that it is asked in.
 */
import shipped from 'shipped-scenarios'
import { runOn } from './io/machine.js'
import { onlyWith } from './io/packed.js'

runOn(onlyWith(shipped))

export * from './library.js'
export { locateSolverParts, type Locate } from './solvers/parts.js'
