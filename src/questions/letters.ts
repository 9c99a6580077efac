/** Letters about an integral proposal: a page for every association and every OOR. */
import * as z from 'zod'
import { EXIT } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { lettersAnswer, type ConsultationInput, type NearInput } from '../library.js'
import { letters as answer, type Letters } from '../shapes/answers/letters.js'
import { FINGERPRINT } from '../words/made.js'
import { small } from '../words/terms.js'
import { DATA_LABEL, type Language } from '../words/texts.js'
import { advices, anyResult, lang, nearBefore, scenario, timeLimit } from './fields.js'
import { ADVICES, ADVICES_FILE, FRAME, NEAR, REQUEST, same, SCENARIO } from './flags.js'
import { question } from './question.js'

interface Asked {
  readonly scenario: Scenario
  readonly draft: string | object
  readonly advices?: ConsultationInput
  readonly near?: NearInput
  readonly date?: string
  readonly timeLimit?: number
}

const DRAFT_FILE = { nl: 'voorstel.json', en: 'draft.json' }
const FOLDER = { nl: 'brieven', en: 'letters' }

export const writingLetters = question<Asked, Letters>({
  name: 'letters',
  words: {
    nl: 'brieven over een voorstel, een voor elke vereniging en elke OOR',
    en: 'letters about a proposal, one for every association and every OOR',
  },
  request: z.strictObject({
    scenario,
    draft: anyResult.describe('what draft answered: it is verified first, against scenario and advices'),
    advices,
    near: nearBefore,
    date: z.string().max(10).optional().describe('above the letters: 2026-07-20; left out, none is written'),
    timeLimit: timeLimit.describe('seconds for verifying the draft; default 10'),
    lang,
  }),
  answer,
  inputs: { scenario: 'scenario', draft: 'result', advices: 'advices', near: 'near' },
  command: {
    positionals: [
      SCENARIO,
      {
        field: 'draft',
        name: DRAFT_FILE,
        words: {
          nl: 'wat draft --out voorstel.json gaf; wordt eerst nagerekend',
          en: 'what draft --out draft.json gave; it is verified first',
        },
      },
    ],
    flags: [
      {
        ...ADVICES,
        words: {
          nl: 'waarvan het voorstel is gemaakt: adviezen, aandachtspunten en motiveringen',
          en: 'what the draft was made from: advices, points of attention and motivations',
        },
      },
      {
        ...NEAR,
        words: {
          nl: 'waar een voorstel met --near dichtbij blijft: dan nodig om het na te rekenen',
          en: 'what a draft with --near stays near to: then needed to verify it',
        },
      },
      {
        name: 'date',
        value: same('2026-07-20'),
        words: { nl: 'datum boven de brieven (anders geen)', en: 'date above the letters (otherwise none)' },
      },
      REQUEST.timeLimit,
      FRAME,
    ],
    examples: (language) => [
      `letters 2027-base ${DRAFT_FILE[language]} --advices ${ADVICES_FILE[language]} --out ${FOLDER[language]}`,
      `letters 2027-base ${DRAFT_FILE[language]} --advices ${ADVICES_FILE[language]} --date 2026-07-20 --out ${FOLDER[language]}`,
    ],
    folder: said,
    folderWords: {
      nl: 'map voor de brieven (index.html is het overzicht)',
      en: 'folder for the letters (index.html lists them)',
    },
  },
  route: { searches: true },
  run: ({ scenario: known, draft: drafted, ...rest }, { language }) =>
    lettersAnswer(known, drafted, { ...rest, language }),
  exit: () => EXIT.positive,
})

/** How many there are, and where the figures come from. */
function said(given: object, language: Language): string {
  const { files, data, made } = given as Letters
  const count = Object.keys(files).length - 1
  const told = {
    nl: `${count} brieven en het overzicht index.html`,
    en: `${count} letters and the overview index.html`,
  }
  // the command that is in it is the Dutch one
  const version =
    made === undefined ? '' : `; ${small(FINGERPRINT)[language]} ${made.fingerprint}, evenredig ${made.version}`
  return `${told[language]}${data === null ? '' : ` (${DATA_LABEL[data][language]})`}${version}`
}
