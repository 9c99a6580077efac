/** The page: its views, its languages, and what is dropped on it. */
import { Component, render, type ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { VERSION } from '../domain/version.js'
import { AllocationView } from './allocation.js'
import { engine } from './client.js'
import { isUnsaved } from './document.js'
import type { PageScenario } from './engine.js'
import { choose, openFile } from './opening.js'
import { DataLabel, Faults, follow, State, tell, WasRead } from './parts.js'
import {
  changesIn,
  dataOf,
  faults,
  followLink,
  isVersionUnsaved,
  language,
  linkParts,
  linkText,
  readLink,
  scenario,
  selected,
  shipped,
  source,
  texts,
  view,
  VIEWS,
  type View,
} from './state.js'
import { Tour } from './tour.js'
import { say, t } from './words.js'

type ViewContent = () => preact.JSX.Element | null

/** A view that is loaded when it is opened. */
function later(load: () => Promise<ViewContent>): ViewContent {
  let loaded: ViewContent | null = null
  return function Later() {
    const [Content, setContent] = useState(() => loaded)
    useEffect(() => {
      if (Content !== null) return
      void follow(load(), (content) => setContent(() => (loaded = content)))
    }, [])
    return Content === null ? <State>{null}</State> : <Content />
  }
}

const CONTENT: Readonly<Record<View, ViewContent>> = {
  toewijzing: AllocationView,
  vergelijken: later(async () => (await import('./compare.js')).CompareView),
  voorstel: later(async () => (await import('./proposal.js')).ProposalView),
  methoden: later(async () => (await import('./methods.js')).MethodsView),
  eerlijkheid: later(async () => (await import('./fairness.js')).FairnessView),
  instellingen: later(async () => (await import('./institutions.js')).InstitutionsView),
}

/** Where the figures come from that the view shows. */
function dataShown(): PageScenario['data'][] {
  const own = scenario.value?.data
  const known = dataOf.value[view.value] ?? []
  return known.length > 0 ? [...known] : own === undefined ? [] : [own]
}

/** Opens what was dropped, as the view has it. */
async function take(file: File): Promise<void> {
  if (view.value === 'instellingen') return follow(import('./institutions.js'), ({ openCase }) => openCase(file))
  return openFile(file, view.value === 'voorstel' ? 'proposal' : 'scenario')
}

/** A view that fails says so, and leaves the others as they are. */
class Safe extends Component<{ readonly children: ComponentChildren }, { readonly failure: string | null }> {
  override state = { failure: null }
  static override getDerivedStateFromError(error: unknown) {
    return { failure: String(error) }
  }
  override render() {
    const { failure } = this.state
    if (failure === null) return this.props.children
    return (
      <p class="none" role="alert">
        {t('failed')} <small>{failure}</small>
      </p>
    )
  }
}

function Page() {
  const [isOver, setOver] = useState(false)
  const Content = CONTENT[view.value]
  return (
    <div
      class={isOver ? 'page over' : 'page'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const [file, ...others] = event.dataTransfer?.files ?? []
        if (others.length > 0) faults.value = [{ place: others[0]!.name, text: t('oneFile') }]
        else if (file !== undefined) void take(file)
      }}
    >
      <header class="top">
        <a
          class="word"
          href="#toewijzing"
          onClick={(event) => {
            event.preventDefault()
            view.value = 'toewijzing'
          }}
        >
          Evenredig
        </a>
        <nav class="tabs" aria-label={t('views')}>
          {VIEWS.map((each) => (
            <a
              key={each}
              href={`#${each}`}
              aria-current={view.value === each ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault()
                faults.value = []
                view.value = each
              }}
            >
              {t(each)}
            </a>
          ))}
        </nav>
        <span class="local">
          <Lock />
          <span>{t('local')}</span>
        </span>
        <button
          type="button"
          class="lang"
          lang={language.value === 'nl' ? 'en' : 'nl'}
          onClick={() => (language.value = language.value === 'nl' ? 'en' : 'nl')}
        >
          {language.value === 'nl' ? 'EN' : 'NL'}
        </button>
      </header>
      <main>
        {dataShown().map((data) => (
          <DataLabel key={data} data={data} />
        ))}
        <Faults />
        <WasRead />
        {view.value === 'toewijzing' ? <Tour /> : null}
        <Safe key={view.value}>
          <Content />
        </Safe>
      </main>
      {isOver ? <p class="drop">{t('drop')}</p> : null}
      <footer class="foot">
        <span>Evenredig {VERSION}</span>
        <Keys />
      </footer>
    </div>
  )
}

