/** Where the places of each OOR come from, and what was agreed on beforehand. */
import { CARRIED, carriedTable, carriedText } from '../documents/carried.js'
import { adding } from '../documents/adding.js'
import { totalSteps } from '../documents/steps.js'
import type { Result } from '../shapes/answers/result.js'
import { OPTION_TABLE } from '../domain/options.js'
import { numberText, printable, signedText, wholeText, type Language } from '../words/texts.js'
import { columnHead, matrixKind, sumOf } from './allocation.js'
import { html, typed, type Content } from './markup.js'
import { headRow, numberCell, tableOf, type Section } from './page.js'
import { waterfallFigure } from './pictures.js'
import { oorTable } from './proposal.js'
import { columnName, rowName, thing, type PageSetting, type PageSubject } from './setting.js'
import { PICTURE } from '../words/pictures.js'
import { small, TERM } from '../words/terms.js'

/** How each OOR's total came about: summed, after the floor, whole. */
export function totalsSection(result: Result, subject: PageSubject | null, setting: PageSetting): Section | null {
  const { columns } = result
  const floor = floorSentence(result, subject, setting)
  const way = totalSteps(result)
  if (way === null) return null
  const { language } = setting
  const line = (label: string, values: readonly number[], text: (value: number) => string, kind = 'step') =>
    html`<tr>
      <th scope="row" class="${kind}">${label}</th>
      ${values.map((value) => numberCell(text(value)))}${numberCell(text(sumOf(values)), 'total')}
    </tr> `
  const head = html`<tr>
    <th scope="col">${TERM.step[language]}</th>
    ${columns.map((code) => columnHead(code, result, setting))}
    <th scope="col" class="number total">${TERM.total[language]}</th>
  </tr>`
  const { from, steps, to } = way
  const two = (value: number) => numberText(value, language, 2, true)
  const shown = columns.map((_, o) => adding(from.values[o]!, steps.map(({ by }) => by[o]!), 2)) // prettier-ignore
  const body = [
    line(from.word[language], from.values, two),
    steps.map(({ word }, i) => [
      line(word[language], shown.map((each) => each[i]!), (value) => signedText(value, language, 2)), // prettier-ignore
      word === TERM.byFloor ? line(AFTER_FLOOR[language], result.oorTotals!.floored!, two) : null,
    ]),
    line(TERM.places[language], to, (value) => wholeText(value, language), 'first'),
  ]
  return {
    id: 'totalen',
    title: { nl: 'Waar de totalen van de OOR’s vandaan komen', en: 'Where the totals of the OORs come from' }[language],
    content: [
      floor === null ? null : html`<p>${floor}</p>`,
      waterfallFigure(
        'totalen-tekening',
        columns,
        way,
        { title: PICTURE.waterfall[language], axis: PICTURE.waterfallAxis[language], digits: [2, 2] },
        setting,
      ),
      tableOf({
        id: 'totalen-tabel',
        caption: { nl: 'Van zorggebruik tot totaal, per OOR', en: 'From care use to total, per OOR' }[language],
        head,
        body,
        kind: `${matrixKind(columns.length)} unmarked`,
      }),
      leftOutSentence(result, language),
    ],
  }
}

const AFTER_FLOOR = { nl: 'Na de ondergrens', en: 'After the floor' }

/** What was carried over from earlier years, and what each OOR is owed. */
export function carriedSection(result: Result, setting: PageSetting): Section | null {
  const { language } = setting
  const [text, table] = [carriedText(result, language), carriedTable(result)]
  if (text === null) return null
  const caption = { nl: 'Wat elke OOR tegoed heeft, in plaatsen', en: 'What each OOR is owed, in places' }[language]
  return {
    id: 'meegenomen',
    title: CARRIED[language],
    content: [html`<p>${text}</p>`, table && oorTable(table, 'meegenomen-tabel', caption, setting)],
  }
}

