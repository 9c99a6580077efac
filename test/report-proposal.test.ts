/** Pages about proposals: drafted, checked, of several years, and of two frames of one year; on cases small enough to know by hand. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check, draft, publishDraft, years, type Draft } from '../src/index.js'
import { readProposal } from '../src/io/read/proposal.js'
import { parseScenario, readScenario } from '../src/io/read/scenario.js'
import type { Language } from '../src/words/texts.js'
import { checkPage, draftPage, yearsPage } from '../src/report/pages.js'
import { commandIn } from './command.js'
import {
  ADVICES,
  proposalPages,
  plainText,
  sectionText,
  seen,
  SMALL,
  tableCells,
  tagsOf,
  WRONG,
  YEARS,
} from './pages.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-report-proposal-'))
afterAll(() => rmSync(folder, { recursive: true }))

function put(name: string, value: object): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(value))
  return path
}

const run = (...args: readonly string[]) => commandIn('.', args)

let pages: Readonly<Record<Language, Readonly<Record<string, string>>>>
let drafted: Draft
const small = parseScenario(SMALL)
beforeAll(async () => {
  pages = { nl: await proposalPages('nl'), en: await proposalPages('en') }
  drafted = await draft(SMALL, ADVICES)
})

describe('the page of a draft', () => {
  it('says in a few sentences what moves, who is followed, what is still to be written, and what is proven', () => {
    expect(sectionText(pages.nl['draft']!, 'samenvatting')).toContain(
      'Het voorstel verdeelt 31 plaatsen. Tegen de basisverdeling gaan er 2 naar een andere OOR, en zijn 2 van de 12 cellen anders. ' +
        'Van de 4 adviezen zijn er 2 precies gevolgd, 1 binnen de gegeven schuifruimte en 1 niet. ' +
        '2 afwijkingen hebben een motivering nodig; één daarvan moet nog worden geschreven of aangevuld. ' +
        'Aan het kader voldoet het nog niet: motivering van afwijkingen. ' +
        'Bewezen is dat binnen het kader geen voorstel beter is, met de wensen in deze volgorde.',
    )
    const figures = [...pages.en['draft']!.matchAll(/<dt>([^<]*)<\/dt>\s*<dd>([^<]*)<\/dd>/g)].map(
      ([, ...pair]) => pair,
    )
    expect(figures).toContainEqual(['leeway used', '2 of 3'])
    expect(figures).toContainEqual(['advices followed', '3 of 4'])
    expect(figures).toContainEqual(['motivations still to be written', '1 of 2'])
    expect(figures).toContainEqual(['proven the best', 'yes'])
  })

  it('has the matrix with its difference against the base behind each number that has one', () => {
    expect(tableCells(pages.nl['draft']!, 'voorstel-tabel')).toEqual([
      ['Specialisme', 'A', 'B', 'C', 'Totaal'],
      ['1 Heelkunde', '4', '4', '4', '12'],
      ['2 Cardiologie', '1 -2', '3', '5 +2', '9'],
      ['3', '2', '2', '2', '6'],
      ['4', '2', '2', '–', '4'],
      ['Totaal', '9 -2', '11', '11 +2', '31'],
      ['Basisverdeling', '11', '11', '9', '31'],
    ])
  })

  it('has the balance with room and size today, and the three readings with the one in force', () => {
    expect(tableCells(pages.nl['draft']!, 'balans-tabel')).toEqual([
      [
        'OOR',
        'Basis',
        'Voorstel',
        'Verschil',
        'Kan nog af',
        'Kan nog bij',
        'Huidige omvang',
        'Bij nieuwe instroom',
        'Mutatie',
      ],
      ['A', '11', '9', '-2', '0', '4', '10', '10,3', '-1,3'],
      ['B', '11', '11', '0', '2', '2', '11', '11,4', '-0,4'],
      ['C', '9', '11', '+2', '4', '0', '9', '9,3', '+1,7'],
      ['Totaal', '31', '31', '0', '', '', '30', '31,0', '0,0'],
    ])
    const readings = tableCells(pages.en['draft']!, 'regelruimte-tabel').slice(1)
    expect(readings.map(([name, , ...rest]) => [name, ...rest])).toEqual([
      ['Places moved', '2', '3', 'this reading is in force: fits'],
      ['Sum of the differences', '4', '3', 'too much'],
      ['Moved in cells', '2', '3', 'fits'],
    ])
  })

  it('takes the leeway in force, which the options may scale, and adds up no sizes that are not known', async () => {
    const options = { 'leeway.scale': 'proportional', 'leeway.measure': 'sum-absolute' } as const
    const page = draftPage(await draft(SMALL, { ...ADVICES, current: {} }, { options }), small, 'nl')
    // 3 places at 1,050 are none at 31
    expect(tableCells(page, 'regelruimte-tabel')[2]!.slice(2)).toEqual(['0', '0', 'deze lezing geldt: past'])
    expect(tableCells(page, 'balans-tabel').at(-1)!.slice(-2)).toEqual(['', ''])
    expect(
      tableCells(page, 'lezingen-tabel')
        .slice(1, 7)
        .map(([name]) => name!.split('.')[0]),
    ).toEqual(['leeway', 'leeway', 'leeway', 'motivation', 'staffel', 'staffel'])
    expect(sectionText(page, 'lezingen')).toContain(
      'is 2 keer een andere lezing gevolgd dan de standaard; die zijn vet.',
    )
    expect(sectionText(page, 'bewijs')).toContain(
      'evenredig draft small --advices adviezen.json --option leeway.measure=sum-absolute --option leeway.scale=proportional --out',
    )
  })

  it('lists the wishes in order with what each costs the next, and then what comes after', () => {
    const rows = tableCells(pages.nl['draft']!, 'wensen-tabel')
    expect(rows[1]).toEqual([
      '1',
      'Adviezen volgen',
      '1,5 plaatsen buiten geadviseerde schuifruimte (gewogen, zonder lege cellen)3,5 afwijking van geadviseerde rijen (een verschoven plaats telt twee keer)',
      'afwijkingen die een motivering nodig hebben: 2; zonder deze wens 0',
    ])
    expect(rows.slice(2, 5).map(([, name, , cost]) => [name, cost])).toEqual([
      ['Weinig motiveringen', 'niets'],
      ['Weinig verschuiven', 'niets'],
      ['Weinig verandering tegen nu', 'niets'],
    ])
    expect(rows.slice(5).map((row) => row.slice(1, 3))).toEqual([
      ['Daarna: plaatsen tegen de richting van aandachtspunten', '2'],
      ['Daarna: stappen verder dan next best', '4'],
      ['Daarna: cellen niet natuurlijk afgerond', '2'],
      ['Daarna: totale afrondingsfout', '4'],
    ])
    expect(sectionText(pages.nl['draft']!, 'wensen')).toContain('niet alle even zwaar')
  })

  it('tells of each advice that is not followed to the letter what became of it, and what prevents it in words', () => {
    const rows = tableCells(pages.nl['draft']!, 'adviezen-tabel').slice(1)
    expect(rows).toEqual([
      [
        '4weegt 1,5×',
        'niet gevolgd2 plaatsen buiten de ruimte',
        'A 1 → 2C 1 → 0',
        'lege cellen en regelruimte per OOR',
        'C begint.',
      ],
      ['3', 'gevolgd binnen de schuifruimte', 'A 1 → 2C 3 → 2', '–', 'Liever C.'],
    ])
    expect(sectionText(pages.nl['draft']!, 'adviezen')).toContain('Precies gevolgd (2): 1 Heelkunde, 2 Cardiologie.')
  })

  it('sets points of attention beside the proposal; what they are missed by adds up to the level', () => {
    const rows = tableCells(pages.nl['draft']!, 'aandachtspunten-tabel').slice(1)
    expect(rows).toEqual([
      ['C', 'de OOR als geheel', 'omvang van de OOR', 'meer', '+2', 'gevolgd', 'C is te klein.'],
      ['A', '2 Cardiologie', 'opleidingscapaciteit', 'gelijk houden', '-2', '2 ertegenin', 'Graag houden.'],
      ['C', '4', 'nieuwe erkenning', 'meer', '0', 'lege cel', 'Erkenning komt.'],
    ])
    expect(drafted.levels!.find(({ name }) => name === 'attention')!.value).toBe(2)
    expect(sectionText(pages.nl['draft']!, 'aandachtspunten')).toContain(
      'tegen 1 van de 3 aandachtspunten in, samen voor 2 plaatsen',
    )
  })

  it('takes fewer for at least one fewer', async () => {
    const point = { oor: 'B', category: 'care-demand', direction: 'down', text: 'B krimpt.' }
    const answer = await draft(SMALL, { ...ADVICES, attentionPoints: [point] })
    expect(answer.levels!.find(({ name }) => name === 'attention')!.value).toBe(1)
    expect(tableCells(draftPage(answer, small, 'en'), 'aandachtspunten-tabel')[1]!.slice(3, 6)).toEqual([
      'fewer',
      '0',
      '1 against it',
    ])
  })

  it('has the dossier: difference, grounds in words, text, or that it is still to be written', async () => {
    expect(tableCells(pages.nl['draft']!, 'motivering-tabel').slice(1)).toEqual([
      ['C', 'de OOR als geheel', '+2', '–', 'Er is ruimte.', 'grond ontbreekt'],
      [
        'A',
        'de OOR als geheel',
        '-2',
        'ontwikkeling regionale zorgvraag; opleidingseisen',
        'De zorgvraag daalt.',
        'compleet',
      ],
    ])
    expect(tableCells(pages.nl['draft']!, 'motivering-verder').slice(1)).toEqual([
      ['B', 'de OOR als geheel', 'bestaand opleidingspalet in de regio', 'Niet nodig, wel geschreven.'],
    ])
    const none = draftPage(await draft(SMALL, { advices: ADVICES.advices }), small, 'nl')
    expect(
      tableCells(none, 'motivering-tabel')
        .slice(1)
        .map((row) => row.at(-1)),
    ).toEqual(['nog te schrijven', 'nog te schrijven'])
  })

  it('has the fallback beside it when asked, and only then', () => {
    const rows = tableCells(pages.nl['draft']!, 'terugval-tabel')
    expect(rows[0]).toEqual(['OOR', 'Basis', 'Voorstel', 'Terugval', 'Terugval min basis', 'Terugval min voorstel'])
    for (const [, base, proposal, fallback, againstBase, against] of rows.slice(1).map((row) => row.map(Number))) {
      expect(fallback! - base!).toBe(againstBase)
      expect(fallback! - proposal!).toBe(against)
    }
    expect(rows.at(-1)![3]).toBe('31')
    expect(draftPage(drafted, small, 'nl')).not.toContain('terugval-tabel')
  })

  it('says of each level that it is proven, up to the gap where there is one, and never beyond it', () => {
    const proofs = (page: string) => tableCells(page, 'bewijs-tabel').slice(1)
    expect(proofs(pages.nl['draft']!).map((row) => row.at(-1))).toEqual(
      drafted.levels!.map(() => 'bewezen het laagst mogelijke'),
    )
    const gap = { level: 'motivations', value: 2, bound: 1 } as const
    const open: Draft = { ...drafted, status: 'feasible', certificate: null, gap }
    const page = draftPage(open, small, 'en')
    expect(proofs(page).map((row) => row.at(-1))).toEqual([
      'proven the least possible',
      'proven the least possible',
      'proven at least 1',
      ...drafted.levels!.slice(3).map(() => 'not proven'),
    ])
    expect(sectionText(page, 'samenvatting')).toContain(
      'Not everything is proven: of “deviations that need a motivation” 2 is reached, and it is proven to be at least 1.',
    )
    expect(seen(page)).not.toContain('It is proven that no proposal')
    const lost = draftPage({ ...open, gap: null }, small, 'en')
    expect(new Set(proofs(lost).map((row) => row.at(-1)))).toEqual(new Set(['not proven']))
  })

  it('gives commands that make the draft again and check it', async () => {
    const [scenario, advices] = [put('small.json', SMALL), put('advices.json', ADVICES)]
    const result = join(folder, 'proposal.json')
    const text = sectionText(pages.en['draft']!, 'bewijs')
    const lines = [/evenredig draft .*?--out proposal\.json/, /evenredig verify .*? small/].map(
      (line) => line.exec(text)![0],
    )
    for (const line of lines) {
      const words = line.split(' ').slice(1)
      const named: Record<string, string> = { small: scenario, 'advices.json': advices, 'proposal.json': result }
      expect((await run(...words.map((word) => named[word] ?? word))).exit, line).toBe(0)
    }
    expect(text).toContain('--fallback')
  })

  it('names the rules that leave no proposal, in words', () => {
    const page = pages.nl['draft-none']!
    expect(sectionText(page, 'samenvatting')).toContain(
      'Voor de 31 plaatsen is er geen voorstel. Dat er geen past, is bewezen; hieronder staat waarom.',
    )
    expect(sectionText(page, 'botsing')).toContain('afgesproken cellen (bounds)regelruimte per OOR (leeway-per-oor)')
    for (const id of ['voorstel-tabel', 'balans-tabel', 'motivering-tabel']) expect(page).not.toContain(id)
  })
})

describe('the page of a check', () => {
  it('gives the verdict, and the rules with what was found, broken ones first', () => {
    const page = pages.nl['check']!
    expect(sectionText(page, 'samenvatting')).toContain(
      'Het voorstel voldoet niet aan het kader; niet gehaald: hele plaatsen, landelijke instroom per specialisme, landelijk totaal, lege cellen en motivering van afwijkingen. Het verschuift 2,5 plaatsen tussen OOR’s. Over 2 regels oordelen mensen, niet deze controle.',
    )
    const rows = tableCells(page, 'regels-tabel').slice(1)
    const table = page.slice(page.indexOf('<caption id="regels-tabel"'))
    const ids = [...table.slice(0, table.indexOf('</table>')).matchAll(/<code>([^<]*)<\/code>/g)].map(([, id]) => id)
    expect(rows.map(([, outcome], i) => [ids[i], outcome![0]])).toEqual([
      ['integers', '✗'],
      ['row-totals', '✗'],
      ['national-total', '✗'],
      ['zero-cells', '✗'],
      ['motivation', '✗'],
      ['leeway-total', '!'],
      ['careful-process', '?'],
      ['reasonableness', '?'],
      ['zero-target', '✓'],
      ['leeway-per-oor', '✓'],
      ['floor', '✓'],
      ['outside-frame', '✓'],
    ])
    expect(rows[0]![2]).toBe('3 – A: 1,5 is geen heel aantal plaatsen3 – B: 2,5 is geen heel aantal plaatsen')
    expect(sectionText(page, 'regels')).toContain('5 voldoet niet, 1 let op, 2 aan mensen om te beoordelen, 4 voldoet')
  })

  it('marks in the matrix what may not be, and shows half places as they were handed in', () => {
    expect(tableCells(pages.nl['check']!, 'voorstel-tabel')).toEqual([
      ['Specialisme', 'A', 'B', 'C', 'Totaal'],
      ['1 Heelkunde', '4', '4', '5 +1', '13 +1'],
      ['2 Cardiologie', '3', '3', '3', '9'],
      ['3', '!1,5 -0,5', '!2,5 +0,5', '2', '6'],
      ['4', '1 -1', '2', '!1 +1', '4'],
      ['Totaal', '9,5 -1,5', '11,5 +0,5', '11 +2', '32 +1'],
      ['Basisverdeling', '11', '11', '9', '31'],
    ])
    expect(tableCells(pages.nl['check']!, 'balans-tabel')[1]).toEqual([
      'A',
      '11',
      '9,5',
      '-1,5',
      '0,5',
      '3,5',
      '10',
      '10,3',
      '-0,8',
    ])
  })

  it('lists what the nearest proposal that complies changes, and that it is the nearest', async () => {
    expect(sectionText(pages.nl['check']!, 'herstel')).toContain(
      'als 5 cellen veranderen, samen 4 plaatsen erbij en eraf. Dat het met minder niet kan, is bewezen.',
    )
    expect(tableCells(pages.nl['check']!, 'herstel-tabel').slice(1)).toEqual([
      ['1 Heelkunde', 'C', '5', '4', '-1'],
      ['3', 'A', '1,5', '2', '+0,5'],
      ['3', 'B', '2,5', '2', '-0,5'],
      ['4', 'A', '1', '2', '+1'],
      ['4', 'C', '1', '0', '-1'],
    ])
    const base = { ...WRONG, allocation: drafted.base! }
    const good = checkPage(await check(SMALL, base, { repair: true }), small, 'en')
    expect(sectionText(good, 'samenvatting')).toContain('The proposal complies with the frame. It moves 0 places')
    expect(sectionText(good, 'herstel')).toContain('No place has to change')
    expect(sectionText(good, 'motivering')).toContain('there is nothing to motivate')
    expect(checkPage(await check(SMALL, base), small, 'en')).not.toContain('id="herstel"')
  })

  it('asks people what no computer can judge, with room to write', () => {
    const text = sectionText(pages.nl['check']!, 'oordeel')
    expect(text).toContain('Is het voorstel zorgvuldig tot stand gekomen')
    expect(text).toContain('Konden FMS en WV’en in redelijkheid tot dit voorstel komen?')
    expect(text.match(/naam en datum/g)).toHaveLength(2)
    expect(pages.nl['check']!.match(/class="ruled"/g)!.length).toBeGreaterThanOrEqual(6)
  })
})

describe('the page of years', () => {
  it('says what together gains, and who is unlucky twice', () => {
    const page = pages.nl['years']!
    expect(sectionText(page, 'samenvatting')).toContain(
      'In de som zijn daardoor 1 cellen niet natuurlijk afgerond; met elk jaar apart zijn dat er 3. Geen enkele cel wordt in meer dan één jaar tegen de natuur in naar beneden afgerond (apart: 1). Bewezen is dat het niet beter kan.',
    )
    expect(tableCells(page, 'winst-tabel').slice(1, 5)).toEqual([
      ['Stappen verder dan next best (in de jaren)', '0', '0', '0'],
      ['Cellen niet natuurlijk afgerond (in de jaren)', '3', '3', '0'],
      ['Stappen verder dan next best (in de som)', '0', '1', '-1'],
      ['Cellen niet natuurlijk afgerond (in de som)', '1', '3', '-2'],
    ])
    expect(tableCells(page, 'tweemaal-apart').slice(1)).toEqual([['3', 'B', '2027, 2028']])
    expect(sectionText(page, 'tweemaal')).toContain('Samen opgelost: geen enkele cel.')
  })

  it('has a matrix per year and of the sum, and what together changes', async () => {
    const page = pages.nl['years']!
    const numbers = (id: string) =>
      tableCells(page, id)
        .slice(1, 4)
        .map((row) => row.slice(1, 4).map((cell) => Number(cell.replace(/[▲▼]+/, ''))))
    const [first, second, sum] = ['jaar-2027-tabel', 'jaar-2028-tabel', 'som-tabel'].map(numbers)
    const { together, apart } = await years(YEARS)
    expect([first, second]).toEqual(together!.allocations)
    expect(sum).toEqual(first!.map((row, s) => row.map((places, o) => places + second![s]![o]!)))
    expect(apart!.allocations[0]).not.toEqual(first)
    expect(tableCells(page, 'anders-tabel').slice(1)).toEqual([
      ['1', 'B', '1 → 0', '1', '2 → 1'],
      ['1', 'C', '1 → 2', '1', '2 → 3'],
      ['3', 'B', '1 → 2', '0', '1 → 2'],
      ['3', 'C', '2 → 1', '2', '4 → 3'],
    ])
  })

  it('gives commands that make it again and check it, and does not claim what is not proven', async () => {
    const paths = YEARS.map((each) => put(`${each.id}.json`, each))
    const text = sectionText(pages.en['years']!, 'bewijs')
    for (const line of [/evenredig years .*?--out years\.json/, /evenredig verify .*?year-1 --scenario year-2/]) {
      const named: Record<string, string> = {
        'year-1': paths[0]!,
        'year-2': paths[1]!,
        'years.json': join(folder, 'years.json'),
      }
      const words = line.exec(text)![0].split(' ').slice(1)
      expect((await run(...words.map((word) => named[word] ?? word))).exit).toBe(0)
    }
    const solved = await years(YEARS)
    const gap = { level: 'sum-next-best', value: 1, bound: 0 } as const
    const open = yearsPage(
      { ...solved, status: 'feasible', certificate: null, gap },
      YEARS.map((each) => parseScenario(each)),
      'en',
    )
    expect(seen(open)).toContain(
      'of “Cells not rounded naturally (in the sum)” 1 is reached, and it is proven to be at least 0',
    )
    expect(seen(open)).not.toContain('It is proven')
  })
})

describe('the page of two frames of one year', () => {
  it('lists what has to be sent again, and what may go along', () => {
    const page = pages.nl['frames']!
    expect(tableCells(page, 'opnieuw-tabel').slice(1)).toEqual([
      ['1 Heelkunde', 'advies', 'de instroom is veranderd', '–'],
      ['C, de OOR als geheel', 'aandachtspunt', 'het OOR-totaal is veranderd', 'C is te klein.'],
    ])
    const text = sectionText(page, 'opnieuw')
    expect(text).toContain('Van de 7 adviezen en aandachtspunten moeten er 2 opnieuw worden ingestuurd')
    expect(text).toContain('Kan ongewijzigd mee (advies, 3): 2 Cardiologie; 3; 4.')
    expect(text).toContain('Kan ongewijzigd mee (aandachtspunt, 2): A, 2 Cardiologie; C, 4.')
  })

  it('tells per association and per OOR what changed', () => {
    const page = pages.nl['frames']!
    expect(sectionText(page, 'nieuw-kader')).toContain(
      'Het kader van small (8 juni 2026) is vervangen door dat van small-definitive (1 september 2026)',
    )
    expect(tableCells(page, 'nieuw-kader-specialismen').slice(1)).toEqual([
      ['1 Heelkunde', '12', '15', '+3', 'A 4 → 5, B 4 → 5, C 4 → 5'],
    ])
    expect(tableCells(page, 'nieuw-kader-oors').slice(1)).toEqual([
      ['A', '11', '12', '+1'],
      ['B', '11', '12', '+1'],
      ['C', '9', '10', '+1'],
    ])
    expect(sectionText(page, 'samenvatting')).toContain(
      'Het landelijk totaal verandert met +3: OOR’s krijgen er samen 3 plaatsen bij en leveren er 0 in.',
    )
  })
})

describe('hostile and confidential input', () => {
  const HOSTILE = `</title></style><script>window.hacked=1</script>"'><img src=x onerror=alert(1)>\u202E`

  it('shows hostile texts as texts, wherever people write', async () => {
    // marks that turn the direction of text are refused in names, not in what people write
    const name = HOSTILE.replace('\u202E', '')
    const scenario = {
      ...SMALL,
      title: name,
      specialties: SMALL.specialties.map((each) => ({ ...each, name })),
      zeroCells: SMALL.zeroCells.map((each) => ({ ...each, reason: HOSTILE })),
    }
    const advices = {
      ...ADVICES,
      advices: ADVICES.advices.map((each) => ({ ...each, rationale: HOSTILE })),
      attentionPoints: ADVICES.attentionPoints.map((each) => ({ ...each, text: HOSTILE })),
      motivations: ADVICES.motivations.map((each) => ({ ...each, text: HOSTILE })),
    }
    const subject = parseScenario(scenario)
    const made = [
      draftPage(await draft(scenario, advices, { fallback: true }), subject, 'nl'),
      checkPage(await check(scenario, WRONG, { advices, repair: true }), subject, 'nl'),
    ]
    for (const page of made) {
      expect(() => tagsOf(page)).not.toThrow()
      expect(page).not.toMatch(/<script|<img/)
      expect(seen(page).match(/window\.hacked=1/g)!.length).toBeGreaterThan(10)
    }
  })

  it('publishes nothing that gives care use away: other care use with the same base makes the same page', async () => {
    // the same base distribution from shares that differ by a little
    const other = {
      ...SMALL,
      careUse: {
        ...SMALL.careUse,
        all: [
          [100, 101, 99],
          [51, 49, 50],
          [30, 31, 29],
          [20, 21, 0],
        ],
      },
    }
    const [a, b] = [drafted, await draft(other, ADVICES)]
    expect(b.base).toEqual(a.base)
    expect(b.allocation).toEqual(a.allocation)
    expect(b.target).not.toEqual(a.target)
    const pageOf = (given: Draft) => draftPage(publishDraft(given), small, 'nl').replaceAll(/[0-9a-f]{64}/g, '')
    expect(pageOf(b)).toBe(pageOf(a))
    expect(draftPage(b, small, 'nl')).not.toBe(draftPage(a, small, 'nl'))
  })

  it('has no mark of rounding, no target and no proof on a published page', () => {
    for (const kind of ['draft-published', 'years-published']) {
      const page = pages.nl[kind]!
      expect(seen(page)).not.toMatch(/[▲▼]/)
      expect(page).not.toContain('afrondingen-tabel')
      expect(page).not.toContain('tweemaal')
      expect(page).not.toContain('anders-tabel')
      expect(seen(page)).toContain('staat daarom niet in deze uitgave')
      expect(sectionText(page, 'bewijs')).toContain('--publish')
      expect(seen(page)).not.toMatch(/bewezen het laagst|Bewezen is/)
    }
    // how far a proposal lies from natural rounding tells of care use
    const told = tableCells(pages.nl['draft-published']!, 'bewijs-tabel').slice(1)
    expect(told.at(-1)).toEqual(['Plaatsen tegen de richting van aandachtspunten', '2', 'niet in deze uitgave'])
    // what an option decides is no figure
    const said = seen(pages.nl['draft-published']!).replace('wat beslist tussen evenveel next bests', '')
    expect(said).not.toMatch(/next best|afrondingsfout/)
  })
})

describe('the commands', () => {
  it('write a page by the ending .html, with the exit status of the answer', async () => {
    const [scenario, advices, wrong] = [put('s.json', SMALL), put('a.json', ADVICES), put('w.json', WRONG)]
    const cases: readonly (readonly [number, readonly string[], string])[] = [
      [0, ['draft', scenario, '--advices', advices], 'integraal voorstel'],
      [1, ['check', scenario, wrong, '--lang', 'en'], 'proposal checked'],
      [0, ['years', ...YEARS.map((each) => put(`${each.id}.json`, each))], 'jaren samen opgelost'],
    ]
    for (const [exit, args, kind] of cases) {
      const path = join(folder, `${args[0]}.html`)
      const err = expect.stringMatching(/^(?:geschreven|written): [^\n]*\.html \([\d.,]+ bytes\)\n$/)
      expect(await run(...args, '--out', path)).toEqual({ out: '', err, exit })
      const page = readFileSync(path, 'utf8')
      expect(() => tagsOf(page)).not.toThrow()
      expect(plainText(page)).toContain(`Evenredig · ${kind}`)
    }
  })

  it('write CSV of draft and years in both dialects, and what is written reads back', async () => {
    const scenario = put('s.json', SMALL)
    const advices = put('a.json', ADVICES)
    const path = join(folder, 'draft.csv')
    for (const dialect of ['plain', 'excel-nl']) {
      expect(
        (await run('draft', scenario, '--advices', advices, '--dialect', dialect, '--force', '--out', path)).exit,
      ).toBe(0)
      expect(readProposal(path, small).places).toEqual(drafted.allocation!.flat())
    }
    expect(readFileSync(path, 'utf8').slice(1).split('\r\n').slice(0, 3)).toEqual([
      'specialty;A;B;C;data',
      '1;4;4;4;synthetic',
      '2;1;3;5;synthetic',
    ])
    const files = YEARS.map((each) => put(`${each.id}.json`, each))
    const answer = await run('years', ...files, '--csv', '--dialect', 'excel-nl')
    const lines = answer.out.slice(1).split('\r\n')
    expect(lines.slice(0, 4)).toEqual([
      'specialty;oor;2027;2028;sum;data',
      '1;A;1;1;2;synthetic',
      '1;B;0;1;1;synthetic',
      '1;C;2;1;3;synthetic',
    ])
  })

  it('say beside a CSV with nothing in it why there is nothing, and refuse a dialect of what is no CSV', async () => {
    const tight = put('tight.json', {
      ...SMALL,
      leeway: null,
      bounds: [
        { specialty: '1', oor: 'A', low: 0, high: 0, reason: 'x' },
        { specialty: '2', oor: 'A', low: 0, high: 0, reason: 'y' },
      ],
    })
    const none = await run('draft', tight, '--csv', '--lang', 'en')
    expect(none).toMatchObject({ exit: 1, out: 'specialty,A,B,C,data\n' })
    expect(none.err).toContain('infeasible')
    const scenario = put('s.json', SMALL)
    for (const args of [
      ['draft', scenario],
      ['years', scenario, scenario],
      ['check', scenario, put('w.json', WRONG)],
    ]) {
      expect((await run(...args, '--json', '--dialect', 'excel-nl')).exit).toBe(2)
    }
  })

  it('writes the same bytes for the same input', async () => {
    const again = await draft(SMALL, ADVICES)
    expect(draftPage(again, small, 'nl')).toBe(draftPage(drafted, small, 'nl'))
  })

  it('makes a page of the shipped example, with every advice of it', async () => {
    const advices = 'scenarios/2027-proposal/advices.json'
    const page = draftPage(await draft('2027-proposal', advices), readScenario('2027-proposal'), 'nl')
    const told = tableCells(page, 'adviezen-tabel').length - 1
    expect(told).toBe(7)
    expect(sectionText(page, 'adviezen')).toContain('Precies gevolgd (23)')
    expect(sectionText(page, 'aandachtspunten')).toContain('samen voor 18 plaatsen')
  })
})
