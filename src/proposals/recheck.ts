/**
 * The check of a draft's file by computing it again. The checker of `src/verify/draft.ts` proves what can be proven from the file's
 * own numbers, and knows no solver; here the engine says of the file's own proposal all that a draft says of one, and the two are
 * held against each other, field by field. What needs solving is done while there is time; what was not done by then, and what
 * nothing can be held against, is named in `notChecked`.
 */
import type { Draft } from '../shapes/answers/draft.js'
import type { Agreement } from '../domain/agreement.js'
import type { Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import type { NearTo } from '../domain/near.js'
import { optionsInForce, type Options } from '../domain/options.js'
import type { AttentionPoint, Consultation, ProposalFrame } from '../domain/proposal.js'
import type { Result } from '../shapes/answers/result.js'
import type { Scenario } from '../domain/scenario.js'
import { differences } from '../verify/differences.js'
import { checkDraft, type DraftFile, type DraftProves } from '../verify/draft.js'
import type { Claimed, FileCheck, VerifyFault } from '../verify/fault.js'
import { withAgreements } from './agreements.js'
import { DraftAgain } from './draft-again.js'
import { expectedDraft } from './draft.js'
import { basisOf, type Basis } from './frame.js'
import { HEARSAY, saidOfTables, questionIn } from './hearsay.js'

/** What a draft's file is held against. */
export interface DraftSources {
  /** null where there is only the file. */
  readonly scenario: Scenario | null
  /** The consultation as it is read from its own file; null where there is only the draft. */
  readonly consultation: Consultation | null
  /** What it stays near to, in its own order; null when that is not given. */
  readonly near: NearTo | null
  /** Of the consultation that the file holds. */
  readonly advicesSha256: string
}

/** Checks a draft's file. @param budget for what needs solving */
export async function recheckDraft(
  given: Draft,
  { scenario, consultation, near, advicesSha256 }: DraftSources,
  budget: Budget,
): Promise<FileCheck<DraftProves>> {
  const file = scaledOrNot(given)
  const options = optionsInForce(file.options as Partial<Options>)
  const whatIfs = (file.agreements ?? []).filter(({ from }) => from === 'question').map(agreementIn)
  const found = withAgreements(
    scenario === null ? basisInFile(file, options) : await basisOf(scenario, options),
    file.consultation,
    whatIfs,
  )
  // time may have run out before there was a base distribution
  const stopped = file.status === 'time-limit' && file.base === null
  const basis = stopped ? { ...found, frame: null, base: { ...found.base, allocation: null } } : found
  const expected = scenario === null ? null : expectedDraft(basis)
  const itself = checkDraft(file as DraftFile, file.input.sha256, expected, near)
  const sources = sourceFaults(file, consultation, advicesSha256)
  const asked = scenario === null ? questionIn(file) : ['options']
  const notChecked: string[] = [...HEARSAY, ...saidOfTables(file), ...asked, ...(itself.beyond ?? [])]
  if (consultation === null) notChecked.push('consultation')
  if (file.input.advicesSha256 === undefined) notChecked.push('input.advicesSha256')
  const rejected = (faults: VerifyFault[]) => ({ proves: [], faults, unproven: [], notChecked })
  if (itself.faults.length + sources.length > 0) return rejected([...itself.faults, ...sources])

  const again = new DraftAgain(file, basis, scenario !== null, near, budget)
  // what the file claims comes first: of the time there is, the rest may take what is left
  const proven = await again.prove(itself.proves, expected)
  const faults = await again.compare(advicesSha256)
  notChecked.push(...again.notChecked)
  if (faults.length + proven.faults.length > 0) return rejected(faults.length > 0 ? faults : proven.faults)
  const claimed: Claimed[] =
    file.status === 'optimal'
      ? [{ path: 'status', claim: 'optimality' }]
      : file.status === 'infeasible'
        ? [{ path: 'status', claim: 'infeasibility' }]
        : []
  const unproven = claimed.filter(({ claim }) => !proven.proves.some((each) => each === claim))
  return { proves: proven.proves, faults: [], unproven, notChecked: [...new Set(notChecked)] }
}

/** Before sizes of today could be scaled they counted as given: a file of then says so in as many words. */
function scaledOrNot(file: Draft): Draft {
  if ((file.options as Partial<Options>)['today.scale'] !== undefined) return file
  return {
    ...file,
    options: { ...file.options, 'today.scale': 'absolute' },
    balance: file.balance.map((line) => ({ ...line, currentScaled: line.current })),
  }
}

/** The consultation against the file that it was read from, and against the hash of it that the draft carries. */
function sourceFaults(file: Draft, consultation: Consultation | null, advicesSha256: string): VerifyFault[] {
  const { advicesSha256: stated } = file.input
  const given = consultation && inOrderOf(file.consultation, consultation)
  const faults =
    given === null ? [] : differences({ consultation: file.consultation }, { consultation: given }, new Set())
  if (stated !== undefined && stated !== advicesSha256) {
    faults.push({ path: 'input.advicesSha256', found: stated, expected: advicesSha256 })
  }
  return faults
}

/**
 * A consultation with its entries as they stand in the file: people sort rows, and a workbook has the deviations in the order of
 * the OORs; that makes no other consultation. The order of the wishes does.
 */
function inOrderOf(stated: Draft['consultation'], given: Consultation): Consultation {
  return {
    ...given,
    advices: sortedAs(stated.advices, given.advices, ({ specialty }) => [specialty]),
    attentionPoints: sortedAs(stated.attentionPoints, given.attentionPoints, pointAsAWhole),
    motivations: sortedAs(stated.motivations, given.motivations, ({ oor, specialty }) => [oor, specialty]),
    ...(given.outside !== undefined && {
      outside: sortedAs(stated.outside ?? [], given.outside, ({ specialty }) => [specialty]),
    }),
    ...(given.agreements !== undefined && {
      agreements: sortedAs(stated.agreements ?? [], given.agreements, ({ oor, specialty }) => [oor, specialty]),
    }),
  }
}

function pointAsAWhole({ oor, specialty, category, direction, text }: AttentionPoint): unknown[] {
  return [oor, specialty, category, direction, text]
}

/** Entries that stand in both, by what they are about, in the order of the first; then those that do not. */
function sortedAs<T>(order: readonly T[], entries: readonly T[], about: (entry: T) => readonly unknown[]): T[] {
  const placeIn = new Map(order.map((entry, i) => [JSON.stringify(about(entry)), i]))
  const placeOf = (entry: T) => placeIn.get(JSON.stringify(about(entry))) ?? order.length
  return entries.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** What was agreed, without what became of it. */
function agreementIn({ specialty, oor, low, high, row, by, date, reason }: Draft['agreements'][number]): Agreement {
  return { specialty, oor, low, high, row, by, date, reason }
}

/** The basis as the file itself states it. Names and reasons stand in the scenario only, so no text is held against it. */
function basisInFile(file: Draft, options: Options): Basis {
  const { rows, columns, rowTotals, zeroCells, bounds, base, frame, target } = file
  const named = (code: string) => ({ code, name: code, aliases: [] })
  // published: what is said of the target is not held against this, nor is any cell without care use
  const fractional = target ?? base?.map((row) => row.map((places) => places || 1 / NANO)) ?? null
  const scenario: Scenario = {
    own: null,
    id: file.scenario ?? '',
    title: '',
    year: 0,
    data: file.data ?? 'synthetic',
    sources: [],
    oors: columns.map(named),
    specialties: rows.map((code, s) => ({ ...named(code), intake: rowTotals[s]! })),
    careUse: { kind: 'records', records: [] },
    criterion: { all: 1, training: 0 },
    floor: null,
    zeroCells: zeroCells.map(([specialty, oor]) => ({ specialty, oor, reason: '', source: '' })),
    leeway: frame && frame.leeway,
    frame: null,
    bounds: bounds.map(([specialty, oor, low, high]) => ({ specialty, oor, low, high, reason: '' })),
    agreements: (file.agreements ?? []).filter(({ from }) => from === 'scenario').map(agreementIn),
    options,
    sha256: file.input.sha256,
  }
  const whole: ProposalFrame | null = frame && base && { ...frame, base: Int32Array.from(base.flat()) }
  return {
    scenario,
    options,
    base: { ...file, allocation: base, columnTotals: null } as unknown as Result,
    frame: whole,
    remarks: [],
    agreements: [],
    targetNano: fractional && Float64Array.from(fractional.flat(), (each) => Math.round(each * NANO)),
  }
}
