/** Finds the line of authorized_keys that accepts a key, and what it grants; as OpenSSH does. */
import type { Certificate } from './certificate.ts'
import { type KeyOptions, KeyOptionsError, readKeyOptions } from './key-options.ts'
import { addressMatches, matchesList } from './patterns.ts'
import { readWire } from './wire.ts'

export interface Offer {
  /** Key data, as the client sent it. */
  readonly blob: Buffer
  /** The certificate that the key data holds, if it does. */
  readonly certificate: Certificate | undefined
  readonly user: string
  readonly address: string
  readonly now: Date
}

export interface Grant {
  /** A forced command: it runs in place of the requested one. */
  readonly command: string | undefined
  readonly mayHaveTerminal: boolean
  /** Variables that the line sets. sshd ignores them unless PermitUserEnvironment is on. */
  readonly environment: Readonly<Record<string, string>>
}

/** `onRefusal` gets the reason why a line that has the key is refused, without quoting the line. */
export function findGrant(content: string, offer: Offer, onRefusal: (text: string) => void): Grant | undefined {
  const wanted = offer.certificate?.authority ?? offer.blob
  for (const [index, text] of content.split('\n').entries()) {
    const line = readLine(text)
    if (line === undefined || !line.blob.equals(wanted)) continue
    try {
      const options = readKeyOptions(line.options)
      if (options.isAuthority !== (offer.certificate !== undefined)) continue
      return grantOf(options, offer)
    } catch (error) {
      if (!(error instanceof KeyOptionsError)) throw error
      onRefusal(`line ${index + 1}: ${error.message}`)
    }
  }
  return undefined
}

interface Line {
  readonly options: string
  readonly blob: Buffer
}

// Options end at the first blank outside of quotes.
const withOptions = /^((?:"(?:\\"|[^"])*"|\\"|[^ \t"])+)[ \t]+(.*)$/

/** undefined if the line has no key. */
function readLine(text: string): Line | undefined {
  const trimmed = text.replace(/^[ \t]+/, '').replace(/\r$/, '')
  if (trimmed === '' || trimmed.startsWith('#')) return undefined
  const blob = readKey(trimmed)
  if (blob !== undefined) return { options: '', blob }
  const [, options = '', rest = ''] = withOptions.exec(trimmed) ?? []
  const behind = readKey(rest)
  return behind && { options, blob: behind }
}

function readKey(text: string): Buffer | undefined {
  const [type = '', data = ''] = text.split(/[ \t]+/)
  const blob = Buffer.from(data, 'base64')
  if (blob.length < 4 || blob.readUInt32BE() > blob.length - 4) return undefined
  return readWire(blob).string().toString('latin1') === type ? blob : undefined
}

function grantOf(options: KeyOptions, { certificate, user, address, now }: Offer): Grant {
  if (options.expiresAt !== undefined && options.expiresAt <= now.getTime()) refuse('the key has expired')
  if (options.from !== undefined) checkAddress(address, options.from)
  const { command, mayHaveTerminal, environment } = options
  if (certificate === undefined) return { command, mayHaveTerminal, environment }
  const forced = checkCertificate(certificate, { user, principals: options.principals, address, now })
  if (command !== undefined && forced !== undefined && command !== forced)
    refuse('the line and the certificate force different commands')
  return {
    command: command ?? forced,
    mayHaveTerminal: mayHaveTerminal && certificate.extensions.has('permit-pty'),
    environment
  }
}

/** Throws KeyOptionsError if the certificate isn't valid for the holder. Gives the command that it forces. */
function checkCertificate(
  { kind, principals, validAfter, validBefore, criticalOptions, signatureAlgorithm }: Certificate,
  holder: { user: string; principals: string | undefined; address: string; now: Date }
): string | undefined {
  const seconds = BigInt(Math.floor(holder.now.getTime() / 1000))
  if (kind !== 'user') refuse('the certificate is not for users')
  if (signatureAlgorithm === 'ssh-rsa' || signatureAlgorithm === 'ssh-dss')
    refuse('the certificate is signed with SHA-1')
  if (seconds < validAfter) refuse('the certificate is not valid yet')
  if (seconds >= validBefore) refuse('the certificate has expired')
  const named = holder.principals?.split(',') ?? [holder.user]
  // A certificate without principals is valid for every user, but not for principals that the line requires.
  if (!principals.some((one) => named.includes(one)) && !(principals.length === 0 && holder.principals === undefined))
    refuse('the certificate is for other names')
  for (const name of criticalOptions.keys())
    if (name !== 'force-command' && name !== 'source-address') refuse('the certificate has an option that is not known')
  const text = (name: string) => {
    const bytes = criticalOptions.get(name)
    return bytes && readWire(bytes).string().toString()
  }
  const source = text('source-address')
  if (source !== undefined) checkAddress(holder.address, source)
  return text('force-command')
}

function checkAddress(address: string, list: string): void {
  const isAllowed = addressMatches(address, list)
  if (isAllowed === undefined) refuse('the addresses that it is for can’t be read')
  // Host names never match: addresses aren't looked up in DNS.
  if (!isAllowed) refuse('it is not for this address')
}

function refuse(reason: string): never {
  throw new KeyOptionsError(reason)
}

/** Whether AllowUsers or DenyUsers has the user: patterns of `user` or `user@address`. */
export const listsUser = (patterns: readonly string[], user: string, address: string): boolean =>
  patterns.some((pattern) => {
    const at = pattern.lastIndexOf('@')
    if (at === -1) return matchesList(user, pattern)
    return matchesList(user, pattern.slice(0, at)) && addressMatches(address, pattern.slice(at + 1)) === true
  })
