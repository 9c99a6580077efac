/** Workbooks as all kinds of programs wrap them: the same cells come out, or a fault says what is wrong with the wrapping. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../src/domain/errors.js'
import { formatOf } from '../src/io/xlsx/number-format.js'
import { faultText } from '../src/words/texts.js'
import { readXlsx, type ReadWorkbook } from '../src/io/xlsx/read.js'
import { rawBook, rawSheet, zipOf, type Part } from './workbooks.js'

const ROWS =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2.4</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>7</v></c></row>'
const STRINGS = '<sst><si><t>noord</t></si><si><t>zuid &amp; zee</t></si></sst>'
const PARTS = rawBook([rawSheet(ROWS)], STRINGS)
const CELLS = ['A1 noord', 'B1 2.4', 'A2 zuid & zee', 'B2 7']

function cellsOf({ sheets }: ReadWorkbook): string[] {
  return sheets.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) => [...cells.values()].map(({ address, text }) => `${address} ${text}`)),
  )
}

/** What is wrong with a file, in Dutch. */
function faultOf(bytes: Uint8Array): string {
  try {
    readXlsx(bytes, 'x')
  } catch (error) {
    if (error instanceof InputError) return error.faults.map((fault) => faultText(fault, 'nl')).join('\n')
    throw error
  }
  return 'read'
}

const each = (change: (part: Part) => Part) => zipOf(PARTS.map(change))
const only = (ending: string, change: (part: Part) => Part) =>
  each((part) => (part.name.endsWith(ending) ? change(part) : part))
const text = (ending: string, change: (text: string) => string) =>
  only(ending, (part) => ({ ...part, data: change(String(part.data)) }))

