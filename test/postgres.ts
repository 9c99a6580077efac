/** A PostgreSQL of its own, on loopback, for as long as a test runs: Debian's, in a folder that is thrown away. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const DEBIAN = '/usr/lib/postgresql'

/** The programs of the newest PostgreSQL that is there; null where there is none. */
function programs(): string | null {
  if (!existsSync(DEBIAN)) return null
  const versions = readdirSync(DEBIAN).toSorted((a, b) => Number(a) - Number(b))
  const found = versions.map((version) => join(DEBIAN, version, 'bin')).filter((bin) => existsSync(join(bin, 'initdb')))
  return found.at(-1) ?? null
}

/** PostgreSQL does not run as root; where this is root, another user runs it. */
const isRoot = process.getuid?.() === 0
const mayRun = !isRoot || spawnSync('runuser', ['-u', 'postgres', '--', 'true']).status === 0

/** Why there is none to test with; null where there is one. */
export const noPostgres: string | null =
  programs() === null
    ? 'PostgreSQL is not there (Debian: apt-get install postgresql)'
    : mayRun
      ? null
      : 'nobody but root can run PostgreSQL here'
if (noPostgres !== null) console.warn(`skipped: ${noPostgres}`)

export const PASSWORD = 'zeer-geheim-wachtwoord'

export interface Database {
  /** With its password in it. */
  readonly address: string
  /** Ends it as a machine that fails does, and starts it on what is left. */
  readonly fail: () => void
  readonly start: () => void
  readonly stop: () => void
}

/** Starts one, which lets nobody in without the password. */
export async function startPostgres(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'evenredig-postgres-'))
  const bin = programs()!
  const run = (name: string, ...args: readonly string[]) =>
    isRoot
      ? execFileSync('runuser', ['-u', 'postgres', '--', join(bin, name), ...args], { cwd: folder, stdio: 'ignore' })
      : execFileSync(join(bin, name), args, { cwd: folder, stdio: 'ignore' })
  const [data, secret] = [join(folder, 'data'), join(folder, 'secret')]
  writeFileSync(secret, PASSWORD)
  if (isRoot) execFileSync('chown', ['-R', 'postgres', folder])
  run('initdb', '-D', data, '-U', 'evenredig', '-A', 'scram-sha-256', '--pwfile', secret, '--no-sync')
  const port = await freePort()
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c log_statement=all`
  const start = () => run('pg_ctl', '-D', data, '-w', '-o', options, '-l', join(folder, 'log'), 'start')
  const isThere = () => existsSync(join(data, 'postmaster.pid'))
  const fail = () => void (isThere() && run('pg_ctl', '-D', data, '-m', 'immediate', 'stop'))
  start()
  return {
    address: `postgres://evenredig:${PASSWORD}@127.0.0.1:${port}/postgres`,
    fail,
    start,
    stop: () => {
      fail()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((found) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => found(port))
    })
  })
}
