/**
 * What a command may write over, found out before anything is computed: nothing that is there without `--force`, and nothing that
 * it reads even so.
 */
import type { Command } from 'commander'
import { InputError, type Fault } from '../domain/errors.js'
import { checkName, filesIn, findScenario, isLasting, isSameFile, readBytes, within } from '../host/files.js'
import { decode, isWorkbook } from '../io/text.js'
import { RECONSTRUCTED_FILES } from '../io/read/table.js'
import type { Language, Text } from '../words/texts.js'

const FORCE: Text = {
  nl: 'overschrijf bestanden die er al zijn (nooit de invoer zelf)',
  en: 'overwrite files that are there already (never the input itself)',
}

/** Commands that are told where to write, and nothing else. */
function isWriter(command: Command): boolean {
  return command.name() === 'template' || command.name() === 'page'
}

/** Puts `--force` on a command that writes files. */
export function addForce(command: Command, language: Language): void {
  const writes = isWriter(command) || command.options.some(({ long }) => long === '--out')
  if (writes) command.option('--force', FORCE[language])
}

/** @throws InputError `exists` for each file that stays as it is; `unreadable` for names that did not come as they were given */
export function checkWriting(command: Command): void {
  const given = command.opts<Readonly<Record<string, unknown>>>()
  const flags = Object.entries(given).filter(([name]) => name !== 'out')
  const inputs = [...(isWriter(command) ? [] : command.args), ...flags.flatMap(([, value]) => value)].filter(
    (each) => typeof each === 'string',
  )
  for (const word of [...command.args, ...inputs, given['out']]) if (typeof word === 'string') checkName(word)
  const targets = targetsOf(command, given['out'])
  const faults = targets.filter(isLasting).flatMap((target): Fault[] => {
    const isInput = inputs
      .flatMap((input) => [input, ...filesOfScenario(input)])
      .some((each) => isSameFile(each, target))
    if (given['force'] === true && !isInput) return []
    const expected = isInput ? 'another name' : 'another name | --force'
    return [{ code: 'exists', path: shownAs(command, target), found: '-', expected }]
  })
  if (faults.length > 0) throw new InputError(faults)
}

/** The files that a command will write. */
function targetsOf(command: Command, out: unknown): string[] {
  if (isWriter(command)) return command.args.slice(0, 1)
  if (typeof out !== 'string') return []
  if (command.name() === 'letters') return filesIn(out).slice(0, 1)
  return command.name() === 'reconstruct' ? RECONSTRUCTED_FILES.map((name) => within(out, name)) : [out]
}

function shownAs(command: Command, target: string): string {
  return isWriter(command) ? target : `--out ${target}`
}

/** The files of a scenario: its own, and the data files that it names. None where there is no scenario to read. */
function filesOfScenario(given: string): string[] {
  try {
    const path = findScenario(given)
    if (!isLasting(path)) return [path]
    const bytes = readBytes(path)
    if (isWorkbook(path, bytes)) return [path]
    const { careUse, published } = JSON.parse(decode(bytes)) as Readonly<Record<string, object | undefined>>
    const named = Object.values({ ...careUse, ...published }).filter((each) => typeof each === 'string')
    return [path, ...named.map((name) => within(path.replace(/[^/\\]*$/, ''), name))]
  } catch {
    return []
  }
}
