/** The frame of every page: one file without script or anything from elsewhere, for the screen and for A4 landscape. */
import type { Read } from '../domain/reading.js'
import { filesRead, warningLines } from '../words/read.js'
import type { Made } from '../shapes/answers/parts.js'
import { FINGERPRINT, madeFacts } from '../words/made.js'
import type { Language } from '../words/texts.js'
import { cssString, html, styleElement, typed, type Content, type Markup } from './markup.js'
import { CHART_STYLE } from '../charts/style.js'
import { columnName, labels, shortLabels, type PageSetting } from './setting.js'
import { STYLE } from './style.js'
import { small, TERM } from '../words/terms.js'

/** A part of a page with a heading of its own. */
export interface Section {
  /** Its address on the page: letters and hyphens. */
  readonly id: string
  readonly title: string
  readonly content: Content
  /** In print it begins on a new sheet and stays whole where it fits; other sections go on between two lines. */
  readonly ownSheet?: boolean
}

export interface PageParts {
  /** What stands above the title: which kind of page this is. */
  readonly kind: string
  readonly title: string
  /** What its reader must know before all else. */
  readonly alert?: string | undefined
  /** What the page is about, in pairs of a word and its value. */
  readonly facts: readonly Fact[]
  /** A part that a result does not have is null. */
  readonly sections: readonly (Section | null)[]
  /** What became of the tables that the answer was made from: warnings stand on top, the rest in a section. */
  readonly read?: Read | undefined
  /** Which version it is. */
  readonly made?: Made | undefined
  /** What stands at the foot of every sheet: the id of the scenario. */
  readonly running: string
}

export interface Fact {
  readonly word: Content
  readonly value: Content
}

/** One self-contained page: the same parts, the same bytes. */
export function pageText(parts: PageParts, setting: PageSetting): string {
  const { language } = setting
  const sections = [...parts.sections, readSection(parts.read, language)].filter((each) => each !== null)
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        ${headOf(parts.title)} ${styleElement(STYLE + CHART_STYLE + runningLines(parts, setting))}
      </head>
      <body>
        <a class="skip" href="#inhoud">${{ nl: 'Naar de inhoud', en: 'Skip to the content' }[language]}</a>
        <header class="masthead">
          <p class="kind">Evenredig · ${parts.kind}</p>
          <h1>${typed(parts.title)}</h1>
          ${parts.alert === undefined ? null : html`<p class="label warning">${typed(parts.alert)}</p>`}
          ${labels(setting).map((label) => html`<p class="label">${label}</p>`)}
          ${warningLines(parts.read, language).map((line) => html`<p class="label warning">${typed(line)}</p>`)}
          ${factList(parts.facts, 'facts')}
        </header>
        <nav class="contents" aria-label="${{ nl: 'Inhoud', en: 'Contents' }[language]}">
          <ul>
            ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
          </ul>
        </nav>
        <main id="inhoud" tabindex="-1">${sections.map(sectionOf)}</main>
        <footer class="colophon">
          <p>
            ${
              {
                nl: 'Gemaakt met Evenredig. Deze bladzijde bevat geen script en haalt niets van elders op.',
                en: 'Made with Evenredig. This page holds no script and fetches nothing from elsewhere.',
              }[language]
            }
          </p>
          ${labels(setting).map((label) => html`<p>${label}</p>`)} ${versionOf(parts.made, language)}
        </footer>
      </body>
    </html>`
  return `${labelled(page.toString(), setting)}\n`
}

/** What stands in the head of every page: nothing may be fetched, nothing may run. */
export function headOf(title: string): Markup {
  return html`<meta charset="utf-8" />
    <meta
      http-equiv="Content-Security-Policy"
      content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <meta name="generator" content="Evenredig" />
    <title>${title} – Evenredig</title>`
}

/** Stands where a caption has the label of the data: the page knows whose data it holds. No text can be taken for it. */
const LABEL_HERE = html`<i class="label-here"></i>`

/** The room for that label on a caption. */
export function captionLabel(): Markup {
  return LABEL_HERE
}

/** The page with the label of its data on every caption of a table and a figure. */
export function labelled(page: string, setting: PageSetting): string {
  const tags = shortLabels(setting).map((label) => html` <small class="tag">${label}</small>`)
  return page.replaceAll(LABEL_HERE.toString(), () => tags.join(''))
}

/** Which version the page is, at its end: the fingerprint, what it was made from, and the command. */
function versionOf(made: Made | undefined, language: Language): Content {
  if (made === undefined) return null
  const { command } = made
  return [
    html`<p id="vingerafdruk">
      ${FINGERPRINT[language]} <code class="hash">${made.fingerprint}</code>, evenredig ${made.version}
    </p>`,
    command === undefined ? null : html`<p><code>${typed(command)}</code></p>`,
    factList(
      madeFacts(made, language).map(({ word, value }) => ({
        word,
        value: html`<code class="hash">${typed(value)}</code>`,
      })),
      'facts',
    ),
  ]
}

/** What was read and what was passed over, a paragraph a file, and on the screen line by line; null where no table was read. */
function readSection(read: Read | undefined, language: Language): Section | null {
  if (read === undefined) return null
  const t = (word: keyof typeof READ) => READ[word][language]
  const list = (word: string, remarks: Read['used']) =>
    remarks.length === 0
      ? null
      : html`<h3>${word}</h3>
          <ul>
            ${remarks.slice(0, MOST_LINES).map(({ path, text }) => html`<li>${typed(text)} (${typed(path)})</li>`)}
          </ul> `
  return {
    id: 'gelezen',
    title: t('title'),
    content: [
      filesRead(read, language).map(
        ({ input, used, skipped }) =>
          html`<p>
            <b>${typed(input)}</b
            >${used === '' ? null : html`: ${typed(used)}`}${skipped === '' ? null : html`. ${t('skipped')}: ${typed(skipped)}`}.
          </p> `,
      ),
      html`<details>
        <summary>${t('lines')}</summary>
        ${list(t('warnings'), read.warnings)} ${list(t('used'), read.used)} ${list(t('skipped'), read.skipped)}
      </details>`,
    ],
  }
}

const READ = {
  title: TERM.whatWasRead,
  lines: { nl: 'Regel voor regel, met de plaats', en: 'Line by line, with the place' },
  warnings: TERM.note,
  used: TERM.used,
  skipped: TERM.passedOver,
} as const

function sectionOf({ id, title, content, ownSheet = false }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-kop" class="${ownSheet ? 'own-sheet' : 'joined'}">
    <h2 id="${id}-kop">${title}</h2>
    ${content}
  </section> `
}

