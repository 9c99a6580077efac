/** Charts: what is drawn is what the figures say, in places and sizes, and none of it by colour alone. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barsChart } from '../src/charts/bars.js'
import { dotsChart } from '../src/charts/dots.js'
import { fansChart, rowsChart } from '../src/charts/panels.js'
import { scaleOf } from '../src/charts/scale.js'
import { squaresChart } from '../src/charts/squares.js'
import { fairnessSummary } from '../src/documents/fairness-summary.js'
import { cellNoise, offShare } from '../src/documents/fairness.js'
import { fairness } from '../src/index.js'
import { plainText, tagsOf, type Tag } from './pages.js'

const TOLD = { id: 'x', title: 'Titel', description: 'Uitleg.' }
const written = (value: number, digits: number) => value.toFixed(digits)
const ofKind = (drawing: { toString(): string }, name: string, kind: string): Tag[] =>
  tagsOf(drawing.toString()).filter((tag) => tag.name === name && tag.attributes['class'] === kind)
const number = (tag: Tag, attribute: string) => Number(tag.attributes[attribute])

describe('a scale', () => {
  it('holds every figure between its ends, keeps their order and proportions, and has round ticks', () => {
    const figures = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(figures, fc.integer({ min: 2, max: 10 }), (values, ticks) => {
        const scale = scaleOf(values, 10, 510, ticks)
        for (const value of values) {
          expect(scale.at(value)).toBeGreaterThanOrEqual(10)
          expect(scale.at(value)).toBeLessThanOrEqual(510)
        }
        expect([scale.at(scale.ticks[0]!), scale.at(scale.ticks.at(-1)!)]).toEqual([10, 510])
        expect(new Set(scale.ticks.map((tick) => tick.toFixed(scale.digits))).size).toBe(scale.ticks.length)
      }),
      { seed: 7, numRuns: 300 },
    )
    expect(scaleOf([-9.2, 6.5], 0, 100, 8).ticks).toEqual([-10, -8, -6, -4, -2, 0, 2, 4, 6, 8])
  })
})

describe('bars', () => {
  const bar = (word: string, value: number, shade: 1 | 2 | 3) => ({ word, value, low: value - 0.5, high: value + 0.5, shade, text: `#${value}` }) // prettier-ignore
  const drawn = barsChart(TOLD, [{ word: 'NO', bars: [bar('een', -4, 2), bar('twee', 2, 3)] }], 'as', written)

  it('are as long as their figures, on their side of nothing, each with its name and figure in words', () => {
    const [left, right] = [ofKind(drawn, 'rect', 'shade-2')[0]!, ofKind(drawn, 'rect', 'shade-3')[0]!]
    expect(number(left, 'width')).toBeCloseTo(2 * number(right, 'width'), 0)
    expect(number(left, 'x') + number(left, 'width')).toBeCloseTo(number(right, 'x'), 1)
    expect(plainText(drawn.toString())).toMatch(/NO\s*een\s*#-4\s*twee\s*#2/)
    expect(ofKind(drawn, 'path', 'whisker')).toHaveLength(2)
  })

  it('have a name and a description for who hears them', () => {
    const [svg] = tagsOf(drawn.toString())
    expect(svg!.attributes).toMatchObject({ role: 'img', 'aria-labelledby': 'x-titel', 'aria-describedby': 'x-uitleg' })
    expect(drawn.toString()).toMatch(/<title id="x-titel">Titel<\/title>\s*<desc id="x-uitleg">Uitleg\.<\/desc>/)
  })
})

describe('dots', () => {
  const WORDS = { x: 'x', y: 'y', enlarged: 'vergroot', sizes: [] }
  const dot = (word: string, x: number, y: number, part = 0) => ({ word, x, y, part })
  const near = [dot('a', 14, 54), dot('b', 17, 54.3), dot('c', 17, 54.3), dot('d', 18, 54.1, 0.5)]

  it('draws those that lie together again when one lies far off, and names each of them apart', () => {
    const drawn = dotsChart(TOLD, [...near, dot('ver', 51, 69)], WORDS, written)
    expect(ofKind(drawn, 'circle', 'dot')).toHaveLength(5 + 4)
    expect(ofKind(drawn, 'rect', 'frame')).toHaveLength(1)
    const names = [...drawn.toString().matchAll(/<text class="small" x="[\d.]+" y="([\d.]+)">\s*([abcd])\s*<\/text>/g)]
    expect(new Set(names.map(([, , name]) => name))).toEqual(new Set(['a', 'b', 'c', 'd']))
    expect(names).toHaveLength(4)
    const heights = names.map(([, y]) => Number(y)).toSorted((a, b) => a - b)
    for (const [i, y] of heights.entries()) if (i > 0) expect(y - heights[i - 1]!).toBeGreaterThanOrEqual(16)
  })

  it('draws them once when none lies far off, the larger part the larger dot', () => {
    const dots = ofKind(dotsChart(TOLD, near, WORDS, written), 'circle', 'dot')
    expect(dots).toHaveLength(4)
    expect(number(dots[3]!, 'r')).toBeGreaterThan(2 * number(dots[0]!, 'r'))
  })
})

describe('squares', () => {
  it('are filled above nothing and open below, as large as the figure, and a point where it may be chance', () => {
    const values = [[0.4, -0.1, 0.01, 0]]
    const drawn = squaresChart(TOLD, {
      rows: ['r'],
      columns: ['a', 'b', 'c', 'd'],
      matrices: [{ word: 'm', values }],
      noise: 0.02,
      most: 0.4,
      legend: [],
    })
    const [filled, open] = [ofKind(drawn, 'rect', 'shade-1'), ofKind(drawn, 'rect', 'shade-3')]
    expect([filled.length, open.length, ofKind(drawn, 'circle', 'point').length]).toEqual([1, 1, 1])
    expect(number(filled[0]!, 'width') / number(open[0]!, 'width')).toBeCloseTo(2, 1) // four times the area
  })
})

describe('small charts beside each other', () => {
  it('share one scale: a band goes from its low to its high, the other way is dashed', () => {
    const fan = { mean: [0, 0], low: [-1, -2], high: [1, 2] }
    const grid = { across: 2, ends: ['0', '2'], axis: '' } as const
    const fans = [
      { word: 'A', fan, other: null },
      { word: 'B', fan: { mean: [0, 0], low: [-0.5, -0.5], high: [0.5, 0.5] }, other: fan },
    ]
    const drawn = fansChart(TOLD, fans, grid, written)
    const heights = ofKind(drawn, 'polygon', 'band').map(({ attributes }) => {
      const ys = attributes['points']!.split(' ').map((point) => Number(point.split(',')[1]))
      return Math.max(...ys) - Math.min(...ys)
    })
    expect(heights[0]! / heights[1]!).toBeCloseTo(4, 1)
    expect(ofKind(drawn, 'polyline', 'other')).toHaveLength(2)
  })

  it('cuts an interval off at the edge rather than make all else flat', () => {
    const rows = [
      { word: 'A', points: [{ value: 0.1, low: 0.09, high: 0.11 }, { value: 0, low: -50, high: 50 }, null] },
    ]
    const drawn = rowsChart(TOLD, rows, rows[0]!.points, { across: 1, ends: ['0', '2'], axis: '' }, written)
    expect(ofKind(drawn, 'circle', 'point')).toHaveLength(2)
    expect(ofKind(drawn, 'polyline', 'held')).toHaveLength(1)
    const [first, second] = ofKind(drawn, 'circle', 'point')
    expect(number(second!, 'cy') - number(first!, 'cy')).toBeGreaterThan(25)
  })
})

describe('the summary of many years', () => {
  it('names an OOR, a size or a method only where a claim does, and says what the others may still be', async () => {
    const answer = await fairness('2027-base', { draws: 60, threads: 1, methods: ['next-best', 'stepwise', 'lottery'] })
    const told = (claims: typeof answer.claims) => fairnessSummary({ ...answer, claims }, null, 'nl')
    const none = told([])
    expect(none.join(' ')).toContain('Van geen enkele OOR is aangetoond')
    expect(none.join(' ')).toContain('Van geen vergeleken methode is aangetoond dat zij minder next best heeft')
    expect(none.join(' ')).not.toMatch(/zuiver loten|handmethode|Cellen met een doel/)
    const ends = answer.methods[0]!.oors.flatMap(({ gain }) => [-gain!.low!, gain!.high!])
    expect(none[1]).toContain(`hoogstens ${Math.max(...ends).toFixed(3).replace(/\.?0+$/, '').replace('.', ',')} plaats`) // prettier-ignore
    const claim = { about: 'oor', method: 'next-best', oor: 'ZON', size: null, mean: -0.25, low: -0.5, high: -0.125, holm: 0.01, text: '' } as const // prettier-ignore
    const one = told([claim])
    expect(one[1]).toContain('ZON verliest door afronden gemiddeld 0,25 (95%: 0,125 tot 0,500) plaats per jaar.')
    expect(one[1]).toContain('Van de andere OOR’s')
    const lottery = answer.claims.filter(({ method, about }) => method === 'lottery' && about === 'error')
    expect(told(lottery).join(' ')).toContain('‘zuiver loten’')
  })

  it('counts years that go beyond with those that miss the totals', () => {
    const method = { answered: 80, stuck: 5, offTotals: 15, beyond: 0.25 } as Parameters<typeof offShare>[0]
    expect(offShare(method)).toBeCloseTo(0.4, 12)
    const cells = { oors: Array(7), specialties: Array(30) }
    const methods = [{ answered: 900, ...cells }, { answered: 800, ...cells }] as never // prettier-ignore
    expect(cellNoise({ years: 2 }, methods)).toBeCloseTo(0.102, 3) // of 400 runs
  })
})
