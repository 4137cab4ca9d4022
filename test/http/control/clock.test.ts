import t from 'tap'
import { caller, linuxImage, needsPostgres, publicKey, start } from '../../fixture.ts'
import { controlClient } from './client.ts'

t.test('the clock', async (t) => {
  const service = await start(t, { transitionMs: 1000 })
  const { endpoint, ok, clock } = service
  const control = controlClient(endpoint)

  t.test('is the machine’s until it is told', async (t) => {
    t.match(await control('GET', 'clock'), { status: 200, body: { now: '2026-03-04T05:06:07.890Z', frozen: false } })
    clock.advance(110)
    t.match(await control('GET', 'clock'), { body: { now: '2026-03-04T05:06:08.000Z' } })
  })

  t.test('stands still, at another time, and moves when told', async (t) => {
    const set = { now: '2030-01-01T00:00:00Z', frozen: true }
    t.match(await control('PUT', 'clock', set), {
      status: 200,
      body: { now: '2030-01-01T00:00:00.000Z', frozen: true }
    })
    clock.advance(5000)
    t.match(await control('GET', 'clock'), { body: { now: '2030-01-01T00:00:00.000Z', frozen: true } })
    t.match(await control('POST', 'clock/advance', { ms: 1500 }), { body: { now: '2030-01-01T00:00:01.500Z' } })
    t.match(await control('POST', 'clock/advance', { ms: -500 }), { body: { now: '2030-01-01T00:00:01.000Z' } })
  })

  t.test('is where CreationTime, transitions and the Date header come from', async (t) => {
    await ok('ImportKeyPair', { KeyPairName: 'key-1', PublicKeyBody: publicKey })
    t.match(await ok('ListKeyPairs'), { KeyPairs: [{ CreationTime: '2030-01-01T00:00Z' }] })
    const { headers } = await service.rpc('ListKeyPairs')
    t.equal(headers.get('date'), 'Tue, 01 Jan 2030 00:00:01 GMT')
    await ok('CreateInstances', { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: '1' })
    const status = async () => (await ok('ListInstances')).Instances[0].Status
    t.equal(await status(), 'Pending')
    clock.advance(10_000)
    t.equal(await status(), 'Pending', 'the machine’s time doesn’t count')
    await control('POST', 'clock/advance', { ms: 1000 })
    t.equal(await status(), 'Starting')
    await control('POST', 'clock/advance', { ms: 1000 })
    t.equal(await status(), 'Running')
  })

  t.test('goes on from where it stood, and back to the machine’s', async (t) => {
    const { body } = await control('PUT', 'clock', { frozen: false })
    t.match(body, { now: '2030-01-01T00:00:03.000Z', frozen: false })
    clock.advance(1000)
    t.match(await control('GET', 'clock'), { body: { now: '2030-01-01T00:00:04.000Z' } })
    t.match(await control('DELETE', 'clock'), { status: 200, body: { now: clock.now().toISOString(), frozen: false } })
    t.not((await service.rpc('ListKeyPairs')).headers.get('date'), 'Tue, 01 Jan 2030 00:00:04 GMT')
  })

  t.test('takes nothing that is no time', async (t) => {
    for (const body of [
      { now: 'tomorrow' },
      { now: '2030-02-30T00:00:00' },
      { now: '9999-01-01T00:00:00Z' },
      { to: 1 }
    ])
      t.match(await control('PUT', 'clock', body), { status: 400, body: { Code: 'InvalidRequest' } })
    for (const ms of [1.5, '1', 1e15, undefined])
      t.match(await control('POST', 'clock/advance', { ms }), { status: 400, body: { Code: 'InvalidRequest' } })
    t.match(await control('PUT', 'clock', { now: '2030-02-30T00:00:00Z', frozen: true }), { status: 200 })
    t.match(await control('POST', 'clock/advance', { ms: -3_000_000_000_000 }), { status: 400 })
    await control('DELETE', 'clock')
  })
})

