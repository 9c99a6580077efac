/** Long tables as Parquet, for R, Python and whoever else reads columns; written piece by piece, so that no table has to fit in memory. By hyparquet-writer. */
import type { SchemaElement } from 'hyparquet-writer'

/** What a column holds; a measure may be missing. */
type ColumnKind = 'whole' | 'text' | 'number'

export interface LongColumn {
  readonly name: string
  readonly kind: ColumnKind
}

export type Value = number | string | null

export interface LongTable {
  /** A row, a value a column. */
  readonly add: (row: readonly Value[]) => void
  /** Writes what is left, and the end of the file. */
  readonly end: () => void
}

/** Rows that are written together. The same rows, the same bytes, in whatever portions they come. */
const GROUP = 50_000

const TYPE = { whole: 'INT32', text: 'BYTE_ARRAY', number: 'DOUBLE' } as const

/**
 * A table that leaves in pieces.
 * @param about what stands in the file beside its rows: words and their values
 * @param put takes the next bytes of the file
 */
export async function parquetTable(
  columns: readonly LongColumn[],
  about: Readonly<Record<string, string>>,
  put: (bytes: Uint8Array) => void,
): Promise<LongTable> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer') // most commands write no table
  const writer = new ByteWriter()
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, kind }): SchemaElement => {
      const element = { name, type: TYPE[kind], repetition_type: 'OPTIONAL' } as const
      return kind === 'text' ? { ...element, converted_type: 'UTF8' } : element
    }),
  ]
  const kvMetadata = Object.entries(about).map(([key, value]) => ({ key, value }))
  const file = new ParquetWriter({ writer, schema, kvMetadata, createdBy: 'Evenredig' })
  let waiting: Value[][] = columns.map(() => [])
  const leave = () => {
    put(writer.getBytes().slice())
    writer.index = 0
  }
  const writeGroup = () => {
    const data = columns.map(({ name }, i) => ({ name, data: waiting[i]!, offsetIndex: false }))
    void file.write({ columnData: data, rowGroupSize: GROUP }) // in memory: done when it returns
    waiting = columns.map(() => [])
    leave()
  }
  return {
    add: (row) => {
      row.forEach((value, i) => waiting[i]!.push(value))
      if (waiting[0]!.length === GROUP) writeGroup()
    },
    end: () => {
      if (waiting[0]!.length > 0) writeGroup()
      void file.finish()
      leave()
    },
  }
}
