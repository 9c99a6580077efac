/** What stands above, in and below the pictures of allocations and proposals. */
import type { Text } from '../domain/language.js'

export const PICTURE = {
  summed: { nl: 'Opgeteld: instroom maal aandeel', en: 'Summed: intake times share' },
  summedWithout: {
    nl: 'Opgeteld: instroom maal aandeel, lege cellen verdeeld',
    en: 'Summed: intake times share, zero cells divided',
  },
  byArrears: { nl: 'Door het tegoed uit eerdere jaren', en: 'By what is owed from earlier years' },
  byArrearsAndRounding: {
    nl: 'Door het tegoed uit eerdere jaren en het afronden',
    en: 'By what is owed from earlier years, and by rounding',
  },
  waterfall: { nl: 'Van zorggebruik naar plaatsen, stap voor stap', en: 'From care use to places, step by step' },
  waterfallAxis: {
    nl: 'plaatsen meer of minder dan het zorggebruik opgeteld',
    en: 'places more or fewer than care use summed',
  },
  inTurn: { nl: 'Van boven naar beneden', en: 'From top to bottom' },
  waterfallNote: {
    nl: 'Elke stap begint waar de vorige eindigt. Zwart is erbij, wit is eraf. Wat er staat, telt per OOR precies op.',
    en: 'Each step begins where the one before it ends. Black is more, white is fewer. What is shown adds up exactly for each OOR.',
  },
  causes: { nl: 'Van de ene verdeling naar de andere, oorzaak voor oorzaak', en: 'From one allocation to the other, cause by cause' }, // prettier-ignore
  causesAxis: { nl: 'plaatsen meer of minder dan in de eerste', en: 'places more or fewer than in the first' },
  leeway: {
    nl: 'Verschil met de basisverdeling binnen de regelruimte',
    en: 'Difference from the base within the leeway',
  },
  differences: { nl: 'Verschil per OOR, in plaatsen', en: 'Difference per OOR, in places' },
  leewayAxis: { nl: 'plaatsen minder (links) of meer (rechts)', en: 'places fewer (left) or more (right)' },
  moreOrFewer: { nl: 'plaatsen meer of minder', en: 'places more or fewer' },
  mayHaveFewer: { nl: 'Mag minder', en: 'May have fewer' },
  mayHaveMore: { nl: 'Mag meer', en: 'May have more' },
  leewayNote: {
    nl: 'Het grijze vlak is wat een OOR minder en meer mag hebben. Een open balk met ! valt erbuiten.',
    en: 'The grey field is how many fewer and more an OOR may have. An open bar with ! is outside it.',
  },
  heatTitle: { nl: 'Doel en plaatsen', en: 'Targets and places' },
  heat: {
    nl: 'Hoe ver de plaatsen van elke cel van haar doel liggen',
    en: 'How far the places of each cell lie from its target',
  },
  heatNote: {
    nl: 'Het getal is de toewijzing. Grijs: meer dan het doel; gearceerd: minder; wit: binnen een kwart plaats. ▲ en ▼ zijn niet natuurlijk afgerond.',
    en: 'The number is the allocation. Grey: more than the target; hatched: fewer; white: within a quarter of a place. ▲ and ▼ are not rounded naturally.',
  },
  farAbove: { nl: 'ruim ½ erboven', en: 'over ½ above' },
  above: { nl: '¼ tot ½ erboven', en: '¼ to ½ above' },
  near: { nl: 'binnen ¼', en: 'within ¼' },
  below: { nl: '¼ tot ½ eronder', en: '¼ to ½ below' },
  farBelow: { nl: 'ruim ½ eronder', en: 'over ½ below' },
  targets: { nl: 'De getallen: het doel van elke cel', en: 'The figures: the target of each cell' },
  targetsOf: { nl: 'Doel per cel, in plaatsen vóór afronding', en: 'Target per cell, in places before rounding' },
  freedom: {
    nl: 'Wat het protocol vastlegt, en waartussen het vrij laat',
    en: 'What the protocol fixes, and between what it leaves free',
  },
  freedomRead: {
    nl: 'Met evenveel next bests kan een gekleurde cel ook het andere getal hebben; links wat zij heeft. Een getal alleen ligt vast.',
    en: 'With as many next bests a coloured cell could have the other number too; on the left what it has. A number alone is fixed.',
  },
  freedomNote: {
    nl: 'Stip: wat de cel heeft. Rondje: wat zij met evenveel next bests ook kan hebben. Een getal alleen ligt vast.',
    en: 'Dot: what the cell has. Circle: what it could have too with as many next bests. A number alone is fixed.',
  },
  has: { nl: 'heeft 2, kan 3', en: 'has 2, could have 3' },
  fixed: { nl: 'vast', en: 'fixed' },
  freeFigures: { nl: 'De getallen: elke vrije cel', en: 'The figures: each free cell' },
  strips: { nl: 'Elke cel een stip: plaatsen min doel', en: 'A dot a cell: places minus target' },
  stripsAxis: { nl: 'plaatsen min doel', en: 'places minus target' },
  stripsNote: {
    nl: 'Tussen de stippellijnen is natuurlijk afgerond; zwart is dat niet.',
    en: 'Between the dashed lines is rounded naturally; black is not.',
  },
  tooLarge: {
    nl: 'Te groot om te tekenen; de tabel en de bestanden hebben alle getallen.',
    en: 'Too large to draw; the table and the files have all figures.',
  },
  byRoundingTotal: { nl: 'Door het afronden van het totaal', en: 'By rounding the total' },
  nextBest: { nl: 'niet natuurlijk', en: 'not natural' },
} as const satisfies Record<string, Text>
