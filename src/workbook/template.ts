/** The workbook to fill in: an explanation, a sheet for each thing that can be given, and lists to choose from. */
import { PREFERENCES } from '../domain/proposal.js'
import { OPTION_NAMES, OPTION_TABLE } from '../domain/options.js'
import type { Scenario } from '../domain/scenario.js'
import { CATEGORIES, DIRECTIONS, GROUNDS } from '../io/read/advices.js'
import { PREFERENCE, type Language, type Text } from '../words/texts.js'
import { TEMPLATE_SHEET as SHEET } from '../words/workbook.js'
import type { Allowed, WrittenCell, WrittenSheet } from '../io/xlsx/write.js'
import { address } from '../io/xlsx/read.js'
import { cell, fixed, formula, heightOf, LOOK, range, WRONG } from './looks.js'
import { workbookOf, type Rows } from './setting.js'

type Names = Pick<
  Scenario,
  'specialties' | 'oors' | 'year' | 'floor' | 'criterion' | 'leeway' | 'zeroCells' | 'bounds' | 'options'
>

const WORDS = {
  title: { nl: 'Evenredig: werkmap om in te vullen', en: 'Evenredig: workbook to fill in' },
  code: { nl: 'Code', en: 'Code' },
  specialty: { nl: 'Specialisme', en: 'Specialty' },
  intake: { nl: 'Instroom', en: 'Intake' },
  total: { nl: 'Totaal', en: 'Total' },
  check: { nl: 'Controle', en: 'Check' },
  wrong: { nl: 'FOUT', en: 'WRONG' },
  from: { nl: 'van', en: 'from' },
  to: { nl: 'tot', en: 'to' },
  weight: { nl: 'Gewicht', en: 'Weight' },
  rationale: { nl: 'Toelichting', en: 'Rationale' },
  oor: { nl: 'OOR', en: 'OOR' },
  low: { nl: 'Minimaal', en: 'Minimum' },
  high: { nl: 'Maximaal', en: 'Maximum' },
  name: { nl: 'Naam', en: 'Name' },
  option: { nl: 'Optie', en: 'Option' },
  possible: {
    nl: 'Mogelijk; leeg: zoals in het kader, anders de eerste',
    en: 'Possible; empty: as in the frame, else the first',
  },
  reason: { nl: 'Reden', en: 'Reason' },
  source: { nl: 'Bron', en: 'Source' },
  category: { nl: 'Categorie', en: 'Category' },
  direction: { nl: 'Richting', en: 'Direction' },
  ground: { nl: 'Grond', en: 'Ground' },
  text: { nl: 'Tekst', en: 'Text' },
  places: { nl: 'Plaatsen', en: 'Places' },
  wish: { nl: 'Wens', en: 'Wish' },
  rank: { nl: 'Rang', en: 'Rank' },
  sheet: { nl: 'Blad', en: 'Sheet' },
  what: { nl: 'Wat erin staat', en: 'What it holds' },
  needed: { nl: 'Nodig voor', en: 'Needed for' },
  field: { nl: 'Gegeven', en: 'Field' },
  value: { nl: 'Waarde', en: 'Value' },
  choose: { nl: 'Kies uit de lijst', en: 'Choose from the list' },
  chooseText: { nl: 'Kies een waarde uit de lijst.', en: 'Choose a value of the list.' },
  number: { nl: 'Getal', en: 'Number' },
  wholeText: { nl: 'Een heel aantal plaatsen, 0 of meer.', en: 'A whole number of places, 0 or more.' },
  useText: {
    nl: 'Een getal, 0 of meer: een aandeel (20,5%), een percentage of een volume. Vul 0 in als er niets is.',
    en: 'A number, 0 or more: a share (20.5%), a percentage or a volume. Type 0 where there is nothing.',
  },
} as const satisfies Record<string, Text>

