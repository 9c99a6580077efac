/** Who may import whom, and which outside package has which owner. A change here is a change of the house: see CHANGELOG. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** From left to right: what a room may import lies to the left of it, or is named. */
const CORE = [
  'src/domain',
  'src/shapes',
  'src/adherence',
  'src/program',
  'models',
  'src/solvers',
  'src/verify',
  'src/rounding',
]
const ROOM: Readonly<Record<string, readonly string[]>> = {
  'src/domain': [],
  'src/adherence': ['src/domain'],
  'src/verify': ['src/domain', 'src/shapes'], // shapes as types only: it has no dependency
  'src/program': ['src/domain'],
  models: ['src/domain', 'src/program'],
  'src/solvers': ['src/domain', 'src/program'],
  // methods only: a table in, a rounding out
  'src/rounding': CORE,
  // what is done with them: solve, compare, explain, conflicts, repairs
  'src/allocation': [...CORE, 'src/words'],
  'src/proposals': [...CORE, 'src/allocation', 'src/words'],
  // within an OOR; of proposals it shares how levels are proven
  'src/institutions': [...CORE, 'src/proposals', 'src/words'],
  'src/reconstruct': [...CORE, 'src/allocation'],
  // what the readings of the protocol matter, in this year and in random ones
  'src/sensitivity': [...CORE, 'src/adherence', 'src/allocation', 'src/rounding', 'src/fairness'],
  'src/fairness': [...CORE, 'src/adherence', 'src/allocation', 'src/rounding'],
  // every text that a reader sees, and the words by which tables are read
  'src/words': ['src/domain', 'src/shapes', 'src/verify'],
  // what stands in files, in questions and in answers
  'src/shapes': ['src/domain'],
  'src/io': ['src/domain', 'src/shapes', 'src/words'],
  // what Node gives: a disk and threads
  'src/host': ['src/domain', 'src/io'],
  // where a question is answered: in this thread or in another; the engine itself knows none
  'src/ask': [
    'src/sensitivity',
    'src/domain',
    'src/shapes',
    'src/io',
    'src/allocation',
    'src/proposals',
    'src/institutions',
    'src/fairness',
    'src/reconstruct',
  ],
  // the library puts reading and computing together; commands and service stand on it
  'src/library.ts': [
    'src/domain',
    'src/ask',
    'src/io',
    'src/shapes',
    'src/words',
    'src/allocation',
    'src/proposals',
    'src/institutions',
    'src/fairness',
    'src/reconstruct',
    'src/solvers',
    'src/verify',
    'src/workbook',
    'src/report',
  ],
  // the entries of the package say on what machine the library runs
  'src/index.ts': ['src/host', 'src/io', 'src/library.ts'],
  'src/browser.ts': ['src/io', 'src/solvers', 'src/library.ts'],
  'src/shipped-scenarios.d.ts': [],
  'src/shipped-cases.d.ts': [],
  'src/shipped-consultations.d.ts': [],
  // the page: a worker with the library in it, and what people see and type; of answers and files it knows the types
  'src/web': ['src/browser.ts', 'src/domain', 'src/shapes', 'src/io', 'src/words', 'src/questions'],
  // what several forms of an answer show alike: words and figures, without a look
  'src/documents': ['src/domain', 'src/shapes', 'src/words'],
  // text that cannot become markup, and charts made of it from plain figures
  'src/report/markup': [],
  'src/charts': ['src/domain', 'src/report/markup'],
  // pages from plain results: the types of subjects, never their functions
  'src/report': [
    'src/domain',
    'src/shapes',
    'src/words',
    'src/documents',
    'src/report/markup',
    'src/charts',
    'src/allocation',
    'src/proposals',
  ],
  // workbooks show results, so they name the types of subjects; what is in a file is for `io`
  'src/workbook': [
    'src/domain',
    'src/shapes',
    'src/io',
    'src/words',
    'src/documents',
    'src/allocation',
    'src/proposals',
  ],
  // the forms of an answer that commands and service share
  'src/formats': ['src/domain', 'src/shapes', 'src/io', 'src/words', 'src/report', 'src/library.ts'],
  // terminals, until documents are rendered for them
  'src/cli/render': ['src/domain', 'src/shapes', 'src/words', 'src/documents', 'src/library.ts'],
  // the table of questions: from it, doors are made
  'src/questions': [
    'src/domain',
    'src/io',
    'src/shapes',
    'src/words',
    'src/formats',
    'src/cli/render',
    'src/library.ts',
  ],
  'src/cli': [
    'src/domain',
    'src/host',
    'src/io',
    'src/shapes',
    'src/words',
    'src/library.ts',
    'src/questions',
    'src/http',
  ],
  'src/http': ['src/domain', 'src/host', 'src/io', 'src/shapes', 'src/words', 'src/library.ts', 'src/questions'],
}

