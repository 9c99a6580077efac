/** The words of a consultation: as pages, workbooks and the terminal write them, and what else is read for them. */
import type { AttentionCategory, Direction, Ground, Preference } from '../domain/proposal.js'
import type { AgreedRow } from '../domain/agreement.js'
import type { Text } from '../domain/language.js'

/** A word that is written and read back. */
export interface Word extends Text {
  /** What people write for it too; shorter ones, and those of older templates. */
  readonly also: readonly string[]
}

/** The three grounds on which a deviation may rest (P26 Regelruimte 2). */
export const GROUND: Readonly<Record<Ground, Word>> = {
  'care-demand': {
    nl: 'ontwikkeling regionale zorgvraag',
    en: 'development of regional care demand',
    also: ['zorgvraag', 'care demand', 'regionale zorgvraag', 'regional care demand'],
  },
  'training-palette': {
    nl: 'bestaand opleidingspalet in de regio',
    en: 'existing range of trainings in the region',
    also: ['opleidingspalet', 'training palette', 'bestaand opleidingspalet', 'range of trainings'],
  },
  'training-requirements': { nl: 'opleidingseisen', en: 'training requirements', also: [] },
}

/** The five categories of points of attention (P26 II.1.1). */
export const ATTENTION_CATEGORY: Readonly<Record<AttentionCategory, Word>> = {
  'focal-point': { nl: 'speerpunt', en: 'focal point', also: [] },
  capacity: { nl: 'opleidingscapaciteit', en: 'training capacity', also: ['capaciteit', 'capacity'] },
  'new-recognition': { nl: 'nieuwe erkenning', en: 'new recognition', also: ['erkenning', 'recognition'] },
  'care-demand': {
    nl: 'ontwikkeling zorgvraag',
    en: 'development of care demand',
    also: ['zorgvraag', 'care demand'],
  },
  'oor-size': { nl: 'omvang van de OOR', en: 'size of the OOR', also: ['omvang', 'omvang OOR', 'OOR size', 'size'] },
}

export const DIRECTION: Readonly<Record<Direction, Word>> = {
  up: { nl: 'meer', en: 'more', also: ['omhoog', 'hoger', 'groei', 'higher'] },
  down: { nl: 'minder', en: 'fewer', also: ['omlaag', 'lager', 'krimp', 'less', 'lower'] },
  keep: { nl: 'gelijk houden', en: 'keep', also: ['gelijk', 'gelijk blijven', 'houden', 'behouden', 'same'] },
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
