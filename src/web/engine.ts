/**
 * The engine in the page: a worker that answers one errand after another with the library, and sends nothing anywhere. What the page
 * shows is computed here; whoever wants to stop it ends the worker.
 */
import type * as Within from './within.js'
import {
  check,
  compare,
  compareMethods,
  draft,
  explain,
  fairness,
  InputError,
  locateSolverParts,
  METHODS,
  OPTION_TABLE,
  shippedScenarios,
  solve,
  verify,
} from '../browser.js'
import type { Consultation } from '../domain/proposal.js'
import type { Read, Reading } from '../domain/reading.js'
import { parseConsultation } from '../io/read/consultation.js'
import { saidOf } from '../io/read/readings.js'
import { readShipped, scenariosOf, shippedFile } from '../io/read/scenario.js'
import type { Checked } from '../shapes/answers/check.js'
import type { Result } from '../shapes/answers/result.js'
import type { ConsultationFile, InlineScenarioFile } from '../shapes/files.js'
import type { Question } from '../questions/question.js'
import { inputPlaceText } from '../words/phrases.js'
import { GROUND } from '../words/consultation.js'
import {
  DATA_LABEL,
  faultMessage,
  METHOD,
  OBJECTIVE,
  OUTCOME,
  RULE,
  STATUS,
  type Language,
  type Text,
} from '../words/texts.js'
import { opened, type Opened } from './open.js'

/** A scenario as the page has it: with all of its data in it. */
export type PageScenario = InlineScenarioFile

/** A fault or a remark as a person reads it. */
export interface Said {
  readonly place: string
  readonly text: string
}

/** What an answer may come in. */
export type ExportForm = 'json' | 'csv' | 'html' | 'xlsx'

export interface SentTable {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly allocation: readonly (readonly number[])[]
}

/** What a proposal is made of or tested by, beside its scenario. */
export interface Brought {
  readonly advices: ConsultationFile
  /** What-ifs, as the flag `--agree` takes them. */
  readonly agree: readonly string[]
  readonly language: Language
}

export interface Sweep {
  readonly draws: number
  readonly seed: number
  readonly population: 'counting' | 'drift' | 'worlds' | 'simplex'
  readonly years: number
}

/** The view of institutions, which few open: what it asks is loaded when it does. */
const within = () => import('./within.js')

