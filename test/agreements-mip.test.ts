/**
 * What-ifs of a meeting about 2027 against an integer program of its own: written here from the protocol in the text that solvers read,
 * with nothing of the engine but the files of the scenario, and solved by HiGHS level after level. Each at every door.
 */
import { readFileSync } from 'node:fs'
import loadHighs from 'highs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verify, type Draft } from '../src/index.js'
import { commandIn } from './command.js'
import { service } from './http-service.js'

const FOLDER = 'scenarios/2027-proposal'
interface Consulted {
  readonly advices: readonly {
    readonly specialty: string
    readonly row: Readonly<Record<string, number>>
    readonly shift?: Readonly<Record<string, readonly [number, number]>>
    readonly weight?: number
  }[]
  readonly attentionPoints: readonly { readonly oor: string; readonly specialty?: string; readonly direction: string }[]
  readonly current: Readonly<Record<string, number>>
}
const CONSULTED = JSON.parse(readFileSync(`${FOLDER}/advices.json`, 'utf8')) as Consulted
const table = (path: string) => {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/).map((line) => line.split(',').slice(0, 8)) // prettier-ignore
  return {
    oors: head!.slice(1),
    rows: lines.map(([code]) => code!),
    places: lines.map((line) => line.slice(1).map(Number)),
  }
}
/** Tabel 1 of L27. */
const BASE = table('scenarios/2027-base/expected.csv')
const HAND = table(`${FOLDER}/proposal-by-hand.csv`)
const { zeroCells } = JSON.parse(readFileSync(`${FOLDER}/scenario.json`, 'utf8')) as {
  readonly zeroCells: readonly { readonly specialty: string; readonly oor: string }[]
}

interface WhatIf {
  readonly agree: readonly string[]
  /** The same in rows of the program, by specialty and OOR; a total by OOR alone. */
  readonly rows: readonly string[]
  readonly near?: boolean
}
const y = (specialty: string, oor: string) => `y_${specialty}_${oor}`
const total = (oor: string) => BASE.rows.map((row) => y(row, oor)).join(' + ')
const rowOf = (specialty: string, places: (oor: string) => number) =>
  BASE.oors.map((oor) => `${y(specialty, oor)} = ${places(oor)}`)
const baseOf = (specialty: string) => (oor: string) => BASE.places[BASE.rows.indexOf(specialty)]![BASE.oors.indexOf(oor)]! // prettier-ignore
const adviceOn = (specialty: string) => CONSULTED.advices.find((advice) => advice.specialty === specialty)!

const WHAT_IFS: readonly WhatIf[] = [
  { agree: ['NO>=206'], rows: [`${total('NO')} >= 206`] },
  { agree: ['28=advice', 'Leiden<=113'], rows: [...rowOf('28', (oor) => adviceOn('28').row[oor] ?? 0), `${total('Leiden')} <= 113`] }, // prettier-ignore
  { agree: ['41:NO=10..12', '28=base'], rows: [`${y('41', 'NO')} >= 10`, `${y('41', 'NO')} <= 12`, ...rowOf('28', baseOf('28'))] }, // prettier-ignore
  { agree: ['NO>=206', '10:NWN=25'], rows: [`${total('NO')} >= 206`, `${y('10', 'NWN')} = 25`], near: true },
]

