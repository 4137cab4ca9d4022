/** Readline measures the whole line again for each key: for a line of 128 KiB that blocks the thread for seconds. */
const minPasteBytes = 64

/**
 * How many bytes at the beginning of `keys` are plain text that may go to readline in one piece: whole characters, no
 * control keys. 0 for a text so short that it may as well be typed.
 */
export function pasteLength(keys: Buffer): number {
  const length = textLength(keys)
  return length >= minPasteBytes ? length : 0
}

function textLength(keys: Buffer): number {
  const end = keys.findIndex((byte) => byte < 0x20 || byte === 0x7f)
  const text = end < 0 ? keys : keys.subarray(0, end)
  if (isContinuation(text[0] ?? 0)) return 0
  let last = text.length - 1
  while (last > 0 && isContinuation(text[last] ?? 0)) last--
  return isWhole(text.subarray(last)) ? text.length : Math.max(last, 0)
}

const isContinuation = (byte: number) => (byte & 0xc0) === 0x80
const isWhole = (character: Buffer) => !character.toString().includes('\ufffd')
