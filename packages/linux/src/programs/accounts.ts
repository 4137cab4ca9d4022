/** Root's password, and the accounts of the system. */
import { type Command, decodeBytesToUtf8 } from 'just-bash'
import type { Host } from '../types.ts'
import { ask } from './ask.ts'
import { fail, plain, print, program } from './program.ts'

export const accountPrograms = ({ setPassword, terminal }: Host): Command[] => [
  passwd(setPassword, terminal),
  chpasswd(setPassword),
  getent,
  ...['useradd', 'adduser', 'userdel', 'usermod', 'groupadd', 'groupdel'].map((name) =>
    plain(name, () => fail(1, `${name}: root is the only user that this server has, and it keeps no others`))
  )
]

const passwd = (setPassword: Host['setPassword'], terminal: Host['terminal']): Command =>
  program('passwd', {
    usage: 'Usage: passwd [options] [LOGIN]',
    options:
      'stdin S|status d|delete e|expire l|lock u|unlock a|all q|quiet n|mindays= x|maxdays= w|warndays= i|inactive=',
    async run({ has, operands: [login = 'root'] }, { stdin }) {
      if (login !== 'root') return fail(1, `passwd: user '${login}' does not exist`)
      if (has('S')) return 'root P 01/01/2024 0 99999 7 -1\n'
      if (['d', 'e', 'l', 'u', 'n', 'x', 'w', 'i'].some(has))
        return fail(1, "passwd: root's account can't be locked, expired or left without a password here")
      const input = decodeBytesToUtf8(stdin)
      const isAsked = terminal !== undefined && input === ''
      const [first = '', second = first] = isAsked
        ? [await ask(terminal, 'New password: '), await ask(terminal, 'Retype new password: ')]
        : has('stdin')
          ? input.split('\n').slice(0, 1)
          : [input.split('\n')[0] ?? '', input.split('\n')[1] ?? '']
      const asked = isAsked ? '' : 'New password: Retype new password: '
      const refuse = (words: string) =>
        fail(10, `${asked}${words}\npasswd: Authentication token manipulation error\npasswd: password unchanged`)
      if (first === '') return refuse('No password has been supplied.')
      if (first !== second) return refuse('Sorry, passwords do not match.')
      await setPassword(first)
      return {
        stdout: '',
        stderr: `${has('stdin') ? '' : asked}passwd: password updated successfully\n`,
        exitCode: 0
      }
    }
  })

const chpasswd = (setPassword: Host['setPassword']): Command =>
  program('chpasswd', {
    usage: 'Usage: chpasswd [options]',
    options: 'e|encrypted c|crypt-method= m|md5 R|root= s|sha-rounds=',
    async run({ has }, { stdin }) {
      if (has('e')) return fail(1, 'chpasswd: an encrypted password is of no use here')
      const lines = decodeBytesToUtf8(stdin).split('\n').filter(Boolean)
      for (const [at, line] of lines.entries()) {
        const [, name, password = ''] = /^([^:]+):(.*)$/.exec(line) ?? []
        if (name === undefined) return fail(1, `chpasswd: line ${at + 1}: missing new password`)
        if (name !== 'root') return fail(1, `chpasswd: line ${at + 1}: user '${name}' does not exist`)
        await setPassword(password)
      }
      return ''
    }
  })

const getent = plain('getent', async ([database, ...keys], { fs }) => {
  const files: Readonly<Record<string, string>> = {
    passwd: '/etc/passwd',
    group: '/etc/group',
    shadow: '/etc/shadow',
    hosts: '/etc/hosts',
    ahosts: '/etc/hosts'
  }
  if (database === undefined) return fail(1, 'Usage: getent [OPTION...] database [key ...]')
  const path = files[database]
  if (path === undefined) return fail(1, `Unknown database: ${database}`)
  const lines = (await fs.exists(path))
    ? (await fs.readFile(path)).split('\n').filter((line) => /^[^#\s]/.test(line))
    : []
  const found = lines.filter((line) => {
    const [first, , third] = line.split(database.endsWith('hosts') ? /\s+/ : ':')
    return (
      keys.length === 0 ||
      keys.some(
        (key) => key === first || key === third || (database.endsWith('hosts') && line.split(/\s+/).includes(key))
      )
    )
  })
  return {
    ...print(found.map((line) => `${line}\n`).join('')),
    exitCode: found.length === 0 && keys.length > 0 ? 2 : 0
  }
})
