/** The pictures of allocations and proposals: what is drawn is what the tables say, and steps add up to the last decimal shown. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leewayChart } from '../src/charts/leeway.js'
import { stripsChart } from '../src/charts/strips.js'
import { waterfallChart } from '../src/charts/waterfall.js'
import { adding } from '../src/documents/adding.js'
import { causeSteps, totalSteps } from '../src/documents/steps.js'
import { compare, round, solve, type Result } from '../src/index.js'
import { readScenario } from '../src/io/read/scenario.js'
import { resultPage } from '../src/report/pages.js'
import { freedomFigure, heatFigure, roundedBy, stripsFigure, waterfallFigure } from '../src/report/pictures.js'
import { settingOf, settingOfTable } from '../src/report/setting.js'
import { plainText, tableCells, tagsOf, type Tag } from './pages.js'

const TOLD = { id: 'x', title: 'Titel', description: 'Uitleg.' }
const written = (value: number, digits: number) => value.toFixed(digits)
const ofKind = (drawing: { toString(): string } | null, name: string, kind: string): Tag[] =>
  tagsOf(drawing!.toString()).filter((tag) => tag.name === name && tag.attributes['class'] === kind)
const number = (tag: Tag, attribute: string) => Number(tag.attributes[attribute])
const subject = readScenario('2027-base')
const setting = settingOf([subject], 'nl')
const base = await solve('2027-base')

describe('parts that are shown', () => {
  it('add up to what is shown of the whole, and none is off by a unit of the last decimal', () => {
    const part = fc.integer({ min: -5_000_000_000, max: 5_000_000_000 }).map((each) => each / 1e9)
    fc.assert(
      fc.property(
        part,
        fc.array(part, { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 0, max: 4 }),
        (from, parts, digits) => {
          const unit = 10 ** digits
          const shown = adding(from, parts, digits)
          const [begin, end] = [from, [from, ...parts].reduce((sum, each) => Math.round((sum + each) * 1e9) / 1e9)]
          const whole = (value: number) => Math.round((Math.round(value * 1e9) / 1e9) * unit) + 0
          expect(shown.reduce((sum, each) => sum + Math.round(each * unit), whole(begin))).toBe(whole(end))
          for (const [i, each] of shown.entries())
            expect(Math.abs(each - parts[i]!)).toBeLessThanOrEqual((1 + 1e-6) / unit)
        },
      ),
      { seed: 3, numRuns: 500 },
    )
  })

  it.each([
    {},
    { 'floor.paidFrom': 'equal' },
    { 'zeroCells.inTotals': 'excluded' },
    { 'totals.rounding': 'largest-remainder' },
  ] as const)('go from care use to places for every OOR with %o, exactly', async (options) => {
    const result = await solve('2027-reference', { options })
    const { from, steps, to } = totalSteps(result)!
    for (const [o, end] of to.entries()) {
      const sum = steps.reduce((level, { by }) => level + Math.round(by[o]! * 1e9), Math.round(from.values[o]! * 1e9))
      expect(sum).toBe(end * 1e9)
    }
    expect(to).toEqual(result.oorTotals!.rounded)
  })

  it('stand in the table of totals so that every OOR adds up as it is read', () => {
    const lines = tableCells(resultPage(base, subject, [], 'en'), 'totalen-tabel').slice(1)
    const figures = lines.map((line) =>
      line.slice(1, -1).map((each) => Math.round(Number(each.replace(/,/g, '')) * 100)),
    )
    const [summed, floor, after, rounding, places] = figures as [number[], number[], number[], number[], number[]]
    expect(summed).toHaveLength(7)
    for (const o of summed.keys()) {
      expect(summed[o]! + floor[o]!).toBe(after[o]!)
      expect(after[o]! + rounding[o]!).toBe(places[o]!)
    }
  })

  it('go from one allocation to the other, cause by cause, exactly', async () => {
    const compared = await compare('2026-base', '2027-reference')
    const { from, steps, to } = causeSteps(compared)!
    expect(steps.length).toBeGreaterThan(3)
    for (const [o, end] of to.entries()) {
      const sum = steps.reduce((level, { by }) => level + Math.round(by[o]! * 1e9), Math.round(from.values[o]! * 1e9))
      expect(sum).toBe(end * 1e9)
      expect(end - from.values[o]!).toBe(compared.difference!.columns[o])
    }
  })
})

describe('bars within the leeway', () => {
  const bar = (word: string, value: number) => ({
    word,
    value,
    room: [-8, 10] as const,
    from: '',
    to: '',
    text: `#${value}`,
  })
  const words = { from: '', to: '', difference: '', axis: '' }
  const drawn = leewayChart(TOLD, [bar('A', -9), bar('B', 6), bar('C', -3)], words, written)

  it('are as long as the difference, and open with a sign where they are outside', () => {
    const [within, outside] = [ofKind(drawn, 'rect', 'shade-1'), ofKind(drawn, 'rect', 'shade-3')]
    expect([within.length, outside.length]).toEqual([2, 1])
    expect(number(within[0]!, 'width') / number(within[1]!, 'width')).toBeCloseTo(2, 1)
    expect(number(outside[0]!, 'width') / number(within[1]!, 'width')).toBeCloseTo(3, 1)
    expect(plainText(drawn.toString())).toMatch(/#-9 !.*#6.*#-3/)
    expect(plainText(drawn.toString())).not.toContain('#6 !')
  })

  it('stand in a field that goes from the least to the most', () => {
    const [room, negative] = [ofKind(drawn, 'rect', 'room')[0]!, ofKind(drawn, 'rect', 'shade-3')[0]!]
    expect(number(room, 'width') / number(negative, 'width')).toBeCloseTo(18 / 9, 1)
    expect(number(room, 'x')).toBeGreaterThan(number(negative, 'x'))
  })
})

describe('a waterfall', () => {
  it('begins every step where the one before it ended, filled for more and open for fewer', () => {
    const steps = [4, -6, 1].map((by) => ({ word: 'stap', by, text: `#${by}` }))
    const drawn = waterfallChart(TOLD, [{ word: 'A', from: '10', to: '9', steps }], 'as', written)
    const bars = tagsOf(drawn.toString()).filter(({ name }) => name === 'rect')
    expect(bars.map(({ attributes }) => attributes['class'])).toEqual(['shade-1', 'shade-3', 'shade-1'])
    const [first, second, third] = bars.map((each) => [number(each, 'x'), number(each, 'x') + number(each, 'width')]) as [number[], number[], number[]] // prettier-ignore
    expect(second[1]).toBeCloseTo(first[1]!, 1)
    expect(third[0]).toBeCloseTo(second[0]!, 1)
  })

  it('of 2027 shows what the table shows', () => {
    const told = { title: 't', axis: '', digits: [2, 2] as const }
    const text = plainText(waterfallFigure('w', base.columns, totalSteps(base)!, told, setting)!.toString())
    expect(text).toMatch(/Leiden\s*109,84 → 114\s*door de ondergrens\s*\+4,16/)
  })
})

/** The texts of a drawing of a class. */
const texts = (drawing: { toString(): string }, kind: string) =>
  [...drawing.toString().matchAll(new RegExp(`<text class="${kind}"[^>]*>\\s*([^<]*?)\\s*</text>`, 'g'))].map(
    ([, text]) => text!,
  )

