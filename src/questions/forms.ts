/** Where answers get their forms: each is loaded when it is asked for. */
import type { Draft, Institutions, Result, Years } from '../library.js'
import { exitOf } from '../domain/outcomes.js'
import { printable, STATUS, type Language } from '../words/texts.js'
import type { Form } from './question.js'

export const terminal = () => import('../cli/render.js')
export const proposalTerminal = () => import('../cli/render-proposal.js')
export const besideTerminal = () => import('../cli/render-beside.js')
export const fairnessTerminal = () => import('../cli/render-fairness.js')
export const institutionTerminal = () => import('../cli/render-institutions.js')
export const packTerminal = () => import('../cli/render-pack.js')
export const fixedTerminal = () => import('../cli/render-fixed.js')
export const sensitivityTerminal = () => import('../cli/render-sensitivity.js')
export const tables = () => import('../formats/csv.js')
export const yearFiles = () => import('../formats/year-tables.js')
export const pages = () => import('../formats/pages.js')

/** A table in CSV does not say what came of it: what is not a positive answer is said beside it. */
export async function unsaid(results: readonly Result[], form: Form, language: Language): Promise<string[]> {
  const negative = results.filter((result) => exitOf([result]) !== 0)
  if (form !== 'csv' || negative.length === 0) return []
  const { statusLine } = await terminal()
  return negative.map((result) => statusLine(result, language))
}

/** That there is nothing in a CSV of a proposal or of years, and why. */
export function withoutPlaces(
  { status, conflict }: Pick<Draft | Years | Institutions, 'status' | 'conflict'>,
  form: Form,
  language: Language,
): string[] {
  if (form !== 'csv' || status === 'optimal' || status === 'feasible') return []
  const why = conflict === null ? '' : `: ${conflict.texts[language]}`
  return [printable(STATUS[status][language] + why)]
}
