/** Versions of fixed places as a page to send around: what changed and who has to be told, and then the places as they stand. */
import { chainFaults, versionTables } from '../documents/versions.js'
import { placesInForce, type VersionHistory } from '../shapes/answers/fixed.js'
import { chainText, FIXED, versionSentence, versionText } from '../words/fixed.js'
import type { Given } from '../words/recipe.js'
import { TERM } from '../words/terms.js'
import type { Language } from '../words/texts.js'
import { placedFacts, placedSections, placedSetting, tableSection } from './institutions.js'
import { html, typed } from './markup.js'
import { pageText, type Section } from './page.js'
import { settingOfTable, type PageSetting } from './setting.js'

export function versionsPage(answer: VersionHistory, language: Language, given?: Given): string {
  const { title, data, year, made, versions, case: id } = answer
  const places = placesInForce(answer)
  const setting = places === null ? settingOfTable(data, language, given) : placedSetting(places, language, given)
  const last = versions.at(-1)!
  return pageText(
    {
      kind: FIXED.title[language],
      title,
      facts: [
        { word: FIXED.number[language], value: last.number },
        ...(places === null ? [{ word: TERM.year[language], value: String(year) }] : placedFacts(places, language)),
        { word: FIXED.hash[language], value: html`<code class="hash">${typed(last.hash)}</code>` },
      ],
      made,
      running: `${id} · ${versionText(last.number, language)}`,
      sections: [
        chainSection(answer, setting),
        ...versionTables(answer, language).map((table) => tableSection(table, setting)),
        ...(places === null ? [] : placedSections(places, setting)),
      ],
    },
    setting,
  )
}

/** Whether the chain is whole, and what its last version came down to. */
function chainSection(answer: VersionHistory, setting: PageSetting): Section {
  const { language } = setting
  const faults = chainFaults(answer, language)
  const last = answer.versions.at(-1)!
  return {
    id: 'keten',
    title: FIXED.versions[language],
    content: [
      html`<p><b>${versionText(last.number, language)}. ${versionSentence(last, language)}</b></p>`,
      html`<p>${chainText(answer, language)}</p>`,
      answer.result === null ? html`<p><strong>${FIXED.untold[language]}</strong></p>` : null,
      faults === null ? null : tableSection(faults, setting).content,
    ],
  }
}
