/** Any table, rounded. */
import { InputError } from '../domain/errors.js'
import { exitOf } from '../domain/outcomes.js'
import { OPTION_NAMES, type OptionName } from '../domain/options.js'
import {
  programText,
  publish,
  resultWorkbook,
  round,
  type Nearness,
  type ProblemInput,
  type Request,
  type Result,
} from '../library.js'
import { result } from '../shapes/answers/result.js'
import { problemSchema } from '../shapes/files.js'
import { nearness, request, requestOf } from './fields.js'
import { ASKED_FIRST, ASKED_LAST, NEAR, NEAR_RANK, optionFlag, REQUEST, TOTALS, usage } from './flags.js'
import { pages, tables, terminal, unsaid } from './forms.js'
import { question, type Typed } from './question.js'
import { nearnessOf, programRequestOf } from './solve.js'

type Asked = Request & Nearness & { readonly problem: ProblemInput }

/** What the rounding of a loose table reads: the others are about scenarios and proposals. */
const OPTIONS_OF_A_TABLE: readonly OptionName[] = ['half', 'zeroTarget', 'tieBreak']

const TABLE = { nl: 'tabel.json', en: 'table.json' }

export const rounding = question<Asked, Result>({
  name: 'round',
  words: { nl: 'rondt een willekeurige tabel af', en: 'rounds any table' },
  request: problemSchema.extend({ ...request.shape, ...nearness }).meta({
    examples: [
      {
        rows: ['north', 'south'],
        columns: ['A', 'B', 'C'],
        target: [
          [2.4, 1.3, 0.3],
          ['1,6', '2,7', '1,7'],
        ],
        rowTotals: [4, 6],
        columnTotals: [4, [3, 5], 2],
        zeroCells: [['north', 'C']],
        objective: 'next-best',
      },
    ],
  }),
  answer: result,
  inputs: { problem: 'problem', near: 'near' },
  command: {
    positionals: [
      {
        field: 'problem',
        name: { nl: 'tabel.json', en: 'problem.json' },
        words: {
          nl: '{ rows, columns, target, rowTotals, columnTotals, zeroCells?, bounds? }, of een .csv of .xlsx met een rij en een kolom Totaal',
          en: '{ rows, columns, target, rowTotals, columnTotals, zeroCells?, bounds? }, or a .csv or .xlsx with a row and a column Total',
        },
      },
    ],
    flags: [REQUEST.method, ...ASKED_FIRST, optionFlag(OPTIONS_OF_A_TABLE), NEAR, NEAR_RANK, TOTALS, ...ASKED_LAST],
    examples: (language) => [
      `round ${TABLE[language]}`,
      `round ${TABLE[language]} --objective largest --csv`,
      `round ${TABLE[language]} --method stepwise`,
      `round ${{ nl: 'tabel.csv', en: 'table.csv' }[language]} --out ${{ nl: 'afgerond.xlsx', en: 'rounded.xlsx' }[language]}`,
    ],
    check: checkOptions,
  },
  route: {},
  run: (asked, { language }) => round(asked.problem, { ...requestOf(asked), ...nearnessOf(asked), language }),
  publish,
  exit: (answer) => exitOf([answer]),
  forms: {
    text: async (answer, _, { language }) =>
      (await terminal()).resultText(answer, { language, title: null, frame: null, names: {} }),
    csv: async (answer, _, { csv }) => (await tables()).resultCsv(answer, csv),
    html: async (answer, _, { language, given }) => (await pages()).roundedPage(answer, language, given),
    xlsx: (answer, _, { language, given }) => resultWorkbook(answer, { language, given }),
  },
  beside: (answer, _, form, how) => unsaid([answer], form, how),
  program: (asked, format) =>
    programText({ problem: asked.problem, ...nearnessOf(asked) }, format, programRequestOf(asked)),
})

/** @throws InputError that names each `--option` that does nothing for a loose table */
function checkOptions({ option = [] }: Typed): void {
  const idle = OPTION_NAMES.filter((name) => !OPTIONS_OF_A_TABLE.includes(name))
  const given = idle.filter((name) => (option as readonly string[]).some((pair) => pair.startsWith(`${name}=`)))
  const expected = OPTIONS_OF_A_TABLE.join(' | ')
  if (given.length > 0) throw new InputError(given.flatMap((name) => usage('--option', name, expected).faults))
}
