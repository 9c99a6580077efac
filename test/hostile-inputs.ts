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
const million = <T>(each: (i: number) => T) => Array.from({ length: MILLION }, (_, i) => each(i))

/** Lists of a million in a table (`round`) and in a scenario (`solve`), with what is said of them. */
export const LISTS: Readonly<Record<string, readonly ['round' | 'solve', () => object, RegExp]>> = {
  'zero cells of nobody': ['round', () => ({ ...small.table, zeroCells: million((i) => [`u${i}`, `v${i}`]) }), /^zeroCells: te groot/],
  'bounds of nobody': ['round', () => ({ ...small.table, bounds: million((i) => [`u${i}`, `v${i}`, 0, 1]) }), /^bounds: te groot/],
  'zero cells that are none': ['round', () => ({ ...small.table, zeroCells: million((i) => i) }), /^zeroCells: te groot/],
  'targets that are words': ['round', () => ({ ...small.table, target: Array.from({ length: 1_000 }, () => Array<string>(1_000).fill('x')) }), /^target: /],
  'zero cells of a scenario': ['solve', () => ({ ...small.scenario, zeroCells: million(strange) }), /^zeroCells: te groot/],
  'specialties of a scenario': ['solve', () => ({ ...small.scenario, specialties: million(strange) }), /^specialties: te groot/],
  sources: ['solve', () => ({ ...small.scenario, sources: million((i) => i) }), /^sources: te groot/],
  aliases: ['solve', () => ({ ...small.scenario, oors: [{ code: 'x', aliases: million(String) }] }), /^oors\[0\]\.aliases: te groot/],
  'records that lack the rest': ['solve', () => ({ ...small.scenario, careUse: { records: million(strange).slice(0, 700_000), institutions: [] } }), /^careUse\.records\[0\]/],
  'care use of words': ['solve', () => ({ ...small.scenario, careUse: { all: Array.from({ length: 1_000 }, () => Array<null>(1_000).fill(null)) } }), /^careUse\.all\[0\]\[0\]/],
} // prettier-ignore
