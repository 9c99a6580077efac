/** Bundles the library, the command and the bench into `dist`, with shared chunks; `dist/bench` stays out of the package. `tsc` writes the types. */
import { rmSync } from 'node:fs'
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
    'bench/proposals': 'bench/proposals.ts',
    'bench/stop': 'bench/stop.ts',
    'bench/load': 'bench/http.ts',
  },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // solvers stay packages of their own: WebAssembly, and loaded only when used; so does what serves HTTP: it has files beside it
  external: ['highs', 'glpk.js', 'javascript-lp-solver', 'fastify', '@fastify/*', 'piscina', 'autocannon'],
  // some bundled packages are CommonJS and call require
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  outdir: 'dist',
  logLevel: 'warning',
})
