/** Expands PS1 and PS2. */
import type { User } from '../disk/users.ts'

/** The value of a variable in the output of `declare -p`. */
export function variableIn(variables: string, name: string): string | undefined {
  const [, dollar, quoted] =
    new RegExp(`^declare \\S+ ${name}=(?:\\$'((?:[^'\\\\]|\\\\.)*)'|"((?:[^"\\\\]|\\\\.)*)")`, 'm').exec(variables) ??
    []
  if (quoted !== undefined) return quoted.replace(/\\(["\\$`])/g, '$1')
  return dollar?.replace(/\\(e|E|n|t|'|\\|\d{3}|x[0-9a-f]{2})/g, (_, code: string) => escaped(code))
}

function escaped(code: string): string {
  const plain: Record<string, string> = { e: '\u001b', E: '\u001b', n: '\n', t: '\t' }
  if (/^\d{3}$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8))
  if (code.startsWith('x')) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
  return plain[code] ?? code
}

export function expandPrompt(text: string, hostname: string, directory: string, user: User): string {
  const isAtHome = directory === user.home || directory.startsWith(`${user.home}/`)
  const home = isAtHome ? `~${directory.slice(user.home.length)}` : directory
  const values: Record<string, string> = {
    u: user.name,
    h: hostname.replace(/\..*$/, ''),
    H: hostname,
    w: home,
    W: home.replace(/^.*\/(?=.)/, ''),
    $: user.uid === 0 ? '#' : '$',
    n: '\r\n',
    e: '\u001b',
    a: '\u0007',
    s: 'bash',
    v: '5.1',
    '\\': '\\',
    '[': '',
    ']': ''
  }
  return text
    .replace(/\$\{debian_chroot:[^}]*\}/g, '')
    .replace(/\\(0\d\d|.)/g, (all, name: string) =>
      name.length === 3 ? String.fromCharCode(Number.parseInt(name, 8)) : (values[name] ?? all)
    )
}
