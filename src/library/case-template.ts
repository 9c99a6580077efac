/** A case within OORs as a workbook to fill in. */
import type { Language } from '../domain/language.js'
import { readCase, readShippedCase, type CaseInput } from '../io/read/institutions.js'
import { caseTemplate } from '../workbook/case-template.js'

const SHIPPED = '2027-institutions'

/** Filled with a case, or else with the OORs and specialties of the shipped one only. @throws InputError for what is no case */
export async function caseTemplateWorkbook(given: CaseInput | null, language: Language): Promise<Uint8Array> {
  return given === null
    ? caseTemplate(readShippedCase(SHIPPED, 'case'), false, language)
    : caseTemplate(readCase(given), true, language)
}