/** Label, scenario and page number on every sheet of paper. */
function runningLines({ running }: PageParts, setting: PageSetting): string {
  const page = `${small(TERM.sheet)[setting.language]} `
  return `@page {
  @top-left { content: "Evenredig" }
  @top-center { content: ${cssString(shortLabels(setting).join(' / '))} }
  @bottom-left { content: ${cssString(running.length > 80 ? `${running.slice(0, 80)}…` : running)} }
  @bottom-right { content: "${page}" counter(page) " / " counter(pages) }
}`
}

/** Words and their values, as a list of definitions. */
export function factList(facts: readonly Fact[], kind: string): Markup {
  return html`<dl class="${kind}">
    ${facts.map(
      ({ word, value }) =>
        html`<div>
          <dt>${word}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`
}

/** What is asked first: a figure for each OOR, on top. Of more than a dozen the table tells. */
export function oorFigures(codes: readonly string[], texts: readonly string[], setting: PageSetting): Markup | null {
  if (codes.length > 12) return null
  return factList(codes.map((code, o) => ({ word: columnName(code, setting), value: texts[o]! })), 'figures oors') // prettier-ignore
}

export interface TableParts {
  /** Its address on the page. */
  readonly id: string
  readonly caption: Content
  readonly head: Content
  readonly body: Content
  readonly foot?: Content
  /** A name of the style sheet. */
  readonly kind?: string
}

/** A table that scrolls by itself where the screen is too narrow for it, by keyboard too. */
export function tableOf({ id, caption, head, body, foot = null, kind = 'plain' }: TableParts): Markup {
  return html`<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">
    <table class="${kind}">
      <caption id="${id}">
        <span>${caption}${LABEL_HERE}</span>
      </caption>
      <thead>
        ${head}
      </thead>
      <tbody>
        ${body}
      </tbody>
      ${
        foot === null
          ? null
          : html`<tfoot>
              ${foot}
            </tfoot>`
      }
    </table>
  </div> `
}

/** The row of heads above a table; numbers stand to the right. */
export function headRow(heads: readonly (string | { readonly number: Content })[]): Markup {
  return html`<tr>
    ${heads.map((head) =>
      typeof head === 'string'
        ? html`<th scope="col">${head}</th>`
        : html`<th scope="col" class="number">${head.number}</th>`,
    )}
  </tr>`
}

/** A cell with a number in it. */
export function numberCell(content: Content, kind = ''): Markup {
  return html`<td class="number${kind === '' ? '' : ` ${kind}`}">${content}</td>`
}

/** Words for who hears the page instead of seeing it. */
export function heard(text: string): Markup {
  return html`<span class="heard">${text}</span>`
}

/** Rows beyond these are more than a page is for; the files have them all. */
export const MOST_LINES = 500

/** What a page leaves out, said where it does; null where nothing is. */
export function andMore(count: number, { language }: PageSetting): Content {
  const more = count - MOST_LINES
  if (more <= 0) return null
  const text = {
    nl: `… en nog ${more}; het JSON-bestand bevat alles.`,
    en: `… and ${more} more; the JSON file has all.`,
  }
  return html`<p class="note">${text[language]}</p>`
}
