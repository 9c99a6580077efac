/** Places over institutions as every form shows them: per OOR, per institution, an OOR's institutions by specialty, and what was rounded otherwise. */
import { authorityFaults, deliveryTable, institutionLabels } from '../domain/delivery.js'
import { NANO } from '../domain/decimal.js'
import type { Language } from '../domain/language.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import { INSTITUTIONS, oorTitle, reconciledText } from '../words/institution-forms.js'
import { INSTITUTION_RULE } from '../words/institutions.js'
import { TERM } from '../words/terms.js'
import { plain, signed, whole, word, type Figure, type FigureTable } from './figures.js'

type Rule = Institutions['rules'][number]

/** An OOR's institutions by specialty; `places` is null where the institution is not recognised. */
export interface OorMatrix {
  /** Letters, digits and hyphens. */
  readonly id: string
  readonly oor: Institutions['oors'][number]
  readonly specialties: readonly { readonly code: string; readonly name: string; readonly cell: number }[]
  readonly rows: readonly {
    readonly code: string
    readonly label: string
    readonly seats: readonly ({ readonly places: number; readonly isShared: boolean } | null)[]
  }[]
}

const key = (...codes: readonly string[]) => JSON.stringify(codes)

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0)
}

/** "07 Interne geneeskunde" */
function specialtyLabel({ specialties }: Institutions, code: string): string {
  const name = specialties.find((each) => each.code === code)?.name ?? code
  return name === code ? code : `${code} ${name}`
}

/** The trainings that stand under more than one OOR, by institution and specialty. */
function sharedTrainings({ seats }: Institutions): ReadonlySet<string> {
  const seen = new Map<string, Set<string>>()
  for (const { institution, specialty, oor } of seats) {
    const at = key(institution, specialty)
    seen.set(at, (seen.get(at) ?? new Set()).add(oor))
  }
  return new Set([...seen].flatMap(([at, oors]) => (oors.size > 1 ? [at] : [])))
}

/** Only the specialties and institutions that there are in each OOR. */
export function oorMatrices(answer: Institutions): OorMatrix[] {
  const { places, oors, specialties, institutions, cells } = answer
  if (places === null) return []
  const given = new Map(places.map((each) => [key(each.institution, each.specialty, each.oor), each.places]))
  const cellOf = new Map(cells.map((each) => [key(each.specialty, each.oor), each.places]))
  const shared = sharedTrainings(answer)
  const labels = institutionLabels(institutions)
  return oors.flatMap((oor, o) => {
    const here = places.filter((each) => each.oor === oor.code)
    const [ofSpecialties, ofInstitutions] = [
      new Set(here.map(({ specialty }) => specialty)),
      new Set(here.map(({ institution }) => institution)),
    ]
    const own = specialties.filter(({ code }) => ofSpecialties.has(code))
    const rows = institutions
      .filter(({ code }) => ofInstitutions.has(code))
      .map(({ code }) => ({
        code,
        label: labels.get(code)!,
        seats: own.map((specialty) => {
          const found = given.get(key(code, specialty.code, oor.code))
          return found === undefined ? null : { places: found, isShared: shared.has(key(code, specialty.code)) }
        }),
      }))
    const of = own.map(({ code, name }) => ({ code, name, cell: cellOf.get(key(code, oor.code)) ?? 0 }))
    return rows.length === 0 ? [] : [{ id: `oor-${o + 1}`, oor, specialties: of, rows }]
  })
}

/** What the marks in the table of an OOR mean. */
export function legendOf({ rows }: OorMatrix, language: Language): string {
  const isAny = rows.some(({ seats }) => seats.some((seat) => seat?.isShared === true))
  return (isAny ? INSTITUTIONS.legend : INSTITUTIONS.unrecognised)[language]
}

