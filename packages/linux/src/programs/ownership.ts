/** chown and chgrp. Every file belongs to root, and can't be given to another user. */
import type { Command } from 'just-bash'
import { type Context, fail, program } from './program.ts'

async function missing(paths: readonly string[], { fs, cwd }: Context): Promise<string | undefined> {
  for (const path of paths) if (!(await fs.exists(fs.resolvePath(cwd, path)))) return path
  return undefined
}

const options =
  'R|recursive v|verbose c|changes f|silent|quiet h|no-dereference dereference H L P from= reference= preserve-root no-preserve-root'

const isRoot = (name: string): boolean => name === '' || name === 'root' || name === '0'

const ownership = (name: string, kind: 'user' | 'group') =>
  program(name, {
    usage: `Usage: ${name} [OPTION]... ${kind === 'user' ? '[OWNER][:[GROUP]]' : 'GROUP'} FILE...`,
    options,
    async run({ has, operands }, context) {
      const [whom = '', ...paths] = has('reference') ? ['root', ...operands] : operands
      if (operands.length === 0) return fail(1, `${name}: missing operand\nTry '${name} --help' for more information.`)
      if (paths.length === 0)
        return fail(1, `${name}: missing operand after '${whom}'\nTry '${name} --help' for more information.`)
      const [owner = '', group = ''] = kind === 'user' ? whom.split(/[:.]/) : ['', whom]
      if (!isRoot(owner)) return fail(1, `${name}: invalid user: '${whom}'`)
      if (!isRoot(group)) return fail(1, `${name}: invalid group: '${whom}'`)
      const absent = await missing(paths, context)
      return absent === undefined || has('f')
        ? ''
        : fail(1, `${name}: cannot access '${absent}': No such file or directory`)
    }
  })

export const ownershipPrograms: readonly Command[] = [ownership('chown', 'user'), ownership('chgrp', 'group')]