describe('the same cells, however they are wrapped', () => {
  it.each<[string, () => Uint8Array]>([
    ['plainly', () => zipOf(PARTS)],
    ['without packing', () => each((part) => ({ ...part, method: 0 }))],
    ['backslashes between folders', () => each((part) => ({ ...part, name: part.name.replaceAll('/', '\\') }))],
    ['names in capitals', () => each((part) => ({ ...part, name: part.name.toUpperCase() }))],
    ['names that begin at the root', () => each((part) => ({ ...part, name: `/${part.name}` }))],
    ['sizes of eight bytes', () => each((part) => ({ ...part, wide: true }))],
    ['a directory of eight bytes', () => zipOf(PARTS, { wide: true })],
    ['sizes behind each part', () => each((part) => ({ ...part, behind: true }))],
    ['folders as parts', () => zipOf([{ name: 'xl/', data: '', method: 0 }, ...PARTS])],
    ['absolute targets', () => text('.xml.rels', (xml) => xml.replaceAll('Target="', 'Target="/xl/'))],
    ['targets with steps', () => text('.xml.rels', (xml) => xml.replaceAll('Target="', 'Target="./theme/../'))],
    ['targets in another case', () => text('.xml.rels', (xml) => xml.replaceAll('sheet1.xml', 'Sheet1.XML'))],
    [
      'a target with a blank',
      () =>
        zipOf(
          PARTS.map((part) =>
            part.name.endsWith('.xml.rels')
              ? { ...part, data: String(part.data).replace('sheet1.xml', 'sheet%201.xml') }
              : { ...part, name: part.name.replace('sheet1.xml', 'sheet 1.xml') },
          ),
        ),
    ],
    [
      'the strict kind',
      () =>
        each((part) => ({
          ...part,
          data: String(part.data).replaceAll(
            'http://schemas.openxmlformats.org/officeDocument/2006',
            'http://purl.oclc.org/ooxml/officeDocument',
          ),
        })),
    ],
    [
      'other prefixes',
      () =>
        text('workbook.xml', (xml) =>
          xml.replaceAll('r:id', 'd3p1:id').replace('<workbook ', '<x:workbook ').replace('<sheet ', '<x:sheet '),
        ),
    ],
    [
      'a picture beside the sheet',
      () =>
        text('.xml.rels', (xml) =>
          xml.replace(
            '</Rel',
            '<Relationship Id="p" Type="x/hyperlink" Target="http://x/" TargetMode="External"/></Rel',
          ),
        ),
    ],
    ...(['utf16le', 'latin1'] as const).map((encoding): [string, () => Uint8Array] => [
      `XML in ${encoding}`,
      () =>
        each((part) => {
          const xml = String(part.data).replace(/^<\?.*?\?>/, '')
          const declared = encoding === 'latin1' ? `<?xml version="1.0" encoding="ISO-8859-1"?>${xml}` : xml
          return { ...part, data: Buffer.from(declared, encoding) }
        }),
    ]),
    [
      'UTF-16, the other end first, with a mark',
      () => each((part) => ({ ...part, data: Buffer.from(`\uFEFF${String(part.data)}`, 'utf16le').swap16() })),
    ],
    ['cells without an address', () => text('sheet1.xml', (xml) => xml.replace(/ r="\w+"/g, ''))],
    [
      'rows and cells from the end',
      () =>
        text('sheet1.xml', () =>
          rawSheet(
            '<row r="2"><c r="B2"><v>7</v></c><c r="A2" t="s"><v>1</v></c></row><row r="1"><c r="B1"><v>2.4</v></c><c r="A1" t="s"><v>0</v></c></row>',
          ),
        ),
    ],
    [
      'rich text, with how it sounds',
      () =>
        text('sharedStrings.xml', (xml) =>
          xml.replace(
            '<t>noord</t>',
            '<r><t>no</t></r><r><rPr/><t xml:space="preserve">ord </t></r><rPh><t>klank</t></rPh>',
          ),
        ),
    ],
    ['shared formulas', () => text('sheet1.xml', (xml) => xml.replace('<v>7</v>', '<f t="shared" si="0"/><v>7</v>'))],
    [
      'a range that lies, and merged cells',
      () =>
        text('sheet1.xml', (xml) =>
          xml
            .replace('<sheetData>', '<dimension ref="A1:XFD1048576"/><sheetData>')
            .replace('</worksheet>', '<mergeCells><mergeCell ref="A1:XFD9"/></mergeCells></worksheet>'),
        ),
    ],
  ])('%s', (_, make) => {
    expect(cellsOf(readXlsx(make(), 'x'))).toEqual(CELLS)
  })

  it('accents in one byte, where the XML says so', () => {
    const bytes = only('sharedStrings.xml', (part) => ({
      ...part,
      data: Buffer.from(`<?xml version="1.0" encoding="windows-1252"?>${STRINGS.replace('noord', 'één')}`, 'latin1'),
    }))
    expect(cellsOf(readXlsx(bytes, 'x'))[0]).toBe('A1 één')
  })
})

describe('sheets', () => {
  const sheets = (change: (xml: string) => string, links: (xml: string) => string = (xml) => xml) =>
    readXlsx(
      zipOf(
        rawBook([rawSheet(ROWS), rawSheet('<row><c><v>1</v></c></row>'), rawSheet('')], STRINGS).map((part) => {
          if (part.name === 'xl/workbook.xml') return { ...part, data: change(String(part.data)) }
          return part.name.endsWith('workbook.xml.rels') ? { ...part, data: links(String(part.data)) } : part
        }),
      ),
      'x',
    ).sheets.map(({ name, hidden }) => [name, hidden])

  it('hidden and very hidden ones are marked', () => {
    const states = (xml: string) =>
      xml
        .replace('name="S2"', 'name="S2" state="hidden"')
        .replace('name="S3"', 'state="veryHidden" name="S3"')
        .replace('name="S1"', 'name="S1" state="visible"')
    expect(sheets(states)).toEqual([
      ['S1', false],
      ['S2', true],
      ['S3', true],
    ])
  })

  it.each(['chartsheet', 'dialogsheet', 'xlMacrosheet'])('a %s is no sheet with cells', (kind) => {
    const links = (xml: string) =>
      xml.replace('/worksheet" Target="worksheets/sheet2', `/${kind}" Target="other/sheet2`)
    expect(sheets((xml) => xml, links)).toEqual([
      ['S1', false],
      ['S3', false],
    ])
    const none = zipOf(
      PARTS.map((part) => ({ ...part, data: String(part.data).replaceAll('/worksheet"', `/${kind}"`) })),
    )
    expect(faultOf(none)).toMatch('een werkmap zonder blad met cellen')
  })
})

