import { notOperator, serviceNotFound } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'

export const stopService = defineControl({
  id: 'StopService',
  route: 'DELETE /_swas/services/{Id}',
  summary: 'Stops a child service and deletes its data.',
  who: 'operator',
  errors: [notOperator, serviceNotFound],
  async handle({ childServices }, { path }) {
    await childServices.stop(path.Id)
  }
})
