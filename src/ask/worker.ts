/** The thread in which questions are answered that may have to be stopped, one after another. */
import { parentPort } from 'node:worker_threads'
import { budgetOf } from '../domain/budget.js'
import { EngineError, InputError } from '../domain/errors.js'
import { withPlaces } from '../domain/places.js'
import { answer } from './questions.js'
import { marked, type Errand, type Message } from './errand.js'

parentPort?.on('message', (errand: Errand) => void answered(errand).then((message) => parentPort?.postMessage(message)))

async function answered({ name, args, placed, end }: Errand): Promise<Message> {
  const inputs: readonly unknown[] = args.flat()
  for (const input of placed) withPlaces(inputs[input] as object, marked(input))
  const timeLimit = end === null ? undefined : (end - Date.now()) / 1000
  try {
    return { answer: await answer(name, args as never, budgetOf({ timeLimit })) }
  } catch (error) {
    if (error instanceof InputError) return { faults: error.faults }
    return { failure: error instanceof Error ? error.message : String(error), ofEngine: error instanceof EngineError }
  }
}
