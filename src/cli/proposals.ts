/** The commands about proposals: draft and check. */
import type { Command } from 'commander'
import { csvText } from '../io/csv.js'
import {
  check,
  checkWorkbook,
  draft,
  draftWorkbook,
  publishDraft,
  publishYears,
  years,
  yearsWorkbook,
} from '../index.js'
import { writeWhole } from '../io/files.js'
import { optionFlag, requestOf, usage, LANGUAGE, type Flags } from './flags.js'
import { jsonText } from '../formats/json.js'
import { emit, formatOf } from './output.js'
import type { Frame } from './render.js'
import type { Language, Text } from '../io/texts.js'
import type { YearsOutcome } from '../index.js'

/** What the other commands share with these. */
interface Shared {
  readonly language: Language
  readonly scenario: Text
  readonly add: (name: string, description: Text, examples: readonly string[]) => Command
  readonly frameOf: (scenario: string) => Frame
  readonly done: (exit: number) => void
}

interface DraftFlags extends Flags {
  readonly advices?: string
  readonly fallback?: boolean
}

interface CheckFlags extends Flags {
  readonly advices?: string
  readonly repair?: boolean
}

export function proposalCommands({ language, scenario, add, frameOf, done }: Shared): void {
  const t = (text: Text) => text[language]
  const advices: Text = {
    nl: 'adviezen, aandachtspunten, motiveringen, huidige omvang en historie, als JSON, CSV of .xlsx',
    en: 'advices, points of attention, motivations, today’s sizes and history, as JSON, CSV or .xlsx',
  }
  const withOutput = (command: Command) =>
    optionFlag(command, language)
      .option('--json', t({ nl: 'antwoord als JSON', en: 'answer as JSON' }))
      .option('--csv', t({ nl: 'antwoord als CSV', en: 'answer as CSV' }))
      .option(
        `--out <${t({ nl: 'bestand', en: 'file' })}>`,
        t({
          nl: 'schrijf naar een bestand (.json, .csv, .txt of .xlsx)',
          en: 'write to a file (.json, .csv, .txt or .xlsx)',
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
      .option(`--advices <${t({ nl: 'bestand', en: 'file' })}>`, t(advices))
      .option(
        '--fallback',
        t({
          nl: 'zet de 75/25-verdeling ernaast, die komt als er geen overeenstemming is (P26 II.3)',
          en: 'also the 75/25 distribution that comes when there is no agreement (P26 II.3)',
        }),
      )
      .option(
        `--time-limit <${t({ nl: 'seconden', en: 'seconds' })}>`,
        t({ nl: 'tijdslimiet in seconden', en: 'time limit in seconds' }),
      )
      .option(
        '--publish',
        t({
          nl: 'laat alles weg wat vertrouwelijk zorggebruik prijsgeeft (FAQ 14)',
          en: 'leave out all that gives confidential care use away (FAQ 14)',
        }),
      ),
  ).action(async (given: string, flags: DraftFlags) => {
    const format = formatOf(flags, 'xlsx')
    const { advices: path, fallback, publish } = flags
    const { options, timeLimit } = requestOf(flags)
    const answer = await draft(given, path, { options, timeLimit, fallback, language })
    const shown = publish ? publishDraft(answer) : answer
    if (format === 'json') await emit(jsonText(shown), flags)
    else if (format === 'xlsx') writeWhole(flags.out!, await draftWorkbook(shown, { scenario: given, language }))
    else if (format === 'csv') await emit(matrixCsv(shown), flags)
    else {
      const { draftText } = await import('./render-proposal.js')
      await emit(draftText(shown, frameOf(given)), flags)
    }
    done(answer.allocation !== null ? 0 : answer.status === 'time-limit' ? 3 : 1)
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
      .option(
        `--time-limit <${t({ nl: 'seconden', en: 'seconds' })}>`,
        t({ nl: 'tijdslimiet in seconden', en: 'time limit in seconds' }),
      )
      .option(
        '--publish',
        t({
          nl: 'laat alles weg wat vertrouwelijk zorggebruik prijsgeeft (FAQ 14)',
          en: 'leave out all that gives confidential care use away (FAQ 14)',
        }),
      ),
  ).action(async (given: readonly string[], flags: Flags) => {
    const format = formatOf(flags, 'xlsx')
    const { options, timeLimit } = requestOf(flags)
    const answer = await years(given, { options, timeLimit })
    const shown = flags.publish ? publishYears(answer) : answer
    if (format === 'json') await emit(jsonText(shown), flags)
    else if (format === 'xlsx') writeWhole(flags.out!, await yearsWorkbook(shown, { scenarios: given, language }))
    else if (format === 'csv') await emit(yearsCsv(shown), flags)
    else {
      const { yearsText } = await import('./render-proposal.js')
      await emit(yearsText(shown, frameOf(given[0]!)), flags)
    }
    done(answer.together !== null ? 0 : 1)
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
      .option(`--advices <${t({ nl: 'bestand', en: 'file' })}>`, t(advices))
      .option(
        '--repair',
        t({
          nl: 'geef ook het dichtstbijzijnde voorstel dat voldoet',
          en: 'also the nearest proposal that complies',
        }),
      ),
  ).action(async (given: string, proposal: string, flags: CheckFlags) => {
    const format = formatOf(flags, 'xlsx')
    if (format === 'csv') throw usage('--csv', '--csv', '--json | .json | .txt')
    const { advices: path, repair } = flags
    const answer = await check(given, proposal, { advices: path, repair, options: requestOf(flags).options, language })
    if (format === 'json') await emit(jsonText(answer), flags)
    else if (format === 'xlsx') writeWhole(flags.out!, await checkWorkbook(answer, { scenario: given, language }))
    else {
      const { checkText } = await import('./render-proposal.js')
      await emit(checkText(answer, frameOf(given)), flags)
    }
    done(answer.status === 'compliant' ? 0 : 1)
  })
}

/** Years: a line a cell. */
function yearsCsv({
  rows,
  columns,
  years: numbers,
  together,
  data,
}: {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly years: readonly number[]
  readonly together: Pick<YearsOutcome, 'allocations' | 'sum'> | null
  readonly data: string | null
}): string {
  const label = data ?? ''
  const lines = rows.flatMap((row, s) =>
    columns.map((column, o) => [
      row,
      column,
      ...(together?.allocations ?? []).map((matrix) => matrix[s]![o]!),
      together?.sum[s]?.[o] ?? '',
      label,
    ]),
  )
  return csvText([['specialty', 'oor', ...numbers.map(String), 'sum', 'data'], ...(together === null ? [] : lines)])
}

/** A proposal as a CSV matrix, which `check` reads again. */
function matrixCsv({
  rows,
  columns,
  allocation,
  data,
}: {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly allocation: readonly (readonly number[])[] | null
  readonly data: string | null
}): string {
  const label = data ?? ''
  const lines = allocation === null ? [] : rows.map((row, s) => [row, ...allocation[s]!, label])
  return csvText([['specialty', ...columns, 'data'], ...lines])
}
