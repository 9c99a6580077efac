/** Every text a person reads, Dutch and English side by side. Codes and field names of files are never translated. */
import type { RuleOutcome, ProposalFrame, ProposalLevelName, RuleId } from '../domain/proposal.js'
import type { Fault, FaultCode } from '../domain/errors.js'
import { LANGUAGES, numberText, signedText, STEERING, wholeText, type Language, type Text } from '../domain/language.js'
import type { ReadingRemark, RemarkCode } from '../domain/reading.js'
import { inputPlaceText, phraseText } from './phrases.js'
import type { DataKind } from '../domain/scenario.js'
import { plainStep, type PlainStep, type StepName } from '../domain/steps.js'
import type { LevelValue, Status, TraceStep } from '../domain/result.js'
import type { Method, Objective } from '../domain/table.js'
import { around, small, TERM } from './terms.js'

export { LANGUAGES, numberText, signedText, wholeText, type Language, type Text }

/** Instead of what there was no time to find out. */
export const NOT_SOUGHT: Text = { nl: 'niet uitgezocht: de tijd was op', en: 'not worked out: time was up' }

/** The label that goes with every number whose data are made up or may not be spread. */
export const DATA_LABEL: Readonly<Record<DataKind, Text>> = {
  synthetic: {
    nl: 'SYNTHETISCHE GEGEVENS: verzonnen zorggebruik, geen schatting van het echte',
    en: 'SYNTHETIC DATA: made-up care use, not an estimate of the real one',
  },
  reconstructed: {
    nl: 'GERECONSTRUEERDE GEGEVENS: verzonnen zorggebruik dat bij een gepubliceerde tabel past',
    en: 'RECONSTRUCTED DATA: made-up care use that fits a published table',
  },
  published: { nl: 'Gepubliceerde gegevens', en: 'Published data' },
  confidential: { nl: 'Vertrouwelijke gegevens', en: 'Confidential data' },
}

export const STATUS: Readonly<Record<Status, Text>> = {
  optimal: small(TERM.optimal),
  feasible: { nl: 'sluitend', en: 'meets all totals' },
  infeasible: { nl: 'onmogelijk', en: 'infeasible' },
  stuck: { nl: 'vastgelopen', en: 'stuck' },
  'off-totals': { nl: 'totalen kloppen niet', en: 'totals not met' },
  'time-limit': { nl: 'tijdslimiet bereikt', en: 'time limit reached' },
}

export const METHOD: Readonly<Record<Method, Text>> = {
  optimal: { nl: 'geheeltallig programma', en: 'integer program' },
  stepwise: { nl: 'handmethode, stapsgewijs', en: 'hand method, stepwise' },
  sequential: { nl: 'handmethode, rij voor rij', en: 'hand method, row by row' },
  'largest-remainder': { nl: 'grootste rest per rij', en: 'largest remainder per row' },
  lottery: { nl: 'zuiver loten', en: 'unbiased lottery' },
}

export const OBJECTIVE: Readonly<Record<Objective, Text>> = {
  'next-best': { nl: 'zo min mogelijk next best', en: 'fewest next bests' },
  absolute: { nl: 'kleinste totale fout', en: 'least total error' },
  squares: { nl: 'kleinste kwadraten', en: 'least squares' },
  largest: { nl: 'kleinste grootste fout', en: 'least largest error' },
  proportional: { nl: 'evenredig naar rij en kolom', en: 'proportional by row and column' },
}

export const LEVEL: Readonly<Record<LevelValue['name'], Text>> = {
  'beyond-next-best': { nl: 'stappen verder dan next best', en: 'steps beyond next best' },
  'next-best': { nl: 'cellen niet natuurlijk afgerond', en: 'cells not rounded naturally' },
  near: { nl: 'plaatsen erbij tegenover de gegeven verdeling', en: 'places gained over the given allocation' },
  error: { nl: 'totale afrondingsfout', en: 'total rounding error' },
  'error-with-arrears': {
    nl: 'totale afrondingsfout, met het tegoed uit eerdere jaren',
    en: 'total rounding error, with the arrears of earlier years',
  },
  'squared-error': { nl: 'som van kwadraten van de fout', en: 'sum of squared errors' },
  'largest-error': { nl: 'grootste afrondingsfout', en: 'largest rounding error' },
}

export const ACTION: Readonly<Record<TraceStep['action'], Text>> = {
  'round-naturally': { nl: 'alles natuurlijk afgerond', en: 'everything rounded naturally' },
  'round-row': { nl: 'rij op grootste rest afgerond', en: 'row rounded by largest remainder' },
  'change-cell': { nl: 'cel gewijzigd: herstelt rij en kolom', en: 'cell changed: repairs a row and a column' },
  'change-pair-in-row': { nl: 'paar in een rij: herstelt twee kolommen', en: 'pair in a row: repairs two columns' },
  'change-pair-in-column': { nl: 'paar in een kolom: herstelt twee rijen', en: 'pair in a column: repairs two rows' },
  stuck: STATUS.stuck,
}

