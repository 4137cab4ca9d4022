interface Directive {
  /** Lower-case keyword. */
  readonly keyword: string
  /** First argument without quotes; empty if there is none, at which sshd refuses to start. */
  readonly value: string
  /** Where the line and the argument begin and the argument ends, as offsets in the whole text. */
  readonly start: number
  readonly valueStart: number
  readonly valueEnd: number
}

const line = /^([ \t\f]*(?:"([^"]*)"|([^\s="#][^\s="]*))[ \t\f]*=?[ \t\f]*)("([^"]*)"|'([^']*)'|[^\s#"'][^\s"']*)?/

/**
 * Whether this sshd_config lets root in by password: first value of a keyword wins, Match blocks do not count.
 * Takes `PasswordAuthentication` and `PermitRootLogin` with OpenSSH's defaults; included files are not looked at.
 */
export function passwordLogonAllowed(content: string): boolean {
  const global = globalDirectives(content)
  const first = (keyword: string, preset: string) =>
    (global.find((directive) => directive.keyword === keyword)?.value ?? preset).toLowerCase()
  return first('passwordauthentication', 'yes') === 'yes' && first('permitrootlogin', 'prohibit-password') === 'yes'
}

/**
 * The same text with `PasswordAuthentication no` in force: the value of the first global directive is replaced, or
 * a line is put before the first Match block, at the top if there is none. Nothing else changes.
 */
export function withPasswordAuthenticationOff(content: string): string {
  const all = directives(content)
  const global = globalDirectives(content)
  const current = global.find(({ keyword }) => keyword === 'passwordauthentication')
  if (current === undefined) {
    const at = all[global.length]?.start ?? 0
    const lineEnd = content.includes('\r\n') ? '\r\n' : '\n'
    return `${content.slice(0, at)}PasswordAuthentication no${lineEnd}${content.slice(at)}`
  }
  if (current.value.toLowerCase() === 'no') return content
  const before = content.slice(0, current.valueStart)
  const after = content.slice(current.valueEnd)
  // A missing value leaves no blank to write into, neither before nor, with a comment right behind, after.
  return `${before}${/[\s=]$/.test(before) ? '' : ' '}no${/^\S/.test(after) ? ' ' : ''}${after}`
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
      found.push({ keyword: keyword.toLowerCase(), value, start, valueStart, valueEnd: valueStart + argument.length })
    }
    start += text.length + 1
  }
  return found
}
