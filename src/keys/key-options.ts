/** The options in front of a key in authorized_keys, as sshd(8) has them. */

export interface KeyOptions {
  readonly isAuthority: boolean
  readonly mayHaveTerminal: boolean
  readonly command: string | undefined
  readonly from: string | undefined
  /** Names that a certificate may be for instead of the user's. */
  readonly principals: string | undefined
  /** From then on it lets nobody in; milliseconds since 1970. */
  readonly expiresAt: number | undefined
  readonly environment: Readonly<Record<string, string>>
}

/** Why the line that has them lets nobody in. */
export class KeyOptionsError extends Error {
  override readonly name = 'KeyOptionsError'
}

// What they allow isn't there, or is none of what a server here has to decide.
const flags = new Set(['port-forwarding', 'agent-forwarding', 'x11-forwarding', 'user-rc', 'touch-required'])
const valued = new Set(['permitopen', 'permitlisten', 'tunnel'])

/** Throws KeyOptionsError for an option that is unknown, wrong, or can't be held. */
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

/** Names in lower case; `\"` stands for a quotation mark in a value. */
function* split(text: string): Generator<[name: string, value: string | undefined]> {
  option.lastIndex = 0
  while (option.lastIndex < text.length) {
    const [, name, value] = option.exec(text) ?? []
    if (name === undefined) throw new KeyOptionsError('the options can’t be read')
    yield [name.toLowerCase(), value?.replaceAll('\\"', '"')]
  }
  if (text.endsWith(',')) throw new KeyOptionsError('the options can’t be read')
}

/** YYYYMMDD[HHMM[SS]][Z]; a server's own time is UTC as well. */
function readInstant(text: string): number {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?Z?$/.exec(text) ?? []
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(instant)) throw new KeyOptionsError('expiry-time must be YYYYMMDD[HHMM[SS]][Z]')
  return instant
}
