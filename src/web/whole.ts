/** The page in the page that is one file, which says how the engine in it is unpacked. */
import { unpackWith } from './client.js'

export function begin(unpack: Parameters<typeof unpackWith>[0]): void {
  unpackWith(unpack)
  void import('./main.js')
}
