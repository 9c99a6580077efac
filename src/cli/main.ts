#!/usr/bin/env node
/** The command `evenredig`. */
import { setFlagsFromString } from 'node:v8'
import { node } from '../host/node.js'
import { runOn } from '../io/machine.js'
import { run } from './run.js'

// what is made of a large input soon becomes garbage; V8 takes it for lasting, and lets 200 MB of it lie
setFlagsFromString('--no-allocation-site-pretenuring')
runOn(node)
process.stdout.on('error', () => undefined) // reported by the write that failed
process.stderr.on('error', () => undefined) // nobody is left to tell
process.exitCode = await run(process.argv.slice(2))
