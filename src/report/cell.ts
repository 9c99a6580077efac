/** One cell's whole way, from share to places: the answer to "why this number?". */
import { capital } from '../domain/language.js'
import {
  NOT_SOUGHT,
  LEVEL,
  numberText,
  signedText,
  STATUS,
  stepWords,
  wholeText,
  type Language,
  type Text,
} from '../words/texts.js'
import type { PlainStep, StepName } from '../domain/steps.js'
import type { Alternative, Explanation } from '../allocation/explain.js'
import type { PublishedExplanation } from '../allocation/publish.js'
import { chainSentence } from './allocation.js'
import { html, typed, type Content } from './markup.js'
import { headRow, numberCell, tableOf, type Section } from './page.js'
import { columnName, rowName, thing, type Setting, type Shown } from './setting.js'

type Explained = Explanation | PublishedExplanation

/** The steps in words that need no other page. */
const STEP: Readonly<Record<PlainStep, Text>> = {
  'share-all': {
    nl: 'Aandeel van de OOR in het landelijke zorggebruik van dit specialisme, alle instellingen',
    en: 'The OOR’s share of the national care use of this specialty, all institutions',
  },
  'share-training': {
    nl: 'Hetzelfde aandeel, alleen opleidende instellingen',
    en: 'The same share, training institutions only',
  },
  share: { nl: 'Aandeel volgens het verdeelcriterium', en: 'Share by the criterion' },
  'adherent-population': {
    nl: 'Inwoners die daarbij horen, van 18 miljoen',
    en: 'Inhabitants that go with it, of 18 million',
  },
  intake: { nl: 'Landelijke instroom van het specialisme', en: 'National intake of the specialty' },
  raw: { nl: 'Instroom maal aandeel', en: 'Intake times share' },
  emptied: {
    nl: 'De cel nadat lege cellen hun plaatsen aan de rest van hun rij gaven',
    en: 'The cell after zero cells gave their places to the rest of their row',
  },
  'oor-total-raw': {
    nl: 'Totaal van de OOR, opgeteld over de specialismen',
    en: 'Total of the OOR, summed over the specialties',
  },
  'oor-total-tested': {
    nl: 'Totaal van de OOR in hele plaatsen, waaraan de ondergrens is getoetst',
    en: 'Total of the OOR in whole places, on which the floor was tested',
  },
  'oor-total-floored': { nl: 'Totaal van de OOR na de ondergrens', en: 'Total of the OOR after the floor' },
  'oor-total-rounded': { nl: 'Totaal van de OOR in hele plaatsen', en: 'Total of the OOR in whole places' },
  'after-floor': { nl: 'De cel na de ondergrens', en: 'The cell after the floor' },
  target: {
    nl: 'Het doel: de cel nadat lege cellen hun plaatsen hebben afgestaan',
    en: 'The target: the cell after zero cells gave their places away',
  },
  natural: {
    nl: 'Natuurlijk afgerond: het dichtstbijzijnde hele getal',
    en: 'Rounded naturally: the nearest whole number',
  },
  allocated: { nl: 'Toegewezen', en: 'Allocated' },
}

/** The answer in a few sentences. */
export function answerSection(explanation: Explained, setting: Setting): Section {
  const { language } = setting
  const sentences = [
    placesSentence(explanation, language),
    whySentence(explanation, language),
    floorWords(explanation, language),
  ]
  return {
    id: 'samenvatting',
    title: { nl: 'Antwoord', en: 'Answer' }[language],
    content: [
      html`<p class="summary">${sentences.filter((each) => each !== '').join(' ')}</p>`,
      agreed(explanation, language),
    ],
  }
}

