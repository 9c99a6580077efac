/** What a terminal shows above an answer, and what scenarios are called there. */
import type { TextSetting } from '../cli/render.js'
import type { Scenario } from '../domain/scenario.js'
import { frameLine, titleText } from '../words/heading.js'
import { printable, type Language } from '../words/texts.js'

export function settingOf(scenario: Scenario, language: Language): TextSetting {
  return {
    language,
    title: printable(titleText(scenario, language)),
    frame: printable(frameLine(scenario, language)),
    names: Object.fromEntries(scenario.specialties.map(({ code, name }) => [code, printable(name)])),
  }
}

/** Both titles, and the frame of each under its own. */
export function settingOfBoth(a: Scenario, b: Scenario, language: Language): TextSetting {
  const [first, second] = [settingOf(a, language), settingOf(b, language)]
  return {
    ...first,
    title: `a: ${first.title} (${printable(a.id)})\n   ${first.frame}\nb: ${second.title} (${printable(b.id)})\n   ${second.frame}`,
    frame: null,
  }
}

/** The title and the frame of every year, each on a line of its own. */
export function settingOfAll(scenarios: readonly Scenario[], language: Language): TextSetting {
  const lines = scenarios.map((scenario) => {
    const { title, frame } = settingOf(scenario, language)
    return `${printable(scenario.id)} – ${title}; ${frame}`
  })
  return { ...settingOf(scenarios[0]!, language), frame: lines.join('\n') }
}
