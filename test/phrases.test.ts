/** What faults say, in the reader's language: every phrase that the source has is there in both, or is a name that stays. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../src/domain/errors.js'
import { shippedScenarios } from '../src/index.js'
import { readScenario } from '../src/io/read/scenario.js'
import { phraseText, placeText, SOURCE, sourceText, UNIT } from '../src/words/phrases.js'
import { faultText, mismatchText } from '../src/words/texts.js'

/** Names of fields, flags, kinds of file, values and shapes: the same in every language. */
const NAMES = new Set([
  'fix',
  'amend',
  'near',
  'postgres://…',
  'PostgreSQL',
  'all',
  'records',
  'rows',
  'columns',
  'methods',
  'near',
  'advices',
  'careUse',
  'published',
  'careUse, published',
  'scenario',
  'proposal',
  'proposals',
  'rows, columns, allocation',
  'id',
  'b',
  'dialect',
  'body',
  'oor',
  'specialty',
  'category',
  'direction',
  'text',
  'vektis',
  'dhd',
  'rows, columns',
  'carry',
  'null',
  'case',
  'nza',
  'low',
  'high',

  'JSON',
  'CSV',
  'UTF-8',
  'OOR',
  'Code',
  'multipart/form-data',
  'format=csv',
  'solve',
  'round',
  'draft',
  'years',
  'specialty,<oor>,...',
  '> 4 GB',
  'PostgreSQL',
  'postgres://…',
  'sep=1',
  'object',
  'fixed',
  'chain',
  'base64',
  'scenario, case, advices, near',
])

/** Text between quotes after `found:` or `expected:`; what is filled in counts as 1. */
function phrasesIn(source: string): string[] {
  return [...source.matchAll(/\b(?:found|expected): (?:'([^'\n]*)'|`([^`\n]*)`)/g)]
    .flatMap(([, plain, template]) => (plain ?? template ?? '').replaceAll(/\$\{[^}]*\}/g, '1').split(' | '))
    .filter((phrase) => /[a-z]{2}/i.test(phrase))
}

function sources(folder: URL): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'))
}

const said = (text: string, language: 'nl' | 'en') => {
  const fault: Fault = { code: 'value', path: '', found: '', expected: text }
  return faultText(fault, language)
}

describe('phrases', () => {
  const phrases = [...new Set(sources(new URL('../src', import.meta.url)).flatMap(phrasesIn))]

  it('of every fault in the source are known in both languages, or are names', () => {
    expect(phrases.length).toBeGreaterThan(30)
    const flags = /--|^(<|\.|\d|[<>=]=? ?\d|1e|[\d.…, ]+$)/
    const unknown = phrases.filter(
      (phrase) =>
        !NAMES.has(phrase) && !flags.test(phrase) && phraseText(phrase, 'nl') === null && said(phrase, 'nl').includes(phrase) && said(phrase, 'en').includes(phrase), // prettier-ignore
    )
    expect(unknown).toEqual([])
  })

  it('that count something have its unit in both languages', () => {
    const texts = sources(new URL('../src', import.meta.url)).join('\n')
    const units = [...texts.matchAll(/[`'][<>]=? (?:\$\{[^}]*\}|\d+) ([a-z]{2}[a-z ]*)[`']/g)].map(([, unit]) => unit!)
    expect(units.length).toBeGreaterThan(5)
    expect([...new Set(units)].filter((unit) => UNIT[unit] === undefined)).toEqual([])
  })

  it('of sources are known in both languages: those that code writes, and those of the scenarios of the package', () => {
    const written = sources(new URL('../src', import.meta.url)).flatMap((text) =>
      [...text.matchAll(/\bwhat: '([^']*)'/g)].map(([, what]) => what!),
    )
    const shipped = shippedScenarios().flatMap((id) => readScenario(id).sources.map(({ what }) => what))
    const all = new Set([...written.filter((what) => / \(/.test(what)), ...shipped])
    expect(all.size).toBeGreaterThan(6)
    expect([...all].filter((what) => SOURCE[what] === undefined)).toEqual([])
    for (const what of all) expect(sourceText(what, 'nl')).not.toBe(sourceText(what, 'en'))
  })

  it('stand in the language that was asked for', () => {
    expect(mismatchText({ found: 'a code twice', expected: 'every code once' }, 'nl')).toBe(
      'gevonden een code twee keer, verwacht elke code één keer',
    )
    expect(said('Code, Specialisme, Instroom', 'en')).toContain('Code, Specialty, Intake')
    expect(said('> 100 sheets', 'nl')).toContain('> 100 bladen')
    expect([placeText('column NO', 'nl'), placeText('cell 01-NO', 'nl'), placeText('row 01', 'en')]).toEqual([
      'kolom NO',
      'cel 01-NO',
      'row 01',
    ])
  })
})
