import swas from '@alicloud/swas-open20200601'

const dayMs = 86_400_000

/** The names of the key pairs that are older than `days`, by the service's clock. */
export async function outdated(client, { regionId, days, now }) {
  const { body } = await client.listKeyPairs(new swas.ListKeyPairsRequest({ regionId, pageSize: 100 }))
  return body.keyPairs
    .filter(({ creationTime }) => now.getTime() - Date.parse(creationTime) > days * dayMs)
    .map(({ keyPairName }) => keyPairName)
}
