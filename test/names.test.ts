/** What people write for specialties and OORs: found where it can mean one, refused with what may have been meant where it cannot. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain, reconstruct, type InputError } from '../src/index.js'
import { codesOf, unknownCode, type Codes } from '../src/io/read/names.js'
import { readScenario } from '../src/io/read/scenario.js'
import { shippedWith } from '../src/host/files.js'
import { codesIn } from '../src/io/read/rows.js'
import { faultText } from '../src/words/texts.js'

const BASE = readScenario('2027-base')
const SPECIALTIES = codesOf(BASE.specialties)
const OORS = codesOf(BASE.oors)

/** Spellings by the code that they mean. */
const OOR_SPELLINGS: Readonly<Record<string, string>> = {
  NO:
    'NO | no | OOR NO | oor-NO | N.O. | N&O | Noord-Oost | Noordoost | NOORD OOST | Noord–Oost | Noord/Oost | ' +
    'Noord en Oost Nederland | Noord- en Oost-Nederland | Noordoost-Nederland | Noord-Nederland | ' +
    'OOR Noord-Nederland | NO (Noord-Oost) | Noord-Oost (NO) | NO - Groningen | Groningen | UMCG | UMC Groningen | ' +
    'Universitair Medisch Centrum Groningen | UMCG Groningen',
  ON:
    'ON | OOR ON | Oost Nederland | Oost-Nederland | OOR Oost-Nederland | oost\nnederland | Oost\u00A0Nederland | ' +
    'Oost | ON/Nijmegen | Nijmegen | Radboud | Radboudumc | Radboud UMC | UMC St Radboud | ' +
    'Radboud universitair medisch centrum | Radboudumc Nijmegen',
  Utrecht: 'Utrecht | OOR Utrecht | UTRECHT* | UMC Utrecht | UMCU | regio Utrecht | Utrecht¹ | Utrecht:',
  NWN:
    'NWN | OOR NWN | OOR Amsterdam | Amsterdam | Noordwest Nederland | Noordwest-Nederland | Noord-West Nederland | ' +
    'OOR Noordwest | Nederland Noordwest | NWN (Amsterdam) | Noordwest-Nederland (NWN) | NWN\n(Amsterdam) | AMC | ' +
    'VUmc | AMC/VUmc | AMC & VUmc | Amsterdam UMC | Amsterdam UMC locatie VUmc | Amsterdam UMC, locatie AMC | ' +
    'VU medisch centrum | N\u200BW\u200BN',
  Leiden:
    'Leiden | OOR Leiden | LUMC | LUMC Leiden | Leiden (LUMC) | Leiden/Den Haag | Leids Universitair Medisch Centrum',
  ZWN:
    'ZWN | Z.W.N. | OOR ZWN | Zuidwest-Nederland | Zuidwest | Zuid-West | Rotterdam | Erasmus MC | Erasmus | ' +
    'Erasmus MC (Rotterdam) | ZWN – Rotterdam | ZWN (Erasmus MC)',
  ZON:
    'ZON | OOR ZON | Zuidoost-Nederland | Zuid-Oost Nederland | Zuidoost | Maastricht | MUMC+ | MUMC | ' +
    'Maastricht UMC+ | Maastricht UMC | ZON/Maastricht | OOR ZON (Maastricht UMC+)',
}

