/** swas-local as a container, before it is started. */
import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import type { AccessKey } from 'swas-local'
import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers'
import { port, StartedSwasLocalContainer, sshPort } from './started.ts'

const seedFile = '/tmp/swas-local-seed.yaml'
const random = (bytes: number) => randomBytes(bytes).toString('hex')

/** Every setting without a method here can be set with `withEnvironment`; docs/settings.md lists their names. */
export class SwasLocalContainer extends GenericContainer {
  private readonly accessKeys: AccessKey[] = []

  constructor(image = 'swas-local:latest') {
    super(image)
    this.withExposedPorts(port, sshPort)
    this.withWaitStrategy(Wait.forHttp('/_swas/health', port, { abortOnContainerExit: true }))
  }

  /**
   * Adds an AccessKey. The service verifies the signatures of calls that name it. Without this call, the container
   * makes one.
   */
  withAccessKey(accessKeyId: string, accessKeySecret: string): this {
    this.accessKeys.push({ accessKeyId, accessKeySecret })
    return this
  }

  /** `verify` accepts registered AccessKeys only; the default is `open`. */
  withAuth(auth: 'open' | 'verify'): this {
    return this.withEnvironment({ SWAS_AUTH: auth })
  }

  /** The operator's token for the control API, 16 characters or more; random by default. */
  withControlToken(token: string): this {
    return this.withEnvironment({ SWAS_CONTROL_TOKEN: token })
  }

  /** The seed that the service starts with: YAML or JSON text, not a path; or an object. */
  withSeed(seed: string | object): this {
    const content = typeof seed === 'string' ? seed : JSON.stringify(seed)
    this.withCopyContentToContainer([{ content, target: seedFile, mode: 0o644 }])
    return this.withEnvironment({ SWAS_SEED: seedFile })
  }

  /** How long a server stays in Pending, Starting, Stopping and Resetting, in ms. */
  withTransitionMs(ms: number): this {
    return this.withEnvironment({ SWAS_TRANSITION_MS: String(ms) })
  }

  /** `documented` applies the rate limits that the cloud publishes; the default is `off`. */
  withThrottling(throttling: 'off' | 'documented'): this {
    return this.withEnvironment({ SWAS_THROTTLING: throttling })
  }

  /** The URL of a PostgreSQL 15 or newer, as the container reaches it; the default is the embedded database. */
  withDatabaseUrl(url: string): this {
    return this.withEnvironment({ DATABASE_URL: url })
  }

  /** The last value of a name wins. A container engine would pass on all of them. */
  override withEnvironment(environment: Record<string, string>): this {
    super.withEnvironment(environment)
    this.createOpts.Env = Object.entries(this.environment).map(([name, value]) => `${name}=${value}`)
    return this
  }

  /** If the container ends instead of starting, this rejects with the last lines of its log. */
  override async start(): Promise<StartedSwasLocalContainer> {
    if (this.accessKeys.length === 0) this.withAccessKey(`test-${random(8)}`, random(24))
    if (this.environment.SWAS_CONTROL_TOKEN === undefined) this.withControlToken(random(24))
    const pairs = this.accessKeys.map(({ accessKeyId, accessKeySecret }) => `${accessKeyId}:${accessKeySecret}`)
    this.withEnvironment({ SWAS_ACCESS_KEYS: pairs.join(',') })
    await this.allowEngineHost()
    const [accessKey, controlToken] = [this.accessKeys[0] as AccessKey, this.environment.SWAS_CONTROL_TOKEN as string]
    return new StartedSwasLocalContainer(await super.start(), accessKey, controlToken)
  }

  /** An engine on another machine is reached by that machine's name, which the service must accept as a Host. */
  private async allowEngineHost(): Promise<void> {
    const { host } = (await getContainerRuntimeClient()).info.containerRuntime
    const { SWAS_ALLOWED_HOSTS: allowed = '' } = this.environment
    if (!host.includes('.') || isIP(host) !== 0 || allowed.split(',').includes(host)) return
    this.withEnvironment({ SWAS_ALLOWED_HOSTS: allowed === '' ? host : `${allowed},${host}` })
  }
}
