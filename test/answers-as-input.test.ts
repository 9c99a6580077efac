/** An answer of one command that is given to another: taken where it says what is asked for, and else refused by name. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { commands } from '../src/cli/commands.js'
import { InputError, type Fault } from '../src/domain/errors.js'
import { check, compare, compareMethods, draft, explain, reconstruct, round, solve, verify } from '../src/index.js'
import { faultText } from '../src/words/texts.js'
import { twoYears } from './answers.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-answers-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

const BY_HAND = 'scenarios/2027-proposal/proposal-by-hand.csv'

async function faultsOf(work: () => Promise<unknown>): Promise<readonly Fault[]> {
  try {
    await work()
    return []
  } catch (error) {
    if (error instanceof InputError) return error.faults
    throw error
  }
}

/** Runs a command in this process. */
async function run(...args: string[]): Promise<{ out: string; err: string; exit: number }> {
  const said = { out: '', err: '' }
  const write = (to: 'out' | 'err') => (chunk: unknown, done?: unknown) => {
    said[to] += String(chunk)
    if (typeof done === 'function') done()
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(write('out'))
  vi.spyOn(process.stderr, 'write').mockImplementation(write('err'))
  const exit = await commands(args, 'nl')
  vi.restoreAllMocks()
  return { ...said, exit }
}

const refused = async (...args: string[]) => {
  const faults = await faultsOf(() => run(...args))
  vi.restoreAllMocks()
  return faults.map((fault) => faultText(fault, 'nl')).join('\n')
}

describe('an answer as input', () => {
  it('is refused by name where it is no input: one fault, not one for each of its fields', async () => {
    const answers = {
      draft: await draft('2027-base'),
      check: await check('2027-proposal', BY_HAND, { repair: true }),
      years: await twoYears(),
      verify: await verify(await solve('2027-base')),
      explain: await explain('2027-base', '10', 'Leiden'),
      compare: await compareMethods('2027-base', ['optimal', 'stepwise']),
      'solve, round': await solve('2027-base'),
      reconstruct: await reconstruct({ rows: ['01'], columns: ['A', 'B'], allocation: [[3, 4]] }),
    }
    const other = await compare('2026-base', '2026-reference')
    const uses: Record<string, (answer: object) => Promise<unknown>> = {
      solve: (answer) => solve(answer),
      round: (answer) => round(answer),
      advices: (answer) => draft('2027-base', answer),
      proposal: (answer) => check('2027-base', answer),
    }
    for (const [name, answer] of [...Object.entries(answers), ['compare', other] as const]) {
      for (const [use, work] of Object.entries(uses)) {
        const faults = await faultsOf(() => work(answer))
        const isTaken = use === 'proposal' && (name === 'draft' || name === 'solve, round')
        const told = faults.map(({ code, found }) => [code, found])
        expect(told, `${name} as ${use}`).toEqual(isTaken ? [] : [['other-answer', name]])
      }
    }
  })

  it('a check is not verified but done again, and says so by its file', async () => {
    const path = join(folder, 'toets.json')
    writeFileSync(path, JSON.stringify(await check('2027-proposal', BY_HAND)))
    expect(await refused('verify', path)).toBe(
      `${path}: een toets wordt niet nagerekend, maar opnieuw gedaan: evenredig check (gevonden check; verwacht solve | round | draft | years | institutions)`,
    )
  })

  it('a check writes the proposal that complies as CSV, which check reads back', async () => {
    const path = join(folder, 'hersteld.csv')
    const { err, exit } = await run('check', '2027-proposal', BY_HAND, '--repair', '--out', path)
    expect(exit).toBe(1) // of what was handed in
    expect(err).toContain('Het voorstel voldoet niet aan het kader.')
    const { rules, allocation } = await check('2027-proposal', path)
    const { repair } = await check('2027-proposal', BY_HAND, { repair: true })
    expect(allocation).toEqual(repair!.allocation)
    const failing = rules.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)
    expect(failing).toEqual(['motivation'])
    expect(readFileSync(path, 'utf8')).toMatch(/^specialty,/)
    expect(await refused('check', '2027-proposal', BY_HAND, '--csv')).toMatch(/--repair --csv/)
  })
})

