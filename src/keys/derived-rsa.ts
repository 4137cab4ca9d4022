/** Derives an RSA key from a seed: the same key on every machine, at any time. */
import { checkPrime, createCipheriv, createHmac, createPrivateKey, createPublicKey } from 'node:crypto'
import { promisify } from 'node:util'
import { type GeneratedKey, generatedRsa } from './generate.ts'

const isPrime: (candidate: bigint) => Promise<boolean> = promisify(checkPrime)

const exponent = 65537n
const primeBytes = 128
/** How many odd numbers are tried from each starting point. One in 355 of this size is prime. */
const span = 4096

/** Gives a key of 2048 bits, e = 65537. `seed` has 32 bytes. The primes are tested on libuv's threads. */
export async function deriveRsa(seed: Buffer): Promise<GeneratedKey> {
  const part = (name: string) => createHmac('sha256', seed).update(name).digest()
  const [one, other] = await Promise.all([findPrime(part('p')), findPrime(part('q'))])
  const [p, q] = one > other ? [one, other] : [other, one]
  // FIPS 186-5, A.1.3: the primes must not be too near to each other. The probability is below 2^-99.
  if (p - q < 1n << BigInt(primeBytes * 8 - 100)) return await deriveRsa(part('again'))
  const d = inverse(exponent, (p - 1n) * (q - 1n))
  const long = (value: bigint) => toBytes(value, 2 * primeBytes).toString('base64url')
  const short = (value: bigint) => toBytes(value, primeBytes).toString('base64url')
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: long(p * q),
      e: Buffer.from([1, 0, 1]).toString('base64url'),
      d: long(d),
      p: short(p),
      q: short(q),
      dp: short(d % (p - 1n)),
      dq: short(d % (q - 1n)),
      qi: short(inverse(q, p))
    }
  })
  return generatedRsa(key, createPublicKey(key))
}

/** The first suitable prime from the starting points that the seed gives. */
async function findPrime(seed: Buffer): Promise<bigint> {
  const stream = createCipheriv('aes-256-ctr', seed, Buffer.alloc(16))
  for (;;) {
    const bytes = stream.update(Buffer.alloc(primeBytes))
    bytes[0] = (bytes[0] ?? 0) | 0xc0 // the product of two such primes has 2048 bits
    bytes[primeBytes - 1] = (bytes[primeBytes - 1] ?? 0) | 1
    const start = BigInt(`0x${bytes.toString('hex')}`)
    for (const step of sieve(start)) {
      const candidate = start + BigInt(2 * step)
      if (candidate % exponent !== 1n && (await isPrime(candidate))) return candidate
    }
  }
}

/** The steps for which `start + 2 * step` is no multiple of a small prime. */
function* sieve(start: bigint): Generator<number> {
  const isMultiple = new Uint8Array(span)
  for (const prime of smallPrimes) {
    const rest = Number(start % BigInt(prime))
    // start + 2 * step = 0 (mod prime), and (prime + 1) / 2 is the inverse of 2.
    let step = ((prime - rest) * ((prime + 1) / 2)) % prime
    for (; step < span; step += prime) isMultiple[step] = 1
  }
  for (let step = 0; step < span; step++) if (isMultiple[step] === 0) yield step
}

/** Without 2. */
const smallPrimes = primesBelow(16_384)

function primesBelow(end: number): number[] {
  const isComposite = new Uint8Array(end)
  const primes: number[] = []
  for (let n = 3; n < end; n += 2) {
    if (isComposite[n] === 1) continue
    primes.push(n)
    for (let multiple = n * n; multiple < end; multiple += n) isComposite[multiple] = 1
  }
  return primes
}

/** The modular inverse, by Euclid's algorithm. `value` must have one. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [rest, next, factor, nextFactor] = [modulus, value % modulus, 0n, 1n]
  while (next > 0n) {
    const times = rest / next
    ;[rest, next, factor, nextFactor] = [next, rest - times * next, nextFactor, factor - times * nextFactor]
  }
  return factor < 0n ? factor + modulus : factor
}

const toBytes = (value: bigint, length: number) => Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex')
