/** The pictures of workbooks: charts of the spreadsheet program itself, of the figures that stand on the same sheet. */
import type { WrittenChart } from '../io/xlsx/write.js'
import { PICTURE } from '../words/pictures.js'
import { TERM } from '../words/terms.js'
import type { Language } from '../words/texts.js'

/** More OORs than these are for the table. */
const MOST_GROUPS = 30

/** How many rows of a sheet a chart takes, and where two stand on one page. */
const ROWS = 20
export const SMALL_ROWS = 13

/** Where a chart stands: under a table, as wide as so many of its columns. */
export interface ChartPlace {
  readonly row: number
  readonly columns: number
  readonly rows?: number
}

function placed({ row, columns, rows = ROWS }: ChartPlace): Pick<WrittenChart, 'from' | 'to'> {
  return { from: { row, column: 0 }, to: { row: row + rows - 1, column: columns - 1 } }
}

/** Dark and light by turns: as clear in black and white. */
const SHADES = ['2B3D4F', 'B3BDC8', '5B6875', 'D5DBE1', '16202B', '9AA7B4', '47525E'] as const

const BAND = 'E0E4E9'

/** What each OOR has more or fewer, and, where there is a leeway, the room for that as a band behind it. */
export function differenceChart(
  under: ChartPlace,
  {
    categories,
    difference,
    room,
    told,
  }: {
    readonly categories: string
    readonly difference: string
    /** Ranges of the least and the most that an OOR may differ. */
    readonly room: readonly [least: string, most: string] | null
    /** The differences in words. */
    readonly told: readonly string[]
  },
  language: Language,
): WrittenChart[] {
  if (told.length > MOST_GROUPS) return []
  const ends = room === null ? [] : [
    { name: PICTURE.mayHaveFewer[language], range: room[0], color: BAND },
    { name: PICTURE.mayHaveMore[language], range: room[1], color: BAND },
  ] // prettier-ignore
  const title = (room === null ? PICTURE.differences : PICTURE.leeway)[language]
  return [
    {
      ...placed(under),
      title,
      axis: PICTURE.moreOrFewer[language],
      stacked: false,
      format: WHOLE_SIGNED,
      categories,
      series: [...ends, { name: TERM.difference[language], range: difference, color: SHADES[0], shown: WHOLE_SIGNED }],
      description: `${title}: ${told.join('; ')}.`,
    },
  ]
}

const WHOLE_SIGNED = '+0;-0;0'

/** Steps from one figure to the next, upon each other per OOR: below zero what an OOR loses by a step, above it what it gains. */
export function stepsChart(
  under: ChartPlace,
  {
    title,
    axis,
    categories,
    steps,
    told,
  }: {
    readonly title: string
    readonly axis: string
    readonly categories: string
    readonly steps: readonly { readonly name: string; readonly range: string }[]
    readonly told: readonly string[]
  },
): WrittenChart[] {
  if (told.length > MOST_GROUPS || steps.length === 0) return []
  return [
    {
      ...placed(under),
      title,
      axis,
      stacked: true,
      format: '+0.0;-0.0;0',
      categories,
      series: steps.map(({ name, range }, i) => ({ name, range, color: SHADES[i % SHADES.length]! })),
      description: `${title}: ${told.join('; ')}.`,
    },
  ]
}
