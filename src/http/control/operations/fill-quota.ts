import { invalid, notOperator, quotaHasNoRoom, quotaNotFound, regionNotFound } from '../../../errors/index.ts'
import { fillQuota as fill } from '../../../seed/fill.ts'
import { defineControl } from '../operation.ts'
import { FillBody, Filled } from '../shapes/quotas.ts'
import { toQuotaName } from './shared/quota.ts'

export const fillQuota = defineControl({
  id: 'FillQuota',
  route: 'POST /_swas/quotas/{Name}/fill',
  summary: 'Creates key pairs, servers or commands until only the requested number is free.',
  who: 'operator or account',
  body: FillBody,
  reply: Filled,
  errors: [notOperator, quotaNotFound, quotaHasNoRoom, regionNotFound, invalid.for('Account')],
  async handle({ database, scenario, isRegion }, { scope, path, body: { regionId, room } }) {
    if ('all' in scope) throw invalid('Account')
    const name = toQuotaName(path.Name)
    if (!isRegion(regionId)) throw regionNotFound()
    const place = { account: scope.account, regionId }
    return { made: await fill(database.db, place, { name, room, now: scenario.now() }) }
  }
})
