/** What the library's tests share. */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { type StartOptions, type SwasLocal, startSwasLocal } from '../../src/index.ts'
import type { Body } from '../fixture.ts'

const require = createRequire(import.meta.url)
export const sdk: Body = require('@alicloud/swas-open20200601')
const { $OpenApiUtil }: Body = require('@alicloud/openapi-core')

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const regionId = 'cn-hangzhou'

/** An instance that is stopped when the test ends. */
export async function startFor(t: Test, options?: StartOptions): Promise<SwasLocal> {
  const swas = await startSwasLocal(options)
  t.after(() => swas.stop())
  return swas
}

/** The official SDK, as the instance's own account. */
export const clientOf = ({ endpoint, accessKey }: Pick<SwasLocal, 'endpoint' | 'accessKey'>): Body =>
  new sdk.default(
    new $OpenApiUtil.Config({
      ...accessKey,
      regionId,
      endpoint,
      protocol: 'http',
      readTimeout: 60_000,
      connectTimeout: 60_000
    })
  )

export async function createKeyPair(swas: SwasLocal, keyPairName: string): Promise<Body> {
  const { body } = await clientOf(swas).createKeyPair(new sdk.CreateKeyPairRequest({ regionId, keyPairName }))
  return body
}

/** The names of its own account's key pairs. */
export async function keyPairNames(swas: SwasLocal): Promise<string[]> {
  const { body } = await clientOf(swas).listKeyPairs(new sdk.ListKeyPairsRequest({ regionId, pageSize: 100 }))
  return body.keyPairs.map(({ keyPairName }: Body) => keyPairName).sort()
}

export const oneServer = ({ accessKey }: Pick<SwasLocal, 'accessKey'>) => ({
  seed: 1,
  accounts: [{ account: accessKey.accessKeyId, servers: [{ name: 'web' }] }]
})
