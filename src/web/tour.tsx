/** What a first visitor is told: a line on what to do, and three steps that can be skipped and never return. */
import { signal } from '@preact/signals'
import { say, t } from './words.js'

const SEEN = 'evenredig-gezien'

/** A page opened as a file may have nowhere to remember it. */
function remembered(): boolean {
  try {
    return localStorage.getItem(SEEN) !== null
  } catch {
    return false
  }
}

const step = signal<number | null>(remembered() ? null : 0)

function end(): void {
  step.value = null
  try {
    localStorage.setItem(SEEN, '1')
  } catch {
    // then it is told again next time
  }
}

const STEPS = [
  {
    nl: 'Dit is de toewijzing van 2027. Kies een cel om te lezen waarom er dat getal staat, en wat één meer of minder zou kosten.',
    en: 'This is the allocation of 2027. Choose a cell to read why that number stands there, and what one more or fewer would cost.',
  },
  {
    nl: 'Open uw eigen werkmap of sleep haar hierheen. Zij wordt op deze computer gelezen en nergens heen gestuurd.',
    en: 'Open your own workbook, or drop it here. It is read on this computer and sent nowhere.',
  },
  {
    nl: 'Onder Voorstel typt u een ander getal en ziet u meteen wat er dan niet meer klopt.',
    en: 'Under Proposal you type another number and see at once what no longer holds.',
  },
] as const

export function Tour() {
  const now = step.value
  if (now === null) return null
  return (
    <section class="tour" aria-label={t('tour')}>
      <p>
        <b>
          {now + 1}/{STEPS.length}
        </b>{' '}
        {say(STEPS[now]!)}
      </p>
      <div class="btns">
        {now + 1 < STEPS.length ? (
          <button type="button" class="btn" onClick={() => (step.value = now + 1)}>
            {t('next')}
          </button>
        ) : null}
        <button type="button" class="btn quiet" onClick={end}>
          {now + 1 < STEPS.length ? t('skip') : t('close')}
        </button>
      </div>
    </section>
  )
}
