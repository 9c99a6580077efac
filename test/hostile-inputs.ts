/** Inputs made to hurt, which are refused: by kind, for the command and for the service. */
import { rawBook, rawSheet, zipOf } from './workbooks.js'

const AMPERSANDS = '&amp;'.repeat(3_900_000)

/** Workbooks; small as files. */
export const WORKBOOKS: Readonly<Record<string, () => Uint8Array>> = {
  'entities in a cell': () => zipOf(rawBook([rawSheet(`<row><c t="str"><v>${AMPERSANDS}</v></c></row>`)])),
  'entities in an inline text': () =>
    zipOf(rawBook([rawSheet(`<row><c t="inlineStr"><is><t>${AMPERSANDS}</t></is></c></row>`)])),
  'entities in a formula': () => zipOf(rawBook([rawSheet(`<row><c><f>${AMPERSANDS}</f></c></row>`)])),
  'entities in shared texts': () => zipOf(rawBook([rawSheet('')], `<sst><si><t>${AMPERSANDS}</t></si></sst>`)),
  'entities between the rows': () => zipOf(rawBook([rawSheet(AMPERSANDS)])),
  'entities in an attribute': () => zipOf(rawBook([rawSheet(`<row><c r="${AMPERSANDS}"/></row>`)])),
  'entities in the name of a sheet': () => zipOf(rawBook([rawSheet('')], undefined, [AMPERSANDS])),
  'numbered entities': () =>
    zipOf(rawBook([rawSheet(`<row><c t="str"><v>${'&#65;'.repeat(3_900_000)}</v></c></row>`)])),
  'a cell of one text of 19 MB': () =>
    zipOf(rawBook([rawSheet(`<row><c t="str"><v>${'x'.repeat(19_000_000)}</v></c></row>`)])),
  'sections of plain text': () =>
    zipOf(rawBook([rawSheet(`<row><c t="str"><v>${'<![CDATA[x]]>'.repeat(1_400_000)}</v></c></row>`)])),
  'merged ranges without end': () =>
    zipOf(
      rawBook([
        `<worksheet><sheetData/><mergeCells>${'<mergeCell ref="A1:B2"/>'.repeat(800_000)}</mergeCells></worksheet>`,
      ]),
    ),
  'relations without end': () =>
    zipOf(
      rawBook([rawSheet('')]).map((part) =>
        part.name.endsWith('workbook.xml.rels')
          ? {
              ...part,
              data: `<Relationships>${Array.from({ length: 300_000 }, (_, i) => `<Relationship Id="i${i}" Target="${i}"/>`).join('')}</Relationships>`,
            }
          : part,
      ),
    ),
  'styles without end': () => {
    const styles = `<styleSheet><numFmts>${Array.from({ length: 200_000 }, (_, i) => `<numFmt numFmtId="${i}" formatCode="0&quot;${i}&quot;"/>`).join('')}</numFmts><cellXfs>${Array.from({ length: 200_000 }, (_, i) => `<xf numFmtId="${i}"/>`).join('')}</cellXfs></styleSheet>`
    return zipOf([
      ...rawBook([rawSheet('')]).map((part) =>
        part.name.endsWith('workbook.xml.rels')
          ? {
              ...part,
              data: String(part.data).replace(
                '</Rel',
                '<Relationship Id="s" Type="x/styles" Target="styles.xml"/></Rel',
              ),
            }
          : part,
      ),
      { name: 'xl/styles.xml', data: styles },
    ])
  },
  'text wherever a number is': () =>
    zipOf(
      rawBook([
        rawSheet(
          `<row>${['', 'NO', 'ON', 'Utrecht', 'NWN', 'Leiden', 'ZWN', 'ZON'].map((t) => `<c t="str"><v>${t}</v></c>`).join('')}</row>` +
            Array.from({ length: 31_000 }, (_, i) => `<row>${`<c t="str"><v>woord ${i}</v></c>`.repeat(8)}</row>`).join(
              '',
            ),
        ),
      ]),
    ),
  'a table too wide': () =>
    zipOf(
      rawBook([
        rawSheet(
          Array.from(
            { length: 15 },
            (_, r) =>
              `<row>${Array.from({ length: 16_000 }, (__, i) => `<c t="str"><v>a${r} ${i}</v></c>`).join('')}</row>`,
          ).join(''),
        ),
      ]),
    ),
}

const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n')

