/** Proposals side by side as a page: what is said of each two, and the tables that say it in full. */
import { besideTables } from '../documents/beside.js'
import type { SideBySide } from '../shapes/answers/beside.js'
import { BESIDE, besideNames, besideSentences } from '../words/beside.js'
import { frameFacts } from '../words/heading.js'
import type { Given } from '../words/recipe.js'
import { TERM } from '../words/terms.js'
import { printable, type Language } from '../words/texts.js'
import { optionsSection, sourcesSection } from './account.js'
import { figureTable } from './figures.js'
import { html, typed } from './markup.js'
import { andMore, MOST_LINES, pageText } from './page.js'
import { settingOf, settingOfTable, type PageSubject } from './setting.js'

/** @param subject the scenario that they belong to; null where nobody said which */
export function besidePage(answer: SideBySide, subject: PageSubject | null, language: Language, given?: Given): string {
  const setting =
    subject === null
      ? { ...settingOfTable(answer.data, language, given), things: 'scenario' as const }
      : settingOf([subject], language, given)
  const nameOf = (code: string) => {
    const name = setting.rowNames.get(code) ?? code
    return name === code ? code : `${code} ${name}`
  }
  const tables = besideTables(answer, nameOf, language)
  const caption = printable(besideNames(answer).join('; '))
  return pageText(
    {
      kind: BESIDE.title[language],
      title: subject?.title ?? BESIDE.title[language],
      facts: subject === null ? [] : frameFacts(subject, language),
      read: answer.read,
      made: answer.made,
      running: subject?.id ?? '',
      sections: [
        {
          id: 'samenvatting',
          title: TERM.summary[language],
          content: [
            html`<ul class="legend">
              ${besideNames(answer).map((name) => html`<li>${typed(name)}</li>`)}
            </ul>`,
            besideSentences(answer, nameOf, language).map((sentence) => html`<p>${typed(sentence)}</p>`),
          ],
        },
        ...tables.map((table) => ({
          id: table.id,
          title: table.caption,
          content: [
            figureTable({ ...table, caption, id: `${table.id}-tabel`, rows: table.rows.slice(0, MOST_LINES) }, setting),
            andMore(table.rows.length, setting),
          ],
        })),
        answer.options === null ? null : optionsSection(answer.options, setting, 'proposal'),
        subject === null ? null : sourcesSection([subject], setting),
      ],
    },
    setting,
  )
}
