/** A pack for the complaints committee as text for a terminal: the outcome, and what one place more or fewer would cost. */
import { trainingName } from '../documents/pack.js'
import type { Pack } from '../library.js'
import { alternativeLine, PACK } from '../words/pack.js'
import { DATA_LABEL, printable, STATUS, wholeText, type Language } from '../words/texts.js'

export function packText(pack: Pack, language: Language): string {
  const { title, data, institution, status, conflict, trainings } = pack
  return [
    printable(`${institution.name}, ${title}`),
    DATA_LABEL[data][language],
    '',
    STATUS[status][language],
    ...(conflict === null ? [] : [printable(conflict.texts[language])]),
    '',
    `${PACK.alternatives[language]}:`,
    ...trainings.flatMap((each) => [
      `${printable(trainingName(pack, each))}: ${each.places === null ? '–' : wholeText(each.places, language)}`,
      ...each.alternatives.map((other) => `  ${printable(alternativeLine(other, language))}`),
    ]),
  ].join('\n')
}
