/** What the readings of the protocol matter, and how near each decision was. */
import * as z from 'zod'
import { InputError } from '../domain/errors.js'
import { exitOf } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { sensitivity, sensitivityWorkbook, type Sensitivity, type SensitivityRequest } from '../library.js'
import { sensitivity as sensitivityAnswer } from '../shapes/answers/sensitivity.js'
import { lang, publish, scenario, seed } from './fields.js'
import { FRAME, NUMBER, PUBLISH, REQUEST, SCENARIO, THREADS, wholeOf, type Flag } from './flags.js'
import { pages, sensitivityTerminal, tables, unsaid } from './forms.js'
import { question } from './question.js'
import { settingOf } from './setting.js'

interface Asked extends SensitivityRequest {
  readonly scenario: Scenario
  readonly publish?: boolean
}

const FLAGS = {
  pairs: {
    name: 'pairs',
    words: {
      nl: 'ook elke twee lezingen samen, en of zij meer of minder doen dan beide apart',
      en: 'each two readings together as well, and whether they do more or less than both apart',
    },
  },
  careUse: {
    name: 'care-use',
    words: {
      nl: 'per cel: hoeveel haar zorggebruik moet veranderen voor één plaats meer of minder',
      en: 'per cell: how much its care use has to change for one place more or fewer',
    },
  },
  draws: {
    name: 'draws',
    value: NUMBER,
    read: (text: string) => wholeOf('--draws', text),
    words: {
      nl: 'ook in zoveel willekeurige jaren: in hoeveel procent verandert een cel, en een totaal',
      en: 'in so many random years as well: in how many per cent any cell changes, and any total',
    },
  },
  publish: {
    ...PUBLISH,
    words: {
      nl: 'wordt geweigerd: wat een cel doet omslaan, zegt iets van haar vertrouwelijke zorggebruik (FAQ 14)',
      en: 'is refused: what turns a cell says something of its confidential care use (FAQ 14)',
    },
  },
} as const satisfies Readonly<Record<string, Flag>>

export const testingReadings = question<Asked, Sensitivity>({
  name: 'sensitivity',
  words: {
    nl: 'wat elke lezing van het protocol uitmaakt, en hoe dichtbij elke beslissing was',
    en: 'how much each reading of the protocol matters, and how near each decision was',
  },
  request: z.strictObject({
    scenario,
    pairs: z.boolean().optional(),
    careUse: z.boolean().optional(),
    draws: z.int().min(1).optional().describe('random years; none by default'),
    seed,
    publish: publish.describe('refused when true: what turns a cell says something of its care use (FAQ 14)'),
    lang,
  }),
  answer: sensitivityAnswer,
  inputs: { scenario: 'scenario' },
  command: {
    positionals: [SCENARIO],
    flags: [FRAME, FLAGS.pairs, FLAGS.careUse, FLAGS.draws, REQUEST.seed, THREADS, FLAGS.publish],
    examples: () => [
      'sensitivity 2027-base',
      'sensitivity 2027-base --draws 100',
      'sensitivity 2027-base --pairs --json',
      'sensitivity 2027-base --pairs --out lezingen.html',
    ],
  },
  route: { searches: true, checks: [refusePublish] },
  run: ({ scenario: about, publish: published, ...asked }, { language, onProgress }) => {
    refusePublish({ publish: published })
    return sensitivity(about, { ...asked, onProgress, language })
  },
  exit: ({ base }) => exitOf([base]),
  forms: {
    text: async (answer, { scenario: about }, { language }) =>
      (await sensitivityTerminal()).sensitivityText(answer, settingOf(about, language)),
    csv: async (answer, _, { csv }) => (await tables()).sensitivityCsv(answer, csv),
    html: async (answer, { scenario: about }, { language, given }) =>
      (await pages()).readingsPage(about, answer, language, given),
    xlsx: (answer, { scenario: about }, { language, given }) =>
      sensitivityWorkbook(answer, { scenario: about, language, given }),
  },
  beside: ({ base }, _, form, how) => unsaid([base], form, how),
})

/** @throws InputError where it is asked to be published: nothing in it could be */
function refusePublish({ publish: published }: { readonly publish?: boolean | undefined }): void {
  if (published !== true) return
  throw new InputError([{ code: 'unpublishable', path: 'publish', found: '-', expected: '' }])
}
