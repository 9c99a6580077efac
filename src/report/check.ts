/** The parts of a page about a proposal that was checked: the verdict, the questions for people, and the nearest that complies. */
import type { RuleReport } from '../domain/proposal.js'
import { OUTCOME, RULE, STATUS, wholeText, type Language } from '../words/texts.js'
import type { Checked } from '../shapes/answers/check.js'
import type { Repaired } from '../shapes/answers/check.js'
import { checkRecipe } from '../words/recipe.js'
import { capital, placesText, signedPlaces } from '../domain/language.js'
import { html, typed, type Content } from './markup.js'
import { andMore, factList, headRow, MOST_LINES, numberCell, tableOf, type Section } from './page.js'
import { balanceFigures, ruleWords } from './proposal.js'
import { columnName, rowName, thing, type PageSetting, type PageSubject } from './setting.js'
import { repairText } from '../words/near.js'
import { TERM } from '../words/terms.js'

/** What people decide about first: whether the proposal complies, and by how much it moves. */
export function verdictSection({ status, rules, moved, balance }: Checked, setting: PageSetting): Section {
  const { language } = setting
  const of = (outcome: RuleReport['outcome']) => rules.filter((rule) => rule.outcome === outcome)
  const [failed, judged] = [of('fail'), of('judge')]
  const broken = ruleWords(
    failed.map(({ id }) => id),
    language,
  )
  const sentences = {
    nl: [
      verdict(status, 'nl') + (failed.length === 0 ? '.' : `; niet gehaald: ${broken}.`),
      status === 'infeasible' ? '' : `Het verschuift ${placesText(moved.placesMoved, 'nl')} plaatsen tussen OOR’s.`,
      judged.length === 0
        ? ''
        : `Over ${judged.length === 1 ? 'één regel oordelen' : `${judged.length} regels oordelen`} mensen, niet deze controle.`,
    ],
    en: [
      verdict(status, 'en') + (failed.length === 0 ? '.' : `; not met: ${broken}.`),
      status === 'infeasible' ? '' : `It moves ${placesText(moved.placesMoved, 'en')} places between OORs.`,
      judged.length === 0
        ? ''
        : `${judged.length === 1 ? 'One rule is' : `${judged.length} rules are`} judged by people, not by this check.`,
    ],
  }[language]
  const figures = (['pass', 'fail', 'warn', 'judge'] as const).map((outcome) => ({
    word: OUTCOME[outcome][language],
    value: String(of(outcome).length),
  }))
  return {
    id: 'samenvatting',
    title: TERM.summary[language],
    content: [
      balanceFigures(balance, setting),
      html`<p class="summary">${sentences.filter((each) => each !== '').join(' ')}</p>`,
      status === 'infeasible' || status === 'time-limit' ? null : factList(figures, 'figures'),
    ],
  }
}

function verdict(status: Checked['status'], language: Language): string {
  return {
    compliant: TERM.compliant,
    'not-compliant': TERM.notCompliant,
    infeasible: {
      nl: 'Er is geen basisverdeling, en dus niets om het voorstel aan te toetsen',
      en: 'There is no base distribution, and so nothing to check the proposal against',
    },
    'time-limit': TERM.noTimeForBase,
  }[status][language]
}

/** To write on: the answer's reason, and who gives it. */
const LINES = [1, 2, 3, 4] as const

/** What no computer can judge, with room to write the answer by hand. */
export function judgedSection(rules: readonly RuleReport[], setting: PageSetting): Section | null {
  const judged = rules.filter(({ outcome }) => outcome === 'judge')
  if (judged.length === 0) return null
  const { language } = setting
  const intro = {
    nl: 'Deze vragen zijn aan het bestuur. Op papier is er ruimte voor het antwoord.',
    en: 'These questions are for the board. On paper there is room for the answer.',
  }
  const answers = { nl: ['ja', 'nee'], en: ['yes', 'no'] }[language]
  const by = { nl: 'naam en datum', en: 'name and date' }[language]
  return {
    id: 'oordeel',
    title: capital(OUTCOME.judge[language]),
    content: [
      html`<p>${intro[language]}</p>`,
      judged.map(
        ({ id, source, findings }) =>
          html`<div class="question">
            <h3>${capital(RULE[id][language])} <small class="tag">${source}</small></h3>
            ${findings.map(({ text }) => html`<p>${typed(text)}</p>`)}
            <p class="answer">${answers.map((answer) => html`<span aria-hidden="true">☐ </span>${answer} `)}</p>
            ${LINES.map(() => html`<div class="ruled" aria-hidden="true"></div>`)}
            <p class="note">${by}</p>
          </div> `,
      ),
    ],
  }
}

