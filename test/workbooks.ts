/** Workbooks for tests: small ones from lists of cells, and zip files part by part, honest or not. */
import { execFileSync } from 'node:child_process'
import { crc32, deflateRawSync } from 'node:zlib'
import { expect } from 'vitest'
import { readXlsx, type ReadCell } from '../src/io/xlsx/read.js'
import { writeWorkbook, type WrittenCell } from '../src/io/xlsx/write.js'
import { openZip } from '../src/io/xlsx/zip.js'

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
  /** What stands before the part, where that is another thing than the directory says. */
  readonly local?: { readonly name?: string; readonly declared?: number; readonly checksum?: number }
  /** Sizes stand in zip64 fields, however small they are. */
  readonly wide?: boolean
  /** Sizes and checksum stand behind the part: what writes a stream does not know them before. */
  readonly behind?: boolean
}

const DESCRIBED_BEHIND = 8
const ELSEWHERE = 0xffffffff

/** A zip file of parts, each packed. @param wide also the directory's own place and length stand in zip64 fields */
export function zipOf(parts: readonly Part[], { wide = false }: { readonly wide?: boolean } = {}): Uint8Array {
  const chunks: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const { name, data, method = 8, local = {}, behind = false } = part
    const plain = Buffer.from(data)
    const packed = method === 8 ? deflateRawSync(plain, { level: 9 }) : plain
    const title = Buffer.from(name)
    const checksum = part.checksum ?? crc32(plain)
    const declared = part.declared ?? plain.length
    const localTitle = Buffer.from(local.name ?? name)
    const flags = (part.flags ?? 0) | (behind ? DESCRIBED_BEHIND : 0)
    const before = behind
      ? headerOf(flags, method, 0, 0, 0, localTitle, false)
      : headerOf(
          flags,
          method,
          local.checksum ?? checksum,
          packed.length,
          local.declared ?? declared,
          localTitle,
          part.wide ?? false,
        )
    const after = headerOf(flags, method, checksum, packed.length, declared, title, part.wide ?? false)
    const descriptor = behind
      ? Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), uint32(checksum, packed.length, declared)])
      : Buffer.alloc(0)
    const whole = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      before.fields,
      localTitle,
      before.extra,
      packed,
      descriptor,
    ])
    chunks.push(whole)
    directory.push(
      Buffer.from('PK\x01\x02', 'latin1'),
      Buffer.from([20, 0]),
      after.fields,
      Buffer.alloc(10),
      uint32(offset),
      title,
      after.extra,
    )
    offset += whole.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(wide ? 65_535 : Math.min(parts.length, 65_535), 8)
  end.writeUInt16LE(wide ? 65_535 : Math.min(parts.length, 65_535), 10)
  end.writeUInt32LE(wide ? ELSEWHERE : index.length, 12)
  end.writeUInt32LE(wide ? ELSEWHERE : offset, 16)
  const wideEnd = Buffer.alloc(76)
  wideEnd.write('PK\x06\x06', 'latin1')
  wideEnd.writeBigUInt64LE(44n, 4)
  for (const at of [24, 32]) wideEnd.writeBigUInt64LE(BigInt(parts.length), at)
  wideEnd.writeBigUInt64LE(BigInt(index.length), 40)
  wideEnd.writeBigUInt64LE(BigInt(offset), 48)
  wideEnd.write('PK\x06\x07', 56, 'latin1')
  wideEnd.writeBigUInt64LE(BigInt(offset + index.length), 64)
  wideEnd.writeUInt32LE(1, 72)
  return Buffer.concat([...chunks, index, ...(wide ? [wideEnd] : []), end])
}

/** The fields that a part's own header and the directory share, from the version on, and the extra field. */
function headerOf(
  flags: number,
  method: number,
  checksum: number,
  packed: number,
  unpacked: number,
  title: Buffer,
  wide: boolean,
): { fields: Buffer; extra: Buffer } {
  const extra = Buffer.alloc(wide ? 20 : 0)
  if (wide) {
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(16, 2)
    extra.writeBigUInt64LE(BigInt(unpacked), 4)
    extra.writeBigUInt64LE(BigInt(packed), 12)
  }
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(wide ? 45 : 20, 0)
  fields.writeUInt16LE(flags, 2)
  fields.writeUInt16LE(method, 4)
  fields.writeUInt32LE(checksum, 10)
  fields.writeUInt32LE(wide ? ELSEWHERE : packed, 14)
  fields.writeUInt32LE(wide ? ELSEWHERE : unpacked, 18)
  fields.writeUInt16LE(title.length, 22)
  fields.writeUInt16LE(extra.length, 24)
  return { fields, extra }
}

function uint32(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length)
  numbers.forEach((number, i) => bytes.writeUInt32LE(number, 4 * i))
  return bytes
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

/** The workbook with no value left in any formula, so that what a program then shows was computed by it. */
export function withoutValues(written: Uint8Array, change = (_: string, xml: string) => xml): Uint8Array {
  return rezipped(written, (name, xml) =>
    name.startsWith('xl/worksheets/')
      ? change(name, xml).replace(
          /<c r="(\w+)"([^>]*?)(?: t="str")?><f([^>]*)>([^<]*)<\/f><v>[^<]*<\/v><\/c>/g,
          '<c r="$1"$2><f$3>$4</f></c>',
        )
      : xml,
  )
}

/** The cells of a sheet by their address. */
export function cellsOf(from: Uint8Array, name: string): Map<string, ReadCell> {
  const sheet = readXlsx(from, 'x').sheets.find((each) => each.name === name)
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  return new Map(sheet.rows.flatMap(({ cells }) => [...cells.values()].map((cell) => [cell.address, cell])))
}

export function sheetNames(from: Uint8Array): string[] {
  return readXlsx(from, 'x').sheets.map(({ name }) => name)
}

/** Whether a program is here; where it is not, what it would compute is not compared, and that is said. */
export function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'pipe' })
    return true
  } catch {
    console.info(`skipped: ${name} is not installed, so formulas are not recomputed by it`)
    return false
  }
}

/** What a program computed against what was written. */
export function expectSame(written: Uint8Array, computed: Uint8Array): void {
  for (const name of sheetNames(written)) {
    const theirs = cellsOf(computed, name)
    for (const [at, { kind, text }] of cellsOf(written, name)) {
      const other = theirs.get(at)?.text
      if (kind !== 'number') expect(other, `${name}!${at}`).toBe(text)
      else if (other !== text) expect(Number(other), `${name}!${at}`).toBeCloseTo(Number(text), 9)
    }
  }
}
