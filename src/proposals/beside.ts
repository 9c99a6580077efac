/**
 * Proposals of one frame side by side: cells, OORs, advices won and lost, wishes level by level, motivations. All of it is counted, each
 * proposal by itself as a check counts it; nothing is solved but the base distribution.
 */
import type { TableQuestion } from '../allocation/request.js'
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import type { Consultation, Proposal, ProposalFrame } from '../domain/proposal.js'
import type { Scenario } from '../domain/scenario.js'
import type { BesidePair, BesideProposal, SideBySide } from '../shapes/answers/beside.js'
import { withAgreements } from './agreements.js'
import { caseOf } from './case.js'
import { checkProposal } from './check.js'
import { effectsOf } from './effects.js'
import { basisOf, type Footing } from './frame.js'
import { levelsOf } from './levels.js'
import { neededMotivations } from './motivations.js'
import { valuesIn } from './solve.js'

type Numbers = readonly (readonly number[])[]

/** What a scenario and a consultation say of a proposal. */
export type Judged = Pick<
  BesideProposal,
  'status' | 'failing' | 'balance' | 'moved' | 'effects' | 'levels' | 'motivations'
>

/** The frame that proposals are held against, and what it says of each. */
export interface JudgedAll {
  readonly base: Numbers | null
  readonly options: SideBySide['options']
  readonly sha256: string
  readonly judged: readonly Judged[]
}

/** What is said of a proposal that nothing is known of. */
export const UNJUDGED: Judged = {
  status: null,
  failing: [],
  balance: [],
  moved: null,
  effects: null,
  levels: null,
  motivations: null,
}

/** Holds proposals against the frame of their scenario, and what was asked. */
export async function judgeProposals(
  scenario: Scenario,
  proposals: readonly Proposal[],
  consultation: Consultation,
  request: Pick<TableQuestion, 'options'> = {},
  budget: Budget = UNLIMITED,
): Promise<JudgedAll> {
  const basis = withAgreements(await basisOf(scenario, request.options, budget), consultation, [])
  const { frame, base } = basis
  const judge = (each: Proposal) => (frame === null ? UNJUDGED : judgedIn(basis, frame, consultation, each))
  return { base: base.allocation, options: basis.options, sha256: base.input.sha256, judged: proposals.map(judge) }
}

function judgedIn(basis: Footing, frame: ProposalFrame, consultation: Consultation, proposal: Proposal): Judged {
  const { places } = proposal
  const { status, rules, balance, moved } = checkProposal(basis, frame, consultation, proposal, 'nl')
  const given = caseOf(basis, frame, consultation)
  const areCounts = places.every((each) => Number.isInteger(each) && each >= 0)
  const says = consultation.advices.length + consultation.attentionPoints.length > 0
  return {
    status,
    failing: rules.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id),
    balance,
    moved,
    effects: says ? effectsOf(basis.scenario, frame, consultation, places) : null,
    // half places no draft can give, so the wishes say nothing of them
    levels: areCounts ? levelsOf(given, valuesIn(given, Int32Array.from(places))) : null,
    motivations: neededMotivations(basis, frame, consultation, places),
  }
}

/** A proposal with its name, its places in the order of the table. */
export interface NamedProposal {
  readonly name: string
  readonly sha256: string
  readonly allocation: Numbers
}

