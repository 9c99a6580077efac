/** Which objectives there are over institutions: every door names the same ones, and refuses `proportional` in the same way. */
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SEAT_OBJECTIVES } from '../src/domain/institutions.js'
import { commandIn } from './command.js'
import { service } from './http-service.js'

let app: FastifyInstance
beforeAll(async () => {
  app = await service()
})
afterAll(() => app.close())

const THERE_ARE = SEAT_OBJECTIVES.join(' | ')

describe('proportional over institutions', () => {
  it.each([
    ['institutions', ['2027-institutions']],
    ['pack', ['2027-institutions', 'NO-01']],
    ['chain', ['2027-base', '2027-institutions', '--out', 'never']],
  ])('is refused by %s, which says what there is', async (command, args) => {
    const { exit, out, err } = await commandIn('.', [command, ...args, '--objective', 'proportional'])
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err).toBe(`objective: waarde niet toegestaan (gevonden "proportional"; verwacht ${THERE_ARE})\n`)
  })

  it.each([
    ['institutions', { case: '2027-institutions' }],
    ['pack', { case: '2027-institutions', institution: 'NO-01' }],
    ['chain', { scenario: '2027-base', case: '2027-institutions' }],
  ])('is refused over HTTP by %s, which says what there is', async (name, asked) => {
    const payload = { ...asked, objective: 'proportional' }
    const answer = await app.inject({ method: 'POST', url: `/v1/${name}`, payload })
    expect(answer.statusCode, answer.body).toBe(422)
    const { errors } = JSON.parse(answer.body) as { errors: { path: string; message: string }[] }
    expect(errors.map(({ path }) => path)).toEqual(['objective'])
    expect(errors[0]!.message).toContain(THERE_ARE)
  })
})
