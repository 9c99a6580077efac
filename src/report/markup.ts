/** HTML whose text is escaped by itself: what comes in as text can never leave as markup. */

/** A piece of HTML. Only `html` and `styleElement` make one, so nothing unescaped passes for it. */
class Markup {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}
export type { Markup }

/** What may stand between tags: text and numbers are escaped, markup is not, lists are put one after another. */
export type Content = Markup | string | number | null | readonly Content[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for between tags and between quotes. Characters that steer (and that HTML forbids) become U+FFFD. */
function escaped(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '\uFFFD').replace(/[&<>"']/g, (character) => ENTITIES[character]!)
}

function textOf(content: Content): string {
  if (content === null) return ''
  if (typeof content === 'number') return String(content)
  if (typeof content === 'string') return escaped(content)
  return content instanceof Markup ? content.toString() : content.map(textOf).join('')
}

/**
 * A template of HTML; whatever stands in `${}` is escaped. An attribute's value must stand between quotes.
 * @throws TypeError for an attribute without quotes, where escaping does not help
 */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const text = parts.map((part, i) => {
    if (i < contents.length && part.endsWith('='))
      throw new TypeError(`an attribute without quotes: ${part.slice(-40)}`)
    return part + (i < contents.length ? textOf(contents[i]!) : '')
  })
  return new Markup(text.join(''))
}

/** Pieces with something between them, as in a list of names. */
export function joined(contents: readonly Content[], between: Content): Content {
  return contents.flatMap((each, i) => (i === 0 ? [each] : [between, each]))
}

/** What a person typed: kept to itself, so that letters that turn the direction of reading turn nothing around them. */
export function typed(text: string): Markup {
  return html`<bdi>${text}</bdi>`
}

/** A style element. @throws TypeError for text that would end it */
export function styleElement(css: string): Markup {
  if (css.includes('</')) throw new TypeError('a style sheet that ends its own element')
  return new Markup(`<style>${css}</style>`)
}

/** Text as a CSS string; all but letters, digits and blanks are written as code points, so it cannot end the string. */
export function cssString(text: string): string {
  const characters = text.replace(/\p{Cc}|\p{Cs}/gu, '\uFFFD').replace(/[^A-Za-z0-9 ]/gu, (character) => {
    return `\\${character.codePointAt(0)!.toString(16)} `
  })
  return `"${characters}"`
}
