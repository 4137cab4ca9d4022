import t from 'tap'
import { operations } from '../../src/operations/index.ts'
import { type Body, makeInstances, publicKey, start } from '../fixture.ts'

const day = 24 * 60 * 60 * 1000

t.test('ClientToken', async (t) => {
  const service = await start(t)
  const { ok, rpc, clock, database } = service

  t.test('gives the same reply again, private key included, and does the work once', async (t) => {
    const parameters = { KeyPairName: 'once', ClientToken: 'token-1' }
    const made = await ok('CreateKeyPair', parameters)
    const again = await ok('CreateKeyPair', parameters)
    t.equal(again.PrivateKeyBody, made.PrivateKeyBody)
    t.not(again.RequestId, made.RequestId)
    t.equal((await ok('ListKeyPairs')).TotalCount, 1)
  })

  t.test('does the work once when calls come at the same time', async (t) => {
    const parameters = { KeyPairName: 'at-once', ClientToken: 'token-2' }
    const replies = await Promise.all(Array.from({ length: 5 }, () => ok('CreateKeyPair', parameters)))
    t.equal(new Set(replies.map(({ PrivateKeyBody }) => PrivateKeyBody)).size, 1)
  })

  t.test('is refused with other parameters, and is another one for another action, region or account', async (t) => {
    const refused = await rpc('CreateKeyPair', { KeyPairName: 'other', ClientToken: 'token-1' })
    t.equal(refused.status, 400)
    t.match(refused.body, {
      Code: 'IdempotentParameterMismatch',
      Message:
        'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical.'
    })
    t.equal(
      (await rpc('CreateKeyPair', { KeyPairName: 'once', ClientToken: 'token-1', RegionId: 'cn-beijing' })).body.Code,
      'IdempotentParameterMismatch'
    )
    await ok('ImportKeyPair', { KeyPairName: 'imported', PublicKeyBody: publicKey, ClientToken: 'token-1' })
    await ok('ImportKeyPair', {
      KeyPairName: 'theirs',
      PublicKeyBody: publicKey,
      ClientToken: 'token-1',
      AccessKeyId: 'other'
    })
  })

  t.test('of a refused call is free again', async (t) => {
    const parameters = { KeyPairName: 'once', PublicKeyBody: publicKey, ClientToken: 'token-3' }
    t.equal((await rpc('ImportKeyPair', parameters)).body.Code, 'KeyPairNameAlreadyExist')
    await ok('ImportKeyPair', { ...parameters, KeyPairName: 'free-again' })
  })

  t.test('is forgotten after 24 hours', async (t) => {
    clock.advance(day - 1000)
    await ok('CreateKeyPair', { KeyPairName: 'once', ClientToken: 'token-1' })
    clock.advance(2000)
    t.equal(
      (await rpc('CreateKeyPair', { KeyPairName: 'once', ClientToken: 'token-1' })).body.Code,
      'KeyPairNameAlreadyExist'
    )
  })

  t.test('is refused when it isn’t 1 to 64 ASCII characters', async (t) => {
    for (const ClientToken of ['x'.repeat(65), 'é', 'a\tb']) {
      const { status, body } = await rpc('ListPlans', { ClientToken })
      t.match(
        { status, ...body },
        { status: 400, Code: 'InvalidClientToken.ValueNotSupported', Message: 'The ClientToken provided is invalid.' }
      )
    }
    await ok('ListPlans', { ClientToken: 'x'.repeat(64) })
  })

  t.test('works on every operation that has it', async (t) => {
    const [InstanceId = ''] = await makeInstances(service)
    const parameters: Record<string, string> = {
      InstanceId,
      InstanceIds: `["${InstanceId}"]`,
      ImageId: '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a52',
      PlanId: 'swas.s2.c2m2s50b4t08',
      Period: '1',
      PublicKeyBody: publicKey,
      PublicKey: publicKey,
      ResourceType: 'instance',
      ResourceId: `["${InstanceId}"]`,
      'Tag.1.Key': 'k',
      TagKey: '["k"]'
    }
    const withToken = operations.filter(({ parameters }) => 'ClientToken' in parameters.properties)
    t.ok(withToken.length > 20)
    let name = 0
    for (const { action, parameters: schema } of withToken) {
      const own = Object.fromEntries(
        Object.entries(parameters).filter(([key]) => (key.split('.')[0] as string) in schema.properties)
      )
      if (action === 'ListImages') delete own.ImageIds
      const KeyPairName = /Create|Upload|Import/.test(action) ? `any-${name++}` : 'imported'
      if (action === 'DetachKeyPair') await ok('AttachKeyPair', { KeyPairName, InstanceIds: `["${InstanceId}"]` })
      if (/^Start/.test(action)) await ok('StopInstance', { InstanceId })
      if (/^(Stop|Reboot)/.test(action)) await rpc('StartInstance', { InstanceId })
      const call = { ...own, KeyPairName, KeyPairNames: '["any-0"]', ClientToken: `every-${action}` }
      if (action === 'DeleteKeyPairs') await rpc('ImportKeyPair', { KeyPairName: 'any-0', PublicKeyBody: publicKey })
      if (action === 'DeleteKeyPairs')
        await rpc('DetachKeyPair', { KeyPairName: 'any-0', InstanceIds: `["${InstanceId}"]` })
      const { RequestId: _first, ...made } = await ok(action, call)
      const { RequestId: _second, ...again } = await ok(action, call)
      t.same(again, made, action)
      const another =
        'RegionId' in schema.properties ? { RegionId: 'cn-shanghai' } : { PublicKeyBody: `${publicKey} x` }
      t.equal((await rpc(action, { ...call, ...another })).body.Code, 'IdempotentParameterMismatch', action)
    }
  })

  t.test('leaves neither itself nor the private key in the database', async (t) => {
    const token = 'a-token-to-be-looked-for'
    const { PrivateKeyBody } = await ok('CreateInstanceKeyPair', {
      KeyPairName: 'sealed',
      InstanceId: (await makeInstances(service))[0] ?? '',
      ClientToken: token
    }).then(({ PrivateKey }: Body) => ({ PrivateKeyBody: PrivateKey }))
    const rows = JSON.stringify(await database.db.selectFrom('clientTokens').selectAll().execute(), (_key, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value
    )
    t.notMatch(rows, token)
    t.notMatch(rows, PrivateKeyBody.split('\n')[3])
    t.notMatch(rows, /PRIVATE KEY/)
  })
})
