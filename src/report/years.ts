/** The parts of a page about several years solved together: their matrices, what together gains over apart, and the proof. */
import { numberText, STATUS, wholeText, type Language } from '../words/texts.js'
import type { Unlucky, Years, YearsLevel, YearsOutcome } from '../shapes/answers/years.js'
import { matrixSection, sumOf } from './allocation.js'
import { yearsRecipe } from '../words/recipe.js'
import { commandsAgain } from './commands.js'
import { capital, changeText, signedPlaces } from '../domain/language.js'
import { html, type Content } from './markup.js'
import { andMore, factList, headRow, MOST_LINES, numberCell, tableOf, type Fact, type Section } from './page.js'
import { gainLines, yearsLevel, type Gain } from '../documents/years.js'
import { listWords } from './proposal.js'
import { columnName, rowName, thing, type PageSetting, type PageSubject } from './setting.js'
import { PICTURE } from '../words/pictures.js'
import { TERM } from '../words/terms.js'
import { stripsFigure, type Rounded } from './pictures.js'

type Outcome = NonNullable<Years['together']>

function levelOf({ levels }: Outcome, name: YearsLevel['name']): number | null {
  return levels.find((level) => level.name === name)?.value ?? null
}

/** What a board has to know: what together gains over apart, who is unlucky twice, and what is proven. */
export function yearsSummary(years: Years, setting: PageSetting): Section {
  const { language } = setting
  const { together, apart } = years
  const sentences =
    together === null || apart === null
      ? [
          {
            nl: `Voor ${listWords(years.years.map(String), 'nl')} samen is er geen verdeling: ${STATUS[years.status].nl}.`,
            en: `There is no allocation for ${listWords(years.years.map(String), 'en')} together: ${STATUS[years.status].en}.`,
          }[language],
        ]
      : [
          extentSentence(years, language),
          gainSentence(together, apart, language),
          unluckySentence(together, apart, language),
          provenSentence(years, language),
        ]
  return {
    id: 'samenvatting',
    title: TERM.summary[language],
    content: html`<p class="summary">${sentences.filter((each) => each !== '').join(' ')}</p>`,
  }
}

function extentSentence({ years, rowTotals }: Years, language: Language): string {
  const places = rowTotals.map((totals, k) => `${wholeText(sumOf(totals), language)} (${years[k]})`)
  return {
    nl: `De plaatsen van ${listWords(places, 'nl')} zijn samen verdeeld, zo dat elk jaar zijn eigen totalen haalt en ook de som in elke cel zo natuurlijk mogelijk is afgerond.`,
    en: `The places of ${listWords(places, 'en')} are divided together, so that each year meets its own totals and the sum in every cell is rounded as naturally as possible too.`,
  }[language]
}

function gainSentence(together: Outcome, apart: Outcome, language: Language): string {
  const [with_, without] = [levelOf(together, 'sum-next-best'), levelOf(apart, 'sum-next-best')]
  if (with_ === null || without === null) return ''
  const [a, b] = [wholeText(with_, language), wholeText(without, language)]
  return {
    nl: `In de som zijn daardoor ${a} cellen niet natuurlijk afgerond; met elk jaar apart zijn dat er ${b}.`,
    en: `Thereby ${a} cells of the sum are not rounded naturally; with each year apart there are ${b}.`,
  }[language]
}

function unluckySentence(together: Outcome, apart: Outcome, language: Language): string {
  if (together.unluckyTwice === null || apart.unluckyTwice === null) return ''
  const [now, otherwise] = [together.unluckyTwice.length, apart.unluckyTwice.length]
  const nl = now === 0 ? 'Geen enkele cel wordt' : now === 1 ? 'Eén cel wordt' : `${wholeText(now, 'nl')} cellen worden`
  const en = now === 0 ? 'No cell is' : now === 1 ? 'One cell is' : `${wholeText(now, 'en')} cells are`
  return {
    nl: `${nl} in meer dan één jaar tegen de natuur in naar beneden afgerond (apart: ${otherwise}).`,
    en: `${en} rounded down against nature in more than one year (apart: ${otherwise}).`,
  }[language]
}

function provenSentence({ status, ...years }: Years, language: Language): string {
  if (status !== 'optimal')
    return { nl: 'Dat het niet beter kan, is niet bewezen.', en: 'That nothing is better is not proven.' }[language]
  return 'published' in years
    ? {
        nl: 'Het kan niet beter; het bewijs berust op vertrouwelijk zorggebruik en staat daarom niet in deze uitgave.',
        en: 'Nothing is better; the proof rests on confidential care use and is therefore not in this edition.',
      }[language]
    : { nl: 'Bewezen is dat het niet beter kan.', en: 'It is proven that nothing is better.' }[language]
}