export const PROPOSAL_LEVEL: Readonly<Record<ProposalLevelName, Text>> = {
  near: { nl: 'plaatsen erbij tegenover het gegeven voorstel', en: 'places gained over the given proposal' },
  'outside-room': {
    nl: 'plaatsen buiten geadviseerde schuifruimte (gewogen, zonder lege cellen)',
    en: 'places outside advised shift room (weighed, zero cells left out)',
  },
  'advised-distance': {
    nl: 'afwijking van geadviseerde rijen (een verschoven plaats telt twee keer)',
    en: 'distance to advised rows (a place moved counts twice)',
  },
  motivations: { nl: 'afwijkingen die een motivering nodig hebben', en: 'deviations that need a motivation' },
  moved: { nl: 'tussen OOR’s verschoven plaatsen', en: 'places moved between OORs' },
  mutation: { nl: 'grootste verandering tegen de huidige omvang', en: 'largest change against today’s size' },
  attention: {
    nl: 'plaatsen tegen de richting van aandachtspunten',
    en: 'places against the direction of points of attention',
  },
  'beyond-next-best': LEVEL['beyond-next-best'],
  'next-best': LEVEL['next-best'],
  error: LEVEL.error,
}

export const RULE: Readonly<Record<RuleId, Text>> = {
  integers: { nl: 'hele plaatsen', en: 'whole places' },
  'row-totals': small(TERM.nationalIntakePerSpecialty),
  'national-total': { nl: 'landelijk totaal', en: 'national total' },
  'zero-cells': small(TERM.zeroCells),
  'zero-target': { nl: 'cellen zonder zorggebruik', en: 'cells without care use' },
  bounds: small(TERM.agreedCells),
  agreements: small(TERM.agreements),
  'leeway-total': { nl: 'regelruimte in totaal', en: 'leeway in total' },
  'leeway-per-oor': { nl: 'regelruimte per OOR', en: 'leeway per OOR' },
  floor: small(TERM.floor),
  motivation: { nl: 'motivering van afwijkingen', en: 'motivation of deviations' },
  'outside-frame': { nl: 'buiten het bestuurlijk kader', en: 'outside the administrative frame' },
  staffel: { nl: 'staffel tegen historie', en: 'sliding scale against history' },
  'careful-process': { nl: 'zorgvuldige procesgang', en: 'careful process' },
  reasonableness: { nl: 'redelijkheid', en: 'reasonableness' },
}

export const OUTCOME: Readonly<Record<RuleOutcome, Text>> = {
  pass: { nl: 'voldoet', en: 'pass' },
  fail: { nl: 'voldoet niet', en: 'fail' },
  warn: { nl: 'let op', en: 'warning' },
  judge: { nl: 'aan mensen om te beoordelen', en: 'for people to judge' },
}

/** What became of an advice. */
export const FOLLOWED = {
  exactly: { nl: 'precies gevolgd', en: 'followed to the letter' },
  'within-room': { nl: 'gevolgd binnen de schuifruimte', en: 'followed within the shift room' },
  partly: { nl: 'deels gevolgd', en: 'followed in part' },
  no: { nl: 'niet gevolgd', en: 'not followed' },
} as const satisfies Record<string, Text>

/** The three readings of "30 places to shift" (P26, Regelruimte 1). */
export const MEASURE: Readonly<Record<ProposalFrame['measure'], Text>> = {
  'places-moved': { nl: 'wat OOR’s erbij krijgen', en: 'what OORs gain' },
  'sum-absolute': { nl: 'wat OOR’s erbij krijgen en inleveren', en: 'what OORs gain and lose' },
  cells: { nl: 'wat cellen erbij krijgen', en: 'what cells gain' },
}

/** Why something has to be sent again when the numbers of a year change (L27). */
export const RESEND: Readonly<Record<'intake' | 'base-row' | 'oor-total', Text>> = {
  intake: { nl: 'de instroom is veranderd', en: 'the intake has changed' },
  'base-row': {
    nl: 'de basisverdeling van dit specialisme is veranderd',
    en: 'the base row of this specialty has changed',
  },
  'oor-total': { nl: 'het OOR-totaal is veranderd', en: 'the OOR total has changed' },
}

/** What a check found and what is allowed, where that is no number: in its answers codes, the same in both languages. */
const FINDING: Readonly<Record<string, string>> = {
  'no motivation': 'geen motivering',
  'no ground': 'geen grond',
  'no text': 'geen toelichting',
  'ground and text': 'grond en toelichting',
}

/** What a check found, for a person. */
export function findingText(code: string, language: Language): string {
  const words = code.split(', ').map((each) => (language === 'nl' ? FINDING[each] : undefined) ?? each)
  const range = { nl: ' tot en met ', en: ' to ' }[language]
  return numbersText(words.join(', ').replace(/(?<=\d)\.\.(?=-?\d)/g, range), language)
}

/** A text that we made, its numbers as the language writes them. Texts that people wrote stay as they are. */
function numbersText(text: string, language: Language): string {
  return text.replace(/(?<![\p{L}\d.,])\d+(?:\.\d+)?(?![\p{L}\d]|[.,]\d)/gu, (number) =>
    numberText(Number(number), language, 9),
  )
}

