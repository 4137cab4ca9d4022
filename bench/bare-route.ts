/**
 * What a ListKeyPairs costs at least: one Fastify route, one statement, one log line, and nothing of ours but the
 * result's schema. A program of its own; PORT and DATABASE_URL say where.
 */
import Fastify, { LogController } from 'fastify'
import pg from 'pg'
import { Type } from 'typebox'
import { listKeyPairs } from '../src/operations/list-key-pairs.ts'

const statement = `
  with matching as (select name, public_key, created_at from key_pairs where account = $1 and region_id = $2),
  page as (select * from matching order by created_at desc, name limit $3 offset $4)
  select total.total_count, page.*, array(
    select instance_id from instances i
    where i.account = $1 and i.region_id = $2 and i.key_pair_name = page.name
    order by i.created_at, i.instance_id limit 50
  ) as instance_ids
  from (select count(*)::integer as total_count from matching) total left join page on true
  order by page.created_at desc, page.name`

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const app = Fastify({ logger: { level: 'info' }, logController: new LogController({ disableRequestLogging: true }) })
const response = { 200: { ...Type.Object({ ...listKeyPairs.result.properties, RequestId: Type.String() }) } }

app.get<{ Querystring: { PageSize: string } }>('/', { schema: { response } }, async (request, reply) => {
  const limit = Number(request.query.PageSize)
  const { rows } = await pool.query(statement, ['bench', 'cn-hangzhou', limit, 0])
  request.log.info({ action: 'ListKeyPairs', ms: reply.elapsedTime }, 'done')
  return {
    RequestId: request.id,
    TotalCount: rows[0]?.total_count ?? 0,
    PageNumber: 1,
    PageSize: limit,
    KeyPairs: rows.map((row) => ({
      CreationTime: `${row.created_at.toISOString().slice(0, 16)}Z`,
      KeyPairName: row.name,
      PublicKey: row.public_key,
      InstanceIds: row.instance_ids
    }))
  }
})

await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) })
process.once('SIGTERM', () => process.exit())
