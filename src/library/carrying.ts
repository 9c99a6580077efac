/** The library on carrying a consultation over to a new frame. */
import { ask } from '../ask/ask.js'
import { EngineError } from '../domain/errors.js'
import type { Consultation } from '../domain/proposal.js'
import type { Scenario } from '../domain/scenario.js'
import { fingerprint } from '../io/canonical.js'
import { parseConsultation } from '../io/read/consultation.js'
import { said } from '../io/read/readings.js'
import type { CarriedConsultation } from '../shapes/answers/carry.js'
import {
  bothOf,
  checkedRequest,
  consultationOf,
  scenarioOf,
  type ConsultationInput,
  type InFrame,
  type ScenarioInput,
} from './inputs.js'
import { withMade } from './made.js'
import type { Request } from '../allocation/request.js'

/** From which frame to which. */
export interface CarryRequest extends InFrame, Pick<Request, 'timeLimit' | 'signal'> {
  readonly from: ScenarioInput
  readonly to: ScenarioInput
}

/**
 * Advices and points of attention fitted to a new frame where they still hold: the same intake of the specialty, and a row that the new
 * frame can have. The others are listed with why, and with the day by which they must have been sent again (L27). Sizes, history,
 * motivations and wishes go along where what they are about is there. `draft` and `check` read the answer as advices.
 * @throws InputError for wrong input, and for a frame without a base distribution
 */
export async function carry(
  consultation: ConsultationInput,
  { from, to, frame, language, ...rest }: CarryRequest,
): Promise<CarriedConsultation> {
  const { limits } = checkedRequest(rest)
  const [before, after] = bothOf(
    () => scenarioOf(from, frame),
    () => scenarioOf(to, frame),
  )
  const given = consultationOf(consultation, before)
  const { consultation: kept, ...judged } = await ask('carry', [before, after, given], limits)
  const fitted = fileOf(kept, after)
  checkReadBack(fitted, kept, after)
  const answer: CarriedConsultation = {
    kind: 'carry',
    data: after.data,
    from: endOf(before),
    to: endOf(after),
    consultation: fitted,
    ...judged,
    deadline: DEADLINES.get(after.year) ?? null,
    input: { sha256: fingerprint(given) },
  }
  return withMade(said(answer, [before, after, given], language), 'carry', {
    scenarios: [before.sha256, after.sha256],
    advices: fingerprint(given),
  })
}

/** "uiterlijk 6 juli 2026 vóór 13.00 uur" (L27): for advices and points of attention alike. */
const DEADLINES: ReadonlyMap<number, NonNullable<CarriedConsultation['deadline']>> = new Map([
  [2027, { at: '2026-07-06T13:00:00+02:00', zone: 'Europe/Amsterdam', source: 'L27' }],
])

function endOf({ id, frame, sha256 }: Scenario): CarriedConsultation['from'] {
  return { scenario: id, frame, sha256 }
}

/** A consultation as its file holds it. */
export function fileOf(
  { advices, attentionPoints, motivations, current, history, prefer, agreements = [], outside = [] }: Consultation,
  { oors, specialties }: Scenario,
): object {
  const perOor = <T>(values: readonly T[], keep: (value: T, o: number) => boolean = () => true) =>
    Object.fromEntries(oors.flatMap(({ code }, o) => (keep(values[o]!, o) ? [[code, values[o]!]] : [])))
  const about = ({ specialty }: { readonly specialty: string | null }) => (specialty === null ? {} : { specialty })
  return {
    // those outside the frame are known by their names
    advices: [...advices, ...outside.map((each) => ({ ...each, weight: 1000 }))].map((advice) => {
      const { specialty, row, room, weight, rationale } = advice
      const shift = perOor(room, ([low, high], o) => low !== row[o] || high !== row[o])
      return {
        specialty,
        row: perOor(row),
        ...(Object.keys(shift).length > 0 && { shift }),
        ...(weight !== 1000 && { weight: weight / 1000 }),
        ...(rationale !== '' && { rationale }),
      }
    }),
    attentionPoints: attentionPoints.map((point) => {
      const { specialty: _, ...rest } = point
      return { ...rest, ...about(point) }
    }),
    motivations: motivations.map((each) => {
      const { specialty: _, grounds, ...rest } = each
      return { ...rest, ...about(each), grounds: [...grounds] }
    }),
    ...(current.some((size) => size !== null) && { current: perOor(current, (size) => size !== null) }),
    ...(history.some((row) => row !== null) && {
      history: Object.fromEntries(
        specialties.flatMap(({ code }, s) => (history[s] == null ? [] : [[code, perOor(history[s])]])),
      ),
    }),
    prefer: [...prefer],
    ...(agreements.length > 0 && {
      agreements: agreements.map((each) => {
        const told = Object.entries(each).filter(([, value]) => value !== null && value !== '')
        return { by: each.by, ...Object.fromEntries(told) }
      }),
    }),
  }
}

/** What goes along is read back as what it is. @throws EngineError */
function checkReadBack(fitted: object, kept: Consultation, scenario: Scenario): void {
  if (fingerprint(parseConsultation(structuredClone(fitted), scenario)) === fingerprint(kept)) return
  throw new EngineError('the consultation that goes along is not read back as it is')
}
