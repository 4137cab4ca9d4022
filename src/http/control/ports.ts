/** SSH ports that lead to one server each, for clients that can't reach its address and can't choose the user name. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  instanceNotFound,
  notOperator,
  portNotFound,
  portsTooMany,
  portTaken,
  sshOff,
  windowsInstance
} from '../../errors/index.ts'
import { findServer } from '../../store/servers.ts'
import { readBody } from './body.ts'
import { needFullRights } from './caller.ts'
import { describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const maxPorts = 100
const port = Type.Integer({ description: 'The port.', examples: [20301] })
const instanceId = Type.String({
  description: 'The server that it leads to.',
  examples: ['1a2b3c4d5e6f4a1b8c2d3e4f5a6b7c8d']
})

const Port = Type.Object(
  { port, instanceId },
  { title: 'SshPort', description: 'A port that leads to one server, at any address of the service.' }
)
const Ports = Type.Object(
  { ports: Type.Array(Port, { description: 'In the order in which they were opened.' }) },
  { title: 'SshPorts', description: 'The ports of this replica.' }
)
const NewPort = Type.Object(
  {
    instanceId,
    port: Type.Optional(
      Type.Integer({
        description: 'The port to open. Default: any free port.',
        minimum: 1,
        maximum: 65535,
        examples: [20301]
      })
    )
  },
  { title: 'NewSshPort', description: 'A port to open.', additionalProperties: false }
)

interface RouteParameters {
  Params: { Port: string }
}

export function ports(app: FastifyInstance, options: ControlOptions): void {
  const { database, scenario, ssh } = options
  const common = { who: 'operator or account' } as const
  /** The ports that the caller may see. */
  const visible = async (request: FastifyRequest, reply: FastifyReply) => {
    const caller = await needFullRights(options, request, reply)
    return (ssh?.ports() ?? []).filter(({ account }) => caller === undefined || caller.account === account)
  }

  const post = describe({
    id: 'OpenSshPort',
    summary: 'Opens a port that leads to one server. It belongs to this replica and closes with it.',
    body: NewPort,
    reply: Port,
    status: 201,
    ...common,
    errors: [notOperator, instanceNotFound, windowsInstance, sshOff, portTaken, portsTooMany]
  })
  app.post('/_swas/ports', post, async (request, reply) => {
    const caller = await needFullRights(options, request, reply)
    const { instanceId, port = 0 } = readBody(NewPort, request.body)
    if (ssh === undefined) throw sshOff()
    const server = await findServer(database.db, { instanceId }, scenario.now())
    if (server === undefined || (caller !== undefined && caller.account !== server.account)) throw instanceNotFound()
    if (server.platform === 'Windows') throw windowsInstance()
    if (ssh.ports().length >= maxPorts) throw portsTooMany()
    const { account } = server
    const opened = await ssh.open(port, { instanceId, account }).catch(({ code }) => {
      throw portTaken({ detail: `${code}.` })
    })
    return reply.code(201).send({ port: opened, instanceId })
  })

  const list = describe({
    id: 'ListSshPorts',
    summary: 'Lists the SSH ports.',
    reply: Ports,
    ...common,
    errors: [notOperator]
  })
  app.get('/_swas/ports', list, async (request, reply) => ({
    ports: (await visible(request, reply)).map(({ port, instanceId }) => ({ port, instanceId }))
  }))

  const remove = describe({
    id: 'CloseSshPort',
    summary: 'Closes a port. Sessions that came through it stay open.',
    status: 204,
    ...common,
    errors: [portNotFound]
  })
  app.delete<RouteParameters>('/_swas/ports/:Port', remove, async (request, reply) => {
    const found = (await visible(request, reply)).find(({ port }) => String(port) === request.params.Port)
    if (found === undefined || ssh?.shut(found.port) !== true) throw portNotFound()
    return reply.code(204).send()
  })
}
