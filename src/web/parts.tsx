/** What views share: the banner, the menu of exports, the list of what was read, bars and lines. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import { numberText, signedText } from '../domain/language.js'
import { engine, Refused, slowEngine, Stopped } from './client.js'
import type { ExportForm, PageScenario, ExportedQuestion } from './engine.js'
import { account, faults, language, linkText, source } from './state.js'
import { t, word } from './words.js'

/** Places as they stand in tables: 1.140. */
export const whole = (value: number): string => numberText(value, language.value, 0)
export const decimals = (value: number, digits: number): string => numberText(value, language.value, digits, true)
export const signed = (value: number, digits = 0): string => signedText(value, language.value, digits)

/** Where the figures come from: on every view, above all of them. */
export function DataLabel({ data }: { readonly data: PageScenario['data'] }) {
  return <p class="label">{word('data', data ?? 'confidential')}</p>
}

/** What the engine says in refusing, or that it failed; stopping is no fault. */
export function tell(error: unknown): void {
  if (error instanceof Stopped) return
  const text = error instanceof Error ? error.message : String(error)
  faults.value = error instanceof Refused ? error.faults : [{ place: '', text }]
}

/** Does something with an answer when it is there; what is refused is told. */
export async function follow<T>(answer: Promise<T>, use: (value: T) => unknown): Promise<void> {
  try {
    await use(await answer)
  } catch (error) {
    tell(error)
  }
}

/** Faults of what was opened, typed or pasted, by their place; read out at once. */
export function Faults() {
  const given = faults.value
  return (
    <div role="alert" class={given.length === 0 ? 'faults none' : 'faults'}>
      {given.length === 0 ? null : (
        <>
          <ul>
            {given.map(({ place, text }) => (
              <li key={place + text}>
                {place === '' ? null : <b>{place}: </b>}
                {text}
              </li>
            ))}
          </ul>
          <button type="button" class="btn quiet" onClick={() => (faults.value = [])}>
            {t('close')}
          </button>
        </>
      )}
    </div>
  )
}

/** What was read of a file, what was passed over, and what to mind. */
export function WasRead() {
  const told = account.value
  if (told === null) return null
  return (
    <section class="read" aria-label={t('read')}>
      <h2>{t('read')}</h2>
      {(['warnings', 'used', 'skipped'] as const).map((kind) =>
        told[kind].length === 0 ? null : (
          <div key={kind}>
            <h3>{t(kind)}</h3>
            <ul>
              {told[kind].map(({ path, text }) => (
                <li key={path + text}>
                  {path}: {text}
                </li>
              ))}
            </ul>
          </div>
        ),
      )}
      <button type="button" class="btn quiet" onClick={() => (account.value = null)}>
        {t('close')}
      </button>
    </section>
  )
}

/** Opens a file from the disk; whatever the view wants of it. */
export function OpenButton({ onFile }: { readonly onFile: (file: File) => void }) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" class="btn" onClick={() => field.current?.click()}>
        {t('open')}
      </button>
      <input
        ref={field}
        type="file"
        hidden
        tabIndex={-1}
        aria-hidden="true"
        accept=".xlsx,.xlsm,.csv,.json"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file !== undefined) onFile(file)
          currentTarget.value = ''
        }}
      />
    </>
  )
}

/** What is exported: the question as the command would ask it. */
export interface Exported {
  readonly question: ExportedQuestion
  readonly asked: Readonly<Record<string, unknown>>
  readonly name: string
  /** The answer itself, where there is one that says more. */
  readonly json?: object | undefined
  /** A table of the page itself. */
  readonly csv?: string | undefined
}

const FORMS = ['xlsx', 'html', 'csv', 'json'] as const satisfies readonly ExportForm[]
const TYPES: Readonly<Record<ExportForm, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html',
  csv: 'text/csv',
  json: 'application/json',
}

interface MenuProps {
  readonly what: () => Exported
  readonly forms?: readonly ExportForm[]
  readonly onSaved?: (form: ExportForm) => void
}

export function ExportMenu({ what, forms = FORMS, onSaved }: MenuProps) {
  const content = (form: ExportForm) => {
    const { question, asked, json, csv } = what()
    if (form === 'json' && json !== undefined) return `${JSON.stringify(json)}\n`
    if (form === 'csv' && csv !== undefined) return csv
    return engine.ask('exported', question, asked, form, language.value)
  }
  const files = forms.map((form) => ({
    label: t(form),
    form,
    name: () => `${what().name}.${form}`,
    content: () => content(form),
    onSaved: () => onSaved?.(form),
  }))
  return <FileMenu files={files} />
}