describe('the picture of targets and places', () => {
  it('shades a cell by how far it lies from its target, and marks exactly those not rounded naturally', () => {
    const drawn = heatFigure(base, setting)!
    const by = base.allocation!.flatMap((row, s) => row.map((places, o) => places - base.target![s]![o]!))
    const [above, far] = [by.filter((each) => each > 0.25 && each <= 0.5), by.filter((each) => each > 0.5)]
    const below = by.filter((each) => each < -0.25)
    // one of each kind more in the legend
    expect(ofKind(drawn, 'rect', 'heat-1')).toHaveLength(above.length + 1)
    expect(ofKind(drawn, 'rect', 'heat-2')).toHaveLength(far.length + 1)
    expect(ofKind(drawn, 'path', 'hatch')).toHaveLength(below.length + 2)
    const marks = texts(drawn, 'mark-of haloed')
    expect(marks.filter((mark) => mark === '▲')).toHaveLength(base.deviations.filter(({ allocated, natural }) => allocated > natural).length) // prettier-ignore
    expect(marks).toHaveLength(base.deviations.length)
  })

  it('is told of no result without targets, and of none too large to see', async () => {
    expect(heatFigure({ ...base, target: null }, setting)).toBeNull()
    const wide = Array.from({ length: 41 }, (_, i) => `c${i}`)
    expect(heatFigure({ ...base, columns: wide }, setting)).toBeNull()
  })
})

