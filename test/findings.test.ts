/** The commands beside the findings of many years work as they stand; here with few draws, as the real ones take minutes. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { commandIn } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-findings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const blocks = [...readFileSync('docs/eerlijkheid.md', 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map(
  ([, text]) => text!,
)

/** Each turn of a loop as a line of its own. */
const unrolled = (text: string) =>
  text.replace(/^for (\w+) in (.*?); do\n(.*?)^done$/gms, (_, name: string, values: string, body: string) =>
    values
      .split(' ')
      .map((value) => body.replaceAll(`$${name}`, value))
      .join(''),
  )

it('each of them answers, in their order', async () => {
  const lines = blocks
    .flatMap((block) => unrolled(block).split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '')
  expect(lines.length).toBeGreaterThan(10)
  for (const line of lines) {
    const [program, ...words] = line.split(' ')
    expect(program).toBe('evenredig')
    const args = words.map((word, i) => (words[i - 1] === '--draws' ? '4' : word))
    const { exit, err } = await commandIn(folder, [...args, '--threads', '1', '--force'])
    expect([exit, err.replace(/^geschreven: .*\n/gm, '')], line).toEqual([0, ''])
  }
  for (const name of ['eerlijk.html', 'cel-0.01.json', 'tien.html', 'jaren/gains.parquet']) {
    expect(existsSync(join(folder, name)), name).toBe(true)
  }
})

it('and the data label stands above them', () => {
  expect(readFileSync('docs/eerlijkheid.md', 'utf8').split('\n')[2]).toContain('SYNTHETISCHE GEGEVENS')
})
