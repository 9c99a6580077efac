/** The library on workbooks, in and out. */
import { ask } from '../ask/ask.js'
import type { KeptSheet, Read } from '../domain/reading.js'
import { readingOf } from '../io/read/readings.js'
import type { Made } from '../shapes/answers/parts.js'
import type { Result } from '../shapes/answers/result.js'
import { readAdvicesWorkbook, type WorkbookAdvices } from '../io/read/advices.js'
import { parseConsultation } from '../io/read/consultation.js'
import type { ProblemFile, ScenarioFile } from '../shapes/files.js'
import { scenarioInWorkbook } from '../io/read/scenario.js'
import { titled } from '../words/heading.js'
import { givenOf, type Given } from '../words/recipe.js'
import type { Language } from '../words/texts.js'
import { problemFromWorkbook as problemInWorkbook, readProposalWorkbook } from '../io/read/workbook-tables.js'
import type { ProposalTable } from '../io/read/proposal-table.js'
import type { Comparison, MethodComparison } from '../shapes/answers/comparison.js'
import type { Fairness } from '../shapes/answers/fairness.js'
import type { VersionHistory } from '../shapes/answers/fixed.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import type { DeliveryFormat } from '../domain/delivery.js'
import type { CarriedConsultation } from '../shapes/answers/carry.js'
import type { Sensitivity } from '../shapes/answers/sensitivity.js'
import type { SideBySide } from '../shapes/answers/beside.js'
import type { Checked } from '../shapes/answers/check.js'
import type { Draft } from '../shapes/answers/draft.js'
import type { Years } from '../shapes/answers/years.js'
import type { DeliveredVersion } from '../workbook/delivery.js'
import type { Context } from '../workbook/setting.js'
import { type ScenarioInput, type InFrame, type WorkbookInput, bytesOf, nameOf, scenarioOf } from './inputs.js'

/**
 * A scenario from a workbook with care use and intake, as `solve` takes it: sheets Zorggebruik alle, Instroom and where
 * needed Zorggebruik opleidend, Kader and Lege cellen; see the template.
 * @param from `scenario` gives all that the workbook does not hold; `name` is what faults and sources call the workbook
 * @throws InputError with every fault, each by sheet and cell
 */
export function scenarioFromWorkbook(
  workbook: WorkbookInput,
  from: { readonly scenario?: ScenarioInput | undefined; readonly name?: string | undefined } = {},
): ScenarioFile {
  const frame = from.scenario === undefined ? null : scenarioOf(from.scenario)
  return scenarioInWorkbook(bytesOf(workbook), nameOf(workbook, from.name), frame)
}

/**
 * A table to round from a workbook, as `round` takes it: sheet Doel or the only one, with a row and a column Totaal.
 * @throws InputError with every fault, each by sheet and cell
 */
export function problemFromWorkbook(workbook: WorkbookInput, name?: string): ProblemFile {
  return problemInWorkbook(bytesOf(workbook), nameOf(workbook, name))
}

/**
 * A proposal from a workbook: sheet Voorstel, else Toewijzing, else the only one.
 * @throws InputError with every fault, each by sheet and cell; decimals are no fault but stand in `notWhole`
 */
export function proposalFromWorkbook(workbook: WorkbookInput, scenario: ScenarioInput, name?: string): ProposalTable {
  return readProposalWorkbook(bytesOf(workbook), scenarioOf(scenario), nameOf(workbook, name))
}

/**
 * Advices, points of attention, motivations, current sizes, history and wishes from a workbook: sheets Adviezen,
 * Aandachtspunten, Motiveringen, Omvang, Historie and Wensen.
 * @throws InputError with every fault, each by sheet and cell
 */
export function advicesFromWorkbook(workbook: WorkbookInput, scenario: ScenarioInput, name?: string): WorkbookAdvices {
  return readAdvicesWorkbook(bytesOf(workbook), scenarioOf(scenario), nameOf(workbook, name))
}

