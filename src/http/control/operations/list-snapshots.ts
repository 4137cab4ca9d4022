import { notOperator } from '../../../errors/index.ts'
import { listSnapshots as findSnapshots } from '../../../store/snapshots.ts'
import { defineControl } from '../operation.ts'
import { AccountQuery } from '../shapes/account.ts'
import { Snapshots } from '../shapes/snapshots.ts'

export const listSnapshots = defineControl({
  id: 'ListSnapshots',
  route: 'GET /_swas/snapshots',
  summary: 'Lists the snapshots.',
  who: 'operator or account',
  query: AccountQuery,
  reply: Snapshots,
  errors: [notOperator],
  async handle({ database }, { scope }) {
    const found = await findSnapshots(database.db, scope)
    return { snapshots: found.map(({ name, createdAt }) => ({ name, created: createdAt.toISOString() })) }
  }
})
