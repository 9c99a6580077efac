/** Agreements that cannot hold: the smallest set that does not go together with the rules, and what would have to give way. */
import type { AgreementConflict, AgreementInForce, Collision, GivingWay } from '../domain/agreement.js'
import { inTime, look, type Budget } from '../domain/budget.js'
import { EngineError } from '../domain/errors.js'
import { wholeText } from '../domain/language.js'
import type { Consultation, ProposalFrame, RuleId } from '../domain/proposal.js'
import { agreedBounds, beyond, foundIn, nameOf } from './agreements.js'
import { caseOf } from './case.js'
import { isWithoutCareUse, partOf, roomOf, type Footing, type RulePart } from './frame.js'
import { isFeasible, solveCase } from './solve.js'

/** Rules that are narrowed to the places where they stand in the way; of more places than these nobody reads. */
const MOST_PARTS = 300

/**
 * The conflict of agreements with each other and with the rules: agreements, and the places of rules, are left out one by one as long
 * as no proposal appears (a deletion filter), so each of those that stay is needed for the conflict.
 * @param rules that take part, with all agreements; @param others that are left out
 * @throws OutOfTime
 */
export async function agreementConflictOf(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  rules: readonly RuleId[],
  others: ReadonlySet<RuleId>,
  notAsked: ReadonlySet<RuleId>,
  budget: Budget,
): Promise<AgreementConflict> {
  const without = new Set<RuleId | RulePart>(others)
  let agreements = basis.agreements
  const fits = () => isFeasible(caseOf({ ...basis, agreements }, frame, consultation, without), budget)
  for (const agreement of basis.agreements) {
    const all = agreements
    agreements = all.filter((each) => each !== agreement)
    if (await fits()) agreements = all
  }
  const collisions: Collision[] = []
  for (const rule of rules) {
    const parts = partsOf(rule, basis)
    if (parts.length > MOST_PARTS) {
      if (rule !== 'agreements') collisions.push(collisionOf(rule, null, basis, frame))
      continue
    }
    for (const part of parts) {
      without.add(partOf(rule, part.key))
      if (!(await fits())) continue
      without.delete(partOf(rule, part.key))
      collisions.push(collisionOf(rule, part, basis, frame))
    }
    if (parts.length === 0 && rule !== 'agreements') collisions.push(collisionOf(rule, null, basis, frame))
  }
  if (await fits()) throw new EngineError('agreements that are said to collide go together')
  const totals = sumsAgainst({ ...basis, agreements }, frame, consultation, without)
  const repairs = await inTime(budget, () => repairsOf(basis, frame, consultation, agreements, notAsked, budget))
  return { agreements, collisions: [...collisions, ...totals], repairs }
}

/** A place of a rule. */
interface Part {
  readonly key: string
  readonly specialty: string | null
  readonly oor: string | null
}

function partsOf(rule: RuleId, basis: Footing): Part[] {
  const { specialties, oors, zeroCells, bounds } = basis.scenario
  const cells = (list: readonly { readonly specialty: string; readonly oor: string }[]) =>
    [...new Map(list.map(({ specialty, oor }) => [`${specialty}-${oor}`, { specialty, oor }]))].map(([key, cell]) => ({
      key,
      ...cell,
    }))
  if (rule === 'zero-cells') return cells(zeroCells)
  if (rule === 'bounds') return cells(bounds)
  if (rule === 'leeway-per-oor' || rule === 'floor') {
    return oors.map(({ code }) => ({ key: code, specialty: null, oor: code }))
  }
  if (rule !== 'zero-target') return []
  return specialties.flatMap(({ code }, s) =>
    oors.flatMap((oor, o) => {
      const cell = s * oors.length + o
      return isWithoutCareUse(basis, cell) ? [{ key: String(cell), specialty: code, oor: oor.code }] : []
    }),
  )
}

