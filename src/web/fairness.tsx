/** Eerlijkheid: random years drawn and rounded in the page, by the same code as the command. */
import { signal } from '@preact/signals'
import { useState } from 'preact/hooks'
import { slowEngine } from './client.js'
import type { AnswerTo, PageScenario, Sweep } from './engine.js'
import { decimals, ExportMenu, LinkButton, signed, State, StopButton, tell, whole } from './parts.js'
import { ScenarioChoice } from './opening.js'
import { language, scenario } from './state.js'
import { say, t, word } from './words.js'
import type { Text } from '../domain/language.js'

type Fairness = AnswerTo<'fairness'>
/** An answer, of which scenario it is, and how it was asked. */
const answer = signal<{ readonly about: PageScenario; readonly asked: Sweep; readonly found: Fairness } | null>(null)

const POPULATION = {
  drift: { nl: 'zorggebruik dat jaar op jaar verschuift', en: 'care use that drifts from year to year' },
  counting: { nl: 'toeval in het aantal contacten', en: 'chance in the number of contacts' },
  worlds: { nl: 'andere uitgangspunten', en: 'other base shares' },
  simplex: { nl: 'willekeurige aandelen (controle)', en: 'arbitrary shares (control)' },
} as const

/** By how much: "cel 5%", or a number of contacts. */
function settingText(name: string, value: number): string {
  const known: Readonly<Record<string, Text>> = {
    cell: { nl: 'cel', en: 'cell' },
    oor: { nl: 'OOR', en: 'OOR' },
    intake: { nl: 'instroom', en: 'intake' },
    contacts: { nl: 'contacten per plaats', en: 'contacts a place' },
  }
  const told = known[name] === undefined ? name : say(known[name])
  return `${told} ${value <= 1 ? `${decimals(100 * value, 0)}%` : whole(value)}`
}

export function FairnessView() {
  const [asked, setAsked] = useState<Sweep>({ draws: 200, seed: 1, population: 'drift', years: 1 })
  const about = scenario.value
  const found = answer.value?.about === about ? answer.value.found : null
  const run = () => {
    if (about === null) return
    void slowEngine
      .ask('fairness', about, asked, language.value)
      .then((given) => (answer.value = { about, asked, found: given }))
      .catch(tell)
  }
  return (
    <>
      <div class="bar">
        <h1>
          {t('eerlijkheid')}
          <small>
            {say({
              nl: 'Is het afronden eerlijk, of verliest steeds dezelfde OOR?',
              en: 'Is rounding fair, or does the same OOR always lose?',
            })}
          </small>
        </h1>
        <div class="btns">
          <ScenarioChoice />
          {found === null || about === null ? null : (
            <ExportMenu
              forms={['xlsx', 'html', 'json']}
              what={() => ({
                question: 'fairness',
                asked: { scenario: about, ...answer.value!.asked },
                name: `${about.id}-fairness`,
                json: found,
              })}
            />
          )}
          <LinkButton />
        </div>
      </div>
      <div class="whole">
        <div class="fields">
          <label>
            {t('draws')}
            <input
              type="number"
              min="10"
              max="100000"
              step="10"
              value={asked.draws}
              onChange={({ currentTarget }) =>
                setAsked({ ...asked, draws: Math.max(10, Math.round(currentTarget.valueAsNumber) || 200) })
              }
            />
          </label>
          <label>
            {t('population')}
            <select
              value={asked.population}
              onChange={({ currentTarget }) =>
                setAsked({ ...asked, population: currentTarget.value as Sweep['population'] })
              }
            >
              {Object.entries(POPULATION).map(([name, text]) => (
                <option key={name} value={name}>
                  {say(text)}
                </option>
              ))}
            </select>
          </label>
          <button type="button" class="btn main" onClick={run} disabled={about === null || slowEngine.busy.value}>
            {t('run')}
          </button>
          <StopButton />
        </div>
        <State>
          {found === null ? null : (
            <span>
              {say({
                nl: `${whole(found.draws)} jaren, seed ${found.seed}; aanname: ${say(POPULATION[found.population])}`,
                en: `${whole(found.draws)} years, seed ${found.seed}; assumption: ${say(POPULATION[found.population])}`,
              })}
              {Object.entries(found.settings).map(([name, value]) => `, ${settingText(name, value)}`)}
            </span>
          )}
        </State>
        {found === null ? (
          <p class="prose">
            {say({
              nl: 'Trekt jaren waarin het zorggebruik anders uitvalt, rondt elk jaar af met alle negen methoden, en telt wat elke OOR daar gemiddeld bij wint of verliest. Elk gemiddelde staat er met zijn interval van 95%. Hoe het zorggebruik varieert is een aanname.',
              en: 'Draws years in which care use turns out otherwise, rounds each year by all nine methods, and counts what each OOR gains or loses by it on average. Every mean stands with its 95% interval. How care use varies is an assumption.',
            })}
          </p>
        ) : (
          <Found found={found} />
        )}
      </div>
    </>
  )
}