/** Who was lifted to the floor, by how much, and who paid for it (P26 I.2); null where there is no floor, or no total is told. */
export function floorSentence(
  { oorTotals, columns, options, flooredOors }: Result,
  subject: Pick<PageSubject, 'floor'> | null,
  { language }: PageSetting,
): string | null {
  if (subject === null || subject.floor === null || oorTotals === null) return null
  const { raw, floored } = oorTotals
  if (raw === null || floored === null) return null
  const share = `${numberText(100 * subject.floor.share, language, 4)}%`
  const national = wholeText(sumOf(oorTotals.rounded), language)
  const rule = {
    nl: `Elke OOR krijgt ten minste ${share} van de ${national} plaatsen. `,
    en: `Every OOR gets at least ${share} of the ${national} places. `,
  }[language]
  const lifted = flooredOors ?? []
  if (lifted.length === 0)
    return (
      rule + { nl: 'Alle OOR’s halen dat zonder ondergrens.', en: 'All OORs have that without the floor.' }[language]
    )
  const paid = PAID_FROM[options['floor.paidFrom']]?.[language] ?? ''
  const each = lifted.map((code) => {
    const o = columns.indexOf(code)
    const [from, to] = [raw[o]!, floored[o]!].map((value) => numberText(value, language, 2, true)) as [string, string]
    const came = { nl: `kwam op ${from} en is op ${to} gebracht`, en: `came to ${from} and was lifted to ${to}` }
    return `${printable(code)} ${came[language]}`
  })
  const end = {
    nl: `; de andere OOR’s hebben dat opgebracht, ${paid}.`,
    en: `; the other OORs paid for that, ${paid}.`,
  }[language]
  return `${rule}${each.join('; ')}${end}`
}

const PAID_FROM: Readonly<Record<string, { nl: string; en: string }>> = {
  [OPTION_TABLE['floor.paidFrom'].values[0]]: { nl: 'naar rato van hun totaal', en: 'pro rata to their totals' },
  [OPTION_TABLE['floor.paidFrom'].values[1]]: {
    nl: 'naar rato van wat zij boven de ondergrens hebben',
    en: 'pro rata to what they have above the floor',
  },
  [OPTION_TABLE['floor.paidFrom'].values[2]]: { nl: 'in gelijke delen', en: 'in equal parts' },
}

function leftOutSentence({ leftOut }: Result, language: Language): Content {
  if (leftOut === null) return null
  const [records, zbc, gp] = [leftOut.records, leftOut.zbc, leftOut.procedureGp].map((each) =>
    wholeText(each, language),
  ) as [string, string, string]
  const text = {
    nl: `Van de ${records} regels zorggebruik zijn er ${zbc} van zelfstandige behandelcentra en ${gp} met verrichtingen voor huisartsen weggelaten.`,
    en: `Of the ${records} lines of care use, ${zbc} of independent clinics and ${gp} with procedures for GPs were left out.`,
  }
  return html`<p class="note">${text[language]}</p>`
}

/** The zero cells and the agreed bounds, with their reasons and sources. */
export function agreedCellsSection(subject: PageSubject | null, setting: PageSetting): Section | null {
  if (subject === null || subject.zeroCells.length + subject.bounds.length === 0) return null
  const { language } = setting
  const line = (specialty: string, oor: string, rule: string, reason: string, source: string) =>
    html`<tr>
      <th scope="row">${rowName(specialty, setting)}</th>
      <td>${columnName(oor, setting)}</td>
      <td>${rule}</td>
      <td>${typed(reason)}</td>
      <td>${typed(source)}</td>
    </tr> `
  const zero = subject.zeroCells.map(({ specialty, oor, reason, source }) =>
    line(specialty, oor, small(TERM.zeroCell)[language], reason, source),
  )
  const whole = (value: number) => wholeText(value, language)
  const bounds = subject.bounds.map(({ specialty, oor, low, high, reason }) => {
    const rule =
      low === high
        ? { nl: `vast op ${whole(low)}`, en: `fixed at ${whole(low)}` }
        : { nl: `${whole(low)} tot en met ${whole(high)}`, en: `${whole(low)} up to ${whole(high)}` }
    return line(specialty, oor, rule[language], reason, '')
  })
  return {
    id: 'afspraken',
    title: { nl: 'Lege cellen en afspraken', en: 'Zero cells and agreements' }[language],
    content: tableOf({
      id: 'afspraken-tabel',
      caption: { nl: 'Cellen waarvan de uitkomst vooraf begrensd is', en: 'Cells whose outcome is bounded beforehand' }[
        language
      ],
      head: headRow([
        thing('row', setting),
        thing('column', setting),
        { nl: 'Afspraak', en: 'Agreement' }[language],
        TERM.reason[language],
        TERM.source[language],
      ]),
      body: [zero, bounds],
    }),
  }
}