/** What workbooks are written with: names, sources and title of a scenario, and a language. */
interface Writing extends InFrame {
  readonly scenario?: ScenarioInput | undefined
  readonly language?: Language | undefined
  /** What the reader's own command calls its inputs; otherwise ids. */
  readonly given?: Given | undefined
}

function contextOf(
  { scenario, frame, language = 'nl', given }: Writing,
  { read: account, made }: { readonly read?: Read; readonly made?: Made } = {},
): Context {
  if (scenario === undefined)
    return { scenario: null, language, given: given ?? { scenarios: [] }, read: account, made }
  const read = scenarioOf(scenario, frame)
  return { scenario: titled(read, language), language, given: given ?? givenOf([read]), read: account, made }
}

/** A result as the bytes of an .xlsx workbook; the same result, the same bytes. @throws InputError when it is too large for one */
export async function resultWorkbook(result: Result, writing: Writing = {}): Promise<Uint8Array> {
  return (await import('../workbook/result.js')).resultWorkbook(result, contextOf(writing, result))
}

/** Two scenarios side by side as an .xlsx workbook. @throws InputError when they are too large for one */
export async function comparisonWorkbook(
  comparison: Comparison,
  {
    a,
    b,
    language,
    given,
  }: Pick<Writing, 'given'> & {
    readonly a?: ScenarioInput
    readonly b?: ScenarioInput
    readonly language?: Language
  } = {},
): Promise<Uint8Array> {
  const contexts = [a, b].map((scenario) => contextOf({ scenario, language, given }, comparison))
  const both = contexts.flatMap(({ scenario }) => scenario ?? [])
  const [first, second] = contexts.map((each) =>
    given === undefined && both.length === 2 ? { ...each, given: givenOf(both) } : each,
  ) as [Context, Context]
  return (await import('../workbook/comparison.js')).comparisonWorkbook(comparison, first, second)
}

/** Methods side by side as an .xlsx workbook. @throws InputError when they are too large for one */
export async function methodsWorkbook(comparison: MethodComparison, writing: Writing = {}): Promise<Uint8Array> {
  return (await import('../workbook/comparison.js')).methodsWorkbook(comparison, contextOf(writing, comparison))
}

/** Proposals side by side as an .xlsx workbook. @throws InputError when they are too large for one */
export async function besideWorkbook(answer: SideBySide, writing: Writing = {}): Promise<Uint8Array> {
  return (await import('../workbook/beside.js')).besideWorkbook(answer, contextOf(writing, answer))
}

/**
 * A draft as the bytes of an .xlsx workbook, which `check` and `draft` read back: its proposal, and the consultation that it was
 * drafted from. @throws InputError when it is too large for one
 */
export async function draftWorkbook(drafted: Draft, writing: Writing = {}): Promise<Uint8Array> {
  return (await import('../workbook/draft.js')).draftWorkbook(drafted, contextOf(writing, drafted))
}

/**
 * A check as the bytes of an .xlsx workbook, which `check` and `draft` read back: its proposal, and the consultation that it was held against.
 * Other sheets of the workbooks that it was read from are handed on, with their values.
 * @param writing `sheets` of those workbooks, where the check itself no longer knows them
 * @throws InputError when it is too large for one
 */
export async function checkWorkbook(
  checked: Checked,
  { sheets, ...writing }: Writing & { readonly sheets?: readonly KeptSheet[] | undefined } = {},
): Promise<Uint8Array> {
  const kept = sheets ?? readingOf(checked)?.sheets ?? []
  return (await import('../workbook/check.js')).checkWorkbook(checked, contextOf(writing, checked), kept)
}

/**
 * What `carry` answered as the bytes of an .xlsx workbook: what to ask again, and what goes along on sheets that `draft` and `check` read
 * back as advices.
 * @param writing `to`: the new frame; @throws InputError when it is too large for one
 */
