/**
 * What a published answer holds, field by field. The types do not tell a published answer from another, so a new field would be
 * published unseen: here it fails until somebody says that it gives nothing of the care use away (FAQ 14), or it is left out.
 */
import { describe, expect, it } from 'vitest'
import {
  compare,
  compareMethods,
  compareProposals,
  draft,
  explain,
  METHODS,
  OBJECTIVES,
  OPTION_TABLE,
  publish,
  publishBeside,
  publishComparison,
  publishDraft,
  publishExplanation,
  publishMethods,
  publishYears,
  round,
  solve,
  type Result,
} from '../src/index.js'
import { CARRY_RULES } from '../src/domain/carry.js'
import { STEP_NAMES } from '../src/domain/steps.js'
import { exampleDraft, twoYears } from './answers.js'
import { book } from './workbooks.js'

/** The fields that hold something; of levels, steps and remarks by their name: `levels[next-best].value`. */
function* fieldsOf(value: unknown, path = ''): Generator<string> {
  if (value === null || value === undefined) return
  if (Array.isArray(value)) for (const each of value as unknown[]) yield* fieldsOf(each, `${path}[${nameOf(each)}]`)
  else if (typeof value === 'object') {
    for (const [key, each] of Object.entries(value)) yield* fieldsOf(each, path === '' ? key : `${path}.${key}`)
  } else yield path.replaceAll(/(\[\])+/g, '[]')
}

function nameOf(each: unknown): string {
  if (typeof each !== 'object' || each === null) return ''
  return 'name' in each ? String(each.name) : 'code' in each ? String(each.code) : ''
}

const within = (path: string, fields: readonly string[]) => fields.map((field) => `${path}.${field}`)

const list = (fields: string) => fields.split(' ')