/** What a fault says, before "found" and "expected". */
const FAULT: Readonly<Record<FaultCode, Text>> = {
  'not-found': { nl: 'niet gevonden', en: 'not found' },
  unreadable: { nl: 'kan niet worden gelezen of geschreven', en: 'cannot be read or written' },
  'not-json': { nl: 'geen geldige JSON', en: 'not valid JSON' },
  'not-workbook': { nl: 'geen leesbare werkmap', en: 'not a readable workbook' },
  'no-table': { nl: 'geen rij gevonden met deze koppen', en: 'no row found with these headings' },
  'no-value': {
    nl: 'formule zonder berekende waarde (open de werkmap en sla haar op)',
    en: 'formula without a computed value (open the workbook and save it)',
  },
  'not-used': {
    nl: 'staat buiten de tabel en zou niet meetellen: haal het weg of zet het op een eigen blad',
    en: 'stands outside the table and would not count: remove it, or give it a sheet of its own',
  },
  'not-of-oor': {
    nl: 'telt mee in het totaal, maar hoort bij geen OOR: voeg de getallen bij een OOR, of haal de kolom weg en herstel het totaal',
    en: 'counts in the total, but belongs to no OOR: add its numbers to an OOR, or remove the column and correct the total',
  },
  total: { nl: 'het totaal klopt niet met de cellen', en: 'the total does not agree with the cells' },
  'two-codes': { nl: 'noemt twee verschillende codes', en: 'names two different codes' },
  'too-large': { nl: 'te groot', en: 'too large' },
  missing: { nl: 'ontbreekt', en: 'is missing' },
  'unknown-key': { nl: 'onbekend veld', en: 'unknown field' },
  type: { nl: 'verkeerd soort waarde', en: 'wrong kind of value' },
  value: { nl: 'waarde niet toegestaan', en: 'value not allowed' },
  duplicate: { nl: 'komt twee keer voor', en: 'occurs twice' },
  'unknown-code': { nl: 'onbekende code', en: 'unknown code' },
  shape: { nl: 'verkeerde afmeting of opmaak', en: 'wrong size or layout' },
  'doubtful-sign': {
    nl: 'is de punt of de komma een duizendtalteken of een decimaalteken? Dat is hier aan niets te zien: schrijf deze getallen eenduidig',
    en: 'is the point or comma a thousands sign or a decimal sign? Nothing here tells: write these numbers without doubt',
  },
  'not-decimal': {
    nl: 'geen getal (verwacht bijvoorbeeld 0,205 of 0.205)',
    en: 'not a number (expected for example 0.205 or 0,205)',
  },
  negative: { nl: 'negatief getal', en: 'negative number' },
  'not-whole': { nl: 'geen geheel getal', en: 'not a whole number' },
  'row-sum': {
    nl: 'de rij telt, binnen haar afronding, niet op tot het geheel',
    en: 'the row does not sum to the whole within its rounding',
  },
  'empty-row': { nl: 'geen zorggebruik, maar wel plaatsen te verdelen', en: 'no care use, but places to divide' },
  'floor-too-high': {
    nl: 'ondergrens hoger dan voor alle OOR’s samen kan',
    en: 'floor higher than all OORs together can have',
  },
  'criterion-sum': { nl: 'gewichten tellen niet op tot 1', en: 'weights do not sum to 1' },
  'care-use-missing': { nl: 'zorggebruik ontbreekt', en: 'care use is missing' },
  'needs-care-use': {
    nl: 'dit scenario heeft alleen gepubliceerde tabellen, en dit vraagt zorggebruik; evenredig reconstruct verzint zorggebruik waaruit de tabel precies volgt',
    en: 'this scenario has published tables only, and this takes care use; evenredig reconstruct makes up care use from which the table follows exactly',
  },
  'no-reference': {
    nl: 'zonder gepubliceerde 75/25-referentie is er geen terugval: geef haar als tabel mee',
    en: 'without a published 75/25 reference there is no fallback: give it as a table',
  },
  'no-proposal': {
    nl: 'dit is geen voorstel met plaatsen: er valt niets over te schrijven',
    en: 'this is no proposal with places: there is nothing to write about',
  },
  'no-base': {
    nl: 'dit scenario heeft geen basisverdeling, dus ook geen kader waarin iets past',
    en: 'this scenario has no base distribution, and so no frame for anything to fit in',
  },
  'draft-rejected': {
    nl: 'het voorstel klopt hier niet met het scenario en de adviezen, en wordt dus niet gebruikt',
    en: 'here the proposal does not agree with the scenario and the advices, and so is not used',
  },
  'draft-unproven': {
    nl: 'het voorstel beweert hier meer dan kon worden nagerekend; met een ruimere tijdslimiet (--time-limit) misschien wel',
    en: 'here the proposal claims more than could be checked; with a longer time limit (--time-limit) perhaps it can',
  },
  'zero-cell-filled': {
    nl: 'plaatsen in een lege cel (zeroCells)',
    en: 'places in a zero cell (zeroCells)',
  },
  component: {
    nl: 'onderdeel hoort niet bij deze bron of dit specialisme',
    en: 'component does not belong to this source or specialty',
  },
  'zero-pattern': {
    nl: 'het zorggebruik is niet op de totalen te passen: door deze cellen zonder zorggebruik convergeert het niet in 20.000 rondes',
    en: 'the care use cannot be fitted to the totals: with these cells without care use it does not converge in 20,000 sweeps',
  },
  'codes-differ': {
    nl: 'scenario’s hebben niet dezelfde codes; dit komt maar in één van beide voor',
    en: 'scenarios do not have the same codes; these occur in only one',
  },
  'open-total': {
    nl: 'doel proportional en methode lottery kennen alleen vaste totalen',
    en: 'objective proportional and method lottery know fixed totals only',
  },
  'other-question': {
    nl: 'dit deel is van een andere vraag of van andere gegevens dan het eerste',
    en: 'this part is of another question or of other data than the first',
  },
  'draws-missing': {
    nl: 'delen moeten samen elke trekking precies eenmaal hebben',
    en: 'parts together must have every draw exactly once',
  },
  'in-use': {
    nl: 'een andere dienst gebruikt deze map al; geef deze een eigen map (machine en procesnummer staan erbij)',
    en: 'another service uses this folder already; give this one a folder of its own (machine and process are named)',
  },
  'impossible-sum': {
    nl: 'zo’n som kan niet van deze trekkingen komen',
    en: 'no such sum can come of these draws',
  },
  changed: {
    nl: 'dit deel is veranderd nadat het is geschreven',
    en: 'this part was changed after it was written',
  },
  'not-reconstructed': {
    nl: 'na 300 trekkingen geen zorggebruik gevonden waaruit deze tabel volgt; dat het er niet is, zegt dat niet',
    en: 'after 300 draws no care use found from which this table follows; that does not say that there is none',
  },
  'advice-sum': {
    nl: 'de geadviseerde rij telt niet op tot de landelijke instroom van het specialisme',
    en: 'the advised row does not sum to the national intake of the specialty',
  },
  'agreed-sum': {
    nl: 'de afgesproken rij telt niet op tot de landelijke instroom van het specialisme',
    en: 'the agreed row does not sum to the national intake of the specialty',
  },
  'agreed-twice': {
    nl: 'hierover staat al een afspraak in deze lijst',
    en: 'there is an agreement on this in this list already',
  },
  'agreed-against': {
    nl: 'spreekt een andere afspraak in deze lijst tegen',
    en: 'contradicts another agreement in this list',
  },
  'not-advised': {
    nl: 'afgesproken is zoals geadviseerd, maar voor dit specialisme is geen advies gegeven',
    en: 'agreed is as advised, but no advice was given for this specialty',
  },
  'shift-room': {
    nl: 'schuifruimte is [laagste, hoogste], met het geadviseerde aantal ertussen',
    en: 'shift room is [lowest, highest], with the advised number between them',
  },
  'wanted-numbers': {
    nl: 'een aandachtspunt geeft een richting, geen overzicht van gewenste aantallen (P26 II.1.1)',
    en: 'a point of attention gives a direction, not a list of wanted numbers (P26 II.1.1)',
  },
  'half-filled': {
    nl: 'half ingevuld; wat ontbreekt is geen nul: vul ook deze OOR’s in (0 mag), of laat alles weg',
    en: 'half filled; what is missing is no zero: fill in these OORs too (0 may be), or leave all out',
  },
  'unknown-word': {
    nl: 'onbekend woord, met een waarde ernaast',
    en: 'unknown word, with a value beside it',
  },
  'left-open': {
    nl: 'een waarde ontbreekt: schrijf geen, of haal de regel weg om het kader te volgen',
    en: 'a value is missing: write none, or remove the line to follow the frame',
  },
  'not-care-use': { nl: 'dit blad is geen zorggebruik', en: 'this sheet is no care use' },
  'no-workbook': {
    nl: 'een kader vult alleen een werkmap aan; hier is er geen',
    en: 'a frame completes a workbook only; here is none',
  },
  exists: {
    nl: 'bestaat al en wordt niet overschreven',
    en: 'is there already and is not overwritten',
  },
  'no-frames': {
    nl: 'adviezen horen bij twee kaders van één jaar; deze scenario’s zijn van verschillende jaren',
    en: 'advices go with two frames of one year; these scenarios are of different years',
  },
  'unknown-flag': { nl: 'onbekende vlag', en: 'unknown flag' },
  'other-answer': {
    nl: 'dit is een antwoord van een andere opdracht, en geen invoer van deze',
    en: 'this is an answer of another command, and no input of this one',
  },
  'not-verified': {
    nl: 'een toets wordt niet nagerekend, maar opnieuw gedaan: evenredig check',
    en: 'a test is not verified but done again: evenredig check',
  },
  'already-fixed': {
    nl: 'dit is al een vastgestelde versie, en die verandert niet meer: evenredig amend maakt er een volgende van, evenredig history rekent haar na',
    en: 'this is a fixed version already, which does not change any more: evenredig amend makes a next one of it, evenredig history verifies it',
  },
  'result-rejected': {
    nl: 'de uitkomst klopt hier niet met het geval of met zichzelf, dus wordt zij niet vastgesteld',
    en: 'here the result does not agree with the case or with itself, so it is not fixed',
  },
  'result-unproven': {
    nl: 'de uitkomst is hier niet bewezen, dus wordt zij niet vastgesteld',
    en: 'here the result is not proven, so it is not fixed',
  },
  'out-of-time': {
    nl: 'dit kon in de tijd niet worden nagerekend; met een ruimere tijdslimiet (--time-limit) misschien wel',
    en: 'this could not be checked in time; with a longer time limit (--time-limit) perhaps it can',
  },
  'nothing-to-give': {
    nl: 'in dit formaat is er niets uit te geven',
    en: 'there is nothing to give out in this format',
  },
  'chain-broken': {
    nl: 'deze versie is niet meer zoals zij is vastgesteld, of volgt niet uit die ervoor',
    en: 'this version is no longer as it was fixed, or does not follow from the one before it',
  },
  'other-before': {
    nl: 'dit is niet wat er is vastgesteld',
    en: 'this is not what was fixed',
  },
  published: {
    nl: 'een gepubliceerde uitkomst kan niet worden meegenomen: het doel staat er niet in',
    en: 'a published result cannot be carried over: it does not hold its target',
  },
  unpublishable: {
    nl: 'dit antwoord kan niet worden gepubliceerd: wat een cel doet omslaan, zegt iets van haar vertrouwelijke zorggebruik',
    en: 'this answer cannot be published: what turns a cell says something of its confidential care use',
  },
  'no-places': {
    nl: 'deze uitkomst heeft geen verdeling die alle totalen haalt, en laat dus niets na om mee te nemen',
    en: 'this result has no allocation that meets all totals, so it leaves nothing to carry over',
  },
  'other-codes': {
    nl: 'deze uitkomst heeft niet dezelfde specialismen en OOR’s als het scenario; dit komt maar in één van beide voor',
    en: 'this result does not have the specialties and OORs of the scenario; these occur in only one',
  },
  'other-intake': {
    nl: 'dit voorstel is van een ander kader: zoveel plaatsen zijn het samen, en in zoveel specialismen is de instroom anders',
    en: 'this proposal is of another frame: so many places there are together, and in so many specialties the intake differs',
  },
  'not-true': {
    nl: 'deze uitkomst klopt niet, en wordt dus niet meegenomen (evenredig verify zegt alles)',
    en: 'this result does not hold, so it is not carried over (evenredig verify tells all)',
  },
  'year-order': {
    nl: 'wat wordt meegenomen is van eerdere jaren, het oudste eerst',
    en: 'what is carried over is of earlier years, the oldest first',
  },
  'carried-before': {
    nl: 'deze uitkomst nam zelf eerdere uitkomsten mee: geef ook die, ervoor',
    en: 'this result itself carried earlier results over: give those too, before it',
  },
  usage: { nl: 'verkeerd gebruik', en: 'wrong usage' },
}

