/** Bundles the library, the command and the bench into `dist`, with shared chunks; `dist/bench` stays out of the package. `tsc` writes the types. */
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'esbuild'

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: {
    index: 'src/index.ts',
    cli: 'src/cli/main.ts',
    worker: 'src/ask/worker.ts',
    thread: 'src/http/thread.ts',
    'bench/openapi': 'src/http/write-openapi.ts',
    'bench/speed': 'bench/speed.ts',
    'bench/peer': 'bench/peer.ts',
    'bench/grown': 'bench/grown.ts',
    'bench/proposals': 'bench/proposals.ts',
    'bench/stop': 'bench/stop.ts',
    'bench/whatifs': 'bench/whatifs.ts',
    'bench/load': 'bench/http.ts',
    'bench/page': 'bench/page.ts',
  },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // solvers stay packages of their own: WebAssembly, and loaded only when used; so does what serves HTTP: it has files beside it;
  // and what speaks to a database, which few have
  external: [
    'highs',
    'glpk.js',
    'javascript-lp-solver',
    'fastify',
    '@fastify/*',
    'piscina',
    'pg',
    'pg-boss',
    'autocannon',
    'playwright-core',
  ],
  // some bundled packages are CommonJS and call require
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  outdir: 'dist',
  logLevel: 'warning',
})

/** What a scenario reads of its folder. */
const isRead = (name) => name === 'scenario.json' || (name.endsWith('.csv') && !name.startsWith('expected'))

/** What stands in the folders that have a file of this name, as text by path. */
const filesOf = (main, isWanted) => {
  const ids = readdirSync('scenarios').filter((id) => existsSync(join('scenarios', id, main)))
  const paths = ids.flatMap((id) =>
    readdirSync(join('scenarios', id))
      .filter(isWanted)
      .map((name) => `${id}/${name}`),
  )
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join('scenarios', path), 'utf8')]))
}

/** The shipped scenarios as a module, for where there is no disk. */
const shippedScenarios = {
  name: 'shipped-scenarios',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^shipped-scenarios$/ }, ({ path }) => ({ path, namespace: 'shipped' }))
    onLoad({ filter: /.*/, namespace: 'shipped' }, () => ({
      contents: JSON.stringify(filesOf('scenario.json', isRead)),
      loader: 'json',
    }))
  },
}

/** The shipped cases within OORs, whose files stand in folders as those of scenarios do. */
const shippedCases = {
  name: 'shipped-cases',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^shipped-cases$/ }, ({ path }) => ({ path, namespace: 'cases' }))
    onLoad({ filter: /.*/, namespace: 'cases' }, () => ({
      contents: JSON.stringify(filesOf('case.json', (name) => name === 'case.json' || name.endsWith('.csv'))),
      loader: 'json',
    }))
  },
}

/** The consultations that come with scenarios, for the page. */
const shippedConsultations = {
  name: 'shipped-consultations',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^shipped-consultations$/ }, ({ path }) => ({ path, namespace: 'consultations' }))
    onLoad({ filter: /.*/, namespace: 'consultations' }, () => {
      const ids = readdirSync('scenarios').filter((id) => existsSync(join('scenarios', id, 'advices.json')))
      const read = (id) => JSON.parse(readFileSync(join('scenarios', id, 'advices.json'), 'utf8'))
      return { contents: JSON.stringify(Object.fromEntries(ids.map((id) => [id, read(id)]))), loader: 'json' }
    })
  },
}

/** What solvers of others ask of Node when they run there: never in a browser. */
const withoutNode = {
  name: 'without-node',
  setup: ({ onResolve, onLoad }) => {
    const ofNode = new RegExp(`^(node:.*|${builtinModules.join('|')})$`)
    onResolve({ filter: ofNode }, ({ path, importer }) => {
      if (!importer.includes('node_modules')) throw new Error(`${importer} imports ${path}`)
      return { path, namespace: 'without-node' }
    })
    onLoad({ filter: /.*/, namespace: 'without-node' }, () => ({ contents: 'export {}', loader: 'js' }))
  },
}

const forBrowsers = {
  bundle: true,
  minify: true,
  platform: 'browser',
  target: 'es2023',
  plugins: [shippedScenarios, shippedCases, shippedConsultations, withoutNode],
  logLevel: 'warning',
}