describe('a file that says two things', () => {
  it.each<[string, () => Uint8Array, string]>([
    ['a checksum of 0', () => only('sheet1.xml', (part) => ({ ...part, checksum: 0 })), 'verkeerde controlesom'],
    [
      'a checksum of 0, behind the part',
      () => only('sheet1.xml', (part) => ({ ...part, checksum: 0, behind: true })),
      'verkeerde controlesom',
    ],
    [
      'another name before the part',
      () => only('sheet1.xml', (part) => ({ ...part, local: { name: 'xl/worksheets/sheet9.xml' } })),
      'sheet9.xml',
    ],
    [
      'another name of the same length, of a part that nobody reads',
      () => zipOf([...PARTS, { name: 'docProps/app.xml', data: '', local: { name: 'docProps/b--.xml' } }]),
      'docProps/b--.xml',
    ],
    [
      'another checksum before the part',
      () => only('sheet1.xml', (part) => ({ ...part, local: { checksum: 5 } })),
      'twee verschillende opgaven',
    ],
    [
      'another size before the part',
      () => only('sheet1.xml', (part) => ({ ...part, local: { declared: 5 } })),
      'twee verschillende opgaven',
    ],
    [
      'the same name twice, in another case',
      () => zipOf([...PARTS, { name: 'XL/Workbook.xml', data: '<workbook/>' }]),
      'XL/Workbook.xml',
    ],
    [
      'the same name twice, with another slash',
      () => zipOf([...PARTS, { name: 'xl\\workbook.xml', data: '<workbook/>' }]),
      'xl/workbook.xml',
    ],
    [
      'the same cell twice',
      () =>
        text('sheet1.xml', (xml) => xml.replace('</sheetData>', '<row r="9"><c r="B1"><v>3</v></c></row></sheetData>')),
      'S1!B1: komt twee keer voor',
    ],
    ['a row before the first', () => text('sheet1.xml', (xml) => xml.replace('<row r="1">', '<row r="0">')), 'x:S1'],
  ])('%s', (_, make, expected) => {
    expect(faultOf(make())).toContain(expected)
  })

  it('parts that overlap', () => {
    // a directory whose entries all lead to the same bytes: small, and huge once unpacked
    const one = zipOf([{ name: 'a', data: 'x'.repeat(10_000) }])
    const [header, end] = [Buffer.from(one).indexOf('PK\x01\x02', 0, 'latin1'), one.length - 22]
    const entry = Buffer.from(one.subarray(header, end))
    const bytes = Buffer.concat([one.subarray(0, header), entry, entry, one.subarray(end)])
    bytes.writeUInt16LE(2, bytes.length - 14)
    bytes.writeUInt16LE(2, bytes.length - 12)
    bytes.writeUInt32LE(2 * entry.length, bytes.length - 10)
    expect(faultOf(bytes)).toContain('onderdelen die elkaar overlappen')
  })
})

describe('what is no workbook is called by its name', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'een leeg bestand'],
    ['a web page called .xls', '\uFEFF<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>', 'een webpagina'],
    ['a table alone', '  <TABLE border=1>', 'een webpagina'],
    [
      'Excel 2003',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
      'XML van Excel 2003',
    ],
    ['CSV', 'specialty;NO;ON\n01;1;2\n', 'tekst, zoals CSV'],
    ['CSV in UTF-16', Buffer.from('\uFEFFspecialty;NO', 'utf16le'), 'tekst, zoals CSV'],
    ['a PDF', '%PDF-1.7\n', 'een PDF'],
    ['noise', Buffer.from([1, 2, 3, 4, 250]), 'geen zipbestand'],
    ['an .ods', zipOf([{ name: 'content.xml', data: '<x/>' }]), 'een .ods'],
    ['an .xlsb', zipOf([{ name: 'XL/workbook.bin', data: '' }]), 'een .xlsb'],
    ['a text document', zipOf([{ name: 'word/document.xml', data: '' }]), 'een zipbestand zonder werkmap'],
    ['a password on each part', zipOf(PARTS.map((part) => ({ ...part, flags: 1 }))), 'een wachtwoord'],
    ['a file that breaks off', zipOf(PARTS).subarray(0, 900), 'een afgebroken zipbestand'],
  ])('%s', (_, bytes, expected) => {
    expect(faultOf(Buffer.from(bytes as Uint8Array))).toContain(expected)
  })
})