/** Every code that there is a text for. */
export const FAULT_CODES = Object.keys(FAULT) as readonly FaultCode[]

const A_FOLDER: Text = { nl: 'een map', en: 'a folder' }
const NO_ACCESS: Text = { nl: 'geen toegang', en: 'no access' }

/** Kinds of value, as schemas name them. */
const KIND: Readonly<Record<string, Text>> = {
  string: small(TERM.text),
  number: small(TERM.number),
  int: { nl: 'geheel getal', en: 'whole number' },
  array: { nl: 'lijst', en: 'list' },
  object: { nl: 'object', en: 'object' },
  boolean: { nl: 'ja of nee', en: 'true or false' },
  file: { nl: 'bestand', en: 'a file' },
  writable: { nl: 'een plaats waar geschreven mag worden', en: 'a place that can be written to' },
  'a workbook': { nl: 'een werkmap', en: 'a workbook' },
  'a year on sheet Kader': { nl: 'een jaar op blad Kader', en: 'a year on sheet Kader (frame)' },
  'another name': { nl: 'een andere naam', en: 'another name' },
  'a name that is not UTF-8': { nl: 'een naam die geen UTF-8 is', en: 'a name that is not UTF-8' },
  'outside the folder': {
    nl: 'een plaats buiten de map van het scenario',
    en: 'a place outside the folder of the scenario',
  },
  'a file in the folder of the scenario': {
    nl: 'een bestand in de map van het scenario',
    en: 'a file in the folder of the scenario',
  },
  none: small(TERM.none),
  'a folder': A_FOLDER,
  'end of file': { nl: 'einde van het bestand', en: 'end of file' },
  'at most 100 decimals': { nl: 'hoogstens 100 decimalen', en: 'at most 100 decimals' },
  'no control characters': { nl: 'tekst zonder stuurtekens', en: 'text without control characters' },
  CSV_QUOTE_NOT_CLOSED: { nl: 'aanhalingsteken dat niet sluit', en: 'a quote that is not closed' },
  CSV_INVALID_CLOSING_QUOTE: { nl: 'tekst na een sluitend aanhalingsteken', en: 'text after a closing quote' },
  INVALID_OPENING_QUOTE: { nl: 'aanhalingsteken midden in een cel', en: 'a quote in the middle of a cell' },
  workbook: { nl: 'een .xlsx-werkmap', en: 'an .xlsx workbook' },
  'a specialty': { nl: 'een specialisme', en: 'a specialty' },
  'a sheet': { nl: 'een blad', en: 'a sheet' },
  'a password': { nl: 'een wachtwoord', en: 'a password' },
  'an old .xls': { nl: 'een oude .xls', en: 'an old .xls' },
  'an .xlsb': { nl: 'een .xlsb', en: 'an .xlsb' },
  'an .ods': { nl: 'een .ods', en: 'an .ods' },
  'an empty file': { nl: 'geen zipbestand maar een leeg bestand', en: 'no zip file but an empty one' },
  'a web page': { nl: 'geen zipbestand maar een webpagina (HTML)', en: 'no zip file but a web page (HTML)' },
  'an Excel 2003 XML': { nl: 'geen zipbestand maar XML van Excel 2003', en: 'no zip file but XML of Excel 2003' },
  'a PDF': { nl: 'geen zipbestand maar een PDF', en: 'no zip file but a PDF' },
  'text, such as CSV': { nl: 'geen zipbestand maar tekst, zoals CSV', en: 'no zip file but text, such as CSV' },
  'a workbook without a sheet of cells': {
    nl: 'een werkmap zonder blad met cellen',
    en: 'a workbook without a sheet of cells',
  },
  'two sayings': {
    nl: 'twee verschillende opgaven van hetzelfde onderdeel',
    en: 'two different statements of the same part',
  },
  'overlapping parts': { nl: 'onderdelen die elkaar overlappen', en: 'parts that overlap' },
  'no zip file': { nl: 'geen zipbestand', en: 'no zip file' },
  'no zip directory': { nl: 'een afgebroken zipbestand', en: 'a zip file that breaks off' },
  'a zip without a workbook': { nl: 'een zipbestand zonder werkmap', en: 'a zip file without a workbook' },
  'no part': { nl: 'een verwijzing naar niets', en: 'a reference to nothing' },
  damaged: { nl: 'beschadigde inhoud', en: 'damaged content' },
  'wrong checksum': { nl: 'verkeerde controlesom', en: 'wrong checksum' },
  'more than it declares': { nl: 'meer dan het zelf opgeeft', en: 'more than it declares' },
  EACCES: NO_ACCESS,
  EDQUOT: { nl: 'uw ruimte op deze schijf is vol', en: 'your quota of this disk is used up' },
  EFBIG: { nl: 'groter dan bestanden hier mogen zijn', en: 'larger than files may be here' },
  EEXIST: { nl: 'iets dat geen map is', en: 'something that is no folder' },
  EISDIR: A_FOLDER,
  ELOOP: { nl: 'een link die in een kring loopt', en: 'a link that runs in a circle' },
  ENAMETOOLONG: { nl: 'een te lange naam', en: 'a name that is too long' },
  ENOENT: { nl: 'map bestaat niet', en: 'folder does not exist' },
  ENOSPC: { nl: 'schijf is vol', en: 'disk is full' },
  ENOTDIR: { nl: 'geen map', en: 'not a folder' },
  EPERM: NO_ACCESS,
  EROFS: { nl: 'alleen-lezen schijf', en: 'read-only disk' },
}

