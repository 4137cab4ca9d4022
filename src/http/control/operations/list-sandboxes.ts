import { notOperator } from '../../../errors/index.ts'
import { listSandboxes as findSandboxes } from '../../../store/sandboxes.ts'
import { defineControl } from '../operation.ts'
import { Sandboxes } from '../shapes/sandboxes.ts'
import { showSandbox } from './shared/sandbox.ts'

export const listSandboxes = defineControl({
  id: 'ListSandboxes',
  route: 'GET /_swas/sandboxes',
  summary: 'Lists the sandboxes.',
  who: 'operator',
  reply: Sandboxes,
  errors: [notOperator],
  handle: async ({ authenticator, database }) => ({
    sandboxes: (await findSandboxes(database.db, authenticator.now())).map(showSandbox)
  })
})
