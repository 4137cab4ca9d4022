/** What the operations' tests share: callers of their own account, refusals as the wire has them, and what to look at afterwards. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { operations } from '../../src/operations/index.ts'
import { eventually } from '../eventually.ts'
import {
  type Body,
  caller,
  linuxImage,
  list,
  makeInstances,
  okOf,
  publicKey,
  type Reply,
  type Service,
  secondPublicKey
} from '../fixture.ts'

export type Caller = Pick<Service, 'rpc' | 'ok'>

/** The same service as somebody else sees it, so that the parts of a test don't see each other's things. */
export function account({ endpoint }: Pick<Service, 'endpoint'>, AccessKeyId: string): Caller {
  const rpc = caller(endpoint, AccessKeyId)
  return { rpc, ok: okOf(rpc) }
}

/** Status and words of each code; those of `Missing…` and `Invalid…` are made from the parameter's name. */
const words: Readonly<Record<string, readonly [status: number, message: string]>> = {
  'DependencyViolation.WindowsInstance': [403, 'The instance creating is windows, cannot use ssh key pair to login'],
  ExceedAccountQuota: [
    400,
    'The accumulated instance amounts including this order have exceeded the quota of the account.'
  ],
  IdempotentParameterMismatch: [
    400,
    'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical.'
  ],
  IncorrectInstanceStatus: [403, 'The state of the current instance does not support this operation.'],
  'InvalidClientToken.ValueNotSupported': [400, 'The ClientToken provided is invalid.'],
  'InvalidImageId.NotFound': [404, 'The specified ImageId does not exist.'],
  'InvalidImageId.NotSupport': [400, 'The specified ImageId does not support the operation.'],
  'InvalidInstanceId.NotFound': [404, 'The specified InstanceId does not exist.'],
  'InvalidKeyPairName.Malformed': [400, 'Specified Key Pair name is not valid.'],
  'InvalidKeyPairName.NotFound': [404, 'The specified KeyPairName does not exist in our records.'],
  'InvalidParameter.KeypairAlreadyAttachedInstance': [
    400,
    'The specified keyPair attached to instances can not be deleted.'
  ],
  'InvalidParameter.KeypairNotAttachedInstance': [400, 'The specified keyPair not attached to instances.'],
  'InvalidPlanId.NotFound': [404, 'The specified PlanId does not exist.'],
  'InvalidPublicKeyBody.Malformed': [400, 'The PublicKeyBody format is not supported.'],
  'InvalidRegionId.NotFound': [404, 'The specified RegionId does not exist.'],
  KeyPairNameAlreadyExist: [400, 'The keyPair name already exist.'],
  PlatformNotMatch: [400, 'The platform of specified ImageId and PlanId does not match.'],
  'QuotaExceed.KeyPair': [403, 'The key pair quota exceeds.'],
  ServiceUnavailable: [503, 'The request has failed due to a temporary failure of the server.'],
  UnsupportedHTTPMethod: [403, 'This http method is not supported.'],
  'CmdContent.ExceedLimit': [403, 'The maximum length of a command is exceeded.'],
  'CmdCount.ExceedQuota': [403, 'The total number of commands in the current region exceeds the quota.'],
  'CmdDesc.ExceedLimit': [403, 'The length of the command description exceeds the upper limit.'],
  'CmdName.ExceedLimit': [403, 'The length of the command name exceeds the upper limit.'],
  'CmdParam.EmptyKey': [403, 'You must specify the parameter names.'],
  'CmdParam.InvalidParamName': [
    403,
    'Invalid parameter name. The name can contain only lowercase letters (a to z), uppercase letters (A to Z), numbers (0 to 9), hyphens (-), and underscores (_).'
  ],
  'CmdParamName.ExceedLimit': [403, 'The maximum length of a parameter name is exceeded.'],
  IncorrectCommandStatus: [403, 'The command is being executed and can not be deleted.'],
  'InvalidCmdId.NotFound': [404, 'The specified command ID does not exist.'],
  'InvalidCmdType.NotFound': [403, 'The specified command type does not exist.'],
  'InvalidInstance.NotMatch': [403, 'The specified instance type does not match the command.'],
  'InvalidInvokeId.NotFound': [404, 'The specified InvokeId does not exist.'],
  'Parameter.Disabled': [404, 'Parameters cannot be passed in when the command customization function is disabled.'],
  'Parameter.NotMatched': [
    403,
    'The passed-in parameters do not match the parameters defined when you created the command.'
  ],
  'ParameterCount.ExceedLimit': [403, 'The maximum number of parameters is exceeded.'],
  'ParameterKey.Duplicate': [403, 'Parameter names cannot be duplicated.'],
  'ParameterKey.ExceedLimit': [403, 'The maximum length of a parameter name is exceeded.'],
  'Username.ExceedLimit': [403, 'The length of the username exceeds the upper limit.']
}

/** AttachKeyPair and DetachKeyPair write the parameter in two words. */
export const attachInstanceNotFound = 'The specified Instance Id does not exist.'