/** What an agreement collides with, in the words of the protocol. */
function collisionOf(rule: RuleId, part: Part | null, basis: Footing, frame: ProposalFrame): Collision {
  const { specialty, oor } = part ?? { specialty: null, oor: null }
  const { scenario } = basis
  const cell = specialty === null ? '' : `${nameOf(basis)(specialty)} – ${oor}`
  const o = scenario.oors.findIndex(({ code }) => code === oor)
  const base = frame.baseTotals[o] ?? 0
  const { below, above } = roomOf(frame.leeway, oor ?? '')
  const [least, most] = [Math.max(0, base - below), base + above]
  const bounds = scenario.bounds.filter((each) => each.specialty === specialty && each.oor === oor)
  const agreed = bounds.map(({ low, high }) => (low === high ? `${low}` : `${low}–${high}`)).join(', ')
  const texts = {
    'zero-cells': { nl: `lege cel ${cell}`, en: `zero cell ${cell}` },
    'zero-target': { nl: `${cell} heeft geen zorggebruik`, en: `${cell} has no care use` },
    bounds: { nl: `vastgezette cel ${cell}: ${agreed}`, en: `pinned cell ${cell}: ${agreed}` },
    'leeway-per-oor': {
      nl: `de regelruimte van ${oor}: ${least} tot en met ${most}`,
      en: `the leeway of ${oor}: ${least} to ${most}`,
    },
    'leeway-total': {
      nl: `de regelruimte in totaal: ${wholeText(frame.leeway.total, 'nl')}`,
      en: `the leeway in total: ${wholeText(frame.leeway.total, 'en')}`,
    },
    floor: { nl: `de ondergrens van ${oor}: ${frame.floor}`, en: `the floor of ${oor}: ${frame.floor}` },
  } as const
  const rest = { nl: 'de staffel naar historie (P16 1.a)', en: 'the scale by history (P16 1.a)' }
  return { rule, specialty, oor, texts: rule in texts ? texts[rule as keyof typeof texts] : rest }
}

/** Intakes, and the national total, that what was agreed by itself is too much or too little for. */
function sumsAgainst(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  without: ReadonlySet<RuleId | RulePart>,
): Collision[] {
  const { table, frame: left } = caseOf(basis, frame, consultation, without)
  // what contradicts by itself, of a cell or a total, is against no sum
  const isClear = table.low.every((low, cell) => low <= table.high[cell]!)
  if (!isClear || left.totalLow.some((low, o) => low > left.totalHigh[o]!)) return []
  const columns = table.columns.length
  const sum = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((total, each) => total + each, 0)
  const rows = table.rows.flatMap((specialty, s): Collision[] => {
    const [low, high] = [table.low, table.high].map((each) => sum(each.subarray(s * columns, (s + 1) * columns)))
    const intake = table.rowTotals[s]!
    if (low! <= intake && high! >= intake) return []
    const name = nameOf(basis)(specialty)
    const texts = {
      nl: `de landelijke instroom van ${name}: ${wholeText(intake, 'nl')}`,
      en: `the national intake of ${name}: ${wholeText(intake, 'en')}`,
    }
    return [{ rule: 'row-totals', specialty, oor: null, texts }]
  })
  const national = sum(table.rowTotals)
  if (sum(left.totalLow) <= national && sum(left.totalHigh) >= national) return rows
  const texts = {
    nl: `de landelijke instroom: ${wholeText(national, 'nl')}`,
    en: `the national intake: ${wholeText(national, 'en')}`,
  }
  return [...rows, { rule: 'national-total', specialty: null, oor: null, texts }]
}

/**
 * "The fewest places by which which rule would have to give way": each agreement of the conflict alone, as far as that helps, and all
 * agreements together where that is cheaper. Every other rule is kept, also those that the conflict does not need.
 * @throws OutOfTime
 */
async function repairsOf(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  agreements: readonly AgreementInForce[],
  notAsked: ReadonlySet<RuleId>,
  budget: Budget,
): Promise<GivingWay[]> {
  const repairs: GivingWay[] = []
  for (const agreement of agreements) {
    const found = await leastWay(basis, frame, consultation, [agreement], notAsked, budget)
    if (found !== null) repairs.push(found)
  }
  const together = await leastWay(basis, frame, consultation, basis.agreements, notAsked, budget)
  if (together !== null && repairs.every(({ places }) => together.places < places)) repairs.push(together)
  return repairs.toSorted((a, b) => a.places - b.places)
}

/** The least by which some agreements give way, so that a proposal is there; null where even that gives none. @throws OutOfTime */
async function leastWay(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  yielding: readonly AgreementInForce[],
  notAsked: ReadonlySet<RuleId>,
  budget: Budget,
): Promise<GivingWay | null> {
  const kept = basis.agreements.filter((each) => !yielding.includes(each))
  const given = caseOf({ ...basis, agreements: kept }, frame, consultation, notAsked)
  const { rows, columns } = given.table
  const { allocation } = await solveCase(
    {
      ...given,
      // no advice counts here, only what gives way
      advised: given.advised.map((advice) => ({ ...advice, weight: 0 })),
      yielding: agreedBounds(yielding, given.table),
      // no level of the target: a published draft says what gives way too
      levels: ['outside-room', 'moved'],
    },
    budget,
    false,
  )
  look(budget)
  if (allocation === null) return null
  const gaveWay = yielding.flatMap((agreement) => {
    const to = foundIn(agreement, rows, columns, allocation)
    const places = beyond(agreement, to)
    return places === 0 ? [] : [{ agreement, places, to }]
  })
  return { places: gaveWay.reduce((sum, { places }) => sum + places, 0), agreements: gaveWay }
}
