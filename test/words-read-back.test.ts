/** What our workbooks say, their readers know: names of sheets, headings, labels, marks and words to choose from. */
import { describe, expect, it } from 'vitest'
import {
  check,
  checkWorkbook,
  compare,
  comparisonWorkbook,
  draft,
  draftWorkbook,
  resultWorkbook,
  solve,
  years,
  yearsWorkbook,
} from '../src/index.js'
import { LANGUAGES, type Language, type Text } from '../src/domain/language.js'
import type { Fault } from '../src/domain/errors.js'
import { consultationFromBytes } from '../src/io/read/consultation.js'
import { parseScenario } from '../src/io/read/scenario.js'
import { kaderIn } from '../src/io/read/workbook-frame.js'
import { roleOf } from '../src/io/read/workbook.js'
import { readXlsx } from '../src/io/xlsx/read.js'
import { writeWorkbook } from '../src/io/xlsx/write.js'
import { isAbout, isAside, isIntake, isTotal } from '../src/words/around-tables.js'
import { ATTENTION_CATEGORY, DIRECTION, GROUND, PREFERENCE, type Word } from '../src/words/consultation.js'
import { TERM } from '../src/words/terms.js'
import { FOLLOWED, MEASURE, RULE } from '../src/words/texts.js'
import { DATA_KIND, FRAME_STATUS, FRAME_WORD, SHEET, WORDS } from '../src/words/workbook.js'
import { WORDS as OF_PROPOSALS } from '../src/words/workbook-proposal.js'
import { templateSheets } from '../src/workbook/template.js'
import { ADVICES, SMALL, WRONG, YEARS } from './pages.js'
import { book, type Typed } from './workbooks.js'

const scenario = parseScenario(SMALL)

/** The sheets that are read back; the names of all others must say nothing to a reader. */
const READ = [
  'allocation',
  'target',
  'intake',
  'all',
  'training',
  'frame',
  'zeroCells',
  'bounds',
  'agreements',
  'oors',
  'options',
  'advices',
  'outside',
  'attention',
  'motivations',
  'current',
  'history',
  'prefer',
  'proposal',
] as const satisfies readonly (keyof typeof SHEET)[]

/** Those that are tables of figures: what is beside the figures must not be taken for one of them. */
const TABLES: ReadonlySet<string | undefined> = new Set([
  'allocation',
  'target',
  'intake',
  'all',
  'training',
  'advices',
  'history',
  'proposal',
] satisfies (typeof READ)[number][])

/** One of every workbook, with all that a consultation can have. */
async function everyWorkbook(language: Language): Promise<Uint8Array[]> {
  const context = { scenario, language }
  const later = YEARS.map((each) => parseScenario(each))
  const agreements = [{ specialty: '1', row: 'advice', by: 'x', date: '2026-06-08', reason: 'y' }]
  const history = { history: { '1': { A: 3, B: 2, C: 1 } }, prefer: ['moved', 'advice'] }
  return [
    await resultWorkbook(await solve(scenario), context),
    await comparisonWorkbook(await compare(scenario, scenario), { a: scenario, b: scenario, language }),
    await draftWorkbook(await draft(scenario, { ...ADVICES, ...history, agreements }, { fallback: true }), context),
    await checkWorkbook(await check(scenario, WRONG, { repair: true }), context),
    await yearsWorkbook(await years(later), { scenarios: later, language }),
    await writeWorkbook('x', templateSheets(scenario, language)),
  ]
}