function Lock() {
  return (
    <svg width="12" height="14" viewBox="0 0 12 14" aria-hidden="true">
      <rect x="1" y="6" width="10" height="7" rx="1.5" fill="currentColor" />
      <path d="M3.5 6V4a2.5 2.5 0 0 1 5 0v2" fill="none" stroke="currentColor" stroke-width="1.5" />
    </svg>
  )
}

const KEYS = [
  ['←↑↓→, Home, End, Ctrl+Home, Ctrl+End', { nl: 'cel', en: 'cell' }],
  ['N, Shift+N', { nl: 'volgende, vorige afwijking', en: 'next, previous deviation' }],
  ['0–9, F2, Enter', { nl: 'wijzigen (Voorstel)', en: 'edit (Proposal)' }],
  ['Enter, Tab, Esc', { nl: 'vastleggen, en weg uit de tabel, terug', en: 'commit, and leave the grid, restore' }],
  ['Delete', { nl: 'terug naar de basis', en: 'back to the base' }],
  ['Ctrl+C, Ctrl+V', { nl: 'blok kopiëren, plakken', en: 'copy, paste a block' }],
  ['Ctrl+Z, Ctrl+Y', { nl: 'ongedaan maken, opnieuw', en: 'undo, redo' }],
  ['L', { nl: 'vastzetten of losmaken', en: 'pin or unpin' }],
  ['Shift+←↑↓→', { nl: 'blok kiezen', en: 'select a block' }],
] as const

function Keys() {
  return (
    <details class="keys">
      <summary>{t('keys')}</summary>
      <dl>
        {KEYS.map(([keys, text]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{say(text)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

addEventListener('beforeunload', (event) => {
  if (isUnsaved.value || isVersionUnsaved.value) event.preventDefault()
})

/** Opens what the address asks for; without, the table of 2027. */
async function openLinked(): Promise<void> {
  const { view: linked, scenario: id, cell, parts } = readLink(location.hash)
  linkParts.value = Object.fromEntries([...parts].filter(([name]) => !OWN_PARTS.has(name)))
  view.value = linked // which looks at those parts at once
  if (!(await choose(id ?? '2027-base', changesIn(parts)))) await choose('2027-base')
  const { specialties = [], oors = [] } = source.value?.file ?? {}
  const dash = cell?.indexOf('-') ?? -1
  const row = specialties.findIndex(({ code }) => code === cell?.slice(0, dash))
  const column = oors.findIndex(({ code }) => code === cell?.slice(dash + 1))
  if (row >= 0 && column >= 0) selected.value = [row, column]
}

/** What the page reads of a link itself; the rest is of the views. */
const OWN_PARTS: ReadonlySet<string> = new Set(['s', 'c', 'k', 'f', 'z', 'd', 'o', 'l'])

// one of our own entries is a view; another link in the same window is another page, which asks first where there is unsaved work
addEventListener('popstate', ({ state }: PopStateEvent) => {
  const before = (state as { readonly view?: View } | null)?.view
  if (before !== undefined) view.value = before
  else if (location.hash !== linkText()) location.reload()
})

// a table from a spreadsheet is a file without a name; in a field, and in the workbench, pasting is something else
addEventListener('paste', (event) => {
  const isTyped = /^(INPUT|TEXTAREA|SELECT)$/.test((event.target as Element).tagName)
  const text = event.clipboardData?.getData('text/plain') ?? ''
  if (view.value !== 'toewijzing' || isTyped || event.defaultPrevented || text.trim() === '') return
  event.preventDefault()
  void openFile(new File([text], t('pasted')), 'scenario')
})

// a button that goes or can no longer be pressed must not leave the keyboard nowhere
addEventListener('click', ({ detail }) => {
  if (detail !== 0) return
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body && document.activeElement !== null) return
    document.querySelector<HTMLElement>('main [role=gridcell][tabindex="0"], main button:enabled')?.focus()
  })
})
openLinked().then(followLink).catch(tell)
engine
  .ask('texts')
  .then((all) => (texts.value = all))
  .catch(tell)
engine
  .ask('shipped')
  .then((all) => (shipped.value = all))
  .catch(tell)
render(<Page />, document.getElementById('page')!)
