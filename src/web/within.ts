/** What the engine does for the view of institutions, loaded when that is opened: cases, answers, versions, and why a training has its places. */
import { amend, fix, history, InputError, institutions, loadShippedCases, pack, verify } from '../browser.js'
import type { DeliveryFormat } from '../domain/delivery.js'
import type { Amendment, CaseOptions, SeatObjective, Training } from '../domain/institutions.js'
import type { Language } from '../domain/language.js'
import type { Reading } from '../domain/reading.js'
import { caseFile, readFixed } from '../io/read/fixed.js'
import { readCase } from '../io/read/institutions.js'
import { readingOf } from '../io/read/readings.js'
import { decode, isWorkbook } from '../io/text.js'
import { parseJson } from '../shapes/check.js'
import type { Fixed, Unamended } from '../shapes/answers/fixed.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import type { InlineCaseFile } from '../shapes/institutions.js'
import { alternativeLine } from '../words/pack.js'
import type { ExportForm } from './engine.js'

/** The id of a shipped case, or one with its lists in it. */
export type GivenCase = string | InlineCaseFile

/** How the view has it divided. */
export interface Dividing {
  readonly objective?: SeatObjective | undefined
  readonly options?: Partial<CaseOptions> | undefined
}

const shipped = loadShippedCases()

/** The shipped cases, by id and title. */
export async function cases(): Promise<{ readonly id: string; readonly title: string }[]> {
  return (await shipped).map((id) => ({ id, title: readCase(id).title }))
}

export async function divided(given: GivenCase, asked: Dividing): Promise<Institutions> {
  await shipped
  return institutions(given, asked)
}

/** Whether the independent check accepts an answer. */
export async function isAccepted(answer: Institutions, given: GivenCase): Promise<boolean> {
  await shipped
  return (await verify(answer, { case: given })).status === 'accepted'
}

export async function fixed(answer: Institutions, given: GivenCase): Promise<Fixed> {
  await shipped
  return fix(answer, { case: given })
}

export function amended(version: Fixed, amendment: Amendment, language: Language): Promise<Fixed | Unamended> {
  return amend(version, amendment, { language })
}

export type OpenedCase =
  | { readonly kind: 'case'; readonly file: InlineCaseFile; readonly reading: Reading | null }
  | { readonly kind: 'version'; readonly version: Fixed }

/** A file that somebody opened: a case, or a version with its chain. @throws InputError with every fault */
export async function opened(bytes: Uint8Array, name: string): Promise<OpenedCase> {
  if (isWorkbook(name, bytes)) {
    const read = readCase(bytes, name)
    return { kind: 'case', file: caseFile(read), reading: readingOf(read) }
  }
  const value = parseJson(decode(bytes), name, { exact: true })
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : null
  if (kind !== 'fixed') return { kind: 'case', file: caseFile(readCase(bytes, name)), reading: null }
  const version = readFixed(value as object) as unknown as Fixed
  const { faults } = await history(version)
  if (faults.length === 0) return { kind: 'version', version }
  throw new InputError(
    faults.map(({ version: number, path, found, expected }) => {
      return { code: 'chain-broken', path: `${name}: versions[${number}].${path}`, found, expected }
    }),
  )
}

/** All that is known of one training: each step with its rule, and what one place more or fewer would cost. */
export async function whyOf(given: GivenCase | Fixed, { institution, specialty, oor }: Training, asked: Dividing) {
  await shipped
  const { trainings } = await pack(given, institution, isVersion(given) ? {} : asked)
  const own = trainings.find((each) => each.specialty === specialty && each.oor === oor)
  if (own === undefined) return null
  const alternatives = own.alternatives.map((each) => {
    return { ...each, line: { nl: alternativeLine(each, 'nl'), en: alternativeLine(each, 'en') } }
  })
  return { ...own, alternatives }
}

/** An answer, or a version, as a file: as the commands write it. */
export async function exported(
  given: GivenCase | Fixed,
  asked: Dividing & { readonly format?: DeliveryFormat },
  form: ExportForm,
  language: Language,
): Promise<string | Uint8Array> {
  await shipped
  const csv = { dialect: language === 'nl' ? 'excel-nl' : 'plain', names: true, totals: true } as const
  if (isVersion(given)) {
    const { lookingBack } = await import('../questions/fixing.js')
    return (await lookingBack.ask({ fixed: given, format: asked.format }, { language })).in(form, csv)
  }
  const { dividing } = await import('../questions/institutions.js')
  return (await dividing.ask({ case: readCase(given), ...asked }, { language })).in(form, csv)
}

function isVersion(given: GivenCase | Fixed): given is Fixed {
  return typeof given === 'object' && 'kind' in given
}
