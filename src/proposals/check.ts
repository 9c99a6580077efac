/** The test of a proposal against the frame, rule by rule (P26 II.2.2): what a computer can judge, and what is left to people. */
import type { Read } from '../domain/reading.js'
import { UNLIMITED, type Budget } from '../domain/budget.js'
import { NANO } from '../domain/decimal.js'
import { numberText, wholeText, type Language, type Text } from '../domain/language.js'
import { outsideFrame } from '../domain/outside.js'
import {
  RULES,
  type Compliance,
  type Consultation,
  type Finding,
  type Motivation,
  type Moved,
  type Outcome,
  type Proposal,
  type ProposalFrame,
  type RuleId,
  type RuleReport,
} from '../domain/proposal.js'
import type { Options } from '../domain/options.js'
import type { Result } from '../domain/result.js'
import type { DataKind, Scenario } from '../domain/scenario.js'
import { matrixOf } from '../allocation/measures.js'
import type { Question } from '../allocation/request.js'
import {
  balanceOf,
  basisOf,
  frameText,
  isWithoutCareUse,
  movedBy,
  mustStayEmpty,
  oorTotal,
  staffelOf,
  type Footing,
} from './frame.js'
import { repairProposal, type Repaired } from './repair.js'

/** The answer of a check, with what it was checked against. */
export interface Checked extends Omit<Compliance, 'status'> {
  /** What became of the tables that it was made from. */
  readonly read?: Read
  readonly kind: 'check'
  /** `infeasible` where there is no base distribution to check against, `time-limit` where there was no time to find it. */
  readonly status: Compliance['status'] | 'infeasible' | 'time-limit'
  readonly scenario: string
  readonly data: DataKind
  readonly options: Options
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTotals: readonly number[]
  /** The proposal as it was handed in. */
  readonly allocation: readonly (readonly number[])[]
  readonly base: Result['allocation']
  readonly frame: Omit<ProposalFrame, 'base'> | null
  readonly motivations: readonly NeededMotivation[]
  readonly remarks: Result['remarks']
  readonly repair: Repaired | null
  readonly conflict: Result['conflict']
  readonly input: Result['input']
}

/** Checks a proposal against its scenario. @param request `repair`: also the nearest proposal that complies */
export async function checkAgainst(
  scenario: Scenario,
  proposal: Proposal,
  consultation: Consultation,
  request: Pick<Question, 'options'> & {
    readonly repair?: boolean | undefined
    readonly language?: Language | undefined
  } = {},
  budget: Budget = UNLIMITED,
): Promise<Checked> {
  const basis = await basisOf(scenario, request.options, budget)
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
    motivations: frame === null ? [] : neededMotivations(basis, frame, consultation, proposal.places),
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

/** Where each rule stands. */
export const RULE_SOURCE: Readonly<Record<RuleId, string>> = {
  integers: 'P26 Begrippenlijst (instroomplaats)',
  'row-totals': 'P26 II.1.3, FAQ 7.1',
  'national-total': 'P26 I.1',
  'zero-cells': 'FAQ 7.3',
  'zero-target': 'P26 I.2, FAQ 5 (zeroTarget)',
  bounds: 'P26 II.1.3 (afspraken)',
  'leeway-total': 'P26 Regelruimte 1',
  'leeway-per-oor': 'P26 Regelruimte 1',
  floor: 'P26 I.2',
  motivation: 'P26 Regelruimte 2',
  'outside-frame': 'P26 I.1',
  staffel: 'P16 1.a',
  'careful-process': 'P26 II.2.2',
  reasonableness: 'P26 II.2.2',
}

/** Everything a rule looks at. */
interface Subject {
  readonly basis: Footing
  readonly frame: ProposalFrame
  readonly consultation: Consultation
  readonly places: readonly number[]
  readonly outside: readonly string[]
  readonly totals: readonly number[]
  readonly moved: Moved
  readonly say: (nl: string, en: string) => string
  readonly number: (value: number) => string
}

type Findings = { readonly outcome: Outcome; readonly findings: readonly Finding[] }

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
  const subject: Subject = {
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
    balance: balanceOf(basis.scenario, frame, places, consultation.current),
    moved: subject.moved,
  }
}

