/** Wijzigingen: fixing what is divided, a ruling or a new recognition carried out with as few other changes as can be, and every version. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { institutionLabels } from '../domain/delivery.js'
import { trainingKey, type Training } from '../domain/institutions.js'
import {
  amendNow,
  canRedo,
  canUndo,
  fixNow,
  isMaking,
  isChecked,
  oor,
  places,
  redo,
  refused,
  training,
  undo,
  version,
  type Division,
} from './division.js'
import { dateText } from '../words/heading.js'
import { signed, whole } from './parts.js'
import { language } from './state.js'
import { nameOf } from './training.js'
import { say, t } from './words.js'

export function AmendmentsPanel({ shown }: { readonly shown: Division }) {
  const label = say({ nl: 'Wijzigingen', en: 'Amendments' })
  return (
    <section class="amend" role="region" aria-label={label}>
      <h2>{label}</h2>
      {version.value === null ? <Unfixed shown={shown} /> : <Fixed shown={shown} />}
    </section>
  )
}

function Unfixed({ shown }: { readonly shown: Division }) {
  return (
    <>
      <p>
        {say({
          nl: 'Na het vaststellen verandert er alleen nog iets door een uitspraak van de klachtencommissie of een nieuwe erkenning. Elke versie noemt de hash van die ervoor.',
          en: 'After the fixing only a ruling of the complaints committee or a new recognition changes anything. Every version names the hash of the one before it.',
        })}
      </p>
      <p class="btns">
        <button
          type="button"
          class="btn main"
          disabled={shown.status !== 'optimal' || !isChecked.value || isMaking.value}
          onClick={() => void fixNow()}
        >
          {say({ nl: 'Versie vaststellen', en: 'Fix version' })}
        </button>
        <StepButtons />
      </p>
    </>
  )
}

function StepButtons() {
  return (
    <>
      <button type="button" class="btn" disabled={!canUndo.value} onClick={undo}>
        {t('undo')}
      </button>
      <button type="button" class="btn" disabled={!canRedo.value} onClick={redo}>
        {t('redo')}
      </button>
    </>
  )
}

function Fixed({ shown }: { readonly shown: Division }) {
  return (
    <>
      <Form shown={shown} />
      <Refusal />
      <Changes shown={shown} />
      <Versions shown={shown} />
    </>
  )
}

/** What was ruled of a training: the one that is chosen in the table, or another. */
function Form({ shown }: { readonly shown: Division }) {
  const [about, setAbout] = useState<Training | null>(training.value)
  const [after, setAfter] = useState('')
  const [ground, setGround] = useState('')
  const [date, setDate] = useState('')
  const chosen = training.value
  useEffect(() => {
    if (chosen === null) return
    setAbout(chosen)
    setAfter('')
  }, [chosen === null ? '' : trainingKey(chosen)])
  const names = institutionLabels(shown.institutions)
  const now = about === null ? 0 : (places.value.get(trainingKey(about)) ?? 0)
  const isWhole = /^\d{1,6}$/.test(after)
  const missing = [
    ...(about === null ? [say(LACKS.training)] : []),
    ...(!isWhole ? [say(LACKS.after)] : Number(after) === now ? [say(LACKS.other)] : []),
    ...(date === '' ? [say(LACKS.date)] : []),
    ...(ground.trim() === '' ? [say(LACKS.ground)] : []),
  ]
  const isReady = about !== null && missing.length === 0
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!isReady) return
    const done = await amendNow({ ...about, before: now, after: Number(after), ground: ground.trim(), date })
    if (done) [setAfter, setGround].forEach((clear) => clear(''))
  }
  const select = (label: string, field: 'institution' | 'specialty', list: readonly (readonly [string, string])[]) => (
    <label>
      {label}
      <select
        value={about?.[field]}
        onChange={({ currentTarget }) =>
          setAbout({ ...(about ?? EMPTY), oor: oor.value, [field]: currentTarget.value })
        }
      >
        {list.map(([code, name]) => (
          <option key={code} value={code}>
            {name === code ? code : `${code} ${name}`}
          </option>
        ))}
      </select>
    </label>
  )
  const becomes = say({ nl: 'Wordt', en: 'Becomes' })
  return (
    <form class="fields" onSubmit={(event) => void submit(event)}>
      {select(
        say({ nl: 'Instelling', en: 'Institution' }),
        'institution',
        shown.institutions.map(({ code }) => [code, names.get(code)!]),
      )}
      {select(
        t('specialty'),
        'specialty',
        shown.specialties.map(({ code, name }) => [code, name]),
      )}
      <p class="was">
        OOR <b>{oor.value}</b>, {say({ nl: 'nu', en: 'now' })} <b>{whole(now)}</b>
      </p>
      <label>
        {becomes}
        <input
          inputMode="numeric"
          size={5}
          value={after}
          aria-invalid={after === '' || isWhole ? undefined : 'true'}
          onInput={({ currentTarget }) => setAfter(currentTarget.value.trim())}
        />
      </label>
      <label>
        {say({ nl: 'Datum', en: 'Date' })}
        <input type="date" value={date} onInput={({ currentTarget }) => setDate(currentTarget.value)} />
      </label>
      <label class="long">
        {say({ nl: 'Grond: uitspraak of erkenning', en: 'Ground: ruling or recognition' })}
        <textarea rows={2} value={ground} onInput={({ currentTarget }) => setGround(currentTarget.value)} />
      </label>
      <p class="btns">
        <button
          type="submit"
          class="btn main"
          disabled={!isReady || isMaking.value}
          aria-describedby={isReady ? undefined : 'wijziging-mist'}
        >
          {say({ nl: 'Wijziging doorvoeren', en: 'Carry out amendment' })}
        </button>
        <StepButtons />
      </p>
      {isReady ? null : (
        <p class="soft long" id="wijziging-mist">
          {say({ nl: 'Nog nodig', en: 'Still needed' })}: {missing.join(', ')}.
        </p>
      )}
    </form>
  )
}

