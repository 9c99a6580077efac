/** The parts of a page about a drafted proposal: what was wished and reached, the advices, the fallback, and the proof. */
import type { ProposalLevelName } from '../domain/proposal.js'
import { numberText, PROPOSAL_LEVEL, STATUS, type Language, type Text } from '../words/texts.js'
import { PREFERENCE } from '../words/consultation.js'
import type { Draft } from '../shapes/answers/draft.js'
import { fallbackLeewayText, fallbackTable } from '../documents/per-oor.js'
import { draftRecipe } from '../words/recipe.js'
import { commandsAgain } from './commands.js'
import { capital } from '../domain/language.js'
import { html, joined, typed, type Content } from './markup.js'
import { factList, headRow, numberCell, tableOf, type Fact, type Section } from './page.js'
import { oorTable } from './proposal.js'
import type { PageSetting, PageSubject } from './setting.js'
import { TERM } from '../words/terms.js'
import { costWords } from './draft-advices.js'

/** How far a proposal lies from natural rounding: beside its numbers that tells on which side of them the target is. */
const OF_ROUNDING: ReadonlySet<ProposalLevelName> = new Set(['beyond-next-best', 'next-best', 'error'] as const)

/** The levels with their values; of a published draft those of rounding are left out, counts too. */
function levelsOf(draft: Draft): Draft['levels'] {
  if (draft.levels === null || !('published' in draft)) return draft.levels
  return draft.levels.filter(({ name }) => !OF_ROUNDING.has(name))
}

/** The wishes in their order: what each reached, and what the next would have reached without it. */
export function wishesSection(draft: Draft, setting: PageSetting): Section | null {
  const { wishes, consultation } = draft
  const levels = levelsOf(draft)
  if (wishes.length === 0 || levels === null) return null
  const { language } = setting
  const costs = wishes.some(({ next }) => next === null || next.length > 0)
  const ofWishes = new Set(wishes.flatMap((wish) => wish.levels.map(({ name }) => name)))
  const rest = levels.filter(({ name }) => !ofWishes.has(name))
  const intro = {
    nl: 'Een wens die hoger staat gaat altijd voor: een lagere wordt alleen zo goed vervuld als dat zonder schade voor de hogere kan.',
    en: 'A wish that stands higher always goes first: a lower one is met only as well as it can be without harm to the higher.',
  }
  const weighted = {
    nl: ' De adviezen wegen niet alle even zwaar: plaatsen van een advies tellen zo vaak als het weegt.',
    en: ' Not all advices weigh the same: places of an advice count as often as it weighs.',
  }
  const weighs = consultation.advices.some(({ weight }) => weight !== 1000)
  const line = (rank: string, name: string, reached: Content, cost: Content) =>
    html`<tr>
      <td class="number">${rank}</td>
      <th scope="row">${name}</th>
      <td>${reached}</td>
      ${costs ? html`<td>${cost}</td>` : null}
    </tr> `
  const after = { nl: 'Daarna', en: 'After that' }[language]
  return {
    id: 'wensen',
    title: { nl: 'De wensen, in volgorde van belang', en: 'The wishes, in order of importance' }[language],
    content: [
      html`<p>${intro[language]}${weighs ? weighted[language] : null}</p>`,
      tableOf({
        id: 'wensen-tabel',
        caption: {
          nl: `Wat elke wens bereikt${costs ? ', en wat zij de volgende kost' : ''}; minder is beter`,
          en: `What each wish reaches${costs ? ', and what it costs the next' : ''}; less is better`,
        }[language],
        head: headRow([
          { number: '#' },
          TERM.wish[language],
          TERM.reached[language],
          ...(costs ? [{ nl: 'Kost de volgende', en: 'Costs the next' }[language]] : []),
        ]),
        body: [
          wishes.map((wish, i) =>
            line(
              String(i + 1),
              capital(PREFERENCE[wish.step][language]),
              reachedList(wish.levels, language),
              costWords(wish.next, language),
            ),
          ),
          rest.map(({ name, value }) =>
            line('', `${after}: ${PROPOSAL_LEVEL[name][language]}`, html`<b>${levelValue(value, language)}</b>`, ''),
          ),
        ],
      }),
    ],
  }
}

function levelValue(value: number | null, language: Language): string {
  return value === null ? '–' : numberText(value, language, 6)
}

function reachedList(
  levels: readonly { readonly name: ProposalLevelName; readonly value: number | null }[],
  language: Language,
): Content {
  if (levels.length === 0) return { nl: 'niet gegeven: geen huidige omvang', en: 'not given: no size today' }[language]
  return joined(
    levels.map(({ name, value }) => html`<b>${levelValue(value, language)}</b> ${PROPOSAL_LEVEL[name][language]}`),
    html`<br />`,
  )
}

