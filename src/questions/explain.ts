/** The way of one cell, from share to places. */
import * as z from 'zod'
import { InputError, type Fault } from '../domain/errors.js'
import { exitOf } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { codeOf, codesOf } from '../io/read/names.js'
import { explain, publishExplanation, type Carrying, type Explanation, type Request } from '../library.js'
import { explanation } from '../shapes/answers/explanation.js'
import type { Text } from '../words/texts.js'
import { carry, request, requestOf, scenario } from './fields.js'
import { ASKED_FIRST, ASKED_LAST, CARRY, CARRY_RULE, FRAME, REQUEST, same, SCENARIO } from './flags.js'
import { pages, tables, terminal, unsaid } from './forms.js'
import { question } from './question.js'
import { settingOf } from './setting.js'

interface Asked extends Request, Carrying {
  readonly scenario: Scenario
  readonly specialty: string
  readonly oor: string
}

const CODE: Text = { nl: 'code of naam', en: 'code or name' }
const code = z.string().min(1).max(2_000).describe(CODE.en)

export const explaining = question<Asked, Explanation>({
  name: 'explain',
  words: { nl: 'de weg van één cel, van aandeel tot plaats', en: 'the way of one cell, from share to places' },
  request: request
    .extend({ scenario, specialty: code, oor: code, ...carry })
    .meta({ examples: [{ scenario: '2027-base', specialty: '17', oor: 'ON' }] }),
  answer: explanation,
  inputs: { scenario: 'scenario', carry: 'results' },
  command: {
    positionals: [
      SCENARIO,
      { field: 'specialty', name: { nl: 'specialisme', en: 'specialty' }, words: CODE },
      { field: 'oor', name: same('oor'), words: CODE },
    ],
    flags: [REQUEST.method, FRAME, ...ASKED_FIRST, REQUEST.option, CARRY, CARRY_RULE, ...ASKED_LAST],
    examples: () => ['explain 2027-base 10 Leiden', 'explain 2027-base "Interne geneeskunde" Leiden --json'],
  },
  route: {
    checks: [
      ({ scenario: known, specialty }) => checkCode(specialty, 'specialty', known?.specialties),
      ({ scenario: known, oor }) => checkCode(oor, 'oor', known?.oors),
    ],
  },
  run: (asked, { language }) => {
    const { carry: earlier, carryRule } = asked
    const given = { ...requestOf(asked), carry: earlier, carryRule, language }
    return explain(asked.scenario, asked.specialty, asked.oor, given)
  },
  publish: publishExplanation,
  exit: ({ result }) => exitOf([result]),
  forms: {
    text: async (answer, asked, { language }) =>
      (await terminal()).explanationText(answer, settingOf(asked.scenario, language)),
    csv: async (answer, _, { csv }) => (await tables()).explanationCsv(answer, csv),
    html: async (answer, asked, { language, given }) =>
      (await pages()).explainedPage(asked.scenario, answer, language, given),
  },
  beside: ({ result }, _, form, how) => unsaid([result], form, how),
})

function checkCode(given: string | undefined, path: string, known: Parameters<typeof codesOf>[0] | undefined): void {
  if (given === undefined || known === undefined) return
  const faults: Fault[] = []
  codeOf(given, () => path, codesOf(known), faults)
  if (faults.length > 0) throw new InputError(faults)
}
