/**
 * "Voor alle medisch specialismen (excl. orthodontie en sportgeneeskunde)" (L27 Bijlage I); psychiatrie has a frame of its own
 * (P26 I.1). No floor, no leeway, and no part of the national total.
 */
export const OUTSIDE_FRAME = [
  { name: 'Orthodontie', recognised: /orthodont|^nvvo$/i },
  { name: 'Sportgeneeskunde', recognised: /sportgenees|sports? ?medicine|^vsg$/i },
  { name: 'Psychiatrie', recognised: /^(\d+\s*)?psychiatr|^nvvp$/i },
] as const

/** The name of the specialty outside the frame that a text means; undefined for any other. */
export function outsideFrame(text: string): string | undefined {
  return OUTSIDE_FRAME.find(({ recognised }) => recognised.test(text.trim()))?.name
}
