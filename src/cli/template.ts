/** The command `template`: a workbook to fill in. */
import { extname } from 'node:path'
import type { Command } from 'commander'
import type { Language, Text } from '../words/texts.js'
import { writeOut, type OutputFlags } from './output.js'
import { templateWorkbook } from '../library.js'
import { frameFlag, LANGUAGE, usage } from './flags.js'

/** Puts the arguments and the action of `template` on its command. */
export function addTemplate(command: Command, language: Language): void {
  const t = (text: Text) => text[language]
  command
    .argument(
      t({ nl: '<werkmap.xlsx>', en: '<workbook.xlsx>' }),
      t({ nl: 'waar de werkmap komt', en: 'where it goes' }),
    )
    .option(
      '--scenario <scenario>',
      t({
        nl: 'neemt namen, OOR’s, jaar, criterium en ondergrens hieruit (standaard 2027-base)',
        en: 'takes names, OORs, year, criterion and floor from it (default 2027-base)',
      }),
    )
    .option(...frameFlag(language))
    .option('--lang <nl|en>', t(LANGUAGE))
    .action(async (path: string, flags: OutputFlags & { scenario?: string; frame?: string }) => {
      if (extname(path).toLowerCase() !== '.xlsx') throw usage('template', path, '.xlsx')
      const framed = flags.scenario === undefined ? { scenario: flags.frame } : flags
      writeOut(path, await templateWorkbook({ ...framed, language }), flags)
    })
}
