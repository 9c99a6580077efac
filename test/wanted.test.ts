/** Whether a point of attention tells how many places are wanted, by a list of texts with the answer beside them. */
import { describe, expect, it } from 'vitest'
import { consultationFromBytes, parseConsultation } from '../src/io/read/consultation.js'
import { readScenario } from '../src/io/read/scenario.js'
import { InputError } from '../src/domain/errors.js'
import { wantedNumbers } from '../src/words/wanted.js'
import { APART, NOT_WANTED, WANTED } from './wanted-phrases.js'
import { book } from './workbooks.js'

const scenario = readScenario('2027-proposal')
const wants = wantedNumbers(scenario.specialties, scenario.oors)

describe('wanted numbers', () => {
  it('are told from years, shares, addresses, paragraphs and counts of other things, in all of these texts', () => {
    const wanted = [...WANTED, ...APART.wanted]
    const not = [...NOT_WANTED, ...APART.not]
    expect(wanted.length + not.length).toBeGreaterThanOrEqual(200)
    expect({ missed: wanted.filter((text) => !wants(text)), wronglySeen: not.filter((text) => wants(text)) }).toEqual({
      missed: [],
      wronglySeen: [],
    })
  })

  it('whatever the capitals and the blanks around them', () => {
    const told = (change: (text: string) => string) => WANTED.filter((text) => !wants(change(text)))
    expect(told((text) => `  ${text}  `)).toEqual([])
    expect(told((text) => text.toUpperCase())).toEqual([])
    expect(told((text) => `De regio is trots op haar opleidingen. ${text}`)).toEqual([])
    expect(NOT_WANTED.filter((text) => wants(`De regio is trots op haar opleidingen. ${text}`))).toEqual([])
  })

  // a pattern that goes astray would not come back
  it('are looked for in texts that repeat themselves to their full length', () => {
    for (const piece of ['1 ', '9 x', 'van 1 ', 'a 1:', '(1', '+ ', 'heelkunde ', '0 1-', 'plaats ']) {
      expect(typeof wants(piece.repeat(2_000 / piece.length))).toBe('boolean')
    }
  })

  it('are a fault of the text of a point, by its place, in JSON and in a workbook', async () => {
    const point = { oor: 'NO', category: 'capacity', direction: 'up' }
    const given = {
      attentionPoints: [
        { ...point, text: 'Graag houden.' },
        { ...point, text: 'Graag 2 plaatsen erbij.' },
      ],
    }
    const faults = (read: () => unknown) => {
      try {
        read()
      } catch (error) {
        if (error instanceof InputError) return error.faults
        throw error
      }
      return []
    }
    expect(faults(() => parseConsultation(given, scenario))).toMatchObject([
      { code: 'wanted-numbers', path: 'attentionPoints[1].text' },
    ])
    const bytes = await book({
      Aandachtspunten: [
        ['OOR', 'Categorie', 'Richting', 'Tekst'],
        ['NO', 'speerpunt', 'meer', 'Sinds 2019 op 2 locaties.'],
        ['NO', 'speerpunt', 'meer', '10 anesthesiologie, 5 cardiologie'],
      ],
    })
    expect(faults(() => consultationFromBytes(bytes, scenario, 'x.xlsx'))).toMatchObject([
      { code: 'wanted-numbers', path: 'x.xlsx:Aandachtspunten!D3' },
    ])
  })
})

describe('sizes and history that are half filled', () => {
  const sizes = Object.fromEntries(scenario.oors.map(({ code }) => [code, 100]))
  const { NO: _, Leiden: __, ...five } = sizes
  const faultsOf = (given: object) => {
    try {
      parseConsultation(given, scenario)
    } catch (error) {
      if (error instanceof InputError) return error.faults
      throw error
    }
    return []
  }
  it('are faults that name what is missing, and no zeros; all or nothing is well, as is a cell without training', () => {
    expect(faultsOf({ current: sizes })).toEqual([])
    expect(faultsOf({ current: {} })).toEqual([])
    expect(faultsOf({ current: { ...five, Leiden: 0 } })).toMatchObject([
      { code: 'half-filled', path: 'current', expected: 'NO' },
    ])
    expect(faultsOf({ history: { '10': five } })).toMatchObject([
      { code: 'half-filled', path: 'history.10', expected: 'NO, Leiden' },
    ])
    expect(faultsOf({ history: { '10': sizes } })).toEqual([])
    // no training in Leiden (FAQ 7.3)
    expect(faultsOf({ history: { '23': { ...five, NO: 3 } } })).toEqual([])
  })

  it('are told by sheet and cell, and in CSV by line', async () => {
    const rows = scenario.oors.map(({ code }, i) => [code, i === 2 ? null : 100 + i])
    const bytes = await book({ Omvang: [['OOR', 'Plaatsen'], ...rows] })
    expect(() => consultationFromBytes(bytes, scenario, 'x.xlsx')).toThrow(
      /x\.xlsx:Omvang: half-filled, expected Utrecht/,
    )
    const csv = new TextEncoder().encode('kind,specialty,oor,places\nhistory,10,NO,5\nhistory,10,ON,4\n')
    expect(() => consultationFromBytes(csv, scenario, 'x.csv')).toThrow(/x\.csv:2: half-filled, expected Utrecht, NWN/)
  })
})
