/** Answers on the Node that runs it: `node run.mjs <library> <inputs as JSON>`. */
import { answers } from './answers.mjs'

const [library, inputs] = process.argv.slice(2)
process.stdout.write(JSON.stringify(await answers(await import(library), JSON.parse(inputs))))
