/** id, whoami, groups: users by the server's /etc/passwd and /etc/group. */
import type { Command } from 'just-bash'
import { groupsOf, type User } from '../disk/users.ts'
import { type Context, fail, program } from './program.ts'
import { currentUser, lookUpUser } from './user.ts'

const groups = async (user: User, { fs }: Context) =>
  groupsOf((await fs.exists('/etc/group')) ? await fs.readFile('/etc/group') : '', user)

const numbered = (id: number, name: string) => (name === String(id) ? name : `${id}(${name})`)

export const identityPrograms: readonly Command[] = [
  program('whoami', {
    usage: 'Usage: whoami [OPTION]...\nPrint the user name associated with the current effective user ID.',
    run: ({ operands: [extra] }) =>
      extra === undefined
        ? `${currentUser().name}\n`
        : fail(1, `whoami: extra operand '${extra}'\nTry 'whoami --help' for more information.`)
  }),
  program('logname', {
    usage: "Usage: logname [OPTION]\nPrint the user's login name.",
    run: (_given, { env }) => `${env.get('SUDO_USER') ?? currentUser().name}\n`
  }),
  program('id', {
    usage: `Usage: id [OPTION]... [USER]...
Print user and group information for each specified USER,
or (when USER omitted) for the current process.

  -g, --group    print only the effective group ID
  -G, --groups   print all group IDs
  -n, --name     print a name instead of a number, for -ugG
  -r, --real     print the real ID instead of the effective ID, with -ugG
  -u, --user     print only the effective user ID
  -z, --zero     delimit entries with NUL characters, not whitespace;
                   not permitted in default format`,
    options: 'g|group G|groups n|name r|real u|user z|zero a Z|context',
    async run({ has, operands }, context) {
      const chosen = ['u', 'g', 'G'].filter(has)
      if (has('Z')) return fail(1, 'id: --context (-Z) works only on an SELinux-enabled kernel')
      if (chosen.length > 1) return fail(1, 'id: cannot print "only" of more than one choice')
      if (chosen.length === 0 && (has('n') || has('r')))
        return fail(1, 'id: cannot print only names or real IDs in default format')
      if (chosen.length === 0 && has('z')) return fail(1, 'id: option --zero not permitted in default format')
      let stdout = ''
      for (const name of operands.length === 0 ? [undefined] : operands) {
        const user = name === undefined ? currentUser() : await lookUpUser(context, name)
        if (user === undefined) return { ...fail(1, `id: '${name}': no such user`), stdout }
        const all = await groups(user, context)
        const [own = { name: String(user.gid), gid: user.gid }] = all
        const shown = (one: { name: string; gid: number }) => (has('n') ? one.name : String(one.gid))
        const end = has('z') ? '\0' : '\n'
        if (has('u')) stdout += (has('n') ? user.name : user.uid) + end
        else if (has('g')) stdout += shown(own) + end
        else if (has('G')) stdout += all.map(shown).join(has('z') ? '\0' : ' ') + end
        else
          stdout += `uid=${numbered(user.uid, user.name)} gid=${numbered(own.gid, own.name)} groups=${all.map((one) => numbered(one.gid, one.name)).join(',')}\n`
      }
      return stdout
    }
  }),
  program('groups', {
    usage: 'Usage: groups [OPTION]... [USERNAME]...\nPrint group memberships for each USERNAME.',
    async run({ operands }, context) {
      const names = async (user: User) => (await groups(user, context)).map(({ name }) => name).join(' ')
      if (operands.length === 0) return `${await names(currentUser())}\n`
      let stdout = ''
      for (const name of operands) {
        const user = await lookUpUser(context, name)
        if (user === undefined) return { ...fail(1, `groups: '${name}': no such user`), stdout }
        stdout += `${name} : ${await names(user)}\n`
      }
      return stdout
    }
  })
]
