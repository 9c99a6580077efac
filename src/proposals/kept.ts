/** What a draft kept of the proposal that it had to stay near to, which cells had to move, and by which rules. */
import { inTime, UNLIMITED, type Budget } from '../domain/budget.js'
import type { Language } from '../domain/language.js'
import { movedFrom, type NearTo } from '../domain/near.js'
import type { Consultation, ProposalFrame, RuleId, RuleReport } from '../domain/proposal.js'
import type { KeptReport } from '../shapes/answers/draft.js'
import { caseOf, FRAME_RULES } from './case.js'
import { checkProposal } from './check.js'
import type { Footing } from './frame.js'
import { placesFor } from './solve.js'

/** What is asked: the proposal to stay near to, in the frame that it must fit. */
interface Question {
  readonly basis: Footing
  readonly frame: ProposalFrame
  readonly consultation: Consultation
  readonly near: NearTo
}

/**
 * What is said of the proposal that was stayed near to.
 * @param allocation of the draft; null where there is none
 */
export async function keptReport(
  question: Question,
  allocation: Int32Array | null,
  language: Language,
  budget: Budget = UNLIMITED,
): Promise<KeptReport> {
  const { near, basis } = question
  const broken = brokenRules(question, language)
  if (allocation === null) return { ...nothingKept(near), broken }
  const columns = basis.scenario.oors.length
  const search = new Search(question, budget)
  const moved: KeptReport['moved'][number][] = []
  for (const [cell, to] of allocation.entries()) {
    const from = near.places[cell]!
    if (from === to) continue
    const rules = await inTime(budget, () => search.rulesAgainst(cell))
    moved.push({
      specialty: basis.scenario.specialties[Math.floor(cell / columns)]!.code,
      oor: basis.scenario.oors[cell % columns]!.code,
      from,
      to,
      must: rules && rules.length > 0,
      rules,
    })
  }
  const rules = moved.length === 0 ? [] : await inTime(budget, () => search.rulesAgainstAll())
  return { sha256: near.sha256, rank: 'first', lost: movedFrom(near.places, allocation).lost, moved, rules, broken }
}

/** Where there is no draft that could keep anything. */
export function nothingKept({ sha256 }: NearTo): KeptReport {
  return { sha256, rank: 'first', lost: null, moved: [], rules: null, broken: [] }
}

/** The rules of the frame that a draft keeps to and the given proposal does not, with what a check finds of each. */
export function brokenRules({ basis, frame, consultation, near }: Question, language: Language): RuleReport[] {
  const { rules } = checkProposal(basis, frame, consultation, { places: [...near.places], outside: [] }, language)
  return rules.filter(({ id, outcome }) =>
    id === 'zero-target' ? outcome === 'warn' : OF_PLACES.has(id) && outcome === 'fail',
  )
}

/** What can be wrong with the places themselves. */
const OF_PLACES: ReadonlySet<RuleId> = new Set<RuleId>(['row-totals', 'national-total', ...FRAME_RULES])

/**
 * The rules of the frame that have to be left out for something to be so: they are put back one by one, and one with which it is not
 * so any more is left out again and named.
 * @returns null where it is not so even without any of them
 */
async function necessary(isSo: (without: ReadonlySet<RuleId>) => Promise<boolean>): Promise<RuleId[] | null> {
  if (await isSo(new Set())) return []
  const without = new Set<RuleId>(FRAME_RULES)
  if (!(await isSo(without))) return null
  for (const rule of FRAME_RULES) {
    without.delete(rule)
    if (!(await isSo(without))) without.add(rule)
  }
  return [...without]
}

/** Looks for the fewest places gained over the given proposal, in frames without some of the rules. */
class Search {
  private readonly least = new Map<string, number | null>()

  constructor(
    private readonly question: Question,
    private readonly budget: Budget,
  ) {}

  /**
   * The rules by which a cell cannot stay as it was given in any proposal that is as near as can be; none where it can. `row-totals`
   * alone: it must move whatever else is left out, as the row of the given proposal is no division of the intake.
   */
  async rulesAgainst(cell: number): Promise<RuleId[]> {
    const places = this.question.near.places[cell]!
    const stays = async (without: ReadonlySet<RuleId>) => {
      const least = await this.leastGained(without)
      return least !== null && (await this.gained(without, { cell, places })) === least
    }
    return (await necessary(stays)) ?? ['row-totals']
  }

  /** The rules by which not all of the given proposal can stay, though it could but for them. */
  async rulesAgainstAll(): Promise<RuleId[]> {
    const free = await this.leastGained(new Set(FRAME_RULES))
    const named = await necessary(async (without) => (await this.leastGained(without)) === free)
    return [...(this.areRowsWhole() ? [] : (['row-totals'] as const)), ...(named ?? [])]
  }

  /** Whether every row of the given proposal is a division of the intake: else some cell moves though nothing is gained. */
  private areRowsWhole(): boolean {
    const { basis, near } = this.question
    const columns = basis.scenario.oors.length
    return basis.scenario.specialties.every(({ intake }, s) => {
      const row = near.places.subarray(s * columns, (s + 1) * columns)
      return row.reduce((sum, each) => sum + each, 0) === intake
    })
  }

  private async leastGained(without: ReadonlySet<RuleId>): Promise<number | null> {
    const key = [...without].toSorted().join()
    const known = this.least.get(key)
    if (known !== undefined) return known
    const least = await this.gained(without)
    this.least.set(key, least)
    return least
  }

  /** The fewest places gained over the given proposal; null where there is no proposal. @param kept a cell that stays as it is */
  private async gained(
    without: ReadonlySet<RuleId>,
    kept?: { readonly cell: number; readonly places: number },
  ): Promise<number | null> {
    const { basis, frame, consultation, near } = this.question
    const { table, ...rest } = caseOf(basis, frame, consultation, without)
    const [low, high] = [table.low.slice(), table.high.slice()]
    if (kept !== undefined) {
      const { cell, places } = kept
      const most = Math.min(high[cell]!, table.rowTotals[Math.floor(cell / table.columns.length)]!)
      if (places < low[cell]! || places > most) return null
      low[cell] = places
      high[cell] = places
    }
    const given = { ...rest, table: { ...table, low, high }, near: near.places, levels: ['near'] as const }
    const found = await placesFor(given, this.budget)
    return found && movedFrom(near.places, found).gained
  }
}