describe.each(LANGUAGES)('in %s', (language) => {
  const said = (text: Text) => text[language]

  it('each sheet is read as what it is, and no other is taken for one', () => {
    for (const [key, name] of Object.entries(SHEET)) {
      expect([key, roleOf(said(name))]).toEqual([key, READ.find((role) => role === key)])
    }
  })

  it('each line of sheet Kader is its own, with each of its words', () => {
    const values: readonly (readonly [Text, string])[] = [
      [FRAME_WORD.id, 'x'],
      [FRAME_WORD.title, 't'],
      [FRAME_WORD.year, '2027'],
      [FRAME_WORD.all, '60%'],
      [FRAME_WORD.training, '40%'],
      [FRAME_WORD.floor, said(TERM.none).toLowerCase()],
      [FRAME_WORD.total, '30'],
      [FRAME_WORD.below, '8'],
      [FRAME_WORD.above, '10'],
      [FRAME_WORD.date, '2026-06-08'],
      [FRAME_WORD.oor, 'NO'],
    ]
    for (const [kind, data] of Object.entries(DATA_KIND)) {
      for (const [stage, status] of Object.entries(FRAME_STATUS)) {
        const lines = [...values, [FRAME_WORD.data, said(data)] as const, [FRAME_WORD.status, said(status)] as const]
        const faults: Fault[] = []
        const rows = lines.map(([word, value], r) => {
          const texts = [said(word), value].map((text) => ({ kind: /^\d+$/.test(text) ? 'number' : 'text', text }))
          return { number: r + 1, cells: new Map(texts.entries()) }
        })
        const { file, oors } = kaderIn({ path: 'Kader', rows, at: String }, null, faults)
        expect([faults, oors]).toEqual([[], [{ code: 'NO' }]])
        expect(file).toEqual({
          id: 'x',
          title: 't',
          year: 2027,
          data: kind,
          criterion: { all: 0.6, training: 0.4 },
          floor: null,
          leeway: { total: 30, below: 8, above: 10 },
          frame: { status: stage, date: '2026-06-08' },
        })
        expect(lines.length).toBe(Object.keys(FRAME_WORD).length)
      }
    }
  })

  const words = (of: Readonly<Record<string, Word>>) =>
    Object.entries(of).flatMap(([key, word]) => [said(word), ...word.also, key].map((text) => [text, key] as const))
  const consultation = async (sheets: Readonly<Record<string, Typed[][]>>) =>
    consultationFromBytes(await book(sheets), scenario)

  it('each word to choose from is read, and so is what else people write for it', async () => {
    const heads = (...texts: Text[]) => texts.map(said)
    const points = [...words(ATTENTION_CATEGORY).map(([text, key]) => [text, said(DIRECTION.up), key, 'up'] as const), ...words(DIRECTION).map(([text, key]) => [said(ATTENTION_CATEGORY.capacity), text, 'capacity', key] as const)] // prettier-ignore
    const grounds = words(GROUND)
    const read = await consultation({
      [said(SHEET.attention)]: [
        heads(TERM.oor, TERM.specialty, TERM.category, TERM.direction, TERM.text),
        ...points.map(([category, direction]) => ['A', '1', category, direction, 'x']),
      ],
      [said(SHEET.motivations)]: [
        heads(TERM.oor, TERM.specialty, TERM.ground, TERM.text),
        ...grounds.map(([ground]) => ['A', '1', ground, 'x']),
        ['A', null, Object.values(GROUND).map(said).join('; '), 'x'],
      ],
    })
    expect(read.attentionPoints.map((each) => [each.category, each.direction])).toEqual(points.map(([, , ...keys]) => keys)) // prettier-ignore
    expect(read.motivations.map((each) => each.grounds)).toEqual([
      ...grounds.map(([, key]) => [key]),
      Object.keys(GROUND),
    ])
    for (const [wish, key] of words(PREFERENCE)) {
      const { prefer } = await consultation({ [said(SHEET.prefer)]: [heads(TERM.rank, TERM.wish), [1, wish]] })
      expect([wish, prefer]).toEqual([wish, [key]])
    }
  })

  /** Marks, words for people behind and below the tables, and what the consultation itself says. */
  const ASIDE: readonly Text[] = [
    OF_PROPOSALS.moved,
    TERM.found,
    WORDS.most,
    OF_PROPOSALS.chosen,
    ...Object.values(MEASURE),
    TERM.outcome,
    OF_PROPOSALS.outside,
    OF_PROPOSALS.distance,
    TERM.because,
    OF_PROPOSALS.gaveWay,
    ...Object.values(FOLLOWED),
    ...Object.values(RULE),
  ]
  const decoration = new Set([...ASIDE.map(said), ...ADVICES.advices.map(({ rationale }) => rationale), '✓'])
  const codes = new Set([...scenario.specialties, ...scenario.oors].flatMap(({ code, name }) => [code, name]))
  /** "FOUT +1", and of an OOR "A van", "A ±", "A basis". */
  const MARK = new RegExp(
    `^(?:${said(WORDS.wrong)}\\b.*|[ABC] (?:${said(OF_PROPOSALS.from)}|${said(OF_PROPOSALS.to)}|${said(OF_PROPOSALS.base)}|±))$`,
  )

  it('each text from the headings on is a code, a total, about a row or beside the table; the rest is named here', async () => {
    const unknown = new Set<string>()
    let seen = 0
    for (const bytes of await everyWorkbook(language)) {
      for (const { name, rows } of readXlsx(bytes, 'x').sheets.filter((sheet) => TABLES.has(roleOf(sheet.name)))) {
        const head = rows.findIndex(({ cells }) => [...cells.values()].some(({ text }) => text === said(TERM.code)))
        const texts = rows.slice(head).flatMap(({ cells }) => [...cells.values()].filter(({ kind }) => kind === 'text'))
        for (const { text } of texts) {
          seen += 1
          const known = [isTotal, isAside, isAbout, isIntake].some((is) => is(text))
          if (!known && !codes.has(text) && !decoration.has(text) && !MARK.test(text)) unknown.add(`${name}: ${text}`)
        }
      }
    }
    expect([...unknown]).toEqual([])
    expect(seen).toBeGreaterThan(200)
  })
})
