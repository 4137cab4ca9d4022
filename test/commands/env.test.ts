import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { clients } from '../../src/commands/clients/index.ts'
import { has } from '../machine.ts'
import { run } from '../process.ts'
import { command, folder, program, shell } from './command.ts'

// The Node SDK with the credentials of its default chain and the region that the variables say.
const sdk = `
  const { default: Client, ListKeyPairsRequest } = require('@alicloud/swas-open20200601')
  const { $OpenApiUtil: { Config } } = require('@alicloud/openapi-core')
  const { default: Credential } = require('@alicloud/credentials')
  const [endpoint] = process.argv.slice(1)
  const client = new Client(new Config({ credential: new Credential(), regionId: 'cn-hangzhou', endpoint, protocol: 'http' }))
  client.listKeyPairs(new ListKeyPairsRequest({ regionId: 'cn-hangzhou' })).then(
    ({ headers, body }) => console.log(headers['x-swas-signature'] ?? 'verified', body.totalCount),
    ({ code }) => console.log(code)
  )`

/** What a shell has done with the output before the program begins. */
const evaluated = (script: string, environment: Record<string, string>, quoted = true) =>
  shell(
    'sh',
    ['-c', `eval ${quoted ? '"$("$0" "$1" env)"' : '$("$0" "$1" env)'}; ${script}`, process.execPath, program],
    {
      ...environment,
      SDK: sdk
    }
  )
const callBySdk = '"$0" -e "$SDK" "$ALIBABA_CLOUD_ENDPOINT"'

t.test('a shell that evaluates it brings the Node SDK and curl here', async (t) => {
  const { endpoint } = await run(t)
  const PORT = endpoint.split(':')[1] ?? ''
  // What would open a real account: in the environment, and in the files.
  const real = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tXXXXXXXXXXXXXXXX',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'real',
    ALIBABA_CLOUD_SECURITY_TOKEN: 'real'
  }
  for (const quoted of [true, false]) {
    t.same(await evaluated(callBySdk, { PORT, ...real }, quoted), { code: 0, stdout: 'unchecked 0\n', stderr: '' })
    const { stdout } = await evaluated('env | grep -c SECURITY_TOKEN', { PORT, ...real }, quoted)
    t.equal(stdout, '0\n', 'the token of other credentials is gone')
  }
  if (!has('curl')) return t.comment('no curl')
  const { stdout: lines } = await command(['env', 'curl'], { PORT })
  const curls = lines.split('\n').filter((line) => /^# +curl -?/.test(line) || /^# +curl "/.test(line))
  t.equal(curls.length, 2)
  for (const line of curls) {
    const { stdout } = await evaluated(`curl --silent ${line.replace(/^# +curl/, '')}`, { PORT })
    t.match(JSON.parse(stdout), { TotalCount: 0, KeyPairs: [] }, line)
  }
})

t.test('an AccessKey of the settings signs, whatever its secret is made of', async (t) => {
  const settings = { SWAS_AUTH: 'verify', SWAS_ACCESS_KEYS: `dev:se'cr"et$HOME,other:x` }
  const { endpoint } = await run(t, settings)
  const PORT = endpoint.split(':')[1] ?? ''
  t.match(await evaluated(callBySdk, { PORT, ...settings }), {
    stdout: 'verified 0\n',
    stderr: 'swas-local env: the output contains the secret of dev from the settings.\n'
  })
  const other = await command(['env', '--format', 'json', '--access-key-id', 'other', 'node'], { PORT, ...settings })
  t.match(JSON.parse(other.stdout).variables, {
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'other',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'x'
  })
  const file = `${folder(t, { 'keys.json': '[{"accessKeyId":"filed","accessKeySecret":"y"}]' })}/keys.json`
  t.match(await command(['env'], { SWAS_ACCESS_KEYS_FILE: file }), { stdout: /ACCESS_KEY_ID='filed'/ })
  t.match(await command(['env', '--access-key-id', 'none'], { PORT, ...settings }), {
    code: 1,
    stdout: '',
    stderr: /none of the name none/
  })
})

