import type { Db } from './db.ts'

/** The secret of that name, which all replicas share. If there is none yet, `fresh` becomes the secret. */
export async function findOrKeepSecret(db: Db, name: string, fresh: Buffer): Promise<Buffer> {
  await db
    .insertInto('secrets')
    .values({ name, value: fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { value } = await db.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirstOrThrow()
  return value
}
