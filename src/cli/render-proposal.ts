/** Drafts and checks as text for a terminal. */
import { dateText } from '../words/heading.js'
import type { Read } from '../domain/reading.js'
import { warningLines } from '../words/read.js'
import Table from 'cli-table3'
import type { Moved, RuleReport } from '../domain/proposal.js'
import {
  NOT_SOUGHT,
  DATA_LABEL,
  FOLLOWED,
  MEASURE,
  numberText,
  OUTCOME,
  printable,
  PROPOSAL_LEVEL,
  RESEND,
  RULE,
  signedText,
  STATUS,
  wholeText,
  type Language,
  type Text,
} from '../words/texts.js'
import { DIRECTION, GROUND, PREFERENCE } from '../words/consultation.js'
import { EFFECTS, STANDING } from '../words/effects.js'
import { associationsTold, effectSentences, standingWords } from '../documents/effects.js'
import { neededLines } from '../documents/motivations.js'
import type {
  CarriedConsultation,
  Checked,
  Draft,
  Effects,
  FrameChanges,
  NeededMotivation,
  Repaired,
  Years,
} from '../library.js'
import { agreedCells, agreementLines } from '../documents/agreements.js'
import type { AgreementCost, AgreementKept } from '../shapes/answers/agreement.js'
import { outsideTrack } from '../documents/outside.js'
import { OUTSIDE } from '../words/outside.js'
import { balanceTable, fallbackLeewayText, fallbackTable } from '../documents/per-oor.js'
import { gainLines, yearsLevel } from '../documents/years.js'
import { KEPT, keptSentences, keptWhy, repairText } from '../words/near.js'
import { capital } from '../domain/language.js'
import { ifFollowedText } from '../words/if-followed.js'
import { says } from '../words/recipe.js'
import { conflictLines, named, oorTable, remarkLines, type TextSetting } from './render.js'
import { CARRIED, carriedLines, countWords, deadlineWords, leftWords, type CarriedLine } from '../words/carrying.js'
import { small, TERM } from '../words/terms.js'

