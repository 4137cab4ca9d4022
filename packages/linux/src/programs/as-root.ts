/** sudo and su. Only root has a password here, so only what needs no password is allowed. */
import type { Command } from 'just-bash'
import type { User } from '../disk/users.ts'
import { isCommandNotFound } from '../shell/just-bash-internals.ts'
import { type Context, fail, plain, start } from './program.ts'
import { mayWithoutPassword } from './sudoers.ts'
import { currentUser, lookUpUser, root, runAs } from './user.ts'

const usage = `usage: sudo -h | -K | -k | -V
usage: sudo -v [-ABkNnS] [-g group] [-h host] [-p prompt] [-u user]
usage: sudo -l [-ABkNnS] [-g group] [-h host] [-p prompt] [-U user] [-u user] [command [arg ...]]
usage: sudo [-ABbEHkNnPS] [-C num] [-D directory] [-g group] [-h host] [-p prompt] [-u user] [VAR=value] [-i | -s] [command [arg ...]]`

interface Asked {
  readonly env: Record<string, string>
  isLogin: boolean
  isShell: boolean
  /** Only asks about cached passwords; root needs none. */
  isAbout: boolean
  command: readonly string[]
  /** The user who runs the command: a name, or `#` and a uid. */
  user: string
  group: string | undefined
}

/** What a sudo command line asks for; a text is the error message. */
function read(args: readonly string[]): Asked | string {
  const rest = [...args]
  const asked: Asked = {
    env: {},
    isLogin: false,
    isShell: false,
    isAbout: false,
    command: rest,
    user: 'root',
    group: undefined
  }
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
      if (/^-(u|-user)$/.test(option)) asked.user = value
      if (/^-(g|-group)$/.test(option)) asked.group = value
      continue
    }
    if (!/^(-[ABbEHkNnPSis]+|--(login|shell|preserve-env(=.*)?|set-home|non-interactive|stdin|background))$/.test(arg))
      return `sudo: invalid option -- '${arg.replace(/^-+/, '')}'\n${usage}`
    asked.isLogin ||= arg === '--login' || /^-[A-Za-z]*i/.test(arg)
    asked.isShell ||= arg === '--shell' || /^-[A-Za-z]*s/.test(arg)
  }
  return asked
}

/** Escapes as sudo does for a shell: every special character except `$`. */
const escaped = (word: string): string => word.replaceAll(/[^\w@%+=:,./$-]/g, '\\$&')

const identityOf = ({ name, home, shell }: User) => ({ USER: name, LOGNAME: name, HOME: home, SHELL: shell })

async function sudo(args: readonly string[], context: Context) {
  if (args[0] === '-V' || args[0] === '--version') return 'Sudo version 1.9.9\n'
  if (args.length === 1 && (args[0] === '-h' || args[0] === '--help')) return `${usage}\n`
  const caller = currentUser()
  if (!(await mayWithoutPassword(caller, context)))
    return fail(
      1,
      'sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper\nsudo: a password is required'
    )
  if (args[0] === '-l')
    return `User ${caller.name} may run the following commands on this server:\n    (ALL${caller.uid === 0 ? ' : ALL' : ''}) ${caller.uid === 0 ? '' : 'NOPASSWD: '}ALL\n`
  const asked = read(args)
  if (typeof asked === 'string') return fail(1, asked)
  const user = await lookUpUser(context, asked.user.replace(/^#/, ''))
  if (user === undefined) return fail(1, `sudo: unknown user ${asked.user}`)
  if (asked.group !== undefined && !['root', '#0', '0', user.name].includes(asked.group))
    return fail(1, `sudo: unknown group ${asked.group}`)
  const [name, ...more] = asked.command
  const caused = { SUDO_USER: caller.name, SUDO_UID: String(caller.uid), SUDO_GID: String(caller.gid) }
  const env = { ...identityOf(user), ...caused, ...asked.env }
  if (asked.isLogin || asked.isShell) {
    const location = asked.isLogin ? { workingDirectory: user.home } : {}
    if (name === undefined) return await shellOf(user, context, { env, ...location })
    const line = asked.command.map(escaped).join(' ')
    return await runAs(user, () => start(context, { line: 'bash', args: ['-c', line], env, ...location }))
  }
  if (name === undefined) return asked.isAbout ? '' : fail(1, usage)
  const answer = await runAs(user, () => start(context, { line: name, args: more, env }))
  const isMissing = isCommandNotFound(answer, name)
  return isMissing ? fail(1, `sudo: ${name}: command not found`) : answer
}

/** A shell of the same user simply continues the current one. Another user's shell reads its commands from stdin. */
async function shellOf(user: User, context: Context, how: { env: Record<string, string>; workingDirectory?: string }) {
  if (user.uid === currentUser().uid) return ''
  return await runAs(user, () => start(context, { line: 'bash', args: ['-s'], ...how }))
}

async function su(args: readonly string[], context: Context) {
  const rest = [...args]
  let isLogin = false
  const users: string[] = []
  let line: string | undefined
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '-' || arg === '-l' || arg === '--login') isLogin = true
    else if (arg === '-c' || arg === '--command') line = rest.shift()
    else if (/^-[mps]$/.test(arg)) continue
    else if (arg.startsWith('-'))
      return fail(1, `su: invalid option -- '${arg.slice(1)}'\nTry 'su --help' for more information.`)
    else users.push(arg)
  }
  const [name = 'root', ...more] = users
  const user = await lookUpUser(context, name)
  if (user === undefined)
    return fail(1, `su: user ${name} does not exist or the user entry does not contain all the required fields`)
  if (currentUser().uid !== root.uid) return fail(1, 'Password: \nsu: Authentication failure')
  const location = isLogin ? { workingDirectory: user.home } : {}
  const env = identityOf(user)
  if (line === undefined && more.length === 0) return await shellOf(user, context, { env, ...location })
  const shellArgs = line === undefined ? more : ['-c', line, ...more]
  return await runAs(user, () => start(context, { line: 'bash', args: shellArgs, env, ...location }))
}

export const asRootPrograms: readonly Command[] = [plain('sudo', sudo), plain('su', su)]
