/** Fixed versions as text for a terminal: what one holds, and the chain from the first. */
import type { Fixed, Unamended, VersionHistory } from '../library.js'
import { amendmentText, chainText, FIXED, seatChangeText, versionText } from '../words/fixed.js'
import { institutionName, type CaseNames } from '../words/institutions.js'
import { DATA_LABEL, printable, STATUS, wholeText, type Language } from '../words/texts.js'

type Version = VersionHistory['versions'][number]

/** What was fixed, and what it changed. */
export function fixedText(answer: Fixed | Unamended, language: Language): string {
  if (answer.kind === 'unamended') return unamendedText(answer, language)
  const { title, data } = answer.result
  return [printable(title), DATA_LABEL[data][language], '', ...versionLines(answer, answer.result, language)].join('\n')
}

function unamendedText({ status, conflict, data }: Unamended, language: Language): string {
  return [
    DATA_LABEL[data][language],
    '',
    `${FIXED.unamended[language]}: ${STATUS[status][language]}`,
    ...(conflict === null ? [] : ['', printable(conflict.texts[language])]),
    ...(conflict?.repairs ?? []).map(({ texts }) => `  ${printable(texts[language])}`),
  ].join('\n')
}

/** The whole chain, and what is wrong with it. */
export function historyText(answer: VersionHistory, language: Language): string {
  const { title, data, versions, faults } = answer
  return [
    printable(title),
    DATA_LABEL[data][language],
    '',
    chainText(answer, language),
    ...faults.map(
      ({ version, path, text }) => `  ${versionText(version, language)}, ${printable(path)}: ${printable(text)}`,
    ),
    ...versions.flatMap((version) => ['', ...versionLines(version, answer, language)]),
  ].join('\n')
}

function versionLines(version: Omit<Version, 'result'>, names: CaseNames, language: Language): string[] {
  const { number, hash, previous, amendments, changes, informed, moved } = version
  const head = [
    `${versionText(number, language)}: ${hash}`,
    `${FIXED.before[language]}: ${previous ?? FIXED.first[language]}`,
  ]
  if (amendments.length === 0) return head
  const listed = changes.map((each) => `  ${printable(seatChangeText(each, names, language))}`)
  return [
    ...head,
    `${FIXED.amended[language]}:`,
    ...amendments.map((each) => `  ${printable(amendmentText(each, names, language))}`),
    `${FIXED.changed[language]}:`,
    ...(listed.length === 0 ? [`  ${FIXED.unchanged[language]}`] : listed),
    `${FIXED.moved[language]}: ${wholeText(moved, language)}`,
    `${FIXED.informed[language]}: ${printable(informed.map((code) => institutionName(names, code)).join(', '))}`,
  ]
}
