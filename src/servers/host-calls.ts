/** What a server's programs can ask of the service: power, and root's password. */
import type { Host } from '@swas-local/linux/types.ts'
import { type Db, inTransaction } from '../store/db.ts'
import { changeInstance, type TransitionDelay } from '../store/instances.ts'
import type { Server } from '../store/servers.ts'
import { hashPassword } from './password.ts'
import { reboot, stop } from './power.ts'

export interface Scenario {
  now(): Date
  transitionDelayOf(account: string): TransitionDelay
}

export interface ServicesOptions {
  readonly db: Db
  readonly scenario: Scenario
  readonly server: Server
  readonly onChange: () => void
}

export function createServices({
  db,
  scenario,
  server,
  onChange
}: ServicesOptions): Pick<Host, 'power' | 'setPassword'> {
  const { account, regionId, instanceId } = server
  return {
    async power(to) {
      const change = to === 'reboot' ? reboot : stop
      await inTransaction(db, (transaction) =>
        change(
          { db: transaction, now: scenario.now(), transitionDelay: scenario.transitionDelayOf(account) },
          { account, regionId },
          [instanceId]
        )
      )
      onChange()
    },
    async setPassword(password) {
      const passwordHash = await hashPassword(password)
      await changeInstance(db, instanceId, { passwordHash })
    }
  }
}
