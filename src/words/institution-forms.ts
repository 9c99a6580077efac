/** What the forms of places over institutions say: heads of tables, what is proven, and the two formats. */
import type { DeliveryFormat } from '../domain/delivery.js'
import { numberText, wholeText, type Language, type Text } from '../domain/language.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import { small, TERM } from './terms.js'
import { LEVEL, OBJECTIVE, STATUS } from './texts.js'

export const INSTITUTIONS = {
  title: { nl: 'Plaatsen over instellingen', en: 'Places over institutions' },
  institution: { nl: 'Instelling', en: 'Institution' },
  institutions: TERM.institutions,
  trainings: { nl: 'Opleidingen', en: 'Trainings' },
  kind: TERM.kind,
  nza: { nl: 'NZa-code', en: 'NZa code' },
  perInstitution: { nl: 'Per instelling', en: 'Per institution' },
  meanInflow: { nl: 'Gemiddelde instroom', en: 'Mean inflow' },
  againstInflow: { nl: 'Tegenover instroom', en: 'Against inflow' },
  shared: { nl: 'Opleidingen onder meer OOR’s', en: 'Trainings under several OORs' },
  inOor: { nl: 'In deze OOR', en: 'In this OOR' },
  together: { nl: 'In alle OOR’s samen', en: 'In all OORs together' },
  rounding: { nl: 'Gekozen', en: 'Chosen' },
  steps: { nl: 'Stappen van natuurlijk', en: 'Steps from natural' },
  notes: { nl: 'Wat u moet weten', en: 'What you should know' },
  conflict: { nl: 'Waarom er geen verdeling is', en: 'Why there is no division' },
  conflictParts: { nl: 'Wat niet samen kan', en: 'What cannot hold together' },
  reconciliation: { nl: 'Aansluiting', en: 'Reconciliation' },
  reconciled: { nl: 'Totalen per specialisme, langs drie wegen', en: 'Totals per specialty, in three ways' },
  reconciledOors: { nl: 'Totalen per OOR, langs twee wegen', en: 'Totals per OOR, in two ways' },
  bols: { nl: 'BOLS-formaat', en: 'BOLS format' },
  vws: { nl: 'VWS-formaat', en: 'VWS format' },
  withoutTrainings: {
    nl: 'Instellingen zonder erkende opleiding staan hier niet bij; --out geeft ze wel.',
    en: 'Institutions without a recognised training are left out here; --out has them.',
  },
  legend: {
    nl: '– niet erkend; * de opleiding staat ook bij een andere OOR',
    en: '– not recognised; * the training stands in another OOR too',
  },
  severalOors: { nl: 'Meer OOR’s', en: 'Several OORs' },
  cellOfOor: { nl: 'Plaatsen van de OOR', en: 'Places of the OOR' },
  bolsAgainstCells: { nl: 'BOLS-formaat min cellen', en: 'BOLS format minus cells' },
  vwsAgainstBols: { nl: 'VWS- min BOLS-formaat', en: 'VWS minus BOLS format' },
  unrecognised: { nl: '– niet erkend', en: '– not recognised' },
  bySpecialty: { nl: 'Plaatsen per instelling en specialisme', en: 'Places by institution and specialty' },
  case: { nl: 'Geval', en: 'Case' },
  levels: { nl: 'Niveaus, in volgorde van belang', en: 'Levels, in order of importance' },
  referenceDate: { nl: 'Peildatum van de OOR-indeling', en: 'Reference date of the classification by OOR' },
  addressee: { nl: 'Bestemd voor', en: 'Addressed to' },
  noPlaces: { nl: 'Er zijn geen plaatsen om te tonen.', en: 'There are no places to show.' },
  repairs: { nl: 'Wat het oplost, elk alleen', en: 'What mends it, each by itself' },
} as const satisfies Readonly<Record<string, Text>>

/** "OOR ON (Oost Nederland)" */
export function oorTitle({ code, name }: { readonly code: string; readonly name: string }): string {
  return name === code ? `OOR ${code}` : `OOR ${code} (${name})`
}

/** What the whole of an answer comes down to. */
export function overviewText({ oors, seats, places }: Institutions, language: Language): string {
  const training = new Set(seats.map(({ institution }) => institution)).size
  const all = (places ?? []).reduce((sum, each) => sum + each.places, 0)
  const count = (value: number, one: Text, more: Text) =>
    `${wholeText(value, language)} ${(value === 1 ? one : more)[language]}`
  const p = count(all, { nl: 'plaats', en: 'place' }, small(TERM.places))
  const o = count(oors.length, TERM.oor, TERM.oors)
  const i = count(training, small(INSTITUTIONS.institution), small(TERM.institutions))
  const s = count(
    seats.length,
    { nl: 'erkende opleiding', en: 'recognised training' },
    { nl: 'erkende opleidingen', en: 'recognised trainings' },
  )
  return {
    nl: `${p} van ${o} over ${i}, met ${s}.`,
    en: `${p} of ${o} over ${i}, with ${s}.`,
  }[language]
}