/** Level by level, together beside apart. */
export function gainSection(years: Years, setting: PageSetting): Section | null {
  const lines = gainLines(years)
  if (lines.length === 0) return null
  const { language } = setting
  const intro = {
    nl: 'Apart is wat elk jaar op zichzelf geeft. Samen telt eerst hoeveel cellen in de jaren tegen de natuur in zijn afgerond, dan hoeveel in de som, en dan pas hoe groot de fouten zijn.',
    en: 'Apart is what each year by itself gives. Together counts first how many cells of the years are rounded against nature, then how many of the sum, and only then how large the errors are.',
  }
  const value = (each: number | null) => numberCell(each === null ? '–' : numberText(each, language, 6))
  const by = ({ together: now, apart: otherwise }: Gain) =>
    now === null || otherwise === null
      ? '–'
      : html`<b>${signedPlaces(Math.round((now - otherwise) * 1e6) / 1e6, language)}</b>`
  return {
    id: 'winst',
    title: { nl: 'Wat samen oplossen wint', en: 'What solving together gains' }[language],
    content: [
      html`<p>${intro[language]}</p>`,
      stripsFigure('winst-tekening', sumsOf(years, language), setting),
      tableOf({
        id: 'winst-tabel',
        caption: {
          nl: 'Samen naast elk jaar apart, het belangrijkste eerst; minder is beter',
          en: 'Together beside each year apart, most important first; less is better',
        }[language],
        head: headRow([
          TERM.measure[language],
          { number: TERM.together[language] },
          { number: TERM.apart[language] },
          { number: TERM.difference[language] },
        ]),
        body: lines.map(
          (line) =>
            html`<tr>
              <th scope="row">${capital(line.word[language])}</th>
              ${value(line.together)}${value(line.apart)}${numberCell(by(line))}
            </tr> `,
        ),
      }),
    ],
  }
}

/** The sum of the years, together and apart, beside the sum of their targets; nothing where a target is not told. */
function sumsOf({ targets, rows, columns, zeroCells, ...years }: Years, language: Language): Rounded[] {
  if (targets.includes(null)) return []
  const target = rows.map((_, s) => columns.map((_column, o) => sumOf(targets.map((each) => each![s]![o]!))))
  return (['together', 'apart'] as const).flatMap((way) => {
    const outcome = years[way]
    if (outcome === null) return []
    const deviations = outcome.sumDeviations ?? []
    const text = `${wholeText(deviations.length, language)} ${PICTURE.nextBest[language]}`
    const everywhere = emptyEverywhere(zeroCells)
    return [{ rows, columns, allocation: outcome.sum, target, deviations, zeroCells: everywhere, word: TERM[way][language], text }] // prettier-ignore
  })
}

/** The cells that stay empty in every year. */
function emptyEverywhere(zeroCells: Years['zeroCells']): Years['zeroCells'][number] {
  return (zeroCells[0] ?? []).filter(([row, column]) =>
    zeroCells.every((cells) => cells.some(([r, c]) => r === row && c === column)),
  )
}

/** The sum and each year, a sheet each. */
export function yearMatrices(shown: Years, setting: PageSetting): (Section | null)[] {
  const { together, rows, columns, years, zeroCells, bounds } = shown
  if (together === null) return []
  const { language } = setting
  const none = { contested: null, freedom: null, flooredOors: null, oorTotals: null } as const
  const everywhere = emptyEverywhere(zeroCells)
  const sum = { allocation: together.sum, deviations: together.sumDeviations ?? [], zeroCells: everywhere, bounds: [] }
  const each = together.allocations.map((allocation, k) => ({
    allocation,
    deviations: together.deviations?.[k] ?? [],
    zeroCells: zeroCells[k]!,
    bounds: bounds[k]!,
  }))
  const listed = listWords(years.map(String), language)
  return [
    matrixSection({ rows, columns, ...sum, ...none }, setting, {
      id: 'som',
      title: { nl: `De som van ${listed}`, en: `The sum of ${listed}` }[language],
    }),
    ...each.map((year, k) =>
      matrixSection({ rows, columns, ...year, ...none }, setting, {
        id: `jaar-${years[k]}`,
        title: { nl: `Toewijzing ${years[k]}`, en: `Allocation ${years[k]}` }[language],
      }),
    ),
  ]
}

/** The cells rounded down against nature more than once: together, and apart. */
export function unluckySection({ together, apart, years }: Years, setting: PageSetting): Section | null {
  if (together === null || apart === null || together.unluckyTwice === null || apart.unluckyTwice === null) return null
  const { language } = setting
  const list = (cells: readonly Unlucky[], id: string, caption: string): Content =>
    cells.length === 0
      ? html`<p>${caption}: ${{ nl: 'geen enkele cel', en: 'no cell' }[language]}.</p>`
      : [
          tableOf({
            id,
            caption,
            head: headRow([
              thing('row', setting),
              thing('column', setting),
              { nl: 'Naar beneden in', en: 'Down in' }[language],
            ]),
            body: cells.slice(0, MOST_LINES).map(
              ({ row, column, years: down }) =>
                html`<tr>
                  <th scope="row">${rowName(row, setting)}</th>
                  <td>${columnName(column, setting)}</td>
                  <td>${down.map((k) => years[k]).join(', ')}</td>
                </tr> `,
            ),
          }),
          andMore(cells.length, setting),
        ]
  return {
    id: 'tweemaal',
    title: { nl: 'Wie tweemaal pech heeft', en: 'Who is unlucky twice' }[language],
    content: [
      html`<p>
        ${{ nl: 'Cellen die in meer dan één jaar naar beneden zijn afgerond, terwijl zij natuurlijk afgerond meer hadden gehad.', en: 'Cells that are rounded down in more than one year, while natural rounding would have given them more.' }[language]}
      </p>`,
      list(together.unluckyTwice, 'tweemaal-samen', { nl: 'Samen opgelost', en: 'Solved together' }[language]),
      list(apart.unluckyTwice, 'tweemaal-apart', { nl: 'Elk jaar apart', en: 'Each year apart' }[language]),
    ],
  }
}

