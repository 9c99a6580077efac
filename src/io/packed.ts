/** A machine without a disk: it has the shipped scenarios and cases in memory, and nothing else by name. */
import { InputError } from '../domain/errors.js'
import { noScenario, type Machine } from './machine.js'

/** The folders that have a file of this name, sorted. */
export function idsIn(files: Readonly<Record<string, string>>, name: string): string[] {
  return Object.keys(files)
    .filter((path) => path.endsWith(`/${name}`))
    .map((path) => path.split('/')[0]!)
    .toSorted()
}

/** @param files texts by path: "2027-base/scenario.json" */
export function onlyWith(files: Readonly<Record<string, string>>): Machine {
  const ids = idsIn(files, 'scenario.json')
  const bytesOf = (path: string, shownAs: string): Uint8Array => {
    if (Object.hasOwn(files, path)) return new TextEncoder().encode(files[path])
    throw new InputError([{ code: 'not-found', path: shownAs, found: '-', expected: ids.join(' | ') }])
  }
  const findShipped = (id: string, shownAs: string, name = 'scenario.json'): string => {
    if (idsIn(files, name).includes(id)) return `${id}/${name}`
    throw noScenario(id, shownAs, id.length > 100 ? `${id.slice(0, 97)}...` : id, idsIn(files, name))
  }
  return {
    read: (path, shownAs = path) => bytesOf(path, shownAs),
    readNamed: (path, name) => bytesOf(path.replace(/[^/]*$/, name), name),
    hasNamed: (path, name) => Object.hasOwn(files, path.replace(/[^/]*$/, name)),
    findScenario: (given, name) => (Object.hasOwn(files, given) ? given : findShipped(given, given, name)),
    findShipped,
    isShipped: () => true,
    shipped: (name) => (name === undefined ? ids : idsIn(files, name)),
    openThread: null,
    cores: 1,
  }
}
