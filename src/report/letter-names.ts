/** What letters are called: by code, in letters that every disk takes. */
import type { Draft } from '../shapes/answers/draft.js'

/** `vereniging-28.html`, `oor-NO.html`; `vereniging-Orthodontie.html` for one outside the frame. Codes that would get one name, in small letters too, get a number behind it. */
export function letterNames({ rows, columns }: Pick<Draft, 'rows' | 'columns'>, outside: readonly string[] = []) {
  return { associations: named('vereniging', [...rows, ...outside]), oors: named('oor', columns) }
}

function named(kind: string, codes: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  return new Map(
    codes.map((code) => {
      const plain = `${kind}-${code
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .replace(/[^A-Za-z0-9_-]+/g, '-')
        .slice(0, 60)}`
      let name = plain
      for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${plain}-${i}`
      taken.add(name.toLowerCase())
      return [code, `${name}.html`]
    }),
  )
}
