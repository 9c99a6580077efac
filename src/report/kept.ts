/** The part of a draft's page about the proposal that it stays near to: what was kept, which cells differ, and why. */
import type { Draft } from '../shapes/answers/draft.js'
import { wholeText, signedText } from '../words/texts.js'
import { KEPT, keptSentences, keptWhy } from '../words/near.js'
import { TERM } from '../words/terms.js'
import { html, typed, type Content } from './markup.js'
import { andMore, headRow, MOST_LINES, numberCell, tableOf, type Section } from './page.js'
import { columnName, rowName, thing, type PageSetting } from './setting.js'

/** null where there was nothing to stay near to */
export function keptSection(draft: Draft, setting: PageSetting): Section | null {
  const { near } = draft
  if (near === null) return null
  const { language } = setting
  return {
    id: 'gehouden',
    title: KEPT.title[language],
    content: [
      html`<p>${keptSentences(draft, language).join(' ')}</p>`,
      near.moved.length === 0 ? null : movedTable(near.moved, setting),
      near.broken.length === 0
        ? null
        : [
            html`<h3>${KEPT.broken[language]}</h3>`,
            html`<ul>
              ${near.broken.flatMap(({ findings }) => findings.map(({ text }) => html`<li>${typed(text)}</li>`)).slice(0, MOST_LINES)}
            </ul>`,
          ],
    ],
  }
}

function movedTable(moved: NonNullable<Draft['near']>['moved'], setting: PageSetting): Content {
  const { language } = setting
  return [
    tableOf({
      id: 'gehouden-tabel',
      caption: KEPT.cells[language],
      head: headRow([
        thing('row', setting),
        thing('column', setting),
        { number: KEPT.given[language] },
        { number: TERM.proposal[language] },
        { number: TERM.difference[language] },
        KEPT.why[language],
      ]),
      body: moved.slice(0, MOST_LINES).map(
        (each) =>
          html`<tr>
            <th scope="row">${rowName(each.specialty, setting)}</th>
            <td>${columnName(each.oor, setting)}</td>
            ${numberCell(wholeText(each.from, language))}${numberCell(wholeText(each.to, language))}${numberCell(html`<b>${signedText(each.to - each.from, language)}</b>`)}
            <td>${keptWhy(each, language)}</td>
          </tr> `,
      ),
    }),
    andMore(moved.length, setting),
  ]
}