const WORDS = {
  ...TERM,
  moved: { nl: 'Verschoven plaatsen, hoogstens', en: 'Places moved, at most' },
  counts: { nl: 'deze lezing telt', en: 'this reading counts' },
  against: {
    nl: 'Voorstel, met het verschil tegen de basisverdeling:',
    en: 'Proposal, with the difference against the base distribution:',
  },
  afterWishes: {
    nl: 'en na alle wensen, ter informatie (afstand tot de rekenkundige verdeling)',
    en: 'and after all wishes, for information (distance to the arithmetic distribution)',
  },
  noAdvices: {
    nl: 'Adviezen: geen gelezen (--advices); elk specialisme telt als geadviseerd zoals de basisverdeling',
    en: 'Advices: none read (--advices); every specialty counts as advised like the base distribution',
  },
  outside: {
    nl: ['plaats buiten de ruimte', 'plaatsen buiten de ruimte'],
    en: ['place outside the room', 'places outside the room'],
  },
  prevents: { nl: 'door', en: 'because of' },
  gaveWay: { nl: 'week voor andere adviezen of wensen', en: 'gave way to other advices or wishes' },
  motivations: { nl: 'Motiveringen die nodig zijn', en: 'Motivations that are needed' },
  noMotivations: small(TERM.none),
  complete: small(TERM.written),
  missing: {
    motivation: { nl: 'ontbreekt', en: 'missing' },
    ground: small(TERM.groundMissing),
    text: { nl: 'toelichting ontbreekt', en: 'text is missing' },
  },
  wishes: { nl: 'Wensen, in volgorde van belang', en: 'Wishes, in order of importance' },
  cost: small(TERM.withoutThisWish),
  same: { nl: 'kost wat erna komt niets', en: 'costs what comes next nothing' },
  unsized: { nl: 'de huidige omvang is niet gegeven', en: 'today’s sizes are not given' },
  proven: {
    nl: 'beter kan niet binnen het kader, in de volgorde van de wensen (elk niveau bewezen en nagerekend)',
    en: 'nothing better fits the frame, in the order of the wishes (every level proven and checked)',
  },
  provenAlone: {
    nl: 'beter kan niet binnen het kader; er zijn geen wensen ingebracht, dus de gewone volgorde geldt (elk niveau bewezen en nagerekend)',
    en: 'nothing better fits the frame; no wishes were brought in, so the usual order holds (every level proven and checked)',
  },
  provenYears: {
    nl: 'beter kan niet: eerst elk jaar, dan de som zo natuurlijk mogelijk afgerond (elk niveau bewezen en nagerekend)',
    en: 'nothing better: first every year, then the sum rounded as naturally as possible (every level proven and checked)',
  },
  gap: small(TERM.gap),
  reached: small(TERM.reached),
  bound: small(TERM.bound),
  rules: { nl: 'Toets aan het kader', en: 'Test against the frame' },
  notYet: { nl: 'Het voorstel voldoet nog niet', en: 'The proposal does not comply yet' },
  repair: { nl: 'Dichtstbijzijnde voorstel waarvan de aantallen voldoen', en: 'Nearest proposal whose numbers comply' },
  changed: { nl: ['plaats anders', 'plaatsen anders'], en: ['place changed', 'places changed'] },
  fewest: small(TERM.fewest),
  noneFits: {
    nl: 'Geen enkel voorstel past in het kader; deze regels gaan niet samen',
    en: 'No proposal at all fits the frame; these rules do not go together',
  },
  instead: { nl: 'Als er geen passend voorstel komt (P26 II.3)', en: 'When there is no fitting proposal (P26 II.3)' },
  nothing: small(TERM.nothingChanges),
  sum: small(TERM.sum),
  together: small(TERM.together),
  apart: { nl: 'elk apart', en: 'each apart' },
  zeroCell: small(TERM.zeroCellExplained),
  yearsHead: { nl: 'Plaatsen per jaar, samen opgelost', en: 'Places per year, solved together' },
  frames: { nl: 'Twee kaders van één jaar', en: 'Two frames of one year' },
  intake: TERM.nationalIntakePerSpecialty,
  again: TERM.sentAgain,
  unchanged: { nl: 'kan ongewijzigd worden meegestuurd', en: 'may be sent on unchanged' },
  advice: small(TERM.advice),
  point: small(TERM.pointOfAttention),
} as const

/** A draft: the matrix with its differences, the balance, what became of the wishes, and what is still to be written. */
export function draftText(draft: Draft, setting: TextSetting): string {
  const { language } = setting
  const t = (text: Text) => text[language]
  const lines = heading(draft, setting)
  if (draft.allocation === null || draft.base === null) {
    lines.push(t(STATUS[draft.status]))
    if (draft.conflict !== null) lines.push(conflictText(draft.conflict, language))
    return [...lines, ...keptLines(draft, setting)].join('\n')
  }
  lines.push(t(WORDS.against), matrixTable(draft, draft.allocation, draft.base, setting))
  const legend = [
    ...(draft.zeroCells.length > 0 ? [`– ${t(WORDS.zeroCell)}`] : []),
    ...(agreedCells(draft.agreements, draft.columns).length > 0 ? [`[ ] ${small(TERM.agreed)[language]}`] : []),
  ]
  lines.push(...(legend.length > 0 ? [legend.join('   ')] : []), '')
  lines.push(...remarkLines(draft, language), statusLine(draft, language), ...levelLines(draft.levels ?? [], language))
  lines.push('', oorTable(balanceTable(draft.balance), language), movedLine(draft.moved!, draft.frame!, language))
  lines.push(...keptLines(draft, setting))
  lines.push('', ...(draft.advices.length > 0 ? adviceLines(draft, setting) : [t(WORDS.noAdvices)]))
  lines.push(...outsideLines(draft, setting))
  if (draft.agreements.length > 0) lines.push('', ...agreedLines(draft.agreements, setting))
  lines.push('', ...motivationLines(draft.motivations, setting))
  if (draft.wishes.some(({ levels }) => levels.length > 0)) lines.push('', ...wishLines(draft, language))
  if (draft.check !== null) lines.push('', ...testLines(draft.check, language))
  if (draft.fallback !== null) {
    lines.push('', `${t(WORDS.instead)}:`, oorTable(fallbackTable(draft.fallback.balance), language))
    const leeway = fallbackLeewayText(draft.fallback, language)
    lines.push(...(leeway === null ? [] : [printable(leeway)]), ...remarkLines(draft.fallback.result, language))
  }
  return lines.join('\n')
}

