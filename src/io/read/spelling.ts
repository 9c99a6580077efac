/** The words of a text, as far as they tell names apart: no capitals, accents, punctuation or invisible characters. */

/** Longer than any name; what is longer is compared as it stands, or not at all. */
export const LONGEST_NAME = 300

/** Text without the blanks, stars and odd spaces that tables have around their words. */
export function tidy(text: string): string {
  return text
    .slice(0, LONGEST_NAME)
    .replace(SUPERSCRIPT, '')
    .replace(/\p{Cf}/gu, '')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/[\s*†‡§¶:]+$/u, '')
    .trim()
}

/** Raised digits and letters: marks of footnotes. Once normalised they would be digits and letters like others. */
const RAISED = String.raw`\u00AA\u00B2\u00B3\u00B9\u2070-\u207F\u02B0-\u02B8\u02E0-\u02E4\u1D43-\u1D6A\u1D9B-\u1DBF`
const SUPERSCRIPT = new RegExp(`[${RAISED}]+`, 'gu')

/** Behind a figure: "23¹", "23†", "23 a)", "23 1)", "23 [2]". A star is none: it may say that the figure is not what it seems. */
const MARK = new RegExp(
  String.raw`(?<=[\d%])(?:\s*(?:[${RAISED}†‡§¶]+(?:,\s?[${RAISED}†‡§¶]+)*|[a-z]\)|\[[\da-z]{1,2}\])|\s+\d{1,2}\))$`,
  'iu',
)

/** A figure without the mark of a footnote behind it. */
export function withoutMark(text: string): string {
  return text.replace(MARK, '')
}

/** "Cardiologie 1)", "Cardiologie [2]", "Cardiologie a)"; behind a code or brackets with a blank between: "01 1)", "Cardiologie (02) a)" */
const FOOTNOTE =
  /(?<=\p{L}[^()]*)(\s*\[[\da-z]{1,2}\]|\s*\d{1,2}\)|\s+[a-z]\))\s*$|(?<=\)|^\s*\d{1,4})\s+(\[[\da-z]{1,2}\]|\d{1,2}\)|[a-z]\))\s*$/iu

/** What is said about a name in brackets, and does not make it another: "(incl. neonatologie)", "(voorlopig)". */
const ASIDE =
  /\(\s*(excl|incl|exclusief|inclusief|zonder|met|m\.?u\.?v|voorlopig|definitief|concept|nieuw|pilot|zie|noot|note|provisional|definitive|draft)\b[^()]*\)/gi

/** Signs that make another thing of a name: "NO %", "∆ NO", "NO +/-". A plus between words is "and", behind "umc" a part of it. */
const OTHER_THING = /[%‰∆∑±€$<>≤≥+=]/

/** "No." and "Nr." head a column of numbers; OOR NO is in capitals where a point or a colon follows. */
export const NUMERO = /^([Nn][ro°º]\s*[.:]+|[Nn]\s*[°º]|№)\s*$/

/** Of no weight in a name: what it is of, small words, and what all university hospitals are called. */
const SMALL = new Set(
  'oor oors regio region opleidingsregio onderwijs umc umcs locatie loc specialisme specialty en and of the de het'.split(
    ' ',
  ),
)

const UMC = /(?<!\S)(universitaire? medische? centrum|university medical cent(er|re))(?!\S)/g

/** A number of a spreadsheet that was a code: "1.0". */
const WHOLE = /^(\d+)[.,]0+$/

/**
 * The words that count, in lower case: letters and digits, numbers without leading zeros. "OOR Noord-Oost" is noord, oost. None where the
 * text is no name at all.
 */
export function wordsOf(text: string): string[] {
  const given = text
    .replace(/^="(.*)"$/, '$1')
    .replace(WHOLE, '$1')
    .slice(0, LONGEST_NAME)
  if (NUMERO.test(given) || /^[-–−]\s*\d/.test(given)) return []
  const plain = (PLAIN.test(given) ? given : plainText(given)).toLowerCase().replace(/(?<=umc)\s*\+|\s\+(?=\s)/g, ' ')
  if (OTHER_THING.test(plain)) return []
  const words = plain
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(UMC, 'umc')
    .trim()
    .split(' ')
  return words.map((word) => word.replace(/^0+(?=\d+$)/, '')).filter((word) => word !== '' && !SMALL.has(word))
}

/** Most texts. */
const PLAIN = /^[\w .,/&-]*$/

/** Text without marks of footnotes, asides, accents and what nobody sees. */
function plainText(text: string): string {
  const noted = text.replace(SUPERSCRIPT, '')
  return (/[\])]\s*$/.test(noted) ? noted.replace(FOOTNOTE, '') : noted)
    .replace(ASIDE, ' ')
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}'’‘`´ʼ]/gu, '')
}

/**
 * A word without its ending: plural, practitioner and English become the same ("cardiologen", "cardioloog", "cardiology"). What is left has
 * five letters or more, so that short names keep theirs.
 */
export function stemOf(word: string): string {
  const stem = word
    .replace(/(logie|loog|logen|loge|logy)s?$/, 'log')
    .replace(/(iatrie|iater|iaters|iatry)$/, 'iatr')
    .replace(/artsen$/, 'arts')
    .replace(/(ieen|ieën|ies|ie|en|s|e)$/, '')
  return stem.length < 5 || /\d/.test(word) ? word.replace(/artsen$/, 'arts') : stem
}
