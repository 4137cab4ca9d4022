/** Key pairs from end to end, with a client of openapi-typescript and openapi-fetch. Ends with 1 when anything differs. */
import assert from 'node:assert/strict'
import createClient from 'openapi-fetch'
import type { components, paths } from './generated/swas-local.ts'

type ApiError = components['schemas']['ApiError']

const client = createClient<paths>({
  baseUrl: process.env.STORY_URL ?? 'http://127.0.0.1:20206',
  headers: { authorization: `Basic ${btoa('story:secret')}` }
})
const region = { RegionId: 'cn-hangzhou' } as const
const instancesOf = '/v1/regions/{RegionId}/key-pairs/{KeyPairName}/instances/{InstanceIds}'
const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO0J4jVwgPkHPnzL3AxHjGyxg2yZeShi9hka1Ph24F4w test@swas-local'

/** What was answered. A call that was refused ends the story. */
async function ok<Result>(call: Promise<{ data?: Result; error?: ApiError }>): Promise<NonNullable<Result>> {
  const { data, error } = await call
  assert.ok(data, error?.Code)
  return data
}

async function refused(Code: ApiError['Code'], call: Promise<{ error?: ApiError; response: Response }>) {
  const { error, response } = await call
  assert.equal(error?.Code, Code)
  assert.ok(error.Message.length > 10 && response.status >= 400)
}

const { Regions } = await ok(client.GET('/v1/regions'))
assert.ok(Regions.some(({ RegionId }) => RegionId === region.RegionId))
const { Images } = await ok(client.GET('/v1/regions/{RegionId}/images', { params: { path: region } }))
const ImageId = Images.find(({ Platform }) => Platform === 'Linux')?.ImageId ?? ''
const { Plans } = await ok(client.GET('/v1/regions/{RegionId}/plans', { params: { path: region } }))
const PlanId = Plans.find(({ Memory }) => Memory === 2)?.PlanId ?? ''

const { InstanceIds } = await ok(
  client.POST('/v1/regions/{RegionId}/instances', {
    params: { path: region },
    body: { ImageId, PlanId, Period: 1, Amount: 2 }
  })
)
const [first = '', second = ''] = InstanceIds
const { Instances } = await ok(
  client.GET('/v1/regions/{RegionId}/instances', { params: { path: region, query: { InstanceIds } } })
)
assert.deepEqual(
  Instances.map(({ Status }) => Status),
  ['Running', 'Running']
)

const create = (KeyPairName: string) =>
  client.POST('/v1/regions/{RegionId}/key-pairs', { params: { path: region }, body: { KeyPairName } })
const created = await ok(create('created'))
assert.ok(created.PrivateKeyBody.startsWith('-----BEGIN'))
const KeyPairName = '钥匙:key_1-a'
await ok(
  client.POST('/v1/regions/{RegionId}/key-pairs/import', {
    params: { path: region },
    body: { KeyPairName, PublicKeyBody: publicKey }
  })
)
const imported = await ok(
  client.GET('/v1/regions/{RegionId}/key-pairs/{KeyPairName}', { params: { path: { ...region, KeyPairName } } })
)
assert.equal(imported.KeyPairName, KeyPairName)

const attach = (KeyPairName: string, ...ids: string[]) =>
  client.PUT(instancesOf, { params: { path: { ...region, KeyPairName, InstanceIds: ids.join(',') } } })
const attached = await ok(attach('created', ...InstanceIds))
assert.deepEqual([attached.TotalCount, attached.FailCount], [2, 0])
await ok(attach(KeyPairName, second))
const listKeyPairs = async () =>
  (await ok(client.GET('/v1/regions/{RegionId}/key-pairs', { params: { path: region } }))).KeyPairs
assert.deepEqual((await listKeyPairs()).find(({ KeyPairName }) => KeyPairName === 'created')?.InstanceIds, [first])

const waiting = async () =>
  (await ok(client.GET('/v1/regions/{RegionId}/pending-restarts', { params: { path: region } }))).PendingRestarts
const authorizedKeys = async (InstanceId: string) =>
  (
    await ok(
      client.GET('/v1/regions/{RegionId}/instances/{InstanceId}/logon', { params: { path: { ...region, InstanceId } } })
    )
  ).AuthorizedKeys
const reboot = () =>
  ok(
    client.POST('/v1/regions/{RegionId}/instances/{InstanceIds}/reboot', {
      params: { path: { ...region, InstanceIds: InstanceIds.join(',') } }
    })
  )
assert.equal((await waiting()).length, 2)
const pending = await ok(
  client.GET('/v1/regions/{RegionId}/instances/{InstanceId}/pending-restart', {
    params: { path: { ...region, InstanceId: first } }
  })
)
assert.equal(pending.KeyChanges[0]?.KeyPairName, 'created')
assert.equal(await authorizedKeys(second), '')
await reboot()
assert.equal((await waiting()).length, 0)
assert.equal(await authorizedKeys(second), `${publicKey}\n`)

const remove = (...names: string[]) =>
  client.DELETE('/v1/regions/{RegionId}/key-pairs/{KeyPairName}', {
    params: { path: { ...region, KeyPairName: names.join(',') } }
  })
await refused('KeyPairNameAlreadyExist', create('created'))
await refused('InvalidKeyPairName.Malformed', create('1'))
await refused('InvalidParameter.KeypairAlreadyAttachedInstance', remove('created'))
await refused('InvalidInstanceId.NotFound', attach('created', 'f'.repeat(32)))

const detach = (KeyPairName: string, ...ids: string[]) =>
  ok(client.DELETE(instancesOf, { params: { path: { ...region, KeyPairName, InstanceIds: ids.join(',') } } }))
await detach('created', first)
await detach(KeyPairName, second)
await reboot()
assert.equal(await authorizedKeys(second), '')
await ok(remove('created', KeyPairName))
assert.deepEqual(await listKeyPairs(), [])
