import { posix } from 'node:path'

interface Directive {
  /** Lower-case keyword. */
  readonly keyword: string
  /** First argument without quotes; empty if there is none, at which sshd refuses to start. */
  readonly value: string
  /** All arguments without quotes. */
  readonly words: readonly string[]
  /** Where the line and the argument begin and the argument ends, as offsets in the whole text. */
  readonly start: number
  readonly valueStart: number
  readonly valueEnd: number
}

const line = /^([ \t\f]*(?:"([^"]*)"|([^\s="#][^\s="]*))[ \t\f]*=?[ \t\f]*)("([^"]*)"|'([^']*)'|[^\s#"'][^\s"']*)?/

/** What of an sshd_config decides who gets in: the first value of a keyword wins, Match blocks do not count. */
export interface SshdSettings {
  readonly pubkeyAuthentication: boolean
  readonly passwordAuthentication: boolean
  /** Asked for like a password here. Off unless said, as the packages of all distributions have it. */
  readonly kbdInteractiveAuthentication: boolean
  readonly permitRootLogin: 'yes' | 'no' | 'prohibit-password' | 'forced-commands-only'
  readonly permitUserEnvironment: boolean
  /** Whether files that others may write to count for nothing. */
  readonly strictModes: boolean
  /** As they stand there: relative to a user's home, with `%h` and `%u`. */
  readonly authorizedKeysFiles: readonly string[]
  readonly maxAuthTries: number
  /** Patterns of `user` or `user@address`; those of all lines together. Nobody is allowed by an empty list that is said. */
  readonly allowUsers: readonly string[] | undefined
  readonly denyUsers: readonly string[]
}

/** With OpenSSH's defaults. Included files are not looked at, and a value that sshd would not start with is the strictest. */
export function readSshdConfig(content: string): SshdSettings {
  const global = globalDirectives(content)
  const firstOf = (...keywords: string[]) => global.find(({ keyword }) => keywords.includes(keyword))
  const first = (preset: string, ...keywords: string[]) => (firstOf(...keywords)?.value ?? preset).toLowerCase()
  const all = (name: string) => global.filter(({ keyword }) => keyword === name).flatMap(({ words }) => words)
  const rootLogin = first('prohibit-password', 'permitrootlogin').replace('without', 'prohibit')
  const tries = Number(first('6', 'maxauthtries'))
  const allowed = all('allowusers')
  return {
    pubkeyAuthentication: first('yes', 'pubkeyauthentication') === 'yes',
    passwordAuthentication: first('yes', 'passwordauthentication') === 'yes',
    kbdInteractiveAuthentication:
      first('no', 'kbdinteractiveauthentication', 'challengeresponseauthentication') === 'yes',
    permitRootLogin: rootLogins.find((one) => one === rootLogin) ?? 'no',
    strictModes: first('yes', 'strictmodes') !== 'no',
    permitUserEnvironment: first('no', 'permituserenvironment') === 'yes',
    authorizedKeysFiles: (
      firstOf('authorizedkeysfile')?.words ?? ['.ssh/authorized_keys', '.ssh/authorized_keys2']
    ).filter((path) => path !== 'none'),
    maxAuthTries: Number.isInteger(tries) && tries > 0 ? tries : 1,
    allowUsers: firstOf('allowusers') === undefined ? undefined : allowed,
    denyUsers: all('denyusers')
  }
}

const rootLogins = ['yes', 'no', 'prohibit-password', 'forced-commands-only'] as const

/** The files, absolute, in which sshd looks for a user's keys. */
export function authorizedKeysFilesOf(
  { authorizedKeysFiles }: SshdSettings,
  user: { name: string; home: string }
): string[] {
  const tokens: Readonly<Record<string, string>> = { '%': '%', h: user.home, u: user.name }
  return authorizedKeysFiles.map((path) =>
    posix.resolve(
      user.home,
      path.replace(/%([%hu])/g, (_, sign) => tokens[sign] ?? '')
    )
  )
}

/** Whether these settings let root in by password. */
export function passwordLogonAllowed(content: string): boolean {
  const { permitRootLogin, passwordAuthentication, kbdInteractiveAuthentication } = readSshdConfig(content)
  return permitRootLogin === 'yes' && (passwordAuthentication || kbdInteractiveAuthentication)
}

/**
 * The same text with this value of PasswordAuthentication in force: the value of the first global directive is replaced, or
 * a line is put before the first Match block, at the top if there is none. Nothing else changes.
 */
export function withPasswordAuthentication(content: string, wanted: 'yes' | 'no'): string {
  const all = directives(content)
  const global = globalDirectives(content)
  const current = global.find(({ keyword }) => keyword === 'passwordauthentication')
  if (current === undefined) {
    if (wanted === 'yes') return content // as sshd has it by default
    const at = all[global.length]?.start ?? 0
    const lineEnd = content.includes('\r\n') ? '\r\n' : '\n'
    return `${content.slice(0, at)}PasswordAuthentication no${lineEnd}${content.slice(at)}`
  }
  if (current.value.toLowerCase() === wanted) return content
  const before = content.slice(0, current.valueStart)
  const after = content.slice(current.valueEnd)
  // A missing value leaves no blank to write into, neither before nor, with a comment right behind, after.
  return `${before}${/[\s=]$/.test(before) ? '' : ' '}${wanted}${/^\S/.test(after) ? ' ' : ''}${after}`
}

function globalDirectives(content: string): Directive[] {
  const all = directives(content)
  const match = all.findIndex(({ keyword }) => keyword === 'match')
  return match === -1 ? all : all.slice(0, match)
}

function directives(content: string): Directive[] {
  const found: Directive[] = []
  let start = 0
  for (const text of content.split('\n')) {
    const [, before = '', quoted, bare, argument = '', double, single] = line.exec(text) ?? []
    const keyword = quoted ?? bare
    if (keyword) {
      const valueStart = start + before.length
      const value = double ?? single ?? argument
      const valueEnd = valueStart + argument.length
      const words = [value, ...moreWords(text.slice(before.length + argument.length))].filter((word) => word !== '')
      found.push({ keyword: keyword.toLowerCase(), value, words, start, valueStart, valueEnd })
    }
    start += text.length + 1
  }
  return found
}

/** What follows the first argument, up to a comment. */
const moreWords = (text: string) =>
  [...text.matchAll(/"([^"]*)"|([^\s"#]+)|(#.*)/g)].flatMap(([, quoted, bare]) => quoted ?? bare ?? [])
