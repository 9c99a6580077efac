/** The words of a consultation: as pages, workbooks and the terminal write them, and what else is read for them. */
import type { AttentionCategory, Direction, Ground, Preference } from '../domain/proposal.js'
import type { AgreedRow } from '../domain/agreement.js'
import type { Text } from '../domain/language.js'

/** A word that is written and read back. */
export interface Word extends Text {
  /** What people write for it too; shorter ones, and those of older templates. */
  readonly also: readonly string[]
}

/**
 * The key of what somebody wrote: itself, its Dutch, its English or what else is read for it, whatever its capitals, accents, articles,
 * brackets and the stop behind it; undefined for any other.
 */
export function wordKey<K extends string>(given: string, words: Readonly<Record<K, Word>>): K | undefined {
  const same = plainly(given)
  return (Object.keys(words) as K[]).find((key) => {
    const { nl, en, also } = words[key]
    return [key, nl, en, ...also].some((word) => plainly(word) === same)
  })
}

function plainly(word: string): string {
  const bare = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
  const shorter = bare.replace(/\s*\([^()]*\)/g, '').replace(/[\s.;:,]+$/, '').replace(/^(?:de|het|the) /, '') // prettier-ignore
  return shorter === '' ? bare : shorter
}

/** The three grounds on which a deviation may rest (P26 Regelruimte 2). */
export const GROUND: Readonly<Record<Ground, Word>> = {
  'care-demand': {
    nl: 'ontwikkeling regionale zorgvraag',
    en: 'development of regional care demand',
    also: [
      'ontwikkeling van de regionale zorgvraag',
      'zorgvraag',
      'care demand',
      'regionale zorgvraag',
      'regional care demand',
    ],
  },
  'training-palette': {
    nl: 'bestaand opleidingspalet in de regio',
    en: 'existing range of trainings in the region',
    also: [
      'bestaande opleidingspalet in de regio',
      'bestaande opleidingspalet',
      'opleidingspalet',
      'training palette',
      'bestaand opleidingspalet',
      'range of trainings',
    ],
  },
  'training-requirements': { nl: 'opleidingseisen', en: 'training requirements', also: [] },
}

/** The five categories of points of attention (P26 II.1.1). */
export const ATTENTION_CATEGORY: Readonly<Record<AttentionCategory, Word>> = {
  'focal-point': {
    nl: 'speerpunt',
    en: 'focal point',
    also: [
      'specifieke speerpunten van een OOR',
      'specifieke speerpunten',
      'speerpunten',
      'speerpunt van de regio',
      'focal points',
      'focal point of the region',
    ],
  },
  capacity: {
    nl: 'opleidingscapaciteit',
    en: 'training capacity',
    also: [
      'optimale benutting van de beschikbare opleidingscapaciteit',
      'optimale benutting van de opleidingscapaciteit',
      'optimale benutting van opleidingscapaciteit',
      'optimale benutting van de capaciteit',
      'optimale benutting van capaciteit',
      'optimale benutting capaciteit',
      'benutting van de opleidingscapaciteit',
      'benutting van capaciteit',
      'benutting',
      'capaciteit',
      'capacity',
      'use of training capacity',
      'best use of capacity',
    ],
  },
  'new-recognition': {
    nl: 'nieuwe erkenning',
    en: 'new recognition',
    also: [
      'accomoderen van nieuwe erkenningen van een zorgopleiding in een OOR', // as P26 spells it
      'accommoderen van nieuwe erkenningen van een zorgopleiding in een OOR',
      'accommoderen van nieuwe erkenningen',
      'accommoderen nieuwe erkenningen',
      'nieuwe erkenningen van een zorgopleiding in een OOR',
      'nieuwe erkenningen',
      'nieuwe erkenning van een opleiding',
      'erkenning',
      'recognition',
      'new recognitions',
      'new recognition of a training',
    ],
  },
  'care-demand': {
    nl: 'ontwikkeling zorgvraag',
    en: 'development of care demand',
    also: [
      'ontwikkeling van de zorgvraag binnen de OOR en de gewenste exposure voor aios',
      'ontwikkeling zorgvraag en exposure',
      'ontwikkeling van de zorgvraag',
      'zorgvraag en exposure',
      'zorgvraag',
      'exposure',
      'care demand',
      'care demand and exposure',
      'development of the care demand',
    ],
  },
  'oor-size': {
    nl: 'omvang van de OOR',
    en: 'size of the OOR',
    also: [
      'redelijke verdeling met het oog op OOR-grootte',
      'redelijke verdeling m.o.o. OOR-grootte',
      'redelijke verdeling',
      'verdeling naar OOR-grootte',
      'verdeling naar omvang van de regio',
      'OOR-grootte',
      'omvang',
      'omvang OOR',
      'OOR size',
      'size',
      'fair by OOR size',
      'division by the size of the region',
    ],
  },
}

export const DIRECTION: Readonly<Record<Direction, Word>> = {
  up: { nl: 'meer', en: 'more', also: ['meer plaatsen', 'erbij', 'omhoog', 'hoger', 'groei', 'higher', 'more places'] },
  down: {
    nl: 'minder',
    en: 'fewer',
    also: ['minder plaatsen', 'eraf', 'omlaag', 'lager', 'krimp', 'less', 'lower', 'fewer places'],
  },
  keep: {
    nl: 'gelijk houden',
    en: 'keep',
    also: ['gelijk', 'gelijk blijven', 'houden', 'behouden', 'hetzelfde aantal', 'same', 'same number'],
  },
}

/** A whole row that is agreed without its numbers. */
export const AGREED_ROW: Readonly<Record<AgreedRow, Word>> = {
  advice: {
    nl: 'zoals geadviseerd',
    en: 'as advised',
    also: ['advies', 'als geadviseerd', 'geadviseerd', 'conform advies', 'volgens advies', 'advised'],
  },
  base: {
    nl: 'zoals de basisverdeling',
    en: 'as the base distribution',
    also: [
      'basis',
      'als basis',
      'zoals de basis',
      'basisverdeling',
      'conform basis',
      'as the base',
      'base distribution',
    ],
  },
}

export const PREFERENCE: Readonly<Record<Preference, Word>> = {
  advice: { nl: 'adviezen volgen', en: 'following advices', also: ['adviezen', 'advices'] },
  motivations: { nl: 'weinig motiveringen', en: 'few motivations', also: ['motiveringen', 'motivaties'] },
  moved: { nl: 'weinig verschuiven', en: 'moving little', also: ['verschuiven', 'moving'] },
  mutation: {
    nl: 'weinig verandering tegen nu',
    en: 'little change against today',
    also: ['weinig verandering', 'little change'],
  },
}
