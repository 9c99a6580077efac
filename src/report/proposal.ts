/**
 * The parts of a page about an integral proposal: the balance per OOR, the rules, the dossier of motivations, and the measures
 * of the leeway. All on plain data, so that whoever drafts or checks a proposal can have its page.
 */
import type { Leeway } from '../domain/scenario.js'
import { signedText, wholeText, type Language, type Text } from '../io/texts.js'
import { sumOf } from './allocation.js'
import { html, joined, typed, type Content, type Markup } from './markup.js'
import { factList, headRow, numberCell, tableOf, type Section } from './page.js'
import { columnName, rowName, type Setting } from './setting.js'

/** One OOR's balance (P26, Regelruimte 1). All in places; room is what may still be given up and what may still be added. */
export interface BalanceLine {
  readonly oor: string
  readonly base: number
  readonly proposal: number
  readonly difference: number
  readonly roomBelow: number
  readonly roomAbove: number
  /** Its size today; null or left out where that was not given. */
  readonly current?: number | null
}

/** What was found of one rule. */
export interface RuleLine {
  readonly id: string
  readonly source: string
  readonly outcome: Outcome
  readonly findings: readonly Finding[]
}

export type Outcome = 'pass' | 'fail' | 'warn' | 'judge'

export interface Finding {
  readonly text: string
  readonly specialty?: string
  readonly oor?: string
  readonly found: string | number
  readonly allowed: string | number
}

/** The grounds on which a deviation may be motivated (P26, Regelruimte 2). */
export const GROUNDS = ['care-demand', 'training-palette', 'training-requirements'] as const
export type Ground = (typeof GROUNDS)[number]

/** A deviation from the base that must be motivated, with what was written; no grounds or no text: still to be written. */
export interface DossierEntry {
  readonly oor: string
  /** Only where the motivation is of one specialty. */
  readonly specialty?: string
  readonly difference: number
  readonly grounds: readonly Ground[]
  readonly text: string
}

/** The three readings of "30 places to be moved", in places. */
export interface LeewayMeasures {
  /** The sum of what OORs get more. */
  readonly placesMoved: number
  /** The sum of all differences per OOR, without their signs. */
  readonly sumAbsolute: number
  /** The sum of what cells get more. */
  readonly cells: number
}

const OUTCOME: Readonly<Record<Outcome, { readonly mark: string; readonly text: Text }>> = {
  fail: { mark: '✗', text: { nl: 'voldoet niet', en: 'fails' } },
  warn: { mark: '!', text: { nl: 'let op', en: 'warning' } },
  judge: { mark: '?', text: { nl: 'ter beoordeling', en: 'for people to judge' } },
  pass: { mark: '✓', text: { nl: 'voldoet', en: 'passes' } },
}

/** What each rule asks; a rule without words of its own goes by its id. */
const RULE: Readonly<Record<string, Text>> = {
  integers: { nl: 'Alleen hele plaatsen', en: 'Whole places only' },
  'row-totals': {
    nl: 'Elk specialisme krijgt zijn landelijke instroom',
    en: 'Every specialty gets its national intake',
  },
  'national-total': { nl: 'Het landelijk totaal klopt', en: 'The national total is met' },
  'zero-cells': { nl: 'Lege cellen zijn leeg', en: 'Zero cells are empty' },
  bounds: { nl: 'Afgesproken cellen blijven binnen hun grenzen', en: 'Agreed cells stay within their bounds' },
  'leeway-total': { nl: 'De regelruimte in totaal', en: 'The leeway in total' },
  'leeway-per-oor': { nl: 'De regelruimte per OOR', en: 'The leeway per OOR' },
  floor: { nl: 'De ondergrens', en: 'The floor' },
  motivation: { nl: 'Elke afwijking is gemotiveerd', en: 'Every deviation is motivated' },
  'outside-frame': { nl: 'Geen specialismen van buiten het kader', en: 'No specialties from outside the frame' },
  staffel: { nl: 'De staffel van 2016', en: 'The tolerance ladder of 2016' },
  'careful-process': { nl: 'Zorgvuldige procesgang', en: 'Careful process' },
  reasonableness: { nl: 'In redelijkheid tot het voorstel gekomen', en: 'Reasonably arrived at' },
}