/** The program of a what-if, and the levels that it minimises in turn. */
function programOf({ rows: agreed, near = false }: WhatIf) {
  const { oors, rows, places: base } = BASE
  const constraints: string[] = []
  const levels: Record<string, string[]> = { ...(near && { near: [] }), 'outside-room': [], 'advised-distance': [], motivations: [], moved: [], mutation: ['change'], attention: [] } // prettier-ignore
  const [bounds, general, binary]: [string[], string[], string[]] = [[], [], []]
  let helpers = 0
  /** A variable of at least each of these: places by which something is exceeded. */
  const excess = (level: string, weight: number, ...expressions: readonly (readonly [string, number])[]) => {
    const name = `h${helpers++}`
    for (const [expression, beyond] of expressions) constraints.push(`${expression} - ${name} <= ${beyond}`)
    levels[level]!.push(`${weight} ${name}`)
  }
  const minus = (expression: string) => `- ${expression.replaceAll(' + ', ' - ')}`
  rows.forEach((row, s) => {
    constraints.push(`${oors.map((oor) => y(row, oor)).join(' + ')} = ${base[s]!.reduce((sum, each) => sum + each, 0)}`)
    const advice = CONSULTED.advices.find(({ specialty }) => specialty === row)
    oors.forEach((oor, o) => {
      const [cell, place] = [y(row, oor), base[s]![o]!]
      general.push(cell)
      if (zeroCells.some((zero) => zero.specialty === row && zero.oor === oor)) {
        bounds.push(`${cell} = 0`)
        return
      }
      const advised = advice === undefined ? place : (advice.row[oor] ?? 0)
      const [low, high] = advice?.shift?.[oor] ?? [advised, advised]
      const weight = advice?.weight ?? 1
      excess('outside-room', weight, [`- ${cell}`, -low], [cell, high])
      excess('advised-distance', weight, [`- ${cell}`, -advised], [cell, advised])
      if (near) excess('near', 1, [cell, HAND.places[s]![o]!])
    })
  })
  const national = base.flat().reduce((sum, each) => sum + each, 0)
  const then = Object.values(CONSULTED.current).reduce((sum, each) => sum + each, 0)
  oors.forEach((oor, o) => {
    const from = base.reduce((sum, row) => sum + row[o]!, 0)
    constraints.push(`${total(oor)} >= ${from - 8}`, `${total(oor)} <= ${from + 10}`)
    // a deviation of the OOR needs a motivation
    const deviates = `z_${oor}`
    binary.push(deviates)
    constraints.push(`${total(oor)} - 10 ${deviates} <= ${from}`, `${minus(total(oor))} - 8 ${deviates} <= ${-from}`)
    levels['motivations']!.push(deviates)
    excess('moved', 1, [total(oor), from])
    // today's size at the intake of now
    const size = (CONSULTED.current[oor]! * national) / then
    constraints.push(`${total(oor)} - change <= ${size}`, `${minus(total(oor))} - change <= ${-size}`)
  })
  constraints.push(`${levels['moved']!.join(' + ')} <= 30`)
  for (const { oor, specialty, direction } of CONSULTED.attentionPoints) {
    if (zeroCells.some((zero) => zero.specialty === specialty && zero.oor === oor)) continue
    const o = oors.indexOf(oor)
    const [of, from] = specialty === undefined ? [total(oor), base.reduce((sum, row) => sum + row[o]!, 0)] : [y(specialty, oor), baseOf(specialty)(oor)] // prettier-ignore
    if (direction === 'up') excess('attention', 1, [minus(of), -from - 1])
    if (direction === 'down') excess('attention', 1, [of, from - 1])
    if (direction === 'keep') excess('attention', 1, [of, from], [minus(of), -from])
  }
  return { constraints: [...constraints, ...agreed], levels, bounds, general, binary }
}

/** A solver of floats is right to so many decimals. */
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

/** The least of each level, those before it kept. */
async function leastOf(whatIf: WhatIf): Promise<Record<string, number>> {
  // the package's types describe a default export inside the default export
  const highs = await (loadHighs as unknown as typeof loadHighs.default)()
  const { constraints, levels, bounds, general, binary } = programOf(whatIf)
  const kept: string[] = []
  const least: Record<string, number> = {}
  for (const [name, terms] of Object.entries(levels)) {
    const sum = terms.join(' + ')
    const text = [
      'Minimize',
      ` obj: ${sum}`,
      'Subject To',
      ...[...constraints, ...kept].map((each, i) => ` c${i}: ${each}`),
      'Bounds',
      ...bounds.map((each) => ` ${each}`),
      'General',
      ` ${general.join(' ')}`,
      'Binary',
      ` ${binary.join(' ')}`,
      'End',
      '',
    ].join('\n')
    const { Status, ObjectiveValue } = highs.solve(text, { mip_rel_gap: 0, mip_abs_gap: 0, output_flag: false })
    expect(Status, `${whatIf.agree.join(' ')}: ${name}`).toBe('Optimal')
    least[name] = rounded(ObjectiveValue)
    kept.push(`${sum} <= ${ObjectiveValue + 1e-5}`)
  }
  return least
}

