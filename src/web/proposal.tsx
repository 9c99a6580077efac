/** Voorstel: the workbench. A number is typed, and balance, rules, leeway, advices and motivations follow. */
import { computed, effect, signal } from '@preact/signals'
import { useState } from 'preact/hooks'
import { GROUNDS } from '../domain/proposal.js'
import type { Text } from '../domain/language.js'
import type { ConsultationFile } from '../shapes/files.js'
import { namesOf, placeName } from './allocation.js'
import { engine, latest, slowEngine } from './client.js'
import {
  begin,
  canRedo,
  canUndo,
  change,
  isUnsaved,
  keepAsSaved,
  redo,
  samePlaces,
  undo,
  withCells,
  work,
  type PlacesGrid,
  type Work,
} from './document.js'
import type { AnswerTo, Brought, PageScenario, SentTable } from './engine.js'
import { Grid, type Editing, type GridCell } from './grid.js'
import { openFile, proposalsGoTo } from './opening.js'
import { Band, ExportMenu, follow, LinkButton, OpenButton, signed, State, StopButton, tell, whole } from './parts.js'
import { pasted } from './paste.js'
import {
  comesFrom,
  faults,
  language,
  linkParts,
  scenario,
  selected,
  shipped,
  source,
  view,
  type CellPlace,
} from './state.js'
import { say, t, word } from './words.js'

type Checked = AnswerTo<'check'>
type Draft = AnswerTo<'draft'>

/** What the proposal is about: its frame, and what was brought in. */
interface Subject {
  readonly file: PageScenario
  readonly base: PlacesGrid
  /** Places per specialty: the intake, or what the base has where none is given. */
  readonly intakes: readonly number[]
  /** Whether a link can name it: a shipped scenario. */
  readonly isShipped: boolean
}

const subject = signal<Subject | null>(null)
const checked = signal<Checked | null>(null)
const drafted = signal<Draft | null>(null)
/** What the last computation did, in a sentence, and what of. */
const told = signal<{ readonly text: Text; readonly of: Work } | null>(null)
/** The consultation that came with the scenario. */
const example = signal<ConsultationFile | null>(null)
const versions = signal<readonly { readonly name: string; readonly allocation: PlacesGrid }[]>([])
const checkLatest = latest()

/** The consultation with what was pinned and written on the page. */
function advicesOf(of: Subject, { pins, totals, motivations, allocation, advices }: Work): ConsultationFile {
  const { rows, columns } = namesOf(of.file)
  const cells = pins.map((pin) => {
    const at = pinAt(of.file, pin)!
    const places = allocation[at[0]]![at[1]]!
    return { specialty: rows[at[0]]!.code, oor: columns[at[1]]!.code, low: places, high: places, by: PAGE_BY }
  })
  const held = totals.map((oor) => {
    const c = columns.findIndex(({ code }) => code === oor)
    const places = allocation.reduce((sum, row) => sum + row[c]!, 0)
    return { oor, low: places, high: places, by: PAGE_BY }
  })
  const { agreements: before = [], ...rest } = advices as Agreeing
  const all = [...before, ...cells, ...held]
  const made: Agreeing = { ...rest, motivations: [...motivations], ...(all.length > 0 && { agreements: all }) }
  return made
}

/** All that a proposal is made of or tested by. */
function broughtIn(of: Subject, now: Work): Brought {
  return { advices: advicesOf(of, now), agree: now.agreed, language: language.value }
}

/** A consultation in which places are agreed. */
type Agreeing = ConsultationFile & { agreements?: readonly object[] }

const PAGE_BY = 'Evenredig'

function pinAt({ specialties, oors }: PageScenario, pin: string): CellPlace | null {
  for (const [r, { code }] of specialties.entries()) {
    if (!pin.startsWith(`${code}-`)) continue
    const c = oors.findIndex((oor) => oor.code === pin.slice(code.length + 1))
    if (c >= 0) return [r, c]
  }
  return null
}

function tableOf({ file }: Subject, allocation: PlacesGrid): SentTable {
  const { rows, columns } = namesOf(file)
  return { rows: rows.map(({ code }) => code), columns: columns.map(({ code }) => code), allocation }
}

/** The scenario on the page, as it now is. */
const NOW = 'now'

/** Opens a scenario with the consultation that comes with it, and its best proposal. */
async function openSubject(id: string, { e: edits, p: pins, t: totals, g: agreed }: WorkInLink = {}): Promise<void> {
  slowEngine.stop() // what was asked of another subject
  try {
    const isShipped = id !== NOW
    const file = isShipped ? await engine.ask('scenario', id) : scenario.peek()!
    const advices = (isShipped ? await engine.ask('example', id) : null) ?? {}
    const base = await engine.ask('solve', file)
    if (base.allocation === null) {
      faults.value = [{ place: file.id, text: base.conflict?.texts[language.value] ?? base.status }]
      return
    }
    const consultation = await engine.ask('consultation', advices, file)
    const about = { file, base: base.allocation, intakes: base.rowTotals, isShipped }
    subject.value = about
    drafted.value = null
    versions.value = []
    example.value = advices
    const held = (totals ?? '').split(',').filter((code) => file.oors.some((oor) => oor.code === code))
    const asked = { pins: pinsIn(file, pins ?? null), totals: held, agreed: (agreed ?? '').split(' ').filter(Boolean) }
    const brought = { motivations: advices.motivations ?? [], advices, consultation }
    begin({ allocation: withEdits(about, edits ?? null), ...asked, ...brought })
    if (edits === undefined && consultation.advices.length > 0) await openBest(about)
  } catch (error) {
    tell(error)
    // a link to what is not there: something to work on, and why it is something else
    if (subject.peek() === null && id !== EXAMPLE) await openSubject(EXAMPLE)
  }
}

