/** examples/github-actions.yml: the steps that run a command, in a project that has swas-local installed. */
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { root, shell } from './generated/workshop.ts'
import { run } from './process.ts'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly if?: string
}
interface Workflow {
  readonly permissions: object
  readonly jobs: Record<'process' | 'container', { readonly steps: readonly Step[] }>
}

const read = (file: string) => parse(readFileSync(join(root, file), 'utf8'))
const { permissions, jobs }: Workflow = read('examples/github-actions.yml')
const commands = ({ steps }: { steps: readonly Step[] }) =>
  steps.flatMap(({ run, if: when }) => (run === undefined || when !== undefined || run === 'npm ci' ? [] : [run]))

/** Whose test lists key pairs where the environment says, as the account that it says. */
function project(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'swas-actions-'))
  t.after(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  symlinkSync(root, join(folder, 'node_modules/swas-local'))
  symlinkSync(join(root, 'dist/launch.cjs'), join(folder, 'node_modules/.bin/swas-local'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { test: 'node list.mjs' } }))
  writeFileSync(
    join(folder, 'list.mjs'),
    `const { ALIBABA_CLOUD_ENDPOINT: endpoint, ALIBABA_CLOUD_ACCESS_KEY_ID: id } = process.env
     const query = new URLSearchParams({ Action: 'ListKeyPairs', Version: '2020-06-01', RegionId: 'cn-hangzhou', AccessKeyId: id })
     console.log('status', (await fetch('http://' + endpoint + '/?' + query)).status)`
  )
  return folder
}
/** Each step in a shell of its own, as a runner does. */
async function runSteps(t: Test, folder: string, job: keyof Workflow['jobs'], port: string): Promise<string> {
  let all = ''
  for (const command of commands(jobs[job])) {
    const { code, output } = await shell(folder, command, { PORT: port, SSH_PORT: '0' })
    all += output
    t.equal(code, 0, command, { output })
  }
  return all
}

t.test('may do nothing but read, and takes actions by their hash', async (t) => {
  t.same(permissions, { contents: 'read' })
  for (const { uses } of Object.values(jobs).flatMap(({ steps }) => steps))
    if (uses !== undefined) t.match(uses, /^actions\/[a-z-]+@[0-9a-f]{40}$/)
})

t.test('the job that starts a process', async (t) => {
  const folder = project(t)
  const said = await runSteps(t, folder, 'process', await freePort())
  const [, pid] = /"pid":(\d+)/.exec(readFileSync(join(folder, 'swas-local.log'), 'utf8')) ?? []
  process.kill(Number(pid))
  t.match(said, /^status 200$/m)
})

t.test('the job beside a container', async (t) => {
  const { endpoint } = await run(t)
  const said = await runSteps(t, project(t), 'container', endpoint.split(':')[1] ?? '')
  t.match(said, /^status 200$/m)
})

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return String(port)
}
