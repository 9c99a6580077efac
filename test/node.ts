/** What the entries of the package do first: the tests run on Node, with threads as they are built. */
import { node } from '../src/host/node.js'
import { threadsIn } from '../src/host/threads.js'
import { runOn } from '../src/io/machine.js'

runOn({ ...node, openThread: threadsIn(new URL('../dist/', import.meta.url)) })
