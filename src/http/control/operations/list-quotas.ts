import { notOperator } from '../../../errors/index.ts'
import { listQuotas as findQuotas } from '../../../store/quotas.ts'
import { defineControl } from '../operation.ts'
import { Quotas, QuotasQuery } from '../shapes/quotas.ts'

export const listQuotas = defineControl({
  id: 'ListQuotas',
  route: 'GET /_swas/quotas',
  summary: 'Lists the limits and the numbers in use.',
  who: 'operator or account',
  query: QuotasQuery,
  reply: Quotas,
  errors: [notOperator],
  async handle({ database }, { scope, query: { near } }) {
    const found = await findQuotas(database.db, scope)
    return { quotas: near === undefined ? found : found.filter(({ used, quota }) => quota - used <= near) }
  }
})
