/** Clients that call again and again, each over a connection that it keeps, and what became of their calls. */
import { Agent, type IncomingMessage, request } from 'node:http'

export interface Outcome {
  /** 0 where no answer came. */
  readonly status: number
  readonly code: string
  readonly message: string
  /** Of the header `connection`. */
  readonly connection: string
  /** The connection's error. */
  readonly error: string
  /** How long it took. */
  readonly ms: number
}

export interface Load {
  readonly outcomes: Outcome[]
  /** Resolves when so many more calls have been answered with this status. */
  answered(count: number, status: number): Promise<void>
  /** No more calls; resolves when the last is over. */
  stop(): Promise<void>
}

interface LoadOptions {
  readonly clients: number
  readonly path?: (client: number, call: number) => string
  /** Whether a client stops at its first 503, as one does that was told to go elsewhere. */
  readonly endsAt503?: boolean
}

const listKeyPairs = (client: number) => pathOf('ListKeyPairs', { AccessKeyId: `client-${client}` })

export const pathOf = (action: string, parameters: Record<string, string> = {}) =>
  `/?${new URLSearchParams({ Action: action, Version: '2020-06-01', Format: 'JSON', RegionId: 'cn-hangzhou', AccessKeyId: 'tester', ...parameters })}`

export function startLoad(endpoint: string, { clients, path = listKeyPairs, endsAt503 = false }: LoadOptions): Load {
  const outcomes: Outcome[] = []
  const waiting = new Set<(outcome: Outcome) => void>()
  let isOver = false
  const client = async (_: unknown, number: number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let n = 0; !isOver; n++) {
      const outcome = await call(endpoint, path(number, n), agent)
      outcomes.push(outcome)
      for (const tell of waiting) tell(outcome)
      if (endsAt503 && (outcome.error !== '' || outcome.status === 503)) break
    }
    agent.destroy()
  }
  const running = Array.from({ length: clients }, client)
  return {
    outcomes,
    answered: (count, status) =>
      new Promise((resolve) => {
        let left = count
        const tell = (outcome: Outcome) => {
          if (outcome.status !== status || --left > 0) return
          waiting.delete(tell)
          resolve()
        }
        waiting.add(tell)
      }),
    async stop() {
      isOver = true
      await Promise.all(running)
    }
  }
}

export async function call(endpoint: string, path: string, agent?: Agent): Promise<Outcome> {
  const method = /Action=(List|Describe)|^\/_/.test(path) ? 'GET' : 'POST'
  const begun = performance.now()
  const took = () => ({ ms: performance.now() - begun })
  try {
    const { response, text } = await send(endpoint, path, agent, method)
    const { Code = '', Message = '' } = text.startsWith('{') ? JSON.parse(text) : {}
    const { statusCode: status = 0, headers } = response
    return { status, code: Code, message: Message, connection: headers.connection ?? '', error: '', ...took() }
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException
    return { status: 0, code: '', message: '', connection: '', error: code, ...took() }
  }
}

const send = (endpoint: string, path: string, agent: Agent | undefined, method: string) =>
  new Promise<{ response: IncomingMessage; text: string }>((resolve, reject) => {
    request(`http://${endpoint}${path}`, { agent: agent ?? false, method }, (response) => {
      let text = ''
      response.on('data', (data) => {
        text += data
      })
      response.on('error', reject).on('end', () => resolve({ response, text }))
    })
      .on('error', reject)
      .end()
  })
