/** The JSON of snapshots. */
import { Type } from 'typebox'
import { AccountQuery } from './account.ts'

const name = Type.String({ description: 'Its name.', examples: ['two-servers'] })
export const Snapshots = Type.Object(
  {
    snapshots: Type.Array(
      Type.Object(
        {
          name,
          created: Type.String({
            description: 'When it was saved, by the service’s clock.',
            examples: ['2026-11-24T08:00:00.000Z']
          })
        },
        { title: 'Snapshot', description: 'A saved state.' }
      ),
      { description: 'Newest first.' }
    )
  },
  { title: 'Snapshots', description: 'The snapshots of the account, or of the whole service.' }
)

export const SnapshotFile = Type.Object(
  {
    format: Type.String({
      description: 'Always the same.',
      pattern: '^swas-local snapshot$',
      examples: ['swas-local snapshot']
    }),
    version: Type.Integer({ description: 'The version of the format.', minimum: 1, maximum: 1, examples: [1] }),
    account: Type.String({
      description: 'The account that it was saved from; empty for the whole service.',
      examples: ['dev']
    }),
    created: Type.String({ description: 'When it was saved.', examples: ['2026-11-24T08:00:00.000Z'] }),
    tables: Type.Object(
      {},
      {
        title: 'SnapshotTables',
        description: 'The rows of each table, by the name of the table.',
        additionalProperties: Type.Array(
          Type.Object(
            {},
            {
              additionalProperties: true,
              title: 'SnapshotRow',
              description: 'The values of a row, by the names of its columns.'
            }
          )
        ),
        examples: [{ key_pairs: [] }]
      }
    )
  },
  {
    title: 'SnapshotFile',
    description: 'A state as a file. It holds no private key, secret or token.',
    additionalProperties: false
  }
)

export const SavedSnapshot = Type.Object(
  { name },
  { title: 'SavedSnapshot', description: 'A snapshot that was saved.' }
)

export const Restore = Type.Object(AccountQuery.properties, {
  title: 'Restore',
  description: 'What to restore.',
  additionalProperties: false
})
