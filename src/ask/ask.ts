/**
 * Where a question is answered: in this thread, or in one of its own that can be ended. Two things only the end of a thread stops for
 * sure: a solver of others that is past its own time limit, and anything at all that is cancelled, since a signal is not heard while
 * this thread computes.
 */
import { budgetOf, SPENT, type Limits } from '../domain/budget.js'
import { EngineError, InputError, type Fault } from '../domain/errors.js'
import { placeAround, placesOf } from '../domain/places.js'
import { here } from '../io/machine.js'
import { fieldOf, type Errand, type Message } from './errand.js'
import { answer, type AnswerOf, type ArgumentsOf, type QuestionName } from './questions.js'

/** What a question may take, and by which solver. */
export interface Allowed extends Limits {
  readonly solver?: string | undefined
}

/** How long after its end a question may still answer for itself, with what it has. */
const GRACE_MS = 100

/**
 * Answers a question within its limits.
 * @throws the signal's reason when cancelled; InputError; EngineError
 */
export async function ask<N extends QuestionName>(
  name: N,
  args: ArgumentsOf<N>,
  { timeLimit, signal, solver }: Allowed,
): Promise<AnswerOf<N>> {
  signal?.throwIfAborted()
  const overruns = timeLimit !== undefined && solver !== undefined && solver !== 'flow'
  const { openThread } = here()
  if (openThread === null || (signal === undefined && !overruns)) {
    const answered = await answer(name, args, budgetOf({ timeLimit, signal }))
    signal?.throwIfAborted()
    return answered
  }
  const inputs: readonly unknown[] = (args as readonly unknown[]).flat()
  const errand: Errand = {
    name,
    args,
    placed: [...inputs.keys()].filter((i) => placesOf(inputs[i]) !== null),
    end: timeLimit === undefined ? null : Date.now() + timeLimit * 1000,
  }
  const killMs = overruns ? timeLimit * 1000 + GRACE_MS : null
  const thread = openThread('worker')
  const message = await thread.ask<Message>(errand, { signal, killMs }).finally(thread.end)
  // the same question without any time says truthfully what is known before anything is solved
  if (message === null) return answer(name, args, SPENT)
  return told(message, inputs) as AnswerOf<N>
}

/** What a thread answered. @throws InputError, EngineError as it did */
export function told(message: Message, inputs: readonly unknown[]): unknown {
  if ('answer' in message) return message.answer
  if ('faults' in message) throw new InputError(message.faults.map((fault) => placed(fault, inputs)))
  throw message.ofEngine ? new EngineError(message.failure) : new Error(message.failure)
}

/** A fault of a thread by the place of its field. */
function placed(fault: Fault, inputs: readonly unknown[]): Fault {
  const marked = fieldOf(fault.path)
  if (marked === null) return fault
  return { ...fault, path: placeAround(placesOf(inputs[marked.input])!, marked.field) ?? marked.field }
}
