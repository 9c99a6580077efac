/** The OpenAPI 3.1 document, made from the schemas that requests are checked with, and the pages that show it. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { jobAnswer, problemAnswer } from './answers.js'
import { bareType, MEDIA } from './formats.js'
import type { Operation } from './operations.js'
import { addressQuery } from './requests.js'
import { ACCEPTED } from './thread.js'
import { VERSION } from '../domain/version.js'

/** Swagger UI styles its pages from its scripts. */
const DOCS_POLICY = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'connect-src': "'self'",
  'frame-ancestors': "'none'",
  'img-src': "'self' data:",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
}

/** Serves the document at `/openapi.json` and pages to try it at `/docs`. */
export async function documentation(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Evenredig',
        version: VERSION,
        description: [
          'Allocates training places over regions: rounding as an integer program, verified and compared with the hand method.',
          'Everything that the command `evenredig` can do, in JSON: the same names, options and results.',
          'A scenario is the id of a shipped one, or an object that holds its data itself.',
          'Workbooks (.xlsx) come as multipart/form-data: parts scenario, a, b, problem, proposal, advices are files (the last three also CSV), the others text;',
          'typed as flags are (methods=next-best,lottery; options=half=even, as often as needed) or as JSON;',
          'a scenario that is a workbook takes what it lacks from the shipped one in part frame. A workbook by itself is what to solve or round.',
          'The care use of the shipped scenarios is made up (synthetic), and every answer says so in `data`.',
          'An answer such as infeasible is 200 with its status. An answer carries an ETag; sent back as If-None-Match the same',
          'question is not computed again (304), also for POST, which changes nothing here.',
          'What takes long becomes a job (202): ask for it at its Location, or listen to its events, until it is done. The last ones that ended are kept.',
        ].join('\n'),
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      },
      tags: [{ name: 'allocation' }, { name: 'jobs' }, { name: 'scenarios' }, { name: 'service' }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }, {}],
    },
    transform: ({ schema, route, ...rest }) => {
      // what the address of any question may say is checked everywhere; told is what this one has
      const { told } = (route.config ?? {}) as { readonly told?: z.ZodObject }
      return jsonSchemaTransform({
        ...rest,
        route,
        schema: told === undefined ? schema : { ...schema, querystring: told },
      })
    },
    transformObject: (document) => withUsedSchemas(jsonSchemaTransformObject(document)),
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: DOCS_POLICY, uiConfig: { docExpansion: 'list' } })
  let text: string | undefined
  app.get('/openapi.json', { schema: { hide: true } }, (_, reply) => {
    text ??= documentText(app)
    return reply.type('application/json; charset=utf-8').send(text)
  })
}

/** The document as it is committed. */
export function documentText(app: FastifyInstance): string {
  return `${JSON.stringify(app.swagger(), null, 2)}\n`
}

/** What the address of one question has: a form where there is more than one, and what goes with CSV where there is that. */
export function addressOf({ formats, hasTotals }: Operation): z.ZodObject {
  const { format, dialect, names, totals, lang } = addressQuery.shape
  const [first, ...others] = formats
  const forms = z
    .enum([first!, ...others])
    .optional()
    .describe(format.description!)
  return z.strictObject({
    ...(others.length > 0 && { format: forms }),
    ...(formats.includes('csv') && { dialect, ...(hasTotals && { names, totals }) }),
    lang,
  })
}

/** What the document says of one question. */
export function describe(operation: Operation): FastifySchema {
  const { name, method, summary, request, answer, formats, isJob } = operation
  const content = Object.fromEntries(
    formats.map((format) => {
      const bytes = z.string().meta({ contentEncoding: 'binary', contentMediaType: MEDIA.xlsx })
      return [bareType(MEDIA[format]), { schema: format === 'json' ? answer : format === 'xlsx' ? bytes : z.string() }]
    }),
  )
  return {
    operationId: name,
    tags: [isJob ? 'jobs' : method === 'GET' ? 'scenarios' : 'allocation'],
    summary: `${summary.en} (${summary.nl})`,
    ...(method === 'POST' && { body: request, consumes: [...ACCEPTED] }),
    ...('id' in request.shape && { params: request.pick({ id: true }) }),
    response: {
      ...(isJob
        ? { 202: { description: 'A job, whose address stands in Location', content: JOB } }
        : {
            200: { description: 'The answer; a no (infeasible, stuck, rejected) is one too', content },
            304: z.null().describe('The answer is the one whose ETag was sent'),
          }),
      ...PROBLEMS,
    },
  }
}

function problem(description: string) {
  return { description, content: { 'application/problem+json': { schema: problemAnswer } } }
}

const JOB = { 'application/json': { schema: jobAnswer } }

const PROBLEMS = {
  400: problem('The request, or its JSON, cannot be read'),
  401: problem('No token, or a wrong one'),
  403: problem('Host or Origin is not of this service'),
  404: problem('Unknown id or address'),
  405: problem('Method not allowed'),
  406: problem('No such form'),
  408: problem('The request came too slowly'),
  413: problem('Too large'),
  415: problem('This media type is not read'),
  422: problem('Wrong input, each fault by its path'),
  429: problem('Busy: see Retry-After'),
  500: problem('A fault of the service'),
  503: problem('Out of time, a solver failed, or the service is stopping'),
}

const JOB_ROUTES = {
  job: {
    summary: 'How a job stands, and its answer once it is done',
    response: { 200: { description: 'The job', content: JOB } },
  },
  events: {
    summary: 'How a job goes, as server-sent events: progress, and then done or failed',
    response: {
      200: {
        description: 'Events, each with the job without its answer; the stream ends with the job',
        content: { 'text/event-stream': { schema: z.string() } },
      },
    },
  },
  end: {
    summary: 'Ends a job that runs, and forgets it',
    response: { 204: z.null().describe('It is gone') },
  },
} as const

/** What the document says of a route of jobs. */
export function describeJob(name: keyof typeof JOB_ROUTES): FastifySchema {
  const { summary, response } = JOB_ROUTES[name]
  const { 400: wrong, 401: token, 403: host, 404: unknown, 429: busy, 500: broken, 503: stopping } = PROBLEMS
  const problems = { 400: wrong, 401: token, 403: host, 404: unknown, 429: busy, 500: broken, 503: stopping }
  return { operationId: name, tags: ['jobs'], summary, response: { ...response, ...problems } }
}

/** Every named schema is offered as question and as answer; those that nothing refers to are left out. */
function withUsedSchemas<D extends object>(document: D): D {
  const { components, ...rest } = document as D & { components?: { schemas?: Record<string, unknown> } }
  const schemas = components?.schemas ?? {}
  const used = new Set<string>()
  const collect = (value: unknown) => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (name === undefined || used.has(name)) continue
      used.add(name)
      collect(schemas[name])
    }
  }
  collect(rest)
  const kept = Object.entries(schemas).filter(([name]) => used.has(name))
  return {
    ...document,
    components: { ...components, schemas: Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1))) },
  }
}
