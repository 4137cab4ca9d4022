/** Root is the only one there is. */
import type { Command } from 'just-bash'
import { fail, program } from './program.ts'

const isRoot = (name: string): boolean => name === 'root' || name === '0'

export const identityPrograms: readonly Command[] = [
  program('whoami', {
    usage: 'Usage: whoami [OPTION]...\nPrint the user name associated with the current effective user ID.',
    run: ({ operands: [extra] }) =>
      extra === undefined
        ? 'root\n'
        : fail(1, `whoami: extra operand '${extra}'\nTry 'whoami --help' for more information.`)
  }),
  program('logname', { usage: "Usage: logname [OPTION]\nPrint the user's login name.", run: () => 'root\n' }),
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
    run({ has, operands }) {
      const stranger = operands.find((name) => !isRoot(name))
      if (stranger !== undefined) return fail(1, `id: '${stranger}': no such user`)
      if (has('Z')) return fail(1, 'id: --context (-Z) works only on an SELinux-enabled kernel')
      const chosen = ['u', 'g', 'G'].filter(has)
      if (chosen.length > 1) return fail(1, 'id: cannot print "only" of more than one choice')
      if (chosen.length === 1) return `${has('n') ? 'root' : '0'}${has('z') ? '\0' : '\n'}`
      if (has('n') || has('r')) return fail(1, 'id: cannot print only names or real IDs in default format')
      if (has('z')) return fail(1, 'id: option --zero not permitted in default format')
      return 'uid=0(root) gid=0(root) groups=0(root)\n'
    }
  }),
  program('groups', {
    usage: 'Usage: groups [OPTION]... [USERNAME]...\nPrint group memberships for each USERNAME.',
    run({ operands }) {
      const stranger = operands.find((name) => !isRoot(name))
      if (stranger !== undefined) return fail(1, `groups: '${stranger}': no such user`)
      return operands.length === 0 ? 'root\n' : operands.map((name) => `${name} : root\n`).join('')
    }
  })
]
