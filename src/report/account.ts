/** The account of a result: which readings it rests on, what was proven and how to check it, or why there is none. */
import type { Result } from '../shapes/answers/result.js'
import { sourceText } from '../words/phrases.js'
import { capital } from '../domain/language.js'
import { freedomText, uniqueText } from '../words/freedom.js'
import type { Conflict, Restriction } from '../domain/conflict.js'
import { OPTION_NAMES, OPTION_TABLE, type OptionName } from '../domain/options.js'
import type { Certificate } from '../domain/result.js'
import { NOT_SOUGHT, numberText, wholeText, type Language, type Text } from '../words/texts.js'
import { DECIDED } from '../words/terminal.js'
import { meetsTotals } from './allocation.js'
import { nearText } from '../words/near.js'
import { precisionText } from '../words/precision.js'
import { resultRecipe, type Position } from '../words/recipe.js'
import { commandsAgain } from './commands.js'
import { html, joined, typed, type Content, type Markup } from './markup.js'
import { methodWords } from './methods.js'
import { factList, headRow, numberCell, tableOf, type Section } from './page.js'
import { columnName, rowName, thing, type PageSetting, type PageSubject } from './setting.js'
import { small, TERM } from '../words/terms.js'

/** The options that say something of a mere table, which has no floor and no OORs. */
const OF_TABLES: ReadonlySet<OptionName> = new Set(['zeroTarget', 'half', 'tieBreak'])

/** The options about proposals, which go first on their pages. */
const OF_PROPOSALS = /^(?:leeway|motivation|staffel)\./

/** The named options in force; those that differ from the default come first, on the page of a proposal after those about it. */
export function optionsSection(
  options: Result['options'],
  setting: PageSetting,
  about: 'allocation' | 'proposal' = 'allocation',
): Section {
  const { language } = setting
  const differs = (name: OptionName) => options[name] !== OPTION_TABLE[name].values[0]
  const known = OPTION_NAMES.filter((name) => setting.things === 'scenario' || OF_TABLES.has(name))
  const differing = [...known.filter(differs), ...known.filter((name) => !differs(name))]
  const first = (name: OptionName) => about === 'proposal' && OF_PROPOSALS.test(name)
  const names = [...differing.filter(first), ...differing.filter((name) => !first(name))]
  const count = known.filter(differs).length
  const where =
    about === 'proposal'
      ? { nl: count === 1 ? 'die is vet' : 'die zijn vet', en: count === 1 ? 'it is in bold' : 'these are in bold' }
      : {
          nl: count === 1 ? 'die staat bovenaan' : 'die staan bovenaan',
          en: count === 1 ? 'it stands at the top' : 'these stand at the top',
        }
  const intro = {
    nl:
      count === 0
        ? 'Waar het protocol ruimte laat, is overal de standaardlezing gevolgd.'
        : `Waar het protocol ruimte laat, is ${count === 1 ? 'één keer' : `${count} keer`} een andere lezing gevolgd dan de standaard; ${where.nl}.`,
    en:
      count === 0
        ? 'Where the protocol leaves room, the default reading was followed everywhere.'
        : `Where the protocol leaves room, another reading than the default was followed ${count === 1 ? 'once' : `${count} times`}; ${where.en}.`,
  }
  const body = names.map((name) => {
    const { source, values, ...why } = OPTION_TABLE[name]
    const [standard, ...rest] = values
    const other = { nl: `anders dan de standaard (${standard})`, en: `differs from the default (${standard})` }[
      language
    ]
    const usual = {
      nl: `standaard; ook mogelijk: ${rest.join(', ')}`,
      en: `default; also possible: ${rest.join(', ')}`,
    }[language]
    return html`<tr class="${differs(name) ? 'deviating' : 'usual'}">
      <th scope="row"><code>${name}</code></th>
      <td><code>${options[name]}</code></td>
      <td>${differs(name) ? html`<b>${other}</b>` : usual}</td>
      <td>${why[language]}</td>
      <td>${source}</td>
    </tr> `
  })
  return {
    id: 'lezingen',
    title: { nl: 'Gevolgde lezingen van het protocol', en: 'Readings of the protocol followed' }[language],
    content: [
      html`<p>${intro[language]}</p>`,
      tableOf({
        id: 'lezingen-tabel',
        caption: { nl: 'Opties in deze uitkomst', en: 'Options in force' }[language],
        head: headRow([
          TERM.option[language],
          TERM.value[language],
          { nl: 'Standaard', en: 'Default' }[language],
          { nl: 'Waarover', en: 'What it is about' }[language],
          TERM.source[language],
        ]),
        body,
      }),
    ],
  }
}

