/** A page of every kind, and what stands in it: for the tests that read pages and for those that look at them. */
import {
  boardPage,
  check,
  compare,
  compareMethods,
  draft,
  explain,
  fairness,
  institutions,
  publish,
  publishDraft,
  publishYears,
  round,
  sensitivity,
  solve,
  years,
  type Request,
  type Result,
} from '../src/index.js'
import { parseScenario, readScenario } from '../src/io/read/scenario.js'
import type { Language } from '../src/words/texts.js'
import { exampleDraft } from './answers.js'
import { fairnessPage } from '../src/report/fairness-page.js'
import { institutionsPage } from '../src/report/institutions.js'
import { CROWDED_OUT } from './institution-cases.js'
import { sensitivityPage } from '../src/report/sensitivity-page.js'
import {
  cellPage,
  checkPage,
  draftPage,
  methodsPage,
  resultPage,
  scenariosPage,
  yearsPage,
} from '../src/report/pages.js'

/**
 * A frame small enough to draft by hand: the base distribution is 4 4 4, 3 3 3, 2 2 2, 2 2 0, so 11, 11 and 9 in all. Each OOR may
 * have two fewer or two more.
 */
export const SMALL = {
  id: 'small',
  title: 'Klein kader',
  year: 2027,
  data: 'synthetic',
  oors: [{ code: 'A', name: 'Oost' }, { code: 'B' }, { code: 'C' }],
  specialties: [
    { code: '1', name: 'Heelkunde', intake: 12 },
    { code: '2', name: 'Cardiologie', intake: 9 },
    { code: '3', intake: 6 },
    { code: '4', intake: 4 },
  ],
  careUse: {
    all: [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 0],
    ],
    training: [
      [1, 1, 2],
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 0],
    ],
  },
  leeway: { total: 3, below: 2, above: 2 },
  zeroCells: [{ specialty: '4', oor: 'C', reason: 'geen opleiding', source: 'FAQ 7.3' }],
  frame: { status: 'provisional', date: '2026-06-08' },
}

/** The second advice takes all leeway; so the third stays within its room, and the fourth wants a zero cell. */
export const ADVICES = {
  advices: [
    { specialty: '1', row: { A: 4, B: 4, C: 4 }, rationale: 'Zo houden.' },
    { specialty: '2', row: { A: 1, B: 3, C: 5 }, rationale: 'C groeit.' },
    { specialty: '3', row: { A: 1, B: 2, C: 3 }, shift: { A: [1, 2], C: [2, 3] }, rationale: 'Liever C.' },
    { specialty: '4', row: { A: 1, B: 2, C: 1 }, weight: 1.5, rationale: 'C begint.' },
  ],
  attentionPoints: [
    { oor: 'C', category: 'oor-size', direction: 'up', text: 'C is te klein.' },
    { oor: 'A', specialty: '2', category: 'capacity', direction: 'keep', text: 'Graag houden.' },
    { oor: 'C', specialty: '4', category: 'new-recognition', direction: 'up', text: 'Erkenning komt.' },
  ],
  motivations: [
    { oor: 'A', grounds: ['care-demand', 'training-requirements'], text: 'De zorgvraag daalt.' },
    { oor: 'B', grounds: ['training-palette'], text: 'Niet nodig, wel geschreven.' },
    { oor: 'C', grounds: [], text: 'Er is ruimte.' },
  ],
  current: { A: 10, B: 11, C: 9 },
}

/** A proposal with much wrong: half places, a row too long, a place in a zero cell. */
export const WRONG = {
  rows: ['1', '2', '3', '4'],
  columns: ['A', 'B', 'C'],
  allocation: [
    [4, 4, 5],
    [3, 3, 3],
    [1.5, 2.5, 2],
    [1, 2, 1],
  ],
}

/** A definitive frame for the same year: three places more for the first specialty. */
export const LATER = {
  ...SMALL,
  id: 'small-definitive',
  title: 'Klein kader, definitief',
  specialties: SMALL.specialties.map((each) => (each.code === '1' ? { ...each, intake: 15 } : each)),
  frame: { status: 'definitive', date: '2026-09-01' },
}

