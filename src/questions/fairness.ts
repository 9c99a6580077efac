/** Whether rounding is fair over many random years; and the parts of that joined. */
import * as z from 'zod'
import { nearest } from '../domain/errors.js'
import { CARRIES, CONTENDER_NAMES, POPULATIONS, type Contender } from '../domain/contenders.js'
import { EXIT } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { TABLE_FORMS, type TableForm } from '../io/long-table.js'
import {
  fairness,
  fairnessBeside,
  fairnessPart,
  fairnessQuestion,
  fairnessWorkbook,
  mergeFairness,
  sensitivity,
  type Fairness,
  type FairnessPart,
  type FairnessRequest,
  type Sensitivity,
  type Shard,
} from '../library.js'
import { fairness as fairnessAnswer, fairnessPart as partAnswer } from '../shapes/answers/fairness.js'
import { CONTENDER, joinText, POPULATION } from '../words/fairness.js'
import { fairnessCommand, givenOf } from '../words/recipe.js'
import type { Language, Text } from '../words/texts.js'
import { lang, scenario, seed } from './fields.js'
import { FRAME, listOf, NAME, NUMBER, REQUEST, same, SCENARIO, THREADS, usage, wholeOf, type Flag } from './flags.js'
import { fairnessTerminal, pages, yearFiles } from './forms.js'
import { question, type How, type Typed } from './question.js'
import { settingOf } from './setting.js'

interface Asked extends FairnessRequest {
  readonly scenario: Scenario
  readonly threads?: number
  readonly shard?: Shard
  /** A folder in which finished batches are kept, or a database that machines share. */
  readonly store?: string
  /** A folder for the tables of every year. */
  readonly tables?: string
  readonly tablesAs?: TableForm
  /** The file of another answer, of the same years. */
  readonly beside?: string
}

const listed = (texts: Readonly<Record<string, Text>>, language: Language) =>
  Object.entries(texts)
    .map(([name, words]) => `  ${name}: ${words[language]}`)
    .join('\n')

const FLAGS = {
  draws: { name: 'draws', value: NUMBER, read: (text: string) => wholeOf('--draws', text), words: { nl: 'zoveel trekkingen (standaard 1.000)', en: 'so many draws (1,000 by default)' } }, // prettier-ignore
  population: {
    name: 'population',
    value: NAME,
    words: {
      nl: `hoe jaren worden getrokken (standaard drift):\n${listed(POPULATION, 'nl')}`,
      en: `how years are drawn (drift by default):\n${listed(POPULATION, 'en')}`,
    },
  },
  set: {
    name: 'set',
    value: { nl: 'naam=waarde', en: 'name=value' },
    field: 'settings',
    repeats: true,
    words: {
      nl: 'aanname van de populatie, herhaalbaar: cell=0.05 (5% per jaar), oor=0.02, intake=0.1, contacts=13000',
      en: 'assumption of the population, repeatable: cell=0.05 (5% a year), oor=0.02, intake=0.1, contacts=13000',
    },
  },
  methods: {
    name: 'methods',
    value: { nl: 'lijst', en: 'list' },
    read: contendersOf,
    words: {
      nl: `methoden, met komma’s ertussen (standaard alle):\n${listed(CONTENDER, 'nl')}`,
      en: `methods, separated by commas (all by default):\n${listed(CONTENDER, 'en')}`,
    },
  },
  years: { name: 'years', value: NUMBER, read: (text: string) => wholeOf('--years', text), words: { nl: 'jaren per trekking (standaard 1)', en: 'years a draw (1 by default)' } }, // prettier-ignore
  carry: {
    name: 'carry',
    value: NAME,
    words: {
      nl: `wat het ene jaar het andere meegeeft: ${CARRIES.join(', ')} (standaard none)`,
      en: `what one year hands on to the next: ${CARRIES.join(', ')} (none by default)`,
    },
  },
  shard: {
    name: 'shard',
    value: same('i/n'),
    read: shardOf,
    words: {
      nl: 'deel i van n, voor meer machines; delen worden samengevoegd met ‘fairness merge’',
      en: 'part i of n, for more machines; parts are joined by ‘fairness merge’',
    },
  },
  store: {
    name: 'store',
    value: { nl: 'map', en: 'folder' },
    words: {
      nl: 'bewaar wat klaar is in deze map; wie opnieuw begint, gaat daar verder. Met postgres://… verdeelt de database het werk over deze machine en elke ‘evenredig worker’',
      en: 'keep what is done in this folder; who starts again goes on from there. With postgres://… the database divides the work over this machine and every ‘evenredig worker’',
    },
  },
  tables: {
    name: 'tables',
    value: { nl: 'map', en: 'folder' },
    words: {
      nl: 'schrijf elk jaar in twee lange tabellen voor R en Python: years.parquet (maten per methode) en gains.parquet (winst per OOR)',
      en: 'write every year to two long tables for R and Python: years.parquet (measures per method) and gains.parquet (gain per OOR)',
    },
  },
  tablesAs: {
    name: 'tables-as',
    value: NAME,
    words: {
      nl: 'waarin --tables schrijft: parquet (standaard) of csv',
      en: 'what --tables writes: parquet (by default) or csv',
    },
  },
  beside: {
    name: 'beside',
    value: { nl: 'bestand', en: 'file' },
    words: {
      nl: 'toon daarnaast een ander antwoord (.json) over dezelfde jaren, met een andere --carry; voor .html en .xlsx',
      en: 'show another answer (.json) beside it, over the same years with another --carry; for .html and .xlsx',
    },
  },
} as const satisfies Readonly<Record<string, Flag>>

