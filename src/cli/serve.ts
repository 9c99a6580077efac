/** `evenredig serve`: the HTTP service, until it is told to stop. The service itself is loaded only here. */
import { availableParallelism } from 'node:os'
import { Option, type Command } from 'commander'
import { InputError } from '../domain/errors.js'
import { EXIT, type Exit } from '../domain/outcomes.js'
import { openStore } from '../host/store.js'
import { isLoopback, LEAST_TOKEN } from '../http/guard.js'
import type { Language, Text } from '../words/texts.js'
import { listOf, NUMBER, OUTPUT, REQUEST, usage, type Flag } from '../questions/flags.js'
import { addFlag } from './question.js'
import { supervise, toldToStop } from './supervise.js'

interface ServeFlags {
  readonly port?: string
  readonly host?: string
  readonly timeLimit?: string
  readonly threads?: string
  readonly store?: string
  /** Whether this is the service itself, and not the process that watches it. */
  readonly supervised?: boolean
}

type Add = (name: string, description: Text, examples: readonly string[]) => Command

const HOST = '127.0.0.1'
const PORT = '8080'

const FLAGS: readonly Flag[] = [
  {
    name: 'port',
    value: NUMBER,
    words: { nl: `poort (standaard ${PORT}); 0: een vrije`, en: `port (default ${PORT}); 0: a free one` },
  },
  {
    name: 'host',
    value: { nl: 'adres', en: 'address' },
    words: {
      nl: `adres (standaard ${HOST}); elk ander dan van deze machine zelf vraagt om EVENREDIG_TOKEN van ten minste 16 tekens; haar namen staan in EVENREDIG_HOSTS`,
      en: `address (default ${HOST}); any but this machine’s own demands EVENREDIG_TOKEN of at least 16 characters; its names stand in EVENREDIG_HOSTS`,
    },
  },
  {
    ...REQUEST.timeLimit,
    words: {
      nl: 'tijdslimiet per vraag, wachten meegeteld (standaard 30)',
      en: 'time limit per question, waiting included (default 30)',
    },
  },
  {
    name: 'threads',
    value: NUMBER,
    words: { nl: 'hoeveel vragen tegelijk worden uitgerekend', en: 'how many questions are computed at the same time' },
  },
  {
    name: 'store',
    value: { nl: 'map', en: 'folder' },
    words: {
      nl: 'bewaar taken in deze map, of met postgres://… in een database (anders EVENREDIG_STORE): zo overleven ze een herstart; zonder staan ze in het geheugen',
      en: 'keep jobs in this folder, or with postgres://… in a database (else EVENREDIG_STORE), so that they survive a restart; without it they are in memory',
    },
  },
  OUTPUT.lang,
]

/** Not for people: tells the service from the process that watches it. */
const SUPERVISED = '--supervised'

/** Adds the command. @param ended gets the exit status when the service has stopped */
export function addServe(add: Add, language: Language, ended: (exit: Exit) => void): void {
  const command = add(
    'serve',
    { nl: 'de dienst over HTTP, met uitleg op /docs', en: 'the HTTP service, explained at /docs' },
    ['serve', 'serve --port 9000 --time-limit 10', 'serve --host 0.0.0.0'],
  )
  for (const each of FLAGS) addFlag(command, each, language)
  command
    .addOption(new Option(SUPERVISED).hideHelp())
    .action(async (flags: ServeFlags) => ended(await serve(flags, language, process.env)))
}

/** What the machine does not give now, though nothing is wrong with asking for it. */
const REFUSED: Readonly<Record<string, Text & { readonly flag: string }>> = {
  EADDRINUSE: {
    flag: '--port',
    nl: 'deze poort is al in gebruik; kies een andere, of 0 voor een vrije',
    en: 'this port is in use already; choose another, or 0 for a free one',
  },
  EACCES: {
    flag: '--port',
    nl: 'deze poort mag u hier niet gebruiken; kies er een boven 1023',
    en: 'you may not use this port here; choose one above 1023',
  },
  EADDRNOTAVAIL: {
    flag: '--host',
    nl: 'dit adres heeft deze machine nu niet',
    en: 'this machine does not have this address now',
  },
}

interface Service {
  readonly host: string
  readonly port: number
  /** Seconds; null: as the service has it. */
  readonly limit: number | null
  readonly threads: number
  readonly token: string | null
  readonly names: readonly string[]
  readonly language: Language
  /** Where jobs are kept; null: in memory. */
  readonly store: string | null
}

