/** swas-local as a running container: its addresses, and the control API as methods. */
import { type AccessKey, connectSwasLocal, type SwasControl } from 'swas-local'
import { AbstractStartedContainer, type StartedTestContainer } from 'testcontainers'

/** The ports within the container. */
export const port = 20206
export const sshPort = 20222

/**
 * Without `startService`: a service that the container starts in itself would listen at a port that isn't published.
 */
type Control = Omit<SwasControl, 'startService'>

export class StartedSwasLocalContainer extends AbstractStartedContainer implements Control {
  /** The first AccessKey of `withAccessKey`, or the one that was made for this container. */
  readonly accessKey: AccessKey
  /** The operator's token for the control API. */
  readonly controlToken: string

  constructor(container: StartedTestContainer, accessKey: AccessKey, controlToken: string) {
    super(container)
    this.accessKey = accessKey
    this.controlToken = controlToken
  }

  /** `host:port`, for the official SDKs beside `protocol: 'http'`. It changes with `restart()`. */
  get endpoint(): string {
    return `${this.getHost()}:${this.getMappedPort(port)}`
  }

  get url(): string {
    return `http://${this.endpoint}`
  }

  /** The base URL of the REST API. */
  get rest(): string {
    return `${this.url}/v1`
  }

  /** The SSH address of all servers; the user name is `root+<InstanceId>`. The port changes with `restart()`. */
  get ssh(): { host: string; port: number } {
    return { host: this.getHost(), port: this.getMappedPort(sshPort) }
  }

  private get control(): SwasControl {
    return connectSwasLocal({ url: this.url, controlToken: this.controlToken })
  }

  get reset(): SwasControl['reset'] {
    return this.control.reset
  }
  get snapshot(): SwasControl['snapshot'] {
    return this.control.snapshot
  }
  get restore(): SwasControl['restore'] {
    return this.control.restore
  }
  get snapshots(): SwasControl['snapshots'] {
    return this.control.snapshots
  }
  get seed(): SwasControl['seed'] {
    return this.control.seed
  }
  get clock(): SwasControl['clock'] {
    return this.control.clock
  }
  get transitions(): SwasControl['transitions'] {
    return this.control.transitions
  }
  get faults(): SwasControl['faults'] {
    return this.control.faults
  }
  get quotas(): SwasControl['quotas'] {
    return this.control.quotas
  }
  get calls(): SwasControl['calls'] {
    return this.control.calls
  }
  get waitFor(): SwasControl['waitFor'] {
    return this.control.waitFor
  }
}
