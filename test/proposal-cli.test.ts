/** The commands draft and check as people and scripts use them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check, draft, publishDraft, verify, type Checked, type Draft } from '../src/index.js'
import { commandIn, type Run } from './command.js'
import { proposalOf, scenarioOf } from './proposal-cases.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenredig-proposal-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: readonly string[]): Promise<Run> {
  const answer = await commandIn('.', args)
  const { exit, out, err } = answer
  for (const text of [out, err]) expect(text).not.toMatch(/^ {4}at |node:internal|\[object |undefined|NaN/m)
  if (exit === 2) expect([out, err === '']).toEqual(['', false])
  return answer
}

function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const BASE = [
  [6, 4, 2],
  [3, 3, 3],
]
const tiny = (more: object = {}) => scenarioOf(BASE, { leeway: { total: 3, below: 3, above: 3 }, ...more })
const ADVICES = {
  advices: [{ specialty: '1', row: { A: 5, B: 5, C: 2 } }],
  motivations: [{ oor: 'A', grounds: ['care-demand'], text: 'minder vraag' }],
}
const CSV = 'specialty,A,B,C\n1,6,4,2\n2,3,3,3\n'

describe('draft', () => {
  it('answers 0 with a proposal, labelled, in Dutch or English', async () => {
    const [scenario, advices] = [file('tiny.json', tiny()), file('advices.json', ADVICES)]
    const dutch = await run('draft', scenario, '--advices', advices)
    expect([dutch.exit, dutch.err]).toEqual([0, ''])
    for (const words of [
      'SYNTHETISCHE GEGEVENS',
      'elk niveau bewezen en nagerekend',
      'Adviezen: 1 precies gevolgd, 0 gevolgd binnen de schuifruimte, 0 niet gevolgd',
      'A -1: geschreven (ontwikkeling regionale zorgvraag)',
      'B +1: ontbreekt',
      'wat OOR’s erbij krijgen 1 (deze lezing telt); wat OOR’s erbij krijgen en inleveren 2',
      '4. weinig verandering tegen nu: de huidige omvang is niet gegeven',
    ]) {
      expect(dutch.out).toContain(words)
    }
    const english = await run('draft', scenario, '--advices', advices, '--lang', 'en')
    expect(english.exit).toBe(0)
    for (const words of ['SYNTHETIC DATA', 'every level proven and checked', 'B +1: missing', 'this reading counts']) {
      expect(english.out).toContain(words)
    }
    expect(english.out).not.toMatch(/voorstel|plaatsen|ontbreekt/)
  })

  it('answers --json as the library does, and verify accepts it', async () => {
    const [scenario, advices] = [file('tiny.json', tiny()), file('advices.json', ADVICES)]
    const { out, exit } = await run('draft', scenario, '--advices', advices, '--json', '--fallback')
    expect(exit).toBe(2) // no care use of training institutions: nothing to make a fallback of
    expect(out).toBe('')
    const answer = JSON.parse((await run('draft', scenario, '--advices', advices, '--json')).out) as Draft
    const { milliseconds: _, ...expected } = await draft(tiny(), ADVICES)
    const { milliseconds: time, ...rest } = answer
    const { command, ...made } = rest.made!
    expect(command).toContain('evenredig draft ')
    expect(time).toBeGreaterThan(0)
    expect({ ...rest, made }).toEqual(JSON.parse(JSON.stringify(expected)))
    expect(await verify(answer, { scenario: tiny() })).toMatchObject({ status: 'accepted' })
    const read = await run('verify', file('draft.json', answer), '--scenario', scenario)
    expect(read.exit).toBe(0)
    expect((await run('verify', file('lie.json', { ...answer, columnTotals: [1, 2, 3] }))).exit).toBe(1)
  })

  it('answers --csv as a proposal that check reads', async () => {
    const [scenario, advices] = [file('tiny.json', tiny()), file('advices.json', ADVICES)]
    const { out, exit } = await run('draft', scenario, '--advices', advices, '--csv')
    expect(exit).toBe(0)
    expect(out).toBe('specialty,A,B,C,data\n1,5,5,2,synthetic\n2,3,3,3,synthetic\n')
    const answer = await check(tiny(), file('drafted.csv', out))
    expect(answer.allocation).toEqual([
      [5, 5, 2],
      [3, 3, 3],
    ])
    const checked = await run('check', scenario, join(folder, 'drafted.csv'), '--advices', advices, '--json')
    const rules = (JSON.parse(checked.out) as Checked).rules
    expect(rules.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)).toEqual(['motivation'])
    const solved = await run('solve', scenario, '--csv')
    expect((await run('check', scenario, file('solved.csv', solved.out))).exit).toBe(0)
  })

  it('writes to a file by its ending, and stdout stays empty', async () => {
    const scenario = file('tiny.json', tiny())
    for (const ending of ['json', 'csv', 'txt']) {
      const path = join(folder, `out.${ending}`)
      const { exit, out, err } = await run('draft', scenario, '--out', path)
      expect([exit, out, err]).toEqual([0, '', expect.stringContaining(`geschreven: ${path} (`)])
      expect(readFileSync(path, 'utf8').length).toBeGreaterThan(50)
    }
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'))).toMatchObject({ kind: 'draft' })
    expect((await run('draft', scenario, '--out', join(folder, 'out.lp'))).exit).toBe(2)
    expect((await run('draft', scenario, '--out', join(folder, 'out.csv'), '--json')).exit).toBe(2)
    expect((await run('draft', scenario, '--json', '--csv')).exit).toBe(2)
  })

  it('answers 1 when nothing fits, with the rules by name', async () => {
    const bounds = [{ specialty: '1', oor: 'A', low: 12, high: 12 }]
    const scenario = file('none.json', tiny({ bounds, leeway: { total: 2, below: 2, above: 2 } }))
    const dutch = await run('draft', scenario)
    expect(dutch.exit).toBe(1)
    expect(dutch.out).toContain('deze regels gaan niet samen: afgesproken cellen, regelruimte per OOR.')
    const english = await run('draft', scenario, '--lang', 'en')
    expect(english.out).toContain('these rules do not go together: agreed cells, leeway per OOR.')
    const json = JSON.parse((await run('draft', scenario, '--json')).out) as Draft
    expect(json).toMatchObject({ status: 'infeasible', conflict: { rules: ['bounds', 'leeway-per-oor'] } })
    const nowhere = ['A', 'B', 'C'].map((oor) => ({ specialty: '1', oor }))
    const nobase = await run('draft', file('nobase.json', tiny({ zeroCells: nowhere })))
    expect([nobase.exit, nobase.out.includes('onmogelijk')]).toEqual([1, true])
  })

  it('answers 2 for wrong usage and wrong input, each fault by its place', async () => {
    const scenario = file('tiny.json', tiny())
    const wrong = file('wrong.json', { advices: [{ specialty: '7', row: { A: 12 } }], current: { X: 1 } })
    const { exit, err } = await run('draft', scenario, '--advices', wrong)
    expect(exit).toBe(2)
    expect(err).toContain('advices[0].specialty: onbekende code (gevonden 7')
    expect(err).toContain('current.X: onbekende code')
    expect((await run('draft', scenario, '--advices', wrong, '--lang', 'en')).err).toContain('unknown code (found 7')
    const cases: readonly (readonly [readonly string[], string])[] = [
      [['draft'], 'scenario'],
      [['draft', 'nowhere'], 'nowhere'],
      [['draft', scenario, '--advices', join(folder, 'nowhere.json')], 'nowhere.json'],
      [['draft', scenario, '--advices'], '--advices'],
      [['draft', scenario, '--time-limit', '0'], '--time-limit'],
      [['draft', scenario, '--option', 'leeway.measure=all'], 'leeway.measure'],
      [['draft', scenario, '--repair'], '--repair'],
      [['draft', scenario, 'another'], 'draft'],
    ]
    for (const [args, words] of cases) {
      const answer = await run(...args)
      expect([args, answer.exit]).toEqual([args, 2])
      expect(answer.err).toContain(words)
    }
  })

  it('answers 3 when there is no time for anything', async () => {
    const { exit, out } = await run('draft', '2027-base', '--time-limit', '0.000001')
    expect(exit).toBe(3)
    expect(out).toContain('tijdslimiet bereikt')
    const json = await run('draft', '2027-base', '--time-limit', '0.000001', '--json')
    expect([json.exit, (JSON.parse(json.out) as Draft).status]).toEqual([3, 'time-limit'])
  })

  it('puts the fallback beside it, and asks for care use of training institutions', async () => {
    const { exit, out } = await run('draft', '2027-base', '--fallback', '--json')
    expect(exit).toBe(0)
    const { fallback, balance } = JSON.parse(out) as Draft
    // L27: the reference distribution of 2027
    const reference = JSON.parse((await run('solve', '2027-reference', '--json')).out) as { columnTotals: number[] }
    expect(fallback!.balance.map((each) => each.fallback)).toEqual(reference.columnTotals)
    fallback!.balance.forEach((each, o) => {
      expect(each.againstBase).toBe(each.fallback - each.base)
      expect(each.againstProposal).toBe(each.fallback - balance[o]!.proposal)
    })
    const shown = await run('draft', '2027-base', '--fallback', '--lang', 'en')
    expect(shown.out).toContain('When there is no fitting proposal (P26 II.3):')
    const without = await run('draft', file('tiny.json', tiny()), '--fallback')
    expect(without.exit).toBe(2)
    expect(without.err).toContain('careUse.training')
  })

  it('has help with examples in both languages', async () => {
    for (const command of ['draft', 'check']) {
      const dutch = await run(command, '--help')
      const english = await run(command, '--help', '--lang', 'en')
      expect([dutch.exit, english.exit]).toEqual([0, 0])
      expect(dutch.out).toContain(`evenredig ${command} 2027-base`)
      expect(english.out).toContain(`evenredig ${command} 2027-base`)
      expect(dutch.out).toContain('--advices <bestand>')
      expect(english.out).toContain('--advices <file>')
    }
  })
})

describe('check', () => {
  it('answers 0 when it complies and 1 when it does not', async () => {
    const scenario = file('tiny.json', tiny())
    const right = await run('check', scenario, file('right.csv', CSV))
    expect([right.exit, right.err]).toEqual([0, ''])
    expect(right.out).toContain('Het voorstel voldoet aan het kader.')
    expect(right.out).toContain('SYNTHETISCHE GEGEVENS')
    const wrong = await run('check', scenario, file('wrong.csv', CSV.replace('1,6,4,2', '1,2,8,2')), '--lang', 'en')
    expect(wrong.exit).toBe(1)
    for (const words of [
      'The proposal does not comply with the frame.',
      'A gets 5 against 9 in the base distribution (-4); it may be 3 fewer and 3 more',
      'Too much is moved: what OORs gain is 4, at most 3',
      'SYNTHETIC DATA',
    ]) {
      expect(wrong.out).toContain(words)
    }
  })

  it('answers --json with the shape that is fixed', async () => {
    const scenario = file('tiny.json', tiny())
    const { out, exit } = await run('check', scenario, file('right.csv', CSV), '--json')
    expect(exit).toBe(0)
    const answer = JSON.parse(out) as Checked
    expect(answer).toMatchObject({ status: 'compliant', moved: { placesMoved: 0, sumAbsolute: 0, cells: 0 } })
    for (const rule of answer.rules) expect(Object.keys(rule)).toEqual(['id', 'source', 'outcome', 'findings'])
    expect(answer.balance.map(({ oor, base, proposal }) => [oor, base, proposal])).toEqual([
      ['A', 9, 9],
      ['B', 7, 7],
      ['C', 5, 5],
    ])
    const path = join(folder, 'checked.json')
    expect(await run('check', scenario, join(folder, 'right.csv'), '--out', path)).toEqual({
      exit: 0,
      out: '',
      err: expect.stringContaining(path) as string,
    })
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(answer)
  })

  it('repairs, and says so in the plural and the singular', async () => {
    const scenario = file('tiny.json', tiny())
    const four = await run('check', scenario, file('four.csv', CSV.replace('1,6,4,2', '1,2,8,2')), '--repair')
    expect(four.exit).toBe(1)
    expect(four.out).toContain(
      'Dichtstbijzijnde voorstel waarvan de aantallen voldoen (2 plaatsen anders, bewezen het minste):',
    )
    expect(four.out).toMatch(/1 – A: 2 → 3\n.* 1 – B: 8 → 7/)
    const one = await run(
      'check',
      scenario,
      file('one.csv', CSV.replace('1,6,4,2', '1,5,4,2')),
      '--repair',
      '--lang',
      'en',
    )
    expect(one.out).toContain('Nearest proposal whose numbers comply (1 place changed, proven the fewest):')
    const none = await run('check', scenario, file('right.csv', CSV), '--repair', '--lang', 'en')
    expect(none.out).toContain('Nearest proposal whose numbers comply: nothing has to change.')
  })

  it('answers 1 where there is no base distribution', async () => {
    const nowhere = ['A', 'B', 'C'].map((oor) => ({ specialty: '1', oor }))
    const scenario = file('nobase.json', tiny({ zeroCells: nowhere }))
    const { exit, out } = await run('check', scenario, file('right.csv', CSV))
    expect([exit, out.includes('onmogelijk')]).toEqual([1, true])
  })

  it('answers 2 for wrong usage and wrong input', async () => {
    const scenario = file('tiny.json', tiny())
    const right = file('right.csv', CSV)
    const cases: readonly (readonly [readonly string[], string])[] = [
      [['check', scenario], 'voorstel'],
      [['check', scenario, join(folder, 'nowhere.csv')], 'nowhere.csv'],
      [['check', scenario, file('short.csv', 'specialty,A,B,C\n1,6,4,2\n')], 'short.csv'],
      [['check', scenario, file('text.csv', CSV.replace('6', 'zes'))], 'text.csv:2:A'],
      [['check', scenario, right, '--csv'], '--csv'],
      [['check', scenario, right, '--advices', file('bad.json', { prefer: ['x'] })], 'prefer[0]'],
      [['check', scenario, right, '--fallback'], '--fallback'],
    ]
    for (const [args, words] of cases) {
      const answer = await run(...args)
      expect([args, answer.exit]).toEqual([args, 2])
      expect(answer.err).toContain(words)
    }
  })
})

describe('draft --publish', () => {
  /** Two scenarios of the same base distribution with other care use. */
  const twins = () =>
    [
      [
        [51, 28, 21],
        [29, 44, 27],
        [20, 38, 42],
      ],
      [
        [50, 31, 19],
        [28, 42, 30],
        [20, 41, 39],
      ],
    ].map((all) => ({
      id: 'twin',
      year: 2027,
      oors: ['A', 'B', 'C'].map((code) => ({ code })),
      specialties: [10, 7, 5].map((intake, s) => ({ code: String(s + 1), intake })),
      careUse: { all, training: all, unit: 'percent' },
      leeway: { total: 3, below: 3, above: 3 },
    }))
  const consultation = {
    // a row for every specialty, so that nothing is left for the targets to decide
    advices: [
      { specialty: '1', row: { A: 6, B: 2, C: 2 } },
      { specialty: '2', row: { A: 2, B: 3, C: 2 } },
      { specialty: '3', row: { A: 1, B: 2, C: 2 } },
    ],
    current: { A: 9, B: 7, C: 5 },
  }

  it('is the same for other care use with the same base', async () => {
    const [one, other] = twins()
    const [a, b] = [await draft(one!, consultation), await draft(other!, consultation)]
    expect(a.base).toEqual(b.base)
    expect(a.target).not.toEqual(b.target)
    // how natural the same proposal is differs, and would tell them apart
    expect(a.allocation).toEqual(b.allocation)
    expect(a.levels).not.toEqual(b.levels)
    const bare = (each: Draft) => ({ ...publishDraft(each), input: null, made: null, milliseconds: null })
    expect(bare(a)).toEqual(bare(b))
    // and so are the bytes
    const outputs = await Promise.all(
      [one, other].map(async (scenario, i) => {
        const args = [
          'draft',
          file(`twin${i}.json`, scenario),
          '--advices',
          file('twins.json', consultation),
          '--publish',
        ]
        // the hash of the input, the names of its files, and the time
        const told = async (...flags: readonly string[]) =>
          (await run(...args, ...flags)).out
            .replace(/"(sha256|milliseconds|scenario|fingerprint)": *("[0-9a-f]+"|[\d.]+)/g, '')
            .replace(/^Vingerafdruk \w+/m, '')
            .replaceAll('twin0.json', 'twin1.json')
            .replaceAll(/"scenario":"\w{64}"/g, '')
        return [await told('--json'), await told(), await told('--csv'), await told('--fallback')]
      }),
    )
    expect(outputs[0]).toEqual(outputs[1])
    expect(outputs[0]![0]).toContain('"published": true')
  })

  it('holds no figure of the care use, in any format', async () => {
    const SECRETS = ['0.20479', '0,20479', '16.478', '16,478', '213.00', '213,00', '55.06', '55,06', '0.074', '0,074']
    expect((await run('draft', '2027-base', '--json')).out).toContain('16.478')
    for (const more of [['--json', '--fallback'], ['--csv'], ['--fallback']]) {
      const { out, err, exit } = await run('draft', '2027-base', '--publish', ...more)
      expect([more, exit]).toEqual([more, 0])
      expect([more, SECRETS.filter((secret) => (out + err).includes(secret))]).toEqual([more, []])
    }
  })

  it('does not show in errors what stands in the care use', async () => {
    const scenario = file('secret.json', {
      id: 'x',
      year: 2027,
      oors: [{ code: 'A' }, { code: 'B' }],
      specialties: [{ code: '1', intake: 3 }],
      careUse: { all: [['12.3456', '-98.7654']], unit: 'percent' },
    })
    expect((await run('draft', scenario)).err).toContain('98,7654')
    const { exit, err } = await run('draft', scenario, '--publish')
    expect(exit).toBe(2)
    expect(err).toContain('careUse.all[0][1]')
    expect(err).not.toMatch(/98[.,]7|12[.,]3/)
  })
})

it('a proposal in memory needs no file', async () => {
  expect((await check(tiny(), proposalOf(BASE))).status).toBe('compliant')
})
