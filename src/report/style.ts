/** The look of the sheet for a board: one A4 upright, on the screen as on paper. */
export const BOARD_STYLE = `
:root { color-scheme: light; --ink: #16202b; --soft: #47525e; --line: #c9d0d7 }
* { box-sizing: border-box }
html { font: 9.6pt/1.32 "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: var(--ink); background: #fff }
body { margin: 0 auto; padding: 1rem; max-width: 186mm; overflow-wrap: break-word }
h1, h2 { font-family: Georgia, "Liberation Serif", "Times New Roman", serif; line-height: 1.15; margin: 0 }
h1 { font-size: 15pt; text-wrap: balance }
h2 { font-size: 11pt; border-bottom: 1.5px solid var(--ink); padding-bottom: .1rem }
p { margin: .2rem 0 }
header { border-top: 3px solid var(--ink); padding-top: .3rem }
.kind, .about, footer { color: var(--soft); font-size: 8.2pt }
.label { margin: .3rem 0; padding: .2rem .5rem; border: 1.5px solid var(--ink); background: #fff5d0; font-weight: 600; font-size: 8.6pt }
.tag { display: inline-block; margin-left: .5rem; font-size: 6.8pt; font-weight: 600; letter-spacing: .03em; color: var(--soft) }
.scroll { overflow-x: auto; margin: .4rem 0 }
table { border-collapse: collapse; width: 100%; font-size: 8.8pt; line-height: 1.2 }
table.crowded { font-size: 7.4pt; line-height: 1.05 }
caption { text-align: left; font-weight: 600; padding-bottom: .15rem }
th, td { padding: .12rem .35rem; text-align: left; vertical-align: bottom; border-bottom: 1px solid var(--line) }
thead th { border-bottom: 1.5px solid var(--ink); font-weight: 600 }
tbody th { font-weight: 400 }
tbody small { color: var(--soft) }
.number { text-align: right; font-variant-numeric: tabular-nums lining-nums; white-space: nowrap }
thead .number { white-space: normal; max-width: 17ch }
.first { font-weight: 700; font-size: 1.12em }
tfoot th, tfoot td { border-top: 1.5px solid var(--ink); border-bottom: 0; font-weight: 600 }
figure { margin: .3rem 0 }
figure .note { font-size: 7.6pt; color: var(--soft); margin: 0 }
figcaption { font-size: 8.8pt }
.drawing { max-height: 54mm; margin: 0 auto }
.parts { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem 1.2rem; margin-top: .5rem }
.parts ul { margin: .25rem 0 0; padding-left: 1.4em }
.parts li { margin: .15rem 0 }
footer { margin-top: .5rem; border-top: 1px solid var(--line) }
@media (max-width: 40rem) { .parts { grid-template-columns: 1fr } }
@page { size: A4 portrait; margin: 11mm 12mm }
@media print {
  body { padding: 0; max-width: none }
  .label { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .scroll { overflow: visible }
  .drawing { max-height: 54mm }
  .parts { grid-template-columns: 1fr 1fr }
  section, figure, table, footer { break-inside: avoid }
}
`

