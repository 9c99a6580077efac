/** The commands with which a reader makes an answer again and has it checked, on a page. */
import type { Language } from '../words/texts.js'
import { html, type Content } from './markup.js'

/** The commands of a recipe, said as what they do. */
export function commandsAgain(recipe: readonly string[], language: Language): Content {
  const text = {
    nl: 'Wie over de invoer beschikt, maakt de uitkomst opnieuw en laat haar narekenen door een programma dat niets van de oplosser weet:',
    en: 'Whoever has the input makes the result again, and has it checked by a program that knows nothing of the solver:',
  }
  return [html`<p>${text[language]}</p>`, html`<pre><code>${recipe.join('\n')}</code></pre>`]
}
