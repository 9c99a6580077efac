/** From a scenario to an allocation. */
import { exitOf } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import {
  boardPage,
  programText,
  publish,
  resultWorkbook,
  solve,
  type Carrying,
  type Nearness,
  type Precision,
  type Request,
  type Result,
} from '../library.js'
import { result } from '../shapes/answers/result.js'
import { carry, nearness, noPrecision, page, request, requestOf, scenario } from './fields.js'
import {
  ASKED_FIRST,
  ASKED_LAST,
  CARRIED_FILE,
  CARRY,
  CARRY_RULE,
  checkPage,
  FRAME,
  FRAME_AS_SCENARIO,
  NAMES,
  NEAR,
  NEAR_RANK,
  NO_PRECISION,
  PAGE,
  type PageName,
  REQUEST,
  SCENARIO,
  TOTALS,
  WORKBOOK,
} from './flags.js'
import { pages, tables, terminal, unsaid } from './forms.js'
import { question } from './question.js'
import { settingOf } from './setting.js'

type Asked = Request & Nearness & Carrying & Precision & { readonly scenario: Scenario; readonly page?: PageName }

export const solving = question<Asked, Result>({
  name: 'solve',
  words: { nl: 'van scenario naar toewijzing', en: 'from a scenario to an allocation' },
  request: request
    .extend({ scenario, ...nearness, ...carry, noPrecision, page })
    .meta({ examples: [{ scenario: '2027-base' }] }),
  answer: result,
  inputs: { scenario: 'scenario', near: 'near', carry: 'results' },
  command: {
    positionals: [SCENARIO],
    flags: [
      FRAME_AS_SCENARIO,
      REQUEST.method,
      FRAME,
      ...ASKED_FIRST,
      REQUEST.option,
      NEAR,
      NEAR_RANK,
      CARRY,
      CARRY_RULE,
      PAGE,
      NAMES,
      TOTALS,
      ...ASKED_LAST,
      NO_PRECISION,
    ],
    examples: (language) => [
      'solve 2027-base',
      'solve 2027-base --json --out 2027.json',
      `solve 2027-base --carry 2026.json --carry-rule totals --out ${CARRIED_FILE[language]}`,
      `solve 2027-base --page board --out ${{ nl: 'bestuur', en: 'board' }[language]}.html`,
      'solve 2027-base --out 2027.lp',
      'solve 2027-reference --near 2027.json',
      `solve ${{ nl: 'mijn-map', en: 'my-folder' }[language]}/scenario.json --objective squares --solver highs`,
      'solve 2027-base --option floor.appliesTo=ceil --option half=even',
      `solve ${WORKBOOK[language]} --frame 2027-base --out ${{ nl: 'toewijzing', en: 'allocation' }[language]}.xlsx`,
    ],
  },
  route: {},
  run: (asked, { language }) =>
    solve(asked.scenario, {
      ...requestOf(asked),
      ...nearnessOf(asked),
      ...carryingOf(asked),
      noPrecision: asked.noPrecision,
      language,
    }),
  publish,
  exit: (answer) => exitOf([answer]),
  checkForm: checkPage,
  forms: {
    text: async (answer, asked, { language }) =>
      (await terminal()).resultText(answer, settingOf(asked.scenario, language)),
    csv: async (answer, asked, { csv }) => {
      const { namesIn, resultCsv } = await tables()
      return resultCsv(answer, csv, namesIn(asked.scenario))
    },
    html: async (answer, asked, { language, given }) =>
      asked.page === 'board'
        ? boardPage(answer, { scenarios: [asked.scenario], language })
        : (await pages()).solvedPage(asked.scenario, answer, requestOf(asked), language, given),
    xlsx: (answer, asked, { language, given }) => resultWorkbook(answer, { scenario: asked.scenario, language, given }),
  },
  beside: (answer, _, form, how) => unsaid([answer], form, how),
  program: (asked, format) => {
    const of = { scenario: asked.scenario, ...nearnessOf(asked), ...carryingOf(asked) }
    return programText(of, format, programRequestOf(asked))
  },
})

/** What is to be stayed near to, as the library takes it. */
export function nearnessOf({ near, nearRank }: Nearness): Nearness {
  return { near, nearRank }
}

/** What is carried over, as the library takes it. */
export function carryingOf({ carry: earlier, carryRule }: Carrying): Carrying {
  return { carry: earlier, carryRule }
}

/** A program is always that of the optimum. */
export function programRequestOf(asked: Request): Omit<Request, 'method'> {
  const { method: _, ...rest } = requestOf(asked)
  return rest
}
