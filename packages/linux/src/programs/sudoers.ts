/** What /etc/sudoers and /etc/sudoers.d allow: all commands without a password, or nothing. */
import { groupsOf, type User } from '../disk/users.ts'
import type { Context } from './program.ts'

export async function mayWithoutPassword(user: User, { fs }: Context): Promise<boolean> {
  if (user.uid === 0) return true
  const read = async (path: string) => ((await fs.exists(path)) ? await fs.readFile(path) : '')
  const main = await read('/etc/sudoers')
  const folder = '/etc/sudoers.d'
  const isIncluded = /^[@#]includedir\s+\/etc\/sudoers\.d\s*$/m.test(main) && (await fs.exists(folder))
  // As sudo: files with a dot in the name, or with a tilde at its end, are ignored.
  const names = isIncluded ? (await fs.readdir(folder)).filter((name) => !/\.|~$/.test(name)).sort() : []
  const texts = [main, ...(await Promise.all(names.map((name) => read(`${folder}/${name}`))))]
  const groups = groupsOf(await read('/etc/group'), user).map(({ name }) => `%${name}`)
  const whom = new Set([user.name, `#${user.uid}`, 'ALL', ...groups])
  // The last line about the user decides.
  const rules = texts
    .flatMap((text) => text.split('\n'))
    .flatMap((line) => {
      const [, who = '', tag] =
        /^(\S+)\s+ALL\s*=\s*(?:\([^)]*\)\s*)?(?:(NOPASSWD|PASSWD)\s*:\s*)?ALL\s*$/.exec(line) ?? []
      return whom.has(who) ? [tag === 'NOPASSWD'] : []
    })
  return rules.at(-1) ?? false
}
