import { request } from 'node:http'
import t from 'tap'
import { type Body, publicKey, start } from '../fixture.ts'
import { raw } from './raw.ts'

t.test('the RPC API', async (t) => {
  const { endpoint, ok, rpc, log } = await start(t, { logLevel: 'trace' })
  const base = `http://${endpoint}/`
  const common = { Version: '2020-06-01', AccessKeyId: 'tester', RegionId: 'cn-hangzhou' }
  const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${base}?${new URLSearchParams(parameters)}`, { headers })
  const v3 = {
    'x-acs-action': 'ListKeyPairs',
    'x-acs-version': '2020-06-01',
    authorization: 'ACS3-HMAC-SHA256 Credential=tester,SignedHeaders=host,Signature=00'
  }

  t.test('answers with the cloud’s headers, and one RequestId in header and body', async (t) => {
    const { headers, body } = await rpc('ListKeyPairs')
    t.equal(headers.get('content-type'), 'application/json;charset=utf-8')
    t.match(body.RequestId, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
    t.equal(headers.get('x-acs-request-id'), body.RequestId)
    t.match(headers.get('x-acs-trace-id'), /^[0-9a-f]{32}$/)
    t.match(headers.get('keep-alive'), /timeout=25/)
    t.notOk('Code' in body, 'a success has no Code')
  })

  t.test('answers an error with all five fields, and one RequestId in header and body', async (t) => {
    const { status, headers, body } = await rpc('ListKeyPairs', { PageSize: '101' })
    t.equal(status, 400)
    t.equal(headers.get('x-acs-request-id'), body.RequestId)
    t.same(body, {
      RequestId: body.RequestId,
      HostId: endpoint,
      Code: 'InvalidPageSize',
      Message: 'Specified parameter PageSize is not valid.',
      Recommend: `https://api.aliyun.com/troubleshoot?q=InvalidPageSize&product=SWAS-OPEN&requestId=${body.RequestId} PageSize: How many entries a page holds, 1 to 100.`
    })
  })

  t.test('says in Recommend what would be right, and leaves the message to the cloud', async (t) => {
    const ends = async (reply: ReturnType<typeof rpc>) => {
      const { Message, Recommend } = (await reply).body
      return [Message, String(Recommend).replace(/^https:\/\/api\.aliyun\.com\S* /, '')]
    }
    const InstanceIds = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`InstanceIds.${n + 1}`, `${n}`]))
    t.same(await ends(rpc('AttachKeyPair', { KeyPairName: 'web', ...InstanceIds })), [
      'The specified parameter InstanceIds is invalid.',
      'InstanceIds: The ids of 1 to 50 servers.'
    ])
    t.same(await ends(rpc('ListKeyPairs', {}, 'POST')), [
      'This http method is not supported.',
      'Call ListKeyPairs by GET.'
    ])
    const [message, advice] = await ends(rpc('CreateKeyPair', { KeyPairName: 'my.key' }))
    t.match(message, /^Specified Key Pair name is not valid\. It must have 2 to 64 characters: first a letter/)
    t.match(advice, /^KeyPairName: The name of a key pair: 2 to 64 characters/)
  })

  t.test('links to the cloud for the cloud’s codes, and to its own page for those that exist only here', async (t) => {
    const refusals = [
      await rpc('ListDisks'),
      { body: await (await fetch(`${base}v1/regions/cn-hangzhou/key-pairs`, { method: 'PATCH' })).json() },
      { body: await (await fetch(`${base}?Format=JSON`, { method: 'POST', body: '{' })).json() },
      { body: await (await fetch(`${base}_swas/snapshots/none`)).json() },
      await rpc('ListKeyPairs', { AccessKeyId: `LTAI5t${'x'.repeat(18)}` }),
      await rpc('MakeCoffee'),
      await rpc('ListKeyPairs', { RegionId: '' })
    ]
    const own = new Set<string>()
    for (const { body } of refusals as { body: Body }[]) {
      const link = new URL(String(body.Recommend).split(' ')[0] ?? '')
      if (link.host !== endpoint) {
        t.equal(link.host, 'api.aliyun.com')
        t.equal(link.searchParams.get('q'), body.Code)
        continue
      }
      own.add(body.Code)
      const page = await (await fetch(link)).text()
      t.match(page, `<section id="${decodeURIComponent(link.hash.slice(1))}">`, body.Code)
      t.match(link.hash, body.Code)
    }
    t.same([...own].sort(), [
      'Forbidden.RealAccessKey',
      'InvalidContentType',
      'InvalidSnapshot.NotFound',
      'MethodNotAllowed',
      'NotImplemented'
    ])
  })

  t.test('writes JSON or XML as Format says, in any case', async (t) => {
    for (const [Format, type] of Object.entries({
      json: 'application/json',
      JSON: 'application/json',
      Xml: 'text/xml'
    })) {
      const reply = await get({ ...common, Action: 'ListKeyPairs', Format })
      t.equal(reply.headers.get('content-type'), `${type};charset=utf-8`)
    }
    const refused = await get({ ...common, Action: 'ListKeyPairs', Format: 'yaml' })
    t.equal(refused.status, 400)
    t.match(
      await refused.text(),
      /<Code>InvalidParameter.Format<\/Code><Message>Specified parameter Format is not valid.</
    )
  })

  t.test('writes XML where V1 says nothing, JSON where V3 says nothing, and what V3 accepts', async (t) => {
    const type = async (reply: Promise<Response>) => (await reply).headers.get('content-type')
    t.match(await type(get({ ...common, Action: 'ListKeyPairs' })), /^text\/xml/)
    t.match(await type(get({ RegionId: 'cn-hangzhou' }, v3)), /^application\/json/)
    t.match(await type(get({ RegionId: 'cn-hangzhou' }, { ...v3, accept: 'application/xml' })), /^text\/xml/)
  })

  t.test('takes the action and the version from headers or parameters', async (t) => {
    t.equal((await get({ RegionId: 'cn-hangzhou' }, v3)).status, 200)
    t.equal((await get({ ...common, Action: 'ListKeyPairs' })).status, 200)
  })

  t.test('merges query and form', async (t) => {
    const body = new URLSearchParams({ KeyPairName: 'merged', PublicKeyBody: publicKey })
    const reply = await fetch(
      `${base}?${new URLSearchParams({ ...common, Action: 'ImportKeyPair', Format: 'JSON' })}`,
      { method: 'POST', body }
    )
    t.equal(reply.status, 200)
    t.match(await reply.json(), { KeyPairName: 'merged' })
  })

  t.test(
    'refuses a version that is missing, malformed or older, and takes a newer one with a line in the log',
    async (t) => {
      t.match((await rpc('ListKeyPairs', { Version: '' })).body, {
        Code: 'MissingVersion',
        Message: 'Version is mandatory for this action.'
      })
      for (const Version of ['2019-01-01', '2020-6-1', 'latest']) {
        t.match((await rpc('ListKeyPairs', { Version })).body, {
          Code: 'InvalidVersion',
          Message: 'Specified parameter Version is not valid.'
        })
      }
      t.equal((await rpc('ListKeyPairs', { Version: '2031-01-01' })).status, 200)
      t.match(log(), /newer API version/)
    }
  )

  t.test('refuses an action that is missing or unknown, and says which ones it doesn’t emulate', async (t) => {
    t.match((await rpc('')).body, { Code: 'MissingAction' })
    const unknown = await rpc('MakeCoffee')
    t.equal(unknown.status, 404)
    t.match(unknown.body, {
      Code: 'InvalidAction.NotFound',
      Message: 'Specified api is not found, please check your url and method.'
    })
    // Terraform, the CLI and older SDKs try a 5xx again; Terraform takes a 404 for a resource that is gone.
    for (const action of ['ListDisks', 'CreateDisk', 'DescribePrice', 'CreateFirewallRule', 'UpgradeInstance']) {
      t.match(await rpc(action), {
        status: 400,
        body: {
          Code: 'NotImplemented',
          Message: `The action ${action} exists in SWAS-OPEN 2020-06-01 but swas-local does not emulate it.`
        }
      })
    }
  })

  t.test('refuses the wrong verb', async (t) => {
    const words = { Code: 'UnsupportedHTTPMethod', Message: 'This http method is not supported.' }
    t.match((await rpc('ListKeyPairs', {}, 'POST')).body, words)
    t.match((await rpc('DeleteKeyPairs', { 'KeyPairNames.1': 'x' }, 'GET')).body, words)
    for (const method of ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']) {
      const reply = await fetch(`${base}?${new URLSearchParams({ ...common, Action: 'ListRegions' })}`, { method })
      t.equal(reply.status, 403, method)
    }
  })

  t.test('wants an AccessKeyId, and takes each for an account of its own', async (t) => {
    t.match((await rpc('ListKeyPairs', { AccessKeyId: '' })).body, {
      Code: 'MissingAccessKeyId',
      Message: 'AccessKeyId is mandatory for this action.'
    })
    for (const AccessKeyId of ['a\0b', 'x'.repeat(129)])
      t.match(await rpc('ListKeyPairs', { AccessKeyId }), {
        status: 404,
        body: { Code: 'InvalidAccessKeyId.NotFound' }
      })
    t.equal((await ok('ListKeyPairs', { AccessKeyId: 'unknown-key' })).TotalCount, 0)
    t.equal((await ok('ListKeyPairs')).TotalCount, 1)
    const other = { ...v3, authorization: v3.authorization.replace('tester', 'unknown-key') }
    t.equal(((await (await get({ RegionId: 'cn-hangzhou' }, other)).json()) as Body).TotalCount, 0)
  })

  t.test('asks for what is missing by its name', async (t) => {
    t.match((await rpc('ListKeyPairs', { RegionId: '' })).body, {
      Code: 'MissingRegionId',
      Message: 'RegionId is mandatory for this action.'
    })
    t.match((await rpc('DeleteKeyPairs', { KeyPairNames: '[]' })).body, { Code: 'MissingKeyPairNames' })
    t.match((await rpc('TagResources', { ResourceType: 'instance', 'ResourceId.1': 'x', 'Tag.1.Value': 'v' })).body, {
      Code: 'MissingTag.1.Key'
    })
  })

  t.test('reads lists as numbered parameters or as one JSON list', async (t) => {
    for (const parameters of [{ 'KeyPairNames.1': 'n1', 'KeyPairNames.2': 'n2' }, { KeyPairNames: '["n1","n2"]' }]) {
      t.match((await rpc('DeleteKeyPairs', parameters)).body, { Code: 'InvalidKeyPairName.NotFound' })
    }
    t.match((await rpc('DeleteKeyPairs', { KeyPairNames: 'n1' })).body, {
      Code: 'InvalidKeyPairNames.ValueNotSupported'
    })
  })

  t.test('keeps a text that looks like a list or a number a text', async (t) => {
    t.match((await rpc('ListKeyPairs', { KeyPairName: '["x"]' })).body, { Code: 'InvalidKeyPairName.Malformed' })
    t.match((await rpc('ListKeyPairs', { PageNumber: '1e1' })).body, { Code: 'InvalidPageNumber' })
    t.match((await rpc('ListKeyPairs', { PageNumber: '-1' })).body, { Code: 'InvalidPageNumber' })
  })

  t.test('says so in the same words when a request can’t be read', async (t) => {
    const post = async (contentType: string, body: string) => {
      const reply = await fetch(`${base}?Format=JSON`, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body
      })
      return { status: reply.status, ...((await reply.json()) as Body) }
    }
    for (const [type, body] of [
      ['application/json', '{"RegionId":"cn-hangzhou"}'],
      ['application/x-www-form-urlencoded', '{"RegionId":"cn-hangzhou"}'],
      ['application/json', 'RegionId=cn-hangzhou'],
      ['text/plain', 'RegionId=cn-hangzhou']
    ] as const)
      t.match(await post(type, body), {
        status: 415,
        Code: 'InvalidContentType',
        Message: /belong in the query, or in a body of the type application\/x-www-form-urlencoded\.$/
      })
    t.match(await post('application/x-www-form-urlencoded', `a=${'b'.repeat(2 ** 20 + 1)}`), {
      status: 413,
      Code: 'RequestTooLarge'
    })
    const lost = await fetch(`${base}nowhere`)
    t.match({ status: lost.status, ...((await lost.json()) as Body) }, { status: 404, Code: 'InvalidAction.NotFound' })
    t.match(await raw(endpoint, 'this is not HTTP\r\n\r\n'), /^HTTP\/1.1 400 [\s\S]*"Code":"InvalidRequest"/)
  })

  t.test('takes an empty body of any type, as some clients send', async (t) => {
    const headers = { 'content-type': 'application/json', 'content-length': '0' }
    const status = await new Promise((resolve, reject) => {
      const query = new URLSearchParams({ ...common, Action: 'ListRegions' })
      request(`${base}?${query}`, { method: 'POST', headers }, (reply) => resolve(reply.resume().statusCode))
        .on('error', reject)
        .end()
    })
    t.equal(status, 200)
  })

  t.test('takes JSON that says nothing beside parameters in the query, as generic clients send', async (t) => {
    for (const method of ['GET', 'POST'])
      for (const content of ['{}', ' {\n} ', 'null', '[]', ' \n'])
        for (const type of [
          'application/json',
          'application/json; charset=utf-8',
          'application/x-www-form-urlencoded'
        ]) {
          const query = new URLSearchParams({ ...common, Action: 'ListRegions', Format: 'JSON' })
          const head = `${method} /?${query} HTTP/1.1\r\nhost: ${endpoint}\r\ncontent-type: ${type}\r\nconnection: close\r\n`
          const reply = await raw(endpoint, `${head}content-length: ${content.length}\r\n\r\n${content}`, {
            leaveOpen: true
          })
          t.match(reply, /^HTTP\/1.1 200 [\s\S]*"Regions"/, `${method} ${type} ${content}`)
        }
  })

  t.test('what accept says is not signed in V1, and Format decides alone', async (t) => {
    const reply = await get({ ...common, Action: 'ListRegions' }, { accept: 'application/json' })
    t.match(reply.headers.get('content-type'), /^text\/xml/)
  })

  t.test('refuses a public key of more than 16 KiB in the query with the key’s own error', async (t) => {
    const { body } = await rpc(
      'ImportKeyPair',
      { KeyPairName: 'long', PublicKeyBody: `ssh-rsa ${'A'.repeat(20_000)}` },
      'GET'
    )
    t.match(body, { Code: 'InvalidPublicKeyBody.Malformed' })
  })
})

t.test('nothing internal leaves when the database fails', async (t) => {
  const { database, rpc, log } = await start(t, { logLevel: 'info' })
  await database.db.schema.dropTable('instances').cascade().execute()
  const { status, body } = await rpc('ListKeyPairs')
  t.equal(status, 500)
  t.match(body, { Code: 'InternalError', Message: 'An error occurred while processing your request.' })
  t.notMatch(JSON.stringify(body), /relation|instances/)
  t.match(log(), /relation \\"instances\\" does not exist/)
})
