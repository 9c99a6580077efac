/** The workbooks' formulas computed by a second spreadsheet program: what holds in one only is no check. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { check, checkWorkbook, draft, draftWorkbook, resultWorkbook, solve } from '../src/index.js'
import { cellsOf, expectSame, hasProgram, rezipped, withoutValues } from './workbooks.js'

const folder = mkdtempSync(join(tmpdir(), 'evenredig-gnumeric-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function recomputed(given: Uint8Array): Uint8Array {
  const [bare, computed] = [join(folder, 'bare.xlsx'), join(folder, 'computed.xlsx')]
  writeFileSync(bare, withoutValues(given))
  execFileSync('ssconvert', ['--recalc', bare, computed], { stdio: 'pipe', timeout: 60_000 })
  return readFileSync(computed)
}

describe.skipIf(!hasProgram('ssconvert'))('computed anew by Gnumeric', () => {
  it('every formula gives the value that was written with it', async () => {
    const advices = 'scenarios/2027-proposal/advices.json'
    const scenario = '2027-proposal'
    const drafted = await draft(scenario, advices)
    const books = [
      await resultWorkbook(await solve('2027-base'), { scenario: '2027-base' }),
      await draftWorkbook(drafted, { scenario }),
      await checkWorkbook(await check(scenario, drafted, { advices }), { scenario, language: 'en' }),
    ]
    for (const each of books) expectSame(each, recomputed(each))
  })

  it('two halves that add up to a whole number are seen all the same', async () => {
    const written = await resultWorkbook(await solve('2027-base'), { scenario: '2027-base' })
    const halves = rezipped(written, (name, xml) =>
      name.endsWith('/sheet1.xml')
        ? xml.replace(/(<c r="C6"[^>]*><v>)16(<\/v>)/, '$116.5$2').replace(/(<c r="D6"[^>]*><v>)8(<\/v>)/, '$17.5$2')
        : xml,
    )
    expect(cellsOf(recomputed(halves), 'Toewijzing').get('L6')!.text).toBe('FOUT: geen heel getal')
  })
})