const SAID = ['text', 'texts.nl', 'texts.en']
const REMARK = ['code', 'path', 'found', 'text']
const OPTIONS = within('options', Object.keys(OPTION_TABLE))
/** Published only where it rests on no care use. */
const CONFLICT = [
  ...list('kind stage rows[] columns[] required room elsewhere short restrictionCount'),
  ...SAID,
  ...within('restrictions[]', ['row', 'column', 'rule', 'low', 'high', 'reason', 'source']),
]
/** Whose figures they are, and what holds whatever the care use is. */
const TABLE = [
  ...list('status data published rows[] columns[] rowTotals[] columnTotals[] zeroCells[] bounds[]'),
  ...list('solver.name solver.version input.sha256 milliseconds allocation[]'),
  ...OPTIONS,
  ...['total-below-floor', 'carried-below-floor', 'bounds-not-in-base'].flatMap((code) =>
    within(`remarks[${code}]`, ['code', 'codes[]', ...SAID]),
  ),
]
/** Hashes of what was read, what was asked of it, and what its files are called. */
const MADE = [
  ...within('made', ['version', 'fingerprint', 'command']),
  ...within(
    'made.from',
    list('question scenario scenarios[] a b problem proposals[] advices near nearRank carry[] carryRule'),
  ),
  ...within('made.from', list('method methods[] objective solver seed ties optima paired specialty oor fallback')),
  ...['options', 'options[]'].flatMap((each) => within(`made.from.${each}`, Object.keys(OPTION_TABLE))),
]
const COUNTS = ['beyond-next-best', 'next-best', 'near'].flatMap((name) => within(`levels[${name}]`, ['name', 'value']))
const unsaid = (levels: readonly string[]) => levels.map((name) => `levels[${name}].name`)
const RESULT = [
  ...TABLE,
  ...MADE,
  'scenario',
  'year',
  'carry.rule',
  'carry.from[]',
  'method',
  'objective',
  'seed',
  'oorTotals.rounded[]',
  ...COUNTS,
  ...unsaid(['error', 'error-with-arrears', 'squared-error', 'largest-error']),
  ...within('conflict', CONFLICT),
  // how far its places lie from other places
  ...within('near', ['sha256', 'rank', 'lost']),
  ...within('leftOut', ['records', 'zbc', 'procedureGp']),
  ...['sheet', 'specialties', 'oors', 'intake', 'unit', 'frame', 'frame-year'].flatMap((code) =>
    within(`read.used[${code}]`, REMARK),
  ),
  ...['no-floor', 'no-zero-cells'].flatMap((code) => within(`read.warnings[${code}]`, REMARK)),
]
const CHANGE = ['from', 'to', 'difference', 'again']
const FRAMES = [
  'year',
  ...['from', 'to'].flatMap((each) => within(each, list('scenario frame.status frame.date'))),
  ...within('specialties[]', ['specialty', ...CHANGE, ...within('cells[]', ['oor', 'from', 'to'])]),
  ...within('oors[]', ['oor', ...CHANGE]),
  ...within('advices[]', ['specialty', 'again']),
  ...within('attentionPoints[]', ['oor', 'specialty', 'text', 'again']),
]
const PUBLIC_STEPS = ['intake', 'oor-total-rounded', 'allocated']
const BALANCE = [
  'oor',
  'base',
  'proposal',
  'difference',
  'roomBelow',
  'roomAbove',
  'current',
  'currentScaled',
  'mutation',
]
const MOVED = ['placesMoved', 'sumAbsolute', 'cells']
const MOTIVATION = ['oor', 'specialty', 'grounds[]', 'text']
const POINT = ['oor', 'specialty', 'category', 'direction', 'text']
const WISHED = ['outside-room', 'advised-distance', 'motivations', 'moved', 'mutation', 'attention']
const DRAFT = [
  ...TABLE,
  ...MADE,
  'kind',
  'scenario',
  'method',
  'objective',
  'input.advicesSha256',
  'base[]',
  ...unsaid(['beyond-next-best', 'next-best', 'error']),
  ...within('balance[]', BALANCE),
  ...within('moved', MOVED),
  ...WISHED.flatMap((name) => within(`levels[${name}]`, ['name', 'value'])),
  ...within('frame', ['baseTotals[]', 'totalLow[]', 'totalHigh[]', 'measure', 'floor']),
  ...within('frame.leeway', ['total', 'below', 'above']),
  ...within('advices[]', ['specialty', 'followed', 'placesOutsideRoom', 'distance', 'preventedBy[]']),
  ...within('motivations[]', ['oor', 'specialty', 'difference', 'missing[]', ...within('written', MOTIVATION)]),
  'wishes[].step',
  ...WISHED.flatMap((name) => within(`wishes[].levels[${name}]`, ['name', 'value'])),
  ...within('check', ['status', ...within('balance[]', BALANCE), ...within('moved', MOVED)]),
  ...within('check.rules[]', ['id', 'source', 'outcome']),
  ...within('check.rules[].findings[]', ['text', 'specialty', 'oor', 'found', 'allowed']),
  ...within('consultation.advices[]', ['specialty', 'row[]', 'room[]', 'weight', 'rationale']),
  ...within('consultation.attentionPoints[]', POINT),
  ...within('consultation.motivations[]', MOTIVATION),
  ...within('consultation', ['current[]', 'history[]', 'prefer[]']),
  ...within('conflict', ['rules[]', ...SAID, ...within('cut', CONFLICT)]),
  ...within('fallback.balance[]', ['oor', 'base', 'proposal', 'fallback', 'againstBase', 'againstProposal']),
  ...within('fallback.leeway', ['below', 'above', 'outside[].oor', 'outside[].by']),
  ...within('fallback.result', RESULT),
]
const EXPLANATION = [
  ...MADE,
  ...list('scenario data status specialty.code specialty.name specialty.intake oor.code oor.name'),
  ...list('oor.aliases[] zeroCell.reason zeroCell.source bound.low bound.high bound.reason'),
  ...within('result', RESULT),
]
const YEARS_COUNTS = ['beyond-next-best', 'next-best', 'sum-beyond-next-best', 'sum-next-best']
const YEARS = [
  ...TABLE,
  ...MADE,
  'kind',
  'scenarios[]',
  'years[]',
  'input.sha256[]',
  ...within('options[]', Object.keys(OPTION_TABLE)),
  ...['together', 'apart'].flatMap((each) => [
    ...within(each, ['allocations[]', 'sum[]', ...unsaid(['error', 'sum-error'])]),
    ...YEARS_COUNTS.flatMap((name) => within(`${each}.levels[${name}]`, ['name', 'value'])),
  ]),
]

