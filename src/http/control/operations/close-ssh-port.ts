import { portNotFound } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { visiblePorts } from './shared/visible-ports.ts'

export const closeSshPort = defineControl({
  id: 'CloseSshPort',
  route: 'DELETE /_swas/ports/{Port}',
  summary: 'Closes a port. Sessions that came through it stay open.',
  who: 'operator or account',
  errors: [portNotFound],
  async handle({ ssh }, { scope, path }) {
    const found = visiblePorts(ssh, scope).find(({ port }) => String(port) === path.Port)
    if (found === undefined || ssh?.shut(found.port) !== true) throw portNotFound()
  }
})