describe('flags', () => {
  it('that there are not are called so, beside those that there are and what may have been meant', async () => {
    const text = await refused('draft', '2027-base', '--advice', 'x.json')
    expect(text).toMatch(
      /^evenredig draft: onbekende vlag \(gevonden --advice; verwacht --.*--advices.*bedoelt u --advices\?\)$/,
    )
    expect(await refused('years', '2026-base', '2027-base', '--method', 'optimal')).toMatch(/onbekende vlag/)
    expect(await refused('--nonsense')).toMatch(/^evenredig: onbekende vlag/)
  })

  it('of a loose table are only the options that do something there', async () => {
    const table = join(folder, 't.json')
    writeFileSync(
      table,
      JSON.stringify({ rows: ['x'], columns: ['A', 'B'], target: [[0.5, 0.5]], rowTotals: [1], columnTotals: [[0, 1], [0, 1]] }), // prettier-ignore
    )
    const text = await refused('round', table, '--option', 'leeway.floor=hard', '--option', 'floor.inner=ipf')
    expect(text).toMatch(/gevonden floor\.inner; verwacht half \| zeroTarget.*\n.*gevonden leeway\.floor/)
    expect((await run('round', table, '--option', 'half=even', '--option', 'zeroTarget=free')).exit).toBe(0)
    const help = async (name: string) => (await run(name, '--help')).out
    expect(await help('round')).toContain('half=up')
    expect(await help('round')).not.toContain('leeway.floor')
    expect(await help('solve')).toMatch(/leeway\.floor=warn\|hard\|off/)
    expect(await help('solve')).toMatch(/de eerste\s+geldt/)
  })
})

describe('tables in the terminal', () => {
  it('show zero cells as a dash in every command, and years has totals', async () => {
    const lines = (text: string, start: string) => text.split('\n').find((line) => line.startsWith(`│ ${start}`))!
    // 23 must stay empty in Leiden (FAQ 7.3); 2026 and 2027 divide 1,050 and 1,140 places
    const cells = (text: string, start: string) => lines(text, start).split('│').map((cell) => cell.trim()) // prettier-ignore
    const outs = [
      (await run('solve', '2027-base')).out,
      (await run('draft', '2027-base')).out,
      (await run('years', '2026-base', '2027-base')).out,
    ]
    for (const out of outs) {
      const leiden = cells(out, ' ').findIndex((cell) => cell.startsWith('Leiden'))
      expect(cells(out, '23 Klinische geriatrie')[leiden]).toBe('–')
      expect(out).toContain('– lege cel (geen opleiding)')
    }
    expect(cells(outs[2]!, 'Totaal').at(-2)).toBe('1.050+1.140=2.190')
    expect(outs[2]).not.toContain('volgorde van de wensen')
    expect(outs[1]).toContain('geen wensen ingebracht')
    const advised = ['--advices', 'scenarios/2027-proposal/advices.json']
    expect((await run('draft', '2027-proposal', ...advised)).out).toContain('in de volgorde van de wensen')
  })
})

describe('verify', () => {
  it('writes numbers as its reader does, and says what the numbers of a rounding are', async () => {
    const result = await solve('2027-base')
    const [first, ...others] = result.deviations
    const dutch = await verify({ ...result, deviations: others })
    const english = await verify({ ...result, deviations: others }, { language: 'en' })
    const { target, natural, allocated, rank, extraError } = first!
    const comma = (value: number) => String(value).replace('.', ',')
    expect(dutch.faults[0]!.text).toBe(
      `gevonden niets, verwacht doel ${comma(target)}, natuurlijk ${natural}, toegewezen ${allocated} (rang ${rank}, extra fout ${comma(extraError)})`,
    )
    expect(english.faults[0]!.text).toContain(`target ${target}, natural ${natural}`)
    const levels = result.levels!.map((level) => ({ ...level, value: level.value! + 0.5 }))
    const texts = (await verify({ ...result, levels })).faults.map(({ text }) => text).join('\n')
    expect(texts).toMatch(/\d,\d/)
    expect(texts).not.toMatch(/\d\.\d/)
  })
})
