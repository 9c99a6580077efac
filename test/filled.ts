/** A workbook as a person leaves it: values typed into cells that have a look and no value yet, or another one. */
import { readFileSync, writeFileSync } from 'node:fs'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/** Types values into cells ("Instroom!C5") of a workbook that we wrote. @throws Error for a cell that it does not have */
export function typeInto(path: string, values: ReadonlyMap<string, number | string>): void {
  const parts = unzipSync(readFileSync(path))
  const names = [...strFromU8(parts['xl/workbook.xml']!).matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name)
  for (const [place, value] of values) {
    const [sheet, cell] = place.split('!')
    const part = `xl/worksheets/sheet${names.indexOf(sheet) + 1}.xml`
    const before = strFromU8(parts[part] ?? new Uint8Array())
    const text = before.replace(new RegExp(`<c r="${cell}"( s="\\d+")?[^>]*?(?:/>|>.*?</c>)`), (_, look = '') =>
      typeof value === 'number'
        ? `<c r="${cell}"${look}><v>${value}</v></c>`
        : `<c r="${cell}"${look} t="inlineStr"><is><t>${value}</t></is></c>`,
    )
    if (text === before) throw new Error(`${path} has no cell ${place}`)
    parts[part] = strToU8(text)
  }
  writeFileSync(path, zipSync(parts))
}

/** Fills the template in with the intake and the care use of `2027-base`. */
export function fillIn(path: string): void {
  const folder = 'scenarios/2027-base'
  const { specialties } = JSON.parse(readFileSync(`${folder}/scenario.json`, 'utf8')) as {
    readonly specialties: readonly { readonly intake: number }[]
  }
  const careUse = readFileSync(`${folder}/care-use-all.csv`, 'utf8').trim().split(/\r?\n/).slice(1)
  const values = new Map<string, number>()
  for (const [s, { intake }] of specialties.entries()) {
    values.set(`Instroom!C${s + 5}`, intake)
    const [, ...row] = careUse[s]!.split(',')
    for (const [o, share] of row.entries()) values.set(`Zorggebruik alle!${'CDEFGHI'[o]}${s + 5}`, Number(share))
  }
  typeInto(path, values)
}
