/**
 * A program as text that others' solvers read: CPLEX LP and free MPS, so that anyone can solve it again without us.
 *
 * Such a file has one objective. It minimises one level; the levels before it stand in the file as equations that hold them at
 * their optimum, and the comments say what the values are. A cell is a variable of its own, `y_<row>_<column>`; what it
 * costs stands on its steps away from `base`, the same steps that the linear programs have (`steps.ts`).
 *
 * Numbers are exact decimals, never rounded: counts in whole numbers, errors in places with up to nine decimals. Constants
 * stand on a variable fixed at 1, since not every reader takes them. Every name begins with a letter and an underscore
 * or is `obj` or `one`, so that no code can be taken for a number (`e1`) or a keyword (`free`, `st`, `end`).
 */
import { decimalText, parseDecimal, type Decimal } from '../domain/decimal.js'
import { UNBOUNDED } from '../domain/table.js'
import { impliedBounds } from './box.js'
import { stepsWithin, type Steps } from './steps.js'
import type { Level, Program } from './program.js'

export const PROGRAM_FORMATS = ['lp', 'mps'] as const
export type ProgramFormat = (typeof PROGRAM_FORMATS)[number]

/** One level with the value it has at its optimum, in places or cells. */
export interface SolvedLevel {
  readonly name: string
  readonly value: number
}

/** What a file says besides the program. */
export interface TextFacts {
  /** Codes of the rows and columns of the table; a row of slack below it gets a name of its own. */
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  /** Lines for the top of the file: what it is, where it comes from. */
  readonly notes: readonly string[]
  /**
   * The optimum: the cells, and the value of every level of the program, most important first. null when there is none:
   * then the file asks for any solution within the totals and bounds, and others can confirm that there is none.
   */
  readonly optimum: { readonly y: Int32Array; readonly levels: readonly SolvedLevel[] } | null
  /** Which level the file minimises: an index into the program's levels. Default the last. */
  readonly level?: number
}

/** The program as one text. The same program, the same bytes. */
export function programText(program: Program, format: ProgramFormat, facts: TextFacts): string {
  const model = modelOf(program, facts)
  return format === 'lp' ? lpText(model) : mpsText(model)
}

/** An equation or bound from below or above over named variables, or the objective. */
interface Line {
  readonly name: string
  readonly sign: '=' | '>=' | '<='
  readonly total: string
  readonly terms: Term[]
}

interface Term {
  readonly variable: string
  readonly coefficient: string
}

interface Variable {
  readonly name: string
  readonly low: number
  /** null for no upper bound. */
  readonly high: number | null
  readonly integer: boolean
}

/** What both formats write. */
interface TextModel {
  readonly comments: readonly string[]
  readonly objective: Line
  readonly lines: readonly Line[]
  readonly variables: readonly Variable[]
}

const ONE = 'one'

function modelOf(program: Program, facts: TextFacts): TextModel {
  const rows = namesOf(program.rows > facts.rows.length ? [...facts.rows, 'slack'] : facts.rows)
  const columns = namesOf(facts.columns)
  const names = rows.flatMap((row) => columns.map((column) => `${row}_${column}`))
  const total = (name: string, value: number, cells: readonly string[]): Line => ({
    name,
    sign: '=',
    total: String(value),
    terms: cells.map((cell) => ({ variable: `y_${cell}`, coefficient: '1' })),
  })
  const lines = rows.map((_, s) => names.slice(s * columns.length, (s + 1) * columns.length))
  const margins = [
    ...rows.map((name, s) => total(`row_${name}`, program.rowTotals[s]!, lines[s]!)),
    ...columns.map((name, o) =>
      total(
        `column_${name}`,
        program.columnTotals[o]!,
        lines.map((line) => line[o]!),
      ),
    ),
  ]
  const bounded = boundsOf(program, names)
  const one: Variable = { name: ONE, low: 1, high: 1, integer: false }
  const costs = facts.optimum === null ? NO_COSTS : costsOf(program, names, facts.optimum, facts.level)
  return {
    comments: [...facts.notes, ...costs.comments, ...dictionary(facts, rows, columns, costs.variables.length > 0)],
    objective: costs.objective,
    lines: [...margins, ...bounded.lines, ...costs.lines],
    variables: [...bounded.variables, ...costs.variables, one],
  }
}

/** C3 and C4 of the model as bounds; where they contradict each other as two lines, which every reader takes. */
function boundsOf({ low, high }: Program, names: readonly string[]): { variables: Variable[]; lines: Line[] } {
  const lines: Line[] = []
  const variables = names.map((cellName, cell): Variable => {
    const name = `y_${cellName}`
    const upper = high[cell] === UNBOUNDED ? null : high[cell]!
    if (upper === null || low[cell]! <= upper) return { name, low: low[cell]!, high: upper, integer: true }
    const terms = [{ variable: name, coefficient: '1' }]
    lines.push({ name: `least_${cellName}`, sign: '>=', total: String(low[cell]), terms })
    lines.push({ name: `most_${cellName}`, sign: '<=', total: String(upper), terms })
    return { name, low: 0, high: null, integer: true }
  })
  return { variables, lines }
}

