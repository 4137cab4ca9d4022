// How many bytes of a buffer are used, for buffers with spare room at the end.
const taken = new WeakMap<ArrayBufferLike, number>()

/** Appends bytes. Repeated appends cost only the time of what is appended. */
export function appended(content: Uint8Array, more: Uint8Array): Uint8Array {
  const start = content.byteOffset
  const end = start + content.length
  const length = content.length + more.length
  if (taken.get(content.buffer) === end && end + more.length <= content.buffer.byteLength) {
    new Uint8Array(content.buffer).set(more, end)
    taken.set(content.buffer, end + more.length)
    return new Uint8Array(content.buffer, start, length)
  }
  const buffer = new ArrayBuffer(length * 2)
  const bytes = new Uint8Array(buffer, 0, length)
  bytes.set(content)
  bytes.set(more, content.length)
  taken.set(buffer, length)
  return bytes
}

/** Overwrites bytes from `offset` on; a gap before them becomes zeros. */
export function overwritten(content: Uint8Array, offset: number, bytes: Uint8Array): Uint8Array {
  if (offset === content.length) return appended(content, bytes)
  if (offset > content.length) return appended(appended(content, new Uint8Array(offset - content.length)), bytes)
  const result = new Uint8Array(Math.max(content.length, offset + bytes.length))
  result.set(content)
  result.set(bytes, offset)
  return result
}

/** Truncates the bytes, or extends them with zeros. */
export function resized(content: Uint8Array, length: number): Uint8Array {
  const result = new Uint8Array(length)
  result.set(content.subarray(0, length))
  return result
}

/** Without the spare room at the end, for a message to another thread. */
export const compact = (content: Uint8Array): Uint8Array =>
  content.length === content.buffer.byteLength ? content : content.slice()

const encoder = new TextEncoder()
const decoder = new TextDecoder()

type Options = { readonly encoding?: string | null } | string | null | undefined

const encodingOf = (options: Options) => (typeof options === 'string' ? options : options?.encoding) ?? 'utf8'

/** A copy that nobody else can change. */
export function toBytes(content: string | Uint8Array, options: Options): Uint8Array {
  if (typeof content !== 'string') return new Uint8Array(content)
  const encoding = encodingOf(options)
  if (encoding === 'utf8' || encoding === 'utf-8') return encoder.encode(content)
  return new Uint8Array(Buffer.from(content, encoding as BufferEncoding))
}

export function toText(content: Uint8Array, options: Options): string {
  const encoding = encodingOf(options)
  if (encoding === 'utf8' || encoding === 'utf-8') return decoder.decode(content)
  return Buffer.from(content.buffer, content.byteOffset, content.length).toString(encoding as BufferEncoding)
}
