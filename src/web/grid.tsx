/**
 * The one grid of all views: a real table with `role="grid"`, in which the gridcell itself takes focus and tells its whole name. Keys
 * are those of a spreadsheet.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Signal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import type { CellPlace } from './state.js'

export interface GridLine {
  readonly code: string
  readonly name: string
}

export interface GridCell {
  readonly text: string
  /** Its whole name, as a screen reader says it. */
  readonly name: string
  /** How far from what it would be, -1 to 1: the tint. */
  readonly tint?: number
  readonly mark?: 'up' | 'down' | undefined
  readonly isZero?: boolean
  readonly isFree?: boolean
  readonly isPinned?: boolean
  /** A small text beside the number: "+1". */
  readonly note?: string
  /** And before it: "12→13". */
  readonly from?: string
  /** What it was, where another answer is laid over it. */
  readonly was?: string
  readonly isQuiet?: boolean
}

export interface FootRow {
  readonly head: string
  readonly cells: readonly string[]
  readonly total: string
  readonly isWrong?: boolean
}

/** How cells are changed; without it the grid is only read. */
export interface Editing {
  /** @returns what is wrong with it, or null */
  readonly faultOf: (text: string) => string | null
  readonly put: (place: CellPlace, text: string) => void
  /** Told of what was typed and left, and is no number. */
  readonly refuse: (place: CellPlace, text: string) => void
  readonly reset: (places: readonly CellPlace[]) => void
  readonly paste: (text: string, at: CellPlace) => void
  readonly pin: (places: readonly CellPlace[]) => void
  readonly undo: () => void
  readonly redo: () => void
  /** The name of the field in a cell that is being edited. */
  readonly nameOf: (place: CellPlace) => string
}

interface GridProps {
  readonly label: string
  readonly corner: string
  readonly totalHead: string
  readonly rows: readonly GridLine[]
  readonly columns: readonly GridLine[]
  readonly cell: (row: number, column: number) => GridCell
  readonly rowTotal: (row: number) => { readonly text: string; readonly note?: string }
  readonly foot: readonly FootRow[]
  readonly at: Signal<CellPlace>
  readonly isLifted?: (column: number) => boolean
  /** Whether `N` stops there. */
  readonly isOfNote: (row: number, column: number) => boolean
  readonly editing?: Editing
  readonly aside?: { readonly head: string; readonly cell: (row: number) => ComponentChildren }
}

/** A number as a spreadsheet takes it: an empty cell has none of the places. */
function plain(text: string): string {
  return text === '–' ? '0' : text.replaceAll(/[.,\s\u00a0]/g, '')
}

/** A block of cells from one corner to another, row by row. */
function blockOf([r1, c1]: CellPlace, [r2, c2]: CellPlace): CellPlace[][] {
  const range = (a: number, b: number) => Array.from({ length: Math.abs(b - a) + 1 }, (_, i) => Math.min(a, b) + i)
  return range(r1, r2).map((row) => range(c1, c2).map((column): CellPlace => [row, column]))
}