/** Rules about agreed cells, cells without care use, and history show only where there are any, or where the option asks. */
function applies(id: RuleId, { basis, consultation }: Subject): boolean {
  if (id === 'bounds') return basis.scenario.bounds.length > 0
  if (id === 'zero-target') return basis.options.zeroTarget === 'stays-zero'
  return id !== 'staffel' || consultation.history.some((row) => row !== null)
}

const CHECKS: Readonly<Record<RuleId, (subject: Subject) => Findings>> = {
  integers: (subject) =>
    failing(
      cells(
        subject,
        ({ places }) => !Number.isInteger(places) || places < 0,
        ({ name, places }) => ({
          text: subject.say(
            `${name}: ${subject.number(places)} is geen heel aantal plaatsen`,
            `${name}: ${subject.number(places)} is no whole number of places`,
          ),
          found: places,
          allowed: '0, 1, 2, …',
        }),
      ),
    ),

  'row-totals': (subject) => {
    const { scenario } = subject.basis
    const columns = scenario.oors.length
    return failing(
      scenario.specialties.flatMap(({ code, intake }, s) => {
        const sum = total(subject.places.slice(s * columns, (s + 1) * columns))
        if (sum === intake) return []
        const name = specialtyName(subject, s)
        return [
          {
            text: subject.say(
              `${name} telt op tot ${subject.number(sum)}; de landelijke instroom is ${subject.number(intake)}`,
              `${name} sums to ${subject.number(sum)}; the national intake is ${subject.number(intake)}`,
            ),
            specialty: code,
            found: sum,
            allowed: intake,
          },
        ]
      }),
    )
  },

  'national-total': (subject) => {
    const sum = total(subject.places)
    const national = subject.basis.scenario.specialties.reduce((all, { intake }) => all + intake, 0)
    const text = subject.say(
      `Het voorstel verdeelt ${subject.number(sum)} plaatsen; er zijn er ${subject.number(national)}`,
      `The proposal divides ${subject.number(sum)} places; there are ${subject.number(national)}`,
    )
    return failing(sum === national ? [] : [{ text, found: sum, allowed: national }])
  },

  'zero-cells': (subject) => {
    const { zeroCells } = subject.basis.scenario
    const isZero = (specialty: string, oor: string) =>
      zeroCells.find((each) => each.specialty === specialty && each.oor === oor)
    return failing(
      cells(
        subject,
        ({ places, specialty, oor }) => places !== 0 && isZero(specialty, oor) !== undefined,
        (cell) => {
          const reason = isZero(cell.specialty, cell.oor)!.reason
          const why = reason === '' ? '' : ` (${reason})`
          return {
            text: subject.say(
              `${cell.name} moet leeg blijven${why}, het voorstel geeft ${subject.number(cell.places)}`,
              `${cell.name} must stay empty${why}, the proposal gives ${subject.number(cell.places)}`,
            ),
            found: cell.places,
            allowed: 0,
          }
        },
      ),
    )
  },

  // a draft keeps to it; who proposes otherwise may have reasons, so it warns
  'zero-target': (subject) => {
    const findings = cells(
      subject,
      ({ places, cell }) => places > 0 && isWithoutCareUse(subject.basis, cell),
      (cell) => ({
        text: subject.say(
          `${cell.name} heeft geen zorggebruik (doel 0), het voorstel geeft ${subject.number(cell.places)}`,
          `${cell.name} has no care use (target 0), the proposal gives ${subject.number(cell.places)}`,
        ),
        found: cell.places,
        allowed: 0,
      }),
    )
    return { outcome: findings.length === 0 ? 'pass' : 'warn', findings }
  },

  bounds: (subject) => {
    const { bounds, specialties, oors } = subject.basis.scenario
    return failing(
      bounds.flatMap(({ specialty, oor, low, high, reason }) => {
        const s = specialties.findIndex(({ code }) => code === specialty)
        const o = oors.findIndex(({ code }) => code === oor)
        const places = subject.places[s * oors.length + o]!
        if (places >= low && places <= high) return []
        const allowed = low === high ? String(low) : `${low}..${high}`
        const told = low === high ? subject.number(low) : `${subject.number(low)}..${subject.number(high)}`
        const why = reason === '' ? '' : ` (${reason})`
        const name = cellName(subject, s, o)
        return [
          {
            text: subject.say(
              `${name}: ${subject.number(places)} in plaats van ${told}${why}`,
              `${name}: ${subject.number(places)} instead of ${told}${why}`,
            ),
            specialty,
            oor,
            found: places,
            allowed: low === high ? low : allowed,
          },
        ]
      }),
    )
  },

  // "[...] maximaal 30 over de OOR's te verschuiven instroomplaatsen": three readings; failing another than the chosen one warns
  'leeway-total': (subject) => {
    const { moved, frame } = subject
    const readings = [
      { measure: 'places-moved', value: moved.placesMoved, nl: 'wat OOR’s erbij krijgen', en: 'what OORs gain' },
      {
        measure: 'sum-absolute',
        value: moved.sumAbsolute,
        nl: 'wat OOR’s erbij krijgen en inleveren',
        en: 'what OORs gain and lose',
      },
      { measure: 'cells', value: moved.cells, nl: 'wat cellen erbij krijgen', en: 'what cells gain' },
    ].filter(({ value }) => value > frame.leeway.total)
    const findings = readings.map(({ measure, value, nl, en }) => {
      const chosen = measure === frame.measure
      return {
        text: subject.say(
          `${chosen ? 'Te veel verschoven' : 'Te veel in een andere lezing'}: ${nl} is ${subject.number(value)}, hoogstens ${subject.number(frame.leeway.total)}`,
          `${chosen ? 'Too much is moved' : 'Too much in another reading'}: ${en} is ${subject.number(value)}, at most ${subject.number(frame.leeway.total)}`,
        ),
        found: value,
        allowed: frame.leeway.total,
      }
    })
    if (readings.some(({ measure }) => measure === frame.measure)) return failing(findings)
    return { outcome: findings.length === 0 ? 'pass' : 'warn', findings }
  },

  'leeway-per-oor': (subject) => {
    const { frame, totals } = subject
    const { below, above } = frame.leeway
    return failing(
      subject.basis.scenario.oors.flatMap(({ code }, o) => {
        const [base, found] = [frame.baseTotals[o]!, totals[o]!]
        if (found >= base - below && found <= base + above) return []
        const by = subject.number(Math.round((found - base) * NANO) / NANO)
        return [
          {
            text: subject.say(
              `${code} krijgt ${subject.number(found)} tegen ${subject.number(base)} in de basisverdeling (${found > base ? '+' : ''}${by}); het mag ${subject.number(below)} minder en ${subject.number(above)} meer zijn`,
              `${code} gets ${subject.number(found)} against ${subject.number(base)} in the base distribution (${found > base ? '+' : ''}${by}); it may be ${subject.number(below)} fewer and ${subject.number(above)} more`,
            ),
            oor: code,
            found,
            allowed: `${Math.max(0, base - below)}..${base + above}`,
          },
        ]
      }),
    )
  },

  // "een ondergrens van 10% van de landelijke instroom": whether it binds a proposal is open, so by default it warns
  floor: (subject) => {
    const { floor } = subject.frame
    const mode = subject.basis.options['leeway.floor']
    if (floor === null || mode === 'off') return passing
    const findings = subject.basis.scenario.oors.flatMap(({ code }, o) => {
      const found = subject.totals[o]!
      if (found >= floor) return []
      const text = subject.say(
        `${code} komt met ${subject.number(found)} onder de ondergrens van ${subject.number(floor)}`,
        `${code} falls with ${subject.number(found)} below the floor of ${subject.number(floor)}`,
      )
      return [{ text, oor: code, found, allowed: `>= ${floor}` }]
    })
    return mode === 'hard' ? failing(findings) : { outcome: findings.length === 0 ? 'pass' : 'warn', findings }
  },

  motivation: (subject) => failing(missingMotivations(subject)),

  'outside-frame': (subject) => {
    const inScenario = subject.basis.scenario.specialties.flatMap(({ name }) => outsideFrame(name) ?? [])
    return failing(
      [...new Set([...subject.outside, ...inScenario])].map((name) => ({
        text: subject.say(
          `${name} valt buiten het bestuurlijk kader en hoort niet in dit voorstel`,
          `${name} is outside the administrative frame and does not belong in this proposal`,
        ),
        specialty: name,
        found: name,
        allowed: '-',
      })),
    )
  },

  // a guideline of 2016, so it warns unless it is enforced
  staffel: (subject) => {
    const mode = subject.basis.options['staffel.force']
    if (mode === 'off') return passing
    const { specialties, oors } = subject.basis.scenario
    const findings = subject.consultation.history.flatMap((history, s) => {
      const { code: specialty, intake } = specialties[s]!
      const most = staffelOf(intake, subject.basis.options['staffel.boundary'])
      if (history === null || most === null) return []
      const sum = total(history)
      return oors.flatMap(({ code: oor }, o): Finding[] => {
        const cell = s * oors.length + o
        const places = subject.places[cell]!
        // a cell that must stay empty, and is, has no history to follow
        if (places === 0 && mustStayEmpty(subject.basis, cell)) return []
        // |places - intake * history / sum| <= most, without a division
        if (Math.abs(places * sum - intake * history[o]!) <= most * sum + 1e-9) return []
        const by = Math.round((places - (intake * history[o]!) / sum) * 100) / 100
        const name = cellName(subject, s, o)
        return [
          {
            text: subject.say(
              `${name}: ${subject.number(places)} wijkt ${subject.number(by)} af van de verdeling naar historie; richtlijn ${most}`,
              `${name}: ${subject.number(places)} differs by ${subject.number(by)} from the distribution by history; guideline ${most}`,
            ),
            specialty,
            oor,
            found: by,
            allowed: `-${most}..${most}`,
          },
        ]
      })
    })
    return mode === 'hard' ? failing(findings) : { outcome: findings.length === 0 ? 'pass' : 'warn', findings }
  },

  'careful-process': ({ say }) =>
    judged(
      say(
        'Is het voorstel zorgvuldig tot stand gekomen: in overleg met de WV’en, minstens één keer in de Raad Opleiding, met alle adviezen en aandachtspunten betrokken?',
        'Did the proposal come about with care: in consultation with the associations, at least once in the Raad Opleiding, with all advices and points of attention considered?',
      ),
    ),

  reasonableness: ({ say }) =>
    judged(
      say(
        'Konden FMS en WV’en in redelijkheid tot dit voorstel komen?',
        'Could FMS and the associations reasonably come to this proposal?',
      ),
    ),
}