/** Two years: apart, one cell is rounded down against nature in both; together, none is. */
export const YEARS = [
  [
    [5, 3, 6],
    [4, 7, 1],
    [1, 7, 6],
  ],
  [
    [8, 3, 7],
    [9, 1, 2],
    [3, 3, 9],
  ],
].map((all, k) => ({
  id: `year-${k + 1}`,
  title: `Jaar ${k + 1}`,
  year: 2027 + k,
  data: 'synthetic',
  oors: ['A', 'B', 'C'].map((code) => ({ code })),
  specialties: ['1', '2', '3'].map((code) => ({ code, intake: 3 })),
  careUse: { all },
}))

/** No leeway at all, and an agreement that needs some. */
export const TIGHT = {
  ...SMALL,
  leeway: { total: 0, below: 0, above: 0 },
  bounds: SMALL.specialties.map(({ code }) => ({ specialty: code, oor: 'A', low: 0, high: 1, reason: 'afgesproken' })),
}

/** Agreed is more than there is. */
const UNANSWERED = {
  ...SMALL,
  id: 'small-none',
  bounds: [{ specialty: '1', oor: 'A', low: 13, high: 20, reason: 'te veel' }],
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
  const plain = (each: Result) => resultPage(each, null, [], language)
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
    ...(await proposalPages(language)),
    institutions: institutionsPage(await institutions('2027-institutions'), language),
    'institutions-none': institutionsPage(await institutions(CROWDED_OUT), language),
    ...(await fairnessPages(language)),
    ...(await sensitivityPages(language)),
  }
}

/** Many years with all methods, and runs under two rules of carrying over. */
export async function fairnessPages(language: Language): Promise<Readonly<Record<string, string>>> {
  const base = readScenario('2027-base')
  const readings = await sensitivity('2027-base', { threads: 1 })
  const runs = { threads: 1, draws: 40, years: 3, methods: ['next-best', 'lottery'], language } as const
  const [none, totals] = [await fairness('2027-base', runs), await fairness('2027-base', { ...runs, carry: 'totals' })]
  return {
    fairness: fairnessPage(
      await fairness('2027-base', { draws: 40, threads: 1, language }),
      base,
      null,
      readings,
      language,
    ),
    'fairness-runs': fairnessPage(none, base, totals, null, language),
    'fairness-merged': fairnessPage(totals, null, null, null, language),
  }
}

/** With all that can be asked, and of a base that has no answer. */
export async function sensitivityPages(language: Language): Promise<Readonly<Record<string, string>>> {
  const asked = { pairs: true, careUse: true, draws: 20, threads: 1, language }
  const [small, none] = [parseScenario(SMALL), parseScenario(UNANSWERED)]
  return {
    sensitivity: sensitivityPage(await sensitivity('2027-base', { ...asked, careUse: false }), readScenario('2027-base'), language), // prettier-ignore
    'sensitivity-near': sensitivityPage(await sensitivity(SMALL, asked), small, language),
    'sensitivity-none': sensitivityPage(await sensitivity(UNANSWERED, asked), none, language),
  }
}

/** A page of every kind about proposals, all small. */
export async function proposalPages(language: Language): Promise<Readonly<Record<string, string>>> {
  const [small, later, tight] = [parseScenario(SMALL), parseScenario(LATER), parseScenario(TIGHT)]
  const drafted = await draft(SMALL, ADVICES, { fallback: true, language })
  const impossible = await draft(TIGHT, ADVICES, { language })
  const checked = await check(SMALL, WRONG, { advices: ADVICES, repair: true, language })
  const together = await years(YEARS)
  const changed = await compare(SMALL, LATER, { advices: ADVICES })
  const subjects = YEARS.map((each) => parseScenario(each))
  return {
    draft: draftPage(drafted, small, language),
    'draft-published': draftPage(publishDraft(drafted), small, language),
    'draft-none': draftPage(impossible, tight, language),
    check: checkPage(checked, small, language),
    years: yearsPage(together, subjects, language),
    'years-published': yearsPage(publishYears(together), subjects, language),
    frames: scenariosPage(changed, [small, later], language),
  }
}

