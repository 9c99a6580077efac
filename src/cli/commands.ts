/** The commands. Each is a thin user of the library. */
import { Command, CommanderError, Help } from 'commander'
import { InputError, nearest, type Fault } from '../domain/errors.js'
import { exitOf, exitOfCheck, exitOfMethods } from '../domain/outcomes.js'
import type { Result } from '../domain/result.js'
import type { Scenario } from '../domain/scenario.js'
import { METHODS } from '../domain/table.js'
import { writeFolder } from '../host/files.js'
import { DATA_LABEL, printable, type Language, type Text } from '../words/texts.js'
import { frameLine, titleText } from '../words/heading.js'
import type { Given } from '../words/recipe.js'
import { scenariosOf } from '../io/read/scenario.js'
import {
  compare,
  compareMethods,
  comparisonWorkbook,
  explain,
  methodsWorkbook,
  programText,
  publish,
  publishComparison,
  publishExplanation,
  publishMethods,
  reconstruct,
  resultWorkbook,
  round,
  shippedScenarios,
  solve,
  verify,
  type Reconstruction,
  type ScenarioInput,
} from '../library.js'
import {
  checkTableOptions,
  frameFlag,
  LANGUAGE,
  listOf,
  methodsOf,
  requestOf,
  shared,
  usage,
  type Flags,
} from './flags.js'
import { jsonText } from '../formats/json.js'
import { emit, formatOf, programFormatOf, isOnScreen, put, type Format, type OutputFlags } from './output.js'
import { sayRead } from './read.js'
import { addForce, checkWriting } from './overwriting.js'
import { proposalCommands } from './proposals.js'
import type { TextSetting } from './render.js'
import { VERSION } from '../domain/version.js'
import { addServe } from './serve.js'
import { addTemplate } from './template.js'

/** Runs one command. @returns the exit status; @throws InputError for wrong usage or input */
/** How a result is checked. */
interface VerifyFlags extends OutputFlags {
  readonly scenario?: string[]
  readonly frame?: string
  readonly advices?: string
  readonly timeLimit?: string
}

