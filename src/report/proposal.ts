/**
 * The parts of a page about an integral proposal, drafted or checked: the matrix beside the base distribution, the balance per OOR,
 * the measures of the leeway, the rules, and the dossier of motivations.
 */
import { capital, placesText, signedPlaces } from '../domain/language.js'
import type {
  Finding,
  Moved,
  Motivation,
  OorBalance,
  RuleOutcome,
  ProposalFrame,
  RuleConflict,
  RuleId,
  RuleReport,
} from '../domain/proposal.js'
import { GROUND } from '../words/consultation.js'
import { OUTCOME, RULE, wholeText, type Language, type Text } from '../words/texts.js'
import { neededLines } from '../documents/motivations.js'
import type { NeededMotivation } from '../shapes/answers/proposal.js'
import { balanceTable, figureText, type OorTable } from '../documents/per-oor.js'
import { columnSums, matrixKind, sumOf } from './allocation.js'
import { conflictSection } from './account.js'
import { agreementConflict } from './agreements.js'
import { html, typed, type Content, type Markup } from './markup.js'
import { andMore, headRow, heard, MOST_LINES, numberCell, oorFigures, tableOf, type Section } from './page.js'
import { leewayFigure } from './pictures.js'
import { columnName, rowName, thing, type PageSetting, type PageSubject } from './setting.js'
import { small, TERM } from '../words/terms.js'

/** A sum of places without the noise of decimals. */
function placesSum(places: readonly number[]): number {
  return Math.round(sumOf(places) * 1e9) / 1e9
}

/** A proposal beside the base distribution it deviates from. */
export interface BesideBase {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly allocation: readonly (readonly number[])[]
  readonly base: readonly (readonly number[])[]
}

/** The whole proposal on a sheet of its own; whatever differs from the base says by how much. */
export function proposalMatrix(
  matrix: BesideBase,
  subject: PageSubject,
  rules: readonly RuleReport[],
  setting: PageSetting,
): Section {
  const { language } = setting
  const { rows, columns, allocation, base } = matrix
  const zero = new Set(subject.zeroCells.map(({ specialty, oor }) => keyOf(specialty, oor)))
  const bounded = new Set(subject.bounds.map(({ specialty, oor }) => keyOf(specialty, oor)))
  const wrong = wrongCells(rules)
  const cell = (row: string, column: string, places: number, from: number) => {
    const key = keyOf(row, column)
    if (zero.has(key) && places === 0)
      return html`<td class="number none">
        <span aria-hidden="true">–</span>${heard(small(TERM.zeroCell)[language])}${NO_DIFFERENCE}
      </td>`
    const number = placesText(places, language)
    return differing(
      [
        wrong.has(key)
          ? html`<b class="wrong">!</b>${heard({ nl: ' mag niet: ', en: ' not allowed: ' }[language])}`
          : null,
        bounded.has(key) ? `[${number}]` : number,
      ],
      places - from,
      language,
    )
  }
  const [sums, baseSums] = [columnSums(allocation, columns.length), columnSums(base, columns.length)]
  const TOTAL = TERM.total[language]
  const total = (places: number, from: number) =>
    differing(placesText(places, language), places - from, language, 'total')
  const body = rows.map((row, s) => {
    const cells = columns.map((column, o) => cell(row, column, allocation[s]![o]!, base[s]![o]!))
    return html`<tr>
      <th scope="row">${rowName(row, setting)}</th>
      ${cells}${total(placesSum(allocation[s]!), sumOf(base[s]!))}
    </tr> `
  })
  return {
    id: 'voorstel',
    title: { nl: 'Het voorstel per specialisme en OOR', en: 'The proposal per specialty and OOR' }[language],
    ownSheet: true,
    content: [
      tableOf({
        id: 'voorstel-tabel',
        caption: {
          nl: 'Plaatsen; daarachter hoeveel meer (+) of minder (-) dan in de basisverdeling',
          en: 'Places; behind them how many more (+) or fewer (-) than in the base distribution',
        }[language],
        head: html`<tr>
          <th scope="col">${thing('row', setting)}</th>
          ${columns.map((code) => html`<th scope="col" class="number">${columnName(code, setting)}</th>`)}
          <th scope="col" class="number total">${TOTAL}</th>
        </tr>`,
        body,
        foot: [
          html`<tr class="sum">
            <th scope="row">${TOTAL}</th>
            ${sums.map((sum, o) => differing(placesText(placesSum([sum]), language), sum - baseSums[o]!, language))}
            ${total(placesSum(sums), sumOf(baseSums))}
          </tr>`,
          html`<tr>
            <th scope="row">${TERM.baseDistribution[language]}</th>
            ${baseSums.map((sum) => numberCell([wholeText(sum, language), NO_DIFFERENCE]))}
            ${numberCell([wholeText(sumOf(baseSums), language), NO_DIFFERENCE], 'total')}
          </tr>`,
        ],
        kind: `${matrixKind(columns.length)} against`,
      }),
      legend(
        [
          ['+2', { nl: 'twee meer dan de basisverdeling', en: 'two more than the base distribution' }],
          ['-1', small(TERM.oneFewer)],
          zero.size > 0 ? ['–', small(TERM.zeroCellExplained)] : null,
          bounded.size > 0 ? ['[ ]', small(TERM.agreedBound)] : null,
          wrong.size > 0 ? ['!', { nl: 'mag zo niet: zie de regels', en: 'not allowed so: see the rules' }] : null,
        ],
        language,
      ),
    ],
  }
}

