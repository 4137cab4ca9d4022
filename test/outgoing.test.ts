/** The service calls nobody: with the network cut it does all its work, and the kernel saw no attempt to reach anything else. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { has } from './machine.ts'

const lacking = (): string | false => {
  for (const program of ['unshare', 'ip', 'strace']) if (!has(program)) return `no ${program}`
  try {
    execFileSync('unshare', ['--net', 'true'], { stdio: 'ignore' })
    return false
  } catch {
    return 'no network namespaces here'
  }
}

const root = join(import.meta.dirname, '..')
// A whole story against the built program, as every kind of client tells it: RPC, REST, the control API, a page.
const story = (port: number) => `
const url = 'http://127.0.0.1:${port}'
for (;;) {
  const response = await fetch(url + '/_swas/health').catch(() => undefined)
  if (response?.ok) break
  await new Promise((resolve) => setTimeout(resolve, 100))
}
const say = async (path, method = 'GET', body) => {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' }
  const response = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const text = await response.text()
  if (!response.ok) throw new Error(path + ' ' + text)
  return response.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : text
}
const region = '/v1/regions/cn-hangzhou'
const { InstanceIds } = await say(region + '/instances', 'POST', { ImageId: '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a52', PlanId: 'swas.s2.c2m2s50b4t08', Period: 1 })
await say(region + '/key-pairs', 'POST', { KeyPairName: 'k1' })
await say(region + '/key-pairs/k1/instances/' + InstanceIds[0], 'PUT')
await say('/?Action=RebootInstance&Version=2020-06-01&Format=JSON&RegionId=cn-hangzhou&AccessKeyId=default&InstanceId=' + InstanceIds[0], 'POST')
await say('/?Action=ListKeyPairs&Version=2020-06-01&Format=JSON&RegionId=cn-hangzhou&AccessKeyId=default')
await say('/_swas/snapshots/s', 'PUT')
await say('/_swas/snapshots/s/restore', 'POST')
await say('/_swas/seed', 'POST', { accounts: [{ account: 'dev', keyPairs: [{ name: 'web' }] }] })
await say('/docs/')
await say('/openapi.json')
console.log('told')
`

t.test('with the network cut', { skip: lacking() }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'swas-outgoing-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const port = 20999 // free: the namespace is our own
  writeFileSync(join(folder, 'story.mjs'), story(port))
  // -ff writes a file a thread; the story itself runs outside of the trace.
  const script = `
    ip link set lo up
    strace -D -qq -ff -e trace=connect,sendto,sendmsg,sendmmsg -o ${folder}/trace \\
      node ${root}/dist/launch.cjs --port ${port} --log-level warn & service=$!
    node ${folder}/story.mjs; told=$?
    kill $service; wait $service
    exit $told`
  const { PATH } = process.env
  const { stdout } = await promisify(execFile)('unshare', ['--net', 'sh', '-c', script], {
    env: { PATH, HOME: folder },
    timeout: 600_000
  })
  t.match(stdout, /told\n$/)

  t.same(await reachedIn(folder), [], 'nothing was ever connected or sent to')

  t.test('and an attempt would be seen', async (t) => {
    const seen = mkdtempSync(join(tmpdir(), 'swas-outgoing-'))
    t.teardown(() => rmSync(seen, { recursive: true }))
    const attempt = "require('node:net').connect(9, '127.0.0.1').on('error', () => {})"
    const trace = ['-qq', '-ff', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', join(seen, 'trace')]
    await promisify(execFile)('strace', [...trace, process.execPath, '-e', attempt])
    t.match(await reachedIn(seen), [/^connect\(.*sin_port=htons\(9\)/])
  })
})

/** What the kernel was asked to reach over a network, by any thread. */
async function reachedIn(folder: string): Promise<string[]> {
  const traces = readdirSync(folder).filter((name) => name.startsWith('trace'))
  if (traces.length < 3) throw new Error('not every thread was watched')
  const lines = traces.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
  return lines.filter((line) => /sa_family=AF_(?!UNIX|UNSPEC)/.test(line))
}
