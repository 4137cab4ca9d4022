/** Plans the resources of a seed. The same number gives the same ids and keys, always and everywhere. */
import { createHash, hkdfSync } from 'node:crypto'
import { ed25519Of } from '../keys/ed25519.ts'
import { parsePublicKey } from '../keys/public-key.ts'
import { defaultRegion, type Seed, type SeedAccount } from './shape.ts'

export interface PlannedKeyPair {
  readonly account: string
  readonly regionId: string
  readonly name: string
  readonly publicKey: string
  /** Given if the key is derived from the seed's number. */
  readonly privateKey?: string
}

export interface PlannedServer {
  readonly account: string
  readonly regionId: string
  readonly name: string
  readonly instanceId: string
  readonly wanted: NonNullable<SeedAccount['servers']>[number]
}

export interface Plan {
  readonly seed: Seed
  readonly keyPairs: readonly PlannedKeyPair[]
  readonly servers: readonly PlannedServer[]
}

export function planOf(seed: Seed): Plan {
  const { seed: number = 0, accounts } = seed
  const keyPairs = accounts.flatMap(({ account, keyPairs = [] }) =>
    keyPairs.map(({ name, regionId = defaultRegion, publicKey }) => {
      const identity = { account, regionId, name }
      if (publicKey !== undefined) return { ...identity, publicKey: parsePublicKey(publicKey).line }
      const secret = Buffer.from(hkdfSync('sha256', String(number), 'swas-local', textOf('key pair', identity), 32))
      return { ...identity, ...ed25519Of(secret, name) }
    })
  )
  const servers = accounts.flatMap(({ account, servers = [] }) =>
    servers.map((wanted) => {
      const identity = { account, regionId: wanted.regionId ?? defaultRegion, name: wanted.name }
      const hash = createHash('sha256')
        .update(`${number} ${textOf('server', identity)}`)
        .digest('hex')
      return { ...identity, instanceId: hash.slice(0, 32), wanted }
    })
  )
  return { seed, keyPairs, servers }
}

const textOf = (kind: string, { account, regionId, name }: { account: string; regionId: string; name: string }) =>
  JSON.stringify([kind, account, regionId, name])
