import t from 'tap'
import { databaseUrl, freshDatabase, needsPostgres } from '../fixture.ts'
import { createKeyPair, keyPairNames, startFor } from './setting.ts'

t.test('instances on one PostgreSQL are replicas of one service', needsPostgres, async (t) => {
  const url = await freshDatabase(t, databaseUrl ?? '')
  const options = { databaseUrl: url, accessKeys: [{ accessKeyId: 'ci', accessKeySecret: 'secret' }] }
  const [one, other] = await Promise.all([startFor(t, options), startFor(t, options)])
  const shared = { accessKeyId: 'ci', accessKeySecret: 'secret' }
  await createKeyPair({ ...one, accessKey: shared }, 'of-both')
  t.same(await keyPairNames({ ...other, accessKey: shared }), ['of-both'])
  t.same(await keyPairNames(one), [], 'the AccessKey of an instance is an account of its own')
  t.same(await keyPairNames(other), [])
})
