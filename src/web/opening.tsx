/** How scenarios and files come in: chosen, opened, dropped. */
import type { ConsultationFile } from '../shapes/files.js'
import { engine } from './client.js'
import { tell } from './parts.js'
import { account, changes, faults, language, selected, shipped, source, type Changes } from './state.js'
import { t } from './words.js'

/** Takes in what a file held besides a scenario: the view of proposals says how. */
type TakeProposal = (allocation: readonly (readonly number[])[], advices: ConsultationFile | null) => void
let takeProposal: TakeProposal = () => undefined
export function proposalsGoTo(take: TakeProposal): void {
  takeProposal = take
}

/** Shows a shipped scenario. */
export async function choose(id: string, with_: Changes = {}): Promise<void> {
  try {
    const file = await engine.ask('scenario', id)
    source.value = { file, own: false, reading: null }
    changes.value = with_
    account.value = null
    faults.value = []
  } catch (error) {
    tell(error)
  }
}

/** Opens a file of somebody's own; it stays on this computer. A file that is refused changes nothing. */
export async function openFile(file: File, wanted: 'scenario' | 'proposal'): Promise<void> {
  const frame = source.value
  if (frame === null) return
  faults.value = []
  account.value = null
  try {
    const opened = await engine.ask('open', new Uint8Array(await file.arrayBuffer()), file.name, wanted, frame.file)
    account.value = await engine.ask('account', opened.reading, language.value)
    if (opened.kind === 'proposal') return takeProposal(opened.allocation, opened.advices)
    source.value = { file: opened.scenario, own: true, reading: opened.reading }
    changes.value = {}
    selected.value = [0, 0]
  } catch (error) {
    tell(error)
  }
}

export function ScenarioChoice() {
  const { file, own } = source.value ?? {}
  return (
    <label class="choice">
      {t('scenario')}
      <select
        aria-label={t('scenario')}
        value={file?.id}
        onChange={({ currentTarget }) => void choose(currentTarget.value)}
      >
        {own === true ? <option value={file!.id}>{file!.id}</option> : null}
        {shipped.value.map(({ id }) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
    </label>
  )
}