const passing: Findings = { outcome: 'pass', findings: [] }

function failing(findings: readonly Finding[]): Findings {
  return { outcome: findings.length === 0 ? 'pass' : 'fail', findings }
}

function judged(text: string): Findings {
  return { outcome: 'judge', findings: [{ text, found: '-', allowed: '-' }] }
}

/** A deviation that needs a motivation: of an OOR, or of a cell. */
export interface NeededMotivation {
  readonly oor: string
  readonly specialty: string | null
  readonly difference: number
  /** null when nothing at all was written. */
  readonly written: Motivation | null
  /** What is still missing; nothing when it is complete. */
  readonly missing: readonly ('motivation' | 'ground' | 'text')[]
}

/**
 * "Wanneer gebruik wordt gemaakt van deze regelruimte, dient elke afwijking van de basisverdeling te worden gemotiveerd" (P26
 * Regelruimte 2). By OOR any motivation of that OOR counts; by cell it must name the specialty.
 */
export function neededMotivations(
  { scenario, options }: Footing,
  { base, baseTotals }: ProposalFrame,
  { motivations }: Consultation,
  places: readonly number[],
): NeededMotivation[] {
  const columns = scenario.oors.length
  const needed = (oor: string, specialty: string | null, found: number, wanted: number): NeededMotivation[] => {
    if (found === wanted) return []
    const about = motivations.filter((each) => each.oor === oor && (specialty === null || each.specialty === specialty))
    const difference = Math.round((found - wanted) * NANO) / NANO
    const complete = about.find((each) => missingOf(each).length === 0)
    const best = complete ?? about[0] ?? null
    return [{ oor, specialty, difference, written: best, missing: best === null ? ['motivation'] : missingOf(best) }]
  }
  if (options['motivation.level'] === 'oor') {
    return scenario.oors.flatMap(({ code }, o) => needed(code, null, oorTotal(places, columns, o), baseTotals[o]!))
  }
  return places.flatMap((each, cell) =>
    needed(
      scenario.oors[cell % columns]!.code,
      scenario.specialties[Math.floor(cell / columns)]!.code,
      each,
      base[cell]!,
    ),
  )
}