/** CSV files for `check 2027-base`, `round` and as care use. */
export const TABLES: Readonly<Record<string, () => string>> = {
  '18 MB of rows of nobody': () =>
    `specialty,NO,ON,Utrecht,NWN,Leiden,ZWN,ZON\n${lines(700_000, (i) => `x${i},1,2,3,4,5,6,7`)}`,
  '48 MB of rows of nobody': () =>
    `specialty,NO,ON,Utrecht,NWN,Leiden,ZWN,ZON\n${lines(2_000_000, (i) => `x${i},1,2,3,4,5,6,7`)}`,
  '20 MB of the same row': () =>
    `specialty,NO,ON,Utrecht,NWN,Leiden,ZWN,ZON\n${'01,1,2,3,4,5,6,7\n'.repeat(1_200_000)}`,
  '20 MB of commas': () => ','.repeat(20_000_000),
  '20 MB of lines': () => '\n'.repeat(20_000_000),
  '20 MB of quotes': () => '"'.repeat(20_000_000),
  'a text of 20 MB': () => `specialty,NO\n01,"${'x'.repeat(20_000_000)}"`,
  'a header of a million': () => lines(1, () => Array.from({ length: 1_000_000 }, (_, i) => `c${i}`).join(',')),
  '20 MB of semicolons and words': () => 'a;'.repeat(10_000_000),
}

/** JSON, for whatever reads it. */
export const JSONS: Readonly<Record<string, (bytes: number) => string>> = {
  'lists in lists': (bytes) => '['.repeat(bytes),
  'objects in objects': (bytes) => '{"a":'.repeat(bytes / 5),
  'a list of numbers': (bytes) => `[${'1,'.repeat(bytes / 2 - 2)}1]`,
  'a list of objects': (bytes) => `[${'{},'.repeat(bytes / 3 - 2)}{}]`,
  'keys that nobody knows': (bytes) =>
    `{${Array.from({ length: Math.floor(bytes / 12) }, (_, i) => `"k${i}":1`).join(',')}}`,
  'the same key': (bytes) => `{${Array.from({ length: Math.floor(bytes / 6) }, () => '"a":1').join(',')}}`,
  'specialties that are none': (bytes) =>
    `{"id":"x","year":2027,"oors":[],"careUse":{},"specialties":[${'1,'.repeat(bytes / 2 - 60)}1]}`,
  'lines without end': (bytes) => `${'\n'.repeat(bytes)}{x`,
  'one text': (bytes) => `"${'x'.repeat(bytes - 2)}"`,
  escapes: (bytes) => `"${'\\u0041'.repeat(bytes / 6 - 1)}"`,
}

const MILLION = 1_000_000
const strange = (i: number) => ({ specialty: `u${i}`, oor: `v${i}` })
const small = {
  table: { rows: ['a'], columns: ['x'], target: [[1]], rowTotals: [1], columnTotals: [1] },
  scenario: {
    id: 's',
    year: 2027,
    oors: [{ code: 'x' }],
    specialties: [{ code: 'a', intake: 1 }],
    careUse: { all: [[1]] },
  },
}
const many = <T>(count: number, each: (i: number) => T) => Array.from({ length: count }, (_, i) => each(i))
const million = <T>(each: (i: number) => T) => many(MILLION, each)