/** What was kept of the proposal that it stays near to: nothing where there is none. */
function keptLines(draft: Draft, { names, language }: TextSetting): string[] {
  const { near } = draft
  if (near === null) return []
  const moved = near.moved
    .slice(0, MOST_FINDINGS)
    .map(
      (each) =>
        `  ${named(each.specialty, names)} – ${each.oor}: ${wholeText(each.from, language)} → ${wholeText(each.to, language)} (${keptWhy(each, language)})`,
    )
  if (near.moved.length > MOST_FINDINGS) moved.push(`  … (${wholeText(near.moved.length, language)}, --json)`)
  const findings = near.broken.flatMap((rule) => rule.findings.map(({ text }) => `  ${printable(text)}`))
  const broken = findings.length === 0 ? [] : [`${KEPT.broken[language]}:`, ...findings.slice(0, MOST_FINDINGS)]
  return ['', ...keptSentences(draft, language), ...moved, ...broken]
}

/** A check, rule by rule. */
export function checkText(checked: Checked, setting: TextSetting): string {
  const { language } = setting
  const t = (text: Text) => text[language]
  const lines = heading(checked, setting)
  if (checked.status === 'infeasible' || checked.status === 'time-limit') {
    return [
      ...lines,
      t(STATUS[checked.status]),
      ...(checked.conflict === null ? [] : [printable(checked.conflict.texts[language])]),
    ].join('\n')
  }
  lines.push(ruleTable(checked.rules, language), ...findingLines(checked.rules, language))
  lines.push(
    '',
    ...checked.rules.filter(({ outcome }) => outcome === 'judge').map(({ findings }) => printable(findings[0]!.text)),
  )
  lines.push(
    '',
    ...remarkLines(checked, language),
    oorTable(balanceTable(checked.balance), language),
    movedLine(checked.moved, checked.frame!, language),
  )
  if (checked.agreements.length > 0) lines.push('', ...agreedLines(checked.agreements, setting))
  if (checked.effects !== null) lines.push(...effectLines(checked.effects, setting))
  lines.push(...outsideLines(checked, setting))
  lines.push('', `${t(checked.status === 'compliant' ? WORDS.compliant : WORDS.notCompliant)}.`)
  if (checked.repair !== null) lines.push('', ...repairLines(checked.repair, setting))
  return lines.join('\n')
}

/** The track of specialties outside the frame: nothing where nobody advised on one. */
function outsideLines(
  { consultation, columns }: Pick<Draft, 'consultation' | 'columns'>,
  { language }: TextSetting,
): string[] {
  const track = outsideTrack(consultation, columns, language)
  if (track === null) return []
  const notes = track.notes.map((note) => `  ${printable(note)}`)
  return ['', `${OUTSIDE.title[language]}. ${OUTSIDE.note[language]}`, oorTable(track.table, language), ...notes]
}

