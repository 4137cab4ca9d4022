import { notOperator } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { Services } from '../shapes/services.ts'
import { showService } from './shared/show-service.ts'

export const listServices = defineControl({
  id: 'ListServices',
  route: 'GET /_swas/services',
  summary: 'Lists the child services that run.',
  who: 'operator',
  reply: Services,
  errors: [notOperator],
  handle: async ({ childServices }) => ({ services: (await childServices.list()).map(showService) })
})