/** A file that can be saved: what the menu calls it, what it is called, and what is in it. */
export interface MenuFile {
  readonly label: string
  readonly form: ExportForm
  readonly name: () => string
  readonly content: () => unknown
  readonly onSaved?: () => void
}

export function FileMenu({ files }: { readonly files: readonly MenuFile[] }) {
  const [isOpen, setOpen] = useState(false)
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isOpen) menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }, [isOpen])
  const close = () => {
    setOpen(false)
    menu.current?.querySelector<HTMLElement>('button')?.focus()
  }
  const save = async ({ form, name, content, onSaved }: MenuFile) => {
    close()
    try {
      const named = name()
      download(new Blob([(await content()) as BlobPart], { type: TYPES[form] }), named)
      onSaved?.()
    } catch (error) {
      tell(error)
    }
  }
  const onKey = (event: KeyboardEvent) => {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
    const now = items.indexOf(document.activeElement as HTMLElement)
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[event.key]
    if (event.key === 'Escape' || event.key === 'Tab') close()
    else if (next !== undefined) items[(next + items.length) % items.length]?.focus()
    if (next !== undefined || event.key === 'Escape') event.preventDefault()
  }
  return (
    <div
      class="menu"
      ref={menu}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget !== null && !menu.current!.contains(relatedTarget as Node)) setOpen(false)
      }}
    >
      <button type="button" class="btn" aria-haspopup="menu" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('export')}
      </button>
      {isOpen ? (
        <div role="menu" aria-label={t('export')} onKeyDown={onKey}>
          {files.map((file) => (
            <button key={file.label} type="button" role="menuitem" tabIndex={-1} onClick={() => void save(file)}>
              {file.label}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}

function download(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

export function LinkButton() {
  const [said, setSaid] = useState(false)
  const copy = async () => {
    const link = location.href.split('#')[0] + linkText()
    try {
      await navigator.clipboard.writeText(link)
      setSaid(true)
    } catch {
      prompt(t('copyLink'), link) // where a page may not copy, a person can
    }
  }
  return (
    <>
      <button type="button" class="btn" onClick={() => void copy()}>
        {t('copyLink')}
      </button>
      <span class="said" aria-live="polite">
        {said ? t(source.value?.own === true ? 'linkWithout' : 'copied') : ''}
      </span>
    </>
  )
}

/** How things stand: always there, so that changes are read out. */
export function State({ children }: { readonly children: ComponentChildren }) {
  const isBusy = engine.busy.value || slowEngine.busy.value
  const progress = slowEngine.progress.value
  return (
    <div class="facts" role="status" aria-label={t('state')}>
      {isBusy ? (
        <span class="busy">
          {t('computing')}
          {progress === null ? null : ` ${whole(progress[0])} / ${whole(progress[1])}`}
        </span>
      ) : null}
      {children}
    </div>
  )
}

export function StopButton() {
  if (!slowEngine.busy.value) return null
  return (
    <button type="button" class="btn" onClick={() => slowEngine.stop()}>
      {t('stop')}
    </button>
  )
}

/** A difference within its band: how far down and up it may go, and where it is. */
export function Band({
  value,
  below,
  above,
}: {
  readonly value: number
  readonly below: number
  readonly above: number
}) {
  const reach = Math.max(below, above, Math.abs(value), 1) * 1.08
  const x = (places: number) => 60 + (56 * places) / reach
  const isAtEnd = value <= -below || value >= above
  return (
    <svg class="band" viewBox="0 0 120 16" width="120" height="16" aria-hidden="true">
      <line x1={x(-below)} x2={x(above)} y1="8" y2="8" class="axis" />
      {[-below, above].map((end) => (
        <line key={end} x1={x(end)} x2={x(end)} y1="3" y2="13" class="end" />
      ))}
      <rect
        x={Math.min(x(0), x(value))}
        y="5.5"
        width={Math.abs(x(value) - x(0))}
        height="5"
        class={value > 0 ? 'up' : 'down'}
      />
      <line x1={x(0)} x2={x(0)} y1="2" y2="14" class="end" />
      <circle cx={x(value)} cy="8" r="3.2" class={isAtEnd ? 'at full' : 'at'} />
    </svg>
  )
}
