/** The sheet of a letter: one file without script or anything from elsewhere, for A4 upright. */
import { LETTER } from '../words/letters.js'
import { FINGERPRINT } from '../words/made.js'
import { small, TERM } from '../words/terms.js'
import { cssString, html, joined, styleElement, typed, type Content, type Markup } from './markup.js'
import { labels, shortLabels, type PageSetting } from './setting.js'

/** The parts of a letter, from top to bottom. */
export interface LetterParts {
  readonly to: Content
  readonly subject: string
  readonly reference: string
  /** As it is to stand there; null: none was given. */
  readonly date: string | null
  readonly body: Content
  /** Small print at the foot. */
  readonly made: string
  /** Of all that it was written from. */
  readonly fingerprint: string
  /** Whether it is a letter, with a greeting, or the list of all of them. */
  readonly isLetter: boolean
}

/** A letter, or the list of them, as a page of its own. The same parts, the same bytes. */
export function letterText(parts: LetterParts, setting: PageSetting): string {
  const { language } = setting
  const t = (word: keyof typeof LETTER) => LETTER[word][language]
  const { to, subject, reference, date, body, made, fingerprint, isLetter } = parts
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="Evenredig" />
        <title>${subject}</title>
        ${styleElement(STYLE + runningLine(reference, setting))}
      </head>
      <body>
        <header>
          <p class="kind">${t('kind')}</p>
          ${labels(setting).map((label) => html`<p class="label">${label}</p>`)}
          ${isLetter ? html`<p class="to">${to}</p>` : null}
          <dl>
            ${date === null ? null : entry(t('date'), date)} ${entry(t('reference'), typed(reference))}
            ${isLetter ? entry(t('subject'), typed(subject)) : null}
          </dl>
        </header>
        <main>
          <h1 class="${isLetter ? 'heard' : 'shown'}">${typed(subject)}</h1>
          ${isLetter ? html`<p>${t('board')}</p>` : null} ${body}
          ${
            isLetter
              ? html`<p class="regards">${t('regards')}</p>
                  <p>${t('sender')}</p>`
              : null
          }
        </main>
        <footer>
          <p>${made} ${FINGERPRINT[language]} <code>${fingerprint}</code>.</p>
          ${isLetter ? html`<p class="screen"><a href="index.html">${t('back')}</a></p>` : null}
        </footer>
      </body>
    </html>`
  return `${page.toString()}\n`
}

function entry(word: string, value: Content): Markup {
  return html`<div>
    <dt>${word}</dt>
    <dd>${value}</dd>
  </div>`
}

/** A part of a letter under a heading. */
export function part(title: string, content: Content): Markup {
  return html`<section>
    <h2>${title}</h2>
    ${content}
  </section> `
}

export function paragraph(...sentences: readonly (Content | null)[]): Markup {
  const said = sentences.filter((each) => each !== null && each !== '')
  return html`<p>${joined(said, ' ')}</p>`
}

/** Rows of numbers under the OORs, with a total. @param strong which rows stand out */
export function oorRows(
  heads: readonly Content[],
  rows: readonly { readonly word: string; readonly values: readonly Content[]; readonly strong?: boolean }[],
  caption: string,
): Markup {
  return html`<table class="oors">
    <caption class="heard">
      ${caption}
    </caption>
    <thead>
      <tr>
        <td></td>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ word, values, strong = false }) =>
          html`<tr class="${strong ? 'strong' : 'plain'}">
            <th scope="row">${word}</th>
            ${values.map((value) => html`<td>${value}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** A table of words; columns named in `numbers` stand to the right. */
export function wordRows(
  heads: readonly string[],
  rows: readonly (readonly Content[])[],
  caption: string,
  numbers: readonly number[] = [],
): Markup {
  const kind = (i: number) => (numbers.includes(i) ? 'number' : 'text')
  return html`<table class="words">
    <caption class="heard">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${heads.map((head, i) => html`<th scope="col" class="${kind(i)}">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="${kind(i)}">${cell}</td>`))}
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** Label, reference and page number on every sheet of paper. */
function runningLine(reference: string, setting: PageSetting): string {
  const page = `${small(TERM.sheet)[setting.language]} `
  return `@page {
  @top-center { content: ${cssString(shortLabels(setting).join(' / '))} }
  @bottom-left { content: ${cssString(reference)} }
  @bottom-right { content: "${page}" counter(page) " / " counter(pages) }
}`
}

const STYLE = `
:root { color-scheme: light; --ink: #16202b; --soft: #47525e; --line: #b9c2cb }
* { box-sizing: border-box }
html { font: 100%/1.5 "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: var(--ink); background: #fff }
body { margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 48rem; overflow-wrap: break-word }
.kind { margin: 0 0 1rem; font: 700 1.25rem/1.2 Georgia, "Liberation Serif", serif }
.label { margin: 0 0 1.25rem; padding: .5rem .8rem; border: 2px solid var(--ink); background: #fff5d0; font-weight: 600 }
.to { margin: 0 0 1.5rem; white-space: pre-line }
dl { margin: 0 0 1.5rem }
dl > div { display: grid; grid-template-columns: 7rem 1fr; gap: .5rem }
dt { color: var(--soft) }
dd { margin: 0 }
h1.shown { font: 700 1.5rem/1.2 Georgia, "Liberation Serif", serif; margin: 0 0 1rem }
h2 { font: 700 1.08rem/1.25 Georgia, "Liberation Serif", serif; margin: 1.3rem 0 .3rem }
p { margin: .55rem 0 }
p.outcome { font-weight: 700 }
.regards { margin-top: 1.4rem }
blockquote { margin: .5rem 0; padding-left: .9rem; border-left: 3px solid var(--line) }
table { border-collapse: collapse; width: 100%; margin: .7rem 0; font-variant-numeric: tabular-nums lining-nums; font-size: .92rem; line-height: 1.35 }
th, td { padding: .25rem .4rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400 }
thead th { font-weight: 600; border-bottom: 2px solid var(--ink) }
thead td { border-bottom: 2px solid var(--ink) }
.oors td, .oors thead th, .number { text-align: right }
.oors thead th, td.number { white-space: nowrap }
.words thead .number { max-width: 8.5rem }
.strong th, .strong td { font-weight: 700 }
td.other { font-weight: 700 }
code { font-family: ui-monospace, "Liberation Mono", monospace; font-size: .92em; overflow-wrap: anywhere }
footer { margin-top: 1.6rem; padding-top: .5rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .82rem }
a { color: #1d4468; text-underline-offset: .15em }
a:focus-visible { outline: 3px solid #b3540a; outline-offset: 2px }
.heard { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@page { size: A4; margin: 14mm 19mm 13mm; @top-center { font: bold 8.5pt sans-serif; color: #000 } @bottom-left { font: 8pt sans-serif; color: #47525e } @bottom-right { font: 8pt sans-serif; color: #47525e } }
@media print {
  html { font-size: 9.5pt; line-height: 1.36 }
  .to, dl { margin-bottom: .8rem }
  .label { margin-bottom: .8rem }
  h2 { margin-top: .8rem }
  .regards { margin-top: .8rem }
  body { padding: 0; max-width: none }
  .label { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .screen { display: none }
  h2, thead, caption { break-after: avoid }
  tr, blockquote, .regards { break-inside: avoid }
  .regards, .regards + p { break-before: avoid }
  thead { display: table-header-group }
  footer { break-inside: avoid; margin-top: .5rem }
  p:has(+ table) { break-after: avoid }
  a { color: inherit; text-decoration: none }
}
`