/** Who gains and who loses: what was said of it in sentences, and those who lose one by one. */
function effectLines(effects: Effects, { names, language }: TextSetting): string[] {
  const t = (text: Text) => text[language]
  const sentences = effectSentences(effects, language)
  if (sentences.length === 0) return []
  const worse = associationsTold(effects).filter(({ advice }) => advice?.change === 'worse')
  const lost = worse.slice(0, MOST_FINDINGS).map(({ specialty, advice }) => {
    const { before, after } = standingWords(advice, language)
    const outside = counted(advice!.outside.after, WORDS.outside[language], language)
    return `  ${named(specialty, names)}: ${before} → ${after}, ${outside}`
  })
  const hurt = effects.attentionPoints
    .filter(({ after }) => after === 'hurt')
    .slice(0, MOST_FINDINGS)
    .map(({ oor, specialty, direction, difference }) => {
      const about = specialty === null ? oor : `${oor} – ${named(specialty, names)}`
      return `  ${about}: ${t(DIRECTION[direction])}, ${signedText(difference, language)} (${t(STANDING.hurt)})`
    })
  const table = plainTable(['', t(EFFECTS.gained), t(EFFECTS.lost), t(EFFECTS.cellsOutside), t(EFFECTS.pointsServed), t(EFFECTS.pointsHurt)]) // prettier-ignore
  const number = (value: number) => numberText(value, language, 9)
  for (const { oor, gained, lost: fewer, advices, points } of effects.oors) {
    table.push([
      oor,
      number(gained),
      number(fewer),
      `${advices.before.outside} → ${advices.after.outside}`,
      `${points.before} → ${points.after} / ${points.asked}`,
      String(points.hurt),
    ])
  }
  return ['', `${t(EFFECTS.title)}:`, ...sentences, ...lost, ...hurt, table.toString()]
}

/** Of a check whose answer is only the proposal that complies: what was handed in, and how far that is from it. */
export function repairedText({ status, repair, conflict }: Checked, language: Language): string {
  if (status === 'infeasible' || repair === null) {
    return printable([STATUS.infeasible[language], ...(conflict === null ? [] : [conflict.texts[language]])].join(': '))
  }
  const verdict = status === 'compliant' ? WORDS.compliant[language] : WORDS.notCompliant[language]
  return `${verdict}. ${repairLines(repair, { names: {}, language })[0]!.replace(/:$/, '.')}`
}

/** What was agreed, by whom, and what became of it. */
function agreedLines(
  agreements: readonly (AgreementKept & { readonly cost?: AgreementCost | null })[],
  { names, language }: TextSetting,
): string[] {
  const told = agreementLines(agreements, language, (code) => named(code, names))
  const lines = told.slice(0, MOST_FINDINGS).map(({ subject, agreed, by, found, holds, cost }) => {
    const kept = holds === true ? small(TERM.kept)[language] : small(TERM.notKept)[language]
    const outcome = holds === null ? '' : ` – ${kept}${found === agreed || holds ? '' : `: ${found}`}`
    return printable(`  ${subject}: ${agreed} (${by})${outcome}${cost === null ? '' : `; ${cost}`}`)
  })
  if (told.length > MOST_FINDINGS) lines.push(`  … (${wholeText(told.length, language)}, --json)`)
  return [`${TERM.agreements[language]}:`, ...lines]
}

/** What was found of each rule that is not met, or not for certain. */
function findingLines(rules: readonly RuleReport[], language: Language): string[] {
  return rules.flatMap(({ id, outcome, findings }) => {
    if (findings.length === 0 || outcome === 'judge') return []
    const more = findings.length > MOST_FINDINGS ? [`  … (${wholeText(findings.length, language)}, --json)`] : []
    const shown = findings.slice(0, MOST_FINDINGS).map(({ text }) => `  ${printable(text)}`)
    return ['', `${capital(RULE[id][language])} (${OUTCOME[outcome][language]}):`, ...shown, ...more]
  })
}

/** Years: the places of each, the sum, and what solving together gains over solving apart. */
export function yearsText(shown: Years, setting: TextSetting): string {
  const { language } = setting
  const t = (text: Text) => text[language]
  const { together, apart, conflict, years } = shown
  const lines = heading(shown, { ...setting, title: shown.scenarios.join(' + ') })
  if (together === null || apart === null) {
    lines.push(t(STATUS[shown.status]))
    if (conflict !== null) lines.push(printable(conflict.texts[language]))
    return lines.join('\n')
  }
  lines.push(`${t(WORDS.yearsHead)} (${years.join(', ')}):`, yearsTable(shown, together, setting))
  if (shown.zeroCells.some((cells) => cells.length > 0)) lines.push(`– ${t(WORDS.zeroCell)}`)
  lines.push('', ...remarkLines(shown, language))
  const by = `${shown.solver.name} ${shown.solver.version}`
  const proven = shown.status === 'optimal' ? t(WORDS.provenYears) : t(WORDS.gap)
  const { gap } = shown
  const open =
    gap === null
      ? ''
      : ` – ${t(yearsLevel(gap.level))}: ${t(WORDS.reached)} ${numberText(gap.value, language, 9)}, ${t(WORDS.bound)} ${numberText(gap.bound, language, 9)}`
  lines.push(`${t(STATUS[shown.status])} (${by}): ${proven}${open}`, '')
  const compared = plainTable(['', WORDS.together[language], WORDS.apart[language]])
  const number = (value: number | null) => (value === null ? '–' : numberText(value, language, 9))
  for (const gain of gainLines(shown)) compared.push([t(gain.word), number(gain.together), number(gain.apart)])
  lines.push(compared.toString())
  return lines.join('\n')
}

