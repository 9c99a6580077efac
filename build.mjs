/** Bundles the library, the command and the bench into `dist`, one file each with shared chunks; `tsc` writes the types. */
import { rmSync } from 'node:fs'
import { build } from 'esbuild'

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: {
    index: 'src/index.ts',
    cli: 'src/cli/main.ts',
    worker: 'src/ask/worker.ts',
    thread: 'src/http/thread.ts',
    openapi: 'src/http/write-openapi.ts',
    speed: 'bench/speed.ts',
    peer: 'bench/peer.ts',
    proposals: 'bench/proposals.ts',
    stop: 'bench/stop.ts',
    load: 'bench/http.ts',
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