function keyOf(row: string, column: string): string {
  return JSON.stringify([row, column])
}

/** The cells that by themselves break a rule. A motivation that is missing is no fault of the number. */
function wrongCells(rules: readonly RuleReport[]): Set<string> {
  const broken = rules.filter(({ id, outcome }) => outcome === 'fail' && id !== 'motivation')
  return new Set(
    broken.flatMap(({ findings }) =>
      findings.flatMap(({ specialty, oor }) =>
        specialty === undefined || oor === undefined ? [] : [keyOf(specialty, oor)],
      ),
    ),
  )
}

/** Keeps numbers without a difference in line with those that have one. */
const NO_DIFFERENCE = html`<span class="by"></span>`

function differing(content: Content, given: number, language: Language, kind = ''): Markup {
  const by = placesSum([given])
  const look = [kind, by === 0 ? '' : `off ${by > 0 ? 'up' : 'down'}`].filter((each) => each !== '').join(' ')
  return numberCell(
    [content, by === 0 ? NO_DIFFERENCE : html`<span class="by"> ${signedPlaces(by, language)}</span>`],
    look,
  )
}

function legend(lines: readonly (readonly [string, Text] | null)[], language: Language): Markup {
  const shown = lines.filter((line) => line !== null)
  return html`<ul class="legend">
    ${shown.map(([mark, text]) => html`<li><b>${mark}</b> ${text[language]}</li>`)}
  </ul>`
}

/** A table with a line per OOR, and under it what they have together. */
export function oorTable(
  { columns, lines, total }: OorTable,
  id: string,
  caption: string,
  setting: PageSetting,
): Markup {
  const { language } = setting
  const figure = (value: number | null | undefined, i: number) => {
    if (value === undefined) return html`<td></td>`
    const text = figureText(value, columns[i]!, language)
    return numberCell(columns[i]!.strong ? html`<b>${text}</b>` : text)
  }
  return tableOf({
    id,
    caption,
    head: headRow([TERM.oor[language], ...columns.map(({ word }) => ({ number: word[language] }))]),
    body: lines.map(
      ({ oor, figures }) =>
        html`<tr>
          <th scope="row">${columnName(oor, setting)}</th>
          ${figures.map(figure)}
        </tr> `,
    ),
    foot: html`<tr>
      <th scope="row">${TERM.total[language]}</th>
      ${total.map(figure)}
    </tr>`,
  })
}

/** What each OOR gets more or fewer than in the base distribution; nothing where that is not known. */
export function balanceFigures(balance: readonly OorBalance[], setting: PageSetting): Markup | null {
  if (balance.length === 0) return null
  return oorFigures(
    balance.map(({ oor }) => oor),
    balance.map(({ difference }) => signedPlaces(difference, setting.language)),
    setting,
  )
}

