/**
 * The commands with which a reader makes an answer again and has it checked. They call every input as the reader's own command
 * did, so that they work as they stand: copied, and run in the same folder.
 */
import { CONTENDER_NAMES, type Contender } from '../domain/contenders.js'
import { OPTION_NAMES, OPTION_TABLE, type OptionName } from '../domain/options.js'
import { PREFERENCES, type Consultation } from '../domain/proposal.js'
import type { Fairness } from '../shapes/answers/fairness.js'
import type { Made } from '../shapes/answers/parts.js'
import type { Result } from '../shapes/answers/result.js'
import type { Sensitivity } from '../shapes/answers/sensitivity.js'
import type { Scenario } from '../domain/scenario.js'
import type { Language } from '../domain/language.js'

/** What a command calls its inputs: ids, folders and files, as they were typed. */
export interface Given {
  /** In their order. */
  readonly scenarios: readonly string[]
  /** What completes those that are workbooks. */
  readonly frame?: string | undefined
  readonly advices?: string | undefined
  readonly proposal?: string | undefined
  readonly problem?: string | undefined
  /** Results of earlier years. */
  readonly carry?: readonly string[] | undefined
  readonly near?: string | undefined
  /** All of them, by the field of the question that each fills. */
  readonly named?: Readonly<Record<string, string | readonly string[]>> | undefined
}

type Named = Pick<Scenario, 'id' | 'own' | 'options'>
type Options = Readonly<Record<OptionName, string>>

/** What inputs may be called that came without a name: the id of a scenario, or a workbook with its frame. */
export function givenOf(scenarios: readonly Pick<Scenario, 'id' | 'own'>[]): Given {
  const frame = scenarios.find(({ own }) => own !== null)?.own?.frame
  return {
    scenarios: scenarios.map(({ id, own }) => (own === null ? id : `${id}.xlsx`)),
    ...(typeof frame === 'string' && { frame }),
  }
}

/** Where a result stands among others. */
export interface Position {
  readonly given: Given
  /** Which of the scenarios given it is of. */
  readonly at?: number
  /** Tells the file apart from those of other results on the same page. */
  readonly mark?: string
  /** The name of the file, without its ending. */
  readonly name?: string
  readonly language: Language
}

/** A result of `solve` or `round`, made again and checked. */
export function resultRecipe(
  result: Pick<Result, 'method' | 'objective' | 'solver' | 'options' | 'ties' | 'seed' | 'near' | 'carry'> &
    Remade & { readonly published?: boolean },
  scenario: Named | null,
  { given, at = 0, mark = '', language, name = { nl: 'uitkomst', en: 'result' }[language] }: Position,
): string[] {
  const file = `${name}${mark}.json`
  const near = result.near === null ? [] : ['--near', inShell(nearFile(given, name, mark, language))]
  const rank = result.near?.rank === 'first' ? ['--near-rank', 'first'] : []
  const flags = [...near, ...rank, ...resultFlags(result, scenario?.options ?? {})]
  if (scenario === null) {
    const table = inShell(given.problem ?? { nl: 'tabel.json', en: 'table.json' }[language])
    const made = commandLine(['round', table, ...flags])
    return [`${saidBy(result) ?? made} --out ${file}`, commandLine(['verify', file, ...near])]
  }
  const [named, frame] = [inShell(given.scenarios[at] ?? scenario.id), frameFlags(scenario, given)]
  const carry = result.carry ? carryFlags(result.carry, given, language) : []
  const rule = result.carry ? ['--carry-rule', result.carry.rule] : []
  const made = commandLine(['solve', named, ...frame, ...flags, ...carry, ...rule])
  return [
    `${saidBy(result) ?? made} --out ${file}`,
    commandLine(['verify', file, '--scenario', named, ...frame, ...near, ...carry]),
  ]
}

/** What a result is near to: the file that was given, or the first of two that are compared in pairs. */
function nearFile({ near }: Given, name: string, mark: string, language: Language): string {
  if (near !== undefined) return near
  return mark === '-b' ? `${name}-a.json` : { nl: 'gegeven.json', en: 'given.json' }[language]
}

