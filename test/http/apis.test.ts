/** Both APIs are one service: the same calls, made as three accounts in three ways, answer alike. */
import t, { type Test } from 'tap'
import { operations } from '../../src/operations/index.ts'
import { type Body, linuxImage, publicKey, start, windowsImage } from '../fixture.ts'
import { type Answer, type Api, type Parameters, restApi, rpcApi } from './apis.ts'
import { restClient } from './rest-client.ts'

const server = { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: 1 }
const none = '0'.repeat(32)
const cut = { KeyPairName: 'x', PublicKeyBody: 'ssh-rsa AAAA' }
const command = { Name: 'greet', Type: 'RunShellScript', CommandContent: 'echo {{a}} <&>' }
const tags = { ResourceType: 'instance', ResourceId: ['$1'] }

/** Action, parameters, and the code of the refusal where it is one. `$1` is the first server that was made. */
const calls: readonly (readonly [action: string, parameters: Parameters, code?: string])[] = [
  ['ListRegions', { AcceptLanguage: 'en-US' }],
  ['ListRegions', { AcceptLanguage: 'fr' }, 'InvalidAcceptLanguage'],
  ['ListImages', { ImageIds: [linuxImage, windowsImage], ImageType: 'system' }],
  ['ListImages', { ImageType: 'x' }, 'InvalidImageType.ValueNotSupported'],
  ['ListPlans', {}],
  ['ListPlans', { RegionId: 'nowhere' }, 'InvalidRegionId.NotFound'],
  ['CreateInstances', { ...server, Amount: 1, DataDiskSize: 40 }],
  ['CreateInstances', { ...server, AutoRenew: true, AutoRenewPeriod: 12 }],
  ['CreateInstances', { ...server, ImageId: windowsImage }],
  ['CreateInstances', { ...server, ImageId: 'x' }, 'InvalidImageId.NotFound'],
  ['CreateInstances', { ...server, PlanId: 'x' }, 'InvalidPlanId.NotFound'],
  ['CreateInstances', { ...server, Amount: 0 }, 'InvalidAmount.ValueNotSupported'],
  ['CreateInstances', { ...server, Amount: 20 }, 'ExceedAccountQuota'],
  ['CreateInstances', { ImageId: linuxImage, PlanId: 'x' }, 'MissingPeriod'],
  ['UpdateInstanceAttribute', { InstanceId: '$1', InstanceName: 'web-1' }],
  ['UpdateInstanceAttribute', { InstanceId: '$1', Password: 'weak' }, 'InvalidPassword.ValueNotSupported'],
  ['UpdateInstanceAttribute', { InstanceId: none }, 'InvalidInstanceId.NotFound'],
  ['TagResources', { ...tags, Tag: [{ Key: 'env', Value: '<a>&"中"' }, { Key: 'empty' }] }],
  ['TagResources', { ...tags, Tag: [{ Key: 'aliyun' }] }, 'InvalidTag.1.Key'],
  ['TagResources', { ...tags, Tag: [{ Value: 'x' }] }, 'MissingTag.1.Key'],
  ['ListTagResources', { ...tags, Tag: [{ Key: 'env' }] }],
  ['ListTagResources', { ...tags, NextToken: 'x' }, 'InvalidNextToken'],
  ['ListInstances', { InstanceIds: ['$1', '$2', '$3'] }],
  ['ListInstances', { Tag: [{ Key: 'env', Value: '<a>&"中"' }], Status: 'Running', InstanceName: 'w*' }],
  ['ListInstances', { InstanceIds: [none] }, 'InvalidInstanceId.NotFound'],
  ['ListInstances', { PageSize: 101 }, 'InvalidPageSize'],
  ['UntagResources', { ...tags, TagKey: ['env', 'empty'] }],
  ['UntagResources', tags, 'MissingTagKey'],
  ['UntagResources', { ...tags, ResourceType: 'disk' }, 'InvalidResourceType.ValueNotSupported'],
  ['DescribeInstance', { InstanceId: '$1' }],
  ['DescribeInstance', { InstanceId: none }, 'InvalidInstanceId.NotFound'],
  ['ListInstanceStatus', { InstanceIds: ['$1'] }],
  ['ListInstanceStatus', { PageNumber: 'x' }, 'InvalidPageNumber'],
  ['CreateKeyPair', { KeyPairName: 'made', ClientToken: 'once' }],
  ['CreateKeyPair', { KeyPairName: 'other', ClientToken: 'once' }, 'IdempotentParameterMismatch'],
  ['CreateKeyPair', { KeyPairName: 'made' }, 'KeyPairNameAlreadyExist'],
  ['CreateKeyPair', { KeyPairName: 'x y' }, 'InvalidKeyPairName.Malformed'],
  ['CreateKeyPair', { KeyPairName: 'x1', ClientToken: 'é' }, 'InvalidClientToken.ValueNotSupported'],
  ['CreateKeyPair', {}, 'MissingKeyPairName'],
  ['ImportKeyPair', { KeyPairName: '中文:1', PublicKeyBody: publicKey }],
  ['ImportKeyPair', { ...cut, KeyPairName: 'cut' }, 'InvalidPublicKeyBody.Malformed'],
  ['ListKeyPairs', { KeyPairName: '中文:1', PageNumber: 1 }],
  ['ListKeyPairs', { KeyPairName: 'nobody' }],
  ['ListKeyPairs', { PageNumber: 0 }, 'InvalidPageNumber'],
  ['DescribeKeyPair', { KeyPairName: '中文:1' }],
  ['DescribeKeyPair', { KeyPairName: 'nobody' }, 'InvalidKeyPairName.NotFound'],
  ['DescribePublicKey', { PublicKeyBody: publicKey }],
  ['DescribePublicKey', { PublicKeyBody: 'no key' }, 'InvalidPublicKeyBody.Malformed'],
  ['AttachKeyPair', { KeyPairName: '中文:1', InstanceIds: ['$1', '$2', '$3'] }],
  ['AttachKeyPair', { KeyPairName: '中文:1', InstanceIds: [none] }, 'InvalidInstanceId.NotFound'],
  ['AttachKeyPair', { KeyPairName: 'nobody', InstanceIds: ['$1'] }, 'InvalidKeyPairName.NotFound'],
  ['ListPendingRestarts', {}],
  ['ListPendingRestarts', { InstanceId: none }, 'InvalidInstanceId.NotFound'],
  ['DescribePendingRestart', { InstanceId: '$1' }],
  ['DescribePendingRestart', { InstanceId: none }, 'InvalidInstanceId.NotFound'],
  ['DeleteKeyPairs', { KeyPairNames: ['made', '中文:1'] }, 'InvalidParameter.KeypairAlreadyAttachedInstance'],
  ['RebootInstances', { InstanceIds: ['$1', '$2'], ForceReboot: true }],
  ['RebootInstance', { InstanceId: '$1' }],
  ['RebootInstance', { InstanceId: none }, 'InvalidInstanceId.NotFound'],
  ['DescribeInstanceLogon', { InstanceId: '$1' }],
  ['DescribeInstanceLogon', { InstanceId: '$3' }, 'DependencyViolation.WindowsInstance'],
  ['DescribeInstanceKeyPair', { InstanceId: '$1' }],
  ['DescribeInstanceKeyPair', { InstanceId: none }, 'InvalidInstanceId.NotFound'],
  ['DescribeInstancePasswordsSetting', { InstanceId: '$1' }],
  ['DescribeInstancePasswordsSetting', { InstanceId: none }, 'InvalidInstanceId.NotFound'],
  ['CreateCommand', { ...command, EnableParameter: true, Tag: [{ Key: 'env', Value: '<a>' }] }],
  ['CreateCommand', { ...command, Type: 'RunPerlScript' }, 'InvalidCmdType.NotFound'],
  ['DescribeCommands', { Provider: 'User', Tag: [{ Key: 'env' }] }],
  ['DescribeCommands', { Provider: 'Nobody' }, 'InvalidProvider.ValueNotSupported'],
  ['UpdateCommandAttribute', { CommandId: '$command', Timeout: 10 }],
  ['UpdateCommandAttribute', { CommandId: 'c-none' }, 'InvalidCmdId.NotFound'],
  // What nobody runs has its result at once.
  ['RunCommand', { ...command, InstanceId: '$1', WorkingUser: 'nobody', WorkingDir: '/tmp' }],
  ['RunCommand', { ...command, InstanceId: none }, 'InvalidInstanceId.NotFound'],
  ['InvokeCommand', { CommandId: '$command', InstanceIds: ['$1', '$2'], Username: 'nobody' }],
  ['InvokeCommand', { CommandId: 'c-none', InstanceIds: ['$1'] }, 'InvalidCmdId.NotFound'],
  ['DescribeInvocations', { InstanceId: '$1', InvokeStatus: 'Failed', PageSize: 50 }],
  ['DescribeInvocations', { InstanceId: none }, 'InvalidInstanceId.NotFound'],
  ['DescribeInvocationResult', { InstanceId: '$1', InvokeId: '$invocation' }],
  ['DescribeInvocationResult', { InstanceId: '$1', InvokeId: 't-none' }, 'InvalidInvokeId.NotFound'],
  ['DeleteCommand', { CommandId: '$command' }],
  ['DeleteCommand', { CommandId: '$command' }, 'InvalidCmdId.NotFound'],
  ['StartTerminalSession', { InstanceId: '$1' }],
  ['StartTerminalSession', { InstanceId: '$3' }, 'InvalidInstance.NotMatch'],
  ['DetachKeyPair', { KeyPairName: '中文:1', InstanceIds: ['$1', '$2'] }],
  ['DetachKeyPair', { KeyPairName: '中文:1', InstanceIds: ['$1'] }, 'InvalidParameter.KeypairNotAttachedInstance'],
  ['DeleteKeyPairs', { KeyPairNames: ['made', '中文:1'] }],
  ['DeleteKeyPairs', { KeyPairNames: ['made'] }, 'InvalidKeyPairName.NotFound'],
  ['CreateInstanceKeyPair', { InstanceId: '$1', KeyPairName: 'own' }],
  ['CreateInstanceKeyPair', { InstanceId: '$3', KeyPairName: 'w1' }, 'DependencyViolation.WindowsInstance'],
  ['UploadInstanceKeyPair', { InstanceId: '$2', KeyPairName: 'up', PublicKey: publicKey }],
  ['UploadInstanceKeyPair', { InstanceId: '$2', KeyPairName: 'up', PublicKey: publicKey }, 'KeyPairNameAlreadyExist'],
  ['DeleteInstanceKeyPair', { InstanceId: '$2' }],
  ['DeleteInstanceKeyPair', { InstanceId: '$2' }, 'InvalidParameter.KeypairNotAttachedInstance'],
  ['StopInstances', { InstanceIds: ['$1'], ForceStop: false }],
  ['StopInstances', { InstanceIds: ['$1'] }, 'IncorrectInstanceStatus'],
  ['StopInstance', { InstanceId: '$2' }],
  ['StopInstance', { InstanceId: '$2' }, 'IncorrectInstanceStatus'],
  ['StartInstances', { InstanceIds: ['$1'] }],
  ['StartInstances', { InstanceIds: [none] }, 'InvalidInstanceId.NotFound'],
  ['StartInstance', { InstanceId: '$2' }],
  ['StartInstance', { InstanceId: '$2' }, 'IncorrectInstanceStatus'],
  ['RebootInstances', { InstanceIds: [none] }, 'InvalidInstanceId.NotFound'],
  ['ResetSystem', { InstanceId: '$1', LoginCredentials: { KeyPairName: 'own', Password: 'Correct-Horse-1' } }],
  ['ResetSystem', { InstanceId: '$1', LoginCredentials: { KeyPairName: '1' } }, 'InvalidKeyPairName.Malformed'],
  ['ResetSystem', { InstanceId: '$1', ImageId: 'x' }, 'InvalidImageId.NotFound'],
  ['DescribeInstancePasswordsSetting', { InstanceId: '$1' }],
  ['DeleteInstances', { InstanceIds: ['$1'], Force: false }, 'IncorrectInstanceStatus'],
  ['DeleteInstances', { InstanceIds: ['$1', '$2', '$3'], Force: true }]
]

