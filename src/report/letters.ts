/** Letters: what an integral proposal makes of what each association and each OOR brought in, a page for each of them. */
import { signedPlaces, wholeText, type Language } from '../domain/language.js'
import { VERSION } from '../domain/version.js'
import { yearText, dateText } from '../words/heading.js'
import * as say from '../words/letters.js'
import { LETTER } from '../words/letters.js'
import { TERM } from '../words/terms.js'
import { letterNames } from './letter-names.js'
import { associationBody } from './letter-association.js'
import { outsideBody } from './letter-outside.js'
import { OUTSIDE, outsideName } from '../words/outside.js'
import { oorBody } from './letter-oor.js'
import { letterText, paragraph, part, wordRows, type LetterParts } from './letter-page.js'
import { html, typed, type Content } from './markup.js'
import { nameOf, type Letter, type LetterSetting, type Placed } from './letter-setting.js'
import { settingOf, type PageSubject } from './setting.js'

/** The list of all letters first, then one per association and one per OOR, in the order of the scenario. */
/** @param fingerprint of all that they are written from */
export function letterPages(
  draft: Placed,
  subject: PageSubject,
  language: Language,
  date: string | null,
  fingerprint: string,
): Letter[] {
  const setting: LetterSetting = {
    ...settingOf([subject], language),
    subject,
    draft,
    year: yearText(subject.year, language),
  }
  const { outside = [] } = draft.consultation
  const names = letterNames(
    draft,
    outside.map(({ specialty }) => specialty),
  )
  const reference = `${subject.id} ${draft.input.sha256.slice(0, 8)}-${draft.input.advicesSha256.slice(0, 8)}`
  const made = say.madeWith(VERSION, draft.status === 'optimal', language)
  const common = { reference, made, fingerprint, date: date === null ? null : dateText(date, language) }
  const page = (parts: Pick<LetterParts, 'to' | 'subject' | 'body' | 'isLetter'>) =>
    letterText({ ...common, ...parts }, setting)
  const associations = draft.rows.map((row) => {
    const name = nameOf(row, subject.specialties)
    const to = [LETTER.toAssociation[language], '\n', typed(name)]
    const about = say.subjectAssociation(setting.year, name, language)
    return {
      name: names.associations.get(row)!,
      html: page({ to, subject: about, body: associationBody(row, setting), isLetter: true }),
    }
  })
  const apart = outside.map((advice) => {
    const name = outsideName(advice.specialty)[language]
    const to = [LETTER.toAssociation[language], '\n', name]
    const about = say.subjectAssociation(setting.year, name, language)
    return {
      name: names.associations.get(advice.specialty)!,
      html: page({ to, subject: about, body: outsideBody(advice, setting), isLetter: true }),
    }
  })
  const oors = draft.columns.map((column) => {
    const name = nameOf(column, subject.oors)
    const to = [LETTER.toOor[language], '\n', typed(name)]
    const about = say.subjectOor(setting.year, name, language)
    return {
      name: names.oors.get(column)!,
      html: page({ to, subject: about, body: oorBody(column, setting), isLetter: true }),
    }
  })
  const title = `${say.titleWords(setting.year, language)}: ${LETTER.overview[language]}`
  const index = page({ to: null, subject: title, body: overviewBody(setting, names), isLetter: false })
  return [{ name: 'index.html', html: index }, ...associations, ...apart, ...oors]
}

/** Everybody who gets a letter, with what became of what they asked. */
function overviewBody(setting: LetterSetting, names: ReturnType<typeof letterNames>): Content {
  const { draft, subject, language } = setting
  const t = (word: keyof typeof LETTER) => LETTER[word][language]
  const link = (file: string, text: string) => html`<a href="${file}">${typed(text)}</a>`
  const rows = draft.rows.map((row, s) => {
    const report = draft.advices.find(({ specialty }) => specialty === row)
    const outcome = say.OUTCOME_SHORT[report?.followed ?? 'none'][language]
    const [places, base] = [draft.allocation[s]!, draft.base[s]!]
    const changed = places.reduce((sum, each, o) => sum + Math.max(0, each - base[o]!), 0)
    const name = nameOf(row, subject.specialties)
    return [
      link(names.associations.get(row)!, name === row ? row : `${row} ${name}`),
      report?.followed === 'no' ? html`<b>${outcome}</b>` : outcome,
      wholeText(changed, language),
    ]
  })
  const regions = draft.balance.map(({ oor, base, proposal, difference }) => {
    const points = draft.consultation.attentionPoints.filter((each) => each.oor === oor).length
    return [
      link(names.oors.get(oor)!, nameOf(oor, subject.oors)),
      wholeText(base, language),
      wholeText(proposal, language),
      html`<b>${signedPlaces(difference, language)}</b>`,
      wholeText(points, language),
    ]
  })
  const { outside = [] } = draft.consultation
  const moved = { nl: 'Plaatsen anders dan de basis', en: 'Places other than the base' }[language]
  return [
    paragraph(
      say.overviewIntro(rows.length + outside.length, regions.length, language),
      say.frameWords(subject.frame, language),
      say.NEXT[language],
    ),
    part(t('associations'), wordRows([TERM.specialty[language], t('outcome'), moved], rows, t('associations'), [2])),
    outside.length === 0
      ? null
      : part(
          OUTSIDE.title[language],
          wordRows(
            [TERM.specialty[language], OUTSIDE.advised[language]],
            outside.map(({ specialty, row }) => [
              link(names.associations.get(specialty)!, outsideName(specialty)[language]),
              wholeText(
                row.reduce((sum, each) => sum + each, 0),
                language,
              ),
            ]),
            OUTSIDE.title[language],
            [1],
          ),
        ),
    part(
      t('regions'),
      wordRows(
        ['OOR', TERM.base[language], TERM.proposal[language], TERM.difference[language], t('pointsRead')],
        regions,
        t('regions'),
        [1, 2, 3, 4],
      ),
    ),
  ]
}
