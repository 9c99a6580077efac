/** The names of the steps of a cell's way, from care use to places. */

/** Steps that, under `floor.blend: before`, each criterion takes by itself. */
const WAY_STEPS = ['raw', 'emptied', 'oor-total-raw', 'oor-total-tested', 'oor-total-floored', 'after-floor'] as const
export type WayStep = (typeof WAY_STEPS)[number]

/** The steps of a cell's way, in computing order; the numbers are those of the rules. */
export const STEP_NAMES = [
  'share-all',
  'share-training',
  'share',
  'adherent-population',
  'intake',
  ...wayNames('-all'),
  ...wayNames('-training'),
  ...wayNames(''),
  'oor-total-arrears',
  'oor-total-rounded',
  'target',
  'arrears',
  'target-with-arrears',
  'natural',
  'allocated',
] as const
export type StepName = (typeof STEP_NAMES)[number]

/** A step whatever the criterion. */
export type PlainStep = Exclude<StepName, `${WayStep}-${'all' | 'training'}`>

/** What a step is called, and of which criterion it is where it is of one. */
export function plainStep(name: StepName): { readonly step: PlainStep; readonly criterion: 'all' | 'training' | null } {
  for (const criterion of ['all', 'training'] as const) {
    const step = WAY_STEPS.find((each) => name === `${each}-${criterion}`)
    if (step !== undefined) return { step, criterion }
  }
  return { step: name as PlainStep, criterion: null }
}

function wayNames<C extends string>(criterion: C) {
  return [
    `raw${criterion}`,
    `emptied${criterion}`,
    `oor-total-raw${criterion}`,
    `oor-total-tested${criterion}`,
    `oor-total-floored${criterion}`,
    `after-floor${criterion}`,
  ] as const satisfies readonly `${WayStep}${C}`[]
}
