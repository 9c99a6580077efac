/** The part of a page about advices outside the frame. */
import { outsideTrack } from '../documents/outside.js'
import type { Consultation } from '../domain/proposal.js'
import { OUTSIDE } from '../words/outside.js'
import { html, typed } from './markup.js'
import type { Section } from './page.js'
import { oorTable } from './proposal.js'
import type { PageSetting } from './setting.js'

export function outsideSection(
  consultation: Consultation,
  columns: readonly string[],
  setting: PageSetting,
): Section | null {
  const { language } = setting
  const track = outsideTrack(consultation, columns, language)
  if (track === null) return null
  return {
    id: 'buiten-kader',
    title: OUTSIDE.title[language],
    content: [
      html`<p>${OUTSIDE.note[language]}</p>`,
      oorTable(track.table, 'buiten-kader-tabel', OUTSIDE.advised[language], setting),
      html`<ul>
        ${track.notes.map((note) => html`<li>${typed(note)}</li>`)}
      </ul>`,
    ],
  }
}