/** A scenario of which every name is as long as people make them, and that has much to tell. */
export function longNamed(oors: number): object {
  const long = 'Opleidings- en onderwijsregio met een naam die langer is dan op één regel past'
  const codes = Array.from({ length: oors }, (_, o) => `${o + 1} ${long}`)
  const row = (s: number) => codes.map((_, o) => 1 + ((s * 7 + o * 5) % 11))
  const specialties = Array.from({ length: 12 }, (_, s) => ({ code: `${s + 1}`, name: long, intake: 3 * oors + s }))
  return {
    id: 'een-scenario-met-een-heel-lang-kenmerk-dat-iemand-zo-heeft-genoemd-2027',
    title: `${long}, ${long} en ${long}: basisverdeling 2027 (75/25)`,
    year: 2027,
    data: 'synthetic',
    oors: codes.map((code) => ({ code, name: `${long} ${code}` })),
    specialties,
    careUse: { all: specialties.map((_, s) => row(s)), training: specialties.map((_, s) => row(s + 3)) },
    criterion: { all: 0.75, training: 0.25 },
    floor: { share: 0.9 / oors },
    zeroCells: [{ specialty: '1', oor: codes[0]!, reason: long }],
    leeway: { total: 30, below: 8, above: 10 },
    frame: { status: 'provisional', date: '2026-06-08' },
    options: {
      half: 'even',
      'floor.paidFrom': 'equal',
      'zeroCells.places': 'row-pro-rata',
      'totals.rounding': 'largest-remainder',
    },
  }
}

/** The sheet for a board of every kind, and of what has much to tell or nothing to show. */
export async function everyBoard(language: Language): Promise<readonly (readonly [name: string, sheet: string])[]> {
  const of = (...scenarios: readonly (string | object)[]) => ({ scenarios, language })
  const solved = async (scenario: string | object, request: Request = {}) =>
    boardPage(await solve(scenario, request), of(scenario))
  const [long, longer, crowded] = [longNamed(7), { ...longNamed(7), year: 2028 }, longNamed(40)]
  const example = await exampleDraft()
  const none = { ...longNamed(7), zeroCells: [], floor: null, bounds: [{ specialty: '1', oor: `1 ${(long as { oors: { code: string }[] }).oors[0]!.code.slice(2)}`, low: 500, high: 500, reason: 'x' }] } // prettier-ignore
  return [
    ['2026-base', await solved('2026-base')],
    ['2027-base', await solved('2027-base')],
    ['2027-reference', await solved('2027-reference', { options: { tieBreak: 'none' } })],
    ['by hand', await solved('2027-base', { method: 'largest-remainder' })],
    ['published', await boardPage(publish(await solve('2027-base')), of('2027-base'))],
    ['2027-proposal', await boardPage(example, of('2027-proposal'))],
    [
      'compared',
      await boardPage(
        await compare('2027-base', '2027-reference', { paired: true }),
        of('2027-base', '2027-reference'),
      ),
    ],
    ['long', await solved(long)],
    ['long compared', await boardPage(await compare(long, longer), of(long, longer))],
    ['crowded', await solved(crowded)],
    ['impossible', await solved(none)],
    ['no draft', await boardPage(await draft(TIGHT, ADVICES, { language }), of(TIGHT))],
  ]
}

/** A tag of a page: its name, and whether it opens, closes or does both. */
export interface Tag {
  readonly name: string
  readonly closes: boolean
  readonly attributes: Readonly<Record<string, string>>
}

/** Elements that have no end. */
const VOID = new Set(['meta', 'br', 'line', 'rect', 'circle', 'path', 'polyline', 'polygon'])

/** The tags of a page in turn. @throws Error for anything that is no tag of ours, or an element that is not closed */
export function tagsOf(page: string): Tag[] {
  const body = page.replace(/<style>[^<]*<\/style>/, '').replace(/^<!doctype html>/, '')
  const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)\s*\/?>/g
  const rest = body.replace(TAG, '')
  if (/[<>]/.test(rest)) throw new Error(`no tag: ${rest.slice(Math.max(0, rest.search(/[<>]/) - 40)).slice(0, 80)}`)
  const tags = [...body.matchAll(TAG)].map(([, slash, name, attributes]) => ({
    name: name!,
    closes: slash === '/',
    attributes: Object.fromEntries(
      [...attributes!.matchAll(/([a-zA-Z0-9-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key!, value ?? '']),
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
