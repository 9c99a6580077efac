/**
 * The shapes of the answers, for OpenAPI and for those who check answers against it. Each is held to the type that the library
 * gives (`satisfies`), so that a field added there asks for a line here.
 */
import type { Read } from '../domain/reading.js'
import * as z from 'zod'
import { CELL_RULES, CONFLICT_KINDS, REPAIR_KINDS } from '../domain/conflict.js'
import { OPTION_TABLE, type OptionName, type Options } from '../domain/options.js'
import { ATTENTION_CATEGORIES, DIRECTIONS, GROUNDS, PREFERENCES, RULES, type Consultation } from '../domain/proposal.js'
import { REMARK_CODES, TIE_DECISIONS, type Result } from '../domain/result.js'
import { METHODS, OBJECTIVES } from '../domain/table.js'
import { STEP_NAMES } from '../domain/steps.js'
import type {
  Checked,
  Comparison,
  Draft,
  Explanation,
  FrameChanges,
  MethodComparison,
  PublishedComparison,
  PublishedDraft,
  PublishedExplanation,
  PublishedMethods,
  PublishedResult,
  PublishedYears,
  Reconstruction,
  Repaired,
  Verification,
  Years,
  YearsOutcome,
} from '../library.js'
import { dataKind, inlineScenarioSchema } from '../shapes/files.js'

const codes = z.array(z.string())
const codePair = z.tuple([z.string(), z.string()])
const matrix = z.array(z.array(z.number()))
const text = z.object({ nl: z.string(), en: z.string() })
const remarks = z.array(
  z.object({
    code: z.enum(REMARK_CODES),
    codes: codes.describe('the OORs or specialties it is about; of cells "specialty-OOR"'),
    text: z.string(),
    texts: text,
  }),
)
const total = z.union([z.number(), z.tuple([z.number(), z.number()])])
const potentials = z.array(z.union([z.number(), z.string()]))

const status = z.enum(['optimal', 'feasible', 'infeasible', 'stuck', 'off-totals', 'time-limit'])
const levelName = z.enum(['beyond-next-best', 'next-best', 'error', 'squared-error', 'largest-error'])
const levels = z.array(z.object({ name: levelName, value: z.number() }))

const change = z.object({ row: z.string(), column: z.string(), from: z.number(), to: z.number() })

const deviation = z.object({
  row: z.string(),
  column: z.string(),
  target: z.number(),
  natural: z.number(),
  allocated: z.number(),
  rank: z.number().describe('1 is next best, above 1 is beyond next best'),
  extraError: z.number().describe('how much further from the target than natural rounding, in places'),
})

const chain = z.object({
  ends: z.array(z.object({ total: z.enum(['row', 'column']), code: z.string(), short: z.number() })),
  cells: z.array(change),
  extraError: z.number(),
})

const cut = {
  kind: z.enum(CONFLICT_KINDS),
  rows: codes,
  columns: codes,
  required: z.number(),
  room: z.number(),
  elsewhere: z.number(),
  short: z.number(),
}

const repair = z.object({
  kind: z.enum(REPAIR_KINDS),
  places: z.number(),
  changes: z.array(
    z.object({
      row: z.string().nullable(),
      column: z.string().nullable(),
      end: z.enum(['total', 'low', 'high']),
      from: z.number(),
      to: z.number(),
      rules: z.array(z.enum(CELL_RULES)),
    }),
  ),
  text: z.string(),
  texts: text,
})

const conflict = z
  .object({
    ...cut,
    stage: z.enum(['target', 'rounding']),
    restrictions: z.array(
      z.object({
        row: z.string(),
        column: z.string(),
        rule: z.enum(CELL_RULES),
        low: z.number(),
        high: z.number().nullable(),
        reason: z.string().nullable(),
        source: z.string().nullable(),
      }),
    ),
    restrictionCount: z.number(),
    repairs: z.array(repair).nullable().describe('null: there was no time to find out'),
    text: z.string(),
    texts: text,
  })
  .meta({ id: 'Conflict' })

const certificate = z.union([
  z.object({ rowPotentials: potentials, columnPotentials: potentials, cut: z.object(cut).optional() }),
  z.object({ rowMultipliers: codes, columnMultipliers: codes }),
])

const traceStep = z.object({
  step: z.number(),
  action: z.enum([
    'round-naturally',
    'round-row',
    'change-cell',
    'change-pair-in-row',
    'change-pair-in-column',
    'stuck',
  ]),
  row: z.string().exactOptional(),
  changes: z.array(change),
  extraError: z.number(),
  off: z.object({ rows: z.record(z.string(), z.number()), columns: z.record(z.string(), z.number()) }).exactOptional(),
})

