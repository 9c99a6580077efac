/** The workbook to fill in: an explanation, a sheet for each thing that can be given, and lists to choose from. */
import { PREFERENCES } from '../domain/proposal.js'
import { OPTION_NAMES, OPTION_TABLE } from '../domain/options.js'
import type { Language, Text } from '../words/texts.js'
import { DATA_KIND, FRAME_WORD, ownRoomWord, SHEET } from '../words/workbook.js'
import type { WrittenSheet } from '../io/xlsx/write.js'
import { address } from '../io/xlsx/read.js'
import { agreementRow } from './agreements.js'
import { cell, formula, heightOf, LOOK, range } from './looks.js'
import { workbookOf, type Rows } from './setting.js'
import { small, TERM } from '../words/terms.js'
import { OUTSIDE_FRAME } from '../domain/outside.js'
import { outsideName } from '../words/outside.js'
import { type FrameNames, type TemplateFigures, WORDS, ABOUT, TOP, FIRST, Pad, nameOf } from './template-pad.js'

/** The commands that read each sheet. */
const NEEDED: Readonly<Record<keyof typeof ABOUT, string>> = {
  intake: 'solve',
  all: 'solve',
  training: 'solve',
  frame: 'solve',
  zeroCells: 'solve',
  bounds: 'solve',
  agreements: 'draft, check',
  oors: 'solve',
  options: 'solve',
  advices: 'draft, check',
  outside: 'draft, check',
  attention: 'draft, check',
  motivations: 'draft, check',
  current: 'draft, check',
  history: 'draft, check',
  prefer: 'draft',
  proposal: 'check',
}

const HINTS: readonly Text[] = [
  {
    nl: 'Vul alleen de gele cellen in. Bladen die u niet nodig hebt, mogen leeg blijven of weg.',
    en: 'Fill in the yellow cells only. Sheets that you do not need may stay empty or be deleted.',
  },
  {
    nl: 'Kolommen en rijen mogen in een andere volgorde staan; codes, namen en gangbare afkortingen worden herkend, totalen overgeslagen.',
    en: 'Columns and rows may stand in another order; codes, names and common short names are known, totals are passed over.',
  },
  {
    nl: 'Getallen mogen met een decimale komma als tekst staan. Een fout wordt gemeld met blad en cel.',
    en: 'Numbers may be text with a decimal comma. A fault is named by its sheet and cell.',
  },
  {
    nl: 'evenredig solve werkmap.xlsx verdeelt; met --frame 2027-base komt daaruit wat de werkmap niet heeft, behalve zorggebruik.',
    en: 'evenredig solve workbook.xlsx allocates; with --frame 2027-base what the workbook lacks, care use excepted, comes from there.',
  },
  {
    nl: 'Alleen een consultatie (adviezen, aandachtspunten, motiveringen, afspraken)? Dan blijft zorggebruik leeg: evenredig draft 2027-base --advices werkmap.xlsx.',
    en: 'Only a consultation (advices, points of attention, motivations, agreements)? Then care use stays empty: evenredig draft 2027-base --advices workbook.xlsx.',
  },
  {
    nl: 'Zonder opgave op blad Kader gelden de gegevens als vertrouwelijk.',
    en: 'Unless sheet Frame says otherwise the data count as confidential.',
  },
]

/** The template as bytes: names, OORs and frame of a scenario, and none of its figures but those that are given. */
export async function templateWorkbook(
  names: FrameNames,
  language: Language,
  figures: TemplateFigures | null = null,
): Promise<Uint8Array> {
  return workbookOf(WORDS.title[language], templateSheets(names, language, figures))
}

/** All sheets, in the order in which they are filled in. */
export function templateSheets(
  names: FrameNames,
  language: Language,
  figures: TemplateFigures | null = null,
): WrittenSheet[] {
  const pad = new Pad(names, language, figures)
  return [
    explanationSheet(language),
    intakeSheet(pad),
    careUseSheet(pad, 'all'),
    careUseSheet(pad, 'training'),
    frameSheet(pad),
    zeroCellsSheet(pad),
    boundsSheet(pad),
    agreementsSheet(pad),
    oorsSheet(pad),
    optionsSheet(pad),
    advicesSheet(pad),
    outsideSheet(pad),
    attentionSheet(pad),
    motivationsSheet(pad),
    currentSheet(pad),
    historySheet(pad),
    preferSheet(pad),
    proposalSheet(pad),
    pad.lists.sheet,
  ]
}

