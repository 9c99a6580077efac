/** The commands with which a reader makes an answer again and has it checked. */
import { OPTION_NAMES, OPTION_TABLE, type OptionName } from '../domain/options.js'
import type { Language } from '../io/texts.js'
import { html, type Content } from './markup.js'

/** Both commands, said as what they do. */
export function commandsAgain(make: readonly string[], check: readonly string[], language: Language): Content {
  const text = {
    nl: 'Wie over de invoer beschikt, maakt de uitkomst opnieuw en laat haar narekenen door een programma dat niets van de oplosser weet:',
    en: 'Whoever has the input makes the result again, and has it checked by a program that knows nothing of the solver:',
  }
  return [html`<p>${text[language]}</p>`, html`<pre><code>${`${make.join(' ')}\n${check.join(' ')}`}</code></pre>`]
}

/** The `--option` flags for what a scenario by itself does not say. */
export function optionFlags(
  options: Readonly<Record<OptionName, string>>,
  own: Partial<Readonly<Record<OptionName, string>>>,
): string[] {
  return OPTION_NAMES.flatMap((name) => {
    const usual = own[name] ?? OPTION_TABLE[name].values[0]
    return options[name] === usual ? [] : ['--option', inShell(`${name}=${options[name]}`)]
  })
}

/** A word for a shell: as it is, or between quotes where a shell would read something else in it. */
export function inShell(word: string): string {
  return /^[\w.=/-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
