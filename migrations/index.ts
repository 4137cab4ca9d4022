import type { Migration } from 'kysely/migration'
import * as keyPairsAndInstances from './001-key-pairs-and-instances.ts'
import * as usedNonces from './002-used-nonces.ts'
import * as callers from './003-callers.ts'
import * as testSuites from './004-test-suites.ts'
import * as limitsAndSeeds from './005-limits-and-seeds.ts'
import * as guestDisks from './006-guest-disks.ts'
import * as secrets from './007-secrets.ts'
import * as commands from './008-commands.ts'
import * as passwordOrder from './009-password-order.ts'

/** Every migration in its order. A released migration never changes. */
export const migrations: Record<string, Migration> = {
  '001-key-pairs-and-instances': keyPairsAndInstances,
  '002-used-nonces': usedNonces,
  '003-callers': callers,
  '004-test-suites': testSuites,
  '005-limits-and-seeds': limitsAndSeeds,
  '006-guest-disks': guestDisks,
  '007-secrets': secrets,
  '008-commands': commands,
  '009-password-order': passwordOrder
}