const WORDS = {
  found: small(TERM.found),
  expected: { nl: 'verwacht', en: 'expected' },
  maybe: { nl: 'bedoelt u', en: 'did you mean' },
  or: around(' ', small(TERM.or), ' '),
} as const

/** One line per fault: path, what is wrong, found, expected, and what may have been meant. */
export function faultText(fault: Fault, language: Language): string {
  return `${printable(inputPlaceText(fault.path, language))}: ${faultMessage(fault, language)}`
}

/** The same without the path, for those who give that apart. */
export function faultMessage(fault: Fault, language: Language): string {
  const told = (text: string) => {
    const asTyped = QUOTING.has(fault.code) || (fault.code !== 'row-sum' && text === fault.found && GROUPED.test(text))
    const words = kinds(asTyped ? text : decimalsText(text, language), language)
    return COUNTING.has(fault.code) ? separated(words, language) : words
  }
  const parts = [
    fault.found === '' || fault.found === '-' ? '' : `${WORDS.found[language]} ${told(fault.found)}`,
    fault.expected === '' ? '' : `${WORDS.expected[language]} ${told(fault.expected)}`,
    fault.hint === undefined ? '' : `${WORDS.maybe[language]} ${oneOf(fault.hint, language)}?`,
  ].filter((part) => part !== '')
  return printable(`${FAULT[fault.code][language]}${parts.length > 0 ? ` (${parts.join('; ')})` : ''}`)
}

