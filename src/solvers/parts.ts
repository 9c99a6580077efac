/** Where HiGHS finds the file that it is compiled to: beside the library, unless a page keeps it elsewhere. */

/** @param file a name such as `highs.wasm`; @returns its URL */
export type Locate = (file: string) => string

let locate: Locate | null = null

/** Says where `highs.wasm` is, before the first question that needs it: for bundlers that move it or put it in the page. */
export function locateSolverParts(found: Locate): void {
  locate = found
}

/** What HiGHS is started with. */
export function startWith(): { readonly locateFile?: Locate } {
  return locate === null ? {} : { locateFile: locate }
}
