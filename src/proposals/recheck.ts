/**
 * The check of a draft's file by computing it again. The checker of `src/verify/draft.ts` proves what can be proven from the file's
 * own numbers, and knows no solver; here the engine says of the file's own proposal all that a draft says of one, and the two are
 * held against each other, field by field. What needs solving is done while there is time; what was not done by then, and what
 * nothing can be held against, is named in `notChecked`.
 */
import type { ProposalCase } from '../../models/integral-proposal.js'
import { inTime, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import { EngineError, InputError } from '../domain/errors.js'
import { LANGUAGES } from '../domain/language.js'
import { optionsInForce, type Options } from '../domain/options.js'
import type { Consultation, ProposalFrame, RuleConflict, RuleId } from '../domain/proposal.js'
import type { Result } from '../domain/result.js'
import type { Scenario } from '../domain/scenario.js'
import { deviationsOf } from '../allocation/measures.js'
import { differences } from '../verify/differences.js'
import { checkDraft, type DraftFile, type DraftProves } from '../verify/draft.js'
import type { Claimed, FileCheck, VerifyFault } from '../verify/fault.js'
import { caseOf, certificateOf, conflictOf } from './case.js'
import {
  adviceReports,
  answerOf,
  expectedDraft,
  fallbackOf,
  levelsOf,
  placesOf,
  wishReports,
  type Draft,
  type Drafted,
} from './draft.js'
import { basisOf, type Basis } from './frame.js'
import { publishDraft, type PublishedDraft } from './publish.js'
import { isFeasible, sizeOf, solveCase, valuesIn } from './solve.js'

/** A draft, or what somebody made of it. */
export type StatedDraft = Draft | PublishedDraft

/** What a draft's file is held against. */
export interface DraftSources {
  /** null where there is only the file. */
  readonly scenario: Scenario | null
  /** The consultation as it is read from its own file; null where there is only the draft. */
  readonly consultation: Consultation | null
  /** Of the consultation that the file holds. */
  readonly advicesSha256: string
}

/** Programs of more values than these, of all variables on all levels, are not solved for a check. The default takes 80,000. */
const MOST_SIZE = 1_000_000

/** What nobody can see: with what and when it was made. */
export const HEARSAY: readonly string[] = ['solver', 'milliseconds']

/** What a file says of the tables that were read, which the checker does not read again. */
export function saidOfTables(file: object): string[] {
  return 'read' in file ? ['read'] : []
}

/** What is said about the numbers of a file, and can be held against them without its scenario. */
const FOLLOWS: ReadonlySet<string> = new Set([
  'kind',
  'published',
  'status',
  'method',
  'objective',
  'columnTotals',
  'allocation',
  'levels',
  'deviations',
  'unique',
  'contested',
  'certificate',
  'gap',
  'conflict',
  'balance',
  'moved',
  'advices',
  'motivations',
  'wishes',
  'check',
  'consultation',
  'input',
  'frame',
])

/** Checks a draft's file. @param budget for what needs solving */
export async function recheckDraft(
  file: StatedDraft,
  { scenario, consultation, advicesSha256 }: DraftSources,
  budget: Budget,
): Promise<FileCheck<DraftProves>> {
  const options = optionsInForce(file.options as Partial<Options>)
  const found = scenario === null ? basisInFile(file, options) : await basisOf(scenario, options)
  // time may have run out before there was a base distribution
  const stopped = file.status === 'time-limit' && file.base === null
  const basis = stopped ? { ...found, frame: null, base: { ...found.base, allocation: null } } : found
  const expected = scenario === null ? null : expectedDraft(basis)
  const itself = checkDraft(file as DraftFile, file.input.sha256, expected)
  const sources = sourceFaults(file, consultation, advicesSha256)
  const asked = scenario === null ? questionIn(file) : ['options']
  const notChecked: string[] = [...HEARSAY, ...saidOfTables(file), ...asked, ...(itself.beyond ?? [])]
  if (consultation === null) notChecked.push('consultation')
  if (file.input.advicesSha256 === undefined) notChecked.push('input.advicesSha256')
  const rejected = (faults: VerifyFault[]) => ({ proves: [], faults, unproven: [], notChecked })
  if (itself.faults.length + sources.length > 0) return rejected([...itself.faults, ...sources])

  const again = new Again(file, basis, scenario !== null, budget)
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

/** The consultation against the file that it was read from, and against the hash of it that the draft carries. */
function sourceFaults(file: StatedDraft, consultation: Consultation | null, advicesSha256: string): VerifyFault[] {
  const { advicesSha256: stated } = file.input
  const faults =
    consultation === null ? [] : differences({ consultation: file.consultation }, { consultation }, new Set())
  if (stated !== undefined && stated !== advicesSha256) {
    faults.push({ path: 'input.advicesSha256', found: stated, expected: advicesSha256 })
  }
  return faults
}

/** Without the scenario: all that only the scenario can tell. */
function questionIn(file: StatedDraft): string[] {
  const asked = Object.keys(file).filter((name) => !FOLLOWS.has(name) && !HEARSAY.includes(name) && name !== 'read')
  return [...asked, 'frame.leeway', 'frame.floor', 'input.sha256']
}

/** The basis as the file itself states it. Names and reasons stand in the scenario only, so no text is held against it. */
function basisInFile(file: StatedDraft, options: Options): Basis {
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
    targetNano: fractional && Float64Array.from(fractional.flat(), (each) => Math.round(each * NANO)),
  }
}

/** The same draft, said again. */
class Again {
  /** By path, what could not be said again. */
  readonly notChecked: string[] = []
  private readonly given: ProposalCase | null
  private readonly placed: Int32Array | null
  private readonly published: boolean
  /** Whether the target is not known: with it go the cells without care use, and where a solver begins. */
  private readonly blind: boolean
  /** Whether the file is of before there were remarks: it then says less, and in words of its own language. */
  private readonly old: boolean
  /** Whether the program is small enough to solve it for the sake of a check. */
  private readonly affordable: boolean

  constructor(
    private readonly file: StatedDraft,
    private readonly basis: Basis,
    /** Whether the basis is that of the scenario; else it is what the file states. */
    private readonly known: boolean,
    private readonly budget: Budget,
  ) {
    const { frame } = basis
    this.published = 'published' in file
    this.old = !('remarks' in file)
    this.blind = this.published && !known
    this.given = frame && caseOf(basis, frame, file.consultation)
    this.placed = file.allocation && Int32Array.from(file.allocation.flat())
    this.affordable = this.given === null || sizeOf(this.given) <= MOST_SIZE
  }

  /** Where the file differs from what is said again. Findings may be in either language. */
  async compare(advicesSha256: string): Promise<VerifyFault[]> {
    const drafted = await this.drafted()
    const fallback = await this.fallback()
    const answers = LANGUAGES.map((language) => {
      const counted = this.counted(language)
      const answer = answerOf(
        this.basis,
        drafted && { ...drafted, ...counted },
        fallback,
        this.file.consultation,
        advicesSha256,
      )
      return { ...answer, milliseconds: this.file.milliseconds }
    })
    const passed = new Set([...this.notChecked, ...this.passed(), ...saidOfTables(this.file)])
    const found = answers.map((answer) => {
      const notSaid: string[] = []
      const faults = differences(this.file, this.published ? publishDraft(answer) : answer, passed, notSaid)
      return { faults, notSaid }
    })
    const { faults, notSaid } = found.reduce((a, b) => (b.faults.length < a.faults.length ? b : a))
    this.notChecked.push(...notSaid)
    return faults
  }

  /** What is held against something else, or against nothing: the rest only the scenario says. */
  private passed(): string[] {
    const { file } = this
    const always = ['status', 'solver', 'frame', 'input.advicesSha256', 'consultation']
    const texts = (file.check?.rules ?? []).flatMap(({ id, findings }, i) => {
      const words = this.old && id === 'motivation' ? ['text', 'found', 'allowed'] : ['text']
      return findings.flatMap((_, k) => words.map((name) => `check.rules[${i}].findings[${k}].${name}`))
    })
    if (this.old) this.notChecked.push(...texts, 'check.rules.zero-target')
    if (this.known) {
      // a workbook is called after its file: under another name it is the same scenario, and the hash tells
      if (this.basis.scenario.own !== null) this.notChecked.push('scenario')
      const ofFallback = this.basis.scenario.own === null ? [] : ['fallback.result.scenario']
      return [...always, ...ofFallback, ...this.notChecked]
    }
    // the names of specialties outside the frame stand in the scenario, and which cells are without care use in the target
    const unknown: readonly RuleId[] = this.blind ? ['outside-frame', 'zero-target', 'staffel'] : ['outside-frame']
    const rules = (file.check?.rules ?? []).flatMap(({ id }, i) =>
      unknown.includes(id) ? [`check.rules[${i}].outcome`, `check.rules[${i}].findings`] : [],
    )
    this.notChecked.push(...(this.old ? [] : texts), ...rules)
    // the staffel asks nothing of a cell without care use, so whether all rules are met is not known either
    if (this.blind && file.check !== null) this.notChecked.push('check.status')
    return [...always, ...this.notChecked, ...questionIn(file)]
  }

  /** What is said of a proposal by counting. */
  private counted(language: (typeof LANGUAGES)[number]): Partial<Drafted> {
    const { basis, file, placed } = this
    if (basis.frame === null || placed === null) return {}
    const counted = placesOf(basis, basis.frame, file.consultation, placed, language)
    const { check } = counted
    if (!this.old || !check || file.check?.rules.some(({ id }) => id === 'zero-target')) return counted
    return { ...counted, check: { ...check, rules: check.rules.filter(({ id }) => id !== 'zero-target') } }
  }

  /** What is said of a proposal by solving, and why there is none where there is none. */
  private async drafted(): Promise<Drafted | null> {
    const { basis, file, given, placed, budget } = this
    const { frame } = basis
    if (frame === null || given === null) return this.withoutBase()
    const nothing = { columnTotals: null, allocation: null, levels: null, deviations: [], certificate: null, gap: null }
    const empty = { balance: [], moved: null, advices: [], motivations: [], wishes: [], check: null }
    const stated = { status: file.status, solver: file.solver }
    if (placed === null) return { ...stated, ...nothing, ...empty, conflict: await this.conflict(frame) }
    const values = valuesIn(given, placed)
    const { consultation } = file
    if (this.blind) this.notChecked.push('advices')
    const advices = this.blind
      ? null
      : await this.inTime('advices', () =>
          adviceReports(basis, frame, consultation, given, { values, allocation: placed }, budget),
        )
    const wishes = await this.inTime('wishes', () => wishReports(given, consultation, values, budget))
    // what there was no time for says nothing that could be wrong
    file.advices.forEach(
      ({ preventedBy }, i) => preventedBy === null && this.notChecked.push(`advices[${i}].preventedBy`),
    )
    file.wishes.forEach(({ next }, i) => next === null && this.notChecked.push(`wishes[${i}].next`))
    return {
      ...stated,
      ...nothing,
      ...empty,
      certificate: file.certificate,
      gap: file.gap,
      levels: levelsOf(given.levels, values),
      deviations: deviationsOf(given.table, placed),
      advices: advices ?? [],
      wishes: wishes ?? [],
      conflict: null,
    }
  }

  /** Where there is no base distribution, the scenario alone says why. */
  private withoutBase(): null {
    if (!this.known) this.notChecked.push('conflict')
    return null
  }

  /** The rules that leave no proposal. */
  private async conflict(frame: ProposalFrame): Promise<Drafted['conflict']> {
    const { basis, file, budget } = this
    if (file.status !== 'infeasible') return null
    if (this.blind) {
      this.notChecked.push('conflict')
      return null
    }
    const { rules, cut } = (file.conflict ?? {}) as Partial<RuleConflict>
    if (rules === null) this.notChecked.push('conflict') // time ran out before it was found
    if (cut?.repairs === null) this.notChecked.push('conflict.cut.repairs')
    const found = await this.inTime('conflict', () => conflictOf(basis, frame, file.consultation, [], budget))
    if (!this.known && found !== null) {
      this.notChecked.push('conflict.text', 'conflict.texts', 'conflict.cut') // in names, and by the target
    }
    return found
  }

  private async fallback(): Promise<Result | null> {
    const { file, basis } = this
    if (file.fallback === null) return null
    if (!this.known) return null
    const again = await this.inTime('fallback', () => fallbackOf(basis.scenario, basis.options, this.budget))
    if (again === null) return null
    const { milliseconds, solver } = file.fallback.result
    this.notChecked.push('fallback.result.milliseconds', 'fallback.result.solver')
    return { ...again, milliseconds, solver }
  }

  /** What was worked out in time; else it is not held against anything. */
  private async inTime<T>(path: string, work: () => Promise<T>): Promise<T | null> {
    const found = this.affordable ? await orNull(this.budget, work) : null
    if (found === null) this.notChecked.push(path)
    return found
  }

  /**
   * What is proven beyond the file's own numbers: that there is no proposal; the levels of a file that leaves the target out; and
   * what a gap says is proven.
   */
  async prove(
    proves: readonly DraftProves[],
    expected: ReturnType<typeof expectedDraft> | null,
  ): Promise<{ readonly proves: DraftProves[]; readonly faults: VerifyFault[] }> {
    const { file, given, known } = this
    if (file.status === 'infeasible') return this.proveNone(proves)
    if (file.status !== 'feasible' && file.gap !== null) {
      return { proves: [], faults: [{ path: 'gap', found: file.gap.level, expected: 'null' }] }
    }
    if (given === null || this.placed === null || proves.includes('optimality'))
      return { proves: [...proves], faults: [] }
    if (!known && file.target === null) return { proves: [...proves], faults: [] }
    const values = valuesIn(given, this.placed)
    const whole = {
      ...file,
      target: this.basis.base.target,
      levels: levelsOf(given.levels, values),
      deviations: deviationsOf(given.table, this.placed),
      gap: null,
    }
    // what is published and its target: together they say which cells are without care use
    const held =
      this.published && file.status === 'feasible'
        ? checkDraft({ ...whole, certificate: null } as DraftFile, file.input.sha256, expected)
        : { proves: [...proves], faults: [] }
    if (held.faults.length > 0 || (file.status === 'feasible' && file.gap === null)) return held
    const sought = file.gap !== null ? 'gap.bound' : proves.includes('levels') ? 'certificate.levels' : 'levels'
    const solved = await this.inTime(sought, () => solveCase(given, this.budget))
    if (solved === null) return held
    const certificate = certificateOf(given.levels, solved)
    if (file.status === 'optimal') {
      if (certificate === null) return held
      return checkDraft({ ...whole, certificate } as DraftFile, file.input.sha256, expected)
    }
    if (certificate === null) this.notChecked.push('gap.bound')
    const least = certificate === null ? null : levelsOf(given.levels, solved.values)
    return { proves: held.proves, faults: gapFaults(file.gap, levelsOf(given.levels, values), least) }
  }

  private async proveNone(
    proves: readonly DraftProves[],
  ): Promise<{ readonly proves: DraftProves[]; readonly faults: VerifyFault[] }> {
    const { given, known, basis, file } = this
    const none: DraftProves[] = [...proves, 'infeasibility']
    if (given === null) {
      if (!known) return { proves: [...proves], faults: [] }
      const { status } = basis.base
      const faults = status === 'infeasible' ? [] : [{ path: 'status', found: file.status, expected: status }]
      return { proves: faults.length > 0 ? [] : none, faults }
    }
    const feasible = await this.inTime('status', () => isFeasible(given, this.budget))
    if (feasible === null) return { proves: [...proves], faults: [] }
    if (feasible && this.blind) return { proves: [...proves], faults: [] }
    return feasible
      ? { proves: [], faults: [{ path: 'status', found: file.status, expected: 'optimal' }] }
      : { proves: none, faults: [] }
  }
}

/** What was worked out in time, else null; null too where an invented table is none that the engine can answer. */
export async function orNull<T>(budget: Budget, work: () => Promise<T>): Promise<T | null> {
  try {
    const found = await inTime(budget, work)
    return budget.stopped() ? null : found
  } catch (error) {
    if (error instanceof EngineError || error instanceof InputError) return null
    throw error
  }
}

type Level = { readonly name: string; readonly value: number }

/**
 * A gap says that the levels before its own are least, and that its own is at least so much.
 * @param own the levels of the file
 * @param least the least that they can be; null where that is not proven either
 */
export function gapFaults(
  gap: { readonly level: string; readonly value: number; readonly bound: number } | null,
  own: readonly Level[],
  least: readonly Level[] | null,
): VerifyFault[] {
  if (gap === null) return []
  const faults: VerifyFault[] = []
  const wants = (right: boolean, path: string, found: unknown, expected: unknown) => {
    if (!right) faults.push({ path, found: String(found), expected: String(expected) })
  }
  const at = own.findIndex(({ name }) => name === gap.level)
  const level = own[at]
  if (level === undefined) {
    return [{ path: 'gap.level', found: gap.level, expected: own.map(({ name }) => name).join(' | ') }]
  }
  wants(gap.value === level.value, 'gap.value', gap.value, level.value)
  wants(gap.bound >= 0 && gap.bound <= gap.value, 'gap.bound', gap.bound, `0..${gap.value}`)
  if (least === null) return faults
  const worse = own.slice(0, at).find(({ value }, k) => value !== least[k]!.value)
  wants(worse === undefined, 'gap.level', gap.level, worse?.name)
  if (worse === undefined) wants(gap.bound <= least[at]!.value, 'gap.bound', gap.bound, `<= ${least[at]!.value}`)
  return faults
}

/** The paths of what a conflict of a table says in words, which hold names and reasons of the scenario. */
export function wordsOf(conflict: object): string[] {
  return ['text', 'texts', 'restrictions', 'repairs']
    .filter((name) => name in conflict)
    .map((name) => `conflict.${name}`)
}
