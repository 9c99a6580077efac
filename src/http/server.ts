/** The HTTP service: routes, hooks and errors. What is computed is computed in threads (`threads.ts`). */
import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import underPressure from '@fastify/under-pressure'
import fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { InputError, type Fault } from '../domain/errors.js'
import { EXIT, HTTP_STATUS } from '../domain/outcomes.js'
import { shelvesInMemory } from '../host/kept.js'
import type { Store } from '../io/store.js'
import type { Language } from '../words/texts.js'
import { checkShape } from '../shapes/check.js'
import { Admission } from './admission.js'
import { healthAnswer } from './answers.js'
import { languageOf, leaving, taskOf, turnOf } from './asked.js'
import { formatFor, MEDIA, type Format } from './formats.js'
import { clientOf, holdsToken, isLoopback, isOpen, isOwnHost, isOwnOrigin, LEAST_TOKEN, targetHost } from './guard.js'
import { addJobs, EVENTS } from './job-routes.js'
import { Jobs } from './jobs.js'
import { BusyError } from './line.js'
import { addressOf, documentation, describe } from './openapi.js'
import { OPERATIONS, type Operation } from './operations.js'
import { page, PAGE_STYLE_HASH } from './page.js'
import { kindOfFaults, ProblemError, problemOf, type ProblemKind } from './problems.js'
import { addressQuery, pageQuery, type AddressQuery } from './requests.js'
import { ACCEPTED, type Spoken } from './thread.js'
import { GoneError, LateError, LostError, Threads } from './threads.js'

export interface ServerSettings {
  /** Where it listens; any address but this machine's own demands a token. */
  readonly host: string
  /** What `Authorization: Bearer` must hold; null: nothing is demanded. */
  readonly token: string | null
  /** Names under which it is known, besides localhost and addresses. */
  readonly names: readonly string[]
  /** Of whom no language is asked for. */
  readonly language: Language
  readonly threads: number
  readonly maxWaiting: number
  /** Milliseconds for an answer, waiting included. */
  readonly limitMs: number
  /** Milliseconds that a client may take to read an answer. */
  readonly readMs: number
  readonly bodyBytes: number
  /** The largest table, in cells. */
  readonly maxCells: number
  /** Per client and route. */
  readonly requestsPerMinute: number
  /** Bytes beyond which it takes no new questions until there is room again; 0: no bound. Solvers in WebAssembly count in `resident` only. */
  readonly memory: { readonly heap: number; readonly resident: number }
  readonly thread: URL
  /** Where jobs are kept, so that they outlive the service; null: in its memory. Whoever opened it closes it. */
  readonly store: Store | null
  /** Takes a line of JSON per event; null for no log. */
  readonly log: { readonly write: (line: string) => void } | null
}

/** What holds unless said otherwise. */
export const DEFAULTS = {
  names: [],
  language: 'nl',
  maxWaiting: 100,
  limitMs: 30_000,
  readMs: 60_000,
  bodyBytes: 5_000_000,
  maxCells: 100_000,
  requestsPerMinute: 1_200,
  memory: { heap: 1_000_000_000, resident: 4_000_000_000 },
  store: null,
} as const satisfies Partial<ServerSettings>

/** The thread as it is built. */
export const THREAD = new URL('./thread.js', import.meta.url)

/** On this machine alone there is nobody to share with; this only stops a program that runs wild. */
export const LOOPBACK_REQUESTS_PER_MINUTE = 120_000

/** How long a client may take to send a request, and how often that is looked at; how long a connection may stay idle. */
const SEND_MS = 15_000
const LOOK_MS = 1_000
const IDLE_MS = 5_000

/** How long what still runs may go on after the service was told to stop, and answers may then take to leave. */
const STOP_MS = 6_000
const LEAVE_MS = 1_000

/** The longest id in an address. */
const LONGEST_ID = 500

type App = FastifyInstance

/**
 * Builds the service; `listen` starts it, `close` stops it after what still runs has been answered.
 * @throws TypeError without a token, or with one that can be guessed, for an address that others can reach
 */
