/**
 * The library: what the commands do, as typed functions. Importing it does nothing; solvers are loaded when used.
 *
 * @example
 *   import { solve } from 'evenredig'
 *   const result = await solve('2027-base')
 *   console.log(result.status, result.levels, result.allocation)
 */
export type { ScenarioInput, InFrame, ProblemInput, ConsultationInput, WorkbookInput } from './library/inputs.js'
export {
  solve,
  round,
  compare,
  compareMethods,
  explain,
  programText,
  type Carrying,
  type Nearness,
  type Precision,
  type Pairing,
} from './library/rounding.js'
export { VERIFY_SECONDS, verify, type VerifyRequest } from './library/verifying.js'
export { carry, type CarryRequest } from './library/carrying.js'
export {
  amend,
  caseTemplateWorkbook,
  chain,
  fix,
  handOver,
  history,
  institutions,
  pack,
} from './library/within-oors.js'
export type { InstitutionsRequest } from './library/institutions.js'
export type { FixRequest, FixedRequest } from './library/fixing.js'
export type { ChainRequest } from './library/chain.js'
export type { HandingOver } from './library/handing-over.js'
export {
  deliveryCsv,
  placesInDelivery,
  DELIVERY_FORMATS,
  type Delivered,
  type DeliveryFormat,
  type DeliveryNames,
} from './library/delivery.js'
export { letters, lettersAnswer, type LettersRequest } from './library/letters.js'
export { compareProposals, type BesideRequest, type ProposalInput } from './library/beside.js'
export { draft, check, years, type CheckRequest } from './library/proposals.js'
export {
  fairness,
  fairnessPart,
  mergeFairness,
  fairnessBeside,
  sensitivity,
  type SweepRequest,
  type SensitivityRequest,
} from './library/fairness.js'
export { reconstruct } from './library/reconstructing.js'
export {
  scenarioFromWorkbook,
  problemFromWorkbook,
  proposalFromWorkbook,
  advicesFromWorkbook,
  resultWorkbook,
  comparisonWorkbook,
  besideWorkbook,
  methodsWorkbook,
  draftWorkbook,
  checkWorkbook,
  carryWorkbook,
  yearsWorkbook,
  fairnessWorkbook,
  institutionsWorkbook,
  versionsWorkbook,
  deliveryWorkbook,
  sensitivityWorkbook,
  templateWorkbook,
} from './library/workbooks.js'
export { boardPage } from './library/pages.js'
export { EngineError, InputError, type Fault, type FaultCode } from './domain/errors.js'
export { OPTION_TABLE, type OptionName, type Options } from './domain/options.js'
export type { Deviation, LevelValue, Status, TraceStep } from './domain/result.js'
export type { Result } from './shapes/answers/result.js'
export type { Given } from './words/recipe.js'
export type { CarryRule } from './domain/carry.js'
export type { NearRank } from './domain/near.js'
export type { NearInput } from './io/read/near.js'
export type { DataKind } from './domain/scenario.js'
export { METHODS, OBJECTIVES, type Method, type Objective } from './domain/table.js'
export type { Read, Reading, ReadingRemark, RemarkCode, SaidRemark } from './domain/reading.js'
export { shippedCases, shippedScenarios } from './io/machine.js'
export { readingOf } from './io/read/readings.js'
export { remarkText } from './words/texts.js'
export { publish, publishComparison, publishExplanation, publishMethods } from './allocation/publish.js'
export type { Difference } from './allocation/compare.js'
export type { Comparison, MethodComparison, ScenarioComparison } from './shapes/answers/comparison.js'
export type { SideBySide } from './shapes/answers/beside.js'
export { publishBeside } from './proposals/publish.js'
export type { Verification } from './shapes/answers/verification.js'
export type { Institutions } from './shapes/answers/institutions.js'
export type { Pack } from './shapes/answers/pack.js'
export type { Fixed, Unamended, VersionHistory } from './shapes/answers/fixed.js'
export type { CaseInput } from './io/read/institutions.js'
export type { Reconstruction } from './shapes/answers/reconstruction.js'
export type { CellStep, Explanation } from './shapes/answers/explanation.js'
export type { StepName } from './domain/steps.js'
export type { ProgramFormat, ProgramRequest, WrittenProgram } from './allocation/program-text.js'
export type { Request } from './allocation/request.js'
export type { Checked } from './shapes/answers/check.js'
export type { NeededMotivation } from './shapes/answers/proposal.js'
export type { AdviceReport } from './shapes/answers/draft.js'
export type { DraftRequest } from './proposals/draft.js'
export type { Draft } from './shapes/answers/draft.js'
export type { Fallback } from './shapes/answers/draft.js'
export type { ProposalLevel } from './proposals/levels.js'
export type { WishReport } from './shapes/answers/draft.js'
export type { CarriedConsultation } from './shapes/answers/carry.js'
export type { Letter } from './report/letter-setting.js'
export { publishDraft, publishYears } from './proposals/publish.js'
export type { FrameChanges, ResendReason } from './shapes/answers/comparison.js'
export type { AdviceEffect, Effects, PointEffect } from './shapes/answers/proposal.js'
export type { Repaired } from './shapes/answers/check.js'
export type { Unlucky, Years, YearsLevel, YearsOutcome } from './shapes/answers/years.js'
export { sweepAll, sweepingHere, workOn, type Sweeper, type Sweeping } from './ask/sweeps.js'
export type { Kept, Queue } from './io/store.js'
export type { Fairness, FairnessPart } from './shapes/answers/fairness.js'
export type { Shard } from './fairness/part.js'
export type { Sensitivity } from './shapes/answers/sensitivity.js'
export type { YearRow } from './fairness/rows.js'
export { SCALARS } from './fairness/measures.js'
export { askedOf as fairnessQuestion, type FairnessQuestion, type FairnessRequest } from './fairness/question.js'
export { SOLVER_NAMES, type SolverName } from './solvers/index.js'
export type { ProblemFile, ScenarioFile } from './shapes/files.js'
export type { WorkbookAdvices } from './io/read/advices.js'
export type { ProposalTable } from './io/read/proposal-table.js'