/** Where the figures come from, as the scenario states it. */
export function sourcesSection(subjects: readonly PageSubject[], setting: PageSetting): Section | null {
  const sources = subjects.flatMap((subject) => subject.sources.map((source) => ({ subject, source })))
  if (sources.length === 0) return null
  const { language } = setting
  const several = subjects.length > 1
  const body = sources.map(
    ({ subject, source }) =>
      html`<tr>
        <th scope="row">${typed(sourceText(source.what, language))}</th>
        ${several ? html`<td>${typed(subject.id)}</td>` : null}
        <td>${typed(source.document)}</td>
        <td>${typed(source.section ?? '')}</td>
      </tr> `,
  )
  return {
    id: 'bronnen',
    title: TERM.sources[language],
    content: tableOf({
      id: 'bronnen-tabel',
      caption: { nl: 'Zoals het scenario ze noemt', en: 'As the scenario states them' }[language],
      head: headRow([
        TERM.what[language],
        ...(several ? ['Scenario'] : []),
        TERM.document[language],
        TERM.section[language],
      ]),
      body,
    }),
  }
}

/** What was proven of each result, and how anybody checks that. */
export function proofSection(
  results: readonly { readonly result: Result; readonly subject: PageSubject | null }[],
  setting: PageSetting,
): Section {
  const { language } = setting
  const several = results.length > 1
  return {
    id: 'bewijs',
    title: TERM.proofHow[language],
    content: results.map(({ result, subject }, i) => [
      several ? html`<h3>${typed(subject?.title ?? result.scenario ?? methodWords(result, language))}</h3>` : null,
      html`<ul>
        ${provenOf(result, language).map((each) => html`<li>${each}</li>`)}
      </ul>`,
      certificateWords(result, setting),
      checkWords(result, subject, { given: setting.given, ...markOf(results, i), language }),
    ]),
  }
}

/** Which of the scenarios given a result is of, and what tells its file apart: a letter of two scenarios, a method of one. */
function markOf(
  results: readonly { readonly result: Result; readonly subject: PageSubject | null }[],
  i: number,
): { readonly at: number; readonly mark: string } {
  if (results.length === 1) return { at: 0, mark: '' }
  const sameSubject = results.every(({ subject }) => subject === results[0]!.subject)
  return sameSubject ? { at: 0, mark: `-${results[i]!.result.method}` } : { at: i, mark: `-${'ab'[i]!}` }
}

/** What the independent checker established before this answer left. */
function provenOf(result: Result, language: Language): string[] {
  const published = 'published' in result
  const [near, precision] = [nearText(result, language), precisionText(result, language)]
  const said: (Text | null)[] = [
    meetsTotals(result)
      ? {
          nl: 'Alle totalen kloppen, elke cel blijft binnen haar grenzen en lege cellen zijn leeg: onafhankelijk nagerekend.',
          en: 'All totals are met, every cell is within its bounds and zero cells are empty: recomputed independently.',
        }
      : null,
    result.allocation !== null && result.status !== 'infeasible' && !meetsTotals(result)
      ? {
          nl: 'Niet alle totalen kloppen; elke cel blijft wel binnen haar grenzen.',
          en: 'Not all totals are met; every cell is within its bounds.',
        }
      : null,
    result.status === 'optimal' && result.certificate !== null
      ? {
          nl: `Geen andere verdeling is beter (${methodWords(result, 'nl')}): bewezen, en het bewijs onafhankelijk nagerekend.`,
          en: `No other allocation is better (${methodWords(result, 'en')}): proven, and the proof recomputed independently.`,
        }
      : null,
    near === null ? null : { nl: `${near}.`, en: `${near}.` },
    precision === null ? null : { nl: `${precision}.`, en: `${precision}.` },
    result.unique === false ? tieWords(result) : null,
    result.status === 'feasible'
      ? {
          nl: 'Dat geen andere verdeling beter is, is niet bewezen en wordt niet beweerd.',
          en: 'That no other allocation is better is neither proven nor claimed.',
        }
      : null,
    result.status === 'infeasible'
      ? {
          nl: 'Er bestaat geen verdeling die aan alle eisen voldoet.',
          en: 'No allocation at all meets all requirements.',
        }
      : null,
    result.status === 'time-limit' ? TERM.noAnswerInTime : null,
    published
      ? {
          nl: 'Wat vertrouwelijk zorggebruik prijsgeeft (doel, fouten, bewijs), is weggelaten (FAQ 14); de optimaliteit is uit deze uitgave dus niet na te rekenen.',
          en: 'What gives confidential care use away (target, errors, proof) is left out (FAQ 14); optimality cannot be checked from this edition.',
        }
      : null,
  ]
  const freedom = freedomText(result, language)
  return [
    ...said.filter((each) => each !== null).map((each) => each[language]),
    ...(result.unique === true ? [`${capital(uniqueText(result, language))}.`] : []),
    ...(freedom === null ? [] : [`${capital(freedom)}.`]),
  ]
}

