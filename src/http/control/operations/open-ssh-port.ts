import {
  instanceNotFound,
  notOperator,
  portsTooMany,
  portTaken,
  sshOff,
  windowsInstance
} from '../../../errors/index.ts'
import { covers } from '../../../store/scope.ts'
import { findServer } from '../../../store/servers.ts'
import { defineControl } from '../operation.ts'
import { NewSshPort, SshPort } from '../shapes/ports.ts'

const maxPorts = 100

export const openSshPort = defineControl({
  id: 'OpenSshPort',
  route: 'POST /_swas/ports',
  summary: 'Opens a port that leads to one server. It belongs to this replica and closes with it.',
  who: 'operator or account',
  body: NewSshPort,
  reply: SshPort,
  status: 201,
  errors: [notOperator, instanceNotFound, windowsInstance, sshOff, portTaken, portsTooMany],
  async handle({ database, scenario, ssh }, { scope, body: { instanceId, port = 0 } }) {
    if (ssh === undefined) throw sshOff()
    const server = await findServer(database.db, { instanceId }, scenario.now())
    if (server === undefined || !covers(scope, server.account)) throw instanceNotFound()
    if (server.platform === 'Windows') throw windowsInstance()
    if (ssh.ports().length >= maxPorts) throw portsTooMany()
    const { account } = server
    const opened = await ssh.open(port, { instanceId, account }).catch(({ code }) => {
      throw portTaken({ detail: `${code}.` })
    })
    return { port: opened, instanceId }
  }
})
