/** What is said of institutions: rules, conflicts, repairs, and what readers should know of a case. */
import { capital, changeText, numberText, wholeText, type Language, type Text } from '../domain/language.js'
import { dateText } from './heading.js'
import type {
  CaseNote,
  CaseNoteCode,
  InstitutionCase,
  InstitutionRule,
  OorCell,
  SeatRepairKind,
} from '../domain/institutions.js'

/** The names by which a sentence calls what has a code. */
export interface CaseNames {
  readonly year: number
  readonly institutions: readonly Pick<InstitutionCase['institutions'][number], 'code' | 'name'>[]
  readonly specialties: InstitutionCase['specialties']
}

function nameIn(list: readonly { readonly code: string; readonly name: string }[], code: string): string {
  const name = list.find((each) => each.code === code)?.name ?? code
  return name === code ? code : `${name} (${code})`
}

export function institutionName({ institutions }: CaseNames, code: string): string {
  return nameIn(institutions, code)
}

export function specialtyName({ specialties }: CaseNames, code: string): string {
  return nameIn(specialties, code)
}

const END_OF = {
  low: { nl: 'het minimum van', en: 'the minimum of' },
  high: { nl: 'het maximum van', en: 'the maximum of' },
} as const satisfies Readonly<Record<string, Text>>

/** What each kind of rule is. */
export const INSTITUTION_RULE = {
  capacity: { nl: 'capaciteit van de opleiding', en: 'capacity of the training' },
  module: { nl: 'capaciteit van een stagemodule', en: 'capacity of a stage module' },
  total: { nl: 'capaciteit van de instelling', en: 'capacity of the institution' },
  change: { nl: 'verandering tegenover de gemiddelde instroom', en: 'change against the mean inflow' },
  agreement: { nl: 'afspraak over een instelling', en: 'agreement on an institution' },
  amendment: { nl: 'wijziging na vaststelling', en: 'amendment after fixing' },
} as const satisfies Readonly<Record<InstitutionRule['kind'], Text>>

/** "het maximum van Umc NO (NO-01) voor Cardiologie (02), module poli: 3 (capaciteit van de opleiding)" */
export function ruleText(rule: InstitutionRule, end: 'low' | 'high', names: CaseNames, language: Language): string {
  const { institution, specialties, oor, module, kind, by } = rule
  const about = [
    ...(specialties === null ? [] : [specialties.map((each) => specialtyName(names, each)).join(', ')]),
    ...(oor === null ? [] : [`OOR ${oor}`]),
    ...(module === null ? [] : [module]),
  ]
  const of = END_OF[end][language]
  const forWhat =
    about.length === 0 ? '' : { nl: ` voor ${about.join(', ')}`, en: ` for ${about.join(', ')}` }[language]
  const told = by === '' || kind === 'change' ? '' : `, ${by}`
  return `${of} ${institutionName(names, institution)}${forWhat}: ${wholeText(rule[end] ?? 0, language)} (${INSTITUTION_RULE[kind][language]}${told})`
}

/** "OOR NO heeft 7 plaatsen voor Cardiologie (02)" */
function cellText({ specialty, oor, places }: OorCell, names: CaseNames, language: Language): string {
  const name = specialtyName(names, specialty)
  const count = wholeText(places, language)
  return {
    nl: `OOR ${oor} heeft ${count} ${places === 1 ? 'plaats' : 'plaatsen'} voor ${name}`,
    en: `OOR ${oor} has ${count} ${places === 1 ? 'place' : 'places'} for ${name}`,
  }[language]
}

/** What a conflict is made of. */
export interface ConflictFacts {
  readonly rules: readonly { readonly rule: InstitutionRule; readonly end: 'low' | 'high' }[]
  readonly cells: readonly OorCell[]
}

/** Why there is no solution, in the words of the protocol. */
export function seatConflictText({ rules, cells }: ConflictFacts, names: CaseNames, language: Language): string {
  const [cell] = cells
  if (rules.length === 0 && cell !== undefined) {
    const nobody = {
      nl: `maar geen enkele instelling is daarvoor op 1 januari ${names.year} erkend`,
      en: `but no institution is recognised for it on 1 January ${names.year}`,
    }
    return `${cellText(cell, names, language)}, ${nobody[language]}.`
  }
  const listed = rules.map(({ rule, end }) => ruleText(rule, end, names, language))
  const isOneSided = rules.every(({ end }) => end === rules[0]!.end)
  if (cells.length === 1 && isOneSided) {
    const end = rules[0]!.end
    const sum = wholeText(
      rules.reduce((all, { rule }) => all + rule[end]!, 0),
      language,
    )
    const plural = {
      low: { nl: 'De minima tellen op tot', en: 'The minima add up to' },
      high: { nl: 'De maxima tellen op tot', en: 'The maxima add up to' },
    }[end][language]
    const first = rules.length === 1 ? capital(listed[0]!) : `${plural} ${sum}`
    const which = rules.length === 1 ? '' : ` ${capital(listed.join('; '))}.`
    return `${first}; ${cellText(cell!, names, language)}.${which}`
  }
  const together = { nl: 'Dit kan niet samen:', en: 'These cannot hold together:' }
  return `${together[language]} ${[...listed, ...cells.map((each) => cellText(each, names, language))].join('; ')}.`
}

