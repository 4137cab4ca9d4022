/** Accounts are walls: whatever Alice tries on what is Bob's, she finds nothing, and he notices nothing. */
import t from 'tap'
import { operations } from '../src/operations/index.ts'
import { callV1 } from './auth/signer.ts'
import { type Body, linuxImage, publicKey, secondPublicKey, start } from './fixture.ts'
import { type Api, type Parameters, restApi, rpcApi } from './http/apis.ts'
import { type Control, controlAs, controlClient } from './http/control/client.ts'
import { restClient } from './http/rest-client.ts'
import { everyRow } from './rows.ts'

const RegionId = 'cn-hangzhou'
const server = { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: 1 }
const noServer = 'InvalidInstanceId.NotFound'
const noKeyPair = 'InvalidKeyPairName.NotFound'
const noCommand = 'InvalidCmdId.NotFound'

/** His account, and each name that he gives, begin with `bobs-`: neither Base64 nor random bytes have it by chance. */
const account = 'bobs-account'
const bobs = /bobs-/

/** `$1` and `$2` are Bob's servers, `$own` is the caller's. */
type Attempt = readonly [action: string, parameters: Parameters, refusal?: string]

/** Bob succeeds in each of them, one after the other. Alice is refused as said, or answered from her own account. */
const attempts: readonly Attempt[] = [
  ['ListRegions', {}],
  ['ListImages', {}],
  ['ListPlans', {}],
  ['ListKeyPairs', {}],
  ['ListKeyPairs', { KeyPairName: 'bobs-1' }],
  ['ListInstances', {}],
  ['ListInstances', { Tag: [{ Key: 'bobs-tag' }] }],
  ['ListInstances', { InstanceIds: ['$1'] }, noServer],
  ['ListInstances', { PublicIpAddresses: ['$address'] }],
  ['ListInstanceStatus', {}],
  ['ListInstanceStatus', { InstanceIds: ['$1'] }, noServer],
  ['ListPendingRestarts', {}],
  ['ListPendingRestarts', { InstanceId: '$1' }, noServer],
  ['ListTagResources', { ResourceType: 'instance', Tag: [{ Key: 'bobs-tag' }] }],
  ['ListTagResources', { ResourceType: 'instance', ResourceId: ['$1'] }],
  ['DescribeKeyPair', { KeyPairName: 'bobs-1' }, noKeyPair],
  ['DescribePublicKey', { PublicKeyBody: publicKey }],
  ['DescribeInstance', { InstanceId: '$1' }, noServer],
  ['DescribeInstanceKeyPair', { InstanceId: '$1' }, noServer],
  ['DescribeInstancePasswordsSetting', { InstanceId: '$1' }, noServer],
  ['DescribeInstanceLogon', { InstanceId: '$1' }, noServer],
  ['DescribePendingRestart', { InstanceId: '$1' }, noServer],
  ['TagResources', { ResourceType: 'instance', ResourceId: ['$1'], Tag: [{ Key: 'more' }] }, noServer],
  ['UntagResources', { ResourceType: 'instance', ResourceId: ['$1'], TagKey: ['bobs-tag'] }, noServer],
  ['UpdateInstanceAttribute', { InstanceId: '$1', InstanceName: 'renamed', Password: 'Correct-Horse-1' }, noServer],
  ['DetachKeyPair', { KeyPairName: 'bobs-1', InstanceIds: ['$1'] }, noServer],
  ['AttachKeyPair', { KeyPairName: 'bobs-1', InstanceIds: ['$1'] }, noServer],
  ['AttachKeyPair', { KeyPairName: 'bobs-4', InstanceIds: ['$own'] }, noKeyPair],
  ['DetachKeyPair', { KeyPairName: 'bobs-4', InstanceIds: ['$own'] }, noKeyPair],
  ['ResetSystem', { InstanceId: '$own', LoginCredentials: { KeyPairName: 'bobs-4' } }, noKeyPair],
  ['ResetSystem', { InstanceId: '$1' }, noServer],
  ['RebootInstance', { InstanceId: '$1' }, noServer],
  ['RebootInstances', { InstanceIds: ['$1'] }, noServer],
  ['StopInstance', { InstanceId: '$1' }, noServer],
  ['StopInstances', { InstanceIds: ['$2'] }, noServer],
  ['StartInstance', { InstanceId: '$1' }, noServer],
  ['StartInstances', { InstanceIds: ['$2'] }, noServer],
  ['DeleteInstanceKeyPair', { InstanceId: '$2' }, noServer],
  ['CreateInstanceKeyPair', { InstanceId: '$2', KeyPairName: 'late-1' }, noServer],
  ['DeleteInstanceKeyPair', { InstanceId: '$2' }, noServer],
  ['UploadInstanceKeyPair', { InstanceId: '$2', KeyPairName: 'late-2', PublicKey: secondPublicKey }, noServer],
  ['DeleteKeyPairs', { KeyPairNames: ['bobs-3'] }, noKeyPair],
  ['DescribeCommands', { Provider: 'User' }],
  ['DescribeCommands', { Provider: 'User', CommandId: '$command' }],
  ['UpdateCommandAttribute', { CommandId: '$command', Description: 'renamed' }, noCommand],
  ['InvokeCommand', { CommandId: '$command', InstanceIds: ['$own'] }, noCommand],
  ['RunCommand', { InstanceId: '$1', Name: 'c', Type: 'RunShellScript', CommandContent: 'true' }, noServer],
  ['DescribeInvocations', { InstanceId: '$1' }, noServer],
  ['DescribeInvocationResult', { InstanceId: '$1', InvokeId: '$invoke' }, noServer],
  ['StartTerminalSession', { InstanceId: '$1' }, noServer],
  ['DeleteCommand', { CommandId: '$idle' }, noCommand],
  ['DeleteInstances', { InstanceIds: ['$2'], Force: true }, noServer],
  // Names, quotas and tokens are everybody's own: Bob has done the first two before, and has ten key pairs with the third.
  ['CreateKeyPair', { KeyPairName: 'token', ClientToken: 'bobs-token' }],
  ['CreateInstances', { ...server, ClientToken: 'bobs-token' }],
  ['ImportKeyPair', { KeyPairName: 'token-2', PublicKeyBody: publicKey }],
  ['CreateCommand', { Name: 'c', Type: 'RunShellScript', CommandContent: 'true' }]
]

