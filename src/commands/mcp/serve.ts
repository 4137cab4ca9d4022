/** Serves tools over MCP on standard input and output. */
import { fromJsonSchema, type jsonSchemaValidator, McpServer } from '@modelcontextprotocol/server'
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'
import { version } from '../../version.ts'
import { call, type Service } from './request.ts'
import type { Arguments, Tool } from './tool.ts'

export interface ServeOptions {
  readonly tools: readonly Tool[]
  readonly service: Service
  /** What the client's model is told about the server. */
  readonly instructions: string
  onError(error: Error): void
}

/** Resolves when the client has closed the input, or can't be reached any more; calls that still run are aborted. */
export async function serve(options: ServeOptions): Promise<void> {
  const transport = new StdioServerTransport()
  const handle = serveStdio(() => createServer(options), { transport, onerror: options.onError })
  await new Promise<void>((resolve) => {
    const { onclose } = transport
    transport.onclose = () => {
      onclose?.()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void handle.close())
  })
}

// The service checks the arguments, so that an error has its code and message, and the call log has the call.
const anything: jsonSchemaValidator = {
  getValidator: () => (data) => ({ valid: true, data: data as never, errorMessage: undefined })
}

function createServer({ tools, service, instructions }: ServeOptions): McpServer {
  const server = new McpServer(
    { name: 'swas-local', version },
    { instructions, capabilities: { tools: { listChanged: false } } }
  )
  for (const tool of tools) {
    const { name, description, isReadOnly } = tool
    const inputSchema = fromJsonSchema<Arguments>(tool.inputSchema, anything)
    const annotations = { readOnlyHint: isReadOnly, openWorldHint: false }
    server.registerTool(name, { description, inputSchema, annotations }, async (given, { mcpReq }) => {
      const { text, isError } = await call(service, tool, given, mcpReq.signal)
      return { content: [{ type: 'text', text }], isError }
    })
  }
  return server
}