describe('number formats', () => {
  const shown = (code: string, value = 2.4) => formatOf(164, code)(value)

  it.each([
    '0.00;[Red]-0.00',
    '0.00" days"',
    '#,##0.0" M"',
    'GENERAL',
    'General',
    'Standaard',
    'Standard',
    'General "dagen"',
    '_-* #,##0.00\\ _d_-',
    '0.0_d',
    '0_y;-0_d',
    '0\\d',
    '0\\h\\m\\s',
    '*d0',
    '[$€-413] #,##0.00',
    '#,##0.00\\ [$kr.-406]',
    '[$Std-409]0',
    '0.00E+00',
    '@',
    '# ?/?',
    '[<1]0.00" s";0.0',
    '[Cyan]0;[Yellow]0',
    '"dagen',
    '0\\',
    '',
  ])('%s shows a number', (code) => {
    expect([2.4, 0, -3, 45_000].map((value) => shown(code, value))).toEqual(['number', 'number', 'number', 'number'])
  })

  it.each<[string, string]>([
    ['dd-mm-yyyy', 'date'],
    ['yyyy"-"mm', 'date'],
    ['[$-413]d mmmm yyyy;@', 'date'],
    ['mmm', 'date'],
    ['m/d/yy h:mm', 'date'],
    ['yyyymmdd', 'date'],
    ['yyyy-mm-ddThh:mm:ss', 'date'],
    ['[h]:mm', 'time'],
    ['[mm]:ss', 'time'],
    ['h:mm AM/PM', 'time'],
    ['mm:ss.0', 'time'],
  ])('%s shows a %s', (code, expected) => {
    expect(shown(code)).toBe(expected)
  })

  it('a section holds for its own numbers', () => {
    expect([1, -1, 0].map((value) => shown('0;yyyy;h:mm', value))).toEqual(['number', 'date', 'time'])
    expect([0.5, 2].map((value) => shown('[<1]h:mm;0', value))).toEqual(['time', 'number'])
    expect([14, 22, 46, 0, 9, 37].map((id) => formatOf(id, undefined)(1))).toEqual([
      'date',
      'date',
      'time',
      'number',
      'number',
      'number',
    ])
  })

  it('any code ends, quickly', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'"\\[];ymdhs0_*<>= .é'.split('')), maxLength: 2_000 }),
        (code) => {
          expect(['number', 'date', 'time']).toContain(shown(code))
        },
      ),
      { seed: 49, numRuns: 300 },
    )
  })

  it('dates and times are text as people write them, by either calendar', () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    const rows =
      '<row><c s="1"><v>46181</v></c><c s="1"><v>46181.75</v></c><c s="1"><v>1</v></c><c s="2"><v>1.5</v></c><c t="d"><v>2026-06-08T00:00:00</v></c></row>'
    const parts = [...rawBook([rawSheet(rows)]), { name: 'xl/styles.xml', data: styles }].map((part) =>
      part.name.endsWith('.xml.rels')
        ? {
            ...part,
            data: part.data
              .toString()
              .replace('</Rel', '<Relationship Id="s" Type="x/styles" Target="styles.xml"/></Rel'),
          }
        : part,
    )
    const read = (change: (part: Part) => Part) => cellsOf(readXlsx(zipOf(parts.map(change)), 'x'))
    expect(read((part) => part)).toEqual([
      'A1 2026-06-08',
      'B1 2026-06-08',
      'C1 1900-01-01',
      'D1 36:00',
      'E1 2026-06-08',
    ])
    const since1904 = read((part) => ({
      ...part,
      data: part.data.toString().replace('<sheets>', '<workbookPr date1904="1"/><sheets>'),
    }))
    expect(since1904.slice(0, 1)).toEqual(['A1 2030-06-09'])
  })
})