const optionsInForce = z.object(
  Object.fromEntries(
    Object.entries(OPTION_TABLE).map(([name, { values }]) => [name, z.enum(values)]),
  ) as unknown as Readonly<Record<OptionName, z.ZodType<string>>>,
)

/** The fields of a result that are also published. */
const open = {
  status,
  scenario: z.string().nullable(),
  data: dataKind.nullable().describe('where the figures come from; synthetic and reconstructed are made up'),
  method: z.enum(METHODS),
  objective: z.enum(OBJECTIVES),
  solver: z.object({ name: z.string(), version: z.string() }).nullable(),
  options: optionsInForce.describe('all readings of the protocol in force'),
  rows: codes,
  columns: codes,
  rowTotals: z.array(z.number()),
  columnTotals: z.array(total).nullable(),
  allocation: matrix.nullable(),
  zeroCells: z.array(codePair),
  bounds: z.array(z.tuple([z.string(), z.string(), z.number(), z.number()])),
  conflict: conflict.nullable(),
  seed: z.number().nullable(),
  remarks: remarks.describe('where a rule could not be followed to the letter, and what was done instead'),
  leftOut: z.object({ records: z.number(), zbc: z.number(), procedureGp: z.number() }).nullable(),
  input: z.object({ sha256: z.string() }),
  milliseconds: z.number(),
}

const saidRemarks = z.array(z.object({ code: z.string(), path: z.string(), found: z.string(), text: z.string() }))
/** What became of the tables that a question came in. */
const told = {
  read: (z.object({ used: saidRemarks, skipped: saidRemarks, warnings: saidRemarks }) as unknown as z.ZodType<Read>)
    .exactOptional()
    .describe('what was used, passed over and doubted of the workbooks and CSV that were read'),
}

const result = z
  .object({
    ...told,
    ...open,
    oorTotals: z
      .object({ raw: z.array(z.number()), floored: z.array(z.number()), rounded: z.array(z.number()) })
      .nullable(),
    flooredOors: codes.nullable(),
    target: matrix.nullable().describe('places with 9 decimals'),
    levels: levels.nullable(),
    deviations: z.array(deviation).describe('the cells that are not rounded naturally'),
    unique: z.boolean().nullable(),
    contested: z.array(codePair).nullable(),
    ties: z.object({ decided: z.enum(TIE_DECISIONS), seed: z.number().nullable() }).nullable(),
    optima: z.object({ count: z.number(), complete: z.boolean(), allocations: z.array(matrix) }).nullable(),
    certificate: certificate.nullable().describe('the proof of optimality'),
    chains: z.array(chain).nullable(),
    lottery: z.object({ fitted: z.boolean(), expectation: matrix }).nullable(),
    trace: z.array(traceStep).nullable(),
  })
  .meta({ id: 'Result' }) satisfies z.ZodType<Result>

const publishedResult = z
  .object({
    ...told,
    ...open,
    published: z.literal(true),
    oorTotals: z.object({ raw: z.null(), floored: z.null(), rounded: z.array(z.number()) }).nullable(),
    flooredOors: z.null(),
    target: z.null(),
    levels: z.array(z.object({ name: levelName, value: z.number().nullable() })).nullable(),
    deviations: z.array(z.never()),
    unique: z.null(),
    contested: z.null(),
    ties: z.null(),
    optima: z.null(),
    certificate: z.null(),
    chains: z.null(),
    lottery: z.null(),
    trace: z.null(),
  })
  .meta({ id: 'PublishedResult' }) satisfies z.ZodType<PublishedResult>

/** One result, whole or as it may be published. */
export const resultAnswer = z.union([result, publishedResult]) satisfies z.ZodType<Result | PublishedResult>

const resend = z.enum(['intake', 'base-row', 'oor-total']).nullable()
const frameOfYear = z.object({ status: z.enum(['provisional', 'definitive']), date: z.string() }).nullable()
const changed = { from: z.number(), to: z.number(), difference: z.number(), again: resend }