interface Costs {
  readonly comments: readonly string[]
  readonly objective: Line
  readonly lines: readonly Line[]
  readonly variables: readonly Variable[]
}

const NO_COSTS: Costs = {
  comments: ['There is no solution. This program asks for any: a solver that says "infeasible" confirms it.'],
  objective: { name: 'obj', sign: '=', total: '0', terms: [] },
  lines: [],
  variables: [],
}

/** The steps, what ties them to their cells, and the levels: those before `level` as equations, that one as the objective. */
function costsOf(
  program: Program,
  names: readonly string[],
  { y, levels }: NonNullable<TextFacts['optimum']>,
  level = program.levels.length - 1,
): Costs {
  const box = impliedBounds(program)
  if (box === null) throw new RangeError('a program with an optimum has bounds that leave one')
  const steps = stepsWithin(program, box)
  const stepNames = namesOfSteps(steps, names)
  const ties = names.map((name, cell): Line => ({
    name: `cell_${name}`,
    sign: '=',
    total: String(steps.base[cell]),
    terms: [{ variable: `y_${name}`, coefficient: '1' }],
  }))
  steps.cell.forEach((cell, step) =>
    ties[cell]!.terms.push({ variable: stepNames[step]!, coefficient: steps.direction[step] === 1 ? '-1' : '1' }),
  )
  const costLine = (index: number): Line => ({
    name: index === level ? 'obj' : `level_${index + 1}`,
    sign: '=',
    total: decimalText(decimalOf(levels[index]!.value)),
    terms: costTerms(program.levels[index]!, index, steps, stepNames, y, levels[index]!.value),
  })
  return {
    comments: levelComments(levels, level),
    objective: level < 0 ? NO_COSTS.objective : costLine(level),
    lines: [...ties, ...Array.from({ length: Math.max(0, level) }, (_, index) => costLine(index))],
    variables: stepNames.map((name, step) => ({ name, low: 0, high: steps.size[step]!, integer: true })),
  }
}

/** `up1_01_NO`, `up2_01_NO`, ...: the steps of a cell in the order in which they are taken; `down` likewise. */
function namesOfSteps({ cell, direction }: Steps, names: readonly string[]): string[] {
  const count = new Map<string, number>()
  return Array.from(cell, (each, step) => {
    const way = direction[step] === 1 ? 'up' : 'down'
    const key = `${way}_${each}`
    const number = (count.get(key) ?? 0) + 1
    count.set(key, number)
    return `${way}${number}_${names[each]}`
  })
}

/** What every step costs on a level, and the cost at `base` as a constant: together the level's value as published. */
function costTerms(
  level: Level,
  index: number,
  { base, slope }: Steps,
  stepNames: readonly string[],
  y: Int32Array,
  value: number,
): Term[] {
  const scale = Math.round(Math.log10(level.unit))
  const terms: Term[] = []
  slope[index]!.forEach((cost, step) => {
    if (cost !== 0)
      terms.push({ variable: stepNames[step]!, coefficient: decimalText({ digits: BigInt(cost), scale }) })
  })
  const constant = minus(decimalOf(value), { digits: exactCostAbove(level, base, y), scale })
  if (constant.digits !== 0n) terms.push({ variable: ONE, coefficient: decimalText(constant) })
  return terms
}

function exactCostAbove(level: Level, base: Int32Array, y: Int32Array): bigint {
  let cost = 0n
  for (let cell = 0; cell < y.length; cell++) {
    for (let at = base[cell]!; at < y[cell]!; at++) cost += BigInt(level.marginal(cell, at))
    for (let at = base[cell]!; at > y[cell]!; at--) cost -= BigInt(level.marginal(cell, at - 1))
  }
  return cost
}

function decimalOf(value: number): Decimal {
  return parseDecimal(String(value))!
}

function minus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  const digits = a.digits * 10n ** BigInt(scale - a.scale) - b.digits * 10n ** BigInt(scale - b.scale)
  return { digits, scale }
}

function levelComments(levels: readonly SolvedLevel[], minimised: number): string[] {
  const stands = (index: number) =>
    index === minimised
      ? 'the objective of this file'
      : index < minimised
        ? `held by line level_${index + 1}`
        : 'not in this file'
  return [
    'Levels, most important first, with their optimum (errors in places):',
    ...levels.map(({ name, value }, i) => `  level_${i + 1} ${name} = ${decimalText(decimalOf(value))}, ${stands(i)}`),
    ...(minimised > 0
      ? ['To check an earlier level: minimise the left side of its line, without that line and the levels after it.']
      : []),
    'Numbers are exact. Solvers compare within some 1e-7 and many stop at a relative gap of 1e-4: set gaps to 0.',
  ]
}

