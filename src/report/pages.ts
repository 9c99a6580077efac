/** The pages: a result, methods side by side, two scenarios, one cell, a proposal drafted or checked, and years together. */
import { neededLines } from '../documents/motivations.js'
import type { Years } from '../shapes/answers/years.js'
import type { Draft } from '../shapes/answers/draft.js'
import type { Result } from '../shapes/answers/result.js'
import type { Remark } from '../domain/result.js'
import type { Motivation } from '../domain/proposal.js'
import { frameFacts, frameLine, yearTold } from '../words/heading.js'
import type { Given } from '../words/recipe.js'
import type { Language } from '../words/texts.js'
import type { Checked } from '../shapes/answers/check.js'
import type { Comparison, MethodComparison } from '../shapes/answers/comparison.js'
import type { Explanation } from '../shapes/answers/explanation.js'
import { conflictSection, optionsSection, pricesSection, proofSection, sourcesSection } from './account.js'
import { chainsSection, deviationsSection, freedomSection, matrixSection, targetSection } from './allocation.js'
import { alternativesSection, answerSection, cellChains, cellTitle, stepsSection } from './cell.js'
import { methodsSection, methodWords, traceSection } from './methods.js'
import { outsideSection } from './outside.js'
import { agreementsSection, withAgreedCells } from './agreements.js'
import { checkProof, judgedSection, repairSection, verdictSection } from './check.js'
import { advicesSection, attentionSection, ifFollowedSection } from './draft-advices.js'
import { draftProof, fallbackSection, wishesSection } from './draft.js'
import { keptSection } from './kept.js'
import { draftSummary } from './draft-summary.js'
import { changesSection, resendSection } from './frames.js'
import { effectsSection } from './effects.js'
import { html, typed } from './markup.js'
import { pageText, type Fact } from './page.js'
import {
  balanceSection,
  dossierSection,
  measuresSection,
  proposalMatrix,
  ruleConflictSection,
  rulesSection,
} from './proposal.js'
import { cellsDifference, changedCells, differenceSummary, framesSection, totalsDifference } from './scenarios.js'
import { settingOf, settingOfTable, type PageSubject } from './setting.js'
import { remarksSection, summarySection } from './summary.js'
import { agreedCellsSection, carriedSection, totalsSection } from './totals.js'
import { gainSection, movedSection, unluckySection, yearMatrices, yearsProof, yearsSummary } from './years.js'
import { small, TERM } from '../words/terms.js'

/**
 * One result as a page.
 * @param subject null for a table that belongs to no scenario
 * @param others the same table by other methods, to stand beside it
 */
export function resultPage(
  result: Result,
  subject: PageSubject | null,
  others: readonly Result[],
  language: Language,
  given?: Given,
): string {
  const setting =
    subject === null ? settingOfTable(result.data, language, given) : settingOf([subject], language, given)
  return pageText(
    {
      kind: small(TERM.allocation)[language],
      title: subject?.title ?? { nl: 'Afronding van een tabel', en: 'Rounding of a table' }[language],
      facts: factsOf(subject, result, language),
      read: result.read,
      made: result.made,
      running: subject?.id ?? '',
      sections: [
        summarySection(result, subject === null ? null : yearTold(subject), setting),
        remarksSection(result, setting),
        conflictSection(result, setting),
        totalsSection(result, subject, setting),
        carriedSection(result, setting),
        matrixSection(result, setting),
        targetSection(result, setting),
        deviationsSection(result, setting),
        result.method === 'optimal' ? chainsSection(result, setting) : traceSection(result, setting),
        freedomSection(result, setting),
        agreedCellsSection(subject, setting),
        methodsSection(others.length === 0 ? [] : [result, ...others], setting),
        optionsSection(result.options, setting),
        proofSection([{ result, subject }], setting),
        sourcesSection(subject === null ? [] : [subject], setting),
        pricesSection([result], setting),
      ],
    },
    setting,
  )
}

/** Several methods on one scenario as a page; the first is shown in full. */
export function methodsPage(
  { results, read, made }: MethodComparison,
  subject: PageSubject,
  language: Language,
  given?: Given,
): string {
  const setting = settingOf([subject], language, given)
  const first = results[0]!
  return pageText(
    {
      kind: { nl: 'methoden vergeleken', en: 'methods compared' }[language],
      title: subject.title,
      facts: factsOf(subject, first, language),
      read: read,
      made,
      running: subject.id,
      sections: [
        summarySection(first, yearTold(subject), setting),
        remarksSection(first, setting),
        methodsSection(results, setting),
        conflictSection(first, setting),
        matrixSection(first, setting),
        targetSection(first, setting),
        deviationsSection(first, setting),
        optionsSection(first.options, setting),
        proofSection(
          results.map((result) => ({ result, subject })),
          setting,
        ),
        sourcesSection([subject], setting),
        pricesSection(results, setting),
      ],
    },
    setting,
  )
}