/** A draft, made again and checked. */
export function draftRecipe(
  draft: {
    readonly consultation: Consultation
    readonly options: Options
    readonly fallback: object | null
    readonly near: object | null
    readonly published?: boolean
  } & Remade,
  scenario: Named,
  given: Given,
  language: Language,
): string[] {
  const file = { nl: 'voorstel.json', en: 'proposal.json' }[language]
  const advices = given.advices !== undefined || says(draft.consultation) ? advicesFlags(given, language) : []
  const near = draft.near === null ? [] : ['--near', inShell(nearFile(given, file, '', language))]
  const [named, frame] = [inShell(given.scenarios[0] ?? scenario.id), frameFlags(scenario, given)]
  const made = commandLine([
    'draft',
    named,
    ...frame,
    ...advices,
    ...near,
    ...(draft.fallback === null ? [] : ['--fallback']),
    ...optionFlags(draft.options, scenario.options),
    ...(draft.published === true ? ['--publish'] : []),
  ])
  return [
    `${saidBy(draft) ?? made} --out ${file}`,
    commandLine(['verify', file, '--scenario', named, ...frame, ...advices, ...near]),
  ]
}

/** A check, made again. */
export function checkRecipe(
  checked: {
    readonly options: Options
    readonly repair: object | null
    readonly motivations: readonly { readonly written: unknown; readonly cells: readonly unknown[] }[]
    readonly rules: readonly { readonly id: string }[]
  } & Remade,
  scenario: Named,
  given: Given,
  language: Language,
): string[] {
  const proposal = given.proposal ?? { nl: 'voorstel.csv', en: 'proposal.csv' }[language]
  // what only a consultation can have brought in
  const advised =
    checked.motivations.some(({ written, cells }) => written !== null || cells.length > 0) ||
    checked.rules.some(({ id }) => id === 'staffel')
  const made = commandLine([
    'check',
    inShell(given.scenarios[0] ?? scenario.id),
    inShell(proposal),
    ...frameFlags(scenario, given),
    ...(given.advices !== undefined || advised ? advicesFlags(given, language) : []),
    ...(checked.repair === null ? [] : ['--repair']),
    ...optionFlags(checked.options, scenario.options),
  ])
  return [saidBy(checked) ?? made]
}

/** Years, solved again and checked. */
export function yearsRecipe(
  years: { readonly options: readonly Options[]; readonly published?: boolean } & Remade,
  scenarios: readonly Named[],
  given: Given,
  language: Language,
): string[] {
  const file = { nl: 'jaren.json', en: 'years.json' }[language]
  const named = scenarios.map(({ id }, k) => inShell(given.scenarios[k] ?? id))
  const frame = scenarios.map((each) => frameFlags(each, given)).find((flags) => flags.length > 0) ?? []
  const made = commandLine([
    'years',
    ...named,
    ...frame,
    ...optionFlags(years.options[0]!, scenarios[0]!.options),
    ...(years.published === true ? ['--publish'] : []),
  ])
  return [
    `${saidBy(years) ?? made} --out ${file}`,
    commandLine(['verify', file, ...named.flatMap((each) => ['--scenario', each]), ...frame]),
  ]
}

/** Many years, drawn and judged again: the same bytes. */
export function fairnessRecipe(...asked: Parameters<typeof fairnessCommand>): string[] {
  return [`${fairnessCommand(...asked)} --json`]
}

