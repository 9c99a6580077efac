/** What may not be written is a fault, and is left as it was. Root may write anywhere, so the command runs as somebody else then. */
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const NOBODY = 65_534
const isRoot = process.getuid?.() === 0
const folder = mkdtempSync(join(tmpdir(), 'evenredig-unwritable-'))
if (isRoot) chownSync(folder, NOBODY, NOBODY)
afterAll(() => {
  chmodSync(join(folder, 'closed'), 0o755)
  rmSync(folder, { recursive: true, force: true })
})

function run(...args: string[]) {
  const who = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const done = spawnSync(process.execPath, [CLI, ...args], { ...who, cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } }) // prettier-ignore
  return { status: done.status, out: done.stdout, err: done.stderr }
}

/** Why it cannot be tried here; null where it can. */
function hindrance(): string | null {
  if (process.platform === 'win32') return 'Windows has other rights'
  const { status } = run('--version')
  return status === 0 ? null : 'who runs this without rights cannot read the program itself'
}

const why = hindrance()
if (why !== null) console.info(`not tried, what may not be written: ${why}`)

const table = JSON.stringify({ rows: ['r'], columns: ['A'], target: [[1]], rowTotals: [1], columnTotals: [1] })
writeFileSync(join(folder, 'table.json'), table)
writeFileSync(join(folder, 'places.csv'), 'specialty,A,B\n01,3,2\n02,1,3\n')
mkdirSync(join(folder, 'closed'))
const KEPT = ['kept.json', 'kept.xlsx', 'kept.html', 'kept.csv', 'kept.lp']
for (const name of KEPT) {
  for (const path of [join(folder, name), join(folder, 'closed', name)]) {
    writeFileSync(path, 'as it was')
    chmodSync(path, 0o444)
  }
}
mkdirSync(join(folder, 'made'))
writeFileSync(join(folder, 'made', 'source.md'), 'as it was')
chmodSync(join(folder, 'made', 'source.md'), 0o444)
chmodSync(join(folder, 'closed'), 0o555)
const whole = (path: string) => readdirSync(path).toSorted().join()
const before = whole(folder)

describe.skipIf(why !== null)('--out where nothing may be written', () => {
  it.each([
    ...KEPT.map((name) => ['round', 'table.json', '--out', `closed/new-${name}`]),
    ...KEPT.map((name) => ['round', 'table.json', '--force', '--out', `closed/${name}`]),
    ...KEPT.map((name) => ['round', 'table.json', '--force', '--out', name]),
    ['template', 'closed/new.xlsx'],
    ['template', '--force', 'kept.xlsx'],
    ['reconstruct', 'places.csv', '--out', 'closed/new'],
    ['reconstruct', 'places.csv', '--out', 'closed'],
    ['reconstruct', 'places.csv', '--force', '--out', 'made'],
  ])('is a fault, and nothing is half written: %s %s %s %s %s', (...args) => {
    const { status, out, err } = run(...args)
    expect([status, out], err).toEqual([2, ''])
    expect(err).toMatch(/geen toegang; verwacht een plaats waar geschreven mag worden/)
    expect(err).not.toMatch(/^ {4}at |EACCES/m)
    expect(whole(folder)).toBe(before)
    expect(whole(join(folder, 'closed'))).toBe(KEPT.toSorted().join())
    expect(whole(join(folder, 'made'))).toBe('source.md')
    for (const path of [...KEPT, ...KEPT.map((name) => join('closed', name)), 'made/source.md']) {
      expect(readFileSync(join(folder, path), 'utf8')).toBe('as it was')
    }
  })
})
