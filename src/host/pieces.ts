/** Files that are written piece by piece, and are there when all is written: tables too long for memory. */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { InputError } from '../domain/errors.js'
import type { Pieces } from '../io/pieces.js'
import { checkFolder, neighbourOf, reason } from './files.js'
import { beforeSignal } from './signals.js'

/**
 * Opens files in a folder, which is made where it is not there; no other file in it is touched.
 * @throws InputError `exists` for each file that is there and may not be replaced; `unreadable` when the place cannot be written
 */
export function piecesIn(
  folder: string,
  names: readonly string[],
  { force = false }: { readonly force?: boolean | undefined } = {},
): Pieces {
  checkFolder(folder, names, { force })
  const neighbour = neighbourOf(resolve(folder))
  const open = new Map<string, number>()
  const close = () => {
    for (const file of open.values()) closeSync(file)
    open.clear()
  }
  const drop = () => {
    forget()
    close()
    rmSync(neighbour, { recursive: true, force: true })
  }
  const trying = (act: () => void) => {
    try {
      act()
    } catch (error) {
      drop()
      throw new InputError([{ code: 'unreadable', path: folder, found: reason(error), expected: 'writable' }])
    }
  }
  const forget = beforeSignal(drop) // what is half written goes with us
  trying(() => {
    mkdirSync(neighbour)
    for (const name of names) open.set(name, openSync(join(neighbour, name), 'wx'))
  })
  return {
    append: (name, bytes) =>
      trying(() => {
        for (let at = 0; at < bytes.length;) at += writeSync(open.get(name)!, bytes, at)
      }),
    end: () =>
      trying(() => {
        close()
        if (existsSync(folder)) for (const name of names) renameSync(join(neighbour, name), join(folder, name))
        else renameSync(neighbour, resolve(folder))
        rmSync(neighbour, { recursive: true, force: true })
        forget()
      }),
    drop,
  }
}
