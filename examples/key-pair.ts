/**
 * A key pair from its creation to a server that accepts it, with the official SDK.
 *
 *     npm start                                      in one terminal
 *     npx tsx examples/key-pair.ts                   in another
 *
 * Against the real cloud, only `endpoint`, `protocol` and the credentials differ.
 */
import { writeFileSync } from 'node:fs'
import { $OpenApiUtil } from '@alicloud/openapi-core'
import swas, {
  AttachKeyPairRequest,
  CreateInstancesRequest,
  CreateKeyPairRequest,
  ListImagesRequest,
  ListKeyPairsRequest,
  ListPlansRequest,
  RebootInstanceRequest
} from '@alicloud/swas-open20200601'

const regionId = 'cn-hangzhou'
const keyPairName = process.argv[2] ?? 'my-key-pair'

const client = new swas.default(
  new $OpenApiUtil.Config({
    accessKeyId: 'test', // the account that the console shows
    accessKeySecret: 'test',
    regionId,
    endpoint: process.env.SERVICE_ENDPOINT ?? '127.0.0.1:20206', // no scheme here
    protocol: 'http',
    connectTimeout: 30_000, // by default three seconds each, in which a busy machine may make no RSA key
    readTimeout: 30_000
  })
)

const { images } = (await client.listImages(new ListImagesRequest({ regionId }))).body ?? {}
const { plans } = (await client.listPlans(new ListPlansRequest({ regionId }))).body ?? {}
const imageId = images?.find(({ platform }) => platform === 'Linux')?.imageId
const planId = plans?.find(({ memory }) => memory === 2)?.planId
const order = new CreateInstancesRequest({ regionId, imageId, planId, period: 1 })
const [instanceId = ''] = (await client.createInstances(order)).body?.instanceIds ?? []

const created = await client.createKeyPair(new CreateKeyPairRequest({ regionId, keyPairName }))
const file = `${keyPairName}.pem`
writeFileSync(file, created.body?.privateKeyBody ?? '', { mode: 0o600, flag: 'wx' })
console.log(`${file} holds the private key; it can't be fetched again`)

await client.attachKeyPair(new AttachKeyPairRequest({ regionId, keyPairName, instanceIds: [instanceId] }))
await client.rebootInstance(new RebootInstanceRequest({ regionId, instanceId }))

const { keyPairs } = (await client.listKeyPairs(new ListKeyPairsRequest({ regionId }))).body ?? {}
for (const pair of keyPairs ?? []) console.log(pair.keyPairName, pair.creationTime, pair.instanceIds?.join(' '))
