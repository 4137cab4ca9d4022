/** Texts with a part of a public key, or without any. */
import { isKeyType } from '../key-types.ts'
import { refusals } from '../refusals.ts'
import { hasKeyData } from './found-keys.ts'
import type { Mistake } from './mistake.ts'

export const damages: readonly Mistake[] = [
  {
    seen: /\.{3}|…|\[(cut|snip|truncated)\]|\((cut|snip|truncated)\)|<snip>/i,
    sentence: 'The key was cut: it has dots in place of a part of it. Copy all of it from its file.'
  },
  {
    seen: (text) =>
      !hasKeyData(text) && /aaaa(b3nzac1yc2e|b3nzac1kc3m|c3nzac1lzdi1nte5|e2vjzhnhlxnoytitbmlzdha)/i.test(text),
    sentence:
      'The letters of the key data were made all small or all capital, which changes the key: copy it from its file.'
  },
  {
    seen: (text) => /^[^\0-\x7f]/.test(text) && /[\u0370-\u04ff]/.test(text) && /AAAA/.test(text),
    sentence: 'The key type has letters of another script that look like Latin ones: type it anew.'
  },
  { seen: (text) => isKeyType(text), sentence: refusals.noData },
  {
    seen: /^[\p{L}\p{N}:_.@+-]{1,64}$/u,
    sentence:
      'This is one word, perhaps the name of a key pair or a user: send the public key itself, one line that begins with its type.'
  },
  {
    seen: (text) => !hasKeyData(text) && !/[A-Za-z0-9+/]{30}/.test(text),
    sentence:
      'This does not look like a public key, which is one line that begins with its type, as “ssh-ed25519 AAAA” does.'
  }
]