/** What somebody typed so may be thousands. */
const GROUPED = /^[1-9]\d{0,2}(?:\.\d{3})+$/

/** Faults that tell what was typed, to the letter: a name, a flag, or a number of which the sign is the question. */
const QUOTING: ReadonlySet<FaultCode> = new Set([
  'doubtful-sign',
  'not-decimal',
  'unknown-code',
  'two-codes',
  'duplicate',
  'unknown-word',
  'unknown-key',
  'unknown-flag',
  'not-found',
  'usage',
  'component',
])

/** Faults about numbers of things; of others a number may be a code or a year, which has no thousands. */
const COUNTING: ReadonlySet<FaultCode> = new Set([
  'total',
  'row-sum',
  'advice-sum',
  'shift-room',
  'open-total',
  'too-large',
])

/** The whole numbers in a text with their thousands separated. */
function separated(text: string, language: Language): string {
  return text.replace(/(?<![\p{L}\d.,])\d{4,}(?![\p{L}\d]|[.,]\d)/gu, (number) => wholeText(Number(number), language))
}

/** "A, B or C" */
function oneOf(hint: string, language: Language): string {
  return hint.replaceAll(/ \| (?=.* \| )/g, ', ').replace(' | ', WORDS.or[language])
}

/** Text without characters that steer a terminal or hide; a line break is one too. */
export function printable(text: string): string {
  return text.replace(new RegExp(STEERING, 'gu'), '\uFFFD')
}

/** The same of a text that somebody wrote in lines, where a line is no more than that: in a cell. */
export function printableLines(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map(printable)
    .join('\n')
}

function kinds(text: string, language: Language): string {
  const parts = text.split(' | ')
  const said = (part: string) => KIND[part]?.[language] ?? phraseText(part, language)
  // of several values some may be words as well: who reads "optimaal | stepwise" cannot type it
  const areValues = parts.some((part) => VALUE.test(part) && KIND[part] === undefined && said(part) === null)
  const isKept = (part: string) => areValues && VALUE.test(part) && (KIND[part] === undefined || part === 'none')
  return parts.map((part) => (isKept(part) ? part : (said(part) ?? part))).join(' | ')
}

/** "largest-remainder": what a flag or a field may hold. */
const VALUE = /^[a-z]+(-[a-z]+)*$/

/** What a file claims, where that is neither proven nor refuted. */
export const CLAIM: Readonly<
  Record<'optimality' | 'uniqueness' | 'freedom' | 'levels' | 'infeasibility' | 'target' | 'method', Text>