const STANDS = ['exactly', 'withinRoom', 'outside', 'places']
const EFFECTS = [
  ...within('specialties[]', ['specialty', 'gained', 'lost']),
  ...within('specialties[].advice', list('before after change outside.before outside.after distance.before distance.after')), // prettier-ignore
  ...within('oors[]', ['oor', 'gained', 'lost', 'worse[]', 'better[]']),
  ...['before', 'after'].flatMap((each) => within(`oors[].advices.${each}`, STANDS)),
  ...within('oors[].points', ['asked', 'before', 'after', 'hurt']),
  ...within('attentionPoints[]', [...POINT, 'difference', 'before', 'after']),
]
/** All of it is counted of places, against the base and what was asked. */
const BESIDE = [
  ...MADE,
  ...['specialties', 'oors'].flatMap((code) => within(`read.used[${code}]`, REMARK)),
  ...OPTIONS,
  ...list('kind published scenario data rows[] columns[] rowTotals[] base[] advicesFrom needs[] input.sha256'),
  ...within('consultation.advices[]', ['specialty', 'row[]', 'room[]', 'weight', 'rationale']),
  ...within('consultation.attentionPoints[]', POINT),
  ...within('consultation.motivations[]', MOTIVATION),
  ...within('consultation', ['current[]', 'history[]', 'prefer[]']),
  ...within('cells[]', ['specialty', 'oor', 'base', 'places[]']),
  ...['a', 'b'].flatMap((name) =>
    within(`proposals[${name}]`, [
      ...list('name sha256 allocation[] columnTotals[] total status failing[]'),
      ...within('rowsOff[]', ['specialty', 'sum', 'intake']),
      ...within('balance[]', BALANCE),
      ...within('moved', MOVED),
      ...within('effects', EFFECTS),
      ...WISHED.flatMap((level) => within(`levels[${level}]`, ['name', 'value'])),
      ...unsaid(['beyond-next-best', 'next-best', 'error']),
      ...within('motivations[]', ['oor', 'specialty', 'difference', 'missing[]', ...within('written', MOTIVATION)]),
    ]),
  ),
  ...within('pairs[]', list('a b cells more fewer columns[] advices.won[] advices.lost[] better.level better.which')),
  ...['won', 'lost'].flatMap((each) => within(`pairs[].points.${each}[]`, POINT)),
  ...['won', 'lost'].flatMap((each) => within(`pairs[].motivations.${each}[]`, ['oor', 'specialty'])),
  ...WISHED.flatMap((level) => within(`pairs[].levels[${level}]`, ['name', 'a', 'b', 'difference'])),
]

/** Two specialties and two OORs. */
function small(more: object = {}): object {
  return {
    id: 'small',
    year: 2027,
    oors: [{ code: 'A' }, { code: 'B' }],
    specialties: [
      { code: '1', intake: 5 },
      { code: '2', intake: 4 },
    ],
    careUse: {
      all: [
        [3, 2],
        [1, 4],
      ],
    },
    leeway: { total: 2, below: 1, above: 1 },
    ...more,
  }
}

const pinned = (places: number) => ({
  bounds: ['1', '2'].map((specialty, s) => ({ specialty, oor: 'A', low: places - s, high: places - s, reason: 'x' })),
})
const noCareUse = {
  careUse: {
    all: [
      [3, 0],
      [1, 0],
    ],
  },
  floor: { share: 0.3 },
}

/** Held by every test: nothing else is in an answer, and most of what may be there is. */
function expectOnly(allowed: readonly string[], answers: readonly object[]): void {
  const found = new Set(answers.flatMap((answer) => [...fieldsOf(answer)]))
  expect([...found].filter((field) => !allowed.includes(field))).toEqual([])
  expect(found.size).toBeGreaterThan(20)
}

