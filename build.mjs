/** Bundles the library, the command and the bench into `dist`, with shared chunks; `dist/bench` stays out of the package. `tsc` writes the types. */
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, join } from 'node:path'
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
    'bench/load': 'bench/http.ts',
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
  ],
  // some bundled packages are CommonJS and call require
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  outdir: 'dist',
  logLevel: 'warning',
})

/** What a scenario reads of its folder. */
const isRead = (name) => name === 'scenario.json' || (name.endsWith('.csv') && !name.startsWith('expected'))

/** The shipped scenarios as a module, for where there is no disk. */
const shippedScenarios = {
  name: 'shipped-scenarios',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^shipped-scenarios$/ }, ({ path }) => ({ path, namespace: 'shipped' }))
    onLoad({ filter: /.*/, namespace: 'shipped' }, () => {
      const ids = readdirSync('scenarios').filter((id) => existsSync(join('scenarios', id, 'scenario.json')))
      const paths = ids.flatMap((id) =>
        readdirSync(join('scenarios', id))
          .filter(isRead)
          .map((name) => `${id}/${name}`),
      )
      const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join('scenarios', path), 'utf8')]))
      return { contents: JSON.stringify(files), loader: 'json' }
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

await build({
  entryPoints: { browser: 'src/browser.ts' },
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2023',
  plugins: [shippedScenarios, withoutNode],
  outdir: 'dist/browser',
  logLevel: 'warning',
})
// solvers look for these beside themselves
for (const wasm of ['highs/build/highs.wasm', 'glpk.js/dist/glpk.wasm']) {
  copyFileSync(join('node_modules', wasm), join('dist/browser', basename(wasm)))
}