function wordsOf(code: string): readonly [status: number, message: string] {
  const [, mandatory] = /^Missing(.+)$/.exec(code) ?? []
  const [, unsupported] = /^Invalid(.+)\.ValueNotSupported$/.exec(code) ?? []
  const [, invalid] = /^Invalid(.+)$/.exec(code) ?? []
  const fixed = words[code]
  if (fixed !== undefined) return fixed
  if (mandatory !== undefined) return [400, `${mandatory} is mandatory for this action.`]
  if (unsupported !== undefined) return [400, `The specified parameter ${unsupported} is invalid.`]
  if (invalid !== undefined) return [400, `Specified parameter ${invalid} is not valid.`]
  throw new Error(`expect.ts has no words for ${code}`)
}

/** What follows the cloud's words, unless the test names something else. */
const details: Readonly<Record<string, string>> = {
  'InvalidKeyPairName.Malformed':
    'It must have 2 to 64 characters: first a letter or a Chinese character, then letters, Chinese characters, digits, colons (:), underscores (_) and hyphens (-).',
  'InvalidInstanceName.ValueNotSupported':
    'It must have 2 to 128 characters: first a letter or a Chinese character, then letters, Chinese characters, digits, colons (:), periods (.), underscores (_) and hyphens (-).'
}

/** The reply is this refusal: code, status and message to the letter. */
export function refused(
  t: Test,
  { status, body }: Reply,
  code: string,
  { about = code, message, detail = details[code] }: { about?: string; message?: string; detail?: string } = {}
): void {
  const [expectedStatus, expected] = wordsOf(code)
  t.strictSame(
    { status, Code: body.Code, Message: body.Message },
    {
      status: expectedStatus,
      Code: code,
      Message: `${message ?? expected}${detail === undefined ? '' : ` ${detail}`}`
    },
    about
  )
}

/** Each of the parameters left out, a region that is none, and a ClientToken that is too long are refused. */
export async function refusesBadParameters(
  t: Test,
  { rpc }: Caller,
  action: string,
  parameters: Record<string, string>
): Promise<void> {
  const operation = operations.find((one) => one.action === action)
  const { properties = {} } = operation?.parameters ?? {}
  const required: readonly string[] = operation?.parameters.required ?? []
  await t.test('refuses what is missing, unknown regions and ClientTokens that are none', async (t) => {
    if (required.includes('RegionId')) refused(t, await rpc(action, { ...parameters, RegionId: '' }), 'MissingRegionId')
    for (const left of Object.keys(parameters)) {
      const others = Object.entries(parameters).filter(([name]) => name !== left)
      refused(t, await rpc(action, Object.fromEntries(others)), `Missing${left.replace(/\.1$/, '')}`)
    }
    for (const RegionId of ['cn-nowhere', 'CN-HANGZHOU', 'cn-hangzhou ']) {
      refused(t, await rpc(action, { ...parameters, RegionId }), 'InvalidRegionId.NotFound', { about: RegionId })
    }
    for (const ClientToken of ['x'.repeat(65), 'kéy']) {
      if (!('ClientToken' in properties)) break
      const reply = await rpc(action, { ...parameters, ClientToken })
      refused(t, reply, 'InvalidClientToken.ValueNotSupported', { about: ClientToken })
    }
  })
}

/** A server of another account, of another region, and none at all are all the same: unknown. */
export async function refusesUnknownInstances(
  t: Test,
  service: Pick<Service, 'endpoint'>,
  { rpc, ok }: Caller,
  action: string,
  { parameters = {}, message, named = (id) => ({ InstanceId: id }) }: UnknownInstances = {}
): Promise<void> {
  await t.test('refuses servers of nobody, of another account and of another region', async (t) => {
    const foreign = await makeInstances(account(service, `owner of ${action}`))
    const { InstanceIds: elsewhere } = await ok('CreateInstances', { ...server, RegionId: 'cn-beijing' })
    for (const id of [noId, ...foreign, ...elsewhere, foreign[0]?.toUpperCase() ?? '']) {
      const reply = await rpc(action, { ...parameters, ...named(id) })
      refused(t, reply, 'InvalidInstanceId.NotFound', { ...(message && { message }), about: id })
    }
  })
}

interface UnknownInstances {
  readonly parameters?: Record<string, string>
  readonly message?: string
  readonly named?: (id: string) => Record<string, string>
}

export const noId = '00000000000000000000000000000000'

/** What CreateInstances needs. */
export const server = { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: '1' }

/** One server that is Running. */
export async function makeInstance(caller: Caller, ImageId?: string): Promise<string> {
  const [id = ''] = await makeInstances(caller, 1, ImageId)
  return id
}

/** How long each state lasts where a test starts its service with `transitionMs: second`. */
export const second = 1000

