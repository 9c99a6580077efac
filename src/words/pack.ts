/** What a pack for the complaints committee says: steps and their rules, alternatives, and how one complains. */
import { changeText, numberText, signedText, wholeText, type Language, type Text } from '../domain/language.js'
import type { InstitutionRuleKind, Split, TargetSource } from '../domain/institutions.js'
import type { Pack } from '../shapes/answers/pack.js'
import { institutionName, ruleText, seatTargetText, specialtyName, type CaseNames } from './institutions.js'
import { seatChangeText } from './fixed.js'
import { dateText } from './heading.js'
import { LEVEL, NOT_SOUGHT } from './texts.js'

export const PACK = {
  title: { nl: 'Stukken voor de klachtencommissie', en: 'Documents for the complaints committee' },
  outcome: { nl: 'De uitkomst per opleiding', en: 'The outcome by training' },
  steps: { nl: 'Hoe het zover kwam: elke stap en haar regel', en: 'How it came about: each step and its rule' },
  alternatives: { nl: 'Eén plaats meer of minder, en wat dat kost', en: 'One place more or fewer, and what it costs' },
  alternativesHow: {
    nl: 'Elk alternatief is opnieuw uitgerekend zoals een uitspraak zou worden verwerkt: deze opleiding krijgt dat aantal, en al het andere verandert zo weinig mogelijk.',
    en: 'Each alternative was computed anew as a ruling would be carried out: this training has that number, and all else changes as little as can be.',
  },
  facts: { nl: 'De gebruikte feiten over deze instelling', en: 'The facts used on this institution' },
  recognitions: { nl: 'Erkenningen', en: 'Recognitions' },
  recognisedFrom: { nl: 'Erkend vanaf', en: 'Recognised from' },
  recognisedTo: { nl: 'Erkend tot en met', en: 'Recognised up to' },
  counts: { nl: 'Telt mee', en: 'Counts' },
  history: { nl: 'In- en doorstroom van deze instelling', en: 'In- and throughflow of this institution' },
  throughflow: { nl: 'Doorstroom', en: 'Throughflow' },
  ownInflow: { nl: 'Instroom van de instelling', en: 'Inflow of the institution' },
  advised: { nl: 'Adviezen van het cluster', en: 'Advices of the cluster' },
  advisedSum: { nl: 'Advies voor de hele OOR', en: 'Advice for the whole OOR' },
  bounds: { nl: 'Capaciteit, verandering en afspraken', en: 'Capacity, change and agreements' },
  complaint: { nl: 'Een klacht: gronden, voorwaarden en termijn', en: 'A complaint: grounds, conditions and deadline' },
  leftOut: { nl: 'Wat hier niet in staat', en: 'What is not in here' },
  signing: { nl: 'Ondertekening', en: 'Signatures' },
  signed: {
    nl: 'Het voorstel van de OOR wordt ondertekend door alle betrokken bestuurders, op het formulier van BOLS (P26 III.2). Het geval bevat geen handtekeningen; vul hier in wie tekende.',
    en: 'The proposal of the OOR is signed by all boards concerned, on the form of BOLS (P26 III.2). The case holds no signatures; fill in here who signed.',
  },
  signer: { nl: 'Naam en functie', en: 'Name and position' },
  signedOn: { nl: 'Datum en handtekening', en: 'Date and signature' },
  trains: { nl: 'Instellingen die daar opleiden', en: 'Institutions that train there' },
  training: { nl: 'Opleiding en OOR', en: 'Training and OOR' },
  if: { nl: 'Als het zou zijn', en: 'If it were' },
  versions: { nl: 'Wat is vastgesteld en gewijzigd', en: 'What was fixed and amended' },
  concerning: { nl: 'Wijzigingen die deze instelling betreffen', en: 'Amendments that concern this institution' },
  changedHere: { nl: 'Wat voor deze instelling veranderde', en: 'What changed for this institution' },
  others: { nl: 'Wie er plaatsen krijgt of afstaat', en: 'Who gets or gives up places' },
} as const satisfies Readonly<Record<string, Text>>

/** "De plaatsen zijn die van vastgestelde versie 2, en de alternatieven gaan daarvan uit." */
export function standingText(number: number, language: Language): string {
  const version = wholeText(number, language)
  return {
    nl: `De plaatsen zijn die van vastgestelde versie ${version}, en de alternatieven gaan daarvan uit.`,
    en: `The places are those of fixed version ${version}, and the alternatives are counted from those.`,
  }[language]
}

/** The paragraph that a bound follows. */
export const RULE_SOURCE = {
  capacity: 'VIS V',
  module: 'VIS V',
  total: 'VIS V',
  change: 'P16 2',
  agreement: 'P26 III.1',
  amendment: 'P26 IV',
} as const satisfies Readonly<Record<InstitutionRuleKind, string>>

