/** The work on the page goes back and forward without limit, and is what it was. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { begin, canRedo, canUndo, change, isUnsaved, redo, undo, work, type Work } from '../src/web/document.js'

const cell = fc.tuple(fc.nat(29), fc.nat(6), fc.nat(40))
const step = fc.oneof(
  { weight: 8, arbitrary: cell.map(([r, c, places]) => ({ kind: 'type' as const, r, c, places })) },
  { weight: 1, arbitrary: cell.map(([r, c]) => ({ kind: 'pin' as const, r, c })) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }).map((text) => ({ kind: 'write' as const, text })) },
)

const CONSULTATION = {} as Work['consultation']

const FIRST: Work = {
  allocation: Array.from({ length: 30 }, (_, r) => [0, 1, 2, 3, 4, 5, 6].map((c) => (r * 7 + c) % 12)),
  pins: [],
  totals: [],
  agreed: [],
  motivations: [],
  advices: {},
  consultation: CONSULTATION,
}

function take(each: ReturnType<typeof step.generate>['value_']): void {
  const now = work.value!
  if (each.kind === 'type') {
    change({ allocation: now.allocation.map((row, r) => (r === each.r ? row.with(each.c, each.places) : row)) })
  } else if (each.kind === 'pin') change({ pins: [...now.pins, `${each.r}-${each.c}`] })
  else change({ motivations: [{ oor: 'NO', grounds: [], text: each.text }] })
}

it('a thousand edits and as many steps back are the beginning, and forward again the end', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1000, maxLength: 1000 }), (steps) => {
      begin(FIRST)
      const states = [FIRST]
      for (const each of steps) {
        take(each)
        if (work.value !== states.at(-1)) states.push(work.value!)
      }
      for (let i = states.length - 2; i >= 0; i--) {
        undo()
        expect(work.value).toBe(states[i])
      }
      expect(canUndo.value).toBe(false)
      for (let i = 1; i < states.length; i++) {
        redo()
        expect(work.value).toBe(states[i])
      }
      expect(canRedo.value).toBe(false)
    }),
    { seed: 20_271_130, numRuns: 5 },
  )
})

it('letters of one field are one step; what is done after going back is what comes after', () => {
  begin(FIRST)
  for (const text of ['w', 'wa', 'wat']) change({ motivations: [{ oor: 'NO', grounds: [], text }] }, 'text-NO')
  undo()
  expect(work.value).toBe(FIRST)
  redo()
  expect(work.value!.motivations[0]!.text).toBe('wat')
  undo()
  change({ pins: ['41-NO'] })
  expect(canRedo.value).toBe(false)
  undo()
  expect(work.value).toBe(FIRST)
})

it('what changes nothing is no step, and leaves what was saved saved', () => {
  begin(FIRST)
  change({ allocation: FIRST.allocation.map((row) => [...row]), pins: [] })
  expect(work.value).toBe(FIRST)
  expect([canUndo.value, isUnsaved.value]).toEqual([false, false])
  change({ pins: ['41-NO'] })
  expect([canUndo.value, isUnsaved.value]).toEqual([true, true])
})
