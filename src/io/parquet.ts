/** Long tables as Parquet, for whoever reads columns. By hyparquet-writer. */
import type { SchemaElement } from 'hyparquet-writer'
import type { LongColumn, LongTable, Value } from './long-table.js'

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
