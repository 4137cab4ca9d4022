/** swas-local as a container, before it is started. */
import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import type { AccessKey } from 'swas-local'
import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers'
import { port, StartedSwasLocalContainer, sshPort } from './started.ts'

const seedFile = '/tmp/swas-local-seed.yaml'
const random = (bytes: number) => randomBytes(bytes).toString('hex')

/** What isn't here is set by `withEnvironment`, under the name that swas-local's README gives it. */
export class SwasLocalContainer extends GenericContainer {
  private readonly accessKeys: AccessKey[] = []

  constructor(image = 'swas-local:latest') {
    super(image)
    this.withExposedPorts(port, sshPort)
    this.withWaitStrategy(Wait.forHttp('/_swas/health', port, { abortOnContainerExit: true }))
  }

  /** What is signed with it must be signed correctly. Several may be given; without any, one is made. */
  withAccessKey(accessKeyId: string, accessKeySecret: string): this {
    this.accessKeys.push({ accessKeyId, accessKeySecret })
    return this
  }

  /** `verify` lets only known AccessKeys in; `open` unless said. */
  withAuth(auth: 'open' | 'verify'): this {
    return this.withEnvironment({ SWAS_AUTH: auth })
  }

  /** What the operator sends to the control door, 16 characters or more; random unless said. */
  withControlToken(token: string): this {
    return this.withEnvironment({ SWAS_CONTROL_TOKEN: token })
  }

  /** What is there at the start: YAML or JSON text, not a path; or an object. */
  withSeed(seed: string | object): this {
    const content = typeof seed === 'string' ? seed : JSON.stringify(seed)
    this.withCopyContentToContainer([{ content, target: seedFile, mode: 0o644 }])
    return this.withEnvironment({ SWAS_SEED: seedFile })
  }

  /** How long a server stays in Pending, Starting, Stopping, Resetting. */
  withTransitionMs(ms: number): this {
    return this.withEnvironment({ SWAS_TRANSITION_MS: String(ms) })
  }

  /** `documented`: the rates that the cloud publishes hold; `off` unless said. */
  withThrottling(throttling: 'off' | 'documented'): this {
    return this.withEnvironment({ SWAS_THROTTLING: throttling })
  }

  /** A PostgreSQL 15 or newer, as the container reaches it; the embedded database unless said. */
  withDatabaseUrl(url: string): this {
    return this.withEnvironment({ DATABASE_URL: url })
  }

  /** Of several values for a name the last one holds: an engine would pass them all on. */
  override withEnvironment(environment: Record<string, string>): this {
    super.withEnvironment(environment)
    this.createOpts.Env = Object.entries(this.environment).map(([name, value]) => `${name}=${value}`)
    return this
  }

  /** Rejects with the last lines of its log when the container ends instead. */
  override async start(): Promise<StartedSwasLocalContainer> {
    if (this.accessKeys.length === 0) this.withAccessKey(`test-${random(8)}`, random(24))
    if (this.environment.SWAS_CONTROL_TOKEN === undefined) this.withControlToken(random(24))
    const pairs = this.accessKeys.map(({ accessKeyId, accessKeySecret }) => `${accessKeyId}:${accessKeySecret}`)
    this.withEnvironment({ SWAS_ACCESS_KEYS: pairs.join(',') })
    await this.allowEngineHost()
    const [accessKey, controlToken] = [this.accessKeys[0] as AccessKey, this.environment.SWAS_CONTROL_TOKEN as string]
    return new StartedSwasLocalContainer(await super.start(), accessKey, controlToken)
  }

  /** An engine elsewhere is reached by its own name, which the service would refuse to answer to. */
  private async allowEngineHost(): Promise<void> {
    const { host } = (await getContainerRuntimeClient()).info.containerRuntime
    const { SWAS_ALLOWED_HOSTS: allowed = '' } = this.environment
    if (!host.includes('.') || isIP(host) !== 0 || allowed.split(',').includes(host)) return
    this.withEnvironment({ SWAS_ALLOWED_HOSTS: allowed === '' ? host : `${allowed},${host}` })
  }
}
