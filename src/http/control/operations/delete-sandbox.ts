import { accountNotFound } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { LeakReport } from '../shapes/sandboxes.ts'
import { reportLeaks } from './shared/sandbox.ts'

export const deleteSandbox = defineControl({
  id: 'DeleteSandbox',
  route: 'DELETE /_swas/sandboxes/{Account}',
  summary: 'Deletes a sandbox, and returns the resources that were left in it.',
  who: 'operator or account',
  reply: LeakReport,
  errors: [accountNotFound],
  async handle(options, { scope, path }) {
    const report = await reportLeaks(options, scope, path.Account)
    await options.accessKeyStore.endSandbox(report.account)
    return report
  }
})
