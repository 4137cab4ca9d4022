/** The JSON of SSH ports. */
import { Type } from 'typebox'

const port = Type.Integer({ description: 'The port.', examples: [20301] })
const instanceId = Type.String({
  description: 'The server that it leads to.',
  examples: ['1a2b3c4d5e6f4a1b8c2d3e4f5a6b7c8d']
})

export const SshPort = Type.Object(
  { port, instanceId },
  { title: 'SshPort', description: 'A port that leads to one server, at any address of the service.' }
)
export const SshPorts = Type.Object(
  { ports: Type.Array(SshPort, { description: 'In the order in which they were opened.' }) },
  { title: 'SshPorts', description: 'The ports of this replica.' }
)
export const NewSshPort = Type.Object(
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
