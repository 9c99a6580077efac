/** Parts of many years that somebody changed, cut off or made up: each is refused by its name and by what is wrong, and none is a crash. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepAll } from '../src/ask/sweeps.js'
import { InputError } from '../src/domain/errors.js'
import { layoutOf } from '../src/fairness/slots.js'
import { askedOf, type FairnessRequest } from '../src/fairness/question.js'
import { sealed } from '../src/ask/parts.js'
import { parseScenario } from '../src/io/read/scenario.js'
import { mergeFairness } from '../src/index.js'
import { commandIn } from './command.js'
import { sized } from './size.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-parts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Fields = { [key: string]: Json }

const ASKED: FairnessRequest = { draws: 30, years: 2, methods: ['next-best', 'stepwise', 'largest-remainder'] }
/** Small, so that there are many attacks in a second. */
const oors = ['A', 'B', 'C'].map((code) => ({ code }))
const base = parseScenario({
  id: 'small',
  year: 2027,
  data: 'synthetic',
  oors,
  specialties: [15, 22, 9].map((intake, s) => ({ code: `${s}`, name: `${s}`, intake })),
  careUse: { unit: 'volume', all: [[5, 4, 2], [1, 7, 3], [2, 3, 3]] }, // prettier-ignore
  criterion: { all: 1, training: 0 },
  floor: { share: 0.25 },
})

async function shards(asked: FairnessRequest): Promise<[Fields, Fields]> {
  const of = (index: number) => sweepAll(base, askedOf(asked), { threads: 1, shard: { index, of: 2 } })
  return JSON.parse(JSON.stringify([await of(1), await of(2)])) as [Fields, Fields]
}

let one: Fields
let two: Fields
beforeAll(async () => {
  ;[one, two] = await shards(ASKED)
})

/** The faults of the second of two parts, in short; null where they are joined. @throws what is no fault of an input */
function refusal(changed: Json): string[] | null {
  try {
    mergeFairness([one, changed as object])
    return null
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.faults.map(({ code, path }) => `${code} ${path}`)
  }
}

/** Of somebody who knows how a part tells that it was changed. */
function forged(part: Fields): Json {
  const { sha256: _, ...rest } = part
  return sealed(rest as never) as unknown as Json
}

type Path = readonly (string | number)[]

