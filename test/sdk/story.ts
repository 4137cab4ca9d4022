/** The main job from end to end, as any official client does it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { type Body, linuxImage, publicKey, type Service, windowsImage } from '../fixture.ts'
import { has } from '../machine.ts'

/** One call, with the cloud's names; a list is a list. A refused call rejects with the cloud's code in `code`. */
export type CallAction = (action: string, parameters: Record<string, unknown>) => Promise<Body>

const region = { RegionId: 'cn-hangzhou' }
const PlanId = 'swas.s2.c2m2s50b4t08'

export async function tellStory(t: Test, call: CallAction): Promise<void> {
  await t.test('regions, images and plans are listed', async (t) => {
    const { Regions } = await call('ListRegions', {})
    t.match(
      Regions.find(({ RegionId }: Body) => RegionId === 'cn-hangzhou'),
      { LocalName: '华东1（杭州）' }
    )
    const { Images } = await call('ListImages', { ...region, ImageType: 'system' })
    t.ok(Images.some(({ ImageId, Platform }: Body) => ImageId === linuxImage && Platform === 'Linux'))
    const { Plans } = await call('ListPlans', region)
    t.match(
      Plans.find((plan: Body) => plan.PlanId === PlanId),
      { Core: 2, SupportPlatform: '["Linux","Windows"]' }
    )
  })

  const create = async (ImageId: string, Amount: number): Promise<string[]> =>
    (await call('CreateInstances', { ...region, ImageId, PlanId, Period: 1, Amount })).InstanceIds
  const linux = await create(linuxImage, 2)
  const [windows] = await create(windowsImage, 1)
  const [first = '', second = ''] = linux

  await t.test('servers are made', async (t) => {
    const { Instances } = await call('ListInstances', { ...region, InstanceIds: JSON.stringify([...linux, windows]) })
    t.same(
      Instances.map(({ Status }: Body) => Status),
      ['Running', 'Running', 'Running']
    )
    t.equal(Instances.find(({ InstanceId }: Body) => InstanceId === windows).Image.OsType, 'windows')
  })

  const { PrivateKeyBody } = await call('CreateKeyPair', { ...region, KeyPairName: 'created' })
  await t.test(
    'the private key is one that OpenSSH reads',
    { skip: !has('ssh-keygen') && 'no ssh-keygen' },
    async (t) => {
      const { KeyPairs } = await call('ListKeyPairs', { ...region, KeyPairName: 'created' })
      t.equal(
        withKeyFile(PrivateKeyBody, (file) => run('ssh-keygen', '-y', '-f', file)),
        KeyPairs[0].PublicKey
      )
    }
  )
  await t.test('the private key is one that OpenSSL reads', { skip: !has('openssl') && 'no openssl' }, async (t) => {
    t.match(
      withKeyFile(PrivateKeyBody, (file) => run('openssl', 'rsa', '-check', '-noout', '-in', file)),
      /RSA key ok/
    )
  })

  await t.test('a key is imported, and both are listed with their servers', async (t) => {
    await call('ImportKeyPair', { ...region, KeyPairName: '中文:key_1-a', PublicKeyBody: publicKey })
    const attached = await call('AttachKeyPair', { ...region, KeyPairName: 'created', InstanceIds: [first, second] })
    t.match(attached, { TotalCount: 2, FailCount: 0 })
    t.same(attached.Results[0], { InstanceId: first, Success: 'true', Code: '200', Message: 'success' })
    const { TotalCount, KeyPairs } = await call('ListKeyPairs', { ...region, PageNumber: 1, PageSize: 10 })
    t.equal(TotalCount, 2)
    const created = KeyPairs.find(({ KeyPairName }: Body) => KeyPairName === 'created')
    t.same([...created.InstanceIds].sort(), [...linux].sort())
  })

  await t.test('a Windows server is refused in its row', async (t) => {
    const refused = await call('AttachKeyPair', { ...region, KeyPairName: 'created', InstanceIds: [windows] })
    t.match(refused, { TotalCount: 1, FailCount: 1, Results: [{ Success: 'false', Code: '403' }] })
  })

  await t.test('a second key pair replaces the first, and detaching takes it away', async (t) => {
    await call('AttachKeyPair', { ...region, KeyPairName: '中文:key_1-a', InstanceIds: [second] })
    t.match(await call('DescribeInstanceKeyPair', { ...region, InstanceId: second }), { KeyPairName: '中文:key_1-a' })
    await call('DetachKeyPair', { ...region, KeyPairName: '中文:key_1-a', InstanceIds: [second] })
    t.match(await call('DescribeInstanceKeyPair', { ...region, InstanceId: second }), { KeyPairName: '' })
  })

  await t.test('servers wait for their restart, and take the key with it', async (t) => {
    const waiting = await call('ListPendingRestarts', region)
    t.equal(waiting.TotalCount, 2)
    t.equal((await call('DescribeInstanceLogon', { ...region, InstanceId: first })).AuthorizedKeys, '')
    await call('RebootInstances', { ...region, InstanceIds: JSON.stringify(linux) })
    t.equal((await call('ListPendingRestarts', region)).TotalCount, 0)
    const { AuthorizedKeys } = await call('DescribeInstanceLogon', { ...region, InstanceId: first })
    t.match(AuthorizedKeys, /^ssh-rsa \S+\n$/)
    t.equal((await call('DescribeInstanceLogon', { ...region, InstanceId: second })).AuthorizedKeys, '')
  })

  await t.test('the per-server operations make, tell and delete a key pair', async (t) => {
    const made = await call('CreateInstanceKeyPair', { ...region, InstanceId: second, KeyPairName: 'of-a-server' })
    t.match(made, { PrivateKey: /^-----BEGIN RSA PRIVATE KEY-----/, Fingerprint: /^[\w+/]{43}$/ })
    await call('DeleteInstanceKeyPair', { ...region, InstanceId: second })
    await call('UploadInstanceKeyPair', {
      ...region,
      InstanceId: second,
      KeyPairName: 'uploaded',
      PublicKey: publicKey
    })
    const { Fingerprint } = await call('DescribeInstanceKeyPair', { ...region, InstanceId: second })
    t.match(Fingerprint, /^([0-9a-f]{2}:){15}[0-9a-f]{2}$/)
  })

  await t.test('a command runs on a server, and what it wrote is there', async (t) => {
    const Name = 'greeting'
    const made = { ...region, Name, Type: 'RunShellScript', CommandContent: 'echo 你好; exit 3', Timeout: 30 }
    const { CommandId } = await call('CreateCommand', made)
    const { Commands } = await call('DescribeCommands', { ...region, Provider: 'User', PageSize: '50' })
    t.match(Commands, [{ CommandId, Name, Timeout: 30, EnableParameter: false }])
    const invoked = [
      await call('RunCommand', { ...made, InstanceId: first }),
      await call('InvokeCommand', { ...region, CommandId, InstanceIds: JSON.stringify([first]) })
    ]
    for (const { InvokeId } of invoked) {
      const result = await ended(() => call('DescribeInvocationResult', { ...region, InstanceId: first, InvokeId }))
      t.match(result, { InvocationStatus: 'Failed', InvokeRecordStatus: 'Finished', ErrorCode: 'ExitCodeNonzero' })
      t.equal(Number(result.ExitCode), 3)
      t.equal(Buffer.from(result.Output, 'base64').toString(), '你好\n')
    }
    const { Invocations } = await call('DescribeInvocations', { ...region, InstanceId: first })
    t.match(Invocations, [{ InvokeId: invoked[1]?.InvokeId }, { InvokeId: invoked[0]?.InvokeId, CommandName: Name }])
    await call('UpdateCommandAttribute', { ...region, CommandId, Description: 'no more' })
    await call('DeleteCommand', { ...region, CommandId })
    const { SessionId, WebSocketUrl } = await call('StartTerminalSession', { ...region, InstanceId: first })
    t.match(WebSocketUrl, `/terminal/${SessionId}?token=`)
  })

  await t.test('the rules are met on the way', async (t) => {
    const refused = (action: string, parameters: Record<string, unknown>, code: string) =>
      t.rejects(call(action, { ...region, ...parameters }), { code }, code)
    await refused('CreateKeyPair', { KeyPairName: 'created' }, 'KeyPairNameAlreadyExist')
    await refused('CreateKeyPair', { KeyPairName: '1' }, 'InvalidKeyPairName.Malformed')
    await refused(
      'ImportKeyPair',
      { KeyPairName: 'bad', PublicKeyBody: 'ssh-rsa AAAA' },
      'InvalidPublicKeyBody.Malformed'
    )
    await refused('DeleteKeyPairs', { KeyPairNames: ['created'] }, 'InvalidParameter.KeypairAlreadyAttachedInstance')
    await refused(
      'AttachKeyPair',
      { KeyPairName: 'created', InstanceIds: ['f'.repeat(32)] },
      'InvalidInstanceId.NotFound'
    )
    await refused(
      'DetachKeyPair',
      { KeyPairName: 'created', InstanceIds: [second] },
      'InvalidParameter.KeypairNotAttachedInstance'
    )
    await refused('StartInstance', { InstanceId: first }, 'IncorrectInstanceStatus')
  })

  await t.test('key pairs that are attached nowhere are deleted', async (t) => {
    await call('DetachKeyPair', { ...region, KeyPairName: 'created', InstanceIds: [first] })
    await call('DeleteKeyPairs', { ...region, KeyPairNames: ['created', '中文:key_1-a'] })
    const { KeyPairs } = await call('ListKeyPairs', region)
    t.same(
      KeyPairs.map(({ KeyPairName }: Body) => KeyPairName),
      ['uploaded']
    )
  })
}

/** What is not emulated is refused once: the client neither tries it again nor takes it for something else. */
export async function stopsAtOnce(t: Test, { app }: Pick<Service, 'app'>, call: CallAction): Promise<void> {
  await t.test('an action that is not emulated is called once, and its reason comes through', async (t) => {
    let requests = 0
    app.server.on('request', () => {
      requests += 1
    })
    for (const action of ['ListDisks', 'CreateDisk']) {
      requests = 0
      const message = new RegExp(`The action ${action} exists .* does not emulate it`)
      await t.rejects(call(action, { RegionId: 'cn-hangzhou', InstanceId: 'f'.repeat(32) }), { message }, action)
      t.equal(requests, 1, `${action}: requests`)
    }
  })
}

/** The result of a command when it has one. */
async function ended(describe: () => Promise<Body>): Promise<Body> {
  for (;;) {
    const { InvocationResult } = await describe()
    if (InvocationResult.InvokeRecordStatus !== 'Running') return InvocationResult
    await sleep(50)
  }
}

const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' }).trim()

function withKeyFile(key: string, use: (file: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'swas-key-'))
  const file = join(folder, 'key.pem')
  writeFileSync(file, key, { mode: 0o600 })
  try {
    return use(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
