/** What is asked of many years: the methods that are compared, how years hang together, and what is filled in. */
import { InputError, type Fault } from '../domain/errors.js'
import {
  CARRIES,
  CONTENDER_NAMES,
  POPULATIONS,
  type Carry,
  type Contender,
  type Population,
} from '../domain/contenders.js'
import { SETTINGS, type Settings } from './populations.js'

export interface FairnessQuestion {
  readonly draws: number
  readonly seed: number
  readonly population: Population
  /** All filled in. */
  readonly settings: Settings
  readonly methods: readonly Contender[]
  /** Years in a run; a draw is a run. */
  readonly years: number
  readonly carry: Carry
}

/** What may be left open. */
export type FairnessRequest = { readonly [K in keyof FairnessQuestion]?: FairnessQuestion[K] | undefined }

const MOST_DRAWS = 100_000_000
const MOST_YEARS = 100

/** The question with all that was left open filled in. @throws InputError for all that is wrong, in one round */
export function askedOf(request: FairnessRequest): FairnessQuestion {
  const population = request.population ?? 'drift'
  const methods = request.methods ?? CONTENDER_NAMES
  const known: Settings = POPULATIONS.includes(population) ? SETTINGS[population] : {}
  const given = request.settings ?? {}
  const asked = {
    draws: request.draws ?? 1_000,
    seed: request.seed ?? 1,
    population,
    settings: { ...known, ...given },
    methods: CONTENDER_NAMES.filter((name) => methods.includes(name)),
    years: request.years ?? 1,
    carry: request.carry ?? 'none',
  }
  const faults = [
    ...among('population', population, POPULATIONS),
    ...methods.flatMap((name) => among('methods', name, CONTENDER_NAMES)),
    ...(methods.length === 0 ? [fault('methods', '', CONTENDER_NAMES.join(' | '))] : []),
    ...among('carry', asked.carry, CARRIES),
    ...whole('draws', asked.draws, 1, MOST_DRAWS),
    ...whole('seed', asked.seed, 0, Number.MAX_SAFE_INTEGER),
    ...whole('years', asked.years, 1, MOST_YEARS),
    ...Object.entries(given).flatMap(([name, value]) =>
      Object.hasOwn(known, name)
        ? setting(name, value)
        : [fault(`settings.${name}`, name, Object.keys(known).join(' | '))],
    ),
  ]
  if (faults.length > 0) throw new InputError(faults)
  return asked
}

function setting(name: string, value: number): Fault[] {
  const most = name === 'contacts' ? 1e9 : 2
  const good = Number.isFinite(value) && value >= 0 && value <= most && (name !== 'contacts' || value > 0)
  return good ? [] : [fault(`settings.${name}`, String(value), name === 'contacts' ? `> 0, <= ${most}` : `0 – ${most}`)]
}

function whole(path: string, value: number, least: number, most: number): Fault[] {
  const good = Number.isSafeInteger(value) && value >= least && value <= most
  return good ? [] : [fault(path, String(value), `${least} – ${most}`)]
}

function among(path: string, value: string, names: readonly string[]): Fault[] {
  return names.includes(value) ? [] : [fault(path, value, names.join(' | '))]
}

function fault(path: string, found: string, expected: string): Fault {
  return { code: 'usage', path, found, expected }
}