/** The nearest proposal that complies: what would change, and whether fewer changes are proven impossible. */
export function repairSection({ repair }: Checked, setting: PageSetting): Section | null {
  if (repair === null) return null
  const { language } = setting
  return {
    id: 'herstel',
    title: {
      nl: 'Het dichtstbijzijnde voorstel waarvan de aantallen voldoen',
      en: 'The nearest proposal whose numbers comply',
    }[language],
    content: [html`<p>${repairSentence(repair, language)}</p>`, changesTable(repair, setting)],
  }
}

function repairSentence(repair: Repaired, language: Language): string {
  const { status, placesChanged, changes, conflict } = repair
  if (placesChanged === null) {
    if (conflict?.rules === null) return conflict.texts[language]
    const rules = ruleWords(conflict?.rules ?? [], language)
    if (conflict?.agreed !== undefined) return conflict.texts[language]
    if (rules === '') return `${capital(STATUS[status][language])}.`
    return {
      nl: `Geen enkel voorstel past in het kader: ${rules} gaan niet samen.`,
      en: `No proposal at all fits the frame: ${rules} do not go together.`,
    }[language]
  }
  if (changes.length === 0)
    return {
      nl: 'Aan de plaatsen hoeft niets te veranderen; wat er nog aan schort, zijn geen aantallen.',
      en: 'No place has to change; what is still lacking is not in the numbers.',
    }[language]
  const [count, places] = [changes.length, placesText(placesChanged, language)]
  const proof =
    status === 'optimal'
      ? { nl: 'Dat het met minder niet kan, is bewezen.', en: 'That fewer do not suffice is proven.' }
      : { nl: 'Dat het met minder niet kan, is niet bewezen.', en: 'That fewer do not suffice is not proven.' }
  const said = repairText(repair, language)
  const follows = said === null ? '' : ` ${capital(said)}.`
  return {
    nl: `Het voorstel voldoet aan alle regels over aantallen als ${count === 1 ? 'één cel verandert' : `${wholeText(count, 'nl')} cellen veranderen`}, samen ${places} plaatsen erbij en eraf. ${proof.nl}${follows}`,
    en: `The proposal meets all rules about numbers when ${count === 1 ? 'one cell changes' : `${wholeText(count, 'en')} cells change`}, ${places} places more and fewer together. ${proof.en}${follows}`,
  }[language]
}

function changesTable({ changes }: Repaired, setting: PageSetting): Content {
  if (changes.length === 0) return null
  const { language } = setting
  return [
    tableOf({
      id: 'herstel-tabel',
      caption: TERM.whatThenChanges[language],
      head: headRow([
        thing('row', setting),
        thing('column', setting),
        { number: TERM.now[language] },
        { number: TERM.afterwards[language] },
        { number: TERM.difference[language] },
      ]),
      body: changes.slice(0, MOST_LINES).map(
        ({ specialty, oor, from, to }) =>
          html`<tr>
            <th scope="row">${rowName(specialty, setting)}</th>
            <td>${columnName(oor, setting)}</td>
            ${numberCell(placesText(from, language))}${numberCell(wholeText(to, language))}${numberCell(html`<b>${signedPlaces(Math.round((to - from) * 1e9) / 1e9, language)}</b>`)}
          </tr> `,
      ),
    }),
    andMore(changes.length, setting),
  ]
}

/** What the check stands on, and the command that makes it again. */
export function checkProof(checked: Checked, subject: PageSubject, setting: PageSetting): Section {
  const { language } = setting
  const { input } = checked
  const text = {
    nl: 'De basisverdeling is opnieuw berekend uit het scenario en het bewijs daarvan is onafhankelijk nagerekend; elke regel is getoetst aan het voorstel zoals het is ingediend. Met hetzelfde voorstel en dezelfde adviezen en motiveringen geeft deze opdracht dezelfde toets:',
    en: 'The base distribution was computed anew from the scenario and its proof recomputed independently; every rule was tested on the proposal as it was handed in. With the same proposal, advices and motivations this command gives the same check:',
  }
  const command = checkRecipe(checked, subject, setting.given, language)
  return {
    id: 'bewijs',
    title: { nl: 'Hoe dit na te rekenen is', en: 'How to check this' }[language],
    content: [
      html`<p>${text[language]}</p>`,
      html`<pre><code>${command.join('\n')}</code></pre>`,
      factList(
        [
          {
            word: { nl: 'Scenario (SHA-256 van de canonieke vorm)', en: 'Scenario (SHA-256 of its canonical form)' }[
              language
            ],
            value: html`<code class="hash">${input.sha256}</code>`,
          },
        ],
        'facts',
      ),
    ],
  }
}
