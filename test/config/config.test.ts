import { readFileSync } from 'node:fs'
import t from 'tap'
import { generateFromSettings } from '../../scripts/settings.ts'
import { readConfig } from '../../src/config/config.ts'
import { names, settings } from '../../src/config/settings.ts'
import { runToEnd } from '../process.ts'

t.test('settings come from the environment and from flags, and a flag wins', async (t) => {
  t.match(readConfig([], {}), { host: '127.0.0.1', port: 20206, transitionMs: 0, logLevel: 'info', dataDir: undefined })
  t.match(readConfig(['--port', '3', '--data-dir=/x'], { PORT: '4', SWAS_TRANSITION_MS: '7' }), {
    port: 3,
    dataDir: '/x',
    transitionMs: 7
  })
  t.same(readConfig([], { SWAS_ACCESS_KEYS: 'a:b, STS.c:d:e:f' }).accessKeys, [
    { accessKeyId: 'a', accessKeySecret: 'b' },
    { accessKeyId: 'STS.c', accessKeySecret: 'd', securityToken: 'e:f' }
  ])
  t.match(readConfig([], { HOST: '0.0.0.0', SWAS_AUTH: 'verify', SWAS_ACCESS_KEYS: 'a:b' }), { host: '0.0.0.0' })
  t.same(readConfig([], { SWAS_ALLOWED_HOSTS: 'A.example, b' }).allowedHosts, ['a.example', 'b'])
  const proxies = '10.0.0.0/8, ::1'
  t.same(readConfig([], { SWAS_TRUSTED_PROXIES: proxies }).trustedProxies, ['10.0.0.0/8', '::1'])
  t.match(readConfig([], { SWAS_THROTTLING: 'documented' }), { isThrottling: true })
  t.match(
    readConfig([], { SWAS_AUTH_FAILURES: '0', SWAS_MAX_EVENT_LOOP_DELAY_MS: '0', SWAS_REQUEST_TIMEOUT_MS: '100' }),
    {
      authFailures: 0,
      maxEventLoopDelayMs: 0,
      requestTimeoutMs: 100
    }
  )
  t.match(readConfig([], { PORT: '', DATA_DIR: '' }), { port: 20206, dataDir: undefined })
})

t.test('where servers are logged on to', async (t) => {
  const ssh = (environment: Record<string, string>) => readConfig([], environment).ssh
  t.same(ssh({}), { host: '0.0.0.0', port: 20222, isLoopbackOnly: true })
  t.same(ssh({ PORT: '0' }), { host: '0.0.0.0', port: 0, isLoopbackOnly: true })
  t.match(ssh({ PORT: '0', SSH_PORT: '22' }), { port: 22 })
  t.match(ssh({ SWAS_ALLOW_REMOTE: 'yes' }), { host: '0.0.0.0', isLoopbackOnly: false })
  t.match(ssh({ SSH_HOST: '192.0.2.1' }), { host: '192.0.2.1', isLoopbackOnly: false })
  t.equal(ssh({ SSH_PORT: 'off' }), undefined)
  t.throws(() => ssh({ SSH_PORT: 'none' }), { message: 'SSH_PORT must be a whole number from 0 to 65535, or off.' })
  t.throws(() => ssh({ SSH_PORT: 'off', SSH_HOST: '::' }), { message: /^SSH_HOST has no effect while SSH_PORT is off/ })
})

t.test('a setting that is wrong, unknown or without effect is refused', async (t) => {
  const refused = (args: string[], environment: Record<string, string>, message: RegExp) =>
    t.throws(() => readConfig(args, environment), { name: 'ConfigError', message }, message.source)
  refused([], { PORT: '70000' }, /^PORT must be a whole number from 0 to 65535\.$/)
  refused([], { PORT: '8o' }, /^PORT must be/)
  refused([], { LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of fatal,/)
  refused(
    [],
    { SWAS_TRANSITON_MS: '1' },
    /^SWAS_TRANSITON_MS is not a setting of swas-local\. Did you mean SWAS_TRANSITION_MS\?$/
  )
  refused([], { DATABASE_URL: 'postgres://h/d', DATA_DIR: 'x' }, /^DATA_DIR is for the embedded database/)
  refused([], { SWAS_AUTH: 'closed' }, /^SWAS_AUTH must be one of open, verify\.$/)
  refused([], { SWAS_AUTH: 'verify' }, /^SWAS_AUTH=verify accepts only registered AccessKeys, and there is none/)
  for (const SWAS_ACCESS_KEYS of ['marked', 'marked:', ':marked', 'a:b,,c:d', 'a b:c']) {
    refused([], { SWAS_ACCESS_KEYS }, /^SWAS_ACCESS_KEYS must be AccessKeyId:secret or (?!.*marked)/)
  }
  refused([], { SWAS_SIGNATURE_WINDOW_S: '0' }, /^SWAS_SIGNATURE_WINDOW_S must be a whole number from 1/)
  refused([], { SWAS_THROTTLING: 'on' }, /^SWAS_THROTTLING must be one of off, documented\.$/)
  refused([], { SWAS_REQUEST_TIMEOUT_MS: '0' }, /^SWAS_REQUEST_TIMEOUT_MS must be a whole number from 100/)
  refused([], { DATABASE_URL: 'mysql://h/d' }, /^DATABASE_URL must begin with postgres/)
  refused([], { HOST: '0.0.0.0' }, /^Other machines may reach HOST 0\.0\.0\.0/)
  refused([], { HOST: '127.example.com' }, /^Other machines may reach HOST 127\.example/)
  refused(
    [],
    { SWAS_ALLOWED_HOSTS: 'http://swas.example.com' },
    /^SWAS_ALLOWED_HOSTS must be host names without scheme/
  )
  refused([], { SWAS_ALLOWED_HOSTS: 'a,,b' }, /^SWAS_ALLOWED_HOSTS must be/)
  for (const wrong of ['proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', '::1/129', '10.0.0.1,,'])
    refused([], { SWAS_TRUSTED_PROXIES: wrong }, /^SWAS_TRUSTED_PROXIES must be IP addresses or CIDR blocks/)
  for (const all of ['0.0.0.0/0', '10.0.0.1, ::/0', '0.0.0.0/00'])
    refused([], { SWAS_TRUSTED_PROXIES: all }, /^SWAS_TRUSTED_PROXIES must not hold the block of all addresses/)
  refused(['--prot', '1'], {}, /--prot.*Flags: --host --port/s)
  refused(['start'], {}, /start/)
  t.match(readConfig([], { HOST: '0.0.0.0', SWAS_ALLOW_REMOTE: 'yes' }), { host: '0.0.0.0' })
})

t.test('the program says what is wrong and ends', async (t) => {
  t.match(await runToEnd({ SWAS_ACCESS_KEYS_FILE: '/nowhere.json' }), { code: 1, stderr: /nowhere\.json/ })
  t.match(await runToEnd({ PORT: 'x' }), {
    code: 1,
    stderr: 'swas-local: PORT must be a whole number from 0 to 65535.\n'
  })
})

t.test('every setting has a help text in both languages, and an option of its own', async (t) => {
  for (const [name, { help }] of Object.entries(settings)) {
    t.match(help.en, /\.$/, name)
    t.match(help.zh, /。$/, name)
  }
  const options = names.map((name) => settings[name].option)
  t.equal(new Set(options).size, names.length)
})

t.test('the pages and the types of the library are those of the table', async (t) => {
  for (const [file, text] of Object.entries(generateFromSettings()))
    t.equal(readFileSync(file, 'utf8'), text, `${file}: npm run openapi`)
})