const EXAMPLE = '2027-proposal'

/** Beginning with the best proposal, unless somebody has begun to work meanwhile. */
async function openBest(about: Subject): Promise<void> {
  const found = await slowEngine.ask('draft', about.file, broughtIn(about, work.peek()!))
  if (subject.value !== about || canUndo.value || found.allocation === null) return
  drafted.value = found
  begin({ ...work.value!, allocation: found.allocation })
}

function withEdits({ file, base }: Subject, edits: string | null): PlacesGrid {
  const cells = new Map<string, number>()
  for (const each of (edits ?? '').split(',')) {
    const [pin = '', places = ''] = each.split(':')
    const at = pinAt(file, pin)
    if (at !== null && isPlaces(places)) cells.set(at.join(','), Number(places))
  }
  return withCells(base, cells)
}

function pinsIn(file: PageScenario, pins: string | null): string[] {
  return (pins ?? '').split(',').filter((pin) => pinAt(file, pin) !== null)
}

/** Edits, pins and agreements as a link has them. */
interface WorkInLink {
  readonly e?: string
  readonly p?: string
  readonly t?: string
  readonly g?: string
}

let isOpened = false
effect(() => {
  if (view.value !== 'voorstel' || isOpened) return
  isOpened = true
  const { w = EXAMPLE, ...rest } = linkParts.peek() as { readonly w?: string } & WorkInLink
  void openSubject(w, rest)
})

/** Tests the proposal after every change, and keeps the link in step. */
effect(() => {
  const [about, now] = [subject.value, work.value]
  if (about === null || now === null) return
  const brought = broughtIn(about, now)
  void checkLatest(engine.ask('check', about.file, tableOf(about, now.allocation), brought, false))
    .then((answer) => (checked.value = answer))
    .catch(tell)
  linkParts.value = partsOf(about, now)
})

/** The work as a link has it. Of its own the page drafts only what comes with the scenario: all else is told cell by cell. */
function partsOf({ file, base, isShipped }: Subject, now: Work): Record<string, string> {
  if (!isShipped) return {}
  const { allocation, pins, totals, agreed, advices } = now
  const { rows, columns } = namesOf(file)
  const isPlain = pins.length + totals.length + agreed.length === 0 && advices === example.peek()
  const isDrafted = isPlain && drafted.peek()?.allocation != null && samePlaces(drafted.peek()!.allocation!, allocation)
  const edits = allocation.flatMap((row, r) =>
    row.flatMap((places, c) => (places === base[r]![c] ? [] : [`${rows[r]!.code}-${columns[c]!.code}:${places}`])),
  )
  return {
    w: file.id,
    ...(!isDrafted && { e: edits.join(',') }),
    ...(pins.length > 0 && { p: pins.join(',') }),
    ...(totals.length > 0 && { t: totals.join(',') }),
    ...(agreed.length > 0 && { g: agreed.join(' ') }),
  }
}

proposalsGoTo(
  (allocation, advices: ConsultationFile | null) => {
    const about = subject.value
    if (about === null) return
    if (advices === null) return edit({ allocation })
    void follow(engine.ask('consultation', advices, about.file), (consultation) =>
      edit({ allocation, advices, consultation, motivations: advices.motivations ?? [] }),
    )
  },
  () => subject.value?.file ?? null,
)

effect(() => comesFrom('voorstel', subject.value === null ? [] : [subject.value.file.data]))

function edit(next: Partial<Work>, tag: string | null = null): void {
  change(next, tag)
  faults.value = []
}

/** One step back or forward; what was wrong is another matter then. */
function stepped(take: () => void): void {
  take()
  faults.value = []
}

addEventListener('keydown', (event) => {
  const isTyped = /^(INPUT|TEXTAREA|SELECT)$/.test((event.target as Element).tagName)
  if (view.peek() !== 'voorstel' || isTyped || event.defaultPrevented) return
  if (!(event.ctrlKey || event.metaKey) || !/^[zy]$/i.test(event.key)) return
  stepped(/z/i.test(event.key) && !event.shiftKey ? undo : redo)
  event.preventDefault()
})

