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

/** The settings of an sshd_config for logons. The first value of a keyword counts. Match blocks are ignored. */
export interface SshdSettings {
  readonly pubkeyAuthentication: boolean
  readonly passwordAuthentication: boolean
  /** It asks for the password. Off by default, as in the packages of all distributions. */
  readonly kbdInteractiveAuthentication: boolean
  readonly permitRootLogin: 'yes' | 'no' | 'prohibit-password' | 'forced-commands-only'
  readonly permitUserEnvironment: boolean
  /** Whether files that others may write to are ignored. */
  readonly strictModes: boolean
  /** As written: relative to a user's home, with `%h` and `%u`. */
  readonly authorizedKeysFiles: readonly string[]
  readonly maxAuthTries: number
  /**
   * Patterns of `user` or `user@address`, of all lines together. An empty list allows no user; undefined allows all.
   */
  readonly allowUsers: readonly string[] | undefined
  readonly denyUsers: readonly string[]
}

/**
 * Applies OpenSSH's defaults. Ignores included files. For a value with which sshd would not start, takes the strictest.
 */
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

/** The absolute paths at which sshd looks for a user's keys. */
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

/** Whether root may log on with a password. */
export function passwordLogonAllowed(content: string): boolean {
  const { permitRootLogin, passwordAuthentication, kbdInteractiveAuthentication } = readSshdConfig(content)
  return permitRootLogin === 'yes' && (passwordAuthentication || kbdInteractiveAuthentication)
}

/**
 * Sets PasswordAuthentication: replaces the value of the first global directive, or adds a line before the first Match
 * block, or at the top if there is none. Nothing else changes.
 */
export function withPasswordAuthentication(content: string, wanted: 'yes' | 'no'): string {
  const all = directives(content)
  const global = globalDirectives(content)
  const current = global.find(({ keyword }) => keyword === 'passwordauthentication')
  if (current === undefined) {
    if (wanted === 'yes') return content // sshd's default
    const at = all[global.length]?.start ?? 0
    const lineEnd = content.includes('\r\n') ? '\r\n' : '\n'
    return `${content.slice(0, at)}PasswordAuthentication no${lineEnd}${content.slice(at)}`
  }
  if (current.value.toLowerCase() === wanted) return content
  const before = content.slice(0, current.valueStart)
  const after = content.slice(current.valueEnd)
  // Without a value there may be no blank before it, nor after it if a comment follows.
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

/** The arguments after the first one, up to a comment. */
const moreWords = (text: string) =>
  [...text.matchAll(/"([^"]*)"|([^\s"#]+)|(#.*)/g)].flatMap(([, quoted, bare]) => quoted ?? bare ?? [])
