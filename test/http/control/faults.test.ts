/** What a test wants to go wrong, on the wire. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'
import t from 'tap'
import { type Body, caller, publicKey, type Service, start } from '../../fixture.ts'
import { raw } from '../raw.ts'
import { controlAs, controlClient } from './client.ts'

const list = (endpoint: string, format = 'JSON') =>
  `GET /?Action=ListKeyPairs&Version=2020-06-01&Format=${format}&RegionId=cn-hangzhou&AccessKeyId=tester HTTP/1.1\r\nHost: ${endpoint}\r\nConnection: close\r\n\r\n`

const add = async ({ endpoint }: Pick<Service, 'endpoint'>, ...faults: object[]): Promise<Body[]> => {
  const { status, body } = await controlClient(endpoint)('POST', 'faults', { faults })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.faults
}
const imported = (KeyPairName: string) => ({ KeyPairName, PublicKeyBody: publicKey })

t.test('faults', async (t) => {
  const service = await start(t)
  const { endpoint, rpc, ok, clock } = service
  const control = controlClient(endpoint)
  t.afterEach(async () => void (await control('POST', 'reset')))
  const names = async () => (await ok('ListKeyPairs')).KeyPairs.map(({ KeyPairName }: Body) => KeyPairName)
  const codes = async (times: number, action = 'ListKeyPairs') => {
    const found = []
    for (let n = 0; n < times; n++) found.push((await rpc(action)).body.Code)
    return found
  }

  t.test('are a script: each rule hits the calls that it counts', async (t) => {
    const rules = await add(
      service,
      { operation: 'ListKeyPairs', call: 3, error: { code: 'Throttling.User', retryAfterMs: 1500 } },
      { operation: 'ListKeyPairs', call: 4, times: 2, error: { code: 'ServiceUnavailable' } },
      { operation: 'ListPlans', times: 0, error: { code: 'InternalError' } }
    )
    t.match(rules, [
      { id: /^\d+$/, operation: 'ListKeyPairs', account: '', call: 3, times: 1, seen: 0, hits: 0, ended: false },
      { call: 4, times: 2 },
      { call: 1, times: 0 }
    ])
    t.same(await codes(2), [undefined, undefined])
    const throttled = await rpc('ListKeyPairs')
    t.match(throttled, {
      status: 400,
      body: { Code: 'Throttling.User', Message: 'Request was denied due to user flow control.' }
    })
    t.equal(throttled.headers.get('x-acs-retry-after'), '1500')
    t.same(await codes(3), ['ServiceUnavailable', 'ServiceUnavailable', undefined])
    t.same(await codes(3, 'ListPlans'), ['InternalError', 'InternalError', 'InternalError'])
    t.match((await control('GET', 'faults')).body.faults, [
      { seen: 6, hits: 1, ended: true },
      { seen: 6, hits: 2, ended: true },
      { seen: 3, hits: 3, ended: false }
    ])
    t.equal((await control('DELETE', `faults/${rules[2]?.id}`)).status, 204)
    t.match(await control('DELETE', `faults/${rules[2]?.id}`), { status: 404, body: { Code: 'InvalidFault.NotFound' } })
    t.match(await control('DELETE', 'faults/x'), { status: 404 })
    t.same(await codes(1, 'ListPlans'), [undefined])
    t.equal((await control('DELETE', 'faults')).status, 204)
    t.same((await control('GET', 'faults')).body, { faults: [] })
  })

  t.test('an error is instead of the call, and only calls that would be carried out count', async (t) => {
    await add(service, { operation: 'ImportKeyPair', error: { code: 'KeyPairNameAlreadyExist' } })
    t.match(await rpc('ImportKeyPair', { KeyPairName: '1' }), { status: 400 })
    t.match(await rpc('ImportKeyPair', imported('k1')), { status: 400, body: { Code: 'KeyPairNameAlreadyExist' } })
    t.same(await names(), [])
    t.equal((await rpc('ImportKeyPair', imported('k1'))).status, 200)
  })

  t.test('what the cloud documents, and nothing here answers by itself, can be asked for', async (t) => {
    for (const [code, status] of [
      ['Forbidden.AccessKeyDisabled', 403],
      ['RegionIdNotMatchHost', 400],
      ['ServiceUnavailable', 503]
    ] as const) {
      await add(service, { operation: 'ListPlans', error: { code } })
      t.match(await rpc('ListPlans'), { status, body: { Code: code } })
    }
  })

  t.test('hit one account where one is named, also as that account itself says', async (t) => {
    await add(service, { operation: '*', account: 'alice', error: { code: 'InternalError' } })
    const bob = controlAs(endpoint, 'bob', 'any')
    t.equal(
      (await bob('POST', 'faults', { faults: [{ operation: 'ListPlans', error: { code: 'InternalError' } }] })).status,
      201
    )
    t.match((await bob('GET', 'faults')).body, { faults: [{ account: 'bob', operation: 'ListPlans' }] })
    const code = async (account: string) => (await caller(endpoint, account)('ListPlans')).body.Code
    t.same([await code('carol'), await code('alice'), await code('bob')], [undefined, 'InternalError', 'InternalError'])
    t.equal((await bob('DELETE', 'faults')).status, 204)
    t.equal((await control('GET', 'faults')).body.faults.length, 1, 'the operator’s stays')
  })

  t.test('end by time, by the service’s clock', async (t) => {
    await add(service, { operation: 'ListPlans', times: 0, forMs: 60_000, error: { code: 'InternalError' } })
    t.same(await codes(1, 'ListPlans'), ['InternalError'])
    clock.advance(60_000)
    t.same(await codes(1, 'ListPlans'), [undefined])
    t.match((await control('GET', 'faults')).body.faults, [{ hits: 1, ended: true, ends: /^2026-03-04T05:07/ }])
  })

  t.test('a late answer: what the call does is done at once', async (t) => {
    await add(service, { operation: 'ImportKeyPair', delayMs: 400 })
    const begun = performance.now()
    const late = rpc('ImportKeyPair', imported('k1'))
    while (!(await names()).includes('k1')) if (performance.now() - begun > 390) break
    t.ok((await names()).includes('k1'))
    t.equal((await late).status, 200)
    t.ok(performance.now() - begun >= 399)
  })

  t.test('twice: carried out again, as when the network delivers a call again', async (t) => {
    await add(service, { operation: 'ImportKeyPair', twice: true, times: 2 })
    t.match(await rpc('ImportKeyPair', imported('k1')), { body: { Code: 'KeyPairNameAlreadyExist' } })
    t.same(await names(), ['k1'])
    const token = { ClientToken: 'token' }
    t.match(await rpc('ImportKeyPair', { ...imported('k2'), ...token }), { status: 200 }, 'a ClientToken makes it safe')
  })

  t.test('reset: done, and the connection is reset before any answer', async (t) => {
    await add(service, { operation: 'ImportKeyPair', reply: 'reset' })
    await t.rejects(rpc('ImportKeyPair', imported('k1')), { cause: { code: 'ECONNRESET' } })
    t.same(await names(), ['k1'])
    await add(service, { operation: 'ListKeyPairs', reply: 'reset' })
    await t.rejects(raw(endpoint, list(endpoint), { leaveOpen: true }), { code: 'ECONNRESET' })
  })

  for (const format of ['JSON', 'XML']) {
    t.test(`cut, in ${format}: half of the body, and then the connection is closed`, async (t) => {
      const whole = await raw(endpoint, list(endpoint, format), { leaveOpen: true })
      await add(service, { operation: 'ListKeyPairs', reply: 'cut' })
      const cut = await raw(endpoint, list(endpoint, format), { leaveOpen: true })
      const [wholeHead = '', wholeBody = ''] = whole.split('\r\n\r\n')
      const [head = '', body = ''] = cut.split('\r\n\r\n')
      const lengthOf = (text: string) => Number(/content-length: (\d+)/i.exec(text)?.[1])
      t.equal(lengthOf(head), lengthOf(wholeHead), 'the head promises all of it')
      t.equal(body.length, Math.floor(wholeBody.length / 2))
      const names = (text: string) =>
        [...text.matchAll(/^([\w-]+): /gm)].map(([, name = '']) => name.toLowerCase()).sort()
      t.same(names(head), names(wholeHead), 'and is the same head')
    })
  }

  t.test('never: the connection stays open, and nothing comes', async (t) => {
    await add(service, { operation: 'ListKeyPairs', reply: 'never' })
    const [host = '', port] = endpoint.split(':')
    const socket = connect(Number(port), host).on('error', () => {})
    t.teardown(() => socket.destroy())
    let answer = ''
    socket.on('data', (data) => {
      answer += data
    })
    socket.write(list(endpoint))
    await control('POST', 'calls/wait', { operation: 'ListKeyPairs', withinMs: 60_000 })
    for (let n = 0; n < 3; n++) t.equal((await rpc('ListRegions')).status, 200, 'later calls are answered')
    t.equal(answer, '')
    t.notOk(socket.readableEnded || socket.destroyed)
  })

  t.test('drip: piece by piece, and whole in the end', async (t) => {
    await add(service, { operation: 'ListKeyPairs', reply: 'drip', dripMs: 2000 })
    const [host = '', port] = endpoint.split(':')
    const socket = connect(Number(port), host)
    const arrived: string[] = []
    socket.on('data', (data) => arrived.push(String(data)))
    socket.write(list(endpoint))
    await once(socket, 'end')
    const text = arrived.join('')
    t.match(JSON.parse(text.slice(text.indexOf('{'))), { TotalCount: 0 })
    t.ok(arrived.length > 2, `${arrived.length} pieces`)
  })

  t.test('errors leave as they are told too, and REST meets the same rules', async (t) => {
    await add(service, { operation: 'ListKeyPairs', error: { code: 'InternalError' }, reply: 'cut' })
    const text = await raw(endpoint, list(endpoint), { leaveOpen: true })
    t.match(text, /^HTTP\/1.1 500 /)
    t.throws(() => JSON.parse(text.slice(text.indexOf('{'))))
    await add(service, { operation: 'ListKeyPairs', error: { code: 'Throttling.User' } })
    const rest = await fetch(`http://${endpoint}/v1/regions/cn-hangzhou/key-pairs`)
    t.match(await rest.json(), { Code: 'Throttling.User' })
  })

  t.test('what would never be met is refused when it is set, all or nothing', async (t) => {
    const good = { operation: 'ListPlans', error: { code: 'InternalError' } }
    const bad: [object, string, RegExp][] = [
      [{ operation: 'ListKeypairs', delayMs: 1 }, 'InvalidOperation.NotFound', /ListKeypairs/],
      [{ operation: 'ListPlans', error: { code: 'Throttled' } }, 'InvalidFault.Code', /Throttled/],
      [
        { operation: 'ListPlans', error: { code: 'KeyPairNameAlreadyExist' } },
        'InvalidFault.Code',
        /none of ListPlans/
      ],
      [{ operation: 'ListPlans' }, 'InvalidRequest', /faults\/1 must have one of/],
      [{ ...good, twice: true }, 'InvalidRequest', /twice has no effect/],
      [{ operation: 'ListPlans', reply: 'drip' }, 'InvalidRequest', /dripMs/],
      [{ operation: 'ListPlans', reply: 'cut', dripMs: 5 }, 'InvalidRequest', /dripMs/],
      [{ operation: 'ListPlans', reply: 'explode' }, 'InvalidRequest', /reply/],
      [{ operation: 'ListPlans', delayMs: 0 }, 'InvalidRequest', /delayMs/],
      [{ ...good, nth: 3 }, 'InvalidRequest', /nth is not known/]
    ]
    for (const [fault, Code, Message] of bad)
      t.match(await control('POST', 'faults', { faults: [good, fault] }), { status: 400, body: { Code, Message } })
    t.same((await control('GET', 'faults')).body, { faults: [] })
    t.equal(
      (
        await control('POST', 'faults', {
          faults: [{ ...good, operation: '*', error: { code: 'KeyPairNameAlreadyExist' } }]
        })
      ).status,
      201
    )
  })
})

t.test('a service that closes waits for no answer that is held back', async (t) => {
  const service = await start(t)
  const { endpoint, app, rpc } = service
  await add(
    service,
    { operation: 'ListKeyPairs', reply: 'never' },
    { operation: 'ListPlans', delayMs: 600_000 },
    { operation: 'ListRegions', reply: 'drip', dripMs: 600_000 }
  )
  const held = ['ListKeyPairs', 'ListPlans', 'ListRegions'].map((action) =>
    rpc(action).then(
      ({ status }) => status,
      () => 'lost'
    )
  )
  for (const operation of ['ListKeyPairs', 'ListPlans', 'ListRegions'])
    t.equal((await controlClient(endpoint)('POST', 'calls/wait', { operation, withinMs: 60_000 })).status, 200)
  await app.close() // or the test takes longer than it may
  t.equal((await Promise.all(held))[0], 'lost')
})
