/** Quotas: list them, set others than the cloud's, and fill them up. */
import type { FastifyInstance } from 'fastify'
import {
  invalid,
  notOperator,
  quotaBelowUsed,
  quotaHasNoRoom,
  quotaNotFound,
  regionNotFound
} from '../../errors/index.ts'
import { fillQuota } from '../../seed/fill.ts'
import { inTransaction } from '../../store/db.ts'
import { defaultQuotas, type LimitScope, listQuotas, type Quota, type QuotaName, setQuota } from '../../store/quotas.ts'
import { readBody, readQuery } from './body.ts'
import { needFullRights, scopeOf, scopeWithin } from './caller.ts'
import { describe } from './document.ts'
import type { ControlOptions } from './options.ts'
import { FillBody, Filled, QuotaBody, QuotaQuery, Quotas, QuotasQuery } from './quota-shapes.ts'

interface RouteParameters {
  Params: { Name: string }
}

export function quotas(app: FastifyInstance, options: ControlOptions): void {
  const { database, scenario, isRegion } = options
  const { db } = database
  const common = { who: 'operator or account' } as const

  const list = describe({
    id: 'ListQuotas',
    summary: 'Lists the limits and the numbers in use.',
    query: QuotasQuery,
    reply: Quotas,
    ...common,
    errors: [notOperator]
  })
  app.get('/_swas/quotas', list, async (request, reply) => {
    const { account, near } = readQuery(QuotasQuery, request.query)
    const found = await listQuotas(db, await scopeOf(options, request, reply, account))
    return { quotas: near === undefined ? found : found.filter((one) => roomOf(one) <= near) }
  })

  const put = describe({
    id: 'SetQuota',
    summary: 'Sets a limit for an account and a region, or for all of them.',
    body: QuotaBody,
    status: 204,
    ...common,
    errors: [notOperator, quotaNotFound, quotaBelowUsed, regionNotFound]
  })
  app.put<RouteParameters>('/_swas/quotas/:Name', put, async (request, reply) => {
    const { account, regionId, quota } = readBody(QuotaBody, request.body)
    const scope = await scopeOf(options, request, reply, account)
    const limit = { scope, ...placed(request.params.Name, regionId) }
    await inTransaction(db, (transaction) => setQuota(transaction, limit, quota))
    return reply.code(204).send()
  })

  const reset = describe({
    id: 'ResetQuota',
    summary: 'Sets a limit back to the one that the cloud documents.',
    query: QuotaQuery,
    status: 204,
    ...common,
    errors: [notOperator, quotaNotFound, quotaBelowUsed, regionNotFound]
  })
  app.delete<RouteParameters>('/_swas/quotas/:Name', reset, async (request, reply) => {
    const { account, regionId } = readQuery(QuotaQuery, request.query)
    const scope = await scopeOf(options, request, reply, account)
    const limit = { scope, ...placed(request.params.Name, regionId) }
    await inTransaction(db, (transaction) => setQuota(transaction, limit, undefined))
    return reply.code(204).send()
  })

  const fill = describe({
    id: 'FillQuota',
    summary: 'Creates key pairs, servers or commands until only the requested number is free.',
    body: FillBody,
    reply: Filled,
    ...common,
    errors: [notOperator, quotaNotFound, quotaHasNoRoom, regionNotFound, invalid.for('Account')]
  })
  app.post<RouteParameters>('/_swas/quotas/:Name/fill', fill, async (request, reply) => {
    const { account: named, regionId, room } = readBody(FillBody, request.body)
    const scope = scopeWithin(await needFullRights(options, request, reply), named)
    if ('all' in scope) throw invalid('Account')
    const name = quotaName(request.params.Name)
    if (!isRegion(regionId)) throw regionNotFound()
    return { made: await fillQuota(db, { account: scope.account, regionId }, { name, room, now: scenario.now() }) }
  })

  /** The name and the region of a limit. Throws for an unknown name or region, and for a region of `Instances`. */
  function placed(text: string, regionId: string | undefined): Omit<LimitScope, 'scope'> {
    const name = quotaName(text)
    if (regionId !== undefined && !isRegion(regionId)) throw regionNotFound()
    if (regionId !== undefined && name === 'Instances')
      throw invalid({ subject: 'RegionId', detail: 'Servers are counted over all regions.' })
    return { name, regionId }
  }
}

function quotaName(text: string): QuotaName {
  if (!Object.hasOwn(defaultQuotas, text)) throw quotaNotFound({ detail: `There are: ${Object.keys(defaultQuotas)}.` })
  return text as QuotaName
}

const roomOf = ({ used, quota }: Quota): number => quota - used
