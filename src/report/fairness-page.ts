/** The page about many years. */
import { frameFacts } from '../words/heading.js'
import type { Given } from '../words/recipe.js'
import { CHART } from '../words/charts.js'
import type { Language } from '../words/texts.js'
import type { Fairness } from '../shapes/answers/fairness.js'
import type { Sensitivity } from '../shapes/answers/sensitivity.js'
import { sourcesSection } from './account.js'
import {
  againSection,
  aheadSection,
  assumptionsSection,
  cellsSection,
  claimsSection,
  contendersSection,
  effectsSection,
  fairnessSummarySection,
  sizesSection,
} from './fairness.js'
import { html } from './markup.js'
import { pageText, type Section } from './page.js'
import { readingsSection } from './sensitivity-page.js'
import { settingOf, type PageSetting, type PageSubject } from './setting.js'

/**
 * What stands for a reader, the assumptions, and each chart with its table.
 * @param subject null where only the answer is at hand: then codes are names
 * @param beside the same runs under another rule of carrying over
 * @param readings what each reading of the protocol does in the scenario itself; null where that is not at hand
 */
export function fairnessPage(
  answer: Fairness,
  subject: PageSubject | null,
  beside: Fairness | null,
  readings: Sensitivity | null,
  language: Language,
  given?: Given,
): string {
  const setting = settingOf([subject ?? codesOf(answer)], language, given)
  return pageText(
    {
      kind: CHART.kind[language],
      title: subject?.title ?? answer.scenario,
      facts: subject === null ? [] : frameFacts(subject, language),
      read: answer.read,
      made: answer.made,
      running: answer.scenario,
      sections: [
        fairnessSummarySection(answer, beside, setting),
        assumptionsSection(answer, setting),
        effectsSection(answer, setting),
        readingsOf(readings, setting),
        contendersSection(answer, setting),
        aheadSection(answer, beside, setting),
        sizesSection(answer, setting),
        cellsSection(answer, setting),
        claimsSection(answer, setting),
        againSection(beside === null ? [answer] : [answer, beside], subject, setting),
        subject === null ? null : sourcesSection([subject], setting),
      ],
    },
    setting,
  )
}

/** Options against OORs: what a reading does is of the year of the scenario, and it says so. */
function readingsOf(readings: Sensitivity | null, setting: PageSetting): Section | null {
  if (readings?.base.allocation == null) return null
  const { content, ...section } = readingsSection(readings, setting)
  const { language } = setting
  return {
    ...section,
    title: CHART.readingsTitle[language],
    content: [html`<p>${CHART.readingsNote[language]}</p>`, content],
  }
}

function codesOf({ scenario, data, methods }: Fairness): Parameters<typeof settingOf>[0][number] {
  const { oors, specialties } = methods[0]!
  const named = (code: string) => ({ code, name: code, aliases: [] })
  return {
    id: scenario,
    title: scenario,
    data,
    own: null,
    oors: oors.map(({ oor }) => named(oor)),
    specialties: specialties.map(({ specialty }) => ({ ...named(specialty), intake: 0 })),
  }
}
