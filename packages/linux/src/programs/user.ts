/** As whom a program runs: the session's user, or whom sudo and su made of it. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { findUser, type User } from '../disk/users.ts'
import type { Context } from './program.ts'

export const root: User = { name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/bash' }

const current = new AsyncLocalStorage<User>()

export const currentUser = (): User => current.getStore() ?? root

/** What `work` starts runs as the user, also when it goes on later. */
export const runAs = <T>(user: User, work: () => T): T => current.run(user, work)

/** For just-bash, which turns it into text whenever `$UID` is asked for: the number of whoever runs then. */
export const currentUid = { toString: () => String(currentUser().uid) } as unknown as number
export const currentGid = { toString: () => String(currentUser().gid) } as unknown as number

/** Of the server's own /etc/passwd; root is there in any case. */
export async function lookUpUser({ fs }: Pick<Context, 'fs'>, nameOrUid: string): Promise<User | undefined> {
  const passwd = (await fs.exists('/etc/passwd')) ? await fs.readFile('/etc/passwd') : ''
  return findUser(passwd, nameOrUid) ?? (['root', '0'].includes(nameOrUid) ? root : undefined)
}
