/** Two scenarios compared, several methods on one, or proposals side by side. */
import * as z from 'zod'
import { InputError } from '../domain/errors.js'
import { EXIT, exitOf, exitOfMethods } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { METHODS, type Method } from '../domain/table.js'
import { readShipped } from '../io/read/scenario.js'
import {
  besideWorkbook,
  boardPage,
  compare,
  compareMethods,
  compareProposals,
  comparisonWorkbook,
  methodsWorkbook,
  publishBeside,
  publishComparison,
  publishMethods,
  type Comparison,
  type ConsultationInput,
  type MethodComparison,
  type Request,
  type SideBySide,
} from '../library.js'
import { comparison } from '../shapes/answers/comparison.js'
import { proposalSchema } from '../shapes/files.js'
import type { Text } from '../words/texts.js'
import { unnamedProposal } from './again.js'
import { advices, page, request, requestOf, scenario } from './fields.js'
import {
  ADVICES,
  ASKED_FIRST,
  ASKED_LAST,
  checkPage,
  FRAME,
  METHODS_FLAG,
  NAMES,
  PAGE,
  type PageName,
  REQUEST,
  same,
  SCENARIO,
  scenarioFlag,
  TOTALS,
  usage,
} from './flags.js'
import { besideTerminal, pages, proposalTerminal, tables, terminal, unsaid } from './forms.js'
import { question, type Form, type Typed } from './question.js'
import { settingOf, settingOfBoth } from './setting.js'

interface Asked extends Request {
  readonly a?: Scenario
  readonly b?: Scenario
  /** Instead of scenarios; on the command line their paths. */
  readonly proposals?: readonly (string | object)[]
  /** The scenario that they belong to. */
  readonly scenario?: Scenario
  /** A list, or text with commas as the command takes it. */
  readonly methods?: readonly Method[] | string
  readonly advices?: ConsultationInput
  readonly paired?: boolean
  readonly page?: PageName
}

const list = new RegExp(`^\\s*(${METHODS.join('|')})\\s*(,\\s*(${METHODS.join('|')})\\s*)*$`)

type Compared = Comparison | MethodComparison | SideBySide

