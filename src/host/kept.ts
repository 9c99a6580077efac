/** Texts that outlive a process, a file each and written whole: who is killed loses nothing that was finished. Or in memory, where that was asked for. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { InputError } from '../domain/errors.js'
import type { Kept, Shelves, Store } from '../io/store.js'
import { decode } from '../io/text.js'
import { isLasting, neighbourOf, readBytes, reason, writeWhole } from './files.js'
import { lockFolder } from './lock.js'

/** Nobody else on this machine need read what is kept: care use may be confidential. */
const PRIVATE = 0o700

/** Keeps texts in a folder. @throws InputError when it cannot be made */
function keptIn(folder: string): Kept {
  makeFolder(folder)
  const pathOf = (name: string) => join(folder, `${name}.json`)
  return {
    find: async (name) => (isLasting(pathOf(name)) ? decode(readBytes(pathOf(name))) : null),
    keep: async (name, text) => void writeWhole(pathOf(name), text, { force: true }),
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: PRIVATE })
  } catch (error) {
    throw noFolder(folder, error)
  }
}

function noFolder(folder: string, error: unknown): InputError {
  return new InputError([{ code: 'unreadable', path: folder, found: reason(error), expected: 'a folder' }])
}

/** A folder for each set of texts. */
function shelvesIn(folder: string): Shelves {
  return {
    names: async () => {
      try {
        const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []
        return entries.filter((each) => each.isDirectory()).map(({ name }) => name)
      } catch (error) {
        throw noFolder(folder, error)
      }
    },
    shelf: (name) => keptIn(join(folder, name)),
    remove: async (name) => rmSync(join(folder, name), { recursive: true, force: true }),
  }
}

/** A folder as a store. @throws InputError when it cannot be made, or written */
export function folderStore(folder: string): Store {
  const kept = keptIn(folder)
  checkWritable(folder)
  let unlock = () => {}
  return {
    kept,
    queue: undefined,
    shelves: shelvesIn(join(folder, 'jobs')),
    claim: () => {
      unlock = lockFolder(folder)
    },
    close: async () => unlock(),
  }
}

/** What may not be written is told before anything is computed: of some folders only trying tells. */
function checkWritable(folder: string): void {
  const trial = neighbourOf(join(resolve(folder), 'trial'))
  try {
    writeFileSync(trial, '', { flag: 'wx' })
    rmSync(trial)
  } catch (error) {
    const code = reason(error)
    // a folder of the system that is there, and yet nothing can be made in it
    const found = code === 'ENOENT' ? 'EACCES' : code
    throw new InputError([{ code: 'unreadable', path: folder, found, expected: 'writable' }])
  }
}

/** Shelves that go with this process. */
export function shelvesInMemory(): Shelves {
  const shelves = new Map<string, Map<string, string>>()
  return {
    names: async () => [...shelves.keys()],
    shelf: (name) => {
      const shelf = shelves.get(name) ?? new Map<string, string>()
      shelves.set(name, shelf)
      return {
        find: async (text) => shelf.get(text) ?? null,
        keep: async (title, text) => void shelf.set(title, text),
      }
    },
    remove: async (name) => void shelves.delete(name),
  }
}
