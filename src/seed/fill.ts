/** Uses up a quota with ordinary key pairs, servers or commands. */
import { randomBytes, randomUUID } from 'node:crypto'
import { quotaHasNoRoom } from '../errors/index.ts'
import { newId } from '../invocations/id.ts'
import { ed25519Of } from '../keys/ed25519.ts'
import { addCommand } from '../store/commands.ts'
import { type Db, inTransaction } from '../store/db.ts'
import { addKeyPair, listKeyPairNames, type RegionScope } from '../store/key-pairs.ts'
import { addInstances } from '../store/new-instances.ts'
import { findRoom, giveBack, type QuotaName } from '../store/quotas.ts'
import { atOnce, serverOf } from './server.ts'

/** Adds so many that `room` are left; gives their names or ids. Throws quotaHasNoRoom if fewer are left already. */
export async function fillQuota(
  db: Db,
  regionScope: RegionScope,
  { name, room, now }: { name: QuotaName; room: number; now: Date }
): Promise<string[]> {
  const scope = { account: regionScope.account, regionId: name === 'Instances' ? '' : regionScope.regionId, name }
  return await inTransaction(db, async (transaction) => {
    await giveBack(transaction, scope, 0) // locks the quota
    const amount = (await findRoom(transaction, scope)) - room
    if (amount < 0) throw quotaHasNoRoom()
    if (amount === 0) return []
    return await fillers[name](transaction, regionScope, amount, now)
  })
}

async function addServers(db: Db, regionScope: RegionScope, amount: number, now: Date): Promise<string[]> {
  const servers = Array.from({ length: amount }, (_, index) =>
    serverOf({ instanceId: randomUUID().replaceAll('-', ''), instanceName: `filler-${index + 1}` }, now)
  )
  await addInstances(db, regionScope, servers, { to: 'Running', ...atOnce, since: now })
  return servers.map(({ instanceId }) => instanceId)
}

async function addKeyPairs(db: Db, regionScope: RegionScope, amount: number, now: Date): Promise<string[]> {
  const taken = new Set(await listKeyPairNames(db, regionScope))
  const names = []
  for (let n = 1; names.length < amount; n++) if (!taken.has(`filler-${n}`)) names.push(`filler-${n}`)
  for (const name of names) {
    const { publicKey } = ed25519Of(randomBytes(32), name)
    await addKeyPair(db, regionScope, { name, publicKey, origin: 'Imported', madeForInstance: false, createdAt: now })
  }
  return names
}

async function addCommands(db: Db, regionScope: RegionScope, amount: number, now: Date): Promise<string[]> {
  const ids = Array.from({ length: amount }, () => newId('c'))
  for (const [index, commandId] of ids.entries()) {
    const command = { ...regionScope, commandId, name: `filler-${index + 1}`, createdAt: now }
    await addCommand(db, { ...plainCommand, ...command }, new Map())
  }
  return ids
}

const plainCommand = {
  description: '',
  type: 'RunShellScript',
  content: 'true',
  workingDir: '',
  timeout: 60,
  hasParameters: false
} as const

const fillers = { KeyPairs: addKeyPairs, Instances: addServers, Commands: addCommands }
