/** A consultation fitted to a new frame as a page: what has to be asked again, by when, and what goes along. */
import type { CarriedConsultation } from '../shapes/answers/carry.js'
import { CARRIED, carriedLines, countWords, deadlineWords, leftWords, type CarriedLine } from '../words/carrying.js'
import { frameFacts } from '../words/heading.js'
import type { Given } from '../words/recipe.js'
import { TERM } from '../words/terms.js'
import type { Language } from '../words/texts.js'
import { html, joined, typed, type Content } from './markup.js'
import { andMore, headRow, MOST_LINES, pageText, tableOf } from './page.js'
import { aboutWords } from './proposal.js'
import { columnName, rowName, settingOf, type PageSetting, type PageSubject } from './setting.js'

/** @param subject the new frame */
export function carryPage(
  carried: CarriedConsultation,
  subject: PageSubject,
  language: Language,
  given?: Given,
): string {
  const setting = settingOf([subject], language, given)
  const [again, along] = [carriedLines(carried, false, language), carriedLines(carried, true, language)]
  const deadline = deadlineWords(carried.deadline, language)
  const { left } = carried
  return pageText(
    {
      kind: CARRIED.title[language],
      title: subject.title,
      facts: frameFacts(subject, language),
      read: carried.read,
      made: carried.made,
      running: subject.id,
      sections: [
        {
          id: 'opnieuw',
          title: CARRIED.ask[language],
          content: [
            html`<p class="summary">${countWords(carried, language)}</p>`,
            again.length === 0 ? html`<p>${CARRIED.nothing[language]}</p>` : null,
            again.length > 0 && deadline !== null ? html`<p><b>${deadline}</b></p>` : null,
            linesTable(again, 'opnieuw-tabel', CARRIED.ask[language], setting),
            deadline === null ? null : html`<p>${CARRIED.confirm[language]}</p>`,
          ],
        },
        along.length === 0
          ? null
          : {
              id: 'mee',
              title: CARRIED.kept[language],
              content: linesTable(along, 'mee-tabel', CARRIED.kept[language], setting),
            },
        left.length === 0
          ? null
          : {
              id: 'rest',
              title: CARRIED.left[language],
              content: html`<p>
                ${joined(
                  leftWords(left, language).map((each) => typed(each)),
                  ', ',
                )}
              </p>`,
            },
      ],
    },
    setting,
  )
}

function linesTable(lines: readonly CarriedLine[], id: string, caption: string, setting: PageSetting): Content {
  if (lines.length === 0) return null
  const { language } = setting
  const about = ({ oor, specialty }: CarriedLine): Content => {
    if (oor === null) return rowName(specialty ?? '', setting)
    return [columnName(oor, setting), ', ', aboutWords(specialty, setting)]
  }
  return [
    tableOf({
      id,
      caption,
      head: headRow([TERM.about[language], TERM.kind[language], TERM.why[language], TERM.text[language]]),
      body: lines.slice(0, MOST_LINES).map(
        (line) =>
          html`<tr>
            <th scope="row">${about(line)}</th>
            <td>${line.kind}</td>
            <td>${line.why === '' ? '–' : line.why}</td>
            <td>${line.text === '' ? '–' : typed(line.text)}</td>
          </tr> `,
      ),
      kind: 'telling',
    }),
    andMore(lines.length, setting),
  ]
}
