/** The tables of a pack for the complaints committee, as words and figures. */
import type { Language } from '../domain/language.js'
import type { Pack } from '../shapes/answers/pack.js'
import { FIXED } from '../words/fixed.js'
import { dateText } from '../words/heading.js'
import { ruleText, specialtyName } from '../words/institutions.js'
import { INSTITUTIONS } from '../words/institution-forms.js'
import { levelDigits, PACK, RULE_SOURCE } from '../words/pack.js'
import { TERM } from '../words/terms.js'
import { LEVEL } from '../words/texts.js'
import { plain, signed, whole, word, type FigureColumn, type FigureTable } from './figures.js'

/** The names that sentences need. */
export function namesOfPack({ institution, specialties, year }: Pack) {
  return { institutions: [institution], specialties, year }
}

/** "Cardiologie (02), OOR X" */
export function trainingName(
  pack: Pack,
  { specialty, oor }: { readonly specialty: string; readonly oor: string },
): string {
  return `${specialtyName(namesOfPack(pack), specialty)}, OOR ${oor}`
}

/** Target, natural rounding and places of every training. */
export function outcomeTable(pack: Pack, language: Language): FigureTable {
  return {
    id: 'uitkomst',
    caption: PACK.outcome[language],
    columns: [
      word(PACK.training[language]),
      whole(INSTITUTIONS.cellOfOor[language]),
      whole(PACK.trains[language]),
      plain(TERM.target[language], 3),
      whole(TERM.natural[language]),
      whole(TERM.allocated[language]),
      whole(INSTITUTIONS.steps[language]),
    ],
    rows: pack.trainings.map((each) => {
      const { cell, institutions, target, natural, places, rank } = each
      return [trainingName(pack, each), cell, institutions, target, natural, places, rank]
    }),
  }
}

/** One place more, and one fewer: what each level would be more or less. */
export function alternativesTable(pack: Pack, language: Language): FigureTable {
  const all = pack.trainings.flatMap(({ alternatives }) => alternatives)
  const names = all.find(({ levels }) => levels !== null)?.levels?.map(({ name }) => name) ?? []
  return {
    id: 'alternatieven',
    caption: PACK.alternatives[language],
    columns: [
      word(PACK.training[language]),
      whole(TERM.allocated[language]),
      whole(PACK.if[language]),
      ...names.map((name) => signed(LEVEL[name][language], levelDigits(name), false)),
      word(PACK.others[language]),
    ],
    rows: pack.trainings.flatMap((each) =>
      each.alternatives.map(({ places, levels, texts }) => [
        trainingName(pack, each),
        each.places,
        places,
        ...names.map((name) => {
          const level = levels?.find((other) => other.name === name)
          return level === undefined ? null : level.to - level.from
        }),
        texts[language],
      ]),
    ),
  }
}

/** Of fixed places: every version, what was amended that concerns this institution, and what changed for it. */
export function versionTablesOfPack(pack: Pack, language: Language): FigureTable[] {
  const versions = pack.versions ?? []
  const [number, before, after] = [FIXED.number, FIXED.earlierPlaces, FIXED.laterPlaces].map((each) =>
    whole(each[language]),
  ) as [FigureColumn, FigureColumn, FigureColumn]
  const training = word(PACK.training[language])
  const tables: FigureTable[] = [
    {
      id: 'wijzigingen',
      caption: PACK.concerning[language],
      columns: [
        number,
        word(INSTITUTIONS.institution[language]),
        training,
        before,
        after,
        word(TERM.ground[language]),
        word(TERM.date[language]),
      ],
      rows: versions.flatMap((version) =>
        version.amendments.map((each) => [
          version.number,
          `${each.institution.name} (${each.institution.code})`,
          trainingName(pack, each),
          each.before,
          each.after,
          each.ground,
          dateText(each.date, language),
        ]),
      ),
    },
    {
      id: 'veranderd',
      caption: PACK.changedHere[language],
      columns: [number, training, before, after],
      rows: versions.flatMap((version) =>
        version.changes.map((each) => [version.number, trainingName(pack, each), each.from, each.to]),
      ),
    },
    {
      id: 'versies',
      caption: FIXED.allVersions[language],
      columns: [number, word(FIXED.hash[language])],
      rows: versions.map((version) => [version.number, version.hash]),
    },
  ]
  return tables.filter(({ rows }) => rows.length > 0)
}

/** What of the case is about this institution. */
export function factTables(pack: Pack, language: Language): FigureTable[] {
  const { recognitions, history, advices, rules } = pack.facts
  const names = namesOfPack(pack)
  const training = word(PACK.training[language])
  const tables: FigureTable[] = [
    {
      id: 'erkenningen',
      caption: PACK.recognitions[language],
      columns: [training, ...[PACK.recognisedFrom, PACK.recognisedTo, PACK.counts].map((each) => word(each[language]))],
      rows: recognitions.map((each) => {
        return [
          trainingName(pack, each),
          ...[each.from, each.to].map((date) => date && dateText(date, language)),
          TERM[each.counts ? 'yes' : 'no'][language],
        ]
      }),
    },
    {
      id: 'historie',
      caption: PACK.history[language],
      columns: [
        training,
        word(TERM.year[language]),
        plain(PACK.ownInflow[language], 2),
        plain(PACK.throughflow[language], 2),
      ],
      rows: history.map((each) => [trainingName(pack, each), String(each.year), each.inflow, each.throughflow]),
    },
    {
      id: 'adviezen',
      caption: PACK.advised[language],
      columns: [training, whole(TERM.advice[language]), whole(PACK.advisedSum[language])],
      rows: advices.map((each) => [trainingName(pack, each), each.places, each.sum]),
    },
    {
      id: 'grenzen',
      caption: PACK.bounds[language],
      columns: [word(TERM.rule[language]), word(TERM.source[language])],
      rows: rules.flatMap((rule) =>
        (['low', 'high'] as const).flatMap((end) =>
          rule[end] === null ? [] : [[ruleText(rule, end, names, language), RULE_SOURCE[rule.kind]]],
        ),
      ),
    },
  ]
  return tables.filter(({ rows }) => rows.length > 0)
}