const GIVES_WAY = {
  capacity: { nl: 'Andere capaciteit', en: 'Another capacity' },
  change: { nl: 'Een ruimere verandering', en: 'A wider change' },
  agreement: { nl: 'Andere afspraken', en: 'Other agreements' },
  cells: { nl: 'Andere aantallen van de OOR', en: 'Other numbers of the OOR' },
} as const satisfies Readonly<Record<SeatRepairKind, Text>>

/** "Andere capaciteit (2 plaatsen): het minimum van A voor …: 3 → 2." */
export function seatRepairText(
  {
    kind,
    places,
    changes,
  }: {
    readonly kind: SeatRepairKind
    readonly places: number
    readonly changes: readonly (
      | { readonly rule: InstitutionRule; readonly end: 'low' | 'high'; readonly from: number; readonly to: number }
      | { readonly cell: OorCell; readonly from: number; readonly to: number }
    )[]
  },
  names: CaseNames,
  language: Language,
): string {
  const count = { nl: places === 1 ? 'plaats' : 'plaatsen', en: places === 1 ? 'place' : 'places' }[language]
  const said = changes.map((each) => {
    const change = changeText(each, language)
    if ('cell' in each) return `OOR ${each.cell.oor}, ${specialtyName(names, each.cell.specialty)}: ${change}`
    return ruleText(each.rule, each.end, names, language).replace(/: [\d.,]+ \(/, ` ${change} (`)
  })
  return `${GIVES_WAY[kind][language]} (${wholeText(places, language)} ${count}): ${said.join('; ')}.`
}

/** One sentence for what readers should know. */
export function noteText(
  { code, institution, specialty, oor, found }: CaseNote,
  names: CaseNames,
  language: Language,
): string {
  const who = institution === null ? '' : institutionName(names, institution)
  const what = `${specialtyName(names, specialty)}, OOR ${oor}`
  const first = { nl: `1 januari ${names.year}`, en: `1 January ${names.year}` }
  const day = { nl: dateText(found, 'nl'), en: dateText(found, 'en') }
  const texts: Readonly<Record<CaseNoteCode, Text>> = {
    lapsed: {
      nl: `${who}: de erkenning voor ${what} is vervallen (tot en met ${day.nl}); op ${first.nl} geldt zij niet, dus geen plaatsen.`,
      en: `${who}: the recognition for ${what} lapsed (up to ${day.en}); it does not hold on ${first.en}, so no places.`,
    },
    'not-yet': {
      nl: `${who}: de erkenning voor ${what} gaat pas in op ${day.nl}, na ${first.nl}, dus geen plaatsen.`,
      en: `${who}: the recognition for ${what} begins on ${day.en}, after ${first.en}, so no places.`,
    },
    'later-recognition': {
      nl: `${who}: de erkenning voor ${what} kwam op ${day.nl}, na de peildatum; zij telt voor een volgend toewijzingsjaar (P26 I.3).`,
      en: `${who}: the recognition for ${what} came on ${day.en}, after the reference date; it counts for a next year (P26 I.3).`,
    },
    moved: {
      nl: `${who}: de opleiding ging op ${day.nl}, na de peildatum, naar een andere OOR; zij staat dit jaar nog bij ${what} (P26 I.3).`,
      en: `${who}: the training went to another OOR on ${day.en}, after the reference date; this year it still stands at ${what} (P26 I.3).`,
    },
    'advice-sum': {
      nl: `${what}: het advies van het cluster telt niet op tot de plaatsen van de OOR (${found}).`,
      en: `${what}: the advice of the cluster does not add up to the places of the OOR (${found}).`,
    },
    'advice-unrecognised': {
      nl: `${who}: het cluster adviseert ${found} voor ${what}, maar de instelling is daarvoor niet erkend.`,
      en: `${who}: the cluster advises ${found} for ${what}, but the institution is not recognised for it.`,
    },
    'no-history': {
      nl: `${what}: geen advies en geen instroom in drie jaar; de plaatsen zijn gelijk verdeeld.`,
      en: `${what}: no advice and no inflow in three years; the places are divided equally.`,
    },
    'two-oors': {
      nl: `${who}: de opleiding ${specialtyName(names, specialty)} valt onder meer OOR’s (${found}) en staat bij elk daarvan.`,
      en: `${who}: the training ${specialtyName(names, specialty)} falls under more than one OOR (${found}) and stands in each.`,
    },
  }
  return texts[code][language]
}

/** A target of a seat. */
export function seatTargetText(target: number, language: Language): string {
  return numberText(target, language, 3, true)
}
