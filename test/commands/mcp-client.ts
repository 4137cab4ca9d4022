/** Clients of `swas-local mcp`: the one of the official SDK, and one that writes lines. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import type { Test } from 'tap'
import { kill, patient } from '../process.ts'
import { program } from './command.ts'

interface Answer {
  readonly isError: boolean
  readonly text: string
}

/** A client that has started the program. `said()` is what the program has written to standard error. */
export async function connect(t: Test, args: readonly string[], environment: Record<string, string> = {}) {
  const env = { PATH: process.env.PATH ?? '', HOME: '/nowhere', ...environment }
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, 'mcp', ...args],
    env,
    stderr: 'pipe'
  })
  let said = ''
  transport.stderr?.on('data', (data) => {
    said += data
  })
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } })
  client.onerror = (error) => t.fail(`standard output has something else than the protocol: ${error}`)
  await client.connect(transport)
  t.after(() => client.close())
  const call = async (name: string, args: Record<string, unknown> = {}): Promise<Answer> => {
    const { content, isError = false } = await client.callTool({ name, arguments: args })
    const [first] = content
    return { isError, text: first?.type === 'text' ? first.text : '' }
  }
  return {
    client,
    call,
    json: async (...given: Parameters<typeof call>) => JSON.parse((await call(...given)).text),
    said: () => said
  }
}

/** The program with `--start`, spoken to line by line. */
export function launchMcp(t: Test) {
  const env = { PATH: process.env.PATH, ...patient }
  const child = spawn(process.execPath, [program, 'mcp', '--start', '--port', '0'], { env })
  t.after(() => kill(child))
  const [lines, stderr, closed] = [createInterface(child.stdout), text(child.stderr), once(child, 'close')]
  const answers: string[] = []
  lines.on('line', (line) => answers.push(line))
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  const clientInfo = { name: 'test', version: '1' }
  send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } })
  return { child, answers, send, answered: () => once(lines, 'line'), closed, stderr }
}
