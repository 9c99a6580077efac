/** The routes of jobs: a long question makes one; how it stands, as it is and as events; and its end. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { leaving, taskOf, turnOf } from './asked.js'
import { EventStreams } from './events.js'
import { formatFor } from './formats.js'
import { clientOf } from './guard.js'
import { shownOf, type Jobs, type JobStanding } from './jobs.js'
import { addressOf, describe, describeJob } from './openapi.js'
import { OPERATIONS } from './operations.js'
import { ProblemError } from './problems.js'
import { addressQuery, jobAddress } from './requests.js'
import type { ServerSettings } from './server.js'

const JOB = '/v1/jobs/:id'

/** The route whose answer takes as long as its job. */
export const EVENTS = `${JOB}/events`

/** Adds them. */
export function addJobs(app: FastifyInstance, jobs: Jobs, settings: ServerSettings): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  const config = { rateLimit: { max: settings.requestsPerMinute, timeWindow: 60_000 } }
  for (const operation of OPERATIONS.filter(({ isJob }) => isJob)) {
    typed.route({
      method: operation.method,
      url: operation.path,
      config: { ...config, told: addressOf(operation) },
      schema: { ...describe(operation), querystring: addressQuery },
      handler: async (request, reply) => {
        const format = formatFor(request.query.format, request.headers.accept, operation.formats)
        if (format === null) throw new ProblemError('not-acceptable', { detail: operation.formats.join(' | ') })
        const task = taskOf(request, operation, format, settings)
        const job = await jobs.add(task, turnOf(request, operation), request.id, leaving(reply))
        return reply
          .code(202)
          .headers(UNKEPT)
          .header('location', `/v1/jobs/${job.id}`)
          .type(JSON_TYPE)
          .send(textOf(job, null))
      },
    })
  }
  typed.get(JOB, { config, schema: { ...describeJob('job'), params: jobAddress } }, async ({ params }, reply) => {
    const job = jobs.find(params.id)
    return reply
      .headers(UNKEPT)
      .type(JSON_TYPE)
      .send(textOf(job, await jobs.answer(job)))
  })
  typed.delete(JOB, { config, schema: { ...describeJob('end'), params: jobAddress } }, async ({ params }, reply) => {
    await jobs.remove(params.id)
    return reply.code(204).send()
  })
  const streams = new EventStreams(jobs)
  const events = { config, exposeHeadRoute: false, schema: { ...describeJob('events'), params: jobAddress } }
  typed.get(EVENTS, events, ({ params, ip }, reply) =>
    reply
      .headers(UNKEPT)
      .type('text/event-stream')
      .send(streams.of(params.id, clientOf(ip))),
  )
}

const JSON_TYPE = 'application/json; charset=utf-8'
const UNKEPT = { 'cache-control': 'no-store' }

/** A job with its answer, which is text already. */
function textOf(job: JobStanding, answer: string | null): string {
  return `${JSON.stringify(shownOf(job)).slice(0, -1)},"answer":${answer ?? 'null'}}`
}
