/** A draft said again by the engine from the file's own places, and held against the file, field by field. */
import type { Draft } from '../shapes/answers/draft.js'
import type { ProposalCase } from '../../models/integral-proposal.js'
import { deviationsOf } from '../allocation/measures.js'
import { inTime, SPENT, type Budget } from '../domain/budget.js'
import { EngineError, InputError } from '../domain/errors.js'
import { LANGUAGES } from '../domain/language.js'
import type { NearTo } from '../domain/near.js'
import type { ProposalFrame, RuleConflict, RuleId } from '../domain/proposal.js'
import type { Result } from '../shapes/answers/result.js'
import { differences } from '../verify/differences.js'
import { checkDraft, type DraftFile, type DraftProves } from '../verify/draft.js'
import type { VerifyFault } from '../verify/fault.js'
import { adviceReports } from './advices.js'
import { agreementReports } from './agreement-costs.js'
import { isTrueOf } from './if-followed.js'
import { keptIn } from './agreements.js'
import { caseOf, certificateOf, nearFirst } from './case.js'
import { conflictOf } from './conflict.js'
import { answerOf, countedOf, type Drafted, type expectedDraft } from './draft.js'
import { fallbackOf } from './fallback.js'
import type { Basis } from './frame.js'
import { gapFaults } from './gap-faults.js'
import { saidOfTables, questionIn } from './hearsay.js'
import { brokenRules, keptReport, nothingKept } from './kept.js'
import { levelsOf } from './levels.js'
import { publishDraft } from './publish.js'
import { isFeasible, sizeOf, solveCase, valuesIn } from './solve.js'
import { wishReports } from './wishes.js'

/** Programs of more values than these, of all variables on all levels, are not solved for a check. The default takes 80,000. */
const MOST_SIZE = 1_000_000

/** The same draft, said again. */
export class DraftAgain {
  /** By path, what could not be said again. */
  readonly notChecked: string[] = []
  private readonly given: ProposalCase | null
  private readonly placed: Int32Array | null
  private readonly published: boolean
  /** Whether the target is not known: with it go the cells without care use, and where a solver begins. */
  private readonly blind: boolean
  /** Whether the file is of before there were remarks: it then says less, and in words of its own language. */
  private readonly old: boolean
  /** Whether it stays near to what is not known: then nothing is known of what comes after that level. */
  private readonly astray: boolean
  /** Whether the program is small enough to solve it for the sake of a check. */
  private readonly affordable: boolean

