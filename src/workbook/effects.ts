/** Sheet Gevolgen: who gains and who loses by a proposal that was checked, and the sheets of the consultation that it was held against. */
import { outsideSheets } from './outside.js'
import { associationsTold, effectSentences, standingWords } from '../documents/effects.js'
import type { WrittenSheet } from '../io/xlsx/write.js'
import type { Checked } from '../shapes/answers/check.js'
import type { Effects } from '../shapes/answers/proposal.js'
import { ATTENTION_CATEGORY, DIRECTION, PREFERENCE } from '../words/consultation.js'
import { EFFECTS, STANDING } from '../words/effects.js'
import { says } from '../words/recipe.js'
import { SHEET, WORDS as COMMON } from '../words/workbook.js'
import { WORDS } from '../words/workbook-proposal.js'
import { printable } from '../words/texts.js'
import { advicesSheet, attentionSheet, historySheet, sizesSheet } from './draft.js'
import { cell, heightOf, LOOK } from './looks.js'
import { headerOf, heading, nameOf, type Context, type Rows } from './setting.js'

const WIDTHS = [34, 26, 26, 12, 10, 10, 12, 12, 12, 60]
const LOST = { fill: 'FBE3D0', bold: true } as const

/** The sheet, in three tables: associations, OORs, points of attention. */
export function effectsSheet(effects: Effects, checked: Checked, title: string, context: Context): WrittenSheet {
  const { language } = context
  const top = heading(title, checked.data, '', context)
  const said = [...effectSentences(effects, language), EFFECTS.note[language]]
  const parts = [associationRows(effects, context), oorRows(effects, context), pointRows(effects, context)]
  const rows: Rows = [
    ...top.slice(0, 2),
    ...said.map((text) => [cell(text, LOOK.note)]),
    ...parts.flatMap((part) => (part.length === 0 ? [] : [[], ...part])),
  ]
  const width = WIDTHS.slice(0, 9).reduce((sum, each) => sum + each, 0)
  return {
    name: SHEET.consequences[language],
    header: headerOf(checked.data, language),
    rows,
    widths: WIDTHS,
    heights: Object.fromEntries(
      rows.flatMap((row, r) => {
        if (r >= 2 && r < 2 + said.length) return [[r, heightOf(said[r - 2]!, width)]]
        const most = Math.max(...row.map((each, i) => (each?.look?.wrap ? heightOf(String(each.value ?? ''), WIDTHS[i]!) : 0)), 0) // prettier-ignore
        return most > 17 ? [[r, most - 2]] : []
      }),
    ),
    merges: said.map((_, i) => ({ row: 2 + i, from: 0, to: 8 })),
    frozen: { rows: 0, columns: 0 },
  }
}

function associationRows(effects: Effects, context: Context): Rows {
  const { language } = context
  const told = associationsTold(effects)
  const t = (word: keyof typeof EFFECTS) => EFFECTS[word][language]
  if (told.length === 0) return []
  return [
    [cell(t('associations'), LOOK.section)],
    [
      cell(COMMON.specialty[language], LOOK.head),
      ...[t('inBase'), t('inProposal'), t('change')].map((word) => cell(word, LOOK.head)),
      ...[t('gained'), t('lost'), t('outside'), t('distance')].map((word) => cell(word, LOOK.headNumber)),
    ],
    ...told.map(({ specialty, gained, lost, advice }) => {
      const { before, after, change } = standingWords(advice, language)
      const look = advice?.change === 'worse' ? { ...LOOK.long, ...LOST } : LOOK.long
      return [
        cell(nameOf(specialty, context), LOOK.long),
        cell(before, LOOK.long),
        cell(after, LOOK.long),
        cell(change, look),
        cell(gained, LOOK.counted),
        cell(lost, LOOK.counted),
        cell(advice?.outside.after ?? null, LOOK.counted),
        cell(advice?.distance.after ?? null, LOOK.counted),
      ]
    }),
  ]
}