const SPECIALTY_SPELLINGS: Readonly<Record<string, string>> = {
  '01':
    '1 | 01 | 001 | 1.0 | ="01" | \'01 | 01 Anesthesiologie | 01 - Anesthesiologie | 01. Anesthesiologie | ' +
    '01_Anesthesiologie | Anesthesiologie (01) | Anesthesiologie 01 | ANESTHESIOLOGIE | Anesthesie | ' +
    'Anesthesioloog | anesthesiologen | Anesthesisten | Anaesthesiologie | Anesthesiology | Anesth. | ' +
    'Anesthesiologie* | Anesthesiologie¹ | Anesthesiologie 1) | Anesthesiologie [2] | Anesthesio-\nlogie',
  '02': 'Cardiologie | 2 cardiologie | Cardioloog | Cardiologen | Cardiology | Hart- en vaatziekten | 0320 Cardiologie',
  '03':
    'Cardio-thoracale chirurgie | Cardiothoracale chirurgie | cardio thoracale chirurgie | Thoraxchirurgie | ' +
    'Thoraxchirurgen | Cardio-thor. chir. | Cardiothoracic surgery',
  '04':
    'Dermatologie en venerologie | Dermatologie & venerologie | Dermatologie/Venerologie | Dermatologie | ' +
    'Dermatologen | Dermatology | Dermatologie en venereologie | Huidziekten | Dermat.',
  '05':
    'Heelkunde | Chirurgie | Algemene chirurgie | Algemene Heelkunde | Chirurgen | Heelkunde (Chirurgie) | ' +
    'General surgery',
  '10':
    'Interne geneeskunde | Interne | Interne gen. | Internisten | Geneeskunde, interne | ' +
    'Interne geneeskunde (excl. geriatrie) | Internal medicine | 10 Interne | 6. Interne geneeskunde',
  '17':
    'Kaakchirurgie | Kaak | MKA | MKA-chirurgie | Mond-, kaak- en aangezichtschirurgie | ' +
    'Mondziekten, kaak- en aangezichtschirurgie | Kaakchirurg',
  '18':
    'Keel- neus- oorheelkunde | Keel-neus-oorheelkunde | Keel-, neus- en oorheelkunde | KNO | K.N.O. | KNO-arts | ' +
    'KNO-artsen | KNO-heelkunde | ENT',
  '19': 'Kindergeneeskunde | Kinder | Kinderartsen | Pediatrie | Paediatrics | Kindergeneesk.',
  '20': 'Klinisch chemicus | Klinische chemie | Klin. chemie | Klinisch chemici | KLINISCHE CHEMIE',
  '21': 'Klinisch fysicus | Klinische fysica | klinisch fysici | Medische fysica',
  '22': 'Klinische genetica | Klinisch genetica | Genetica | Klinisch geneticus | Clinical genetics | klin genet',
  '23':
    'Klinische geriatrie | Klinische Geriatrie | Geriatrie | Klinisch geriater | Klinisch geriaters | ' +
    'Geriatrie, klinische | 23 Klinische',
  '24':
    'Longziekten en tuberculose | Longziekten | Longziekten & TBC | Longgeneeskunde | Longartsen | ' +
    'Longziekten/tuberculose | Pulmonologie',
  '25':
    'Maag-darm-leverziekten | Maag- darm- en leverziekten | Maag darm leverziekten | MDL | M.D.L. | MDL-ziekten | ' +
    'MDL-artsen | Maag-, darm- en leverziekten (MDL) | Gastro-enterologie',
  '26':
    'Medische microbiologie | Microbiologie | Medisch microbiologen | Arts-microbioloog | Med. microbiologie | ' +
    'Medical microbiology',
  '27': 'Neurochirurgie | Neurochirurgen | Neurosurgery | neurochir.',
  '28': 'Neurologie | Neurologen | Neurology | neurol.',
  '43':
    'Obstetrie en gynaecologie | Obstetrie & Gynaecologie | Gynaecologie en obstetrie | Obstetrie/gynaecologie | ' +
    'Obstetrie + gynaecologie | Gynaecologie | Gynaecologen | Gynecologie | Verloskunde | ' +
    'Verloskunde & gynaecologie | Obstetrie | O&G | Obst. en gyn.',
  '30': 'Oogheelkunde | Oogartsen | Oogh. | Oftalmologie | Ophthalmology',
  '32': 'Orthopedie | Orthopaedie | Orthopeden | Orthopedische chirurgie | Orthop.',
  '33': 'Pathologie | Pathologen | Pathology | Patholoog',
  '34': 'Plastische chirurgie | Plastisch chirurgen | Plast. chirurgie | Chirurgie (plastische) | Plastische',
  '37':
    'Radiologie | Radiologen | Radiologie en nucleaire geneeskunde | Radiologie & Nucleaire Geneeskunde | ' +
    'Radiologie (incl. nucleaire geneeskunde)',
  '38': 'Radiotherapie | Radiotherapeuten | Radiother. | Radiotherapy',
  '39': 'Reumatologie | Reumatologen | Rheumatology | Reuma',
  '40': 'Revalidatiegeneeskunde | Revalidatie | Revalidatie-geneeskunde | Revalidatieartsen | Revalidatie geneeskunde',
  '41': 'Spoedeisende geneeskunde | Spoedeisende hulp | SEH | S.E.H. | SEH-artsen | Spoedeisende | Emergency medicine',
  '42': 'Urologie | Urologen | Urology | urol.',
  '44':
    'Ziekenhuisapotheker | Ziekenhuisapothekers | Ziekenhuisapotheeker | Ziekenhuisfarmacie | ' +
    'Ziekenhuisfarmaceuten | Hospital pharmacy',
}

