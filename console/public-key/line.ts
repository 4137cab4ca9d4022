/** A public key that the browser reads itself: the OpenSSH line of a plain key. The service reads every other text. */
export interface KeyLine {
  readonly type: string
  readonly bits: number
  readonly blob: Uint8Array<ArrayBuffer>
  /** May be empty. */
  readonly comment: string
}

const curveBits: Readonly<Record<string, number>> = { nistp256: 256, nistp384: 384, nistp521: 521 }

/** undefined if the text isn't such a line, or if the service might refuse it. */
export function readLine(text: string): KeyLine | undefined {
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF]/u.test(text)) return undefined
  const [, type = '', data = '', comment = ''] = /^(\S+) +([A-Za-z0-9+/]+={0,2})(?: +(\S.*))?$/.exec(text) ?? []
  const blob = fromBase64(data)
  if (blob === undefined) return undefined
  const bits = bitsOf(type, fieldsOf(blob))
  return bits === undefined ? undefined : { type, bits, blob, comment }
}

/** undefined if it isn't canonical Base64. */
function fromBase64(data: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const decoded = atob(data)
    return btoa(decoded) === data ? Uint8Array.from(decoded, (byte) => byte.charCodeAt(0)) : undefined
  } catch {
    return undefined
  }
}

/** The strings (RFC 4251) in the blob; none if it ends too early. */
function fieldsOf(blob: Uint8Array): readonly Uint8Array[] {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.length)
  const fields: Uint8Array[] = []
  for (let at = 0; at < blob.length; ) {
    if (at + 4 > blob.length) return []
    const end = at + 4 + view.getUint32(at)
    if (end > blob.length) return []
    fields.push(blob.subarray(at + 4, end))
    at = end
  }
  return fields
}

const textOf = (bytes: Uint8Array | undefined) => String.fromCharCode(...(bytes ?? []))

function bitsOf(type: string, [name, ...fields]: readonly Uint8Array[]): number | undefined {
  if (textOf(name) !== type) return undefined
  const [first, second, ...more] = fields
  if (type === 'ssh-ed25519') return second === undefined && first?.length === 32 ? 256 : undefined
  if (first === undefined || second === undefined || more.length > 0) return undefined
  if (type === 'ssh-rsa') return rsaBits(first, second)
  const curve = type.replace('ecdsa-sha2-', '')
  const bits = curveBits[curve]
  const isPoint = bits !== undefined && second[0] === 4 && second.length === 1 + 2 * Math.ceil(bits / 8)
  return isPoint && textOf(first) === curve ? bits : undefined
}

function rsaBits(exponent: Uint8Array, modulus: Uint8Array): number | undefined {
  const bits = bitLength(modulus)
  const isPlausible = isOdd(modulus) && bits >= 1024 && bits <= 16384 && isOdd(exponent) && bitLength(exponent) <= 32
  return isPlausible ? bits : undefined
}

const isOdd = (number: Uint8Array) => ((number.at(-1) ?? 0) & 1) === 1

/** The bits of a positive number without superfluous leading zeros; 0 for any other. */
function bitLength(number: Uint8Array): number {
  const [first = 0, second = 0] = number
  if (first >= 128 || (first === 0 && second < 128)) return 0
  const digits = first === 0 ? number.subarray(1) : number
  return digits.length * 8 - (Math.clz32(digits[0] ?? 0) - 24)
}