/** The library for browsers, and the engine of the page, which is made of it. */
await build({
  ...forBrowsers,
  entryPoints: { browser: 'src/browser.ts', engine: 'src/web/engine.ts' },
  splitting: true,
  format: 'esm',
  outdir: 'dist/browser',
})
// solvers look for these beside themselves
for (const wasm of ['highs/build/highs.wasm', 'glpk.js/dist/glpk.wasm']) {
  copyFileSync(join('node_modules', wasm), join('dist/browser', basename(wasm)))
}

/** The page, twice: in parts, to be served beside the engine, and as one file with all of it inside. */
const pagePart = async (entry, options) => {
  const { outputFiles } = await build({ ...forBrowsers, entryPoints: [entry], write: false, ...options })
  return outputFiles[0].text.trimEnd()
}
const jsx = { jsx: 'automatic', jsxImportSource: 'preact', format: 'esm' }
// all views but the first are parts of their own, loaded when they are opened
await build({
  ...forBrowsers,
  ...jsx,
  entryPoints: { page: 'src/web/main.tsx' },
  splitting: true,
  outdir: 'dist/browser',
})
const wholeScript = await pagePart('src/web/whole.ts', jsx)
const loader = await pagePart('src/web/single.ts', { format: 'esm' })
const style = await pagePart('src/web/page.css', {})
const html = readFileSync('src/web/index.html', 'utf8')
const filled = (head, body) => html.replace('<!-- style -->', () => head).replace('<!-- script -->', () => body)

mkdirSync('dist/page')
writeFileSync('dist/browser/page.css', style)
writeFileSync(
  'dist/browser/index.html',
  filled('<link rel="stylesheet" href="page/page.css" />', '<script type="module" src="page/page.js"></script>'),
)

/** One file: nothing may come from elsewhere, and only what is in it may run. */
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const single = loader.replaceAll('</script', '<\\/script')
const policy = [
  "default-src 'none'",
  `script-src ${hashOf(single)} 'wasm-unsafe-eval' blob:`,
  `style-src ${hashOf(style)}`,
  'worker-src blob:',
  'connect-src blob:',
  'img-src data:',
].join('; ')
/** Packing takes seconds, and the solver seldom changes: what was packed before is kept. */
const packed = (bytes, quality) => {
  const kept = join(
    'node_modules/.cache/evenredig',
    createHash('sha256').update(bytes).update(String(quality)).digest('hex'),
  )
  if (existsSync(kept)) return readFileSync(kept, 'utf8')
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  const text = brotliCompressSync(bytes, { params }).toString('base64')
  mkdirSync('node_modules/.cache/evenredig', { recursive: true })
  writeFileSync(kept, text)
  return text
}

/** In the one file flow and HiGHS are the solvers, tables are written by what writes them alone, and there is no Parquet. */
const lean = {
  name: 'lean',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(glpk\.js.*|javascript-lp-solver|hyparquet.*|cli-table3)$/ }, ({ path }) => ({
      path,
      namespace: 'left-out',
    }))
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'export default {}', loader: 'js' }))
    onResolve({ filter: /^hucre\/xlsx$/ }, ({ path }) => ({ path, namespace: 'only' }))
    onLoad({ filter: /.*/, namespace: 'only' }, () => ({
      contents: "export { writeXlsx } from './node_modules/hucre/dist/xlsx.mjs'",
      resolveDir: '.',
      loader: 'js',
    }))
  },
}
const engine = await pagePart('src/web/engine.ts', { format: 'iife', plugins: [lean, ...forBrowsers.plugins] })
writeFileSync(
  'dist/page/evenredig.html',
  filled(
    `<meta http-equiv="Content-Security-Policy" content="${policy}" />\n    <style>${style}</style>`,
    [
      `<script type="text/plain" id="whole">${packed(Buffer.from(wholeScript), 11)}</script>`,
      `<script type="text/plain" id="engine">${packed(Buffer.from(engine), 11)}</script>`,
      `<script type="text/plain" id="solver">${packed(readFileSync('node_modules/highs/build/highs.wasm'), 11)}</script>`,
      `<script type="module">${single}</script>`,
    ].join('\n    '),
  ),
)