const frames = z
  .object({
    year: z.number(),
    from: z.object({ scenario: z.string(), frame: frameOfYear }),
    to: z.object({ scenario: z.string(), frame: frameOfYear }),
    specialties: z.array(
      z.object({
        specialty: z.string(),
        ...changed,
        cells: z.array(z.object({ oor: z.string(), from: z.number(), to: z.number() })),
      }),
    ),
    oors: z.array(z.object({ oor: z.string(), ...changed })),
    advices: z.array(z.object({ specialty: z.string(), again: resend })),
    attentionPoints: z.array(
      z.object({ oor: z.string(), specialty: z.string().nullable(), text: z.string(), again: resend }),
    ),
  })
  .nullable()
  .describe('of two frames of one year with other intakes: what changed, and why what must be sent again')
  .meta({ id: 'FrameChanges' }) satisfies z.ZodType<FrameChanges | null>

const scenarioComparison = z
  .object({
    ...told,
    a: result,
    b: result,
    difference: z
      .object({ allocation: matrix, columns: z.array(z.number()), target: matrix, rounding: matrix })
      .nullable()
      .describe('b - a; in every cell allocation = target + rounding'),
    frames,
  })
  .meta({ id: 'ScenarioComparison' }) satisfies z.ZodType<Comparison>

const publishedComparison = z
  .object({
    ...told,
    a: publishedResult,
    b: publishedResult,
    difference: z
      .object({ allocation: matrix, columns: z.array(z.number()), target: z.null(), rounding: z.null() })
      .nullable(),
    frames,
  })
  .meta({ id: 'PublishedScenarioComparison' }) satisfies z.ZodType<
  PublishedComparison & { readonly frames: FrameChanges | null }
>

const methodComparison = z
  .object({ ...told, results: z.array(result) })
  .meta({ id: 'MethodComparison' }) satisfies z.ZodType<MethodComparison>

const publishedMethods = z
  .object({ ...told, results: z.array(publishedResult) })
  .meta({ id: 'PublishedMethodComparison' }) satisfies z.ZodType<PublishedMethods>

export const comparisonAnswer = z.union([scenarioComparison, publishedComparison, methodComparison, publishedMethods])

const cellStep = z.object({
  rule: z.string(),
  name: z.enum(STEP_NAMES),
  value: z.number().nullable(),
  source: z.string(),
})

const alternative = z.object({
  status,
  levels: levels.nullable(),
  changes: z.array(change),
  conflict: conflict.nullable(),
})

const cell = {
  scenario: z.string(),
  data: dataKind,
  status,
  specialty: z.object({ code: z.string(), name: z.string(), intake: z.number() }),
  oor: z.object({ code: z.string(), name: z.string(), aliases: codes }),
  steps: z.array(cellStep),
  zeroCell: z.object({ reason: z.string(), source: z.string() }).nullable(),
  bound: z.object({ low: z.number(), high: z.number(), reason: z.string() }).nullable(),
}

const explanation = z
  .object({
    ...told,
    ...cell,
    floored: z.boolean(),
    deviation: deviation.nullable(),
    chains: z.array(chain),
    oneMore: alternative.nullable().describe('what one more place in this cell would cost'),
    oneFewer: alternative.nullable().describe('what one fewer would cost'),
    result,
  })
  .meta({ id: 'Explanation' }) satisfies z.ZodType<Explanation>

const publishedExplanation = z
  .object({
    ...told,
    ...cell,
    floored: z.null(),
    deviation: z.null(),
    chains: z.array(z.never()),
    oneMore: z.null(),
    oneFewer: z.null(),
    result: publishedResult,
  })
  .meta({ id: 'PublishedExplanation' }) satisfies z.ZodType<PublishedExplanation>

export const explanationAnswer = z.union([explanation, publishedExplanation])

export const verificationAnswer = z
  .object({
    status: z
      .enum(['accepted', 'rejected', 'unproven'])
      .describe('unproven: no fault, but a claim is neither proven nor refuted'),
    proves: z.array(
      z.enum([
        'margins',
        'bounds',
        'zero-cells',
        'leeway',
        'levels',
        'optimality',
        'uniqueness',
        'target',
        'infeasibility',
      ]),
    ),
    notChecked: z.array(z.string()).describe('by path, what was not looked at'),
    unproven: z.array(
      z.object({
        path: z.string(),
        claim: z.enum(['optimality', 'uniqueness', 'levels', 'infeasibility', 'target']),
        text: z.string(),
      }),
    ),
    faults: z.array(z.object({ path: z.string(), text: z.string(), found: z.string(), expected: z.string() })),
    more: z.int().exactOptional().describe('how many faults more, where the file was made from another scenario'),
    ...told,
  })
  .meta({ id: 'Verification' }) satisfies z.ZodType<Verification>

