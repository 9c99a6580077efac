/** The test of a proposal against the frame, rule by rule (P26 II.2.2): what a computer can judge, and what is left to people. */
import { matrixOf } from '../allocation/measures.js'
import type { Agreement } from '../domain/agreement.js'
import type { TableQuestion } from '../allocation/request.js'
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { numberText, wholeText, type Language, type Text } from '../domain/language.js'
import {
  RULES,
  type Compliance,
  type Consultation,
  type Moved,
  type Proposal,
  type ProposalFrame,
  type RuleReport,
} from '../domain/proposal.js'
import type { Result } from '../shapes/answers/result.js'
import type { Scenario } from '../domain/scenario.js'
import { balanceOf, basisOf, frameText, movedBy, oorTotal, type Footing } from './frame.js'
import { effectsOf } from './effects.js'
import { keptIn, withAgreements } from './agreements.js'
import { neededMotivations } from './motivations.js'
import { repairProposal } from './repair.js'
import type { Checked } from '../shapes/answers/check.js'
import { RULE_SOURCE, type Tested, applies, CHECKS } from './rules.js'

/** Checks a proposal against its scenario. @param request `repair`: also the nearest proposal that complies */
export async function checkAgainst(
  scenario: Scenario,
  proposal: Proposal,
  consultation: Consultation,
  request: Pick<TableQuestion, 'options'> & {
    readonly repair?: boolean | undefined
    readonly agreements?: readonly Agreement[] | undefined
    readonly language?: Language | undefined
  } = {},
  budget: Budget = UNLIMITED,
): Promise<Checked> {
  const { agreements = [] } = request
  const basis = withAgreements(await basisOf(scenario, request.options, budget), consultation, agreements)
  const { frame, base } = basis
  const { language = 'nl', repair = false } = request
  const { status, ...compliance } =
    frame === null
      ? { status: withoutBase(base), rules: [], balance: [], moved: NOTHING_MOVED }
      : checkProposal(basis, frame, consultation, proposal, language)
  return {
    kind: 'check',
    status,
    scenario: scenario.id,
    data: scenario.data,
    options: basis.options,
    rows: base.rows,
    columns: base.columns,
    rowTotals: base.rowTotals,
    ...compliance,
    allocation: matrixOf(proposal.places, base.columns.length, (places) => places),
    base: base.allocation,
    frame: frame && frameText(frame),
    agreements: keptIn(basis, frame && proposal.places),
    motivations: frame === null ? [] : neededMotivations(basis, frame, consultation, proposal.places),
    effects: frame && effectsOf(scenario, frame, consultation, proposal.places),
    consultation,
    remarks: basis.remarks,
    repair: frame !== null && repair ? await repairProposal(basis, frame, consultation, proposal.places, budget) : null,
    conflict: base.conflict,
    input: base.input,
  }
}

/** The status of an answer that needs a base distribution where there is none. */
export function withoutBase({ status }: Pick<Result, 'status'>): 'infeasible' | 'time-limit' {
  return status === 'infeasible' ? 'infeasible' : 'time-limit'
}

const NOTHING_MOVED: Moved = { placesMoved: 0, sumAbsolute: 0, cells: 0 }

/** Checks a proposal. @param frame of the basis, without which there is nothing to check against */
export function checkProposal(
  basis: Footing,
  frame: ProposalFrame,
  consultation: Consultation,
  proposal: Proposal,
  language: Language,
): Compliance {
  const { places, outside } = proposal
  const text = (texts: Text) => texts[language]
  const columns = basis.scenario.oors.length
  const subject: Tested = {
    basis,
    frame,
    consultation,
    places,
    outside,
    totals: basis.scenario.oors.map((_, o) => oorTotal(places, columns, o)),
    moved: movedBy(frame, places),
    say: (nl, en) => text({ nl, en }),
    number: (value) => (Number.isInteger(value) ? wholeText(value, language) : numberText(value, language, 9)),
  }
  const rules = RULES.filter((id) => applies(id, subject)).map((id): RuleReport => {
    const { outcome, findings } = CHECKS[id](subject)
    return { id, source: RULE_SOURCE[id], outcome, findings }
  })
  return {
    status: rules.some(({ outcome }) => outcome === 'fail') ? 'not-compliant' : 'compliant',
    rules,
    balance: balanceOf(basis, frame, places, consultation.current),
    moved: subject.moved,
  }
}
