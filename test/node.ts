/** What the entries of the package do first: the tests run on Node, with threads as they are built. */
import { node } from '../src/host/node.js'
import { threadsIn } from '../src/host/threads.js'
import { runOn } from '../src/io/machine.js'

/** Again, after an entry was imported: it did so for itself, and its threads are not built beside the sources. */
export function runOnBuilt(): void {
  runOn({ ...node, openThread: threadsIn(new URL('../dist/', import.meta.url)) })
}

runOnBuilt()