/** A number, or text where a JSON number would not be exact or would say too little. */
const exact = z.union([z.number(), z.string()])
type Proof = NonNullable<Draft['certificate']>['levels'][number]['proof']

const proof: z.ZodType<Proof> = z
  .lazy(() =>
    z.union([
      z.object({ scale: z.number(), constraints: z.array(exact), levels: z.array(exact) }),
      z.object({ variable: z.number(), at: z.number(), below: proof, above: proof }),
    ]),
  )
  .meta({
    id: 'Proof',
    description: 'multipliers that bound a level, or two halves of the solutions with a proof each',
  })

function provenLevels<N extends readonly [string, ...string[]]>(names: N) {
  return z
    .object({ levels: z.array(z.object({ name: z.enum(names), proof })) })
    .nullable()
    .describe('a proof per level; null where not every level is proven')
}

function levelsOf<N extends readonly [string, ...string[]], V extends z.ZodType>(names: N, value: V) {
  return z.array(z.object({ name: z.enum(names), value }))
}

function gapOf<N extends readonly [string, ...string[]]>(names: N) {
  return z
    .object({ level: z.enum(names), value: z.number(), bound: z.number() })
    .nullable()
    .describe('the first level that is not proven: what is reached, and what is proven of it')
}

const PROPOSAL_LEVELS = [
  'outside-room',
  'advised-distance',
  'motivations',
  'moved',
  'mutation',
  'attention',
  'beyond-next-best',
  'next-best',
  'error',
] as const

const rule = z.enum(RULES)
const solved = z.enum(['optimal', 'feasible', 'infeasible', 'time-limit'])
const ruleConflict = z
  .object({
    rules: z.array(rule).nullable().describe('null: there was no time to find out'),
    cut: conflict.nullable(),
    text: z.string(),
    texts: text,
  })
  .meta({ id: 'RuleConflict' })

const balance = z.array(
  z.object({
    oor: z.string(),
    base: z.number(),
    proposal: z.number(),
    difference: z.number(),
    roomBelow: z.number().describe('places that could still go'),
    roomAbove: z.number(),
    current: z.number().nullable().describe('the size of today'),
    mutation: z.number().nullable(),
  }),
)

const moved = z
  .object({ placesMoved: z.number(), sumAbsolute: z.number(), cells: z.number() })
  .describe('three readings of what is moved: what OORs gain; what they gain and lose; what cells gain')

const rules = z.array(
  z.object({
    id: rule,
    source: z.string(),
    outcome: z.enum(['pass', 'fail', 'warn', 'judge']).describe('judge: for people to judge'),
    findings: z.array(
      z.object({
        text: z.string(),
        specialty: z.string().exactOptional(),
        oor: z.string().exactOptional(),
        found: exact,
        allowed: exact,
      }),
    ),
  }),
)

const proposalFrame = z
  .object({
    baseTotals: z.array(z.number()),
    totalLow: z.array(z.number()),
    totalHigh: z.array(z.number()),
    leeway: z.object({ total: z.number(), below: z.number(), above: z.number() }),
    measure: z.enum(OPTION_TABLE['leeway.measure'].values),
    floor: z.number().nullable(),
  })
  .nullable()
  .describe('the frame in force; null without a base distribution')

const motivation = z.object({
  oor: z.string(),
  specialty: z.string().nullable(),
  grounds: z.array(z.enum(GROUNDS)),
  text: z.string(),
})

const neededMotivations = z.array(
  z.object({
    oor: z.string(),
    specialty: z.string().nullable(),
    difference: z.number(),
    written: motivation.nullable(),
    missing: z.array(z.enum(['motivation', 'ground', 'text'])),
  }),
)

const consultation = z.object({
  advices: z.array(
    z.object({
      specialty: z.string(),
      row: z.array(z.number()),
      room: z.array(z.tuple([z.number(), z.number()])),
      weight: z.number().describe('in thousandths'),
      rationale: z.string(),
    }),
  ),
  attentionPoints: z.array(
    z.object({
      oor: z.string(),
      specialty: z.string().nullable(),
      category: z.enum(ATTENTION_CATEGORIES),
      direction: z.enum(DIRECTIONS),
      text: z.string(),
    }),
  ),
  motivations: z.array(motivation),
  current: z.array(z.number().nullable()),
  history: z.array(z.array(z.number()).nullable()),
  prefer: z.array(z.enum(PREFERENCES)),
}) satisfies z.ZodType<Consultation>

