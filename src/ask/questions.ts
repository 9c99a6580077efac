/**
 * Every question that takes time, by its name. What goes in has been read and checked, and it is plain data, as is what comes out: so
 * each can be answered here or in a thread.
 */
import { inTime, type Budget } from '../domain/budget.js'
import type { Problem } from '../domain/problem.js'
import type { Consultation, Proposal } from '../domain/proposal.js'
import type { Scenario } from '../domain/scenario.js'
import type { Method } from '../domain/table.js'
import { checkAgainst } from '../proposals/check.js'
import { draftProposal, type DraftQuestion } from '../proposals/draft.js'
import { recheckFile, type StatedFile } from '../proposals/recheck-file.js'
import { solveYears } from '../proposals/years.js'
import { compareMethods, compareScenarios } from '../allocation/compare.js'
import { explainCell } from '../allocation/explain.js'
import { writeProblem, writeScenario, type ProgramFormat, type ProgramQuestion } from '../allocation/program-text.js'
import { findCareUse, type KnownFrame } from '../reconstruct/reconstruct.js'
import type { Question } from '../allocation/request.js'
import { roundProblem, solveScenario } from '../allocation/solve.js'

const QUESTIONS = {
  solve: async (scenario: Scenario, question: Question, budget: Budget) =>
    (await solveScenario(scenario, question, budget)).result,
  round: (problem: Problem, question: Question, budget: Budget) => roundProblem(problem, question, budget),
  compare: (a: Scenario, b: Scenario, question: Question, budget: Budget) => compareScenarios(a, b, question, budget),
  'compare-methods': (scenario: Scenario, methods: readonly Method[], question: Question, budget: Budget) =>
    compareMethods(scenario, methods, question, budget),
  explain: (scenario: Scenario, specialty: string, oor: string, question: Question, budget: Budget) =>
    explainCell(scenario, specialty, oor, question, budget),
  'write-scenario': (
    scenario: Scenario,
    format: ProgramFormat,
    question: ProgramQuestion,
    label: readonly string[],
    budget: Budget,
  ) => writeScenario(scenario, format, question, label, budget),
  'write-problem': (
    problem: Problem,
    format: ProgramFormat,
    question: ProgramQuestion,
    label: readonly string[],
    budget: Budget,
  ) => writeProblem(problem, format, question, label, budget),
  draft: (scenario: Scenario, consultation: Consultation, sha256: string, question: DraftQuestion, budget: Budget) =>
    draftProposal(scenario, consultation, sha256, question, budget),
  check: (
    scenario: Scenario,
    proposal: Proposal,
    consultation: Consultation,
    question: Parameters<typeof checkAgainst>[3],
    budget: Budget,
  ) => checkAgainst(scenario, proposal, consultation, question, budget),
  years: (scenarios: readonly Scenario[], options: Question['options'], budget: Budget) =>
    solveYears(scenarios, options, budget),
  verify: (
    file: StatedFile,
    scenarios: readonly Scenario[],
    consultation: Consultation | null,
    advicesSha256: string | null,
    budget: Budget,
  ) => recheckFile(file, scenarios, consultation, advicesSha256, budget),
  /** null when no care use was found in time */
  reconstruct: (
    frame: KnownFrame,
    places: readonly (readonly number[])[],
    seed: number,
    floored: readonly string[] | undefined,
    path: string,
    budget: Budget,
  ) => inTime(budget, () => findCareUse(frame, places, seed, floored, path, budget)),
} as const

type Questions = typeof QUESTIONS
export type QuestionName = keyof Questions
type WithoutBudget<P> = P extends [...infer Args, Budget] ? Args : never
export type ArgumentsOf<N extends QuestionName> = WithoutBudget<Parameters<Questions[N]>>
export type AnswerOf<N extends QuestionName> = Awaited<ReturnType<Questions[N]>>

/** Answers a question in this thread. */
export function answer<N extends QuestionName>(name: N, args: ArgumentsOf<N>, budget: Budget): Promise<AnswerOf<N>> {
  const question = QUESTIONS[name] as unknown as (...all: readonly unknown[]) => Promise<AnswerOf<N>>
  return question(...(args as readonly unknown[]), budget)
}
