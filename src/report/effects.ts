/** Who gains and who loses by a proposal that was checked: associations, OORs and points of attention, before and after. */
import { associationsTold, effectSentences, standingWords } from '../documents/effects.js'
import { placesText, signedPlaces } from '../domain/language.js'
import type { Effects } from '../shapes/answers/proposal.js'
import { ATTENTION_CATEGORY, DIRECTION } from '../words/consultation.js'
import { EFFECTS, STANDING } from '../words/effects.js'
import { html, joined, typed, type Content } from './markup.js'
import { andMore, headRow, MOST_LINES, numberCell, tableOf, type Section } from './page.js'
import { aboutWords } from './proposal.js'
import { columnName, rowName, thing, type PageSetting } from './setting.js'
import { TERM } from '../words/terms.js'

/** Null where nobody asked for anything. */
export function effectsSection(effects: Effects, setting: PageSetting): Section | null {
  const { language } = setting
  const sentences = effectSentences(effects, language)
  if (sentences.length === 0) return null
  return {
    id: 'gevolgen',
    title: EFFECTS.title[language],
    content: [
      html`<p>${sentences.join(' ')}</p>`,
      html`<p class="note">${EFFECTS.note[language]}</p>`,
      associationsTable(effects, setting),
      oorsTable(effects, setting),
      pointsTable(effects, setting),
    ],
  }
}

function associationsTable(effects: Effects, setting: PageSetting): Content {
  const { language } = setting
  const t = (word: keyof typeof EFFECTS) => EFFECTS[word][language]
  const told = associationsTold(effects).filter(({ advice }) => advice !== null)
  if (told.length === 0) return null
  return [
    tableOf({
      id: 'gevolgen-verenigingen',
      caption: t('associations'),
      head: headRow([
        thing('row', setting),
        t('inBase'),
        t('inProposal'),
        t('change'),
        ...[t('gained'), t('lost'), t('outside'), t('distance')].map((number) => ({ number })),
      ]),
      body: told.slice(0, MOST_LINES).map(({ specialty, gained, lost, advice }) => {
        const { before, after, change } = standingWords(advice, language)
        return html`<tr>
          <th scope="row">${rowName(specialty, setting)}</th>
          <td>${before}</td>
          <td>${after}</td>
          <td>${advice?.change === 'worse' ? html`<b>${change}</b>` : change}</td>
          ${[gained, lost, advice!.outside.after, advice!.distance.after].map((places) => numberCell(placesText(places, language)))}
        </tr> `
      }),
    }),
    andMore(told.length, setting),
  ]
}

function oorsTable({ oors, attentionPoints }: Effects, setting: PageSetting): Content {
  const { language } = setting
  const t = (word: keyof typeof EFFECTS) => EFFECTS[word][language]
  const asked = attentionPoints.length > 0
  return tableOf({
    id: 'gevolgen-oors',
    caption: t('oors'),
    head: headRow([
      'OOR',
      ...[t('gained'), t('lost'), t('cellsOutside')].map((number) => ({ number })),
      t('worse'),
      ...(asked ? [t('pointsServed'), t('pointsHurt')].map((number) => ({ number })) : []),
    ]),
    body: oors.map(
      ({ oor, gained, lost, advices, worse, points }) =>
        html`<tr>
          <th scope="row">${columnName(oor, setting)}</th>
          ${numberCell(placesText(gained, language))}${numberCell(placesText(lost, language))}
          ${numberCell(`${advices.before.outside} → ${advices.after.outside}`)}
          <td>
            ${
              worse.length === 0
                ? '–'
                : joined(
                    worse.map((each) => typed(each)),
                    ', ',
                  )
            }
          </td>
          ${asked ? [numberCell(`${points.before} → ${points.after}`), numberCell(points.hurt > 0 ? html`<b>${points.hurt}</b>` : '0')] : null}
        </tr> `,
    ),
  })
}

function pointsTable({ attentionPoints }: Effects, setting: PageSetting): Content {
  const { language } = setting
  const t = (word: keyof typeof EFFECTS) => EFFECTS[word][language]
  if (attentionPoints.length === 0) return null
  return [
    tableOf({
      id: 'gevolgen-punten',
      caption: t('points'),
      head: headRow([
        'OOR',
        TERM.about[language],
        TERM.subject[language],
        TERM.asked[language],
        t('inBase'),
        t('inProposal'),
        { number: TERM.difference[language] },
        TERM.text[language],
      ]),
      body: attentionPoints.slice(0, MOST_LINES).map(
        ({ oor, specialty, category, direction, before, after, difference, text }) =>
          html`<tr>
            <th scope="row">${columnName(oor, setting)}</th>
            <td>${aboutWords(specialty, setting)}</td>
            <td>${ATTENTION_CATEGORY[category][language]}</td>
            <td>${DIRECTION[direction][language]}</td>
            <td>${STANDING[before][language]}</td>
            <td>${after === 'hurt' ? html`<b>${STANDING[after][language]}</b>` : STANDING[after][language]}</td>
            ${numberCell(signedPlaces(difference, language))}
            <td>${typed(text)}</td>
          </tr> `,
      ),
      kind: 'telling',
    }),
    andMore(attentionPoints.length, setting),
  ]
}
