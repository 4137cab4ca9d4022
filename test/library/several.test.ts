import t from 'tap'
import { clientOf, createKeyPair, keyPairNames, oneServer, regionId, sdk, startFor } from './setting.ts'

t.test('several instances of one process have nothing in common', async (t) => {
  const [one, other] = await Promise.all([startFor(t), startFor(t)])
  t.not(one.endpoint, other.endpoint)
  await createKeyPair(one, 'of-one')
  await createKeyPair(other, 'of-other')
  t.same([await keyPairNames(one), await keyPairNames(other)], [['of-one'], ['of-other']])

  await one.clock.freeze('2030-01-01T00:00:00Z')
  t.notOk((await other.clock.read()).frozen, 'clock')
  await one.faults.add({ operation: 'ListKeyPairs', times: 0, error: { code: 'InternalError' } })
  t.same(await keyPairNames(other), ['of-other'], 'faults')
  await one.faults.clear()
  await other.snapshot('mine')
  t.same(await one.snapshots.list(), [], 'snapshots')
  t.same(await other.calls.list({ account: one.accessKey.accessKeyId }), [], 'calls')
  await one.quotas.set('KeyPairs', 1)
  await createKeyPair(other, 'second')

  await one.reset()
  t.same([await keyPairNames(one), await keyPairNames(other)], [[], ['of-other', 'second']], 'reset')
  await t.rejects(
    keyPairNames({ ...other, accessKey: one.accessKey, endpoint: other.endpoint }).then((names) => {
      if (names.length === 0) throw new Error('unknown there, with nothing')
    }),
    { message: 'unknown there, with nothing' }
  )
  await one.stop()
  t.same(await keyPairNames(other), ['of-other', 'second'], 'the end of one is none of the other')
})

t.test('they work at the same time, each in transactions of its own', async (t) => {
  const instances = await Promise.all([startFor(t), startFor(t), startFor(t)])
  const servers = await Promise.all(
    instances.map(async (swas) => (await swas.seed(oneServer(swas))).servers[0]?.instanceId ?? '')
  )
  const PublicKeyBody = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO0J4jVwgPkHPnzL3AxHjGyxg2yZeShi9hka1Ph24F4w of-all'
  const names = Array.from({ length: 10 }, (_, n) => `key-${n}`)
  const importOne = (swas: (typeof instances)[number], keyPairName: string) =>
    clientOf(swas).importKeyPair(new sdk.ImportKeyPairRequest({ regionId, keyPairName, publicKeyBody: PublicKeyBody }))
  // One more than fit, and every second one refused: their transactions are rolled back between those of the others.
  const outcomes = await Promise.all(
    instances.flatMap((swas) =>
      [...names, ...names].map((name) =>
        importOne(swas, name).then(
          () => 'made',
          () => 'refused'
        )
      )
    )
  )
  t.equal(outcomes.filter((outcome) => outcome === 'made').length, 30)
  await Promise.all(
    instances.map(async (swas, n) => {
      t.same(await keyPairNames(swas), names)
      const attach = { regionId, keyPairName: `key-${n}`, instanceIds: [servers[n]] }
      await clientOf(swas).attachKeyPair(new sdk.AttachKeyPairRequest(attach))
      const { body } = await clientOf(swas).listKeyPairs(new sdk.ListKeyPairsRequest({ regionId, pageSize: 10 }))
      const attached = body.keyPairs.filter(({ instanceIds }: { instanceIds?: string[] }) => instanceIds?.length)
      t.same(
        attached.map(({ keyPairName }: { keyPairName: string }) => keyPairName),
        [`key-${n}`]
      )
    })
  )
})

t.test('one after the other, each begins with nothing', async (t) => {
  for (let round = 0; round < 5; round++) {
    const swas = await startFor(t)
    t.same(await keyPairNames(swas), [])
    await createKeyPair(swas, 'left')
    await swas.stop()
  }
})