function Found({ found }: { readonly found: Fairness }) {
  return (
    <>
      <h2>{t('claims')}</h2>
      {found.claims.length === 0 ? (
        <p>
          {say({
            nl: 'Na correctie voor het aantal vergelijkingen is geen OOR bewezen winnaar of verliezer.',
            en: 'After correction for the number of comparisons no OOR is a proven winner or loser.',
          })}
        </p>
      ) : (
        <ul class="prose">
          {found.claims.slice(0, 12).map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <div class="wide" role="region" tabIndex={0} aria-label={t('gain')}>
        <table class="plain">
          <caption>{t('gain')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('method')}</th>
              {found.methods[0]!.oors.map(({ oor }) => (
                <th key={oor} scope="col">
                  {oor}
                </th>
              ))}
              <th scope="col">{say({ nl: 'next bests', en: 'next bests' })}</th>
              <th scope="col">{t('error')}</th>
              <th scope="col">{say({ nl: 'jaren met antwoord', en: 'years answered' })}</th>
            </tr>
          </thead>
          <tbody>
            {found.methods.map(({ method, oors, nextBests, error, answered, stuck, offTotals }) => (
              <tr key={method}>
                <th scope="row">{word('contender', method)}</th>
                {oors.map(({ oor, gain }) => (
                  <td key={oor}>
                    {gain === null ? (
                      '–'
                    ) : (
                      <>
                        {signed(gain.mean, 3)}
                        {gain.low === null || gain.high === null ? null : (
                          <small>
                            {signed(gain.low, 3)} … {signed(gain.high, 3)}
                          </small>
                        )}
                      </>
                    )}
                  </td>
                ))}
                <td>{nextBests === null ? '–' : decimals(nextBests.mean, 2)}</td>
                <td>{error === null ? '–' : decimals(error.mean, 2)}</td>
                <td>
                  {whole(answered)}
                  {stuck + offTotals === 0 ? null : (
                    <small>
                      {say({
                        nl: `${whole(stuck)} vastgelopen, ${whole(offTotals)} naast de totalen`,
                        en: `${whole(stuck)} stuck, ${whole(offTotals)} off the totals`,
                      })}
                    </small>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Effects found={found} />
    </>
  )
}

/** What criterion, floor and rounding do to each OOR, on one axis. */
function Effects({ found }: { readonly found: Fairness }) {
  const rows = found.effects
  const kinds = ['criterion', 'floor', 'rounding'] as const
  const values = rows.flatMap((row) => kinds.map((kind) => row[kind]?.mean ?? 0))
  const reach = Math.max(1, ...values.map(Math.abs)) * 1.15
  const x = (value: number) => 310 + (130 * value) / reach
  const name = {
    criterion: { nl: 'criterium', en: 'criterion' },
    floor: { nl: 'ondergrens', en: 'floor' },
    rounding: { nl: 'afronding', en: 'rounding' },
  } as const
  return (
    <figure>
      <figcaption>
        {say({
          nl: 'Wat criterium, ondergrens en afronding per OOR doen, in plaatsen per jaar',
          en: 'What criterion, floor and rounding do per OOR, in places a year',
        })}
      </figcaption>
      <svg class="bars wide" viewBox={`0 0 480 ${10 + rows.length * 48}`} aria-hidden="true">
        <line x1={x(0)} x2={x(0)} y1="0" y2={10 + rows.length * 48} class="axis" />
        {rows.map((row, r) =>
          kinds.map((kind, k) => {
            const value = row[kind]?.mean ?? null
            const y = 6 + r * 48 + k * 14
            return (
              <g key={row.oor + kind}>
                <text x="0" y={y + 9} class={k === 0 ? 'b' : 's'}>
                  {k === 0 ? row.oor : ''}
                </text>
                <text x="62" y={y + 9} class="s">
                  {say(name[kind])}
                </text>
                {value === null ? null : (
                  <>
                    <rect
                      x={Math.min(x(0), x(value))}
                      width={Math.abs(x(value) - x(0))}
                      y={y + 1}
                      height="9"
                      class={value > 0 ? 'up' : 'down'}
                    />
                    <text x={x(value) + (value < 0 ? -4 : 4)} y={y + 9} text-anchor={value < 0 ? 'end' : 'start'}>
                      {signed(value, 2)}
                    </text>
                  </>
                )}
              </g>
            )
          }),
        )}
      </svg>
    </figure>
  )
}
