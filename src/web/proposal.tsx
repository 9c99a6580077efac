/** Voorstel: the workbench. A number is typed, and balance, rules, leeway, advices and motivations follow. */
import type { Text } from '../domain/language.js'
import { Balance } from './balance.js'
import { slowEngine } from './client.js'
import { canRedo, canUndo, isUnsaved, keepAsSaved, redo, undo, work, type PlacesGrid, type Work } from './document.js'
import {
  broughtIn,
  checked,
  csvOf,
  drafted,
  edit,
  followed,
  freeName,
  isBest,
  NOW,
  openSubject,
  stepped,
  subject,
  tableOf,
  togglePins,
  told,
  versions,
  type Followed,
  type Subject,
} from './drafting.js'
import { openFile } from './opening.js'
import { ExportMenu, follow, LinkButton, OpenButton, State, StopButton, whole } from './parts.js'
import { faults, language, selected, shipped, source } from './state.js'
import { say, t } from './words.js'
import { Workbench } from './workbench.js'

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