/** The same within the leeway, as a picture. */
export function balanceFigure(balance: readonly OorBalance[], setting: PageSetting): Markup | null {
  const { language } = setting
  const lines = balance.map(({ oor, base, proposal, difference, roomBelow, roomAbove }) => ({
    oor,
    from: base,
    to: proposal,
    by: difference,
    room: [difference - roomBelow, difference + roomAbove] as const,
  }))
  const heads = [small(TERM.base)[language], small(TERM.proposal)[language]] as const
  return leewayFigure('balans-tekening', lines, heads, setting)
}

/** Base, proposal and what room is left, per OOR (P26, Regelruimte 1). */
export function balanceSection(balance: readonly OorBalance[], setting: PageSetting): Section {
  const { language } = setting
  const caption = { nl: 'Basisverdeling en voorstel, in plaatsen', en: 'Base distribution and proposal, in places' }
  return {
    id: 'balans',
    title: { nl: 'Balans per OOR', en: 'Balance per OOR' }[setting.language],
    content: [
      balanceFigure(balance, setting),
      oorTable(balanceTable(balance), 'balans-tabel', caption[language], setting),
    ],
  }
}

/** How many places were moved, by each reading of the protocol, beside what is allowed (P26, Regelruimte 1). */
export function measuresSection(
  moved: Moved,
  { measure, leeway }: Pick<ProposalFrame, 'measure' | 'leeway'>,
  setting: PageSetting,
): Section {
  const { language } = setting
  const lines: readonly (readonly [ProposalFrame['measure'], Text, Text, number])[] = [
    [
      'places-moved',
      { nl: 'Verschoven plaatsen', en: 'Places moved' },
      { nl: 'wat OOR’s er samen bij krijgen', en: 'what OORs get more, together' },
      moved.placesMoved,
    ],
    [
      'sum-absolute',
      { nl: 'Som van de verschillen', en: 'Sum of the differences' },
      { nl: 'alle verschillen per OOR, erbij en eraf', en: 'all differences per OOR, more and fewer' },
      moved.sumAbsolute,
    ],
    [
      'cells',
      { nl: 'Verschoven in cellen', en: 'Moved in cells' },
      {
        nl: 'wat cellen er samen bij krijgen, ook binnen een OOR',
        en: 'what cells get more, together, within an OOR too',
      },
      moved.cells,
    ],
  ]
  const standing = (each: ProposalFrame['measure'], value: number) => {
    const [inForce, over] = [each === measure, value > leeway.total]
    const words = {
      nl: `${inForce ? 'deze lezing geldt: ' : ''}${over ? 'te veel' : 'past'}`,
      en: `${inForce ? 'this reading is in force: ' : ''}${over ? 'too much' : 'fits'}`,
    }[language]
    return inForce || over ? html`<b>${words}</b>` : words
  }
  const intro = {
    nl: 'P26 spreekt van plaatsen die over de OOR’s worden verschoven, en zegt niet hoe die worden geteld. Hier staan de drie lezingen naast elkaar.',
    en: 'P26 speaks of places moved between OORs, and does not say how these are counted. Here are the three readings side by side.',
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
          TERM.measure[language],
          { nl: 'Wat geteld wordt', en: 'What is counted' }[language],
          { number: TERM.found[language] },
          { number: TERM.allowed[language] },
          TERM.reading[language],
        ]),
        body: lines.map(
          ([each, name, counted, value]) =>
            html`<tr>
              <th scope="row">${name[language]}</th>
              <td>${counted[language]}</td>
              ${numberCell(html`<b>${placesText(value, language)}</b>`)}${numberCell(wholeText(leeway.total, language))}
              <td>${standing(each, value)}</td>
            </tr> `,
        ),
      }),
    ],
  }
}

/** Its sign says the outcome without words; failures come first. */
const MARK: Readonly<Record<RuleOutcome, string>> = { fail: '✗', warn: '!', judge: '?', pass: '✓' }

