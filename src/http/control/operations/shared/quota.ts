import { invalid, quotaNotFound, regionNotFound } from '../../../../errors/index.ts'
import { inTransaction } from '../../../../store/db.ts'
import { defaultQuotas, type QuotaName, setQuota } from '../../../../store/quotas.ts'
import type { Scope } from '../../../../store/scope.ts'
import type { ControlOptions } from '../../options.ts'

/** Throws quotaNotFound, which names the quotas that there are. */
export function toQuotaName(text: string): QuotaName {
  if (!Object.hasOwn(defaultQuotas, text)) throw quotaNotFound({ detail: `There are: ${Object.keys(defaultQuotas)}.` })
  return text as QuotaName
}

export interface Limited {
  readonly scope: Scope
  /** The name of the quota, as the caller wrote it. */
  readonly name: string
  /** undefined: all regions. */
  readonly regionId: string | undefined
}

/**
 * Sets a limit; undefined is the cloud's. Throws for an unknown name or region, and for a region of `Instances`, which
 * are counted over all regions.
 */
export async function changeQuota(
  { database, isRegion }: ControlOptions,
  { scope, name: text, regionId }: Limited,
  quota: number | undefined
): Promise<void> {
  const name = toQuotaName(text)
  if (regionId !== undefined && !isRegion(regionId)) throw regionNotFound()
  if (regionId !== undefined && name === 'Instances')
    throw invalid({ subject: 'RegionId', detail: 'Servers are counted over all regions.' })
  await inTransaction(database.db, (transaction) => setQuota(transaction, { scope, name, regionId }, quota))
}