export const comparing = question<Asked, Compared>({
  name: 'compare',
  words: {
    nl: 'vergelijkt twee scenario’s, methoden op één, of voorstellen naast elkaar',
    en: 'compares two scenarios, methods on one, or proposals side by side',
  },
  request: request
    .omit({ method: true })
    .extend({
      a: scenario.optional(),
      b: scenario.optional(),
      proposals: z
        .array(proposalSchema)
        .max(100)
        .optional()
        .describe('instead of a and b: proposals, drafts or results of one frame; as a and b they are taken too'),
      scenario: scenario
        .optional()
        .describe('that the proposals belong to; left out, the shipped one that a draft among them says'),
      methods: z
        .union([z.array(z.enum(METHODS)).min(1).max(METHODS.length), z.string().regex(list, METHODS.join(','))])
        .optional()
        .describe('instead of b: methods to compare on scenario a'),
      page,
      paired: z.boolean().optional().describe('solve b as near to a as can be: what differs then had to, in places'),
      advices: advices.describe(
        'about a: which must be sent again when b has new numbers for the same year (L27); of proposals: what was asked',
      ),
    })
    .meta({
      examples: [
        { a: '2026-base', b: '2026-reference' },
        { a: '2027-base', methods: ['optimal', 'stepwise'] },
      ],
    }),
  answer: comparison,
  told: meant,
  inputs: { a: 'scenario', b: 'scenario', scenario: 'scenario', proposals: 'proposals', advices: 'advices' },
  command: {
    positionals: [
      {
        field: 'a',
        name: same('a'),
        words: {
          nl: `${SCENARIO.words.nl}; of een voorstel (.json, .csv, .xlsx)`,
          en: `${SCENARIO.words.en}; or a proposal (.json, .csv, .xlsx)`,
        },
      },
      { field: 'b', name: same('b'), words: { nl: 'net zo', en: 'the same' }, isOptional: true },
      {
        field: 'proposals',
        name: same('c'),
        words: { nl: 'meer voorstellen', en: 'more proposals' },
        isOptional: true,
        repeats: true,
      },
    ],
    flags: [
      METHODS_FLAG,
      {
        ...ADVICES,
        words: {
          nl: 'adviezen bij <a>: welke moeten opnieuw als <b> nieuwe aantallen voor hetzelfde jaar heeft (L27); bij voorstellen: wat gevraagd is (anders wat een concept zelf meebrengt)',
          en: 'advices about <a>: which must be sent again when <b> has new numbers for the same year (L27); with proposals: what was asked (otherwise what a draft brings along)',
        },
      },
      scenarioFlag({
        nl: 'bij voorstellen: het scenario waarvan zij zijn (anders dat wat een concept zelf noemt)',
        en: 'with proposals: the scenario that they are of (otherwise the one that a draft names)',
      }),
      {
        name: 'paired',
        words: {
          nl: 'los <b> op zo dicht mogelijk bij <a>: wat dan nog verschilt, moest (in plaatsen; welke cellen niet)',
          en: 'solve <b> as near to <a> as can be: what differs then had to (in places; not which cells)',
        },
      },
      FRAME,
      ...ASKED_FIRST,
      REQUEST.option,
      PAGE,
      NAMES,
      TOTALS,
      ...ASKED_LAST,
    ],
    examples: (language) => [
      'compare 2026-base 2026-reference',
      'compare 2027-base 2027-reference --paired',
      'compare 2027-base --methods optimal,stepwise,sequential',
      {
        nl: 'compare concept.json voorstel.csv --scenario 2027-proposal --out naast-elkaar.xlsx',
        en: 'compare draft.json proposal.csv --scenario 2027-proposal --out side-by-side.xlsx',
      }[language],
    ],
    check: checkTyped,
  },
  route: {
    summary: {
      nl: 'Vergelijkt twee scenario’s, methoden op één scenario, of voorstellen naast elkaar',
      en: 'Compares two scenarios, methods on one scenario, or proposals side by side',
    },
    checks: [
      (asked) => {
        const isGiven = (field: keyof Asked) => field in asked
        if (isGiven('proposals')) return checkProposals(asked)
        if (isGiven('scenario')) throw usage('scenario', 'scenario', 'proposals')
        if (!isGiven('a')) throw new InputError([{ code: 'missing', path: 'a', found: '-', expected: 'a | proposals' }])
        if (isGiven('b') === isGiven('methods')) {
          throw usage('b', isGiven('b') ? 'b, methods' : '-', 'b | methods')
        }
        if (isGiven('methods') && isGiven('advices')) throw usage('advices', 'advices, methods', 'b')
        if (isGiven('methods') && isGiven('page')) throw usage('page', 'page, methods', 'b')
        if (isGiven('methods') && asked.paired === true) throw usage('paired', 'paired, methods', 'b')
      },
    ],
  },
  run: (asked, { language, given: how }) => {
    const { a, b, proposals, methods = [], advices: given } = asked
    if (proposals !== undefined || a === undefined) {
      const { scenario: of, options, timeLimit } = asked
      const named = how?.named?.['proposals']
      const names = named === undefined ? proposals?.map((_, i) => unnamedProposal(i)) : [named].flat()
      return compareProposals(proposals ?? [], { scenario: of, advices: given, options, timeLimit, names, language })
    }
    if (b !== undefined) return compare(a, b, { ...requestOf(asked), advices: given, paired: asked.paired, language })
    return compareMethods(a, methodsOf(methods), { ...requestOf(asked), language })
  },
  publish: (answer) => {
    if ('proposals' in answer) return publishBeside(answer)
    return 'results' in answer ? publishMethods(answer) : publishComparison(answer)
  },
  checkForm: checkPage,
  exit: (answer) => {
    if ('proposals' in answer) return EXIT.positive
    return 'results' in answer ? exitOfMethods(answer.results) : exitOf([answer.a, answer.b])
  },
  forms: {
    text: async (answer, { a, b, scenario: of }, { language }) => {
      if ('proposals' in answer) {
        const about = scenarioOf(answer, of)
        const setting = about === null ? { language, title: null, names: {} } : settingOf(about, language)
        return (await besideTerminal()).besideText(answer, setting)
      }
      const { methodComparisonText, scenarioComparisonText } = await terminal()
      if ('results' in answer) return methodComparisonText(answer, settingOf(a!, language))
      const setting = settingOfBoth(a!, b!, language)
      const compared = scenarioComparisonText(answer, setting)
      if (answer.frames === null) return compared
      return `${compared}\n\n${(await proposalTerminal()).framesText(answer.frames, setting)}`
    },
    csv: async (answer, { a, scenario: of }, { csv }) => {
      const { besideCsv, methodComparisonCsv, namesIn, scenarioComparisonCsv } = await tables()
      if ('proposals' in answer) {
        const about = scenarioOf(answer, of)
        return besideCsv(answer, csv, about === null ? {} : namesIn(about))
      }
      return 'results' in answer
        ? methodComparisonCsv(answer, csv, namesIn(a!))
        : scenarioComparisonCsv(answer, csv, namesIn(a!))
    },
    html: async (answer, { a, b, scenario: of, page: asked }, { language, given }) => {
      const { bothPage, comparedPage, proposalsPage } = await pages()
      if ('proposals' in answer) return proposalsPage(scenarioOf(answer, of), answer, language, given)
      if (asked === 'board' && !('results' in answer)) return boardPage(answer, { scenarios: [a!, b!], language })
      return 'results' in answer ? comparedPage(a!, answer, language, given) : bothPage(a!, b!, answer, language, given)
    },
    xlsx: (answer, { a, b, scenario: of }, { language, given }) => {
      if ('proposals' in answer) {
        const about = scenarioOf(answer, of)
        return besideWorkbook(answer, { language, given, ...(about !== null && { scenario: about }) })
      }
      return 'results' in answer
        ? methodsWorkbook(answer, { scenario: a!, language, given })
        : comparisonWorkbook(answer, { a: a!, b: b!, language, given })
    },
  },
  beside: async (answer, { advices: given }, form, how) => {
    if ('proposals' in answer) return []
    // of several methods every form tells how each ended
    if ('results' in answer) return unsaid(answer.results, form, { language: how.language })
    const isIdle = given !== undefined && answer.frames === null
    return [...(isIdle ? [SAME_INTAKES[how.language]] : []), ...(await unsaid([answer.a, answer.b], form, how))]
  },
})

