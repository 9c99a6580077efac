/** The part of a page about agreements: what was agreed, whether the proposal keeps to it, and what it costs. */
import { agreedCells, agreementConflictParts, agreementLines } from '../documents/agreements.js'
import type { AgreementConflict } from '../domain/agreement.js'
import type { AgreementCost, AgreementKept } from '../shapes/answers/agreement.js'
import { small, TERM } from '../words/terms.js'
import { html, typed, type Content } from './markup.js'
import { andMore, headRow, MOST_LINES, tableOf, type Section } from './page.js'
import type { PageSetting, PageSubject } from './setting.js'

type Shown = AgreementKept & { readonly cost?: AgreementCost | null }

function nameIn({ rowNames }: PageSetting): (specialty: string) => string {
  return (code) => {
    const name = rowNames.get(code)
    return name === undefined || name === code ? code : `${code} ${name}`
  }
}

/** The agreements in force, each with what became of it. */
export function agreementsSection(agreements: readonly Shown[], setting: PageSetting): Section | null {
  if (agreements.length === 0) return null
  const { language } = setting
  const lines = agreementLines(agreements, language, nameIn(setting))
  const [placed, priced] = [lines.some(({ holds }) => holds !== null), lines.some(({ cost }) => cost !== null)]
  const kept = (holds: boolean | null) =>
    holds === true ? small(TERM.kept)[language] : html`<b>${small(TERM.notKept)[language]}</b>`
  const intro = {
    nl: 'Afspraken gelden in het voorstel, en niet in de basisverdeling: een voorstel wijkt er niet van af.',
    en: 'Agreements hold in the proposal, and not in the base distribution: a proposal does not deviate from them.',
  }
  return {
    id: 'wat-is-afgesproken',
    title: TERM.agreements[language],
    content: [
      html`<p>${intro[language]}</p>`,
      tableOf({
        id: 'wat-is-afgesproken-tabel',
        caption: {
          nl: `Wat is afgesproken, door wie${placed ? ', en wat het voorstel geeft' : ''}`,
          en: `What was agreed, by whom${placed ? ', and what the proposal gives' : ''}`,
        }[language],
        head: headRow([
          TERM.about[language],
          TERM.agreed[language],
          TERM.agreedBy[language],
          ...(placed ? [TERM.givenThere[language], TERM.outcome[language]] : []),
          ...(priced ? [TERM.whatItCosts[language]] : []),
        ]),
        body: lines.slice(0, MOST_LINES).map(
          ({ subject, agreed, by, found, holds, cost }) =>
            html`<tr>
              <th scope="row">${typed(subject)}</th>
              <td>${agreed}</td>
              <td>${typed(by)}</td>
              ${
                placed
                  ? html`<td>${found}</td>
                      <td>${kept(holds)}</td>`
                  : null
              }
              ${priced ? html`<td>${cost ?? '–'}</td>` : null}
            </tr> `,
        ),
        kind: 'telling',
      }),
      andMore(lines.length, setting),
    ],
  }
}

/** The subject of a page with the cells that agreements bound among its bounds: they are marked as those are. */
export function withAgreedCells(
  subject: PageSubject,
  agreements: readonly AgreementKept[],
  columns: readonly string[],
): PageSubject {
  const cells = agreedCells(agreements, columns).map(([specialty, oor, low, high]) => {
    return { specialty, oor, low, high, reason: '' }
  })
  return { ...subject, bounds: [...subject.bounds, ...cells] }
}

/** Which agreements cannot hold, what they collide with, and what would have to give way. */
export function agreementConflict(conflict: AgreementConflict, setting: PageSetting): Content {
  const { language } = setting
  const { agreements, collisions, repairs } = agreementConflictParts(conflict, language, nameIn(setting))
  const list = (head: string, entries: readonly string[]) =>
    entries.length === 0
      ? null
      : [
          html`<p>${head}</p>`,
          html`<ul>
            ${entries.map((each) => html`<li>${typed(each)}</li>`)}
          </ul>`,
        ]
  const one = agreements.length === 1
  return [
    list(
      {
        nl: one ? 'Deze afspraak kan niet worden nagekomen:' : 'Deze afspraken kunnen niet alle worden nagekomen:',
        en: one ? 'This agreement cannot be kept:' : 'Not all of these agreements can be kept:',
      }[language],
      agreements,
    ),
    list({ nl: 'Zij botst of botsen met:', en: 'What stands in the way:' }[language], collisions),
    repairs === null
      ? html`<p>${TERM.leastNotSought[language]}.</p>`
      : repairs.length === 0
        ? html`<p>${TERM.noWayHelps[language]}.</p>`
        : list(`${TERM.leastToGiveWay[language]}:`, repairs),
  ]
}
