/** The library on made-up care use that fits a published table. */
import { budgetOf, type Limits } from '../domain/budget.js'
import { EngineError, InputError, type Fault } from '../domain/errors.js'
import { ask } from '../ask/ask.js'
import { YEAR_UNKNOWN } from '../domain/scenario.js'
import { codeOf, codesOf } from '../io/read/names.js'
import { fingerprint } from '../io/canonical.js'
import { said } from '../io/read/readings.js'
import { titleText } from '../words/heading.js'
import { reconstructedFiles, reconstructedScenario, type Reconstructed } from '../io/read/table.js'
import type { Reconstruction } from '../shapes/answers/reconstruction.js'
import { type ScenarioInput, type InFrame, scenarioOf, tableOf, checkedRequest } from './inputs.js'
import { withMade } from './made.js'
import { solve } from './rounding.js'

/**
 * Care use that is made up so that the default method gives exactly a published table; other seeds give other volumes.
 * @param table the path of a CSV matrix, or `{ rows, columns, allocation }`
 * @param request `scenario` gives floor, zero cells, bounds, options and names (default: none of these); `floored` the OORs
 * that the floor lifted (default: those whose total is the rounded floor)
 * @throws InputError when the table cannot come out of these rules; EngineError when no care use was found in time
 */
export async function reconstruct(
  table: string | object,
  request: InFrame &
    Limits & {
      readonly scenario?: ScenarioInput | undefined
      readonly seed?: number | undefined
      readonly floored?: readonly string[] | undefined
    } = {},
): Promise<Reconstruction> {
  const { timeLimit, signal } = request
  const { checked, limits } = checkedRequest({ seed: request.seed, timeLimit, signal })
  const { seed = 1 } = checked
  const budget = budgetOf(limits)
  const known = request.scenario === undefined ? null : scenarioOf(request.scenario, request.frame)
  const read = tableOf(table, known)
  const { specialties, oors, places } = read
  const path = typeof table === 'string' ? table : 'table'
  const frame = {
    id: `${known === null ? '' : `${known.id}-`}reconstructed-${seed}`,
    title: `${known === null ? 'Tabel' : titleText(known, 'nl')} (gereconstrueerd zorggebruik, seed ${seed})`,
    year: known?.year ?? YEAR_UNKNOWN,
    data: 'reconstructed' as const,
    sources: [
      { what: 'places per specialty and OOR (as given)', document: 'expected.csv' },
      { what: 'care use (RECONSTRUCTED: made up so that these places come out)', document: '-' },
    ],
    oors,
    specialties,
    floor: known?.floor ?? null,
    zeroCells: known?.zeroCells ?? [],
    leeway: known?.leeway ?? null,
    agreements: [],
    frame: known?.frame ?? null,
    bounds: known?.bounds ?? [],
    options: known?.options ?? {},
    own: null,
  }
  const faults: Fault[] = []
  const lifted = request.floored?.map((given) => codeOf(given, () => 'floored', codesOf(oors), faults))
  if (faults.length > 0) throw new InputError(faults)
  const made = await ask('reconstruct', [frame, places, seed, lifted, path], limits)
  if (made === null) throw new EngineError('no care use that gives this table was found in time')
  const { volumes, attempts, floored } = made
  const found: Reconstructed = { frame, places, volumes, seed, attempts, floored }
  const scenario = reconstructedScenario(found, volumes)
  const left = Number.isFinite(budget.leftMs()) ? { timeLimit: Math.max(0.001, budget.leftMs() / 1000) } : {}
  const result = await solve(scenario, { ...left, signal })
  const answer = { scenario, files: reconstructedFiles(found), seed, attempts, floored, result }
  // what is in memory needs no telling
  const told = said<Reconstruction>(answer, [typeof table === 'string' ? read : null, known], request.language)
  const from = { table: fingerprint({ specialties, oors, places }), scenario: known?.sha256, seed, floored: lifted }
  return withMade(told, 'reconstruct', from)
}
