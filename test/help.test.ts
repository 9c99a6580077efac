/**
 * What every command says of itself, as it is stored in `test/help`: who changes it, sees here what users will read.
 * After a change that is meant: `node dist/cli.js solve --help --lang nl > test/help/solve.nl.txt`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { commands } from '../src/cli/commands.js'
import { LANGUAGES, type Language } from '../src/words/texts.js'

const FOLDER = new URL('help/', import.meta.url)
const stored = readdirSync(FOLDER)

afterEach(() => vi.restoreAllMocks())

/** The help of one command, or of them all together. */
async function helpOf(words: readonly string[], language: Language): Promise<string> {
  const said: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  expect(await commands([...words, '--help'], language)).toBe(0)
  return said.join('')
}

it('the README tells of every command', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const names = stored.map((file) => file.split('.')[0]!).filter((name) => name !== 'evenredig')
  expect(
    names.filter((name) => !readme.includes(`| \`evenredig ${name} `) && !readme.includes(`\`evenredig ${name}\``)),
  ).toEqual([])
})

describe.each(LANGUAGES)('in %s', (language) => {
  it('every command has a stored help, and nothing else has', async () => {
    const listed = (await helpOf([], language)).matchAll(/^ {2}([a-z]+) (?=.*(?:\[vlaggen\]|\[options\]))/gm)
    const names = [...listed].map(([, name]) => name!)
    expect(names).toContain('solve')
    const expected = ['evenredig', ...names].map((name) => `${name}.${language}.txt`)
    expect(stored.filter((file) => file.endsWith(`.${language}.txt`)).toSorted()).toEqual(expected.toSorted())
  })

  const files = stored.filter((file) => file.endsWith(`.${language}.txt`))
  it.each(files)('%s is what its command says', async (file) => {
    const name = file.split('.')[0]!
    const help = await helpOf(name === 'evenredig' ? [] : [name], language)
    expect(help).toBe(readFileSync(new URL(file, FOLDER), 'utf8'))
  })
})