/** The cells that solving together changes, year by year. */
export function movedSection({ together, apart, rows, columns, years }: Years, setting: PageSetting): Section | null {
  if (together === null || apart === null) return null
  const { language } = setting
  const places = ({ allocations }: Pick<YearsOutcome, 'allocations'>, k: number, s: number, o: number) =>
    allocations[k]![s]![o]!
  const changed = rows.flatMap((row, s) =>
    columns.flatMap((column, o) => {
      const pairs = years.map((_, k) => [places(apart, k, s, o), places(together, k, s, o)] as const)
      return pairs.every(([a, b]) => a === b) ? [] : [{ row, column, pairs }]
    }),
  )
  if (changed.length === 0) return null
  return {
    id: 'anders',
    title: { nl: 'Wat er door samen oplossen verandert', en: 'What solving together changes' }[language],
    content: [
      tableOf({
        id: 'anders-tabel',
        caption: {
          nl: `${wholeText(changed.length, 'nl')} cellen: plaatsen apart → samen`,
          en: `${wholeText(changed.length, 'en')} cells: places apart → together`,
        }[language],
        head: headRow([
          thing('row', setting),
          thing('column', setting),
          ...years.map((year) => ({ number: String(year) })),
          { number: TERM.sum[language] },
        ]),
        body: changed.slice(0, MOST_LINES).map(({ row, column, pairs }) => {
          const sums = [sumOf(pairs.map(([a]) => a)), sumOf(pairs.map(([, b]) => b))] as const
          const cell = ([a, b]: readonly [number, number]) =>
            numberCell(a === b ? wholeText(a, language) : html`<b>${changeText({ from: a, to: b }, language)}</b>`)
          return html`<tr>
            <th scope="row">${rowName(row, setting)}</th>
            <td>${columnName(column, setting)}</td>
            ${pairs.map(cell)}${cell(sums)}
          </tr> `
        }),
      }),
      andMore(changed.length, setting),
    ],
  }
}

/** What is proven, and how anybody checks that. */
export function yearsProof(shown: Years, subjects: readonly PageSubject[], setting: PageSetting): Section {
  const { language } = setting
  const { status, gap, together, certificate, input, solver } = shown
  const said = [
    together === null
      ? null
      : {
          nl: 'Elk jaar haalt al zijn totalen, binnen zijn grenzen en met zijn lege cellen leeg: onafhankelijk nagerekend.',
          en: 'Each year meets all its totals, within its bounds and with its zero cells empty: recomputed independently.',
        },
    certificate === null ? null : TERM.levelsProven,
    gap === null
      ? null
      : {
          nl: `Niet alles is bewezen: van “${capital(yearsLevel(gap.level).nl)}” is ${numberText(gap.value, 'nl', 9)} bereikt, en bewezen is dat het minstens ${numberText(gap.bound, 'nl', 9)} is.`,
          en: `Not everything is proven: of “${capital(yearsLevel(gap.level).en)}” ${numberText(gap.value, 'en', 9)} is reached, and it is proven to be at least ${numberText(gap.bound, 'en', 9)}.`,
        },
    status === 'infeasible'
      ? { nl: 'Een van de jaren heeft geen verdeling.', en: 'One of the years has no allocation.' }
      : null,
    'published' in shown
      ? {
          nl: 'Wat vertrouwelijk zorggebruik prijsgeeft (doel, fouten, bewijs), is weggelaten (FAQ 14); dat het niet beter kan, is uit deze uitgave dus niet na te rekenen.',
          en: 'What gives confidential care use away (target, errors, proof) is left out (FAQ 14); that nothing is better cannot be checked from this edition.',
        }
      : null,
  ].filter((each) => each !== null)
  const facts: Fact[] = [
    ...subjects.map(({ id }, k) => ({
      word: { nl: `Invoer ${id} (SHA-256)`, en: `Input ${id} (SHA-256)` }[language],
      value: html`<code class="hash">${input.sha256[k]!}</code>`,
    })),
    { word: TERM.solver[language], value: `${solver.name} ${solver.version}` },
  ]
  return {
    id: 'bewijs',
    title: TERM.proofHow[language],
    content: [
      html`<ul>
        ${said.map((each) => html`<li>${each[language]}</li>`)}
      </ul>`,
      together === null
        ? null
        : [
            html`<h3>${TERM.checkItYourself[language]}</h3>`,
            commandsAgain(yearsRecipe(shown, subjects, setting.given, language), language),
          ],
      factList(facts, 'facts'),
    ],
  }
}
