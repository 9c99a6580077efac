/** The page at `/service`: what runs here for programs, and where to go. */
import { createHash } from 'node:crypto'
import { DATA_LABEL, type Language, type Text } from '../words/texts.js'
import { VERSION } from '../domain/version.js'

const STYLE = `
:root { color-scheme: light dark; --ink: #1b2733; --soft: #4a5a68; --paper: #ffffff; --line: #c9d3da; --accent: #0b5a7a; --wash: #f2f6f8 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eef2; --soft: #b3c0ca; --paper: #141b21; --line: #3a4853; --accent: #7cc4e4; --wash: #1c262e }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem }
header { display: flex; justify-content: space-between; align-items: baseline; flex-wrap: wrap; gap: .5rem 2rem; padding-top: 2.5rem }
h1 { font-size: 2rem; line-height: 1.2; margin: 0; letter-spacing: -.01em }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem }
p { margin: .5rem 0 }
.lead { font-size: 1.2rem; color: var(--soft); margin: 1rem 0 1.2rem }
.label { border: 1px solid var(--line); border-left: .35rem solid var(--accent); background: var(--wash); padding: .6rem 1rem; margin: 1.5rem 0 }
ul.places { list-style: none; padding: 0; margin: .75rem 0; border-top: 1px solid var(--line) }
ul.places li { border-bottom: 1px solid var(--line); padding: .7rem 0; display: grid; grid-template-columns: 12rem 1fr; gap: 0 1rem }
a { color: var(--accent); text-underline-offset: .15em }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
code, pre { font-family: ui-monospace, monospace; font-size: .92em }
pre { background: var(--wash); border: 1px solid var(--line); padding: .9rem 1rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; margin-top: 1.5rem }
th, td { text-align: left; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
th { font-weight: 600 }
footer { color: var(--soft); font-size: .95rem; padding-top: 2rem; padding-bottom: 3rem }
@media (max-width: 34rem) { ul.places li { grid-template-columns: 1fr } }
@media print { a::after { content: " (" attr(href) ")" } }
`

/** What the content security policy knows the style of the page by. */
export const PAGE_STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`

const WORDS = {
  title: { nl: 'Evenredig', en: 'Evenredig' },
  lead: {
    nl: 'Verdeelt opleidingsplaatsen voor medisch specialisten over regio’s: zo evenredig mogelijk, met kloppende totalen, bewezen en na te rekenen.',
    en: 'Divides training places for medical specialists over regions: as proportionally as possible, with exact totals, proven and verifiable.',
  },
  runs: {
    nl: 'Hier draait de dienst voor programma’s. Zij kan wat de opdracht evenredig kan: een toewijzing berekenen, tabellen afronden, methoden en scenario’s vergelijken, een cel uitleggen, een voorstel opstellen of toetsen, jaren samen verdelen en een uitkomst onafhankelijk narekenen.',
    en: 'This is the service for programs. It does what the command evenredig does: compute an allocation, round tables, compare methods and scenarios, explain a cell, draft or test a proposal, allocate years together and check a result independently.',
  },
  data: {
    nl: 'De meegeleverde scenario’s:',
    en: 'The shipped scenarios:',
  },
  where: { nl: 'Waar wat staat', en: 'Where to go' },
  webPage: {
    nl: 'de webpagina, voor wie geen programma schrijft',
    en: 'the web page, for those who write no programs',
  },
  docs: { nl: 'alles uitproberen, met voorbeelden en velden', en: 'try everything, with examples and fields' },
  openapi: { nl: 'de beschrijving voor programma’s (OpenAPI 3.1)', en: 'the description for programs (OpenAPI 3.1)' },
  scenarios: { nl: 'de meegeleverde scenario’s', en: 'the shipped scenarios' },
  health: { nl: 'of de dienst werkt', en: 'whether the service works' },
  ask: { nl: 'Een vraag stellen', en: 'Ask a question' },
  askText: {
    nl: 'De toewijzing van 2027, als tabel voor een rekenblad:',
    en: 'The allocation of 2027, as a table for a spreadsheet:',
  },
  question: { nl: 'Vraag', en: 'Question' },
  does: { nl: 'Doet', en: 'Does' },
  token: {
    nl: 'Deze dienst vraagt bij elke vraag om een token: Authorization: Bearer …',
    en: 'This service asks for a token with every question: Authorization: Bearer …',
  },
  other: { nl: 'English', en: 'Nederlands' },
  licence: { nl: 'licentie', en: 'licence' },
} as const satisfies Record<string, Text>

/** The page, in Dutch or English. @param host what the reader typed; @param hasToken whether questions need a token */
export function page(
  language: Language,
  { host, hasToken, questions }: { host: string; hasToken: boolean; questions: readonly Question[] },
): string {
  const t = (name: keyof typeof WORDS) => escaped(WORDS[name][language])
  const other = language === 'nl' ? 'en' : 'nl'
  const authorization = hasToken ? " -H 'Authorization: Bearer …'" : ''
  const curl = `curl 'http://${host}/v1/solve?format=csv'${authorization} -H 'Content-Type: application/json' -d '{"scenario":"2027-base"}'`
  const link = (href: string, name: 'webPage' | 'docs' | 'openapi' | 'scenarios' | 'health') =>
    `<li><a href="${href}">${href}</a><span>${t(name)}</span></li>`
  const row = ({ path, summary }: Question) =>
    `<tr><td><code>${path}</code></td><td>${escaped(summary[language])}</td></tr>`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t('title')}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${t('title')}</h1>
<a href="/service?lang=${other}" lang="${other}" hreflang="${other}">${t('other')}</a>
</header>
<main>
<p class="lead">${t('lead')}</p>
<p>${t('runs')}</p>
<p class="label">${t('data')} ${escaped(DATA_LABEL.synthetic[language])}.</p>
<h2>${t('where')}</h2>
<ul class="places">
${link('/', 'webPage')}
${link('/docs', 'docs')}
${link('/openapi.json', 'openapi')}
${link('/v1/scenarios', 'scenarios')}
${link('/healthz', 'health')}
</ul>
<h2>${t('ask')}</h2>
<p>${t('askText')}</p>
<pre tabindex="0"><code>${escaped(curl)}</code></pre>
${hasToken ? `<p>${t('token')}</p>` : ''}
<table>
<thead><tr><th scope="col">${t('question')}</th><th scope="col">${t('does')}</th></tr></thead>
<tbody>
${questions.map(row).join('\n')}
</tbody>
</table>
</main>
<footer>Evenredig ${VERSION}, ${t('licence')} EUPL-1.2</footer>
</body>
</html>
`
}

/** What the page says of a question. */
interface Question {
  readonly path: string
  readonly summary: Text
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
