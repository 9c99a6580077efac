/** A large value in pieces: what the schema makes of it as a whole, without a look at more than it takes; and large numbers of numbers. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { decimalToNano, parseDecimal, plainNano } from '../src/domain/decimal.js'
import { InputError, MOST_FAULTS, type Fault } from '../src/domain/errors.js'
import { jsonText } from '../src/formats/json.js'
import { checkBoth, checkShape, parseJson, refuseMany } from '../src/shapes/check.js'
import { problemSchema, scenarioSchema } from '../src/shapes/files.js'
import { lookThrough } from '../src/shapes/json-text.js'
import { isLarge, parseInPieces } from '../src/shapes/pieces.js'

const MANY = 60_000
const many = <T>(each: (i: number) => T) => Array.from({ length: MANY }, (_, i) => each(i))

const schema = z.strictObject({
  name: z.string().trim(),
  cells: z.array(z.tuple([z.string().trim(), z.int()])).max(100_000),
  lists: z.array(z.union([z.string(), z.array(z.int()).max(5)])).optional(),
  byCode: z.record(z.string().trim().min(1), z.array(z.int())).nullable(),
  inner: z.strictObject({ rows: z.array(z.looseObject({ a: z.int() })) }).optional(),
})
const cells = many((i): [string, number] => [` ${i}`, i])
const value = {
  name: ' x ',
  cells,
  lists: ['a', [1, 2]],
  byCode: { ' a': many(Number), b: [] },
  inner: { rows: many((a) => ({ a, b: 1 })) },
}

function faultsOf(work: () => unknown): readonly Fault[] {
  try {
    work()
  } catch (error) {
    if (error instanceof InputError) return error.faults
    throw error
  }
  return []
}

describe('a large value', () => {
  it('is made what the schema makes of it', () => {
    expect(isLarge(value)).toBe(true)
    expect(parseInPieces(schema, value)).toEqual({ data: schema.parse(value), issues: [], strangers: [] })
    const { inner: _, ...less } = value
    expect(parseInPieces(schema, { ...less, byCode: null }).data).toEqual(schema.parse({ ...less, byCode: null }))
  })

  it.each([
    ['in a list', { ...value, cells: cells.with(50_001, ['a', 0.5]) }],
    ['in two places', { ...value, cells: cells.with(7, [7, 7] as never).with(59_999, ['a'] as never), name: 1 }],
    ['of a list that is none', { ...value, lists: many(() => 'a').with(300, [1, 2, 3, 4, 5, 6] as never) }],
    ['in a record', { ...value, byCode: { a: many(Number).with(4_000, 0.5) } }],
    ['of a key of a record', { ...value, byCode: { ' ': many(Number) } }],
    ['deep inside', { ...value, inner: { rows: many((a) => ({ a })).with(201, {} as never) } }],
    ['of what is missing', { cells: many(() => ['a', 1]) }],
  ])('has the issues that the schema finds: %s', (_, wrong) => {
    const whole = schema.safeParse(wrong).error?.issues.map(({ code, path }) => [code, path])
    expect(whole!.length).toBeGreaterThan(0)
    expect(parseInPieces(schema, wrong).issues.map(({ code, path }) => [code, path])).toEqual(whole)
  })

  it('is looked at no further than it takes', () => {
    let looks = 0
    const never = z.unknown().refine(() => ++looks < 0)
    expect(parseInPieces(z.array(never), many(Number)).issues.length).toBeGreaterThanOrEqual(MOST_FAULTS)
    expect(looks).toBeLessThan(1_000)
    looks = 0
    const { issues } = parseInPieces(z.array(never).max(100), many(Number))
    expect([issues.map(({ code, path }) => [code, path]), looks]).toEqual([[['too_big', []]], 0])
  })

  it('has its meaning looked at beside keys that nobody knows', () => {
    const strange = { ...value, zzz: 1, inner: { ...value.inner, yyy: 2 } }
    const meaning = () => {
      throw new InputError([{ code: 'value', path: 'name', found: 'x', expected: 'y' }])
    }
    const faults = faultsOf(() => checkBoth(schema, strange, 'x', meaning, () => false))
    expect(faults.map(({ path }) => path)).toEqual(['inner.yyy', 'zzz', 'name'])
    expect(faultsOf(() => checkShape(schema, strange, 'x')).map(({ path }) => path)).toEqual(['inner.yyy', 'zzz'])
  })
})

describe('the beginning of a large text', () => {
  const table = { rows: ['a'], columns: ['x'], target: [[1]], rowTotals: [1], columnTotals: [1] }

  it('has its long lists cut, also those in others', () => {
    const given = { a: many(Number), b: [1, [many(String), { c: many(() => [1]) }]], d: 'a],[' }
    const { beginning, lengths } = lookThrough(JSON.stringify(given), 'x')
    const cut = <T>(list: readonly T[]) => list.slice(0, 10_001)
    expect(JSON.parse(beginning())).toEqual({
      a: cut(given.a),
      b: [1, [cut(many(String)), { c: cut(many(() => [1])) }]],
      d: 'a],[',
    })
    expect([...lengths]).toEqual([['a', MANY], ['b[1][0]', MANY], ['b[1][1].c', MANY]]) // prettier-ignore
  })

  it('is enough to refuse what is wrong all over', () => {
    const text = JSON.stringify({ ...table, zeroCells: many(() => ['a']) })
    const refuse = (from: string) =>
      faultsOf(() => parseJson(from, 'x', { beginning: (begun) => refuseMany(problemSchema, begun) }))
    expect(refuse(text.replace('zeroCells', 'xeroCells'))).toEqual([])
    expect(refuse(text)).toMatchObject([{ code: 'too-large', path: 'zeroCells', found: '60000' }])
    const wide = { ...table, rows: many(String).slice(0, 1_000), columns: many(String).slice(0, 1_000) }
    const all = refuse(JSON.stringify({ ...wide, zeroCells: many(() => ['a']) }))
    expect(all).toHaveLength(MOST_FAULTS)
    expect(all[99]).toMatchObject({ code: 'shape', path: 'zeroCells[99]' })
  })

  it('says how long a list is, wherever it stands', () => {
    const scenario = {
      oors: [{ code: 'a' }, { code: 'b', aliases: many(String) }],
      careUse: { institutions: many(Number) },
    }
    const refuse = () =>
      parseJson(JSON.stringify(scenario), 'x', { beginning: (begun) => refuseMany(scenarioSchema, begun) })
    expect(faultsOf(refuse)).toMatchObject([{ path: 'oors[1].aliases', found: '60000', expected: '<= 1000' }])
  })

  it('passes over what is no JSON: the whole says where', () => {
    const text = `${JSON.stringify({ cells: many(Number) }).slice(0, -1)},\n\n"a" 1}`
    const look = () => parseJson(text, 'x', { beginning: (begun) => refuseMany(z.unknown(), begun) })
    expect(faultsOf(look)).toMatchObject([{ code: 'not-json', path: 'x:3', found: '"1}"' }])
  })
})

describe('an answer in JSON', () => {
  it('may hold lists of any length', () => {
    const answer = {
      ties: Array.from({ length: 200_000 }, (_, i) => [`r${i}`, 'c']),
      row: Array<number>(200_000).fill(1),
    }
    const text = jsonText(answer)
    expect(JSON.parse(text)).toEqual(answer)
    expect(text.split('\n')).toHaveLength(200_006)
    expect(text.split('\n')[2]).toBe('    ["r0","c"],')
  })
})

describe('whole billionths of a plain number', () => {
  it('are those of the exact decimal', () => {
    const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^\\d{${least},${most}}$`))
    const plain = fc.tuple(digits(1, 6), fc.constantFrom('.', ','), digits(0, 30)).map((parts) => parts.join(''))
    fc.assert(fc.property(plain, (text) => plainNano(text) === decimalToNano(parseDecimal(text)!)))
    expect(['0.0000000005', '999999.9999999995', '7', '7,'].map(plainNano)).toEqual([1, 1e15, 7e9, 7e9])
  })

  it('are left to the exact decimal where they are not plain', () => {
    for (const text of ['-1', '+1', '1e3', '1234567', ' 1', '.5', '1.5.5', '', '٣']) expect(plainNano(text)).toBeNull()
  })
})