const GROUND: Readonly<Record<Ground, Text>> = {
  'care-demand': { nl: 'ontwikkeling van de regionale zorgvraag', en: 'development of regional care demand' },
  'training-palette': { nl: 'bestaand opleidingspalet in de regio', en: 'existing range of trainings in the region' },
  'training-requirements': { nl: 'opleidingseisen', en: 'training requirements' },
}

/** Base, proposal and what room is left, per OOR. */
export function balanceSection(balance: readonly BalanceLine[], setting: Setting): Section {
  const { language } = setting
  const number = (text: string) => ({ number: text })
  const today = balance.some(({ current }) => (current ?? null) !== null)
  const whole = (value: number) => numberCell(wholeText(value, language))
  const signed = (value: number) => numberCell(html`<b>${signedText(value, language)}</b>`)
  const change = (proposal: number, current: number | null) =>
    current === null
      ? [numberCell('–'), numberCell('–')]
      : [whole(current), numberCell(signedText(proposal - current, language))]
  const body = balance.map(
    ({ oor, base, proposal, difference, roomBelow, roomAbove, current }) =>
      html`<tr>
        <th scope="row">${columnName(oor, setting)}</th>
        ${whole(base)}${whole(proposal)}${signed(difference)}${whole(roomBelow)}${whole(roomAbove)}${today ? change(proposal, current ?? null) : null}
      </tr> `,
  )
  const total = (of: (line: BalanceLine) => number) => sumOf(balance.map(of))
  return {
    id: 'balans',
    title: { nl: 'Balans per OOR', en: 'Balance per OOR' }[language],
    content: tableOf({
      id: 'balans-tabel',
      caption: { nl: 'Basisverdeling en voorstel, in plaatsen', en: 'Base distribution and proposal, in places' }[
        language
      ],
      head: headRow([
        'OOR',
        number({ nl: 'Basis', en: 'Base' }[language]),
        number({ nl: 'Voorstel', en: 'Proposal' }[language]),
        number({ nl: 'Verschil', en: 'Difference' }[language]),
        number({ nl: 'Kan nog af', en: 'Room below' }[language]),
        number({ nl: 'Kan nog bij', en: 'Room above' }[language]),
        ...(today
          ? [
              number({ nl: 'Huidige omvang', en: 'Size today' }[language]),
              number({ nl: 'Mutatie', en: 'Change' }[language]),
            ]
          : []),
      ]),
      body,
      foot: html`<tr>
        <th scope="row">${{ nl: 'Totaal', en: 'Total' }[language]}</th>
        ${whole(total(({ base }) => base))}${whole(total(({ proposal }) => proposal))}${signed(total(({ difference }) => difference))}${Array.from({ length: today ? 4 : 2 }, () => html`<td></td>`)}
      </tr>`,
    }),
  }
}

/** How many places were moved, by each reading of the protocol, beside what is allowed. */
export function measuresSection(measures: LeewayMeasures, leeway: Leeway | null, setting: Setting): Section {
  const { language } = setting
  const lines: readonly (readonly [Text, Text, number])[] = [
    [
      { nl: 'Verschoven plaatsen', en: 'Places moved' },
      { nl: 'wat OOR’s er samen bij krijgen', en: 'what OORs get more, together' },
      measures.placesMoved,
    ],
    [
      { nl: 'Som van de verschillen', en: 'Sum of the differences' },
      { nl: 'alle verschillen per OOR, erbij en eraf', en: 'all differences per OOR, more and fewer' },
      measures.sumAbsolute,
    ],
    [
      { nl: 'Verschoven in cellen', en: 'Moved in cells' },
      {
        nl: 'wat cellen er samen bij krijgen, ook binnen een OOR',
        en: 'what cells get more, together, within an OOR too',
      },
      measures.cells,
    ],
  ]
  const allowed = leeway === null ? '–' : wholeText(leeway.total, language)
  const intro = {
    nl: 'P26 spreekt van plaatsen die over de OOR’s worden verschoven, en zegt niet hoe die worden geteld. Hier staan de drie manieren naast elkaar.',
    en: 'P26 speaks of places moved between OORs, and does not say how these are counted. Here are the three ways side by side.',
  }
  return {
    id: 'regelruimte',
    title: { nl: 'Gebruik van de regelruimte', en: 'Use of the leeway' }[language],
    content: [
      html`<p>${intro[language]}</p>`,
      tableOf({
        id: 'regelruimte-tabel',
        caption: { nl: 'Plaatsen, in drie maten', en: 'Places, by three measures' }[language],
        head: headRow([
          { nl: 'Maat', en: 'Measure' }[language],
          { nl: 'Wat geteld wordt', en: 'What is counted' }[language],
          { number: { nl: 'Gevonden', en: 'Found' }[language] },
          { number: { nl: 'Toegestaan', en: 'Allowed' }[language] },
        ]),
        body: lines.map(
          ([name, counted, value]) =>
            html`<tr>
              <th scope="row">${name[language]}</th>
              <td>${counted[language]}</td>
              ${numberCell(html`<b>${wholeText(value, language)}</b>`)}${numberCell(allowed)}
            </tr> `,
        ),
      }),
    ],
  }
}