function missingOf({ grounds, text }: Motivation): NeededMotivation['missing'] {
  return [...(grounds.length === 0 ? (['ground'] as const) : []), ...(text.trim() === '' ? (['text'] as const) : [])]
}

function missingMotivations(subject: Subject): Finding[] {
  const { basis, frame, consultation, places, say } = subject
  const lacks = { motivation: 'no motivation', ground: 'no ground', text: 'no text' } as const
  const dutch = { motivation: 'geen motivering', ground: 'geen grond', text: 'geen toelichting' } as const
  return neededMotivations(basis, frame, consultation, places)
    .filter(({ missing }) => missing.length > 0)
    .map(({ oor, specialty, difference, missing }) => {
      const name = specialty === null ? oor : `${specialty} – ${oor}`
      // what is found is a code, the same in both languages
      const found = missing.map((each) => lacks[each]).join(', ')
      const gevonden = missing.map((each) => dutch[each]).join(', ')
      const by = `${difference > 0 ? '+' : ''}${subject.number(difference)}`
      return {
        text: say(
          `${name} wijkt ${by} af van de basisverdeling: ${gevonden}`,
          `${name} deviates ${by} from the base distribution: ${found}`,
        ),
        ...(specialty !== null && { specialty }),
        oor,
        found,
        allowed: 'ground and text',
      }
    })
}