function spellings(table: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(table).flatMap(([code, given]) =>
    given.split(' | ').map((each): [string, string] => [each, code]),
  )
}

describe('what people write', () => {
  it.each(spellings(OOR_SPELLINGS))('OOR %j is %s', (given, code) => expect(OORS.find(given)).toBe(code))

  it.each(spellings(SPECIALTY_SPELLINGS))('specialty %j is %s', (given, code) =>
    expect(SPECIALTIES.find(given)).toBe(code),
  )

  it('says by what it was found', () => {
    const how = (codes: Codes, given: string) => codes.match(given)
    expect(how(OORS, 'NWN')).toEqual({ code: 'NWN', how: 'code' })
    expect(how(OORS, 'noordwest nederland')).toEqual({ code: 'NWN', how: 'name' })
    expect(how(OORS, 'Amsterdam')).toEqual({ code: 'NWN', how: 'alias' })
    expect(how(OORS, 'OOR NWN')).toEqual({ code: 'NWN', how: 'words' })
    expect(how(OORS, 'VUmc')).toEqual({ code: 'NWN', how: 'synonym' })
    expect(how(OORS, 'Zuidw.')).toEqual({ code: 'ZWN', how: 'prefix' })
  })

  it.each(shippedWith())('every code, name and alias of %s finds itself', (id) => {
    const scenario = readScenario(id)
    for (const side of [scenario.specialties, scenario.oors]) {
      const codes = codesOf(side)
      for (const { code, name, aliases } of side) {
        for (const given of [code, name, ...aliases]) expect([given, codes.find(given)]).toEqual([given, code])
      }
    }
  })
})

describe('what could mean two, or nothing', () => {
  const among = (codes: Codes, given: string) => {
    const found = codes.match(given)
    return found !== null && 'among' in found ? [...found.among].toSorted() : found
  }

  it.each<[string, string[]]>([
    ['Klinische', ['20', '21', '22', '23']],
    ['Klinisch', ['20', '21', '22', '23']],
    ['Neuro', ['27', '28']],
    ['Radio', ['37', '38']],
    ['Cardio', ['02', '03']],
    ['01 Cardiologie', ['01', '02']],
    ['Cardiologie (01)', ['01', '02']],
    ['5 Plastische chirurgie', ['05', '34']],
    ['Chirurgie (kaak)', ['05', '17']],
    ['Klinische chemie en klinische fysica', ['20', '21']],
    ['Radiologie/Radiotherapie', ['37', '38']],
    ['Cardiologie 3', ['02', '03']],
    ['1/2', ['01', '02']],
  ])('specialty %j: one of %j', (given, expected) => {
    expect(among(SPECIALTIES, given)).toEqual(expected)
    expect(SPECIALTIES.find(given)).toBeUndefined()
  })

  it.each<[string, string[]]>([
    ['Noord', ['NO', 'NWN']],
    ['OOR Zuid', ['ZON', 'ZWN']],
    ['NO + ON', ['NO', 'ON']],
    ['Utrecht (Leiden)', ['Leiden', 'Utrecht']],
    ['LUMC/Erasmus MC', ['Leiden', 'ZWN']],
  ])('OOR %j: one of %j', (given, expected) => expect(among(OORS, given)).toEqual(expected))

  const NO_OOR =
    '- | * | OOR | Nederland | UMC | Totaal | No. | Nr. | Nº | № | NO % | % NO | ∆ NO | NO +/- | NO van | NO tot | ' +
    'NO 2026 | NO totaal | verschil NO | Den Haag | Zwolle | West | N | Σ'
  it.each(['', ' ', 'x'.repeat(100_000), ...NO_OOR.split(' | ')])('no OOR: %.20j', (given) =>
    expect(OORS.match(given)).toBeNull(),
  )

  const NO_SPECIALTY =
    '-1 | 1 0 | 1-0 | 99 | 45 | 2026 | Ortho | Orthodontie | Psychiatrie | Sportgeneeskunde | Psych. | Geneeskunde | ' +
    'Ziekenhuis | Instroom | Kinderchirurgie | Nefrologie | Nucleaire geneeskunde | Allergologie | ' +
    '2026 Cardiologie | Oog | Uro | Cardiologi | Reumatolgie | Totaal specialismen | 01 Totaal'
  it.each(['', ...NO_SPECIALTY.split(' | ')])('no specialty: %j', (given) =>
    expect(SPECIALTIES.match(given)).toBeNull(),
  )
})

