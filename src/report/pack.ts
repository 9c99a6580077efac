/** A pack for the complaints committee as pages to print: outcome, alternatives, steps, facts, how one complains, and who signed. */
import { alternativesTable, factTables, outcomeTable, trainingName, versionTablesOfPack } from '../documents/pack.js'
import type { Pack } from '../shapes/answers/pack.js'
import { INSTITUTIONS } from '../words/institution-forms.js'
import { institutionName } from '../words/institutions.js'
import { PACK, standingText } from '../words/pack.js'
import { dateText } from '../words/heading.js'
import type { Given } from '../words/recipe.js'
import { TERM } from '../words/terms.js'
import { OBJECTIVE, STATUS, type Language } from '../words/texts.js'
import { figureTable } from './figures.js'
import { html, typed, type Content } from './markup.js'
import { factList, headRow, pageText, tableOf, type Fact, type Section } from './page.js'
import { settingOfTable, type PageSetting } from './setting.js'

export function packPage(pack: Pack, language: Language, given?: Given): string {
  const setting: PageSetting = { ...settingOfTable(pack.data, language, given), things: 'scenario' }
  const table = (of: Parameters<typeof figureTable>[0]) => figureTable({ ...of, id: `${of.id}-tabel` }, setting)
  return pageText(
    {
      kind: PACK.title[language],
      title: institutionName({ institutions: [pack.institution], specialties: [], year: pack.year }, pack.institution.code), // prettier-ignore
      facts: factsOf(pack, language),
      read: pack.read,
      made: pack.made,
      running: pack.institution.code,
      sections: [
        { id: 'uitkomst', title: PACK.outcome[language], content: [statusOf(pack, language), table(outcomeTable(pack, language))] }, // prettier-ignore
        versionsSection(pack, versionTablesOfPack(pack, language).map(table), language),
        listed('opmerkingen', INSTITUTIONS.notes[language], pack.notes, language),
        alternativesSection(pack, table(alternativesTable(pack, language)), language),
        stepsSection(pack, language),
        { id: 'feiten', title: PACK.facts[language], content: factTables(pack, language).map(table) },
        listed('weggelaten', PACK.leftOut[language], pack.leftOut, language),
        complaintSection(pack, language),
        signingSection(language),
        proofSection(pack, language),
      ],
    },
    setting,
  )
}

function factsOf({ title, year, institution, referenceDate }: Pack, language: Language): Fact[] {
  const of = (word: string, value: string): Fact[] => (value === '' ? [] : [{ word, value: typed(value) }])
  return [
    ...of(INSTITUTIONS.case[language], title),
    ...of(TERM.year[language], String(year)),
    ...of(INSTITUTIONS.kind[language], institution.kind),
    ...of(INSTITUTIONS.nza[language], institution.nza),
    ...of(INSTITUTIONS.referenceDate[language], referenceDate === null ? '' : dateText(referenceDate, language)),
  ]
}

function statusOf({ status, conflict, objective }: Pack, language: Language): Content {
  if (conflict !== null) return html`<p><strong>${typed(conflict.texts[language])}</strong></p>`
  return html`<p>${STATUS[status][language]} (${OBJECTIVE[objective][language]})</p>`
}

/** Which version the places are of, and what was amended on the way there. */
function versionsSection({ versions }: Pack, tables: readonly Content[], language: Language): Section | null {
  const last = versions?.at(-1)
  if (last === undefined) return null
  return {
    id: 'vastgesteld',
    title: PACK.versions[language],
    content: [html`<p>${standingText(last.number, language)}</p>`, ...tables],
  }
}

function listed(id: string, title: string, lines: Pack['notes'], language: Language): Section | null {
  if (lines.length === 0) return null
  return {
    id,
    title,
    content: html`<ul>
      ${lines.map(({ texts }) => html`<li>${typed(texts[language])}</li>`)}
    </ul>`,
  }
}

function alternativesSection({ trainings }: Pack, table: Content, language: Language): Section | null {
  if (trainings.every(({ alternatives }) => alternatives.length === 0)) return null
  return {
    id: 'alternatieven',
    title: PACK.alternatives[language],
    content: [html`<p>${PACK.alternativesHow[language]}</p>`, table],
  }
}

function stepsSection(pack: Pack, language: Language): Section {
  return {
    id: 'stappen',
    title: PACK.steps[language],
    content: pack.trainings.map((each) => [
      html`<h3>${typed(trainingName(pack, each))}</h3>`,
      html`<ol>
        ${each.steps.map(({ texts, source }) => html`<li>${typed(texts[language])} <small>(${source})</small></li>`)}
      </ol>`,
    ]),
  }
}

function complaintSection({ complaint }: Pack, language: Language): Section {
  return {
    id: 'klacht',
    title: PACK.complaint[language],
    content: html`<ul>
      ${complaint.map(({ texts, source }) => html`<li>${texts[language]} <small>(${source})</small></li>`)}
    </ul>`,
  }
}

/** Room for those who signed, as on the form. */
function signingSection(language: Language): Section {
  const dots = '.'.repeat(60) // to write on
  const line = html`<tr>
    <th scope="row"><br />${dots}</th>
    <td><br />${dots}</td>
  </tr> `
  return {
    id: 'ondertekening',
    title: PACK.signing[language],
    content: [
      html`<p>${PACK.signed[language]}</p>`,
      tableOf({
        id: 'ondertekening-tabel',
        caption: PACK.signing[language],
        head: headRow([PACK.signer[language], PACK.signedOn[language]]),
        body: [line, line, line],
      }),
    ],
  }
}

function proofSection({ input }: Pack, language: Language): Section {
  const hash = html`<code class="hash">${input.sha256}</code>`
  return {
    id: 'bewijs',
    title: TERM.checkItYourself[language],
    content: factList([{ word: TERM.inputHash[language], value: hash }], 'facts'),
  }
}
