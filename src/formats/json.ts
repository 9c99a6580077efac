/** Answers as JSON. */

/** JSON that a person can read too: a key a line, and of lists of lists and lists of objects an item a line. */
export function jsonText(value: object): string {
  return `${block(value, '')}\n`
}

function block(value: unknown, indent: string): string {
  const inner = `${indent}  `
  if (Array.isArray(value) && value.some((each) => typeof each === 'object' && each !== null)) {
    return `[\n${value.map((each) => `${inner}${nested(each, inner)}`).join(',\n')}\n${indent}]`
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
    const lines = Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => `${inner}${JSON.stringify(key)}: ${nested(each, inner)}`)
    return `{\n${lines.join(',\n')}\n${indent}}`
  }
  return JSON.stringify(value)
}

/** Whole results and lists of rows open up; a row, a deviation or a level stays on its line. */
function nested(value: unknown, indent: string): string {
  return isDeeper(value, Array.isArray(value) ? 1 : 2) ? block(value, indent) : JSON.stringify(value)
}

/** Whether more lists and objects than some stand in each other; told as soon as it is known, for lists may be long. */
function isDeeper(value: unknown, than: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return than === 0 || Object.values(value).some((each) => isDeeper(each, than - 1))
}
