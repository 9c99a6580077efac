/** What the page itself says; terms of the field come from the words of all forms. */
import { small, TERM } from '../words/terms.js'
import type { Text } from '../domain/language.js'
import type { Institutions } from '../shapes/answers/institutions.js'
import type { Result } from '../shapes/answers/result.js'
import { language, texts } from './state.js'
import type { Texts } from './engine.js'

const PAGE = {
  views: { nl: 'Weergaven', en: 'Views' },
  toewijzing: { nl: 'Toewijzing', en: 'Allocation' },
  vergelijken: { nl: 'Vergelijken', en: 'Compare' },
  voorstel: TERM.proposal,
  methoden: { nl: 'Methoden', en: 'Methods' },
  eerlijkheid: { nl: 'Eerlijkheid', en: 'Fairness' },
  instellingen: TERM.institutions,
  local: { nl: 'Rekent op deze computer; er wordt niets verstuurd', en: 'Computes on this computer; nothing is sent' },
  scenario: { nl: 'Scenario', en: 'Scenario' },
  open: { nl: 'Werkmap openen', en: 'Open workbook' },
  export: { nl: 'Exporteren', en: 'Export' },
  copyLink: { nl: 'Link kopiëren', en: 'Copy link' },
  copied: { nl: 'Link gekopieerd', en: 'Link copied' },
  linkWithout: { nl: 'Link gekopieerd, zonder uw eigen gegevens', en: 'Link copied, without your own data' },
  xlsx: { nl: 'Excel (.xlsx)', en: 'Excel (.xlsx)' },
  html: { nl: 'Pagina (.html)', en: 'Page (.html)' },
  csv: { nl: 'CSV', en: 'CSV' },
  json: { nl: 'Resultaat (.json)', en: 'Result (.json)' },
  specialty: { nl: 'Specialisme', en: 'Specialty' },
  total: TERM.total,
  state: { nl: 'Stand', en: 'State' },
  computing: { nl: 'Wordt berekend…', en: 'Computing…' },
  stop: { nl: 'Stoppen', en: 'Stop' },
  optimal: { nl: 'Optimaal, bewezen', en: 'Optimal, proven' },
  checkedHere: { nl: 'bewijs hier nagerekend', en: 'proof checked here' },
  places: { nl: 'plaatsen', en: 'places' },
  beyond: { nl: 'verder dan next best', en: 'beyond next best' },
  error: { nl: 'totale fout', en: 'total error' },
  freeCells: { nl: 'cellen laat het protocol vrij', en: 'cells are left free by the protocol' },
  beforeFloor: { nl: 'vóór de ondergrens', en: 'before the floor' },
  explanation: { nl: 'Uitleg', en: 'Explanation' },
  target: { nl: 'doel', en: 'target' },
  naturally: { nl: 'natuurlijk', en: 'natural' },
  given: { nl: 'toegewezen', en: 'allocated' },
  other: { nl: 'Wat een andere keuze kost', en: 'What another choice costs' },
  way: { nl: 'Van zorggebruik naar plaats', en: 'From care use to places' },
  chain: { nl: 'De keten van afrondingen', en: 'The chain of roundings' },
  empty: { nl: 'leeg', en: 'empty' },
  roundedUp: { nl: 'naar boven afgerond', en: 'rounded up' },
  roundedDown: { nl: 'naar beneden afgerond', en: 'rounded down' },
  pinned: { nl: 'vastgezet', en: 'pinned' },
  perOor: { nl: 'Verschil per OOR', en: 'Difference per OOR' },
  perCell: { nl: 'Verschil per cel', en: 'Difference per cell' },
  balanceRules: { nl: 'Balans en regels', en: 'Balance and rules' },
  balance: { nl: 'Balans per OOR', en: 'Balance per OOR' },
  read: { nl: 'Gelezen', en: 'What was read' },
  undo: { nl: 'Ongedaan maken', en: 'Undo' },
  redo: { nl: 'Opnieuw', en: 'Redo' },
  pin: { nl: 'Vastzetten', en: 'Pin' },
  unpin: { nl: 'Alles losmaken', en: 'Unpin all' },
  nearest: { nl: 'Dichtstbijzijnde dat voldoet', en: 'Nearest that complies' },
  best: { nl: 'Beste voorstel berekenen', en: 'Compute best proposal' },
  together: { nl: 'Samen afronden', en: 'Round together' },
  swap: { nl: 'A en B verwisselen', en: 'Swap A and B' },
  share: { nl: 'Aandeel alle instellingen', en: 'Share of all institutions' },
  settings: { nl: 'Opties', en: 'Options' },
  floor: { nl: 'Ondergrens (%)', en: 'Floor (%)' },
  noFloor: { nl: 'geen ondergrens', en: 'no floor' },
  zeroCells: TERM.zeroCells,
  objective: { nl: 'Doel van het afronden', en: 'Objective of rounding' },
  asOpened: { nl: 'Terug naar zoals geopend', en: 'Back to as opened' },
  changed: { nl: 'gewijzigd', en: 'changed' },
  used: { nl: 'Gebruikt', en: 'Used' },
  skipped: { nl: 'Overgeslagen', en: 'Skipped' },
  warnings: { nl: 'Let op', en: 'Mind' },
  close: { nl: 'Sluiten', en: 'Close' },
  drop: { nl: 'Laat los om te openen', en: 'Drop to open' },
  pasted: { nl: 'geplakt.csv', en: 'pasted.csv' },
  oneFile: { nl: 'één bestand tegelijk', en: 'one file at a time' },
  failed: { nl: 'Deze weergave kan dit niet laten zien.', en: 'This view cannot show this.' },
  keys: { nl: 'Toetsen', en: 'Keys' },
  proof: { nl: 'Bewijs', en: 'Proof' },
  inA: { nl: 'in A', en: 'in A' },
  swapNone: { nl: 'gelijk', en: 'equal' },
  of: { nl: 'van', en: 'of' },
  base: TERM.base,
  difference: TERM.difference,
  motivation: { nl: 'Motivering', en: 'Motivation' },
  grounds: { nl: 'Gronden', en: 'Grounds' },
  rules: { nl: 'Regels', en: 'Rules' },
  notFollowed: { nl: 'Niet gevolgde adviezen', en: 'Advices not followed' },
  complete: { nl: 'compleet', en: 'complete' },
  notNeeded: { nl: 'niet nodig', en: 'not needed' },
  write: { nl: 'schrijven', en: 'to write' },
  chooseGround: { nl: 'grond kiezen', en: 'choose a ground' },
  takeFrom: { nl: 'Haal 1 weg bij', en: 'Take 1 away from' },
  giveTo: { nl: 'Geef 1 aan', en: 'Give 1 to' },
  advice: TERM.advice,
  method: { nl: 'Methode', en: 'Method' },
  offTotals: { nl: 'naast hun kolomtotaal', en: 'off their column total' },
  otherCells: { nl: 'anders dan optimaal', en: 'other than optimal' },
  spread: { nl: 'afwijking per cel: toegewezen − doel', en: 'deviation per cell: allocated − target' },
  draws: { nl: 'Aantal willekeurige jaren', en: 'Number of random years' },
  population: { nl: 'Soort jaren', en: 'Kind of years' },
  run: { nl: 'Jaren trekken', en: 'Draw years' },
  gain: { nl: 'Winst per OOR door afronden, plaatsen per jaar', en: 'Gain per OOR by rounding, places a year' },
  claims: { nl: 'Wat de intervallen dragen', en: 'What the intervals carry' },
  tour: { nl: 'Rondleiding', en: 'Tour' },
  skip: { nl: 'Overslaan', en: 'Skip' },
  next: { nl: 'Verder', en: 'Next' },
  agreements: TERM.agreements,
  agreement: { nl: 'Afspraak', en: 'Agreement' },
  agree: { nl: 'Afspreken', en: 'Agree' },
  withdraw: { nl: 'Afspraken van hier intrekken', en: 'Withdraw those made here' },
  kept: small(TERM.kept),
  notKept: small(TERM.notKept),
  versions: { nl: 'Versies', en: 'Versions' },
  keep: { nl: 'Versie bewaren', en: 'Keep version' },
} as const satisfies Record<string, Text>