t.test('every operation, as Alice on what is Bob’s, in both APIs', async (t) => {
  const { endpoint, database, clock } = await start(t)
  const apis = {
    RPC: rpcApi(endpoint, 'alice', 'JSON'),
    REST: restApi(await restClient(t, endpoint, 'another-alice'))
  }
  const call = async (api: Api, action: string, parameters: Parameters) => {
    const operation = operations.find((operation) => operation.action === action)
    if (operation === undefined) throw new Error(`There is no ${action}.`)
    const region = 'RegionId' in operation.parameters.properties ? { RegionId } : {}
    return await api(operation, { ...region, ...parameters })
  }
  const done = async (api: Api, action: string, parameters: Parameters): Promise<Body> => {
    const { status, body } = await call(api, action, parameters)
    if (status >= 300) throw new Error(`${action} answered ${JSON.stringify(body)}`)
    return body
  }

  const bob = rpcApi(endpoint, account, 'JSON')
  const { InstanceIds } = await done(bob, 'CreateInstances', { ...server, Amount: 2 })
  await done(bob, 'CreateInstances', { ...server, ClientToken: 'bobs-token' })
  const [$1, $2]: string[] = InstanceIds
  const instances = (await done(bob, 'ListInstances', {})).Instances as Body[]
  const $address = instances.find(({ InstanceId }) => InstanceId === $1)?.PublicIpAddress
  await done(bob, 'TagResources', {
    ResourceType: 'instance',
    ResourceId: [$1],
    Tag: [{ Key: 'bobs-tag', Value: 'b' }]
  })
  await done(bob, 'ImportKeyPair', { KeyPairName: 'bobs-1', PublicKeyBody: publicKey })
  await done(bob, 'AttachKeyPair', { KeyPairName: 'bobs-1', InstanceIds: [$1] })
  await done(bob, 'RebootInstance', { InstanceId: $1 })
  await done(bob, 'UploadInstanceKeyPair', { InstanceId: $2, KeyPairName: 'bobs-2', PublicKey: secondPublicKey })
  const { PrivateKeyBody } = await done(bob, 'CreateKeyPair', { KeyPairName: 'token', ClientToken: 'bobs-token' })
  for (let n = 3; n <= 8; n++) await done(bob, 'ImportKeyPair', { KeyPairName: `bobs-${n}`, PublicKeyBody: publicKey })

  const command = { Name: 'bobs-command', Type: 'RunShellScript', CommandContent: 'echo bobs-output' }
  const $command = (await done(bob, 'CreateCommand', command)).CommandId
  const $idle = (await done(bob, 'CreateCommand', command)).CommandId
  const $invoke = (await done(bob, 'InvokeCommand', { CommandId: $command, InstanceIds: [$1] })).InvokeId
  const isRunning = async () =>
    (await done(bob, 'DescribeInvocations', { InstanceId: $1, InvokeStatus: 'Running' })).TotalCount > 0
  while (await isRunning());

  const marks = [
    $command,
    $idle,
    $invoke,
    ...instances.flatMap((one) => [one.InstanceId, one.InstanceName, `"${one.PublicIpAddress}"`]),
    'bobs-',
    PrivateKeyBody
  ]
  const ownOf = async (api: Api) => (await done(api, 'CreateInstances', server)).InstanceIds[0]
  const fill = (parameters: Parameters, $own: string): Parameters =>
    JSON.parse(
      JSON.stringify(parameters)
        .replaceAll('$1', $1 ?? '')
        .replaceAll('$2', $2 ?? '')
        .replaceAll('$own', $own)
        .replaceAll('$address', $address)
        .replaceAll('$command', $command)
        .replaceAll('$idle', $idle)
        .replaceAll('$invoke', $invoke)
    )
  // But for the log, which holds the names that each caller sent.
  const ofBob = async () =>
    (await everyRow(database))
      .filter((row) => !row.startsWith('calls '))
      .filter((row) => bobs.test(row) || marks.some((mark) => row.includes(mark)))

  for (const [name, alice] of Object.entries(apis)) {
    const $own = await ownOf(alice)
    const before = await ofBob()
    t.ok(before.length > 15)
    for (const [action, parameters, refusal] of attempts) {
      const about = `${action} ${JSON.stringify(parameters)} by ${name}`
      const { body } = await call(alice, action, fill(parameters, $own))
      t.equal(body.Code, refusal, about)
      const { RequestId: _, HostId: __, ...said } = body
      t.same(
        marks.filter((mark) => JSON.stringify(said).includes(mark)),
        [],
        `${about} shows nothing`
      )
    }
    t.same(await ofBob(), before, `Bob’s rows after ${name}`)
  }

  t.test('while Bob may do each of them', async (t) => {
    const $own = await ownOf(bob)
    for (const [action, parameters] of attempts) {
      clock.advance(1000)
      const { status, body } = await call(bob, action, fill(parameters, $own))
      t.ok(status < 300, `${action} ${JSON.stringify(parameters)}: ${body.Code}`)
    }
  })

  t.test('and none is left out', async (t) => {
    for (const { action } of operations)
      t.ok(
        attempts.some(([tried]) => tried === action),
        action
      )
  })
})

