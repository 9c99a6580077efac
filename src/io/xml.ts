/**
 * As much XML as workbooks need: elements, attributes and text, in one pass and without a tree. Whoever listens may throw and
 * so stop at a limit. Document types are refused: no workbook has one, and entities of one's own are for attacks.
 */

export type Attributes = Readonly<Record<string, string>>

export interface Handlers {
  /** Names come without their prefix; those of attributes with it. */
  readonly open: (name: string, attributes: Attributes) => void
  readonly close?: (name: string) => void
  /** Text may come in pieces. */
  readonly text?: (text: string) => void
}

/** What is no XML, or breaks off. */
export class XmlError extends Error {
  override readonly name = 'XmlError'
}

/** Goes through XML text. Whether elements close in order is not checked. @throws XmlError */
export function walkXml(xml: string, { open, close, text }: Handlers): void {
  let at = 0
  while (at < xml.length) {
    const next = xml.indexOf('<', at)
    if (next !== at) text?.(unescaped(xml.slice(at, next === -1 ? xml.length : next)))
    if (next === -1) return
    if (xml.startsWith('<!--', next)) at = after('-->', next + 4)
    else if (xml.startsWith('<![CDATA[', next)) {
      at = after(']]>', next + 9)
      text?.(xml.slice(next + 9, at - 3))
    } else if (xml.startsWith('<!', next)) throw new XmlError('document type')
    else if (xml.startsWith('<?', next)) at = after('?>', next + 2)
    else if (xml.startsWith('</', next)) {
      at = after('>', next + 2)
      close?.(local(xml.slice(next + 2, at - 1).trimEnd()))
    } else {
      at = endOfTag(next + 1)
      const empty = xml.charCodeAt(at - 2) === SLASH
      const tag = xml.slice(next + 1, empty ? at - 2 : at - 1)
      const name = /^[^\s/]+/.exec(tag)?.[0] ?? ''
      open(local(name), attributesOf(tag.slice(name.length)))
      if (empty) close?.(local(name))
    }
  }

  function after(end: string, from: number): number {
    const found = xml.indexOf(end, from)
    if (found === -1) throw new XmlError(`no ${end}`)
    return found + end.length
  }

  /** Behind the ">" of a tag; one between quotes does not count. */
  function endOfTag(from: number): number {
    let quote = 0
    for (let i = from; i < xml.length; i++) {
      const char = xml.charCodeAt(i)
      if (quote !== 0) {
        if (char === quote) quote = 0
      } else if (char === DOUBLE || char === SINGLE) quote = char
      else if (char === GREATER) return i + 1
      else if (char === LESS) break
    }
    throw new XmlError('no >')
  }
}

const [SLASH, DOUBLE, SINGLE, GREATER, LESS] = [0x2f, 0x22, 0x27, 0x3e, 0x3c]

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

const NONE: Attributes = {}

function attributesOf(text: string): Attributes {
  if (text === '') return NONE
  const attributes: Record<string, string> = {}
  // takes a word at a time, so that a megabyte of nonsense costs no more than a megabyte of attributes
  const attribute = /\s*([^\s=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/y
  for (let match = attribute.exec(text); match !== null; match = attribute.exec(text)) {
    attributes[match[1]!] = unescaped(match[2] ?? match[3] ?? '')
  }
  return attributes
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return NAMED[name] ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