/** Rule by rule: outcome, source, and each finding with what was found and what is allowed. Failures come first. */
export function rulesSection(rules: readonly RuleLine[], setting: Setting): Section {
  const { language } = setting
  const order = Object.keys(OUTCOME)
  const sorted = rules.toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))
  const counts = order.flatMap((outcome) => {
    const count = rules.filter((rule) => rule.outcome === outcome).length
    return count === 0 ? [] : [`${count} ${OUTCOME[outcome as Outcome].text[language]}`]
  })
  const body = sorted.map(
    ({ id, source, outcome, findings }) =>
      html`<tr>
        <th scope="row">${RULE[id]?.[language] ?? id}<br /><code>${id}</code></th>
        <td class="outcome">${outcomeWords(outcome, language)}</td>
        <td>${findingsList(findings, setting)}</td>
        <td>${source}</td>
      </tr> `,
  )
  return {
    id: 'regels',
    title: { nl: 'Regel voor regel', en: 'Rule by rule' }[language],
    content: tableOf({
      id: 'regels-tabel',
      caption: counts.join(', '),
      head: headRow([
        { nl: 'Regel', en: 'Rule' }[language],
        { nl: 'Oordeel', en: 'Outcome' }[language],
        { nl: 'Bevindingen', en: 'Findings' }[language],
        { nl: 'Bron', en: 'Source' }[language],
      ]),
      body,
      kind: 'rules',
    }),
  }
}

function outcomeWords(outcome: Outcome, language: Language): Content {
  const { mark, text } = OUTCOME[outcome]
  return [html`<span aria-hidden="true">${mark} </span>`, text[language]]
}

function findingsList(findings: readonly Finding[], setting: Setting): Content {
  if (findings.length === 0) return '–'
  const { language } = setting
  return html`<ul>
    ${findings.map(({ text, specialty, oor, found, allowed }) => {
      const where = [
        ...(specialty === undefined ? [] : [rowName(specialty, setting)]),
        ...(oor === undefined ? [] : [columnName(oor, setting)]),
      ]
      const numbers = { nl: `(gevonden ${found}, toegestaan ${allowed})`, en: `(found ${found}, allowed ${allowed})` }
      return html`<li>
        ${where.length === 0 ? null : [html`<strong>${joined(where, ', ')}</strong>`, ': ']}${typed(text)}
        ${numbers[language]}
      </li>`
    })}
  </ul>`
}

/** The motivation of each deviation (P26, Regelruimte 2 and II.4), those that still lack something first. */
export function dossierSection(entries: readonly DossierEntry[], setting: Setting): Section {
  const { language } = setting
  const lacking = entries.filter((entry) => missingOf(entry, language).length > 0)
  const complete = entries.filter((entry) => !lacking.includes(entry))
  const count = wholeText(lacking.length, language)
  const intro =
    entries.length === 0
      ? {
          nl: 'Het voorstel wijkt nergens af van de basisverdeling; er valt niets te motiveren.',
          en: 'The proposal deviates from the base distribution nowhere; there is nothing to motivate.',
        }
      : lacking.length === 0
        ? {
            nl: 'Elke afwijking van de basisverdeling is gemotiveerd.',
            en: 'Every deviation from the base distribution is motivated.',
          }
        : {
            nl: `Van de ${wholeText(entries.length, language)} afwijkingen ${lacking.length === 1 ? 'is er' : 'zijn er'} ${count} nog niet volledig gemotiveerd; die staan bovenaan.`,
            en: `Of the ${wholeText(entries.length, language)} deviations ${count} ${lacking.length === 1 ? 'is' : 'are'} not fully motivated yet; these come first.`,
          }
  return {
    id: 'motivering',
    title: { nl: 'Dossier van motiveringen', en: 'Dossier of motivations' }[language],
    content: [
      html`<p>${intro[language]}</p>`,
      entries.length === 0 ? null : dossierTable([...lacking, ...complete], setting),
    ],
  }
}

