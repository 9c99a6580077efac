/** Instellingen: the places of an OOR over its institutions, the bounds that they keep to, why each is what it is, and what was amended. */
import { DELIVERY_FORMATS, institutionLabels, type DeliveryFormat } from '../domain/delivery.js'
import { SEAT_OBJECTIVES, seatsOfRule, SPLITS, trainingKey } from '../domain/institutions.js'
import { INSTITUTION_RULE } from '../words/institutions.js'
import { AmendmentsPanel } from './amending.js'
import {
  asked,
  askOtherwise,
  at,
  board,
  cases,
  choose,
  division,
  isChecked,
  laid,
  oor,
  openCase,
  places,
  placesBefore,
  version,
  type Division,
} from './division.js'
import { engine } from './client.js'
import type { ExportForm } from './engine.js'
import { Grid, type GridCell } from './grid.js'
import {
  Band,
  decimals,
  FileMenu,
  LinkButton,
  OpenButton,
  signed,
  State,
  StopButton,
  whole,
  type MenuFile,
} from './parts.js'
import { isVersionUnsaved, language } from './state.js'
import { TrainingPanel } from './training.js'
import { nextBests, say, t, word } from './words.js'

export { openCase } from './division.js'

export function InstitutionsView() {
  const shown = division.value
  return (
    <>
      <div class="bar">
        <h1>
          {shown?.title ?? t('instellingen')}
          <small>
            {say({
              nl: 'De plaatsen van een OOR over de instellingen die er opleiden',
              en: 'The places of an OOR over the institutions that train there',
            })}
            {shown === null ? null : <Divided shown={shown} />}
          </small>
        </h1>
        <div class="btns">
          <OpenButton onFile={(file) => void openCase(file)} />
          <CaseChoice />
          <ExportDivision />
          <LinkButton />
          <StopButton />
        </div>
      </div>
      <Settings />
      {shown === null ? (
        <div class="whole">
          <State>{null}</State>
        </div>
      ) : (
        <Shown shown={shown} />
      )}
    </>
  )
}

/** How it is divided, in words: what is printed has no fields. */
function Divided({ shown }: { readonly shown: Division }) {
  const here = shown.oors.find(({ code }) => code === oor.value)
  const told = [
    ...(here === undefined ? [] : [`OOR ${titleOf(here)}`]),
    `${t('objective')}: ${word('objective', shown.objective)}`,
    `${say(SHARED)}: ${say(SPLIT[shown.options.split])}`,
  ]
  return <span class="printed">{told.join('; ')}</span>
}

const SHARED = { nl: 'Dubbele opleidingen verdelen', en: 'Divide shared trainings' }

function Shown({ shown }: { readonly shown: Division }) {
  return (
    <>
      <div class="cols">
        <div>
          <State>
            <Facts shown={shown} />
          </State>
          {shown.places === null ? <Conflict shown={shown} /> : <Board shown={shown} />}
        </div>
        {shown.places === null ? null : (
          <div>
            <TrainingPanel shown={shown} />
            <AmendmentsPanel shown={shown} />
          </div>
        )}
      </div>
      <div class="whole">
        {shown.places === null ? null : <BoundsTable shown={shown} />}
        <Notes shown={shown} />
      </div>
    </>
  )
}

