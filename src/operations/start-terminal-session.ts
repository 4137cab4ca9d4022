import { randomBytes, randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { commandNotApplicable, incorrectInstanceStatus, instanceNotFound } from '../errors/index.ts'
import { assumed, documented, inferred } from '../errors/provenance.ts'
import { lockInstances } from '../store/instances.ts'
import { addTerminalSession } from '../store/terminal-sessions.ts'
import { text } from './shared/fields.ts'
import { InstanceId, RegionId, scopeOf } from './shared/shapes.ts'

/** How long a token is valid. */
const lifeMs = 60 * 1000

const exampleSessionId = 'ffb90b6e-b18a-4a33-88cf-86fb88d0a4c1'
const exampleToken = 'Zm9yIHRoaXMgZXhhbXBsZSBvbmx5LCBuZXZlciBnaXZlbg'

export const startTerminalSession = defineOperation({
  action: 'StartTerminalSession',
  route: 'POST /v1/regions/{RegionId}/instances/{InstanceId}/terminal-sessions',
  group: 'Commands',
  summary: 'Returns the URL of a WebSocket that is a terminal of the server.',
  writes: true,
  creates: true,
  parameters: Type.Object({
    RegionId,
    InstanceId,
    CommandLine: Type.Optional(
      Type.String({
        description: 'The command line that the terminal types first, up to 512 characters.',
        maxLength: 512
      })
    )
  }),
  result: Type.Object({
    SessionId: text('The id of the session.', exampleSessionId),
    SecurityToken: text('The token that opens the session, once.', exampleToken),
    WebSocketUrl: text(
      'The URL of the terminal, with the id and the token in it.',
      `ws://127.0.0.1:20206/terminal/${exampleSessionId}?token=${exampleToken}`
    )
  }),
  errors: [instanceNotFound, incorrectInstanceStatus, commandNotApplicable],
  rules: [
    { rule: 'CommandLine has up to 512 characters.', ...documented('StartTerminalSession', '2025-08') },
    { rule: 'The URL contains the id and the token.', ...documented('StartTerminalSession', '2025-08') },
    { rule: 'The server must be Running.', ...inferred('ECS StartTerminalSession', '2024-03') },
    {
      rule: 'The code if the server isn’t Running.',
      ...assumed('that of StartInstance, StopInstance and RebootInstance')
    },
    { rule: 'The token opens the session once, within a minute.', ...assumed('ECS: within ten minutes') },
    { rule: 'A server has up to 20 open sessions.', ...inferred('ECS StartTerminalSession', '2024-03') },
    {
      rule: 'The messages on the WebSocket are this service’s own: see docs/commands.md.',
      ...assumed('not documented')
    },
    { rule: 'Windows servers have no terminal.', ...assumed('not emulated') }
  ],
  async handle(call, parameters) {
    const { account, db, now, endpoint, isSecure } = call
    const { InstanceId, CommandLine = '' } = parameters
    const [instance] = await lockInstances(db, scopeOf(call, parameters), [InstanceId], now)
    if (instance?.platform !== 'Linux') throw commandNotApplicable()
    if (instance.status !== 'Running') throw incorrectInstanceStatus()
    const sessionId = randomUUID()
    const token = randomBytes(32).toString('base64url')
    const expiresAt = new Date(now.getTime() + lifeMs)
    await addTerminalSession(
      db,
      { sessionId, account, instanceId: InstanceId, commandLine: CommandLine, expiresAt },
      token
    )
    return {
      SessionId: sessionId,
      SecurityToken: token,
      WebSocketUrl: `${isSecure ? 'wss' : 'ws'}://${endpoint}/terminal/${sessionId}?token=${token}`
    }
  }
})