const THOUSAND = Array.from({ length: 1_000 }, (_, i) => i)
const rowsOf = <T>(each: T) => THOUSAND.map(() => THOUSAND.map(() => each))
/** As many cells as a table may have; all is well with it. */
const whole = {
  table: { rows: THOUSAND.map((i) => `r${i}`), columns: THOUSAND.map((i) => `c${i}`), target: rowsOf(1), rowTotals: rowsOf(1_000)[0], columnTotals: rowsOf(1_000)[0] },
  scenario: { ...small.scenario, oors: THOUSAND.map((i) => ({ code: `c${i}` })), specialties: THOUSAND.map((i) => ({ code: `r${i}`, intake: 1_000 })), careUse: { all: rowsOf(1) } },
} // prettier-ignore
const cell = (i: number) => [`r${i % 1_000}`, `c${Math.floor(i / 1_000)}`] as const
const LAST = MILLION - 1
const record = { year: 2027, institution: 'i', specialty: 'a', oor: 'x', source: 'vektis', component: 'day-admission', count: 1, training: true } // prettier-ignore
const ofRecords = (
  records: readonly object[],
  institutions: readonly object[] = [{ institution: 'i', type: 'umc' }],
) => ({
  ...small.scenario,
  careUse: { records, institutions },
})
const byCode = <T>(count: number, letter: string, each: (i: number) => T) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${letter}${i}`, each(i)]))
const history = (given: unknown) => byCode(9_999, 's', () => byCode(100, 'o', () => given))
const table = (rows: number, columns: number, given: unknown) => ({
  rows: Array.from({ length: rows }, (_, i) => `r${i}`),
  columns: Array.from({ length: columns }, (_, i) => `c${i}`),
  allocation: Array.from({ length: rows }, () => Array<unknown>(columns).fill(given)),
})

/** What reads a file: the command up to the name of it. */
export const READ = {
  round: ['round'],
  solve: ['solve'],
  check: ['check', '2027-base'],
  draft: ['draft', '2027-proposal', '--advices'],
  verify: ['verify'],
} as const

/** Lists of a million, wherever a file has a list, with what is said of them: all are wrong, or the last alone. */
export const LISTS: Readonly<Record<string, readonly [keyof typeof READ, () => object, RegExp]>> = {
  'zero cells of nobody': ['round', () => ({ ...small.table, zeroCells: million((i) => [`u${i}`, `v${i}`]) }), /^zeroCells: te groot/],
  'bounds of nobody': ['round', () => ({ ...small.table, bounds: million((i) => [`u${i}`, `v${i}`, 0, 1]) }), /^bounds: te groot/],
  'zero cells that are none': ['round', () => ({ ...small.table, zeroCells: million((i) => i) }), /^zeroCells: te groot/],
  'targets that are words': ['round', () => ({ ...small.table, target: rowsOf('x') }), /^target: /],
  'zero cells of nobody, in a table of as many': ['round', () => ({ ...whole.table, zeroCells: million((i) => [`u${i}`, `v${i}`]) }), /^zeroCells\[0\]\[0\]: onbekende/],
  'zero cells, the last of nobody': ['round', () => ({ ...whole.table, zeroCells: million((i) => (i === LAST ? ['r0', 'v'] : cell(i))) }), /^zeroCells\[999999\]\[1\]: onbekende/],
  'rows of a table': ['round', () => ({ ...small.table, rows: million(String) }), /^rows: te groot/],
  'a table of ten million': ['round', () => ({ ...small.table, ...table(5_000, 2_000, 0), target: [], allocation: undefined }), /^rows: te groot/],
  'zero cells of a scenario': ['solve', () => ({ ...small.scenario, zeroCells: million(strange) }), /^zeroCells: te groot/],
  'zero cells with a field too many': ['solve', () => ({ ...whole.scenario, zeroCells: many(900_000, (i) => ({ specialty: 'r1', oor: 'c1', z: i })) }), /^zeroCells\[0\]\.z: onbekend veld/],
  'specialties of a scenario': ['solve', () => ({ ...small.scenario, specialties: million(strange) }), /^specialties: te groot/],
  sources: ['solve', () => ({ ...small.scenario, sources: million((i) => i) }), /^sources: te groot/],
  aliases: ['solve', () => ({ ...small.scenario, oors: [{ code: 'x', aliases: million(String) }] }), /^oors\[0\]\.aliases: te groot/],
  institutions: ['solve', () => ofRecords([record], million((i) => ({ institution: `i${i}`, type: 'umc' }))), /^careUse\.institutions: te groot/],
  'records that lack the rest': ['solve', () => ofRecords(million(strange)), /^careUse\.records\[0\]/],
  'records with a field too many': ['solve', () => ofRecords(many(300_000, (i) => ({ ...record, [`k${i}`]: 1 }))), /^careUse\.records\[0\]\.k0: onbekend veld/],
  'records of one institution that is none': ['solve', () => ofRecords(many(300_000, () => ({ ...record, institution: 'q' }))), /^careUse\.records\[0\]:institution: onbekende/],
  'care use of words': ['solve', () => ({ ...small.scenario, careUse: { all: rowsOf(null) } }), /^careUse\.all\[0\]\[0\]/],
  'a proposal of strangers': ['check', () => table(1_000, 1_000, 1), /./],
  'a proposal of five million': ['check', () => table(5_000, 1_000, 1), /^allocation: te groot/],
  'advices of strangers': ['draft', () => ({ advices: Array.from({ length: 5_000 }, (_, i) => ({ specialty: `s${i}`, row: byCode(150, 'o', () => 1) })) }), /^advices\[0\]/],
  motivations: ['draft', () => ({ motivations: million((i) => ({ oor: i })) }), /^motivations: te groot/],
  'history of strangers': ['draft', () => ({ history: history(1) }), /^history\.s0: onbekende/],
  'deviations of a result': ['verify', () => ({ status: 'optimal', rows: ['a'], deviations: million(() => ({})) }), /^deviations\[0\]/m],
  'fields nobody knows, of a draft': ['verify', () => ({ kind: 'draft', deviations: million((i) => ({ i })), balance: many(100_000, () => ({})) }), /^balance\[0\]/m],
} // prettier-ignore
