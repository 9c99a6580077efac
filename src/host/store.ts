/** A store by its address: a folder, or a database of PostgreSQL. What speaks to that is loaded only when one is given. */
import { InputError } from '../domain/errors.js'
import type { Store } from '../io/store.js'
import { folderStore } from './kept.js'

const POSTGRES = /^postgres(ql)?:\/\//i

/** Whether an address is of a database. */
export function isPostgres(address: string): boolean {
  return POSTGRES.test(address)
}

/**
 * Opens a store; whoever opens it closes it.
 * @throws InputError when it cannot be opened, without the address of a database: a password may stand in it
 */
export async function openStore(address: string): Promise<Store> {
  if (isPostgres(address)) return (await import('./postgres.js')).postgresStore(address)
  const scheme = /^[a-z][a-z\d+.-]+:\/\//i.exec(address)?.[0]
  if (scheme !== undefined) {
    const expected = 'postgres://… | a folder'
    throw new InputError([{ code: 'usage', path: '--store', found: `${scheme}…`, expected }])
  }
  return folderStore(address)
}