/** How many cells differ between equals, how many equals there are where that was asked, and which of them is shown. */
function tieWords({ contested, ties, seed, optima, allocation }: Result): Text {
  const cells = contested?.length ?? 0
  const count = (language: Language) =>
    optima === null ? '' : `${optima.complete ? '' : '≥ '}${wholeText(optima.count, language)} `
  const shown =
    ties?.decided === 'lot' && allocation !== null
      ? { nl: `getoond is een van hen, door het lot (seed ${seed})`, en: `shown is one of them, by lot (seed ${seed})` }
      : allocation === null
        ? { nl: 'er is niet tussen gekozen', en: 'none of them was chosen' }
        : DECIDED.canonical
  return {
    nl: `Er zijn ${count('nl')}verdelingen die even goed zijn; zij verschillen alleen in ${wholeText(cells, 'nl')} cellen, en ${shown.nl}.`,
    en: `There are ${count('en')}allocations that are equally good; they differ in ${wholeText(cells, 'en')} cells only, and ${shown.en}.`,
  }
}

function certificateWords({ certificate, rows, columns }: Result, setting: PageSetting): Content {
  if (certificate === null) return null
  const { language } = setting
  const [r, c] = [wholeText(rows.length, language), wholeText(columns.length, language)]
  if ('rowMultipliers' in certificate) {
    const text = {
      nl: `Het bewijs in het kort: bij elk van de ${r} rijen en ${c} kolommen hoort een vermenigvuldiger. Doel maal beide, afgerond op het dichtstbijzijnde hele getal, is in elke cel precies de toewijzing. De vermenigvuldigers staan in het resultaatbestand.`,
      en: `The proof in short: each of the ${r} rows and ${c} columns has a multiplier. Target times both, rounded to the nearest whole number, is exactly the allocation in every cell. The multipliers are in the result file.`,
    }
    return html`<p>${text[language]}</p>`
  }
  const text = {
    nl: `Het bewijs in het kort: bij elk van de ${r} rijen en ${c} kolommen hoort een prijs, een heel getal. Een plaats erbij kost nergens minder dan de prijs van haar rij en kolom samen, en een plaats eraf levert nergens meer op; daarom maakt geen reeks van wijzigingen de verdeling beter. Wie de prijzen heeft, rekent dat na met optellen en vergelijken.`,
    en: `The proof in short: each of the ${r} rows and ${c} columns has a price, a whole number. One place more nowhere costs less than the prices of its row and column together, and one place fewer nowhere yields more; so no series of changes makes the allocation better. Whoever has the prices checks that by adding and comparing.`,
  }
  return html`<p>${text[language]}</p>`
}

/** An appendix: the prices themselves, for whoever checks the proof. */
export function pricesSection(results: readonly Result[], setting: PageSetting): Section | null {
  const tables = results.flatMap(({ certificate, columns }, i) =>
    certificate === null || 'rowMultipliers' in certificate || columns.length > MOST_PRICES
      ? []
      : [pricesTable(certificate, columns, i, setting)],
  )
  if (tables.length === 0) return null
  const title = { nl: 'Bijlage: de prijzen van het bewijs', en: 'Appendix: the prices of the proof' }
  return { id: 'bijlage', title: title[setting.language], content: tables }
}

/** Prices of more columns than these are left to the result file. */
const MOST_PRICES = 20

function pricesTable(
  { columnPotentials }: Certificate,
  columns: readonly string[],
  i: number,
  setting: PageSetting,
): Markup {
  const { language } = setting
  const grouped = new Intl.NumberFormat(language)
  const caption = {
    nl: 'De prijzen van de kolommen; die van de rijen staan in het resultaatbestand',
    en: 'The prices of the columns; those of the rows are in the result file',
  }
  return tableOf({
    id: `bewijs-prijzen-${i + 1}`,
    caption: caption[language],
    head: html`<tr>
      <th scope="col">${thing('column', setting)}</th>
      ${columns.map((code) => html`<th scope="col" class="number">${columnName(code, setting)}</th>`)}
    </tr>`,
    body: html`<tr>
      <th scope="row">${{ nl: 'Prijs', en: 'Price' }[language]}</th>
      ${columnPotentials.map((price) => numberCell(grouped.format(BigInt(price))))}
    </tr>`,
  })
}

