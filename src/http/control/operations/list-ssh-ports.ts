import { notOperator } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { SshPorts } from '../shapes/ports.ts'
import { visiblePorts } from './shared/visible-ports.ts'

export const listSshPorts = defineControl({
  id: 'ListSshPorts',
  route: 'GET /_swas/ports',
  summary: 'Lists the SSH ports.',
  who: 'operator or account',
  reply: SshPorts,
  errors: [notOperator],
  handle: async ({ ssh }, { scope }) => ({
    ports: visiblePorts(ssh, scope).map(({ port, instanceId }) => ({ port, instanceId }))
  })
})