interface Step {
  readonly source: string
  readonly texts: Text
}

const both = (of: (language: Language) => string): Text => ({ nl: of('nl'), en: of('en') })

/** What is said of one training, step by step. */
export interface TrainingFacts {
  readonly specialty: string
  readonly oor: string
  readonly cell: number
  readonly institutions: number
  readonly from: TargetSource
  readonly target: number | null
  readonly natural: number | null
  readonly places: number | null
  readonly rank: number | null
  /** What was ruled of it after it was fixed, or its new recognition. */
  readonly amendment: {
    readonly before: number
    readonly after: number
    readonly ground: string
    readonly date: string
  } | null
  /** Whether it is recognised by the case; else it has its places by an amendment. */
  readonly isRecognised: boolean
  /** Whether anything was amended after places were fixed. */
  readonly isAmended: boolean
  /** All OORs under which the institution trains it. */
  readonly oors: readonly string[]
  readonly rules: Pack['facts']['rules']
}

const COUNTS: Readonly<Record<Split, Text>> = {
  'inflow+throughflow': { nl: 'in- en doorstroom', en: 'in- and throughflow' },
  'inflow-only': { nl: 'alleen instroom', en: 'inflow only' },
  'throughflow-only': { nl: 'alleen doorstroom', en: 'throughflow only' },
}

/** Each step that this training went through, with the paragraph that it follows. */
export function trainingSteps(facts: TrainingFacts, names: CaseNames, split: Split): Step[] {
  const { cell, institutions, oor, specialty, oors, rules } = facts
  const what = specialtyName(names, specialty)
  const count = (language: Language) => wholeText(cell, language)
  const steps: Step[] = [
    {
      source: facts.isRecognised ? 'P26 III.1.1' : 'P26 IV',
      texts: facts.isRecognised
        ? {
            nl: `De instelling is op 1 januari ${names.year} voor ${what} erkend in OOR ${oor}.`,
            en: `The institution is recognised for ${what} in OOR ${oor} on 1 January ${names.year}.`,
          }
        : {
            nl: `De instelling stond bij vaststelling niet als erkend voor ${what} in OOR ${oor}; zij heeft de opleiding door een wijziging daarna.`,
            en: `The institution was not recognised for ${what} in OOR ${oor} when it was fixed; it has the training by an amendment since.`,
          },
    },
  ]
  if (oors.length > 1) {
    steps.push({
      source: 'P26 I.3',
      texts: both((language) => {
        const list = oors.join(', ')
        return {
          nl: `De opleiding valt onder ${list} en staat bij elk daarvan, naar rato van wat zij er in drie jaar van had (${COUNTS[split].nl}).`,
          en: `The training falls under ${list} and stands in each, in proportion to what it had from each in three years (${COUNTS[split].en}).`,
        }[language]
      }),
    })
  }
  if (institutions === 1) {
    steps.push({
      source: 'P26 III.1.1',
      texts: both((language) => {
        return {
          nl: `Het is de enige instelling die daar opleidt: zij krijgt alle plaatsen van de OOR (${count('nl')}).`,
          en: `It is the only institution that trains there: it gets all places of the OOR (${count('en')}).`,
        }[language]
      }),
    })
  } else steps.push(targetStep(facts))
  for (const rule of rules) {
    for (const end of ['low', 'high'] as const) {
      if (rule[end] === null) continue
      const texts = both((language) => {
        const told = ruleText(rule, end, names, language)
        return { nl: `Zij houdt zich aan ${told}.`, en: `It keeps to ${told}.` }[language]
      })
      steps.push({ source: RULE_SOURCE[rule.kind], texts })
    }
  }
  if (facts.amendment !== null) steps.push(amendmentStep(facts.amendment))
  if (facts.places !== null && institutions > 1) steps.push(roundingStep(facts, facts.places))
  steps.push({
    source: 'P26 III.1',
    texts: both((language) => {
      return {
        nl: `De plaatsen van alle instellingen samen zijn precies die van de OOR: ${count('nl')}.`,
        en: `The places of all institutions together are exactly those of the OOR: ${count('en')}.`,
      }[language]
    }),
  })
  return steps
}