/** What is proven of an answer, and by whom it was checked, in sentences. */
export function provenSentences(answer: Institutions, language: Language): string[] {
  const { status, objective, certificate, places, near } = answer
  if (status === 'infeasible' || status === 'time-limit' || places === null) return []
  const aim = near === null ? OBJECTIVE[objective][language] : nearAim(objective, language)
  const holds = {
    nl: 'Elke cel telt precies op tot de plaatsen van haar OOR, alleen erkende instellingen hebben plaatsen en elke grens houdt: onafhankelijk nagerekend.',
    en: 'Every cell adds up exactly to the places of its OOR, only recognised institutions have places and every bound holds: recomputed independently.',
  }[language]
  const best =
    status === 'optimal' && certificate !== null
      ? {
          nl: `Geen andere verdeling over de instellingen is beter (${aim}): elk niveau is bewezen, en het bewijs onafhankelijk nagerekend.`,
          en: `No other division over the institutions is better (${aim}): every level is proven, and the proof recomputed independently.`,
        }[language]
      : gapSentence(answer, language)
  return [holds, best, ...uniqueSentences(answer, language), ...freedomSentences(answer, language)]
}

/** "eerst zo dicht mogelijk bij de versie ervoor, dan zo min mogelijk next best" */
function nearAim(objective: Institutions['objective'], language: Language): string {
  const aim = OBJECTIVE[objective][language]
  return {
    nl: `eerst zo dicht mogelijk bij de versie ervoor, dan ${aim}`,
    en: `first as near as can be to the version before, then ${aim}`,
  }[language]
}

/** How far an answer may be from the best, where that is not proven. */
function gapSentence({ gap }: Institutions, language: Language): string {
  const not = {
    nl: 'Dat geen andere verdeling over de instellingen beter is, is niet bewezen',
    en: 'That no other division over the institutions is better is not proven',
  }[language]
  if (gap === null) return `${not}.`
  const [value, bound] = [gap.value, gap.bound].map((each) => numberText(each, language, 6))
  return `${not}: ${LEVEL[gap.level][language]} ${value}, ${small(TERM.bound)[language]} ${bound}.`
}

function uniqueSentences({ unique, contested }: Institutions, language: Language): string[] {
  if (unique === null) return []
  if (unique) {
    return [{ nl: 'Er is maar één beste verdeling.', en: 'There is but one best division.' }[language]]
  }
  const count = wholeText(contested?.length ?? 0, language)
  return [
    {
      nl: `Er zijn even goede verdelingen; zij verschillen in ${count} opleidingen.`,
      en: `There are equally good divisions; they differ in ${count} trainings.`,
    }[language],
  ]
}

function freedomSentences({ freedom, options }: Institutions, language: Language): string[] {
  if (freedom === null) return []
  const { fixed, free } = freedom
  const [fast, loose, all] = [fixed, free.length, fixed + free.length].map((each) => wholeText(each, language))
  const isOurs = options.tieBreak !== 'none' && free.length > 0
  const ours = isOurs ? `; ${small(TERM.ourChoice)[language]}` : ''
  return [
    {
      nl: `Volgens het protocol alleen liggen ${fast} van ${all} opleidingen vast en zijn ${loose} vrij${ours}.`,
      en: `By the protocol alone ${fast} of ${all} trainings are fixed and ${loose} are free${ours}.`,
    }[language],
  ]
}

/** "optimaal (flow 1.0.0)" */
export function statusText({ status, solver }: Institutions, language: Language): string {
  return `${STATUS[status][language]} (${solver.name} ${solver.version})`
}

/** That cells and formats have the same totals, or by how many places they differ. */
export function reconciledText(difference: number, total: number, hasCodes: boolean, language: Language): string {
  const all = wholeText(total, language)
  const by = wholeText(difference, language)
  if (difference !== 0) {
    return {
      nl: `Cellen en formaten verschillen samen ${by} plaatsen.`,
      en: `Cells and formats differ by ${by} places together.`,
    }[language]
  }
  if (hasCodes) {
    return {
      nl: `Cellen, BOLS-formaat en VWS-formaat hebben voor elk specialisme hetzelfde totaal, samen ${all} plaatsen.`,
      en: `Cells, BOLS format and VWS format have the same total for every specialty, ${all} places together.`,
    }[language]
  }
  return {
    nl: `Cellen en BOLS-formaat hebben voor elk specialisme hetzelfde totaal, samen ${all} plaatsen; een VWS-formaat is er niet zolang NZa-codes ontbreken of dubbel zijn.`,
    en: `Cells and BOLS format have the same total for every specialty, ${all} places together; there is no VWS format as long as NZa codes are missing or double.`,
  }[language]
}

/** What a format is, for its title. */
export function deliveryTitle(format: DeliveryFormat, year: number, language: Language): string {
  const name = INSTITUTIONS[format][language]
  return { nl: `${name}, toewijzing ${year}`, en: `${name}, allocation ${year}` }[language]
}

/** What a reader of a format has to know of its columns. */
export const DELIVERY_ABOUT: Readonly<Record<DeliveryFormat, Text>> = {
  bols: {
    nl: 'Een regel per OOR en instelling, een kolom per specialisme, met plaatsen (P26 V).',
    en: 'A line per OOR and institution, a column per specialty, in places (P26 V).',
  },
  vws: {
    nl: 'Een regel per NZa-code, een kolom per specialisme, met plaatsen; wat een instelling van meer OOR’s heeft is opgeteld (P26 V).',
    en: 'A line per NZa code, a column per specialty, in places; what an institution has from several OORs is added up (P26 V).',
  },
}

/** A level by name and value. */
export function levelLines(
  { levels }: Institutions,
  language: Language,
): { readonly name: string; readonly value: number }[] {
  return (levels ?? []).flatMap(({ name, value }) => (value === null ? [] : [{ name: LEVEL[name][language], value }]))
}
