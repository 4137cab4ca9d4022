import { createHash } from 'node:crypto'
import t from 'tap'
import { makeInstances, publicKey, secondPublicKey, start } from '../fixture.ts'
import { account, attach, importKeyPair, refused, refusesBadParameters } from './expect.ts'

t.test('DescribeKeyPair', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)

  t.test('tells type, bits, fingerprints, origin and servers of an imported key pair', async (t) => {
    const caller = as('imported')
    await importKeyPair(caller, '密钥-1')
    const ids = await makeInstances(caller, 2)
    await attach(caller, '密钥-1', ...ids)
    const { RequestId, ...body } = await caller.ok('DescribeKeyPair', { KeyPairName: '密钥-1' }, 'GET')
    t.match(RequestId, /^[0-9A-F-]{36}$/)
    t.strictSame(body, {
      KeyPairName: '密钥-1',
      CreationTime: '2026-03-04T05:06Z',
      Origin: 'Imported',
      KeyType: 'ssh-ed25519',
      KeyBits: 256,
      FingerprintMd5: 'c3:b7:f6:c5:bd:4b:88:6d:d5:5d:ce:8d:ba:4b:32:2a',
      FingerprintSha256: '3K4ioBKKMcXHe+kqv9vKzVJR7P6BIEH/nbYjtBAM7pA',
      PublicKey: publicKey,
      InstanceIds: [...ids].sort(),
      PendingInstanceIds: [...ids].sort()
    })
  })

  t.test('tells the same of one that was created', async (t) => {
    const caller = as('created')
    await caller.ok('CreateKeyPair', { KeyPairName: 'made' })
    const body = await caller.ok('DescribeKeyPair', { KeyPairName: 'made' })
    t.match(body, { Origin: 'Created', KeyType: 'ssh-rsa', KeyBits: 2048, InstanceIds: [] })
    t.match(body.PublicKey, /^ssh-rsa [A-Za-z0-9+/]+=*$/)
    const sha256 = createHash('sha256')
      .update(Buffer.from(body.PublicKey.split(' ')[1], 'base64'))
      .digest('base64')
    t.equal(`${body.FingerprintSha256}=`, sha256)
    t.match(body.FingerprintMd5, /^([0-9a-f]{2}:){15}[0-9a-f]{2}$/)
  })

  t.test('knows key pairs by case, region and account', async (t) => {
    const caller = as('apart')
    await importKeyPair(caller, 'work')
    await importKeyPair(caller, 'Work', secondPublicKey)
    t.match(await caller.ok('DescribeKeyPair', { KeyPairName: 'Work' }), { PublicKey: secondPublicKey })
    refused(t, await caller.rpc('DescribeKeyPair', { KeyPairName: 'WORK' }), 'InvalidKeyPairName.NotFound')
    const elsewhere = await caller.rpc('DescribeKeyPair', { KeyPairName: 'work', RegionId: 'cn-beijing' })
    refused(t, elsewhere, 'InvalidKeyPairName.NotFound')
    const theirs = await as('apart, another').rpc('DescribeKeyPair', { KeyPairName: 'work' })
    refused(t, theirs, 'InvalidKeyPairName.NotFound')
  })

  t.test('refuses names outside of the rule', async (t) => {
    refused(t, await as('bad').rpc('DescribeKeyPair', { KeyPairName: '1st' }), 'InvalidKeyPairName.Malformed')
    await refusesBadParameters(t, as('bad'), 'DescribeKeyPair', { KeyPairName: 'work' })
  })
})