/** What an amendment cannot do without. */
const LACKS = {
  training: { nl: 'een opleiding', en: 'a training' },
  after: { nl: 'een geheel aantal plaatsen', en: 'a whole number of places' },
  other: { nl: 'een ander aantal dan nu', en: 'another number than now' },
  date: { nl: 'een datum', en: 'a date' },
  ground: { nl: 'een grond', en: 'a ground' },
}

const EMPTY: Training = { institution: '', specialty: '', oor: '' }

/** Why an amendment cannot be. */
function Refusal() {
  const why = refused.value
  if (why === null) return null
  return (
    <div role="alert" class="faults">
      <div>
        <p>
          <b>{say({ nl: 'Deze wijziging kan niet.', en: 'This amendment cannot be.' })}</b>{' '}
          {why.conflict?.texts[language.value]}
        </p>
        <ul>
          {(why.conflict?.repairs ?? []).map(({ text, texts }) => (
            <li key={text}>{texts[language.value]}</li>
          ))}
        </ul>
      </div>
      <button type="button" class="btn quiet" onClick={() => (refused.value = null)}>
        {t('close')}
      </button>
    </div>
  )
}

/** What the last version changed, in all OORs, and who has to be told. */
function Changes({ shown }: { readonly shown: Division }) {
  const last = version.value!
  if (last.number === 1) return null
  const names = institutionLabels(shown.institutions)
  const changed = say({ nl: 'Wat er veranderde', en: 'What changed' })
  return (
    <>
      <h3>{changed}</h3>
      <div class="wide" role="region" aria-label={changed} tabIndex={0}>
        <table class="plain changes" aria-label={changed}>
          <thead>
            <tr>
              <th scope="col">{say({ nl: 'Opleiding', en: 'Training' })}</th>
              <th scope="col">OOR</th>
              <th scope="col">{say({ nl: 'Was', en: 'Was' })}</th>
              <th scope="col">{say({ nl: 'Wordt', en: 'Becomes' })}</th>
              <th scope="col">{t('difference')}</th>
            </tr>
          </thead>
          <tbody>
            {last.changes.map((each) => (
              <tr key={trainingKey(each)}>
                <th scope="row">{nameOf(shown, each)}</th>
                <td>{each.oor}</td>
                <td>{whole(each.from)}</td>
                <td>{whole(each.to)}</td>
                <td>{signed(each.to - each.from)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <b>{say({ nl: 'Bericht moet naar', en: 'To be told' })}</b>:{' '}
        {last.informed.map((code) => names.get(code) ?? code).join(', ')}
      </p>
    </>
  )
}

/** Every version: what it was made for, how many places it moved, and its hash. */
function Versions({ shown }: { readonly shown: Division }) {
  const last = version.value!
  const all = [...last.earlier, last]
  const label = t('versions')
  const head = useRef<HTMLHeadingElement>(null)
  // the button that fixed the first version is gone
  useEffect(() => {
    if (document.activeElement === document.body && last.number === 1) head.current?.focus()
  }, [])
  return (
    <>
      <h3 ref={head} tabIndex={-1}>
        {label}
      </h3>
      <div class="wide" role="region" aria-label={label} tabIndex={0}>
        <table class="plain changes" aria-label={label}>
          <thead>
            <tr>
              <th scope="col">{say({ nl: 'Versie', en: 'Version' })}</th>
              <th scope="col" class="text">
                {say({ nl: 'Gemaakt voor', en: 'Made for' })}
              </th>
              <th scope="col">{say({ nl: 'Verplaatst', en: 'Moved' })}</th>
              <th scope="col">Hash</th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ number, amendments, moved, hash }) => (
              <tr key={hash}>
                <th scope="row">{whole(number)}</th>
                <td class="text">
                  {amendments.length === 0
                    ? say({ nl: 'vaststelling', en: 'fixing' })
                    : amendments.map((each) => (
                        <p key={trainingKey(each)}>
                          {dateText(each.date, language.value)}: {nameOf(shown, each)}, {each.oor} {whole(each.before)}{' '}
                          → {whole(each.after)}. {each.ground}
                        </p>
                      ))}
                </td>
                <td>{whole(moved)}</td>
                <td>
                  <code title={hash}>{hash.slice(0, 12)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