/** The look of every page. Nothing is said by colour alone: marks, signs and bold carry it in black and white too. */
export const STYLE = `
:root { color-scheme: light; --ink: #16202b; --soft: #47525e; --line: #c9d0d7; --rule: #16202b; --pale: #f3f5f7; --accent: #1d4468 }
* { box-sizing: border-box }
html { font: 100%/1.5 "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: var(--ink); background: #fff; -webkit-text-size-adjust: 100% }
body { margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 2.5rem) 3rem; max-width: 82rem; overflow-wrap: break-word }
h1, h2, h3 { font-family: Georgia, "Liberation Serif", "Times New Roman", serif; line-height: 1.2; font-weight: 700; margin: 0 }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.8vw, 2.1rem); max-width: 40ch; text-wrap: balance }
h2 { font-size: 1.35rem }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem }
p, ol, ul { max-width: 75ch; margin: .6rem 0 }
li { margin: .25rem 0 }
a { color: var(--accent); text-underline-offset: .15em }
a:focus-visible, .scroll:focus-visible, main:focus-visible { outline: 3px solid #b3540a; outline-offset: 2px }
main:focus:not(:focus-visible) { outline: none }
abbr[title] { text-decoration: none }
code, pre { font: .9em/1.5 "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace }
details { margin: .6rem 0 }
summary { cursor: pointer }
summary:focus-visible { outline: 3px solid #b3540a; outline-offset: 2px }
pre { background: var(--pale); border-left: 3px solid var(--line); padding: .6rem .9rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .6rem 0 }
.hash { overflow-wrap: anywhere }
.skip { position: absolute; left: -999rem; background: #fff; color: var(--ink); padding: .6rem 1rem; z-index: 2; border: 2px solid var(--ink) }
.skip:focus { left: 1rem; top: 1rem }
.heard { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.masthead { border-top: 4px solid var(--rule); padding-top: 1rem }
.kind { margin: 0 0 .3rem; color: var(--soft); font-size: .9rem; letter-spacing: .02em }
.label { max-width: none; margin: 1rem 0 0; padding: .55rem .9rem; border: 2px solid var(--ink); background: #fff5d0; font-weight: 600 }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .8rem 1.5rem; margin: 1.2rem 0 0 }
.facts dt, .figures dt { color: var(--soft); font-size: .85rem }
.facts dd, .figures dd { margin: 0 }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0 1.5rem; margin: 1.2rem 0 0; border-top: 1px solid var(--line) }
.figures > div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: .6rem 0; border-bottom: 1px solid var(--line) }
.figures dd { font: 700 1.6rem/1.2 Georgia, "Liberation Serif", serif; font-variant-numeric: tabular-nums lining-nums }
.oors { grid-template-columns: repeat(auto-fit, minmax(5.5rem, 1fr)); margin-top: .4rem }
.contents { margin: 1.4rem 0 0; padding: .6rem 0; border-block: 1px solid var(--line); font-size: .95rem }
.contents ul { list-style: none; margin: 0; padding: 0; max-width: none; display: flex; flex-wrap: wrap; gap: .25rem 1.4rem }
.contents li { margin: 0 }
.contents a { display: inline-block; padding: .2rem 0 }
section { margin-top: 2.4rem; scroll-margin-top: 1rem }
section > h2 { border-bottom: 2px solid var(--rule); padding-bottom: .3rem; margin-bottom: .8rem }
.tag { display: inline-block; margin-left: .6rem; font-size: .72rem; font-weight: 600; letter-spacing: .03em; color: var(--soft) }
.summary { font-size: 1.1rem; max-width: 68ch }
.note, .legend { color: var(--soft); font-size: .9rem; max-width: 90ch }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.4rem; list-style: none; padding: 0 }
.legend b { color: var(--ink) }
.chains { columns: 34rem 2; column-gap: 3rem; max-width: none }
.chains li { break-inside: avoid; margin: 0 0 .45rem }
.scroll { position: relative; overflow-x: auto; margin: .8rem 0; max-width: 100% }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.35 }
caption { text-align: left; padding: 0 0 .4rem; font-weight: 600; caption-side: top }
caption > span { position: sticky; left: 0; display: inline-block; max-width: min(100ch, calc(100vw - 2.5rem)) }
th, td { padding: .28rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line) }
td:not(.number) { max-width: 46ch }
td ul { margin: 0; padding-left: 1.1em; max-width: none }
td li { margin: 0 }
.rules td:nth-of-type(2) { min-width: 14rem; width: 55% }
.rules, .telling { width: 100% }
.telling td:not(.number), .rules td { max-width: none }
.telling td:last-child { min-width: 12rem }
thead th { border-bottom: 2px solid var(--rule); vertical-align: bottom; background: #fff }
tbody th { font-weight: 400 }
.number { text-align: right; font-variant-numeric: tabular-nums lining-nums; white-space: nowrap }
tfoot th, tfoot td { border-top: 2px solid var(--rule); border-bottom: 0; font-weight: 600 }
tfoot tr + tr th, tfoot tr + tr td { border-top: 0; font-weight: 400 }
.first { font-weight: 600 }
.titled thead th.number { white-space: normal; max-width: 24ch }
thead .name { display: block; font-weight: 400; font-size: .82em; color: var(--soft); white-space: normal; hyphens: auto; min-width: 4.4rem }
.matrix td.number, .matrix th.number { padding-inline: .4rem }
.matrix thead th.number { padding-right: calc(.4rem + 1em) }
.unmarked thead th.number { padding-right: .4rem }
.even { width: 100% }
.even th.number { width: 9.2% }
.matrix tbody tr:nth-child(5n) > * { border-bottom-color: #8a96a3 }
.matrix tbody th { white-space: nowrap }
.matrix .total { font-weight: 600; border-left: 1px solid var(--rule) }
.matrix .sum { font-weight: 600 }
.mark { display: inline-block; width: 1.15em; text-align: left; padding-left: .12em; font-size: .8em }
.by { display: inline-block; width: 2em; text-align: left; padding-left: .3em; font-size: .85em }
.against thead th.number { padding-right: calc(.4rem + 1.7em) }
.wrong { margin-right: .3em; padding: 0 .25em; border: 1px solid var(--ink) }
.question { break-inside: avoid; margin: 0 0 1.4rem }
.answer span { font-size: 1.2em; margin-left: .8rem }
.answer span:first-child { margin-left: 0 }
.ruled { height: 2rem; max-width: 75ch; border-bottom: 1px solid var(--soft) }
.matrix .off { font-weight: 700; background: #fbe7d3 }
.matrix .off.down { background: #dbe9f6 }
.none { color: var(--soft) }
.ends { display: block; color: var(--soft); font-size: .82em }
.heat tbody td { border: 1px solid var(--line); text-align: center }
.heat th.number, .heat tfoot td { text-align: center }

.heat .more-1 { background: #fdeedd } .heat .more-2 { background: #f9d3ab; font-weight: 600 } .heat .more-3 { background: #f0ad6a; font-weight: 700; outline: 2px solid var(--ink); outline-offset: -2px }
.heat .less-1 { background: #e6f0f9 } .heat .less-2 { background: #bdd8ef; font-weight: 600 } .heat .less-3 { background: #8dbbe2; font-weight: 700; outline: 2px dashed var(--ink); outline-offset: -2px }
.other { font-weight: 700 }
.short { white-space: nowrap }
.outcome { white-space: nowrap; font-weight: 600 }
.deviating th { font-weight: 700 }
.colophon { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem }
@media (min-width: 48rem) {
  .scroll tbody th:first-child, .scroll thead th:first-child, .scroll tfoot th:first-child { position: sticky; left: 0; background: #fff }
}
@media (max-width: 30rem) {
  .matrix tbody th { white-space: normal; min-width: 8.5rem }
}
@page { size: A4 landscape; margin: 14mm 12mm 12mm; @top-left { font: 8pt sans-serif; color: #47525e } @top-center { font: bold 8.5pt sans-serif; color: #000 } @top-right { font: 8pt sans-serif; color: #47525e } @bottom-left { font: 8pt sans-serif; color: #47525e } @bottom-right { font: 8pt sans-serif; color: #47525e } }
@media print {
  html { font-size: 9.5pt; line-height: 1.4 }
  body { padding: 0; max-width: none }
  .skip, .contents, details:not([open]) { display: none }
  .masthead { padding-top: .4rem; border-top-width: 2px }
  h1 { max-width: none; font-size: 17pt }
  .facts { grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .4rem 1rem; margin-top: .7rem }
  .figures { margin-top: .6rem }
  .figures > div { padding: .3rem 0 }
  .figures dd { font-size: 1.3rem }
  .label { margin-top: .6rem; padding-block: .35rem }
  .label, .matrix .off, .heat td { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .colophon { margin-top: .8rem; padding-top: .3rem; break-before: avoid; break-inside: avoid }
  .colophon p { display: inline; margin: 0 1.5rem 0 0 }
  section { margin-top: 1.2rem }
  p, ol, ul, .summary, .note, .legend { max-width: 130ch }
  section > h2 + p { break-after: avoid; break-inside: avoid }
  .own-sheet { break-before: page; break-inside: avoid; margin-top: 0 }
  .own-sheet + section { break-before: page }
  h2, h3, caption, thead, figcaption { break-after: avoid }
  tr, li, dl > div, pre, .scroll:not(:has(tbody tr:nth-child(9))) { break-inside: avoid }
  tbody tr:nth-child(-n+2) { break-after: avoid }
  tbody tr:nth-last-child(-n+2) { break-before: avoid }
  thead { display: table-header-group }
  tfoot { display: table-row-group }
  .scroll { overflow: visible; margin: .4rem 0 }
  .scroll table th:first-child { position: static }
  table { font-size: 8.5pt; line-height: 1.25 }
  th, td { padding: .14rem .45rem }
  caption > span { position: static; max-width: none }
  .matrix { font-size: 8.3pt; line-height: 1.2 }
  .matrix th, .matrix td { padding-block: .1rem }
  .chains { columns: 2 }
  a { color: inherit; text-decoration: none }
}
`