export async function carryWorkbook(
  carried: CarriedConsultation,
  { to, ...writing }: Omit<Writing, 'scenario'> & { readonly to: ScenarioInput },
): Promise<Uint8Array> {
  const context = contextOf({ ...writing, scenario: to }, carried)
  const scenario = scenarioOf(to, writing.frame)
  const kept = parseConsultation(structuredClone(carried.consultation), scenario)
  const fitted = { ...context, scenario: titled(scenario, context.language) }
  return (await import('../workbook/carrying.js')).carryWorkbook(carried, kept, fitted)
}

/** Years solved together as the bytes of an .xlsx workbook. @throws InputError when they are too large for one */
export async function yearsWorkbook(
  solved: Years,
  {
    scenarios = [],
    language = 'nl',
    given,
  }: Pick<Writing, 'given'> & {
    readonly scenarios?: readonly ScenarioInput[]
    readonly language?: Language
  } = {},
): Promise<Uint8Array> {
  const contexts = scenarios.map((scenario) => contextOf({ scenario, language, given }, solved))
  return (await import('../workbook/years.js')).yearsWorkbook(solved, contexts, language)
}

/**
 * Many years as the bytes of an .xlsx workbook.
 * @param beside the same runs under another rule of carrying over (`fairnessBeside`)
 * @throws InputError when they are too many for one
 */
export async function fairnessWorkbook(
  answer: Fairness,
  {
    beside = null,
    readings = null,
    ...writing
  }: Writing & { readonly beside?: Fairness | null; readonly readings?: Sensitivity | null } = {},
): Promise<Uint8Array> {
  const context = contextOf(writing, answer)
  return (await import('../workbook/fairness.js')).fairnessWorkbook(answer, { beside, readings }, context)
}

/** What readings matter as the bytes of an .xlsx workbook. @throws InputError when it is too large for one */
export async function sensitivityWorkbook(answer: Sensitivity, writing: Writing = {}): Promise<Uint8Array> {
  return (await import('../workbook/sensitivity.js')).sensitivityWorkbook(answer, contextOf(writing, answer))
}

/** Places over institutions as the bytes of an .xlsx workbook: a sheet per OOR, one of all institutions, and how cells and formats agree. */
export async function institutionsWorkbook(
  answer: Institutions,
  writing: Pick<Writing, 'language' | 'given'> = {},
): Promise<Uint8Array> {
  return (await import('../workbook/institutions.js')).institutionsWorkbook(answer, contextOf(writing, answer))
}

/**
 * Places over institutions in the format in which they are handed over (P26 V), as the bytes of an .xlsx workbook.
 * @throws InputError that names each institution without a code of the care authority, or with that of another, in VWS format
 */
export async function deliveryWorkbook(
  answer: Institutions,
  format: DeliveryFormat,
  { version, ...writing }: DeliveryWriting = {},
): Promise<Uint8Array> {
  const { deliveryWorkbook: written } = await import('../workbook/delivery.js')
  return written(answer, format, contextOf(writing, answer), version)
}

/** How a format is written. */
export interface DeliveryWriting extends Pick<Writing, 'language' | 'given'> {
  /** Which version of fixed places it is, where it is one. */
  readonly version?: DeliveredVersion | undefined
}

/**
 * Versions of fixed places as the bytes of an .xlsx workbook: what each changed and who has to be told, the places as they stand with a sheet per OOR,
 * and a sheet to fill in, which `amend` reads.
 */
export async function versionsWorkbook(
  answer: VersionHistory,
  writing: Pick<Writing, 'language' | 'given'> = {},
): Promise<Uint8Array> {
  return (await import('../workbook/versions.js')).versionsWorkbook(answer, contextOf(writing, answer))
}

/**
 * A workbook to fill in, with an explanation and lists to choose from; names and OORs are those of a scenario. Of a scenario that is given
 * its intake is filled in, and its base distribution stands beside the rows for advices.
 */
export async function templateWorkbook({ scenario, frame, language = 'nl' }: Writing = {}): Promise<Uint8Array> {
  const { templateWorkbook: written } = await import('../workbook/template.js')
  if (scenario === undefined) return written(scenarioOf('2027-base', frame), language)
  const known = scenarioOf(scenario, frame)
  return written(known, language, { data: known.data, base: await ask('base', [known], {}) })
}
