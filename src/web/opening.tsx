/** How scenarios and files come in: chosen, opened, dropped. */
import type { ConsultationFile } from '../shapes/files.js'
import { engine } from './client.js'
import type { PageScenario } from './engine.js'
import { tell } from './parts.js'
import { account, changes, faults, language, selected, shipped, source, type Changes } from './state.js'
import { t } from './words.js'

/** Takes in what a file held besides a scenario: the view of proposals says how. */
type TakeProposal = (allocation: readonly (readonly number[])[], advices: ConsultationFile | null) => void
let takeProposal: TakeProposal = () => undefined
let proposalFrame: () => PageScenario | null = () => null
export function proposalsGoTo(take: TakeProposal, frame: () => PageScenario | null): void {
  takeProposal = take
  proposalFrame = frame
}

/** Shows a shipped scenario. @returns whether there is such a one */
export async function choose(id: string, with_: Changes = {}): Promise<boolean> {
  try {
    const file = await engine.ask('scenario', id)
    source.value = { file, own: false, reading: null }
    changes.value = with_
    account.value = null
    return true
  } catch (error) {
    tell(error)
    return false
  }
}

/** Opens a file of somebody's own; it stays on this computer. A file that is refused changes nothing. */
export async function openFile(file: File, wanted: 'scenario' | 'proposal'): Promise<void> {
  const frame = (wanted === 'proposal' ? proposalFrame() : null) ?? source.value?.file
  if (frame === undefined) return
  faults.value = []
  account.value = null
  try {
    const opened = await engine.ask('open', new Uint8Array(await file.arrayBuffer()), file.name, wanted, frame)
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
        onChange={({ currentTarget }) => {
          faults.value = []
          void choose(currentTarget.value)
        }}
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
