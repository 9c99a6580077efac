/** A command of a question: what was typed becomes what is asked, and the answer leaves in the form that was asked for. */
import { Option, type Command } from 'commander'
import { InputError } from '../domain/errors.js'
import { exitOf, type Exit } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { writeFolder } from '../host/files.js'
import { openStore } from '../host/store.js'
import { scenariosOf } from '../io/read/scenario.js'
import { isProposalFile } from '../io/read/told.js'
import type { ProgramFormat } from '../library.js'
import { OUTPUT, usage, type Flag } from '../questions/flags.js'
import { unsaid } from '../questions/forms.js'
import type { CommandLine, Form, How, Question, Typed } from '../questions/question.js'
import type { Given } from '../words/recipe.js'
import { faultText, printable, wholeText, type Language, type Text } from '../words/texts.js'
import { requestOf } from './flags.js'
import { csvFormOf, formOf, isOnScreen, programFormatOf, put, writePieces, type OutputFlags } from './output.js'
import { sayRead } from './read.js'

/** Gives a command its positionals and flags, and lets it answer. @param done gets the exit status */
export function addQuestion(
  command: Command,
  question: Question,
  language: Language,
  done: (exit: Exit) => void,
): void {
  const line = question.command!
  for (const { name, words, isOptional, repeats } of line.positionals) {
    const term = `${name[language]}${repeats === true ? '...' : ''}`
    command.argument(isOptional === true ? `[${term}]` : `<${term}>`, words[language])
  }
  for (const flag of [...line.flags, ...outputFlags(question)]) addFlag(command, flag, language)
  command.action(async () => {
    const flags = command.opts<OutputFlags>()
    const typed = typedIn(line, command)
    done(
      await answer(
        question,
        question.told?.(typed, (each) => isProposalFile(String(each))) ?? typed,
        flags,
        language,
      ).catch(inFlagsOf(line)),
    )
  })
}

/** Gives a command a flag. */
export function addFlag(
  command: Command,
  { name, value, words, repeats, several, optional }: Flag,
  language: Language,
): void {
  const named = value === undefined ? '' : `${value[language]}${several === true ? '...' : ''}`
  const term = named === '' ? '' : optional === true ? ` [${named}]` : ` <${named}>`
  const option = new Option(`--${name}${term}`, words[language])
  if (repeats === true || several === true) {
    option.argParser((each: string, before: readonly string[] | undefined) => [...(before ?? []), each])
  }
  command.addOption(option)
}

/** The flags that follow from the forms of an answer. */
function outputFlags({ forms, command, program }: Question): Flag[] {
  if (command?.folder !== undefined) {
    return [OUTPUT.json, { ...OUTPUT.folder, words: command.folderWords ?? OUTPUT.folder.words }, OUTPUT.lang]
  }
  const out = { ...OUTPUT.out, words: outWords(forms, program !== undefined) }
  const csv = forms.includes('csv') ? [OUTPUT.csv, OUTPUT.dialect] : []
  return [OUTPUT.json, ...csv, out, OUTPUT.lang]
}

/** What `--out` takes. */
function outWords(forms: readonly Form[], isProgram: boolean): Text {
  const { words } = OUTPUT.out
  if (!forms.includes('html')) return { nl: `${words.nl} (.json of .txt)`, en: `${words.en} (.json or .txt)` }
  const endings = (['json', 'csv', 'xlsx'] as const).filter((form) => forms.includes(form))
  const list = endings.map((form) => `.${form}`).join(', ')
  const program = isProgram
    ? { nl: '; .lp of .mps: het programma voor andere oplossers', en: '; .lp or .mps: the program for other solvers' }
    : { nl: '', en: '' }
  return {
    nl: `${words.nl} (${list}, .txt of .html: een bladzijde om rond te sturen${program.nl})`,
    en: `${words.en} (${list}, .txt or .html: a page to send around${program.en})`,
  }
}

/** What was typed, by the field that it fills. @throws InputError when two flags fill the same field */
function typedIn({ positionals, flags }: CommandLine, command: Command): Typed {
  const given = command.opts<Readonly<Record<string, unknown>>>()
  const typed: Record<string, unknown> = {}
  positionals.forEach(({ field }, i) => (typed[field] = command.processedArgs[i]))
  for (const flag of flags) {
    // the parser keeps `--no-freedom` as what it takes away
    const isNegated = flag.name.startsWith('no-') && given[camelCase(flag.name.slice(3))] === false
    const value = isNegated ? true : given[camelCase(flag.name)]
    if (value === undefined) continue
    const field = flag.field ?? camelCase(flag.name)
    const other = flags.find(({ name }) => name !== flag.name && camelCase(name) === field)
    if (other !== undefined && given[field] !== undefined) {
      const found = `--${other.name} ${given[field] as string} --${flag.name} ${value as string}`
      throw usage(`--${flag.name}`, found, `--${other.name} | --${flag.name}`)
    }
    typed[field] = value
  }
  return typed
}

function camelCase(name: string): string {
  return name.replace(/-[a-z]/g, (part) => part.charAt(1).toUpperCase())
}

/** Names flags in a fault of how they go together as they are typed: who typed `--carry-rule` knows no `carryRule`. */
function inFlagsOf({ flags }: CommandLine): (error: unknown) => never {
  const names = new Map(flags.map((flag) => [flag.field ?? camelCase(flag.name), `--${flag.name}`]))
  const named = (field: string) => names.get(field) ?? field
  return (error) => {
    if (!(error instanceof InputError)) throw error
    throw new InputError(
      error.faults.map((fault) =>
        ['usage', 'unpublishable'].includes(fault.code)
          ? { ...fault, path: named(fault.path), expected: named(fault.expected) }
          : fault,
      ),
    )
  }
}

