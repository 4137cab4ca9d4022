/** What must be true of an account whatever was done to it. */
import { strict as assert } from 'node:assert'
import type { Body } from '../fixture.ts'

type Ask = (action: string, parameters: Record<string, string>) => Promise<Body>

export async function isConsistent(ask: Ask): Promise<void> {
  const keyPairs = await listAll(ask, 'ListKeyPairs', 'KeyPairs')
  const instances = await listAll(ask, 'ListInstances', 'Instances')
  assert.ok(keyPairs.length <= 10, `${keyPairs.length} key pairs`)
  assert.ok(instances.length <= 20, `${instances.length} servers`)
  distinct(keyPairs.map(({ KeyPairName }) => KeyPairName))
  const ids = distinct(instances.map(({ InstanceId }) => InstanceId))
  for (const id of distinct(keyPairs.flatMap(({ InstanceIds }) => InstanceIds))) assert.ok(ids.includes(id), id)
  for (const { KeyPairName, InstanceIds } of keyPairs) {
    for (const InstanceId of InstanceIds) {
      const described = await ask('DescribeInstanceKeyPair', { InstanceId })
      assert.equal(described.KeyPairName, KeyPairName)
    }
  }
}

/** All pages; small ones, so that there are several. */
async function listAll(ask: Ask, action: string, name: string): Promise<Body[]> {
  const all: Body[] = []
  for (let page = 1; ; page++) {
    const { TotalCount, [name]: some } = await ask(action, { PageNumber: String(page), PageSize: '7' })
    all.push(...some)
    if (some.length === 7) continue
    assert.equal(TotalCount, all.length, `TotalCount of ${action}`)
    return all
  }
}

/** The values; each server has one key pair at most, each name stands once. */
function distinct(values: string[]): string[] {
  assert.equal(new Set(values).size, values.length, `twice: ${values}`)
  return values
}