export async function buildServer(settings: ServerSettings): Promise<App> {
  if (!isLoopback(settings.host) && (settings.token ?? '').length < LEAST_TOKEN) {
    throw new TypeError(`a token of at least ${LEAST_TOKEN} characters is needed for this address`)
  }
  const app = fastify({
    logger: settings.log === null ? false : { level: 'info', stream: settings.log, base: null },
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: ({ headers }) => idOf(headers['x-request-id']),
    bodyLimit: settings.bodyBytes,
    requestTimeout: SEND_MS,
    pluginTimeout: 0, // a machine that is busy starts late, but starts
    http: {
      headersTimeout: SEND_MS,
      connectionsCheckingInterval: LOOK_MS, // Node's own is twice as long as the limit itself
      requireHostHeader: false, // our own answer, as a problem
    },
    keepAliveTimeout: IDLE_MS,
    return503OnClosing: false, // our own answer, as a problem
    routerOptions: { maxParamLength: LONGEST_ID },
    frameworkErrors: (error, request, reply) => fail(refusal(request, settings) ?? error, request, reply, settings),
    clientErrorHandler: (error, socket) => {
      if (!socket.writable || error.code === 'ECONNRESET') socket.destroy()
      else socket.end(rawProblem(RAW_KINDS[error.code ?? ''] ?? 'bad-request', settings.language))
    },
  })
  const threads = new Threads(settings)
  const admission = new Admission()
  const jobs = new Jobs(threads, {
    shelves: settings.store?.shelves ?? shelvesInMemory(),
    lasts: settings.store !== null,
    queue: settings.store?.queue,
    atATime: Math.max(1, settings.threads - 1), // as many slow questions as the line lets run
    log: app.log,
  })
  let stopping = false
  app.addHook('preClose', () => {
    stopping = true
    void jobs.stop() // what is kept goes on when the service is started again
    // whatever clients do: send drop by drop, or read so, or keep a connection that they do not use
    const ending = setTimeout(() => threads.end(), STOP_MS)
    const cutting = setTimeout(() => app.server.closeAllConnections(), STOP_MS + LEAVE_MS)
    // a request that is not whole yet is not begun any more, and one that was never sent need not be waited for
    const asking = setTimeout(() => admission.leaveQuiet(), LEAVE_MS)
    app.server.once('close', () => [ending, cutting, asking].forEach(clearTimeout))
    app.server.closeIdleConnections()
  })
  app.addHook('onClose', async () => {
    await jobs.stop()
    await threads.close()
  })

  app.setValidatorCompiler((route) =>
    // a body is checked where it is read, in the thread, by the same schema
    route.httpPart === 'body'
      ? (value: unknown) => ({ value })
      : route.httpPart === 'querystring'
        ? (value: unknown) => ({ value: checkShape(route.schema as never, value, 'querystring') })
        : validatorCompiler(route as never),
  )
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
  app.setErrorHandler((error: FastifyError, request, reply) => fail(error, request, reply, settings))
  const allowed = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const methods = allowed.get(url) ?? new Set()
    for (const each of [method].flat()) methods.add(each)
    allowed.set(url, methods)
  })
  app.setNotFoundHandler((request) => {
    throw noRoute(request, allowed)
  })

  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response)) // none is met
  app.server.on('connection', (socket) => admission.connected(socket))
  app.addHook('onRequest', async (request, reply) => {
    const over = admission.request(request.raw.socket)
    if (over !== null) {
      reply.raw.once('close', over)
      return
    }
    request.raw.socket.destroy()
    return reply.hijack() // there is nobody left to answer
  })
  await app.register(helmet, HEADERS)
  await app.register(underPressure, {
    maxHeapUsedBytes: settings.memory.heap,
    maxRssBytes: settings.memory.resident,
    pressureHandler: ({ routeOptions }) =>
      routeOptions.url === HEALTH
        ? Promise.resolve()
        : Promise.reject(new ProblemError('overloaded', { headers: { 'retry-after': '10' } })),
  })
  await app.register(rateLimit, {
    global: false,
    max: settings.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: ({ ip }) => clientOf(ip),
    errorResponseBuilder: () => new ProblemError('too-many'),
  })

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (stopping && request.routeOptions.url !== HEALTH) {
      throw new ProblemError('stopping', { headers: { connection: 'close' } })
    }
    const refused = refusal(request, settings)
    if (refused !== null) throw refused
    const over = admission.body(clientOf(request.ip), announced(request, settings))
    if (over === null) throw new ProblemError('busy', { headers: { 'retry-after': String(SEND_MS / 1000) } })
    reply.raw.once('close', over)
  })
  app.addHook('onSend', async ({ routeOptions }, reply) => {
    if (stopping) reply.header('connection', 'close')
    if (routeOptions.url === EVENTS) return // as long as its job takes
    const cutting = setTimeout(() => reply.request.raw.socket.destroy(), settings.readMs).unref()
    for (const over of ['finish', 'close']) reply.raw.once(over, () => clearTimeout(cutting))
  })
  app.addHook('onResponse', async (request, reply) => {
    // the pattern of the route, not the address: what stands there may be anything
    const { method, routeOptions } = request
    const { statusCode, elapsedTime } = reply
    const milliseconds = Math.round(elapsedTime * 10) / 10
    request.log.info({ method, route: routeOptions.url ?? null, status: statusCode, milliseconds }, 'answered')
  })

  // a body is handed to the thread as it came
  app.removeAllContentTypeParsers()
  for (const type of ACCEPTED) {
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  }

  await documentation(app)
  for (const operation of OPERATIONS) if (!operation.isJob) addOperation(app, operation, threads, settings)
  addJobs(app, jobs, settings)
  addPages(app, threads, settings, () => stopping)
  await addWebPage(app, settings)
  await app.ready()
  await jobs.start()
  return app
}

