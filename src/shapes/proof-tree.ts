/**
 * The shape of a proof tree, in one walk: a choice between leaf and split, tried one inside the other, would take twice as long for
 * every level. What the tree proves is for `src/verify/bound.ts`.
 */

/** The deepest that a proof may split: more is no proof that anyone made, and would overflow who reads it. */
export const MOST_SPLITS = 200

/** More multipliers than these are more than any table has totals, cells and sizes. */
const MOST_MULTIPLIERS = 100_000

/** A multiplier is a whole number: text where a JSON number would not be exact. */
const MOST_DIGITS = 400

/** A number that JSON holds exactly, or its digits. */
export type Exact = number | string

/** Multipliers: per constraint, and per level before the one that is bounded. */
export interface BoundLeaf {
  readonly scale: number
  readonly constraints: readonly Exact[]
  readonly levels: readonly Exact[]
}

export interface BoundSplit {
  readonly variable: number
  readonly at: number
  readonly below: BoundTree
  readonly above: BoundTree
}

export type BoundTree = BoundLeaf | BoundSplit

/** What is wrong first, and where. */
interface TreeFault {
  readonly path: readonly (string | number)[]
  readonly expected: string
}

type Path = { readonly of: Path | null; readonly half: 'below' | 'above' } | null

/** The first place that is not as a tree has it; null for a tree. */
export function treeFault(tree: unknown): TreeFault | null {
  const todo: { readonly node: unknown; readonly path: Path; readonly depth: number }[] = [
    { node: tree, path: null, depth: 0 },
  ]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { node, path, depth } = next
    if (depth > MOST_SPLITS) return { path: pathOf(path), expected: `<= ${MOST_SPLITS} splits` }
    const fault = nodeFault(node)
    if (fault !== null) return { ...fault, path: [...pathOf(path), ...fault.path] }
    const { below, above } = node as { readonly below?: unknown; readonly above?: unknown }
    if (below === undefined) continue
    for (const half of ['above', 'below'] as const) {
      todo.push({ node: half === 'below' ? below : above, path: { of: path, half }, depth: depth + 1 })
    }
  }
  return null
}

function pathOf(path: Path): string[] {
  const parts: string[] = []
  for (let part = path; part !== null; part = part.of) parts.push(part.half)
  return parts.toReversed()
}

const LEAF = ['scale', 'constraints', 'levels'] as const
const SPLIT = ['variable', 'at', 'below', 'above'] as const

/** A leaf or a split by itself, with its own keys and no others; the halves of a split are looked at in turn. */
function nodeFault(node: unknown): TreeFault | null {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return { path: [], expected: 'object' }
  const keys = 'variable' in node ? SPLIT : LEAF
  const given = new Map(Object.entries(node))
  const missing = keys.find((key) => !given.has(key))
  if (missing !== undefined) return { path: [missing], expected: keys.join(' | ') }
  if (given.size > keys.length) {
    const stray = [...given.keys()].find((key) => !keys.some((known) => known === key))
    return { path: [stray!], expected: keys.join(' | ') }
  }
  if ('variable' in node) {
    return numberFault('variable', node.variable, 0) ?? numberFault('at', given.get('at'), Number.MIN_SAFE_INTEGER)
  }
  return (
    numberFault('scale', given.get('scale'), 0) ??
    multipliersFault('constraints', given.get('constraints')) ??
    multipliersFault('levels', given.get('levels'))
  )
}

function numberFault(key: string, value: unknown, least: number): TreeFault | null {
  return Number.isSafeInteger(value) && (value as number) >= least ? null : { path: [key], expected: 'int' }
}

function multipliersFault(key: string, list: unknown): TreeFault | null {
  if (!Array.isArray(list)) return { path: [key], expected: 'array' }
  if (list.length > MOST_MULTIPLIERS) return { path: [key], expected: `<= ${MOST_MULTIPLIERS}` }
  const wrong = list.findIndex((each) =>
    typeof each === 'string' ? !/^-?\d+$/.test(each) || each.length > MOST_DIGITS : !Number.isSafeInteger(each),
  )
  return wrong === -1 ? null : { path: [key, wrong], expected: 'int' }
}
