/** Words that stand around the figures of a table, in its first column and above it, in the many ways people write them. */

/** Totals by name: "Totaal:", "Eindtotaal", "Grand Total", "Totals", "Totaal generaal", "Σ", "Som", "Landelijk", "Totaal NL". */
const TOTAL =
  /^(?:[\p{L} .-]{0,20}tota+l|tot\.?$|tot\.? |(?:som|sum|optelling|samen|heel nederland)\b|[Σ∑]|(?:landelijk|nationaal|national|nederland|nl)\b|all(?:e|es|e specialismen|e oor['’]?s)$)/iu

/** Totals of a part: in a table that is read whole they would count twice. */
const SUBTOTAL = /^(?:sub|tussen)[ -]?tota+l/iu

/** What holds no care use and no places of a specialty or an OOR, whatever figures stand beside it. */
const ASIDE =
  /^(?:%|perc|aandeel|share|proportion|ondergrens|floor|controle|check|verschil|difference|afwijking|deviation|norm|gem\b|gem\.|gemiddel|spreiding|standaard|standard|st\.? ?dev|std\b|sd\b|varianti|afronding|rounding|delta|[Δ∆]|rest$|restant|saldo|toename|afname|groei|growth|index\b|inwoners|inhabitants|population|adherentie|w\.?v\.?\b|omvang|huidig|current|streef|doel|target|realisatie|prognose|mean|average|median|mediaan|basisverdeling|referentie|base|toewijzing|vorig|previous|waarvan|of which|max|min(?:\.|imum|imaal)?\b|peildatum|datum|date|versie|version|bron|source|noot|note|nb\b|n\.b|let op|opmerking|toelichting|remark|comment|aantal|number of|jaar\b|year\b|aanta|regelruimte|leeway|specialisme|specialty|oor\b|oor’s|oors|verdeling|distribution|tabel|table|in %|in proc|in perc|t\.?o\.?v\b|mutatie|change|last year|afgelopen|(?:19|20)\d\d$|\(|\*|¹|\d\))/iu

/** Columns that say something about a row, and are no OOR. */
const ABOUT =
  /^(?:code|agb|id$|volgnr|volgnummer|fte|opleiders?$|naam|name|specialisme|specialty|specialisatie|opleiding|opmerking|toelichting|onderbouwing|rationale|remark|note|bron|source|label|data|gegevens|nr\b|no\.|nummer|number|#|rang|rank|vereniging|association|wv|gewicht|weight|eenheid|unit|omschrijving|description|status|datum|date)/i

/** Columns of care use and places of no OOR, and of the figures of people and buildings: nobody can divide these. */
const UNPLACED =
  /^(?:overige?n?\b|buitenland|onbekend|elders|diversen|niet (?:toegewezen|toe te|in te|bekend)|geen oor|zonder oor|other|abroad|foreign|unknown|unassigned|umc(?:['’]?s)?\b|aios\b|capaciteit|capacity|restcategorie|nvt\b|n\.v\.t)/iu

/** Rows of care use of no specialty: "Overig", "Onbekend specialisme". */
const UNPLACED_ROW =
  /^(?:overige?n?\b|buitenland|onbekend|elders|diversen|niet (?:toegewezen|toe te|in te|bekend)|(?:geen|zonder) specialis|other|abroad|foreign|unknown|unassigned|restcategorie|nvt\b|n\.v\.t)/iu

/** Columns of a part or a share of the figures beside them: "w.v. dagopname", "Waarvan spoed", "Aandeel", "% NL". */
const PART =
  /^(?:w\.\s?v\b|waarvan|of which|%|perc|in %|in proc|in perc|aandeel|share|proportion|verschil|difference|groei|growth|vorig|previous|gem\b|gem\.|gemiddel|mean|average)/iu

/** Columns of running numbers and the like: what stands there is no code of a specialty. */
const NO_LABEL =
  /^(?:nr|no|no\.|nummer|volgnr|volgnummer|id|rij|regel|row|pos|jaar|year|#|rang|rank|vereniging|association|wv|bron|source|care_source|totaal|total|data|datum|status)(?![\p{L}\d])/iu

/** Intake: "Instroom", "Landelijke instroom", "Instroomplaatsen", "Aantal instroomplaatsen", "Instroom 2027", "Intake". */
const INTAKE =
  /^(?:(?:aantal|landelijke?|nationale?|totaa?le?|nieuwe|definitieve|voorlopige|jaarlijkse|te verdelen|national|new|definitive|provisional|total|number of) )*(?:instroom|intake|opleidingsplaatsen|(?<=te verdelen |aantal )plaatsen|plaatsen$)/i

/** Totals of this table and no other: "Totaal basisverdeling" or "Totaal ten minste" is something else. */
const PLAIN_TOTAL =
  /^(?:(?:eind|algemeen |landelijk |nationaal |grand |overall )?tota(?:al|l|len|als|ls)|tot|som|sum|optelling|Σ|∑)(?: (?:generaal|per oor|oor|oors|nederland|nl|alle|specialismen|plaatsen|instroom|\d{4}))*$/iu

const told = (pattern: RegExp) => (text: string) => pattern.test(text.replace(/\s+/g, ' ').trim().slice(0, 100))

export const isTotal = told(TOTAL)
export const isPlainTotal = (text: string) => told(PLAIN_TOTAL)(text.replace(/[:*=.’'()]/g, ' '))
export const isSubtotal = told(SUBTOTAL)
export const isAside = told(ASIDE)
export const isAbout = told(ABOUT)
export const isUnplaced = told(UNPLACED)
export const isUnplacedRow = told(UNPLACED_ROW)
export const isPart = told(PART)
export const isNoLabel = told(NO_LABEL)
export const isIntake = told(INTAKE)