/** The places of each year and their sum, cell by cell, with totals. */
function yearsTable(
  { rows, columns, zeroCells }: Years,
  { allocations, sum }: Pick<NonNullable<Years['together']>, 'allocations' | 'sum'>,
  { names, language }: TextSetting,
): string {
  const table = plainTable(['', ...columns, WORDS.total[language]])
  const isZero = zeroCells.map(zeroIn)
  const shown = (parts: readonly number[], whole: number) =>
    `${parts.map((places) => wholeText(places, language)).join('+')}=${wholeText(whole, language)}`
  const total = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)
  rows.forEach((row, s) => {
    const cells = columns.map((column, o) => {
      const mustStayEmpty = isZero.every((isZeroIn) => isZeroIn(row, column))
      return mustStayEmpty
        ? '–'
        : shown(
            allocations.map((matrix) => matrix[s]![o]!),
            sum[s]![o]!,
          )
    })
    const ofRow = shown(
      allocations.map((matrix) => total(matrix[s]!)),
      total(sum[s]!),
    )
    table.push([named(row, names), ...cells, ofRow])
  })
  const column = (matrix: readonly (readonly number[])[], o: number) => total(matrix.map((row) => row[o]!))
  const totals = columns.map((_, o) =>
    shown(
      allocations.map((matrix) => column(matrix, o)),
      column(sum, o),
    ),
  )
  const all = (matrix: readonly (readonly number[])[]) => total(matrix.map(total))
  table.push([WORDS.total[language], ...totals, shown(allocations.map(all), all(sum))])
  return table.toString()
}

/** Two frames of one year: what changed, and what has to be sent again. */
export function framesText(frames: FrameChanges, { language, names }: TextSetting): string {
  const t = (text: Text) => text[language]
  const dated = (end: FrameChanges['from']) =>
    `${end.scenario}${end.frame === null ? '' : ` (${dateText(end.frame.date, language)})`}`
  const lines = [`${t(WORDS.frames)} (${frames.year}): ${dated(frames.from)} → ${dated(frames.to)}`, '']
  const changed = (from: number, to: number) =>
    `${wholeText(from, language)} → ${wholeText(to, language)} (${signedText(to - from, language)})`
  lines.push(`${t(WORDS.intake)}:`)
  for (const { specialty, from, to, again } of frames.specialties) {
    if (again !== null)
      lines.push(`  ${named(specialty, names)}: ${from === to ? t(RESEND[again]) : changed(from, to)}`)
  }
  lines.push('', `OOR: ${frames.oors.map(({ oor, from, to }) => `${oor} ${changed(from, to)}`).join('; ')}`)
  const sent = [
    ...frames.advices.map(({ specialty, again }) => ({ what: `${t(WORDS.advice)} ${named(specialty, names)}`, again })),
    ...frames.attentionPoints.map(({ oor, specialty, again }) => ({
      what: `${t(WORDS.point)} ${oor}${specialty === null ? '' : ` – ${named(specialty, names)}`}`,
      again,
    })),
  ]
  if (sent.length > 0) {
    lines.push('', `${t(WORDS.again)} (${sent.filter(({ again }) => again !== null).length}/${sent.length}):`)
    for (const { what, again } of sent) {
      lines.push(`  ${printable(what)}: ${again === null ? t(WORDS.unchanged) : t(RESEND[again])}`)
    }
  }
  return lines.join('\n')
}

const MOST_FINDINGS = 30