function intakeSheet(pad: Pad): WrittenSheet {
  const { intakes, national } = pad
  const rows: Rows = [
    [pad.head('code'), pad.head('specialty'), pad.headNumber('intake')],
    ...pad.labels.map((label, s) => [...label, cell(intakes[s] ?? null, { ...LOOK.input, format: '#,##0' })]),
    pad.totals(1, [national]),
  ]
  const allowed = [pad.whole(range(TOP, 2, pad.end, 2))]
  return pad.page('intake', rows, { widths: [7, 32, 12], frozen: { rows: TOP, columns: FIRST }, allowed })
}

function careUseSheet(pad: Pad, sheet: 'all' | 'training'): WrittenSheet {
  const rows = [pad.heads, ...pad.labels.map((label) => [...label, ...pad.inputs('General')])]
  const number = { kind: 'decimal', least: 0, most: 1e15 } as const
  const allowed = [{ range: pad.table, number, title: pad.t('number'), text: pad.t('useText') }]
  return pad.page(sheet, rows, { widths: pad.widths, frozen: { rows: TOP, columns: FIRST }, allowed })
}

function zeroCellsSheet(pad: Pad): WrittenSheet {
  const { names } = pad
  const filled = names.zeroCells.map(({ specialty, oor, reason, source }) =>
    [nameOf(names, specialty), oor, reason, source].map((text) => cell(text, LOOK.inputText)),
  )
  const allowed = [pad.choice(pad.column(0), 'specialties'), pad.choice(pad.column(1), 'oors')]
  return pad.list('zeroCells', ['specialty', 'oor', 'reason', 'source'], [34, 14, 40, 20], allowed, filled)
}

function boundsSheet(pad: Pad): WrittenSheet {
  const { names } = pad
  const filled = names.bounds.map(({ specialty, oor, low, high, reason }) =>
    [nameOf(names, specialty), oor, low, high, reason].map((value) => cell(value, LOOK.inputText)),
  )
  const places = pad.whole(pad.column(2, 3))
  const allowed = [pad.choice(pad.column(0), 'specialties'), pad.choice(pad.column(1), 'oors'), places]
  return pad.list('bounds', ['specialty', 'oor', 'low', 'high', 'reason'], [34, 14, 12, 12, 50], allowed, filled)
}

function agreementsSheet(pad: Pad): WrittenSheet {
  const { names, language } = pad
  const filled = names.agreements.map((agreement) =>
    agreementRow(agreement, language, (code) => nameOf(names, code)).map((value) => cell(value, LOOK.inputText)),
  )
  // a least may be the words for a whole row
  const allowed = [
    pad.choice(pad.column(0), 'specialties'),
    pad.choice(pad.column(1), 'oors'),
    pad.whole(pad.column(3)),
  ]
  const columns = ['specialty', 'oor', 'low', 'high', 'agreedBy', 'date', 'reason'] as const
  return pad.list('agreements', columns, [34, 14, 24, 12, 24, 14, 50], allowed, filled)
}

function oorsSheet(pad: Pad): WrittenSheet {
  const filled = pad.names.oors.map(({ code, name }) => [cell(code, LOOK.inputText), cell(name, LOOK.inputText)])
  return pad.list('oors', ['code', 'name'], [16, 40], [], filled)
}

function optionsSheet(pad: Pad): WrittenSheet {
  const rows: Rows = [
    [pad.head('option'), pad.head('value'), pad.head('possible')],
    ...OPTION_NAMES.map((name) => [
      cell(name, LOOK.text),
      cell(pad.names.options[name] ?? null, LOOK.inputText),
      cell(OPTION_TABLE[name].values.join(', '), LOOK.text),
    ]),
  ]
  return pad.page('options', rows, { widths: [24, 24, 60], frozen: { rows: TOP, columns: 0 } })
}