const errands = {
  /** The words of the field that the page shows, in both languages: they stand in the engine already. */
  texts: async () => ({
    data: DATA_LABEL,
    status: STATUS,
    method: METHOD,
    objective: OBJECTIVE,
    rule: RULE,
    outcome: OUTCOME,
    ground: GROUND,
    contender: (await import('../words/fairness.js')).CONTENDER,
    options: OPTION_TABLE as Readonly<Record<string, Text & { readonly values: readonly string[] }>>,
  }),

  /** The shipped scenarios, by id and title. */
  shipped: (): { readonly id: string; readonly title: string }[] =>
    shippedScenarios().map((id) => ({ id, title: readShipped(id, 'scenario').title })),

  scenario: (id: string): PageScenario => shippedFile(id, 'scenario'),

  /** The example consultation that comes with a scenario; null where there is none. */
  example: async (id: string): Promise<ConsultationFile | null> => {
    const { default: consultations } = await import('shipped-consultations')
    return consultations[id] ?? null
  },

  solve: (scenario: PageScenario, objective?: Result['objective']) => solve(scenario, { objective }),

  /** The independent check of a result, as the command `verify` does it. */
  verify: (result: object, scenario: PageScenario) => verify(result, { scenario }),

  explain: async (scenario: PageScenario, specialty: string, oor: string, language: Language) => {
    const explanation = await explain(scenario, specialty, oor)
    const { alternativeText, careUseText, whyNotNatural } = await import('../words/alternative.js')
    const told = (side: 'oneMore' | 'oneFewer', now: number) => {
      const given = explanation[side]
      if (given === null) return null
      return {
        places: given.places,
        changes: given.changes,
        text: alternativeText(given, now, language),
        near: careUseText(given, language),
        isPossible: given.extra !== null,
      }
    }
    const now = explanation.steps.find(({ name }) => name === 'allocated')?.value ?? 0
    return {
      steps: explanation.steps,
      chains: explanation.chains,
      deviation: explanation.deviation,
      zeroCell: explanation.zeroCell,
      floored: explanation.floored,
      oneMore: told('oneMore', now),
      oneFewer: told('oneFewer', now),
      why: whyNotNatural(explanation, language),
    }
  },

  compare: (a: PageScenario, b: PageScenario, paired: boolean) => compare(a, b, { paired }),

  methods: (scenario: PageScenario) => compareMethods(scenario, METHODS, { seed: 1 }),

  /** Advices and all else, read and checked against their scenario. */
  consultation: (file: ConsultationFile, scenario: PageScenario): Consultation =>
    parseConsultation(file, scenariosOf([scenario], undefined)[0]!),

  check: (scenario: PageScenario, proposal: SentTable, brought: Brought, repair: boolean) =>
    check(scenario, proposal, { ...brought, repair }),

  draft: (scenario: PageScenario, { advices, ...rest }: Brought) => draft(scenario, advices, rest),

  /** Agreements in words, each with whether it holds. */
  agreements: async (
    agreements: Checked['agreements'],
    { specialties }: PageScenario,
    language: Language,
  ): Promise<readonly string[]> => {
    const { agreementText } = await import('../words/agreements.js')
    const named = (code: string) => `${code} ${specialties.find((each) => each.code === code)?.name ?? ''}`.trim()
    return agreements.map((each) => agreementText(each, language, named))
  },

  fairness: (scenario: PageScenario, { draws, seed, population, years }: Sweep, language: Language) =>
    fairness(scenario, {
      draws,
      seed,
      population,
      years,
      language,
      onProgress: (done, all) => postMessage({ progress: [done, all] }),
    }),

  /** A file that somebody opened, for the view that it was opened in. */
  open: (bytes: Uint8Array, name: string, wanted: 'scenario' | 'proposal', frame: PageScenario): Opened =>
    opened(bytes, name, wanted, frame),

  /** What became of a file, in words. */
  account: (reading: Reading, language: Language): Read => saidOf(reading, language),

  cases: async () => (await within()).cases(),
  divided: async (...asked: Parameters<(typeof Within)['divided']>) => (await within()).divided(...asked),
  acceptedDivision: async (...asked: Parameters<(typeof Within)['isAccepted']>) =>
    (await within()).isAccepted(...asked),
  fixed: async (...asked: Parameters<(typeof Within)['fixed']>) => (await within()).fixed(...asked),
  amended: async (...asked: Parameters<(typeof Within)['amended']>) => (await within()).amended(...asked),
  openedCase: async (...asked: Parameters<(typeof Within)['opened']>) => (await within()).opened(...asked),
  whyTraining: async (...asked: Parameters<(typeof Within)['whyOf']>) => (await within()).whyOf(...asked),
  exportedDivision: async (...asked: Parameters<(typeof Within)['exported']>) => (await within()).exported(...asked),

  /** An answer as a file, as the commands write it. */
  exported: async (
    question: ExportedQuestion,
    asked: Record<string, unknown>,
    form: ExportForm,
    language: Language,
  ) => {
    const { scenario, ...rest } = asked as { scenario: PageScenario }
    const given = { ...rest, scenario: scenariosOf([scenario], undefined)[0]! }
    const told = await (await QUESTIONS[question]()).ask(given, { language })
    return told.in(form, { dialect: language === 'nl' ? 'excel-nl' : 'plain', names: true, totals: true })
  },
}

const QUESTIONS = {
  solve: async (): Promise<Question> => (await import('../questions/solve.js')).solving,
  check: async (): Promise<Question> => (await import('../questions/check.js')).checking,
  draft: async (): Promise<Question> => (await import('../questions/draft.js')).drafting,
  fairness: async (): Promise<Question> => (await import('../questions/fairness.js')).judgingFairness,
}
export type ExportedQuestion = keyof typeof QUESTIONS

export type Errands = typeof errands
export type ErrandName = keyof Errands
export type AnswerTo<N extends ErrandName> = Awaited<ReturnType<Errands[N]>>
export type Texts = AnswerTo<'texts'>

/** What the page asks: an errand; or it gives HiGHS, where that is not beside this file. */
type Sent =
  | { readonly solver: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly name: ErrandName; readonly args: readonly unknown[]; readonly language: Language }

declare function postMessage(message: unknown): void
declare function addEventListener(type: 'message', listener: (event: { readonly data: Sent }) => void): void

addEventListener('message', ({ data }) => {
  if ('solver' in data) solverHere(data.solver)
  else void answered(data)
})

/** A blob is read by who made it: of a page that is a file nobody else may. */
function solverHere(bytes: Uint8Array<ArrayBuffer>): void {
  const at = URL.createObjectURL(new Blob([bytes], { type: 'application/wasm' }))
  locateSolverParts(() => at)
}

async function answered({ id, name, args, language }: Exclude<Sent, { solver: object }>): Promise<void> {
  try {
    const errand = errands[name] as (...given: readonly unknown[]) => unknown
    postMessage({ id, answer: await errand(...args) })
  } catch (error) {
    if (!(error instanceof InputError)) return postMessage({ id, failure: String(error) })
    const faults = error.faults.slice(0, 100).map((fault) => ({
      place: inputPlaceText(fault.path, language),
      text: faultMessage(fault, language),
    }))
    postMessage({ id, faults })
  }
}
