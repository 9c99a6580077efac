/** Versions of fixed places as every form shows them: the versions, what each was made for, what it changed, and who has to be told. */
import type { Language } from '../domain/language.js'
import type { VersionHistory } from '../shapes/answers/fixed.js'
import { FIXED, versionText } from '../words/fixed.js'
import { dateText } from '../words/heading.js'
import { INSTITUTIONS } from '../words/institution-forms.js'
import { institutionName, specialtyName } from '../words/institutions.js'
import { TERM } from '../words/terms.js'
import { signed, whole, word, type Figure, type FigureTable } from './figures.js'

type Training = VersionHistory['versions'][number]['changes'][number]

/** All tables that say something, in the order in which they are read. */
export function versionTables(answer: VersionHistory, language: Language): FigureTable[] {
  return [
    changesTable(answer, language),
    informedTable(answer, language),
    amendmentsTable(answer, language),
    versionsTable(answer, language),
  ].filter(({ rows }) => rows.length > 0)
}

/** The columns that name a training. */
function trainingColumns(language: Language) {
  return [INSTITUTIONS.institution, TERM.specialty, TERM.oor].map((each) => word(each[language]))
}

function trainingFigures({ institution, specialty, oor }: Omit<Training, 'from' | 'to'>, answer: VersionHistory) {
  return [institutionName(answer, institution), specialtyName(answer, specialty), oor]
}

function placesColumns(language: Language) {
  return [FIXED.earlierPlaces, FIXED.laterPlaces].map((each) => whole(each[language]))
}

/** What each version changed against the one before it, and whether it was amended or follows from that. */
function changesTable(answer: VersionHistory, language: Language): FigureTable {
  return {
    id: 'veranderd',
    caption: FIXED.changed[language],
    columns: [
      whole(FIXED.number[language]),
      ...trainingColumns(language),
      ...placesColumns(language),
      signed(TERM.difference[language], 0, false),
      word(FIXED.why[language]),
    ],
    rows: answer.versions.flatMap(({ number, changes, amendments }) =>
      changes.map((each): Figure[] => [
        number,
        ...trainingFigures(each, answer),
        each.from,
        each.to,
        each.to - each.from,
        FIXED[amendments.some((other) => isSame(each, other)) ? 'ruled' : 'follows'][language],
      ]),
    ),
  }
}

function isSame(a: Omit<Training, 'from' | 'to'>, b: Omit<Training, 'from' | 'to'>): boolean {
  return a.institution === b.institution && a.specialty === b.specialty && a.oor === b.oor
}

function informedTable(answer: VersionHistory, language: Language): FigureTable {
  return {
    id: 'bericht',
    caption: FIXED.informed[language],
    columns: [
      whole(FIXED.number[language]),
      word(INSTITUTIONS.institution[language]),
      whole(FIXED.trainingsChanged[language]),
      signed(TERM.difference[language], 0, false),
    ],
    rows: answer.versions.flatMap(({ number, informed, changes }) =>
      informed.map((code): Figure[] => {
        const own = changes.filter(({ institution }) => institution === code)
        const more = own.reduce((sum, { from, to }) => sum + to - from, 0)
        return [number, institutionName(answer, code), own.length, more]
      }),
    ),
  }
}

function amendmentsTable(answer: VersionHistory, language: Language): FigureTable {
  return {
    id: 'wijzigingen',
    caption: FIXED.amendmentsMade[language],
    columns: [
      whole(FIXED.number[language]),
      ...trainingColumns(language),
      ...placesColumns(language),
      word(TERM.ground[language]),
      word(TERM.date[language]),
    ],
    rows: answer.versions.flatMap(({ number, amendments }) =>
      amendments.map((each): Figure[] => [
        number,
        ...trainingFigures(each, answer),
        each.before,
        each.after,
        each.ground,
        dateText(each.date, language),
      ]),
    ),
  }
}

function versionsTable({ versions }: VersionHistory, language: Language): FigureTable {
  return {
    id: 'versies',
    caption: FIXED.allVersions[language],
    columns: [
      whole(FIXED.number[language]),
      whole(FIXED.amendments[language]),
      whole(FIXED.trainingsChanged[language]),
      whole(FIXED.moved[language]),
      word(FIXED.hash[language]),
    ],
    rows: versions.map(({ number, amendments, changes, moved, hash }) => [
      number,
      amendments.length,
      changes.length,
      moved,
      hash,
    ]),
  }
}

/** What is wrong with the chain; null where nothing is. */
export function chainFaults({ faults }: VersionHistory, language: Language): FigureTable | null {
  if (faults.length === 0) return null
  return {
    id: 'fouten',
    caption: FIXED.broken[language],
    columns: [FIXED.number, TERM.what, TERM.about].map((each) => word(each[language])),
    rows: faults.map(({ version, path, text }) => [versionText(version, language), text, path]),
  }
}
