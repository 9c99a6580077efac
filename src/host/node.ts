/** Node: a disk, and threads that can be ended. */
import { availableParallelism } from 'node:os'
import type { Machine } from '../io/machine.js'
import { findScenario, findShipped, hasNamed, isShipped, readBytes, readNamed, shippedWith } from './files.js'
import { threadsIn } from './threads.js'

export const node: Machine = {
  read: readBytes,
  readNamed,
  findScenario,
  findShipped,
  hasNamed,
  isShipped,
  shipped: shippedWith,
  openThread: threadsIn(new URL('./', import.meta.url)), // beside what is running, as it is built
  cores: availableParallelism(),
}
