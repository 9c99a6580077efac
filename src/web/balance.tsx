/** Beside the table of a proposal: the balance, the rules and the advices that are not followed. */
import { Agreements, Motivations, Versions } from './agreeing.js'
import { withCells, work, type Work } from './document.js'
import { checked, drafted, edit, followed, isBest, sums, type Subject } from './drafting.js'
import { Band, signed, whole } from './parts.js'
import { say, t, word } from './words.js'

/** Balance, rules, advices and motivations: first what is wrong. */
export function Balance({ about, now }: { readonly about: Subject; readonly now: Work }) {
  const { over } = sums.value!
  const wrong = over.flatMap((by, r) => (by === 0 ? [] : [r]))
  const answer = checked.value
  return (
    <aside class="why" role="region" aria-label={t('balanceRules')}>
      <Verdict about={about} wrong={wrong} />
      {wrong.slice(0, 3).map((r) => (
        <Offer key={r} about={about} now={now} row={r} />
      ))}
      <BalanceTable about={about} now={now} />
      <h3>{t('rules')}</h3>
      <ul class="rules">
        {(answer?.rules ?? []).map(({ id, outcome, findings, source: written }) => (
          <li key={id} class={outcome}>
            <span class="sign" aria-hidden="true">
              {{ pass: '✓', fail: '✕', warn: '!', judge: '?' }[outcome]}
            </span>
            <span>
              {word('rule', id)} <span class="heard">: {word('outcome', outcome)}</span> <small>{written}</small>
              {outcome === 'pass' || findings.length === 0 ? null : (
                <ul>
                  {findings.slice(0, 6).map((each, i) => (
                    <li key={i}>{each.text}</li>
                  ))}
                  {findings.length > 6 ? <li>… {whole(findings.length - 6)}</li> : null}
                </ul>
              )}
            </span>
          </li>
        ))}
      </ul>
      <NotFollowed about={about} />
      <Agreements about={about} now={now} />
      <Motivations about={about} now={now} />
      <Versions now={now} />
    </aside>
  )
}

function Verdict({ about, wrong }: { readonly about: Subject; readonly wrong: readonly number[] }) {
  const answer = checked.value
  const [first] = wrong
  if (first !== undefined) {
    const by = sums.value!.over[first]!
    const code = about.file.specialties[first]!.code
    return (
      <h2>
        {say({
          nl: `Rij ${code} telt ${Math.abs(by)} te ${by > 0 ? 'veel' : 'weinig'}`,
          en: `Row ${code} has ${Math.abs(by)} too ${by > 0 ? 'many' : 'few'}`,
        })}
        {wrong.length > 1 ? say({ nl: `, en ${wrong.length - 1} meer`, en: `, and ${wrong.length - 1} more` }) : ''}
      </h2>
    )
  }
  const failed = (answer?.rules ?? []).filter(({ outcome }) => outcome === 'fail')
  if (answer === null) return <h2>{t('computing')}</h2>
  if (failed.length === 0)
    return <h2>{say({ nl: 'Het voorstel voldoet aan het kader', en: 'The proposal complies with the frame' })}</h2>
  return (
    <h2>{say({ nl: `Nog niet: ${word('rule', failed[0]!.id)}`, en: `Not yet: ${word('rule', failed[0]!.id)}` })}</h2>
  )
}

/** A row that does not add up: where a place can come from, or go to. */
function Offer({ about, now, row }: { readonly about: Subject; readonly now: Work; readonly row: number }) {
  const by = sums.value!.over[row]!
  const { file } = about
  const { code } = file.specialties[row]!
  const intake = about.intakes[row]!
  const step = by > 0 ? -1 : 1
  const { below = Infinity, above = Infinity } = file.leeway ?? {}
  const zero = new Set((file.zeroCells ?? []).map((each) => `${each.specialty}-${each.oor}`))
  return (
    <div class="offer">
      <p>
        <b>
          {say({
            nl: `Rij ${code} telt op tot ${intake + by}; er zijn ${intake} plaatsen.`,
            en: `Row ${code} adds up to ${intake + by}; there are ${intake} places.`,
          })}
        </b>{' '}
        {t(by > 0 ? 'takeFrom' : 'giveTo')}
      </p>
      <div class="btns">
        {file.oors.map((oor, c) => {
          const after = sums.value!.differences[c]! + step
          const places = now.allocation[row]![c]! + step
          const isOut = after < -below || after > above || places < 0 || zero.has(`${code}-${oor.code}`)
          return (
            <button
              key={oor.code}
              type="button"
              class="btn"
              disabled={isOut}
              onClick={() => edit({ allocation: withCells(now.allocation, new Map([[`${row},${c}`, places]])) })}
            >
              {oor.code} <small>{signed(after)}</small>
            </button>
          )
        })}
      </div>
    </div>
  )
}

