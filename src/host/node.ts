/** Node: a disk, and threads that can be ended. */
import type { Machine } from '../io/machine.js'
import { findScenario, findShipped, isShipped, readBytes, readNamed, shippedScenarios } from './files.js'
import { inThread } from './threads.js'

export const node: Machine = {
  read: readBytes,
  readNamed,
  findScenario,
  findShipped,
  isShipped,
  shipped: shippedScenarios,
  inThread,
}