/** Which name stands for which code. */
function dictionary(
  { rows, columns }: TextFacts,
  rowNames: readonly string[],
  columnNames: readonly string[],
  steps: boolean,
): string[] {
  return [
    'y_<row>_<column> is how many places the cell gets.',
    ...(steps ? ['up1_, up2_, ... and down1_, ... are its steps away from where it costs least, cheapest first.'] : []),
    ...rowNames.map(
      (name, s) =>
        `  row ${name}: ${s < rows.length ? ascii(rows[s]!) : 'places that a total between two bounds leaves open'}`,
    ),
    ...columnNames.map((name, o) => `  column ${name}: ${ascii(columns[o]!)}`),
  ]
}

/** The longest part of a name: three of them stay far below the 255 characters that readers take. */
const LONGEST_NAME = 40

/** Codes as parts of names: letters, digits and points. Two that would be alike, or differ in case only, get a number. */
function namesOf(codes: readonly string[]): string[] {
  const taken = new Set<string>()
  return codes.map((code, i) => {
    const plain = code.replace(/[^A-Za-z0-9]/g, '.').slice(0, LONGEST_NAME)
    let name = plain
    for (let n = i + 1; name === '' || taken.has(name.toLowerCase()); n += codes.length) name = `${plain}.${n}`
    taken.add(name.toLowerCase())
    return name
  })
}

/** Comments are plain ASCII on one line, whatever a code or title holds. */
function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** CPLEX LP. Lines are kept far below the 560 characters that readers take. */
function lpText({ comments, objective, lines, variables }: TextModel): string {
  const wide = variables.filter((each) => !isBinary(each))
  return [
    ...comments.map((comment) => `\\ ${ascii(comment)}`),
    'Minimize',
    ...wrapped(` ${objective.name}:`, sumOf(objective.terms)),
    'Subject To',
    ...lines.flatMap(({ name, sign, total, terms }) => wrapped(` ${name}:`, [...sumOf(terms), `${sign} ${total}`])),
    'Bounds',
    ...wide.map(lpBound),
    ...section(
      'General',
      wide.filter(({ integer }) => integer),
    ),
    ...section('Binary', variables.filter(isBinary)),
    'End',
    '',
  ].join('\n')
}

function isBinary({ low, high, integer }: Variable): boolean {
  return integer && low === 0 && high === 1
}

function lpBound({ name, low, high }: Variable): string {
  if (low === high) return ` ${name} = ${low}`
  return high === null ? ` ${name} >= ${low}` : ` ${low} <= ${name} <= ${high}`
}

function section(head: string, variables: readonly Variable[]): string[] {
  return variables.length === 0
    ? []
    : [
        head,
        ...wrapped(
          '',
          variables.map(({ name }) => name),
        ),
      ]
}

/** A sum as words; no terms at all are written as nothing times one. */
function sumOf(terms: readonly Term[]): string[] {
  if (terms.length === 0) return [`0 ${ONE}`]
  return terms.map(({ variable, coefficient }, i) => {
    const negative = coefficient.startsWith('-')
    const size = negative ? coefficient.slice(1) : coefficient
    const sign = negative ? '- ' : i === 0 ? '' : '+ '
    return `${sign}${size === '1' ? '' : `${size} `}${variable}`
  })
}

const WIDTH = 120

function wrapped(head: string, words: readonly string[]): string[] {
  const lines = [head]
  for (const word of words) {
    if (lines.at(-1)!.length + word.length >= WIDTH) lines.push('  ')
    lines.push(`${lines.pop()} ${word}`)
  }
  return lines
}

/** Free MPS: columns first, so that lines are turned into entries by variable. */
function mpsText({ comments, objective, lines, variables }: TextModel): string {
  const entries = new Map<string, string[]>(variables.map(({ name }) => [name, []]))
  for (const { name, terms } of [objective, ...lines]) {
    for (const { variable, coefficient } of terms) entries.get(variable)!.push(` ${variable} ${name} ${coefficient}`)
  }
  const columnOf = ({ name }: Variable) =>
    entries.get(name)!.length > 0 ? entries.get(name)! : [` ${name} ${objective.name} 0`]
  const sign = { '=': 'E', '>=': 'G', '<=': 'L' } as const
  return [
    ...comments.map((comment) => `* ${ascii(comment)}`),
    'NAME evenredig',
    'ROWS',
    ` N ${objective.name}`,
    ...lines.map((line) => ` ${sign[line.sign]} ${line.name}`),
    'COLUMNS',
    ` MARKER 'MARKER' 'INTORG'`,
    ...variables.filter(({ integer }) => integer).flatMap(columnOf),
    ` MARKER 'MARKER' 'INTEND'`,
    ...variables.filter(({ integer }) => !integer).flatMap(columnOf),
    'RHS',
    ...lines.filter(({ total }) => total !== '0').map(({ name, total }) => ` RHS ${name} ${total}`),
    'BOUNDS',
    ...variables.flatMap(mpsBound),
    'ENDATA',
    '',
  ].join('\n')
}

function mpsBound({ name, low, high }: Variable): string[] {
  if (low === high) return [` FX BND ${name} ${low}`]
  return [
    ...(low === 0 ? [] : [` LO BND ${name} ${low}`]),
    high === null ? ` PL BND ${name}` : ` UP BND ${name} ${high}`,
  ]
}
