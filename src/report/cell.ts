/** One cell's whole way, from share to places: the answer to "why this number?". */
import { numberText, signedText, STATUS, stepWords, wholeText, type Language, type Text } from '../words/texts.js'
import type { PlainStep, StepName } from '../domain/steps.js'
import type { Alternative, Explanation } from '../shapes/answers/explanation.js'
import { chainSentence } from './allocation.js'
import { html, typed, type Content } from './markup.js'
import { headRow, numberCell, tableOf, type Section } from './page.js'
import { columnName, rowName, thing, type PageSetting } from './setting.js'
import { TERM } from '../words/terms.js'
import { alternativeText, careUseText, whyNotNatural } from '../words/alternative.js'

type Explained = Explanation

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
  share: TERM.byCriterionShare,
  'adherent-population': {
    nl: 'Inwoners die daarbij horen, van 18 miljoen',
    en: 'Inhabitants that go with it, of 18 million',
  },
  intake: TERM.nationalIntakeOf,
  raw: TERM.intakeTimesShare,
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
  'oor-total-arrears': {
    nl: 'Wat de OOR tegoed heeft uit eerdere jaren',
    en: 'What the OOR is owed from earlier years',
  },
  'oor-total-rounded': { nl: 'Totaal van de OOR in hele plaatsen', en: 'Total of the OOR in whole places' },
  'after-floor': { nl: 'De cel na de ondergrens', en: 'The cell after the floor' },
  target: {
    nl: 'Het doel: de cel nadat lege cellen hun plaatsen hebben afgestaan',
    en: 'The target: the cell after zero cells gave their places away',
  },
  arrears: { nl: 'Wat de cel tegoed heeft uit eerdere jaren', en: 'What the cell is owed from earlier years' },
  'target-with-arrears': {
    nl: 'Het doel met dat tegoed; onder 0 telt als 0',
    en: 'The target with that; below 0 counts as 0',
  },
  natural: {
    nl: 'Natuurlijk afgerond: het dichtstbijzijnde hele getal',
    en: 'Rounded naturally: the nearest whole number',
  },
  allocated: TERM.allocated,
}

/** The answer in a few sentences. */
export function answerSection(explanation: Explained, setting: PageSetting): Section {
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
  const [allocated, target] = [value('allocated'), value('target-with-arrears') ?? value('target')]
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

function whySentence(explanation: Explained, language: Language): string {
  const { deviation, steps, result } = explanation
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
  const why = whyNotNatural(explanation, language)
  return {
    nl: `Natuurlijk afgerond was het ${wholeText(deviation.natural, 'nl')}; het is ${up ? 'naar boven ▲' : 'naar beneden ▼'} gegaan${beyond ? ', verder dan next best,' : ' (next best)'} en ligt daardoor ${cost} plaats verder van het doel${why}.`,
    en: `Rounded naturally it would be ${wholeText(deviation.natural, 'en')}; it went ${up ? 'up ▲' : 'down ▼'}${beyond ? ', beyond next best,' : ' (next best)'} and thereby lies ${cost} places further from the target${why}.`,
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
export function stepsSection({ steps }: Explained, setting: PageSetting): Section {
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
        TERM.step[language],
        { number: TERM.value[language] },
        TERM.rule[language],
        TERM.source[language],
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
export function cellChains({ chains }: Explained, setting: PageSetting): Section | null {
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
export function alternativesSection({ oneMore, oneFewer }: Explained, setting: PageSetting): Section | null {
  if (oneMore === null && oneFewer === null) return null
  const { language } = setting
  const more = { nl: 'Eén meer', en: 'One more' }[language]
  const fewer = TERM.oneFewer[language]
  return {
    id: 'anders',
    title: { nl: 'Wat één meer of één minder zou kosten', en: 'What one more or one fewer would cost' }[language],
    content: [
      oneMore === null ? null : alternative('meer', more, oneMore, oneMore.places - 1, setting),
      oneFewer === null ? null : alternative('minder', fewer, oneFewer, oneFewer.places + 1, setting),
    ],
  }
}

function alternative(id: string, label: string, given: Alternative, now: number, setting: PageSetting): Content {
  const { language } = setting
  const { changes } = given
  const near = careUseText(given, language)
  const head = [
    html`<h3>${label}</h3>`,
    html`<p>${typed(alternativeText(given, now, language))}</p>`,
    near === null ? null : html`<p>${near}</p>`,
  ]
  if (changes.length === 0) return head
  const body = changes.map(
    ({ row, column, from, to }) =>
      html`<tr>
        <th scope="row">${rowName(row, setting)}</th>
        <td>${columnName(column, setting)}</td>
        ${numberCell(wholeText(from, language))}${numberCell(wholeText(to, language))}${numberCell(signedText(to - from, language))}
      </tr> `,
  )
  return [
    ...head,
    tableOf({
      id: `anders-${id}`,
      caption: TERM.whatThenChanges[language],
      head: headRow([
        thing('row', setting),
        thing('column', setting),
        { number: TERM.now[language] },
        { number: TERM.afterwards[language] },
        { number: TERM.difference[language] },
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
