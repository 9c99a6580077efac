/** The table of a proposal, in which places are typed, pasted and pinned. */
import { namesOf, placeName } from './allocation.js'
import { redo, samePlaces, undo, withCells, work, type Work } from './document.js'
import { edit, followed, isPlaces, stepped, sums, togglePins, WHOLE, type Subject } from './drafting.js'
import { Grid, type Editing, type GridCell } from './grid.js'
import { openFile } from './opening.js'
import { signed, whole } from './parts.js'
import { pasted } from './paste.js'
import { faults, selected } from './state.js'
import { say, t } from './words.js'

export function Workbench({ about, now }: { readonly about: Subject; readonly now: Work }) {
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
