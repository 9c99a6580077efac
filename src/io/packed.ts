/** A machine without a disk: it has the shipped scenarios in memory, and nothing else by name. */
import { InputError } from '../domain/errors.js'
import { noScenario, type Machine } from './machine.js'

/** @param files texts by path: "2027-base/scenario.json" */
export function onlyWith(files: Readonly<Record<string, string>>): Machine {
  const ids = Object.keys(files)
    .filter((path) => path.endsWith('/scenario.json'))
    .map((path) => path.split('/')[0]!)
    .toSorted()
  const bytesOf = (path: string, shownAs: string): Uint8Array => {
    if (Object.hasOwn(files, path)) return new TextEncoder().encode(files[path])
    throw new InputError([{ code: 'not-found', path: shownAs, found: '-', expected: ids.join(' | ') }])
  }
  const findShipped = (id: string, shownAs: string): string => {
    if (ids.includes(id)) return `${id}/scenario.json`
    throw noScenario(id, shownAs, id.length > 100 ? `${id.slice(0, 97)}...` : id, ids)
  }
  return {
    read: (path, shownAs = path) => bytesOf(path, shownAs),
    readNamed: (path, name) => bytesOf(path.replace(/[^/]*$/, name), name),
    findScenario: (given) => (Object.hasOwn(files, given) ? given : findShipped(given, given)),
    findShipped,
    isShipped: () => true,
    shipped: () => ids,
    openThread: null,
    cores: 1,
  }
}
