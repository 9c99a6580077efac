/**
 * The library within OORs, loaded when it is asked for: whoever only rounds tables, such as the page, goes without. What each does stands
 * in the file that it is loaded from.
 */
import type { CaseInput } from '../io/read/institutions.js'
import type { Fixed, Unamended, VersionHistory } from '../shapes/answers/fixed.js'
import type { WholeChain } from '../shapes/answers/chain.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import type { Pack } from '../shapes/answers/pack.js'
import type { ChainRequest } from './chain.js'
import { propose } from './drafted.js'
import type { FixedRequest, FixRequest } from './fixing.js'
import type { HandingOver } from './handing-over.js'
import type { Language } from '../domain/language.js'
import type { ScenarioInput } from './inputs.js'
import type { InstitutionsRequest } from './institutions.js'

/** The places of every cell of the OORs over the institutions that are recognised. See `institutions.ts`. @throws InputError; EngineError */
export async function institutions(given: CaseInput, request?: InstitutionsRequest): Promise<Institutions> {
  return (await import('./institutions.js')).institutions(given, request)
}

/** Makes an answer of `institutions` a version that does not change. See `fixing.ts`. @throws InputError */
export async function fix(result: string | object, request?: FixRequest): Promise<Fixed> {
  return (await import('./fixing.js')).fix(result, request)
}

/** What follows a version after a ruling or a new recognition. See `fixing.ts`. @throws InputError */
export async function amend(
  version: string | object,
  amendment: string | object,
  request?: FixedRequest,
): Promise<Fixed | Unamended> {
  return (await import('./fixing.js')).amend(version, amendment, request)
}

/** The chain of a version, verified. See `fixing.ts`. @throws InputError */
export async function history(version: string | object, request?: FixedRequest): Promise<VersionHistory> {
  return (await import('./fixing.js')).history(version, request)
}

/** The last version of a chain in BOLS or VWS format, read back. See `handing-over.ts`. @throws InputError */
export async function handOver(
  answer: VersionHistory,
  as: 'csv' | 'xlsx',
  how: HandingOver,
): Promise<string | Uint8Array> {
  return (await import('./handing-over.js')).handOver(answer, as, how)
}

/** From care use to the BOLS and VWS formats in one run. See `chain.ts`. @throws InputError */
export async function chain(
  scenario: ScenarioInput,
  given: CaseInput,
  request: ChainRequest = {},
): Promise<WholeChain> {
  return (await import('./chain.js')).chain(scenario, given, request, propose)
}

/** What a complaints committee asks of one institution. See `packing.ts`. @throws InputError */
export async function pack(given: CaseInput, institution: string, request?: InstitutionsRequest): Promise<Pack> {
  return (await import('./packing.js')).pack(given, institution, request)
}

/** A workbook of a case to fill in, which `institutions` reads; with a case it is filled with that. @throws InputError */
export async function caseTemplateWorkbook(given: CaseInput | null, language: Language = 'nl'): Promise<Uint8Array> {
  return (await import('./case-template.js')).caseTemplateWorkbook(given, language)
}
