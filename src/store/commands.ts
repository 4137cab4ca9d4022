import type { Selectable } from 'kysely'
import { commandInUse, commandNotFound, commandQuotaExceeded } from '../errors/index.ts'
import type { Db } from './db.ts'
import type { TagCondition } from './instance-list.ts'
import type { RegionScope } from './key-pairs.ts'
import { countMore, giveBack } from './quotas.ts'
import type { CommandType } from './tables/commands.ts'
import type { Tables } from './tables/index.ts'
import { whenViolated } from './violations.ts'

export type Command = Selectable<Tables['commands']>

export type CommandTag = Readonly<Selectable<Tables['commandTags']>>

/** Adds a command and counts it. Throws commandQuotaExceeded. */
export async function addCommand(db: Db, command: Command, tags: ReadonlyMap<string, string>): Promise<void> {
  const { account, regionId, commandId } = command
  await countMore({ account, regionId, name: 'Commands' }, 1)
    .execute(db)
    .catch(whenViolated({ quotas_not_exceeded: commandQuotaExceeded }))
  await db.insertInto('commands').values(command).execute()
  const rows = [...tags].map(([tagKey, tagValue]) => ({ commandId, tagKey, tagValue }))
  if (rows.length > 0) await db.insertInto('commandTags').values(rows).execute()
}

/** Finds the command; nobody can change or delete it until the transaction ends. Throws commandNotFound. */
export async function holdCommand(db: Db, scope: RegionScope, commandId: string): Promise<Command> {
  return await db
    .selectFrom('commands')
    .selectAll()
    .where((eb) => eb.and({ ...scope, commandId }))
    .forShare()
    .executeTakeFirstOrThrow(() => commandNotFound())
}

export type CommandChange = Partial<Pick<Command, 'name' | 'description' | 'timeout' | 'workingDir'>>

/** Throws commandNotFound. */
export async function changeCommand(
  db: Db,
  scope: RegionScope,
  commandId: string,
  change: CommandChange
): Promise<void> {
  const changed = await db
    .updateTable('commands')
    .set({ commandId, ...change })
    .where((eb) => eb.and({ ...scope, commandId }))
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw commandNotFound()
}

/** Deletes a command and frees its quota. Throws commandNotFound, or commandInUse if it runs or waits to run. */
export async function deleteCommand(db: Db, scope: RegionScope, commandId: string): Promise<void> {
  const deleted = await db
    .deleteFrom('commands')
    .where((eb) => eb.and({ ...scope, commandId }))
    .executeTakeFirst()
  if (deleted.numDeletedRows === 0n) throw commandNotFound()
  // Every call that invokes the command holds it (`holdCommand`), so no further invocation can appear after the
  // deletion.
  const open = await db
    .selectFrom('invocationResults')
    .innerJoin('invocations', 'invocations.invokeId', 'invocationResults.invokeId')
    .select('status')
    .where('commandId', '=', commandId)
    .where('status', 'in', ['Pending', 'Running'])
    .executeTakeFirst()
  if (open !== undefined) throw commandInUse()
  await giveBack(db, { ...scope, name: 'Commands' }, 1)
}

export interface CommandFilter {
  readonly commandId?: string | undefined
  readonly name?: string | undefined
  readonly type?: CommandType | undefined
  readonly tags?: readonly TagCondition[]
}

/** One page, newest first, and the number of all matching commands. */
export async function listCommands(
  db: Db,
  scope: RegionScope,
  { commandId, name, type, tags = [] }: CommandFilter,
  { limit, offset }: { limit: number; offset: number }
): Promise<{ totalCount: number; commands: Command[]; tags: CommandTag[] }> {
  let query = db.selectFrom('commands').where((eb) => eb.and({ ...scope }))
  if (commandId !== undefined) query = query.where('commandId', '=', commandId)
  if (name !== undefined) query = query.where('name', '=', name)
  if (type !== undefined) query = query.where('type', '=', type)
  for (const { key, value } of tags) {
    query = query.where((eb) => {
      const tagged = eb
        .selectFrom('commandTags as t')
        .whereRef('t.commandId', '=', 'commands.commandId')
        .where('t.tagKey', '=', key)
      return eb.exists(value === undefined ? tagged : tagged.where('t.tagValue', '=', value))
    })
  }
  const { total } = await query.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow()
  const commands = await query
    .selectAll()
    .orderBy('createdAt', 'desc')
    .orderBy('commandId')
    .limit(limit)
    .offset(offset)
    .execute()
  return { totalCount: Number(total), commands, tags: await listCommandTags(db, commands) }
}

async function listCommandTags(db: Db, commands: readonly Command[]): Promise<CommandTag[]> {
  if (commands.length === 0) return []
  const ids = commands.map(({ commandId }) => commandId)
  return await db
    .selectFrom('commandTags')
    .selectAll()
    .where('commandId', 'in', ids)
    .orderBy('commandId')
    .orderBy('tagKey')
    .execute()
}
