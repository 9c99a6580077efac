/** Why a training has its places: the steps with their rules, and what one place more or fewer would cost. */
import { useEffect } from 'preact/hooks'
import { trainingKey, type Training } from '../domain/institutions.js'
import { NumberLine } from './allocation.js'
import { askWhy, laid, places, training, why, type OtherPlaces, type Division } from './division.js'
import { whole } from './parts.js'
import { language } from './state.js'
import { say, t } from './words.js'

/** Somebody who walks through the table does not ask of every training on the way. */
const PAUSE_MS = 120

export function TrainingPanel({ shown }: { readonly shown: Division }) {
  const about = training.value
  const key = about === null ? '' : trainingKey(about)
  const seat = shown.seats.find((each) => trainingKey(each) === key)
  const isSeat = seat !== undefined
  useEffect(() => {
    if (about === null || !isSeat) return undefined
    const asking = setTimeout(() => askWhy(shown, about), PAUSE_MS)
    return () => clearTimeout(asking)
  }, [key, shown])
  if (about === null) return null
  const found = why.value?.key === key && why.value.of === shown ? why.value.why : null
  return (
    <aside class="why above" role="region" aria-label={t('explanation')} aria-busy={isSeat && found === null}>
      <p class="place">{nameOf(shown, about)}</p>
      {seat === undefined ? (
        <Unrecognised shown={shown} about={about} />
      ) : (
        <Places shown={shown} target={seat.target} now={places.value.get(key) ?? 0} of={key} />
      )}
    </aside>
  )
}

/** "10 Interne geneeskunde, Umc NO" */
export function nameOf(shown: Division, { institution, specialty }: Training): string {
  const of = (list: readonly { readonly code: string; readonly name: string }[], code: string) =>
    list.find((each) => each.code === code)?.name ?? code
  const named = of(shown.specialties, specialty)
  return `${named === specialty ? specialty : `${specialty} ${named}`}, ${of(shown.institutions, institution)}`
}

function Unrecognised({ shown, about }: { readonly shown: Division; readonly about: Training }) {
  const told = shown.notes.filter(
    ({ institution, specialty, oor }) =>
      institution === about.institution && specialty === about.specialty && oor === about.oor,
  )
  return (
    <>
      <h2>{say({ nl: 'Waarom leeg?', en: 'Why empty?' })}</h2>
      {told.length === 0 ? (
        <p>
          {say({
            nl: `De instelling is hier op 1 januari ${shown.year} niet voor erkend, en krijgt dus geen plaatsen (P26 III.1.1).`,
            en: `The institution is not recognised for it here on 1 January ${shown.year}, so it gets no places (P26 III.1.1).`,
          })}
        </p>
      ) : (
        told.map(({ texts, text }) => <p key={text}>{texts[language.value]}</p>)
      )}
      <p class="soft">
        {say({
          nl: 'Kwam er na het vaststellen een erkenning bij, voer die dan hieronder door als wijziging.',
          en: 'If a recognition came after the fixing, carry it out below as an amendment.',
        })}
      </p>
    </>
  )
}

interface PlacesProps {
  readonly shown: Division
  readonly target: number
  readonly now: number
  readonly of: string
}

function Places({ shown, target, now, of }: PlacesProps) {
  const natural = shown.deviations.find((each) => trainingKey(each) === of)?.natural ?? now
  const found = why.value?.key === of && why.value.of === shown ? why.value.why : null
  // a pack leaves a target out that tells what one other institution had
  const tellsTarget = found === null ? shown.data !== 'confidential' : found.target !== null
  const rival = !tellsTarget ? -1 : natural !== now ? natural : target < now ? now - 1 : now + 1
  return (
    <>
      <h2>
        {rival < 0
          ? say({ nl: `Waarom ${whole(now)}?`, en: `Why ${whole(now)}?` })
          : say({
              nl: `Waarom ${whole(now)} en niet ${whole(rival)}?`,
              en: `Why ${whole(now)} and not ${whole(rival)}?`,
            })}
      </h2>
      {tellsTarget ? <NumberLine places={now} target={target} natural={natural} /> : null}
      {found === null ? (
        <p class="soft">{t('computing')}</p>
      ) : (
        <>
          <ol class="steps">
            {found.steps.map(({ texts, text, source }) => (
              <li key={text}>
                {texts[language.value]} <small>{source}</small>
              </li>
            ))}
          </ol>
          {found.alternatives.length === 0 ? null : <h3>{t('other')}</h3>}
          <div class="alts">
            {found.alternatives.map((each) => (
              <Other key={each.places} other={each} now={now} />
            ))}
          </div>
        </>
      )}
    </>
  )
}

/** One place more or fewer; pressed, it is laid over the table. */
function Other({ other, now }: { readonly other: OtherPlaces; readonly now: number }) {
  const isOn = laid.value?.places === other.places
  const id = `anders-${other.places}`
  return (
    <div class="alt">
      <button
        type="button"
        aria-pressed={isOn}
        aria-describedby={id}
        disabled={other.changes === null}
        onClick={() => (laid.value = isOn ? null : other)}
      >
        <b>
          {say({
            nl: `${whole(other.places)} in plaats van ${whole(now)}`,
            en: `${whole(other.places)} instead of ${whole(now)}`,
          })}
        </b>
      </button>
      <p id={id}>
        <b class="printed">
          {say({
            nl: `${whole(other.places)} in plaats van ${whole(now)}`,
            en: `${whole(other.places)} instead of ${whole(now)}`,
          })}
          {': '}
        </b>
        {other.line[language.value].replace(/^[\d.,]+: /, '')}
      </p>
    </div>
  )
}