> = {
  target: {
    nl: 'dat het doel van dit jaar uit zijn scenario volgt, is niet nagekeken: geef van elk jaar het scenario',
    en: 'that the target of this year follows from its scenario was not looked at: give the scenario of every year',
  },
  optimality: {
    nl: 'dat geen andere verdeling beter is, is niet bewezen en niet weerlegd',
    en: 'that no other allocation is better is neither proven nor refuted',
  },
  uniqueness: {
    nl: 'dat geen andere verdeling even goed is, is niet bewezen en niet weerlegd',
    en: 'that no other allocation is equally good is neither proven nor refuted',
  },
  freedom: {
    nl: 'welke cellen volgens het protocol alleen vrij zijn, is niet bewezen en niet weerlegd',
    en: 'which cells are free by the protocol alone is neither proven nor refuted',
  },
  levels: {
    nl: 'dat de niveaus zijn wat er staat, is niet bewezen en niet weerlegd',
    en: 'that the levels are as stated is neither proven nor refuted',
  },
  infeasibility: {
    nl: 'dat geen enkele verdeling voldoet, is niet bewezen en niet weerlegd',
    en: 'that no allocation at all complies is neither proven nor refuted',
  },
  method: {
    nl: 'dat deze methode deze verdeling geeft, is niet bewezen en niet weerlegd',
    en: 'that this method gives this allocation is neither proven nor refuted',
  },
}

/** What a remark says of the place it names; `#` is what was found there. */
const REMARK: Readonly<Record<RemarkCode, Text>> = {
  sheet: { nl: 'blad # gelezen', en: 'sheet # read' },
  specialties: { nl: '# specialismen', en: '# specialties' },
  oors: { nl: '# OOR’s', en: '# OORs' },
  rows: { nl: '# rijen', en: '# rows' },
  columns: { nl: '# kolommen', en: '# columns' },
  intake: { nl: 'instroom uit kolom #', en: 'intake from column #' },
  unit: { nl: 'gelezen als #', en: 'read as #' },
  records: { nl: '# regels zorggebruik', en: '# lines of care use' },
  'sheet-skipped': { nl: 'blad # overgeslagen', en: 'sheet # passed over' },
  'sheet-empty': { nl: 'op blad # is niets ingevuld', en: 'nothing is filled in on sheet #' },
  'nothing-filled': {
    nl: 'er is niets ingevuld: geen adviezen, aandachtspunten, motiveringen, omvang, historie of wensen',
    en: 'nothing is filled in: no advices, points of attention, motivations, sizes, history or wishes',
  },
  'text-above': { nl: 'tekst boven de tabel overgeslagen: #', en: 'text above the table passed over: #' },
  'text-below': { nl: 'tekst onder de tabel overgeslagen: #', en: 'text below the table passed over: #' },
  'text-beside': { nl: 'tekst naast de tabel overgeslagen: #', en: 'text beside the table passed over: #' },
  'column-skipped': { nl: 'kolom # overgeslagen', en: 'column # passed over' },
  'numbers-skipped': {
    nl: 'kolom overgeslagen, haar getallen tellen niet mee: # samen',
    en: 'column passed over, its numbers do not count: # together',
  },
  'numbers-of-row': {
    nl: 'rij van geen specialisme overgeslagen, haar getallen tellen niet mee: # samen',
    en: 'row of no specialty passed over, its numbers do not count: # together',
  },
  'row-skipped': { nl: 'rij # overgeslagen', en: 'row # passed over' },
  'totals-row': { nl: 'totaalrij # overgeslagen', en: 'row of totals # passed over' },
  'totals-column': { nl: 'totaalkolom # overgeslagen', en: 'column of totals # passed over' },
  'not-computed': {
    nl: 'totalen zonder berekende waarde niet nagerekend: #',
    en: 'totals without a computed value not checked: #',
  },
  'outside-frame': {
    nl: '# valt buiten het bestuurlijk kader en telt niet mee',
    en: '# is outside the administrative frame and does not count',
  },
  'separator-line': { nl: 'regel # overgeslagen', en: 'line # passed over' },
  'decimal-comma': {
    nl: 'de komma is als decimaalteken gelezen, vanwege #',
    en: 'the comma was read as a decimal sign, because of #',
  },
  'decimal-point': {
    nl: 'de punt is als decimaalteken gelezen, vanwege #',
    en: 'the point was read as a decimal sign, because of #',
  },
  'thousands-point': {
    nl: 'de punt is als duizendtalscheiding gelezen, vanwege #',
    en: 'the point was read as a thousands separator, because of #',
  },
  'thousands-comma': {
    nl: 'de komma is als duizendtalscheiding gelezen, vanwege #',
    en: 'the comma was read as a thousands separator, because of #',
  },
  'thousands-places': {
    nl: 'gelezen als duizendtallen, want plaatsen zijn heel',
    en: 'read as thousands, for places are whole',
  },
  'mark-left-out': {
    nl: 'getal gelezen zonder het voetnootteken erachter: #',
    en: 'number read without the mark of a footnote behind it: #',
  },
  'name-taken': { nl: 'naam opgevat als #', en: 'name taken as #' },
  frame: { nl: 'aangevuld uit #', en: 'completed by #' },
  'frame-year': { nl: 'jaar # uit het kader', en: 'year # from the frame' },
  floor: { nl: 'ondergrens #', en: 'floor #' },
  'zero-cells': { nl: '# lege cellen', en: '# zero cells' },
  'no-floor': { nl: 'geen ondergrens', en: 'no floor' },
  'no-zero-cells': { nl: 'geen lege cellen', en: 'no zero cells' },
  'specialties-missing': {
    nl: 'deze specialismen van het kader ontbreken: #',
    en: 'these specialties of the frame are missing: #',
  },
  'intake-differs': {
    nl: 'de landelijke instroom is niet die van het kader: #',
    en: 'the national intake is not that of the frame: #',
  },
  'status-taken-over': {
    nl: 'status en datum (#) zijn die van het kader waarmee is begonnen, zoals oude sjablonen ze vooraf invulden: maak ze leeg als juist deze gegevens niet zo zijn vastgesteld',
    en: 'status and date (#) are those of the frame that it began with, as old templates had them filled in: empty them unless these very data were so adopted',
  },
  'empty-is-none': { nl: 'lege cellen gelezen als 0 plaatsen: #', en: 'empty cells read as 0 places: #' },
  'sheet-hidden': { nl: 'blad # is gelezen, maar in Excel verborgen', en: 'sheet # was read, but is hidden in Excel' },
  'totals-differ': {
    nl: 'het totaal klopt niet met de cellen: #',
    en: 'the total does not agree with the cells: #',
  },
  counts: {
    nl: '# telt mee, al lijkt het naar zijn naam geen eigen rij of kolom',
    en: '# counts, though by its name it seems no row or column of its own',
  },
}

