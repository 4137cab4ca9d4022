import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { keyPairAttached, keyPairNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { deleteKeyPairs as remove } from '../store/key-pairs.ts'
import { batchLimit, ClientToken, distinct, RegionId, scopeOf, valueError } from './shared/shapes.ts'

export const deleteKeyPairs = defineOperation({
  action: 'DeleteKeyPairs',
  route: 'DELETE /v1/regions/{RegionId}/key-pairs/{KeyPairName=KeyPairNames}',
  group: 'Key pairs',
  summary: 'Deletes key pairs that are attached to no server: either all of the key pairs or none.',
  methods: ['POST'],
  isHttpsOnly: true,
  writes: true,
  parameters: Type.Object({
    RegionId,
    KeyPairNames: Type.Array(Type.String({ description: 'A name.', minLength: 1, examples: ['my-key'] }), {
      description: 'The names of 1 to 50 key pairs.',
      minItems: 1,
      maxItems: batchLimit,
      ...valueError
    }),
    ClientToken
  }),
  result: Type.Object({}),
  errors: [keyPairAttached, keyPairNotFound],
  rules: [
    { rule: 'A key pair that is attached to a server can’t be deleted.', ...documented('DeleteKeyPairs') },
    { rule: 'At most 50 names a call.', ...documented('DeleteKeyPairs; the metadata says 100', '2026-11') },
    { rule: 'If a key pair is attached or unknown, the whole call fails.', ...assumed('not documented') },
    {
      rule: 'A detached key pair can be deleted before its server restarts; the key works on the server until then.',
      ...assumed('not documented')
    }
  ],
  async handle(call, parameters) {
    await remove(call.db, scopeOf(call, parameters), distinct(parameters.KeyPairNames))
    return {}
  }
})
