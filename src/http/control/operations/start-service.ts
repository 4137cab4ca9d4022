import type { NewService } from '../../../control/child-services.ts'
import { notOperator, servicePortTaken, serviceRefused, tooManyServices } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { NewServiceBody, StartedService } from '../shapes/services.ts'
import { showService } from './shared/show-service.ts'

const defaultIdleSeconds = 600

export const startService = defineControl({
  id: 'StartService',
  route: 'POST /_swas/services',
  summary: 'Starts a child service in this process: on its own port, in memory, without any shared state.',
  who: 'operator',
  body: NewServiceBody,
  isBodyNeeded: false,
  reply: StartedService,
  status: 201,
  errors: [notOperator, serviceRefused, servicePortTaken, tooManyServices],
  async handle({ childServices }, { body = {} }) {
    const given = body as Partial<NewService> // the schema is made at run time
    const started = await childServices.start({ idleSeconds: defaultIdleSeconds, ...given })
    const { accessKey, controlToken } = started
    return { ...showService(started), accessKey, ...(controlToken !== undefined && { controlToken }) }
  }
})
