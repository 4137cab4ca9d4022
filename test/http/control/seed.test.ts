/** States to begin with. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import t from 'tap'
import { buildApp } from '../../../src/app.ts'
import { type Body, caller, databaseUrl, freshDatabase, publicKey, type Service, start } from '../../fixture.ts'
import { has } from '../../machine.ts'
import { everyRow } from '../../rows.ts'
import { basic } from '../rest-client.ts'
import { controlAs, controlClient } from './client.ts'

const yaml = `# Two servers that share a key
seed: 7
accounts:
  - account: dev
    accessKeys:
      - { accessKeyId: dev-ci, accessKeySecret: marked-secret }
    quotas:
      - { name: KeyPairs, regionId: cn-hangzhou, quota: 3 }
    keyPairs:
      - name: web
      - { name: laptop, regionId: cn-beijing, publicKey: ${publicKey} }
    servers:
      - name: web-1
        keyPair: web
        tags: [{ Key: role, Value: web }]
      - name: web-2
        keyPair: web
        pendingRestart: true
        password: Marked-Passw0rd-1
      - { name: old, regionId: cn-beijing, status: Stopped, keyPair: laptop }
`

const send = async (endpoint: string, body: string, { type = 'application/yaml', query = '' } = {}) => {
  const response = await fetch(`http://${endpoint}/_swas/seed${query}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body
  })
  return { status: response.status, body: (await response.json()) as Body }
}

t.test('a seed', async (t) => {
  const { endpoint, database, log } = await start(t, { logLevel: 'trace' })
  const control = controlClient(endpoint)
  t.afterEach(async () => {
    await control('POST', 'reset')
    await control('DELETE', 'access-keys/dev-ci')
  })
  const dev = caller(endpoint, 'dev')
  const ssh = (action: string, RegionId = 'cn-hangzhou') => dev(action, { RegionId })

  t.test('makes accounts, AccessKeys, limits, key pairs, servers and attachments', async (t) => {
    const { status, body } = await send(endpoint, yaml)
    t.equal(status, 201)
    t.match(body.servers, [
      { account: 'dev', regionId: 'cn-hangzhou', name: 'web-1', publicIpAddress: /^127\./ },
      { name: 'web-2' },
      { name: 'old', regionId: 'cn-beijing' }
    ])
    const rest = async (path: string) => {
      const response = await fetch(`http://${endpoint}/v1/regions/${path}`, {
        headers: basic('dev-ci', 'marked-secret')
      })
      return (await response.json()) as Body
    }
    const { KeyPairs } = await rest('cn-hangzhou/key-pairs')
    const [one, two, old] = body.servers.map(({ instanceId }: Body) => instanceId)
    t.match(KeyPairs, [{ KeyPairName: 'web', PublicKey: body.keyPairs[0].publicKey }])
    t.same([...KeyPairs[0].InstanceIds].sort(), [one, two].sort())
    const [now, pending, stopped] = await Promise.all(
      [
        `cn-hangzhou/instances/${one}/logon`,
        `cn-hangzhou/instances/${two}/logon`,
        `cn-beijing/instances/${old}/logon`
      ].map(rest)
    )
    t.match(
      [now, pending, stopped],
      [
        { AuthorizedKeys: `${body.keyPairs[0].publicKey}\n`, PasswordLogon: false },
        { AuthorizedKeys: '', PasswordLogon: true },
        { AuthorizedKeys: `${publicKey}\n` }
      ]
    )
    t.match(
      (await rest('cn-hangzhou/instances')).Instances.find((server: Body) => server.InstanceId === one),
      {
        InstanceName: 'web-1',
        Status: 'Running',
        Tags: [{ Key: 'role', Value: 'web' }]
      }
    )
    t.match((await rest('cn-beijing/instances')).Instances, [{ InstanceName: 'old', Status: 'Stopped' }])
    t.match((await rest('cn-hangzhou/pending-restarts')).PendingRestarts, [{ InstanceId: two }])
    t.match((await control('GET', 'quotas?account=dev&near=2')).body.quotas, [{ regionId: 'cn-hangzhou', quota: 3 }])
  })

  t.test('gives the same ids and keys each time, and others for another number', async (t) => {
    const fixed = ({ servers, keyPairs }: Body) => [servers.map(({ instanceId }: Body) => instanceId), keyPairs]
    const first = fixed((await send(endpoint, yaml)).body)
    await control('POST', 'reset')
    await control('DELETE', 'access-keys/dev-ci')
    t.same(fixed((await send(endpoint, yaml)).body), first)
    await control('POST', 'reset')
    t.same(fixed((await send(endpoint, yaml)).body), first, 'also where a reset has left its AccessKey')
    const other = await send(endpoint, yaml.replace('seed: 7', 'seed: 8'), { query: '?dry=true' })
    t.not(fixed(other.body)[0][0], first[0][0])
    t.not(fixed(other.body)[1][0].publicKey, first[1][0].publicKey)
    t.equal(fixed(other.body)[1][1].publicKey, publicKey)
  })

  t.test('gives private keys that fit, and keeps none', { skip: !has('ssh-keygen') && 'no ssh-keygen' }, async (t) => {
    const { keyPairs } = (await send(endpoint, yaml)).body
    const folder = mkdtempSync(join(tmpdir(), 'swas-seed-'))
    t.teardown(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'key'), keyPairs[0].privateKey, { mode: 0o600 })
    const derived = execFileSync('ssh-keygen', ['-y', '-f', join(folder, 'key')], { encoding: 'utf8' }).trim()
    t.equal(derived, `${keyPairs[0].publicKey} web`)
    t.notOk(keyPairs[1].privateKey)
    const lines = keyPairs[0].privateKey.split('\n').filter((line: string) => line.length > 60)
    const everywhere = `${(await everyRow(database)).join('\n')}${log()}`
    for (const secret of [...lines, 'marked-secret', 'Marked-Passw0rd-1']) t.notOk(everywhere.includes(secret))
  })

  t.test('dry makes nothing', async (t) => {
    const { status, body } = await send(endpoint, yaml, { query: '?dry=true' })
    t.equal(status, 201)
    t.notOk('publicIpAddress' in body.servers[0])
    t.match(body.keyPairs[0].privateKey, /^-----BEGIN OPENSSH PRIVATE KEY-----/)
    t.equal((await ssh('ListKeyPairs')).body.TotalCount, 0)
  })

  t.test('is JSON as well', async (t) => {
    const json = JSON.stringify({ accounts: [{ account: 'dev', keyPairs: [{ name: 'web' }] }] }, null, 2)
    t.equal((await send(endpoint, json, { type: 'application/json' })).status, 201)
    t.equal((await ssh('ListKeyPairs')).body.TotalCount, 1)
    const wrong = json.replace('"web"', '7')
    t.match(await send(endpoint, wrong, { type: 'application/json' }), {
      status: 400,
      body: { Message: /Line 7: \/accounts\/0\/keyPairs\/0\/name/ }
    })
  })

  t.test('that is wrong is refused with the lines, and nothing is made', async (t) => {
    const bad: [string, RegExp][] = [
      ['accounts: [', /Line 1: /],
      ['accounts:\n  - account: dev\n   keyPairs: []', /Line 3: /],
      ['', /Line 1: \/ must be object/],
      ['accounts:\n- account: dev\n  colour: red', /Line 3: \/accounts\/0\/colour is not known/],
      ['accounts:\n- keyPairs: []', /Line 2: \/accounts\/0 must have required properties account/],
      ['accounts:\n- account: dev\n- account: dev', /Line 3: \/accounts\/1\/account is there twice/],
      ['accounts:\n- account: sandbox-1', /Line 2: .*can’t be an account/],
      ['accounts:\n- account: dev\n  keyPairs:\n  - name: 1a', /Line 4: .*name must match/],
      ['accounts:\n- account: dev\n  keyPairs:\n  - name: ab\n    regionId: mars', /Line 5: .*regionId/],
      ['accounts:\n- account: dev\n  keyPairs:\n  - name: ab\n  - name: ab', /Line 5: .*twice in its region/],
      [
        'accounts:\n- account: dev\n  keyPairs:\n  - name: ab\n    publicKey: ssh-rsa AAAA',
        /Line 5: .*is no public key/
      ],
      [
        'accounts:\n- account: dev\n  servers:\n  - name: ab\n    keyPair: web',
        /Line 5: .*is no key pair of the account in its region/
      ],
      [
        'accounts:\n- account: dev\n  servers:\n  - name: ab\n    imageId: x\n    planId: y',
        /Line 5: .*is no image; Line 6: .*is no plan/
      ],
      [
        'accounts:\n- account: dev\n  servers:\n  - name: ab\n    pendingRestart: true',
        /Line 5: .*no effect without keyPair/
      ],
      ['accounts:\n- account: dev\n  servers:\n  - name: ab\n    password: weak', /Line 5: .*8 to 30 characters/],
      ['accounts:\n- account: dev\n  servers:\n  - name: ab\n    status: Starting', /Line 5: .*status/],
      [
        'accounts:\n- account: dev\n  accessKeys:\n  - accessKeyId: LTAI5tAbcdefGhijklmnOpqr\n    accessKeySecret: x',
        /Line 4: .*real cloud/
      ],
      ['accounts:\n- account: dev\n  quotas:\n  - name: Keys\n    quota: 1', /Line 4: .*name/],
      [
        `a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\naccounts: [*c, *c, *c]`,
        /alias/i
      ]
    ]
    for (const [text, Message] of bad)
      t.match(await send(endpoint, text), { status: 400, body: { Code: 'InvalidSeed.Malformed', Message } }, text)
    const { KeyPairs } = (await ssh('ListKeyPairs')).body
    t.same(KeyPairs, [])
  })

  t.test('that meets what is there is refused as a whole', async (t) => {
    await dev('ImportKeyPair', { KeyPairName: 'laptop', RegionId: 'cn-beijing', PublicKeyBody: publicKey })
    t.match(await send(endpoint, yaml), {
      status: 409,
      body: { Code: 'InvalidSeed.Conflict', Message: /dev, cn-beijing: laptop: The keyPair name already exist\./ }
    })
    t.equal((await ssh('ListKeyPairs')).body.TotalCount, 0)
    t.same((await control('GET', 'access-keys')).body, { accessKeys: [] })
    await control('POST', 'reset')
    await control('PUT', 'access-keys/dev-ci', { account: 'other' })
    t.match(await send(endpoint, yaml), { status: 409, body: { Message: /AccessKey dev-ci/ } })
    t.equal((await ssh('ListInstances')).body.TotalCount, 0)
    await control('DELETE', 'access-keys/dev-ci')
    await send(endpoint, yaml)
    t.match(await send(endpoint, 'seed: 7\naccounts:\n- account: dev\n  servers: [{ name: web-1 }]'), {
      status: 409,
      body: { Message: /dev, cn-hangzhou: web-1: It is there already/ }
    })
    const five =
      'accounts:\n- account: full\n  keyPairs: [{ name: k1 }, { name: k2 }]\n  quotas: [{ name: KeyPairs, quota: 1 }]'
    t.match(await send(endpoint, five), {
      status: 409,
      body: { Message: /full, cn-hangzhou: k2: The key pair quota exceeds/ }
    })
  })

  t.test('is the operator’s', async (t) => {
    t.match(await controlAs(endpoint, 'dev', 'any')('POST', 'seed', { accounts: [] }), { status: 403 })
  })
})

const asDev = async ({ endpoint }: Service, key?: object): Promise<Body> => {
  const path = `http://${endpoint}/v1/regions/cn-hangzhou/key-pairs${key ? '/import' : ''}`
  const headers = { ...basic('dev-ci', 'marked-secret'), ...(key && { 'content-type': 'application/json' }) }
  return await (await fetch(path, key ? { method: 'POST', headers, body: JSON.stringify(key) } : { headers })).json()
}
const keyPairsOf = async (service: Service) => (await asDev(service)).TotalCount

t.test('SWAS_SEED', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'swas-seed-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'seed.yaml')
  writeFileSync(file, yaml)
  const place = databaseUrl
    ? { databaseUrl: await freshDatabase(t, databaseUrl) }
    : { dataDir: join(folder, 'data'), databaseUrl: undefined }

  t.test('is there when the service answers, and is not made again', async (t) => {
    const first = await start(t, { seed: file, logLevel: 'info', ...place })
    t.match(first.log(), /the seed .* was applied now/)
    t.equal(await keyPairsOf(first), 1)
    const mine = await asDev(first, { KeyPairName: 'mine', PublicKeyBody: publicKey })
    t.equal(mine.KeyPairName, 'mine')
    await first.app.close()
    const second = await start(t, { seed: file, logLevel: 'info', ...place })
    t.match(second.log(), /the seed .* was applied before, and is left as it is/)
    t.equal(await keyPairsOf(second), 2)
    const { rows } = await sql`select 1 from seeds`.execute(second.database.db)
    t.equal(rows.length, 1)
    await second.app.close()
  })

  t.test('that is wrong refuses to start, with the file and the line', async (t) => {
    const { config } = await start(t, place)
    const wrong = join(folder, 'wrong.yaml')
    writeFileSync(wrong, 'accounts:\n- account: dev\n  keyPairs:\n  - name: "1"\n')
    const fresh = { ...config, dataDir: undefined, logLevel: 'silent' as const, port: 0 }
    await t.rejects(buildApp({ ...fresh, seed: wrong }), { message: /SWAS_SEED .*wrong\.yaml: .*Line 4: / })
    await t.rejects(buildApp({ ...fresh, seed: join(folder, 'none') }), { message: /SWAS_SEED .*none: ENOENT/ })
  })
})