interface Cell {
  readonly specialty: string
  readonly oor: string
  readonly name: string
  readonly places: number
  /** Its number in the flat matrix. */
  readonly cell: number
}

/** The findings of all cells for which `is` holds. */
function cells(
  subject: Subject,
  is: (cell: Cell) => boolean,
  finding: (cell: Cell) => Pick<Finding, 'text' | 'found' | 'allowed'>,
): Finding[] {
  const { specialties, oors } = subject.basis.scenario
  return subject.places.flatMap((places, i) => {
    const [s, o] = [Math.floor(i / oors.length), i % oors.length]
    const cell = { specialty: specialties[s]!.code, oor: oors[o]!.code, name: cellName(subject, s, o), places, cell: i }
    return is(cell) ? [{ ...finding(cell), specialty: cell.specialty, oor: cell.oor }] : []
  })
}

function specialtyName({ basis }: Subject, s: number): string {
  const { code, name } = basis.scenario.specialties[s]!
  return name === code ? code : `${code} ${name}`
}

function cellName(subject: Subject, s: number, o: number): string {
  return `${specialtyName(subject, s)} – ${subject.basis.scenario.oors[o]!.code}`
}

/** Decimals summed without noise. */
function total(places: readonly number[]): number {
  return places.reduce((sum, each) => sum + Math.round(each * NANO), 0) / NANO
}
