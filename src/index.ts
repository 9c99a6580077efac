/** The library on Node: files by their path. */
import { node } from './host/node.js'
import { runOn } from './io/machine.js'

runOn(node)

export * from './library.js'