/** Answers what was typed. @returns the exit status */
async function answer(question: Question, typed: Typed, flags: OutputFlags, language: Language): Promise<Exit> {
  const { command, forms, program } = question
  const asProgram = program === undefined ? null : programFormatOf(flags)
  const isFolder = command?.folder !== undefined && !isJsonFile(flags)
  const form = asProgram !== null || isFolder ? 'json' : formOf(flags, forms, program !== undefined)
  command?.check?.(typed, form)
  question.checkForm?.(typed, form)
  const asked = askedBy(question, typed)
  if (asProgram !== null) return putProgram(question, asked, asProgram, flags, language)
  const how: How = {
    language,
    given: givenBy(question, typed),
    isFile: flags.out !== undefined,
    onProgress: progressOn(process.stderr, language),
    storeAt: openStore,
    piecesIn: (folder, names) => writePieces(folder, names, flags),
  }
  if (isFolder) return putFolder(question, asked, how, flags)
  const answered = await question.ask(asked, how)
  const { refused } = answered
  sayRead(answered, language, refused.length === 0 && command?.isSilentOfTables !== true && isOnScreen(form, flags))
  if (refused.length > 0) {
    for (const fault of refused) process.stderr.write(`${faultText({ ...fault, path: `--${fault.path}` }, language)}\n`)
    return answered.exit
  }
  await put(await answered.in(form, csvFormOf(flags, form)), flags)
  for (const line of await answered.beside(form)) process.stderr.write(`${line}\n`)
  return answered.exit
}

/** What is asked: flags checked, lists taken apart, and every scenario read. Other files are read by who knows their scenario. */
function askedBy({ command, inputs }: Question, typed: Typed): object {
  const lists = (command?.flags ?? []).flatMap(({ name, read }) => {
    const field = camelCase(name)
    return read === undefined || typed[field] === undefined ? [] : [[field, read(typed[field] as string)] as const]
  })
  const request = requestOf(typed)
  const fields = Object.keys(inputs).filter((field) => inputs[field] === 'scenario' && typed[field] !== undefined)
  const read = scenariosOf(
    fields.flatMap((field) => typed[field] as string | string[]),
    typed['frame'] as string | undefined,
    '--frame',
  )
  const scenarios = fields.map((field): readonly [string, Scenario | Scenario[]] => {
    const given = typed[field]
    return [field, Array.isArray(given) ? read.splice(0, given.length) : read.shift()!]
  })
  // the frame is in the scenarios by now, and without one to complete it has been refused
  const { frame: _, ...rest } = typed
  return { ...rest, ...Object.fromEntries(lists), ...request, ...Object.fromEntries(scenarios) }
}

/** What the inputs are called, as they were typed. */
function givenBy({ inputs }: Question, typed: Typed): Given {
  const scenarios = Object.keys(inputs)
    .filter((field) => inputs[field] === 'scenario')
    .flatMap((field) => (typed[field] ?? []) as string | string[])
  const { frame, advices, proposal, problem, near } = typed as Readonly<Record<string, string | undefined>>
  const carry = typed['carry'] as Given['carry']
  const fields = Object.keys(inputs).filter((field) => typed[field] !== undefined)
  const named = Object.fromEntries(fields.map((field) => [field, typed[field] as string | readonly string[]]))
  return { scenarios, frame, advices, proposal, problem, near, carry, named }
}

/** Tells a terminal how far long work is, in place, and how long it will take; elsewhere it says nothing. */
function progressOn(stream: NodeJS.WriteStream, language: Language): How['onProgress'] {
  if (!stream.isTTY) return undefined
  const started = performance.now()
  return (done, all) => {
    const left = Math.ceil((((performance.now() - started) / done) * (all - done)) / 1000)
    const told = { nl: `${wholeText(done, 'nl')} van ${wholeText(all, 'nl')}, nog ${left} s`, en: `${wholeText(done, 'en')} of ${wholeText(all, 'en')}, ${left} s left` } // prettier-ignore
    stream.write(done === all ? '\r\u001b[K' : `\r${told[language]}\u001b[K`)
  }
}

/** Writes the program of an optimum to `--out`. What there is no program of is said on stderr. */
async function putProgram(
  { program }: Question,
  asked: { readonly publish?: boolean; readonly method?: string },
  format: ProgramFormat,
  flags: OutputFlags,
  language: Language,
): Promise<Exit> {
  const { publish, method = 'optimal' } = asked
  if (publish === true) throw usage('--publish', flags.out!, '.json | .csv | .txt') // the program holds the target
  if (method !== 'optimal') throw usage('--out', `${flags.out!} --method ${method}`, '--method optimal')
  const { text, result } = await program!(asked, format)
  if (text !== null) await put(text, flags)
  for (const line of await unsaid([result], 'csv', { language })) process.stderr.write(`${line}\n`)
  return exitOf([result])
}

/** Whether what is else a folder is wanted as one JSON, as the service answers it: by the flag, or by the ending of `--out`. */
function isJsonFile({ json, out }: OutputFlags): boolean {
  return json === true || out?.toLowerCase().endsWith('.json') === true
}

/** Writes the files of an answer to the folder of `--out`. */
async function putFolder(question: Question, asked: object, how: How, { out, force }: OutputFlags): Promise<Exit> {
  if (out === undefined) {
    throw new InputError([{ code: 'missing', path: '--out', found: '-', expected: 'a folder' }])
  }
  const { answer: found, exit, read } = await question.ask(asked, how)
  sayRead({ read }, how.language)
  writeFolder(out, (found as { readonly files: Readonly<Record<string, string | Uint8Array>> }).files, { force })
  process.stderr.write(`${printable(`${out}: ${question.command!.folder!(found, how.language)}`)}\n`)
  return exit
}
