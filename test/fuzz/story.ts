/** Calls one after the other by an account that nobody else uses, so that a story ends the same wherever it stands. */
import { strict as assert } from 'node:assert'
import { type Body, caller, linuxImage, publicKey, type Service, windowsImage } from '../fixture.ts'
import type { Call } from './calls.ts'
import { isConsistent } from './consistency.ts'
import { judge, takesClientToken } from './judge.ts'
import { type Request, toRequest } from './request.ts'
import type { Sender } from './send.ts'
import { Stock } from './stock.ts'
import type { Tally } from './tally.ts'

export interface Run {
  readonly service: Service
  readonly sender: Sender
  readonly tally: Tally
}

export interface Story {
  /** How many key pairs are there from the start; ten are all there may be. */
  readonly keyPairs: number
  readonly calls: readonly Call[]
}

/** Throws what was sent and answered where a promise is broken. */
export async function tell(run: Run, account: string, { keyPairs, calls }: Story): Promise<void> {
  const { endpoint, clock } = run.service
  clock.set('2026-03-04T05:06:07.890Z')
  const stock = new Stock()
  const ask = asker(endpoint, account)
  await furnish(ask, stock, keyPairs)
  clock.advance(10_000)
  const told: string[] = []
  try {
    for (const call of calls) {
      clock.advance(call.waitMs)
      told.push(`${call.waitMs > 0 ? `after ${call.waitMs} ms ` : ''}${call.action}`)
      const request = toRequest(call, account, stock)
      const body = await exchange(run, request, told)
      stock.learn(body)
      if (call.twice) sameAgain(request, body, await exchange(run, request, told))
    }
    told.push('at the end')
    await isConsistent(ask)
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${told.join('\n')}`, { cause: error })
  }
}

async function exchange({ service, sender, tally }: Run, request: Request, told: string[]): Promise<Body> {
  told.push(`  > ${request.method} ${request.path} ${JSON.stringify(request.headers)} ${request.body}`)
  const reply = await sender.send(request)
  told.push(`  < ${reply.status} ${reply.text}`)
  const body = judge(request, reply, service.endpoint)
  tally.add(reply.status, reply.status === 200 ? '' : String(body?.Code ?? 'HEAD'))
  return reply.status === 200 ? body : undefined
}

/** A call that had a ClientToken and was done is not done again: it has the same result. */
function sameAgain({ read }: Request, before: Body, after: Body): void {
  if (before === undefined || read.clientToken === undefined || !takesClientToken(read.action)) return
  assert.deepEqual({ ...after, RequestId: '' }, { ...before, RequestId: '' }, 'the same ClientToken, another result')
}

async function furnish(ask: ReturnType<typeof asker>, stock: Stock, keyPairs: number): Promise<void> {
  const common = { PlanId: 'swas.s2.c2m2s50b4t08', Period: '1' }
  stock.learn(await ask('CreateInstances', { ...common, ImageId: linuxImage, Amount: '2' }))
  stock.learn(await ask('CreateInstances', { ...common, ImageId: windowsImage }))
  for (let n = 0; n < keyPairs; n++) {
    stock.learn(await ask('ImportKeyPair', { KeyPairName: `first-${n}`, PublicKeyBody: publicKey }))
  }
}

function asker(endpoint: string, account: string) {
  const rpc = caller(endpoint, account)
  return async (action: string, parameters: Record<string, string>): Promise<Body> => {
    const { status, body } = await rpc(action, parameters)
    assert.equal(status, 200, `${action} answered ${JSON.stringify(body)}`)
    return body
  }
}