/** All tables that say something, in the order in which they are read; those per OOR by themselves. */
export function institutionTables(answer: Institutions, language: Language): FigureTable[] {
  return [
    oorsTable(answer, language),
    institutionsTable(answer, language),
    sharedTable(answer, language),
    deviationsTable(answer, language),
    reconciliationTable(answer, language),
    oorReconciliation(answer, language),
  ].filter(({ rows }) => rows.length > 0)
}

function oorsTable(answer: Institutions, language: Language): FigureTable {
  const { oors, places, deviations, cells } = answer
  const figures = (of: (oor: string) => boolean): number[] => {
    const own = (places ?? []).filter(({ oor }) => of(oor))
    return [
      sumOf(cells.filter(({ oor }) => of(oor)).map((each) => each.places)),
      sumOf(own.map((each) => each.places)),
      new Set(own.map(({ institution }) => institution)).size,
      own.length,
      deviations.filter(({ oor }) => of(oor)).length,
    ]
  }
  return {
    id: 'per-oor',
    caption: TERM.perOor[language],
    columns: [
      word(TERM.oor[language]),
      ...[TERM.cells, TERM.places, INSTITUTIONS.institutions, INSTITUTIONS.trainings, TERM.notRoundedNaturally].map(
        (each) => whole(each[language]),
      ),
    ],
    rows:
      places === null
        ? []
        : [
            ...oors.map((oor) => [oorLabel(oor), ...figures((code) => code === oor.code)]),
            [TERM.total[language], ...figures(() => true)],
          ],
  }
}

function oorLabel({ code, name }: { readonly code: string; readonly name: string }): string {
  return name === code ? code : `${code} ${name}`
}

/** The bounds on an institution as a whole: the narrowest of its rules. */
function boundsOf(rules: readonly Rule[]): readonly [low: number | null, high: number | null] {
  const lows = rules.flatMap(({ low }) => low ?? [])
  const highs = rules.flatMap(({ high }) => high ?? [])
  return [lows.length === 0 ? null : Math.max(...lows), highs.length === 0 ? null : Math.min(...highs)]
}

function institutionsTable(answer: Institutions, language: Language): FigureTable {
  const { institutions, places, rules } = answer
  const labels = institutionLabels(institutions)
  const ofAll = rules.filter(({ specialties, oor, module }) => specialties === null && oor === null && module === null)
  const isChange = ofAll.some(({ kind }) => kind === 'change')
  const isBound = ofAll.some(({ low, high }) => low !== null || high !== null)
  const rows = institutions.map(({ code, kind, nza }): Figure[] => {
    const own = (places ?? []).filter(({ institution }) => institution === code)
    const bounds = ofAll.filter(({ institution }) => institution === code)
    const inflow = bounds.find((each) => each.kind === 'change')?.by
    const mean = inflow === undefined || inflow === '' ? null : Number(inflow)
    const sum = sumOf(own.map((each) => each.places))
    return [
      code,
      labels.get(code)!,
      kind,
      nza,
      [...new Set(own.map(({ oor }) => oor))].join(', ') || '–',
      sum,
      ...(isChange ? [mean, mean === null ? null : exact(sum - mean)] : []),
      ...(isBound ? boundsOf(bounds) : []),
    ]
  })
  return {
    id: 'instellingen',
    caption: INSTITUTIONS.perInstitution[language],
    columns: [
      word(TERM.code[language]),
      ...[INSTITUTIONS.institution, INSTITUTIONS.kind, INSTITUTIONS.nza, TERM.oor].map((each) => word(each[language])),
      whole(TERM.places[language]),
      ...(isChange
        ? [plain(INSTITUTIONS.meanInflow[language], 1), signed(INSTITUTIONS.againstInflow[language], 1, false)]
        : []),
      ...(isBound ? [whole(TERM.minimum[language]), whole(TERM.maximum[language])] : []),
    ],
    rows: places === null ? [] : rows,
  }
}

function exact(value: number): number {
  return Math.round(value * NANO) / NANO
}

