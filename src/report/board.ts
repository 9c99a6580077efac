/**
 * One A4 for a board: what each OOR gets, why, what is certain, what was chosen, and what may still change. The ordinary page has all the
 * rest. What is said is kept short enough for one sheet, whatever the names in it are.
 */
import type { Comparison } from '../shapes/answers/comparison.js'
import type { Draft } from '../shapes/answers/draft.js'
import type { Result } from '../shapes/answers/result.js'
import type { Language, Text } from '../words/texts.js'
import { boardOfComparison } from './board-comparison.js'
import { boardOfDraft } from './board-draft.js'
import { boardOfResult } from './board-result.js'
import { cut } from './board-words.js'
import { CHART_STYLE } from '../charts/style.js'
import { html, styleElement, typed, type Content, type Markup } from './markup.js'
import { headOf, labelled, tableOf } from './page.js'
import { labels, settingOf, type PageSetting, type PageSubject } from './setting.js'
import { BOARD_STYLE } from './style.js'

/** What stands on the sheet. */
export interface Board {
  readonly kind: Text
  readonly title: string
  /** Under the title: scenario, criterion, frame. */
  readonly about: string
  readonly table: BoardTable | null
  /** Left out where there is no room. */
  readonly picture: Markup | null
  readonly parts: readonly BoardPart[]
  /** What it can be checked by. */
  readonly checks: string
}

export interface BoardTable {
  readonly caption: string
  readonly head: readonly string[]
  readonly lines: readonly { readonly oor: string; readonly name: string; readonly figures: readonly string[] }[]
  readonly total: readonly string[]
}

export interface BoardPart {
  readonly word: Text
  readonly sentences: readonly string[]
}

/** What a sheet is made of. */
export type BoardAnswer = Result | Draft | Comparison

/** The sheet of an answer. @param subjects the scenarios that it is about: one, or the two that are compared */
export function boardPage(answer: BoardAnswer, subjects: readonly PageSubject[], language: Language): string {
  const setting = settingOf(subjects, language)
  if ('difference' in answer) return sheet(boardOfComparison(answer, subjects, setting), setting)
  const [subject] = subjects
  return sheet('kind' in answer ? boardOfDraft(answer, subject!, setting) : boardOfResult(answer, subject!, setting), setting) // prettier-ignore
}

/** Letters of a title, of the name of an OOR, of a sentence and of a part: more do not fit. */
const [TITLE, NAME, SENTENCE, PART, CROWDED_PART] = [190, 30, 360, 620, 440] as const
/** OORs of which there is a line each, and so many that lines stand close. */
const [MOST_LINES, CROWDED] = [22, 11] as const

/** What an A4 holds between its margins, and what lines of the sheet take of it, in millimetres: a little more than they do. */
const [SHEET, PICTURE_HIGH] = [273, 64] as const
const HIGH = { title: 6.2, label: 7, about: 3.8, table: 5.3, crowded: 3.9, sentence: 4.6, head: 8, rest: 8 } as const
/** Letters on a line of the title, of the line below it, and of a part. */
const ON_LINE = { title: 72, about: 118, sentence: 51 } as const

/** About how high the sheet is without a picture. */
function heightOf({ title, about, table, parts }: Board, labelLines: number): number {
  const lines = (text: string, on: number) => Math.ceil(Array.from(text).length / on)
  const told = parts.map(
    ({ sentences }) =>
      HIGH.head + sentences.reduce((sum, each) => sum + lines(each, ON_LINE.sentence) * HIGH.sentence + 0.8, 0),
  )
  const pairs = told.flatMap((each, i) => (i % 2 === 0 ? [Math.max(each, told[i + 1] ?? 0)] : []))
  const ofTable = table === null ? 0 : Math.min(table.lines.length, MOST_LINES) * rowHeight(table) + 18
  const head =
    lines(title, ON_LINE.title) * HIGH.title + labelLines * HIGH.label + lines(about, ON_LINE.about) * HIGH.about
  return head + ofTable + pairs.reduce((sum, each) => sum + each, 0) + HIGH.rest
}