function leaves(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, each]) =>
    leaves(each, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

function at(value: Json, path: Path): Json {
  return path.reduce<Json>((inner, key) => (inner as Fields)[key]!, value)
}

function withAnother(part: Fields, path: Path, made: Json): Fields {
  const copy = structuredClone(part)
  ;(at(copy, path.slice(0, -1)) as Fields)[path.at(-1)!] = made
  return copy
}

const deep = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as Json

it('as they were made they are joined, in either order', () => {
  expect(refusal(two)).toBeNull()
  expect(mergeFairness([two, one])).toEqual(mergeFairness([one, two]))
  expect(refusal(forged(two))).toBeNull()
})

it('one value that is another is refused, whatever it is and whichever', () => {
  const all = leaves(two)
  const strange: Json[] = [-1, 0.5, 1e308, 2 ** 53, 'x', '', '-0', '9'.repeat(60), '1e5', true, null, [], {}, deep(40)]
  fc.assert(
    fc.property(fc.nat(all.length - 1), fc.constantFrom(...strange), (which, made) => {
      fc.pre(at(two, all[which]!) !== made)
      const faults = refusal(withAnother(two, all[which]!, made))
      expect(faults).not.toBeNull()
      expect(faults!.length).toBeGreaterThan(0)
      for (const each of faults!) expect(each).toMatch(/^[\w-]+ (parts\[1\]|parts\[0\], parts\[1\])/)
    }),
    { seed: 5, numRuns: sized(2_000) },
  )
})

it('a figure that is a little off is refused too, by what tells that it was changed', () => {
  const figures = leaves(two).filter((path) => /^-?\d+$/.test(JSON.stringify(at(two, path)).replaceAll('"', '')))
  fc.assert(
    fc.property(fc.nat(figures.length - 1), fc.constantFrom(1, -1, 10), (which, by) => {
      const value = at(two, figures[which]!)
      const more = Number(value) + by
      expect(refusal(withAnother(two, figures[which]!, typeof value === 'string' ? String(more) : more))).not.toBeNull()
      // of whoever seals it anew some figures pass, and none is a crash
      refusal(forged(withAnother(two, figures[which]!, typeof value === 'string' ? String(more) : more)))
    }),
    { seed: 6, numRuns: sized(1_200) },
  )
})

describe('sums that cannot be are refused though they were sealed anew', () => {
  const layout = () => layoutOf(two as never, askedOf(ASKED))
  const track = (name: string) => ['entries', 'tracks', layout().tracks.get(name)!.slot]
  const count = (name: string) => ['entries', 'counts', layout().counts.get(name)!]
  const plus = (path: Path, by: number): Fields => {
    const value = at(two, path)
    return withAnother(two, path, typeof value === 'string' ? String(BigInt(value) + BigInt(by)) : Number(value) + by)
  }
  const spoilt: [string, () => Fields, RegExp][] = [
    [
      'a tally that there is not',
      () => withAnother(two, ['entries', 'tallies', 'luck'], 1),
      /^unknown-key .*tallies\.luck/,
    ],
    ['a prototype', () => withAnother(two, ['entries', 'tallies'], JSON.parse('{"__proto__": 3, "missedBy|0": 15}') as Json), /entries/], // prettier-ignore
    ['a miss that is no number', () => withAnother(two, ['entries', 'tallies', 'missedBy|x'], 1), /^unknown-key/],
    [
      'misses of more years',
      () => withAnother(two, ['entries', 'tallies', 'missedBy|0'], 99),
      /^impossible-sum .*missedBy/,
    ],
    [
      'more audits than there are',
      () => withAnother(two, ['entries', 'tallies', 'audited'], 3),
      /^impossible-sum .*audited/,
    ],
    ['more stuck years than there are', () => withAnother(two, ['entries', 'tallies', 'stepwise|stuck'], 9), /^impossible-sum .*stepwise/], // prettier-ignore
    ['years of draws that were not', () => plus([...count('years'), 0], 2), /^impossible-sum .*counts/],
    ['a count below 0', () => withAnother(two, [...count('stepwise'), 0], '-4'), /^impossible-sum .*counts/],
    ['a count above the draws', () => withAnother(two, [...count('runs'), 0], '10000'), /^impossible-sum .*counts/],
    ['squares of a count that are too few', () => withAnother(two, [...count('next-best'), 1], '1'), /^impossible-sum .*counts/], // prettier-ignore
    ['another sum', () => plus([...track('next-best|nextBests'), 0], 1), /^impossible-sum .*tracks/],
    [
      'fewer errors than none',
      () => withAnother(two, [...track('next-best|error'), 0], '-2'),
      /^impossible-sum .*tracks/,
    ],
    ['squares below 0', () => withAnother(two, [...track('next-best|oor|A'), 1], '-2'), /^impossible-sum .*tracks/],
    [
      'squares that are too few',
      () => withAnother(two, [...track('next-best|error'), 1], '2'),
      /^impossible-sum .*tracks/,
    ],
    ['products that are too many', () => plus([...track('next-best|error'), 2], 1e12), /^impossible-sum .*tracks/],
    ['more years beyond than years', () => withAnother(two, track('stepwise|beyond'), ['99', '9801', '99', '0']), /^impossible-sum .*tracks/], // prettier-ignore
    ['squares of years where there are none', () => withAnother(two, [...track('next-best|error'), 3], '4'), /^impossible-sum .*tracks/], // prettier-ignore
    ['a gain that its cells do not have', () => plus(['entries', 'cells', 'next-best', 3], 1e9), /^impossible-sum .*cells\.next-best/], // prettier-ignore
    ['runs in no bin', () => withAnother(two, ['entries', 'fans', 0, 0], []), /^impossible-sum .*fans\[0\]\[0\]/],
    [
      'bins far off',
      () => withAnother(two, ['entries', 'fans', 1, 2], [[900, 15]]),
      /^impossible-sum .*fans\[1\]\[2\]/,
    ],
    ['bins that do not rise', () => withAnother(two, ['entries', 'fans', 0, 0], [[1, 8], [1, 7]]), /^impossible-sum .*fans/], // prettier-ignore
    ['cells of who was not asked', () => withAnother(two, ['entries', 'cells', 'lottery'], at(two, ['entries', 'cells', 'next-best'])), /^shape .*lottery/], // prettier-ignore
    ['fewer slots', () => withAnother(two, ['entries', 'tracks'], (at(two, ['entries', 'tracks']) as Json[]).slice(1)), /^shape .*tracks/], // prettier-ignore
    ['another OOR', () => withAnother(two, ['oors', 0], 'C'), /^duplicate .*oors/],
    [
      'OORs without end',
      () =>
        withAnother(
          two,
          ['oors'],
          Array.from({ length: 100_000 }, (_, i) => `O${i}`),
        ),
      /^shape/,
    ],
    ['draws twice', () => withAnother(two, ['draws'], [[15, 30], [15, 30]]), /^value .*draws/], // prettier-ignore
    ['draws beyond', () => withAnother(two, ['draws'], [[15, 1e9]]), /^value .*draws/],
    ['draws backwards', () => withAnother(two, ['draws'], [[30, 15]]), /^value .*draws/],
    ['another build', () => withAnother(two, ['version'], '0.0.9'), /^value .*version/],
    ['a question that nobody can ask', () => withAnother(two, ['question', 'years'], 1_000), /^value .*question/],
    [
      'settings of another population',
      () => withAnother(two, ['question', 'settings'], { wind: 1 }),
      /^value .*question/,
    ],
    ['another label', () => withAnother(two, ['data'], 'published'), /^other-question parts\[1\]/],
    ['another title', () => withAnother(two, ['title'], 'x'), /^other-question parts\[1\]/],
    ['another seed', () => withAnother(two, ['question', 'seed'], 2), /^other-question parts\[1\]/],
    ['other data', () => withAnother(two, ['input', 'sha256'], 'f'.repeat(64)), /^other-question parts\[1\]/],
  ]
  it.each(spoilt)('%s', (_, make, named) => {
    const faults = refusal(forged(make()))
    expect(faults).not.toBeNull()
    expect(
      faults!.some((each) => named.test(each)),
      faults!.join('\n'),
    ).toBe(true)
  })
})

describe('files', () => {
  const text = () => JSON.stringify(two)
  const spoilt: [string, () => string][] = [
    ['empty', () => ''],
    ['cut off in the middle', () => text().slice(0, text().length / 2)],
    ['cut off at the end', () => text().slice(0, -1)],
    ['with something behind it', () => `${text()}x`],
    ['nested without end', () => '['.repeat(200_000)],
    [
      'nested in a field',
      () => text().replace('"fans":', `"x":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)},"fans":`),
    ],
    ['with a prototype', () => text().replace('{', '{"__proto__":{"kind":"fairness-part"},')],
    ['with a key twice', () => text().replace('"seed":', '"seed":1,"seed":')],
    ['with a number beyond numbers', () => text().replace('"seed":1', '"seed":1e999')],
    ['with no number', () => text().replace('"seed":1', '"seed":NaN')],
    ['an answer', () => JSON.stringify(mergeFairness([one, two]))],
    ['a list', () => '[]'],
    ['nothing', () => 'null'],
  ]
  it.each(spoilt)('that are %s', async (_, make) => {
    writeFileSync(join(folder, 'one.json'), JSON.stringify(one))
    writeFileSync(join(folder, 'two.json'), make())
    const { exit, out, err } = await commandIn(folder, ['fairness', 'merge', 'one.json', 'two.json', '--lang', 'en'])
    expect([exit, out]).toEqual([2, ''])
    for (const line of err.trim().split('\n')) expect(line).toMatch(/^(two\.json|one\.json, two\.json)/)
    expect(err.length).toBeLessThan(20_000)
  })

  it('that are not there, or folders', async () => {
    mkdirSync(join(folder, 'map'))
    for (const name of ['none.json', 'map', '/dev/zero']) {
      const { exit, err } = await commandIn(folder, ['fairness', 'merge', 'one.json', name])
      expect([exit, err.split(':')[0]]).toEqual([2, name])
    }
  })

  it('of long runs have more bins than an object may have fields, and are joined', async () => {
    const asked: FairnessRequest = { draws: 500, years: 100, methods: ['next-best'] }
    const [first, second] = await shards(asked)
    const bins = (first['entries'] as { fans: Json[][][] }).fans.flat(2).length
    expect(bins).toBeGreaterThan(10_000)
    const whole = await sweepAll(base, askedOf(asked), { threads: 1 })
    const joined = mergeFairness([first, second].map((each, i) => {
      writeFileSync(join(folder, `long-${i}.json`), JSON.stringify(each))
      return join(folder, `long-${i}.json`)
    })) // prettier-ignore
    expect(joined).toEqual(mergeFairness([whole]))
  })
})
