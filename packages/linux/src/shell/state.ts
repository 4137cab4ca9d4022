/** What an interactive shell keeps: just-bash forgets everything except files when a script ends. */
import type { User } from '../disk/users.ts'
import { expandPrompt, variableIn } from './prompt.ts'
import type { ShellState } from './protocol.ts'

/** The files to which the statements after a line write its state. */
export const notes = {
  status: '/dev/.status',
  variables: '/dev/.variables',
  functions: '/dev/.functions',
  aliases: '/dev/.aliases',
  directory: '/dev/.directory'
} as const

export type Notes = Partial<Record<keyof typeof notes, string>>

/** Runs after each line, unless the line ends the shell. */
export const epilogue = `echo "$?" > ${notes.status}
declare -p > ${notes.variables}
declare -F > ${notes.functions}
alias > ${notes.aliases}
pwd > ${notes.directory}`

// The shell sets these itself.
const setByShell =
  /^declare -\S+ (\?|_|BASHOPTS|SHELLOPTS|BASH\w*|PIPESTATUS|PWD|UID|EUID|PPID|LINENO|SECONDS|RANDOM|FUNCNAME|OPTIND)=/
const keptOptions = ['errexit', 'nounset', 'noglob', 'pipefail', 'xtrace', 'noclobber', 'allexport']
const keptShopts = ['dotglob', 'extglob', 'nullglob', 'failglob', 'globstar', 'nocaseglob', 'nocasematch']

export function toState(
  noted: Notes,
  earlier: ShellState | 'new',
  defined: Readonly<Record<string, string>>,
  { hostname, user }: { hostname: string; user: User }
): ShellState {
  const { variables = '', aliases = '', directory = `${user.home}\n`, status = '0' } = noted
  const workingDirectory = directory.trimEnd()
  const listed = (name: string) => new RegExp(`^declare -r ${name}="(.*)"$`, 'm').exec(variables)?.[1]?.split(':') ?? []
  const [options, shopts] = [listed('SHELLOPTS'), listed('BASHOPTS')]
  const declarations = splitDeclarations(variables).filter((text) => !setByShell.test(text))
  const names = new Set((noted.functions ?? '').split('\n').map((line) => line.replace(/^declare -f ?/, '')))
  const before = earlier === 'new' ? {} : earlier.functions
  const functions = Object.entries({ ...before, ...defined }).filter(([name]) => names.has(name))
  return {
    workingDirectory,
    status: Number(status),
    prelude: [
      'shopt -s expand_aliases',
      ...declarations,
      ...aliases.split('\n').filter((line) => line.startsWith('alias ')),
      ...keptOptions.filter((name) => options.includes(name)).map((name) => `set -o ${name}`),
      ...keptShopts.filter((name) => shopts.includes(name)).map((name) => `shopt -s ${name}`)
    ].join('\n'),
    functions: Object.fromEntries(functions),
    prompts: {
      first: expandPrompt(variableIn(variables, 'PS1') ?? '\\u@\\h:\\w\\$ ', hostname, workingDirectory, user),
      more: expandPrompt(variableIn(variables, 'PS2') ?? '> ', hostname, workingDirectory, user)
    }
  }
}

/** Splits the output of `declare -p`, in which a value may have several lines. */
function splitDeclarations(text: string): string[] {
  const found: string[] = []
  for (const line of text.split('\n')) {
    if (/^declare -\S+ /.test(line)) found.push(line)
    else if (found.length > 0) found[found.length - 1] += `\n${line}`
  }
  return found.map((declaration) => declaration.trimEnd())
}