function placesSentence({ specialty, oor, steps, status }: Explained, language: Language): string {
  const value = (name: StepName) => steps.find((step) => step.name === name)?.value ?? null
  const [allocated, target] = [value('allocated'), value('target')]
  if (allocated === null)
    return {
      nl: `Voor deze cel is er geen antwoord: ${STATUS[status].nl}.`,
      en: `There is no answer for this cell: ${STATUS[status].en}.`,
    }[language]
  const before =
    target === null
      ? ''
      : {
          nl: ` Vóór afronding was dat ${numberText(target, 'nl', 3, true)}.`,
          en: ` Before rounding that was ${numberText(target, 'en', 3, true)}.`,
        }[language]
  const intake = wholeText(specialty.intake, language)
  return {
    nl: `${oor.name} krijgt ${wholeText(allocated, 'nl')} van de ${intake} plaatsen ${specialty.name}.${before}`,
    en: `${oor.name} gets ${wholeText(allocated, 'en')} of the ${intake} places in ${specialty.name}.${before}`,
  }[language]
}

function whySentence({ deviation, steps, result }: Explained, language: Language): string {
  const published = 'published' in result
  const allocated = steps.find(({ name }) => name === 'allocated')?.value ?? null
  if (allocated === null || published) return ''
  if (deviation === null) {
    return {
      nl: 'Dat is het dichtstbijzijnde hele getal (natuurlijk afgerond).',
      en: 'That is the nearest whole number (rounded naturally).',
    }[language]
  }
  const beyond = deviation.rank > 1
  const cost = numberText(deviation.extraError, language, 3, true)
  const up = deviation.allocated > deviation.natural
  return {
    nl: `Natuurlijk afgerond was het ${wholeText(deviation.natural, 'nl')}; het is ${up ? 'naar boven ▲' : 'naar beneden ▼'} gegaan omdat anders niet alle totalen kloppen${beyond ? ', en verder dan next best' : ' (next best)'}, en ligt daardoor ${cost} plaats verder van het doel.`,
    en: `Rounded naturally it would be ${wholeText(deviation.natural, 'en')}; it went ${up ? 'up ▲' : 'down ▼'} because otherwise not all totals are met${beyond ? ', and beyond next best' : ' (next best)'}, and thereby lies ${cost} places further from the target.`,
  }[language]
}

function floorWords({ floored, oor }: Explained, language: Language): string {
  if (floored !== true) return ''
  return { nl: `${oor.name} is op de ondergrens gebracht.`, en: `${oor.name} was lifted to the floor.` }[language]
}

/** A zero cell or an agreed bound, with its reason. */
function agreed({ zeroCell, bound }: Explained, language: Language): Content {
  const because = (reason: string, source: string) => [
    reason === '' ? null : [': ', typed(reason)],
    source === '' ? null : [' (', typed(source), ')'],
  ]
  return [
    zeroCell === null
      ? null
      : html`<p>
          ${{ nl: 'Dit is een lege cel', en: 'This is a zero cell' }[language]}${because(zeroCell.reason, zeroCell.source)}.
        </p>`,
    bound === null
      ? null
      : html`<p>
          ${{ nl: `Afgesproken grens: ${wholeText(bound.low, 'nl')} tot en met ${wholeText(bound.high, 'nl')}`, en: `Agreed bound: ${wholeText(bound.low, 'en')} up to ${wholeText(bound.high, 'en')}` }[language]}${because(bound.reason, '')}.
        </p>`,
  ]
}

/** Every step in computing order; the numbers in front are those of the rules. */
export function stepsSection({ steps }: Explained, setting: Setting): Section {
  const { language } = setting
  const body = steps
    .filter(({ value }) => value !== null)
    .map(
      ({ rule, name, value, source }) =>
        html`<tr class="${name === 'allocated' ? 'first' : 'step'}">
          <th scope="row">${stepWords(STEP, name, language)}</th>
          ${numberCell(stepText(name, value!, language))}
          <td>${rule}</td>
          <td>${source}</td>
        </tr> `,
    )
  return {
    id: 'stappen',
    title: { nl: 'Stap voor stap', en: 'Step by step' }[language],
    content: tableOf({
      id: 'stappen-tabel',
      caption: { nl: 'Van aandeel tot plaatsen', en: 'From share to places' }[language],
      head: headRow([
        { nl: 'Stap', en: 'Step' }[language],
        { number: { nl: 'Waarde', en: 'Value' }[language] },
        { nl: 'Regel', en: 'Rule' }[language],
        { nl: 'Bron', en: 'Source' }[language],
      ]),
      body,
    }),
  }
}

