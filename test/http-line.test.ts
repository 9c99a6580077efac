/** The line before the threads, with questions that end when the test says so. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BusyError, Line, type Place, type Turn } from '../src/http/line.js'

/** A line in which the test sees who has a turn, in which order they came, and ends it. */
function lineOf(threads: number, maxWaiting = 1_000) {
  const line = new Line(threads, maxWaiting)
  const began: string[] = []
  const busy: string[] = []
  const open = new Map<string, Place>()
  const ask = async (name: string, turn: Turn, signal = new AbortController().signal) => {
    try {
      const place = await line.turn(turn, signal, () => 7)
      began.push(name)
      open.set(name, place)
    } catch (error) {
      if (error instanceof BusyError) busy.push(name)
      else if (!signal.aborted) throw error
    }
  }
  /** Lets every promise that can go on do so. */
  const settle = async () => {
    for (let i = 0; i < 20; i++) await Promise.resolve()
  }
  const end = async (name: string) => {
    open.get(name)!.leave()
    open.delete(name)
    await settle()
  }
  return { line, began, busy, open, ask, end, settle }
}

const slow = (client: string): Turn => ({ client, slow: true })
const quick = (client: string): Turn => ({ client, slow: false })

describe('the line', () => {
  it('gives a quick question of another client its turn at once, beside 60 slow ones', async () => {
    const { began, ask, end, settle, line } = lineOf(2)
    for (let i = 0; i < 60; i++) void ask(`draft ${i}`, slow('a'))
    await settle()
    expect([began, line.waiting]).toEqual([['draft 0'], 59]) // one thread stays free
    void ask('solve', quick('b'))
    await settle()
    expect(began).toEqual(['draft 0', 'solve'])
    await end('solve')
    void ask('own solve', quick('a'))
    await settle()
    expect(began.at(-1)).toBe('own solve') // nor does one's own quick question wait behind one's slow ones
  })

  it('takes a thread back from what was to be quick and is not, once a quick question waits for it', async () => {
    const { began, ask, end, open, settle, line } = lineOf(2)
    void ask('draft', slow('a'))
    for (let i = 0; i < 3; i++) void ask(`long ${i}`, quick('a'))
    await settle()
    expect(began).toEqual(['draft', 'long 0'])
    void ask('solve', quick('b'))
    await settle()
    expect(open.get('long 0')!.over.aborted).toBe(false) // it may still be quick
    open.get('long 0')!.outlast()
    expect([open.get('draft')!.over.aborted, open.get('long 0')!.over.aborted]).toEqual([false, true])
    await end('long 0')
    void ask('long 0 again', slow('a'))
    await settle()
    expect(began.slice(2)).toEqual(['solve']) // and then the one who asks least
    await end('solve')
    expect(began.at(-1)).toBe('long 1')
    open.get('long 1')!.outlast()
    expect(open.get('long 1')!.over.aborted).toBe(true) // long 2 waits, and is expected to be quick
    await end('long 1')
    open.get('long 2')!.outlast()
    expect(open.get('long 2')!.over.aborted).toBe(false) // nobody needs the thread
    void ask('solve 2', quick('b'))
    void ask('solve 3', quick('b'))
    expect(open.get('long 2')!.over.aborted).toBe(true)
    await end('long 2')
    expect(began.at(-1)).toBe('solve 2')
    expect(line.running).toBe(2)
  })

  it('takes nothing back where there is one thread, or another is free', async () => {
    for (const threads of [1, 3]) {
      const { ask, open, settle } = lineOf(threads)
      void ask('long', quick('a'))
      await settle()
      open.get('long')!.outlast()
      void ask('solve', quick('b'))
      void ask('draft', slow('b'))
      expect(open.get('long')!.over.aborted).toBe(false)
    }
  })

  it('gives slow questions of two clients their turns in turn', async () => {
    const { began, ask, end, settle } = lineOf(1)
    for (let i = 0; i < 60; i++) void ask(`a${i}`, slow('a'))
    await settle()
    for (let i = 0; i < 3; i++) void ask(`b${i}`, slow('b'))
    for (let i = 0; i < 6; i++) await end(began.at(-1)!)
    expect(began).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2', 'a3'])
  })

  it('gives the next turn to the client that has fewest', async () => {
    const { began, ask, end, settle } = lineOf(4)
    for (let i = 0; i < 5; i++) void ask(`a${i}`, slow('a'))
    void ask('b0', slow('b'))
    void ask('b1', slow('b'))
    await settle()
    await end('a0')
    await end('a1')
    expect(began).toEqual(['a0', 'a1', 'a2', 'b0', 'a3']) // then both have one, and a was served longest ago
  })

  it('lets quick questions go first on one thread, and slow ones not starve on two', async () => {
    const one = lineOf(1)
    void one.ask('slow 0', slow('a'))
    void one.ask('slow 1', slow('a'))
    void one.ask('quick', quick('b'))
    await one.settle()
    await one.end('slow 0')
    expect(one.began).toEqual(['slow 0', 'quick'])
    const two = lineOf(2)
    for (let i = 0; i < 20; i++) void two.ask(`quick ${i}`, quick('a'))
    void two.ask('slow', slow('b'))
    await two.settle()
    await two.end('quick 0')
    expect(two.began).toEqual(['quick 0', 'quick 1', 'slow'])
  })

  it('sends away who asks most when it is full', async () => {
    const { busy, ask, settle, line } = lineOf(1, 3)
    for (let i = 0; i < 5; i++) void ask(`a${i}`, slow('a'))
    await settle()
    expect([busy, line.waiting]).toEqual([['a4'], 3])
    void ask('b0', slow('b'))
    await settle()
    expect([busy, line.waiting]).toEqual([['a4', 'a3'], 3])
    void ask('b1', slow('b')) // no more than the other has
    await settle()
    expect(busy).toEqual(['a4', 'a3', 'b1'])
  })

  it('is left by who does not want to wait any more', async () => {
    const { began, ask, end, settle, line } = lineOf(1)
    const gone = new AbortController()
    void ask('a', slow('a'))
    void ask('b', slow('b'), gone.signal)
    void ask('c', slow('c'))
    await settle()
    gone.abort()
    await settle()
    expect(line.waiting).toBe(1)
    await end('a')
    expect(began).toEqual(['a', 'c'])
  })

  it('never runs more than it may, never rests while somebody may go, and comes to everybody', async () => {
    const question = fc.record({ client: fc.constantFrom('a', 'b', 'c'), slow: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(question, { maxLength: 30 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        async (threads, questions, ends) => {
          const { line, began, open, ask, end, settle } = lineOf(threads)
          const kinds = new Map(questions.map((each, i) => [String(i), each]))
          const hold = () => {
            const running = [...open.keys()].map((name) => kinds.get(name)!)
            const slowOnes = running.filter((each) => each.slow).length
            expect(line.running).toBe(running.length)
            expect(running.length).toBeLessThanOrEqual(threads)
            expect(slowOnes).toBeLessThanOrEqual(Math.max(1, threads - 1))
            const waiting = [...kinds].filter(([name]) => asked.has(name) && !began.includes(name))
            if (waiting.some(([, each]) => !each.slow)) expect(running.length).toBe(threads)
          }
          const asked = new Set<string>()
          for (const [i, each] of questions.entries()) {
            asked.add(String(i))
            void ask(String(i), each)
            await settle()
            hold()
            if (ends[i] !== undefined && open.size > 0) await end([...open.keys()][ends[i] % open.size]!)
            hold()
          }
          while (open.size > 0) {
            await end([...open.keys()][0]!)
            hold()
          }
          expect(began).toHaveLength(questions.length)
          expect([line.running, line.waiting]).toEqual([0, 0])
        },
      ),
      { seed: 60, numRuns: 200 },
    )
  })
})
