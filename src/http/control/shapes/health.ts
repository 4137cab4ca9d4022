/** The JSON of the health check. */
import { Type } from 'typebox'

export const Health = Type.Object(
  {
    status: Type.String({ description: '`ok`, or `unavailable` with 503.', examples: ['ok'] }),
    database: Type.String({ description: '`pglite` or `postgresql`.', examples: ['pglite'] }),
    databaseAwaySince: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'The time since which the database doesn’t answer; absent while it answers.',
        examples: ['2026-03-04T05:06:07.890Z']
      })
    ),
    version: Type.String({ description: 'The version of the service.', examples: ['0.2.0'] })
  },
  { title: 'Health', description: 'The health of the service.' }
)
