/** The commands about proposals: draft and check. */
import type { Command } from 'commander'
import { exitOfCheck, exitOfDraft, exitOfYears, type Exit } from '../domain/outcomes.js'
import { CSV_DIALECTS } from '../io/csv.js'
import type { Scenario } from '../domain/scenario.js'
import type { Given } from '../words/recipe.js'
import { scenariosOf } from '../io/read/scenario.js'
import {
  check,
  checkWorkbook,
  draft,
  draftWorkbook,
  publishDraft,
  publishYears,
  years,
  yearsWorkbook,
  type Checked,
  type Draft,
  type PublishedDraft,
  type PublishedYears,
  type Years,
} from '../library.js'
import {
  frameFlag,
  LANGUAGE,
  optionFlag,
  publishFlag,
  requestOf,
  timeLimitFlag,
  usage,
  withTables,
  type Flags,
} from './flags.js'
import { sayRead } from './read.js'
import { formatOf, isOnScreen, put, type Format } from './output.js'
import type { TextSetting } from './render.js'
import { printable, STATUS, type Language, type Text } from '../words/texts.js'

/** What the other commands share with these. */
interface Shared {
  readonly language: Language
  readonly scenario: Text
  readonly add: (name: string, description: Text, examples: readonly string[]) => Command
  readonly settingOf: (scenario: Scenario) => TextSetting
  readonly done: (exit: Exit) => void
}

interface DraftFlags extends Flags {
  readonly advices?: string
  readonly fallback?: boolean
}

interface CheckFlags extends Flags {
  readonly advices?: string
  readonly repair?: boolean
}

