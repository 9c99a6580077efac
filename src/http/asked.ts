/** What a request asks, as a task for a thread: its body as it came, its language, who asks, and whether they are still there. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { CSV_DIALECTS } from '../io/csv.js'
import { LANGUAGES, type Language } from '../words/texts.js'
import { rangesOf, type Format } from './formats.js'
import { clientOf } from './guard.js'
import type { Turn } from './line.js'
import type { Operation } from './operations.js'
import { ProblemError } from './problems.js'
import type { AddressQuery } from './requests.js'
import type { Task } from './thread.js'

interface Setting {
  /** Of whom no language is asked for. */
  readonly language: Language
  readonly maxCells: number
}

/** A question for a thread. */
export function taskOf(request: FastifyRequest, operation: Operation, format: Format, setting: Setting): Task {
  const query = request.query as AddressQuery
  return {
    operation: operation.name,
    body: operation.method === 'GET' ? null : bodyOf(request),
    fields: request.params as Readonly<Record<string, string>>,
    format,
    csv: {
      dialect: query.dialect ?? CSV_DIALECTS[0],
      names: query.names === 'true',
      totals: query.totals === 'true',
    },
    language: languageOf(request, setting),
    known: request.headers['if-none-match'] ?? null,
    maxCells: setting.maxCells,
  }
}

/** Who asks, and whether it may take long. */
export function turnOf(request: FastifyRequest, { slow }: Operation): Turn {
  return { client: clientOf(request.ip), slow: slow || sizeOf(request) > QUICK_BYTES }
}

/** The body as it came, with its media type. Compressed bodies are not read: how large they become is not known beforehand. */
function bodyOf({ body, headers }: FastifyRequest): { type: string; bytes: Uint8Array } {
  const { 'content-type': type, 'content-encoding': encoding } = headers
  if (type === undefined || (encoding !== undefined && encoding.toLowerCase() !== 'identity'))
    throw new ProblemError('wrong-type')
  return { type, bytes: body instanceof Uint8Array ? body : new Uint8Array() }
}

/** What asks more than this may take long, whatever it asks: the largest scenario of the protocol takes a tenth of it. */
const QUICK_BYTES = 200_000

function sizeOf({ body }: FastifyRequest): number {
  return body instanceof Uint8Array ? body.length : 0
}

/** Tells when the client leaves before its answer. */
export function leaving({ raw }: FastifyReply): AbortSignal {
  const left = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) left.abort()
  })
  return left.signal
}

/** `?lang=`, else what the browser prefers, else the language of the service. */
export function languageOf(request: FastifyRequest, setting: Pick<Setting, 'language'>): Language {
  const { lang } = (request.query ?? {}) as { readonly lang?: unknown }
  const asked = LANGUAGES.find((each) => each === lang)
  if (asked !== undefined) return asked
  const wanted = rangesOf(request.headers['accept-language'] ?? '').filter(({ quality }) => quality > 0)
  const found = wanted.map(({ range }) => LANGUAGES.find((each) => range === each || range.startsWith(`${each}-`)))
  return found.find((each) => each !== undefined) ?? setting.language
}