export function Grid(props: GridProps) {
  const { label, rows, columns, at, editing } = props
  const table = useRef<HTMLTableElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const [corner, setCorner] = useState<CellPlace | null>(null)
  const wantsFocus = useRef(false)
  /** A field that goes loses focus, and must not be taken twice, or after all. */
  const isOver = useRef(true)
  const here: CellPlace = [Math.min(at.value[0], rows.length - 1), Math.min(at.value[1], columns.length - 1)]
  const block = blockOf(corner ?? here, here)
  const chosen = block.flat()

  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    const cell = table.current?.querySelector<HTMLElement>(`[data-at="${here.join(',')}"]`)
    const field = cell?.querySelector<HTMLInputElement>('input')
    if (field !== null && field !== undefined) field.focus()
    else cell?.focus()
  })

  const move = ([row, column]: CellPlace, extend = false) => {
    wantsFocus.current = true
    setCorner(extend ? (corner ?? here) : null)
    at.value = [Math.max(0, Math.min(rows.length - 1, row)), Math.max(0, Math.min(columns.length - 1, column))]
  }
  const begin = (text: string) => {
    wantsFocus.current = true
    isOver.current = false
    setCorner(null)
    setTyped(text)
  }
  const leave = () => {
    wantsFocus.current = true
    isOver.current = true
    setTyped(null)
  }
  /** @returns whether it was taken */
  const commit = (): boolean => {
    if (typed === null || isOver.current) return true
    if (editing!.faultOf(typed) !== null) return false
    isOver.current = true
    editing!.put(here, typed)
    setTyped(null)
    return true
  }
  const next = (back: boolean) => {
    const count = rows.length * columns.length
    const from = here[0] * columns.length + here[1]
    for (let step = 1; step <= count; step++) {
      const i = (from + (back ? count - step : step)) % count
      const place: CellPlace = [Math.floor(i / columns.length), i % columns.length]
      if (props.isOfNote(...place)) return move(place)
    }
  }

  const inField = (event: KeyboardEvent) => {
    if (event.key === 'Escape') leave()
    else if (event.key === 'Enter' && commit()) move([here[0] + (event.shiftKey ? -1 : 1), here[1]])
    else if (event.key === 'ArrowDown' && commit()) move([here[0] + 1, here[1]])
    else if (event.key === 'ArrowUp' && commit()) move([here[0] - 1, here[1]])
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const onKey = (event: KeyboardEvent) => {
    if (typed !== null) return inField(event)
    const { key, shiftKey } = event
    const withCtrl = event.ctrlKey || event.metaKey
    const [row, column] = here
    const steps: Readonly<Record<string, CellPlace>> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      PageUp: [row - 10, column],
      PageDown: [row + 10, column],
      Home: withCtrl ? [0, 0] : [row, 0],
      End: withCtrl ? [rows.length - 1, columns.length - 1] : [row, columns.length - 1],
    }
    const step = steps[key]
    if (step !== undefined) move(step, shiftKey)
    else if (withCtrl && editing !== undefined && /^[zZyY]$/.test(key)) {
      wantsFocus.current = true
      if (/z/i.test(key) && !shiftKey) editing.undo()
      else editing.redo()
    } else if (withCtrl || event.altKey) return
    else if (/^n$/i.test(key)) next(shiftKey)
    else if (editing === undefined) return
    else if (/^\d$/.test(key)) begin(key)
    else if (key === 'F2' || key === 'Enter') begin(props.cell(row, column).text.replace(/\D/g, ''))
    else if (key === 'Delete' || key === 'Backspace') editing.reset(chosen)
    else if (/^l$/i.test(key)) editing.pin(chosen)
    else if (key === 'Escape') setCorner(null)
    else return
    event.preventDefault()
  }

  const onCopy = (event: ClipboardEvent) => {
    if (typed !== null) return
    const text = block.map((line) => line.map(([r, c]) => plain(props.cell(r, c).text)).join('\t')).join('\n')
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  const onPaste = (event: ClipboardEvent) => {
    if (typed !== null || editing === undefined) return
    wantsFocus.current = true
    editing.paste(event.clipboardData?.getData('text/plain') ?? '', chosen[0]!)
    event.preventDefault()
  }

  const cellAt = (r: number, c: number) => {
    const isHere = r === here[0] && c === here[1]
    const isChosen = chosen.length > 1 && chosen.some(([row, column]) => row === r && column === c)
    return (
      <Cell
        key={c}
        cell={props.cell(r, c)}
        place={[r, c]}
        isHere={isHere}
        isChosen={isChosen}
        editable={editing !== undefined}
        field={
          isHere && typed !== null ? (
            <input
              class="edit"
              inputMode="numeric"
              value={typed}
              aria-label={editing!.nameOf([r, c])}
              aria-invalid={editing!.faultOf(typed) === null ? undefined : 'true'}
              onInput={({ currentTarget }) => setTyped(currentTarget.value)}
              onBlur={() => {
                if (isOver.current) return
                if (!commit()) editing!.refuse(here, typed)
                isOver.current = true
                setTyped(null)
              }}
            />
          ) : null
        }
      />
    )
  }

  return (
    <table
      ref={table}
      class="grid"
      role="grid"
      aria-label={label}
      aria-readonly={editing === undefined ? 'true' : undefined}
      aria-multiselectable={editing === undefined ? undefined : 'true'}
      onKeyDown={onKey}
      onFocusIn={({ target }) => {
        const place = placeOf(target as Element) // a screen reader goes to a cell by itself
        if (place !== null && typed === null && place.join(',') !== here.join(',')) move(place)
      }}
      onCopy={onCopy}
      onPaste={onPaste}
      onMouseDown={(event) => {
        const place = placeOf(event.target as Element)
        if (place === null || (event.target as Element).tagName === 'INPUT') return
        if (event.shiftKey) event.preventDefault()
        if (commit()) move(place, event.shiftKey)
      }}
      onDblClick={(event) => {
        if (editing !== undefined && placeOf(event.target as Element) !== null) {
          begin(props.cell(...here).text.replace(/\D/g, ''))
        }
      }}
    >
      <colgroup>
        <col class="name" />
        {columns.map(({ code }) => (
          <col key={code} />
        ))}
        <col />
        {props.aside === undefined ? null : <col class="aside" />}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{props.corner}</th>
          {columns.map(({ code, name }, c) => (
            <th key={code} scope="col" class={c === here[1] ? 'col' : undefined}>
              <abbr title={name}>{code}</abbr>
              {props.isLifted?.(c) === true ? <span aria-hidden="true">*</span> : null}
            </th>
          ))}
          <th scope="col" class="tot">
            {props.totalHead}
          </th>
          {props.aside === undefined ? null : (
            <th scope="col" class="beside">
              {props.aside.head}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ code, name }, r) => {
          const { text, note } = props.rowTotal(r)
          return (
            <tr key={code} class={r === here[0] ? 'row' : undefined}>
              <th scope="row" title={name}>
                <i>{code}</i>
                {name === code ? null : <span>{name}</span>}
              </th>
              {columns.map((_, c) => cellAt(r, c))}
              <td class={note === undefined ? 'tot' : 'tot wrong'}>
                {text}
                {note === undefined ? null : <small>{note}</small>}
              </td>
              {props.aside === undefined ? null : <td class="beside">{props.aside.cell(r)}</td>}
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        {props.foot.map(({ head, cells, total, isWrong }) => (
          <tr key={head}>
            <th scope="row">{head}</th>
            {cells.map((text, c) => (
              <td key={columns[c]!.code}>{text}</td>
            ))}
            <td class={isWrong === true ? 'tot wrong' : 'tot'}>{total}</td>
            {props.aside === undefined ? null : <td />}
          </tr>
        ))}
      </tfoot>
    </table>
  )
}

function placeOf(element: Element): CellPlace | null {
  const at = element.closest('td')?.dataset['at']
  return at === undefined ? null : (at.split(',').map(Number) as unknown as CellPlace)
}

interface CellProps {
  readonly cell: GridCell
  readonly place: CellPlace
  readonly isHere: boolean
  readonly isChosen: boolean
  readonly editable: boolean
  readonly field: JSX.Element | null
}

function Cell({ cell, place, isHere, isChosen, editable, field }: CellProps) {
  const { tint = 0, isZero = false, mark } = cell
  const look = [
    isZero ? 'zero' : tintClass(tint),
    isHere ? 'sel' : '',
    isChosen ? 'chosen' : '',
    cell.isPinned === true ? 'pinned' : '',
    cell.isQuiet === true ? 'quiet' : '',
    cell.isFree === true ? 'free' : '',
    cell.was === undefined ? '' : 'over',
  ]
  return (
    <td
      role="gridcell"
      class={look.filter((each) => each !== '').join(' ')}
      data-at={place.join(',')}
      tabIndex={isHere && field === null ? 0 : -1}
      aria-label={cell.name}
      aria-selected={editable ? isChosen || isHere : undefined}
    >
      {field ?? (
        <>
          {cell.from === undefined ? null : <span class="from" data-beside={cell.from} aria-hidden="true" />}
          {cell.was === undefined ? null : <s data-beside={cell.was} aria-hidden="true" />}
          {cell.text}
          {mark === undefined ? null : (
            <span class={`m ${mark}`} aria-hidden="true">
              {mark === 'up' ? '▲' : '▼'}
            </span>
          )}
          {cell.note === undefined ? null : <span class="note" data-beside={cell.note} aria-hidden="true" />}
        </>
      )}
    </td>
  )
}

/** Five steps: more than a half, more than a quarter, about right, and the other way. */
function tintClass(tint: number): string {
  const size = Math.abs(tint)
  if (size < 0.25) return ''
  return `${tint > 0 ? 'more' : 'less'}${size >= 0.5 ? '2' : '1'}`
}
