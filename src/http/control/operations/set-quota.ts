import { notOperator, quotaBelowUsed, quotaNotFound, regionNotFound } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { QuotaBody } from '../shapes/quotas.ts'
import { changeQuota } from './shared/quota.ts'

export const setQuota = defineControl({
  id: 'SetQuota',
  route: 'PUT /_swas/quotas/{Name}',
  summary: 'Sets a limit for an account and a region, or for all of them.',
  who: 'operator or account',
  body: QuotaBody,
  errors: [notOperator, quotaNotFound, quotaBelowUsed, regionNotFound],
  handle: (options, { scope, path, body: { regionId, quota } }) =>
    changeQuota(options, { scope, name: path.Name, regionId }, quota)
})