/** What a draft says of the places, which is all public. */
const openDraft = {
  kind: z.literal('draft'),
  status: solved.describe('feasible: a proposal of which not every level is proven'),
  scenario: open.scenario,
  data: open.data,
  method: open.method,
  objective: open.objective,
  solver: open.solver,
  options: open.options,
  rows: codes,
  columns: codes,
  rowTotals: z.array(z.number()),
  columnTotals: z.array(z.number()).nullable(),
  allocation: matrix.nullable(),
  zeroCells: open.zeroCells,
  remarks: open.remarks,
  bounds: open.bounds,
  unique: z.null(),
  contested: z.null(),
  base: matrix.nullable().describe('the base distribution'),
  frame: proposalFrame,
  balance,
  moved: moved.nullable(),
  advices: z.array(
    z.object({
      specialty: z.string(),
      followed: z.enum(['exactly', 'within-room', 'no']),
      placesOutsideRoom: z.number(),
      distance: z.number(),
      preventedBy: z.array(rule).nullable().describe('null: there was no time to find out'),
    }),
  ),
  motivations: neededMotivations,
  check: z
    .object({ status: z.enum(['compliant', 'not-compliant']), rules, balance, moved })
    .nullable()
    .describe('rule by rule'),
  consultation: consultation.describe('what it was drafted from'),
  input: z.object({
    sha256: z.string(),
    advicesSha256: z.string().describe('of the consultation, as it was read'),
  }),
  milliseconds: open.milliseconds,
}

const proposalValues = levelsOf(PROPOSAL_LEVELS, z.number())
const wish = { step: z.enum(PREFERENCES), levels: proposalValues }

function fallbackOf<R extends z.ZodType>(given: R) {
  return z
    .object({
      result: given,
      balance: z.array(
        z.object({
          oor: z.string(),
          base: z.number(),
          proposal: z.number().nullable(),
          fallback: z.number(),
          againstBase: z.number(),
          againstProposal: z.number().nullable(),
        }),
      ),
    })
    .nullable()
    .describe('the 75/25 distribution that comes when there is no agreement (P26 II.3)')
}

const draftShape = z
  .object({
    ...told,
    ...openDraft,
    target: matrix.nullable(),
    levels: proposalValues.nullable(),
    deviations: z.array(deviation),
    certificate: provenLevels(PROPOSAL_LEVELS),
    gap: gapOf(PROPOSAL_LEVELS),
    conflict: z.union([ruleConflict, conflict]).nullable(),
    wishes: z.array(
      z.object({
        ...wish,
        next: z
          .array(z.object({ name: z.enum(PROPOSAL_LEVELS), with: z.number(), without: z.number() }))
          .nullable()
          .describe(
            'what the next wish reached with this one, and would have reached without it; null: there was no time to find out',
          ),
      }),
    ),
    fallback: fallbackOf(result),
  })
  .meta({ id: 'Draft' }) satisfies z.ZodType<Draft>

const publishedDraft = z
  .object({
    ...told,
    ...openDraft,
    published: z.literal(true),
    target: z.null(),
    levels: levelsOf(PROPOSAL_LEVELS, z.number().nullable()).nullable(),
    deviations: z.array(z.never()),
    certificate: z.null(),
    gap: z.null(),
    conflict: ruleConflict.nullable(),
    wishes: z.array(z.object({ ...wish, next: z.array(z.never()) })),
    fallback: fallbackOf(publishedResult),
  })
  .meta({ id: 'PublishedDraft' }) satisfies z.ZodType<PublishedDraft>

export const draftAnswer = z.union([draftShape, publishedDraft])

const repaired = z
  .object({
    status: solved,
    placesChanged: z.number().nullable().describe('a place that moves counts twice'),
    allocation: matrix.nullable(),
    changes: z.array(z.object({ specialty: z.string(), oor: z.string(), from: z.number(), to: z.number() })),
    certificate: provenLevels(PROPOSAL_LEVELS),
    conflict: ruleConflict.nullable(),
  })
  .meta({ id: 'Repaired' }) satisfies z.ZodType<Repaired>

