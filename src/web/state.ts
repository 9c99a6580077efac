/** What the page is about: everything that views share, and what of it stands in a link. */
import { computed, effect, signal } from '@preact/signals'
import type { Language } from '../domain/language.js'
import type { PageScenario, Said, Texts } from './engine.js'
import type { Read, Reading } from '../domain/reading.js'

export const VIEWS = ['toewijzing', 'vergelijken', 'voorstel', 'methoden', 'eerlijkheid', 'instellingen'] as const
export type View = (typeof VIEWS)[number]

/** A cell: specialty and OOR by their place. */
export type CellPlace = readonly [row: number, column: number]

/** What somebody changed of the scenario, to see what follows. */
export interface Changes {
  readonly all?: number
  readonly floor?: number | null
  /** "23-Leiden": cells that are filled again. */
  readonly filled?: readonly string[]
  readonly objective?: string
  readonly options?: Readonly<Record<string, string>>
}

/** Where the scenario of the view came from. */
export interface ScenarioSource {
  readonly file: PageScenario
  /** Data of somebody's own never stand in a link. */
  readonly own: boolean
  readonly reading: Reading | null
}

export const language = signal<Language>('nl')
export const view = signal<View>('toewijzing')
export const shipped = signal<readonly { readonly id: string; readonly title: string }[]>([])
/** The words of the field, as the engine has them. */
export const texts = signal<Texts | null>(null)
export const source = signal<ScenarioSource | null>(null)
export const changes = signal<Changes>({})
export const selected = signal<CellPlace>([0, 0])
/** What went wrong with what was opened, typed or pasted. */
export const faults = signal<readonly Said[]>([])
/** What was read of a file, in words. */
export const account = signal<Read | null>(null)

/** Where the figures come from that a view shows, of those that show others than the scenario's. */
export const dataOf = signal<Readonly<Partial<Record<View, readonly PageScenario['data'][]>>>>({})
/** Says so for a view. */
export function comesFrom(of: View, data: readonly PageScenario['data'][]): void {
  dataOf.value = { ...dataOf.peek(), [of]: data }
}
/** Whether there is a version of places over institutions that is nowhere else. */
export const isVersionUnsaved = signal(false)

/** The scenario with all that was changed. */
export const scenario = computed<PageScenario | null>(() => {
  const { file } = source.value ?? {}
  if (file === undefined) return null
  const { all, floor, filled = [], options = {} } = changes.value
  return {
    ...file,
    ...(all !== undefined && { criterion: { all, training: Math.round(1000 * (1 - all)) / 1000 } }),
    ...(floor !== undefined && { floor: floor === null ? null : { share: floor } }),
    ...(filled.length > 0 && {
      zeroCells: (file.zeroCells ?? []).filter(({ specialty, oor }) => !filled.includes(`${specialty}-${oor}`)),
    }),
    ...(Object.keys(options).length > 0 && { options: { ...file.options, ...options } as PageScenario['options'] }),
  }
})

/** Whether the scenario is as it was opened. */
export const isAsOpened = computed(() => Object.keys(changes.value).length === 0)

/** What a link tells a view besides, and how it is told. */
export const linkParts = signal<Readonly<Record<string, string>>>({})

/** The link to what is on the page: never care use. */
export function linkText(): string {
  const parts = new URLSearchParams()
  const { file, own } = source.value ?? {}
  if (file !== undefined && own !== true) parts.set('s', file.id)
  const [row, column] = selected.value
  const cell = [file?.specialties[row]?.code, file?.oors[column]?.code]
  if (cell.every((each) => each !== undefined) && (row !== 0 || column !== 0)) parts.set('c', cell.join('-'))
  const { all, floor, filled, objective, options } = changes.value
  if (all !== undefined) parts.set('k', String(all))
  if (floor !== undefined) parts.set('f', floor === null ? 'geen' : String(floor))
  if (filled !== undefined && filled.length > 0) parts.set('z', filled.join(','))
  if (objective !== undefined) parts.set('d', objective)
  for (const [name, value] of Object.entries(options ?? {})) parts.append('o', `${name}=${value}`)
  for (const [name, value] of Object.entries(linkParts.value)) parts.set(name, value)
  if (language.value === 'en') parts.set('l', 'en')
  return `#${view.value}?${parts.toString()}`
}

/** What a link asks for. */
export interface Linked {
  readonly view: View
  readonly scenario: string | null
  readonly cell: string | null
  readonly parts: URLSearchParams
}

export function readLink(hash: string): Linked {
  const [name = '', query = ''] = hash.replace(/^#/, '').split('?')
  const parts = new URLSearchParams(query)
  const found = VIEWS.find((each) => each === name) ?? 'toewijzing'
  if (parts.get('l') === 'en') language.value = 'en'
  return { view: found, scenario: parts.get('s'), cell: parts.get('c'), parts }
}

/** The changes that a link holds; what is no number or option is passed over. */
export function changesIn(parts: URLSearchParams): Changes {
  const number = (text: string | null) => (text !== null && /^[01](\.\d{1,6})?$/.test(text) ? Number(text) : undefined)
  const [all, floor] = [number(parts.get('k')), parts.get('f') === 'geen' ? null : number(parts.get('f'))]
  const options = parts.getAll('o').map((each) => each.split('=') as [string, string])
  const objective = parts.get('d')
  return {
    ...(all !== undefined && { all }),
    ...(floor !== undefined && { floor }),
    ...(parts.has('z') && { filled: parts.get('z')!.split(',') }),
    ...(objective !== null && { objective }),
    ...(options.length > 0 && { options: Object.fromEntries(options) }),
  }
}

/** Keeps the address in step with the page; begun once the page has read the address that it was opened by. */
export function followLink(): void {
  let shown = view.peek()
  effect(() => {
    const text = linkText()
    if (text === location.hash && history.state !== null) return
    const state = { view: view.value }
    // going back is going to the view before
    if (view.value === shown) history.replaceState(state, '', text)
    else history.pushState(state, '', text)
    shown = view.value
  })
  effect(() => {
    document.documentElement.lang = language.value
  })
}