/** An OOR's institutions by specialty; its totals are the cells. Words, since places are marked. */
export function oorTable({ id, oor, specialties, rows }: OorMatrix, language: Language): FigureTable {
  const totals = specialties.map((_, s) => sumOf(rows.map(({ seats }) => seats[s]?.places ?? 0)))
  return {
    id,
    caption: oorTitle(oor),
    columns: [
      word(INSTITUTIONS.institution[language]),
      ...specialties.map(({ code }) => whole(code)),
      whole(TERM.total[language]),
    ],
    rows: [
      ...rows.map(({ label, seats }): Figure[] => [
        label,
        ...seats.map((seat) => (seat?.isShared === true ? `${seat.places}*` : (seat?.places ?? null))),
        sumOf(seats.map((seat) => seat?.places ?? 0)),
      ]),
      [TERM.total[language], ...totals, sumOf(totals)],
    ],
  }
}

function sharedTable(answer: Institutions, language: Language): FigureTable {
  const { places, institutions, oors } = answer
  const shared = sharedTrainings(answer)
  const labels = institutionLabels(institutions)
  const sums = new Map<string, number>()
  const own = (places ?? []).filter(({ institution, specialty }) => shared.has(key(institution, specialty)))
  for (const each of own) {
    const at = key(each.institution, each.specialty)
    sums.set(at, (sums.get(at) ?? 0) + each.places)
  }
  const order = new Map(oors.map(({ code }, o) => [code, o]))
  const sorted = own.toSorted(
    (a, b) =>
      institutions.findIndex(({ code }) => code === a.institution) -
        institutions.findIndex(({ code }) => code === b.institution) ||
      (a.specialty === b.specialty ? order.get(a.oor)! - order.get(b.oor)! : a.specialty < b.specialty ? -1 : 1),
  )
  return {
    id: 'meer-oors',
    caption: INSTITUTIONS.shared[language],
    columns: [
      word(INSTITUTIONS.institution[language]),
      word(TERM.specialty[language]),
      word(TERM.oor[language]),
      whole(INSTITUTIONS.inOor[language]),
      whole(INSTITUTIONS.together[language]),
    ],
    rows: sorted.map(({ institution, specialty, oor, places: here }) => [
      labels.get(institution)!,
      specialtyLabel(answer, specialty),
      oor,
      here,
      sums.get(key(institution, specialty))!,
    ]),
  }
}

function deviationsTable(answer: Institutions, language: Language): FigureTable {
  const labels = institutionLabels(answer.institutions)
  return {
    id: 'afrondingen',
    caption: TERM.notRoundedNaturally[language],
    columns: [
      word(INSTITUTIONS.institution[language]),
      word(TERM.specialty[language]),
      word(TERM.oor[language]),
      plain(TERM.target[language], 3),
      whole(TERM.natural[language]),
      whole(INSTITUTIONS.rounding[language]),
      whole(INSTITUTIONS.steps[language]),
    ],
    rows: answer.deviations.map(({ institution, specialty, oor, target, natural, places, rank }) => [
      labels.get(institution)!,
      specialtyLabel(answer, specialty),
      oor,
      target,
      natural,
      places,
      rank,
    ]),
  }
}

/** The totals of a specialty by the cells and by each format; codes that are missing leave the second format out. */
function reconciliationTable(answer: Institutions, language: Language): FigureTable {
  const { cells, places, specialties } = answer
  const own = cells.filter(({ places: count }) => count > 0).map(({ specialty }) => specialty)
  const present = new Set([...own, ...(places ?? []).map(({ specialty }) => specialty)])
  const sums = formatTotals(answer)
  const rows = specialties.flatMap(({ code }, s): Figure[][] => {
    if (!present.has(code)) return []
    const cell = sumOf(cells.filter(({ specialty }) => specialty === code).map((each) => each.places))
    return [[specialtyLabel(answer, code), cell, sums.bols[s]!, sums.vws === null ? null : sums.vws[s]!]]
  })
  const totals = [1, 2, 3].map((c) =>
    c === 3 && sums.vws === null ? null : sumOf(rows.map((row) => row[c] as number)),
  )
  return {
    id: 'aansluiting',
    caption: INSTITUTIONS.reconciled[language],
    columns: [
      word(TERM.specialty[language]),
      whole(TERM.cells[language]),
      whole(INSTITUTIONS.bols[language]),
      whole(INSTITUTIONS.vws[language]),
    ],
    rows: places === null ? [] : [...rows, [TERM.total[language], ...totals]],
  }
}

