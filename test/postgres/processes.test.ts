import t, { type Test } from 'tap'
import {
  type Body,
  databaseUrl,
  freshDatabase,
  linuxImage,
  list,
  needsPostgres,
  publicKey,
  type Reply,
  secondPublicKey
} from '../fixture.ts'
import { acknowledge } from '../kill.ts'
import { type Running, run, runToEnd } from '../process.ts'

const fresh = (t: Test) => freshDatabase(t, databaseUrl ?? '')

async function replicas(t: Test, count: number, settings: Record<string, string> = {}): Promise<Running[]> {
  const DATABASE_URL = await fresh(t)
  return await Promise.all(Array.from({ length: count }, () => run(t, { DATABASE_URL, ...settings })))
}

const codes = (replies: readonly Reply[]) => {
  const counts: Record<string, number> = {}
  for (const { status, body } of replies) {
    const code = status === 200 ? 'done' : body.Code
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

t.test('three processes that start together on an empty database migrate it once', needsPostgres, async (t) => {
  const started = await replicas(t, 3)
  for (const { rpc } of started) t.equal((await rpc('ListKeyPairs')).status, 200)
})

t.test('two hundred calls over two processes make ten key pairs', needsPostgres, async (t) => {
  const [one, two] = (await replicas(t, 2)) as [Running, Running]
  const replies = await Promise.all(
    Array.from({ length: 200 }, (_, n) => {
      const { rpc } = n % 2 === 0 ? one : two
      return n % 4 < 2
        ? rpc('CreateKeyPair', { KeyPairName: `created-${n}` })
        : rpc('ImportKeyPair', { KeyPairName: `imported-${n}`, PublicKeyBody: publicKey })
    })
  )
  t.same(codes(replies), { done: 10, 'QuotaExceed.KeyPair': 190 })
  t.equal((await one.rpc('ListKeyPairs')).body.TotalCount, 10)
})

t.test('fifty calls with one name make one key pair', needsPostgres, async (t) => {
  const [one, two] = (await replicas(t, 2)) as [Running, Running]
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      (n % 2 === 0 ? one : two).rpc('ImportKeyPair', { KeyPairName: 'same', PublicKeyBody: publicKey })
    )
  )
  t.same(codes(replies), { done: 1, KeyPairNameAlreadyExist: 49 })
})

t.test('one ClientToken in two processes gives one key pair and one private key', needsPostgres, async (t) => {
  const [one, two] = (await replicas(t, 2)) as [Running, Running]
  const call = { KeyPairName: 'once', ClientToken: 'two-processes' }
  const replies = await Promise.all([one, two, one, two].map(({ rpc }) => rpc('CreateKeyPair', call)))
  t.same(codes(replies), { done: 4 })
  t.equal(new Set(replies.map(({ body }) => body.PrivateKeyBody)).size, 1)
})

t.test('attaching against deleting never leaves a server with a key pair that is gone', needsPostgres, async (t) => {
  const [one, two] = (await replicas(t, 2)) as [Running, Running]
  const plan = { PlanId: 'swas.s2.c2m2s50b4t08', ImageId: linuxImage, Period: '1', Amount: '3' }
  const { InstanceIds } = (await one.rpc('CreateInstances', plan)).body
  const outcomes = new Set<string>()
  for (let round = 0; round < 40; round++) {
    const names = ['a', 'b'].map((letter) => `${letter}-${round}`)
    for (const [n, KeyPairName] of names.entries()) {
      await one.rpc('ImportKeyPair', { KeyPairName, PublicKeyBody: n === 0 ? publicKey : secondPublicKey })
    }
    const [attached, alsoAttached, deleted] = (await Promise.all([
      one.rpc('AttachKeyPair', { KeyPairName: `a-${round}`, ...list('InstanceIds', InstanceIds) }),
      two.rpc('AttachKeyPair', { KeyPairName: `b-${round}`, ...list('InstanceIds', [...InstanceIds].reverse()) }),
      two.rpc('DeleteKeyPairs', list('KeyPairNames', names))
    ])) as [Reply, Reply, Reply]
    const told = [attached, alsoAttached, deleted].map(({ status, body }) => (status === 200 ? 'done' : body.Code))
    outcomes.add(told.join())
    for (const code of told.slice(0, 2)) t.ok(['done', 'InvalidKeyPairName.NotFound'].includes(code), code)
    t.ok(['done', 'InvalidParameter.KeypairAlreadyAttachedInstance'].includes(told[2] ?? ''), told[2])

    const { KeyPairs } = (await one.rpc('ListKeyPairs')).body
    const held = KeyPairs.flatMap((pair: Body) => pair.InstanceIds)
    for (const InstanceId of InstanceIds) {
      const { status, body } = await two.rpc('DescribeInstanceKeyPair', { InstanceId })
      t.equal(status, 200)
      t.equal(held.includes(InstanceId), body.KeyPairName !== '', 'a server holds what the list shows')
    }
    for (const pair of KeyPairs.filter((pair: Body) => pair.InstanceIds.length > 0)) {
      await one.rpc('DetachKeyPair', { KeyPairName: pair.KeyPairName, ...list('InstanceIds', pair.InstanceIds) })
    }
    await one.rpc(
      'DeleteKeyPairs',
      list(
        'KeyPairNames',
        KeyPairs.map((pair: Body) => pair.KeyPairName)
      )
    )
  }
  t.comment([...outcomes].join(' | '))
})

t.test('an acknowledged write survives kill -9 of the service', needsPostgres, async (t) => {
  const DATABASE_URL = await fresh(t)
  const first = await run(t, { DATABASE_URL })
  const acknowledged = await acknowledge(first, () => first.kill())
  const second = await run(t, { DATABASE_URL })
  for (const { AccessKeyId, KeyPairName } of acknowledged) {
    t.equal((await second.rpc('ListKeyPairs', { AccessKeyId, KeyPairName })).body.TotalCount, 1)
  }
})

t.test('a database that can’t be reached is said at start', async (t) => {
  const { code, stderr } = await runToEnd({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' })
  t.equal(code, 1)
  t.match(stderr, /DATABASE_URL: nobody answers at 127\.0\.0\.1:1/)
})
