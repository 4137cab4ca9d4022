/** What was called: listed, waited for, streamed, and done again. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { jsonTexts, notInSdk } from '../../../src/http/control/copy-sdk.ts'
import { operations } from '../../../src/operations/index.ts'
import { type Body, caller, linuxImage, list, publicKey, type Service, start } from '../../fixture.ts'
import { has } from '../../machine.ts'
import { everyRow } from '../../rows.ts'
import { controlAs, controlClient } from './client.ts'

const plan = { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: '1' }
const imported = (KeyPairName: string) => ({ KeyPairName, PublicKeyBody: publicKey })

t.test('the log', async (t) => {
  const service = await start(t, { accessKeys: [{ accessKeyId: 'known', accessKeySecret: 'secret', account: 'dev' }] })
  const { endpoint, rpc, clock } = service
  const control = controlClient(endpoint)
  t.afterEach(async () => void (await control('POST', 'reset')))
  const calls = async (query = ''): Promise<Body[]> => (await control('GET', `calls${query}`)).body.calls

  t.test('has every call, with what was read of it and what became of it', async (t) => {
    const { body } = await rpc('ImportKeyPair', { ...imported('k1'), KeyPairNam: 'k2', 'InstanceIds.1': 'x' })
    await rpc('ListKeyPairs', { PageSize: '5', KeyPairNames: '[]' })
    await rpc('ImportKeyPair', { ...imported('k1'), PublicKeyBody: 'no key', ClientToken: 'token' })
    await fetch(`http://${endpoint}/v1/regions/cn-hangzhou/key-pairs?PageSize=7`)
    const all = await calls()
    t.match(all, [
      {
        requestId: body.RequestId,
        account: 'tester',
        accessKeyId: 'tester',
        door: 'RPC',
        method: 'POST',
        operation: 'ImportKeyPair',
        parameters: { RegionId: 'cn-hangzhou', ...imported('k1') },
        unread: ['KeyPairNam', 'InstanceIds.1'],
        status: 200,
        code: '',
        time: clock.now().toISOString()
      },
      {
        operation: 'ListKeyPairs',
        method: 'GET',
        parameters: { PageSize: 5, PageNumber: 1 },
        unread: ['KeyPairNames']
      },
      {
        status: 400,
        code: 'InvalidPublicKeyBody.Malformed',
        parameters: { PublicKeyBody: '***', ClientToken: '***' },
        unread: []
      },
      { door: 'REST', account: 'default', operation: 'ListKeyPairs', parameters: { PageSize: 7 } }
    ])
    t.same(
      all.map(({ id }) => Number(id) - Number(all[0].id)),
      [0, 1, 2, 3]
    )
    t.ok(all.every(({ ms }) => ms > 0 && ms < 60_000))
    t.match(await control('GET', `calls/${body.RequestId}`), { body: { operation: 'ImportKeyPair' } })
    t.match(await control('GET', 'calls/none'), { status: 404, body: { Code: 'InvalidCall.NotFound' } })
    t.equal((await control('DELETE', 'calls')).status, 204)
    t.same(await calls(), [])
  })

  t.test('has the calls that were refused before anybody knew what they were', async (t) => {
    const ask = (query: string, how: RequestInit = {}) => fetch(`http://${endpoint}/?Format=JSON&${query}`, how)
    await ask('Version=2020-06-01&Action=ListKeypairs&AccessKeyId=a')
    await ask('Action=ListKeyPairs&Version=1999-01-01&AccessKeyId=a')
    await ask('Action=CreateSnapshot&Version=2020-06-01&AccessKeyId=a')
    await ask('Action=ListKeyPairs&Version=2020-06-01&RegionId=cn-hangzhou&AccessKeyId=known&Signature=wrong')
    await ask('Action=ListKeyPairs&Version=2020-06-01', {
      method: 'POST',
      body: '{"KeyPairName":"k"}',
      headers: { 'content-type': 'application/json' }
    })
    await fetch(`http://${endpoint}/v1/regions/cn-hangzhou/key-pairs?Page=1`)
    await ask('Version=2020-06-01&Action=%00%5Cu0000')
    await fetch(`http://${endpoint}/v1/regions/cn-hangzhou/key-pairs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"KeyPairName":"\\ud83d\\\\ud83d"}'
    })
    t.match(await calls(), [
      { account: '', operation: 'ListKeypairs', status: 404, code: 'InvalidAction.NotFound' },
      { account: '', operation: 'ListKeyPairs', code: 'InvalidVersion' },
      { account: '', operation: 'CreateSnapshot', status: 400, code: 'NotImplemented' },
      { account: '', operation: 'ListKeyPairs', status: 400 },
      { door: 'RPC', operation: 'ListKeyPairs', status: 415, code: 'InvalidContentType' },
      { door: 'REST', account: 'default', operation: 'ListKeyPairs', code: 'InvalidPage' },
      { operation: '\ufffd\\u0000', status: 404 },
      { operation: 'CreateKeyPair', parameters: { KeyPairName: '\ufffd\\ud83d' }, status: 400 }
    ])
  })

  t.test('is empty after a reset, also of what was not written yet', async (t) => {
    await rpc('ListPlans')
    await control('POST', 'reset')
    t.same(await calls(), [])
  })

  t.test('can be asked for some of them', async (t) => {
    const alice = caller(endpoint, 'alice')
    await alice('ImportKeyPair', imported('k1'))
    await alice('ImportKeyPair', imported('k1'))
    await alice('ImportKeyPair', imported('k2'))
    await rpc('ListPlans')
    const codes = async (query: string) => (await calls(query)).map(({ operation, code }) => `${operation} ${code}`)
    const exists = 'ImportKeyPair KeyPairNameAlreadyExist'
    t.same(await codes('?operation=ListPlans'), ['ListPlans '])
    t.same(await codes('?account=alice'), ['ImportKeyPair ', exists, 'ImportKeyPair '])
    t.same(await codes('?code=KeyPairNameAlreadyExist'), [exists])
    t.same(await codes('?code=&account=alice'), ['ImportKeyPair ', 'ImportKeyPair '])
    t.same(await codes(`?parameters=${encodeURIComponent('{"KeyPairName":"k1"}')}`), ['ImportKeyPair ', exists])
    const [, second] = await calls()
    t.same(await codes(`?after=${second.id}`), ['ImportKeyPair ', 'ListPlans '])
    t.same(await codes('?limit=1'), ['ListPlans '], 'the newest')
    t.same(await codes(`?after=${second.id}&limit=1`), ['ImportKeyPair '], 'who goes on misses none')
    const own = controlAs(endpoint, 'alice', 'any')
    t.equal((await own('GET', 'calls')).body.calls.length, 3)
    t.match(await control('GET', 'calls?operation=ListPlan'), {
      status: 400,
      body: { Code: 'InvalidOperation.NotFound' }
    })
    t.match(await control('GET', 'calls?parameters=[]'), { status: 400, body: { Code: 'InvalidRequest' } })
    t.match(await control('GET', 'calls?operations=ListPlans'), { status: 400 })
  })

  t.test('can be waited for', async (t) => {
    const wait = (wanted: object) => control('POST', 'calls/wait', wanted)
    const waiting = wait({ operation: 'ImportKeyPair', parameters: { KeyPairName: 'k2' }, withinMs: 60_000 })
    for (const name of ['k1', 'k2']) await rpc('ImportKeyPair', imported(name))
    const found = await waiting
    t.match(found, { status: 200, body: { calls: [{ parameters: { KeyPairName: 'k2' } }] } })
    t.equal(found.body.calls.length, 1)
    t.match(await wait({ operation: 'ImportKeyPair', times: 2, withinMs: 0 }), { status: 200 }, 'earlier ones count')
    t.match(await wait({ operation: 'ImportKeyPair', times: 3, withinMs: 100 }), {
      status: 404,
      body: { Code: 'InvalidCall.NotMade', Message: /There were only 2/ }
    })
    t.match(await wait({ operation: 'ImportKeyPair', parameters: { KeyPairName: 'k3' }, withinMs: 100 }), {
      status: 404,
      body: { Message: /The last of ImportKeyPair: 200 .*"k1".*; 200 .*"k2"/ }
    })
    t.match(await wait({ operation: 'AttachKeyPair', withinMs: 0 }), {
      body: { Message: 'No such call was made in time. There was none of AttachKeyPair.' }
    })
    t.match(await wait({ operation: 'AttachKeypair' }), { status: 400, body: { Code: 'InvalidOperation.NotFound' } })
  })

  t.test('is a stream of events too', async (t) => {
    await rpc('ListPlans')
    const stop = new AbortController()
    const events = async (headers: Record<string, string>, amount: number, meanwhile: () => Promise<unknown>) => {
      const { body, status } = await fetch(`http://${endpoint}/_swas/calls/stream`, { headers, signal: stop.signal })
      if (body === null || status !== 200) throw new Error(String(status))
      const reader = body.pipeThrough(new TextDecoderStream()).getReader()
      const first = (await reader.read()).value ?? ''
      await meanwhile()
      let text = first
      while ((text.match(/^data: /gm) ?? []).length < amount) text += (await reader.read()).value ?? ''
      await reader.cancel()
      return [...text.matchAll(/^id: (\d+)\ndata: (.*)$/gm)].map(([, id, data = '']) => ({ id, ...JSON.parse(data) }))
    }
    const seen = await events({}, 2, async () => {
      await rpc('ListRegions')
      await rpc('ListImages')
    })
    t.match(seen, [{ operation: 'ListRegions' }, { operation: 'ListImages', account: 'tester' }])
    const again = await events({ 'last-event-id': seen[0].id }, 1, async () => {})
    t.match(again, [{ operation: 'ListImages' }], 'who comes back goes on where it was')
    const [plans] = await calls()
    t.equal(plans.operation, 'ListPlans')
  })
})

t.test('the log is bounded', async (t) => {
  const service = await start(t, { callLogSize: 5 })
  const control = controlClient(service.endpoint)
  for (let n = 0; n < 12; n++) await service.rpc('ListKeyPairs', { PageNumber: String(n + 1) })
  const { calls } = (await control('GET', 'calls')).body
  t.same(
    calls.map(({ parameters }: Body) => parameters.PageNumber),
    [8, 9, 10, 11, 12]
  )
  t.equal((await everyRow(service.database)).filter((row) => row.startsWith('calls ')).length, 5)
})

t.test('without a log there is none', async (t) => {
  const service = await start(t, { callLogSize: 0 })
  await service.rpc('ListKeyPairs')
  t.same((await controlClient(service.endpoint)('GET', 'calls')).body, { calls: [] })
})

t.test('a call can be done again', async (t) => {
  const service = await start(t)
  const { endpoint, rpc, ok } = service
  const control = controlClient(endpoint)
  const copy = async (requestId: string, as: string): Promise<{ status: number; text: string }> => {
    const response = await fetch(`http://${endpoint}/_swas/calls/${requestId}?as=${as}`)
    return { status: response.status, text: await response.text() }
  }
  const { InstanceIds } = await ok('CreateInstances', { ...plan, Amount: '2' })
  await ok('ImportKeyPair', imported('k1'))
  const folder = mkdtempSync(join(import.meta.dirname, '../../../node_modules/.cache-copy-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const attempts: [string, Record<string, string>, { sdk?: number }?][] = [
    ['ListKeyPairs', { PageSize: '3' }],
    ['ListInstances', { InstanceIds: JSON.stringify(InstanceIds), 'Tag.1.Key': 'role', 'Tag.1.Value': 'a b' }],
    ['AttachKeyPair', { KeyPairName: 'k1', ...list('InstanceIds', InstanceIds) }],
    ['RebootInstances', { InstanceIds: JSON.stringify(InstanceIds) }],
    ['StopInstance', { InstanceId: InstanceIds[0] }],
    [
      'TagResources',
      { ResourceType: 'instance', 'ResourceId.1': InstanceIds[0], 'Tag.1.Key': "it's", 'Tag.1.Value': '"$x`' }
    ],
    ['ImportKeyPair', { ...imported('k1'), ClientToken: 'token' }],
    ['DescribeKeyPair', { KeyPairName: 'k1' }, { sdk: 400 }],
    ['DetachKeyPair', { KeyPairName: 'k1', ...list('InstanceIds', [InstanceIds[1]]) }],
    ['DeleteKeyPairs', list('KeyPairNames', ['k9'])]
  ]

  for (const [action, parameters, expected] of attempts) {
    t.test(action, async (t) => {
      const { body, status } = await rpc(action, parameters)
      const wanted = (await control('GET', `calls/${body.RequestId}`)).body.parameters
      const last = async () => (await control('GET', `calls?operation=${action}&limit=1`)).body.calls[0]
      const sameAs = ({ ClientToken: _, ...others }: Body) => others
      // What was done once may be refused when it is done again, but it is the same call.
      const isSame = async (requestId: string, door: string) => {
        const call = await last()
        t.not(call.requestId, requestId)
        t.same(call.unread, [])
        t.same(
          sameAs(call.parameters),
          sameAs(wanted.PublicKeyBody === '***' ? { ...wanted, PublicKeyBody: undefined } : wanted),
          door
        )
        return call.requestId
      }
      let before = body.RequestId
      const curl = await copy(before, 'curl')
      t.equal(curl.text.startsWith('# Left out, since it is secret: ClientToken'), 'ClientToken' in parameters)
      if (has('curl') && status === 200) {
        await promisify(execFile)('sh', ['-c', curl.text])
        before = await isSame(before, 'curl')
      }
      const sdk = await copy(body.RequestId, 'sdk')
      if (expected?.sdk !== undefined) return t.match(sdk, { status: 400, text: /extension/ })
      writeFileSync(join(folder, 'program.mjs'), sdk.text)
      await promisify(execFile)(process.execPath, [join(folder, 'program.mjs')]).catch(({ stderr }) =>
        t.match(stderr, /ClientError/)
      )
      if (status === 200) await isSame(before, 'sdk')
    })
  }

  t.test('and is a test that stands alone', async (t) => {
    const { body } = await rpc('DeleteKeyPairs', list('KeyPairNames', ['k9']))
    const { text } = await copy(body.RequestId, 'test')
    t.match(text, /startSwasLocal/)
    t.match(text, /assert\.rejects\(client\.deleteKeyPairs\(request\), \{ code: 'InvalidKeyPairName\.NotFound' \}\)/)
    const dist = join(import.meta.dirname, '../../../dist/index.js')
    const own = text.replace("'swas-local'", JSON.stringify(dist))
    writeFileSync(join(folder, 'copied.test.mjs'), own)
    const { stdout } = await promisify(execFile)(process.execPath, ['--test', join(folder, 'copied.test.mjs')])
    t.match(stdout, /# pass 1\n/)
  })

  t.test('what is no call can’t be copied', async (t) => {
    const { body } = await rpc('ListKeypairs')
    t.match(JSON.parse((await copy(body.RequestId, 'curl')).text), { Code: 'InvalidCall.NotCopied' })
    t.equal((await copy(body.RequestId, 'wget')).status, 400)
  })

  t.test('the SDK’s own types say which lists are texts', async (t) => {
    const sdk: Body = createRequire(import.meta.url)('@alicloud/swas-open20200601')
    for (const { action, parameters, extension } of operations) {
      if (extension) continue
      const types = sdk[`${action}Request`].types()
      for (const [name, schema] of Object.entries(parameters.properties) as [string, Body][]) {
        const field = name.charAt(0).toLowerCase() + name.slice(1)
        if (name === 'ClientToken') continue
        t.equal(!(field in types), notInSdk.includes(name), `${action}.${name}`)
        if (schema.type === 'array')
          t.equal(types[field] === 'string', jsonTexts[action]?.includes(name) ?? false, `${action}.${name}`)
      }
    }
  })
})

t.test('nothing secret is in it', async (t) => {
  const service: Service = await start(t)
  const { ok, rpc, endpoint, database } = service
  const { InstanceIds } = await ok('CreateInstances', plan)
  const [InstanceId] = InstanceIds
  await ok('UpdateInstanceAttribute', { InstanceId, Password: 'Marked-Passw0rd-1', ClientToken: 'marked-token' })
  await ok('ResetSystem', { InstanceId, 'LoginCredentials.Password': 'Marked-Passw0rd-2', SecurityToken: 'marked-sts' })
  await rpc('ImportKeyPair', { KeyPairName: 'k1', PublicKeyBody: '-----BEGIN marked-private-key' })
  await fetch(`http://${endpoint}/v1/regions`, { headers: { authorization: `Basic ${btoa('dev:marked-secret')}` } })
  const { calls } = (await controlClient(endpoint)('GET', 'calls')).body
  t.equal(calls.length, 5)
  t.match(calls[2].parameters, { LoginCredentials: { Password: '***' } })
  t.notMatch(JSON.stringify(calls), /marked/i)
  t.same(
    (await everyRow(database)).filter((row) => /^calls .*marked/i.test(row)),
    []
  )
})