function oorReconciliation({ oors, cells, places }: Institutions, language: Language): FigureTable {
  const of = (list: Institutions['cells'], code: string) =>
    sumOf(list.filter(({ oor }) => oor === code).map((each) => each.places))
  const rows = oors.map((oor): Figure[] => [oorLabel(oor), of(cells, oor.code), of(places ?? [], oor.code)])
  return {
    id: 'aansluiting-oors',
    caption: INSTITUTIONS.reconciledOors[language],
    columns: [word(TERM.oor[language]), whole(TERM.cells[language]), whole(INSTITUTIONS.bols[language])],
    rows:
      places === null
        ? []
        : [...rows, [TERM.total[language], ...[1, 2].map((c) => sumOf(rows.map((row) => row[c] as number)))]],
  }
}

/** Totals per specialty of each format. `vws` is null where institutions have no code, or one code. */
export function formatTotals(answer: Institutions): {
  readonly bols: readonly number[]
  readonly vws: readonly number[] | null
} {
  const of = (format: 'bols' | 'vws') => {
    const { lines } = deliveryTable(answer, format)
    return answer.specialties.map((_, s) => sumOf(lines.map(({ places }) => places[s]!)))
  }
  return { bols: of('bols'), vws: authorityFaults(answer.institutions).length === 0 ? of('vws') : null }
}

/** That cells and formats have the same totals, or by how many places they differ. */
export function reconciled(answer: Institutions, language: Language): string {
  const { cells, specialties } = answer
  const { bols, vws } = formatTotals(answer)
  const given = specialties.map(({ code }) =>
    sumOf(cells.filter((each) => each.specialty === code).map((each) => each.places)),
  )
  const apart = (totals: readonly number[]) => sumOf(totals.map((total, s) => Math.abs(total - given[s]!)))
  return reconciledText(Math.max(apart(bols), vws === null ? 0 : apart(vws)), sumOf(given), vws !== null, language)
}

/** What cannot hold together, bound by bound; null where there is no conflict. */
export function conflictTable(answer: Institutions, language: Language): FigureTable | null {
  const { conflict, institutions } = answer
  if (conflict === null) return null
  const labels = institutionLabels(institutions)
  const rules = conflict.rules.map(({ rule, end }): Figure[] => [
    INSTITUTION_RULE[rule.kind][language],
    labels.get(rule.institution)!,
    rule.specialties === null ? '–' : rule.specialties.map((code) => specialtyLabel(answer, code)).join(', '),
    rule.oor ?? '–',
    end === 'low' ? rule.low : null,
    end === 'high' ? rule.high : null,
  ])
  const cells = conflict.cells.map(({ specialty, oor, places }): Figure[] => [
    INSTITUTIONS.cellOfOor[language],
    '–',
    specialtyLabel(answer, specialty),
    oor,
    places,
    places,
  ])
  return {
    id: 'botsing',
    caption: INSTITUTIONS.conflictParts[language],
    columns: [
      ...[TERM.rule, INSTITUTIONS.institution, TERM.specialty, TERM.oor].map((each) => word(each[language])),
      whole(TERM.minimum[language]),
      whole(TERM.maximum[language]),
    ],
    rows: [...rules, ...cells],
  }
}