const HEALTH = '/healthz'

/** Of these the first goes for Node, and perhaps the last for whoever passed the request on. */
const ONCE: readonly string[] = ['host', 'authorization', 'content-type', 'content-encoding', 'origin']

/** Whether a request says once what it says, and is sent as it is: another coding of it would not be undone. */
function isPlainlySaid({ rawHeaders, headers }: FastifyRequest['raw']): boolean {
  const names = rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase())
  const coding = headers['transfer-encoding']?.toLowerCase() ?? 'chunked'
  return coding === 'chunked' && ONCE.every((name) => names.indexOf(name) === names.lastIndexOf(name))
}

/** Why a request is not let in; null when it is. */
function refusal(
  { headers, raw, routeOptions }: FastifyRequest,
  { host, names, token }: ServerSettings,
): ProblemError | null {
  if (headers.host === undefined || !isPlainlySaid(raw)) return new ProblemError('bad-request')
  const own = [host.toLowerCase(), ...names]
  const asked = [headers.host, targetHost(raw.url ?? '') ?? headers.host]
  if (!asked.every((each) => isOwnHost(each, own))) return new ProblemError('wrong-host')
  if (!isOwnOrigin(headers.origin, headers.host)) return new ProblemError('wrong-origin')
  if (token === null || isOpen(routeOptions.url) || holdsToken(headers.authorization, token)) return null
  return new ProblemError('no-token', { headers: { 'www-authenticate': 'Bearer' } })
}

/** The route of one question. */
function addOperation(app: App, operation: Operation, threads: Threads, settings: ServerSettings): void {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: operation.method,
    url: operation.path,
    config: { rateLimit: { max: settings.requestsPerMinute, timeWindow: 60_000 }, told: addressOf(operation) },
    schema: { ...describe(operation), querystring: addressQuery },
    handler: async (request, reply) => {
      const { query } = request
      const format = formatFor(query.format, request.headers.accept, operation.formats)
      if (format === null) throw new ProblemError('not-acceptable', { detail: operation.formats.join(' | ') })
      const faults = csvFaults(query, format, operation.hasTotals)
      if (faults.length > 0) throw new ProblemError('bad-request', { faults })
      const spoken = await threads.answer(
        taskOf(request, operation, format, settings),
        turnOf(request, operation),
        leaving(reply),
      )
      reply.header('vary', 'Accept, Accept-Language').header('cache-control', 'private, no-cache')
      const { body, etag } = answerOf(spoken, request)
      reply.header('etag', etag)
      if (body === null) return reply.code(304).send()
      if (format !== 'json') {
        const shown = format === 'html' ? 'inline' : 'attachment'
        reply.header('content-disposition', `${shown}; filename="evenredig-${operation.name}.${format}"`)
      }
      if (format === 'html') reply.header('content-security-policy', ANSWER_POLICY)
      return reply.type(MEDIA[format]).send(typeof body === 'string' ? body : Buffer.from(body))
    },
  })
}