function advicesSheet(pad: Pad): WrittenSheet {
  const { national } = pad
  const { oors } = pad.names
  const shiftHeads = oors.flatMap(({ code }) =>
    (['from', 'to'] as const).map((word) => cell(`${code} ${pad.t(word)}`, LOOK.headNumber)),
  )
  // what a row is advised beside: the base distribution, which is no advice
  const base = pad.figures?.base ?? null
  const beside = base === null ? [] : oors.map(({ code }) => cell(`${code} ${pad.t('baseOf')}`, LOOK.headNumber))
  const shiftAt = pad.last + 4 + beside.length
  const behind = [cell(null, { ...LOOK.input, format: 'General' }), cell(null, LOOK.inputText)]
  const rows: Rows = [
    [...pad.heads, ...pad.checkHeads, ...beside, ...shiftHeads, pad.headNumber('weight'), pad.head('rationale')],
    ...pad.labels.map((label, s) => [
      ...label,
      ...pad.inputs('#,##0'),
      ...pad.checked(s),
      ...(base?.[s] ?? []).map((places) => cell(places, LOOK.whole)),
      ...pad.inputs('#,##0'),
      ...pad.inputs('#,##0'),
      ...behind,
    ]),
    pad.totals(oors.length + 2, [...oors.map(() => 0), 0, national]),
  ]
  const sheet = {
    widths: [...pad.widths, 10, 10, 10, ...beside.map(() => 10), ...shiftHeads.map(() => 9), 9, 50],
    frozen: { rows: TOP, columns: FIRST },
    pages: [shiftAt, shiftAt + 2 * oors.length],
    heights: { [TOP - 1]: 32 },
    rules: pad.checkRules,
    allowed: [pad.whole(pad.table), pad.whole(range(TOP, shiftAt, pad.end, shiftAt + 2 * oors.length - 1))],
  }
  return pad.page('advices', rows, sheet, base === null ? '' : pad.label)
}

/** A row for each specialty outside the frame: only those that are filled in are advices. */
function outsideSheet(pad: Pad): WrittenSheet {
  const { oors } = pad.names
  const end = TOP + OUTSIDE_FRAME.length - 1
  const rows: Rows = [
    [
      pad.head('specialty'),
      ...oors.map(({ code }) => cell(code, LOOK.headNumber)),
      pad.headNumber('total'),
      pad.head('rationale'),
    ],
    ...OUTSIDE_FRAME.map(({ name }, i) => [
      cell(outsideName(name)[pad.language], LOOK.text),
      ...pad.inputs('#,##0'),
      formula(`SUM(${range(TOP + i, 1, TOP + i, oors.length)})`, 0, LOOK.rowTotal),
      cell(null, LOOK.inputText),
    ]),
  ]
  return pad.page('outside', rows, {
    widths: [26, ...oors.map(() => 10), 10, 50],
    frozen: { rows: TOP, columns: 1 },
    allowed: [pad.whole(range(TOP, 1, end, oors.length))],
  })
}

function attentionSheet(pad: Pad): WrittenSheet {
  const choices = ['oors', 'specialties', 'categories', 'directions'] as const
  const allowed = choices.map((list, c) => pad.choice(pad.column(c), list))
  return pad.list('attention', ['oor', 'specialty', 'category', 'direction', 'text'], [14, 34, 24, 12, 60], allowed)
}

function motivationsSheet(pad: Pad): WrittenSheet {
  // several grounds may stand in one cell, so no list that refuses them
  const allowed = [pad.choice(pad.column(0), 'oors'), pad.choice(pad.column(1), 'specialties')]
  return pad.list('motivations', ['oor', 'specialty', 'ground', 'text'], [14, 34, 36, 60], allowed)
}

function currentSheet(pad: Pad): WrittenSheet {
  const { oors } = pad.names
  const rows: Rows = [
    [pad.head('oor'), pad.headNumber('places')],
    ...oors.map(({ code }) => [cell(code, LOOK.text), cell(null, { ...LOOK.input, format: '#,##0' })]),
  ]
  const allowed = [pad.whole(range(TOP, 1, TOP + oors.length - 1, 1))]
  return pad.page('current', rows, { widths: [20, 12], frozen: { rows: TOP, columns: 0 }, allowed })
}

function historySheet(pad: Pad): WrittenSheet {
  const rows = [pad.heads, ...pad.labels.map((label) => [...label, ...pad.inputs('#,##0')])]
  const allowed = [pad.whole(pad.table)]
  return pad.page('history', rows, { widths: pad.widths, frozen: { rows: TOP, columns: FIRST }, allowed })
}

