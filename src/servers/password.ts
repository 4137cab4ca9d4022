import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number }, Buffer>(scrypt)

// OWASP's cheaper recommendation for scrypt (read 2026-11): 16 MiB and some 50 ms, off the event loop.
const cost = { N: 2 ** 14, r: 8, p: 5 }

/** Root's password as the database stores it: `scrypt$N$r$p$salt$hash`, salt and hash in Base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, 32, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), hash.toString('base64')].join('$')
}

/** Takes the same time for a right password, a wrong one, and a server without a password. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, n, r, p, salt = '', hash = ''] = (stored ?? noPassword).split('$')
  const expected = Buffer.from(hash, 'base64')
  const derived = await derive(password, Buffer.from(salt, 'base64'), expected.length, {
    N: Number(n),
    r: Number(r),
    p: Number(p)
  })
  return timingSafeEqual(derived, expected) && stored !== null
}

const noPassword = ['scrypt', cost.N, cost.r, cost.p, '', Buffer.alloc(32).toString('base64')].join('$')

const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[()`~!@#$%^&*\-_+=|{}[\]:;'<>,.?/]/]
const allowed = /^[A-Za-z0-9()`~!@#$%^&*\-_+=|{}[\]:;'<>,.?/]{8,30}$/

/** UpdateInstanceAttribute: 8 to 30 characters of at least three of four classes; on Windows no `/` first. */
export function isAcceptablePassword(password: string, platform: 'Linux' | 'Windows'): boolean {
  if (platform === 'Windows' && password.startsWith('/')) return false
  return allowed.test(password) && classes.filter((characters) => characters.test(password)).length >= 3
}
