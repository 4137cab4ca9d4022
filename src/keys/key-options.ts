/** The options in front of a key in authorized_keys; see sshd(8). */

export interface KeyOptions {
  readonly isAuthority: boolean
  readonly mayHaveTerminal: boolean
  readonly command: string | undefined
  readonly from: string | undefined
  /** Principals of which a certificate must have one, in place of the user's name. */
  readonly principals: string | undefined
  /** When the key expires, in milliseconds since 1970. */
  readonly expiresAt: number | undefined
  readonly environment: Readonly<Record<string, string>>
}

/** The reason why a line of authorized_keys is refused. */
export class KeyOptionsError extends Error {
  override readonly name = 'KeyOptionsError'
}

// Accepted without effect: servers have no forwarding, no tunnels, no rc files and no security keys.
const flags = new Set(['port-forwarding', 'agent-forwarding', 'x11-forwarding', 'user-rc', 'touch-required'])
const valued = new Set(['permitopen', 'permitlisten', 'tunnel'])

/** Throws KeyOptionsError for an option that is unknown, malformed or not supported. */
export function readKeyOptions(text: string): KeyOptions {
  const values = new Map<string, string>()
  const environment: Record<string, string> = {}
  let mayHaveTerminal = true
  for (const [name, value] of split(text)) {
    if (value === undefined) {
      if (name === 'restrict' || name === 'no-pty') mayHaveTerminal = false
      else if (name === 'pty') mayHaveTerminal = true
      else if (name === 'cert-authority') values.set(name, '')
      else if (!flags.has(name.replace(/^no-/, ''))) throw new KeyOptionsError(`the option ${quote(name)} is not known`)
    } else if (name === 'environment') {
      const [, key, content] = /^([A-Za-z0-9_]+)=(.*)$/s.exec(value) ?? []
      if (key === undefined || content === undefined) throw new KeyOptionsError('environment must be NAME=value')
      if (!Object.hasOwn(environment, key)) environment[key] = content
    } else if (['command', 'from', 'principals', 'expiry-time'].includes(name)) {
      if (values.has(name)) throw new KeyOptionsError(`${name} is there twice`)
      values.set(name, value)
    } else if (!valued.has(name)) throw new KeyOptionsError(`the option ${quote(name)} is not known`)
  }
  const expiry = values.get('expiry-time')
  return {
    isAuthority: values.has('cert-authority'),
    mayHaveTerminal,
    command: values.get('command'),
    from: values.get('from'),
    principals: values.get('principals'),
    expiresAt: expiry === undefined ? undefined : readInstant(expiry),
    environment
  }
}

const quote = (name: string) => JSON.stringify(name.slice(0, 40))
const option = /([A-Za-z0-9-]+)(?:="((?:\\"|[^"])*)")?(?:,|$)/y

/** Gives names in lower case. In a value, `\"` is a quotation mark. */
function* split(text: string): Generator<[name: string, value: string | undefined]> {
  option.lastIndex = 0
  while (option.lastIndex < text.length) {
    const [, name, value] = option.exec(text) ?? []
    if (name === undefined) throw new KeyOptionsError('the options can’t be read')
    yield [name.toLowerCase(), value?.replaceAll('\\"', '"')]
  }
  if (text.endsWith(',')) throw new KeyOptionsError('the options can’t be read')
}

/** Reads YYYYMMDD[HHMM[SS]][Z]. Without Z it is local time, which is UTC on the servers. */
function readInstant(text: string): number {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?Z?$/.exec(text) ?? []
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(instant)) throw new KeyOptionsError('expiry-time must be YYYYMMDD[HHMM[SS]][Z]')
  return instant
}
