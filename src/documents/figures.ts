/** Tables of figures as every form shows them: words and figures, without a look. */
import type { Estimate } from '../shapes/answers/fairness.js'

/** A word, a figure, or a figure with the ends of its interval. */
export type Figure = string | number | Estimate | null

export interface FigureColumn {
  readonly word: string
  readonly kind: 'word' | 'whole' | 'percent' | 'number' | 'signed'
  readonly digits: number
  /** Whether its figures have an interval. */
  readonly interval: boolean
}

export interface FigureTable {
  /** Letters and hyphens. */
  readonly id: string
  readonly caption: string
  readonly columns: readonly FigureColumn[]
  readonly rows: readonly (readonly Figure[])[]
}

export const word = (text: string): FigureColumn => ({ word: text, kind: 'word', digits: 0, interval: false })
export const whole = (text: string): FigureColumn => ({ ...word(text), kind: 'whole' })
export const percent = (text: string): FigureColumn => ({ ...word(text), kind: 'percent', digits: 1 })
export const plain = (text: string, digits = 2): FigureColumn => ({ ...word(text), kind: 'number', digits })
export const mean = (text: string, digits = 2): FigureColumn => ({ ...plain(text, digits), interval: true })
export const signed = (text: string, digits: number, interval = true): FigureColumn => ({
  ...word(text),
  kind: 'signed',
  digits,
  interval,
})
