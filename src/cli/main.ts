#!/usr/bin/env node
/** The command `evenredig`. Answers go to stdout, everything else to stderr. */
import { EngineError, InputError } from '../domain/errors.js'
import { faultText, type Language } from '../io/texts.js'
import { chosenLanguage, commands } from './commands.js'

/** Exit statuses: a positive answer, a negative one, wrong usage or input, no answer. */
export const EXIT = { positive: 0, negative: 1, input: 2, noAnswer: 3 } as const

async function main(argv: readonly string[]): Promise<number> {
  let language: Language = 'nl'
  try {
    language = chosenLanguage(argv, process.env)
    return await commands(argv, language)
  } catch (error) {
    if (error instanceof InputError) {
      const lines = error.faults.map((fault) => faultText(fault, language))
      process.stderr.write(`${lines.join('\n')}\n`)
      return EXIT.input
    }
    if (isBrokenPipe(error)) return EXIT.noAnswer
    const what = error instanceof Error ? error.message : String(error)
    const intro = {
      engine: { nl: 'Geen antwoord', en: 'No answer' },
      unexpected: { nl: 'Onverwachte fout', en: 'Unexpected error' },
    }[error instanceof EngineError ? 'engine' : 'unexpected'][language]
    process.stderr.write(`${intro}: ${what}\n`)
    return EXIT.noAnswer
  }
}

/** Whoever read our answer stopped reading; there is nobody left to tell. */
function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}

process.stdout.on('error', () => undefined) // reported by the write that failed
process.exitCode = await main(process.argv.slice(2))
