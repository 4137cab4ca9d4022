import t from 'tap'
import { start, windowsImage } from '../fixture.ts'
import { everyRow } from '../rows.ts'
import {
  account,
  makeInstance,
  makeInstanceIn,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second
} from './expect.ts'

t.test('StartTerminalSession', async (t) => {
  const service = await start(t, { transitionMs: second, logLevel: 'trace' })
  const as = (name: string) => account(service, name)

  t.test('gives a URL with the id and a token that is kept nowhere', async (t) => {
    const caller = as('works')
    const id = await makeInstanceIn(caller, service, 'Running')
    const body = await caller.ok('StartTerminalSession', { InstanceId: id }, 'GET')
    const { SessionId, SecurityToken, WebSocketUrl } = body
    t.strictSame(Object.keys(body).sort(), ['RequestId', 'SecurityToken', 'SessionId', 'WebSocketUrl'])
    t.match(SessionId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    t.match(SecurityToken, /^[\w-]{43}$/)
    t.equal(WebSocketUrl, `ws://${service.endpoint}/terminal/${SessionId}?token=${SecurityToken}`)
    const rests = [...(await everyRow(service.database)), service.log()].join('\n')
    t.match(rests, SessionId)
    t.notOk(rests.includes(SecurityToken))
  })

  for (const status of ['Pending', 'Starting', 'Stopping', 'Stopped', 'Resetting']) {
    t.test(`refuses a server that is ${status}`, async (t) => {
      const caller = as(status)
      const InstanceId = await makeInstanceIn(caller, service, status)
      refused(t, await caller.rpc('StartTerminalSession', { InstanceId }), 'IncorrectInstanceStatus')
    })
  }

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    const windows = await makeInstance(caller, windowsImage)
    refused(t, await caller.rpc('StartTerminalSession', { InstanceId: windows }), 'InvalidInstance.NotMatch')
    const long = await caller.rpc('StartTerminalSession', { InstanceId, CommandLine: 'x'.repeat(513) })
    refused(t, long, 'InvalidCommandLine')
    await refusesBadParameters(t, caller, 'StartTerminalSession', { InstanceId })
    await refusesUnknownInstances(t, service, caller, 'StartTerminalSession')
  })
})
