import { generateKeyPairSync, sign } from 'node:crypto'
import t from 'tap'
import { generatedRsa } from '../../src/keys/generate.ts'
import { readLoginKey } from '../../src/keys/login-key.ts'

// PuTTY drops leading zeros, which one RSA signature in 256 has.
t.test('an RSA signature without its leading zeros is one', async (t) => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { publicKey } = generatedRsa(pair.privateKey, pair.publicKey)
  const key = readLoginKey('ssh-rsa', Buffer.from(publicKey.split(' ')[1] ?? '', 'base64'))
  const isSigned = (signed: Buffer, signature: Buffer) => key?.isSignedBy({ signature, signed, hash: 'sha256' })
  for (let count = 0; ; count++) {
    const signed = Buffer.from(`data ${count}`)
    const signature = sign('sha256', signed, pair.privateKey)
    if (signature[0] !== 0) continue
    t.equal(isSigned(signed, signature), true)
    t.equal(isSigned(signed, signature.subarray(1)), true, 'without its zero')
    t.equal(isSigned(Buffer.from('other data'), signature.subarray(1)), false)
    t.equal(isSigned(signed, Buffer.concat([Buffer.alloc(1), signature])), false, 'longer than the key')
    return
  }
})
