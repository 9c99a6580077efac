/** What the sheets of the template are made of: tables of specialties by OORs, lists of entries, choices, and checks beside them. */
import { PREFERENCES } from '../domain/proposal.js'
import type { DataKind, Scenario } from '../domain/scenario.js'
import { ATTENTION_CATEGORY, DIRECTION, GROUND, PREFERENCE } from '../words/consultation.js'
import type { Language, Text } from '../words/texts.js'
import { DATA_KIND, SHEET } from '../words/workbook.js'
import type { TypingRule, WrittenCell, WrittenSheet } from '../io/xlsx/write.js'
import { address } from '../io/xlsx/read.js'
import { cell, fixed, formula, heightOf, LOOK, range, WRONG } from './looks.js'
import { labelOf, type Rows } from './setting.js'
import { OUTSIDE } from '../words/outside.js'
import { small, TERM } from '../words/terms.js'

export type FrameNames = Pick<
  Scenario,
  'specialties' | 'oors' | 'year' | 'floor' | 'criterion' | 'leeway' | 'zeroCells' | 'bounds' | 'agreements' | 'options'
>

/** What of a scenario's figures a template is filled in with: its intake, and the base distribution to advise beside. */
export interface TemplateFigures {
  readonly data: DataKind | null
  /** null where there is no base distribution. */
  readonly base: readonly (readonly number[])[] | null
}

export const WORDS = {
  ...TERM,
  title: { nl: 'Evenredig: werkmap om in te vullen', en: 'Evenredig: workbook to fill in' },
  from: small(TERM.from),
  baseOf: small(TERM.base),
  to: small(TERM.to),
  low: TERM.minimum,
  high: TERM.maximum,
  possible: {
    nl: 'Mogelijk; leeg: zoals in het kader, anders de eerste',
    en: 'Possible; empty: as in the frame, else the first',
  },
  what: { nl: 'Wat erin staat', en: 'What it holds' },
  needed: { nl: 'Nodig voor', en: 'Needed for' },
  choose: { nl: 'Kies uit de lijst', en: 'Choose from the list' },
  chooseText: { nl: 'Kies een waarde uit de lijst.', en: 'Choose a value of the list.' },
  wholeText: TERM.wholePlaces,
  useText: {
    nl: 'Een getal, 0 of meer: een aandeel (20,5%), een percentage of een volume. Vul 0 in als er niets is.',
    en: 'A number, 0 or more: a share (20.5%), a percentage or a volume. Type 0 where there is nothing.',
  },
} as const satisfies Record<string, Text>

