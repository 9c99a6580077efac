/** `evenredig worker`: takes batches of long questions from a database, until it is told to stop. It answers nothing, so it is no question. */
import type { Command } from 'commander'
import { InputError } from '../domain/errors.js'
import { EXIT, type Exit } from '../domain/outcomes.js'
import { isPostgres, openStore } from '../host/store.js'
import { workOn } from '../library.js'
import { OUTPUT, usage, THREADS, wholeOf } from '../questions/flags.js'
import type { Language, Text } from '../words/texts.js'
import { addFlag } from './question.js'
import { untilSignal } from './supervise.js'

type Add = (name: string, description: Text, examples: readonly string[]) => Command

const STORE = {
  name: 'store',
  value: { nl: 'postgres://…', en: 'postgres://…' },
  words: {
    nl: 'de database waarin ‘fairness --store’ het werk zet; anders EVENREDIG_STORE, dan staat een wachtwoord niet in de lijst van processen',
    en: 'the database in which ‘fairness --store’ puts the work; else EVENREDIG_STORE, so that a password is not in the list of processes',
  },
}

/** Adds the command. @param ended gets the exit status when it has stopped */
export function addWorker(add: Add, language: Language, ended: (exit: Exit) => void): void {
  const command = add(
    'worker',
    {
      nl: 'rekent mee aan ‘fairness --store postgres://…’ van wie ook, tot het wordt gestopt',
      en: 'works along on ‘fairness --store postgres://…’ of anybody, until it is stopped',
    },
    ['worker --store postgres://evenredig@db.example/evenredig', 'worker --threads 4'],
  )
  for (const each of [STORE, THREADS, OUTPUT.lang]) addFlag(command, each, language)
  command.action(async ({ store, threads }: { readonly store?: string; readonly threads?: string }) => {
    const address = store ?? process.env['EVENREDIG_STORE']
    if (address === undefined) {
      throw new InputError([{ code: 'missing', path: '--store', found: '-', expected: 'postgres://…' }])
    }
    if (!isPostgres(address)) throw usage('--store', '-', 'postgres://…') // not what was given: a password may stand in it
    ended(await work(address, threads === undefined ? undefined : wholeOf('--threads', threads), language))
  })
}

async function work(address: string, threads: number | undefined, language: Language): Promise<Exit> {
  const signal = untilSignal()
  const { queue, close } = await openStore(address)
  const works = { nl: 'Rekent mee (stoppen met Ctrl-C)', en: 'Works along (stop with Ctrl-C)' }[language]
  process.stderr.write(`${works}\n`)
  try {
    await workOn(queue!, { threads, signal })
  } finally {
    await close()
  }
  return EXIT.positive
}
