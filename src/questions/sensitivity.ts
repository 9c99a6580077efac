/** What the readings of the protocol matter, and how near each decision was. */
import * as z from 'zod'
import { exitOf } from '../domain/outcomes.js'
import type { Scenario } from '../domain/scenario.js'
import { sensitivity, type Sensitivity, type SensitivityRequest } from '../library.js'
import { sensitivity as sensitivityAnswer } from '../shapes/answers/sensitivity.js'
import { lang, scenario, seed } from './fields.js'
import { FRAME, NUMBER, REQUEST, SCENARIO, THREADS, wholeOf, type Flag } from './flags.js'
import { sensitivityTerminal } from './forms.js'
import { question } from './question.js'
import { settingOf } from './setting.js'

interface Asked extends SensitivityRequest {
  readonly scenario: Scenario
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
    lang,
  }),
  answer: sensitivityAnswer,
  inputs: { scenario: 'scenario' },
  command: {
    positionals: [SCENARIO],
    flags: [FRAME, FLAGS.pairs, FLAGS.careUse, FLAGS.draws, REQUEST.seed, THREADS],
    examples: () => [
      'sensitivity 2027-base',
      'sensitivity 2027-base --draws 100',
      'sensitivity 2027-base --pairs --json',
    ],
  },
  run: ({ scenario: about, ...asked }, { language, onProgress }) =>
    sensitivity(about, { ...asked, onProgress, language }),
  exit: ({ base }) => exitOf([base]),
  forms: {
    text: async (answer, { scenario: about }, { language }) =>
      (await sensitivityTerminal()).sensitivityText(answer, settingOf(about, language)),
  },
})