describe('the picture of freedom', () => {
  it('has a line for each free cell, from its least to its most, with a dot at what it has', () => {
    const drawn = freedomFigure(base, setting)!
    const lines = ofKind(drawn, 'path', 'whisker')
    expect(lines).toHaveLength(base.freedom!.free.length + 1)
    expect(ofKind(drawn, 'circle', 'point')).toHaveLength(lines.length)
    expect(ofKind(drawn, 'circle', 'shade-3')).toHaveLength(lines.length) // all 77 are free by one place
  })
})

describe('tables of any size', () => {
  const table = (rows: number, columns: number) => ({
    rows: Array.from({ length: rows }, (_, s) => `rij-met-een-lange-naam-${s}`),
    columns: Array.from({ length: columns }, (_, o) => `k${o}`),
    target: Array.from({ length: rows }, (_, s) =>
      Array.from({ length: columns }, (_c, o) => ((s * 7 + o * 3) % 10) / 10 + 1),
    ),
  })
  const solved = async (rows: number, columns: number): Promise<Result> => {
    const { target, ...names } = table(rows, columns)
    const sums = target.map((row) => Math.round(row.reduce((sum, each) => sum + each, 0)))
    const share = sums.reduce((sum, each) => sum + each, 0)
    const each = Math.floor(share / columns)
    const columnTotals = Array.from({ length: columns }, (_, o) => each + (o < share - each * columns ? 1 : 0))
    return round({ ...names, target, rowTotals: sums, columnTotals })
  }

  it.each([
    [1, 1],
    [2, 2],
    [60, 20],
  ] as const)('are drawn within their edges: %i by %i', async (rows, columns) => {
    const result = await solved(rows, columns)
    const pictures = [heatFigure(result, settingOfTable(null, 'nl')), freedomFigure(result, settingOfTable(null, 'nl'))]
    for (const picture of pictures) {
      if (picture === null) continue
      for (const svg of picture.toString().match(/<svg.*?<\/svg>/gs)!) {
        const [, wide, high] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!
        for (const tag of tagsOf(svg)) {
          for (const [at, most] of [
            ['x', wide],
            ['y', high],
            ['cx', wide],
            ['cy', high],
          ] as const) {
            const value = tag.attributes[at]
            if (value === undefined) continue
            expect(Number(value)).toBeGreaterThanOrEqual(0)
            expect(Number(value)).toBeLessThanOrEqual(Number(most))
          }
        }
      }
    }
  })
})

describe('a dot a cell', () => {
  it('is drawn of every cell that can have a place, filled where it is not rounded naturally', async () => {
    const drawn = stripsFigure('s', roundedBy([base], 'nl'), setting)
    const cells = base.rows.length * base.columns.length - base.zeroCells.length
    const [filled, open] = [ofKind(drawn, 'circle', 'point'), ofKind(drawn, 'circle', 'plain-dot')]
    expect([filled.length, filled.length + open.length]).toEqual([base.deviations.length, cells])
  })

  it('stands for several cells where there are many, and says so', () => {
    const dots = Array.from({ length: 60 }, () => ({ at: 0.2, isFilled: false }))
    const drawn = stripsChart(TOLD, [{ word: 'w', text: '', dots }], '', (count) => `een stip is ${count}`, written)
    expect(ofKind(drawn, 'circle', 'plain-dot')).toHaveLength(12)
    expect(plainText(drawn.toString())).toContain('een stip is 5')
  })
})