/** A long name takes two lines. */
function rowHeight({ lines }: BoardTable): number {
  if (lines.length > CROWDED) return HIGH.crowded
  const wraps = lines.some(({ oor, name }) => oor !== name && oor.length <= CODE && oor.length + name.length > 34)
  return HIGH.table * (wraps ? 1.5 : 1)
}

/** Of a code that is longer than this the name is not told beside it. */
const CODE = 16

/** The sentences of a part that fit; of one that does not, as much as does. */
function fitting(sentences: readonly string[], room: number): string[] {
  let left = room
  return sentences.flatMap((sentence) => {
    if (sentence === '' || left < 60) return []
    const said = cut(sentence, Math.min(SENTENCE, left))
    left -= said.length
    return said
  })
}

function sheet(given: Board, setting: PageSetting): string {
  const { language } = setting
  const room = (given.table?.lines.length ?? 0) > CROWDED ? CROWDED_PART : PART
  const board: Board = {
    ...given,
    title: cut(given.title, TITLE),
    about: cut(given.about, SENTENCE),
    parts: given.parts.map(({ word, sentences }) => ({ word, sentences: fitting(sentences, room) })),
  }
  const { kind, title, about, table, picture, parts, checks } = board
  const isRoomy = heightOf(board, labels(setting).length) + PICTURE_HIGH <= SHEET
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        ${headOf(title)} ${styleElement(CHART_STYLE + BOARD_STYLE)}
      </head>
      <body>
        <header>
          <p class="kind">Evenredig · ${kind[language]}</p>
          <h1>${typed(title)}</h1>
          ${labels(setting).map((label) => html`<p class="label">${cut(label, TITLE)}</p>`)}
          <p class="about">${about}</p>
        </header>
        <main>
          ${table === null ? null : tableOfOors(table, language)} ${isRoomy ? picture : null}
          <div class="parts">${parts.map((part) => partOf(part, language))}</div>
        </main>
        <footer>
          <p>${checks}</p>
        </footer>
      </body>
    </html>`
  return `${labelled(page.toString(), setting)}\n`
}

function partOf({ word, sentences }: BoardPart, language: Language): Markup {
  return html`<section>
    <h2>${word[language]}</h2>
    <ul>
      ${sentences.map((sentence) => html`<li>${typed(sentence)}</li>`)}
    </ul>
  </section>`
}

function tableOfOors({ caption, head, lines, total }: BoardTable, language: Language): Content {
  const more = lines.length - MOST_LINES
  const others = { nl: `… en nog ${more}; de gewone bladzijde heeft ze alle`, en: `… and ${more} more; the ordinary page has them all` } // prettier-ignore
  return tableOf({
    id: 'oors-tabel',
    caption: cut(caption, SENTENCE),
    kind: lines.length > CROWDED ? 'crowded' : 'plain',
    head: html`<tr>
      ${head.map((word, i) => (i === 0 ? html`<th scope="col">${word}</th>` : html`<th scope="col" class="number">${cut(word, NAME)}</th>`))}
    </tr>`,
    body: [
      lines.slice(0, MOST_LINES).map(
        ({ oor, name, figures }) =>
          html`<tr>
            <th scope="row">
              <b>${typed(cut(oor, NAME))}</b
              >${name === oor || oor.length > CODE ? null : html` <small>${typed(cut(name, NAME))}</small>`}
            </th>
            ${figures.map((figure, i) => html`<td class="number${i === 0 ? ' first' : ''}">${figure}</td>`)}
          </tr> `,
      ),
      more > 0
        ? html`<tr>
            <th scope="row" colspan="${head.length}">${others[language]}</th>
          </tr>`
        : null,
    ],
    foot: html`<tr>
      ${total.map((figure, i) => (i === 0 ? html`<th scope="row">${figure}</th>` : html`<td class="number">${figure}</td>`))}
    </tr>`,
  })
}
