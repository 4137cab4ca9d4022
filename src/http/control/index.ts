/** The control door, for test suites and operators: JSON, the same errors as everywhere. */
import type { FastifyInstance } from 'fastify'
import type { AccessKeyStore } from '../../auth/access-key-store.ts'
import type { Authenticator } from '../../auth/authenticate.ts'
import type { CallLog } from '../../control/call-log.ts'
import type { OwnServices } from '../../control/child-services.ts'
import type { Stage } from '../../control/scenario.ts'
import type { Operation } from '../../dispatch/operation.ts'
import type { PlantedServer } from '../../seed/apply.ts'
import type { SeedRules } from '../../seed/check.ts'
import type { Plan } from '../../seed/plan.ts'
import type { Database } from '../../store/database.ts'
import type { Watch } from '../../store/revision-watch.ts'
import { sendError } from '../reply.ts'
import { readJson } from '../rest/json.ts'
import { accessKeys } from './access-keys.ts'
import { calls } from './calls.ts'
import { clock } from './clock.ts'
import { collectDocument } from './document.ts'
import { faults } from './faults.ts'
import { fidelity } from './fidelity.ts'
import { health } from './health.ts'
import { ports, type SshPorts } from './ports.ts'
import { quotas } from './quotas.ts'
import { reset } from './reset.ts'
import { sandboxes } from './sandboxes.ts'
import { seed } from './seed.ts'
import { services } from './services.ts'
import { signatures } from './signatures.ts'
import { snapshots } from './snapshots.ts'
import { transitions } from './transitions.ts'

export interface ControlOptions {
  readonly database: Database
  readonly version: string
  readonly watch: Watch
  readonly stage: Stage
  readonly machineNow: () => Date
  readonly authenticator: Authenticator
  readonly controlToken: string | undefined
  readonly accessKeyStore: AccessKeyStore
  readonly isConfigured: (accessKeyId: string) => boolean
  readonly operations: readonly Operation[]
  /** Undefined where there is no SSH. */
  readonly ssh: SshPorts | undefined
  readonly callLog: CallLog
  readonly isRegion: (regionId: string) => boolean
  readonly seedRules: SeedRules
  /** Makes what a seed says. */
  readonly sow: (plan: Plan) => Promise<readonly PlantedServer[]>
  readonly ownServices: OwnServices
}

export function control(app: FastifyInstance, options: ControlOptions): void {
  readJson(app)
  app.setErrorHandler((error, request, reply) => sendError(request, reply, 'JSON', error))
  collectDocument(app, options.version)
  health(app, options)
  accessKeys(app, options)
  sandboxes(app, options)
  signatures(app, options)
  clock(app, options)
  reset(app, options)
  snapshots(app, options)
  transitions(app, options)
  faults(app, options)
  quotas(app, options)
  calls(app, options)
  seed(app, options)
  ports(app, options)
  services(app, options)
  fidelity(app, options)
}