/** Serves until told to stop, and then until what runs has been answered. @throws InputError for a wrong flag, or no token */
async function serve(flags: ServeFlags, language: Language, env: NodeJS.ProcessEnv): Promise<Exit> {
  const service = serviceOf(flags, language, env)
  if (flags.supervised) return serveHere(service)
  const { host, port, limit, threads, store } = service
  if (store !== null) env[STORE] = store // not as an argument: a password would be in the list of processes
  return supervise([
    'serve',
    SUPERVISED,
    `--host=${host}`,
    `--port=${port}`,
    `--threads=${threads}`,
    `--lang=${language}`,
    ...(limit === null ? [] : [`--time-limit=${limit}`]),
  ])
}

function serviceOf(flags: ServeFlags, language: Language, env: NodeJS.ProcessEnv): Service {
  const { host = HOST } = flags
  const port = wholeFlag('--port', flags.port ?? PORT, 0, 65_535)
  const limit = flags.timeLimit === undefined ? null : secondsFlag(flags.timeLimit)
  const threads = wholeFlag('--threads', flags.threads ?? String(usualThreads()), 1, MOST_THREADS)
  const token = env['EVENREDIG_TOKEN'] || null
  if (!isLoopback(host) && token === null) {
    throw new InputError([
      {
        code: 'missing',
        path: 'EVENREDIG_TOKEN',
        found: '-',
        expected: `>= ${LEAST_TOKEN} characters | --host ${HOST}`,
      },
    ])
  }
  if (!isLoopback(host) && token !== null && token.length < LEAST_TOKEN) {
    const found = `${token.length} characters` // not the token itself
    throw new InputError([{ code: 'value', path: 'EVENREDIG_TOKEN', found, expected: `>= ${LEAST_TOKEN} characters` }])
  }
  const names = listOf(env['EVENREDIG_HOSTS'] ?? '').map((name) => name.toLowerCase())
  // a variable that was not set, and a service that would forget its jobs
  if (flags.store === '') throw usage('--store', '', 'postgres://… | a folder')
  const store = flags.store ?? env[STORE] ?? null
  return { host, port, limit, threads, token, names, language, store: store === '' ? null : store }
}

/** The service itself. */
async function serveHere({ port, limit, store: where, ...rest }: Service): Promise<Exit> {
  const told = toldToStop()
  const store = where === null ? null : await openStore(where)
  store?.claim()
  const { host, language } = rest
  const { buildServer, DEFAULTS, LOOPBACK_REQUESTS_PER_MINUTE, THREAD } = await import('../http/server.js')
  const app = await buildServer({
    ...DEFAULTS,
    ...(isLoopback(host) && { requestsPerMinute: LOOPBACK_REQUESTS_PER_MINUTE }),
    ...(limit !== null && { limitMs: limit * 1000 }),
    ...rest,
    store,
    thread: THREAD,
    log: process.stderr,
  })
  try {
    await app.listen({ port, host })
  } catch (error) {
    await app.close()
    await store?.close()
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const refused = REFUSED[code]
    if (refused === undefined) throw usage('--host', `${host}:${port} (${code})`, '')
    process.stderr.write(`${refused.flag}: ${refused[language]} (${host}:${port}, ${code})\n`)
    return EXIT.noAnswer
  }
  const address = app.server.address()
  const open = typeof address === 'object' && address !== null ? address.port : port
  const name = host.includes(':') ? `[${host}]` : host
  const runs = { nl: 'Evenredig draait op', en: 'Evenredig runs at' }[language]
  const stop = { nl: 'stoppen met Ctrl-C', en: 'stop with Ctrl-C' }[language]
  process.stderr.write(`${runs} http://${name}:${open} (${stop})\n`)
  await told
  const stopping = { nl: 'Wat nog loopt wordt afgemaakt.', en: 'What still runs is finished first.' }[language]
  process.stderr.write(`${stopping}\n`)
  await app.close()
  await store?.close()
  return EXIT.positive
}

const MOST_THREADS = 64

/** The environment’s word for `--store`. */
const STORE = 'EVENREDIG_STORE'

/** One for each processor, and one that is for quick questions only. */
function usualThreads(): number {
  return Math.min(availableParallelism() + 1, MOST_THREADS)
}

function wholeFlag(name: string, given: string, least: number, most: number): number {
  const value = /^\d{1,5}$/.test(given) ? Number(given) : Number.NaN
  if (value >= least && value <= most) return value
  throw usage(name, given, `${least} .. ${most}`)
}

function secondsFlag(given: string): number {
  const value = Number(given.replace(',', '.'))
  if (value > 0 && value <= 86_400) return value
  throw usage('--time-limit', given, '> 0')
}
