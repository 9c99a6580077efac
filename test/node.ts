/** What the entries of the package do first: the tests run on Node. */
import { node } from '../src/host/node.js'
import { runOn } from '../src/io/machine.js'

runOn(node)