const ABOUT = {
  intake: {
    nl: 'De landelijke instroom per specialisme: hele plaatsen in het jaar.',
    en: 'The national intake per specialty: whole places in the year.',
  },
  all: {
    nl: 'Zorggebruik bij alle instellingen: per specialisme een rij over de OOR’s, als aandeel, percentage of volume. Elke rij wordt op haar eigen som verdeeld.',
    en: 'Care use at all institutions: a row over the OORs per specialty, as shares, percentages or volumes. Each row is divided by its own sum.',
  },
  training: {
    nl: 'Zorggebruik bij opleidende instellingen. Alleen nodig als het criterium ernaar weegt (blad Kader).',
    en: 'Care use at training institutions. Needed only where the criterion weighs it (sheet Frame).',
  },
  frame: {
    nl: 'Titel, jaar, criterium, ondergrens, regelruimte en status van het kader. Een regel die u weghaalt, komt uit --frame; geen betekent geen. Status (voorlopig of definitief) en datum: alleen als juist deze gegevens zo zijn vastgesteld, anders leeg.',
    en: 'Title, year, criterion, floor, leeway and status of the frame. A line that you remove comes from --frame; none means none. Status (provisional or definitive) and date: only where these very data were so adopted, else empty.',
  },
  zeroCells: {
    nl: 'Cellen die leeg blijven omdat een OOR die opleiding niet heeft.',
    en: 'Cells that stay empty because an OOR does not have that training.',
  },
  bounds: {
    nl: 'Cellen die vast liggen of een grens hebben: het minste en het meeste aantal plaatsen. Beide gelijk: vastgezet.',
    en: 'Cells that are fixed or bounded: the fewest and the most places. Both equal: pinned.',
  },
  oors: {
    nl: 'De OOR’s. Een OOR die erbij komt, staat hier met haar code en naam, en krijgt in de bladen met zorggebruik een eigen kolom.',
    en: 'The OORs. One that is added stands here with its code and name, and gets a column of its own in the sheets of care use.',
  },
  options: {
    nl: 'Waar het protocol ruimte laat: welke lezing geldt.',
    en: 'Where the protocol leaves room: which reading holds.',
  },
  advices: {
    nl: 'Adviezen van wetenschappelijke verenigingen: per specialisme een rij die optelt tot de instroom. Van en tot: de ruimte om te schuiven; leeg is geen ruimte. Een specialisme zonder advies blijft leeg.',
    en: 'Advices of scientific associations: a row per specialty that sums to the intake. From and to: the room to shift; empty is no room. A specialty without advice stays empty.',
  },
  attention: {
    nl: 'Aandachtspunten van OOR’s, in een van de vijf categorieën (P26 II.1.1). Geen gewenste aantallen. Specialisme mag leeg blijven.',
    en: 'Points of attention of OORs, in one of the five categories (P26 II.1.1). No wanted numbers. Specialty may stay empty.',
  },
  motivations: {
    nl: 'Motivaties van afwijkingen, op ten minste een van de drie gronden (P26 Regelruimte 2): zorgvraag, opleidingspalet, opleidingseisen; meer gronden met puntkomma’s ertussen.',
    en: 'Motivations of deviations, on at least one of the three grounds (P26 Regelruimte 2): care demand, training palette, training requirements; more with semicolons between.',
  },
  current: {
    nl: 'De huidige omvang van elke OOR, in plaatsen.',
    en: 'The current size of each OOR, in places.',
  },
  history: {
    nl: 'Historie: per specialisme een rij over de OOR’s met de gerealiseerde in- en doorstroom en de toewijzing van de laatste jaren, opgeteld (P16 1.a). Alleen de verhouding telt. Een specialisme zonder historie blijft leeg.',
    en: 'History: a row over the OORs per specialty with realised in- and throughflow and allocation of recent years, added up (P16 1.a). Only the proportions count. A specialty without history stays empty.',
  },
  prefer: {
    nl: 'Wat een voorstel volgt, het belangrijkste bovenaan. Leeg: adviezen, dan weinig motiveringen, dan weinig verschuiven, dan weinig verandering.',
    en: 'What a draft follows, the most important on top. Empty: advices, then few motivations, then moving little, then little change.',
  },
  proposal: {
    nl: 'Het voorstel: hele plaatsen per specialisme en OOR. Elke rij telt op tot de instroom.',
    en: 'The proposal: whole places per specialty and OOR. Each row sums to the intake.',
  },
} as const satisfies Record<string, Text>

