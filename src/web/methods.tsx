/** Methoden: every method on the table of the page, each cell a dot. */
import { effect, signal } from '@preact/signals'
import { engine, latest } from './client.js'
import type { AnswerTo } from './engine.js'
import { decimals, LinkButton, State, tell, whole } from './parts.js'
import { ScenarioChoice } from './opening.js'
import { scenario, view } from './state.js'
import { say, t, word } from './words.js'

type Result = AnswerTo<'methods'>['results'][number]

const results = signal<readonly Result[]>([])
const methodsLatest = latest()
effect(() => {
  const asked = scenario.value
  if (view.value !== 'methoden' || asked === null) return
  void methodsLatest(engine.ask('methods', asked))
    .then((answer) => (results.value = answer.results))
    .catch(tell)
})

export function MethodsView() {
  const all = results.value
  const best = all.find(({ method }) => method === 'optimal')
  return (
    <>
      <div class="bar">
        <h1>
          {t('methoden')}
          <small>
            {say({
              nl: 'Dezelfde doelen, door elke methode afgerond',
              en: 'The same targets, rounded by every method',
            })}
          </small>
        </h1>
        <div class="btns">
          <ScenarioChoice />
          <LinkButton />
        </div>
      </div>
      <div class="whole">
        <State>
          {all.length === 0 ? null : <span>{say({ nl: `${all.length} methoden`, en: `${all.length} methods` })}</span>}
        </State>
        <div class="wide" role="region" tabIndex={0} aria-label={t('methoden')}>
          <table class="plain methods" aria-label={t('methoden')}>
            <thead>
              <tr>
                <th scope="col">{t('method')}</th>
                <th scope="col">{t('offTotals')}</th>
                <th scope="col">{t('beyond')}</th>
                <th scope="col">{say({ nl: 'tegen de natuur in', en: 'against nature' })}</th>
                <th scope="col">{t('error')}</th>
                <th scope="col">{t('otherCells')}</th>
                <th scope="col">{t('spread')}</th>
              </tr>
            </thead>
            <tbody>
              {all.map((each) => (
                <MethodRow key={each.method} result={each} best={best} />
              ))}
            </tbody>
          </table>
        </div>
        <p class="prose">
          {say({
            nl: 'Elke stip is een cel. Binnen de stippellijnen is natuurlijk afgerond, daarbuiten tegen de natuur in. Alleen het geheeltallig programma is bewezen optimaal; een methode die de totalen niet haalt, kan een kleinere fout hebben.',
            en: 'Each dot is a cell. Within the dotted lines it is rounded naturally, outside against nature. Only the integer program is proven optimal; a method that misses the totals may have a smaller error.',
          })}
        </p>
      </div>
    </>
  )
}

function MethodRow({ result, best }: { readonly result: Result; readonly best: Result | undefined }) {
  const { method, status, allocation, target, columnTotals, levels } = result
  const level = (name: string) => levels?.find((each) => each.name === name)?.value ?? null
  const cells =
    allocation === null || target === null
      ? []
      : allocation.flatMap((row, r) => row.map((places, c) => places - target[r]![c]!))
  const off =
    allocation === null
      ? null
      : (columnTotals ?? []).reduce<number>(
          (sum, total, c) => sum + Math.abs(allocation.reduce((s, row) => s + row[c]!, 0) - Number(total)),
          0,
        )
  const other =
    allocation === null || best?.allocation == null || method === 'optimal'
      ? null
      : allocation.reduce(
          (sum, row, r) => sum + row.filter((places, c) => places !== best.allocation![r]![c]).length,
          0,
        )
  const told = (value: number | null, digits = 0) =>
    value === null ? '–' : digits === 0 ? whole(value) : decimals(value, digits)
  return (
    <tr>
      <th scope="row">
        {word('method', method)}
        <small>
          {status === 'optimal' ? say({ nl: 'optimaal, bewezen', en: 'optimal, proven' }) : word('status', status)}
        </small>
      </th>
      <td class={off !== null && off > 0 ? 'wrong' : undefined}>{told(off)}</td>
      <td>{told(level('beyond-next-best'))}</td>
      <td>{told(level('next-best'))}</td>
      <td>{told(level('error'), 3)}</td>
      <td>{told(other)}</td>
      <td>
        <Dots values={cells} />
      </td>
    </tr>
  )
}

/** A dot a cell, stacked where they coincide. */
function Dots({ values }: { readonly values: readonly number[] }) {
  if (values.length === 0) return null
  const reach = Math.max(1.2, ...values.map(Math.abs))
  const bins = 120
  const heights = new Map<number, number>()
  const dots = values
    .filter((value) => value !== 0)
    .map((value) => {
      const bin = Math.round(((value + reach) / (2 * reach)) * bins)
      const height = heights.get(bin) ?? 0
      heights.set(bin, height + 1)
      return { x: 4 + bin * 3.4, y: height, isOff: Math.abs(value) > 0.5 }
    })
  const top = Math.max(...heights.values(), 1)
  const x = (value: number) => 4 + ((value + reach) / (2 * reach)) * bins * 3.4
  const base = 8 + top * 3.6
  return (
    <svg class="dots" viewBox={`0 0 416 ${base + 16}`} aria-hidden="true">
      {[-0.5, 0.5].map((half) => (
        <line key={half} x1={x(half)} x2={x(half)} y1="0" y2={base} class="half" />
      ))}
      <line x1="0" x2="416" y1={base} y2={base} class="axis" />
      {dots.map(({ x: cx, y, isOff }, i) => (
        <circle key={i} cx={cx} cy={base - 3 - y * 3.6} r="1.5" class={isOff ? 'off' : 'on'} />
      ))}
      {[-1, -0.5, 0, 0.5, 1].map((value) => (
        <text key={value} x={x(value)} y={base + 12} text-anchor="middle">
          {value > 0
            ? `+${decimals(value, Number.isInteger(value) ? 0 : 1)}`
            : decimals(value, Number.isInteger(value) ? 0 : 1)}
        </text>
      ))}
    </svg>
  )
}
