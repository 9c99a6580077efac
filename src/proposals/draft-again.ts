/** A draft said again by the engine from the file's own places, and held against the file, field by field. */
import type { Draft } from '../shapes/answers/draft.js'
import type { ProposalCase } from '../../models/integral-proposal.js'
import { deviationsOf } from '../allocation/measures.js'
import { inTime, type Budget } from '../domain/budget.js'
import { EngineError, InputError } from '../domain/errors.js'
import { LANGUAGES } from '../domain/language.js'
import type { ProposalFrame, RuleConflict, RuleId } from '../domain/proposal.js'
import type { Result } from '../shapes/answers/result.js'
import { differences } from '../verify/differences.js'
import { checkDraft, type DraftFile, type DraftProves } from '../verify/draft.js'
import type { VerifyFault } from '../verify/fault.js'
import { adviceReports } from './advices.js'
import { caseOf, certificateOf, conflictOf } from './case.js'
import { answerOf, countedOf, type Drafted, type expectedDraft } from './draft.js'
import { fallbackOf } from './fallback.js'
import type { Basis } from './frame.js'
import { gapFaults } from './gap-faults.js'
import { saidOfTables, questionIn } from './hearsay.js'
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
  /** Whether the program is small enough to solve it for the sake of a check. */
  private readonly affordable: boolean

  constructor(
    private readonly file: Draft,
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
    const counted = countedOf(basis, basis.frame, file.consultation, placed, language)
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
