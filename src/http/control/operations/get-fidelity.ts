import { defineControl } from '../operation.ts'
import { reportFidelity } from '../report-fidelity.ts'
import { FidelityReport } from '../shapes/fidelity.ts'

export const getFidelity = defineControl({
  id: 'GetFidelity',
  route: 'GET /_swas/fidelity',
  summary: 'Returns the source of each rule, code and message.',
  who: 'anyone',
  reply: FidelityReport,
  handle: async ({ operations }) => reportFidelity(operations)
})
