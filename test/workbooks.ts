/** Workbooks for tests: small ones from lists of cells, and zip files part by part, honest or not. */
import { crc32, deflateRawSync } from 'node:zlib'
import { writeWorkbook, type WrittenCell } from '../src/io/xlsx.js'
import { openZip } from '../src/io/zip.js'

export type Typed = string | number | null | WrittenCell

/** A workbook of the given sheets, without any layout. */
export async function book(sheets: Readonly<Record<string, readonly (readonly Typed[])[]>>): Promise<Uint8Array> {
  return writeWorkbook(
    'test',
    Object.entries(sheets).map(([name, rows]) => ({
      name,
      rows: rows.map((row) => row.map((value) => (typeof value === 'object' ? value : { value }))),
      widths: [],
      frozen: { rows: 0, columns: 0 },
      header: '',
    })),
  )
}

export interface Part {
  readonly name: string
  readonly data: string | Uint8Array
  /** What the directory says it is, unpacked; what it is, unless told otherwise. */
  readonly declared?: number
  readonly method?: number
  readonly flags?: number
  readonly checksum?: number
}

/** A zip file of parts, each packed. */
export function zipOf(parts: readonly Part[]): Uint8Array {
  const chunks: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, declared, method = 8, flags = 0, checksum } of parts) {
    const plain = Buffer.from(data)
    const packed = method === 8 ? deflateRawSync(plain, { level: 9 }) : plain
    const title = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(flags, 2)
    fields.writeUInt16LE(method, 4)
    fields.writeUInt32LE(checksum ?? crc32(plain), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(declared ?? plain.length, 18)
    fields.writeUInt16LE(title.length, 22)
    const start = Buffer.alloc(4)
    start.writeUInt32LE(offset)
    const rest = Buffer.concat([Buffer.alloc(10), start])
    chunks.push(Buffer.from('PK\x03\x04', 'latin1'), fields, title, packed)
    directory.push(Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([20, 0]), fields, rest, title)
    offset += 30 + title.length + packed.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(Math.min(parts.length, 65_535), 8)
  end.writeUInt16LE(Math.min(parts.length, 65_535), 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...chunks, index, end])
}

/** The parts of a workbook by name, as text. */
export function partsOf(bytes: Uint8Array): Map<string, string> {
  const zip = openZip(bytes, 'test')
  return new Map(zip.names.map((name) => [name, new TextDecoder().decode(zip.part(name) ?? undefined)]))
}

/** A workbook with its parts changed. */
export function rezipped(bytes: Uint8Array, change: (name: string, text: string) => string): Uint8Array {
  return zipOf([...partsOf(bytes)].map(([name, text]) => ({ name, data: change(name, text) })))
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of a workbook by hand: its sheets as XML, and texts that cells refer to. */
export function rawBook(
  sheets: readonly string[],
  strings?: string,
  names = sheets.map((_, i) => `S${i + 1}`),
): Part[] {
  const head = '<?xml version="1.0" encoding="UTF-8"?>'
  const list = names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')
  const links = names
    .map(
      (_, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
    )
    .join('')
  const texts = `<Relationship Id="texts" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>`
  return [
    { name: '[Content_Types].xml', data: `${head}<Types/>` },
    {
      name: '_rels/.rels',
      data: `${head}<Relationships><Relationship Id="r" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    { name: 'xl/workbook.xml', data: `${head}<workbook xmlns:r="${RELATIONS}"><sheets>${list}</sheets></workbook>` },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `${head}<Relationships>${links}${strings === undefined ? '' : texts}</Relationships>`,
    },
    ...(strings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', data: strings }]),
    ...sheets.map((data, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, data })),
  ]
}

/** A sheet by hand from the XML of its rows. */
export function rawSheet(rows: string): string {
  return `<worksheet><sheetData>${rows}</sheetData></worksheet>`
}