function heading(
  { data, read }: { readonly data: keyof typeof DATA_LABEL | null; readonly read?: Read },
  { title, frame, language }: TextSetting,
): string[] {
  const label = data === null ? null : DATA_LABEL[data][language]
  return [...warningLines(read, language), ...[title, frame ?? null, label].filter((each) => each !== null), '']
}

function statusLine({ status, solver, gap, consultation }: Draft, language: Language): string {
  const t = (text: Text) => text[language]
  const by = solver === null ? '' : ` (${solver.name} ${solver.version})`
  if (status === 'optimal')
    return `${t(STATUS.optimal)}${by}: ${t(says(consultation) ? WORDS.proven : WORDS.provenAlone)}`
  if (gap === null) return `${t(STATUS[status])}${by}: ${t(WORDS.gap)}`
  const numbers = `${t(WORDS.reached)} ${numberText(gap.value, language, 9)}, ${t(WORDS.bound)} ${numberText(gap.bound, language, 9)}`
  return `${t(STATUS[status])}${by}: ${t(WORDS.gap)} – ${t(PROPOSAL_LEVEL[gap.level])}: ${numbers}`
}

function matrixTable(
  { rows, columns, balance, zeroCells, agreements }: Draft,
  allocation: readonly (readonly number[])[],
  base: readonly (readonly number[])[],
  { names, language }: TextSetting,
): string {
  const whole = (value: number) => wholeText(value, language)
  const agreed = new Set(agreedCells(agreements, columns).map(([row, column]) => `${row}\n${column}`))
  const cell = (places: number, from: number, shown = whole(places)) =>
    places === from ? `${shown}   ` : `${shown} ${signedText(places - from, language).padEnd(2)}`
  const isZero = zeroIn(zeroCells)
  const inRow = (row: string, column: string, places: number, from: number) =>
    isZero(row, column) && places === 0
      ? '–   '
      : cell(places, from, agreed.has(`${row}\n${column}`) ? `[${whole(places)}]` : whole(places))
  const table = plainTable(['', ...columns, WORDS.total[language]])
  rows.forEach((row, s) => {
    const sum = allocation[s]!.reduce((total, places) => total + places, 0)
    const cells = allocation[s]!.map((places, o) => inRow(row, columns[o]!, places, base[s]![o]!))
    table.push([named(row, names), ...cells, whole(sum)])
  })
  const national = balance.reduce((total, { proposal }) => total + proposal, 0)
  table.push([WORDS.total[language], ...balance.map((each) => cell(each.proposal, each.base)), whole(national)])
  return table.toString()
}

/** Whether a cell is one that must stay empty: shown as a dash, as in every other table of places. */
function zeroIn(zeroCells: Draft['zeroCells']): (row: string, column: string) => boolean {
  const zeros = new Set(zeroCells.map((cell) => cell.join('\n')))
  return (row, column) => zeros.has(`${row}\n${column}`)
}