/** The same, without what says in which form it is wanted. */
export function fairnessCommand(
  answer: Pick<Fairness, 'scenario' | 'draws' | 'seed' | 'population' | 'settings' | 'years' | 'carry'> & {
    readonly methods: readonly { readonly method: Contender }[]
  },
  scenario: Named | null,
  given: Given,
): string {
  const { draws, seed, population, settings, methods, years, carry } = answer
  const all = methods.length === CONTENDER_NAMES.length
  return commandLine([
    'fairness',
    inShell(given.scenarios[0] ?? answer.scenario),
    ...(scenario === null ? [] : frameFlags(scenario, given)),
    '--draws',
    String(draws),
    '--seed',
    String(seed),
    '--population',
    population,
    ...Object.entries(settings).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
    ...(all ? [] : ['--methods', methods.map(({ method }) => method).join(',')]),
    ...(years === 1 ? [] : ['--years', String(years)]),
    ...(carry === 'none' ? [] : ['--carry', carry]),
  ])
}

/** What may say itself by which command it is made. */
interface Remade {
  readonly made?: Made
}

function saidBy({ made }: Remade): string | undefined {
  return made?.command
}

/** What readings matter, found again. */
export function sensitivityRecipe(
  { scenario: id, draws, seed, options, careUse }: Sensitivity,
  scenario: Named | null,
  given: Given,
): string[] {
  return [
    commandLine([
      'sensitivity',
      inShell(given.scenarios[0] ?? id),
      ...(scenario === null ? [] : frameFlags(scenario, given)),
      ...(options.some((each) => Object.keys(each.options).length > 1) ? ['--pairs'] : []),
      ...(careUse === null ? [] : ['--care-use']),
      ...(draws === 0 ? [] : ['--draws', String(draws), '--seed', String(seed)]),
      '--json',
    ]),
  ]
}

export function commandLine(words: readonly string[]): string {
  return ['evenredig', ...words].join(' ')
}

function frameFlags({ own }: Named, { frame }: Given): string[] {
  return own === null || frame === undefined ? [] : ['--frame', inShell(frame)]
}

function advicesFlags({ advices }: Given, language: Language): string[] {
  return ['--advices', inShell(advices ?? { nl: 'adviezen.json', en: 'advices.json' }[language])]
}

/** The files of the earlier results; where nobody named them, a name for each. */
function carryFlags({ from }: NonNullable<Result['carry']>, { carry }: Given, language: Language): string[] {
  const name = { nl: 'eerder', en: 'earlier' }[language]
  return ['--carry', ...from.map((_, i) => inShell(carry?.[i] ?? `${name}-${i + 1}.json`))]
}

/** Whether a consultation says anything at all. */
export function says({
  advices,
  attentionPoints,
  motivations,
  current,
  history,
  prefer,
  outside = [],
}: Consultation): boolean {
  return (
    advices.length + attentionPoints.length + motivations.length + outside.length > 0 ||
    [...current, ...history].some((each) => each !== null) ||
    prefer.join() !== PREFERENCES.join()
  )
}

/** The flags that say what the scenario by itself does not. */
function resultFlags(
  result: Pick<Result, 'method' | 'objective' | 'solver' | 'options' | 'ties' | 'seed'> & {
    readonly published?: boolean
  },
  own: Named['options'],
): string[] {
  const { method, objective, solver, options, ties, seed } = result
  return [
    ...(method === 'optimal' ? [] : ['--method', method]),
    ...(objective === 'next-best' ? [] : ['--objective', objective]),
    ...(solver === null || solver.name === 'flow' ? [] : ['--solver', inShell(solver.name)]),
    ...optionFlags(options, own),
    ...(ties === null || ties.decided === 'canonical' ? [] : ['--ties', ties.decided]),
    ...(seed === null ? [] : ['--seed', String(seed)]),
    ...(result.published === true ? ['--publish'] : []),
  ]
}

/** The `--option` flags for what a scenario by itself does not say. */
function optionFlags(options: Options, own: Named['options']): string[] {
  return OPTION_NAMES.flatMap((name) => {
    const usual = own[name] ?? OPTION_TABLE[name].values[0]
    return options[name] === usual ? [] : ['--option', inShell(`${name}=${options[name]}`)]
  })
}

/** A word for a shell: as it is, or between quotes where a shell would read something else in it. */
export function inShell(word: string): string {
  const safe = word.startsWith('-') ? `./${word}` : word
  return /^[\w.=/:@%+,-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`
}
