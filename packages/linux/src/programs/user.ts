/** The user of a running program: the session's, or the one that sudo or su chose. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { findUser, type User } from '../disk/users.ts'
import type { Context } from './program.ts'

export const root: User = { name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/bash' }

const current = new AsyncLocalStorage<User>()

export const currentUser = (): User => current.getStore() ?? root

/** Runs `work` and all that it starts, even later, as this user. */
export const runAs = <T>(user: User, work: () => T): T => current.run(user, work)

/** For just-bash, which converts it to text whenever `$UID` is read: the id of the user at that moment. */
export const currentUid = { toString: () => String(currentUser().uid) } as unknown as number
export const currentGid = { toString: () => String(currentUser().gid) } as unknown as number

/** Looks the user up in the server's /etc/passwd; root always exists. */
export async function lookUpUser({ fs }: Pick<Context, 'fs'>, nameOrUid: string): Promise<User | undefined> {
  const passwd = (await fs.exists('/etc/passwd')) ? await fs.readFile('/etc/passwd') : ''
  return findUser(passwd, nameOrUid) ?? (['root', '0'].includes(nameOrUid) ? root : undefined)
}