describe('published, nothing leaves but', () => {
  it('of a result: its allocation, totals and counts', async () => {
    const asked = [
      ...OBJECTIVES.map((objective) => ({ objective, ties: 'lot' as const })),
      ...METHODS.map((method) => ({ method })),
      { optima: 3 },
    ]
    const results: Result[] = []
    for (const request of asked) {
      results.push(
        await solve(
          '2027-base',
          'objective' in request && request.objective === 'proportional' ? { objective: 'proportional' } : request,
        ),
      )
    }
    const workbook = await book({
      Instroom: [
        ['Code', 'Instroom'],
        ['1', 5],
        ['2', 4],
      ],
      'Zorggebruik alle': [
        ['Code', 'A', 'B'],
        ['1', 3, 2.5],
        ['2', 1, 4],
      ],
    })
    const carry = [await solve('2026-base')]
    for (const carryRule of CARRY_RULES) results.push(await solve('2027-base', { carry, carryRule }))
    results.push(await solve('2026-records'), await solve(workbook, { frame: small() }))
    results.push(await solve(small(pinned(5))), await solve(small(noCareUse)))
    results.push(await solve('2027-base', { near: await solve('2027-reference') }))
    results.push(
      await round({
        rows: ['a', 'b'],
        columns: ['x', 'y'],
        target: [
          [1.5, 1.5],
          [0.25, 2.75],
        ],
        rowTotals: [3, 3],
        columnTotals: [2, 4],
        bounds: [['a', 'x', 3, 3]],
        zeroCells: [['b', 'y']],
      }),
    )
    expect(new Set(results.map(({ status }) => status))).toContain('infeasible')
    expectOnly(RESULT, results.map(publish))
  })

  it('of a comparison: results, the difference in places, and what changed between frames', async () => {
    const intakes = ['1', '2'].map((code) => ({ code, intake: 6 }))
    const advices = {
      advices: [{ specialty: '1', row: { A: 3, B: 2 } }],
      attentionPoints: [{ oor: 'A', specialty: '1', category: 'capacity', direction: 'up', text: 'x' }],
    }
    const frames = [
      small({ frame: { status: 'provisional', date: '2026-06-08' } }),
      small({ id: 'later', specialties: intakes, frame: { status: 'definitive', date: '2026-09-01' } }),
    ] as const
    const compared = [
      await compare('2026-base', '2026-reference'),
      await compare('2027-base', '2027-reference', { paired: true }),
      await compare(...frames, { advices }),
    ]
    const leeway = ['base', 'below', 'above', 'total', 'moved', 'outside[].oor', 'outside[].by']
    const paired = ['alone', 'together', 'placesAlone', 'placesTogether']
    const allowed = [
      ...MADE,
      'difference.allocation[]',
      'difference.columns[]',
      'difference.causesReason',
      ...within('frames', FRAMES),
      ...within('leeway', leeway),
      ...within('paired', paired),
    ]
    expectOnly([...within('a', RESULT), ...within('b', RESULT), ...allowed], compared.map(publishComparison))
    const methods = await compareMethods('2027-base', METHODS)
    expectOnly([...MADE, ...within('results[]', RESULT)], [publishMethods(methods)])
  })

  it('of proposals side by side: places, what was asked, and what is counted of both', async () => {
    const answer = await compareProposals([await exampleDraft(), 'scenarios/2027-proposal/proposal-by-hand.csv'], { names: ['a', 'b'] }) // prettier-ignore
    expectOnly(BESIDE, [publishBeside(answer)])
  })

  it('of a cell: its places, its totals and why it is empty', async () => {
    const carry = [await solve('2026-base')]
    const cells = [
      await explain('2027-base', '10', 'Leiden'),
      ...(await Promise.all(
        CARRY_RULES.map((carryRule) => explain('2027-base', '10', 'Leiden', { carry, carryRule })),
      )),
      await explain('2027-base', '23', 'Leiden'),
      await explain(small(pinned(3)), '1', 'A'),
    ]
    const steps = STEP_NAMES.flatMap((name) => within(`steps[${name}]`, ['name', 'rule', 'source']))
    const open = PUBLIC_STEPS.flatMap((name) => within(`steps[${name}]`, ['name', 'rule', 'source', 'value']))
    expectOnly([...EXPLANATION, ...steps, ...open], cells.map(publishExplanation))
  })

  it('of a draft: its places, what was advised, and what became of that', async () => {
    const pointing = { attentionPoints: [{ oor: 'A', category: 'oor-size', direction: 'up', text: 'x' }] }
    const drafted = [
      await exampleDraft(),
      await draft(small({ leeway: { total: 0, below: 0, above: 0 } }), pointing),
      await draft(small(pinned(5)), { current: { A: 4, B: 5 } }),
    ]
    expectOnly(DRAFT, drafted.map(publishDraft))
  })

  it('of years: places and counts', async () => {
    expectOnly(YEARS, [publishYears(await twoYears())])
  })
})
