/** Flags that change nothing in an answer are said to, and those that do are not. */
import { describe, expect, it } from 'vitest'
import { idleLines } from '../src/cli/idle.js'
import { OPTION_NAMES } from '../src/domain/options.js'

const idle = (command: string, flags: Parameters<typeof idleLines>[1]) =>
  idleLines(command, flags, 'en').map((line) => /^Note: (--\S+(?: [a-z]+\.\w+)?) does nothing/.exec(line)?.[1])

describe('a flag that does nothing', () => {
  it.each(['solve', 'explain', 'compare', 'years'])('%s: readings of what a proposal leaves open', (command) => {
    const option = OPTION_NAMES.map((name) => `${name}=x`)
    const told = idle(command, { option })
    expect(told).toEqual([
      '--option leeway.measure',
      '--option leeway.scale',
      '--option leeway.floor',
      '--option motivation.level',
      '--option today.scale',
      '--option staffel.boundary',
      '--option staffel.force',
    ])
    expect(idle('draft', { option })).toEqual([])
    expect(idle('check', { option })).toEqual([])
    expect(idle(command, { option: ['leeway.mesure=cells'] })).toEqual([]) // that there is none is another fault
  })

  it('a seed where no lots are drawn; of reconstruct it is another seed', () => {
    expect(idle('solve', { seed: '1' })).toEqual(['--seed'])
    expect(idle('solve', { seed: '1', ties: 'lot' })).toEqual([])
    expect(idle('round', { seed: '1', method: 'lottery' })).toEqual([])
    expect(idle('compare', { seed: '1', methods: 'optimal, lottery' })).toEqual([])
    expect(idle('solve', { seed: '1', ties: 'lot', method: 'stepwise' })).toEqual(['--seed', '--ties'])
    expect(idle('reconstruct', { seed: '1' })).toEqual([])
  })

  it('a solver, ties or optima of a method by hand', () => {
    const flags = { solver: 'highs', ties: 'stop', optima: '3' }
    expect(idle('solve', { ...flags, method: 'sequential' })).toEqual(['--solver', '--ties', '--optima'])
    expect(idle('compare', { ...flags, methods: 'stepwise,optimal' })).toEqual([])
    expect(idle('solve', flags)).toEqual([])
    expect(idle('solve', { ...flags, method: 'sequentiel' })).toEqual([])
  })
})
