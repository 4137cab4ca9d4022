import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { assumed, documented, formerly, inferred } from '../errors/provenance.ts'
import { listKeyPairs as list } from '../store/key-pairs.ts'
import { atMinute, named } from './shared/fields.ts'
import {
  ClientToken,
  KeyPairName,
  PageNumber,
  PageSize,
  page,
  paging,
  RegionId,
  scopeOf,
  toMinute
} from './shared/shapes.ts'

export const listKeyPairs = defineOperation({
  action: 'ListKeyPairs',
  route: 'GET /v1/regions/{RegionId}/key-pairs',
  group: 'Key pairs',
  summary: 'Lists key pairs with the servers they are attached to, newest first.',
  methods: ['GET'],
  isHttpsOnly: true,
  writes: false,
  parameters: Type.Object({ RegionId, KeyPairName: Type.Optional(KeyPairName), PageNumber, PageSize, ClientToken }),
  result: Type.Object({
    ...paging,
    KeyPairs: Type.Array(
      Type.Object(
        {
          CreationTime: atMinute('When it was created or imported.'),
          KeyPairName: named.KeyPairName,
          PublicKey: named.PublicKey,
          InstanceIds: named.AttachedTo,
          PendingInstanceIds: { ...named.AttachedAfterRestart, 'x-swas-extension': true }
        },
        { title: 'KeyPair', description: 'A key pair and where it is attached.' }
      ),
      { description: 'The key pairs of this page.' }
    )
  }),
  errors: [],
  rules: [
    { rule: 'InstanceIds names at most 50 servers.', ...documented('ListKeyPairs') },
    {
      rule: 'KeyPairName must match exactly; for an unknown name the list is empty.',
      ...assumed('no wildcard is documented')
    },
    { rule: 'Newest first, then by name; a page past the end is empty.', ...assumed('not documented') },
    {
      rule: 'PageSize is 1 to 100.',
      ...formerly('assumed', inferred('programs in use send 100', '2026-11'))
    },
    { rule: 'PageSize is 10 by default; PageNumber is 1 to 1000.', ...assumed('as in ListInstances') },
    {
      rule: 'REST also lists the servers that don’t use a key pair yet (PendingInstanceIds); RPC returns the cloud’s fields only.',
      ...assumed('an extension of swas-local')
    },
    {
      rule: 'Key pairs that aren’t attached to a server are listed too.',
      ...formerly('assumed', documented('ListKeyPairs, Spanish and Chinese: «the list of key pairs»', '2026-09'))
    }
  ],
  async handle(call, parameters) {
    const { PageNumber, PageSize, KeyPairName: name } = parameters
    const { totalCount, keyPairs } = await list(call.db, scopeOf(call, parameters), { name, ...page(parameters) })
    return {
      TotalCount: totalCount,
      PageNumber,
      PageSize,
      KeyPairs: keyPairs.map((keyPair) => ({
        CreationTime: toMinute(keyPair.createdAt),
        KeyPairName: keyPair.name,
        PublicKey: keyPair.publicKey,
        InstanceIds: keyPair.instanceIds,
        PendingInstanceIds: keyPair.pendingInstanceIds
      }))
    }
  }
})