describe('what-ifs of a meeting', () => {
  let app: Awaited<ReturnType<typeof service>>
  beforeAll(async () => {
    app = await service()
  })
  afterAll(() => app.close())

  it.each(WHAT_IFS)(
    '$agree: as good as an integer program of its own finds, over HTTP and by command',
    async (whatIf) => {
      const { agree, near = false } = whatIf
      const body = {
        scenario: '2027-proposal',
        advices: CONSULTED,
        agree,
        ...(near && { near: { rows: HAND.rows, columns: HAND.oors, allocation: HAND.places } }),
      }
      const sent = await app.inject({ method: 'POST', url: '/v1/draft', payload: body })
      expect(sent.statusCode, sent.body).toBe(200)
      const found = JSON.parse(sent.body) as Draft
      expect(found.status).toBe('optimal')
      expect(found.agreements.map(({ from, holds }) => [from, holds])).toEqual(agree.map(() => ['question', true]))
      const least = await leastOf(whatIf)
      const names = Object.keys(least)
      expect(names[0]).toBe(near ? 'near' : 'outside-room')
      const told = found.levels!.slice(0, names.length).map(({ name, value }) => [name, rounded(value!)])
      expect(told).toEqual(Object.entries(least))
      if (!near) return
      // the same by command: the fingerprint says that it is
      const flags = [...agree.flatMap((each) => ['--agree', each]), ...(near ? ['--near', `${FOLDER}/proposal-by-hand.csv`] : [])] // prettier-ignore
      const { out, exit } = await commandIn('.', ['draft', '2027-proposal', '--advices', `${FOLDER}/advices.json`, ...flags, '--json']) // prettier-ignore
      const typed = JSON.parse(out) as Draft
      expect([exit, typed.made!.fingerprint, typed.allocation]).toEqual([0, found.made!.fingerprint, found.allocation])
      const { status, faults } = await verify(found, { scenario: '2027-proposal', advices: CONSULTED, ...(near && { near: HAND_FILE }) }) // prettier-ignore
      expect([status, faults]).toEqual(['accepted', []])
    },
    300_000,
  )

  it('over HTTP: one that cannot hold is named with what it collides with; one that is none is a fault of its own', async () => {
    const ask = async (agree: readonly string[]) => {
      const sent = await app.inject({ method: 'POST', url: '/v1/draft', payload: { scenario: '2027-proposal', advices: CONSULTED, agree } }) // prettier-ignore
      return { code: sent.statusCode, body: JSON.parse(sent.body) as Draft & { readonly errors?: readonly { readonly path: string }[] } } // prettier-ignore
    }
    const { code, body } = await ask(['NO>=225'])
    expect([code, body.status]).toEqual([200, 'infeasible'])
    expect((body.conflict as { readonly rules: readonly string[] }).rules).toEqual(['agreements', 'leeway-per-oor'])
    const wrong = await ask(['NO>206x', '99=base'])
    expect([wrong.code, wrong.body.errors?.map(({ path }) => path)]).toEqual([
      422,
      ['agree[0]: NO>206x', 'agree[1]: 99=base'],
    ])
    const checked = await app.inject({ method: 'POST', url: '/v1/check', payload: { scenario: '2027-proposal', proposal: HAND_FILE, advices: CONSULTED, agree: ['NO>=206'] } }) // prettier-ignore
    expect(checked.statusCode).toBe(200)
    expect((JSON.parse(checked.body) as Pick<Draft, 'agreements'>).agreements.map(({ holds }) => holds)).toEqual([
      false,
    ])
  }, 300_000)
})

const HAND_FILE = { rows: HAND.rows, columns: HAND.oors, allocation: HAND.places }