function targetStep({ from, target, cell, institutions }: TrainingFacts): Step {
  const figure = (language: Language) => {
    if (target === null) return { nl: 'hier weggelaten', en: 'left out here' }[language]
    return seatTargetText(target, language)
  }
  const share = (language: Language) =>
    target === null || cell === 0 ? '' : ` (${numberText((100 * target) / cell, language, 2)}%)`
  if (from === 'advice') {
    return {
      source: 'P26 III.1.1',
      texts: both((language) => {
        return {
          nl: `Het doel is wat het cluster adviseert: ${figure('nl')}.`,
          en: `The target is what the cluster advises: ${figure('en')}.`,
        }[language]
      }),
    }
  }
  const parts = { history: 'P16 2', equal: 'P26 III.1' }
  return {
    source: parts[from],
    texts: both((language) => {
      const told = `${figure(language)}${share(language)}`
      const texts = {
        history: {
          nl: `Zonder advies van het cluster telt de continuïteit: het doel is het eigen deel in drie jaar van de ${wholeText(cell, 'nl')} plaatsen van de OOR, ${told}.`,
          en: `Without an advice of the cluster continuity counts: the target is the own share of three years in the ${wholeText(cell, 'en')} places of the OOR, ${told}.`,
        },
        equal: {
          nl: `Zonder advies en zonder in- en doorstroom in drie jaar is het doel een gelijk deel voor elk van de ${wholeText(institutions, 'nl')} instellingen: ${told}.`,
          en: `Without advice and without in- and throughflow in three years the target is an equal part for each of the ${wholeText(institutions, 'en')} institutions: ${told}.`,
        },
      }
      return texts[from][language]
    }),
  }
}

/** "Uitspraak K&G 3 (20 juni 2026): 5 → 6." */
function amendmentStep({ before, after, ground, date }: NonNullable<TrainingFacts['amendment']>): Step {
  const change = { from: before, to: after }
  return {
    source: 'P26 IV',
    texts: both((language) => {
      const told = `${ground} (${dateText(date, language)}): ${changeText(change, language)}`
      return { nl: `Na vaststelling gewijzigd. ${told}.`, en: `Amended after it was fixed. ${told}.` }[language]
    }),
  }
}

function roundingStep({ natural, rank, isAmended }: TrainingFacts, places: number): Step {
  return {
    source: 'FAQ 7.5',
    texts: both((language) => {
      const now = wholeText(places, language)
      if (natural === null || rank === null) {
        return { nl: `Toegewezen: ${now}.`, en: `Allocated: ${now}.` }[language]
      }
      const at = wholeText(natural, language)
      if (rank === 0) {
        return {
          nl: `Natuurlijk afgerond is dat ${at}, en dat is toegewezen.`,
          en: `Rounded naturally that is ${at}, and that is allocated.`,
        }[language]
      }
      if (isAmended) {
        return {
          nl: `Natuurlijk afgerond is dat ${at}; toegewezen is ${now}: na wat is gewijzigd blijft alles zo dicht mogelijk bij de versie ervoor.`,
          en: `Rounded naturally that is ${at}; allocated is ${now}: after what was amended all stays as near as can be to the version before.`,
        }[language]
      }
      const steps = wholeText(rank, language)
      return {
        nl: `Natuurlijk afgerond is dat ${at}; toegewezen is ${now} (${rank === 1 ? 'next best' : `${steps} stappen verder`}): zo tellen alle cellen op en houden alle grenzen, met zo min mogelijk next bests in alle OOR’s samen.`,
        en: `Rounded naturally that is ${at}; allocated is ${now} (${rank === 1 ? 'next best' : `${steps} steps on`}): so all cells add up and all bounds hold, with the fewest next bests in all OORs together.`,
      }[language]
    }),
  }
}

type Alternative = Pack['trainings'][number]['alternatives'][number]

/** Who else would gain and lose: by name where it is the same training in the same OOR. */
function othersText(
  changes: NonNullable<Alternative['changes']>,
  own: { readonly institution: string; readonly specialty: string; readonly oor: string },
  names: CaseNames,
  language: Language,
): string {
  const others = changes.filter(
    ({ institution, specialty, oor }) =>
      institution !== own.institution || specialty !== own.specialty || oor !== own.oor,
  )
  return others
    .map((each) =>
      each.specialty === own.specialty && each.oor === own.oor
        ? `${institutionName(names, each.institution)}: ${changeText(each, language)}`
        : seatChangeText(each, names, language),
    )
    .join('; ')
}

/** Why it cannot be, or who else would gain and lose. */
export function packAlternative(
  { status, changes, conflict }: Pick<Alternative, 'status' | 'changes' | 'conflict'>,
  own: { readonly institution: string; readonly specialty: string; readonly oor: string },
  isAlone: boolean,
  names: CaseNames,
): Text {
  return both((language) => {
    if (changes !== null) return `${othersText(changes, own, names, language)}.`
    if (status === 'time-limit') return `${NOT_SOUGHT[language]}.`
    const alone = {
      nl: 'Het is de enige instelling die daar opleidt, en krijgt alle plaatsen van de OOR.',
      en: 'It is the only institution that trains there, and gets all places of the OOR.',
    }
    const why = (conflict?.texts ?? (isAlone ? alone : LEFT_OUT.bounds))[language]
    return { nl: `Dat kan niet. ${why}`, en: `That cannot be. ${why}` }[language]
  })
}

