import t from 'tap'
import { names } from '../../src/config/settings.ts'
import { injected, misspeltSetting, strayVariables } from '../../src/config/stray-variables.ts'
import { run, runToEnd } from '../process.ts'

/** What a Service or a link of this name puts into the environment of others. */
const injectedFor = (name: string): Record<string, string> => ({
  [`${name}_SERVICE_HOST`]: '10.96.0.7',
  [`${name}_SERVICE_PORT`]: '20206',
  [`${name}_SERVICE_PORT_HTTP`]: '20206',
  [`${name}_PORT`]: 'tcp://10.96.0.7:20206',
  [`${name}_PORT_20206_TCP`]: 'tcp://10.96.0.7:20206',
  [`${name}_PORT_20206_TCP_ADDR`]: '10.96.0.7',
  [`${name}_PORT_20206_TCP_PORT`]: '20206',
  [`${name}_PORT_20206_TCP_PROTO`]: 'tcp',
  [`${name}_PORT_20206_TCP_PORT_START`]: 'tcp://10.96.0.7:20206'
})
const ofOthers: Record<string, string> = {
  ...injectedFor('SWAS'),
  ...injectedFor('SWAS_LOCAL'),
  ...injectedFor('SWAS_AUTH'),
  SWAS_NAME: '/app/swas',
  SWAS_LOCAL_NAME: '/app/swas-local',
  SWAS_ENV_PATH: '/bin',
  SWAS_LOCAL_ENV_NODE_VERSION: '24',
  SWAS_OPEN_ENDPOINT: '127.0.0.1:20206'
}

t.test('no setting has a name that Kubernetes or Docker give', async (t) => {
  for (const name of names)
    t.notOk(
      injected.some((pattern) => pattern.test(name)),
      name
    )
})

t.test('a near miss is told by the setting that was meant', async (t) => {
  for (const [name, setting] of Object.entries({
    SWAS_AUHT: 'SWAS_AUTH',
    SWAS_AUT: 'SWAS_AUTH',
    SWAS_AUTHH: 'SWAS_AUTH',
    SWASAUTH: 'SWAS_AUTH',
    swas_auth: 'SWAS_AUTH',
    SWAS_SEEDS: 'SWAS_SEED',
    SWAS_CALL_LOGSIZE: 'SWAS_CALL_LOG_SIZE',
    SWAS_ACCESSKEYS: 'SWAS_ACCESS_KEYS',
    SWAS_ACCESS_KEY: 'SWAS_ACCESS_KEYS',
    SWAS_ACCESSKEY: 'SWAS_ACCESS_KEYS',
    SWAS_ACCESS_KEY_FILE: 'SWAS_ACCESS_KEYS_FILE',
    SWAS_THROTLING: 'SWAS_THROTTLING',
    SWAS_TRANSITION_S: 'SWAS_TRANSITION_MS',
    SWAS_CONTROLTOKN: 'SWAS_CONTROL_TOKEN',
    SWAS_ALOWED_HOST: 'SWAS_ALLOWED_HOSTS'
  }))
    t.equal(misspeltSetting(name), setting, name)
  for (const name of names) {
    if (!name.startsWith('SWAS_')) continue
    t.equal(misspeltSetting(name), undefined, name)
    const swapped = name.replace(/(.)(.)$/, '$2$1')
    if (swapped !== name) t.equal(misspeltSetting(swapped), name, swapped)
  }
})

t.test('names that others choose are no near misses', async (t) => {
  const chosen =
    'REGION REGION_ID INSTANCE INSTANCE_ID INSTANCE_IDS INSTANCE_NAME URL HOST ENDPOINT USER PASSWORD SECRET TOKEN KEY KEY_ID KEY_PAIR KEY_FILE KEY_NAME SSH_KEY ACCESS_KEY_ID ACCESS_KEY_SECRET ACCESS_TOKEN AUTO OAUTH AUTHOR AUTH_TOKEN AUTH_URL SPEED SEND NEED FEED SEED_URL CELLS CALLER CALLBACK CALLS_URL PROBE_TIMEOUT_SECONDS REQUEST_TIMEOUT MAX_DELAY MIN_DELAY_MS MAX_RETRIES ALLOWED_PORTS ALLOW_LIST IMAGE_ID PLAN_ID DEBUG LOG_LEVEL DATA_DIR CONTROL_URL SIGNATURE TRANSITION HOME VERSION BACKEND_URL DEPLOY_PATH'
  for (const name of [...chosen.split(' ').map((name) => `SWAS_${name}`), ...Object.keys(ofOthers)])
    t.equal(misspeltSetting(name), undefined, name)
  t.same(strayVariables({ ...ofOthers, SWAS_URL: 'x', SWAS_REGION: 'x', SWAS_AUTH: 'open', HOME: '/' }), [
    'SWAS_REGION',
    'SWAS_URL'
  ])
})

t.test('the service starts among them, with one line about those that nobody injects', async (t) => {
  const service = await run(t, { ...ofOthers, SWAS_REGION: 'cn-hangzhou' })
  t.equal(await service.stop(), 0)
  t.same(await runToEnd({ ...ofOthers, PORT: '20206' }, 'env'), { code: 0, stderr: '' })
  t.same(await runToEnd({ ...ofOthers, SWAS_REGION: 'cn-hangzhou', SWAS_INSTANCE_ID: 'x', PORT: '20206' }, 'env'), {
    code: 0,
    stderr:
      'swas-local: warning: these variables are no settings of swas-local and have no effect: SWAS_INSTANCE_ID, SWAS_REGION.\n'
  })
  t.match(await runToEnd({ SWAS_AUHT: 'verify', SWAS_REGION: 'x' }), {
    code: 1,
    stderr: /SWAS_AUHT is not a setting of swas-local\. Did you mean SWAS_AUTH\?/
  })
})