describe('the label of a row', () => {
  it.each<[string, string[]]>([
    ['01 Mijn afdeling', ['01']],
    ['Anesthesiologie (dagbehandeling)', ['01']],
    ['01 Cardiologi', ['01', '02']],
    ['02. Reumatolgie', ['02', '39']],
    ['Chirurgie (kaak)', ['05', '17']],
    ['Interne geneeskunde (geriatrie)', ['10', '23']],
    ['Versie (2)', []],
    ['Kinder IC', []],
    ['Neurologie kinderen', []],
    ['Chirurgie oncologisch', []],
    ['Klinische', []],
  ])('%j names %j', (label, expected) => expect([...codesIn(label, SPECIALTIES)].toSorted()).toEqual(expected))
})

describe('a scenario with names of its own', () => {
  const codes = (...names: string[]) => codesOf(names.map((name, i) => ({ code: `c${i}`, name })))

  it('gets no synonym that its own names contradict', () => {
    expect(codes('Heelkunde', 'Vaatchirurgie').find('Chirurgie')).toBe('c0')
    expect(codes('Heelkunde', 'Chirurgie').find('Chirurgie')).toBe('c1')
    expect(codes('Heelkunde', 'Chirurgie kinderen').find('Chirurgie')).toBeUndefined()
    expect(codes('Vaatchirurgie', 'Plastische chirurgie').find('Chirurgie')).toBeUndefined()
    expect(codes('Groningen', 'Friesland').find('NO')).toBeUndefined()
    expect(codes('AMC', 'VUmc').find('NWN')).toBeUndefined()
    expect(codesOf([{ code: 'NO', name: 'Noorwegen' }]).find('Groningen')).toBeUndefined()
    expect(codesOf([{ code: 'NO', name: 'NO' }]).find('Groningen')).toBe('NO')
  })

  it('has its capitals, its signs and its numbers', () => {
    const own = codesOf(['a', 'A', 'A+', 'A-', '1', '01', '010'].map((code) => ({ code, name: code })))
    for (const code of own.codes) expect(own.find(code)).toBe(code)
    expect(own.find('001')).toBeUndefined()
    expect(codes('Ziekenhuis 12').find('Ziekenhuis 1')).toBeUndefined()
    expect(codes('Ziekenhuis 12345').find('Ziekenhuis 123')).toBeUndefined()
    expect(codes('Afdeling1234').find('Afdeling12')).toBeUndefined()
    expect(codes('Groep AB').find('Groep A')).toBeUndefined()
    expect(codes('Totaalzorg').find('Totaal')).toBeUndefined()
    expect(codes('Totaal').find('Totaal')).toBe('c0')
  })

  it('a name that two share is nobody’s', () => {
    expect(codes('Zorg', 'zorg').match('ZORG')).toEqual({ among: ['c0', 'c1'], contradict: false })
    expect(codes('Noord-West', 'Noordwest').match('Noord West')).toEqual({ among: ['c0', 'c1'], contradict: false })
  })
})

