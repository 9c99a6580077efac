/** The shipped scenarios and cases: the list of them, and a scenario with its data in it. Only the service has these. */
import * as z from 'zod'
import { EXIT } from '../domain/outcomes.js'
import { readShippedCase } from '../io/read/institutions.js'
import { readShipped, shippedFile } from '../io/read/scenario.js'
import { shippedCases, shippedScenarios } from '../library.js'
import { scenarios } from '../shapes/answers/scenarios.js'
import { inlineScenarioSchema } from '../shapes/files.js'
import { DATA_LABEL } from '../words/texts.js'
import { id, lang } from './fields.js'
import { question } from './question.js'

export const listing = question<object, object>({
  name: 'scenarios',
  words: { nl: 'de meegeleverde scenario’s en gevallen', en: 'the shipped scenarios and cases' },
  request: z.strictObject({ lang }),
  answer: scenarios,
  route: { path: '/v1/scenarios' },
  run: async (_, { language }) => ({
    scenarios: shippedScenarios().map((each) => {
      const { title, year, data, specialties, oors } = readShipped(each, 'id')
      const places = specialties.reduce((sum, { intake }) => sum + intake, 0)
      const text = DATA_LABEL[data][language]
      return { id: each, title, year, data, text, specialties: specialties.length, oors: oors.length, places }
    }),
    cases: shippedCases().map((each) => {
      const { title, year, data, institutions, specialties, oors, cells } = readShippedCase(each, 'id')
      const sizes = { institutions: institutions.length, specialties: specialties.length, oors: oors.length }
      const places = cells.reduce((sum, cell) => sum + cell.places, 0)
      return { id: each, title, year, data, text: DATA_LABEL[data][language], ...sizes, places }
    }),
  }),
  exit: () => EXIT.positive,
})

export const showing = question<{ readonly id: { readonly id: string } }, object>({
  name: 'scenario',
  words: { nl: 'een meegeleverd scenario, met de gegevens erin', en: 'a shipped scenario, with its data in it' },
  request: z.strictObject({ id, lang }),
  answer: inlineScenarioSchema,
  inputs: { id: 'scenario' },
  route: { path: '/v1/scenarios/:id' },
  run: async ({ id: known }) => shippedFile(known.id, 'id'),
  exit: () => EXIT.positive,
})