/** Outside packages, and the only files that may import them. */
const OWNER: Readonly<Record<string, RegExp>> = {
  zod: /^src\/(shapes\/(files|institutions|proposals|request|check|pieces|stand-in|answers\/[a-z]+)|questions\/[a-z]+|http\/(requests|answers|operations|openapi|question|forms))\.ts$/,
  canonicalize: /^src\/io\/canonical\.ts$/,
  'node:crypto': /^src\/(host\/(files|postgres)|http\/(guard|jobs|page|server))\.ts$/,
  'node:fs': /^src\/host\/(files|kept|lock|pieces)\.ts$/,
  'node:path': /^src\/(host\/(files|kept|lock|pieces)|cli\/(output|template|page))\.ts$/,
  'node:timers/promises': /^src\/(host\/postgres|http\/jobs)\.ts$/,
  'node:stream': /^src\/http\/events\.ts$/,
  'node:url': /^src\/host\/files\.ts$/,
  'node:worker_threads': /^src\/(host\/threads|ask\/worker)\.ts$/,
  'node:net': /^src\/http\/(guard|admission)\.ts$/,
  'node:child_process': /^src\/cli\/supervise\.ts$/,
  'node:events': /^src\/cli\/supervise\.ts$/,
  'node:v8': /^src\/(http\/threads|cli\/main)\.ts$/,
  'node:os': /^src\/(cli\/serve|host\/(lock|node))\.ts$/,
  fastify: /^src\/http\/(server|openapi|asked|job-routes)\.ts$/,
  'fastify-type-provider-zod': /^src\/http\/(server|openapi|job-routes)\.ts$/,
  '@fastify/helmet': /^src\/http\/server\.ts$/,
  '@fastify/static': /^src\/http\/server\.ts$/,
  '@fastify/rate-limit': /^src\/http\/server\.ts$/,
  '@fastify/swagger': /^src\/http\/openapi\.ts$/,
  '@fastify/swagger-ui': /^src\/http\/openapi\.ts$/,
  '@fastify/under-pressure': /^src\/http\/server\.ts$/,
  piscina: /^src\/http\/threads\.ts$/,
  'cli-table3': /^src\/cli\/render(-proposal|-fairness|-sensitivity|-figures)?\.ts$/,
  pg: /^src\/host\/postgres\.ts$/,
  'pg-boss': /^src\/host\/postgres\.ts$/,
  commander: /^src\/cli\/(commands|question|overwriting|serve|template|page|worker)\.ts$/,
  hucre: /^src\/io\/xlsx\/write\.ts$/,
  'hyparquet-writer': /^src\/io\/parquet\.ts$/,
  '@noble/hashes': /^src\/io\/canonical\.ts$/,
  fflate: /^src\/io\/xlsx\/zip\.ts$/,
  'shipped-scenarios': /^src\/browser\.ts$/,
  'shipped-cases': /^src\/browser\.ts$/,
  'shipped-consultations': /^src\/web\/engine\.ts$/,
  preact: /^src\/web\/[a-z]+\.tsx?$/,
  '@preact/signals': /^src\/web\/[a-z]+\.tsx?$/,
  brotli: /^src\/web\/single\.ts$/,
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
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  const found = text.matchAll(/^(?:import|export) [^'"]*?from '([^']+)'|\bimport\('([^']+)'\)/gm)
  return [...found]
    .map(([, fixed, dynamic]) => fixed ?? dynamic)
    .map((to) => ({ from: file, to: to!.startsWith('.') ? normalize(join(dirname(file), to!)) : to! }))
}

/** The files whose values a file needs to begin at all: no types, nothing that is loaded later. */
function neededBy(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export) (?!type\b)(\{[^}]*\}|[^'"{]*) from '(\.[^']+)'/gm,
  )
  const isOfTypes = (names: string) =>
    names.startsWith('{') &&
    names
      .slice(1, -1)
      .split(',')
      .every((name) => /^\s*(type |$)/.test(name))
  return [...found]
    .filter(([, names]) => !isOfTypes(names!))
    .map(([, , to]) => sourceOf(normalize(join(dirname(file), to!))))
}

/** The file of a module, by the name that it is imported by. */
function sourceOf(path: string): string {
  const name = path.replace(/\.js$/, '')
  return files.find((file) => file === `${name}.ts` || file === `${name}.tsx`) ?? `${name}.ts`
}

function roomOf(path: string): string {
  if (path.startsWith('src/library/')) return 'src/library.ts'
  const alone = ['src/index', 'src/library', 'src/browser'].find((file) => path.startsWith(`${file}.`))
  return alone !== undefined ? `${alone}.ts` : (Object.keys(ROOM).find((room) => path.startsWith(room)) ?? path)
}

function withoutComments(text: string): string {
  return text.replace(/\/\*.*?\*\//gs, '').replace(/\/\/.*$/gm, '')
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

  it('only host, commands and service know Node', () => {
    const knows = /^src\/(host|cli|http|ask\/worker)\b/
    const globals = /\b(?:process|Buffer|__dirname|NodeJS|setImmediate|require)\b(?=[.([])/
    expect(outside.filter(({ from, to }) => to.startsWith('node:') && !knows.test(from))).toEqual([])
    const plain = files.filter((file) => !knows.test(file))
    expect(plain.filter((file) => globals.test(withoutComments(readFileSync(file, 'utf8'))))).toEqual([])
  })

  it('a type or a class has one meaning: no two files export one of the same name', () => {
    const declared = files
      .filter((file) => /^(src|models)\//.test(file))
      .flatMap((file) => {
        const text = readFileSync(file, 'utf8')
        return [...text.matchAll(/^export (?:interface|type|class|abstract class) (\w+)/gm)].map(([, name]) => name!)
      })
    expect(declared.length).toBeGreaterThan(200)
    expect(declared.filter((name, k) => declared.indexOf(name) !== k)).toEqual([])
  })

  it('no file needs itself by way of others', () => {
    const needs = new Map(files.map((file) => [file, neededBy(file)]))
    const done = new Set<string>()
    const circles: string[][] = []
    const walk = (file: string, above: readonly string[]): void => {
      if (above.includes(file)) circles.push([...above.slice(above.indexOf(file)), file])
      if (done.has(file) || above.includes(file)) return
      for (const other of needs.get(file) ?? []) walk(other, [...above, file])
      done.add(file)
    }
    for (const file of files) walk(file, [])
    expect(circles).toEqual([])
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

it('the package holds what users need: no bench, and none of its programs', () => {
  const listed = execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], { encoding: 'utf8' })
  const paths = (JSON.parse(listed) as { files: { path: string }[] }[])[0]!.files.map(({ path }) => path)
  expect(paths).toEqual(expect.arrayContaining(['dist/cli.js', 'dist/index.js', 'dist/thread.js', 'dist/worker.js']))
  const programs = paths.filter((path) => /^dist\/[^/]*\.js$/.test(path) && !/chunk-|-[A-Z0-9]{8}\.js$/.test(path))
  expect(programs.toSorted()).toEqual(['dist/cli.js', 'dist/index.js', 'dist/thread.js', 'dist/worker.js'])
})