function stepText(name: StepName, value: number, language: Language): string {
  if (name.startsWith('share')) return `${numberText(100 * value, language, 4)}%`
  return Number.isInteger(value) ? wholeText(value, language) : numberText(value, language, 6)
}

/** The chains of next bests that the cell is on. */
export function cellChains({ chains }: Explained, setting: Setting): Section | null {
  if (chains.length === 0) return null
  const { language } = setting
  return {
    id: 'keten',
    title: { nl: 'De keten waar de cel op ligt', en: 'The chain that the cell is on' }[language],
    content: html`<ul>
      ${chains.map((chain) => html`<li>${chainSentence(chain, setting)}</li>`)}
    </ul>`,
  }
}

/** What one more, and one fewer, would cost. */
export function alternativesSection({ oneMore, oneFewer, result }: Explained, setting: Setting): Section | null {
  if (oneMore === null && oneFewer === null) return null
  const { language } = setting
  const more = { nl: 'Eén meer', en: 'One more' }[language]
  const fewer = { nl: 'Eén minder', en: 'One fewer' }[language]
  return {
    id: 'anders',
    title: { nl: 'Wat één meer of één minder zou kosten', en: 'What one more or one fewer would cost' }[language],
    content: [
      oneMore === null ? null : alternative('meer', more, oneMore, result, setting),
      oneFewer === null ? null : alternative('minder', fewer, oneFewer, result, setting),
    ],
  }
}

function alternative(
  id: string,
  label: string,
  { levels, status, conflict, changes }: Alternative,
  result: Shown,
  setting: Setting,
): Content {
  const { language } = setting
  if (status === 'time-limit') return [html`<h3>${label}</h3>`, html`<p>${capital(NOT_SOUGHT[language])}.</p>`]
  if (levels === null) {
    const why = conflict === null ? STATUS[status][language] : conflict.texts[language]
    return [
      html`<h3>${label}</h3>`,
      html`<p>${{ nl: 'Dat kan niet: ', en: 'That is impossible: ' }[language]}${typed(why)}</p>`,
    ]
  }
  const dearer = levels.flatMap(({ name, value }, i) => {
    const by = value - (result.levels?.[i]?.value ?? value)
    if (Math.abs(by) < 5e-10) return []
    return [`${signedText(by, language, Number.isInteger(by) ? 0 : 6)} ${LEVEL[name][language]}`]
  })
  const free =
    levels.length === 0
      ? { nl: 'Het kan, maar is nooit evenrediger.', en: 'It is possible, but never more proportional.' }
      : { nl: 'Niets: dat is een even goede verdeling.', en: 'Nothing: that is an equally good allocation.' }
  const cost =
    dearer.length === 0
      ? free[language]
      : { nl: `Kosten: ${dearer.join('; ')}.`, en: `Cost: ${dearer.join('; ')}.` }[language]
  const body = changes.map(
    ({ row, column, from, to }) =>
      html`<tr>
        <th scope="row">${rowName(row, setting)}</th>
        <td>${columnName(column, setting)}</td>
        ${numberCell(wholeText(from, language))}${numberCell(wholeText(to, language))}${numberCell(signedText(to - from, language))}
      </tr> `,
  )
  return [
    html`<h3>${label}</h3>`,
    html`<p>${cost}</p>`,
    tableOf({
      id: `anders-${id}`,
      caption: { nl: 'Wat dan verandert', en: 'What then changes' }[language],
      head: headRow([
        thing('row', setting),
        thing('column', setting),
        { number: { nl: 'Nu', en: 'Now' }[language] },
        { number: { nl: 'Dan', en: 'Then' }[language] },
        { number: { nl: 'Verschil', en: 'Difference' }[language] },
      ]),
      body,
    }),
  ]
}

/** The cell's name as a title: "10 Interne geneeskunde in Leiden". */
export function cellTitle({ specialty, oor }: Explained): string {
  const row = specialty.name === specialty.code ? specialty.code : `${specialty.code} ${specialty.name}`
  return `${row} in ${oor.name}`
}
