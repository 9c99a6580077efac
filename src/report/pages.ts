/** The pages: a result, methods side by side, two scenarios, one cell, and a proposal that was checked. */
import type { Language } from '../io/texts.js'
import type { MethodComparison, ScenarioComparison } from '../rounding/compare.js'
import type { Explanation } from '../rounding/explain.js'
import type { PublishedComparison, PublishedExplanation, PublishedMethods } from '../rounding/publish.js'
import { conflictSection, optionsSection, proofSection, sourcesSection } from './account.js'
import { chainsSection, deviationsSection, matrixSection } from './allocation.js'
import { alternativesSection, answerSection, cellChains, cellTitle, stepsSection } from './cell.js'
import { methodsSection, methodWords, traceSection } from './methods.js'
import { pageText, type Fact } from './page.js'
import {
  balanceSection,
  dossierSection,
  measuresSection,
  rulesSection,
  verdictSection,
  type BalanceLine,
  type DossierEntry,
  type LeewayMeasures,
  type RuleLine,
} from './proposal.js'
import {
  cellsDifference,
  changedCells,
  differenceSummary,
  frameFacts,
  framesSection,
  heatMap,
  totalsDifference,
} from './scenarios.js'
import { settingOf, settingOfTable, type Shown, type Subject } from './setting.js'
import { summarySection } from './summary.js'
import { agreedCellsSection, totalsSection } from './totals.js'

/**
 * One result as a page.
 * @param subject null for a table that belongs to no scenario
 * @param others the same table by other methods, to stand beside it
 */
export function resultPage(
  result: Shown,
  subject: Subject | null,
  others: readonly Shown[],
  language: Language,
): string {
  const setting = subject === null ? settingOfTable(result.data, language) : settingOf([subject], language)
  return pageText(
    {
      kind: { nl: 'toewijzing', en: 'allocation' }[language],
      title: subject?.title ?? { nl: 'Afronding van een tabel', en: 'Rounding of a table' }[language],
      facts: factsOf(subject, result, language),
      running: subject?.id ?? '',
      sections: [
        summarySection(result, subject?.year ?? null, setting),
        conflictSection(result, setting),
        totalsSection(result, subject, setting),
        matrixSection(result, setting),
        deviationsSection(result, setting),
        result.method === 'optimal' ? chainsSection(result, setting) : traceSection(result, setting),
        agreedCellsSection(subject, setting),
        methodsSection(others.length === 0 ? [] : [result, ...others], setting),
        optionsSection(result.options, setting),
        proofSection([{ result, subject }], setting),
        sourcesSection(subject === null ? [] : [subject], setting),
      ],
    },
    setting,
  )
}

/** Several methods on one scenario as a page; the first is shown in full. */
export function methodsPage(
  { results }: MethodComparison | PublishedMethods,
  subject: Subject,
  language: Language,
): string {
  const setting = settingOf([subject], language)
  const first = results[0]!
  return pageText(
    {
      kind: { nl: 'methoden vergeleken', en: 'methods compared' }[language],
      title: subject.title,
      facts: factsOf(subject, first, language),
      running: subject.id,
      sections: [
        summarySection(first, subject.year, setting),
        methodsSection(results, setting),
        conflictSection(first, setting),
        matrixSection(first, setting),
        deviationsSection(first, setting),
        optionsSection(first.options, setting),
        proofSection(
          results.map((result) => ({ result, subject })),
          setting,
        ),
        sourcesSection([subject], setting),
      ],
    },
    setting,
  )
}

/** Two scenarios as a page: what differs, per OOR and per cell. */
export function scenariosPage(
  comparison: ScenarioComparison | PublishedComparison,
  subjects: readonly [Subject, Subject],
  language: Language,
): string {
  const setting = settingOf(subjects, language)
  const { a, b } = comparison
  const [first, second] = subjects
  return pageText(
    {
      kind: { nl: 'scenario’s vergeleken', en: 'scenarios compared' }[language],
      title: { nl: `${first.title} naast ${second.title}`, en: `${first.title} beside ${second.title}` }[language],
      facts: [],
      running: `${first.id} / ${second.id}`,
      sections: [
        differenceSummary(comparison, setting),
        conflictSection(a, setting, 'botsing-a'),
        conflictSection(b, setting, 'botsing-b'),
        framesSection(subjects, [a.options, b.options], setting),
        totalsDifference(comparison, setting),
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
      ],
    },
    setting,
  )
}

/** One cell's way as a page. */
export function cellPage(
  explanation: Explanation | PublishedExplanation,
  subject: Subject,
  language: Language,
): string {
  const setting = settingOf([subject], language)
  const { result } = explanation
  return pageText(
    {
      kind: { nl: 'één cel uitgelegd', en: 'one cell explained' }[language],
      title: cellTitle(explanation),
      facts: factsOf(subject, result, language),
      running: subject.id,
      sections: [
        answerSection(explanation, setting),
        stepsSection(explanation, setting),
        cellChains(explanation, setting),
        alternativesSection(explanation, setting),
        conflictSection(result, setting),
        optionsSection(result.options, setting),
        proofSection([{ result, subject }], setting),
        sourcesSection([subject], setting),
      ],
    },
    setting,
  )
}

/** A proposal that was checked, as plain data. */
export interface CheckedProposal {
  readonly status: 'compliant' | 'not-compliant'
  readonly rules: readonly RuleLine[]
  readonly balance: readonly BalanceLine[]
  readonly moved: LeewayMeasures
  /** Every deviation that must be motivated, motivated or not. */
  readonly dossier: readonly DossierEntry[]
  /** Proposal minus base per cell, rows and columns in the order of the scenario; null where that is not to be shown. */
  readonly differences: readonly (readonly number[])[] | null
  /** The options in force; null where that is not to be shown. */
  readonly options: Shown['options'] | null
}

/** A check of a proposal as a page: the verdict, the balance, the rules, and the dossier that goes with it (P26 II.4). */
export function proposalPage(checked: CheckedProposal, subject: Subject, language: Language): string {
  const setting = settingOf([subject], language)
  const { status, rules, balance, moved, dossier, differences, options } = checked
  return pageText(
    {
      kind: { nl: 'voorstel getoetst', en: 'proposal checked' }[language],
      title: subject.title,
      facts: factsOf(subject, null, language),
      running: subject.id,
      sections: [
        verdictSection({ status, rules, measures: moved }, setting),
        rulesSection(rules, setting),
        balanceSection(balance, setting),
        measuresSection(moved, subject.leeway, setting),
        dossierSection(dossier, setting),
        differences === null
          ? null
          : {
              id: 'verschillen',
              title: { nl: 'Voorstel min basisverdeling', en: 'Proposal minus base distribution' }[language],
              ownSheet: true,
              content: heatMap(
                {
                  id: 'verschillen-tabel',
                  caption: {
                    nl: 'Verschil per cel; + is meer, - is minder, · is gelijk',
                    en: 'Difference per cell; + is more, - is fewer, · is equal',
                  }[language],
                  rows: subject.specialties.map(({ code }) => code),
                  columns: subject.oors.map(({ code }) => code),
                  differences,
                },
                setting,
              ),
            },
        options === null ? null : optionsSection(options, setting),
        sourcesSection([subject], setting),
      ],
    },
    setting,
  )
}

function factsOf(subject: Subject | null, result: Shown | null, language: Language): Fact[] {
  const by =
    result === null
      ? []
      : [{ word: { nl: 'Werkwijze', en: 'Procedure' }[language], value: methodWords(result, language) }]
  return [...(subject === null ? [] : frameFacts(subject, language)), ...by]
}