/** The commands with which anybody makes this result again and checks it, and the fingerprint of what went in. */
function checkWords(result: Result, subject: PageSubject | null, placed: Position): Content {
  const { language } = placed
  const facts = [
    {
      word: TERM.inputHash[language],
      value: html`<code class="hash">${result.input.sha256}</code>`,
    },
    {
      word: TERM.procedure[language],
      value:
        methodWords(result, language) +
        (result.solver === null ? '' : ` (${result.solver.name} ${result.solver.version})`),
    },
  ]
  return [
    html`<h3>${TERM.checkItYourself[language]}</h3>`,
    result.status === 'time-limit' ? null : commandsAgain(resultRecipe(result, subject, placed), language),
    factList(facts, 'facts'),
  ]
}

/** Why there is no allocation, in words and in numbers, and what would make it fit. */
export function conflictSection(
  { conflict, scenario }: Pick<Result, 'conflict' | 'scenario'>,
  setting: PageSetting,
  id = 'botsing',
): Section | null {
  if (conflict === null) return null
  const { language } = setting
  const of = scenario === null ? '' : `: ${scenario}`
  return {
    id,
    title: { nl: 'Waarom het niet past', en: 'Why it does not fit' }[language] + of,
    content: [
      html`<p><strong>${typed(conflict.texts[language])}</strong></p>`,
      conflictTable(conflict, setting),
      restrictionsTable(conflict, `${id}-cellen`, setting),
      repairs(conflict, setting),
    ],
  }
}

function conflictTable(conflict: Conflict, setting: PageSetting): Content {
  const { language } = setting
  const { rows, columns, required, room, elsewhere, short } = conflict
  const number = (value: number) => numberText(value, language, 9)
  const names = (codes: readonly string[], name: (code: string, setting: PageSetting) => Content) =>
    codes.length === 0
      ? '–'
      : joined(
          codes.map((code) => name(code, setting)),
          ', ',
        )
  return factList(
    [
      { word: { nl: 'Rijen in de botsing', en: 'Rows in the conflict' }[language], value: names(rows, rowName) },
      {
        word: { nl: 'Kolommen in de botsing', en: 'Columns in the conflict' }[language],
        value: names(columns, columnName),
      },
      { word: { nl: 'Moet ergens heen', en: 'Must go somewhere' }[language], value: number(required) },
      { word: { nl: 'Daar is plaats voor', en: 'There is room for' }[language], value: number(room) },
      { word: { nl: 'Elders kan', en: 'Elsewhere can go' }[language], value: number(elsewhere) },
      { word: { nl: 'Tekort', en: 'Short' }[language], value: html`<strong>${number(short)}</strong>` },
    ],
    'facts',
  )
}

const RULE: Readonly<Record<Restriction['rule'], Text>> = {
  'zero-cell': small(TERM.zeroCell),
  'no-care-use': { nl: 'geen zorggebruik', en: 'no care use' },
  bound: small(TERM.agreedBound),
}

function restrictionsTable({ restrictions, restrictionCount }: Conflict, id: string, setting: PageSetting): Content {
  if (restrictions.length === 0) return null
  const { language } = setting
  const whole = (value: number) => wholeText(value, language)
  const body = restrictions.map(
    ({ row, column, rule, low, high, reason, source }) =>
      html`<tr>
        <th scope="row">${rowName(row, setting)}</th>
        <td>${columnName(column, setting)}</td>
        <td>${RULE[rule][language]}</td>
        <td>${high === null ? `≥ ${whole(low)}` : `${whole(low)} – ${whole(high)}`}</td>
        <td>${typed(reason ?? '')}</td>
        <td>${typed(source ?? '')}</td>
      </tr> `,
  )
  const count =
    restrictionCount > restrictions.length ? ` (${whole(restrictions.length)} / ${whole(restrictionCount)})` : ''
  return tableOf({
    id,
    caption: { nl: `Cellen die meespelen${count}`, en: `Cells that take part${count}` }[language],
    head: headRow([
      thing('row', setting),
      thing('column', setting),
      TERM.rule[language],
      { nl: 'Mag zijn', en: 'May be' }[language],
      TERM.reason[language],
      TERM.source[language],
    ]),
    body,
  })
}

function repairs(conflict: Conflict, { language }: PageSetting): Content {
  if (conflict.repairs?.length === 0) return null
  const title = html`<h3>${{ nl: 'Wat het passend maakt', en: 'What makes it fit' }[language]}</h3>`
  if (conflict.repairs === null) return [title, html`<p>${capital(NOT_SOUGHT[language])}.</p>`]
  return [
    title,
    html`<p>
      ${{ nl: 'Elk voorstel alleen is genoeg; het eerste ligt het meest voor de hand.', en: 'Each proposal alone is enough; the first is the most obvious.' }[language]}
    </p>`,
    html`<ol>
      ${conflict.repairs.map((repair) => html`<li>${typed(repair.texts[language])}</li>`)}
    </ol>`,
  ]
}
