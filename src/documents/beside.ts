/** Proposals side by side as every form shows them: one table each for the proposals, the OORs, the cells, the wishes and who is asked. */
import { NANO } from '../domain/decimal.js'
import { placesText, signedPlaces, type Language } from '../domain/language.js'
import type { BesideProposal, SideBySide } from '../shapes/answers/beside.js'
import { BESIDE, besideNames, letterOf } from '../words/beside.js'
import { DIRECTION } from '../words/consultation.js'
import { EFFECTS, STANDING } from '../words/effects.js'
import { small, TERM } from '../words/terms.js'
import { FOLLOWED, numberText, PROPOSAL_LEVEL, RULE } from '../words/texts.js'
import { signed, whole, word, type Figure, type FigureColumn, type FigureTable } from './figures.js'
import { neededLines } from './motivations.js'

type NameOf = (code: string) => string

/** All tables that say something, in the order in which they are read. */
export function besideTables(answer: SideBySide, nameOf: NameOf, language: Language): FigureTable[] {
  return [
    overviewTable(answer, language),
    oorsTable(answer, language),
    cellsTable(answer, nameOf, language),
    wishesTable(answer, language),
    advicesTable(answer, nameOf, language),
    pointsTable(answer, nameOf, language),
    motivationsTable(answer, nameOf, language),
  ].filter((table) => table !== null && table.rows.length > 0) as FigureTable[]
}

/** A whole number as it is; what somebody handed in may have decimals, which no column of whole numbers shows. */
function counted(value: number | null, language: Language): Figure {
  return value === null || Number.isInteger(value) ? value : placesText(value, language)
}

function by(value: number, language: Language): Figure {
  return Number.isInteger(value) ? value : signedPlaces(value, language)
}

function overviewTable(answer: SideBySide, language: Language): FigureTable {
  const t = (key: keyof typeof BESIDE) => BESIDE[key][language]
  const { proposals, base } = answer
  const names = besideNames(answer)
  const isAdvised = proposals.some(({ effects }) => effects !== null)
  const verdict = ({ status, failing }: BesideProposal) => {
    if (status === null) return t('notTested')
    return status === 'compliant' ? small(TERM.yes)[language] : `${small(TERM.no)[language]}: ${failing.map((id) => RULE[id][language]).join(', ')}` // prettier-ignore
  }
  const advised = ({ effects }: BesideProposal): Figure[] => {
    const advices = effects?.specialties.flatMap(({ advice }) => advice ?? []) ?? []
    const points = effects?.attentionPoints ?? []
    return [
      advices.filter(({ after }) => after === 'exactly' || after === 'within-room').length,
      counted(sumOf(advices.map(({ outside }) => outside.after)), language),
      points.filter(({ after }) => after === 'served').length,
      points.filter(({ after }) => after === 'hurt').length,
    ]
  }
  return {
    id: 'voorstellen',
    caption: t('overview'),
    columns: [
      word(TERM.proposal[language]),
      ...(base === null ? [] : [word(t('verdict'))]),
      whole(TERM.total[language]),
      ...(base === null ? [] : [whole(t('moved'))]),
      ...(isAdvised ? [t('followed'), t('outside'), EFFECTS.pointsServed[language], EFFECTS.pointsHurt[language]].map(whole) : []), // prettier-ignore
      ...(base === null ? [] : [whole(t('unmotivated'))]),
    ],
    rows: proposals.map((each, i) => [
      names[i]!,
      ...(base === null ? [] : [verdict(each)]),
      counted(each.total, language),
      ...(base === null ? [] : [counted(each.moved?.placesMoved ?? null, language)]),
      ...(isAdvised ? advised(each) : []),
      ...(base === null ? [] : [(each.motivations ?? []).filter(({ missing }) => missing.length > 0).length]),
    ]),
  }
}

/** a, b, c … and what each of the others differs from the first. */
function besideColumns({ proposals, base }: SideBySide, language: Language): FigureColumn[] {
  const letters = proposals.map((_, i) => letterOf(i))
  return [
    ...(base === null ? [] : [whole(TERM.base[language])]),
    ...letters.map(whole),
    ...letters.slice(1).map((letter) => signed(`${letter} − ${letters[0]!}`, 0, false)),
  ]
}

function besideFigures(base: number | null, given: readonly number[], isBased: boolean, language: Language): Figure[] {
  return [
    ...(isBased ? [base] : []),
    ...given.map((each) => counted(each, language)),
    ...given.slice(1).map((each) => by(exact(each - given[0]!), language)),
  ]
}

function oorsTable(answer: SideBySide, language: Language): FigureTable {
  const { proposals, base, columns } = answer
  const figures = (from: number | null, given: readonly number[]) => besideFigures(from, given, base !== null, language)
  const baseTotals = columns.map((_, o) => (base === null ? null : sumOf(base.map((row) => row[o]!))))
  return {
    id: 'per-oor',
    caption: TERM.perOor[language],
    columns: [word(TERM.oor[language]), ...besideColumns(answer, language)],
    rows: [
      ...columns.map((oor, o) => [oor, ...figures(baseTotals[o]!, proposals.map(({ columnTotals }) => columnTotals[o]!))]), // prettier-ignore
      [
        TERM.total[language],
        ...figures(
          base === null ? null : sumOf(base.flat()),
          proposals.map(({ total }) => total),
        ),
      ],
    ],
  }
}

