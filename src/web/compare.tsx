/** Vergelijken: two scenarios, cell by cell and per OOR, and what each difference comes from. */
import { effect, signal } from '@preact/signals'
import { namesOf, placeName } from './allocation.js'
import { engine, latest } from './client.js'
import type { AnswerTo, PageScenario } from './engine.js'
import { Grid, type GridCell } from './grid.js'
import { decimals, follow, LinkButton, signed, State, whole } from './parts.js'
import { comesFrom, linkParts, scenario, selected, shipped, source, view } from './state.js'
import { say, t } from './words.js'

type Comparison = AnswerTo<'compare'>

/** The scenario on the page, as it now is. */
const NOW = 'now'

const a = signal(linkParts.value['a'] ?? '2027-base')
const b = signal(linkParts.value['b'] ?? '2027-reference')
const paired = signal(false)
const files = signal<readonly [PageScenario, PageScenario] | null>(null)
const comparison = signal<Comparison | null>(null)
const compareLatest = latest()

async function fileOf(id: string): Promise<PageScenario> {
  return id === NOW ? scenario.peek()! : engine.ask('scenario', id)
}

let isLinked = false
effect(() => {
  if (view.value !== 'vergelijken') return
  if (!isLinked) {
    isLinked = true
    a.value = linkParts.peek()['a'] ?? a.value
    b.value = linkParts.peek()['b'] ?? b.value
    paired.value = linkParts.peek()['pair'] === '1'
  }
  const asked = [a.value, b.value, paired.value, scenario.value] as const
  const both = Promise.all([fileOf(asked[0]), fileOf(asked[1])])
  const answer = both.then(async ([first, second]) => ({
    first,
    second,
    answer: await engine.ask('compare', first, second, asked[2]),
  }))
  void follow(compareLatest(answer), ({ first, second, answer: found }) => {
    files.value = [first, second]
    comparison.value = found
    const { a: _, b: __, pair: ___, ...others } = linkParts.peek()
    // what is on the page now is in no link of two
    const pair = [asked[0], asked[1]].includes(NOW) ? {} : { a: asked[0], b: asked[1] }
    linkParts.value = { ...others, ...pair, ...(asked[2] && { pair: '1' }) }
  })
})

effect(() => comesFrom('vergelijken', [...new Set((files.value ?? []).map(({ data }) => data))]))

export function CompareView() {
  const found = comparison.value
  const both = files.value
  return (
    <>
      <div class="bar">
        <h1>
          {t('vergelijken')}
          <small>{say({ nl: 'Wat B anders toewijst dan A', en: 'What B allocates otherwise than A' })}</small>
        </h1>
        <div class="btns">
          <Choice name="A" chosen={a} />
          <button
            type="button"
            class="btn"
            aria-label={t('swap')}
            onClick={() => ([a.value, b.value] = [b.value, a.value])}
          >
            ⇄
          </button>
          <Choice name="B" chosen={b} />
          <button type="button" class="btn" aria-pressed={paired.value} onClick={() => (paired.value = !paired.value)}>
            {t('together')}
          </button>
          <LinkButton />
        </div>
      </div>
      <div class="cols">
        <div>
          <State>{found === null ? null : <Counts found={found} />}</State>
          {found === null || both === null ? null : found.difference === null ? (
            <p class="none">
              {say({ nl: 'Een van beide heeft geen toewijzing.', en: 'One of the two has no allocation.' })}
            </p>
          ) : (
            <Differences found={found} file={both[0]} />
          )}
        </div>
        {found?.difference == null || both === null ? null : <PerOor found={found} file={both[0]} />}
      </div>
    </>
  )
}

