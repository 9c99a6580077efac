/** What a letter says of the agreements that concern its reader: what was agreed, with whom, and whether the proposal keeps to it. */
import { agreementLines } from '../documents/agreements.js'
import * as say from '../words/letters.js'
import { LETTER } from '../words/letters.js'
import { small, TERM } from '../words/terms.js'
import type { AgreementReport } from '../shapes/answers/draft.js'
import { paragraph, part, wordRows } from './letter-page.js'
import { nameOf, type LetterSetting } from './letter-setting.js'
import { html, typed, type Content } from './markup.js'

/** @param reader a specialty, or the code of an OOR: what concerns the one or the other */
export function agreementsPart(
  reader: { readonly specialty: string } | { readonly oor: string },
  setting: LetterSetting,
): Content {
  const { draft, subject, language } = setting
  const own = draft.agreements.filter(({ specialty, oor }) =>
    'oor' in reader ? oor === reader.oor : specialty === reader.specialty,
  )
  // what the reader is needs no name
  const about = ({ specialty, oor }: AgreementReport) =>
    'oor' in reader
      ? specialty === null
        ? LETTER.whole[language]
        : nameOf(specialty, subject.specialties)
      : oor === null
        ? LETTER.everywhere[language]
        : nameOf(oor, subject.oors)
  if (own.length === 0) return null
  const lines = agreementLines(own, language, (code) => nameOf(code, subject.specialties))
  const title = TERM.agreements[language]
  return part(title, [
    paragraph((own.every(({ from }) => from === 'question') ? say.ONLY_ASSUMED : say.AGREED)[language]),
    wordRows(
      [TERM.about, TERM.agreed, TERM.agreedBy, TERM.givenThere, TERM.outcome].map((word) => word[language]),
      lines.map(({ agreed, by, found, holds }, i) => [
        typed(about(own[i]!)),
        agreed,
        // what was only tried has nobody who agreed to it
        own[i]!.from === 'question' ? say.ASSUMED[language] : typed(by),
        found,
        holds === true ? small(TERM.kept)[language] : html`<b>${small(TERM.notKept)[language]}</b>`,
      ]),
      title,
    ),
  ])
}