/** "4: cellen niet natuurlijk afgerond +2. Ziekenhuis B (B): 2 → 1." */
export function alternativeLine(
  { places, levels, texts }: Pick<Alternative, 'places' | 'levels' | 'texts'>,
  language: Language,
): string {
  const dearer = (levels ?? []).filter(({ from, to }) => from !== to)
  const cost = dearer
    .map(({ name, from, to }) => `${LEVEL[name][language]} ${signedText(to - from, language, levelDigits(name))}`)
    .join(', ')
  return `${wholeText(places, language)}: ${cost === '' ? '' : `${cost}. `}${texts[language]}`
}

/** Errors have decimals; steps and places are whole. */
export function levelDigits(name: string): 0 | 3 {
  return name.endsWith('error') ? 3 : 0
}

/** Of confidential data: what is left out. */
export const LEFT_OUT = {
  others: {
    nl: 'De in- en doorstroom van andere instellingen: die gegevens zijn vertrouwelijk.',
    en: 'The in- and throughflow of other institutions: those data are confidential.',
  },
  two: {
    nl: 'Het doel, de natuurlijke afronding en wat een andere keuze kost, waar maar één andere instelling opleidt: daaruit zou volgen wat die in drie jaar had.',
    en: 'The target, the natural rounding and what another choice costs, where only one other institution trains: what that had in three years would follow from it.',
  },
  bounds: {
    nl: 'Waarom iets niet kan, waar dat aan de gemiddelde instroom van anderen ligt.',
    en: 'Why something cannot be, where the mean inflow of others is the cause.',
  },
  errors: {
    nl: 'De totale afrondingsfout van de alternatieven: daaruit zouden doelen van anderen volgen.',
    en: 'The total rounding error of the alternatives: targets of others would follow from it.',
  },
} as const satisfies Readonly<Record<string, Text>>

/** Of a version that was fixed without its case. */
export const WITHOUT_CASE: Text = {
  nl: 'Erkenningen, in- en doorstroom en adviezen: deze versie is vastgesteld zonder haar geval, en kent alleen doelen en grenzen.',
  en: 'Recognitions, in- and throughflow and advices: this version was fixed without its case, and knows targets and bounds only.',
}

/** How one complains (P26 IV). */
export const COMPLAINT: readonly Step[] = [
  {
    source: 'P26 IV',
    texts: {
      nl: 'Alleen een opleidingsinstelling kan een klacht indienen, na de voorlopige vaststelling en uiterlijk op de dag die het protocol noemt (voor toewijzingsjaar 2026: 4 juni 2025, die dag nog meegerekend).',
      en: 'Only a training institution can complain, after the provisional adoption and no later than the day that the protocol names (for the year 2026: 4 June 2025, that day included).',
    },
  },
  {
    source: 'P26 IV.1',
    texts: {
      nl: 'De klacht is eerst in de OOR besproken; anders is zij niet ontvankelijk.',
      en: 'The complaint was discussed in the OOR first; otherwise it is not admissible.',
    },
  },
  {
    source: 'P26 IV.3',
    texts: { nl: 'Zij is schriftelijk en gemotiveerd.', en: 'It is in writing and motivated.' },
  },
  {
    source: 'P26 IV.3',
    texts: {
      nl: 'Grond 1: de feiten zijn onjuist weergegeven.',
      en: 'Ground 1: the facts were not represented correctly.',
    },
  },
  {
    source: 'P26 IV.3',
    texts: {
      nl: 'Grond 2: het voorstel is niet toetsbaar of te weinig transparant.',
      en: 'Ground 2: the proposal cannot be tested, or is not transparent enough.',
    },
  },
  {
    source: 'P26 IV.3',
    texts: { nl: 'Grond 3: er is afgeweken van het protocol.', en: 'Ground 3: the protocol was deviated from.' },
  },
  {
    source: 'P26 IV.3',
    texts: {
      nl: 'Grond 4: de instelling is onzorgvuldig of onbehoorlijk bejegend.',
      en: 'Ground 4: the institution was treated carelessly or improperly.',
    },
  },
  {
    source: 'P26 IV',
    texts: {
      nl: 'De commissie hoort partijen; haar uitspraak is bindend en wordt door BOLS overgenomen.',
      en: 'The committee hears both sides; its ruling is binding, and BOLS adopts it.',
    },
  },
]