const token = 'the-token-of-the-operator'
const secret = 'secret'

/** Every control route, as Alice on what is Bob’s; `$report` is of a signature in his name, `$sandbox` is somebody’s. */
const controls: Record<string, readonly [path: string, expected: object, body?: object]> = {
  'GET /_swas/health': ['health', { status: 200 }],
  'GET /_swas/access-keys': ['access-keys', { status: 200, body: { accessKeys: [] } }],
  'PUT /_swas/access-keys/:AccessKeyId': [
    'access-keys/bobs-second',
    { status: 409, body: { Code: 'InvalidAccessKeyId.AlreadyExist' } },
    { accessKeySecret: 'taken' }
  ],
  'DELETE /_swas/access-keys/:AccessKeyId': [
    'access-keys/bobs-second',
    { status: 404, body: { Code: 'InvalidAccessKeyId.NotFound' } }
  ],
  'POST /_swas/sandboxes': ['sandboxes', { status: 201 }, {}],
  'GET /_swas/sandboxes': ['sandboxes', { status: 403 }],
  'GET /_swas/sandboxes/:Account': ['sandboxes/$sandbox', { status: 404 }],
  'DELETE /_swas/sandboxes/:Account': ['sandboxes/$sandbox', { status: 404 }],
  'GET /_swas/signatures/:RequestId': ['signatures/$report', { status: 404 }],
  'GET /_swas/openapi.json': ['openapi.json', { status: 200 }],
  'GET /_swas/clock': ['clock', { status: 200 }],
  'PUT /_swas/clock': ['clock', { status: 403 }, { frozen: true }],
  'POST /_swas/clock/advance': ['clock/advance', { status: 403 }, { ms: 1 }],
  'DELETE /_swas/clock': ['clock', { status: 403 }],
  'GET /_swas/transitions': ['transitions?account=bobs-account', { status: 403 }],
  'PUT /_swas/transitions': ['transitions', { status: 403 }, { mode: 'instant', account }],
  'DELETE /_swas/transitions': ['transitions?account=bobs-account', { status: 403 }],
  'POST /_swas/reset': ['reset', { status: 403 }, { account }],
  'GET /_swas/snapshots': ['snapshots', { status: 200, body: { snapshots: [] } }],
  'PUT /_swas/snapshots/:Name': ['snapshots/saved?account=bobs-account', { status: 403 }],
  'GET /_swas/snapshots/:Name': ['snapshots/saved', { status: 404 }],
  'DELETE /_swas/snapshots/:Name': ['snapshots/saved', { status: 404 }],
  'POST /_swas/snapshots/:Name/restore': ['snapshots/saved/restore', { status: 404 }],
  'POST /_swas/faults': ['faults', { status: 403 }, { faults: [{ operation: '*', account, delayMs: 1 }] }],
  'GET /_swas/faults': ['faults', { status: 200, body: { faults: [] } }],
  'DELETE /_swas/faults': ['faults?account=bobs-account', { status: 403 }],
  'DELETE /_swas/faults/:Id': ['faults/1', { status: 404 }],
  'GET /_swas/quotas': ['quotas', { status: 200, body: { quotas: [] } }],
  'PUT /_swas/quotas/:Name': ['quotas/KeyPairs', { status: 403 }, { account, quota: 1 }],
  'DELETE /_swas/quotas/:Name': ['quotas/KeyPairs?account=bobs-account', { status: 403 }],
  'POST /_swas/quotas/:Name/fill': [
    'quotas/KeyPairs/fill',
    { status: 403 },
    { account, regionId: 'cn-hangzhou', room: 0 }
  ],
  'GET /_swas/calls': ['calls', { status: 200, body: { calls: [] } }],
  'DELETE /_swas/calls': ['calls?account=bobs-account', { status: 403 }],
  'GET /_swas/calls/stream': ['calls/stream?account=bobs-account', { status: 403 }],
  'GET /_swas/calls/:RequestId': ['calls/$report', { status: 404 }],
  'POST /_swas/calls/wait': ['calls/wait', { status: 404 }, { operation: 'ListRegions', withinMs: 0 }],
  'POST /_swas/services': ['services', { status: 403 }, {}],
  'GET /_swas/services': ['services', { status: 403 }],
  'DELETE /_swas/services/:Id': ['services/1', { status: 403 }],
  'POST /_swas/seed': ['seed', { status: 403 }, { accounts: [] }],
  'GET /_swas/ports': ['ports', { status: 200, body: { ports: [] } }],
  'POST /_swas/ports': [
    'ports',
    { status: 404, body: { Code: 'InvalidInstanceId.NotFound' } },
    { instanceId: '$server' }
  ],
  'DELETE /_swas/ports/:Port': ['ports/$port', { status: 404, body: { Code: 'InvalidPort.NotFound' } }],
  'GET /_swas/fidelity': ['fidelity', { status: 200 }],
  'GET /_swas/ca.pem': ['ca.pem', { status: 200 }]
}

