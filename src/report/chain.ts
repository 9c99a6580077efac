/** The chain as a page: what every step gave, what was verified of it, and how a stranger does that again. */
import type { ChainStep, WholeChain } from '../shapes/answers/chain.js'
import { apartText, CHAIN, CHAIN_STEP, chainCommands, chainOutcome } from '../words/chain.js'
import type { Given } from '../words/recipe.js'
import { PROVES, PROVES_WITHIN } from '../words/terminal.js'
import { INSTITUTIONS } from '../words/institution-forms.js'
import { TERM } from '../words/terms.js'
import { capital, wholeText, type Language } from '../domain/language.js'
import { html, typed } from './markup.js'
import { factList, headRow, numberCell, pageText, tableOf } from './page.js'
import { settingOfTable } from './setting.js'

/** @param answer all of it but the files; @param given what the inputs were called */
export function chainPage(answer: Omit<WholeChain, 'files'>, language: Language, given?: Given): string {
  const { input, steps, status } = answer
  const outcome = `${capital(chainOutcome(answer, language))}.`
  const isDrafted = steps.some(({ name }) => name === 'draft')
  return pageText(
    {
      kind: CHAIN.title[language],
      title: `${answer.scenario} → ${answer.case}`,
      alert: status === 'accepted' ? undefined : outcome,
      facts: [{ word: TERM.year[language], value: String(answer.year) }],
      read: answer.read,
      made: answer.made,
      running: answer.case,
      sections: [
        {
          id: 'samenvatting',
          title: TERM.summary[language],
          content: html`<p><b>${typed(outcome)}</b></p>`,
        },
        { id: 'stappen', title: CHAIN.verified[language], content: stepsTable(answer, language) },
        {
          id: 'narekenen',
          title: TERM.checkItYourself[language],
          content: [
            html`<p>${CHAIN[isDrafted ? 'againWithAdvices' : 'againNote'][language]}</p>`,
            html`<pre>${typed(chainCommands(answer, given).join('\n'))}</pre>`,
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
      ({ name, places, outside, outcome, texts, proves, file }) =>
        html`<tr>
          <th scope="row">
            ${CHAIN_STEP[name][language]}${outside === 0 || name !== 'institutions' ? '' : `; ${apartText(outside, language)}`}
          </th>
          ${numberCell(places === null ? '–' : wholeText(places, language))}
          <td>
            ${MARK[outcome]} ${texts === null ? null : html`<strong>${typed(texts[language])}</strong>`}
            ${proves.map((each) => provesText(name, each, language)).join('; ')}
          </td>
          <td><a href="${file}">${typed(file)}</a></td>
        </tr> `,
    ),
  })
}

function provesText(step: ChainStep['name'], proven: string, language: Language): string {
  const words = step === 'solve' || step === 'draft' ? PROVES : PROVES_WITHIN
  return words[proven as keyof typeof words]?.[language] ?? proven
}

const MARK: Readonly<Record<ChainStep['outcome'], string>> = {
  accepted: '✓',
  unproven: '?',
  rejected: '✗',
  infeasible: '✗',
  'time-limit': '✗',
}
