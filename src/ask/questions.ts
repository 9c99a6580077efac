/**
 * Every question that takes time, by its name. What goes in has been read and checked, and it is plain data, as is what comes out: so
 * each can be answered here or in a thread. What not every question needs is loaded when it is asked.
 */
import { inTime, type Budget } from '../domain/budget.js'
import type { InstitutionCase } from '../domain/institutions.js'
import type { Problem } from '../domain/problem.js'
import type { Consultation, Proposal } from '../domain/proposal.js'
import type { Scenario } from '../domain/scenario.js'
import type { Method } from '../domain/table.js'
import type { FairnessQuestion } from '../fairness/question.js'
import type { YearRow } from '../fairness/rows.js'
import type { InstitutionQuestion } from '../institutions/answer.js'
import type { PackQuestion } from '../institutions/pack.js'
import type { recheckInstitutions } from '../institutions/recheck.js'
import type { checkAgainst } from '../proposals/check.js'
import type { DraftQuestion } from '../proposals/draft.js'
import type { StatedFile } from '../proposals/recheck-file.js'
import { compareMethods, compareScenarios } from '../allocation/compare.js'
import { explainCell } from '../allocation/explain.js'
import type { SolvedBase } from '../allocation/how-near.js'
import type { ProgramFormat, ProgramQuestion } from '../allocation/program-text.js'
import type { KnownFrame } from '../reconstruct/reconstruct.js'
import type { TableQuestion } from '../allocation/request.js'
import { fingerprint } from '../io/canonical.js'
import { roundProblem, solveScenario } from '../allocation/solve.js'

const QUESTIONS = {
  solve: async (scenario: Scenario, question: TableQuestion, budget: Budget) =>
    (await solveScenario(scenario, question, budget)).result,
  round: (problem: Problem, question: TableQuestion, budget: Budget) => roundProblem(problem, question, budget),
  compare: (a: Scenario, b: Scenario, question: TableQuestion, paired: boolean, budget: Budget) =>
    compareScenarios(a, b, question, paired ? fingerprint : null, budget),
  'compare-methods': (scenario: Scenario, methods: readonly Method[], question: TableQuestion, budget: Budget) =>
    compareMethods(scenario, methods, question, budget),
  explain: (scenario: Scenario, specialty: string, oor: string, question: TableQuestion, budget: Budget) =>
    explainCell(scenario, specialty, oor, question, budget),
  'write-scenario': async (
    scenario: Scenario,
    format: ProgramFormat,
    question: ProgramQuestion,
    label: readonly string[],
    budget: Budget,
  ) => {
    const { writeScenario } = await import('../allocation/program-text.js')
    return writeScenario(scenario, format, question, label, budget)
  },
  'write-problem': async (
    problem: Problem,
    format: ProgramFormat,
    question: ProgramQuestion,
    label: readonly string[],
    budget: Budget,
  ) => {
    const { writeProblem } = await import('../allocation/program-text.js')
    return writeProblem(problem, format, question, label, budget)
  },
  draft: async (
    scenario: Scenario,
    consultation: Consultation,
    sha256: string,
    question: DraftQuestion,
    budget: Budget,
  ) => {
    const { draftProposal } = await import('../proposals/draft.js')
    return draftProposal(scenario, consultation, sha256, question, budget)
  },
  check: async (
    scenario: Scenario,
    proposal: Proposal,
    consultation: Consultation,
    question: Parameters<typeof checkAgainst>[3],
    budget: Budget,
  ) => {
    const { checkAgainst } = await import('../proposals/check.js')
    return checkAgainst(scenario, proposal, consultation, question, budget)
  },
  /** The base distribution, which proposals deviate from; null where there is none. */
  base: async (scenario: Scenario, budget: Budget) => {
    const { basisOf } = await import('../proposals/frame.js')
    return (await basisOf(scenario, {}, budget)).base.allocation
  },
  beside: async (
    scenario: Scenario,
    proposals: readonly Proposal[],
    consultation: Consultation,
    question: Pick<TableQuestion, 'options'>,
    budget: Budget,
  ) => {
    const { judgeProposals } = await import('../proposals/beside.js')
    return judgeProposals(scenario, proposals, consultation, question, budget)
  },
  carry: async (from: Scenario, to: Scenario, consultation: Consultation, budget: Budget) => {
    const { carryConsultation } = await import('../proposals/carrying.js')
    return carryConsultation(from, to, consultation, budget)
  },
  years: async (scenarios: readonly Scenario[], options: TableQuestion['options'], budget: Budget) => {
    const { solveYears } = await import('../proposals/years.js')
    return solveYears(scenarios, options, budget)
  },
  institutions: async (given: InstitutionCase, question: InstitutionQuestion, budget: Budget) => {
    const { answerCase } = await import('../institutions/answer.js')
    return answerCase(given, question, budget)
  },
  pack: async (given: InstitutionCase, code: string, how: PackQuestion, budget: Budget) => {
    const { packOf } = await import('../institutions/pack.js')
    return packOf(given, code, how, budget)
  },
  'verify-institutions': async (
    file: Parameters<typeof recheckInstitutions>[0],
    given: InstitutionCase | null,
    budget: Budget,
  ) => {
    const { recheckInstitutions: recheck } = await import('../institutions/recheck.js')
    return recheck(file, given, budget)
  },
  verify: async (
    file: StatedFile,
    scenarios: readonly Scenario[],
    consultation: Consultation | null,
    advicesSha256: string | null,
    budget: Budget,
  ) => {
    const { recheckFile } = await import('../proposals/recheck-file.js')
    return recheckFile(file, scenarios, consultation, advicesSha256, budget)
  },
  sweep: async (scenario: Scenario, question: FairnessQuestion, from: number, to: number, budget: Budget) => {
    const { sweep } = await import('../fairness/sweep.js')
    return sweep(scenario, question, from, to, budget)
  },
  switches: async (scenario: Scenario, pairs: boolean, budget: Budget) => {
    const { switched } = await import('../sensitivity/switches.js')
    return switched(scenario, pairs, budget)
  },
  'switched-years': async (
    scenario: Scenario,
    pairs: boolean,
    seed: number,
    from: number,
    to: number,
    budget: Budget,
  ) => {
    const { switchedYears } = await import('../sensitivity/switches.js')
    return switchedYears(scenario, pairs, seed, from, to, budget)
  },
  'care-use': async (scenario: Scenario, standing: SolvedBase, s: number, budget: Budget) => {
    const { nearInRow } = await import('../sensitivity/care-use.js')
    return nearInRow(scenario, standing, s, budget)
  },
  'sweep-rows': async (scenario: Scenario, question: FairnessQuestion, from: number, to: number, budget: Budget) => {
    const { sweep } = await import('../fairness/sweep.js')
    const rows: YearRow[] = []
    return { entries: await sweep(scenario, question, from, to, budget, rows), rows }
  },
  /** null when no care use was found in time */
  reconstruct: async (
    frame: KnownFrame,
    places: readonly (readonly number[])[],
    seed: number,
    floored: readonly string[] | undefined,
    path: string,
    budget: Budget,
  ) => {
    const { findCareUse } = await import('../reconstruct/reconstruct.js')
    return inTime(budget, () => findCareUse(frame, places, seed, floored, path, budget))
  },
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
