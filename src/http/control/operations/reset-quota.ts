import { notOperator, quotaBelowUsed, quotaNotFound, regionNotFound } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { QuotaQuery } from '../shapes/quotas.ts'
import { changeQuota } from './shared/quota.ts'

export const resetQuota = defineControl({
  id: 'ResetQuota',
  route: 'DELETE /_swas/quotas/{Name}',
  summary: 'Sets a limit back to the one that the cloud documents.',
  who: 'operator or account',
  query: QuotaQuery,
  errors: [notOperator, quotaNotFound, quotaBelowUsed, regionNotFound],
  handle: (options, { scope, path, query: { regionId } }) =>
    changeQuota(options, { scope, name: path.Name, regionId }, undefined)
})