/** What is asked of CSV where the answer is none; names and totals belong to tables, and an explanation is a list of steps. */
function csvFaults(query: AddressQuery, format: Format, hasTotals: boolean): Fault[] {
  const asked = (['dialect', 'names', 'totals'] as const).filter((key) => query[key] !== undefined)
  const idle = asked.filter((key) => format !== 'csv' || (key !== 'dialect' && !hasTotals))
  const expected = format === 'csv' ? 'dialect' : 'format=csv'
  return idle.map((key) => ({ code: 'usage', path: `querystring.${key}`, found: key, expected }))
}

/** How many bytes a body may become, as its request begins. */
function announced({ headers }: FastifyRequest, { bodyBytes }: ServerSettings): number {
  if (headers['transfer-encoding'] !== undefined) return bodyBytes
  return Math.min(Number(headers['content-length'] ?? 0), bodyBytes)
}

/** What a thread replied, as an answer; `body` null when the client has it already. @throws ProblemError when it is none */
function answerOf(spoken: Spoken, { log }: FastifyRequest): { body: string | Uint8Array | null; etag: string } {
  const { language } = spoken
  switch (spoken.kind) {
    case 'answer':
      if (HTTP_STATUS[spoken.exit] === HTTP_STATUS[EXIT.positive]) return spoken
      throw new ProblemError('time-limit', { language })
    case 'job':
      throw new TypeError('a job has a route of its own')
    case 'unchanged':
      return { body: null, etag: spoken.etag }
    case 'wrong':
      throw new ProblemError(kindOfFaults(spoken.faults), { ...spoken, language })
    case 'failed':
      throw new ProblemError('solver-failed', { detail: spoken.detail, language })
    case 'broken':
      log.error({ name: spoken.name, frames: spoken.frames }, 'broken')
      throw new ProblemError('broken', { language })
  }
}

/** The pages and what machines ask of a service. */
function addPages(app: App, threads: Threads, settings: ServerSettings, isStopping: () => boolean): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get(
    HEALTH,
    { schema: { summary: 'Health', tags: ['service'], security: [], response: { 200: healthAnswer } } },
    () => ({
      status: isStopping() ? ('stopping' as const) : ('ok' as const),
      running: threads.running,
      waiting: threads.waiting,
    }),
  )
  typed.get('/service', { schema: { hide: true, querystring: pageQuery } }, (request, reply) => {
    const language = languageOf(request, settings)
    return reply
      .header('vary', 'Accept-Language')
      .header('content-language', language)
      .type('text/html; charset=utf-8')
      .send(
        page(language, {
          host: request.headers.host ?? '',
          hasToken: settings.token !== null,
          questions: OPERATIONS.filter(({ method }) => method === 'POST'),
        }),
      )
  })
}

/** The web page at `/`, which computes by itself: this service only hands out its parts, which stand beside its thread. */
async function addWebPage(app: App, { thread }: ServerSettings): Promise<void> {
  await app.register(fastifyStatic, {
    root: new URL('./browser/', thread),
    prefix: '/page/',
    index: false,
    dotfiles: 'deny',
    cacheControl: false,
    setHeaders: (reply) => {
      reply.header('cache-control', 'no-cache') // parts of another version beside these would not fit
      reply.header('content-security-policy', WEB_PAGE_POLICY)
    },
    schemaHide: true,
  })
  app.get('/', { schema: { hide: true } }, (_, reply) => reply.sendFile('index.html'))
}