  constructor(
    private readonly file: Draft,
    private readonly basis: Basis,
    /** Whether the basis is that of the scenario; else it is what the file states. */
    private readonly known: boolean,
    /** What it stays near to; null when that is not given. */
    private readonly near: NearTo | null,
    private readonly budget: Budget,
  ) {
    const { frame } = basis
    this.published = 'published' in file
    this.old = !('remarks' in file)
    this.blind = this.published && !known
    this.astray = file.near != null && near === null
    this.given = frame && nearFirst(caseOf(basis, frame, file.consultation), near ?? undefined)
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
        drafted && { ...drafted, ...counted, near: this.keptIn(drafted.near, language) },
        fallback,
        this.file.consultation,
        advicesSha256,
      )
      const near = answer.near ?? (this.near && nothingKept(this.near))
      const { agreements, ...rest } = { ...answer, near, milliseconds: this.file.milliseconds }
      // files of before there were agreements say nothing of them; where some hold, that is a fault
      return 'agreements' in this.file || agreements.length > 0 ? { ...rest, agreements } : (rest as Draft)
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
    texts.push(
      ...(file.near?.broken ?? []).flatMap(({ findings }, i) =>
        findings.map((_, k) => `near.broken[${i}].findings[${k}].text`),
      ),
    )
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
    const counted = countedOf(basis, basis.frame, file.consultation, placed, language)
    const { check } = counted
    if (!this.old || !check || file.check?.rules.some(({ id }) => id === 'zero-target')) return counted
    return { ...counted, check: { ...check, rules: check.rules.filter(({ id }) => id !== 'zero-target') } }
  }

  /** The same in a language. */
  private keptIn(kept: Draft['near'], language: (typeof LANGUAGES)[number]): Draft['near'] {
    const { basis, file, near } = this
    if (kept === null || near === null || basis.frame === null) return kept
    const question = { basis, frame: basis.frame, consultation: file.consultation, near }
    return { ...kept, broken: brokenRules(question, language) }
  }

  /** What is said of a proposal by solving, and why there is none where there is none. */
  private async drafted(): Promise<Drafted | null> {
    const { basis, file, given, placed } = this
    const { frame } = basis
    if (frame === null || given === null) return this.withoutBase()
    const nothing = { columnTotals: null, allocation: null, levels: null, deviations: [], certificate: null, gap: null }
    const none = keptIn(basis, null).map((each) => ({ ...each, cost: null }))
    const empty = { balance: [], moved: null, advices: [], agreements: none, motivations: [], wishes: [], check: null }
    const stated = { status: file.status, solver: file.solver, near: await this.kept(frame) }
    if (placed === null) return { ...stated, ...nothing, ...empty, conflict: await this.conflict(frame) }
    const values = valuesIn(given, placed)
    const { consultation } = file
    const budget = this.astray ? SPENT : this.budget
    if (this.blind) this.notChecked.push('advices')
    const why = file.advices.some((each) => 'ifFollowed' in each)
    const advices = this.blind
      ? null
      : await this.inTime('advices', () =>
          adviceReports(basis, frame, consultation, given, { values, allocation: placed }, why, budget),
        )
    // of equally good drafts that follow an advice another solver may find another
    const told = advices?.map((each, i) => {
      const claimed = file.advices[i]?.ifFollowed
      const advice = consultation.advices.find(({ specialty }) => specialty === each.specialty)
      const { ifFollowed: found } = each
      if (claimed == null || found == null || advice === undefined) return each
      const areEqual = JSON.stringify(claimed.levels) === JSON.stringify(found.levels)
      const isTrue = areEqual && isTrueOf(claimed, given, consultation.advices, advice, placed)
      return isTrue ? { ...each, ifFollowed: claimed } : each
    })
    const agreements = await this.agreed(frame, given, values, placed)
    const wishes = await this.inTime('wishes', () => wishReports(given, consultation, values, budget))
    // what there was no time for says nothing that could be wrong
    file.advices.forEach(
      ({ preventedBy }, i) =>
        (preventedBy === null || this.astray) && this.notChecked.push(`advices[${i}].preventedBy`),
    )
    file.advices.forEach(({ followed, ifFollowed }, i) => {
      const isOpen = ifFollowed === null && followed === 'no'
      if (ifFollowed !== undefined && (isOpen || this.astray)) this.notChecked.push(`advices[${i}].ifFollowed`)
    })
    file.agreements?.forEach(
      ({ cost }, i) => (cost === null || this.astray) && this.notChecked.push(`agreements[${i}].cost`),
    )
    file.wishes.forEach(({ next }, i) => (next === null || this.astray) && this.notChecked.push(`wishes[${i}].next`))
    return {
      ...stated,
      ...nothing,
      ...empty,
      certificate: file.certificate,
      gap: file.gap,
      levels: this.levels(given, values),
      deviations: deviationsOf(given.table, placed),
      advices: told ?? [],
      agreements,
      wishes: wishes ?? [],
      conflict: null,
    }
  }

  /** What became of each agreement; what it costs only where the target is known and there is time to solve it again. */
  private async agreed(
    frame: ProposalFrame,
    given: ProposalCase,
    values: readonly bigint[],
    placed: Int32Array,
  ): Promise<Drafted['agreements']> {
    const { basis, file, budget } = this
    const blind = this.blind || this.astray
    const again = () => agreementReports(basis, frame, file.consultation, given, values, placed, budget)
    const costed = blind || basis.agreements.length === 0 ? null : await this.inTime('agreements.cost', again)
    if (blind) this.notChecked.push('agreements.cost')
    return costed ?? keptIn(basis, placed).map((each, i) => ({ ...each, cost: file.agreements?.[i]?.cost ?? null }))
  }

  /** The levels of the file's places; the first as it is told, where it is of what is not known. */
  private levels(given: ProposalCase, values: readonly bigint[]): Drafted['levels'] {
    const own = levelsOf(given, values)
    return this.astray ? [...(this.file.levels ?? []).slice(0, 1), ...own] : own
  }

  /** What was kept of the proposal that it stays near to. */
  private async kept(frame: ProposalFrame): Promise<Draft['near']> {
    const { basis, file, placed, near, blind, notChecked } = this
    if (file.near == null || near === null) {
      if (this.astray) notChecked.push('near', 'certificate')
      return null
    }
    // which cells are without care use stands in the target
    if (blind) notChecked.push('near.rules', 'near.broken')
    file.near.moved.forEach(({ must }, i) => {
      if (blind || must === null) notChecked.push(`near.moved[${i}].must`, `near.moved[${i}].rules`)
    })
    if (file.near.rules === null && placed !== null) notChecked.push('near.rules')
    const question = { basis, frame, consultation: file.consultation, near }
    return this.inTime('near', () => keptReport(question, placed, 'nl', blind ? SPENT : this.budget))
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
    const { rules, cut, agreed } = (file.conflict ?? {}) as Partial<RuleConflict>
    if (rules === null) this.notChecked.push('conflict') // time ran out before it was found
    if (cut?.repairs === null) this.notChecked.push('conflict.cut.repairs')
    if (agreed?.repairs === null) this.notChecked.push('conflict.agreed.repairs', 'conflict.text', 'conflict.texts')
    const found = await this.inTime('conflict', () => conflictOf(basis, frame, file.consultation, [], budget))
    if (!this.known && found !== null) {
      // in names, and by the target
      this.notChecked.push('conflict.text', 'conflict.texts', 'conflict.cut', 'conflict.agreed.collisions')
    }
    return found
  }

  private async fallback(): Promise<Result | null> {
    const { file, basis } = this
    if (file.fallback === null) return null
    if (!this.known) return null
    const sought = () => fallbackOf(basis.scenario, basis.options, this.budget)
    // a table that was given takes no time
    const isGiven = basis.scenario.careUse.kind === 'published'
    const again = isGiven ? await sought() : await this.inTime('fallback', sought)
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
    if (this.astray) {
      if (file.gap !== null) this.notChecked.push('gap')
      return { proves: [...proves], faults: [] }
    }
    const values = valuesIn(given, this.placed)
    const whole = {
      ...file,
      target: this.basis.base.target,
      levels: levelsOf(given, values),
      deviations: deviationsOf(given.table, this.placed),
      gap: null,
    }
    // what is published and its target: together they say which cells are without care use
    const held =
      this.published && file.status === 'feasible'
        ? checkDraft({ ...whole, certificate: null } as DraftFile, file.input.sha256, expected, this.near)
        : { proves: [...proves], faults: [] }
    if (held.faults.length > 0 || (file.status === 'feasible' && file.gap === null)) return held
    const sought = file.gap !== null ? 'gap.bound' : proves.includes('levels') ? 'certificate.levels' : 'levels'
    const solved = await this.inTime(sought, () => solveCase(given, this.budget))
    if (solved === null) return held
    const certificate = certificateOf(given.levels, solved)
    if (file.status === 'optimal') {
      if (certificate === null) return held
      return checkDraft({ ...whole, certificate } as DraftFile, file.input.sha256, expected, this.near)
    }
    if (certificate === null) this.notChecked.push('gap.bound')
    const least = certificate === null ? null : levelsOf(given, solved.values)
    return { proves: held.proves, faults: gapFaults(file.gap, levelsOf(given, values), least) }
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
