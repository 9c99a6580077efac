/** Beside the table of a proposal: what was agreed, the motivations, and the versions that were kept. */
import { effect, signal } from '@preact/signals'
import { useState } from 'preact/hooks'
import type { Text } from '../domain/language.js'
import { GROUNDS } from '../domain/proposal.js'
import { engine, latest } from './client.js'
import type { PlacesGrid, Work } from './document.js'
import { broughtIn, checked, edit, freeName, subject, sums, tableOf, versions, type Subject } from './drafting.js'
import { signed, tell, whole } from './parts.js'
import { faults, language } from './state.js'
import { say, t, word } from './words.js'

export const agreements = signal<readonly { readonly text: string; readonly holds: boolean | null }[]>([])
const agreementsLatest = latest()
effect(() => {
  const [about, found] = [subject.value, checked.value?.agreements ?? []]
  if (about === null) return
  void agreementsLatest(engine.ask('agreements', found, about.file, language.value))
    .then((texts_) => (agreements.value = texts_.map((text, i) => ({ text, holds: found[i]!.holds }))))
    .catch(tell)
})

/** What was agreed, whether it holds, and one more as it is said: "NO>=206". */
export function Agreements({ about, now }: { readonly about: Subject; readonly now: Work }) {
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
export function Motivations({ about, now }: { readonly about: Subject; readonly now: Work }) {
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
export function Versions({ now }: { readonly now: Work }) {
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
