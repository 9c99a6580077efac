#!/usr/bin/env node
/** The command `evenredig`. Answers go to stdout, everything else to stderr. */
import { EngineError, InputError, type Fault } from '../domain/errors.js'
import { faultText, type Language } from '../io/texts.js'
import { commands } from './commands.js'
import { chosenLanguage } from './flags.js'

/** Exit statuses: a positive answer, a negative one, wrong usage or input, no answer. */
export const EXIT = { positive: 0, negative: 1, input: 2, noAnswer: 3 } as const

/** More faults than these are more than a person reads. */
const MOST_FAULTS = 100

/** With `--publish`, not even an error shows what stands in the care use; where it stands is enough to find it. */
function withoutCareUse(fault: Fault): Fault {
  return ['usage', 'not-found', 'unknown-code', 'unknown-key', 'missing'].includes(fault.code)
    ? fault
    : { ...fault, found: '' }
}

async function main(argv: readonly string[]): Promise<number> {
  let language: Language = 'nl'
  try {
    language = chosenLanguage(argv, process.env)
    return await commands(argv, language)
  } catch (error) {
    if (error instanceof InputError) {
      const shown = argv.includes('--publish') ? error.faults.map(withoutCareUse) : error.faults
      const lines = shown.slice(0, MOST_FAULTS).map((fault) => faultText(fault, language))
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
    process.stderr.write(argv.includes('--publish') ? `${intro}\n` : `${intro}: ${what}\n`)
    return EXIT.noAnswer
  }
}

process.stdout.on('error', () => undefined) // reported by the write that failed
process.stderr.on('error', () => undefined) // nobody is left to tell
process.exitCode = await main(process.argv.slice(2))
