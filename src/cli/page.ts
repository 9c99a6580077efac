/** The command `page`: the web page as one file, to mail or to put on a share. It answers nothing, so it is no question. */
import { extname } from 'node:path'
import type { Command } from 'commander'
import { singlePage } from '../host/files.js'
import { OUTPUT, usage } from '../questions/flags.js'
import type { Language, Text } from '../words/texts.js'
import { writeOut, type OutputFlags } from './output.js'
import { addFlag } from './question.js'

type Add = (name: string, description: Text, examples: readonly string[]) => Command

/** Adds the command. */
export function addPage(add: Add, language: Language): void {
  const words = {
    nl: 'schrijft de webpagina als één bestand: werkt zonder dienst en zonder netwerk',
    en: 'writes the web page as one file: it works without a service or a network',
  }
  const command = add('page', words, ['page evenredig.html'])
  command.argument(
    { nl: '<pagina.html>', en: '<page.html>' }[language],
    { nl: 'waar de pagina komt', en: 'where it goes' }[language],
  )
  addFlag(command, OUTPUT.lang, language)
  command.action((path: string, flags: OutputFlags) => {
    if (!/^\.html?$/i.test(extname(path))) throw usage('page', path, '.html')
    writeOut(path, singlePage(), flags)
  })
}
