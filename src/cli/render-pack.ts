/** A pack for the complaints committee as text for a terminal: the outcome, and what one place more or fewer would cost. */
import { trainingName, versionTablesOfPack } from '../documents/pack.js'
import type { Pack } from '../library.js'
import { tableText } from './render-figures.js'
import { alternativeLine, PACK, standingText } from '../words/pack.js'
import { DATA_LABEL, printable, STATUS, wholeText, type Language } from '../words/texts.js'

/** More than these are for a file. */
const MOST_LINES = 50

export function packText(pack: Pack, language: Language): string {
  const { title, data, institution, status, conflict, trainings, versions } = pack
  return [
    printable(`${institution.name}, ${title}`),
    DATA_LABEL[data][language],
    '',
    STATUS[status][language],
    ...(versions ?? []).slice(-1).map(({ number }) => standingText(number, language)),
    ...(conflict === null ? [] : [printable(conflict.texts[language])]),
    ...versionTablesOfPack(pack, language).flatMap((table) => [
      '',
      `${table.caption}:`,
      tableText(table, language, MOST_LINES),
    ]),
    '',
    `${PACK.alternatives[language]}:`,
    ...trainings.flatMap((each) => [
      `${printable(trainingName(pack, each))}: ${each.places === null ? '–' : wholeText(each.places, language)}`,
      ...each.alternatives.map((other) => `  ${printable(alternativeLine(other, language))}`),
    ]),
  ].join('\n')
}