export function proposalCommands({ language, scenario, add, settingOf, done }: Shared): void {
  const t = (text: Text) => text[language]
  const advices: Text = {
    nl: 'adviezen, aandachtspunten, motiveringen, huidige omvang en historie, als JSON, CSV of .xlsx',
    en: 'advices, points of attention, motivations, today’s sizes and history, as JSON, CSV or .xlsx',
  }
  const withOutput = (command: Command) =>
    withTables(optionFlag(command, language), language)
      .option('--json', t({ nl: 'antwoord als JSON', en: 'answer as JSON' }))
      .option('--csv', t({ nl: 'antwoord als CSV', en: 'answer as CSV' }))
      .option(
        `--dialect <${t({ nl: 'naam', en: 'name' })}>`,
        t({ nl: `soort CSV: ${CSV_DIALECTS.join(' of ')}`, en: `kind of CSV: ${CSV_DIALECTS.join(' or ')}` }),
      )
      .option(
        `--out <${t({ nl: 'bestand', en: 'file' })}>`,
        t({
          nl: 'schrijf naar een bestand (.json, .csv, .xlsx, .txt of .html: een bladzijde om rond te sturen)',
          en: 'write to a file (.json, .csv, .xlsx, .txt or .html: a page to send around)',
        }),
      )
      .option('--lang <nl|en>', t(LANGUAGE))

  withOutput(
    add('draft', { nl: 'een integraal voorstel binnen de regelruimte', en: 'an integral proposal within the leeway' }, [
      `draft 2027-base --advices ${t({ nl: 'adviezen.json', en: 'advices.json' })}`,
      `draft 2027-base --advices ${t({ nl: 'adviezen.json', en: 'advices.json' })} --fallback --json --out draft.json`,
      `draft 2027-base --advices ${t({ nl: 'adviezen.csv', en: 'advices.csv' })} --option leeway.measure=sum-absolute`,
    ])
      .argument('<scenario>', t(scenario))
      .option(...frameFlag(language))
      .option(`--advices <${t({ nl: 'bestand', en: 'file' })}>`, t(advices))
      .option(
        '--fallback',
        t({
          nl: 'zet de 75/25-verdeling ernaast, die komt als er geen overeenstemming is (P26 II.3)',
          en: 'also the 75/25 distribution that comes when there is no agreement (P26 II.3)',
        }),
      )
      .option(...timeLimitFlag(language))
      .option(...publishFlag(language)),
  ).action(async (named: string, flags: DraftFlags) => {
    const format = formatOf(flags, 'xlsx')
    const { advices: path, fallback, publish } = flags
    const { options, timeLimit } = requestOf(flags)
    const read = scenariosOf([named], flags.frame, '--frame')[0]!
    const given: Given = { scenarios: [named], frame: flags.frame, advices: path }
    const answer = await draft(read, path, { options, timeLimit, fallback, language })
    const shown = publish ? publishDraft(answer) : answer
    sayRead(answer, language, isOnScreen(format, flags))
    await put(format, flags, shown, {
      text: async () => (await import('./render-proposal.js')).draftText(shown, settingOf(read)),
      csv: async (form) => {
        const { namesIn, resultCsv } = await import('../formats/csv.js')
        return resultCsv(shown, form, namesIn(read))
      },
      page: async () => (await import('../formats/pages.js')).draftedPage(read, shown, language, given),
      workbook: () => draftWorkbook(shown, { scenario: read, language, given }),
    })
    warn(format, shown, language)
    done(exitOfDraft(answer))
  })

  withOutput(
    add(
      'years',
      {
        nl: 'meer jaren samen, elk in zijn eigen kader: ook de som per cel zo natuurlijk mogelijk afgerond',
        en: 'several years together, each in its own frame: also the sum of each cell rounded as naturally as possible',
      },
      ['years 2026-base 2027-base', 'years 2026-base 2027-base --json --out years.json'],
    )
      .argument('<scenario...>', t(scenario))
      .option(...frameFlag(language))
      .option(...timeLimitFlag(language))
      .option(...publishFlag(language)),
  ).action(async (named: readonly string[], flags: Flags) => {
    const format = formatOf(flags, 'xlsx')
    const { options, timeLimit } = requestOf(flags)
    const scenarios = scenariosOf(named, flags.frame, '--frame')
    const given: Given = { scenarios: named, frame: flags.frame }
    const answer = await years(scenarios, { options, timeLimit, language })
    const shown = flags.publish ? publishYears(answer) : answer
    sayRead(answer, language, isOnScreen(format, flags))
    await put(format, flags, shown, {
      text: async () => (await import('./render-proposal.js')).yearsText(shown, settingOfAll(scenarios, settingOf)),
      csv: async (form) => {
        const { namesIn, yearsCsv } = await import('../formats/csv.js')
        return yearsCsv(shown, form, namesIn(scenarios[0]!))
      },
      page: async () => (await import('../formats/pages.js')).allYearsPage(scenarios, shown, language, given),
      workbook: () => yearsWorkbook(shown, { scenarios, language, given }),
    })
    warn(format, shown, language)
    done(exitOfYears(answer))
  })

  withOutput(
    add(
      'check',
      {
        nl: 'toetst een voorstel aan het kader, regel voor regel',
        en: 'tests a proposal against the frame, rule by rule',
      },
      [
        `check 2027-base ${t({ nl: 'voorstel.csv', en: 'proposal.csv' })}`,
        `check 2027-base ${t({ nl: 'voorstel.csv', en: 'proposal.csv' })} --advices ${t({ nl: 'adviezen.json', en: 'advices.json' })} --repair`,
        `check 2027-base ${t({ nl: 'voorstel.csv', en: 'proposal.csv' })} --repair --out ${t({ nl: 'hersteld.csv', en: 'repaired.csv' })}`,
      ],
    )
      .argument('<scenario>', t(scenario))
      .argument(
        t({ nl: '<voorstel>', en: '<proposal>' }),
        t({
          nl: 'CSV-matrix, JSON met rows, columns, allocation, of .xlsx met een blad Voorstel',
          en: 'CSV matrix, JSON with rows, columns, allocation, or .xlsx with a sheet Proposal',
        }),
      )
      .option(...frameFlag(language))
      .option(`--advices <${t({ nl: 'bestand', en: 'file' })}>`, t(advices))
      .option(
        '--repair',
        t({
          nl: 'geef ook het dichtstbijzijnde voorstel waarvan de aantallen voldoen (motiveringen blijven mensenwerk); met --csv of --out x.csv alleen dat voorstel',
          en: 'also the nearest proposal whose numbers comply (motivations are for people to write); with --csv or --out x.csv that proposal alone',
        }),
      ),
  ).action(async (named: string, proposal: string, flags: CheckFlags) => {
    const format = formatOf(flags, 'xlsx')
    const { advices: path, repair } = flags
    // of a check the only table to hand in is the one that complies
    if (format === 'csv' && repair !== true)
      throw usage('--csv', '--csv', '--repair --csv | --json | .xlsx | .html | .txt')
    const read = scenariosOf([named], flags.frame, '--frame')[0]!
    const given: Given = { scenarios: [named], frame: flags.frame, advices: path, proposal }
    const answer = await check(read, proposal, { advices: path, repair, options: requestOf(flags).options, language })
    sayRead(answer, language, isOnScreen(format, flags))
    await put(format, flags, answer, {
      text: async () => (await import('./render-proposal.js')).checkText(answer, settingOf(read)),
      csv: async (form) => {
        const { namesIn, resultCsv } = await import('../formats/csv.js')
        return resultCsv({ ...answer, allocation: answer.repair?.allocation ?? null }, form, namesIn(read))
      },
      page: async () => (await import('../formats/pages.js')).checkedPage(read, answer, language, given),
      workbook: () => checkWorkbook(answer, { scenario: read, language, given }),
    })
    if (format === 'csv') await warnOfCheck(answer, language)
    done(exitOfCheck(answer))
  })
}

/** The title and the frame of every year, each on a line of its own. */
function settingOfAll(scenarios: readonly Scenario[], settingOf: Shared['settingOf']): TextSetting {
  const lines = scenarios.map((scenario) => {
    const { title, frame } = settingOf(scenario)
    return `${printable(scenario.id)} – ${title}; ${frame}`
  })
  return { ...settingOf(scenarios[0]!), frame: lines.join('\n') }
}

/** The CSV of a check is the proposal that complies: what was handed in is said on stderr, or why there is no other. */
async function warnOfCheck(answer: Checked, language: Language): Promise<void> {
  const { repairedText } = await import('./render-proposal.js')
  process.stderr.write(`${repairedText(answer, language)}\n`)
}

/** A CSV does not say what came of it: that there is nothing in it is said on stderr, and why. */
function warn(
  format: Format,
  { status, conflict }: Pick<Draft | PublishedDraft | Years | PublishedYears, 'status' | 'conflict'>,
  language: Language,
): void {
  if (format !== 'csv' || status === 'optimal' || status === 'feasible') return
  const why = conflict === null ? '' : `: ${conflict.texts[language]}`
  process.stderr.write(`${printable(STATUS[status][language] + why)}\n`)
}
