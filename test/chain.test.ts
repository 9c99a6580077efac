import { describe, expect, it } from 'vitest'
import { chain, type InputError, placesInDelivery, verify, type Institutions } from '../src/index.js'
import { smallCase } from './institution-cases.js'

/** Care use of which the cells of the small case come out, and the institutions of those. */
const SCENARIO = {
  id: 'klein', year: 2027, data: 'synthetic', oors: [{ code: 'X' }, { code: 'Y' }],
  specialties: [{ code: '01', intake: 10 }, { code: '02', intake: 7 }],
  careUse: { all: [[70, 30], [40, 30]] },
} // prettier-ignore

const parsed = (text: unknown) => JSON.parse(text as string) as Institutions

describe('the whole chain', () => {
  it('goes from care use to both formats, verified, and a stranger can verify it again', async () => {
    const answer = await chain(SCENARIO, smallCase({ cells: { rows: ['01', '02'], columns: ['X', 'Y'], allocation: [[0, 0], [0, 0]] } })) // prettier-ignore
    expect(answer.status).toBe('accepted')
    expect(answer.steps.map(({ name, places, verified }) => [name, places, verified])).toEqual([
      ['solve', 17, 'accepted'],
      ['institutions', 17, 'accepted'],
      ['bols', 17, 'accepted'],
      ['vws', 17, 'accepted'],
    ])
    const { files } = answer
    const divided = parsed(files['instellingen.json'])
    expect(divided.cells.map(({ places }) => places)).toEqual([7, 3, 4, 3])
    expect((await verify(parsed(files['toewijzing.json']), { scenario: SCENARIO })).status).toBe('accepted')
    expect((await verify(divided, { case: parsed(files['geval.json']) })).status).toBe('accepted')
    for (const format of ['bols', 'vws']) {
      for (const ending of ['csv', 'xlsx']) {
        const file = files[`${format}.${ending}`]
        const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : (file as Uint8Array)
        const { places } = placesInDelivery(bytes, divided)
        expect(places.reduce((sum, each) => sum + each.places, 0)).toBe(17)
      }
    }
    expect(files['index.html']).toMatch('SYNTHETISCHE GEGEVENS')
  })

  it('stops where a step has no solution, and says so', async () => {
    const recognitions = smallCase().recognitions.filter(({ institution }) => institution !== 'C')
    const answer = await chain(SCENARIO, smallCase({ recognitions }))
    expect(answer.status).toBe('infeasible')
    expect(answer.steps.map(({ name, status }) => [name, status])).toEqual([
      ['solve', 'optimal'],
      ['institutions', 'infeasible'],
    ])
  })

  it('refuses a case of another year or other codes, and institutions without a code of the care authority', async () => {
    const faults = (changes: object) =>
      chain(SCENARIO, smallCase(changes)).then(
        () => [],
        (error: unknown) => (error as InputError).faults.map(({ code, path }) => `${code} ${path}`),
      )
    expect(await faults({ year: 2028 })).toEqual(['value case: year'])
    const institutions = smallCase().institutions.map(({ code, name }) => ({ code, name }))
    expect(await faults({ institutions })).toEqual([0, 1, 2].map((i) => `missing institutions[${i}].nza`))
    const oors = [{ code: 'X' }, { code: 'Y' }, { code: 'Z' }]
    expect(await faults({ oors, cells: { rows: ['01', '02'], columns: ['X', 'Y', 'Z'], allocation: [[7, 3, 0], [4, 3, 0]] } })).toEqual(['unknown-code case: oors']) // prettier-ignore
  })
})
