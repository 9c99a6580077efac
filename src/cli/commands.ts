/** The commands: one for each question of the table that has one, and those that are no questions. */
import { Command, CommanderError, Help } from 'commander'
import { InputError, nearest, type Fault } from '../domain/errors.js'
import { VERSION } from '../domain/version.js'
import { shippedCases, shippedScenarios } from '../library.js'
import { OUTPUT, usage } from '../questions/flags.js'
import { QUESTIONS } from '../questions/index.js'
import type { Language, Text } from '../words/texts.js'
import { idleLines } from './idle.js'
import { addForce, checkWriting } from './overwriting.js'
import { addFlag, addQuestion } from './question.js'
import { addServe } from './serve.js'
import { addPage } from './page.js'
import { addTemplate } from './template.js'
import { addWorker } from './worker.js'

/** Runs one command. @returns the exit status; @throws InputError for wrong usage or input */
export async function commands(argv: readonly string[], language: Language): Promise<number> {
  let exit = 0
  const t = (text: Text) => text[language]
  const program = new Command('evenredig')
  program.enablePositionalOptions() // what follows a command is of that command
  program.version(VERSION, '--version', t({ nl: 'toon het versienummer', en: 'show the version' }))
  addFlag(program, OUTPUT.lang, language)
  program
    .description(
      t({
        nl: 'Verdeelt opleidingsplaatsen over regio’s: afronding als geheeltallig programma, nagerekend en vergeleken met de hand.',
        en: 'Allocates training places over regions: rounding as an integer program, verified and compared with the hand method.',
      }),
    )
    .addHelpText(
      'after',
      examples(language, ['solve 2027-base', 'compare 2026-base 2026-reference', 'explain 2027-base 10 Leiden']),
    )
    .addHelpText(
      'after',
      `\n${t({ nl: 'Meegeleverde scenario’s', en: 'Shipped scenarios' })}: ${shippedScenarios().join(', ')}`,
    )
    .addHelpText(
      'after',
      `${t({ nl: 'Meegeleverde gevallen binnen OOR’s', en: 'Shipped cases within OORs' })}: ${shippedCases().join(', ')}`,
    )

  const add = (name: string, description: Text, lines: readonly string[]): Command => {
    // "fairness merge" is a command of "fairness"
    const [first, second] = name.split(' ') as [string, string?]
    const parent = program.commands.find((each) => each.name() === first)
    const command =
      second === undefined || parent === undefined
        ? program.command(name)
        : parent.enablePositionalOptions().command(second)
    return command
      .description(t(description))
      .addHelpText('after', examples(language, lines))
      .addHelpText('after', exitHelp(language))
  }

  for (const question of QUESTIONS) {
    const { name, words, command } = question
    if (command === undefined) continue
    addQuestion(add(name, words, command.examples(language)), question, language, (status) => (exit = status))
  }
  addTemplate(add, language)
  addPage(add, language)
  addServe(add, language, (status) => (exit = status))
  addWorker(add, language, (status) => (exit = status))

  const below = program.commands.flatMap((command) => [command, ...command.commands])
  for (const command of below) addForce(command, language)
  for (const command of [program, ...below]) speak(command, language)
  const names = program.commands.map((command) => command.name())
  const topic = argv[0] === 'help' ? argv[1] : undefined
  if (topic !== undefined && !topic.startsWith('-') && !names.includes(topic)) {
    throw usage('help', topic, names.join(' | '), nearest(topic, names))
  }
  program.hook('preAction', (_, action) => {
    checkWriting(action)
    for (const line of idleLines(action.name(), action.opts(), language, action.args[0]))
      process.stderr.write(`${line}\n`)
    action.setOptionValue('lang', language) // what is said of what was written is said in it too
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return 0
    if (error.code === 'commander.help') return 2
    if (error.code === 'commander.unknownOption') throw new InputError([unknownFlag(error, program, argv)])
    throw new InputError([commanderFault(error, program.commands)])
  }
  return exit
}

function examples(language: Language, lines: readonly string[]): string {
  const head = language === 'nl' ? 'Voorbeelden' : 'Examples'
  return `\n${head}:\n${lines.map((line) => `  evenredig ${line}`).join('\n')}`
}

function exitHelp(language: Language): string {
  return language === 'nl'
    ? '\nAfsluitcode: 0 antwoord; 1 onmogelijk, vastgelopen, afgekeurd of niet bewezen; 2 verkeerde invoer; 3 geen antwoord (tijdslimiet)'
    : '\nExit status: 0 answer; 1 infeasible, stuck, rejected or unproven; 2 wrong input; 3 no answer (time limit)'
}

/** Lets the argument parser throw instead of print and exit, and speak the language. */
function speak(command: Command, language: Language): void {
  command.exitOverride().configureOutput({ writeErr: () => undefined })
  command.helpOption('-h, --help', language === 'nl' ? 'toon deze hulp' : 'show this help')
  if (command.parent === null) {
    command.helpCommand(
      language === 'nl' ? 'help [opdracht]' : 'help [command]',
      language === 'nl' ? 'hulp bij een opdracht' : 'help for a command',
    )
    command.configureOutput({ writeErr: (text) => process.stderr.write(text) })
    command.configureOutput({ outputError: () => undefined })
  } else command.configureOutput({ outputError: () => undefined })
  if (language !== 'nl') return
  const dutch: Readonly<Record<string, string>> = {
    'Usage:': 'Gebruik:',
    'Arguments:': 'Argumenten:',
    'Options:': 'Vlaggen:',
    'Commands:': 'Opdrachten:',
  }
  const plain = new Help()
  const translated = (text: string) => text.replace('[options]', '[vlaggen]').replace('[command]', '[opdracht]')
  command.configureHelp({
    styleTitle: (title) => dutch[title] ?? title,
    commandUsage: (each) => translated(plain.commandUsage(each)),
    subcommandTerm: (each) => translated(plain.subcommandTerm(each)),
  })
}

/** A fault of the argument parser, which says what it found between quotes. */
function commanderFault(error: CommanderError, known: readonly Command[]): Fault {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const hint = /Did you mean (?:one of )?(.*)\?/.exec(error.message)?.[1]
  const excess = error.code === 'commander.excessArguments' ? known.find((each) => each.name() === quoted) : undefined
  if (excess !== undefined) {
    const wanted = excess.registeredArguments.map((each) => (each.required ? `<${each.name()}>` : `[${each.name()}]`))
    return { code: 'usage', path: `evenredig ${quoted}`, found: excess.args.join(' '), expected: wanted.join(' ') }
  }
  const expected: Readonly<Record<string, string>> = {
    'commander.missingArgument': `<${quoted}>`,
    'commander.optionMissingArgument': quoted,
    'commander.unknownCommand': known.map((each) => each.name()).join(' | '),
  }
  const missing = error.code === 'commander.missingArgument' || error.code === 'commander.optionMissingArgument'
  return {
    code: missing ? 'missing' : 'usage',
    path: 'evenredig',
    found: missing ? '-' : quoted || error.message.replace(/^error: /, ''),
    expected: expected[error.code] ?? '',
    ...(hint !== undefined && { hint }),
  }
}

/** A flag that the command does not have: what it is near to, and those that there are. */
function unknownFlag(error: CommanderError, program: Command, argv: readonly string[]): Fault {
  const found = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const command = program.commands.find((each) => argv.includes(each.name())) ?? program
  const flags = command.options.flatMap(({ long, hidden }) => (long === undefined || hidden ? [] : [long]))
  const hint = nearest(found, flags)
  const path = command === program ? 'evenredig' : `evenredig ${command.name()}`
  return { code: 'unknown-flag', path, found, expected: flags.join(' | '), ...(hint !== undefined && { hint }) }
}