t.test('every control route, as Alice on what is Bob’s', async (t) => {
  const accessKeys = ['alice', account].map((accessKeyId) => ({ accessKeyId, accessKeySecret: secret }))
  const { app, endpoint, database, clock } = await start(t, { auth: 'verify', accessKeys, controlToken: token })
  const [alice, bob] = ['alice', account].map((name) => controlAs(endpoint, name, secret)) as [Control, Control]
  const operator = controlClient(endpoint, `Bearer ${token}`)
  t.equal((await bob('PUT', 'access-keys/bobs-second', { accessKeySecret: secret })).status, 201)
  t.equal((await bob('PUT', 'transitions', { mode: 'timed', ms: 1 })).status, 200)
  t.equal((await bob('PUT', 'snapshots/saved')).status, 201)
  t.equal((await bob('POST', 'faults', { faults: [{ operation: 'ListPlans', delayMs: 1 }] })).status, 201)
  t.equal((await bob('PUT', 'quotas/KeyPairs', { quota: 9 })).status, 204)
  const { body: sandbox } = await operator('POST', 'sandboxes')
  const signer = { endpoint, accessKeyId: account, secret: 'wrong', now: clock.now }
  const report = (await callV1(signer)).headers.get('x-swas-signature-report')?.split('/').at(-1) ?? ''
  const { body: seeded } = await operator('POST', 'seed', {
    accounts: [{ account, servers: [{ name: 'web' }] }]
  })
  const instanceId = seeded.servers[0].instanceId
  const { body: opened } = await bob('POST', 'ports', { instanceId })
  const values = { $sandbox: sandbox.accessKeyId, $report: report, $server: instanceId, $port: String(opened.port) }
  const fill = (text: string) => text.replace(/\$\w+/g, (name) => values[name as keyof typeof values] ?? name)
  const notAlices = async () =>
    (await everyRow(database)).filter((row) => bobs.test(row) || row.includes(sandbox.accessKeyId))

  const before = await notAlices()
  t.ok(before.length >= 4)
  for (const [route, [path, expected, body]] of Object.entries(controls)) {
    const reply = await alice(route.split(' ')[0] ?? '', fill(path), body && JSON.parse(fill(JSON.stringify(body))))
    t.match(reply, expected, route)
    t.notMatch(JSON.stringify(reply.body), bobs, `${route} shows nothing`)
  }
  const forBob = { account, accessKeySecret: secret }
  t.match(await alice('PUT', 'access-keys/new', forBob), { status: 403, body: { Code: 'NoPermission.Operator' } })
  t.same(await notAlices(), before)

  t.test('while those whose it is may', async (t) => {
    t.match(await bob('GET', 'access-keys'), { body: { accessKeys: [{ accessKeyId: 'bobs-second' }] } })
    t.equal((await bob('PUT', 'access-keys/bobs-second', { active: false })).status, 201)
    t.equal((await bob('DELETE', 'access-keys/bobs-second')).status, 204)
    t.equal((await bob('GET', fill('signatures/$report'))).status, 200)
    t.match(await bob('GET', 'transitions'), { body: { mode: 'timed' } })
    t.match(await bob('GET', 'snapshots'), { body: { snapshots: [{ name: 'saved' }] } })
    t.match(await bob('GET', 'ports'), { body: { ports: [{ instanceId, port: opened.port }] } })
    t.equal((await bob('DELETE', fill('ports/$port'))).status, 204)
    t.match(await bob('GET', 'faults'), { body: { faults: [{ id: '1', account }] } })
    t.equal((await bob('DELETE', 'faults/1')).status, 204)
    t.match(await bob('POST', 'calls/wait', { operation: 'ListRegions', code: 'SignatureDoesNotMatch', withinMs: 0 }), {
      status: 404
    })
    t.equal((await bob('POST', 'snapshots/saved/restore')).status, 204)
    t.equal((await bob('POST', 'reset')).status, 204)
    const guest = controlAs(endpoint, sandbox.accessKeyId, sandbox.accessKeySecret)
    t.equal((await guest('GET', fill('sandboxes/$sandbox'))).status, 200)
    t.equal((await guest('DELETE', fill('sandboxes/$sandbox'))).status, 200)
  })

  t.test('and none is left out', async (t) => {
    const all = routesOf(app.printRoutes({ commonPrefix: false })).filter((route) => route.includes('/_swas/'))
    t.same(all.filter((route) => !route.startsWith('HEAD')).sort(), Object.keys(controls).sort())
  })
})

// From a tree: `│   └── /:Account (GET, HEAD)` stands below `├── _swas/sandboxes (POST)`.
function routesOf(tree: string): string[] {
  const parents: string[] = []
  return [...tree.matchAll(/^([│├└─ ]+)(\S+) \((.+)\)$/gm)].flatMap(([, indent = '', part = '', methods = '']) => {
    parents.splice(indent.length / 4 - 1, Number.POSITIVE_INFINITY, part)
    return methods.split(', ').map((method) => `${method} ${parents.join('')}`)
  })
}