t.test('where every AccessKey is accepted, it prints any', async (t) => {
  const { variables } = JSON.parse((await command(['env', '--format', 'json', '--access-key-id', 'mine'])).stdout)
  t.match(variables, { ALIBABA_CLOUD_ACCESS_KEY_ID: 'mine', ALICLOUD_ACCESS_KEY: 'mine' })
  const token = { SWAS_AUTH: 'verify', SWAS_CONTROL_TOKEN: '0123456789abcdef' }
  t.match(await command(['env'], token), { code: 1, stdout: '', stderr: /the settings have no AccessKey/ })
})

t.test('Node.js reads the dotenv file', async (t) => {
  const { endpoint } = await run(t)
  const { stdout } = await command(['env', '--format', 'dotenv', '--url', `http://${endpoint}`])
  const file = `${folder(t, { '.env': stdout })}/.env`
  t.match(await shell(process.execPath, [`--env-file=${file}`, '-e', sdk, endpoint]), { stdout: 'unchecked 0\n' })
})

t.test('JSON has every client, its variables and what is to be said in code', async (t) => {
  const { stdout } = await command(['env', '--format', 'json', '--url', 'http://[::1]:8080'], {
    NO_PROXY: 'example.com'
  })
  const said = JSON.parse(stdout)
  t.match(said, { url: 'http://[::1]:8080', endpoint: '[::1]:8080', protocol: 'http' })
  t.same(Object.keys(said.clients), Object.keys(clients))
  t.equal(said.variables.NO_PROXY, 'example.com,::1,[::1]:8080')
  for (const [name, { title, lines, variables }] of Object.entries<typeof said>(said.clients)) {
    t.ok(title.length > 0 && lines.length > 0, name)
    t.ok(lines.join().includes(name === 'curl' ? '$ALIBABA_CLOUD_ENDPOINT' : '[::1]:8080'), `${name} is pointed here`)
    t.match(said.variables, variables, name)
  }
})

t.test('only the clients that are named', async (t) => {
  const { stdout } = await command(['env', 'terraform', 'node'], { HOST: '0.0.0.0', SWAS_ALLOW_REMOTE: 'yes' })
  t.match(stdout, /^export ALICLOUD_ACCESS_KEY='test';$/m)
  t.match(
    stdout,
    /^export ALIBABA_CLOUD_ENDPOINT_SWAS_OPEN='127\.0\.0\.1:20206';$/m,
    'who listens everywhere is at home'
  )
  t.notMatch(stdout, /ALIBABA_CLOUD_ENDPOINT=|aliyun CLI/)
  t.match(await command(['env', 'ruby']), { code: 2, stdout: '', stderr: /ruby is none of node, pop-core,/ })
  t.match(await command(['env', '--format', 'xml']), { code: 2, stderr: /--format is one of/ })
})

t.test('on a terminal the secrets of the settings are left out', { skip: !has('script') && 'no script' }, async (t) => {
  const onTerminal = async (flags: string) =>
    (
      await shell('script', ['-qec', `"${process.execPath}" "${program}" env node ${flags}`, '/dev/null'], {
        SWAS_ACCESS_KEYS: 'dev:hush-hush'
      })
    ).stdout
  t.match(await onTerminal(''), /is left out on a terminal.*_SECRET='\*\*\*'/s)
  t.notMatch(await onTerminal(''), /hush-hush/)
  t.match(await onTerminal('--show-secrets'), /_SECRET='hush-hush'/)
})

/** The files that a command loads, as V8 notes them. */
async function loadedBy(t: Test, args: readonly string[]): Promise<string[]> {
  const NODE_V8_COVERAGE = folder(t)
  await command(args, { NODE_V8_COVERAGE })
  return readdirSync(NODE_V8_COVERAGE)
    .flatMap((name) => JSON.parse(readFileSync(join(NODE_V8_COVERAGE, name), 'utf8')).result)
    .flatMap(({ url }) => (url.startsWith('file:') ? [fileURLToPath(url)] : []))
}

t.test('it loads a small part of the program, so that it is there at once', async (t) => {
  const bytes = (files: readonly string[]) => files.reduce((sum, file) => sum + statSync(file).size, 0)
  const whole = readdirSync(dirname(program)).filter((name) => name.endsWith('.js'))
  const loaded = await loadedBy(t, ['env'])
  t.ok(loaded.includes(program))
  t.ok(bytes(loaded) < bytes(whole.map((name) => join(dirname(program), name))) / 5)
})
