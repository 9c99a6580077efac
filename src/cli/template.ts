/** The command `template`: a workbook to fill in. It answers nothing, so it is no question. */
import { extname } from 'node:path'
import type { Command } from 'commander'
import { caseTemplateWorkbook, templateWorkbook } from '../library.js'
import { FRAME, OUTPUT, scenarioFlag, usage, WORKBOOK, type Flag } from '../questions/flags.js'
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
  {
    name: 'case',
    value: { nl: 'geval', en: 'case' },
    optional: true,
    words: {
      nl: 'werkmap van een geval voor institutions, leeg of gevuld met dit geval: Kader, Instellingen, Erkenningen, Historie, Capaciteit, Afspraken, Adviezen, Cellen, Buiten kader',
      en: 'workbook of a case for institutions, empty or filled with this case: Frame, Institutions, Recognitions, Past years, Capacity, Agreements, Advices, Cells, Outside frame',
    },
  } satisfies Flag,
  OUTPUT.lang,
]

/** Adds the command. */
export function addTemplate(add: Add, language: Language): void {
  const command = add('template', { nl: 'schrijft een werkmap om in te vullen', en: 'writes a workbook to fill in' }, [
    `template ${WORKBOOK[language]}`,
    `template ${WORKBOOK[language]} --lang en --scenario 2026-base`,
    `template ${{ nl: 'geval.xlsx', en: 'case.xlsx' }[language]} --case`,
  ])
  command.argument(`<${WORKBOOK[language]}>`, { nl: 'waar de werkmap komt', en: 'where it goes' }[language])
  for (const each of FLAGS) addFlag(command, each, language)
  command.action(
    async (path: string, flags: OutputFlags & { scenario?: string; frame?: string; case?: string | true }) => {
      if (extname(path).toLowerCase() !== '.xlsx') throw usage('template', path, '.xlsx')
      if (flags.case !== undefined) {
        for (const other of ['scenario', 'frame'] as const) {
          if (flags[other] !== undefined) throw usage(`--${other}`, flags[other], '--case')
        }
        writeOut(path, await caseTemplateWorkbook(flags.case === true ? null : flags.case, language), flags)
        return
      }
      const framed = flags.scenario === undefined ? { scenario: flags.frame } : flags
      writeOut(path, await templateWorkbook({ ...framed, language }), flags)
    },
  )
}
