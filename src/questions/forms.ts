/** Where answers get their forms: each is loaded when it is asked for. */
import type { Result } from '../library.js'
import { exitOf } from '../domain/outcomes.js'
import { CLAIM, printable, STATUS, type Language, type Text } from '../words/texts.js'
import type { Form, How } from './question.js'

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

/** Who reads what came of it nowhere else: of a table in CSV, which does not say it, and of a file, which is opened later, or never. */
type Told = Pick<How, 'language' | 'isFile'>

function isUntold(form: Form, { isFile }: Told): boolean {
  return form === 'csv' || isFile === true
}

/** Of results what is not a positive answer is said beside them, and why. */
export async function unsaid(results: readonly Result[], form: Form, how: Told): Promise<string[]> {
  const negative = results.filter((result) => exitOf([result]) !== 0)
  if (!isUntold(form, how) || negative.length === 0) return []
  const { language } = how
  const { statusLine } = await terminal()
  return negative.map((result) => printable(`${statusLine(result, language)}${whyText(result.conflict, language)}`))
}

/** What may end without places. */
interface Ended {
  readonly status: keyof typeof STATUS
  readonly conflict: { readonly texts: Text } | null
}

/** That there are no places in a proposal, years, or what is within an OOR, and why; or that they are not proven. */
export function withoutPlaces(answer: Ended, form: Form, how: Told): string[] {
  const { status } = answer
  return !isUntold(form, how) || status === 'optimal' ? [] : [endedText(answer, how.language)]
}

/** "onmogelijk: OOR Y heeft 3 plaatsen voor …" */
export function endedText({ status, conflict }: Ended, language: Language): string {
  if (status === 'feasible') return `${STATUS.feasible[language]}: ${CLAIM.optimality[language]}`
  return printable(STATUS[status][language] + whyText(conflict, language))
}

function whyText(conflict: Ended['conflict'], language: Language): string {
  return conflict === null ? '' : `: ${conflict.texts[language]}`
}