function dossierTable(entries: readonly DossierEntry[], setting: Setting): Markup {
  const { language } = setting
  const body = entries.map((entry) => {
    const { oor, specialty, difference, grounds, text } = entry
    const missing = missingOf(entry, language)
    return html`<tr>
      <th scope="row">${columnName(oor, setting)}</th>
      <td>
        ${specialty === undefined ? { nl: 'de OOR als geheel', en: 'the OOR as a whole' }[language] : rowName(specialty, setting)}
      </td>
      ${numberCell(html`<b>${signedText(difference, language)}</b>`)}
      <td>${grounds.length === 0 ? '–' : grounds.map((ground) => GROUND[ground][language]).join('; ')}</td>
      <td>${text.trim() === '' ? '–' : typed(text)}</td>
      <td>
        ${missing.length === 0 ? { nl: 'volledig', en: 'complete' }[language] : html`<b>${missing.join(', ')}</b>`}
      </td>
    </tr> `
  })
  return tableOf({
    id: 'motivering-tabel',
    caption: { nl: 'Waarom van de basisverdeling wordt afgeweken', en: 'Why the base distribution is deviated from' }[
      language
    ],
    head: headRow([
      'OOR',
      { nl: 'Betreft', en: 'About' }[language],
      { number: { nl: 'Verschil', en: 'Difference' }[language] },
      { nl: 'Gronden', en: 'Grounds' }[language],
      { nl: 'Motivering', en: 'Motivation' }[language],
      { nl: 'Ontbreekt nog', en: 'Still missing' }[language],
    ]),
    body,
  })
}

function missingOf({ grounds, text }: DossierEntry, language: Language): string[] {
  return [
    ...(grounds.length === 0 ? [{ nl: 'een grond', en: 'a ground' }[language]] : []),
    ...(text.trim() === '' ? [{ nl: 'de tekst', en: 'the text' }[language]] : []),
  ]
}

/** What people decide about first: whether the proposal complies, and by how much it moves. */
export function verdictSection(
  {
    status,
    rules,
    measures,
  }: {
    readonly status: 'compliant' | 'not-compliant'
    readonly rules: readonly RuleLine[]
    readonly measures: LeewayMeasures
  },
  setting: Setting,
): Section {
  const { language } = setting
  const of = (outcome: Outcome) => rules.filter((rule) => rule.outcome === outcome).length
  const failed = of('fail')
  const sentences = {
    nl: [
      status === 'compliant'
        ? 'Het voorstel voldoet aan het kader.'
        : `Het voorstel voldoet niet aan het kader: ${failed === 1 ? 'één regel wordt' : `${failed} regels worden`} niet gehaald.`,
      `Het verschuift ${wholeText(measures.placesMoved, 'nl')} plaatsen tussen OOR’s.`,
      of('judge') === 0
        ? ''
        : `Over ${of('judge') === 1 ? 'één regel oordelen' : `${of('judge')} regels oordelen`} mensen, niet deze controle.`,
    ],
    en: [
      status === 'compliant'
        ? 'The proposal complies with the frame.'
        : `The proposal does not comply with the frame: ${failed === 1 ? 'one rule is' : `${failed} rules are`} not met.`,
      `It moves ${wholeText(measures.placesMoved, 'en')} places between OORs.`,
      of('judge') === 0
        ? ''
        : `${of('judge') === 1 ? 'One rule is' : `${of('judge')} rules are`} judged by people, not by this check.`,
    ],
  }[language]
  const figures = (['pass', 'fail', 'warn', 'judge'] as const).map((outcome) => ({
    word: OUTCOME[outcome].text[language],
    value: String(of(outcome)),
  }))
  return {
    id: 'samenvatting',
    title: { nl: 'Samenvatting', en: 'Summary' }[language],
    content: [
      html`<p class="summary">${sentences.filter((each) => each !== '').join(' ')}</p>`,
      factList(figures, 'figures'),
    ],
  }
}