t.test('signatures go by it', async (t) => {
  const { endpoint } = await start(t, { accessKeys: [{ accessKeyId: 'known', accessKeySecret: 'secret' }] })
  const control = controlClient(endpoint)
  const { callV1 } = await import('../../auth/signer.ts')
  const signer = { endpoint, accessKeyId: 'known', secret: 'secret', now: () => new Date('2031-05-05T00:00:00Z') }
  t.match(await callV1(signer), { status: 400 })
  await control('PUT', 'clock', { now: '2031-05-05T00:14:00Z', frozen: true })
  t.match(await callV1(signer), { status: 200 })
  await control('POST', 'clock/advance', { ms: 120_000 })
  t.match(await callV1(signer), { status: 400 })
})

t.test('a change that was answered holds in every replica', needsPostgres, async (t) => {
  const first = await start(t)
  const second = await start(t, { databaseUrl: first.config.databaseUrl })
  t.equal((await second.rpc('ListKeyPairs')).status, 200)
  for (const now of ['2030-01-01T00:00:00.000Z', '2031-01-01T00:00:00.000Z']) {
    await controlClient(first.endpoint)('PUT', 'clock', { now, frozen: true })
    t.match(await controlClient(second.endpoint)('GET', 'clock'), { body: { now, frozen: true } })
  }
  await controlClient(second.endpoint)('PUT', 'transitions', { mode: 'reads', reads: 3 })
  t.match(await controlClient(first.endpoint)('GET', 'transitions'), { body: { mode: 'reads', reads: 3 } })
})

t.test('transitions', async (t) => {
  const { endpoint, ok } = await start(t)
  const control = controlClient(endpoint)
  const [id = ''] = (await ok('CreateInstances', { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: '1' }))
    .InstanceIds
  const status = async () => (await ok('ListInstanceStatus')).InstanceStatuses[0].Status

  t.test('are instant by the setting', async (t) => {
    t.match(await control('GET', 'transitions'), { status: 200, body: { mode: 'instant', ms: 0, reads: 0 } })
    t.equal(await status(), 'Running')
  })

  t.test('by reads: each state is shown so often, and refuses what it does', async (t) => {
    t.match(await control('PUT', 'transitions', { mode: 'reads', reads: 2 }), { body: { mode: 'reads', reads: 2 } })
    await ok('RebootInstance', { InstanceId: id })
    const refused = await caller(endpoint)('RebootInstance', { InstanceId: id })
    t.match(refused, { status: 403, body: { Code: 'IncorrectInstanceStatus' } }, 'a write is no read')
    t.equal(await status(), 'Starting')
    t.equal((await ok('DescribeInstance', { InstanceId: id })).Status, 'Starting')
    t.equal((await ok('ListInstances')).Instances[0].Status, 'Running')
    const { InstanceIds } = await ok('CreateInstances', {
      ImageId: linuxImage,
      PlanId: 'swas.s2.c2m2s50b4t08',
      Period: '1'
    })
    const seen = []
    for (let n = 0; n < 5; n++) seen.push((await ok('DescribeInstance', { InstanceId: InstanceIds[0] })).Status)
    t.same(seen, ['Pending', 'Pending', 'Starting', 'Starting', 'Running'])
    t.same((await ok('ListInstances', { Status: 'Running' })).TotalCount, 2)
  })

  t.test('are an account’s own where it says so', async (t) => {
    t.match(await control('PUT', 'transitions', { mode: 'timed', ms: 60_000, account: 'slow' }), {
      body: { mode: 'timed', ms: 60_000, reads: 0 }
    })
    t.match(await control('GET', 'transitions?account=slow'), { body: { mode: 'timed' } })
    t.match(await control('GET', 'transitions'), { body: { mode: 'reads' } })
    t.match(await control('DELETE', 'transitions?account=slow'), { body: { mode: 'reads' } })
    t.match(await control('DELETE', 'transitions'), { body: { mode: 'instant' } })
  })

  t.test('take nothing that has no effect', async (t) => {
    for (const body of [
      { mode: 'slow' },
      { mode: 'timed' },
      { mode: 'timed', ms: 5, reads: 1 },
      { mode: 'instant', ms: 5 },
      { reads: 1 }
    ])
      t.match(await control('PUT', 'transitions', body), { status: 400, body: { Code: 'InvalidRequest' } })
    t.match(await control('GET', 'transitions?acount=x'), { status: 400, body: { Code: 'InvalidRequest' } })
  })
})
