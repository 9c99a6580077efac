/** Before any test: commands are tested as they are built, so `dist` may not be older than the sources. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const SOURCES = ['src', 'models', 'bench', 'package.json', 'build.mjs', 'tsconfig.json', 'tsconfig.build.json']
const BUILT = ['dist/cli.js', 'dist/types/src/index.d.ts']

/** When the newest of these was changed, in ms. */
function newest(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs
  return Math.max(...readdirSync(path).map((name) => newest(join(path, name))))
}

export default function build(): void {
  const sources = Math.max(...SOURCES.map(newest))
  if (BUILT.every((path) => existsSync(path) && statSync(path).mtimeMs >= sources)) return
  execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit' })
}