/** Two scenarios as a page: what differs, per OOR and per cell; of two frames of one year also what has to be sent again. */
export function scenariosPage(
  comparison: Comparison,
  subjects: readonly [PageSubject, PageSubject],
  language: Language,
  given?: Given,
): string {
  const setting = settingOf(subjects, language, given)
  const { a, b, frames } = comparison
  const [first, second] = subjects
  return pageText(
    {
      kind: { nl: 'scenario’s vergeleken', en: 'scenarios compared' }[language],
      title: setting.names.join(` ${small(TERM.beside)[language]} `),
      facts: [],
      read: comparison.read,
      made: comparison.made,
      running: `${first.id} / ${second.id}`,
      sections: [
        differenceSummary(comparison, setting),
        totalsDifference(comparison, setting),
        frames === null ? null : resendSection(frames, setting),
        frames === null ? null : changesSection(frames, setting),
        remarksSection({ remarks: [a, b].flatMap((result, i) => remarksIn(result, setting.names[i]!)) }, setting),
        conflictSection({ ...a, scenario: setting.names[0]! }, setting, 'botsing-a'),
        conflictSection({ ...b, scenario: setting.names[1]! }, setting, 'botsing-b'),
        framesSection(subjects, [a.options, b.options], setting),
        cellsDifference(comparison, setting),
        changedCells(comparison, setting),
        optionsSection(a.options, setting),
        proofSection(
          [
            { result: a, subject: first },
            { result: b, subject: second },
          ],
          setting,
        ),
        sourcesSection(subjects, setting),
        pricesSection([a, b], setting),
      ],
    },
    setting,
  )
}

/** One cell's way as a page. */
export function cellPage(explanation: Explanation, subject: PageSubject, language: Language, given?: Given): string {
  const setting = settingOf([subject], language, given)
  const { result } = explanation
  return pageText(
    {
      kind: { nl: 'één cel uitgelegd', en: 'one cell explained' }[language],
      title: cellTitle(explanation),
      facts: [{ word: TERM.title[language], value: typed(subject.title) }, ...factsOf(subject, result, language)],
      read: explanation.read,
      made: explanation.made,
      running: subject.id,
      sections: [
        answerSection(explanation, setting),
        remarksSection(result, setting),
        stepsSection(explanation, setting),
        cellChains(explanation, setting),
        alternativesSection(explanation, setting),
        conflictSection(result, setting),
        optionsSection(result.options, setting),
        proofSection([{ result, subject }], setting),
        sourcesSection([subject], setting),
        pricesSection([result], setting),
      ],
    },
    setting,
  )
}

/** A drafted proposal as a page: what it moves, whom it follows, what is still to be written, and what is proven. */
export function draftPage(draft: Draft, subject: PageSubject, language: Language, given?: Given): string {
  const setting = settingOf([subject], language, given)
  const { allocation, base, balance, moved, frame, check, conflict, options } = draft
  const rules = check?.rules ?? []
  return pageText(
    {
      kind: { nl: 'integraal voorstel', en: 'integral proposal' }[language],
      title: subject.title,
      facts: factsOf(subject, null, language),
      read: draft.read,
      made: draft.made,
      running: subject.id,
      sections: [
        draftSummary(draft, setting),
        remarksSection(draft, setting),
        conflict !== null && 'rules' in conflict ? ruleConflictSection(conflict, setting) : null,
        conflict !== null && !('rules' in conflict)
          ? conflictSection({ conflict, scenario: draft.scenario }, setting)
          : null,
        balance.length === 0 ? null : balanceSection(balance, setting),
        allocation === null || base === null
          ? null
          : proposalMatrix(
              { rows: draft.rows, columns: draft.columns, allocation, base },
              withAgreedCells(subject, draft.agreements, draft.columns),
              rules,
              setting,
            ),
        agreementsSection(draft.agreements, setting),
        keptSection(draft, setting),
        moved === null || frame === null ? null : measuresSection(moved, frame, setting),
        wishesSection(draft, setting),
        advicesSection(draft, setting),
        ifFollowedSection(draft, setting),
        attentionSection(draft, setting),
        outsideSection(draft.consultation, draft.columns, setting),
        check === null ? null : rulesSection(rules, setting),
        allocation === null ? null : dossierSection(draft.motivations, othersWritten(draft), setting),
        fallbackSection(draft, setting),
        agreedCellsSection(subject, setting),
        deviationsSection(draft, setting),
        optionsSection(options, setting, 'proposal'),
        draftProof(draft, subject, setting),
        sourcesSection([subject], setting),
      ],
    },
    setting,
  )
}