/** Per row what it has too many, per OOR the difference with the base. */
const sums = computed(() => {
  const [about, now] = [subject.value, work.value]
  if (about === null || now === null) return null
  const { specialties, oors } = about.file
  const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0)
  const columns = oors.map((_, c) => sum(now.allocation.map((row) => row[c]!)))
  const bases = oors.map((_, c) => sum(about.base.map((row) => row[c]!)))
  return {
    rows: specialties.map((_, r) => sum(now.allocation[r]!)),
    over: about.intakes.map((intake, r) => sum(now.allocation[r]!) - intake),
    columns,
    bases,
    differences: columns.map((total, c) => total - bases[c]!),
    total: sum(columns),
    national: sum(about.intakes),
  }
})

type Followed = 'exactly' | 'within-room' | 'no'

/** What becomes of each advice, by specialty. */
const followed = computed(() => {
  const [about, now] = [subject.value, work.value]
  const found = new Map<string, Followed>()
  if (about === null || now === null) return found
  for (const { specialty, row, room } of now.consultation.advices) {
    const r = about.file.specialties.findIndex(({ code }) => code === specialty)
    const places = now.allocation[r]!
    const isWithin = places.every((each, c) => each >= room[c]![0] && each <= room[c]![1])
    found.set(specialty, places.every((each, c) => each === row[c]) ? 'exactly' : isWithin ? 'within-room' : 'no')
  }
  return found
})

export function ProposalView() {
  const [about, now] = [subject.value, work.value]
  if (about === null || now === null) return <State>{null}</State>
  return (
    <>
      <div class="bar">
        <h1>
          {say({ nl: `Integraal voorstel ${about.file.year}`, en: `Integral proposal ${about.file.year}` })}
          <small>
            {say({
              nl: `${now.consultation.advices.length} adviezen · klad, niet bewaard buiten deze computer`,
              en: `${now.consultation.advices.length} advices · a draft, kept on this computer only`,
            })}
          </small>
        </h1>
        <Buttons about={about} now={now} />
      </div>
      <div class="cols">
        <div>
          <State>
            <ProposalFacts />
          </State>
          <Workbench about={about} now={now} />
        </div>
        <Balance about={about} now={now} />
      </div>
    </>
  )
}