export const checkAnswer = z
  .object({
    ...told,
    kind: z.literal('check'),
    status: z
      .enum(['compliant', 'not-compliant', 'infeasible', 'time-limit'])
      .describe('infeasible: there is no base distribution; time-limit: there was no time to find it'),
    scenario: z.string(),
    data: dataKind,
    options: optionsInForce as z.ZodType<Options>,
    rows: codes,
    columns: codes,
    rowTotals: z.array(z.number()),
    rules,
    balance,
    moved,
    allocation: matrix.describe('the proposal as it was handed in'),
    base: matrix.nullable(),
    frame: proposalFrame,
    motivations: neededMotivations,
    remarks: open.remarks,
    repair: repaired.nullable().describe('the nearest proposal that complies, where that was asked for'),
    conflict: conflict.nullable(),
    input: open.input,
  })
  .meta({ id: 'Check' }) satisfies z.ZodType<Checked>

const YEARS_LEVELS = [
  'beyond-next-best',
  'next-best',
  'sum-beyond-next-best',
  'sum-next-best',
  'error',
  'sum-error',
] as const

const openYears = {
  kind: z.literal('years'),
  status: solved,
  scenarios: codes,
  years: z.array(z.number()),
  data: open.data,
  solver: z.object({ name: z.string(), version: z.string() }),
  options: z.array(optionsInForce),
  rows: codes,
  columns: codes,
  rowTotals: z.array(z.array(z.number())),
  columnTotals: z.array(z.array(total).nullable()),
  zeroCells: z.array(z.array(codePair)),
  bounds: z.array(open.bounds),
  remarks: open.remarks,
  input: z.object({ sha256: codes }),
  milliseconds: z.number(),
}

const openOutcome = { allocations: z.array(matrix), sum: matrix }

const yearsOutcome = z
  .object({
    ...openOutcome,
    levels: levelsOf(YEARS_LEVELS, z.number()),
    deviations: z.array(z.array(deviation)),
    sumDeviations: z.array(deviation),
    unluckyTwice: z
      .array(z.object({ row: z.string(), column: z.string(), years: z.array(z.number()) }))
      .describe('cells rounded down against nature in more than one year'),
  })
  .meta({ id: 'YearsOutcome' }) satisfies z.ZodType<YearsOutcome>

const publishedOutcome = z.object({
  ...openOutcome,
  levels: levelsOf(YEARS_LEVELS, z.number().nullable()),
  deviations: z.null(),
  sumDeviations: z.null(),
  unluckyTwice: z.null(),
})

const yearsShape = z
  .object({
    ...told,
    ...openYears,
    targets: z.array(matrix.nullable()),
    together: yearsOutcome.nullable(),
    apart: yearsOutcome.nullable().describe('every year by itself'),
    certificate: provenLevels(YEARS_LEVELS),
    gap: gapOf(YEARS_LEVELS),
    conflict: conflict.nullable().describe('of the first year that has no solution'),
  })
  .meta({ id: 'Years' }) satisfies z.ZodType<Years>

const publishedYears = z
  .object({
    ...told,
    ...openYears,
    published: z.literal(true),
    targets: z.array(z.null()),
    together: publishedOutcome.nullable(),
    apart: publishedOutcome.nullable(),
    certificate: z.null(),
    gap: z.null(),
    conflict: z.null(),
  })
  .meta({ id: 'PublishedYears' }) satisfies z.ZodType<PublishedYears>

export const yearsAnswer = z.union([yearsShape, publishedYears])

/** A scenario that holds its data itself: what `/v1/solve` takes. */
export const scenarioAnswer = inlineScenarioSchema

export const reconstructionAnswer = z
  .object({
    scenario: scenarioAnswer.describe('made up: labelled reconstructed'),
    files: z.record(z.string(), z.string()).describe('the same as the files of a scenario folder'),
    seed: z.number(),
    attempts: z.number(),
    floored: codes,
    result,
    ...told,
  })
  .meta({ id: 'Reconstruction' }) satisfies z.ZodType<Reconstruction>

export const scenariosAnswer = z
  .object({
    scenarios: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        year: z.number(),
        data: dataKind,
        text: z.string().describe('what to show wherever its numbers are shown'),
        specialties: z.number(),
        oors: z.number(),
        places: z.number(),
      }),
    ),
  })
  .meta({ id: 'Scenarios' })

export const healthAnswer = z
  .object({ status: z.enum(['ok', 'stopping']), running: z.number(), waiting: z.number() })
  .meta({ id: 'Health' })

/** RFC 9457. */
export const problemAnswer = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    requestId: z.string(),
    errors: z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          code: z.string().optional(),
          found: z.string().optional(),
          expected: z.string().optional(),
          hint: z.string().optional(),
        }),
      )
      .describe('one entry per fault; path says where in the request it is'),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof problemAnswer>
