/** One vocabulary: every text that a reader meets is declared once, and one thing is called by one name in each language. */
import { readdirSync, readFileSync } from 'node:fs'
import { parseAst } from 'vitest/node'
import { describe, expect, it } from 'vitest'
import { LANGUAGES, type Language } from '../src/domain/language.js'

/** A text in both languages, as it is declared. */
interface Declared {
  readonly file: string
  readonly nl: string
  readonly en: string
}

interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

/** The text of a literal; null for what is put together while running. */
function literal(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null
  if (node.type !== 'TemplateLiteral' || (node['expressions'] as Node[]).length > 0) return null
  return (node['quasis'] as { value: { cooked: string } }[])[0]!.value.cooked
}

/** Every `{ nl: '…', en: '…' }` in a syntax tree. */
function declaredIn(node: unknown, file: string): Declared[] {
  if (Array.isArray(node)) return node.flatMap((each) => declaredIn(each, file))
  if (!isNode(node)) return []
  const below = Object.values(node).flatMap((each) => declaredIn(each, file))
  if (node.type !== 'ObjectExpression') return below
  const properties = new Map(
    (node['properties'] as Node[])
      .filter(({ type }) => type === 'Property')
      .map(({ key, value }) => [(key as { name?: string; value?: string }).name ?? '', literal(value)]),
  )
  const [nl, en] = LANGUAGES.map((language) => properties.get(language) ?? null) as [string | null, string | null]
  return nl === null || en === null ? below : [...below, { file, nl, en }]
}

const sources = readdirSync('src', { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
  .map((entry) => `${entry.parentPath}/${entry.name}`)
const all = sources.flatMap((file) => declaredIn(parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }).body, file))

/** The words of help, service and page: a question says them at its door, and the page has its names in a table of its own. */
const DOORS = /^src\/(?:http\/|questions\/|cli\/(?:commands|flags|question|serve|main|template|page)\.ts|web\/)/
const declared = all.filter(({ file }) => !DOORS.test(file))

/** A capital, a mark before it and a colon make no other word. */
const folded = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\d%#]+/gu, ' ')
    .trim()

/** Those that agree in something, by what they agree in. */
function grouped(by: (each: Declared) => string): Map<string, Declared[]> {
  const groups = new Map<string, Declared[]>()
  for (const each of declared) groups.set(by(each), [...(groups.get(by(each)) ?? []), each])
  return groups
}

/** One word of a language that stands for two things, or for which the other language has two: each with its reason. */
const TWO_MEANINGS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  nl: {
    '1 te weinig': 'a sentence in English has its verb with it',
    '1 te veel': 'a sentence in English has its verb with it',
    sluitend: 'the status in a file, and what it means to a reader',
    uitkomst: 'the name of a file, and what came out',
    'let op': 'a heading above remarks, and the outcome of a rule that may be broken',
    ontbreekt: 'of a motivation in a list, and of a field in a sentence',
    'niet bewezen': 'a level that no bound reaches, and the verdict on a file',
    door: 'a cause, and who agreed something',
    van: 'where a range begins, and a part of a whole',
  },
  en: {
    allocation: 'of a mere table nothing is assigned (toegewezen)',
    'a trade among equals': 'a word in a list, and the beginning of a sentence',
    'rounded naturally': 'a step, and the beginning of a sentence',
    to: 'where a range ends, with its end and without',
  },
}

describe('the vocabulary', () => {
  it('is found in the source', () => {
    expect(declared.length).toBeGreaterThan(800)
    expect(all.length).toBeGreaterThan(declared.length + 100)
  })

  it('declares every text once', () => {
    const twice = [...grouped(({ nl, en }) => `${folded(nl)} | ${folded(en)}`)].filter(([, { length }]) => length > 1)
    expect(twice.map(([text, places]) => `${text}: ${places.map(({ file }) => file).join(', ')}`)).toEqual([])
  })

  it.each(LANGUAGES)('calls one thing by one name: the same in %s is the same in the other language', (language) => {
    const other = language === 'nl' ? 'en' : 'nl'
    const split = [...grouped((each) => folded(each[language]))]
      .filter(([, texts]) => new Set(texts.map((each) => folded(each[other]))).size > 1)
      .filter(([text]) => !Object.hasOwn(TWO_MEANINGS[language], text))
    expect(
      split.map(([text, texts]) => `${text}: ${texts.map((each) => `${each[other]} (${each.file})`).join(', ')}`),
    ).toEqual([])
  })

  it('allows nothing twice that is not there', () => {
    for (const language of LANGUAGES) {
      const texts = grouped((each) => folded(each[language]))
      const idle = Object.keys(TWO_MEANINGS[language]).filter((text) => (texts.get(text)?.length ?? 0) < 2)
      expect(idle).toEqual([])
    }
  })
})
