/** What the sheet for a board says of every answer: the readings that were followed, the frame, the data, and remarks. */
import { OPTION_NAMES, OPTION_TABLE } from '../domain/options.js'
import { capital } from '../domain/language.js'
import type { Result } from '../shapes/answers/result.js'
import { frameText } from '../words/heading.js'
import { DATA_LABEL, type Language } from '../words/texts.js'
import { TERM } from '../words/terms.js'
import type { PageSubject } from './setting.js'

export const PART = {
  why: TERM.why,
  certain: { nl: 'Wat vaststaat', en: 'What is certain' },
  chosen: { nl: 'Wat is gekozen', en: 'What was chosen' },
  open: { nl: 'Wat nog kan veranderen', en: 'What may still change' },
} as const

/** Where the protocol leaves room: the readings that are not the default, or that all are. */
export function readingsSentence(options: Result['options'], language: Language): string {
  const others = OPTION_NAMES.filter(
    (name) => options[name] !== undefined && options[name] !== OPTION_TABLE[name].values[0],
  )
  if (others.length === 0) {
    return {
      nl: 'Waar het protocol ruimte laat, is overal de standaardlezing gevolgd; die keuzes staan met hun bron op de gewone bladzijde.',
      en: 'Where the protocol leaves room, the default reading was followed throughout; the ordinary page lists these choices with their source.',
    }[language]
  }
  const listed = others.map((name) => `${name}=${options[name]}`).join(', ')
  return {
    nl: `Waar het protocol ruimte laat, is een andere lezing dan de standaard gekozen: ${listed}.`,
    en: `Where the protocol leaves room, another reading than the default was chosen: ${listed}.`,
  }[language]
}

/** Whether the frame may still change (L27). */
export function frameSentence(subject: Pick<PageSubject, 'frame'>, language: Language): string {
  const told = frameText(subject, language)
  if (subject.frame === null) {
    return {
      nl: 'Of het kader voorlopig of definitief is, is niet vermeld.',
      en: 'Whether the frame is provisional or definitive is not told.',
    }[language]
  }
  return subject.frame.status === 'provisional'
    ? {
        nl: `Het kader is ${told}: met andere landelijke aantallen komt er een andere verdeling.`,
        en: `The frame is ${told}: other national numbers give another allocation.`,
      }[language]
    : { nl: `Het kader is ${told}.`, en: `The frame is ${told}.` }[language]
}

/** What the data are, and what became of the rules that could not be followed to the letter. */
export function dataSentences(
  { data }: Pick<PageSubject, 'data'>,
  remarks: Result['remarks'],
  language: Language,
): string[] {
  return [`${capital(DATA_LABEL[data][language].toLowerCase())}.`, ...remarks.map(({ texts }) => texts[language])]
}

/** By what anybody can check the sheet. */
export function checkLine(sha256: readonly string[], language: Language): string {
  const hashes = sha256.map((each) => each.slice(0, 16)).join(', ')
  return {
    nl: `Invoer SHA-256 ${hashes}… De gewone bladzijde geeft elke cel, het bewijs en de opdracht waarmee iedereen dit narekent.`,
    en: `Input SHA-256 ${hashes}… The ordinary page has every cell, the proof, and the command with which anybody checks this.`,
  }[language]
}

/** As much of a text as there is room for. */
export function cut(text: string, most: number): string {
  const letters = Array.from(text)
  return letters.length > most
    ? `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : text
}
