/** Calls of the API, as any account. */
import assert from 'node:assert/strict'

export const quota = 10 // key pairs a region and account

// biome-ignore lint/suspicious/noExplicitAny: a reply is what the wire gives
export async function call(url: string, options?: RequestInit): Promise<any> {
  const response = await fetch(url, options)
  const body = await response.text()
  assert.equal(response.status, 200, body)
  return JSON.parse(body)
}

export function urlOf(endpoint: string, account: string, parameters: Record<string, string>): string {
  const common = { Version: '2020-06-01', Format: 'JSON', RegionId: 'cn-hangzhou', AccessKeyId: account }
  return `http://${endpoint}/?${new URLSearchParams({ ...common, ...parameters })}`
}

/** Gives an account that has nothing as many key pairs as it may have, with public keys of RSA 2048's length. */
export async function fillAccount(endpoint: string, account: string): Promise<void> {
  const { PrivateKeyBody: _, ...made } = await call(
    urlOf(endpoint, account, { Action: 'CreateKeyPair', KeyPairName: 'key-0' })
  )
  assert.equal(made.KeyPairName, 'key-0')
  const { KeyPairs } = await call(urlOf(endpoint, account, { Action: 'ListKeyPairs' }))
  const PublicKeyBody = KeyPairs[0].PublicKey
  for (let n = 1; n < quota; n++) {
    const parameters = { Action: 'ImportKeyPair', KeyPairName: `key-${n}`, PublicKeyBody }
    await call(urlOf(endpoint, account, parameters))
  }
}
