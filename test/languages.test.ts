/** JSON is the same in both languages, but for fields named `text`; and what is said of a fault is said in one language. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { InputError, type Fault, type FaultCode } from '../src/domain/errors.js'
import { PREFERENCES } from '../src/domain/proposal.js'
import { METHODS, OBJECTIVES } from '../src/domain/table.js'
import { check, compare, draft, explain, reconstruct, round, solve, verify, years } from '../src/index.js'
import { FAULT_CODES, faultMessage, LANGUAGES, type Language } from '../src/words/texts.js'
import { book } from './workbooks.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-languages-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const frame = (year: number) => ({
  id: `small-${year}`,
  year,
  oors: [{ code: 'A' }, { code: 'B' }],
  specialties: [
    { code: '01', intake: 5 },
    { code: '02', intake: 4 },
  ],
  careUse: { all: [[3, 2], [1, 4]] }, // prettier-ignore
  leeway: { total: 2, below: 1, above: 1 },
})
const SMALL = frame(2027)
const PROPOSAL = { rows: ['01', '02'], columns: ['A', 'B'], allocation: [[5, 0], [0, 4]] } // prettier-ignore
/** A total that an agreed cell forbids. */
const INFEASIBLE = { rows: ['01', '02'], columns: ['A', 'B'], target: [[1, 1], [1, 1]], rowTotals: [2, 2], columnTotals: [4, 0], bounds: [['01', 'B', 1, 2]] } // prettier-ignore

/** An answer without what is said in words, and without the time that it took. */
function wordless(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(wordless)
  const kept = Object.entries(value).filter(([key]) => key !== 'text' && key !== 'milliseconds')
  return Object.fromEntries(kept.map(([key, each]) => [key, wordless(each)]))
}

async function own(): Promise<string> {
  const path = join(folder, 'own.xlsx')
  writeFileSync(path, await book({ 'Zorggebruik alle': [['Code', 'NO', 'ON', 'Instroom'], ['01', 3, 2, 5], ['02', 1, 4, 4]], OORs: [['Code'], ['NO'], ['ON']] })) // prettier-ignore
  return path
}

const ANSWERS: Readonly<Record<string, (language: Language) => Promise<unknown>>> = {
  solve: (language) => solve(SMALL, { language }),
  round: (language) => round(INFEASIBLE, { language }),
  compare: (language) => compare(SMALL, frame(2028), { language }),
  explain: (language) => explain(SMALL, '01', 'A', { language }),
  draft: (language) => draft(SMALL, { advices: [{ specialty: '01', row: { A: 5, B: 0 } }] }, { language }),
  check: (language) => check(SMALL, PROPOSAL, { language, repair: true }),
  years: (language) => years([SMALL, frame(2028)], { language }),
  'verify, accepted': async (language) => verify(await solve(SMALL), { scenario: SMALL, language }),
  'verify, rejected': async (language) => verify({ ...(await solve(SMALL)), unique: null, levels: [] }, { language }),
  reconstruct: (language) => reconstruct(PROPOSAL, { language }),
  'solve of a workbook': async (language) => solve(await own(), { language }).catch((error: unknown) => error),
}

describe('JSON in two languages', () => {
  it.each(Object.entries(ANSWERS))('%s: the same but for its text', async (_, answer) => {
    const [dutch, english] = [await answer('nl'), await answer('en')]
    expect(wordless(dutch)).toEqual(wordless(english))
  })
})

/** Words that only one of the two languages has. */
const GIVE_AWAY: Readonly<Record<Language, RegExp>> = {
  nl: /\b(the|is missing|found|expected|value|number|rows?|with|not|and|of the|file|cells?|sheet|twice)\b/i,
  en: /\b(het|een|ontbreekt|gevonden|verwacht|waarde|getal|rij|met|niet|en|van|bestand|cel|blad)\b/i,
}

describe('every code of a fault', () => {
  it.each(FAULT_CODES.map((code) => [code]))('%s is said in the language that was asked for', (code: FaultCode) => {
    const fault: Fault = { code, path: 'x', found: '-', expected: 'number', hint: 'A | B' }
    for (const language of LANGUAGES) expect(faultMessage(fault, language)).not.toMatch(GIVE_AWAY[language])
  })
})

describe('the error itself', () => {
  it('says code, place, found and expected of each fault, to who only prints it', () => {
    const fault = { code: 'value', path: 'x.y', found: '3', expected: '<= 2' } as const
    const lacking = { code: 'missing', path: 'z', found: '-', expected: 'string' } as const
    expect(new InputError([fault, lacking]).message).toBe(
      'x.y: value, found 3, expected <= 2\nz: missing, expected string',
    )
  })
})

describe('what may be typed', () => {
  const lists = [
    METHODS,
    OBJECTIVES,
    PREFERENCES,
    ['optimal', 'feasible', 'infeasible'],
    ['all', 'training'],
    ['all', 'institutions'],
  ]
  it.each(lists.map((list) => [list.join(' | ')]))('stands as it must be typed, also in Dutch: %s', (expected) => {
    for (const language of LANGUAGES) {
      expect(faultMessage({ code: 'value', path: 'x', found: 'y', expected }, language)).toContain(expected)
    }
  })

  it.each([
    ['number | string', 'getal | tekst'],
    ['Titel | Jaar', 'Titel | Jaar'],
    ['yes | no', 'ja | nee'],
  ])('and words are translated: %s', (expected, dutch) => {
    expect(faultMessage({ code: 'type', path: 'x', found: 'y', expected }, 'nl')).toContain(dutch)
  })
})
