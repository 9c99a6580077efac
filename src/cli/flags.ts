/** What flags hold: the language of all that is said, and how a table is to be rounded. */
import { InputError, type Fault } from '../domain/errors.js'
import { SOLVER_NAMES, type Request } from '../library.js'
import { usage } from '../questions/flags.js'
import { checkRequest } from '../shapes/request.js'
import { LANGUAGES, type Language } from '../words/texts.js'

/** The flags of a request, as they are typed. */
export interface RequestFlags {
  readonly method?: string
  readonly objective?: string
  readonly solver?: string
  readonly option?: readonly string[]
  readonly timeLimit?: string
  readonly ties?: string
  readonly seed?: string
  readonly optima?: string
  readonly noFreedom?: boolean
}

/** `--lang`, or EVENREDIG_LANG, or Dutch. @throws InputError for a language that is not there */
export function chosenLanguage(argv: readonly string[], env: NodeJS.ProcessEnv): Language {
  const index = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const flag = index === -1 ? undefined : (argv[index]!.split('=')[1] ?? argv[index + 1])
  const given = flag ?? (env['EVENREDIG_LANG'] || 'nl')
  const language = LANGUAGES.find((each) => each === given)
  if (language !== undefined) return language
  throw usage(flag === undefined ? 'EVENREDIG_LANG' : '--lang', given, LANGUAGES.join(' | '))
}

/** From flags to a request; what is wrong with a value is named by its flag. */
export function requestOf(flags: RequestFlags): Request {
  const faults: Fault[] = []
  const options = Object.fromEntries(
    (flags.option ?? []).map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) faults.push(...usage('--option', pair, 'floor.inner=ipf').faults)
      return [pair.slice(0, Math.max(at, 0)), pair.slice(at + 1)]
    }),
  )
  const timeLimit = flags.timeLimit === undefined ? undefined : Number(flags.timeLimit.replace(',', '.'))
  if (timeLimit !== undefined && !(timeLimit > 0 && timeLimit < Infinity)) {
    faults.push(...usage('--time-limit', flags.timeLimit!, '> 0').faults)
  }
  if (faults.length > 0) throw new InputError(faults)
  const { method, objective, solver, ties, noFreedom } = flags
  const [seed, optima] = (['seed', 'optima'] as const).map((name) => {
    const text = flags[name]
    if (text !== undefined && !/^\d{1,10}$/.test(text)) throw usage(`--${name}`, text, '0, 1, 2, …')
    return text === undefined ? undefined : Number(text)
  })
  const asked = flags.option === undefined ? undefined : options
  const given = { method, objective, solver, options: asked, timeLimit, ties, seed, optima, noFreedom }
  const request = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  try {
    return checkRequest(request, SOLVER_NAMES)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.faults.map((fault) => ({ ...fault, path: flagOf(fault.path) })))
  }
}

/** `options.half` is `--option half`, `timeLimit` is `--time-limit`. */
function flagOf(path: string): string {
  if (path.startsWith('options.')) return path.replace('options.', '--option ')
  return `--${path.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
