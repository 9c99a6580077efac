/** Two scenarios compared, or several methods on one. */
import * as z from 'zod'
import { exitOf, exitOfMethods } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { METHODS, type Method } from '../domain/table.js'
import {
  boardPage,
  compare,
  compareMethods,
  comparisonWorkbook,
  methodsWorkbook,
  publishComparison,
  publishMethods,
  type Comparison,
  type ConsultationInput,
  type MethodComparison,
  type Request,
} from '../library.js'
import { comparison } from '../shapes/answers/comparison.js'
import type { Text } from '../words/texts.js'
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
  TOTALS,
  usage,
} from './flags.js'
import { pages, proposalTerminal, tables, terminal, unsaid } from './forms.js'
import { question, type Form, type Typed } from './question.js'
import { settingOf, settingOfBoth } from './setting.js'

interface Asked extends Request {
  readonly a: Scenario
  readonly b?: Scenario
  /** A list, or text with commas as the command takes it. */
  readonly methods?: readonly Method[] | string
  readonly advices?: ConsultationInput
  readonly paired?: boolean
  readonly page?: PageName
}

const list = new RegExp(`^\\s*(${METHODS.join('|')})\\s*(,\\s*(${METHODS.join('|')})\\s*)*$`)

export const comparing = question<Asked, Comparison | MethodComparison>({
  name: 'compare',
  words: { nl: 'vergelijkt twee scenario’s, of methoden op één', en: 'compares two scenarios, or methods on one' },
  request: request
    .omit({ method: true })
    .extend({
      a: scenario,
      b: scenario.optional(),
      methods: z
        .union([z.array(z.enum(METHODS)).min(1).max(METHODS.length), z.string().regex(list, METHODS.join(','))])
        .optional()
        .describe('instead of b: methods to compare on scenario a'),
      page,
      paired: z.boolean().optional().describe('solve b as near to a as can be: what differs then had to, in places'),
      advices: advices.describe('about a: which must be sent again when b has new numbers for the same year (L27)'),
    })
    .meta({
      examples: [
        { a: '2026-base', b: '2026-reference' },
        { a: '2027-base', methods: ['optimal', 'stepwise'] },
      ],
    }),
  answer: comparison,
  inputs: { a: 'scenario', b: 'scenario', advices: 'advices' },
  command: {
    positionals: [
      { ...SCENARIO, field: 'a', name: same('a') },
      { ...SCENARIO, field: 'b', name: same('b'), isOptional: true },
    ],
    flags: [
      METHODS_FLAG,
      {
        ...ADVICES,
        words: {
          nl: 'adviezen bij <a>: welke moeten opnieuw als <b> nieuwe aantallen voor hetzelfde jaar heeft (L27)',
          en: 'advices about <a>: which must be sent again when <b> has new numbers for the same year (L27)',
        },
      },
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
    examples: () => [
      'compare 2026-base 2026-reference',
      'compare 2027-base 2027-reference --paired',
      'compare 2027-base --methods optimal,stepwise,sequential',
    ],
    check: checkTyped,
  },
  route: {
    summary: {
      nl: 'Vergelijkt twee scenario’s, of methoden op één scenario',
      en: 'Compares two scenarios, or methods on one scenario',
    },
    checks: [
      (asked) => {
        const isGiven = (field: keyof Asked) => field in asked
        if (isGiven('b') === isGiven('methods')) {
          throw usage('b', isGiven('b') ? 'b, methods' : '-', 'b | methods')
        }
        if (isGiven('methods') && isGiven('advices')) throw usage('advices', 'advices, methods', 'b')
        if (isGiven('methods') && isGiven('page')) throw usage('page', 'page, methods', 'b')
        if (isGiven('methods') && asked.paired === true) throw usage('paired', 'paired, methods', 'b')
      },
    ],
  },
  run: (asked, { language }) => {
    const { a, b, methods = [], advices: given } = asked
    if (b !== undefined) return compare(a, b, { ...requestOf(asked), advices: given, paired: asked.paired, language })
    return compareMethods(a, methodsOf(methods), { ...requestOf(asked), language })
  },
  publish: (answer) => ('results' in answer ? publishMethods(answer) : publishComparison(answer)),
  checkForm: checkPage,
  exit: (answer) => ('results' in answer ? exitOfMethods(answer.results) : exitOf([answer.a, answer.b])),
  forms: {
    text: async (answer, { a, b }, { language }) => {
      const { methodComparisonText, scenarioComparisonText } = await terminal()
      if ('results' in answer) return methodComparisonText(answer, settingOf(a, language))
      const setting = settingOfBoth(a, b!, language)
      const compared = scenarioComparisonText(answer, setting)
      if (answer.frames === null) return compared
      return `${compared}\n\n${(await proposalTerminal()).framesText(answer.frames, setting)}`
    },
    csv: async (answer, { a }, { csv }) => {
      const { methodComparisonCsv, namesIn, scenarioComparisonCsv } = await tables()
      return 'results' in answer
        ? methodComparisonCsv(answer, csv, namesIn(a))
        : scenarioComparisonCsv(answer, csv, namesIn(a))
    },
    html: async (answer, { a, b, page: asked }, { language, given }) => {
      const { bothPage, comparedPage } = await pages()
      if (asked === 'board' && !('results' in answer)) return boardPage(answer, { scenarios: [a, b!], language })
      return 'results' in answer ? comparedPage(a, answer, language, given) : bothPage(a, b!, answer, language, given)
    },
    xlsx: (answer, { a, b }, { language, given }) =>
      'results' in answer
        ? methodsWorkbook(answer, { scenario: a, language, given })
        : comparisonWorkbook(answer, { a, b: b!, language, given }),
  },
  beside: async (answer, { advices: given }, form, { language }) => {
    if ('results' in answer) return unsaid(answer.results, form, language)
    const isIdle = given !== undefined && answer.frames === null
    return [...(isIdle ? [SAME_INTAKES[language]] : []), ...(await unsaid([answer.a, answer.b], form, language))]
  },
})

function methodsOf(given: readonly Method[] | string): Method[] {
  const names: readonly string[] = typeof given === 'string' ? given.split(',').map((each) => each.trim()) : given
  return names.flatMap((name) => METHODS.filter((method) => method === name))
}

/** Two scenarios or methods on one, and advices with two scenarios only. @throws InputError */
function checkTyped(typed: Typed, form: Form): void {
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