/** Every code of a remark on what was read. */
export const READING_CODES = Object.keys(REMARK) as readonly RemarkCode[]

/** The same of one. */
const ONE: Readonly<Partial<Record<RemarkCode, Text>>> = {
  specialties: { nl: '1 specialisme', en: '1 specialty' },
  oors: { nl: '1 OOR', en: '1 OOR' },
  rows: { nl: '1 rij', en: '1 row' },
  columns: { nl: '1 kolom', en: '1 column' },
  records: { nl: '1 regel zorggebruik', en: '1 line of care use' },
  'zero-cells': { nl: '1 lege cel', en: '1 zero cell' },
}

/** What a remark says, without its place. */
export function remarkText({ code, found }: ReadingRemark, language: Language): string {
  const one = found === '1' ? ONE[code]?.[language] : undefined
  const told = COMPUTED.has(code) ? decimalsText(found, language) : found
  return one ?? printable(REMARK[code][language].replace('#', () => told))
}

/** Remarks with numbers that we computed. */
const COMPUTED: ReadonlySet<RemarkCode> = new Set(['numbers-skipped', 'numbers-of-row', 'totals-differ', 'floor'])

/** What a verifier found against what it expected, as a sentence. */
export function mismatchText(
  { found, expected }: { readonly found: string; readonly expected: string },
  language: Language,
): string {
  const told = (text: string) => deviationWords(text, language) ?? kinds(decimalsText(text, language), language)
  return `${WORDS.found[language]} ${told(found)}, ${WORDS.expected[language]} ${told(expected)}`
}

/** A cell that is not rounded naturally, as the verifier has it: "16.48: 16 -> 17 (1, 0.04)". */
const DEVIATION = /^(\S+): (-?\d+) -> (-?\d+) \((\d+), (\S+)\)$/

function deviationWords(text: string, language: Language): string | null {
  const parts = DEVIATION.exec(text)
  if (parts === null) return text === '-' ? small(TERM.nothing)[language] : null
  const [target, natural, places, rank, extra] = parts.slice(1).map((part) => decimalsText(part, language))
  return {
    nl: `doel ${target}, natuurlijk ${natural}, toegewezen ${places} (rang ${rank}, extra fout ${extra})`,
    en: `target ${target}, natural ${natural}, allocated ${places} (rank ${rank}, extra error ${extra})`,
  }[language]
}

/** Numbers with decimals, all their digits kept, as the language writes them; lists and fields of JSON stay as files have them. */
function decimalsText(text: string, language: Language): string {
  if (language === 'en' || /^[[{"]/.test(text)) return text
  return text.replace(/(?<![\p{L}\d.,])(\d+)\.(\d+)(?![\p{L}\d]|[.,]\d)/gu, '$1,$2')
}

/** A scenario, or what takes its place, with the beginning of its hash, which tells two versions of one apart. */
function versionText(name: string | null, sha256: string, language: Language): string {
  const table = { nl: 'een losse tabel', en: 'a table without scenario' }[language]
  return `${name ?? table} (${sha256.slice(0, 12)}…)`
}

/** A file is held against another scenario than it was made from. */
export function otherScenarioText(
  made: readonly { readonly name: string | null; readonly sha256: string }[],
  given: { readonly name: string; readonly sha256: string },
  language: Language,
): string {
  const from = made.map(({ name, sha256 }) => versionText(name, sha256, language)).join(', ')
  const asked = versionText(given.name, given.sha256, language)
  return {
    nl: `dit bestand is gemaakt van ${from}, en gegeven is een ander scenario of een andere versie: ${asked}`,
    en: `this file was made from ${from}, and what is given is another scenario or another version: ${asked}`,
  }[language]
}

/** A step of a cell's way that one criterion takes by itself says which. */
export const OF_CRITERION: Readonly<Record<'all' | 'training', Text>> = {
  all: { nl: 'alle instellingen', en: 'all institutions' },
  training: { nl: 'opleidende instellingen', en: 'training institutions' },
}

/** The words of a step, from a table of plain ones. */
export function stepWords(words: Readonly<Record<PlainStep, Text>>, name: StepName, language: Language): string {
  const { step, criterion } = plainStep(name)
  return criterion === null ? words[step][language] : `${words[step][language]} (${OF_CRITERION[criterion][language]})`
}
