/** What stands above every answer about a scenario: its title, and by which criterion, floor and frame it was made. */
import { YEAR_UNKNOWN, type Leeway, type Scenario } from '../domain/scenario.js'
import { numberText, wholeText, type Language } from '../domain/language.js'
import { small, TERM } from './terms.js'
import { OF_CRITERION } from './texts.js'
import { FRAME_STATUS } from './workbook.js'

type Headed = Pick<
  Scenario,
  'id' | 'title' | 'year' | 'specialties' | 'criterion' | 'floor' | 'leeway' | 'frame' | 'own'
>

interface Fact {
  readonly word: string
  readonly value: string
}

/** The title of a scenario; of data of somebody's own without one, that they are that. */
export function titleText({ title }: Pick<Scenario, 'title'>, language: Language): string {
  return title === '' ? { nl: 'Eigen gegevens', en: 'Own data' }[language] : title
}

/** The same scenario with a title to show. */
export function titled<S extends Pick<Scenario, 'title'>>(scenario: S, language: Language): S {
  return { ...scenario, title: titleText(scenario, language) }
}

/** What several scenarios are called beside each other: by their titles, and those with the same one by their ids too. */
export function namesOf(scenarios: readonly Pick<Scenario, 'id' | 'title'>[], language: Language): string[] {
  const titles = scenarios.map((each) => titleText(each, language))
  return titles.map((title, i) =>
    titles.filter((each) => each === title).length > 1 ? `${title} (${scenarios[i]!.id})` : title,
  )
}

/** The year, where one was told. */
export function yearTold({ year }: Pick<Scenario, 'year'>): number | null {
  return year === YEAR_UNKNOWN ? null : year
}

/** The year, or that it is not told. */
export function yearText(year: number, language: Language): string {
  return year === YEAR_UNKNOWN ? small(TERM.notTold)[language] : String(year)
}

/** In one line: "Criterium: 100% alle instellingen; ondergrens: 10%; kader: voorlopig, 8 juni 2026". */
export function frameLine(scenario: Headed, language: Language): string {
  const { criterion, floor, frame, own } = FRAME_WORDS
  const of = (word: Text, value: string) => `${word[language]}: ${value}`
  const line = [
    of(criterion, criterionText(scenario, language)),
    of(floor, floorText(scenario, language)),
    of(frame, frameText(scenario, language)),
    ...(scenario.own?.frame == null ? [] : [of(own, scenario.own.frame)]),
  ].join('; ')
  return line.replace(/; (\p{Lu})/gu, (_, letter: string) => `; ${letter.toLowerCase()}`)
}

type Text = Readonly<Record<Language, string>>

const FRAME_WORDS = {
  scenario: TERM.scenario,
  own: TERM.completedBy,
  year: TERM.year,
  intake: { nl: 'Landelijke instroom', en: 'National intake' },
  criterion: TERM.criterion,
  floor: TERM.floor,
  leeway: TERM.leeway,
  frame: TERM.frame,
} as const satisfies Record<string, Text>

/** What a scenario asks, in words and their values. */
export function frameFacts(scenario: Headed, language: Language): Fact[] {
  const fact = (word: keyof typeof FRAME_WORDS, value: string) => ({ word: FRAME_WORDS[word][language], value })
  const { id, own, year, specialties, leeway } = scenario
  const leewayText = (given: NonNullable<typeof leeway>) => {
    const [all, fewer, more] = [given.total, given.below, given.above].map((each) => wholeText(each, language))
    const apart = ownRoomsText(given, language)
    return {
      nl: `${all} plaatsen; per OOR -${fewer} tot +${more}${apart}`,
      en: `${all} places; per OOR -${fewer} to +${more}${apart}`,
    }[language]
  }
  const intake = specialties.reduce((sum, each) => sum + each.intake, 0)
  return [
    fact('scenario', id),
    ...(own?.frame == null ? [] : [fact('own', own.frame)]),
    fact('year', yearText(year, language)),
    fact('intake', wholeText(intake, language)),
    fact('criterion', criterionText(scenario, language)),
    fact('floor', floorText(scenario, language)),
    fact('leeway', leeway === null ? none(language) : leewayText(leeway)),
    fact('frame', frameText(scenario, language)),
  ]
}

/** The leeway of OORs that have less than the others: "; NO -4 tot +10". */
export function ownRoomsText({ perOor = {} }: Leeway, language: Language): string {
  const to = small(TERM.to)[language]
  return Object.entries(perOor)
    .map(([oor, { below, above }]) => `; ${oor} -${wholeText(below, language)} ${to} +${wholeText(above, language)}`)
    .join('')
}

function none(language: Language): string {
  return small(TERM.none)[language]
}

function percent(share: number, language: Language): string {
  return `${numberText(100 * share, language, 4)}%`
}

export function criterionText({ criterion }: Pick<Scenario, 'criterion'>, language: Language): string {
  const all = OF_CRITERION.all[language]
  const training = OF_CRITERION.training[language]
  return [
    ...(criterion.all > 0 ? [`${percent(criterion.all, language)} ${all}`] : []),
    ...(criterion.training > 0 ? [`${percent(criterion.training, language)} ${training}`] : []),
  ].join(', ')
}

export function floorText({ floor }: Pick<Scenario, 'floor'>, language: Language): string {
  return floor === null ? none(language) : percent(floor.share, language)
}

export function frameText({ frame }: Pick<Scenario, 'frame'>, language: Language): string {
  if (frame === null) return small(TERM.notTold)[language]
  return `${FRAME_STATUS[frame.status][language]}, ${dateText(frame.date, language)}`
}

/** "8 juni 2026"; what is no date is told as it is. */
export function dateText(text: string, language: Language): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  if (date === null || Number.isNaN(date.getTime())) return text
  return new Intl.DateTimeFormat({ nl: 'nl-NL', en: 'en-GB' }[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    date,
  )
}