/** The commands that read each sheet. */
const NEEDED: Readonly<Record<keyof typeof ABOUT, string>> = {
  intake: 'solve',
  all: 'solve',
  training: 'solve',
  frame: 'solve',
  zeroCells: 'solve',
  bounds: 'solve',
  oors: 'solve',
  options: 'solve',
  advices: 'draft, check',
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
    nl: 'evenredig solve werkmap.xlsx verdeelt; met --frame 2027-base komt daaruit wat de werkmap niet heeft.',
    en: 'evenredig solve workbook.xlsx allocates; with --frame 2027-base what the workbook lacks comes from there.',
  },
  {
    nl: 'Zonder opgave op blad Kader gelden de gegevens als vertrouwelijk.',
    en: 'Unless sheet Frame says otherwise the data count as confidential.',
  },
]

/** Over how many columns, and characters at least, what a sheet is about is spread. */
const [ABOUT_COLUMNS, ABOUT_WIDTH] = [7, 60]

/** Rows for entries of lists. */
const LIST_ROWS = 200

/** The template as bytes: names, OORs and frame of a scenario, and none of its figures. */
export async function templateWorkbook(names: Names, language: Language): Promise<Uint8Array> {
  return workbookOf(WORDS.title[language], templateSheets(names, language))
}

export function templateSheets(names: Names, language: Language): WrittenSheet[] {
  const t = (word: keyof typeof WORDS) => WORDS[word][language]
  const { specialties, oors } = names
  const lists = listsOf(names, language)
  const choice = (at: string, list: keyof typeof lists.ranges): Allowed => ({
    range: at,
    list: lists.ranges[list],
    title: t('choose'),
    text: t('chooseText'),
  })
  const whole = (at: string): Allowed => ({
    range: at,
    number: { kind: 'whole', least: 0, most: 1_000_000 },
    title: t('number'),
    text: t('wholeText'),
  })
  const page = (
    sheet: keyof typeof ABOUT,
    rows: Rows,
    rest: Omit<WrittenSheet, 'name' | 'rows' | 'header'>,
  ): WrittenSheet => ({
    name: SHEET[sheet][language],
    header: '',
    ...rest,
    // behind the columns that every page repeats, which would cut the text off
    heights: { 1: heightOf(ABOUT[sheet][language], ABOUT_WIDTH), ...rest.heights },
    merges: [{ row: 1, from: rest.frozen.columns, to: rest.frozen.columns + ABOUT_COLUMNS - 1 }],
    rows: [
      [cell(SHEET[sheet][language], LOOK.title)],
      [...Array.from({ length: rest.frozen.columns }, () => null), cell(ABOUT[sheet][language], LOOK.note)],
      [],
      ...rows,
    ],
  })
  /** Rows and columns of a table, from 0; codes and names stand before it. */
  const [top, first] = [4, 2]
  const [end, last] = [top + specialties.length - 1, first + oors.length - 1]
  const widths = [7, 32, ...oors.map(() => 10)]
  const heads = [
    cell(t('code'), LOOK.head),
    cell(t('specialty'), LOOK.head),
    ...oors.map(({ code }) => cell(code, LOOK.headNumber)),
  ]
  const labels = specialties.map(({ code, name }) => [cell(code, LOOK.text), cell(name, LOOK.text)])
  const inputs = (format: string): WrittenCell[] => oors.map(() => cell(null, { ...LOOK.input, format }))
  const table = range(top, first, end, last)
  const careUse = (sheet: 'all' | 'training'): WrittenSheet =>
    page(sheet, [heads, ...labels.map((label) => [...label, ...inputs('General')])], {
      widths,
      frozen: { rows: top, columns: first },
      allowed: [
        {
          range: table,
          number: { kind: 'decimal', least: 0, most: 1e15 },
          title: t('number'),
          text: t('useText'),
        },
      ],
    })
  const intakeAt = (s: number) => `'${SHEET.intake[language]}'!${fixed(top + s, 2)}`
  /** Total, intake and check behind a row of places: an empty row is no fault. */
  const checked = (s: number): WrittenCell[] => {
    const r = top + s
    const [sum, wanted] = [address(r, last + 1), address(r, last + 2)]
    const off = `IF(${sum}=${wanted},"✓","${t('wrong')} "&TEXT(${sum}-${wanted},"+0;-0"))`
    return [
      formula(`SUM(${range(r, first, r, last)})`, 0, LOOK.rowTotal),
      formula(intakeAt(s), 0, LOOK.whole),
      formula(`IF(COUNT(${range(r, first, r, last)})=0,"",${off})`, '', LOOK.check),
    ]
  }
  const totals = (columns: number): WrittenCell[] => [
    cell(null, LOOK.totalText),
    cell(t('total'), LOOK.totalText),
    ...Array.from({ length: columns }, (_, i) =>
      formula(`SUM(${range(top, first + i, end, first + i)})`, 0, LOOK.total),
    ),
  ]
  const checkHeads = [t('total'), t('intake'), t('check')].map((word) => cell(word, LOOK.headNumber))
  const checkRules = [
    {
      range: range(top, last + 3, end, last + 3),
      when: `LEFT(${address(top, last + 3)},${t('wrong').length})="${t('wrong')}"`,
      look: WRONG,
    },
  ]
  const shiftHeads = oors.flatMap(({ code }) =>
    [t('from'), t('to')].map((word) => cell(`${code} ${word}`, LOOK.headNumber)),
  )
  const shiftAt = last + 4
  const list = (sheet: keyof typeof ABOUT, columns: readonly (keyof typeof WORDS)[], wide: readonly number[]) => {
    const entries = Array.from({ length: LIST_ROWS }, () => columns.map(() => cell(null, LOOK.inputText)))
    const head = columns.map((word) => cell(t(word), LOOK.head))
    return (allowed: readonly Allowed[], filled: Rows = []) =>
      page(sheet, [head, ...filled, ...entries.slice(filled.length)], {
        widths: wide,
        frozen: { rows: top, columns: 0 },
        allowed,
      })
  }
  const column = (c: number) => range(top, c, top + LIST_ROWS - 1, c)
  return [
    explanationSheet(language),
    page(
      'intake',
      [
        [cell(t('code'), LOOK.head), cell(t('specialty'), LOOK.head), cell(t('intake'), LOOK.headNumber)],
        ...labels.map((label) => [...label, cell(null, { ...LOOK.input, format: '#,##0' })]),
        totals(1),
      ],
      { widths: [7, 32, 12], frozen: { rows: top, columns: first }, allowed: [whole(range(top, 2, end, 2))] },
    ),
    careUse('all'),
    careUse('training'),
    frameSheet(names, language, page, choice),
    list(
      'zeroCells',
      ['specialty', 'oor', 'reason', 'source'],
      [34, 14, 40, 20],
    )(
      [choice(column(0), 'specialties'), choice(column(1), 'oors')],
      names.zeroCells.map(({ specialty, oor, reason, source }) =>
        [nameOf(names, specialty), oor, reason, source].map((text) => cell(text, LOOK.inputText)),
      ),
    ),
    list(
      'bounds',
      ['specialty', 'oor', 'low', 'high', 'reason'],
      [34, 14, 12, 12, 50],
    )(
      [choice(column(0), 'specialties'), choice(column(1), 'oors'), whole(range(top, 2, top + LIST_ROWS - 1, 3))],
      names.bounds.map(({ specialty, oor, low, high, reason }) =>
        [nameOf(names, specialty), oor, low, high, reason].map((value) => cell(value, LOOK.inputText)),
      ),
    ),
    list(
      'oors',
      ['code', 'name'],
      [16, 40],
    )(
      [],
      oors.map(({ code, name }) => [cell(code, LOOK.inputText), cell(name, LOOK.inputText)]),
    ),
    page(
      'options',
      [
        [cell(t('option'), LOOK.head), cell(t('value'), LOOK.head), cell(t('possible'), LOOK.head)],
        ...OPTION_NAMES.map((name) => [
          cell(name, LOOK.text),
          cell(names.options[name] ?? null, LOOK.inputText),
          cell(OPTION_TABLE[name].values.join(', '), LOOK.text),
        ]),
      ],
      { widths: [24, 24, 60], frozen: { rows: top, columns: 0 } },
    ),
    page(
      'advices',
      [
        [...heads, ...checkHeads, ...shiftHeads, cell(t('weight'), LOOK.headNumber), cell(t('rationale'), LOOK.head)],
        ...labels.map((label, s) => [
          ...label,
          ...inputs('#,##0'),
          ...checked(s),
          ...inputs('#,##0'),
          ...inputs('#,##0'),
          cell(null, { ...LOOK.input, format: 'General' }),
          cell(null, LOOK.inputText),
        ]),
        totals(oors.length + 2),
      ],
      {
        widths: [...widths, 10, 10, 10, ...shiftHeads.map(() => 9), 9, 50],
        frozen: { rows: top, columns: first },
        pages: [shiftAt, shiftAt + 2 * oors.length],
        heights: { [top - 1]: 32 },
        rules: checkRules,
        allowed: [whole(table), whole(range(top, shiftAt, end, shiftAt + 2 * oors.length - 1))],
      },
    ),
    list(
      'attention',
      ['oor', 'specialty', 'category', 'direction', 'text'],
      [14, 34, 24, 12, 60],
    )([
      choice(column(0), 'oors'),
      choice(column(1), 'specialties'),
      choice(column(2), 'categories'),
      choice(column(3), 'directions'),
    ]),
    // several grounds may stand in one cell, so no list that refuses them
    list(
      'motivations',
      ['oor', 'specialty', 'ground', 'text'],
      [14, 34, 36, 60],
    )([choice(column(0), 'oors'), choice(column(1), 'specialties')]),
    page(
      'current',
      [
        [cell(t('oor'), LOOK.head), cell(t('places'), LOOK.headNumber)],
        ...oors.map(({ code }) => [cell(code, LOOK.text), cell(null, { ...LOOK.input, format: '#,##0' })]),
      ],
      {
        widths: [20, 12],
        frozen: { rows: top, columns: 0 },
        allowed: [whole(range(top, 1, top + oors.length - 1, 1))],
      },
    ),
    page('history', [heads, ...labels.map((label) => [...label, ...inputs('#,##0')])], {
      widths,
      frozen: { rows: top, columns: first },
      allowed: [whole(table)],
    }),
    page(
      'prefer',
      [
        [cell(t('rank'), LOOK.headNumber), cell(t('wish'), LOOK.head)],
        ...PREFERENCES.map((_, i) => [cell(i + 1, LOOK.whole), cell(null, LOOK.inputText)]),
      ],
      {
        widths: [7, 40],
        frozen: { rows: top, columns: 0 },
        allowed: [choice(range(top, 1, top + PREFERENCES.length - 1, 1), 'preferences')],
      },
    ),
    page(
      'proposal',
      [
        [...heads, ...checkHeads],
        ...labels.map((label, s) => [...label, ...inputs('#,##0'), ...checked(s)]),
        totals(oors.length + 2),
      ],
      {
        widths: [...widths, 10, 10, 10],
        frozen: { rows: top, columns: first },
        rules: checkRules,
        allowed: [whole(table)],
      },
    ),
    lists.sheet,
  ]
}

