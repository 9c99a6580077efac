/** A consultation fitted to a new frame: what still holds goes along, what does not is to be asked again (L27). */
import type { Budget } from '../domain/budget.js'
import { InputError } from '../domain/errors.js'
import type { Agreement } from '../domain/agreement.js'
import type { Advice, AttentionPoint, Consultation, OutsideAdvice } from '../domain/proposal.js'
import type { Scenario } from '../domain/scenario.js'
import type { CarriedConsultation } from '../shapes/answers/carry.js'
import { necessaryRules } from './case.js'
import { basisOf, type Basis } from './frame.js'

type CarriedAdvice = CarriedConsultation['advices'][number]
type CarriedPoint = CarriedConsultation['attentionPoints'][number]

/** What a consultation is fitted to, and what is left of it. */
export interface FittedConsultation {
  readonly consultation: Consultation
  readonly advices: readonly CarriedAdvice[]
  readonly attentionPoints: readonly CarriedPoint[]
  readonly left: readonly string[]
}

/**
 * "Ook hierbij verzoeken wij u eerder uitgebrachte adviezen opnieuw aan te leveren indien deze nog onverkort van toepassing zijn" (L27): an
 * advice still is where the intake of its specialty is the same, and the new frame has no new rule that its row alone cannot meet.
 * @throws InputError where one of the two has no base distribution
 */
export async function carryConsultation(
  from: Scenario,
  to: Scenario,
  consultation: Consultation,
  budget: Budget,
): Promise<FittedConsultation> {
  const [before, after] = [await basisOf(from, {}, budget), await basisOf(to, {}, budget)]
  for (const { frame, scenario, base } of [before, after]) {
    if (frame === null) throw new InputError([{ code: 'no-base', path: scenario.id, found: base.status, expected: '' }])
  }
  const fitting = new Fitting(before, after)
  const judged: CarriedAdvice[] = []
  const advices: Advice[] = []
  for (const advice of consultation.advices) {
    const told = await fitting.advice(advice, consultation, budget)
    judged.push(told)
    if (told.again === null) advices.push(fitting.moved(advice))
  }
  const points = consultation.attentionPoints.map((point): CarriedPoint => ({ ...point, again: fitting.point(point) }))
  const motivations = consultation.motivations.map((each, i) => ({
    each,
    path: `motivations[${i}]`,
    has: fitting.has(each),
  }))
  const { current, history, lost } = fitting.sizes(consultation)
  const { agreements = [], outside = [] } = consultation
  const [agreed, apart] = [
    agreements.map((each) => fitting.agreed(each, advices)),
    outside.map((each) => fitting.outside(each)),
  ]
  const kept = <T>(each: readonly (T | null)[]) => each.filter((one) => one !== null)
  const gone = (name: string, each: readonly unknown[]) => each.flatMap((one, i) => (one === null ? [`${name}[${i}]`] : [])) // prettier-ignore
  // what the new frame says already is no agreement of the consultation
  const known = new Set(to.agreements.map((each) => JSON.stringify(each)))
  const agreedNow = kept(agreed).filter((each) => !known.has(JSON.stringify(each)))
  const apartNow = kept(apart)
  const { agreements: _agreements, outside: _outside, ...rest } = consultation
  return {
    consultation: {
      ...rest,
      advices,
      attentionPoints: consultation.attentionPoints.filter((_, i) => points[i]!.again === null),
      motivations: motivations.flatMap(({ each, has }) => (has ? [each] : [])),
      current,
      history,
      ...(agreedNow.length > 0 && { agreements: agreedNow }),
      ...(apartNow.length > 0 && { outside: apartNow }),
    },
    advices: judged,
    attentionPoints: points,
    left: [
      ...motivations.flatMap(({ path, has }) => (has ? [] : [path])),
      ...lost,
      ...gone('agreements', agreed),
      ...gone('outside', apart),
    ],
  }
}

/** Two frames, by the codes of each. */
class Fitting {
  constructor(
    private readonly before: Basis,
    private readonly after: Basis,
  ) {}

  async advice(advice: Advice, consultation: Consultation, budget: Budget): Promise<CarriedAdvice> {
    const { specialty } = advice
    const from = this.intakeIn(this.before, specialty)!
    const to = this.intakeIn(this.after, specialty)
    const told = { specialty, from, to, rules: [], baseRow: this.hasOtherRow(specialty) }
    if (to === null || this.lostPlaces(advice)) return { ...told, again: 'gone' }
    if (from !== to) return { ...told, again: 'intake' }
    const now = { ...consultation, history: this.sizes(consultation).history }
    const binding = await necessaryRules(this.after, this.after.frame!, now, [this.moved(advice)], null, budget)
    // what already stood in the way is no news: who advised so knew
    const known =
      binding.length === 0
        ? []
        : await necessaryRules(this.before, this.before.frame!, consultation, [advice], null, budget)
    const rules = binding.filter((rule) => !known.includes(rule))
    return rules.length > 0 ? { ...told, again: 'rules', rules } : { ...told, again: null }
  }

  /** Places advised where no such OOR is any more. */
  private lostPlaces({ row }: Pick<Advice, 'row'>): boolean {
    return this.before.scenario.oors.some(({ code }, o) => row[o]! > 0 && this.at(this.after, 'oors', code) === -1)
  }