export const judgingFairness = question<Asked, Fairness | FairnessPart>({
  name: 'fairness',
  words: {
    nl: 'is het afronden eerlijk? Veel willekeurige jaren, door elke methode afgerond en vergeleken',
    en: 'is rounding fair? Many random years, rounded by every method and compared',
  },
  request: z.strictObject({
    scenario,
    draws: z.int().min(1).optional().describe('runs; 1,000 by default'),
    seed,
    population: z.enum(POPULATIONS).optional(),
    settings: z.record(z.string(), z.number()).optional(),
    methods: z.array(z.enum(CONTENDER_NAMES)).min(1).optional(),
    years: z.int().min(1).optional().describe('years in a run; 1 by default'),
    carry: z.enum(CARRIES).optional(),
    lang,
  }),
  answer: z.union([fairnessAnswer, partAnswer]),
  inputs: { scenario: 'scenario' },
  command: {
    positionals: [SCENARIO],
    flags: [FRAME, FLAGS.draws, REQUEST.seed, FLAGS.population, FLAGS.set, FLAGS.methods, FLAGS.years, FLAGS.carry, THREADS, FLAGS.shard, FLAGS.store, FLAGS.tables, FLAGS.tablesAs, FLAGS.beside], // prettier-ignore
    check: (typed, form) => {
      const shown = form === 'html' || form === 'xlsx'
      if (shown && typed['shard'] !== undefined) throw usage('--out', `.${form} --shard`, '.json')
      // what is kept are sums, and no years
      if (typed['tables'] !== undefined && typed['store'] !== undefined) throw usage('--tables', '--tables --store', '--tables | --store') // prettier-ignore
      checkTableForm(typed)
      if (typed['beside'] !== undefined && !shown) throw usage('--beside', form, '.html | .xlsx')
    },
    examples: () => [
      'fairness 2027-base --draws 200 --methods next-best,stepwise,lottery',
      'fairness 2027-base --draws 40 --years 10 --carry totals --methods next-best',
      'fairness 2027-base --draws 200 --out eerlijk.html',
      'fairness 2027-base --draws 100 --methods next-best --shard 1/2 --json --out deel1.json',
    ],
  },
  run: async (asked, { language, onProgress, storeAt, piecesIn }) => {
    const { scenario: about, threads, shard, store, settings, tables, tablesAs, beside: _, ...rest } = asked
    besideOf(asked) // read before anything is drawn
    const drawing = { ...rest, settings: settingsOf(settings) }
    const opened = store === undefined ? undefined : await storeAt?.(store)
    const written = tables === undefined ? undefined : await tablesIn([tables, tablesAs], about, drawing, piecesIn!)
    try {
      const where = { threads, onProgress, onYears: written?.add, kept: opened?.kept, queue: opened?.queue }
      const request = { ...drawing, ...where, language }
      const answer = await (shard === undefined ? fairness(about, request) : fairnessPart(about, shard, request))
      written?.end()
      return answer
    } finally {
      written?.drop() // what has ended stays
      await opened?.close()
    }
  },
  route: {
    isJob: true,
    forms: ['json'],
    checks: [(asked) => void fairnessQuestion(asked)],
  },
  exit: () => EXIT.positive,
  again: (answer, { scenario: about, shard }, { given }) => {
    const asked = answer.kind === 'fairness-part' ? drawnIn(answer) : answer
    const command = fairnessCommand(asked, about, given ?? givenOf([about]))
    return shard === undefined ? command : `${command} --shard ${shard.index}/${shard.of}`
  },
  forms: {
    text: async (answer, { scenario: about }, { language }) => {
      if (answer.kind === 'fairness-part') return joinText(answer, language)
      return (await fairnessTerminal()).fairnessText(answer, settingOf(about, language))
    },
    html: async (answer, asked, { language, given }) =>
      (await pages()).judgedPage(asked.scenario, whole(answer), besideOf(asked), await readingsOf(asked), language, given), // prettier-ignore
    xlsx: async (answer, asked, { language, given }) => {
      const [beside, readings] = [besideOf(asked), await readingsOf(asked)]
      return fairnessWorkbook(whole(answer), { scenario: asked.scenario, beside, readings, language, given })
    },
  },
})