/** All of it, counted. @param about rows, columns and intakes; @param all what a scenario says of each; null without one */
export function sideBySide(
  about: Pick<
    SideBySide,
    'scenario' | 'data' | 'rows' | 'columns' | 'rowTotals' | 'consultation' | 'advicesFrom' | 'needs'
  >,
  given: readonly NamedProposal[],
  all: JudgedAll | null,
): SideBySide {
  const { rows, columns, rowTotals } = about
  const base = all?.base ?? null
  const proposals = given.map((each, i): BesideProposal => {
    const columnTotals = columns.map((_, o) => sum(each.allocation.map((row) => row[o]!)))
    return {
      ...each,
      columnTotals,
      total: sum(columnTotals),
      rowsOff: rows.flatMap((specialty, s) => {
        const found = sum(each.allocation[s]!)
        return found === rowTotals[s] ? [] : [{ specialty, sum: found, intake: rowTotals[s]! }]
      }),
      ...(all?.judged[i] ?? UNJUDGED),
    }
  })
  return {
    kind: 'side-by-side',
    ...about,
    options: all?.options ?? null,
    base,
    proposals,
    cells: rows.flatMap((specialty, s) =>
      columns.flatMap((oor, o) => {
        const places = proposals.map(({ allocation }) => allocation[s]![o]!)
        return places.every((each) => each === places[0])
          ? []
          : [{ specialty, oor, base: base?.[s]![o] ?? null, places }]
      }),
    ),
    pairs: proposals.flatMap((_, a) =>
      proposals.flatMap((__, b) => (b > a ? [pairOf(proposals[a]!, proposals[b]!, a, b)] : [])),
    ),
    input: all && { sha256: all.sha256 },
  }
}

function pairOf(one: BesideProposal, other: BesideProposal, a: number, b: number): BesidePair {
  const by = one.allocation.flatMap((row, s) => row.map((places, o) => exact(other.allocation[s]![o]! - places)))
  const levels =
    one.levels &&
    other.levels &&
    one.levels.map(({ name, value }, i) => {
      const [from, to] = [value!, other.levels![i]!.value!]
      return { name, a: from, b: to, difference: exact(to - from) }
    })
  // every wish is the better the lower its level; the first that differs goes before all others
  const first = levels?.find(({ difference }) => difference !== 0)
  return {
    a,
    b,
    cells: by.filter((each) => each !== 0).length,
    more: sum(by.map((each) => Math.max(0, each))),
    fewer: sum(by.map((each) => Math.max(0, -each))),
    columns: one.columnTotals.map((total, o) => exact(other.columnTotals[o]! - total)),
    advices: advicesBetween(one, other),
    points: pointsBetween(one, other),
    levels,
    better: first === undefined ? null : { level: first.name, which: first.difference < 0 ? 'b' : 'a' },
    motivations: motivationsBetween(one, other),
  }
}

/** Whose advice the other is nearer to, and whose it is further from. */
function advicesBetween(one: BesideProposal, other: BesideProposal): BesidePair['advices'] {
  if (one.effects === null || other.effects === null) return null
  const compared = one.effects.specialties.flatMap(({ specialty, advice }, s) => {
    const then = other.effects!.specialties[s]!.advice
    if (advice === null || then === null) return []
    return [{ specialty, by: then.outside.after - advice.outside.after || then.distance.after - advice.distance.after }]
  })
  return {
    won: compared.filter(({ by }) => by < 0).map(({ specialty }) => specialty),
    lost: compared.filter(({ by }) => by > 0).map(({ specialty }) => specialty),
  }
}

function pointsBetween(one: BesideProposal, other: BesideProposal): BesidePair['points'] {
  if (one.effects === null || other.effects === null) return null
  const [before, after] = [one.effects.attentionPoints, other.effects.attentionPoints]
  const servedOnly = (there: typeof before, here: typeof before) =>
    there.flatMap(({ oor, specialty, category, direction, text, after: standing }, i) =>
      standing === 'served' && here[i]!.after !== 'served' ? [{ oor, specialty, category, direction, text }] : [],
    )
  return { won: servedOnly(after, before), lost: servedOnly(before, after) }
}

function motivationsBetween(one: BesideProposal, other: BesideProposal): BesidePair['motivations'] {
  if (one.motivations === null || other.motivations === null) return null
  const open = ({ motivations }: BesideProposal) =>
    motivations!.filter(({ missing }) => missing.length > 0).map(({ oor, specialty }) => ({ oor, specialty }))
  const [before, after] = [open(one), open(other)]
  const without = (list: typeof before, others: typeof before) =>
    list.filter((each) => !others.some(({ oor, specialty }) => oor === each.oor && specialty === each.specialty))
  return { won: without(before, after), lost: without(after, before) }
}

function sum(values: readonly number[]): number {
  return exact(values.reduce((total, each) => total + each, 0))
}

function exact(value: number): number {
  return Math.round(value * NANO) / NANO
}