export const ABOUT = {
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
  agreements: TERM.agreementsNote,
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
  outside: OUTSIDE.note,
  attention: {
    nl: 'Aandachtspunten van OOR’s, in een van de vijf categorieën (P26 II.1.1). Geen gewenste aantallen. Specialisme mag leeg blijven.',
    en: 'Points of attention of OORs, in one of the five categories (P26 II.1.1). No wanted numbers. Specialty may stay empty.',
  },
  motivations: {
    nl: 'Motiveringen van afwijkingen, op ten minste een van de drie gronden (P26 Regelruimte 2): zorgvraag, opleidingspalet, opleidingseisen; meer gronden met puntkomma’s ertussen.',
    en: 'Motivations of deviations, on at least one of the three grounds (P26 Regelruimte 2): care demand, training palette, training requirements; more with semicolons between.',
  },
  current: TERM.sizesNote,
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

/** Over how many columns, and characters at least, what a sheet is about is spread. */
const ABOUT_COLUMNS = 7

const ABOUT_WIDTH = 60

/** Rows for entries of lists. */
const LIST_ROWS = 200

type Word = keyof typeof WORDS

type About = keyof typeof ABOUT

type PageRest = Omit<WrittenSheet, 'name' | 'rows' | 'header'>

/** Rows and columns of a table, from 0; codes and names stand before it. */
export const TOP = 4

/** The first column of figures. */
export const FIRST = 2

/** What the sheets are made of, for the names of one frame in one language. */
export class Pad {
  readonly lists: ReturnType<typeof listsOf>
  readonly end: number
  readonly last: number
  /** The cells of a table of specialties by OORs. */
  readonly table: string
  readonly widths: readonly number[]

  constructor(
    readonly names: FrameNames,
    readonly language: Language,
    readonly figures: TemplateFigures | null = null,
  ) {
    this.lists = listsOf(names, language)
    this.end = TOP + names.specialties.length - 1
    this.last = FIRST + names.oors.length - 1
    this.table = range(TOP, FIRST, this.end, this.last)
    this.widths = [7, 32, ...names.oors.map(() => 10)]
  }

  t(word: Word): string {
    return WORDS[word][this.language]
  }

  head(word: Word): WrittenCell {
    return cell(this.t(word), LOOK.head)
  }

  headNumber(word: Word): WrittenCell {
    return cell(this.t(word), LOOK.headNumber)
  }

  /** Readers know more words than the list has: those of the protocol, and short ones. */
  choice(at: string, list: keyof ReturnType<typeof listsOf>['ranges']): TypingRule {
    return { range: at, open: true, list: this.lists.ranges[list], title: this.t('choose'), text: this.t('chooseText') }
  }

  whole(at: string): TypingRule {
    const number = { kind: 'whole', least: 0, most: 1_000_000 } as const
    return { range: at, number, title: this.t('number'), text: this.t('wholeText') }
  }

  /** @param label where the figures on it come from */
  page(sheet: About, rows: Rows, rest: PageRest, label = ''): WrittenSheet {
    const { language } = this
    const { columns } = rest.frozen
    return {
      name: SHEET[sheet][language],
      header: '',
      ...rest,
      // behind the columns that every page repeats, which would cut the text off
      heights: { 1: heightOf(ABOUT[sheet][language], ABOUT_WIDTH), ...rest.heights },
      merges: [{ row: 1, from: columns, to: columns + ABOUT_COLUMNS - 1 }],
      rows: [
        [cell(SHEET[sheet][language], LOOK.title)],
        [...Array.from({ length: columns }, () => null), cell(ABOUT[sheet][language], LOOK.note)],
        label === '' ? [] : [...Array.from({ length: columns }, () => null), cell(label, LOOK.label)],
        ...rows,
      ],
    }
  }

  /** A sheet of entries, some of them filled in. */
  list(
    sheet: About,
    columns: readonly Word[],
    widths: readonly number[],
    allowed: readonly TypingRule[],
    filled: Rows = [],
  ): WrittenSheet {
    const entries = Array.from({ length: LIST_ROWS }, () => columns.map(() => cell(null, LOOK.inputText)))
    const head = columns.map((word) => this.head(word))
    const frozen = { rows: TOP, columns: 0 }
    return this.page(sheet, [head, ...filled, ...entries.slice(filled.length)], { widths, frozen, allowed })
  }

  /** The cells of a column of a list. */
  column(c: number, to = c): string {
    return range(TOP, c, TOP + LIST_ROWS - 1, to)
  }

  /** Code, specialty, and the OORs. */
  get heads(): WrittenCell[] {
    const oors = this.names.oors.map(({ code }) => cell(code, LOOK.headNumber))
    return [this.head('code'), this.head('specialty'), ...oors]
  }

  get labels(): WrittenCell[][] {
    return this.names.specialties.map(({ code, name }) => [cell(code, LOOK.text), cell(name, LOOK.text)])
  }

  /** Empty cells, one for each OOR. */
  inputs(format: string): WrittenCell[] {
    return this.names.oors.map(() => cell(null, { ...LOOK.input, format }))
  }

  get checkHeads(): WrittenCell[] {
    return (['total', 'intake', 'check'] as const).map((word) => this.headNumber(word))
  }

  /** Total, intake and check behind a row of places: an empty row is no fault. */
  checked(s: number): WrittenCell[] {
    const { last } = this
    const r = TOP + s
    const [sum, wanted] = [address(r, last + 1), address(r, last + 2)]
    // a row is held against an intake that there is
    const off = `IF(${sum}=${wanted},"✓","${this.t('wrong')} "&TEXT(${sum}-${wanted},"+0;-0"))`
    const intake = `'${SHEET.intake[this.language]}'!${fixed(r, 2)}`
    return [
      formula(`SUM(${range(r, FIRST, r, last)})`, 0, LOOK.rowTotal),
      formula(intake, this.intakeOf(s), LOOK.whole),
      formula(`IF(OR(COUNT(${range(r, FIRST, r, last)})=0,${wanted}=0),"",${off})`, '', LOOK.check),
    ]
  }

  /** What sheet Instroom begins with. */
  private intakeOf(s: number): number {
    return this.intakes[s] ?? 0
  }

  /** The intake per specialty; none where the template is to be filled in with another. */
  get intakes(): readonly number[] {
    return this.figures === null ? [] : this.names.specialties.map(({ intake }) => intake)
  }

  get national(): number {
    return this.intakes.reduce((sum, intake) => sum + intake, 0)
  }

  /** Where the figures come from that it is filled in with. */
  get label(): string {
    const data = this.figures?.data ?? null
    return data === null ? '' : labelOf(data, this.language)
  }

  get checkRules(): NonNullable<WrittenSheet['rules']> {
    const wrong = this.t('wrong')
    const when = `LEFT(${address(TOP, this.last + 3)},${wrong.length})="${wrong}"`
    return [{ range: range(TOP, this.last + 3, this.end, this.last + 3), when, look: WRONG }]
  }

  /** @param known what columns add up to as they stand; 0 where nothing is told */
  totals(columns: number, known: readonly number[] = []): WrittenCell[] {
    const sum = (i: number) => formula(`SUM(${range(TOP, FIRST + i, this.end, FIRST + i)})`, known[i] ?? 0, LOOK.total)
    return [
      cell(null, LOOK.totalText),
      cell(this.t('total'), LOOK.totalText),
      ...Array.from({ length: columns }, (_, i) => sum(i)),
    ]
  }
}

export function nameOf({ specialties }: FrameNames, code: string): string {
  return `${code} ${specialties.find((each) => each.code === code)?.name ?? ''}`.trim()
}

/** The lists to choose from, on a sheet of their own that stays out of sight. */
function listsOf(names: FrameNames, language: Language) {
  const columns = {
    specialties: names.specialties.map(({ code }) => nameOf(names, code)),
    oors: names.oors.map(({ code }) => code),
    categories: Object.values(ATTENTION_CATEGORY).map((text) => text[language]),
    directions: Object.values(DIRECTION).map((text) => text[language]),
    grounds: Object.values(GROUND).map((text) => text[language]),
    preferences: PREFERENCES.map((wish) => PREFERENCE[wish][language]),
    data: Object.values(DATA_KIND).map((text) => text[language]),
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
