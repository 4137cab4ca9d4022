/** swas-local as a container that runs: where it is, and what a test suite can do with it. */
import { type AccessKey, connectSwasLocal, type SwasControl } from 'swas-local'
import { AbstractStartedContainer, type StartedTestContainer } from 'testcontainers'

/** Within the container. */
export const port = 20206
export const sshPort = 20222

/** A service that it starts in itself listens at a port that nobody has published: `startService` is not for containers. */
type Control = Omit<SwasControl, 'startService'>

export class StartedSwasLocalContainer extends AbstractStartedContainer implements Control {
  /** The first one that was given, or the one that was made for this container. */
  readonly accessKey: AccessKey
  /** What the operator sends to the control door. */
  readonly controlToken: string

  constructor(container: StartedTestContainer, accessKey: AccessKey, controlToken: string) {
    super(container)
    this.accessKey = accessKey
    this.controlToken = controlToken
  }

  /** `host:port`, as the official SDKs want it, beside `protocol: 'http'`. Another one after `restart()`. */
  get endpoint(): string {
    return `${this.getHost()}:${this.getMappedPort(port)}`
  }

  get url(): string {
    return `http://${this.endpoint}`
  }

  /** The REST door. */
  get rest(): string {
    return `${this.url}/v1`
  }

  /** Where every server is logged on to, as `root+<InstanceId>`. Another port after `restart()`. */
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
