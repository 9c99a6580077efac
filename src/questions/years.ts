/** Several years together, each in its own frame. */
import * as z from 'zod'
import { InputError, type Fault } from '../domain/errors.js'
import { exitOfYears } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { publishYears, years, yearsWorkbook, type Request, type Years } from '../library.js'
import { years as answer } from '../shapes/answers/years.js'
import { lang, MOST_YEARS, options, publish, scenario, timeLimit } from './fields.js'
import { FRAME, NAMES, PUBLISH, REQUEST, SCENARIO, TOTALS } from './flags.js'
import { pages, proposalTerminal, tables, withoutPlaces } from './forms.js'
import { question } from './question.js'
import { settingOfAll } from './setting.js'

interface Asked extends Pick<Request, 'options' | 'timeLimit'> {
  readonly scenarios: readonly Scenario[]
}

export const solvingYears = question<Asked, Years>({
  name: 'years',
  words: {
    nl: 'meer jaren samen, elk in zijn eigen kader: ook de som per cel zo natuurlijk mogelijk afgerond',
    en: 'several years together, each in its own frame: also the sum of each cell rounded as naturally as possible',
  },
  request: z
    .strictObject({
      scenarios: z.array(scenario).min(2).max(MOST_YEARS).describe('one a year, of the same specialties and OORs'),
      options,
      timeLimit,
      publish,
      lang,
    })
    .meta({ examples: [{ scenarios: ['2026-base', '2027-base'] }] }),
  answer,
  inputs: { scenarios: 'scenario' },
  command: {
    positionals: [{ ...SCENARIO, field: 'scenarios', repeats: true }],
    flags: [FRAME, REQUEST.timeLimit, PUBLISH, REQUEST.option, NAMES, TOTALS],
    examples: () => ['years 2026-base 2027-base', 'years 2026-base 2027-base --json --out years.json'],
  },
  route: {
    summary: { nl: 'Meer jaren samen, elk in zijn eigen kader', en: 'Several years together, each in its own frame' },
    isIntegral: true,
    checks: [({ scenarios = [] }) => checkYearsDiffer(scenarios)],
  },
  run: ({ scenarios, options: read, timeLimit: limit }, { language }) =>
    years(scenarios, { options: read, timeLimit: limit, language }),
  publish: publishYears,
  exit: exitOfYears,
  forms: {
    text: async (solved, { scenarios }, { language }) =>
      (await proposalTerminal()).yearsText(solved, settingOfAll(scenarios, language)),
    csv: async (solved, { scenarios }, { csv }) => {
      const { namesIn, yearsCsv } = await tables()
      return yearsCsv(solved, csv, namesIn(scenarios[0]!))
    },
    html: async (solved, { scenarios }, { language, given }) =>
      (await pages()).allYearsPage(scenarios, solved, language, given),
    xlsx: (solved, { scenarios }, { language, given }) => yearsWorkbook(solved, { scenarios, language, given }),
  },
  beside: (solved, _, form, how) => withoutPlaces(solved, form, how),
})

function checkYearsDiffer(scenarios: readonly Scenario[]): void {
  const given = scenarios.map(({ year }) => year)
  const faults = given.flatMap((year, i): Fault[] =>
    given.indexOf(year) === i
      ? []
      : [{ code: 'duplicate', path: `scenarios[${i}].year`, found: String(year), expected: '' }],
  )
  if (faults.length > 0) throw new InputError(faults)
}
