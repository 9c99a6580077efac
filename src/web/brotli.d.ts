declare module 'brotli/decompress.js' {
  /** @param bytes as Brotli packed them */
  export default function decompress(bytes: Uint8Array): Uint8Array
}