describe('what may have been meant', () => {
  it.each<[Codes, string, string[]]>([
    [OORS, 'Utrect', ['Utrecht']],
    [OORS, 'Leide', ['Leiden']],
    [OORS, 'NWM', ['NWN']],
    [OORS, 'NW', ['NWN']],
    [OORS, 'West', []],
    [OORS, 'Amsterdm', ['Amsterdam']],
    [OORS, 'xyzzy', []],
    [OORS, 'Totaal', []],
    [SPECIALTIES, 'Reumatolgie', ['Reumatologie']],
    [SPECIALTIES, 'Dermatlogie en venerologie', ['Dermatologie en venerologie']],
    [SPECIALTIES, 'Uro', ['Urologie']],
    [SPECIALTIES, 'Rad', ['Radiologie', 'Radiotherapie']],
    [SPECIALTIES, 'Nucleaire geneeskunde', ['Radiologie en nucleaire geneeskunde']],
    [SPECIALTIES, 'Tropische geneeskunde', []],
    [SPECIALTIES, 'Nefrologie', []],
    [SPECIALTIES, 'Allergologie', []],
    [SPECIALTIES, '45', []],
    [SPECIALTIES, 'qwertyuiop', []],
  ])('%#: %s', (codes, given, expected) => expect(codes.near(given)).toEqual(expected))

  it('dermatologie is no slip for reumatologie, nor urologie for neurologie', () => {
    const some = codesOf([
      { code: '39', name: 'Reumatologie' },
      { code: '28', name: 'Neurologie' },
      { code: '02', name: 'Cardiologie' },
    ])
    for (const given of ['Dermatologie', 'Urologie', 'Radiologie', 'Oncologie', 'Audiologie']) {
      expect([given, some.find(given), some.near(given)]).toEqual([given, undefined, []])
    }
  })

  it('stands in the fault: one name, several, or the two that a text names', () => {
    const text = (given: string, codes = SPECIALTIES) => faultText(unknownCode('x', given, codes), 'nl')
    expect(text('Reumatolgie')).toContain('bedoelt u Reumatologie?')
    expect(text('Noord', OORS)).toContain('bedoelt u NO Noord-Oost of NWN Noordwest Nederland?')
    expect(text('Medische')).toContain('bedoelt u 21 Klinisch fysicus of 26 Medische microbiologie?')
    expect(text('Klinisch')).toMatch(/bedoelt u 20 Klinisch chemicus, 21 [\w ]+, 22 [\w ]+ of 23 Klinische geriatrie\?/)
    expect(text('01 Cardiologie')).toBe(
      'x: noemt twee verschillende codes (gevonden 01 Cardiologie; verwacht 01 Anesthesiologie | 02 Cardiologie)',
    )
    expect(text('Dermatoscopie')).not.toContain('bedoelt u')
  })
})

describe('of any text', () => {
  const known = (codes: Codes, table: Readonly<Record<string, string>>) =>
    spellings(table)
      .filter(([given]) => /^[\p{L} &,/-]+$/u.test(given))
      .map(([given, code]) => ({ side: codes === OORS ? 'oor' : 'specialty', given, code }))
  const SPELT = [...known(OORS, OOR_SPELLINGS), ...known(SPECIALTIES, SPECIALTY_SPELLINGS)]

  it('capitals, accents, blanks, invisible signs and marks around it change nothing', () => {
    const noise = fc.record({
      spelt: fc.constantFrom(...SPELT),
      capitals: fc.constantFrom('as it is', 'upper', 'lower'),
      accent: fc.option(fc.tuple(fc.nat(), fc.constantFrom('\u0301', '\u0308', '\u0300'))),
      hidden: fc.option(fc.tuple(fc.nat(), fc.constantFrom('\u200B', '\u00AD', '\uFEFF', '\u200E'))),
      blank: fc.constantFrom(' ', '\u00A0', '\n', '\r\n', '  ', '\t', '\u2009'),
      before: fc.constantFrom('', ' ', '\u00A0', '\n', 'OOR ', '* '),
      after: fc.constantFrom('', ' ', '*', ' *', ' **', '†', '\u00A0', '\n', ':', '.', '¹', ' ²', ' 1)'),
    })
    fc.assert(
      fc.property(noise, ({ spelt: { side, given, code }, capitals, accent, hidden, blank, before, after }) => {
        const into = (text: string, part: readonly [number, string] | null, letter: RegExp) => {
          const places = part === null ? [] : [...text.matchAll(letter)].map(({ index }) => index + 1)
          const at = places.length === 0 ? -1 : places[part![0] % places.length]!
          return at < 0 ? text : text.slice(0, at) + part![1] + text.slice(at)
        }
        fc.pre(!/^no$/i.test(given) || capitals === 'upper' || !/[.:]/.test(after)) // "no." is a number
        const cased = capitals === 'upper' ? given.toUpperCase() : capitals === 'lower' ? given.toLowerCase() : given
        const noisy = into(into(cased, accent, /[aeiou]/gi), hidden, /\p{L}/gu).replaceAll(' ', blank)
        const text = before + noisy + after
        expect([text, (side === 'oor' ? OORS : SPECIALTIES).find(text)]).toEqual([text, code])
      }),
      { seed: 9, numRuns: 1_500 },
    )
  })

  it('names of one’s own that are alike: a code is found only where its own name fits, and a name always finds itself', () => {
    const word = fc.constantFrom(
      'noord',
      'noordwest',
      'west',
      'groep',
      'groepen',
      'groepswerk',
      'a',
      'ab',
      '1',
      '12',
      'long',
      'hart',
    )
    const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), name, (names, given) => {
        const codes = codesOf(names.map((each, i) => ({ code: `x${i}y`, name: each })))
        names.forEach((each, i) => expect(codes.find(each)).toBe(`x${i}y`))
        const found = codes.find(given)
        if (found === undefined) return
        const own = names[codes.codes.indexOf(found)]!
        expect([own, given, fitsInParts(given, own)]).toEqual([own, given, true])
        const others = names.filter((each) => each !== own && fits(given, each) === 'whole')
        expect([own, given, others]).toEqual([own, given, fits(given, own) === 'whole' ? others : []])
      }),
      { seed: 9, numRuns: 2_000 },
    )
  })

  it('of any length and kind is answered at once', () => {
    const long = fc.string({ unit: 'binary', minLength: 0, maxLength: 400 })
    fc.assert(
      fc.property(long, (given) => {
        const found = SPECIALTIES.match(given)
        if (found !== null && 'code' in found) expect(SPECIALTIES.codes).toContain(found.code)
        expect(unknownCode('x', given, SPECIALTIES).found.length).toBeLessThan(130)
      }),
      { seed: 9, numRuns: 1_000 },
    )
    const many = Array.from({ length: 5_000 }, (_, i) => `Onbekend specialisme nummer ${i} `.repeat(1 + (i % 10)))
    for (const given of many) expect(SPECIALTIES.find(given)).toBeUndefined()
  })
})