function nameOf({ specialties }: Names, code: string): string {
  return `${code} ${specialties.find((each) => each.code === code)?.name ?? ''}`.trim()
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

const FRAME = {
  title: { nl: 'Titel', en: 'Title' },
  year: { nl: 'Jaar', en: 'Year' },
  data: { nl: 'Gegevens', en: 'Data' },
  all: { nl: 'Criterium, alle instellingen', en: 'Criterion, all institutions' },
  training: { nl: 'Criterium, opleidende instellingen', en: 'Criterion, training institutions' },
  floor: { nl: 'Ondergrens', en: 'Floor' },
  total: { nl: 'Regelruimte, totaal', en: 'Leeway, total' },
  below: { nl: 'Regelruimte, minder per OOR', en: 'Leeway, fewer per OOR' },
  above: { nl: 'Regelruimte, meer per OOR', en: 'Leeway, more per OOR' },
  status: { nl: 'Kader, status', en: 'Frame, status' },
  date: { nl: 'Kader, datum', en: 'Frame, date' },
} as const satisfies Record<string, Text>

const DATA: Text = { nl: 'vertrouwelijk', en: 'confidential' }

function frameSheet(
  names: Names,
  language: Language,
  page: (sheet: 'frame', rows: Rows, rest: Omit<WrittenSheet, 'name' | 'rows' | 'header'>) => WrittenSheet,
  choice: (at: string, list: 'data') => Allowed,
): WrittenSheet {
  const { criterion, floor, leeway } = names
  const none = { nl: 'geen', en: 'none' }[language]
  const values: Readonly<Record<keyof typeof FRAME, readonly [string | number | null, string]>> = {
    title: [null, '@'],
    year: [names.year, '0'],
    data: [DATA[language], '@'],
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
  const keys = Object.keys(FRAME) as (keyof typeof FRAME)[]
  const rows: Rows = [
    [cell(WORDS.field[language], LOOK.head), cell(WORDS.value[language], LOOK.headNumber)],
    ...keys.map((key) => {
      const [value, format] = values[key]
      return [cell(FRAME[key][language], LOOK.text), cell(value, { ...LOOK.input, format })]
    }),
  ]
  const dataAt = address(4 + keys.indexOf('data'), 1)
  return page('frame', rows, { widths: [38, 40], frozen: { rows: 4, columns: 0 }, allowed: [choice(dataAt, 'data')] })
}

/** The lists to choose from, on a sheet of their own that stays out of sight. */
function listsOf(names: Names, language: Language) {
  const columns = {
    specialties: names.specialties.map(({ code }) => nameOf(names, code)),
    oors: names.oors.map(({ code }) => code),
    categories: Object.values(CATEGORIES).map((text) => text[language]),
    directions: Object.values(DIRECTIONS).map((text) => text[language]),
    grounds: Object.values(GROUNDS).map((text) => text[language]),
    preferences: PREFERENCES.map((wish) => PREFERENCE[wish][language]),
    data: {
      nl: ['vertrouwelijk', 'gepubliceerd', 'gereconstrueerd', 'synthetisch'],
      en: ['confidential', 'published', 'reconstructed', 'synthetic'],
    }[language],
  }
  type Column = keyof typeof columns
  const keys = Object.keys(columns) as Column[]
  const longest = Math.max(...keys.map((key) => columns[key].length))
  const ranges = Object.fromEntries(
    keys.map((key, c) => [key, `'${SHEET.lists[language]}'!${fixed(0, c)}:${fixed(columns[key].length - 1, c)}`]),
  ) as Readonly<Record<Column, string>>
  const sheet: WrittenSheet = {
    name: SHEET.lists[language],
    header: '',
    rows: Array.from({ length: longest }, (_, r) => keys.map((key) => cell(columns[key][r] ?? null))),
    widths: keys.map(() => 30),
    frozen: { rows: 0, columns: 0 },
    hidden: true,
  }
  return { ranges, sheet }
}
