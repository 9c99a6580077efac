/** A page of every kind, and what stands in it: for the tests that read pages and for those that look at them. */
import {
  compare,
  compareMethods,
  explain,
  publish,
  round,
  solve,
  type PublishedResult,
  type Result,
} from '../src/index.js'
import { readScenario } from '../src/io/scenario.js'
import type { Language } from '../src/io/texts.js'
import {
  cellPage,
  methodsPage,
  proposalPage,
  resultPage,
  scenariosPage,
  type CheckedProposal,
} from '../src/report/pages.js'

/** A check of a proposal, by hand: four OORs, one rule broken, one motivation missing. */
export const CHECKED: CheckedProposal = {
  status: 'not-compliant',
  rules: [
    { id: 'integers', source: 'FAQ 7', outcome: 'pass', findings: [] },
    {
      id: 'leeway-per-oor',
      source: 'P26 Regelruimte 1',
      outcome: 'fail',
      findings: [{ text: 'meer dan toegestaan af', oor: 'NO', found: -9, allowed: -8 }],
    },
    {
      id: 'floor',
      source: 'P26 I.2',
      outcome: 'warn',
      findings: [{ text: 'op de rand', oor: 'Leiden', found: 105, allowed: 105 }],
    },
    { id: 'careful-process', source: 'P26 II.2', outcome: 'judge', findings: [] },
    {
      id: 'zero-cells',
      source: 'FAQ 7.3',
      outcome: 'fail',
      findings: [{ text: 'hoort leeg te zijn', specialty: '23', oor: 'Leiden', found: 1, allowed: 0 }],
    },
  ],
  balance: [
    { oor: 'NO', base: 194, proposal: 185, difference: -9, roomBelow: 0, roomAbove: 19, current: 205 },
    { oor: 'ON', base: 117, proposal: 126, difference: 9, roomBelow: 17, roomAbove: 1, current: null },
    { oor: 'Leiden', base: 105, proposal: 105, difference: 0, roomBelow: 8, roomAbove: 10, current: 104 },
  ],
  moved: { placesMoved: 9, sumAbsolute: 18, cells: 23 },
  dossier: [
    {
      oor: 'ON',
      difference: 9,
      grounds: ['care-demand', 'training-requirements'],
      text: 'De zorgvraag in de regio groeit.',
    },
    { oor: 'NO', specialty: '23', difference: -9, grounds: [], text: '  ' },
  ],
  differences: null,
  options: null,
}

/** A table that nothing fits: row r has to place two, and may place none. */
export const IMPOSSIBLE = {
  rows: ['r', 's'],
  columns: ['a', 'b'],
  target: [
    [1.4, 0.6],
    [0.5, 1.5],
  ],
  rowTotals: [2, 2],
  columnTotals: [2, 2],
  bounds: [
    ['r', 'a', 0, 0],
    ['r', 'b', 0, 0],
  ],
}

/** Two cells that two equally good allocations divide otherwise. */
const TIED = {
  rows: ['r', 's'],
  columns: ['a', 'b', 'c'],
  target: [
    [1.4, 1.4, 0.2],
    [0.6, 0.6, 1.8],
  ],
  rowTotals: [3, 3],
  columnTotals: [2, 2, 2],
}

/** What a page is made from, by the name of its kind. */
export async function everyPage(language: Language): Promise<Readonly<Record<string, string>>> {
  const subject = readScenario('2027-base')
  const others = (await compareMethods('2027-base', ['stepwise', 'sequential', 'largest-remainder'])).results
  const result = await solve('2027-base', { options: { half: 'even' } })
  const [base, reference] = [readScenario('2026-base'), readScenario('2026-reference')]
  const plain = (each: Result | PublishedResult) => resultPage(each, null, [], language)
  const sheet = subject.specialties.map((_, s) => subject.oors.map((__, o) => ((s * 7 + o * 3) % 9) - 4))
  return {
    solve: resultPage(result, subject, others, language),
    publish: resultPage(publish(result), subject, [], language),
    stuck: plain(await round(TIED, { method: 'largest-remainder' })),
    tied: plain(await round(TIED)),
    proportional: plain(await round(TIED, { objective: 'proportional' })),
    infeasible: plain(await round(IMPOSSIBLE)),
    methods: methodsPage(await compareMethods('2027-base', ['stepwise', 'optimal']), subject, language),
    compare: scenariosPage(await compare('2026-base', '2026-reference'), [base, reference], language),
    explain: cellPage(await explain('2027-base', '10', 'Leiden'), subject, language),
    proposal: proposalPage({ ...CHECKED, differences: sheet, options: result.options }, subject, language),
  }
}

/** A tag of a page: its name, and whether it opens, closes or does both. */
export interface Tag {
  readonly name: string
  readonly closes: boolean
  readonly attributes: Readonly<Record<string, string>>
}

/** Elements that have no end. */
const VOID = new Set(['meta', 'br'])

/** The tags of a page in turn. @throws Error for anything that is no tag of ours, or an element that is not closed */
export function tagsOf(page: string): Tag[] {
  const body = page.replace(/<style>[^<]*<\/style>/, '').replace(/^<!doctype html>/, '')
  const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z][a-z-]*(?:="[^"<>]*")?)*)\s*\/?>/g
  const rest = body.replace(TAG, '')
  if (/[<>]/.test(rest)) throw new Error(`no tag: ${rest.slice(Math.max(0, rest.search(/[<>]/) - 40)).slice(0, 80)}`)
  const tags = [...body.matchAll(TAG)].map(([, slash, name, attributes]) => ({
    name: name!,
    closes: slash === '/',
    attributes: Object.fromEntries(
      [...attributes!.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key!, value ?? '']),
    ),
  }))
  const open: string[] = []
  for (const { name, closes } of tags) {
    if (VOID.has(name)) continue
    if (!closes) open.push(name)
    else if (open.pop() !== name) throw new Error(`</${name}> closes nothing`)
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(', ')}`)
  return tags
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

/** The text of a piece of a page as it is seen: without what is only heard. */
export function seen(markup: string): string {
  return plainText(markup.replace(/<span class="heard">[^<]*<\/span>/g, ''))
}

/** The text of a piece of a page, heard or seen. */
export function plainText(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]!)
    .replace(/\s+/g, ' ')
    .trim()
}

/** The cells of a table as they are seen, row by row; the table is found by the id of its caption. */
export function tableCells(page: string, id: string): string[][] {
  const begin = page.indexOf(`<caption id="${id}"`)
  if (begin === -1) throw new Error(`no table ${id}`)
  const table = page.slice(begin, page.indexOf('</table>', begin))
  return [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => seen(cell!)),
  )
}

/** A section of a page, by its id. */
export function sectionText(page: string, id: string): string {
  const found = new RegExp(`<section[^>]*\\bid="${id}".*?</section>`, 's').exec(page)
  if (found === null) throw new Error(`no section ${id}`)
  return seen(found[0])
}