/** Whether a text is a name ("whole"), its beginning word by word, or neither: written again, without the program's own rules. */
function fits(given: string, name: string): 'whole' | 'begin' | null {
  const plural = (word: string) => word.replace(/^(groep)en$/, '$1')
  const [ours, theirs] = [given, name].map((text) => text.split(' '))
  const letters = (words: readonly string[]) => words.join('')
  const sorted = (words: readonly string[]) => words.map(plural).toSorted().join(' ')
  if (letters(ours!) === letters(theirs!) || sorted(ours!) === sorted(theirs!)) return 'whole'
  const begins = ours!.every(
    (word, i) => plural(word) === plural(theirs![i] ?? '') || (word.length > 2 && theirs![i]?.startsWith(word)),
  )
  return begins ? 'begin' : null
}

/** The same, of a text that may name it twice: "Noord (West)", "1 Noord". */
function fitsInParts(given: string, name: string): boolean {
  const words = given.split(' ')
  const halves = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')] as const)
  return (
    fits(given, name) !== null ||
    halves.some(([left, right]) => fits(right, name) !== null && (fits(left, name) !== null || /^\d+$/.test(left)))
  )
}

describe('commands', () => {
  it('explain takes any of them', async () => {
    const { specialty, oor } = await explain('2027-base', 'Longziekten', 'OOR Amsterdam')
    expect([specialty, oor]).toMatchObject([{ code: '24' }, { code: 'NWN' }])
    const error = await explain('2027-base', 'Klinische', 'Noord').catch((each: unknown) => each)
    expect((error as InputError).faults).toMatchObject([
      {
        code: 'unknown-code',
        path: 'specialty',
        hint: '20 Klinisch chemicus | 21 Klinisch fysicus | 22 Klinische genetica | 23 Klinische geriatrie',
      },
      { code: 'unknown-code', path: 'oor', hint: 'NO Noord-Oost | NWN Noordwest Nederland' },
    ])
  })

  it('reconstruct takes the OORs on the floor by any name', async () => {
    const table = 'scenarios/2027-base/expected.csv'
    const { floored } = await reconstruct(table, { scenario: '2027-base', floored: ['OOR Leiden'] })
    expect(floored).toEqual(['Leiden'])
    const error = await reconstruct(table, { scenario: '2027-base', floored: ['Den Haag'] }).catch(
      (each: unknown) => each,
    )
    expect((error as InputError).faults).toMatchObject([{ code: 'unknown-code', path: 'floored', found: 'Den Haag' }])
  })
})
