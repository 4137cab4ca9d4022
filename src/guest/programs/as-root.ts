/** sudo and su: root becomes root. */
import type { Command } from 'just-bash'
import { type Context, fail, plain, start } from './program.ts'

const usage = `usage: sudo -h | -K | -k | -V
usage: sudo -v [-ABkNnS] [-g group] [-h host] [-p prompt] [-u user]
usage: sudo -l [-ABkNnS] [-g group] [-h host] [-p prompt] [-U user] [-u user] [command [arg ...]]
usage: sudo [-ABbEHkNnPS] [-C num] [-D directory] [-g group] [-h host] [-p prompt] [-u user] [VAR=value] [-i | -s] [command [arg ...]]`

interface Asked {
  readonly env: Record<string, string>
  isLogin: boolean
  isShell: boolean
  /** It only asks about passwords, which root needs none of. */
  isAbout: boolean
  command: readonly string[]
}

const isRoot = (name: string): boolean => ['root', '#0', '0'].includes(name)

/** What a sudo command line means; the words of its refusal where it means nothing. */
function read(args: readonly string[]): Asked | string {
  const rest = [...args]
  const asked: Asked = { env: {}, isLogin: false, isShell: false, isAbout: false, command: rest }
  for (let arg = rest[0]; arg !== undefined && /^(-|\w+=)/.test(arg); arg = rest[0]) {
    rest.shift()
    if (arg === '--') break
    const [, variable, text = ''] = /^(\w+)=(.*)$/s.exec(arg) ?? []
    if (variable !== undefined) {
      asked.env[variable] = text
      continue
    }
    if (/^-[Kkv]$/.test(arg)) {
      asked.isAbout = true
      continue
    }
    const [, option, attached] = /^(-[ugpCDhUrtT]|--(?:user|group|prompt|chdir|host))(?:=?(.+))?$/s.exec(arg) ?? []
    if (option !== undefined) {
      const value = attached ?? rest.shift()
      if (value === undefined) return `sudo: option requires an argument -- '${option.replace(/^-+/, '')}'\n${usage}`
      if (/^-(u|-user)$/.test(option) && !isRoot(value)) return `sudo: unknown user ${value}`
      if (/^-(g|-group)$/.test(option) && !isRoot(value)) return `sudo: unknown group ${value}`
      continue
    }
    if (!/^(-[ABbEHkNnPSis]+|--(login|shell|preserve-env(=.*)?|set-home|non-interactive|stdin|background))$/.test(arg))
      return `sudo: invalid option -- '${arg.replace(/^-+/, '')}'\n${usage}`
    asked.isLogin ||= arg === '--login' || /^-[A-Za-z]*i/.test(arg)
    asked.isShell ||= arg === '--shell' || /^-[A-Za-z]*s/.test(arg)
  }
  return asked
}

/** As sudo hands a command to a shell: every special character escaped, but `$`. */
const escaped = (word: string): string => word.replaceAll(/[^\w@%+=:,./$-]/g, '\\$&')

const identity = { USER: 'root', LOGNAME: 'root', HOME: '/root' }

async function sudo(args: readonly string[], context: Context) {
  if (args[0] === '-V' || args[0] === '--version') return 'Sudo version 1.9.9\n'
  if (args[0] === '-l') return 'User root may run the following commands on this server:\n    (ALL : ALL) ALL\n'
  if (args.length === 1 && (args[0] === '-h' || args[0] === '--help')) return `${usage}\n`
  const asked = read(args)
  if (typeof asked === 'string') return fail(1, asked)
  const [name, ...more] = asked.command
  const env = { ...identity, SUDO_USER: 'root', SUDO_UID: '0', SUDO_GID: '0', ...asked.env }
  if (asked.isLogin || asked.isShell) {
    // A shell of root's in a shell of root's: the one that is there goes on.
    if (name === undefined) return ''
    const line = asked.command.map(escaped).join(' ')
    const place = asked.isLogin ? { workingDirectory: '/root' } : {}
    return await start(context, { line: 'bash', args: ['-c', line], env, ...place })
  }
  if (name === undefined) return asked.isAbout ? '' : fail(1, usage)
  const answer = await start(context, { line: name, args: more, env })
  const isMissing = answer.exitCode === 127 && answer.stderr === `bash: ${name}: command not found\n`
  return isMissing ? fail(1, `sudo: ${name}: command not found`) : answer
}

async function su(args: readonly string[], context: Context) {
  const rest = [...args]
  const place: { workingDirectory?: string } = {}
  const users: string[] = []
  let line: string | undefined
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '-' || arg === '-l' || arg === '--login') place.workingDirectory = '/root'
    else if (arg === '-c' || arg === '--command') line = rest.shift()
    else if (/^-[mps]$/.test(arg)) continue
    else if (arg.startsWith('-'))
      return fail(1, `su: invalid option -- '${arg.slice(1)}'\nTry 'su --help' for more information.`)
    else users.push(arg)
  }
  const [user = 'root', ...more] = users
  if (user !== 'root')
    return fail(1, `su: user ${user} does not exist or the user entry does not contain all the required fields`)
  if (line === undefined && more.length === 0) return ''
  return await start(context, {
    line: 'bash',
    args: line === undefined ? more : ['-c', line, ...more],
    env: identity,
    ...place
  })
}

export const asRootPrograms: readonly Command[] = [plain('sudo', sudo), plain('su', su)]
