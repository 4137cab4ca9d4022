import { type Selectable, sql } from 'kysely'
import { instanceQuotaExceeded } from '../errors/index.ts'
import type { Db } from './db.ts'
import { stored, type Transition } from './instances.ts'
import type { RegionScope } from './key-pairs.ts'
import { countMore } from './quotas.ts'
import type { Tables } from './tables/index.ts'
import { whenViolated } from './violations.ts'

/** The columns that a caller gives; the rest follow from the scope, the address and the transition. */
export type NewInstance = Pick<
  Selectable<Tables['instances']>,
  | 'instanceId'
  | 'instanceName'
  | 'imageId'
  | 'planId'
  | 'platform'
  | 'dataDiskSize'
  | 'autoRenew'
  | 'autoRenewPeriod'
  | 'createdAt'
  | 'expiredAt'
>

/**
 * Adds servers and counts them. Each gets an address of its own in 127.0.0.0/8, from 127.0.1.1 on. Returns the public
 * addresses, in the order of `instances`. Throws instanceQuotaExceeded.
 */
export async function addInstances(
  db: Db,
  scope: RegionScope,
  instances: readonly NewInstance[],
  transition: Transition
): Promise<string[]> {
  await countMore({ account: scope.account, regionId: '', name: 'Instances' }, instances.length)
    .execute(db)
    .catch(whenViolated({ quotas_not_exceeded: instanceQuotaExceeded }))
  const { rows } = await sql<{ n: number }>`
    select nextval('instance_addresses')::integer - 1 as n from generate_series(1, ${instances.length}::integer)`.execute(
    db
  )
  const values = instances.map((instance, index) => ({
    ...scope,
    ...instance,
    ...addresses(rows[index]?.n ?? 0),
    ...stored(transition)
  }))
  await db.insertInto('instances').values(values).execute()
  return values.map(({ publicIpAddress }) => publicIpAddress)
}

/** Reserves the addresses of restored servers, so that no new server gets one of them. */
export async function skipAddresses(db: Db, used: readonly string[]): Promise<void> {
  const last = Math.max(0, ...used.map(numberOf))
  if (last > 0)
    await sql`select setval('instance_addresses', greatest(last_value, ${last})) from instance_addresses`.execute(db)
}

function numberOf(address: string): number {
  const [, second = 0, third = 0, fourth = 0] = address.split('.').map(Number)
  return (second * 256 + third - 1) * 254 + fourth
}

// The last octet runs from 1 to 254: some systems keep 0 and 255 of a loopback network for themselves.
function addresses(n: number) {
  const subnet = 1 + Math.floor(n / 254)
  const rest = `${subnet % 256}.${(n % 254) + 1}`
  const second = Math.floor(subnet / 256)
  return { publicIpAddress: `127.${second}.${rest}`, innerIpAddress: `172.${16 + (second % 16)}.${rest}` }
}