export const joiningFairness = question<{ readonly parts: readonly string[] }, Fairness>({
  name: 'fairness merge',
  words: { nl: 'voegt delen van ‘fairness --shard’ samen', en: 'joins parts of ‘fairness --shard’' },
  request: z.strictObject({ parts: z.array(z.string()).min(1), lang }),
  answer: fairnessAnswer,
  command: {
    positionals: [{ field: 'parts', name: { nl: 'deel', en: 'part' }, words: { nl: 'bestand van een deel (.json)', en: 'file of a part (.json)' }, repeats: true }], // prettier-ignore
    flags: [],
    examples: () => ['fairness merge deel1.json deel2.json'],
  },
  run: ({ parts }, { language }) => Promise.resolve(mergeFairness(parts, language)),
  exit: () => EXIT.positive,
  again: (answer) => answer.made?.command ?? fairnessCommand(answer, null, { scenarios: [] }),
  forms: {
    text: async (answer, _, { language }) =>
      (await fairnessTerminal()).fairnessText(answer, { language, title: answer.scenario }),
    html: async (answer, _, { language }) => (await pages()).judgedPage(null, answer, null, null, language),
    xlsx: (answer, _, { language }) => fairnessWorkbook(answer, { language }),
  },
})

/** What each reading of the protocol does in the scenario itself. */
function readingsOf({ scenario: about }: Asked): Promise<Sensitivity> {
  return sensitivity(about, { threads: 1 })
}

/** What was asked of the draws of a part. */
function drawnIn({ scenario: about, question: asked }: FairnessPart): Parameters<typeof fairnessCommand>[0] {
  return { scenario: about, ...asked, methods: asked.methods.map((method) => ({ method })) }
}

/** The answer that is shown beside; null where there is none. @throws InputError where it is of other years */
function besideOf({ scenario: about, beside, ...asked }: Asked): Fairness | null {
  if (beside === undefined) return null
  return fairnessBeside(beside, about, { ...asked, settings: settingsOf(asked.settings) })
}

/** @throws InputError for a form of tables that there is not, or that of no tables */
function checkTableForm({ tables, tablesAs }: Typed): void {
  if (tablesAs === undefined) return
  const form = tablesAs as string
  if (!TABLE_FORMS.some((each) => each === form)) throw usage('--tables-as', form, TABLE_FORMS.join(' | '))
  if (tables === undefined) throw usage('--tables-as', form, '--tables')
}

async function tablesIn(
  [folder, form = TABLE_FORMS[0]]: readonly [folder: string, form?: TableForm | undefined],
  about: Scenario,
  asked: FairnessRequest,
  open: NonNullable<How['piecesIn']>,
) {
  const { tableFiles, yearTables } = await yearFiles()
  return yearTables(open(folder, tableFiles(form)), form, about, asked)
}

/** A page or a workbook of a part is refused before anything is drawn. */
function whole(answer: Fairness | FairnessPart): Fairness {
  if (answer.kind === 'fairness-part') throw usage('--out', '--shard', '.json')
  return answer
}

/** @throws InputError that names each method that there is not */
function contendersOf(list: string): Contender[] {
  return listOf(list).map((each) => {
    const known = CONTENDER_NAMES.find((name) => name === each)
    if (known === undefined) throw usage('--methods', each, CONTENDER_NAMES.join(' | '), nearest(each, CONTENDER_NAMES))
    return known
  })
}

function shardOf(text: string): Shard {
  const [index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.slice(1).map(Number) ?? []
  if (index === undefined || of === undefined || index < 1 || index > of) throw usage('--shard', text, '1/4 … 4/4')
  return { index, of }
}

/** `cell=0.05` as often as it stands; as an object where it came so. */
function settingsOf(given: unknown): Readonly<Record<string, number>> | undefined {
  if (!Array.isArray(given)) return given as Readonly<Record<string, number>> | undefined
  return Object.fromEntries(
    (given as readonly string[]).map((pair) => {
      const [, name, value] = /^([A-Za-z]+)=(\d+(?:[.,]\d+)?)$/.exec(pair) ?? []
      if (name === undefined || value === undefined) throw usage('--set', pair, 'cell=0.05')
      return [name, Number(value.replace(',', '.'))]
    }),
  )
}
