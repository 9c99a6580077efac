/** The page as one file: the engine and HiGHS are packed inside it. */
import decompress from 'brotli/decompress.js'
import { unpackWith } from './client.js'

unpackWith((packed) => {
  const bytes = Uint8Array.from(atob(packed.trim()), (each) => each.charCodeAt(0))
  return new Uint8Array(decompress(bytes))
})
void import('./main.js')