function cellsTable(answer: SideBySide, nameOf: NameOf, language: Language): FigureTable {
  return {
    id: 'cellen',
    caption: BESIDE.cells[language],
    columns: [word(TERM.specialty[language]), word(TERM.oor[language]), ...besideColumns(answer, language)],
    rows: answer.cells.map(({ specialty, oor, base, places: given }) => [
      nameOf(specialty),
      oor,
      ...besideFigures(base, given, answer.base !== null, language),
    ]),
  }
}

/** Wish by wish; the letters of those that are best in it. Published, what is after the wishes says something of the care use. */
function wishesTable({ proposals }: SideBySide, language: Language): FigureTable | null {
  const levels = proposals.find((each) => each.levels !== null)?.levels
  if (levels === undefined || levels === null) return null
  return {
    id: 'wensen',
    caption: BESIDE.wishes[language],
    columns: [
      word(TERM.wish[language]),
      ...proposals.map((_, i): FigureColumn => ({ ...word(letterOf(i)), kind: 'whole' })),
      word(BESIDE.best[language]),
    ],
    rows: levels.map(({ name }, l) => {
      const reached = proposals.map((each) => each.levels?.[l]?.value ?? null)
      const known = reached.filter((value) => value !== null)
      const least = Math.min(...known)
      const best = reached.flatMap((value, i) => (value === least ? [letterOf(i)] : []))
      const areSame = known.every((value) => value === known[0])
      return [
        PROPOSAL_LEVEL[name][language],
        ...reached.map((value) => (value === null || Number.isInteger(value) ? value : numberText(value, language, 9))),
        known.length === 0 || areSame ? '–' : best.join(', '),
      ]
    }),
  }
}

function advicesTable({ proposals }: SideBySide, nameOf: NameOf, language: Language): FigureTable | null {
  const all = proposals.map(({ effects }) => effects?.specialties ?? [])
  const standing = (advice: (typeof all)[number][number]['advice']) => {
    if (advice == null) return '–'
    const outside = advice.outside.after === 0 ? '' : `, ${placesText(advice.outside.after, language)} ${EFFECTS.outside[language].toLowerCase()}` // prettier-ignore
    return `${FOLLOWED[advice.after][language]}${outside} (${EFFECTS.distance[language].toLowerCase()} ${placesText(advice.distance.after, language)})`
  }
  const rows = (all[0] ?? []).flatMap(({ specialty }, s) => {
    const words = all.map((each) => standing(each[s]?.advice ?? null))
    return words.every((each) => each === words[0]) ? [] : [[nameOf(specialty), ...words]]
  })
  return {
    id: 'adviezen',
    caption: BESIDE.advices[language],
    columns: [word(TERM.specialty[language]), ...proposals.map((_, i) => word(letterOf(i)))],
    rows,
  }
}

function pointsTable({ proposals }: SideBySide, nameOf: NameOf, language: Language): FigureTable | null {
  const all = proposals.map(({ effects }) => effects?.attentionPoints ?? [])
  const rows = (all[0] ?? []).flatMap(({ oor, specialty, direction, text }, p) => {
    const standings = all.map((each) => each[p]?.after)
    if (standings.every((each) => each === standings[0])) return []
    const about = specialty === null ? oor : `${oor}: ${nameOf(specialty)}`
    return [[about, DIRECTION[direction][language], ...standings.map((each) => (each === undefined ? '–' : STANDING[each][language])), text]] // prettier-ignore
  })
  return {
    id: 'aandachtspunten',
    caption: BESIDE.points[language],
    columns: [
      word(TERM.pointOfAttention[language]),
      word(TERM.asked[language]),
      ...proposals.map((_, i) => word(letterOf(i))),
      word(TERM.text[language]),
    ],
    rows,
  }
}

function motivationsTable({ proposals, columns }: SideBySide, nameOf: NameOf, language: Language): FigureTable | null {
  if (proposals.every(({ motivations }) => motivations === null)) return null
  const all = proposals.map(({ motivations }) => neededLines(motivations ?? []))
  const keys = [...new Set(all.flat().map(({ oor, specialty }) => JSON.stringify([oor, specialty])))]
  const about = keys.map((key) => JSON.parse(key) as [string, string | null])
  const said = (lines: (typeof all)[number], oor: string, specialty: string | null) => {
    const line = lines.find((each) => each.oor === oor && each.specialty === specialty)
    if (line === undefined) return BESIDE.noDeviation[language]
    const state = line.missing.length === 0 ? TERM.written : TERM.stillToBeWritten
    return `${signedPlaces(line.difference, language)}, ${small(state)[language]}`
  }
  const rows = about
    .toSorted(([one], [other]) => columns.indexOf(one) - columns.indexOf(other))
    .flatMap(([oor, specialty]) => {
      const words = all.map((lines) => said(lines, oor, specialty))
      if (words.every((each) => each === words[0])) return []
      return [[specialty === null ? oor : `${oor}: ${nameOf(specialty)}`, ...words]]
    })
  return {
    id: 'motiveringen',
    caption: BESIDE.motivations[language],
    columns: [word(TERM.oor[language]), ...proposals.map((_, i) => word(letterOf(i)))],
    rows,
  }
}

function sumOf(values: readonly number[]): number {
  return exact(values.reduce((sum, each) => sum + each, 0))
}

function exact(value: number): number {
  return Math.round(value * NANO) / NANO
}