function plainTable(head: string[]): Table.Table {
  return new Table({
    head,
    colAligns: ['left', ...head.slice(1).map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  })
}

/** The three readings of the leeway in total, and which of them counts. */
function movedLine(moved: Moved, { measure, leeway }: NonNullable<Checked['frame']>, language: Language): string {
  const readings = { placesMoved: 'places-moved', sumAbsolute: 'sum-absolute', cells: 'cells' } as const
  const each = (['placesMoved', 'sumAbsolute', 'cells'] as const).map((name) => {
    const counts = readings[name] === measure ? ` (${WORDS.counts[language]})` : ''
    return `${MEASURE[readings[name]][language]} ${numberText(moved[name], language, 9)}${counts}`
  })
  return `${WORDS.moved[language]} ${wholeText(leeway.total, language)}: ${each.join('; ')}`
}

/** Rules by their names; other conflicts say themselves what is wrong. */
function conflictText(conflict: NonNullable<Draft['conflict']>, language: Language): string {
  if (!('rules' in conflict)) return printable(conflict.texts[language])
  const { rules, cut, agreed } = conflict
  if (rules === null || agreed !== undefined) return printable(conflict.texts[language])
  const numbers = cut === null ? [] : conflictLines(cut, language)
  return [`${WORDS.noneFits[language]}: ${rules.map((id) => RULE[id][language]).join(', ')}.`, ...numbers].join('\n')
}

/** "1 place", "2 places", "0.5 places". */
function counted(value: number, [one, more]: readonly [string, string], language: Language): string {
  return `${numberText(value, language, 9)} ${value === 1 ? one : more}`
}

/** The wishes first; how natural the rounding is comes after all of them, so it stands apart. */
function levelLines(levels: NonNullable<Draft['levels']>, language: Language): string[] {
  const line = ({ name, value }: (typeof levels)[number]) =>
    `  ${PROPOSAL_LEVEL[name][language]}: ${value === null ? '–' : numberText(value, language, 9)}`
  return [
    ...levels.slice(0, -3).map(line),
    `  ${WORDS.afterWishes[language]}:`,
    ...levels.slice(-3).map((each) => `  ${line(each)}`),
  ]
}

/** The test of a draft: the table, what was found, and a verdict. */
function testLines({ status, rules }: NonNullable<Draft['check']>, language: Language): string[] {
  const verdict = status === 'compliant' ? WORDS.compliant : WORDS.notYet
  const open = rules.filter(({ outcome }) => outcome === 'fail').map(({ id }) => RULE[id][language])
  const reason = open.length === 0 ? '' : `: ${open.join(', ')}`
  return [
    `${WORDS.rules[language]}:`,
    ruleTable(rules, language),
    ...findingLines(rules, language),
    '',
    `${verdict[language]}${reason}.`,
  ]
}

function adviceLines({ advices }: Draft, { names, language }: TextSetting): string[] {
  const t = (text: Text) => text[language]
  const count = (followed: string) => advices.filter((each) => each.followed === followed).length
  const summary =
    `${t(WORDS.advices)}: ${count('exactly')} ${t(FOLLOWED.exactly)}, ` +
    `${count('within-room')} ${t(FOLLOWED['within-room'])}, ${count('no')} ${t(FOLLOWED.no)}`
  const not = advices
    .filter(({ followed }) => followed === 'no')
    .flatMap(({ specialty, placesOutsideRoom, preventedBy, ifFollowed }) => {
      const rules = preventedBy?.map((id) => t(RULE[id])).join(', ')
      const why =
        rules === undefined ? t(NOT_SOUGHT) : rules === '' ? t(WORDS.gaveWay) : `${t(WORDS.prevents)} ${rules}`
      const then = ifFollowedText(ifFollowed, true, (code) => named(code, names), language)
      return [
        `  ${named(specialty, names)}: ${t(FOLLOWED.no)}, ${counted(placesOutsideRoom, WORDS.outside[language], language)} (${why})`,
        ...(then === null ? [] : [`    ${then}`]),
      ]
    })
  const within = advices.filter(({ followed }) => followed === 'within-room').map(({ specialty }) => specialty)
  const roomy = within.length === 0 ? [] : [`  ${t(FOLLOWED['within-room'])}: ${within.join(', ')}`]
  return [summary, ...roomy, ...not]
}

function motivationLines(motivations: readonly NeededMotivation[], { names, language }: TextSetting): string[] {
  const t = (text: Text) => text[language]
  if (motivations.length === 0) return [`${t(WORDS.motivations)}: ${t(WORDS.noMotivations)}`]
  const lines = neededLines(motivations)
    .slice(0, MOST_FINDINGS)
    .map(({ oor, specialty, difference, written, missing }) => {
      const name = specialty === null ? oor : `${named(specialty, names)} – ${oor}`
      const grounds = written?.grounds.map((ground) => t(GROUND[ground])).join(', ') ?? ''
      const state =
        missing.length === 0
          ? `${t(WORDS.complete)} (${grounds})`
          : missing.map((each) => t(WORDS.missing[each])).join(', ')
      return `  ${name} ${signedText(difference, language)}: ${state}`
    })
  if (motivations.length > MOST_FINDINGS) lines.push(`  … (${wholeText(motivations.length, language)}, --json)`)
  return [`${t(WORDS.motivations)} (${motivations.length}):`, ...lines]
}

function wishLines({ wishes }: Draft, language: Language): string[] {
  const t = (text: Text) => text[language]
  const lines = wishes.map(({ step, levels, next }, i) => {
    if (levels.length === 0) return `  ${i + 1}. ${t(PREFERENCE[step])}: ${t(WORDS.unsized)}`
    const reached = levels.map(
      ({ name, value }) => `${t(PROPOSAL_LEVEL[name])} ${value === null ? '–' : numberText(value, language, 9)}`,
    )
    const cheaper = (next ?? []).filter((each) => each.with !== each.without)
    const cost = cheaper.map(
      (each) =>
        `${t(PROPOSAL_LEVEL[each.name])} ${numberText(each.with, language, 9)} (${t(WORDS.cost)} ${numberText(each.without, language, 9)})`,
    )
    const price = next === null ? t(NOT_SOUGHT) : cost.length === 0 ? t(WORDS.same) : cost.join('; ')
    // published, what comes after a wish says something of the care use
    return `  ${i + 1}. ${t(PREFERENCE[step])}: ${reached.join('; ')}${next?.length === 0 ? '' : ` – ${price}`}`
  })
  return [`${t(WORDS.wishes)}:`, ...lines]
}

function ruleTable(rules: readonly RuleReport[], language: Language): string {
  const table = new Table({ style: { head: [], border: [], compact: true } })
  for (const { id, source, outcome, findings } of rules) {
    const count = outcome === 'judge' || findings.length === 0 ? '' : String(findings.length)
    table.push([id, RULE[id][language], source, OUTCOME[outcome][language], count])
  }
  return table.toString()
}

function repairLines(repair: Repaired, { names, language }: Pick<TextSetting, 'names' | 'language'>): string[] {
  const t = (text: Text) => text[language]
  const { status, placesChanged, changes, conflict } = repair
  if (placesChanged === null) {
    return [
      `${t(WORDS.repair)}: ${t(STATUS[status])}${conflict === null ? '' : ` – ${conflictText(conflict, language)}`}`,
    ]
  }
  if (changes.length === 0) return [`${t(WORDS.repair)}: ${t(WORDS.nothing)}.`]
  const follows = repairText(repair, language)
  const proof = status === 'optimal' ? `, ${t(WORDS.fewest)}${follows === null ? '' : `; ${follows}`}` : ''
  const moves = changes.map(
    ({ specialty, oor, from, to }) =>
      `  ${named(specialty, names)} – ${oor}: ${numberText(from, language, 9)} → ${wholeText(to, language)}`,
  )
  return [`${t(WORDS.repair)} (${counted(placesChanged, WORDS.changed[language], language)}${proof}):`, ...moves]
}

/** A consultation fitted to a new frame: what to ask again and by when, and what goes along. */
export function carryText(carried: CarriedConsultation, { language, names }: TextSetting): string {
  const line = ({ kind, oor, specialty, why, text }: CarriedLine) => {
    const about = [oor, specialty === null ? null : named(specialty, names)].filter((each) => each !== null).join(', ')
    return printable(`  ${kind} ${about}${why === '' ? '' : `: ${why}`}${text === '' ? '' : ` – ${text}`}`)
  }
  const [again, along] = [carriedLines(carried, false, language), carriedLines(carried, true, language)]
  const deadline = deadlineWords(carried.deadline, language)
  const head = (word: Text, count: number) => `${word[language]} (${count}):`
  return [
    DATA_LABEL[carried.data][language],
    printable(countWords(carried, language)),
    '',
    ...(again.length === 0 ? [CARRIED.nothing[language]] : [head(CARRIED.ask, again.length), ...again.map(line)]),
    ...(again.length === 0 || deadline === null ? [] : [deadline]),
    ...(along.length === 0 ? [] : ['', head(CARRIED.kept, along.length), ...along.map(line)]),
    ...(deadline === null ? [] : [CARRIED.confirm[language]]),
    ...(carried.left.length === 0
      ? []
      : ['', printable(`${CARRIED.left[language]}: ${leftWords(carried.left, language).join(', ')}`)]),
  ].join('\n')
}