function BalanceTable({ about, now }: { readonly about: Subject; readonly now: Work }) {
  const { file } = about
  const { bases, columns, differences } = sums.value!
  const { below = 0, above = 0 } = file.leeway ?? {}
  const needed = checked.value?.motivations ?? []
  return (
    <table class="plain balance" aria-label={t('balance')}>
      <thead>
        <tr>
          <th scope="col">OOR</th>
          <th scope="col">{t('base')}</th>
          <th scope="col">{t('voorstel')}</th>
          <th scope="col">{file.leeway == null ? '' : `-${below} … +${above}`}</th>
          <th scope="col">{t('difference')}</th>
          <th scope="col">{t('motivation')}</th>
        </tr>
      </thead>
      <tbody>
        {file.oors.map(({ code, name }, c) => {
          const own = needed.filter(({ oor }) => oor === code)
          const missing = own.flatMap((each) => each.missing)
          const by = differences[c]!
          return (
            <tr key={code}>
              <th scope="row" title={name}>
                {code}
                <button
                  type="button"
                  class="pin"
                  aria-pressed={now.totals.includes(code)}
                  aria-label={say({ nl: `Totaal ${code} vasthouden`, en: `Hold total of ${code}` })}
                  onClick={() =>
                    edit({
                      totals: now.totals.includes(code)
                        ? now.totals.filter((each) => each !== code)
                        : [...now.totals, code],
                    })
                  }
                >
                  {now.totals.includes(code) ? '●' : '○'}
                </button>
              </th>
              <td>{whole(bases[c]!)}</td>
              <td>{whole(columns[c]!)}</td>
              <td>{file.leeway == null ? null : <Band value={by} below={below} above={above} />}</td>
              <td class={file.leeway != null && (by < -below || by > above) ? 'wrong' : undefined}>
                <b>{signed(by)}</b>
              </td>
              <td>
                {own.length === 0 ? (
                  t('notNeeded')
                ) : missing.length === 0 ? (
                  <span class="ok">{t('complete')}</span>
                ) : (
                  <a
                    class="wrong"
                    href={`#motivering-${code}`}
                    onClick={(event) => {
                      event.preventDefault()
                      document.getElementById(`motivering-${code}`)?.focus()
                    }}
                  >
                    {t(missing[0] === 'ground' ? 'chooseGround' : 'write')}
                  </a>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function NotFollowed({ about }: { readonly about: Subject }) {
  const found = [...followed.value].filter(([, how]) => how === 'no')
  if (found.length === 0) return null
  const reports = drafted.value !== null && work.value !== null && isBest(work.value) ? drafted.value.advices : []
  return (
    <>
      <h3>{t('notFollowed')}</h3>
      <ul class="plainlist">
        {found.map(([code]) => {
          const report = reports.find(({ specialty }) => specialty === code)
          const rules = (report?.preventedBy ?? []).map((id) => word('rule', id)).join(', ')
          const places = report?.placesOutsideRoom
          return (
            <li key={code}>
              <b>
                {code} {about.file.specialties.find((each) => each.code === code)?.name}
              </b>{' '}
              {places === undefined
                ? null
                : say({ nl: `${places} buiten de ruimte`, en: `${places} outside its room` })}
              {rules === '' ? null : `; ${rules}`}
            </li>
          )
        })}
      </ul>
    </>
  )
}