export async function commands(argv: readonly string[], language: Language): Promise<number> {
  let exit = 0
  const t = (text: Text) => text[language]
  const program = new Command('evenredig')
  program
    .version(VERSION, '--version', t({ nl: 'toon het versienummer', en: 'show the version' }))
    .option('--lang <nl|en>', t(LANGUAGE))
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

  const TABLE = t({ nl: 'tabel.json', en: 'table.json' })
  const add = (name: string, description: Text, lines: readonly string[]): Command => {
    const command = program.command(name)
    return command
      .description(t(description))
      .addHelpText('after', examples(language, lines))
      .addHelpText('after', exitHelp(language))
  }

  shared(
    add('solve', { nl: 'van scenario naar toewijzing', en: 'from a scenario to an allocation' }, [
      'solve 2027-base',
      'solve 2027-base --json --out 2027.json',
      'solve 2027-base --out 2027.lp',
      `solve ${t({ nl: 'mijn-map', en: 'my-folder' })}/scenario.json --objective squares --solver highs`,
      'solve 2027-base --option floor.appliesTo=ceil --option half=even',
      `solve ${WORKBOOK[language]} --frame 2027-base --out ${t({ nl: 'toewijzing', en: 'allocation' })}.xlsx`,
    ])
      .argument('<scenario>', t(SCENARIO))
      .option('--scenario <scenario>', t(BASE)),
    language,
  ).action(async (path: string, flags: Flags & { scenario?: string }) => {
    const frame = oneFrame(flags)
    const isProgram = programFormatOf(flags) !== null
    const format = isProgram ? 'csv' : formatOf(flags, 'xlsx')
    const scenario = scenariosOf([path], frame, '--frame')[0]!
    const given: Given = { scenarios: [path], frame }
    if (isProgram) {
      exit = await putProgram({ scenario }, flags, language)
      return
    }
    const result = await solve(scenario, { ...requestOf(flags), language })
    const shown = flags.publish ? publish(result) : result
    sayRead(result, language, isOnScreen(format, flags))
    await put(format, flags, shown, {
      text: async () => (await import('./render.js')).resultText(shown, settingOf(scenario, language)),
      csv: async (form) => {
        const { namesIn, resultCsv } = await tables()
        return resultCsv(shown, form, namesIn(scenario))
      },
      page: async () =>
        (await import('../formats/pages.js')).solvedPage(scenario, shown, requestOf(flags), language, given),
      workbook: () => resultWorkbook(shown, { scenario, language, given }),
    })
    await warn(format, [result], language)
    exit = exitOf([result])
  })

  shared(
    add('round', { nl: 'rondt een willekeurige tabel af', en: 'rounds any table' }, [
      `round ${TABLE}`,
      `round ${TABLE} --objective largest --csv`,
      `round ${TABLE} --method stepwise`,
      `round ${t({ nl: 'tabel.csv', en: 'table.csv' })} --out ${t({ nl: 'afgerond.xlsx', en: 'rounded.xlsx' })}`,
    ]).argument(
      t({ nl: '<tabel.json>', en: '<problem.json>' }),
      t({
        nl: '{ rows, columns, target, rowTotals, columnTotals, zeroCells?, bounds? }, of een .csv of .xlsx met een rij en een kolom Totaal',
        en: '{ rows, columns, target, rowTotals, columnTotals, zeroCells?, bounds? }, or a .csv or .xlsx with a row and a column Total',
      }),
    ),
    language,
  ).action(async (problem: string, flags: Flags) => {
    checkTableOptions(flags)
    if (programFormatOf(flags) !== null) {
      exit = await putProgram({ problem }, flags, language)
      return
    }
    const format = formatOf(flags, 'xlsx')
    const given: Given = { scenarios: [], problem }
    const result = await round(problem, { ...requestOf(flags), language })
    const shown = flags.publish ? publish(result) : result
    sayRead(result, language, isOnScreen(format, flags))
    await put(format, flags, shown, {
      text: async () =>
        (await import('./render.js')).resultText(shown, { language, title: null, frame: null, names: {} }),
      csv: async (form) => (await tables()).resultCsv(shown, form),
      page: async () => (await import('../formats/pages.js')).roundedPage(shown, language, given),
      workbook: () => resultWorkbook(shown, { language, given }),
    })
    await warn(format, [result], language)
    exit = exitOf([result])
  })

  shared(
    add(
      'compare',
      { nl: 'vergelijkt twee scenario’s, of methoden op één', en: 'compares two scenarios, or methods on one' },
      ['compare 2026-base 2026-reference', 'compare 2027-base --methods optimal,stepwise,sequential'],
    )
      .argument('<a>', t(SCENARIO))
      .argument('[b]', t(SCENARIO))
      .option(
        t({ nl: '--methods <lijst>', en: '--methods <list>' }),
        t({
          nl: `methoden, met komma’s ertussen (${METHODS.join(',')})`,
          en: `methods, separated by commas (${METHODS.join(',')})`,
        }),
      )
      .option(
        `--advices <${t({ nl: 'bestand', en: 'file' })}>`,
        t({
          nl: 'adviezen bij <a>: welke moeten opnieuw als <b> nieuwe aantallen voor hetzelfde jaar heeft (L27)',
          en: 'advices about <a>: which must be sent again when <b> has new numbers for the same year (L27)',
        }),
      ),
    language,
  ).action(async (first: string, second: string | undefined, flags: Flags & { methods?: string; advices?: string }) => {
    const format = formatOf(flags, 'xlsx')
    if ((second === undefined) === (flags.methods === undefined)) {
      throw usage(
        'compare',
        second === undefined ? first : `${first} ${second} --methods ${flags.methods}`,
        '<a> <b> | <a> --methods x,y',
      )
    }
    if (format === 'csv' && flags.advices !== undefined) {
      throw usage('--advices', flags.advices, '--json | .json | .xlsx | .html | .txt')
    }
    const scenarios = [first, ...(second === undefined ? [] : [second])]
    const given: Given = { scenarios, frame: flags.frame, advices: flags.advices }
    const [a, b] = scenariosOf(scenarios, flags.frame, '--frame') as [Scenario, Scenario | undefined]
    if (b === undefined) {
      if (flags.advices !== undefined) throw usage('--advices', flags.advices, '<a> <b>')
      const { method: _, ...request } = requestOf(flags)
      const comparison = await compareMethods(a, methodsOf(flags.methods!), { ...request, language })
      const shown = flags.publish ? publishMethods(comparison) : comparison
      sayRead(comparison, language, isOnScreen(format, flags))
      await put(format, flags, shown, {
        text: async () => (await import('./render.js')).methodComparisonText(shown, settingOf(a, language)),
        csv: async (form) => {
          const { methodComparisonCsv, namesIn } = await tables()
          return methodComparisonCsv(shown, form, namesIn(a))
        },
        page: async () => (await import('../formats/pages.js')).comparedPage(a, shown, language, given),
        workbook: () => methodsWorkbook(shown, { scenario: a, language, given }),
      })
      await warn(format, comparison.results, language)
      exit = exitOfMethods(comparison.results)
      return
    }
    const comparison = await compare(a, b, { ...requestOf(flags), advices: flags.advices, language })
    const shown = flags.publish ? publishComparison(comparison) : comparison
    sayRead(comparison, language, isOnScreen(format, flags))
    await put(format, flags, shown, {
      csv: async (form) => {
        const { namesIn, scenarioComparisonCsv } = await tables()
        return scenarioComparisonCsv(shown, form, namesIn(a))
      },
      text: async () => {
        const { scenarioComparisonText } = await import('./render.js')
        const setting = settingOfBoth(a, b, language)
        const compared = scenarioComparisonText(shown, setting)
        if (comparison.frames === null) return compared
        const { framesText } = await import('./render-proposal.js')
        return `${compared}\n\n${framesText(comparison.frames, setting)}`
      },
      page: async () => (await import('../formats/pages.js')).bothPage(a, b, shown, language, given),
      workbook: () => comparisonWorkbook(shown, { a, b, language, given }),
    })
    if (flags.advices !== undefined && comparison.frames === null) process.stderr.write(`${t(SAME_INTAKES)}\n`)
    await warn(format, [comparison.a, comparison.b], language)
    exit = exitOf([comparison.a, comparison.b])
  })

  shared(
    add(
      'explain',
      { nl: 'de weg van één cel, van aandeel tot plaats', en: 'the way of one cell, from share to places' },
      ['explain 2027-base 10 Leiden', 'explain 2027-base "Interne geneeskunde" Leiden --json'],
    )
      .argument('<scenario>', t(SCENARIO))
      .argument(t({ nl: '<specialisme>', en: '<specialty>' }), t({ nl: 'code of naam', en: 'code or name' }))
      .argument('<oor>', t({ nl: 'code of naam', en: 'code or name' })),
    language,
  ).action(async (path: string, specialty: string, oor: string, flags: Flags) => {
    const format = formatOf(flags)
    const scenario = scenariosOf([path], flags.frame, '--frame')[0]!
    const given: Given = { scenarios: [path], frame: flags.frame }
    const explanation = await explain(scenario, specialty, oor, { ...requestOf(flags), language })
    const shown = flags.publish ? publishExplanation(explanation) : explanation
    sayRead(explanation, language, isOnScreen(format, flags))
    await put(format, flags, shown, {
      text: async () => (await import('./render.js')).explanationText(shown, settingOf(scenario, language)),
      csv: async (form) => (await tables()).explanationCsv(shown, form),
      page: async () => (await import('../formats/pages.js')).explainedPage(scenario, shown, language, given),
    })
    await warn(format, [explanation.result], language)
    exit = exitOf([explanation.result])
  })

  add('verify', { nl: 'rekent een uitkomst onafhankelijk na', en: 'checks a result independently' }, [
    'verify 2027.json',
    'verify 2027.json --scenario 2027-base',
    `verify ${t({ nl: 'eigen.json --scenario eigen.xlsx', en: 'own.json --scenario own.xlsx' })} --frame 2027-base`,
    `verify draft.json --scenario 2027-base --advices ${t({ nl: 'adviezen.json', en: 'advices.json' })}`,
    'verify years.json --scenario 2026-base --scenario 2027-base',
  ])
    .argument(
      '<result.json>',
      t({ nl: 'wat solve, round, draft of years --json gaf', en: 'what solve, round, draft or years --json gave' }),
    )
    .option(
      `--scenario <${t({ nl: 'scenario', en: 'scenario' })}>`,
      t({
        nl: 'reken ook na dat het doel uit dit scenario volgt; van jaren elk scenario, de vlag herhaald',
        en: 'also check that the target follows from this scenario; of years every scenario, the flag repeated',
      }),
      (each: string, before: string[] | undefined) => [...(before ?? []), each],
    )
    .option(
      `--advices <${t({ nl: 'bestand', en: 'file' })}>`,
      t({
        nl: 'van een voorstel: reken ook na dat het van deze adviezen is gemaakt',
        en: 'of a proposal: also check that it was made from these advices',
      }),
    )
    .option(
      `--time-limit <${t({ nl: 'seconden', en: 'seconds' })}>`,
      t({
        nl: 'hoe lang de vraag opnieuw beantwoord mag worden (standaard 10); wat niet lukt staat onder notChecked',
        en: 'how long answering the question again may take (default 10); what fails stands under notChecked',
      }),
    )
    .option(...frameFlag(language))
    .option('--json', t({ nl: 'antwoord als JSON', en: 'answer as JSON' }))
    .option(
      `--out <${t({ nl: 'bestand', en: 'file' })}>`,
      t({ nl: 'schrijf naar een bestand (.json of .txt)', en: 'write to a file (.json or .txt)' }),
    )
    .option('--lang <nl|en>', t(LANGUAGE))
    .action(async (path: string, flags: VerifyFlags) => {
      const format = formatOf(flags)
      if (format !== 'json' && format !== 'table') throw usage('--out', flags.out ?? '--csv', '.json | .txt')
      const { timeLimit } = requestOf(flags.timeLimit === undefined ? {} : { timeLimit: flags.timeLimit })
      const { scenario = [], frame, advices } = flags
      const scenarios = scenariosOf(scenario, frame, '--frame')
      const verification = await verify(path, { scenarios, advices, timeLimit, language })
      sayRead(verification, language)
      const { verificationText } = await import('./render.js')
      await emit(format === 'json' ? jsonText(verification) : verificationText(verification, path, language), flags)
      exit = exitOfCheck(verification)
    })

  addTemplate(
    add('template', { nl: 'schrijft een werkmap om in te vullen', en: 'writes a workbook to fill in' }, [
      `template ${WORKBOOK[language]}`,
      `template ${WORKBOOK[language]} --lang en --scenario 2026-base`,
    ]),
    language,
  )

  const CSV_TABLE = t({ nl: 'tabel.csv', en: 'table.csv' })
  const FOLDER = t({ nl: 'map', en: 'folder' })
  add(
    'reconstruct',
    {
      nl: 'verzint zorggebruik waaruit een gepubliceerde tabel precies volgt',
      en: 'makes up care use from which a published table follows exactly',
    },
    [
      `reconstruct ${CSV_TABLE} --scenario 2027-base --seed 1 --out ${FOLDER}`,
      `reconstruct ${CSV_TABLE} --scenario 2027-base --seed 2 --floored Leiden --out ${FOLDER}`,
      `reconstruct ${CSV_TABLE} --out ${FOLDER}`,
    ],
  )
    .argument(
      `<${CSV_TABLE}>`,
      t({ nl: 'CSV: specialty,<oor>,... met hele plaatsen', en: 'CSV: specialty,<oor>,... with whole places' }),
    )
    .option(
      '--scenario <scenario>',
      t({
        nl: 'geeft ondergrens, lege cellen, grenzen, opties en namen (anders: geen)',
        en: 'gives floor, zero cells, bounds, options and names (otherwise: none)',
      }),
    )
    .option(...frameFlag(language))
    .option(
      `--seed <${t({ nl: 'getal', en: 'number' })}>`,
      t({ nl: 'ander getal, ander zorggebruik (standaard 1)', en: 'another seed, other care use (default 1)' }),
    )
    .option(
      `--floored <${t({ nl: 'lijst', en: 'list' })}>`,
      t({
        nl: 'OOR’s die op de ondergrens zijn gebracht, met komma’s ertussen, of none (standaard: wie daar precies op staat)',
        en: 'OORs lifted to the floor, separated by commas, or none (default: those exactly on it)',
      }),
    )
    .option(`--out <${FOLDER}>`, t({ nl: 'map voor het scenario', en: 'folder for the scenario' }))
    .option('--lang <nl|en>', t(LANGUAGE))
    .action(
      async (
        path: string,
        flags: OutputFlags & { scenario?: string; frame?: string; seed?: string; floored?: string },
      ) => {
        if (flags.out === undefined) {
          throw new InputError([{ code: 'missing', path: '--out', found: '-', expected: 'a folder' }])
        }
        const floored = flags.floored === undefined ? undefined : listOf(flags.floored)
        const { seed } = requestOf({ ...(flags.seed !== undefined && { seed: flags.seed }) })
        const found = await reconstruct(path, { scenario: framed(flags), seed, floored, language })
        sayRead(found, language)
        writeFolder(flags.out, found.files, { force: flags.force })
        process.stderr.write(`${reconstructionText(found, flags.out, language)}\n`)
      },
    )

  proposalCommands({
    language,
    scenario: SCENARIO,
    add,
    settingOf: (scenario) => settingOf(scenario, language),
    done: (status) => (exit = status),
  })
  addServe(add, language, (status) => (exit = status))

  for (const command of program.commands) addForce(command, language)
  for (const command of [program, ...program.commands]) speak(command, language)
  const names = program.commands.map((command) => command.name())
  const topic = argv[0] === 'help' ? argv[1] : undefined
  if (topic !== undefined && !topic.startsWith('-') && !names.includes(topic)) {
    throw usage('help', topic, names.join(' | '), nearest(topic, names))
  }
  program.hook('preAction', (_, action) => {
    checkWriting(action)
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

const tables = () => import('../formats/csv.js')

const SCENARIO: Text = {
  nl: 'id van een meegeleverd scenario, een map of een bestand (.json, of .xlsx met instroom en zorggebruik)',
  en: 'id of a shipped scenario, a folder or a file (.json, or .xlsx with intake and care use)',
}

const BASE: Text = { nl: 'andere naam van --frame', en: 'another name of --frame' }

const WORKBOOK: Text = { nl: 'werkmap.xlsx', en: 'workbook.xlsx' }

/** The frame by either of its names. @throws InputError when both are used */
function oneFrame({ frame, scenario }: { readonly frame?: string; readonly scenario?: string }): string | undefined {
  if (frame !== undefined && scenario !== undefined) {
    throw usage('--scenario', `--frame ${frame} --scenario ${scenario}`, '--frame | --scenario')
  }
  return frame ?? scenario
}

/** The scenario of `--scenario`, a workbook completed by `--frame`. @throws InputError for a frame without a workbook */
function framed({ scenario, frame }: { readonly scenario?: string; readonly frame?: string }): Scenario | undefined {
  if (scenario === undefined && frame === undefined) return undefined
  return scenariosOf(scenario === undefined ? [] : [scenario], frame, '--frame')[0]
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

/** What was written, said beside the answer: that it is made up, and how it was found. */
function reconstructionText({ seed, attempts, floored }: Reconstruction, out: string, language: Language): string {
  const lifted = floored.length === 0 ? { nl: 'geen', en: 'none' }[language] : floored.join(', ')
  const facts = {
    nl: `seed ${seed}, poging ${attempts}, op de ondergrens gebracht: ${lifted}`,
    en: `seed ${seed}, attempt ${attempts}, lifted to the floor: ${lifted}`,
  }
  return printable(`${out}: ${DATA_LABEL.reconstructed[language]} (${facts[language]})`)
}

/** A table in CSV does not say what came of it: what is not a positive answer is said on stderr. */
async function warn(format: Format, results: readonly Result[], language: Language): Promise<void> {
  const negative = results.filter((result) => exitOf([result]) !== 0)
  if (format !== 'csv' || negative.length === 0) return
  const { statusLine } = await import('./render.js')
  for (const result of negative) process.stderr.write(`${statusLine(result, language)}\n`)
}

/** Writes the program of an optimum to `--out`. What there is no program of is said on stderr. @returns the exit status */
async function putProgram(
  of: { scenario: ScenarioInput } | { problem: string },
  flags: Flags,
  language: Language,
): Promise<number> {
  if (flags.publish) throw usage('--publish', flags.out!, '.json | .csv | .txt') // the program holds the target
  const { method = 'optimal', ...request } = requestOf(flags)
  if (method !== 'optimal') throw usage('--out', `${flags.out!} --method ${method}`, '--method optimal')
  const { text, result } = await programText(of, programFormatOf(flags)!, request)
  if (text !== null) await emit(text, flags)
  await warn('csv', [result], language)
  return exitOf([result])
}

const SAME_INTAKES: Text = {
  nl: '--advices: alle specialismen hebben in beide scenario’s dezelfde instroom; er hoeft om die reden niets opnieuw',
  en: '--advices: every specialty has the same intake in both scenarios; for that reason nothing has to be sent again',
}

function settingOf(scenario: Scenario, language: Language): TextSetting {
  return {
    language,
    title: printable(titleText(scenario, language)),
    frame: printable(frameLine(scenario, language)),
    names: Object.fromEntries(scenario.specialties.map(({ code, name }) => [code, printable(name)])),
  }
}

/** Both titles, and the frame of each under its own. */
function settingOfBoth(a: Scenario, b: Scenario, language: Language): TextSetting {
  const [first, second] = [settingOf(a, language), settingOf(b, language)]
  return {
    ...first,
    title: `a: ${first.title} (${printable(a.id)})\n   ${first.frame}\nb: ${second.title} (${printable(b.id)})\n   ${second.frame}`,
    frame: null,
  }
}
