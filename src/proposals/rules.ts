/** The rules that a proposal is tested by (P26 II.2.2), one function each: what it finds, in words, and what would be allowed. */
import { NANO } from '../domain/decimal.js'
import { outsideFrame } from '../domain/outside.js'
import type { Consultation, Finding, Moved, RuleOutcome, ProposalFrame, RuleId } from '../domain/proposal.js'
import { agreedText, byText, subjectText } from '../words/agreements.js'
import { keptIn, nameOf } from './agreements.js'
import { isWithoutCareUse, mustStayEmpty, roomOf, staffelOf, type Footing } from './frame.js'
import { neededMotivations } from './motivations.js'
import { MEASURE } from '../words/texts.js'

/** Where each rule stands. */
export const RULE_SOURCE: Readonly<Record<RuleId, string>> = {
  integers: 'P26 Begrippenlijst (instroomplaats)',
  'row-totals': 'P26 II.1.3, FAQ 7.1',
  'national-total': 'P26 I.1',
  'zero-cells': 'FAQ 7.3',
  'zero-target': 'P26 I.2, FAQ 5 (zeroTarget)',
  bounds: 'P26 II.1.3 (afspraken)',
  agreements: 'afspraak',
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
export interface Tested {
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

type Findings = { readonly outcome: RuleOutcome; readonly findings: readonly Finding[] }

/** Rules about agreed cells, cells without care use, and history show only where there are any, or where the option asks. */
export function applies(id: RuleId, { basis, consultation }: Tested): boolean {
  if (id === 'bounds') return basis.scenario.bounds.length > 0
  if (id === 'agreements') return basis.agreements.length > 0
  if (id === 'zero-target') return basis.options.zeroTarget === 'stays-zero'
  return id !== 'staffel' || consultation.history.some((row) => row !== null)
}

export const CHECKS: Readonly<Record<RuleId, (subject: Tested) => Findings>> = {
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

  // what the consultation settled by itself, each by who agreed it
  agreements: (subject) => {
    const kept = keptIn(subject.basis, subject.places).filter(({ holds }) => holds !== true)
    const name = nameOf(subject.basis)
    return failing(
      kept.map((agreement): Finding => {
        const found = [agreement.found ?? []].flat()
        const [nl, en] = (['nl', 'en'] as const).map((language) => {
          const given = found.map((places) => subject.number(places)).join(', ')
          const of = `${subjectText(agreement, language, name)}: ${given}`
          const agreed = `${agreedText(agreement, language)} (${byText(agreement, language)})`
          return { nl: `${of}, afgesproken is ${agreed}`, en: `${of}, agreed is ${agreed}` }[language]
        }) as [string, string]
        const { low, high, places } = agreement
        const allowed = places?.join(', ') ?? (low === high ? (low ?? '-') : `${low ?? 0}..${high ?? ''}`)
        return {
          text: subject.say(nl, en),
          ...(agreement.specialty !== null && { specialty: agreement.specialty }),
          ...(agreement.oor !== null && { oor: agreement.oor }),
          found: found.length === 1 ? found[0]! : found.join(', '),
          allowed,
        }
      }),
    )
  },

  // "[...] maximaal 30 over de OOR's te verschuiven instroomplaatsen": three readings; failing another than the chosen one warns
  'leeway-total': (subject) => {
    const { moved, frame } = subject
    const readings = [
      { measure: 'places-moved', value: moved.placesMoved },
      { measure: 'sum-absolute', value: moved.sumAbsolute },
      { measure: 'cells', value: moved.cells },
    ] as const
    const over = readings.filter(({ value }) => value > frame.leeway.total)
    const findings = over.map(({ measure, value }) => {
      const { nl, en } = MEASURE[measure]
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
    if (over.some(({ measure }) => measure === frame.measure)) return failing(findings)
    return { outcome: findings.length === 0 ? 'pass' : 'warn', findings }
  },

  'leeway-per-oor': (subject) => {
    const { frame, totals } = subject
    return failing(
      subject.basis.scenario.oors.flatMap(({ code }, o) => {
        const { below, above } = roomOf(frame.leeway, code)
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
        const signed = `${by > 0 ? '+' : ''}${subject.number(by)}`
        const name = cellName(subject, s, o)
        return [
          {
            text: subject.say(
              `${name}: ${subject.number(places)} wijkt ${signed} af van de verdeling naar historie; de richtlijn is hoogstens ${most}`,
              `${name}: ${subject.number(places)} differs by ${signed} from the distribution by history; the guideline is at most ${most}`,
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

function missingMotivations(subject: Tested): Finding[] {
  const { basis, frame, consultation, places, say } = subject
  const lacks = { motivation: 'no motivation', ground: 'no ground', text: 'no text' } as const
  const dutch = { motivation: 'geen motivering', ground: 'geen grond', text: 'geen toelichting' } as const
  return neededMotivations(basis, frame, consultation, places)
    .filter(({ missing }) => missing.length > 0)
    .map(({ oor, specialty, difference, missing, cells: byCell }) => {
      const name = specialty === null ? oor : `${specialty} – ${oor}`
      // what is found is a code, the same in both languages
      const found = missing.map((each) => lacks[each]).join(', ')
      const gevonden = missing.map((each) => dutch[each]).join(', ')
      const by = `${difference > 0 ? '+' : ''}${subject.number(difference)}`
      const lacking = byCell.filter((each) => each.missing.length > 0).map((each) => each.specialty)
      return {
        text: say(
          `${name} wijkt ${by} af van de basisverdeling: ${gevonden}${lacking.length === 0 ? '' : ` bij ${lacking.join(', ')}`}`,
          `${name} deviates ${by} from the base distribution: ${found}${lacking.length === 0 ? '' : ` for ${lacking.join(', ')}`}`,
        ),
        ...(specialty !== null && { specialty }),
        oor,
        found,
        allowed: 'ground and text',
      }
    })
}

interface ProposedCell {
  readonly specialty: string
  readonly oor: string
  readonly name: string
  readonly places: number
  /** Its number in the flat matrix. */
  readonly cell: number
}

/** The findings of all cells for which `is` holds. */
function cells(
  subject: Tested,
  is: (cell: ProposedCell) => boolean,
  finding: (cell: ProposedCell) => Pick<Finding, 'text' | 'found' | 'allowed'>,
): Finding[] {
  const { specialties, oors } = subject.basis.scenario
  return subject.places.flatMap((places, i) => {
    const [s, o] = [Math.floor(i / oors.length), i % oors.length]
    const cell = { specialty: specialties[s]!.code, oor: oors[o]!.code, name: cellName(subject, s, o), places, cell: i }
    return is(cell) ? [{ ...finding(cell), specialty: cell.specialty, oor: cell.oor }] : []
  })
}

function specialtyName({ basis }: Tested, s: number): string {
  const { code, name } = basis.scenario.specialties[s]!
  return name === code ? code : `${code} ${name}`
}

function cellName(subject: Tested, s: number, o: number): string {
  return `${specialtyName(subject, s)} – ${subject.basis.scenario.oors[o]!.code}`
}

/** Decimals summed without noise. */
function total(places: readonly number[]): number {
  return places.reduce((sum, each) => sum + Math.round(each * NANO), 0) / NANO
}