/** The distribution that comes when there is no agreement, beside the proposal (P26 II.3). */
export function fallbackSection({ fallback }: Draft, setting: PageSetting): Section | null {
  if (fallback === null) return null
  const { language } = setting
  const intro = {
    nl: 'Komt er geen passend voorstel, dan geldt de verdeling met 75% adherentie alle instellingen en 25% adherentie opleidende instellingen, met de ondergrens erin (P26 II.3).',
    en: 'If there is no fitting proposal, the distribution with 75% adherence of all institutions and 25% of training institutions holds, with the floor in it (P26 II.3).',
  }
  const { balance } = fallback
  const leeway = fallbackLeewayText(fallback, language)
  const caption = { nl: 'Plaatsen per OOR', en: 'Places per OOR' }
  return {
    id: 'terugval',
    title: { nl: 'Zonder overeenstemming: de terugval', en: 'Without agreement: the fallback' }[language],
    content: [
      html`<p>${intro[language]}</p>`,
      balance.length === 0
        ? html`<p><b>${capital(STATUS[fallback.result.status][language])}.</b></p>`
        : oorTable(fallbackTable(balance), 'terugval-tabel', caption[language], setting),
      leeway === null ? null : html`<p>${typed(leeway)}</p>`,
    ],
  }
}

/** What is proven of each level, and how anybody checks that. */
export function draftProof(draft: Draft, subject: PageSubject, setting: PageSetting): Section {
  const { language } = setting
  const { allocation, input, solver } = draft
  const levels = levelsOf(draft)
  const facts: Fact[] = [
    {
      word: TERM.inputHash[language],
      value: html`<code class="hash">${input.sha256}</code>`,
    },
    ...(solver === null ? [] : [{ word: TERM.solver[language], value: `${solver.name} ${solver.version}` }]),
  ]
  return {
    id: 'bewijs',
    title: TERM.proofHow[language],
    content: [
      html`<ul>
        ${provenOf(draft, language).map((each) => html`<li>${each}</li>`)}
      </ul>`,
      levels === null
        ? null
        : tableOf({
            id: 'bewijs-tabel',
            caption: { nl: 'Wat per niveau is bewezen', en: 'What is proven of each level' }[language],
            head: headRow([
              { nl: 'Niveau, het belangrijkste eerst', en: 'Level, most important first' }[language],
              { number: TERM.reached[language] },
              TERM.proof[language],
            ]),
            body: levels.map(
              ({ name, value }) =>
                html`<tr>
                  <th scope="row">${capital(PROPOSAL_LEVEL[name][language])}</th>
                  ${numberCell(levelValue(value, language))}
                  <td>${levelProof(name, draft, language)}</td>
                </tr> `,
            ),
          }),
      allocation === null
        ? null
        : [
            html`<h3>${TERM.checkItYourself[language]}</h3>`,
            commandsAgain(draftRecipe(draft, subject, setting.given, language), language),
          ],
      factList(facts, 'facts'),
    ],
  }
}

function provenOf({ allocation, status, certificate, ...draft }: Draft, language: Language): string[] {
  const said: (Text | null)[] = [
    allocation === null
      ? null
      : {
          nl: 'Elk specialisme krijgt precies zijn instroom, elke OOR blijft binnen haar regelruimte, afspraken zijn nagekomen en lege cellen zijn leeg: onafhankelijk nagerekend.',
          en: 'Every specialty gets exactly its intake, every OOR stays within its leeway, agreements are kept and zero cells are empty: recomputed independently.',
        },
    certificate === null ? null : TERM.levelsProven,
    status === 'infeasible'
      ? { nl: 'Er bestaat geen voorstel dat in het kader past.', en: 'No proposal fits the frame.' }
      : null,
    status === 'time-limit' ? TERM.noAnswerInTime : null,
    'published' in draft
      ? {
          nl: 'Wat vertrouwelijk zorggebruik prijsgeeft (doel, fouten, bewijs), is weggelaten (FAQ 14); dat geen voorstel beter is, is uit deze uitgave dus niet na te rekenen.',
          en: 'What gives confidential care use away (target, errors, proof) is left out (FAQ 14); that no proposal is better cannot be checked from this edition.',
        }
      : null,
  ]
  return said.filter((each) => each !== null).map((each) => each[language])
}

/** Before the gap everything is proven, at it a bound, behind it nothing. */
function levelProof(name: ProposalLevelName, draft: Draft, language: Language): Content {
  if ('published' in draft) return { nl: 'niet in deze uitgave', en: 'not in this edition' }[language]
  const { status, gap, levels } = draft
  const least = { nl: 'bewezen het laagst mogelijke', en: 'proven the least possible' }[language]
  const not = html`<b>${{ nl: 'niet bewezen', en: 'not proven' }[language]}</b>`
  if (status === 'optimal') return least
  if (gap === null) return not
  const names = (levels ?? []).map((level) => level.name)
  const after = names.indexOf(name) - names.indexOf(gap.level)
  if (after < 0) return least
  if (after > 0) return not
  const bound = numberText(gap.bound, language, 9)
  return html`<b>${{ nl: `bewezen ten minste ${bound}`, en: `proven at least ${bound}` }[language]}</b>`
}
