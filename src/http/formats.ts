/** The forms an answer can take, and which of them a request asks for. */

import { XLSX } from './forms.js'

/** The media type of each form. The order is the order of preference. */
export const MEDIA = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  xlsx: XLSX,
} as const

export type Format = keyof typeof MEDIA
export const FORMAT_NAMES = Object.keys(MEDIA) as [Format, ...Format[]]

/** A media type without its parameters: `text/csv`. */
export function bareType(media: string): string {
  return media.split(';')[0]!.trim().toLowerCase()
}

/**
 * The form that is asked for: by `?format=`, else by the Accept header, else JSON.
 * @param offered in order of preference; @returns null when nothing that is offered is acceptable
 */
export function formatFor(
  format: Format | undefined,
  accept: string | undefined,
  offered: readonly Format[],
): Format | null {
  if (format !== undefined) return offered.includes(format) ? format : null
  const ranges = rangesOf(accept ?? '*/*')
  const found = offered
    .map((each) => ({ each, quality: qualityOf(bareType(MEDIA[each]), ranges) }))
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)[0]
  return found?.each ?? null
}

interface Range {
  readonly range: string
  readonly quality: number
}

/** The entries of an Accept or Accept-Language header with their weights (RFC 9110, 12.4.2), best first. */
export function rangesOf(header: string): Range[] {
  return header
    .slice(0, LONGEST)
    .split(',')
    .map((entry) => {
      const [range = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
      const weight = parameters.find((each) => each.startsWith('q='))?.slice(2)
      const quality = weight === undefined ? 1 : Number(weight)
      return { range, quality: quality >= 0 && quality <= 1 ? quality : 0 }
    })
    .filter(({ range }) => range !== '')
    .toSorted((a, b) => b.quality - a.quality)
}

/** What of a header is looked at. */
const LONGEST = 2_000

/** The weight of a media type: of its own entry, else of `text/*`, else of anything. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const own = [type, `${type.split('/')[0]}/*`, '*/*'].map((range) => ranges.find((each) => each.range === range))
  return own.find((each) => each !== undefined)?.quality ?? 0
}
