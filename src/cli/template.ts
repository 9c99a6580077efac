/** The command `template`: a workbook to fill in. It answers nothing, so it is no question. */
import { extname } from 'node:path'
import type { Command } from 'commander'
import { templateWorkbook } from '../library.js'
import { FRAME, OUTPUT, scenarioFlag, usage, WORKBOOK } from '../questions/flags.js'
import type { Language, Text } from '../words/texts.js'
import { writeOut, type OutputFlags } from './output.js'
import { addFlag } from './question.js'

type Add = (name: string, description: Text, examples: readonly string[]) => Command

const FLAGS = [
  scenarioFlag({
    nl: 'neemt namen, OOR’s, jaar, criterium, ondergrens en instroom hieruit, met de basisverdeling naast de adviezen (zonder: 2027-base, leeg)',
    en: 'takes names, OORs, year, criterion, floor and intake from it, with the base distribution beside the advices (without: 2027-base, empty)',
  }),
  FRAME,
  OUTPUT.lang,
]

/** Adds the command. */
export function addTemplate(add: Add, language: Language): void {
  const command = add('template', { nl: 'schrijft een werkmap om in te vullen', en: 'writes a workbook to fill in' }, [
    `template ${WORKBOOK[language]}`,
    `template ${WORKBOOK[language]} --lang en --scenario 2026-base`,
  ])
  command.argument(`<${WORKBOOK[language]}>`, { nl: 'waar de werkmap komt', en: 'where it goes' }[language])
  for (const each of FLAGS) addFlag(command, each, language)
  command.action(async (path: string, flags: OutputFlags & { scenario?: string; frame?: string }) => {
    if (extname(path).toLowerCase() !== '.xlsx') throw usage('template', path, '.xlsx')
    const framed = flags.scenario === undefined ? { scenario: flags.frame } : flags
    writeOut(path, await templateWorkbook({ ...framed, language }), flags)
  })
}