/** The scenario of proposals: the one that was given, or the shipped one that they say. */
function scenarioOf({ scenario: id }: SideBySide, given: Scenario | undefined): Scenario | null {
  return given ?? (id === null ? null : readShipped(id, 'scenario'))
}

/** Proposals may stand in the place of scenarios: then all of them are. @throws InputError where some are and some are not */
function meant(given: Typed, isProposal: (each: unknown) => boolean): Typed {
  const { a, b, proposals, ...rest } = given
  const more: readonly unknown[] = Array.isArray(proposals) ? (proposals as unknown[]) : []
  const first = [a, b].filter((each) => each !== undefined)
  if (first.length === 0) return given
  const [all, are] = [[...first, ...more], [...first, ...more].map(isProposal)]
  const isAbout = given['scenario'] !== undefined
  if (!isAbout && !are.includes(true)) {
    if (more.length > 0) throw usage('compare', `${all.length}`, '<a> <b> | <a> --methods x,y')
    const { proposals: _, ...scenarios } = given
    return 'proposals' in given ? scenarios : given
  }
  if (!isAbout && are.includes(false)) {
    const other = all[are.indexOf(false)]
    throw usage('compare', typeof other === 'string' ? other : 'scenario', 'proposals only')
  }
  return { ...rest, proposals: all }
}

/** What says how an allocation is found: of proposals nothing is. */
const OF_SOLVING = ['methods', 'paired', 'page', 'objective', 'solver', 'ties', 'seed', 'optima', 'noFreedom'] as const

/** @throws InputError for what has no meaning beside proposals */
function checkProposals(asked: Typed | Partial<Asked>): void {
  const given = asked as Typed
  const idle = ['a', 'b', ...OF_SOLVING].find((field) => given[field] !== undefined)
  if (idle !== undefined) throw usage(idle, `proposals, ${idle}`, 'proposals, scenario, advices, options')
}

function methodsOf(given: readonly Method[] | string): Method[] {
  const names: readonly string[] = typeof given === 'string' ? given.split(',').map((each) => each.trim()) : given
  return names.flatMap((name) => METHODS.filter((method) => method === name))
}

/** Two scenarios or methods on one, and advices with two scenarios only. @throws InputError */
function checkTyped(typed: Typed, form: Form): void {
  if (typed['proposals'] !== undefined) return checkProposals(typed)
  const { a, b, methods, advices: given } = typed as Readonly<Record<string, string | undefined>>
  if ((b === undefined) === (methods === undefined)) {
    throw usage('compare', b === undefined ? a! : `${a} ${b} --methods ${methods}`, '<a> <b> | <a> --methods x,y')
  }
  if (b === undefined && typed['paired'] !== undefined) throw usage('--paired', '--paired --methods', '<a> <b>')
  if (b === undefined && typed['page'] !== undefined) throw usage('--page', '--page --methods', '<a> <b>')
  if (given === undefined) return
  if (form === 'csv') throw usage('--advices', given, '--json | .json | .xlsx | .html | .txt')
  if (b === undefined) throw usage('--advices', given, '<a> <b>')
}

const SAME_INTAKES: Text = {
  nl: '--advices: alle specialismen hebben in beide scenario’s dezelfde instroom; er hoeft om die reden niets opnieuw',
  en: '--advices: every specialty has the same intake in both scenarios; for that reason nothing has to be sent again',
}
