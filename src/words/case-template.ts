/** The words of the workbook of a case that is filled in: by these, in either language, it is read back. */
import type { Text } from './texts.js'
import { INSTITUTIONS } from './institution-forms.js'
import { PACK } from './pack.js'
import { TERM } from './terms.js'

export const CASE_TEMPLATE_TITLE: Text = {
  nl: 'Evenredig: geval binnen de OOR om in te vullen',
  en: 'Evenredig: case within the OOR to fill in',
}

/** What stands above each column. */
export const CASE_HEAD = {
  code: TERM.code,
  name: TERM.name,
  kind: TERM.kind,
  nza: INSTITUTIONS.nza,
  institution: INSTITUTIONS.institution,
  specialty: TERM.specialty,
  oor: TERM.oor,
  from: TERM.from,
  to: { nl: 'T/m', en: 'Up to' },
  year: TERM.year,
  inflow: TERM.intake,
  throughflow: PACK.throughflow,
  module: { nl: 'Stagemodule', en: 'Module' },
  min: TERM.minimum,
  max: TERM.maximum,
  low: TERM.minimum,
  high: TERM.maximum,
  by: TERM.agreedBy,
  date: TERM.date,
  reason: TERM.reason,
  places: TERM.places,
} as const satisfies Readonly<Record<string, Text>>

/** What each sheet holds. */
export const CASE_ABOUT = {
  frame: {
    nl: 'Kenmerk en jaar zijn nodig. Gegevens: vertrouwelijk, gepubliceerd of synthetisch; leeg is vertrouwelijk. Datums als 2026-11-03.',
    en: 'Id and year are needed. Data: confidential, published or synthetic; empty is confidential. Dates as 2026-11-03.',
  },
  institutions: {
    nl: 'Elke instelling met haar code. De NZa-code is alleen nodig voor het VWS-format. Nodig.',
    en: 'Every institution with its code. The NZa code is needed for the VWS format only. Needed.',
  },
  recognitions: {
    nl: 'Elke erkende opleiding, per OOR waaronder zij valt. Van en tot en met mogen leeg; zij geldt op 1 januari van het jaar. Nodig.',
    en: 'Every recognised training, by the OOR that it falls under. From and up to may be empty; it must hold on 1 January of the year. Needed.',
  },
  history: {
    nl: 'In- en doorstroom per opleiding en jaar, in plaatsen of fte; de drie laatste jaren tellen.',
    en: 'Inflow and throughflow by training and year, in places or fte; the three latest years count.',
  },
  capacity: {
    nl: 'Minste en meeste plaatsen van een opleiding, een stagemodule, of (zonder specialisme) de hele instelling.',
    en: 'Fewest and most places of a training, of a stage module, or (without a specialty) of the whole institution.',
  },
  agreements: {
    nl: 'Wat is afgesproken: minimaal of maximaal, en door wie. Specialisme en OOR mogen leeg blijven.',
    en: 'What was agreed: a minimum or a maximum, and by whom. Specialty and OOR may stay empty.',
  },
  advices: {
    nl: 'Adviezen van clusters: een regel per instelling.',
    en: 'Advices of clusters: a line for every institution.',
  },
  cells: {
    nl: 'De plaatsen per specialisme en OOR die over de instellingen gaan. Rijen en kolommen mogen anders. Nodig.',
    en: 'The places by specialty and OOR that go over the institutions. Rows and columns may differ. Needed.',
  },
  outside: {
    nl: 'Hetzelfde voor specialismen buiten het kader. Hebt u die niet, haal het blad dan weg.',
    en: 'The same for specialties outside the frame. Where you have none, delete the sheet.',
  },
} as const satisfies Readonly<Record<string, Text>>
