#!/usr/bin/env node
/** The command `evenredig`. Answers go to stdout, everything else to stderr. */
import { EngineError, InputError } from '../domain/errors.js'
import { faultText, type Language } from '../io/texts.js'
import { chosenLanguage, commands } from './commands.js'

/** Exit statuses: a positive answer, a negative one, wrong usage or input, no answer. */
export const EXIT = { positive: 0, negative: 1, input: 2, noAnswer: 3 } as const

/** More faults than these are more than a person reads. */
const MOST_FAULTS = 100

async function main(argv: readonly string[]): Promise<number> {
  let language: Language = 'nl'
  try {
    language = chosenLanguage(argv, process.env)
    return await commands(argv, language)
  } catch (error) {
    if (error instanceof InputError) {
      const lines = error.faults.slice(0, MOST_FAULTS).map((fault) => faultText(fault, language))
      const more = error.faults.length - lines.length
      if (more > 0) lines.push({ nl: `… en nog ${more} fouten`, en: `… and ${more} more faults` }[language])
      process.stderr.write(`${lines.join('\n')}\n`)
      return EXIT.input
    }
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EPIPE') return EXIT.noAnswer // whoever read our answer stopped reading; nobody is left to tell
    if (code === 'ENOSPC') {
      const full = {
        nl: 'Het antwoord kon niet worden geschreven: schijf is vol',
        en: 'No answer written: disk is full',
      }
      process.stderr.write(`${full[language]}\n`)
      return EXIT.noAnswer
    }
    const what = error instanceof Error ? error.message : String(error)
    const intro = {
      engine: { nl: 'Geen antwoord', en: 'No answer' },
      unexpected: { nl: 'Onverwachte fout', en: 'Unexpected error' },
    }[error instanceof EngineError ? 'engine' : 'unexpected'][language]
    process.stderr.write(`${intro}: ${what}\n`)
    return EXIT.noAnswer
  }
}

process.stdout.on('error', () => undefined) // reported by the write that failed
process.stderr.on('error', () => undefined) // nobody is left to tell
process.exitCode = await main(process.argv.slice(2))
