/** The page as one file: the page itself, the engine and HiGHS are packed inside it. */
import decompress from 'brotli/decompress.js'
import type * as Whole from './whole.js'

function unpack(packed: string): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(packed.trim()), (each) => each.charCodeAt(0))
  return new Uint8Array(decompress(bytes))
}

const script = new Blob([unpack(document.getElementById('whole')!.textContent)], { type: 'text/javascript' })
const { begin } = (await import(URL.createObjectURL(script))) as typeof Whole
begin(unpack)