export type PageWord = keyof typeof PAGE

/** A text of the page in the language that is on; whoever reads it is drawn again when that changes. */
export function t(name: PageWord): string {
  return PAGE[name][language.value]
}

/** One of two texts, for sentences with figures in them. */
export function say(text: Text): string {
  return text[language.value]
}

/** What next bests are, and that there cannot be fewer, as far as that is proven: only of what goes before them is as good. */
export function nextBests({
  status,
  objective,
  near,
  levels,
}: Pick<Result | Institutions, 'status' | 'objective' | 'levels' | 'near'>): string {
  const isBeyond = (levels?.find(({ name }) => name === 'beyond-next-best')?.value ?? 0) > 0
  const before: Text[] = [
    ...(near === null ? [] : [{ nl: 'zo weinig verplaatst', en: 'as few moved' }]),
    ...(objective === 'largest' ? [{ nl: 'dezelfde grootste fout', en: 'the same largest error' }] : []),
    ...(isBeyond ? [{ nl: 'zo weinig stappen verder dan next best', en: 'as few steps beyond next best' }] : []),
  ]
  const only = before.map(say).join(say({ nl: ' en ', en: ' and ' }))
  const fewest = say({ nl: ', minder kan niet', en: ', fewer is impossible' })
  const least = only === '' ? fewest : `${fewest} ${say({ nl: 'met', en: 'with' })} ${only}`
  return `${say({ nl: 'tegen de natuur in (next best)', en: 'against nature (next best)' })}${status === 'optimal' ? least : ''}`
}

/** A word of the field; its code until the engine has told it. */
export function word(kind: keyof Texts, code: string): string {
  const known: Readonly<Record<string, Text>> | undefined = texts.value?.[kind]
  return known?.[code]?.[language.value] ?? code
}
