/** Who may import whom, and which outside package has which owner. A change here is a change of the house: see CHANGELOG. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOM: Readonly<Record<string, readonly string[]>> = {
  'src/domain': [],
  'src/adherence': ['src/domain'],
  'src/verify': ['src/domain'],
  'src/program': ['src/domain'],
  'src/io': ['src/domain'],
  models: ['src/domain', 'src/program'],
  'src/solvers': ['src/domain', 'src/program'],
  'src/rounding': ['src/domain', 'src/adherence', 'src/program', 'models', 'src/solvers', 'src/verify'],
  'src/proposals': [
    'src/domain',
    'src/adherence',
    'src/program',
    'models',
    'src/solvers',
    'src/verify',
    'src/rounding',
  ],
  // the library puts reading and computing together; commands and service stand on it
  'src/index.ts': [
    'src/domain',
    'src/io',
    'src/rounding',
    'src/proposals',
    'src/solvers',
    'src/verify',
    'src/workbook',
  ],
  // pages from plain results: the types of rounding and proposals, never their functions
  'src/report': ['src/domain', 'src/io', 'src/rounding', 'src/proposals'],
  // the forms of an answer that commands and service share
  'src/formats': ['src/domain', 'src/io', 'src/rounding', 'src/report', 'src/index.ts'],
  'src/cli': ['src/domain', 'src/io', 'src/rounding', 'src/index.ts', 'src/formats', 'src/http'],
  'src/http': ['src/domain', 'src/io', 'src/index.ts', 'src/formats'],
  // workbooks show results, so they name the types of `rounding` and `proposals`; what is in a file is for `io`
  'src/workbook': ['src/domain', 'src/io', 'src/rounding', 'src/proposals'],
}

/** Outside packages, and the only files that may import them. */
const OWNER: Readonly<Record<string, RegExp>> = {
  zod: /^src\/(io\/(schemas|proposal-schemas|request|check|stand-in)|http\/(requests|answers|operations|openapi|question))\.ts$/,
  'csv-stringify': /^src\/io\/csv\.ts$/,
  canonicalize: /^src\/io\/canonical\.ts$/,
  'node:crypto': /^src\/(io\/(canonical|files)|http\/(guard|page|server))\.ts$/,
  'node:fs': /^src\/io\/files\.ts$/,
  'node:path': /^src\/(io\/files|cli\/(output|template))\.ts$/,
  'node:url': /^src\/io\/files\.ts$/,
  'node:worker_threads': /^src\/rounding\/(methods|worker)\.ts$/,
  'node:net': /^src\/http\/(guard|admission)\.ts$/,
  'node:child_process': /^src\/cli\/supervise\.ts$/,
  'node:events': /^src\/cli\/supervise\.ts$/,
  'node:v8': /^src\/http\/threads\.ts$/,
  'node:os': /^src\/cli\/serve\.ts$/,
  fastify: /^src\/http\/(server|openapi)\.ts$/,
  'fastify-type-provider-zod': /^src\/http\/(server|openapi)\.ts$/,
  '@fastify/helmet': /^src\/http\/server\.ts$/,
  '@fastify/rate-limit': /^src\/http\/server\.ts$/,
  '@fastify/swagger': /^src\/http\/openapi\.ts$/,
  '@fastify/swagger-ui': /^src\/http\/openapi\.ts$/,
  '@fastify/under-pressure': /^src\/http\/server\.ts$/,
  piscina: /^src\/http\/threads\.ts$/,
  commander: /^src\/cli\/(commands|flags|overwriting|proposals|serve|template)\.ts$/,
  'cli-table3': /^src\/cli\/render(-proposal)?\.ts$/,
  hucre: /^src\/io\/xlsx\.ts$/,
  'node:zlib': /^src\/io\/zip\.ts$/,
  highs: /^src\/solvers\/highs\.ts$/,
  'glpk.js': /^src\/solvers\/glpk\.ts$/,
  'javascript-lp-solver': /^src\/solvers\/jslp\.ts$/,
}

interface Import {
  readonly from: string
  readonly to: string
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  const found = text.matchAll(/^(?:import|export) [^'"]*?from '([^']+)'|\bimport\('([^']+)'\)/gm)
  return [...found]
    .map(([, fixed, dynamic]) => fixed ?? dynamic)
    .map((to) => ({ from: file, to: to!.startsWith('.') ? normalize(join(dirname(file), to!)) : to! }))
}

function roomOf(path: string): string {
  return path.startsWith('src/index.')
    ? 'src/index.ts'
    : (Object.keys(ROOM).find((room) => path.startsWith(`${room}/`)) ?? path)
}

const files = [...sourceFiles('src'), ...sourceFiles('models')]
const imports = files.flatMap(importsOf)
const inside = imports.filter(({ to }) => to.startsWith('src/') || to.startsWith('models/'))
const outside = imports.filter((each) => !inside.includes(each))

describe('the house', () => {
  it('has files and imports to look at', () => {
    expect(files.length).toBeGreaterThan(30)
    expect(inside.length).toBeGreaterThan(100)
    expect(outside.length).toBeGreaterThan(10)
  })

  it('every file stands in a room of the table', () => {
    expect(files.filter((file) => ROOM[roomOf(file)] === undefined)).toEqual([])
  })

  it('rooms import only what the table allows', () => {
    const wrong = inside.filter(({ from, to }) => {
      const [room, other] = [roomOf(from), roomOf(to)]
      return room !== other && !ROOM[room]!.includes(other)
    })
    expect(wrong).toEqual([])
  })

  it('each outside package has one owner', () => {
    const wrong = outside.filter(({ from, to }) => {
      const name = to.startsWith('node:')
        ? to
        : to
            .split('/')
            .slice(0, to.startsWith('@') ? 2 : 1)
            .join('/')
      return !(OWNER[name]?.test(from) ?? false)
    })
    expect(wrong).toEqual([])
  })
})
