/**
 * Whether a text says how many places somebody wants. "Met aandachtspunten wordt uitdrukkelijk niet bedoeld het geven van een
 * kwantitatief overzicht van de gewenste instroom per specialisme per OOR" (P26 II.1.1). Years, shares, addresses, paragraphs and
 * counts of other things are no such numbers: they are taken out before anything is looked for.
 */

/** What a text may name: specialties and OORs, by code, name or other name. */
interface Named {
  readonly code: string
  readonly name: string
  readonly aliases?: readonly string[] | undefined
}

const WORDS =
  'één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|twintig|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty'
const NUMBER = `(?<![\\p{L}\\d.,/])(?:\\d{1,3}|${WORDS})(?![\\p{L}\\d/]|[.,]\\d)`
const PLACE =
  '(?:opleidings|instroom)?plaats(?:en)?|a[n]?ios|artsen in opleiding|assistenten|places?|trainees?|residents?|registrars?|posts?|positions?|slots?'

/** What stands before and behind a number that is no number of places. */
const ASIDE: readonly RegExp[] = [
  // telephone numbers
  /(?:\+|00)\d{2}[\d\s()-]{6,}/gu,
  /\b0\d{1,3}[-\s]?\d[\d\s-]{4,}/gu,
  // years, dates and times
  /\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b/gu,
  /\b\d{1,2}\s+(?:jan|feb|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)\p{L}*(?:\s+\d{4})?/giu,
  /\b(?:jan|feb|march|apr|may|june?|july?|aug|sep|oct|nov|dec)\p{L}*\s+\d{1,2}\b/giu,
  /\b\d{1,2}[.:]\d{2}\s*(?:uur|u|h)?\b(?=[\s,;)]|$)/giu,
  /['’]?\b(?:19|20)\d{2}\b(?:\s*(?:-|–|\/)\s*(?:(?:19|20)?\d{2})\b)?/gu,
  /\b24\s*\/\s*7\b/gu,
  // shares and large numbers
  /\d+(?:[.,]\d+)?\s*(?:%|‰|procent|percent|per cent|promille|pct)/giu,
  new RegExp(`${NUMBER}\\s+(?:procent|percent|per cent)`, 'giu'),
  /\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)/gu,
  /\d+(?:[.,]\d+)?\s*(?:miljoen|miljard|duizend|million|billion|thousand|mln|k\b)/giu,
  new RegExp(`${NUMBER}\\s+(?:op|van|in|of|out of)\\s+(?:de|the|elke|every)?\\s*${NUMBER}(?!\\s*(?:${PLACE}))`, 'giu'),
  /(?<![\p{L}\d])1\s*:\s*\d+/gu,
  /\d{4,}/gu,
  /\d{1,3}\s*(?:-|–)?\s*(?:plus\p{L}*|jarigen?|\+['’]?ers?)/giu,
  // addresses
  /\b\d{4}\s?[A-Z]{2}\b/gu,
  /\p{L}+(?:straat|weg|laan|plein|kade|dreef|singel|gracht|dijk|hof|street|road|avenue|lane)\s+\d+\p{L}?/giu,
  /\b(?:postbus|po box|p\.o\. box|kamer|room|toestel|ext\.?|iso)\s*[\d.]+/giu,
  // paragraphs and other things that are numbered
  /\b(?:artikel|art\.?|paragraaf|par\.?|hoofdstuk|hfst\.?|bijlage|tabel|figuur|punt|stap|regel|pagina|blz\.?|pag\.?|noot|lid|versie|niveau|level|fase|route|nr\.?|nummer|vraag|antwoord|deel|sectie|section|article|chapter|annex|appendix|table|figure|point|step|line|page|note|version|phase|rule|number|no\.|question|part|specialisme|specialisms?|specialty|specialties|opleidingen?|code)\s+(?:\d+(?:[.,]\d+)*|[ivx]+(?:\.\d+)*)(?:\s*(?:,|en|and|&)\s*\d+(?:[.,]\d+)*(?![\s]*(?:plaats|aios|place|trainee)))*/giu,
  /\b(?:faq|p26|p16|l27|vis)\b(?:\s*(?:[ivx]+|\d+)(?:\.\d+)*(?:\s*(?:en|and|,)\s*\d+(?:\.\d+)*)*)?/giu,
  /(?<![\d.,])\d+(?:[.,]\d+)+(?![\d])/gu,
  /\p{Lu}\d+\b/gu,
  /\d+(?:e|de|ste|st|nd|rd|th|o)\b/giu,
]

/** What is counted that is no place; between it and its number may stand a word or two. */
const THINGS = String.raw`locaties?|vestigingen?|ziekenhui\p{L}*|opleidingsziekenhui\p{L}*|instellingen?|umc\p{L}*|centr\p{L}+|klinieken?|poli\p{L}*|afdelingen?|vakgroep\p{L}*|maatschap\p{L}*|opleiders?|opleidingen|specialisten|medisch|staf\p{L}*|hoogler\p{L}*|artsen(?! in opl)|verpleeg\p{L}*|bed(?:den)?|kamers?|operatie\p{L}*|ok['’]?s|inwoners|woningen|gemeenten|provincies|patiënt\p{L}*|patient\p{L}*|bevallingen|opnames?|verrichtingen|bezoeken|verwijzingen|kinderen|jaar|jaren|maand\p{L}*|wek\p{L}+|week|dag\p{L}*|uur|uren|minuten|km|kilometers?|m2|m²|euro|fte|regio['’]?s|oor['’]?s|oors|erkenningen|samenwerkings\p{L}*|faculteiten|universiteiten|stages?|stagemodules|modules?|sterren|punten|keer|maal|lijns?|umc-locaties|traumacentr\p{L}*|sites?|hospitals?|institutions?|clinics?|departments?|consultants|specialists|beds|theatres|inhabitants|people|patients?|admissions|deliveries|procedures|visits|referrals|years?(?! *\p{L}*places)|months?|weeks?|days?|hours?|minutes?|kilomet\p{L}+|regions?|recognitions?|programmes?|faculties|universities|times|stars|points`
const THING = new RegExp(`^(?:${THINGS})$`, 'iu')
/** "Het aantal verwijzingen steeg van 400 naar 600" */
const THING_FROM_TO = new RegExp(
  `(?<!\\p{L})(?:${THINGS})(?:\\s+\\p{L}+){0,3}\\s+(?:van|from)\\s+${NUMBER}\\s+(?:naar|tot|to)\\s+${NUMBER}(?!\\s+(?:${PLACE}))`,
  'giu',
)

const UNTIL_THING = new RegExp(
  `(?:(?:van|from)\\s+)?${NUMBER}(?:\\s+(?:naar|tot|à|a|of|to|en|and|or|-|–)\\s+${NUMBER})?((?:\\s+[\\p{L}\\d’'²-]+){1,3})`,
  'giu',
)

/** The text without the numbers that are of something else. */
function withoutOthers(text: string): string {
  const masked = [...ASIDE, THING_FROM_TO].reduce((rest, each) => rest.replace(each, '¤'), text)
  return masked.replace(UNTIL_THING, (all: string, behind: string) => {
    const words = behind.trim().split(/\s+/)
    // "5 per jaar" counts no years
    const at = words.findIndex((word, i) => THING.test(word) && !/^(?:per|a|elk|ieder|each)$/i.test(words[i - 1] ?? ''))
    const place = words.findIndex((word) => new RegExp(`^(?:${PLACE})$`, 'iu').test(word))
    return at !== -1 && (place === -1 || at < place) ? `¤ ${words.slice(at + 1).join(' ')}` : all
  })
}

/** Roots of the names of specialties, for who writes them otherwise than the scenario does. */
const ROOTS =
  'anesthes|anaesthes|cardiolog|cardio-thoracaal|thoraxchir|dermatolog|heelkund|chirurg|surger|intern|geneeskunde|medicine|kno|keel-|otolaryng|kinder|p[a]?ediatr|klinisch|clinical|genetic|geriatr|long|pulmon|maag-darm|mdl|gastro|microbio|neurolog|neurochir|neurosurg|nucleair|nuclear|obstetr|gyn[a]?ecolog|oogheelk|ophthalm|orthop|patholog|plastisch|plastic|psychiatr|radiolog|radiother|reumat|rheumat|revalid|rehabil|seh|spoedeisend|emergency|sport|urolog|ziekenhuisap|pharmac|kaakchir|maxillo'

const DESIRE =
  'graag|will?en|wens\\p{L}*|gewenst\\p{L}*|verzoek\\p{L}*|vragen|gevraagd|vraag om|nodig|behoefte|rekenen op|gaan uit van|uitgaan van|voorkeur|streef\\p{L}*|stellen voor|voorstel|uitbreid\\p{L}*|uitbreiding|groei(?:en)? (?:naar|met)|verhogen|verlagen|inleveren|liefst|jaarlijks|per jaar|denken aan|instroom van|want\\p{L}*|would like|like|request\\p{L}*|ask|asks|need\\p{L}*|please|prefer\\p{L}*|propos\\p{L}*|increase\\p{L}*|decrease\\p{L}*|a year|per year'
const MORE = 'extra|meer|minder|erbij|eraf|bij(?=\\?|\\.|,|;|$)|additional|more|fewer|less|further'
const EDGE =
  'min(?:imaal|stens)|max(?:imaal)?|ten minste|tenminste|hoogstens|ten hoogste|at least|at most|up to|tussen|between|minimum|maximum'

const PLAIN = '\\d{1,3}(?![\\p{L}\\d%/]|[.,]\\d)'
const SIGNED = `[+-]?(?:${PLAIN}|(?:${WORDS})(?!\\p{L}))`

/** A change, or an amount that is asked for. */
const SIGNS: readonly string[] = [
  `(?<![\\p{L}\\d–-])(?:\\+|[-−](?=\\d+\\s+(?:${PLACE}|voor|bij|for|in)))\\s*${PLAIN}`,
  `(?<!\\p{L})plus\\s+${NUMBER}`,
  `(?<!\\p{L})(?:van|from)\\s+${NUMBER}\\s+(?:naar|tot|to)\\s+${NUMBER}`,
  `${NUMBER}\\s+(?:\\p{L}+\\s+)?(?:i\\.?p\\.?v\\.?|in plaats van|instead of|→|->)\\s*${NUMBER}`,
  `${NUMBER}\\s+(?:${MORE})(?!\\s+dan\\s+\\p{L}+\\s+¤)`,
  `(?:${DESIRE})[^.;¤]{0,40}?(?<!\\p{L})(?:een|a|an)\\s+(?:extra|additional)\\s+(?:${PLACE})(?!\\p{L})`,
  '(?<!\\p{L})(?:tweetal|drietal|viertal|vijftal|couple of|handful of)\\s+(?:\\p{L}+\\s+){0,2}(?:plaats|aios|place|trainee)',
  `(?:${EDGE})\\s+${NUMBER}`,
  `(?:${DESIRE})[^.;¤]{0,60}?${NUMBER}`,
  `${NUMBER}[^.;¤]{0,40}?(?<!\\p{L})(?:nodig|gewenst|wenselijk|needed|wanted|requested)`,
  `(?:wens|gewenst|behoefte|voorkeur|verzoek|streefaantal|aantal|instroom|wanted|requested|intake)\\p{L}*(?:\\s+\\p{L}+)?\\s*[:=]?\\s*${SIGNED}`,
]

/** An amount of places, unless a text only tells how many there are. */
const PLACES = new RegExp(
  `${NUMBER}(?:\\s*\\(\\d+\\))?(?:\\s*(?:à|a|tot|-|–|of|to|or)\\s*${NUMBER})?(?:\\s+(?!en\\b|and\\b)[\\p{L}’'-]+){0,2}\\s+(?:${PLACE})(?!\\p{L})`,
  'iu',
)
const HELD = new RegExp(
  `(?:nu|momenteel|thans|huidige|heeft|hebben|currently|has|have|now)\\s+(?:al\\s+)?${NUMBER}`,
  'iu',
)

/** A scenario's own words, as alternatives of a pattern. */
function alternatives(named: readonly Named[]): string {
  return named
    .flatMap(({ name, aliases = [] }) => [name, ...aliases])
    .filter((each) => /\p{L}{2}/u.test(each))
    .toSorted((a, b) => b.length - a.length)
    .map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('|')
}

/** Whether a text says how many places somebody wants. */
export type WishTest = (text: string) => boolean

/** @param specialties,oors what texts may be about, beside the usual names */
export function wantedNumbers(specialties: readonly Named[], oors: readonly Named[]): WishTest {
  const names = alternatives(specialties)
  const specialty = `(?<!\\p{L})(?:${names === '' ? '' : `${names}|`}(?:${ROOTS})\\p{L}*)(?:\\s+(?:chirurgie|geneeskunde|fysica|chemie|genetica|geriatrie|microbiologie|surgery|medicine))?`
  const region = alternatives(oors.map((each) => ({ ...each, aliases: [...(each.aliases ?? []), each.code] })))
  const signs = [...SIGNS, ...listSigns(specialty)].map((pattern) => new RegExp(pattern, 'iu'))
  const pairs = [`${specialty}\\s*[:=(–-]?\\s*${SIGNED}`, `${NUMBER}\\s*${specialty}`]
  const lists = [pairs.join('|'), ...(region === '' ? [] : [`(?<!\\p{L})(?:${region})\\s*[:=]?\\s*${SIGNED}`])].map((pattern) => new RegExp(pattern, 'giu')) // prettier-ignore
  const codeBefore = new RegExp(`(?<!\\d)(\\d{1,3})\\s*[(–-]?\\s*(?=(${specialty}))`, 'giu')
  return (text) => {
    if (!ANY_NUMBER.test(text)) return false
    // "10 Interne geneeskunde" is a code with its name
    const named = text.replace(codeBefore, (all, code: string, name: string) => (isCodeOf(code, name, specialties) ? '' : all)) // prettier-ignore
    const rest = withoutOthers(named)
    if (signs.some((sign) => sign.test(rest)) || isTable(rest)) return true
    if (lists.some((list) => (rest.match(list)?.length ?? 0) >= 2)) return true
    return PLACES.test(rest) && !HELD.test(rest)
  }
}

const ANY_NUMBER = new RegExp(
  `\\d|(?<!\\p{L})(?:${WORDS}|een extra|an? (?:extra|additional)|\\p{L}+tal)(?!\\p{L})`,
  'iu',
)

/** A number with a specialty by itself: "kindergeneeskunde: +2", "3x cardiologie". */
function listSigns(specialty: string): string[] {
  return [
    `${specialty}\\s*(?:[:=(]\\s*[+-]?|[+-])${PLAIN}`,
    `(?:${NUMBER}|(?<![\\p{L}\\d.,/])\\d{1,3}\\s*[x×])\\s*${specialty}`,
  ]
}

/** Whether a number before a name is the code of just that specialty. */
function isCodeOf(code: string, name: string, specialties: readonly Named[]): boolean {
  const known = specialties.find((each) => each.code === code)
  return known !== undefined && name.toLowerCase().startsWith(known.name.slice(0, 5).toLowerCase())
}

/** Two or more lines or pairs of a word and a number are a table. */
function isTable(text: string): boolean {
  const pairs = text.match(
    /(?:^|[\n;,|])[\s*•-]*(?!(?:tel|fax|kamer|telefoon|toestel|locatie|bed|opleider)\p{L}*\s*[:=])[\p{L}\d][\p{L}\d .()-]{0,60}?\s*[:=\t|]\s*[+-]?\d{1,3}(?![\d%])/giu,
  )
  const columns = text.match(/^[\s*•-]*\p{L}[\p{L} .()-]{1,60}?(?:\s{2,}|\t|\s)\d{1,3}\s*$/gmu)
  return (pairs?.length ?? 0) >= 2 || (columns?.length ?? 0) >= 2
}