function oorRows({ oors, attentionPoints }: Effects, { language }: Context): Rows {
  const t = (word: keyof typeof EFFECTS) => EFFECTS[word][language]
  const asked = attentionPoints.length > 0
  const numbers = [t('gained'), t('lost'), t('cellsOutside'), ...(asked ? [t('pointsServed'), t('pointsHurt')] : [])]
  return [
    [cell(t('oors'), LOOK.section)],
    [
      cell(COMMON.oor[language], LOOK.head),
      cell(t('worse'), LOOK.head),
      ...numbers.map((word) => cell(word, LOOK.head)),
    ],
    ...oors.map(({ oor, gained, lost, advices, worse, points }) => [
      cell(oor, LOOK.long),
      cell(worse.join(', ') || null, LOOK.long),
      cell(gained, LOOK.counted),
      cell(lost, LOOK.counted),
      cell(`${advices.before.outside} → ${advices.after.outside}`, { ...LOOK.long, align: 'center' as const }),
      ...(asked
        ? [
            cell(`${points.before} → ${points.after}`, { ...LOOK.long, align: 'center' as const }),
            cell(points.hurt, points.hurt > 0 ? { ...LOOK.counted, ...LOST } : LOOK.counted),
          ]
        : []),
    ]),
  ]
}

function pointRows({ attentionPoints }: Effects, context: Context): Rows {
  const { language } = context
  const t = (word: keyof typeof EFFECTS) => EFFECTS[word][language]
  if (attentionPoints.length === 0) return []
  return [
    [cell(t('points'), LOOK.section)],
    [
      COMMON.specialty[language],
      COMMON.oor[language],
      WORDS.category[language],
      WORDS.direction[language],
      t('inBase'),
      t('inProposal'),
      COMMON.difference[language].replace(/ .*/, ''),
    ].map((word) => cell(word, LOOK.head)),
    ...attentionPoints.map(({ oor, specialty, category, direction, difference, before, after }) => [
      cell(specialty === null ? '–' : nameOf(specialty, context), LOOK.long),
      cell(oor, LOOK.long),
      cell(ATTENTION_CATEGORY[category][language], LOOK.long),
      cell(DIRECTION[direction][language], LOOK.long),
      cell(STANDING[before][language], LOOK.long),
      cell(STANDING[after][language], after === 'hurt' ? { ...LOOK.long, ...LOST } : LOOK.long),
      cell(difference, LOOK.signed),
    ]),
  ]
}

/** The consultation as it is read, so that a workbook of a check can be handed in as its advices again. */
export function consultationSheets(checked: Checked, title: string, context: Context): WrittenSheet[] {
  const { consultation, effects } = checked
  // without a base distribution nobody knows what became of an advice
  if (effects === null || !says(consultation)) return []
  const advices = effects.specialties.flatMap(({ specialty, advice }) =>
    advice === null
      ? []
      : [
          {
            specialty,
            followed: advice.after,
            placesOutsideRoom: advice.outside.after,
            distance: advice.distance.after,
          },
        ],
  )
  return [
    ...(consultation.advices.length === 0 ? [] : [advicesSheet({ ...checked, advices }, { title }, context)]),
    ...(consultation.attentionPoints.length === 0 ? [] : [attentionSheet(checked, context)]),
    ...outsideSheets(checked, title, context),
    wishesSheet(checked, title, context),
    ...(consultation.current.every((size) => size === null) ? [] : [sizesSheet(checked, context)]),
    ...(consultation.history.every((row) => row === null) ? [] : [historySheet(checked, context)]),
  ]
}

/** The wishes in their order. */
function wishesSheet({ consultation, data }: Checked, title: string, context: Context): WrittenSheet {
  const { language } = context
  const top = heading(title, data, WORDS.wishesOrder[language], context)
  return {
    name: SHEET.prefer[language],
    header: headerOf(data, language),
    rows: [
      ...top,
      [cell(WORDS.rank[language], { ...LOOK.head, align: 'center' as const }), cell(WORDS.wish[language], LOOK.head)],
      ...consultation.prefer.map((wish, i) => [
        cell(i + 1, { ...LOOK.long, align: 'center' as const }),
        cell(printable(PREFERENCE[wish][language]), LOOK.long),
      ]),
    ],
    widths: [7, 60],
    frozen: { rows: top.length + 1, columns: 0 },
  }
}
