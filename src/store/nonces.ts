import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './db.ts'

interface Claim {
  readonly accessKeyId: string
  readonly nonceHash: Buffer
  readonly expiresAt: Date
  resolve(isNew: boolean): void
  reject(error: unknown): void
}

export interface Nonces {
  /** False if any process has claimed the nonce before and it hasn't expired. */
  claim(nonce: { accessKeyId: string; nonce: string; expiresAt: Date }): Promise<boolean>
}

/** Claims in batches: those that arrive while a statement runs share the next statement. */
export function createNonces(db: Db, now: () => Date): Nonces {
  let waiting = new Map<string, Claim>()
  let busy = false

  async function work(): Promise<void> {
    busy = true
    while (waiting.size > 0) {
      // Always in the same order, so that two replicas can't deadlock.
      const claims = [...waiting].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim)
      waiting = new Map()
      try {
        const claimed = await insert(db, claims, now())
        for (const claim of claims) claim.resolve(claimed.has(keyOf(claim)))
      } catch (error) {
        for (const claim of claims) claim.reject(error)
      }
    }
    busy = false
  }

  return {
    claim: ({ accessKeyId, nonce, expiresAt }) =>
      new Promise((resolve, reject) => {
        const nonceHash = createHash('sha256').update(nonce).digest()
        const claim = { accessKeyId, nonceHash, expiresAt, resolve, reject }
        if (waiting.has(keyOf(claim))) return resolve(false)
        waiting.set(keyOf(claim), claim)
        if (!busy) void work()
      })
  }
}

const keyOf = ({ accessKeyId, nonceHash }: Pick<Claim, 'accessKeyId' | 'nonceHash'>) =>
  `${nonceHash.toString('hex')} ${accessKeyId}`

async function insert(db: Db, claims: readonly Claim[], now: Date): Promise<Set<string>> {
  const column = <T>(of: (claim: Claim) => T) => claims.map(of)
  const { rows } = await sql<{ accessKeyId: string; nonceHash: Buffer }>`
    insert into used_nonces (access_key_id, nonce_hash, expires_at)
    select * from unnest(
      ${column(({ accessKeyId }) => accessKeyId)}::text[],
      ${column(({ nonceHash }) => nonceHash)}::bytea[],
      ${column(({ expiresAt }) => expiresAt)}::timestamptz[]
    )
    on conflict (access_key_id, nonce_hash) do update set expires_at = excluded.expires_at
      where used_nonces.expires_at <= ${now}
    returning access_key_id, nonce_hash`.execute(db)
  return new Set(rows.map(keyOf))
}

/** Deletes expired nonces. Skips rows that another replica is deleting. */
export async function deleteExpiredNonces(db: Db, now: Date): Promise<void> {
  await sql`
    delete from used_nonces where (access_key_id, nonce_hash) in (
      select access_key_id, nonce_hash from used_nonces where expires_at <= ${now} for update skip locked
    )`.execute(db)
}
