/** Documents as readers use them: what stands in them in order, what a session shows, what `--help` says, where links lead. */
import { readFileSync } from 'node:fs'
import { OPTION_TABLE } from '../src/domain/options.js'

/** A note to the test (an HTML comment, which readers do not see), a fenced block, or a command inside a sentence. */
export type Element =
  | { readonly kind: 'note'; readonly text: string; readonly line: number }
  | { readonly kind: 'block'; readonly language: string; readonly text: string; readonly line: number }
  | { readonly kind: 'inline'; readonly text: string; readonly line: number }

/** What a document holds, from top to bottom. */
export function elementsOf(file: string): Element[] {
  const found: Element[] = []
  let open: { language: string; line: number; lines: string[] } | null = null
  for (const [i, text] of readFileSync(file, 'utf8').split('\n').entries()) {
    const line = i + 1
    if (open !== null) {
      if (text === '```') {
        found.push({ kind: 'block', language: open.language, text: open.lines.join('\n'), line: open.line })
        open = null
      } else open.lines.push(text)
      continue
    }
    const language = /^```(\w*)$/.exec(text)?.[1]
    if (language !== undefined) open = { language, line, lines: [] }
    const note = /^<!-- (.*) -->$/.exec(text)?.[1]
    if (note !== undefined) found.push({ kind: 'note', text: note, line })
    for (const [, inline] of text.matchAll(/`(evenredig [^`]+)`/g)) found.push({ kind: 'inline', text: inline!, line })
  }
  if (open !== null) throw new Error(`${file}:${open.line}: a block that does not end`)
  return found
}

/** A command of a block, the exit status that its comment promises, and what is shown below it; null where nothing is shown. */
export interface Step {
  readonly command: string
  readonly exit: number
  readonly shown: readonly string[] | null
}

/** The commands of a block: of `sh` each line, of `console` each line after `$`. */
export function stepsOf(language: string, text: string): Step[] {
  if (language === 'sh') return text.split('\n').map((line) => stepOf(line, null))
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => part.trimEnd().split('\n'))
    .map(([command, ...shown]) => stepOf(command!, shown))
}

function stepOf(line: string, shown: readonly string[] | null): Step {
  const [command, comment = ''] = line.split(/\s+#\s+/, 2)
  const exit = /(?:exit status|afsluitcode) (\d)/.exec(comment)?.[1] ?? '0'
  return { command: command!.trim(), exit: Number(exit), shown }
}

/** The words of a command, without their quotes. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
  )
}

/**
 * Where what is shown is not what was printed; null where it is. A line `…` stands for any lines, `…` in a line for any text; blanks
 * at the ends of lines and empty lines do not count.
 */
export function differs(shown: readonly string[], printed: string): string | null {
  const lines = filled(printed.split('\n'))
  let at = 0
  let loose = false
  for (const line of filled(shown)) {
    if (line === '…') {
      loose = true
      continue
    }
    const is = matcher(line)
    const found = loose ? lines.findIndex((each, i) => i >= at && is(each)) : is(lines[at] ?? '') ? at : -1
    if (found < 0)
      return `shown: ${line}\nprinted: ${loose ? `nowhere from line ${at + 1} on` : (lines[at] ?? 'nothing')}`
    at = found + 1
    loose = false
  }
  return loose || at === lines.length ? null : `printed, and not shown: ${lines[at]}`
}

function filled(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}

function matcher(line: string): (printed: string) => boolean {
  const pattern = line
    .split('…')
    .map((part) =>
      part
        .trim()
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replace(/\s+/g, '\\s+'),
    )
    .join('.*')
  const expression = new RegExp(`^${pattern}$`)
  return (printed) => expression.test(printed)
}

/** A flag as `--help` explains it. */
export interface Flag {
  readonly flag: string
  readonly text: string
}

/** What `--help` of a command says in English: how it is called, and its flags but `--help`. */
export interface Help {
  readonly usage: string
  readonly flags: readonly Flag[]
}

export function helpOf(text: string): Help {
  const usage = /^Usage: (.*)$/m.exec(text)![1]!
  const [, options = ''] = /\nOptions:\n([\s\S]*?)\n(?=\n)/.exec(text) ?? []
  const flags: { flag: string; text: string }[] = []
  for (const line of options.split('\n')) {
    const [, flag, said] = /^ {2}(?:-\w, )?(--\S.*?)(?: {2,}(.*))?$/.exec(line) ?? []
    if (flag !== undefined) flags.push({ flag, text: said ?? '' })
    else if (!/^ {4}\S+=/.test(line)) flags.at(-1)!.text += ` ${line.trim()}` // readings have a table of their own
  }
  return { usage, flags: flags.filter(({ flag }) => flag !== '--help') }
}

/** The names of the commands, as `evenredig --help` lists them. */
export function commandsOf(text: string): string[] {
  const [, commands = ''] = /^Commands:\n([\s\S]*?)\n\n/m.exec(text) ?? []
  return [...commands.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name!).filter((name) => name !== 'help')
}

/** The document with everything between `<!-- help … -->` and `<!-- end -->` as `--help` has it now. */
export function withHelp(document: string, helps: ReadonlyMap<string, Help>): string {
  return document.replace(/^<!-- help (\w+) -->\n[\s\S]*?^<!-- end -->$/gm, (_, name: string) => {
    const lines =
      name === 'flags' ? flagTable(helps) : name === 'options' ? optionTable() : commandLines(helps.get(name)!)
    return [`<!-- help ${name} -->`, ...lines, '<!-- end -->'].join('\n')
  })
}

function commandLines({ usage, flags }: Help): string[] {
  const names = flags.map(({ flag }) => `\`${flag.split(' ')[0]}\``).toSorted()
  return [`\`${usage}\``, '', `Flags: ${names.join(', ')}.`]
}

/** One row for each flag and what it says, with the commands that say so. */
function flagTable(helps: ReadonlyMap<string, Help>): string[] {
  const rows = new Map<string, string[]>()
  for (const [name, { flags }] of helps) {
    for (const { flag, text } of flags) {
      const said = text.replace(/:$/, '').replaceAll('<', '&lt;').replaceAll('|', '\\|')
      const row = `| \`${flag.replaceAll('|', '\\|')}\` | ${said}`
      rows.set(row, [...(rows.get(row) ?? []), `\`${name}\``])
    }
  }
  const all = [...rows].map(([row, names]) => `${row} | ${names.join(' ')} |`)
  return ['| flag | says | commands |', '|---|---|---|', ...all.toSorted()]
}

/** The named options: the first reading holds where nothing is said. */
function optionTable(): string[] {
  const rows = Object.entries(OPTION_TABLE).map(([name, { values, en, source }]) => {
    return `| \`${name}\` | ${values.map((value) => `\`${value}\``).join(' ')} | ${en} | ${source} |`
  })
  return ['| option | readings | why it is open | source |', '|---|---|---|---|', ...rows]
}

/** Links of a document to files and headings here: where each leads, without and with its heading. */
export function linksOf(text: string): { readonly path: string; readonly heading: string }[] {
  const outside = text.replace(/^```[\s\S]*?^```$/gm, '')
  return [...outside.matchAll(/\]\(([^)#\s]*)(?:#([^)\s]*))?\)/g)]
    .map(([, path, heading]) => ({ path: path!, heading: heading ?? '' }))
    .filter(({ path }) => !/^[a-z]+:/.test(path))
}

/** The names by which headings are linked to. */
export function headingsOf(text: string): string[] {
  const outside = text.replace(/^```[\s\S]*?^```$/gm, '')
  return [...outside.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )
}