/** A request's own id is kept where it is harmless in a log. */
function idOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID()
}

/** No such address, or an address that is there for another method. */
function noRoute(request: FastifyRequest, allowed: ReadonlyMap<string, ReadonlySet<string>>): ProblemError {
  const path = request.url.split('?')[0]!
  for (const [url, methods] of allowed) {
    const pattern = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[^\w-]/g, '\\$&')))
    if (!new RegExp(`^${pattern.join('/')}$`).test(path)) continue
    return new ProblemError('wrong-method', { headers: { allow: [...methods].toSorted().join(', ') } })
  }
  return new ProblemError('not-found')
}

/** Answers with a problem. */
function fail(error: Error, request: FastifyRequest, reply: FastifyReply, settings: ServerSettings): FastifyReply {
  const problem = problemFor(error)
  if (problem.kind === 'broken' && !(error instanceof ProblemError)) {
    request.log.error({ name: error.name, code: 'code' in error ? String(error.code) : null }, 'broken')
  }
  if (error instanceof GoneError) request.log.info({ route: request.routeOptions.url }, 'client left')
  else if (problem.statusCode === 503) request.log.warn({ kind: problem.kind }, 'no answer')
  const language = problem.language ?? languageOf(request, settings)
  return reply
    .code(problem.statusCode)
    .headers(problem.headers)
    .header('x-request-id', request.id)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(problemOf(problem, language, request.id)))) // text would get a charset, which JSON has not
}

/** The errors of fastify itself, by its codes. */
const FASTIFY_KINDS: Readonly<Record<string, ProblemKind>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'wrong-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-request',
  FST_ERR_BAD_URL: 'bad-request',
  FST_ERR_MAX_PARAM_LENGTH: 'long-address',
  FST_ERR_ASYNC_CONSTRAINT: 'bad-request',
}

function problemFor(error: Error & Partial<FastifyError>): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof InputError) {
    // of an address; questions are answered, and refused, in threads
    const faults = error.faults.map((fault) => ({ ...fault, path: `querystring.${fault.path}` }))
    return new ProblemError('bad-request', { faults })
  }
  if (error instanceof BusyError)
    return new ProblemError('busy', { headers: { 'retry-after': String(error.retrySeconds) } })
  if (error instanceof LateError || error instanceof GoneError) return new ProblemError('time-limit')
  if (error instanceof LostError) return new ProblemError('thread-lost')
  const kind = FASTIFY_KINDS[error.code ?? '']
  if (kind !== undefined) return new ProblemError(kind)
  const { statusCode = 500 } = error
  return new ProblemError(statusCode >= 400 && statusCode < 500 ? 'bad-request' : 'broken')
}

/** What Node itself refuses, before there is a request. */
const RAW_KINDS: Readonly<Record<string, ProblemKind>> = {
  HPE_HEADER_OVERFLOW: 'large-headers',
  ERR_HTTP_REQUEST_TIMEOUT: 'slow-request',
}

function rawProblem(kind: ProblemKind, language: Language): string {
  const requestId = randomUUID()
  const error = new ProblemError(kind)
  const body = JSON.stringify(problemOf(error, language, requestId))
  return [
    `HTTP/1.1 ${error.statusCode} ${kind}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}

/**
 * An answer as a page: its own style and nothing else. In a sandbox, so that even markup that slipped through could not script,
 * send a form, or ask this service anything as one of its own pages.
 */
const ANSWER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

/** The page runs what comes with it and nothing else, HiGHS as WebAssembly included; it sends nothing, and asks for its own parts only. */
const WEB_PAGE_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Nothing of others may be loaded, and nobody may frame a page. The style of the page at `/service` is known by its hash. */
const HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      baseUri: ["'none'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      imgSrc: ["'self'", 'data:'],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", `'${PAGE_STYLE_HASH}'`],
    },
  },
  strictTransportSecurity: false, // this service speaks plain HTTP; whoever puts TLS before it says this
  xFrameOptions: { action: 'deny' },
  referrerPolicy: { policy: 'no-referrer' },
} as const
