/** Key pairs from end to end, with a client of @hey-api/openapi-ts. Ends with 1 when anything differs. */
import assert from 'node:assert/strict'
import { client } from './generated/client.gen.js'
import * as swas from './generated/index.js'

client.setConfig({ baseUrl: process.env.STORY_URL ?? 'http://127.0.0.1:20206', auth: 'story:secret' })
const region = { RegionId: 'cn-hangzhou' } as const
const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO0J4jVwgPkHPnzL3AxHjGyxg2yZeShi9hka1Ph24F4w test@swas-local'

/** What was answered. A call that was refused ends the story. */
async function ok<Result>(call: Promise<{ data?: Result; error?: swas.ApiError }>): Promise<NonNullable<Result>> {
  const { data, error } = await call
  assert.ok(data, error?.Code)
  return data
}

async function refused(Code: swas.ApiError['Code'], call: Promise<{ error?: swas.ApiError; response: Response }>) {
  const { error, response } = await call
  assert.equal(error?.Code, Code)
  assert.ok(error.Message.length > 10 && response.status >= 400)
}

const { Regions } = await ok(swas.listRegions())
assert.ok(Regions.some(({ RegionId }) => RegionId === region.RegionId))
const { Images } = await ok(swas.listImages({ path: region }))
const ImageId = Images.find(({ Platform }) => Platform === 'Linux')?.ImageId ?? ''
const { Plans } = await ok(swas.listPlans({ path: region }))
const PlanId = Plans.find(({ Memory }) => Memory === 2)?.PlanId ?? ''

const order = { ImageId, PlanId, Period: 1, Amount: 2 } as const
const { InstanceIds } = await ok(swas.createInstances({ path: region, body: order }))
const [first = '', second = ''] = InstanceIds
const { Instances } = await ok(swas.listInstances({ path: region, query: { InstanceIds } }))
assert.deepEqual(
  Instances.map(({ Status }) => Status),
  ['Running', 'Running']
)

const create = (KeyPairName: string) => swas.createKeyPair({ path: region, body: { KeyPairName } })
const created = await ok(create('created'))
assert.ok(created.PrivateKeyBody.startsWith('-----BEGIN'))
const KeyPairName = '钥匙:key_1-a'
await ok(swas.importKeyPair({ path: region, body: { KeyPairName, PublicKeyBody: publicKey } }))
const imported = await ok(swas.describeKeyPair({ path: { ...region, KeyPairName } }))
assert.equal(imported.KeyPairName, KeyPairName)

const attach = (KeyPairName: string, ...ids: string[]) =>
  swas.attachKeyPair({ path: { ...region, KeyPairName, InstanceIds: ids.join(',') } })
const attached = await ok(attach('created', ...InstanceIds))
assert.deepEqual([attached.TotalCount, attached.FailCount], [2, 0])
await ok(attach(KeyPairName, second))
const listKeyPairs = async () => (await ok(swas.listKeyPairs({ path: region }))).KeyPairs
assert.deepEqual((await listKeyPairs()).find(({ KeyPairName }) => KeyPairName === 'created')?.InstanceIds, [first])

const waiting = async () => (await ok(swas.listPendingRestarts({ path: region }))).PendingRestarts
const authorizedKeys = async (InstanceId: string) =>
  (await ok(swas.describeInstanceLogon({ path: { ...region, InstanceId } }))).AuthorizedKeys
const reboot = () => ok(swas.rebootInstances({ path: { ...region, InstanceIds: InstanceIds.join(',') } }))
assert.equal((await waiting()).length, 2)
const pending = await ok(swas.describePendingRestart({ path: { ...region, InstanceId: first } }))
assert.equal(pending.KeyChanges[0]?.KeyPairName, 'created')
assert.equal(await authorizedKeys(second), '')
await reboot()
assert.equal((await waiting()).length, 0)
assert.equal(await authorizedKeys(second), `${publicKey}\n`)

const remove = (...names: string[]) => swas.deleteKeyPairs({ path: { ...region, KeyPairName: names.join(',') } })
await refused('KeyPairNameAlreadyExist', create('created'))
await refused('InvalidKeyPairName.Malformed', create('1'))
await refused('InvalidParameter.KeypairAlreadyAttachedInstance', remove('created'))
await refused('InvalidInstanceId.NotFound', attach('created', 'f'.repeat(32)))

const detach = (KeyPairName: string, ...ids: string[]) =>
  ok(swas.detachKeyPair({ path: { ...region, KeyPairName, InstanceIds: ids.join(',') } }))
await detach('created', first)
await detach(KeyPairName, second)
await reboot()
assert.equal(await authorizedKeys(second), '')
await ok(remove('created', KeyPairName))
assert.deepEqual(await listKeyPairs(), [])
