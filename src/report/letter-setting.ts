/** What every letter is told. */
import type { Draft } from '../shapes/answers/draft.js'
import type { PageSetting, PageSubject } from './setting.js'

/** A letter as a file. */
export interface Letter {
  readonly name: string
  readonly html: string
}

/** A draft that has places. */
export type Placed = Draft & {
  readonly allocation: NonNullable<Draft['allocation']>
  readonly base: NonNullable<Draft['base']>
  readonly frame: NonNullable<Draft['frame']>
}

/** What every letter is told. */
export interface LetterSetting extends PageSetting {
  readonly subject: PageSubject
  readonly draft: Placed
  readonly year: string
}

/** A name by its code; a code without one goes by itself. */
export function nameOf(code: string, named: readonly { readonly code: string; readonly name: string }[]): string {
  return named.find((each) => each.code === code)?.name ?? code
}
