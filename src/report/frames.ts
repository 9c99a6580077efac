/** Two frames of one year: what changed per association and per OOR, and what has to be sent again (L27). */
import { changeText } from '../domain/language.js'
import { RESEND, signedText, wholeText, type Language } from '../words/texts.js'
import type { FrameChanges, ResendReason } from '../shapes/answers/comparison.js'
import { html, joined, typed, type Content } from './markup.js'
import { andMore, headRow, MOST_LINES, numberCell, tableOf, type Section } from './page.js'
import { aboutWords } from './proposal.js'
import { dateText } from '../words/heading.js'
import { columnName, rowName, thing, type PageSetting } from './setting.js'
import { small, TERM } from '../words/terms.js'

/** What has to be sent again: the advices and points of attention about the first frame, those that have to first. */
export function resendSection(frames: FrameChanges, setting: PageSetting): Section | null {
  const { language } = setting
  const { advices, attentionPoints, specialties } = frames
  const changed = specialties.filter(({ again }) => again !== null).length
  const again = [...advices, ...attentionPoints].filter((each) => each.again !== null).length
  const all = advices.length + attentionPoints.length
  const intro = {
    nl:
      all === 0
        ? `Voor ${wholeText(changed, 'nl')} van de ${wholeText(specialties.length, 'nl')} specialismen is de instroom of de basisverdeling veranderd; een advies daarover moet opnieuw worden ingestuurd.`
        : `Van de ${wholeText(all, 'nl')} adviezen en aandachtspunten ${again === 1 ? 'moet' : 'moeten'} er ${wholeText(again, 'nl')} opnieuw worden ingestuurd; de andere kunnen ongewijzigd mee.`,
    en:
      all === 0
        ? `For ${wholeText(changed, 'en')} of the ${wholeText(specialties.length, 'en')} specialties the intake or the base distribution has changed; an advice about them has to be sent again.`
        : `Of the ${wholeText(all, 'en')} advices and points of attention ${wholeText(again, 'en')} ${again === 1 ? 'has' : 'have'} to be sent again; the others may go along unchanged.`,
  }
  const [advice, point] = [small(TERM.advice)[language], small(TERM.pointOfAttention)[language]]
  const lines: readonly Sent[] = [
    ...advices.map((each) => ({ kind: advice, about: rowName(each.specialty, setting), text: '', again: each.again })),
    ...attentionPoints.map((each) => ({
      kind: point,
      about: [columnName(each.oor, setting), ', ', aboutWords(each.specialty, setting)],
      text: each.text,
      again: each.again,
    })),
  ]
  return {
    id: 'opnieuw',
    title: TERM.sentAgain[language],
    content: [
      html`<p>${intro[language]}</p>`,
      againTable(
        lines.filter((each) => each.again !== null),
        setting,
      ),
      [advice, point].map((kind) => {
        const same = lines.filter((each) => each.kind === kind && each.again === null)
        if (same.length === 0) return null
        const names = joined(
          same.slice(0, MOST_LINES).map(({ about }) => about),
          '; ',
        )
        const head = {
          nl: `Kan ongewijzigd mee (${kind}, ${same.length})`,
          en: `May go along unchanged (${kind}, ${same.length})`,
        }[language]
        return [html`<p><b>${head}:</b> ${names}.</p>`, andMore(same.length, setting)]
      }),
    ],
  }
}

/** An advice or a point of attention that was sent about the first frame. */
interface Sent {
  readonly kind: string
  readonly about: Content
  readonly text: string
  readonly again: ResendReason | null
}

function againTable(lines: readonly Sent[], setting: PageSetting): Content {
  if (lines.length === 0) return null
  const { language } = setting
  return [
    tableOf({
      id: 'opnieuw-tabel',
      caption: { nl: 'Wat opnieuw moet, en waarom', en: 'What has to be sent again, and why' }[language],
      head: headRow([TERM.about[language], TERM.kind[language], TERM.why[language], TERM.text[language]]),
      body: lines.slice(0, MOST_LINES).map(
        ({ about, kind, again, text }) =>
          html`<tr>
            <th scope="row">${about}</th>
            <td>${kind}</td>
            <td>${again === null ? '' : RESEND[again][language]}</td>
            <td>${text === '' ? '–' : typed(text)}</td>
          </tr> `,
      ),
    }),
    andMore(lines.length, setting),
  ]
}

/** What changed, per association and per OOR. */
export function changesSection(frames: FrameChanges, setting: PageSetting): Section {
  const { language } = setting
  const { from, to, specialties, oors } = frames
  const ends = {
    nl: `Het kader van ${dated(from, 'nl')} is vervangen door dat van ${dated(to, 'nl')}; de basisverdeling is daarmee opnieuw berekend.`,
    en: `The frame of ${dated(from, 'en')} is replaced by that of ${dated(to, 'en')}; the base distribution was computed anew with it.`,
  }
  const places = (value: number) => numberCell(wholeText(value, language))
  const signed = (by: number) => numberCell(html`<b>${signedText(by, language)}</b>`)
  const number = (text: string) => ({ number: text })
  const changed = specialties.filter(({ again }) => again !== null)
  const same = specialties.length - changed.length
  const [was, becomes, difference] = [
    { nl: 'Was', en: 'Was' }[language],
    { nl: 'Wordt', en: 'Becomes' }[language],
    TERM.difference[language],
  ]
  return {
    id: 'nieuw-kader',
    title: {
      nl: `Twee kaders voor ${frames.year}: wat er veranderd is`,
      en: `Two frames for ${frames.year}: what has changed`,
    }[language],
    content: [
      html`<p>${ends[language]}</p>`,
      tableOf({
        id: 'nieuw-kader-specialismen',
        caption: {
          nl: `Per specialisme, en dus per wetenschappelijke vereniging; ${wholeText(same, 'nl')} blijven geheel gelijk`,
          en: `Per specialty, and so per scientific association; ${wholeText(same, 'en')} stay wholly the same`,
        }[language],
        head: headRow([
          thing('row', setting),
          number({ nl: 'Instroom was', en: 'Intake was' }[language]),
          number(becomes),
          number(difference),
          { nl: 'In de basisverdeling', en: 'In the base distribution' }[language],
        ]),
        body: changed.slice(0, MOST_LINES).map(
          (each) =>
            html`<tr>
              <th scope="row">${rowName(each.specialty, setting)}</th>
              ${places(each.from)}${places(each.to)}${signed(each.difference)}
              <td>${cellsWords(each.cells, setting)}</td>
            </tr> `,
        ),
      }),
      andMore(changed.length, setting),
      tableOf({
        id: 'nieuw-kader-oors',
        caption: { nl: 'Per OOR: het totaal van de basisverdeling', en: 'Per OOR: the total of the base distribution' }[
          language
        ],
        head: headRow(['OOR', number(was), number(becomes), number(difference)]),
        body: oors.map(
          (each) =>
            html`<tr>
              <th scope="row">${columnName(each.oor, setting)}</th>
              ${places(each.from)}${places(each.to)}${signed(each.difference)}
            </tr> `,
        ),
      }),
    ],
  }
}

function dated({ scenario, frame }: FrameChanges['from'], language: Language): string {
  return frame === null ? scenario : `${scenario} (${dateText(frame.date, language)})`
}

function cellsWords(cells: FrameChanges['specialties'][number]['cells'], setting: PageSetting): Content {
  if (cells.length === 0) return '–'
  return joined(
    cells.map(({ oor, ...change }) => [columnName(oor, setting), ` ${changeText(change, setting.language)}`]),
    ', ',
  )
}