function Buttons({ about, now }: { readonly about: Subject; readonly now: Work }) {
  /** Lays an answer over the work that it is of; over work that went on meanwhile it is not laid, but kept beside it. */
  const lay = (allocation: PlacesGrid, said: Text): boolean => {
    if (subject.value !== about) return false
    const after = work.value!
    const isSame = (['allocation', 'pins', 'totals', 'agreed'] as const).every((part) => after[part] === now[part])
    if (!isSame) {
      versions.value = [...versions.value, { name: freeName(t('best')), allocation }]
      told.value = { text: MEANWHILE, of: after }
      return false
    }
    edit({ allocation })
    told.value = { text: said, of: work.value! }
    return true
  }
  const compute = () =>
    follow(slowEngine.ask('draft', about.file, broughtIn(about, now)), (found) => {
      if (subject.value !== about) return
      if (found.allocation === null) {
        faults.value = [{ place: t('best'), text: found.conflict?.texts[language.value] ?? found.status }]
      } else if (lay(found.allocation, found.status === 'optimal' ? BEST : NOT_PROVEN)) drafted.value = found
    })
  const nearest = () =>
    follow(
      slowEngine.ask('check', about.file, tableOf(about, now.allocation), broughtIn(about, now), true),
      ({ repair }) => {
        if (subject.value !== about) return
        if (repair?.allocation == null) {
          faults.value = [
            { place: t('nearest'), text: repair?.conflict?.texts[language.value] ?? repair?.status ?? '' },
          ]
          return
        }
        const n = repair.changes.length
        const said = {
          nl: `${n} ${n === 1 ? 'cel' : 'cellen'} gewijzigd`,
          en: `${n} ${n === 1 ? 'cell' : 'cells'} changed`,
        }
        if (n > 0) lay(repair.allocation, said)
        else told.value = { text: said, of: work.value! }
      },
    )
  const chosen = `${about.file.specialties[selected.value[0]]?.code}-${about.file.oors[selected.value[1]]?.code}`
  const exported = () => ({
    question: 'check' as const,
    asked: { scenario: about.file, proposal: tableOf(about, now.allocation), ...broughtIn(about, now) },
    name: `${about.file.id}-${t('voorstel').toLowerCase()}`,
    json: isBest(now) ? drafted.value! : tableOf(about, now.allocation),
    csv: csvOf(tableOf(about, now.allocation), about.file.data),
  })
  return (
    <div class="btns">
      <button type="button" class="btn" disabled={!canUndo.value} onClick={() => stepped(undo)}>
        {t('undo')}
      </button>
      <button type="button" class="btn" disabled={!canRedo.value} onClick={() => stepped(redo)}>
        {t('redo')}
      </button>
      <button
        type="button"
        class="btn"
        aria-pressed={now.pins.includes(chosen)}
        onClick={() => togglePins(about, [selected.value])}
      >
        {t('pin')}
      </button>
      <button
        type="button"
        class="btn"
        disabled={now.pins.length + now.totals.length === 0}
        onClick={() => edit({ pins: [], totals: [] })}
      >
        {t('unpin')}
      </button>
      <button type="button" class="btn" onClick={() => void nearest()}>
        {t('nearest')}
      </button>
      <button type="button" class="btn main" onClick={() => void compute()}>
        {t('best')}
      </button>
      <StopButton />
      <OpenButton onFile={(file) => void openFile(file, 'proposal')} />
      <label class="choice">
        {t('scenario')}
        <select
          aria-label={t('scenario')}
          value={about.isShipped ? about.file.id : NOW}
          onChange={({ currentTarget }) => {
            const { value } = currentTarget
            if (isUnsaved.value && !confirm(say(LEAVE))) currentTarget.value = about.isShipped ? about.file.id : NOW
            else void openSubject(value)
          }}
        >
          {source.value?.own === true ? <option value={NOW}>{source.value.file.id}</option> : null}
          {shipped.value.map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      </label>
      <ExportMenu what={exported} onSaved={(form) => (form === 'xlsx' ? keepAsSaved() : undefined)} />
      <LinkButton />
    </div>
  )
}

const BEST: Text = { nl: 'beste voorstel, bewezen', en: 'best proposal, proven' }
const NOT_PROVEN: Text = { nl: 'een voorstel; niet bewezen het beste', en: 'a proposal; not proven the best' }
const MEANWHILE: Text = {
  nl: 'intussen is er verder gewerkt: het antwoord staat bij de versies',
  en: 'work went on meanwhile: the answer stands with the versions',
}
const LEAVE: Text = {
  nl: 'Het voorstel is niet bewaard. Toch een ander scenario openen?',
  en: 'The proposal was not saved. Open another scenario all the same?',
}

/** A name that no version has: the one given, or with the first number that is free. */
function freeName(wanted: string): string {
  const taken = new Set(versions.peek().map(({ name }) => name))
  if (wanted !== '' && !taken.has(wanted)) return wanted
  let n = 1
  while (taken.has(`${wanted} ${n}`.trim())) n++
  return `${wanted} ${n}`.trim()
}

/** The table as a file: semicolons for a Dutch spreadsheet, and the label of the data in every line. */
function csvOf({ rows, columns, allocation }: SentTable, data: PageScenario['data']): string {
  const sign = language.value === 'nl' ? ';' : ','
  const lines = [
    ['specialty', ...columns, 'data'],
    ...allocation.map((row, r) => [rows[r]!, ...row, data ?? 'confidential']),
  ]
  return `${language.value === 'nl' ? '\uFEFF' : ''}${lines.map((line) => `${line.join(sign)}\r\n`).join('')}`
}

function isBest(now: Work): boolean {
  const best = drafted.value?.allocation
  return best != null && samePlaces(best, now.allocation)
}

function ProposalFacts() {
  const answer = checked.value
  const of = (kind: Followed) => [...followed.value.values()].filter((each) => each === kind).length
  const missing = (answer?.motivations ?? []).filter((each) => each.missing.length > 0).length
  const moved =
    answer === null
      ? null
      : {
          'places-moved': answer.moved.placesMoved,
          'sum-absolute': answer.moved.sumAbsolute,
          cells: answer.moved.cells,
        }[answer.frame?.measure ?? 'places-moved']
  return (
    <>
      {answer === null ? null : (
        <span class={answer.status === 'compliant' ? 'ok' : undefined}>
          <b>
            {answer.status === 'compliant'
              ? say({ nl: 'Voldoet aan het kader', en: 'Complies with the frame' })
              : say({ nl: 'Voldoet nog niet', en: 'Does not comply yet' })}
          </b>
        </span>
      )}
      {moved === null || answer?.frame == null ? null : (
        <span>
          <b>
            {say({
              nl: `${whole(moved)} van ${whole(answer.frame.leeway.total)}`,
              en: `${whole(moved)} of ${whole(answer.frame.leeway.total)}`,
            })}
          </b>{' '}
          {say({ nl: 'plaatsen verschoven', en: 'places moved' })}
        </span>
      )}
      {followed.value.size === 0 ? null : (
        <span>
          {say({
            nl: `${of('exactly')} adviezen gevolgd, ${of('within-room')} binnen de ruimte, ${of('no')} niet`,
            en: `${of('exactly')} advices followed, ${of('within-room')} within the room, ${of('no')} not`,
          })}
        </span>
      )}
      {missing === 0 ? null : (
        <span>
          {say({
            nl: `${missing} ${missing === 1 ? 'motivering' : 'motiveringen'} niet compleet`,
            en: `${missing} ${missing === 1 ? 'motivation' : 'motivations'} incomplete`,
          })}
        </span>
      )}
      {told.value === null || told.value.of !== work.value ? null : <span>{say(told.value.text)}</span>}
    </>
  )
}

function togglePins({ file }: Subject, places: readonly CellPlace[]): void {
  const now = work.value!
  const names = places.flatMap(([r, c]) => {
    const [specialty, oor] = [file.specialties[r], file.oors[c]]
    return specialty === undefined || oor === undefined ? [] : [`${specialty.code}-${oor.code}`]
  })
  const isAll = names.every((each) => now.pins.includes(each))
  edit({ pins: isAll ? now.pins.filter((each) => !names.includes(each)) : [...new Set([...now.pins, ...names])] })
}

function Workbench({ about, now }: { readonly about: Subject; readonly now: Work }) {
  const { file, base } = about
  const { rows, columns } = namesOf(file)
  const zero = new Set((file.zeroCells ?? []).map(({ specialty, oor }) => `${specialty}-${oor}`))
  const { over, rows: totals, columns: sumsOf, differences, total, national } = sums.value!
  const cell = (r: number, c: number): GridCell => {
    const code = `${rows[r]!.code}-${columns[c]!.code}`
    const places = now.allocation[r]![c]!
    const name = placeName(file, r, c)
    const isPinned = now.pins.includes(code)
    const locked = isPinned ? `, ${t('pinned')}` : ''
    if (places === 0 && zero.has(code))
      return { text: '–', name: `${name}: ${t('empty')}${locked}`, isZero: true, isPinned }
    const by = places - base[r]![c]!
    const against =
      by === 0 ? '' : `, ${signed(by)} ${say({ nl: 'ten opzichte van de basis', en: 'against the base' })}`
    return {
      text: whole(places),
      name: `${name}: ${whole(places)}${against}${locked}`,
      tint: by / 2,
      isPinned,
      ...(by !== 0 && { note: signed(by) }),
    }
  }
  return (
    <>
      <Grid
        label={t('voorstel')}
        corner={t('specialty')}
        totalHead={t('total')}
        rows={rows}
        columns={columns}
        cell={cell}
        rowTotal={(r) => ({
          text: whole(totals[r]!),
          ...(over[r] !== 0 && { note: `≠ ${whole(about.intakes[r]!)}` }),
        })}
        foot={[
          { head: t('total'), cells: sumsOf.map(whole), total: whole(total), isWrong: total !== national },
          {
            head: say({ nl: 'verschil met de basis', en: 'difference with the base' }),
            cells: differences.map((each) => signed(each)),
            total: '',
          },
        ]}
        at={selected}
        isOfNote={(r, c) => now.allocation[r]![c] !== base[r]![c]}
        editing={editingOf(about)}
        {...(followed.value.size > 0 && {
          aside: { head: t('advice'), cell: (r: number) => <AdviceMark code={rows[r]!.code} /> },
        })}
      />
      <ProposalKey />
    </>
  )
}

const MARK = {
  exactly: { mark: '✓', nl: 'advies gevolgd', en: 'advice followed' },
  'within-room': { mark: '≈', nl: 'binnen de schuifruimte', en: 'within the shift room' },
  no: { mark: '✕', nl: 'niet gevolgd', en: 'not followed' },
} as const

function AdviceMark({ code }: { readonly code: string }) {
  const found = followed.value.get(code)
  if (found === undefined) return null
  return (
    <span class={`advice ${found}`} role="img" aria-label={say(MARK[found])} title={say(MARK[found])}>
      {MARK[found].mark}
    </span>
  )
}

function ProposalKey() {
  return (
    <div class="key">
      {Object.values(MARK).map((each) => (
        <span key={each.mark}>
          {each.mark} {say(each)}
        </span>
      ))}
      <span>
        <kbd>Enter</kbd> {say({ nl: 'vast', en: 'commit' })} <kbd>Esc</kbd> {say({ nl: 'terug', en: 'restore' })}{' '}
        <kbd>L</kbd> {say({ nl: 'vastzetten', en: 'pin' })} <kbd>Ctrl V</kbd>{' '}
        {say({ nl: 'blok uit Excel', en: 'block from Excel' })}
      </span>
    </div>
  )
}

const WHOLE = { nl: 'geen heel getal van 0 of meer', en: 'no whole number of 0 or more' } as const

function isPlaces(text: string): boolean {
  return /^\d{1,7}$/.test(text) && Number(text) <= 2_000_000
}

function editingOf(about: Subject): Editing {
  const { file, base } = about
  const { columns } = namesOf(file)
  const faultOf = (text: string) => (isPlaces(text.trim()) ? null : say(WHOLE))
  const put = (cells: ReadonlyMap<string, number>) => {
    faults.value = []
    const allocation = withCells(work.value!.allocation, cells)
    if (!samePlaces(allocation, work.value!.allocation)) edit({ allocation })
  }
  return {
    faultOf,
    nameOf: ([r, c]) => placeName(file, r, c),
    put: (place, text) => put(new Map([[place.join(','), Number(text)]])),
    refuse: ([r, c], text) => (faults.value = [{ place: placeName(file, r, c), text: `“${text}”: ${say(WHOLE)}` }]),
    reset: (places) => put(new Map(places.map(([r, c]) => [`${r},${c}`, base[r]![c]!]))),
    pin: (places) => togglePins(about, places),
    undo: () => stepped(undo),
    redo: () => stepped(redo),
    paste: (text, [row, column]) => {
      const found = pasted(
        text,
        columns.flatMap(({ code, name }) => [code, name]),
      )
      if (found.kind === 'table') return void openFile(new File([text], t('pasted')), 'proposal')
      const name = (r: number, c: number) =>
        placeName(file, Math.min(r, file.specialties.length - 1), Math.min(c, file.oors.length - 1))
      if (found.kind === 'wrong') {
        faults.value = [
          {
            place: name(row + found.at[0], column + found.at[1]),
            text: `“${found.found.slice(0, 40)}”: ${say(WHOLE)}`,
          },
        ]
        return
      }
      const [height, width] = [found.cells.length, Math.max(...found.cells.map((line) => line.length))]
      if (row + height > file.specialties.length || column + width > file.oors.length) {
        faults.value = [
          {
            place: name(row, column),
            text: say({
              nl: `een blok van ${height} × ${width} past hier niet`,
              en: `a block of ${height} × ${width} does not fit here`,
            }),
          },
        ]
        return
      }
      put(
        new Map(
          found.cells.flatMap((line, r) => line.map((places, c) => [`${row + r},${column + c}`, places] as const)),
        ),
      )
    },
  }
}

/** Balance, rules, advices and motivations: first what is wrong. */
function Balance({ about, now }: { readonly about: Subject; readonly now: Work }) {
  const { over } = sums.value!
  const wrong = over.flatMap((by, r) => (by === 0 ? [] : [r]))
  const answer = checked.value
  return (
    <aside class="why" role="region" aria-label={t('balanceRules')}>
      <Verdict about={about} wrong={wrong} />
      {wrong.slice(0, 3).map((r) => (
        <Offer key={r} about={about} now={now} row={r} />
      ))}
      <BalanceTable about={about} now={now} />
      <h3>{t('rules')}</h3>
      <ul class="rules">
        {(answer?.rules ?? []).map(({ id, outcome, findings, source: written }) => (
          <li key={id} class={outcome}>
            <span class="sign" aria-hidden="true">
              {{ pass: '✓', fail: '✕', warn: '!', judge: '?' }[outcome]}
            </span>
            <span>
              {word('rule', id)} <span class="heard">: {word('outcome', outcome)}</span> <small>{written}</small>
              {outcome === 'pass' || findings.length === 0 ? null : (
                <ul>
                  {findings.slice(0, 6).map((each, i) => (
                    <li key={i}>{each.text}</li>
                  ))}
                  {findings.length > 6 ? <li>… {whole(findings.length - 6)}</li> : null}
                </ul>
              )}
            </span>
          </li>
        ))}
      </ul>
      <NotFollowed about={about} />
      <Agreements about={about} now={now} />
      <Motivations about={about} now={now} />
      <Versions now={now} />
    </aside>
  )
}

function Verdict({ about, wrong }: { readonly about: Subject; readonly wrong: readonly number[] }) {
  const answer = checked.value
  const [first] = wrong
  if (first !== undefined) {
    const by = sums.value!.over[first]!
    const code = about.file.specialties[first]!.code
    return (
      <h2>
        {say({
          nl: `Rij ${code} telt ${Math.abs(by)} te ${by > 0 ? 'veel' : 'weinig'}`,
          en: `Row ${code} has ${Math.abs(by)} too ${by > 0 ? 'many' : 'few'}`,
        })}
        {wrong.length > 1 ? say({ nl: `, en ${wrong.length - 1} meer`, en: `, and ${wrong.length - 1} more` }) : ''}
      </h2>
    )
  }
  const failed = (answer?.rules ?? []).filter(({ outcome }) => outcome === 'fail')
  if (answer === null) return <h2>{t('computing')}</h2>
  if (failed.length === 0)
    return <h2>{say({ nl: 'Het voorstel voldoet aan het kader', en: 'The proposal complies with the frame' })}</h2>
  return (
    <h2>{say({ nl: `Nog niet: ${word('rule', failed[0]!.id)}`, en: `Not yet: ${word('rule', failed[0]!.id)}` })}</h2>
  )
}

/** A row that does not add up: where a place can come from, or go to. */
function Offer({ about, now, row }: { readonly about: Subject; readonly now: Work; readonly row: number }) {
  const by = sums.value!.over[row]!
  const { file } = about
  const { code } = file.specialties[row]!
  const intake = about.intakes[row]!
  const step = by > 0 ? -1 : 1
  const { below = Infinity, above = Infinity } = file.leeway ?? {}
  const zero = new Set((file.zeroCells ?? []).map((each) => `${each.specialty}-${each.oor}`))
  return (
    <div class="offer">
      <p>
        <b>
          {say({
            nl: `Rij ${code} telt op tot ${intake + by}; er zijn ${intake} plaatsen.`,
            en: `Row ${code} adds up to ${intake + by}; there are ${intake} places.`,
          })}
        </b>{' '}
        {t(by > 0 ? 'takeFrom' : 'giveTo')}
      </p>
      <div class="btns">
        {file.oors.map((oor, c) => {
          const after = sums.value!.differences[c]! + step
          const places = now.allocation[row]![c]! + step
          const isOut = after < -below || after > above || places < 0 || zero.has(`${code}-${oor.code}`)
          return (
            <button
              key={oor.code}
              type="button"
              class="btn"
              disabled={isOut}
              onClick={() => edit({ allocation: withCells(now.allocation, new Map([[`${row},${c}`, places]])) })}
            >
              {oor.code} <small>{signed(after)}</small>
            </button>
          )
        })}
      </div>
    </div>
  )
}

function BalanceTable({ about, now }: { readonly about: Subject; readonly now: Work }) {
  const { file } = about
  const { bases, columns, differences } = sums.value!
  const { below = 0, above = 0 } = file.leeway ?? {}
  const needed = checked.value?.motivations ?? []
  return (
    <table class="plain balance" aria-label={t('balance')}>
      <thead>
        <tr>
          <th scope="col">OOR</th>
          <th scope="col">{t('base')}</th>
          <th scope="col">{t('voorstel')}</th>
          <th scope="col">{file.leeway == null ? '' : `-${below} … +${above}`}</th>
          <th scope="col">{t('difference')}</th>
          <th scope="col">{t('motivation')}</th>
        </tr>
      </thead>
      <tbody>
        {file.oors.map(({ code, name }, c) => {
          const own = needed.filter(({ oor }) => oor === code)
          const missing = own.flatMap((each) => each.missing)
          const by = differences[c]!
          return (
            <tr key={code}>
              <th scope="row" title={name}>
                {code}
                <button
                  type="button"
                  class="pin"
                  aria-pressed={now.totals.includes(code)}
                  aria-label={say({ nl: `Totaal ${code} vasthouden`, en: `Hold total of ${code}` })}
                  onClick={() =>
                    edit({
                      totals: now.totals.includes(code)
                        ? now.totals.filter((each) => each !== code)
                        : [...now.totals, code],
                    })
                  }
                >
                  {now.totals.includes(code) ? '●' : '○'}
                </button>
              </th>
              <td>{whole(bases[c]!)}</td>
              <td>{whole(columns[c]!)}</td>
              <td>{file.leeway == null ? null : <Band value={by} below={below} above={above} />}</td>
              <td class={file.leeway != null && (by < -below || by > above) ? 'wrong' : undefined}>
                <b>{signed(by)}</b>
              </td>
              <td>
                {own.length === 0 ? (
                  t('notNeeded')
                ) : missing.length === 0 ? (
                  <span class="ok">{t('complete')}</span>
                ) : (
                  <a
                    class="wrong"
                    href={`#motivering-${code}`}
                    onClick={(event) => {
                      event.preventDefault()
                      document.getElementById(`motivering-${code}`)?.focus()
                    }}
                  >
                    {t(missing[0] === 'ground' ? 'chooseGround' : 'write')}
                  </a>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function NotFollowed({ about }: { readonly about: Subject }) {
  const found = [...followed.value].filter(([, how]) => how === 'no')
  if (found.length === 0) return null
  const reports = drafted.value !== null && work.value !== null && isBest(work.value) ? drafted.value.advices : []
  return (
    <>
      <h3>{t('notFollowed')}</h3>
      <ul class="plainlist">
        {found.map(([code]) => {
          const report = reports.find(({ specialty }) => specialty === code)
          const rules = (report?.preventedBy ?? []).map((id) => word('rule', id)).join(', ')
          const places = report?.placesOutsideRoom
          return (
            <li key={code}>
              <b>
                {code} {about.file.specialties.find((each) => each.code === code)?.name}
              </b>{' '}
              {places === undefined
                ? null
                : say({ nl: `${places} buiten de ruimte`, en: `${places} outside its room` })}
              {rules === '' ? null : `; ${rules}`}
            </li>
          )
        })}
      </ul>
    </>
  )
}

const agreements = signal<readonly { readonly text: string; readonly holds: boolean | null }[]>([])
const agreementsLatest = latest()
effect(() => {
  const [about, found] = [subject.value, checked.value?.agreements ?? []]
  if (about === null) return
  void agreementsLatest(engine.ask('agreements', found, about.file, language.value))
    .then((texts_) => (agreements.value = texts_.map((text, i) => ({ text, holds: found[i]!.holds }))))
    .catch(tell)
})

/** What was agreed, whether it holds, and one more as it is said: "NO>=206". */
function Agreements({ about, now }: { readonly about: Subject; readonly now: Work }) {
  const [typed, setTyped] = useState('')
  const add = async () => {
    const agreed = [...now.agreed, typed.trim()]
    try {
      // what cannot be read or obeyed is not kept
      await engine.ask('check', about.file, tableOf(about, now.allocation), broughtIn(about, { ...now, agreed }), false)
      faults.value = []
      edit({ agreed })
      setTyped('')
    } catch (error) {
      tell(error)
    }
  }
  return (
    <>
      <h3>{t('agreements')}</h3>
      {agreements.value.length === 0 ? null : (
        <ul class="plainlist">
          {agreements.value.map(({ text, holds }, i) => (
            <li key={i} class={holds === false ? 'wrong' : undefined}>
              {holds === false ? '✕' : '✓'} {text}: {t(holds === false ? 'notKept' : 'kept')}
            </li>
          ))}
        </ul>
      )}
      <form
        class="btns"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim() !== '') void add()
        }}
      >
        <input
          value={typed}
          aria-label={t('agreement')}
          placeholder="NO>=206  28=advice  41:NO=11"
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <button type="submit" class="btn">
          {t('agree')}
        </button>
        {now.agreed.length === 0 ? null : (
          <button type="button" class="btn quiet" onClick={() => edit({ agreed: [] })}>
            {t('withdraw')}
          </button>
        )}
      </form>
    </>
  )
}

/** The text and the grounds of each OOR that deviates, written in place. */
function Motivations({ about, now }: { readonly about: Subject; readonly now: Work }) {
  const needed = about.file.oors.filter((_, c) => sums.value!.differences[c] !== 0)
  if (needed.length === 0) return null
  const set = (
    oor: string,
    next: { readonly text?: string; readonly grounds?: readonly (typeof GROUNDS)[number][] },
    tag: string | null,
  ) => {
    const old = now.motivations.find((each) => each.oor === oor && each.specialty === undefined) ?? {
      oor,
      grounds: [],
      text: '',
    }
    const made = { ...old, ...next } as typeof old
    const rest = now.motivations.filter((each) => each !== old)
    edit({ motivations: made.text === '' && made.grounds.length === 0 ? rest : [...rest, made] }, tag)
  }
  return (
    <>
      <h3>{say({ nl: 'Motiveringen', en: 'Motivations' })}</h3>
      {needed.map(({ code }) => {
        const { text = '', grounds = [] } =
          now.motivations.find((each) => each.oor === code && each.specialty === undefined) ?? {}
        return (
          <div key={code} class="motivation">
            <b>
              {code} {signed(sums.value!.differences[about.file.oors.findIndex((each) => each.code === code)]!)}
            </b>
            <textarea
              id={`motivering-${code}`}
              rows={2}
              value={text}
              aria-label={`${t('motivation')} ${code}`}
              onInput={({ currentTarget }) => set(code, { text: currentTarget.value }, `text-${code}`)}
            />
            <div role="group" aria-label={`${t('grounds')} ${code}`}>
              {GROUNDS.map((ground) => (
                <label key={ground} class="check">
                  <input
                    type="checkbox"
                    checked={grounds.includes(ground)}
                    onChange={({ currentTarget }) =>
                      set(
                        code,
                        {
                          grounds: currentTarget.checked
                            ? [...grounds, ground]
                            : grounds.filter((each) => each !== ground),
                        },
                        null,
                      )
                    }
                  />
                  {word('ground', ground)}
                </label>
              ))}
            </div>
          </div>
        )
      })}
    </>
  )
}

const PUT_BACK: Text = { nl: 'terugzetten', en: 'put back' }

/** States that were kept, side by side with what is there now. */
function Versions({ now }: { readonly now: Work }) {
  const [name, setName] = useState('')
  const kept = versions.value
  const about = subject.value!
  const differing = (allocation: PlacesGrid) =>
    allocation.reduce((sum, row, r) => sum + row.filter((places, c) => places !== now.allocation[r]![c]).length, 0)
  const difference = (allocation: PlacesGrid, c: number) =>
    allocation.reduce((sum, row, r) => sum + row[c]! - about.base[r]![c]!, 0)
  return (
    <>
      <h3>{t('versions')}</h3>
      {kept.length === 0 ? null : (
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{t('versions')}</th>
              {about.file.oors.map(({ code }) => (
                <th key={code} scope="col">
                  {code}
                </th>
              ))}
              <th scope="col">{say({ nl: 'cellen anders', en: 'cells differ' })}</th>
              <th scope="col">
                <span class="heard">{say(PUT_BACK)}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {kept.map((each) => (
              <tr key={each.name}>
                <th scope="row">{each.name}</th>
                {about.file.oors.map(({ code }, c) => (
                  <td key={code}>{signed(difference(each.allocation, c))}</td>
                ))}
                <td>{whole(differing(each.allocation))}</td>
                <td>
                  <button type="button" class="btn quiet" onClick={() => edit({ allocation: each.allocation })}>
                    {say(PUT_BACK)}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <form
        class="btns"
        onSubmit={(event) => {
          event.preventDefault()
          versions.value = [...kept, { name: freeName(name.trim()), allocation: now.allocation }]
          setName('')
        }}
      >
        <input
          value={name}
          aria-label={say({ nl: 'Naam van de versie', en: 'Name of the version' })}
          placeholder={freeName('')}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
        <button type="submit" class="btn">
          {t('keep')}
        </button>
      </form>
    </>
  )
}