t.test('for each operation, RPC JSON, RPC XML and REST give the same results and the same errors', async (t) => {
  const { endpoint, clock } = await start(t)
  const apis = {
    'RPC JSON': callerThrough(t, rpcApi(endpoint, 'json', 'JSON')),
    'RPC XML': callerThrough(t, rpcApi(endpoint, 'xml', 'XML')),
    REST: callerThrough(t, restApi(await restClient(t, endpoint, 'rest')))
  }
  for (const call of calls) {
    const [action, parameters] = call
    const about = `${action} ${JSON.stringify(parameters)}`
    clock.advance(1000) // lists are by age
    const expected = await apis['RPC JSON'](call)
    t.strictSame(await apis['RPC XML'](call), expected, `${about} in XML`)
    t.strictSame(officialPart(await apis.REST(call)), expected, `${about} in REST`)
  }
  for (const { action } of operations) {
    t.ok(
      calls.some(([called, , code]) => called === action && code === undefined),
      `${action} succeeds`
    )
    t.ok(
      calls.some(([called, , code]) => called === action && code !== undefined),
      `${action} is refused`
    )
  }
})

/** Calls of an API; what differs between accounts is made alike in what it gives back. */
function callerThrough(t: Test, api: Api): (call: (typeof calls)[number]) => Promise<Answer> {
  const servers: string[] = []
  const last = { command: '', invocation: '' }
  return async ([action, parameters, code]) => {
    const operation = operations.find((operation) => operation.action === action)
    if (operation === undefined) throw new Error(`There is no ${action}.`)
    const region = 'RegionId' in operation.parameters.properties ? { RegionId: 'cn-hangzhou' } : {}
    const real = JSON.stringify({ ...region, ...parameters })
      .replace(/\$(\d)/g, (_, n) => servers[n - 1] ?? '')
      .replace('$command', last.command)
      .replace('$invocation', last.invocation)
    const { status, body } = await api(operation, JSON.parse(real))
    t.equal(body.Code, code, `${action} ${real} ${JSON.stringify(body)}`)
    if (code !== undefined) return { status, body: { Code: body.Code, Message: body.Message, HostId: body.HostId } }
    last.command = body.CommandId ?? last.command
    last.invocation = body.InvokeId ?? last.invocation
    if (action === 'CreateInstances') servers.push(...body.InstanceIds)
    const { RequestId: _, ...result } = body
    return { status: status === 201 && operation.creates ? 200 : status, body: alike(result, servers) }
  }
}

// Ids by their number; what is random by its field's name.
const random = new Set(
  'Host SshCommand HostKeys KnownHosts InstanceName PublicIpAddress PrivateIpAddress InnerIpAddress DiskId Uuid PrivateKeyBody PrivateKey Fingerprint CommandId InvokeId SessionId SecurityToken WebSocketUrl'.split(
    ' '
  )
)

function alike(result: Body, servers: readonly string[]): Body {
  const text = JSON.stringify(result, (key, value) => (random.has(key) ? typeof value : value))
  return JSON.parse(servers.reduce((masked, id, n) => masked.replaceAll(id, `$${n + 1}`), text))
}

/** REST says more than the cloud of a key pair in a list; RPC answers the cloud’s own fields. */
function officialPart({ status, body }: Answer): Answer {
  if (body.KeyPairs === undefined) return { status, body }
  const KeyPairs = body.KeyPairs.map(({ PendingInstanceIds: _, ...keyPair }: Body) => keyPair)
  return { status, body: { ...body, KeyPairs } }
}
