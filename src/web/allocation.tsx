/** Toewijzing: the matrix as a heat table, why each cell is what it is, and what follows when the scenario is changed. */
import { computed, effect, signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { OBJECTIVES } from '../domain/table.js'
import { plainStep, type StepName } from '../domain/steps.js'
import { engine, latest } from './client.js'
import type { AnswerTo, PageScenario } from './engine.js'
import { Grid, type GridCell } from './grid.js'
import { Band, decimals, ExportMenu, follow, LinkButton, OpenButton, signed, State, tell, whole } from './parts.js'
import { openFile, ScenarioChoice } from './opening.js'
import { changes, faults, isAsOpened, language, scenario, selected, source, texts } from './state.js'
import { nextBests, say, t, word } from './words.js'

type Result = AnswerTo<'solve'>
type Explained = AnswerTo<'explain'>
type Alternative = NonNullable<Explained['oneMore']>

/** An answer with the scenario that it answers: the two are only ever shown together. */
const solved = signal<{ readonly asked: PageScenario; readonly answer: Result } | null>(null)
const result = computed(() => solved.value?.answer ?? null)
/** Whether what is wrong is a setting: setting it right takes the message away. */
let isSettingRefused = false
const proven = signal(false)
const explained = signal<{ readonly at: string; readonly answer: Explained } | null>(null)
/** The alternative that is laid over the matrix. */
const laid = signal<Alternative | null>(null)

const solveLatest = latest()
const explainLatest = latest()

/** Solves whenever the scenario changes, checks the proof, and keeps what was there until the answer is. */
effect(() => {
  const asked = scenario.value
  const objective = changes.value.objective as Result['objective'] | undefined
  laid.value = null
  if (asked === null) return
  void show(asked, objective)
})

async function show(asked: PageScenario, objective: Result['objective'] | undefined): Promise<void> {
  try {
    const answer = await solveLatest(engine.ask('solve', asked, objective))
    if (isSettingRefused) faults.value = []
    isSettingRefused = false
    const [row, column] = selected.peek()
    if (row >= answer.rows.length || column >= answer.columns.length) selected.value = [0, 0]
    solved.value = { asked, answer }
    proven.value = false
    explained.value = null
    const checked = await engine.ask('verify', answer, asked)
    if (result.value === answer) proven.value = checked.status === 'accepted'
  } catch (error) {
    solved.value = null // an older answer is none to this question
    isSettingRefused = true
    tell(error)
  }
}

/** Natural roundings that were not kept, by cell. */
const naturals = computed(() => {
  const { deviations = [], rows = [], columns = [] } = result.value ?? {}
  return new Map(
    deviations.map(({ row, column, natural }) => [`${rows.indexOf(row)},${columns.indexOf(column)}`, natural]),
  )
})
const zero = computed(() => new Set((result.value?.zeroCells ?? []).map((pair) => pair.join('-'))))
const free = computed(() => new Set((result.value?.freedom?.free ?? []).map(({ row, column }) => `${row}-${column}`)))
const over = computed(() => new Map((laid.value?.changes ?? []).map(({ row, column, to }) => [`${row}-${column}`, to])))

export function namesOf({ specialties, oors }: Pick<PageScenario, 'specialties' | 'oors'>) {
  return {
    rows: specialties.map(({ code, name }) => ({ code, name: name ?? code })),
    columns: oors.map(({ code, name }) => ({ code, name: name ?? code })),
  }
}

/** "10 Interne geneeskunde, Leiden" */
export function placeName(of: Pick<PageScenario, 'specialties' | 'oors'>, row: number, column: number): string {
  const { rows, columns } = namesOf(of)
  const specialty = rows[row]!
  const first = specialty.name === specialty.code ? specialty.code : `${specialty.code} ${specialty.name}`
  return `${first}, ${columns[column]!.name}`
}

function cellOf(of: PageScenario, answer: Result, row: number, column: number): GridCell {
  const code = `${answer.rows[row]}-${answer.columns[column]}`
  const name = placeName(of, row, column)
  if (zero.value.has(code)) return { text: '–', name: `${name}: ${t('empty')}`, isZero: true }
  const now = answer.allocation![row]![column]!
  const shown = over.value.get(code) ?? now
  const target = answer.target?.[row]?.[column] ?? shown
  const natural = naturals.value.get(`${row},${column}`) ?? now
  const mark = shown > natural ? 'up' : shown < natural ? 'down' : undefined
  const rounding = mark === undefined ? '' : `, ${t(mark === 'up' ? 'roundedUp' : 'roundedDown')}`
  return {
    text: whole(shown),
    name: `${name}: ${whole(shown)}${rounding}`,
    tint: shown - target,
    mark,
    isFree: free.value.has(code),
    ...(shown !== now && { was: whole(now) }),
  }
}

export function AllocationView() {
  const asked = scenario.value
  const shown = solved.value
  const answer = shown?.answer ?? null
  if (asked === null || source.value === null) return <State>{null}</State>
  const exported = () => ({
    question: 'solve' as const,
    asked: { scenario: asked, objective: changes.value.objective },
    name: asked.id,
    json: shown?.asked === asked ? shown.answer : undefined,
  })
  return (
    <>
      <div class="bar">
        <h1>
          {source.value.file.title ?? asked.id}
          <small>{subtitle(asked)}</small>
        </h1>
        <div class="btns">
          <OpenButton onFile={(file) => void openFile(file, 'scenario')} />
          <ScenarioChoice />
          <ExportMenu what={exported} />
          <LinkButton />
        </div>
      </div>
      <Settings />
      <div class="cols">
        <div>
          <State>{answer === null ? null : <Facts answer={answer} />}</State>
          {answer === null ? null : answer.allocation === null ? (
            <p class="none">{answer.conflict?.texts[language.value] ?? word('status', answer.status)}</p>
          ) : (
            <Matrix asked={shown!.asked} answer={answer} />
          )}
        </div>
        {answer?.allocation == null ? null : <CellPanel asked={shown!.asked} answer={answer} />}
      </div>
    </>
  )
}

function subtitle(asked: PageScenario): string {
  const all = Math.round(1000 * (asked.criterion?.all ?? 1)) / 10
  const [n, o] = [asked.specialties.length, asked.oors.length]
  const share = decimals(all, Number.isInteger(all) ? 0 : 1)
  const criterion =
    all === 100
      ? say({ nl: '100% adherentie van alle instellingen', en: '100% adherence of all institutions' })
      : say({
          nl: `${share}% alle instellingen, ${decimals(100 - all, Number.isInteger(all) ? 0 : 1)}% opleidende`,
          en: `${share}% all institutions, ${decimals(100 - all, Number.isInteger(all) ? 0 : 1)}% training`,
        })
  const size = say({ nl: `${n} specialismen over ${o} OOR’s`, en: `${n} specialties over ${o} OORs` })
  return `${criterion} · ${size}${isAsOpened.value ? '' : ` · ${t('changed')}`}`
}

function Facts({ answer }: { readonly answer: Result }) {
  const level = (name: string) => answer.levels?.find((each) => each.name === name)?.value
  const [next, beyond, error] = [level('next-best'), level('beyond-next-best'), level('error')]
  const total = answer.rowTotals.reduce((sum, each) => sum + each, 0)
  return (
    <>
      <span class={answer.status === 'optimal' ? 'ok' : undefined}>
        <b>{answer.status === 'optimal' ? t('optimal') : word('status', answer.status)}</b>
        {proven.value ? ` · ${t('checkedHere')}` : null}
      </span>
      <span>
        <b>{whole(total)}</b> {t('places')}
      </span>
      {next == null ? null : (
        <span>
          <b>{whole(next)}</b> {nextBests(answer)}
        </span>
      )}
      {beyond == null ? null : (
        <span>
          <b>{whole(beyond)}</b> {t('beyond')}
        </span>
      )}
      {error == null ? null : (
        <span>
          {t('error')} <b>{decimals(error, 2)}</b>
        </span>
      )}
      {answer.freedom == null ? null : (
        <span>
          <b>{whole(answer.freedom.free.length)}</b> {t('freeCells')}
        </span>
      )}
    </>
  )
}

function Matrix({ asked, answer }: { readonly asked: PageScenario; readonly answer: Result }) {
  const { rows, columns } = namesOf(asked)
  const lifted = answer.flooredOors ?? []
  const sums = columns.map((_, c) =>
    answer.rows.reduce(
      (sum, row, r) => sum + (over.value.get(`${row}-${answer.columns[c]}`) ?? answer.allocation![r]![c]!),
      0,
    ),
  )
  const raw = answer.oorTotals?.raw ?? null
  return (
    <>
      <Grid
        label={t('toewijzing')}
        corner={t('specialty')}
        totalHead={t('total')}
        rows={rows}
        columns={columns}
        cell={(r, c) => cellOf(asked, answer, r, c)}
        rowTotal={(r) => ({ text: whole(answer.rowTotals[r]!) })}
        foot={[
          { head: t('total'), cells: sums.map(whole), total: whole(sums.reduce((a, b) => a + b, 0)) },
          ...(raw === null ? [] : [{ head: t('beforeFloor'), cells: raw.map((each) => decimals(each, 1)), total: '' }]),
        ]}
        at={selected}
        isLifted={(c) => lifted.includes(answer.columns[c]!)}
        isOfNote={(r, c) => cellOf(asked, answer, r, c).mark !== undefined}
      />
      <Key isLifted={lifted.length > 0} floor={asked.floor?.share ?? 0} />
    </>
  )
}

function Key({ isLifted, floor }: { readonly isLifted: boolean; readonly floor: number }) {
  const percent = decimals(100 * floor, Number.isInteger(100 * floor) ? 0 : 1)
  return (
    <div class="key">
      <span>
        <span class="m up">▲</span>
        {say({ nl: 'naar boven afgerond tegen de natuur in', en: 'rounded up against nature' })}
      </span>
      <span>
        <span class="m down">▼</span>
        {t('roundedDown')}
      </span>
      <span>
        {say({ nl: 'minder', en: 'less' })}
        <span class="scale" aria-hidden="true">
          <i class="less2" />
          <i class="less1" />
          <i />
          <i class="more1" />
          <i class="more2" />
        </span>
        {say({
          nl: 'meer dan het doel; stappen bij ¼ en ½ plaats',
          en: 'more than the target; steps at ¼ and ½ place',
        })}
      </span>
      <span>– {say({ nl: 'geen opleiding', en: 'no training' })}</span>
      <span>
        <span class="dot" aria-hidden="true" />
        {say({ nl: 'kan anders met evenveel next bests', en: 'can be otherwise with as many next bests' })}
      </span>
      {isLifted ? (
        <span>* {say({ nl: `op de ondergrens van ${percent}%`, en: `at the floor of ${percent}%` })}</span>
      ) : null}
      <span>
        <kbd>N</kbd> {say({ nl: 'volgende afwijking', en: 'next deviation' })}
      </span>
    </div>
  )
}

/** Why this number: what is known at once, and what the engine then finds. */
function CellPanel({ asked, answer }: { readonly asked: PageScenario; readonly answer: Result }) {
  const [row, column] = selected.value
  const specialty = answer.rows[row]
  const oor = answer.columns[column]
  const at = `${specialty}-${oor}`
  useEffect(() => {
    laid.value = null
    if (specialty === undefined || oor === undefined) return undefined
    const asking = setTimeout(() => {
      const explaining = engine.ask('explain', asked, specialty, oor, language.value)
      void follow(explainLatest(explaining), (found) => (explained.value = { at, answer: found }))
    }, PAUSE_MS)
    return () => clearTimeout(asking)
  }, [at, answer, language.value])
  if (specialty === undefined || oor === undefined) return null
  const found = explained.value?.at === at ? explained.value.answer : null
  return (
    <aside class="why" role="region" aria-label={t('explanation')} aria-busy={found === null}>
      <p class="place">{placeName(asked, row, column)}</p>
      {zero.value.has(at) ? (
        <ZeroCell found={found} />
      ) : (
        <FilledCell answer={answer} row={row} column={column} found={found} />
      )}
    </aside>
  )
}

/** Somebody who walks through the matrix does not ask of every cell on the way. */
const PAUSE_MS = 120

function ZeroCell({ found }: { readonly found: Explained | null }) {
  return (
    <>
      <h2>{say({ nl: 'Waarom leeg?', en: 'Why empty?' })}</h2>
      <p>
        {found?.zeroCell == null
          ? ''
          : [found.zeroCell.reason, found.zeroCell.source].filter((each) => each !== '').join(' · ')}
      </p>
    </>
  )
}

interface FilledProps {
  readonly answer: Result
  readonly row: number
  readonly column: number
  readonly found: Explained | null
}

function FilledCell({ answer, row, column, found }: FilledProps) {
  const places = answer.allocation![row]![column]!
  const target = answer.target?.[row]?.[column] ?? null
  const natural = naturals.value.get(`${row},${column}`) ?? places
  const rival = natural !== places ? natural : target !== null && target < places ? places - 1 : places + 1
  const heading = say({
    nl: `Waarom ${whole(places)} en niet ${whole(rival)}?`,
    en: `Why ${whole(places)} and not ${whole(rival)}?`,
  })
  return (
    <>
      <h2>{rival < 0 ? say({ nl: `Waarom ${whole(places)}?`, en: `Why ${whole(places)}?` }) : heading}</h2>
      {target === null ? null : <NumberLine places={places} target={target} natural={natural} />}
      <p>
        {natural === places
          ? say({
              nl: `Dat is natuurlijk afgerond: het dichtstbijzijnde hele getal bij doel ${decimals(target ?? places, 3)}.`,
              en: `That is rounded naturally: the nearest whole number to target ${decimals(target ?? places, 3)}.`,
            })
          : say({
              nl: `Het doel is ${decimals(target ?? places, 3)}, natuurlijk ${whole(natural)}; het is ${whole(places)} geworden${found?.why ?? ''}.`,
              en: `The target is ${decimals(target ?? places, 3)}, natural ${whole(natural)}; it became ${whole(places)}${found?.why ?? ''}.`,
            })}
      </p>
      {found === null ? <p class="soft">{t('computing')}</p> : <Found found={found} places={places} />}
    </>
  )
}

function Found({ found, places }: { readonly found: Explained; readonly places: number }) {
  const rivals = [found.oneFewer, found.oneMore].filter((each) => each !== null)
  return (
    <>
      {found.chains.length === 0 ? null : (
        <>
          <h3>{t('chain')}</h3>
          <ul class="chain">
            {found.chains.map((chain, i) => (
              <li key={i}>
                {chain.cells
                  .map(({ row, column, from, to }) => `${row}-${column}: ${whole(from)}→${whole(to)}`)
                  .join('; ')}
              </li>
            ))}
          </ul>
        </>
      )}
      {rivals.length === 0 ? null : <h3>{t('other')}</h3>}
      <div class="alts">
        {rivals.map((rival) => (
          <Rival key={rival.places} rival={rival} places={places} />
        ))}
      </div>
      <h3>{t('way')}</h3>
      <dl class="ladder">
        {found.steps
          .filter(({ value }) => value !== null)
          .map(({ name, value, source: from }) => (
            <div key={name} class={name === 'allocated' ? 'end' : undefined}>
              <dt>{stepName(name)}</dt>
              <dd>{stepValue(name, value!)}</dd>
              <dd>{from}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}

function Rival({ rival, places }: { readonly rival: Alternative; readonly places: number }) {
  const isOn = laid.value?.places === rival.places
  const name = say({
    nl: `${whole(rival.places)} in plaats van ${whole(places)}`,
    en: `${whole(rival.places)} instead of ${whole(places)}`,
  })
  const id = `keuze-${rival.places}`
  const count = rival.changes.length
  return (
    <div class="alt">
      <button
        type="button"
        aria-pressed={isOn}
        aria-describedby={id}
        disabled={!rival.isPossible}
        onClick={() => (laid.value = isOn ? null : rival)}
      >
        <b>{name}</b>
      </button>
      <p id={id}>
        {count === 0 ? null : say({ nl: `${whole(count)} cellen anders. `, en: `${whole(count)} cells differ. ` })}
        {rival.text} {rival.near}
      </p>
    </div>
  )
}

const STEP: Readonly<Partial<Record<string, { readonly nl: string; readonly en: string }>>> = {
  'share-all': { nl: 'aandeel in het zorggebruik', en: 'share of care use' },
  'share-training': { nl: 'aandeel, opleidende instellingen', en: 'share, training institutions' },
  share: { nl: 'aandeel naar het criterium', en: 'share by the criterion' },
  'adherent-population': { nl: 'inwoners die daarbij horen', en: 'inhabitants that go with it' },
  intake: { nl: 'landelijke instroom', en: 'national intake' },
  raw: { nl: 'aandeel × instroom', en: 'share × intake' },
  emptied: { nl: 'na lege cellen', en: 'after zero cells' },
  'oor-total-raw': { nl: 'totaal van de OOR', en: 'total of the OOR' },
  'oor-total-tested': { nl: 'totaal waaraan getoetst is', en: 'total that was tested' },
  'oor-total-floored': { nl: 'totaal na de ondergrens', en: 'total after the floor' },
  'oor-total-arrears': { nl: 'tegoed van de OOR', en: 'owed to the OOR' },
  'oor-total-rounded': { nl: 'totaal in hele plaatsen', en: 'total in whole places' },
  'after-floor': { nl: 'na de ondergrens', en: 'after the floor' },
  target: { nl: 'na de lege cellen: doel', en: 'after zero cells: target' },
  arrears: { nl: 'tegoed van de cel', en: 'owed to the cell' },
  'target-with-arrears': { nl: 'doel met tegoed', en: 'target with what is owed' },
  natural: { nl: 'natuurlijk', en: 'natural' },
  allocated: { nl: 'toegewezen', en: 'allocated' },
}

function stepName(name: StepName): string {
  const { step, criterion } = plainStep(name)
  const text = STEP[step]
  const words = text === undefined ? step : say(text)
  if (criterion === null) return words
  return `${words} (${criterion === 'all' ? say({ nl: 'alle', en: 'all' }) : say({ nl: 'opleidend', en: 'training' })})`
}

function stepValue(name: StepName, value: number): string {
  if (name.startsWith('share')) return `${decimals(100 * value, 3)}%`
  return Number.isInteger(value) ? whole(value) : decimals(value, 3)
}

/** Where the target lies between the whole numbers, what was natural, and what it became. */
export function NumberLine({
  places,
  target,
  natural,
}: {
  readonly places: number
  readonly target: number
  readonly natural: number
}) {
  const low = Math.max(0, Math.min(places, natural, Math.floor(target)) - 1)
  const high = Math.max(places, natural, Math.ceil(target)) + 1
  const x = (value: number) => 20 + (280 * (value - low)) / (high - low)
  const marks = Array.from({ length: high - low + 1 }, (_, i) => low + i)
  const anchor = target - low < 0.6 ? 'start' : high - target < 0.6 ? 'end' : 'middle'
  return (
    <svg
      class="line"
      viewBox="0 0 320 66"
      role="img"
      aria-label={`${t('target')} ${decimals(target, 3)}, ${t('naturally')} ${whole(natural)}, ${t('given')} ${whole(places)}`}
    >
      <text x={x(target)} y="12" text-anchor={anchor}>{`${t('target')} ${decimals(target, 3)}`}</text>
      <path d={`M${x(target) - 5},17h10l-5,8z`} class="tip" />
      <line x1={x(low)} x2={x(high)} y1="32" y2="32" class="axis" />
      {marks.map((mark) => (
        <g key={mark}>
          <line x1={x(mark)} x2={x(mark)} y1="28" y2="36" class="axis" />
          <text x={x(mark)} y="50" text-anchor="middle" class={mark === places ? undefined : 's'}>
            {whole(mark)}
          </text>
        </g>
      ))}
      <circle cx={x(natural)} cy="32" r="5" class="nat" />
      <circle
        cx={x(places)}
        cy="32"
        r="5"
        class={places > natural ? 'got up' : places < natural ? 'got down' : 'got'}
      />
      {natural === places ? null : (
        <text x={x(natural)} y="63" text-anchor="middle" class="s">
          {t('naturally')}
        </text>
      )}
      <text x={x(places)} y="63" text-anchor="middle" class="s">
        {t('given')}
      </text>
    </svg>
  )
}

/** Criterion, floor, zero cells and readings of the protocol: what is changed here, everything follows. */
function Settings() {
  const [isOpen, setOpen] = useState(!isAsOpened.value)
  const file = source.value!.file
  const {
    all = file.criterion?.all ?? 1,
    floor = file.floor?.share ?? null,
    filled = [],
    objective = 'next-best',
  } = changes.value
  const set = (change: Partial<typeof changes.value>) => (changes.value = { ...changes.value, ...change })
  const hasTraining = file.careUse?.training !== undefined || file.careUse?.records !== undefined
  const options = { ...file.options, ...changes.value.options } as Readonly<Record<string, string | undefined>>
  return (
    <div class="settings">
      <div class="fields">
        <label>
          {t('share')} <output>{`${decimals(100 * all, 0)}/${decimals(100 - 100 * all, 0)}`}</output>
          <input
            type="range"
            min="0"
            max="1"
            step="0.05"
            value={all}
            disabled={!hasTraining}
            aria-label={t('share')}
            aria-valuetext={`${decimals(100 * all, 0)}%`}
            onInput={({ currentTarget }) => set({ all: Number(currentTarget.value) })}
          />
        </label>
        <label>
          {t('floor')}
          <input
            type="number"
            min="0"
            max={Math.floor(1000 / file.oors.length) / 10}
            step="0.5"
            value={floor === null ? '' : Math.round(1000 * floor) / 10}
            placeholder={t('noFloor')}
            onChange={({ currentTarget }) => {
              const { value, valueAsNumber } = currentTarget
              set({ floor: value === '' ? null : Math.round(10 * valueAsNumber) / 1000 })
            }}
          />
        </label>
        {isAsOpened.value ? null : (
          <button type="button" class="btn" onClick={() => (changes.value = {})}>
            {t('asOpened')}
          </button>
        )}
      </div>
      <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{t('settings')}</summary>
        <div class="fields">
          <label>
            {t('objective')}
            <select value={objective} onChange={({ currentTarget }) => set({ objective: currentTarget.value })}>
              {OBJECTIVES.map((each) => (
                <option key={each} value={each}>
                  {word('objective', each)}
                </option>
              ))}
            </select>
          </label>
          {(file.zeroCells ?? []).length === 0 ? null : (
            <fieldset>
              <legend>{t('zeroCells')}</legend>
              {file.zeroCells!.map(({ specialty, oor }) => {
                const code = `${specialty}-${oor}`
                return (
                  <label key={code} class="check">
                    <input
                      type="checkbox"
                      checked={!filled.includes(code)}
                      onChange={({ currentTarget }) =>
                        set({
                          filled: currentTarget.checked ? filled.filter((each) => each !== code) : [...filled, code],
                        })
                      }
                    />
                    {code}
                  </label>
                )
              })}
            </fieldset>
          )}
          {Object.entries(texts.value?.options ?? {})
            .filter(([name]) => CHANGES_BASE.test(name))
            .map(([name, { values, ...why }]) => (
              <label key={name} title={say(why)}>
                <code>{name}</code>
                <select
                  value={options[name] ?? values[0]!}
                  onChange={({ currentTarget }) =>
                    set({ options: { ...changes.value.options, [name]: currentTarget.value } })
                  }
                >
                  {values.map((each) => (
                    <option key={each} value={each}>
                      {each}
                    </option>
                  ))}
                </select>
              </label>
            ))}
        </div>
      </details>
      {isAsOpened.value ? null : <OorBars />}
    </div>
  )
}

/** Options that say something of the base; those of proposals stand with the proposal. */
const CHANGES_BASE = /^(floor|totals|zero|half|tieBreak)/

/** The totals as opened, to see what a change does to the OORs. */
const opened = signal<{ readonly file: PageScenario; readonly totals: readonly number[] } | null>(null)
effect(() => {
  const answer = result.value
  const file = source.value?.file
  if (isAsOpened.value && file !== undefined && answer?.columnTotals != null && answer.scenario === file.id) {
    opened.value = { file, totals: answer.columnTotals as readonly number[] }
  }
})

function OorBars() {
  const [before, now] = [opened.value?.totals, result.value?.columnTotals]
  const asked = scenario.value
  if (before === undefined || now == null || asked === null || before.length !== now.length) return null
  return (
    <p class="facts">
      {asked.oors.map(({ code }, c) => (
        <span key={code}>
          {code} <b>{whole(Number(now[c]))}</b> ({signed(Number(now[c]) - before[c]!)})
          {asked.leeway == null ? null : (
            <Band value={Number(now[c]) - before[c]!} below={asked.leeway.below ?? 0} above={asked.leeway.above ?? 0} />
          )}
        </span>
      ))}
    </p>
  )
}