const OUTCOMES = ['fail', 'warn', 'judge', 'pass'] as const satisfies readonly RuleOutcome[]

/** How often each outcome occurs, as a sentence without an end: "1 voldoet niet, 12 voldoet". */
export function outcomeCounts(rules: readonly RuleReport[], language: Language): string {
  const counts = OUTCOMES.flatMap((outcome) => {
    const count = rules.filter((rule) => rule.outcome === outcome).length
    return count === 0 ? [] : [`${count} ${OUTCOME[outcome][language]}`]
  })
  return counts.join(', ')
}

/** Rule by rule: outcome, source, and each finding with what was found and what is allowed. Failures come first. */
export function rulesSection(rules: readonly RuleReport[], setting: PageSetting): Section {
  const { language } = setting
  const sorted = OUTCOMES.flatMap((outcome) => rules.filter((rule) => rule.outcome === outcome))
  const body = sorted.map(
    ({ id, source, outcome, findings }) =>
      html`<tr>
        <th scope="row">${capital(RULE[id][language])}<br /><code>${id}</code></th>
        <td class="outcome"><span aria-hidden="true">${MARK[outcome]} </span>${OUTCOME[outcome][language]}</td>
        <td>${findingsList(findings, setting)}</td>
        <td>${source}</td>
      </tr> `,
  )
  return {
    id: 'regels',
    title: { nl: 'Regel voor regel', en: 'Rule by rule' }[language],
    content: tableOf({
      id: 'regels-tabel',
      caption: outcomeCounts(rules, language),
      head: headRow([
        TERM.rule[language],
        TERM.outcome[language],
        { nl: 'Bevindingen', en: 'Findings' }[language],
        TERM.source[language],
      ]),
      body,
      kind: 'rules',
    }),
  }
}

/** The text of a finding says what was found and what is allowed. */
function findingsList(findings: readonly Finding[], setting: PageSetting): Content {
  if (findings.length === 0) return '–'
  return [
    html`<ul>
      ${findings.slice(0, MOST_LINES).map(({ text }) => html`<li>${typed(text)}</li>`)}
    </ul>`,
    andMore(findings.length, setting),
  ]
}

/** The motivation of each deviation (P26, Regelruimte 2 and II.4), those that still lack something first. */
export function dossierSection(
  needed: readonly NeededMotivation[],
  /** What more was written, about deviations that need no motivation of their own. */
  others: readonly Motivation[],
  setting: PageSetting,
): Section {
  const { language } = setting
  const lacking = needed.filter(({ missing }) => missing.length > 0)
  const complete = needed.filter(({ missing }) => missing.length === 0)
  const count = wholeText(lacking.length, language)
  const intro =
    needed.length === 0
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
            nl: `Van de ${wholeText(needed.length, language)} afwijkingen ${lacking.length === 1 ? 'is er' : 'zijn er'} ${count} nog niet volledig gemotiveerd; die staan bovenaan.`,
            en: `Of the ${wholeText(needed.length, language)} deviations ${count} ${lacking.length === 1 ? 'is' : 'are'} not fully motivated yet; these come first.`,
          }
  const caption = {
    nl: 'Waarom van de basisverdeling wordt afgeweken',
    en: 'Why the base distribution is deviated from',
  }
  const lines = neededLines([...lacking, ...complete]).slice(0, MOST_LINES)
  return {
    id: 'motivering',
    title: { nl: 'Dossier van motiveringen', en: 'Dossier of motivations' }[language],
    content: [
      html`<p>${intro[language]}</p>`,
      needed.length === 0
        ? null
        : tableOf({
            id: 'motivering-tabel',
            caption: caption[language],
            head: headRow([
              'OOR',
              TERM.about[language],
              { number: TERM.difference[language] },
              TERM.grounds[language],
              TERM.motivation[language],
              TERM.state[language],
            ]),
            body: lines.map((line) => dossierLine(line, setting)),
            kind: 'telling',
          }),
      andMore(needed.length, setting),
      othersTable(others, setting),
    ],
  }
}