function CaseChoice() {
  const given = asked.value?.given
  const own = typeof given === 'string' ? null : (given?.id ?? division.value?.case ?? null)
  const chosen = typeof given === 'string' ? given : own === null ? '' : OPENED
  const label = say({ nl: 'Geval', en: 'Case' })
  return (
    <label class="choice">
      {label}
      <select
        aria-label={label}
        value={chosen}
        onChange={({ currentTarget }) => {
          if (currentTarget.value === OPENED) return
          if (isVersionUnsaved.value && !confirm(say(LEAVE))) currentTarget.value = chosen
          else choose(currentTarget.value)
        }}
      >
        {own === null ? null : <option value={OPENED}>{`${own} (${say(OF_A_FILE)})`}</option>}
        {cases.value.map(({ id }) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
    </label>
  )
}

/** No id of a case: one that was opened may have the id of one that is shipped. */
const OPENED = ' '
const OF_A_FILE = { nl: 'bestand', en: 'file' }

const LEAVE = {
  nl: 'De vastgestelde versies zijn niet bewaard. Toch verder?',
  en: 'The fixed versions were not saved. Go on all the same?',
}

/** How it is divided; a version that is fixed is not divided otherwise. */
function Settings() {
  const question = asked.value
  const shown = division.value
  if (question === null || shown === null) return null
  const isFixed = version.value !== null
  return (
    <div class="settings">
      <div class="fields">
        <label>
          OOR
          <select
            aria-label="OOR"
            value={oor.value}
            onChange={({ currentTarget }) => {
              oor.value = currentTarget.value
              at.value = [0, 0]
            }}
          >
            {shown.oors.map(({ code, name }) => (
              <option key={code} value={code}>
                {name === code ? code : `${code} ${name}`}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('objective')}
          <select
            value={shown.objective}
            disabled={isFixed}
            onChange={({ currentTarget }) =>
              askOtherwise({ objective: SEAT_OBJECTIVES.find((each) => each === currentTarget.value) })
            }
          >
            {SEAT_OBJECTIVES.map((each) => (
              <option key={each} value={each}>
                {word('objective', each)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say(SHARED)}
          <select
            value={shown.options.split}
            disabled={isFixed}
            onChange={({ currentTarget }) =>
              askOtherwise({
                options: { ...question.options, split: SPLITS.find((it) => it === currentTarget.value)! },
              })
            }
          >
            {SPLITS.map((each) => (
              <option key={each} value={each}>
                {say(SPLIT[each])}
              </option>
            ))}
          </select>
        </label>
      </div>
    </div>
  )
}

const SPLIT = {
  'inflow+throughflow': { nl: 'naar in- en doorstroom', en: 'by in- and throughflow' },
  'inflow-only': { nl: 'naar instroom alleen', en: 'by inflow only' },
  'throughflow-only': { nl: 'naar doorstroom alleen', en: 'by throughflow only' },
}

function Facts({ shown }: { readonly shown: Division }) {
  const total = (shown.places ?? []).reduce((sum, each) => sum + each.places, 0)
  const next = shown.levels?.find(({ name }) => name === 'next-best')?.value
  const last = version.value
  return (
    <>
      <span class={shown.status === 'optimal' ? 'ok' : undefined}>
        <b>{shown.status === 'optimal' ? t('optimal') : word('status', shown.status)}</b>
        {isChecked.value && shown.status === 'optimal' ? ` · ${t('checkedHere')}` : null}
      </span>
      {last === null ? null : (
        <span>
          {say({ nl: 'vastgestelde versie', en: 'fixed version' })} <b>{whole(last.number)}</b>
        </span>
      )}
      {shown.places === null ? null : (
        <span>
          <b>{whole(total)}</b>{' '}
          {shown.oors.length === 1
            ? say({ nl: 'plaatsen in deze OOR', en: 'places in this OOR' })
            : say({ nl: 'plaatsen in alle OOR’s samen', en: 'places in all OORs together' })}
        </span>
      )}
      {next == null ? null : (
        <span>
          <b>{whole(next)}</b> {nextBests(shown)}
        </span>
      )}
      {shown.freedom == null ? null : (
        <span>
          <b>{whole(shown.freedom.free.length)}</b>{' '}
          {say({ nl: 'opleidingen laat het protocol vrij', en: 'trainings are left free by the protocol' })}
        </span>
      )}
    </>
  )
}

function Conflict({ shown }: { readonly shown: Division }) {
  const { conflict } = shown
  return (
    <section class="none">
      <h2>{say({ nl: 'Waarom er geen verdeling is', en: 'Why there is no division' })}</h2>
      <p>{conflict?.texts[language.value] ?? word('status', shown.status)}</p>
      {(conflict?.repairs ?? []).length === 0 ? null : (
        <>
          <h3>{say({ nl: 'Wat het oplost, elk alleen', en: 'What mends it, each by itself' })}</h3>
          <ul>
            {conflict!.repairs!.map(({ texts, text }) => (
              <li key={text}>{texts[language.value]}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Board({ shown }: { readonly shown: Division }) {
  const { rows, columns, cellOf } = board.value!
  const here = oor.value
  const natural = new Map(shown.deviations.map((each) => [trainingKey(each), each.natural]))
  const target = new Map(shown.seats.map((each) => [trainingKey(each), each.target]))
  const free = new Set((shown.freedom?.free ?? []).map(trainingKey))
  const over = new Map((laid.value?.changes ?? []).map((each) => [trainingKey(each), each.to]))
  const names = institutionLabels(shown.institutions)
  const keyAt = (r: number, c: number) =>
    trainingKey({ institution: columns[c]!.code, specialty: rows[r]!.code, oor: here })
  const now = (key: string) => over.get(key) ?? places.value.get(key) ?? 0
  const cell = (r: number, c: number): GridCell => {
    const key = keyAt(r, c)
    const name = `${titleOf(rows[r]!)}, ${names.get(columns[c]!.code)!}`
    if (!target.has(key)) return { text: '–', name: `${name}: ${t('empty')}`, isZero: true }
    const [is, shownNow] = [places.value.get(key)!, now(key)]
    const by = version.value !== null && version.value.number > 1 ? is - (placesBefore.value.get(key) ?? 0) : 0
    const rounded = natural.get(key) ?? is
    const mark = shownNow > rounded ? 'up' : shownNow < rounded ? 'down' : undefined
    const told = [
      ...(mark === undefined ? [] : [t(mark === 'up' ? 'roundedUp' : 'roundedDown')]),
      ...(by === 0 ? [] : [`${signed(by)} ${say(AGAINST_BEFORE)}`]),
    ]
    return {
      text: whole(shownNow),
      name: [`${name}: ${whole(shownNow)}`, ...told].join(', '),
      tint: shownNow - target.get(key)!,
      mark,
      isFree: free.has(key),
      ...(shownNow !== is && { was: whole(is) }),
      ...(by !== 0 && { note: signed(by) }),
    }
  }
  const longest = Math.max(...columns.map(({ code }) => code.length), 4)
  const sums = columns.map((_, c) => rows.reduce((sum, _row, r) => sum + now(keyAt(r, c)), 0))
  return (
    <>
      <div class="wide" style={{ '--columns': columns.length + 1, '--column': `${0.5 * longest + 0.7}rem` }}>
        <Grid
          label={say({ nl: 'Plaatsen per instelling', en: 'Places per institution' })}
          corner={t('specialty')}
          totalHead="OOR"
          rows={rows}
          columns={columns.map(({ code }) => ({ code, name: names.get(code)! }))}
          cell={cell}
          rowTotal={(r) => ({ text: whole(cellOf.get(rows[r]!.code) ?? 0) })}
          foot={[{ head: t('total'), cells: sums.map(whole), total: whole(sums.reduce((a, b) => a + b, 0)) }]}
          at={at}
          isOfNote={(r, c) => cell(r, c).mark !== undefined}
        />
      </div>
      <Key isAmended={version.value !== null && version.value.number > 1} />
    </>
  )
}

const AGAINST_BEFORE = { nl: 'ten opzichte van de versie ervoor', en: 'against the version before' }

/** "10 Interne geneeskunde" */
export function titleOf({ code, name }: { readonly code: string; readonly name: string }): string {
  return name === code ? code : `${code} ${name}`
}

function Key({ isAmended }: { readonly isAmended: boolean }) {
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
      <span>– {say({ nl: 'niet erkend', en: 'not recognised' })}</span>
      <span>
        <span class="dot" aria-hidden="true" />
        {say({ nl: 'kan anders met evenveel next bests', en: 'can be otherwise with as many next bests' })}
      </span>
      {isAmended ? <span>+1 {say(AGAINST_BEFORE)}</span> : null}
      <span>
        <kbd>N</kbd> {say({ nl: 'volgende afwijking', en: 'next deviation' })}
      </span>
    </div>
  )
}

/** Every bound on the institutions of this OOR, and how near to it they are. */
function BoundsTable({ shown }: { readonly shown: Division }) {
  const own = new Set(board.value!.columns.map(({ code }) => code))
  const names = institutionLabels(shown.institutions)
  const specialty = new Map(shown.specialties.map((each) => [each.code, titleOf(each)]))
  const order = [...own]
  const rules = shown.rules
    .filter(({ institution }) => own.has(institution))
    .toSorted((a, b) => order.indexOf(a.institution) - order.indexOf(b.institution))
  const label = say({ nl: 'Grenzen', en: 'Bounds' })
  if (rules.length === 0) return null
  return (
    <section class="wide" role="region" aria-label={label} tabIndex={0}>
      <h2>{label}</h2>
      <table class="plain bounds" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{say({ nl: 'Instelling', en: 'Institution' })}</th>
            <th scope="col" class="text">
              {say({ nl: 'Waarover', en: 'About' })}
            </th>
            <th scope="col" class="text">
              {say({ nl: 'Soort', en: 'Kind' })}
            </th>
            <th scope="col">{say({ nl: 'Minimaal', en: 'Minimum' })}</th>
            <th scope="col">{say({ nl: 'Nu', en: 'Now' })}</th>
            <th scope="col">{say({ nl: 'Maximaal', en: 'Maximum' })}</th>
            <th scope="col">{say({ nl: 'Ruimte', en: 'Room' })}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, i) => {
            const now = seatsOfRule(shown.seats as Parameters<typeof seatsOfRule>[0], rule).reduce(
              (sum, seat) => sum + shown.places![seat]!.places,
              0,
            )
            const about = [
              ...(rule.specialties ?? []).map((code) => specialty.get(code) ?? code),
              ...(rule.oor === null ? [] : [`OOR ${rule.oor}`]),
              ...(rule.module === null ? [] : [rule.module]),
            ]
            const isAtEnd = (rule.low !== 0 && now === rule.low) || now === rule.high
            return (
              <tr key={i}>
                <th scope="row">{names.get(rule.institution)}</th>
                <td class="text">
                  {about.length === 0
                    ? say({ nl: 'de hele instelling', en: 'the whole institution' })
                    : about.join(', ')}
                </td>
                <td class="text">{kindOf(rule)}</td>
                <td>{rule.low === null ? '–' : whole(rule.low)}</td>
                <td>
                  {isAtEnd ? <b>{whole(now)}</b> : whole(now)}
                  {isAtEnd ? <span class="heard">, {say({ nl: 'aan de grens', en: 'at the bound' })}</span> : null}
                </td>
                <td>{rule.high === null ? '–' : whole(rule.high)}</td>
                <td>
                  <Room rule={rule} now={now} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

/** A change against the mean inflow, between how far it may go down and up. */
function Room({ rule, now }: { readonly rule: Division['rules'][number]; readonly now: number }) {
  const { kind, by, low, high } = rule
  if (kind !== 'change' || by === '' || low === null || high === null || (low === 0 && now === 0)) return null
  const mean = Number(by)
  return <Band value={now - mean} below={mean - low} above={high - mean} />
}

/** "capaciteit van de opleiding"; of an agreement who made it, of a change what it is against. */
function kindOf({ kind, by }: Division['rules'][number]): string {
  const told = kind === 'change' && by !== '' ? decimals(Number(by), 1) : by
  return told === '' ? say(INSTITUTION_RULE[kind]) : `${say(INSTITUTION_RULE[kind])} (${told})`
}

function Notes({ shown }: { readonly shown: Division }) {
  const own = shown.notes.filter((each) => each.oor === oor.value)
  if (own.length === 0) return null
  return (
    <details class="notes">
      <summary>
        {say({ nl: 'Wat u moet weten van deze OOR', en: 'What you should know of this OOR' })} ({whole(own.length)})
      </summary>
      <ul>
        {own.map(({ texts, text }) => (
          <li key={text}>{texts[language.value]}</li>
        ))}
      </ul>
    </details>
  )
}

/** The division in every form, and in the two formats in which it is handed over. */
function ExportDivision() {
  const shown = division.value
  if (shown === null) return null
  const { given = null, ...how } = asked.value ?? {}
  const last = version.value
  const name = `${shown.case}${last === null ? '' : `-${say({ nl: 'versie', en: 'version' })}-${last.number}`}`
  const file = (label: string, form: ExportForm, format?: DeliveryFormat): MenuFile => ({
    label,
    form,
    name: () => `${name}${format === undefined ? '' : `-${format}`}.${form}`,
    content: () =>
      engine.ask('exportedDivision', last ?? given!, { ...how, ...(format && { format }) }, form, language.value),
  })
  const files = [file(t('xlsx'), 'xlsx'), file(t('html'), 'html'), file(t('csv'), 'csv')]
  const formats = DELIVERY_FORMATS.map((format) => file(say(FORMAT[format]), 'xlsx', format))
  const chain: MenuFile = {
    label: say({ nl: 'Versie met haar keten (.json)', en: 'Version with its chain (.json)' }),
    form: 'json',
    name: () => `${name}.json`,
    content: () => `${JSON.stringify(last)}\n`,
    onSaved: () => (isVersionUnsaved.value = false),
  }
  const ofAll = last === null ? file(t('json'), 'json') : chain
  return <FileMenu files={[...files, ...(shown.places === null ? [] : formats), ofAll]} />
}

const FORMAT = {
  bols: { nl: 'BOLS-formaat (.xlsx)', en: 'BOLS format (.xlsx)' },
  vws: { nl: 'VWS-formaat (.xlsx)', en: 'VWS format (.xlsx)' },
}
