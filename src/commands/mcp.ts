import { type Config, checkConfig } from '../config/config.ts'
import { names } from '../config/settings.ts'
import type { Key } from './clients/client.ts'
import { type Command, UsageError } from './command.ts'
import { chooseKey } from './key.ts'
import type { Service } from './mcp/request.ts'
import { serve } from './mcp/serve.ts'
import { listTools } from './mcp/tools.ts'
import { noWords } from './parse-arguments.ts'
import { startListening } from './start.ts'
import { readTarget, urlFlag } from './target.ts'

export const mcp: Command = {
  usage: [''],
  about: `Serves the key-pair operations and the control API as MCP tools on standard input and output, until the input ends. It calls
the service that runs, or with --start one that it starts in its own process; the log of that one goes to standard error.
It calls as the AccessKey test, or as the first one of the settings. See docs/mcp.md.`,
  flags: {
    start: { help: 'Starts the service, which ends with the command.' },
    'access-key-id': { value: 'ID', help: 'The AccessKey to call as.' },
    url: urlFlag
  },
  settings: names,
  async run(line) {
    noWords(line)
    if (line.has('start') && line.text('url') !== undefined) throw new UsageError('give --start or --url, not both.')
    const key = chooseKey(line)
    const config = checkConfig(line.settings())
    const { url, close } = line.has('start') ? await startHere(config) : { url: readTarget(line).url, close: undefined }
    if (line.isTerminal) line.printError(`swas-local mcp: waits for an MCP client on standard input; it calls ${url}.`)
    await serve({
      tools: listTools(),
      service: toService(config, url, key),
      instructions: instructionsFor(url, key),
      // Its message may quote what the client sent, which may be a key.
      onError: ({ name }) => line.printError(`swas-local mcp: ${name}: a message could not be read or sent.`)
    })
    await close?.()
    return 0
  }
}

async function startHere(config: Config) {
  if (config.https === 'required')
    throw new UsageError(
      'SWAS_HTTPS=required refuses the calls of --start, which are plain HTTP. Start the service yourself, and give mcp --url https://….'
    )
  // Standard output is the protocol's.
  const { started, url } = await startListening(config, { logTo: process.stderr })
  return { url, close: () => started.app.close() }
}

function toService({ auth, controlToken }: Config, url: string, { id, secret }: Key): Service {
  const account = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  // Without a token, a caller of an open service is its operator; of any other, an account.
  const operator = controlToken === undefined ? undefined : `Bearer ${controlToken}`
  return { url, authorization: { REST: account, control: operator ?? (auth === 'verify' ? account : undefined) } }
}

const instructionsFor = (url: string, { id }: Key): string =>
  `swas-local at ${url} emulates the key pairs of Alibaba Cloud's Simple Application Server. Nothing reaches the cloud. \
CreateKeyPair and the other operations of the API are called with the AccessKey ${id}. \
AddFaults, SetQuota, ListCalls, Reset and the like prepare and observe tests, for all accounts by default. \
A key pair that is attached takes effect when RebootInstances has restarted the server.`
