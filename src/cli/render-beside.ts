/** Proposals side by side as text for a terminal. */
import { besideTables } from '../documents/beside.js'
import type { SideBySide } from '../library.js'
import { BESIDE, besideNames, besideSentences } from '../words/beside.js'
import { warningLines } from '../words/read.js'
import { DATA_LABEL, printable } from '../words/texts.js'
import { tableText } from './render-figures.js'
import { named, type TextSetting } from './render.js'

/** More lines of a table are for a file. */
const MOST_SHOWN = 60

/** What is said of each two, and the tables that say it in full. */
export function besideText(answer: SideBySide, { language, title, frame = null, names }: TextSetting): string {
  const nameOf = (code: string) => named(code, names)
  const label = answer.data === null ? null : DATA_LABEL[answer.data][language]
  return [
    ...warningLines(answer.read, language),
    ...[title, frame, label].filter((each) => each !== null),
    '',
    `${BESIDE.title[language]}:`,
    ...besideNames(answer).map((name) => `  ${printable(name)}`),
    '',
    ...besideSentences(answer, nameOf, language).map(printable),
    ...besideTables(answer, nameOf, language).flatMap((table) => [
      '',
      `${table.caption}:`,
      tableText(table, language, MOST_SHOWN),
    ]),
  ].join('\n')
}