  /** What was agreed of a number holds where that is of the same frame: the same intake of the specialty, the same base total of the OOR. */
  agreed(agreement: Agreement, advices: readonly Advice[]): Agreement | null {
    const { specialty, oor, row } = agreement
    const isThere = oor === null || this.at(this.after, 'oors', oor) !== -1
    if (!isThere) return null
    if (specialty === null) return this.totalIn(this.before, oor!) === this.totalIn(this.after, oor!) ? agreement : null
    if (this.intakeIn(this.before, specialty) !== this.intakeIn(this.after, specialty)) return null
    // as advised or as the base is something else where OORs, or the base, are others
    if (row === null) return agreement
    const sameOors = this.before.scenario.oors.every(({ code }) => this.at(this.after, 'oors', code) !== -1)
    if (!sameOors || this.before.scenario.oors.length !== this.after.scenario.oors.length) return null
    if (row === 'base') return this.hasOtherRow(specialty) ? null : agreement
    if (row === 'advice') return advices.some((advice) => advice.specialty === specialty) ? agreement : null
    return { ...agreement, row: this.after.scenario.oors.map(({ code }) => row[this.at(this.before, 'oors', code)]!) }
  }

  /** An advice outside the frame goes along where its places do: no intake and no rule of a frame is about it. */
  outside(advice: OutsideAdvice): OutsideAdvice | null {
    return this.lostPlaces(advice) ? null : this.moved(advice)
  }

  /** The same advice in the order of the new frame; where an OOR is new it advises none. */
  moved<A extends OutsideAdvice>(advice: A): A {
    const places = this.after.scenario.oors.map(({ code }) => this.at(this.before, 'oors', code))
    return {
      ...advice,
      row: places.map((o) => advice.row[o] ?? 0),
      room: places.map((o) => advice.room[o] ?? ([0, 0] as const)),
    }
  }

  /** A direction is against the base: where that is another number, who asked has to say whether it still is asked. */
  point({ oor, specialty, direction }: AttentionPoint): CarriedPoint['again'] {
    if (this.at(this.after, 'oors', oor) === -1) return 'gone'
    if (specialty === null) return this.totalIn(this.before, oor) === this.totalIn(this.after, oor) ? null : 'oor-total'
    const to = this.intakeIn(this.after, specialty)
    if (to === null) return 'gone'
    if (to !== this.intakeIn(this.before, specialty)) return 'intake'
    const isEmpty = ({ scenario: { zeroCells } }: Basis) =>
      zeroCells.some((cell) => cell.specialty === specialty && cell.oor === oor)
    return direction === 'up' && isEmpty(this.after) && !isEmpty(this.before) ? 'rules' : null
  }

  has({ oor, specialty }: { readonly oor: string; readonly specialty: string | null }): boolean {
    const isThere = specialty === null || this.at(this.after, 'specialties', specialty) !== -1
    return isThere && this.at(this.after, 'oors', oor) !== -1
  }

  /** Today's sizes and history in the order of the new frame, and what of them is about what is not there. */
  sizes({ current, history }: Consultation): Pick<Consultation, 'current' | 'history'> & { readonly lost: string[] } {
    const oors = this.after.scenario.oors.map(({ code }) => this.at(this.before, 'oors', code))
    const rows = this.after.scenario.specialties.map(({ code }) => this.at(this.before, 'specialties', code))
    const isGone = (side: 'specialties' | 'oors') => (_: unknown, i: number) =>
      this.at(this.after, side, this.before.scenario[side][i]!.code) === -1
    // sizes are told of every OOR or of none, and of an OOR that is new nobody told any
    const isNew = oors.includes(-1)
    const lostSizes = current.some((size, o) => size !== null && (isNew || isGone('oors')(size, o)))
    const lostHistory = history.some((row, s) => row !== null && (isNew || isGone('specialties')(row, s)))
    const inOrder = (row: readonly number[]) => oors.map((o) => row[o] ?? 0)
    return {
      current: oors.map((o) => (isNew ? null : (current[o] ?? null))),
      history: rows.map((s) => {
        const row = history[s] ?? null
        // nothing can be divided by it
        return isNew || row === null || inOrder(row).every((places) => places === 0) ? null : inOrder(row)
      }),
      lost: [...(lostSizes ? ['current'] : []), ...(lostHistory ? ['history'] : [])],
    }
  }

  private at({ scenario }: Basis, side: 'specialties' | 'oors', wanted: string): number {
    return scenario[side].findIndex(({ code }) => code === wanted)
  }

  private intakeIn({ scenario }: Basis, wanted: string): number | null {
    return scenario.specialties.find(({ code }) => code === wanted)?.intake ?? null
  }

  private totalIn(basis: Basis, oor: string): number {
    return basis.frame!.baseTotals[this.at(basis, 'oors', oor)]!
  }

  /** Whether the base row of a specialty is another one, OOR by OOR. */
  private hasOtherRow(specialty: string): boolean {
    const placesIn = (basis: Basis, oor: string) =>
      basis.base.allocation![this.at(basis, 'specialties', specialty)]?.[this.at(basis, 'oors', oor)]
    return this.before.scenario.oors.some(({ code }) => placesIn(this.before, code) !== placesIn(this.after, code))
  }
}
