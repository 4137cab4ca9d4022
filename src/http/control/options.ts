/** Dependencies of the routes of the control API. */
import type { AccessKeyStore } from '../../auth/access-key-store.ts'
import type { Authenticator } from '../../auth/authenticate.ts'
import type { CallLog } from '../../control/call-log.ts'
import type { ChildServices } from '../../control/child-services.ts'
import type { Scenario } from '../../control/scenario.ts'
import type { Operation } from '../../dispatch/operation.ts'
import type { SeededInstance } from '../../seed/apply.ts'
import type { SeedRules } from '../../seed/check.ts'
import type { Plan } from '../../seed/plan.ts'
import type { Database } from '../../store/prepare.ts'
import type { RevisionWatch } from '../../store/revision-watch.ts'

/** SSH ports that lead to one server each. */
export interface SshPorts {
  open(port: number, server: { readonly instanceId: string; readonly account: string }): Promise<number>
  ports(): readonly { readonly port: number; readonly instanceId: string; readonly account: string }[]
  shut(port: number): boolean
}

export interface ControlOptions {
  readonly database: Database
  readonly version: string
  readonly watch: RevisionWatch
  readonly scenario: Scenario
  readonly machineNow: () => Date
  readonly authenticator: Authenticator
  readonly controlToken: string | undefined
  readonly accessKeyStore: AccessKeyStore
  readonly isConfigured: (accessKeyId: string) => boolean
  readonly operations: readonly Operation[]
  /** undefined: there is no SSH. */
  readonly ssh: SshPorts | undefined
  readonly callLog: CallLog
  readonly isRegion: (regionId: string) => boolean
  readonly seedRules: SeedRules
  /** Creates the servers and key pairs of a seed. */
  readonly applySeed: (plan: Plan) => Promise<readonly SeededInstance[]>
  readonly childServices: ChildServices
  /** In PEM: the CA that clients must trust. undefined: the certificate is that of the settings. */
  readonly certificateAuthority: () => Promise<string | undefined>
}
