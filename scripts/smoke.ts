/**
 * Starts the built program as its users do, makes one call with the official SDK, loads its pages, runs a script on a
 * server, and asks it to end. `npx tsx scripts/smoke.ts build/swas-local` tries that program instead.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import openapiCore from '@alicloud/openapi-core'
import swas from '@alicloud/swas-open20200601'

const { $OpenApiUtil } = openapiCore
const { default: Client, ListKeyPairsRequest } = swas

const startMs = 60_000
const endMs = 5_000

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port to be had')
  return address.port
}

async function healthy(child: ChildProcess, endpoint: string): Promise<unknown> {
  const until = Date.now() + startMs
  while (Date.now() < until && child.exitCode === null) {
    const response = await fetch(`http://${endpoint}/_swas/health`).catch(() => undefined)
    if (response?.ok) return await response.json()
    await wait(100)
  }
  throw new Error(`no answer at ${endpoint}/_swas/health (exit code ${child.exitCode})`)
}

async function callWithSdk(endpoint: string): Promise<void> {
  const config = new $OpenApiUtil.Config({
    accessKeyId: 'test',
    accessKeySecret: 'test',
    regionId: 'cn-hangzhou',
    endpoint,
    protocol: 'http'
  })
  const { body } = await new Client(config).listKeyPairs(new ListKeyPairsRequest({ regionId: 'cn-hangzhou' }))
  if (body?.totalCount !== 0) throw new Error(`ListKeyPairs answered ${JSON.stringify(body)}`)
}

/** The page with the files that the build put beside the program. */
async function loadDocs(endpoint: string): Promise<void> {
  const html = await (await fetch(`http://${endpoint}/docs/`)).text()
  const files = [...html.matchAll(/"(\/docs\/[^"]+)"/g)].map(([, path = '']) => path)
  if (files.length === 0) throw new Error(`/docs/ answered ${html}`)
  for (const path of files) {
    const reply = await fetch(`http://${endpoint}${path}`)
    if ((await reply.text()) === '' || !reply.ok) throw new Error(`${path} answered ${reply.status}`)
  }
}

/** The shell of a server, its Python and its SQLite: threads and WebAssembly that the program must find. */
async function runScript(endpoint: string): Promise<void> {
  const call = async (Action: string, parameters: Record<string, string> = {}) => {
    const common = { Action, Version: '2020-06-01', Format: 'JSON', AccessKeyId: 'test', RegionId: 'cn-hangzhou' }
    const reply = await fetch(`http://${endpoint}/?${new URLSearchParams({ ...common, ...parameters })}`)
    if (!reply.ok) throw new Error(`${Action} answered ${await reply.text()}`)
    // biome-ignore lint/suspicious/noExplicitAny: the OpenAPI document has the result of each operation
    return (await reply.json()) as any
  }
  const [{ Images }, { Plans }] = [await call('ListImages'), await call('ListPlans')]
  const { ImageId } = Images[0]
  const { PlanId } = Plans[0]
  const { InstanceIds } = await call('CreateInstances', { ImageId, PlanId, Period: '1' })
  const InstanceId: string = InstanceIds[0]
  const CommandContent = 'python3 -c "print(6 * 7)"; sqlite3 :memory: "select 6 * 8"'
  const script = { InstanceId, Name: 'smoke', Type: 'RunShellScript', CommandContent }
  const { InvokeId } = await call('RunCommand', script)
  const until = Date.now() + startMs
  for (;;) {
    const { InvocationResult } = await call('DescribeInvocationResult', { InstanceId, InvokeId })
    if (InvocationResult.InvokeRecordStatus === 'Finished') {
      const output = Buffer.from(InvocationResult.Output, 'base64').toString()
      if (output !== '42\n48\n') throw new Error(`the script printed ${output} ${InvocationResult.ErrorInfo}`)
      return
    }
    if (Date.now() > until) throw new Error(`the script is ${InvocationResult.InvokeRecordStatus}`)
    await wait(200)
  }
}

async function loadConsole(endpoint: string): Promise<void> {
  const reply = await fetch(`http://${endpoint}/console/`)
  if (!reply.ok || !(await reply.text()).includes('<script')) throw new Error(`/console/ answered ${reply.status}`)
}

/** Starts it in a process group of its own, and ends the whole group, as a terminal and a service manager do. */
async function tryOut(command: string, args: readonly string[]): Promise<number | null> {
  const port = await freePort()
  const endpoint = `127.0.0.1:${port}`
  const env = { ...process.env, PORT: String(port), SSH_PORT: '0' }
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const { pid } = child
  if (pid === undefined) throw new Error(`${command} does not start`)
  // When its output is closed, every process of the group is gone.
  const closed = once(child, 'close')
  child.stdout.resume()
  try {
    const started = Date.now()
    console.log(
      [command, ...args].join(' '),
      JSON.stringify(await healthy(child, endpoint)),
      `${Date.now() - started} ms`
    )
    await callWithSdk(endpoint)
    await loadDocs(endpoint)
    await loadConsole(endpoint)
    await runScript(endpoint)
    const asked = Date.now()
    process.kill(-pid, 'SIGTERM')
    const ended = await Promise.race([closed, wait(endMs)])
    if (ended === undefined) throw new Error(`still there ${endMs} ms after SIGTERM`)
    console.log(`ended ${Date.now() - asked} ms after SIGTERM`)
    return child.exitCode
  } finally {
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It is gone already.
    }
  }
}

const [program] = process.argv.slice(2)
if (program === undefined) await tryOut('npm', ['start', '--silent'])
// npm's exit code is its own; the program's is seen without npm.
const code = await (program === undefined ? tryOut(process.execPath, ['dist/launch.cjs']) : tryOut(program, []))
if (code !== 0) throw new Error(`exit code ${code} after SIGTERM`)
