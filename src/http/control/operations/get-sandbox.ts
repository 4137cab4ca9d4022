import { accountNotFound } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { LeakReport } from '../shapes/sandboxes.ts'
import { reportLeaks } from './shared/sandbox.ts'

export const getSandbox = defineControl({
  id: 'GetSandbox',
  route: 'GET /_swas/sandboxes/{Account}',
  summary: 'Returns a sandbox and its resources.',
  who: 'operator or account',
  reply: LeakReport,
  errors: [accountNotFound],
  handle: (options, { scope, path }) => reportLeaks(options, scope, path.Account)
})
