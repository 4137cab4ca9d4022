import t from 'tap'
import { publicKey, secondPublicKey, start, windowsImage } from '../fixture.ts'
import {
  account,
  attach,
  detach,
  importKeyPair,
  makeInstance,
  refusesBadParameters,
  refusesUnknownInstances
} from './expect.ts'

t.test('DescribeInstanceKeyPair', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)
  const none = { KeyPairName: '', Fingerprint: '' }

  t.test(
    'names the key pair as soon as it is attached, with its MD5, and none as soon as it is detached',
    async (t) => {
      const caller = as('works')
      const InstanceId = await makeInstance(caller)
      const describe = async () => {
        const { RequestId, ...body } = await caller.ok('DescribeInstanceKeyPair', { InstanceId }, 'GET')
        t.match(RequestId, /^[0-9A-F-]{36}$/)
        return body
      }
      t.strictSame(await describe(), none)
      await importKeyPair(caller, '工作')
      await importKeyPair(caller, 'next', secondPublicKey)
      await attach(caller, '工作', InstanceId)
      t.strictSame(await describe(), {
        KeyPairName: '工作',
        Fingerprint: 'c3:b7:f6:c5:bd:4b:88:6d:d5:5d:ce:8d:ba:4b:32:2a'
      })
      await attach(caller, 'next', InstanceId)
      t.strictSame(await describe(), {
        KeyPairName: 'next',
        Fingerprint: 'a7:78:d5:7c:6d:15:a6:5c:36:9d:90:3f:0f:65:6b:65'
      })
      await detach(caller, 'next', InstanceId)
      t.strictSame(await describe(), none)
    }
  )

  t.test('names one that was made for the server', async (t) => {
    const caller = as('made')
    const InstanceId = await makeInstance(caller)
    await caller.ok('UploadInstanceKeyPair', { InstanceId, KeyPairName: 'mine', PublicKey: publicKey })
    t.match(await caller.ok('DescribeInstanceKeyPair', { InstanceId }), { KeyPairName: 'mine' })
  })

  t.test('names none on Windows', async (t) => {
    const caller = as('windows')
    const InstanceId = await makeInstance(caller, windowsImage)
    t.match(await caller.ok('DescribeInstanceKeyPair', { InstanceId }), none)
  })

  t.test('refuses', async (t) => {
    await refusesBadParameters(t, as('refuses'), 'DescribeInstanceKeyPair', { InstanceId: 'any' })
    await refusesUnknownInstances(t, service, as('refuses'), 'DescribeInstanceKeyPair')
  })
})
