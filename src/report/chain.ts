/** The chain as a page: what every step gave, what was verified of it, and how a stranger does that again. */
import type { WholeChain } from '../shapes/answers/chain.js'
import { CHAIN, CHAIN_STEP, chainCommands, chainOutcome } from '../words/chain.js'
import { PROVES } from '../words/terminal.js'
import { INSTITUTIONS } from '../words/institution-forms.js'
import { TERM } from '../words/terms.js'
import { capital, wholeText, type Language } from '../domain/language.js'
import { html, typed } from './markup.js'
import { factList, headRow, numberCell, pageText, tableOf } from './page.js'
import { settingOfTable } from './setting.js'

/** @param answer all of it but the files */
export function chainPage(answer: Omit<WholeChain, 'files'>, language: Language): string {
  const { input } = answer
  return pageText(
    {
      kind: CHAIN.title[language],
      title: `${answer.scenario} → ${answer.case}`,
      facts: [{ word: TERM.year[language], value: String(answer.year) }],
      made: answer.made,
      running: answer.case,
      sections: [
        {
          id: 'samenvatting',
          title: TERM.summary[language],
          content: html`<p><b>${capital(chainOutcome(answer, language))}.</b></p>`,
        },
        { id: 'stappen', title: CHAIN.verified[language], content: stepsTable(answer, language) },
        {
          id: 'narekenen',
          title: TERM.checkItYourself[language],
          content: [
            html`<p>${CHAIN.againNote[language]}</p>`,
            html`<pre>${typed(chainCommands(answer).join('\n'))}</pre>`,
            factList(
              [
                { word: TERM.scenario[language], value: html`<code class="hash">${input.scenario}</code>` },
                { word: INSTITUTIONS.case[language], value: html`<code class="hash">${input.case}</code>` },
              ],
              'facts',
            ),
          ],
        },
      ],
    },
    settingOfTable(answer.data, language),
  )
}

function stepsTable({ steps }: Pick<WholeChain, 'steps'>, language: Language) {
  return tableOf({
    id: 'stappen-tabel',
    caption: CHAIN.verified[language],
    head: headRow([
      TERM.step[language],
      { number: TERM.places[language] },
      CHAIN.proves[language],
      CHAIN.file[language],
    ]),
    body: steps.map(
      ({ name, places, verified, proves, file }) =>
        html`<tr>
          <th scope="row">${CHAIN_STEP[name][language]}</th>
          ${numberCell(places === null ? '–' : wholeText(places, language))}
          <td>
            ${verified === 'accepted' ? '✓' : '✗'}
            ${proves.map((each) => PROVES[each as keyof typeof PROVES]?.[language] ?? each).join('; ')}
          </td>
          <td><a href="${file}">${typed(file)}</a></td>
        </tr> `,
    ),
  })
}
