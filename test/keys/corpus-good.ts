import { anyLine, type Category, comments, dsa, ecdsa, ed25519, line, odd, plain, rsa } from './corpus-keys.ts'

export const good: Record<string, Category> = {
  'rsa 1024': (random) => line(rsa(random, 1024), random.pick(comments)),
  'rsa 2048': (random) => line(rsa(random, 2048), random.pick(comments)),
  'rsa 4096': (random) => line(rsa(random, 4096)),
  'rsa of odd size': (random) => line(rsa(random, 1024 + random.below(3000))),
  'rsa 16384': (random) => line(rsa(random, 16384)),
  'rsa small odd exponent': (random) => line(rsa(random, 2048, Buffer.of(random.pick([3, 17])))),
  'rsa 32 bit exponent': (random) => line(rsa(random, 2048, odd(random, 32))),
  'dsa 1024': (random) => line(dsa(random), random.pick(comments)),
  'dsa 2048 and 3072': (random) => line(dsa(random, random.pick([2048, 3072]))),
  'ecdsa 256': (random) => line(ecdsa(random, 256), random.pick(comments)),
  'ecdsa 384': (random) => line(ecdsa(random, 384), random.pick(comments)),
  'ecdsa 521': (random) => line(ecdsa(random, 521), random.pick(comments)),
  ed25519: (random) => line(ed25519(random), random.pick(comments)),
  'no comment': (random) => line(plain(random)),
  'comment with blanks and quotes': (random) => line(plain(random), 'Jane\'s  "old" # laptop'),
  'comment in other scripts': (random) => line(plain(random), '密钥 ключ 🔑'),
  'comment that looks like a key': (random) => line(plain(random), anyLine(random)),
  'comment that speaks of a PRIVATE KEY': (random) => line(plain(random), 'made from PRIVATE KEY 7'),
  'long comment': (random) => line(plain(random), 'x'.repeat(8000)),
  'several blanks between fields': (random) => anyLine(random).replaceAll(' ', '   '),
  'blanks around': (random) => ` \t${anyLine(random)} \t`,
  'final line end': (random) => `${anyLine(random)}\n`,
  'final CRLF': (random) => `${anyLine(random)}\r\n`,
  'final CRLF without comment': (random) => `${line(plain(random))}\r\n`,
  'empty lines around': (random) => `\n\n${anyLine(random)}\n\n`
}