function preferSheet(pad: Pad): WrittenSheet {
  const rows: Rows = [
    [pad.headNumber('rank'), pad.head('wish')],
    ...PREFERENCES.map((_, i) => [cell(i + 1, LOOK.whole), cell(null, LOOK.inputText)]),
  ]
  const allowed = [pad.choice(range(TOP, 1, TOP + PREFERENCES.length - 1, 1), 'preferences')]
  return pad.page('prefer', rows, { widths: [7, 40], frozen: { rows: TOP, columns: 0 }, allowed })
}

function proposalSheet(pad: Pad): WrittenSheet {
  const rows: Rows = [
    [...pad.heads, ...pad.checkHeads],
    ...pad.labels.map((label, s) => [...label, ...pad.inputs('#,##0'), ...pad.checked(s)]),
    pad.totals(pad.names.oors.length + 2, [...pad.names.oors.map(() => 0), 0, pad.national]),
  ]
  return pad.page('proposal', rows, {
    widths: [...pad.widths, 10, 10, 10],
    frozen: { rows: TOP, columns: FIRST },
    rules: pad.checkRules,
    allowed: [pad.whole(pad.table)],
  })
}

function explanationSheet(language: Language): WrittenSheet {
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const sheets = Object.keys(ABOUT) as (keyof typeof ABOUT)[]
  const rows: Rows = [
    [cell(t('title'), LOOK.title)],
    [],
    ...HINTS.map((hint) => [cell(hint[language], LOOK.note), cell(null), cell(null)]),
    [],
    [t('sheet'), t('what'), t('needed')].map((word) => cell(word, LOOK.head)),
    ...sheets.map((sheet) => [
      cell(SHEET[sheet][language], { ...LOOK.long, bold: true }),
      cell(ABOUT[sheet][language], LOOK.long),
      cell(NEEDED[sheet], LOOK.long),
    ]),
  ]
  const firstSheet = HINTS.length + 4
  return {
    name: SHEET.explanation[language],
    header: '',
    rows,
    widths: [26, 92, 16],
    heights: Object.fromEntries([
      ...HINTS.map((hint, i) => [2 + i, heightOf(hint[language], 130)]),
      ...sheets.map((sheet, i) => [firstSheet + i, heightOf(ABOUT[sheet][language], 92)]),
    ]),
    merges: HINTS.map((_, i) => ({ row: 2 + i, from: 0, to: 2 })),
    frozen: { rows: 0, columns: 0 },
    tab: '3A6EA5',
  }
}

/** The lines of sheet Kader, in their order. */
const FRAME_LINES = [
  'title',
  'year',
  'data',
  'all',
  'training',
  'floor',
  'total',
  'below',
  'above',
  'status',
  'date',
] as const satisfies readonly (keyof typeof FRAME_WORD)[]

function frameSheet(pad: Pad): WrittenSheet {
  const { language } = pad
  const { criterion, floor, leeway } = pad.names
  const none = small(TERM.none)[language]
  const values: Readonly<Record<(typeof FRAME_LINES)[number], readonly [string | number | null, string]>> = {
    title: [null, '@'],
    year: [pad.names.year, '0'],
    data: [DATA_KIND.confidential[language], '@'],
    all: [criterion.all, '0%'],
    training: [criterion.training, '0%'],
    floor: [floor?.share ?? none, '0%'],
    total: [leeway?.total ?? none, '0'],
    below: [leeway?.below ?? none, '0'],
    above: [leeway?.above ?? none, '0'],
    // what somebody fills in is not yet adopted, whatever the status of the frame that it begins with
    status: [null, '@'],
    date: [null, '@'],
  }
  const rows: Rows = [
    [cell(WORDS.field[language], LOOK.head), cell(WORDS.value[language], LOOK.headNumber)],
    ...FRAME_LINES.map((key) => {
      const [value, format] = values[key]
      return [cell(FRAME_WORD[key][language], LOOK.text), cell(value, { ...LOOK.input, format })]
    }),
    // OORs with less room than the others
    ...Object.entries(leeway?.perOor ?? {}).flatMap(([oor, room]) =>
      (['below', 'above'] as const).map((end) => [
        cell(ownRoomWord(oor, end, language), LOOK.text),
        cell(room[end], { ...LOOK.input, format: '0' }),
      ]),
    ),
  ]
  const dataAt = address(TOP + FRAME_LINES.indexOf('data'), 1)
  const allowed = [pad.choice(dataAt, 'data')]
  return pad.page('frame', rows, { widths: [38, 40], frozen: { rows: TOP, columns: 0 }, allowed })
}
