/** A command from its arguments to its exit status. Answers go to stdout, everything else to stderr; nothing is thrown. */
import { EngineError, InputError, MOST_FAULTS, withoutCareUse } from '../domain/errors.js'
import { EXIT, exitOfFaults } from '../domain/outcomes.js'
import { faultText, type Language } from '../words/texts.js'
import { commands } from './commands.js'
import { chosenLanguage } from './flags.js'

/** Runs what was asked. @returns its exit status */
export async function run(argv: readonly string[]): Promise<number> {
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
      return exitOfFaults(error.faults)
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