function Choice({ name, chosen }: { readonly name: 'A' | 'B'; readonly chosen: typeof a }) {
  const label = `${t('scenario')} ${name}`
  return (
    <label class="choice">
      {name}
      <select
        aria-label={label}
        value={chosen.value}
        onChange={({ currentTarget }) => (chosen.value = currentTarget.value)}
      >
        {shipped.value.map(({ id }) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
        <option value={NOW}>
          {say({
            nl: `nu op de pagina: ${source.value?.file.id ?? ''}`,
            en: `now on the page: ${source.value?.file.id ?? ''}`,
          })}
        </option>
      </select>
    </label>
  )
}

function Counts({ found: { difference, paired: counted } }: { readonly found: Comparison }) {
  if (difference === null) return null
  const cells = difference.allocation.flat()
  const differing = cells.filter((each) => each !== 0).length
  const places = cells.reduce((sum, each) => sum + Math.max(0, each), 0)
  return (
    <>
      <span>
        <b>{whole(places)}</b> {t('places')} · <b>{whole(differing)}</b>{' '}
        {say({ nl: `van ${whole(cells.length)} cellen verschillen`, en: `of ${whole(cells.length)} cells differ` })}
      </span>
      {counted === null ? null : (
        <span>
          {say({
            nl: `alleen ${counted.alone} cellen en ${counted.placesAlone} plaatsen, samen ${counted.together} en ${counted.placesTogether}: ${counted.placesTogether} plaatsen moesten verschuiven; welke cellen is niet gezegd`,
            en: `alone ${counted.alone} cells and ${counted.placesAlone} places, together ${counted.together} and ${counted.placesTogether}: ${counted.placesTogether} places had to move; which cells is not claimed`,
          })}
        </span>
      )}
    </>
  )
}

const sumOf = (matrix: readonly (readonly number[])[], column: number) =>
  matrix.reduce((sum, row) => sum + row[column]!, 0)

function Differences({ found, file }: { readonly found: Comparison; readonly file: PageScenario }) {
  const { a: first, b: second, difference } = found
  const { rows, columns } = namesOf(file)
  const { allocation, columns: totals, target, rounding } = difference!
  const zero = new Set(
    first.zeroCells
      .filter((pair) => second.zeroCells.some((each) => each.join('-') === pair.join('-')))
      .map((pair) => pair.join('-')),
  )
  const cell = (r: number, c: number): GridCell => {
    const [from, to, by] = [first.allocation![r]![c]!, second.allocation![r]![c]!, allocation[r]![c]!]
    const name = placeName(file, r, c)
    if (zero.has(`${first.rows[r]}-${first.columns[c]}`))
      return { text: '–', name: `${name}: ${t('empty')}`, isZero: true }
    if (by === 0) return { text: whole(to), name: `${name}: ${t('swapNone')}, ${whole(to)}`, isQuiet: true }
    const way = say({ nl: `van ${whole(from)} naar ${whole(to)}`, en: `from ${whole(from)} to ${whole(to)}` })
    return { text: signed(by), name: `${name}: ${signed(by)}, ${way}`, tint: by, from: `${whole(from)}→${whole(to)}` }
  }
  const part = (head: string, matrix: readonly (readonly number[])[] | null) =>
    matrix === null ? [] : [{ head, cells: columns.map((_, c) => signed(sumOf(matrix, c), 1)), total: '' }]
  return (
    <Grid
      label={t('perCell')}
      corner="B − A"
      totalHead={t('total')}
      rows={rows}
      columns={columns}
      cell={cell}
      rowTotal={(r) => ({ text: whole(second.rowTotals[r]!) })}
      foot={[
        {
          head: t('difference'),
          cells: totals.map((each) => signed(each)),
          total: signed(totals.reduce((x, y) => x + y, 0)),
        },
        ...part(say({ nl: 'waarvan vóór afronding', en: 'of which before rounding' }), target),
        ...part(say({ nl: 'waarvan door afronding', en: 'of which by rounding' }), rounding),
      ]}
      at={selected}
      isOfNote={(r, c) => allocation[r]![c] !== 0}
    />
  )
}

const CAUSES = {
  intake: { nl: 'instroom', en: 'intake' },
  careUse: { nl: 'zorggebruik', en: 'care use' },
  criterion: { nl: 'criterium', en: 'criterion' },
  floor: { nl: 'ondergrens', en: 'floor' },
  zeroCells: { nl: 'lege cellen', en: 'zero cells' },
  options: { nl: 'opties', en: 'options' },
  rounding: { nl: 'afronding', en: 'rounding' },
} as const

function PerOor({ found, file }: { readonly found: Comparison; readonly file: PageScenario }) {
  const { columns } = namesOf(file)
  const { columns: totals, causes, target } = found.difference!
  const reach = Math.max(10, ...totals.map(Math.abs))
  const before = target === null ? null : columns.map((_, c) => sumOf(target, c))
  const shown = (Object.keys(CAUSES) as (keyof typeof CAUSES)[]).filter(
    (cause) => causes !== null && causes[cause].flat().some((each) => Math.abs(each) >= 0.05),
  )
  return (
    <aside class="why" role="region" aria-label={t('perOor')}>
      <h2>{t('perOor')}</h2>
      <OorBars columns={columns} totals={totals} before={before} reach={reach} />
      <p class="key">
        <span>
          <i class="swatch up" /> {say({ nl: 'B heeft er meer', en: 'B has more' })}
        </span>
        <span>
          <i class="swatch down" /> {say({ nl: 'B heeft er minder', en: 'B has fewer' })}
        </span>
        {before === null ? null : <span>| {say({ nl: 'vóór afronding', en: 'before rounding' })}</span>}
      </p>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">OOR</th>
            <th scope="col">{t('difference')}</th>
            {shown.map((cause) => (
              <th key={cause} scope="col">
                {say(CAUSES[cause])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(({ code, name }, c) => (
            <tr key={code}>
              <th scope="row" title={name}>
                {code}
              </th>
              <td>
                <b>{signed(totals[c]!)}</b>
              </td>
              {shown.map((cause) => (
                <td key={cause}>{signed(sumOf(causes![cause], c), 1)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft">
        {say({
          nl: 'De oorzaken volgen elkaar in de volgorde van de regels op; een andere volgorde gaf andere getallen.',
          en: 'The causes follow each other in the order of the rules; another order would give other numbers.',
        })}
      </p>
      {found.leeway === null || found.leeway.outside.length === 0 ? null : (
        <p>
          {say({ nl: 'Buiten de regelruimte: ', en: 'Outside the leeway: ' })}
          {found.leeway.outside.map(({ oor, by }) => `${oor} ${signed(by)}`).join(', ')}
        </p>
      )}
      <ChosenCell found={found} file={file} />
    </aside>
  )
}

function ChosenCell({ found, file }: { readonly found: Comparison; readonly file: PageScenario }) {
  const [r, c] = selected.value
  const { allocation, target, rounding } = found.difference!
  if (allocation[r]?.[c] === undefined) return null
  const [from, to] = [found.a.allocation![r]![c]!, found.b.allocation![r]![c]!]
  const lines: readonly (readonly [string, string])[] = [
    [say({ nl: 'doel A', en: 'target A' }), decimals(found.a.target?.[r]?.[c] ?? from, 3)],
    [say({ nl: 'doel B', en: 'target B' }), decimals(found.b.target?.[r]?.[c] ?? to, 3)],
    [say({ nl: 'vóór afronding', en: 'before rounding' }), signed(target?.[r]?.[c] ?? 0, 3)],
    [say({ nl: 'door afronding', en: 'by rounding' }), signed(rounding?.[r]?.[c] ?? 0, 3)],
  ]
  return (
    <>
      <h3>{say({ nl: 'Gekozen cel', en: 'Chosen cell' })}</h3>
      <p>
        <b>
          {placeName(file, r, c)}: {whole(from)} → {whole(to)}
        </b>
      </p>
      <dl class="ladder">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            <dd />
          </div>
        ))}
        <div class="end">
          <dt>{t('difference')}</dt>
          <dd>{signed(to - from)}</dd>
          <dd />
        </div>
      </dl>
    </>
  )
}

interface BarsProps {
  readonly columns: readonly { readonly code: string; readonly name: string }[]
  readonly totals: readonly number[]
  readonly before: readonly number[] | null
  readonly reach: number
}

function OorBars({ columns, totals, before, reach }: BarsProps) {
  const x = (value: number) => 220 + (82 * value) / reach
  return (
    <svg class="bars" viewBox={`0 0 330 ${16 + 22 * columns.length}`} aria-hidden="true">
      <line x1={x(0)} x2={x(0)} y1="2" y2={14 + 22 * columns.length} class="axis" />
      {columns.map(({ code, name }, c) => {
        const value = totals[c]!
        const y = 8 + 22 * c
        const out = Math.max(Math.abs(value), Math.abs(before?.[c] ?? 0)) * (value < 0 ? -1 : 1)
        return (
          <g key={code}>
            <text x="0" y={y + 10}>
              {name}
            </text>
            <rect
              x={Math.min(x(0), x(value))}
              width={Math.abs(x(value) - x(0))}
              y={y + 1}
              height="10"
              class={value > 0 ? 'up' : 'down'}
            />
            {before === null ? null : (
              <line x1={x(before[c]!)} x2={x(before[c]!)} y1={y - 1} y2={y + 13} class="tick" />
            )}
            <text x={x(out) + (value < 0 ? -6 : 6)} y={y + 10} text-anchor={value < 0 ? 'end' : 'start'} class="b">
              {signed(value)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