/** One server in the state, by a service with `transitionMs: second`. The state passes when the clock moves on. */
export async function makeInstanceIn(
  caller: Caller,
  { clock }: Pick<Service, 'clock'>,
  status: string
): Promise<string> {
  const InstanceId = await makeInstance(caller)
  if (status === 'Pending') return InstanceId
  clock.advance(second)
  if (status === 'Starting') return InstanceId
  clock.advance(second)
  if (status === 'Resetting') await caller.ok('ResetSystem', { InstanceId })
  if (status === 'Stopping' || status === 'Stopped') await caller.ok('StopInstance', { InstanceId })
  if (status === 'Stopped') clock.advance(second)
  return InstanceId
}

export const importKeyPair = ({ ok }: Caller, KeyPairName: string, PublicKeyBody = publicKey): Promise<Body> =>
  ok('ImportKeyPair', { KeyPairName, PublicKeyBody })

export const attach = ({ ok }: Caller, KeyPairName: string, ...ids: string[]): Promise<Body> =>
  ok('AttachKeyPair', { KeyPairName, ...list('InstanceIds', ids) })

export const detach = ({ ok }: Caller, KeyPairName: string, ...ids: string[]): Promise<Body> =>
  ok('DetachKeyPair', { KeyPairName, ...list('InstanceIds', ids) })

/** The names of the region's key pairs, in the order of ListKeyPairs. */
export async function keyPairNames({ ok }: Caller, RegionId = 'cn-hangzhou'): Promise<string[]> {
  const { KeyPairs } = await ok('ListKeyPairs', { RegionId, PageSize: '100' })
  return KeyPairs.map(({ KeyPairName }: Body) => KeyPairName)
}

/** The servers that ListKeyPairs shows with the key pair. */
export async function attachedTo({ ok }: Caller, KeyPairName: string): Promise<string[]> {
  const { KeyPairs } = await ok('ListKeyPairs', { KeyPairName })
  return KeyPairs[0]?.InstanceIds
}

export async function statusOf({ ok }: Caller, InstanceId: string): Promise<string> {
  const { InstanceStatuses } = await ok('ListInstanceStatus', { InstanceIds: JSON.stringify([InstanceId]) })
  return InstanceStatuses[0].Status
}

/** What the server's next boot will do, in order: `Attach work`, `Detach work`. */
export async function queueOf({ ok }: Caller, InstanceId: string): Promise<string[]> {
  const { PendingRestarts } = await ok('ListPendingRestarts', { InstanceId })
  return (PendingRestarts[0]?.KeyChanges ?? []).map(({ Change, KeyPairName }: Body) => `${Change} ${KeyPairName}`)
}

/** What is accepted right now: the text of authorized_keys, and whether the password does. */
export async function logonOf({ ok }: Caller, InstanceId: string): Promise<{ keys: string; password: boolean }> {
  const { AuthorizedKeys, PasswordLogon } = await ok('DescribeInstanceLogon', { InstanceId })
  return { keys: AuthorizedKeys, password: PasswordLogon }
}

/** Gives root a password, and makes it effective. */
export async function setPassword({ ok }: Caller, InstanceId: string): Promise<void> {
  await ok('UpdateInstanceAttribute', { InstanceId, Password: 'Correct-Horse-1' })
  await ok('RebootInstance', { InstanceId })
}

/** The fixture's two public keys as authorized_keys has them: one line each. */
export const publicKeyLine = `${publicKey}\n`
export const secondKeyLine = `${secondPublicKey}\n`

/** The server's tags as ListInstances shows them: `team=blue`. */
export async function tagsOf({ ok }: Caller, InstanceId: string): Promise<string[]> {
  const { Instances } = await ok('ListInstances', { InstanceIds: JSON.stringify([InstanceId]) })
  return Instances[0].Tags.map(({ Key, Value }: Body) => `${Key}=${Value}`)
}

/** Runs a command, and gives its id as soon as it has begun. */
export async function begin({ ok }: Caller, InstanceId: string, content: string): Promise<string> {
  const { InvokeId } = await ok('RunCommand', { InstanceId, ...script(content) })
  const status = async () =>
    (await ok('DescribeInvocationResult', { InstanceId, InvokeId })).InvocationResult.InvocationStatus
  await eventually(async () => (await status()) !== 'Pending')
  return InvokeId
}

/** The result of a command when it has ended, with its output as text. */
export async function resultOf({ ok }: Caller, InstanceId: string, InvokeId: string): Promise<Body> {
  for (;;) {
    const { InvocationResult } = await ok('DescribeInvocationResult', { InstanceId, InvokeId })
    if (InvocationResult.InvokeRecordStatus !== 'Running')
      return { ...InvocationResult, Output: Buffer.from(InvocationResult.Output, 'base64').toString() }
    await sleep(20)
  }
}

/** What RunCommand needs besides a server. */
export const script = (CommandContent: string): Record<string, string> => ({
  Name: 'test',
  Type: 'RunShellScript',
  CommandContent
})

/** Runs a script on a server and gives its result. */
export async function runScript(
  caller: Caller,
  InstanceId: string,
  content: string,
  more: Record<string, string> = {}
): Promise<Body> {
  const { InvokeId } = await caller.ok('RunCommand', { InstanceId, ...script(content), ...more })
  return await resultOf(caller, InstanceId, InvokeId)
}