function dossierLine(
  { oor, specialty, difference, written, missing }: Omit<NeededMotivation, 'cells'>,
  setting: PageSetting,
): Markup {
  const { language } = setting
  return html`<tr>
    <th scope="row">${columnName(oor, setting)}</th>
    <td class="${specialty === null ? 'short' : 'about'}">${aboutWords(specialty, setting)}</td>
    ${numberCell(html`<b>${signedPlaces(difference, language)}</b>`)}
    <td>${groundWords(written, language)}</td>
    <td>${written === null || written.text.trim() === '' ? '–' : typed(written.text)}</td>
    <td>
      ${missing.length === 0 ? small(TERM.complete)[language] : html`<b>${missing.map((each) => MISSING[each][language]).join(', ')}</b>`}
    </td>
  </tr> `
}

const MISSING: Readonly<Record<NeededMotivation['missing'][number], Text>> = {
  motivation: small(TERM.stillToBeWritten),
  ground: small(TERM.groundMissing),
  text: { nl: 'tekst nog te schrijven', en: 'text still to be written' },
}

function groundWords(written: Motivation | null, language: Language): string {
  if (written === null || written.grounds.length === 0) return '–'
  return written.grounds.map((ground) => GROUND[ground][language]).join('; ')
}

/** What something is about: a specialty, or the OOR as a whole. */
export function aboutWords(specialty: string | null, setting: PageSetting): Content {
  if (specialty !== null) return rowName(specialty, setting)
  return { nl: 'de OOR als geheel', en: 'the OOR as a whole' }[setting.language]
}

function othersTable(others: readonly Motivation[], setting: PageSetting): Content {
  if (others.length === 0) return null
  const { language } = setting
  return [
    tableOf({
      id: 'motivering-verder',
      caption: { nl: 'Wat verder is aangevoerd', en: 'What else was put forward' }[language],
      head: headRow(['OOR', TERM.about[language], TERM.grounds[language], TERM.motivation[language]]),
      body: others.slice(0, MOST_LINES).map(
        (each) =>
          html`<tr>
            <th scope="row">${columnName(each.oor, setting)}</th>
            <td>${aboutWords(each.specialty, setting)}</td>
            <td>${groundWords(each, language)}</td>
            <td>${typed(each.text)}</td>
          </tr> `,
      ),
      kind: 'telling',
    }),
    andMore(others.length, setting),
  ]
}

/** The rules by name, in running text: "regelruimte per OOR en lege cellen". */
export function ruleWords(rules: readonly RuleId[], language: Language): string {
  return listWords(
    rules.map((id) => RULE[id][language]),
    language,
  )
}

/** Words in a row, the last behind "en". */
export function listWords(words: readonly string[], language: Language): string {
  const and = ` ${small(TERM.and)[language]} `
  return [words.slice(0, -1).join(', '), words.at(-1) ?? ''].filter((each) => each !== '').join(and)
}

/** Why no proposal fits: the rules that do not go together. */
export function ruleConflictSection({ rules, cut, agreed, texts }: RuleConflict, setting: PageSetting): Section {
  const { language } = setting
  const without = {
    nl: 'Deze regels gaan niet samen; elk ervan is daarvoor nodig:',
    en: 'These rules do not go together; each of them is needed for that:',
  }
  return {
    id: 'botsing',
    title: { nl: 'Waarom geen voorstel past', en: 'Why no proposal fits' }[language],
    content: [
      html`<p>
        <strong
          >${{ nl: 'Geen enkel voorstel past in het kader.', en: 'No proposal at all fits the frame.' }[language]}</strong
        >
      </p>`,
      rules === null
        ? html`<p>${texts[language]}</p>`
        : rules.length === 0
          ? null
          : [
              html`<p>${without[language]}</p>`,
              html`<ul>
                ${rules.map((id) => html`<li>${RULE[id][language]} (<code>${id}</code>)</li>`)}
              </ul>`,
            ],
      agreed === undefined ? null : agreementConflict(agreed, setting),
      cut === null ? null : (conflictSection({ conflict: cut, scenario: null }, setting)?.content ?? null),
    ],
  }
}