/** What was written beside the motivations that are needed: of other specialties, or about OORs that do not deviate. */
function othersWritten({
  consultation,
  motivations,
}: Pick<Draft, 'consultation' | 'motivations'>): readonly Motivation[] {
  const same = (a: Motivation, b: Motivation | null) =>
    b !== null && a.oor === b.oor && a.specialty === b.specialty && a.text === b.text
  return consultation.motivations.filter((each) => !neededLines(motivations).some(({ written }) => same(each, written)))
}

/** A check of a proposal as a page: the verdict, the rules, the questions for people, and the dossier (P26 II.4). */
export function checkPage(checked: Checked, subject: PageSubject, language: Language, given?: Given): string {
  const setting = settingOf([subject], language, given)
  const { rules, balance, moved, motivations, rows, columns, allocation, base, frame } = checked
  return pageText(
    {
      kind: { nl: 'voorstel getoetst', en: 'proposal checked' }[language],
      title: subject.title,
      facts: factsOf(subject, null, language),
      read: checked.read,
      made: checked.made,
      running: subject.id,
      sections: [
        verdictSection(checked, setting),
        remarksSection(checked, setting),
        conflictSection(checked, setting),
        rules.length === 0 ? null : rulesSection(rules, setting),
        repairSection(checked, setting),
        balance.length === 0 ? null : balanceSection(balance, setting),
        checked.effects === null ? null : effectsSection(checked.effects, setting),
        outsideSection(checked.consultation, columns, setting),
        agreementsSection(checked.agreements, setting),
        base === null
          ? null
          : proposalMatrix(
              { rows, columns, allocation, base },
              withAgreedCells(subject, checked.agreements, columns),
              rules,
              setting,
            ),
        frame === null ? null : measuresSection(moved, frame, setting),
        frame === null ? null : dossierSection(motivations, othersWritten(checked), setting),
        judgedSection(rules, setting),
        agreedCellsSection(subject, setting),
        optionsSection(checked.options, setting, 'proposal'),
        checkProof(checked, subject, setting),
        sourcesSection([subject], setting),
      ],
    },
    setting,
  )
}

/** Several years solved together as a page: what that gains, the sum and each year, and the proof. */
export function yearsPage(years: Years, subjects: readonly PageSubject[], language: Language, given?: Given): string {
  const setting = settingOf(subjects, language, given)
  const listed = years.years.join(' + ')
  return pageText(
    {
      kind: { nl: 'jaren samen opgelost', en: 'years solved together' }[language],
      title: { nl: `Toewijzing ${listed} samen`, en: `Allocation ${listed} together` }[language],
      facts: subjects.map((subject) => ({
        word: subject.id,
        value: html`${typed(subject.title)}. ${frameLine(subject, language)}`,
      })),
      read: years.read,
      made: years.made,
      running: years.scenarios.join(' + '),
      sections: [
        yearsSummary(years, setting),
        remarksSection(years, setting),
        conflictSection({ conflict: years.conflict, scenario: null }, setting),
        gainSection(years, setting),
        unluckySection(years, setting),
        ...yearMatrices(years, setting),
        'published' in years ? null : movedSection(years, setting),
        optionsSection(years.options[0]!, setting),
        yearsProof(years, subjects, setting),
        sourcesSection(subjects, setting),
      ],
    },
    setting,
  )
}

/** Remarks of one of several results, by the name of its scenario. */
function remarksIn({ remarks }: Result, name: string): Remark[] {
  const under = (text: string) => `${name}: ${text}`
  return remarks.map((remark) => ({ ...remark, texts: { nl: under(remark.texts.nl), en: under(remark.texts.en) } }))
}

function factsOf(subject: PageSubject | null, result: Result | null, language: Language): Fact[] {
  const by = result === null ? [] : [{ word: TERM.procedure[language], value: methodWords(result, language) }]
  return [...(subject === null ? [] : frameFacts(subject, language)), ...by]
}
